// Ops of integers, bools and numbers: types and values as PyTorch gives them (test/golden/dtypes.json), on both backends,
// and what differs from it on purpose.
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { backend, setBackend } from '../../lib/backend/index.ts'
import { IndexError, OptionError, ShapeError, ThalwegError } from '../../lib/errors.ts'
import * as thalweg from '../../lib/index.ts'
import { arange, type DType, fromArray, ones, type Tensor, tensor, where, zeros } from '../../lib/index.ts'

type Values = readonly (number | boolean | string)[]

interface Described {
  readonly dtype: DType
  readonly shape: readonly number[]
  readonly data: Values
}

interface Case {
  readonly op: string
  readonly inputs: readonly (Described | number)[]
  readonly attrs: Readonly<Record<string, unknown>>
  readonly output?: Described
  readonly error?: true
}

const { cases } = JSON.parse(
  readFileSync(new URL('../golden/dtypes.json', import.meta.url), 'utf8').replace(/\n/g, ' ')
) as { cases: readonly Case[] }

const toNumber = (v: number | boolean | string): number =>
  v === 'inf' ? Infinity : v === '-inf' ? -Infinity : Number(v)
const made = (x: Described | number): Tensor | number =>
  typeof x === 'number' ? x : tensor(x.data.map(toNumber), { dtype: x.dtype, shape: [...x.shape] })

function answer({ op, inputs, attrs }: Case): Tensor {
  const [first, ...rest] = inputs.map(made)
  const options = Object.keys(attrs).length > 0 ? [attrs] : []
  const call = op.endsWith('_')
    ? (...args: unknown[]) => (first as unknown as Record<string, (...a: unknown[]) => Tensor>)[op]!(...args.slice(1))
    : (thalweg as unknown as Record<string, (...args: unknown[]) => unknown>)[op === 'to' ? 'to' : op]!
  const result = call(first, ...rest, ...options) as Tensor | { values: Tensor }
  return 'values' in result ? (result.values as Tensor) : result
}

// Positions are int32 here and int64 in PyTorch.
const POSITIONS = ['argmax', 'argmin']

describe.each(['native', 'js'] as const)('%s', (name) => {
  const before = backend.name
  afterAll(() => setBackend(before))

  test.each([...new Set(cases.map(({ op }) => op))])('%s', (op) => {
    setBackend(name)
    let seen = 0
    for (const one of cases.filter((c) => c.op === op)) {
      const text = `${op}(${one.inputs.map((x) => (typeof x === 'number' ? x : `${x.dtype} [${x.data.join()}]`)).join('; ')})`
      seen++
      if (one.error) {
        expect(() => answer(one), text).toThrow(ThalwegError)
        continue
      }
      const y = answer(one)
      const { dtype, shape, data } = one.output!
      expect([y.dtype, y.shape], text).toEqual([POSITIONS.includes(op) ? 'int32' : dtype, shape])
      const expected = data.map((v) => (v === 'nan' ? Number.NaN : toNumber(v)))
      // Floats of functions that are polynomials here, or products with a reciprocal there, may differ in the last bits.
      const exact = !['exp', 'sigmoid', 'pow', 'sqrt', 'div'].includes(op)
      if (exact || !y.dtype.startsWith('float'))
        expect(
          [...y.data].map((v) => v + 0),
          text
        ).toEqual(expected.map((v) => v + 0))
      else
        for (const [k, v] of [...y.data].entries())
          expect(near(v, expected[k]!), `${text}: ${v}, ${expected[k]}`).toBe(true)
    }
    expect(seen).toBeGreaterThan(0)
  })
})

const near = (a: number, b: number): boolean => Object.is(a, b) || a === b || Math.abs(a - b) <= 3e-7 * Math.abs(b)

const bytes = tensor(new Uint8Array([0, 128, 255]))

test('the messages say what to do', () => {
  const mask = tensor([true, false])
  expect(() => bytes.mean()).toThrow(
    new ShapeError(
      "mean: expected x to be float32 or float64 but received uint8, whose mean is not one; convert it first: x.to('float32').mean()"
    )
  )
  expect(() => mask.sub(mask)).toThrow(
    new OptionError('sub: expected numbers but received bool; use logicalNot or logicalXor to invert a mask')
  )
  expect(() => mask.neg()).toThrow('neg: expected numbers but received bool; use logicalNot or logicalXor')
  expect(() => bytes.pow(-1)).toThrow(
    "pow: expected an exponent >= 0 for integers but received -1; convert the base first: x.to('float32')"
  )
  expect(() => bytes.clone().add_(0.5)).toThrow(
    'add_: the result is float32 and does not fit this tensor of uint8; use add, which makes a new tensor'
  )
  expect(() => bytes.clone().fill_(256)).toThrow(
    'fill_: expected numbers that fit uint8, from 0 to 255, but received 256'
  )
  expect(() => bytes.to('float16' as never)).toThrow(
    'to: expected dtype to be one of float32, float64, int32, bool, uint8, int64 but received float16'
  )
})

test('int64 is exact up to 2^53 - 1 and says so beyond, where PyTorch continues to 2^63 and then wraps', () => {
  const large = fromArray(Float64Array.of(2 ** 53 - 1, 3), [2], { dtype: 'int64' })
  expect(large.sub(1).toArray()).toEqual([2 ** 53 - 2, 2])
  const message =
    'element 0 of the result, 9007199254740992, does not fit int64, which is exact from -(2^53 - 1) to 2^53 - 1'
  expect(() => large.add(1)).toThrow(OptionError)
  expect(() => large.add(1)).toThrow(`add: ${message}`)
  expect(() => large.mul(large)).toThrow('mul: element 0 of the result')
  expect(() => large.prod()).toThrow('prod: element 0 of the result')
  expect(() => large.sum()).toThrow('sum: element 0 of the result')
  expect(() => tensor([3, 7], { dtype: 'int64' }).pow(40)).toThrow('pow: element 0 of the result')
})

test('bounds that a dtype cannot hold limit nothing in clamp, unless every element would become one', () => {
  expect(bytes.clamp({ min: -5, max: 300 }).toArray()).toEqual([0, 128, 255])
  expect(() => bytes.clamp({ min: 300 })).toThrow(
    'clamp: expected numbers that fit uint8, from 0 to 255, but received 300'
  )
})

test('broadcast, views and scalars', () => {
  const x = arange(6).reshape([2, 3])
  expect(
    x
      .transpose()
      .add(tensor([10, 20], { dtype: 'int32' }))
      .toArray()
  ).toEqual([
    [10, 23],
    [11, 24],
    [12, 25]
  ])
  expect(x.transpose().sum(1).toArray()).toEqual([3, 5, 7])
  expect(x.slice(1, { start: 1 }).max().item()).toBe(5)
  expect(x.slice(1, { start: 1 }).mul(2).toArray()).toEqual([[4, 4].map((_, k) => 2 + 2 * k), [8, 10]])
  expect(zeros([0], { dtype: 'uint8' }).sum().item()).toBe(0)
  expect(zeros([0, 2], { dtype: 'int32' }).prod(0).toArray()).toEqual([1, 1])
  const part = x.select(1, { index: 1 })
  part.mul_(10)
  expect(x.toArray()).toEqual([
    [0, 10, 2],
    [3, 40, 5]
  ])
})

test('counting what a model gets right: comparisons, their sum, argmax of bools', () => {
  const right = tensor([1, 2, 3], { dtype: 'int64' }).eq(tensor([1, 0, 3], { dtype: 'int32' }))
  expect([right.dtype, right.sum().dtype, right.sum().item()]).toEqual(['bool', 'int64', 2])
  expect(right.to('float32').mean().item()).toBeCloseTo(2 / 3, 6)
  expect(tensor([false, true, true]).argmax().item()).toBe(1)
  expect(
    tensor(
      [
        [3, 1],
        [2, 9]
      ],
      { dtype: 'int32' }
    ).max(1)
  ).toMatchObject({ values: { dtype: 'int32' }, indices: { dtype: 'int32' } })
})

test('a mask for attention from two numbers is float32', () => {
  const mask = where(tensor([[true, false]]), -Infinity, 0)
  expect([mask.dtype, mask.toArray()]).toEqual(['float32', [[-Infinity, 0]]])
  const q = ones([1, 1, 2, 4])
  expect(
    q.scaledDotProductAttention(q, q, { attnMask: where(tensor([[false, true]]), -Infinity, 0) }).toArray()
  ).toEqual(ones([1, 1, 2, 4]).toArray())
})

test('int64 indices and labels, uint8 labels', () => {
  const index = tensor(BigInt64Array.of(2n, 0n))
  const table = arange(6, { dtype: 'float32' }).reshape([3, 2])
  expect(thalweg.embedding(table, index).toArray()).toEqual([
    [4, 5],
    [0, 1]
  ])
  expect(table.indexSelect(index, 0).toArray()).toEqual([
    [4, 5],
    [0, 1]
  ])
  expect(table.gather(tensor(BigInt64Array.of(1n, 0n, 1n), { shape: [3, 1] }), 1).toArray()).toEqual([[1], [2], [5]])
  expect(thalweg.oneHot(index, 3).toArray()).toEqual([
    [0, 0, 1],
    [1, 0, 0]
  ])
  const far = tensor([2 ** 40], { dtype: 'int64' })
  expect(() => thalweg.embedding(table, far)).toThrow(IndexError)
  expect(() => thalweg.embedding(table, far)).toThrow(
    'embedding: expected indices from 0 to 2 but received 1099511627776'
  )
  expect(() => thalweg.embedding(table, bytes)).toThrow(
    'embedding: expected index to be int32 or int64 but received uint8'
  )
  const logits = tensor([
    [1, 2, 3],
    [3, 1, 0]
  ])
  const losses = (['int32', 'int64', 'uint8'] as const).map((dtype) =>
    [thalweg.crossEntropy, thalweg.nllLoss].map((loss) => loss(logits, tensor([2, 0], { dtype })).item())
  )
  expect(losses[1]).toEqual(losses[0])
  expect(losses[2]).toEqual(losses[0])
  expect(thalweg.crossEntropy(logits, tensor([2, -100], { dtype: 'int64' })).item()).toBeCloseTo(0.407606, 5)
})
