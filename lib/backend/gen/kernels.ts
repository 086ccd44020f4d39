// Generated from native/kernels.def by native/generate/kernels.mjs. Do not edit.
import * as c from '../check.ts'

/** What each kernel is called with: buffers, sizes, numbers. */
export interface KernelCalls {
  map: [buffers: readonly (c.Operand)[], sizes: readonly number[], numbers: readonly [p0: number, p1: number]]
  mapBool: [buffers: readonly [a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  where: [buffers: readonly [condition: c.Operand, a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
  logical: [buffers: readonly [a: c.Operand, b: c.Operand, y: c.Operand], sizes: readonly number[]]
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
}

/** The JavaScript backend: one function a kernel, with the same bits as the native one. */
export interface JsKernels {
  map(x: c.FloatArray[], y: c.FloatArray, op: number, inputs: number, nd: number, shape: readonly number[], strides: readonly number[], p0: number, p1: number): number
  mapBool(a: c.FloatArray, b: c.FloatArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
  where(condition: c.BoolArray, a: c.AnyArray, b: c.AnyArray, y: c.AnyArray, nd: number, shape: readonly number[], strides: readonly number[]): number
  logical(a: c.BoolArray, b: c.BoolArray, y: c.BoolArray, op: number, nd: number, shape: readonly number[], strides: readonly number[]): number
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
  conv2d: {
    index: 8,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.conv2d(x[0] as never, x[1] as never, x[2] as never, x[3] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!, s[13]!, s[14]!, s[15]!, s[16]!)
  },
  conv2dInput: {
    index: 10,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.conv2dInput(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!, s[13]!, s[14]!, s[15]!, s[16]!)
  },
  conv2dWeight: {
    index: 12,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.conv2dWeight(x[0] as never, x[1] as never, x[2] as never, x[3] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!, s[13]!, s[14]!, s[15]!, s[16]!)
  },
  maxPool2d: {
    index: 14,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2d(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!)
  },
  maxPool2dBackward: {
    index: 16,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2dBackward(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!)
  },
  maxPool2x2: {
    index: 18,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2x2(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  maxPool2x2Backward: {
    index: 20,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.maxPool2x2Backward(x[0] as never, x[1] as never, x[2] as never, s[0]!, s[1]!, s[2]!, s[3]!)
  },
  avgPool2d: {
    index: 22,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.avgPool2d(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!)
  },
  avgPool2dBackward: {
    index: 24,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.avgPool2dBackward(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!, s[8]!, s[9]!, s[10]!, s[11]!, s[12]!)
  },
  adaptiveAvgPool2d: {
    index: 26,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.adaptiveAvgPool2d(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!)
  },
  adaptiveAvgPool2dBackward: {
    index: 28,
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
      return c.variant('f', T)
    },
    js: (k, x, s) => k.adaptiveAvgPool2dBackward(x[0] as never, x[1] as never, s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!)
  },
  copy: {
    index: 30,
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
