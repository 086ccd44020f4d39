// Sizes along the spatial dimensions of (N, C, ...), and inputs without the N. Called by the ops of images.
import { OptionError, ShapeError } from '../../errors.ts'
import { format } from '../../tensor/shape.ts'
import { checkFloat, type Tensor } from '../../tensor/tensor.ts'
import { show } from '../../util/options.ts'
import { reshape } from '../shape.ts'

/** A number for all spatial dimensions, or one for each. */
export type Sizes = number | readonly number[]

/** @internal What an array of sizes for one, two or three dimensions is called in messages. */
export const SEVERAL = ['', 'an array of one', 'a pair of them', 'an array of three']

/** @internal A size for each of `nd` dimensions from a number or an array. */
export function sizesOf(op: string, name: string, value: Sizes, nd: number, least: number): number[] {
  const all: readonly number[] = typeof value === 'number' ? new Array<number>(nd).fill(value) : value
  if (!Array.isArray(all) || all.length !== nd || !all.every((n) => Number.isInteger(n) && n >= least)) {
    throw new OptionError(
      `${op}: expected ${name} to be a whole number >= ${least} or ${SEVERAL[nd]} but received ${show(value)}`
    )
  }
  return [...all]
}

/** @internal The names of the dimensions, for messages. */
export const LAYOUTS = ['', '(N, C, L)', '(N, C, H, W)', '(N, C, D, H, W)'] as const

/** @internal Calls `body` with x as (N, C, ...) with `nd` spatial dimensions; an x without the N is a batch of one. */
export function batched<R>(op: string, x: Tensor, nd: number, body: (x: Tensor) => R, back: (y: R) => R): R {
  checkFloat(op, 'x', x)
  if (x.ndim === nd + 2) return body(x)
  if (x.ndim !== nd + 1)
    throw new ShapeError(`${op}: expected x of shape ${LAYOUTS[nd]} but received ${format(x.shape)}`)
  return back(body(reshape(x, [1, ...x.shape])))
}

/** @internal The first of a batch of one, as a view. */
export const first = (y: Tensor): Tensor => reshape(y, y.shape.slice(1))

/** @internal The size of the output of a window along one dimension; with `ceil` the last window may begin inside and end outside. */
export function windows(
  op: string,
  n: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  ceil = false
): number {
  const span = n + 2 * padding - dilation * (kernel - 1) - 1
  let size = (ceil ? Math.ceil(span / stride) : Math.floor(span / stride)) + 1
  // A window that begins in the padding after the input sees none of it.
  if (ceil && (size - 1) * stride >= n + padding) size--
  if (size < 1) {
    throw new ShapeError(
      `${op}: a kernel of ${dilation * (kernel - 1) + 1} does not fit an input of ${n} with padding ${padding}`
    )
  }
  return size
}
