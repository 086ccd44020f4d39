// Runs as tables of series, whatever they are given as: the history of a Trainer, a log of JSON lines, or columns. Called by
// history.ts.
import { readFileSync } from 'node:fs'
import { DataError, OptionError } from '../../errors.ts'
import { show } from '../../util/options.ts'

/** Columns of numbers of one length, such as a Trainer's history. */
export type Columns = Readonly<Record<string, readonly number[]>>

/** One column with the steps and epochs at which it was measured. */
export interface Series {
  readonly step: readonly number[]
  readonly epoch: readonly number[]
  readonly values: readonly number[]
}

export type Run = ReadonlyMap<string, Series>

const PLACES = new Set(['step', 'epoch', 'wallTime'])

/** A run from its columns or from the path of its log. */
export function runOf(call: string, source: unknown): Run {
  if (typeof source === 'string') return readLog(call, source)
  if (!isColumns(source)) {
    throw new OptionError(`${call}: expected a history or the path of a log of JSON lines but received ${show(source)}`)
  }
  const lengths = new Set(Object.values(source).map(({ length }) => length))
  if (lengths.size > 1) {
    const all = Object.entries(source).map(([name, { length }]) => `${name} ${length}`)
    throw new OptionError(`${call}: expected columns of one length but received ${all.join(', ')}`)
  }
  const count = Array.from({ length: [...lengths][0] ?? 0 }, (_, k) => k + 1)
  const { step = count, epoch = count } = source
  const run = new Map<string, Series>()
  for (const [name, values] of Object.entries(source)) {
    const kept = values.flatMap((value, k) => (Number.isNaN(value) ? [] : [k]))
    if (PLACES.has(name) || kept.length === 0) continue
    const of = (list: readonly number[]): number[] => kept.map((k) => list[k]!)
    run.set(name, { step: of(step), epoch: of(epoch), values: of(values) })
  }
  return run
}

/** Whether it looks like columns of numbers. */
export function isColumns(value: unknown): value is Columns {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const columns = Object.values(value)
  return columns.length > 0 && columns.every((c) => Array.isArray(c) && c.every((v) => typeof v === 'number'))
}

function readLog(call: string, path: string): Run {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new DataError(`${call}: cannot read ${show(path)}: ${(cause as Error).message}`, { cause })
  }
  const run = new Map<string, { step: number[]; epoch: number[]; values: number[] }>()
  for (const [k, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    for (const [name, value, step, epoch] of scalarsOf(call, path, line, k + 1)) {
      const series = run.get(name) ?? { step: [], epoch: [], values: [] }
      run.set(name, series)
      series.step.push(step)
      series.epoch.push(epoch)
      series.values.push(value)
    }
  }
  if (run.size === 0) throw new DataError(`${call}: expected ${show(path)} to have numbers but it has none`)
  return run
}

const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY
}

function scalarsOf(call: string, path: string, line: string, at: number): [string, number, number, number][] {
  let record: unknown
  try {
    record = JSON.parse(line)
  } catch (cause) {
    throw new DataError(`${call}: expected line ${at} of ${show(path)} to be JSON but it is ${show(line)}`, { cause })
  }
  if (typeof record !== 'object' || record === null) return []
  const { step = at, epoch = 0 } = record as { step?: number; epoch?: number }
  return Object.entries(record).flatMap(([name, value]): [string, number, number, number][] => {
    const read = typeof value === 'string' ? WORDS[value] : value
    return PLACES.has(name) || typeof read !== 'number' ? [] : [[name, read, step, epoch]]
  })
}
