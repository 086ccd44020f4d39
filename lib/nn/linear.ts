// Linear, and the initialization that it shares with convolutions.
import { linear } from '../ops/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions } from '../util/options.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { checkCounts, drawn, type LayerOptions, layerRules } from './rules.ts'

const NONE = {}

export interface LinearOptions extends LayerOptions {
  /** Default true. */
  bias?: boolean | undefined
}

/**
 * y = x weight^T + bias. x is (..., inFeatures), weight (outFeatures, inFeatures).
 *
 * @example
 * new Linear(3, 2).forward(ones([5, 3])).shape // [5, 2]
 */
export class Linear extends Module {
  readonly inFeatures: number
  readonly outFeatures: number
  readonly weight: Tensor
  readonly bias: Tensor | null

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions = {}) {
    super()
    checkCounts('Linear', { inFeatures, outFeatures })
    checkOptions('Linear', options, { bias: boolean, ...layerRules })
    this.inFeatures = inFeatures
    this.outFeatures = outFeatures
    const dtype = options.dtype ?? 'float32'
    this.weight = newParameter([outFeatures, inFeatures], dtype)
    this.bias = (options.bias ?? true) ? newParameter([outFeatures], dtype) : null
    resetFanIn(this.weight, this.bias, options)
  }

  /** @param activation 'relu' is fused into the op, with the bits of a ReLU after this layer */
  override forward(x: Tensor, activation?: 'relu'): Tensor {
    return linear(x, this.weight, this.bias, activation === undefined ? NONE : { activation })
  }

  protected override extraRepr(): string {
    return `inFeatures=${this.inFeatures}, outFeatures=${this.outFeatures}, bias=${this.bias !== null}`
  }
}

/** The initialization of linear and convolution layers: uniform within 1 / sqrt(fanIn), as in PyTorch. */
export function resetFanIn(weight: Tensor, bias: Tensor | null, options: LayerOptions): void {
  init.kaimingUniform(weight, { a: Math.sqrt(5), ...drawn(options) })
  if (bias === null) return
  const bound = 1 / Math.sqrt(init.fans('init', weight).fanIn)
  init.uniform(bias, { a: -bound, b: bound, ...drawn(options) })
}
