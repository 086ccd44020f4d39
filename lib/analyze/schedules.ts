// analyze.schedules: what learning rate schedules gain over a constant rate, at one base rate and each at its best.
import { numberFlag, textFlag } from '../util/flags.ts'
import { arrayOf, either, number, rule, text, wholeNumber } from '../util/options.ts'
import type { Outcome } from './analysis.ts'
import { lossCurves } from './curves.ts'
import { across, isShare, judgedBy, type Lane, race } from './race.ts'
import type { RunRecord } from './record.ts'
import type { Column, Row } from './rows.ts'
import { courseOf, type ScheduleCandidate } from './scheduleCandidates.ts'
import { better, findingsOf, type Group, type Point } from './schedules.findings.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { withCandidates } from './units.ts'

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

/**
 * Trains the same model with several learning rate schedules, from the same weights and in the same order, and compares
 * the metric on the validation data at the end of the run. A schedule spans the whole run, and counts optimizer steps
 * ('plateau': validations).
 *
 * @param experiment see experimentOf. Without a validation loader the training loss is compared; schedules by name need a
 *   length of the training loader
 * @param options candidates, epochs, lr, tune; seeds, budget, threads, signal, progress
 * @returns a row for each schedule: metric at the base rate and at its best of three, best epoch, rate at the end
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.schedules(experiment, { candidates: ['constant', 'cosine'], epochs: 2, seeds: 2 })
 * result.rows[1]?.['schedule'] // 'cosine'
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
  fromFlags: withCandidates,
  run
})

async function run(session: Session, options: SchedulesOptions): Promise<Outcome> {
  const { candidates = DEFAULT, tune = true } = options
  const epochs = options.epochs ?? Math.min(MOST_EPOCHS, session.experiment.epochs ?? 5)
  const courses = candidates.map((each) => courseOf('analyze.schedules', each))
  const { trainer, train } = await session.build({ seed: session.seeds[0]!, scheduler: null })
  const base = options.lr ?? trainer.optimizer.paramGroups[0]!.lr
  const factors = tune ? FACTORS : [1]
  const batches = train.length
  // Schedules by step need a length in steps; without one the epochs count.
  const steps = batches === undefined ? undefined : batches * epochs
  await session.expect((steps ?? epochs) * factors.length * courses.length * session.seeds.length)
  const limits = steps === undefined ? { epochs, validate: 'epoch' as const } : { steps, validate: batches! }
  const lanes: Lane<Point>[] = []
  // The base rate first: an exhausted budget leaves out the others.
  for (const factor of factors) {
    const lr = Number((base * factor).toPrecision(3))
    const points = courses.map(({ name, build }): Point => {
      return { name: factor === 1 ? name : `${name} at ${lr}`, schedule: name, lr, build: { ...build, lr } }
    })
    lanes.push(...(await race(session, points, limits)))
  }
  const judge = judgedBy(lanes)
  const of = (record: RunRecord): number =>
    judge === null ? -record.loss : judge.sign * (record.validation[judge.name] ?? Number.NaN)
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
    pictures: () =>
      lossCurves(
        'Losses by schedule, at one base rate',
        done.map(({ base: lane }) => lane)
      ),
    findings: findingsOf(done, {
      of,
      where: judge === null ? 'training' : 'validation',
      metric,
      tune,
      sign: judge?.sign ?? -1,
      epochs
    })
  }
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
    { key: 'bestEpoch', head: 'best epoch', note: 'with the best validation, mean over seeds' },
    { key: 'lastLr', head: 'lr at end' },
    ...(tune
      ? [
          { key: 'bestLr', head: 'best lr', note: 'of three base rates' },
          { key: 'bestMetric', head: 'at best', spread: 'bestMetricSd', as, note: 'the metric at that rate' }
        ]
      : []),
    { key: 'trainLoss', head: 'train loss' }
  ]
}
