// The findings of analyze.batchSize, from times, noise scales and runs. Called by batchSize.ts.
import type { Timing } from '../inspect/clock/steady.ts'
import { estimate, mean, pairedDifference } from '../util/statistics.ts'
import type { NoiseScale } from './batchSize.noise.ts'
import { BATCH_SIZE_RULES as RULES } from './batchSize.rules.ts'
import type { RateRule, SizeRun } from './batchSize.runs.ts'
import type { SizeTimes } from './batchSize.times.ts'
import { type Finding, find } from './findings.ts'

// A throughput this close to the best counts as equal.
const AS_GOOD = 0.03

/** Which sizes are fast. */
export interface Speed {
  readonly fastest: number
  /** The smallest size that is as fast, within `within`. */
  readonly smallest: number
  readonly within: number
  readonly busy: boolean
  readonly timings: ReadonlyMap<number, Timing>
  seconds(size: number): number
}

/** The fastest size, and the smallest that is as fast. */
export function speedsOf({ sizes, clocked }: SizeTimes): Speed {
  const timings = new Map(clocked?.timings.map((timing) => [Number.parseInt(timing.name, 10), timing]))
  // The least disturbed round decides.
  const each = (size: number): number => timings.get(size)!.fastest / size
  const fastest = sizes.reduce((a, b) => (Number.isNaN(a) || each(b) < each(a) ? b : a), Number.NaN)
  const within = Math.max(AS_GOOD, clocked?.noise ?? 0)
  const smallest = sizes.find((size) => each(size) <= (1 + within) * each(fastest)) ?? Number.NaN
  const seconds = (size: number): number => timings.get(size)?.seconds ?? Number.NaN
  return { fastest, smallest, within, busy: clocked?.busy ?? false, timings, seconds }
}

/** Of times. */
export function speedFindings({ fastest, smallest, within, timings, busy }: Speed, own: number): Finding[] {
  const [best, mine] = [timings.get(smallest), timings.get(own)]
  const flag = { busy: busy ? 1 : 0 }
  const samplesPerSecond = best === undefined ? Number.NaN : smallest / best.seconds
  const findings = [find(RULES.fastest, { fastest, smallest, samplesPerSecond, within, ...flag })]
  if (best === undefined || mine === undefined) return findings
  const ratio = (a: number, b: number): number => (smallest / own) * (a / b)
  const [low, high] = smallest === own ? [1, 1] : [ratio(mine.low, best.high), ratio(mine.high, best.low)]
  const numbers = { ratio: ratio(mine.seconds, best.seconds), low, high, own, smallest, ...flag }
  return [...findings, find(RULES.own, numbers)]
}

/** Of the noise scales of all seeds. */
export function noiseFinding(noise: readonly NoiseScale[], own: number, steps: number): Finding {
  const scales = noise.map(({ scale }) => scale)
  const { mean: scale, low, high, n } = estimate(scales)
  const hidden = scales.some((each) => each === Number.POSITIVE_INFINITY)
  const interval = hidden
    ? { scale: Number.POSITIVE_INFINITY, low: 0, high: Number.POSITIVE_INFINITY }
    : { scale, low, high }
  return find(RULES.noise, { ...interval, own, steps, seeds: n })
}

/** Of the runs. */
export function runFindings(runs: readonly SizeRun[], busy: boolean, own: number): Finding[] {
  const of = (size: number, rule: RateRule): SizeRun[] =>
    runs.filter((each) => each.size === size && each.rule === rule)
  const sizes = [...new Set(runs.map(({ size }) => size))].filter((size) => size !== own)
  const samples = ({ atEqualSamples }: SizeRun): number => atEqualSamples
  const pairs = sizes.flatMap((size) => pairsOf(of(size, 'sqrt'), of(size, 'linear'), samples))
  const [rootDiverged, linearDiverged] = divergedIn(pairs)
  const rate = {
    ...differenceOf(pairs),
    runs: pairs.length,
    rootDiverged: rootDiverged!,
    linearDiverged: linearDiverged!
  }
  const seconds = ({ atEqualSeconds }: SizeRun): number => atEqualSeconds
  const others = sizes.flatMap((size) => (['sqrt', 'linear'] as const).map((rule) => of(size, rule)))
  const best = others.filter((list) => list.length > 0).sort((a, b) => better(a.map(seconds), b.map(seconds)))[0] ?? []
  const against = pairsOf(of(own, 'own'), best, seconds)
  const [ownDiverged, otherDiverged] = divergedIn(against)
  const { size = own, lr = 0 } = best[0] ?? {}
  const learns = {
    ...differenceOf(against),
    seeds: against.length,
    ownDiverged: ownDiverged!,
    otherDiverged: otherDiverged!
  }
  return [find(RULES.rate, rate), find(RULES.learns, { ...learns, own, size, lr, busy: busy ? 1 : 0 })]
}

type Pair = readonly [number, number]

// Runs of one seed.
function pairsOf(a: readonly SizeRun[], b: readonly SizeRun[], of: (run: SizeRun) => number): Pair[] {
  return a.flatMap((run) => {
    const other = b.find(({ seed }) => seed === run.seed)
    return other === undefined ? [] : [[of(run), of(other)] as const]
  })
}

const divergedIn = (pairs: readonly Pair[]): number[] =>
  [0, 1].map((k) => pairs.filter((pair) => !Number.isFinite(pair[k]!)).length)

// Runs that did not diverge come first, then those with the lower loss.
function better(a: readonly number[], b: readonly number[]): number {
  const lost = (list: readonly number[]): number => list.filter((loss) => !Number.isFinite(loss)).length
  return lost(a) - lost(b) || mean(a.filter(Number.isFinite)) - mean(b.filter(Number.isFinite))
}

// Of the pairs that both ended.
function differenceOf(pairs: readonly Pair[]): { difference: number; low: number; high: number } {
  const ended = pairs.filter((pair) => pair.every(Number.isFinite))
  const {
    mean: difference,
    low,
    high
  } = pairedDifference(
    ended.map(([a]) => a),
    ended.map(([, b]) => b)
  )
  if (ended.length === 0) return { difference: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  return { difference, low, high }
}
