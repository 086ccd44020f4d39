// Dropout of elements and of channels. Nothing is stored for backward: the same random numbers are drawn again.
import { noGrad, record } from '../autograd/tape.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { full } from '../tensor/create.ts'
import { defaultGenerator, dropInto, type Generator } from '../tensor/random.ts'
import { format, type Shape } from '../tensor/shape.ts'
import { checkFloat, contiguous, type Tensor } from '../tensor/tensor.ts'
import { anything, boolean } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { add, gt, mul, where } from './elementwise.ts'
import { emptyTensor } from './shared.ts'

/** Options of dropout. */
export interface DropoutOptions {
  /** From 0 to 1. Default 0.5. */
  p?: number | undefined
  /** Whether to drop elements. Default true. */
  training?: boolean | undefined
  /** Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

const OPTIONS = positional<DropoutOptions>({ p: anything, training: boolean, generator: anything })

/**
 * Elements are dropped with probability p and the others scaled by 1 / (1 - p), in training; else x itself. Nothing is
 * stored for backward: the same random numbers are drawn again.
 * @param p from 0 to 1 (default 0.5), or the options
 */
export function dropout(x: Tensor, p?: number | DropoutOptions, more?: Omit<DropoutOptions, 'p'>): Tensor {
  const options = read('dropout', OPTIONS, p, more)
  const rate = rateOf('dropout', x, options)
  if (rate === 0) return x
  const stream = (options.generator ?? defaultGenerator).take('dropout', x.size, x.dtype)
  return drop(x, { rate, stream })
}

// p, or 0 where nothing is dropped.
function rateOf(op: string, x: Tensor, options: DropoutOptions): number {
  checkFloat(op, 'x', x)
  const rate = options.p ?? 0.5
  if (!(rate >= 0 && rate <= 1)) {
    throw new OptionError(`${op}: expected p to be a number from 0 to 1 but received ${rate}`)
  }
  return options.training === false ? 0 : rate
}

// 1 / (1 - p) or 0 for each element of `shape`.
function mask(x: Tensor, shape: Shape, p: number, { generator }: DropoutOptions): Tensor {
  return noGrad(() => dropout(full(shape, 1, { dtype: x.dtype as 'float32' }), { p, generator }))
}

// (N, C, ...) or, where PyTorch reads it so, (C, ...): a number for each channel.
function channels(x: Tensor, batched: boolean): Shape {
  const kept = batched ? 2 : 1
  return x.shape.map((n, d) => (d < kept ? n : 1))
}

function dropChannels(op: string, nd: number, x: Tensor, p: unknown, more: unknown): Tensor {
  const options = read(op, OPTIONS, p, more)
  const rate = rateOf(op, x, options)
  if (x.ndim !== nd + 1 && x.ndim !== nd + 2) {
    throw new ShapeError(
      `${op}: expected x of ${nd + 2} dimensions, or ${nd + 1} without a batch, but received ${format(x.shape)}`
    )
  }
  return rate === 0 ? x : mul(x, mask(x, channels(x, x.ndim === nd + 2), rate, options))
}

/**
 * Whole channels of x (N, C, L) or (C, L) are dropped with probability p and the others scaled by 1 / (1 - p).
 * @example
 * dropout1d(ones([2, 3, 4]), 0.5).shape // [2, 3, 4]
 */
export function dropout1d(x: Tensor, p?: number | DropoutOptions, more?: Omit<DropoutOptions, 'p'>): Tensor {
  return dropChannels('dropout1d', 1, x, p, more)
}

/**
 * Whole channels of x (N, C, H, W) or (C, H, W) are dropped with probability p and the others scaled by 1 / (1 - p).
 * @example
 * dropout2d(ones([2, 3, 4, 4]), 0.5).shape // [2, 3, 4, 4]
 */
export function dropout2d(x: Tensor, p?: number | DropoutOptions, more?: Omit<DropoutOptions, 'p'>): Tensor {
  return dropChannels('dropout2d', 2, x, p, more)
}

/**
 * Whole channels of x (N, C, D, H, W) or (C, D, H, W) are dropped with probability p and the others scaled by 1 / (1 - p).
 * @example
 * dropout3d(ones([2, 3, 4, 4, 4]), 0.5).shape // [2, 3, 4, 4, 4]
 */
export function dropout3d(x: Tensor, p?: number | DropoutOptions, more?: Omit<DropoutOptions, 'p'>): Tensor {
  return dropChannels('dropout3d', 3, x, p, more)
}

// The limit of SELU for small x, -scale alpha: what a dropped element becomes.
const LOW = -1.7580993408473766

function alpha(op: string, x: Tensor, p: unknown, more: unknown, shapeOf: (x: Tensor) => Shape): Tensor {
  const options = read(op, OPTIONS, p, more)
  const rate = rateOf(op, x, options)
  if (rate === 0) return x
  if (rate === 1) return mul(x, 0)
  const kept = gt(mask(x, shapeOf(x), rate, options), 0)
  // Mean and variance stay 0 and 1.
  const scale = 1 / Math.sqrt((LOW * LOW * rate + 1) * (1 - rate))
  return add(mul(where(kept, x, LOW), scale), -scale * LOW * rate)
}

/**
 * Dropout that keeps mean 0 and variance 1 of its input, for nets of SELU: dropped elements become SELU's lower limit.
 * @param p from 0 to 1 (default 0.5), or the options
 * @example
 * alphaDropout(ones([2, 3]), 0.2).shape // [2, 3]
 */
export function alphaDropout(x: Tensor, p?: number | DropoutOptions, more?: Omit<DropoutOptions, 'p'>): Tensor {
  return alpha('alphaDropout', x, p, more, (t) => t.shape)
}

/**
 * alphaDropout of whole channels of x (N, C, ...).
 * @example
 * featureAlphaDropout(ones([2, 3, 4]), 0.2).shape // [2, 3, 4]
 */
export function featureAlphaDropout(x: Tensor, p?: number | DropoutOptions, more?: Omit<DropoutOptions, 'p'>): Tensor {
  return alpha('featureAlphaDropout', x, p, more, (t) => channels(t, true))
}

/** @internal The elements that a dropout drops, and their number. */
export interface Dropped {
  rate: number
  stream: Parameters<typeof dropInto>[3]
}

/** @internal Drops the elements of x that `dropped` names and scales the others. */
export function drop(x: Tensor, dropped: Dropped): Tensor {
  const y = emptyTensor(x.dtype, x.shape)
  dropInto(contiguous(x), y, dropped.rate, dropped.stream)
  return record(
    'dropout',
    y,
    [x],
    [],
    (g) => {
      const dx = emptyTensor(x.dtype, x.shape)
      dropInto(contiguous(g), dx, dropped.rate, dropped.stream)
      return [dx]
    },
    dropped
  )
}
