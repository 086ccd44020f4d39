// Filling in missing values.
import { mostFrequent } from '../data/cells.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, boolean, oneOf, type Rules, rule } from '../util/options.ts'
import { mean, medianOf } from '../util/statistics.ts'
import { findCategories } from './categories.ts'
import { blanksOf, type Frame, numbersOf, present, type Value } from './frame.ts'
import { MISSING_RULES, type MissingOptions, Transformer, type TransformOptions } from './transformer.ts'

export interface SimpleImputerOptions extends MissingOptions {
  /** 'mean' (default) and 'median' of numbers, 'mostFrequent' value (of equals the first in order), or 'constant'. */
  strategy?: 'mean' | 'median' | 'mostFrequent' | 'constant' | undefined
  /** What 'constant' fills in. Default 0 in columns of numbers, 'missing_value' in others. */
  fillValue?: string | number | undefined
  /** Whether to append a column of 0 and 1, missing or not, for each column with missing values in the fit. Default false. */
  addIndicator?: boolean | undefined
}

interface Imputed {
  /** What is filled in, by column. */
  readonly statistics: readonly Value[]
  /** The numbers of the columns with an indicator. */
  readonly indicators: readonly number[]
}

const isFill = (v: unknown): boolean => typeof v === 'string' || Number.isFinite(v)
const RULES: Rules = {
  strategy: oneOf('mean', 'median', 'mostFrequent', 'constant'),
  fillValue: rule('a text or a finite number', isFill),
  addIndicator: boolean,
  ...MISSING_RULES
}

/**
 * Fills in missing values with a statistic of the fit, as scikit-learn's SimpleImputer. Columns of numbers become a tensor,
 * others rows of values: then give the type, `new SimpleImputer<string[][]>(...)`, or chain an encoder in a `Pipeline`.
 *
 * @param options strategy, fillValue, addIndicator, missingValues
 * @example
 * const imputer = new SimpleImputer({ strategy: 'median' })
 * imputer.fitTransform([[1], [null], [5], ['NA'], [3]]).toArray() // [[1], [3], [5], [3], [3]]
 * new SimpleImputer({ strategy: 'mostFrequent' }).fitTransform([['a'], [null], ['a']]) // [['a'], ['a'], ['a']]
 */
export class SimpleImputer<Out extends Tensor | Value[][] = Tensor> extends Transformer<Out, Imputed> {
  readonly type = 'SimpleImputer'
  declare readonly options: SimpleImputerOptions

  constructor(options: SimpleImputerOptions = {}) {
    super('SimpleImputer', options, RULES)
  }

  /** What is filled in, by column. */
  get statistics(): readonly Value[] {
    return this.fitted('statistics').state.statistics
  }

  /** @internal */
  learn(frame: Frame): Imputed {
    const blanks = blanksOf(this.options.missingValues)
    const gaps = frame.columns.map((column) => column.some((v) => present(v, blanks) === null))
    return {
      statistics: frame.columns.map((_, k) => this.#statistic(frame, k, blanks)),
      indicators: this.options.addIndicator === true ? gaps.flatMap((gap, k) => (gap ? [k] : [])) : []
    }
  }

  /** @internal */
  apply(frame: Frame, { statistics, indicators }: Imputed): Frame {
    const blanks = blanksOf(this.options.missingValues)
    const columns = frame.columns.map((column, k) => {
      const fill = statistics[k]!
      if (typeof fill === 'number') return numbersOf(frame, k, blanks).map((v) => v ?? fill)
      // In a column of texts a number of a request is the text that a file would have.
      const typed = (v: Value): Value => (v === null ? fill : typeof fill === 'string' ? String(v) : v)
      return column.map((v) => typed(present(v, blanks)))
    })
    const missing = indicators.map((k) => frame.columns[k]!.map((v) => Number(present(v, blanks) === null)))
    return { ...frame, columns: [...columns, ...missing] }
  }

  /** @internal Values that were filled in stay, unless an indicator says where they are. */
  invert(frame: Frame, { statistics, indicators }: Imputed): Frame {
    const width = statistics.length
    const columns = frame.columns.slice(0, width).map((column, k) => {
      const flags = frame.columns[width + indicators.indexOf(k)]
      return indicators.includes(k) ? column.map((v, row) => (flags![row] === 1 ? null : v)) : column
    })
    return { ...frame, columns }
  }

  /** @internal */
  namesOut(names: readonly string[], { indicators }: Imputed): readonly string[] {
    return [...names, ...indicators.map((k) => `missingindicator_${names[k]}`)]
  }

  /** @internal */
  isState({ statistics, indicators }: Record<string, unknown>, width: number): boolean {
    const fills = Array.isArray(statistics) && statistics.length === width && statistics.every(isFillValue)
    const places = arrayOf(
      rule('the number of a column', (v) => Number.isInteger(v) && (v as number) in (statistics as []))
    )
    return fills && places.test(indicators)
  }

  /** @internal */
  protected override out(frame: Frame, dtype: TransformOptions['dtype']): Out {
    return this.numbersOrRows(frame, dtype) as Out
  }

  #statistic(frame: Frame, k: number, blanks: ReadonlySet<string>): Value {
    const { strategy = 'mean', fillValue } = this.options
    if (strategy === 'mean' || strategy === 'median') {
      const numbers = numbersOf(frame, k, blanks).filter((v) => v !== null)
      if (numbers.length === 0) throw this.#nothing(frame, k)
      return strategy === 'mean' ? mean(numbers) : medianOf(numbers)
    }
    const values = frame.columns[k]!.map((v) => present(v, blanks)).filter((v) => v !== null)
    const { categories, counts } = findCategories(values)
    if (strategy === 'constant') return fillValue ?? (typeof categories[0] === 'string' ? 'missing_value' : 0)
    const most = mostFrequent(categories, counts)
    if (most === null) throw this.#nothing(frame, k)
    return most
  }

  #nothing(frame: Frame, k: number): Error {
    const advice = "strategy: 'constant' fills in a value of yours"
    return frame.fail(0, frame.names[k]!, `every value is missing: there is nothing to learn; ${advice}`)
  }
}

const isFillValue = (v: unknown): boolean => isFill(v) || typeof v === 'boolean'
