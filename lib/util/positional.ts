// Options whose first one may come by position: sum(x, 1, { keepdim: true }) is sum(x, { dim: 1, keepdim: true }). Each op
// of lib/ops keeps a table of its options and reads its arguments through it; layers of lib/nn call `named` alone.
import { OptionError } from '../errors.ts'
import { mismatch, type Rule, show, unknownName } from './options.ts'
import { BRAND } from './realm.ts'

/** The options of one or several calls: the rule of each, the one that may come by position, and other words for them. */
export interface Table<O extends object> {
  readonly rules: Readonly<Record<string, Rule>>
  readonly first: (keyof O & string) | null
  readonly aliases: Readonly<Record<string, keyof O & string>>
}

/** Every option of O with its rule: the compiler refuses a table that leaves one out. */
type RulesOf<O> = { readonly [K in keyof Required<O>]: Rule }

// Without what every object has: `constructor` is not an option.
const NO_ALIASES: Readonly<Record<string, never>> = Object.freeze(Object.create(null))

/** A table of options that come in an object only. */
export function optionsTable<O extends object>(rules: RulesOf<O>): Table<O> {
  return { rules, first: null, aliases: NO_ALIASES }
}

/** A table whose first option may come by position. `aliases` are further words: { size: 'splitSize' }. */
export function positional<O extends object>(
  rules: RulesOf<O>,
  aliases: Readonly<Record<string, keyof O & string>> = {}
): Table<O> {
  return { rules, first: Object.keys(rules)[0] as keyof O & string, aliases: { __proto__: null, ...aliases } as never }
}

/**
 * The options of a call as one object, with known names and values that fit. Ranges that depend on shapes are left to the
 * call itself.
 *
 * @param value the first option, or the object of options
 * @param more the options after the first
 * @throws OptionError for an unknown name, a value of the wrong kind, or an option that comes twice
 */
export function read<O extends object>(call: string, table: Table<O>, value: unknown, more?: unknown): O {
  const { first, rules, aliases } = table
  let options: O
  if (first === null) {
    if (more !== undefined) throw tooMany(call)
    options = (value === undefined ? NONE : value) as O
    if (!isOptions(options)) {
      throw new OptionError(`${call}: expected an object of options but received ${show(value)}`)
    }
  } else options = named(call, first, value, more)
  for (const name in options) {
    const alias = aliases[name]
    if (alias !== undefined) {
      const { [name]: given, ...rest } = options as Record<string, unknown>
      if (given === undefined) return read(call, table, rest)
      if ((rest as Record<string, unknown>)[alias] !== undefined) throw twice(call, alias, `as ${name}`)
      return read(call, table, { ...rest, [alias]: given })
    }
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) throw unknownName(call, name, Object.keys(rules))
    const given = options[name]
    if (given !== undefined && !rule.test(given)) {
      // PyTorch's order is index_select(x, dim, index).
      const misplaced = name === first && value === given && isAnyTensor(given)
      throw mismatch(call, name, rule.expected, given, misplaced ? '; tensors come before options' : '')
    }
  }
  return options
}

/**
 * The options of a call as one object: `value` is the option `first`, unless it is an object of options itself.
 *
 * @example
 * named('Dropout', 'p', 0.3) // { p: 0.3 }
 */
export function named<O extends object>(call: string, first: keyof O & string, value: unknown, more?: unknown): O {
  if (more === undefined) {
    if (value === undefined) return NONE as O
    return (isOptions(value) ? value : { [first]: value }) as O
  }
  if (!isOptions(more)) {
    throw new OptionError(`${call}: expected an object of options after ${first} but received ${show(more)}`)
  }
  if (value === undefined) return more as O
  if (isOptions(value)) throw tooMany(call)
  if ((more as Record<string, unknown>)[first] !== undefined) throw twice(call, first, 'by position')
  return { ...more, [first]: value } as O
}

const NONE = {}

// A tensor is an object, too.
function isOptions(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isAnyTensor(value)
}

const isAnyTensor = (value: unknown): boolean =>
  (value as Record<symbol, unknown> | null | undefined)?.[BRAND] !== undefined

function tooMany(call: string): OptionError {
  return new OptionError(`${call}: expected one object of options but received more`)
}

function twice(call: string, name: string, way: string): OptionError {
  return new OptionError(`${call}: expected ${name} once but received it ${way} and as an option`)
}
