// Experiments of one batch for memory.test.ts and its child process: one whose step takes 244 MiB, and a small one.
import { type Experiment, experimentOf } from '../../lib/analyze/index.ts'
import { Linear, Sequential, Tanh } from '../../lib/nn/index.ts'
import '../../lib/ops/methods.ts'
import { zeros } from '../../lib/tensor/create.ts'
import { randn } from '../../lib/tensor/random.ts'

function experiment(width: number, samples: number): Experiment {
  return experimentOf({
    model: () =>
      new Sequential(
        new Linear(width / 8, width),
        ...Array.from({ length: 8 }, () => new Tanh()),
        new Linear(width, width / 8),
        new Linear(width / 8, 10)
      ),
    data: () => ({ train: [[randn([samples, width / 8]), zeros([samples], { dtype: 'int32' })]] }),
    optimizer: { name: 'Adam', lr: 1e-4 },
    loss: 'crossEntropy',
    steps: 3
  })
}

export const LARGE_BATCH = 1024
export const large = (): Experiment => experiment(4096, LARGE_BATCH)
export const small = (): Experiment => experiment(32, 64)
