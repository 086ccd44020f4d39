// nn.init: fills tensors in place, outside of autograd, as torch.nn.init does. Every random filler takes a generator.
import { OptionError, ShapeError } from '../errors.ts'
import { fillNormal, fillUniform, type Generator } from '../tensor/random.ts'
import { format } from '../tensor/shape.ts'
import { checkFloat, type Tensor } from '../tensor/tensor.ts'
import { checkOptions, mismatch, number, oneOf, type Rules, show } from '../util/options.ts'
import { inverseNormal, normalBelow } from './normal.ts'
import { orthonormalRows } from './orthonormal.ts'
import { copyElements, lastingZeros } from './parameter.ts'
import { generatorRule } from './rules.ts'

/** The source of random numbers. */
export interface Draw {
  /** Default: the generator that `manualSeed` seeds. */
  generator?: Generator | undefined
}

/** A nonlinearity after a layer, known to `calculateGain`. */
export type Nonlinearity = 'linear' | 'conv1d' | 'conv2d' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu' | 'selu'

const NONLINEARITIES = ['linear', 'conv1d', 'conv2d', 'sigmoid', 'tanh', 'relu', 'leakyRelu', 'selu'] as const
const draws: Rules = { generator: generatorRule }

function check(op: string, x: Tensor, options: object, rules: Rules): void {
  checkFloat(op, 'x', x)
  checkOptions(op, options, rules)
}

// The random kernels write contiguous memory.
function filled(x: Tensor, fill: (x: Tensor) => void): Tensor {
  if (x.isContiguous) {
    fill(x)
    return x
  }
  const t = lastingZeros(x.shape, x.dtype)
  fill(t)
  copyElements('init', t, x)
  return x
}

function write(x: Tensor, values: (k: number) => number): Tensor {
  return filled(x, (t) => {
    const { data } = t
    for (let k = 0; k < data.length; k++) data[k] = values(k)
    t.storage.touch()
  })
}

/** Uniform numbers in [a, b). Defaults 0 and 1. */
export function uniform(x: Tensor, options: { a?: number | undefined; b?: number | undefined } & Draw = {}): Tensor {
  check('init.uniform', x, options, { a: number(), b: number(), ...draws })
  return filled(x, (t) => fillUniform(t, options.a ?? 0, options.b ?? 1, options.generator))
}

/** Normal numbers. Defaults mean 0 and std 1. */
export function normal(
  x: Tensor,
  options: { mean?: number | undefined; std?: number | undefined } & Draw = {}
): Tensor {
  check('init.normal', x, options, { mean: number(), std: number({ min: 0 }), ...draws })
  return filled(x, (t) => fillNormal(t, options.mean ?? 0, options.std ?? 1, options.generator))
}

/** Normal numbers from the part of the distribution in [a, b]. Defaults 0, 1, -2, 2. */
export function truncNormal(
  x: Tensor,
  options: {
    mean?: number | undefined
    std?: number | undefined
    a?: number | undefined
    b?: number | undefined
  } & Draw = {}
): Tensor {
  const rules = { mean: number(), std: number({ above: 0 }), a: number(), b: number(), ...draws }
  check('init.truncNormal', x, options, rules)
  const { mean = 0, std = 1, a = -2, b = 2 } = options
  if (!(a < b)) throw new OptionError(`init.truncNormal: expected a < b but received ${a} and ${b}`)
  const low = normalBelow((a - mean) / std)
  const high = normalBelow((b - mean) / std)
  const draw = fillUniform(lastingZeros([x.size], 'float64'), low, high, options.generator).data
  return write(x, (k) => Math.min(b, Math.max(a, mean + std * inverseNormal(draw[k]!))))
}

/** One value everywhere. */
export function constant(x: Tensor, options: { value: number }): Tensor {
  check('init.constant', x, options, { value: { ...number(), required: true } })
  return write(x, () => options.value)
}

/** Zeros. */
export function zeros(x: Tensor): Tensor {
  return constant(x, { value: 0 })
}

/** Ones. */
export function ones(x: Tensor): Tensor {
  return constant(x, { value: 1 })
}

interface Fans {
  fanIn: number
  fanOut: number
}

/** fanIn and fanOut of a weight (out, in, ...kernel). */
export function fans(op: string, x: Tensor): Fans {
  if (x.ndim < 2) throw new ShapeError(`${op}: expected x of at least two dimensions but received ${format(x.shape)}`)
  const field = x.shape.slice(2).reduce((n, k) => n * k, 1)
  return { fanIn: x.shape[1]! * field, fanOut: x.shape[0]! * field }
}

/** Uniform in [-s, s] with s = gain sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio 2010). Default gain 1. */
export function xavierUniform(x: Tensor, options: { gain?: number | undefined } & Draw = {}): Tensor {
  check('init.xavierUniform', x, options, { gain: number(), ...draws })
  const bound = Math.sqrt(3) * xavierStd('init.xavierUniform', x, options.gain)
  return filled(x, (t) => fillUniform(t, -bound, bound, options.generator))
}

/** Normal with std = gain sqrt(2 / (fanIn + fanOut)) (Glorot and Bengio 2010). Default gain 1. */
export function xavierNormal(x: Tensor, options: { gain?: number | undefined } & Draw = {}): Tensor {
  check('init.xavierNormal', x, options, { gain: number(), ...draws })
  const std = xavierStd('init.xavierNormal', x, options.gain)
  return filled(x, (t) => fillNormal(t, 0, std, options.generator))
}

function xavierStd(op: string, x: Tensor, gain = 1): number {
  const { fanIn, fanOut } = fans(op, x)
  return gain * Math.sqrt(2 / (fanIn + fanOut))
}

export interface KaimingOptions extends Draw {
  /** The negative slope of leakyRelu. Default 0. */
  a?: number | undefined
  /** Whether to preserve the variance of the forward ('fanIn') or the backward pass ('fanOut'). Default 'fanIn'. */
  mode?: 'fanIn' | 'fanOut' | undefined
  /** Default 'leakyRelu'. */
  nonlinearity?: Nonlinearity | undefined
}

const kaimingRules: Rules = {
  a: number(),
  mode: oneOf('fanIn', 'fanOut'),
  nonlinearity: oneOf(...NONLINEARITIES),
  ...draws
}

/** Uniform in [-s, s] with s = gain sqrt(3 / fan) (He et al. 2015). */
export function kaimingUniform(x: Tensor, options: KaimingOptions = {}): Tensor {
  check('init.kaimingUniform', x, options, kaimingRules)
  const bound = Math.sqrt(3) * kaimingStd('init.kaimingUniform', x, options)
  return filled(x, (t) => fillUniform(t, -bound, bound, options.generator))
}

/** Normal with std = gain / sqrt(fan) (He et al. 2015). */
export function kaimingNormal(x: Tensor, options: KaimingOptions = {}): Tensor {
  check('init.kaimingNormal', x, options, kaimingRules)
  const std = kaimingStd('init.kaimingNormal', x, options)
  return filled(x, (t) => fillNormal(t, 0, std, options.generator))
}

function kaimingStd(op: string, x: Tensor, options: KaimingOptions): number {
  const { fanIn, fanOut } = fans(op, x)
  const fan = options.mode === 'fanOut' ? fanOut : fanIn
  // Nothing to fill in a weight without elements.
  if (fan === 0) return 0
  return calculateGain(options.nonlinearity ?? 'leakyRelu', options.a ?? 0) / Math.sqrt(fan)
}

/** Orthonormal rows (or columns, whichever are fewer), times gain (Saxe et al. 2013). Default gain 1. */
export function orthogonal(x: Tensor, options: { gain?: number | undefined } & Draw = {}): Tensor {
  check('init.orthogonal', x, options, { gain: number(), ...draws })
  if (x.ndim < 2) {
    throw new ShapeError(`init.orthogonal: expected x of at least two dimensions but received ${format(x.shape)}`)
  }
  if (x.size === 0) return x
  const rows = x.shape[0]!
  const cols = x.size / rows
  const { gain = 1 } = options
  const count = Math.min(rows, cols)
  const length = Math.max(rows, cols)
  const q = fillNormal(lastingZeros([count, length], 'float64'), 0, 1, options.generator).data
  orthonormalRows(q as Float64Array, count, length)
  return write(x, (k) => gain * (rows <= cols ? q[k]! : q[(k % cols) * length + Math.floor(k / cols)]!))
}

/**
 * The factor that compensates for how a nonlinearity shrinks its input's deviation: the gain of kaiming and xavier.
 * @param param the negative slope of leakyRelu. Default 0.01
 */
export function calculateGain(nonlinearity: Nonlinearity, param = 0.01): number {
  if (!NONLINEARITIES.includes(nonlinearity)) {
    throw mismatch('init.calculateGain', 'nonlinearity', oneOf(...NONLINEARITIES).expected, nonlinearity)
  }
  if (typeof param !== 'number')
    throw new OptionError(`init.calculateGain: expected a number but received ${show(param)}`)
  if (nonlinearity === 'tanh') return 5 / 3
  if (nonlinearity === 'relu') return Math.sqrt(2)
  if (nonlinearity === 'leakyRelu') return Math.sqrt(2 / (1 + param * param))
  return nonlinearity === 'selu' ? 3 / 4 : 1
}
