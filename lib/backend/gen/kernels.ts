// Generated from native/kernels.def by native/generate/kernels.mjs. Do not edit.
import * as c from '../check.ts'

/** What each kernel is called with: buffers, sizes, numbers. */
export interface KernelCalls {
  map: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [p0: number, p1: number]]
  mapBool: [buffers: readonly [a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  where: [buffers: readonly [condition: c.Operand, a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  logical: [buffers: readonly [a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  copy: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly number[]]
}

/** The JavaScript backend: one function a kernel, with the same bits as the native one. */
export interface JsKernels {
  map(x: c.FloatArray[], y: c.FloatArray, op: number, inputs: number, nd: number, shape: readonly number[], strides: readonly number[], p0: number, p1: number): number
  mapBool(a: c.FloatArray, b: c.FloatArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  where(condition: c.BoolArray, a: c.AnyArray, b: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
  logical(a: c.BoolArray, b: c.BoolArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
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
      c.oneToOne('map', 'y', s, shape, strides, inputs, nd)
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
  copy: {
    index: 8,
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
      c.oneToOne('copy', 'y', s, shape, strides, 1, nd)
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
