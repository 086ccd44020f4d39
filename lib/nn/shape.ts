// Layers that change only the shape, or nothing: Flatten, Unflatten and Identity.
import { ShapeError } from '../errors.ts'
import { flatten, reshape } from '../ops/index.ts'
import { dimension, format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, checkOptions, checkValue, wholeNumber } from '../util/options.ts'
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

/**
 * Splits dimension `dim` into dimensions of the given sizes; one of them may be -1 and is inferred.
 * @example
 * new Unflatten(1, [2, -1]).forward(ones([3, 8])).shape // [3, 2, 4]
 */
export class Unflatten extends Module {
  readonly dim: number
  readonly unflattenedSize: readonly number[]

  constructor(dim: number, unflattenedSize: readonly number[]) {
    super()
    checkValue('Unflatten', 'dim', dim, wholeNumber())
    checkValue('Unflatten', 'unflattenedSize', unflattenedSize, arrayOf(wholeNumber({ min: -1 })))
    this.dim = dim
    this.unflattenedSize = [...unflattenedSize]
  }

  override forward(x: Tensor): Tensor {
    const dim = dimension('Unflatten', this.dim, x.ndim)
    const n = x.shape[dim]!
    const known = this.unflattenedSize.reduce((product, size) => (size === -1 ? product : product * size), 1)
    const inferred = this.unflattenedSize.filter((size) => size === -1).length
    if (inferred > 1 || (inferred === 1 ? known === 0 || n % known !== 0 : known !== n)) {
      throw new ShapeError(
        `Unflatten: cannot split dimension ${dim} of ${format(x.shape)} into ${format(this.unflattenedSize)}`
      )
    }
    const sizes = this.unflattenedSize.map((size) => (size === -1 ? n / known : size))
    return reshape(x, [...x.shape.slice(0, dim), ...sizes, ...x.shape.slice(dim + 1)])
  }

  protected override extraRepr(): string {
    return `dim=${this.dim}, unflattenedSize=${format(this.unflattenedSize)}`
  }
}

/** Takes any arguments, as in PyTorch, and returns its input. */
export class Identity extends Module {
  /** @param _ignored arguments of the layer in whose place it stands */
  constructor(..._ignored: unknown[]) {
    super()
  }

  override forward(x: Tensor): Tensor {
    return x
  }
}
