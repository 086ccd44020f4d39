// A run from a config file: npx thalweg train examples/train.config.ts
// In a clone: node --import tsx lib/cli/index.ts train examples/train.config.ts [--epochs 3 --lr 1e-3 --resume]
import { defineConfig } from 'thalweg/config'
import { DataLoader } from 'thalweg/data'
import { Flatten, mlp, Sequential } from 'thalweg/nn'
import { CosineAnnealingLR } from 'thalweg/optim'
import { digits } from './support/digits.ts'

export default defineConfig({
  // Everything that draws random numbers is a function: it is called after the seed has been set.
  model: () => new Sequential(new Flatten(), mlp([784, 64, 10], { dropout: 0.2 })),
  data: ({ seed }) => {
    const { train, test } = digits(seed)
    return {
      train: new DataLoader(train, { batchSize: 64, shuffle: true, seed }),
      validation: new DataLoader(test, { batchSize: 500 })
    }
  },
  optimizer: { name: 'AdamW', lr: 2e-3, weightDecay: 0.01 },
  scheduler: (optimizer, { epochs = 1 }) => new CosineAnnealingLR(optimizer, { tMax: epochs }),
  loss: 'crossEntropy',
  metrics: ['Accuracy'],
  trainer: { clipGradNorm: 1 },
  epochs: 5,
  seed: 1,
  checkpoints: 'runs/digits'
})
