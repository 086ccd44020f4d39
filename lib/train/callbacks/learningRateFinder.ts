// The range test of learning rates (Smith 2017, https://arxiv.org/abs/1506.01186): as a function and as a callback that
// sets the rate before the first step.

import { power } from '../../backend/math.ts'
import { NonFiniteError } from '../../errors.ts'
import { checkOptions, mismatch, number, oneOf, wholeNumber } from '../../util/options.ts'
import type { Callback, FitStartEvent, Loader } from '../events.ts'
import type { Trainer } from '../trainer.ts'
import { LearningRateCurve, METHODS, type SuggestionMethod } from './learningRateCurve.ts'

/** Options of findLearningRate. */
export interface FindLearningRateOptions {
  /** The first learning rate, > 0. Default 1e-7. */
  minLr?: number | undefined
  /** The last learning rate, > minLr. Default 1. */
  maxLr?: number | undefined
  /** Optimizer steps from minLr to maxLr, a whole number >= 3. Default 100. */
  steps?: number | undefined
  /** Whether the rate grows by a factor or by a difference from step to step. Default 'exponential'. */
  mode?: 'exponential' | 'linear' | undefined
  /** The decay of the moving average that smooths the losses, from 0 (no smoothing) to below 1. Default 0.98. */
  smoothing?: number | undefined
  /** The test ends when the smoothed loss exceeds this many times its minimum, > 1. Default 4. */
  divergence?: number | undefined
}

/** Options of LearningRateFinder. */
export interface LearningRateFinderOptions extends FindLearningRateOptions {
  /** How the rate is chosen; see LearningRateCurve. Default 'steep'. */
  method?: SuggestionMethod | undefined
}

const RULES = {
  minLr: number({ above: 0 }),
  maxLr: number({ above: 0 }),
  steps: wholeNumber({ min: 3 }),
  mode: oneOf('exponential', 'linear'),
  smoothing: number({ min: 0, below: 1 }),
  divergence: number({ above: 1 })
}

function check(call: string, options: FindLearningRateOptions, more: Parameters<typeof checkOptions>[2] = {}): void {
  checkOptions(call, options, { ...RULES, ...more })
  const { minLr = 1e-7, maxLr = 1 } = options
  if (maxLr <= minLr) throw mismatch(call, 'maxLr', `a number > minLr (${minLr})`, maxLr)
}

/**
 * Trains for some steps while the learning rate grows, records each loss, and undoes everything: afterwards model,
 * optimizer, scheduler, generators and the loader's place are as before, to the bit. The rates of several groups keep
 * their ratio.
 *
 * @param trainer whose model and optimizer are used; must not be inside an epoch
 * @param loader what to train on
 * @param options minLr, maxLr, steps, mode, smoothing, divergence
 * @returns the curve; its suggestion() is a rate to train with
 * @throws OptionError; errors of the model and the data. A non-finite loss ends the test
 * @example
 * const curve = await findLearningRate(trainer, loader, { steps: 20 })
 * console.log(String(curve))
 * const lr = curve.suggestion()
 */
export async function findLearningRate(
  trainer: Trainer,
  loader: Loader,
  options: FindLearningRateOptions = {}
): Promise<LearningRateCurve> {
  check('findLearningRate', options)
  const { steps = 100, smoothing = 0.98, divergence = 4 } = options
  const rateAt = course(options)
  const set = setter(trainer)
  const curve = new LearningRateCurve(smoothing)
  const groups = trainer.optimizer.paramGroups
  const before = groups.map(({ lr }) => lr)
  let sum = 0
  let samples = 0
  try {
    set(rateAt(0))
    for await (const { loss, samples: count, updated } of trainer.trial(loader)) {
      if (!Number.isFinite(loss)) {
        curve.diverged = true
        break
      }
      sum += loss * count
      samples += count
      if (!updated) continue
      curve.add(rateAt(curve.length), sum / samples)
      sum = 0
      samples = 0
      curve.diverged = curve.smoothed.at(-1)! > divergence * Math.min(...curve.smoothed)
      if (curve.diverged || curve.length === steps) break
      set(rateAt(curve.length))
    }
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error
    curve.diverged = true
  } finally {
    for (const [k, group] of groups.entries()) group.lr = before[k]!
  }
  return curve
}

function course({ minLr = 1e-7, maxLr = 1, steps = 100, mode }: FindLearningRateOptions): (step: number) => number {
  return (step) => {
    const part = step / (steps - 1)
    return mode === 'linear' ? minLr + (maxLr - minLr) * part : minLr * power(maxLr / minLr, part)
  }
}

// Sets the rate of the first group, and those of the others in proportion to their initial rates.
function setter({ optimizer }: Trainer): (lr: number) => void {
  const bases = optimizer.paramGroups.map(({ lr, initialLr = lr }) => initialLr)
  const ratios = bases.map((base) => (bases[0]! > 0 ? base / bases[0]! : 1))
  return (lr) => {
    for (const [k, group] of optimizer.paramGroups.entries()) group.lr = lr * ratios[k]!
  }
}

/**
 * Runs a range test when a run begins, and sets the suggested learning rate: the rates that all groups and the
 * scheduler started from are scaled so that the first group's is the suggestion. A resumed run keeps its rates. Without
 * a suggestion (the loss never fell) it warns and changes nothing.
 *
 * @param options those of findLearningRate, and method
 * @throws OptionError, also from fit when the learning rate is 0
 * @example
 * const finder = new LearningRateFinder({ steps: 20, method: 'valley' })
 * await trainer.fit(loader, { epochs: 1, callbacks: [finder] })
 * finder.curve !== null && finder.curve.length <= 20 // true
 */
export class LearningRateFinder implements Callback {
  readonly name = 'LearningRateFinder'
  /** The result of the test; null before. */
  curve: LearningRateCurve | null = null
  /** The rate that was set; null if there was none. */
  suggestion: number | null = null
  readonly #options: FindLearningRateOptions
  readonly #method: SuggestionMethod

  constructor(options: LearningRateFinderOptions = {}) {
    check('LearningRateFinder', options, { method: oneOf(...METHODS) })
    const { method = 'steep', ...rest } = options
    this.#options = rest
    this.#method = method
  }

  async onFitStart({ resumed }: FitStartEvent, trainer: Trainer): Promise<void> {
    if (resumed) return
    const { lr, initialLr = lr } = trainer.optimizer.paramGroups[0]!
    if (!(initialLr > 0)) throw mismatch('LearningRateFinder', 'lr', 'a number > 0, which can be scaled', initialLr)
    this.curve = await findLearningRate(trainer, trainer.loader!, this.#options)
    this.suggestion = this.curve.suggestion(this.#method)
    if (this.suggestion === null) {
      process.emitWarning('LearningRateFinder: the learning rate stays because the loss never fell', {
        code: 'THALWEG_LEARNING_RATE'
      })
    } else trainer.scaleLearningRate(this.suggestion / initialLr)
  }
}
