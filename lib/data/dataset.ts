// Datasets, as a DataLoader reads them. Anything with `length` and `get(i)` is one; here are tensors as a dataset,
// parts of a dataset, and concatenated datasets.
import { BufferError, IndexError, OptionError, ShapeError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import { format, rowMajor } from '../tensor/shape.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { rule, show } from '../util/options.ts'
import { isSeed, permutation, type RandomSource } from '../util/philox.ts'
import { tagOf } from '../util/realm.ts'
import type { Collated } from './collate.ts'

/**
 * Samples by index. A sample is a tensor, a number, a boolean, a string, or an array or plain object of such; `get`
 * may return a promise of one (for `for await` over a DataLoader).
 */
export interface Dataset<S = unknown> {
  /** The number of samples. */
  readonly length: number
  /** Sample `index`, from 0 to length - 1. */
  get(index: number): S | Promise<S>
  /** A whole batch at once, collated; a DataLoader without its own collate function prefers it. */
  getBatch?(indices: Uint32Array): Collated<S>
}

/** Throws unless `dataset` is a dataset. */
export function checkDataset(call: string, dataset: unknown): asserts dataset is Dataset {
  const d = dataset as Partial<Dataset> | null
  const sound =
    typeof d === 'object' &&
    d !== null &&
    Number.isSafeInteger(d.length) &&
    d.length! >= 0 &&
    typeof d.get === 'function'
  if (!sound) throw new OptionError(`${call}: expected a dataset (length and get) but received ${show(dataset)}`)
}

const MOST = 2 ** 32

/** Throws if there are too many samples for 32-bit indices. */
export function checkCount(call: string, length: number): void {
  if (length <= MOST) return
  throw new OptionError(
    `${call}: expected a dataset of at most 2^32 samples but it has ${length}; let a sample be a block of them`
  )
}

/** The numbers of `length` samples in an order drawn from `random`: four bytes a sample. */
export function shuffled(call: string, random: RandomSource, length: number): Uint32Array {
  checkCount(call, length)
  try {
    return permutation(random, length)
  } catch (error) {
    if ((error as Error | null)?.name !== 'RangeError') throw error
    const needed = `${(length * 4) / 2 ** 30} GiB`
    throw new BufferError(
      `${call}: cannot shuffle ${length} samples because there is no memory for their order (${needed})`
    )
  }
}

export function checkIndex(call: string, index: number, length: number): void {
  if (!(Number.isInteger(index) && index >= 0 && index < length)) {
    throw new IndexError(`${call}: expected an index from 0 to ${length - 1} but received ${show(index)}`)
  }
}

/**
 * Tensors whose first dimension counts samples: sample i is the array of their i-th rows.
 *
 * @param tensors one or more, of equal first dimension: (N, ...)
 * @throws ShapeError when the first dimensions differ or one is missing
 * @example
 * const data = new TensorDataset(zeros([100, 784]), zeros([100], { dtype: 'int32' }))
 * const [x, y] = data.get(0) // shapes [784] and []
 */
export class TensorDataset<T extends readonly Tensor[] = Tensor[]>
  implements Dataset<{ -readonly [K in keyof T]: Tensor }>
{
  readonly tensors: T
  readonly length: number

  constructor(...tensors: T) {
    if (tensors.length === 0) throw new OptionError('TensorDataset: expected one or more tensors but received none')
    for (const [k, t] of tensors.entries()) {
      checkTensor('TensorDataset', `tensor ${k}`, t)
      if (t.ndim === 0 || t.shape[0] !== tensors[0]!.shape[0]) {
        throw new ShapeError(
          `TensorDataset: expected tensors of equal first dimension but received ${tensors.map((x) => format(x.shape)).join(', ')}`
        )
      }
    }
    this.tensors = tensors.map(contiguous) as readonly Tensor[] as T
    this.length = tensors[0]!.shape[0]!
  }

  /** The rows `index` of the tensors: views without a gradient, which share their memory. */
  get(index: number): { -readonly [K in keyof T]: Tensor } {
    checkIndex('TensorDataset.get', index, this.length)
    return this.tensors.map((t) => {
      t.ensureReadable('TensorDataset.get')
      const shape = t.shape.slice(1)
      return new Tensor(t.storage, shape, rowMajor(shape), t.offset + index * (t.size / this.length))
    }) as { -readonly [K in keyof T]: Tensor }
  }

  getBatch(indices: Uint32Array): Collated<{ -readonly [K in keyof T]: Tensor }> {
    for (const index of indices) checkIndex('TensorDataset.getBatch', index, this.length)
    return this.tensors.map((t) => gatherRows(t, indices)) as Collated<{ -readonly [K in keyof T]: Tensor }>
  }
}

// Adjacent rows are copied in one piece: all of them without shuffling.
function gatherRows(x: Tensor, indices: Uint32Array): Tensor {
  const out = empty([indices.length, ...x.shape.slice(1)], { dtype: x.dtype })
  if (out.size === 0) return out
  const width = x.size / x.shape[0]!
  const from = x.data
  const to = out.data
  const bytes = width * from.BYTES_PER_ELEMENT
  // A view costs more than a short row.
  if (bytes <= 64) {
    for (let k = 0; k < indices.length; k++) {
      for (let j = 0, at = indices[k]! * width; j < width; j++) to[k * width + j] = from[at + j]!
    }
    return out
  }
  const source = Buffer.from(from.buffer, from.byteOffset, from.byteLength)
  const target = Buffer.from(to.buffer, to.byteOffset, to.byteLength)
  for (let k = 0; k < indices.length; ) {
    const first = indices[k]!
    let rows = 1
    while (k + rows < indices.length && indices[k + rows] === first + rows) rows++
    source.copy(target, k * bytes, first * bytes, (first + rows) * bytes)
    k += rows
  }
  return out
}

/** Some samples of a dataset, in the order of `indices`; see `subset`. */
export class Subset<S> implements Dataset<S> {
  readonly dataset: Dataset<S>
  readonly indices: Uint32Array
  readonly length: number
  readonly getBatch?: (indices: Uint32Array) => Collated<S>

  constructor(dataset: Dataset<S>, indices: Iterable<number>) {
    checkDataset('subset', dataset)
    checkCount('subset', dataset.length)
    const list = tagOf(indices) === 'Uint32Array' ? (indices as Uint32Array) : [...indices]
    for (const index of list) checkIndex('subset', index, dataset.length)
    this.dataset = dataset
    // A copy: the caller may change the given array.
    this.indices = new Uint32Array(list)
    this.length = list.length
    if (dataset.getBatch) this.getBatch = (batch) => dataset.getBatch!(batch.map((k) => this.at('Subset.getBatch', k)))
  }

  get(index: number): S | Promise<S> {
    return this.dataset.get(this.at('Subset.get', index))
  }

  private at(call: string, index: number): number {
    checkIndex(call, index, this.length)
    return this.indices[index]!
  }
}

/**
 * The samples of `dataset` at `indices`, in that order; an index may occur more than once.
 * @throws IndexError for an index out of range
 * @example
 * subset(data, [0, 2, 4]).length // 3
 */
export function subset<S>(dataset: Dataset<S>, indices: Iterable<number>): Subset<S> {
  return new Subset(dataset, indices)
}

export const SEED = rule('a whole number from 0 to 2^53 - 1 or a bigint below 2^64', isSeed)

/**
 * Concatenated datasets.
 * @throws OptionError without datasets
 * @example
 * new ConcatDataset(a, b).length // a.length + b.length
 */
export class ConcatDataset<S> implements Dataset<S> {
  readonly datasets: readonly Dataset<S>[]
  readonly length: number
  private readonly ends: number[] = []

  constructor(...datasets: readonly Dataset<S>[]) {
    if (datasets.length === 0) throw new OptionError('ConcatDataset: expected one or more datasets but received none')
    let length = 0
    for (const dataset of datasets) {
      checkDataset('ConcatDataset', dataset)
      length += dataset.length
      this.ends.push(length)
    }
    this.datasets = datasets
    this.length = length
  }

  get(index: number): S | Promise<S> {
    checkIndex('ConcatDataset.get', index, this.length)
    const k = this.ends.findIndex((end) => index < end)
    return this.datasets[k]!.get(index - (k === 0 ? 0 : this.ends[k - 1]!))
  }
}
