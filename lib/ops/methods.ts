// Every op as a method of Tensor: the function with the tensor as its first argument. A few take what reads best.
import { backward, retainGrad } from '../autograd/tape.ts'
import type { DType } from '../backend/index.ts'
import { print } from '../tensor/print.ts'
import type { Shape } from '../tensor/shape.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import type { PlainMethods } from './gen/plainMethods.ts'
import * as ops from './index.ts'
import * as inPlace from './inplace.ts'
import type { Value } from './shared.ts'

/** Ops whose method takes the function's other arguments as they are; gen/plainMethods.ts has their types. */
const plain = {
  add: ops.add,
  sub: ops.sub,
  mul: ops.mul,
  div: ops.div,
  pow: ops.pow,
  maximum: ops.maximum,
  minimum: ops.minimum,
  abs: ops.abs,
  neg: ops.neg,
  sign: ops.sign,
  square: ops.square,
  sqrt: ops.sqrt,
  rsqrt: ops.rsqrt,
  reciprocal: ops.reciprocal,
  exp: ops.exp,
  exp2: ops.exp2,
  expm1: ops.expm1,
  log: ops.log,
  log2: ops.log2,
  log1p: ops.log1p,
  sin: ops.sin,
  cos: ops.cos,
  erf: ops.erf,
  tanh: ops.tanh,
  sigmoid: ops.sigmoid,
  logSigmoid: ops.logSigmoid,
  relu: ops.relu,
  silu: ops.silu,
  leakyRelu: ops.leakyRelu,
  elu: ops.elu,
  gelu: ops.gelu,
  softplus: ops.softplus,
  clamp: ops.clamp,
  lerp: ops.lerp,
  eq: ops.eq,
  ne: ops.ne,
  lt: ops.lt,
  le: ops.le,
  gt: ops.gt,
  ge: ops.ge,
  logicalAnd: ops.logicalAnd,
  logicalOr: ops.logicalOr,
  logicalXor: ops.logicalXor,
  logicalNot: ops.logicalNot,
  isnan: ops.isnan,
  isfinite: ops.isfinite,
  any: ops.any,
  all: ops.all,
  sum: ops.sum,
  mean: ops.mean,
  prod: ops.prod,
  var: ops.variance,
  std: ops.std,
  norm: ops.norm,
  argmax: ops.argmax,
  argmin: ops.argmin,
  logsumexp: ops.logsumexp,
  softmax: ops.softmax,
  logSoftmax: ops.logSoftmax,
  matmul: ops.matmul,
  linear: ops.linear,
  conv1d: ops.conv1d,
  conv2d: ops.conv2d,
  maxPool2d: ops.maxPool2d,
  avgPool2d: ops.avgPool2d,
  adaptiveAvgPool2d: ops.adaptiveAvgPool2d,
  layerNorm: ops.layerNorm,
  rmsNorm: ops.rmsNorm,
  groupNorm: ops.groupNorm,
  batchNorm: ops.batchNorm,
  scaledDotProductAttention: ops.scaledDotProductAttention,
  embedding: ops.embedding,
  dropout: ops.dropout,
  crossEntropy: ops.crossEntropy,
  nllLoss: ops.nllLoss,
  oneHot: ops.oneHot,
  pad: ops.pad,
  flatten: ops.flatten,
  slice: ops.slice,
  select: ops.select,
  split: ops.split,
  chunk: ops.chunk,
  unbind: ops.unbind,
  contiguous: ops.contiguous,
  clone: ops.clone,
  detach: ops.detach,
  indexSelect: ops.indexSelect,
  gather: ops.gather,
  scatterAdd: ops.scatterAdd,
  ...inPlace
}

/** What a tensor can do besides its own properties. */
export interface TensorMethods extends PlainMethods {
  /** The largest element, or with `dim` the largest along it and where they are. */
  max(): Tensor
  max(options: { dim: number; keepdim?: boolean }): ops.Extreme
  /** The smallest element, or with `dim` the smallest along it and where they are. */
  min(): Tensor
  min(options: { dim: number; keepdim?: boolean }): ops.Extreme
  /** The same elements in another shape; one size may be -1. */
  reshape(shape: Shape): Tensor
  /** The dimensions in another order. */
  permute(...dims: number[]): Tensor
  permute(dims: readonly number[]): Tensor
  /** Two dimensions exchanged; the last two by default. */
  transpose(dim0?: number, dim1?: number): Tensor
  /** Repeated along dimensions of one element. */
  expand(shape: Shape): Tensor
  /** Without dimensions of one element: all of them, or one alone. A view. */
  squeeze(dim?: number | { dim?: number }): Tensor
  /** With a new dimension of one element. */
  unsqueeze(dim: number): Tensor
  /** This tensor's elements where the condition (bool) holds, else the other's. */
  where(condition: Tensor, other: Value): Tensor
  /** The elements as another dtype. */
  to(dtype: DType): Tensor
  /** Computes the gradients of the leaves; see `backward` of the guide. */
  backward(gradient?: Tensor, options?: { retainGraph?: boolean }): void
  /** Makes `backward` keep this tensor's gradient although it is no leaf. */
  retainGrad(): this
  toString(): string
}

const special: { [name: string]: (x: Tensor, ...rest: never[]) => unknown } = {
  max: ops.max as (x: Tensor) => unknown,
  min: ops.min as (x: Tensor) => unknown,
  reshape: (x: Tensor, shape: Shape) => ops.reshape(x, { shape }),
  permute: (x: Tensor, ...dims: [readonly number[]] | number[]) =>
    ops.permute(x, { dims: Array.isArray(dims[0]) ? dims[0] : (dims as number[]) }),
  transpose: (x: Tensor, dim0?: number, dim1?: number) =>
    ops.transpose(x, { ...(dim0 === undefined ? {} : { dim0 }), ...(dim1 === undefined ? {} : { dim1 }) }),
  expand: (x: Tensor, shape: Shape) => ops.expand(x, { shape }),
  squeeze: (x: Tensor, dim?: number | { dim?: number }) =>
    ops.squeeze(x, typeof dim === 'number' ? { dim } : (dim ?? {})),
  unsqueeze: (x: Tensor, dim: number) => ops.unsqueeze(x, { dim }),
  where: (x: Tensor, condition: Tensor, other: Value) => ops.where(condition, x, other),
  to: (x: Tensor, dtype: DType) => ops.to(x, { dtype }),
  backward,
  retainGrad: (x: Tensor) => {
    retainGrad(x)
    return x
  },
  toString: (x: Tensor) =>
    print({
      data: elementsOf(x),
      shape: x.shape,
      dtype: x.dtype,
      requiresGrad: x.requiresGrad,
      grad: x.node?.name ?? null
    })
}

for (const [name, op] of Object.entries({ ...plain, ...special })) {
  Object.defineProperty(Tensor.prototype, name, {
    value(this: Tensor, ...rest: never[]) {
      return (op as (x: Tensor, ...rest: never[]) => unknown)(this, ...rest)
    },
    writable: true,
    configurable: true
  })
}

Object.defineProperty(Tensor.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: Tensor) {
    return this.toString()
  }
})
