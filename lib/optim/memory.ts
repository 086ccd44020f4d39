// The memory that an optimizer takes now, and the type in which a class declares its states, which
// lib/inspect/memory/states.ts plans. Called by optimizer.ts.
import type { DType } from '../backend/index.ts'
import { hasSparse, sparseGrad } from '../tensor/sparse.ts'
import type { Tensor } from '../tensor/tensor.ts'

/** Bytes of everything that an optimizer holds. */
export interface MemoryReport {
  parameters: number
  gradients: number
  /** Keyed by the name of the state: `expAvg`, `momentumBuffer` ... */
  states: Record<string, number>
  total: number
}

/** @internal The states of one parameter by name; the type defaults to the parameter's. */
export type StateShapes = Readonly<Record<string, { readonly shape: readonly number[]; readonly dtype?: DType }>>

/** The part of an optimizer that memoryOf needs. */
interface Holder {
  readonly paramGroups: readonly { readonly params: readonly Tensor[] }[]
  readonly states: ReadonlyMap<Tensor, { readonly slots: Readonly<Record<string, Tensor>> }>
}

/** The bytes that an optimizer's parameters, gradients and states take now. */
export function memoryOf({ paramGroups, states }: Holder): MemoryReport {
  const parameters = paramGroups.flatMap(({ params }) => params)
  const slots: Record<string, number> = {}
  for (const [, state] of states) {
    for (const [name, t] of Object.entries(state.slots)) slots[name] = (slots[name] ?? 0) + bytesOf(t)
  }
  const sum = (list: readonly (Tensor | null)[]): number =>
    list.reduce((bytes, t) => bytes + (t === null ? 0 : bytesOf(t)), 0)
  const sparse = parameters.filter(hasSparse).flatMap((p) => Object.values(sparseGrad(p)!) as Tensor[])
  const [own, gradients] = [sum(parameters), sum([...parameters.map(({ grad }) => grad), ...sparse])]
  const total = Object.values(slots).reduce((bytes, each) => bytes + each, own + gradients)
  return { parameters: own, gradients, states: slots, total }
}

function bytesOf(t: Tensor): number {
  return t.size * t.storage.width
}
