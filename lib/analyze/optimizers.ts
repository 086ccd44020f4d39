// analyze.optimizers: which optimizer needs the fewest steps, seconds and bytes to the same loss, each at its best
// learning rate.
import type { Timing } from '../inspect/clock/steady.ts'
import { numberFlag, textFlag } from '../util/flags.ts'
import { arrayOf, either, number, rule, text, wholeNumber } from '../util/options.ts'
import type { Outcome } from './analysis.ts'
import { type OptimizerCandidate, racerOf } from './candidates.ts'
import { lossCurves } from './curves.ts'
import { findingsOf } from './optimizers.findings.ts'
import { across, commonTarget, crossing, isShare, judgedBy, type Lane, learns, race, settling } from './race.ts'
import type { Column, Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, oneThread, type Session } from './session.ts'
import { type Tuned, tune, USUAL_TRIES } from './tune.ts'
import { withCandidates } from './units.ts'

/** Options of analyze.optimizers. */
export interface OptimizersOptions extends AnalysisOptions {
  /** Names such as 'sgd', 'sgd:0.9' (with momentum), 'adamw', or your own. Default sgd, sgd:0.9, adam, adamw. */
  candidates?: readonly OptimizerCandidate[] | undefined
  /** Optimizer steps of each run, >= 2. Default 160, at most the experiment's `steps`. */
  steps?: number | undefined
  /** The learning rate of all candidates; without it each is tuned on the first seed, with runs of `steps` steps. */
  lr?: number | undefined
  /** The smoothed training loss to reach. Default: what the slowest candidate reaches. */
  target?: number | undefined
}

const STEPS = 160

/**
 * Trains the model with several optimizers from the same weights, on the same batches in the same order, each at the
 * learning rate with which it reaches the lowest loss; counts the steps to a loss that all of them reach. Schedulers are
 * left out: rates are constant.
 *
 * @param experiment see experimentOf
 * @param options candidates, steps, lr, target; seeds, budget, threads, signal, progress
 * @returns a row for each candidate: lr, steps and seconds to the target, metric, bytes
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.optimizers(experiment, { candidates: ['sgd', 'sgd:0.9'], steps: 4, seeds: 2 })
 * result.rows[0]?.['optimizer'] // 'sgd'
 */
export const optimizers = defineAnalysis<OptimizersOptions>({
  name: 'optimizers',
  question: 'which optimizer reaches the same loss first?',
  options: {
    candidates: arrayOf(
      either(
        text,
        rule('{ name, optimizer, rates }', (v) => typeof v === 'object' && v !== null && 'optimizer' in v)
      )
    ),
    steps: wholeNumber({ min: 2 }),
    lr: number({ above: 0 }),
    target: number()
  },
  flags: {
    candidates: textFlag('A,B', 'what to compare, such as sgd,sgd:0.9,adamw'),
    steps: numberFlag('N', wholeNumber({ min: 2 }), 'optimizer steps of each run'),
    lr: numberFlag('X', number({ above: 0 }), 'one learning rate for all, instead of tuning'),
    target: numberFlag('X', number(), 'the training loss to reach')
  },
  fromFlags: withCandidates,
  run
})

async function run(session: Session, options: OptimizersOptions): Promise<Outcome> {
  const { candidates = ['sgd', 'sgd:0.9', 'adam', 'adamw'], lr } = options
  const racers = candidates.map((each) => racerOf('analyze.optimizers', each))
  const steps = options.steps ?? Math.min(STEPS, session.experiment.steps ?? STEPS)
  const { seeds } = session
  const tries = racers.reduce((sum, { rates }) => sum + (lr === undefined ? (rates?.length ?? USUAL_TRIES) : 0), 0)
  await session.expect(steps * (tries + racers.length * seeds.length))
  const tuned: Tuned[] = []
  for (const racer of racers) tuned.push(await tune(session, racer, { steps }, lr))
  const lanes = await race(session, tuned, { steps })
  const target = options.target ?? commonTarget(lanes)
  const builds = lanes
    .filter(learns)
    .map(({ candidate: { name, build } }) => ({ name, build: { ...build, seed: seeds[0]! } }))
  const clocked = await session.timeSteps(builds)
  const timing = (name: string): Timing | undefined => clocked?.timings.find((each) => each.name === name)
  const seconds = (name: string): number => timing(name)?.seconds ?? Number.NaN
  const judge = judgedBy(lanes)
  const rows = lanes.map((lane) =>
    rowOf(lane, target, [seconds(lane.candidate.name), seconds(oneThread(lane.candidate.name))], judge)
  )
  return {
    columns: columnsOf(judge),
    rows,
    pictures: () => lossCurves('Losses by optimizer, each at its best rate', lanes),
    findings: findingsOf(lanes, { target, steps, tuning: lr === undefined, timing, busy: clocked?.busy ?? true })
  }
}

function rowOf(
  lane: Lane<Tuned>,
  target: number,
  [seconds, alone]: readonly [number, number],
  judge: ReturnType<typeof judgedBy>
): Row {
  const { candidate, records } = lane
  const steps = across(lane, (record) => crossing(record, target))
  const settled = across(lane, (record) => settling(record, target))
  const loss = across(lane, (record) => record.loss)
  const metric = judge === null ? null : across(lane, ({ validation }) => validation[judge.name] ?? Number.NaN)
  return {
    optimizer: candidate.name,
    lr: candidate.lr,
    steps: steps.mean,
    stepsSd: steps.sd,
    settled: settled.mean,
    settledSd: settled.sd,
    secondsToTarget: steps.mean * seconds,
    trainLoss: loss.mean,
    trainLossSd: loss.sd,
    ...(metric === null ? {} : { [judge!.name]: metric.mean, [`${judge!.name}Sd`]: metric.sd }),
    stateBytes: records.length === 0 ? Number.NaN : Math.max(...records.map(({ stateBytes }) => stateBytes)),
    secondsPerStep: seconds,
    secondsPerStepOneThread: alone,
    smallestStableLr: candidate.stable[0] ?? null,
    largestStableLr: candidate.stable.at(-1) ?? null,
    runs: records.length
  }
}

function columnsOf(judge: ReturnType<typeof judgedBy>): Column[] {
  return [
    { key: 'optimizer', as: 'text', note: 'sgd:0.9 is SGD with momentum 0.9' },
    { key: 'lr', note: 'tuned on the first seed, if not given' },
    {
      key: 'steps',
      as: 'whole',
      spread: 'stepsSd',
      note: 'until the smoothed loss first reaches the target: --target, or what the slowest reaches'
    },
    { key: 'settled', as: 'whole', spread: 'settledSd', note: 'until it stays there' },
    ...(judge === null
      ? [{ key: 'trainLoss', head: 'train loss', spread: 'trainLossSd' }]
      : [
          {
            key: judge.name,
            spread: `${judge.name}Sd`,
            as: isShare(judge.name) ? ('percent' as const) : ('digits' as const)
          }
        ]),
    { key: 'secondsPerStep', head: 'ms/step', as: 'ms' },
    { key: 'stateBytes', head: 'states', as: 'bytes', note: 'memory of its states' },
    { key: 'secondsPerStepOneThread', head: 'on 1 thread', as: 'ms', note: 'ms/step' },
    { key: 'secondsToTarget', head: 's to target', note: 'steps times ms/step' },
    {
      key: 'smallestStableLr',
      head: 'stable from',
      note: 'smallest rate of the grid at which the loss falls; to: the largest'
    },
    { key: 'largestStableLr', head: 'to' }
  ]
}
