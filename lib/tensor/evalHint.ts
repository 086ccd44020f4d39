// Marks parameters that hold training weights rather than the ones to evaluate, as schedule-free optimizers keep them. They
// mark their parameters here; Module.eval asks.
import type { Tensor } from './tensor.ts'

const hints = new WeakMap<Tensor, string>()

/** Marks a parameter as not holding its evaluation weights; `hint` says what to call before an evaluation. */
export function markNotEvalWeights(parameter: Tensor, hint: string): void {
  hints.set(parameter, hint)
}

/** The parameter holds its evaluation weights again. */
export function clearNotEvalWeights(parameter: Tensor): void {
  hints.delete(parameter)
}

/** What must be called before a model of these parameters is evaluated; undefined if nothing must. */
export function evalHint(parameters: Iterable<Tensor>): string | undefined {
  for (const parameter of parameters) {
    const hint = hints.get(parameter)
    if (hint !== undefined) return hint
  }
  return undefined
}
