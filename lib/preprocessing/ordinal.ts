// Encoders that give numbers of categories: of columns, for an Embedding, and of the labels to predict.
import { DataError, OptionError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import { number, oneOf, type Rules, show } from '../util/options.ts'
import {
  areCategories,
  CATEGORIES_RULES,
  type CategoriesOptions,
  findCategories,
  keyOf,
  learnCategories,
  placesOf,
  unknownCategory
} from './categories.ts'
import { blanksOf, type Frame, type FrameDtype, present, type Rows, type Value } from './frame.ts'
import { parseJson, Transformer, type TransformerJson } from './transformer.ts'

export interface OrdinalEncoderOptions extends CategoriesOptions {
  /**
   * What a category that fit has not seen gives: 'error' (default), 'useEncodedValue': the unknownValue, or 'reserve': the
   * number 0, which missing values have as well; then those of known categories begin with 1.
   */
  handleUnknown?: 'error' | 'useEncodedValue' | 'reserve' | undefined
  /** The number of unknown categories, with handleUnknown: 'useEncodedValue'; it must not be a known category's. */
  unknownValue?: number | undefined
  /** The number of missing values. Default NaN, which needs a float dtype. */
  encodedMissingValue?: number | undefined
  /** 'int32' (default), as Embedding takes it, 'float32' or 'float64'. */
  dtype?: FrameDtype | undefined
}

interface Ordinal {
  readonly categories: readonly (readonly Value[])[]
}

const RULES: Rules = {
  handleUnknown: oneOf('error', 'useEncodedValue', 'reserve'),
  unknownValue: number(),
  encodedMissingValue: number(),
  dtype: oneOf('int32', 'float32', 'float64'),
  ...CATEGORIES_RULES
}

/**
 * The number of its category for each value, from 0, as scikit-learn's OrdinalEncoder; as int32, which an Embedding takes.
 *
 * @param options handleUnknown, unknownValue, encodedMissingValue, categories, dtype, missingValues
 * @throws OptionError for options that do not go together
 * @example
 * const encoder = new OrdinalEncoder({ handleUnknown: 'reserve' })
 * encoder.fitTransform([['red'], ['blue'], ['red']]).toArray() // [[2], [1], [2]]
 * encoder.transform([['green'], [null]]).toArray() // [[0], [0]]
 * const [rows = 0] = encoder.cardinalities
 * new nn.Embedding(rows, 8).weight.shape // [3, 8]
 */
export class OrdinalEncoder extends Transformer<Tensor, Ordinal> {
  readonly type = 'OrdinalEncoder'
  declare readonly options: OrdinalEncoderOptions

  constructor(options: OrdinalEncoderOptions = {}) {
    super('OrdinalEncoder', options, RULES)
    const { handleUnknown = 'error', unknownValue, encodedMissingValue, dtype = 'int32' } = options
    if ((handleUnknown === 'useEncodedValue') !== (unknownValue !== undefined)) {
      throw new OptionError(
        `OrdinalEncoder: expected unknownValue together with handleUnknown: 'useEncodedValue' but received ${show(unknownValue)} and ${show(handleUnknown)}`
      )
    }
    if (handleUnknown === 'reserve' && encodedMissingValue !== undefined) {
      throw new OptionError(
        "OrdinalEncoder: expected no encodedMissingValue with handleUnknown: 'reserve', where it is 0"
      )
    }
    for (const [name, value] of Object.entries({ unknownValue, encodedMissingValue })) {
      if (dtype === 'int32' && value !== undefined && !Number.isInteger(value)) {
        throw new OptionError(
          `OrdinalEncoder: expected ${name} to be a whole number but received ${value}; dtype: 'float32' holds others`
        )
      }
    }
  }

  /** The categories of each column; a missing value is null. */
  get categories(): readonly (readonly Value[])[] {
    return this.fitted('categories').state.categories
  }

  /** How many numbers each column may have, 0 included: the numEmbeddings of an Embedding. */
  get cardinalities(): readonly number[] {
    const { unknownValue = -1, encodedMissingValue = -1 } = this.options
    const special = [unknownValue, encodedMissingValue].filter(Number.isInteger)
    return this.categories.map((categories) => {
      const last = categories.findLastIndex((v) => v !== null)
      return Math.max(this.#first + last, ...special) + 1
    })
  }

  override inverseTransform(rows: Rows): Value[][] {
    return super.inverseTransform(rows) as Value[][]
  }

  /** @internal */
  learn(frame: Frame): Ordinal {
    const { handleUnknown = 'error', unknownValue, encodedMissingValue, dtype = 'int32', missingValues } = this.options
    const strict = handleUnknown === 'error'
    const categories = learnCategories('OrdinalEncoder.fit', frame, this.options, strict).map(
      (found) => found.categories
    )
    if (handleUnknown === 'reserve') return { categories: categories.map((list) => list.filter((v) => v !== null)) }
    for (const [k, list] of categories.entries()) {
      if (list.includes(null) && encodedMissingValue === undefined && dtype === 'int32') {
        const row = frame.columns[k]!.findIndex((v) => present(v, blanksOf(missingValues)) === null)
        throw frame.fail(
          row,
          frame.names[k]!,
          "the value is missing; give encodedMissingValue, or handleUnknown: 'reserve', or put a SimpleImputer before"
        )
      }
      const known = list.filter((v) => v !== null).length
      for (const [name, value] of Object.entries({ unknownValue, encodedMissingValue })) {
        if (value !== undefined && value >= 0 && value < known && Number.isInteger(value)) {
          throw new OptionError(
            `OrdinalEncoder.fit: expected ${name} to differ from the numbers of categories but ${value} is that of ${show(list[value])} in column ${show(frame.names[k])}`
          )
        }
      }
    }
    return { categories }
  }

  /** @internal */
  apply(frame: Frame, state: Ordinal): Frame {
    const { handleUnknown = 'error', unknownValue, dtype = 'int32', missingValues } = this.options
    const blanks = blanksOf(missingValues)
    const columns = frame.columns.map((column, k) => {
      const categories = state.categories[k]!
      const places = placesOf(categories)
      return column.map((raw, row) => {
        const value = present(raw, blanks)
        const place = places.get(keyOf(value))
        if (place !== undefined) return this.#code(categories[place]!, place)
        if (handleUnknown === 'reserve') return 0
        if (handleUnknown === 'useEncodedValue') return unknownValue!
        throw unknownCategory(frame, k, row, value, categories, "handleUnknown: 'reserve' keeps a number for others")
      })
    })
    return { ...frame, dtype, columns }
  }

  /** @internal */
  invert(frame: Frame, state: Ordinal): Frame {
    const { unknownValue, encodedMissingValue } = this.options
    const columns = frame.columns.map((column, k) => {
      const categories = state.categories[k]!
      return column.map((code, row): Value => {
        if (code === null || code === unknownValue || code === encodedMissingValue) return null
        const place = Number(code) - this.#first
        if (place === -1 && this.#first === 1) return null
        if (place in categories) return categories[place]!
        const last = categories.length - 1 + this.#first
        throw frame.fail(row, frame.names[k]!, `expected a number from 0 to ${last} but found ${show(code)}`)
      })
    })
    return { ...frame, columns }
  }

  /** @internal */
  namesOut(names: readonly string[]): readonly string[] {
    return names
  }

  /** @internal */
  isState({ categories }: Record<string, unknown>, width: number): boolean {
    return areCategories(categories, width)
  }

  /** @internal */
  protected override numeric(): boolean {
    return false
  }

  // The number of the first category.
  get #first(): number {
    return this.options.handleUnknown === 'reserve' ? 1 : 0
  }

  #code(value: Value, place: number): number {
    return value === null ? (this.options.encodedMissingValue ?? Number.NaN) : place + this.#first
  }
}

/**
 * Numbers for the labels to predict, from 0 in sorted order, as scikit-learn's LabelEncoder: int32, as crossEntropy takes
 * them.
 *
 * @example
 * const encoder = new LabelEncoder()
 * encoder.fitTransform(['cat', 'dog', 'cat']).toArray() // [0, 1, 0]
 * encoder.classes // ['cat', 'dog']
 * encoder.inverseTransform([1, 1]) // ['dog', 'dog']
 */
export class LabelEncoder {
  #classes: readonly Value[] | null = null

  /** The labels in order. */
  get classes(): readonly Value[] {
    if (this.#classes !== null) return this.#classes
    throw new OptionError(
      'LabelEncoder.classes: expected a fitted LabelEncoder; call fit with the training labels first'
    )
  }

  /** Whether `fit` has been called. */
  get isFitted(): boolean {
    return this.#classes !== null
  }

  /**
   * Learns the labels.
   * @param labels texts, numbers or booleans, or a tensor (N)
   * @throws DataError for a missing label, or without labels
   */
  fit(labels: Tensor | readonly Value[]): this {
    const list = labelsOf('LabelEncoder.fit', labels)
    if (list.length === 0) throw new DataError('LabelEncoder.fit: expected at least one label but there is none')
    this.#classes = findCategories(list).categories
    return this
  }

  /**
   * The number of each label: an int32 tensor (N).
   * @throws DataError for a label that fit has not seen
   */
  transform(labels: Tensor | readonly Value[]): Tensor {
    const places = placesOf(this.classes)
    const numbers = labelsOf('LabelEncoder.transform', labels).map((label, k) => {
      const place = places.get(keyOf(label))
      if (place !== undefined) return place
      const known = this.classes.slice(0, 20).join(', ')
      throw new DataError(`LabelEncoder.transform: label ${k}: expected one of ${known} but found ${show(label)}`)
    })
    return fromArray(Int32Array.from(numbers), [numbers.length])
  }

  /** `fit` and `transform` of the same labels. */
  fitTransform(labels: Tensor | readonly Value[]): Tensor {
    return this.fit(labels).transform(labels)
  }

  /**
   * The labels of numbers.
   * @throws DataError for a number that is not one of a class
   */
  inverseTransform(numbers: Tensor | readonly number[]): Value[] {
    const list = numbers instanceof Tensor ? Array.from(elementsOf(numbers), Number) : numbers
    return list.map((n, k) => {
      if (n in this.classes) return this.classes[n]!
      throw new DataError(
        `LabelEncoder.inverseTransform: number ${k}: expected one from 0 to ${this.classes.length - 1} but found ${show(n)}`
      )
    })
  }

  /** The labels as plain JSON. */
  toJSON(): TransformerJson {
    const fitted = this.#classes === null ? null : { classes: this.#classes }
    return { type: 'LabelEncoder', options: {}, names: null, named: false, fitted }
  }

  /**
   * The encoder of a JSON object or text.
   * @throws OptionError for what `toJSON` did not make
   */
  static fromJSON(json: object | string): LabelEncoder {
    const call = 'LabelEncoder.fromJSON'
    const { fitted } = parseJson(call, json, 'LabelEncoder')
    const made = new LabelEncoder()
    if (fitted === null) return made
    const { classes } = fitted as { classes?: unknown }
    if (!areCategories([classes], 1)) {
      throw new OptionError(`${call}: expected what toJSON made but its field fitted has another form`)
    }
    made.#classes = classes as Value[]
    return made
  }
}

function labelsOf(call: string, labels: Tensor | readonly Value[]): Value[] {
  if (!(labels instanceof Tensor) && !Array.isArray(labels)) {
    throw new OptionError(`${call}: expected an array of labels or a tensor (N) but received ${show(labels)}`)
  }
  if (labels instanceof Tensor && labels.ndim !== 1) {
    throw new OptionError(`${call}: expected a tensor (N) but received one of ${labels.ndim} dimensions`)
  }
  const list: readonly unknown[] = labels instanceof Tensor ? Array.from(elementsOf(labels), Number) : labels
  return list.map((label, k) => {
    if (['string', 'number', 'boolean'].includes(typeof label) && !Number.isNaN(label)) return label as Value
    throw new DataError(`${call}: label ${k}: expected a text, a number, true or false but found ${show(label)}`)
  })
}
