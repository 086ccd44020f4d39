// Sparse gradients in a run: those of an accumulation under way are a part of its state.
import { expect, test } from 'vitest'
import { loadCheckpoint, saveCheckpoint } from '../../lib/checkpoint/index.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { manualSeed, tensor, zeros } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { type StepEvent, Trainer } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bitsOf } from './problem.ts'

const file = temporaryFolder()

test('a checkpoint within an accumulation of sparse gradients leads to the same end', async () => {
  const make = () => {
    manualSeed(7)
    const model = new nn.Sequential(new nn.Embedding(20, 3, { sparse: true }))
    const trainer = new Trainer({
      model,
      optimizer: new SGD(model.parameters(), { lr: 0.5, momentum: 0.9 }),
      loss: new nn.CrossEntropyLoss(),
      accumulate: 3,
      clipGradNorm: 0.1,
      seed: 1
    })
    const words = tensor(
      Array.from({ length: 64 }, (_, k) => (k * k) % 20),
      { dtype: 'int32' }
    )
    const classes = tensor(
      Array.from({ length: 64 }, (_, k) => k % 3),
      { dtype: 'int32' }
    )
    const data = new TensorDataset(words, classes)
    return { trainer, loader: new DataLoader(data, { batchSize: 8, shuffle: true, seed: 5 }) }
  }
  const { trainer, loader } = make()
  const paths: string[] = []
  const onStep = async ({ batch }: StepEvent): Promise<void> => {
    paths.push(file(`sparse-${paths.length}-${batch}`))
    await trainer.save(paths.at(-1)!)
  }
  await trainer.fit(loader, { epochs: 2, callbacks: [{ onStep }] })
  expect(paths.length).toBe(16)
  for (const path of paths) {
    const other = make()
    await other.trainer.fit(other.loader, { epochs: 2, resume: path })
    expect(bitsOf(other.trainer), path).toBe(bitsOf(trainer))
  }
  const half = (await loadCheckpoint(paths[1]!)) as { accumulation: object }
  const broken = { indices: tensor([1, 20], { dtype: 'int32' }), values: zeros([2, 3]) }
  half.accumulation = { ...half.accumulation, sparse: { '0.weight': broken } }
  await saveCheckpoint(file('sparse-broken'), half as never)
  const other = make()
  await expect(other.trainer.fit(other.loader, { epochs: 2, resume: file('sparse-broken') })).rejects.toThrow(
    'Trainer: expected the sparse gradient of 0.weight to be of rows of [20, 3] but it has indices of shape [2] and values of shape [2, 3]'
  )
})
