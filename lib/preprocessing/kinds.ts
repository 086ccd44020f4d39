// The transformers by the name that their JSON has. Called by those that hold others.
import { OptionError } from '../errors.ts'
import { nearest, type Rule, rule, show } from '../util/options.ts'
import { SimpleImputer } from './imputer.ts'
import { OneHotEncoder } from './oneHot.ts'
import { OrdinalEncoder } from './ordinal.ts'
import { DatetimeEncoder, ToFloat } from './parsing.ts'
import { MinMaxScaler, RobustScaler, StandardScaler } from './scalers.ts'
import { parseJson, Transformer } from './transformer.ts'

/** Any transformer. */
export type AnyTransformer = Transformer<unknown>

type Reader = (json: object) => AnyTransformer

const READERS = new Map<string, Reader>(
  Object.entries({
    StandardScaler,
    MinMaxScaler,
    RobustScaler,
    OneHotEncoder,
    OrdinalEncoder,
    SimpleImputer,
    ToFloat,
    DatetimeEncoder
  }).map(([name, Kind]) => [name, (json) => (Kind as typeof StandardScaler).fromJSON(json)])
)

/** Adds a transformer that holds others. */
export function addKind(name: string, read: Reader): void {
  READERS.set(name, read)
}

/** The transformer of a JSON object, whatever it is. */
export function readTransformer(call: string, json: unknown): AnyTransformer {
  const { type } = parseJson(call, json)
  const read = READERS.get(type)
  if (read !== undefined) return read(json as object)
  const near = nearest(type, [...READERS.keys()])
  throw new OptionError(
    `${call}: there is no transformer ${show(type)}${near === null ? '' : `; did you mean ${near}?`}`
  )
}

export const transformerRule: Rule = rule('a transformer, such as a StandardScaler', (v) => v instanceof Transformer)
