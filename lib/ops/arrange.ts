// Ops that turn, repeat and rename dimensions, made of views and of indexSelect. Public, by index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import { broadcast, dimension, format, inferShape, type Shape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { anything, dim as dimRule, dims as dimsRule, numeric, show, wholeNumbers } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { indexSelect } from './gather.ts'
import { cat } from './join.ts'
import type { Dims } from './reduce.ts'
import { expand, permute, reshape, slice, transpose, unsqueeze } from './shape.ts'

const DIMS = positional<{ dims: Dims }>({ dims: dimsRule })
const ROLL = positional<{ shifts: Dims; dims?: Dims }>({ shifts: dimsRule, dims: dimsRule })
const ROT90 = positional<{ k?: number; dims?: readonly number[] }>({ k: numeric, dims: wholeNumbers })
const REPEAT = positional<{ repeats: Dims }>({ repeats: dimsRule })
const TILE = positional<{ dims: Dims }>({ dims: dimsRule })
const INTERLEAVE = positional<{ dim?: number; outputSize?: number }>({ dim: dimRule, outputSize: numeric })
const MOVE = positional<{ source: Dims; destination: Dims }>({ source: dimsRule, destination: dimsRule })
const SWAP = positional<{ dim0: number; dim1: number }>({ dim0: dimRule, dim1: dimRule })
const UNFLATTEN = positional<{ dim: number; sizes: Shape }>({ dim: dimRule, sizes: wholeNumbers })
const SIZE = positional<{ size: Shape }>({ size: wholeNumbers }, { shape: 'size' })
const UNFOLD = positional<{ dimension: number; size: number; step: number }>({
  dimension: dimRule,
  size: anything,
  step: anything
})

const list = (value: Dims): readonly number[] => (typeof value === 'number' ? [value] : value)

// Each dimension once, from 0 on.
function distinct(op: string, dims: readonly number[], nd: number): number[] {
  const found = dims.map((d) => dimension(op, d, nd))
  if (new Set(found).size === found.length) return found
  throw new OptionError(`${op}: expected each dimension once but received ${format(dims)}`)
}

function checkWhole(op: string, name: string, values: readonly number[], least = Number.NEGATIVE_INFINITY): void {
  if (values.every((n) => Number.isInteger(n) && n >= least)) return
  const range = least === 0 ? ' >= 0' : ''
  throw new OptionError(`${op}: expected ${name} to be whole numbers${range} but received ${show(values)}`)
}

/** @internal The slices of x along `dim` at positions from JavaScript. */
export function pickedAlong(x: Tensor, dim: number, positions: Int32Array): Tensor {
  return indexSelect(x, fromArray(positions), dim)
}

/**
 * The elements in reversed order along `dims`.
 * @example
 * flip(tensor([[1, 2], [3, 4]]), [1]).toArray() // [[2, 1], [4, 3]]
 */
export function flip(x: Tensor, dims: Dims | { dims: Dims }): Tensor {
  const options = read('flip', DIMS, dims)
  checkTensor('flip', 'x', x)
  return distinct('flip', list(options.dims), x.ndim).reduce(reversed, x)
}

function reversed(x: Tensor, dim: number): Tensor {
  const n = x.shape[dim] ?? 1
  if (n <= 1) return x
  return pickedAlong(
    x,
    dim,
    Int32Array.from({ length: n }, (_, k) => n - 1 - k)
  )
}

/** Reversed left to right: along dimension 1. */
export function fliplr(x: Tensor): Tensor {
  checkTensor('fliplr', 'x', x)
  if (x.ndim < 2) throw new ShapeError(`fliplr: expected x of at least two dimensions but received ${format(x.shape)}`)
  return reversed(x, 1)
}

/** Reversed top to bottom: along dimension 0. */
export function flipud(x: Tensor): Tensor {
  checkTensor('flipud', 'x', x)
  if (x.ndim < 1) throw new ShapeError('flipud: expected x of at least one dimension but received a scalar')
  return reversed(x, 0)
}

/**
 * The elements moved by `shifts` along `dims`; those pushed over the end come back at the start. Without `dims` the
 * flattened tensor is rolled.
 * @example
 * roll(tensor([1, 2, 3, 4]), 1).toArray() // [4, 1, 2, 3]
 */
export function roll(
  x: Tensor,
  shifts: Dims | { shifts: Dims; dims?: Dims | undefined },
  along?: Dims | { dims?: Dims | undefined }
): Tensor {
  const dimsOnly = typeof along === 'number' || Array.isArray(along)
  const options = read('roll', ROLL, shifts, dimsOnly ? { dims: along as Dims } : (along as { dims?: Dims }))
  checkTensor('roll', 'x', x)
  const by = list(options.shifts)
  checkWhole('roll', 'shifts', by)
  if (options.dims === undefined) {
    if (by.length !== 1) {
      throw new OptionError(`roll: expected one shift without dims but received ${show(by)}; pass dims`)
    }
    return reshape(rolled(reshape(x, [x.size]), 0, by[0]!), x.shape)
  }
  const dims = list(options.dims)
  if (dims.length !== by.length) {
    throw new OptionError(`roll: expected as many shifts as dims but received ${by.length} and ${dims.length}`)
  }
  return dims.reduce((t, d, k) => rolled(t, dimension('roll', d, x.ndim), by[k]!), x)
}

function rolled(x: Tensor, dim: number, shift: number): Tensor {
  const n = x.shape[dim]!
  const by = n === 0 ? 0 : ((shift % n) + n) % n
  if (by === 0) return x
  return cat(slice(x, { dim, start: n - by }), slice(x, { dim, end: n - by }), { dim })
}

/**
 * Rotated by `k` (default 1) times 90 degrees from the first of `dims` (default [0, 1]) to the second.
 * @example
 * rot90(tensor([[1, 2], [3, 4]])).toArray() // [[2, 4], [1, 3]]
 */
export function rot90(
  x: Tensor,
  k?: number | { k?: number | undefined; dims?: readonly number[] | undefined },
  more?: { dims?: readonly number[] | undefined }
): Tensor {
  const options = read('rot90', ROT90, k, more)
  checkTensor('rot90', 'x', x)
  const times = options.k ?? 1
  checkWhole('rot90', 'k', [times])
  const dims = options.dims ?? [0, 1]
  if (dims.length !== 2) throw new OptionError(`rot90: expected two dims but received ${show(dims)}`)
  const [a, b] = distinct('rot90', dims, x.ndim) as [number, number]
  const quarter = ((times % 4) + 4) % 4
  if (quarter === 0) return x
  if (quarter === 2) return reversed(reversed(x, a), b)
  return quarter === 1 ? transpose(reversed(x, b), a, b) : reversed(transpose(x, a, b), b)
}

/**
 * Copies of x side by side, `repeats` times along each dimension; further numbers at the front make new dimensions.
 * @example
 * repeat(tensor([1, 2]), [2, 2]).toArray() // [[1, 2, 1, 2], [1, 2, 1, 2]]
 */
export function repeat(x: Tensor, repeats: Dims | { repeats: Dims }, ...more: number[]): Tensor {
  const given = more.length > 0 && typeof repeats === 'number' ? [repeats, ...more] : repeats
  const options = read('repeat', REPEAT, given, more.length > 0 && typeof repeats !== 'number' ? more : undefined)
  checkTensor('repeat', 'x', x)
  const counts = list(options.repeats)
  checkWhole('repeat', 'repeats', counts, 0)
  if (counts.length < x.ndim) {
    throw new OptionError(
      `repeat: expected at least ${x.ndim} repeats for shape ${format(x.shape)} but received ${show(counts)}`
    )
  }
  return repeated(x, counts)
}

// As many counts as dimensions, or more.
function repeated(x: Tensor, counts: readonly number[]): Tensor {
  return counts.reduce(
    (t, count, d) => {
      if (count === 1) return t
      const [outer, rest] = [sizeOf(t.shape.slice(0, d)), sizeOf(t.shape.slice(d))]
      const many = expand(reshape(t, [outer, 1, rest]), [outer, count, rest])
      return reshape(
        many,
        t.shape.map((n, at) => (at === d ? n * count : n))
      )
    },
    raised(x, counts.length)
  )
}

/**
 * As `repeat`, with ones added in front of `dims` where it has fewer numbers than x has dimensions.
 * @example
 * tile(tensor([[1, 2]]), [2]).toArray() // [[1, 2, 1, 2]]
 */
export function tile(x: Tensor, dims: Dims | { dims: Dims }): Tensor {
  const options = read('tile', TILE, dims)
  checkTensor('tile', 'x', x)
  const counts = list(options.dims)
  checkWhole('tile', 'dims', counts, 0)
  return repeated(x, [...new Array<number>(Math.max(0, x.ndim - counts.length)).fill(1), ...counts])
}

/**
 * Each element (along `dim`; without it of the flattened tensor) `counts` times: a number, or an int tensor with a number
 * for each position.
 * @example
 * repeatInterleave(tensor([1, 2]), 2).toArray() // [1, 1, 2, 2]
 * repeatInterleave(tensor([1, 2]), tensor([3, 1], { dtype: 'int32' })).toArray() // [1, 1, 1, 2]
 */
export function repeatInterleave(
  x: Tensor,
  counts: number | Tensor,
  along?: number | { dim?: number | undefined; outputSize?: number | undefined },
  more?: { outputSize?: number | undefined }
): Tensor {
  const options = read('repeatInterleave', INTERLEAVE, along, more)
  checkTensor('repeatInterleave', 'x', x)
  const source = options.dim === undefined ? reshape(x, [x.size]) : x
  const dim = dimension('repeatInterleave', options.dim ?? 0, source.ndim)
  const n = source.shape[dim] ?? 1
  const times = countsOf(counts, n)
  const total = times.reduce((sum, k) => sum + k, 0)
  if (options.outputSize !== undefined && options.outputSize !== total) {
    throw new ShapeError(
      `repeatInterleave: expected counts that add up to outputSize ${options.outputSize}, not ${total}`
    )
  }
  const index = new Int32Array(total)
  let at = 0
  for (let k = 0; k < n; k++) {
    index.fill(k, at, at + times[k]!)
    at += times[k]!
  }
  return pickedAlong(source.ndim === 0 ? reshape(source, [1]) : source, dim, index)
}

function countsOf(counts: number | Tensor, n: number): number[] {
  if (typeof counts !== 'number') checkTensor('repeatInterleave', 'counts', counts, ['int32', 'int64'])
  const values = typeof counts === 'number' ? [counts] : Array.from(elementsOf(counts))
  checkWhole('repeatInterleave', 'counts', values, 0)
  if (values.length !== 1 && values.length !== n) {
    throw new ShapeError(`repeatInterleave: expected one count or ${n} but received ${values.length}`)
  }
  return values.length === n ? values : new Array<number>(n).fill(values[0]!)
}

/**
 * Dimensions `source` moved to `destination`; the others keep their order. A view.
 * @example
 * movedim(ones([2, 3, 4]), 0, 2).shape // [3, 4, 2]
 */
export function movedim(
  x: Tensor,
  source: Dims | { source: Dims; destination: Dims },
  destination?: Dims | { destination: Dims }
): Tensor {
  const more = typeof destination === 'number' || Array.isArray(destination) ? { destination } : destination
  const options = read('movedim', MOVE, source, more as { destination: Dims } | undefined)
  checkTensor('movedim', 'x', x)
  const from = distinct('movedim', list(options.source), x.ndim)
  const to = distinct('movedim', list(options.destination ?? []), x.ndim)
  if (from.length !== to.length) {
    throw new OptionError(
      `movedim: expected as many destinations as sources but received ${to.length} and ${from.length}`
    )
  }
  const rest = [...x.shape.keys()].filter((d) => !from.includes(d))
  const order = [...x.shape.keys()].map((d) => (to.includes(d) ? from[to.indexOf(d)]! : rest.shift()!))
  return permute(x, order)
}

/** Swaps two dimensions, which must both be named. A view. */
export function swapaxes(x: Tensor, dim0: number | { dim0: number; dim1: number }, dim1?: number): Tensor {
  const options = read('swapaxes', SWAP, dim0, dim1 === undefined ? undefined : { dim1 })
  return transpose(x, options)
}

/**
 * Dimension `dim` as several of `sizes`, one of which may be -1.
 * @example
 * unflatten(ones([2, 6]), 1, [3, -1]).shape // [2, 3, 2]
 */
export function unflatten(
  x: Tensor,
  along: number | { dim: number; sizes: Shape },
  sizes?: Shape | { sizes: Shape }
): Tensor {
  const options = read('unflatten', UNFLATTEN, along, Array.isArray(sizes) ? { sizes } : sizes)
  checkTensor('unflatten', 'x', x)
  if (x.ndim === 0) throw new ShapeError('unflatten: expected x of at least one dimension but received a scalar')
  if (options.sizes === undefined || options.sizes.length === 0) {
    throw new OptionError('unflatten: expected sizes to be an array of at least one whole number')
  }
  const dim = dimension('unflatten', options.dim, x.ndim)
  const inner = inferShape('unflatten', x.shape[dim]!, options.sizes)
  return reshape(x, [...x.shape.slice(0, dim), ...inner, ...x.shape.slice(dim + 1)])
}

/** All elements in one dimension, a view where the memory allows it. */
export function ravel(x: Tensor): Tensor {
  checkTensor('ravel', 'x', x)
  return reshape(x, [x.size])
}

/** A matrix transposed; vectors and scalars as they are. A view. */
export function t(x: Tensor): Tensor {
  checkTensor('t', 'x', x)
  if (x.ndim > 2) throw new ShapeError(`t: expected at most two dimensions but received ${format(x.shape)}`)
  return x.ndim < 2 ? x : transpose(x, 0, 1)
}

/** Repeated along dimensions of one element to `size`, which may have more dimensions. A view. */
export function broadcastTo(x: Tensor, size: Shape | { size: Shape }): Tensor {
  return expand(x, read('broadcastTo', SIZE, size))
}

/** Expanded to the shape of `other`. A view. */
export function expandAs(x: Tensor, other: Tensor): Tensor {
  checkTensor('expandAs', 'other', other)
  return expand(x, other.shape)
}

/** In the shape of `other`. */
export function reshapeAs(x: Tensor, other: Tensor): Tensor {
  checkTensor('reshapeAs', 'other', other)
  return reshape(x, other.shape)
}

/** In the shape of `other`; a view where the memory allows it. */
export function viewAs(x: Tensor, other: Tensor): Tensor {
  checkTensor('viewAs', 'other', other)
  return reshape(x, other.shape)
}

/**
 * Tensors expanded to the shape to which they broadcast together. Views.
 * @example
 * broadcastTensors(ones([2, 1]), ones([3])).map((x) => x.shape) // [[2, 3], [2, 3]]
 */
export function broadcastTensors(...tensors: Tensor[]): Tensor[] {
  for (const [k, one] of tensors.entries()) checkTensor('broadcastTensors', `tensor ${k}`, one)
  const shape = tensors.reduce<Shape>((all, { shape }) => broadcast('broadcastTensors', all, shape), [])
  return tensors.map((one) => expand(one, shape))
}

const atLeast =
  (op: string, raise: (x: Tensor) => Tensor) =>
  (x: Tensor, ...more: Tensor[]): Tensor | Tensor[] => {
    for (const one of [x, ...more]) checkTensor(op, 'x', one)
    return more.length === 0 ? raise(x) : [x, ...more].map(raise)
  }

/** @internal With dimensions of one element in front, `nd` or more in all. */
export const raised = (x: Tensor, nd: number): Tensor =>
  x.ndim >= nd ? x : reshape(x, [...new Array<number>(nd - x.ndim).fill(1), ...x.shape])
/** @internal A vector of a scalar. */
export const vectorOf = (x: Tensor): Tensor => (x.ndim === 0 ? reshape(x, [1]) : x)
/** @internal A matrix of less; a vector is its row. */
export const matrixOf = (x: Tensor): Tensor => (x.ndim < 2 ? reshape(x, [1, x.size]) : x)
/** @internal Three dimensions of less; a vector lies along the second. */
export const cubeOf = (x: Tensor): Tensor => (x.ndim < 3 ? unsqueeze(matrixOf(x), 2) : x)

/** With at least one dimension; of several tensors an array. */
export const atleast1d: (x: Tensor, ...more: Tensor[]) => Tensor | Tensor[] = atLeast('atleast1d', vectorOf)
/** With at least two dimensions: a vector is a row. Of several tensors an array. */
export const atleast2d: (x: Tensor, ...more: Tensor[]) => Tensor | Tensor[] = atLeast('atleast2d', matrixOf)
/** With at least three dimensions, the new one of a matrix at the end. Of several tensors an array. */
export const atleast3d: (x: Tensor, ...more: Tensor[]) => Tensor | Tensor[] = atLeast('atleast3d', cubeOf)

/**
 * @internal Windows of `size` elements along a dimension, `step` apart, as a new last dimension: the method `unfold`.
 */
export function windows(
  x: Tensor,
  along: number | { dimension: number; size: number; step: number },
  ...more: (number | { size: number; step: number })[]
): Tensor {
  const rest = typeof more[0] === 'number' ? { size: more[0], step: more[1] as number } : more[0]
  const { size, step, ...options } = read('unfold', UNFOLD, along, rest)
  checkTensor('unfold', 'x', x)
  const dim = dimension('unfold', options.dimension, x.ndim)
  const n = x.shape[dim] ?? 1
  if (!(Number.isInteger(size) && size >= 0 && size <= n && Number.isInteger(step) && step >= 1)) {
    throw new OptionError(
      `unfold: expected size from 0 to ${n} and step >= 1 but received ${show(size)} and ${show(step)}`
    )
  }
  const count = Math.floor((n - size) / step) + 1
  const index = Int32Array.from({ length: count * size }, (_, k) => Math.floor(k / size) * step + (k % size))
  const picked = pickedAlong(vectorOf(x), dim, index)
  const split = [...x.shape.slice(0, dim), count, size, ...x.shape.slice(dim + 1)]
  const parted = reshape(picked, split)
  return movedim(parted, dim + 1, -1)
}
