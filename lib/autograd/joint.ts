// An op of several inputs and several outputs on the tape: every output hangs on a node that holds its gradient, and all of
// these on one node whose backward gets the gradients together. Called by customFunction and by the hooks of modules.
import { allocate, holdGradient, passOnGradient } from '../tensor/lifetime.ts'
import { Tensor } from '../tensor/tensor.ts'
import { type Node, needsTape, put } from './node.ts'
import { currentMode, type WalkMode } from './walk.ts'

/** From the gradients of the outputs, null for one that has none, to those of the inputs. */
export type JointBackward = (gradients: readonly (Tensor | null)[]) => readonly (Tensor | null)[]

/**
 * Records an op if one of its inputs requires a gradient.
 * @param outputs new tensors, which get nodes
 * @param backward runs once, also with createGraph: there it must be made of ops
 */
export function recordJoint(
  name: string,
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  saved: readonly Tensor[],
  backward: JointBackward
): void {
  if (!needsTape(inputs)) return
  const only = outputs.length === 1 ? outputs[0]! : null
  if (only !== null) {
    const node = put(name, only, inputs, saved, (g) => backward([g]))
    node.differentiable = (_, g) => backward([g])
    return
  }
  const waiting = outputs.map((): Tensor | null => null)
  let walking: WalkMode | null = null
  const all = (): readonly (Tensor | null)[] => {
    const gradients = [...waiting]
    waiting.fill(null)
    const result = backward(gradients)
    // The result may be these gradients themselves.
    for (const g of gradients) if (g !== null) passOnGradient(g.storage)
    return result
  }
  // The outputs hang on a hidden tensor, whose gradient, a zero, only sees to it that its node is walked.
  const hidden = zero(outputs[0]!)
  put(name, hidden, inputs, saved, all).differentiable = all
  for (const [k, y] of outputs.entries()) {
    const wait = (g: Tensor): Tensor[] => {
      // What a walk that threw has left is not part of this one.
      if (walking !== currentMode()) waiting.fill(null)
      walking = currentMode()
      waiting[k] = g
      holdGradient(g.storage)
      return [zero(y)]
    }
    const node: Node = put(name, y, [hidden], [], wait)
    node.differentiable = (_, g) => wait(g)
  }
}

function zero(like: Tensor): Tensor {
  const storage = allocate(like.dtype === 'float64' ? 'float64' : 'float32', 1)
  storage.fill(0)
  return new Tensor(storage, [])
}
