// The layout of the random kernels: which words of which Philox block make element i. Used by js/random.ts and by the
// generator of random numbers.
//
// Block b of a call is Philox at the 128-bit counter (counter + b, attempt, 0), least word first, counter of 64 bits and
// wrapping. Blocks come in groups of 16; a group gives 64 words, first the 16 first words of its blocks, then the second
// ones and so on. Elements of one word: element i is word i % 64 of group floor(i / 64). float64 uniform and normal take
// two words each, so that a group makes 32. Only `integers` and `permutation` look at an attempt but 0.
import { highWord, philox } from '../util/philox.ts'
import type { DType } from './storage.ts'

export const GROUP = 64
const BLOCKS = 16

/** What draws how many words for an element. */
export type RandomKernel = 'uniform' | 'normal' | 'integers' | 'permutation' | 'bernoulli' | 'dropout'

/**
 * How far a call for n elements moves the block counter: the counter of the next call is this one's plus the result.
 *
 * @param kernel of native/kernels.def
 * @param n elements, 0 or more
 * @param dtype of the elements
 */
export function countersUsed(kernel: RandomKernel, n: number, dtype: DType): number {
  const twoWords = dtype === 'float64' && (kernel === 'uniform' || kernel === 'normal')
  return BLOCKS * Math.ceil(n / (twoWords ? GROUP / 2 : GROUP))
}

/** The number of the 2^32 words that lie below probability p: what `bernoulli` and `dropout` take as `below`. */
export function wordsBelow(p: number): number {
  return Math.round(p * 4294967296)
}

/** A seed and a counter as the kernels take them. */
export class Stream {
  /** The words of the group that `group` made last. */
  readonly words = new Uint32Array(GROUP)
  readonly #one = new Uint32Array(4)

  constructor(
    private readonly seed0: number,
    private readonly seed1: number,
    private readonly counter0: number,
    private readonly counter1: number
  ) {}

  /** Block `b`, attempt `attempt`. */
  #block(b: number, attempt: number, out: Uint32Array, at: number, step: number): void {
    const low = this.counter0 + (b % 4294967296)
    const carry = low >= 4294967296 ? 1 : 0
    const upper = this.counter1 + Math.floor(b / 4294967296) + carry
    philox(low >>> 0, upper >>> 0, attempt, 0, this.seed0, this.seed1, out, at, step)
  }

  /** Fills `words` with group g. */
  group(g: number): Uint32Array {
    for (let lane = 0; lane < BLOCKS; lane++) this.#block(g * BLOCKS + lane, 0, this.words, lane, BLOCKS)
    return this.words
  }

  /** A whole number in [0, range), range from 1 to 2^32, from the word of element i. */
  below(word: number, i: number, range: number): number {
    // Lemire's method: the upper word of word * range, another attempt where the lower word is among the few that would
    // make some results likelier.
    const threshold = (4294967296 - range) % range
    for (let attempt = 1; ; attempt++) {
      const low = Math.imul(word, range) >>> 0
      if (low >= threshold) return range === 4294967296 ? word : highWord(word, range)
      this.#block(Math.floor(i / GROUP) * BLOCKS + (i % BLOCKS), attempt, this.#one, 0, 1)
      word = this.#one[Math.floor((i % GROUP) / BLOCKS)]!
    }
  }
}
