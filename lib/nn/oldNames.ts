// Names of a state dict under which earlier versions wrote values, as parametrizations know them. Called by loadStateDict.
import type { Tensor } from '../tensor/tensor.ts'

/** Names of values by path: [old, new]. */
export type OldNames = readonly (readonly [old: string, name: string])[]

interface Named {
  oldStateNames(path: string): OldNames
}

/** The state with new names in place of old ones. */
export function renamed(
  modules: Iterable<readonly [path: string, module: Named]>,
  state: Record<string, Tensor>
): Record<string, Tensor> {
  const old = new Map<string, string>()
  for (const [path, module] of modules) for (const [from, to] of module.oldStateNames(path)) old.set(from, to)
  if (old.size === 0) return state
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => {
      const to = old.get(name)
      return [to === undefined || Object.hasOwn(state, to) ? name : to, value]
    })
  )
}
