// Columns that are written for people: amounts of money and percentages, and dates. They become columns of numbers.
import { cos_f64, sin_f64 } from '../backend/gen/math.ts'
import { amountOf, isDateFormat, timeOf } from '../data/cells.ts'
import { OptionError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, oneOf, orNull, type Rules, rule, show } from '../util/options.ts'
import { blanksOf, type Frame, present, type Rows, type Value } from './frame.ts'
import { MISSING_RULES, type MissingOptions, Transformer } from './transformer.ts'

type Nothing = Record<string, never>

export interface ToFloatOptions extends MissingOptions {
  /** The decimal sign. Default '.'. */
  decimal?: '.' | ',' | undefined
  /** What separates groups of three digits. Default ',', and '.' with a decimal comma. */
  thousands?: ',' | '.' | ' ' | "'" | '_' | undefined
}

/**
 * Numbers of texts such as '$1,234.50', 'EUR 7', '12 %' (0.12) and '(3.00)' (-3); missing values stay missing.
 *
 * @param options decimal, thousands, missingValues
 * @throws OptionError when decimal and thousands are one sign
 * @example
 * new ToFloat().fitTransform([['$1,234.50'], ['12%'], ['(3.00)']]).toArray() // [[1234.5], [0.12], [-3]]
 * new ToFloat({ decimal: ',' }).fitTransform([['1.234,50 €']]).toArray() // [[1234.5]]
 */
export class ToFloat extends Transformer<Tensor, Nothing> {
  readonly type = 'ToFloat'
  declare readonly options: ToFloatOptions

  constructor(options: ToFloatOptions = {}) {
    super('ToFloat', options, {
      decimal: oneOf('.', ','),
      thousands: oneOf(',', '.', ' ', "'", '_'),
      ...MISSING_RULES
    })
    const { decimal, thousands } = this.#format
    if (decimal === thousands) {
      throw new OptionError(`ToFloat: expected decimal and thousands to differ but both are ${show(decimal)}`)
    }
  }

  /** @internal Reads every value, so that a wrong one is found in the training rows. */
  learn(frame: Frame): Nothing {
    this.apply(frame)
    return {}
  }

  /** @internal */
  apply(frame: Frame): Frame {
    const blanks = blanksOf(this.options.missingValues)
    const format = this.#format
    const columns = frame.columns.map((column, k) =>
      column.map((raw, row) => {
        const value = present(raw, blanks)
        const number = typeof value === 'string' ? amountOf(value, format) : value === null ? null : Number(value)
        if ((number === null && value !== null) || (number !== null && !Number.isFinite(number))) {
          const signs = `decimal ${show(format.decimal)} and thousands ${show(format.thousands)}`
          throw frame.fail(row, frame.names[k]!, `expected a number with ${signs} but found ${show(value)}`)
        }
        return number
      })
    )
    return { ...frame, columns }
  }

  /** @internal The numbers as they are. */
  invert(frame: Frame): Frame {
    return frame
  }

  override inverseTransform(rows: Rows): Tensor {
    return super.inverseTransform(rows) as Tensor
  }

  /** @internal */
  namesOut(names: readonly string[]): readonly string[] {
    return names
  }

  /** @internal */
  isState(): boolean {
    return true
  }

  get #format(): { decimal: string; thousands: string } {
    const { decimal = '.', thousands = decimal === ',' ? '.' : ',' } = this.options
    return { decimal, thousands }
  }
}

const UNITS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const

export interface DatetimeEncoderOptions extends MissingOptions {
  /** The parts to give, from the year to this one; null for none. Default 'day'. */
  resolution?: (typeof UNITS)[number] | null | undefined
  /** Whether to give the weekday: 1 (Monday) to 7. Default false. */
  addWeekday?: boolean | undefined
  /** Whether to give the seconds since 1970. Default true. */
  addTotalSeconds?: boolean | undefined
  /** 'circular': sine and cosine in place of month, day, hour, minute, second and weekday. Default null. */
  periodicEncoding?: 'circular' | null | undefined
  /** The form of the dates, such as 'DD.MM.YYYY' or 'MM/DD/YYYY HH:mm'. Default ISO 8601. */
  format?: string | undefined
}

// The length of each period, and what its first value is.
const PERIODS: Readonly<Record<string, readonly [length: number, first: number]>> = {
  month: [12, 1],
  day: [31, 1],
  hour: [24, 0],
  minute: [60, 0],
  second: [60, 0],
  weekday: [7, 1]
}
const TURN = 2 * Math.PI

/**
 * Numbers of dates: year, month, day, ..., weekday and seconds since 1970. Dates without a zone are UTC. Missing values stay
 * missing.
 *
 * @param options resolution, addWeekday, addTotalSeconds, periodicEncoding, format, missingValues
 * @throws OptionError when nothing is left to give
 * @example
 * const encoder = new DatetimeEncoder({ addWeekday: true, addTotalSeconds: false })
 * encoder.fitTransform([['2026-11-29'], ['2027-01-04']]).toArray() // [[2026, 11, 29, 7], [2027, 1, 4, 1]]
 * encoder.getFeatureNamesOut() // ['0_year', '0_month', '0_day', '0_weekday']
 */
export class DatetimeEncoder extends Transformer<Tensor, Nothing> {
  readonly type = 'DatetimeEncoder'
  declare readonly options: DatetimeEncoderOptions

  constructor(options: DatetimeEncoderOptions = {}) {
    super('DatetimeEncoder', options, RULES)
    if (this.#parts.length > 0) return
    throw new OptionError('DatetimeEncoder: expected resolution, addWeekday or addTotalSeconds but none is left')
  }

  /** @internal Reads every value, so that a wrong one is found in the training rows. */
  learn(frame: Frame): Nothing {
    this.apply(frame)
    return {}
  }

  /** @internal */
  apply(frame: Frame): Frame {
    const parts = this.#parts
    const columns = frame.columns.flatMap((_, k) => {
      const times = this.#times(frame, k)
      return parts.map(({ of }) => times.map((time) => (time === null ? null : of(new Date(time)))))
    })
    return { ...frame, columns }
  }

  /** @internal Dates as ISO texts: of the seconds since 1970, or of the parts. */
  invert(frame: Frame): Frame {
    const parts = this.#parts
    const width = frame.columns.length / parts.length
    const place = new Map(parts.map(({ name }, j) => [name, j]))
    const columns = Array.from({ length: width }, (_, k) => {
      const column = (name: string): readonly Value[] | undefined =>
        place.has(name) ? frame.columns[k * parts.length + place.get(name)!] : undefined
      const seconds = column('total_seconds')
      const own = UNITS.map(column)
      if (seconds === undefined && own[2] === undefined) {
        throw new OptionError(
          'DatetimeEncoder.inverseTransform: expected total_seconds, or year, month and day that are not circular'
        )
      }
      return Array.from({ length: frame.length }, (_, row) => {
        if ((seconds ?? own[0]!)[row] === null) return null
        const [year, month, ...rest] = own.map((values, j) => Number(values?.[row] ?? (j < 3 ? 1 : 0)))
        const time = seconds === undefined ? Date.UTC(year!, month! - 1, ...rest) : Number(seconds[row]) * 1000
        return new Date(time).toISOString()
      })
    })
    return { ...frame, columns }
  }

  override inverseTransform(rows: Rows): Value[][] {
    return super.inverseTransform(rows) as Value[][]
  }

  /** @internal */
  namesOut(names: readonly string[]): readonly string[] {
    return names.flatMap((name) => this.#parts.map((part) => `${name}_${part.name}`))
  }

  /** @internal */
  isState(): boolean {
    return true
  }

  /** @internal */
  protected override numeric(): boolean {
    return false
  }

  #times(frame: Frame, k: number): (number | null)[] {
    const blanks = blanksOf(this.options.missingValues)
    const { format } = this.options
    return frame.columns[k]!.map((raw, row) => {
      const value = present(raw, blanks)
      // A Date came as the text of its ISO form.
      const time =
        typeof value === 'string' ? (timeOf(value, format) ?? (format === undefined ? null : timeOf(value))) : null
      if (time !== null || value === null) return time
      const expected = format === undefined ? "a date such as '2026-11-29'; give another format" : `a date of ${format}`
      throw frame.fail(row, frame.names[k]!, `expected ${expected} but found ${show(value)}`)
    })
  }

  // What is given of a date, by name.
  get #parts(): { name: string; of: (date: Date) => number }[] {
    const { resolution = 'day', addWeekday = false, addTotalSeconds = true, periodicEncoding = null } = this.options
    const units = resolution === null ? [] : UNITS.slice(0, UNITS.indexOf(resolution) + 1)
    const plain: { name: string; of: (date: Date) => number }[] = units.map((name) => ({ name, of: READ[name]! }))
    if (addWeekday) plain.push({ name: 'weekday', of: READ.weekday! })
    const all = plain.flatMap(({ name, of }) => {
      const period = periodicEncoding === null ? undefined : PERIODS[name]
      if (period === undefined) return [{ name, of }]
      const [length, first] = period
      const angle = (date: Date): number => (TURN * (of(date) - first)) / length
      return [
        { name: `${name}_sin`, of: (date: Date) => sin_f64(angle(date)) },
        { name: `${name}_cos`, of: (date: Date) => cos_f64(angle(date)) }
      ]
    })
    return addTotalSeconds ? [...all, { name: 'total_seconds', of: (date) => date.getTime() / 1000 }] : all
  }
}

const READ: Readonly<Record<string, (date: Date) => number>> = {
  year: (date) => date.getUTCFullYear(),
  month: (date) => date.getUTCMonth() + 1,
  day: (date) => date.getUTCDate(),
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  second: (date) => date.getUTCSeconds(),
  weekday: (date) => date.getUTCDay() || 7
}

const RULES: Rules = {
  resolution: orNull(oneOf(...UNITS)),
  addWeekday: boolean,
  addTotalSeconds: boolean,
  periodicEncoding: orNull(oneOf('circular')),
  format: rule("a format with YYYY, MM and DD, such as 'DD.MM.YYYY'", (v) => typeof v === 'string' && isDateFormat(v)),
  ...MISSING_RULES
}
