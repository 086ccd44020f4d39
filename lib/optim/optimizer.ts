// The base of every optimizer: groups and their options, names, hooks, state dicts, the order of a step. The update of
// a group is in the subclass; per-element ones extend RuleOptimizer (ruleOptimizer.ts).

import { synchronous } from '../autograd/tape.ts'
import { OptionError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { PendingScale } from '../tensor/lifetime.ts'
import { sameShape } from '../tensor/shape.ts'
import { clearGrad, hasSparse, sparseUsed } from '../tensor/sparse.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, func, mismatch, number, type Rules, show } from '../util/options.ts'
import {
  type GivenOptions,
  type GroupOptions,
  groupsOf,
  type Named,
  nameAll,
  type ParamGroup,
  type Params,
  parametersOf
} from './groups.ts'
import { type MemoryReport, memoryOf, type StateShapes } from './memory.ts'
import { defaultsOf, frozen, mergeOptions, type OptionTable, rulesOf } from './options.ts'
import { loadState, type OptimizerState, saveState } from './state.ts'

/** The state of one parameter. */
export interface ParamState {
  /** Numbers: `step` counts the parameter's updates. Parameters updated together may share one object. */
  scalars: Scalars
  /** Tensors by name, mostly of the shape and type of the parameter. */
  slots: Record<string, Tensor>
}

export type Scalars = { step: number } & Record<string, number>

/** The result of a closure: the loss, as a tensor or a number. */
export type Loss = Tensor | number

type Hook = (optimizer: Optimizer) => void

// Rules of the options that every group may have in addition to those of its optimizer.
const COMMON: Rules = { initialLr: number() }
const ZERO_GRAD: Rules = { setToNone: boolean }
const NONE = {}

/**
 * The base class of optimizers. A subclass defines its options in the constructor, and in `update` how a group
 * is stepped.
 */
export abstract class Optimizer<O extends GroupOptions = GroupOptions> {
  /** @internal The table of its options. */
  static readonly options: OptionTable = {}

  /** @internal The states for a parameter of a shape, given all options of its group; planMemory sums them. */
  static stateShapes(_shape: readonly number[], _options: never): StateShapes {
    return {}
  }

  /** The default options of groups. Frozen. */
  readonly defaults: Readonly<O>
  /** Plain objects with the parameters and every option; options may be changed between steps. */
  readonly paramGroups: ParamGroup<O>[]
  /** @internal The class's name in errors and state dicts. */
  readonly kind: string
  /** @internal */
  readonly names: Map<Tensor, string>
  /** @internal */
  readonly states: Map<Tensor, ParamState>
  /** @internal Numbers shared by all parameters. */
  readonly shared: Record<string, number> = {}
  /** @internal Whether `step` has been called, here or in the run whose state was loaded. */
  stepped = false
  /** @internal Whether `update` supports sparse gradients. */
  readonly takesSparse: boolean = false
  /** Whether `step` needs a closure that computes the gradients again. */
  readonly needsClosure: boolean = false
  /**
   * @internal Whether a parameter's step depends on that parameter, its gradient, its state and the options alone, so
   * that the ranks of a distributed run can share the parameters out.
   */
  readonly separable: boolean = false
  readonly #rules: Rules
  readonly #before: Hook[] = []
  readonly #after: Hook[] = []

  /**
   * @param kind the class's name, for messages
   * @param params see Params; or the optimizer to wrap, whose groups, names and states it takes over
   * @param options what the user chose
   */
  protected constructor(kind: string, params: Params<O> | Optimizer<O>, options: object = {}) {
    this.kind = kind
    if (params instanceof Optimizer) {
      this.#rules = params.#rules
      ;({ defaults: this.defaults, paramGroups: this.paramGroups, names: this.names, states: this.states } = params)
      return
    }
    this.paramGroups = []
    this.names = new Map()
    this.states = new Map()
    const table = new.target.options
    const rules = rulesOf(table)
    this.#rules = { ...rules, ...COMMON }
    checkOptions(kind, options, optional(rules))
    this.defaults = frozen(mergeOptions(defaultsOf(table), options)) as unknown as O
    for (const group of groupsOf(kind, params)) this.#add(group)
  }

  /**
   * Updates every parameter that has a gradient.
   *
   * @param closure recomputes the gradients and returns the loss; required by LBFGS and SAM, others call it once
   * @returns the result of the closure
   */
  step(): undefined
  step<L extends Loss>(closure: () => L): L
  step<L extends Loss>(closure?: () => L): L | undefined
  step<L extends Loss>(closure?: () => L): L | undefined {
    if (closure !== undefined && typeof closure !== 'function') {
      throw new OptionError(`${this.kind}.step: expected a function or nothing but received ${show(closure)}`)
    }
    this.stepped = true
    const whole = closure && ((): L => synchronous(`${this.kind}.step`, closure()))
    if (this.#before.length > 0) for (const hook of [...this.#before]) hook(this)
    const loss = this.advance(whole)
    if (this.#after.length > 0) for (const hook of [...this.#after]) hook(this)
    return loss
  }

  /**
   * Whether `update` multiplies each gradient by its gradScale first, so that clipping need not. False if the
   * result is equal but rounded differently: the gradients are scaled when they are read.
   */
  protected readonly absorbsGradScale: boolean = true

  /** A step without its hooks. Overridden by optimizers that evaluate the closure more than once. */
  protected advance<L extends Loss>(closure?: () => L): L | undefined {
    const loss = closure?.()
    for (let k = 0; k < this.paramGroups.length; k++) {
      const group = this.paramGroups[k]!
      if (sparseUsed() && !this.takesSparse) this.#refuseSparse(group)
      // A pending clip scale is applied here at no cost; sparse gradients have none.
      const scale =
        this.absorbsGradScale && !(sparseUsed() && group.params.some(hasSparse)) ? PendingScale.take(group.params) : 1
      try {
        this.update(group, group.maximize ? -scale : scale, k)
      } catch (error) {
        // An invalid option explains more than its consequences.
        this.recheck(group)
        throw error
      } finally {
        if (scale !== 1) PendingScale.restore(group.params)
      }
    }
    return loss
  }

  #refuseSparse({ params }: ParamGroup<O>): void {
    const p = params.find(hasSparse)
    if (p === undefined) return
    throw new OptionError(
      `${this.kind}.step: expected no sparse gradient but ${this.names.get(p)} has one; use SparseAdam, Adagrad or SGD`
    )
  }

  /**
   * Steps one group.
   *
   * @param gradScale the factor on every gradient: clipping, and the sign of `maximize`
   * @param index of the group
   */
  protected abstract update(group: ParamGroup<O>, gradScale: number, index: number): void

  /**
   * Additional checks of a group's options (throws an OptionError) and parameters
   * (throws a ShapeError).
   *
   * @param names of the parameters, for messages
   */
  protected checkGroup(_group: ParamGroup<O>, _names: ReadonlyMap<Tensor, string>): void {}

  /** Adds parameters with their own options, for example of a layer that is unfrozen during training. */
  addParamGroup(group: { params: unknown } & GivenOptions<O>): void {
    const call = `${this.kind}.addParamGroup`
    if (typeof group !== 'object' || group === null || !('params' in group)) {
      throw new OptionError(`${call}: expected a group ({ params, ...options }) but received ${show(group)}`)
    }
    this.#add(group)
  }

  #add(input: Record<string, unknown>): void {
    const { params, ...own } = input
    checkOptions(this.kind, own, optional(this.#rules))
    const options = mergeOptions(this.defaults, own)
    for (const [name, rule] of Object.entries(this.#rules)) {
      if (rule.required && options[name] === undefined) {
        throw new OptionError(
          `${this.kind}: expected ${name}, ${rule.expected}, but neither the options nor group ${this.paramGroups.length} has it`
        )
      }
    }
    const named = parametersOf(this.kind, params)
    if (named.length === 0) {
      throw new OptionError(
        `${this.kind}: expected at least one parameter but group ${this.paramGroups.length} is empty`
      )
    }
    this.#refuseTwice(named)
    const group = { params: named.map(([p]) => p), ...options } as unknown as ParamGroup<O>
    const names = new Map(this.names)
    nameAll(this.kind, named, names)
    this.checkGroup(group, names)
    for (const [p] of named) this.names.set(p, names.get(p)!)
    this.paramGroups.push(group)
  }

  #refuseTwice(named: readonly Named[]): void {
    const seen = new Set<Tensor>()
    for (const [k, [p, name]] of named.entries()) {
      const label = name === undefined ? `parameter ${k}` : `parameter ${show(name)}`
      const other = this.paramGroups.findIndex((group) => group.params.includes(p))
      if (seen.has(p) || other >= 0) {
        const where = other >= 0 ? `is in group ${other} already` : 'comes twice'
        throw new OptionError(
          `${this.kind}: expected every parameter once but ${label} of group ${this.paramGroups.length} ${where}`
        )
      }
      seen.add(p)
    }
  }

  /**
   * Clears the gradients of all parameters; with `setToNone: false` they become zeros, and the next step still counts
   * (momentum continues, weight decay applies).
   */
  zeroGrad(options: { setToNone?: boolean | undefined } = NONE): void {
    if (options !== NONE) checkOptions(`${this.kind}.zeroGrad`, options, ZERO_GRAD)
    const setToNone = options.setToNone ?? true
    for (const { params } of this.paramGroups) for (const p of params) clearGrad(p, setToNone)
  }

  /** Calls `hook(optimizer)` before every step. Returns a function that removes the hook. */
  registerStepPreHook(hook: Hook): () => void {
    return register(`${this.kind}.registerStepPreHook`, this.#before, hook)
  }

  /** Calls `hook(optimizer)` after every step. Returns a function that removes the hook. */
  registerStepPostHook(hook: Hook): () => void {
    return register(`${this.kind}.registerStepPostHook`, this.#after, hook)
  }

  /** The state of a parameter, read-only: `step` and tensors by name; undefined before its first step. */
  stateOf(parameter: Tensor): Readonly<Record<string, number | Tensor>> | undefined {
    const state = this.states.get(parameter)
    return state && { ...state.scalars, ...state.slots }
  }

  /**
   * State by parameter name, and the options of every group with the names of its parameters. The tensors share memory
   * with the optimizer, as in PyTorch: save or copy them before the next step.
   */
  stateDict(): OptimizerState {
    return saveState(this)
  }

  /**
   * Loads the state and the options of a state dict. Parameters are found by name, so their order may differ.
   * If it throws, nothing is changed.
   *
   * @throws CheckpointError that lists every name that is missing, unexpected or whose state does not fit
   */
  loadStateDict(state: OptimizerState): void {
    loadState(this, state, this.#rules)
    this.stepped ||= this.states.size > 0
    this.onLoad()
  }

  /** @internal Checks the options again, which are plain fields, when a number of a step is NaN. */
  protected recheck(group: ParamGroup<O>): void {
    for (const [name, rule] of Object.entries(this.#rules)) {
      const value = (group as unknown as Record<string, unknown>)[name]
      const missing = value === undefined && (this.defaults as Record<string, unknown>)[name] !== undefined
      if (missing || (value !== undefined && !rule.test(value))) {
        throw mismatch(`${this.kind}.step`, name, rule.expected, value)
      }
    }
  }

  /** @internal Called after state or options were replaced from outside. */
  onLoad(): void {}

  /** @internal The initial scalars of a parameter; a state dict has them all. */
  initialScalars(_group: ParamGroup<O>): Scalars {
    return { step: 0 }
  }

  /** @internal Groups of state entries that exist together or not at all; a trailing # matches any number. */
  readonly stateGroups: readonly (readonly string[])[] = []

  /** @internal The slots of every state after `step` updates. */
  requiredSlots(_step: number): readonly string[] {
    return []
  }

  /** @internal The states of a parameter of a shape in a group: those of the class and of a wrapped optimizer. */
  stateShapes(shape: readonly number[], group: ParamGroup<O>): StateShapes {
    return (this.constructor as typeof Optimizer).stateShapes(shape, group as never)
  }

  /** @internal Whether a tensor of a state dict fits a slot of a parameter. */
  slotFits(name: string, slot: Tensor, parameter: Tensor): boolean {
    const group = this.paramGroups.find(({ params }) => params.includes(parameter))!
    const { shape, dtype } = this.stateShapes(parameter.shape, group)[name] ?? parameter
    const typed = dtype === undefined || isFloat(dtype) ? isFloat(slot.dtype) : slot.dtype === dtype
    return typed && sameShape(slot.shape, shape)
  }

  /**
   * Runs `body`, which may be asynchronous, while the parameters hold the weights to evaluate and save, then restores
   * the training weights. Only on optimizers whose parameters hold other weights during training.
   */
  evalWeights?<R>(body: () => R): R

  /** The bytes that parameters, gradients and states take now; states are created at the first step. */
  memory(): MemoryReport {
    return memoryOf(this)
  }

  /** The groups with their options, in PyTorch's format. */
  toString(): string {
    const groups = this.paramGroups.map((group, k) => {
      const options = Object.entries(group).filter(([name]) => name !== 'params')
      const lines = options.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `    ${name}: ${show(value)}`)
      return [`Parameter Group ${k}`, ...lines].join('\n')
    })
    return `${this.kind} (\n${groups.join('\n\n')}\n)`
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

function register(call: string, hooks: Hook[], hook: Hook): () => void {
  if (!func.test(hook)) throw new OptionError(`${call}: expected a function but received ${show(hook)}`)
  hooks.push(hook)
  return () => {
    const at = hooks.indexOf(hook)
    if (at >= 0) hooks.splice(at, 1)
  }
}

function optional(rules: Rules): Rules {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, { ...rule, required: false }]))
}
