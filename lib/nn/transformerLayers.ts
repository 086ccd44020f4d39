// One layer of a transformer's encoder and of its decoder (Vaswani et al. 2017): attention, then two linear layers, each with a
// residual and a norm. transformer.ts stacks them.
import * as ops from '../ops/index.ts'
import { tensorOrNull } from '../ops/shared.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, number, type Rules, rule } from '../util/options.ts'
import { MultiheadAttention } from './attention.ts'
import { isModule } from './brand.ts'
import type { Layer } from './containers.ts'
import { Dropout } from './dropout.ts'
import { Linear } from './linear.ts'
import { Module } from './module.ts'
import { LayerNorm } from './norm.ts'
import { checkCounts, count, drawn, type LayerOptions, layerRules } from './rules.ts'

/** What comes between the two linear layers: a name, a layer or a function. */
export type TransformerActivation = 'relu' | 'gelu' | Layer | ((x: Tensor) => Tensor)

export interface TransformerLayerOptions extends LayerOptions {
  /** Features between the two linear layers. Default 2048. */
  dimFeedforward?: number | undefined
  /** Dropout probability, also of the attention weights. Default 0.1. */
  dropout?: number | undefined
  /** Default 'relu'. */
  activation?: TransformerActivation | undefined
  /** Default 1e-5. */
  layerNormEps?: number | undefined
  /** Whether tensors are (batch, tokens, features) instead of (tokens, batch, features). Default false. */
  batchFirst?: boolean | undefined
  /** Whether norms come before attention and linear layers instead of after them. Default false. */
  normFirst?: boolean | undefined
  /** Default true. */
  bias?: boolean | undefined
}

/** @internal The rules of these options, for the layers and for the whole transformer. */
export const transformerRules: Rules = {
  dimFeedforward: count,
  dropout: number({ min: 0, max: 1 }),
  activation: rule(
    "'relu', 'gelu', a layer or a function",
    (v) => v === 'relu' || v === 'gelu' || typeof v === 'function' || isModule(v)
  ),
  layerNormEps: number({ min: 0 }),
  batchFirst: boolean,
  normFirst: boolean,
  bias: boolean,
  ...layerRules
}

interface Masks {
  readonly attnMask?: Tensor | null | undefined
  readonly keyPaddingMask?: Tensor | null | undefined
  readonly isCausal?: boolean | undefined
}

abstract class TransformerLayer extends Module {
  protected static override readonly stateNames: Readonly<Record<string, string>> = {
    selfAttn: 'self_attn',
    multiheadAttn: 'multihead_attn'
  }

  abstract readonly linear1: Linear
  abstract readonly dropout: Dropout
  abstract readonly linear2: Linear

  readonly normFirst: boolean
  readonly activation: TransformerActivation

  constructor(name: string, dModel: number, nhead: number, options: TransformerLayerOptions) {
    super()
    checkCounts(name, { dModel, nhead })
    checkOptions(name, options, transformerRules)
    this.normFirst = options.normFirst ?? false
    this.activation = options.activation ?? 'relu'
  }

  protected parts(dModel: number, nhead: number, options: TransformerLayerOptions) {
    const { dtype = 'float32', bias = true, dropout = 0.1, dimFeedforward = 2048, layerNormEps = 1e-5 } = options
    const shared = { bias, dtype, ...drawn(options) }
    const { batchFirst } = options
    return {
      attention: () => new MultiheadAttention(dModel, nhead, { ...shared, dropout, batchFirst }),
      linear1: () => new Linear(dModel, dimFeedforward, shared),
      linear2: () => new Linear(dimFeedforward, dModel, shared),
      norm: () => new LayerNorm(dModel, { eps: layerNormEps, bias, dtype }),
      dropout: () => new Dropout(dropout)
    }
  }

  /** x + part(x), normalized before or after. */
  protected residual(x: Tensor, norm: LayerNorm, part: (x: Tensor) => Tensor): Tensor {
    return this.normFirst ? ops.add(x, part(norm.forward(x))) : norm.forward(ops.add(x, part(x)))
  }

  protected feedForward(x: Tensor, last: Dropout): Tensor {
    return last.forward(this.linear2.forward(this.dropout.forward(this.hidden(x))))
  }

  // A relu is fused into the linear layer, with the same bits.
  private hidden(x: Tensor): Tensor {
    const { activation } = this
    if (activation === 'relu') return this.linear1.forward(x, 'relu')
    const y = this.linear1.forward(x)
    if (activation === 'gelu') return ops.gelu(y)
    return typeof activation === 'function' ? activation(y) : activation.forward(y)
  }
}

const encoderRules: Rules = { srcMask: tensorOrNull, srcKeyPaddingMask: tensorOrNull, isCausal: boolean }

/** The masks of one call of an encoder layer. */
export interface EncoderLayerMasks {
  /** (tokens, tokens) or (batch * heads, tokens, tokens): added to the scores, or bool, true where not to look. */
  srcMask?: Tensor | null | undefined
  /** (batch, tokens): the same for the keys of each example, such as padding. */
  srcKeyPaddingMask?: Tensor | null | undefined
  /** Whether token i attends to tokens 0 to i only. Default false. */
  isCausal?: boolean | undefined
}

/**
 * Self-attention and a feed-forward network.
 *
 * @param dModel features of each token
 * @param nhead heads, a divisor of dModel
 * @example
 * const layer = new TransformerEncoderLayer(16, 4, { dimFeedforward: 32, batchFirst: true })
 * layer.forward(randn([2, 5, 16]), { isCausal: true }).shape // [2, 5, 16]
 */
export class TransformerEncoderLayer extends TransformerLayer {
  readonly selfAttn: MultiheadAttention
  readonly linear1: Linear
  readonly dropout: Dropout
  readonly linear2: Linear
  readonly norm1: LayerNorm
  readonly norm2: LayerNorm
  readonly dropout1: Dropout
  readonly dropout2: Dropout

  constructor(dModel: number, nhead: number, options: TransformerLayerOptions = {}) {
    super('TransformerEncoderLayer', dModel, nhead, options)
    const make = this.parts(dModel, nhead, options)
    this.selfAttn = make.attention()
    this.linear1 = make.linear1()
    this.dropout = make.dropout()
    this.linear2 = make.linear2()
    this.norm1 = make.norm()
    this.norm2 = make.norm()
    this.dropout1 = make.dropout()
    this.dropout2 = make.dropout()
  }

  /**
   * @param src (tokens, batch, dModel), (batch, tokens, dModel) with batchFirst, or (tokens, dModel)
   * @returns of the shape of src
   */
  override forward(src: Tensor, masks: EncoderLayerMasks = {}): Tensor {
    checkOptions('TransformerEncoderLayer.forward', masks, encoderRules)
    const { srcMask: attnMask, srcKeyPaddingMask: keyPaddingMask, isCausal } = masks
    const attend = (x: Tensor): Tensor =>
      this.dropout1.forward(this.selfAttn.forward(x, x, x, { attnMask, keyPaddingMask, isCausal }))
    const x = this.residual(src, this.norm1, attend)
    return this.residual(x, this.norm2, (y) => this.feedForward(y, this.dropout2))
  }
}

/** The masks of one call of a decoder layer or a decoder. */
export interface DecoderMasks {
  /** (targets, targets), as srcMask of the encoder. */
  tgtMask?: Tensor | null | undefined
  /** (targets, tokens) */
  memoryMask?: Tensor | null | undefined
  /** (batch, targets) */
  tgtKeyPaddingMask?: Tensor | null | undefined
  /** (batch, tokens) */
  memoryKeyPaddingMask?: Tensor | null | undefined
  /** Whether target i attends to targets 0 to i only. Default false. */
  tgtIsCausal?: boolean | undefined
  /** Whether target i attends to tokens 0 to i of the memory only. Default false. */
  memoryIsCausal?: boolean | undefined
}

/** @internal */
export const decoderRules: Rules = {
  tgtMask: tensorOrNull,
  memoryMask: tensorOrNull,
  tgtKeyPaddingMask: tensorOrNull,
  memoryKeyPaddingMask: tensorOrNull,
  tgtIsCausal: boolean,
  memoryIsCausal: boolean
}

/**
 * Self-attention, attention to the encoder's result, and a feed-forward network.
 *
 * @example
 * const layer = new TransformerDecoderLayer(16, 4, { dimFeedforward: 32, batchFirst: true })
 * const [target, memory] = [randn([2, 3, 16]), randn([2, 5, 16])]
 * layer.forward(target, memory, { tgtIsCausal: true }).shape // [2, 3, 16]
 */
export class TransformerDecoderLayer extends TransformerLayer {
  readonly selfAttn: MultiheadAttention
  readonly multiheadAttn: MultiheadAttention
  readonly linear1: Linear
  readonly dropout: Dropout
  readonly linear2: Linear
  readonly norm1: LayerNorm
  readonly norm2: LayerNorm
  readonly norm3: LayerNorm
  readonly dropout1: Dropout
  readonly dropout2: Dropout
  readonly dropout3: Dropout

  constructor(dModel: number, nhead: number, options: TransformerLayerOptions = {}) {
    super('TransformerDecoderLayer', dModel, nhead, options)
    const make = this.parts(dModel, nhead, options)
    this.selfAttn = make.attention()
    this.multiheadAttn = make.attention()
    this.linear1 = make.linear1()
    this.dropout = make.dropout()
    this.linear2 = make.linear2()
    this.norm1 = make.norm()
    this.norm2 = make.norm()
    this.norm3 = make.norm()
    this.dropout1 = make.dropout()
    this.dropout2 = make.dropout()
    this.dropout3 = make.dropout()
  }

  /**
   * @param tgt (targets, batch, dModel), (batch, targets, dModel) with batchFirst, or (targets, dModel)
   * @param memory the encoder's result, in the same layout
   * @returns of the shape of tgt
   */
  override forward(tgt: Tensor, memory: Tensor, masks: DecoderMasks = {}): Tensor {
    checkOptions('TransformerDecoderLayer.forward', masks, decoderRules)
    const own: Masks = {
      attnMask: masks.tgtMask,
      keyPaddingMask: masks.tgtKeyPaddingMask,
      isCausal: masks.tgtIsCausal
    }
    const across: Masks = {
      attnMask: masks.memoryMask,
      keyPaddingMask: masks.memoryKeyPaddingMask,
      isCausal: masks.memoryIsCausal
    }
    let x = this.residual(tgt, this.norm1, (y) => this.dropout1.forward(this.selfAttn.forward(y, y, y, own)))
    x = this.residual(x, this.norm2, (y) =>
      this.dropout2.forward(this.multiheadAttn.forward(y, memory, memory, across))
    )
    return this.residual(x, this.norm3, (y) => this.feedForward(y, this.dropout3))
  }
}
