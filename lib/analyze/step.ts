// analyze.step: where the time of a step and of an epoch goes, by batch size and threads, and against an earlier result.
import { backend } from '../backend/index.ts'
import { NonFiniteError } from '../errors.ts'
import type { Timing } from '../inspect/clock/steady.ts'
import { type Profile, profile } from '../inspect/profile/profile.ts'
import { PHASES } from '../inspect/profile/recorder.ts'
import { plotProfile } from '../plot/index.ts'
import type { Loader } from '../train/index.ts'
import { textFlag } from '../util/flags.ts'
import { arrayOf, either, number, rule, text, wholeNumber } from '../util/options.ts'
import type { Outcome } from './analysis.ts'
import { firstBatch, resized, samplesOf } from './batches.ts'
import { timeSizes } from './batchSize.times.ts'
import type { Built } from './experiment.ts'
import type { Column, Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { earlierOf } from './step.against.ts'
import { epochParts } from './step.epoch.ts'
import { findingsOf } from './step.findings.ts'
import { secondsOf, timeRule, wholeNumbersOf } from './units.ts'

/** Options of analyze.step; `threads`, of every analysis, is the number that phases and epoch are measured with. */
export interface StepOptions extends AnalysisOptions {
  /** Batch sizes. Default: the experiment's own, an eighth and eight times of it. */
  sizes?: readonly number[] | undefined
  /** Numbers of threads to time each size with. Default 1, and as many as are set. */
  threadCounts?: readonly number[] | undefined
  /** An earlier result, as toJSON gives it, or the path of a file that `save` or `--json` wrote. Default none. */
  against?: string | object | undefined
  /** Seconds, > 0: a phase that takes longer is a warning. Default none. */
  warn?: number | undefined
}

const CALL = 'analyze.step'
// What an epoch may take of the time that is left.
const EPOCH_SHARE = 0.4

/**
 * Times a step of each batch size with each number of threads, in turns; profiles the phases of each size; runs an epoch
 * with validation, a checkpoint and a log. With `against` the times are compared with those of an earlier result.
 *
 * @param experiment see experimentOf; seeds do not matter
 * @param options sizes, threadCounts, against, warn; budget, threads, signal, progress
 * @returns a row for each size and number of threads: ms, samples a second; with the threads that are set: the phases
 * @throws OptionError, also for a result that cannot be read; what the model and the data throw
 * @example
 * const result = await analyze.step(experiment, { sizes: [4], threadCounts: [1] })
 * result.rows[0]?.['size'] // 4
 */
export const step = defineAnalysis<StepOptions>({
  name: 'step',
  question: 'where does the time of a step and an epoch go?',
  options: {
    sizes: arrayOf(wholeNumber({ min: 1 })),
    threadCounts: arrayOf(wholeNumber({ min: 1, max: 1024 })),
    against: either(
      text,
      rule('an earlier result', (v) => typeof v === 'object' && v !== null)
    ),
    warn: number({ above: 0 })
  },
  flags: {
    sizes: textFlag('1,8,64', 'batch sizes'),
    'thread-counts': textFlag('1,2', 'numbers of threads to time each size with'),
    against: textFlag('FILE', 'an earlier --json to compare with'),
    warn: { ...textFlag('5s', 'a phase that takes longer is a warning'), rule: timeRule }
  },
  fromFlags: ({ sizes, 'thread-counts': counts, against, warn }) => ({
    ...(sizes === undefined ? {} : { sizes: wholeNumbersOf('thalweg analyze', 'sizes', String(sizes)) }),
    ...(counts === undefined
      ? {}
      : { threadCounts: wholeNumbersOf('thalweg analyze', 'thread-counts', String(counts)) }),
    ...(against === undefined ? {} : { against: String(against) }),
    ...(warn === undefined ? {} : { warn: secondsOf(String(warn))! })
  }),
  run
})

async function run(session: Session, options: StepOptions): Promise<Outcome> {
  const earlier = options.against === undefined ? null : await earlierOf(CALL, options.against)
  const built = await session.build({ seed: session.seeds[0]! })
  const batch = await firstBatch(built.train)
  const own = samplesOf(batch)
  const { sizes = [Math.ceil(own / 8), own, 8 * own] } = options
  const { threadCounts = [1, backend.threads] } = options
  const counts = [...new Set(threadCounts)].sort((a, b) => a - b)
  const times = await timeSizes(
    session,
    CALL,
    built,
    batch,
    [...new Set(sizes)].sort((a, b) => a - b),
    { threads: counts }
  )
  const profiles = new Map<number, Profile>()
  for (const size of times.sizes) {
    const one = session.stopped ? null : await profileOf(built, size === own ? built.train : [resized(batch, size)])
    if (one !== null) profiles.set(size, one)
  }
  const left = Math.max(0, session.budget - session.seconds)
  const seconds = profiles.get(own)?.seconds ?? [...profiles.values()][0]?.seconds ?? Number.NaN
  const most = Math.max(2, Math.floor((EPOCH_SHARE * left) / seconds))
  const epoch =
    session.stopped || Number.isNaN(seconds)
      ? null
      : await epochParts(session, await session.build({ seed: session.seeds[0]! }), most)
  if (epoch === null) session.leave('an epoch with validation, checkpoint and logger')
  const rows = (times.clocked?.timings ?? []).map((timing) => rowOf(timing, profiles))
  const { busy = true } = times.clocked ?? {}
  const { machine } = session.facts()
  return {
    columns: COLUMNS,
    rows,
    findings: findingsOf({ rows, profiles, epoch, own, busy, earlier, machine, warn: options.warn }),
    pictures: () => [...profiles].filter(([size]) => size === own).map(([, each]) => plotProfile(each))
  }
}

// Null when the loss is not finite.
async function profileOf({ trainer }: Built, loader: Loader): Promise<Profile | null> {
  try {
    return await profile(trainer, loader, { steps: 5, warmup: 2 })
  } catch (error) {
    if (error instanceof NonFiniteError) return null
    throw error
  }
}

function rowOf({ name, seconds, low, high }: Timing, profiles: ReadonlyMap<number, Profile>): Row {
  const [size, threads] = name.split(' ').map(Number) as [number, number]
  const own = threads === backend.threads ? profiles.get(size) : undefined
  const phases = PHASES.flatMap((phase) => {
    const found = own?.phases.find((each) => each.name === phase)
    return [
      [`${phase}Seconds`, found?.seconds ?? null],
      [`${phase}Share`, found?.share ?? null]
    ]
  })
  return {
    size,
    threads,
    secondsPerStep: seconds,
    secondsLow: low,
    secondsHigh: high,
    samplesPerSecond: size / seconds,
    watchedSeconds: own?.watchedSeconds ?? null,
    bottleneck: own?.bottleneck.name ?? null,
    ...(Object.fromEntries(phases) as Record<string, number | null>)
  }
}

const COLUMNS: readonly Column[] = [
  { key: 'size', as: 'whole' },
  { key: 'threads', as: 'whole' },
  { key: 'secondsPerStep', head: 'ms', as: 'ms', note: 'a step' },
  { key: 'samplesPerSecond', head: 'samples/s', as: 'whole' },
  { key: 'forwardShare', head: 'forward', as: 'percent', note: 'share of a step, as are backward to other' },
  { key: 'backwardShare', head: 'backward', as: 'percent' },
  { key: 'optimizerShare', head: 'optimizer', as: 'percent' },
  { key: 'dataShare', head: 'data', as: 'percent', note: 'waiting for batches' },
  { key: 'watchedSeconds', head: 'watched ms', as: 'ms', note: 'a step while its phases are timed' },
  { key: 'lossShare', head: 'loss', as: 'percent' },
  { key: 'clippingShare', head: 'clipping', as: 'percent' },
  { key: 'otherShare', head: 'other', as: 'percent' },
  { key: 'bottleneck', as: 'text', note: 'the part that takes most' }
]
