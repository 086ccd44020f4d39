// Activations that are more than a row: a weight per channel, random slopes, halves that gate each other, softmin.
import { OptionError, ShapeError } from '../errors.ts'
import { fillUniform, type Generator } from '../tensor/random.ts'
import { dimension, format } from '../tensor/shape.ts'
import { checkFloat, checkTensor, type Tensor } from '../tensor/tensor.ts'
import { anything, boolean, dim as dimRule, numeric } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { mul } from './elementwise.ts'
import { neg, sigmoid } from './gen/elementwise.ts'
import { reshape, slice } from './shape.ts'
import { elementwise, emptyTensor } from './shared.ts'
import { softmax } from './softmax.ts'

/** Options of rrelu. */
export interface RReLUOptions {
  /** The smallest slope. Default 1/8. */
  lower?: number | undefined
  /** The largest slope. Default 1/3. */
  upper?: number | undefined
  /** Whether slopes are drawn; else each is the mean of both. Default false. */
  training?: boolean | undefined
  /** Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

const RRELU = positional<RReLUOptions>({ lower: numeric, upper: numeric, training: boolean, generator: anything })
const DIM = positional<{ dim: number }>({ dim: dimRule })
const GLU = positional<{ dim?: number }>({ dim: dimRule })

/**
 * x where positive, else x times a learned weight (He et al. 2015).
 * @param x (N, C, ...)
 * @param weight (1), or (C) for one of each channel
 * @throws ShapeError when the weight fits neither
 * @example
 * prelu(tensor([[-2, 4]]), tensor([0.5])).toArray() // [[-1, 4]]
 */
export function prelu(x: Tensor, weight: Tensor): Tensor {
  checkFloat('prelu', 'x', x)
  checkTensor('prelu', 'weight', weight, [x.dtype])
  const channels = x.ndim < 2 ? 1 : x.shape[1]!
  if (weight.ndim > 1 || (weight.size !== 1 && weight.size !== channels)) {
    throw new ShapeError(
      `prelu: expected weight of shape [1] or [${channels}] for x ${format(x.shape)} but received ${format(weight.shape)}`
    )
  }
  const after = weight.size === 1 ? 0 : x.ndim - 2
  const shape = [weight.size, ...new Array<number>(after).fill(1)]
  return elementwise('preluScaled', [x, x.ndim === 0 ? reshape(weight, []) : reshape(weight, shape)])
}

/**
 * x where positive, else x times a slope: in training drawn for each element, uniform in [lower, upper), otherwise the
 * mean of the two (Xu et al. 2015).
 * @throws OptionError when lower is above upper
 * @example
 * rrelu(tensor([-16, 3]), { lower: 0, upper: 0.25 }).toArray() // [-2, 3]
 */
export function rrelu(x: Tensor, lower?: number | RReLUOptions, more?: Omit<RReLUOptions, 'lower'>): Tensor {
  const options = read('rrelu', RRELU, lower, more)
  checkFloat('rrelu', 'x', x)
  const { lower: low = 1 / 8, upper: high = 1 / 3 } = options
  if (!(low <= high)) throw new OptionError(`rrelu: expected lower <= upper but received ${low} and ${high}`)
  if (!options.training) return elementwise('leakyRelu', [x], (low + high) / 2)
  const slopes = fillUniform(emptyTensor(x.dtype, x.shape), low, high, options.generator)
  return elementwise('preluScaled', [x, slopes])
}

/**
 * The gated linear unit (Dauphin et al. 2016): x is split in two halves along `dim`, and the result is a * sigmoid(b).
 * @param dim default -1
 * @throws ShapeError when the dimension is not even
 * @example
 * glu(tensor([2, 0])).toArray() // [1]
 */
export function glu(x: Tensor, dim?: number | { dim?: number | undefined }): Tensor {
  const options = read('glu', GLU, dim)
  checkFloat('glu', 'x', x)
  const at = dimension('glu', options.dim ?? -1, x.ndim)
  const n = x.shape[at] ?? 1
  if (n % 2 !== 0 || x.ndim === 0) {
    throw new ShapeError(`glu: expected an even size of dimension ${at} but received ${format(x.shape)}`)
  }
  const a = slice(x, at, { start: 0, end: n / 2 })
  return mul(a, sigmoid(slice(x, at, { start: n / 2, end: n })))
}

/**
 * softmax(-x) along `dim`.
 * @example
 * softmin(tensor([1, 1]), 0).toArray() // [0.5, 0.5]
 */
export function softmin(x: Tensor, dim: number | { dim: number }): Tensor {
  return softmax(neg(x), read('softmin', DIM, dim))
}
