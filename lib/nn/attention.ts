// Multi-head attention. The heads are strided views of the linear layers' outputs: nothing is transposed in memory.
import { OptionError, ShapeError } from '../errors.ts'
import { causalMask, weighted } from '../ops/attention.ts'
import * as ops from '../ops/index.ts'
import { full, zeros } from '../tensor/create.ts'
import { format } from '../tensor/shape.ts'
import { checkTensor, type Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, number } from '../util/options.ts'
import * as init from './init.ts'
import { Linear } from './linear.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { checkCounts, count, drawn, type LayerOptions, layerRules } from './rules.ts'

export interface MultiheadAttentionOptions extends LayerOptions {
  /** Dropout probability of the attention weights, in training. Default 0. */
  dropout?: number | undefined
  /** Default true. */
  bias?: boolean | undefined
  /** Whether a learned key and value are appended to those of the sequence. Default false. */
  addBiasKv?: boolean | undefined
  /** Whether a key and value of zeros are appended. Default false. */
  addZeroAttn?: boolean | undefined
  /** Features of the keys. Default embedDim. */
  kdim?: number | undefined
  /** Features of the values. Default embedDim. */
  vdim?: number | undefined
  /**
   * Whether tensors are (batch, tokens, features) instead of PyTorch's default (tokens, batch, features). Default
   * false.
   */
  batchFirst?: boolean | undefined
}

/** Options of one call. */
export interface AttendOptions {
  /** Whether token i attends to tokens 0 to i only. Default false. */
  isCausal?: boolean | undefined
  /**
   * (queries, keys) or (batch * heads, queries, keys): added to the scores, or a bool tensor, true where attention is
   * masked.
   */
  attnMask?: Tensor | null | undefined
  /** (batch, keys): the same for the keys of each example, such as padding. */
  keyPaddingMask?: Tensor | null | undefined
}

const attendRules = {
  isCausal: boolean,
  attnMask: { expected: 'a tensor or null', test: () => true },
  keyPaddingMask: { expected: 'a tensor or null', test: () => true },
  needWeights: boolean,
  averageAttnWeights: boolean
}

/**
 * Attention with several heads (Vaswani et al. 2017): softmax(q k^T / sqrt(depth)) v for each head, over learned
 * projections.
 *
 * @example
 * const attention = new MultiheadAttention(64, 4, { batchFirst: true })
 * const x = randn([2, 5, 64])
 * attention.forward(x, x, x, { isCausal: true }).shape // [2, 5, 64]
 */
export class MultiheadAttention extends Module {
  protected static override readonly stateNames = {
    inProjWeight: 'in_proj_weight',
    qProjWeight: 'q_proj_weight',
    kProjWeight: 'k_proj_weight',
    vProjWeight: 'v_proj_weight',
    inProjBias: 'in_proj_bias',
    biasK: 'bias_k',
    biasV: 'bias_v',
    outProj: 'out_proj'
  }

  readonly embedDim: number
  readonly numHeads: number
  readonly dropout: number
  readonly batchFirst: boolean
  /** (3 embedDim, embedDim): of queries, keys and values; null where kdim or vdim differ. */
  readonly inProjWeight: Tensor | null
  readonly qProjWeight: Tensor | null
  readonly kProjWeight: Tensor | null
  readonly vProjWeight: Tensor | null
  readonly inProjBias: Tensor | null
  /** (1, 1, embedDim), with addBiasKv. */
  readonly biasK: Tensor | null
  readonly biasV: Tensor | null
  readonly addZeroAttn: boolean
  readonly outProj: Linear

  constructor(embedDim: number, numHeads: number, options: MultiheadAttentionOptions = {}) {
    super()
    checkCounts('MultiheadAttention', { embedDim, numHeads })
    checkOptions('MultiheadAttention', options, {
      dropout: number({ min: 0, max: 1 }),
      bias: boolean,
      addBiasKv: boolean,
      addZeroAttn: boolean,
      kdim: count,
      vdim: count,
      batchFirst: boolean,
      ...layerRules
    })
    if (embedDim % numHeads !== 0) {
      throw new OptionError(
        `MultiheadAttention: expected numHeads to divide embedDim ${embedDim} but received ${numHeads}`
      )
    }
    const { dtype = 'float32', bias = true, kdim = embedDim, vdim = embedDim } = options
    const drawing = drawn(options)
    const one = kdim === embedDim && vdim === embedDim
    const weight = (inputs: number): Tensor | null =>
      one ? null : init.xavierUniform(newParameter([embedDim, inputs], dtype), drawing)
    this.embedDim = embedDim
    this.numHeads = numHeads
    this.dropout = options.dropout ?? 0
    this.batchFirst = options.batchFirst ?? false
    this.inProjWeight = one ? init.xavierUniform(newParameter([3 * embedDim, embedDim], dtype), drawing) : null
    this.qProjWeight = weight(embedDim)
    this.kProjWeight = weight(kdim)
    this.vProjWeight = weight(vdim)
    this.inProjBias = bias ? newParameter([3 * embedDim], dtype) : null
    this.addZeroAttn = options.addZeroAttn ?? false
    this.outProj = new Linear(embedDim, embedDim, { bias, dtype, ...drawing })
    if (this.outProj.bias !== null) init.zeros(this.outProj.bias)
    const extra = (): Tensor | null =>
      options.addBiasKv ? init.xavierNormal(newParameter([1, 1, embedDim], dtype), drawing) : null
    this.biasK = extra()
    this.biasV = extra()
  }

  /**
   * @param query (tokens, batch, embedDim), (batch, tokens, embedDim) with batchFirst, or (tokens, embedDim)
   * @param key the tokens to attend to, in the same layout. Default query
   * @param value default key
   * @returns of the shape of query; with `needWeights: true` also the attention weights (batch, queries, keys), the
   *   mean of the heads, or (batch, heads, queries, keys) with `averageAttnWeights: false`
   */
  override forward(
    query: Tensor,
    key?: Tensor,
    value?: Tensor,
    options?: AttendOptions & { needWeights?: false | undefined }
  ): Tensor
  override forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    options: AttendOptions & { needWeights: true; averageAttnWeights?: boolean | undefined }
  ): [Tensor, Tensor]
  override forward(
    query: Tensor,
    key: Tensor = query,
    value: Tensor = key,
    options: AttendOptions & { needWeights?: boolean | undefined; averageAttnWeights?: boolean | undefined } = {}
  ): Tensor | [Tensor, Tensor] {
    checkOptions('MultiheadAttention.forward', options, attendRules)
    for (const [name, x] of Object.entries({ query, key, value })) {
      checkTensor('MultiheadAttention', name, x)
      if (x.ndim !== query.ndim || (x.ndim !== 2 && x.ndim !== 3)) {
        const form = this.batchFirst ? '(batch, tokens, features)' : '(tokens, batch, features)'
        throw new ShapeError(
          `MultiheadAttention: expected ${name} of shape ${form} or (tokens, features) but received ${format(x.shape)}`
        )
      }
    }
    const alone = query.ndim === 2
    const [q, own, ownValues] = this.projectHeads(query, key, value)
    let mask = this.addMasks(q, own, options)
    let isCausal = options.isCausal ?? false
    const [k, v, extra] = this.appended(own, ownValues)
    if (extra > 0) {
      // Appended keys are seen by all.
      if (isCausal) {
        const causal = causalMask(q.shape[2]!, own.shape[2]!, q.dtype)
        mask = mask === null ? causal : ops.add(mask, causal)
      }
      if (mask !== null) mask = ops.pad(mask, { pad: [0, extra] })
      isCausal = false
    }
    const dropoutP = this.training ? this.dropout : 0
    // The same way, hence the same bits, whether or not the tape is on.
    const learned = options.attnMask?.requiresGrad || options.keyPaddingMask?.requiresGrad
    const [y, probabilities] =
      options.needWeights || learned
        ? weighted(q, k, v, { mask, isCausal, scale: 1 / Math.sqrt(q.shape[3]!), dropoutP })
        : [ops.scaledDotProductAttention(q, k, v, { isCausal, attnMask: mask, dropoutP }), null]
    const [batch, , tokens] = y.shape as [number, number, number, number]
    const order = this.batchFirst || alone ? [0, 2, 1, 3] : [2, 0, 1, 3]
    const shape = alone ? [tokens] : this.batchFirst ? [batch, tokens] : [tokens, batch]
    const joined = ops.reshape(ops.permute(y, { dims: order }), { shape: [...shape, this.embedDim] })
    const out = this.outProj.forward(joined)
    if (!options.needWeights) return out
    const shown = (options.averageAttnWeights ?? true) ? ops.mean(probabilities!, { dim: 1 }) : probabilities!
    return [out, alone ? ops.squeeze(shown, { dim: 0 }) : shown]
  }

  // Queries, keys and values as views (batch, heads, tokens, depth).
  private projectHeads(query: Tensor, key: Tensor, value: Tensor): [Tensor, Tensor, Tensor] {
    const e = this.embedDim
    const part = (t: Tensor | null, k: number, n = 1): Tensor | null =>
      t === null ? null : ops.slice(t, { start: k * e, end: (k + n) * e })
    const weight = this.inProjWeight
    const bias = this.inProjBias
    if (weight === null) {
      return [
        this.splitHeads(ops.linear(query, this.qProjWeight!, part(bias, 0)), 1)[0]!,
        this.splitHeads(ops.linear(key, this.kProjWeight!, part(bias, 1)), 1)[0]!,
        this.splitHeads(ops.linear(value, this.vProjWeight!, part(bias, 2)), 1)[0]!
      ]
    }
    if (query === key && key === value)
      return this.splitHeads(ops.linear(query, weight, bias), 3) as [Tensor, Tensor, Tensor]
    const q = this.splitHeads(ops.linear(query, part(weight, 0)!, part(bias, 0)), 1)[0]!
    if (key === value) {
      const [k, v] = this.splitHeads(ops.linear(key, part(weight, 1, 2)!, part(bias, 1, 2)), 2)
      return [q, k!, v!]
    }
    const [k, v] = [key, value].map(
      (x, i) => this.splitHeads(ops.linear(x, part(weight, i + 1)!, part(bias, i + 1)), 1)[0]!
    )
    return [q, k!, v!]
  }

  // (..., n embedDim) as n views (batch, heads, tokens, depth).
  private splitHeads(x: Tensor, n: number): Tensor[] {
    const lead = x.ndim === 2 ? [1, x.shape[0]!] : x.shape.slice(0, 2)
    const whole = ops.reshape(x, { shape: [...lead, n, this.numHeads, this.embedDim / this.numHeads] })
    const list = n === 1 ? [ops.squeeze(whole, { dim: 2 })] : ops.unbind(whole, { dim: 2 })
    const dims = this.batchFirst || x.ndim === 2 ? [0, 2, 1, 3] : [1, 2, 0, 3]
    return list.map((t) => ops.permute(t, { dims }))
  }

  // What is added to the scores (batch, heads, queries, keys), or null.
  private addMasks(q: Tensor, k: Tensor, options: AttendOptions): Tensor | null {
    const [batch, heads, queries] = q.shape as [number, number, number, number]
    const keys = k.shape[2]!
    let mask: Tensor | null = null
    const { attnMask = null, keyPaddingMask = null } = options
    if (attnMask !== null) {
      const shape = attnMask.ndim === 3 ? [batch * heads, queries, keys] : [queries, keys]
      checkMask('attnMask', attnMask, shape)
      mask = added(attnMask, q)
      if (mask.ndim === 3) mask = ops.reshape(mask, { shape: [batch, heads, queries, keys] })
    }
    if (keyPaddingMask !== null) {
      checkMask('keyPaddingMask', keyPaddingMask, keyPaddingMask.ndim === 1 && batch === 1 ? [keys] : [batch, keys])
      const padding = ops.reshape(added(keyPaddingMask, q), { shape: [batch, 1, 1, keys] })
      mask = mask === null ? padding : ops.add(mask, padding)
    }
    return mask
  }

  // Keys and values with the learned ones and the zeros behind, and how many these are.
  private appended(k: Tensor, v: Tensor): [Tensor, Tensor, number] {
    const { biasK, biasV, numHeads } = this
    const [batch, , , depth] = k.shape as [number, number, number, number]
    let extra = 0
    const append = (key: Tensor, value: Tensor): void => {
      k = ops.cat(k, key, { dim: 2 })
      v = ops.cat(v, value, { dim: 2 })
      extra++
    }
    const spread = (t: Tensor): Tensor =>
      ops.expand(ops.reshape(t, { shape: [1, numHeads, 1, depth] }), { shape: [batch, numHeads, 1, depth] })
    if (biasK !== null && biasV !== null) append(spread(biasK), spread(biasV))
    if (this.addZeroAttn) {
      const zero = zeros([batch, numHeads, 1, depth], { dtype: k.dtype })
      append(zero, zero)
    }
    return [k, v, extra]
  }

  protected override extraRepr(): string {
    const { embedDim, numHeads, dropout, batchFirst } = this
    return `embedDim=${embedDim}, numHeads=${numHeads}, dropout=${dropout}, batchFirst=${batchFirst}`
  }
}

function checkMask(name: string, mask: Tensor, shape: readonly number[]): void {
  checkTensor('MultiheadAttention', name, mask, ['bool', 'float32', 'float64'])
  checkValue('MultiheadAttention', `the shape of ${name}`, mask.shape, {
    expected: format(shape),
    test: (v) => format(v as number[]) === format(shape)
  })
}

// A bool mask as numbers to add: minus infinity where it is true.
function added(mask: Tensor, like: Tensor): Tensor {
  if (mask.dtype !== 'bool') return ops.to(mask, { dtype: like.dtype })
  return ops.where(mask, full([], Number.NEGATIVE_INFINITY, { dtype: like.dtype }), 0)
}
