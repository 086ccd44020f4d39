// The options of an optimizer: one table in its file gives their types, defaults, ranges and rows of the reference. The
// text of an option is the JSDoc of its row, because mapped types carry it on to editors. Called by optimizers.
import { arrayOf, checkOptions, number, type Rule, required } from '../util/options.ts'

/** A row of a table of options. */
export interface Option<T> {
  /** What a group has where nothing is said; undefined for an option that must be given. */
  readonly default: T | undefined
  /** What a user may give. */
  readonly rule: Rule
}

/** What every group has and nobody may choose. */
export interface Fixed<T> {
  readonly default: T
  readonly rule: null
}

export type OptionTable = { readonly [name: string]: Option<unknown> | Fixed<unknown> }

/** What a user may pass: any of the options. */
export type OptionsOf<Table> = {
  -readonly [name in keyof Table as Table[name] extends Option<unknown> ? name : never]?: Table[name] extends Option<
    infer T
  >
    ? T | undefined
    : never
}

/** What a group has: all of the options. */
export type GroupOf<Table> = {
  -readonly [name in keyof Table]: Table[name] extends Option<infer T> | Fixed<infer T> ? T : never
}

/** An option with a default. */
export function option<T>(value: T, rule: Rule): Option<T> {
  return { default: value, rule }
}

/** An option without a default: the optimizer or each of its groups must have it. */
export function needed<T>(rule: Rule): Option<T> {
  return { default: undefined, rule: required(rule) }
}

/** What a group shows but no user may pass. */
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
 * The border that options cross: those of the layers together, the last one that has an option wins and undefined counts
 * as left out. Arrays are copied, so that no two groups and no object of the user's share one.
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

/** Options, frozen with their arrays: the defaults that an optimizer shows. */
export function frozen<T>(value: T): T {
  if (Array.isArray(value)) return Object.freeze([...value]) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, each]) => [name, frozen(each)]))) as T
}
