// linearCrossEntropy in chunks of rows: what it is made of at once, for any chunks, without the scores on the tape; and what it
// refuses. Golden values are in test/nn/families.test.ts.
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { autocast } from '../../../lib/autograd/autocast.ts'
import { grad } from '../../../lib/autograd/grad.ts'
import type { Node } from '../../../lib/autograd/tape.ts'
import { setBackend } from '../../../lib/backend/index.ts'
import { AutogradError, IndexError, OptionError, ShapeError } from '../../../lib/errors.ts'
import { LinearCrossEntropyLoss } from '../../../lib/nn/index.ts'
import { crossEntropy } from '../../../lib/ops/losses/classes.ts'
import { type LinearCrossEntropyOptions, linearCrossEntropy } from '../../../lib/ops/losses/linearCrossEntropy.ts'
import { linear } from '../../../lib/ops/matmul.ts'
import { ones, tensor, zeros } from '../../../lib/tensor/create.ts'
import { Generator, randn } from '../../../lib/tensor/random.ts'
import type { Tensor } from '../../../lib/tensor/tensor.ts'

afterEach(() => setBackend('native'))

const int = (v: number[]): Tensor => tensor(v, { dtype: 'int32' })
const random = (shape: number[], seed: number): Tensor =>
  randn(shape, { dtype: 'float64', generator: new Generator(seed), requiresGrad: true })

function close(a: Tensor | null | undefined, b: Tensor): void {
  expect(a?.shape).toEqual(b.shape)
  for (const [k, value] of b.data.entries()) expect(a!.data[k]).toBeCloseTo(value, 11)
}

test('any rows in any chunks', () => {
  const cases = fc.record({
    classes: fc.integer({ min: 1, max: 5 }),
    targets: fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 2, maxLength: 9 }),
    batchChunkSize: fc.integer({ min: 1, max: 10 }),
    reduction: fc.constantFrom<'none' | 'mean' | 'sum'>('none', 'mean', 'sum'),
    bias: fc.boolean(),
    labelSmoothing: fc.constantFrom(0, 0.2),
    backend: fc.constantFrom<'native' | 'js'>('native', 'js')
  })
  const property = fc.property(cases, ({ classes, targets, batchChunkSize, bias, backend, ...rest }) => {
    setBackend(backend)
    const [x, w, b] = [random([targets.length, 3], 1), random([classes, 3], 2), bias ? random([classes], 3) : null]
    const target = int(targets.map((c) => (c < 0 ? -7 : c % classes)))
    const options = { ...rest, ignoreIndex: -7 }
    const leaves = b === null ? [x, w] : [x, w, b]
    const whole = crossEntropy(linear(x, w, b), target, options)
    const cut = linearCrossEntropy(x, w, target, { ...options, linearBias: b, options: { batchChunkSize } })
    // A mean of nothing is NaN at once and in chunks.
    if (targets.every((c) => c < 0) && rest.reduction === 'mean') {
      expect([whole.item(), cut.item()]).toEqual([NaN, NaN])
      return
    }
    close(cut, whole)
    const up = random(whole.shape.length === 0 ? [] : [...whole.shape], 4).detach()
    const wanted = grad([whole], leaves, { gradOutputs: [up] })
    for (const [k, g] of grad([cut], leaves, { gradOutputs: [up] }).entries()) close(g, wanted[k]!)
  })
  fc.assert(property, { numRuns: 80 })
})

test('backward adds to gradients that are there, and twice with retainGraph', () => {
  const [x, w] = [random([5, 3], 1), random([4, 3], 2)]
  const loss = linearCrossEntropy(x, w, int([0, 1, 2, 3, 0]), { options: { batchChunkSize: 2 } })
  loss.backward({ retainGraph: true })
  const [dx, dw] = [x.grad!.clone(), w.grad!.clone()]
  loss.backward()
  close(x.grad, dx.mul(2))
  close(w.grad, dw.mul(2))
})

test('gradients of only some inputs', () => {
  const [x, w, b] = [random([5, 3], 1), random([4, 3], 2), random([4], 3)]
  const target = int([0, 1, 2, 3, 0])
  const of = (a: Tensor, c: Tensor, d: Tensor): Tensor =>
    linearCrossEntropy(a, c, target, { linearBias: d, options: { batchChunkSize: 2 } })
  const all = grad([of(x, w, b)], [x, w, b])
  close(grad([of(x, w.detach(), b.detach())], [x])[0], all[0]!)
  close(grad([of(x.detach(), w, b.detach())], [w])[0], all[1]!)
  close(grad([of(x.detach(), w.detach(), b)], [b])[0], all[2]!)
  expect(of(x.detach(), w.detach(), b.detach()).requiresGrad).toBe(false)
})

test('the tape holds no scores, by default from 2^22 of them on', () => {
  const [x, w] = [ones([1030, 2], { requiresGrad: true }), zeros([4096, 2], { requiresGrad: true })]
  const loss = linearCrossEntropy(x, w, zeros([1030], { dtype: 'int32' }))
  const { name, saved } = loss.node as Node
  expect(name).toBe('linearCrossEntropy')
  expect(saved.map((t) => t.size)).toEqual([x.size, w.size])
  expect(loss.item()).toBeCloseTo(Math.log(4096), 5)
  const small = linearCrossEntropy(x, zeros([4, 2]), zeros([1030], { dtype: 'int32' }))
  expect((small.node as Node).name).toBe('crossEntropy')
})

test('probabilities that require a gradient get one', () => {
  const [x, w] = [random([3, 2], 1), random([4, 2], 2)]
  const target = random([3, 4], 3).softmax(1)
  const options = { options: { batchChunkSize: 1 } }
  const [got] = grad([linearCrossEntropy(x, w, target, options)], [target])
  close(got, grad([crossEntropy(linear(x, w), target)], [target])[0]!)
  const given = target.detach()
  close(linearCrossEntropy(x, w, given, options), crossEntropy(linear(x, w), given))
})

test('autocast rounds the products of chunks as those of all rows, forward and backward', () => {
  const float = (shape: number[], seed: number): Tensor =>
    randn(shape, { generator: new Generator(seed), requiresGrad: true })
  const [x, w, b] = [float([6, 40], 1), float([9, 40], 2), float([9], 3)]
  const run = (dtype: 'float32' | 'bfloat16', batchChunkSize: number): Tensor[] => {
    const options = { linearBias: b, options: { batchChunkSize } }
    const loss = autocast(() => linearCrossEntropy(x, w, int([0, 8, 2, 3, 0, 5]), options), { dtype })
    return [loss, ...grad([loss], [x, w])].map((t) => t!.detach())
  }
  const apart = (a: Tensor, c: Tensor): number => a.sub(c).norm().item() / c.norm().item()
  const [cut, whole, exact] = [run('bfloat16', 2), run('bfloat16', 6), run('float32', 2)]
  for (const [k, y] of cut.entries()) {
    expect(apart(y, exact[k]!)).toBeGreaterThan(1e-4)
    expect(apart(y, whole[k]!)).toBeLessThan(1e-6)
  }
})

describe('refused', () => {
  const [x, w] = [ones([3, 2]), zeros([4, 2])]
  const target = int([0, 1, 2])
  const cut = { options: { batchChunkSize: 1 } }
  const cases: [string, () => unknown, new (m: string) => Error, string][] = [
    [
      'a class that is none',
      () => linearCrossEntropy(x, w, int([0, 4, 1]), cut),
      IndexError,
      'classes from 0 to 3 or -100 (ignoreIndex) but received 4 at position 1'
    ],
    [
      'three dimensions',
      () => linearCrossEntropy(ones([2, 3, 2]), w, target),
      ShapeError,
      'reshape the input to [-1, features]'
    ],
    ['other features', () => linearCrossEntropy(x, zeros([4, 3]), target), ShapeError, 'expected input (N, features)'],
    [
      'another bias',
      () => linearCrossEntropy(x, w, target, { linearBias: zeros([3]) }),
      ShapeError,
      'expected linearBias of shape [4]'
    ],
    [
      'other targets',
      () => linearCrossEntropy(x, w, int([0]), cut),
      ShapeError,
      'expected classes of shape [3] but received [1]'
    ],
    [
      'other probabilities',
      () => linearCrossEntropy(x, w, ones([3]), cut),
      ShapeError,
      'expected probabilities of shape [3, 4]'
    ],
    [
      'other weights',
      () => linearCrossEntropy(x, w, target, { ...cut, weight: ones([3]) }),
      ShapeError,
      'a weight for each of 4'
    ],
    [
      'ignored probabilities',
      () => linearCrossEntropy(x, w, ones([3, 4]), { ignoreIndex: 0 }),
      OptionError,
      'expected no ignoreIndex'
    ],
    [
      'a smoothing above 1',
      () => linearCrossEntropy(x, w, target, { ...cut, labelSmoothing: 2 }),
      OptionError,
      'labelSmoothing'
    ],
    [
      'a wrong word',
      () => linearCrossEntropy(x, w, target, { bias: null } as never),
      OptionError,
      'unknown option bias'
    ],
    [
      'chunks of nothing',
      () => linearCrossEntropy(x, w, target, { options: { batchChunkSize: 0 } }),
      OptionError,
      'batchChunkSize'
    ],
    ['a layer of no classes', () => new LinearCrossEntropyLoss(2, 0), OptionError, 'expected numClasses'],
    ['weights of a layer', () => new LinearCrossEntropyLoss(2, 3, { outFeatures: [0] }), OptionError, 'outFeatures']
  ]
  test.each(cases)('%s', (_, run, kind, message) => {
    expect(run).toThrow(kind)
    expect(run).toThrow(message)
  })

  test('an input that was changed before backward', () => {
    const [a, b] = [random([3, 2], 1), random([4, 2], 2)]
    const half = a.mul(1)
    const loss = linearCrossEntropy(half, b, target, cut)
    half.detach().add_(1)
    expect(() => loss.backward()).toThrow(AutogradError)
  })
})

test('the layer in chunks', () => {
  const chunked: LinearCrossEntropyOptions['options'] = { batchChunkSize: 2 }
  const layer = new LinearCrossEntropyLoss(3, 4, { bias: true, generator: new Generator(1), options: chunked })
  const whole = new LinearCrossEntropyLoss(3, 4, { bias: true, generator: new Generator(1) })
  const [x, target] = [randn([5, 3], { generator: new Generator(2) }), int([0, 1, 2, 3, 0])]
  expect((layer.forward(x, target).node as Node).name).toBe('linearCrossEntropy')
  expect(layer.forward(x, target).item()).toBeCloseTo(whole.forward(x, target).item(), 6)
  expect(String(layer)).toContain("inFeatures=3, numClasses=4, bias=true, reduction='mean'")
})
