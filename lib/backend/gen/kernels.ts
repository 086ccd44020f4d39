// Generated from native/kernels.def by codegen/kernels.mjs. Do not edit.
import * as c from '../check.ts'

/** The positional form of each call: buffers, sizes, numbers. */
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
  foreachSquares: [buffers: readonly (c.Operand)[], sizes: readonly number[]]
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
  groupNorm: [buffers: readonly [x: c.Operand, weight: c.Operand | null, bias: c.Operand | null, y: c.Operand, mean: c.Operand, rstd: c.Operand], sizes: readonly [batch: number, channels: number, inner: number, groups: number, activation: number], numbers: readonly [eps: number]]
  groupNormBackward: [buffers: readonly [x: c.Operand, dy: c.Operand, weight: c.Operand | null, bias: c.Operand | null, mean: c.Operand, rstd: c.Operand, dx: c.Operand, dweight: c.Operand | null, dbias: c.Operand | null], sizes: readonly [batch: number, channels: number, inner: number, groups: number, activation: number, accumulate: number, accumulateX: number]]
  batchNorm: [buffers: readonly [x: c.Operand, weight: c.Operand | null, bias: c.Operand | null, runningMean: c.Operand | null, runningVar: c.Operand | null, y: c.Operand, mean: c.Operand, rstd: c.Operand], sizes: readonly [batch: number, channels: number, inner: number, training: number, relu: number], numbers: readonly [momentum: number, eps: number]]
  batchNormBackward: [buffers: readonly [x: c.Operand, dy: c.Operand, weight: c.Operand | null, bias: c.Operand | null, mean: c.Operand, rstd: c.Operand, dx: c.Operand, dweight: c.Operand | null, dbias: c.Operand | null], sizes: readonly [batch: number, channels: number, inner: number, training: number, relu: number, accumulate: number]]
  gemm: [buffers: readonly [a: c.Operand, b: c.Operand, bias: c.Operand | null, c: c.Operand], sizes: readonly number[]]
  gemmBfloat16: KernelCalls['gemm']
  lu: [buffers: readonly [a: c.Operand, pivots: c.Operand], sizes: readonly [m: number, n: number]]
  secular: [buffers: readonly [d: c.Operand, z: c.Operand, groups: c.Operand, origins: c.Operand, distances: c.Operand, vectors: c.Operand, left: c.Operand | null, middles: c.Operand | null], sizes: readonly [k: number], numbers: readonly [factor: number]]
  conv2d: [buffers: readonly [x: c.Operand, weight: c.Operand, bias: c.Operand | null, y: c.Operand], sizes: readonly [n: number, ci: number, h: number, w: number, co: number, kh: number, kw: number, oh: number, ow: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number, groups: number, relu: number]]
  conv2dBfloat16: KernelCalls['conv2d']
  conv2dInput: [buffers: readonly [dy: c.Operand, weight: c.Operand, dx: c.Operand], sizes: readonly [n: number, ci: number, h: number, w: number, co: number, kh: number, kw: number, oh: number, ow: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number, groups: number, accumulate: number]]
  conv2dInputBfloat16: KernelCalls['conv2dInput']
  conv2dWeight: [buffers: readonly [x: c.Operand, dy: c.Operand, dweight: c.Operand, dbias: c.Operand | null], sizes: readonly [n: number, ci: number, h: number, w: number, co: number, kh: number, kw: number, oh: number, ow: number, sh: number, sw: number, ph: number, pw: number, dh: number, dw: number, groups: number, accumulate: number]]
  conv2dWeightBfloat16: KernelCalls['conv2dWeight']
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
  addRows: [buffers: readonly [x: c.Operand, from: c.Operand, to: c.Operand, scale: c.Operand | null, y: c.Operand], sizes: readonly [rows: number, n: number, count: number, inner: number]]
  oneHot: [buffers: readonly [index: c.Operand, y: c.Operand], sizes: readonly [count: number, classes: number]]
  ctc: [buffers: readonly [logp: c.Operand, target: c.Operand, steps: c.Operand, lengths: c.Operand, alpha: c.Operand, loss: c.Operand], sizes: readonly [time: number, batch: number, classes: number, width: number, blank: number]]
  ctcBackward: [buffers: readonly [logp: c.Operand, target: c.Operand, steps: c.Operand, lengths: c.Operand, alpha: c.Operand, loss: c.Operand, dloss: c.Operand, dlogp: c.Operand], sizes: readonly [time: number, batch: number, classes: number, width: number, blank: number, zeroInfinity: number]]
  combine: [buffers: readonly [x: c.Operand, start: c.Operand, index: c.Operand, weight: c.Operand | null, y: c.Operand], sizes: readonly [outer: number, n: number, count: number, taps: number, inner: number, accumulate: number]]
  sort: [buffers: readonly [x: c.Operand, y: c.Operand | null, index: c.Operand], sizes: readonly [outer: number, n: number, inner: number, descending: number]]
  topk: [buffers: readonly [x: c.Operand, y: c.Operand, index: c.Operand], sizes: readonly [outer: number, n: number, inner: number, k: number, largest: number]]
  scan: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [op: number, outer: number, n: number, inner: number, reverse: number]]
  recurrent: [buffers: readonly [gates: c.Operand, weight: c.Operand, bias: c.Operand | null, states: c.Operand, cells: c.Operand | null, saved: c.Operand | null], sizes: readonly [kind: number, width: number, kept: number, time: number, batch: number, hidden: number, reverse: number]]
  recurrentBfloat16: KernelCalls['recurrent']
  recurrentBackward: [buffers: readonly [dy: c.Operand, weight: c.Operand, states: c.Operand, cells: c.Operand | null, saved: c.Operand | null, dcell: c.Operand | null, dgates: c.Operand, drecurrent: c.Operand | null, dstate: c.Operand, dcells: c.Operand | null], sizes: readonly [kind: number, width: number, kept: number, time: number, batch: number, hidden: number, reverse: number]]
  recurrentBackwardBfloat16: KernelCalls['recurrentBackward']
  attention: [buffers: readonly [q: c.Operand, k: c.Operand, v: c.Operand, mask: c.Operand | null, y: c.Operand, lse: c.Operand], sizes: readonly number[], numbers: readonly [scale: number]]
  attentionBfloat16: KernelCalls['attention']
  attentionBackward: [buffers: readonly [q: c.Operand, k: c.Operand, v: c.Operand, mask: c.Operand | null, y: c.Operand, lse: c.Operand, dy: c.Operand, dq: c.Operand, dk: c.Operand, dv: c.Operand], sizes: readonly number[], numbers: readonly [scale: number]]
  attentionBackwardBfloat16: KernelCalls['attentionBackward']
  optim: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly number[]]
  adamPacked: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly number[]]
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

export interface MapArgs {
  readonly x: readonly c.FloatArray[]
  readonly y: c.FloatArray
  readonly op: number
  readonly inputs: number
  readonly nd: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
  readonly p0: number
  readonly p1: number
}

export interface MapBoolArgs {
  readonly a: c.FloatArray
  readonly b: c.FloatArray
  readonly y: c.BoolArray
  readonly op: number
  readonly nd: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

export interface WhereArgs {
  readonly condition: c.BoolArray
  readonly a: c.AnyArray
  readonly b: c.AnyArray
  readonly y: c.AnyArray
  readonly nd: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

export interface LogicalArgs {
  readonly a: c.BoolArray
  readonly b: c.BoolArray
  readonly y: c.BoolArray
  readonly op: number
  readonly nd: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

export interface ReduceArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly op: number
  readonly outer: number
  readonly n: number
  readonly inner: number
  readonly accumulate: number
  readonly divisor: number
}

export interface VarianceArgs {
  readonly x: c.FloatArray
  readonly mean: c.FloatArray
  readonly y: c.FloatArray
  readonly outer: number
  readonly n: number
  readonly inner: number
  readonly divisor: number
}

export interface ExtremeArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray | null
  readonly index: Int32Array | null
  readonly largest: number
  readonly outer: number
  readonly n: number
  readonly inner: number
}

export interface ExtremeBackwardArgs {
  readonly dy: c.FloatArray
  readonly index: Int32Array
  readonly dx: c.FloatArray
  readonly outer: number
  readonly n: number
  readonly inner: number
}

export interface AnyAllArgs {
  readonly x: c.BoolArray
  readonly y: c.BoolArray
  readonly all: number
  readonly outer: number
  readonly n: number
  readonly inner: number
}

export interface ForeachNormArgs {
  readonly x: readonly c.FloatArray[]
  readonly y: Float64Array
  readonly p: number
  readonly count: number
  readonly lengths: readonly number[]
}

export interface ForeachSquaresArgs {
  readonly x: readonly c.FloatArray[]
  readonly y: Float64Array
  readonly count: number
  readonly chunks: number
  readonly lengths: readonly number[]
}

export interface ForeachMulArgs {
  readonly x: readonly c.FloatArray[]
  readonly count: number
  readonly lengths: readonly number[]
  readonly scale: number
}

export interface SoftmaxArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly outer: number
  readonly n: number
  readonly inner: number
  readonly log: number
}

export interface SoftmaxBackwardArgs {
  readonly y: c.FloatArray
  readonly dy: c.FloatArray
  readonly dx: c.FloatArray
  readonly outer: number
  readonly n: number
  readonly inner: number
  readonly log: number
}

export interface LogsumexpArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly outer: number
  readonly n: number
  readonly inner: number
}

export interface LogsumexpBackwardArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly dy: c.FloatArray
  readonly dx: c.FloatArray
  readonly outer: number
  readonly n: number
  readonly inner: number
}

export interface CrossEntropyArgs {
  readonly logits: c.FloatArray
  readonly target: Int32Array
  readonly weight: c.FloatArray | null
  readonly loss: c.FloatArray
  readonly grad: c.FloatArray | null
  readonly rows: number
  readonly classes: number
  readonly reduction: number
  readonly ignoreIndex: number
  readonly smoothing: number
}

export interface CrossEntropyProbsArgs {
  readonly logits: c.FloatArray
  readonly target: c.FloatArray
  readonly weight: c.FloatArray | null
  readonly loss: c.FloatArray
  readonly grad: c.FloatArray | null
  readonly rows: number
  readonly classes: number
  readonly reduction: number
  readonly smoothing: number
}

export interface NllArgs {
  readonly logp: c.FloatArray
  readonly target: Int32Array
  readonly weight: c.FloatArray | null
  readonly loss: c.FloatArray
  readonly grad: c.FloatArray | null
  readonly rows: number
  readonly classes: number
  readonly reduction: number
  readonly ignoreIndex: number
}

export interface LayerNormArgs {
  readonly x: c.FloatArray
  readonly weight: c.FloatArray | null
  readonly bias: c.FloatArray | null
  readonly y: c.FloatArray
  readonly mean: c.FloatArray
  readonly rstd: c.FloatArray
  readonly rows: number
  readonly n: number
  readonly eps: number
}

export interface LayerNormBackwardArgs {
  readonly x: c.FloatArray
  readonly dy: c.FloatArray
  readonly weight: c.FloatArray | null
  readonly mean: c.FloatArray
  readonly rstd: c.FloatArray
  readonly dx: c.FloatArray
  readonly dweight: c.FloatArray | null
  readonly dbias: c.FloatArray | null
  readonly rows: number
  readonly n: number
  readonly accumulate: number
}

export interface RmsNormArgs {
  readonly x: c.FloatArray
  readonly weight: c.FloatArray | null
  readonly y: c.FloatArray
  readonly rstd: c.FloatArray
  readonly rows: number
  readonly n: number
  readonly eps: number
}

export interface RmsNormBackwardArgs {
  readonly x: c.FloatArray
  readonly dy: c.FloatArray
  readonly weight: c.FloatArray | null
  readonly rstd: c.FloatArray
  readonly dx: c.FloatArray
  readonly dweight: c.FloatArray | null
  readonly rows: number
  readonly n: number
  readonly accumulate: number
}

export interface GroupNormArgs {
  readonly x: c.FloatArray
  readonly weight: c.FloatArray | null
  readonly bias: c.FloatArray | null
  readonly y: c.FloatArray
  readonly mean: c.FloatArray
  readonly rstd: c.FloatArray
  readonly batch: number
  readonly channels: number
  readonly inner: number
  readonly groups: number
  readonly activation: number
  readonly eps: number
}

export interface GroupNormBackwardArgs {
  readonly x: c.FloatArray
  readonly dy: c.FloatArray
  readonly weight: c.FloatArray | null
  readonly bias: c.FloatArray | null
  readonly mean: c.FloatArray
  readonly rstd: c.FloatArray
  readonly dx: c.FloatArray
  readonly dweight: c.FloatArray | null
  readonly dbias: c.FloatArray | null
  readonly batch: number
  readonly channels: number
  readonly inner: number
  readonly groups: number
  readonly activation: number
  readonly accumulate: number
  readonly accumulateX: number
}

export interface BatchNormArgs {
  readonly x: c.FloatArray
  readonly weight: c.FloatArray | null
  readonly bias: c.FloatArray | null
  readonly runningMean: c.FloatArray | null
  readonly runningVar: c.FloatArray | null
  readonly y: c.FloatArray
  readonly mean: c.FloatArray
  readonly rstd: c.FloatArray
  readonly batch: number
  readonly channels: number
  readonly inner: number
  readonly training: number
  readonly relu: number
  readonly momentum: number
  readonly eps: number
}

export interface BatchNormBackwardArgs {
  readonly x: c.FloatArray
  readonly dy: c.FloatArray
  readonly weight: c.FloatArray | null
  readonly bias: c.FloatArray | null
  readonly mean: c.FloatArray
  readonly rstd: c.FloatArray
  readonly dx: c.FloatArray
  readonly dweight: c.FloatArray | null
  readonly dbias: c.FloatArray | null
  readonly batch: number
  readonly channels: number
  readonly inner: number
  readonly training: number
  readonly relu: number
  readonly accumulate: number
}

export interface GemmArgs {
  readonly a: c.FloatArray
  readonly b: c.FloatArray
  readonly bias: c.FloatArray | null
  readonly c: c.FloatArray
  readonly rows: number
  readonly cols: number
  readonly inner: number
  readonly ars: number
  readonly acs: number
  readonly brs: number
  readonly bcs: number
  readonly srs: number
  readonly scs: number
  readonly ldc: number
  readonly accumulate: number
  readonly activation: number
  readonly nd: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

export type GemmBfloat16Args = c.Single<GemmArgs>

export interface LuArgs {
  readonly a: Float64Array
  readonly pivots: Int32Array
  readonly m: number
  readonly n: number
}

export interface SecularArgs {
  readonly d: Float64Array
  readonly z: Float64Array
  readonly groups: Int32Array
  readonly origins: Int32Array
  readonly distances: Float64Array
  readonly vectors: Float64Array
  readonly left: Float64Array | null
  readonly middles: Float64Array | null
  readonly k: number
  readonly factor: number
}

export interface Conv2dArgs {
  readonly x: c.FloatArray
  readonly weight: c.FloatArray
  readonly bias: c.FloatArray | null
  readonly y: c.FloatArray
  readonly n: number
  readonly ci: number
  readonly h: number
  readonly w: number
  readonly co: number
  readonly kh: number
  readonly kw: number
  readonly oh: number
  readonly ow: number
  readonly sh: number
  readonly sw: number
  readonly ph: number
  readonly pw: number
  readonly dh: number
  readonly dw: number
  readonly groups: number
  readonly relu: number
}

export type Conv2dBfloat16Args = c.Single<Conv2dArgs>

export interface Conv2dInputArgs {
  readonly dy: c.FloatArray
  readonly weight: c.FloatArray
  readonly dx: c.FloatArray
  readonly n: number
  readonly ci: number
  readonly h: number
  readonly w: number
  readonly co: number
  readonly kh: number
  readonly kw: number
  readonly oh: number
  readonly ow: number
  readonly sh: number
  readonly sw: number
  readonly ph: number
  readonly pw: number
  readonly dh: number
  readonly dw: number
  readonly groups: number
  readonly accumulate: number
}

export type Conv2dInputBfloat16Args = c.Single<Conv2dInputArgs>

export interface Conv2dWeightArgs {
  readonly x: c.FloatArray
  readonly dy: c.FloatArray
  readonly dweight: c.FloatArray
  readonly dbias: c.FloatArray | null
  readonly n: number
  readonly ci: number
  readonly h: number
  readonly w: number
  readonly co: number
  readonly kh: number
  readonly kw: number
  readonly oh: number
  readonly ow: number
  readonly sh: number
  readonly sw: number
  readonly ph: number
  readonly pw: number
  readonly dh: number
  readonly dw: number
  readonly groups: number
  readonly accumulate: number
}

export type Conv2dWeightBfloat16Args = c.Single<Conv2dWeightArgs>

export interface MaxPool2dArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly index: Int32Array
  readonly planes: number
  readonly h: number
  readonly w: number
  readonly oh: number
  readonly ow: number
  readonly kh: number
  readonly kw: number
  readonly sh: number
  readonly sw: number
  readonly ph: number
  readonly pw: number
  readonly dh: number
  readonly dw: number
}

export interface MaxPool2dBackwardArgs {
  readonly dy: c.FloatArray
  readonly index: Int32Array
  readonly dx: c.FloatArray
  readonly planes: number
  readonly h: number
  readonly w: number
  readonly oh: number
  readonly ow: number
  readonly accumulate: number
}

export interface MaxPool2x2Args {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly index: c.BoolArray
  readonly planes: number
  readonly h: number
  readonly w: number
  readonly relu: number
}

export interface MaxPool2x2BackwardArgs {
  readonly dy: c.FloatArray
  readonly index: c.BoolArray
  readonly dx: c.FloatArray
  readonly planes: number
  readonly h: number
  readonly w: number
  readonly accumulate: number
}

export interface AvgPool2dArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly planes: number
  readonly h: number
  readonly w: number
  readonly oh: number
  readonly ow: number
  readonly kh: number
  readonly kw: number
  readonly sh: number
  readonly sw: number
  readonly ph: number
  readonly pw: number
  readonly countPad: number
}

export interface AvgPool2dBackwardArgs {
  readonly dy: c.FloatArray
  readonly dx: c.FloatArray
  readonly planes: number
  readonly h: number
  readonly w: number
  readonly oh: number
  readonly ow: number
  readonly kh: number
  readonly kw: number
  readonly sh: number
  readonly sw: number
  readonly ph: number
  readonly pw: number
  readonly countPad: number
  readonly accumulate: number
}

export interface AdaptiveAvgPool2dArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly planes: number
  readonly h: number
  readonly w: number
  readonly oh: number
  readonly ow: number
}

export interface AdaptiveAvgPool2dBackwardArgs {
  readonly dy: c.FloatArray
  readonly dx: c.FloatArray
  readonly planes: number
  readonly h: number
  readonly w: number
  readonly oh: number
  readonly ow: number
  readonly accumulate: number
}

export interface CopyArgs {
  readonly x: c.AnyArray
  readonly y: c.AnyArray
  readonly nd: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

export interface ToBfloat16Args {
  readonly x: Float32Array
  readonly y: c.BoolArray
  readonly n: number
}

export interface FromBfloat16Args {
  readonly x: c.BoolArray
  readonly y: Float32Array
  readonly n: number
}

export interface CastArgs {
  readonly x: c.AnyArray
  readonly y: c.AnyArray
  readonly from: number
  readonly to: number
  readonly nd: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

export interface FillArgs {
  readonly y: c.AnyArray
  readonly type: number
  readonly nd: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
  readonly value: number
}

export interface IndexSelectArgs {
  readonly x: c.AnyArray
  readonly index: Int32Array
  readonly y: c.AnyArray
  readonly outer: number
  readonly n: number
  readonly count: number
  readonly inner: number
}

export interface IndexAddArgs {
  readonly x: c.FloatArray
  readonly index: Int32Array
  readonly y: c.FloatArray
  readonly outer: number
  readonly n: number
  readonly count: number
  readonly inner: number
  readonly skip: number
}

export interface GatherArgs {
  readonly x: c.AnyArray
  readonly index: Int32Array
  readonly y: c.AnyArray
  readonly outer: number
  readonly n: number
  readonly count: number
  readonly inner: number
}

export interface ScatterAddArgs {
  readonly x: c.FloatArray
  readonly index: Int32Array
  readonly y: c.FloatArray
  readonly outer: number
  readonly n: number
  readonly count: number
  readonly inner: number
}

export interface AddRowsArgs {
  readonly x: c.FloatArray
  readonly from: Int32Array
  readonly to: Int32Array
  readonly scale: c.FloatArray | null
  readonly y: c.FloatArray
  readonly rows: number
  readonly n: number
  readonly count: number
  readonly inner: number
}

export interface OneHotArgs {
  readonly index: Int32Array
  readonly y: c.FloatArray
  readonly count: number
  readonly classes: number
}

export interface CtcArgs {
  readonly logp: c.FloatArray
  readonly target: Int32Array
  readonly steps: Int32Array
  readonly lengths: Int32Array
  readonly alpha: c.FloatArray
  readonly loss: c.FloatArray
  readonly time: number
  readonly batch: number
  readonly classes: number
  readonly width: number
  readonly blank: number
}

export interface CtcBackwardArgs {
  readonly logp: c.FloatArray
  readonly target: Int32Array
  readonly steps: Int32Array
  readonly lengths: Int32Array
  readonly alpha: c.FloatArray
  readonly loss: c.FloatArray
  readonly dloss: c.FloatArray
  readonly dlogp: c.FloatArray
  readonly time: number
  readonly batch: number
  readonly classes: number
  readonly width: number
  readonly blank: number
  readonly zeroInfinity: number
}

export interface CombineArgs {
  readonly x: c.FloatArray
  readonly start: Int32Array
  readonly index: Int32Array
  readonly weight: c.FloatArray | null
  readonly y: c.FloatArray
  readonly outer: number
  readonly n: number
  readonly count: number
  readonly taps: number
  readonly inner: number
  readonly accumulate: number
}

export interface SortArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray | null
  readonly index: Int32Array
  readonly outer: number
  readonly n: number
  readonly inner: number
  readonly descending: number
}

export interface TopkArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly index: Int32Array
  readonly outer: number
  readonly n: number
  readonly inner: number
  readonly k: number
  readonly largest: number
}

export interface ScanArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly op: number
  readonly outer: number
  readonly n: number
  readonly inner: number
  readonly reverse: number
}

export interface RecurrentArgs {
  readonly gates: c.FloatArray
  readonly weight: c.FloatArray
  readonly bias: c.FloatArray | null
  readonly states: c.FloatArray
  readonly cells: c.FloatArray | null
  readonly saved: c.FloatArray | null
  readonly kind: number
  readonly width: number
  readonly kept: number
  readonly time: number
  readonly batch: number
  readonly hidden: number
  readonly reverse: number
}

export type RecurrentBfloat16Args = c.Single<RecurrentArgs>

export interface RecurrentBackwardArgs {
  readonly dy: c.FloatArray
  readonly weight: c.FloatArray
  readonly states: c.FloatArray
  readonly cells: c.FloatArray | null
  readonly saved: c.FloatArray | null
  readonly dcell: c.FloatArray | null
  readonly dgates: c.FloatArray
  readonly drecurrent: c.FloatArray | null
  readonly dstate: c.FloatArray
  readonly dcells: c.FloatArray | null
  readonly kind: number
  readonly width: number
  readonly kept: number
  readonly time: number
  readonly batch: number
  readonly hidden: number
  readonly reverse: number
}

export type RecurrentBackwardBfloat16Args = c.Single<RecurrentBackwardArgs>

export interface AttentionArgs {
  readonly q: c.FloatArray
  readonly k: c.FloatArray
  readonly v: c.FloatArray
  readonly mask: c.FloatArray | null
  readonly y: c.FloatArray
  readonly lse: c.FloatArray
  readonly batch: number
  readonly heads: number
  readonly queries: number
  readonly keys: number
  readonly depth: number
  readonly width: number
  readonly causal: number
  readonly strides: readonly number[]
  readonly scale: number
}

export type AttentionBfloat16Args = c.Single<AttentionArgs>

export interface AttentionBackwardArgs {
  readonly q: c.FloatArray
  readonly k: c.FloatArray
  readonly v: c.FloatArray
  readonly mask: c.FloatArray | null
  readonly y: c.FloatArray
  readonly lse: c.FloatArray
  readonly dy: c.FloatArray
  readonly dq: c.FloatArray
  readonly dk: c.FloatArray
  readonly dv: c.FloatArray
  readonly batch: number
  readonly heads: number
  readonly queries: number
  readonly keys: number
  readonly depth: number
  readonly width: number
  readonly causal: number
  readonly strides: readonly number[]
  readonly scale: number
}

export type AttentionBackwardBfloat16Args = c.Single<AttentionBackwardArgs>

export interface OptimArgs {
  readonly p: readonly c.FloatArray[]
  readonly g: readonly c.FloatArray[]
  readonly state: readonly c.FloatArray[]
  readonly rule: number
  readonly flags: number
  readonly count: number
  readonly slots: number
  readonly n: readonly number[]
  readonly numbers: readonly number[]
}

export interface AdamPackedArgs {
  readonly p: readonly Float32Array[]
  readonly g: readonly Float32Array[]
  readonly m: readonly c.BoolArray[]
  readonly v: readonly c.BoolArray[]
  readonly scales: readonly Float32Array[]
  readonly format: number
  readonly flags: number
  readonly seed: number
  readonly count: number
  readonly n: readonly number[]
  readonly numbers: readonly number[]
}

export interface UniformArgs {
  readonly y: c.FloatArray
  readonly n: number
  readonly seed0: number
  readonly seed1: number
  readonly counter0: number
  readonly counter1: number
  readonly scale: number
  readonly shift: number
}

export interface NormalArgs {
  readonly y: c.FloatArray
  readonly n: number
  readonly seed0: number
  readonly seed1: number
  readonly counter0: number
  readonly counter1: number
  readonly scale: number
  readonly shift: number
}

export interface IntegersArgs {
  readonly y: Int32Array
  readonly n: number
  readonly seed0: number
  readonly seed1: number
  readonly counter0: number
  readonly counter1: number
  readonly low: number
  readonly range: number
}

export interface PermutationArgs {
  readonly y: Int32Array
  readonly n: number
  readonly seed0: number
  readonly seed1: number
  readonly counter0: number
  readonly counter1: number
}

export interface BernoulliArgs {
  readonly y: c.BoolArray
  readonly n: number
  readonly seed0: number
  readonly seed1: number
  readonly counter0: number
  readonly counter1: number
  readonly below: number
}

export interface DropoutArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly mask: c.BoolArray | null
  readonly n: number
  readonly seed0: number
  readonly seed1: number
  readonly counter0: number
  readonly counter1: number
  readonly below: number
  readonly scale: number
}

export interface ProbeFmaArgs {
  readonly y: c.FloatArray
  readonly units: number
  readonly rounds: number
  readonly a: number
  readonly b: number
}

export interface ProbeReadArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly units: number
  readonly length: number
}

export interface ProbeTriadArgs {
  readonly x: c.FloatArray
  readonly y: c.FloatArray
  readonly z: c.FloatArray
  readonly n: number
  readonly a: number
}

export interface ProbeUpdateArgs {
  readonly g: c.FloatArray
  readonly p: c.FloatArray
  readonly m: c.FloatArray
  readonly v: c.FloatArray
  readonly n: number
  readonly a: number
}

export interface ProbeHandOffArgs {
  readonly y: Float64Array
  readonly hops: number
}

/** The JavaScript backend: one function a kernel, with the same bits as the native one. */
export interface JsKernels {
  map(args: MapArgs): number
  mapBool(args: MapBoolArgs): number
  where(args: WhereArgs): number
  logical(args: LogicalArgs): number
  reduce(args: ReduceArgs): number
  variance(args: VarianceArgs): number
  extreme(args: ExtremeArgs): number
  extremeBackward(args: ExtremeBackwardArgs): number
  anyAll(args: AnyAllArgs): number
  foreachNorm(args: ForeachNormArgs): number
  foreachSquares(args: ForeachSquaresArgs): number
  foreachMul(args: ForeachMulArgs): number
  softmax(args: SoftmaxArgs): number
  softmaxBackward(args: SoftmaxBackwardArgs): number
  logsumexp(args: LogsumexpArgs): number
  logsumexpBackward(args: LogsumexpBackwardArgs): number
  crossEntropy(args: CrossEntropyArgs): number
  crossEntropyProbs(args: CrossEntropyProbsArgs): number
  nll(args: NllArgs): number
  layerNorm(args: LayerNormArgs): number
  layerNormBackward(args: LayerNormBackwardArgs): number
  rmsNorm(args: RmsNormArgs): number
  rmsNormBackward(args: RmsNormBackwardArgs): number
  groupNorm(args: GroupNormArgs): number
  groupNormBackward(args: GroupNormBackwardArgs): number
  batchNorm(args: BatchNormArgs): number
  batchNormBackward(args: BatchNormBackwardArgs): number
  gemm(args: GemmArgs): number
  gemmBfloat16(args: GemmBfloat16Args): number
  lu(args: LuArgs): number
  secular(args: SecularArgs): number
  conv2d(args: Conv2dArgs): number
  conv2dBfloat16(args: Conv2dBfloat16Args): number
  conv2dInput(args: Conv2dInputArgs): number
  conv2dInputBfloat16(args: Conv2dInputBfloat16Args): number
  conv2dWeight(args: Conv2dWeightArgs): number
  conv2dWeightBfloat16(args: Conv2dWeightBfloat16Args): number
  maxPool2d(args: MaxPool2dArgs): number
  maxPool2dBackward(args: MaxPool2dBackwardArgs): number
  maxPool2x2(args: MaxPool2x2Args): number
  maxPool2x2Backward(args: MaxPool2x2BackwardArgs): number
  avgPool2d(args: AvgPool2dArgs): number
  avgPool2dBackward(args: AvgPool2dBackwardArgs): number
  adaptiveAvgPool2d(args: AdaptiveAvgPool2dArgs): number
  adaptiveAvgPool2dBackward(args: AdaptiveAvgPool2dBackwardArgs): number
  copy(args: CopyArgs): number
  toBfloat16(args: ToBfloat16Args): number
  fromBfloat16(args: FromBfloat16Args): number
  cast(args: CastArgs): number
  fill(args: FillArgs): number
  indexSelect(args: IndexSelectArgs): number
  indexAdd(args: IndexAddArgs): number
  gather(args: GatherArgs): number
  scatterAdd(args: ScatterAddArgs): number
  addRows(args: AddRowsArgs): number
  oneHot(args: OneHotArgs): number
  ctc(args: CtcArgs): number
  ctcBackward(args: CtcBackwardArgs): number
  combine(args: CombineArgs): number
  sort(args: SortArgs): number
  topk(args: TopkArgs): number
  scan(args: ScanArgs): number
  recurrent(args: RecurrentArgs): number
  recurrentBfloat16(args: RecurrentBfloat16Args): number
  recurrentBackward(args: RecurrentBackwardArgs): number
  recurrentBackwardBfloat16(args: RecurrentBackwardBfloat16Args): number
  attention(args: AttentionArgs): number
  attentionBfloat16(args: AttentionBfloat16Args): number
  attentionBackward(args: AttentionBackwardArgs): number
  attentionBackwardBfloat16(args: AttentionBackwardBfloat16Args): number
  optim(args: OptimArgs): number
  adamPacked(args: AdamPackedArgs): number
  uniform(args: UniformArgs): number
  normal(args: NormalArgs): number
  integers(args: IntegersArgs): number
  permutation(args: PermutationArgs): number
  bernoulli(args: BernoulliArgs): number
  dropout(args: DropoutArgs): number
  probeFma(args: ProbeFmaArgs): number
  probeRead(args: ProbeReadArgs): number
  probeTriad(args: ProbeTriadArgs): number
  probeUpdate(args: ProbeUpdateArgs): number
  probeHandOff(args: ProbeHandOffArgs): number
}

const SIZES_map = ['op', 'inputs', 'nd', 'shape', 'strides']
const SIZES_mapBool = ['op', 'nd', 'shape', 'strides']
const SIZES_where = ['nd', 'shape', 'strides']
const SIZES_logical = ['op', 'nd', 'shape', 'strides']
const SIZES_reduce = ['op', 'outer', 'n', 'inner', 'accumulate']
const SIZES_variance = ['outer', 'n', 'inner']
const SIZES_extreme = ['largest', 'outer', 'n', 'inner']
const SIZES_extremeBackward = ['outer', 'n', 'inner']
const SIZES_anyAll = ['all', 'outer', 'n', 'inner']
const SIZES_foreachNorm = ['p', 'count', 'lengths']
const SIZES_foreachSquares = ['count', 'chunks', 'lengths']
const SIZES_foreachMul = ['count', 'lengths']
const SIZES_softmax = ['outer', 'n', 'inner', 'log']
const SIZES_softmaxBackward = ['outer', 'n', 'inner', 'log']
const SIZES_logsumexp = ['outer', 'n', 'inner']
const SIZES_logsumexpBackward = ['outer', 'n', 'inner']
const SIZES_crossEntropy = ['rows', 'classes', 'reduction']
const SIZES_crossEntropyProbs = ['rows', 'classes', 'reduction']
const SIZES_nll = ['rows', 'classes', 'reduction']
const SIZES_layerNorm = ['rows', 'n']
const SIZES_layerNormBackward = ['rows', 'n', 'accumulate']
const SIZES_rmsNorm = ['rows', 'n']
const SIZES_rmsNormBackward = ['rows', 'n', 'accumulate']
const SIZES_groupNorm = ['batch', 'channels', 'inner', 'groups', 'activation']
const SIZES_groupNormBackward = ['batch', 'channels', 'inner', 'groups', 'activation', 'accumulate', 'accumulateX']
const SIZES_batchNorm = ['batch', 'channels', 'inner', 'training', 'relu']
const SIZES_batchNormBackward = ['batch', 'channels', 'inner', 'training', 'relu', 'accumulate']
const SIZES_gemm = ['rows', 'cols', 'inner', 'ars', 'acs', 'brs', 'bcs', 'srs', 'scs', 'ldc', 'accumulate', 'activation', 'nd', 'shape', 'strides']
const SIZES_gemmBfloat16 = ['rows', 'cols', 'inner', 'ars', 'acs', 'brs', 'bcs', 'srs', 'scs', 'ldc', 'accumulate', 'activation', 'nd', 'shape', 'strides']
const SIZES_lu = ['m', 'n']
const SIZES_secular = ['k']
const SIZES_conv2d = ['n', 'ci', 'h', 'w', 'co', 'kh', 'kw', 'oh', 'ow', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw', 'groups', 'relu']
const SIZES_conv2dBfloat16 = ['n', 'ci', 'h', 'w', 'co', 'kh', 'kw', 'oh', 'ow', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw', 'groups', 'relu']
const SIZES_conv2dInput = ['n', 'ci', 'h', 'w', 'co', 'kh', 'kw', 'oh', 'ow', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw', 'groups', 'accumulate']
const SIZES_conv2dInputBfloat16 = ['n', 'ci', 'h', 'w', 'co', 'kh', 'kw', 'oh', 'ow', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw', 'groups', 'accumulate']
const SIZES_conv2dWeight = ['n', 'ci', 'h', 'w', 'co', 'kh', 'kw', 'oh', 'ow', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw', 'groups', 'accumulate']
const SIZES_conv2dWeightBfloat16 = ['n', 'ci', 'h', 'w', 'co', 'kh', 'kw', 'oh', 'ow', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw', 'groups', 'accumulate']
const SIZES_maxPool2d = ['planes', 'h', 'w', 'oh', 'ow', 'kh', 'kw', 'sh', 'sw', 'ph', 'pw', 'dh', 'dw']
const SIZES_maxPool2dBackward = ['planes', 'h', 'w', 'oh', 'ow', 'accumulate']
const SIZES_maxPool2x2 = ['planes', 'h', 'w', 'relu']
const SIZES_maxPool2x2Backward = ['planes', 'h', 'w', 'accumulate']
const SIZES_avgPool2d = ['planes', 'h', 'w', 'oh', 'ow', 'kh', 'kw', 'sh', 'sw', 'ph', 'pw', 'countPad']
const SIZES_avgPool2dBackward = ['planes', 'h', 'w', 'oh', 'ow', 'kh', 'kw', 'sh', 'sw', 'ph', 'pw', 'countPad', 'accumulate']
const SIZES_adaptiveAvgPool2d = ['planes', 'h', 'w', 'oh', 'ow']
const SIZES_adaptiveAvgPool2dBackward = ['planes', 'h', 'w', 'oh', 'ow', 'accumulate']
const SIZES_copy = ['nd', 'shape', 'strides']
const SIZES_toBfloat16 = ['n']
const SIZES_fromBfloat16 = ['n']
const SIZES_cast = ['from', 'to', 'nd', 'shape', 'strides']
const SIZES_fill = ['type', 'nd', 'shape', 'strides']
const SIZES_indexSelect = ['outer', 'n', 'count', 'inner']
const SIZES_indexAdd = ['outer', 'n', 'count', 'inner', 'skip']
const SIZES_gather = ['outer', 'n', 'count', 'inner']
const SIZES_scatterAdd = ['outer', 'n', 'count', 'inner']
const SIZES_addRows = ['rows', 'n', 'count', 'inner']
const SIZES_oneHot = ['count', 'classes']
const SIZES_ctc = ['time', 'batch', 'classes', 'width', 'blank']
const SIZES_ctcBackward = ['time', 'batch', 'classes', 'width', 'blank', 'zeroInfinity']
const SIZES_combine = ['outer', 'n', 'count', 'taps', 'inner', 'accumulate']
const SIZES_sort = ['outer', 'n', 'inner', 'descending']
const SIZES_topk = ['outer', 'n', 'inner', 'k', 'largest']
const SIZES_scan = ['op', 'outer', 'n', 'inner', 'reverse']
const SIZES_recurrent = ['kind', 'width', 'kept', 'time', 'batch', 'hidden', 'reverse']
const SIZES_recurrentBfloat16 = ['kind', 'width', 'kept', 'time', 'batch', 'hidden', 'reverse']
const SIZES_recurrentBackward = ['kind', 'width', 'kept', 'time', 'batch', 'hidden', 'reverse']
const SIZES_recurrentBackwardBfloat16 = ['kind', 'width', 'kept', 'time', 'batch', 'hidden', 'reverse']
const SIZES_attention = ['batch', 'heads', 'queries', 'keys', 'depth', 'width', 'causal', 'strides']
const SIZES_attentionBfloat16 = ['batch', 'heads', 'queries', 'keys', 'depth', 'width', 'causal', 'strides']
const SIZES_attentionBackward = ['batch', 'heads', 'queries', 'keys', 'depth', 'width', 'causal', 'strides']
const SIZES_attentionBackwardBfloat16 = ['batch', 'heads', 'queries', 'keys', 'depth', 'width', 'causal', 'strides']
const SIZES_optim = ['rule', 'flags', 'count', 'slots', 'n']
const SIZES_adamPacked = ['format', 'flags', 'seed', 'count', 'n']
const SIZES_uniform = ['n', 'seed0', 'seed1', 'counter0', 'counter1']
const SIZES_normal = ['n', 'seed0', 'seed1', 'counter0', 'counter1']
const SIZES_integers = ['n', 'seed0', 'seed1', 'counter0', 'counter1', 'low', 'range']
const SIZES_permutation = ['n', 'seed0', 'seed1', 'counter0', 'counter1']
const SIZES_bernoulli = ['n', 'seed0', 'seed1', 'counter0', 'counter1', 'below']
const SIZES_dropout = ['n', 'seed0', 'seed1', 'counter0', 'counter1', 'below']
const SIZES_probeFma = ['units', 'rounds']
const SIZES_probeRead = ['units', 'length']
const SIZES_probeTriad = ['n']
const SIZES_probeUpdate = ['n']
const SIZES_probeHandOff = ['hops']

/** Index in the native table, checks and the JavaScript call of each kernel. */
export const SPECS: { readonly [K in keyof KernelCalls]: c.KernelSpec } = {
  map: {
    index: 0,
    number: 'T',
    check(b, s, f) {
      c.sizes('map', SIZES_map, s)
      const op = s[0]!
      const inputs = s[1]!
      const nd = s[2]!
      const shape = 3
      const strides = shape + nd
      c.sizeCount('map', s, strides + (nd * (inputs + 1)))
      c.numberCount('map', f, 2)
      c.bufferCount('map', b, 0 + inputs + 1)
      const T = c.elementType('map', 'f', 'y', b[0 + inputs])
      if (!(inputs === c.arity(op))) c.refuse('map', "inputs == arity(op)", { op, inputs })
      if (!(nd <= 8)) c.refuse('map', "nd <= 8", { nd })
      for (let i = 0; i < inputs; i++) c.need('map', `x[${i}]`, b, 0 + i, T, c.span(s, shape, strides, i, nd), false)
      c.need('map', 'y', b, 0 + inputs, T, c.span(s, shape, strides, inputs, nd), false)
      c.oneToOne('map', 'y', b, 0 + inputs, s, shape, strides, inputs, nd)
      for (let i = 0; i < inputs; i++) c.disjointOrSame('map', b, 0 + inputs, 0 + i, s, strides + (0 + inputs) * nd, strides + (0 + i) * nd, nd)
      if (c.vacant(b, 0 + inputs, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s, f) {
      const op = s[0]!
      const inputs = s[1]!
      const nd = s[2]!
      const shape = 3
      const strides = shape + nd
      return k.map({ x: x.slice(0, 0 + inputs) as never, y: x[0 + inputs] as never, op, inputs, nd, shape: s.slice(shape, shape + nd), strides: s.slice(strides, strides + (nd * (inputs + 1))), p0: f[0]!, p1: f[1]! })
    }
  },
  mapBool: {
    index: 2,
    number: 'T',
    check(b, s, f) {
      c.sizes('mapBool', SIZES_mapBool, s)
      const op = s[0]!
      const nd = s[1]!
      const shape = 2
      const strides = shape + nd
      c.sizeCount('mapBool', s, strides + (nd * 3))
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
      const strides = shape + nd
      return k.mapBool({ a: x[0] as never, b: x[1] as never, y: x[2] as never, op, nd, shape: s.slice(shape, shape + nd), strides: s.slice(strides, strides + (nd * 3)) })
    }
  },
  where: {
    index: 4,
    number: 'f64',
    check(b, s, f) {
      c.sizes('where', SIZES_where, s)
      const nd = s[0]!
      const shape = 1
      const strides = shape + nd
      c.sizeCount('where', s, strides + (nd * 4))
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
      const strides = shape + nd
      return k.where({ condition: x[0] as never, a: x[1] as never, b: x[2] as never, y: x[3] as never, nd, shape: s.slice(shape, shape + nd), strides: s.slice(strides, strides + (nd * 4)) })
    }
  },
  logical: {
    index: 7,
    number: 'f64',
    check(b, s, f) {
      c.sizes('logical', SIZES_logical, s)
      const op = s[0]!
      const nd = s[1]!
      const shape = 2
      const strides = shape + nd
      c.sizeCount('logical', s, strides + (nd * 3))
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
      const strides = shape + nd
      return k.logical({ a: x[0] as never, b: x[1] as never, y: x[2] as never, op, nd, shape: s.slice(shape, shape + nd), strides: s.slice(strides, strides + (nd * 3)) })
    }
  },
  reduce: {
    index: 8,
    number: 'T',
    check(b, s, f) {
      c.sizes('reduce', SIZES_reduce, s)
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
      c.need('reduce', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('reduce', 'y', b, 1, T, (outer * inner), false)
      c.disjoint('reduce', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.reduce({ x: x[0] as never, y: x[1] as never, op: s[0]!, outer: s[1]!, n: s[2]!, inner: s[3]!, accumulate: s[4]!, divisor: f[0]! })
  },
  variance: {
    index: 10,
    number: 'T',
    check(b, s, f) {
      c.sizes('variance', SIZES_variance, s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      c.sizeCount('variance', s, 3)
      c.numberCount('variance', f, 1)
      c.bufferCount('variance', b, 3)
      const T = c.elementType('variance', 'f', 'x', b[0])
      c.need('variance', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('variance', 'mean', b, 1, T, (outer * inner), false)
      c.need('variance', 'y', b, 2, T, (outer * inner), false)
      c.disjoint('variance', b, 1, 0)
      c.disjoint('variance', b, 1, 2)
      c.disjoint('variance', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.variance({ x: x[0] as never, mean: x[1] as never, y: x[2] as never, outer: s[0]!, n: s[1]!, inner: s[2]!, divisor: f[0]! })
  },
  extreme: {
    index: 12,
    number: 'T',
    check(b, s, f) {
      c.sizes('extreme', SIZES_extreme, s)
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
      c.need('extreme', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('extreme', 'y', b, 1, T, (outer * inner), true)
      c.need('extreme', 'index', b, 2, 'i32', (outer * inner), true)
      c.disjoint('extreme', b, 1, 0)
      c.disjoint('extreme', b, 1, 2)
      c.disjoint('extreme', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.extreme({ x: x[0] as never, y: x[1] as never, index: x[2] as never, largest: s[0]!, outer: s[1]!, n: s[2]!, inner: s[3]! })
  },
  extremeBackward: {
    index: 14,
    number: 'T',
    check(b, s, f) {
      c.sizes('extremeBackward', SIZES_extremeBackward, s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      c.sizeCount('extremeBackward', s, 3)
      c.numberCount('extremeBackward', f, 0)
      c.bufferCount('extremeBackward', b, 3)
      const T = c.elementType('extremeBackward', 'f', 'dy', b[0])
      c.need('extremeBackward', 'dy', b, 0, T, (outer * inner), false)
      c.need('extremeBackward', 'index', b, 1, 'i32', (outer * inner), false)
      c.need('extremeBackward', 'dx', b, 2, T, ((outer * n) * inner), false)
      c.disjoint('extremeBackward', b, 2, 0)
      c.disjoint('extremeBackward', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.extremeBackward({ dy: x[0] as never, index: x[1] as never, dx: x[2] as never, outer: s[0]!, n: s[1]!, inner: s[2]! })
  },
  anyAll: {
    index: 16,
    number: 'f64',
    check(b, s, f) {
      c.sizes('anyAll', SIZES_anyAll, s)
      const all = s[0]!
      const outer = s[1]!
      const n = s[2]!
      const inner = s[3]!
      c.sizeCount('anyAll', s, 4)
      c.numberCount('anyAll', f, 0)
      c.bufferCount('anyAll', b, 2)
      if (!(all <= 1)) c.refuse('anyAll', "all <= 1", { all })
      c.need('anyAll', 'x', b, 0, 'u8', ((outer * n) * inner), false)
      c.need('anyAll', 'y', b, 1, 'u8', (outer * inner), false)
      c.disjoint('anyAll', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.anyAll({ x: x[0] as never, y: x[1] as never, all: s[0]!, outer: s[1]!, n: s[2]!, inner: s[3]! })
  },
  foreachNorm: {
    index: 17,
    number: 'T',
    check(b, s, f) {
      c.sizes('foreachNorm', SIZES_foreachNorm, s)
      const p = s[0]!
      const count = s[1]!
      const lengths = 2
      c.sizeCount('foreachNorm', s, lengths + count)
      c.numberCount('foreachNorm', f, 0)
      c.bufferCount('foreachNorm', b, 0 + count + 1)
      const T = c.elementType('foreachNorm', 'f', 'x', b[0])
      if (!(p <= 2)) c.refuse('foreachNorm', "p <= 2", { p })
      for (let i = 0; i < count; i++) c.need('foreachNorm', `x[${i}]`, b, 0 + i, T, c.at(s, (lengths + i)), false)
      c.need('foreachNorm', 'y', b, 0 + count, 'f64', 1, false)
      for (let i = 0; i < count; i++) c.disjoint('foreachNorm', b, 0 + count, 0 + i)
      if (c.vacant(b, 0 + count, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s) {
      const p = s[0]!
      const count = s[1]!
      const lengths = 2
      return k.foreachNorm({ x: x.slice(0, 0 + count) as never, y: x[0 + count] as never, p, count, lengths: s.slice(lengths, lengths + count) })
    }
  },
  foreachSquares: {
    index: 19,
    number: 'T',
    check(b, s, f) {
      c.sizes('foreachSquares', SIZES_foreachSquares, s)
      const count = s[0]!
      const chunks = s[1]!
      const lengths = 2
      c.sizeCount('foreachSquares', s, lengths + count)
      c.numberCount('foreachSquares', f, 0)
      c.bufferCount('foreachSquares', b, 0 + count + 1)
      const T = c.elementType('foreachSquares', 'f', 'x', b[0])
      for (let i = 0; i < count; i++) c.need('foreachSquares', `x[${i}]`, b, 0 + i, T, c.at(s, (lengths + i)), false)
      c.need('foreachSquares', 'y', b, 0 + count, 'f64', chunks, false)
      for (let i = 0; i < count; i++) c.disjoint('foreachSquares', b, 0 + count, 0 + i)
      if (c.vacant(b, 0 + count, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s) {
      const count = s[0]!
      const chunks = s[1]!
      const lengths = 2
      return k.foreachSquares({ x: x.slice(0, 0 + count) as never, y: x[0 + count] as never, count, chunks, lengths: s.slice(lengths, lengths + count) })
    }
  },
  foreachMul: {
    index: 21,
    number: 'T',
    check(b, s, f) {
      c.sizes('foreachMul', SIZES_foreachMul, s)
      const count = s[0]!
      const lengths = 1
      c.sizeCount('foreachMul', s, lengths + count)
      c.numberCount('foreachMul', f, 1)
      c.bufferCount('foreachMul', b, 0 + count)
      const T = c.elementType('foreachMul', 'f', 'x', b[0])
      for (let i = 0; i < count; i++) c.need('foreachMul', `x[${i}]`, b, 0 + i, T, c.at(s, (lengths + i)), false)
      c.distinct('foreachMul', b, 0 + count, 0, 0 + count)
      if (c.vacant(b, 0, count)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s, f) {
      const count = s[0]!
      const lengths = 1
      return k.foreachMul({ x: x.slice(0, 0 + count) as never, count, lengths: s.slice(lengths, lengths + count), scale: f[0]! })
    }
  },
  softmax: {
    index: 23,
    number: 'T',
    check(b, s, f) {
      c.sizes('softmax', SIZES_softmax, s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      const log = s[3]!
      c.sizeCount('softmax', s, 4)
      c.numberCount('softmax', f, 0)
      c.bufferCount('softmax', b, 2)
      const T = c.elementType('softmax', 'f', 'x', b[0])
      if (!(log <= 1)) c.refuse('softmax', "log <= 1", { log })
      c.need('softmax', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('softmax', 'y', b, 1, T, ((outer * n) * inner), false)
      c.disjointOrSame('softmax', b, 1, 0, s, 0, 0, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.softmax({ x: x[0] as never, y: x[1] as never, outer: s[0]!, n: s[1]!, inner: s[2]!, log: s[3]! })
  },
  softmaxBackward: {
    index: 25,
    number: 'T',
    check(b, s, f) {
      c.sizes('softmaxBackward', SIZES_softmaxBackward, s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      const log = s[3]!
      c.sizeCount('softmaxBackward', s, 4)
      c.numberCount('softmaxBackward', f, 0)
      c.bufferCount('softmaxBackward', b, 3)
      const T = c.elementType('softmaxBackward', 'f', 'y', b[0])
      if (!(log <= 1)) c.refuse('softmaxBackward', "log <= 1", { log })
      c.need('softmaxBackward', 'y', b, 0, T, ((outer * n) * inner), false)
      c.need('softmaxBackward', 'dy', b, 1, T, ((outer * n) * inner), false)
      c.need('softmaxBackward', 'dx', b, 2, T, ((outer * n) * inner), false)
      c.disjointOrSame('softmaxBackward', b, 2, 0, s, 0, 0, 0)
      c.disjointOrSame('softmaxBackward', b, 2, 1, s, 0, 0, 0)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.softmaxBackward({ y: x[0] as never, dy: x[1] as never, dx: x[2] as never, outer: s[0]!, n: s[1]!, inner: s[2]!, log: s[3]! })
  },
  logsumexp: {
    index: 27,
    number: 'T',
    check(b, s, f) {
      c.sizes('logsumexp', SIZES_logsumexp, s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      c.sizeCount('logsumexp', s, 3)
      c.numberCount('logsumexp', f, 0)
      c.bufferCount('logsumexp', b, 2)
      const T = c.elementType('logsumexp', 'f', 'x', b[0])
      c.need('logsumexp', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('logsumexp', 'y', b, 1, T, (outer * inner), false)
      c.disjoint('logsumexp', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.logsumexp({ x: x[0] as never, y: x[1] as never, outer: s[0]!, n: s[1]!, inner: s[2]! })
  },
  logsumexpBackward: {
    index: 29,
    number: 'T',
    check(b, s, f) {
      c.sizes('logsumexpBackward', SIZES_logsumexpBackward, s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      c.sizeCount('logsumexpBackward', s, 3)
      c.numberCount('logsumexpBackward', f, 0)
      c.bufferCount('logsumexpBackward', b, 4)
      const T = c.elementType('logsumexpBackward', 'f', 'x', b[0])
      c.need('logsumexpBackward', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('logsumexpBackward', 'y', b, 1, T, (outer * inner), false)
      c.need('logsumexpBackward', 'dy', b, 2, T, (outer * inner), false)
      c.need('logsumexpBackward', 'dx', b, 3, T, ((outer * n) * inner), false)
      c.disjointOrSame('logsumexpBackward', b, 3, 0, s, 0, 0, 0)
      c.disjointOrSame('logsumexpBackward', b, 3, 1, s, 0, 0, 0)
      c.disjointOrSame('logsumexpBackward', b, 3, 2, s, 0, 0, 0)
      if (c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.logsumexpBackward({ x: x[0] as never, y: x[1] as never, dy: x[2] as never, dx: x[3] as never, outer: s[0]!, n: s[1]!, inner: s[2]! })
  },
  crossEntropy: {
    index: 31,
    number: 'T',
    check(b, s, f) {
      c.sizes('crossEntropy', SIZES_crossEntropy, s)
      const rows = s[0]!
      const classes = s[1]!
      const reduction = s[2]!
      c.sizeCount('crossEntropy', s, 3)
      c.numberCount('crossEntropy', f, 2)
      c.bufferCount('crossEntropy', b, 5)
      const T = c.elementType('crossEntropy', 'f', 'logits', b[0])
      if (!(reduction <= 2)) c.refuse('crossEntropy', "reduction <= 2", { reduction })
      c.need('crossEntropy', 'logits', b, 0, T, (rows * classes), false)
      c.need('crossEntropy', 'target', b, 1, 'i32', rows, false)
      c.need('crossEntropy', 'weight', b, 2, T, classes, true)
      c.need('crossEntropy', 'loss', b, 3, T, ((reduction === 0) ? rows : 1), false)
      c.need('crossEntropy', 'grad', b, 4, T, (rows * classes), true)
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
    js: (k, x, s, f) => k.crossEntropy({ logits: x[0] as never, target: x[1] as never, weight: x[2] as never, loss: x[3] as never, grad: x[4] as never, rows: s[0]!, classes: s[1]!, reduction: s[2]!, ignoreIndex: f[0]!, smoothing: f[1]! })
  },
  crossEntropyProbs: {
    index: 33,
    number: 'T',
    check(b, s, f) {
      c.sizes('crossEntropyProbs', SIZES_crossEntropyProbs, s)
      const rows = s[0]!
      const classes = s[1]!
      const reduction = s[2]!
      c.sizeCount('crossEntropyProbs', s, 3)
      c.numberCount('crossEntropyProbs', f, 1)
      c.bufferCount('crossEntropyProbs', b, 5)
      const T = c.elementType('crossEntropyProbs', 'f', 'logits', b[0])
      if (!(reduction <= 2)) c.refuse('crossEntropyProbs', "reduction <= 2", { reduction })
      c.need('crossEntropyProbs', 'logits', b, 0, T, (rows * classes), false)
      c.need('crossEntropyProbs', 'target', b, 1, T, (rows * classes), false)
      c.need('crossEntropyProbs', 'weight', b, 2, T, classes, true)
      c.need('crossEntropyProbs', 'loss', b, 3, T, ((reduction === 0) ? rows : 1), false)
      c.need('crossEntropyProbs', 'grad', b, 4, T, (rows * classes), true)
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
    js: (k, x, s, f) => k.crossEntropyProbs({ logits: x[0] as never, target: x[1] as never, weight: x[2] as never, loss: x[3] as never, grad: x[4] as never, rows: s[0]!, classes: s[1]!, reduction: s[2]!, smoothing: f[0]! })
  },
  nll: {
    index: 35,
    number: 'T',
    check(b, s, f) {
      c.sizes('nll', SIZES_nll, s)
      const rows = s[0]!
      const classes = s[1]!
      const reduction = s[2]!
      c.sizeCount('nll', s, 3)
      c.numberCount('nll', f, 1)
      c.bufferCount('nll', b, 5)
      const T = c.elementType('nll', 'f', 'logp', b[0])
      if (!(reduction <= 2)) c.refuse('nll', "reduction <= 2", { reduction })
      c.need('nll', 'logp', b, 0, T, (rows * classes), false)
      c.need('nll', 'target', b, 1, 'i32', rows, false)
      c.need('nll', 'weight', b, 2, T, classes, true)
      c.need('nll', 'loss', b, 3, T, ((reduction === 0) ? rows : 1), false)
      c.need('nll', 'grad', b, 4, T, (rows * classes), true)
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
    js: (k, x, s, f) => k.nll({ logp: x[0] as never, target: x[1] as never, weight: x[2] as never, loss: x[3] as never, grad: x[4] as never, rows: s[0]!, classes: s[1]!, reduction: s[2]!, ignoreIndex: f[0]! })
  },
  layerNorm: {
    index: 37,
    number: 'T',
    check(b, s, f) {
      c.sizes('layerNorm', SIZES_layerNorm, s)
      const rows = s[0]!
      const n = s[1]!
      c.sizeCount('layerNorm', s, 2)
      c.numberCount('layerNorm', f, 1)
      c.bufferCount('layerNorm', b, 6)
      const T = c.elementType('layerNorm', 'f', 'x', b[0])
      c.need('layerNorm', 'x', b, 0, T, (rows * n), false)
      c.need('layerNorm', 'weight', b, 1, T, n, true)
      c.need('layerNorm', 'bias', b, 2, T, n, true)
      c.need('layerNorm', 'y', b, 3, T, (rows * n), false)
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
    js: (k, x, s, f) => k.layerNorm({ x: x[0] as never, weight: x[1] as never, bias: x[2] as never, y: x[3] as never, mean: x[4] as never, rstd: x[5] as never, rows: s[0]!, n: s[1]!, eps: f[0]! })
  },
  layerNormBackward: {
    index: 39,
    number: 'T',
    check(b, s, f) {
      c.sizes('layerNormBackward', SIZES_layerNormBackward, s)
      const rows = s[0]!
      const n = s[1]!
      const accumulate = s[2]!
      c.sizeCount('layerNormBackward', s, 3)
      c.numberCount('layerNormBackward', f, 0)
      c.bufferCount('layerNormBackward', b, 8)
      const T = c.elementType('layerNormBackward', 'f', 'x', b[0])
      if (!(accumulate <= 1)) c.refuse('layerNormBackward', "accumulate <= 1", { accumulate })
      c.need('layerNormBackward', 'x', b, 0, T, (rows * n), false)
      c.need('layerNormBackward', 'dy', b, 1, T, (rows * n), false)
      c.need('layerNormBackward', 'weight', b, 2, T, n, true)
      c.need('layerNormBackward', 'mean', b, 3, T, rows, false)
      c.need('layerNormBackward', 'rstd', b, 4, T, rows, false)
      c.need('layerNormBackward', 'dx', b, 5, T, (rows * n), false)
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
    js: (k, x, s) => k.layerNormBackward({ x: x[0] as never, dy: x[1] as never, weight: x[2] as never, mean: x[3] as never, rstd: x[4] as never, dx: x[5] as never, dweight: x[6] as never, dbias: x[7] as never, rows: s[0]!, n: s[1]!, accumulate: s[2]! })
  },
  rmsNorm: {
    index: 41,
    number: 'T',
    check(b, s, f) {
      c.sizes('rmsNorm', SIZES_rmsNorm, s)
      const rows = s[0]!
      const n = s[1]!
      c.sizeCount('rmsNorm', s, 2)
      c.numberCount('rmsNorm', f, 1)
      c.bufferCount('rmsNorm', b, 4)
      const T = c.elementType('rmsNorm', 'f', 'x', b[0])
      c.need('rmsNorm', 'x', b, 0, T, (rows * n), false)
      c.need('rmsNorm', 'weight', b, 1, T, n, true)
      c.need('rmsNorm', 'y', b, 2, T, (rows * n), false)
      c.need('rmsNorm', 'rstd', b, 3, T, rows, false)
      c.disjointOrSame('rmsNorm', b, 2, 0, s, 0, 0, 0)
      c.disjointOrSame('rmsNorm', b, 2, 1, s, 0, 0, 0)
      c.disjoint('rmsNorm', b, 2, 3)
      c.disjoint('rmsNorm', b, 3, 0)
      c.disjoint('rmsNorm', b, 3, 1)
      if (c.vacant(b, 2, 1) && c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.rmsNorm({ x: x[0] as never, weight: x[1] as never, y: x[2] as never, rstd: x[3] as never, rows: s[0]!, n: s[1]!, eps: f[0]! })
  },
  rmsNormBackward: {
    index: 43,
    number: 'T',
    check(b, s, f) {
      c.sizes('rmsNormBackward', SIZES_rmsNormBackward, s)
      const rows = s[0]!
      const n = s[1]!
      const accumulate = s[2]!
      c.sizeCount('rmsNormBackward', s, 3)
      c.numberCount('rmsNormBackward', f, 0)
      c.bufferCount('rmsNormBackward', b, 6)
      const T = c.elementType('rmsNormBackward', 'f', 'x', b[0])
      if (!(accumulate <= 1)) c.refuse('rmsNormBackward', "accumulate <= 1", { accumulate })
      c.need('rmsNormBackward', 'x', b, 0, T, (rows * n), false)
      c.need('rmsNormBackward', 'dy', b, 1, T, (rows * n), false)
      c.need('rmsNormBackward', 'weight', b, 2, T, n, true)
      c.need('rmsNormBackward', 'rstd', b, 3, T, rows, false)
      c.need('rmsNormBackward', 'dx', b, 4, T, (rows * n), false)
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
    js: (k, x, s) => k.rmsNormBackward({ x: x[0] as never, dy: x[1] as never, weight: x[2] as never, rstd: x[3] as never, dx: x[4] as never, dweight: x[5] as never, rows: s[0]!, n: s[1]!, accumulate: s[2]! })
  },
  groupNorm: {
    index: 45,
    number: 'T',
    check(b, s, f) {
      c.sizes('groupNorm', SIZES_groupNorm, s)
      const batch = s[0]!
      const channels = s[1]!
      const inner = s[2]!
      const groups = s[3]!
      const activation = s[4]!
      c.sizeCount('groupNorm', s, 5)
      c.numberCount('groupNorm', f, 1)
      c.bufferCount('groupNorm', b, 6)
      const T = c.elementType('groupNorm', 'f', 'x', b[0])
      if (!(groups >= 1)) c.refuse('groupNorm', "groups >= 1", { groups })
      if (!((channels % groups) === 0)) c.refuse('groupNorm', "channels % groups == 0", { channels, groups })
      if (!((activation <= 1) || (activation === 6))) c.refuse('groupNorm', "activation <= 1 | activation == 6", { activation })
      c.need('groupNorm', 'x', b, 0, T, ((batch * channels) * inner), false)
      c.need('groupNorm', 'weight', b, 1, T, channels, true)
      c.need('groupNorm', 'bias', b, 2, T, channels, true)
      c.need('groupNorm', 'y', b, 3, T, ((batch * channels) * inner), false)
      c.need('groupNorm', 'mean', b, 4, T, (batch * groups), false)
      c.need('groupNorm', 'rstd', b, 5, T, (batch * groups), false)
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
    js: (k, x, s, f) => k.groupNorm({ x: x[0] as never, weight: x[1] as never, bias: x[2] as never, y: x[3] as never, mean: x[4] as never, rstd: x[5] as never, batch: s[0]!, channels: s[1]!, inner: s[2]!, groups: s[3]!, activation: s[4]!, eps: f[0]! })
  },
  groupNormBackward: {
    index: 47,
    number: 'T',
    check(b, s, f) {
      c.sizes('groupNormBackward', SIZES_groupNormBackward, s)
      const batch = s[0]!
      const channels = s[1]!
      const inner = s[2]!
      const groups = s[3]!
      const activation = s[4]!
      const accumulate = s[5]!
      const accumulateX = s[6]!
      c.sizeCount('groupNormBackward', s, 7)
      c.numberCount('groupNormBackward', f, 0)
      c.bufferCount('groupNormBackward', b, 9)
      const T = c.elementType('groupNormBackward', 'f', 'x', b[0])
      if (!(groups >= 1)) c.refuse('groupNormBackward', "groups >= 1", { groups })
      if (!((channels % groups) === 0)) c.refuse('groupNormBackward', "channels % groups == 0", { channels, groups })
      if (!((activation <= 1) || (activation === 6))) c.refuse('groupNormBackward', "activation <= 1 | activation == 6", { activation })
      if (!(accumulate <= 1)) c.refuse('groupNormBackward', "accumulate <= 1", { accumulate })
      if (!(accumulateX <= 1)) c.refuse('groupNormBackward', "accumulateX <= 1", { accumulateX })
      c.need('groupNormBackward', 'x', b, 0, T, ((batch * channels) * inner), false)
      c.need('groupNormBackward', 'dy', b, 1, T, ((batch * channels) * inner), false)
      c.need('groupNormBackward', 'weight', b, 2, T, channels, true)
      c.need('groupNormBackward', 'bias', b, 3, T, channels, true)
      c.need('groupNormBackward', 'mean', b, 4, T, (batch * groups), false)
      c.need('groupNormBackward', 'rstd', b, 5, T, (batch * groups), false)
      c.need('groupNormBackward', 'dx', b, 6, T, ((batch * channels) * inner), false)
      c.need('groupNormBackward', 'dweight', b, 7, T, channels, true)
      c.need('groupNormBackward', 'dbias', b, 8, T, channels, true)
      c.disjoint('groupNormBackward', b, 6, 0)
      c.disjoint('groupNormBackward', b, 6, 1)
      c.disjoint('groupNormBackward', b, 6, 2)
      c.disjoint('groupNormBackward', b, 6, 3)
      c.disjoint('groupNormBackward', b, 6, 4)
      c.disjoint('groupNormBackward', b, 6, 5)
      c.disjoint('groupNormBackward', b, 6, 7)
      c.disjoint('groupNormBackward', b, 6, 8)
      c.disjoint('groupNormBackward', b, 7, 0)
      c.disjoint('groupNormBackward', b, 7, 1)
      c.disjoint('groupNormBackward', b, 7, 2)
      c.disjoint('groupNormBackward', b, 7, 3)
      c.disjoint('groupNormBackward', b, 7, 4)
      c.disjoint('groupNormBackward', b, 7, 5)
      c.disjoint('groupNormBackward', b, 7, 8)
      c.disjoint('groupNormBackward', b, 8, 0)
      c.disjoint('groupNormBackward', b, 8, 1)
      c.disjoint('groupNormBackward', b, 8, 2)
      c.disjoint('groupNormBackward', b, 8, 3)
      c.disjoint('groupNormBackward', b, 8, 4)
      c.disjoint('groupNormBackward', b, 8, 5)
      if (c.vacant(b, 6, 1) && c.vacant(b, 7, 1) && c.vacant(b, 8, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.groupNormBackward({ x: x[0] as never, dy: x[1] as never, weight: x[2] as never, bias: x[3] as never, mean: x[4] as never, rstd: x[5] as never, dx: x[6] as never, dweight: x[7] as never, dbias: x[8] as never, batch: s[0]!, channels: s[1]!, inner: s[2]!, groups: s[3]!, activation: s[4]!, accumulate: s[5]!, accumulateX: s[6]! })
  },
  batchNorm: {
    index: 49,
    number: 'T',
    check(b, s, f) {
      c.sizes('batchNorm', SIZES_batchNorm, s)
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
      if (!(((b[3] != null) && (b[4] != null)) || (training === 1))) c.refuse('batchNorm', "has(runningMean) & has(runningVar) | training == 1", { training })
      c.need('batchNorm', 'x', b, 0, T, ((batch * channels) * inner), false)
      c.need('batchNorm', 'weight', b, 1, T, channels, true)
      c.need('batchNorm', 'bias', b, 2, T, channels, true)
      c.need('batchNorm', 'runningMean', b, 3, T, channels, true)
      c.need('batchNorm', 'runningVar', b, 4, T, channels, true)
      c.need('batchNorm', 'y', b, 5, T, ((batch * channels) * inner), false)
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
    js: (k, x, s, f) => k.batchNorm({ x: x[0] as never, weight: x[1] as never, bias: x[2] as never, runningMean: x[3] as never, runningVar: x[4] as never, y: x[5] as never, mean: x[6] as never, rstd: x[7] as never, batch: s[0]!, channels: s[1]!, inner: s[2]!, training: s[3]!, relu: s[4]!, momentum: f[0]!, eps: f[1]! })
  },
  batchNormBackward: {
    index: 51,
    number: 'T',
    check(b, s, f) {
      c.sizes('batchNormBackward', SIZES_batchNormBackward, s)
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
      c.need('batchNormBackward', 'x', b, 0, T, ((batch * channels) * inner), false)
      c.need('batchNormBackward', 'dy', b, 1, T, ((batch * channels) * inner), false)
      c.need('batchNormBackward', 'weight', b, 2, T, channels, true)
      c.need('batchNormBackward', 'bias', b, 3, T, channels, true)
      c.need('batchNormBackward', 'mean', b, 4, T, channels, false)
      c.need('batchNormBackward', 'rstd', b, 5, T, channels, false)
      c.need('batchNormBackward', 'dx', b, 6, T, ((batch * channels) * inner), false)
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
    js: (k, x, s) => k.batchNormBackward({ x: x[0] as never, dy: x[1] as never, weight: x[2] as never, bias: x[3] as never, mean: x[4] as never, rstd: x[5] as never, dx: x[6] as never, dweight: x[7] as never, dbias: x[8] as never, batch: s[0]!, channels: s[1]!, inner: s[2]!, training: s[3]!, relu: s[4]!, accumulate: s[5]! })
  },
  gemm: {
    index: 53,
    number: 'T',
    check(b, s, f) {
      c.sizes('gemm', SIZES_gemm, s)
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
      const strides = shape + nd
      c.sizeCount('gemm', s, strides + (nd * 4))
      c.numberCount('gemm', f, 0)
      c.bufferCount('gemm', b, 4)
      const T = c.elementType('gemm', 'f', 'a', b[0])
      if (!(nd <= 8)) c.refuse('gemm', "nd <= 8", { nd })
      if (!(accumulate <= 1)) c.refuse('gemm', "accumulate <= 1", { accumulate })
      if (!(activation <= 6)) c.refuse('gemm', "activation <= 6", { activation })
      if (!((accumulate === 0) || !(b[2] != null))) c.refuse('gemm', "accumulate == 0 | !has(bias)", { accumulate })
      if (!((ldc >= cols) || (rows <= 1))) c.refuse('gemm', "ldc >= cols | rows <= 1", { rows, cols, ldc })
      c.need('gemm', 'a', b, 0, T, ((((rows * inner) * c.span(s, shape, strides, 0, nd)) === 0) ? 0 : ((c.span(s, shape, strides, 0, nd) + ((rows - 1) * ars)) + ((inner - 1) * acs))), false)
      c.need('gemm', 'b', b, 1, T, ((((inner * cols) * c.span(s, shape, strides, 1, nd)) === 0) ? 0 : ((c.span(s, shape, strides, 1, nd) + ((inner - 1) * brs)) + ((cols - 1) * bcs))), false)
      c.need('gemm', 'bias', b, 2, T, ((((rows * cols) * c.span(s, shape, strides, 2, nd)) === 0) ? 0 : ((c.span(s, shape, strides, 2, nd) + ((rows - 1) * srs)) + ((cols - 1) * scs))), true)
      c.need('gemm', 'c', b, 3, T, ((((rows * cols) * c.span(s, shape, strides, 3, nd)) === 0) ? 0 : (((c.span(s, shape, strides, 3, nd) + ((rows - 1) * ldc)) + cols) - 1)), false)
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
      const strides = shape + nd
      return k.gemm({ a: x[0] as never, b: x[1] as never, bias: x[2] as never, c: x[3] as never, rows, cols, inner, ars, acs, brs, bcs, srs, scs, ldc, accumulate, activation, nd, shape: s.slice(shape, shape + nd), strides: s.slice(strides, strides + (nd * 4)) })
    }
  },
  gemmBfloat16: {
    index: 55,
    number: 'T',
    check(b, s, f) {
      c.sizes('gemmBfloat16', SIZES_gemmBfloat16, s)
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
      const strides = shape + nd
      c.sizeCount('gemmBfloat16', s, strides + (nd * 4))
      c.numberCount('gemmBfloat16', f, 0)
      c.bufferCount('gemmBfloat16', b, 4)
      if (!(nd <= 8)) c.refuse('gemmBfloat16', "nd <= 8", { nd })
      if (!(accumulate <= 1)) c.refuse('gemmBfloat16', "accumulate <= 1", { accumulate })
      if (!(activation <= 6)) c.refuse('gemmBfloat16', "activation <= 6", { activation })
      if (!((accumulate === 0) || !(b[2] != null))) c.refuse('gemmBfloat16', "accumulate == 0 | !has(bias)", { accumulate })
      if (!((ldc >= cols) || (rows <= 1))) c.refuse('gemmBfloat16', "ldc >= cols | rows <= 1", { rows, cols, ldc })
      c.need('gemmBfloat16', 'a', b, 0, 'f32', ((((rows * inner) * c.span(s, shape, strides, 0, nd)) === 0) ? 0 : ((c.span(s, shape, strides, 0, nd) + ((rows - 1) * ars)) + ((inner - 1) * acs))), false)
      c.need('gemmBfloat16', 'b', b, 1, 'f32', ((((inner * cols) * c.span(s, shape, strides, 1, nd)) === 0) ? 0 : ((c.span(s, shape, strides, 1, nd) + ((inner - 1) * brs)) + ((cols - 1) * bcs))), false)
      c.need('gemmBfloat16', 'bias', b, 2, 'f32', ((((rows * cols) * c.span(s, shape, strides, 2, nd)) === 0) ? 0 : ((c.span(s, shape, strides, 2, nd) + ((rows - 1) * srs)) + ((cols - 1) * scs))), true)
      c.need('gemmBfloat16', 'c', b, 3, 'f32', ((((rows * cols) * c.span(s, shape, strides, 3, nd)) === 0) ? 0 : (((c.span(s, shape, strides, 3, nd) + ((rows - 1) * ldc)) + cols) - 1)), false)
      c.oneToOne('gemmBfloat16', 'c', b, 3, s, shape, strides, 3, nd)
      c.disjoint('gemmBfloat16', b, 3, 0)
      c.disjoint('gemmBfloat16', b, 3, 1)
      c.disjoint('gemmBfloat16', b, 3, 2)
      if (c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return 0
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
      const strides = shape + nd
      return k.gemmBfloat16({ a: x[0] as never, b: x[1] as never, bias: x[2] as never, c: x[3] as never, rows, cols, inner, ars, acs, brs, bcs, srs, scs, ldc, accumulate, activation, nd, shape: s.slice(shape, shape + nd), strides: s.slice(strides, strides + (nd * 4)) })
    }
  },
  lu: {
    index: 56,
    number: 'f64',
    check(b, s, f) {
      c.sizes('lu', SIZES_lu, s)
      const m = s[0]!
      const n = s[1]!
      c.sizeCount('lu', s, 2)
      c.numberCount('lu', f, 0)
      c.bufferCount('lu', b, 2)
      if (!(m < 2147483648)) c.refuse('lu', "m < 2147483648", { m })
      c.need('lu', 'a', b, 0, 'f64', (m * n), false)
      c.need('lu', 'pivots', b, 1, 'i32', ((m < n) ? m : n), false)
      c.disjoint('lu', b, 0, 1)
      if (c.vacant(b, 0, 1) && c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.lu({ a: x[0] as never, pivots: x[1] as never, m: s[0]!, n: s[1]! })
  },
  secular: {
    index: 57,
    number: 'f64',
    check(b, s, f) {
      c.sizes('secular', SIZES_secular, s)
      const k = s[0]!
      c.sizeCount('secular', s, 1)
      c.numberCount('secular', f, 1)
      c.bufferCount('secular', b, 8)
      if (!(k > 0)) c.refuse('secular', "k > 0", { k })
      if (!(k < 2147483648)) c.refuse('secular', "k < 2147483648", { k })
      if (!((b[6] != null) === (b[7] != null))) c.refuse('secular', "has(left) == has(middles)", {  })
      c.need('secular', 'd', b, 0, 'f64', k, false)
      c.need('secular', 'z', b, 1, 'f64', k, false)
      c.need('secular', 'groups', b, 2, 'i32', k, false)
      c.need('secular', 'origins', b, 3, 'i32', k, false)
      c.need('secular', 'distances', b, 4, 'f64', k, false)
      c.need('secular', 'vectors', b, 5, 'f64', (k * k), false)
      c.need('secular', 'left', b, 6, 'f64', (k * (k - 1)), true)
      c.need('secular', 'middles', b, 7, 'f64', k, true)
      c.disjoint('secular', b, 3, 0)
      c.disjoint('secular', b, 3, 1)
      c.disjoint('secular', b, 3, 2)
      c.disjoint('secular', b, 3, 4)
      c.disjoint('secular', b, 3, 5)
      c.disjoint('secular', b, 3, 6)
      c.disjoint('secular', b, 3, 7)
      c.disjoint('secular', b, 4, 0)
      c.disjoint('secular', b, 4, 1)
      c.disjoint('secular', b, 4, 2)
      c.disjoint('secular', b, 4, 5)
      c.disjoint('secular', b, 4, 6)
      c.disjoint('secular', b, 4, 7)
      c.disjoint('secular', b, 5, 0)
      c.disjoint('secular', b, 5, 1)
      c.disjoint('secular', b, 5, 2)
      c.disjoint('secular', b, 5, 6)
      c.disjoint('secular', b, 5, 7)
      c.disjoint('secular', b, 6, 0)
      c.disjoint('secular', b, 6, 1)
      c.disjoint('secular', b, 6, 2)
      c.disjoint('secular', b, 6, 7)
      c.disjoint('secular', b, 7, 0)
      c.disjoint('secular', b, 7, 1)
      c.disjoint('secular', b, 7, 2)
      if (c.vacant(b, 3, 1) && c.vacant(b, 4, 1) && c.vacant(b, 5, 1) && c.vacant(b, 6, 1) && c.vacant(b, 7, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s, f) => k.secular({ d: x[0] as never, z: x[1] as never, groups: x[2] as never, origins: x[3] as never, distances: x[4] as never, vectors: x[5] as never, left: x[6] as never, middles: x[7] as never, k: s[0]!, factor: f[0]! })
  },
  conv2d: {
    index: 58,
    number: 'T',
    check(b, s, f) {
      c.sizes('conv2d', SIZES_conv2d, s)
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
      if (!((ci % groups) === 0)) c.refuse('conv2d', "ci % groups == 0", { ci, groups })
      if (!((co % groups) === 0)) c.refuse('conv2d', "co % groups == 0", { co, groups })
      if (!(kh > 0)) c.refuse('conv2d', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('conv2d', "kw > 0", { kw })
      if (!(sh > 0)) c.refuse('conv2d', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('conv2d', "sw > 0", { sw })
      if (!(dh > 0)) c.refuse('conv2d', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('conv2d', "dw > 0", { dw })
      if (!(oh === (Math.floor(((((h + (2 * ph)) - (dh * (kh - 1))) - 1) / sh)) + 1))) c.refuse('conv2d', "oh == floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1", { h, kh, oh, sh, ph, dh })
      if (!(ow === (Math.floor(((((w + (2 * pw)) - (dw * (kw - 1))) - 1) / sw)) + 1))) c.refuse('conv2d', "ow == floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1", { w, kw, ow, sw, pw, dw })
      if (!(relu <= 1)) c.refuse('conv2d', "relu <= 1", { relu })
      c.need('conv2d', 'x', b, 0, T, (((n * ci) * h) * w), false)
      c.need('conv2d', 'weight', b, 1, T, (((co * (ci / groups)) * kh) * kw), false)
      c.need('conv2d', 'bias', b, 2, T, co, true)
      c.need('conv2d', 'y', b, 3, T, (((n * co) * oh) * ow), false)
      c.disjoint('conv2d', b, 3, 0)
      c.disjoint('conv2d', b, 3, 1)
      c.disjoint('conv2d', b, 3, 2)
      if (c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.conv2d({ x: x[0] as never, weight: x[1] as never, bias: x[2] as never, y: x[3] as never, n: s[0]!, ci: s[1]!, h: s[2]!, w: s[3]!, co: s[4]!, kh: s[5]!, kw: s[6]!, oh: s[7]!, ow: s[8]!, sh: s[9]!, sw: s[10]!, ph: s[11]!, pw: s[12]!, dh: s[13]!, dw: s[14]!, groups: s[15]!, relu: s[16]! })
  },
  conv2dBfloat16: {
    index: 60,
    number: 'T',
    check(b, s, f) {
      c.sizes('conv2dBfloat16', SIZES_conv2dBfloat16, s)
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
      c.sizeCount('conv2dBfloat16', s, 17)
      c.numberCount('conv2dBfloat16', f, 0)
      c.bufferCount('conv2dBfloat16', b, 4)
      if (!(groups > 0)) c.refuse('conv2dBfloat16', "groups > 0", { groups })
      if (!((ci % groups) === 0)) c.refuse('conv2dBfloat16', "ci % groups == 0", { ci, groups })
      if (!((co % groups) === 0)) c.refuse('conv2dBfloat16', "co % groups == 0", { co, groups })
      if (!(kh > 0)) c.refuse('conv2dBfloat16', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('conv2dBfloat16', "kw > 0", { kw })
      if (!(sh > 0)) c.refuse('conv2dBfloat16', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('conv2dBfloat16', "sw > 0", { sw })
      if (!(dh > 0)) c.refuse('conv2dBfloat16', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('conv2dBfloat16', "dw > 0", { dw })
      if (!(oh === (Math.floor(((((h + (2 * ph)) - (dh * (kh - 1))) - 1) / sh)) + 1))) c.refuse('conv2dBfloat16', "oh == floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1", { h, kh, oh, sh, ph, dh })
      if (!(ow === (Math.floor(((((w + (2 * pw)) - (dw * (kw - 1))) - 1) / sw)) + 1))) c.refuse('conv2dBfloat16', "ow == floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1", { w, kw, ow, sw, pw, dw })
      if (!(relu <= 1)) c.refuse('conv2dBfloat16', "relu <= 1", { relu })
      c.need('conv2dBfloat16', 'x', b, 0, 'f32', (((n * ci) * h) * w), false)
      c.need('conv2dBfloat16', 'weight', b, 1, 'f32', (((co * (ci / groups)) * kh) * kw), false)
      c.need('conv2dBfloat16', 'bias', b, 2, 'f32', co, true)
      c.need('conv2dBfloat16', 'y', b, 3, 'f32', (((n * co) * oh) * ow), false)
      c.disjoint('conv2dBfloat16', b, 3, 0)
      c.disjoint('conv2dBfloat16', b, 3, 1)
      c.disjoint('conv2dBfloat16', b, 3, 2)
      if (c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.conv2dBfloat16({ x: x[0] as never, weight: x[1] as never, bias: x[2] as never, y: x[3] as never, n: s[0]!, ci: s[1]!, h: s[2]!, w: s[3]!, co: s[4]!, kh: s[5]!, kw: s[6]!, oh: s[7]!, ow: s[8]!, sh: s[9]!, sw: s[10]!, ph: s[11]!, pw: s[12]!, dh: s[13]!, dw: s[14]!, groups: s[15]!, relu: s[16]! })
  },
  conv2dInput: {
    index: 61,
    number: 'T',
    check(b, s, f) {
      c.sizes('conv2dInput', SIZES_conv2dInput, s)
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
      if (!((ci % groups) === 0)) c.refuse('conv2dInput', "ci % groups == 0", { ci, groups })
      if (!((co % groups) === 0)) c.refuse('conv2dInput', "co % groups == 0", { co, groups })
      if (!(kh > 0)) c.refuse('conv2dInput', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('conv2dInput', "kw > 0", { kw })
      if (!(sh > 0)) c.refuse('conv2dInput', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('conv2dInput', "sw > 0", { sw })
      if (!(dh > 0)) c.refuse('conv2dInput', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('conv2dInput', "dw > 0", { dw })
      if (!(oh === (Math.floor(((((h + (2 * ph)) - (dh * (kh - 1))) - 1) / sh)) + 1))) c.refuse('conv2dInput', "oh == floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1", { h, kh, oh, sh, ph, dh })
      if (!(ow === (Math.floor(((((w + (2 * pw)) - (dw * (kw - 1))) - 1) / sw)) + 1))) c.refuse('conv2dInput', "ow == floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1", { w, kw, ow, sw, pw, dw })
      if (!(accumulate <= 1)) c.refuse('conv2dInput', "accumulate <= 1", { accumulate })
      c.need('conv2dInput', 'dy', b, 0, T, (((n * co) * oh) * ow), false)
      c.need('conv2dInput', 'weight', b, 1, T, (((co * (ci / groups)) * kh) * kw), false)
      c.need('conv2dInput', 'dx', b, 2, T, (((n * ci) * h) * w), false)
      c.disjoint('conv2dInput', b, 2, 0)
      c.disjoint('conv2dInput', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.conv2dInput({ dy: x[0] as never, weight: x[1] as never, dx: x[2] as never, n: s[0]!, ci: s[1]!, h: s[2]!, w: s[3]!, co: s[4]!, kh: s[5]!, kw: s[6]!, oh: s[7]!, ow: s[8]!, sh: s[9]!, sw: s[10]!, ph: s[11]!, pw: s[12]!, dh: s[13]!, dw: s[14]!, groups: s[15]!, accumulate: s[16]! })
  },
  conv2dInputBfloat16: {
    index: 63,
    number: 'T',
    check(b, s, f) {
      c.sizes('conv2dInputBfloat16', SIZES_conv2dInputBfloat16, s)
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
      c.sizeCount('conv2dInputBfloat16', s, 17)
      c.numberCount('conv2dInputBfloat16', f, 0)
      c.bufferCount('conv2dInputBfloat16', b, 3)
      if (!(groups > 0)) c.refuse('conv2dInputBfloat16', "groups > 0", { groups })
      if (!((ci % groups) === 0)) c.refuse('conv2dInputBfloat16', "ci % groups == 0", { ci, groups })
      if (!((co % groups) === 0)) c.refuse('conv2dInputBfloat16', "co % groups == 0", { co, groups })
      if (!(kh > 0)) c.refuse('conv2dInputBfloat16', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('conv2dInputBfloat16', "kw > 0", { kw })
      if (!(sh > 0)) c.refuse('conv2dInputBfloat16', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('conv2dInputBfloat16', "sw > 0", { sw })
      if (!(dh > 0)) c.refuse('conv2dInputBfloat16', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('conv2dInputBfloat16', "dw > 0", { dw })
      if (!(oh === (Math.floor(((((h + (2 * ph)) - (dh * (kh - 1))) - 1) / sh)) + 1))) c.refuse('conv2dInputBfloat16', "oh == floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1", { h, kh, oh, sh, ph, dh })
      if (!(ow === (Math.floor(((((w + (2 * pw)) - (dw * (kw - 1))) - 1) / sw)) + 1))) c.refuse('conv2dInputBfloat16', "ow == floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1", { w, kw, ow, sw, pw, dw })
      if (!(accumulate <= 1)) c.refuse('conv2dInputBfloat16', "accumulate <= 1", { accumulate })
      c.need('conv2dInputBfloat16', 'dy', b, 0, 'f32', (((n * co) * oh) * ow), false)
      c.need('conv2dInputBfloat16', 'weight', b, 1, 'f32', (((co * (ci / groups)) * kh) * kw), false)
      c.need('conv2dInputBfloat16', 'dx', b, 2, 'f32', (((n * ci) * h) * w), false)
      c.disjoint('conv2dInputBfloat16', b, 2, 0)
      c.disjoint('conv2dInputBfloat16', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.conv2dInputBfloat16({ dy: x[0] as never, weight: x[1] as never, dx: x[2] as never, n: s[0]!, ci: s[1]!, h: s[2]!, w: s[3]!, co: s[4]!, kh: s[5]!, kw: s[6]!, oh: s[7]!, ow: s[8]!, sh: s[9]!, sw: s[10]!, ph: s[11]!, pw: s[12]!, dh: s[13]!, dw: s[14]!, groups: s[15]!, accumulate: s[16]! })
  },
  conv2dWeight: {
    index: 64,
    number: 'T',
    check(b, s, f) {
      c.sizes('conv2dWeight', SIZES_conv2dWeight, s)
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
      if (!((ci % groups) === 0)) c.refuse('conv2dWeight', "ci % groups == 0", { ci, groups })
      if (!((co % groups) === 0)) c.refuse('conv2dWeight', "co % groups == 0", { co, groups })
      if (!(kh > 0)) c.refuse('conv2dWeight', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('conv2dWeight', "kw > 0", { kw })
      if (!(sh > 0)) c.refuse('conv2dWeight', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('conv2dWeight', "sw > 0", { sw })
      if (!(dh > 0)) c.refuse('conv2dWeight', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('conv2dWeight', "dw > 0", { dw })
      if (!(oh === (Math.floor(((((h + (2 * ph)) - (dh * (kh - 1))) - 1) / sh)) + 1))) c.refuse('conv2dWeight', "oh == floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1", { h, kh, oh, sh, ph, dh })
      if (!(ow === (Math.floor(((((w + (2 * pw)) - (dw * (kw - 1))) - 1) / sw)) + 1))) c.refuse('conv2dWeight', "ow == floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1", { w, kw, ow, sw, pw, dw })
      if (!(accumulate <= 1)) c.refuse('conv2dWeight', "accumulate <= 1", { accumulate })
      c.need('conv2dWeight', 'x', b, 0, T, (((n * ci) * h) * w), false)
      c.need('conv2dWeight', 'dy', b, 1, T, (((n * co) * oh) * ow), false)
      c.need('conv2dWeight', 'dweight', b, 2, T, (((co * (ci / groups)) * kh) * kw), false)
      c.need('conv2dWeight', 'dbias', b, 3, T, co, true)
      c.disjoint('conv2dWeight', b, 2, 0)
      c.disjoint('conv2dWeight', b, 2, 1)
      c.disjoint('conv2dWeight', b, 2, 3)
      c.disjoint('conv2dWeight', b, 3, 0)
      c.disjoint('conv2dWeight', b, 3, 1)
      if (c.vacant(b, 2, 1) && c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.conv2dWeight({ x: x[0] as never, dy: x[1] as never, dweight: x[2] as never, dbias: x[3] as never, n: s[0]!, ci: s[1]!, h: s[2]!, w: s[3]!, co: s[4]!, kh: s[5]!, kw: s[6]!, oh: s[7]!, ow: s[8]!, sh: s[9]!, sw: s[10]!, ph: s[11]!, pw: s[12]!, dh: s[13]!, dw: s[14]!, groups: s[15]!, accumulate: s[16]! })
  },
  conv2dWeightBfloat16: {
    index: 66,
    number: 'T',
    check(b, s, f) {
      c.sizes('conv2dWeightBfloat16', SIZES_conv2dWeightBfloat16, s)
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
      c.sizeCount('conv2dWeightBfloat16', s, 17)
      c.numberCount('conv2dWeightBfloat16', f, 0)
      c.bufferCount('conv2dWeightBfloat16', b, 4)
      if (!(groups > 0)) c.refuse('conv2dWeightBfloat16', "groups > 0", { groups })
      if (!((ci % groups) === 0)) c.refuse('conv2dWeightBfloat16', "ci % groups == 0", { ci, groups })
      if (!((co % groups) === 0)) c.refuse('conv2dWeightBfloat16', "co % groups == 0", { co, groups })
      if (!(kh > 0)) c.refuse('conv2dWeightBfloat16', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('conv2dWeightBfloat16', "kw > 0", { kw })
      if (!(sh > 0)) c.refuse('conv2dWeightBfloat16', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('conv2dWeightBfloat16', "sw > 0", { sw })
      if (!(dh > 0)) c.refuse('conv2dWeightBfloat16', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('conv2dWeightBfloat16', "dw > 0", { dw })
      if (!(oh === (Math.floor(((((h + (2 * ph)) - (dh * (kh - 1))) - 1) / sh)) + 1))) c.refuse('conv2dWeightBfloat16', "oh == floor((h + 2*ph - dh*(kh - 1) - 1) / sh) + 1", { h, kh, oh, sh, ph, dh })
      if (!(ow === (Math.floor(((((w + (2 * pw)) - (dw * (kw - 1))) - 1) / sw)) + 1))) c.refuse('conv2dWeightBfloat16', "ow == floor((w + 2*pw - dw*(kw - 1) - 1) / sw) + 1", { w, kw, ow, sw, pw, dw })
      if (!(accumulate <= 1)) c.refuse('conv2dWeightBfloat16', "accumulate <= 1", { accumulate })
      c.need('conv2dWeightBfloat16', 'x', b, 0, 'f32', (((n * ci) * h) * w), false)
      c.need('conv2dWeightBfloat16', 'dy', b, 1, 'f32', (((n * co) * oh) * ow), false)
      c.need('conv2dWeightBfloat16', 'dweight', b, 2, 'f32', (((co * (ci / groups)) * kh) * kw), false)
      c.need('conv2dWeightBfloat16', 'dbias', b, 3, 'f32', co, true)
      c.disjoint('conv2dWeightBfloat16', b, 2, 0)
      c.disjoint('conv2dWeightBfloat16', b, 2, 1)
      c.disjoint('conv2dWeightBfloat16', b, 2, 3)
      c.disjoint('conv2dWeightBfloat16', b, 3, 0)
      c.disjoint('conv2dWeightBfloat16', b, 3, 1)
      if (c.vacant(b, 2, 1) && c.vacant(b, 3, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.conv2dWeightBfloat16({ x: x[0] as never, dy: x[1] as never, dweight: x[2] as never, dbias: x[3] as never, n: s[0]!, ci: s[1]!, h: s[2]!, w: s[3]!, co: s[4]!, kh: s[5]!, kw: s[6]!, oh: s[7]!, ow: s[8]!, sh: s[9]!, sw: s[10]!, ph: s[11]!, pw: s[12]!, dh: s[13]!, dw: s[14]!, groups: s[15]!, accumulate: s[16]! })
  },
  maxPool2d: {
    index: 67,
    number: 'T',
    check(b, s, f) {
      c.sizes('maxPool2d', SIZES_maxPool2d, s)
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
      if (!((h * w) < 2147483648)) c.refuse('maxPool2d', "h*w < 2147483648", { h, w })
      if (!(dh > 0)) c.refuse('maxPool2d', "dh > 0", { dh })
      if (!(dw > 0)) c.refuse('maxPool2d', "dw > 0", { dw })
      if (!(kh > 0)) c.refuse('maxPool2d', "kh > 0", { kh })
      if (!(kw > 0)) c.refuse('maxPool2d', "kw > 0", { kw })
      if (!((kh * kw) < 2147483648)) c.refuse('maxPool2d', "kh*kw < 2147483648", { kh, kw })
      if (!(sh > 0)) c.refuse('maxPool2d', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('maxPool2d', "sw > 0", { sw })
      if (!((2 * ph) <= kh)) c.refuse('maxPool2d', "2*ph <= kh", { kh, ph })
      if (!((2 * pw) <= kw)) c.refuse('maxPool2d', "2*pw <= kw", { kw, pw })
      if (!(((oh - 1) * sh) < (h + ph))) c.refuse('maxPool2d', "(oh - 1)*sh < h + ph", { h, oh, sh, ph })
      if (!(((ow - 1) * sw) < (w + pw))) c.refuse('maxPool2d', "(ow - 1)*sw < w + pw", { w, ow, sw, pw })
      if (!((oh * sh) > (((h + (2 * ph)) - (dh * (kh - 1))) - 1))) c.refuse('maxPool2d', "oh*sh > h + 2*ph - dh*(kh - 1) - 1", { h, oh, kh, sh, ph, dh })
      if (!(((((oh - 1) * sh) + (dh * (kh - 1))) + 1) < ((h + (2 * ph)) + sh))) c.refuse('maxPool2d', "(oh - 1)*sh + dh*(kh - 1) + 1 < h + 2*ph + sh", { h, oh, kh, sh, ph, dh })
      if (!((ow * sw) > (((w + (2 * pw)) - (dw * (kw - 1))) - 1))) c.refuse('maxPool2d', "ow*sw > w + 2*pw - dw*(kw - 1) - 1", { w, ow, kw, sw, pw, dw })
      if (!(((((ow - 1) * sw) + (dw * (kw - 1))) + 1) < ((w + (2 * pw)) + sw))) c.refuse('maxPool2d', "(ow - 1)*sw + dw*(kw - 1) + 1 < w + 2*pw + sw", { w, ow, kw, sw, pw, dw })
      c.need('maxPool2d', 'x', b, 0, T, ((planes * h) * w), false)
      c.need('maxPool2d', 'y', b, 1, T, ((planes * oh) * ow), false)
      c.need('maxPool2d', 'index', b, 2, 'i32', ((planes * oh) * ow), false)
      c.disjoint('maxPool2d', b, 1, 0)
      c.disjoint('maxPool2d', b, 1, 2)
      c.disjoint('maxPool2d', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2d({ x: x[0] as never, y: x[1] as never, index: x[2] as never, planes: s[0]!, h: s[1]!, w: s[2]!, oh: s[3]!, ow: s[4]!, kh: s[5]!, kw: s[6]!, sh: s[7]!, sw: s[8]!, ph: s[9]!, pw: s[10]!, dh: s[11]!, dw: s[12]! })
  },
  maxPool2dBackward: {
    index: 69,
    number: 'T',
    check(b, s, f) {
      c.sizes('maxPool2dBackward', SIZES_maxPool2dBackward, s)
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
      c.need('maxPool2dBackward', 'dy', b, 0, T, ((planes * oh) * ow), false)
      c.need('maxPool2dBackward', 'index', b, 1, 'i32', ((planes * oh) * ow), false)
      c.need('maxPool2dBackward', 'dx', b, 2, T, ((planes * h) * w), false)
      c.disjoint('maxPool2dBackward', b, 2, 0)
      c.disjoint('maxPool2dBackward', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2dBackward({ dy: x[0] as never, index: x[1] as never, dx: x[2] as never, planes: s[0]!, h: s[1]!, w: s[2]!, oh: s[3]!, ow: s[4]!, accumulate: s[5]! })
  },
  maxPool2x2: {
    index: 71,
    number: 'T',
    check(b, s, f) {
      c.sizes('maxPool2x2', SIZES_maxPool2x2, s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const relu = s[3]!
      c.sizeCount('maxPool2x2', s, 4)
      c.numberCount('maxPool2x2', f, 0)
      c.bufferCount('maxPool2x2', b, 3)
      const T = c.elementType('maxPool2x2', 'f', 'x', b[0])
      if (!(relu <= 1)) c.refuse('maxPool2x2', "relu <= 1", { relu })
      c.need('maxPool2x2', 'x', b, 0, T, ((planes * h) * w), false)
      c.need('maxPool2x2', 'y', b, 1, T, ((planes * Math.floor((h / 2))) * Math.floor((w / 2))), false)
      c.need('maxPool2x2', 'index', b, 2, 'u8', ((planes * Math.floor((h / 2))) * Math.floor((w / 2))), false)
      c.disjoint('maxPool2x2', b, 1, 0)
      c.disjoint('maxPool2x2', b, 1, 2)
      c.disjoint('maxPool2x2', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2x2({ x: x[0] as never, y: x[1] as never, index: x[2] as never, planes: s[0]!, h: s[1]!, w: s[2]!, relu: s[3]! })
  },
  maxPool2x2Backward: {
    index: 73,
    number: 'T',
    check(b, s, f) {
      c.sizes('maxPool2x2Backward', SIZES_maxPool2x2Backward, s)
      const planes = s[0]!
      const h = s[1]!
      const w = s[2]!
      const accumulate = s[3]!
      c.sizeCount('maxPool2x2Backward', s, 4)
      c.numberCount('maxPool2x2Backward', f, 0)
      c.bufferCount('maxPool2x2Backward', b, 3)
      const T = c.elementType('maxPool2x2Backward', 'f', 'dy', b[0])
      if (!(accumulate <= 1)) c.refuse('maxPool2x2Backward', "accumulate <= 1", { accumulate })
      c.need('maxPool2x2Backward', 'dy', b, 0, T, ((planes * Math.floor((h / 2))) * Math.floor((w / 2))), false)
      c.need('maxPool2x2Backward', 'index', b, 1, 'u8', ((planes * Math.floor((h / 2))) * Math.floor((w / 2))), false)
      c.need('maxPool2x2Backward', 'dx', b, 2, T, ((planes * h) * w), false)
      c.disjoint('maxPool2x2Backward', b, 2, 0)
      c.disjoint('maxPool2x2Backward', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2x2Backward({ dy: x[0] as never, index: x[1] as never, dx: x[2] as never, planes: s[0]!, h: s[1]!, w: s[2]!, accumulate: s[3]! })
  },
  avgPool2d: {
    index: 75,
    number: 'T',
    check(b, s, f) {
      c.sizes('avgPool2d', SIZES_avgPool2d, s)
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
      if (!((kh * kw) < 2147483648)) c.refuse('avgPool2d', "kh*kw < 2147483648", { kh, kw })
      if (!(sh > 0)) c.refuse('avgPool2d', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('avgPool2d', "sw > 0", { sw })
      if (!((2 * ph) <= kh)) c.refuse('avgPool2d', "2*ph <= kh", { kh, ph })
      if (!((2 * pw) <= kw)) c.refuse('avgPool2d', "2*pw <= kw", { kw, pw })
      if (!(((oh - 1) * sh) < (h + ph))) c.refuse('avgPool2d', "(oh - 1)*sh < h + ph", { h, oh, sh, ph })
      if (!(((ow - 1) * sw) < (w + pw))) c.refuse('avgPool2d', "(ow - 1)*sw < w + pw", { w, ow, sw, pw })
      if (!((oh * sh) > (((h + (2 * ph)) - (kh - 1)) - 1))) c.refuse('avgPool2d', "oh*sh > h + 2*ph - (kh - 1) - 1", { h, oh, kh, sh, ph })
      if (!(((((oh - 1) * sh) + (kh - 1)) + 1) < ((h + (2 * ph)) + sh))) c.refuse('avgPool2d', "(oh - 1)*sh + (kh - 1) + 1 < h + 2*ph + sh", { h, oh, kh, sh, ph })
      if (!((ow * sw) > (((w + (2 * pw)) - (kw - 1)) - 1))) c.refuse('avgPool2d', "ow*sw > w + 2*pw - (kw - 1) - 1", { w, ow, kw, sw, pw })
      if (!(((((ow - 1) * sw) + (kw - 1)) + 1) < ((w + (2 * pw)) + sw))) c.refuse('avgPool2d', "(ow - 1)*sw + (kw - 1) + 1 < w + 2*pw + sw", { w, ow, kw, sw, pw })
      c.need('avgPool2d', 'x', b, 0, T, ((planes * h) * w), false)
      c.need('avgPool2d', 'y', b, 1, T, ((planes * oh) * ow), false)
      c.disjoint('avgPool2d', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.avgPool2d({ x: x[0] as never, y: x[1] as never, planes: s[0]!, h: s[1]!, w: s[2]!, oh: s[3]!, ow: s[4]!, kh: s[5]!, kw: s[6]!, sh: s[7]!, sw: s[8]!, ph: s[9]!, pw: s[10]!, countPad: s[11]! })
  },
  avgPool2dBackward: {
    index: 77,
    number: 'T',
    check(b, s, f) {
      c.sizes('avgPool2dBackward', SIZES_avgPool2dBackward, s)
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
      if (!((kh * kw) < 2147483648)) c.refuse('avgPool2dBackward', "kh*kw < 2147483648", { kh, kw })
      if (!(sh > 0)) c.refuse('avgPool2dBackward', "sh > 0", { sh })
      if (!(sw > 0)) c.refuse('avgPool2dBackward', "sw > 0", { sw })
      if (!((2 * ph) <= kh)) c.refuse('avgPool2dBackward', "2*ph <= kh", { kh, ph })
      if (!((2 * pw) <= kw)) c.refuse('avgPool2dBackward', "2*pw <= kw", { kw, pw })
      if (!(((oh - 1) * sh) < (h + ph))) c.refuse('avgPool2dBackward', "(oh - 1)*sh < h + ph", { h, oh, sh, ph })
      if (!(((ow - 1) * sw) < (w + pw))) c.refuse('avgPool2dBackward', "(ow - 1)*sw < w + pw", { w, ow, sw, pw })
      if (!((oh * sh) > (((h + (2 * ph)) - (kh - 1)) - 1))) c.refuse('avgPool2dBackward', "oh*sh > h + 2*ph - (kh - 1) - 1", { h, oh, kh, sh, ph })
      if (!(((((oh - 1) * sh) + (kh - 1)) + 1) < ((h + (2 * ph)) + sh))) c.refuse('avgPool2dBackward', "(oh - 1)*sh + (kh - 1) + 1 < h + 2*ph + sh", { h, oh, kh, sh, ph })
      if (!((ow * sw) > (((w + (2 * pw)) - (kw - 1)) - 1))) c.refuse('avgPool2dBackward', "ow*sw > w + 2*pw - (kw - 1) - 1", { w, ow, kw, sw, pw })
      if (!(((((ow - 1) * sw) + (kw - 1)) + 1) < ((w + (2 * pw)) + sw))) c.refuse('avgPool2dBackward', "(ow - 1)*sw + (kw - 1) + 1 < w + 2*pw + sw", { w, ow, kw, sw, pw })
      c.need('avgPool2dBackward', 'dy', b, 0, T, ((planes * oh) * ow), false)
      c.need('avgPool2dBackward', 'dx', b, 1, T, ((planes * h) * w), false)
      c.disjoint('avgPool2dBackward', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.avgPool2dBackward({ dy: x[0] as never, dx: x[1] as never, planes: s[0]!, h: s[1]!, w: s[2]!, oh: s[3]!, ow: s[4]!, kh: s[5]!, kw: s[6]!, sh: s[7]!, sw: s[8]!, ph: s[9]!, pw: s[10]!, countPad: s[11]!, accumulate: s[12]! })
  },
  adaptiveAvgPool2d: {
    index: 79,
    number: 'T',
    check(b, s, f) {
      c.sizes('adaptiveAvgPool2d', SIZES_adaptiveAvgPool2d, s)
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
      if (!((h * oh) < 4503599627370496)) c.refuse('adaptiveAvgPool2d', "h*oh < 0x1p52", { h, oh })
      if (!((w * ow) < 4503599627370496)) c.refuse('adaptiveAvgPool2d', "w*ow < 0x1p52", { w, ow })
      c.need('adaptiveAvgPool2d', 'x', b, 0, T, ((planes * h) * w), false)
      c.need('adaptiveAvgPool2d', 'y', b, 1, T, ((planes * oh) * ow), false)
      c.disjoint('adaptiveAvgPool2d', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.adaptiveAvgPool2d({ x: x[0] as never, y: x[1] as never, planes: s[0]!, h: s[1]!, w: s[2]!, oh: s[3]!, ow: s[4]! })
  },
  adaptiveAvgPool2dBackward: {
    index: 81,
    number: 'T',
    check(b, s, f) {
      c.sizes('adaptiveAvgPool2dBackward', SIZES_adaptiveAvgPool2dBackward, s)
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
      if (!((h * oh) < 4503599627370496)) c.refuse('adaptiveAvgPool2dBackward', "h*oh < 0x1p52", { h, oh })
      if (!((w * ow) < 4503599627370496)) c.refuse('adaptiveAvgPool2dBackward', "w*ow < 0x1p52", { w, ow })
      if (!(accumulate <= 1)) c.refuse('adaptiveAvgPool2dBackward', "accumulate <= 1", { accumulate })
      c.need('adaptiveAvgPool2dBackward', 'dy', b, 0, T, ((planes * oh) * ow), false)
      c.need('adaptiveAvgPool2dBackward', 'dx', b, 1, T, ((planes * h) * w), false)
      c.disjoint('adaptiveAvgPool2dBackward', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.adaptiveAvgPool2dBackward({ dy: x[0] as never, dx: x[1] as never, planes: s[0]!, h: s[1]!, w: s[2]!, oh: s[3]!, ow: s[4]!, accumulate: s[5]! })
  },
  copy: {
    index: 83,
    number: 'f64',
    check(b, s, f) {
      c.sizes('copy', SIZES_copy, s)
      const nd = s[0]!
      const shape = 1
      const strides = shape + nd
      c.sizeCount('copy', s, strides + (nd * 2))
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
      const strides = shape + nd
      return k.copy({ x: x[0] as never, y: x[1] as never, nd, shape: s.slice(shape, shape + nd), strides: s.slice(strides, strides + (nd * 2)) })
    }
  },
  toBfloat16: {
    index: 86,
    number: 'f64',
    check(b, s, f) {
      c.sizes('toBfloat16', SIZES_toBfloat16, s)
      const n = s[0]!
      c.sizeCount('toBfloat16', s, 1)
      c.numberCount('toBfloat16', f, 0)
      c.bufferCount('toBfloat16', b, 2)
      c.need('toBfloat16', 'x', b, 0, 'f32', n, false)
      c.need('toBfloat16', 'y', b, 1, 'u8', (2 * n), false)
      c.disjoint('toBfloat16', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.toBfloat16({ x: x[0] as never, y: x[1] as never, n: s[0]! })
  },
  fromBfloat16: {
    index: 87,
    number: 'f64',
    check(b, s, f) {
      c.sizes('fromBfloat16', SIZES_fromBfloat16, s)
      const n = s[0]!
      c.sizeCount('fromBfloat16', s, 1)
      c.numberCount('fromBfloat16', f, 0)
      c.bufferCount('fromBfloat16', b, 2)
      c.need('fromBfloat16', 'x', b, 0, 'u8', (2 * n), false)
      c.need('fromBfloat16', 'y', b, 1, 'f32', n, false)
      c.disjoint('fromBfloat16', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.fromBfloat16({ x: x[0] as never, y: x[1] as never, n: s[0]! })
  },
  cast: {
    index: 88,
    number: 'f64',
    check(b, s, f) {
      c.sizes('cast', SIZES_cast, s)
      const from = s[0]!
      const to = s[1]!
      const nd = s[2]!
      const shape = 3
      const strides = shape + nd
      c.sizeCount('cast', s, strides + (nd * 2))
      c.numberCount('cast', f, 0)
      c.bufferCount('cast', b, 2)
      if (!(from === c.code(b[0]))) c.refuse('cast', "from == dtype(x)", { from })
      if (!(to === c.code(b[1]))) c.refuse('cast', "to == dtype(y)", { to })
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
      const strides = shape + nd
      return k.cast({ x: x[0] as never, y: x[1] as never, from, to, nd, shape: s.slice(shape, shape + nd), strides: s.slice(strides, strides + (nd * 2)) })
    }
  },
  fill: {
    index: 89,
    number: 'f64',
    check(b, s, f) {
      c.sizes('fill', SIZES_fill, s)
      const type = s[0]!
      const nd = s[1]!
      const shape = 2
      const strides = shape + nd
      c.sizeCount('fill', s, strides + nd)
      c.numberCount('fill', f, 1)
      c.bufferCount('fill', b, 1)
      if (!(type === c.code(b[0]))) c.refuse('fill', "type == dtype(y)", { type })
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
      const strides = shape + nd
      return k.fill({ y: x[0] as never, type, nd, shape: s.slice(shape, shape + nd), strides: s.slice(strides, strides + nd), value: f[0]! })
    }
  },
  indexSelect: {
    index: 90,
    number: 'f64',
    check(b, s, f) {
      c.sizes('indexSelect', SIZES_indexSelect, s)
      const outer = s[0]!
      const n = s[1]!
      const count = s[2]!
      const inner = s[3]!
      c.sizeCount('indexSelect', s, 4)
      c.numberCount('indexSelect', f, 0)
      c.bufferCount('indexSelect', b, 3)
      const T = c.elementType('indexSelect', 'w', 'x', b[0])
      c.need('indexSelect', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('indexSelect', 'index', b, 1, 'i32', count, false)
      c.need('indexSelect', 'y', b, 2, T, ((outer * count) * inner), false)
      c.disjoint('indexSelect', b, 2, 0)
      c.disjoint('indexSelect', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('w', T)
    },
    js: (k, x, s) => k.indexSelect({ x: x[0] as never, index: x[1] as never, y: x[2] as never, outer: s[0]!, n: s[1]!, count: s[2]!, inner: s[3]! })
  },
  indexAdd: {
    index: 93,
    number: 'T',
    check(b, s, f) {
      c.sizes('indexAdd', SIZES_indexAdd, s)
      const outer = s[0]!
      const n = s[1]!
      const count = s[2]!
      const inner = s[3]!
      const skip = s[4]!
      c.sizeCount('indexAdd', s, 5)
      c.numberCount('indexAdd', f, 0)
      c.bufferCount('indexAdd', b, 3)
      const T = c.elementType('indexAdd', 'f', 'x', b[0])
      if (!(skip <= n)) c.refuse('indexAdd', "skip <= n", { n, skip })
      c.need('indexAdd', 'x', b, 0, T, ((outer * count) * inner), false)
      c.need('indexAdd', 'index', b, 1, 'i32', count, false)
      c.need('indexAdd', 'y', b, 2, T, ((outer * n) * inner), false)
      c.disjoint('indexAdd', b, 2, 0)
      c.disjoint('indexAdd', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.indexAdd({ x: x[0] as never, index: x[1] as never, y: x[2] as never, outer: s[0]!, n: s[1]!, count: s[2]!, inner: s[3]!, skip: s[4]! })
  },
  gather: {
    index: 95,
    number: 'f64',
    check(b, s, f) {
      c.sizes('gather', SIZES_gather, s)
      const outer = s[0]!
      const n = s[1]!
      const count = s[2]!
      const inner = s[3]!
      c.sizeCount('gather', s, 4)
      c.numberCount('gather', f, 0)
      c.bufferCount('gather', b, 3)
      const T = c.elementType('gather', 'w', 'x', b[0])
      c.need('gather', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('gather', 'index', b, 1, 'i32', ((outer * count) * inner), false)
      c.need('gather', 'y', b, 2, T, ((outer * count) * inner), false)
      c.disjoint('gather', b, 2, 0)
      c.disjoint('gather', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('w', T)
    },
    js: (k, x, s) => k.gather({ x: x[0] as never, index: x[1] as never, y: x[2] as never, outer: s[0]!, n: s[1]!, count: s[2]!, inner: s[3]! })
  },
  scatterAdd: {
    index: 98,
    number: 'T',
    check(b, s, f) {
      c.sizes('scatterAdd', SIZES_scatterAdd, s)
      const outer = s[0]!
      const n = s[1]!
      const count = s[2]!
      const inner = s[3]!
      c.sizeCount('scatterAdd', s, 4)
      c.numberCount('scatterAdd', f, 0)
      c.bufferCount('scatterAdd', b, 3)
      const T = c.elementType('scatterAdd', 'f', 'x', b[0])
      c.need('scatterAdd', 'x', b, 0, T, ((outer * count) * inner), false)
      c.need('scatterAdd', 'index', b, 1, 'i32', ((outer * count) * inner), false)
      c.need('scatterAdd', 'y', b, 2, T, ((outer * n) * inner), false)
      c.disjoint('scatterAdd', b, 2, 0)
      c.disjoint('scatterAdd', b, 2, 1)
      if (c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.scatterAdd({ x: x[0] as never, index: x[1] as never, y: x[2] as never, outer: s[0]!, n: s[1]!, count: s[2]!, inner: s[3]! })
  },
  addRows: {
    index: 100,
    number: 'T',
    check(b, s, f) {
      c.sizes('addRows', SIZES_addRows, s)
      const rows = s[0]!
      const n = s[1]!
      const count = s[2]!
      const inner = s[3]!
      c.sizeCount('addRows', s, 4)
      c.numberCount('addRows', f, 0)
      c.bufferCount('addRows', b, 5)
      const T = c.elementType('addRows', 'f', 'x', b[0])
      c.need('addRows', 'x', b, 0, T, (rows * inner), false)
      c.need('addRows', 'from', b, 1, 'i32', count, false)
      c.need('addRows', 'to', b, 2, 'i32', count, false)
      c.need('addRows', 'scale', b, 3, T, count, true)
      c.need('addRows', 'y', b, 4, T, (n * inner), false)
      c.disjoint('addRows', b, 4, 0)
      c.disjoint('addRows', b, 4, 1)
      c.disjoint('addRows', b, 4, 2)
      c.disjoint('addRows', b, 4, 3)
      if (c.vacant(b, 4, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.addRows({ x: x[0] as never, from: x[1] as never, to: x[2] as never, scale: x[3] as never, y: x[4] as never, rows: s[0]!, n: s[1]!, count: s[2]!, inner: s[3]! })
  },
  oneHot: {
    index: 102,
    number: 'T',
    check(b, s, f) {
      c.sizes('oneHot', SIZES_oneHot, s)
      const count = s[0]!
      const classes = s[1]!
      c.sizeCount('oneHot', s, 2)
      c.numberCount('oneHot', f, 0)
      c.bufferCount('oneHot', b, 2)
      const T = c.elementType('oneHot', 'f', 'y', b[1])
      c.need('oneHot', 'index', b, 0, 'i32', count, false)
      c.need('oneHot', 'y', b, 1, T, (count * classes), false)
      c.disjoint('oneHot', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.oneHot({ index: x[0] as never, y: x[1] as never, count: s[0]!, classes: s[1]! })
  },
  ctc: {
    index: 104,
    number: 'T',
    check(b, s, f) {
      c.sizes('ctc', SIZES_ctc, s)
      const time = s[0]!
      const batch = s[1]!
      const classes = s[2]!
      const width = s[3]!
      const blank = s[4]!
      c.sizeCount('ctc', s, 5)
      c.numberCount('ctc', f, 0)
      c.bufferCount('ctc', b, 6)
      const T = c.elementType('ctc', 'f', 'logp', b[0])
      if (!(blank < classes)) c.refuse('ctc', "blank < classes", { classes, blank })
      c.need('ctc', 'logp', b, 0, T, ((time * batch) * classes), false)
      c.need('ctc', 'target', b, 1, 'i32', (batch * width), false)
      c.need('ctc', 'steps', b, 2, 'i32', batch, false)
      c.need('ctc', 'lengths', b, 3, 'i32', batch, false)
      c.need('ctc', 'alpha', b, 4, T, ((batch * time) * ((2 * width) + 1)), false)
      c.need('ctc', 'loss', b, 5, T, batch, false)
      c.disjoint('ctc', b, 4, 0)
      c.disjoint('ctc', b, 4, 1)
      c.disjoint('ctc', b, 4, 2)
      c.disjoint('ctc', b, 4, 3)
      c.disjoint('ctc', b, 4, 5)
      c.disjoint('ctc', b, 5, 0)
      c.disjoint('ctc', b, 5, 1)
      c.disjoint('ctc', b, 5, 2)
      c.disjoint('ctc', b, 5, 3)
      if (c.vacant(b, 4, 1) && c.vacant(b, 5, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.ctc({ logp: x[0] as never, target: x[1] as never, steps: x[2] as never, lengths: x[3] as never, alpha: x[4] as never, loss: x[5] as never, time: s[0]!, batch: s[1]!, classes: s[2]!, width: s[3]!, blank: s[4]! })
  },
  ctcBackward: {
    index: 106,
    number: 'T',
    check(b, s, f) {
      c.sizes('ctcBackward', SIZES_ctcBackward, s)
      const time = s[0]!
      const batch = s[1]!
      const classes = s[2]!
      const width = s[3]!
      const blank = s[4]!
      const zeroInfinity = s[5]!
      c.sizeCount('ctcBackward', s, 6)
      c.numberCount('ctcBackward', f, 0)
      c.bufferCount('ctcBackward', b, 8)
      const T = c.elementType('ctcBackward', 'f', 'logp', b[0])
      if (!(blank < classes)) c.refuse('ctcBackward', "blank < classes", { classes, blank })
      if (!(zeroInfinity <= 1)) c.refuse('ctcBackward', "zeroInfinity <= 1", { zeroInfinity })
      c.need('ctcBackward', 'logp', b, 0, T, ((time * batch) * classes), false)
      c.need('ctcBackward', 'target', b, 1, 'i32', (batch * width), false)
      c.need('ctcBackward', 'steps', b, 2, 'i32', batch, false)
      c.need('ctcBackward', 'lengths', b, 3, 'i32', batch, false)
      c.need('ctcBackward', 'alpha', b, 4, T, ((batch * time) * ((2 * width) + 1)), false)
      c.need('ctcBackward', 'loss', b, 5, T, batch, false)
      c.need('ctcBackward', 'dloss', b, 6, T, batch, false)
      c.need('ctcBackward', 'dlogp', b, 7, T, ((time * batch) * classes), false)
      c.disjoint('ctcBackward', b, 7, 0)
      c.disjoint('ctcBackward', b, 7, 1)
      c.disjoint('ctcBackward', b, 7, 2)
      c.disjoint('ctcBackward', b, 7, 3)
      c.disjoint('ctcBackward', b, 7, 4)
      c.disjoint('ctcBackward', b, 7, 5)
      c.disjoint('ctcBackward', b, 7, 6)
      if (c.vacant(b, 7, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.ctcBackward({ logp: x[0] as never, target: x[1] as never, steps: x[2] as never, lengths: x[3] as never, alpha: x[4] as never, loss: x[5] as never, dloss: x[6] as never, dlogp: x[7] as never, time: s[0]!, batch: s[1]!, classes: s[2]!, width: s[3]!, blank: s[4]!, zeroInfinity: s[5]! })
  },
  combine: {
    index: 108,
    number: 'T',
    check(b, s, f) {
      c.sizes('combine', SIZES_combine, s)
      const outer = s[0]!
      const n = s[1]!
      const count = s[2]!
      const taps = s[3]!
      const inner = s[4]!
      const accumulate = s[5]!
      c.sizeCount('combine', s, 6)
      c.numberCount('combine', f, 0)
      c.bufferCount('combine', b, 5)
      const T = c.elementType('combine', 'f', 'x', b[0])
      if (!(accumulate <= 1)) c.refuse('combine', "accumulate <= 1", { accumulate })
      if (!(taps < 2147483648)) c.refuse('combine', "taps < 2147483648", { taps })
      c.need('combine', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('combine', 'start', b, 1, 'i32', (count + 1), false)
      c.need('combine', 'index', b, 2, 'i32', taps, false)
      c.need('combine', 'weight', b, 3, T, taps, true)
      c.need('combine', 'y', b, 4, T, ((outer * count) * inner), false)
      c.disjoint('combine', b, 4, 0)
      c.disjoint('combine', b, 4, 1)
      c.disjoint('combine', b, 4, 2)
      c.disjoint('combine', b, 4, 3)
      if (c.vacant(b, 4, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.combine({ x: x[0] as never, start: x[1] as never, index: x[2] as never, weight: x[3] as never, y: x[4] as never, outer: s[0]!, n: s[1]!, count: s[2]!, taps: s[3]!, inner: s[4]!, accumulate: s[5]! })
  },
  sort: {
    index: 110,
    number: 'T',
    check(b, s, f) {
      c.sizes('sort', SIZES_sort, s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      const descending = s[3]!
      c.sizeCount('sort', s, 4)
      c.numberCount('sort', f, 0)
      c.bufferCount('sort', b, 3)
      const T = c.elementType('sort', 'f', 'x', b[0])
      if (!(n <= 2147483647)) c.refuse('sort', "n <= 2147483647", { n })
      if (!(descending <= 1)) c.refuse('sort', "descending <= 1", { descending })
      c.need('sort', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('sort', 'y', b, 1, T, ((outer * n) * inner), true)
      c.need('sort', 'index', b, 2, 'i32', ((outer * n) * inner), false)
      c.disjoint('sort', b, 1, 0)
      c.disjoint('sort', b, 1, 2)
      c.disjoint('sort', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.sort({ x: x[0] as never, y: x[1] as never, index: x[2] as never, outer: s[0]!, n: s[1]!, inner: s[2]!, descending: s[3]! })
  },
  topk: {
    index: 112,
    number: 'T',
    check(b, s, f) {
      c.sizes('topk', SIZES_topk, s)
      const outer = s[0]!
      const n = s[1]!
      const inner = s[2]!
      const k = s[3]!
      const largest = s[4]!
      c.sizeCount('topk', s, 5)
      c.numberCount('topk', f, 0)
      c.bufferCount('topk', b, 3)
      const T = c.elementType('topk', 'f', 'x', b[0])
      if (!(n <= 2147483647)) c.refuse('topk', "n <= 2147483647", { n })
      if (!(k <= n)) c.refuse('topk', "k <= n", { n, k })
      if (!(largest <= 1)) c.refuse('topk', "largest <= 1", { largest })
      c.need('topk', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('topk', 'y', b, 1, T, ((outer * k) * inner), false)
      c.need('topk', 'index', b, 2, 'i32', ((outer * k) * inner), false)
      c.disjoint('topk', b, 1, 0)
      c.disjoint('topk', b, 1, 2)
      c.disjoint('topk', b, 2, 0)
      if (c.vacant(b, 1, 1) && c.vacant(b, 2, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.topk({ x: x[0] as never, y: x[1] as never, index: x[2] as never, outer: s[0]!, n: s[1]!, inner: s[2]!, k: s[3]!, largest: s[4]! })
  },
  scan: {
    index: 114,
    number: 'T',
    check(b, s, f) {
      c.sizes('scan', SIZES_scan, s)
      const op = s[0]!
      const outer = s[1]!
      const n = s[2]!
      const inner = s[3]!
      const reverse = s[4]!
      c.sizeCount('scan', s, 5)
      c.numberCount('scan', f, 0)
      c.bufferCount('scan', b, 2)
      const T = c.elementType('scan', 'f', 'x', b[0])
      if (!(op <= 1)) c.refuse('scan', "op <= 1", { op })
      if (!(reverse <= 1)) c.refuse('scan', "reverse <= 1", { reverse })
      c.need('scan', 'x', b, 0, T, ((outer * n) * inner), false)
      c.need('scan', 'y', b, 1, T, ((outer * n) * inner), false)
      c.disjointOrSame('scan', b, 1, 0, s, 0, 0, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.scan({ x: x[0] as never, y: x[1] as never, op: s[0]!, outer: s[1]!, n: s[2]!, inner: s[3]!, reverse: s[4]! })
  },
  recurrent: {
    index: 116,
    number: 'T',
    check(b, s, f) {
      c.sizes('recurrent', SIZES_recurrent, s)
      const kind = s[0]!
      const width = s[1]!
      const kept = s[2]!
      const time = s[3]!
      const batch = s[4]!
      const hidden = s[5]!
      const reverse = s[6]!
      c.sizeCount('recurrent', s, 7)
      c.numberCount('recurrent', f, 0)
      c.bufferCount('recurrent', b, 6)
      const T = c.elementType('recurrent', 'f', 'gates', b[0])
      if (!(kind <= 3)) c.refuse('recurrent', "kind <= 3", { kind })
      if (!(reverse <= 1)) c.refuse('recurrent', "reverse <= 1", { reverse })
      if (!(((((kind < 2) && (width === 1)) && (kept === 0)) || (((kind === 2) && (width === 4)) && (kept === 4))) || (((kind === 3) && (width === 3)) && (kept === 4)))) c.refuse('recurrent', "kind < 2 & width == 1 & kept == 0 | kind == 2 & width == 4 & kept == 4 | kind == 3 & width == 3 & kept == 4", { kind, width, kept })
      if (!(((kind < 2) || (kind === 3)) || (b[4] != null))) c.refuse('recurrent', "kind < 2 | kind == 3 | has(cells)", { kind })
      if (!((kind < 2) || (b[5] != null))) c.refuse('recurrent', "kind < 2 | has(saved)", { kind })
      c.need('recurrent', 'gates', b, 0, T, (((time * batch) * width) * hidden), false)
      c.need('recurrent', 'weight', b, 1, T, ((width * hidden) * hidden), false)
      c.need('recurrent', 'bias', b, 2, T, (width * hidden), true)
      c.need('recurrent', 'states', b, 3, T, (((time + 1) * batch) * hidden), false)
      c.need('recurrent', 'cells', b, 4, T, (((time + 1) * batch) * hidden), true)
      c.need('recurrent', 'saved', b, 5, T, (((time * batch) * kept) * hidden), true)
      c.disjoint('recurrent', b, 3, 0)
      c.disjoint('recurrent', b, 3, 1)
      c.disjoint('recurrent', b, 3, 2)
      c.disjoint('recurrent', b, 3, 4)
      c.disjoint('recurrent', b, 3, 5)
      c.disjoint('recurrent', b, 4, 0)
      c.disjoint('recurrent', b, 4, 1)
      c.disjoint('recurrent', b, 4, 2)
      c.disjoint('recurrent', b, 4, 5)
      c.disjoint('recurrent', b, 5, 0)
      c.disjoint('recurrent', b, 5, 1)
      c.disjoint('recurrent', b, 5, 2)
      if (c.vacant(b, 3, 1) && c.vacant(b, 4, 1) && c.vacant(b, 5, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.recurrent({ gates: x[0] as never, weight: x[1] as never, bias: x[2] as never, states: x[3] as never, cells: x[4] as never, saved: x[5] as never, kind: s[0]!, width: s[1]!, kept: s[2]!, time: s[3]!, batch: s[4]!, hidden: s[5]!, reverse: s[6]! })
  },
  recurrentBfloat16: {
    index: 118,
    number: 'T',
    check(b, s, f) {
      c.sizes('recurrentBfloat16', SIZES_recurrentBfloat16, s)
      const kind = s[0]!
      const width = s[1]!
      const kept = s[2]!
      const time = s[3]!
      const batch = s[4]!
      const hidden = s[5]!
      const reverse = s[6]!
      c.sizeCount('recurrentBfloat16', s, 7)
      c.numberCount('recurrentBfloat16', f, 0)
      c.bufferCount('recurrentBfloat16', b, 6)
      if (!(kind <= 3)) c.refuse('recurrentBfloat16', "kind <= 3", { kind })
      if (!(reverse <= 1)) c.refuse('recurrentBfloat16', "reverse <= 1", { reverse })
      if (!(((((kind < 2) && (width === 1)) && (kept === 0)) || (((kind === 2) && (width === 4)) && (kept === 4))) || (((kind === 3) && (width === 3)) && (kept === 4)))) c.refuse('recurrentBfloat16', "kind < 2 & width == 1 & kept == 0 | kind == 2 & width == 4 & kept == 4 | kind == 3 & width == 3 & kept == 4", { kind, width, kept })
      if (!(((kind < 2) || (kind === 3)) || (b[4] != null))) c.refuse('recurrentBfloat16', "kind < 2 | kind == 3 | has(cells)", { kind })
      if (!((kind < 2) || (b[5] != null))) c.refuse('recurrentBfloat16', "kind < 2 | has(saved)", { kind })
      c.need('recurrentBfloat16', 'gates', b, 0, 'f32', (((time * batch) * width) * hidden), false)
      c.need('recurrentBfloat16', 'weight', b, 1, 'f32', ((width * hidden) * hidden), false)
      c.need('recurrentBfloat16', 'bias', b, 2, 'f32', (width * hidden), true)
      c.need('recurrentBfloat16', 'states', b, 3, 'f32', (((time + 1) * batch) * hidden), false)
      c.need('recurrentBfloat16', 'cells', b, 4, 'f32', (((time + 1) * batch) * hidden), true)
      c.need('recurrentBfloat16', 'saved', b, 5, 'f32', (((time * batch) * kept) * hidden), true)
      c.disjoint('recurrentBfloat16', b, 3, 0)
      c.disjoint('recurrentBfloat16', b, 3, 1)
      c.disjoint('recurrentBfloat16', b, 3, 2)
      c.disjoint('recurrentBfloat16', b, 3, 4)
      c.disjoint('recurrentBfloat16', b, 3, 5)
      c.disjoint('recurrentBfloat16', b, 4, 0)
      c.disjoint('recurrentBfloat16', b, 4, 1)
      c.disjoint('recurrentBfloat16', b, 4, 2)
      c.disjoint('recurrentBfloat16', b, 4, 5)
      c.disjoint('recurrentBfloat16', b, 5, 0)
      c.disjoint('recurrentBfloat16', b, 5, 1)
      c.disjoint('recurrentBfloat16', b, 5, 2)
      if (c.vacant(b, 3, 1) && c.vacant(b, 4, 1) && c.vacant(b, 5, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.recurrentBfloat16({ gates: x[0] as never, weight: x[1] as never, bias: x[2] as never, states: x[3] as never, cells: x[4] as never, saved: x[5] as never, kind: s[0]!, width: s[1]!, kept: s[2]!, time: s[3]!, batch: s[4]!, hidden: s[5]!, reverse: s[6]! })
  },
  recurrentBackward: {
    index: 119,
    number: 'T',
    check(b, s, f) {
      c.sizes('recurrentBackward', SIZES_recurrentBackward, s)
      const kind = s[0]!
      const width = s[1]!
      const kept = s[2]!
      const time = s[3]!
      const batch = s[4]!
      const hidden = s[5]!
      const reverse = s[6]!
      c.sizeCount('recurrentBackward', s, 7)
      c.numberCount('recurrentBackward', f, 0)
      c.bufferCount('recurrentBackward', b, 10)
      const T = c.elementType('recurrentBackward', 'f', 'dy', b[0])
      if (!(kind <= 3)) c.refuse('recurrentBackward', "kind <= 3", { kind })
      if (!(reverse <= 1)) c.refuse('recurrentBackward', "reverse <= 1", { reverse })
      if (!(((((kind < 2) && (width === 1)) && (kept === 0)) || (((kind === 2) && (width === 4)) && (kept === 4))) || (((kind === 3) && (width === 3)) && (kept === 4)))) c.refuse('recurrentBackward', "kind < 2 & width == 1 & kept == 0 | kind == 2 & width == 4 & kept == 4 | kind == 3 & width == 3 & kept == 4", { kind, width, kept })
      if (!(((kind < 2) || (kind === 3)) || ((b[3] != null) && (b[9] != null)))) c.refuse('recurrentBackward', "kind < 2 | kind == 3 | has(cells) & has(dcells)", { kind })
      if (!((kind < 2) || (b[4] != null))) c.refuse('recurrentBackward', "kind < 2 | has(saved)", { kind })
      if (!((kind < 3) || (b[7] != null))) c.refuse('recurrentBackward', "kind < 3 | has(drecurrent)", { kind })
      c.need('recurrentBackward', 'dy', b, 0, T, ((time * batch) * hidden), false)
      c.need('recurrentBackward', 'weight', b, 1, T, ((width * hidden) * hidden), false)
      c.need('recurrentBackward', 'states', b, 2, T, (((time + 1) * batch) * hidden), false)
      c.need('recurrentBackward', 'cells', b, 3, T, (((time + 1) * batch) * hidden), true)
      c.need('recurrentBackward', 'saved', b, 4, T, (((time * batch) * kept) * hidden), true)
      c.need('recurrentBackward', 'dcell', b, 5, T, (batch * hidden), true)
      c.need('recurrentBackward', 'dgates', b, 6, T, (((time * batch) * width) * hidden), false)
      c.need('recurrentBackward', 'drecurrent', b, 7, T, (((time * batch) * width) * hidden), true)
      c.need('recurrentBackward', 'dstate', b, 8, T, (batch * hidden), false)
      c.need('recurrentBackward', 'dcells', b, 9, T, (batch * hidden), true)
      c.disjoint('recurrentBackward', b, 6, 0)
      c.disjoint('recurrentBackward', b, 6, 1)
      c.disjoint('recurrentBackward', b, 6, 2)
      c.disjoint('recurrentBackward', b, 6, 3)
      c.disjoint('recurrentBackward', b, 6, 4)
      c.disjoint('recurrentBackward', b, 6, 5)
      c.disjoint('recurrentBackward', b, 6, 7)
      c.disjoint('recurrentBackward', b, 6, 8)
      c.disjoint('recurrentBackward', b, 6, 9)
      c.disjoint('recurrentBackward', b, 7, 0)
      c.disjoint('recurrentBackward', b, 7, 1)
      c.disjoint('recurrentBackward', b, 7, 2)
      c.disjoint('recurrentBackward', b, 7, 3)
      c.disjoint('recurrentBackward', b, 7, 4)
      c.disjoint('recurrentBackward', b, 7, 5)
      c.disjoint('recurrentBackward', b, 7, 8)
      c.disjoint('recurrentBackward', b, 7, 9)
      c.disjoint('recurrentBackward', b, 8, 0)
      c.disjoint('recurrentBackward', b, 8, 1)
      c.disjoint('recurrentBackward', b, 8, 2)
      c.disjoint('recurrentBackward', b, 8, 3)
      c.disjoint('recurrentBackward', b, 8, 4)
      c.disjoint('recurrentBackward', b, 8, 5)
      c.disjoint('recurrentBackward', b, 8, 9)
      c.disjoint('recurrentBackward', b, 9, 0)
      c.disjoint('recurrentBackward', b, 9, 1)
      c.disjoint('recurrentBackward', b, 9, 2)
      c.disjoint('recurrentBackward', b, 9, 3)
      c.disjoint('recurrentBackward', b, 9, 4)
      c.disjoint('recurrentBackward', b, 9, 5)
      if (c.vacant(b, 6, 1) && c.vacant(b, 7, 1) && c.vacant(b, 8, 1) && c.vacant(b, 9, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.recurrentBackward({ dy: x[0] as never, weight: x[1] as never, states: x[2] as never, cells: x[3] as never, saved: x[4] as never, dcell: x[5] as never, dgates: x[6] as never, drecurrent: x[7] as never, dstate: x[8] as never, dcells: x[9] as never, kind: s[0]!, width: s[1]!, kept: s[2]!, time: s[3]!, batch: s[4]!, hidden: s[5]!, reverse: s[6]! })
  },
  recurrentBackwardBfloat16: {
    index: 121,
    number: 'T',
    check(b, s, f) {
      c.sizes('recurrentBackwardBfloat16', SIZES_recurrentBackwardBfloat16, s)
      const kind = s[0]!
      const width = s[1]!
      const kept = s[2]!
      const time = s[3]!
      const batch = s[4]!
      const hidden = s[5]!
      const reverse = s[6]!
      c.sizeCount('recurrentBackwardBfloat16', s, 7)
      c.numberCount('recurrentBackwardBfloat16', f, 0)
      c.bufferCount('recurrentBackwardBfloat16', b, 10)
      if (!(kind <= 3)) c.refuse('recurrentBackwardBfloat16', "kind <= 3", { kind })
      if (!(reverse <= 1)) c.refuse('recurrentBackwardBfloat16', "reverse <= 1", { reverse })
      if (!(((((kind < 2) && (width === 1)) && (kept === 0)) || (((kind === 2) && (width === 4)) && (kept === 4))) || (((kind === 3) && (width === 3)) && (kept === 4)))) c.refuse('recurrentBackwardBfloat16', "kind < 2 & width == 1 & kept == 0 | kind == 2 & width == 4 & kept == 4 | kind == 3 & width == 3 & kept == 4", { kind, width, kept })
      if (!(((kind < 2) || (kind === 3)) || ((b[3] != null) && (b[9] != null)))) c.refuse('recurrentBackwardBfloat16', "kind < 2 | kind == 3 | has(cells) & has(dcells)", { kind })
      if (!((kind < 2) || (b[4] != null))) c.refuse('recurrentBackwardBfloat16', "kind < 2 | has(saved)", { kind })
      if (!((kind < 3) || (b[7] != null))) c.refuse('recurrentBackwardBfloat16', "kind < 3 | has(drecurrent)", { kind })
      c.need('recurrentBackwardBfloat16', 'dy', b, 0, 'f32', ((time * batch) * hidden), false)
      c.need('recurrentBackwardBfloat16', 'weight', b, 1, 'f32', ((width * hidden) * hidden), false)
      c.need('recurrentBackwardBfloat16', 'states', b, 2, 'f32', (((time + 1) * batch) * hidden), false)
      c.need('recurrentBackwardBfloat16', 'cells', b, 3, 'f32', (((time + 1) * batch) * hidden), true)
      c.need('recurrentBackwardBfloat16', 'saved', b, 4, 'f32', (((time * batch) * kept) * hidden), true)
      c.need('recurrentBackwardBfloat16', 'dcell', b, 5, 'f32', (batch * hidden), true)
      c.need('recurrentBackwardBfloat16', 'dgates', b, 6, 'f32', (((time * batch) * width) * hidden), false)
      c.need('recurrentBackwardBfloat16', 'drecurrent', b, 7, 'f32', (((time * batch) * width) * hidden), true)
      c.need('recurrentBackwardBfloat16', 'dstate', b, 8, 'f32', (batch * hidden), false)
      c.need('recurrentBackwardBfloat16', 'dcells', b, 9, 'f32', (batch * hidden), true)
      c.disjoint('recurrentBackwardBfloat16', b, 6, 0)
      c.disjoint('recurrentBackwardBfloat16', b, 6, 1)
      c.disjoint('recurrentBackwardBfloat16', b, 6, 2)
      c.disjoint('recurrentBackwardBfloat16', b, 6, 3)
      c.disjoint('recurrentBackwardBfloat16', b, 6, 4)
      c.disjoint('recurrentBackwardBfloat16', b, 6, 5)
      c.disjoint('recurrentBackwardBfloat16', b, 6, 7)
      c.disjoint('recurrentBackwardBfloat16', b, 6, 8)
      c.disjoint('recurrentBackwardBfloat16', b, 6, 9)
      c.disjoint('recurrentBackwardBfloat16', b, 7, 0)
      c.disjoint('recurrentBackwardBfloat16', b, 7, 1)
      c.disjoint('recurrentBackwardBfloat16', b, 7, 2)
      c.disjoint('recurrentBackwardBfloat16', b, 7, 3)
      c.disjoint('recurrentBackwardBfloat16', b, 7, 4)
      c.disjoint('recurrentBackwardBfloat16', b, 7, 5)
      c.disjoint('recurrentBackwardBfloat16', b, 7, 8)
      c.disjoint('recurrentBackwardBfloat16', b, 7, 9)
      c.disjoint('recurrentBackwardBfloat16', b, 8, 0)
      c.disjoint('recurrentBackwardBfloat16', b, 8, 1)
      c.disjoint('recurrentBackwardBfloat16', b, 8, 2)
      c.disjoint('recurrentBackwardBfloat16', b, 8, 3)
      c.disjoint('recurrentBackwardBfloat16', b, 8, 4)
      c.disjoint('recurrentBackwardBfloat16', b, 8, 5)
      c.disjoint('recurrentBackwardBfloat16', b, 8, 9)
      c.disjoint('recurrentBackwardBfloat16', b, 9, 0)
      c.disjoint('recurrentBackwardBfloat16', b, 9, 1)
      c.disjoint('recurrentBackwardBfloat16', b, 9, 2)
      c.disjoint('recurrentBackwardBfloat16', b, 9, 3)
      c.disjoint('recurrentBackwardBfloat16', b, 9, 4)
      c.disjoint('recurrentBackwardBfloat16', b, 9, 5)
      if (c.vacant(b, 6, 1) && c.vacant(b, 7, 1) && c.vacant(b, 8, 1) && c.vacant(b, 9, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.recurrentBackwardBfloat16({ dy: x[0] as never, weight: x[1] as never, states: x[2] as never, cells: x[3] as never, saved: x[4] as never, dcell: x[5] as never, dgates: x[6] as never, drecurrent: x[7] as never, dstate: x[8] as never, dcells: x[9] as never, kind: s[0]!, width: s[1]!, kept: s[2]!, time: s[3]!, batch: s[4]!, hidden: s[5]!, reverse: s[6]! })
  },
  attention: {
    index: 122,
    number: 'T',
    check(b, s, f) {
      c.sizes('attention', SIZES_attention, s)
      const batch = s[0]!
      const heads = s[1]!
      const queries = s[2]!
      const keys = s[3]!
      const depth = s[4]!
      const width = s[5]!
      const causal = s[6]!
      const strides = 7
      c.sizeCount('attention', s, strides + 15)
      c.numberCount('attention', f, 1)
      c.bufferCount('attention', b, 6)
      const T = c.elementType('attention', 'f', 'q', b[0])
      if (!(causal <= 1)) c.refuse('attention', "causal <= 1", { causal })
      if (!c.places(s, (strides + 12), width, batch, heads, queries)) c.refuse('attention', "places(strides + 12, width, batch, heads, queries)", { batch, heads, queries, width })
      c.need('attention', 'q', b, 0, T, (((((batch * heads) * queries) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, strides)) + ((heads - 1) * c.at(s, (strides + 1)))) + ((queries - 1) * c.at(s, (strides + 2)))) + depth)), false)
      c.need('attention', 'k', b, 1, T, (((((batch * heads) * keys) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 3))) + ((heads - 1) * c.at(s, (strides + 4)))) + ((keys - 1) * c.at(s, (strides + 5)))) + depth)), false)
      c.need('attention', 'v', b, 2, T, (((((batch * heads) * keys) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 6))) + ((heads - 1) * c.at(s, (strides + 7)))) + ((keys - 1) * c.at(s, (strides + 8)))) + width)), false)
      c.need('attention', 'mask', b, 3, T, (((((batch * heads) * queries) * keys) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 9))) + ((heads - 1) * c.at(s, (strides + 10)))) + ((queries - 1) * c.at(s, (strides + 11)))) + keys)), true)
      c.need('attention', 'y', b, 4, T, (((((batch * heads) * queries) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 12))) + ((heads - 1) * c.at(s, (strides + 13)))) + ((queries - 1) * c.at(s, (strides + 14)))) + width)), false)
      c.need('attention', 'lse', b, 5, T, ((batch * heads) * queries), false)
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
      return k.attention({ q: x[0] as never, k: x[1] as never, v: x[2] as never, mask: x[3] as never, y: x[4] as never, lse: x[5] as never, batch, heads, queries, keys, depth, width, causal, strides: s.slice(strides, strides + 15), scale: f[0]! })
    }
  },
  attentionBfloat16: {
    index: 124,
    number: 'T',
    check(b, s, f) {
      c.sizes('attentionBfloat16', SIZES_attentionBfloat16, s)
      const batch = s[0]!
      const heads = s[1]!
      const queries = s[2]!
      const keys = s[3]!
      const depth = s[4]!
      const width = s[5]!
      const causal = s[6]!
      const strides = 7
      c.sizeCount('attentionBfloat16', s, strides + 15)
      c.numberCount('attentionBfloat16', f, 1)
      c.bufferCount('attentionBfloat16', b, 6)
      if (!(causal <= 1)) c.refuse('attentionBfloat16', "causal <= 1", { causal })
      if (!c.places(s, (strides + 12), width, batch, heads, queries)) c.refuse('attentionBfloat16', "places(strides + 12, width, batch, heads, queries)", { batch, heads, queries, width })
      c.need('attentionBfloat16', 'q', b, 0, 'f32', (((((batch * heads) * queries) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, strides)) + ((heads - 1) * c.at(s, (strides + 1)))) + ((queries - 1) * c.at(s, (strides + 2)))) + depth)), false)
      c.need('attentionBfloat16', 'k', b, 1, 'f32', (((((batch * heads) * keys) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 3))) + ((heads - 1) * c.at(s, (strides + 4)))) + ((keys - 1) * c.at(s, (strides + 5)))) + depth)), false)
      c.need('attentionBfloat16', 'v', b, 2, 'f32', (((((batch * heads) * keys) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 6))) + ((heads - 1) * c.at(s, (strides + 7)))) + ((keys - 1) * c.at(s, (strides + 8)))) + width)), false)
      c.need('attentionBfloat16', 'mask', b, 3, 'f32', (((((batch * heads) * queries) * keys) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 9))) + ((heads - 1) * c.at(s, (strides + 10)))) + ((queries - 1) * c.at(s, (strides + 11)))) + keys)), true)
      c.need('attentionBfloat16', 'y', b, 4, 'f32', (((((batch * heads) * queries) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 12))) + ((heads - 1) * c.at(s, (strides + 13)))) + ((queries - 1) * c.at(s, (strides + 14)))) + width)), false)
      c.need('attentionBfloat16', 'lse', b, 5, 'f32', ((batch * heads) * queries), false)
      c.disjoint('attentionBfloat16', b, 4, 0)
      c.disjoint('attentionBfloat16', b, 4, 1)
      c.disjoint('attentionBfloat16', b, 4, 2)
      c.disjoint('attentionBfloat16', b, 4, 3)
      c.disjoint('attentionBfloat16', b, 4, 5)
      c.disjoint('attentionBfloat16', b, 5, 0)
      c.disjoint('attentionBfloat16', b, 5, 1)
      c.disjoint('attentionBfloat16', b, 5, 2)
      c.disjoint('attentionBfloat16', b, 5, 3)
      if (c.vacant(b, 4, 1) && c.vacant(b, 5, 1)) return c.NOTHING_TO_DO
      return 0
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
      return k.attentionBfloat16({ q: x[0] as never, k: x[1] as never, v: x[2] as never, mask: x[3] as never, y: x[4] as never, lse: x[5] as never, batch, heads, queries, keys, depth, width, causal, strides: s.slice(strides, strides + 15), scale: f[0]! })
    }
  },
  attentionBackward: {
    index: 125,
    number: 'T',
    check(b, s, f) {
      c.sizes('attentionBackward', SIZES_attentionBackward, s)
      const batch = s[0]!
      const heads = s[1]!
      const queries = s[2]!
      const keys = s[3]!
      const depth = s[4]!
      const width = s[5]!
      const causal = s[6]!
      const strides = 7
      c.sizeCount('attentionBackward', s, strides + 27)
      c.numberCount('attentionBackward', f, 1)
      c.bufferCount('attentionBackward', b, 10)
      const T = c.elementType('attentionBackward', 'f', 'q', b[0])
      if (!(causal <= 1)) c.refuse('attentionBackward', "causal <= 1", { causal })
      if (!c.places(s, (strides + 18), depth, batch, heads, queries)) c.refuse('attentionBackward', "places(strides + 18, depth, batch, heads, queries)", { batch, heads, queries, depth })
      if (!c.places(s, (strides + 21), depth, batch, heads, keys)) c.refuse('attentionBackward', "places(strides + 21, depth, batch, heads, keys)", { batch, heads, keys, depth })
      if (!c.places(s, (strides + 24), width, batch, heads, keys)) c.refuse('attentionBackward', "places(strides + 24, width, batch, heads, keys)", { batch, heads, keys, width })
      c.need('attentionBackward', 'q', b, 0, T, (((((batch * heads) * queries) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, strides)) + ((heads - 1) * c.at(s, (strides + 1)))) + ((queries - 1) * c.at(s, (strides + 2)))) + depth)), false)
      c.need('attentionBackward', 'k', b, 1, T, (((((batch * heads) * keys) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 3))) + ((heads - 1) * c.at(s, (strides + 4)))) + ((keys - 1) * c.at(s, (strides + 5)))) + depth)), false)
      c.need('attentionBackward', 'v', b, 2, T, (((((batch * heads) * keys) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 6))) + ((heads - 1) * c.at(s, (strides + 7)))) + ((keys - 1) * c.at(s, (strides + 8)))) + width)), false)
      c.need('attentionBackward', 'mask', b, 3, T, (((((batch * heads) * queries) * keys) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 9))) + ((heads - 1) * c.at(s, (strides + 10)))) + ((queries - 1) * c.at(s, (strides + 11)))) + keys)), true)
      c.need('attentionBackward', 'y', b, 4, T, (((((batch * heads) * queries) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 12))) + ((heads - 1) * c.at(s, (strides + 13)))) + ((queries - 1) * c.at(s, (strides + 14)))) + width)), false)
      c.need('attentionBackward', 'lse', b, 5, T, ((batch * heads) * queries), false)
      c.need('attentionBackward', 'dy', b, 6, T, (((((batch * heads) * queries) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 15))) + ((heads - 1) * c.at(s, (strides + 16)))) + ((queries - 1) * c.at(s, (strides + 17)))) + width)), false)
      c.need('attentionBackward', 'dq', b, 7, T, (((((batch * heads) * queries) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 18))) + ((heads - 1) * c.at(s, (strides + 19)))) + ((queries - 1) * c.at(s, (strides + 20)))) + depth)), false)
      c.need('attentionBackward', 'dk', b, 8, T, (((((batch * heads) * keys) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 21))) + ((heads - 1) * c.at(s, (strides + 22)))) + ((keys - 1) * c.at(s, (strides + 23)))) + depth)), false)
      c.need('attentionBackward', 'dv', b, 9, T, (((((batch * heads) * keys) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 24))) + ((heads - 1) * c.at(s, (strides + 25)))) + ((keys - 1) * c.at(s, (strides + 26)))) + width)), false)
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
      return k.attentionBackward({ q: x[0] as never, k: x[1] as never, v: x[2] as never, mask: x[3] as never, y: x[4] as never, lse: x[5] as never, dy: x[6] as never, dq: x[7] as never, dk: x[8] as never, dv: x[9] as never, batch, heads, queries, keys, depth, width, causal, strides: s.slice(strides, strides + 27), scale: f[0]! })
    }
  },
  attentionBackwardBfloat16: {
    index: 127,
    number: 'T',
    check(b, s, f) {
      c.sizes('attentionBackwardBfloat16', SIZES_attentionBackwardBfloat16, s)
      const batch = s[0]!
      const heads = s[1]!
      const queries = s[2]!
      const keys = s[3]!
      const depth = s[4]!
      const width = s[5]!
      const causal = s[6]!
      const strides = 7
      c.sizeCount('attentionBackwardBfloat16', s, strides + 27)
      c.numberCount('attentionBackwardBfloat16', f, 1)
      c.bufferCount('attentionBackwardBfloat16', b, 10)
      if (!(causal <= 1)) c.refuse('attentionBackwardBfloat16', "causal <= 1", { causal })
      if (!c.places(s, (strides + 18), depth, batch, heads, queries)) c.refuse('attentionBackwardBfloat16', "places(strides + 18, depth, batch, heads, queries)", { batch, heads, queries, depth })
      if (!c.places(s, (strides + 21), depth, batch, heads, keys)) c.refuse('attentionBackwardBfloat16', "places(strides + 21, depth, batch, heads, keys)", { batch, heads, keys, depth })
      if (!c.places(s, (strides + 24), width, batch, heads, keys)) c.refuse('attentionBackwardBfloat16', "places(strides + 24, width, batch, heads, keys)", { batch, heads, keys, width })
      c.need('attentionBackwardBfloat16', 'q', b, 0, 'f32', (((((batch * heads) * queries) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, strides)) + ((heads - 1) * c.at(s, (strides + 1)))) + ((queries - 1) * c.at(s, (strides + 2)))) + depth)), false)
      c.need('attentionBackwardBfloat16', 'k', b, 1, 'f32', (((((batch * heads) * keys) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 3))) + ((heads - 1) * c.at(s, (strides + 4)))) + ((keys - 1) * c.at(s, (strides + 5)))) + depth)), false)
      c.need('attentionBackwardBfloat16', 'v', b, 2, 'f32', (((((batch * heads) * keys) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 6))) + ((heads - 1) * c.at(s, (strides + 7)))) + ((keys - 1) * c.at(s, (strides + 8)))) + width)), false)
      c.need('attentionBackwardBfloat16', 'mask', b, 3, 'f32', (((((batch * heads) * queries) * keys) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 9))) + ((heads - 1) * c.at(s, (strides + 10)))) + ((queries - 1) * c.at(s, (strides + 11)))) + keys)), true)
      c.need('attentionBackwardBfloat16', 'y', b, 4, 'f32', (((((batch * heads) * queries) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 12))) + ((heads - 1) * c.at(s, (strides + 13)))) + ((queries - 1) * c.at(s, (strides + 14)))) + width)), false)
      c.need('attentionBackwardBfloat16', 'lse', b, 5, 'f32', ((batch * heads) * queries), false)
      c.need('attentionBackwardBfloat16', 'dy', b, 6, 'f32', (((((batch * heads) * queries) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 15))) + ((heads - 1) * c.at(s, (strides + 16)))) + ((queries - 1) * c.at(s, (strides + 17)))) + width)), false)
      c.need('attentionBackwardBfloat16', 'dq', b, 7, 'f32', (((((batch * heads) * queries) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 18))) + ((heads - 1) * c.at(s, (strides + 19)))) + ((queries - 1) * c.at(s, (strides + 20)))) + depth)), false)
      c.need('attentionBackwardBfloat16', 'dk', b, 8, 'f32', (((((batch * heads) * keys) * depth) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 21))) + ((heads - 1) * c.at(s, (strides + 22)))) + ((keys - 1) * c.at(s, (strides + 23)))) + depth)), false)
      c.need('attentionBackwardBfloat16', 'dv', b, 9, 'f32', (((((batch * heads) * keys) * width) === 0) ? 0 : (((((batch - 1) * c.at(s, (strides + 24))) + ((heads - 1) * c.at(s, (strides + 25)))) + ((keys - 1) * c.at(s, (strides + 26)))) + width)), false)
      c.disjoint('attentionBackwardBfloat16', b, 7, 0)
      c.disjoint('attentionBackwardBfloat16', b, 7, 1)
      c.disjoint('attentionBackwardBfloat16', b, 7, 2)
      c.disjoint('attentionBackwardBfloat16', b, 7, 3)
      c.disjoint('attentionBackwardBfloat16', b, 7, 4)
      c.disjoint('attentionBackwardBfloat16', b, 7, 5)
      c.disjoint('attentionBackwardBfloat16', b, 7, 6)
      c.disjoint('attentionBackwardBfloat16', b, 7, 8)
      c.disjoint('attentionBackwardBfloat16', b, 7, 9)
      c.disjoint('attentionBackwardBfloat16', b, 8, 0)
      c.disjoint('attentionBackwardBfloat16', b, 8, 1)
      c.disjoint('attentionBackwardBfloat16', b, 8, 2)
      c.disjoint('attentionBackwardBfloat16', b, 8, 3)
      c.disjoint('attentionBackwardBfloat16', b, 8, 4)
      c.disjoint('attentionBackwardBfloat16', b, 8, 5)
      c.disjoint('attentionBackwardBfloat16', b, 8, 6)
      c.disjoint('attentionBackwardBfloat16', b, 8, 9)
      c.disjoint('attentionBackwardBfloat16', b, 9, 0)
      c.disjoint('attentionBackwardBfloat16', b, 9, 1)
      c.disjoint('attentionBackwardBfloat16', b, 9, 2)
      c.disjoint('attentionBackwardBfloat16', b, 9, 3)
      c.disjoint('attentionBackwardBfloat16', b, 9, 4)
      c.disjoint('attentionBackwardBfloat16', b, 9, 5)
      c.disjoint('attentionBackwardBfloat16', b, 9, 6)
      if (c.vacant(b, 7, 1) && c.vacant(b, 8, 1) && c.vacant(b, 9, 1)) return c.NOTHING_TO_DO
      return 0
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
      return k.attentionBackwardBfloat16({ q: x[0] as never, k: x[1] as never, v: x[2] as never, mask: x[3] as never, y: x[4] as never, lse: x[5] as never, dy: x[6] as never, dq: x[7] as never, dk: x[8] as never, dv: x[9] as never, batch, heads, queries, keys, depth, width, causal, strides: s.slice(strides, strides + 27), scale: f[0]! })
    }
  },
  optim: {
    index: 128,
    number: 'T',
    check(b, s, f) {
      c.sizes('optim', SIZES_optim, s)
      const rule = s[0]!
      const flags = s[1]!
      const count = s[2]!
      const slots = s[3]!
      const n = 4
      c.sizeCount('optim', s, n + count)
      c.numberCount('optim', f, 12)
      c.bufferCount('optim', b, 0 + count + count + (slots * count))
      const T = c.elementType('optim', 'f', 'p', b[0])
      if (!(c.slots(rule, flags) === slots)) c.refuse('optim', "slots(rule, flags) == slots", { rule, flags, slots })
      for (let i = 0; i < count; i++) c.need('optim', `p[${i}]`, b, 0 + i, T, c.at(s, (n + i)), false)
      for (let i = 0; i < count; i++) c.need('optim', `g[${i}]`, b, 0 + count + i, T, c.at(s, (n + i)), false)
      for (let i = 0; i < (slots * count); i++) c.need('optim', `state[${i}]`, b, 0 + count + count + i, T, c.at(s, (n + (i % count))), false)
      c.distinct('optim', b, 0 + count + count + (slots * count), 0, 0 + count)
      c.distinct('optim', b, 0 + count + count + (slots * count), 0 + count + count, 0 + count + count + (slots * count))
      if (c.vacant(b, 0, count) && c.vacant(b, 0 + count + count, (slots * count))) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js(k, x, s, f) {
      const rule = s[0]!
      const flags = s[1]!
      const count = s[2]!
      const slots = s[3]!
      const n = 4
      return k.optim({ p: x.slice(0, 0 + count) as never, g: x.slice(0 + count, 0 + count + count) as never, state: x.slice(0 + count + count, 0 + count + count + (slots * count)) as never, rule, flags, count, slots, n: s.slice(n, n + count), numbers: f })
    }
  },
  adamPacked: {
    index: 130,
    number: 'f64',
    check(b, s, f) {
      c.sizes('adamPacked', SIZES_adamPacked, s)
      const format = s[0]!
      const flags = s[1]!
      const seed = s[2]!
      const count = s[3]!
      const n = 4
      c.sizeCount('adamPacked', s, n + count)
      c.numberCount('adamPacked', f, 10)
      c.bufferCount('adamPacked', b, 0 + count + count + count + count + count)
      if (!(format <= 1)) c.refuse('adamPacked', "format <= 1", { format })
      if (!(flags <= 1)) c.refuse('adamPacked', "flags <= 1", { flags })
      if (!(seed < 4294967296)) c.refuse('adamPacked', "seed < 4294967296", { seed })
      for (let i = 0; i < count; i++) c.need('adamPacked', `p[${i}]`, b, 0 + i, 'f32', c.at(s, (n + i)), false)
      for (let i = 0; i < count; i++) c.need('adamPacked', `g[${i}]`, b, 0 + count + i, 'f32', c.at(s, (n + i)), false)
      for (let i = 0; i < count; i++) c.need('adamPacked', `m[${i}]`, b, 0 + count + count + i, 'u8', (c.at(s, (n + i)) * (2 - format)), false)
      for (let i = 0; i < count; i++) c.need('adamPacked', `v[${i}]`, b, 0 + count + count + count + i, 'u8', (c.at(s, (n + i)) * (2 - format)), false)
      for (let i = 0; i < count; i++) c.need('adamPacked', `scales[${i}]`, b, 0 + count + count + count + count + i, 'f32', ((format * 2) * Math.ceil((c.at(s, (n + i)) / 256))), false)
      c.distinct('adamPacked', b, 0 + count + count + count + count + count, 0, 0 + count)
      c.distinct('adamPacked', b, 0 + count + count + count + count + count, 0 + count + count, 0 + count + count + count)
      c.distinct('adamPacked', b, 0 + count + count + count + count + count, 0 + count + count + count, 0 + count + count + count + count)
      c.distinct('adamPacked', b, 0 + count + count + count + count + count, 0 + count + count + count + count, 0 + count + count + count + count + count)
      if (c.vacant(b, 0, count) && c.vacant(b, 0 + count + count, count) && c.vacant(b, 0 + count + count + count, count) && c.vacant(b, 0 + count + count + count + count, count)) return c.NOTHING_TO_DO
      return 0
    },
    js(k, x, s, f) {
      const format = s[0]!
      const flags = s[1]!
      const seed = s[2]!
      const count = s[3]!
      const n = 4
      return k.adamPacked({ p: x.slice(0, 0 + count) as never, g: x.slice(0 + count, 0 + count + count) as never, m: x.slice(0 + count + count, 0 + count + count + count) as never, v: x.slice(0 + count + count + count, 0 + count + count + count + count) as never, scales: x.slice(0 + count + count + count + count, 0 + count + count + count + count + count) as never, format, flags, seed, count, n: s.slice(n, n + count), numbers: f })
    }
  },
  uniform: {
    index: 131,
    number: 'T',
    check(b, s, f) {
      c.sizes('uniform', SIZES_uniform, s)
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
    js: (k, x, s, f) => k.uniform({ y: x[0] as never, n: s[0]!, seed0: s[1]!, seed1: s[2]!, counter0: s[3]!, counter1: s[4]!, scale: f[0]!, shift: f[1]! })
  },
  normal: {
    index: 133,
    number: 'T',
    check(b, s, f) {
      c.sizes('normal', SIZES_normal, s)
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
    js: (k, x, s, f) => k.normal({ y: x[0] as never, n: s[0]!, seed0: s[1]!, seed1: s[2]!, counter0: s[3]!, counter1: s[4]!, scale: f[0]!, shift: f[1]! })
  },
  integers: {
    index: 135,
    number: 'f64',
    check(b, s, f) {
      c.sizes('integers', SIZES_integers, s)
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
      if (!((low + range) <= 4294967296)) c.refuse('integers', "low + range <= 4294967296", { low, range })
      c.need('integers', 'y', b, 0, 'i32', n, false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.integers({ y: x[0] as never, n: s[0]!, seed0: s[1]!, seed1: s[2]!, counter0: s[3]!, counter1: s[4]!, low: s[5]!, range: s[6]! })
  },
  permutation: {
    index: 136,
    number: 'f64',
    check(b, s, f) {
      c.sizes('permutation', SIZES_permutation, s)
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
    js: (k, x, s) => k.permutation({ y: x[0] as never, n: s[0]!, seed0: s[1]!, seed1: s[2]!, counter0: s[3]!, counter1: s[4]! })
  },
  bernoulli: {
    index: 137,
    number: 'f64',
    check(b, s, f) {
      c.sizes('bernoulli', SIZES_bernoulli, s)
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
    js: (k, x, s) => k.bernoulli({ y: x[0] as never, n: s[0]!, seed0: s[1]!, seed1: s[2]!, counter0: s[3]!, counter1: s[4]!, below: s[5]! })
  },
  dropout: {
    index: 138,
    number: 'T',
    check(b, s, f) {
      c.sizes('dropout', SIZES_dropout, s)
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
    js: (k, x, s, f) => k.dropout({ x: x[0] as never, y: x[1] as never, mask: x[2] as never, n: s[0]!, seed0: s[1]!, seed1: s[2]!, counter0: s[3]!, counter1: s[4]!, below: s[5]!, scale: f[0]! })
  },
  probeFma: {
    index: 140,
    number: 'T',
    check(b, s, f) {
      c.sizes('probeFma', SIZES_probeFma, s)
      const units = s[0]!
      const rounds = s[1]!
      c.sizeCount('probeFma', s, 2)
      c.numberCount('probeFma', f, 2)
      c.bufferCount('probeFma', b, 1)
      const T = c.elementType('probeFma', 'f', 'y', b[0])
      if (!(rounds <= 1000000000)) c.refuse('probeFma', "rounds <= 1000000000", { rounds })
      c.need('probeFma', 'y', b, 0, T, (units * 192), false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.probeFma({ y: x[0] as never, units: s[0]!, rounds: s[1]!, a: f[0]!, b: f[1]! })
  },
  probeRead: {
    index: 142,
    number: 'T',
    check(b, s, f) {
      c.sizes('probeRead', SIZES_probeRead, s)
      const units = s[0]!
      const length = s[1]!
      c.sizeCount('probeRead', s, 2)
      c.numberCount('probeRead', f, 0)
      c.bufferCount('probeRead', b, 2)
      const T = c.elementType('probeRead', 'f', 'x', b[0])
      if (!(length >= 64)) c.refuse('probeRead', "length >= 64", { length })
      if (!((length % 64) === 0)) c.refuse('probeRead', "length % 64 == 0", { length })
      c.need('probeRead', 'x', b, 0, T, (units * length), false)
      c.need('probeRead', 'y', b, 1, T, (units * 64), false)
      c.disjoint('probeRead', b, 1, 0)
      if (c.vacant(b, 1, 1)) return c.NOTHING_TO_DO
      return c.variant('f', T)
    },
    js: (k, x, s) => k.probeRead({ x: x[0] as never, y: x[1] as never, units: s[0]!, length: s[1]! })
  },
  probeTriad: {
    index: 144,
    number: 'T',
    check(b, s, f) {
      c.sizes('probeTriad', SIZES_probeTriad, s)
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
    js: (k, x, s, f) => k.probeTriad({ x: x[0] as never, y: x[1] as never, z: x[2] as never, n: s[0]!, a: f[0]! })
  },
  probeUpdate: {
    index: 146,
    number: 'T',
    check(b, s, f) {
      c.sizes('probeUpdate', SIZES_probeUpdate, s)
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
    js: (k, x, s, f) => k.probeUpdate({ g: x[0] as never, p: x[1] as never, m: x[2] as never, v: x[3] as never, n: s[0]!, a: f[0]! })
  },
  probeHandOff: {
    index: 148,
    number: 'f64',
    check(b, s, f) {
      c.sizes('probeHandOff', SIZES_probeHandOff, s)
      const hops = s[0]!
      c.sizeCount('probeHandOff', s, 1)
      c.numberCount('probeHandOff', f, 0)
      c.bufferCount('probeHandOff', b, 1)
      if (!(hops <= 1000000000)) c.refuse('probeHandOff', "hops <= 1000000000", { hops })
      c.need('probeHandOff', 'y', b, 0, 'f64', 1, false)
      if (c.vacant(b, 0, 1)) return c.NOTHING_TO_DO
      return 0
    },
    js: (k, x, s) => k.probeHandOff({ y: x[0] as never, hops: s[0]! })
  },
}
