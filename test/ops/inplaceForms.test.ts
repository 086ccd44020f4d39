// Every op in place that has a plain form: the same elements as the plain one, written over a view and nothing around it,
// on both backends.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { backend, setBackend } from '../../lib/backend/index.ts'
import * as generated from '../../lib/ops/gen/inPlaceForms.ts'
import * as inPlace from '../../lib/ops/inplace.ts'
import { full, tensor } from '../../lib/tensor/create.ts'
import { Generator, rand } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const ints = (values: number[] | number[][]): Tensor => tensor(values, { dtype: 'int32' })
const random = (seed: number): Tensor =>
  rand([2, 3], { generator: new Generator(seed) })
    .mul(0.8)
    .add(0.1)
const [other, third] = [random(2), random(3)]
const mask = tensor([
  [true, false, true],
  [false, true, true]
])
const index = ints([
  [1, 0, 1],
  [0, 0, 1]
])

// What follows the tensor: nothing unless listed.
const ARGUMENTS: Record<string, unknown[]> = {
  ...Object.fromEntries(
    'add sub mul div pow atan2 copysign floatPower floorDivide fmod hypot igamma igammac nextafter remainder xlogy heaviside eq ne gt ge lt le logicalAnd logicalOr logicalXor'
      .split(' ')
      .map((name) => [name, [other]])
  ),
  addcdiv: [other, third, { value: 0.5 }],
  addcmul: [other, third, { value: 0.5 }],
  clamp: [0.3, 0.6],
  clampMax: [0.5],
  clampMin: [0.5],
  cumprod: [1],
  cumsum: [0],
  indexAdd: [ints([1, 0]), other, { dim: 0, alpha: 2 }],
  indexCopy: [ints([1, 0]), other, { dim: 0 }],
  indexFill: [ints([1]), { dim: 1, value: 7 }],
  indexPut: [[index, 1], 5],
  indexReduce: [ints([1, 0]), other, { dim: 0, reduce: 'amax' }],
  ldexp: [
    ints([
      [1, 2, 3],
      [-1, 0, 1]
    ])
  ],
  lerp: [other, { weight: 0.25 }],
  maskedFill: [mask, { value: 9 }],
  maskedScatter: [mask, other],
  multigammaln: [{ p: 1 }],
  polygamma: [{ n: 1 }],
  renorm: [{ p: 2, dim: 0, maxnorm: 0.5 }],
  scatter: [index, other, { dim: 0 }],
  scatterAdd: [index, other, { dim: 0 }],
  scatterReduce: [index, other, { dim: 0, reduce: 'sum' }]
}
// Of whole numbers.
const WHOLE: Record<string, unknown[]> = {
  bitwiseAnd: [6],
  bitwiseLeftShift: [2],
  bitwiseNot: [],
  bitwiseOr: [6],
  bitwiseRightShift: [1],
  bitwiseXor: [6],
  gcd: [6],
  lcm: [6]
}
// Without a plain form, or tested by what is drawn.
const WITHOUT =
  'fill_ zero_ copy_ uniform_ normal_ exponential_ geometric_ logNormal_ cauchy_ bernoulli_ random_ fillDiagonal_'.split(
    ' '
  )

type Methods = Record<string, (...args: unknown[]) => Tensor>
const names = Object.keys({ ...inPlace, ...generated }).filter((name) => !WITHOUT.includes(name))

describe.each(['native', 'js'] as const)('%s', (kind) => {
  const before = backend.name
  beforeAll(() => setBackend(kind))
  afterAll(() => setBackend(before))

  test.each(names)('%s', (name) => {
    const plain = name.slice(0, -1)
    const whole = plain in WHOLE
    const start = whole
      ? ints([
          [12, 7, 9],
          [4, 18, 30]
        ])
      : name === 'acosh_'
        ? random(1).add(1)
        : random(1)
    const args = WHOLE[plain] ?? ARGUMENTS[plain] ?? []
    // Every other column of a larger tensor.
    const around = full([2, 6], 8, { dtype: start.dtype })
    const x = around.slice({ dim: 1, start: 0, end: 6, step: 2 })
    x.copy_(start)
    const want = (start as unknown as Methods)[plain]!(...args).to(start.dtype)
    expect((x as unknown as Methods)[name]!(...args)).toBe(x)
    expect(x.toArray()).toEqual(want.toArray())
    expect(around.slice({ dim: 1, start: 1, end: 6, step: 2 }).toArray()).toEqual([
      [8, 8, 8],
      [8, 8, 8]
    ])
  })
})
