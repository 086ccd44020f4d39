// Measures one row on one number of threads: every side alone, then all sides in turn (A B A B), and how fast the cores
// hand data to each other before and after. Called by measure.ts.
import { availableParallelism } from 'node:os'
import { type Level, setLevel, setNumThreads } from '../backend/index.ts'
import { pause, planFor, type Stats, statsOf, type TimingPlan, timeCalls, warmUp } from './clock.ts'
import type { Machine } from './machine.ts'
import type { Peer } from './peer.ts'
import type { Neighbors } from './quiet.ts'

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

/** What the machine was like around a block. */
export interface Conditions {
  /** Nanoseconds that a cache line took from core to core before and after; absent on one thread. */
  readonly handOff?: { readonly before: number; readonly after: number }
  /** Processors that other programs used meanwhile; absent where the system does not say. */
  readonly others?: number
  /** How often the block was measured; the best attempt is kept. */
  readonly attempts: number
  /** False when even the best attempt was disturbed: the block says little then. */
  readonly steady: boolean
}

export interface Block {
  readonly threads: number
  readonly sides: SideResult[]
  readonly conditions: Conditions
}

/** Others may use this much of one processor, plus what the threads of the row leave idle. */
const OTHERS_LIMIT = 0.1
// The threads of a side spin for some milliseconds after its last parallel region; the next side waits until they
// sleep.
const SETTLE_MS = 20
// Before each repetition in turn with others: what woke the threads and filled the caches again.
const REWARM_SECONDS = 1e-3
const REWARM_BELOW = 20e-3
// Behind a first attempt, which has let V8 compile what is measured.
const AGAIN_SECONDS = 0.2

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

export function peerSide(peer: Peer, id: number, label: string | undefined): Side {
  return {
    name: label === undefined ? peer.name : `${peer.name} ${label}`,
    warmUp: (seconds) => peer.warmUp(id, seconds),
    time: (calls, warm) => peer.time(id, calls, warm)
  }
}

async function measureOnce(sides: readonly Side[], threads: number, plan: TimingPlan): Promise<SideResult[]> {
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

/** Measures all sides, and again when other programs or cores that lie far apart have spoilt it. */
export async function measureBlock(
  sides: readonly Side[],
  threads: number,
  plan: TimingPlan,
  { machine, neighbors, handOffLimit, choose }: Surroundings
): Promise<Block> {
  const idle = Math.max(0, availableParallelism() - threads)
  let best: { block: Block; trouble: number } | undefined
  for (let attempt = 1; attempt <= plan.attempts; attempt++) {
    const before = await handOff(machine, threads, choose)
    neighbors.begin()
    const warmSeconds = attempt === 1 ? plan.warmSeconds : Math.min(plan.warmSeconds, AGAIN_SECONDS)
    const results = await measureOnce(sides, threads, { ...plan, warmSeconds })
    const others = neighbors.end()
    const after = await handOff(machine, threads, choose)
    const far = Math.max(before ?? 0, after ?? 0) / handOffLimit
    const trouble = Math.max(far, (others ?? 0) / (OTHERS_LIMIT + idle))
    const conditions: Conditions = {
      ...(before === null || after === null ? {} : { handOff: { before, after } }),
      ...(others === undefined ? {} : { others }),
      attempts: attempt,
      steady: trouble <= 1
    }
    if (best === undefined || trouble < best.trouble) {
      best = { block: { threads, sides: results, conditions }, trouble }
    }
    if (trouble <= 1) break
  }
  const { block } = best!
  return block
}

/** What a block is measured amid. */
export interface Surroundings {
  readonly machine: Machine
  readonly neighbors: Neighbors
  /** Nanoseconds a hop above which a block counts as disturbed. */
  readonly handOffLimit: number
  /** Sets the level and the threads of the row. */
  choose(): void
}

async function handOff(machine: Machine, threads: number, choose: () => void): Promise<number | null> {
  if (threads === 1) return null
  await pause(SETTLE_MS)
  choose()
  return machine.handOff()
}
