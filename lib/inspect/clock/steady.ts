// Whether the times of a block can be trusted: median, quartiles, spread, two modes. Called by clock.ts.
import { ascending, quantile } from '../../util/statistics.ts'

/** The times of one candidate. */
export interface Timing {
  readonly name: string
  /** Seconds a call: the median over the rounds. */
  readonly seconds: number
  /** The quartiles. */
  readonly low: number
  readonly high: number
  /** Of the fastest round: the least disturbed one. */
  readonly fastest: number
  /** The distance of the quartiles over the median. */
  readonly spread: number
  readonly rounds: number
  /** Calls in a round. */
  readonly calls: number
  /** How often it was measured. */
  readonly attempts: number
  /** Whether spread and shape are those of an undisturbed machine. */
  readonly steady: boolean
}

// A larger spread of the quartiles means that the block was disturbed.
const SPREAD = 0.3

/** Judges the seconds a call of each round. */
export function timingOf(name: string, samples: readonly number[], calls: number, attempts: number): Timing {
  const sorted = ascending(samples)
  const seconds = quantile(sorted, 0.5)
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)]
  const spread = seconds > 0 ? (high - low) / seconds : 0
  const steady = spread <= SPREAD && !bimodal(sorted)
  return { name, seconds, low, high, fastest: sorted[0]!, spread, rounds: sorted.length, calls, attempts, steady }
}

/**
 * Whether sorted times fall into two groups: the widest gap is larger than a quarter of the median and than either
 * group is wide, and neither group is a single outlier.
 */
export function bimodal(sorted: readonly number[]): boolean {
  let [at, gap] = [0, 0]
  for (let k = 1; k < sorted.length; k++) {
    const here = sorted[k]! - sorted[k - 1]!
    if (here > gap) [at, gap] = [k, here]
  }
  if (Math.min(at, sorted.length - at) < Math.max(2, sorted.length / 5)) return false
  const wide = Math.max(sorted[at - 1]! - sorted[0]!, sorted.at(-1)! - sorted[at]!)
  return gap > 0.25 * quantile(sorted, 0.5) && gap > wide
}
