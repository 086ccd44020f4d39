// Datasets that are read from front to back: iterables, also asynchronous ones, without numbers of samples. Called by the
// DataLoader.
import { OptionError } from '../errors.ts'
import { show } from '../util/options.ts'
import { isPromise } from '../util/realm.ts'
import type { Dataset } from './dataset.ts'

/**
 * Samples that come one after the other. Each epoch asks for a new iterator, so that it must be one that starts again: not a
 * generator, but an object that makes one.
 */
export type StreamDataset<S> = (Iterable<S> | AsyncIterable<S>) & {
  /** The number of samples, if known. */
  readonly length?: number | undefined
  /** Called before each epoch, for an order that differs between them. */
  setEpoch?(epoch: number): void
}

/** What a DataLoader reads. */
export type Samples<S> = Dataset<S> | StreamDataset<S>

/** Whether samples are a stream. An array is not: it should have been a dataset. */
export function isStream<S>(samples: Samples<S>): samples is StreamDataset<S> {
  if (typeof samples !== 'object' || samples === null || Array.isArray(samples) || 'get' in samples) return false
  return Symbol.asyncIterator in samples || Symbol.iterator in samples
}

/** Throws for a stream that can be read once, and for options that need numbers of samples. */
export function checkStream(stream: StreamDataset<unknown>, options: Readonly<Record<string, unknown>>): void {
  if (typeof (stream as { next?: unknown }).next === 'function') {
    throw new OptionError(
      'DataLoader: expected a dataset that can be read again in each epoch but received an iterator; give an object whose [Symbol.asyncIterator] makes one'
    )
  }
  const name = ['sampler', 'batchSampler'].find((each) => options[each] !== undefined)
  const wrong = options.shuffle === true ? 'shuffle' : name
  if (wrong === undefined) return
  throw new OptionError(
    `DataLoader: expected no ${wrong} with a dataset that is read from front to back but received ${show(options[wrong])}; shuffle it where it is made`
  )
}

/** The samples of a stream in batches, after the first `skip` samples. */
export async function* batchesOf<S>(
  stream: StreamDataset<S>,
  size: number,
  skip: number,
  dropLast: boolean
): AsyncGenerator<S[], void> {
  let batch: S[] = []
  for await (const sample of stream) {
    if (skip-- > 0) continue
    batch.push(sample)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0 && !dropLast) yield batch
}

/** The same without waiting. */
export function* batchesNow<S>(
  stream: StreamDataset<S>,
  size: number,
  skip: number,
  dropLast: boolean
): Generator<S[], void> {
  if (!(Symbol.iterator in stream)) throw new OptionError('DataLoader: the dataset is asynchronous: use for await')
  let batch: S[] = []
  for (const sample of stream) {
    if (isPromise(sample)) throw new OptionError('DataLoader: the dataset gives promises: use for await')
    if (skip-- > 0) continue
    batch.push(sample)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0 && !dropLast) yield batch
}
