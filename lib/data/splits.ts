// Splits of a dataset into parts: at random, with the labels in proportion, and with groups kept together. Called by users.
import { OptionError } from '../errors.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import { checkOptions, type Rules, randomSource, show } from '../util/options.ts'
import { Philox, permutation, type RandomSource } from '../util/philox.ts'
import { checkCount, checkDataset, type Dataset, SEED, Subset, shuffled } from './dataset.ts'

export interface SplitOptions {
  /** Seeds the shuffle: a whole number from 0 to 2^53 - 1 or a bigint below 2^64. Default 0. */
  seed?: number | bigint | undefined
  /** A random source to draw from instead of `seed`. */
  generator?: RandomSource | undefined
}

/** A part for each length. */
export type Parts<S, L extends readonly number[]> = { -readonly [K in keyof L]: Subset<S> }

const RULES: Rules = { seed: SEED, generator: randomSource }
const sourceOf = ({ seed, generator }: SplitOptions): RandomSource => generator ?? new Philox(seed ?? 0)

/**
 * Splits a dataset randomly into disjoint parts.
 *
 * @param lengths sizes that sum to the dataset's length, or fractions that sum to 1: each part gets its share rounded
 *   down, and the remainder goes to the parts in turn, as in PyTorch
 * @param options seed or generator. Default seed 0
 * @throws OptionError when the lengths do not sum up
 * @example
 * const [train, test] = randomSplit(data, [0.8, 0.2], { seed: 1 })
 */
export function randomSplit<S, const L extends readonly number[]>(
  dataset: Dataset<S>,
  lengths: L,
  options: SplitOptions = {}
): Parts<S, L> {
  checkDataset('randomSplit', dataset)
  checkOptions('randomSplit', options, RULES)
  const sizes = sizesOf('randomSplit', dataset.length, lengths)
  const order = shuffled('randomSplit', sourceOf(options), dataset.length)
  let at = 0
  return sizes.map((size) => {
    at += size
    return new Subset(dataset, order.subarray(at - size, at))
  }) as Parts<S, L>
}

function sizesOf(call: string, n: number, lengths: readonly number[]): number[] {
  const sound = Array.isArray(lengths) && lengths.length > 0 && lengths.every((l) => Number.isFinite(l) && l >= 0)
  if (!sound) throw new OptionError(`${call}: expected lengths to be numbers >= 0 but received ${show(lengths)}`)
  const sum = lengths.reduce((a, b) => a + b, 0)
  if (lengths.every(Number.isInteger) && sum === n) return [...lengths]
  if (Math.abs(sum - 1) > 1e-9 || lengths.some((l) => l > 1)) {
    throw new OptionError(
      `${call}: expected lengths that sum to ${n} or fractions that sum to 1 but received ${show(lengths)} (sum ${sum})`
    )
  }
  const sizes = lengths.map((l) => Math.floor(n * l))
  let left = n - sizes.reduce((a, b) => a + b, 0)
  for (let k = 0; left > 0; k = (k + 1) % sizes.length, left--) sizes[k]!++
  return sizes
}

// The labels or groups of a dataset, one for each sample, as the numbers of the samples of each, in order of appearance.
function byLabel(call: string, what: string, dataset: Dataset, labels: Tensor | readonly unknown[]): number[][] {
  checkDataset(call, dataset)
  checkCount(call, dataset.length)
  const list: ArrayLike<unknown> = labels instanceof Tensor ? elementsOf(labels) : labels
  if (typeof list !== 'object' || list === null || list.length !== dataset.length) {
    const received = Array.isArray(list) || labels instanceof Tensor ? String(list.length) : show(labels)
    throw new OptionError(`${call}: expected ${what} for each of ${dataset.length} samples but received ${received}`)
  }
  const places = new Map<unknown, number[]>()
  for (let k = 0; k < list.length; k++) {
    const found = places.get(list[k])
    if (found === undefined) places.set(list[k], [k])
    else found.push(k)
  }
  return [...places.values()]
}

// Checks the rest, and gives the random source.
function begin(call: string, fractions: readonly number[], options: SplitOptions): RandomSource {
  const sound = Array.isArray(fractions) && fractions.length > 0 && fractions.every((f) => f >= 0 && f <= 1)
  const sum = sound ? fractions.reduce((a, b) => a + b, 0) : Number.NaN
  if (!(Math.abs(sum - 1) <= 1e-9)) {
    throw new OptionError(`${call}: expected fractions from 0 to 1 that sum to 1 but received ${show(fractions)}`)
  }
  checkOptions(call, options, RULES)
  return sourceOf(options)
}

/**
 * Splits a dataset randomly into disjoint parts, in each of which the labels have the same shares as in the whole, as
 * nearly as whole samples allow.
 *
 * @param labels the label of each sample: a tensor (N) or an array, such as `columnOf(table, 'churn')`
 * @param fractions the shares of the parts, which sum to 1
 * @param options seed or generator. Default seed 0
 * @throws OptionError for fractions that do not sum to 1, or for labels of another number than there are samples
 * @example
 * const labels = [0, 0, 0, 0, 1, 1]
 * const [train, test] = stratifiedSplit(subset(data, [0, 1, 2, 3, 4, 5]), labels, [0.5, 0.5], { seed: 1 })
 * Array.from(train.indices, (k) => labels[k]).sort() // [0, 0, 1]
 */
export function stratifiedSplit<S, const L extends readonly number[]>(
  dataset: Dataset<S>,
  labels: Tensor | readonly unknown[],
  fractions: L,
  options: SplitOptions = {}
): Parts<S, L> {
  const call = 'stratifiedSplit'
  const strata = byLabel(call, 'a label', dataset, labels)
  const random = begin(call, fractions, options)
  const parts = fractions.map((): number[] => [])
  // What each part is owed: the shares of all labels so far, less what it has got.
  const owed = fractions.map(() => 0)
  for (const stratum of strata) {
    const order = permutation(random, stratum.length)
    const sizes = fractions.map((fraction) => Math.floor(stratum.length * fraction + 1e-9))
    for (const [k, fraction] of fractions.entries()) owed[k]! += stratum.length * fraction - sizes[k]!
    for (let left = stratum.length - sizes.reduce((a, b) => a + b, 0); left > 0; left--) {
      const next = owed.indexOf(Math.max(...owed))
      sizes[next]!++
      owed[next]!--
    }
    let at = 0
    for (const [k, size] of sizes.entries()) {
      for (const end = at + size; at < end; at++) parts[k]!.push(stratum[order[at]!]!)
    }
  }
  return shuffledParts(dataset, parts, random)
}

/**
 * Splits a dataset randomly into disjoint parts, with all samples of a group in one part: of one patient, say, or one
 * document. Groups go to the part that lacks most, the largest first, so that the parts come near their shares.
 *
 * @param groups the group of each sample: a tensor (N) or an array
 * @param fractions the shares of the parts, which sum to 1
 * @param options seed or generator. Default seed 0
 * @throws OptionError for fractions that do not sum to 1, or for groups of another number than there are samples
 * @example
 * const groups = ['a', 'a', 'b', 'b', 'c', 'c']
 * const [train, test] = groupedSplit(subset(data, [0, 1, 2, 3, 4, 5]), groups, [2 / 3, 1 / 3], { seed: 1 })
 * new Set(Array.from(test.indices, (k) => groups[k])).size // 1
 */
export function groupedSplit<S, const L extends readonly number[]>(
  dataset: Dataset<S>,
  groups: Tensor | readonly unknown[],
  fractions: L,
  options: SplitOptions = {}
): Parts<S, L> {
  const call = 'groupedSplit'
  const all = byLabel(call, 'a group', dataset, groups)
  const random = begin(call, fractions, options)
  const order = Array.from(permutation(random, all.length), (k) => all[k]!)
  order.sort((a, b) => b.length - a.length)
  const parts = fractions.map((): number[] => [])
  for (const group of order) {
    const lacks = fractions.map((fraction, k) =>
      fraction === 0 ? -Infinity : fraction * dataset.length - parts[k]!.length
    )
    const part = parts[lacks.indexOf(Math.max(...lacks))]!
    for (const index of group) part.push(index)
  }
  return shuffledParts(dataset, parts, random)
}

// In random order: a part that is cut or read in order should not come label by label.
function shuffledParts<S, L extends readonly number[]>(
  dataset: Dataset<S>,
  parts: readonly (readonly number[])[],
  random: RandomSource
): Parts<S, L> {
  return parts.map((part) => {
    return new Subset(
      dataset,
      Array.from(permutation(random, part.length), (k) => part[k]!)
    )
  }) as unknown as Parts<S, L>
}
