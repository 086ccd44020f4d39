// Windows as columns and back (im2col), and channels as pixels and back: unfold, fold, pixelShuffle and their like.
import { OptionError, ShapeError } from '../../errors.ts'
import { format, sizeOf } from '../../tensor/shape.ts'
import { checkTensor, type Tensor } from '../../tensor/tensor.ts'
import { anything, wholeNumber } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { permute, reshape } from '../shape.ts'
import { combine, type SparseRows } from './combine.ts'
import { taps } from './conv3d.ts'
import { batched, first, type Sizes, sizesOf, windows } from './spatial.ts'

/** Options of unfold. */
export interface UnfoldOptions {
  /** A number for both directions, or [height, width]. */
  kernelSize: Sizes
  /** Distance of the elements of a window. Default 1. */
  dilation?: Sizes | undefined
  /** Zeros on each side. Default 0. */
  padding?: Sizes | undefined
  /** Default 1. */
  stride?: Sizes | undefined
}

export interface FoldOptions extends UnfoldOptions {
  /** [height, width] of the result. */
  outputSize: Sizes
}

const RULES = { kernelSize: anything, dilation: anything, padding: anything, stride: anything }
const UNFOLD = positional<UnfoldOptions>(RULES)
const FOLD = positional<FoldOptions>({ outputSize: anything, ...RULES })

interface Blocks {
  readonly kernel: number[]
  /** Windows along each direction. */
  readonly counts: number[]
  /** (height, width) to (taps times windows) of each direction. */
  readonly rows: SparseRows[]
}

function blocksOf(op: string, size: readonly number[], options: UnfoldOptions): Blocks {
  const kernel = sizesOf(op, 'kernelSize', options.kernelSize, 2, 1)
  const dilation = sizesOf(op, 'dilation', options.dilation ?? 1, 2, 1)
  const padding = sizesOf(op, 'padding', options.padding ?? 0, 2, 0)
  const stride = sizesOf(op, 'stride', options.stride ?? 1, 2, 1)
  const counts = size.map((n, d) => windows(op, n, kernel[d]!, stride[d]!, padding[d]!, dilation[d]!))
  const rows = size.map((n, d) => taps(n, counts[d]!, kernel[d]!, stride[d]!, padding[d]!, dilation[d]!, 'tap first'))
  return { kernel, counts, rows }
}

/**
 * The windows of an image as columns (im2col), like torch.nn.functional.unfold. The method of a tensor of this name is
 * torch.Tensor's.
 * @param x (N, C, H, W), or one image (C, H, W)
 * @returns (N, C KH KW, windows)
 * @example
 * unfold(ones([1, 3, 4, 5]), { kernelSize: [2, 3] }).shape // [1, 18, 9]
 */
export function unfold(x: Tensor, kernelSize: Sizes | UnfoldOptions, more?: Omit<UnfoldOptions, 'kernelSize'>): Tensor {
  const options = read('unfold', UNFOLD, kernelSize, more)
  return batched(
    'unfold',
    x,
    2,
    (all) => {
      const [n, c, h, w] = all.shape as [number, number, number, number]
      const { kernel, counts, rows } = blocksOf('unfold', [h, w], options)
      const [[kh, kw], [oh, ow]] = [kernel, counts] as [Two, Two]
      const both = combine('unfold', combine('unfold', all, 3, rows[1]!), 2, rows[0]!)
      const parts = permute(reshape(both, [n, c, kh, oh, kw, ow]), [0, 1, 2, 4, 3, 5])
      return reshape(parts, [n, c * kh * kw, oh * ow])
    },
    first
  )
}

type Two = [number, number]

/**
 * The sum of windows given as columns (col2im): the transposed of unfold.
 * @param x (N, C KH KW, windows), or one without the N
 * @returns (N, C, height, width)
 * @example
 * fold(ones([1, 18, 9]), [4, 5], { kernelSize: [2, 3] }).shape // [1, 3, 4, 5]
 */
export function fold(x: Tensor, outputSize: Sizes | FoldOptions, more?: Omit<FoldOptions, 'outputSize'>): Tensor {
  const options = read('fold', FOLD, outputSize, more)
  return batched(
    'fold',
    x,
    1,
    (all) => {
      const size = sizesOf('fold', 'outputSize', options.outputSize, 2, 1)
      const { kernel, counts, rows } = blocksOf('fold', size, options)
      const [n, columns, count] = all.shape as [number, number, number]
      if (columns % sizeOf(kernel) !== 0 || count !== sizeOf(counts)) {
        throw new ShapeError(
          `fold: expected x (N, C times ${sizeOf(kernel)}, ${sizeOf(counts)}) for kernelSize ${format(kernel)} and outputSize ${format(size)} but received ${format(x.shape)}`
        )
      }
      const c = columns / sizeOf(kernel)
      const [[kh, kw], [oh, ow]] = [kernel, counts] as [Two, Two]
      const parts = permute(reshape(all, [n, c, kh, kw, oh, ow]), [0, 1, 2, 4, 3, 5])
      const tall = combine('fold', reshape(parts, [n, c, kh * oh, kw * ow]), 2, rows[0]!.transposed)
      return combine('fold', tall, 3, rows[1]!.transposed)
    },
    first
  )
}

// --- channels and pixels ---

const UPSCALE = positional<{ upscaleFactor: number }>({ upscaleFactor: wholeNumber({ min: 1 }) })
const DOWNSCALE = positional<{ downscaleFactor: number }>({ downscaleFactor: wholeNumber({ min: 1 }) })
const GROUPS = positional<{ groups: number }>({ groups: wholeNumber({ min: 1 }) })

// (..., C, H, W) by its parts.
function image(op: string, x: Tensor): [lead: number[], c: number, h: number, w: number] {
  checkTensor(op, 'x', x)
  if (x.ndim < 3) throw new ShapeError(`${op}: expected x of shape (..., C, H, W) but received ${format(x.shape)}`)
  const [c, h, w] = x.shape.slice(-3) as [number, number, number]
  return [x.shape.slice(0, -3), c, h, w]
}

function swap(x: Tensor, lead: readonly number[], parts: number[], order: number[], shape: number[]): Tensor {
  const b = lead.length
  const dims = [...lead.map((_, d) => d), ...order.map((d) => b + d)]
  return reshape(permute(reshape(x, [...lead, ...parts]), dims), [...lead, ...shape])
}

/**
 * (..., C r r, H, W) as (..., C, H r, W r): channels become pixels.
 * @param upscaleFactor r
 * @example
 * pixelShuffle(ones([1, 8, 3, 4]), 2).shape // [1, 2, 6, 8]
 */
export function pixelShuffle(x: Tensor, upscaleFactor: number | { upscaleFactor: number }): Tensor {
  const { upscaleFactor: r } = read('pixelShuffle', UPSCALE, upscaleFactor)
  const [lead, c, h, w] = image('pixelShuffle', x)
  if (c % (r * r) !== 0) {
    throw new ShapeError(`pixelShuffle: expected a multiple of ${r * r} channels but received ${c}: ${format(x.shape)}`)
  }
  return swap(x, lead, [c / r / r, r, r, h, w], [0, 3, 1, 4, 2], [c / r / r, h * r, w * r])
}

/**
 * (..., C, H r, W r) as (..., C r r, H, W): pixels become channels.
 * @param downscaleFactor r
 * @example
 * pixelUnshuffle(ones([1, 2, 6, 8]), 2).shape // [1, 8, 3, 4]
 */
export function pixelUnshuffle(x: Tensor, downscaleFactor: number | { downscaleFactor: number }): Tensor {
  const { downscaleFactor: r } = read('pixelUnshuffle', DOWNSCALE, downscaleFactor)
  const [lead, c, h, w] = image('pixelUnshuffle', x)
  if (h % r !== 0 || w % r !== 0) {
    throw new ShapeError(`pixelUnshuffle: expected sizes that ${r} divides but received ${format(x.shape)}`)
  }
  return swap(x, lead, [c, h / r, r, w / r, r], [0, 2, 4, 1, 3], [c * r * r, h / r, w / r])
}

/**
 * The channels of x (N, C, ...) in another order: of `groups` groups the first of each, then the second, and so on.
 * @example
 * channelShuffle(arange(4).reshape([1, 4, 1]), 2).flatten().toArray() // [0, 2, 1, 3]
 */
export function channelShuffle(x: Tensor, groups: number | { groups: number }): Tensor {
  const { groups: g } = read('channelShuffle', GROUPS, groups)
  checkTensor('channelShuffle', 'x', x)
  if (x.ndim < 3)
    throw new ShapeError(`channelShuffle: expected x of shape (N, C, ...) but received ${format(x.shape)}`)
  const [n, c, ...rest] = x.shape as [number, number, ...number[]]
  if (c % g !== 0) throw new OptionError(`channelShuffle: expected groups to divide ${c} channels but received ${g}`)
  const inner = sizeOf(rest)
  return reshape(permute(reshape(x, [n, g, c / g, inner]), [0, 2, 1, 3]), x.shape)
}
