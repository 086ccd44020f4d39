// Optimizers that are plain objects, for what needs an Optimizer: the Trainer and testOptimizer adopt them.
import { OptionError } from '../errors.ts'
import { outsideScopes } from '../tensor/lifetime.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { mismatch, number, show } from '../util/options.ts'
import type { GroupOptions, ParamGroup } from './groups.ts'
import { type Loss, Optimizer } from './optimizer.ts'
import { needed, type OptionTable } from './options.ts'
import type { OptimizerState } from './state.ts'

/** A group of a plain optimizer: its parameters, its learning rate, which schedulers set, and anything else. */
export interface PlainGroup {
  readonly params: readonly Tensor[]
  lr: number
}

/**
 * An optimizer without a base class, which a Trainer takes where it takes an `Optimizer`.
 *
 * @example
 * const params = model.parameters()
 * const group = { params, lr: 0.1 }
 * const signs = {
 *   paramGroups: [group],
 *   step: () => noGrad(() => {
 *     for (const p of params) if (p.grad) p.sub_(p.grad.sign().mul(group.lr))
 *   }),
 *   zeroGrad: () => model.zeroGrad(),
 *   stateDict: () => ({ lr: group.lr }),
 *   loadStateDict: (state: { lr: number }) => void (group.lr = state.lr)
 * }
 * new Trainer({ model, optimizer: signs, loss: crossEntropy })
 */
export interface PlainOptimizer {
  /** Its groups. Each parameter is in one of them. */
  readonly paramGroups: readonly PlainGroup[]
  /** Updates the parameters whose `grad` is not null. */
  step(): unknown
  /** Clears the gradients. */
  zeroGrad(): void
  /** Everything that a resumed run needs: numbers, strings, tensors, arrays and objects of them. */
  stateDict(): object
  /** Restores a state that `stateDict` returned. */
  loadStateDict(state: never): void
}

const METHODS = ['step', 'zeroGrad', 'stateDict', 'loadStateDict'] as const
const adopted = new WeakMap<object, Optimizer>()

/**
 * The value as an Optimizer: itself, or one that calls the plain object's methods; always the same for one object.
 *
 * @throws OptionError that names what is missing
 */
export function adopt(call: string, value: unknown): Optimizer {
  if (value instanceof Optimizer) return value
  const plain = checkPlain(call, value)
  let optimizer = adopted.get(plain)
  if (optimizer === undefined) {
    optimizer = new Adopted(plain)
    adopted.set(plain, optimizer)
  }
  return optimizer
}

function checkPlain(call: string, value: unknown): PlainOptimizer {
  const wanted =
    'an optimizer (an instance of Optimizer, or an object with step, zeroGrad, paramGroups, stateDict and loadStateDict)'
  if (typeof value !== 'object' || value === null) throw mismatch(call, 'optimizer', wanted, value)
  const plain = value as Partial<PlainOptimizer>
  const missing: string[] = METHODS.filter((name) => typeof plain[name] !== 'function')
  if (!Array.isArray(plain.paramGroups)) missing.push('paramGroups')
  if (missing.length > 0) {
    throw new OptionError(
      `${call}: expected optimizer to be ${wanted} but received ${show(value)} without ${missing.join(', ')}`
    )
  }
  for (const [k, group] of (plain.paramGroups as readonly unknown[]).entries()) {
    const { params, lr } = (group ?? {}) as Partial<PlainGroup>
    if (Array.isArray(params) && typeof lr === 'number') continue
    throw mismatch(call, `optimizer.paramGroups[${k}]`, '{ params, lr }, an array of tensors and a number', group)
  }
  return plain as PlainOptimizer
}

// The groups are those of the object, so that schedulers and finders set its rates.
class Adopted extends Optimizer {
  static override readonly options: OptionTable = { lr: needed(number()) }
  readonly #plain: PlainOptimizer

  constructor(plain: PlainOptimizer) {
    const name = plain.constructor?.name
    super(
      name === undefined || name === 'Object' ? 'optimizer' : name,
      plain.paramGroups.map(({ params, lr }) => ({ params, lr }))
    )
    ;(this as { paramGroups: unknown }).paramGroups = plain.paramGroups
    this.#plain = plain
  }

  protected override advance<L extends Loss>(closure?: () => L): L | undefined {
    const loss = closure?.()
    // States that the object makes outlive the scope of a training step.
    outsideScopes(() => this.#plain.step())
    return loss
  }

  protected override update(_group: ParamGroup<GroupOptions>): void {}

  override zeroGrad(): void {
    this.#plain.zeroGrad()
  }

  override stateDict(): OptimizerState {
    const state: unknown = this.#plain.stateDict()
    if (typeof state !== 'object' || state === null) throw mismatch(this.kind, 'stateDict()', 'an object', state)
    return state as OptimizerState
  }

  override loadStateDict(state: OptimizerState): void {
    outsideScopes(() => this.#plain.loadStateDict(state as never))
    this.stepped = true
  }
}
