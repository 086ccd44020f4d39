// The gradient noise scale: the batch size from which on more samples hardly improve a gradient (McCandlish et al. 2018,
// "An empirical model of large-batch training"). Called by batchSize.ts.
import { NonFiniteError } from '../errors.ts'
import type { TrainStep } from '../train/step.ts'
import { rowsOf, samplesOf } from './batches.ts'
import type { Built } from './experiment.ts'
import type { Session } from './session.ts'

/** Squared norms of the gradients of two batch sizes, small ones averaged over many, and what follows. */
export interface NoiseScale {
  /** Samples; Infinity when noise hides the gradient, NaN when it could not be measured. */
  readonly scale: number
  readonly small: number
  readonly large: number
}

// A batch of the loader is cut into parts.
const PARTS = 4
const MOST_BATCHES = 16
const UNKNOWN: NoiseScale = { scale: Number.NaN, small: 0, large: 0 }

/** Trains for some steps. Returns whether all were made. */
export async function trained(session: Session, { trainer, train }: Built, steps: number): Promise<boolean> {
  if (session.stopped) return false
  try {
    for await (const { type } of trainer.stream(train, { steps })) {
      if (type === 'step') session.progress(1)
      if (type !== 'fitEnd' && session.stopped) return false
    }
    return true
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error
    return false
  }
}

/** The noise scale at the weights that the run has now; everything is put back. */
export async function noiseScale(call: string, { trainer, train }: Built): Promise<NoiseScale> {
  return await trainer.dryRun(call, train, async (run) => {
    const gradients = new Gradients(run.step)
    let [batches, small] = [0, 0]
    for await (const batch of train) {
      small = batches === 0 ? Math.floor(samplesOf(batch) / PARTS) : small
      if (batches === MOST_BATCHES || small === 0 || samplesOf(batch) < PARTS * small) break
      batches++
      try {
        for (let k = 0; k < PARTS; k++) run.tryBatch(rowsOf(batch, k * small, small), true)
      } catch (error) {
        if (!(error instanceof NonFiniteError)) throw error
        return UNKNOWN
      }
    }
    return gradients.count < 2 ? UNKNOWN : gradients.scale(small)
  })
}

class Gradients {
  count = 0
  readonly #step: TrainStep
  readonly #sums: Float64Array[]
  #squares = 0

  constructor(step: TrainStep) {
    this.#step = step
    this.#sums = step.parameters().map(({ size }) => new Float64Array(size))
    step.onGradients = () => {
      this.#add()
      return 'skip'
    }
  }

  #add(): void {
    this.count++
    for (const [k, { grad }] of this.#step.parameters().entries()) {
      if (grad === null) continue
      const sums = this.#sums[k]!
      const data = grad.data as Float32Array
      for (let i = 0; i < data.length; i++) {
        const g = data[i]!
        sums[i] = sums[i]! + g
        this.#squares += g * g
      }
    }
  }

  // With |G_b|^2 = |G|^2 + tr / b at both sizes: tr / |G|^2.
  scale(small: number): NoiseScale {
    const large = small * this.count
    const ofSmall = this.#squares / this.count
    let ofLarge = 0
    for (const sums of this.#sums) for (const sum of sums) ofLarge += (sum / this.count) * (sum / this.count)
    const squared = (large * ofLarge - small * ofSmall) / (large - small)
    const trace = (ofSmall - ofLarge) / (1 / small - 1 / large)
    if (!(ofSmall > 0)) return { scale: Number.NaN, small, large }
    return { scale: squared > 0 ? Math.max(0, trace / squared) : Number.POSITIVE_INFINITY, small, large }
  }
}
