// Measures one row on one number of threads: every side alone, then all sides in turn (A B A B), and how fast the cores
// hand data to each other before and after. Called by measure.ts.
import { type Level, setLevel, setNumThreads } from '../backend/index.ts'
import { type Plan, pause, planFor, type Stats, statsOf, timeCalls, warmUp } from './clock.ts'
import type { Machine } from './machine.ts'
import type { TorchPeer } from './peer.ts'

/** Something that does the work of a row: a level of the native backend, or a call of PyTorch. */
export interface Side {
  readonly name: string
  /** Warms up; returns about how many seconds a call takes. */
  warmUp(seconds: number): number | Promise<number>
  /** Seconds a call over `calls` calls, after `warm` untimed ones. */
  time(calls: number, warm: number): number | Promise<number>
}

export interface SideResult {
  readonly name: string
  readonly alone: Stats
  /** Measured in turn with the other sides; absent when there is one side only. */
  readonly interleaved?: Stats
}

export interface HandOff {
  /** Nanoseconds before and after the block. */
  readonly before: number
  readonly after: number
  /** How often the block was measured. */
  readonly attempts: number
  /** False when the cores were far apart in every attempt: the block says little then. */
  readonly steady: boolean
}

export interface Block {
  readonly threads: number
  readonly sides: SideResult[]
  /** Only where several threads work. */
  readonly handOff?: HandOff
}

const ATTEMPTS = 4
// The threads of a side spin for some milliseconds after its last parallel region; the next side waits until they sleep.
const SETTLE_MS = 20
// Before each repetition in turn with others: what woke the threads and filled the caches again.
const REWARM_SECONDS = 1e-3
const REWARM_BELOW = 20e-3

export function nativeSide(level: Level, threads: number, run: () => void): Side {
  const choose = () => {
    setLevel(level)
    setNumThreads(threads)
  }
  return {
    name: level,
    warmUp(seconds) {
      choose()
      return warmUp(run, seconds)
    },
    time(calls, warm) {
      choose()
      if (warm > 0) timeCalls(run, warm)
      return timeCalls(run, calls)
    }
  }
}

export function torchSide(peer: TorchPeer, id: number, label: string | undefined): Side {
  return {
    name: label === undefined ? 'torch' : `torch ${label}`,
    warmUp: (seconds) => peer.warmUp(id, seconds),
    time: (calls, warm) => peer.time(id, calls, warm)
  }
}

async function measureOnce(sides: readonly Side[], threads: number, plan: Plan): Promise<SideResult[]> {
  const settle = () => (threads > 1 && sides.length > 1 ? pause(SETTLE_MS) : undefined)
  const rows: { side: Side; calls: number; reps: number; warm: number; alone: Stats; turns: number[] }[] = []
  for (const side of sides) {
    await settle()
    const each = await side.warmUp(plan.warmSeconds)
    const { calls, reps } = planFor(each, plan)
    const samples: number[] = []
    for (let k = 0; k < reps; k++) samples.push(await side.time(calls, 0))
    const warm = each < REWARM_BELOW ? Math.ceil(REWARM_SECONDS / each) : 0
    rows.push({ side, calls, reps, warm, alone: statsOf(samples, calls), turns: [] })
  }
  if (rows.length === 1) return [{ name: rows[0]!.side.name, alone: rows[0]!.alone }]
  const turns = Math.max(...rows.map((row) => row.reps))
  for (let turn = 0; turn < turns; turn++) {
    for (const row of rows) {
      await settle()
      row.turns.push(await row.side.time(row.calls, row.warm))
    }
  }
  return rows.map(({ side, calls, alone, turns }) => ({
    name: side.name,
    alone,
    interleaved: statsOf(turns, calls)
  }))
}

/** Measures all sides; on several threads again, when the cores were far apart before or after. */
export async function measureBlock(
  sides: readonly Side[],
  threads: number,
  plan: Plan,
  machine: Machine,
  choose: () => void
): Promise<Block> {
  if (threads === 1) return { threads, sides: await measureOnce(sides, threads, plan) }
  let best: (Block & { handOff: HandOff }) | undefined
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await handOff(machine, choose)
    const results = await measureOnce(sides, threads, plan)
    const after = await handOff(machine, choose)
    if (before === null || after === null) return { threads, sides: results }
    const worst = Math.max(before, after)
    const steady = worst <= machine.handOffLimit
    if (best === undefined || worst < Math.max(best.handOff.before, best.handOff.after)) {
      best = { threads, sides: results, handOff: { before, after, attempts: attempt, steady } }
    }
    if (steady) break
    best = { ...best, handOff: { ...best.handOff, attempts: attempt } }
  }
  return best!
}

async function handOff(machine: Machine, choose: () => void): Promise<number | null> {
  await pause(SETTLE_MS)
  choose()
  return machine.handOff()
}
