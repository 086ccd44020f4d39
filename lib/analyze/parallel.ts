// analyze.parallel: what a step takes on several machines, by the way the run is divided.
import { NonFiniteError, OptionError } from '../errors.ts'
import type { Clocked } from '../inspect/clock/clock.ts'
import { tensorsIn } from '../inspect/memory/measure.ts'
import { type MemoryEstimate, planMemory } from '../inspect/memory/planMemory.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { textFlag } from '../util/flags.ts'
import { arrayOf, boolean, number, wholeNumber } from '../util/options.ts'
import type { Outcome } from './analysis.ts'
import { canResize, firstBatch, resized, samplesOf } from './batches.ts'
import { linesOf } from './charts.ts'
import type { Built } from './experiment.ts'
import { type Finding, find } from './findings.ts'
import { type Link, type SplitStep, stepsOver } from './parallel.model.ts'
import { PARALLEL_RULES as RULES } from './parallel.rules.ts'
import type { Column, Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { bitsOf, bitsRule, secondsOf, timeRule, wholeNumbersOf } from './units.ts'

/** Options of analyze.parallel. */
export interface ParallelOptions extends AnalysisOptions {
  /** Numbers of machines, each >= 1. Default 1, 2, 4, 8. */
  machines?: readonly number[] | undefined
  /** Bits a second of each machine's link, each way, > 0. Default 10e9. */
  bandwidth?: number | undefined
  /** Seconds of a message, >= 0. Default 50e-6. */
  latency?: number | undefined
  /** Whether gradients travel while backward computes. Default false. */
  overlap?: boolean | undefined
}

const CALL = 'analyze.parallel'

/**
 * Times a step with the part of the batch that each of several machines would have, counts the bytes that each would
 * hold and send, and adds the time of links that you describe: data parallel, ZeRO-1 and ZeRO-2, tensor and pipeline
 * parallel. The compute is measured on this machine, the communication is calculated; the assumptions are printed.
 *
 * @param experiment see experimentOf; a batch is `[...inputs, target]` of tensors
 * @param options machines, bandwidth, latency, overlap; budget, threads, signal
 * @returns a row for each split and number of machines
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.parallel(experiment, { machines: [1, 2], bandwidth: 1e9, budget: 5 })
 * result.rows[0]?.['machines'] // 1
 */
export const parallel = defineAnalysis<ParallelOptions>({
  name: 'parallel',
  question: 'what would a step take on several machines?',
  options: {
    machines: arrayOf(wholeNumber({ min: 1, max: 4096 })),
    bandwidth: number({ above: 0 }),
    latency: number({ min: 0 }),
    overlap: boolean
  },
  flags: {
    machines: textFlag('1,2,4,8', 'numbers of machines'),
    bandwidth: { ...textFlag('10Gb', 'bits a second of a link'), rule: bitsRule },
    latency: { ...textFlag('50us', 'of a message'), rule: timeRule },
    overlap: { help: 'gradients travel while backward computes' }
  },
  fromFlags: ({ machines, bandwidth, latency, overlap }) => ({
    ...(machines === undefined ? {} : { machines: wholeNumbersOf('thalweg analyze', 'machines', String(machines)) }),
    ...(bandwidth === undefined ? {} : { bandwidth: bitsOf(String(bandwidth))! }),
    ...(latency === undefined ? {} : { latency: secondsOf(String(latency))! }),
    ...(overlap === undefined ? {} : { overlap: true })
  }),
  run
})

async function run(session: Session, options: ParallelOptions): Promise<Outcome> {
  const { bandwidth = 10e9, latency = 50e-6, overlap = false } = options
  const machines = [...new Set([1, ...(options.machines ?? [1, 2, 4, 8])])].sort((a, b) => a - b)
  const built = await session.build({ seed: session.seeds[0]! })
  const whole = await firstBatch(built.train)
  const batch = samplesOf(whole)
  const inputs = tensorsIn(whole).slice(0, -1)
  if (!Array.isArray(whole) || inputs.length === 0 || !canResize(whole)) {
    throw new OptionError(`${CALL}: expected batches [...inputs, target] of tensors with a row for each sample`)
  }
  const sizes = [...new Set(machines.map((n) => Math.ceil(batch / n)))]
  const clocked = session.stopped ? null : await timeSizes(session, built, whole, sizes)
  if (clocked === null) session.leave('times of steps')
  const seconds = (samples: number): number =>
    clocked?.timings.find(({ name }) => name === String(samples))?.seconds ?? Number.NaN
  const link: Link = { bandwidth, latency, overlap }
  const plan = planOf(built, inputs)
  const steps = machines.flatMap((n) => stepsOver(plan, n, batch, link, seconds))
  const rows = steps.map((step) => rowOf(step, batch, steps[0]!.secondsPerStep))
  return {
    columns: COLUMNS,
    rows,
    pictures: () => linesOf('Samples a second by machines', rows, CHART),
    findings: findingsOf(rows, { ...link, batch, busy: clocked?.busy ?? true })
  }
}

const planOf = ({ trainer }: Built, inputs: readonly Tensor[]): MemoryEstimate =>
  planMemory(trainer.model, inputs, { optimizer: trainer.optimizer })

// Steps with batches of these sizes in turns, each on its own run; the batches are in memory.
async function timeSizes(
  session: Session,
  built: Built,
  whole: unknown,
  sizes: readonly number[]
): Promise<Clocked | null> {
  const trials: { name: string; steps: ReturnType<Built['trainer']['trial']> }[] = []
  try {
    for (const size of sizes) {
      const { trainer } = trials.length === 0 ? built : await session.build({ seed: session.seeds[0]! })
      const steps = trainer.trial([resized(whole, size)])
      trials.push({ name: String(size), steps })
      await steps.next()
    }
    return await session.time(trials.map(({ name, steps }) => ({ name, run: () => steps.next() })))
  } catch (error) {
    if (error instanceof NonFiniteError) return null
    throw error
  } finally {
    for (const { steps } of trials) await steps.return()
  }
}

function rowOf({ ...step }: SplitStep, batch: number, alone: number): Row {
  const efficiency = alone / (step.machines * step.secondsPerStep)
  return { ...step, efficiency, samplesPerSecond: batch / step.secondsPerStep }
}

const CHART = { by: 'split', x: 'machines', y: 'samplesPerSecond', labels: ['machines', 'samples/s'] } as const

const COLUMNS: readonly Column[] = [
  { key: 'machines', head: 'n', as: 'whole', note: 'machines' },
  { key: 'split', as: 'text' },
  { key: 'bytesEach', head: 'each', as: 'bytes', note: 'memory of a machine' },
  { key: 'bytesSent', head: 'sent', as: 'bytes', note: 'by each machine in a step' },
  { key: 'computeSeconds', head: 'compute ms', as: 'ms' },
  { key: 'communicationSeconds', head: 'send ms', as: 'ms', note: 'time of the links' },
  { key: 'bubble', as: 'percent', note: 'share of the step in which a machine of a pipeline waits' },
  { key: 'efficiency', as: 'percent', note: 'samples/s divided by n times those of one machine' },
  { key: 'samplesPerSecond', head: 'samples/s' }
]

function findingsOf(
  rows: readonly Row[],
  { busy: isBusy, overlap, ...link }: Link & { batch: number; busy: boolean }
): Finding[] {
  const busy = isBusy ? 1 : 0
  const value = (row: Row | undefined, key: string): number => (row?.[key] as number | undefined) ?? Number.NaN
  const { bandwidth, latency, batch } = link
  const findings = [find(RULES.assumptions, { bandwidth, latency, batch, overlap: overlap ? 1 : 0 })]
  const several = rows.filter(({ machines }) => (machines as number) > 1)
  if (several.length === 0) return findings
  const best = [...several].sort((a, b) => value(b, 'samplesPerSecond') - value(a, 'samplesPerSecond'))[0]
  const factor = value(best, 'samplesPerSecond') / value(rows[0], 'samplesPerSecond')
  const data = several.filter(({ split }) => split === 'data')
  const low = data.find((row) => value(row, 'efficiency') < 0.7) ?? data.at(-1)
  const last = data.at(-1)
  const zero = several.findLast(({ split }) => split === 'ZeRO-2')
  findings.push(
    find(
      RULES.best,
      { machines: value(best, 'machines'), factor, efficiency: value(best, 'efficiency'), busy },
      { split: String(best?.split) }
    ),
    find(RULES.efficiency, { machines: value(low, 'machines'), efficiency: value(low, 'efficiency'), busy }),
    find(RULES.bound, {
      compute: value(last, 'computeSeconds'),
      communication: value(last, 'communicationSeconds'),
      machines: value(last, 'machines'),
      busy
    }),
    find(RULES.memory, {
      one: value(rows[0], 'bytesEach'),
      data: value(last, 'bytesEach'),
      zero: value(zero, 'bytesEach'),
      machines: value(last, 'machines')
    })
  )
  return findings
}
