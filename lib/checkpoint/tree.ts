// A plain object that has tensors among its leaves, as named tensors and a JSON text, and back. What JSON lacks (NaN,
// Infinity, -0) and the tensors stand in the text as { "$number": "NaN" } and { "$tensor": "name" }; a key that begins
// with $ gets one more. Called by checkpoint.ts.
import { type CheckpointError, OptionError } from '../errors.ts'
import { Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { isPlainObject } from '../util/realm.ts'
import type { NamedTensors } from './safetensors.ts'

/** What a checkpoint can hold: JSON with tensors. Entries that are undefined are left out. */
export type Tree =
  | null
  | boolean
  | number
  | string
  | Tensor
  | undefined
  | readonly Tree[]
  | { readonly [name: string]: Tree }

const DEEPEST = 100
// Numbers that JSON lacks.
const NUMBERS = ['NaN', 'Infinity', '-Infinity', '-0']

/**
 * Takes the tensors out of a tree. Each is named by its path: `model.0.weight`.
 * @param call for messages
 */
export function flatten(call: string, tree: unknown): { tensors: NamedTensors; json: string } {
  const tensors = new Map<string, Tensor>()
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
    if (typeof value === 'number') {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $number: Object.is(value, -0) ? '-0' : String(value) }
    }
    if (value instanceof Tensor) {
      const wanted = path.join('.') || 'tensor'
      let name = wanted
      for (let k = 2; tensors.has(name) || name === '__metadata__'; k++) name = `${wanted}#${k}`
      tensors.set(name, value)
      return { $tensor: name }
    }
    if (path.length > DEEPEST) throw new OptionError(`${call}: expected a state of at most ${DEEPEST} levels`)
    if (Array.isArray(value)) return value.map((v, k) => walk(v, [...path, String(k)]))
    if (isPlainObject(value)) {
      const entries = Object.entries(value).filter(([, v]) => v !== undefined)
      return Object.fromEntries(
        entries.map(([key, v]) => [key.startsWith('$') ? `$${key}` : key, walk(v, [...path, key])])
      )
    }
    throw new OptionError(
      `${call}: expected ${path.join('.') || 'the state'} to be a plain object, an array, a tensor or JSON but received ${show(value)}`
    )
  }
  const json = JSON.stringify(walk(tree, []))
  return { tensors: Object.fromEntries(tensors), json }
}

/**
 * Puts the tensors back into a tree.
 * @param fail makes the error, naming call and file
 */
export function unflatten(json: string, tensors: NamedTensors, fail: (message: string) => CheckpointError): Tree {
  const unused = new Set(Object.keys(tensors))
  const walk = (value: unknown, depth: number): Tree => {
    if (typeof value !== 'object' || value === null) return value as Tree
    // One level more than is written: a tensor or a number may be an object here.
    if (depth > DEEPEST + 1) throw fail(`expected a state of at most ${DEEPEST} levels`)
    if (Array.isArray(value)) return value.map((v) => walk(v, depth + 1))
    const { $number, $tensor } = value as Record<string, unknown>
    if (typeof $number === 'string') {
      if (!NUMBERS.includes($number)) throw fail(`expected ${NUMBERS.join(', ')} but it is ${show($number)}`)
      return Number($number)
    }
    if (typeof $tensor === 'string') {
      if (!Object.hasOwn(tensors, $tensor)) throw fail(`expected a tensor ${show($tensor)} but there is none`)
      unused.delete($tensor)
      return tensors[$tensor]
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, v]) => [key.startsWith('$$') ? key.slice(1) : key, walk(v, depth + 1)])
    )
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch (error) {
    throw fail(`expected its state to be JSON: ${(error as Error).message}`)
  }
  const tree = walk(parsed, 0)
  if (unused.size > 0) throw fail(`expected every tensor in its state but ${show([...unused][0])} is not`)
  return tree
}
