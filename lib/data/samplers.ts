// Samplers: the numbers of the samples of an epoch, in an order that depends on (seed, epoch) alone. The DataLoader asks
// them; they can be looped over, too.
import { createHash } from 'node:crypto'
import { log } from '../backend/math.ts'
import { OptionError } from '../errors.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, mismatch, rule, show, wholeNumber } from '../util/options.ts'
import { Philox, permutation, type RandomSource, randomBelow } from '../util/philox.ts'
import { checkCount, SEED, shuffled } from './dataset.ts'

/**
 * The numbers of the samples of an epoch. Your own sampler may be any iterable with a `length`, which gives the same numbers
 * in every epoch; with `order`, each epoch may have its own.
 */
export interface Sampler extends Iterable<number> {
  /** How many numbers an epoch has. */
  readonly length: number
  /**
   * The numbers of an epoch, which must depend on nothing but these arguments.
   * @param seed the loader's, for samplers without their own
   */
  order?(epoch: number, seed: bigint): Iterable<number>
}

/** The numbers of the samples of each batch of an epoch, in the same way. */
export interface BatchSamplerLike extends Iterable<Iterable<number>> {
  /** How many batches an epoch has. */
  readonly length: number
  batches?(epoch: number, seed: bigint): Iterable<Iterable<number>>
}

// Streams of the seed: shuffles (also the DataLoader's), draws with replacement, weighted draws.
export const SHUFFLE = 0x73687566
const DRAW = 0x64726177
const WEIGHTED = 0x77656967

export interface SeedOption {
  /** Default: the loader's; 0 outside of a loader. */
  seed?: number | bigint | undefined
}

/** What the samplers here have in common: a seed, and loops, each of which is the next epoch. */
abstract class Seeded implements Sampler {
  abstract readonly length: number
  // Not the class's name, which a bundler may change.
  protected abstract readonly kind: string
  protected readonly seed: bigint | null
  #epoch = 0

  constructor({ seed }: SeedOption) {
    this.seed = seed === undefined ? null : BigInt(seed)
  }

  /** The numbers of epoch `epoch`. */
  abstract order(epoch: number, seed?: bigint): Iterable<number>

  [Symbol.iterator](): Iterator<number> {
    return this.order(this.#epoch++)[Symbol.iterator]()
  }

  protected random(seed: bigint, epoch: number, stream: number): Philox {
    return new Philox(this.seed ?? seed, [0, epoch, stream])
  }

  /** The settings as a text, by which a resumed loader knows that they are the same. */
  toString(): string {
    return `${this.kind}(${[...this.settings(), ...(this.seed === null ? [] : [`seed ${this.seed}`])].join(', ')})`
  }

  protected abstract settings(): string[]
}

const lengthOf = (call: string, of: { readonly length: number }): number => {
  const length = (of as { length?: unknown } | null)?.length
  if (!Number.isSafeInteger(length) || (length as number) < 0) {
    throw mismatch(call, 'dataset', 'something with a length', of)
  }
  checkCount(call, length as number)
  return length as number
}

/**
 * All samples in their own order.
 * @example
 * [...new SequentialSampler({ length: 3 })] // [0, 1, 2]
 */
export class SequentialSampler extends Seeded {
  readonly length: number
  protected readonly kind = 'SequentialSampler'

  constructor(dataset: { readonly length: number }) {
    super({})
    this.length = lengthOf('SequentialSampler', dataset)
  }

  order(): Iterable<number> {
    return Array(this.length).keys()
  }

  protected settings(): string[] {
    return [String(this.length)]
  }
}

export interface RandomSamplerOptions extends SeedOption {
  /** Whether a sample may come more than once. Default false. */
  replacement?: boolean | undefined
  /** How many numbers an epoch has. Default as many as there are samples. */
  numSamples?: number | undefined
}

const SEEDED = { seed: SEED }

/**
 * The samples in random order: that of `shuffle: true` with the same seed. Without replacement more numbers than samples
 * are further orders, one after the other.
 *
 * @param options replacement, numSamples, seed
 * @example
 * const loader = new DataLoader(data, { sampler: new RandomSampler(data, { replacement: true, numSamples: 100, seed: 1 }) })
 * loader.length // 100
 */
export class RandomSampler extends Seeded {
  readonly length: number
  protected readonly kind = 'RandomSampler'
  readonly replacement: boolean
  readonly #samples: number

  constructor(dataset: { readonly length: number }, options: RandomSamplerOptions = {}) {
    checkOptions('RandomSampler', options, {
      replacement: boolean,
      numSamples: wholeNumber({ min: 1, max: 2 ** 32 }),
      ...SEEDED
    })
    super(options)
    this.#samples = lengthOf('RandomSampler', dataset)
    this.replacement = options.replacement ?? false
    this.length = options.numSamples ?? this.#samples
    if (this.#samples === 0 && this.length > 0)
      throw new OptionError('RandomSampler: expected samples but there are none')
  }

  order(epoch: number, seed = 0n): Uint32Array {
    if (this.replacement) {
      const random = this.random(seed, epoch, DRAW)
      return new Uint32Array(this.length).map(() => randomBelow(random, this.#samples))
    }
    const random = this.random(seed, epoch, SHUFFLE)
    if (this.length === this.#samples) return shuffled('RandomSampler', random, this.length)
    const out = new Uint32Array(this.length)
    for (let at = 0; at < this.length; at += this.#samples) {
      const order = shuffled('RandomSampler', random, this.#samples)
      out.set(order.subarray(0, this.length - at), at)
    }
    return out
  }

  protected settings(): string[] {
    return [`${this.length} of ${this.#samples}`, ...(this.replacement ? ['replacement'] : [])]
  }
}

/**
 * Some samples in random order.
 *
 * @param indices their numbers
 * @param options seed
 * @example
 * const sampler = new SubsetRandomSampler([2, 4, 6], { seed: 1 })
 * Array.from(sampler).sort() // [2, 4, 6]
 */
export class SubsetRandomSampler extends Seeded {
  readonly length: number
  protected readonly kind = 'SubsetRandomSampler'
  readonly #indices: readonly number[]

  constructor(indices: Iterable<number>, options: SeedOption = {}) {
    checkOptions('SubsetRandomSampler', options, SEEDED)
    super(options)
    this.#indices = [...indices]
    for (const index of this.#indices) checkValue('SubsetRandomSampler', 'an index', index, wholeNumber({ min: 0 }))
    this.length = this.#indices.length
  }

  order(epoch: number, seed = 0n): number[] {
    return Array.from(permutation(this.random(seed, epoch, SHUFFLE), this.length), (k) => this.#indices[k]!)
  }

  protected settings(): string[] {
    return [`${this.length} indices ${digest(Float64Array.from(this.#indices))}`]
  }
}

export interface WeightedRandomSamplerOptions extends SeedOption {
  /** Whether a sample may come more than once in an epoch. Default true. */
  replacement?: boolean | undefined
}

/**
 * Samples drawn with probabilities in proportion to weights, such as 1 / (size of the class) to balance classes.
 *
 * @param weights one for each sample, >= 0; they need not sum to 1
 * @param numSamples how many numbers an epoch has
 * @param options replacement, seed
 * @throws OptionError for negative weights, without a positive one, or for fewer of them than numSamples without replacement
 * @example
 * const sampler = new WeightedRandomSampler([0, 1, 1], 4, { seed: 1 })
 * Array.from(sampler).includes(0) // false
 */
export class WeightedRandomSampler extends Seeded {
  readonly length: number
  protected readonly kind = 'WeightedRandomSampler'
  readonly replacement: boolean
  readonly #weights: Float64Array

  constructor(weights: Tensor | Iterable<number>, numSamples: number, options: WeightedRandomSamplerOptions = {}) {
    const call = 'WeightedRandomSampler'
    checkOptions(call, options, { replacement: boolean, ...SEEDED })
    checkValue(call, 'numSamples', numSamples, wholeNumber({ min: 1, max: 2 ** 32 }))
    super(options)
    this.#weights = Float64Array.from(weights instanceof Tensor ? elementsOf(weights) : weights)
    this.replacement = options.replacement ?? true
    this.length = numSamples
    const wrong = this.#weights.findIndex((w) => !(Number.isFinite(w) && w >= 0))
    if (wrong >= 0) throw mismatch(call, `weight ${wrong}`, 'a finite number >= 0', this.#weights[wrong])
    const positive = this.#weights.filter((w) => w > 0).length
    if (positive === 0) throw new OptionError(`${call}: expected a weight above 0 but there is none`)
    if (!this.replacement && positive < numSamples) {
      throw new OptionError(
        `${call}: expected numSamples to be at most ${positive}, as many as there are weights above 0, but received ${numSamples}; replacement: true draws some more than once`
      )
    }
  }

  order(epoch: number, seed = 0n): Uint32Array {
    const random = this.random(seed, epoch, WEIGHTED)
    return this.replacement ? this.#drawn(random) : this.#keyed(random)
  }

  protected settings(): string[] {
    return [`${this.length} of weights ${digest(this.#weights)}`, ...(this.replacement ? ['replacement'] : [])]
  }

  // By bisection of the running sums.
  #drawn(random: RandomSource): Uint32Array {
    let total = 0
    const ends = this.#weights.map((w) => (total += w))
    const last = this.#weights.findLastIndex((w) => w > 0)
    return new Uint32Array(this.length).map(() => {
      const at = fine(random) * total
      let [low, high] = [0, last]
      while (low < high) {
        const middle = (low + high) >>> 1
        if (at < ends[middle]!) high = middle
        else low = middle + 1
      }
      return low
    })
  }

  // The least of exponential times of rate w, in order: as drawing one after the other (Efraimidis and Spirakis 2006).
  #keyed(random: RandomSource): Uint32Array {
    const keys = this.#weights.map((w) => {
      const time = -log(1 - fine(random))
      return w > 0 ? time / w : Number.POSITIVE_INFINITY
    })
    const order = Uint32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]! || a - b)
    return order.slice(0, this.length)
  }
}

// From 0 to 1 in steps of 2^-53.
function fine(random: RandomSource): number {
  const high = random.nextUint32() >>> 5
  return (high * 2 ** 26 + (random.nextUint32() >>> 6)) / 2 ** 53
}

export interface BatchSamplerOptions {
  /** Whether to leave out a last batch of fewer samples. Default false. */
  dropLast?: boolean | undefined
}

/**
 * The numbers of a sampler in batches.
 *
 * @param sampler a sampler, or any iterable of numbers with a length
 * @param batchSize >= 1
 * @param options dropLast
 * @example
 * [...new BatchSampler(new SequentialSampler({ length: 5 }), 2)] // [[0, 1], [2, 3], [4]]
 */
export class BatchSampler implements BatchSamplerLike {
  readonly sampler: Sampler
  readonly batchSize: number
  readonly dropLast: boolean
  #epoch = 0

  constructor(sampler: Sampler, batchSize: number, options: BatchSamplerOptions = {}) {
    checkValue('BatchSampler', 'sampler', sampler, samplerRule)
    checkValue('BatchSampler', 'batchSize', batchSize, wholeNumber({ min: 1 }))
    checkOptions('BatchSampler', options, { dropLast: boolean })
    this.sampler = sampler
    this.batchSize = batchSize
    this.dropLast = options.dropLast ?? false
  }

  get length(): number {
    const exact = this.sampler.length / this.batchSize
    return this.dropLast ? Math.floor(exact) : Math.ceil(exact)
  }

  /** The batches of epoch `epoch`. */
  batches(epoch: number, seed = 0n): number[][] {
    const order = [...(this.sampler.order?.(epoch, seed) ?? this.sampler)]
    const { batchSize } = this
    return Array.from({ length: this.length }, (_, k) => order.slice(k * batchSize, (k + 1) * batchSize))
  }

  [Symbol.iterator](): Iterator<number[]> {
    return this.batches(this.#epoch++)[Symbol.iterator]()
  }

  toString(): string {
    return `BatchSampler(${describe(this.sampler)}, ${this.batchSize}${this.dropLast ? ', dropLast' : ''})`
  }
}

const hasLength = (v: unknown): boolean =>
  typeof v === 'object' &&
  v !== null &&
  Symbol.iterator in v &&
  Number.isSafeInteger((v as { length?: unknown }).length)

export const samplerRule = rule('a sampler: an iterable of numbers with a length', hasLength)
export const batchSamplerRule = rule('a batch sampler: an iterable of batches of numbers with a length', hasLength)

/** The settings of a sampler, as far as they are known. */
export function describe(sampler: Sampler | BatchSamplerLike): string {
  if (sampler instanceof Seeded || sampler instanceof BatchSampler) return String(sampler)
  return `${show(sampler).replace(/^\[.*/, 'an array')} of ${sampler.length}`
}

const digest = (values: Float64Array): string =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
    .slice(0, 16)
