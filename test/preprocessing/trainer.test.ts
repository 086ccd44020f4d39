// Preprocessing and samplers in a Trainer's run: its checkpoints carry the one, a resume continues with the order of the other.
import { expect, test } from 'vitest'
import { loadCheckpoint } from '../../lib/checkpoint/index.ts'
import { DataLoader, TensorDataset, WeightedRandomSampler } from '../../lib/data/index.ts'
import { manualSeed, mseLoss } from '../../lib/index.ts'
import { mlp } from '../../lib/nn/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { ColumnTransformer, StandardScaler } from '../../lib/preprocessing/index.ts'
import { Trainer } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const rows = Array.from({ length: 20 }, (_, k) => ({ size: k, rooms: k % 4, price: 3 * k + (k % 4) }))
const inputs = (): ColumnTransformer =>
  new ColumnTransformer([['x', new StandardScaler(), ['size', 'rooms']]]).fit(rows)
const target = new ColumnTransformer([['y', new StandardScaler(), ['price']]]).fit(rows)

function make() {
  manualSeed(3)
  const preprocess = inputs()
  const model = mlp([2, 4, 1])
  const weights = rows.map((_, k) => k + 1)
  const sampler = new WeightedRandomSampler(weights, 17)
  const data = new TensorDataset(preprocess.transform(rows), target.transform(rows))
  const loader = new DataLoader(data, { batchSize: 4, sampler, seed: 5 })
  const trainer = new Trainer({ model, optimizer: new SGD(model.parameters(), { lr: 0.05 }), loss: mseLoss, seed: 1 })
  const callbacks = [{ name: 'preprocessing', stateDict: () => ({ ...preprocess.toJSON() }), loadStateDict() {} }]
  return { model, trainer, loader, callbacks, preprocess }
}

test('a run that is stopped and resumed ends with the same bits; its checkpoint has the preprocessing', async () => {
  const whole = make()
  await whole.trainer.fit(whole.loader, { epochs: 4, callbacks: whole.callbacks })

  const stopped = make()
  await stopped.trainer.fit(stopped.loader, { steps: 7, callbacks: stopped.callbacks })
  await stopped.trainer.save(file('run.safetensors'))
  const resumed = make()
  await resumed.trainer.fit(resumed.loader, {
    epochs: 4,
    callbacks: resumed.callbacks,
    resume: file('run.safetensors')
  })
  const weights = ({ model }: typeof whole) => Object.values(model.stateDict()).map((t) => t.toArray())
  expect(weights(resumed)).toEqual(weights(whole))

  const { callbacks } = await loadCheckpoint(file('run.safetensors'))
  const serving = ColumnTransformer.fromJSON(callbacks.preprocessing)
  expect(serving.transform(rows).toArray()).toEqual(whole.preprocess.transform(rows).toArray())
})

test('a resume with another sampler is refused within an epoch', async () => {
  const stopped = make()
  await stopped.trainer.fit(stopped.loader, { steps: 2 })
  await stopped.trainer.save(file('other.safetensors'))
  const { trainer, loader } = make()
  const other = new DataLoader(loader.dataset, {
    batchSize: 4,
    sampler: new WeightedRandomSampler(
      rows.map(() => 1),
      17
    )
  })
  await expect(trainer.fit(other, { epochs: 4, resume: file('other.safetensors') })).rejects.toThrow(
    'expected sampler to be'
  )
})
