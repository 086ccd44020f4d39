// Convolution over (N, C, D, H, W): the taps along the depth become channels of a two-dimensional convolution.
import { ShapeError } from '../../errors.ts'
import { format } from '../../tensor/shape.ts'
import { checkFloat, checkTensor, type Tensor } from '../../tensor/tensor.ts'
import { anything } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { checkGroups, convolve, type PaddingWord, paddingOf, padEnd } from '../conv.ts'
import { permute, reshape } from '../shape.ts'
import { combine, SparseRows, type Term } from './combine.ts'
import { first, type Sizes, sizesOf, windows } from './spatial.ts'

export interface Conv3dOptions {
  /** A number for all directions, or [depth, height, width]. Default 1. */
  stride?: Sizes | undefined
  /** Zeros on each side, or 'same' or 'valid' (none). Default 0. */
  padding?: Sizes | PaddingWord | undefined
  /** Distance of the kernel's taps. Default 1. */
  dilation?: Sizes | undefined
  /** Default 1. */
  groups?: number | undefined
}

const OPTIONS = positional<Conv3dOptions>({ stride: anything, padding: anything, dilation: anything, groups: anything })

/** @internal For each of `count` windows along one dimension of n its taps: rows of one term, of none in the padding. */
export function taps(
  n: number,
  count: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  order: 'window first' | 'tap first'
): SparseRows {
  const row = (window: number, tap: number): Term[] => {
    const at = window * stride - padding + tap * dilation
    return at < 0 || at >= n ? [] : [[at]]
  }
  const list = (size: number): number[] => Array.from({ length: size }, (_, k) => k)
  return SparseRows.of(
    n,
    order === 'window first'
      ? list(count).flatMap((window) => list(kernel).map((tap) => row(window, tap)))
      : list(kernel).flatMap((tap) => list(count).map((window) => row(window, tap)))
  )
}

/**
 * Three-dimensional convolution (cross-correlation).
 * @param x (N, C, D, H, W), or one volume (C, D, H, W)
 * @param weight (O, C / groups, KD, KH, KW)
 * @param bias (O), optional
 * @returns (N, O, OD, OH, OW), sizes as for conv2d
 * @example
 * conv3d(ones([1, 1, 4, 5, 5]), ones([2, 1, 3, 3, 3]), null, { padding: 1 }).shape // [1, 2, 4, 5, 5]
 */
export function conv3d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  stride?: Sizes | Conv3dOptions,
  more?: Omit<Conv3dOptions, 'stride'>
): Tensor {
  const options = read('conv3d', OPTIONS, stride, more)
  checkFloat('conv3d', 'x', x)
  checkTensor('conv3d', 'weight', weight, [x.dtype])
  if (x.ndim === 4 && weight.ndim === 5) return first(conv3d(reshape(x, [1, ...x.shape]), weight, bias, options))
  if (x.ndim !== 5 || weight.ndim !== 5) {
    throw new ShapeError(
      `conv3d: expected x (N, C, D, H, W) and weight (O, C / groups, KD, KH, KW) but received ${format(x.shape)} and ${format(weight.shape)}`
    )
  }
  const groups = options.groups ?? 1
  const [o, perGroup, ...kernel] = weight.shape as [number, number, number, number, number]
  checkGroups('conv3d', x, weight, groups)
  const strides = sizesOf('conv3d', 'stride', options.stride ?? 1, 3, 1)
  const dilation = sizesOf('conv3d', 'dilation', options.dilation ?? 1, 3, 1)
  const { both, end } = paddingOf('conv3d', options.padding ?? 0, kernel, strides, dilation)
  const wide = padEnd(x, end)
  const [n, c, d, h, w] = wide.shape as [number, number, number, number, number]
  const [kd, kh, kw] = kernel
  const od = windows('conv3d', d, kd, strides[0]!, both[0]!, dilation[0]!)
  // (N, C, OD, KD, H, W) as images (N OD, C KD, H, W): channels stay next to their taps, as in the weight.
  const slices = combine('conv3d', wide, 2, taps(d, od, kd, strides[0]!, both[0]!, dilation[0]!, 'window first'))
  const images = permute(reshape(slices, [n, c, od, kd, h, w]), [0, 2, 1, 3, 4, 5])
  const y = convolve(
    'conv2d',
    reshape(images, [n * od, c * kd, h, w]),
    reshape(weight, [o, perGroup * kd, kh, kw]),
    bias,
    {
      stride: [strides[1]!, strides[2]!],
      padding: [both[1]!, both[2]!],
      dilation: [dilation[1]!, dilation[2]!],
      groups
    }
  )
  return permute(reshape(y, [n, od, o, y.shape[2]!, y.shape[3]!]), [0, 2, 1, 3, 4])
}
