// Ops that read by index: embedding, indexSelect, gather, and their gradients.
import { writeGrad, writesItself } from '../autograd/grads.ts'
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { dimension, format } from '../tensor/shape.ts'
import { addSparse } from '../tensor/sparse.ts'
import { checkTensor, contiguous, elementsOf, Tensor } from '../tensor/tensor.ts'
import { anything, boolean, checkValue, dim as dimRule, oneOf, wholeNumber } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { inRange } from './indices.ts'
import { INDICES, indexOf } from './integers.ts'
import { type Lines, linesOf } from './recorded.ts'
import { zero } from './shape.ts'
import { convert, emptyTensor } from './shared.ts'
import { leading, onPart } from './written.ts'

/** Options of embedding. */
export interface EmbeddingOpOptions {
  /** A row that gets no gradient. Default none. */
  paddingIdx?: number | null | undefined
  /** Only the rows that are read get a gradient: `sparseGrad(weight)`. Weight must be a leaf. Default false. */
  sparse?: boolean | undefined
}

/** Options of oneHot; `classes` is an alias of numClasses. */
export type OneHotOptions = { dtype?: 'float32' | 'float64' | undefined } & (
  | { numClasses?: number | undefined; classes?: undefined }
  | { classes?: number | undefined; numClasses?: undefined }
)

interface OneHot {
  numClasses?: number
  dtype?: 'float32' | 'float64' | undefined
}

const EMBEDDING = optionsTable<EmbeddingOpOptions>({ paddingIdx: anything, sparse: boolean })
const DIM = positional<{ dim: number }>({ dim: dimRule })
const OPTIONAL_DIM = positional<{ dim?: number }>({ dim: dimRule })
const ONE_HOT = positional<OneHot>(
  { numClasses: anything, dtype: oneOf('float32', 'float64') },
  { classes: 'numClasses' }
)

/** @internal The gradient of x, which starts from zeros unless the buffer holds a sum already. */
export function added(x: Tensor, add: (dx: Tensor) => void): Tensor | null {
  return writeGrad(x, (dx, accumulate) => {
    if (accumulate === 0) zero(dx)
    add(dx)
  })
}

/**
 * Rows of a table.
 * @param weight (rows, width)
 * @param indices int32 or int64 of any shape, from 0 to rows - 1
 * @returns the shape of indices followed by width
 * @throws IndexError for an index out of range
 */
export function embedding(weight: Tensor, indices: Tensor, options: EmbeddingOpOptions = {}): Tensor {
  read('embedding', EMBEDDING, options)
  checkTensor('embedding', 'weight', weight)
  if (weight.ndim !== 2)
    throw new ShapeError(`embedding: expected weight of shape (rows, width) but received ${format(weight.shape)}`)
  const index = indexOf('embedding', 'index', indices)
  const [rows, width] = weight.shape as [number, number]
  const skip = options.paddingIdx ?? rows
  if (!(Number.isInteger(skip) && skip >= 0 && skip <= rows)) {
    throw new OptionError(`embedding: expected paddingIdx to be from 0 to ${rows - 1} but received ${skip}`)
  }
  const out = emptyTensor(weight.dtype, [...indices.shape, width])
  const sizes = { outer: 1, n: rows, count: indices.size, inner: width }
  inRange('embedding', 'indices', indices, rows, () =>
    kernels.indexSelect({ x: contiguous(weight), index, y: out, ...sizes })
  )
  if (options.sparse && weight.node !== null) {
    throw new OptionError('embedding: expected weight to be a leaf with sparse: true but it is the result of an op')
  }
  return record(
    'embedding',
    out,
    [weight],
    [index],
    (g) => {
      if (options.sparse && writesItself(weight)) {
        addSparse(weight, index, contiguous(g), skip)
        return [null]
      }
      return [added(weight, (dw) => kernels.indexAdd({ x: contiguous(g), index, y: dw, skip, ...sizes }))]
    },
    skip
  )
}

/** The slices of x at positions `index` (int32 or int64, one dimension) along `dim`. Default dim 0. */
export function indexSelect(x: Tensor, index: Tensor, along?: number | { dim?: number | undefined }): Tensor {
  const options = read('indexSelect', OPTIONAL_DIM, along)
  checkTensor('indexSelect', 'x', x)
  const at = indexOf('indexSelect', 'index', index)
  if (x.ndim === 0) throw new ShapeError('indexSelect: expected x of at least one dimension but received a scalar')
  if (index.ndim !== 1)
    throw new ShapeError(`indexSelect: expected index of one dimension but received ${format(index.shape)}`)
  const dim = dimension('indexSelect', options.dim ?? 0, x.ndim)
  const out = emptyTensor(x.dtype, [...x.shape.slice(0, dim), index.size, ...x.shape.slice(dim + 1)])
  const sizes = { count: index.size, ...linesOf(x.shape, dim) }
  inRange('indexSelect', 'index', index, sizes.n, () =>
    kernels.indexSelect({ x: contiguous(x), index: at, y: out, ...sizes })
  )
  return record(
    'indexSelect',
    out,
    [x],
    [at],
    (g) => [added(x, (dx) => kernels.indexAdd({ x: contiguous(g), index: at, y: dx, skip: sizes.n, ...sizes }))],
    dim
  )
}

// Where gather reads and scatterAdd writes: a place for each element, or one for a whole slice, where the index has one
// dimension that was expanded, as indices of the edges of a graph have.
interface Places {
  /** int32, of the shape of the index. */
  readonly index: Tensor
  take(call: Lines & { count: number; x: Tensor; y: Tensor }): void
  add(call: Lines & { count: number; x: Tensor; y: Tensor }): void
}

function placesOf(op: string, index: Tensor, dim: number): Places {
  const { shape, strides } = index
  const count = shape[dim] ?? 1
  if (index.size === count || strides.some((stride, d) => d !== dim && shape[d] !== 1 && stride !== 0)) {
    const at = indexOf(op, 'index', index)
    return {
      index: at,
      take: (call) => kernels.gather({ index: at, ...call }),
      add: (call) => kernels.scatterAdd({ index: at, ...call })
    }
  }
  const at = indexOf(op, 'index', new Tensor(index.storage, [count], [strides[dim]!], index.offset))
  const whole = new Tensor(
    at.storage,
    shape,
    strides.map((_, d) => (d === dim ? 1 : 0)),
    at.offset
  )
  return {
    index: whole,
    take: (call) => kernels.indexSelect({ index: at, ...call }),
    add: (call) => kernels.indexAdd({ index: at, skip: call.n, ...call })
  }
}

/**
 * The elements of each line along `dim` at positions `index` (int32 or int64, of at most the sizes of x except in dim).
 * @example
 * gather(tensor([[1, 2], [3, 4]]), tensor([[1], [0]], { dtype: 'int32' }), 1).toArray() // [[2], [3]]
 */
export function gather(input: Tensor, index: Tensor, along: number | { dim: number }): Tensor {
  const options = read('gather', DIM, along)
  checkTensor('gather', 'x', input)
  checkTensor('gather', 'index', index, INDICES)
  const dim = dimension('gather', options.dim, input.ndim)
  if (index.ndim !== input.ndim || index.shape.some((n, d) => d !== dim && n > input.shape[d]!)) {
    throw new ShapeError(
      `gather: expected index of at most the shape of x but for dimension ${dim}, received ${format(index.shape)} for ${format(input.shape)}`
    )
  }
  const x = leading(input, index.shape, dim)
  const at = placesOf('gather', index, dim)
  const sizes = { count: index.shape[dim] ?? 1, ...linesOf(x.shape, dim) }
  const out = emptyTensor(x.dtype, index.shape)
  inRange('gather', 'index', index, sizes.n, () => at.take({ x: contiguous(x), y: out, ...sizes }))
  return record(
    'gather',
    out,
    [x],
    [at.index],
    (g) => [added(x, (dx) => at.add({ x: contiguous(g), y: dx, ...sizes }))],
    dim
  )
}

/**
 * x plus the elements of `source` added at positions `index` along `dim`.
 * @param index int32 or int64, of at most the sizes of source, and of x but for `dim`
 * @example
 * scatterAdd(zeros([2]), tensor([1, 1], { dtype: 'int32' }), tensor([3, 4]), 0).toArray() // [0, 7]
 */
export function scatterAdd(x: Tensor, index: Tensor, source: Tensor, along: number | { dim: number }): Tensor {
  const options = read('scatterAdd', DIM, along)
  checkTensor('scatterAdd', 'x', x)
  checkTensor('scatterAdd', 'source', source, [x.dtype])
  checkTensor('scatterAdd', 'index', index, INDICES)
  const dim = dimension('scatterAdd', options.dim, x.ndim)
  const fits = source.ndim === x.ndim && index.ndim === x.ndim && index.shape.every((n, d) => n <= source.shape[d]!)
  if (!fits || index.shape.some((n, d) => d !== dim && n > x.shape[d]!)) {
    throw new ShapeError(
      `scatterAdd: expected index of at most the shapes of source, and of x but for dimension ${dim}, received ${format(index.shape)}, ${format(source.shape)} and ${format(x.shape)}`
    )
  }
  const part = leading(source, index.shape)
  return onPart(x, index.shape, dim, (whole) => addedAt(whole, index, part, dim))
}

function addedAt(x: Tensor, index: Tensor, source: Tensor, dim: number): Tensor {
  const at = placesOf('scatterAdd', index, dim)
  const sizes = { count: index.shape[dim] ?? 1, ...linesOf(x.shape, dim) }
  // The kernel adds floats; integers are added as such: exact up to 2^53.
  const dtype = isFloat(x.dtype) ? x.dtype : 'float64'
  const out = emptyTensor(dtype, x.shape)
  kernels.copy(convert(x, dtype), out)
  const terms = contiguous(convert(source, dtype))
  inRange('scatterAdd', 'index', index, sizes.n, () => at.add({ x: terms, y: out, ...sizes }))
  return record(
    'scatterAdd',
    convert(out, x.dtype),
    [x, source],
    [at.index],
    (g) => {
      if (!source.requiresGrad) return [g, null]
      const ds = emptyTensor(source.dtype, source.shape)
      at.take({ x: contiguous(g), y: ds, ...sizes })
      return [g, ds]
    },
    dim
  )
}

/**
 * 1 where a class is the index, else 0: for int32 or int64 indices of any shape; `numClasses` (default: the largest index
 * and 1) is appended to the shape. float32.
 */
export function oneHot(
  indices: Tensor,
  numClasses?: number | OneHotOptions,
  more?: { dtype?: 'float32' | 'float64' | undefined }
): Tensor {
  const options = read('oneHot', ONE_HOT, numClasses, more)
  const index = indexOf('oneHot', 'index', indices)
  const classes = options.numClasses ?? largest(indices) + 1
  checkValue('oneHot', 'numClasses', classes, wholeNumber({ min: 0 }))
  const out = emptyTensor(options.dtype ?? 'float32', [...indices.shape, classes])
  inRange('oneHot', 'indices', indices, classes, () => kernels.oneHot({ index, y: out, count: indices.size, classes }))
  return out
}

function largest(indices: Tensor): number {
  if (indices.size === 0) throw new OptionError('oneHot: expected numClasses, because there are no indices to count')
  let most = 0
  for (const index of elementsOf(indices)) if (index > most) most = index
  return most
}
