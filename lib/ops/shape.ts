// Ops that rearrange elements or view them in another order. Views share memory; row-major kernels copy.
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import type { DType } from '../backend/index.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { checkDtype } from '../tensor/dtypes.ts'
import {
  broadcast,
  broadcastStrides,
  checkShape,
  dimension,
  format,
  inferShape,
  type Shape,
  sameShape,
  sizeOf
} from '../tensor/shape.ts'
import { checkTensor, contiguous as rowMajorCopy, Tensor } from '../tensor/tensor.ts'
import { anything, dim as dimRule, dims as dimsRule, mismatch, show, wholeNumbers } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { convert, emptyTensor, sumTo, viewWithShape } from './shared.ts'

/** Options of slice. */
export interface SliceOptions {
  /** Default 0. */
  dim?: number | undefined
  /** Default 0. */
  start?: number | undefined
  /** Default: the size. */
  end?: number | undefined
  /** Distance between the elements taken. Default 1. */
  step?: number | undefined
}

/** Options of expand; `shape` is an alias of size. */
export type ExpandOptions = { size: Shape; shape?: undefined } | { shape: Shape; size?: undefined }

// A dimension or several.
type Dims = number | readonly number[]

// The tables of the ops' options. Ranges are checked where the shapes are known.
const SHAPE = positional<{ shape: Shape }>({ shape: wholeNumbers })
const FLATTEN = positional<{ startDim?: number; endDim?: number }>({ startDim: dimRule, endDim: dimRule })
const DIM = positional<{ dim: number }>({ dim: dimRule })
const OPTIONAL_DIMS = positional<{ dim?: Dims }>({ dim: dimsRule })
const PERMUTE = positional<{ dims: readonly number[] }>({ dims: wholeNumbers })
const TRANSPOSE = positional<{ dim0?: number; dim1?: number }>({ dim0: dimRule, dim1: dimRule })
const EXPAND = positional<{ size: Shape }>({ size: wholeNumbers }, { shape: 'size' })
const SLICE = positional<SliceOptions>({ dim: dimRule, start: anything, end: anything, step: anything })
const SELECT = positional<{ dim?: number; index: number }>({ dim: dimRule, index: anything })
const TO = positional<{ dtype: DType }>({ dtype: anything })

function checkList(op: string, name: string, value: unknown): void {
  if (!Array.isArray(value)) throw mismatch(op, name, 'an array of whole numbers', value)
}

/** @internal */
export function scalar(op: string): ShapeError {
  return new ShapeError(`${op}: expected x of at least one dimension but received a scalar`)
}

/** @internal Other sizes of the memory of `x`. */
export function view(x: Tensor, shape: Shape, strides: Shape, offset = x.offset): Tensor {
  return new Tensor(x.storage, shape, strides, offset)
}

/** @internal out[...] = x[...] for any strides of the same shape. */
export function copyInto(x: Tensor, out: Tensor): void {
  kernels.copy(x, out)
}

/**
 * The same elements in another shape, sharing memory with a contiguous `x`.
 * @param sizes of the result; one may be -1 and is inferred
 * @throws ShapeError when the sizes do not fit
 * @example
 * reshape(arange(6), [2, -1]).shape // [2, 3]
 */
export function reshape(x: Tensor, sizes: Shape | { shape: Shape }): Tensor {
  const options = read('reshape', SHAPE, sizes)
  checkList('reshape', 'shape', options.shape)
  checkTensor('reshape', 'x', x)
  const shape = inferShape('reshape', x.size, options.shape)
  const out = viewWithShape(rowMajorCopy(x), shape)
  return record('reshape', out, [x], [], (g) => [viewWithShape(rowMajorCopy(g), x.shape)])
}

/** Flattens dimensions startDim to endDim into one. Defaults 0 and -1. */
export function flatten(
  x: Tensor,
  startDim?: number | { startDim?: number | undefined; endDim?: number | undefined },
  more?: { endDim?: number | undefined }
): Tensor {
  const options = read('flatten', FLATTEN, startDim, more)
  checkTensor('flatten', 'x', x)
  const from = dimension('flatten', options.startDim ?? 0, x.ndim)
  const to = dimension('flatten', options.endDim ?? -1, x.ndim)
  if (to < from) throw new OptionError(`flatten: expected startDim <= endDim but received ${from} and ${to}`)
  const shape = [...x.shape.slice(0, from), sizeOf(x.shape.slice(from, to + 1)), ...x.shape.slice(to + 1)]
  return reshape(x, { shape })
}

/** Without dimensions of one element: all of them, or those of `dim` alone. A view. */
export function squeeze(x: Tensor, which?: Dims | { dim?: Dims | undefined }): Tensor {
  const options = read('squeeze', OPTIONAL_DIMS, which)
  checkTensor('squeeze', 'x', x)
  const { dim } = options
  const dims =
    dim === undefined ? undefined : (typeof dim === 'number' ? [dim] : dim).map((d) => dimension('squeeze', d, x.ndim))
  const stays = (_: number, d: number): boolean => x.shape[d] !== 1 || (dims !== undefined && !dims.includes(d))
  return relabeled('squeeze', x, x.shape.filter(stays), x.strides.filter(stays))
}

/** With a new dimension of one element at `dim`. A view. */
export function unsqueeze(x: Tensor, at: number | { dim: number }): Tensor {
  const options = read('unsqueeze', DIM, at)
  checkTensor('unsqueeze', 'x', x)
  const dim = dimension('unsqueeze', options.dim, x.ndim + 1)
  const insert = (list: Shape, value: number): number[] => [...list.slice(0, dim), value, ...list.slice(dim)]
  const stride = dim < x.ndim ? x.shape[dim]! * x.strides[dim]! : 1
  return relabeled('unsqueeze', x, insert(x.shape, 1), insert(x.strides, stride))
}

// A view whose elements come in the same order.
function relabeled(op: string, x: Tensor, shape: Shape, strides: Shape): Tensor {
  return record(op, view(x, shape, strides), [x], [], (g) => [viewWithShape(rowMajorCopy(g), x.shape)])
}

/** The dimensions in another order. A view. */
export function permute(x: Tensor, order: readonly number[] | { dims: readonly number[] }): Tensor {
  const options = read('permute', PERMUTE, order)
  checkList('permute', 'dims', options.dims)
  checkTensor('permute', 'x', x)
  const dims = options.dims.map((d) => dimension('permute', d, x.ndim))
  if (dims.length !== x.ndim || new Set(dims).size !== dims.length) {
    throw new OptionError(
      `permute: expected each of ${x.ndim} dimensions once but received ${format(options.dims)} for shape ${format(x.shape)}`
    )
  }
  const out = view(
    x,
    dims.map((d) => x.shape[d]!),
    dims.map((d) => x.strides[d]!)
  )
  return record(
    'permute',
    out,
    [x],
    [],
    (g) => {
      const back = inverse(dims)
      return [
        view(
          g,
          back.map((d) => g.shape[d]!),
          back.map((d) => g.strides[d]!)
        )
      ]
    },
    dims
  )
}

/**
 * Swaps two dimensions, by default the last two. A view.
 * @example
 * transpose(ones([2, 3, 4]), 0, 1).shape // [3, 2, 4]
 */
export function transpose(
  x: Tensor,
  dim0?: number | { dim0?: number | undefined; dim1?: number | undefined },
  dim1?: number
): Tensor {
  const options = read('transpose', TRANSPOSE, dim0, dim1 === undefined ? undefined : { dim1 })
  checkTensor('transpose', 'x', x)
  const a = dimension('transpose', options.dim0 ?? -2, x.ndim)
  const b = dimension('transpose', options.dim1 ?? -1, x.ndim)
  const dims = x.shape.map((_, d) => (d === a ? b : d === b ? a : d))
  return permute(x, { dims })
}

/** Repeated along dimensions of one element (and new leading ones) to `size`; -1 keeps a size. A view. */
export function expand(x: Tensor, sizes: Shape | ExpandOptions): Tensor {
  const { size } = read('expand', EXPAND, sizes)
  checkTensor('expand', 'x', x)
  checkList('expand', 'size', size)
  const lead = size.length - x.ndim
  const shape = size.map((n, d) => (n === -1 ? (x.shape[d - lead] ?? -1) : n))
  checkShape('expand', shape)
  if (lead < 0 || !sameShape(broadcast('expand', x.shape, shape), shape)) {
    throw new ShapeError(`expand: cannot expand ${format(x.shape)} to ${format(size)}`)
  }
  const out = view(x, shape, broadcastStrides(x.shape, x.strides, shape))
  return record('expand', out, [x], [], (g) => [sumTo(g, x.shape)])
}

/**
 * The elements from start to end (not included) along `dim`. A view. Negative positions count from the end; positions
 * beyond it are clipped.
 * @example
 * slice(arange(10), 0, { start: 2, end: -1, step: 3 }).toArray() // [2, 5, 8]
 */
export function slice(x: Tensor, along?: number | SliceOptions, more?: Omit<SliceOptions, 'dim'>): Tensor {
  const options = read('slice', SLICE, along, more)
  checkTensor('slice', 'x', x)
  if (x.ndim === 0) throw scalar('slice')
  const dim = dimension('slice', options.dim ?? 0, x.ndim)
  const n = x.shape[dim]!
  const step = options.step ?? 1
  if (!(Number.isInteger(step) && step >= 1)) {
    throw new OptionError(`slice: expected step to be a whole number >= 1 but received ${step}`)
  }
  const clip = (at: number): number => {
    if (!Number.isInteger(at)) throw new OptionError(`slice: expected whole positions but received ${at}`)
    return Math.min(n, Math.max(0, at < 0 ? at + n : at))
  }
  const start = clip(options.start ?? 0)
  const end = Math.max(start, clip(options.end ?? n))
  const count = Math.ceil((end - start) / step)
  const shape = x.shape.map((size, d) => (d === dim ? count : size))
  const strides = x.strides.map((s, d) => (d === dim ? s * step : s))
  const out = view(x, shape, strides, x.offset + start * x.strides[dim]!)
  return record(
    'slice',
    out,
    [x],
    [],
    (g) => {
      const dx = emptyTensor(g.dtype, x.shape)
      zero(dx)
      const part = dx.strides.map((s, d) => (d === dim ? s * step : s))
      copyInto(g, view(dx, shape, part, dx.offset + start * dx.strides[dim]!))
      return [dx]
    },
    { dim, start, step, shape } satisfies SliceDetails
  )
}

/** @internal The order that undoes a permutation. */
export function inverse(dims: readonly number[]): number[] {
  const back = new Array<number>(dims.length)
  for (let d = 0; d < dims.length; d++) back[dims[d]!] = d
  return back
}

/** @internal What a slice takes, for its gradient. */
export interface SliceDetails {
  dim: number
  start: number
  step: number
  shape: Shape
}

/**
 * The slice at position `index` of `dim`, without that dimension. A view.
 * @example
 * select(tensor([[1, 2], [3, 4]]), 1, 0).toArray() // [1, 3]
 */
export function select(
  x: Tensor,
  along: number | { dim?: number | undefined; index: number },
  more?: number | { index: number }
): Tensor {
  const options = read('select', SELECT, along, typeof more === 'number' ? { index: more } : more)
  checkTensor('select', 'x', x)
  if (x.ndim === 0) throw scalar('select')
  const dim = dimension('select', options.dim ?? 0, x.ndim)
  const n = x.shape[dim]!
  const at = options.index < 0 ? options.index + n : options.index
  if (!(Number.isInteger(at) && at >= 0 && at < n)) {
    throw new OptionError(`select: expected index to be from ${-n} to ${n - 1} but received ${show(options.index)}`)
  }
  return squeeze(slice(x, { dim, start: at, end: at + 1 }), { dim })
}

/** @internal Writes zeros. */
export function zero(x: Tensor): void {
  kernels.fill(kernels.flat(x, x.size), 0)
}

/** The tensor itself when its memory is row-major, else a copy that is. */
export function contiguous(x: Tensor): Tensor {
  checkTensor('contiguous', 'x', x)
  const out = rowMajorCopy(x)
  return out === x ? x : record('contiguous', out, [x], [], (g) => [g])
}

/** A copy in new memory. */
export function clone(x: Tensor): Tensor {
  checkTensor('clone', 'x', x)
  const out = emptyTensor(x.dtype, x.shape)
  copyInto(x, out)
  return record('clone', out, [x], [], (g) => [g])
}

/** A view of the same memory, detached from the graph. */
export function detach(x: Tensor): Tensor {
  checkTensor('detach', 'x', x)
  return view(x, x.shape, x.strides)
}

/**
 * The elements as another dtype: float to int32 and int64 truncates and stops at the ends of the range, to uint8 it
 * wraps around, to bool is x != 0.
 */
export function to(x: Tensor, type: DType | { dtype: DType }): Tensor {
  const options = read('to', TO, type)
  checkDtype('to', options.dtype)
  checkTensor('to', 'x', x)
  const out = convert(x, options.dtype)
  if (out === x) return x
  return record('to', out, [x], [], (g) => [convert(g, x.dtype)])
}
