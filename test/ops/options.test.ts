// Options of ops: a wrong name, or a number where an object belongs, is refused and not left out in silence.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { OptionError, ShapeError } from '../../lib/errors.ts'
import * as bessel from '../../lib/ops/bessel.ts'
import * as aliases from '../../lib/ops/gen/aliases.ts'
import * as elementwise from '../../lib/ops/gen/elementwise.ts'
import * as ops from '../../lib/ops/index.ts'
import * as inPlace from '../../lib/ops/inplace.ts'
import { ones, tensor, zeros } from '../../lib/tensor/create.ts'

const all: Record<string, unknown> = { ...ops, ...inPlace, var: ops.variance }
const x = ones([2, 3])

// What the op says with `options` behind one, two or three tensors.
function said(op: string, options: unknown): string[] {
  return [[x], [x, x], [x, x, x]].map((tensors) => {
    try {
      ;(all[op] as (...args: unknown[]) => unknown)(...tensors, options)
      return 'nothing'
    } catch (error) {
      return error instanceof OptionError ? error.message : 'another error'
    }
  })
}

// Ops without options: operands alone, or values in place of options.
const rows = Object.entries(elementwise).filter(([, op]) => !/\bread\(/.test(String(op)))
const without = new Set([
  ...rows.map(([name]) => name),
  ...Object.keys(bessel),
  ...'bilinear blockDiag bmm chainMatmul corrcoef det dot einsum inner inverse kron logdet matrixExp mm mv outer prelu slogdet trace vdot'.split(
    ' '
  ),
  // Of the family that arranges tensors, and put and indexPut, whose options come behind what is not a tensor.
  ...'at atleast1d atleast2d atleast3d block broadcastTensors cartesianProd columnStack dstack expandAs fliplr flipud hstack'.split(
    ' '
  ),
  ...'indexPut put ravel reshapeAs t trilIndices triuIndices viewAs vstack'.split(' '),
  ...`clone contiguous detach eq ge gt isfinite isnan le logicalAnd logicalNot logicalOr logicalXor lt matmul mul ne where
    bitwiseAnd bitwiseLeftShift bitwiseNot bitwiseOr bitwiseRightShift bitwiseXor deg2rad equal floatPower floorDivide frexp gcd
    heaviside igamma igammac isinf isneginf isposinf isreal lcm ldexp nextafter positive rad2deg signbit zeta`.split(
    /\s+/
  )
])
const own = Object.keys({ ...ops, ...inPlace }).filter((name) => !(name in aliases))
const names = own.map((name) => (name === 'variance' ? 'var' : name))
const inPlaceWithOptions =
  'add_ cauchy_ clamp_ exponential_ fillDiagonal_ lerp_ logNormal_ normal_ random_ sub_ uniform_'.split(' ')

test.each(
  names.filter(
    (name) => !without.has(name) && name !== 'pow' && (!name.endsWith('_') || inPlaceWithOptions.includes(name))
  )
)('%s refuses names that it does not know', (op) => {
  expect(said(op, { axes: 0 })).toContainEqual(
    expect.stringMatching(new RegExp(`^(linalg\\.)?${op}: unknown option axes; `))
  )
})

test('clamp takes bounds by position, by name and both, and leaves an object of options as it was', () => {
  const [y, options] = [tensor([-1, 0.5, 2]), { min: 0 }]
  for (const limited of [
    y.clamp(0, 1),
    y.clamp(options, { max: 1 }),
    y.clamp(0, { max: 1 }),
    y.clamp({ min: 0, max: 1 })
  ]) {
    expect(limited.toArray()).toEqual([0, 0.5, 1])
  }
  expect(y.clampMax(1).toArray()).toEqual(y.clampMax({ max: 1 }).toArray())
  expect(options).toEqual({ min: 0 })
})

test('numbers, null and wrong types in place of options or dimensions', () => {
  const wrong = x as unknown as Record<string, (...args: unknown[]) => unknown>
  const refused: [() => unknown, string][] = [
    [() => wrong.mul!(2, { alpha: 3 }), 'mul: unknown option alpha; the options are none'],
    [() => wrong.sum!(0, true), 'sum: expected an object of options after dim but received true'],
    [() => wrong.sum!('0'), "sum: expected dim to be a whole number or an array of them but received '0'"],
    [() => wrong.sum!(0, { dim: 1 }), 'sum: expected dim once but received it by position and as an option'],
    [() => wrong.sum!({ dim: 0 }, { keepdim: true }), 'sum: expected one object of options but received more'],
    [() => wrong.sum!(0, { keepdim: 1 }), 'sum: expected keepdim to be true or false but received 1'],
    [() => wrong.split!({ size: 1, splitSize: 1 }), 'split: expected splitSize once but received it as size and as an'],
    [() => wrong.softmax!(), 'softmax: expected dim to be a whole number from -2 to 1 but received undefined'],
    [() => wrong.gelu!('sigmoid'), "gelu: expected approximate to be one of 'none', 'tanh' but received 'sigmoid'"],
    [() => ops.linear(x, x, null, 'relu' as never), "linear: expected an object of options but received 'relu'"],
    [() => wrong.sum!({ axis: 0 }), 'sum: unknown option axis; the options are dim, keepdim'],
    [() => wrong.mean!({ dims: 0 }), 'mean: unknown option dims; did you mean dim?'],
    [() => wrong.std!(null), 'std: expected dim to be a whole number or an array of them but received null'],
    [() => wrong.max!([1]), 'max: expected dim to be a whole number but received [1]'],
    [() => wrong.sum!({ dim: '0' }), "sum: expected dim to be a whole number or an array of them but received '0'"],
    [() => wrong.reshape!(3, 2), 'reshape: expected shape to be an array of whole numbers but received 3'],
    [() => ops.permute(x, { dims: 1 as never }), 'permute: expected dims to be an array of whole numbers'],
    [() => ops.expand(x, {} as never), 'expand: expected size to be an array of whole numbers but received undefined'],
    [
      () => wrong.leakyRelu!({ negativeSlope: 'a' }),
      "leakyRelu: expected negativeSlope to be a number but received 'a'"
    ],
    [() => wrong.add!(x, { alpha: '2' }), "add: expected alpha to be a number but received '2'"],
    [() => wrong.sub!(1, { beta: 2 }), 'sub: unknown option beta; the options are alpha'],
    [() => wrong.div!(1, { roundingMode: 'up' }), "div: expected roundingMode to be one of 'trunc', 'floor', null but"],
    [() => wrong.clamp!('a'), "clamp: expected min to be a number or a tensor but received 'a'"],
    [() => wrong.clamp!(null, null), 'clamp: expected min or max but received neither'],
    [() => wrong.polygamma!(-1), 'polygamma: expected n to be a whole number >= 0 but received -1'],
    [() => wrong.polygamma!(), 'polygamma: expected n, a whole number, but it is missing'],
    [() => wrong.pow!(null), 'pow: expected b to be a tensor'],
    [
      () => (ops.cat as (...args: unknown[]) => unknown)([x, x]),
      'cat: expected tensors one by one but received an array'
    ],
    [() => ops.oneHot(tensor([1], { dtype: 'int32' }), -1), 'oneHot: expected numClasses to be a whole number'],
    [() => zeros([2]).uniform_({ from: 3, to: 1 }), 'uniform_: expected finite from <= to but received 3 and 1'],
    [() => zeros([2]).normal_({ std: -1 }), 'normal_: expected std to be a finite number >= 0 but received -1']
  ]
  for (const [call, message] of refused) {
    expect(call).toThrow(OptionError)
    expect(call).toThrow(message)
  }
})

test('scalars have no dimension to slice, select or index; gather takes them as one element', () => {
  const one = tensor(3)
  const index = tensor(0, { dtype: 'int32' })
  const message = (op: string): string => `${op}: expected x of at least one dimension but received a scalar`
  expect(() => one.slice()).toThrow(new ShapeError(message('slice')))
  expect(() => one.select({ index: 0 })).toThrow(new ShapeError(message('select')))
  expect(() => ops.indexSelect(one, index.reshape([1]))).toThrow(new ShapeError(message('indexSelect')))
  expect(ops.gather(one, index, { dim: 0 }).item()).toBe(3)
})

test('gradients at the edges are those of PyTorch', () => {
  const gradient = (values: number[], f: (x: ReturnType<typeof tensor>) => ReturnType<typeof tensor>): unknown => {
    const leaf = tensor(values, { requiresGrad: true })
    f(leaf).backward()
    return leaf.grad!.toArray()
  }
  expect(gradient([1, 1, 1], (t) => t.std())).toEqual([0, 0, 0])
  expect(gradient([1, Number.NaN, 2], (t) => t.max())).toEqual([0, 1, 0])
  expect(gradient([1, Number.NaN, 2], (t) => t.min())).toEqual([0, 1, 0])
})
