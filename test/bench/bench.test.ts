import { expect, test } from 'vitest'
import { availableLevels } from '../../lib/backend/index.ts'
import { planFor, statsOf } from '../../lib/bench/clock.ts'
import { digest, makeBuffers, sameDigest } from '../../lib/bench/data.ts'
import { bench } from '../../lib/bench/main.ts'
import { findTorch } from '../../lib/bench/peer.ts'
import { index, positive, uniform } from '../../lib/bench/row.ts'
import { allRows } from '../../lib/bench/rows/index.ts'

async function run(...argv: string[]): Promise<{ code: number; out: string; note: string }> {
  const out: string[] = []
  const note: string[] = []
  const code = await bench(argv, { out: (line) => out.push(line), note: (line) => note.push(line) })
  return { code, out: out.join('\n'), note: note.join('\n') }
}

const TINY = ['elementwise add 1000', 'copy 12x128x4x32', '--reps', '1', '--quick']

test('a run says what it measured: machine, rows, shares, JavaScript', async () => {
  const { code, out } = await run(...TINY, '--threads', '1,2', '--json')
  const result = JSON.parse(out)
  expect(code).toBe(0)
  expect(result.rows.map((row: { group: string; name: string }) => `${row.group} ${row.name}`)).toEqual([
    'elementwise add 1000',
    'copy 12x128x4x32 to 0213'
  ])
  expect(result.machine.map((rates: { threads: number }) => rates.threads)).toEqual([1, 2, 1])
  for (const rates of result.machine) {
    for (const key of ['read', 'triad', 'update', 'fma']) expect(rates[key]).toBeGreaterThan(0)
  }
  for (const row of result.rows) {
    expect(row.disagreements).toEqual([])
    expect(row.js.median).toBeGreaterThan(0)
    expect(row.blocks.map((block: { threads: number }) => block.threads)).toEqual([1, 2])
    for (const block of row.blocks) {
      expect(block.sides).toHaveLength(1)
      const { alone } = block.sides[0]
      expect(alone.reps).toBe(1)
      expect(alone.low).toBeLessThanOrEqual(alone.median)
      expect(block.bytesPerSecond).toBeCloseTo(row.bytes / alone.median, 0)
      expect(block.bandwidthShare).toBeGreaterThan(0)
    }
    expect(row.blocks[1].conditions.handOff.before).toBeGreaterThanOrEqual(0)
  }
})

test('the tables of a run name the row, the units and the hand-off', async () => {
  const { code, out } = await run(...TINY, '--threads', '2', '--no-js')
  expect(code).toBe(0)
  expect(out).toMatch(/machine, \w+, 2 threads: read .* GB\/s; fma .* GFLOP\/s/)
  expect(out).toMatch(/12x128x4x32 to 0213 +2 +[\d.]+ [num]?s/)
  expect(out).toMatch(/hand-off [\d.]+ ns before/)
})

test('levels are measured in turn, with the ratio of each to the first', async (context) => {
  const levels = availableLevels().filter((level) => level !== 'js')
  if (levels.length < 2) context.skip(`this machine has ${levels.join()} only`)
  const { out } = await run(...TINY, '--threads', '1', '--no-js', '--json', '--levels', levels.join())
  for (const row of JSON.parse(out).rows) {
    const [block] = row.blocks
    expect(block.sides.map((side: { name: string }) => side.name)).toEqual(levels)
    expect(block.ratios).toHaveLength(levels.length - 1)
    for (const ratio of block.ratios) expect(ratio.fastest).toBeGreaterThan(0)
    for (const side of block.sides) expect(side.interleaved.median).toBeGreaterThan(0)
  }
})

test('PyTorch computes the same as every row', async (context) => {
  const found = findTorch()
  if ('reason' in found) return context.skip(found.reason)
  // The rows whose data both sides have made within moments; a full run compares all of them.
  const small = allRows('float32').filter((row) => row.torch && row.bytes < 1e7 && row.flops < 2e8)
  const names = small.map((row) => `${row.group} ${row.name}`)
  const options = ['--peer', 'torch', '--threads', '1', '--reps', '1', '--quick', '--no-js', '--json']
  const { code, out } = await run(...names, ...options)
  const result = JSON.parse(out)
  expect(result.rows.length).toBeGreaterThanOrEqual(small.length)
  expect(result.peer.torch).toMatch(/^\d+\.\d+/)
  for (const row of result.rows) expect(`${row.group} ${row.name}: ${row.disagreements}`).toMatch(/: $/)
  expect(code).toBe(0)
})

test('without a python that has torch the run continues and says so; a named one must work', async () => {
  const before = process.env.THALWEG_PYTHON
  process.env.THALWEG_PYTHON = '/nowhere/python'
  try {
    const { code, note } = await run(...TINY, '--peer', 'torch', '--threads', '1', '--no-js')
    expect(code).toBe(0)
    expect(note).toContain('PyTorch is left out: none of /nowhere/python is a python that can import torch')
  } finally {
    if (before === undefined) delete process.env.THALWEG_PYTHON
    else process.env.THALWEG_PYTHON = before
  }
  const named = await run(...TINY, '--peer', 'torch', '--python', '/nowhere/python')
  expect(named.code).toBe(2)
  expect(named.note).toContain('/nowhere/python')
})

test('what cannot be is refused with what was expected and what came', async () => {
  const cases: [string[], string][] = [
    [['--thread', '2'], 'there is no option --thread; did you mean --threads?'],
    [['--nonsense'], 'there is no option --nonsense (--help lists all)'],
    [['--threads', '0'], 'expected --threads to be a whole number from 1 to 1024 but received 0'],
    [['--hand-off', 'x'], 'expected --hand-off to be a whole number from 1 to 1000000 but received x'],
    [['--reps', '1.5'], 'expected --reps to be a whole number from 1 to 10000 but received 1.5'],
    [['--level', 'sse'], 'but received sse'],
    [['--level', 'js', '--levels', 'js'], 'expected --level or --levels but received both'],
    [['--dtype', 'int8'], 'expected --dtype to be one of float32, float64 but received int8'],
    [['--peer', 'jax'], 'expected --peer to be one of torch, tfjs but received jax'],
    [['--python', 'python3'], 'expected --peer torch with --python'],
    [['elementwize'], 'no row is named elementwize; did you mean "elementwise"?']
  ]
  for (const [argv, message] of cases) {
    const { code, out, note } = await run(...argv)
    expect(note).toContain(message)
    expect(note).toMatch(/^bench: /)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  }
})

test('--help and --list measure nothing', async () => {
  expect((await run('--help')).out).toContain('npm run bench -- [names] [options]')
  const { code, out } = await run('--list', 'copy')
  expect(code).toBe(0)
  expect(out.split('\n')).toEqual(expect.arrayContaining(['copy 1024x1024 to 10']))
})

test('rows have unique names and honest numbers, and goals only where PyTorch can be asked', () => {
  for (const dtype of ['float32', 'float64'] as const) {
    const rows = allRows(dtype)
    const names = rows.map((row) => `${row.group} ${row.name}`)
    expect(new Set(names).size).toBe(names.length)
    for (const row of rows) {
      const wrong = [
        ...(row.bytes > 0 && Number.isInteger(row.bytes) ? [] : ['bytes']),
        ...(row.flops >= 0 && Number.isInteger(row.flops) ? [] : ['flops']),
        ...(row.goal === undefined || row.torch !== undefined ? [] : ['goal'])
      ]
      expect(`${row.group} ${row.name}: ${wrong}`).toMatch(/: $/)
    }
  }
})

test('data: the first values of every kind of filling, which torch_peer.py makes too', () => {
  const made = makeBuffers({ u: uniform([2, 3], 1), p: positive([4], 2, 10), i: index([5], 7, 3) }, 'float32')
  expect(made.u!.array).toHaveLength(6)
  expect(Array.from(made.u!.array).every((x) => x >= -1 && x < 1)).toBe(true)
  expect(Array.from(made.p!.array).every((x) => x >= 0 && x < 10)).toBe(true)
  expect(Array.from(made.i!.array).every((x) => Number.isInteger(x) && x >= 0 && x < 7)).toBe(true)
  const large = makeBuffers({ u: uniform([100_000]) }, 'float64').u!.array
  const mean = Array.from(large).reduce((sum, x) => sum + x, 0) / large.length
  expect(Math.abs(mean)).toBeLessThan(0.01)
  expect(sameDigest(digest([made.u!]), digest([made.u!]))).toBe(true)
  expect(sameDigest([1], [1.01])).toBe(false)
  expect(sameDigest([1, 1], [1])).toBe(false)
})

test('statistics: quartiles of an even and an odd number of samples; long works get fewer repetitions', () => {
  expect(statsOf([5, 1, 3], 10)).toEqual({ median: 3, low: 2, high: 4, min: 1, reps: 3, calls: 10 })
  expect(statsOf([4, 1, 3, 2], 1).median).toBe(2.5)
  const plan = { reps: 15, repSeconds: 0.25, warmSeconds: 0, budget: 4, attempts: 1 }
  expect(planFor(2 ** -10, plan)).toEqual({ calls: 256, reps: 15 })
  expect(planFor(0.5, plan)).toEqual({ calls: 1, reps: 8 })
  expect(planFor(10, plan)).toEqual({ calls: 1, reps: 3 })
})
