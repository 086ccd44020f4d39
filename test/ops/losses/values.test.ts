// Losses of values they do not take, and index errors in the words of the op. Public reports: LBANN#189 (binary cross
// entropy of 1.5 is NaN in silence; PyTorch refuses it), pytorch#5554 (a class that is not there).
import { expect, test } from 'vitest'
import { IndexError, OptionError, ShapeError } from '../../../lib/errors.ts'
import * as nn from '../../../lib/nn/index.ts'
import * as ops from '../../../lib/ops/index.ts'
import * as loss from '../../../lib/ops/losses/index.ts'
import { tensor, zeros } from '../../../lib/tensor/create.ts'
import type { Tensor } from '../../../lib/tensor/tensor.ts'

const int = (values: number[]): Tensor => tensor(values, { dtype: 'int32' })

test.each(['mean', 'sum', 'none'] as const)(
  'binary cross entropy (%s) refuses what is not a probability',
  (reduction) => {
    for (const value of [1.5, -0.25, Infinity]) {
      const call = () => loss.binaryCrossEntropy(tensor([0.5, value]), tensor([1, 1]), { reduction })
      const message = `binaryCrossEntropy: expected input to be from 0 to 1 but received ${value} at position 1; apply sigmoid first, or use binaryCrossEntropyWithLogits`
      expect(call).toThrow(new OptionError(message))
      expect(() => new nn.BCELoss({ reduction }).forward(tensor([[value]]), tensor([[0]]))).toThrow(OptionError)
    }
    for (const value of [255, -1]) {
      expect(() => loss.binaryCrossEntropy(tensor([0.5, 0.5]), tensor([0, value]), { reduction })).toThrow(
        `binaryCrossEntropy: expected target to be from 0 to 1 but received ${value} at position 1`
      )
    }
    expect(
      loss
        .binaryCrossEntropy(tensor([0, 1]), tensor([0, 1]), { reduction })
        .sum()
        .item()
    ).toBeCloseTo(0, 12)
  }
)

test('NaN is not refused: what watches for losses that are not finite sees it', () => {
  expect(loss.binaryCrossEntropy(tensor([0.5, Number.NaN]), tensor([1, 1])).item()).toBe(Number.NaN)
})

test('Poisson of a negative rate, Kullback-Leibler of a negative target: NaN as in PyTorch', () => {
  expect(loss.poissonNllLoss(tensor([-1]), tensor([1]), { logInput: false }).item()).toBe(Number.NaN)
  expect(loss.klDiv(tensor([-1]), tensor([-0.5])).item()).toBe(Number.NaN)
  expect(loss.crossEntropy(zeros([2, 3]), int([-100, -100])).item()).toBe(Number.NaN)
})

test('dropout takes probabilities from 0 to 1', () => {
  for (const p of [1.5, -0.1, Number.NaN]) {
    expect(() => ops.dropout(zeros([2]), { p })).toThrow(OptionError)
    expect(() => new nn.Dropout({ p })).toThrow(OptionError)
    expect(() => loss.crossEntropy(zeros([1, 2]), int([0]), { labelSmoothing: p })).toThrow(OptionError)
  }
})

test('an index out of range: the op, the range and the index', () => {
  const cases: [() => unknown, string][] = [
    [
      () => ops.embedding(zeros([5, 2]), int([1, 5])),
      'embedding: expected indices from 0 to 4 but received 5 at position 1'
    ],
    [
      () => ops.embedding(zeros([5, 2]), int([-1])),
      'embedding: expected indices from 0 to 4 but received -1 at position 0'
    ],
    [
      () => ops.indexSelect(zeros([2, 3]), int([3]), { dim: 1 }),
      'indexSelect: expected index from 0 to 2 but received 3 at position 0'
    ],
    [
      () => ops.gather(zeros([2]), int([0, 2]), { dim: 0 }),
      'gather: expected index from 0 to 1 but received 2 at position 1'
    ],
    [
      () => ops.scatterAdd(zeros([2]), int([9]), zeros([1]), { dim: 0 }),
      'scatterAdd: expected index from 0 to 1 but received 9 at position 0'
    ],
    [
      () => ops.oneHot(int([0, 4]), { classes: 4 }),
      'oneHot: expected indices from 0 to 3 but received 4 at position 1'
    ],
    [
      () => loss.crossEntropy(zeros([2, 3]), int([0, 3])),
      'crossEntropy: expected classes from 0 to 2 or -100 (ignoreIndex) but received 3 at position 1'
    ],
    [
      () => loss.nllLoss(zeros([1, 3]), int([-1]), { ignoreIndex: 7 }),
      'nllLoss: expected classes from 0 to 2 but received -1 at position 0'
    ]
  ]
  for (const [call, message] of cases) expect(call, message).toThrow(new IndexError(message))
  expect(() => new nn.Embedding(5, 2).forward(int([5]))).toThrow(
    'model (Embedding): embedding: expected indices from 0 to 4 but received 5 at position 0'
  )
})

test('scores with the classes last are told so', () => {
  const target = zeros([2, 3], { dtype: 'int32' })
  const message =
    'crossEntropy: expected int32 classes of shape [2, 4] for input [2, 3, 4] but received [2, 3]; classes are dimension 1: transpose(1, 2) the input or reshape it to [-1, 4] and the target to [-1]'
  expect(() => loss.crossEntropy(zeros([2, 3, 4]), target)).toThrow(new ShapeError(message))
  expect(loss.crossEntropy(zeros([2, 3, 4]).transpose(1, 2), target).item()).toBeCloseTo(Math.log(4), 6)
  expect(loss.crossEntropy(zeros([2, 3, 4]).reshape([-1, 4]), target.reshape([-1])).item()).toBeCloseTo(Math.log(4), 6)
  expect(() => loss.nllLoss(zeros([2, 3, 5, 4]), zeros([2, 3, 5], { dtype: 'int32' }))).toThrow(
    'classes are dimension 1: reshape it to [-1, 4] and the target to [-1]'
  )
})
