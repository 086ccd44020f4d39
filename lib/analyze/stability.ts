// analyze.stability: norms of gradients by layer, what rounding and ranges lose, states that freeze, dead units, spikes
// and swings of the loss, and what clipping gains.
import { plotHistory } from '../plot/index.ts'
import { numberFlag } from '../util/flags.ts'
import { wholeNumber } from '../util/options.ts'
import { ascending, quantile } from '../util/statistics.ts'
import type { Outcome, Picture } from './analysis.ts'
import type { Built } from './experiment.ts'
import type { Column, Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { clipFindings, endOf, numberFindings, type Pair, runFindings } from './stability.findings.ts'
import { type Counts, StabilityWatch } from './stability.watch.ts'
import { type StepHooks, type WatchedRun, watchedRun } from './watched.ts'

/** Options of analyze.stability. */
export interface StabilityOptions extends AnalysisOptions {
  /** Optimizer steps of each run, >= 2. Default 200, at most the length of the experiment's own run in steps. */
  steps?: number | undefined
}

const CALL = 'analyze.stability'
const STEPS = 200
// Steps that are looked at element by element.
const LOOKS = 20
// The share of the steps that clipping is to touch: between 1 and 5 %.
const TOUCHED = 0.025

/**
 * Trains with the experiment's own settings and watches the numbers: norms of the gradients in every step; in about 20
 * steps each element of gradients, updates, states and activations. Then trains again with the norm clipped where 1 to
 * 5 % of the steps are touched, from the same weights on the same batches.
 *
 * @param experiment see experimentOf; schedules by epoch do not advance
 * @param options steps; seeds (of the comparison with clipping), budget, threads, signal, progress
 * @returns a row for all layers and one for each: quantiles of the norm, shares of elements that are lost
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.stability(experiment, { steps: 12, seeds: 2 })
 * result.rows[0]?.['layer'] // 'all'
 */
export const stability = defineAnalysis<StabilityOptions>({
  name: 'stability',
  question: 'do the numbers of a run stay within their range?',
  options: { steps: wholeNumber({ min: 2 }) },
  flags: { steps: numberFlag('N', wholeNumber({ min: 2 }), 'optimizer steps of each run') },
  fromFlags: ({ steps }) => (steps === undefined ? {} : { steps: steps as number }),
  run
})

async function run(session: Session, options: StabilityOptions): Promise<Outcome> {
  const steps = options.steps ?? Math.max(2, Math.min(STEPS, session.experiment.steps ?? STEPS))
  const { seeds } = session
  await session.expect(2 * seeds.length * steps)
  const built = await session.build({ seed: seeds[0]!, steps })
  const watch = await built.trainer.dryRun(
    CALL,
    built.train,
    async ({ step }) => new StabilityWatch(step, steps, LOOKS)
  )
  const first = await train(session, 'as it is', seeds[0]!, steps, watch, built)
  const norms = ascending(watch.norms.filter(Number.isFinite))
  const maxNorm = Number(quantile(norms, 1 - TOUCHED).toPrecision(3))
  const pairs = maxNorm > 0 ? await clipped(session, steps, maxNorm, first) : []
  return {
    columns: COLUMNS,
    rows: rowsOf(watch),
    findings: [...runFindings(first, watch), ...numberFindings(watch), ...clipFindings(watch, norms, maxNorm, pairs)],
    pictures: () => picturesOf(first, watch)
  }
}

async function train(
  session: Session,
  candidate: string,
  seed: number,
  steps: number,
  hooks: Omit<StepHooks, 'steps'>,
  given?: Built
): Promise<WatchedRun> {
  const built = given ?? (await session.build({ seed, steps }))
  const record = await watchedRun(session, CALL, built, {
    steps,
    maxNorm: hooks.maxNorm,
    around: (step, body) => hooks.around?.(step, body) ?? body(),
    onGradients: (step) => hooks.onGradients?.(step),
    onStep: (step) => {
      session.progress(1)
      hooks.onStep?.(step)
    }
  })
  if (record.stopped) session.leave(`${candidate}, seed ${seed}`)
  else session.ran(candidate, seed, record)
  return record
}

async function clipped(session: Session, steps: number, maxNorm: number, first: WatchedRun): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (const [k, seed] of session.seeds.entries()) {
    const plain = k === 0 ? first : await train(session, 'as it is', seed, steps, {})
    const other = await train(session, `clipGradNorm ${maxNorm}`, seed, steps, { maxNorm })
    if (plain.stopped || other.stopped) break
    pairs.push([endOf(plain), endOf(other)])
  }
  return pairs
}

function rowsOf(watch: StabilityWatch): Row[] {
  const units = watch.units()
  const all = [...units.values()].reduce((a, b) => ({ units: a.units + b.units, dead: a.dead + b.dead }), NONE)
  const layers = [...watch.layerNorms].map(([layer, norms]) =>
    rowOf(layer, norms, watch.layers.get(layer) ?? null, units.get(layer) ?? NONE)
  )
  return watch.norms.length === 0 ? [] : [rowOf('all', watch.norms, watch.total(), all), ...layers]
}

const NONE = { units: 0, dead: 0 }

function rowOf(
  layer: string,
  all: readonly number[],
  counts: Counts | null,
  { units, dead }: { readonly units: number; readonly dead: number }
): Row {
  const norms = ascending(all.filter(Number.isFinite))
  const { reached = 0, lost = 0, tinyFp16 = 0, hugeFp16 = 0, tinyBf16 = 0, hugeBf16 = 0 } = counts ?? {}
  return {
    layer,
    normP50: quantile(norms, 0.5),
    normP90: quantile(norms, 0.9),
    normP99: quantile(norms, 0.99),
    normMax: Math.max(...all),
    lostShare: lost / reached,
    tinyFp16Share: tinyFp16 / reached,
    hugeFp16Share: hugeFp16 / reached,
    tinyBf16Share: tinyBf16 / reached,
    hugeBf16Share: hugeBf16 / reached,
    deadShare: dead / units,
    epsShare: (counts?.epsShare ?? 0) / (counts?.moments ?? 0),
    squareLostShare: (counts?.squareLost ?? 0) / reached,
    statesNotFinite: counts?.notFinite ?? 0
  }
}

// Loss and norm by step.
function picturesOf({ losses }: WatchedRun, { norms }: StabilityWatch): Picture[] {
  const steps = Math.min(losses.length, norms.length)
  if (steps === 0) return []
  const history = {
    step: Array.from({ length: steps }, (_, k) => k + 1),
    loss: losses.slice(0, steps),
    gradNorm: norms.slice(0, steps)
  }
  return [plotHistory(history, { x: 'step', columns: ['loss', 'gradNorm'], title: 'Loss and norm of the gradients' })]
}

const COLUMNS: readonly Column[] = [
  { key: 'layer', as: 'text' },
  {
    key: 'normP50',
    head: 'p50',
    note: 'median of the gradient norm over the steps; p90, p99: 90 % and 99 % of the norms are below'
  },
  { key: 'normP90', head: 'p90' },
  { key: 'normP99', head: 'p99' },
  { key: 'normMax', head: 'max' },
  {
    key: 'lostShare',
    head: 'lost',
    as: 'percent',
    note: 'updates that rounding discards: below half the spacing of float32 at their weight (half an ulp)'
  },
  { key: 'tinyFp16Share', head: 'tiny', as: 'percent', note: 'gradients too small for fp16' },
  { key: 'hugeFp16Share', head: 'huge', as: 'percent', note: 'too large for fp16' },
  { key: 'deadShare', head: 'dead', as: 'percent', note: 'units that no gradient reaches' },
  { key: 'epsShare', head: 'eps', as: 'percent', note: 'weights whose step eps shrinks by 9 % or more: √v < 10 eps' },
  { key: 'tinyBf16Share', head: 'tiny bf16', as: 'percent' },
  { key: 'hugeBf16Share', head: 'huge bf16', as: 'percent' },
  {
    key: 'squareLostShare',
    head: 'squares lost',
    as: 'percent',
    note: 'second moments that are zero or subnormal where a gradient is'
  },
  { key: 'statesNotFinite', head: 'infinite states', as: 'whole', note: 'elements of states that are infinite or NaN' }
]
