// Convolution and pooling over (N, C, H, W) and, through it, (N, C, L).
import { gradientTarget } from '../autograd/grads.ts'
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import { checkTensor, contiguous, type Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { type ActivationOptions, elementwise, fresh, throughRelu, viewAs, wantsRelu } from './call.ts'
import { into } from './matmul.ts'
import { checkNames } from './options.ts'

const FLOATS = ['float32', 'float64'] as const

/** A number for both directions, or [height, width]. */
export type Pair = number | readonly [number, number]

export interface Conv2dOptions extends ActivationOptions {
  /** Default 1. */
  stride?: Pair
  /** Zeros on each side. Default 0. */
  padding?: Pair
  /** Distance of the kernel's taps. Default 1. */
  dilation?: Pair
  /** Default 1. */
  groups?: number
}

export interface Pool2dOptions {
  kernelSize: Pair
  /** Default kernelSize. */
  stride?: Pair
  /** Default 0, at most half the kernel. */
  padding?: Pair
}

function pair(op: string, name: string, value: Pair, least: number): readonly [number, number] {
  const both = typeof value === 'number' ? ([value, value] as const) : value
  if (!Array.isArray(both) || both.length !== 2 || !both.every((n) => Number.isInteger(n) && n >= least)) {
    throw new OptionError(
      `${op}: expected ${name} to be a whole number >= ${least} or a pair of them but received ${show(value)}`
    )
  }
  return both as readonly [number, number]
}

function outputSize(op: string, n: number, kernel: number, stride: number, padding: number, dilation: number): number {
  const size = Math.floor((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
  if (size < 1) {
    throw new ShapeError(
      `${op}: a kernel of ${dilation * (kernel - 1) + 1} does not fit an input of ${n} with padding ${padding}`
    )
  }
  return size
}

/**
 * Two-dimensional convolution (cross-correlation, as everywhere in this field).
 * @param x (N, C, H, W)
 * @param weight (O, C / groups, KH, KW)
 * @param bias (O), optional
 * @returns (N, O, OH, OW) with OH = floor((H + 2 padding - dilation (KH - 1) - 1) / stride) + 1
 * @example
 * conv2d(ones([1, 1, 5, 5]), ones([2, 1, 3, 3]), null, { padding: 1 }).shape // [1, 2, 5, 5]
 */
export function conv2d(x: Tensor, weight: Tensor, bias: Tensor | null = null, options: Conv2dOptions = {}): Tensor {
  return convolve('conv2d', x, weight, bias, options)
}

function convolve(op: string, x: Tensor, weight: Tensor, bias: Tensor | null, options: Conv2dOptions): Tensor {
  checkNames(op, options)
  checkTensor(op, 'x', x, FLOATS)
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
  const out = fresh(x.dtype, [n, o, oh, ow])
  const plainBias = bias === null ? null : contiguous(bias)
  kernels.conv2d({ ...geometry, x: image, weight: filter, bias: plainBias, y: out, relu: relu ? 1 : 0 })
  const inputs = bias === null ? [x, weight] : [x, weight, bias]
  return record(op, out, inputs, relu ? [x, weight, out] : [x, weight], (g) => {
    const up = throughRelu(relu, contiguous(g), out)
    const dx = x.requiresGrad
      ? into(x, (d, accumulate) => kernels.conv2dInput({ ...geometry, dy: up, weight: filter, dx: d, accumulate }))
      : null
    const [dweight, dbias] = weightGradients(weight, bias, (dW, dB, accumulate) =>
      kernels.conv2dWeight({ ...geometry, x: image, dy: up, dweight: dW, dbias: dB, accumulate })
    )
    return [dx, dweight, dbias]
  })
}

/**
 * The gradients of a weight and a bias that one kernel makes together, straight into the leaves' buffers when both are
 * at the same point (both fresh or both sums already).
 */
export function weightGradients(
  weight: Tensor,
  bias: Tensor | null,
  write: (dW: Tensor, dB: Tensor | null, accumulate: number) => void
): [Tensor | null, Tensor | null] {
  const wantsBias = bias?.requiresGrad ?? false
  if (!weight.requiresGrad && !wantsBias) return [null, null]
  const together =
    weight.requiresGrad &&
    weight.node === null &&
    (!wantsBias || (bias!.node === null && (weight.grad === null) === (bias!.grad === null)))
  if (together) {
    const w = gradientTarget(weight)!
    const b = wantsBias ? gradientTarget(bias!) : null
    write(w.gradient, b === null ? null : b.gradient, w.accumulate ? 1 : 0)
    return [null, null]
  }
  const dW = fresh(weight.dtype, weight.shape)
  const dB = wantsBias ? fresh(bias!.dtype, bias!.shape) : null
  write(dW, dB, 0)
  return [dW, dB]
}

/** One-dimensional convolution: x (N, C, L), weight (O, C / groups, K). Options as for conv2d, as numbers. */
export function conv1d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  options: { stride?: number; padding?: number; dilation?: number; groups?: number } = {}
): Tensor {
  checkNames('conv1d', options)
  checkTensor('conv1d', 'x', x, FLOATS)
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
  return record('reshape', viewAs(contiguous(x), shape), [x], [], (g) => [viewAs(contiguous(g), x.shape)])
}

interface Window {
  /** What the kernels of pooling are called with. */
  sizes: { planes: number; h: number; w: number; oh: number; ow: number }
  taps: { kh: number; kw: number; sh: number; sw: number; ph: number; pw: number }
  shape: number[]
}

function window(op: string, x: Tensor, options: Pool2dOptions, dilation: readonly [number, number]): Window {
  checkTensor(op, 'x', x, FLOATS)
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

/**
 * The largest element of each window; NaN counts as largest, the first of equal ones gets the gradient.
 * @param x (N, C, H, W)
 * @param options.activation 'relu' gives the positive part, which is also the pool of the positive part of x
 */
export function maxPool2d(x: Tensor, options: Pool2dOptions & ActivationOptions & { dilation?: Pair }): Tensor {
  checkNames('maxPool2d', options)
  const relu = wantsRelu('maxPool2d', options)
  const dilation = pair('maxPool2d', 'dilation', options.dilation ?? 1, 1)
  const { sizes, taps, shape } = window('maxPool2d', x, options, dilation)
  const source = contiguous(x)
  const out = fresh(x.dtype, shape)
  const { kh, kw, sh, sw, ph, pw } = taps
  const halves = [kh, kw, sh, sw].every((k) => k === 2) && ph === 0 && pw === 0 && dilation.every((k) => k === 1)
  if (halves) {
    const index = fresh('bool', shape)
    const { planes, h, w } = sizes
    kernels.maxPool2x2({ x: source, y: out, index, planes, h, w, relu: relu ? 1 : 0 })
    return record('maxPool2d', out, [x], [], (g) => [
      into(x, (dx, accumulate) =>
        kernels.maxPool2x2Backward({ dy: contiguous(g), index, dx, planes, h, w, accumulate })
      )
    ])
  }
  if (relu) {
    const { activation, ...rest } = options
    return elementwise('relu', [maxPool2d(x, rest)])
  }
  const index = fresh('int32', shape)
  const [dh, dw] = dilation
  kernels.maxPool2d({ ...sizes, ...taps, x: source, y: out, index, dh, dw })
  return record('maxPool2d', out, [x], [], (g) => [
    into(x, (dx, accumulate) => kernels.maxPool2dBackward({ ...sizes, dy: contiguous(g), index, dx, accumulate }))
  ])
}

/**
 * The mean of each window.
 * @param x (N, C, H, W)
 * @param options.countIncludePad whether padding counts as elements. Default true
 */
export function avgPool2d(x: Tensor, options: Pool2dOptions & { countIncludePad?: boolean }): Tensor {
  checkNames('avgPool2d', options)
  const { sizes, taps, shape } = window('avgPool2d', x, options, [1, 1])
  const out = fresh(x.dtype, shape)
  const geometry = { ...sizes, ...taps, countPad: (options.countIncludePad ?? true) ? 1 : 0 }
  kernels.avgPool2d({ ...geometry, x: contiguous(x), y: out })
  return record('avgPool2d', out, [x], [], (g) => [
    into(x, (dx, accumulate) => kernels.avgPool2dBackward({ ...geometry, dy: contiguous(g), dx, accumulate }))
  ])
}

/** The mean over windows that divide the plane into an output of the given size. x is (N, C, H, W). */
export function adaptiveAvgPool2d(x: Tensor, options: { outputSize: Pair }): Tensor {
  checkNames('adaptiveAvgPool2d', options)
  checkTensor('adaptiveAvgPool2d', 'x', x, FLOATS)
  if (x.ndim !== 4)
    throw new ShapeError(`adaptiveAvgPool2d: expected x of shape (N, C, H, W) but received ${format(x.shape)}`)
  const [oh, ow] = pair('adaptiveAvgPool2d', 'outputSize', options.outputSize, 1)
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const out = fresh(x.dtype, [n, c, oh, ow])
  const sizes = { planes: n * c, h, w, oh, ow }
  kernels.adaptiveAvgPool2d({ ...sizes, x: contiguous(x), y: out })
  return record('adaptiveAvgPool2d', out, [x], [], (g) => [
    into(x, (dx, accumulate) => kernels.adaptiveAvgPool2dBackward({ ...sizes, dy: contiguous(g), dx, accumulate }))
  ])
}
