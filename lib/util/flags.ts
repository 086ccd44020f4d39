// The flags of a command line, from a table: read, checked, and listed for --help. Called by lib/cli and the programs of a
// clone. Reading is node:util's; the messages are ours.
import { parseArgs } from 'node:util'
import { OptionError } from '../errors.ts'
import { mismatch, nearest, type Rule, text, wholeNumber } from './options.ts'

/** A flag: a switch, or with `value` (its name in the help) one that takes a number or a text. */
export interface Flag {
  readonly help: string
  readonly value?: string
  /** What its value must be: numbers are read as such when the rule is `numeric`. */
  readonly rule?: Rule
  readonly numeric?: true
  /** A letter, for -h. */
  readonly short?: string
}

export type Flags = Readonly<Record<string, Flag>>

/** What was given: numbers, texts and true, by name; what is not there was not given. */
export type FlagValues<F extends Flags> = {
  readonly [K in keyof F]?: F[K] extends { numeric: true } ? number : F[K] extends { value: string } ? string : true
}

/** A flag that takes a number. */
export function numberFlag<const H extends string>(value: H, rule: Rule, help: string): Flag & { numeric: true } {
  return { value, rule, help, numeric: true }
}

/** A flag that takes a text. */
export function textFlag<const H extends string>(value: H, help: string): Flag & { value: string } {
  return { value, rule: text, help }
}

/** The flags that most programs have. */
export const threadsFlag = numberFlag('N', wholeNumber({ min: 1, max: 1024 }), 'threads that compute')
export const helpFlag: Flag = { help: 'this text', short: 'h' }

/**
 * Reads a command line.
 *
 * @param call begins the messages
 * @param args without the names of program and command
 * @throws OptionError for a flag that is unknown (with the nearest one), has no value or one that does not fit
 */
export function readFlags<F extends Flags>(
  call: string,
  args: readonly string[],
  flags: F
): { values: FlagValues<F>; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short ? { short } : {}) }
    ])
  )
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true
  })
  const values: Record<string, unknown> = {}
  for (const token of tokens) {
    if (token.kind === 'option') values[token.name] = valueFor(call, token.name, token.rawName, token.value, flags)
  }
  return { values: values as FlagValues<F>, positionals }
}

function valueFor(call: string, name: string, raw: string, value: string | undefined, flags: Flags): unknown {
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
  if (flag === undefined) {
    const near = nearest(name, Object.keys(flags))
    const known = Object.keys(flags).map((f) => `--${f}`)
    throw new OptionError(
      `${call}: unknown flag ${raw}; ${near === null ? `the flags are ${known.join(', ')}` : `did you mean --${near}?`}`
    )
  }
  if (flag.value === undefined) {
    if (value !== undefined) throw new OptionError(`${call}: expected no value after --${name} but received '${value}'`)
    return true
  }
  if (value === undefined) throw new OptionError(`${call}: expected a value after --${name}: --${name} ${flag.value}`)
  const read = flag.numeric && value.trim() !== '' ? Number(value) : value
  if (flag.rule !== undefined && !flag.rule.test(read)) throw mismatch(call, `--${name}`, flag.rule.expected, value)
  return read
}

/** The flags, a line each, for a help text. */
export function describeFlags(flags: Flags): string {
  const rows = Object.entries(flags).map(([name, { value, short, help }]) => [
    `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    help
  ])
  const width = Math.max(...rows.map(([left]) => left!.length))
  return rows.map(([left, help]) => `  ${left!.padEnd(width)}   ${help}`).join('\n')
}

const CODES = new Set<unknown>(['ERR_OPTION', 'ERR_DATA', 'ERR_CHECKPOINT', 'ERR_SHAPE', 'ERR_NON_FINITE'])

/**
 * Runs the body of a program; an error that the library throws on purpose is printed as one line, without a stack, and the
 * exit code is 2 for options, else 1.
 */
export async function asProgram(body: () => Promise<void> | void): Promise<void> {
  try {
    await body()
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown }
    // By its code: a program may run with another copy of the library than this file.
    if (!CODES.has(code)) throw error
    console.error(String(message))
    process.exitCode = code === 'ERR_OPTION' ? 2 : 1
  }
}
