// Changing a DataLoader between loops: its batch size, and its place.
import { expect, test } from 'vitest'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { arange } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const data = (n: number) => new TensorDataset(arange(n))
const sync = (loader: Iterable<Tensor[]>) => [...loader].map((batch) => batch[0]!.toArray() as number[])

test('another batch size between epochs: the same order of samples, and its own state', () => {
  const make = (batchSize: number) => new DataLoader(data(10), { batchSize, shuffle: true, seed: 4 })
  const want = make(10)
  const loader = make(3)
  expect(sync(loader).flat()).toEqual(sync(want)[0])
  loader.setBatchSize(4)
  expect([loader.batchSize, loader.length]).toEqual([4, 3])
  const state = loader.state()
  expect(sync(loader).map((batch) => batch.length)).toEqual([4, 4, 2])
  const other = make(3)
  expect(() => other.setState(state)).toThrow('DataLoader.setState: expected batchSize to be 3 but received 4')
  other.setBatchSize(4)
  other.setState(state)
  expect(sync(other).flat()).toEqual(sync(want)[0])
  for (const _ of loader) {
    expect(() => loader.setBatchSize(5)).toThrow(
      'DataLoader.setBatchSize: expected to be between two epochs but 1 batches of epoch 2 were handed out'
    )
    break
  }
  expect(() => loader.setBatchSize(0)).toThrow(
    'DataLoader.setBatchSize: expected batchSize to be a whole number >= 1 but received 0'
  )
})

test('a mark leads back to a place, also to that of a loop that was left', () => {
  const loader = new DataLoader(data(6), { batchSize: 2, shuffle: true, seed: 5 })
  const epochs = [sync(loader), sync(loader), sync(loader)]
  loader.setEpoch(0)
  for (const _ of loader) break
  const back = loader.mark()
  loader.setEpoch(9)
  sync(loader)
  loader.setBatchSize(3)
  back()
  expect(loader.state()).toMatchObject({ epoch: 0, batch: 1, batchSize: 2 })
  // The epoch that was left is given up.
  expect(sync(loader)).toEqual(epochs[1])
})
