// Matrix products: matmul with broadcasting of batches, and linear layers. Operands are read through their strides.

import { gradientTarget, writeGrad } from '../autograd/grads.ts'
import { precisionOf, withPrecision } from '../autograd/precision.ts'
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { ShapeError } from '../errors.ts'
import { promote } from '../tensor/dtypes.ts'
import { broadcast, broadcastStrides, format, rowMajor, type Shape, sizeOf } from '../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, snapshotView, type Tensor } from '../tensor/tensor.ts'
import { anything } from '../util/options.ts'
import { optionsTable, read } from '../util/positional.ts'
import type { ActivationOptions } from './activation.ts'
import { convert, emptyTensor, sumTo, throughRelu, viewWithShape, wantsRelu } from './shared.ts'

const LINEAR = optionsTable<ActivationOptions>({ activation: anything })

/** A stack of matrices seen through strides. */
interface Matrix {
  of: Tensor
  rows: number
  cols: number
  rowStride: number
  colStride: number
  batch: Shape
  strides: Shape
}

function matrix(x: Tensor): Matrix {
  const nd = x.ndim
  const t = usable(x)
  return {
    of: t,
    rows: t.shape[nd - 2]!,
    cols: t.shape[nd - 1]!,
    rowStride: t.strides[nd - 2]!,
    colStride: t.strides[nd - 1]!,
    batch: t.shape.slice(0, -2),
    strides: t.strides.slice(0, -2)
  }
}

// The kernel reads rows or columns of unit stride well; anything else is copied first.
function usable(x: Tensor): Tensor {
  const nd = x.ndim
  return x.strides[nd - 1] === 1 || x.strides[nd - 2] === 1 ? snapshotView(x) : contiguous(x)
}

function transposed(m: Matrix): Matrix {
  return { ...m, rows: m.cols, cols: m.rows, rowStride: m.colStride, colStride: m.rowStride }
}

/** c (+)= a b for batches that broadcast to `batch`; c is contiguous. */
function product(a: Matrix, b: Matrix, c: Tensor, batch: Shape, accumulate: number): void {
  const own = rowMajor([...batch, a.rows, b.cols]).slice(0, batch.length)
  const along = (m: Matrix): kernels.Stack => ({ ...m, strides: broadcastStrides(m.batch, m.strides, batch) })
  const target = { strides: own, ...kernels.matrix(c, a.rows, b.cols) }
  kernels.gemmBatch(batch, along(a), along(b), target, accumulate, precisionOf(c.dtype))
}

/**
 * The matrix product. Two matrices (n, k) x (k, m); stacks of matrices, whose leading dimensions broadcast; a vector on
 * the left counts as a row, on the right as a column, and two vectors give their dot product.
 * @throws ShapeError when the inner dimensions differ
 * @example
 * matmul(ones([2, 3]), ones([3, 4])).shape // [2, 4]
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  checkFloat('matmul', 'a', a)
  checkFloat('matmul', 'b', b)
  if (a.ndim === 0 || b.ndim === 0) {
    throw new ShapeError(
      `matmul: expected tensors of at least one dimension but received ${format(a.shape)} x ${format(b.shape)}`
    )
  }
  const left = a.ndim === 1 ? viewWithShape(contiguous(a), [1, a.size]) : a
  const right = b.ndim === 1 ? viewWithShape(contiguous(b), [b.size, 1]) : b
  const inner = left.shape.at(-1)!
  if (inner !== right.shape.at(-2)) {
    throw new ShapeError(
      `matmul: inner dimensions differ: ${format(a.shape)} x ${format(b.shape)} (${inner} and ${right.shape.at(-2)})`
    )
  }
  const dtype = promote(a.dtype, b.dtype)
  const m = matrix(convert(left, dtype))
  const n = matrix(convert(right, dtype))
  // A stack times one matrix is one tall product. The stride of one row alone may be any number.
  if (n.batch.length === 0 && m.batch.length > 0 && m.of.isContiguous) {
    m.rows *= sizeOf(m.batch)
    m.rowStride = m.cols
    m.colStride = 1
    m.batch = []
    m.strides = []
  }
  const batch = broadcast('matmul', m.batch, n.batch)
  const lead = broadcast('matmul', left.shape.slice(0, -2), right.shape.slice(0, -2))
  const shape = [...lead, ...(a.ndim === 1 ? [] : [left.shape.at(-2)!]), ...(b.ndim === 1 ? [] : [n.cols])]
  const out = emptyTensor(dtype, shape)
  product(m, n, out, batch, 0)
  return record('matmul', out, [a, b], [m.of, n.of], (g) => {
    const up: Matrix = {
      ...matrix(viewWithShape(contiguous(g), [...batch, m.rows, n.cols])),
      batch,
      strides: rowMajor([...batch, m.rows, n.cols]).slice(0, batch.length)
    }
    return [
      a.requiresGrad ? gradient(a, up, transposed(n), batch) : null,
      b.requiresGrad ? gradient(b, transposed(m), up, batch) : null
    ]
  })
}

/** @internal The product within a function that autocast leaves alone, such as a distance. */
export function exactMatmul(a: Tensor, b: Tensor): Tensor {
  return withPrecision('float32', () => matmul(a, b))
}

// The gradient of one factor as the product of two stacks, summed over the dimensions that broadcast.
function gradient(x: Tensor, p: Matrix, q: Matrix, batch: Shape): Tensor | null {
  const full = [...batch, p.rows, q.cols]
  const whole = sizeOf(full) === x.size
  const target = whole && p.of.dtype === x.dtype ? gradientTarget(x) : null
  if (target !== null) {
    product(p, q, target.gradient, batch, target.accumulate ? 1 : 0)
    return null
  }
  const dx = emptyTensor(p.of.dtype, full)
  product(p, q, dx, batch, 0)
  const shape = x.ndim === 1 ? full.slice(-2) : [...x.shape.slice(0, -2), ...full.slice(-2)]
  const summed = whole ? dx : sumTo(dx, shape)
  return convert(viewWithShape(summed, x.shape), x.dtype)
}

/**
 * x weight^T + bias, as in PyTorch.
 * @param x (..., in)
 * @param weight (out, in)
 * @param bias (out), optional
 * @param options.activation 'relu' is fused into the op. Default none
 * @returns (..., out)
 */
export function linear(x: Tensor, weight: Tensor, bias: Tensor | null = null, options?: ActivationOptions): Tensor {
  const relu = wantsRelu('linear', read('linear', LINEAR, options))
  checkFloat('linear', 'x', x)
  checkTensor('linear', 'weight', weight, [x.dtype])
  const outputs = weight.shape[0]
  const inputs = weight.shape[1]
  if (weight.ndim !== 2 || x.ndim === 0 || x.shape.at(-1) !== inputs) {
    throw new ShapeError(
      `linear: expected x of shape [..., in] and weight [out, in] but received ${format(x.shape)} and ${format(weight.shape)}`
    )
  }
  if (bias !== null) {
    checkTensor('linear', 'bias', bias, [x.dtype])
    if (bias.ndim !== 1 || bias.size !== outputs) {
      throw new ShapeError(`linear: expected bias of shape [${outputs}] but received ${format(bias.shape)}`)
    }
  }
  const source = contiguous(x)
  const w = usable(weight)
  const n = outputs!
  const k = inputs!
  const batch = x.ndim === 2 ? x.shape[0]! : sizeOf(x.shape.slice(0, -1))
  const out = emptyTensor(x.dtype, x.ndim === 2 ? [batch, n] : [...x.shape.slice(0, -1), n])
  const wr = w.strides[0]!
  const wc = w.strides[1]!
  const X = kernels.matrix(source, batch, k)
  const W = kernels.matrix(w, n, k, wr, wc)
  kernels.gemm(X, kernels.transpose(W), kernels.matrix(out, batch, n), {
    bias: bias === null ? null : contiguous(bias),
    accumulate: 0,
    activation: relu ? kernels.ACTIVATION.relu : kernels.ACTIVATION.none,
    precision: precisionOf(x.dtype)
  })
  const inputsOf = bias === null ? [x, weight] : [x, weight, bias]
  return record(
    'linear',
    out,
    inputsOf,
    relu ? [source, w, out] : [source, w],
    (g) => {
      const up = throughRelu(relu, contiguous(g), out)
      const precision = precisionOf(x.dtype)
      const U = kernels.matrix(up, batch, n)
      let dx: Tensor | null = null
      if (x.requiresGrad) {
        dx = emptyTensor(x.dtype, x.shape)
        kernels.gemm(U, W, kernels.matrix(dx, batch, k), { precision })
      }
      const addWeight = (dw: Tensor, accumulate: number): void =>
        kernels.gemm(kernels.transpose(U), X, kernels.matrix(dw, n, k), { accumulate, precision })
      const addBias = (db: Tensor, accumulate: number): void =>
        kernels.reduce({ x: up, y: db, op: kernels.REDUCE.sum, outer: 1, n: batch, inner: n, accumulate, divisor: 1 })
      return [
        dx,
        weight.requiresGrad ? writeGrad(weight, addWeight) : null,
        bias?.requiresGrad ? writeGrad(bias, addBias) : null
      ]
    },
    relu ? out : null
  )
}
