// The tensors and modules in a module's fields, also in arrays, plain objects, Maps and Sets, at any depth.
// Called by module.ts.
import { Tensor } from '../tensor/tensor.ts'
import { isPlainObject } from '../util/realm.ts'
import { isModule, isModuleOfOtherCopy } from './brand.ts'
import type { Module } from './module.ts'
import { warnOfOtherCopy } from './unseen.ts'

export type Entry = readonly [name: string, value: Module | Tensor]

export function joinNames(prefix: string, name: string): string {
  return prefix === '' || name === '' ? prefix + name : `${prefix}.${name}`
}

/**
 * The tensors and modules in a field's value by their names in a state dict. `above` holds the enclosing containers.
 */
export function* entriesOf(owner: Module, name: string, value: object, above: readonly object[]): Generator<Entry> {
  if (isModule(value) || value instanceof Tensor) yield [name, value]
  else if (isModuleOfOtherCopy(value)) warnOfOtherCopy(owner, name, value)
  else if (!above.includes(value)) {
    for (const [key, inner] of partsOf(value)) {
      if (typeof inner !== 'object' || inner === null) continue
      yield* entriesOf(owner, joinNames(name, key), inner, [...above, value])
    }
  }
}

/** The parts of a container: an array, a plain object (of any realm, or without a prototype), a Map, a Set. */
export function* partsOf(value: object): Generator<readonly [string, unknown]> {
  if (Array.isArray(value)) for (let k = 0; k < value.length; k++) yield [String(k), value[k]]
  else if (value instanceof Map) {
    let k = 0
    for (const [key, inner] of value) {
      const named = typeof key === 'string' || typeof key === 'number'
      yield [named ? String(key) : String(k), inner]
      k++
    }
  } else if (value instanceof Set) {
    let k = 0
    for (const inner of value) yield [String(k++), inner]
  } else if (isPlainObject(value)) yield* Object.entries(value)
}
