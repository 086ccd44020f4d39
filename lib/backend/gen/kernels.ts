// Generated from native/kernels.def by codegen/kernels.mjs. Do not edit.
import * as c from '../check.ts'

/** What each kernel is called with: buffers, sizes, numbers. */
export interface KernelCalls {
  map: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [p0: number, p1: number]]
  mapBool: [buffers: readonly [a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  where: [buffers: readonly [condition: c.Operand, a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  logical: [buffers: readonly [a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  reduce: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [op: number, outer: number, n: number, inner: number, accumulate: number], numbers: readonly [divisor: number]]
  variance: [buffers: readonly [x: c.Operand, mean: c.Operand, y: c.Operand], sizes: readonly [outer: number, n: number, inner: number], numbers: readonly [divisor: number]]
  extreme: [buffers: readonly [x: c.Operand, y: c.Operand | null, index: c.Operand | null], sizes: readonly [largest: number, outer: number, n: number, inner: number]]
  extremeBackward: [buffers: readonly [dy: c.Operand, index: c.Operand, dx: c.Operand], sizes: readonly [outer: number, n: number, inner: number]]
  anyAll: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [all: number, outer: number, n: number, inner: number]]
  foreachNorm: [buffers: readonly (c.Operand)[], sizes: readonly number[]]
  foreachMul: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [scale: number]]
  softmax: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [outer: number, n: number, inner: number, log: number]]
  softmaxBackward: [buffers: readonly [y: c.Operand, dy: c.Operand, dx: c.Operand], sizes: readonly [outer: number, n: number, inner: number, log: number]]
  logsumexp: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [outer: number, n: number, inner: number]]
  logsumexpBackward: [buffers: readonly [x: c.Operand, y: c.Operand, dy: c.Operand, dx: c.Operand], sizes: readonly [outer: number, n: number, inner: number]]
  crossEntropy: [buffers: readonly [logits: c.Operand, target: c.Operand, weight: c.Operand | null, loss: c.Operand, grad: c.Operand | null], sizes: readonly [rows: number, classes: number, reduction: number], numbers: readonly [ignoreIndex: number, smoothing: number]]
  crossEntropyProbs: [buffers: readonly [logits: c.Operand, target: c.Operand, weight: c.Operand | null, loss: c.Operand, grad: c.Operand | null], sizes: readonly [rows: number, classes: number, reduction: number], numbers: readonly [smoothing: number]]
  nll: [buffers: readonly [logp: c.Operand, target: c.Operand, weight: c.Operand | null, loss: c.Operand, grad: c.Operand | null], sizes: readonly [rows: number, classes: number, reduction: number], numbers: readonly [ignoreIndex: number]]
  layerNorm: [buffers: readonly [x: c.Operand, weight: c.Operand | null, bias: c.Operand | null, y: c.Operand, mean: c.Operand, rstd: c.Operand], sizes: readonly [rows: number, n: number], numbers: readonly [eps: number]]
  layerNormBackward: [buffers: readonly [x: c.Operand, dy: c.Operand, weight: c.Operand | null, mean: c.Operand, rstd: c.Operand, dx: c.Operand, dweight: c.Operand | null, dbias: c.Operand | null], sizes: readonly [rows: number, n: number, accumulate: number]]
  rmsNorm: [buffers: readonly [x: c.Operand, weight: c.Operand | null, y: c.Operand, rstd: c.Operand], sizes: readonly [rows: number, n: number], numbers: readonly [eps: number]]
  rmsNormBackward: [buffers: readonly [x: c.Operand, dy: c.Operand, weight: c.Operand | null, rstd: c.Operand, dx: c.Operand, dweight: c.Operand | null], sizes: readonly [rows: number, n: number, accumulate: number]]
  groupNorm: [buffers: readonly [x: c.Operand, weight: c.Operand | null, bias: c.Operand | null, y: c.Operand, mean: c.Operand, rstd: c.Operand], sizes: readonly [batch: number, channels: number, inner: number, groups: number], numbers: readonly [eps: number]]
  groupNormBackward: [buffers: readonly [x: c.Operand, dy: c.Operand, weight: c.Operand | null, mean: c.Operand, rstd: c.Operand, dx: c.Operand, dweight: c.Operand | null, dbias: c.Operand | null], sizes: readonly [batch: number, channels: number, inner: number, groups: number, accumulate: number]]
  batchNorm: [buffers: readonly [x: c.Operand, weight: c.Operand | null, bias: c.Operand | null, runningMean: c.Operand | null, runningVar: c.Operand | null, y: c.Operand, mean: c.Operand, rstd: c.Operand], sizes: readonly [batch: number, channels: number, inner: number, training: number, relu: number], numbers: readonly [momentum: number, eps: number]]
  batchNormBackward: [buffers: readonly [x: c.Operand, dy: c.Operand, weight: c.Operand | null, bias: c.Operand | null, mean: c.Operand, rstd: c.Operand, dx: c.Operand, dweight: c.Operand | null, dbias: c.Operand | null], sizes: readonly [batch: number, channels: number, inner: number, training: number, relu: number, accumulate: number]]
  gemm: [buffers: readonly [a: c.Operand, b: c.Operand, bias: c.Operand | null, c: c.Operand], sizes: readonly number[]]
  conv2d: [buffers: readonly [x: c.Operand, weight: c.Operand, bias: c.Operand | null, y: c.Operand], sizes: readonly [n: number, ci: number, h: number, w: number, co: number, kh: number, kw: number, oh: number, ow: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number, groups: number, relu: number]]
  conv2dInput: [buffers: readonly [dy: c.Operand, weight: c.Operand, dx: c.Operand], sizes: readonly [n: number, ci: number, h: number, w: number, co: number, kh: number, kw: number, oh: number, ow: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number, groups: number, accumulate: number]]
  conv2dWeight: [buffers: readonly [x: c.Operand, dy: c.Operand, dweight: c.Operand, dbias: c.Operand | null], sizes: readonly [n: number, ci: number, h: number, w: number, co: number, kh: number, kw: number, oh: number, ow: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number, groups: number, accumulate: number]]
  maxPool2d: [buffers: readonly [x: c.Operand, y: c.Operand, index: c.Operand], sizes: readonly [planes: number, h: number, w: number, oh: number, ow: number, kh: number, kw: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number]]
  maxPool2dBackward: [buffers: readonly [dy: c.Operand, index: c.Operand, dx: c.Operand], sizes: readonly [planes: number, h: number, w: number, oh: number, ow: number, accumulate: number]]
  maxPool2x2: [buffers: readonly [x: c.Operand, y: c.Operand, index: c.Operand], sizes: readonly [planes: number, h: number, w: number, relu: number]]
  maxPool2x2Backward: [buffers: readonly [dy: c.Operand, index: c.Operand, dx: c.Operand], sizes: readonly [planes: number, h: number, w: number, accumulate: number]]
  avgPool2d: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [planes: number, h: number, w: number, oh: number, ow: number, kh: number, kw: number, sh: number, sw: number, ph: number, pw: number, countPad: number]]
  avgPool2dBackward: [buffers: readonly [dy: c.Operand, dx: c.Operand], sizes: readonly [planes: number, h: number, w: number, oh: number, ow: number, kh: number, kw: number, sh: number, sw: number, ph: number, pw: number, countPad: number, accumulate: number]]
  adaptiveAvgPool2d: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [planes: number, h: number, w: number, oh: number, ow: number]]
  adaptiveAvgPool2dBackward: [buffers: readonly [dy: c.Operand, dx: c.Operand], sizes: readonly [planes: number, h: number, w: number, oh: number, ow: number, accumulate: number]]
  copy: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly number[]]
  toBfloat16: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [n: number]]
  fromBfloat16: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [n: number]]
  cast: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly number[]]
  fill: [buffers: readonly [y: c.Operand], sizes: readonly number[], numbers: readonly [value: number]]
  indexSelect: [buffers: readonly [x: c.Operand, index: c.Operand, y: c.Operand], sizes: readonly [outer: number, n: number, count: number, inner: number]]
  indexAdd: [buffers: readonly [x: c.Operand, index: c.Operand, y: c.Operand], sizes: readonly [outer: number, n: number, count: number, inner: number, skip: number]]
  gather: [buffers: readonly [x: c.Operand, index: c.Operand, y: c.Operand], sizes: readonly [outer: number, n: number, count: number, inner: number]]
  scatterAdd: [buffers: readonly [x: c.Operand, index: c.Operand, y: c.Operand], sizes: readonly [outer: number, n: number, count: number, inner: number]]
  oneHot: [buffers: readonly [index: c.Operand, y: c.Operand], sizes: readonly [count: number, classes: number]]
  attention: [buffers: readonly [q: c.Operand, k: c.Operand, v: c.Operand, mask: c.Operand | null, y: c.Operand, lse: c.Operand], sizes: readonly number[], numbers: readonly [scale: number]]
  attentionBackward: [buffers: readonly [q: c.Operand, k: c.Operand, v: c.Operand, mask: c.Operand | null, y: c.Operand, lse: c.Operand, dy: c.Operand, dq: c.Operand, dk: c.Operand, dv: c.Operand], sizes: readonly number[], numbers: readonly [scale: number]]
  optim: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [c0: number, c1: number, c2: number, c3: number, c4: number, c5: number, c6: number, c7: number, c8: number, c9: number, c10: number, c11: number]]
  adamPacked: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [c0: number, c1: number, c2: number, c3: number, c4: number, c5: number, c6: number, c7: number, c8: number, c9: number]]
  uniform: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number], numbers: readonly [scale: number, shift: number]]
  normal: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number], numbers: readonly [scale: number, shift: number]]
  integers: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number, low: number, range: number]]
  permutation: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number]]
  bernoulli: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number, below: number]]
  dropout: [buffers: readonly [x: c.Operand, y: c.Operand, mask: c.Operand | null], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number, below: number], numbers: readonly [scale: number]]
  probeFma: [buffers: readonly [y: c.Operand], sizes: readonly [units: number, rounds: number], numbers: readonly [a: number, b: number]]
  probeRead: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [units: number, length: number]]
  probeTriad: [buffers: readonly [x: c.Operand, y: c.Operand, z: c.Operand], sizes: readonly [n: number], numbers: readonly [a: number]]
  probeUpdate: [buffers: readonly [g: c.Operand, p: c.Operand, m: c.Operand, v: c.Operand], sizes: readonly [n: number], numbers: readonly [a: number]]
  probeHandOff: [buffers: readonly [y: c.Operand], sizes: readonly [hops: number]]
}

/** The JavaScript backend: one function a kernel, with the same bits as the native one. */
export interface JsKernels {
  map(x: c.FloatArray[], y: c.FloatArray, op: number, inputs: number, nd: number, shape: readonly number[], strides: readonly number[], p0: number, p1: number): number
  mapBool(a: c.FloatArray, b: c.FloatArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  where(condition: c.BoolArray, a: c.AnyArray, b: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
  logical(a: c.BoolArray, b: c.BoolArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  reduce(x: c.FloatArray, y: c.FloatArray, op: number, outer: number, n: number, inner: number, accumulate: number, divisor: number): number
  variance(x: c.FloatArray, mean: c.FloatArray, y: c.FloatArray, outer: number, n: number, inner: number, divisor: number): number
  extreme(x: c.FloatArray, y: c.FloatArray | null, index: Int32Array | null, largest: number, outer: number, n: number, inner: number): number
  extremeBackward(dy: c.FloatArray, index: Int32Array, dx: c.FloatArray, outer: number, n: number, inner: number): number
  anyAll(x: c.BoolArray, y: c.BoolArray, all: number, outer: number, n: number, inner: number): number
  foreachNorm(x: c.FloatArray[], y: Float64Array, p: number, count: number, lengths: readonly number[]): number
  foreachMul(x: c.FloatArray[], count: number, lengths: readonly number[], scale: number): number
  softmax(x: c.FloatArray, y: c.FloatArray, outer: number, n: number, inner: number, log: number): number
  softmaxBackward(y: c.FloatArray, dy: c.FloatArray, dx: c.FloatArray, outer: number, n: number, inner: number, log: number): number
  logsumexp(x: c.FloatArray, y: c.FloatArray, outer: number, n: number, inner: number): number
  logsumexpBackward(x: c.FloatArray, y: c.FloatArray, dy: c.FloatArray, dx: c.FloatArray, outer: number, n: number, inner: number): number
  crossEntropy(logits: c.FloatArray, target: Int32Array, weight: c.FloatArray | null, loss: c.FloatArray, grad: c.FloatArray | null, rows: number, classes: number, reduction: number, ignoreIndex: number, smoothing: number): number
  crossEntropyProbs(logits: c.FloatArray, target: c.FloatArray, weight: c.FloatArray | null, loss: c.FloatArray, grad: c.FloatArray | null, rows: number, classes: number, reduction: number, smoothing: number): number
  nll(logp: c.FloatArray, target: Int32Array, weight: c.FloatArray | null, loss: c.FloatArray, grad: c.FloatArray | null, rows: number, classes: number, reduction: number, ignoreIndex: number): number
  layerNorm(x: c.FloatArray, weight: c.FloatArray | null, bias: c.FloatArray | null, y: c.FloatArray, mean: c.FloatArray, rstd: c.FloatArray, rows: number, n: number, eps: number): number
  layerNormBackward(x: c.FloatArray, dy: c.FloatArray, weight: c.FloatArray | null, mean: c.FloatArray, rstd: c.FloatArray, dx: c.FloatArray, dweight: c.FloatArray | null, dbias: c.FloatArray | null, rows: number, n: number, accumulate: number): number
  rmsNorm(x: c.FloatArray, weight: c.FloatArray | null, y: c.FloatArray, rstd: c.FloatArray, rows: number, n: number, eps: number): number
  rmsNormBackward(x: c.FloatArray, dy: c.FloatArray, weight: c.FloatArray | null, rstd: c.FloatArray, dx: c.FloatArray, dweight: c.FloatArray | null, rows: number, n: number, accumulate: number): number
  groupNorm(x: c.FloatArray, weight: c.FloatArray | null, bias: c.FloatArray | null, y: c.FloatArray, mean: c.FloatArray, rstd: c.FloatArray, batch: number, channels: number, inner: number, groups: number, eps: number): number
  groupNormBackward(x: c.FloatArray, dy: c.FloatArray, weight: c.FloatArray | null, mean: c.FloatArray, rstd: c.FloatArray, dx: c.FloatArray, dweight: c.FloatArray | null, dbias: c.FloatArray | null, batch: number, channels: number, inner: number, groups: number, accumulate: number): number
  batchNorm(x: c.FloatArray, weight: c.FloatArray | null, bias: c.FloatArray | null, runningMean: c.FloatArray | null, runningVar: c.FloatArray | null, y: c.FloatArray, mean: c.FloatArray, rstd: c.FloatArray, batch: number, channels: number, inner: number, training: number, relu: number, momentum: number, eps: number): number
  batchNormBackward(x: c.FloatArray, dy: c.FloatArray, weight: c.FloatArray | null, bias: c.FloatArray | null, mean: c.FloatArray, rstd: c.FloatArray, dx: c.FloatArray, dweight: c.FloatArray | null, dbias: c.FloatArray | null, batch: number, channels: number, inner: number, training: number, relu: number, accumulate: number): number
  gemm(a: c.FloatArray, b: c.FloatArray, bias: c.FloatArray | null, c: c.FloatArray, rows: number, cols: number, inner: number, ars: number, acs: number, brs: number, bcs: number, srs: number, scs: number, ldc: number, accumulate: number, activation: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  conv2d(x: c.FloatArray, weight: c.FloatArray, bias: c.FloatArray | null, y: c.FloatArray, n: number, ci: number, h: number, w: number, co: number, kh: number, kw: number, oh: number, ow: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number, groups: number, relu: number): number
  conv2dInput(dy: c.FloatArray, weight: c.FloatArray, dx: c.FloatArray, n: number, ci: number, h: number, w: number, co: number, kh: number, kw: number, oh: number, ow: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number, groups: number, accumulate: number): number
  conv2dWeight(x: c.FloatArray, dy: c.FloatArray, dweight: c.FloatArray, dbias: c.FloatArray | null, n: number, ci: number, h: number, w: number, co: number, kh: number, kw: number, oh: number, ow: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number, groups: number, accumulate: number): number
  maxPool2d(x: c.FloatArray, y: c.FloatArray, index: Int32Array, planes: number, h: number, w: number, oh: number, ow: number, kh: number, kw: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number): number
  maxPool2dBackward(dy: c.FloatArray, index: Int32Array, dx: c.FloatArray, planes: number, h: number, w: number, oh: number, ow: number, accumulate: number): number
  maxPool2x2(x: c.FloatArray, y: c.FloatArray, index: c.BoolArray, planes: number, h: number, w: number, relu: number): number
  maxPool2x2Backward(dy: c.FloatArray, index: c.BoolArray, dx: c.FloatArray, planes: number, h: number, w: number, accumulate: number): number
  avgPool2d(x: c.FloatArray, y: c.FloatArray, planes: number, h: number, w: number, oh: number, ow: number, kh: number, kw: number, sh: number, sw: number, ph: number, pw: number, countPad: number): number
  avgPool2dBackward(dy: c.FloatArray, dx: c.FloatArray, planes: number, h: number, w: number, oh: number, ow: number, kh: number, kw: number, sh: number, sw: number, ph: number, pw: number, countPad: number, accumulate: number): number
  adaptiveAvgPool2d(x: c.FloatArray, y: c.FloatArray, planes: number, h: number, w: number, oh: number, ow: number): number
  adaptiveAvgPool2dBackward(dy: c.FloatArray, dx: c.FloatArray, planes: number, h: number, w: number, oh: number, ow: number, accumulate: number): number
  copy(x: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
  toBfloat16(x: Float32Array, y: c.BoolArray, n: number): number
  fromBfloat16(x: c.BoolArray, y: Float32Array, n: number): number
  cast(x: c.AnyArray, y: c.AnyArray, from: number, to: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  fill(y: c.AnyArray, type: number, nd: number, shape: readonly number[], strides: readonly number[], value: number): number
  indexSelect(x: c.AnyArray, index: Int32Array, y: c.AnyArray, outer: number, n: number, count: number, inner: number): number
  indexAdd(x: c.FloatArray, index: Int32Array, y: c.FloatArray, outer: number, n: number, count: number, inner: number, skip: number): number
  gather(x: c.AnyArray, index: Int32Array, y: c.AnyArray, outer: number, n: number, count: number, inner: number): number
  scatterAdd(x: c.FloatArray, index: Int32Array, y: c.FloatArray, outer: number, n: number, count: number, inner: number): number
  oneHot(index: Int32Array, y: c.FloatArray, count: number, classes: number): number
  attention(q: c.FloatArray, k: c.FloatArray, v: c.FloatArray, mask: c.FloatArray | null, y: c.FloatArray, lse: c.FloatArray, batch: number, heads: number, queries: number, keys: number, depth: number, width: number, causal: number, strides: readonly number[], scale: number): number
  attentionBackward(q: c.FloatArray, k: c.FloatArray, v: c.FloatArray, mask: c.FloatArray | null, y: c.FloatArray, lse: c.FloatArray, dy: c.FloatArray, dq: c.FloatArray, dk: c.FloatArray, dv: c.FloatArray, batch: number, heads: number, queries: number, keys: number, depth: number, width: number, causal: number, strides: readonly number[], scale: number): number
  optim(p: c.FloatArray[], g: c.FloatArray[], state: c.FloatArray[], rule: number, flags: number, count: number, slots: number, n: readonly number[], c0: number, c1: number, c2: number, c3: number, c4: number, c5: number, c6: number, c7: number, c8: number, c9: number, c10: number, c11: number): number
  adamPacked(p: Float32Array[], g: Float32Array[], m: c.BoolArray[], v: c.BoolArray[], scales: Float32Array[], format: number, flags: number, seed: number, count: number, n: readonly number[], c0: number, c1: number, c2: number, c3: number, c4: number, c5: number, c6: number, c7: number, c8: number, c9: number): number
  uniform(y: c.FloatArray, n: number, seed0: number, seed1: number, counter0: number, counter1: number, scale: number, shift: number): number
  normal(y: c.FloatArray, n: number, seed0: number, seed1: number, counter0: number, counter1: number, scale: number, shift: number): number
  integers(y: Int32Array, n: number, seed0: number, seed1: number, counter0: number, counter1: number, low: number, range: number): number
  permutation(y: Int32Array, n: number, seed0: number, seed1: number, counter0: number, counter1: number): number
  bernoulli(y: c.BoolArray, n: number, seed0: number, seed1: number, counter0: number, counter1: number, below: number): number
  dropout(x: c.FloatArray, y: c.FloatArray, mask: c.BoolArray | null, n: number, seed0: number, seed1: number, counter0: number, counter1: number, below: number, scale: number): number
  probeFma(y: c.FloatArray, units: number, rounds: number, a: number, b: number): number
  probeRead(x: c.FloatArray, y: c.FloatArray, units: number, length: number): number
  probeTriad(x: c.FloatArray, y: c.FloatArray, z: c.FloatArray, n: number, a: number): number
  probeUpdate(g: c.FloatArray, p: c.FloatArray, m: c.FloatArray, v: c.FloatArray, n: number, a: number): number
  probeHandOff(y: Float64Array, hops: number): number
}

/** Index in the native table, checks and the JavaScript call of each kernel. */
export const SPECS: { readonly [K in keyof KernelCalls]: c.KernelSpec } = {
  map: {
    index: 0,
    number: 'T',
    check(b, s, f) {
      c.sizes('map', ['op', 'inputs', 'nd', 'shape', 'strides'], s)
      const op = s[0]!
      const inputs = s[1]!
      const nd = s[2]!
      const shape = 3
      const strides = shape + (nd)
      c.sizeCount('map', s, strides + (nd*(inputs+1)))
      c.numberCount('map', f, 2)
      c.bufferCount('map', b, 0 + (inputs) + (1))
      const T = c.elementType('map', 'f', 'y', b[0 + (inputs)])
      if (!(inputs == c.arity(op))) c.refuse('map', "inputs == arity(op)", { inputs, op })
      if (!(nd <= 8)) c.refuse('map', "nd <= 8", { nd })
      for (let i = 0; i < inputs; i++) c.need('map', `x[${i}]`, b, 0 + i, T, c.span(s, shape, strides, i, nd), false)
      c.need('map', 'y', b, 0 + (inputs), T, c.span(s, shape, strides, inputs, nd), false)
      c.oneToOne('map', 'y', b, 0 + (inputs), s, shape, strides, inputs, nd)
      for (let i = 0; i < inputs; i++) c.disjointOrSame('map', b, 0 + (inputs), 0 + i, s, strides + (0 + (inputs)) * nd, strides + (0 + i) * nd, nd)
      if (c.vacant(b, 0 + (inputs), 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s, f) {
      const op = s[0]!
      const inputs = s[1]!
      const nd = s[2]!
      const shape = 3
      const strides = shape + (nd)
      return k.map(x.slice(0, 0 + (inputs)) as never, x[0 + (inputs)] as never, op, inputs, nd, s.slice(shape, shape + (nd)), s.slice(strides, strides + (nd*(inputs+1))), f[0]!, f[1]!)
    }
  },
  mapBool: {
    index: 2,
    number: 'T',
    check(b, s, f) {
      c.sizes('mapBool', ['op', 'nd', 'shape', 'strides'], s)
      const op = s[0]!
      const nd = s[1]!
      const shape = 2
      const strides = shape + (nd)
      c.sizeCount('mapBool', s, strides + (nd*3))
      c.numberCount('mapBool', f, 0)
      c.bufferCount('mapBool', b, 3)
      const T = c.elementType('mapBool', 'f', 'a', b[0])
      if (!(op < 6)) c.refuse('mapBool', "op < 6", { op })
      if (!(nd <= 8)) c.refuse('mapBool', "nd <= 8", { nd })
      c.need('mapBool', 'a', b, 0, T, c.span(s, shape, strides, 0, nd), false)
      c.need('mapBool', 'b', b, 1, T, c.span(s, shape, strides, 1, nd), false)
      c.need('mapBool', 'y', b, 2, 'u8', c.span(s, shape, strides, 2, nd), false)
      c.oneToOne('mapBool', 'y', b, 2, s, shape, strides, 2, nd)
      c.disjoint('mapBool', b, 2, 0)
      c.disjoint('mapBool', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s) {
      const op = s[0]!
      const nd = s[1]!
      const shape = 2
      const strides = shape + (nd)
      return k.mapBool(x[0] as never, x[1] as never, x[2] as never, op, nd, s.slice(shape, shape + (nd)), s.slice(strides, strides + (nd*3)))
    }
  },
  where: {
    index: 4,
    number: 'f64',
    check(b, s, f) {
      c.sizes('where', ['nd', 'shape', 'strides'], s)
      const nd = s[0]!
      const shape = 1
      const strides = shape + (nd)
      c.sizeCount('where', s, strides + (nd*4))
      c.numberCount('where', f, 0)
      c.bufferCount('where', b, 4)
      const T = c.elementType('where', 'w', 'a', b[1])
      if (!(nd <= 8)) c.refuse('where', "nd <= 8", { nd })
      c.need('where', 'condition', b, 0, 'u8', c.span(s, shape, strides, 0, nd), false)
      c.need('where', 'a', b, 1, T, c.span(s, shape, strides, 1, nd), false)
      c.need('where', 'b', b, 2, T, c.span(s, shape, strides, 2, nd), false)
      c.need('where', 'y', b, 3, T, c.span(s, shape, strides, 3, nd), false)
      c.oneToOne('where', 'y', b, 3, s, shape, strides, 3, nd)
      c.disjointOrSame('where', b, 3, 0, s, strides + (3) * nd, strides + (0) * nd, nd)
      c.disjointOrSame('where', b, 3, 1, s, strides + (3) * nd, strides + (1) * nd, nd)
      c.disjointOrSame('where', b, 3, 2, s, strides + (3) * nd, strides + (2) * nd, nd)
      if (c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('w', T)
    },
    js(k, x, s) {
      const nd = s[0]!
      const shape = 1
      const strides = shape + (nd)
      return k.where(x[0] as never, x[1] as never, x[2] as never, x[3] as never, nd, s.slice(shape, shape + (nd)), s.slice(strides, strides + (nd*4)))
    }
  },
  logical: {
    index: 7,
    number: 'f64',
    check(b, s, f) {
      c.sizes('logical', ['op', 'nd', 'shape', 'strides'], s)
      const op = s[0]!
      const nd = s[1]!
      const shape = 2
      const strides = shape + (nd)
      c.sizeCount('logical', s, strides + (nd*3))
      c.numberCount('logical', f, 0)
      c.bufferCount('logical', b, 3)
      if (!(op < 3)) c.refuse('logical', "op < 3", { op })
      if (!(nd <= 8)) c.refuse('logical', "nd <= 8", { nd })
      c.need('logical', 'a', b, 0, 'u8', c.span(s, shape, strides, 0, nd), false)
      c.need('logical', 'b', b, 1, 'u8', c.span(s, shape, strides, 1, nd), false)
      c.need('logical', 'y', b, 2, 'u8', c.span(s, shape, strides, 2, nd), false)
      c.oneToOne('logical', 'y', b, 2, s, shape, strides, 2, nd)
      c.disjointOrSame('logical', b, 2, 0, s, strides + (2) * nd, strides + (0) * nd, nd)
      c.disjointOrSame('logical', b, 2, 1, s, strides + (2) * nd, strides + (1) * nd, nd)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js(k, x, s) {
      const op = s[0]!
      const nd = s[1]!
      const shape = 2
      const strides = shape + (nd)
      return k.logical(x[0] as never, x[1] as never, x[2] as never, op, nd, s.slice(shape, shape + (nd)), s.slice(strides, strides + (nd*3)))
    }
  },
  reduce: {
    index: 8,
    number: 'T',
    check(b, s, f) {
      c.sizes('reduce', ['op', 'outer', 'n', 'inner', 'accumulate'], s)
      const op = s[0]!
      const outer = s[1]!
      const n = s[2]!
      const inner = s[3]!
      const accumulate = s[4]!
      c.sizeCount('reduce', s, 5)
      c.numberCount('reduce', f, 1)
      c.bufferCount('reduce', b, 2)
      const T = c.elementType('reduce', 'f', 'x', b[0])
      if (!(op <= 5)) c.refuse('reduce', "op <= 5", { op })
      if (!(accumulate <= 1)) c.refuse('reduce', "accumulate <= 1", { accumulate })
      c.need('reduce', 'x', b, 0, T, outer*n*inner, false)
      c.need('reduce', 'y', b, 1, T, outer*inner, false)
      c.disjoint('reduce', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.reduce(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, f[0]!)
  },
  variance: {
    index: 10,
    number: 'T',
    check(b, s, f) {
      c.sizes('variance', ['outer', 'n', 'inner'], s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      c.sizeCount('variance', s, 3)
      c.numberCount('variance', f, 1)
      c.bufferCount('variance', b, 3)
      const T = c.elementType('variance', 'f', 'x', b[0])
      c.need('variance', 'x', b, 0, T, outer*n*inner, false)
      c.need('variance', 'mean', b, 1, T, outer*inner, false)
      c.need('variance', 'y', b, 2, T, outer*inner, false)
      c.disjoint('variance', b, 1, 0)
      c.disjoint('variance', b, 1, 2)
      c.disjoint('variance', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.variance(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, f[0]!)
  },
  extreme: {
    index: 12,
    number: 'T',
    check(b, s, f) {
      c.sizes('extreme', ['largest', 'outer', 'n', 'inner'], s)
      const largest = s[0]!
      const outer = s[1]!
      const n = s[2]!
      const inner = s[3]!
      c.sizeCount('extreme', s, 4)
      c.numberCount('extreme', f, 0)
      c.bufferCount('extreme', b, 3)
      const T = c.elementType('extreme', 'f', 'x', b[0])
      if (!(n >= 1)) c.refuse('extreme', "n >= 1", { n })
      if (!(n <= 2147483647)) c.refuse('extreme', "n <= 2147483647", { n })
      if (!(largest <= 1)) c.refuse('extreme', "largest <= 1", { largest })
      c.need('extreme', 'x', b, 0, T, outer*n*inner, false)
      c.need('extreme', 'y', b, 1, T, outer*inner, true)
      c.need('extreme', 'index', b, 2, 'i32', outer*inner, true)
      c.disjoint('extreme', b, 1, 0)
      c.disjoint('extreme', b, 1, 2)
      c.disjoint('extreme', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.extreme(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  extremeBackward: {
    index: 14,
    number: 'T',
    check(b, s, f) {
      c.sizes('extremeBackward', ['outer', 'n', 'inner'], s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      c.sizeCount('extremeBackward', s, 3)
      c.numberCount('extremeBackward', f, 0)
      c.bufferCount('extremeBackward', b, 3)
      const T = c.elementType('extremeBackward', 'f', 'dy', b[0])
      c.need('extremeBackward', 'dy', b, 0, T, outer*inner, false)
      c.need('extremeBackward', 'index', b, 1, 'i32', outer*inner, false)
      c.need('extremeBackward', 'dx', b, 2, T, outer*n*inner, false)
      c.disjoint('extremeBackward', b, 2, 0)
      c.disjoint('extremeBackward', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.extremeBackward(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!)
  },
  anyAll: {
    index: 16,
    number: 'f64',
    check(b, s, f) {
      c.sizes('anyAll', ['all', 'outer', 'n', 'inner'], s)
      const all = s[0]!
      const outer = s[1]!
      const n = s[2]!
      const inner = s[3]!
      c.sizeCount('anyAll', s, 4)
      c.numberCount('anyAll', f, 0)
      c.bufferCount('anyAll', b, 2)
      if (!(all <= 1)) c.refuse('anyAll', "all <= 1", { all })
      c.need('anyAll', 'x', b, 0, 'u8', outer*n*inner, false)
      c.need('anyAll', 'y', b, 1, 'u8', outer*inner, false)
      c.disjoint('anyAll', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.anyAll(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  foreachNorm: {
    index: 17,
    number: 'T',
    check(b, s, f) {
      c.sizes('foreachNorm', ['p', 'count', 'lengths'], s)
      const p = s[0]!
      const count = s[1]!
      const lengths = 2
      c.sizeCount('foreachNorm', s, lengths + (count))
      c.numberCount('foreachNorm', f, 0)
      c.bufferCount('foreachNorm', b, 0 + (count) + (1))
      const T = c.elementType('foreachNorm', 'f', 'x', b[0])
      if (!(p <= 2)) c.refuse('foreachNorm', "p <= 2", { p })
      for (let i = 0; i < count; i++) c.need('foreachNorm', `x[${i}]`, b, 0 + i, T, c.at(s, lengths + i), false)
      c.need('foreachNorm', 'y', b, 0 + (count), 'f64', 1, false)
      for (let i = 0; i < count; i++) c.disjoint('foreachNorm', b, 0 + (count), 0 + i)
      if (c.vacant(b, 0 + (count), 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s) {
      const p = s[0]!
      const count = s[1]!
      const lengths = 2
      return k.foreachNorm(x.slice(0, 0 + (count)) as never, x[0 + (count)] as never, p, count, s.slice(lengths, lengths + (count)))
    }
  },
  foreachMul: {
    index: 19,
    number: 'T',
    check(b, s, f) {
      c.sizes('foreachMul', ['count', 'lengths'], s)
      const count = s[0]!
      const lengths = 1
      c.sizeCount('foreachMul', s, lengths + (count))
      c.numberCount('foreachMul', f, 1)
      c.bufferCount('foreachMul', b, 0 + (count))
      const T = c.elementType('foreachMul', 'f', 'x', b[0])
      for (let i = 0; i < count; i++) c.need('foreachMul', `x[${i}]`, b, 0 + i, T, c.at(s, lengths + i), false)
      c.distinct('foreachMul', b, 0 + (count), 0, 0 + (count))
      if (c.vacant(b, 0, count)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s, f) {
      const count = s[0]!
      const lengths = 1
      return k.foreachMul(x.slice(0, 0 + (count)) as never, count, s.slice(lengths, lengths + (count)), f[0]!)
    }
  },
  softmax: {
    index: 21,
    number: 'T',
    check(b, s, f) {
      c.sizes('softmax', ['outer', 'n', 'inner', 'log'], s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      const log = s[3]!
      c.sizeCount('softmax', s, 4)
      c.numberCount('softmax', f, 0)
      c.bufferCount('softmax', b, 2)
      const T = c.elementType('softmax', 'f', 'x', b[0])
      if (!(log <= 1)) c.refuse('softmax', "log <= 1", { log })
      c.need('softmax', 'x', b, 0, T, outer*n*inner, false)
      c.need('softmax', 'y', b, 1, T, outer*n*inner, false)
      c.disjointOrSame('softmax', b, 1, 0, s, 0, 0, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.softmax(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  softmaxBackward: {
    index: 23,
    number: 'T',
    check(b, s, f) {
      c.sizes('softmaxBackward', ['outer', 'n', 'inner', 'log'], s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      const log = s[3]!
      c.sizeCount('softmaxBackward', s, 4)
      c.numberCount('softmaxBackward', f, 0)
      c.bufferCount('softmaxBackward', b, 3)
      const T = c.elementType('softmaxBackward', 'f', 'y', b[0])
      if (!(log <= 1)) c.refuse('softmaxBackward', "log <= 1", { log })
      c.need('softmaxBackward', 'y', b, 0, T, outer*n*inner, false)
      c.need('softmaxBackward', 'dy', b, 1, T, outer*n*inner, false)
      c.need('softmaxBackward', 'dx', b, 2, T, outer*n*inner, false)
      c.disjointOrSame('softmaxBackward', b, 2, 0, s, 0, 0, 0)
      c.disjointOrSame('softmaxBackward', b, 2, 1, s, 0, 0, 0)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.softmaxBackward(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  logsumexp: {
    index: 25,
    number: 'T',
    check(b, s, f) {
      c.sizes('logsumexp', ['outer', 'n', 'inner'], s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      c.sizeCount('logsumexp', s, 3)
      c.numberCount('logsumexp', f, 0)
      c.bufferCount('logsumexp', b, 2)
      const T = c.elementType('logsumexp', 'f', 'x', b[0])
      c.need('logsumexp', 'x', b, 0, T, outer*n*inner, false)
      c.need('logsumexp', 'y', b, 1, T, outer*inner, false)
      c.disjoint('logsumexp', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.logsumexp(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!)
  },
  logsumexpBackward: {
    index: 27,
    number: 'T',
    check(b, s, f) {
      c.sizes('logsumexpBackward', ['outer', 'n', 'inner'], s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      c.sizeCount('logsumexpBackward', s, 3)
      c.numberCount('logsumexpBackward', f, 0)
      c.bufferCount('logsumexpBackward', b, 4)
      const T = c.elementType('logsumexpBackward', 'f', 'x', b[0])
      c.need('logsumexpBackward', 'x', b, 0, T, outer*n*inner, false)
      c.need('logsumexpBackward', 'y', b, 1, T, outer*inner, false)
      c.need('logsumexpBackward', 'dy', b, 2, T, outer*inner, false)
      c.need('logsumexpBackward', 'dx', b, 3, T, outer*n*inner, false)
      c.disjointOrSame('logsumexpBackward', b, 3, 0, s, 0, 0, 0)
      c.disjointOrSame('logsumexpBackward', b, 3, 1, s, 0, 0, 0)
      c.disjointOrSame('logsumexpBackward', b, 3, 2, s, 0, 0, 0)
      if (c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.logsumexpBackward(x[0] as never, x[1] as never, x[2] as never, x[3] as never, s[0]!, s[1]!, s[2]!)
  },
  crossEntropy: {
    index: 29,
    number: 'T',
    check(b, s, f) {
      c.sizes('crossEntropy', ['rows', 'classes', 'reduction'], s)
      const rows = s[0]!
      const classes = s[1]!
      const reduction = s[2]!
      c.sizeCount('crossEntropy', s, 3)
      c.numberCount('crossEntropy', f, 2)
      c.bufferCount('crossEntropy', b, 5)
      const T = c.elementType('crossEntropy', 'f', 'logits', b[0])
      if (!(reduction <= 2)) c.refuse('crossEntropy', "reduction <= 2", { reduction })
      c.need('crossEntropy', 'logits', b, 0, T, rows*classes, false)
      c.need('crossEntropy', 'target', b, 1, 'i32', rows, false)
      c.need('crossEntropy', 'weight', b, 2, T, classes, true)
      c.need('crossEntropy', 'loss', b, 3, T, reduction == 0 ? rows : 1, false)
      c.need('crossEntropy', 'grad', b, 4, T, rows*classes, true)
      c.disjoint('crossEntropy', b, 3, 0)
      c.disjoint('crossEntropy', b, 3, 1)
      c.disjoint('crossEntropy', b, 3, 2)
      c.disjoint('crossEntropy', b, 3, 4)
      c.disjoint('crossEntropy', b, 4, 0)
      c.disjoint('crossEntropy', b, 4, 1)
      c.disjoint('crossEntropy', b, 4, 2)
      if (c.vacant(b, 3, 1) && c.vacant(b, 4, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.crossEntropy(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, s[0]!, s[1]!, s[2]!, f[0]!, f[1]!)
  },
  crossEntropyProbs: {
    index: 31,
    number: 'T',
    check(b, s, f) {
      c.sizes('crossEntropyProbs', ['rows', 'classes', 'reduction'], s)
      const rows = s[0]!
      const classes = s[1]!
      const reduction = s[2]!
      c.sizeCount('crossEntropyProbs', s, 3)
      c.numberCount('crossEntropyProbs', f, 1)
      c.bufferCount('crossEntropyProbs', b, 5)
      const T = c.elementType('crossEntropyProbs', 'f', 'logits', b[0])
      if (!(reduction <= 2)) c.refuse('crossEntropyProbs', "reduction <= 2", { reduction })
      c.need('crossEntropyProbs', 'logits', b, 0, T, rows*classes, false)
      c.need('crossEntropyProbs', 'target', b, 1, T, rows*classes, false)
      c.need('crossEntropyProbs', 'weight', b, 2, T, classes, true)
      c.need('crossEntropyProbs', 'loss', b, 3, T, reduction == 0 ? rows : 1, false)
      c.need('crossEntropyProbs', 'grad', b, 4, T, rows*classes, true)
      c.disjoint('crossEntropyProbs', b, 3, 0)
      c.disjoint('crossEntropyProbs', b, 3, 1)
      c.disjoint('crossEntropyProbs', b, 3, 2)
      c.disjoint('crossEntropyProbs', b, 3, 4)
      c.disjoint('crossEntropyProbs', b, 4, 0)
      c.disjoint('crossEntropyProbs', b, 4, 1)
      c.disjoint('crossEntropyProbs', b, 4, 2)
      if (c.vacant(b, 3, 1) && c.vacant(b, 4, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.crossEntropyProbs(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, s[0]!, s[1]!, s[2]!, f[0]!)
  },
  nll: {
    index: 33,
    number: 'T',
    check(b, s, f) {
      c.sizes('nll', ['rows', 'classes', 'reduction'], s)
      const rows = s[0]!
      const classes = s[1]!
      const reduction = s[2]!
      c.sizeCount('nll', s, 3)
      c.numberCount('nll', f, 1)
      c.bufferCount('nll', b, 5)
      const T = c.elementType('nll', 'f', 'logp', b[0])
      if (!(reduction <= 2)) c.refuse('nll', "reduction <= 2", { reduction })
      c.need('nll', 'logp', b, 0, T, rows*classes, false)
      c.need('nll', 'target', b, 1, 'i32', rows, false)
      c.need('nll', 'weight', b, 2, T, classes, true)
      c.need('nll', 'loss', b, 3, T, reduction == 0 ? rows : 1, false)
      c.need('nll', 'grad', b, 4, T, rows*classes, true)
      c.disjoint('nll', b, 3, 0)
      c.disjoint('nll', b, 3, 1)
      c.disjoint('nll', b, 3, 2)
      c.disjoint('nll', b, 3, 4)
      c.disjoint('nll', b, 4, 0)
      c.disjoint('nll', b, 4, 1)
      c.disjoint('nll', b, 4, 2)
      if (c.vacant(b, 3, 1) && c.vacant(b, 4, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.nll(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, s[0]!, s[1]!, s[2]!, f[0]!)
  },
  layerNorm: {
    index: 35,
    number: 'T',
    check(b, s, f) {
      c.sizes('layerNorm', ['rows', 'n'], s)
      const rows = s[0]!
      const n = s[1]!
      c.sizeCount('layerNorm', s, 2)
      c.numberCount('layerNorm', f, 1)
      c.bufferCount('layerNorm', b, 6)
      const T = c.elementType('layerNorm', 'f', 'x', b[0])
      c.need('layerNorm', 'x', b, 0, T, rows*n, false)
      c.need('layerNorm', 'weight', b, 1, T, n, true)
      c.need('layerNorm', 'bias', b, 2, T, n, true)
      c.need('layerNorm', 'y', b, 3, T, rows*n, false)
      c.need('layerNorm', 'mean', b, 4, T, rows, false)
      c.need('layerNorm', 'rstd', b, 5, T, rows, false)
      c.disjointOrSame('layerNorm', b, 3, 0, s, 0, 0, 0)
      c.disjointOrSame('layerNorm', b, 3, 1, s, 0, 0, 0)
      c.disjointOrSame('layerNorm', b, 3, 2, s, 0, 0, 0)
      c.disjoint('layerNorm', b, 3, 4)
      c.disjoint('layerNorm', b, 3, 5)
      c.disjoint('layerNorm', b, 4, 0)
      c.disjoint('layerNorm', b, 4, 1)
      c.disjoint('layerNorm', b, 4, 2)
      c.disjoint('layerNorm', b, 4, 5)
      c.disjoint('layerNorm', b, 5, 0)
      c.disjoint('layerNorm', b, 5, 1)
      c.disjoint('layerNorm', b, 5, 2)
      if (c.vacant(b, 3, 1) && c.vacant(b, 4, 1) && c.vacant(b, 5, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.layerNorm(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, s[0]!, s[1]!, f[0]!)
  },
  layerNormBackward: {
    index: 37,
    number: 'T',
    check(b, s, f) {
      c.sizes('layerNormBackward', ['rows', 'n', 'accumulate'], s)
      const rows = s[0]!
      const n = s[1]!
      const accumulate = s[2]!
      c.sizeCount('layerNormBackward', s, 3)
      c.numberCount('layerNormBackward', f, 0)
      c.bufferCount('layerNormBackward', b, 8)
      const T = c.elementType('layerNormBackward', 'f', 'x', b[0])
      if (!(accumulate <= 1)) c.refuse('layerNormBackward', "accumulate <= 1", { accumulate })
      c.need('layerNormBackward', 'x', b, 0, T, rows*n, false)
      c.need('layerNormBackward', 'dy', b, 1, T, rows*n, false)
      c.need('layerNormBackward', 'weight', b, 2, T, n, true)
      c.need('layerNormBackward', 'mean', b, 3, T, rows, false)
      c.need('layerNormBackward', 'rstd', b, 4, T, rows, false)
      c.need('layerNormBackward', 'dx', b, 5, T, rows*n, false)
      c.need('layerNormBackward', 'dweight', b, 6, T, n, true)
      c.need('layerNormBackward', 'dbias', b, 7, T, n, true)
      c.disjointOrSame('layerNormBackward', b, 5, 0, s, 0, 0, 0)
      c.disjointOrSame('layerNormBackward', b, 5, 1, s, 0, 0, 0)
      c.disjointOrSame('layerNormBackward', b, 5, 2, s, 0, 0, 0)
      c.disjointOrSame('layerNormBackward', b, 5, 3, s, 0, 0, 0)
      c.disjointOrSame('layerNormBackward', b, 5, 4, s, 0, 0, 0)
      c.disjoint('layerNormBackward', b, 5, 6)
      c.disjoint('layerNormBackward', b, 5, 7)
      c.disjoint('layerNormBackward', b, 6, 0)
      c.disjoint('layerNormBackward', b, 6, 1)
      c.disjoint('layerNormBackward', b, 6, 2)
      c.disjoint('layerNormBackward', b, 6, 3)
      c.disjoint('layerNormBackward', b, 6, 4)
      c.disjoint('layerNormBackward', b, 6, 7)
      c.disjoint('layerNormBackward', b, 7, 0)
      c.disjoint('layerNormBackward', b, 7, 1)
      c.disjoint('layerNormBackward', b, 7, 2)
      c.disjoint('layerNormBackward', b, 7, 3)
      c.disjoint('layerNormBackward', b, 7, 4)
      if (c.vacant(b, 5, 1) && c.vacant(b, 6, 1) && c.vacant(b, 7, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.layerNormBackward(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, x[6] as never, x[7] as never, s[0]!, s[1]!, s[2]!)
  },
  rmsNorm: {
    index: 39,
    number: 'T',
    check(b, s, f) {
      c.sizes('rmsNorm', ['rows', 'n'], s)
      const rows = s[0]!
      const n = s[1]!
      c.sizeCount('rmsNorm', s, 2)
      c.numberCount('rmsNorm', f, 1)
      c.bufferCount('rmsNorm', b, 4)
      const T = c.elementType('rmsNorm', 'f', 'x', b[0])
      c.need('rmsNorm', 'x', b, 0, T, rows*n, false)
      c.need('rmsNorm', 'weight', b, 1, T, n, true)
      c.need('rmsNorm', 'y', b, 2, T, rows*n, false)
      c.need('rmsNorm', 'rstd', b, 3, T, rows, false)
      c.disjointOrSame('rmsNorm', b, 2, 0, s, 0, 0, 0)
      c.disjointOrSame('rmsNorm', b, 2, 1, s, 0, 0, 0)
      c.disjoint('rmsNorm', b, 2, 3)
      c.disjoint('rmsNorm', b, 3, 0)
      c.disjoint('rmsNorm', b, 3, 1)
      if (c.vacant(b, 2, 1) && c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.rmsNorm(x[0] as never, x[1] as never, x[2] as never, x[3] as never, s[0]!, s[1]!, f[0]!)
  },
  rmsNormBackward: {
    index: 41,
    number: 'T',
    check(b, s, f) {
      c.sizes('rmsNormBackward', ['rows', 'n', 'accumulate'], s)
      const rows = s[0]!
      const n = s[1]!
      const accumulate = s[2]!
      c.sizeCount('rmsNormBackward', s, 3)
      c.numberCount('rmsNormBackward', f, 0)
      c.bufferCount('rmsNormBackward', b, 6)
      const T = c.elementType('rmsNormBackward', 'f', 'x', b[0])
      if (!(accumulate <= 1)) c.refuse('rmsNormBackward', "accumulate <= 1", { accumulate })
      c.need('rmsNormBackward', 'x', b, 0, T, rows*n, false)
      c.need('rmsNormBackward', 'dy', b, 1, T, rows*n, false)
      c.need('rmsNormBackward', 'weight', b, 2, T, n, true)
      c.need('rmsNormBackward', 'rstd', b, 3, T, rows, false)
      c.need('rmsNormBackward', 'dx', b, 4, T, rows*n, false)
      c.need('rmsNormBackward', 'dweight', b, 5, T, n, true)
      c.disjointOrSame('rmsNormBackward', b, 4, 0, s, 0, 0, 0)
      c.disjointOrSame('rmsNormBackward', b, 4, 1, s, 0, 0, 0)
      c.disjointOrSame('rmsNormBackward', b, 4, 2, s, 0, 0, 0)
      c.disjointOrSame('rmsNormBackward', b, 4, 3, s, 0, 0, 0)
      c.disjoint('rmsNormBackward', b, 4, 5)
      c.disjoint('rmsNormBackward', b, 5, 0)
      c.disjoint('rmsNormBackward', b, 5, 1)
      c.disjoint('rmsNormBackward', b, 5, 2)
      c.disjoint('rmsNormBackward', b, 5, 3)
      if (c.vacant(b, 4, 1) && c.vacant(b, 5, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.rmsNormBackward(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, s[0]!, s[1]!, s[2]!)
  },
  groupNorm: {
    index: 43,
    number: 'T',
    check(b, s, f) {
      c.sizes('groupNorm', ['batch', 'channels', 'inner', 'groups'], s)
      const batch = s[0]!
      const channels = s[1]!
      const inner = s[2]!
      const groups = s[3]!
      c.sizeCount('groupNorm', s, 4)
      c.numberCount('groupNorm', f, 1)
      c.bufferCount('groupNorm', b, 6)
      const T = c.elementType('groupNorm', 'f', 'x', b[0])
      if (!(groups >= 1)) c.refuse('groupNorm', "groups >= 1", { groups })
      if (!(channels % groups == 0)) c.refuse('groupNorm', "channels % groups == 0", { channels, groups })
      c.need('groupNorm', 'x', b, 0, T, batch*channels*inner, false)
      c.need('groupNorm', 'weight', b, 1, T, channels, true)
      c.need('groupNorm', 'bias', b, 2, T, channels, true)
      c.need('groupNorm', 'y', b, 3, T, batch*channels*inner, false)
      c.need('groupNorm', 'mean', b, 4, T, batch*groups, false)
      c.need('groupNorm', 'rstd', b, 5, T, batch*groups, false)
      c.disjointOrSame('groupNorm', b, 3, 0, s, 0, 0, 0)
      c.disjointOrSame('groupNorm', b, 3, 1, s, 0, 0, 0)
      c.disjointOrSame('groupNorm', b, 3, 2, s, 0, 0, 0)
      c.disjoint('groupNorm', b, 3, 4)
      c.disjoint('groupNorm', b, 3, 5)
      c.disjoint('groupNorm', b, 4, 0)
      c.disjoint('groupNorm', b, 4, 1)
      c.disjoint('groupNorm', b, 4, 2)
      c.disjoint('groupNorm', b, 4, 5)
      c.disjoint('groupNorm', b, 5, 0)
      c.disjoint('groupNorm', b, 5, 1)
      c.disjoint('groupNorm', b, 5, 2)
      if (c.vacant(b, 3, 1) && c.vacant(b, 4, 1) && c.vacant(b, 5, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.groupNorm(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, s[0]!, s[1]!, s[2]!, s[3]!, f[0]!)
  },
  groupNormBackward: {
    index: 45,
    number: 'T',
    check(b, s, f) {
      c.sizes('groupNormBackward', ['batch', 'channels', 'inner', 'groups', 'accumulate'], s)
      const batch = s[0]!
      const channels = s[1]!
      const inner = s[2]!
      const groups = s[3]!
      const accumulate = s[4]!
      c.sizeCount('groupNormBackward', s, 5)
      c.numberCount('groupNormBackward', f, 0)
      c.bufferCount('groupNormBackward', b, 8)
      const T = c.elementType('groupNormBackward', 'f', 'x', b[0])
      if (!(groups >= 1)) c.refuse('groupNormBackward', "groups >= 1", { groups })
      if (!(channels % groups == 0)) c.refuse('groupNormBackward', "channels % groups == 0", { channels, groups })
      if (!(accumulate <= 1)) c.refuse('groupNormBackward', "accumulate <= 1", { accumulate })
      c.need('groupNormBackward', 'x', b, 0, T, batch*channels*inner, false)
      c.need('groupNormBackward', 'dy', b, 1, T, batch*channels*inner, false)
      c.need('groupNormBackward', 'weight', b, 2, T, channels, true)
      c.need('groupNormBackward', 'mean', b, 3, T, batch*groups, false)
      c.need('groupNormBackward', 'rstd', b, 4, T, batch*groups, false)
      c.need('groupNormBackward', 'dx', b, 5, T, batch*channels*inner, false)
      c.need('groupNormBackward', 'dweight', b, 6, T, channels, true)
      c.need('groupNormBackward', 'dbias', b, 7, T, channels, true)
      c.disjointOrSame('groupNormBackward', b, 5, 0, s, 0, 0, 0)
      c.disjointOrSame('groupNormBackward', b, 5, 1, s, 0, 0, 0)
      c.disjointOrSame('groupNormBackward', b, 5, 2, s, 0, 0, 0)
      c.disjointOrSame('groupNormBackward', b, 5, 3, s, 0, 0, 0)
      c.disjointOrSame('groupNormBackward', b, 5, 4, s, 0, 0, 0)
      c.disjoint('groupNormBackward', b, 5, 6)
      c.disjoint('groupNormBackward', b, 5, 7)
      c.disjoint('groupNormBackward', b, 6, 0)
      c.disjoint('groupNormBackward', b, 6, 1)
      c.disjoint('groupNormBackward', b, 6, 2)
      c.disjoint('groupNormBackward', b, 6, 3)
      c.disjoint('groupNormBackward', b, 6, 4)
      c.disjoint('groupNormBackward', b, 6, 7)
      c.disjoint('groupNormBackward', b, 7, 0)
      c.disjoint('groupNormBackward', b, 7, 1)
      c.disjoint('groupNormBackward', b, 7, 2)
      c.disjoint('groupNormBackward', b, 7, 3)
      c.disjoint('groupNormBackward', b, 7, 4)
      if (c.vacant(b, 5, 1) && c.vacant(b, 6, 1) && c.vacant(b, 7, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.groupNormBackward(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, x[6] as never, x[7] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!)
  },
  batchNorm: {
    index: 47,
    number: 'T',
    check(b, s, f) {
      c.sizes('batchNorm', ['batch', 'channels', 'inner', 'training', 'relu'], s)
      const batch = s[0]!
      const channels = s[1]!
      const inner = s[2]!
      const training = s[3]!
      const relu = s[4]!
      c.sizeCount('batchNorm', s, 5)
      c.numberCount('batchNorm', f, 2)
      c.bufferCount('batchNorm', b, 8)
      const T = c.elementType('batchNorm', 'f', 'x', b[0])
      if (!(training <= 1)) c.refuse('batchNorm', "training <= 1", { training })
      if (!(relu <= 1)) c.refuse('batchNorm', "relu <= 1", { relu })
      if (!(b[3] != null && b[4] != null || training == 1)) c.refuse('batchNorm', "has(runningMean) && has(runningVar) || training == 1", { training })
      c.need('batchNorm', 'x', b, 0, T, batch*channels*inner, false)
      c.need('batchNorm', 'weight', b, 1, T, channels, true)
      c.need('batchNorm', 'bias', b, 2, T, channels, true)
      c.need('batchNorm', 'runningMean', b, 3, T, channels, true)
      c.need('batchNorm', 'runningVar', b, 4, T, channels, true)
      c.need('batchNorm', 'y', b, 5, T, batch*channels*inner, false)
      c.need('batchNorm', 'mean', b, 6, T, channels, false)
      c.need('batchNorm', 'rstd', b, 7, T, channels, false)
      c.disjoint('batchNorm', b, 3, 0)
      c.disjoint('batchNorm', b, 3, 1)
      c.disjoint('batchNorm', b, 3, 2)
      c.disjoint('batchNorm', b, 3, 4)
      c.disjoint('batchNorm', b, 3, 5)
      c.disjoint('batchNorm', b, 3, 6)
      c.disjoint('batchNorm', b, 3, 7)
      c.disjoint('batchNorm', b, 4, 0)
      c.disjoint('batchNorm', b, 4, 1)
      c.disjoint('batchNorm', b, 4, 2)
      c.disjoint('batchNorm', b, 4, 5)
      c.disjoint('batchNorm', b, 4, 6)
      c.disjoint('batchNorm', b, 4, 7)
      c.disjointOrSame('batchNorm', b, 5, 0, s, 0, 0, 0)
      c.disjointOrSame('batchNorm', b, 5, 1, s, 0, 0, 0)
      c.disjointOrSame('batchNorm', b, 5, 2, s, 0, 0, 0)
      c.disjoint('batchNorm', b, 5, 6)
      c.disjoint('batchNorm', b, 5, 7)
      c.disjoint('batchNorm', b, 6, 0)
      c.disjoint('batchNorm', b, 6, 1)
      c.disjoint('batchNorm', b, 6, 2)
      c.disjoint('batchNorm', b, 6, 7)
      c.disjoint('batchNorm', b, 7, 0)
      c.disjoint('batchNorm', b, 7, 1)
      c.disjoint('batchNorm', b, 7, 2)
      if (c.vacant(b, 3, 1) && c.vacant(b, 4, 1) && c.vacant(b, 5, 1) && c.vacant(b, 6, 1) && c.vacant(b, 7, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.batchNorm(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, x[6] as never, x[7] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, f[0]!, f[1]!)
  },
  batchNormBackward: {
    index: 49,
    number: 'T',
    check(b, s, f) {
      c.sizes('batchNormBackward', ['batch', 'channels', 'inner', 'training', 'relu', 'accumulate'], s)
      const batch = s[0]!
      const channels = s[1]!
      const inner = s[2]!
      const training = s[3]!
      const relu = s[4]!
      const accumulate = s[5]!
      c.sizeCount('batchNormBackward', s, 6)
      c.numberCount('batchNormBackward', f, 0)
      c.bufferCount('batchNormBackward', b, 9)
      const T = c.elementType('batchNormBackward', 'f', 'x', b[0])
      if (!(training <= 1)) c.refuse('batchNormBackward', "training <= 1", { training })
      if (!(relu <= 1)) c.refuse('batchNormBackward', "relu <= 1", { relu })
      if (!(accumulate <= 1)) c.refuse('batchNormBackward', "accumulate <= 1", { accumulate })
      c.need('batchNormBackward', 'x', b, 0, T, batch*channels*inner, false)
      c.need('batchNormBackward', 'dy', b, 1, T, batch*channels*inner, false)
      c.need('batchNormBackward', 'weight', b, 2, T, channels, true)
      c.need('batchNormBackward', 'bias', b, 3, T, channels, true)
      c.need('batchNormBackward', 'mean', b, 4, T, channels, false)
      c.need('batchNormBackward', 'rstd', b, 5, T, channels, false)
      c.need('batchNormBackward', 'dx', b, 6, T, batch*channels*inner, false)
      c.need('batchNormBackward', 'dweight', b, 7, T, channels, true)
      c.need('batchNormBackward', 'dbias', b, 8, T, channels, true)
      c.disjointOrSame('batchNormBackward', b, 6, 0, s, 0, 0, 0)
      c.disjointOrSame('batchNormBackward', b, 6, 1, s, 0, 0, 0)
      c.disjointOrSame('batchNormBackward', b, 6, 2, s, 0, 0, 0)
      c.disjointOrSame('batchNormBackward', b, 6, 3, s, 0, 0, 0)
      c.disjointOrSame('batchNormBackward', b, 6, 4, s, 0, 0, 0)
      c.disjointOrSame('batchNormBackward', b, 6, 5, s, 0, 0, 0)
      c.disjoint('batchNormBackward', b, 6, 7)
      c.disjoint('batchNormBackward', b, 6, 8)
      c.disjoint('batchNormBackward', b, 7, 0)
      c.disjoint('batchNormBackward', b, 7, 1)
      c.disjoint('batchNormBackward', b, 7, 2)
      c.disjoint('batchNormBackward', b, 7, 3)
      c.disjoint('batchNormBackward', b, 7, 4)
      c.disjoint('batchNormBackward', b, 7, 5)
      c.disjoint('batchNormBackward', b, 7, 8)
      c.disjoint('batchNormBackward', b, 8, 0)
      c.disjoint('batchNormBackward', b, 8, 1)
      c.disjoint('batchNormBackward', b, 8, 2)
      c.disjoint('batchNormBackward', b, 8, 3)
      c.disjoint('batchNormBackward', b, 8, 4)
      c.disjoint('batchNormBackward', b, 8, 5)
      if (c.vacant(b, 6, 1) && c.vacant(b, 7, 1) && c.vacant(b, 8, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.batchNormBackward(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, x[6] as never, x[7] as never, x[8] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!)
  },
  gemm: {
    index: 51,
    number: 'T',
    check(b, s, f) {
      c.sizes('gemm', ['rows', 'cols', 'inner', 'ars', 'acs', 'brs', 'bcs', 'srs', 'scs', 'ldc', 'accumulate', 'activation', 'nd', 'shape', 'strides'], s)
      const rows = s[0]!
      const cols = s[1]!
      const inner = s[2]!
      const ars = s[3]!
      const acs = s[4]!
      const brs = s[5]!
      const bcs = s[6]!
      const srs = s[7]!
      const scs = s[8]!
      const ldc = s[9]!
      const accumulate = s[10]!
      const activation = s[11]!
      const nd = s[12]!
      const shape = 13
      const strides = shape + (nd)
      c.sizeCount('gemm', s, strides + (nd*4))
      c.numberCount('gemm', f, 0)
      c.bufferCount('gemm', b, 4)
      const T = c.elementType('gemm', 'f', 'a', b[0])
      if (!(nd <= 8)) c.refuse('gemm', "nd <= 8", { nd })
      if (!(accumulate <= 1)) c.refuse('gemm', "accumulate <= 1", { accumulate })
      if (!(activation <= 6)) c.refuse('gemm', "activation <= 6", { activation })
      if (!(accumulate == 0 || !(b[2] != null))) c.refuse('gemm', "accumulate == 0 || !(has(bias))", { accumulate })
      if (!(ldc >= cols || rows <= 1)) c.refuse('gemm', "ldc >= cols || rows <= 1", { ldc, cols, rows })
      c.need('gemm', 'a', b, 0, T, rows*inner && c.span(s, shape, strides, 0, nd) && c.span(s, shape, strides, 0, nd) + (rows-1)*ars + (inner-1)*acs, false)
      c.need('gemm', 'b', b, 1, T, inner*cols && c.span(s, shape, strides, 1, nd) && c.span(s, shape, strides, 1, nd) + (inner-1)*brs + (cols-1)*bcs, false)
      c.need('gemm', 'bias', b, 2, T, rows*cols && c.span(s, shape, strides, 2, nd) && c.span(s, shape, strides, 2, nd) + (rows-1)*srs + (cols-1)*scs, true)
      c.need('gemm', 'c', b, 3, T, rows*cols && c.span(s, shape, strides, 3, nd) && c.span(s, shape, strides, 3, nd) + (rows-1)*ldc + cols-1, false)
      c.oneToOne('gemm', 'c', b, 3, s, shape, strides, 3, nd)
      c.disjoint('gemm', b, 3, 0)
      c.disjoint('gemm', b, 3, 1)
      c.disjoint('gemm', b, 3, 2)
      if (c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s) {
      const rows = s[0]!
      const cols = s[1]!
      const inner = s[2]!
      const ars = s[3]!
      const acs = s[4]!
      const brs = s[5]!
      const bcs = s[6]!
      const srs = s[7]!
      const scs = s[8]!
      const ldc = s[9]!
      const accumulate = s[10]!
      const activation = s[11]!
      const nd = s[12]!
      const shape = 13
      const strides = shape + (nd)
      return k.gemm(x[0] as never, x[1] as never, x[2] as never, x[3] as never, rows, cols, inner, ars, acs, brs, bcs, srs, scs, ldc, accumulate, activation, nd, s.slice(shape, shape + (nd)), s.slice(strides, strides + (nd*4)))
    }
  },
  conv2d: {
    index: 53,
    number: 'T',
    check(b, s, f) {
      c.sizes('conv2d', ['n', 'ci', 'h', 'w', 'co', 'kh', 'kw', 'oh', 'ow', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw', 'groups', 'relu'], s)
      const n = s[0]!
      const ci = s[1]!
      const h = s[2]!
      const w = s[3]!
      const co = s[4]!
      const kh = s[5]!
      const kw = s[6]!
      const oh = s[7]!
      const ow = s[8]!
      const sh = s[9]!
      const sw = s[10]!
      const ph = s[11]!
      const pw = s[12]!
      const dh = s[13]!
      const dw = s[14]!
      const groups = s[15]!
      const relu = s[16]!
      c.sizeCount('conv2d', s, 17)
      c.numberCount('conv2d', f, 0)
      c.bufferCount('conv2d', b, 4)
      const T = c.elementType('conv2d', 'f', 'x', b[0])
      if (!(groups > 0)) c.refuse('conv2d', "groups > 0", { groups })
      if (!(ci % groups == 0)) c.refuse('conv2d', "ci % groups == 0", { ci, groups })
      if (!(co % groups == 0)) c.refuse('conv2d', "co % groups == 0", { co, groups })
      if (!(kh > 0)) c.refuse('conv2d', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('conv2d', "kw > 0", { kw })
      if (!(sh > 0)) c.refuse('conv2d', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('conv2d', "sw > 0", { sw })
      if (!(dh > 0)) c.refuse('conv2d', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('conv2d', "dw > 0", { dw })
      if (!(oh == Math.floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1)) c.refuse('conv2d', "oh == Math.floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1", { oh, h, ph, dh, kh, sh })
      if (!(ow == Math.floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1)) c.refuse('conv2d', "ow == Math.floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1", { ow, w, pw, dw, kw, sw })
      if (!(relu <= 1)) c.refuse('conv2d', "relu <= 1", { relu })
      c.need('conv2d', 'x', b, 0, T, n*ci*h*w, false)
      c.need('conv2d', 'weight', b, 1, T, co*(ci/groups)*kh*kw, false)
      c.need('conv2d', 'bias', b, 2, T, co, true)
      c.need('conv2d', 'y', b, 3, T, n*co*oh*ow, false)
      c.disjoint('conv2d', b, 3, 0)
      c.disjoint('conv2d', b, 3, 1)
      c.disjoint('conv2d', b, 3, 2)
      if (c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.conv2d(x[0] as never, x[1] as never, x[2] as never, x[3] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!, s[13]!, s[14]!, s[15]!, s[16]!)
  },
  conv2dInput: {
    index: 55,
    number: 'T',
    check(b, s, f) {
      c.sizes('conv2dInput', ['n', 'ci', 'h', 'w', 'co', 'kh', 'kw', 'oh', 'ow', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw', 'groups', 'accumulate'], s)
      const n = s[0]!
      const ci = s[1]!
      const h = s[2]!
      const w = s[3]!
      const co = s[4]!
      const kh = s[5]!
      const kw = s[6]!
      const oh = s[7]!
      const ow = s[8]!
      const sh = s[9]!
      const sw = s[10]!
      const ph = s[11]!
      const pw = s[12]!
      const dh = s[13]!
      const dw = s[14]!
      const groups = s[15]!
      const accumulate = s[16]!
      c.sizeCount('conv2dInput', s, 17)
      c.numberCount('conv2dInput', f, 0)
      c.bufferCount('conv2dInput', b, 3)
      const T = c.elementType('conv2dInput', 'f', 'dy', b[0])
      if (!(groups > 0)) c.refuse('conv2dInput', "groups > 0", { groups })
      if (!(ci % groups == 0)) c.refuse('conv2dInput', "ci % groups == 0", { ci, groups })
      if (!(co % groups == 0)) c.refuse('conv2dInput', "co % groups == 0", { co, groups })
      if (!(kh > 0)) c.refuse('conv2dInput', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('conv2dInput', "kw > 0", { kw })
      if (!(sh > 0)) c.refuse('conv2dInput', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('conv2dInput', "sw > 0", { sw })
      if (!(dh > 0)) c.refuse('conv2dInput', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('conv2dInput', "dw > 0", { dw })
      if (!(oh == Math.floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1)) c.refuse('conv2dInput', "oh == Math.floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1", { oh, h, ph, dh, kh, sh })
      if (!(ow == Math.floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1)) c.refuse('conv2dInput', "ow == Math.floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1", { ow, w, pw, dw, kw, sw })
      if (!(accumulate <= 1)) c.refuse('conv2dInput', "accumulate <= 1", { accumulate })
      c.need('conv2dInput', 'dy', b, 0, T, n*co*oh*ow, false)
      c.need('conv2dInput', 'weight', b, 1, T, co*(ci/groups)*kh*kw, false)
      c.need('conv2dInput', 'dx', b, 2, T, n*ci*h*w, false)
      c.disjoint('conv2dInput', b, 2, 0)
      c.disjoint('conv2dInput', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.conv2dInput(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!, s[13]!, s[14]!, s[15]!, s[16]!)
  },
  conv2dWeight: {
    index: 57,
    number: 'T',
    check(b, s, f) {
      c.sizes('conv2dWeight', ['n', 'ci', 'h', 'w', 'co', 'kh', 'kw', 'oh', 'ow', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw', 'groups', 'accumulate'], s)
      const n = s[0]!
      const ci = s[1]!
      const h = s[2]!
      const w = s[3]!
      const co = s[4]!
      const kh = s[5]!
      const kw = s[6]!
      const oh = s[7]!
      const ow = s[8]!
      const sh = s[9]!
      const sw = s[10]!
      const ph = s[11]!
      const pw = s[12]!
      const dh = s[13]!
      const dw = s[14]!
      const groups = s[15]!
      const accumulate = s[16]!
      c.sizeCount('conv2dWeight', s, 17)
      c.numberCount('conv2dWeight', f, 0)
      c.bufferCount('conv2dWeight', b, 4)
      const T = c.elementType('conv2dWeight', 'f', 'x', b[0])
      if (!(groups > 0)) c.refuse('conv2dWeight', "groups > 0", { groups })
      if (!(ci % groups == 0)) c.refuse('conv2dWeight', "ci % groups == 0", { ci, groups })
      if (!(co % groups == 0)) c.refuse('conv2dWeight', "co % groups == 0", { co, groups })
      if (!(kh > 0)) c.refuse('conv2dWeight', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('conv2dWeight', "kw > 0", { kw })
      if (!(sh > 0)) c.refuse('conv2dWeight', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('conv2dWeight', "sw > 0", { sw })
      if (!(dh > 0)) c.refuse('conv2dWeight', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('conv2dWeight', "dw > 0", { dw })
      if (!(oh == Math.floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1)) c.refuse('conv2dWeight', "oh == Math.floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1", { oh, h, ph, dh, kh, sh })
      if (!(ow == Math.floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1)) c.refuse('conv2dWeight', "ow == Math.floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1", { ow, w, pw, dw, kw, sw })
      if (!(accumulate <= 1)) c.refuse('conv2dWeight', "accumulate <= 1", { accumulate })
      c.need('conv2dWeight', 'x', b, 0, T, n*ci*h*w, false)
      c.need('conv2dWeight', 'dy', b, 1, T, n*co*oh*ow, false)
      c.need('conv2dWeight', 'dweight', b, 2, T, co*(ci/groups)*kh*kw, false)
      c.need('conv2dWeight', 'dbias', b, 3, T, co, true)
      c.disjoint('conv2dWeight', b, 2, 0)
      c.disjoint('conv2dWeight', b, 2, 1)
      c.disjoint('conv2dWeight', b, 2, 3)
      c.disjoint('conv2dWeight', b, 3, 0)
      c.disjoint('conv2dWeight', b, 3, 1)
      if (c.vacant(b, 2, 1) && c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.conv2dWeight(x[0] as never, x[1] as never, x[2] as never, x[3] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!, s[13]!, s[14]!, s[15]!, s[16]!)
  },
  maxPool2d: {
    index: 59,
    number: 'T',
    check(b, s, f) {
      c.sizes('maxPool2d', ['planes', 'h', 'w', 'oh', 'ow', 'kh', 'kw', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw'], s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const oh = s[3]!
      const ow = s[4]!
      const kh = s[5]!
      const kw = s[6]!
      const sh = s[7]!
      const sw = s[8]!
      const ph = s[9]!
      const pw = s[10]!
      const dh = s[11]!
      const dw = s[12]!
      c.sizeCount('maxPool2d', s, 13)
      c.numberCount('maxPool2d', f, 0)
      c.bufferCount('maxPool2d', b, 3)
      const T = c.elementType('maxPool2d', 'f', 'x', b[0])
      if (!(h*w < 2**31)) c.refuse('maxPool2d', "h*w < 2**31", { h, w })
      if (!(dh > 0)) c.refuse('maxPool2d', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('maxPool2d', "dw > 0", { dw })
      if (!(kh > 0)) c.refuse('maxPool2d', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('maxPool2d', "kw > 0", { kw })
      if (!(kh*kw < 2**31)) c.refuse('maxPool2d', "kh*kw < 2**31", { kh, kw })
      if (!(sh > 0)) c.refuse('maxPool2d', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('maxPool2d', "sw > 0", { sw })
      if (!(2*ph <= kh)) c.refuse('maxPool2d', "2*ph <= kh", { ph, kh })
      if (!(2*pw <= kw)) c.refuse('maxPool2d', "2*pw <= kw", { pw, kw })
      if (!((oh - 1)*sh < h + ph)) c.refuse('maxPool2d', "(oh - 1)*sh < h + ph", { oh, sh, h, ph })
      if (!((ow - 1)*sw < w + pw)) c.refuse('maxPool2d', "(ow - 1)*sw < w + pw", { ow, sw, w, pw })
      if (!(oh*sh > h + 2*ph - dh*(kh - 1) - 1)) c.refuse('maxPool2d', "oh*sh > h + 2*ph - dh*(kh - 1) - 1", { oh, sh, h, ph, dh, kh })
      if (!((oh - 1)*sh + dh*(kh - 1) + 1 < h + 2*ph + sh)) c.refuse('maxPool2d', "(oh - 1)*sh + dh*(kh - 1) + 1 < h + 2*ph + sh", { oh, sh, dh, kh, h, ph })
      if (!(ow*sw > w + 2*pw - dw*(kw - 1) - 1)) c.refuse('maxPool2d', "ow*sw > w + 2*pw - dw*(kw - 1) - 1", { ow, sw, w, pw, dw, kw })
      if (!((ow - 1)*sw + dw*(kw - 1) + 1 < w + 2*pw + sw)) c.refuse('maxPool2d', "(ow - 1)*sw + dw*(kw - 1) + 1 < w + 2*pw + sw", { ow, sw, dw, kw, w, pw })
      c.need('maxPool2d', 'x', b, 0, T, planes*h*w, false)
      c.need('maxPool2d', 'y', b, 1, T, planes*oh*ow, false)
      c.need('maxPool2d', 'index', b, 2, 'i32', planes*oh*ow, false)
      c.disjoint('maxPool2d', b, 1, 0)
      c.disjoint('maxPool2d', b, 1, 2)
      c.disjoint('maxPool2d', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2d(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!)
  },
  maxPool2dBackward: {
    index: 61,
    number: 'T',
    check(b, s, f) {
      c.sizes('maxPool2dBackward', ['planes', 'h', 'w', 'oh', 'ow', 'accumulate'], s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const oh = s[3]!
      const ow = s[4]!
      const accumulate = s[5]!
      c.sizeCount('maxPool2dBackward', s, 6)
      c.numberCount('maxPool2dBackward', f, 0)
      c.bufferCount('maxPool2dBackward', b, 3)
      const T = c.elementType('maxPool2dBackward', 'f', 'dy', b[0])
      if (!(accumulate <= 1)) c.refuse('maxPool2dBackward', "accumulate <= 1", { accumulate })
      c.need('maxPool2dBackward', 'dy', b, 0, T, planes*oh*ow, false)
      c.need('maxPool2dBackward', 'index', b, 1, 'i32', planes*oh*ow, false)
      c.need('maxPool2dBackward', 'dx', b, 2, T, planes*h*w, false)
      c.disjoint('maxPool2dBackward', b, 2, 0)
      c.disjoint('maxPool2dBackward', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2dBackward(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!)
  },
  maxPool2x2: {
    index: 63,
    number: 'T',
    check(b, s, f) {
      c.sizes('maxPool2x2', ['planes', 'h', 'w', 'relu'], s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const relu = s[3]!
      c.sizeCount('maxPool2x2', s, 4)
      c.numberCount('maxPool2x2', f, 0)
      c.bufferCount('maxPool2x2', b, 3)
      const T = c.elementType('maxPool2x2', 'f', 'x', b[0])
      if (!(relu <= 1)) c.refuse('maxPool2x2', "relu <= 1", { relu })
      c.need('maxPool2x2', 'x', b, 0, T, planes*h*w, false)
      c.need('maxPool2x2', 'y', b, 1, T, planes*Math.floor(h/2)*Math.floor(w/2), false)
      c.need('maxPool2x2', 'index', b, 2, 'u8', planes*Math.floor(h/2)*Math.floor(w/2), false)
      c.disjoint('maxPool2x2', b, 1, 0)
      c.disjoint('maxPool2x2', b, 1, 2)
      c.disjoint('maxPool2x2', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2x2(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  maxPool2x2Backward: {
    index: 65,
    number: 'T',
    check(b, s, f) {
      c.sizes('maxPool2x2Backward', ['planes', 'h', 'w', 'accumulate'], s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const accumulate = s[3]!
      c.sizeCount('maxPool2x2Backward', s, 4)
      c.numberCount('maxPool2x2Backward', f, 0)
      c.bufferCount('maxPool2x2Backward', b, 3)
      const T = c.elementType('maxPool2x2Backward', 'f', 'dy', b[0])
      if (!(accumulate <= 1)) c.refuse('maxPool2x2Backward', "accumulate <= 1", { accumulate })
      c.need('maxPool2x2Backward', 'dy', b, 0, T, planes*Math.floor(h/2)*Math.floor(w/2), false)
      c.need('maxPool2x2Backward', 'index', b, 1, 'u8', planes*Math.floor(h/2)*Math.floor(w/2), false)
      c.need('maxPool2x2Backward', 'dx', b, 2, T, planes*h*w, false)
      c.disjoint('maxPool2x2Backward', b, 2, 0)
      c.disjoint('maxPool2x2Backward', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2x2Backward(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  avgPool2d: {
    index: 67,
    number: 'T',
    check(b, s, f) {
      c.sizes('avgPool2d', ['planes', 'h', 'w', 'oh', 'ow', 'kh', 'kw', 'sh', 'sw', 'ph', 'pw', 'countPad'], s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const oh = s[3]!
      const ow = s[4]!
      const kh = s[5]!
      const kw = s[6]!
      const sh = s[7]!
      const sw = s[8]!
      const ph = s[9]!
      const pw = s[10]!
      const countPad = s[11]!
      c.sizeCount('avgPool2d', s, 12)
      c.numberCount('avgPool2d', f, 0)
      c.bufferCount('avgPool2d', b, 2)
      const T = c.elementType('avgPool2d', 'f', 'x', b[0])
      if (!(countPad <= 1)) c.refuse('avgPool2d', "countPad <= 1", { countPad })
      if (!(kh > 0)) c.refuse('avgPool2d', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('avgPool2d', "kw > 0", { kw })
      if (!(kh*kw < 2**31)) c.refuse('avgPool2d', "kh*kw < 2**31", { kh, kw })
      if (!(sh > 0)) c.refuse('avgPool2d', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('avgPool2d', "sw > 0", { sw })
      if (!(2*ph <= kh)) c.refuse('avgPool2d', "2*ph <= kh", { ph, kh })
      if (!(2*pw <= kw)) c.refuse('avgPool2d', "2*pw <= kw", { pw, kw })
      if (!((oh - 1)*sh < h + ph)) c.refuse('avgPool2d', "(oh - 1)*sh < h + ph", { oh, sh, h, ph })
      if (!((ow - 1)*sw < w + pw)) c.refuse('avgPool2d', "(ow - 1)*sw < w + pw", { ow, sw, w, pw })
      if (!(oh*sh > h + 2*ph - (kh - 1) - 1)) c.refuse('avgPool2d', "oh*sh > h + 2*ph - (kh - 1) - 1", { oh, sh, h, ph, kh })
      if (!((oh - 1)*sh + (kh - 1) + 1 < h + 2*ph + sh)) c.refuse('avgPool2d', "(oh - 1)*sh + (kh - 1) + 1 < h + 2*ph + sh", { oh, sh, kh, h, ph })
      if (!(ow*sw > w + 2*pw - (kw - 1) - 1)) c.refuse('avgPool2d', "ow*sw > w + 2*pw - (kw - 1) - 1", { ow, sw, w, pw, kw })
      if (!((ow - 1)*sw + (kw - 1) + 1 < w + 2*pw + sw)) c.refuse('avgPool2d', "(ow - 1)*sw + (kw - 1) + 1 < w + 2*pw + sw", { ow, sw, kw, w, pw })
      c.need('avgPool2d', 'x', b, 0, T, planes*h*w, false)
      c.need('avgPool2d', 'y', b, 1, T, planes*oh*ow, false)
      c.disjoint('avgPool2d', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.avgPool2d(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!)
  },
  avgPool2dBackward: {
    index: 69,
    number: 'T',
    check(b, s, f) {
      c.sizes('avgPool2dBackward', ['planes', 'h', 'w', 'oh', 'ow', 'kh', 'kw', 'sh', 'sw', 'ph', 'pw', 'countPad', 'accumulate'], s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const oh = s[3]!
      const ow = s[4]!
      const kh = s[5]!
      const kw = s[6]!
      const sh = s[7]!
      const sw = s[8]!
      const ph = s[9]!
      const pw = s[10]!
      const countPad = s[11]!
      const accumulate = s[12]!
      c.sizeCount('avgPool2dBackward', s, 13)
      c.numberCount('avgPool2dBackward', f, 0)
      c.bufferCount('avgPool2dBackward', b, 2)
      const T = c.elementType('avgPool2dBackward', 'f', 'dy', b[0])
      if (!(countPad <= 1)) c.refuse('avgPool2dBackward', "countPad <= 1", { countPad })
      if (!(accumulate <= 1)) c.refuse('avgPool2dBackward', "accumulate <= 1", { accumulate })
      if (!(kh > 0)) c.refuse('avgPool2dBackward', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('avgPool2dBackward', "kw > 0", { kw })
      if (!(kh*kw < 2**31)) c.refuse('avgPool2dBackward', "kh*kw < 2**31", { kh, kw })
      if (!(sh > 0)) c.refuse('avgPool2dBackward', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('avgPool2dBackward', "sw > 0", { sw })
      if (!(2*ph <= kh)) c.refuse('avgPool2dBackward', "2*ph <= kh", { ph, kh })
      if (!(2*pw <= kw)) c.refuse('avgPool2dBackward', "2*pw <= kw", { pw, kw })
      if (!((oh - 1)*sh < h + ph)) c.refuse('avgPool2dBackward', "(oh - 1)*sh < h + ph", { oh, sh, h, ph })
      if (!((ow - 1)*sw < w + pw)) c.refuse('avgPool2dBackward', "(ow - 1)*sw < w + pw", { ow, sw, w, pw })
      if (!(oh*sh > h + 2*ph - (kh - 1) - 1)) c.refuse('avgPool2dBackward', "oh*sh > h + 2*ph - (kh - 1) - 1", { oh, sh, h, ph, kh })
      if (!((oh - 1)*sh + (kh - 1) + 1 < h + 2*ph + sh)) c.refuse('avgPool2dBackward', "(oh - 1)*sh + (kh - 1) + 1 < h + 2*ph + sh", { oh, sh, kh, h, ph })
      if (!(ow*sw > w + 2*pw - (kw - 1) - 1)) c.refuse('avgPool2dBackward', "ow*sw > w + 2*pw - (kw - 1) - 1", { ow, sw, w, pw, kw })
      if (!((ow - 1)*sw + (kw - 1) + 1 < w + 2*pw + sw)) c.refuse('avgPool2dBackward', "(ow - 1)*sw + (kw - 1) + 1 < w + 2*pw + sw", { ow, sw, kw, w, pw })
      c.need('avgPool2dBackward', 'dy', b, 0, T, planes*oh*ow, false)
      c.need('avgPool2dBackward', 'dx', b, 1, T, planes*h*w, false)
      c.disjoint('avgPool2dBackward', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.avgPool2dBackward(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!)
  },
  adaptiveAvgPool2d: {
    index: 71,
    number: 'T',
    check(b, s, f) {
      c.sizes('adaptiveAvgPool2d', ['planes', 'h', 'w', 'oh', 'ow'], s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const oh = s[3]!
      const ow = s[4]!
      c.sizeCount('adaptiveAvgPool2d', s, 5)
      c.numberCount('adaptiveAvgPool2d', f, 0)
      c.bufferCount('adaptiveAvgPool2d', b, 2)
      const T = c.elementType('adaptiveAvgPool2d', 'f', 'x', b[0])
      if (!(h > 0)) c.refuse('adaptiveAvgPool2d', "h > 0", { h })
      if (!(w > 0)) c.refuse('adaptiveAvgPool2d', "w > 0", { w })
      if (!(h*oh < 2**52)) c.refuse('adaptiveAvgPool2d', "h*oh < 2**52", { h, oh })
      if (!(w*ow < 2**52)) c.refuse('adaptiveAvgPool2d', "w*ow < 2**52", { w, ow })
      c.need('adaptiveAvgPool2d', 'x', b, 0, T, planes*h*w, false)
      c.need('adaptiveAvgPool2d', 'y', b, 1, T, planes*oh*ow, false)
      c.disjoint('adaptiveAvgPool2d', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.adaptiveAvgPool2d(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!)
  },
  adaptiveAvgPool2dBackward: {
    index: 73,
    number: 'T',
    check(b, s, f) {
      c.sizes('adaptiveAvgPool2dBackward', ['planes', 'h', 'w', 'oh', 'ow', 'accumulate'], s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const oh = s[3]!
      const ow = s[4]!
      const accumulate = s[5]!
      c.sizeCount('adaptiveAvgPool2dBackward', s, 6)
      c.numberCount('adaptiveAvgPool2dBackward', f, 0)
      c.bufferCount('adaptiveAvgPool2dBackward', b, 2)
      const T = c.elementType('adaptiveAvgPool2dBackward', 'f', 'dy', b[0])
      if (!(h > 0)) c.refuse('adaptiveAvgPool2dBackward', "h > 0", { h })
      if (!(w > 0)) c.refuse('adaptiveAvgPool2dBackward', "w > 0", { w })
      if (!(h*oh < 2**52)) c.refuse('adaptiveAvgPool2dBackward', "h*oh < 2**52", { h, oh })
      if (!(w*ow < 2**52)) c.refuse('adaptiveAvgPool2dBackward', "w*ow < 2**52", { w, ow })
      if (!(accumulate <= 1)) c.refuse('adaptiveAvgPool2dBackward', "accumulate <= 1", { accumulate })
      c.need('adaptiveAvgPool2dBackward', 'dy', b, 0, T, planes*oh*ow, false)
      c.need('adaptiveAvgPool2dBackward', 'dx', b, 1, T, planes*h*w, false)
      c.disjoint('adaptiveAvgPool2dBackward', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.adaptiveAvgPool2dBackward(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!)
  },
  copy: {
    index: 75,
    number: 'f64',
    check(b, s, f) {
      c.sizes('copy', ['nd', 'shape', 'strides'], s)
      const nd = s[0]!
      const shape = 1
      const strides = shape + (nd)
      c.sizeCount('copy', s, strides + (nd*2))
      c.numberCount('copy', f, 0)
      c.bufferCount('copy', b, 2)
      const T = c.elementType('copy', 'w', 'x', b[0])
      if (!(nd <= 8)) c.refuse('copy', "nd <= 8", { nd })
      c.need('copy', 'x', b, 0, T, c.span(s, shape, strides, 0, nd), false)
      c.need('copy', 'y', b, 1, T, c.span(s, shape, strides, 1, nd), false)
      c.oneToOne('copy', 'y', b, 1, s, shape, strides, 1, nd)
      c.disjoint('copy', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('w', T)
    },
    js(k, x, s) {
      const nd = s[0]!
      const shape = 1
      const strides = shape + (nd)
      return k.copy(x[0] as never, x[1] as never, nd, s.slice(shape, shape + (nd)), s.slice(strides, strides + (nd*2)))
    }
  },
  toBfloat16: {
    index: 78,
    number: 'f64',
    check(b, s, f) {
      c.sizes('toBfloat16', ['n'], s)
      const n = s[0]!
      c.sizeCount('toBfloat16', s, 1)
      c.numberCount('toBfloat16', f, 0)
      c.bufferCount('toBfloat16', b, 2)
      c.need('toBfloat16', 'x', b, 0, 'f32', n, false)
      c.need('toBfloat16', 'y', b, 1, 'u8', 2*n, false)
      c.disjoint('toBfloat16', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.toBfloat16(x[0] as never, x[1] as never, s[0]!)
  },
  fromBfloat16: {
    index: 79,
    number: 'f64',
    check(b, s, f) {
      c.sizes('fromBfloat16', ['n'], s)
      const n = s[0]!
      c.sizeCount('fromBfloat16', s, 1)
      c.numberCount('fromBfloat16', f, 0)
      c.bufferCount('fromBfloat16', b, 2)
      c.need('fromBfloat16', 'x', b, 0, 'u8', 2*n, false)
      c.need('fromBfloat16', 'y', b, 1, 'f32', n, false)
      c.disjoint('fromBfloat16', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.fromBfloat16(x[0] as never, x[1] as never, s[0]!)
  },
  cast: {
    index: 80,
    number: 'f64',
    check(b, s, f) {
      c.sizes('cast', ['from', 'to', 'nd', 'shape', 'strides'], s)
      const from = s[0]!
      const to = s[1]!
      const nd = s[2]!
      const shape = 3
      const strides = shape + (nd)
      c.sizeCount('cast', s, strides + (nd*2))
      c.numberCount('cast', f, 0)
      c.bufferCount('cast', b, 2)
      if (!(from == c.code(b[0]))) c.refuse('cast', "from == dtype(x)", { from })
      if (!(to == c.code(b[1]))) c.refuse('cast', "to == dtype(y)", { to })
      if (!(nd <= 8)) c.refuse('cast', "nd <= 8", { nd })
      c.need('cast', 'x', b, 0, 'any', c.span(s, shape, strides, 0, nd), false)
      c.need('cast', 'y', b, 1, 'any', c.span(s, shape, strides, 1, nd), false)
      c.oneToOne('cast', 'y', b, 1, s, shape, strides, 1, nd)
      c.disjoint('cast', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js(k, x, s) {
      const from = s[0]!
      const to = s[1]!
      const nd = s[2]!
      const shape = 3
      const strides = shape + (nd)
      return k.cast(x[0] as never, x[1] as never, from, to, nd, s.slice(shape, shape + (nd)), s.slice(strides, strides + (nd*2)))
    }
  },
  fill: {
    index: 81,
    number: 'f64',
    check(b, s, f) {
      c.sizes('fill', ['type', 'nd', 'shape', 'strides'], s)
      const type = s[0]!
      const nd = s[1]!
      const shape = 2
      const strides = shape + (nd)
      c.sizeCount('fill', s, strides + (nd))
      c.numberCount('fill', f, 1)
      c.bufferCount('fill', b, 1)
      if (!(type == c.code(b[0]))) c.refuse('fill', "type == dtype(y)", { type })
      if (!(nd <= 8)) c.refuse('fill', "nd <= 8", { nd })
      c.need('fill', 'y', b, 0, 'any', c.span(s, shape, strides, 0, nd), false)
      c.oneToOne('fill', 'y', b, 0, s, shape, strides, 0, nd)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js(k, x, s, f) {
      const type = s[0]!
      const nd = s[1]!
      const shape = 2
      const strides = shape + (nd)
      return k.fill(x[0] as never, type, nd, s.slice(shape, shape + (nd)), s.slice(strides, strides + (nd)), f[0]!)
    }
  },
  indexSelect: {
    index: 82,
    number: 'f64',
    check(b, s, f) {
      c.sizes('indexSelect', ['outer', 'n', 'count', 'inner'], s)
      const outer = s[0]!
      const n = s[1]!
      const count = s[2]!
      const inner = s[3]!
      c.sizeCount('indexSelect', s, 4)
      c.numberCount('indexSelect', f, 0)
      c.bufferCount('indexSelect', b, 3)
      const T = c.elementType('indexSelect', 'w', 'x', b[0])
      c.need('indexSelect', 'x', b, 0, T, outer*n*inner, false)
      c.need('indexSelect', 'index', b, 1, 'i32', count, false)
      c.need('indexSelect', 'y', b, 2, T, outer*count*inner, false)
      c.disjoint('indexSelect', b, 2, 0)
      c.disjoint('indexSelect', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('w', T)
    },
    js: (k, x, s) => k.indexSelect(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  indexAdd: {
    index: 85,
    number: 'T',
    check(b, s, f) {
      c.sizes('indexAdd', ['outer', 'n', 'count', 'inner', 'skip'], s)
      const outer = s[0]!
      const n = s[1]!
      const count = s[2]!
      const inner = s[3]!
      const skip = s[4]!
      c.sizeCount('indexAdd', s, 5)
      c.numberCount('indexAdd', f, 0)
      c.bufferCount('indexAdd', b, 3)
      const T = c.elementType('indexAdd', 'f', 'x', b[0])
      if (!(skip <= n)) c.refuse('indexAdd', "skip <= n", { skip, n })
      c.need('indexAdd', 'x', b, 0, T, outer*count*inner, false)
      c.need('indexAdd', 'index', b, 1, 'i32', count, false)
      c.need('indexAdd', 'y', b, 2, T, outer*n*inner, false)
      c.disjoint('indexAdd', b, 2, 0)
      c.disjoint('indexAdd', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.indexAdd(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!)
  },
  gather: {
    index: 87,
    number: 'f64',
    check(b, s, f) {
      c.sizes('gather', ['outer', 'n', 'count', 'inner'], s)
      const outer = s[0]!
      const n = s[1]!
      const count = s[2]!
      const inner = s[3]!
      c.sizeCount('gather', s, 4)
      c.numberCount('gather', f, 0)
      c.bufferCount('gather', b, 3)
      const T = c.elementType('gather', 'w', 'x', b[0])
      c.need('gather', 'x', b, 0, T, outer*n*inner, false)
      c.need('gather', 'index', b, 1, 'i32', outer*count*inner, false)
      c.need('gather', 'y', b, 2, T, outer*count*inner, false)
      c.disjoint('gather', b, 2, 0)
      c.disjoint('gather', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('w', T)
    },
    js: (k, x, s) => k.gather(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  scatterAdd: {
    index: 90,
    number: 'T',
    check(b, s, f) {
      c.sizes('scatterAdd', ['outer', 'n', 'count', 'inner'], s)
      const outer = s[0]!
      const n = s[1]!
      const count = s[2]!
      const inner = s[3]!
      c.sizeCount('scatterAdd', s, 4)
      c.numberCount('scatterAdd', f, 0)
      c.bufferCount('scatterAdd', b, 3)
      const T = c.elementType('scatterAdd', 'f', 'x', b[0])
      c.need('scatterAdd', 'x', b, 0, T, outer*count*inner, false)
      c.need('scatterAdd', 'index', b, 1, 'i32', outer*count*inner, false)
      c.need('scatterAdd', 'y', b, 2, T, outer*n*inner, false)
      c.disjoint('scatterAdd', b, 2, 0)
      c.disjoint('scatterAdd', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.scatterAdd(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  oneHot: {
    index: 92,
    number: 'T',
    check(b, s, f) {
      c.sizes('oneHot', ['count', 'classes'], s)
      const count = s[0]!
      const classes = s[1]!
      c.sizeCount('oneHot', s, 2)
      c.numberCount('oneHot', f, 0)
      c.bufferCount('oneHot', b, 2)
      const T = c.elementType('oneHot', 'f', 'y', b[1])
      c.need('oneHot', 'index', b, 0, 'i32', count, false)
      c.need('oneHot', 'y', b, 1, T, count*classes, false)
      c.disjoint('oneHot', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.oneHot(x[0] as never, x[1] as never, s[0]!, s[1]!)
  },
  attention: {
    index: 94,
    number: 'T',
    check(b, s, f) {
      c.sizes('attention', ['batch', 'heads', 'queries', 'keys', 'depth', 'width', 'causal', 'strides'], s)
      const batch = s[0]!
      const heads = s[1]!
      const queries = s[2]!
      const keys = s[3]!
      const depth = s[4]!
      const width = s[5]!
      const causal = s[6]!
      const strides = 7
      c.sizeCount('attention', s, strides + (15))
      c.numberCount('attention', f, 1)
      c.bufferCount('attention', b, 6)
      const T = c.elementType('attention', 'f', 'q', b[0])
      if (!(causal <= 1)) c.refuse('attention', "causal <= 1", { causal })
      if (!(c.places(s, strides + 12, width, batch, heads, queries))) c.refuse('attention', "places(strides + 12, width, batch, heads, queries)", { width, batch, heads, queries })
      c.need('attention', 'q', b, 0, T, batch*heads*queries*depth && (batch-1)*c.at(s, strides) + (heads-1)*c.at(s, strides + 1) + (queries-1)*c.at(s, strides + 2) + depth, false)
      c.need('attention', 'k', b, 1, T, batch*heads*keys*depth && (batch-1)*c.at(s, strides + 3) + (heads-1)*c.at(s, strides + 4) + (keys-1)*c.at(s, strides + 5) + depth, false)
      c.need('attention', 'v', b, 2, T, batch*heads*keys*width && (batch-1)*c.at(s, strides + 6) + (heads-1)*c.at(s, strides + 7) + (keys-1)*c.at(s, strides + 8) + width, false)
      c.need('attention', 'mask', b, 3, T, batch*heads*queries*keys && (batch-1)*c.at(s, strides + 9) + (heads-1)*c.at(s, strides + 10) + (queries-1)*c.at(s, strides + 11) + keys, true)
      c.need('attention', 'y', b, 4, T, batch*heads*queries*width && (batch-1)*c.at(s, strides + 12) + (heads-1)*c.at(s, strides + 13) + (queries-1)*c.at(s, strides + 14) + width, false)
      c.need('attention', 'lse', b, 5, T, batch*heads*queries, false)
      c.disjoint('attention', b, 4, 0)
      c.disjoint('attention', b, 4, 1)
      c.disjoint('attention', b, 4, 2)
      c.disjoint('attention', b, 4, 3)
      c.disjoint('attention', b, 4, 5)
      c.disjoint('attention', b, 5, 0)
      c.disjoint('attention', b, 5, 1)
      c.disjoint('attention', b, 5, 2)
      c.disjoint('attention', b, 5, 3)
      if (c.vacant(b, 4, 1) && c.vacant(b, 5, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s, f) {
      const batch = s[0]!
      const heads = s[1]!
      const queries = s[2]!
      const keys = s[3]!
      const depth = s[4]!
      const width = s[5]!
      const causal = s[6]!
      const strides = 7
      return k.attention(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, batch, heads, queries, keys, depth, width, causal, s.slice(strides, strides + (15)), f[0]!)
    }
  },
  attentionBackward: {
    index: 96,
    number: 'T',
    check(b, s, f) {
      c.sizes('attentionBackward', ['batch', 'heads', 'queries', 'keys', 'depth', 'width', 'causal', 'strides'], s)
      const batch = s[0]!
      const heads = s[1]!
      const queries = s[2]!
      const keys = s[3]!
      const depth = s[4]!
      const width = s[5]!
      const causal = s[6]!
      const strides = 7
      c.sizeCount('attentionBackward', s, strides + (27))
      c.numberCount('attentionBackward', f, 1)
      c.bufferCount('attentionBackward', b, 10)
      const T = c.elementType('attentionBackward', 'f', 'q', b[0])
      if (!(causal <= 1)) c.refuse('attentionBackward', "causal <= 1", { causal })
      if (!(c.places(s, strides + 18, depth, batch, heads, queries))) c.refuse('attentionBackward', "places(strides + 18, depth, batch, heads, queries)", { depth, batch, heads, queries })
      if (!(c.places(s, strides + 21, depth, batch, heads, keys))) c.refuse('attentionBackward', "places(strides + 21, depth, batch, heads, keys)", { depth, batch, heads, keys })
      if (!(c.places(s, strides + 24, width, batch, heads, keys))) c.refuse('attentionBackward', "places(strides + 24, width, batch, heads, keys)", { width, batch, heads, keys })
      c.need('attentionBackward', 'q', b, 0, T, batch*heads*queries*depth && (batch-1)*c.at(s, strides) + (heads-1)*c.at(s, strides + 1) + (queries-1)*c.at(s, strides + 2) + depth, false)
      c.need('attentionBackward', 'k', b, 1, T, batch*heads*keys*depth && (batch-1)*c.at(s, strides + 3) + (heads-1)*c.at(s, strides + 4) + (keys-1)*c.at(s, strides + 5) + depth, false)
      c.need('attentionBackward', 'v', b, 2, T, batch*heads*keys*width && (batch-1)*c.at(s, strides + 6) + (heads-1)*c.at(s, strides + 7) + (keys-1)*c.at(s, strides + 8) + width, false)
      c.need('attentionBackward', 'mask', b, 3, T, batch*heads*queries*keys && (batch-1)*c.at(s, strides + 9) + (heads-1)*c.at(s, strides + 10) + (queries-1)*c.at(s, strides + 11) + keys, true)
      c.need('attentionBackward', 'y', b, 4, T, batch*heads*queries*width && (batch-1)*c.at(s, strides + 12) + (heads-1)*c.at(s, strides + 13) + (queries-1)*c.at(s, strides + 14) + width, false)
      c.need('attentionBackward', 'lse', b, 5, T, batch*heads*queries, false)
      c.need('attentionBackward', 'dy', b, 6, T, batch*heads*queries*width && (batch-1)*c.at(s, strides + 15) + (heads-1)*c.at(s, strides + 16) + (queries-1)*c.at(s, strides + 17) + width, false)
      c.need('attentionBackward', 'dq', b, 7, T, batch*heads*queries*depth && (batch-1)*c.at(s, strides + 18) + (heads-1)*c.at(s, strides + 19) + (queries-1)*c.at(s, strides + 20) + depth, false)
      c.need('attentionBackward', 'dk', b, 8, T, batch*heads*keys*depth && (batch-1)*c.at(s, strides + 21) + (heads-1)*c.at(s, strides + 22) + (keys-1)*c.at(s, strides + 23) + depth, false)
      c.need('attentionBackward', 'dv', b, 9, T, batch*heads*keys*width && (batch-1)*c.at(s, strides + 24) + (heads-1)*c.at(s, strides + 25) + (keys-1)*c.at(s, strides + 26) + width, false)
      c.disjoint('attentionBackward', b, 7, 0)
      c.disjoint('attentionBackward', b, 7, 1)
      c.disjoint('attentionBackward', b, 7, 2)
      c.disjoint('attentionBackward', b, 7, 3)
      c.disjoint('attentionBackward', b, 7, 4)
      c.disjoint('attentionBackward', b, 7, 5)
      c.disjoint('attentionBackward', b, 7, 6)
      c.disjoint('attentionBackward', b, 7, 8)
      c.disjoint('attentionBackward', b, 7, 9)
      c.disjoint('attentionBackward', b, 8, 0)
      c.disjoint('attentionBackward', b, 8, 1)
      c.disjoint('attentionBackward', b, 8, 2)
      c.disjoint('attentionBackward', b, 8, 3)
      c.disjoint('attentionBackward', b, 8, 4)
      c.disjoint('attentionBackward', b, 8, 5)
      c.disjoint('attentionBackward', b, 8, 6)
      c.disjoint('attentionBackward', b, 8, 9)
      c.disjoint('attentionBackward', b, 9, 0)
      c.disjoint('attentionBackward', b, 9, 1)
      c.disjoint('attentionBackward', b, 9, 2)
      c.disjoint('attentionBackward', b, 9, 3)
      c.disjoint('attentionBackward', b, 9, 4)
      c.disjoint('attentionBackward', b, 9, 5)
      c.disjoint('attentionBackward', b, 9, 6)
      if (c.vacant(b, 7, 1) && c.vacant(b, 8, 1) && c.vacant(b, 9, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s, f) {
      const batch = s[0]!
      const heads = s[1]!
      const queries = s[2]!
      const keys = s[3]!
      const depth = s[4]!
      const width = s[5]!
      const causal = s[6]!
      const strides = 7
      return k.attentionBackward(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, x[6] as never, x[7] as never, x[8] as never, x[9] as never, batch, heads, queries, keys, depth, width, causal, s.slice(strides, strides + (27)), f[0]!)
    }
  },
  optim: {
    index: 98,
    number: 'T',
    check(b, s, f) {
      c.sizes('optim', ['rule', 'flags', 'count', 'slots', 'n'], s)
      const rule = s[0]!
      const flags = s[1]!
      const count = s[2]!
      const slots = s[3]!
      const n = 4
      c.sizeCount('optim', s, n + (count))
      c.numberCount('optim', f, 12)
      c.bufferCount('optim', b, 0 + (count) + (count) + (slots*count))
      const T = c.elementType('optim', 'f', 'p', b[0])
      if (!(c.slots(rule, flags) == slots)) c.refuse('optim', "slots(rule, flags) == slots", { rule, flags, slots })
      for (let i = 0; i < count; i++) c.need('optim', `p[${i}]`, b, 0 + i, T, c.at(s, n + i), false)
      for (let i = 0; i < count; i++) c.need('optim', `g[${i}]`, b, 0 + (count) + i, T, c.at(s, n + i), false)
      for (let i = 0; i < slots*count; i++) c.need('optim', `state[${i}]`, b, 0 + (count) + (count) + i, T, c.at(s, n + i % count), false)
      c.distinct('optim', b, 0 + (count) + (count) + (slots*count), 0, 0 + (count))
      c.distinct('optim', b, 0 + (count) + (count) + (slots*count), 0 + (count) + (count), 0 + (count) + (count) + (slots*count))
      if (c.vacant(b, 0, count) && c.vacant(b, 0 + (count) + (count), slots*count)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s, f) {
      const rule = s[0]!
      const flags = s[1]!
      const count = s[2]!
      const slots = s[3]!
      const n = 4
      return k.optim(x.slice(0, 0 + (count)) as never, x.slice(0 + (count), 0 + (count) + (count)) as never, x.slice(0 + (count) + (count), 0 + (count) + (count) + (slots*count)) as never, rule, flags, count, slots, s.slice(n, n + (count)), f[0]!, f[1]!, f[2]!, f[3]!, f[4]!, f[5]!, f[6]!, f[7]!, f[8]!, f[9]!, f[10]!, f[11]!)
    }
  },
  adamPacked: {
    index: 100,
    number: 'f64',
    check(b, s, f) {
      c.sizes('adamPacked', ['format', 'flags', 'seed', 'count', 'n'], s)
      const format = s[0]!
      const flags = s[1]!
      const seed = s[2]!
      const count = s[3]!
      const n = 4
      c.sizeCount('adamPacked', s, n + (count))
      c.numberCount('adamPacked', f, 10)
      c.bufferCount('adamPacked', b, 0 + (count) + (count) + (count) + (count) + (count))
      if (!(format <= 1)) c.refuse('adamPacked', "format <= 1", { format })
      if (!(flags <= 1)) c.refuse('adamPacked', "flags <= 1", { flags })
      if (!(seed < 4294967296)) c.refuse('adamPacked', "seed < 4294967296", { seed })
      for (let i = 0; i < count; i++) c.need('adamPacked', `p[${i}]`, b, 0 + i, 'f32', c.at(s, n + i), false)
      for (let i = 0; i < count; i++) c.need('adamPacked', `g[${i}]`, b, 0 + (count) + i, 'f32', c.at(s, n + i), false)
      for (let i = 0; i < count; i++) c.need('adamPacked', `m[${i}]`, b, 0 + (count) + (count) + i, 'u8', c.at(s, n + i)*(2 - format), false)
      for (let i = 0; i < count; i++) c.need('adamPacked', `v[${i}]`, b, 0 + (count) + (count) + (count) + i, 'u8', c.at(s, n + i)*(2 - format), false)
      for (let i = 0; i < count; i++) c.need('adamPacked', `scales[${i}]`, b, 0 + (count) + (count) + (count) + (count) + i, 'f32', format*2*Math.ceil(c.at(s, n + i)/256), false)
      c.distinct('adamPacked', b, 0 + (count) + (count) + (count) + (count) + (count), 0, 0 + (count))
      c.distinct('adamPacked', b, 0 + (count) + (count) + (count) + (count) + (count), 0 + (count) + (count), 0 + (count) + (count) + (count))
      c.distinct('adamPacked', b, 0 + (count) + (count) + (count) + (count) + (count), 0 + (count) + (count) + (count), 0 + (count) + (count) + (count) + (count))
      c.distinct('adamPacked', b, 0 + (count) + (count) + (count) + (count) + (count), 0 + (count) + (count) + (count) + (count), 0 + (count) + (count) + (count) + (count) + (count))
      if (c.vacant(b, 0, count) && c.vacant(b, 0 + (count) + (count), count) && c.vacant(b, 0 + (count) + (count) + (count), count) && c.vacant(b, 0 + (count) + (count) + (count) + (count), count)) return c.NOTHING_TO_DO
      return 0
    },
    js(k, x, s, f) {
      const format = s[0]!
      const flags = s[1]!
      const seed = s[2]!
      const count = s[3]!
      const n = 4
      return k.adamPacked(x.slice(0, 0 + (count)) as never, x.slice(0 + (count), 0 + (count) + (count)) as never, x.slice(0 + (count) + (count), 0 + (count) + (count) + (count)) as never, x.slice(0 + (count) + (count) + (count), 0 + (count) + (count) + (count) + (count)) as never, x.slice(0 + (count) + (count) + (count) + (count), 0 + (count) + (count) + (count) + (count) + (count)) as never, format, flags, seed, count, s.slice(n, n + (count)), f[0]!, f[1]!, f[2]!, f[3]!, f[4]!, f[5]!, f[6]!, f[7]!, f[8]!, f[9]!)
    }
  },
  uniform: {
    index: 101,
    number: 'T',
    check(b, s, f) {
      c.sizes('uniform', ['n', 'seed0', 'seed1', 'counter0', 'counter1'], s)
      const n = s[0]!
      const seed0 = s[1]!
      const seed1 = s[2]!
      const counter0 = s[3]!
      const counter1 = s[4]!
      c.sizeCount('uniform', s, 5)
      c.numberCount('uniform', f, 2)
      c.bufferCount('uniform', b, 1)
      const T = c.elementType('uniform', 'f', 'y', b[0])
      if (!(seed0 < 4294967296)) c.refuse('uniform', "seed0 < 4294967296", { seed0 })
      if (!(seed1 < 4294967296)) c.refuse('uniform', "seed1 < 4294967296", { seed1 })
      if (!(counter0 < 4294967296)) c.refuse('uniform', "counter0 < 4294967296", { counter0 })
      if (!(counter1 < 4294967296)) c.refuse('uniform', "counter1 < 4294967296", { counter1 })
      c.need('uniform', 'y', b, 0, T, n, false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.uniform(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, f[0]!, f[1]!)
  },
  normal: {
    index: 103,
    number: 'T',
    check(b, s, f) {
      c.sizes('normal', ['n', 'seed0', 'seed1', 'counter0', 'counter1'], s)
      const n = s[0]!
      const seed0 = s[1]!
      const seed1 = s[2]!
      const counter0 = s[3]!
      const counter1 = s[4]!
      c.sizeCount('normal', s, 5)
      c.numberCount('normal', f, 2)
      c.bufferCount('normal', b, 1)
      const T = c.elementType('normal', 'f', 'y', b[0])
      if (!(seed0 < 4294967296)) c.refuse('normal', "seed0 < 4294967296", { seed0 })
      if (!(seed1 < 4294967296)) c.refuse('normal', "seed1 < 4294967296", { seed1 })
      if (!(counter0 < 4294967296)) c.refuse('normal', "counter0 < 4294967296", { counter0 })
      if (!(counter1 < 4294967296)) c.refuse('normal', "counter1 < 4294967296", { counter1 })
      c.need('normal', 'y', b, 0, T, n, false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.normal(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, f[0]!, f[1]!)
  },
  integers: {
    index: 105,
    number: 'f64',
    check(b, s, f) {
      c.sizes('integers', ['n', 'seed0', 'seed1', 'counter0', 'counter1', 'low', 'range'], s)
      const n = s[0]!
      const seed0 = s[1]!
      const seed1 = s[2]!
      const counter0 = s[3]!
      const counter1 = s[4]!
      const low = s[5]!
      const range = s[6]!
      c.sizeCount('integers', s, 7)
      c.numberCount('integers', f, 0)
      c.bufferCount('integers', b, 1)
      if (!(seed0 < 4294967296)) c.refuse('integers', "seed0 < 4294967296", { seed0 })
      if (!(seed1 < 4294967296)) c.refuse('integers', "seed1 < 4294967296", { seed1 })
      if (!(counter0 < 4294967296)) c.refuse('integers', "counter0 < 4294967296", { counter0 })
      if (!(counter1 < 4294967296)) c.refuse('integers', "counter1 < 4294967296", { counter1 })
      if (!(range > 0)) c.refuse('integers', "range > 0", { range })
      if (!(low + range <= 4294967296)) c.refuse('integers', "low + range <= 4294967296", { low, range })
      c.need('integers', 'y', b, 0, 'i32', n, false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.integers(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!)
  },
  permutation: {
    index: 106,
    number: 'f64',
    check(b, s, f) {
      c.sizes('permutation', ['n', 'seed0', 'seed1', 'counter0', 'counter1'], s)
      const n = s[0]!
      const seed0 = s[1]!
      const seed1 = s[2]!
      const counter0 = s[3]!
      const counter1 = s[4]!
      c.sizeCount('permutation', s, 5)
      c.numberCount('permutation', f, 0)
      c.bufferCount('permutation', b, 1)
      if (!(seed0 < 4294967296)) c.refuse('permutation', "seed0 < 4294967296", { seed0 })
      if (!(seed1 < 4294967296)) c.refuse('permutation', "seed1 < 4294967296", { seed1 })
      if (!(counter0 < 4294967296)) c.refuse('permutation', "counter0 < 4294967296", { counter0 })
      if (!(counter1 < 4294967296)) c.refuse('permutation', "counter1 < 4294967296", { counter1 })
      if (!(n < 2147483648)) c.refuse('permutation', "n < 2147483648", { n })
      c.need('permutation', 'y', b, 0, 'i32', n, false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.permutation(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!)
  },
  bernoulli: {
    index: 107,
    number: 'f64',
    check(b, s, f) {
      c.sizes('bernoulli', ['n', 'seed0', 'seed1', 'counter0', 'counter1', 'below'], s)
      const n = s[0]!
      const seed0 = s[1]!
      const seed1 = s[2]!
      const counter0 = s[3]!
      const counter1 = s[4]!
      const below = s[5]!
      c.sizeCount('bernoulli', s, 6)
      c.numberCount('bernoulli', f, 0)
      c.bufferCount('bernoulli', b, 1)
      if (!(seed0 < 4294967296)) c.refuse('bernoulli', "seed0 < 4294967296", { seed0 })
      if (!(seed1 < 4294967296)) c.refuse('bernoulli', "seed1 < 4294967296", { seed1 })
      if (!(counter0 < 4294967296)) c.refuse('bernoulli', "counter0 < 4294967296", { counter0 })
      if (!(counter1 < 4294967296)) c.refuse('bernoulli', "counter1 < 4294967296", { counter1 })
      if (!(below <= 4294967296)) c.refuse('bernoulli', "below <= 4294967296", { below })
      c.need('bernoulli', 'y', b, 0, 'u8', n, false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.bernoulli(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!)
  },
  dropout: {
    index: 108,
    number: 'T',
    check(b, s, f) {
      c.sizes('dropout', ['n', 'seed0', 'seed1', 'counter0', 'counter1', 'below'], s)
      const n = s[0]!
      const seed0 = s[1]!
      const seed1 = s[2]!
      const counter0 = s[3]!
      const counter1 = s[4]!
      const below = s[5]!
      c.sizeCount('dropout', s, 6)
      c.numberCount('dropout', f, 1)
      c.bufferCount('dropout', b, 3)
      const T = c.elementType('dropout', 'f', 'x', b[0])
      if (!(seed0 < 4294967296)) c.refuse('dropout', "seed0 < 4294967296", { seed0 })
      if (!(seed1 < 4294967296)) c.refuse('dropout', "seed1 < 4294967296", { seed1 })
      if (!(counter0 < 4294967296)) c.refuse('dropout', "counter0 < 4294967296", { counter0 })
      if (!(counter1 < 4294967296)) c.refuse('dropout', "counter1 < 4294967296", { counter1 })
      if (!(below <= 4294967296)) c.refuse('dropout', "below <= 4294967296", { below })
      c.need('dropout', 'x', b, 0, T, n, false)
      c.need('dropout', 'y', b, 1, T, n, false)
      c.need('dropout', 'mask', b, 2, 'u8', n, true)
      c.disjointOrSame('dropout', b, 1, 0, s, 0, 0, 0)
      c.disjoint('dropout', b, 1, 2)
      c.disjoint('dropout', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.dropout(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, f[0]!)
  },
  probeFma: {
    index: 110,
    number: 'T',
    check(b, s, f) {
      c.sizes('probeFma', ['units', 'rounds'], s)
      const units = s[0]!
      const rounds = s[1]!
      c.sizeCount('probeFma', s, 2)
      c.numberCount('probeFma', f, 2)
      c.bufferCount('probeFma', b, 1)
      const T = c.elementType('probeFma', 'f', 'y', b[0])
      if (!(rounds <= 1000000000)) c.refuse('probeFma', "rounds <= 1000000000", { rounds })
      c.need('probeFma', 'y', b, 0, T, units*192, false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.probeFma(x[0] as never, s[0]!, s[1]!, f[0]!, f[1]!)
  },
  probeRead: {
    index: 112,
    number: 'T',
    check(b, s, f) {
      c.sizes('probeRead', ['units', 'length'], s)
      const units = s[0]!
      const length = s[1]!
      c.sizeCount('probeRead', s, 2)
      c.numberCount('probeRead', f, 0)
      c.bufferCount('probeRead', b, 2)
      const T = c.elementType('probeRead', 'f', 'x', b[0])
      if (!(length >= 64)) c.refuse('probeRead', "length >= 64", { length })
      if (!(length % 64 == 0)) c.refuse('probeRead', "length % 64 == 0", { length })
      c.need('probeRead', 'x', b, 0, T, units*length, false)
      c.need('probeRead', 'y', b, 1, T, units*64, false)
      c.disjoint('probeRead', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.probeRead(x[0] as never, x[1] as never, s[0]!, s[1]!)
  },
  probeTriad: {
    index: 114,
    number: 'T',
    check(b, s, f) {
      c.sizes('probeTriad', ['n'], s)
      const n = s[0]!
      c.sizeCount('probeTriad', s, 1)
      c.numberCount('probeTriad', f, 1)
      c.bufferCount('probeTriad', b, 3)
      const T = c.elementType('probeTriad', 'f', 'x', b[0])
      c.need('probeTriad', 'x', b, 0, T, n, false)
      c.need('probeTriad', 'y', b, 1, T, n, false)
      c.need('probeTriad', 'z', b, 2, T, n, false)
      c.disjoint('probeTriad', b, 2, 0)
      c.disjoint('probeTriad', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.probeTriad(x[0] as never, x[1] as never, x[2] as never, s[0]!, f[0]!)
  },
  probeUpdate: {
    index: 116,
    number: 'T',
    check(b, s, f) {
      c.sizes('probeUpdate', ['n'], s)
      const n = s[0]!
      c.sizeCount('probeUpdate', s, 1)
      c.numberCount('probeUpdate', f, 1)
      c.bufferCount('probeUpdate', b, 4)
      const T = c.elementType('probeUpdate', 'f', 'g', b[0])
      c.need('probeUpdate', 'g', b, 0, T, n, false)
      c.need('probeUpdate', 'p', b, 1, T, n, false)
      c.need('probeUpdate', 'm', b, 2, T, n, false)
      c.need('probeUpdate', 'v', b, 3, T, n, false)
      c.disjoint('probeUpdate', b, 1, 0)
      c.disjoint('probeUpdate', b, 1, 2)
      c.disjoint('probeUpdate', b, 1, 3)
      c.disjoint('probeUpdate', b, 2, 0)
      c.disjoint('probeUpdate', b, 2, 3)
      c.disjoint('probeUpdate', b, 3, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1) && c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.probeUpdate(x[0] as never, x[1] as never, x[2] as never, x[3] as never, s[0]!, f[0]!)
  },
  probeHandOff: {
    index: 118,
    number: 'f64',
    check(b, s, f) {
      c.sizes('probeHandOff', ['hops'], s)
      const hops = s[0]!
      c.sizeCount('probeHandOff', s, 1)
      c.numberCount('probeHandOff', f, 0)
      c.bufferCount('probeHandOff', b, 1)
      if (!(hops <= 1000000000)) c.refuse('probeHandOff', "hops <= 1000000000", { hops })
      c.need('probeHandOff', 'y', b, 0, 'f64', 1, false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.probeHandOff(x[0] as never, s[0]!)
  },
}
