// The options of a DataLoader. Called by loader.ts.
import { boolean, either, func, randomSource, rule, text, wholeNumber } from '../util/options.ts'
import type { RandomSource } from '../util/philox.ts'
import { isUrl } from '../util/realm.ts'
import type { Collated } from './collate.ts'
import { SEED } from './dataset.ts'
import { type BatchSamplerLike, batchSamplerRule, type Sampler, samplerRule } from './samplers.ts'
import type { TransformContext } from './workers.ts'

/** What is read of a URL: the declarations of this package need no other package's. */
export interface ModuleUrl {
  readonly href: string
}

export interface DataLoaderOptions<S, C = Collated<S>, B = C> {
  /** Samples in a batch, >= 1. Default 1. */
  batchSize?: number | undefined
  /** Whether each epoch has its own order, which depends only on (seed, epoch). Default false. */
  shuffle?: boolean | undefined
  /** A whole number from 0 to 2^53 - 1 or a bigint below 2^64. Default 0: the same order in every run. */
  seed?: number | bigint | undefined
  /** The order of the samples, in place of shuffle: a sampler, or an iterable of their numbers with a length. */
  sampler?: Sampler | undefined
  /** The samples of each batch, in place of batchSize, shuffle, sampler and dropLast. */
  batchSampler?: BatchSamplerLike | undefined
  /** A random source from which the loader draws its seed once, instead of `seed`. */
  generator?: RandomSource | undefined
  /** Whether to leave out a last batch of fewer samples. Default false. */
  dropLast?: boolean | undefined
  /** Builds a batch from samples. Default `collate`, or the dataset's own `getBatch`. */
  collate?: ((samples: S[]) => C) | undefined
  /**
   * Changes each batch: a function, or the module (URL, or path from the current folder) whose default export is one. A
   * module's function receives tensors as { dtype, shape, data }, returns such or tensors, and may be asynchronous.
   */
  transform?: ((batch: C, context: TransformContext) => B) | string | ModuleUrl | undefined
  /** Worker threads for the transform, which must then be a module. Default 0: this thread. */
  workers?: number | undefined
  /** Batches to prefetch, per worker. Default 2 with workers, 0 without. */
  prefetch?: number | undefined
}

export const LOADER_OPTIONS = {
  batchSize: wholeNumber({ min: 1 }),
  shuffle: boolean,
  seed: SEED,
  generator: randomSource,
  sampler: samplerRule,
  batchSampler: batchSamplerRule,
  dropLast: boolean,
  collate: func,
  transform: either(func, text, rule('a URL', isUrl)),
  workers: wholeNumber({ min: 0, max: 256 }),
  prefetch: wholeNumber({ min: 0 })
}
