// Generated from native/kernels.def by native/generate/kernels.mjs. Do not edit.
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
  listNorm: [buffers: readonly (c.Operand)[], sizes: readonly number[]]
  listScale: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [scale: number]]
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
  copy: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly number[]]
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
  listNorm(x: c.FloatArray[], y: Float64Array, p: number, count: number, lengths: readonly number[]): number
  listScale(x: c.FloatArray[], count: number, lengths: readonly number[], scale: number): number
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
  copy(x: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
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
      for (let i = 0; i < inputs; i++) c.disjointOrSame('map', b, 0 + (inputs), 0 + i, s, strides + (0 + (inputs)) * nd, strides + (0 + i) * nd, nd)
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
      c.disjoint('mapBool', b, 2, 0)
      c.disjoint('mapBool', b, 2, 1)
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
      c.disjointOrSame('where', b, 3, 0, s, strides + (3) * nd, strides + (0) * nd, nd)
      c.disjointOrSame('where', b, 3, 1, s, strides + (3) * nd, strides + (1) * nd, nd)
      c.disjointOrSame('where', b, 3, 2, s, strides + (3) * nd, strides + (2) * nd, nd)
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
      c.disjointOrSame('logical', b, 2, 0, s, strides + (2) * nd, strides + (0) * nd, nd)
      c.disjointOrSame('logical', b, 2, 1, s, strides + (2) * nd, strides + (1) * nd, nd)
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
      return 0
    },
    js: (k, x, s) => k.anyAll(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  listNorm: {
    index: 17,
    number: 'T',
    check(b, s, f) {
      c.sizes('listNorm', ['p', 'count', 'lengths'], s)
      const p = s[0]!
      const count = s[1]!
      const lengths = 2
      c.sizeCount('listNorm', s, lengths + (count))
      c.numberCount('listNorm', f, 0)
      c.bufferCount('listNorm', b, 0 + (count) + (1))
      const T = c.elementType('listNorm', 'f', 'x', b[0])
      if (!(p <= 2)) c.refuse('listNorm', "p <= 2", { p })
      for (let i = 0; i < count; i++) c.need('listNorm', `x[${i}]`, b, 0 + i, T, c.at(s, lengths + i), false)
      c.need('listNorm', 'y', b, 0 + (count), 'f64', 1, false)
      for (let i = 0; i < count; i++) c.disjoint('listNorm', b, 0 + (count), 0 + i)
      return c.variant('f', T)
    },
    js(k, x, s) {
      const p = s[0]!
      const count = s[1]!
      const lengths = 2
      return k.listNorm(x.slice(0, 0 + (count)) as never, x[0 + (count)] as never, p, count, s.slice(lengths, lengths + (count)))
    }
  },
  listScale: {
    index: 19,
    number: 'T',
    check(b, s, f) {
      c.sizes('listScale', ['count', 'lengths'], s)
      const count = s[0]!
      const lengths = 1
      c.sizeCount('listScale', s, lengths + (count))
      c.numberCount('listScale', f, 1)
      c.bufferCount('listScale', b, 0 + (count))
      const T = c.elementType('listScale', 'f', 'x', b[0])
      for (let i = 0; i < count; i++) c.need('listScale', `x[${i}]`, b, 0 + i, T, c.at(s, lengths + i), false)
      c.distinct('listScale', b, 0 + (count), 0, 0 + (count))
      return c.variant('f', T)
    },
    js(k, x, s, f) {
      const count = s[0]!
      const lengths = 1
      return k.listScale(x.slice(0, 0 + (count)) as never, count, s.slice(lengths, lengths + (count)), f[0]!)
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.batchNormBackward(x[0] as never, x[1] as never, x[2] as never, x[3] as never, x[4] as never, x[5] as never, x[6] as never, x[7] as never, x[8] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!)
  },
  copy: {
    index: 51,
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
      c.disjoint('copy', b, 1, 0)
      return c.variant('w', T)
    },
    js(k, x, s) {
      const nd = s[0]!
      const shape = 1
      const strides = shape + (nd)
      return k.copy(x[0] as never, x[1] as never, nd, s.slice(shape, shape + (nd)), s.slice(strides, strides + (nd*2)))
    }
  },
}
