// The gradients of an op by way of others: the op is computed again as a composition of differentiable ops, and a walk over
// these alone gives its gradients, on the tape. Called by the rows of lib/ops/differentiable and by checkpoint.
import type { Tensor } from '../tensor/tensor.ts'
import { alias } from './differentiable.ts'
import { enableGrad } from './tape.ts'
import { type Sink, Targets, walk } from './walk.ts'

/**
 * The gradients of `inputs`, on the tape.
 * @param gradients those of the results of `compose`; null for one that has none
 * @param compose the op again, of stand-ins for the inputs; it must not use the inputs themselves
 * @param rest where the gradients of other leaves go that it uses
 */
export function gradientsOfComposite(
  inputs: readonly Tensor[],
  gradients: readonly (Tensor | null)[],
  compose: (...inputs: Tensor[]) => readonly Tensor[],
  rest: Sink = null
): (Tensor | null)[] {
  return enableGrad(() => {
    const stand = inputs.map(alias)
    const results = compose(...stand)
    const roots = results
      .map((y, k) => ({ y, g: gradients[k] ?? null }))
      .filter(({ y, g }) => g !== null && y.requiresGrad)
    const checked = stand.map((x, k) => ({ x, k })).filter(({ x }) => x.requiresGrad)
    const targets = new Targets(
      checked.map(({ x }) => x),
      true,
      rest
    )
    walk(
      roots.map(({ y }) => y),
      roots.map(({ g }) => g!),
      { graph: true, retain: true, sink: targets }
    )
    targets.release()
    const found = inputs.map((): Tensor | null => null)
    for (const [at, { k }] of checked.entries()) found[k] = targets.gradients[at]!
    return found
  })
}
