// Activations whose options are numbers, over one op each, and PReLU, which learns its slope.
import * as ops from '../ops/index.ts'
import type { Generator } from '../tensor/random.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkOptions, number, type Rules, required } from '../util/options.ts'
import { named } from '../util/positional.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { count, generatorRule, type LayerOptions, layerRules } from './rules.ts'

// Options with their defaults, null for one that is required; the first may come by position.
abstract class WithNumbers extends Module {
  protected readonly numbers: readonly string[]

  constructor(defaults: Readonly<Record<string, number | null>>, given: unknown, more?: unknown, rules: Rules = {}) {
    super()
    const call = new.target.name
    this.numbers = Object.keys(defaults)
    const options = named<Record<string, unknown>>(call, this.numbers[0]!, given, more)
    const own = this.numbers.map((name) => [name, defaults[name] === null ? required(number()) : number()])
    checkOptions(call, options, { ...Object.fromEntries(own), ...rules })
    const values = this as unknown as Record<string, unknown>
    for (const name of this.numbers) values[name] = options[name] ?? defaults[name]
  }

  protected override extraRepr(): string {
    const values = this as unknown as Record<string, unknown>
    return this.numbers.map((name) => `${name}=${String(values[name])}`).join(', ')
  }
}

/** min(max(x, 0), 6). */
export class ReLU6 extends Module {
  override forward(x: Tensor): Tensor {
    return ops.relu6(x)
  }
}

/** x between minVal and maxVal, else the nearer bound. Defaults -1 and 1. */
export class Hardtanh extends WithNumbers {
  declare readonly minVal: number
  declare readonly maxVal: number

  constructor(minVal?: number | ops.HardtanhOptions, more?: Omit<ops.HardtanhOptions, 'minVal'>) {
    super({ minVal: -1, maxVal: 1 }, minVal, more)
  }

  override forward(x: Tensor): Tensor {
    return ops.hardtanh(x, { minVal: this.minVal, maxVal: this.maxVal })
  }
}

/** clamp(x + 3, 0, 6) / 6. */
export class Hardsigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return ops.hardsigmoid(x)
  }
}

/** x * clamp(x + 3, 0, 6) / 6. */
export class Hardswish extends Module {
  override forward(x: Tensor): Tensor {
    return ops.hardswish(x)
  }
}

/** x where |x| > lambd, else 0. Default 0.5. */
export class Hardshrink extends WithNumbers {
  declare readonly lambd: number

  constructor(lambd?: number | { lambd?: number | undefined }) {
    super({ lambd: 0.5 }, lambd)
  }

  override forward(x: Tensor): Tensor {
    return ops.hardshrink(x, this.lambd)
  }
}

/** x moved towards 0 by lambd, and 0 within it. Default 0.5. */
export class Softshrink extends WithNumbers {
  declare readonly lambd: number

  constructor(lambd?: number | { lambd?: number | undefined }) {
    super({ lambd: 0.5 }, lambd, undefined, { lambd: number({ min: 0 }) })
  }

  override forward(x: Tensor): Tensor {
    return ops.softshrink(x, this.lambd)
  }
}

/** x - tanh(x). */
export class Tanhshrink extends Module {
  override forward(x: Tensor): Tensor {
    return ops.tanhshrink(x)
  }
}

/** x where it is above the threshold, else the value. */
export class Threshold extends WithNumbers {
  declare readonly threshold: number
  declare readonly value: number

  /** @param value the second number, or an object with it */
  constructor(threshold: number | { threshold: number; value: number }, value?: number | { value: number }) {
    super({ threshold: null, value: null }, threshold, typeof value === 'number' ? { value } : value)
  }

  override forward(x: Tensor): Tensor {
    return ops.threshold(x, { threshold: this.threshold, value: this.value })
  }
}

/** The scaled exponential linear unit of self-normalizing networks (Klambauer et al. 2017). */
export class SELU extends Module {
  override forward(x: Tensor): Tensor {
    return ops.selu(x)
  }
}

/** x where positive, else alpha * (exp(x / alpha) - 1). Default alpha 1. */
export class CELU extends WithNumbers {
  declare readonly alpha: number

  constructor(alpha?: number | { alpha?: number | undefined }) {
    super({ alpha: 1 }, alpha)
  }

  override forward(x: Tensor): Tensor {
    return ops.celu(x, this.alpha)
  }
}

/** x * tanh(log(1 + exp(x))) (Misra 2019). */
export class Mish extends Module {
  override forward(x: Tensor): Tensor {
    return ops.mish(x)
  }
}

/** log(sigmoid(x)). */
export class LogSigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return ops.logSigmoid(x)
  }
}

/** x / (1 + |x|). */
export class Softsign extends Module {
  override forward(x: Tensor): Tensor {
    return ops.softsign(x)
  }
}

/**
 * x where positive, else x times a slope: drawn for each element in training, uniform in [lower, upper), and their mean in
 * evaluation. Defaults 1/8 and 1/3.
 */
export class RReLU extends WithNumbers {
  declare readonly lower: number
  declare readonly upper: number
  readonly generator: Generator | null

  constructor(
    lower?: number | Omit<ops.RReLUOptions, 'training'>,
    more?: Omit<ops.RReLUOptions, 'lower' | 'training'>
  ) {
    super({ lower: 1 / 8, upper: 1 / 3 }, lower, more, { generator: generatorRule })
    this.generator = (typeof lower === 'object' ? lower : more)?.generator ?? null
  }

  override forward(x: Tensor): Tensor {
    const source = this.generator === null ? {} : { generator: this.generator }
    return ops.rrelu(x, { lower: this.lower, upper: this.upper, training: this.training, ...source })
  }
}

export interface PReLUOptions extends Pick<LayerOptions, 'dtype'> {
  /** 1, or the number of channels, dimension 1 of the input. Default 1. */
  numParameters?: number | undefined
  /** The first slope. Default 0.25. */
  init?: number | undefined
}

/**
 * x where positive, else x times a learned slope: one for all or one for each channel (He et al. 2015).
 *
 * @example
 * new PReLU(3).weight.shape // [3]
 */
export class PReLU extends Module {
  readonly numParameters: number
  readonly weight: Tensor

  constructor(numParameters?: number | PReLUOptions, more?: Omit<PReLUOptions, 'numParameters'>) {
    super()
    const options = named<PReLUOptions>('PReLU', 'numParameters', numParameters, more)
    checkOptions('PReLU', options, { numParameters: count, init: number(), dtype: layerRules.dtype })
    this.numParameters = options.numParameters ?? 1
    this.weight = newParameter([this.numParameters], options.dtype ?? 'float32')
    init.constant(this.weight, { value: options.init ?? 0.25 })
  }

  override forward(x: Tensor): Tensor {
    return ops.prelu(x, this.weight)
  }

  protected override extraRepr(): string {
    return `numParameters=${this.numParameters}`
  }
}
