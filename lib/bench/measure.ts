// Measures one row: native code on every level and thread count asked for, JavaScript, PyTorch; compares what they
// computed; judges the goals. Called by main.ts, which prints what comes out.
import { type Level, setLevel, setNumThreads } from '../backend/index.ts'
import { type Block, measureBlock, nativeSide, peerSide, type Side, type SideResult } from './block.ts'
import { collectGarbage, measure, type Stats, statsOf, type TimingPlan, timeCalls } from './clock.ts'
import { bitHash, digest, makeBuffers, sameDigest } from './data.ts'
import type { Machine } from './machine.ts'
import type { Peer } from './peer.ts'
import type { Neighbors } from './quiet.ts'
import type { FloatType, PeerCall, Row, Work } from './row.ts'

/** The time of another side over ours; above 1 we are faster. */
export interface Ratio {
  readonly against: string
  /** From the medians of the repetitions measured in turn. */
  readonly interleaved: number
  /** From the medians of each side measured alone. */
  readonly alone: number
  /** From the fastest repetition of each side: what the medians would be if nothing else ran on the machine. */
  readonly fastest: number
}

export interface Judgement {
  readonly against: string
  readonly goal: number
  /** The lower of the two ratios. */
  readonly value: number
  readonly met: boolean
}

export interface BlockResult extends Block {
  /** Bytes and operations a second of the first level measured alone, and their share of what the machine gives. */
  readonly bytesPerSecond: number
  readonly flopsPerSecond: number
  readonly bandwidthShare: number
  readonly fmaShare: number
  readonly ratios: Ratio[]
  readonly goals: Judgement[]
}

export interface RowResult {
  readonly group: string
  readonly name: string
  readonly dtype: FloatType
  readonly bytes: number
  readonly flops: number
  readonly js?: (Stats & { readonly ratio: number }) | { readonly skipped: string }
  readonly blocks: BlockResult[]
  readonly goals: Judgement[]
  /** What is wrong with the results: a backend or PyTorch has computed something else. */
  readonly disagreements: string[]
}

export interface Setting {
  readonly dtype: FloatType
  readonly levels: readonly Level[]
  readonly threads: readonly number[]
  readonly js: boolean
  readonly quick: boolean
  readonly plan: TimingPlan
  readonly machine: Machine
  readonly neighbors: Neighbors
  readonly handOffLimit: number
  readonly peer: Peer | undefined
  /** Measure PyTorch's compiled modes. */
  readonly compile: boolean
}

/** Of the first level, another level shall reach this share of the speed. */
const LEVEL_GOAL = 0.85
/** JavaScript is left out where one call would take longer; in a hurry it is left out sooner. */
const JS_LIMIT_SECONDS = 2
const JS_LIMIT_QUICK = 0.1
const SHORT_FLOPS = 1e6
const SHORT_BYTES = 1e5
const SHORT_WARM_SECONDS = 0.3
/** Above this two calls must do. */
const JS_LONG_SECONDS = 0.2

export async function measureRow(row: Row, setting: Setting): Promise<RowResult> {
  collectGarbage()
  const work = row.make(makeBuffers(row.inputs, setting.dtype))
  const level = setting.levels[0]!
  setLevel(level)
  setNumThreads(setting.threads[0]!)
  work.run()
  const disagreements: string[] = []
  const others = await makePeer(row, work, setting, disagreements)
  const blocks: BlockResult[] = []
  for (const threads of setting.threads) {
    const rates = setting.machine.measure(level, threads)
    await setting.peer?.setThreads(threads)
    const sides = [...setting.levels.map((name) => nativeSide(name, threads, work.run)), ...others]
    const choose = () => {
      setLevel(level)
      setNumThreads(threads)
    }
    const block = await measureBlock(sides, threads, planOf(row, setting), { ...setting, choose })
    blocks.push(judge(row, block, rates, setting))
  }
  const native = bitHash(work.results)
  const js = setting.js && level !== 'js' ? measureJs(row, work, setting, blocks) : undefined
  if (js !== undefined && !('skipped' in js) && !row.inPlace && bitHash(work.results) !== native) {
    disagreements.push(`JavaScript has computed other bits than ${level}`)
  }
  await setting.peer?.drop()
  const goals = blocks.flatMap((block) => block.goals)
  if (js !== undefined && 'ratio' in js && row.goalJs !== undefined && counts(setting)) {
    goals.push({ against: 'js', goal: row.goalJs, value: js.ratio, met: js.ratio >= row.goalJs })
  }
  const { group, name, bytes, flops } = row
  return {
    group,
    name,
    dtype: setting.dtype,
    bytes,
    flops,
    ...(js === undefined ? {} : { js }),
    blocks,
    goals,
    disagreements
  }
}

// A short call lives in JavaScript for a good part, which is compiled while it runs.
function planOf(row: Row, { plan, quick }: Setting): TimingPlan {
  const short = row.flops < SHORT_FLOPS && row.bytes < SHORT_BYTES
  const warmSeconds = row.warmSeconds ?? (short ? SHORT_WARM_SECONDS : plan.warmSeconds)
  return quick ? plan : { ...plan, warmSeconds }
}

/** Whether goals are judged: they are for native code, for float32 and for measured, not for hurried, numbers. */
function counts(setting: Setting): boolean {
  return setting.levels[0] !== 'js' && setting.dtype === 'float32' && !setting.quick
}

async function makePeer(row: Row, work: Work, setting: Setting, disagreements: string[]): Promise<Side[]> {
  const { peer } = setting
  if (peer === undefined) return []
  const own = digest(work.results)
  const sides: Side[] = []
  for (const [id, call] of callsOf(row, setting).entries()) {
    const name = `${peer.name} ${call.label ?? call.op}`
    try {
      const other = await peer.make(call, row, setting.dtype, id)
      // TensorFlow.js tells the loss alone.
      const expected = peer.name === 'tfjs' ? own.slice(0, 1) : own
      if (!(row.otherResults || call.otherResults) && !sameDigest(expected, other, row.tolerance)) {
        disagreements.push(`${name} has computed something else: ${other} instead of ${expected}`)
      }
      sides.push(peerSide(peer, id, call.label))
    } catch (error) {
      disagreements.push(`${name} has failed: ${(error as Error).message}`)
    }
  }
  return sides
}

function judge(
  row: Row,
  block: Block,
  rates: Record<'read' | 'triad' | 'update' | 'fma', number>,
  setting: Setting
): BlockResult {
  const ours = block.sides[0]!
  const seconds = ours.alone.median
  const bandwidth = row.traffic ? rates[row.traffic] : Math.max(rates.read, rates.triad, rates.update)
  const ratios = block.sides.slice(1).map((side) => ({
    against: side.name,
    interleaved: side.interleaved!.median / ours.interleaved!.median,
    alone: side.alone.median / seconds,
    fastest: fastest(side) / fastest(ours)
  }))
  const calls = callsOf(row, setting)
  const others = ratios.slice(setting.levels.length - 1)
  const judged = row.goalOf === 'best' ? others.indexOf(others.toSorted((a, b) => worst(a) - worst(b))[0]!) : 0
  const goals = ratios.flatMap((ratio): Judgement[] => {
    const isLevel = setting.levels.includes(ratio.against as Level)
    // The goal of a level is on the first level's time over its own: the other way round.
    const value = isLevel ? 1 / Math.max(ratio.alone, ratio.interleaved) : worst(ratio)
    const call = others.indexOf(ratio)
    const own = call === judged && setting.peer?.name === 'torch' ? row.goal : undefined
    const goal = isLevel ? LEVEL_GOAL : (calls[call]?.goal ?? own)
    return goal === undefined || !counts(setting) ? [] : [{ against: ratio.against, goal, value, met: value >= goal }]
  })
  return {
    ...block,
    bytesPerSecond: row.bytes / seconds,
    flopsPerSecond: row.flops / seconds,
    bandwidthShare: row.bytes / seconds / bandwidth,
    fmaShare: row.flops / seconds / rates.fma,
    ratios,
    goals
  }
}

const worst = ({ alone, interleaved }: Ratio): number => Math.min(alone, interleaved)

// PyTorch's compiler takes much longer than what it compiles.
function callsOf(row: Row, { peer, compile }: Setting): readonly PeerCall[] {
  const calls = (peer && row[peer.name]) ?? []
  return compile ? calls : calls.filter(({ args }) => !args?.compile)
}

function fastest({ alone, interleaved }: SideResult): number {
  return Math.min(alone.min, interleaved?.min ?? alone.min)
}

function measureJs(
  row: Row,
  work: Work,
  setting: Setting,
  blocks: readonly BlockResult[]
): (Stats & { ratio: number }) | { skipped: string } {
  const rates = setting.machine.measure('js', 1)
  const expected = row.flops / rates.fma + row.bytes / rates.triad
  if (expected > (setting.quick ? JS_LIMIT_QUICK : JS_LIMIT_SECONDS))
    return { skipped: `a call would take about ${expected.toPrecision(2)} s` }
  setLevel('js')
  const first = timeCalls(work.run, 1)
  const stats =
    first > JS_LONG_SECONDS
      ? statsOf([first, timeCalls(work.run, 1)], 1)
      : measure(work.run, { ...setting.plan, reps: Math.min(3, setting.plan.reps), budget: 0.5 })
  const single = blocks.find((block) => block.threads === 1) ?? blocks[0]!
  return { ...stats, ratio: stats.median / single.sides[0]!.alone.median }
}
