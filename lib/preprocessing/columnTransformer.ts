// Each column by its own transformer: the preprocessing of a whole table.
import { position } from '../data/table.ts'
import { OptionError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, boolean, checkValue, type Rules, rule, show, text } from '../util/options.ts'
import { blanksOf, type Frame, frameOf, numbersOf, pick, type Rows, toTensor, type Value } from './frame.ts'
import { type AnyTransformer, addKind, readTransformer, transformerRule } from './kinds.ts'
import { parseJson, Transformer, type TransformerJson } from './transformer.ts'

/** 'drop' leaves columns out, 'passthrough' takes their numbers as they are. */
export type Part = Transformer<unknown> | 'drop' | 'passthrough'

/** Names of columns; numbers of columns for tensors and arrays. */
export type ColumnNames = string | number | readonly (string | number)[]

export interface ColumnTransformerOptions {
  /** What happens to columns that no transformer has. Default 'drop'. */
  remainder?: Part | undefined
  /** Whether names of features begin with the transformer's name: 'numbers__size'. Default true. */
  verboseFeatureNamesOut?: boolean | undefined
}

type Given = readonly [name: string, part: Part, columns: ColumnNames]

// A transformer with the columns that it has.
interface Member {
  readonly name: string
  readonly part: Part
  readonly columns: readonly string[]
}

interface Members {
  readonly members: readonly Member[]
}

const isPart = (v: unknown): boolean => v === 'drop' || v === 'passthrough' || transformerRule.test(v)
const PART = rule(`${transformerRule.expected}, 'drop' or 'passthrough'`, isPart)
const isColumn = (v: unknown): boolean => typeof v === 'string' || (Number.isInteger(v) && (v as number) >= 0)
const COLUMNS = rule('a column or an array of columns', (v) => (Array.isArray(v) ? v.every(isColumn) : isColumn(v)))
const RULES: Rules = { remainder: PART, verboseFeatureNamesOut: boolean }
const REMAINDER = 'remainder'

/**
 * Transforms each column by its own transformer and joins the results, as scikit-learn's ColumnTransformer. What is given
 * stays unfitted; `namedTransformers` has the fitted ones. A value that is missing in the result is an error.
 *
 * @param transformers triples of a name, a transformer ('drop', 'passthrough') and its columns
 * @param options remainder, verboseFeatureNamesOut
 * @throws OptionError for triples of another form, or a name that comes twice
 * @example
 * const rows = [{ size: 10, color: 'red' }, { size: 30, color: 'blue' }]
 * const preprocess = new ColumnTransformer([
 *   ['numbers', new StandardScaler(), ['size']],
 *   ['categories', new OneHotEncoder({ handleUnknown: 'ignore' }), ['color']]
 * ])
 * preprocess.fitTransform(rows).toArray() // [[-1, 0, 1], [1, 1, 0]]
 * preprocess.getFeatureNamesOut() // ['numbers__size', 'categories__color_blue', 'categories__color_red']
 * const serving = ColumnTransformer.fromJSON(JSON.stringify(preprocess))
 * serving.transform([{ size: 20, color: 'green' }]).toArray() // [[0, 0, 0]]
 */
export class ColumnTransformer extends Transformer<Tensor, Members> {
  readonly type = 'ColumnTransformer'
  declare readonly options: ColumnTransformerOptions
  readonly #given: readonly Given[]

  constructor(transformers: readonly Given[], options: ColumnTransformerOptions = {}) {
    super('ColumnTransformer', options, RULES)
    if (!Array.isArray(transformers)) {
      throw new OptionError(
        `ColumnTransformer: expected an array of [name, transformer, columns] but received ${show(transformers)}`
      )
    }
    for (const [k, given] of transformers.entries()) {
      const [name, part, columns] = Array.isArray(given) ? given : []
      const at = `transformers[${k}]`
      checkValue(
        'ColumnTransformer',
        `${at}[0]`,
        name,
        rule('a name', (v) => typeof v === 'string' && v !== REMAINDER)
      )
      checkValue('ColumnTransformer', `${at}[1]`, part, PART)
      checkValue('ColumnTransformer', `${at}[2]`, columns, COLUMNS)
      if (transformers.findIndex((other: Given) => other[0] === name) !== k) {
        throw new OptionError(`ColumnTransformer: expected each name once but ${show(name)} comes twice`)
      }
    }
    this.#given = transformers.map(([name, part, columns]) => [name, part, columns])
  }

  /** The fitted transformers by name. */
  get namedTransformers(): Readonly<Record<string, Part>> {
    const { members } = this.fitted('namedTransformers').state
    return Object.fromEntries(members.map(({ name, part }) => [name, part]))
  }

  /**
   * What each transformer makes, by its name, in its own dtype: numbers as float32, codes for an Embedding as int32.
   *
   * @example
   * const preprocess = new ColumnTransformer([
   *   ['numbers', new StandardScaler(), ['size']],
   *   ['codes', new OrdinalEncoder({ handleUnknown: 'reserve' }), ['color']]
   * ])
   * preprocess.fit([{ size: 10, color: 'red' }, { size: 30, color: 'blue' }])
   * const { numbers, codes } = preprocess.transformEach([{ size: 30, color: 'red' }])
   * codes?.dtype // 'int32'
   */
  transformEach(rows: Rows): Record<string, Tensor> {
    const call = 'ColumnTransformer.transformEach'
    const { state, names } = this.fitted('transformEach')
    const frame = frameOf(call, rows, names)
    const parts = state.members.filter(({ part }) => part !== 'drop')
    return Object.fromEntries(parts.map((member) => [member.name, toTensor(complete(applyMember(frame, member)))]))
  }

  /** The rows of features, as objects by column: of a column that several transformers have, the last one's. */
  override inverseTransform(rows: Rows): Record<string, Value>[] {
    const call = 'ColumnTransformer.inverseTransform'
    const frame = this.invertFrame(frameOf(call, rows, this.getFeatureNamesOut()))
    return Array.from({ length: frame.length }, (_, row) =>
      Object.fromEntries(frame.names.map((name, k) => [name, frame.columns[k]![row]!]))
    )
  }

  /** @internal */
  learn(frame: Frame): Members {
    const taken = new Set<string>()
    const members = this.#given.map(([name, part, columns]): Member => {
      const own = (Array.isArray(columns) ? columns : [columns]).map((column) => columnName(frame, name, column))
      for (const column of own) taken.add(column)
      return fitMember(frame, name, part, own)
    })
    const { remainder = 'drop' } = this.options
    const rest = frame.names.filter((name) => !taken.has(name))
    if (remainder !== 'drop' && rest.length > 0) members.push(fitMember(frame, REMAINDER, remainder, rest))
    return { members }
  }

  /** @internal */
  override needed(_names: readonly string[], { members }: Members): readonly string[] {
    return [...new Set(members.flatMap(({ part, columns }) => (part === 'drop' ? [] : columns)))]
  }

  /** @internal */
  apply(frame: Frame, { members }: Members): Frame {
    const parts = members.filter(({ part }) => part !== 'drop').map((member) => complete(applyMember(frame, member)))
    return { ...frame, columns: parts.flatMap(({ columns }) => columns) }
  }

  /** @internal */
  invert(frame: Frame, { members }: Members): Frame {
    const found = new Map<string, readonly Value[]>()
    let at = 0
    for (const { part, columns } of members) {
      if (part === 'drop') continue
      const width = part === 'passthrough' ? columns.length : part.getFeatureNamesOut().length
      const own = pick(
        frame,
        Array.from({ length: width }, (_, k) => at + k)
      )
      at += width
      const inverse = part === 'passthrough' ? own : part.invertFrame(own)
      for (const [k, column] of columns.entries()) found.set(column, inverse.columns[k]!)
    }
    const nothing = new Array<null>(frame.length).fill(null)
    return { ...frame, columns: this.fitted('inverseTransform').names.map((name) => found.get(name) ?? nothing) }
  }

  /** @internal */
  namesOut(_names: readonly string[], { members }: Members): readonly string[] {
    const { verboseFeatureNamesOut = true } = this.options
    return members.flatMap(({ name, part, columns }) => {
      const own = part === 'drop' ? [] : part === 'passthrough' ? columns : part.getFeatureNamesOut()
      return verboseFeatureNamesOut ? own.map((feature) => `${name}__${feature}`) : own
    })
  }

  /** @internal */
  isState(): boolean {
    return true
  }

  /** @internal */
  override blank(): this {
    return new ColumnTransformer(this.#given, this.options) as this
  }

  override toJSON(): TransformerJson {
    const { remainder, ...rest } = this.options
    const { names = null, named = false, state } = this.isFitted ? this.fitted('toJSON') : {}
    const transformers = this.#given.map(([name, part, columns]) => [name, blankJson(part), columns])
    const options = { ...rest, ...(remainder === undefined ? {} : { remainder: blankJson(remainder) }), transformers }
    const members = state?.members.map((member) => ({ ...member, part: jsonOf(member.part) }))
    return { type: this.type, options, names, named, fitted: members === undefined ? null : { members } }
  }

  static override fromJSON<T extends Transformer<unknown>>(
    this: new (
      ...options: never[]
    ) => T,
    json: object | string
  ): T {
    const call = 'ColumnTransformer.fromJSON'
    const { options, fitted, ...rest } = parseJson(call, json, 'ColumnTransformer')
    const { transformers, remainder, ...others } = options as Record<string, unknown>
    checkValue(call, 'options.transformers', transformers, arrayOf(TRIPLE))
    const read = (part: unknown): Part => (typeof part === 'string' ? (part as Part) : readTransformer(call, part))
    const triples = (transformers as Given[]).map(([name, part, columns]): Given => [name, read(part), columns])
    const made = new ColumnTransformer(triples, {
      ...others,
      ...(remainder === undefined ? {} : { remainder: read(remainder) })
    })
    const { members } = (fitted ?? {}) as { members?: unknown }
    if (fitted !== null) checkValue(call, 'fitted.members', members, arrayOf(MEMBER))
    const all = fitted && (members as Member[]).map((member) => ({ ...member, part: read(member.part) }))
    made.restore({ options, ...rest, fitted: all && { members: all } })
    return made as unknown as T
  }
}

addKind('ColumnTransformer', ColumnTransformer)

const TRIPLE = rule('a name, a transformer and its columns', (v) => Array.isArray(v) && v.length === 3)
const MEMBER = rule('what toJSON made of a transformer', (v) => {
  const { name, part, columns } = (v ?? {}) as Record<string, unknown>
  return typeof name === 'string' && part !== undefined && arrayOf(text).test(columns)
})

const jsonOf = (part: Part): unknown => (typeof part === 'string' ? part : part.toJSON())
const blankJson = (part: Part): unknown => (typeof part === 'string' ? part : part.blank().toJSON())

function fitMember(frame: Frame, name: string, part: Part, columns: readonly string[]): Member {
  if (typeof part === 'string') return { name, part, columns }
  const own = part.blank()
  own.fitFrame(columnsOf(frame, columns))
  return { name, part: own, columns }
}

function applyMember(frame: Frame, { part, columns }: Member): Frame {
  const own = columnsOf(frame, columns)
  if (part !== 'passthrough') return (part as AnyTransformer).applyFrame(own)
  const blanks = blanksOf(undefined)
  return { ...own, columns: columns.map((_, k) => numbersOf(own, k, blanks)) }
}

const columnsOf = (frame: Frame, columns: readonly string[]): Frame =>
  pick(
    frame,
    columns.map((column) => frame.names.indexOf(column))
  )

// The network that gets the features would make NaN of everything.
function complete(frame: Frame): Frame {
  for (const [k, column] of frame.columns.entries()) {
    const row = column.indexOf(null)
    if (row >= 0) {
      throw frame.fail(row, frame.names[k]!, 'the value is missing; put a SimpleImputer before, in a Pipeline')
    }
  }
  return frame
}

// A column by its name or number.
function columnName(frame: Frame, name: string, column: string | number): string {
  const call = `ColumnTransformer.fit: ${name}`
  if (typeof column === 'string') return frame.names[position(call, frame.names, column)]!
  if (column < frame.names.length) return frame.names[column]!
  throw new OptionError(`${call}: there is no column ${column}; the columns are ${frame.names.slice(0, 20).join(', ')}`)
}
