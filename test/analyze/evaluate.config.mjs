// A config whose data depend on the seed, for the test of `thalweg evaluate`.
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { mlp } from '../../lib/nn/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'

const data = (seed) => {
  const x = randn([48, 4], { generator: new Generator(seed) })
  const y = Int32Array.from({ length: 48 }, (_, k) => (x.data[4 * k] > 0 ? 1 : 0))
  return new TensorDataset(x, tensor(y))
}

export default {
  model: () => mlp([4, 8, 2]),
  data: ({ seed }) => ({
    train: new DataLoader(data(seed), { batchSize: 8, shuffle: true, seed }),
    validation: new DataLoader(data(seed + 1000), { batchSize: 16 })
  }),
  optimizer: { name: 'SGD', lr: 0.1 },
  loss: 'crossEntropy',
  metrics: ['Accuracy'],
  epochs: 2
}
