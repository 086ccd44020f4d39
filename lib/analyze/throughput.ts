// analyze.throughput: whether a run ends before a deadline, and which changes make it faster, each and together.
import { duration } from '../report/progress.ts'
import { numberFlag, textFlag } from '../util/flags.ts'
import { arrayOf, number, oneOf, wholeNumber } from '../util/options.ts'
import { pairedDifference } from '../util/statistics.ts'
import type { Outcome } from './analysis.ts'
import { firstBatch, samplesOf } from './batches.ts'
import { barsOf } from './charts.ts'
import type { Built } from './experiment.ts'
import { type Finding, find } from './findings.ts'
import { paired, race } from './race.ts'
import type { Column, Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { stepMemory } from './stepMemory.ts'
import { HELD, speedFindings } from './throughput.findings.ts'
import { greedy, LEVERS, type Lever, type LeverName, leversOf, merged, NOW } from './throughput.levers.ts'
import { buildOf, epochSamples, logSeconds, type Setup, type Speed, speedsOf } from './throughput.measure.ts'
import { THROUGHPUT_RULES as RULES } from './throughput.rules.ts'
import { secondsOf, timeRule } from './units.ts'

/** Options of analyze.throughput. */
export interface ThroughputOptions extends AnalysisOptions {
  /** Seconds in which the run must end, > 0. Default: none. */
  deadline?: number | undefined
  /** Epochs of the run, >= 1. Default: of the experiment, else 1. */
  epochs?: number | undefined
  /** Of an hour of this machine, >= 0, in any currency. Default: no costs. */
  price?: number | undefined
  /** Epochs between validations, >= 1. Default 1. */
  validateEvery?: number | undefined
  /** What to try: 'threads', 'batch', 'bfloat16', 'optimizer'. Default all but 'optimizer'. */
  levers?: readonly LeverName[] | undefined
}

/**
 * Measures how fast the run trains, then each change alone, then those that help together, one after the other, keeping
 * each that is faster beyond the noise of the clock. Gains are never multiplied. Loggers, checkpoints and callbacks are
 * left out. Changes of the computation (batch, bfloat16, optimizer) are also trained for as many samples, to see what
 * they cost.
 *
 * @param experiment see experimentOf
 * @param options deadline, epochs, price, validateEvery, levers; seeds, budget, threads, signal, progress
 * @returns a row for the run as it is, for each change, and for the changes together
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.throughput(experiment, { deadline: 3600, epochs: 10, levers: ['batch'], budget: 2 })
 * result.rows[0]?.['change'] // 'as it is'
 */
export const throughput = defineAnalysis<ThroughputOptions>({
  name: 'throughput',
  question: 'how long does the run take, and what makes it faster?',
  options: {
    deadline: number({ above: 0 }),
    epochs: wholeNumber({ min: 1 }),
    price: number({ min: 0 }),
    validateEvery: wholeNumber({ min: 1 }),
    levers: arrayOf(oneOf(...LEVERS))
  },
  flags: {
    deadline: { ...textFlag('2h', 'when the run must end'), rule: timeRule },
    epochs: numberFlag('N', wholeNumber({ min: 1 }), 'epochs of the run'),
    price: numberFlag('X', number({ min: 0 }), 'of an hour of this machine'),
    levers: textFlag('A,B', `what to try: ${LEVERS.join(',')}`)
  },
  fromFlags: ({ deadline, levers, ...rest }) => ({
    ...(rest as { epochs?: number; price?: number }),
    ...(deadline === undefined ? {} : { deadline: secondsOf(String(deadline))! }),
    ...(levers === undefined ? {} : { levers: String(levers).split(',') as LeverName[] })
  }),
  run
})

async function run(session: Session, options: ThroughputOptions): Promise<Outcome> {
  const { epochs = session.experiment.epochs ?? 1, validateEvery = 1, price, deadline } = options
  const [seed] = session.seeds as [number]
  const built = await session.build({ seed })
  const samples = await epochSamples(built, () => session.stopped)
  const batch = (built.train as { batchSize?: number }).batchSize ?? samplesOf(await firstBatch(built.train))
  const levers = leversOf(options.levers ?? ['threads', 'batch', 'bfloat16'], batch, samples)
  const alone = await speedsOf(session, [{ name: NOW, setup: {} }, { name: HELD, setup: { held: true } }, ...levers])
  const busy = alone.clocked?.busy ?? true
  const chosen = busy ? { levers: [], speed: undefined } : await greedy(session, levers, alone.speeds)
  const validation = await validationSeconds(session, built)
  const passes = Math.floor(epochs / validateEvery)
  const validations = (validation ?? 0) * passes
  const rowOf = async (change: string, setup: Setup, speed: Speed, config: string): Promise<Row> => {
    const [runs, low, high] = [speed.seconds, speed.low, speed.high].map((s) => s * samples * epochs + validations)
    const memory = session.stopped ? null : await stepMemory(await session.build({ seed, ...buildOf(setup) }))
    return {
      change,
      samplesPerSecond: 1 / speed.seconds,
      samplesPerSecondLow: 1 / speed.high,
      samplesPerSecondHigh: 1 / speed.low,
      epochSeconds: speed.seconds * samples,
      runSeconds: runs!,
      runSecondsLow: low!,
      runSecondsHigh: high!,
      run: duration(runs!),
      memoryBytes: memory?.total ?? Number.NaN,
      meets: deadline === undefined || busy ? null : high! < deadline ? 'yes' : low! > deadline ? 'no' : '?',
      cost: price === undefined ? null : (price * runs!) / 3600,
      config
    }
  }
  const rows: Row[] = []
  for (const { name, setup, config } of [{ name: NOW, setup: {}, config: '' }, ...levers]) {
    const speed = alone.speeds.get(name)
    if (speed !== undefined) rows.push(await rowOf(name, setup, speed, config))
  }
  const config = chosen.levers.map((lever) => lever.config).join(', ')
  if (chosen.speed !== undefined) rows.push(await rowOf('together', merged(chosen.levers), chosen.speed, config))
  const findings = speedFindings(rows, { deadline, epochs, busy, chosen: chosen.levers, speeds: alone.speeds })
  const share = ((validation ?? Number.NaN) * passes) / ((rows[0]?.runSeconds as number | undefined) ?? Number.NaN)
  findings.push(
    find(
      RULES.validation,
      { share, busy: busy ? 1 : 0 },
      { every: String(Math.max(2, Math.ceil((share / 0.05) * validateEvery))) }
    )
  )
  const log =
    (session.stopped ? Number.NaN : await logSeconds()) / ((alone.speeds.get(NOW)?.seconds ?? Number.NaN) * batch)
  const logEvery = String(Math.max(2, Math.ceil(log / 0.01)))
  findings.push(find(RULES.logging, { share: log, busy: busy ? 1 : 0 }, { logEvery }))
  const risky = chosen.levers.filter(({ safe }) => !safe)
  if (risky.length > 0) findings.push(await costFinding(session, risky, batch))
  const pictures = () => barsOf('Samples a second by change', rows, CHART)
  return { columns: columnsOf(options), rows, findings, pictures }
}

// Of one pass over the validation data; null without it, and when it is not timed.
async function validationSeconds(session: Session, { trainer, validation }: Built): Promise<number | null> {
  if (validation === undefined) return null
  if (session.stopped) {
    session.leave('validation, which the times of runs do not include')
    return null
  }
  await trainer.evaluate(validation)
  const began = performance.now()
  await trainer.evaluate(validation)
  return (performance.now() - began) / 1e3
}

const COST_STEPS = 60

// As many samples with the changes as without, from the same weights.
async function costFinding(session: Session, levers: readonly Lever[], batch: number): Promise<Finding> {
  const { batchSize = batch, ...rest } = merged(levers)
  const factor = batchSize / batch
  const steps = Math.max(2, Math.round(COST_STEPS / factor))
  const [base] = await race(session, [{ name: NOW, build: {} }], { steps: Math.round(steps * factor) })
  const [changed] = await race(session, [{ name: 'with the changes', build: buildOf({ ...rest, batchSize }) }], {
    steps
  })
  const { mean, low, high, n } = pairedDifference(...paired(changed!, base!, ({ loss }) => loss))
  const names = levers.map(({ name }) => name).join(' and ')
  return find(RULES.cost, { gap: mean, low, high, seeds: n, samples: steps * batchSize }, { names })
}

const CHART = { name: ({ change }: Row): string => String(change), value: 'samplesPerSecond', label: 'samples/s' }

const columnsOf = ({ deadline, price }: ThroughputOptions): Column[] => [
  { key: 'change', as: 'text' },
  { key: 'samplesPerSecond', head: 'samples/s' },
  { key: 'epochSeconds', head: 's/epoch' },
  { key: 'run', note: 'all epochs' },
  ...(deadline === undefined ? [] : [{ key: 'meets' }]),
  ...(price === undefined ? [] : [{ key: 'cost' }]),
  { key: 'memoryBytes', head: 'memory', as: 'bytes' },
  { key: 'samplesPerSecondLow', head: 'from', note: 'lower quartile of samples/s; to: the upper one' },
  { key: 'samplesPerSecondHigh', head: 'to' },
  { key: 'config', as: 'text' }
]
