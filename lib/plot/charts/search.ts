// plotSearch: the trials of a hyperparameter search. Called by users and by pages of analyses.
import { OptionError } from '../../errors.ts'
import type { FinishedTrial, SearchResult, Space } from '../../search/index.ts'
import { mismatch } from '../../util/options.ts'
import { type Line, numbers, type Panel, type Scale } from '../figure.ts'
import { Picture } from '../picture.ts'
import { digits, rangeOf } from '../scales.ts'
import { axisOf, barPanel, line, namesAxis } from './shared.ts'

/**
 * A search: the value of every trial and the best so far, how much of the values' spread each parameter explains, and all
 * complete trials in parallel coordinates (a line a trial, an axis a parameter, colored by value).
 *
 * @param result of `search`
 * @throws OptionError, also when no trial is complete
 * @example
 * const result = await search({ lr: logUniform(1e-4, 1) }, ({ lr }) => (lr - 0.1) ** 2, { method: 'random', trials: 8 })
 * await plotSearch(result).save('search.html')
 */
export function plotSearch<S extends Space>(result: SearchResult<S>): Picture {
  if (!Array.isArray(result?.trials)) throw mismatch('plotSearch', 'result', 'a result of search', result)
  const complete = result.trials.filter(({ state, value }) => state === 'complete' && Number.isFinite(value))
  if (complete.length === 0) throw new OptionError('plotSearch: expected a complete trial but there is none')
  const title = `Search by ${result.method}: ${complete.length} complete trials`
  const bars = Object.entries<number>(result.importance())
    .sort((a, b) => b[1] - a[1])
    .map(([name, value]) => ({ name, value: 100 * value, note: `${name}: ${digits(100 * value)} %` }))
  const panels = [
    course(complete, result.direction),
    barPanel('Explained by', '% of the spread of values', bars),
    parallel(complete)
  ]
  return new Picture({ title, columns: 2, panels })
}

function course<S extends Space>(trials: readonly FinishedTrial<S>[], direction: 'minimize' | 'maximize'): Panel {
  const x = trials.map(({ number }) => number)
  const values = trials.map(({ value }) => value!)
  const better = direction === 'minimize' ? Math.min : Math.max
  let best = values[0]!
  const soFar = values.map((value) => {
    best = better(best, value)
    return best
  })
  return {
    title: 'Value by trial',
    x: { ...axisOf('trial', [x], false, 0.02), whole: true },
    y: axisOf('', [values]),
    marks: [
      { kind: 'points', name: 'trial', x, y: numbers(values), color: 0, shape: 'dot' },
      line('best so far', x, soFar, 1)
    ]
  }
}

interface Coordinate {
  readonly name: string
  /** 0 to 1, null for a trial without the parameter. */
  at(trial: FinishedTrial): number | null
}

function parallel<S extends Space>(trials: readonly FinishedTrial<S>[]): Panel {
  const all = trials as readonly FinishedTrial[]
  const names = [...new Set(all.flatMap(({ params }) => Object.keys(params)))]
  const [low, high] = rangeOf([all.map(({ value }) => value)], false, 0)
  const scale: Scale = { label: 'value', from: low, to: high }
  const coordinates = [...names.map((name) => coordinate(name, all)), valueCoordinate(low, high)]
  const x = coordinates.map((_, k) => k)
  const lines = all.map(
    (trial): Line => ({
      kind: 'line',
      name: '',
      x,
      y: coordinates.map(({ at }) => at(trial)),
      color: 0,
      value: trial.value!
    })
  )
  return {
    title: 'Parameters of each trial',
    x: {
      ...namesAxis(
        '',
        coordinates.map(({ name }) => name)
      ),
      from: -0.1,
      to: coordinates.length - 0.9
    },
    y: { label: 'share of the range', from: 0, to: 1 },
    scale,
    marks: lines
  }
}

const valueCoordinate = (low: number, high: number): Coordinate => ({
  name: 'value',
  at: ({ value }) => (high > low ? (value! - low) / (high - low) : 0.5)
})

// Positive numbers that vary by a factor of more than a hundred are placed by their logarithm, and choices evenly.
function coordinate(name: string, trials: readonly FinishedTrial[]): Coordinate {
  const values = trials.map(({ params }) => (params as Record<string, unknown>)[name])
  const there = values.filter((v) => v !== undefined)
  if (there.every((v) => typeof v === 'number')) {
    const [low, high] = [Math.min(...there), Math.max(...there)]
    const place = low > 0 && high / low > 100 ? Math.log10 : (v: number): number => v
    const of = (v: unknown): number | null => {
      if (typeof v !== 'number') return null
      return high > low ? (place(v) - place(low)) / (place(high) - place(low)) : 0.5
    }
    return {
      name,
      at: ({ params }) => of((params as Record<string, unknown>)[name])
    }
  }
  const word = (v: unknown): string => (typeof v === 'string' ? v : (JSON.stringify(v) ?? String(v)))
  const words = [...new Set(there.map(word))].sort()
  return {
    name,
    at: ({ params }) => {
      const value = (params as Record<string, unknown>)[name]
      return value === undefined ? null : words.length > 1 ? words.indexOf(word(value)) / (words.length - 1) : 0.5
    }
  }
}
