// What ops and creation functions say when they are asked for what makes no sense: a row a message.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { gradcheck } from '../../lib/autograd/gradcheck.ts'
import { OptionError, ShapeError, ThalwegError } from '../../lib/errors.ts'
import { copyElements } from '../../lib/nn/parameter.ts'
import * as ops from '../../lib/ops/index.ts'
import { arange, fromArray, full, ones, tensor, zeros } from '../../lib/tensor/create.ts'
import { Generator, manualSeed, randint, randn } from '../../lib/tensor/random.ts'

const ints = (...values: number[]): ReturnType<typeof tensor> => tensor(values, { dtype: 'int32' })
const image = ones([1, 2, 4, 4])
const nine = new Array<number>(9).fill(1)

const shapeErrors: [() => unknown, string][] = [
  [() => ops.add(ones([2]), ones([3])), 'add: shapes do not broadcast: [2] and [3] (2 and 3 at dimension -1)'],
  [() => ones([6]).reshape([4, -1]), 'reshape: cannot view 6 elements as [4, -1]'],
  [() => ones([2]).item(), 'item: expected a tensor of one element but its shape is [2]'],
  [
    () => ops.contiguous(ops.expand(ones([1]), { shape: nine.with(0, 2) })),
    'contiguous: expected at most 8 dimensions but received 9'
  ],
  [() => ops.expand(ones([2]), { shape: [3] }), 'expand: shapes do not broadcast: [2] and [3]'],
  [() => ops.expand(ones([2, 1]), { shape: [2] }), 'expand: cannot expand [2, 1] to [2]'],
  [
    () => ops.cat(ones([2, 2]), ones([3, 3])),
    'cat: expected shapes that differ only at dimension 0 but received [2, 2] and [3, 3]'
  ],
  [() => ops.conv2d(image, ones([1, 2, 5, 5])), 'conv2d: a kernel of 5 does not fit an input of 4 with padding 0'],
  [
    () => ops.conv2d(ones([4, 4]), ones([1, 1, 3, 3])),
    'conv2d: expected x (N, C, H, W) and weight (O, C / groups, KH, KW) but received [4, 4] and [1, 1, 3, 3]'
  ],
  [
    () => ops.conv2d(image, ones([1, 3, 3, 3])),
    'conv2d: expected an input of 3 channels (weight [1, 3, 3, 3], groups 1) but received 2: [1, 2, 4, 4]'
  ],
  [() => ops.conv2d(image, ones([1, 2, 3, 3]), ones([2])), 'conv2d: expected bias of shape [1] but received [2]'],
  [
    () => ops.conv1d(ones([3]), ones([1, 2, 3])),
    'conv1d: expected x (N, C, L) and weight (O, C / groups, K) but received [3] and [1, 2, 3]'
  ],
  [
    () => ops.gather(ones([2, 3]), tensor([[0], [0], [0]], { dtype: 'int32' }), { dim: 1 }),
    'gather: expected index of at most the shape of x but for dimension 1, received [3, 1] for [2, 3]'
  ],
  [
    () =>
      ops.scatterAdd(
        ones([2, 3]),
        tensor(
          [
            [0, 1],
            [0, 1]
          ],
          { dtype: 'int32' }
        ),
        ones([2, 1]),
        { dim: 1 }
      ),
    'scatterAdd: expected index of at most the shapes of source, and of x but for dimension 1, received [2, 2], [2, 1] and [2, 3]'
  ],
  [() => ops.linear(ones([2]), ones([3, 2]), ones([2])), 'linear: expected bias of shape [3] but received [2]'],
  [() => ops.matmul(ones([2, 3]), ones([2, 3])), 'matmul: inner dimensions differ: [2, 3] x [2, 3] (3 and 2)'],
  [() => ops.batchNorm(image, ones([3]), null), 'batchNorm: expected weight of 2 elements but received shape [3]'],
  [() => ops.max(ones([0])), 'max: expected at least one element along dimension 0 of shape [0]'],
  [
    () => ops.crossEntropy(tensor(1), ints(0)),
    'crossEntropy: expected input of shape (C), (N, C) or (N, C, ...) but received a scalar'
  ],
  [
    () => ops.crossEntropy(ones([2, 3]), ints(0, 1), { weight: ones([2]) }),
    'crossEntropy: expected a weight for each of 3 classes but received shape [2]'
  ],
  [
    () => ops.nllLoss(ones([2, 3]), ints(0)),
    'nllLoss: expected int32 classes of shape [2] for input [2, 3] but received [1]'
  ],
  [
    () => ops.crossEntropy(ones([2, 3]), ones([2])),
    'crossEntropy: expected probabilities of shape [2, 3] or int32 classes of shape [2] but received float32 [2]'
  ],
  [() => tensor([1, 2], { shape: [3] }), 'tensor: expected 3 values for shape [3] but received 2'],
  [() => tensor([[1, 2], [3]]), 'tensor: expected arrays of equal length but dimension 1 has 2 and 1'],
  [() => tensor([[1], 2]), 'tensor: expected arrays of equal depth but found 2 at depth 1'],
  [() => fromArray(new Float32Array(2), [3]), 'fromArray: expected 3 values for shape [3] but received 2']
]

const optionErrors: [() => unknown, string][] = [
  [() => ones([2]).sum({ dim: 1 }), 'sum: expected dim to be a whole number from -1 to 0 but received 1'],
  [() => ones([2, 2]).sum({ dim: [0, 0] }), 'sum: expected each dimension once but received [0, 0]'],
  [() => zeros([-1]), 'zeros: expected a shape of whole numbers >= 0 but received [-1]'],
  [
    () => ones([1, 2, 3]).permute(0, 1),
    'permute: expected each of 3 dimensions once but received [0, 1] for shape [1, 2, 3]'
  ],
  [() => ones([1, 2]).flatten({ startDim: 1, endDim: 0 }), 'flatten: expected startDim <= endDim but received 1 and 0'],
  [() => ones([3]).slice({ start: 0.5 }), 'slice: expected whole positions but received 0.5'],
  [() => ones([3]).slice({ step: 0 }), 'slice: expected step to be a whole number >= 1 but received 0'],
  [() => ones([3]).select({ index: 3 }), 'select: expected index to be from -3 to 2 but received 3'],
  [
    () => ops.conv2d(image, ones([1, 2, 3, 3]), null, { groups: 3 }),
    'conv2d: expected groups to divide 2 input and 1 output channels but received 3'
  ],
  [
    () => ops.conv2d(image, ones([1, 2, 3, 3]), null, { stride: 0 }),
    'conv2d: expected stride to be a whole number >= 1 or a pair of them but received 0'
  ],
  [
    () => ops.maxPool2d(image, { kernelSize: 2, padding: 2 }),
    'maxPool2d: expected padding of at most half the kernel but received [2, 2] for [2, 2]'
  ],
  [
    () => ops.gelu(ones([1]), { approximate: 'sigmoid' as never }),
    "gelu: expected approximate to be one of 'none', 'tanh' but received 'sigmoid'"
  ],
  [
    () => ops.embedding(ones([3, 2]), ints(0), { paddingIdx: 4 }),
    'embedding: expected paddingIdx to be from 0 to 2 but received 4'
  ],
  [
    () => ops.batchNorm(image, null, null, { training: false }),
    'batchNorm: expected runningMean and runningVar when training is false'
  ],
  [() => ops.dropout(ones([1]), { p: 2 }), 'dropout: expected p to be a number from 0 to 1 but received 2'],
  [
    () => ops.crossEntropy(ones([2, 3]), ints(0, 1), { labelSmoothing: -1 }),
    'crossEntropy: expected labelSmoothing to be a number from 0 to 1 but received -1'
  ],
  [
    () => ops.crossEntropy(ones([2, 3]), ints(0, 1), { reduction: 'avg' as never }),
    "crossEntropy: expected reduction to be 'none', 'mean' or 'sum' but received avg"
  ],
  [() => ops.add(1, 2), 'add: expected at least one tensor but received only numbers'],
  [() => ops.add('1' as never, ones([1])), "add: expected a to be a tensor but received '1'"],
  [
    () => ones([1], { dtype: 'int32', requiresGrad: true }),
    'ones: expected a float dtype for requiresGrad but received int32'
  ],
  [
    () => full([1], 0, { dtype: 'float16' as never }),
    'full: expected dtype to be one of float32, float64, int32, bool, uint8, int64 but received float16'
  ],
  [
    () => randn([2], { seed: 1 } as never),
    'randn: unknown option seed; the options are dtype, requiresGrad, generator'
  ],
  [() => randint(0, 2, [2], { dtype: 'int32' } as never), 'randint: unknown option dtype; the options are generator'],
  [() => manualSeed('1' as never), "manualSeed: expected a whole number from 0 to 2^53 - 1 but received '1'"],
  [() => gradcheck(undefined as never, []), 'gradcheck: expected fn to be a function but received undefined'],
  [() => tensor(['1'] as never), 'tensor: expected numbers or booleans but received 1'],
  [() => arange(0, 5, 0), 'arange: expected finite numbers and a step that is not 0 but received 0, 5, 0'],
  [() => manualSeed(-1), 'manualSeed: expected a whole number from 0 to 2^53 - 1 but received -1'],
  [
    () => new Generator().setState({ seed: 1 } as never),
    'Generator.setState: expected { seed, counter } but received {"seed":1}'
  ],
  [() => randint(3, 3, [1]), 'randint: expected whole numbers low < high of 32 bits but received 3 and 3'],
  [
    () => copyElements('loadStateDict', ones(nine), ones(nine)),
    'loadStateDict: expected at most 8 dimensions but received 9'
  ]
]

// The error, which must be one of this library's.
function thrown(call: () => unknown): ThalwegError {
  try {
    call()
  } catch (error) {
    expect(error).toBeInstanceOf(ThalwegError)
    return error as ThalwegError
  }
  return expect.fail('nothing was thrown')
}

test.each(shapeErrors.map(([call, message]) => ({ call, message })))('$message', ({ call, message }) => {
  const error = thrown(call)
  expect(error.message).toContain(message)
  expect(error).toBeInstanceOf(ShapeError)
})

test.each(optionErrors.map(([call, message]) => ({ call, message })))('$message', ({ call, message }) => {
  const error = thrown(call)
  expect(error.message).toContain(message)
  expect(error).toBeInstanceOf(OptionError)
})
