// Factors that gradients are still to be multiplied by. Clipping by the norm only notes its factor here: an optimizer step
// takes it along for nothing, and whoever else touches the gradient has it multiplied first (Tensor.checkAlive), so that it
// looks clipped to everybody. docs/adr/0004-deferred-clipping.md has the reasons.
import { run, type Storage } from '../backend/index.ts'
import type { Tensor } from './tensor.ts'

// What the gradients of one call of clipping still lack.
interface Debt {
  readonly factor: number
  readonly storages: Set<Storage>
}
const debts = new WeakMap<Storage, Debt>()

/** Whether a tensor's memory is its own and outlives scopes, so that its elements can be multiplied later. */
export function canDefer({ storage, offset, size, isContiguous }: Tensor): boolean {
  return storage.chunk === null && offset === 0 && isContiguous && storage.array.length === size && size > 0
}

/** Lets the elements of these tensors count as multiplied by `factor` from now on. */
export function defer(tensors: readonly Tensor[], factor: number): void {
  const debt = { factor, storages: new Set(tensors.map(({ storage }) => storage)) }
  for (const storage of debt.storages) {
    debts.set(storage, debt)
    storage.retired = true
    storage.version++
  }
}

/**
 * Multiplies what is still to be multiplied, all that was deferred together at once. False when nothing is: the memory
 * went back to the free list.
 */
export function settle(storage: Storage): boolean {
  const debt = debts.get(storage)
  if (debt === undefined) return false
  const storages = [...debt.storages]
  for (const each of storages) forget(each)
  for (const dtype of ['float32', 'float64']) {
    const list = storages.filter((each) => each.dtype === dtype)
    if (list.length > 0) run('foreachMul', list, [list.length, ...list.map(({ array }) => array.length)], [debt.factor])
  }
  return true
}

/** Before all elements are written anew: there is nothing left to multiply. */
export function forget(storage: Storage): void {
  const debt = debts.get(storage)
  if (debt === undefined) return
  debts.delete(storage)
  debt.storages.delete(storage)
  storage.retired = false
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
    const factor = storage.retired ? (debts.get(storage)?.factor ?? 1) : 1
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
  for (const { grad } of parameters) if (grad !== null && debts.has(grad.storage)) grad.storage.retired = true
}
