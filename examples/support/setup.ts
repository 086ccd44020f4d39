// What the examples of the Trainer share: a small network of the digits with its loaders. Called by them.
import { manualSeed } from 'thalweg'
import { DataLoader, subset } from 'thalweg/data'
import { Flatten, mlp, Sequential } from 'thalweg/nn'
import { AdamW } from 'thalweg/optim'
import { digits } from './digits.ts'

/** With --fast on the command line few samples. */
export const fast = process.argv.includes('--fast')

/** Model, optimizer and loaders; the same each time for a seed. */
export function setup(seed = 1) {
  manualSeed(seed)
  const { train, test } = digits(seed)
  // What a run is stopped or chosen by is no longer a test of it.
  const part = subset(train, Array(fast ? 1000 : 7000).keys())
  const held = subset(
    train,
    Array.from({ length: 1000 }, (_, k) => 7000 + k)
  )
  const model = new Sequential(new Flatten(), mlp([784, 128, 10], { dropout: 0.2 }))
  return {
    model,
    optimizer: new AdamW(model.parameters(), { lr: 2e-3 }),
    loader: new DataLoader(part, { batchSize: 50, shuffle: true, seed }),
    validation: new DataLoader(held, { batchSize: 500 }),
    test: new DataLoader(test, { batchSize: 500 })
  }
}
