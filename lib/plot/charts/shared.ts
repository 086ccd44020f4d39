// What the small plots share: lines, bars and matrices from arrays. Called by the files of this folder.
import { mismatch } from '../../util/options.ts'
import { type Axis, type Boxes, type Line, numbers, type Panel } from '../figure.ts'
import { rangeOf } from '../scales.ts'

/** A line of a palette color. */
export function line(name: string, x: Iterable<number | null>, y: Iterable<number | null>, color = 0): Line {
  return { kind: 'line', name, x: numbers(x), y: numbers(y), color }
}

/** An axis that shows all of these values. */
export function axisOf(label: string, values: Iterable<Iterable<number | null>>, log = false, margin = 0.04): Axis {
  const [from, to] = rangeOf(values, log, margin)
  return { label, from, to, log }
}

/** An axis of words, which counts from the bottom for `y`. */
export const namesAxis = (label: string, names: readonly string[]): Axis => ({
  label,
  from: -0.5,
  to: names.length - 0.5,
  names
})

export interface Bar {
  readonly name: string
  readonly value: number
  readonly note: string
}

/** Horizontal bars, the first at the top. */
export function barPanel(title: string, label: string, bars: readonly Bar[]): Panel {
  const upward = [...bars].reverse()
  const largest = Math.max(...bars.map(({ value }) => value), 0)
  const mark: Boxes = {
    kind: 'boxes',
    name: title,
    boxes: upward.map(({ value, note }, k) => ({ x: [0, value], y: [k - 0.4, k + 0.4], color: 0, note }))
  }
  return {
    title,
    x: { label, from: 0, to: largest > 0 ? largest : 1 },
    y: namesAxis(
      '',
      upward.map(({ name }) => name)
    ),
    marks: [mark]
  }
}

/** Rows of numbers of one length, from nested arrays or a tensor of two dimensions. */
export function matrixOf(call: string, name: string, value: unknown): number[][] {
  const rows = plain(value)
  const fits =
    Array.isArray(rows) &&
    rows.length > 0 &&
    rows.every((row) => Array.isArray(row) && row.length === rows[0].length && row.every((v) => typeof v === 'number'))
  if (!fits) throw mismatch(call, name, 'a tensor of two dimensions or an array of rows of numbers', value)
  return rows as number[][]
}

/** Numbers, from an array, a typed array or a tensor of one dimension. */
export function listOf(call: string, name: string, value: unknown): number[] {
  const list = plain(value)
  if (!Array.isArray(list) || !list.every((v) => typeof v === 'number' || typeof v === 'boolean')) {
    throw mismatch(call, name, 'an array or a tensor of numbers', value)
  }
  return list.map(Number)
}

// A tensor by its method, not by its class.
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>)
  const { toArray } = (value ?? {}) as { toArray?: unknown }
  return typeof toArray === 'function' ? (toArray.call(value) as unknown) : value
}
