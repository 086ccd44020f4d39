// Convolution over (N, C, H, W) and, through it, (N, C, L).
import { weightGradients, writeGrad } from '../autograd/grads.ts'
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, type Tensor } from '../tensor/tensor.ts'
import { anything, show } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import type { ActivationOptions } from './activation.ts'
import { contiguousOrNull, emptyTensor, throughRelu, viewWithShape, wantsRelu } from './shared.ts'

/** A number for both directions, or [height, width]. */
export type Pair = number | readonly [number, number]

/** conv2d's, as numbers. */
export interface Conv1dOptions {
  stride?: number | undefined
  padding?: number | undefined
  dilation?: number | undefined
  groups?: number | undefined
}

export interface Conv2dOptions extends ActivationOptions {
  /** Default 1. */
  stride?: Pair | undefined
  /** Zeros on each side. Default 0. */
  padding?: Pair | undefined
  /** Distance of the kernel's taps. Default 1. */
  dilation?: Pair | undefined
  /** Default 1. */
  groups?: number | undefined
}

/** @internal A number or a pair of them as [height, width]. */
export function pair(op: string, name: string, value: Pair, least: number): readonly [number, number] {
  const both = typeof value === 'number' ? ([value, value] as const) : value
  if (!Array.isArray(both) || both.length !== 2 || !both.every((n) => Number.isInteger(n) && n >= least)) {
    throw new OptionError(
      `${op}: expected ${name} to be a whole number >= ${least} or a pair of them but received ${show(value)}`
    )
  }
  return both as readonly [number, number]
}

/** @internal The size of an output along one dimension. */
export function outputSize(
  op: string,
  n: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number
): number {
  const size = Math.floor((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
  if (size < 1) {
    throw new ShapeError(
      `${op}: a kernel of ${dilation * (kernel - 1) + 1} does not fit an input of ${n} with padding ${padding}`
    )
  }
  return size
}

// Sizes are checked by `pair`.
const RULES = { stride: anything, padding: anything, dilation: anything, groups: anything }
const CONV1D = positional<Conv1dOptions>(RULES)
const CONV2D = positional<Conv2dOptions>({ ...RULES, activation: anything })

/**
 * Two-dimensional convolution (cross-correlation, as usual in deep learning).
 * @param x (N, C, H, W)
 * @param weight (O, C / groups, KH, KW)
 * @param bias (O), optional
 * @returns (N, O, OH, OW) with OH = floor((H + 2 padding - dilation (KH - 1) - 1) / stride) + 1
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
  return convolve('conv2d', x, weight, bias, read('conv2d', CONV2D, stride, options))
}

/** @internal The sizes of a convolution, as its kernels want them. */
export type Geometry = Omit<Parameters<typeof kernels.conv2dInput>[0], 'dy' | 'weight' | 'dx' | 'accumulate'>

/** @internal What a convolution leaves for its gradient: its result where relu is fused. */
export interface ConvDetails {
  geometry: Geometry
  relu: Tensor | null
}

function convolve(op: string, x: Tensor, weight: Tensor, bias: Tensor | null, options: Conv2dOptions): Tensor {
  checkFloat(op, 'x', x)
  checkTensor(op, 'weight', weight, [x.dtype])
  if (x.ndim !== 4 || weight.ndim !== 4) {
    throw new ShapeError(
      `${op}: expected x (N, C, H, W) and weight (O, C / groups, KH, KW) but received ${format(x.shape)} and ${format(weight.shape)}`
    )
  }
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const [o, ci, kh, kw] = weight.shape as [number, number, number, number]
  const groups = options.groups ?? 1
  if (!(Number.isInteger(groups) && groups >= 1) || c % groups !== 0 || o % groups !== 0) {
    throw new OptionError(`${op}: expected groups to divide ${c} input and ${o} output channels but received ${groups}`)
  }
  if (ci * groups !== c) {
    throw new ShapeError(
      `${op}: expected an input of ${ci * groups} channels (weight ${format(weight.shape)}, groups ${groups}) but received ${c}: ${format(x.shape)}`
    )
  }
  if (bias !== null) {
    checkTensor(op, 'bias', bias, [x.dtype])
    if (bias.ndim !== 1 || bias.size !== o)
      throw new ShapeError(`${op}: expected bias of shape [${o}] but received ${format(bias.shape)}`)
  }
  const [sh, sw] = pair(op, 'stride', options.stride ?? 1, 1)
  const [ph, pw] = pair(op, 'padding', options.padding ?? 0, 0)
  const [dh, dw] = pair(op, 'dilation', options.dilation ?? 1, 1)
  const oh = outputSize(op, h, kh, sh, ph, dh)
  const ow = outputSize(op, w, kw, sw, pw, dw)
  const geometry = { n, ci: c, h, w, co: o, kh, kw, oh, ow, sh, sw, ph, pw, dh, dw, groups }
  const relu = wantsRelu(op, options)
  const image = contiguous(x)
  const filter = contiguous(weight)
  const out = emptyTensor(x.dtype, [n, o, oh, ow])
  const plainBias = contiguousOrNull(bias)
  kernels.conv2d({ ...geometry, x: image, weight: filter, bias: plainBias, y: out, relu: relu ? 1 : 0 })
  const inputs = bias === null ? [x, weight] : [x, weight, bias]
  return record(
    op,
    out,
    inputs,
    relu ? [x, weight, out] : [x, weight],
    (g) => {
      const up = throughRelu(relu, contiguous(g), out)
      const dx = x.requiresGrad
        ? writeGrad(x, (d, accumulate) =>
            kernels.conv2dInput({ ...geometry, dy: up, weight: filter, dx: d, accumulate })
          )
        : null
      const [dweight, dbias] = weightGradients(weight, bias, (dW, dB, accumulate) =>
        kernels.conv2dWeight({ ...geometry, x: image, dy: up, dweight: dW, dbias: dB, accumulate })
      )
      return [dx, dweight, dbias]
    },
    { geometry, relu: relu ? out : null } satisfies ConvDetails
  )
}

/** One-dimensional convolution: x (N, C, L), weight (O, C / groups, K). Options as for conv2d, as numbers. */
export function conv1d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  stride?: number | Conv1dOptions,
  more?: Omit<Conv1dOptions, 'stride'>
): Tensor {
  const options = read('conv1d', CONV1D, stride, more)
  checkFloat('conv1d', 'x', x)
  checkTensor('conv1d', 'weight', weight, [x.dtype])
  if (x.ndim !== 3 || weight.ndim !== 3) {
    throw new ShapeError(
      `conv1d: expected x (N, C, L) and weight (O, C / groups, K) but received ${format(x.shape)} and ${format(weight.shape)}`
    )
  }
  const [n, c, l] = x.shape as [number, number, number]
  const [o, ci, k] = weight.shape as [number, number, number]
  const y = convolve('conv1d', asView(x, [n, c, 1, l]), asView(weight, [o, ci, 1, k]), bias, {
    stride: [1, options.stride ?? 1],
    padding: [0, options.padding ?? 0],
    dilation: [1, options.dilation ?? 1],
    groups: options.groups ?? 1
  })
  return asView(y, [n, o, y.shape[3]!])
}

// A reshape with its gradient.
function asView(x: Tensor, shape: readonly number[]): Tensor {
  return record('reshape', viewWithShape(contiguous(x), shape), [x], [], (g) => [viewWithShape(contiguous(g), x.shape)])
}
