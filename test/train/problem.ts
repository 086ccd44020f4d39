// A small training with everything that has a state: shuffling, dropout, batch norm, accumulation, clipping, a
// scheduler and an EMA. For the tests of the Trainer, in this process and in others.
import { createHash } from 'node:crypto'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { Generator, manualSeed, randn, type Tensor } from '../../lib/index.ts'
import { Accuracy } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { AdamW, WarmupCosineLR } from '../../lib/optim/index.ts'
import { Trainer, type TrainerOptions } from '../../lib/train/index.ts'

export interface Problem {
  readonly trainer: Trainer
  readonly loader: DataLoader<[Tensor, Tensor]>
  readonly validation: DataLoader<[Tensor, Tensor]>
}

/** Points (N, 6) and which of three they lie nearest to. */
export function points(count: number, seed: number): TensorDataset<readonly [Tensor, Tensor]> {
  const generator = new Generator(seed)
  const x = randn([count, 6], { generator })
  const target = x.slice({ dim: 1, end: 3 }).argmax({ dim: 1 })
  return new TensorDataset(x, target)
}

/** `seed` is that of the Trainer; weights and data are always the same. */
export function problem(options: Partial<TrainerOptions> = {}, hidden = 16): Problem {
  manualSeed(7)
  const model = new nn.Sequential(
    new nn.Linear(6, hidden),
    new nn.BatchNorm1d(hidden),
    new nn.ReLU(),
    new nn.Dropout({ p: 0.25 }),
    new nn.Linear(hidden, 3)
  )
  const optimizer = new AdamW(model.parameters(), { lr: 0.01 })
  const scheduler = new WarmupCosineLR(optimizer, { warmupSteps: 4, totalSteps: 60 })
  const trainer = new Trainer({
    model,
    optimizer,
    loss: new nn.CrossEntropyLoss(),
    metrics: [new Accuracy()],
    scheduler,
    scheduleEvery: 'step',
    seed: 3,
    clipGradNorm: 1,
    accumulate: 3,
    ema: 0.9,
    ...options
  })
  const loader = new DataLoader(points(100, 1), { batchSize: 8, shuffle: true, seed: 5 })
  const validation = new DataLoader(points(40, 2), { batchSize: 16 })
  return { trainer, loader, validation }
}

/** How the tests of interruption train: epochs, and a validation within them. */
export const EPOCHS = 2
export const validateEvery = { steps: 3 } as const

/** The bits of such a run that nothing interrupts. */
export async function uninterrupted(): Promise<string> {
  const { trainer, loader, validation } = problem()
  await trainer.fit(loader, { epochs: EPOCHS, validation, validateEvery })
  return bitsOf(trainer)
}

/**
 * The bits of everything that a run has: weights, averages, optimizer, scheduler, generators, loader, history. Not what
 * loggers may have to write again, which has times in it.
 */
export function bitsOf(trainer: Trainer): string {
  const { position, callbacks, ...state } = trainer.stateDict()
  const { loggers: _, ...others } = callbacks
  return hash([{ ...state, callbacks: others }, position.epoch, position.batch, position.step])
}

/** The bits of what was learned, whatever callbacks there were. */
export function learned(trainer: Trainer): string {
  const { model, ema, optimizer, history } = trainer.stateDict()
  return hash([model, ema, optimizer, history])
}

function hash(all: unknown): string {
  const sum = createHash('sha256')
  const walk = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) sum.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    else if (typeof value !== 'object' || value === null) sum.update(`${typeof value} ${String(value)};`)
    else if ('data' in value && 'shape' in value) walk(value.data)
    else
      for (const [key, inner] of Object.entries(value)) {
        sum.update(`${key}:`)
        walk(inner)
      }
  }
  walk(all)
  return sum.digest('hex')
}
