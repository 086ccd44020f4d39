// Poolings that are made of others: power means, windows at random places, and the way back from maxima to their places.
import { noGrad } from '../../autograd/tape.ts'
import { OptionError, ShapeError } from '../../errors.ts'
import { defaultGenerator, type Generator, rand } from '../../tensor/random.ts'
import { format, sameShape, sizeOf } from '../../tensor/shape.ts'
import { elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { anything, boolean, number, show } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { constant } from '../differentiable/shared.ts'
import { mul, pow, where } from '../elementwise.ts'
import { max } from '../extreme.ts'
import { gather, scatterAdd } from '../gather.ts'
import { abs, relu, sign } from '../gen/elementwise.ts'
import { avgPool1d, avgPool2d, avgPool3d, type Pooled, unbatched, type WithIndices } from '../pool.ts'
import { detach, reshape, to } from '../shape.ts'
import { emptyTensor } from '../shared.ts'
import { batched, first, type Sizes, sizesOf } from './spatial.ts'

// --- power means ---

/** Options of power-mean pooling. */
export interface LpPoolOptions {
  /** The power p of (sum of x^p)^(1/p). */
  normType: number
  kernelSize: Sizes
  /** Default kernelSize. */
  stride?: Sizes | undefined
  /** Whether a last window may reach beyond the input. Default false. */
  ceilMode?: boolean | undefined
}

const LP = positional<LpPoolOptions>({ normType: number(), kernelSize: anything, stride: anything, ceilMode: boolean })

function lpPool(
  op: string,
  nd: number,
  x: Tensor,
  normType: unknown,
  more: unknown,
  average: typeof avgPool2d
): Tensor {
  const { normType: p, kernelSize, stride, ceilMode } = read(op, LP, normType, more)
  if (typeof p !== 'number' || p === 0) {
    throw new OptionError(`${op}: expected normType to be a number other than 0 but received ${show(p)}`)
  }
  const size = sizeOf(sizesOf(op, 'kernelSize', kernelSize, nd, 1))
  const means = average(pow(x, p), { kernelSize, stride, ceilMode })
  // Of means themselves, with gradient 0 where the root of 0 has an infinite one.
  return pow(mul(mul(detach(sign(means)), relu(abs(means))), size), 1 / p)
}

/**
 * The power mean without division, (sum of x^p)^(1/p), of each window of x (N, C, H, W) or (C, H, W).
 * @param normType p, or the options
 * @example
 * lpPool2d(tensor([[[3, 4], [0, 0]]]), 2, { kernelSize: 2 }).toArray() // [[[5]]]
 */
export function lpPool2d(x: Tensor, normType: number | LpPoolOptions, more?: Omit<LpPoolOptions, 'normType'>): Tensor {
  return lpPool('lpPool2d', 2, x, normType, more, avgPool2d)
}

/**
 * (sum of x^p)^(1/p) of each window of x (N, C, L) or (C, L).
 * @example
 * lpPool1d(tensor([[3, 4, 6, 8]]), 2, { kernelSize: 2 }).toArray() // [[5, 10]]
 */
export function lpPool1d(x: Tensor, normType: number | LpPoolOptions, more?: Omit<LpPoolOptions, 'normType'>): Tensor {
  return lpPool('lpPool1d', 1, x, normType, more, avgPool1d)
}

/**
 * (sum of x^p)^(1/p) of each window of x (N, C, D, H, W) or (C, D, H, W).
 * @example
 * lpPool3d(ones([1, 1, 2, 2, 2]), 1, { kernelSize: 2 }).toArray() // [[[[[8]]]]]
 */
export function lpPool3d(x: Tensor, normType: number | LpPoolOptions, more?: Omit<LpPoolOptions, 'normType'>): Tensor {
  return lpPool('lpPool3d', 3, x, normType, more, avgPool3d)
}

// --- windows at random places ---

/** Options of fractional pooling: outputSize or outputRatio. */
export interface FractionalOptions {
  kernelSize: Sizes
  outputSize?: Sizes | undefined
  /** The output's size as a fraction of the input's, between 0 and 1. */
  outputRatio?: Sizes | undefined
  /** Whether the positions of the maxima are returned as well. Default false. */
  returnIndices?: boolean | undefined
  /** (N, C, dimensions) of numbers from 0 to 1 that place the windows. Default: drawn from the generator. */
  randomSamples?: Tensor | undefined
  /** Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

const FRACTIONAL = positional<FractionalOptions>(
  {
    kernelSize: anything,
    outputSize: anything,
    outputRatio: anything,
    returnIndices: boolean,
    randomSamples: anything,
    generator: anything
  },
  { _randomSamples: 'randomSamples' }
)

function outputs(op: string, options: FractionalOptions, space: readonly number[]): number[] {
  const { outputSize, outputRatio } = options
  if ((outputSize === undefined) === (outputRatio === undefined)) {
    throw new OptionError(
      `${op}: expected either outputSize or outputRatio but received ${outputSize === undefined ? 'neither' : 'both'}`
    )
  }
  if (outputSize !== undefined) return sizesOf(op, 'outputSize', outputSize, space.length, 1)
  const ratios = typeof outputRatio === 'number' ? space.map(() => outputRatio) : outputRatio!
  if (!Array.isArray(ratios) || ratios.length !== space.length || !ratios.every((r) => r > 0 && r < 1)) {
    throw new OptionError(`${op}: expected outputRatio to be numbers between 0 and 1 but received ${show(outputRatio)}`)
  }
  return space.map((n, d) => Math.floor(n * (ratios as number[])[d]!))
}

// Where the windows of one plane begin along one dimension.
function starts(n: number, kernel: number, count: number, sample: number): number[] {
  const alpha = count > 1 ? (n - kernel) / (count - 1) : 0
  return Array.from({ length: count }, (_, i) =>
    i === count - 1 ? n - kernel : Math.floor((i + sample) * alpha) - Math.floor(sample * alpha)
  )
}

function fractional(op: string, nd: number, x: Tensor, options: FractionalOptions): Tensor | Pooled {
  return batched<Tensor | Pooled>(
    op,
    x,
    nd,
    (all) => {
      const [n, c, ...space] = all.shape as [number, number, ...number[]]
      const kernel = sizesOf(op, 'kernelSize', options.kernelSize, nd, 1)
      const counts = outputs(op, options, space)
      if (counts.some((count, d) => count < 1 || count + kernel[d]! - 1 > space[d]!)) {
        throw new ShapeError(
          `${op}: windows of ${format(kernel)} for an output of ${format(counts)} do not fit an input of ${format(space)}`
        )
      }
      const generator = options.generator ?? defaultGenerator
      const samples = options.randomSamples ?? rand([n, c, nd], { dtype: all.dtype as 'float32', generator })
      if (!sameShape(samples.shape, [n, c, nd])) {
        throw new ShapeError(
          `${op}: expected randomSamples of shape ${format([n, c, nd])} but received ${format(samples.shape)}`
        )
      }
      const taps = sizeOf(kernel)
      const index = places(elementsOf(samples), n * c, space, kernel, counts)
      const elements = gather(reshape(all, [n * c, sizeOf(space)]), index, 1)
      const { values, indices } = max(reshape(elements, [n * c, sizeOf(counts), taps]), 2)
      const output = reshape(values, [n, c, ...counts])
      if (!options.returnIndices) return output
      const found = noGrad(() =>
        gather(reshape(index, [n * c * sizeOf(counts), taps]), reshape(indices, [indices.size, 1]), 1)
      )
      return { output, indices: to(reshape(found, output.shape), 'int64') }
    },
    unbatched
  )
}

// For each plane and window the positions of its elements. The samples name the last dimension first in two dimensions,
// the first one first in three, as PyTorch has it.
function places(
  samples: ArrayLike<number>,
  planes: number,
  space: readonly number[],
  kernel: readonly number[],
  counts: readonly number[]
): Tensor {
  const nd = space.length
  const index = emptyTensor('int32', [planes, sizeOf(counts) * sizeOf(kernel)])
  let to = index.offset
  for (let plane = 0; plane < planes; plane++) {
    const begin = space.map((n, d) => {
      const sample = samples[plane * nd + (nd === 2 ? 1 - d : d)]!
      return starts(n, kernel[d]!, counts[d]!, sample)
    })
    const tap = (d: number, at: readonly number[], base: number): void => {
      if (d === nd) index.storage.put(to++, base)
      else for (let k = 0; k < kernel[d]!; k++) tap(d + 1, at, base * space[d]! + at[d]! + k)
    }
    const each = (d: number, at: readonly number[]): void => {
      if (d === nd) tap(0, at, 0)
      else for (const first of begin[d]!) each(d + 1, [...at, first])
    }
    each(0, [])
  }
  return index
}

/**
 * The largest element of windows at random places that together cover the plane.
 * @param x (N, C, H, W), or one image (C, H, W)
 * @param options.outputSize the size of the result, or outputRatio as a fraction of the input's
 * @param options.returnIndices whether the positions are returned as well: { output, indices }
 * @example
 * fractionalMaxPool2d(ones([1, 2, 8, 8]), 2, { outputSize: 5 }).shape // [1, 2, 5, 5]
 */
export function fractionalMaxPool2d(x: Tensor, ...options: WithIndices<FractionalOptions, 'kernelSize'>): Pooled
export function fractionalMaxPool2d(
  x: Tensor,
  kernelSize: Sizes | FractionalOptions,
  more?: Omit<FractionalOptions, 'kernelSize'>
): Tensor
export function fractionalMaxPool2d(
  x: Tensor,
  kernelSize: Sizes | FractionalOptions,
  more?: Omit<FractionalOptions, 'kernelSize'>
): Tensor | Pooled {
  return fractional('fractionalMaxPool2d', 2, x, read('fractionalMaxPool2d', FRACTIONAL, kernelSize, more))
}

/**
 * The largest element of windows at random places of x (N, C, D, H, W) or (C, D, H, W); see fractionalMaxPool2d.
 * @example
 * fractionalMaxPool3d(ones([1, 2, 8, 8, 8]), 2, { outputRatio: 0.5 }).shape // [1, 2, 4, 4, 4]
 */
export function fractionalMaxPool3d(x: Tensor, ...options: WithIndices<FractionalOptions, 'kernelSize'>): Pooled
export function fractionalMaxPool3d(
  x: Tensor,
  kernelSize: Sizes | FractionalOptions,
  more?: Omit<FractionalOptions, 'kernelSize'>
): Tensor
export function fractionalMaxPool3d(
  x: Tensor,
  kernelSize: Sizes | FractionalOptions,
  more?: Omit<FractionalOptions, 'kernelSize'>
): Tensor | Pooled {
  return fractional('fractionalMaxPool3d', 3, x, read('fractionalMaxPool3d', FRACTIONAL, kernelSize, more))
}

// --- back from maxima to their places ---

/** Options of unpooling: those of the pooling, and the size of its input where several fit. */
export interface UnpoolOptions {
  kernelSize: Sizes
  /** Default kernelSize. */
  stride?: Sizes | undefined
  /** Default 0. */
  padding?: Sizes | undefined
  /** The spatial sizes of the result, or its whole shape. Default (size - 1) stride - 2 padding + kernelSize. */
  outputSize?: readonly number[] | undefined
}

const UNPOOL = positional<UnpoolOptions>({
  kernelSize: anything,
  stride: anything,
  padding: anything,
  outputSize: anything
})

function unpool(op: string, nd: number, x: Tensor, indices: Tensor, kernelSize: unknown, more: unknown): Tensor {
  const options = read(op, UNPOOL, kernelSize, more)
  if (!sameShape(indices.shape, x.shape)) {
    throw new ShapeError(
      `${op}: expected indices of the shape of x, ${format(x.shape)}, but received ${format(indices.shape)}`
    )
  }
  return batched(
    op,
    x,
    nd,
    (all) => {
      const [n, c, ...space] = all.shape as [number, number, ...number[]]
      const kernel = sizesOf(op, 'kernelSize', options.kernelSize, nd, 1)
      const stride = sizesOf(op, 'stride', options.stride ?? options.kernelSize, nd, 1)
      const padding = sizesOf(op, 'padding', options.padding ?? 0, nd, 0)
      const usual = space.map((size, d) => (size - 1) * stride[d]! - 2 * padding[d]! + kernel[d]!)
      const given = options.outputSize
      const sizes = given === undefined ? usual : [...given].slice(-nd)
      const near = sizes.every((size, d) => Math.abs(size - usual[d]!) < stride[d]!)
      if (sizes.length !== nd || !sizes.every(Number.isInteger) || (given !== undefined && !near)) {
        throw new OptionError(
          `${op}: expected outputSize to be within a stride of ${format(usual)} but received ${show(given)}`
        )
      }
      const flat = [n * c, sizeOf(space)]
      const zeros = constant(0, all, [n * c, sizeOf(sizes)])
      const places = reshape(indices, flat)
      return reshape(scatterAdd(zeros, places, lastOnly(reshape(all, flat), places), 1), [n, c, ...sizes])
    },
    first
  )
}

// x without the elements whose place a later one takes: their sum would be no element.
function lastOnly(x: Tensor, places: Tensor): Tensor {
  const at = elementsOf(places)
  const [planes, n] = x.shape as [number, number]
  const kept = emptyTensor('bool', x.shape)
  let all = true
  for (let plane = 0; plane < planes; plane++) {
    const taken = new Set<number>()
    for (let k = (plane + 1) * n - 1; k >= plane * n; k--) {
      kept.storage.put(kept.offset + k, taken.has(at[k]!) ? 0 : 1)
      all &&= !taken.has(at[k]!)
      taken.add(at[k]!)
    }
  }
  return all ? x : where(kept, x, 0)
}

/**
 * Zeros with the elements of x at the places that maxPool2d found them: { output, indices } back to an image.
 * @param x (N, C, H, W), or one image (C, H, W)
 * @param indices int64 or int32, of the shape of x
 * @throws IndexError for a place outside of the result
 * @example
 * const { output, indices } = maxPool2d(arange(16).to('float32').reshape([1, 4, 4]), { kernelSize: 2, returnIndices: true })
 * maxUnpool2d(output, indices, 2).shape // [1, 4, 4]
 */
export function maxUnpool2d(
  x: Tensor,
  indices: Tensor,
  kernelSize: Sizes | UnpoolOptions,
  more?: Omit<UnpoolOptions, 'kernelSize'>
): Tensor {
  return unpool('maxUnpool2d', 2, x, indices, kernelSize, more)
}

/**
 * Zeros with the elements of x (N, C, L) or (C, L) at the places that maxPool1d found them.
 * @example
 * maxUnpool1d(tensor([[4, 3]]), tensor([[1, 3]], { dtype: 'int64' }), 2).toArray() // [[0, 4, 0, 3]]
 */
export function maxUnpool1d(
  x: Tensor,
  indices: Tensor,
  kernelSize: Sizes | UnpoolOptions,
  more?: Omit<UnpoolOptions, 'kernelSize'>
): Tensor {
  return unpool('maxUnpool1d', 1, x, indices, kernelSize, more)
}

/**
 * Zeros with the elements of x (N, C, D, H, W) or (C, D, H, W) at the places that maxPool3d found them.
 * @example
 * const { output, indices } = maxPool3d(ones([1, 2, 2, 4, 4]), { kernelSize: 2, returnIndices: true })
 * maxUnpool3d(output, indices, 2).shape // [1, 2, 2, 4, 4]
 */
export function maxUnpool3d(
  x: Tensor,
  indices: Tensor,
  kernelSize: Sizes | UnpoolOptions,
  more?: Omit<UnpoolOptions, 'kernelSize'>
): Tensor {
  return unpool('maxUnpool3d', 3, x, indices, kernelSize, more)
}
