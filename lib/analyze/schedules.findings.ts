// What the runs of analyze.schedules imply. Called by schedules.ts.
import { pairedDifference } from '../util/statistics.ts'
import { type Finding, find, type Rule } from './findings.ts'
import { across, isShare, type Lane, paired } from './race.ts'
import type { RunRecord } from './record.ts'
import type { Course } from './scheduleCandidates.ts'
import { SCHEDULE_RULES as RULES } from './schedules.rules.ts'

/** A schedule at a rate. */
export interface Point extends Course {
  readonly schedule: string
  readonly lr: number
}

/** A schedule: its runs at the base rate, and at the best of its rates. */
export interface Group {
  readonly name: string
  readonly base: Lane<Point>
  readonly best: Lane<Point>
}

/** Whether the mean over seeds is higher; a lane without a value loses. */
export function better(a: Lane, b: Lane, of: (record: RunRecord) => number): boolean {
  const [x, y] = [across(a, of).mean, across(b, of).mean]
  return x > y || (Number.isNaN(y) && !Number.isNaN(x))
}

interface Facts {
  of(record: RunRecord): number
  /** The data that the metric is of. */
  readonly where: 'training' | 'validation'
  readonly metric: string
  readonly tune: boolean
  readonly sign: number
  readonly epochs: number
}

/** The findings of a race. */
export function findingsOf(groups: readonly Group[], { of, where, metric, tune, sign, epochs }: Facts): Finding[] {
  const [first, ...others] = groups
  const share = isShare(metric) ? 'yes' : ''
  if (first === undefined)
    return [
      find(
        RULES.gain,
        { difference: Number.NaN, low: 0, high: 0, seeds: 0 },
        { name: 'a schedule', base: 'a constant rate', metric }
      )
    ]
  const findings = others.map(({ name, base }) => gain(RULES.gain, base, first.base, name, first.name))
  findings.push(...topOf(groups.map(({ name, base }) => ({ name, lane: base }))))
  if (tune && others.length > 0) {
    const best = others.reduce((a, b) => (better(b.best, a.best, of) ? b : a))
    findings.push(gain(RULES.tuned, best.best, first.best, best.name, first.name))
  }
  const all = groups.flatMap(({ base }) => base.records)
  const fall = across({ candidate: first.base.candidate, records: all }, ({ history }) =>
    lastFall(history.valLoss ?? [])
  )
  findings.push(find(RULES.settled, { fall: fall.mean, epochs, runs: all.length }))
  return findings

  function gain(rule: Rule, a: Lane, b: Lane, name: string, base: string): Finding {
    const { mean, low, high, n } = pairedDifference(...paired(a, b, of))
    return find(rule, { difference: mean, low, high, seeds: n }, { name, base, where, metric, share })
  }

  // Those that cannot be told from the best one.
  function topOf(lanes: readonly { readonly name: string; readonly lane: Lane }[]): Finding[] {
    const sorted = [...lanes].sort((a, b) => (better(a.lane, b.lane, of) ? -1 : 1))
    const [best, ...rest] = sorted
    if (best === undefined || rest.length === 0) return []
    const equal = rest.filter(({ lane }) => !(pairedDifference(...paired(best.lane, lane, of)).low > 0))
    const numbers = {
      best: sign * across(best.lane, of).mean,
      equal: equal.length,
      candidates: lanes.length,
      seeds: best.lane.records.length
    }
    const names = [best, ...equal].map(({ name }) => name).join(', ')
    return [find(RULES.top, numbers, { first: best.name, names, metric, share })]
  }
}

// By how much the last epoch lowered the validation loss, as a share; NaN of fewer than two.
function lastFall(losses: readonly number[]): number {
  const known = losses.filter((v) => Number.isFinite(v))
  return known.length < 2 ? Number.NaN : 1 - known.at(-1)! / known.at(-2)!
}
