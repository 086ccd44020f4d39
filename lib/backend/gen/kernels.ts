// Generated from native/kernels.def by native/generate/kernels.mjs. Do not edit.
import * as c from '../check.ts'

/** What each kernel is called with: buffers, sizes, numbers. */
export interface KernelCalls {
  map: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [p0: number, p1: number]]
  reduce: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [op: number, outer: number, n: number, inner: number, accumulate: number], numbers: readonly [divisor: number]]
  variance: [buffers: readonly [x: c.Operand, mean: c.Operand, y: c.Operand], sizes: readonly [outer: number, n: number, inner: number], numbers: readonly [divisor: number]]
  extreme: [buffers: readonly [x: c.Operand, y: c.Operand | null, index: c.Operand | null], sizes: readonly [largest: number, outer: number, n: number, inner: number]]
  extremeBackward: [buffers: readonly [dy: c.Operand, index: c.Operand, dx: c.Operand], sizes: readonly [outer: number, n: number, inner: number]]
  anyAll: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly [all: number, outer: number, n: number, inner: number]]
  listNorm: [buffers: readonly (c.Operand)[], sizes: readonly number[]]
  listScale: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [scale: number]]
  copy: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly number[]]
}

/** The JavaScript backend: one function a kernel, with the same bits as the native one. */
export interface JsKernels {
  map(x: c.FloatArray[], y: c.FloatArray, op: number, inputs: number, nd: number, shape: readonly number[], strides: readonly number[], p0: number, p1: number): number
  reduce(x: c.FloatArray, y: c.FloatArray, op: number, outer: number, n: number, inner: number, accumulate: number, divisor: number): number
  variance(x: c.FloatArray, mean: c.FloatArray, y: c.FloatArray, outer: number, n: number, inner: number, divisor: number): number
  extreme(x: c.FloatArray, y: c.FloatArray | null, index: Int32Array | null, largest: number, outer: number, n: number, inner: number): number
  extremeBackward(dy: c.FloatArray, index: Int32Array, dx: c.FloatArray, outer: number, n: number, inner: number): number
  anyAll(x: c.BoolArray, y: c.BoolArray, all: number, outer: number, n: number, inner: number): number
  listNorm(x: c.FloatArray[], y: Float64Array, p: number, count: number, lengths: readonly number[]): number
  listScale(x: c.FloatArray[], count: number, lengths: readonly number[], scale: number): number
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
  reduce: {
    index: 2,
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
    index: 4,
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
    index: 6,
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
    index: 8,
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
    index: 10,
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
    index: 11,
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
    index: 13,
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
  copy: {
    index: 15,
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
