// Embedding: rows of a table by index.
import { noGrad } from '../autograd/tape.ts'
import { embedding, norm, reshape, select } from '../ops/index.ts'
import { mul_ } from '../ops/inplace.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, number, oneOf, wholeNumber } from '../util/options.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { checkCounts, drawn, type LayerOptions, layerRules } from './rules.ts'

export interface EmbeddingOptions extends LayerOptions {
  /** A row of zeros that gets no gradient. Negative counts from the end. */
  paddingIdx?: number | undefined
  /** The largest norm of a row: longer rows are scaled to it, in place, when they are read. Default: no limit. */
  maxNorm?: number | undefined
  /**
   * Only rows that are read get a gradient (`sparseGrad`, not `grad`), and only they are updated: for large tables,
   * with SparseAdam or Adagrad. Default false.
   */
  sparse?: boolean | undefined
  /** The norm that maxNorm limits: 1, 2 or Infinity. Default 2. */
  normType?: number | undefined
}

/** Rows of a table of numEmbeddings by embeddingDim: int32 indices (...) give (..., embeddingDim). */
export class Embedding extends Module {
  readonly numEmbeddings: number
  readonly embeddingDim: number
  readonly paddingIdx: number | null
  readonly maxNorm: number | null
  readonly normType: number
  readonly sparse: boolean
  readonly weight: Tensor

  constructor(numEmbeddings: number, embeddingDim: number, options: EmbeddingOptions = {}) {
    super()
    checkCounts('Embedding', { numEmbeddings, embeddingDim })
    const inTable = wholeNumber({ min: -numEmbeddings, max: numEmbeddings - 1 })
    checkOptions('Embedding', options, {
      paddingIdx: inTable,
      maxNorm: number({ above: 0 }),
      normType: oneOf(1, 2, Number.POSITIVE_INFINITY),
      sparse: boolean,
      ...layerRules
    })
    this.numEmbeddings = numEmbeddings
    this.embeddingDim = embeddingDim
    this.maxNorm = options.maxNorm ?? null
    this.normType = options.normType ?? 2
    this.sparse = options.sparse ?? false
    const { paddingIdx: at } = options
    this.paddingIdx = at === undefined ? null : at < 0 ? at + numEmbeddings : at
    this.weight = newParameter([numEmbeddings, embeddingDim], options.dtype ?? 'float32')
    init.normal(this.weight, drawn(options))
    if (this.paddingIdx !== null) {
      this.weight.data.fill(0, this.paddingIdx * embeddingDim, (this.paddingIdx + 1) * embeddingDim)
    }
  }

  override forward(indices: Tensor): Tensor {
    const { maxNorm } = this
    if (maxNorm !== null) noGrad(() => this.shortenRows(indices, maxNorm))
    return embedding(this.weight, indices, { paddingIdx: this.paddingIdx, sparse: this.sparse })
  }

  private shortenRows(indices: Tensor, maxNorm: number): void {
    const rows = reshape(embedding(this.weight, indices), { shape: [indices.size, this.embeddingDim] })
    const lengths = norm(rows, { p: this.normType, dim: 1 }).data
    const seen = new Set<number>()
    for (const [k, row] of indices.data.entries()) {
      if (seen.has(row) || !(lengths[k]! > maxNorm)) continue
      seen.add(row)
      mul_(select(this.weight, { index: row }), maxNorm / (lengths[k]! + 1e-7))
    }
  }

  protected override extraRepr(): string {
    const padding = this.paddingIdx === null ? '' : `, paddingIdx=${this.paddingIdx}`
    const limit = this.maxNorm === null ? '' : `, maxNorm=${this.maxNorm}`
    return `${this.numEmbeddings}, ${this.embeddingDim}${padding}${limit}${this.sparse ? ', sparse=true' : ''}`
  }
}
