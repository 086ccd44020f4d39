// Values as a histogram. Called by runLog.ts and by anybody with their own values.
import { elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { checkValue, wholeNumber } from '../../util/options.ts'
import type { Histogram } from './logger.ts'

/**
 * Counts how many elements lie in each of `bins` intervals of equal width between the least and the greatest. Each interval
 * includes its lower edge; the last one both.
 *
 * @param x a tensor of any shape and dtype
 * @param bins a whole number >= 1. Default 30
 * @returns edges, counts, and how many elements were not finite
 * @throws OptionError; TensorReleasedError
 * @example
 * histogram(tensor([0, 1, 1, 4]), 2) // { edges: [0, 2, 4], counts: [3, 1], nonFinite: 0 }
 */
export function histogram(x: Tensor, bins = 30): Histogram {
  checkValue('histogram', 'bins', bins, wholeNumber({ min: 1 }))
  const values = elementsOf(x)
  let [low, high, nonFinite] = [Infinity, -Infinity, 0]
  for (const value of values) {
    if (!Number.isFinite(value)) nonFinite++
    else {
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  if (low > high) return { edges: [], counts: [], nonFinite }
  const counts = new Array<number>(bins).fill(0)
  // Halves, so that the width of float64's whole range is not an infinity.
  const half = high / 2 - low / 2
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    const k = half === 0 ? bins - 1 : Math.floor(((value / 2 - low / 2) / half) * bins)
    counts[Math.min(k, bins - 1)]!++
  }
  const edge = (k: number): number => (half === 0 ? low : low * (1 - k / bins) + high * (k / bins))
  const edges = Array.from({ length: bins + 1 }, (_, k) => edge(k))
  return { edges, counts, nonFinite }
}
