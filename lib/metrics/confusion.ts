// The confusion matrix and what is computed from it: precision, recall, F1.
import { IndexError, OptionError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { number, oneOf, wholeNumber } from '../util/options.ts'
import { IGNORED, predictedClasses, readBatch } from './classes.ts'
import { Accumulated, CLASS_RULES, type ClassMetricOptions, type Metric, metricOptions } from './metric.ts'

export interface ConfusionOptions extends ClassMetricOptions {
  /** The number of classes, >= 2. Default: that of the scores, or the highest class number seen, plus 1. */
  classes?: number | undefined
  /**
   * The threshold above which a single score counts as class 1: 0 for logits. Default 0.5, which rejects scores outside
   * [0, 1].
   */
  threshold?: number | undefined
}

export const RULES = { classes: wholeNumber({ min: 2 }), threshold: number(), ...CLASS_RULES }
/** The matrix has the square of this number of entries. */
const MOST = 10_000
const BINARY = 1
const MULTICLASS = 2
const describeLayout = (layout: number): string =>
  layout === BINARY ? 'one score for each sample' : 'scores of classes or class numbers'

// The matrix with room for at least this many classes.
function enlarged(totals: number[], classes: number): number[] {
  const before = Math.round(Math.sqrt(totals.length))
  if (classes <= before) return totals
  const larger = new Array<number>(classes * classes).fill(0)
  for (let k = 0; k < totals.length; k++) larger[Math.floor(k / before) * classes + (k % before)] = totals[k]!
  return larger
}

// Counts[actual * classes + predicted], growing with the classes that come.
export abstract class Counted extends Accumulated {
  private readonly fixed: number
  private readonly threshold: number | undefined
  private readonly ignoreIndex: number | undefined

  constructor(name: string, options: ConfusionOptions) {
    super(name)
    this.fixed = options.classes ?? 0
    this.threshold = options.threshold
    this.ignoreIndex = options.ignoreIndex
  }

  protected get classes(): number {
    return Math.max(this.fixed, Math.round(Math.sqrt(this.totals.length)))
  }

  update(prediction: Tensor, target: Tensor): void {
    const call = this.constructor.name
    const batch = readBatch(call, prediction, target, this.ignoreIndex)
    const predicted = predictedClasses(call, batch, this.threshold)
    const { actual } = batch
    let needed = batch.classes
    for (let k = 0; k < actual.length; k++) needed = Math.max(needed, actual[k]! + 1, predicted[k]! + 1)
    if (this.fixed > 0 && needed > this.fixed) {
      throw new IndexError(`${call}: expected ${this.fixed} classes but received class number ${needed - 1}`)
    }
    if (needed > MOST) throw new IndexError(`${call}: expected class numbers below ${MOST} but received ${needed - 1}`)
    this.settle(batch.kind === 'binary' ? BINARY : MULTICLASS, describeLayout)
    this.totals = enlarged(this.totals, Math.max(needed, this.fixed))
    const { classes, totals } = this
    for (let k = 0; k < actual.length; k++) {
      if (actual[k] !== IGNORED) totals[actual[k]! * classes + predicted[k]!]!++
    }
  }

  protected override join(own: number[], other: number[]): number[] {
    const classes = Math.round(Math.sqrt(Math.max(own.length, other.length)))
    return super.join(enlarged(own, classes), enlarged(other, classes))
  }

  // Of one class: predicted and true (tp), only predicted (fp), only true (fn).
  protected counts(c: number): { tp: number; fp: number; fn: number } {
    const { classes, totals } = this
    let fp = 0
    let fn = 0
    for (let k = 0; k < classes; k++) {
      if (k === c) continue
      fp += totals[k * classes + c] ?? 0
      fn += totals[c * classes + k] ?? 0
    }
    return { tp: totals[c * classes + c] ?? 0, fp, fn }
  }
}

export interface ConfusionMatrixOptions extends ConfusionOptions {
  /** The divisor of the counts: the sum of their row ('true'), column ('pred') or everything ('all'). Default none. */
  normalize?: 'true' | 'pred' | 'all' | undefined
}

/**
 * How often samples of each class were predicted as each class: a float64 tensor (C, C), rows the true class, columns
 * the predicted one. Predictions and targets as for `Accuracy`.
 *
 * @param options classes, threshold, ignoreIndex, normalize, name ('confusionMatrix')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * const matrix = new ConfusionMatrix({ classes: 10 })
 * matrix.update(logits, labels)
 * matrix.compute().toArray()
 */
export class ConfusionMatrix extends Counted implements Metric<Tensor> {
  private readonly normalize: 'true' | 'pred' | 'all' | undefined

  constructor(options: ConfusionMatrixOptions = {}) {
    metricOptions('ConfusionMatrix', options, { ...RULES, normalize: oneOf('true', 'pred', 'all') })
    super(options.name ?? 'confusionMatrix', options)
    this.normalize = options.normalize
  }

  compute(): Tensor {
    const { classes, normalize } = this
    const out = new Float64Array(classes * classes)
    out.set(this.totals)
    const sum = (start: number, step: number, n: number): number => {
      let s = 0
      for (let k = 0; k < n; k++) s += this.totals[start + k * step] ?? 0
      return s
    }
    if (normalize !== undefined) {
      const all = sum(0, 1, out.length)
      for (let k = 0; k < out.length; k++) {
        const row = Math.floor(k / classes)
        const by =
          normalize === 'true'
            ? sum(row * classes, 1, classes)
            : normalize === 'pred'
              ? sum(k % classes, classes, classes)
              : all
        // A class without samples has no shares.
        out[k] = by === 0 ? 0 : out[k]! / by
      }
    }
    return fromArray(out, [classes, classes])
  }
}

export interface ClassScoreOptions extends ConfusionOptions {
  /**
   * How the classes' scores become one number. 'binary': that of class 1. 'micro': from the sums over all classes.
   * 'macro': their mean. 'weighted': their mean weighted with the number of true samples. Classes that were neither
   * predicted nor true do not count. 'none': no number, `compute` returns the scores of all classes as an array.
   * Default: 'binary' for predictions of one score, else 'macro'.
   */
  average?: 'binary' | 'micro' | 'macro' | 'weighted' | 'none' | undefined
  /** The score in place of 0 / 0. Default 0. */
  zeroDivision?: number | undefined
}

/** A score as a ratio of counts: predicted and true (tp), only predicted (fp), only true (fn). */
export type Ratio = (tp: number, fp: number, fn: number) => readonly [number, number]
/** The harmonic mean of precision and recall; of masks, Dice's coefficient. */
export const f1: Ratio = (tp, fp, fn) => [2 * tp, 2 * tp + fp + fn]

/** What `compute` returns: an array for average 'none', else a number. */
export type Averaged<O> = O extends { average: 'none' } ? number[] : number

/** A score of each class from its counts, and their average. */
export abstract class ClassScore<O extends ClassScoreOptions> extends Counted {
  private readonly average: ClassScoreOptions['average']
  private readonly zeroDivision: number
  private readonly ratio: Ratio

  constructor(call: string, name: string, options: ClassScoreOptions, ratio: Ratio) {
    metricOptions(call, options, {
      ...RULES,
      average: oneOf('binary', 'micro', 'macro', 'weighted', 'none'),
      zeroDivision: number()
    })
    super(options.name ?? name, options)
    this.average = options.average
    this.zeroDivision = options.zeroDivision ?? 0
    this.ratio = ratio
  }

  private score(tp: number, fp: number, fn: number): number {
    const [above, below] = this.ratio(tp, fp, fn)
    return below === 0 ? this.zeroDivision : above / below
  }

  /** The score of each class. */
  perClass(): number[] {
    return Array.from({ length: this.classes }, (_, c) => {
      const { tp, fp, fn } = this.counts(c)
      return this.score(tp, fp, fn)
    })
  }

  compute(): Averaged<O> {
    if (this.average !== 'none') return this.averaged() as Averaged<O>
    const each = this.perClass()
    return (this.totals.length === 0 ? each.fill(Number.NaN) : each) as Averaged<O>
  }

  private averaged(): number {
    if (this.totals.length === 0) return Number.NaN
    const average = this.average ?? (this.layout === BINARY ? 'binary' : 'macro')
    const counts = Array.from({ length: this.classes }, (_, c) => this.counts(c))
    if (average === 'binary') {
      if (counts.length !== 2) {
        throw new OptionError(
          `${this.constructor.name}: expected two classes for average 'binary' but there are ${counts.length}`
        )
      }
      return this.score(counts[1]!.tp, counts[1]!.fp, counts[1]!.fn)
    }
    if (average === 'micro') {
      const total = (of: 'tp' | 'fp' | 'fn'): number => counts.reduce((s, c) => s + c[of], 0)
      return this.score(total('tp'), total('fp'), total('fn'))
    }
    let above = 0
    let below = 0
    for (const { tp, fp, fn } of counts) {
      const weight = average === 'weighted' ? tp + fn : tp + fp + fn > 0 ? 1 : 0
      if (weight === 0) continue
      above += weight * this.score(tp, fp, fn)
      below += weight
    }
    return above / below
  }
}

/**
 * The share of samples predicted as a class that belong to it: tp / (tp + fp). Predictions and targets as for
 * `Accuracy`.
 *
 * @param options average, zeroDivision, classes, threshold, ignoreIndex, name ('precision')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * new Precision({ average: 'weighted' })
 */
export class Precision<const O extends ClassScoreOptions = ClassScoreOptions>
  extends ClassScore<O>
  implements Metric<Averaged<O>>
{
  constructor(options: O = {} as O) {
    super('Precision', 'precision', options, (tp, fp) => [tp, tp + fp])
  }
}

/**
 * The share of samples of a class predicted as it: tp / (tp + fn). Predictions and targets as for `Accuracy`.
 *
 * @param options average, zeroDivision, classes, threshold, ignoreIndex, name ('recall')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * new Recall({ average: 'macro' })
 */
export class Recall<const O extends ClassScoreOptions = ClassScoreOptions>
  extends ClassScore<O>
  implements Metric<Averaged<O>>
{
  constructor(options: O = {} as O) {
    super('Recall', 'recall', options, (tp, _, fn) => [tp, tp + fn])
  }
}

/**
 * The harmonic mean of precision and recall of each class: 2 tp / (2 tp + fp + fn). Predictions and targets as for
 * `Accuracy`.
 *
 * @param options average, zeroDivision, classes, threshold, ignoreIndex, name ('f1')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * new F1().perClass()
 */
export class F1<const O extends ClassScoreOptions = ClassScoreOptions>
  extends ClassScore<O>
  implements Metric<Averaged<O>>
{
  constructor(options: O = {} as O) {
    super('F1', 'f1', options, f1)
  }
}
