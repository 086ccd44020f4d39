// Loggers of a run that resumes where another run has its log.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { CsvLogger, JsonLinesLogger, type Logger, TensorBoardLogger } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { problem } from '../problem.ts'
import { warningsOf } from '../warnings.ts'
import { linesOf, shownIn } from './read.ts'

const file = temporaryFolder()

// Of the folder: every file, by its path in there, and its bytes.
const contentOf = (folder: string): [string, string][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => {
      const path = join(entry.parentPath, entry.name)
      return [relative(folder, path), readFileSync(path, 'latin1')]
    })
    .sort()

const stepsIn = (path: string): number[] =>
  (existsSync(path) ? linesOf(path) : []).flatMap((line) => {
    const { step, loss } = line as { step: number; loss?: number }
    return loss === undefined ? [] : [Number(step)]
  })
const shown = (path: string): number[] =>
  shownIn(path)
    .filter(([, { tag }]) => tag === 'loss')
    .map(([step]) => step)

const kinds: [string, (folder: string) => Logger, [string, string], (path: string) => number[]][] = [
  [
    'JsonLinesLogger',
    (folder) => new JsonLinesLogger(join(folder, 'log.jsonl')),
    ['log.jsonl', 'log-2.jsonl'],
    stepsIn
  ],
  ['CsvLogger', (folder) => new CsvLogger(join(folder, 'log.csv')), ['log.csv', 'log-2.csv'], stepsIn],
  ['TensorBoardLogger', (folder) => new TensorBoardLogger(join(folder, 'events')), ['events', 'events-2'], shown]
]
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, k) => from + k)

test.each(kinds)(
  '%s: it stays as it is, and the run continues next to it',
  async (name, make, [given, other], steps) => {
    const folder = file(name)
    mkdirSync(folder)
    // Two runs of as many steps, with a checkpoint each; the second one logs elsewhere.
    const [first, second] = [problem({ accumulate: 1 }), problem({ accumulate: 1 })]
    await first.trainer.fit(first.loader, { steps: 6, loggers: [make(folder)] })
    await second.trainer.fit(second.loader, { steps: 4, loggers: [make(file(`${name}-elsewhere`))] })
    await second.trainer.save(file(`${name}.safetensors`))
    const before = contentOf(folder)
    const resume = async (until: number): Promise<string[]> => {
      const { trainer, loader } = problem({ accumulate: 1 })
      return warningsOf(async () => {
        await trainer.fit(loader, { steps: until, resume: file(`${name}.safetensors`), loggers: [make(folder)] })
        await trainer.save(file(`${name}.safetensors`))
      })
    }
    const said = await resume(7)
    expect(said.join()).toContain(`${name}: ${join(folder, given)} has the log of another run and stays as it is`)
    expect(contentOf(folder).filter(([path]) => !path.startsWith(other))).toEqual(before)
    // The last record of the checkpoint is told again.
    expect(steps(join(folder, other))).toEqual(range(4, 7))
    // A later resume finds what this run wrote.
    await resume(9)
    expect(contentOf(folder).filter(([path]) => !path.startsWith(other))).toEqual(before)
    expect(steps(join(folder, other))).toEqual(range(4, 9))
    expect(readdirSync(folder).sort()).toEqual([given, other].sort())
  }
)

test.each(kinds)('%s: its own log continues where it is, without a warning', async (name, make, [given], steps) => {
  const folder = file(`${name}-own`)
  const path = file(`${name}-own.safetensors`)
  const { trainer, loader } = problem({ accumulate: 1 })
  await trainer.fit(loader, { steps: 4, loggers: [make(folder)] })
  await trainer.save(path)
  // The process continues for a while, then it is gone.
  await trainer.fit(loader, { steps: 6, resume: true, loggers: [make(folder)] })
  for (const until of [7, 9]) {
    const again = problem({ accumulate: 1 })
    const fit = () => again.trainer.fit(again.loader, { steps: until, resume: path, loggers: [make(folder)] })
    expect(await warningsOf(fit)).toEqual([])
  }
  expect(steps(join(folder, given))).toEqual(range(1, 9))
  expect(readdirSync(folder)).toEqual([given])
  // A file that is gone is begun again.
  rmSync(join(folder, given), { recursive: true })
  const again = problem({ accumulate: 1 })
  await again.trainer.fit(again.loader, { steps: 7, resume: path, loggers: [make(folder)] })
  expect(steps(join(folder, given))).toEqual(range(4, 7))
})
