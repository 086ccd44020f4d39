// Layers: what follows the mode, and what bad options and inputs are told.
import { expect, test } from 'vitest'
import { scope } from '../../lib/autograd/scope.ts'
import { noGrad } from '../../lib/autograd/tape.ts'
import { OptionError, ShapeError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import { ones, tensor } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'

test('dropout and batch norm follow the mode', () => {
  const x = ones([100])
  const dropout = new nn.Dropout({ p: 0.5, generator: new Generator(1) })
  const y = dropout.forward(x).data
  expect(new Set(y)).toEqual(new Set([0, 2]))
  expect(dropout.eval().forward(x)).toBe(x)
  const norm = new nn.BatchNorm1d(1)
  norm.forward(tensor([[1], [3]]))
  expect(norm.runningMean!.item()).toBeCloseTo(0.2, 6)
  expect(norm.numBatchesTracked!.item()).toBe(1)
  const mean = norm.runningMean!.item()
  noGrad(() => norm.eval().forward(tensor([[1], [3]])))
  expect(norm.runningMean!.item()).toBe(mean)
  expect(norm.numBatchesTracked!.item()).toBe(1)
  expect(norm.eval().forward(tensor([[1]])).shape).toEqual([1, 1])
  expect(() => norm.train().forward(tensor([[1]]))).toThrow(
    'model (BatchNorm1d): batchNorm: expected more than one value per channel in training but received shape [1, 1]'
  )
})

test('unknown options, wrong values, sizes that do not fit', () => {
  const cases: [() => unknown, string][] = [
    [() => new nn.Linear(2, 0), 'Linear: expected outFeatures to be a whole number >= 1 but received 0'],
    [() => new nn.Linear(2, 2, { biass: true } as never), 'Linear: unknown option biass; did you mean bias?'],
    [
      () => new nn.Conv2d(3, 4, 0),
      'Conv2d: expected kernelSize to be a whole number >= 1 or a pair of them but received 0'
    ],
    [() => new nn.Conv2d(3, 4, 3, { padding_: 1 } as never), 'Conv2d: unknown option padding_; did you mean padding?'],
    [
      () => new nn.Conv2d(3, 4, 3, { groups: 2 }),
      'Conv2d: expected groups to divide inChannels 3 and outChannels 4 but received 2'
    ],
    [
      () => new nn.Conv1d(1, 1, 3, { padding: 'same', stride: 2 }),
      "Conv1d: expected stride 1 with padding 'same' but received [2]"
    ],
    [
      () => new nn.MaxPool2d([1] as never),
      'MaxPool2d: expected kernelSize to be a whole number >= 1 or a pair of them'
    ],
    [() => new nn.AdaptiveAvgPool2d(0), 'AdaptiveAvgPool2d: expected outputSize to be a whole number >= 1'],
    [
      () => new nn.BatchNorm2d(3, { momentum: 2 }),
      'BatchNorm2d: expected momentum to be a finite number >= 0 and <= 1 or null but received 2'
    ],
    [() => new nn.LayerNorm([]).forward(ones([2])), ''],
    [() => new nn.LayerNorm(0), 'LayerNorm: expected normalizedShape to be a whole number >= 1 or an array of'],
    [() => new nn.GroupNorm(2, 3), 'GroupNorm: expected numGroups to divide 3 channels but received 2'],
    [
      () => new nn.Embedding(3, 2, { paddingIdx: 3 }),
      'Embedding: expected paddingIdx to be a whole number >= -3 and <= 2 but received 3'
    ],
    [() => new nn.Dropout({ p: 1.5 }), 'Dropout: expected p to be a finite number >= 0 and <= 1 but received 1.5'],
    [() => new nn.Softmax({} as never), 'Softmax: expected dim, a whole number, but it is missing'],
    [
      () => new nn.GELU({ approximate: 'no' as never }),
      "GELU: expected approximate to be one of 'none', 'tanh' but received 'no'"
    ],
    [
      () => new nn.MultiheadAttention(6, 4),
      'MultiheadAttention: expected numHeads to divide embedDim 6 but received 4'
    ],
    [
      () => new nn.LSTM(2, 2, { batchfirst: true } as never),
      'LSTM: unknown option batchfirst; did you mean batchFirst?'
    ],
    [() => new nn.Sequential(3 as never), 'Sequential: expected layer 0 to be a Module but received 3'],
    [() => nn.mlp([3]), 'mlp: expected at least two sizes but received [3]'],
    [() => nn.mlp([3, 2], { activation: 'rulu' as never }), "mlp: expected activation to be one of 'relu'"],
    [
      () => new nn.Linear(2, 2, { generator: 3 as never }),
      'Linear: expected generator to be a Generator but received 3'
    ],
    [
      () => new nn.MSELoss({ reduction: 'avg' as never }),
      "MSELoss: expected reduction to be one of 'none', 'mean', 'sum' but received 'avg'"
    ],
    [
      () => new nn.CrossEntropyLoss({ labelSmooth: 0.1 } as never),
      'CrossEntropyLoss: unknown option labelSmooth; did you mean labelSmoothing?'
    ]
  ]
  for (const [call, message] of cases) {
    if (message === '') {
      expect(call).not.toThrow()
      continue
    }
    expect(call, message).toThrow(OptionError)
    expect(call, message).toThrow(message)
  }
})

test('inputs of a wrong shape', () => {
  const cases: [() => unknown, string][] = [
    [
      () => new nn.BatchNorm2d(3).forward(ones([2, 3])),
      'model (BatchNorm2d): BatchNorm2d: expected x of shape (N, C, H, W) but received [2, 3]'
    ],
    [
      () => new nn.BatchNorm1d(3).forward(ones([3])),
      'BatchNorm1d: expected x of shape (N, C) or (N, C, L) but received [3]'
    ],
    [() => new nn.GroupNorm(2, 4).forward(ones([2, 6])), 'GroupNorm: expected x of 4 channels but received [2, 6]'],
    [
      () => new nn.LayerNorm(3).forward(ones([2, 4])),
      'layerNorm: expected x whose last dimensions are [3] but received [2, 4]'
    ],
    [
      () => new nn.RNN(3, 2).forward(ones([4, 2])),
      'RNN: expected x of shape (time, batch, 3) or (time, 3) but received [4, 2]'
    ],
    [() => new nn.GRU(3, 2).forward(ones([0, 1, 3])), 'GRU: expected at least one time step but received [0, 1, 3]'],
    [
      () => new nn.LSTM(3, 2).forward(ones([4, 1, 3]), [ones([1, 1, 2]), ones([1, 2])]),
      'LSTM: expected c0 of shape [1, 1, 2] but received [1, 2]'
    ],
    [
      () => new nn.MultiheadAttention(4, 2).forward(ones([4])),
      'MultiheadAttention: expected query of shape (tokens, batch, features) or (tokens, features) but received [4]'
    ],
    [
      () => new nn.Conv2d(2, 1, 3).forward(ones([1, 3, 5, 5])),
      'model (Conv2d): conv2d: expected an input of 2 channels'
    ]
  ]
  for (const [call, message] of cases) {
    expect(call, message).toThrow(ShapeError)
    expect(call, message).toThrow(message)
  }
  const attention = new nn.MultiheadAttention(4, 2)
  const x = ones([3, 1, 4])
  expect(() => attention.forward(x, x, x, { attnMask: ones([2, 3]) })).toThrow(
    'MultiheadAttention: expected the shape of attnMask to be [3, 3] but received [2, 3]'
  )
  expect(() => attention.forward(x, x, x, { causal: true } as never)).toThrow(
    'MultiheadAttention.forward: unknown option causal; did you mean isCausal?'
  )
})

test('attention drops weights in training only, and both ways of computing it agree', () => {
  const attention = new nn.MultiheadAttention(4, 2, { dropout: 0.5, dtype: 'float64', generator: new Generator(2) })
  const x = new nn.Embedding(5, 4, { dtype: 'float64', generator: new Generator(3) }).weight.reshape([5, 1, 4])
  const trained = attention.forward(x, x, x, { isCausal: true }).data
  const plain = attention.eval().forward(x, x, x, { isCausal: true })
  expect([...trained]).not.toEqual([...plain.data])
  const [composed, weights] = attention.forward(x, x, x, { isCausal: true, needWeights: true })
  composed.data.forEach((v, k) => {
    expect(Math.abs(v - plain.data[k]!)).toBeLessThan(1e-12)
  })
  expect(weights.shape).toEqual([1, 5, 5])
  expect(weights.data[1]).toBe(0)
})

test('the gradient of the last cell of an LSTM reaches the weights, in a scope as without one', () => {
  const gradients = (run: <R>(body: () => R) => R): unknown[] => {
    const layer = new nn.LSTM(8, 32, { generator: new Generator(4), bidirectional: true })
    const x = randn([5, 16, 8], { generator: new Generator(5) })
    run(() => {
      const [, [, cell]] = layer.forward(x)
      cell.mul(cell).sum().backward()
      return null
    })
    return layer.parameters().map((p) => p.grad!.toArray())
  }
  const inScope = gradients(scope)
  expect(inScope).toEqual(gradients((body) => body()))
  expect(inScope.flat(9).some((g) => g !== 0)).toBe(true)
})
