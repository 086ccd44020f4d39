// Layers over two tensors: distances of their rows, and a bilinear product.
import * as ops from '../ops/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, number, wholeNumber } from '../util/options.ts'
import { named } from '../util/positional.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { checkCounts, drawn, type LayerOptions, layerRules } from './rules.ts'

export interface CosineSimilarityOptions {
  /** Default 1. */
  dim?: number | undefined
  /** The least length of a vector. Default 1e-8. */
  eps?: number | undefined
}

/** The cosine of the angle between vectors along `dim`: see `cosineSimilarity`. */
export class CosineSimilarity extends Module {
  readonly dim: number
  readonly eps: number

  constructor(dim?: number | CosineSimilarityOptions, more?: Omit<CosineSimilarityOptions, 'dim'>) {
    super()
    const options = named<CosineSimilarityOptions>('CosineSimilarity', 'dim', dim, more)
    checkOptions('CosineSimilarity', options, { dim: wholeNumber(), eps: number() })
    this.dim = options.dim ?? 1
    this.eps = options.eps ?? 1e-8
  }

  override forward(a: Tensor, b: Tensor): Tensor {
    return ops.cosineSimilarity(a, b, { dim: this.dim, eps: this.eps })
  }

  protected override extraRepr(): string {
    return `dim=${this.dim}, eps=${this.eps}`
  }
}

export interface PairwiseDistanceOptions {
  /** The norm. Default 2. */
  p?: number | undefined
  /** Added to each difference. Default 1e-6. */
  eps?: number | undefined
  /** Whether the last dimension stays, with size 1. Default false. */
  keepdim?: boolean | undefined
}

/** The p-norm of a - b along the last dimension: see `pairwiseDistance`. */
export class PairwiseDistance extends Module {
  readonly p: number
  readonly eps: number
  readonly keepdim: boolean

  constructor(p?: number | PairwiseDistanceOptions, more?: Omit<PairwiseDistanceOptions, 'p'>) {
    super()
    const options = named<PairwiseDistanceOptions>('PairwiseDistance', 'p', p, more)
    const norm = { expected: 'a number', test: (v: unknown) => typeof v === 'number' && !Number.isNaN(v) }
    checkOptions('PairwiseDistance', options, { p: norm, eps: number(), keepdim: boolean })
    this.p = options.p ?? 2
    this.eps = options.eps ?? 1e-6
    this.keepdim = options.keepdim ?? false
  }

  override forward(a: Tensor, b: Tensor): Tensor {
    return ops.pairwiseDistance(a, b, { p: this.p, eps: this.eps, keepdim: this.keepdim })
  }

  protected override extraRepr(): string {
    return `p=${this.p}, eps=${this.eps}, keepdim=${this.keepdim}`
  }
}

export interface BilinearOptions extends LayerOptions {
  /** Default true. */
  bias?: boolean | undefined
}

/**
 * y[k] = a^T weight[k] b + bias[k]: a is (..., in1Features), b (..., in2Features).
 *
 * @example
 * new Bilinear(3, 4, 2).forward(randn([5, 3]), randn([5, 4])).shape // [5, 2]
 */
export class Bilinear extends Module {
  readonly in1Features: number
  readonly in2Features: number
  readonly outFeatures: number
  /** (outFeatures, in1Features, in2Features) */
  readonly weight: Tensor
  readonly bias: Tensor | null

  constructor(in1Features: number, in2Features: number, outFeatures: number, options: BilinearOptions = {}) {
    super()
    checkCounts('Bilinear', { in1Features, in2Features, outFeatures })
    checkOptions('Bilinear', options, { bias: boolean, ...layerRules })
    const { dtype = 'float32', bias = true } = options
    const bound = 1 / Math.sqrt(in1Features)
    const make = (...shape: number[]): Tensor =>
      init.uniform(newParameter(shape, dtype), { a: -bound, b: bound, ...drawn(options) })
    this.in1Features = in1Features
    this.in2Features = in2Features
    this.outFeatures = outFeatures
    this.weight = make(outFeatures, in1Features, in2Features)
    this.bias = bias ? make(outFeatures) : null
  }

  override forward(a: Tensor, b: Tensor): Tensor {
    return ops.bilinear(a, b, this.weight, this.bias)
  }

  protected override extraRepr(): string {
    const { in1Features, in2Features, outFeatures } = this
    return `in1Features=${in1Features}, in2Features=${in2Features}, outFeatures=${outFeatures}, bias=${this.bias !== null}`
  }
}
