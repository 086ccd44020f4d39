// Containers that only hold: ModuleList and ModuleDict, ParameterList and ParameterDict. Their parts are in the state dict
// under the names of the list; a model calls them itself.
import { IndexError, OptionError } from '../errors.ts'
import { Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { isModule } from './brand.ts'
import type { Layer } from './containers.ts'
import { Module } from './module.ts'
import { isParameter, parameter } from './parameter.ts'

abstract class Holder<T extends Module | Tensor> extends Module {
  protected abstract accept(name: string | number, value: T): T

  /** @throws OptionError: a container computes nothing */
  override forward(): never {
    const name = this.constructor.name
    throw new OptionError(`${name}: cannot run forward because it only holds its parts; call them in your own forward`)
  }
}

abstract class List<T extends Module | Tensor> extends Holder<T> {
  protected static override readonly stateNames: Readonly<Record<string, string>> = { parts: '' }

  readonly [index: number]: T
  protected readonly parts: T[] = []

  constructor(values: Iterable<T> = []) {
    super()
    this.extend(values)
  }

  get length(): number {
    return this.parts.length
  }

  /** The part at a position; negative counts from the end. Throws IndexError where there is none. */
  at(index: number): T {
    const part = this.parts.at(index)
    if (part !== undefined) return part
    const name = this.constructor.name
    throw new IndexError(`${name}.at: expected an index below ${this.parts.length} but received ${show(index)}`)
  }

  /** Adds a part at the end. */
  append(value: T): this {
    return this.extend([value])
  }

  /** Adds several parts at the end: all of them, or none when one does not fit. */
  extend(values: Iterable<T>): this {
    const all: unknown = values
    if (typeof all !== 'object' || all === null || !(Symbol.iterator in all)) {
      throw new OptionError(`${this.constructor.name}: expected an array but received ${show(values)}`)
    }
    const more = Array.from(values, (value, k) => this.accept(this.parts.length + k, value))
    for (const part of more) expose(this, this.parts.push(part) - 1)
    return this
  }

  /** Pairs of position and part. */
  items(): IterableIterator<[number, T]> {
    return this.parts.entries()
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.parts[Symbol.iterator]()
  }
}

abstract class Dict<T extends Module | Tensor> extends Holder<T> {
  protected static override readonly stateNames: Readonly<Record<string, string>> = { parts: '' }

  protected readonly parts = new Map<string, T>()

  constructor(values: Readonly<Record<string, T>> | Iterable<readonly [string, T]> = {}) {
    super()
    this.update(values)
  }

  get length(): number {
    return this.parts.size
  }

  /** The part of this name. Throws IndexError where there is none. */
  get(name: string): T {
    const part = this.parts.get(name)
    if (part !== undefined) return part
    const known = [...this.parts.keys()].join(', ') || 'none'
    throw new IndexError(`${this.constructor.name}.get: expected one of ${known} but received ${show(name)}`)
  }

  has(name: string): boolean {
    return this.parts.has(name)
  }

  /** Adds a part or replaces the one of this name. */
  set(name: string, value: T): this {
    return this.update([[name, value]])
  }

  /** Adds or replaces several parts: all of them, or none when one does not fit. */
  update(values: Readonly<Record<string, T>> | Iterable<readonly [string, T]>): this {
    if (typeof values !== 'object' || values === null) {
      throw new OptionError(`${this.constructor.name}: expected an object but received ${show(values)}`)
    }
    const entries = Symbol.iterator in values ? values : Object.entries(values)
    const more = Array.from(entries as Iterable<readonly [string, T]>, ([name, value]) => {
      if (typeof name === 'string' && name !== '' && !name.includes('.')) {
        return [name, this.accept(name, value)] as const
      }
      throw new OptionError(`${this.constructor.name}: expected a name without a dot but received ${show(name)}`)
    })
    for (const [name, value] of more) {
      this.parts.set(name, value)
      expose(this, name)
    }
    return this
  }

  /** Removes a part. @returns whether it was there */
  delete(name: string): boolean {
    if (!this.parts.delete(name)) return false
    if (Object.hasOwn(this, name)) delete (this as Record<string, unknown>)[name]
    return true
  }

  keys(): IterableIterator<string> {
    return this.parts.keys()
  }

  values(): IterableIterator<T> {
    return this.parts.values()
  }

  /** Pairs of name and part. */
  items(): IterableIterator<[string, T]> {
    return this.parts.entries()
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.parts.keys()
  }
}

// holder[name]: not enumerable, so that the tree finds each part once. A name of a method keeps its meaning.
function expose(holder: object, name: string | number): void {
  if (name in holder) return
  Object.defineProperty(holder, name, {
    get(this: { parts: Map<string, unknown> | unknown[] }) {
      return Array.isArray(this.parts) ? this.parts[name as number] : this.parts.get(name as string)
    },
    enumerable: false,
    configurable: true
  })
}

function needModule<M extends Module>(call: string, name: string | number, value: M): M {
  if (isModule(value)) return value
  throw new OptionError(`${call}: expected ${show(name)} to be a Module but received ${show(value)}`)
}

function needParameter(call: string, name: string | number, value: Tensor): Tensor {
  if (!(value instanceof Tensor)) {
    throw new OptionError(`${call}: expected ${show(name)} to be a tensor but received ${show(value)}`)
  }
  return isParameter(value) ? value : parameter(value)
}

/**
 * Modules in a list, which a model calls itself. Their names in the state dict are their positions.
 *
 * @example
 * const layers = new ModuleList([new Linear(4, 8), new Linear(8, 2)])
 * let y = ones([1, 4])
 * for (const layer of layers) y = layer.forward(y)
 * layers[1]?.weight.shape // [2, 8]
 */
export class ModuleList<M extends Module = Layer> extends List<M> {
  protected override accept(name: number, value: M): M {
    return needModule('ModuleList', name, value)
  }
}

/** Parameters in a list; tensors become parameters. */
export class ParameterList extends List<Tensor> {
  protected override accept(name: number, value: Tensor): Tensor {
    return needParameter('ParameterList', name, value)
  }
}

class ModulesByName<M extends Module> extends Dict<M> {
  protected override accept(name: string, value: M): M {
    return needModule('ModuleDict', name, value)
  }
}

class ParametersByName extends Dict<Tensor> {
  protected override accept(name: string, value: Tensor): Tensor {
    return needParameter('ParameterDict', name, value)
  }
}

// The given names become properties, which a class declaration cannot say.
const called = <C>(kind: C, name: string): C => Object.defineProperty(kind, 'name', { value: name })

/** Modules by name, which are also its properties. */
export type ModuleDict<T extends Readonly<Record<string, Module>>> = ModulesByName<T[keyof T & string]> & T

/**
 * Modules by name, which a model calls itself: `dict.get(name)`, `dict[name]`.
 *
 * @example
 * const heads = new ModuleDict({ left: new Linear(4, 2), right: new Linear(4, 3) })
 * heads.right.forward(ones([1, 4])).shape // [1, 3]
 * Object.keys(heads.stateDict()) // ['left.weight', 'left.bias', 'right.weight', 'right.bias']
 */
export const ModuleDict: new <T extends Readonly<Record<string, Module>>>(
  modules?: T | Iterable<readonly [keyof T & string, T[keyof T & string]]>
) => ModuleDict<T> = called(ModulesByName, 'ModuleDict') as never

/** Parameters by name, which are also its properties. */
export type ParameterDict<T extends Readonly<Record<string, Tensor>>> = ParametersByName & T

/** Parameters by name: `dict.get(name)`, `dict[name]`; tensors become parameters. */
export const ParameterDict: new <T extends Readonly<Record<string, Tensor>>>(
  parameters?: T | Iterable<readonly [keyof T & string, Tensor]>
) => ParameterDict<T> = called(ParametersByName, 'ParameterDict') as never
