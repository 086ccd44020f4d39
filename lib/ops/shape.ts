// Ops that move elements or look at them in another order. Views share memory; kernels that need row-major memory copy.
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import type { DType } from '../backend/index.ts'
import { OptionError, ShapeError } from '../errors.ts'
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
import { mismatch, show } from '../util/options.ts'
import { convert, fresh, sumTo, viewAs } from './call.ts'
import { checkNames } from './options.ts'

function checkList(op: string, name: string, value: unknown): void {
  if (!Array.isArray(value)) throw mismatch(op, name, 'an array of whole numbers', value)
}

function scalar(op: string): ShapeError {
  return new ShapeError(`${op}: expected x of at least one dimension but received a scalar`)
}

function view(x: Tensor, shape: Shape, strides: Shape, offset = x.offset): Tensor {
  return new Tensor(x.storage, shape, strides, offset)
}

/** out[...] = x[...] for any strides of the same shape. */
function copyInto(x: Tensor, out: Tensor): void {
  kernels.copy(x, out)
}

/**
 * The same elements in another shape, sharing memory with a contiguous `x`.
 * @param shape sizes; one may be -1 for what the others leave
 * @throws ShapeError when the sizes do not fit
 * @example
 * reshape(arange(6), { shape: [2, -1] }).shape // [2, 3]
 */
export function reshape(x: Tensor, options: { shape: Shape }): Tensor {
  checkNames('reshape', options)
  checkList('reshape', 'shape', options.shape)
  checkTensor('reshape', 'x', x)
  const shape = inferShape('reshape', x.size, options.shape)
  const out = viewAs(rowMajorCopy(x), shape)
  return record('reshape', out, [x], [], (g) => [viewAs(rowMajorCopy(g), x.shape)])
}

/** Dimensions from startDim to endDim made one. Defaults 0 and -1. */
export function flatten(x: Tensor, options: { startDim?: number; endDim?: number } = {}): Tensor {
  checkNames('flatten', options)
  checkTensor('flatten', 'x', x)
  const from = dimension('flatten', options.startDim ?? 0, x.ndim)
  const to = dimension('flatten', options.endDim ?? -1, x.ndim)
  if (to < from) throw new OptionError(`flatten: expected startDim <= endDim but received ${from} and ${to}`)
  const shape = [...x.shape.slice(0, from), sizeOf(x.shape.slice(from, to + 1)), ...x.shape.slice(to + 1)]
  return reshape(x, { shape })
}

/** Without dimensions of one element: all of them, or `dim` alone. A view. */
export function squeeze(x: Tensor, options: { dim?: number } = {}): Tensor {
  checkNames('squeeze', options)
  checkTensor('squeeze', 'x', x)
  const dim = options.dim === undefined ? -1 : dimension('squeeze', options.dim, x.ndim)
  const stays = (_: number, d: number): boolean => x.shape[d] !== 1 || (dim >= 0 && d !== dim)
  return relabelled('squeeze', x, x.shape.filter(stays), x.strides.filter(stays))
}

/** With a new dimension of one element at `dim`. A view. */
export function unsqueeze(x: Tensor, options: { dim: number }): Tensor {
  checkNames('unsqueeze', options)
  checkTensor('unsqueeze', 'x', x)
  const dim = dimension('unsqueeze', options.dim, x.ndim + 1)
  const insert = (list: Shape, value: number): number[] => [...list.slice(0, dim), value, ...list.slice(dim)]
  const stride = dim < x.ndim ? x.shape[dim]! * x.strides[dim]! : 1
  return relabelled('unsqueeze', x, insert(x.shape, 1), insert(x.strides, stride))
}

// A view whose elements come in the same order.
function relabelled(op: string, x: Tensor, shape: Shape, strides: Shape): Tensor {
  return record(op, view(x, shape, strides), [x], [], (g) => [viewAs(rowMajorCopy(g), x.shape)])
}

/** The dimensions in another order. A view. */
export function permute(x: Tensor, options: { dims: readonly number[] }): Tensor {
  checkNames('permute', options)
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
  return record('permute', out, [x], [], (g) => {
    const back = new Array<number>(dims.length)
    for (let d = 0; d < dims.length; d++) back[dims[d]!] = d
    return [
      view(
        g,
        back.map((d) => g.shape[d]!),
        back.map((d) => g.strides[d]!)
      )
    ]
  })
}

/** Two dimensions exchanged. A view. Defaults the last two. */
export function transpose(x: Tensor, options: { dim0?: number; dim1?: number } = {}): Tensor {
  checkNames('transpose', options)
  checkTensor('transpose', 'x', x)
  const a = dimension('transpose', options.dim0 ?? -2, x.ndim)
  const b = dimension('transpose', options.dim1 ?? -1, x.ndim)
  const dims = x.shape.map((_, d) => (d === a ? b : d === b ? a : d))
  return permute(x, { dims })
}

/** Repeated along dimensions of one element (and new leading ones) to `shape`; -1 keeps a size. A view. */
export function expand(x: Tensor, options: { shape: Shape }): Tensor {
  checkNames('expand', options)
  checkTensor('expand', 'x', x)
  checkList('expand', 'shape', options.shape)
  const lead = options.shape.length - x.ndim
  const shape = options.shape.map((n, d) => (n === -1 ? (x.shape[d - lead] ?? -1) : n))
  checkShape('expand', shape)
  if (lead < 0 || !sameShape(broadcast('expand', x.shape, shape), shape)) {
    throw new ShapeError(`expand: cannot expand ${format(x.shape)} to ${format(options.shape)}`)
  }
  const out = view(x, shape, broadcastStrides(x.shape, x.strides, shape))
  return record('expand', out, [x], [], (g) => [sumTo(g, x.shape)])
}

/**
 * The elements from start to end (not included) along `dim`. A view. Negative positions count from the end; positions
 * beyond it are clipped.
 * @param options.step take every step-th. Default 1
 */
export function slice(x: Tensor, options: { dim?: number; start?: number; end?: number; step?: number } = {}): Tensor {
  checkNames('slice', options)
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
  return record('slice', out, [x], [], (g) => {
    const dx = fresh(g.dtype, x.shape)
    zero(dx)
    const part = dx.strides.map((s, d) => (d === dim ? s * step : s))
    copyInto(g, view(dx, shape, part, dx.offset + start * dx.strides[dim]!))
    return [dx]
  })
}

/** The slice at position `index` of `dim`, without that dimension. A view. */
export function select(x: Tensor, options: { dim?: number; index: number }): Tensor {
  checkNames('select', options)
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

type Joined = [...tensors: Tensor[], options: { dim?: number }] | Tensor[]

function joined(op: string, args: Joined): { tensors: Tensor[]; dim: number } {
  if (Array.isArray(args[0])) {
    throw new OptionError(
      `${op}: expected tensors one by one but received an array; spread it: ${op}(...tensors, { dim })`
    )
  }
  const last = args.at(-1)
  const options = last instanceof Tensor || last === undefined ? {} : last
  const tensors = (last instanceof Tensor ? args : args.slice(0, -1)) as Tensor[]
  checkNames(op, options)
  if (tensors.length === 0) throw new OptionError(`${op}: expected at least one tensor but received none`)
  for (let k = 0; k < tensors.length; k++)
    checkTensor(op, `tensor ${k}`, tensors[k], k > 0 ? [tensors[0]!.dtype] : undefined)
  return { tensors, dim: options.dim ?? 0 }
}

/**
 * Tensors one after the other along `dim` (default 0); the other sizes are equal.
 * @example
 * cat(ones([2, 3]), zeros([1, 3]), { dim: 0 }).shape // [3, 3]
 */
export function cat(...args: Joined): Tensor {
  const { tensors, dim: wanted } = joined('cat', args)
  const first = tensors[0]!
  const dim = dimension('cat', wanted, first.ndim)
  for (const t of tensors) {
    if (t.ndim !== first.ndim || t.shape.some((n, d) => d !== dim && n !== first.shape[d])) {
      throw new ShapeError(
        `cat: expected shapes that differ only at dimension ${dim} but received ${tensors.map((t) => format(t.shape)).join(' and ')}`
      )
    }
  }
  const shape = first.shape.map((n, d) => (d === dim ? tensors.reduce((sum, t) => sum + t.shape[d]!, 0) : n))
  const out = fresh(first.dtype, shape)
  const starts: number[] = []
  let at = 0
  for (const t of tensors) {
    starts.push(at)
    copyInto(t, view(out, t.shape, out.strides, out.offset + at * out.strides[dim]!))
    at += t.shape[dim]!
  }
  return record('cat', out, tensors, [], (g) =>
    tensors.map((t, k) => view(g, t.shape, g.strides, g.offset + starts[k]! * g.strides[dim]!))
  )
}

/** Tensors of one shape side by side along a new dimension `dim` (default 0). */
export function stack(...args: Joined): Tensor {
  const { tensors, dim } = joined('stack', args)
  for (const t of tensors) {
    if (!sameShape(t.shape, tensors[0]!.shape)) {
      throw new ShapeError(
        `stack: expected tensors of one shape but received ${tensors.map((t) => format(t.shape)).join(' and ')}`
      )
    }
  }
  const at = dimension('stack', dim, tensors[0]!.ndim + 1)
  return cat(...tensors.map((t) => unsqueeze(t, { dim: at })), { dim: at })
}

/** Parts of `size` elements along `dim`; the last may be shorter. Views. */
export function split(x: Tensor, options: { size: number; dim?: number }): Tensor[] {
  checkNames('split', options)
  checkTensor('split', 'x', x)
  const dim = dimension('split', options.dim ?? 0, x.ndim)
  const { size } = options
  if (!(Number.isInteger(size) && size >= 1)) {
    throw new OptionError(`split: expected size to be a whole number >= 1 but received ${size}`)
  }
  return parts('split', x, dim, size, false)
}

/** `chunks` parts of equal size along `dim`, the last one shorter where they do not divide it. Views. */
export function chunk(x: Tensor, options: { chunks: number; dim?: number }): Tensor[] {
  checkNames('chunk', options)
  checkTensor('chunk', 'x', x)
  const dim = dimension('chunk', options.dim ?? 0, x.ndim)
  const { chunks } = options
  if (!(Number.isInteger(chunks) && chunks >= 1)) {
    throw new OptionError(`chunk: expected chunks to be a whole number >= 1 but received ${chunks}`)
  }
  return parts('chunk', x, dim, Math.max(1, Math.ceil((x.shape[dim] ?? 1) / chunks)), false)
}

/** The slices at each position of `dim`, without that dimension. Views. */
export function unbind(x: Tensor, options: { dim?: number } = {}): Tensor[] {
  checkNames('unbind', options)
  checkTensor('unbind', 'x', x)
  if (x.ndim === 0) throw scalar('unbind')
  return parts('unbind', x, dimension('unbind', options.dim ?? 0, x.ndim), 1, true)
}

// Views of x side by side along `dim`. Their gradients meet in one buffer of x's shape: the parts hang on a hidden node
// below which x lies, the first part that has a gradient makes the buffer and hands it on, the others write into it.
function parts(op: string, x: Tensor, dim: number, size: number, drop: boolean): Tensor[] {
  if (x.ndim === 0) throw scalar(op)
  const n = x.shape[dim]!
  let shared: Tensor | null = null
  const whole = record(op, view(x, x.shape, x.strides), [x], [], (g) => {
    shared = null
    return [g]
  })
  const count = drop ? n : Math.max(1, Math.ceil(n / size))
  return Array.from({ length: count }, (_, k) => {
    const start = k * size
    const full = x.shape.map((length, d) => (d === dim ? Math.min(size, n - start) : length))
    const place = (t: Tensor): Tensor => {
      const [shape, strides] = drop
        ? [full, t.strides].map((list) => list.filter((_, d) => d !== dim))
        : [full, t.strides]
      return view(t, shape!, strides!, t.offset + start * t.strides[dim]!)
    }
    const part = place(whole)
    return record(op, part, [whole], [], (g) => {
      if (shared !== null) {
        copyInto(g, place(shared))
        return [null]
      }
      shared = fresh(g.dtype, x.shape)
      zero(shared)
      copyInto(g, place(shared))
      return [shared]
    })
  })
}

/** The tensor itself when its memory is row-major, else a copy that is. */
export function contiguous(x: Tensor): Tensor {
  checkTensor('contiguous', 'x', x)
  const out = rowMajorCopy(x)
  return out === x ? x : record('contiguous', out, [x], [], (g) => [g])
}

/** A copy with memory of its own. */
export function clone(x: Tensor): Tensor {
  checkTensor('clone', 'x', x)
  const out = fresh(x.dtype, x.shape)
  copyInto(x, out)
  return record('clone', out, [x], [], (g) => [g])
}

/** The same memory without a place in the graph. */
export function detach(x: Tensor): Tensor {
  checkTensor('detach', 'x', x)
  return view(x, x.shape, x.strides)
}

/** The elements as another dtype: float to int32 truncates, to bool is x != 0. */
export function to(x: Tensor, options: { dtype: DType }): Tensor {
  checkNames('to', options)
  checkTensor('to', 'x', x)
  const out = convert(x, options.dtype)
  if (out === x) return x
  return record('to', out, [x], [], (g) => [convert(g, x.dtype)])
}
