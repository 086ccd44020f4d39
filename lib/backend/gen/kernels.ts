// Generated from native/kernels.def by native/generate/kernels.mjs. Do not edit.
import * as c from '../check.ts'

/** What each kernel is called with: buffers, sizes, numbers. */
export interface KernelCalls {
  map: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [p0: number, p1: number]]
  mapBool: [buffers: readonly [a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  where: [buffers: readonly [condition: c.Operand, a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  logical: [buffers: readonly [a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  gemm: [buffers: readonly [a: c.Operand, b: c.Operand, bias: c.Operand | null, c: c.Operand], sizes: readonly number[]]
  copy: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly number[]]
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
  uniform: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number], numbers: readonly [scale: number, shift: number]]
  normal: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number], numbers: readonly [scale: number, shift: number]]
  integers: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number, low: number, range: number]]
  permutation: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number]]
  bernoulli: [buffers: readonly [y: c.Operand], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number, below: number]]
  dropout: [buffers: readonly [x: c.Operand, y: c.Operand, mask: c.Operand | null], sizes: readonly [n: number, seed0: number, seed1: number, counter0: number, counter1: number, below: number], numbers: readonly [scale: number]]
}

/** The JavaScript backend: one function a kernel, with the same bits as the native one. */
export interface JsKernels {
  map(x: c.FloatArray[], y: c.FloatArray, op: number, inputs: number, nd: number, shape: readonly number[], strides: readonly number[], p0: number, p1: number): number
  mapBool(a: c.FloatArray, b: c.FloatArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  where(condition: c.BoolArray, a: c.AnyArray, b: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
  logical(a: c.BoolArray, b: c.BoolArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  gemm(a: c.FloatArray, b: c.FloatArray, bias: c.FloatArray | null, c: c.FloatArray, rows: number, cols: number, inner: number, ars: number, acs: number, brs: number, bcs: number, srs: number, scs: number, ldc: number, accumulate: number, activation: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  copy(x: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
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
  uniform(y: c.FloatArray, n: number, seed0: number, seed1: number, counter0: number, counter1: number, scale: number, shift: number): number
  normal(y: c.FloatArray, n: number, seed0: number, seed1: number, counter0: number, counter1: number, scale: number, shift: number): number
  integers(y: Int32Array, n: number, seed0: number, seed1: number, counter0: number, counter1: number, low: number, range: number): number
  permutation(y: Int32Array, n: number, seed0: number, seed1: number, counter0: number, counter1: number): number
  bernoulli(y: c.BoolArray, n: number, seed0: number, seed1: number, counter0: number, counter1: number, below: number): number
  dropout(x: c.FloatArray, y: c.FloatArray, mask: c.BoolArray | null, n: number, seed0: number, seed1: number, counter0: number, counter1: number, below: number, scale: number): number
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
  gemm: {
    index: 8,
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
      c.disjoint('gemm', b, 3, 0)
      c.disjoint('gemm', b, 3, 1)
      c.disjoint('gemm', b, 3, 2)
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
  copy: {
    index: 10,
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
  cast: {
    index: 13,
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
      c.disjoint('cast', b, 1, 0)
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
    index: 14,
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
    index: 15,
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
      return c.variant('w', T)
    },
    js: (k, x, s) => k.indexSelect(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  indexAdd: {
    index: 18,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.indexAdd(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!)
  },
  gather: {
    index: 20,
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
      return c.variant('w', T)
    },
    js: (k, x, s) => k.gather(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  scatterAdd: {
    index: 23,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.scatterAdd(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  oneHot: {
    index: 25,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.oneHot(x[0] as never, x[1] as never, s[0]!, s[1]!)
  },
  attention: {
    index: 27,
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
    index: 29,
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
    index: 31,
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
  uniform: {
    index: 33,
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
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.uniform(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, f[0]!, f[1]!)
  },
  normal: {
    index: 35,
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
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.normal(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, f[0]!, f[1]!)
  },
  integers: {
    index: 37,
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
      return 0
    },
    js: (k, x, s) => k.integers(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!)
  },
  permutation: {
    index: 38,
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
      return 0
    },
    js: (k, x, s) => k.permutation(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!)
  },
  bernoulli: {
    index: 39,
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
      return 0
    },
    js: (k, x, s) => k.bernoulli(x[0] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!)
  },
  dropout: {
    index: 40,
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
      return c.variant('f', T)
    },
    js: (k, x, s, f) => k.dropout(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, f[0]!)
  },
}
