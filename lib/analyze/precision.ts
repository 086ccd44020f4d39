// analyze.precision: what fewer bits of activations and of optimizer states save, and what they cost in gradients, loss
// and time.
import type { Clocked } from '../inspect/clock/clock.ts'
import { numberFlag } from '../util/flags.ts'
import { number, wholeNumber } from '../util/options.ts'
import { mean, pairedDifference } from '../util/statistics.ts'
import type { Outcome } from './analysis.ts'
import { racerOf } from './candidates.ts'
import { lossCurves } from './curves.ts'
import { type Finding, find } from './findings.ts'
import { gradientErrors, type LayerError } from './precision.gradients.ts'
import { PRECISION_RULES as RULES } from './precision.rules.ts'
import { COLUMNS, layerTable } from './precision.tables.ts'
import { across, type Candidate, type Lane, paired, race } from './race.ts'
import type { Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { type StepMemory, stepMemory } from './stepMemory.ts'

/** Options of analyze.precision. */
export interface PrecisionOptions extends AnalysisOptions {
  /** Optimizer steps of each run, >= 2. Default 100, at most the length of the experiment's own run in steps. */
  steps?: number | undefined
  /** Learning rate of Adam and its packed forms, > 0. Default: of the experiment, if it uses Adam or AdamW, else 1e-3. */
  lr?: number | undefined
}

/** A way to spend fewer bits, and what it is compared with. */
interface Mode extends Candidate {
  readonly base: string | null
  /** What it makes smaller. */
  readonly part: 'activations' | 'states'
}

const STEPS = 100
const FLOAT32 = 'float32'

/**
 * Compares each precision there is: bfloat16 activations with float32 ones, under the experiment's own optimizer; Adam
 * with states of 8 bits and in bfloat16 with Adam. Gradients of the same batch layer by layer, the loss after `steps`
 * steps from the same weights, bytes and time of a step. Parameters and arithmetic are float32 in every mode.
 *
 * @param experiment see experimentOf
 * @param options steps, lr; seeds, budget, threads, signal, progress
 * @returns a row for each mode; a table of gradients by layer
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.precision(experiment, { steps: 4, seeds: 2 })
 * result.rows[1]?.['mode'] // 'bfloat16'
 */
export const precision = defineAnalysis<PrecisionOptions>({
  name: 'precision',
  question: 'what do fewer bits save, and what do they cost?',
  options: { steps: wholeNumber({ min: 2 }), lr: number({ above: 0 }) },
  flags: {
    steps: numberFlag('N', wholeNumber({ min: 2 }), 'optimizer steps of each run'),
    lr: numberFlag('X', number({ above: 0 }), 'learning rate of Adam and its packed forms')
  },
  fromFlags: (values) => values as Omit<PrecisionOptions, keyof AnalysisOptions>,
  run
})

async function run(session: Session, options: PrecisionOptions): Promise<Outcome> {
  const steps = options.steps ?? Math.min(STEPS, session.experiment.steps ?? STEPS)
  const [seed] = session.seeds as [number]
  const modes = await modesOf(session, seed, options.lr)
  await session.expect(steps * modes.length * session.seeds.length)
  const layers = await layerErrors(session)
  const memories = new Map<string, StepMemory>()
  for (const { name, build } of modes) {
    if (!session.stopped) memories.set(name, await stepMemory(await session.build({ ...build, seed })))
  }
  const lanes = await race(session, modes, { steps })
  const clocked = await session.timeSteps(modes.map(({ name, build }) => ({ name, build: { ...build, seed } })))
  const facts = { steps, layers, memories, clocked }
  return {
    columns: COLUMNS,
    rows: lanes.map((lane) => rowOf(lane, lanes, facts)),
    tables: layerTable(layers),
    findings: findingsOf(lanes, facts),
    pictures: () => lossCurves('Losses by precision', lanes)
  }
}

async function modesOf(session: Session, seed: number, given: number | undefined): Promise<Mode[]> {
  const { optimizer } = (await session.build({ seed })).trainer
  const lr = given ?? (/^AdamW?$/.test(optimizer.kind) ? optimizer.paramGroups[0]!.lr : 1e-3)
  const adam = (name: string, base: string | null): Mode => ({
    name,
    base,
    part: 'states',
    build: { ...racerOf('analyze.precision', name).build, lr }
  })
  return [
    { name: FLOAT32, base: null, part: 'activations', build: { activations: 'float32' } },
    { name: 'bfloat16', base: FLOAT32, part: 'activations', build: { activations: 'bfloat16' } },
    adam('adam', null),
    adam('adambfloat16', 'adam'),
    adam('adam8bit', 'adam')
  ]
}

// The mean over seeds of each layer's error.
async function layerErrors(session: Session): Promise<LayerError[]> {
  const bySeed: LayerError[][] = []
  for (const seed of session.seeds) {
    if (session.stopped) break
    bySeed.push(await gradientErrors(await session.build({ seed })))
  }
  return (bySeed[0] ?? []).map(({ layer }, k) => ({
    layer,
    relative: mean(bySeed.map((errors) => errors[k]?.relative ?? Number.NaN)),
    cosine: mean(bySeed.map((errors) => errors[k]?.cosine ?? Number.NaN))
  }))
}

const worstOf = (layers: readonly LayerError[]): LayerError | undefined =>
  [...layers].filter(({ relative }) => !Number.isNaN(relative)).sort((a, b) => b.relative - a.relative)[0]

interface Facts {
  readonly steps: number
  readonly layers: readonly LayerError[]
  readonly memories: ReadonlyMap<string, StepMemory>
  readonly clocked: Clocked | null
}

const timing = ({ clocked }: Facts, name: string) => clocked?.timings.find((each) => each.name === name)

function gapOf(lane: Lane<Mode>, lanes: readonly Lane<Mode>[]) {
  const base = lanes.find(({ candidate }) => candidate.name === lane.candidate.base)
  if (base === undefined) return null
  const ended = ({ records, candidate }: Lane<Mode>): Lane<Mode> => ({
    candidate,
    records: records.filter(({ diverged }) => !diverged)
  })
  return pairedDifference(...paired(ended(lane), ended(base), ({ loss }) => loss))
}

function rowOf(lane: Lane<Mode>, lanes: readonly Lane<Mode>[], facts: Facts): Row {
  const { name, base } = lane.candidate
  const memory = facts.memories.get(name)
  const gap = gapOf(lane, lanes)
  const seconds = timing(facts, name)?.seconds ?? Number.NaN
  const loss = across(lane, (record) => record.loss)
  const worst = name === 'bfloat16' ? worstOf(facts.layers) : undefined
  return {
    mode: name,
    against: base,
    memoryBytes: memory?.total ?? Number.NaN,
    activationBytes: memory?.activations ?? Number.NaN,
    stateBytes: memory?.states ?? Number.NaN,
    secondsPerStep: seconds,
    worstLayer: worst?.layer ?? null,
    worstLayerError: worst?.relative ?? null,
    worstLayerCosine: worst?.cosine ?? null,
    loss: loss.mean,
    lossSd: loss.sd,
    lossGap: gap?.mean ?? null,
    lossGapLow: gap?.low ?? null,
    lossGapHigh: gap?.high ?? null,
    runs: lane.records.length
  }
}

function findingsOf(lanes: readonly Lane<Mode>[], facts: Facts): Finding[] {
  const worst = worstOf(facts.layers)
  const numbers = { error: worst?.relative ?? Number.NaN, cosine: worst?.cosine ?? Number.NaN }
  const findings = [find(RULES.gradients, numbers, { layer: worst?.layer ?? '' })]
  for (const lane of lanes) {
    const { name, base, part } = lane.candidate
    if (base === null) continue
    const of = (mode: string): number =>
      facts.memories.get(mode)?.[part === 'states' ? 'states' : 'activations'] ?? Number.NaN
    const [own, theirs] = [timing(facts, name), timing(facts, base)]
    const gap = gapOf(lane, lanes)!
    const labels = { name, base, part }
    findings.push(
      find(RULES.memory, { saved: 1 - of(name) / of(base), bytes: of(base) - of(name) }, labels),
      find(
        RULES.time,
        {
          ratio: (own?.seconds ?? Number.NaN) / (theirs?.seconds ?? Number.NaN),
          low: (own?.low ?? Number.NaN) / (theirs?.high ?? Number.NaN),
          high: (own?.high ?? Number.NaN) / (theirs?.low ?? Number.NaN),
          busy: (facts.clocked?.busy ?? true) ? 1 : 0
        },
        labels
      ),
      find(RULES.lossGap, { gap: gap.mean, low: gap.low, high: gap.high, seeds: gap.n, steps: facts.steps }, labels)
    )
  }
  return findings
}
