// Parameters whose values are not the ones to evaluate, because an optimizer keeps others in them while it trains. A model
// that is to be evaluated asks here first.
import type { Tensor } from './tensor.ts'

const lent = new WeakMap<Tensor, string>()

/** Marks a parameter; `remedy` says what its user must call before an evaluation. */
export function lend(parameter: Tensor, remedy: string): void {
  lent.set(parameter, remedy)
}

/** Ends what `lend` began. */
export function giveBack(parameter: Tensor): void {
  lent.delete(parameter)
}

/** What must be called before a model of these parameters is evaluated, undefined when nothing must. */
export function remedyFor(parameters: Iterable<Tensor>): string | undefined {
  for (const parameter of parameters) {
    const remedy = lent.get(parameter)
    if (remedy !== undefined) return remedy
  }
  return undefined
}
