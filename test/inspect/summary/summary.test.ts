import { expect, test } from 'vitest'
import { type Tensor, tensor, zeros } from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { SGD } from '../../../lib/optim/index.ts'
import { ModelCheckpoint, Summary, summary } from '../../../lib/train/index.ts'
import { bitsOf, problem } from '../../train/problem.ts'
import { temporaryFolder } from '../../util/folder.ts'

const file = temporaryFolder()

test('a model as text and as data', () => {
  const model = nn.mlp([784, 256, 10])
  model.children()[0]!.freeze()
  const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 })
  const told = summary(model, { inputShape: [784], batchSize: 64 }, { optimizer })
  expect(told.layers).toEqual([
    { path: '', kind: 'Sequential', outputShape: [64, 10], parameters: 0 },
    { path: '0', kind: 'Linear', outputShape: [64, 256], parameters: 200_960 },
    { path: '1', kind: 'ReLU', outputShape: [64, 256], parameters: 0 },
    { path: '2', kind: 'Linear', outputShape: [64, 10], parameters: 2570 }
  ])
  expect([told.parameters, told.trainable, told.buffers]).toEqual([203_530, 2570, 0])
  const { total, activations, ...known } = told.memory
  expect(known).toEqual({ parameters: 814_120, gradients: 10_280, optimizer: 814_120 })
  expect(activations).toBeGreaterThan(0)
  expect(total).toBe(814_120 + 10_280 + 814_120 + activations!)
  const lines = String(told).split('\n')
  expect(lines.slice(0, 5)).toEqual([
    'layer       output shape  parameters',
    'Sequential  [64, 10]',
    '  0 Linear  [64, 256]        200,960',
    '  1 ReLU    [64, 256]',
    '  2 Linear  [64, 10]           2,570'
  ])
  expect(String(told)).toContain('parameters, 203,530, 2,570 trained   795 KiB')
  expect(lines.every((line) => line.length <= 80)).toBe(true)
})

test('without an example; with tensors; a model that merges the batch with another dimension', () => {
  const plain = summary(nn.mlp([2, 3]))
  expect(plain.layers.map(({ outputShape }) => outputShape)).toEqual([null, null])
  expect(plain.memory).toEqual({ parameters: 36, gradients: 36, optimizer: null, activations: null, total: 72 })
  class Fold extends nn.Module {
    readonly inner = new nn.Linear(4, 5)
    override forward(x: Tensor): Tensor {
      return this.inner.forward(x.reshape([-1, 4])).reshape([x.shape[0]!, -1])
    }
  }
  const model = new Fold()
  const shapes = (batch: Parameters<typeof summary>[1]) =>
    summary(model, batch).layers.map(({ outputShape }) => outputShape)
  expect(shapes({ inputShape: [3, 4], batchSize: 7 })).toEqual([
    [7, 15],
    [21, 5]
  ])
  expect(shapes({ inputShape: [3, 4] })).toEqual([
    [1, 15],
    [3, 5]
  ])
  expect(shapes(zeros([7, 3, 4]))).toEqual(shapes({ inputShape: [3, 4], batchSize: 7 }))
  expect(shapes([zeros([7, 3, 4])])).toEqual(shapes({ inputShape: [3, 4], batchSize: 7 }))
})

test('the model is as before, and long names are cut to 80 columns', () => {
  const { trainer } = problem()
  const before = bitsOf(trainer)
  const [first] = trainer.model.modules()
  first!.training = false
  summary(trainer.model, { inputShape: [6], batchSize: 5 })
  expect([first!.training, trainer.model.children()[0]!.training]).toEqual([false, true])
  first!.training = true
  expect(bitsOf(trainer)).toBe(before)
  class AClassWhoseNameIsSoLongThatItCannotStandInALineOfEightyColumnsWithAllTheRest extends nn.Linear {}
  const long = String(
    summary(
      new nn.Sequential(new AClassWhoseNameIsSoLongThatItCannotStandInALineOfEightyColumnsWithAllTheRest(2, 2)),
      tensor([[1, 2]])
    )
  )
  expect(long).toContain('AClassWhoseName')
  for (const line of long.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('Summary: before and after a run', async () => {
  const { trainer, loader, validation } = problem()
  let text = ''
  const stream = {
    write: (more: string) => {
      text += more
    }
  }
  const checkpoint = new ModelCheckpoint({ folder: file('run'), monitor: 'valLoss' })
  const report = new Summary({ batch: { inputShape: [6], batchSize: 8 }, checkpoints: [checkpoint], stream })
  const history = await trainer.fit(loader, { epochs: 3, validation, callbacks: [checkpoint, report] })
  expect(report.before!.layers[0]).toMatchObject({ kind: 'Sequential', outputShape: [8, 3] })
  expect(text.startsWith(`${report.before}\nAdamW, 3 epochs, 13 batches an epoch\n`)).toBe(true)
  const after = report.after!
  expect(after).toMatchObject({ reason: 'epochs', epochs: 3, steps: 15, samples: 300 })
  expect(after.samplesPerSecond).toBeCloseTo(300 / after.seconds, 6)
  const best = Math.min(...history.valLoss!)
  expect(after.columns.valLoss).toEqual({
    last: history.valLoss!.at(-1),
    best,
    bestEpoch: history.valLoss!.indexOf(best) + 1
  })
  expect(after.columns.trainAccuracy!.best).toBe(Math.max(...history.trainAccuracy!))
  expect(after.checkpoints).toEqual([checkpoint.kept[0]!.path, checkpoint.lastPath])
  expect(text.endsWith(`${after}\n`)).toBe(true)
  expect(String(after)).toMatch(/^all epochs are done: epoch 3, step 15\n\d+\.\d s, 300 samples, [\d,]+ samples\/s\n/)
  expect(String(after)).toContain(`saved: ${checkpoint.lastPath}`)
  // Continues, and ends by an error.
  const stop = { onStep: () => Promise.reject(new Error('no')) }
  await expect(trainer.fit(loader, { epochs: 4, callbacks: [stop, report], resume: true })).rejects.toThrow('no')
  expect(text).toContain('AdamW, 4 epochs, 13 batches an epoch, from epoch 3, step 15 on')
  expect(report.after).toMatchObject({ reason: 'error', epochs: 3 })
})

test('messages', () => {
  expect(() => summary({} as never)).toThrow('summary: expected model to be a module but received an object')
  expect(() => summary(nn.mlp([2, 3]), null, { optimzer: 1 } as never)).toThrow(
    'summary: unknown option optimzer; did you mean optimizer?'
  )
  expect(() => summary(nn.mlp([2, 3]), { inputShape: [-1] })).toThrow(/expected inputShape to be an array of .* >= 0/)
  expect(() => new Summary({ stream: 1 } as never)).toThrow(
    'Summary: expected stream to be something with write() but received 1'
  )
})
