// The categories of a column: what they are, how often they come, and the place of a value among them. Called by the
// encoders.
import { type DataError, OptionError } from '../errors.ts'
import { arrayOf, either, oneOf, type Rules, rule, show } from '../util/options.ts'
import { blanksOf, type Frame, present, type Value } from './frame.ts'
import { MISSING_RULES, type MissingOptions } from './transformer.ts'

/** Options that encoders share. */
export interface CategoriesOptions extends MissingOptions {
  /** 'auto' (default): those of the fit, sorted; or those of each column, in the order to keep. */
  categories?: 'auto' | readonly (readonly Value[])[] | undefined
}

const isValue = (v: unknown): boolean => v === null || ['string', 'number', 'boolean'].includes(typeof v)
const VALUE = rule('a text, a number, true, false or null', isValue)
const LISTS = arrayOf(arrayOf(VALUE))

export const CATEGORIES_RULES: Rules = { categories: either(oneOf('auto'), LISTS), ...MISSING_RULES }

/** Whether a value is a list of categories for each column. */
export const areCategories = (value: unknown, width: number): value is Value[][] =>
  LISTS.test(value) && (value as Value[][]).length === width

/** A column's categories, a missing value among them as null in the last place, and how often each comes. */
export interface Found {
  readonly categories: readonly Value[]
  readonly counts: ReadonlyMap<Value, number>
}

/** Numbers by size, texts by code unit, null last. */
export function findCategories(values: readonly Value[]): Found {
  const known = values.filter((v) => v !== null)
  const numeric = known.every((v) => typeof v !== 'string')
  const counts = new Map<Value, number>()
  for (const v of values) {
    // In a column with texts everything is a text: '1' of a file and 1 of a request are one category.
    const key = v === null || numeric ? v : String(v)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const list = [...counts.keys()].filter((v) => v !== null)
  list.sort(numeric ? (a, b) => Number(a) - Number(b) : undefined)
  return { categories: counts.has(null) ? [...list, null] : list, counts }
}

/**
 * The categories of each column of a frame: found or given.
 *
 * @param strict whether a value that is not among given categories is an error
 */
export function learnCategories(
  call: string,
  frame: Frame,
  { categories = 'auto', missingValues }: CategoriesOptions,
  strict: boolean
): Found[] {
  const blanks = blanksOf(missingValues)
  return frame.columns.map((column, k) => {
    const values = column.map((v) => present(v, blanks))
    if (categories === 'auto') return findCategories(values)
    if (categories.length !== frame.columns.length) {
      throw new OptionError(
        `${call}: expected categories for each of ${frame.columns.length} columns but received ${categories.length} lists`
      )
    }
    // A copy: the caller may change the list.
    const own = [...categories[k]!]
    const places = placesOf(own)
    const counts = new Map<Value, number>(own.map((v) => [v, 0]))
    for (const [row, value] of values.entries()) {
      const place = places.get(keyOf(value))
      if (place !== undefined) counts.set(own[place]!, counts.get(own[place]!)! + 1)
      else if (strict) throw unknownCategory(frame, k, row, value, own, 'add it to categories')
    }
    return { categories: own, counts }
  })
}

/** What a value is looked up by: a number and its text are the same. */
export const keyOf = (value: Value): string | null => (value === null ? null : String(value))

type Places = ReadonlyMap<string | null, number>
const PLACES = new WeakMap<readonly Value[], Places>()

/** The place of each category; found once for a list, so that a request of one row does not read all of them. */
export function placesOf(categories: readonly Value[]): Places {
  const known = PLACES.get(categories)
  if (known !== undefined) return known
  const places = new Map(categories.map((value, k) => [keyOf(value), k]))
  PLACES.set(categories, places)
  return places
}

/** The error of a value that is not among the categories. */
export function unknownCategory(
  frame: Frame,
  k: number,
  row: number,
  value: Value,
  categories: readonly Value[],
  advice: string
): DataError {
  const some = categories.slice(0, 20).map((v) => (v === null ? 'a missing value' : String(v)))
  const known = categories.length > 20 ? `${some.join(', ')}, ...` : some.join(', ')
  const found = value === null ? 'the value is missing' : `found ${show(value)}`
  return frame.fail(row, frame.names[k]!, `expected one of ${known} but ${found}; ${advice}`)
}
