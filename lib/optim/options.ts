// The options of an optimizer: one table in its file gives their types, defaults, ranges and rows of the reference. The
// text of an option is the JSDoc of its row, because mapped types carry it on to editors. Called by optimizers.
import { arrayOf, boolean, checkOptions, number, type Rule, required, text } from '../util/options.ts'

/** A row of a table of options. */
export interface Option<T> {
  /** The default; undefined for a required option. */
  readonly default: T | undefined
  /** The type that a user may pass. */
  readonly rule: Rule
}

/** The fields of every group that no option sets. */
export interface Fixed<T> {
  readonly default: T
  readonly rule: null
}

export type OptionTable = { readonly [name: string]: Option<unknown> | Fixed<unknown> }

/** The options that a user may pass. */
export type OptionsOf<Table> = {
  -readonly [name in keyof Table as Table[name] extends Option<unknown> ? name : never]?: Table[name] extends Option<
    infer T
  >
    ? T | undefined
    : never
}

/** All options, as a group has them. */
export type GroupOf<Table> = {
  -readonly [name in keyof Table]: Table[name] extends Option<infer T> | Fixed<infer T> ? T : never
}

/**
 * A row of the table of options of an optimizer: its default, and the values that fit.
 *
 * @param value the default
 * @param rule what a value must be: `expected` completes "expected lr to be ...". Default: the kind of the default, a
 *   finite number, a boolean, a string, or as many finite numbers
 * @example
 * const OPTIONS = { lr: option(0.01, { expected: 'a number > 0', test: (v) => typeof v === 'number' && v > 0 }) }
 */
export function option<T>(value: T, rule: Rule = ruleOf(value)): Option<Widened<T>> {
  return { default: value as Widened<T>, rule }
}

// A literal in a table stands for its type.
type Widened<T> = T extends number ? number : T extends boolean ? boolean : T

function ruleOf(value: unknown): Rule {
  if (typeof value === 'boolean') return boolean
  if (typeof value === 'string') return text
  return Array.isArray(value) ? arrayOf(number(), value.length) : number()
}

/** A required option: the optimizer or each of its groups must set it. */
export function needed<T>(rule: Rule): Option<T> {
  return { default: undefined, rule: required(rule) }
}

/** A field of a group that users cannot pass. */
export function fixed<T>(value: T): Fixed<T> {
  return { default: value, rule: null }
}

/** A number >= 0: learning rates, decays, epsilons. */
export const nonNegative: Rule = number({ min: 0 })

/** A decay rate in [0, 1). */
export const decayRate: Rule = number({ min: 0, below: 1 })

/** Two decay rates. */
export function betas(beta1: number, beta2: number): Option<readonly [number, number]> {
  return option([beta1, beta2], arrayOf(decayRate, 2))
}

/** The defaults of a table; frozen. */
export function defaultsOf(table: OptionTable): Record<string, unknown> {
  return Object.freeze(Object.fromEntries(Object.entries(table).map(([name, row]) => [name, frozen(row.default)])))
}

/** The rules of a table. */
export function rulesOf(table: OptionTable): Record<string, Rule> {
  return Object.fromEntries(Object.entries(table).flatMap(([name, { rule }]) => (rule === null ? [] : [[name, rule]])))
}

/**
 * Merges the layers of options: the last one that has an option wins, and undefined counts
 * as left out. Arrays are copied, so that groups never share one with each other or with the caller.
 */
export function mergeOptions(...layers: readonly object[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {}
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer)) {
      if (value !== undefined) merged[name] = Array.isArray(value) ? [...value] : value
    }
  }
  return merged
}

/** The options of a call that has no groups, such as a wrapper's: those given over the defaults. */
export function chosen<Table extends OptionTable>(call: string, options: object, table: Table): GroupOf<Table> {
  checkOptions(call, options, rulesOf(table))
  return mergeOptions(defaultsOf(table), options ?? {}) as GroupOf<Table>
}

/** Options, frozen with their arrays: the defaults of an optimizer. */
export function frozen<T>(value: T): T {
  if (Array.isArray(value)) return Object.freeze([...value]) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, each]) => [name, frozen(each)]))) as T
}
