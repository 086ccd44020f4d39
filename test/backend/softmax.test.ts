import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run, Storage, setLevel, setNumThreads } from '../../lib/backend/index.ts'
import { expectSameBits, FLOATS, floats, indices, LEVELS, output } from './bits.ts'

type Float = (typeof FLOATS)[number]

// --- the same bits everywhere -----------------------------------------------------------------------------------

function softmaxes(
  dtype: Float,
  sizes: readonly [number, number, number],
  special: number,
  shift: number,
  threads: number[]
): void {
  const [outer, n, inner] = sizes
  const size = outer * n * inner
  const x = floats(dtype, size, { special, shift, scale: 8, seed: n + 1 })
  const dy = floats(dtype, size, { special, seed: n + 2 })
  const y = () => output(dtype, size, shift)
  for (const log of [0, 1]) {
    expectSameBits('softmax', [x, y()], [...sizes, log], [], threads)
    expectSameBits('softmaxBackward', [x, dy, y()], [...sizes, log], [], threads)
  }
  expectSameBits('logsumexp', [x, output(dtype, outer * inner)], sizes, [], threads)
  const lse = floats(dtype, outer * inner, { special })
  expectSameBits('logsumexpBackward', [x, lse, floats(dtype, outer * inner), y()], sizes, [], threads)
}

test('softmax, logSoftmax and logsumexp have the same bits everywhere', () => {
  for (const dtype of FLOATS) {
    for (const n of [0, 1, 15, 16, 17, 67, 1000]) softmaxes(dtype, [3, n, 1], n % 2 ? 9 : 0, n % 4, [1, 3])
    softmaxes(dtype, [300, 65, 1], 0, 1, [1, 2, 3, 7])
    softmaxes(dtype, [2, 60, 70], 0, 1, [1, 7])
  }
  fc.assert(
    fc.property(
      fc.constantFrom(...FLOATS),
      fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })),
      fc.constantFrom(0, 9, 100),
      fc.integer({ min: 0, max: 3 }),
      (dtype, sizes, special, shift) => softmaxes(dtype, sizes, special, shift, [1, 3])
    ),
    { numRuns: 30 }
  )
})

test('softmax in place has the bits of softmax', () => {
  const x = floats('float32', 60)
  const y = output('float32', 60)
  call('softmax', [x, y], [3, 20, 1, 0])
  for (const level of ['js', ...LEVELS]) {
    const z = new Storage(x.array.slice())
    call('softmax', [z, z], [3, 20, 1, 0], [], level)
    expect([...z.array]).toEqual([...y.array])
  }
})

function lossKernels(dtype: Float, rows: number, classes: number, special: number, shift: number, threads: number[]) {
  const x = floats(dtype, rows * classes, { special, shift, scale: 8, seed: classes + 1 })
  const q = floats(dtype, rows * classes, { seed: 7 })
  for (let k = 0; k < q.array.length; k++) q.array[k] = Math.abs(q.array[k]!)
  const weight = floats(dtype, classes, { seed: 3 })
  for (let k = 0; k < classes; k++) weight.array[k] = Math.abs(weight.array[k]!)
  const target = indices(rows, classes)
  for (let k = 0; k < rows; k += 5) target.array[k] = -100
  const grad = () => output(dtype, rows * classes, shift)
  for (const reduction of [0, 1, 2]) {
    const loss = () => output(dtype, reduction === 0 ? rows : 1)
    const sizes = [rows, classes, reduction]
    for (const smoothing of [0, 0.1]) {
      for (const w of [null, weight]) {
        expectSameBits('crossEntropy', [x, target, w, loss(), grad()], sizes, [-100, smoothing], threads)
        expectSameBits('crossEntropyProbs', [x, q, w, loss(), grad()], sizes, [smoothing], threads)
      }
      expectSameBits('crossEntropy', [x, target, weight, loss(), null], sizes, [-100, smoothing], threads)
      expectSameBits('crossEntropyProbs', [x, q, null, loss(), null], sizes, [smoothing], threads)
    }
    for (const w of [null, weight]) expectSameBits('nll', [x, target, w, loss(), grad()], sizes, [-100], threads)
    expectSameBits('nll', [x, target, null, loss(), null], sizes, [-100], threads)
  }
}

test('crossEntropy, crossEntropyProbs and nll have the same bits everywhere', () => {
  for (const dtype of FLOATS) {
    for (const classes of [1, 2, 15, 16, 17, 67, 1000]) {
      lossKernels(dtype, 18, classes, classes % 2 ? 50 : 0, classes % 4, [1, 3])
    }
    lossKernels(dtype, 0, 3, 0, 0, [1])
    lossKernels(dtype, 5000, 10, 0, 0, [1, 2, 7])
  }
})

// --- what they mean: PyTorch's numbers --------------------------------------------------------------------------

function call(
  kernel: string,
  buffers: (Storage | null)[],
  sizes: number[],
  numbers: number[] = [],
  level = 'js'
): void {
  setLevel(level as never)
  setNumThreads(1)
  ;(run as (...args: unknown[]) => void)(kernel, buffers, sizes, numbers)
}

interface Data {
  shape: number[]
  data: number[]
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'))
const wrap = (data: number[]) => new Storage(Float64Array.from(data))

function near(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-10): void {
  expect(got.length).toBe(expected.length)
  for (let k = 0; k < expected.length; k++) {
    expect(Math.abs(got[k]! - expected[k]!)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected[k]!)))
  }
}

interface OpCase {
  op: string
  attrs: { dim: number }
  inputs: Data[]
  output: Data
  upstream: Data
  grads: Data[]
}

for (const [k, { op, attrs, inputs, output: wanted, upstream, grads }] of (read('softmax') as OpCase[]).entries()) {
  test(`golden ${k}: ${op} over dimension ${attrs.dim}`, () => {
    const { shape, data } = inputs[0]!
    const dim = (attrs.dim + shape.length) % shape.length
    const product = (sizes: number[]) => sizes.reduce((a, b) => a * b, 1)
    const sizes = [product(shape.slice(0, dim)), shape[dim]!, product(shape.slice(dim + 1))]
    const [x, dy] = [wrap(data), wrap(upstream.data)]
    const y = output('float64', wanted.data.length)
    const dx = output('float64', data.length)
    if (op === 'logsumexp') {
      call('logsumexp', [x, y], sizes)
      call('logsumexpBackward', [x, y, dy, dx], sizes)
    } else {
      const log = op === 'logSoftmax' ? 1 : 0
      call('softmax', [x, y], [...sizes, log])
      call('softmaxBackward', [y, dy, dx], [...sizes, log])
    }
    near(y.array, wanted.data)
    near(dx.array, grads[0]!.data)
  })
}

interface LossCase {
  loss: string
  options: { weight?: Data; label_smoothing?: number }
  reduction: 'none' | 'mean' | 'sum'
  dtype?: 'float32'
  input: Data
  target: Data
  value: Data
  upstream: Data
  grad: Data
}

for (const [k, test_] of (read('crossEntropy') as LossCase[]).entries()) {
  const { loss: name, options, reduction, dtype = 'float64', input, target, value, upstream, grad: wanted } = test_
  const says = `${Object.keys(options).join(', ')} ${target.shape.length === 2 ? 'probabilities' : ''} ${reduction}`
  test(`golden ${k}: ${name} ${says}`, () => {
    const [rows, classes] = input.shape as [number, number]
    const wrapped = (data: number[]) => {
      const storage = Storage.allocate(dtype, data.length)
      storage.array.set(data.map(Number))
      return storage
    }
    const code = { none: 0, mean: 1, sum: 2 }[reduction]
    const loss = output(dtype, code === 0 ? rows : 1)
    const grad = output(dtype, rows * classes)
    const weight = options.weight ? wrapped(options.weight.data) : null
    const sizes = [rows, classes, code]
    const smoothing = options.label_smoothing ?? 0
    const x = wrapped(input.data)
    if (target.shape.length === 2) {
      call('crossEntropyProbs', [x, wrapped(target.data), weight, loss, grad], sizes, [smoothing])
    } else {
      const t = new Storage(Int32Array.from(target.data))
      if (name === 'NLLLoss') call('nll', [x, t, weight, loss, grad], sizes, [-100])
      else call('crossEntropy', [x, t, weight, loss, grad], sizes, [-100, smoothing])
    }
    const tolerance = dtype === 'float32' ? 3e-7 : 1e-10
    near(loss.array, value.data.map(Number), tolerance)
    const up = (at: number) => upstream.data[code === 0 ? Math.floor(at / classes) : 0]!
    near(
      Array.from(grad.array, (g, at) => g * up(at)),
      wanted.data.map(Number),
      tolerance
    )
  })
}

test('ignored rows count neither in the loss nor in the mean, and their gradient is 0', () => {
  const x = floats('float64', 12)
  const loss = output('float64', 1)
  const grad = output('float64', 12)
  call('crossEntropy', [x, new Storage(Int32Array.of(1, -100, 2)), null, loss, grad], [3, 4, 1], [-100, 0])
  const nll = (row: number, t: number) => {
    const v = [...x.array.slice(row * 4, row * 4 + 4)]
    return Math.log(v.reduce((sum, e) => sum + Math.exp(e), 0)) - v[t]!
  }
  near(loss.array, [(nll(0, 1) + nll(2, 2)) / 2])
  expect([...grad.array.slice(4, 8)]).toEqual([0, 0, 0, 0])
  call('crossEntropy', [x, new Storage(Int32Array.of(7, 7, 7)), null, loss, grad], [3, 4, 1], [7, 0])
  expect(loss.array[0]).toBeNaN()
  expect([...grad.array]).toEqual(Array.from({ length: 12 }, () => 0))
})

test('a target that is not a class is refused and nothing is written', () => {
  for (const level of ['js', ...LEVELS]) {
    for (const [kernel, numbers] of [
      ['crossEntropy', [-100, 0]],
      ['nll', [-100]]
    ] as const) {
      for (const bad of [4, -1]) {
        const loss = output('float32', 3)
        const grad = output('float32', 12)
        const target = new Storage(Int32Array.of(0, 3, bad))
        expect(() =>
          call(kernel, [floats('float32', 12), target, null, loss, grad], [3, 4, 0], [...numbers], level)
        ).toThrow(/position 2/)
        expect([...loss.array, ...grad.array].every((v) => v === 77)).toBe(true)
      }
    }
  }
})

test('logits far beyond the range of exp give finite losses', () => {
  const loss = output('float32', 2)
  const x = new Storage(Float32Array.of(1e4, 0, -1e4, -3e38, 0, 5))
  call('crossEntropy', [x, new Storage(Int32Array.of(1, 2)), null, loss, null], [2, 3, 0], [-100, 0])
  expect(loss.array[0]).toBe(1e4)
  expect(Math.abs(loss.array[1]! - Math.log1p(Math.exp(-5)))).toBeLessThan(3e-7)
})

test('logsumexp of nothing and of infinities is what the limit says', () => {
  const y = output('float64', 3)
  const inf = Infinity
  call('logsumexp', [wrap([-inf, -inf, inf, 1, -inf, 2]), y], [3, 2, 1])
  expect([...y.array]).toEqual([-inf, inf, 2])
  call('logsumexp', [wrap([]), y], [3, 0, 1])
  expect([...y.array]).toEqual([-inf, -inf, -inf])
})
