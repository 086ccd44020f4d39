// A search of a second for analyze.test.ts: the right width and rate of a small model.
import { randn } from 'thalweg'
import { DataLoader, TensorDataset } from 'thalweg/data'
import { mlp } from 'thalweg/nn'
import { choice, logUniform } from 'thalweg/search'

export default {
  model: ({ params = { width: 4 } }) => mlp([4, params.width, 4]),
  data: ({ seed }) => {
    const x = randn([64, 4])
    const data = new TensorDataset(x, x.argmax({ dim: 1 }))
    return {
      train: new DataLoader(data, { batchSize: 8, shuffle: true, seed }),
      validation: new DataLoader(data, { batchSize: 64 })
    }
  },
  optimizer: { name: 'SGD', lr: 0.01 },
  loss: 'crossEntropy',
  metrics: ['Accuracy'],
  epochs: 3,
  search: {
    space: { lr: logUniform(1e-3, 1), width: choice([4, 16]) },
    method: 'random',
    trials: 3,
    metric: 'valAccuracy'
  }
}
