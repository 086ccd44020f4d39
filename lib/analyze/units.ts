// Amounts that the command line takes as text: bytes such as 8GB, times such as 5s. Called by the analyses.
import { mismatch, type Rule, rule } from '../util/options.ts'

const POWERS = { K: 1, M: 2, G: 3, T: 4 } as const
const BYTES = /^(\d+(?:\.\d+)?) ?(?:([KMGT])(i?))?B?$/i
const SECONDS = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 } as const
const TIME = /^(\d+(?:\.\d+)?) ?(us|ms|s|m|h)?$/

/** '8GB' (powers of 1000), '512MiB' (of 1024) or '1000000' in bytes; null for anything else. */
export function bytesOf(text: string): number | null {
  const [, amount, letter, binary] = BYTES.exec(text) ?? []
  const power = letter === undefined ? 0 : POWERS[letter.toUpperCase() as keyof typeof POWERS]
  const bytes = Math.round(Number(amount) * (binary ? 1024 : 1000) ** power)
  return bytes > 0 ? bytes : null
}

/** '5s', '200ms', '50us', '1.5m' or '2' (seconds) in seconds; null for anything else. */
export function secondsOf(text: string): number | null {
  const [, amount, unit = 's'] = TIME.exec(text) ?? []
  const seconds = Number(amount) * SECONDS[unit as keyof typeof SECONDS]
  return seconds > 0 ? seconds : null
}

const BITS = /^(\d+(?:\.\d+)?) ?([KMGT])?b(?:it)?(?:\/?p?s)?$/

/** '10Gb', '10 Gbit/s' in bits a second; null for anything else, such as bytes. */
export function bitsOf(text: string): number | null {
  const [, amount, letter] = BITS.exec(text) ?? []
  const bits = Number(amount) * 1000 ** (letter === undefined ? 0 : POWERS[letter as keyof typeof POWERS])
  return bits > 0 ? bits : null
}

/** The rule of a flag that takes bits a second. */
export const bitsRule: Rule = rule('bits a second such as 10Gb', (v) => typeof v === 'string' && bitsOf(v) !== null)

/** The rule of a flag that takes bytes. */
export const bytesRule: Rule = rule(
  'an amount such as 8GB or 512MiB',
  (v) => typeof v === 'string' && bytesOf(v) !== null
)
/** The rule of a flag that takes a time. */
export const timeRule: Rule = rule('a time such as 200ms or 5s', (v) => typeof v === 'string' && secondsOf(v) !== null)

/** Options from flags of which `candidates` is a list such as 'a,b'. */
export function withCandidates({ candidates, ...others }: Readonly<Record<string, unknown>>): object {
  return candidates === undefined ? others : { ...others, candidates: String(candidates).split(',') }
}

/** '1,8,64' as numbers. */
export function wholeNumbersOf(call: string, flag: string, text: string): number[] {
  const list = text.split(',').map(Number)
  if (list.every((n) => Number.isSafeInteger(n) && n >= 1)) return list
  throw mismatch(call, `--${flag}`, 'whole numbers >= 1 such as 1,8,64', text)
}
