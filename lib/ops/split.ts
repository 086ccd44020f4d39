// Ops that take a tensor apart along a dimension, into views.
import { record } from '../autograd/tape.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { dimension, format } from '../tensor/shape.ts'
import { checkTensor, elementsOf, Tensor } from '../tensor/tensor.ts'
import { anything, dim as dimRule, either, numeric, show, wholeNumbers } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { copyInto, scalar, slice, view, zero } from './shape.ts'
import { emptyTensor } from './shared.ts'

/** Options of split; `size` is an alias of splitSize. */
export type SplitOptions = { dim?: number | undefined } & (
  | { splitSize: number | readonly number[]; size?: undefined }
  | { size: number | readonly number[]; splitSize?: undefined }
)

/** Options of tensorSplit: into how many parts, or before which positions. */
export type TensorSplitOptions = { dim?: number | undefined } & (
  | { sections: number; indices?: undefined }
  | { indices: readonly number[]; sections?: undefined }
)

const SPLIT = positional<{ splitSize: number | readonly number[]; dim?: number }>(
  { splitSize: either(numeric, wholeNumbers), dim: dimRule },
  { size: 'splitSize' }
)
const CHUNK = positional<{ chunks: number; dim?: number }>({ chunks: anything, dim: dimRule })
const NARROW = positional<{ dim: number; start: number; length: number }>({
  dim: dimRule,
  start: numeric,
  length: numeric
})
const UNBIND = positional<{ dim?: number }>({ dim: dimRule })
const SECTIONS = positional<{ sections?: number | readonly number[]; indices?: readonly number[]; dim?: number }>({
  sections: anything,
  indices: wholeNumbers,
  dim: dimRule
})

// The dimension after the sizes: by position, as in PyTorch, or in an object.
type Along = number | { dim?: number | undefined }
const dimOf = (along: Along | undefined): { dim?: number | undefined } | undefined =>
  typeof along === 'number' ? { dim: along } : along

/**
 * Parts of `splitSize` elements along `dim`, the last one maybe shorter, or parts of the sizes of an array. Views.
 * @example
 * split(arange(5), 2).map((part) => part.toArray()) // [[0, 1], [2, 3], [4]]
 * split(arange(5), [1, 4]).map((part) => part.toArray()) // [[0], [1, 2, 3, 4]]
 */
export function split(x: Tensor, splitSize: number | readonly number[] | SplitOptions, along?: Along): Tensor[] {
  const options = read('split', SPLIT, splitSize, dimOf(along))
  checkTensor('split', 'x', x)
  const dim = dimension('split', options.dim ?? 0, x.ndim)
  const size = options.splitSize
  if (typeof size === 'object') return parts('split', x, dim, sizesOf(x, dim, size))
  if (!(Number.isInteger(size) && size >= 1)) {
    throw new OptionError(`split: expected splitSize to be a whole number >= 1 but received ${size}`)
  }
  return parts('split', x, dim, equalParts(x, dim, size))
}

function sizesOf(x: Tensor, dim: number, sizes: readonly number[]): number[] {
  const sum = sizes.reduce((total, n) => total + n, 0)
  if (!sizes.every((n) => Number.isInteger(n) && n >= 0) || sum !== x.shape[dim]) {
    throw new OptionError(
      `split: expected sizes that add up to ${x.shape[dim]}, the size of dimension ${dim}, but received ${show(sizes)}`
    )
  }
  return [...sizes]
}

// Sizes of parts of `size` elements, the last one maybe shorter; one part of an empty dimension.
function equalParts(x: Tensor, dim: number, size: number): number[] {
  const n = x.shape[dim] ?? 1
  return Array.from({ length: Math.max(1, Math.ceil(n / size)) }, (_, k) => Math.min(size, n - k * size))
}

/** `chunks` parts of equal size along `dim`, the last one shorter if they do not divide it. Views. */
export function chunk(
  x: Tensor,
  count: number | { chunks: number; dim?: number | undefined },
  along?: Along
): Tensor[] {
  const options = read('chunk', CHUNK, count, dimOf(along))
  checkTensor('chunk', 'x', x)
  const dim = dimension('chunk', options.dim ?? 0, x.ndim)
  const { chunks } = options
  if (!(Number.isInteger(chunks) && chunks >= 1)) {
    throw new OptionError(`chunk: expected chunks to be a whole number >= 1 but received ${chunks}`)
  }
  return parts('chunk', x, dim, equalParts(x, dim, Math.max(1, Math.ceil((x.shape[dim] ?? 1) / chunks))))
}

/** The slices at each position of `dim`, without that dimension. Views. */
export function unbind(x: Tensor, along?: number | { dim?: number | undefined }): Tensor[] {
  const options = read('unbind', UNBIND, along)
  checkTensor('unbind', 'x', x)
  if (x.ndim === 0) throw scalar('unbind')
  const dim = dimension('unbind', options.dim ?? 0, x.ndim)
  return parts('unbind', x, dim, new Array<number>(x.shape[dim]!).fill(1), true)
}

/**
 * `sections` parts along `dim`, the first ones longer by one element if they do not divide it; or with an array of
 * `indices`, the parts that begin there. Views.
 * @example
 * tensorSplit(arange(5), 2).map((part) => part.toArray()) // [[0, 1, 2], [3, 4]]
 * tensorSplit(arange(5), [1, 3]).map((part) => part.toArray()) // [[0], [1, 2], [3, 4]]
 */
export function tensorSplit(
  x: Tensor,
  sections: number | readonly number[] | Tensor | TensorSplitOptions,
  along?: Along
): Tensor[] {
  return splitAt('tensorSplit', x, sections, dimOf(along), (nd) => (nd === 0 ? null : 0), false)
}

/**
 * `tensorSplit` along the columns: dimension 1, or 0 of one dimension. A number of sections must divide the size.
 * @example
 * hsplit(tensor([[1, 2], [3, 4]]), 2)[0]?.toArray() // [[1], [3]]
 */
export function hsplit(x: Tensor, sections: number | readonly number[] | TensorSplitOptions): Tensor[] {
  return splitAt('hsplit', x, sections, undefined, (nd) => (nd === 0 ? null : nd === 1 ? 0 : 1), true)
}

/** `tensorSplit` along the rows, dimension 0 of two or more. A number of sections must divide the size. */
export function vsplit(x: Tensor, sections: number | readonly number[] | TensorSplitOptions): Tensor[] {
  return splitAt('vsplit', x, sections, undefined, (nd) => (nd < 2 ? null : 0), true)
}

/** `tensorSplit` along dimension 2 of three or more. A number of sections must divide the size. */
export function dsplit(x: Tensor, sections: number | readonly number[] | TensorSplitOptions): Tensor[] {
  return splitAt('dsplit', x, sections, undefined, (nd) => (nd < 3 ? null : 2), true)
}

const FEWEST: Readonly<Record<string, string>> = { vsplit: 'two dimensions', dsplit: 'three dimensions' }

function splitAt(
  op: string,
  x: Tensor,
  given: number | readonly number[] | Tensor | TensorSplitOptions,
  more: { dim?: number | undefined } | undefined,
  usual: (nd: number) => number | null,
  exact: boolean
): Tensor[] {
  const where = given instanceof Tensor ? positionsOf(op, given) : given
  const options = read(op, SECTIONS, where, more)
  checkTensor(op, 'x', x)
  const fallback = usual(x.ndim)
  if (fallback === null) {
    throw new ShapeError(
      `${op}: expected x of at least ${FEWEST[op] ?? 'one dimension'} but received ${format(x.shape)}`
    )
  }
  const dim = dimension(op, options.dim ?? fallback, x.ndim)
  const n = x.shape[dim]!
  const list = typeof options.sections === 'object' ? options.sections : options.indices
  if (list !== undefined) return parts(op, x, dim, between(op, list, n))
  const count = options.sections
  if (!(typeof count === 'number' && Number.isInteger(count) && count >= 1 && (!exact || n % count === 0))) {
    throw new OptionError(
      `${op}: expected sections to be a whole number >= 1${exact ? ` that divides ${n}` : ''}, or positions in an array, but received ${show(count)}`
    )
  }
  return parts(
    op,
    x,
    dim,
    Array.from({ length: count }, (_, k) => Math.floor(n / count) + (k < n % count ? 1 : 0))
  )
}

function positionsOf(op: string, t: Tensor): number | number[] {
  checkTensor(op, 'sections', t, ['int32', 'int64'])
  return t.ndim === 0 ? t.item() : Array.from(elementsOf(t))
}

// Sizes and starts of the parts that begin at positions; those beyond an end are empty.
function between(op: string, positions: readonly number[], n: number): [start: number, size: number][] {
  if (!positions.every(Number.isInteger)) {
    throw new OptionError(`${op}: expected whole positions but received ${show(positions)}`)
  }
  const clip = (at: number): number => Math.min(n, Math.max(0, at < 0 ? at + n : at))
  const starts = [0, ...positions.map(clip)]
  return starts.map((start, k) => [start, Math.max(0, (starts[k + 1] ?? n) - start)])
}

/**
 * The `length` elements from `start` on of `dim`; a negative start counts from the end. A view.
 * @example
 * narrow(tensor([1, 2, 3, 4]), 0, 1, 2).toArray() // [2, 3]
 */
export function narrow(
  x: Tensor,
  along: number | { dim: number; start: number; length: number },
  start?: number | { start: number; length: number },
  length?: number
): Tensor {
  const rest = typeof start === 'number' ? { start, length } : start
  const options = read('narrow', NARROW, along, rest)
  checkTensor('narrow', 'x', x)
  if (x.ndim === 0) throw scalar('narrow')
  const dim = dimension('narrow', options.dim, x.ndim)
  const n = x.shape[dim]!
  const from = options.start < 0 ? options.start + n : options.start
  const to = from + options.length
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= n)) {
    throw new OptionError(
      `narrow: expected start and length within a size of ${n} but received ${show(options.start)} and ${show(options.length)}`
    )
  }
  return slice(x, { dim, start: from, end: to })
}

// Views of x side by side along `dim`. Their gradients meet in one buffer of x's shape: the parts hang on a hidden node
// below which x lies, the first part that has a gradient makes the buffer and hands it on, the others write into it.
// Sizes alone lie behind each other. Only parts that do not overlap may share the buffer.
function parts(
  op: string,
  x: Tensor,
  dim: number,
  sizes: readonly (number | readonly [start: number, size: number])[],
  drop = false
): Tensor[] {
  if (x.ndim === 0) throw scalar(op)
  let shared: Tensor | null = null
  const whole = record(op, view(x, x.shape, x.strides), [x], [], (g) => {
    shared = null
    return [g]
  })
  let next = 0
  let overlap = false
  const places = sizes.map((part): readonly [number, number] => {
    const [start, size] = typeof part === 'number' ? [next, part] : part
    overlap ||= start < next
    next = Math.max(next, start + size)
    return [start, size]
  })
  return places.map(([start, size]) => {
    const full = x.shape.map((length, d) => (d === dim ? size : length))
    const place = (t: Tensor): Tensor => {
      const [shape, strides] = drop
        ? [full, t.strides].map((list) => list.filter((_, d) => d !== dim))
        : [full, t.strides]
      return view(t, shape!, strides!, t.offset + start * t.strides[dim]!)
    }
    const alone = (g: Tensor): Tensor => {
      const buffer = emptyTensor(g.dtype, x.shape)
      zero(buffer)
      copyInto(g, place(buffer))
      return buffer
    }
    return record(
      op,
      place(whole),
      [whole],
      [],
      (g) => {
        if (overlap) return [alone(g)]
        if (shared !== null) {
          copyInto(g, place(shared))
          return [null]
        }
        shared = alone(g)
        return [shared]
      },
      place
    )
  })
}
