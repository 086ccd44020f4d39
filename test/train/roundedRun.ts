// A training run with products of bfloat16, of which every processor has one hash: a convolution, attention, a recurrent
// layer, linear layers. For precision.test.ts and for backend/fuzz.ts, which runs on NEON under qemu.
import { createHash } from 'node:crypto'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { crossEntropy, manualSeed, randn, type Tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { AdamW } from '../../lib/optim/index.ts'
import { Trainer, type TrainerOptions } from '../../lib/train/index.ts'

/** The hash of the weights after four steps, with the instruction for bfloat16 and without, at every level. */
export const ROUNDED_HASH = '3c5e03139c65d39202df2e9b823578449dfc1b9d6f4c94a20e43d44dbac0e0fb'

/** The bits of a model's parameters. */
export const hashOf = (model: nn.Module): string => {
  const hash = createHash('sha256')
  for (const p of model.parameters()) hash.update(Float32Array.from(p.data))
  return hash.digest('hex')
}

// Everything that multiplies: a convolution, attention, a recurrent layer, linear layers.
class Mixed extends nn.Module {
  readonly conv = new nn.Conv1d(8, 16, 3, { padding: 1 })
  readonly attention = new nn.MultiheadAttention(16, 2, { batchFirst: true })
  readonly norm = new nn.LayerNorm(16)
  readonly rnn = new nn.LSTM(16, 12, { batchFirst: true })
  readonly head = new nn.Linear(12, 3)
  override forward(x: Tensor): Tensor {
    const y = this.conv.forward(x).relu().transpose(1, 2)
    const z = y.add(this.attention.forward(y, y, y, { isCausal: true }))
    const [states] = this.rnn.forward(this.norm.forward(z))
    return this.head.forward(states.select({ dim: 1, index: -1 }))
  }
}

/** The hash of the weights after four steps. */
export async function mixedRun(precision: TrainerOptions['precision']): Promise<string> {
  manualSeed(3)
  const model = new Mixed()
  const optimizer = new AdamW(model.parameters(), { lr: 0.01 })
  const x = randn([12, 8, 11])
  const y = x.select({ dim: 2, index: 5 }).slice({ dim: 1, end: 3 }).argmax({ dim: 1 })
  const trainer = new Trainer({ model, optimizer, loss: crossEntropy, precision, seed: 1 })
  await trainer.fit(new DataLoader(new TensorDataset(x, y), { batchSize: 6 }), { steps: 4, epochs: 1000 })
  return hashOf(model)
}
