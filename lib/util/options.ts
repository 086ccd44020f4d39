// The checker of options objects: every public call that takes one hands it here with a table of its rules. Unknown
// names are refused with the nearest right one; a wrong value is refused with what was expected.
import { OptionError } from '../errors.ts'
import { isOfOtherCopy } from './realm.ts'

/** What a value must be. `expected` completes "expected lr to be ...". */
export interface Rule {
  readonly expected: string
  readonly test: (value: unknown) => boolean
  readonly required?: boolean | undefined
}

export type Rules = Readonly<Record<string, Rule>>

/** Bounds of a number; `above` and `below` exclude the bound itself. */
export interface Range {
  min?: number
  max?: number
  above?: number
  below?: number
}

/**
 * Throws unless `options` is a plain object with only known names and fitting values. `undefined` counts as left out.
 *
 * @param call the name of the call, which begins the message
 * @throws OptionError
 * @example
 * checkOptions('SGD', { lr: 0.1 }, { lr: required(number({ min: 0 })) })
 * // { learningRate: 1 } gives the OptionError: SGD: unknown option learningRate; the options are lr
 */
export function checkOptions(call: string, options: unknown, rules: Rules): void {
  if (options === undefined) options = NONE
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new OptionError(`${call}: expected an object of options but received ${show(options)}`)
  }
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(rules, name)) throw unknownName(call, name, Object.keys(rules))
  }
  for (const name in rules) {
    const rule = rules[name]!
    const value = (options as Record<string, unknown>)[name]
    if (value === undefined) {
      if (rule.required) throw new OptionError(`${call}: expected ${name}, ${rule.expected}, but it is missing`)
    } else if (!rule.test(value)) throw mismatch(call, name, rule.expected, value)
  }
}

const NONE = {}

/** The values without those that are undefined, so that a spread over defaults keeps the defaults. */
export function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}

/** The light form for calls that look at the values themselves: `options` is an object without other names. */
export function namesOnly(call: string, options: unknown, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new OptionError(`${call}: expected an object of options but received ${show(options)}`)
  }
  for (const name in options) if (!names.includes(name)) throw unknownName(call, name, names)
}

/** The same for a single argument: "call: expected name to be ... but received ...". */
export function checkValue(call: string, name: string, value: unknown, rule: Rule): void {
  if (!rule.test(value)) throw mismatch(call, name, rule.expected, value)
}

/** The error of a value that does not fit; `hint` ends its message. */
export function mismatch(call: string, name: string, expected: string, value: unknown, hint = ''): OptionError {
  return new OptionError(`${call}: expected ${name} to be ${expected} but received ${show(value)}${hint}`)
}

// --- rules ---

const within = (v: number, r: Range): boolean =>
  !(v < (r.min ?? v)) && !(v > (r.max ?? v)) && !(v <= (r.above ?? -Infinity)) && !(v >= (r.below ?? Infinity))

/** A number that is not NaN and not infinite, within the range. */
export function number(range: Range = {}): Rule {
  return {
    expected: `a finite number${describeRange(range)}`,
    test: (v) => typeof v === 'number' && Number.isFinite(v) && within(v, range)
  }
}

/** A whole number that float64 holds exactly, within the range. */
export function wholeNumber(range: Range = {}): Rule {
  return {
    expected: `a whole number${describeRange(range)}`,
    test: (v) => Number.isSafeInteger(v) && within(v as number, range)
  }
}

export const boolean: Rule = { expected: 'true or false', test: (v) => typeof v === 'boolean' }
export const text: Rule = { expected: 'a string', test: (v) => typeof v === 'string' }
export const func: Rule = { expected: 'a function', test: (v) => typeof v === 'function' }
export const none: Rule = { expected: 'null', test: (v) => v === null }
export const anything: Rule = { expected: 'a value', test: () => true }

/** A number of any size, for calls that look at the range themselves. */
export const numeric: Rule = { expected: 'a number', test: (v) => typeof v === 'number' }
/** A dimension; whether the tensor has it is for the call to say. */
export const dim: Rule = { expected: 'a whole number', test: (v) => typeof v === 'number' }
/** A dimension or several. */
export const dims: Rule = {
  expected: 'a whole number or an array of them',
  test: (v) => typeof v === 'number' || Array.isArray(v)
}
/** Sizes or dimensions. */
export const wholeNumbers: Rule = { expected: 'an array of whole numbers', test: Array.isArray }

/** A value with the methods of a random source (see philox.ts). */
export const randomSource: Rule = {
  expected: 'a random source (nextUint32, state, setState)',
  test: (v) => typeof v === 'object' && v !== null && typeof (v as Record<string, unknown>).nextUint32 === 'function'
}

/** One of a few values. */
export function oneOf(...values: readonly unknown[]): Rule {
  return { expected: `one of ${values.map(show).join(', ')}`, test: (v) => values.includes(v) }
}

/** An array whose every element fits; of exactly `length` elements when that is given. */
export function arrayOf(rule: Rule, length?: number): Rule {
  return {
    expected: `an array of ${length === undefined ? '' : `${length} elements, each `}${rule.expected}`,
    test: (v) => Array.isArray(v) && (length === undefined || v.length === length) && v.every(rule.test)
  }
}

/** A value that fits one of the rules. */
export function either(...rules: readonly Rule[]): Rule {
  return { expected: rules.map((r) => r.expected).join(' or '), test: (v) => rules.some((r) => r.test(v)) }
}

/** A value that fits the rule, or null. */
export const orNull = (of: Rule): Rule => either(of, none)

/** Two numbers that fit the rule, the smaller first; equal ones unless they must be `apart`. */
export function interval(expected: string, of: Rule, { apart = false } = {}): Rule {
  return rule(`${expected}, the smaller first`, (v) => {
    if (!arrayOf(of, 2).test(v)) return false
    const [low, high] = v as [number, number]
    return low < high || (low === high && !apart)
  })
}

/** A rule of your own. */
export function rule(expected: string, test: (value: unknown) => boolean): Rule {
  return { expected, test }
}

/** The option may not be left out. */
export function required(of: Rule): Rule {
  return { ...of, required: true }
}

function describeRange({ min, max, above, below }: Range): string {
  const low = min !== undefined ? `>= ${min}` : above !== undefined ? `> ${above}` : ''
  const high = max !== undefined ? `<= ${max}` : below !== undefined ? `< ${below}` : ''
  if (low && high) return ` ${low} and ${high}`
  return low || high ? ` ${low}${high}` : ''
}

// --- messages ---

const TWICE = 'it is installed twice, or loaded by import and by require; load it in one way, from one place'

/** A value as it appears in a message: short, strings in quotes. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `'${value.slice(0, 57)}...'` : `'${value}'`
  if (typeof value === 'function') return value.name ? `the function ${value.name}` : 'a function'
  if (typeof value === 'bigint') return `${value}n`
  if (Array.isArray(value)) {
    const some = value.slice(0, 6).map((v) => (Array.isArray(v) ? '[...]' : show(v)))
    return `[${some.join(', ')}${value.length > 6 ? ', ...' : ''}]`
  }
  if (typeof value === 'object' && value !== null) {
    const name = (value.constructor as { name?: string } | undefined)?.name
    if (isOfOtherCopy(value)) return `a ${name} of another copy of thalweg: ${TWICE}`
    return name && name !== 'Object' ? `a ${name}` : 'an object'
  }
  return String(value)
}

/** The error of a name that the call does not know, with the nearest right one. */
export function unknownName(call: string, name: string, known: readonly string[]): OptionError {
  const near = nearest(name, known)
  const hint = near === null ? `the options are ${known.join(', ') || 'none'}` : `did you mean ${near}?`
  return new OptionError(`${call}: unknown option ${name}; ${hint}`)
}

/** The one of `known` that `name` was most likely meant to be, null when none is close. */
export function nearest(name: string, known: readonly string[]): string | null {
  const plain = (s: string): string => s.toLowerCase().replace(/[_-]/g, '')
  let best: string | null = null
  let least = Infinity
  for (const candidate of known) {
    const a = plain(name)
    const b = plain(candidate)
    const d = distance(a, b)
    // Up to a third of the letters may be wrong; short names bear one slip.
    if (d < least && d <= Math.max(1, Math.floor(Math.max(a.length, b.length) / 3))) {
      best = candidate
      least = d
    }
  }
  return best
}

// Edits between two words: insert, delete, replace, swap of neighbors (optimal string alignment).
function distance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i])
  for (let j = 0; j <= b.length; j++) rows[0]![j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let d = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, rows[i - 2]![j - 2]! + 1)
      rows[i]![j] = d
    }
  }
  return rows[a.length]![b.length]!
}
