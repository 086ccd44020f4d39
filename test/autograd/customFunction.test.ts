// customFunction: an op written by a user, its gradients of any order, and what it refuses.
import { describe, expect, test } from 'vitest'
import { AutogradError, OptionError } from '../../lib/errors.ts'
import { customFunction, grad, gradcheck, gradgradcheck, noGrad, scope, type Tensor, tensor } from '../../lib/index.ts'

const leaf = (...values: number[]): Tensor => tensor(values, { dtype: 'float64', requiresGrad: true })

const cube = customFunction({
  name: 'cube',
  forward(ctx, x: Tensor) {
    ctx.save(x)
    return x.pow(3)
  },
  backward: (ctx, g) => ctx.saved[0]!.square().mul(3).mul(g)
})

// Two results, and an argument that is a number.
const polar = customFunction({
  name: 'polar',
  forward(ctx, radius: Tensor, angle: Tensor, scale: number) {
    ctx.save(radius, angle)
    ctx.state = scale
    return [radius.mul(angle.cos()).mul(scale), radius.mul(angle.sin()).mul(scale)]
  },
  backward(ctx, dx, dy) {
    const [r, a] = ctx.saved as [Tensor, Tensor]
    const scale = ctx.state as number
    const radial = dx.mul(a.cos()).add(dy.mul(a.sin())).mul(scale)
    return [radial, dy.mul(a.cos()).sub(dx.mul(a.sin())).mul(r).mul(scale), null]
  }
})

test('gradients, and gradients of gradients', () => {
  expect(gradcheck((x) => cube(x!), [leaf(1.5, -2)])).toBe(true)
  expect(gradgradcheck((x) => cube(x!), [leaf(1.5, -2)])).toBe(true)
  const x = leaf(2)
  const [g] = grad(cube(x), x, { createGraph: true })
  const [h] = grad(g, x, { createGraph: true })
  expect([g.item(), h.item(), grad(h, x)[0].item()]).toEqual([12, 12, 6])
  cube(x).backward()
  expect(x.grad!.item()).toBe(12)
})

test('several results: any of them used, in a scope or not', () => {
  const [r, a] = [leaf(2, 3), leaf(0.5, 1)]
  expect(gradcheck((s, t) => polar(s!, t!, 2) as Tensor[], [r, a])).toBe(true)
  expect(gradgradcheck((s, t) => polar(s!, t!, 2) as Tensor[], [r, a])).toBe(true)
  const first = (): number[][] => grad(polar(r, a, 2)[0]!.sum(), [r, a]).map((g) => g.toArray() as number[])
  expect(first()).toEqual(scope(first))
  expect(first()[0]![0]).toBeCloseTo(2 * Math.cos(0.5), 12)
  const [x, y] = polar(r, a, 1) as [Tensor, Tensor]
  x.sum().backward({ retainGraph: true })
  const onlyX = r.grad!.toArray() as number[]
  r.grad = null
  y.sum().backward()
  expect(r.grad!.toArray()).toEqual([Math.sin(0.5), Math.sin(1)].map((v) => expect.closeTo(v, 12)))
  expect(onlyX).toEqual([Math.cos(0.5), Math.cos(1)].map((v) => expect.closeTo(v, 12)))
})

test('a backward pass that threw leaves nothing for the next', () => {
  const [r, a] = [leaf(2), leaf(0.5)]
  const [x, y] = polar(r, a, 1) as [Tensor, Tensor]
  // The hook throws when the gradient of y has arrived at the op already.
  const handle = x.registerHook(() => {
    throw new Error('stop')
  })
  expect(() => y.add(x).backward({ retainGraph: true })).toThrow('stop')
  handle.remove()
  r.grad = null
  x.backward()
  expect(r.grad!.item()).toBeCloseTo(Math.cos(0.5), 12)
})

test('a result may be saved, and an input may be the result', () => {
  const exp = customFunction({
    forward(ctx, x: Tensor) {
      const y = x.exp()
      ctx.save(y)
      return y
    },
    backward: (ctx, g) => g.mul(ctx.saved[0]!)
  })
  expect(gradgradcheck((x) => exp(x!), [leaf(0.3, 1)])).toBe(true)
  const reversed = customFunction({ name: 'reversed', forward: (_, x: Tensor) => x, backward: (_, g) => g.neg() })
  const x = leaf(1)
  const y = reversed(x)
  expect([y === x, x.node]).toEqual([false, null])
  y.backward()
  expect(x.grad!.item()).toBe(-1)
})

test('what needs a gradient is known, and nothing is recorded without', () => {
  const seen: (readonly boolean[])[] = []
  const op = customFunction({
    forward(ctx, x: Tensor, y: Tensor, n: number) {
      seen.push(ctx.needsInputGrad)
      return x.mul(y).mul(n)
    },
    backward: () => [null, null, null]
  })
  const y = op(leaf(1), tensor([2], { dtype: 'float64' }), 3)
  expect([y.requiresGrad, y.item()]).toEqual([true, 6])
  expect(noGrad(() => op(leaf(1), leaf(2), 3)).requiresGrad).toBe(false)
  expect(seen).toEqual([
    [true, false, false],
    [true, true, false]
  ])
})

describe('what it refuses', () => {
  const returning = (gradients: unknown) =>
    customFunction({ name: 'bad', forward: (_, x: Tensor) => x.mul(2), backward: () => gradients as never })
  test.each<[string, unknown, string]>([
    [
      'too many',
      [null, null],
      'bad: expected backward to return a gradient or null for each of 1 inputs but it returned 2'
    ],
    ['a number', 3, 'bad: expected the gradient of input 0 to be a tensor but received 3'],
    ['another dtype', tensor([1, 2]), 'bad: expected the gradient of input 0 to be float64 but received float32'],
    ['another shape', leaf(1), 'bad: expected the gradient of input 0 to have its shape [2] but it has [1]']
  ])('%s', (_, gradients, message) => {
    const y = returning(gradients)(leaf(1, 2)).sum()
    expect(() => y.backward()).toThrow(message)
  })

  test('forward that returns something else, a gradient for a number, missing halves', () => {
    const empty = customFunction({
      name: 'empty',
      forward: (_, _x: Tensor) => undefined as never,
      backward: () => null
    })
    expect(() => empty(leaf(1))).toThrow('empty: expected forward to return a tensor or an array of tensors')
    const both = customFunction({
      name: 'both',
      forward: (_, x: Tensor, n: number) => x.mul(n),
      backward: (_, g) => [g, g]
    })
    expect(() => both(leaf(1), 2).backward()).toThrow(
      'both: expected backward to return null for input 1, which is not a tensor'
    )
    expect(() => customFunction({ forward: () => leaf(1) } as never)).toThrow(OptionError)
  })

  test('a saved tensor that was changed in place', () => {
    const x = leaf(1)
    const w = x.mul(2)
    const y = cube(w)
    noGrad(() => w.add_(1))
    expect(() => y.backward()).toThrow(AutogradError)
    expect(() => y.backward()).toThrow('that cube saved was changed in place afterwards')
  })
})
