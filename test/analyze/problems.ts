// Small experiments for the tests of analyses: a normal one, and odd ones that must give right sentences and no crash.
import { type Experiment, experimentOf } from '../../lib/analyze/index.ts'
import type { TrainConfig } from '../../lib/config/index.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { Linear, mlp } from '../../lib/nn/index.ts'
import '../../lib/ops/methods.ts'
import { full, tensor } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

/** Points of two classes on either side of a line, with a little noise. */
export function points(n: number, seed = 7): [x: Tensor, y: Tensor] {
  const x = randn([n, 4], { generator: new Generator(seed) })
  const y = Int32Array.from({ length: n }, (_, k) => (x.data[4 * k]! + 0.7 * x.data[4 * k + 1]! > 0 ? 1 : 0))
  return [x, tensor(y)]
}

const loaders = (x: Tensor, y: Tensor, batchSize = 16) => ({
  data: ({ seed }: { seed: number }) => ({
    train: new DataLoader(new TensorDataset(x, y), { batchSize, shuffle: true, seed }),
    validation: new DataLoader(new TensorDataset(x, y), { batchSize: 64 })
  })
})

/** A config of two classes; `given` replaces its fields. */
export function config(given: Partial<TrainConfig> = {}): TrainConfig {
  return {
    model: () => mlp([4, 8, 2]),
    ...loaders(...points(64)),
    optimizer: { name: 'SGD', lr: 0.1 },
    loss: 'crossEntropy',
    metrics: ['Accuracy'],
    epochs: 3,
    ...given
  }
}

export const problem = (given: Partial<TrainConfig> = {}): Experiment => experimentOf(config(given))

/** Experiments at the edge. */
export const ODD: Readonly<Record<string, () => Experiment>> = {
  'a linear model': () => problem({ model: () => new Linear(4, 2) }),
  'a constant loss': () =>
    problem({ loss: (prediction: Tensor) => prediction.mul(0).sum().add(1) as Tensor, metrics: [] }),
  'one class': () => problem({ ...loaders(points(64)[0], full([64], 1, { dtype: 'int32' })) }),
  'one batch': () => problem({ ...loaders(...points(8), 8) }),
  'NaN in the data': () => problem({ ...loaders(full([64, 4], Number.NaN), points(64)[1]) })
}
