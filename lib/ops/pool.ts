// Pooling over (N, C, ...): the largest or the mean element of each window. One and three dimensions go through the planes of
// two; positions of maxima are those of PyTorch, in the flattened spatial dimensions.
import { writeGrad } from '../autograd/grads.ts'
import { noGrad, record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError } from '../errors.ts'
import { format, sizeOf } from '../tensor/shape.ts'
import { contiguous, type Tensor } from '../tensor/tensor.ts'
import { anything, boolean, number } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import type { ActivationOptions } from './activation.ts'
import { combine, SparseRows, type Term } from './image/combine.ts'
import { batched, first, type Sizes, sizesOf, windows } from './image/spatial.ts'
import { reshape, to } from './shape.ts'
import { elementwise, emptyTensor, wantsRelu } from './shared.ts'

/** Options of every pooling with windows. */
export interface PoolOptions {
  /** A number for all directions, or one for each. */
  kernelSize: Sizes
  /** Default kernelSize. */
  stride?: Sizes | undefined
  /** Default 0, at most half the kernel. */
  padding?: Sizes | undefined
  /** Whether a last window may reach beyond the input. Default false. */
  ceilMode?: boolean | undefined
}

export interface MaxPoolOptions extends PoolOptions, ActivationOptions {
  /** Distance of the elements of a window. Default 1. */
  dilation?: Sizes | undefined
  /** Whether the positions of the maxima are returned as well. Default false. */
  returnIndices?: boolean | undefined
}

export interface AvgPoolOptions extends PoolOptions {
  /** Whether padding counts as elements. Default true. */
  countIncludePad?: boolean | undefined
  /** Divides the sums in place of the number of elements. */
  divisorOverride?: number | null | undefined
}

export type Pool2dOptions = PoolOptions
export type MaxPool2dOptions = MaxPoolOptions
export type AvgPool2dOptions = AvgPoolOptions

/** The largest elements and where they are. */
export interface Pooled {
  output: Tensor
  /** int64 positions in the flattened spatial dimensions. */
  indices: Tensor
}

/** The options with which a pooling returns where the largest elements are: all in one object, or the first one before it. */
export type WithIndices<O extends object, First extends keyof O> =
  | [options: O & { returnIndices: true }]
  | [first: O[First], more: Omit<O, First> & { returnIndices: true }]

/** @internal Where the largest elements were: bytes 0 to 3 of windows of 2 x 2 (`halves`), else positions in the plane. */
export interface PoolDetails {
  index: Tensor
  h: number
  w: number
  halves: boolean
}

// Sizes are checked by `sizesOf`.
const WINDOW = { kernelSize: anything, stride: anything, padding: anything, ceilMode: boolean }
const MAX_POOL = positional<MaxPoolOptions>({
  ...WINDOW,
  dilation: anything,
  activation: anything,
  returnIndices: boolean
})
const AVG_POOL = positional<AvgPoolOptions>({ ...WINDOW, countIncludePad: boolean, divisorOverride: anything })

interface Window {
  readonly kernel: number[]
  readonly stride: number[]
  readonly padding: number[]
  readonly dilation: number[]
  readonly output: number[]
}

// The sizes of a pooling of x (N, C, ...).
function windowOf(op: string, x: Tensor, nd: number, options: PoolOptions & { dilation?: Sizes | undefined }): Window {
  const kernel = sizesOf(op, 'kernelSize', options.kernelSize, nd, 1)
  const stride = sizesOf(op, 'stride', options.stride ?? options.kernelSize, nd, 1)
  const padding = sizesOf(op, 'padding', options.padding ?? 0, nd, 0)
  const dilation = sizesOf(op, 'dilation', options.dilation ?? 1, nd, 1)
  if (padding.some((n, d) => 2 * n > kernel[d]!)) {
    throw new OptionError(
      `${op}: expected padding of at most half the kernel but received ${format(padding)} for ${format(kernel)}`
    )
  }
  const output = kernel.map((k, d) =>
    windows(op, x.shape[d + 2]!, k, stride[d]!, padding[d]!, dilation[d]!, options.ceilMode)
  )
  return { kernel, stride, padding, dilation, output }
}

// --- maxima ---

type Maxima = [output: Tensor, index: Tensor]

// Over (N, C, H, W), with int32 positions in the plane.
function maxOfPlanes(x: Tensor, { kernel, stride, padding, dilation, output }: Window): Maxima {
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const [oh, ow] = output as Two
  const out = emptyTensor(x.dtype, [n, c, oh, ow])
  const index = emptyTensor('int32', out.shape)
  const sizes = { planes: n * c, h, w, oh, ow }
  const [[kh, kw], [sh, sw], [ph, pw], [dh, dw]] = [kernel, stride, padding, dilation] as [Two, Two, Two, Two]
  kernels.maxPool2d({ kh, kw, sh, sw, ph, pw, dh, dw, x: contiguous(x), y: out, index, ...sizes })
  record(
    'maxPool2d',
    out,
    [x],
    [],
    (g) => [
      writeGrad(x, (dx, accumulate) =>
        kernels.maxPool2dBackward({ dy: contiguous(g), index, dx, accumulate, ...sizes })
      )
    ],
    { index, h, w, halves: false } satisfies PoolDetails
  )
  return [out, index]
}

type Two = [number, number]

// Windows of 2 x 2 that divide the plane, with a relu of them.
function maxOfHalves(x: Tensor, relu: boolean): Tensor {
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const out = emptyTensor(x.dtype, [n, c, Math.floor(h / 2), Math.floor(w / 2)])
  const index = emptyTensor('bool', out.shape)
  const planes = n * c
  kernels.maxPool2x2({ x: contiguous(x), y: out, index, planes, h, w, relu: relu ? 1 : 0 })
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
    { index, h, w, halves: true } satisfies PoolDetails
  )
}

// Over (N, C, D, H, W): of each slice, then along the depth; the first of equal ones stays the first.
function maxOfVolumes(x: Tensor, window: Window): Maxima {
  const [n, c, d, h, w] = x.shape as [number, number, number, number, number]
  const [od, oh, ow] = window.output as [number, number, number]
  const part = (pick: (sizes: number[]) => number[], output: number[]): Window => {
    const [kernel, stride, padding] = [window.kernel, window.stride, window.padding].map(pick) as [Two, Two, Two]
    return { kernel, stride, padding, dilation: pick(window.dilation), output }
  }
  const slices = part((sizes) => sizes.slice(1), [oh, ow])
  const depth = { ...part((sizes) => [sizes[0]!, 1], [od, oh * ow]), padding: [window.padding[0]!, 0] }
  const [best, places] = maxOfPlanes(reshape(x, [n * c, d, h, w]), slices)
  const [out, along] = maxOfPlanes(reshape(best, [n * c, 1, d, oh * ow]), depth)
  const index = emptyTensor('int32', [n, c, od, oh, ow])
  const [inSlice, inDepth] = [places.storage.current, along.storage.current]
  const plane = oh * ow
  for (let k = 0; k < index.size; k++) {
    const at = inDepth[along.offset + k]!
    const volume = Math.floor(k / (od * plane))
    const hit = inSlice[places.offset + volume * d * plane + Math.max(0, at)]!
    index.storage.put(index.offset + k, at < 0 ? -1 : Math.floor(at / plane) * h * w + hit)
  }
  return [reshape(out, [n, c, od, oh, ow]), index]
}

const isHalves = ({ kernel, stride, padding, dilation }: Window): boolean =>
  [...kernel, ...stride].every((k) => k === 2) && padding.every((k) => k === 0) && dilation.every((k) => k === 1)

function maxPool(op: string, nd: number, x: Tensor, options: MaxPoolOptions): Tensor | Pooled {
  const relu = wantsRelu(op, options)
  const pooled = batched<Tensor | Pooled>(
    op,
    x,
    nd,
    (all) => {
      const window = windowOf(op, all, nd, options)
      if (!options.returnIndices && nd === 2 && isHalves(window) && floors(all, window)) return maxOfHalves(all, relu)
      const [out, index] =
        nd === 3 ? maxOfVolumes(all, window) : nd === 2 ? maxOfPlanes(all, window) : maxOfLines(all, window)
      const output = relu ? elementwise('relu', [out]) : out
      return options.returnIndices ? { output, indices: noGrad(() => to(index, 'int64')) } : output
    },
    unbatched
  )
  return pooled
}

const floors = (x: Tensor, { output }: Window): boolean => output.every((n, d) => n === Math.floor(x.shape[d + 2]! / 2))

/** @internal The first of a batch of one. */
export const unbatched = (y: Tensor | Pooled): Tensor | Pooled =>
  'output' in y ? { output: first(y.output), indices: first(y.indices) } : first(y)

// Over (N, C, L), as planes of one row.
function maxOfLines(x: Tensor, window: Window): Maxima {
  const [n, c, l] = x.shape as [number, number, number]
  const flat: Window = {
    kernel: [1, ...window.kernel],
    stride: [1, ...window.stride],
    padding: [0, ...window.padding],
    dilation: [1, ...window.dilation],
    output: [1, ...window.output]
  }
  const [out, index] = maxOfPlanes(reshape(x, [n, c, 1, l]), flat)
  const shape = [n, c, ...window.output]
  return [reshape(out, shape), reshape(index, shape)]
}

/**
 * The largest element of each window; NaN counts as largest, the first of equal ones gets the gradient.
 * @param x (N, C, H, W), or one image (C, H, W)
 * @param options.activation 'relu' is fused into the op: the positive part of the result
 * @param options.returnIndices whether the positions are returned as well: { output, indices }
 * @example
 * maxPool2d(arange(16).to('float32').reshape([1, 4, 4]), 2).toArray() // [[[5, 7], [13, 15]]]
 */
export function maxPool2d(x: Tensor, ...options: WithIndices<MaxPoolOptions, 'kernelSize'>): Pooled
export function maxPool2d(
  x: Tensor,
  kernelSize: Sizes | MaxPoolOptions,
  more?: Omit<MaxPoolOptions, 'kernelSize'>
): Tensor
export function maxPool2d(
  x: Tensor,
  kernelSize: Sizes | MaxPoolOptions,
  more?: Omit<MaxPoolOptions, 'kernelSize'>
): Tensor | Pooled {
  return maxPool('maxPool2d', 2, x, read('maxPool2d', MAX_POOL, kernelSize, more))
}

/**
 * The largest element of each window of x (N, C, L) or (C, L); options as for maxPool2d.
 * @example
 * maxPool1d(tensor([[1, 4, 2, 3]]), 2).toArray() // [[4, 3]]
 */
export function maxPool1d(x: Tensor, ...options: WithIndices<MaxPoolOptions, 'kernelSize'>): Pooled
export function maxPool1d(
  x: Tensor,
  kernelSize: Sizes | MaxPoolOptions,
  more?: Omit<MaxPoolOptions, 'kernelSize'>
): Tensor
export function maxPool1d(
  x: Tensor,
  kernelSize: Sizes | MaxPoolOptions,
  more?: Omit<MaxPoolOptions, 'kernelSize'>
): Tensor | Pooled {
  return maxPool('maxPool1d', 1, x, read('maxPool1d', MAX_POOL, kernelSize, more))
}

/**
 * The largest element of each window of x (N, C, D, H, W) or (C, D, H, W); options as for maxPool2d.
 * @example
 * maxPool3d(ones([1, 2, 4, 4, 4]), 2).shape // [1, 2, 2, 2, 2]
 */
export function maxPool3d(x: Tensor, ...options: WithIndices<MaxPoolOptions, 'kernelSize'>): Pooled
export function maxPool3d(
  x: Tensor,
  kernelSize: Sizes | MaxPoolOptions,
  more?: Omit<MaxPoolOptions, 'kernelSize'>
): Tensor
export function maxPool3d(
  x: Tensor,
  kernelSize: Sizes | MaxPoolOptions,
  more?: Omit<MaxPoolOptions, 'kernelSize'>
): Tensor | Pooled {
  return maxPool('maxPool3d', 3, x, read('maxPool3d', MAX_POOL, kernelSize, more))
}

// --- means ---

function meanOfPlanes(x: Tensor, { kernel, stride, padding, output }: Window, countPad: boolean): Tensor {
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const [[kh, kw], [sh, sw], [ph, pw], [oh, ow]] = [kernel, stride, padding, output] as [Two, Two, Two, Two]
  const out = emptyTensor(x.dtype, [n, c, oh, ow])
  const geometry = { planes: n * c, h, w, oh, ow, kh, kw, sh, sw, ph, pw, countPad: countPad ? 1 : 0 }
  kernels.avgPool2d({ x: contiguous(x), y: out, ...geometry })
  return record(
    'avgPool2d',
    out,
    [x],
    [],
    (g) => [
      writeGrad(x, (dx, accumulate) => kernels.avgPool2dBackward({ dy: contiguous(g), dx, accumulate, ...geometry }))
    ],
    geometry
  )
}

// Sums or means along dimension d of a window: separable, as the number of elements is a product.
function rowsOf(n: number, window: Window, d: number, divide: 'elements' | 'padded' | 'not'): SparseRows {
  const [k, s, p] = [window.kernel[d]!, window.stride[d]!, window.padding[d]!]
  return SparseRows.of(
    n,
    Array.from({ length: window.output[d]! }, (_, j): Term[] => {
      const [from, end] = [j * s - p, Math.min(j * s - p + k, n + p)]
      const [begin, stop] = [Math.max(0, from), Math.min(n, end)]
      const count = divide === 'not' ? 1 : divide === 'padded' ? end - from : stop - begin
      return Array.from({ length: Math.max(0, stop - begin) }, (_, i): Term => [begin + i, 1 / count])
    })
  )
}

function avgPool(op: string, nd: number, x: Tensor, options: AvgPoolOptions): Tensor {
  const countPad = options.countIncludePad ?? true
  const divisor = options.divisorOverride ?? null
  if (divisor !== null && !(number().test(divisor) && divisor !== 0)) {
    throw new OptionError(`${op}: expected divisorOverride to be a number other than 0 but received ${divisor}`)
  }
  return batched(
    op,
    x,
    nd,
    (all) => {
      const window = windowOf(op, all, nd, options)
      if (divisor !== null) {
        const sums = window.kernel.reduceRight(
          (t, _, d) => combine(op, t, d + 2, rowsOf(all.shape[d + 2]!, window, d, 'not')),
          all
        )
        return elementwise('div', [sums, divisor])
      }
      const [n, c, ...space] = all.shape as [number, number, ...number[]]
      if (nd === 2) return meanOfPlanes(all, window, countPad)
      const planes = {
        kernel: [1, ...window.kernel].slice(-2),
        stride: [1, ...window.stride].slice(-2),
        padding: [0, ...window.padding].slice(-2),
        dilation: [1, 1],
        output: [1, ...window.output].slice(-2)
      }
      const means = meanOfPlanes(
        reshape(all, [n, sizeOf([c, ...space.slice(0, -2)]), ...[1, ...space].slice(-2)]),
        planes,
        countPad
      )
      const shaped = reshape(means, [n, c, ...space.slice(0, -2), ...window.output.slice(-2)])
      return nd === 1 ? shaped : combine(op, shaped, 2, rowsOf(space[0]!, window, 0, countPad ? 'padded' : 'elements'))
    },
    first
  )
}

/**
 * The mean of each window.
 * @param x (N, C, H, W), or one image (C, H, W)
 * @param options.countIncludePad whether padding counts as elements. Default true
 * @param options.divisorOverride divides the sums in place of the number of elements
 * @example
 * avgPool2d(arange(16).to('float32').reshape([1, 4, 4]), 2).toArray() // [[[2.5, 4.5], [10.5, 12.5]]]
 */
export function avgPool2d(
  x: Tensor,
  kernelSize: Sizes | AvgPoolOptions,
  more?: Omit<AvgPoolOptions, 'kernelSize'>
): Tensor {
  return avgPool('avgPool2d', 2, x, read('avgPool2d', AVG_POOL, kernelSize, more))
}

/**
 * The mean of each window of x (N, C, L) or (C, L); options as for avgPool2d.
 * @example
 * avgPool1d(tensor([[1, 3, 2, 6]]), 2).toArray() // [[2, 4]]
 */
export function avgPool1d(
  x: Tensor,
  kernelSize: Sizes | Omit<AvgPoolOptions, 'divisorOverride'>,
  more?: Omit<AvgPoolOptions, 'kernelSize' | 'divisorOverride'>
): Tensor {
  return avgPool('avgPool1d', 1, x, read('avgPool1d', AVG_POOL, kernelSize, more))
}

/**
 * The mean of each window of x (N, C, D, H, W) or (C, D, H, W); options as for avgPool2d.
 * @example
 * avgPool3d(ones([1, 2, 4, 4, 4]), 2).shape // [1, 2, 2, 2, 2]
 */
export function avgPool3d(
  x: Tensor,
  kernelSize: Sizes | AvgPoolOptions,
  more?: Omit<AvgPoolOptions, 'kernelSize'>
): Tensor {
  return avgPool('avgPool3d', 3, x, read('avgPool3d', AVG_POOL, kernelSize, more))
}
