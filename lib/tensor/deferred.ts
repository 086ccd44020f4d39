// Factors that gradients are still to be multiplied by. Clipping by the norm only notes its factor here: an optimizer step
// takes it along for nothing, and whoever else touches the gradient has it multiplied first (Tensor.checkAlive), so that it
// looks clipped to everybody. docs/adr/0004-deferred-clipping.md has the reasons.
import { run, type Storage } from '../backend/index.ts'
import type { Tensor } from './tensor.ts'

const factors = new WeakMap<Storage, number>()

/** Whether a tensor's memory is its own and outlives scopes, so that its elements can be multiplied later. */
export function canDefer({ storage, offset, size, isContiguous }: Tensor): boolean {
  return storage.chunk === null && offset === 0 && isContiguous && storage.array.length === size && size > 0
}

/** Lets the elements count as multiplied by `factor` from now on. */
export function defer({ storage }: Tensor, factor: number): void {
  factors.set(storage, factor)
  storage.retired = true
  storage.version++
}

/** Multiplies what is still to be multiplied. False when nothing is: the memory went back to the free list. */
export function settle(storage: Storage): boolean {
  const factor = factors.get(storage)
  if (factor === undefined) return false
  forget(storage)
  run('listScale', [storage], [1, storage.array.length], [factor])
  return true
}

/** Before all elements are written anew: there is nothing left to multiply. */
export function forget(storage: Storage): void {
  if (factors.delete(storage)) storage.retired = false
}

/**
 * The factor that all these gradients are to be multiplied by, 1 when there is none. Where they differ they are settled.
 * Until `hide` they can be read as they are.
 */
export function lift(parameters: readonly Tensor[]): number {
  let common: number | undefined
  for (let k = 0; k < parameters.length; k++) {
    const storage = parameters[k]!.grad?.storage
    if (storage === undefined) continue
    const factor = storage.retired ? (factors.get(storage) ?? 1) : 1
    if (common === undefined) common = factor
    else if (factor !== common) {
      for (const { grad } of parameters) if (grad?.storage.retired) settle(grad.storage)
      return 1
    }
  }
  if (common === undefined || common === 1) return 1
  for (const { grad } of parameters) if (grad !== null) grad.storage.retired = false
  return common
}

/** Ends what `lift` began: the gradients still lack their factor. */
export function hide(parameters: readonly Tensor[]): void {
  for (const { grad } of parameters) if (grad !== null && factors.has(grad.storage)) grad.storage.retired = true
}
