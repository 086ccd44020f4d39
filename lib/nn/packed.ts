// Sequences of different lengths as one tensor without padding, and the ways from and to padded ones: torch.nn.utils.rnn.
// recurrent.ts runs layers over them.
import { OptionError, ShapeError } from '../errors.ts'
import * as ops from '../ops/index.ts'
import { int32 } from '../ops/shared.ts'
import { full } from '../tensor/create.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkTensor, elementsOf, Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, number, oneOf, show, wholeNumber } from '../util/options.ts'

/** Lengths of sequences: numbers or an int32 or int64 tensor. */
export type Lengths = readonly number[] | Tensor

/**
 * Sequences without padding, longest first: the first steps of all, then the second steps of those that have one, and so on.
 * `packPaddedSequence` and `packSequence` make it.
 */
export class PackedSequence {
  /** (all steps, ...features) */
  readonly data: Tensor
  /** int32: how many sequences have a step, for each step. */
  readonly batchSizes: Tensor
  /** int32: the sequence at each place of the sorted batch; null where they came sorted. */
  readonly sortedIndices: Tensor | null
  /** int32: the place of each sequence in the sorted batch; null where they came sorted. */
  readonly unsortedIndices: Tensor | null

  constructor(
    data: Tensor,
    batchSizes: Tensor,
    sortedIndices: Tensor | null = null,
    unsortedIndices: Tensor | null = null
  ) {
    this.data = data
    this.batchSizes = batchSizes
    this.sortedIndices = sortedIndices
    this.unsortedIndices = unsortedIndices
  }

  /** The same sequences with other data, such as a layer's output. */
  with(data: Tensor): PackedSequence {
    return new PackedSequence(data, this.batchSizes, this.sortedIndices, this.unsortedIndices)
  }
}

function numbersOf(call: string, lengths: Lengths): number[] {
  if (lengths instanceof Tensor) {
    checkTensor(call, 'lengths', lengths, ['int32', 'int64'])
    return Array.from(elementsOf(lengths), Number)
  }
  if (Array.isArray(lengths)) return [...(lengths as readonly number[])]
  throw new OptionError(`${call}: expected lengths to be an array or an int tensor but received ${show(lengths)}`)
}

export interface PackPaddedOptions {
  /** Whether x is (batch, time, ...). Default false. */
  batchFirst?: boolean | undefined
  /** Whether the sequences come longest first; otherwise they are sorted. Default true. */
  enforceSorted?: boolean | undefined
}

/**
 * Packs padded sequences.
 * @param x (time, batch, ...features), or (batch, time, ...features) with batchFirst
 * @param lengths of each sequence, from 1 to time
 * @throws OptionError for lengths that do not fit, or that are not in descending order with enforceSorted
 * @example
 * const packed = packPaddedSequence(tensor([[1, 2], [3, 0]]), [2, 1], { batchFirst: true })
 * packed.data.toArray() // [1, 3, 2]
 */
export function packPaddedSequence(x: Tensor, lengths: Lengths, options: PackPaddedOptions = {}): PackedSequence {
  const call = 'packPaddedSequence'
  checkOptions(call, options, { batchFirst: boolean, enforceSorted: boolean })
  checkTensor(call, 'x', x)
  if (x.ndim < 2) throw new ShapeError(`${call}: expected x of at least two dimensions but received ${format(x.shape)}`)
  const [time, batch] = (options.batchFirst ? [x.shape[1], x.shape[0]] : x.shape) as [number, number]
  const all = numbersOf(call, lengths)
  if (all.length !== batch) throw new OptionError(`${call}: expected ${batch} lengths but received ${all.length}`)
  const wrong = all.find((n) => !(Number.isInteger(n) && n >= 1 && n <= time))
  if (wrong !== undefined) throw new OptionError(`${call}: expected lengths from 1 to ${time} but received ${wrong}`)
  const order = sortedOrder(call, all, options.enforceSorted ?? true)
  const sorted = order === null ? all : order.map((k) => all[k]!)
  const sizes = Array.from({ length: sorted[0] ?? 0 }, (_, t) => sorted.findLastIndex((n) => n > t) + 1)
  const rows = sizes.flatMap((size, t) =>
    Array.from({ length: size }, (_, b) => {
      const at = order === null ? b : order[b]!
      return options.batchFirst ? at * time + t : t * batch + at
    })
  )
  const data = ops.indexSelect(ops.reshape(x, { shape: [time * batch, ...x.shape.slice(2)] }), int32(rows), 0)
  if (order === null) return new PackedSequence(data, int32(sizes))
  const places = order.map((_, k) => order.indexOf(k))
  return new PackedSequence(data, int32(sizes), int32(order), int32(places))
}

// The order that puts the longest first, ties as they come; null where sorted input is required and there.
function sortedOrder(call: string, lengths: readonly number[], enforce: boolean): number[] | null {
  if (!enforce) return lengths.map((_, k) => k).sort((a, b) => lengths[b]! - lengths[a]! || a - b)
  const at = lengths.findIndex((n, k) => k > 0 && n > lengths[k - 1]!)
  if (at < 0) return null
  throw new OptionError(
    `${call}: expected lengths in descending order but received ${lengths[at]} after ${lengths[at - 1]}; sort the batch or pass enforceSorted: false`
  )
}

export interface PadPackedOptions {
  /** Whether the result is (batch, time, ...). Default false. */
  batchFirst?: boolean | undefined
  /** Default 0. */
  paddingValue?: number | undefined
  /** The number of steps of the result, at least that of the longest sequence, which is the default. */
  totalLength?: number | undefined
}

/**
 * The way back: padded sequences in their first order.
 * @returns the sequences (time, batch, ...features), or (batch, time, ...features) with batchFirst, and their lengths (int32)
 * @example
 * const packed = packSequence([tensor([1, 2]), tensor([3])])
 * const [padded, lengths] = padPackedSequence(packed, { batchFirst: true, totalLength: 3 })
 * padded.toArray() // [[1, 2, 0], [3, 0, 0]]
 * lengths.toArray() // [2, 1]
 */
export function padPackedSequence(packed: PackedSequence, options: PadPackedOptions = {}): [Tensor, Tensor] {
  const call = 'padPackedSequence'
  checkPacked(call, packed)
  const sizes = Array.from(elementsOf(packed.batchSizes), Number)
  const longest = sizes.length
  checkOptions(call, options, {
    batchFirst: boolean,
    paddingValue: number(),
    totalLength: wholeNumber({ min: longest })
  })
  const { data } = packed
  const [time, batch] = [options.totalLength ?? longest, sizes[0] ?? 0]
  const places = packed.unsortedIndices === null ? null : elementsOf(packed.unsortedIndices)
  const starts = startsOf(sizes)
  const padding = data.shape[0]!
  const row = (t: number, b: number): number => {
    const place = places === null ? b : Number(places[b])
    return t < longest && place < sizes[t]! ? starts[t]! + place : padding
  }
  const shape = options.batchFirst ? [batch, time] : [time, batch]
  const rows = Array.from({ length: time * batch }, (_, k) =>
    options.batchFirst ? row(k % time, Math.floor(k / time)) : row(Math.floor(k / batch), k % batch)
  )
  const filler = full([1, ...data.shape.slice(1)], options.paddingValue ?? 0, { dtype: data.dtype })
  const padded = ops.indexSelect(ops.cat(data, filler, { dim: 0 }), int32(rows), 0)
  const lengths = Array.from({ length: batch }, (_, b) => {
    const place = places === null ? b : Number(places[b])
    return sizes.filter((size) => size > place).length
  })
  return [ops.reshape(padded, { shape: [...shape, ...data.shape.slice(1)] }), int32(lengths)]
}

function startsOf(sizes: readonly number[]): number[] {
  let next = 0
  return sizes.map((size) => {
    next += size
    return next - size
  })
}

function checkPacked(call: string, packed: unknown): void {
  if (packed instanceof PackedSequence) return
  throw new OptionError(`${call}: expected a PackedSequence but received ${show(packed)}`)
}

/** @internal Runs of steps with the same number of sequences, from the first step on. */
export interface PackedRun {
  /** The first row of its data. */
  readonly start: number
  readonly steps: number
  readonly batch: number
}

/** @internal */
export function runsOf(packed: PackedSequence): PackedRun[] {
  const runs: { start: number; steps: number; batch: number }[] = []
  let start = 0
  for (const size of Array.from(elementsOf(packed.batchSizes), Number)) {
    const last = runs.at(-1)
    if (last?.batch === size) last.steps++
    else runs.push({ start, steps: 1, batch: size })
    start += size
  }
  return runs
}

export interface PadSequenceOptions {
  /** Whether the result is (batch, time, ...). Default false. */
  batchFirst?: boolean | undefined
  /** Default 0. */
  paddingValue?: number | undefined
  /** The side of the padding. Default 'right'. */
  paddingSide?: 'left' | 'right' | undefined
}

/**
 * Sequences (length, ...features) as one tensor (time, batch, ...features), padded to the longest.
 * @example
 * padSequence([tensor([1, 2]), tensor([3])], { batchFirst: true }).toArray() // [[1, 2], [3, 0]]
 */
export function padSequence(sequences: readonly Tensor[], options: PadSequenceOptions = {}): Tensor {
  const call = 'padSequence'
  checkOptions(call, options, { batchFirst: boolean, paddingValue: number(), paddingSide: oneOf('left', 'right') })
  const features = checkSequences(call, sequences)
  const time = Math.max(...sequences.map((x) => x.shape[0]!))
  const padded = sequences.map((x) => {
    const missing = time - x.shape[0]!
    if (missing === 0) return x
    const filler = full([missing, ...features], options.paddingValue ?? 0, { dtype: x.dtype })
    return options.paddingSide === 'left' ? ops.cat(filler, x, { dim: 0 }) : ops.cat(x, filler, { dim: 0 })
  })
  return ops.stack(...padded, { dim: options.batchFirst ? 0 : 1 })
}

// Tensors of at least one dimension that differ in the first alone.
function checkSequences(call: string, sequences: readonly Tensor[]): number[] {
  if (!Array.isArray(sequences) || sequences.length === 0) {
    throw new OptionError(`${call}: expected an array of at least one tensor but received ${show(sequences)}`)
  }
  for (const [k, x] of sequences.entries()) {
    checkTensor(call, `sequence ${k}`, x)
    if (x.ndim >= 1 && sameShape(x.shape.slice(1), sequences[0].shape.slice(1))) continue
    throw new ShapeError(
      `${call}: expected sequences that differ in the first size alone but received ${format(sequences[0].shape)} and ${format(x.shape)}`
    )
  }
  return (sequences[0] as Tensor).shape.slice(1)
}

/**
 * The sequences of a padded tensor, each of its length.
 * @example
 * unpadSequence(tensor([[1, 2], [3, 0]]), [2, 1], { batchFirst: true }).map((x) => x.toArray()) // [[1, 2], [3]]
 */
export function unpadSequence(
  padded: Tensor,
  lengths: Lengths,
  options: { batchFirst?: boolean | undefined } = {}
): Tensor[] {
  checkOptions('unpadSequence', options, { batchFirst: boolean })
  checkTensor('unpadSequence', 'padded', padded)
  const all = numbersOf('unpadSequence', lengths)
  return all.map((n, k) =>
    ops.slice(ops.select(padded, { dim: options.batchFirst ? 0 : 1, index: k }), { start: 0, end: n })
  )
}

/**
 * Packs sequences (length, ...features).
 * @param options.enforceSorted whether they come longest first; otherwise they are sorted. Default true
 * @example
 * packSequence([tensor([1, 2]), tensor([3])]).batchSizes.toArray() // [2, 1]
 */
export function packSequence(
  sequences: readonly Tensor[],
  options: { enforceSorted?: boolean | undefined } = {}
): PackedSequence {
  checkOptions('packSequence', options, { enforceSorted: boolean })
  checkSequences('packSequence', sequences)
  const lengths = sequences.map((x) => x.shape[0]!)
  return packPaddedSequence(padSequence(sequences), lengths, options)
}

/**
 * The sequences of a packed one, in their first order.
 * @example
 * unpackSequence(packSequence([tensor([1, 2]), tensor([3])])).map((x) => x.toArray()) // [[1, 2], [3]]
 */
export function unpackSequence(packed: PackedSequence): Tensor[] {
  checkPacked('unpackSequence', packed)
  const [padded, lengths] = padPackedSequence(packed, { batchFirst: true })
  return unpadSequence(padded, lengths, { batchFirst: true })
}
