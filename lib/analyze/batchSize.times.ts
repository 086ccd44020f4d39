// Steps of several batch sizes, timed in turns on a run whose weights stay. Called by batchSize.ts and step.ts.
import { backend, setNumThreads } from '../backend/index.ts'
import { NonFiniteError, ThalwegError } from '../errors.ts'
import type { Clocked, Timed } from '../inspect/clock/clock.ts'
import type { Timing } from '../inspect/clock/steady.ts'
import { profile } from '../inspect/profile/profile.ts'
import type { Loader } from '../train/index.ts'
import { restoring } from '../util/restore.ts'
import { resized } from './batches.ts'
import type { Built } from './experiment.ts'
import { StepPlan } from './memory.plan.ts'
import type { Session } from './session.ts'

/** The phases of a step that every model has, in seconds. */
export interface Phases {
  readonly forward: number
  readonly backward: number
  readonly optimizer: number
}

/** Sizes that could be run, with what they take. */
export interface SizeTimes {
  readonly sizes: readonly number[]
  /** Null when no step could be made. */
  readonly clocked: Clocked | null
  /** Bytes of activations, of what backward makes and of the batch, by size. */
  readonly bytes: ReadonlyMap<number, number>
}

/**
 * Times a step of each size; those that do not fit in memory or that the model refuses are left out and noted. Learning
 * rates are zero meanwhile: any number of steps is possible.
 *
 * @param more.threads numbers of threads to time each size with
 * @param more.refine whether the sizes that may be the fastest are timed again, for longer
 * @returns timings with names such as '64 2', size and threads
 */
export async function timeSizes(
  session: Session,
  call: string,
  { trainer, train }: Built,
  batch: unknown,
  sizes: readonly number[],
  { threads = [backend.threads], refine = false }: { threads?: readonly number[]; refine?: boolean } = {}
): Promise<SizeTimes> {
  const room = 0.8 * process.availableMemory()
  return await trainer.dryRun(call, train, async (run) => {
    const plan = new StepPlan(run.step, batch, room)
    for (const group of run.step.optimizer.paramGroups) group.lr = 0
    const bytes = new Map<number, number>()
    const blocks: Timed[] = []
    for (const size of sizes) {
      const reason = session.stopped ? 'the budget is over' : tried(size)
      if (reason === null) continue
      session.leave(`batch of ${size}: ${reason}`)
    }
    function tried(size: number): string | null {
      const needs = plan.bytes(size).float32
      if (needs > room) return 'does not fit in memory'
      const rows = resized(batch, size)
      const once = (): unknown => run.tryBatch(rows, true)
      try {
        once()
      } catch (error) {
        if (!(error instanceof ThalwegError)) throw error
        return error instanceof NonFiniteError ? 'the loss is not finite' : error.message
      }
      bytes.set(size, needs)
      for (const count of threads) blocks.push({ name: `${size} ${count}`, run: () => withThreads(count, once) })
      return null
    }
    const first = blocks.length === 0 ? null : await session.time(blocks)
    const clocked = first === null || !refine ? first : await again(session, blocks, first)
    return { sizes: [...bytes.keys()], clocked, bytes }
  })
}

// A size this much slower than the fastest is not timed again.
const CONTENDS = 0.8
const ROUNDS = 21

// With more rounds the least disturbed one is within 2 % of the next time.
async function again(session: Session, blocks: readonly Timed[], first: Clocked): Promise<Clocked> {
  // No size will be named.
  if (first.busy || session.stopped) return first
  const speed = ({ name, fastest }: Timing): number => Number.parseInt(name, 10) / fastest
  const best = Math.max(...first.timings.map(speed))
  const contenders = blocks.filter((_, k) => speed(first.timings[k]!) > CONTENDS * best)
  if (contenders.length < 2) return first
  const second = await session.time(contenders, { rounds: ROUNDS })
  const timings = first.timings.map((timing) => second.timings.find(({ name }) => name === timing.name) ?? timing)
  return { ...second, timings }
}

function withThreads(count: number, body: () => unknown): unknown {
  const before = backend.threads
  if (count === before) return body()
  setNumThreads(count)
  return restoring(body, () => setNumThreads(before))
}

/** The phases of a step on a batch of this size, in seconds; null when the loss is not finite. */
export async function phasesOf({ trainer }: Built, batch: unknown, size: number): Promise<Phases | null> {
  try {
    const { phases } = await profile(trainer, [resized(batch, size)] as Loader, { steps: 3, warmup: 1 })
    const seconds = (...names: string[]): number =>
      phases.reduce((sum, { name, seconds: own }) => (names.includes(name) ? sum + own : sum), 0)
    return {
      forward: seconds('forward', 'loss'),
      backward: seconds('backward'),
      optimizer: seconds('clipping', 'optimizer')
    }
  } catch (error) {
    if (error instanceof NonFiniteError) return null
    throw error
  }
}
