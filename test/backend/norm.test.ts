import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run, Storage, setLevel, setNumThreads } from '../../lib/backend/index.ts'
import { expectSameBits, FLOATS, floats, output } from './bits.ts'

type Float = (typeof FLOATS)[number]

// --- the same bits everywhere -----------------------------------------------------------------------------------

function rowNorms(dtype: Float, rows: number, n: number, special: number, shift: number, threads: number[]): void {
  const x = floats(dtype, rows * n, { special, shift, seed: n + 1 })
  const dy = floats(dtype, rows * n, { special, seed: n + 2 })
  const w = floats(dtype, n, { seed: 3 })
  const b = floats(dtype, n, { seed: 4 })
  const stat = floats(dtype, rows, { seed: 5, special })
  const y = () => output(dtype, rows * n, shift)
  const row = () => output(dtype, rows)
  expectSameBits('layerNorm', [x, w, b, y(), row(), row()], [rows, n], [1e-5], threads)
  expectSameBits('layerNorm', [x, null, null, y(), row(), row()], [rows, n], [1e-5], threads)
  expectSameBits('layerNorm', [x, w, null, y(), row(), row()], [rows, n], [0], threads)
  expectSameBits('rmsNorm', [x, w, y(), row()], [rows, n], [1e-5], threads)
  const grad = () => floats(dtype, n, { seed: 9 })
  expectSameBits('layerNormBackward', [x, dy, w, stat, stat, y(), grad(), grad()], [rows, n, 0], [], threads)
  expectSameBits('layerNormBackward', [x, dy, null, stat, stat, y(), null, grad()], [rows, n, 1], [], threads)
  expectSameBits('layerNormBackward', [x, dy, w, stat, stat, y(), null, null], [rows, n, 0], [], threads)
  expectSameBits('rmsNormBackward', [x, dy, w, stat, y(), grad()], [rows, n, 1], [], threads)
}

test('layerNorm and rmsNorm have the same bits everywhere', () => {
  for (const dtype of FLOATS) {
    for (const n of [0, 1, 15, 16, 17, 67, 1000]) rowNorms(dtype, 3, n, n % 2 ? 7 : 0, n % 4, [1, 3])
    rowNorms(dtype, 0, 5, 0, 0, [1])
    rowNorms(dtype, 200, 70, 0, 1, [1, 2, 3, 7])
    rowNorms(dtype, 4200, 3, 500, 0, [1, 7])
  }
})

function channelNorms(
  dtype: Float,
  [batch, channels, inner]: readonly [number, number, number],
  special: number,
  shift: number,
  threads: number[]
): void {
  const size = batch * channels * inner
  const x = floats(dtype, size, { special, shift, seed: inner + 1 })
  const dy = floats(dtype, size, { special, seed: inner + 2 })
  const c = (seed: number) => floats(dtype, channels, { seed })
  const y = () => output(dtype, size, shift)
  const sizes = [batch, channels, inner]
  for (const relu of [0, 1]) {
    expectSameBits('batchNorm', [x, c(1), c(2), c(3), c(4), y(), c(5), c(6)], [...sizes, 1, relu], [0.1, 1e-5], threads)
    expectSameBits('batchNorm', [x, null, null, null, null, y(), c(5), c(6)], [...sizes, 1, relu], [0.1, 1e-5], threads)
    expectSameBits('batchNorm', [x, c(1), c(2), c(3), c(4), y(), c(5), c(6)], [...sizes, 0, relu], [0.1, 4], threads)
    for (const training of [0, 1]) {
      const flags = [...sizes, training, relu, training]
      const names = [x, dy, c(1), c(2), c(3), c(4), y(), c(7), c(8)]
      expectSameBits('batchNormBackward', names, flags, [], threads)
      expectSameBits('batchNormBackward', [x, dy, null, null, c(3), c(4), y(), null, null], flags, [], threads)
    }
  }
  for (const groups of channels % 2 === 0 && channels > 0 ? [1, channels / 2, channels] : [1]) {
    const stat = () => floats(dtype, batch * groups)
    const dims = [...sizes, groups]
    for (const activation of [0, 1, 6]) {
      const sizes = [...dims, activation]
      expectSameBits('groupNorm', [x, c(1), c(2), y(), stat(), stat()], sizes, [1e-5], threads)
      expectSameBits('groupNorm', [x, null, null, y(), stat(), stat()], sizes, [1e-5], threads)
      const names = [x, dy, c(1), c(4), stat(), stat()]
      expectSameBits('groupNormBackward', [...names, y(), c(2), c(3)], [...sizes, 1, 0], [], threads)
      expectSameBits('groupNormBackward', [...names, dy, c(2), null], [...sizes, 0, 1], [], threads)
      const bare = [x, dy, null, null, stat(), stat(), y(), null, null]
      expectSameBits('groupNormBackward', bare, [...sizes, 0, 0], [], threads)
    }
  }
}

test('batchNorm and groupNorm have the same bits for any shape', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FLOATS),
      fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 70 })),
      fc.constantFrom(0, 9),
      fc.integer({ min: 0, max: 3 }),
      (dtype, shape, special, shift) => channelNorms(dtype, shape, special, shift, [1, 3])
    ),
    { numRuns: 25 }
  )
})

test('batchNorm has the same bits with many blocks, for any number of threads', () => {
  for (const dtype of FLOATS) {
    channelNorms(dtype, [300, 2, 64], 0, 0, [1, 2, 7])
    channelNorms(dtype, [3, 40, 100], 0, 1, [1, 2, 7])
    channelNorms(dtype, [300, 270, 1], 0, 1, [1, 3])
    channelNorms(dtype, [2, 1, 20000], 5000, 1, [1, 3])
  }
})

// --- what they mean: PyTorch's numbers --------------------------------------------------------------------------

interface Golden {
  op: string
  attrs: Record<string, number>
  inputs: { shape: number[]; data: number[] }[]
  output: { data: number[] }
  upstream: { data: number[] }
  grads: { data: number[] }[]
}

const golden = JSON.parse(readFileSync(new URL('../golden/norm.json', import.meta.url), 'utf8')) as Golden[]
const wrap = (data: number[]) => new Storage(Float64Array.from(data))

function call(kernel: string, buffers: (Storage | null)[], sizes: number[], numbers: number[] = []): void {
  setLevel('js')
  setNumThreads(1)
  ;(run as (...args: unknown[]) => void)(kernel, buffers, sizes, numbers)
}

function near(got: Storage, expected: ArrayLike<number>, relative = 1e-12): void {
  expect(got.array.length).toBe(expected.length)
  for (let k = 0; k < expected.length; k++) {
    expect(Math.abs(got.array[k]! - expected[k]!)).toBeLessThanOrEqual(relative * (1 + Math.abs(expected[k]!)))
  }
}

for (const [k, { op, attrs, inputs, output: wanted, upstream, grads }] of golden.entries()) {
  test(`golden ${k}: ${op} of ${inputs[0]!.shape.join('x')}`, () => {
    const shape = inputs[0]!.shape
    const size = inputs[0]!.data.length
    const [x, w, b] = inputs.map((input) => wrap(input.data)) as [Storage, Storage, Storage]
    const dy = wrap(upstream.data)
    const y = output('float64', size)
    const dx = output('float64', size)
    const dw = output('float64', inputs[1]!.data.length)
    const db = output('float64', inputs[1]!.data.length)
    const n = shape.at(-1)!
    const inner = shape.slice(2).reduce((a, v) => a * v, 1)
    const dims = [shape[0]!, shape[1]!, inner]
    if (op === 'layerNorm' || op === 'rmsNorm') {
      const rows = size / n
      const [mean, rstd] = [output('float64', rows), output('float64', rows)]
      if (op === 'layerNorm') {
        call('layerNorm', [x, w, b, y, mean, rstd], [rows, n], [attrs.eps!])
        call('layerNormBackward', [x, dy, w, mean, rstd, dx, dw, db], [rows, n, 0])
      } else {
        call('rmsNorm', [x, w, y, rstd], [rows, n], [attrs.eps!])
        call('rmsNormBackward', [x, dy, w, rstd, dx, dw], [rows, n, 0])
      }
    } else if (op === 'groupNorm') {
      const groups = attrs.numGroups!
      const [mean, rstd] = [output('float64', shape[0]! * groups), output('float64', shape[0]! * groups)]
      call('groupNorm', [x, w, b, y, mean, rstd], [...dims, groups, 0], [attrs.eps!])
      call('groupNormBackward', [x, dy, w, b, mean, rstd, dx, dw, db], [...dims, groups, 0, 0, 0])
    } else {
      const [mean, rstd] = [output('float64', shape[1]!), output('float64', shape[1]!)]
      call('batchNorm', [x, w, b, null, null, y, mean, rstd], [...dims, 1, 0], [0.1, attrs.eps!])
      call('batchNormBackward', [x, dy, w, b, mean, rstd, dx, dw, db], [...dims, 1, 0, 0])
    }
    near(y, wanted.data)
    near(dx, grads[0]!.data)
    near(dw, grads[1]!.data)
    if (grads[2]) near(db, grads[2].data)
  })
}

// --- what golden data does not hold -----------------------------------------------------------------------------

const row = (x: Storage, from: number, n: number) => [...x.array.slice(from, from + n)]
const meanOf = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length
function varOf(v: number[]): number {
  const mean = meanOf(v)
  return meanOf(v.map((e) => (e - mean) ** 2))
}

test('a mean of 1e4 with a deviation of 1 leaves float32 layerNorm, groupNorm and batchNorm accurate', () => {
  const [batch, channels, inner] = [40, 4, 512]
  const size = batch * channels * inner
  const x = floats('float32', size)
  for (let k = 0; k < size; k++) x.array[k] = 1e4 + Math.sqrt(3) * (x.array[k]! / 2)
  const check = (y: Storage, at: (k: number) => number[], members: (k: number) => number) => {
    const [mean, sd] = [meanOf(at(0)), Math.sqrt(varOf(at(0)))]
    let worst = 0
    for (let k = 0; k < size; k++) {
      if (members(k) !== 0) continue
      // The mean rounded to float32 is off by at most half of its last place, 2^-11.
      worst = Math.max(worst, Math.abs(y.array[k]! - (x.array[k]! - mean) / sd))
    }
    expect(worst).toBeLessThan(2 ** -11 * 1.1)
    return sd
  }
  const y = output('float32', size)
  const [mean, rstd] = [output('float32', size / inner), output('float32', size / inner)]
  call('layerNorm', [x, null, null, y, mean, rstd], [batch * channels, inner], [0])
  const rowSd = check(
    y,
    () => row(x, 0, inner),
    (k) => Math.floor(k / inner)
  )
  expect(Math.abs(rstd.array[0]! * rowSd - 1)).toBeLessThan(1e-6)
  const channel = Array.from({ length: batch }, (_, b) => row(x, b * channels * inner, inner)).flat()
  call('batchNorm', [x, null, null, null, null, y, mean, rstd], [batch, channels, inner, 1, 0], [0.1, 0])
  const sd = check(
    y,
    () => channel,
    (k) => Math.floor(k / inner) % channels
  )
  expect(Math.abs(rstd.array[0]! * sd - 1)).toBeLessThan(1e-6)
})

test('batchNorm in training mixes the unbiased variance into the running one, and evaluates with the running ones', () => {
  const x = floats('float64', 5 * 2 * 3, { seed: 8 })
  const channel = (c: number) => Array.from({ length: 5 }, (_, b) => row(x, (b * 2 + c) * 3, 3)).flat()
  const y = output('float64', 30)
  const [mean, rstd, rm, rv] = [output('float64', 2), output('float64', 2), wrap([1, 2]), wrap([3, 4])]
  call('batchNorm', [x, null, null, rm, rv, y, mean, rstd], [5, 2, 3, 1, 0], [0.25, 0])
  near(rm, [0.75 * 1 + 0.25 * meanOf(channel(0)), 0.75 * 2 + 0.25 * meanOf(channel(1))])
  near(rv, [0.75 * 3 + (0.25 * varOf(channel(0)) * 15) / 14, 0.75 * 4 + (0.25 * varOf(channel(1)) * 15) / 14])
  const before = [...rm.array]
  call('batchNorm', [x, wrap([2, 3]), wrap([0.5, -0.5]), rm, rv, y, mean, rstd], [5, 2, 3, 0, 1], [0.25, 1e-3])
  expect([...rm.array]).toEqual(before)
  const expected = [...x.array].map((v, k) => {
    const c = Math.floor(k / 3) % 2
    const out = ((v - rm.array[c]!) / Math.sqrt(rv.array[c]! + 1e-3)) * [2, 3][c]! + [0.5, -0.5][c]!
    return Math.max(out, 0)
  })
  near(y, expected)
})

test('batchNormBackward with relu is the derivative of batchNorm with relu', () => {
  for (const training of [0, 1]) {
    const dims = [4, 3, 5]
    const x = floats('float64', 60, { seed: 11 })
    const dy = floats('float64', 60, { seed: 12 })
    const [w, b] = [wrap([1.5, -0.7, 0.3]), wrap([0.2, -0.1, 0.4])]
    const loss = () => {
      const y = output('float64', 60)
      const stats = [wrap([0.1, 0.2, 0.3]), wrap([1, 2, 3])]
      const [mean, rstd] = [output('float64', 3), output('float64', 3)]
      call('batchNorm', [x, w, b, stats[0]!, stats[1]!, y, mean, rstd], [...dims, training, 1], [0, 1e-5])
      return { mean, rstd, value: [...y.array].reduce((sum, v, k) => sum + v * dy.array[k]!, 0) }
    }
    const { mean, rstd } = loss()
    const [dx, dw, db] = [output('float64', 60), output('float64', 3), output('float64', 3)]
    call('batchNormBackward', [x, dy, w, b, mean, rstd, dx, dw, db], [...dims, training, 1, 0])
    for (const [of, gradient] of [
      [x, dx],
      [w, dw],
      [b, db]
    ] as const) {
      for (let k = 0; k < of.array.length; k++) {
        const value = of.array[k]!
        of.array[k] = value + 1e-6
        const up = loss().value
        of.array[k] = value - 1e-6
        const down = loss().value
        of.array[k] = value
        expect(Math.abs(gradient.array[k]! - (up - down) / 2e-6)).toBeLessThan(1e-7)
      }
    }
  }
})
