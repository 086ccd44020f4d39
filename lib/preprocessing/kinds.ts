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

interface Kind {
  fromJSON(json: object): AnyTransformer
}

const KINDS = new Map<string, Kind>(
  Object.entries({
    StandardScaler,
    MinMaxScaler,
    RobustScaler,
    OneHotEncoder,
    OrdinalEncoder,
    SimpleImputer,
    ToFloat,
    DatetimeEncoder
  })
)

/** Adds a transformer that holds others. */
export function addKind(name: string, kind: Kind): void {
  KINDS.set(name, kind)
}

/** The transformer of a JSON object, whatever it is. */
export function readTransformer(call: string, json: unknown): AnyTransformer {
  const { type } = parseJson(call, json)
  const kind = KINDS.get(type)
  if (kind !== undefined) return kind.fromJSON(json as object)
  const near = nearest(type, [...KINDS.keys()])
  throw new OptionError(
    `${call}: there is no transformer ${show(type)}${near === null ? '' : `; did you mean ${near}?`}`
  )
}

export const transformerRule: Rule = rule('a transformer, such as a StandardScaler', (v) => v instanceof Transformer)
