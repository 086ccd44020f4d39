// The one-hot encoder: a column of categories becomes a column of 0 and 1 for each of them.
import { MANY_CATEGORIES, warnOfMany } from '../data/cells.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, number, oneOf, orNull, type Rules, wholeNumber } from '../util/options.ts'
import {
  areCategories,
  CATEGORIES_RULES,
  type CategoriesOptions,
  type Found,
  keyOf,
  learnCategories,
  placesOf,
  unknownCategory
} from './categories.ts'
import { blanksOf, type Frame, present, type Rows, type Value } from './frame.ts'
import { Transformer } from './transformer.ts'

export interface OneHotEncoderOptions extends CategoriesOptions {
  /**
   * What a category that fit has not seen gives: 'error' (default), 'ignore': zeros, or 'infrequentIfExist': the column of
   * infrequent categories, zeros if there is none.
   */
  handleUnknown?: 'error' | 'ignore' | 'infrequentIfExist' | undefined
  /** The category without a column: null (default): none, 'first', or 'ifBinary': the first of two. */
  drop?: 'first' | 'ifBinary' | null | undefined
  /** Categories of fewer rows, or of a smaller share of them (a number below 1), share one column. */
  minFrequency?: number | undefined
  /** The greatest number of columns, >= 1: the last of them is that of the rarest categories. */
  maxCategories?: number | undefined
}

interface OneHot {
  readonly categories: readonly (readonly Value[])[]
  /** The numbers of the categories of each column that share a column. */
  readonly infrequent: readonly (readonly number[])[]
}

const RULES: Rules = {
  handleUnknown: oneOf('error', 'ignore', 'infrequentIfExist'),
  drop: orNull(oneOf('first', 'ifBinary')),
  minFrequency: number({ above: 0 }),
  maxCategories: wholeNumber({ min: 1 }),
  ...CATEGORIES_RULES
}

// The categories that share a column of the result; those of the first slot have none if it is dropped.
interface Slots {
  readonly members: readonly (readonly number[])[]
  readonly dropped: boolean
}

/**
 * A column of 0 and 1 for each category, as scikit-learn's OneHotEncoder. A missing value is a category if fit has seen one.
 * More than 100 categories in a column give a process warning, THALWEG_MANY_CATEGORIES.
 *
 * @param options handleUnknown, drop, categories, minFrequency, maxCategories, missingValues
 * @example
 * const encoder = new OneHotEncoder({ handleUnknown: 'ignore' })
 * encoder.fitTransform([['red'], ['blue'], ['red']]).toArray() // [[0, 1], [1, 0], [0, 1]]
 * encoder.transform([['green']]).toArray() // [[0, 0]]
 * encoder.inverseTransform([[1, 0]]) // [['blue']]
 */
export class OneHotEncoder extends Transformer<Tensor, OneHot> {
  readonly type = 'OneHotEncoder'
  declare readonly options: OneHotEncoderOptions

  constructor(options: OneHotEncoderOptions = {}) {
    super('OneHotEncoder', options, RULES)
  }

  /** The categories of each column; a missing value is null. */
  get categories(): readonly (readonly Value[])[] {
    return this.fitted('categories').state.categories
  }

  override inverseTransform(rows: Rows): Value[][] {
    return super.inverseTransform(rows) as Value[][]
  }

  /** @internal */
  learn(frame: Frame): OneHot {
    const { handleUnknown = 'error' } = this.options
    const found = learnCategories('OneHotEncoder.fit', frame, this.options, handleUnknown === 'error')
    const state = {
      categories: found.map(({ categories }) => categories),
      infrequent: found.map((each) => this.#rare(each, frame.length))
    }
    for (const [k, name] of frame.names.entries()) {
      const { length } = this.#slots(state, k).members
      const advice =
        'maxCategories or minFrequency let rare ones share a feature, OrdinalEncoder gives codes for an Embedding'
      if (length > MANY_CATEGORIES) warnOfMany('OneHotEncoder.fit', name, length, advice)
    }
    return state
  }

  /** @internal */
  apply(frame: Frame, state: OneHot): Frame {
    const blanks = blanksOf(this.options.missingValues)
    const { handleUnknown = 'error' } = this.options
    const columns = frame.columns.flatMap((column, k) => {
      const categories = state.categories[k]!
      const places = placesOf(categories)
      const { members, dropped } = this.#slots(state, k)
      const slotOf = new Map(members.flatMap((list, slot) => list.map((place) => [place, slot] as const)))
      const shared =
        handleUnknown === 'infrequentIfExist' && state.infrequent[k]!.length > 0 ? members.length - 1 : null
      const out = members.map(() => new Array<number>(frame.length).fill(0))
      for (const [row, raw] of column.entries()) {
        const value = present(raw, blanks)
        const place = places.get(keyOf(value))
        if (place === undefined && handleUnknown === 'error') {
          throw unknownCategory(frame, k, row, value, categories, "handleUnknown: 'ignore' gives zeros")
        }
        const slot = place === undefined ? shared : slotOf.get(place)!
        if (slot !== null) out[slot]![row] = 1
      }
      return dropped ? out.slice(1) : out
    })
    return { ...frame, columns }
  }

  /** @internal */
  invert(frame: Frame, state: OneHot): Frame {
    let at = 0
    const columns = state.categories.map((categories, k): Value[] => {
      const { members, dropped } = this.#slots(state, k)
      const own = frame.columns.slice(at, at + members.length - Number(dropped))
      at += own.length
      return Array.from({ length: frame.length }, (_, row) => {
        let best = -1
        for (const [slot, column] of own.entries()) {
          if (Number(column[row]) > (best < 0 ? 0 : Number(own[best]![row]))) best = slot
        }
        if (best < 0 && !dropped) return null
        const list = members[best + Number(dropped)]!
        // Which of several it was is not known.
        return list.length === 1 ? categories[list[0]!]! : null
      })
    })
    return { ...frame, columns }
  }

  /** @internal */
  namesOut(names: readonly string[], state: OneHot): readonly string[] {
    return names.flatMap((name, k) => {
      const { members, dropped } = this.#slots(state, k)
      const shared = state.infrequent[k]!.length > 0
      const all = members.map((list, slot) => {
        if (shared && slot === members.length - 1) return `${name}_infrequent`
        return `${name}_${state.categories[k]![list[0]!] ?? 'missing'}`
      })
      return dropped ? all.slice(1) : all
    })
  }

  /** @internal */
  isState({ categories, infrequent }: Record<string, unknown>, width: number): boolean {
    const places = arrayOf(arrayOf(wholeNumber({ min: 0 })))
    if (!areCategories(categories, width) || !places.test(infrequent)) return false
    const lists = infrequent as number[][]
    return lists.length === width && lists.every((list, k) => list.every((place) => place < categories[k]!.length))
  }

  /** @internal */
  protected override numeric(): boolean {
    return false
  }

  #rare({ categories, counts }: Found, rows: number): number[] {
    const { minFrequency, maxCategories } = this.options
    const least = minFrequency === undefined ? 0 : minFrequency < 1 ? minFrequency * rows : minFrequency
    const byCount = categories
      .map((_, k) => k)
      .sort((a, b) => counts.get(categories[b]!)! - counts.get(categories[a]!)! || a - b)
    let kept = byCount.filter((k) => counts.get(categories[k]!)! >= least)
    // The shared column counts, in scikit-learn even where nothing shared it before: it has what comes later.
    if (maxCategories !== undefined && kept.length + 1 > maxCategories) kept = kept.slice(0, maxCategories - 1)
    const frequent = new Set(kept)
    return categories.flatMap((_, k) => (frequent.has(k) ? [] : [k]))
  }

  #slots({ categories, infrequent }: OneHot, k: number): Slots {
    const rare = new Set(infrequent[k])
    const alone = categories[k]!.flatMap((_, place) => (rare.has(place) ? [] : [[place]]))
    const members = rare.size > 0 ? [...alone, [...rare]] : alone
    const { drop = null } = this.options
    return {
      members,
      dropped: members.length > 0 && (drop === 'first' || (drop === 'ifBinary' && members.length === 2))
    }
  }
}
