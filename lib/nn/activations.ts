// Activations: layers without parameters over one op each.
import { ShapeError } from '../errors.ts'
import * as ops from '../ops/index.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkOptions, number, oneOf, required, wholeNumber } from '../util/options.ts'
import { named } from '../util/positional.ts'
import { Module } from './module.ts'

/** max(x, 0). */
export class ReLU extends Module {
  override forward(x: Tensor): Tensor {
    return ops.relu(x)
  }
}

/** x where positive, else x * negativeSlope. Default 0.01. */
export class LeakyReLU extends Module {
  readonly negativeSlope: number

  constructor(negativeSlope?: number | { negativeSlope?: number | undefined }) {
    super()
    const options = named<{ negativeSlope?: number }>('LeakyReLU', 'negativeSlope', negativeSlope)
    checkOptions('LeakyReLU', options, { negativeSlope: number() })
    this.negativeSlope = options.negativeSlope ?? 0.01
  }

  override forward(x: Tensor): Tensor {
    return ops.leakyRelu(x, { negativeSlope: this.negativeSlope })
  }

  protected override extraRepr(): string {
    return `negativeSlope=${this.negativeSlope}`
  }
}

/** x where positive, else alpha * (exp(x) - 1). Default alpha 1. */
export class ELU extends Module {
  readonly alpha: number

  constructor(alpha?: number | { alpha?: number | undefined }) {
    super()
    const options = named<{ alpha?: number }>('ELU', 'alpha', alpha)
    checkOptions('ELU', options, { alpha: number() })
    this.alpha = options.alpha ?? 1
  }

  override forward(x: Tensor): Tensor {
    return ops.elu(x, { alpha: this.alpha })
  }

  protected override extraRepr(): string {
    return `alpha=${this.alpha}`
  }
}

/** x * P(normal < x); `approximate: 'tanh'` takes the tanh form. */
export class GELU extends Module {
  readonly approximate: 'none' | 'tanh'

  constructor(approximate?: 'none' | 'tanh' | { approximate?: 'none' | 'tanh' | undefined }) {
    super()
    const options = named<{ approximate?: 'none' | 'tanh' }>('GELU', 'approximate', approximate)
    checkOptions('GELU', options, { approximate: oneOf('none', 'tanh') })
    this.approximate = options.approximate ?? 'none'
  }

  override forward(x: Tensor): Tensor {
    return ops.gelu(x, { approximate: this.approximate })
  }

  protected override extraRepr(): string {
    return `approximate='${this.approximate}'`
  }
}

/** x * sigmoid(x). */
export class SiLU extends Module {
  override forward(x: Tensor): Tensor {
    return ops.silu(x)
  }
}

/** 1 / (1 + exp(-x)). */
export class Sigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return ops.sigmoid(x)
  }
}

/** The hyperbolic tangent. */
export class Tanh extends Module {
  override forward(x: Tensor): Tensor {
    return ops.tanh(x)
  }
}

/** log(1 + exp(beta x)) / beta, and x itself where beta x > threshold. Defaults 1 and 20. */
export class Softplus extends Module {
  readonly beta: number
  readonly threshold: number

  constructor(
    beta?: number | { beta?: number | undefined; threshold?: number | undefined },
    more?: { threshold?: number | undefined }
  ) {
    super()
    const options = named<{ beta?: number; threshold?: number }>('Softplus', 'beta', beta, more)
    checkOptions('Softplus', options, { beta: number(), threshold: number() })
    this.beta = options.beta ?? 1
    this.threshold = options.threshold ?? 20
  }

  override forward(x: Tensor): Tensor {
    return ops.softplus(x, { beta: this.beta, threshold: this.threshold })
  }

  protected override extraRepr(): string {
    return `beta=${this.beta}, threshold=${this.threshold}`
  }
}

abstract class OverDimension extends Module {
  readonly dim: number

  constructor(dim: number | { dim: number }) {
    super()
    const options = named<{ dim: number }>(new.target.name, 'dim', dim)
    checkOptions(new.target.name, options, { dim: required(wholeNumber()) })
    this.dim = options.dim
  }

  protected override extraRepr(): string {
    return `dim=${this.dim}`
  }
}

/** exp(x) / sum(exp(x)) along `dim`. */
export class Softmax extends OverDimension {
  override forward(x: Tensor): Tensor {
    return ops.softmax(x, { dim: this.dim })
  }
}

/** log(softmax(x)) along `dim`. */
export class LogSoftmax extends OverDimension {
  override forward(x: Tensor): Tensor {
    return ops.logSoftmax(x, { dim: this.dim })
  }
}

/** softmax(-x) along `dim`. */
export class Softmin extends OverDimension {
  override forward(x: Tensor): Tensor {
    return ops.softmin(x, { dim: this.dim })
  }
}

/** softmax over the channels of (N, C, H, W) or (C, H, W). */
export class Softmax2d extends Module {
  override forward(x: Tensor): Tensor {
    if (x.ndim !== 3 && x.ndim !== 4) {
      throw new ShapeError(`Softmax2d: expected x of shape (N, C, H, W) or (C, H, W) but received ${format(x.shape)}`)
    }
    return ops.softmax(x, { dim: -3 })
  }
}

/** a * sigmoid(b) for the halves a and b of x along `dim`, by default the last one. */
export class GLU extends OverDimension {
  constructor(dim: number | { dim?: number | undefined } = {}) {
    super(typeof dim === 'object' && dim !== null && dim.dim === undefined ? { ...dim, dim: -1 } : (dim as number))
  }

  override forward(x: Tensor): Tensor {
    return ops.glu(x, { dim: this.dim })
  }
}
