// Reductions, softmax and the extremes. Not in index.ts.
import type { Differentiable, Node } from '../../autograd/tape.ts'
import { eye } from '../../tensor/create.ts'
import { elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { div, eq, mul, ne, sub, where } from '../elementwise.ts'
import type { ExtremeDetails } from '../extreme.ts'
import { scatterAdd } from '../gather.ts'
import { abs, exp, sign } from '../gen/elementwise.ts'
import { mean, prod, type ReducePlan, sum } from '../reduce.ts'
import { detach, expand, inverse, permute, reshape, to } from '../shape.ts'
import { constant, reducedDims, repeated } from './shared.ts'

const sumRow: Differentiable = ({ inputs: [x], details }, g) => [repeated(g, (details as ReducePlan).kept, x!.shape)]

function meanRow({ inputs: [x], details }: Node, g: Tensor): Tensor[] {
  const { n, kept } = details as ReducePlan
  return [repeated(div(g, n), kept, x!.shape)]
}

function prodRow({ inputs: [x], saved: [, y], details }: Node, g: Tensor): Tensor[] {
  const { kept } = details as ReducePlan
  const up = repeated(g, kept, x!.shape)
  if (!elementsOf(x!).includes(0)) return [div(mul(up, repeated(y!, kept, x!.shape)), x!)]
  return [mul(up, productOfOthers(x!, reducedDims(kept, x!.shape)))]
}

// Of each element, the product of the others along `dims`: right where elements are 0, at the price of n rows of n.
function productOfOthers(x: Tensor, dims: readonly number[]): Tensor {
  const order = [...x.shape.keys()].filter((d) => !dims.includes(d)).concat(dims)
  const moved = permute(x, order)
  const n = dims.reduce((size, d) => size * x.shape[d]!, 1)
  const rows = reshape(moved, [-1, 1, n])
  const own = ne(eye(n, { dtype: x.dtype }), 0)
  const others = prod(where(own, 1, expand(rows, [rows.shape[0]!, n, n])), 2)
  return permute(reshape(others, moved.shape), inverse(order))
}

function varRow({ inputs: [x], details }: Node, g: Tensor): Tensor[] {
  const { kept, divisor } = details as ReducePlan & { divisor: number }
  const dims = reducedDims(kept, x!.shape)
  const center = dims.length === 0 ? x! : mean(x!, { dim: dims, keepdim: true })
  return [mul(sub(x!, center), reshape(mul(g, 2 / divisor), kept))]
}

// a / b, and 0 where b is 0.
function divideOrZero(a: Tensor, b: Tensor): Tensor {
  const none = eq(b, 0)
  return where(none, 0, div(a, where(none, 1, b)))
}

function normRow({ inputs: [x], saved: [, y], details }: Node, g: Tensor): Tensor[] {
  const { kept, order } = details as ReducePlan & { order: number }
  const up = repeated(g, kept, x!.shape)
  if (order === 1) return [mul(up, sign(x!))]
  const value = repeated(y!, kept, x!.shape)
  if (order === 2) return [divideOrZero(mul(up, x!), value)]
  return [mul(up, shares(eq(abs(x!), value), x!, kept, sign(x!)))]
}

// The equal parts of those that attain an extreme; constants.
function shares(attains: Tensor, x: Tensor, kept: readonly number[], factor: Tensor | null): Tensor {
  const hit = to(attains, x.dtype)
  const dims = reducedDims(kept, x.shape)
  const part = dims.length === 0 ? hit : div(hit, sum(hit, { dim: dims, keepdim: true }))
  return detach(factor === null ? part : mul(part, factor))
}

function logsumexpRow({ inputs: [x], saved: [, y], details }: Node, g: Tensor): Tensor[] {
  const { kept } = details as ReducePlan
  return [mul(exp(sub(x!, reshape(y!, kept))), reshape(g, kept))]
}

function extremeRow({ inputs: [x], saved: [, value], details }: Node, g: Tensor): Tensor[] {
  if (details === null) {
    const nan = Number.isNaN(value!.item())
    const ones = x!.shape.map(() => 1)
    return [mul(shares(nan ? ne(x!, x!) : eq(x!, value!), x!, ones, null), g)]
  }
  const { dim, indices, kept } = details as ExtremeDetails
  return [scatterAdd(constant(0, g, x!.shape), reshape(indices, kept), reshape(g, kept), dim)]
}

function softmaxRow({ saved: [y], details }: Node, g: Tensor): Tensor[] {
  const dim = details as number
  return [mul(y!, sub(g, sum(mul(g, y!), { dim, keepdim: true })))]
}

function logSoftmaxRow({ saved: [y], details }: Node, g: Tensor): Tensor[] {
  return [sub(g, mul(exp(y!), sum(g, { dim: details as number, keepdim: true })))]
}

export const reduceRows: Readonly<Record<string, Differentiable>> = {
  sum: sumRow,
  mean: meanRow,
  prod: prodRow,
  var: varRow,
  std: ({ saved: [y] }, g) => [divideOrZero(mul(g, 0.5), y!)],
  norm: normRow,
  logsumexp: logsumexpRow,
  max: extremeRow,
  min: extremeRow,
  softmax: softmaxRow,
  logSoftmax: logSoftmaxRow
}
