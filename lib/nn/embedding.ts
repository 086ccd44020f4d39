// Embedding: rows of a table by index; EmbeddingBag: sums, means and maxima of them.
import { noGrad } from '../autograd/tape.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { scaleByFrequency } from '../ops/bags.ts'
import { type EmbeddingBagOptions as BagOptions, embedding, embeddingBag, norm, reshape, select } from '../ops/index.ts'
import { mul_ } from '../ops/inplace.ts'
import { format } from '../tensor/shape.ts'
import { checkFloat, type Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, either, number, oneOf, wholeNumber } from '../util/options.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import { copyElements, type FloatType, newParameter } from './parameter.ts'
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
  /** The norm that maxNorm limits, Infinity for the largest |x|. Default 2. */
  normType?: number | undefined
  /** Whether the gradient of a row is divided by how often it occurs in the call. Default false. */
  scaleGradByFreq?: boolean | undefined
}

/** Options of a layer with given rows. */
export interface PretrainedOptions extends Omit<EmbeddingOptions, keyof LayerOptions> {
  /** Whether the rows stay as they are. Default true. */
  freeze?: boolean | undefined
}

const normTypes = either(number({ above: 0 }), oneOf(Number.POSITIVE_INFINITY))

// Scales the rows that are read and longer than maxNorm, in place.
function shortenRows(weight: Tensor, indices: Tensor, maxNorm: number, p: number): void {
  noGrad(() => {
    const rows = reshape(embedding(weight, indices), { shape: [indices.size, weight.shape[1]!] })
    const lengths = norm(rows, { p, dim: 1 }).data
    const seen = new Set<number>()
    for (const [k, each] of indices.data.entries()) {
      const row = Number(each)
      if (seen.has(row) || !(lengths[k]! > maxNorm)) continue
      seen.add(row)
      mul_(select(weight, { index: row }), maxNorm / (lengths[k]! + 1e-7))
    }
  })
}

function clearRow(weight: Tensor, row: number | null): void {
  const width = weight.shape[1]!
  if (row !== null) weight.data.fill(0, row * width, (row + 1) * width)
}

// The values of `rows` in a layer of their size.
function filled<L extends { readonly weight: Tensor }>(
  name: string,
  rows: Tensor,
  freeze: boolean,
  make: (dtype: FloatType) => L
): L {
  checkFloat(name, 'embeddings', rows)
  if (rows.ndim !== 2)
    throw new ShapeError(`${name}: expected embeddings (rows, width) but received ${format(rows.shape)}`)
  const layer = make(rows.dtype as FloatType)
  copyElements(name, rows, layer.weight)
  layer.weight.requiresGrad = !freeze
  return layer
}

/** Rows of a table of numEmbeddings by embeddingDim: int32 indices (...) give (..., embeddingDim). */
export class Embedding extends Module {
  readonly numEmbeddings: number
  readonly embeddingDim: number
  readonly paddingIdx: number | null
  readonly maxNorm: number | null
  readonly normType: number
  readonly sparse: boolean
  readonly scaleGradByFreq: boolean
  readonly weight: Tensor

  constructor(numEmbeddings: number, embeddingDim: number, options: EmbeddingOptions = {}) {
    super()
    checkCounts('Embedding', { numEmbeddings, embeddingDim })
    const inTable = wholeNumber({ min: -numEmbeddings, max: numEmbeddings - 1 })
    checkOptions('Embedding', options, {
      paddingIdx: inTable,
      maxNorm: number({ above: 0 }),
      normType: normTypes,
      sparse: boolean,
      scaleGradByFreq: boolean,
      ...layerRules
    })
    this.numEmbeddings = numEmbeddings
    this.embeddingDim = embeddingDim
    this.maxNorm = options.maxNorm ?? null
    this.normType = options.normType ?? 2
    this.sparse = options.sparse ?? false
    this.scaleGradByFreq = options.scaleGradByFreq ?? false
    if (this.sparse && this.scaleGradByFreq) {
      throw new OptionError('Embedding: expected scaleGradByFreq false with sparse: true but received both')
    }
    const { paddingIdx: at } = options
    this.paddingIdx = at === undefined ? null : at < 0 ? at + numEmbeddings : at
    this.weight = newParameter([numEmbeddings, embeddingDim], options.dtype ?? 'float32')
    init.normal(this.weight, drawn(options))
    clearRow(this.weight, this.paddingIdx)
  }

  /**
   * A layer with given rows, a copy of them.
   * @param embeddings (rows, width)
   * @example
   * Embedding.fromPretrained(tensor([[1, 2], [3, 4]])).forward(tensor([1], { dtype: 'int32' })).toArray() // [[3, 4]]
   */
  static fromPretrained(embeddings: Tensor, options: PretrainedOptions = {}): Embedding {
    const { freeze = true, ...rest } = options
    checkValue('Embedding.fromPretrained', 'freeze', freeze, boolean)
    return filled('Embedding.fromPretrained', embeddings, freeze, (dtype) => {
      const [rows, width] = embeddings.shape as [number, number]
      return new Embedding(rows, width, { ...rest, dtype })
    })
  }

  override forward(indices: Tensor): Tensor {
    const { maxNorm } = this
    if (maxNorm !== null) shortenRows(this.weight, indices, maxNorm, this.normType)
    const y = embedding(this.weight, indices, { paddingIdx: this.paddingIdx, sparse: this.sparse })
    if (this.scaleGradByFreq) scaleByFrequency(y, indices)
    return y
  }

  protected override extraRepr(): string {
    const padding = this.paddingIdx === null ? '' : `, paddingIdx=${this.paddingIdx}`
    const limit = this.maxNorm === null ? '' : `, maxNorm=${this.maxNorm}`
    return `${this.numEmbeddings}, ${this.embeddingDim}${padding}${limit}${this.sparse ? ', sparse=true' : ''}`
  }
}

export interface EmbeddingBagOptions extends LayerOptions {
  /** What a bag gives. Default 'mean'. */
  mode?: 'sum' | 'mean' | 'max' | undefined
  /** A row of zeros that does not count and gets no gradient. Negative counts from the end. */
  paddingIdx?: number | undefined
  /** Whether the last offset is the number of indices instead of the start of a bag. Default false. */
  includeLastOffset?: boolean | undefined
  /** The largest norm of a row: longer rows are scaled to it, in place, when they are read. Default: no limit. */
  maxNorm?: number | undefined
  /** The norm that maxNorm limits, Infinity for the largest |x|. Default 2. */
  normType?: number | undefined
  /** Whether the gradient of a row is divided by how often it occurs in the call; not with mode 'max'. Default false. */
  scaleGradByFreq?: boolean | undefined
}

/**
 * The sum, mean or maximum of the rows of each bag. Sums and means read the rows where they are, unless with scaleGradByFreq.
 *
 * @example
 * const bag = new EmbeddingBag(10, 3, { mode: 'sum' })
 * const indices = tensor([1, 2, 4, 5], { dtype: 'int32' })
 * bag.forward(indices, tensor([0, 3], { dtype: 'int32' })).shape // [2, 3]
 */
export class EmbeddingBag extends Module {
  readonly numEmbeddings: number
  readonly embeddingDim: number
  readonly maxNorm: number | null
  readonly normType: number
  readonly weight: Tensor
  private readonly bag: Required<Omit<BagOptions, 'perSampleWeights'>>

  constructor(numEmbeddings: number, embeddingDim: number, options: EmbeddingBagOptions = {}) {
    super()
    checkCounts('EmbeddingBag', { numEmbeddings, embeddingDim })
    checkOptions('EmbeddingBag', options, {
      mode: oneOf('sum', 'mean', 'max'),
      paddingIdx: wholeNumber({ min: -numEmbeddings, max: numEmbeddings - 1 }),
      includeLastOffset: boolean,
      maxNorm: number({ above: 0 }),
      normType: normTypes,
      scaleGradByFreq: boolean,
      ...layerRules
    })
    const { mode = 'mean', paddingIdx = null, includeLastOffset = false, scaleGradByFreq = false } = options
    this.numEmbeddings = numEmbeddings
    this.embeddingDim = embeddingDim
    this.maxNorm = options.maxNorm ?? null
    this.normType = options.normType ?? 2
    this.bag = { mode, paddingIdx, includeLastOffset, scaleGradByFreq }
    this.weight = newParameter([numEmbeddings, embeddingDim], options.dtype ?? 'float32')
    init.normal(this.weight, drawn(options))
    clearRow(this.weight, paddingIdx === null || paddingIdx >= 0 ? paddingIdx : paddingIdx + numEmbeddings)
  }

  /** A layer with given rows, a copy of them: like `Embedding.fromPretrained`. */
  static fromPretrained(
    embeddings: Tensor,
    options: Omit<EmbeddingBagOptions, keyof LayerOptions> & { freeze?: boolean | undefined } = {}
  ): EmbeddingBag {
    const { freeze = true, ...rest } = options
    checkValue('EmbeddingBag.fromPretrained', 'freeze', freeze, boolean)
    return filled('EmbeddingBag.fromPretrained', embeddings, freeze, (dtype) => {
      const [rows, width] = embeddings.shape as [number, number]
      return new EmbeddingBag(rows, width, { ...rest, dtype })
    })
  }

  /**
   * @param indices int32 or int64: (bags, size), or (count) with offsets
   * @param offsets int32 or int64 (bags): the first index of each bag
   * @param perSampleWeights of the shape of indices: a factor for each, with mode 'sum'
   * @returns (bags, embeddingDim)
   */
  override forward(indices: Tensor, offsets: Tensor | null = null, perSampleWeights: Tensor | null = null): Tensor {
    if (this.maxNorm !== null) shortenRows(this.weight, indices, this.maxNorm, this.normType)
    return embeddingBag(this.weight, indices, offsets, { ...this.bag, perSampleWeights })
  }

  protected override extraRepr(): string {
    const { mode, paddingIdx } = this.bag
    const padding = paddingIdx === null ? '' : `, paddingIdx=${paddingIdx}`
    const limit = this.maxNorm === null ? '' : `, maxNorm=${this.maxNorm}`
    return `${this.numEmbeddings}, ${this.embeddingDim}, mode='${mode}'${padding}${limit}`
  }
}
