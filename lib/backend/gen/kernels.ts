// Generated from native/kernels.def by native/generate/kernels.mjs. Do not edit.
import * as c from '../check.ts'

/** What each kernel is called with: buffers, sizes, numbers. */
export interface KernelCalls {
  map: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [p0: number, p1: number]]
  copy: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly number[]]
  cast: [buffers: readonly [x: c.Operand, y: c.Operand], sizes: readonly number[]]
  fill: [buffers: readonly [y: c.Operand], sizes: readonly number[], numbers: readonly [value: number]]
}

/** The JavaScript backend: one function a kernel, with the same bits as the native one. */
export interface JsKernels {
  map(x: c.FloatArray[], y: c.FloatArray, op: number, inputs: number, nd: number, shape: readonly number[], strides: readonly number[], p0: number, p1: number): number
  copy(x: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
  cast(x: c.AnyArray, y: c.AnyArray, from: number, to: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  fill(y: c.AnyArray, type: number, nd: number, shape: readonly number[], strides: readonly number[], value: number): number
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
  copy: {
    index: 2,
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
    index: 5,
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
    index: 6,
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
}
