// Copies of modules: fields are copied deeply, and objects shared in the original are shared in the copy
// (tied weights, a generator of two layers, a parent that a child holds). Used by Module.clone.
import { Storage } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import { defaultGenerator, Generator } from '../tensor/random.ts'
import { Tensor } from '../tensor/tensor.ts'
import { copyMark } from '../tensor/uninitialized.ts'
import { isPlainObject } from '../util/realm.ts'
import { isModule } from './brand.ts'
import type { Module } from './module.ts'
import { markLike } from './parameter.ts'

// Copies made so far, while a clone is being created.
let copies: Map<object, object> | null = null

/** Copies a module: `blank` makes one of its class without the fields of the class. */
export function cloneModule<M extends Module>(module: M, base: object, blank: () => M): M {
  const outermost = copies === null
  copies ??= new Map()
  try {
    const known = copies.get(module)
    if (known !== undefined) return known as M
    checkPrivate(module, base)
    const copy = blank()
    copies.set(module, copy)
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(module))) {
      if ('value' in property) property.value = copyOf(property.value)
      Object.defineProperty(copy, name, property)
    }
    return copy
  } finally {
    if (outermost) copies = null
  }
}

// Only the class itself can access its # fields, so a copy would lack them.
function checkPrivate(module: Module, base: object): void {
  for (let at = Object.getPrototypeOf(module) as object; at !== base; at = Object.getPrototypeOf(at) as object) {
    if (!/\.\s*#[\w$]/.test(Function.prototype.toString.call(at.constructor))) continue
    throw new OptionError(
      `clone: cannot copy ${at.constructor.name} because it has private fields (#); write them without #, or override clone()`
    )
  }
}

function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const known = copies!.get(value)
  if (known !== undefined) return known
  const copy = copyObject(value)
  copies!.set(value, copy)
  return copy
}

function copyObject(value: object): object {
  if (isModule(value)) return value.clone()
  if (value instanceof Tensor) return copyTensor(value)
  if (value instanceof Generator) return copyGenerator(value)
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return (value as Float32Array).slice()
  if (value instanceof Date) return new Date(value)
  if (Array.isArray(value)) {
    const list: unknown[] = []
    copies!.set(value, list)
    for (const each of value) list.push(copyOf(each))
    return Object.isFrozen(value) ? Object.freeze(list) : list
  }
  if (value instanceof Map) {
    const map = new Map<unknown, unknown>()
    copies!.set(value, map)
    for (const [key, each] of value) map.set(copyOf(key), copyOf(each))
    return map
  }
  if (value instanceof Set) {
    const set = new Set<unknown>()
    copies!.set(value, set)
    for (const each of value) set.add(copyOf(each))
    return set
  }
  if (!isPlainObject(value)) return value
  const object = Object.create(Object.getPrototypeOf(value) as object | null) as Record<string, unknown>
  copies!.set(value, object)
  for (const [key, each] of Object.entries(value)) object[key] = copyOf(each)
  return object
}

// The result of an op becomes a leaf without a gradient: a copy is not part of the graph.
function copyTensor(t: Tensor): Tensor {
  t.ensureReadable('clone')
  const copy = new Tensor(copyStorage(t.storage), [...t.shape], [...t.strides], t.offset)
  copy.requiresGrad = t.requiresGrad && t.node === null
  markLike(copy, t)
  copyMark(copy, t)
  if (t.grad !== null) copy.grad = copyOf(t.grad) as Tensor
  return copy
}

// Parameters that are views of one memory stay so.
function copyStorage(storage: Storage): Storage {
  const known = copies!.get(storage)
  if (known !== undefined) return known as Storage
  const copy = Storage.allocate(storage.dtype, storage.length)
  copy.set(storage.array)
  copies!.set(storage, copy)
  return copy
}

// The copy never becomes the default generator.
function copyGenerator(generator: Generator): Generator {
  if (generator === defaultGenerator) return generator
  const copy = new Generator()
  copy.setState(generator.state())
  return copy
}
