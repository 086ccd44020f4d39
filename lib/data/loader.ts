// The DataLoader: batches of a dataset in the order of a seeded shuffle, from any position of any epoch. The Trainer
// and users iterate over it; workers.ts runs transforms in threads.
import { OptionError } from '../errors.ts'
import {
  boolean,
  checkOptions,
  checkValue,
  either,
  func,
  mismatch,
  randomSource,
  rule,
  show,
  text,
  wholeNumber
} from '../util/options.ts'
import { Philox, type RandomSource } from '../util/philox.ts'
import { isPromise, isUrl } from '../util/realm.ts'
import { type Collated, collate } from './collate.ts'
import { checkCount, checkDataset, type Dataset, SEED, shuffled } from './dataset.ts'
import { importTransform, moduleAddress, type TransformContext, unpack, WorkerPool } from './workers.ts'

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

/** The position of a loader, as plain JSON, and the settings it depends on. */
export interface LoaderState {
  epoch: number
  /** The next batch of the epoch. */
  batch: number
  seed: string
  length: number
  batchSize: number
  shuffle: boolean
  dropLast: boolean
}

// The stream of shuffles; augmentations use others (transforms.ts).
const SHUFFLE = 0x73687566

const OPTIONS = {
  batchSize: wholeNumber({ min: 1 }),
  shuffle: boolean,
  seed: SEED,
  generator: randomSource,
  dropLast: boolean,
  collate: func,
  transform: either(func, text, rule('a URL', isUrl)),
  workers: wholeNumber({ min: 0, max: 256 }),
  prefetch: wholeNumber({ min: 0 })
}

// One pass over an epoch. Only the latest pass advances the loader.
interface Pass {
  readonly epoch: number
  /** Of the shuffle; null for samples in their own order. */
  readonly order: Uint32Array | null
  batch: number
}

/**
 * Batches of a dataset, epoch after epoch. Each `for` loop over it is one epoch, the next loop, the next; a loop that
 * is left early abandons its epoch. `for await` works for every loader; plain `for` for those without workers, module
 * and promises.
 *
 * @param dataset the samples
 * @param options batchSize, shuffle, seed or generator, dropLast, collate, transform, workers, prefetch
 * @throws OptionError for unknown or unfit options
 * @example
 * const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 64, shuffle: true, seed: 1 })
 * for (const [inputs, targets] of loader) step(inputs, targets)
 */
export class DataLoader<S, C = Collated<S>, const B = C> implements Iterable<B>, AsyncIterable<B> {
  readonly dataset: Dataset<S>
  readonly shuffle: boolean
  readonly dropLast: boolean
  private seed: bigint
  private readonly collate: ((samples: S[]) => C) | undefined
  private readonly transform: ((batch: C, context: TransformContext) => B) | undefined
  private readonly module: string | undefined
  private readonly depth: number
  private readonly pool: WorkerPool | null
  private size: number
  private imported: ReturnType<typeof importTransform> | undefined
  private place = { epoch: 0, batch: 0 }
  private resuming = false
  private latest: Pass | null = null

  constructor(dataset: Dataset<S>, options: DataLoaderOptions<S, C, B> = {}) {
    checkDataset('DataLoader', dataset)
    checkCount('DataLoader', dataset.length)
    checkOptions('DataLoader', options, OPTIONS)
    const { transform, workers = 0, generator } = options
    if (generator !== undefined && options.seed !== undefined) {
      throw new OptionError('DataLoader: expected seed or generator but received both')
    }
    if (workers > 0 && !(typeof transform === 'string' || isUrl(transform))) {
      throw new OptionError(
        `DataLoader: expected transform to be the path or URL of a module for workers to load but received ${show(transform)}`
      )
    }
    this.dataset = dataset
    this.size = options.batchSize ?? 1
    this.shuffle = options.shuffle ?? false
    this.dropLast = options.dropLast ?? false
    this.collate = options.collate
    if (typeof transform === 'function') this.transform = transform
    else if (transform !== undefined) this.module = moduleAddress(transform as string | URL)
    this.seed = generator === undefined ? BigInt(options.seed ?? 0) : draw(generator)
    this.pool = workers > 0 ? new WorkerPool(this.module!, workers) : null
    this.depth = workers > 0 ? workers * (options.prefetch ?? 2) : (options.prefetch ?? 0)
  }

  /** The batch size. */
  get batchSize(): number {
    return this.size
  }

  /**
   * Changes the batch size of the coming epochs; the order of the samples stays.
   * @throws OptionError for no whole number >= 1, and within an epoch, where the number of the next batch would lose
   *   its meaning; `setEpoch` restarts an epoch
   */
  setBatchSize(batchSize: number): void {
    checkValue('DataLoader.setBatchSize', 'batchSize', batchSize, OPTIONS.batchSize)
    const { epoch, batch } = this.place
    if (batch > 0 && batchSize !== this.size) {
      throw new OptionError(
        `DataLoader.setBatchSize: expected to be between two epochs but ${batch} batches of epoch ${epoch} were handed out`
      )
    }
    this.size = batchSize
  }

  /** The number of batches per epoch. */
  get length(): number {
    const exact = this.dataset.length / this.batchSize
    return this.dropLast ? Math.floor(exact) : Math.ceil(exact)
  }

  /** The current epoch, or the next one. */
  get epoch(): number {
    return this.place.epoch
  }

  /** The position of the loader: counts batches handed out, not prefetched ones. Plain JSON. */
  state(): LoaderState {
    const { seed, batchSize, shuffle, dropLast } = this
    return { ...this.place, seed: String(seed), length: this.dataset.length, batchSize, shuffle, dropLast }
  }

  /**
   * Restores a saved state: the next loop gives exactly the batches that had not been handed out.
   * @throws OptionError when the state is none, or of a dataset or settings that differ from this loader's
   */
  setState(state: LoaderState): void {
    checkOptions('DataLoader.setState', state, STATE)
    const own = this.state()
    for (const key of ['length', 'batchSize', 'shuffle', 'dropLast'] as const) {
      if (state[key] !== own[key]) throw mismatch('DataLoader.setState', key, show(own[key]), state[key])
    }
    if (state.batch > this.length) throw mismatch('DataLoader.setState', 'batch', `at most ${this.length}`, state.batch)
    this.seed = BigInt(state.seed)
    this.place = { epoch: state.epoch, batch: state.batch }
    this.resuming = true
    this.latest = null
  }

  /** A function that restores the current position, whatever is read meanwhile. */
  mark(): () => void {
    const { seed, size, place, resuming } = this
    return () => {
      this.seed = seed
      this.size = size
      this.place = { ...place }
      this.resuming = resuming
      this.latest = null
    }
  }

  /** Makes the next loop the beginning of epoch `epoch`. */
  setEpoch(epoch: number): void {
    checkOptions('DataLoader.setEpoch', { epoch }, { epoch: STATE.epoch })
    this.place = { epoch, batch: 0 }
    this.resuming = true
    this.latest = null
  }

  *[Symbol.iterator](): Iterator<B> {
    if (this.module !== undefined) {
      throw new OptionError('DataLoader: a transform in a module is asynchronous: use for await')
    }
    const pass = this.begin()
    while (pass.batch < this.length) {
      const context = this.context(pass, pass.batch)
      const batch = this.finish(this.assembleNow(context.indices), context)
      this.advance(pass)
      yield batch
    }
    this.end(pass)
  }

  async *[Symbol.asyncIterator](): AsyncIterator<B> {
    const pass = this.begin()
    const ahead: Promise<B>[] = []
    let asked = pass.batch
    const fill = (most: number): void => {
      while (ahead.length < most && asked < this.length) {
        const loading = this.load(this.context(pass, asked++))
        // After leaving the loop nobody awaits the prefetched batches.
        loading.catch(() => undefined)
        ahead.push(loading)
      }
    }
    while (pass.batch < this.length) {
      fill(this.depth + 1)
      const batch = await ahead.shift()!
      fill(this.depth)
      this.advance(pass)
      yield batch
    }
    this.end(pass)
  }

  /** Ends the worker threads. Without it they end with the process, which they do not keep alive. */
  async close(): Promise<void> {
    await this.pool?.close()
  }

  // --- an epoch ---

  private begin(): Pass {
    if (!this.resuming && this.place.batch > 0) this.place = { epoch: this.place.epoch + 1, batch: 0 }
    this.resuming = false
    const { epoch, batch } = this.place
    this.latest = { epoch, order: this.order(epoch), batch }
    return this.latest
  }

  private advance(pass: Pass): void {
    pass.batch++
    if (this.latest === pass) this.place = { epoch: pass.epoch, batch: pass.batch }
  }

  private end(pass: Pass): void {
    if (this.latest === pass) this.place = { epoch: pass.epoch + 1, batch: 0 }
  }

  private order(epoch: number): Uint32Array | null {
    const { length } = this.dataset
    checkCount('DataLoader', length)
    return this.shuffle ? shuffled('DataLoader', new Philox(this.seed, [0, epoch, SHUFFLE]), length) : null
  }

  // --- a batch ---

  private context(pass: Pass, batch: number): TransformContext {
    const [start, end] = [batch * this.batchSize, Math.min((batch + 1) * this.batchSize, this.dataset.length)]
    // A copy: a dataset or a transform may change it.
    const indices = pass.order?.slice(start, end) ?? new Uint32Array(end - start).map((_, k) => start + k)
    return { seed: this.seed, epoch: pass.epoch, batch, indices }
  }

  private assembleNow(indices: Uint32Array): C {
    if (this.collate === undefined && this.dataset.getBatch) return this.dataset.getBatch(indices) as C
    const samples: S[] = []
    for (const index of indices) {
      const sample = this.dataset.get(index)
      if (isPromise(sample)) {
        sample.catch(() => undefined)
        throw new OptionError('DataLoader: the dataset returns promises: use for await')
      }
      samples.push(sample)
    }
    return this.combine(samples)
  }

  private combine(samples: S[]): C {
    return this.collate ? this.collate(samples) : (collate(samples) as C)
  }

  private finish(batch: C, context: TransformContext): B {
    return this.transform ? this.transform(batch, context) : (batch as unknown as B)
  }

  private async load(context: TransformContext): Promise<B> {
    const { indices } = context
    const batch =
      this.collate === undefined && this.dataset.getBatch
        ? (this.dataset.getBatch(indices) as C)
        : this.combine(await Promise.all(Array.from(indices, (index) => this.dataset.get(index))))
    if (this.pool) return unpack(await this.pool.run(batch, context)) as B
    if (this.module === undefined) return this.finish(batch, context)
    this.imported ??= importTransform(this.module)
    return (await (
      await this.imported
    )(batch, context)) as B
  }
}

const STATE = {
  epoch: { ...wholeNumber({ min: 0, below: 2 ** 32 }), required: true },
  batch: { ...wholeNumber({ min: 0 }), required: true },
  seed: { ...rule('the digits of a seed', (v) => typeof v === 'string' && /^\d{1,20}$/.test(v)), required: true },
  length: { ...wholeNumber({ min: 0 }), required: true },
  batchSize: { ...wholeNumber({ min: 1 }), required: true },
  shuffle: { ...boolean, required: true },
  dropLast: { ...boolean, required: true }
}

function draw(generator: RandomSource): bigint {
  const low = generator.nextUint32()
  return (BigInt(generator.nextUint32()) << 32n) | BigInt(low)
}
