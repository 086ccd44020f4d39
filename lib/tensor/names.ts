// The names of parameters, as `Module.parameters()` gives them out: an optimizer keeps its state under these names.
import type { Tensor } from './tensor.ts'

const names = new WeakMap<Tensor, string>()

/** Remembers the path of a parameter in the module whose `parameters()` was called last. */
export function setName(parameter: Tensor, name: string): void {
  names.set(parameter, name)
}

/** The path of a parameter, undefined for a tensor that no module gave out. */
export function nameOf(parameter: Tensor): string | undefined {
  return names.get(parameter)
}
