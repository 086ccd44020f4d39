// Clipping: PyTorch's norms and gradients, and that scaling which waits for the step shows to nobody.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { scope } from '../../lib/autograd/scope.ts'
import { setAlwaysParallel, setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { NonFiniteError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import { Adam, clipGradNorm, clipGradValue, getTotalNorm, SGD } from '../../lib/optim/index.ts'
import { ones, tensor, zeros } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

interface Case {
  op: 'clipGradNorm' | 'clipGradValue'
  maxNorm: number
  normType: number | 'inf'
  clipValue: number
  dtype: 'float32' | 'float64'
  grads: { shape: number[]; data: number[] }[]
  norm: number | 'inf'
  expected: number[][]
}

const path = new URL('../golden/clipping.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }

function withGradients(
  gradients: { shape: readonly number[]; data: ArrayLike<number> }[],
  dtype: 'float32' | 'float64'
) {
  return gradients.map(({ shape, data }) => {
    const p = zeros(shape, { dtype, requiresGrad: true })
    p.grad = tensor(Array.from(data), { shape, dtype })
    return p
  })
}

const close = (got: number, want: number, dtype: string): boolean =>
  Object.is(got, want) || Math.abs(got - want) <= (dtype === 'float64' ? 1e-12 : 1e-6) * Math.abs(want)

afterEach(() => {
  setAlwaysParallel(false)
  setBackend('native')
  setNumThreads(2)
})

describe.each(cases.map((c, k) => [`${k}: ${c.op} ${c.dtype} ${c.maxNorm ?? c.clipValue} ${c.normType}`, c] as const))(
  '%s',
  (_, c) => {
    const clip = (params: Tensor[]): number | undefined => {
      if (c.op === 'clipGradNorm') return clipGradNorm(params, { maxNorm: c.maxNorm, normType: c.normType })
      clipGradValue(params, { clipValue: c.clipValue })
      return undefined
    }

    test.each(['native', 'js'] as const)('norm and gradients (%s)', (backend) => {
      setBackend(backend)
      const params = withGradients(c.grads, c.dtype)
      const norm = clip(params)
      if (norm !== undefined) expect(close(norm, c.norm === 'inf' ? Infinity : c.norm, c.dtype)).toBe(true)
      c.expected.forEach((wanted, k) => {
        wanted.forEach((want, i) => {
          const got = params[k]!.grad!.data[i]!
          expect(close(got, want, c.dtype), `gradient ${k}, ${i}: ${got} for ${want}`).toBe(true)
        })
      })
    })

    test('norm and gradients have the same bits everywhere', () => {
      const run = (backend: 'js' | 'native', threads: number): unknown => {
        setBackend(backend)
        setNumThreads(threads)
        setAlwaysParallel(threads > 1)
        const params = withGradients(c.grads, c.dtype)
        return [clip(params), params.map((p) => Array.from(p.grad!.data))]
      }
      const js = run('js', 1)
      expect(run('native', 1)).toEqual(js)
      expect(run('native', 2)).toEqual(js)
    })

    test('a step moves by just the gradients that reading shows, to the bit', () => {
      const read = withGradients(c.grads, c.dtype)
      clip(read)
      const wanted = read.map((p) => Array.from(p.grad!.data, (g) => 0 - g))
      const stepped = withGradients(c.grads, c.dtype)
      clip(stepped)
      new SGD(stepped, { lr: 1 }).step()
      expect(stepped.map((p) => Array.from(p.data))).toEqual(wanted)
      // And they look clipped after the step.
      expect(stepped.map((p) => Array.from(p.grad!.data))).toEqual(read.map((p) => Array.from(p.grad!.data)))
    })
  }
)

test('any order of the norm', () => {
  const data = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(
      fc.array(data, { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0.5, max: 5, noNaN: true }),
      (lists, p) => {
        const tensors = lists.map((list) => tensor(list, { dtype: 'float64' }))
        const wanted = lists.flat().reduce((sum, x) => sum + Math.abs(x) ** p, 0) ** (1 / p)
        expect(Math.abs(getTotalNorm(tensors, { normType: p }) - wanted)).toBeLessThanOrEqual(1e-12 * wanted + 1e-60)
      }
    )
  )
})

test('float32 and float64 together, one tensor, pairs with names, none', () => {
  const a = tensor([3], { dtype: 'float64' })
  const b = tensor([4])
  expect(getTotalNorm([a, b])).toBe(5)
  expect(getTotalNorm([a, b], { normType: 'inf' })).toBe(4)
  expect(getTotalNorm([a, b], { normType: 1 })).toBe(7)
  expect(getTotalNorm(b)).toBe(4)
  expect(getTotalNorm([])).toBe(0)
  expect(getTotalNorm([null, b])).toBe(4)
  const layer = new nn.Linear(2, 2)
  expect(clipGradNorm(layer.namedParameters(), { maxNorm: 1 })).toBe(0)
  layer
    .forward(ones([1, 2]))
    .sum()
    .backward()
  expect(clipGradNorm(layer.namedParameters(), { maxNorm: Infinity })).toBe(Math.sqrt(6))
  expect(layer.bias!.grad!.toArray()).toEqual([1, 1])
})

// --- what waits for the step ---

const leaf = (...values: number[]): Tensor => tensor(values, { requiresGrad: true })

function clipped(): Tensor {
  const p = leaf(3, 4)
  p.mul(p).mul(0.5).sum().backward()
  expect(clipGradNorm(p, { maxNorm: 0.5 })).toBe(5)
  return p
}
const CLIPPED = [3, 4].map((g) => Math.fround(g * Math.fround(0.5 / (5 + 1e-6))))

const touches: [string, (p: Tensor) => unknown][] = [
  ['toArray', (p) => p.grad!.toArray()],
  ['data', (p) => Array.from(p.grad!.data)],
  ['an op', (p) => p.grad!.add(0).toArray()],
  ['a view that was taken before', (p) => p.grad!.reshape([2, 1]).reshape([2]).toArray()],
  ['print', (p) => [p.grad!.toString(), p.grad!.toArray()][1]],
  ['a second clipping that changes nothing', (p) => [clipGradNorm(p, { maxNorm: 9 }), p.grad!.toArray()][1]],
  ['a change in place', (p) => p.grad!.add_(0).toArray()],
  ['the norm', (p) => [getTotalNorm(p.grad!), p.grad!.toArray()][1]],
  ['clipping by value', (p) => [clipGradValue(p, { clipValue: 9 }), p.grad!.toArray()][1]]
]

test.each(touches)('%s shows the clipped gradient', (_, touch) => {
  expect(touch(clipped())).toEqual(CLIPPED)
})

test('backward adds to the clipped gradient', () => {
  const p = clipped()
  p.sum().backward()
  expect(p.grad!.toArray()).toEqual(CLIPPED.map((g) => Math.fround(g + 1)))
  const layer = new nn.Linear(2, 1, { bias: false })
  const run = (): void =>
    layer
      .forward(ones([1, 2]))
      .sum()
      .backward()
  run()
  clipGradNorm(layer.parameters(), { maxNorm: 0.1 })
  run()
  const once = Math.fround(0.1 / (Math.SQRT2 + 1e-6))
  expect(layer.weight.grad!.toArray()).toEqual([[Math.fround(once + 1), Math.fround(once + 1)]])
})

test('a gradient that is forgotten takes its factor along', () => {
  const p = clipped()
  p.grad = null
  p.mul(2).sum().backward()
  expect(p.grad!.toArray()).toEqual([2, 2])
  const layer = new nn.Linear(2, 1)
  for (let k = 0; k < 2; k++) {
    layer.zeroGrad()
    layer
      .forward(ones([1, 2]))
      .sum()
      .backward()
    expect(clipGradNorm(layer.parameters(), { maxNorm: 0.1 })).toBe(Math.sqrt(3))
  }
})

test('zeroGrad to zeros, and another dtype', () => {
  const p = clipped()
  const optimizer = new SGD([p], { lr: 1 })
  optimizer.zeroGrad({ setToNone: false })
  expect(p.grad!.toArray()).toEqual([0, 0])
  const layer = new nn.Linear(2, 1, { bias: false })
  layer
    .forward(ones([1, 2]))
    .sum()
    .backward()
  clipGradNorm(layer.parameters(), { maxNorm: 0.1 })
  layer.to('float64')
  expect(layer.weight.grad!.toArray()).toEqual([new Array(2).fill(Math.fround(0.1 / (Math.SQRT2 + 1e-6)))])
})

test('gradients of one group that were clipped apart', () => {
  const [a, b, c] = [leaf(0), leaf(0), leaf(0)]
  for (const p of [a, b, c]) p.grad = tensor([8])
  clipGradNorm(a, { maxNorm: 1 })
  clipGradNorm(b, { maxNorm: 2 })
  new SGD([a, b, c], { lr: 1 }).step()
  const values = [a, b, c].map((p) => p.item())
  expect(values[0]).toBeCloseTo(-1, 6)
  expect(values[1]).toBeCloseTo(-2, 6)
  expect(values[2]).toBe(-8)
})

test('a gradient made in a scope, and one with gaps, are scaled at once', () => {
  const p = leaf(0, 0)
  scope(() => {
    p.grad = ones([2]).mul(3)
    clipGradNorm(p, { maxNorm: 1 })
    expect(p.grad.data[0]).toBeCloseTo(Math.SQRT1_2, 6)
  })
  p.grad = tensor([[3, 0, 4, 0]])
    .reshape([2, 2])
    .transpose()
    .select({ dim: 0, index: 0 })
  expect(clipGradNorm(p, { maxNorm: 1 })).toBe(5)
  expect(p.grad.toArray()).toEqual([3, 4].map((g) => Math.fround(g * Math.fround(1 / (5 + 1e-6)))))
})

test('whole runs have the same bits whether gradients are read or not, on any number of threads', () => {
  const run = (threads: number, read: boolean): number[][] => {
    setNumThreads(threads)
    const weights = leaf(...Array.from({ length: 300 }, (_, i) => Math.sin(i)))
    const optimizer = new Adam([weights], { lr: 0.01 })
    for (let k = 0; k < 5; k++) {
      optimizer.zeroGrad()
      weights.square().sum().backward()
      clipGradNorm([weights], { maxNorm: 1 })
      if (read) weights.grad!.item
      if (read) weights.grad!.data
      optimizer.step()
    }
    return [Array.from(weights.data)]
  }
  expect(run(2, false)).toEqual(run(1, true))
  expect(run(1, false)).toEqual(run(1, true))
})

// --- what is not finite ---

test('keep spreads NaN, as PyTorch does', () => {
  const p = leaf(0, 0)
  p.grad = tensor([1, Number.NaN])
  expect(clipGradNorm(p, { maxNorm: 1 })).toBeNaN()
  expect(p.grad.toArray()).toEqual([Number.NaN, Number.NaN])
  p.grad = tensor([1, Infinity])
  expect(clipGradNorm(p, { maxNorm: 1 })).toBe(Infinity)
  expect(p.grad.toArray()).toEqual([0, Number.NaN])
})

test('skip takes the gradients away, so that the step changes nothing', () => {
  const [p, q] = [leaf(1), leaf(2)]
  const optimizer = new Adam([p, q])
  p.grad = tensor([1])
  q.grad = tensor([-Infinity])
  expect(clipGradNorm([p, q], { maxNorm: 1, nonfinite: 'skip' })).toBe(Infinity)
  optimizer.step()
  expect([p.item(), q.item(), optimizer.stateOf(p)]).toEqual([1, 2, undefined])
})

test.each([{ errorIfNonfinite: true }, { nonfinite: 'throw' } as const])('%o throws and changes nothing', (options) => {
  const p = leaf(0, 0)
  p.grad = tensor([1, Number.NaN])
  const message =
    "clipGradNorm: expected a finite norm of all gradients but it is NaN; look for the loss that became infinite or NaN, or choose what to do with { nonfinite: 'skip' }"
  expect(() => clipGradNorm(p, { maxNorm: 1, ...options })).toThrow(
    expect.objectContaining({ code: 'ERR_NON_FINITE', message })
  )
  expect(p.grad.toArray()).toEqual([1, Number.NaN])
})

const refused: [string, () => unknown, string][] = [
  [
    'maxNorm',
    () => clipGradNorm([], { maxNorm: -1 }),
    'clipGradNorm: expected maxNorm to be a finite number >= 0 or Infinity but received -1'
  ],
  [
    'no maxNorm',
    () => clipGradNorm([], {} as never),
    'clipGradNorm: expected maxNorm, a finite number >= 0 or Infinity, but it is missing'
  ],
  [
    'normType',
    () => clipGradNorm([], { maxNorm: 1, normType: 0 }),
    "clipGradNorm: expected normType to be a finite number > 0 or Infinity or 'inf' but received 0"
  ],
  [
    'two ways at once',
    () => clipGradNorm([], { maxNorm: 1, errorIfNonfinite: true, nonfinite: 'keep' }),
    "clipGradNorm: expected nonfinite 'throw' with errorIfNonfinite but received 'keep'; give one of them"
  ],
  [
    'what is not a tensor',
    () => clipGradNorm([1] as never, { maxNorm: 1 }),
    'clipGradNorm: expected params[0] to be a tensor but received 1'
  ],
  [
    'null among parameters',
    () => clipGradNorm([null] as never, { maxNorm: 1 }),
    'clipGradNorm: expected params[0] to be a tensor but received null'
  ],
  [
    'what is not a list',
    () => clipGradValue(1 as never, { clipValue: 1 }),
    'clipGradValue: expected params to be a tensor or an iterable of tensors or [name, tensor] pairs but received 1'
  ],
  [
    'clipValue',
    () => clipGradValue([], { clipValue: Number.NaN }),
    'clipGradValue: expected clipValue to be a finite number >= 0 but received NaN'
  ],
  [
    'whole numbers',
    () => getTotalNorm([tensor([1], { dtype: 'int32' })]),
    "getTotalNorm: expected every gradient to be float32 or float64 but received 'int32'"
  ]
]

test.each(refused)('the message of %s', (_, body, message) => {
  expect(body).toThrow(expect.objectContaining({ code: 'ERR_OPTION', message }))
})

test('getTotalNorm throws when it is to', () => {
  expect(() => getTotalNorm(tensor([Infinity]), { errorIfNonfinite: true })).toThrow(NonFiniteError)
})
