// What the answers of a classifier come to: intervals, classes, confusions, calibration, mistakes, and two classifiers on
// the same samples. Called by evaluate.ts.
import { log_f64 } from '../backend/gen/math.ts'
import { type Estimate, estimate, mean, wilson } from '../util/statistics.ts'
import type { Answers, Index } from './evaluate.outputs.ts'
import type { Row } from './rows.ts'

/** Numbers of a classifier. */
export interface ClassFacts {
  readonly n: number
  readonly hits: number
  readonly bad: number
  /** The most frequent class of the data, and how often it is there. */
  readonly majority: { readonly label: number; readonly count: number }
  readonly balanced: { readonly value: number; readonly low: number; readonly high: number }
  readonly logLoss: Estimate
  /** Log-loss of answering with the shares of the classes. */
  readonly priorLoss: number
  /** Rows of each class. */
  readonly counts: readonly number[]
  /** How often [actual][predicted], without answers that are not finite. */
  readonly matrix: readonly (readonly number[])[]
}

export function classFacts({ classes, actual, predicted, ofActual }: Answers): ClassFacts {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  let bad = 0
  for (const [k, label] of actual.entries()) {
    if (predicted[k] === -1) bad++
    else matrix[label]![predicted[k]!]!++
  }
  const n = actual.length
  const counts = countsOf(actual, classes)
  const hits = matrix.reduce((sum, row, c) => sum + row[c]!, 0)
  const label = counts.indexOf(Math.max(...counts))
  const there = counts.map((count, c) => ({ count, recall: matrix[c]![c]! / count })).filter(({ count }) => count > 0)
  const value = mean(there.map(({ recall }) => recall))
  const half =
    (1.959964 * Math.sqrt(there.reduce((sum, { count, recall }) => sum + (recall * (1 - recall)) / count, 0))) /
    there.length
  return {
    n,
    hits,
    bad,
    majority: { label, count: counts[label]! },
    balanced: { value, low: Math.max(0, value - half), high: Math.min(1, value + half) },
    logLoss: estimate(ofActual.map((p) => -log_f64(Math.max(1e-15, p)))),
    priorLoss: counts.reduce((sum, count) => sum - (count === 0 ? 0 : (count / n) * log_f64(count / n)), 0),
    counts,
    matrix
  }
}

function countsOf(labels: readonly number[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const label of labels) counts[label]!++
  return counts
}

/** A row for each class of the data or of the answers, the weakest first. */
export function classRows({ counts, matrix }: ClassFacts): Row[] {
  const rows = matrix.map((row, c) => {
    const samples = counts[c]!
    const answered = matrix.reduce((sum, each) => sum + each[c]!, 0)
    const hits = row[c]!
    const others = row.map((count, k) => (k === c ? -1 : count))
    const most = Math.max(...others)
    const { low, high } = wilson(hits, samples)
    return {
      class: c,
      samples,
      recall: samples === 0 ? Number.NaN : hits / samples,
      recallLow: low,
      recallHigh: high,
      precision: answered === 0 ? Number.NaN : hits / answered,
      f1: samples + answered === 0 ? Number.NaN : (2 * hits) / (samples + answered),
      answered,
      takenFor: most > 0 ? others.indexOf(most) : null,
      takenForCount: Math.max(0, most)
    }
  })
  const order = (r: number): number => (Number.isNaN(r) ? 2 : r)
  return rows
    .filter(({ samples, answered }) => samples + answered > 0)
    .sort((a, b) => order(a.recall) - order(b.recall))
}

/** Pairs that are confused, the most frequent first. */
export function confusionRows({ matrix, n, hits }: ClassFacts): Row[] {
  const pairs = matrix.flatMap((row, actual) =>
    row.flatMap((count, predicted) =>
      actual === predicted || count === 0 ? [] : [{ actual, predicted, count, shareOfMistakes: count / (n - hits) }]
    )
  )
  return pairs.sort((a, b) => b.count - a.count)
}

/** Calibration: what the confidence says against what is so. */
export interface Calibration {
  readonly rows: readonly Row[]
  /** Expected calibration error: mean distance of confidence and accuracy, weighted by samples (Guo et al. 2017). */
  readonly ece: number
  /** What a perfectly calibrated model shows on so many samples. */
  readonly chance: number
  /** Confidence minus hit, over samples. */
  readonly gap: Estimate
}

/** Bins of equal width over the confidence. */
export function calibrationOf({ actual, predicted, confidence }: Answers, bins: number): Calibration {
  const groups = Array.from({ length: bins }, () => ({ sure: [] as number[], hits: 0 }))
  const gaps: number[] = []
  for (const [k, sure] of confidence.entries()) {
    if (Number.isNaN(sure)) continue
    const group = groups[Math.min(bins - 1, Math.floor(sure * bins))]!
    const hit = predicted[k] === actual[k] ? 1 : 0
    group.sure.push(sure)
    group.hits += hit
    gaps.push(sure - hit)
  }
  let [ece, chance] = [0, 0]
  const rows: Row[] = []
  for (const [b, { sure, hits }] of groups.entries()) {
    const n = sure.length
    if (n === 0) continue
    const confident = mean(sure)
    ece += (n / gaps.length) * Math.abs(confident - hits / n)
    const variance = sure.reduce((sum, p) => sum + p * (1 - p), 0) / (n * n)
    // The mean distance of a normal variable from its mean is sqrt(2 / pi) of its deviation.
    chance += (n / gaps.length) * 0.7978845608 * Math.sqrt(variance)
    const { low, high } = wilson(hits, n)
    rows.push({ from: b / bins, to: (b + 1) / bins, samples: n, confidence: confident, accuracy: hits / n, low, high })
  }
  const [known, likely] = gaps.length > 0 ? [ece, chance] : [Number.NaN, Number.NaN]
  return { rows, ece: known, chance: likely, gap: estimate(gaps) }
}

/** The mistakes of which the model is surest. */
export function mistakeRows(
  { sample, actual, predicted, confidence, ofActual }: Answers,
  most: number,
  index: Index
): Row[] {
  const wrong = [...actual.keys()].filter((k) => predicted[k] !== actual[k] && predicted[k] !== -1)
  wrong.sort((a, b) => confidence[b]! - confidence[a]! || a - b)
  return wrong.slice(0, most).map((k) => ({
    position: sample[k]!,
    index: index?.(sample[k]!) ?? null,
    actual: actual[k]!,
    predicted: predicted[k]!,
    confidence: confidence[k]!,
    ofActual: ofActual[k]!
  }))
}

/** Two classifiers on the same rows, given what is right. */
export interface Pairing {
  /** Rows that only the first has right, and only the second. */
  readonly first: number
  readonly second: number
  /** Accuracy of the first minus that of the second, with its 95 % interval. */
  readonly difference: number
  readonly low: number
  readonly high: number
  /** Exact two-sided McNemar: how likely such counts are if both are equally good. */
  readonly p: number
}

export function mcnemar(a: readonly boolean[], b: readonly boolean[]): Pairing {
  let [first, second] = [0, 0]
  for (const [k, right] of a.entries()) {
    if (right && !b[k]) first++
    if (!right && b[k]) second++
  }
  const n = a.length
  const [sum, lead] = [first + second, first - second]
  const half = (1.959964 * Math.sqrt(Math.max(0, sum - (lead * lead) / n))) / n
  return {
    first,
    second,
    difference: lead / n,
    low: lead / n - half,
    high: lead / n + half,
    p: binomial(first, second)
  }
}

// Two-sided probability of a split at least as uneven when both sides are as likely. Terms of the sum are kept as
// mantissas of one power of two, for they underflow.
function binomial(a: number, b: number): number {
  const n = a + b
  let [term, total, exponent] = [1, 1, -n]
  for (let k = 1; k <= Math.min(a, b); k++) {
    term *= (n - k + 1) / k
    total += term
    if (total > 2 ** 500) {
      term /= 2 ** 500
      total /= 2 ** 500
      exponent += 500
    }
  }
  for (let twice = 2 * total; ; exponent += 500) {
    if (exponent >= -500) return Math.min(1, twice * 2 ** exponent)
    twice /= 2 ** 500
  }
}
