// Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"): the function that the
// JavaScript backend's random kernels share, and the random source of the data layer. A counter-based generator: the
// numbers at any place of any stream are computed directly, so that a shuffle or an augmentation depends on (seed, epoch,
// index) and not on what was drawn before.
import { OptionError } from '../errors.ts'
import { show } from './options.ts'

/** A source of 32-bit random numbers whose place can be saved and restored. `state()` is plain JSON. */
export interface RandomSource {
  /** The next whole number from 0 to 2^32 - 1. */
  nextUint32(): number
  state(): unknown
  setState(state: unknown): void
}

/** The place of a Philox generator: its key, its counter, and how many of the current block's four words were used. */
export interface PhiloxState {
  key: [number, number]
  counter: [number, number, number, number]
  used: number
}

const M0 = 0xd2511f53
const M1 = 0xcd9e8d57
// The key's steps: the golden ratio and the square root of 3, less 1.
const W0 = 0x9e3779b9
const W1 = 0xbb67ae85

// Halves of 16 bits, so that every partial product is exact in float64.
/** The upper word of the product of two words. */
export function highWord(a: number, m: number): number {
  const low = (a & 0xffff) * m
  return Math.floor(((a >>> 16) * m + Math.floor(low / 65536)) / 65536)
}

/** Philox4x32-10 of counter (c0, c1, c2, c3) and key (k0, k1): four words into out[at], out[at + step], ... */
export function philox(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  at: number,
  step: number
): void {
  for (let round = 0; round < 10; round++) {
    const h0 = highWord(c0, M0)
    const l0 = Math.imul(c0, M0) >>> 0
    const h1 = highWord(c2, M1)
    const l1 = Math.imul(c2, M1) >>> 0
    c0 = (h1 ^ c1 ^ k0) >>> 0
    c1 = l1
    c2 = (h0 ^ c3 ^ k1) >>> 0
    c3 = l0
    k0 = (k0 + W0) >>> 0
    k1 = (k1 + W1) >>> 0
  }
  out[at] = c0
  out[at + step] = c1
  out[at + 2 * step] = c2
  out[at + 3 * step] = c3
}

/**
 * The Philox4x32-10 generator.
 *
 * @param seed a whole number from 0 to 2^53 - 1, or a bigint below 2^64. Default 0
 * @param stream up to three words that name a stream; streams of one seed never overlap. Default 0, 0, 0
 * @throws OptionError for a seed or word out of range
 * @example
 * const random = new Philox(42)
 * random.nextUint32()
 */
export class Philox implements RandomSource {
  private readonly key = new Uint32Array(2)
  private readonly counter = new Uint32Array(4)
  private readonly block = new Uint32Array(4)
  private used = 4

  constructor(seed: number | bigint = 0, stream: readonly number[] = []) {
    checkSeed('Philox', seed)
    if (stream.length > 3 || !stream.every(isWord)) {
      throw new OptionError(`Philox: expected stream to be up to three words below 2^32 but received ${show(stream)}`)
    }
    const wide = BigInt(seed)
    this.key[0] = Number(wide & 0xffffffffn)
    this.key[1] = Number(wide >> 32n)
    this.seek(stream)
  }

  /** Goes to the beginning of another stream of the same seed: up to three words. */
  seek(stream: readonly number[]): void {
    this.counter.fill(0)
    this.counter.set(stream, 1)
    this.used = 4
  }

  nextUint32(): number {
    if (this.used === 4) this.refill()
    return this.block[this.used++]!
  }

  state(): PhiloxState {
    return {
      key: [...this.key] as [number, number],
      counter: [...this.counter] as [number, number, number, number],
      used: this.used
    }
  }

  /** @throws OptionError unless `state` came from `state()` */
  setState(state: unknown): void {
    const s = state as Partial<PhiloxState> | null
    const sound =
      s !== null &&
      typeof s === 'object' &&
      isWords(s.key, 2) &&
      isWords(s.counter, 4) &&
      [0, 1, 2, 3, 4].includes(s.used as number)
    if (!sound) throw new OptionError(`Philox.setState: expected the result of state() but received ${show(state)}`)
    this.key.set(s.key!)
    this.counter.set(s.counter!)
    // The counter is that of the next block; the words still to come are of the one before.
    if (s.used !== 4) {
      this.step(-1)
      this.refill()
    }
    this.used = s.used!
  }

  private refill(): void {
    const { key, counter: c } = this
    philox(c[0]!, c[1]!, c[2]!, c[3]!, key[0]!, key[1]!, this.block, 0, 1)
    this.step(1)
    this.used = 0
  }

  // The lowest word counts blocks; only after 2^34 numbers does it carry into the stream's words.
  private step(by: 1 | -1): void {
    const wrapped = by === 1 ? 0 : 0xffffffff
    for (let k = 0; k < 4; k++) {
      this.counter[k] = this.counter[k]! + by
      if (this.counter[k] !== wrapped) return
    }
  }
}

const isWord = (v: unknown): boolean => Number.isInteger(v) && (v as number) >= 0 && (v as number) <= 0xffffffff
const isWords = (v: unknown, n: number): boolean => Array.isArray(v) && v.length === n && v.every(isWord)

/** Whether a value can seed a generator. */
export function isSeed(seed: unknown): boolean {
  if (typeof seed === 'bigint') return seed >= 0n && seed < 1n << 64n
  return Number.isSafeInteger(seed) && (seed as number) >= 0
}

export function checkSeed(call: string, seed: unknown): asserts seed is number | bigint {
  if (!isSeed(seed)) {
    throw new OptionError(
      `${call}: expected seed to be a whole number from 0 to 2^53 - 1 or a bigint below 2^64 but received ${show(seed)}`
    )
  }
}

/** A whole number from 0 to n - 1, each equally likely (numbers beyond the last multiple of n are drawn again). */
export function randomBelow(random: RandomSource, n: number): number {
  if (!(Number.isInteger(n) && n >= 1 && n <= 2 ** 32)) {
    throw new OptionError(`randomBelow: expected n to be a whole number from 1 to 2^32 but received ${show(n)}`)
  }
  const limit = 2 ** 32 - (2 ** 32 % n)
  let x = random.nextUint32()
  while (x >= limit) x = random.nextUint32()
  return x % n
}

/** A number from 0 (included) to 1 (excluded), a multiple of 2^-32. */
export function randomFloat(random: RandomSource): number {
  return random.nextUint32() / 2 ** 32
}

/** The numbers 0 to n - 1 in random order, each order equally likely (Fisher and Yates, Durstenfeld's form). */
export function permutation(random: RandomSource, n: number): Uint32Array {
  const order = new Uint32Array(n)
  for (let k = 0; k < n; k++) order[k] = k
  for (let k = n - 1; k > 0; k--) {
    const j = randomBelow(random, k + 1)
    const swap = order[k]!
    order[k] = order[j]!
    order[j] = swap
  }
  return order
}
