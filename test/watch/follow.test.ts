// Runs under a folder: their names, logs that come later, resumes without a zigzag, and the real loggers.
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { CsvLogger, JsonLinesLogger } from '../../lib/train/index.ts'
import { Board, Follower, type WatchedRun } from '../../lib/watch/index.ts'
import { problem } from '../train/problem.ts'
import { temporaryFolder } from '../util/folder.ts'

const inFolder = temporaryFolder()

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  appendFileSync(path, text)
}
const lines = (from: number, to: number, loss: (step: number) => number = (step) => step): string =>
  Array.from(
    { length: to - from + 1 },
    (_, k) => `{"step":${from + k},"epoch":1,"wallTime":${Math.random()},"loss":${loss(from + k)}}\n`
  ).join('')

function following(...roots: string[]) {
  const board = new Board()
  const said: string[] = []
  const follower = new Follower(board, roots, (text) => said.push(text))
  let now = 0
  return {
    // Each look comes after the time in which new files are looked for.
    look: async () => {
      now += 2000
      await follower.look(now)
      return new Map([...board.runs.values()].map((run) => [run.name, run]))
    },
    said
  }
}

const pointsOf = (run: WatchedRun | undefined, tag = 'loss'): [number, number][] => {
  const { steps, values, length } = run!.series.get(tag)!
  return Array.from({ length }, (_, k) => [steps[k]!, values[k]!])
}

test('runs have the names of their folders', async () => {
  const root = inFolder('names')
  write(`${root}/log.jsonl`, lines(1, 1))
  write(`${root}/a/log.jsonl`, lines(1, 1))
  write(`${root}/a/log-2.jsonl`, lines(1, 1))
  write(`${root}/b/c/train.jsonl`, lines(1, 1))
  write(`${root}/b/notes.jsonl`, '{"question":1}\n')
  write(`${root}/b/log.csv`, 'step,loss\n1,2\n')
  write(`${root}/.hidden/log.jsonl`, lines(1, 1))
  write(`${root}/node_modules/log.jsonl`, lines(1, 1))
  const { look } = following(root)
  expect([...(await look()).keys()].sort()).toEqual(['a', 'a/log-2', 'b/c/train', 'names'])
})

test('several folders, and a file', async () => {
  const [one, two] = [inFolder('one'), inFolder('two')]
  write(`${one}/a/log.jsonl`, lines(1, 1))
  write(`${two}/a/log.jsonl`, lines(1, 1))
  write(`${two}/other.jsonl`, lines(1, 1))
  const { look } = following(one, `${two}/a`, `${two}/other.jsonl`)
  expect([...(await look()).keys()].sort()).toEqual(['a', 'one/a', 'other'])
})

test('a folder and logs that come later', async () => {
  const root = inFolder('later')
  const { look } = following(root)
  expect((await look()).size).toBe(0)
  write(`${root}/a/log.jsonl`, lines(1, 3))
  expect(pointsOf((await look()).get('a'))).toHaveLength(3)
  write(`${root}/b/log.jsonl`, lines(1, 2))
  write(`${root}/a/log.jsonl`, lines(4, 4))
  const runs = await look()
  expect(pointsOf(runs.get('a'))).toHaveLength(4)
  expect(pointsOf(runs.get('b'))).toHaveLength(2)
})

test('steps that come again replace those that were there: no zigzag', async () => {
  const root = inFolder('overlap')
  const path = `${root}/a/log.jsonl`
  write(path, lines(1, 10))
  const { look } = following(root)
  await look()
  // Another writer than ours, which does not cut.
  write(
    path,
    lines(7, 12, (step) => -step)
  )
  const run = (await look()).get('a')
  expect(pointsOf(run)).toEqual([...range(1, 6, 1), ...range(7, 12, -1)])
  expect(run!.step).toBe(12)
})

const range = (from: number, to: number, factor: number): [number, number][] =>
  Array.from({ length: to - from + 1 }, (_, k) => [from + k, factor * (from + k)])

test('a log that is rotated keeps its curve, and the old file is not another run', async () => {
  const root = inFolder('rotated')
  const path = `${root}/a/log.jsonl`
  write(path, lines(1, 5))
  const { look } = following(root)
  await look()
  write(path, lines(6, 7))
  renameSync(path, `${root}/a/log.1.jsonl`)
  write(path, lines(8, 9))
  const runs = await look()
  expect([...runs.keys()]).toEqual(['a'])
  expect(pointsOf(runs.get('a'))).toEqual(range(1, 9, 1))
})

test('a new run in the same file begins again', async () => {
  const root = inFolder('again')
  write(`${root}/a/log.jsonl`, lines(1, 50))
  const { look } = following(root)
  await look()
  writeFileSync(`${root}/a/log.jsonl`, '{"step":1,"valLoss":3}\n{"step":2,"valLoss":"Infinity"}\n')
  const run = (await look()).get('a')!
  expect([...run.series.keys()]).toEqual(['valLoss'])
  expect(run.messages.map(({ text }) => text)).toEqual(['valLoss is Infinity'])
})

test('the log of a run that is resumed has the curve of one that was not', async () => {
  const root = inFolder('resumed')
  const run = async (name: string, steps: number, resume?: string) => {
    const { trainer, loader, validation } = problem({ accumulate: 1 })
    const loggers = [new JsonLinesLogger(`${root}/${name}/log.jsonl`), new CsvLogger(`${root}/${name}/log.csv`)]
    await trainer.fit(loader, { steps, validation, loggers, ...(resume ? { resume } : {}) })
    return trainer
  }
  const { look } = following(root)
  await run('whole', 30)
  // Saved after 14 steps, but the log had 20.
  await (await run('part', 14)).save(`${root}/half`)
  write(
    `${root}/part/log.jsonl`,
    lines(15, 20, () => 9)
  )
  expect(pointsOf((await look()).get('part')).at(-1)).toEqual([20, 9])
  await run('part', 30, `${root}/half`)
  const runs = await look()
  for (const tag of ['loss', 'valLoss', 'learningRate']) {
    expect(pointsOf(runs.get('part'), tag)).toEqual(pointsOf(runs.get('whole'), tag))
  }
})

test('at most 200 logs are followed, and it says how many are left', async () => {
  const root = inFolder('many')
  for (let k = 0; k < 203; k++) write(`${root}/${k}.jsonl`, lines(1, 1))
  const { look, said } = following(root)
  expect((await look()).size).toBe(200)
  await look()
  expect(said).toEqual(['200 logs are shown, 3 are left out; name the folders of the runs to see'])
})
