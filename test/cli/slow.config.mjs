// A run of a few seconds for train.test.ts, with everything random in it. BLOCK makes a step that never ends.
import { writeFileSync } from 'node:fs'
import { randn } from 'thalweg'
import { DataLoader, TensorDataset } from 'thalweg/data'
import { mlp } from 'thalweg/nn'

export default {
  model: () => mlp([4, 16, 4], { dropout: 0.2 }),
  data: ({ seed }) => {
    const x = randn([64, 4])
    const data = new TensorDataset(x, x.argmax({ dim: 1 }))
    return { train: new DataLoader(data, { batchSize: 8, shuffle: true, seed }), validation: new DataLoader(data) }
  },
  optimizer: { name: 'AdamW', lr: 0.01 },
  scheduler: { name: 'StepLR', stepSize: 2, gamma: 0.7 },
  loss: 'crossEntropy',
  metrics: ['Accuracy'],
  trainer: { accumulate: 3, ema: 0.9, clipGradNorm: 1 },
  epochs: 6,
  seed: 4,
  callbacks: [
    {
      async onStep({ step }) {
        if (process.env.SLOW) await new Promise((resolve) => setTimeout(resolve, 15))
        if (process.env.STARTED) writeFileSync(process.env.STARTED, String(step))
        while (process.env.BLOCK) await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  ]
}
