import { expect, test } from 'vitest'
import { manualSeed, mseLoss, randn, type Tensor, tensor } from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { ScheduleFreeSGD, SGD } from '../../../lib/optim/index.ts'
import { type Callback, EarlyStopping, Trainer } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'

const file = temporaryFolder()
const train = [[tensor([[1]]), tensor([[0]])]]
const validation = [[tensor([[1]]), tensor([[1]])]]

// A validation loss that goes through `losses`, an epoch each; the weight changes by 1 an epoch.
function scripted(losses: readonly number[]) {
  manualSeed(1)
  const model = nn.mlp([1, 1])
  const own = model.parameters()
  for (const p of own) p.data.fill(0)
  const computeLoss = ([x, y]: [Tensor, Tensor]): Tensor => {
    if (y.item() === 0) return (model.forward(x) as Tensor).sum()
    const epoch = -model.parameters()[0]!.item()
    return tensor(losses[epoch - 1]!)
  }
  return { model, trainer: new Trainer({ model, optimizer: new SGD(own, { lr: 1 }), computeLoss }) }
}

// Ends after the patience-th check without improvement, as Lightning and Keras do.
test.each([
  ['patience counts checks without improvement', [5, 4, 4, 4, 3, 3, 3, 3], { patience: 2 }, 4],
  ['an improvement begins the count again', [5, 4, 4, 3, 3, 3, 1], { patience: 2 }, 6],
  ['the default is 3', [5, 6, 6, 6, 6], {}, 4],
  ['patience 1 tolerates none', [5, 4, 4.5, 1], { patience: 1 }, 3],
  ['patience 0 is the same', [5, 4, 4.5, 1], { patience: 0 }, 3],
  ['minDelta is what must be gained', [5, 4.75, 4.5, 1], { patience: 2, minDelta: 0.5 }, 3],
  ['more is better', [1, 2, 3, 2, 2], { mode: 'max', patience: 2 }, 5],
  ['NaN is not an improvement', [5, Number.NaN, Number.NaN, 1], { patience: 2 }, 3],
  ['nor is an infinity that would be', [5, -Infinity, 4, 4, 4], { patience: 2 }, 5],
  ['the end comes first', [5, 4, 3], {}, 3],
  ['better than stoppingThreshold', [5, 4, 2.5, 2, 1], { stoppingThreshold: 3 }, 3],
  ['equal to stoppingThreshold is not better', [5, 3, 2, 1], { stoppingThreshold: 3 }, 3],
  ['worse than divergenceThreshold', [5, 10, 10.5, 1], { divergenceThreshold: 10 }, 3],
  ['Infinity is worse than it', [5, Infinity, 1], { divergenceThreshold: 10 }, 2],
  ['NaN is on neither side', [5, Number.NaN, 4, 3], { divergenceThreshold: 10, stoppingThreshold: 1 }, 4],
  ['more is better than stoppingThreshold', [1, 2, 4, 5], { mode: 'max', stoppingThreshold: 3 }, 3],
  ['less is worse than divergenceThreshold', [3, 2, 0.5, 4], { mode: 'max', divergenceThreshold: 1 }, 3]
] as const)('%s', async (_, losses, options, epochs) => {
  const { trainer } = scripted(losses)
  const history = await trainer.fit(train, {
    epochs: losses.length,
    validation,
    callbacks: [new EarlyStopping(options)]
  })
  expect(history.valLoss).toEqual(losses.slice(0, epochs))
})

test('the best weights come back', async () => {
  const { trainer, model } = scripted([5, 2, 4, 4, 4])
  const stopping = new EarlyStopping({ patience: 2, restoreBest: true })
  await trainer.fit(train, { epochs: 5, validation, callbacks: [stopping] })
  expect(trainer.epoch).toBe(4)
  expect(model.parameters()[0]!.item()).toBe(-2)
  expect(stopping.best).toBe(2)
  // A new run starts over.
  await trainer.fit(train, { epochs: 1, validation: [...train], callbacks: [stopping] })
  expect(stopping.best).toBe(-2 - 1 - 2 - 1)
})

test('a value that ends the run is the best one', async () => {
  const { trainer, model } = scripted([5, 2, 1])
  const stopping = new EarlyStopping({ stoppingThreshold: 3, restoreBest: true })
  await trainer.fit(train, { epochs: 3, validation, callbacks: [stopping] })
  expect(stopping.best).toBe(2)
  expect(model.parameters()[0]!.item()).toBe(-2)
  expect(() => new EarlyStopping({ stoppingThreshold: Number.NaN })).toThrow(
    'EarlyStopping: expected stoppingThreshold'
  )
})

test('a resumed run knows the best value, its weights and the wait', async () => {
  const losses = [5, 2, 4, 4, 4]
  const options = { patience: 3, restoreBest: true }
  const first = scripted(losses)
  const saving: Callback = {
    last: true,
    onEpoch: ({ epoch }, trainer) => (epoch === 3 ? trainer.save(file('third')) : undefined)
  }
  await first.trainer.fit(train, { epochs: 5, validation, callbacks: [saving, new EarlyStopping(options)] })
  const second = scripted(losses)
  const stopping = new EarlyStopping(options)
  await second.trainer.fit(train, { epochs: 5, validation, callbacks: [stopping], resume: file('third') })
  expect([second.trainer.epoch, stopping.wait]).toEqual([5, 3])
  expect(second.model.parameters()[0]!.item()).toBe(-2)
  expect(second.trainer.history).toEqual(first.trainer.history)
})

test('messages', async () => {
  const { trainer } = scripted([1])
  expect(() => new EarlyStopping({ patience: -1 })).toThrow(
    'EarlyStopping: expected patience to be a whole number >= 0 but received -1'
  )
  expect(() => new EarlyStopping({ monitor: 'valThing' })).toThrow(
    "EarlyStopping: expected mode to be 'min' or 'max', because the name valThing does not tell but received undefined"
  )
  const fit = (monitor: string, more: object) =>
    trainer.fit(train, { epochs: 1, ...more, callbacks: [new EarlyStopping({ monitor, mode: 'min' })] })
  await expect(fit('valLoss', {})).rejects.toThrow(
    "EarlyStopping: expected monitor to be one of trainLoss (fit has no validation) but received 'valLoss'"
  )
  await expect(fit('valLos', { validation })).rejects.toThrow(
    "expected monitor to be one of trainLoss, valLoss but received 'valLos'"
  )
})

test('restoreBest with a schedule-free optimizer: the model evaluates as it did then', async () => {
  manualSeed(3)
  const model = nn.mlp([2, 8, 1])
  const optimizer = new ScheduleFreeSGD(model.parameters(), { lr: 1 })
  const trainer = new Trainer({ model, optimizer, loss: mseLoss })
  const [loader, validation] = [3, 2].map((n) => Array.from({ length: n }, () => [randn([4, 2]), randn([4, 1])]))
  const callbacks = [new EarlyStopping({ patience: 4, restoreBest: true })]
  const { valLoss } = await trainer.fit(loader!, { epochs: 60, validation: validation!, callbacks })
  const best = Math.min(...valLoss!)
  expect(valLoss!.at(-1)).toBeGreaterThan(best)
  expect((await trainer.evaluate(validation!)).loss).toBe(best)
})
