// `thalweg plot` and `thalweg race`: text in the terminal, files, leaderboards, and what wrong commands are told.
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { main } from '../../lib/cli/main.ts'
import { temporaryFolder } from '../util/folder.ts'

const inFolder = temporaryFolder()

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const lines = { out: [] as string[], error: [] as string[] }
  const code = await main(args, { out: (line) => lines.out.push(line), error: (line) => lines.error.push(line) })
  return { code, out: lines.out.join('\n'), error: lines.error.join('\n') }
}

const log = (name: string, rate: number): string => {
  const lines = Array.from({ length: 9 }, (_, k) =>
    JSON.stringify({ step: k + 1, epoch: 1, loss: rate / (k + 1), learningRate: 0.1 })
  )
  const path = inFolder(name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}
const [a, b] = [log('a.jsonl', 1), log('b.jsonl', 2)]

test('a log as text: as wide as asked for', async () => {
  const { code, out, error } = await run('plot', a, '--width', '50')
  expect([code, error]).toEqual([0, ''])
  expect(out).toMatch(/^History of a run\n\nloss\n/)
  expect(out).toContain('\na loss\n')
  expect(out).toContain('\nlearningRate\n')
  expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBe(50)
})

test('several logs by name, some columns, into a file', async () => {
  const path = inFolder('two.svg')
  expect(await run('plot', a, b, '--columns', 'loss', '--smooth', '0.5', '--log', '-o', path)).toEqual({
    code: 0,
    out: `${path}: History of a, b`,
    error: ''
  })
  const svg = readFileSync(path, 'utf8')
  expect(svg).toContain('<title>History of a, b</title>')
  expect(svg).not.toContain('>learningRate</text>')
})

test('a landscape with paths, as text and as a page', async () => {
  const optimizers = 'sgd:1e-3:momentum=0.9,adam:0.9'
  const { out } = await run(
    'plot',
    'landscape',
    'rosenbrock',
    '--optimizers',
    optimizers,
    '--steps',
    '99',
    '--width',
    '60'
  )
  expect(out).toContain('a sgd:1e-3:momentum=0.9   b adam:0.9   * minimum')
  const row = out.split('\n').find((line) => line.startsWith(' 1 ┤'))!
  expect(row).toMatch(/ab|ba/)
  const path = inFolder('r.html')
  expect((await run('plot', 'landscape', 'beale', '--points', '9', '--out', path)).out).toBe(`${path}: beale`)
  expect(readFileSync(path, 'utf8')).toContain('<title>beale</title>')
})

test('a race: ranked by the first step that stays close; the same again; a given rate is not tuned', async () => {
  const args = ['race', 'himmelblau', '--optimizers', 'sgd,adam:0.3,sgd:1e-9', '--steps', '120', '--trials', '8']
  const { code, out, error } = await run(...args)
  expect([code, error]).toEqual([0, ''])
  expect(out).toContain('himmelblau: the first of 120 steps from which on all values are within 0.01 of the lowest\n')
  const rows = out
    .split('\n')
    .slice(3)
    .map((line) => line.trim().split(/ {2,}/))
  expect(rows.map(([place]) => place)).toEqual(['1', '2', '3'])
  const steps = rows.map(([, , , step]) => Number(step))
  expect(steps[0]).toBeLessThan(steps[1]!)
  expect(rows.find(([, name]) => name === 'adam:0.3')![2]).toBe('0.3')
  expect(rows[2]!.slice(1, 4)).toEqual(['sgd:1e-9', '1e-9', 'not reached'])
  expect((await run(...args)).out).toBe(out)
  const path = inFolder('race.html')
  const drawn = await run('race', 'himmelblau', '--optimizers', 'sgd:0.01', '--steps', '20', '-o', path)
  expect(drawn.out.split('\n').at(-1)).toBe(`${path}: Race on himmelblau`)
  expect(readFileSync(path, 'utf8')).toContain('data-play="0"')
})

test.each([
  [['plot'], 'thalweg plot: expected the path of a log, or landscape and its name'],
  [['plot', a, '--colums', 'x'], 'thalweg plot: unknown flag --colums; did you mean --columns?'],
  [['plot', a, '--columns', 'los'], 'plotHistory: unknown column los; did you mean loss?'],
  [
    ['plot', a, '-o', 'x.gif'],
    "Picture.save: expected a path that ends in .svg, .html, .txt or .png but received 'x.gif'"
  ],
  [
    ['plot', 'landscape'],
    'thalweg plot landscape: expected a landscape but received undefined; there are rosenbrock, '
  ],
  [
    ['plot', 'landscape', 'rosenbrok'],
    "thalweg plot landscape: expected a landscape but received 'rosenbrok'; did you mean rosenbrock?"
  ],
  [
    ['plot', 'landscape', 'beale', '--optimizers', 'adm:1'],
    "thalweg plot landscape: unknown optimizer 'adm'; did you mean adam?"
  ],
  [
    ['plot', 'landscape', 'beale', '--optimizers', 'adam:x'],
    "thalweg plot landscape: expected 'adam:x' to be name:lr:option=number but received 'x'"
  ],
  [['plot', 'landscape', 'beale', '--optimizers', 'adam:0.1:beta=3'], 'Adam: unknown option beta; did you mean betas?'],
  [['race', 'pathological'], 'thalweg race: expected a landscape with a minimum but pathological has none'],
  [['race', 'beale', 'ackley'], 'thalweg race: expected one landscape but received beale ackley']
])('%j', async (args, message) => {
  const { code, error } = await run(...args)
  expect(error).toContain(message)
  expect(code).toBe(2)
})

test('help', async () => {
  for (const command of ['plot', 'race']) {
    const { code, out } = await run(command, '--help')
    expect([code, out.split(' <')[0]]).toEqual([0, `Usage: thalweg ${command}`])
  }
  expect((await run('help')).out).toContain('race <name>')
  expect((await run('plot', inFolder('none.jsonl'))).code).toBe(1)
})
