// Hooks on tensors: functions that see a gradient in the backward pass and may replace it. methods.ts attaches registerHook.
import { AutogradError, OptionError, ShapeError } from '../errors.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { checkValue, func, show } from '../util/options.ts'
import { hooksOfLeaf } from './grads.ts'
import { type Node, nodeOf } from './node.ts'

/** Ends what a hook does. */
export interface HookHandle {
  remove(): void
}

/**
 * What a hook returns: what takes the place of what it saw, or nothing. The last part is the result of a function without
 * a return, which `undefined` would refuse; a hook typed as `() => void` could return anything, such as a number by push.
 */
export type HookResult<T> = T | null | undefined | ReturnType<() => void>

/** Sees a gradient; a tensor that it returns takes its place. */
export type TensorHook = (gradient: Tensor) => HookResult<Tensor>

/**
 * Calls `hook` in every backward pass with the gradient of `x`, when all parts of it have been added up: before the op
 * that made x gets it, or before it is added to the grad of a leaf.
 */
export function registerHook(x: Tensor, hook: TensorHook): HookHandle {
  checkTensor('registerHook', 'this', x)
  checkValue('registerHook', 'hook', hook, func)
  if (!x.requiresGrad) {
    throw new AutogradError('registerHook: expected a tensor that requires a gradient but this one does not')
  }
  const node = nodeOf(x)
  const hooks = node === null ? hooksOfLeaf(x) : hooksOf(node)
  const call = (gradient: Tensor): Tensor | undefined => {
    const replaced = hook(gradient)
    if (replaced == null) return undefined
    if (!(replaced instanceof Tensor)) {
      throw new OptionError(
        `registerHook: expected the hook to return a tensor or nothing but received ${show(replaced)}`
      )
    }
    checkTensor('registerHook', 'what the hook returned', replaced, [gradient.dtype])
    if (sameShape(replaced.shape, gradient.shape)) return replaced
    throw new ShapeError(
      `registerHook: expected the hook to return a gradient of shape ${format(gradient.shape)} but received ${format(replaced.shape)}`
    )
  }
  return addTo(hooks, call)
}

/** Adds a hook to a set; the handle takes it out. */
export function addTo<H>(hooks: Set<H>, hook: H): HookHandle {
  hooks.add(hook)
  return {
    remove: () => {
      hooks.delete(hook)
    }
  }
}

function hooksOf(node: Node): NonNullable<Node['hooks']> {
  node.hooks ??= new Set()
  return node.hooks
}
