// Optimizers whose step is a rule of native/rules/optim: one call of the kernel `optim` per group, for all its tensors
// that have taken equally many steps. The call is prepared once and reused until the gradients or the flags change.
import * as kernels from '../backend/calls.ts'
import { ruleLoops_f32, ruleLoops_f64 } from '../backend/gen/optim.ts'
import { type PreparedCall, Storage } from '../backend/index.ts'
import { pending } from '../backend/pending.ts'
import type { Rule, RuleLoop } from '../backend/rules.ts'
import { type AnyArray, gatherPages } from '../backend/storage.ts'
import { ShapeError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { contiguous, Tensor } from '../tensor/tensor.ts'
import type { GroupOptions, ParamGroup } from './groups.ts'
import type { StateShapes } from './memory.ts'
import { Optimizer, type Scalars } from './optimizer.ts'

/** The numbers of a rule by name, but for gradScale, which the base adds. */
export type Numbers<R extends Rule> = { readonly [name in Exclude<R['numbers'][number], 'gradScale'>]: number }

/** The bit of every flag of a rule. */
export function flagsOf<R extends Rule>(rule: R): { readonly [name in R['flags'][number]]: number } {
  return Object.fromEntries(rule.flags.map((name, k) => [name, 1 << k])) as never
}

/** Puts the numbers of a rule into an array, in their order; returns whether all of them but gradScale are numbers. */
export function fillNumbers(
  into: number[],
  { numbers: names }: Rule,
  values: Readonly<Record<string, number>>,
  gradScale = 1
): boolean {
  let whole = true
  for (let k = 0; k < names.length; k++) {
    const own = names[k] !== 'gradScale'
    const value = own ? values[names[k]!]! : gradScale
    into[k] = value
    whole &&= !own || (typeof value === 'number' && !Number.isNaN(value))
  }
  return whole
}

// The states of a rule under some flags.
function slotNames({ states, present }: Rule, flags: number): string[] {
  return states.filter((_, k) => (present[flags]! >> (k + 2)) & 1).map(({ name }) => name)
}

// Parameters of a group with the same step count, and the call that updates them.
interface Bucket {
  readonly params: readonly Tensor[]
  readonly gradients: readonly Tensor[]
  readonly scalars: Scalars
  /** Whether the states of the rule have just been created. */
  fresh: boolean
  flags: number
  call: PreparedCall<'optim'> | SmallCall
}

// A snapshot of a group when its calls were prepared.
interface GroupPlan {
  readonly storages: readonly Storage[]
  readonly gradients: readonly (Tensor | null)[]
  readonly gradientStorages: readonly (Storage | null)[]
  readonly buckets: Bucket[]
  /** Whether a gradient had to be copied, so that the calls are valid for this step only. */
  readonly once: boolean
}

/** An optimizer whose update of an element depends on that element alone. */
export abstract class RuleOptimizer<O extends GroupOptions, R extends Rule = Rule> extends Optimizer<O> {
  /** @internal Its row of RULES. */
  static readonly rule: Rule

  // The flags that these options set.
  static override stateShapes(shape: readonly number[], options: never): StateShapes {
    // biome-ignore-start lint/complexity/noThisInStatic: the rule and the flags are the subclass's
    const flags = (this.prototype as RuleOptimizer<GroupOptions>).flags(options, { step: 1 }, false)
    return Object.fromEntries(slotNames(this.rule, flags).map((name) => [name, { shape }]))
    // biome-ignore-end lint/complexity/noThisInStatic: as above
  }

  override readonly separable: boolean = true
  protected readonly rule = (this.constructor as unknown as { readonly rule: R }).rule
  #plans: (GroupPlan | undefined)[] = []
  readonly #numbers = new Array<number>(kernels.RULE_NUMBERS).fill(0)
  // Steps before the memory is moved to huge pages, which does not pay off for a short run.
  #young = 16

  /** The rule's flags at the step that `scalars.step` counts. `fresh`: the states have just been created. */
  protected flags(_group: ParamGroup<O>, _scalars: Scalars, _fresh: boolean): number {
    return 0
  }

  /** The rule's numbers at the step that `scalars.step` counts, from 1 on. May update other scalars. */
  protected abstract numbers(group: ParamGroup<O>, scalars: Scalars): Numbers<R>

  /** The initial values of a state: a number, or the values of the parameter. Default 0. */
  protected initial(_slot: string, _group: ParamGroup<O>): number | 'parameter' {
    return 0
  }

  // The states that need no flag: the others are created when their option is switched on.
  override requiredSlots(step: number): readonly string[] {
    const { states, present } = this.rule
    const always = states.filter((_, k) => present.every((bits) => (bits >> (k + 2)) & 1))
    return step === 0 ? [] : always.map(({ name }) => name)
  }

  override onLoad(): void {
    this.#plans = []
  }

  protected override update(group: ParamGroup<O>, gradScale: number, index: number): void {
    let plan = this.#plans[index]
    if (plan === undefined || !isCurrent(plan, group.params)) {
      plan = this.#arrange(group)
      this.#plans[index] = plan
    }
    if (index === 0 && this.#young > 0 && --this.#young === 0) this.#gather()
    for (const bucket of plan.buckets) {
      bucket.scalars.step++
      try {
        this.#run(bucket, group, gradScale)
      } catch (error) {
        bucket.scalars.step--
        throw error
      }
      bucket.fresh = false
      for (let k = 0; k < bucket.params.length; k++) bucket.params[k]!.storage.touch()
    }
  }

  #gather(): void {
    const tensors = this.paramGroups.flatMap(({ params }) =>
      params.flatMap((p) => [p, p.grad, ...Object.values(this.states.get(p)?.slots ?? {})])
    )
    gatherPages(tensors.flatMap((t) => (t === null ? [] : [t.storage])))
  }

  #run(bucket: Bucket, group: ParamGroup<O>, gradScale: number): void {
    const flags = this.flags(group, bucket.scalars, bucket.fresh)
    if (flags !== bucket.flags) this.#settle(bucket, group)
    const values = this.numbers(group, bucket.scalars) as Record<string, number>
    if (!fillNumbers(this.#numbers, this.rule, values, gradScale)) this.recheck(group)
    bucket.call.run(this.#numbers)
  }

  // Checks every gradient and sorts the parameters into buckets by type and scalars.
  #arrange(group: ParamGroup<O>): GroupPlan {
    const gradients = group.params.map((p) => p.grad)
    let once = false
    const together = new Map<string, { params: Tensor[]; gradients: Tensor[]; scalars: Scalars }>()
    for (const [k, p] of group.params.entries()) {
      const g = gradients[k]
      if (g == null) continue
      const name = this.names.get(p)!
      p.ensureReadable(`${this.kind}.step: ${name}`)
      const gradient = checkGradient(this.kind, name, p, g)
      once ||= gradient !== g
      let state = this.states.get(p)
      if (state === undefined) {
        state = { scalars: this.initialScalars(group), slots: {} }
        this.states.set(p, state)
      } else checkSlots(this.kind, name, p, state.slots)
      const key = `${p.dtype} ${Object.keys(state.slots)} ${Object.entries(state.scalars)}`
      let members = together.get(key)
      // The members of a bucket share their scalars; skipped parameters keep theirs.
      if (members === undefined) {
        members = { params: [], gradients: [], scalars: { ...state.scalars } }
        together.set(key, members)
      }
      members.params.push(p)
      members.gradients.push(gradient)
      state.scalars = members.scalars
    }
    const buckets = Array.from(together.values(), (members) => {
      return { ...members, fresh: false, flags: -1 } as unknown as Bucket
    })
    return {
      storages: group.params.map((p) => p.storage),
      gradients,
      gradientStorages: gradients.map((g) => g?.storage ?? null),
      buckets,
      once
    }
  }

  // Creates missing states and the call for the current flags.
  #settle(bucket: Bucket, group: ParamGroup<O>): void {
    const { rule } = this
    const states = bucket.params.map((p) => this.states.get(p)!)
    const slots = slotNames(rule, this.flags(group, bucket.scalars, false))
    bucket.fresh = slots.some((slot) => states.some((state) => state.slots[slot] === undefined))
    const flags = this.flags(group, bucket.scalars, bucket.fresh)
    for (const slot of slots) {
      for (const [k, state] of states.entries()) state.slots[slot] ??= this.#newSlot(slot, bucket.params[k]!, group)
    }
    const operands = slots.flatMap((slot) => states.map((state) => state.slots[slot]!.storage))
    const lengths = bucket.params.map((p) => p.size)
    const total = lengths.reduce((sum, n) => sum + n, 0)
    const buffers = [...bucket.params, ...bucket.gradients, ...operands]
    const call = kernels.prepareStep({ rule, flags, lengths, slots: slots.length, tensors: buffers })
    bucket.call = total <= kernels.SMALL_NUMEL ? new SmallCall(call, rule, flags, lengths, buffers) : call
    bucket.flags = flags
  }

  #newSlot(slot: string, p: Tensor, group: ParamGroup<O>): Tensor {
    const storage = Storage.allocate(p.dtype, p.size)
    const value = this.initial(slot, group)
    if (value === 'parameter') kernels.copy(kernels.flat(contiguous(p), p.size), kernels.flat(storage, p.size))
    else if (value !== 0) storage.fill(value)
    return new Tensor(storage, p.shape)
  }
}

function isCurrent(plan: GroupPlan, params: readonly Tensor[]): boolean {
  if (plan.once || params.length !== plan.storages.length) return false
  for (let k = 0; k < params.length; k++) {
    const p = params[k]!
    const g = p.grad
    if (g !== plan.gradients[k] || p.storage !== plan.storages[k]) return false
    if (g !== null && g.storage !== plan.gradientStorages[k]) return false
  }
  return true
}

/** Throws when the parameter changed its dtype after its states were made. */
export function checkSlots(kind: string, name: string, p: Tensor, slots: Readonly<Record<string, Tensor>>): void {
  for (const slot in slots) {
    const { dtype } = slots[slot]!
    if (dtype === p.dtype || !isFloat(dtype)) continue
    throw new ShapeError(
      `${kind}.step: expected ${name} to be ${dtype}, as its ${slot} is, but it is ${p.dtype} now; convert a module before its optimizer makes its first step`
    )
  }
}

/** The gradient as contiguous memory, of the shape and type of its parameter. */
export function checkGradient(kind: string, name: string, p: Tensor, g: Tensor): Tensor {
  g.ensureReadable(`${kind}.step: the gradient of ${name}`)
  if (!sameShape(g.shape, p.shape) || g.dtype !== p.dtype) {
    throw new ShapeError(
      `${kind}.step: expected the gradient of ${name} to be ${p.dtype} of shape ${format(p.shape)} but it is ${g.dtype} of shape ${format(g.shape)}`
    )
  }
  return contiguous(g)
}

// The call on a handful of elements: the same loops as the JavaScript backend's, and so the same bits.
// The arrays that it holds are for the moments in which nothing is queued.
class SmallCall {
  readonly #call: PreparedCall<'optim'>
  readonly #loop: RuleLoop<AnyArray>
  readonly #flags: number
  readonly #lengths: readonly number[]
  readonly #tensors: (AnyArray | undefined)[][]
  readonly #rounds: boolean

  constructor(
    call: PreparedCall<'optim'>,
    rule: Rule,
    flags: number,
    lengths: readonly number[],
    buffers: readonly (Tensor | Storage)[]
  ) {
    this.#call = call
    const count = lengths.length
    const arrays = buffers.map(({ storage, offset }) => storage.unsettled.subarray(offset) as AnyArray)
    let slot = 2
    const order = [0, 1, ...rule.states.map((_, k) => ((rule.present[flags]! >> (k + 2)) & 1 ? slot++ : -1))]
    this.#tensors = lengths.map((_, i) => order.map((at) => (at < 0 ? undefined : arrays[at * count + i])))
    this.#flags = flags
    this.#lengths = lengths
    this.#rounds = arrays[0] instanceof Float32Array
    this.#loop = (this.#rounds ? ruleLoops_f32 : ruleLoops_f64)[rule.rule] as unknown as RuleLoop<AnyArray>
  }

  run(numbers: number[]): void {
    if (pending.busy) {
      this.#call.run(numbers)
      return
    }
    if (this.#rounds) for (let k = 0; k < kernels.RULE_NUMBERS; k++) numbers[k] = Math.fround(numbers[k]!)
    for (let i = 0; i < this.#lengths.length; i++) {
      this.#loop(this.#flags, this.#lengths[i]!, numbers, ...this.#tensors[i]!)
    }
  }
}
