// Attention where a query sees no key (padding at the start of a causal sequence, a row of a mask without a key): 0 in
// every way of computing it, with gradients that are 0 there and never NaN. Public reports: pytorch#41508,
// pytorch#103749.
import { describe, expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { gradcheck } from '../../lib/autograd/gradcheck.ts'
import * as nn from '../../lib/nn/index.ts'
import { scaledDotProductAttention } from '../../lib/ops/index.ts'
import { full, ones, tensor, zeros } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const dtype = 'float64'
const NONE = Number.NEGATIVE_INFINITY
const make = (dropout: number) =>
  new nn.MultiheadAttention(8, 2, { dropout, batchFirst: true, dtype, generator: new Generator(1) })
const tokens = () => randn([1, 3, 8], { dtype, generator: new Generator(2) })

// Query 0 sees nothing in each of these.
const masks: [string, () => nn.AttendOptions][] = [
  ['causal with a padded first key', () => ({ isCausal: true, keyPaddingMask: tensor([[true, false, false]]) })],
  [
    'causal with a float mask of -Infinity',
    () => ({
      isCausal: true,
      attnMask: tensor(
        [
          [NONE, 0, 0],
          [0, 0, 0],
          [0, 0, 0]
        ],
        { dtype }
      )
    })
  ],
  [
    'a bool row that is masked whole',
    () => ({
      attnMask: tensor([
        [true, true, true],
        [false, false, true],
        [false, true, false]
      ])
    })
  ],
  [
    'both masks together',
    () => ({
      attnMask: tensor(
        [
          [0, NONE, NONE],
          [0, 0, 0],
          [0, 0, 0]
        ],
        { dtype }
      ),
      keyPaddingMask: tensor([[true, false, false]])
    })
  ]
]

describe.each(masks)('%s', (_, options) => {
  test('without dropout: the kernel and the matrix of weights give 0 for that query and agree elsewhere', () => {
    const [attention, x] = [make(0), tokens()]
    const kernel = attention.forward(x, x, x, options())
    const [composed, weights] = attention.forward(x, x, x, { ...options(), needWeights: true })
    expect([...kernel.data.subarray(0, 8)]).toEqual(new Array(8).fill(0))
    expect([...weights.data.subarray(0, 3)]).toEqual([0, 0, 0])
    composed.data.forEach((v, k) => {
      expect(Math.abs(v - kernel.data[k]!)).toBeLessThan(1e-12)
    })
  })

  test('with dropout 0.1 in training: the output is 0 there and all gradients are finite', () => {
    const [attention, x] = [make(0.1), tokens()]
    x.requiresGrad = true
    const y = attention.forward(x, x, x, options())
    expect([...y.data.subarray(0, 8)]).toEqual(new Array(8).fill(0))
    y.square().sum().backward()
    for (const t of [x, ...attention.parameters()]) expect([...t.grad!.data].every(Number.isFinite)).toBe(true)
  })

  test('the gradients are those that differences show', () => {
    const x = tokens()
    x.requiresGrad = true
    const attention = make(0)
    gradcheck((t) => attention.forward(t!, t!, t!, { ...options(), needWeights: true })[0], [x])
    gradcheck((t) => attention.forward(t!, t!, t!, options()), [x])
  })
})

test('a mask that is learned and shuts a row out has no gradient there', () => {
  const attention = make(0)
  const x = tokens()
  const attnMask = tensor(
    [
      [NONE, NONE, NONE],
      [0.5, 0, 0],
      [0, 0, 1]
    ],
    { dtype, requiresGrad: true }
  )
  const y = attention.forward(x, x, x, { attnMask })
  y.square().sum().backward()
  expect([...attnMask.grad!.data.subarray(0, 3)]).toEqual([0, 0, 0])
  expect([...attnMask.grad!.data].every(Number.isFinite)).toBe(true)
})

test('NaN stays NaN: what is not a number is not a mask', () => {
  const x = tokens()
  x.data[0] = Number.NaN
  const [y] = make(0).forward(x, x, x, { needWeights: true })
  expect([...y.data].some(Number.isNaN)).toBe(true)
})

test('masks are bool or floats', () => {
  const x = tokens()
  const attnMask = zeros([3, 3], { dtype: 'int32' })
  expect(() => make(0).forward(x, x, x, { attnMask })).toThrow(
    'MultiheadAttention: expected attnMask to be bool or float32 or float64 but received int32'
  )
  expect(() => make(0).forward(x, x, x, { keyPaddingMask: zeros([1, 3], { dtype: 'int32' }) })).toThrow(
    'expected keyPaddingMask to be bool or float32 or float64 but received int32'
  )
})

test('scaledDotProductAttention: a bool mask is true where to look, as in PyTorch', () => {
  const generator = new Generator(4)
  const [q, k, v] = [0, 1, 2].map(() => randn([2, 3, 4], { dtype, generator })) as [Tensor, Tensor, Tensor]
  const look = tensor([
    [true, false, true],
    [false, false, false],
    [true, true, true]
  ])
  const add = tensor(
    [
      [0, NONE, 0],
      [NONE, NONE, NONE],
      [0, 0, 0]
    ],
    { dtype }
  )
  const y = scaledDotProductAttention(q, k, v, { attnMask: look })
  expect(y.toArray()).toEqual(scaledDotProductAttention(q, k, v, { attnMask: add }).toArray())
  expect(y.select({ dim: 1, index: 1 }).toArray()).toEqual(zeros([2, 4]).toArray())
  // A mask that broadcasts over queries.
  const last = scaledDotProductAttention(q, k, v, { attnMask: tensor([[false, false, true]]) })
  last.sub(v.slice({ dim: 1, start: 2 })).data.forEach((d) => {
    expect(Math.abs(d)).toBeLessThan(1e-12)
  })
  expect(() => scaledDotProductAttention(q, k, v, { attnMask: full([3, 3], 1, { dtype: 'int32' }) })).toThrow(
    'scaledDotProductAttention: expected attnMask to be bool or float64 but received int32'
  )
  expect(scaledDotProductAttention(ones([1, 2]), ones([1, 2]), ones([1, 2])).toArray()).toEqual([[1, 1]])
})
