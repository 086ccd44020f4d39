// Convolution over (N, C, H, W) and, through it, (N, C, L); image/conv3d.ts goes through it as well.
import { addGrad, weightGradients } from '../autograd/grads.ts'
import { precisionOf } from '../autograd/precision.ts'
import { record } from '../autograd/tape.ts'
import type { Precision } from '../backend/calls.ts'
import * as kernels from '../backend/calls.ts'
import type { DType } from '../backend/index.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { anything, show } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import type { ActivationOptions } from './activation.ts'
import { first, type Sizes, sizesOf, windows } from './image/spatial.ts'
import { pad } from './pad.ts'
import { reshape } from './shape.ts'
import { contiguousOrNull, emptyTensor, throughRelu, wantsRelu } from './shared.ts'

/** A number for both directions, or [height, width]. */
export type Pair = number | readonly [number, number]

/** Zeros that keep the size of the input (at stride 1), or none. */
export type PaddingWord = 'same' | 'valid'

/** conv2d's, for one dimension. */
export interface Conv1dOptions extends ActivationOptions {
  stride?: Sizes | undefined
  padding?: Sizes | PaddingWord | undefined
  dilation?: Sizes | undefined
  groups?: number | undefined
}

export interface Conv2dOptions extends ActivationOptions {
  /** Default 1. */
  stride?: Pair | undefined
  /** Zeros on each side, or 'same' or 'valid' (none). Default 0. */
  padding?: Pair | PaddingWord | undefined
  /** Distance of the kernel's taps. Default 1. */
  dilation?: Pair | undefined
  /** Default 1. */
  groups?: number | undefined
}

/** @internal The zeros of a convolution along each dimension: on both sides, and those that only the end gets. */
export function paddingOf(
  op: string,
  padding: Sizes | PaddingWord,
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[]
): { both: number[]; end: number[] } {
  if (typeof padding !== 'string')
    return { both: sizesOf(op, 'padding', padding, kernel.length, 0), end: kernel.map(() => 0) }
  if (padding === 'valid') return { both: kernel.map(() => 0), end: kernel.map(() => 0) }
  if (padding !== 'same') {
    throw new OptionError(`${op}: expected padding to be sizes, 'same' or 'valid' but received ${show(padding)}`)
  }
  if (stride.some((n) => n !== 1)) {
    throw new OptionError(`${op}: expected stride 1 with padding 'same' but received ${show([...stride])}`)
  }
  const total = kernel.map((k, d) => dilation[d]! * (k - 1))
  return { both: total.map((n) => Math.floor(n / 2)), end: total.map((n) => n % 2) }
}

/** @internal x with the zeros that only the end of each spatial dimension gets. */
export function padEnd(x: Tensor, end: readonly number[]): Tensor {
  return end.some((n) => n > 0)
    ? pad(
        x,
        end.toReversed().flatMap((n) => [0, n])
      )
    : x
}

// Sizes are checked by `sizesOf`.
const RULES = { stride: anything, padding: anything, dilation: anything, groups: anything, activation: anything }
const CONV1D = positional<Conv1dOptions>(RULES)
const CONV2D = positional<Conv2dOptions>(RULES)

/**
 * Two-dimensional convolution (cross-correlation, as usual in deep learning).
 * @param x (N, C, H, W), or one image (C, H, W)
 * @param weight (O, C / groups, KH, KW)
 * @param bias (O), optional
 * @returns (N, O, OH, OW) with OH = floor((H + 2 padding - dilation (KH - 1) - 1) / stride) + 1. In float32, 3 x 3
 * kernels with stride 1 and many channels go by Winograd's tiles: errors then scale with the largest pixel of a tile of
 * 4 x 4, and infinite inputs may give NaN (docs/math.md). float64 has none.
 * @example
 * conv2d(ones([1, 1, 5, 5]), ones([2, 1, 3, 3]), null, { padding: 1 }).shape // [1, 2, 5, 5]
 */
export function conv2d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  stride?: Pair | Conv2dOptions,
  options?: Omit<Conv2dOptions, 'stride'>
): Tensor {
  const all = read('conv2d', CONV2D, stride, options)
  if (isImage(x, weight, 3)) return first(conv2d(reshape(x, [1, ...x.shape]), weight, bias, all))
  return convolve('conv2d', x, weight, bias, all)
}

// One image without a batch.
function isImage(x: Tensor, weight: Tensor, ndim: number): boolean {
  return x instanceof Tensor && weight instanceof Tensor && x.ndim === ndim && weight.ndim === ndim + 1
}

type Both = [number, number]

/** @internal The sizes of a convolution, as its kernels want them. */
export type Geometry = Omit<Parameters<typeof kernels.conv2dInput>[0], 'dy' | 'weight' | 'dx' | 'accumulate'>

// With fewer channels in a group, rounding and packing cost more than the products.
const FEW_CHANNELS = 8

/** @internal What the products of a convolution compute with: groups of few channels stay as they are under autocast. */
export function convPrecision({ ci, co, groups }: Geometry, dtype: DType): Precision {
  return Math.min(ci, co) >= FEW_CHANNELS * groups ? precisionOf(dtype) : 'float32'
}

/** @internal What a convolution leaves for its gradient: its result where relu is fused. */
export interface ConvDetails {
  geometry: Geometry
  relu: Tensor | null
}

/** @internal Throws unless `groups` divide the channels of x (N, C, ...) and of weight (O, C / groups, ...). */
export function checkGroups(op: string, x: Tensor, weight: Tensor, groups: number): void {
  const [c, o] = [x.shape[1]!, weight.shape[0]!]
  if (!(Number.isInteger(groups) && groups >= 1) || c % groups !== 0 || o % groups !== 0) {
    throw new OptionError(`${op}: expected groups to divide ${c} input and ${o} output channels but received ${groups}`)
  }
  const wanted = weight.shape[1]! * groups
  if (wanted !== c) {
    throw new ShapeError(
      `${op}: expected an input of ${wanted} channels (weight ${format(weight.shape)}, groups ${groups}) but received ${c}: ${format(x.shape)}`
    )
  }
}

/** @internal A two-dimensional convolution under the name of another op. */
export function convolve(op: string, x: Tensor, weight: Tensor, bias: Tensor | null, options: Conv2dOptions): Tensor {
  checkFloat(op, 'x', x)
  checkTensor(op, 'weight', weight, [x.dtype])
  if (x.ndim !== 4 || weight.ndim !== 4) {
    throw new ShapeError(
      `${op}: expected x (N, C, H, W) and weight (O, C / groups, KH, KW) but received ${format(x.shape)} and ${format(weight.shape)}`
    )
  }
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const [o, , kh, kw] = weight.shape as [number, number, number, number]
  const groups = options.groups ?? 1
  checkGroups(op, x, weight, groups)
  if (bias !== null) {
    checkTensor(op, 'bias', bias, [x.dtype])
    if (bias.ndim !== 1 || bias.size !== o)
      throw new ShapeError(`${op}: expected bias of shape [${o}] but received ${format(bias.shape)}`)
  }
  const stride = sizesOf(op, 'stride', options.stride ?? 1, 2, 1)
  const dilation = sizesOf(op, 'dilation', options.dilation ?? 1, 2, 1)
  const { both, end } = paddingOf(op, options.padding ?? 0, [kh, kw], stride, dilation)
  if (end.some((size) => size > 0)) {
    return convolve(op, padEnd(x, end), weight, bias, { ...options, padding: both as [number, number] })
  }
  const [[sh, sw], [ph, pw], [dh, dw]] = [stride, both, dilation] as [Both, Both, Both]
  const oh = windows(op, h, kh, sh, ph, dh)
  const ow = windows(op, w, kw, sw, pw, dw)
  const geometry = { n, ci: c, h, w, co: o, kh, kw, oh, ow, sh, sw, ph, pw, dh, dw, groups }
  const relu = wantsRelu(op, options)
  const image = contiguous(x)
  const filter = contiguous(weight)
  const out = emptyTensor(x.dtype, [n, o, oh, ow])
  const plainBias = contiguousOrNull(bias)
  const precision = convPrecision(geometry, x.dtype)
  kernels.conv2d({ x: image, weight: filter, bias: plainBias, y: out, relu: relu ? 1 : 0, ...geometry }, precision)
  const inputs = bias === null ? [x, weight] : [x, weight, bias]
  return record(
    op,
    out,
    inputs,
    relu ? [x, weight, out] : [x, weight],
    (g) => {
      const up = throughRelu(relu, contiguous(g), out)
      const dx = x.requiresGrad
        ? addGrad(x, (d, accumulate) =>
            kernels.conv2dInput({ dy: up, weight: filter, dx: d, accumulate, ...geometry }, precision)
          )
        : null
      const [dweight, dbias] = weightGradients(weight, bias, (dW, dB, accumulate) =>
        kernels.conv2dWeight({ x: image, dy: up, dweight: dW, dbias: dB, accumulate, ...geometry }, precision)
      )
      return [dx, dweight, dbias]
    },
    { geometry, relu: relu ? out : null } satisfies ConvDetails
  )
}

/** One-dimensional convolution: x (N, C, L) or (C, L), weight (O, C / groups, K). Options as for conv2d. */
export function conv1d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  stride?: Sizes | Conv1dOptions,
  more?: Omit<Conv1dOptions, 'stride'>
): Tensor {
  const options = read('conv1d', CONV1D, stride, more)
  if (isImage(x, weight, 2)) return first(conv1d(reshape(x, [1, ...x.shape]), weight, bias, options))
  checkFloat('conv1d', 'x', x)
  checkTensor('conv1d', 'weight', weight, [x.dtype])
  if (x.ndim !== 3 || weight.ndim !== 3) {
    throw new ShapeError(
      `conv1d: expected x (N, C, L) and weight (O, C / groups, K) but received ${format(x.shape)} and ${format(weight.shape)}`
    )
  }
  const [n, c, l] = x.shape as [number, number, number]
  const [o, ci, k] = weight.shape as [number, number, number]
  const [s] = sizesOf('conv1d', 'stride', options.stride ?? 1, 1, 1) as [number]
  const [d] = sizesOf('conv1d', 'dilation', options.dilation ?? 1, 1, 1) as [number]
  const { both, end } = paddingOf('conv1d', options.padding ?? 0, [k], [s], [d])
  const wide = padEnd(x, end)
  const y = convolve('conv1d', reshape(wide, [n, c, 1, l + end[0]!]), reshape(weight, [o, ci, 1, k]), bias, {
    stride: [1, s],
    padding: [0, both[0]!],
    dilation: [1, d],
    groups: options.groups ?? 1,
    activation: options.activation
  })
  return reshape(y, [n, o, y.shape[3]!])
}
