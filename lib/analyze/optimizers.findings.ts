// What the runs of analyze.optimizers imply. Called by optimizers.ts.
import type { Timing } from '../inspect/clock/steady.ts'
import { type Estimate, pairedDifference, pairedRatio } from '../util/statistics.ts'
import { type Finding, find } from './findings.ts'
import { OPTIMIZER_RULES as RULES } from './optimizers.rules.ts'
import { across, crossing, isShare, judgedBy, type Lane, learns, paired } from './race.ts'
import type { Tuned } from './tune.ts'

type StepTime = Pick<Timing, 'seconds' | 'low' | 'high'>

interface Facts {
  readonly target: number
  readonly steps: number
  readonly tuning: boolean
  readonly busy: boolean
  timing(name: string): StepTime | undefined
}

const UNTIMED: StepTime = { seconds: Number.NaN, low: Number.NaN, high: Number.NaN }

/** The findings of a race. */
export function findingsOf(lanes: readonly Lane<Tuned>[], { target, steps, tuning, busy, timing }: Facts): Finding[] {
  const done = lanes.filter(({ records }) => records.length > 0)
  const able = done.filter(learns)
  const findings: Finding[] = []
  const dull = done.filter((lane) => !learns(lane))
  findings.push(
    find(
      RULES.learn,
      { learning: able.length, candidates: done.length, steps },
      { names: dull.map(({ candidate }) => candidate.name).join(', ') }
    )
  )
  const ratio = (a: Lane, b: Lane): Estimate => {
    const [x, y] = paired(a, b, (record) => crossing(record, target))
    return pairedRatio(x, y)
  }
  const numbers = ({ mean, low, high, n }: Estimate): { ratio: number; low: number; high: number; seeds: number } => ({
    ratio: mean,
    low,
    high,
    seeds: n
  })
  const [base, ...others] = able
  for (const lane of others) {
    findings.push(
      find(RULES.against, numbers(ratio(base!, lane)), { name: lane.candidate.name, base: base!.candidate.name })
    )
  }
  const meanSteps = (lane: Lane): number => across(lane, (record) => crossing(record, target)).mean
  const bySteps = [...able].sort((a, b) => meanSteps(a) - meanSteps(b))
  const [first, second] = bySteps
  if (first !== undefined && second !== undefined) {
    const names = { first: first.candidate.name, second: second.candidate.name }
    findings.push(find(RULES.firstBySteps, { ...numbers(ratio(second, first)), target }, names))
    const clock = (lane: Lane): StepTime => timing(lane.candidate.name) ?? UNTIMED
    const time = (lane: Lane): number => meanSteps(lane) * clock(lane).seconds
    const [quick, next] = [...able].sort((a, b) => time(a) - time(b)) as [Lane<Tuned>, Lane<Tuned>]
    const inSteps = ratio(next, quick)
    // The seeds' interval of the steps, times the clock's interval of a step.
    const [slow, fast] = [clock(next).low / clock(quick).high, clock(next).high / clock(quick).low]
    findings.push(
      find(
        RULES.firstBySeconds,
        {
          seconds: time(quick),
          others: time(next),
          low: Math.min(inSteps.low * slow, inSteps.low * fast),
          high: inSteps.high * fast,
          busy: busy ? 1 : 0
        },
        { first: quick.candidate.name, second: next.candidate.name }
      )
    )
    findings.push(...metricFinding(able))
  }
  const edges = able.filter(({ candidate }) => candidate.atEdge)
  if (tuning && able.length > 0) {
    findings.push(
      find(
        RULES.gridEnds,
        { atEdge: edges.length, candidates: able.length },
        { names: edges.map(({ candidate }) => `${candidate.name} (${candidate.lr})`).join(', ') }
      )
    )
  }
  return findings
}

// Whether the best on the validation data is better than the next one beyond the seeds' noise.
function metricFinding(lanes: readonly Lane<Tuned>[]): Finding[] {
  const judge = judgedBy(lanes)
  if (judge === null) return []
  const of = ({ validation }: Lane['records'][number]): number => judge.sign * (validation[judge.name] ?? Number.NaN)
  const sorted = [...lanes].sort((a, b) => across(b, of).mean - across(a, of).mean)
  const [best, next] = sorted as [Lane<Tuned>, Lane<Tuned>]
  const { mean, low, high, n } = pairedDifference(...paired(best, next, of))
  return [
    find(
      RULES.bestMetric,
      { value: judge.sign * across(best, of).mean, difference: mean, low, high, seeds: n },
      {
        first: best.candidate.name,
        second: next.candidate.name,
        metric: judge.name,
        share: isShare(judge.name) ? 'yes' : ''
      }
    )
  ]
}
