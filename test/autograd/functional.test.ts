// jacobian, hessian and their products: shapes as in torch.autograd.functional, values by hand and against each other.
import { describe, expect, test } from 'vitest'
import { OptionError, ShapeError } from '../../lib/errors.ts'
import {
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  matmul,
  mul,
  randn,
  scope,
  sum,
  type Tensor,
  tensor,
  vjp
} from '../../lib/index.ts'

const dtype = 'float64'
const vector = (...values: number[]): Tensor => tensor(values, { dtype })
const random = (...shape: number[]): Tensor => randn(shape, { dtype })
const numbers = (t: Tensor): number[] => Array.from(t.data)

function near(a: Tensor, b: Tensor): void {
  expect(a.shape).toEqual(b.shape)
  for (const [k, v] of numbers(a).entries()) expect(v).toBeCloseTo(numbers(b)[k]!, 10)
}

describe('jacobian', () => {
  test('of one output by one input: the shapes of both', () => {
    const a = random(2, 3)
    const j = jacobian((x) => matmul(a, x), random(3, 2))
    expect(j.shape).toEqual([2, 2, 3, 2])
    // d (a x)_ik / d x_jl = a_ij if k = l
    for (let i = 0; i < 2; i++)
      for (let k = 0; k < 2; k++)
        for (let m = 0; m < 3; m++)
          for (let l = 0; l < 2; l++) {
            const at = ((i * 2 + k) * 3 + m) * 2 + l
            expect(numbers(j)[at]).toBe(k === l ? numbers(a)[i * 3 + m] : 0)
          }
  })

  test('of several outputs by several inputs: arrays of arrays, zeros where there is no dependence', () => {
    const [x, y] = [vector(1, 2), vector(3)]
    const j = jacobian((a, b) => [mul(a!, b!), sum(a!.square())], [x, y])
    expect(j.map((row) => row.map((t) => t.shape))).toEqual([
      [
        [2, 2],
        [2, 1]
      ],
      [[2], [1]]
    ])
    expect(j.map((row) => row.map((t) => t.toArray()))).toEqual([
      [
        [
          [3, 0],
          [0, 3]
        ],
        [[1], [2]]
      ],
      [[2, 4], [0]]
    ])
    expect(() => jacobian((a) => a!.square(), [x, y], { strict: true })).toThrow(
      'jacobian: expected outputs that depend on every input, because of strict, but input 1 is not used by one; omit strict to receive zeros'
    )
  })

  test('leaves the inputs as they are; with createGraph it has gradients', () => {
    const x = vector(1, 2)
    x.requiresGrad = true
    const plain = jacobian((t) => t.pow(3), x)
    expect([plain.requiresGrad, x.grad, x.node]).toEqual([false, null, null])
    const j = jacobian((t) => t.pow(3), x, { createGraph: true })
    const [g] = grad(j.sum(), x, { createGraph: true })
    expect(g.toArray()).toEqual([6, 12])
    expect(grad(g.sum(), x)[0].toArray()).toEqual([6, 6])
  })

  test('of one tensor in both places', () => {
    const x = vector(2)
    const [a, b] = jacobian((s, t) => mul(s!, t!.square()), [x, x])
    expect([a!.item(), b!.item()]).toEqual([4, 8])
  })
})

test('hessian: one input, several, and a function that is linear', () => {
  const h = hessian((x) => x.pow(3).sum().add(x.prod()), vector(1, 2))
  expect(h.toArray()).toEqual([
    [6, 1],
    [1, 12]
  ])
  const both = hessian((x, y) => sum(mul(x!.square(), y!)), [vector(1, 2), vector(3, 4)])
  expect(both.map((row) => row.map((t) => t.toArray()))).toEqual([
    [
      [
        [6, 0],
        [0, 8]
      ],
      [
        [2, 0],
        [0, 4]
      ]
    ],
    [
      [
        [2, 0],
        [0, 4]
      ],
      [
        [0, 0],
        [0, 0]
      ]
    ]
  ])
  expect(hessian((x) => x.sum(), random(2)).toArray()).toEqual([
    [0, 0],
    [0, 0]
  ])
})

describe('products', () => {
  const w = random(4, 3)
  const fn = (x: Tensor): Tensor => matmul(w, x).tanh()
  const x = random(3)

  test('vjp and jvp are the jacobian times a vector', () => {
    const j = jacobian(fn, x)
    const [u, v] = [random(4), random(3)]
    const [value, pulled] = vjp(fn, x, u)
    near(value, fn(x))
    near(pulled, matmul(u, j))
    const [same, pushed] = jvp(fn, x, v)
    near(same, fn(x))
    near(pushed, matmul(j, v))
    expect([value, pulled, same, pushed].map((t) => t.requiresGrad)).toEqual([false, false, false, false])
  })

  test('hvp is the hessian times a vector', () => {
    const f = (t: Tensor): Tensor => fn(t).square().sum()
    const v = random(3)
    const [value, product] = hvp(f, x, v)
    expect(value.item()).toBeCloseTo(f(x).item(), 12)
    near(product, matmul(hessian(f, x), v))
  })

  test('of several inputs and outputs', () => {
    const pair = (a: Tensor, b: Tensor): Tensor[] => [mul(a, b), sum(b)]
    const inputs = [vector(1, 2), vector(3, 4)] as const
    const [values, pulled] = vjp(pair as never, inputs, [vector(1, 10), tensor(5, { dtype })])
    expect((values as unknown as Tensor[]).map((t) => t.toArray())).toEqual([[3, 8], 7])
    expect(pulled.map((t) => t.toArray())).toEqual([
      [3, 40],
      [6, 25]
    ])
    const [, pushed] = jvp(pair as never, inputs, [vector(1, 0), vector(0, 1)])
    expect((pushed as unknown as Tensor[]).map((t) => t.toArray())).toEqual([[3, 2], 1])
  })

  test('of functions that do not depend on their input, and without v', () => {
    const constant = (): Tensor => vector(1, 2)
    expect(vjp(constant, x, vector(1, 1))[1].toArray()).toEqual([0, 0, 0])
    expect(jvp(constant, x, random(3))[1].toArray()).toEqual([0, 0])
    expect(jvp((t) => t.mul(2), x, vector(1, 2, 3))[1].toArray()).toEqual([2, 4, 6])
    expect(vjp((t) => t.sum(), x)[1].toArray()).toEqual([1, 1, 1])
    expect(() => vjp(fn, x)).toThrow(OptionError)
    expect(() => vjp(fn, x)).toThrow('vjp: expected v for an output of more than one element but received none')
  })

  test('in a scope, and with a graph', () => {
    const [, product] = scope(() => hvp((t) => fn(t).sum(), x, random(3)))
    expect(product.shape).toEqual([3])
    const y = vector(1, 2)
    y.requiresGrad = true
    const [, h] = hvp((t) => t.pow(3).sum(), y, vector(1, 1), { createGraph: true })
    expect(grad(h.sum(), y)[0].toArray()).toEqual([6, 6])
  })

  test('what they refuse', () => {
    expect(() => vjp(fn, x, random(3))).toThrow(ShapeError)
    expect(() => vjp(fn, x, random(3))).toThrow('vjp: expected v 0 of the shape of output 0 [4] but received [3]')
    expect(() => jvp(fn, [x], [x, x])).toThrow('jvp: expected a v for each of 1 inputs but received 2')
    expect(() => hessian(fn, x)).toThrow('hessian: expected fn to return one element but it returned shape [4]')
    expect(() => jacobian(3 as never, x)).toThrow('jacobian: expected fn to be a function')
    expect(() => jacobian(fn, [] as never)).toThrow(OptionError)
    expect(() => jacobian(() => 3 as never, x)).toThrow('the result of fn')
    expect(() => jacobian(fn, x, { creategraph: true } as never)).toThrow('createGraph')
  })
})
