// Ops that read by index: embedding, indexSelect, gather, and their gradients.
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { dimension, format, sizeOf } from '../tensor/shape.ts'
import { addSparse } from '../tensor/sparse.ts'
import { checkTensor, contiguous, type Tensor } from '../tensor/tensor.ts'
import { checkValue, wholeNumber } from '../util/options.ts'
import { fresh } from './call.ts'
import { inRange } from './indices.ts'
import { into } from './matmul.ts'
import { checkNames } from './options.ts'
import { zero } from './shape.ts'

function checkIndex(op: string, index: Tensor): Tensor {
  checkTensor(op, 'index', index, ['int32'])
  return contiguous(index)
}

// The gradient of x, which starts from zeros unless the buffer holds a sum already.
function added(x: Tensor, add: (dx: Tensor) => void): Tensor | null {
  return into(x, (dx, accumulate) => {
    if (accumulate === 0) zero(dx)
    add(dx)
  })
}

/**
 * Rows of a table.
 * @param weight (rows, width)
 * @param indices int32 of any shape, from 0 to rows - 1
 * @param options.paddingIdx a row that gets no gradient
 * @param options.sparse only the rows that are read get a gradient: `sparseGrad(weight)`. Weight must be a leaf. Default false
 * @returns the shape of indices with width behind it
 * @throws IndexError for an index out of range
 */
export function embedding(
  weight: Tensor,
  indices: Tensor,
  options: { paddingIdx?: number | null; sparse?: boolean } = {}
): Tensor {
  checkNames('embedding', options)
  checkTensor('embedding', 'weight', weight)
  if (weight.ndim !== 2)
    throw new ShapeError(`embedding: expected weight of shape (rows, width) but received ${format(weight.shape)}`)
  const index = checkIndex('embedding', indices)
  const [rows, width] = weight.shape as [number, number]
  const skip = options.paddingIdx ?? rows
  if (!(Number.isInteger(skip) && skip >= 0 && skip <= rows)) {
    throw new OptionError(`embedding: expected paddingIdx to be from 0 to ${rows - 1} but received ${skip}`)
  }
  const out = fresh(weight.dtype, [...indices.shape, width])
  const sizes = { outer: 1, n: rows, count: indices.size, inner: width }
  inRange('embedding', 'indices', index, rows, () =>
    kernels.indexSelect({ ...sizes, x: contiguous(weight), index, y: out })
  )
  if (options.sparse && weight.node !== null) {
    throw new OptionError('embedding: expected weight to be a leaf with sparse: true but it is the result of an op')
  }
  return record('embedding', out, [weight], [index], (g) => {
    if (options.sparse) {
      addSparse(weight, index, contiguous(g), skip)
      return [null]
    }
    return [added(weight, (dw) => kernels.indexAdd({ ...sizes, x: contiguous(g), index, y: dw, skip }))]
  })
}

/** The slices of x at positions `index` (int32, one dimension) along `dim`. Default dim 0. */
export function indexSelect(x: Tensor, index: Tensor, options: { dim?: number } = {}): Tensor {
  checkNames('indexSelect', options)
  checkTensor('indexSelect', 'x', x)
  const at = checkIndex('indexSelect', index)
  if (x.ndim === 0) throw new ShapeError('indexSelect: expected x of at least one dimension but received a scalar')
  if (index.ndim !== 1)
    throw new ShapeError(`indexSelect: expected index of one dimension but received ${format(index.shape)}`)
  const dim = dimension('indexSelect', options.dim ?? 0, x.ndim)
  const outer = sizeOf(x.shape.slice(0, dim))
  const n = x.shape[dim]!
  const inner = sizeOf(x.shape.slice(dim + 1))
  const out = fresh(x.dtype, [...x.shape.slice(0, dim), index.size, ...x.shape.slice(dim + 1)])
  const sizes = { outer, n, count: index.size, inner }
  inRange('indexSelect', 'index', at, n, () => kernels.indexSelect({ ...sizes, x: contiguous(x), index: at, y: out }))
  return record('indexSelect', out, [x], [at], (g) => [
    added(x, (dx) => kernels.indexAdd({ ...sizes, x: contiguous(g), index: at, y: dx, skip: n }))
  ])
}

// What the kernels gather and scatterAdd are called with: x as (outer, n, inner), the index as (outer, count, inner).
function linesOf(x: Tensor, index: Tensor, dim: number) {
  const [outer, inner] = [sizeOf(x.shape.slice(0, dim)), sizeOf(x.shape.slice(dim + 1))]
  return { outer, n: x.shape[dim] ?? 1, count: index.shape[dim] ?? 1, inner }
}

/** Of each line along `dim` the elements at the positions that `index` (int32, the shape of x but for dim) names. */
export function gather(x: Tensor, index: Tensor, options: { dim: number }): Tensor {
  checkNames('gather', options)
  checkTensor('gather', 'x', x)
  const at = checkIndex('gather', index)
  const dim = dimension('gather', options.dim, x.ndim)
  if (index.ndim !== x.ndim || index.shape.some((n, d) => d !== dim && n !== x.shape[d])) {
    throw new ShapeError(
      `gather: expected index of the shape of x but for dimension ${dim}, received ${format(index.shape)} for ${format(x.shape)}`
    )
  }
  const sizes = linesOf(x, index, dim)
  const out = fresh(x.dtype, index.shape)
  inRange('gather', 'index', at, sizes.n, () => kernels.gather({ ...sizes, x: contiguous(x), index: at, y: out }))
  return record('gather', out, [x], [at], (g) => [
    added(x, (dx) => kernels.scatterAdd({ ...sizes, x: contiguous(g), index: at, y: dx }))
  ])
}

/** x plus, at the positions that `index` names along `dim`, the elements of `source` (both of one shape). */
export function scatterAdd(x: Tensor, index: Tensor, source: Tensor, options: { dim: number }): Tensor {
  checkNames('scatterAdd', options)
  checkTensor('scatterAdd', 'x', x, ['float32', 'float64'])
  checkTensor('scatterAdd', 'source', source, [x.dtype])
  const at = checkIndex('scatterAdd', index)
  const dim = dimension('scatterAdd', options.dim, x.ndim)
  const fits = source.ndim === x.ndim && index.ndim === x.ndim && index.shape.every((n, d) => n === source.shape[d])
  if (!fits || index.shape.some((n, d) => d !== dim && n !== x.shape[d])) {
    throw new ShapeError(
      `scatterAdd: expected index and source of the shape of x but for dimension ${dim}, received ${format(index.shape)} and ${format(source.shape)} for ${format(x.shape)}`
    )
  }
  const sizes = linesOf(x, index, dim)
  const out = fresh(x.dtype, x.shape)
  kernels.copy(x, out)
  inRange('scatterAdd', 'index', at, sizes.n, () =>
    kernels.scatterAdd({ ...sizes, x: contiguous(source), index: at, y: out })
  )
  return record('scatterAdd', out, [x, source], [at], (g) => {
    if (!source.requiresGrad) return [g, null]
    const ds = fresh(source.dtype, source.shape)
    kernels.gather({ ...sizes, x: contiguous(g), index: at, y: ds })
    return [g, ds]
  })
}

/** 1 where a class is the index, else 0: int32 indices of any shape with `classes` behind it. float32. */
export function oneHot(indices: Tensor, options: { classes: number; dtype?: 'float32' | 'float64' }): Tensor {
  checkNames('oneHot', options)
  const index = checkIndex('oneHot', indices)
  checkValue('oneHot', 'classes', options.classes, wholeNumber({ min: 0 }))
  const out = fresh(options.dtype ?? 'float32', [...indices.shape, options.classes])
  inRange('oneHot', 'indices', index, options.classes, () =>
    kernels.oneHot({ index, y: out, count: indices.size, classes: options.classes })
  )
  return out
}
