// The first option by position, in ops, methods, layers and creation functions: what it gives, its types, and what is refused.
import { expect, expectTypeOf, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { OptionError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import * as ops from '../../lib/ops/index.ts'
import { arange, empty, eye, ones, tensor, zeros } from '../../lib/tensor/create.ts'
import { rand, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const x = tensor([
  [1, 5, 3],
  [4, 2, 6]
])
const index = tensor([[2], [0]], { dtype: 'int32' })
const image = arange(16, { dtype: 'float32' }).reshape([1, 1, 4, 4])
const kernel = ones(1, 1, 2, 2)

const bits = (result: unknown): unknown =>
  Array.isArray(result)
    ? result.map(bits)
    : 'values' in (result as object)
      ? Object.values(result as object).map(bits)
      : [(result as Tensor).shape, (result as Tensor).dtype, (result as Tensor).toArray()]

test.each<[string, unknown, unknown]>([
  ['sum', x.sum(1), x.sum({ dim: 1 })],
  ['sum keepdim', x.sum(-1, { keepdim: true }), x.sum({ dim: 1, keepdim: true })],
  ['mean', x.mean([0, 1]), x.mean({ dim: [0, 1] })],
  ['prod', x.prod(0), x.prod({ dim: 0 })],
  ['var', x.var(1, { correction: 0 }), x.var({ dim: 1, correction: 0 })],
  ['std', x.std(1), x.std({ dim: 1 })],
  ['norm takes p first, as in PyTorch', x.norm(1, { dim: 1 }), x.norm({ p: 1, dim: 1 })],
  ['logsumexp', x.logsumexp(1), x.logsumexp({ dim: 1 })],
  ['max', x.max(1), x.max({ dim: 1 })],
  ['min', x.min(0, { keepdim: true }), x.min({ dim: 0, keepdim: true })],
  ['argmax', x.argmax(1), x.argmax({ dim: 1 })],
  ['argmin', ops.argmin(x, 0), x.argmin({ dim: 0 })],
  ['any', x.gt(3).any(1), x.gt(3).any({ dim: 1 })],
  ['all', x.gt(0).all(0, { keepdim: true }), x.gt(0).all({ dim: 0, keepdim: true })],
  ['softmax', ops.softmax(x, -1), x.softmax({ dim: 1 })],
  ['logSoftmax', x.logSoftmax(0), x.logSoftmax({ dim: 0 })],
  ['reshape', ops.reshape(x, [3, -1]), ops.reshape(x, { shape: [3, -1] })],
  ['flatten', image.flatten(1), image.flatten({ startDim: 1 })],
  ['squeeze', image.squeeze(0), image.squeeze({ dim: 0 })],
  ['unsqueeze', ops.unsqueeze(x, 0), x.unsqueeze({ dim: 0 })],
  ['permute', ops.permute(x, [1, 0]), ops.permute(x, { dims: [1, 0] })],
  ['transpose', ops.transpose(x, 0, 1), ops.transpose(x, { dim0: 0, dim1: 1 })],
  ['expand', ones(1, 3).expand([2, 3]), ops.expand(ones(1, 3), { size: [2, 3] })],
  ['expand with our word', ops.expand(ones(1, 3), { shape: [2, 3] }), ops.expand(ones(1, 3), { size: [2, 3] })],
  ['slice', x.slice(1, { start: 1 }), x.slice({ dim: 1, start: 1 })],
  ['select', x.select(1, { index: 0 }), x.select({ dim: 1, index: 0 })],
  ['split', x.split(2, { dim: 1 }), x.split({ splitSize: 2, dim: 1 })],
  ['split with our word', x.split({ size: 2, dim: 1 }), x.split({ splitSize: 2, dim: 1 })],
  ['split with dim by position', x.split([1, 2], 1), x.split({ splitSize: [1, 2], dim: 1 })],
  ['chunk', x.chunk(2), x.chunk({ chunks: 2 })],
  ['chunk with dim by position', x.chunk(3, 1), x.chunk({ chunks: 3, dim: 1 })],
  ['tensorSplit with dim by position', x.tensorSplit(2, -1), x.tensorSplit({ sections: 2, dim: 1 })],
  ['roll with dims by position', x.roll(1, 1), x.roll({ shifts: 1, dims: 1 })],
  ['roll with several dims by position', x.roll([1, 2], [0, 1]), x.roll({ shifts: [1, 2], dims: [0, 1] })],
  ['unbind', x.unbind(1), x.unbind({ dim: 1 })],
  ['cat', ops.cat(x, x, 1), ops.cat(x, x, { dim: 1 })],
  ['stack', ops.stack(x, x, -1), ops.stack(x, x, { dim: 2 })],
  ['to', x.to('float64'), ops.to(x, { dtype: 'float64' })],
  ['gather', x.gather(index, 1), x.gather(index, { dim: 1 })],
  ['indexSelect', x.indexSelect(index.flatten(), 1), x.indexSelect(index.flatten(), { dim: 1 })],
  ['scatterAdd', x.scatterAdd(index, ones(2, 1), 1), x.scatterAdd(index, ones(2, 1), { dim: 1 })],
  ['oneHot', index.oneHot(3, { dtype: 'float64' }), index.oneHot({ numClasses: 3, dtype: 'float64' })],
  ['oneHot with our word', index.oneHot({ classes: 3 }), index.oneHot(3)],
  ['clamp', x.clamp(2, { max: 4 }), x.clamp({ min: 2, max: 4 })],
  ['lerp', x.lerp(ones(2, 3), 0.5), x.lerp(ones(2, 3), { weight: 0.5 })],
  ['leakyRelu', x.neg().leakyRelu(0.2), x.neg().leakyRelu({ negativeSlope: 0.2 })],
  ['elu', x.neg().elu(2), x.neg().elu({ alpha: 2 })],
  ['gelu', x.gelu('tanh'), x.gelu({ approximate: 'tanh' })],
  ['softplus', x.softplus(2, { threshold: 3 }), x.softplus({ beta: 2, threshold: 3 })],
  ['dropout', x.dropout(0.5, { training: false }), x],
  ['pad', x.pad([1, 1], { value: 2 }), x.pad({ pad: [1, 1], value: 2 })],
  ['conv2d', ops.conv2d(image, kernel, null, 2), ops.conv2d(image, kernel, null, { stride: 2 })],
  ['maxPool2d', image.maxPool2d(2, { stride: 1 }), image.maxPool2d({ kernelSize: 2, stride: 1 })],
  ['avgPool2d', image.avgPool2d([2, 1]), image.avgPool2d({ kernelSize: [2, 1] })],
  ['adaptiveAvgPool2d', image.adaptiveAvgPool2d(2), image.adaptiveAvgPool2d({ outputSize: 2 })],
  ['clamp_', x.clone().clamp_(2), x.clamp({ min: 2 })],
  ['lerp_', x.clone().lerp_(ones(2, 3), 0.5), x.lerp(ones(2, 3), 0.5)],
  ['zeros', zeros(2, 3), zeros([2, 3])],
  ['zeros with options', zeros(2, { dtype: 'int32' }), zeros([2], { dtype: 'int32' })],
  ['ones of no dimension', ones([]), tensor(1)],
  ['arange', arange(3, { dtype: 'float64' }), tensor([0, 1, 2], { dtype: 'float64' })],
  ['arange from', arange(2, 5, { dtype: 'float32' }), tensor([2, 3, 4])],
  ['arange by steps', arange(0, 10, 4, { dtype: 'float32' }), tensor([0, 4, 8])],
  ['eye', eye(2, { dtype: 'float64' }), eye(2, 2, { dtype: 'float64' })]
])('%s', (_, byPosition, inAnObject) => {
  expect(bits(byPosition)).toEqual(bits(inAnObject))
})

test('sizes by position in every creation function that PyTorch lets take them', () => {
  for (const made of [zeros(2, 3), ones(2, 3), empty(2, 3), rand(2, 3), randn(2, 3)]) expect(made.shape).toEqual([2, 3])
  expect(randn(2, { dtype: 'float64' }).dtype).toBe('float64')
})

test('layers', () => {
  expect(new nn.Dropout(0.3).p).toBe(0.3)
  expect(new nn.LeakyReLU(0.1).negativeSlope).toBe(0.1)
  expect(new nn.ELU(2).alpha).toBe(2)
  expect(new nn.GELU('tanh').approximate).toBe('tanh')
  expect(new nn.Softplus(2, { threshold: 3 })).toMatchObject({ beta: 2, threshold: 3 })
  expect(new nn.Softmax(-1).dim).toBe(-1)
  expect(new nn.LogSoftmax(1).dim).toBe(1)
  expect(new nn.Flatten(2, { endDim: 3 })).toMatchObject({ startDim: 2, endDim: 3 })
  expect(new nn.LayerNorm(64).normalizedShape).toEqual([64])
})

test.each<[() => unknown, string]>([
  [() => new nn.Dropout(2), 'Dropout: expected p to be a finite number >= 0 and <= 1 but received 2'],
  [() => new nn.GELU('exact' as never), "GELU: expected approximate to be one of 'none', 'tanh' but received 'exact'"],
  [() => new nn.Softmax(undefined as never), 'Softmax: expected dim, a whole number, but it is missing'],
  [() => new nn.Flatten(1, 2 as never), 'Flatten: expected an object of options after startDim but received 2'],
  [() => new nn.Dropout({ p: 1 }, {} as never), 'Dropout: expected one object of options but received more'],
  // Arguments in PyTorch's order.
  [
    () => ops.indexSelect(x, 0 as never, index as never),
    'indexSelect: expected dim to be a whole number but received a Tensor; tensors come before options'
  ],
  [
    () => ops.scatterAdd(x, 0 as never, index, ones(2, 1) as never),
    'scatterAdd: expected dim to be a whole number but received a Tensor; tensors come before options'
  ],
  [() => zeros('2' as never), "zeros: expected a shape of whole numbers >= 0 but received '2'"],
  [() => zeros(2, -1), 'zeros: expected a shape of whole numbers >= 0 but received [2, -1]'],
  [() => zeros(...([] as number[])), 'zeros: expected a shape of whole numbers >= 0 but received undefined'],
  [() => zeros([2], 3 as never), 'zeros: expected an object of options after the shape but received 3'],
  [() => zeros(2, { shape: 3 } as never), 'zeros: unknown option shape; the options are dtype, requiresGrad'],
  [() => randn([2], null as never), 'randn: expected an object of options but received null'],
  [() => arange(2, { dtype: 'int32' }, 3), 'arange: expected nothing after the options but received 3'],
  [() => arange('3' as never), "arange: expected finite numbers and a step that is not 0 but received 0, '3', 1"]
])('%s is refused', (call, message) => {
  expect(call).toThrow(OptionError)
  expect(call).toThrow(message)
})

test('types', () => {
  expectTypeOf(x.max()).toEqualTypeOf<Tensor>()
  expectTypeOf(x.max(1)).toEqualTypeOf<ops.Extreme>()
  expectTypeOf(ops.min(x, 0, { keepdim: true })).toEqualTypeOf<ops.Extreme>()
  expectTypeOf(x.sum).toBeCallableWith([0, 1], { keepdim: true })
  expectTypeOf(zeros).toBeCallableWith(2, 3, { dtype: 'bool' })
  // A dimension is a number, and the first option does not come twice.
  type Sum = Parameters<typeof x.sum>
  expectTypeOf<[1]>().toExtend<Sum>()
  expectTypeOf<['1']>().not.toExtend<Sum>()
  expectTypeOf<[1, { dim: 0 }]>().not.toExtend<Sum>()
  // softmax needs its dimension.
  type Softmax = Parameters<typeof x.softmax>
  expectTypeOf<[1]>().toExtend<Softmax>()
  expectTypeOf<[]>().not.toExtend<Softmax>()
  // The two words for one option.
  type Split = Parameters<typeof x.split>
  expectTypeOf<[{ size: 1 }]>().toExtend<Split>()
  expectTypeOf<[{ splitSize: 1 }]>().toExtend<Split>()
  expectTypeOf<[{ size: 1; splitSize: 1 }]>().not.toExtend<Split>()
  // Only the known forms.
  type Gelu = ConstructorParameters<typeof nn.GELU>
  expectTypeOf<['tanh']>().toExtend<Gelu>()
  expectTypeOf<['exact']>().not.toExtend<Gelu>()
  // An options object ends the list.
  type Zeros = Parameters<typeof zeros>
  expectTypeOf<[2, { dtype: 'int32' }]>().toExtend<Zeros>()
  expectTypeOf<[{ dtype: 'int32' }, 2]>().not.toExtend<Zeros>()
})
