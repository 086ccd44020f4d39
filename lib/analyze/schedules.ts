// analyze.schedules: what learning rate schedules gain over a constant rate, at one base rate and each at its best.
import { numberFlag, textFlag } from '../util/flags.ts'
import { arrayOf, either, number, rule, text, wholeNumber } from '../util/options.ts'
import { pairedDifference } from '../util/statistics.ts'
import type { Outcome } from './analysis.ts'
import { type Finding, find, type Rule } from './findings.ts'
import { across, isShare, judgedBy, type Lane, paired, race } from './race.ts'
import type { RunRecord } from './record.ts'
import type { Column, Row } from './rows.ts'
import { type Course, courseOf, type ScheduleCandidate } from './scheduleCandidates.ts'
import { SCHEDULE_RULES as RULES } from './schedules.rules.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'

/** Options of analyze.schedules. */
export interface SchedulesOptions extends AnalysisOptions {
  /**
   * Names ('constant', 'step', 'exponential', 'cosine', 'onecycle', 'plateau', 'wsd'), or your own. The first is what the
   * others are compared to. Default constant, step, exponential, cosine, onecycle.
   */
  candidates?: readonly ScheduleCandidate[] | undefined
  /** Epochs of each run, >= 1. Default: the experiment's, at most 12; 5 without. */
  epochs?: number | undefined
  /** The base rate. Default: the experiment's. */
  lr?: number | undefined
  /** Whether each schedule is also run at a third and at three times the base rate. Default true. */
  tune?: boolean | undefined
}

const DEFAULT: readonly string[] = ['constant', 'step', 'exponential', 'cosine', 'onecycle']
const MOST_EPOCHS = 12
const FACTORS = [1, 0.3162, 3.162]

/** A schedule at a rate. */
interface Point extends Course {
  readonly schedule: string
  readonly lr: number
}

/**
 * Trains the same model with several learning rate schedules, from the same weights and in the same order, and compares
 * the metric on the validation data at the end of the run. A schedule spans the whole run, and counts optimizer steps
 * ('plateau': validations).
 *
 * @param experiment see experimentOf; needs a validation loader and a training loader with a length
 * @param options candidates, epochs, lr, tune; seeds, budget, threads, signal, progress
 * @returns a row for each schedule: metric at the base rate and at its best of three, best epoch, rate at the end
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.schedules(experiment, { candidates: ['constant', 'cosine'], epochs: 2, seeds: 2 })
 * result.rows[1].schedule // 'cosine'
 */
export const schedules = defineAnalysis<SchedulesOptions>({
  name: 'schedules',
  question: 'what does a learning rate schedule gain over a constant rate?',
  options: {
    candidates: arrayOf(
      either(
        text,
        rule('{ name, scheduler, scheduleEvery }', (v) => typeof v === 'object' && v !== null && 'scheduler' in v)
      )
    ),
    epochs: wholeNumber({ min: 1 }),
    lr: number({ above: 0 }),
    tune: rule('true or false', (v) => typeof v === 'boolean')
  },
  flags: {
    candidates: textFlag('A,B', 'what to compare, such as constant,step,exponential,cosine,onecycle,plateau,wsd'),
    epochs: numberFlag('N', wholeNumber({ min: 1 }), 'epochs of each run'),
    lr: numberFlag('X', number({ above: 0 }), 'the base rate')
  },
  fromFlags: ({ candidates, ...numbers }) => ({
    ...numbers,
    ...(candidates === undefined ? {} : { candidates: String(candidates).split(',') })
  }),
  run
})

async function run(session: Session, options: SchedulesOptions): Promise<Outcome> {
  const { candidates = DEFAULT, tune = true } = options
  const epochs = options.epochs ?? Math.min(MOST_EPOCHS, session.experiment.epochs ?? 5)
  const courses = candidates.map((each) => courseOf('analyze.schedules', each))
  const { trainer, train } = await session.build({ seed: session.seeds[0]!, scheduler: null })
  const base = options.lr ?? trainer.optimizer.paramGroups[0]!.lr
  const factors = tune ? FACTORS : [1]
  const points = factors.flatMap((factor) =>
    courses.map((course): Point => {
      const lr = Number((base * factor).toPrecision(3))
      const { name, build } = course
      return { name: factor === 1 ? name : `${name} at ${lr}`, schedule: name, lr, build: { ...build, lr } }
    })
  )
  const batches = train.length
  // Schedules by step need a length in steps; without one the epochs count.
  const steps = batches === undefined ? undefined : batches * epochs
  await session.expect((steps ?? epochs) * points.length * session.seeds.length)
  const limits = steps === undefined ? { epochs, validate: 'epoch' as const } : { steps, validate: batches! }
  const lanes: Lane<Point>[] = []
  // The base rate first: an exhausted budget leaves out the others.
  for (const factor of factors) {
    const some = points.filter((_, k) => factors[Math.floor(k / courses.length)] === factor)
    lanes.push(...(await race(session, some, limits)))
  }
  const judge = judgedBy(lanes)
  const of = (record: RunRecord): number => (judge === null ? -record.loss : judge.sign * valueAt(record, judge.name))
  const groups = courses.map(({ name }) => {
    const own = lanes.filter(({ candidate, records }) => candidate.schedule === name && records.length > 0)
    const [first] = own
    const best = own.reduce<Lane<Point> | undefined>((a, b) => (a === undefined || better(b, a, of) ? b : a), undefined)
    return { name, base: first, best }
  })
  const done = groups.filter((group): group is Group => group.base !== undefined)
  const metric = judge?.name ?? 'loss'
  return {
    columns: columnsOf(metric, tune),
    rows: done.map((group) => rowOf(group, of, judge)),
    findings: findingsOf(done, { of, metric, tune, sign: judge?.sign ?? -1, epochs })
  }
}

type Group = { readonly name: string; readonly base: Lane<Point>; readonly best: Lane<Point> }

// A run that diverged has no value: it counts as the worst, not as missing.
const valueAt = ({ validation, diverged }: RunRecord, name: string): number =>
  diverged && validation[name] === undefined ? Number.NaN : (validation[name] ?? Number.NaN)

function better(a: Lane, b: Lane, of: (record: RunRecord) => number): boolean {
  const [x, y] = [across(a, of).mean, across(b, of).mean]
  return x > y || (Number.isNaN(y) && !Number.isNaN(x))
}

function rowOf(
  { name, base, best }: Group,
  of: (record: RunRecord) => number,
  judge: ReturnType<typeof judgedBy>
): Row {
  const sign = judge?.sign ?? -1
  const [at, top] = [across(base, of), across(best, of)]
  const column = judge === null ? 'trainLoss' : `val${judge.name.charAt(0).toUpperCase()}${judge.name.slice(1)}`
  const bestRow = across(base, ({ history }) => 1 + indexOfBest(history[column] ?? [], sign))
  return {
    schedule: name,
    lr: base.candidate.lr,
    metric: sign * at.mean,
    metricSd: at.sd,
    valLoss: across(base, ({ validation }) => validation.loss ?? Number.NaN).mean,
    trainLoss: across(base, ({ loss }) => loss).mean,
    bestEpoch: bestRow.mean,
    lastLr: across(base, ({ lastRate }) => lastRate).mean,
    bestLr: best.candidate.lr,
    bestMetric: sign * top.mean,
    bestMetricSd: top.sd,
    runs: base.records.length
  }
}

const indexOfBest = (column: readonly number[], sign: number): number =>
  column.length === 0 ? Number.NaN : column.reduce((at, v, k) => (sign * v > sign * column[at]! ? k : at), 0)

function columnsOf(metric: string, tune: boolean): Column[] {
  const as = isShare(metric) ? ('percent' as const) : ('digits' as const)
  return [
    { key: 'schedule', as: 'text' },
    { key: 'metric', head: metric, spread: 'metricSd', as },
    { key: 'valLoss', head: 'val loss' },
    { key: 'bestEpoch', head: 'best epoch' },
    { key: 'lastLr', head: 'lr at end' },
    ...(tune
      ? [
          { key: 'bestLr', head: 'best lr' },
          { key: 'bestMetric', head: 'at best', spread: 'bestMetricSd', as }
        ]
      : []),
    { key: 'trainLoss', head: 'train loss' }
  ]
}

interface Facts {
  of(record: RunRecord): number
  readonly metric: string
  readonly tune: boolean
  readonly sign: number
  readonly epochs: number
}

function findingsOf(groups: readonly Group[], { of, metric, tune, sign, epochs }: Facts): Finding[] {
  const [first, ...others] = groups
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
    return find(
      rule,
      { difference: mean, low, high, seeds: n },
      { name, base, metric, share: isShare(metric) ? 'yes' : '' }
    )
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
    return [find(RULES.top, numbers, { first: best.name, names, metric })]
  }
}

// By how much the last epoch lowered the validation loss, as a share; NaN of fewer than two.
function lastFall(losses: readonly number[]): number {
  const known = losses.filter((v) => Number.isFinite(v))
  return known.length < 2 ? Number.NaN : 1 - known.at(-1)! / known.at(-2)!
}
