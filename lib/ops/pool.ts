// Pooling over (N, C, H, W): the largest or the mean element of each window.
import { writeGrad } from '../autograd/grads.ts'
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import { checkFloat, contiguous, type Tensor } from '../tensor/tensor.ts'
import { anything, boolean } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import type { ActivationOptions } from './activation.ts'
import { outputSize, type Pair, pair } from './conv.ts'
import { elementwise, emptyTensor, wantsRelu } from './shared.ts'

export interface Pool2dOptions {
  kernelSize: Pair
  /** Default kernelSize. */
  stride?: Pair | undefined
  /** Default 0, at most half the kernel. */
  padding?: Pair | undefined
}

interface Window {
  /** What the kernels of pooling are called with. */
  sizes: { planes: number; h: number; w: number; oh: number; ow: number }
  taps: { kh: number; kw: number; sh: number; sw: number; ph: number; pw: number }
  shape: number[]
}

function window(op: string, x: Tensor, options: Pool2dOptions, dilation: readonly [number, number]): Window {
  checkFloat(op, 'x', x)
  if (x.ndim !== 4) throw new ShapeError(`${op}: expected x of shape (N, C, H, W) but received ${format(x.shape)}`)
  const kernel = pair(op, 'kernelSize', options.kernelSize, 1)
  const stride = pair(op, 'stride', options.stride ?? options.kernelSize, 1)
  const padding = pair(op, 'padding', options.padding ?? 0, 0)
  if (2 * padding[0] > kernel[0] || 2 * padding[1] > kernel[1]) {
    throw new OptionError(
      `${op}: expected padding of at most half the kernel but received ${format(padding)} for ${format(kernel)}`
    )
  }
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const oh = outputSize(op, h, kernel[0], stride[0], padding[0], dilation[0])
  const ow = outputSize(op, w, kernel[1], stride[1], padding[1], dilation[1])
  const [[kh, kw], [sh, sw], [ph, pw]] = [kernel, stride, padding]
  const sizes = { planes: n * c, h, w, oh, ow }
  return { sizes, taps: { kh, kw, sh, sw, ph, pw }, shape: [n, c, oh, ow] }
}

/** @internal Where the largest elements were: bytes 0 to 3 of windows of 2 x 2 (`halves`), else positions in the plane. */
export interface PoolDetails {
  index: Tensor
  h: number
  w: number
  halves: boolean
}

export interface MaxPool2dOptions extends Pool2dOptions, ActivationOptions {
  /** Distance of the elements of a window. Default 1. */
  dilation?: Pair | undefined
}

export interface AvgPool2dOptions extends Pool2dOptions {
  /** Whether padding counts as elements. Default true. */
  countIncludePad?: boolean | undefined
}

// Sizes are checked by `pair`.
const WINDOW = { kernelSize: anything, stride: anything, padding: anything }
const MAX_POOL = positional<MaxPool2dOptions>({ ...WINDOW, dilation: anything, activation: anything })
const AVG_POOL = positional<AvgPool2dOptions>({ ...WINDOW, countIncludePad: boolean })
const ADAPTIVE_POOL = positional<{ outputSize: Pair }>({ outputSize: anything })

/**
 * The largest element of each window; NaN counts as largest, the first of equal ones gets the gradient.
 * @param x (N, C, H, W)
 * @param options.activation 'relu' is fused into the op: the positive part of the result
 */
export function maxPool2d(
  x: Tensor,
  kernelSize: Pair | MaxPool2dOptions,
  more?: Omit<MaxPool2dOptions, 'kernelSize'>
): Tensor {
  const options = read('maxPool2d', MAX_POOL, kernelSize, more)
  const relu = wantsRelu('maxPool2d', options)
  const dilation = pair('maxPool2d', 'dilation', options.dilation ?? 1, 1)
  const { sizes, taps, shape } = window('maxPool2d', x, options, dilation)
  const source = contiguous(x)
  const out = emptyTensor(x.dtype, shape)
  const { kh, kw, sh, sw, ph, pw } = taps
  const halves = [kh, kw, sh, sw].every((k) => k === 2) && ph === 0 && pw === 0 && dilation.every((k) => k === 1)
  if (halves) {
    const index = emptyTensor('bool', shape)
    const { planes, h, w } = sizes
    kernels.maxPool2x2({ x: source, y: out, index, planes, h, w, relu: relu ? 1 : 0 })
    return record(
      'maxPool2d',
      out,
      [x],
      [],
      (g) => [
        writeGrad(x, (dx, accumulate) =>
          kernels.maxPool2x2Backward({ dy: contiguous(g), index, dx, planes, h, w, accumulate })
        )
      ],
      { index, h, w, halves } satisfies PoolDetails
    )
  }
  if (relu) {
    const { activation, ...rest } = options
    return elementwise('relu', [maxPool2d(x, rest)])
  }
  const index = emptyTensor('int32', shape)
  const [dh, dw] = dilation
  kernels.maxPool2d({ ...sizes, ...taps, x: source, y: out, index, dh, dw })
  return record(
    'maxPool2d',
    out,
    [x],
    [],
    (g) => [
      writeGrad(x, (dx, accumulate) =>
        kernels.maxPool2dBackward({ ...sizes, dy: contiguous(g), index, dx, accumulate })
      )
    ],
    { index, h: sizes.h, w: sizes.w, halves } satisfies PoolDetails
  )
}

/**
 * The mean of each window.
 * @param x (N, C, H, W)
 * @param options.countIncludePad whether padding counts as elements. Default true
 */
export function avgPool2d(
  x: Tensor,
  kernelSize: Pair | AvgPool2dOptions,
  more?: Omit<AvgPool2dOptions, 'kernelSize'>
): Tensor {
  const options = read('avgPool2d', AVG_POOL, kernelSize, more)
  const { sizes, taps, shape } = window('avgPool2d', x, options, [1, 1])
  const out = emptyTensor(x.dtype, shape)
  const geometry = { ...sizes, ...taps, countPad: (options.countIncludePad ?? true) ? 1 : 0 }
  kernels.avgPool2d({ ...geometry, x: contiguous(x), y: out })
  return record(
    'avgPool2d',
    out,
    [x],
    [],
    (g) => [
      writeGrad(x, (dx, accumulate) => kernels.avgPool2dBackward({ ...geometry, dy: contiguous(g), dx, accumulate }))
    ],
    geometry
  )
}

/** The mean over windows that divide the plane into an output of the given size. x is (N, C, H, W). */
export function adaptiveAvgPool2d(x: Tensor, outputSize: Pair | { outputSize: Pair }): Tensor {
  const options = read('adaptiveAvgPool2d', ADAPTIVE_POOL, outputSize)
  checkFloat('adaptiveAvgPool2d', 'x', x)
  if (x.ndim !== 4)
    throw new ShapeError(`adaptiveAvgPool2d: expected x of shape (N, C, H, W) but received ${format(x.shape)}`)
  const [oh, ow] = pair('adaptiveAvgPool2d', 'outputSize', options.outputSize, 1)
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const out = emptyTensor(x.dtype, [n, c, oh, ow])
  const sizes = { planes: n * c, h, w, oh, ow }
  kernels.adaptiveAvgPool2d({ ...sizes, x: contiguous(x), y: out })
  return record(
    'adaptiveAvgPool2d',
    out,
    [x],
    [],
    (g) => [
      writeGrad(x, (dx, accumulate) =>
        kernels.adaptiveAvgPool2dBackward({ ...sizes, dy: contiguous(g), dx, accumulate })
      )
    ],
    sizes
  )
}
