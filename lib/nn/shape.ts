// Layers that change only the shape, or nothing: Flatten and Identity.
import { flatten } from '../ops/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkOptions, wholeNumber } from '../util/options.ts'
import { named } from '../util/positional.ts'
import { Module } from './module.ts'

export interface FlattenOptions {
  /** Default 1. */
  startDim?: number | undefined
  /** Default -1. */
  endDim?: number | undefined
}

/** Flattens dimensions startDim to endDim into one. Defaults 1 and -1: all but the batch. */
export class Flatten extends Module {
  readonly startDim: number
  readonly endDim: number

  constructor(startDim?: number | FlattenOptions, more?: { endDim?: number | undefined }) {
    super()
    const options = named<FlattenOptions>('Flatten', 'startDim', startDim, more)
    checkOptions('Flatten', options, { startDim: wholeNumber(), endDim: wholeNumber() })
    this.startDim = options.startDim ?? 1
    this.endDim = options.endDim ?? -1
  }

  override forward(x: Tensor): Tensor {
    return flatten(x, { startDim: this.startDim, endDim: this.endDim })
  }

  protected override extraRepr(): string {
    return `startDim=${this.startDim}, endDim=${this.endDim}`
  }
}

/** Returns its input. */
export class Identity extends Module {
  override forward(x: Tensor): Tensor {
    return x
  }
}
