// Stacks of transformer layers, and the whole transformer of an encoder and a decoder (Vaswani et al. 2017).
import { ShapeError } from '../errors.ts'
import { causalMask } from '../ops/attention.ts'
import { tensorOrNull } from '../ops/shared.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, type Rules, rule } from '../util/options.ts'
import { isModule } from './brand.ts'
import type { Layer } from './containers.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import { LayerNorm } from './norm.ts'
import { checkCounts, count, drawn } from './rules.ts'
import {
  type DecoderMasks,
  decoderRules,
  TransformerDecoderLayer,
  TransformerEncoderLayer,
  type TransformerLayerOptions,
  transformerRules
} from './transformerLayers.ts'

const aModule = rule('a module', isModule)

/** Options of a stack of layers. */
export interface StackOptions {
  /** A layer after the last one, such as a LayerNorm. Default none. */
  norm?: Layer | null | undefined
}

const moduleOrNull = rule('a module or null', (v) => v === null || isModule(v))
const stackRules = { norm: moduleOrNull }

const encoderRules: Rules = { mask: tensorOrNull, srcKeyPaddingMask: tensorOrNull, isCausal: boolean }

/** The masks of one call of an encoder. */
export interface EncoderMasks {
  /** (tokens, tokens) or (batch * heads, tokens, tokens): added to the scores, or bool, true where not to look. */
  mask?: Tensor | null | undefined
  /** (batch, tokens): the same for the keys of each example, such as padding. */
  srcKeyPaddingMask?: Tensor | null | undefined
  /** Whether token i attends to tokens 0 to i only. Default false. */
  isCausal?: boolean | undefined
}

/**
 * Encoder layers in sequence: copies of one, with its weights.
 *
 * @example
 * const layer = new TransformerEncoderLayer(16, 4, { dimFeedforward: 32 })
 * const encoder = new TransformerEncoder(layer, 2, { norm: new LayerNorm(16) })
 * encoder.forward(randn([5, 2, 16])).shape // [5, 2, 16]
 */
export class TransformerEncoder extends Module {
  readonly layers: readonly TransformerEncoderLayer[]
  readonly numLayers: number
  readonly norm: Layer | null

  constructor(encoderLayer: TransformerEncoderLayer, numLayers: number, options: StackOptions = {}) {
    super()
    checkValue('TransformerEncoder', 'encoderLayer', encoderLayer, aModule)
    checkCounts('TransformerEncoder', { numLayers })
    checkOptions('TransformerEncoder', options, stackRules)
    this.layers = Array.from({ length: numLayers }, () => encoderLayer.clone())
    this.numLayers = numLayers
    this.norm = options.norm ?? null
  }

  /** @param src (tokens, batch, dModel), or (batch, tokens, dModel) where the layers have batchFirst */
  override forward(src: Tensor, masks: EncoderMasks = {}): Tensor {
    checkOptions('TransformerEncoder.forward', masks, encoderRules)
    const { mask: srcMask, srcKeyPaddingMask, isCausal } = masks
    let x = src
    for (const layer of this.layers) x = layer.forward(x, { srcMask, srcKeyPaddingMask, isCausal })
    return this.norm === null ? x : this.norm.forward(x)
  }
}

/** Decoder layers in sequence: copies of one, with its weights. */
export class TransformerDecoder extends Module {
  readonly layers: readonly TransformerDecoderLayer[]
  readonly numLayers: number
  readonly norm: Layer | null

  constructor(decoderLayer: TransformerDecoderLayer, numLayers: number, options: StackOptions = {}) {
    super()
    checkValue('TransformerDecoder', 'decoderLayer', decoderLayer, aModule)
    checkCounts('TransformerDecoder', { numLayers })
    checkOptions('TransformerDecoder', options, stackRules)
    this.layers = Array.from({ length: numLayers }, () => decoderLayer.clone())
    this.numLayers = numLayers
    this.norm = options.norm ?? null
  }

  /** Like `forward` of a decoder layer. */
  override forward(tgt: Tensor, memory: Tensor, masks: DecoderMasks = {}): Tensor {
    checkOptions('TransformerDecoder.forward', masks, decoderRules)
    let x = tgt
    for (const layer of this.layers) x = layer.forward(x, memory, masks)
    return this.norm === null ? x : this.norm.forward(x)
  }
}

/** A module that takes what TransformerEncoder takes. */
export interface EncoderModule extends Module {
  forward(src: Tensor, masks: EncoderMasks): Tensor
}

/** A module that takes what TransformerDecoder takes. */
export interface DecoderModule extends Module {
  forward(tgt: Tensor, memory: Tensor, masks: DecoderMasks): Tensor
}

export interface TransformerOptions extends TransformerLayerOptions {
  /** Features of each token. Default 512. */
  dModel?: number | undefined
  /** Heads, a divisor of dModel. Default 8. */
  nhead?: number | undefined
  /** Default 6. */
  numEncoderLayers?: number | undefined
  /** Default 6. */
  numDecoderLayers?: number | undefined
  /** An encoder of your own. */
  customEncoder?: EncoderModule | null | undefined
  /** A decoder of your own. */
  customDecoder?: DecoderModule | null | undefined
}

/** The masks of one call of a transformer. */
export interface TransformerMasks extends DecoderMasks {
  /** (tokens, tokens) */
  srcMask?: Tensor | null | undefined
  /** (batch, tokens) */
  srcKeyPaddingMask?: Tensor | null | undefined
  /** Whether token i attends to tokens 0 to i only. Default false. */
  srcIsCausal?: boolean | undefined
}

const optionRules: Rules = {
  dModel: count,
  nhead: count,
  numEncoderLayers: count,
  numDecoderLayers: count,
  customEncoder: moduleOrNull,
  customDecoder: moduleOrNull,
  ...transformerRules
}
const maskRules: Rules = {
  srcMask: tensorOrNull,
  srcKeyPaddingMask: tensorOrNull,
  srcIsCausal: boolean,
  ...decoderRules
}

/**
 * An encoder and a decoder, each with a norm at its end.
 *
 * @example
 * const sizes = { dModel: 16, nhead: 4, numEncoderLayers: 1, numDecoderLayers: 1, dimFeedforward: 32 }
 * const model = new Transformer({ ...sizes, batchFirst: true })
 * model.forward(randn([2, 5, 16]), randn([2, 3, 16]), { tgtIsCausal: true }).shape // [2, 3, 16]
 */
export class Transformer extends Module {
  readonly encoder: EncoderModule
  readonly decoder: DecoderModule
  readonly dModel: number
  readonly nhead: number
  readonly batchFirst: boolean

  constructor(options: TransformerOptions = {}) {
    super()
    checkOptions('Transformer', options, optionRules)
    const { dModel = 512, nhead = 8, numEncoderLayers = 6, numDecoderLayers = 6 } = options
    const { customEncoder, customDecoder, ...rest } = options
    const layerOptions: Record<string, unknown> = Object.fromEntries(
      Object.entries(rest).filter(([name]) => Object.hasOwn(transformerRules, name))
    )
    const { bias = true, layerNormEps: eps = 1e-5, dtype = 'float32' } = options
    const norm = (): LayerNorm => new LayerNorm(dModel, { eps, bias, dtype })
    const encoderLayer = (): TransformerEncoderLayer => new TransformerEncoderLayer(dModel, nhead, layerOptions)
    const decoderLayer = (): TransformerDecoderLayer => new TransformerDecoderLayer(dModel, nhead, layerOptions)
    this.encoder = customEncoder ?? new TransformerEncoder(encoderLayer(), numEncoderLayers, { norm: norm() })
    this.decoder = customDecoder ?? new TransformerDecoder(decoderLayer(), numDecoderLayers, { norm: norm() })
    this.dModel = dModel
    this.nhead = nhead
    this.batchFirst = options.batchFirst ?? false
    for (const [, p] of this.namedParameters()) if (p.ndim > 1) init.xavierUniform(p, drawn(options))
  }

  /**
   * @param src (tokens, batch, dModel), (batch, tokens, dModel) with batchFirst, or (tokens, dModel)
   * @param tgt (targets, batch, dModel), in the same layout
   * @returns of the shape of tgt
   */
  override forward(src: Tensor, tgt: Tensor, masks: TransformerMasks = {}): Tensor {
    checkOptions('Transformer.forward', masks, maskRules)
    const { srcMask, srcKeyPaddingMask, srcIsCausal, ...others } = masks
    for (const [name, x] of Object.entries({ src, tgt })) {
      if (x.shape.at(-1) === this.dModel) continue
      throw new ShapeError(`Transformer: expected ${name} (..., ${this.dModel}) but received ${format(x.shape)}`)
    }
    const memory = this.encoder.forward(src, { mask: srcMask, srcKeyPaddingMask, isCausal: srcIsCausal })
    return this.decoder.forward(tgt, memory, others)
  }

  /**
   * (n, n): 0 where a token may look, minus infinity at the tokens after it.
   * @example
   * Transformer.generateSquareSubsequentMask(2).toArray() // [[0, -Infinity], [0, 0]]
   */
  static generateSquareSubsequentMask(n: number): Tensor {
    checkCounts('Transformer.generateSquareSubsequentMask', { n })
    return causalMask(n, n, 'float32')
  }
}
