// Dropout of elements and of channels, and dropout that keeps mean and variance.
import * as ops from '../ops/index.ts'
import type { Generator } from '../tensor/random.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkOptions, number } from '../util/options.ts'
import { named } from '../util/positional.ts'
import { Module } from './module.ts'
import { generatorRule } from './rules.ts'

export interface DropoutOptions {
  /** The probability that an element is dropped. Default 0.5. */
  p?: number | undefined
  /** Default: the generator that `manualSeed` seeds. */
  generator?: Generator | undefined
}

abstract class Dropping extends Module {
  readonly p: number
  readonly generator: Generator | null

  constructor(p?: number | DropoutOptions, more?: Omit<DropoutOptions, 'p'>) {
    super()
    const options = named<DropoutOptions>(new.target.name, 'p', p, more)
    checkOptions(new.target.name, options, { p: number({ min: 0, max: 1 }), generator: generatorRule })
    this.p = options.p ?? 0.5
    this.generator = options.generator ?? null
  }

  protected abstract readonly op: typeof ops.dropout

  override forward(x: Tensor): Tensor {
    const source = this.generator === null ? {} : { generator: this.generator }
    return this.op(x, { p: this.p, training: this.training, ...source })
  }

  protected override extraRepr(): string {
    return `p=${this.p}`
  }
}

/**
 * In training, drops elements with probability p and scales the others by 1 / (1 - p).
 *
 * @example
 * new Dropout(0.3).eval().forward(ones([2])).toArray() // [1, 1]
 */
export class Dropout extends Dropping {
  protected get op(): typeof ops.dropout {
    return ops.dropout
  }
}

/**
 * In training, drops channels of (N, C, L) with probability p and scales the others by 1 / (1 - p).
 * @example
 * new Dropout1d(0.2).forward(ones([1, 2, 3])).shape // [1, 2, 3]
 */
export class Dropout1d extends Dropping {
  protected get op(): typeof ops.dropout1d {
    return ops.dropout1d
  }
}

/**
 * In training, drops channels of (N, C, H, W) with probability p and scales the others by 1 / (1 - p).
 * @example
 * new Dropout2d(0.2).forward(ones([1, 2, 3, 3])).shape // [1, 2, 3, 3]
 */
export class Dropout2d extends Dropping {
  protected get op(): typeof ops.dropout2d {
    return ops.dropout2d
  }
}

/**
 * In training, drops channels of (N, C, D, H, W) with probability p and scales the others by 1 / (1 - p).
 * @example
 * new Dropout3d(0.2).forward(ones([1, 2, 3, 3, 3])).shape // [1, 2, 3, 3, 3]
 */
export class Dropout3d extends Dropping {
  protected get op(): typeof ops.dropout3d {
    return ops.dropout3d
  }
}

/**
 * In training, dropout that keeps mean 0 and variance 1, for nets of SELU.
 * @example
 * new AlphaDropout(0.2).forward(ones([1, 2, 3])).shape // [1, 2, 3]
 */
export class AlphaDropout extends Dropping {
  protected get op(): typeof ops.alphaDropout {
    return ops.alphaDropout
  }
}

/**
 * In training, AlphaDropout of whole channels of (N, C, ...).
 * @example
 * new FeatureAlphaDropout(0.2).forward(ones([1, 2, 3])).shape // [1, 2, 3]
 */
export class FeatureAlphaDropout extends Dropping {
  protected get op(): typeof ops.featureAlphaDropout {
    return ops.featureAlphaDropout
  }
}
