// Module: the base class of models and layers. Its fields are the tree: parameters and buffers made by parameter() and
// buffer(), modules, and arrays, plain objects, Maps or Sets of these, in the order of their declaration.
import type { HookHandle } from '../autograd/hooks.ts'
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { CheckpointError, OptionError } from '../errors.ts'
import { evalHint } from '../tensor/evalHint.ts'
import { setName } from '../tensor/names.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { clearGrad } from '../tensor/sparse.ts'
import { replaceStorage, Tensor } from '../tensor/tensor.ts'
import { isUninitialized, materialize, withoutShape } from '../tensor/uninitialized.ts'
import { boolean, checkOptions, show } from '../util/options.ts'
import { isPromise } from '../util/realm.ts'
import { COPY, isModule, MODULE } from './brand.ts'
import { cloneModule } from './clone.ts'
import { type Entry, entriesOf, joinNames } from './fields.ts'
import { addHook, type ForwardHook, type ForwardPreHook, type FullBackwardHook } from './hooks.ts'
import { type OldNames, renamed } from './oldNames.ts'
import { copyElements, type FloatType, isBuffer, isParameter } from './parameter.ts'
import { guardForward } from './path.ts'
import { checkField } from './unseen.ts'

/** The values of a module by name, as PyTorch names them. */
export type StateDict = Record<string, Tensor>

/** The names that `loadStateDict` could not match. */
export interface LoadReport {
  missing: string[]
  unexpected: string[]
}

// The modules whose `train` is running, so that recursion stops at a module that holds an ancestor.
const switching = new Set<Module>()

/**
 * A part of a model. A subclass declares its parts as fields and computes in `forward`. Fields may hold parameters,
 * buffers and modules, and arrays, plain objects, Maps and Sets of them. #private fields are invisible: a warning names
 * what forward uses from there.
 *
 * @example
 * class Net extends Module {
 *   readonly body = new Linear(4, 8)
 *   readonly head = new Linear(8, 2)
 *   override forward(x: Tensor): Tensor {
 *     return this.head.forward(this.body.forward(x).relu())
 *   }
 * }
 */
export abstract class Module {
  /** Whether dropout drops and batch norm uses the batch: set by `train` and `eval`. */
  training = true

  /** Fields with other names in a state dict. '' omits the field's name: `layers.0` is then `0`. */
  protected static readonly stateNames: Readonly<Record<string, string>> = {}

  constructor() {
    guardForward(this, Module.prototype)
  }

  /** @internal See brand.ts. */
  get [MODULE](): object {
    return COPY
  }

  /** Computes the output. Subclasses choose the types of the arguments and of the result. */
  abstract forward(...inputs: never[]): unknown

  /** The text between the parentheses when the module is printed. */
  protected extraRepr(): string {
    return ''
  }

  /** The tensors and modules in this module's fields by their names in a state dict. */
  protected *entries(): Generator<Entry> {
    const names = (this.constructor as typeof Module).stateNames
    for (const field of Object.keys(this)) {
      const value = (this as Record<string, unknown>)[field]
      if (typeof value === 'object' && value !== null) yield* entriesOf(this, names[field] ?? field, value, [])
    }
  }

  /** @internal See oldNames.ts. */
  oldStateNames(_path: string): OldNames {
    return []
  }

  // --- the tree ---

  /** The modules in this module's fields, by name. */
  *namedChildren(): Generator<[string, Module]> {
    for (const [name, value] of this.entries()) if (isModule(value)) yield [name, value]
  }

  /** The modules in this module's fields. */
  children(): Module[] {
    return Array.from(this.namedChildren(), ([, child]) => child)
  }

  /** This module and all below it by path, parents first, each once. */
  *namedModules(prefix = '', seen: Set<Module> = new Set()): Generator<[string, Module]> {
    if (seen.has(this)) return
    seen.add(this)
    yield [prefix, this]
    for (const [name, child] of this.namedChildren()) yield* child.namedModules(joinNames(prefix, name), seen)
  }

  /** This module and all below it. */
  modules(): Module[] {
    return Array.from(this.namedModules(), ([, module]) => module)
  }

  /** Calls `fn` with every module of the tree, children first. Returns this module. */
  apply(fn: (module: Module) => void): this {
    this.#apply(fn, [])
    return this
  }

  #apply(fn: (module: Module) => void, above: readonly Module[]): void {
    // A module may hold an ancestor, such as its parent; visiting it again would never end.
    for (const child of this.children())
      if (child !== this && !above.includes(child)) child.#apply(fn, [...above, this])
    fn(this)
  }

  // --- tensors ---

  #tensors(kind: (t: Tensor) => boolean, once: boolean): [string, Tensor][] {
    const found: [string, Tensor][] = []
    const seen = new Set<Tensor>()
    const walk = (module: Module, prefix: string, above: readonly Module[]): void => {
      if (above.includes(module)) return
      for (const [name, value] of module.entries()) {
        if (isModule(value)) continue
        checkField(module, name, value)
        if (!kind(value) || (once && seen.has(value))) continue
        seen.add(value)
        found.push([joinNames(prefix, name), value])
      }
      for (const [name, child] of module.namedChildren()) walk(child, joinNames(prefix, name), [...above, module])
    }
    walk(this, '', [])
    return found
  }

  /** The parameters of the tree by path, each once: the names are those of the state dict. */
  namedParameters(): [string, Tensor][] {
    return this.#tensors(isParameter, true)
  }

  /** The parameters of the tree, each once, for an optimizer, which uses their paths in this module as names. */
  parameters(): Tensor[] {
    const named = this.namedParameters()
    for (const [name, t] of named) setName(t, name)
    return named.map(([, t]) => t)
  }

  // For internal use: assigns no names.
  #parameters(): Tensor[] {
    return this.namedParameters().map(([, t]) => t)
  }

  /** The buffers of the tree by path, each once. */
  namedBuffers(): [string, Tensor][] {
    return this.#tensors(isBuffer, true)
  }

  /** The buffers of the tree, each once. */
  buffers(): Tensor[] {
    return this.namedBuffers().map(([, t]) => t)
  }

  // --- modes ---

  /**
   * Sets training mode in the whole tree: dropout drops, batch norm uses the statistics of the batch. Calls the `train`
   * of every child, so that a part that overrides it, such as one with frozen batch norms, decides for itself.
   * @throws OptionError when mode is false while the parameters still hold the training weights of a schedule-free
   *   optimizer
   */
  train(mode = true): this {
    if (typeof mode !== 'boolean') throw new OptionError(`train: expected true or false but received ${show(mode)}`)
    if (switching.has(this)) return this
    const remedy = mode || switching.size > 0 ? undefined : evalHint(this.#parameters())
    if (remedy !== undefined) {
      throw new OptionError(
        `eval: the parameters still hold the training weights; call ${remedy} before the model's eval()`
      )
    }
    this.training = mode
    switching.add(this)
    try {
      for (const child of this.children()) child.train(mode)
    } finally {
      switching.delete(this)
    }
    return this
  }

  /** Ends training mode: the same as `train(false)`. */
  eval(): this {
    return this.train(false)
  }

  /** Freezes all parameters: they require no gradient until `unfreeze`. */
  freeze(): this {
    for (const p of this.#parameters()) p.requiresGrad = false
    return this
  }

  /** Makes all parameters require gradients again. */
  unfreeze(): this {
    for (const p of this.#parameters()) p.requiresGrad = true
    return this
  }

  /** Clears the gradients of all parameters; with `setToNone: false` they become zeros. */
  zeroGrad(options: { setToNone?: boolean | undefined } = {}): void {
    checkOptions('zeroGrad', options, { setToNone: boolean })
    for (const p of this.#parameters()) clearGrad(p, options.setToNone ?? true)
  }

  /** Converts parameters and float buffers, in place: every holder sees the new dtype. */
  to(dtype: FloatType): this {
    if (dtype !== 'float32' && dtype !== 'float64') {
      throw new OptionError(`to: expected dtype to be 'float32' or 'float64' but received ${show(dtype)}`)
    }
    for (const t of [...this.#parameters(), ...this.buffers()]) {
      if (t.dtype === dtype || (t.dtype !== 'float32' && t.dtype !== 'float64')) continue
      const grad = t.grad
      convertInPlace(t, dtype)
      if (grad !== null && grad.dtype !== dtype) convertInPlace(grad, dtype)
    }
    return this
  }

  // --- hooks ---

  /**
   * Calls `hook(module, inputs)` before every forward of this module; an array that it returns takes the inputs' place.
   * @returns a handle whose `remove()` ends it
   */
  registerForwardPreHook(hook: ForwardPreHook<this>): HookHandle {
    return addHook('registerForwardPreHook', this, 'before', hook as ForwardPreHook)
  }

  /**
   * Calls `hook(module, inputs, output)` after every forward of this module; what it returns takes the output's place.
   * @example
   * const handle = model.registerForwardHook((module, inputs, output) => console.log(String(module), output))
   * model.forward(x)
   * handle.remove()
   */
  registerForwardHook(hook: ForwardHook<this>): HookHandle {
    return addHook('registerForwardHook', this, 'after', hook as ForwardHook)
  }

  /**
   * Calls `hook(module, gradInput, gradOutput)` in the backward pass: the gradients of the forward's arguments, null for
   * one that has none, and of its results. An array that it returns takes the place of gradInput.
   */
  registerFullBackwardHook(hook: FullBackwardHook<this>): HookHandle {
    return addHook('registerFullBackwardHook', this, 'backward', hook as FullBackwardHook)
  }

  // --- copies ---

  /**
   * A deep copy, as Python's `copy.deepcopy`: parameters and buffers in new memory with their gradients, modes, and
   * generators with their state. Shared objects stay shared: tied weights stay tied. Functions, and objects of
   * classes other than Module, Tensor, Generator, Map, Set, Date and typed arrays, are shared.
   * @throws OptionError for a class with #private fields, which cannot be copied from outside: override clone() there
   * @example
   * const target = model.clone().freeze()
   */
  clone(): this {
    const blank = (): this => Reflect.construct(Module, [], this.constructor as new () => this) as this
    return cloneModule(this, Module.prototype, blank)
  }

  // --- state ---

  /**
   * Parameters and buffers by path, sharing memory with the module. Names and layouts are PyTorch's.
   * @throws OptionError when a lazy layer has not seen an input yet
   */
  stateDict(): StateDict {
    const tensors = this.#tensors((t) => isParameter(t) || isBuffer(t), false)
    const open = tensors.find(([, t]) => isUninitialized(t))
    if (open !== undefined) throw new OptionError(`stateDict: ${withoutShape(open[0])}`)
    return Object.fromEntries(tensors.map(([name, t]) => [name, new Tensor(t.storage, t.shape, t.strides, t.offset)]))
  }

  /**
   * Copies the values of a state dict into parameters and buffers, converting dtypes. One name of a tied tensor is
   * enough. If it throws, nothing is changed.
   *
   * @param state tensors by path, as from `stateDict` or a safetensors file of PyTorch
   * @param options.strict whether missing or unexpected names are an error. Default true
   * @returns the names that were missing or unexpected
   * @throws CheckpointError that lists every name that is missing, unexpected or of another shape
   */
  loadStateDict(state: StateDict, options: { strict?: boolean | undefined } = {}): LoadReport {
    checkOptions('loadStateDict', options, { strict: boolean })
    const own = this.#tensors((t) => isParameter(t) || isBuffer(t), false)
    if (typeof state !== 'object' || state === null || state instanceof Tensor || isPromise(state)) {
      const hint = isPromise(state) ? '; await it first' : ''
      throw new OptionError(`loadStateDict: expected an object of tensors by name but received ${show(state)}${hint}`)
    }
    if (isFile(state)) {
      throw new OptionError(
        'loadStateDict: expected an object of tensors by name but received the result of loadSafetensors; pass its tensors'
      )
    }
    state = renamed(this.namedModules(), state)
    const names = new Set(own.map(([name]) => name))
    const has = (name: string): boolean => Object.hasOwn(state, name)
    // Tied tensors have several names; writers such as Hugging Face's keep one of them.
    const loaded = new Set(own.flatMap(([name, t]) => (has(name) ? [t] : [])))
    const report: LoadReport = {
      missing: own.flatMap(([name, t]) => (has(name) || loaded.has(t) || isCounter(name) ? [] : [name])),
      unexpected: Object.keys(state).filter((name) => !names.has(name) && !isCounter(name))
    }
    const wrong = own.flatMap(([name, t]) => (has(name) ? misfit(name, t, state[name]) : []))
    const problems = [...wrong]
    if (options.strict ?? true) {
      if (report.missing.length > 0) problems.unshift(`missing: ${report.missing.join(', ')}`)
      if (report.unexpected.length > 0) problems.push(`unexpected: ${report.unexpected.join(', ')}`)
    }
    if (problems.length > 0) {
      throw new CheckpointError(
        `loadStateDict: the state does not fit ${this.constructor.name}\n  ${problems.join('\n  ')}`
      )
    }
    for (const [name, t] of own) {
      if (!has(name)) continue
      if (isUninitialized(t)) materialize(t, state[name]!.shape)
      copyElements('loadStateDict', state[name]!, t)
    }
    return report
  }

  // --- printing ---

  /** The tree, one module per line, with the number of parameters of each and the totals. */
  toString(): string {
    const parameters = this.#parameters()
    const count = (list: Tensor[]): number => list.reduce((n, t) => n + t.size, 0)
    const bytes = [...parameters, ...this.buffers()].reduce((n, t) => n + t.size * t.storage.width, 0)
    const trainable = count(parameters.filter((p) => p.requiresGrad))
    return `${this.#print('')}\n${grouped(count(parameters))} parameters (${grouped(trainable)} trainable), ${grouped(bytes)} bytes`
  }

  #print(indent: string, above: readonly Module[] = []): string {
    const name = this.constructor.name
    if (above.includes(this)) return `${name}(...)`
    let own = 0
    for (const [, value] of this.entries()) if (value instanceof Tensor && isParameter(value)) own += value.size
    const end = own > 0 ? `)  # ${grouped(own)}` : ')'
    const children = [...this.namedChildren()]
    if (children.length === 0) return `${name}(${this.extraRepr()}${end}`
    const inner = `${indent}  `
    const lines = children.map(([child, module]) => `${inner}(${child}): ${module.#print(inner, [...above, this])}`)
    const detail = this.extraRepr()
    return [`${name}(`, ...(detail === '' ? [] : [inner + detail]), ...lines, indent + end].join('\n')
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

// PyTorch counts batches for batch norm without momentum. A missing or extra count is ignored when loading.
function isCounter(name: string): boolean {
  return name === 'num_batches_tracked' || name.endsWith('.num_batches_tracked')
}

// The whole result of loadSafetensors: its keys name no parameters.
function isFile({ tensors, metadata }: StateDict): boolean {
  return [tensors, metadata].every((part) => typeof part === 'object' && part !== null && !(part instanceof Tensor))
}

function misfit(name: string, own: Tensor, value: unknown): string[] {
  if (!(value instanceof Tensor)) return [`${name}: expected a tensor but received ${show(value)}`]
  value.ensureReadable('loadStateDict')
  if (sameShape(value.shape, own.shape) || isUninitialized(own)) return []
  return [`${name}: expected shape ${format(own.shape)} but received ${format(value.shape)}`]
}

function convertInPlace(t: Tensor, dtype: FloatType): void {
  t.ensureReadable('to')
  const storage = Storage.allocate(dtype, t.size)
  kernels.cast(kernels.flat(t, t.size), kernels.flat(storage, t.size))
  replaceStorage(t, storage)
}

function grouped(n: number): string {
  return n.toLocaleString('en-US')
}
