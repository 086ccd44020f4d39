// Scalers of number columns: to mean 0 and deviation 1, to a range, or by quantiles. Missing values stay missing and are not
// counted, as in scikit-learn.

import type { Tensor } from '../tensor/tensor.ts'
import { boolean, interval, number, type Rules } from '../util/options.ts'
import { ascending, momentsOf, quantile } from '../util/statistics.ts'
import { blanksOf, type Frame, numbersOf, type Rows } from './frame.ts'
import { isNumbers, MISSING_RULES, type MissingOptions, Transformer } from './transformer.ts'

/** A scaler: a column of numbers becomes a column of numbers, each by the column's own numbers. */
abstract class Scaler<S extends object> extends Transformer<Tensor, S> {
  declare readonly options: MissingOptions

  abstract learnColumn(values: readonly number[]): Record<keyof S, number>
  abstract scaled(x: number, state: S, k: number): number
  abstract unscaled(x: number, state: S, k: number): number

  learn(frame: Frame): S {
    const learned = frame.columns.map((_, k) => {
      const values = this.numbers(frame, k).filter((v) => v !== null)
      if (values.length > 0) return this.learnColumn(values)
      throw frame.fail(0, frame.names[k]!, 'every value is missing: there is nothing to learn')
    })
    const keys = Object.keys(learned[0] ?? {}) as (keyof S)[]
    return Object.fromEntries(keys.map((key) => [key, learned.map((column) => column[key])])) as S
  }

  apply(frame: Frame, state: S): Frame {
    return this.each(frame, (x, k) => this.scaled(x, state, k))
  }

  invert(frame: Frame, state: S): Frame {
    return this.each(frame, (x, k) => this.unscaled(x, state, k))
  }

  namesOut(names: readonly string[]): readonly string[] {
    return names
  }

  override inverseTransform(rows: Rows): Tensor {
    return super.inverseTransform(rows) as Tensor
  }

  private numbers(frame: Frame, k: number): (number | null)[] {
    return numbersOf(frame, k, blanksOf(this.options.missingValues))
  }

  private each(frame: Frame, map: (x: number, k: number) => number): Frame {
    const columns = frame.columns.map((_, k) => this.numbers(frame, k).map((x) => (x === null ? null : map(x, k))))
    return { ...frame, columns }
  }
}

export interface StandardScalerOptions extends MissingOptions {
  /** Whether to subtract the mean. Default true. */
  withMean?: boolean | undefined
  /** Whether to divide by the standard deviation. Default true. */
  withStd?: boolean | undefined
}

interface Standard {
  readonly mean: readonly number[]
  readonly variance: readonly number[]
  readonly scale: readonly number[]
}

/**
 * Standardizes columns: (x - mean) / deviation, with the deviation of the population, as scikit-learn's StandardScaler. A
 * constant column becomes 0.
 *
 * @param options withMean, withStd, missingValues
 * @example
 * const scaler = new StandardScaler()
 * scaler.fitTransform([[1], [2], [3]]).toArray() // [[-1.22474], [0], [1.22474]]
 * scaler.transform([[5]]).toArray() // [[3.67423]]
 * scaler.inverseTransform([[0]]).toArray() // [[2]]
 */
export class StandardScaler extends Scaler<Standard> {
  readonly type = 'StandardScaler'
  declare readonly options: StandardScalerOptions

  constructor(options: StandardScalerOptions = {}) {
    super('StandardScaler', options, { withMean: boolean, withStd: boolean, ...MISSING_RULES })
  }

  /** The mean of each column. */
  get mean(): readonly number[] {
    return this.fitted('mean').state.mean
  }

  /** The variance of each column, of the population. */
  get variance(): readonly number[] {
    return this.fitted('variance').state.variance
  }

  /** What each column is divided by: its deviation, 1 if it is constant. */
  get scale(): readonly number[] {
    return this.fitted('scale').state.scale
  }

  /** @internal */
  learnColumn(values: readonly number[]): { mean: number; variance: number; scale: number } {
    return momentsOf(values)
  }

  /** @internal */
  scaled(x: number, { mean, scale }: Standard, k: number): number {
    const { withMean = true, withStd = true } = this.options
    return (x - (withMean ? mean[k]! : 0)) / (withStd ? scale[k]! : 1)
  }

  /** @internal */
  unscaled(x: number, { mean, scale }: Standard, k: number): number {
    const { withMean = true, withStd = true } = this.options
    return x * (withStd ? scale[k]! : 1) + (withMean ? mean[k]! : 0)
  }

  /** @internal */
  isState({ mean, variance, scale }: Record<string, unknown>, width: number): boolean {
    return isNumbers(mean, width) && isNumbers(variance, width) && isNumbers(scale, width) && scale.every((s) => s > 0)
  }
}

export interface MinMaxScalerOptions extends MissingOptions {
  /** The least and the greatest value of the result. Default [0, 1]. */
  featureRange?: readonly [number, number] | undefined
  /** Whether values beyond those of the fit are cut off at the range. Default false. */
  clip?: boolean | undefined
}

interface MinMax {
  readonly dataMin: readonly number[]
  readonly dataMax: readonly number[]
}

const RANGE: Rules = {
  featureRange: interval('two numbers', number(), { apart: true }),
  clip: boolean,
  ...MISSING_RULES
}

/**
 * Scales columns to a range: the least value of the fit becomes its lower end, the greatest its upper end, as
 * scikit-learn's MinMaxScaler. A constant column becomes the lower end.
 *
 * @param options featureRange, clip, missingValues
 * @example
 * const scaler = new MinMaxScaler()
 * scaler.fitTransform([[10], [20], [30]]).toArray() // [[0], [0.5], [1]]
 * scaler.transform([[40]]).toArray() // [[1.5]]
 */
export class MinMaxScaler extends Scaler<MinMax> {
  readonly type = 'MinMaxScaler'
  declare readonly options: MinMaxScalerOptions

  constructor(options: MinMaxScalerOptions = {}) {
    super('MinMaxScaler', options, RANGE)
  }

  /** The least value of each column. */
  get dataMin(): readonly number[] {
    return this.fitted('dataMin').state.dataMin
  }

  /** The greatest value of each column. */
  get dataMax(): readonly number[] {
    return this.fitted('dataMax').state.dataMax
  }

  /** @internal */
  learnColumn(values: readonly number[]): { dataMin: number; dataMax: number } {
    // Not Math.min(...values): there may be more than arguments.
    return {
      dataMin: values.reduce((a, b) => Math.min(a, b)),
      dataMax: values.reduce((a, b) => Math.max(a, b))
    }
  }

  /** @internal */
  scaled(x: number, state: MinMax, k: number): number {
    const [low, high] = this.options.featureRange ?? [0, 1]
    const y = low + (x - state.dataMin[k]!) * this.factor(state, k)
    return this.options.clip === true ? Math.min(Math.max(y, low), high) : y
  }

  /** @internal */
  unscaled(x: number, state: MinMax, k: number): number {
    const [low] = this.options.featureRange ?? [0, 1]
    return (x - low) / this.factor(state, k) + state.dataMin[k]!
  }

  /** @internal */
  isState({ dataMin, dataMax }: Record<string, unknown>, width: number): boolean {
    return isNumbers(dataMin, width) && isNumbers(dataMax, width)
  }

  private factor({ dataMin, dataMax }: MinMax, k: number): number {
    const [low, high] = this.options.featureRange ?? [0, 1]
    const range = dataMax[k]! - dataMin[k]!
    return (high - low) / (range > 0 ? range : 1)
  }
}

export interface RobustScalerOptions extends MissingOptions {
  /** Whether to subtract the median. Default true. */
  withCentering?: boolean | undefined
  /** Whether to divide by the distance of the quantiles. Default true. */
  withScaling?: boolean | undefined
  /** The quantiles in percent. Default [25, 75]. */
  quantileRange?: readonly [number, number] | undefined
}

interface Robust {
  readonly center: readonly number[]
  readonly scale: readonly number[]
}

/**
 * Scales columns by statistics that outliers do not move: (x - median) / (upper quartile - lower quartile), as
 * scikit-learn's RobustScaler. A column without spread between the quantiles is only centered.
 *
 * @param options withCentering, withScaling, quantileRange, missingValues
 * @example
 * new RobustScaler().fitTransform([[1], [2], [3], [4], [1000]]).toArray() // [[-1], [-0.5], [0], [0.5], [498.5]]
 */
export class RobustScaler extends Scaler<Robust> {
  readonly type = 'RobustScaler'
  declare readonly options: RobustScalerOptions

  constructor(options: RobustScalerOptions = {}) {
    super('RobustScaler', options, {
      withCentering: boolean,
      withScaling: boolean,
      quantileRange: interval('two numbers from 0 to 100', number({ min: 0, max: 100 }), { apart: true }),
      ...MISSING_RULES
    })
  }

  /** The median of each column. */
  get center(): readonly number[] {
    return this.fitted('center').state.center
  }

  /** What each column is divided by. */
  get scale(): readonly number[] {
    return this.fitted('scale').state.scale
  }

  /** @internal */
  learnColumn(values: readonly number[]): { center: number; scale: number } {
    const [low, high] = this.options.quantileRange ?? [25, 75]
    const sorted = ascending(values)
    const spread = quantile(sorted, high / 100) - quantile(sorted, low / 100)
    return { center: quantile(sorted, 0.5), scale: spread > 0 ? spread : 1 }
  }

  /** @internal */
  scaled(x: number, { center, scale }: Robust, k: number): number {
    const { withCentering = true, withScaling = true } = this.options
    return (x - (withCentering ? center[k]! : 0)) / (withScaling ? scale[k]! : 1)
  }

  /** @internal */
  unscaled(x: number, { center, scale }: Robust, k: number): number {
    const { withCentering = true, withScaling = true } = this.options
    return x * (withScaling ? scale[k]! : 1) + (withCentering ? center[k]! : 0)
  }

  /** @internal */
  isState({ center, scale }: Record<string, unknown>, width: number): boolean {
    return isNumbers(center, width) && isNumbers(scale, width) && scale.every((s) => s > 0)
  }
}
