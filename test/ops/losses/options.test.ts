// Losses: the options that golden/losses.json does not have, by their formulas, and what they refuse.
import { expect, test } from 'vitest'
import { IndexError, OptionError, ShapeError } from '../../../lib/errors.ts'
import * as nn from '../../../lib/nn/index.ts'
import * as loss from '../../../lib/ops/losses/index.ts'
import { ones, tensor } from '../../../lib/tensor/create.ts'
import type { Tensor } from '../../../lib/tensor/tensor.ts'

const t = (values: number[] | number[][]): Tensor => tensor(values, { dtype: 'float64' })
const near = (got: Tensor, want: number): void => {
  expect(Math.abs(got.item() - want)).toBeLessThan(1e-12)
}

test('binary cross entropy: weights, and logarithms of zero', () => {
  const [p, y] = [t([[0.2, 0.9]]), t([[1, 0]])]
  const weight = t([3, 0.5])
  const want = (3 * -Math.log(0.2) + 0.5 * -Math.log(0.1)) / 2
  near(new nn.BCELoss({ weight }).forward(p, y), want)
  const logits = t([[Math.log(0.2 / 0.8), Math.log(9)]])
  near(new nn.BCEWithLogitsLoss({ weight }).forward(logits, y), want)
  near(
    loss.binaryCrossEntropyWithLogits(logits, y, { posWeight: t([2, 2]), reduction: 'sum' }),
    -2 * Math.log(0.2) - Math.log(0.1)
  )
  near(loss.binaryCrossEntropy(t([0, 1]), t([1, 1])), 50)
  near(loss.binaryCrossEntropyWithLogits(t([1000]), t([0])), 1000)
})

test('Kullback-Leibler: batchmean, logarithmic targets, targets of zero', () => {
  const x = t([
    [Math.log(0.5), Math.log(0.5)],
    [Math.log(0.25), Math.log(0.75)]
  ])
  const y = t([
    [0, 1],
    [0.5, 0.5]
  ])
  const sum = Math.log(2) + 0.5 * Math.log(2) + 0.5 * Math.log(0.5 / 0.75)
  near(new nn.KLDivLoss({ reduction: 'sum' }).forward(x, y), sum)
  near(new nn.KLDivLoss({ reduction: 'batchmean' }).forward(x, y), sum / 2)
  near(new nn.KLDivLoss().forward(x, y), sum / 4)
  near(
    new nn.KLDivLoss({ logTarget: true, reduction: 'sum' }).forward(
      x,
      t([
        [-100, 0],
        [Math.log(0.5), Math.log(0.5)]
      ])
    ),
    sum
  )
})

test('Poisson: rates and their logarithms, Stirling for targets above 1', () => {
  const [x, y] = [t([0.5, 1]), t([1, 4])]
  const log = Math.exp(0.5) - 0.5 + Math.E - 4
  near(new nn.PoissonNLLLoss({ reduction: 'sum' }).forward(x, y), log)
  const stirling = 4 * Math.log(4) - 4 + 0.5 * Math.log(8 * Math.PI)
  near(new nn.PoissonNLLLoss({ reduction: 'sum', full: true }).forward(x, y), log + stirling)
  near(new nn.PoissonNLLLoss({ reduction: 'sum', logInput: false, eps: 0.5 }).forward(x, y), 1.5 - 4 * Math.log(1.5))
})

test('hinge, smooth and Huber at their defaults', () => {
  near(new nn.HingeEmbeddingLoss().forward(t([0.3, 0.4, 2]), t([1, -1, -1])), 0.9 / 3)
  near(new nn.SmoothL1Loss({ reduction: 'sum' }).forward(t([0, 0]), t([0.5, 3])), 0.125 + 2.5)
  near(new nn.HuberLoss({ reduction: 'sum', delta: 2 }).forward(t([0, 0]), t([0.5, 3])), 0.125 + 4)
  expect(new nn.MSELoss({ reduction: 'none' }).forward(t([1, 2]), t([3, 2])).toArray()).toEqual([4, 0])
})

test('weights are buffers: saved and converted, under the names of PyTorch', () => {
  const criterion = new nn.BCEWithLogitsLoss({ weight: ones([2]), posWeight: ones([2]) })
  expect(Object.keys(criterion.stateDict())).toEqual(['weight', 'pos_weight'])
  expect(criterion.parameters()).toEqual([])
  criterion.to('float64')
  expect(criterion.forward(t([[1, 2]]), t([[1, 0]])).dtype).toBe('float64')
  expect(String(new nn.HuberLoss({ delta: 2, reduction: 'sum' })).split('\n')[0]).toBe(
    "HuberLoss(delta=2, reduction='sum')"
  )
  expect(Object.keys(new nn.CrossEntropyLoss({ weight: ones([3]) }).stateDict())).toEqual(['weight'])
})

test('a mean over ignored targets only is not a number, as in PyTorch', () => {
  const target = tensor([7, 7], { dtype: 'int32' })
  expect(
    new nn.CrossEntropyLoss({ ignoreIndex: 7 })
      .forward(
        t([
          [1, 2],
          [3, 4]
        ]),
        target
      )
      .item()
  ).toBeNaN()
  expect(
    new nn.NLLLoss({ ignoreIndex: 7, reduction: 'sum' })
      .forward(
        t([
          [1, 2],
          [3, 4]
        ]),
        target
      )
      .item()
  ).toBe(0)
})

test('what they refuse', () => {
  const cases: [() => unknown, new (message: string) => Error, string][] = [
    [
      () => loss.mseLoss(t([[1], [2]]), t([1, 2])),
      ShapeError,
      'mseLoss: expected target of the shape of input [2, 1] but received [2]'
    ],
    [
      () => new nn.MSELoss().forward(t([1]), t([1, 2])),
      ShapeError,
      'model (MSELoss): mseLoss: expected target of the shape of input [1] but received [2]'
    ],
    [() => loss.l1Loss(t([1]), [1] as never), OptionError, 'l1Loss: expected target to be a tensor but received [1]'],
    [
      () => loss.l1Loss(tensor([1], { dtype: 'int32' }), t([1])),
      ShapeError,
      'l1Loss: expected input to be float32 or float64 but received int32'
    ],
    [
      () => loss.huberLoss(t([1]), t([1]), { delta: 0 }),
      OptionError,
      'huberLoss: expected delta to be a finite number > 0 but received 0'
    ],
    [
      () => loss.smoothL1Loss(t([1]), t([1]), { betta: 1 } as never),
      OptionError,
      'smoothL1Loss: unknown option betta; did you mean beta?'
    ],
    [
      () => loss.mseLoss(t([1]), t([1]), null as never),
      OptionError,
      'mseLoss: expected an object of options but received null'
    ],
    [
      () => loss.binaryCrossEntropy(t([0.5]), t([1]), { weight: ones([2, 2], { dtype: 'float64' }) }),
      ShapeError,
      'binaryCrossEntropy: expected weight to broadcast to the shape of input [1] but received [2, 2]'
    ],
    [
      () => loss.binaryCrossEntropyWithLogits(t([0.5]), t([1]), { posWeight: t([1, 2]) }),
      ShapeError,
      'binaryCrossEntropyWithLogits: expected posWeight to broadcast to the shape of input [1] but received [2]'
    ],
    [() => new nn.NLLLoss().forward(t([[1, 2]]), tensor([2], { dtype: 'int32' })), IndexError, 'model (NLLLoss): '],
    [
      () => new nn.CrossEntropyLoss({ labelSmoothing: 2 }),
      OptionError,
      'CrossEntropyLoss: expected labelSmoothing to be a finite number >= 0 and <= 1 but received 2'
    ],
    [
      () => new nn.CrossEntropyLoss().forward(t([[1, 2]]), t([1])),
      ShapeError,
      'crossEntropy: expected probabilities of shape [1, 2] or int32 classes of shape [1] but received float64 [1]'
    ]
  ]
  for (const [call, type, message] of cases) {
    expect(call, message).toThrow(type)
    expect(call, message).toThrow(message)
  }
})
