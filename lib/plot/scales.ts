// Places on axes, round ticks and the text of numbers: the same digits everywhere. Called by draw/, charts/ and the script of
// HTML files.
import { power } from '../backend/math.ts'
import type { Axis } from './figure.ts'

type Range = Pick<Axis, 'from' | 'to' | 'log'>

/** Where a value is on an axis: itself, or its logarithm; null where it has none. */
export function place({ log }: Pick<Axis, 'log'>, value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null
  if (!log) return value
  return value > 0 ? Math.log10(value) : null
}

/** The value at a place. */
export const valueAt = ({ log }: Pick<Axis, 'log'>, at: number): number => (log ? power(10, at) : at)

/** 0 to 1 along a range, clamped to its ends; null where the value has no place. */
export function share(range: Range, value: number | null | undefined): number | null {
  const at = place(range, value)
  if (at === null) return null
  const [from, to] = [place(range, range.from)!, place(range, range.to)!]
  return to === from ? 0.5 : Math.min(1, Math.max(0, (at - from) / (to - from)))
}

/** At most four digits, powers of ten where there would be many zeros. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e6 || size < 1e-3)) {
    const [mantissa, exponent] = value.toExponential(3).split('e') as [string, string]
    return `${Number(mantissa)}e${Number(exponent)}`
  }
  return String(Number(value.toPrecision(4)))
}

export interface Tick {
  readonly value: number
  readonly text: string
}

/** Round values within a range, about `count` of them, with their texts. */
export function ticks({ from, to, log, names, whole }: Range & Pick<Axis, 'names' | 'whole'>, count = 6): Tick[] {
  if (names !== undefined) return names.map((text, value) => ({ value, text }))
  return log ? decades(from, to, count) : even(from, to, count, whole)
}

function even(from: number, to: number, count: number, whole = false): Tick[] {
  if (!(to > from)) return [{ value: from, text: digits(from) }]
  const step = Math.max(whole ? 1 : 0, roundStep((to - from) / count))
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const list: Tick[] = []
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
    const value = Number((k * step).toPrecision(12))
    list.push({ value, text: tickText(value, decimals) })
  }
  return list
}

function tickText(value: number, decimals: number): string {
  const large = Math.abs(value) >= 1e6 || decimals > 4
  return large || decimals === 0 ? digits(value) : value.toFixed(decimals)
}

/** 1, 2 or 5 times a power of ten, at least `size`. */
function roundStep(size: number): number {
  const decade = Number(`1e${Math.floor(Math.log10(size))}`)
  const factor = [1, 2, 5].find((f) => f * decade >= size * 0.999999) ?? 10
  return factor * decade
}

function decades(from: number, to: number, count: number): Tick[] {
  const [low, high] = [Math.floor(Math.log10(from) + 1e-9), Math.ceil(Math.log10(to) - 1e-9)]
  const every = Math.max(1, Math.ceil((high - low) / count))
  const factors = high - low <= 2 ? [1, 2, 5] : [1]
  const list: Tick[] = []
  for (let k = low; k <= high; k++) {
    if ((k - low) % every !== 0) continue
    for (const factor of factors) {
      const value = Number(`${factor}e${k}`)
      if (value >= from * 0.999999 && value <= to * 1.000001) list.push({ value, text: digits(value) })
    }
  }
  return list
}

/** The range of all finite values, a little wider; on a logarithmic axis that of the positive ones. */
export function rangeOf(lists: Iterable<Iterable<number | null>>, log = false, margin = 0.04): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const list of lists) {
    for (const value of list) {
      const at = place({ log }, value)
      if (at === null) continue
      if (at < low) low = at
      if (at > high) high = at
    }
  }
  if (low > high) return log ? [0.1, 1] : [0, 1]
  const room = high > low ? (high - low) * margin : log ? 0.5 : Math.abs(low) / 2 || 0.5
  return [valueAt({ log }, low - room), valueAt({ log }, high + room)]
}
