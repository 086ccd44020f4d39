// Setups of a run that train at another speed, timed in turns; what an epoch takes. Called by throughput.ts.
import { join } from 'node:path'
import { backend, setNumThreads } from '../backend/index.ts'
import { NonFiniteError, OptionError } from '../errors.ts'
import type { Clocked } from '../inspect/clock/clock.ts'
import type { Timing } from '../inspect/clock/steady.ts'
import { JsonLinesLogger } from '../train/index.ts'
import { samplesOf } from './batches.ts'
import { racerOf } from './candidates.ts'
import type { BuildOptions, Built } from './experiment.ts'
import type { Session } from './session.ts'
import { inTemporaryFolder } from './temporary.ts'

/** What may be changed, one value each. */
export interface Setup {
  readonly batchSize?: number
  readonly threads?: number
  readonly activations?: 'bfloat16'
  readonly optimizer?: string
  /** Batches that are held in memory: what a loader that never lets a step wait gains at most. */
  readonly held?: true
}

/** Seconds a sample, by quartiles. */
export interface Speed {
  readonly seconds: number
  readonly low: number
  readonly high: number
}

/** Steps of a setup, one after the other. */
interface Open {
  readonly setup: Setup
  readonly samples: number
  next(): unknown
  close(): Promise<void>
}

/** Times setups in turns. Null where a setup cannot be built or its loss is not finite; the reason is left in the session. */
export async function speedsOf(
  session: Session,
  setups: readonly { readonly name: string; readonly setup: Setup }[]
): Promise<{ speeds: Map<string, Speed>; clocked: Clocked | null }> {
  const threads = backend.threads
  const open = new Map<string, Open>()
  try {
    for (const { name, setup } of setups) {
      const steps = session.stopped ? null : await opened(session, name, setup)
      if (steps !== null) open.set(name, steps)
    }
    if (open.size === 0 || session.stopped) return { speeds: new Map(), clocked: null }
    const blocks = Array.from(open, ([name, { setup, next }]) => ({
      name,
      run: () => {
        const wanted = setup.threads ?? threads
        if (backend.threads !== wanted) setNumThreads(wanted)
        return next()
      }
    }))
    const clocked = await session.time(blocks)
    const speeds = clocked.timings.map(
      (timing) => [timing.name, speedOf(timing, open.get(timing.name)!.samples)] as const
    )
    return { speeds: new Map(speeds), clocked }
  } finally {
    setNumThreads(threads)
    for (const steps of open.values()) await steps.close()
  }
}

const speedOf = ({ seconds, low, high }: Timing, samples: number): Speed => ({
  seconds: seconds / samples,
  low: low / samples,
  high: high / samples
})

async function opened(session: Session, name: string, setup: Setup): Promise<Open | null> {
  try {
    const built = await session.build({ seed: session.seeds[0]!, ...buildOf(setup) })
    const train = setup.held ? await heldBatches(built.train) : built.train
    const steps = built.trainer.trial(train)
    const { samples } = (await steps.next()).value ?? { samples: 0 }
    if (samples > 0)
      return {
        setup,
        samples: meanSamples(built.train, samples),
        next: () => steps.next(),
        close: async () => void (await steps.return())
      }
    await steps.return()
  } catch (error) {
    if (error instanceof NonFiniteError) session.leave(`${name}: the loss is not finite`)
    else if (error instanceof OptionError) session.leave(`${name}: ${error.message}`)
    else throw error
  }
  return null
}

/** The changes as an experiment takes them. */
export function buildOf({ batchSize, activations, optimizer }: Setup): Omit<BuildOptions, 'seed'> {
  return {
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(activations === undefined ? {} : { activations }),
    ...(optimizer === undefined ? {} : racerOf('analyze.throughput', optimizer).build)
  }
}

// The last batch of an epoch may be smaller.
function meanSamples(loader: Built['train'], first: number): number {
  const { length } = (loader as { dataset?: { length?: number } }).dataset ?? {}
  return length !== undefined && loader.length ? Math.min(first, length / loader.length) : first
}

const HELD = 8

async function heldBatches(loader: Built['train']): Promise<unknown[]> {
  const batches: unknown[] = []
  for await (const batch of loader) {
    batches.push(batch)
    if (batches.length === HELD) break
  }
  ;(loader as { setEpoch?: (epoch: number) => void }).setEpoch?.(0)
  return batches
}

const RECORDS = 1000

/** Seconds that a JSON line for each step takes, written to a temporary folder, which is removed. */
export async function logSeconds(): Promise<number> {
  return await inTemporaryFolder(async (folder) => {
    const logger = new JsonLinesLogger(join(folder, 'log.jsonl'))
    const place = { kind: 'scalars' as const, epoch: 1, wallTime: Date.now() / 1e3 }
    const records = Array.from({ length: RECORDS }, (_, step) => ({
      ...place,
      step,
      scalars: { loss: 1 / (step + 3), learningRate: 0.01 }
    }))
    // The first record opens the file.
    await logger.log(records[0]!)
    const began = performance.now()
    await Promise.all(records.map((record) => logger.log(record)))
    return (performance.now() - began) / 1e3 / RECORDS
  })
}

/** Samples of an epoch: of the dataset, else counted. */
export async function epochSamples({ train }: Built, stopped: () => boolean): Promise<number> {
  const {
    dataset,
    dropLast,
    batchSize = 1
  } = train as { dataset?: { length?: number }; dropLast?: boolean; batchSize?: number }
  const all = dataset?.length
  if (all !== undefined) return dropLast ? all - (all % batchSize) : all
  let samples = 0
  for await (const batch of train) {
    samples += samplesOf(batch)
    if (stopped()) return Number.NaN
  }
  return samples
}
