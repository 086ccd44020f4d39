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
  optim: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [c0: number, c1: number, c2: number, c3: number, c4: number, c5: number, c6: number, c7: number, c8: number, c9: number, c10: number, c11: number]]
}

/** The JavaScript backend: one function a kernel, with the same bits as the native one. */
export interface JsKernels {
  map(x: c.FloatArray[], y: c.FloatArray, op: number, inputs: number, nd: number, shape: readonly number[], strides: readonly number[], p0: number, p1: number): number
  mapBool(a: c.FloatArray, b: c.FloatArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  where(condition: c.BoolArray, a: c.AnyArray, b: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
  logical(a: c.BoolArray, b: c.BoolArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  gemm(a: c.FloatArray, b: c.FloatArray, bias: c.FloatArray | null, c: c.FloatArray, rows: number, cols: number, inner: number, ars: number, acs: number, brs: number, bcs: number, srs: number, scs: number, ldc: number, accumulate: number, activation: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  copy(x: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
  optim(p: c.FloatArray[], g: c.FloatArray[], state: c.FloatArray[], rule: number, flags: number, count: number, slots: number, n: readonly number[], c0: number, c1: number, c2: number, c3: number, c4: number, c5: number, c6: number, c7: number, c8: number, c9: number, c10: number, c11: number): number
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
  optim: {
    index: 13,
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
}
