// analyze.losses: what the labels alone would lose, how the untrained model compares, and whether one loss function
// trains a better model than another, judged by one metric.
import { scope } from '../autograd/scope.ts'
import type { Module } from '../nn/index.ts'
import { getTotalNorm } from '../optim/index.ts'
import { Tensor } from '../tensor/tensor.ts'
import { numberFlag, textFlag } from '../util/flags.ts'
import { arrayOf, either, rule, text, wholeNumber } from '../util/options.ts'
import type { Outcome } from './analysis.ts'
import { labelsOf } from './labels.ts'
import { type LossCandidate, type LossRacer, lossesFor, lossRacerOf } from './lossCandidates.ts'
import { type Facts, findingsOf, type LossLane, type Start } from './losses.findings.ts'
import { across, isShare, type Lane, race, signOf } from './race.ts'
import type { Column, Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { tune, USUAL_TRIES } from './tune.ts'
import { withCandidates } from './units.ts'

/** Options of analyze.losses. */
export interface LossesOptions extends AnalysisOptions {
  /**
   * Names ('crossEntropy', 'mse', 'labelSmoothing:0.1'; for numbers 'mseLoss', 'l1', 'huber', 'smoothL1'), or your own
   * functions of prediction and target. Default: those that fit the labels.
   */
  candidates?: readonly LossCandidate[] | undefined
  /** Optimizer steps of each run, >= 2. Default 400, at most the length of the experiment's own run in steps. */
  steps?: number | undefined
}

const STEPS = 400
const FACTORS = [0.1, 0.3162, 1, 3.162]

/**
 * Trains the same model with several losses, from the same weights and in the same order, each at its best learning rate,
 * and judges them by the experiment's metric (for classes without one, by accuracy), because losses cannot be compared
 * to each other. Reports what predicting the labels' shares (their mean) would lose, and the loss of the untrained model.
 *
 * @param experiment see experimentOf; batches are [...inputs, target]
 * @param options candidates, steps; seeds, budget, threads, signal, progress
 * @returns a row for each loss: baseline, at start, at the end, metric, norm of the gradients at the start
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.losses(experiment, { candidates: ['crossEntropy', 'mse'], steps: 4, seeds: 2 })
 * Number(result.rows[0]?.['baseline']) <= Math.log(2) // true
 */
export const losses = defineAnalysis<LossesOptions>({
  name: 'losses',
  question: 'which loss trains the best model, and what do the labels alone lose?',
  options: {
    candidates: arrayOf(
      either(
        text,
        rule('{ name, loss }', (v) => typeof v === 'object' && v !== null && 'loss' in v)
      )
    ),
    steps: wholeNumber({ min: 2 })
  },
  flags: {
    candidates: textFlag('A,B', 'what to compare, such as crossEntropy,mse,labelSmoothing:0.1'),
    steps: numberFlag('N', wholeNumber({ min: 2 }), 'optimizer steps of each run')
  },
  fromFlags: withCandidates,
  run
})

async function run(session: Session, options: LossesOptions): Promise<Outcome> {
  const seed = session.seeds[0]!
  const first = await session.build({ seed })
  const { epochs = Infinity, steps: most = epochs * (first.train.length ?? Infinity) } = session.experiment
  const steps = options.steps ?? Math.max(2, Math.min(STEPS, most))
  const labels = await labelsOf(first.train)
  const names = first.trainer.metrics.map(({ name }) => name)
  const metric = names[0] ?? (labels.kind === 'classes' ? 'accuracy' : 'loss')
  const comparable = metric !== 'loss'
  const sign = signOf(metric)
  const metrics = names.length === 0 && labels.kind === 'classes' ? { metrics: ['Accuracy'] as const } : {}
  const racers = (options.candidates ?? lossesFor(labels.kind)).map((each) => {
    const racer = lossRacerOf('analyze.losses', each)
    return { ...racer, build: { ...racer.build, ...metrics, scheduler: null } }
  })
  await session.expect(steps * racers.length * (USUAL_TRIES + session.seeds.length))
  const lr = first.trainer.optimizer.paramGroups[0]!.lr
  const rates = FACTORS.map((factor) => factor * lr)
  const tuned = []
  const starts = new Map<string, Start>()
  for (const racer of racers) {
    starts.set(racer.name, await startOf(session, racer, seed))
    const of = ({ loss, validation }: Lane['records'][number]): number =>
      comparable && validation[metric] !== undefined ? -sign * validation[metric] : loss
    tuned.push({ ...racer, ...(await tune(session, { ...racer, rates, extend: true }, { steps }, undefined, of)) })
  }
  const lanes = await race(session, tuned, { steps })
  const facts = { labels, metric, sign, comparable, starts, steps }
  return {
    columns: columnsOf(metric),
    rows: lanes.map((lane) => rowOf(lane, facts)),
    findings: findingsOf(lanes, facts)
  }
}

// The untrained model on the first batch of training.
async function startOf(session: Session, racer: LossRacer, seed: number): Promise<Start> {
  const { trainer, train } = await session.build({ ...racer.build, seed })
  const parameters = trainer.model.parameters()
  for await (const batch of train) {
    if (!Array.isArray(batch) || !(batch.at(-1) instanceof Tensor)) break
    const start = scope(() => measured(trainer.model, racer, batch as Tensor[]))
    const gradNorm = getTotalNorm(parameters.map((p) => p.grad))
    for (const p of parameters) p.grad = null
    return { ...start, gradNorm }
  }
  return { loss: Number.NaN, gradNorm: Number.NaN, classes: Number.NaN }
}

function measured(model: Module, { loss }: LossRacer, batch: readonly Tensor[]): Omit<Start, 'gradNorm'> {
  const prediction = model.forward(...(batch.slice(0, -1) as never[])) as Tensor
  const value = loss(prediction, batch.at(-1)!)
  if (value.requiresGrad) value.backward()
  return { loss: value.item(), classes: prediction.shape.at(-1) ?? 1 }
}

function rowOf(lane: LossLane, { labels, metric, starts }: Facts): Row {
  const { candidate, records } = lane
  const start = starts.get(candidate.name)!
  const [end, value] = [
    across(lane, ({ loss }) => loss),
    across(lane, ({ validation }) => validation[metric] ?? Number.NaN)
  ]
  return {
    loss: candidate.name,
    lr: candidate.lr,
    baseline: candidate.baseline(labels, start.classes),
    start: start.loss,
    end: end.mean,
    endSd: end.sd,
    metric: value.mean,
    metricSd: value.sd,
    gradNorm: start.gradNorm,
    runs: records.length
  }
}

function columnsOf(metric: string): Column[] {
  const shown = { key: 'metric', head: metric, spread: 'metricSd', as: isShare(metric) ? 'percent' : 'digits' } as const
  return [
    { key: 'loss', as: 'text' },
    { key: 'lr' },
    { key: 'baseline', note: 'the loss of the best constant prediction, which ignores the inputs' },
    { key: 'start', head: 'untrained', note: 'loss before the first step' },
    { key: 'end', head: 'trained', spread: 'endSd', note: 'smoothed loss after the last step' },
    ...(metric === 'loss' ? [] : [shown]),
    { key: 'gradNorm', head: 'grad norm', note: 'norm of the gradient before the first step' }
  ]
}
