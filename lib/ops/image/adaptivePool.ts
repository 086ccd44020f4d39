// Pooling to a given size: means and maxima of windows whose sizes differ.
import { writeGrad } from '../../autograd/grads.ts'
import { noGrad, record } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { OptionError } from '../../errors.ts'
import { sizeOf } from '../../tensor/shape.ts'
import { contiguous, elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { anything, boolean, show } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { max } from '../extreme.ts'
import { indexSelect } from '../gather.ts'
import { type Pooled, unbatched, type WithIndices } from '../pool.ts'
import { reshape, to } from '../shape.ts'
import { emptyTensor, int32 } from '../shared.ts'
import { combine, SparseRows, type Term } from './combine.ts'
import { batched, first, SEVERAL } from './spatial.ts'

/** A size for all directions, or one for each; null keeps that of the input. */
export type OutputSizes = number | readonly (number | null)[]

const ADAPTIVE = positional<{ outputSize: OutputSizes; returnIndices?: boolean }>({
  outputSize: anything,
  returnIndices: boolean
})

function outputsOf(op: string, value: OutputSizes, x: Tensor, nd: number): number[] {
  const all = typeof value === 'number' ? new Array<number>(nd).fill(value) : value
  const sound = (n: unknown): boolean => n === null || (Number.isInteger(n) && (n as number) >= 1)
  if (!Array.isArray(all) || all.length !== nd || !all.every(sound)) {
    throw new OptionError(
      `${op}: expected outputSize to be a whole number >= 1 or ${SEVERAL[nd]}, null for the size of the input, but received ${show(value)}`
    )
  }
  return all.map((n: number | null, d: number) => n ?? x.shape[d + 2]!)
}

type Bin = readonly [begin: number, end: number]

// Output i covers floor(i n / count) to ceil((i + 1) n / count).
const bins = (n: number, count: number): Bin[] =>
  Array.from({ length: count }, (_, i) => [Math.floor((i * n) / count), Math.ceil(((i + 1) * n) / count)])

/** @internal Means over bins along one dimension. */
export function binMeans(n: number, count: number): SparseRows {
  const row = ([begin, end]: Bin): Term[] =>
    Array.from({ length: end - begin }, (_, k): Term => [begin + k, 1 / (end - begin)])
  return SparseRows.of(n, bins(n, count).map(row))
}

// --- means ---

function meanOfPlanes(x: Tensor, oh: number, ow: number): Tensor {
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const out = emptyTensor(x.dtype, [n, c, oh, ow])
  const sizes = { planes: n * c, h, w, oh, ow }
  kernels.adaptiveAvgPool2d({ x: contiguous(x), y: out, ...sizes })
  return record(
    'adaptiveAvgPool2d',
    out,
    [x],
    [],
    (g) => [
      writeGrad(x, (dx, accumulate) =>
        kernels.adaptiveAvgPool2dBackward({ dy: contiguous(g), dx, accumulate, ...sizes })
      )
    ],
    sizes
  )
}

function average(op: string, nd: number, x: Tensor, outputSize: unknown): Tensor {
  const options = read(op, ADAPTIVE, outputSize)
  return batched(
    op,
    x,
    nd,
    (all) => {
      const [n, c, ...space] = all.shape as [number, number, ...number[]]
      const sizes = outputsOf(op, options.outputSize, all, nd)
      const [oh, ow] = [1, ...sizes].slice(-2) as [number, number]
      if (nd === 2) return meanOfPlanes(all, oh, ow)
      const planes = reshape(all, [n, sizeOf([c, ...space.slice(0, -2)]), ...[1, ...space].slice(-2)])
      const means = reshape(meanOfPlanes(planes, oh, ow), [n, c, ...space.slice(0, -2), ...sizes.slice(-2)])
      return nd === 1 ? means : combine(op, means, 2, binMeans(space[0]!, sizes[0]!))
    },
    first
  )
}

/**
 * The mean over windows that divide the plane into an output of the given size; null keeps a size.
 * @param x (N, C, H, W), or one image (C, H, W)
 * @example
 * adaptiveAvgPool2d(ones([1, 2, 5, 7]), [3, null]).shape // [1, 2, 3, 7]
 */
export function adaptiveAvgPool2d(x: Tensor, outputSize: OutputSizes | { outputSize: OutputSizes }): Tensor {
  return average('adaptiveAvgPool2d', 2, x, outputSize)
}

/**
 * The mean over windows that divide the line of x (N, C, L) or (C, L) into an output of the given size.
 * @example
 * adaptiveAvgPool1d(tensor([[1, 3, 2, 6]]), 2).toArray() // [[2, 4]]
 */
export function adaptiveAvgPool1d(x: Tensor, outputSize: OutputSizes | { outputSize: OutputSizes }): Tensor {
  return average('adaptiveAvgPool1d', 1, x, outputSize)
}

/**
 * The mean over windows that divide the volume of x (N, C, D, H, W) or (C, D, H, W) into an output of the given size.
 * @example
 * adaptiveAvgPool3d(ones([1, 2, 4, 5, 6]), [2, null, 3]).shape // [1, 2, 2, 5, 3]
 */
export function adaptiveAvgPool3d(x: Tensor, outputSize: OutputSizes | { outputSize: OutputSizes }): Tensor {
  return average('adaptiveAvgPool3d', 3, x, outputSize)
}

// --- maxima ---

// The largest of each bin along `dim`, the first of equal ones, and where in the flattened dimensions from `dim` on it is.
function maxOfBins(
  x: Tensor,
  index: Tensor | null,
  dim: number,
  windows: readonly Bin[],
  step: number
): [Tensor, Tensor] {
  const widest = Math.max(...windows.map(([begin, end]) => end - begin))
  // A shorter bin names its last element again, which changes no maximum and no first place.
  const places = windows.flatMap(([begin, end]) =>
    Array.from({ length: widest }, (_, k) => Math.min(begin + k, end - 1))
  )
  const all = indexSelect(x, int32(places), dim)
  const shape = [...x.shape.slice(0, dim), windows.length, widest, ...x.shape.slice(dim + 1)]
  const { values, indices } = max(reshape(all, shape), dim + 1)
  const inner = sizeOf(x.shape.slice(dim + 1))
  const found = emptyTensor('int32', values.shape)
  const before = index === null ? null : elementsOf(index)
  const taps = elementsOf(indices)
  const n = x.shape[dim]!
  for (let k = 0; k < found.size; k++) {
    const i = k % inner
    const bin = Math.floor(k / inner) % windows.length
    const outer = Math.floor(k / inner / windows.length)
    const place = places[bin * widest + taps[k]!]!
    const rest = before === null ? 0 : before[(outer * n + place) * inner + i]!
    found.storage.put(found.offset + k, place * step + rest)
  }
  return [values, found]
}

function maximum(op: string, nd: number, x: Tensor, outputSize: unknown, more: unknown): Tensor | Pooled {
  const options = read(op, ADAPTIVE, outputSize, more)
  return batched<Tensor | Pooled>(
    op,
    x,
    nd,
    (all) => {
      const space = all.shape.slice(2)
      let output = all
      let index: Tensor | null = null
      for (const [d, count] of [...outputsOf(op, options.outputSize, all, nd).entries()].reverse()) {
        ;[output, index] = maxOfBins(output, index, d + 2, bins(space[d]!, count), sizeOf(space.slice(d + 1)))
      }
      return options.returnIndices ? { output, indices: noGrad(() => to(index!, 'int64')) } : output
    },
    unbatched
  )
}

export interface AdaptiveMaxOptions {
  outputSize: OutputSizes
  /** Whether the positions of the maxima are returned as well. Default false. */
  returnIndices?: boolean | undefined
}

/**
 * The largest element of windows that divide the plane into an output of the given size; null keeps a size.
 * @param x (N, C, H, W), or one image (C, H, W)
 * @param options.returnIndices whether the positions are returned as well: { output, indices }
 * @example
 * adaptiveMaxPool2d(arange(16).to('float32').reshape([1, 4, 4]), [1, 2]).toArray() // [[[13, 15]]]
 */
export function adaptiveMaxPool2d(x: Tensor, ...options: WithIndices<AdaptiveMaxOptions, 'outputSize'>): Pooled
export function adaptiveMaxPool2d(
  x: Tensor,
  outputSize: OutputSizes | AdaptiveMaxOptions,
  more?: Omit<AdaptiveMaxOptions, 'outputSize'>
): Tensor
export function adaptiveMaxPool2d(
  x: Tensor,
  outputSize: OutputSizes | AdaptiveMaxOptions,
  more?: Omit<AdaptiveMaxOptions, 'outputSize'>
): Tensor | Pooled {
  return maximum('adaptiveMaxPool2d', 2, x, outputSize, more)
}

/**
 * The largest element of windows that divide the line of x (N, C, L) or (C, L) into an output of the given size.
 * @example
 * adaptiveMaxPool1d(tensor([[1, 3, 2, 6]]), 2).toArray() // [[3, 6]]
 */
export function adaptiveMaxPool1d(x: Tensor, ...options: WithIndices<AdaptiveMaxOptions, 'outputSize'>): Pooled
export function adaptiveMaxPool1d(
  x: Tensor,
  outputSize: OutputSizes | AdaptiveMaxOptions,
  more?: Omit<AdaptiveMaxOptions, 'outputSize'>
): Tensor
export function adaptiveMaxPool1d(
  x: Tensor,
  outputSize: OutputSizes | AdaptiveMaxOptions,
  more?: Omit<AdaptiveMaxOptions, 'outputSize'>
): Tensor | Pooled {
  return maximum('adaptiveMaxPool1d', 1, x, outputSize, more)
}

/**
 * The largest element of windows that divide the volume of x (N, C, D, H, W) or (C, D, H, W).
 * @example
 * adaptiveMaxPool3d(ones([1, 2, 4, 5, 6]), [2, null, 3]).shape // [1, 2, 2, 5, 3]
 */
export function adaptiveMaxPool3d(x: Tensor, ...options: WithIndices<AdaptiveMaxOptions, 'outputSize'>): Pooled
export function adaptiveMaxPool3d(
  x: Tensor,
  outputSize: OutputSizes | AdaptiveMaxOptions,
  more?: Omit<AdaptiveMaxOptions, 'outputSize'>
): Tensor
export function adaptiveMaxPool3d(
  x: Tensor,
  outputSize: OutputSizes | AdaptiveMaxOptions,
  more?: Omit<AdaptiveMaxOptions, 'outputSize'>
): Tensor | Pooled {
  return maximum('adaptiveMaxPool3d', 3, x, outputSize, more)
}
