// Generated from native/kernels.def by codegen/kernels.mjs. Do not edit.
import type * as c from '../check.ts'
import type { Precision } from '../calls.ts'
import { run } from '../index.ts'

export interface MapCall {
  x: readonly (c.Operand)[]
  y: c.Operand
  op: number
  shape: readonly number[]
  strides: readonly number[]
  p0: number
  p1: number
}
export function map(a: MapCall): void {
  run('map', [...a.x, a.y], [a.op, a.x.length, a.shape.length, ...a.shape, ...a.strides], [a.p0, a.p1])
}

export interface MapBoolCall {
  a: c.Operand
  b: c.Operand
  y: c.Operand
  op: number
  shape: readonly number[]
  strides: readonly number[]
}
export function mapBool(a: MapBoolCall): void {
  run('mapBool', [a.a, a.b, a.y], [a.op, a.shape.length, ...a.shape, ...a.strides])
}

export interface WhereCall {
  condition: c.Operand
  a: c.Operand
  b: c.Operand
  y: c.Operand
  shape: readonly number[]
  strides: readonly number[]
}
export function where(a: WhereCall): void {
  run('where', [a.condition, a.a, a.b, a.y], [a.shape.length, ...a.shape, ...a.strides])
}

export interface LogicalCall {
  a: c.Operand
  b: c.Operand
  y: c.Operand
  op: number
  shape: readonly number[]
  strides: readonly number[]
}
export function logical(a: LogicalCall): void {
  run('logical', [a.a, a.b, a.y], [a.op, a.shape.length, ...a.shape, ...a.strides])
}

export interface ReduceCall {
  x: c.Operand
  y: c.Operand
  op: number
  outer: number
  n: number
  inner: number
  accumulate: number
  divisor: number
}
export function reduce(a: ReduceCall): void {
  run('reduce', [a.x, a.y], [a.op, a.outer, a.n, a.inner, a.accumulate], [a.divisor])
}

export interface VarianceCall {
  x: c.Operand
  mean: c.Operand
  y: c.Operand
  outer: number
  n: number
  inner: number
  divisor: number
}
export function variance(a: VarianceCall): void {
  run('variance', [a.x, a.mean, a.y], [a.outer, a.n, a.inner], [a.divisor])
}

export interface ExtremeCall {
  x: c.Operand
  y: c.Operand | null
  index: c.Operand | null
  largest: number
  outer: number
  n: number
  inner: number
}
export function extreme(a: ExtremeCall): void {
  run('extreme', [a.x, a.y, a.index], [a.largest, a.outer, a.n, a.inner])
}

export interface ExtremeBackwardCall {
  dy: c.Operand
  index: c.Operand
  dx: c.Operand
  outer: number
  n: number
  inner: number
}
export function extremeBackward(a: ExtremeBackwardCall): void {
  run('extremeBackward', [a.dy, a.index, a.dx], [a.outer, a.n, a.inner])
}

export interface AnyAllCall {
  x: c.Operand
  y: c.Operand
  all: number
  outer: number
  n: number
  inner: number
}
export function anyAll(a: AnyAllCall): void {
  run('anyAll', [a.x, a.y], [a.all, a.outer, a.n, a.inner])
}

export interface ForeachNormCall {
  x: readonly (c.Operand)[]
  y: c.Operand
  p: number
  lengths: readonly number[]
}
export function foreachNorm(a: ForeachNormCall): void {
  run('foreachNorm', [...a.x, a.y], [a.p, a.lengths.length, ...a.lengths])
}

export interface ForeachSquaresCall {
  x: readonly (c.Operand)[]
  y: c.Operand
  chunks: number
  lengths: readonly number[]
}
export function foreachSquares(a: ForeachSquaresCall): void {
  run('foreachSquares', [...a.x, a.y], [a.lengths.length, a.chunks, ...a.lengths])
}

export interface ForeachMulCall {
  x: readonly (c.Operand)[]
  lengths: readonly number[]
  scale: number
}
export function foreachMul(a: ForeachMulCall): void {
  run('foreachMul', [...a.x], [a.lengths.length, ...a.lengths], [a.scale])
}

export interface SoftmaxCall {
  x: c.Operand
  y: c.Operand
  outer: number
  n: number
  inner: number
  log: number
}
export function softmax(a: SoftmaxCall): void {
  run('softmax', [a.x, a.y], [a.outer, a.n, a.inner, a.log])
}

export interface SoftmaxBackwardCall {
  y: c.Operand
  dy: c.Operand
  dx: c.Operand
  outer: number
  n: number
  inner: number
  log: number
}
export function softmaxBackward(a: SoftmaxBackwardCall): void {
  run('softmaxBackward', [a.y, a.dy, a.dx], [a.outer, a.n, a.inner, a.log])
}

export interface LogsumexpCall {
  x: c.Operand
  y: c.Operand
  outer: number
  n: number
  inner: number
}
export function logsumexp(a: LogsumexpCall): void {
  run('logsumexp', [a.x, a.y], [a.outer, a.n, a.inner])
}

export interface LogsumexpBackwardCall {
  x: c.Operand
  y: c.Operand
  dy: c.Operand
  dx: c.Operand
  outer: number
  n: number
  inner: number
}
export function logsumexpBackward(a: LogsumexpBackwardCall): void {
  run('logsumexpBackward', [a.x, a.y, a.dy, a.dx], [a.outer, a.n, a.inner])
}

export interface CrossEntropyCall {
  logits: c.Operand
  target: c.Operand
  weight: c.Operand | null
  loss: c.Operand
  grad: c.Operand | null
  rows: number
  classes: number
  reduction: number
  ignoreIndex: number
  smoothing: number
}
export function crossEntropy(a: CrossEntropyCall): void {
  run('crossEntropy', [a.logits, a.target, a.weight, a.loss, a.grad], [a.rows, a.classes, a.reduction], [a.ignoreIndex, a.smoothing])
}

export interface CrossEntropyProbsCall {
  logits: c.Operand
  target: c.Operand
  weight: c.Operand | null
  loss: c.Operand
  grad: c.Operand | null
  rows: number
  classes: number
  reduction: number
  smoothing: number
}
export function crossEntropyProbs(a: CrossEntropyProbsCall): void {
  run('crossEntropyProbs', [a.logits, a.target, a.weight, a.loss, a.grad], [a.rows, a.classes, a.reduction], [a.smoothing])
}

export interface NllCall {
  logp: c.Operand
  target: c.Operand
  weight: c.Operand | null
  loss: c.Operand
  grad: c.Operand | null
  rows: number
  classes: number
  reduction: number
  ignoreIndex: number
}
export function nll(a: NllCall): void {
  run('nll', [a.logp, a.target, a.weight, a.loss, a.grad], [a.rows, a.classes, a.reduction], [a.ignoreIndex])
}

export interface LayerNormCall {
  x: c.Operand
  weight: c.Operand | null
  bias: c.Operand | null
  y: c.Operand
  mean: c.Operand
  rstd: c.Operand
  rows: number
  n: number
  eps: number
}
export function layerNorm(a: LayerNormCall): void {
  run('layerNorm', [a.x, a.weight, a.bias, a.y, a.mean, a.rstd], [a.rows, a.n], [a.eps])
}

export interface LayerNormBackwardCall {
  x: c.Operand
  dy: c.Operand
  weight: c.Operand | null
  mean: c.Operand
  rstd: c.Operand
  dx: c.Operand
  dweight: c.Operand | null
  dbias: c.Operand | null
  rows: number
  n: number
  accumulate: number
}
export function layerNormBackward(a: LayerNormBackwardCall): void {
  run('layerNormBackward', [a.x, a.dy, a.weight, a.mean, a.rstd, a.dx, a.dweight, a.dbias], [a.rows, a.n, a.accumulate])
}

export interface RmsNormCall {
  x: c.Operand
  weight: c.Operand | null
  y: c.Operand
  rstd: c.Operand
  rows: number
  n: number
  eps: number
}
export function rmsNorm(a: RmsNormCall): void {
  run('rmsNorm', [a.x, a.weight, a.y, a.rstd], [a.rows, a.n], [a.eps])
}

export interface RmsNormBackwardCall {
  x: c.Operand
  dy: c.Operand
  weight: c.Operand | null
  rstd: c.Operand
  dx: c.Operand
  dweight: c.Operand | null
  rows: number
  n: number
  accumulate: number
}
export function rmsNormBackward(a: RmsNormBackwardCall): void {
  run('rmsNormBackward', [a.x, a.dy, a.weight, a.rstd, a.dx, a.dweight], [a.rows, a.n, a.accumulate])
}

export interface GroupNormCall {
  x: c.Operand
  weight: c.Operand | null
  bias: c.Operand | null
  y: c.Operand
  mean: c.Operand
  rstd: c.Operand
  batch: number
  channels: number
  inner: number
  groups: number
  activation: number
  eps: number
}
export function groupNorm(a: GroupNormCall): void {
  run('groupNorm', [a.x, a.weight, a.bias, a.y, a.mean, a.rstd], [a.batch, a.channels, a.inner, a.groups, a.activation], [a.eps])
}

export interface GroupNormBackwardCall {
  x: c.Operand
  dy: c.Operand
  weight: c.Operand | null
  bias: c.Operand | null
  mean: c.Operand
  rstd: c.Operand
  dx: c.Operand
  dweight: c.Operand | null
  dbias: c.Operand | null
  batch: number
  channels: number
  inner: number
  groups: number
  activation: number
  accumulate: number
  accumulateX: number
}
export function groupNormBackward(a: GroupNormBackwardCall): void {
  run('groupNormBackward', [a.x, a.dy, a.weight, a.bias, a.mean, a.rstd, a.dx, a.dweight, a.dbias], [a.batch, a.channels, a.inner, a.groups, a.activation, a.accumulate, a.accumulateX])
}

export interface BatchNormCall {
  x: c.Operand
  weight: c.Operand | null
  bias: c.Operand | null
  runningMean: c.Operand | null
  runningVar: c.Operand | null
  y: c.Operand
  mean: c.Operand
  rstd: c.Operand
  batch: number
  channels: number
  inner: number
  training: number
  relu: number
  momentum: number
  eps: number
}
export function batchNorm(a: BatchNormCall): void {
  run('batchNorm', [a.x, a.weight, a.bias, a.runningMean, a.runningVar, a.y, a.mean, a.rstd], [a.batch, a.channels, a.inner, a.training, a.relu], [a.momentum, a.eps])
}

export interface BatchNormBackwardCall {
  x: c.Operand
  dy: c.Operand
  weight: c.Operand | null
  bias: c.Operand | null
  mean: c.Operand
  rstd: c.Operand
  dx: c.Operand
  dweight: c.Operand | null
  dbias: c.Operand | null
  batch: number
  channels: number
  inner: number
  training: number
  relu: number
  accumulate: number
}
export function batchNormBackward(a: BatchNormBackwardCall): void {
  run('batchNormBackward', [a.x, a.dy, a.weight, a.bias, a.mean, a.rstd, a.dx, a.dweight, a.dbias], [a.batch, a.channels, a.inner, a.training, a.relu, a.accumulate])
}

export interface GemmCall {
  a: c.Operand
  b: c.Operand
  bias: c.Operand | null
  c: c.Operand
  rows: number
  cols: number
  inner: number
  ars: number
  acs: number
  brs: number
  bcs: number
  srs: number
  scs: number
  ldc: number
  accumulate: number
  activation: number
  shape: readonly number[]
  strides: readonly number[]
}
export function gemm(a: GemmCall, precision: Precision = 'float32'): void {
  run(precision === 'bfloat16' ? 'gemmBfloat16' : 'gemm', [a.a, a.b, a.bias, a.c], [a.rows, a.cols, a.inner, a.ars, a.acs, a.brs, a.bcs, a.srs, a.scs, a.ldc, a.accumulate, a.activation, a.shape.length, ...a.shape, ...a.strides])
}

export interface LuCall {
  a: c.Operand
  pivots: c.Operand
  m: number
  n: number
}
export function lu(a: LuCall): void {
  run('lu', [a.a, a.pivots], [a.m, a.n])
}

export interface SecularCall {
  d: c.Operand
  z: c.Operand
  groups: c.Operand
  origins: c.Operand
  distances: c.Operand
  vectors: c.Operand
  left: c.Operand | null
  middles: c.Operand | null
  k: number
  factor: number
}
export function secular(a: SecularCall): void {
  run('secular', [a.d, a.z, a.groups, a.origins, a.distances, a.vectors, a.left, a.middles], [a.k], [a.factor])
}

export interface Conv2dCall {
  x: c.Operand
  weight: c.Operand
  bias: c.Operand | null
  y: c.Operand
  n: number
  ci: number
  h: number
  w: number
  co: number
  kh: number
  kw: number
  oh: number
  ow: number
  sh: number
  sw: number
  ph: number
  pw: number
  dh: number
  dw: number
  groups: number
  relu: number
}
export function conv2d(a: Conv2dCall, precision: Precision = 'float32'): void {
  run(precision === 'bfloat16' ? 'conv2dBfloat16' : 'conv2d', [a.x, a.weight, a.bias, a.y], [a.n, a.ci, a.h, a.w, a.co, a.kh, a.kw, a.oh, a.ow, a.sh, a.sw, a.ph, a.pw, a.dh, a.dw, a.groups, a.relu])
}

export interface Conv2dInputCall {
  dy: c.Operand
  weight: c.Operand
  dx: c.Operand
  n: number
  ci: number
  h: number
  w: number
  co: number
  kh: number
  kw: number
  oh: number
  ow: number
  sh: number
  sw: number
  ph: number
  pw: number
  dh: number
  dw: number
  groups: number
  accumulate: number
}
export function conv2dInput(a: Conv2dInputCall, precision: Precision = 'float32'): void {
  run(precision === 'bfloat16' ? 'conv2dInputBfloat16' : 'conv2dInput', [a.dy, a.weight, a.dx], [a.n, a.ci, a.h, a.w, a.co, a.kh, a.kw, a.oh, a.ow, a.sh, a.sw, a.ph, a.pw, a.dh, a.dw, a.groups, a.accumulate])
}

export interface Conv2dWeightCall {
  x: c.Operand
  dy: c.Operand
  dweight: c.Operand
  dbias: c.Operand | null
  n: number
  ci: number
  h: number
  w: number
  co: number
  kh: number
  kw: number
  oh: number
  ow: number
  sh: number
  sw: number
  ph: number
  pw: number
  dh: number
  dw: number
  groups: number
  accumulate: number
}
export function conv2dWeight(a: Conv2dWeightCall, precision: Precision = 'float32'): void {
  run(precision === 'bfloat16' ? 'conv2dWeightBfloat16' : 'conv2dWeight', [a.x, a.dy, a.dweight, a.dbias], [a.n, a.ci, a.h, a.w, a.co, a.kh, a.kw, a.oh, a.ow, a.sh, a.sw, a.ph, a.pw, a.dh, a.dw, a.groups, a.accumulate])
}

export interface MaxPool2dCall {
  x: c.Operand
  y: c.Operand
  index: c.Operand
  planes: number
  h: number
  w: number
  oh: number
  ow: number
  kh: number
  kw: number
  sh: number
  sw: number
  ph: number
  pw: number
  dh: number
  dw: number
}
export function maxPool2d(a: MaxPool2dCall): void {
  run('maxPool2d', [a.x, a.y, a.index], [a.planes, a.h, a.w, a.oh, a.ow, a.kh, a.kw, a.sh, a.sw, a.ph, a.pw, a.dh, a.dw])
}

export interface MaxPool2dBackwardCall {
  dy: c.Operand
  index: c.Operand
  dx: c.Operand
  planes: number
  h: number
  w: number
  oh: number
  ow: number
  accumulate: number
}
export function maxPool2dBackward(a: MaxPool2dBackwardCall): void {
  run('maxPool2dBackward', [a.dy, a.index, a.dx], [a.planes, a.h, a.w, a.oh, a.ow, a.accumulate])
}

export interface MaxPool2x2Call {
  x: c.Operand
  y: c.Operand
  index: c.Operand
  planes: number
  h: number
  w: number
  relu: number
}
export function maxPool2x2(a: MaxPool2x2Call): void {
  run('maxPool2x2', [a.x, a.y, a.index], [a.planes, a.h, a.w, a.relu])
}

export interface MaxPool2x2BackwardCall {
  dy: c.Operand
  index: c.Operand
  dx: c.Operand
  planes: number
  h: number
  w: number
  accumulate: number
}
export function maxPool2x2Backward(a: MaxPool2x2BackwardCall): void {
  run('maxPool2x2Backward', [a.dy, a.index, a.dx], [a.planes, a.h, a.w, a.accumulate])
}

export interface AvgPool2dCall {
  x: c.Operand
  y: c.Operand
  planes: number
  h: number
  w: number
  oh: number
  ow: number
  kh: number
  kw: number
  sh: number
  sw: number
  ph: number
  pw: number
  countPad: number
}
export function avgPool2d(a: AvgPool2dCall): void {
  run('avgPool2d', [a.x, a.y], [a.planes, a.h, a.w, a.oh, a.ow, a.kh, a.kw, a.sh, a.sw, a.ph, a.pw, a.countPad])
}

export interface AvgPool2dBackwardCall {
  dy: c.Operand
  dx: c.Operand
  planes: number
  h: number
  w: number
  oh: number
  ow: number
  kh: number
  kw: number
  sh: number
  sw: number
  ph: number
  pw: number
  countPad: number
  accumulate: number
}
export function avgPool2dBackward(a: AvgPool2dBackwardCall): void {
  run('avgPool2dBackward', [a.dy, a.dx], [a.planes, a.h, a.w, a.oh, a.ow, a.kh, a.kw, a.sh, a.sw, a.ph, a.pw, a.countPad, a.accumulate])
}

export interface AdaptiveAvgPool2dCall {
  x: c.Operand
  y: c.Operand
  planes: number
  h: number
  w: number
  oh: number
  ow: number
}
export function adaptiveAvgPool2d(a: AdaptiveAvgPool2dCall): void {
  run('adaptiveAvgPool2d', [a.x, a.y], [a.planes, a.h, a.w, a.oh, a.ow])
}

export interface AdaptiveAvgPool2dBackwardCall {
  dy: c.Operand
  dx: c.Operand
  planes: number
  h: number
  w: number
  oh: number
  ow: number
  accumulate: number
}
export function adaptiveAvgPool2dBackward(a: AdaptiveAvgPool2dBackwardCall): void {
  run('adaptiveAvgPool2dBackward', [a.dy, a.dx], [a.planes, a.h, a.w, a.oh, a.ow, a.accumulate])
}

export interface CopyCall {
  x: c.Operand
  y: c.Operand
  shape: readonly number[]
  strides: readonly number[]
}
export function copy(a: CopyCall): void {
  run('copy', [a.x, a.y], [a.shape.length, ...a.shape, ...a.strides])
}

export interface ToBfloat16Call {
  x: c.Operand
  y: c.Operand
  n: number
}
export function toBfloat16(a: ToBfloat16Call): void {
  run('toBfloat16', [a.x, a.y], [a.n])
}

export interface FromBfloat16Call {
  x: c.Operand
  y: c.Operand
  n: number
}
export function fromBfloat16(a: FromBfloat16Call): void {
  run('fromBfloat16', [a.x, a.y], [a.n])
}

export interface CastCall {
  x: c.Operand
  y: c.Operand
  from: number
  to: number
  shape: readonly number[]
  strides: readonly number[]
}
export function cast(a: CastCall): void {
  run('cast', [a.x, a.y], [a.from, a.to, a.shape.length, ...a.shape, ...a.strides])
}

export interface FillCall {
  y: c.Operand
  type: number
  shape: readonly number[]
  strides: readonly number[]
  value: number
}
export function fill(a: FillCall): void {
  run('fill', [a.y], [a.type, a.shape.length, ...a.shape, ...a.strides], [a.value])
}

export interface IndexSelectCall {
  x: c.Operand
  index: c.Operand
  y: c.Operand
  outer: number
  n: number
  count: number
  inner: number
}
export function indexSelect(a: IndexSelectCall): void {
  run('indexSelect', [a.x, a.index, a.y], [a.outer, a.n, a.count, a.inner])
}

export interface IndexAddCall {
  x: c.Operand
  index: c.Operand
  y: c.Operand
  outer: number
  n: number
  count: number
  inner: number
  skip: number
}
export function indexAdd(a: IndexAddCall): void {
  run('indexAdd', [a.x, a.index, a.y], [a.outer, a.n, a.count, a.inner, a.skip])
}

export interface GatherCall {
  x: c.Operand
  index: c.Operand
  y: c.Operand
  outer: number
  n: number
  count: number
  inner: number
}
export function gather(a: GatherCall): void {
  run('gather', [a.x, a.index, a.y], [a.outer, a.n, a.count, a.inner])
}

export interface ScatterAddCall {
  x: c.Operand
  index: c.Operand
  y: c.Operand
  outer: number
  n: number
  count: number
  inner: number
}
export function scatterAdd(a: ScatterAddCall): void {
  run('scatterAdd', [a.x, a.index, a.y], [a.outer, a.n, a.count, a.inner])
}

export interface AddRowsCall {
  x: c.Operand
  from: c.Operand
  to: c.Operand
  scale: c.Operand | null
  y: c.Operand
  rows: number
  n: number
  count: number
  inner: number
}
export function addRows(a: AddRowsCall): void {
  run('addRows', [a.x, a.from, a.to, a.scale, a.y], [a.rows, a.n, a.count, a.inner])
}

export interface OneHotCall {
  index: c.Operand
  y: c.Operand
  count: number
  classes: number
}
export function oneHot(a: OneHotCall): void {
  run('oneHot', [a.index, a.y], [a.count, a.classes])
}

export interface CtcCall {
  logp: c.Operand
  target: c.Operand
  steps: c.Operand
  lengths: c.Operand
  alpha: c.Operand
  loss: c.Operand
  time: number
  batch: number
  classes: number
  width: number
  blank: number
}
export function ctc(a: CtcCall): void {
  run('ctc', [a.logp, a.target, a.steps, a.lengths, a.alpha, a.loss], [a.time, a.batch, a.classes, a.width, a.blank])
}

export interface CtcBackwardCall {
  logp: c.Operand
  target: c.Operand
  steps: c.Operand
  lengths: c.Operand
  alpha: c.Operand
  loss: c.Operand
  dloss: c.Operand
  dlogp: c.Operand
  time: number
  batch: number
  classes: number
  width: number
  blank: number
  zeroInfinity: number
}
export function ctcBackward(a: CtcBackwardCall): void {
  run('ctcBackward', [a.logp, a.target, a.steps, a.lengths, a.alpha, a.loss, a.dloss, a.dlogp], [a.time, a.batch, a.classes, a.width, a.blank, a.zeroInfinity])
}

export interface CombineCall {
  x: c.Operand
  start: c.Operand
  index: c.Operand
  weight: c.Operand | null
  y: c.Operand
  outer: number
  n: number
  count: number
  taps: number
  inner: number
  accumulate: number
}
export function combine(a: CombineCall): void {
  run('combine', [a.x, a.start, a.index, a.weight, a.y], [a.outer, a.n, a.count, a.taps, a.inner, a.accumulate])
}

export interface SortCall {
  x: c.Operand
  y: c.Operand | null
  index: c.Operand
  outer: number
  n: number
  inner: number
  descending: number
}
export function sort(a: SortCall): void {
  run('sort', [a.x, a.y, a.index], [a.outer, a.n, a.inner, a.descending])
}

export interface TopkCall {
  x: c.Operand
  y: c.Operand
  index: c.Operand
  outer: number
  n: number
  inner: number
  k: number
  largest: number
}
export function topk(a: TopkCall): void {
  run('topk', [a.x, a.y, a.index], [a.outer, a.n, a.inner, a.k, a.largest])
}

export interface ScanCall {
  x: c.Operand
  y: c.Operand
  op: number
  outer: number
  n: number
  inner: number
  reverse: number
}
export function scan(a: ScanCall): void {
  run('scan', [a.x, a.y], [a.op, a.outer, a.n, a.inner, a.reverse])
}

export interface RecurrentCall {
  gates: c.Operand
  weight: c.Operand
  bias: c.Operand | null
  states: c.Operand
  cells: c.Operand | null
  saved: c.Operand | null
  kind: number
  width: number
  kept: number
  time: number
  batch: number
  hidden: number
  reverse: number
}
export function recurrent(a: RecurrentCall, precision: Precision = 'float32'): void {
  run(precision === 'bfloat16' ? 'recurrentBfloat16' : 'recurrent', [a.gates, a.weight, a.bias, a.states, a.cells, a.saved], [a.kind, a.width, a.kept, a.time, a.batch, a.hidden, a.reverse])
}

export interface RecurrentBackwardCall {
  dy: c.Operand
  weight: c.Operand
  states: c.Operand
  cells: c.Operand | null
  saved: c.Operand | null
  dcell: c.Operand | null
  dgates: c.Operand
  drecurrent: c.Operand | null
  dstate: c.Operand
  dcells: c.Operand | null
  kind: number
  width: number
  kept: number
  time: number
  batch: number
  hidden: number
  reverse: number
}
export function recurrentBackward(a: RecurrentBackwardCall, precision: Precision = 'float32'): void {
  run(precision === 'bfloat16' ? 'recurrentBackwardBfloat16' : 'recurrentBackward', [a.dy, a.weight, a.states, a.cells, a.saved, a.dcell, a.dgates, a.drecurrent, a.dstate, a.dcells], [a.kind, a.width, a.kept, a.time, a.batch, a.hidden, a.reverse])
}

export interface AttentionCall {
  q: c.Operand
  k: c.Operand
  v: c.Operand
  mask: c.Operand | null
  y: c.Operand
  lse: c.Operand
  batch: number
  heads: number
  queries: number
  keys: number
  depth: number
  width: number
  causal: number
  strides: readonly number[]
  scale: number
}
export function attention(a: AttentionCall, precision: Precision = 'float32'): void {
  run(precision === 'bfloat16' ? 'attentionBfloat16' : 'attention', [a.q, a.k, a.v, a.mask, a.y, a.lse], [a.batch, a.heads, a.queries, a.keys, a.depth, a.width, a.causal, ...a.strides], [a.scale])
}

export interface AttentionBackwardCall {
  q: c.Operand
  k: c.Operand
  v: c.Operand
  mask: c.Operand | null
  y: c.Operand
  lse: c.Operand
  dy: c.Operand
  dq: c.Operand
  dk: c.Operand
  dv: c.Operand
  batch: number
  heads: number
  queries: number
  keys: number
  depth: number
  width: number
  causal: number
  strides: readonly number[]
  scale: number
}
export function attentionBackward(a: AttentionBackwardCall, precision: Precision = 'float32'): void {
  run(precision === 'bfloat16' ? 'attentionBackwardBfloat16' : 'attentionBackward', [a.q, a.k, a.v, a.mask, a.y, a.lse, a.dy, a.dq, a.dk, a.dv], [a.batch, a.heads, a.queries, a.keys, a.depth, a.width, a.causal, ...a.strides], [a.scale])
}

export interface OptimCall {
  p: readonly (c.Operand)[]
  g: readonly (c.Operand)[]
  state: readonly (c.Operand)[]
  rule: number
  flags: number
  slots: number
  n: readonly number[]
  numbers: readonly number[]
}
export function optim(a: OptimCall): void {
  run('optim', [...a.p, ...a.g, ...a.state], [a.rule, a.flags, a.n.length, a.slots, ...a.n], a.numbers)
}

export interface AdamPackedCall {
  p: readonly (c.Operand)[]
  g: readonly (c.Operand)[]
  m: readonly (c.Operand)[]
  v: readonly (c.Operand)[]
  scales: readonly (c.Operand)[]
  format: number
  flags: number
  seed: number
  n: readonly number[]
  numbers: readonly number[]
}
export function adamPacked(a: AdamPackedCall): void {
  run('adamPacked', [...a.p, ...a.g, ...a.m, ...a.v, ...a.scales], [a.format, a.flags, a.seed, a.n.length, ...a.n], a.numbers)
}

export interface UniformCall {
  y: c.Operand
  n: number
  seed0: number
  seed1: number
  counter0: number
  counter1: number
  scale: number
  shift: number
}
export function uniform(a: UniformCall): void {
  run('uniform', [a.y], [a.n, a.seed0, a.seed1, a.counter0, a.counter1], [a.scale, a.shift])
}

export interface NormalCall {
  y: c.Operand
  n: number
  seed0: number
  seed1: number
  counter0: number
  counter1: number
  scale: number
  shift: number
}
export function normal(a: NormalCall): void {
  run('normal', [a.y], [a.n, a.seed0, a.seed1, a.counter0, a.counter1], [a.scale, a.shift])
}

export interface IntegersCall {
  y: c.Operand
  n: number
  seed0: number
  seed1: number
  counter0: number
  counter1: number
  low: number
  range: number
}
export function integers(a: IntegersCall): void {
  run('integers', [a.y], [a.n, a.seed0, a.seed1, a.counter0, a.counter1, a.low, a.range])
}

export interface PermutationCall {
  y: c.Operand
  n: number
  seed0: number
  seed1: number
  counter0: number
  counter1: number
}
export function permutation(a: PermutationCall): void {
  run('permutation', [a.y], [a.n, a.seed0, a.seed1, a.counter0, a.counter1])
}

export interface BernoulliCall {
  y: c.Operand
  n: number
  seed0: number
  seed1: number
  counter0: number
  counter1: number
  below: number
}
export function bernoulli(a: BernoulliCall): void {
  run('bernoulli', [a.y], [a.n, a.seed0, a.seed1, a.counter0, a.counter1, a.below])
}

export interface DropoutCall {
  x: c.Operand
  y: c.Operand
  mask: c.Operand | null
  n: number
  seed0: number
  seed1: number
  counter0: number
  counter1: number
  below: number
  scale: number
}
export function dropout(a: DropoutCall): void {
  run('dropout', [a.x, a.y, a.mask], [a.n, a.seed0, a.seed1, a.counter0, a.counter1, a.below], [a.scale])
}

export interface ProbeFmaCall {
  y: c.Operand
  units: number
  rounds: number
  a: number
  b: number
}
export function probeFma(a: ProbeFmaCall): void {
  run('probeFma', [a.y], [a.units, a.rounds], [a.a, a.b])
}

export interface ProbeReadCall {
  x: c.Operand
  y: c.Operand
  units: number
  length: number
}
export function probeRead(a: ProbeReadCall): void {
  run('probeRead', [a.x, a.y], [a.units, a.length])
}

export interface ProbeTriadCall {
  x: c.Operand
  y: c.Operand
  z: c.Operand
  n: number
  a: number
}
export function probeTriad(a: ProbeTriadCall): void {
  run('probeTriad', [a.x, a.y, a.z], [a.n], [a.a])
}

export interface ProbeUpdateCall {
  g: c.Operand
  p: c.Operand
  m: c.Operand
  v: c.Operand
  n: number
  a: number
}
export function probeUpdate(a: ProbeUpdateCall): void {
  run('probeUpdate', [a.g, a.p, a.m, a.v], [a.n], [a.a])
}

export interface ProbeHandOffCall {
  y: c.Operand
  hops: number
}
export function probeHandOff(a: ProbeHandOffCall): void {
  run('probeHandOff', [a.y], [a.hops])
}
