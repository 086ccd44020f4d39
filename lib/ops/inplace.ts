// Ops that modify a tensor in place: `x.add_(1)`. They record nothing on the tape, so a tensor that is on it (or would
// be recorded) is rejected outside noGrad; a graph that saved the tensor detects the change by its version. methods.ts
// attaches them. Not in index.ts.
import { noGrad } from '../autograd/tape.ts'
import { OPS } from '../backend/gen/elementwise.ts'
import { OptionError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { fillNormal, fillUniform, type Generator } from '../tensor/random.ts'
import { broadcastStrides } from '../tensor/shape.ts'
import { checkFloat, Tensor } from '../tensor/tensor.ts'
import { anything, checkValue, number, numeric, show } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { bounds, type ClampOptions, clamp } from './clamp.ts'
import { type AlphaOptions, add, type DivOptions, div, sub } from './elementwise.ts'
import { elementwise, emptyTensor, mapInto, type OpName, type Value } from './shared.ts'
import { checkFits, checkKind, checkWritable, copy_, inPlace, operand } from './writable.ts'

export * from './draws.ts'
export * from './inplaceLines.ts'
export { copy_, fill_, zero_ } from './writable.ts'

const apply =
  (op: string, row: OpName) =>
  (x: Tensor, ...values: Value[]): Tensor =>
    applied(op, row, x, values)

function applied(op: string, row: OpName, x: Tensor, values: readonly Value[], p0 = 0, p1 = 0): Tensor {
  checkWritable(op, x, values)
  if (!isFloat(x.dtype)) return appliedToIntegers(op, row, x, values, p0, p1)
  const expected = OPS[row].inputs.length - 1
  if (values.length !== expected) {
    throw new OptionError(
      `${op}: expected ${expected === 0 ? 'no operand' : 'an operand'} but received ${values.length}`
    )
  }
  const others = values.map((value) => operand(op, x, value))
  // Dimensions of one element get stride 0, as they do where they are read: reading and writing in one layout.
  const target = new Tensor(x.storage, x.shape, broadcastStrides(x.shape, x.strides, x.shape), x.offset)
  mapInto(OPS[row].op, [target, ...others], target, p0, p1)
  x.storage.touch()
  return x
}

// The op as a new tensor, written over x where PyTorch would: integers of another width wrap around, floats do not fit.
function appliedToIntegers(
  op: string,
  row: OpName,
  x: Tensor,
  values: readonly Value[],
  p0: number,
  p1: number
): Tensor {
  for (const value of values) if (value instanceof Tensor) checkFits(op, x, value.shape)
  const result = noGrad(() => elementwise(row, [x, ...values], p0, p1))
  checkKind(op, x, result)
  return copy_(x, result)
}

type Unary = (x: Tensor) => Tensor
type Binary = (x: Tensor, other: Value) => Tensor

const added = apply('add_', 'add')
const subtracted = apply('sub_', 'sub')
const divided = apply('div_', 'div')
const ALPHA = optionsTable<AlphaOptions>({ alpha: numeric })

/** x += alpha * other, which broadcasts to x. Returns x, as all of these do. */
export function add_(x: Tensor, other: Value, options?: AlphaOptions): Tensor {
  if (options === undefined) return added(x, other)
  const { alpha = 1 } = read('add_', ALPHA, options)
  if (x instanceof Tensor && isFloat(x.dtype)) return applied('add_', 'addScaled', x, [other], alpha)
  return inPlace('add_', add)(x, other, options)
}
/** x -= alpha * other. */
export function sub_(x: Tensor, other: Value, options?: AlphaOptions): Tensor {
  if (options === undefined) return subtracted(x, other)
  const { alpha = 1 } = read('sub_', ALPHA, options)
  if (x instanceof Tensor && isFloat(x.dtype)) return applied('sub_', 'addScaled', x, [other], -alpha)
  return inPlace('sub_', sub)(x, other, options)
}
/** x *= other. */
export const mul_: Binary = apply('mul_', 'mul')
/** x /= other, rounded by `roundingMode`. */
export function div_(x: Tensor, other: Value, options?: DivOptions): Tensor {
  return options === undefined ? divided(x, other) : inPlace('div_', div)(x, other, options)
}
/** x to the power other. */
export const pow_: Binary = apply('pow_', 'pow')
/** |x|. */
export const abs_: Unary = apply('abs_', 'abs')
/** -x. */
export const neg_: Unary = apply('neg_', 'neg')
/** x * x. */
export const square_: Unary = apply('square_', 'square')
/** The square root. */
export const sqrt_: Unary = apply('sqrt_', 'sqrt')
/** 1 / x. */
export const reciprocal_: Unary = apply('reciprocal_', 'reciprocal')
/** e to the power x. */
export const exp_: Unary = apply('exp_', 'exp')
/** The natural logarithm. */
export const log_: Unary = apply('log_', 'log')
/** max(x, 0). */
export const relu_: Unary = apply('relu_', 'relu')
/** 1 / (1 + exp(-x)). */
export const sigmoid_: Unary = apply('sigmoid_', 'sigmoid')
/** The hyperbolic tangent. */
export const tanh_: Unary = apply('tanh_', 'tanh')

/** Options of uniform_. */
export interface UniformOptions {
  /** Default 0. */
  from?: number | undefined
  /** Default 1. */
  to?: number | undefined
  /** Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

/** Options of normal_. */
export interface NormalOptions {
  /** Default 0. */
  mean?: number | undefined
  /** Default 1. */
  std?: number | undefined
  /** Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

const LERP = positional<{ weight: number }>({ weight: numeric })
const UNIFORM = positional<UniformOptions>({ from: anything, to: anything, generator: anything })
const NORMAL = positional<NormalOptions>({ mean: anything, std: anything, generator: anything })

/** x limited to [min, max]; either may be omitted. */
export function clamp_(x: Tensor, min?: Value | null | ClampOptions, max?: Value | null | ClampOptions): Tensor {
  const { min: low, max: high } = bounds('clamp_', min, max)
  if (low instanceof Tensor || high instanceof Tensor) {
    checkWritable('clamp_', x, [low, high])
    return copy_(
      x,
      noGrad(() => clamp(x, low, high))
    )
  }
  return applied('clamp_', 'clamp', x, [], low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY)
}

/** x += weight * (end - x). */
export function lerp_(x: Tensor, end: Tensor, weight: number | { weight: number }): Tensor {
  return applied('lerp_', 'lerp', x, [end], read('lerp_', LERP, weight).weight)
}

/** Uniform numbers in [from, to). Defaults 0 and 1. */
export function uniform_(x: Tensor, low?: number | UniformOptions, more?: Omit<UniformOptions, 'from'>): Tensor {
  const { from = 0, to = 1, generator } = read('uniform_', UNIFORM, low, more)
  if (!(from <= to && to - from < Infinity)) {
    throw new OptionError(`uniform_: expected finite from <= to but received ${show(from)} and ${show(to)}`)
  }
  return drawn('uniform_', x, (t) => fillUniform(t, from, to, generator))
}

/** Normal numbers. Defaults: mean 0, std 1. */
export function normal_(x: Tensor, center?: number | NormalOptions, more?: Omit<NormalOptions, 'mean'>): Tensor {
  const { mean = 0, std = 1, generator } = read('normal_', NORMAL, center, more)
  checkValue('normal_', 'mean', mean, number())
  checkValue('normal_', 'std', std, number({ min: 0 }))
  return drawn('normal_', x, (t) => fillNormal(t, mean, std, generator))
}

function drawn(op: string, x: Tensor, fill: (t: Tensor) => Tensor): Tensor {
  checkWritable(op, x)
  checkFloat(op, 'this', x)
  if (x.isContiguous) return fill(x)
  return copy_(x, fill(emptyTensor(x.dtype, x.shape)))
}
