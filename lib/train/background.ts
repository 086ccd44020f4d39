// A step whose kernels run in the background: the Trainer's step in parts, with a pause for the queue of calls after each.
// Called by loop.ts, evaluate.ts and run.ts with the option background. docs/adr/0027-queued-calls.md
import { background } from '../autograd/background.ts'
import { noGrad } from '../autograd/tape.ts'
import { normLater } from '../optim/clip.ts'
import { OpenScope } from '../tensor/lifetime.ts'
import type { BatchOutput, Pauses, StepResult, TrainStep } from './step.ts'

// Milliseconds of JavaScript of a backward pass between two pauses.
const PIECE = 1

/** Trains on a batch as `step.run` does, then calls `count` with the result, within the step's scope. */
export async function runInBackground<R>(
  step: TrainStep,
  batch: unknown,
  last: boolean,
  count: (result: StepResult, output: BatchOutput | null) => R
): Promise<R> {
  const undo = step.random.bookmark()
  return inScope(step, async (pauses, open) => {
    try {
      const output = await pauses.part(() => {
        step.onPhase?.('forward')
        return step.compute(batch)
      })
      const loss = output.loss.item()
      const usable = step.isUsable(loss)
      let walk: ((milliseconds: number) => boolean) | undefined
      const backward = (): boolean => {
        walk ??= step.accumulator.addInPieces(output.loss)
        return walk(PIECE)
      }
      const add = usable ? backward : null
      const update = await step.concludeInParts(last, add, pauses)
      const result = { loss, samples: output.samples, ...update, skipped: update.skipped || !usable }
      return open.within(() => count(result, usable ? output : null))
    } catch (error) {
      undo()
      throw error
    }
  })
}

/** Makes a step from the accumulated gradients, if there are any. */
export async function flushInBackground(step: TrainStep): Promise<boolean> {
  return inScope(step, async (pauses) => (await step.concludeInParts(true, null, pauses)).updated)
}

/** The loss of a batch without gradients; then `count` with the output, within the scope. */
export function evaluateInBackground(
  step: TrainStep,
  batch: unknown,
  count: (output: BatchOutput) => void
): Promise<void> {
  return inScope(step, async (pauses, open) => {
    const output = await pauses.part(() => noGrad(() => step.forward(batch)))
    open.within(() => step.random.within(() => noGrad(() => count(output))))
  })
}

async function inScope<R>(step: TrainStep, body: (pauses: Pauses, open: OpenScope) => Promise<R>): Promise<R> {
  const open = new OpenScope()
  const part = <T>(run: () => T): Promise<T> => background(() => open.within(() => step.random.within(run)))
  const pauses: Pauses = {
    part,
    norm: async () => (await part(() => normLater(step.parameters())))(),
    gatherGradients: () => Promise.resolve(),
    keepOwnGradients: () => undefined,
    gatherWeights: () => Promise.resolve()
  }
  try {
    return await body(pauses, open)
  } finally {
    open.close()
  }
}
