import { describe, expect, test } from 'vitest'
import { crossEntropy, type Tensor, tensor } from '../../lib/index.ts'
import { Accuracy } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { AveragedModel, LBFGS, SAM, SGD, StepLR } from '../../lib/optim/index.ts'
import { Trainer } from '../../lib/train/index.ts'

describe('messages of the Trainer', () => {
  const model = nn.mlp([2, 2])
  const optimizer = new SGD(model.parameters(), { lr: 0.1 })
  const ok = { model, optimizer, loss: crossEntropy }
  const other = nn.mlp([2, 2])
  const refused: [string, object, string][] = [
    ['name', { ...ok, accumulat: 2 }, 'Trainer: unknown option accumulat; did you mean accumulate?'],
    ['no model', { optimizer, loss: crossEntropy }, 'Trainer: expected model, a module, but it is missing'],
    ['model', { ...ok, model: 1 }, 'Trainer: expected model to be a module but received 1'],
    [
      'optimizer',
      { ...ok, optimizer: {} },
      'Trainer: expected optimizer to be an optimizer (an instance of Optimizer, or an object with step, zeroGrad, paramGroups, stateDict and loadStateDict) but received an object without step, zeroGrad, stateDict, loadStateDict, paramGroups'
    ],
    ['no loss', { model, optimizer }, 'Trainer: expected loss or computeLoss but received neither'],
    ['two losses', { ...ok, computeLoss: crossEntropy }, 'Trainer: expected loss or computeLoss but received both'],
    ['accumulate', { ...ok, accumulate: 0 }, 'Trainer: expected accumulate to be a whole number >= 1 but received 0'],
    [
      'ema',
      { ...ok, ema: 2 },
      'Trainer: expected ema to be a finite number >= 0 and <= 1 or an AveragedModel but received 2'
    ],
    [
      'foreign',
      { ...ok, model: other },
      "Trainer: expected an optimizer of the model's parameters but '0.weight' is not one"
    ],
    [
      'foreign ema',
      { ...ok, ema: new AveragedModel(other) },
      'Trainer: expected ema to average this model but received one of another model'
    ],
    [
      'LBFGS',
      { ...ok, optimizer: new LBFGS(model.parameters()) },
      'Trainer: expected an optimizer that steps without a closure but received LBFGS; write the loop yourself'
    ],
    [
      'SAM',
      { ...ok, optimizer: new SAM(optimizer) },
      'Trainer: expected an optimizer that steps without a closure but received SAM; write the loop yourself'
    ],
    [
      'foreign scheduler',
      { ...ok, scheduler: new StepLR(new SGD(other.parameters(), { lr: 1 }), { stepSize: 1 }) },
      'Trainer: expected a scheduler of this optimizer but received one of another optimizer'
    ],
    [
      'metrics',
      { ...ok, metrics: [new Accuracy(), new Accuracy()] },
      "Trainer: expected metrics with different names but received 'accuracy' twice; give { name }"
    ]
  ]
  test.each(refused)('of %s', (_, options, message) => {
    expect(() => new Trainer(options as never)).toThrow(expect.objectContaining({ code: 'ERR_OPTION', message }))
  })

  const batch = [tensor([[1, 2]]), tensor([1], { dtype: 'int32' })]
  const fits: [string, unknown, object, string][] = [
    ['limits', [batch], {}, 'Trainer.fit: expected epochs, steps or timeLimit but received none of them'],
    [
      'options',
      [batch],
      undefined as never,
      'Trainer.fit: expected epochs, steps or timeLimit but received none of them'
    ],
    [
      'loader',
      3,
      { epochs: 1 },
      'Trainer.fit: expected loader to be something to loop over, such as a DataLoader but received 3'
    ],
    [
      'iterator',
      [batch].values(),
      { epochs: 1 },
      'Trainer.fit: expected a loader that can be iterated repeatedly but received an iterator'
    ],
    [
      'handler',
      [batch],
      { epochs: 1, callbacks: [{}, { onEpochEnd: () => undefined }] },
      'Trainer.fit: callbacks[1]: unknown handler onEpochEnd; did you mean onEpoch?'
    ],
    [
      'strange handler',
      [batch],
      { epochs: 1, callbacks: [{ onWeekend: () => undefined, note: 1 }] },
      'Trainer.fit: callbacks[0]: unknown handler onWeekend; the handlers are onFitStart, onStep, onEpoch, onRollBack, onFitEnd, onError, onLoss, onGradients'
    ],
    ['epoch', [batch], { epoch: 1 }, 'Trainer.fit: unknown option epoch; did you mean epochs?'],
    [
      'validateEvery',
      [batch],
      { epochs: 1, validateEvery: { batches: 1 } },
      'Trainer.fit: expected validateEvery to be a whole number >= 1 or { epochs } or { steps }, a whole number >= 1 but received an object'
    ],
    [
      'batch',
      [[batch[0]]],
      { epochs: 1 },
      'Trainer: expected every batch to be [...inputs, target] but received [a Tensor]; give computeLoss for other kinds of batches'
    ],
    ['no batch', [], { epochs: 1 }, 'Trainer: expected at least one batch in an epoch but the loader gave none']
  ]
  test.each(fits)('of fit: %s', async (_, loader, options, message) => {
    await expect(new Trainer(ok).fit(loader as never, options as never)).rejects.toThrow(message)
  })

  test('of a loss, of metrics, of a second training, of the same loader', async () => {
    const loader = [batch]
    await expect(new Trainer({ ...ok, loss: (x) => x }).fit(loader, { epochs: 1 })).rejects.toThrow(
      'Trainer: expected the loss to be a tensor of one element but received a tensor of shape [1, 2]'
    )
    const computeLoss = ([x, y]: [Tensor, Tensor]) => crossEntropy(model.forward(x), y)
    await expect(
      new Trainer({ model, optimizer, computeLoss, metrics: [new Accuracy()] }).fit(loader, { epochs: 1 })
    ).rejects.toThrow('Trainer: expected computeLoss to return { loss, prediction, target }, which the metrics need')
    const trainer = new Trainer(ok)
    const callbacks = [{ onStep: () => trainer.fit(loader, { epochs: 1 }).then(() => undefined) }]
    await expect(trainer.fit(loader, { epochs: 1, callbacks })).rejects.toThrow(
      'Trainer.fit: expected no fit under way; await it first'
    )
    await expect(trainer.fit(loader, { epochs: 1, validation: loader })).rejects.toThrow(
      'Trainer.fit: expected validation to be another loader but received the training loader'
    )
  })
})
