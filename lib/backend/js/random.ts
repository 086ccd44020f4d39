// Random numbers from Philox: element i depends on the seed, the counter and i alone. ../philox.ts has the layout.
import type {
  BernoulliArgs,
  DropoutArgs,
  IntegersArgs,
  NormalArgs,
  PermutationArgs,
  UniformArgs
} from '../gen/kernels.ts'
import { cos_f32, cos_f64, log_f32, log_f64, sin_f32, sin_f64 } from '../gen/math.ts'
import { GROUP, Stream } from '../philox.ts'
import type { FloatArray } from '../storage.ts'

const { fround } = Math

const TURN = 6.283185307179586
const TURN32 = fround(TURN)

/** In [0, 1), from the upper 53 bits of two words. */
const fraction = (a: number, b: number): number => ((a >>> 5) * 67108864 + (b >>> 6)) * 2 ** -53

// Calls take(i, word) for each of n elements of one word.
function eachWord(stream: Stream, n: number, take: (i: number, word: number) => void): void {
  for (let i = 0; i < n; i += GROUP) {
    const words = stream.group(i / GROUP)
    const m = Math.min(GROUP, n - i)
    for (let k = 0; k < m; k++) take(i + k, words[k]!)
  }
}

// Writes y = value * scale + shift for n elements; `values` fills a group of `size` of them from 64 words.
function spread(
  y: FloatArray,
  n: number,
  stream: Stream,
  size: number,
  scale: number,
  shift: number,
  values: (words: Uint32Array, out: Float64Array) => void
): void {
  const out = new Float64Array(size)
  const round = y instanceof Float32Array ? fround : (x: number): number => x
  for (let i = 0; i < n; i += size) {
    values(stream.group(i / size), out)
    const m = Math.min(size, n - i)
    for (let k = 0; k < m; k++) y[i + k] = round(round(out[k]! * scale) + shift)
  }
}

function uniform32(words: Uint32Array, out: Float64Array): void {
  for (let k = 0; k < 64; k++) out[k] = (words[k]! >>> 8) * 2 ** -24
}

function uniform64(words: Uint32Array, out: Float64Array): void {
  for (let k = 0; k < 16; k++) {
    out[k] = fraction(words[k]!, words[16 + k]!)
    out[16 + k] = fraction(words[32 + k]!, words[48 + k]!)
  }
}

// Box and Muller: r = sqrt(-2 log u), u in (0, 1], and the two coordinates r cos(2 pi v), r sin(2 pi v).
function normal32(words: Uint32Array, out: Float64Array): void {
  for (let half = 0; half < 64; half += 32) {
    for (let k = half; k < half + 16; k++) {
      const u = ((words[k]! >>> 8) + 1) * 2 ** -24
      const angle = fround((words[16 + k]! >>> 8) * 2 ** -24 * TURN32)
      const r = fround(Math.sqrt(fround(log_f32(u) * -2)))
      out[k] = fround(r * cos_f32(angle))
      out[16 + k] = fround(r * sin_f32(angle))
    }
  }
}

function normal64(words: Uint32Array, out: Float64Array): void {
  for (let k = 0; k < 16; k++) {
    const u = fraction(words[k]!, words[16 + k]!) + 2 ** -53
    const angle = fraction(words[32 + k]!, words[48 + k]!) * TURN
    const r = Math.sqrt(log_f64(u) * -2)
    out[k] = r * cos_f64(angle)
    out[16 + k] = r * sin_f64(angle)
  }
}

const streamOf = (a: Omit<PermutationArgs, 'y'>): Stream => new Stream(a.seed0, a.seed1, a.counter0, a.counter1)

export const random = {
  uniform(args: UniformArgs): number {
    const { y, n, scale, shift } = args
    const stream = streamOf(args)
    if (y instanceof Float32Array) spread(y, n, stream, 64, scale, shift, uniform32)
    else spread(y, n, stream, 32, scale, shift, uniform64)
    return 0
  },

  normal(args: NormalArgs): number {
    const { y, n, scale, shift } = args
    const stream = streamOf(args)
    if (y instanceof Float32Array) spread(y, n, stream, 64, scale, shift, normal32)
    else spread(y, n, stream, 32, scale, shift, normal64)
    return 0
  },

  integers(args: IntegersArgs): number {
    const { y, n, low, range } = args
    const stream = streamOf(args)
    eachWord(stream, n, (i, word) => {
      y[i] = low - 2147483648 + stream.below(word, i, range)
    })
    return 0
  },

  // Fisher and Yates inside out: element i goes to a place j <= i, and what was there to place i.
  permutation(args: PermutationArgs): number {
    const { y, n } = args
    const stream = streamOf(args)
    eachWord(stream, n, (i, word) => {
      const j = stream.below(word, i, i + 1)
      y[i] = y[j]!
      y[j] = i
    })
    return 0
  },

  bernoulli(args: BernoulliArgs): number {
    const { y, n, below } = args
    eachWord(streamOf(args), n, (i, word) => {
      y[i] = word < below ? 1 : 0
    })
    return 0
  },

  dropout(args: DropoutArgs): number {
    const { x, y, mask, n, below, scale } = args
    eachWord(streamOf(args), n, (i, word) => {
      const kept = word >= below
      y[i] = x[i]! * (kept ? scale : 0)
      if (mask !== null) mask[i] = kept ? 1 : 0
    })
    return 0
  }
}
