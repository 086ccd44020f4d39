// Scopes for users: tensors that a scope creates and does not return or keep are recycled at its end.

import type { Storage } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import { keepForever, recycle } from '../tensor/lifetime.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { synchronous } from './tape.ts'

/**
 * Runs `body` and recycles the buffers of the tensors it created, except those it returns (alone, or in arrays and
 * plain objects) or passed to `keep`. A released tensor throws a TensorReleasedError when it is used, never stale data.
 * Parameters, gradients and optimizer state live outside scopes. Optional: without it the garbage collector frees
 * them.
 *
 * @param body a synchronous function
 * @returns what body returns
 * @throws OptionError when body is asynchronous
 * @example
 * const loss = scope(() => {
 *   const loss = criterion.forward(model.forward(x), y)
 *   loss.backward()
 *   return loss.item()
 * })
 */
export function scope<R>(body: () => R): R {
  if (typeof body !== 'function') throw new OptionError(`scope: expected a function but received ${String(body)}`)
  return recycle(() => synchronous('scope', body()), survivors)
}

/** Takes a tensor out of the open scope; the garbage collector frees it. Returns the tensor. */
export function keep(t: Tensor): Tensor {
  checkTensor('keep', 't', t)
  keepForever(t.storage)
  if (t.grad) keepForever(t.grad.storage)
  return t
}

function* survivors(result: unknown, depth = 0): Generator<Storage> {
  if (result instanceof Tensor) yield result.storage
  else if (typeof result === 'object' && result !== null && depth < 4 && !ArrayBuffer.isView(result)) {
    for (const value of Object.values(result)) yield* survivors(value, depth + 1)
  }
}
