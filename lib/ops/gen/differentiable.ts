// Generated from native/rules/elementwise.def by codegen/differentiable.mjs. Do not edit.
import type { Tensor } from '../../tensor/tensor.ts'
import * as f from '../differentiable/functions.ts'
import type { Value } from '../shared.ts'

/** The gradient of one input from the upstream gradient, the op's inputs, its result and its numbers. */
export type Gradient = (g: Tensor, x: readonly Tensor[], y: () => Tensor, p: readonly number[]) => Value

/** By op, the gradients of its inputs in order; null where there is none. */
export const GRADIENTS: Readonly<Record<string, readonly (Gradient | null)[]>> = {
  add: [
    (g) => g,
    (g) => g
  ],
  sub: [
    (g) => g,
    (g) => f.neg(g)
  ],
  mul: [
    (g, x) => f.mul(g, x[1]!),
    (g, x) => f.mul(g, x[0]!)
  ],
  div: [
    (g, x) => f.div(g, x[1]!),
    (g, x, y) => f.mul(f.neg(g), f.div(y(), x[1]!))
  ],
  addScaled: [
    (g) => g,
    (g, _x, _y, p) => {
      const alpha = p[0]!
      return f.mul(g, alpha)
    }
  ],
  addScalar: [
    (g) => g
  ],
  mulScalar: [
    (g, _x, _y, p) => {
      const value = p[0]!
      return f.mul(g, value)
    }
  ],
  divScalar: [
    (g, _x, _y, p) => {
      const value = p[0]!
      return f.div(g, value)
    }
  ],
  subFromScalar: [
    (g) => f.neg(g)
  ],
  divIntoScalar: [
    (g, x, y) => f.mul(f.neg(g), f.div(y(), x[0]!))
  ],
  floorDivide: [
    (g) => f.mul(0, g),
    (g) => f.mul(0, g)
  ],
  remainder: [
    (g) => g,
    (g, x) => f.mul(f.neg(g), f.floorQuotient(x[0]!, x[1]!))
  ],
  fmod: [
    (g) => g,
    (g, x) => f.mul(f.neg(g), f.trunc(f.div(x[0]!, x[1]!)))
  ],
  lerp: [
    (g, _x, _y, p) => {
      const weight = p[0]!
      return f.mul(g, (1 - weight))
    },
    (g, _x, _y, p) => {
      const weight = p[0]!
      return f.mul(g, weight)
    }
  ],
  lerpTensor: [
    (g, x) => f.mul(g, f.sub(1, x[2]!)),
    (g, x) => f.mul(g, x[2]!),
    (g, x) => f.mul(g, f.sub(x[1]!, x[0]!))
  ],
  floor: [
    (g) => f.mul(0, g)
  ],
  ceil: [
    (g) => f.mul(0, g)
  ],
  trunc: [
    (g) => f.mul(0, g)
  ],
  frac: [
    (g) => g
  ],
  roundWhole: [
    (g) => f.mul(0, g)
  ],
  maximum: [
    (g, x) => f.where(f.eq(x[0]!, x[1]!), f.mul(g, 0.5), f.where(f.lt(x[0]!, x[1]!), 0, g)),
    (g, x) => f.where(f.eq(x[0]!, x[1]!), f.mul(g, 0.5), f.where(f.gt(x[0]!, x[1]!), 0, g))
  ],
  minimum: [
    (g, x) => f.where(f.eq(x[0]!, x[1]!), f.mul(g, 0.5), f.where(f.gt(x[0]!, x[1]!), 0, g)),
    (g, x) => f.where(f.eq(x[0]!, x[1]!), f.mul(g, 0.5), f.where(f.lt(x[0]!, x[1]!), 0, g))
  ],
  fmax: [
    (g, x) => f.where(f.logicalOr(f.ge(x[0]!, x[1]!), f.ne(x[1]!, x[1]!)), g, 0),
    (g, x) => f.where(f.logicalOr(f.ge(x[0]!, x[1]!), f.ne(x[1]!, x[1]!)), 0, g)
  ],
  fmin: [
    (g, x) => f.where(f.logicalOr(f.le(x[0]!, x[1]!), f.ne(x[1]!, x[1]!)), g, 0),
    (g, x) => f.where(f.logicalOr(f.le(x[0]!, x[1]!), f.ne(x[1]!, x[1]!)), 0, g)
  ],
  clamp: [
    (g, x, _y, p) => {
      const min = p[0]!
      const max = p[1]!
      return f.where(f.logicalAnd(f.ge(x[0]!, min), f.le(x[0]!, max)), g, 0)
    }
  ],
  abs: [
    (g, x) => f.where(f.gt(x[0]!, 0), g, f.where(f.lt(x[0]!, 0), f.neg(g), 0))
  ],
  neg: [
    (g) => f.neg(g)
  ],
  sign: [
    (g) => f.mul(0, g)
  ],
  copysign: [
    (g, x, y) => {
      const safe = f.where(f.eq(x[0]!, 0), 1, x[0]!)
      return f.where(f.eq(x[0]!, 0), 0, f.mul(g, f.div(y(), safe)))
    },
    (g) => f.mul(0, g)
  ],
  square: [
    (g, x) => f.mul(g, f.add(x[0]!, x[0]!))
  ],
  sqrt: [
    (g, _x, y) => f.div(g, f.add(y(), y()))
  ],
  rsqrt: [
    (g, _x, y) => f.mul(f.mul(-0.5, g), f.mul(f.mul(y(), y()), y()))
  ],
  reciprocal: [
    (g, _x, y) => f.mul(f.neg(g), f.mul(y(), y()))
  ],
  pow: [
    (g, x) => f.where(f.eq(x[1]!, 0), 0, f.mul(g, f.mul(f.where(f.eq(x[1]!, 0), 1, x[1]!), f.pow(f.where(f.eq(x[1]!, 0), 1, x[0]!), f.sub(f.where(f.eq(x[1]!, 0), 1, x[1]!), 1))))),
    (g, x, y) => f.where(f.logicalAnd(f.eq(x[0]!, 0), f.ge(x[1]!, 0)), 0, f.mul(g, f.mul(f.where(f.logicalAnd(f.eq(x[0]!, 0), f.ge(x[1]!, 0)), 1, y()), f.log(f.where(f.logicalAnd(f.eq(x[0]!, 0), f.ge(x[1]!, 0)), 1, x[0]!)))))
  ],
  powScalar: [
    (g, x, _y, p) => {
      const exponent = p[0]!
      return (exponent === 0 ? 0 : f.mul(g, f.mul(exponent, f.pow(x[0]!, (exponent - 1)))))
    }
  ],
  exp: [
    (g, _x, y) => f.mul(g, y())
  ],
  exp2: [
    (g, _x, y) => f.mul(g, f.mul(y(), 0.6931471805599453))
  ],
  expm1: [
    (g, _x, y) => f.mul(g, f.add(y(), 1))
  ],
  log: [
    (g, x) => f.div(g, x[0]!)
  ],
  log2: [
    (g, x) => f.div(g, f.mul(x[0]!, 0.6931471805599453))
  ],
  log10: [
    (g, x) => f.div(g, f.mul(x[0]!, 2.302585092994046))
  ],
  logaddexp: [
    (g, x) => f.mul(g, f.sigmoid(f.sub(x[0]!, x[1]!))),
    (g, x) => f.mul(g, f.sigmoid(f.sub(x[1]!, x[0]!)))
  ],
  logaddexp2: [
    (g, x) => f.mul(g, f.sigmoid(f.mul(f.sub(x[0]!, x[1]!), 0.6931471805599453))),
    (g, x) => f.mul(g, f.sigmoid(f.mul(f.sub(x[1]!, x[0]!), 0.6931471805599453)))
  ],
  xlogy: [
    (g, x) => f.where(f.logicalAnd(f.eq(x[0]!, 0), f.le(x[1]!, 0)), 0, f.mul(g, f.log(f.where(f.logicalAnd(f.eq(x[0]!, 0), f.le(x[1]!, 0)), 1, x[1]!)))),
    (g, x) => f.div(f.mul(g, x[0]!), x[1]!)
  ],
  xlog1py: [
    (g, x) => f.where(f.logicalAnd(f.eq(x[0]!, 0), f.le(x[1]!, -1)), 0, f.mul(g, f.log1p(x[1]!))),
    (g, x) => f.div(f.mul(g, x[0]!), f.add(x[1]!, 1))
  ],
  entr: [
    (g, x) => f.mul(g, f.sub(-1, f.log(x[0]!)))
  ],
  logitOf: [
    (g, x) => f.where(f.logicalOr(f.lt(x[0]!, 0), f.gt(x[0]!, 1)), NaN, f.div(g, f.mul(x[0]!, f.sub(1, x[0]!))))
  ],
  log1p: [
    (g, x) => f.div(g, f.add(x[0]!, 1))
  ],
  sin: [
    (g, x) => f.mul(g, f.cos(x[0]!))
  ],
  cos: [
    (g, x) => f.mul(f.neg(g), f.sin(x[0]!))
  ],
  tan: [
    (g, _x, y) => f.mul(g, f.add(1, f.mul(y(), y())))
  ],
  asin: [
    (g, x) => f.div(g, f.sqrt(f.sub(1, f.mul(x[0]!, x[0]!))))
  ],
  acos: [
    (g, x) => f.div(f.neg(g), f.sqrt(f.sub(1, f.mul(x[0]!, x[0]!))))
  ],
  atan: [
    (g, x) => f.div(g, f.add(f.mul(x[0]!, x[0]!), 1))
  ],
  atan2: [
    (g, x) => f.mul(g, f.div(x[1]!, f.add(f.mul(x[0]!, x[0]!), f.mul(x[1]!, x[1]!)))),
    (g, x) => f.mul(f.neg(g), f.div(x[0]!, f.add(f.mul(x[0]!, x[0]!), f.mul(x[1]!, x[1]!))))
  ],
  sinh: [
    (g, x) => f.mul(g, f.cosh(x[0]!))
  ],
  cosh: [
    (g, x) => f.mul(g, f.sinh(x[0]!))
  ],
  asinh: [
    (g, x) => f.div(g, f.sqrt(f.add(f.mul(x[0]!, x[0]!), 1)))
  ],
  acosh: [
    (g, x) => f.div(g, f.sqrt(f.sub(f.mul(x[0]!, x[0]!), 1)))
  ],
  atanh: [
    (g, x) => f.div(g, f.sub(1, f.mul(x[0]!, x[0]!)))
  ],
  hypot: [
    (g, x, y) => f.mul(g, f.div(x[0]!, y())),
    (g, x, y) => f.mul(g, f.div(x[1]!, y()))
  ],
  sinc: [
    (g, x, y) => {
      const safe = f.where(f.eq(x[0]!, 0), 1, x[0]!)
      return f.where(f.eq(x[0]!, 0), 0, f.mul(g, f.div(f.sub(f.cos(f.mul(3.141592653589793, safe)), y()), safe)))
    }
  ],
  erf: [
    (g, x) => f.mul(g, f.mul(1.1283791670955126, f.decay(f.neg(f.mul(x[0]!, x[0]!)))))
  ],
  erfc: [
    (g, x) => f.mul(g, f.mul(-1.1283791670955126, f.decay(f.neg(f.mul(x[0]!, x[0]!)))))
  ],
  erfcx: [
    (g, x, y) => f.mul(g, f.sub(f.mul(2, f.mul(x[0]!, y())), 1.1283791670955126))
  ],
  erfinv: [
    (g, _x, y) => f.mul(g, f.mul(0.886226925452758, f.exp(f.mul(y(), y()))))
  ],
  ndtr: [
    (g, x) => f.mul(g, f.mul(f.exp(f.mul(-0.5, f.mul(x[0]!, x[0]!))), 0.3989422804014327))
  ],
  ndtri: [
    (g, _x, y) => f.mul(g, f.mul(2.5066282746310002, f.exp(f.mul(0.5, f.mul(y(), y())))))
  ],
  logNdtr: [
    (g, x) => f.mul(g, f.div(0.7978845608028654, f.erfcx(f.mul(x[0]!, -0.7071067811865476))))
  ],
  lgamma: [
    (g, x) => f.mul(g, f.digamma(x[0]!))
  ],
  digamma: [
    (g, x) => f.mul(g, f.trigamma(x[0]!))
  ],
  i0: [
    (g, x) => f.mul(g, f.i1(x[0]!))
  ],
  i0e: [
    (g, x, y) => f.mul(g, f.sub(f.i1e(x[0]!), f.mul(f.sign(x[0]!), y())))
  ],
  i1: [
    (g, x, y) => {
      const safe = f.where(f.eq(x[0]!, 0), 1, x[0]!)
      return f.mul(g, f.sub(f.i0(x[0]!), f.where(f.eq(x[0]!, 0), 0.5, f.div(y(), safe))))
    }
  ],
  i1e: [
    (g, x, y) => {
      const safe = f.where(f.eq(x[0]!, 0), 1, x[0]!)
      return f.mul(g, f.sub(f.i0e(x[0]!), f.where(f.eq(x[0]!, 0), 0.5, f.mul(y(), f.add(f.sign(x[0]!), f.div(1, safe))))))
    }
  ],
  tanh: [
    (g, _x, y) => f.mul(g, f.sub(1, f.mul(y(), y())))
  ],
  sigmoid: [
    (g, _x, y) => f.mul(g, f.mul(f.sub(1, y()), y()))
  ],
  logSigmoid: [
    (g, x) => f.mul(g, f.sigmoid(f.neg(x[0]!)))
  ],
  relu: [
    (g, _x, y) => f.where(f.le(y(), 0), 0, g)
  ],
  leakyRelu: [
    (g, x, _y, p) => {
      const negativeSlope = p[0]!
      return f.where(f.gt(x[0]!, 0), g, f.mul(g, negativeSlope))
    }
  ],
  elu: [
    (g, x, _y, p) => {
      const alpha = p[0]!
      return f.where(f.le(x[0]!, 0), f.mul(g, f.mul(alpha, f.exp(f.where(f.le(x[0]!, 0), x[0]!, 1)))), g)
    }
  ],
  gelu: [
    (g, x) => f.mul(g, f.add(f.mul(0.5, f.erfc(f.mul(x[0]!, -0.7071067811865476))), f.mul(x[0]!, f.mul(f.exp(f.mul(-0.5, f.mul(x[0]!, x[0]!))), 0.3989422804014327))))
  ],
  geluTanh: [
    (g, x) => {
      const t = f.tanh(f.mul(x[0]!, f.add(0.7978845608028654, f.mul(0.035677408136300125, f.mul(x[0]!, x[0]!)))))
      const slope = f.add(0.7978845608028654, f.mul(0.10703222440890037, f.mul(x[0]!, x[0]!)))
      return f.mul(g, f.add(f.mul(0.5, f.add(1, t)), f.mul(0.5, f.mul(x[0]!, f.mul(f.sub(1, f.mul(t, t)), slope)))))
    }
  ],
  silu: [
    (g, x) => {
      const s = f.sigmoid(x[0]!)
      return f.mul(g, f.mul(s, f.add(1, f.mul(x[0]!, f.sub(1, s)))))
    }
  ],
  softplus: [
    (g, x, _y, p) => {
      const beta = p[0]!
      const threshold = p[1]!
      const z = f.mul(x[0]!, beta)
      return f.where(f.gt(z, threshold), g, f.mul(g, f.sigmoid(z)))
    }
  ],
  hardswish: [
    (g, x) => f.where(f.le(x[0]!, -3), 0, f.where(f.ge(x[0]!, 3), g, f.mul(g, f.add(f.div(x[0]!, 3), 0.5))))
  ],
  relu6: [
    (g, x) => f.where(f.logicalOr(f.le(x[0]!, 0), f.ge(x[0]!, 6)), 0, g)
  ],
  hardtanh: [
    (g, x, _y, p) => {
      const minVal = p[0]!
      const maxVal = p[1]!
      return f.where(f.logicalOr(f.le(x[0]!, minVal), f.ge(x[0]!, maxVal)), 0, g)
    }
  ],
  hardsigmoid: [
    (g, x) => f.where(f.logicalOr(f.le(x[0]!, -3), f.ge(x[0]!, 3)), 0, f.div(g, 6))
  ],
  hardshrink: [
    (g, x, _y, p) => {
      const lambd = p[0]!
      return f.where(f.logicalAnd(f.ge(x[0]!, -lambd), f.le(x[0]!, lambd)), 0, g)
    }
  ],
  softshrink: [
    (g, x, _y, p) => {
      const lambd = p[0]!
      return f.where(f.logicalAnd(f.ge(x[0]!, -lambd), f.le(x[0]!, lambd)), 0, g)
    }
  ],
  selu: [
    (g, x) => f.where(f.le(x[0]!, 0), f.mul(g, f.mul(1.7580993408473766, f.exp(f.where(f.le(x[0]!, 0), x[0]!, 1)))), f.mul(g, 1.0507009873554805))
  ],
  celu: [
    (g, x, _y, p) => {
      const alpha = p[0]!
      return f.where(f.le(x[0]!, 0), f.mul(g, f.exp(f.div(f.where(f.le(x[0]!, 0), x[0]!, 1), alpha))), g)
    }
  ],
  softsign: [
    (g, x) => {
      const d = f.add(1, f.abs(x[0]!))
      return f.div(g, f.mul(d, d))
    }
  ],
  tanhshrink: [
    (g, x) => {
      const t = f.tanh(x[0]!)
      return f.mul(g, f.mul(t, t))
    }
  ],
  threshold: [
    (g, x, _y, p) => {
      const threshold = p[0]!
      return f.where(f.le(x[0]!, threshold), 0, g)
    }
  ],
  mish: [
    (g, x) => {
      const t = f.tanh(f.log1p(f.exp(x[0]!)))
      return f.mul(g, f.where(f.gt(x[0]!, 20), 1, f.add(t, f.mul(x[0]!, f.mul(f.sub(1, f.mul(t, t)), f.sigmoid(x[0]!))))))
    }
  ],
  preluScaled: [
    (g, x) => f.where(f.gt(x[0]!, 0), g, f.mul(x[1]!, g)),
    (g, x) => f.where(f.gt(x[0]!, 0), 0, f.mul(x[0]!, g))
  ],
  squaredError: [
    (g, x) => f.mul(f.mul(2, g), f.sub(x[0]!, x[1]!)),
    (g, x) => f.mul(f.mul(-2, g), f.sub(x[0]!, x[1]!))
  ],
  absoluteError: [
    (g, x) => f.where(f.gt(x[0]!, x[1]!), g, f.where(f.lt(x[0]!, x[1]!), f.neg(g), 0)),
    (g, x) => f.where(f.gt(x[0]!, x[1]!), f.neg(g), f.where(f.lt(x[0]!, x[1]!), g, 0))
  ],
  smoothL1: [
    (g, x, _y, p) => {
      const beta = p[0]!
      const e = f.sub(x[0]!, x[1]!)
      const linear = f.where(f.gt(e, 0), g, f.where(f.lt(e, 0), f.neg(g), 0))
      return (beta === 0 ? linear : f.where(f.lt(f.abs(e), beta), f.div(f.mul(g, e), beta), linear))
    },
    (g, x, _y, p) => {
      const beta = p[0]!
      const e = f.sub(x[1]!, x[0]!)
      const linear = f.where(f.gt(e, 0), g, f.where(f.lt(e, 0), f.neg(g), 0))
      return (beta === 0 ? linear : f.where(f.lt(f.abs(e), beta), f.div(f.mul(g, e), beta), linear))
    }
  ],
  huber: [
    (g, x, _y, p) => {
      const delta = p[0]!
      const e = f.sub(x[0]!, x[1]!)
      return f.where(f.lt(e, -delta), f.mul(-delta, g), f.where(f.gt(e, delta), f.mul(delta, g), f.mul(e, g)))
    },
    (g, x, _y, p) => {
      const delta = p[0]!
      const e = f.sub(x[1]!, x[0]!)
      return f.where(f.lt(e, -delta), f.mul(-delta, g), f.where(f.gt(e, delta), f.mul(delta, g), f.mul(e, g)))
    }
  ],
  bce: [
    (g, x) => f.div(f.mul(g, f.sub(x[0]!, x[1]!)), f.max(1e-12, f.mul(f.sub(1, x[0]!), x[0]!))),
    (g, x) => f.mul(g, f.sub(f.log1p(f.neg(x[0]!)), f.log(x[0]!)))
  ],
  bceWithLogits: [
    (g, x) => f.mul(g, f.sub(f.sigmoid(x[0]!), x[1]!)),
    (g, x) => f.mul(f.neg(g), x[0]!)
  ],
  bceWithLogitsWeighted: [
    (g, x) => {
      const positive = f.mul(x[2]!, x[1]!)
      return f.mul(g, f.sub(f.mul(f.sub(f.add(positive, 1), x[1]!), f.sigmoid(x[0]!)), positive))
    },
    (g, x) => f.mul(g, f.sub(f.mul(f.sub(1, x[2]!), f.logSigmoid(x[0]!)), x[0]!)),
    null
  ],
  klDiv: [
    (g, x) => f.mul(f.neg(g), x[1]!),
    (g, x) => f.mul(g, f.sub(f.add(f.log(x[1]!), 1), x[0]!))
  ],
  klDivLogTarget: [
    (g, x) => f.mul(f.neg(g), f.exp(x[1]!)),
    (g, x, y) => f.mul(g, f.add(y(), f.exp(x[1]!)))
  ],
  poissonNll: [
    (g, x) => f.mul(g, f.sub(f.exp(x[0]!), x[1]!)),
    (g, x) => f.mul(f.neg(g), x[0]!)
  ],
  poissonNllRate: [
    (g, x, _y, p) => {
      const eps = p[0]!
      return f.mul(g, f.sub(1, f.div(x[1]!, f.add(x[0]!, eps))))
    },
    (g, x, _y, p) => {
      const eps = p[0]!
      return f.mul(f.neg(g), f.log(f.add(x[0]!, eps)))
    }
  ],
  hingeEmbedding: [
    (g, x, _y, p) => {
      const margin = p[0]!
      return f.add(f.where(f.eq(x[1]!, -1), 0, g), f.where(f.logicalOr(f.eq(x[1]!, 1), f.lt(margin, x[0]!)), 0, f.neg(g)))
    },
    null
  ]
}
