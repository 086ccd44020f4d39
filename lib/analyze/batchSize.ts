// analyze.batchSize: time and memory by batch size, where returns diminish, and what the sizes learn in equal time.
import { type Picture, plotBatchSizes } from '../plot/index.ts'
import { numberFlag, textFlag } from '../util/flags.ts'
import { arrayOf, wholeNumber } from '../util/options.ts'
import { mean } from '../util/statistics.ts'
import type { Outcome } from './analysis.ts'
import { firstBatch, samplesOf } from './batches.ts'
import { noiseFinding, runFindings, speedFindings, speedsOf } from './batchSize.findings.ts'
import { type NoiseScale, noiseScale, trained } from './batchSize.noise.ts'
import { RULES_OF_RATE, type SizeRun, sizesToTrain, trainSizes } from './batchSize.runs.ts'
import { type Phases, phasesOf, type SizeTimes, timeSizes } from './batchSize.times.ts'
import type { Built } from './experiment.ts'
import type { Column, Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { wholeNumbersOf } from './units.ts'

/** Options of analyze.batchSize. */
export interface BatchSizeOptions extends AnalysisOptions {
  /** The sizes to time. Default 1, 2, 4 ... 1024, at most the samples of the dataset, and the experiment's own. */
  sizes?: readonly number[] | undefined
  /** Optimizer steps of a run of the experiment's own size, >= 2; others see as many samples. Default 100. */
  steps?: number | undefined
}

const CALL = 'analyze.batchSize'
const STEPS = 100
const MOST = 1024

/**
 * Times a step of each batch size in turns, measures the gradient noise scale after a short run, and trains with the
 * experiment's own size, a quarter, four and sixteen times of it and the smallest fast one: with the learning rate in
 * proportion to the size and to its square root, schedules left out. When the clock finds the machine busy, no size is
 * called the fastest.
 *
 * @param experiment see experimentOf
 * @param options sizes, steps; seeds, budget, threads, signal, progress
 * @returns a row for each size: ms, samples a second, bytes a sample, loss at equal samples and at equal seconds
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.batchSize(experiment, { sizes: [2, 4], steps: 4, seeds: 1 })
 * result.rows.map(({ size }) => size) // [2, 4]
 */
export const batchSize = defineAnalysis<BatchSizeOptions>({
  name: 'batch-size',
  question: 'which batch size is fast, and which learns fast?',
  options: { sizes: arrayOf(wholeNumber({ min: 1 })), steps: wholeNumber({ min: 2 }) },
  flags: {
    sizes: textFlag('1,8,64', 'batch sizes'),
    steps: numberFlag('N', wholeNumber({ min: 2 }), 'optimizer steps of each run')
  },
  fromFlags: ({ sizes, ...numbers }) => ({
    ...numbers,
    ...(sizes === undefined ? {} : { sizes: wholeNumbersOf('thalweg analyze', 'sizes', String(sizes)) })
  }),
  run
})

async function run(session: Session, options: BatchSizeOptions): Promise<Outcome> {
  const { steps = STEPS } = options
  const built = await session.build({ seed: session.seeds[0]! })
  const batch = await firstBatch(built.train)
  const own = samplesOf(batch)
  const sizes = options.sizes === undefined ? usualSizes(own, built) : [...new Set(options.sizes)].sort((a, b) => a - b)
  const times = await timeSizes(session, CALL, built, batch, sizes, { refine: true })
  const phases = new Map<number, Phases | null>()
  for (const size of times.sizes) if (!session.stopped) phases.set(size, await phasesOf(built, batch, size))
  const noise = await noises(session, steps)
  const speed = speedsOf(times)
  const { lr } = built.trainer.optimizer.paramGroups[0]!
  const runs = canChange(session, built)
    ? await trainSizes(
        session,
        { size: own, lr, steps, seconds: speed.seconds },
        sizesToTrain(own, speed.smallest, times.sizes)
      )
    : []
  const found = speedFindings(speed, own)
  const fastest = found.find(({ rule }) => rule === 'fastest')
  return {
    columns: COLUMNS,
    rows: times.sizes.map((size) => rowOf(size, times, phases.get(size), runs)),
    findings: [...found, noiseFinding(noise, own, steps), ...runFindings(runs, speed.busy, own)],
    pictures: () => picturesOf(times, speed.smallest, fastest?.certain === true)
  }
}

function usualSizes(own: number, { train }: Built): number[] {
  const { dataset } = train as { dataset?: { length?: number } }
  const most = Math.min(MOST, dataset?.length ?? (train.length ?? 1) * own)
  const powers = Array.from({ length: 11 }, (_, k) => 2 ** k).filter((size) => size <= most)
  return [...new Set([...powers, own])].sort((a, b) => a - b)
}

// Whether runs can have another batch size and learning rate.
function canChange(session: Session, { trainer, train }: Built): boolean {
  const sized = typeof (train as { setBatchSize?: unknown }).setBatchSize === 'function'
  const rates = new Set(trainer.optimizer.paramGroups.map(({ lr }) => lr))
  if (!sized) session.leave('runs: the loader has no setBatchSize')
  else if (rates.size > 1) session.leave('runs: the groups of the optimizer have several learning rates')
  return sized && rates.size === 1
}

// The noise scale after a run of each seed.
async function noises(session: Session, steps: number): Promise<NoiseScale[]> {
  const list: NoiseScale[] = []
  for (const seed of session.seeds) {
    const built = await session.build({ seed, steps })
    if (await trained(session, built, steps)) list.push(await noiseScale(CALL, built))
    else session.leave(`noise scale, seed ${seed}`)
  }
  return list
}

function rowOf(
  size: number,
  { clocked, bytes }: SizeTimes,
  phases: Phases | null | undefined,
  runs: readonly SizeRun[]
): Row {
  const timing = clocked!.timings.find(({ name }) => Number.parseInt(name, 10) === size)!
  // Of the better rule.
  const best = (of: (run: SizeRun) => number): number | null => {
    const lists = RULES_OF_RATE.map((rule) => runs.filter((each) => each.size === size && each.rule === rule).map(of))
    const least = Math.min(...lists.filter((list) => list.length > 0).map(mean))
    return Number.isFinite(least) ? least : null
  }
  return {
    size,
    secondsPerStep: timing.seconds,
    secondsSpread: timing.spread,
    samplesPerSecond: size / timing.seconds,
    bytesPerSample: bytes.get(size)! / size,
    lossAtEqualSamples: best(({ atEqualSamples }) => atEqualSamples),
    lossAtEqualSeconds: best(({ atEqualSeconds }) => atEqualSeconds),
    forwardSeconds: phases?.forward ?? null,
    backwardSeconds: phases?.backward ?? null,
    optimizerSeconds: phases?.optimizer ?? null
  }
}

// A mark says which size is the best, if the times decide it.
function picturesOf({ sizes, clocked, bytes }: SizeTimes, best: number, certain: boolean): Picture[] {
  const rows = sizes.map((size, k) => {
    const { seconds } = clocked!.timings[k]!
    return { batchSize: size, seconds, samplesPerSecond: size / seconds, memory: bytes.get(size)! }
  })
  const found = rows.find(({ batchSize: size }) => size === best)
  if (found === undefined) return []
  return [plotBatchSizes({ rows, best: certain ? found : null, memoryLimit: Number.POSITIVE_INFINITY })]
}

const COLUMNS: readonly Column[] = [
  { key: 'size', as: 'whole' },
  { key: 'secondsPerStep', head: 'ms', as: 'ms', note: 'a step' },
  { key: 'samplesPerSecond', head: 'samples/s', as: 'whole' },
  { key: 'bytesPerSample', head: 'a sample', as: 'bytes', note: 'memory of the step per sample' },
  { key: 'lossAtEqualSamples', head: 'equal samples', note: 'loss after the same number of samples' },
  { key: 'lossAtEqualSeconds', head: 'equal seconds', note: 'loss after the same time' },
  { key: 'forwardSeconds', head: 'forward', as: 'ms', note: 'ms, as are backward and optimizer' },
  { key: 'backwardSeconds', head: 'backward', as: 'ms' },
  { key: 'optimizerSeconds', head: 'optimizer', as: 'ms' }
]
