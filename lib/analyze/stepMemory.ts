// The bytes that a training step takes, measured on a few steps that are undone. Called by precision.ts and
// throughput.ts.
import { NonFiniteError } from '../errors.ts'
import { emptyCache } from '../tensor/allocator.ts'
import { resetPeak, scopeMemory } from '../tensor/lifetime.ts'
import type { Built } from './experiment.ts'

/** Bytes of a step; NaN where the loss is not finite. */
export interface StepMemory {
  /** Parameters and gradients. */
  readonly parameters: number
  readonly states: number
  /** Activations and temporaries: the peak of a step. */
  readonly activations: number
  readonly total: number
}

const STEPS = 3

/** Measures the peak of three steps; weights, optimizer and loader stay as they were. */
export async function stepMemory({ trainer, train }: Built): Promise<StepMemory> {
  return await trainer.dryRun('analyze', train, async (run) => {
    emptyCache()
    let activations = 0
    let done = 0
    try {
      for await (const batch of train) {
        const before = scopeMemory().held
        resetPeak()
        run.tryBatch(batch, true)
        activations = Math.max(activations, scopeMemory().peak - before)
        if (++done === STEPS) break
      }
    } catch (error) {
      if (!(error instanceof NonFiniteError)) throw error
      activations = Number.NaN
    }
    const memory = run.step.optimizer.memory()
    const states = Object.values(memory.states).reduce((sum, bytes) => sum + bytes, 0)
    const parameters = 2 * memory.parameters
    return { parameters, states, activations, total: parameters + states + activations }
  })
}
