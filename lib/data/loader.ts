// The DataLoader: batches of a dataset in the order of a seeded shuffle, from any position of any epoch. The Trainer
// and users iterate over it; workers.ts runs transforms in threads.
import { OptionError } from '../errors.ts'
import { boolean, checkOptions, checkValue, mismatch, rule, show, text, wholeNumber } from '../util/options.ts'
import type { RandomSource } from '../util/philox.ts'
import { isPromise, isUrl } from '../util/realm.ts'
import { type Collated, collate } from './collate.ts'
import { checkCount, checkDataset, type Dataset } from './dataset.ts'
import { type DataLoaderOptions, LOADER_OPTIONS } from './loaderOptions.ts'
import { checkOrdering, indicesOf, namedOrder, type Order, orderOf } from './order.ts'
import type { BatchSamplerLike, Sampler } from './samplers.ts'
import { batchesNow, batchesOf, checkStream, isStream, type Samples } from './stream.ts'
import { importTransform, moduleAddress, type TransformContext, unpack, WorkerPool } from './workers.ts'

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
  /** The sampler or batchSampler, if there is one, with its settings. */
  sampler?: string | undefined
}

// One pass over an epoch. Only the latest pass advances the loader.
interface Pass {
  readonly epoch: number
  readonly order: Order
  batch: number
}

/**
 * Batches of a dataset, epoch after epoch. Each `for` loop over it is one epoch, the next loop, the next; a loop that
 * is left early abandons its epoch. `for await` works for every loader; plain `for` for those without workers, module
 * and promises.
 *
 * @param dataset the samples: a dataset, or an iterable, also an asynchronous one, that starts again in each epoch
 * @param options batchSize, shuffle, sampler or batchSampler, seed or generator, dropLast, collate, transform, workers,
 *   prefetch
 * @throws OptionError for unknown or unfit options
 * @example
 * const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 64, shuffle: true, seed: 1 })
 * for (const [inputs, targets] of loader) step(inputs, targets)
 */
export class DataLoader<S, C = Collated<S>, const B = C> implements Iterable<B>, AsyncIterable<B> {
  readonly dataset: Samples<S>
  readonly shuffle: boolean
  readonly dropLast: boolean
  readonly sampler: Sampler | null
  readonly batchSampler: BatchSamplerLike | null
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

  constructor(dataset: Samples<S>, options: DataLoaderOptions<S, C, B> = {}) {
    checkOptions('DataLoader', options, LOADER_OPTIONS)
    if (isStream(dataset)) checkStream(dataset, { ...options })
    else {
      checkDataset('DataLoader', dataset)
      checkCount('DataLoader', dataset.length)
      checkOrdering({ ...options })
    }
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
    this.sampler = options.sampler ?? null
    this.batchSampler = options.batchSampler ?? null
    this.collate = options.collate
    if (typeof transform === 'function') this.transform = transform
    else if (transform !== undefined) this.module = moduleAddress(transform as string | URL)
    this.seed = generator === undefined ? BigInt(options.seed ?? 0) : draw(generator)
    this.pool = workers > 0 ? new WorkerPool(this.module!, workers) : null
    this.depth = workers > 0 ? workers * (options.prefetch ?? 2) : (options.prefetch ?? 0)
  }

  /** The batch size; with a batchSampler its batches may have others. */
  get batchSize(): number {
    return this.size
  }

  /**
   * Changes the batch size of the coming epochs; the order of the samples stays.
   * @throws OptionError for no whole number >= 1, and within an epoch, where the number of the next batch would lose
   *   its meaning; `setEpoch` restarts an epoch
   */
  setBatchSize(batchSize: number): void {
    checkValue('DataLoader.setBatchSize', 'batchSize', batchSize, LOADER_OPTIONS.batchSize)
    if (this.batchSampler !== null) {
      throw new OptionError('DataLoader.setBatchSize: expected a loader without batchSampler, which makes the batches')
    }
    const { epoch, batch } = this.place
    if (batch > 0 && batchSize !== this.size) {
      throw new OptionError(
        `DataLoader.setBatchSize: expected to be between two epochs but ${batch} batches of epoch ${epoch} were handed out`
      )
    }
    this.size = batchSize
  }

  /** The number of batches per epoch; Infinity for a stream of unknown length. */
  get length(): number {
    if (this.batchSampler !== null) return this.batchSampler.length
    const exact = this.samples / this.batchSize
    return this.dropLast ? Math.floor(exact) : Math.ceil(exact)
  }

  /** @internal Whether batches have the samples of the dataset in its own order. */
  get inOrder(): boolean {
    return !(this.shuffle || this.sampler !== null || this.batchSampler !== null || isStream(this.dataset))
  }

  /** The current epoch, or the next one. */
  get epoch(): number {
    return this.place.epoch
  }

  /** The position of the loader: counts batches handed out, not prefetched ones. Plain JSON. */
  state(): LoaderState {
    const { seed, batchSize, shuffle, dropLast } = this
    const sampler = namedOrder(this)
    // JSON has no Infinity: of a stream without length none is kept.
    const length = this.dataset.length ?? 0
    const state = { ...this.place, seed: String(seed), length, batchSize, shuffle, dropLast }
    return sampler === undefined ? state : { ...state, sampler }
  }

  /**
   * Restores a saved state: the next loop gives exactly the batches that had not been handed out.
   * @throws OptionError when the state is none, or of a dataset or settings that differ from this loader's
   */
  setState(state: LoaderState): void {
    checkOptions('DataLoader.setState', state, STATE)
    const own = this.state()
    for (const key of ['length', 'batchSize', 'shuffle', 'dropLast', 'sampler'] as const) {
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
    for (const [batch, context] of this.assembledNow(pass)) {
      const finished = this.finish(batch, context)
      this.advance(pass)
      yield finished
    }
    this.end(pass)
  }

  async *[Symbol.asyncIterator](): AsyncIterator<B> {
    const pass = this.begin()
    const source = this.source(pass)
    const ahead: Promise<{ batch: B } | null>[] = []
    let asked = pass.batch
    const fill = (most: number): void => {
      while (ahead.length < most) {
        const loading = source.load(asked++)
        // After leaving the loop nobody awaits the prefetched batches.
        loading.catch(() => undefined)
        ahead.push(loading)
      }
    }
    try {
      for (;;) {
        fill(this.depth + 1)
        const loaded = await ahead.shift()!
        if (loaded === null) break
        fill(this.depth)
        this.advance(pass)
        yield loaded.batch
      }
    } finally {
      source.close()
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
    if (isStream(this.dataset)) this.dataset.setEpoch?.(epoch)
    const order = isStream(this.dataset) ? null : orderOf(this, this.seed, epoch, this.dataset.length)
    this.latest = { epoch, order, batch }
    return this.latest
  }

  private advance(pass: Pass): void {
    pass.batch++
    if (this.latest === pass) this.place = { epoch: pass.epoch, batch: pass.batch }
  }

  private end(pass: Pass): void {
    if (this.latest === pass) this.place = { epoch: pass.epoch + 1, batch: 0 }
  }

  // The number of samples in an epoch.
  private get samples(): number {
    return this.sampler?.length ?? this.dataset.length ?? Number.POSITIVE_INFINITY
  }

  // --- a batch ---

  // `count` is that of the samples, where their order does not say it.
  private context({ epoch, order }: Pass, batch: number, count?: number): TransformContext {
    const end = count === undefined ? this.samples : batch * this.size + count
    return { seed: this.seed, epoch, batch, indices: indicesOf(order, batch, this.size, end) }
  }

  private *assembledNow(pass: Pass): Generator<[batch: C, context: TransformContext]> {
    const { dataset, size } = this
    if (isStream(dataset)) {
      for (const samples of batchesNow(dataset, size, pass.batch * size, this.dropLast)) {
        yield [this.combine(samples), this.context(pass, pass.batch, samples.length)]
      }
      return
    }
    while (pass.batch < this.length) {
      const context = this.context(pass, pass.batch)
      yield [this.assembleNow(dataset, context.indices), context]
    }
  }

  // Gives the batches of a pass by number, null after the last.
  private source(pass: Pass): { load(batch: number): Promise<{ batch: B } | null>; close(): void } {
    const { dataset, size } = this
    if (!isStream(dataset)) {
      const { length } = this
      const load = async (batch: number) => {
        return batch < length ? { batch: await this.load(dataset, this.context(pass, batch)) } : null
      }
      return { load, close: () => undefined }
    }
    const batches = batchesOf(dataset, size, pass.batch * size, this.dropLast)
    const load = async (batch: number) => {
      // Calls wait for each other in the generator; what follows may run at the same time.
      const { value: samples } = await batches.next()
      if (samples === undefined) return null
      return { batch: await this.process(this.combine(samples), this.context(pass, batch, samples.length)) }
    }
    return { load, close: () => void batches.return().catch(() => undefined) }
  }

  private assembleNow(dataset: Dataset<S>, indices: Uint32Array): C {
    if (this.collate === undefined && dataset.getBatch) return dataset.getBatch(indices) as C
    const samples: S[] = []
    for (const index of indices) {
      const sample = dataset.get(index)
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

  private async load(dataset: Dataset<S>, context: TransformContext): Promise<B> {
    const { indices } = context
    const batch =
      this.collate === undefined && dataset.getBatch
        ? (dataset.getBatch(indices) as C)
        : this.combine(await Promise.all(Array.from(indices, (index) => dataset.get(index))))
    return this.process(batch, context)
  }

  private async process(batch: C, context: TransformContext): Promise<B> {
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
  dropLast: { ...boolean, required: true },
  sampler: text
}

function draw(generator: RandomSource): bigint {
  const low = generator.nextUint32()
  return (BigInt(generator.nextUint32()) << 32n) | BigInt(low)
}
