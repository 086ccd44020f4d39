// Rprop.
import { RULES } from '../../backend/gen/optim.ts'
import { boolean, number, rule } from '../../util/options.ts'
import type { ParamGroup, Params } from '../groups.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { type Numbers, RuleOptimizer } from '../ruleOptimizer.ts'

const RULE = RULES.rprop
const pair = (v: unknown): v is [number, number] => Array.isArray(v) && v.length === 2 && v.every(number().test)

const OPTIONS = {
  /** The first step of every element, >= 0. Default 1e-2. */
  lr: option(1e-2, nonNegative),
  /** Factors of a step when the gradient changes sign (0 < eta < 1) and when it does not (> 1). Default [0.5, 1.2]. */
  etas: option<readonly [number, number]>(
    [0.5, 1.2],
    rule('two numbers, 0 < etas[0] < 1 < etas[1]', (v) => pair(v) && 0 < v[0] && v[0] < 1 && 1 < v[1])
  ),
  /** The smallest and the largest step. Default [1e-6, 50]. */
  stepSizes: option<readonly [number, number]>([1e-6, 50], rule('two numbers', pair)),
  /** Maximize the objective instead of minimizing it. Default false. */
  maximize: option(false, boolean)
}

/** Options of Rprop. */
export interface RpropOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Resilient backpropagation: only the signs of gradients matter (Riedmiller and Braun, "A direct adaptive method for
 * faster backpropagation learning: the RPROP algorithm", 1993). torch.optim.Rprop.
 *
 * Formula:
 * s = s etas[1] where G keeps its sign, s etas[0] where it changes     within stepSizes; at first lr
 * W = W - s sign(G)                               nothing where the sign has just changed
 *
 * When to use: full batches, small models; with mini-batches the signs are noise and it fails.
 *
 * @throws OptionError for an option out of range, a parameter given twice, an empty list
 * @example
 * const optimizer = new Rprop(model.parameters(), { lr: 0.01, stepSizes: [1e-6, 1] })
 */
export class Rprop extends RuleOptimizer<Group, typeof RULE> {
  static override readonly options = OPTIONS
  static override readonly rule = RULE

  constructor(params: Params<RpropOptions>, options: RpropOptions = {}) {
    super('Rprop', params, options)
  }

  protected override initial(slot: string, { lr }: ParamGroup<Group>): number {
    return slot === 'stepSize' ? lr : 0
  }

  protected numbers({ etas, stepSizes }: ParamGroup<Group>): Numbers<typeof RULE> {
    return { etaMinus: etas[0], etaPlus: etas[1], stepMin: stepSizes[0], stepMax: stepSizes[1] }
  }
}
