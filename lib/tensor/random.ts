// Random numbers: a Generator is a seed and a position in its Philox stream, both of which can be saved and set.
import * as kernels from '../backend/calls.ts'
import { countersUsed, type RandomKernel, wordsBelow } from '../backend/philox.ts'
import { OptionError } from '../errors.ts'
import { namesOnly, show } from '../util/options.ts'
import { philox, type RandomSource } from '../util/philox.ts'
import { like, type TensorOptions } from './create.ts'
import { allocate } from './lifetime.ts'
import { checkShape, type Shape, type ShapeArguments, shapeArguments, sizeOf } from './shape.ts'
import { checkTensor, Tensor } from './tensor.ts'

const WORD = 4294967296

/** Where a generator is: plain numbers, for a checkpoint. */
export interface GeneratorState {
  seed: number
  counter: number
}

/**
 * A stream of random numbers that depends on its seed alone: the same on every machine, level and thread count.
 *
 * @example
 * const generator = new Generator(1)
 * const saved = generator.state()
 * const a = randn([3], { generator })
 * generator.setState(saved)
 * const b = randn([3], { generator }) // equal to a
 */
export class Generator implements RandomSource {
  #seed = 0
  #counter = 0

  /** @param seed a whole number from 0 to 2^53 - 1. Default 0 */
  constructor(seed = 0) {
    this.manualSeed(seed)
  }

  /** Starts the stream of another seed. */
  manualSeed(seed: number): this {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new OptionError(`manualSeed: expected a whole number from 0 to 2^53 - 1 but received ${show(seed)}`)
    }
    this.#seed = seed
    this.#counter = 0
    return this
  }

  state(): GeneratorState {
    return { seed: this.#seed, counter: this.#counter }
  }

  /** Restores a position from `state`. */
  setState(state: GeneratorState): void {
    const { seed, counter } = (state ?? {}) as GeneratorState
    if (!(Number.isSafeInteger(seed) && seed >= 0 && Number.isSafeInteger(counter) && counter >= 0)) {
      throw new OptionError(`Generator.setState: expected { seed, counter } but received ${JSON.stringify(state)}`)
    }
    this.#seed = seed
    this.#counter = counter
  }

  /** The next whole number from 0 to 2^32 - 1: what a loader and a split draw their order from. */
  nextUint32(): number {
    const { seed0, seed1, counter0, counter1 } = this.take('integers', 1, 'int32')
    philox(counter0, counter1, 0, 0, seed0, seed1, words, 0, 1)
    return words[0]!
  }

  /** @internal Where the numbers of a random kernel come from, moving on by what the call consumes. */
  take(kernel: RandomKernel, n: number, dtype: Tensor['dtype']): PhiloxState {
    const at = this.#counter
    this.#counter += countersUsed(kernel, n, dtype)
    return {
      seed0: this.#seed % WORD,
      seed1: Math.floor(this.#seed / WORD),
      counter0: at % WORD,
      counter1: Math.floor(at / WORD)
    }
  }
}

const words = new Uint32Array(4)

/** Seed and block counter of Philox, each as a low and a high word. */
export interface PhiloxState {
  readonly seed0: number
  readonly seed1: number
  readonly counter0: number
  readonly counter1: number
}

/** The default generator. */
export const defaultGenerator = new Generator(0)

/** Seeds the default generator. */
export function manualSeed(seed: number): Generator {
  return defaultGenerator.manualSeed(seed)
}

// A worker thread of a search seeds whichever copy of the library its module has loaded.
const SEEDERS = Symbol.for('thalweg.seeders')
const shared = globalThis as { [SEEDERS]?: Set<(seed: number) => void> }
shared[SEEDERS] ??= new Set()
shared[SEEDERS].add((seed) => defaultGenerator.manualSeed(seed))

/** Options of the random creation functions. */
export interface RandomOptions extends TensorOptions {
  /** Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

function float(op: string, options: RandomOptions): 'float32' | 'float64' {
  const dtype = options.dtype ?? 'float32'
  if (dtype !== 'float32' && dtype !== 'float64') {
    throw new OptionError(`${op}: expected dtype float32 or float64 but received ${String(dtype)}`)
  }
  return dtype
}

function draw(op: 'rand' | 'randn', shape: Shape, options: RandomOptions): Tensor {
  checkShape(op, shape)
  namesOnly(op, options, ['dtype', 'requiresGrad', 'generator'])
  const dtype = float(op, options)
  const out = new Tensor(allocate(dtype, sizeOf(shape)), [...shape])
  if (op === 'rand') fillUniform(out, 0, 1, options.generator)
  else fillNormal(out, 0, 1, options.generator)
  out.requiresGrad = options.requiresGrad ?? false
  return out
}

/** Uniform numbers in [0, 1). Takes the sizes, or an array of them, and options. */
export function rand(...shapeAndOptions: ShapeArguments<RandomOptions>): Tensor {
  return draw('rand', ...shapeArguments('rand', shapeAndOptions))
}

/**
 * Normal numbers of mean 0 and variance 1. Takes the sizes, or an array of them, and options.
 * @example
 * randn(2, 3).shape // [2, 3]
 */
export function randn(...shapeAndOptions: ShapeArguments<RandomOptions>): Tensor {
  return draw('randn', ...shapeArguments('randn', shapeAndOptions))
}

/** Uniform numbers in [0, 1), of the shape and dtype of `x`. */
export function randLike(x: Tensor, options: RandomOptions = {}): Tensor {
  checkTensor('randLike', 'x', x)
  return rand(x.shape, like(x, options))
}

/** Normal numbers of mean 0 and variance 1, of the shape and dtype of `x`. */
export function randnLike(x: Tensor, options: RandomOptions = {}): Tensor {
  checkTensor('randnLike', 'x', x)
  return randn(x.shape, like(x, options))
}

/** Whole numbers in [low, high), int32. */
export function randint(
  low: number,
  high: number,
  shape: Shape,
  options: { generator?: Generator | undefined } = {}
): Tensor {
  checkShape('randint', shape)
  namesOnly('randint', options, ['generator'])
  if (!Number.isInteger(low) || !Number.isInteger(high) || high <= low || low < -(2 ** 31) || high > 2 ** 31) {
    throw new OptionError(`randint: expected whole numbers low < high of 32 bits but received ${low} and ${high}`)
  }
  const out = new Tensor(allocate('int32', sizeOf(shape)), [...shape])
  const stream = (options.generator ?? defaultGenerator).take('integers', out.size, 'int32')
  kernels.integers({ y: out, n: out.size, low: low + 2 ** 31, range: high - low, ...stream })
  return out
}

/** The numbers 0 to n - 1 in random order, int32. */
export function randperm(n: number, options: { generator?: Generator | undefined } = {}): Tensor {
  checkShape('randperm', [n])
  namesOnly('randperm', options, ['generator'])
  const out = new Tensor(allocate('int32', n), [n])
  const stream = (options.generator ?? defaultGenerator).take('permutation', n, 'int32')
  kernels.permutation({ y: out, n, ...stream })
  return out
}

/** Writes uniform numbers in [low, high) into a contiguous float tensor. */
export function fillUniform(x: Tensor, low: number, high: number, generator = defaultGenerator): Tensor {
  const stream = generator.take('uniform', x.size, x.dtype)
  kernels.uniform({ y: x, n: x.size, scale: high - low, shift: low, ...stream })
  x.storage.touch()
  return x
}

/** Writes normal numbers into a contiguous float tensor. */
export function fillNormal(x: Tensor, mean: number, std: number, generator = defaultGenerator): Tensor {
  const stream = generator.take('normal', x.size, x.dtype)
  kernels.normal({ y: x, n: x.size, scale: std, shift: mean, ...stream })
  x.storage.touch()
  return x
}

/** @internal y = x with each element dropped with probability p, the others scaled by 1 / (1 - p). */
export function dropInto(x: Tensor, y: Tensor, p: number, stream: PhiloxState): void {
  const scale = p === 1 ? 0 : 1 / (1 - p)
  kernels.dropout({ x, y, mask: null, n: x.size, below: wordsBelow(p), scale, ...stream })
}
