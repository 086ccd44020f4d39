// The base of transformers: what is learned from rows is plain JSON, which is kept whole or not at all. Extended by the
// transformers next to it.
import { DataError, OptionError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, checkOptions, checkValue, oneOf, type Rules, rule, show, text } from '../util/options.ts'
import { isPlainObject } from '../util/realm.ts'
import { type Frame, frameOf, type Rows, toRows, toTensor, type Value } from './frame.ts'

/** A transformer as JSON: its options and what it learned, null before `fit`. */
export interface TransformerJson {
  readonly type: string
  readonly options: object
  /** The names of the columns it was fitted to. */
  readonly names: readonly string[] | null
  /** Whether they are names, not numbers of columns. */
  readonly named: boolean
  readonly fitted: object | null
}

export interface TransformOptions {
  /** The dtype of the result. Default float32; float64 for a float64 tensor; int32 for codes. */
  dtype?: 'float32' | 'float64' | undefined
}

/** Options that every transformer has. */
export interface MissingOptions {
  /**
   * The texts and numbers that count as missing. Default pandas' words ('', 'NA', 'NaN', 'None', 'NULL', '#N/A', ...) and
   * '?'; null and NaN always do.
   */
  missingValues?: readonly (string | number)[] | undefined
}

export const MISSING_RULES: Rules = {
  missingValues: arrayOf(rule('a string or a number', (v) => typeof v === 'string' || typeof v === 'number'))
}

/** @internal What a fit has learned, and from which columns. */
export interface Fitted<S> {
  readonly names: readonly string[]
  readonly named: boolean
  readonly state: S
}

/**
 * Learns from rows, usually those of the training part, and applies what it learned to any rows. Out is what transform
 * returns.
 */
export abstract class Transformer<Out = Tensor, S extends object = object> {
  /** The name of its class in JSON. */
  abstract readonly type: string
  /** @internal */
  readonly options: object
  #fitted: Fitted<S> | null = null

  constructor(call: string, options: object, rules: Rules) {
    checkOptions(call, options, rules)
    this.options = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  }

  // --- what a transformer is ---

  /** @internal What is learned of a frame: plain JSON. */
  abstract learn(frame: Frame): S
  /** @internal */
  abstract apply(frame: Frame, state: S): Frame
  /** @internal */
  abstract invert(frame: Frame, state: S): Frame
  /** @internal Whether `state` is what `learn` makes of so many columns. */
  abstract isState(state: Record<string, unknown>, width: number): boolean
  /** @internal Those of the columns of the fit that `apply` needs. */
  needed(names: readonly string[], _state: S): readonly string[] {
    return names
  }

  /** @internal The names of the columns that `apply` makes. */
  abstract namesOut(names: readonly string[], state: S): readonly string[]

  // --- what users call ---

  /** Whether `fit` has been called. */
  get isFitted(): boolean {
    return this.#fitted !== null
  }

  /** The names of the columns of the fit; null before it, and numbers as texts for tensors and arrays. */
  get featureNamesIn(): readonly string[] | null {
    return this.#fitted?.names ?? null
  }

  /**
   * Learns from rows: those of the training part, so that nothing is known of the others.
   *
   * @param rows a tensor (N, F), arrays of values, objects by column, a `Table` or a part of one
   * @returns this
   * @throws DataError for a value that does not fit, with row and column; then what was learned before stays
   */
  fit(rows: Rows): this {
    this.fitFrame(frameOf(`${this.type}.fit`, rows))
    return this
  }

  /**
   * Applies what `fit` learned.
   *
   * @param rows as for fit; of rows as objects only the columns of the fit are read
   * @returns a tensor (N, features); missing values are NaN
   * @throws OptionError before fit; DataError for a value that does not fit, with row and column
   */
  transform(rows: Rows, options: TransformOptions = {}): Out {
    return this.#transform('transform', rows, options)
  }

  /** `fit` and `transform` of the same rows. */
  fitTransform(rows: Rows, options: TransformOptions = {}): Out {
    checkOptions(`${this.type}.fitTransform`, options, DTYPE)
    const frame = frameOf(`${this.type}.fitTransform`, rows)
    this.fitFrame(frame)
    return this.out(this.applyFrame(frame), options.dtype)
  }

  /**
   * The opposite of `transform`.
   *
   * @param rows the result of transform, or arrays of numbers
   * @returns a tensor of numbers, or rows of values where there are texts
   */
  inverseTransform(rows: Rows): Tensor | Value[][] | Record<string, Value>[] {
    const call = `${this.type}.inverseTransform`
    return this.numbersOrRows(this.invertFrame(frameOf(call, rows, this.getFeatureNamesOut())))
  }

  /** The names of the columns of the result, as scikit-learn makes them. */
  getFeatureNamesOut(): readonly string[] {
    const { names, state } = this.fitted('getFeatureNamesOut')
    return this.namesOut(names, state)
  }

  /** Options and what was learned, as plain JSON; `JSON.stringify` calls it. */
  toJSON(): TransformerJson {
    const { names = null, named = false, state = null } = this.#fitted ?? {}
    return { type: this.type, options: this.options, names, named, fitted: state }
  }

  /**
   * The transformer of a JSON object or text.
   * @throws OptionError for what `toJSON` did not make
   */
  static readonly fromJSON: typeof fromJSON = fromJSON

  // --- for those that hold others ---

  /** @internal Another one with the same options, without what was learned. */
  blank(): this {
    return new (this.constructor as new (options: object) => this)(this.options)
  }

  /** @internal */
  fitFrame(frame: Frame): void {
    if (frame.length === 0) throw new DataError(`${this.type}.fit: expected at least one row but there is none`)
    const state = this.learn(frame)
    const names = frame.named ? this.needed(frame.names, state) : frame.names
    this.#fitted = { names, named: frame.named, state }
  }

  /** @internal */
  applyFrame(frame: Frame): Frame {
    const { state, names } = this.fitted('transform')
    const result = this.apply(frame, state)
    return { ...result, names: this.namesOut(names, state) }
  }

  /** @internal */
  invertFrame(frame: Frame): Frame {
    const { state, names } = this.fitted('inverseTransform')
    return { ...this.invert(frame, state), names }
  }

  /** @internal */
  fitted(method: string): Fitted<S> {
    if (this.#fitted !== null) return this.#fitted
    throw new OptionError(
      `${this.type}.${method}: expected a fitted ${this.type}; call fit with the training rows first`
    )
  }

  /** @internal */
  restore(json: TransformerJson): void {
    const call = `${this.type}.fromJSON`
    checkType(call, json, this.type)
    const { names, named, fitted } = json
    if (fitted === null) return
    const sound = isPlainObject(fitted) && names !== null && this.isState(fitted, names.length)
    if (!sound) throw new OptionError(`${call}: expected what toJSON made but its field fitted has another form`)
    this.#fitted = { names, named, state: fitted as S }
  }

  /** @internal */
  protected out(frame: Frame, dtype: TransformOptions['dtype']): Out {
    return toTensor(frame, dtype) as Out
  }

  /** @internal */
  protected numbersOrRows(frame: Frame, dtype?: TransformOptions['dtype']): Tensor | Value[][] {
    return this.numeric(frame) ? toTensor(frame, dtype) : toRows(frame)
  }

  /** @internal Whether what `invert` makes is numbers alone. */
  protected numeric(frame: Frame): boolean {
    return frame.columns.every((column) => column.every((v) => typeof v === 'number' || v === null))
  }

  #transform(method: string, rows: Rows, options: TransformOptions): Out {
    const call = `${this.type}.${method}`
    checkOptions(call, options, DTYPE)
    const { names } = this.fitted(method)
    return this.out(this.applyFrame(frameOf(call, rows, names)), options.dtype)
  }
}

const DTYPE: Rules = { dtype: oneOf('float32', 'float64') }
const JSON_RULE = rule('the JSON of a transformer (type, options, names, named, fitted)', (v) => {
  if (!isPlainObject(v)) return false
  const names = v.names === null || (Array.isArray(v.names) && v.names.every(text.test))
  const fitted = v.fitted === null || isPlainObject(v.fitted)
  return typeof v.type === 'string' && isPlainObject(v.options) && names && typeof v.named === 'boolean' && fitted
})

// The static method of every transformer: `this` is the class that it is called on.
function fromJSON<T extends Transformer<unknown>>(this: new (...options: never[]) => T, json: object | string): T {
  const made = parseJson(`${this.name}.fromJSON`, json)
  const transformer = new this(made.options as never)
  transformer.restore(made)
  return transformer
}

function checkType(call: string, json: TransformerJson, type: string): void {
  if (json.type === type) return
  throw new OptionError(`${call}: expected the JSON of a ${type} but it is of ${show(json.type)}`)
}

/** @internal The checked form of a JSON object or text: of any transformer, or of one of the given type. */
export function parseJson(call: string, json: unknown, type?: string): TransformerJson {
  let value = json
  if (typeof json === 'string') {
    try {
      value = JSON.parse(json)
    } catch (error) {
      throw new OptionError(
        `${call}: expected the JSON of a transformer but it is not JSON: ${(error as Error).message}`
      )
    }
  }
  checkValue(call, 'json', value, JSON_RULE)
  if (type !== undefined) checkType(call, value as TransformerJson, type)
  return value as TransformerJson
}

/** @internal Whether a value is an array of numbers, one for each column. */
export const isNumbers = (value: unknown, width: number): value is number[] =>
  Array.isArray(value) && value.length === width && value.every((v) => Number.isFinite(v))
