// Schedule-free SGD and AdamW.
import { RULES } from '../../backend/gen/optim.ts'
import { power } from '../../backend/math.ts'
import { OptionError } from '../../errors.ts'
import { clearNotEvalWeights, markNotEvalWeights } from '../../tensor/evalHint.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { boolean, number, rule, wholeNumber } from '../../util/options.ts'
import { restoring } from '../../util/restore.ts'
import { step } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { Loss, Scalars } from '../optimizer.ts'
import { decayRate, type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { flagsOf, type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.scheduleFree
const FLAG = flagsOf(RULE)
const inside = number({ above: 0, below: 1 })

const COMMON = {
  /** Added to the direction as weightDecay * parameter, >= 0. Default 0. */
  weightDecay: option(0, nonNegative),
  /** Steps over which lr grows from 0. Default 0. */
  warmupSteps: option(0, wholeNumber({ min: 0 })),
  /** The weight of step t in the average grows as t^r. Default 0. */
  r: option(0, number()),
  /** The weight of a step in the average grows as its lr to this power. Default 2. */
  weightLrPower: option(2, number()),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

const SGD_OPTIONS = {
  /** Learning rate, >= 0; no schedule is needed. Default 1. */
  lr: option(1, nonNegative),
  ...COMMON,
  /** Where gradients are taken between iterate (0) and average (1). Default 0.9. */
  momentum: option(0.9, inside)
}

const ADAMW_OPTIONS = {
  /** Learning rate, >= 0; no schedule is needed. Default 2.5e-3. */
  lr: option(2.5e-3, nonNegative),
  ...COMMON,
  /**
   * Where gradients are taken between iterate (0) and average (1), and the decay of the second moment. Default [0.9,
   * 0.999].
   */
  betas: option<readonly [number, number]>(
    [0.9, 0.999],
    rule(
      'two numbers, 0 < betas[0] < 1 and 0 <= betas[1] < 1',
      (v) => Array.isArray(v) && v.length === 2 && inside.test(v[0]) && decayRate.test(v[1])
    )
  ),
  /** Added to the root of the second moment, >= 0. Default 1e-8. */
  eps: option(1e-8, nonNegative)
}

/** Options of ScheduleFreeSGD. */
export interface ScheduleFreeSGDOptions extends OptionsOf<typeof SGD_OPTIONS> {}
/** Options of ScheduleFreeAdamW. */
export interface ScheduleFreeAdamWOptions extends OptionsOf<typeof ADAMW_OPTIONS> {}
type Group = { lr: number } & GroupOf<typeof COMMON>
type SGDGroup = GroupOf<typeof SGD_OPTIONS>
type AdamWGroup = GroupOf<typeof ADAMW_OPTIONS>

abstract class ScheduleFreeOptimizer<O extends Group> extends RuleOptimizer<O, typeof RULE> {
  // The weights to evaluate need the states of all parameters.
  override readonly separable = false
  static override readonly rule = RULE
  // The training weights of every parameter, kept while the parameters hold the averages.
  #training: Map<Tensor, Tensor['data']> | null = null

  /** Where gradients are taken between iterate (0) and average (1). */
  protected abstract beta1(group: ParamGroup<O>): number

  /** Whether the parameters hold the training weights (true), or the averages to evaluate and save. */
  get mode(): 'train' | 'eval' {
    return this.#training === null ? 'train' : 'eval'
  }

  /** Switches the parameters to the averages: before an evaluation or before saving the model. */
  eval(): void {
    if (this.#training !== null) return
    this.#training = new Map()
    for (const group of this.paramGroups) {
      for (const p of group.params) {
        clearNotEvalWeights(p)
        const z = this.states.get(p)?.slots.z
        if (z === undefined || p.size === 0) continue
        this.#training.set(p, p.data.slice())
        // y = x + (1 - beta1) (z - x), solved for x.
        step(RULES.average, 0, p.size, [p, z], { weight: 1 - 1 / this.beta1(group) })
        p.storage.touch()
      }
    }
  }

  /** Switches back to the training weights, to the bit. */
  train(): void {
    if (this.#training === null) return
    for (const [p, values] of this.#training) {
      p.data.set(values)
      p.storage.touch()
    }
    this.#training = null
    this.onLoad()
  }

  override evalWeights<R>(body: () => R): R {
    if (this.mode === 'eval') return body()
    this.eval()
    return restoring(body, () => this.train())
  }

  protected override advance<L extends Loss>(closure?: () => L): L | undefined {
    if (this.mode === 'eval') {
      throw new OptionError(
        `${this.kind}.step: the parameters hold the averages for evaluation; call the optimizer's train() first`
      )
    }
    return super.advance(closure)
  }

  override onLoad(): void {
    super.onLoad()
    const remedy = `the ${this.kind} optimizer's eval()`
    for (const p of this.states.keys()) markNotEvalWeights(p, remedy)
  }

  override stateDict(): ReturnType<RuleOptimizer<O>['stateDict']> {
    if (this.mode === 'eval') {
      throw new OptionError(
        `${this.kind}.stateDict: the parameters hold the averages; call the optimizer's train() first`
      )
    }
    return super.stateDict()
  }

  protected override initial(slot: string): number | 'parameter' {
    return slot === 'z' ? 'parameter' : 0
  }

  override initialScalars(): Scalars {
    return { step: 0, lrMax: 0, weightSum: 0 }
  }

  protected override update(group: ParamGroup<O>, gradScale: number, index: number): void {
    super.update(group, gradScale, index)
    const remedy = `the ${this.kind} optimizer's eval()`
    for (const p of group.params) if (p.grad !== null) markNotEvalWeights(p, remedy)
  }

  /** The learning rate and the weight of this step in the average. */
  protected average(group: ParamGroup<O>, scalars: Scalars): { lr: number; c: number; yStep: number } {
    const { step } = scalars
    const lr = group.lr * (step < group.warmupSteps ? step / group.warmupSteps : 1)
    scalars.lrMax = Math.max(scalars.lrMax!, lr)
    const weight = power(step, group.r) * power(scalars.lrMax, group.weightLrPower)
    scalars.weightSum! += weight
    const c = scalars.weightSum === 0 ? 0 : weight / scalars.weightSum!
    return { lr, c, yStep: lr * (1 - this.beta1(group) * (1 - c)) }
  }
}

/**
 * SGD without a schedule: gradients are taken between the plain iterate z and its average x, which is the result
 * (Defazio et al., "The road less scheduled", 2024). While training the parameters hold the point y between the two;
 * call `eval()` before an evaluation and `train()` after it, first of the optimizer, then of the model.
 *
 * Formula:
 * z = z - lr G(y)                                 with weight decay taken at y
 * x = (1 - c) x + c z                             c = w / (sum of all w), w = t^r (largest lr so far)^weightLrPower
 * y = (1 - momentum) z + momentum x
 *
 * Memory: `z` for each element.
 *
 * When to use: when the number of steps is not known in advance; lr 1 to 50 times that of SGD with momentum.
 *
 * @throws OptionError for an option out of range, a step or a state dict in evaluation mode
 * @example
 * const optimizer = new ScheduleFreeSGD(model.parameters(), { lr: 1, warmupSteps: 100 })
 */
export class ScheduleFreeSGD extends ScheduleFreeOptimizer<SGDGroup> {
  static override readonly options = SGD_OPTIONS

  constructor(params: Params<ScheduleFreeSGDOptions>, options: ScheduleFreeSGDOptions = {}) {
    super('ScheduleFreeSGD', params, options)
  }

  protected beta1({ momentum }: ParamGroup<SGDGroup>): number {
    return momentum
  }

  protected numbers(group: ParamGroup<SGDGroup>, scalars: Scalars): Numbers<typeof RULE> {
    const { weightDecay } = group
    return { weightDecay, beta2: 0, oneMinusBeta2: 0, rootScale: 0, eps: 0, ...this.average(group, scalars) }
  }
}

/**
 * AdamW without a schedule (Defazio et al., "The road less scheduled", 2024). While training the parameters hold a
 * point between iterate and average; call `eval()` before an evaluation and `train()` after it, first of the optimizer,
 * then of the model.
 *
 * Formula:
 * z = z - lr G(y)                                 G over the root of its second moment, with weight decay taken at y
 * x = (1 - c) x + c z                             c = w / (sum of all w), w = t^r (largest lr so far)^weightLrPower
 * y = (1 - beta1) z + beta1 x
 *
 * Memory: `z` and `expAvgSq` for each element.
 *
 * When to use: in place of AdamW with a cosine schedule when the number of steps is open; lr 1 to 10 times as large.
 *
 * @throws OptionError for an option out of range, a step or a state dict in evaluation mode
 * @example
 * const optimizer = new ScheduleFreeAdamW(model.parameters(), { lr: 2.5e-3 })
 * optimizer.eval()
 * model.eval()
 * // evaluate
 * model.train()
 * optimizer.train()
 */
export class ScheduleFreeAdamW extends ScheduleFreeOptimizer<AdamWGroup> {
  static override readonly options = ADAMW_OPTIONS
  override readonly stateGroups = [['z', 'expAvgSq']]

  constructor(params: Params<ScheduleFreeAdamWOptions>, options: ScheduleFreeAdamWOptions = {}) {
    super('ScheduleFreeAdamW', params, options)
  }

  protected beta1({ betas }: ParamGroup<AdamWGroup>): number {
    return betas[0]
  }

  protected override flags(): number {
    return FLAG.adaptive
  }

  protected numbers(group: ParamGroup<AdamWGroup>, scalars: Scalars): Numbers<typeof RULE> {
    const { weightDecay, eps } = group
    const beta2 = group.betas[1]
    const rootScale = 1 / Math.sqrt(1 - power(beta2, scalars.step))
    return { weightDecay, beta2, oneMinusBeta2: 1 - beta2, rootScale, eps, ...this.average(group, scalars) }
  }
}
