// The labels that a loader gives, and what predicting without looking at the inputs would lose: the baselines of a loss.
// Called by losses.ts.
import { log_f64 as log } from '../backend/gen/math.ts'
import { Tensor } from '../tensor/tensor.ts'
import type { Loader } from '../train/index.ts'
import { ascending, mean, quantile } from '../util/statistics.ts'

/** The targets of an epoch. */
export interface LabelFacts {
  readonly kind: 'classes' | 'numbers' | 'other'
  readonly samples: number
  /** Classes: how often each occurs, by label. */
  readonly counts: readonly number[]
  /** Numbers: all values. */
  readonly values: readonly number[]
}

// More batches say nothing new about the shares of classes.
const BATCHES = 2000

/** Reads the targets, the last tensor of each batch, of an epoch. */
export async function labelsOf(loader: Loader): Promise<LabelFacts> {
  const counts: number[] = []
  const values: number[] = []
  let [samples, batches, kind] = [0, 0, 'other' as LabelFacts['kind']]
  for await (const batch of loader) {
    const target = Array.isArray(batch) ? (batch.at(-1) as unknown) : undefined
    if (!(target instanceof Tensor) || batches++ === BATCHES) break
    kind = target.dtype === 'int32' ? 'classes' : 'numbers'
    samples += target.shape[0] ?? 1
    for (const value of target.contiguous().data) {
      if (kind === 'numbers') values.push(Number(value))
      else if (Number(value) >= 0) counts[Number(value)] = (counts[Number(value)] ?? 0) + 1
    }
  }
  return { kind, samples, counts: Array.from(counts, (count) => count ?? 0), values }
}

/** The shares of the classes, in the order of the labels. */
export function sharesOf({ counts }: LabelFacts): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => count / all)
}

/** The entropy of the labels in nats: the cross entropy of predicting their shares. */
export function entropyOf(labels: LabelFacts): number {
  return sharesOf(labels).reduce((sum, p) => (p > 0 ? sum - p * log(p) : sum), 0)
}

/** The share of the most frequent class: the accuracy of always predicting it. */
export const majorityOf = (labels: LabelFacts): number => Math.max(0, ...sharesOf(labels))

/** The mean squared error of predicting the shares, over `classes` outputs. */
export function brierOf(labels: LabelFacts, classes: number): number {
  return sharesOf(labels).reduce((sum, p) => sum + p * (1 - p), 0) / Math.max(1, classes)
}

/** The mean squared error of predicting the mean. */
export function varianceOf({ values }: LabelFacts): number {
  const center = mean(values)
  return mean(values.map((v) => (v - center) * (v - center)))
}

/** The mean absolute error of predicting the median. */
export function absoluteOf({ values }: LabelFacts): number {
  const center = quantile(ascending(values), 0.5)
  return mean(values.map((v) => Math.abs(v - center)))
}
