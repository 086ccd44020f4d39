// analyze.learningRate: short runs from the same weights at a grid of rates, a range test, and the sharpness of the loss.
import { power } from '../backend/math.ts'
import { plotRange } from '../plot/index.ts'
import { findLearningRate, GradientMonitor } from '../train/index.ts'
import { numberFlag } from '../util/flags.ts'
import { mismatch, number, wholeNumber } from '../util/options.ts'
import { medianOf, pairedDifference } from '../util/statistics.ts'
import type { Outcome } from './analysis.ts'
import { lossCurves } from './curves.ts'
import { type Finding, find } from './findings.ts'
import { LEARNING_RATE_RULES as RULES } from './learningRate.rules.ts'
import { across, type Candidate, type Lane, learns, paired } from './race.ts'
import type { RunRecord } from './record.ts'
import type { Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { sharpnessOf } from './sharpness.ts'

/** Options of analyze.learningRate. */
export interface LearningRateOptions extends AnalysisOptions {
  /** The smallest rate, > 0. Default 1e-5. */
  min?: number | undefined
  /** The largest rate, > min. Default 1. */
  max?: number | undefined
  /** Rates from min to max, each the same factor above the one before, >= 2. Default 9. */
  points?: number | undefined
  /** Optimizer steps of each run, and of the range test, >= 3. Default 100. */
  steps?: number | undefined
}

interface Point extends Candidate {
  readonly lr: number
}

/** A run at a rate, with the change of the weights in a step over the weights. */
interface Measured {
  readonly record: RunRecord
  readonly updateRatio: number
}

/**
 * Trains from the same weights at a grid of constant learning rates with the experiment's own optimizer: the loss after K
 * steps, how often it rises, how far a step moves the weights, where it diverges. A range test and the largest
 * eigenvalue λ of the loss's Hessian on one batch stand next to it for orientation: for gradient descent on a quadratic
 * 2/λ is the largest stable rate, for a network it is not a limit.
 *
 * @param experiment see experimentOf
 * @param options min, max, points, steps; seeds, budget, threads, signal, progress
 * @returns a row for each rate
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.learningRate(experiment, { points: 3, steps: 4, seeds: 1 })
 * result.rows.map(({ lr }) => lr) // [0.00001, 0.00316, 1]
 */
export const learningRate = defineAnalysis<LearningRateOptions>({
  name: 'learning-rate',
  question: 'which learning rates are stable, and which learns fastest?',
  options: {
    min: number({ above: 0 }),
    max: number({ above: 0 }),
    points: wholeNumber({ min: 2, max: 100 }),
    steps: wholeNumber({ min: 3 })
  },
  flags: {
    min: numberFlag('X', number({ above: 0 }), 'the smallest rate, default 1e-5'),
    max: numberFlag('X', number({ above: 0 }), 'the largest rate, default 1'),
    points: numberFlag('N', wholeNumber({ min: 2, max: 100 }), 'rates between them, default 9'),
    steps: numberFlag('N', wholeNumber({ min: 3 }), 'optimizer steps of each run')
  },
  fromFlags: (values) => values,
  run
})

async function run(session: Session, options: LearningRateOptions): Promise<Outcome> {
  const { min = 1e-5, max = 1, points = 9, steps = 100 } = options
  if (max <= min) throw mismatch('analyze.learningRate', 'max', `a number > min (${min})`, max)
  const grid = Array.from({ length: points }, (_, k) =>
    Number((min * power(max / min, k / (points - 1))).toPrecision(3))
  )
  await session.expect(steps * grid.length * session.seeds.length)
  const built = await session.build({ seed: session.seeds[0]!, scheduler: null })
  const own = built.trainer.optimizer.paramGroups[0]!.lr
  const range = session.stopped
    ? null
    : await findLearningRate(built.trainer, built.train, { minLr: min, maxLr: max, steps })
  const sharpness = session.stopped ? Number.NaN : await sharpnessOf(built, session.seeds[0]!)
  const lanes = grid.map((lr) => ({
    candidate: { name: `lr ${lr}`, lr, build: { lr, scheduler: null } },
    records: [] as RunRecord[],
    ratios: [] as number[]
  }))
  for (const seed of session.seeds) {
    for (const { candidate, records, ratios } of lanes) {
      const measured = await runAt(session, candidate, seed, steps)
      if (measured === null) continue
      records.push(measured.record)
      ratios.push(measured.updateRatio)
    }
  }
  const done = lanes.filter(({ records }) => records.length > 0)
  const rows = done.map(({ ratios, ...lane }) => rowOf(lane, medianOf(ratios), sharpness))
  return {
    columns: [
      { key: 'lr' },
      { key: 'loss', head: `loss after ${steps}`, spread: 'lossSd' },
      {
        key: 'rising',
        head: 'rising steps',
        as: 'percent',
        note: 'share of steps after which the loss was higher than before'
      },
      { key: 'updateRatio', head: 'update/weight', note: 'median length of a step divided by that of the weights' },
      {
        key: 'shareOfLimit',
        head: 'x of 2/λ',
        note: 'lr divided by 2/λ, beyond which gradient descent diverges on a quadratic loss; λ is the largest eigenvalue of the Hessian at the start'
      },
      { key: 'diverged', as: 'text', note: 'runs that ended with a loss that is not finite' }
    ],
    rows,
    pictures: () => [
      ...lossCurves('Losses by learning rate', done),
      ...(range === null || range.length === 0 ? [] : [plotRange(range)])
    ],
    findings: findingsOf(done, { own, steps, sharpness, max, suggestion: range?.suggestion() ?? Number.NaN })
  }
}

async function runAt(session: Session, { name, build }: Point, seed: number, steps: number): Promise<Measured | null> {
  const monitor = new GradientMonitor({ every: Math.max(1, Math.floor(steps / 10)), detail: 'global' })
  const record = await session.train(name, { ...build, seed }, { steps, callbacks: [monitor] })
  return record === null
    ? null
    : { record, updateRatio: medianOf((monitor.columns.updateRatio ?? []).filter(Number.isFinite)) }
}

function rowOf(lane: Lane<Point>, updateRatio: number, sharpness: number): Row {
  const { candidate, records } = lane
  const loss = across(lane, ({ diverged, loss }) => (diverged ? Number.NaN : loss))
  return {
    lr: candidate.lr,
    loss: loss.mean,
    lossSd: loss.sd,
    rising: across(lane, ({ losses }) => risingOf(losses)).mean,
    updateRatio,
    shareOfLimit: (candidate.lr * sharpness) / 2,
    diverged: records.some(({ diverged }) => diverged) ? 'diverged' : '',
    runs: records.length
  }
}

// The share of steps whose loss lies above the one before.
function risingOf(losses: readonly number[]): number {
  const rising = losses.filter((loss, k) => k > 0 && loss > losses[k - 1]!).length
  return losses.length < 2 ? Number.NaN : rising / (losses.length - 1)
}

interface Facts {
  /** The experiment's rate. */
  readonly own: number
  readonly steps: number
  readonly sharpness: number
  readonly max: number
  readonly suggestion: number
}

function findingsOf(lanes: readonly Lane<Point>[], { own, steps, sharpness, max, suggestion }: Facts): Finding[] {
  const able = lanes.filter(learns)
  const best = able.reduce<Lane<Point> | null>((a, b) => (a === null || meanLoss(b) < meanLoss(a) ? b : a), null)
  const findings = [find(RULES.learn, { rates: able.length, points: lanes.length, steps })]
  if (best === null) return findings
  const { lr } = best.candidate
  // Beyond the fastest rate those are stable at which the loss still falls; below it, all are.
  const end = lanes.findIndex((lane, k) => k > lanes.indexOf(best) && !learns(lane))
  const largest = lanes.at(end === -1 ? -1 : end - 1)!.candidate.lr
  const runs = end === -1 ? [] : lanes[end]!.records.filter(({ diverged }) => diverged)
  const first = end === -1 ? Number.POSITIVE_INFINITY : lanes[end]!.candidate.lr
  findings.push(find(RULES.stable, { largest, first, diverged: runs.length, max }))
  findings.push(
    find(RULES.best, { lr, loss: meanLoss(best), steps, atEdge: lr === lanes.at(-1)!.candidate.lr ? 1 : 0 })
  )
  findings.push(ownFinding(lanes, best, own, steps))
  findings.push(find(RULES.range, { suggestion, lr, factor: suggestion > 0 ? factor(suggestion, lr) : Number.NaN }))
  findings.push(find(RULES.sharpness, { limit: 2 / sharpness, largest, share: (largest * sharpness) / 2 }))
  return findings
}

// The point of the grid that lies nearest to the rate of the experiment stands for it.
function ownFinding(lanes: readonly Lane<Point>[], best: Lane<Point>, own: number, steps: number): Finding {
  const lane = lanes.reduce((a, b) => (factor(b.candidate.lr, own) < factor(a.candidate.lr, own) ? b : a))
  const nearest = lane.candidate.lr
  const { mean, low, high, n: seeds } = pairedDifference(...paired(lane, best, lossOf))
  const facts = { own, nearest, lr: best.candidate.lr, loss: meanLoss(best), seeds, rates: lanes.length, steps }
  if (factor(nearest, own) > 10) return find(RULES.own, { ...facts, difference: Number.NaN, low, high })
  // A run that diverged is infinitely worse: an interval around that is not a number.
  if (mean === Infinity) return find(RULES.own, { ...facts, difference: mean, low: mean, high: mean })
  return find(RULES.own, { ...facts, difference: mean, low, high })
}

const lossOf = ({ diverged, loss }: RunRecord): number => (diverged ? Infinity : loss)
const meanLoss = (lane: Lane): number => across(lane, lossOf).mean
const factor = (a: number, b: number): number => Math.max(a / b, b / a)
