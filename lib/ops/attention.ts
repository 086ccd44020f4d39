// Scaled dot-product attention.
import { precisionOf } from '../autograd/precision.ts'
import { noGrad, record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import type { DType } from '../backend/index.ts'
import { ShapeError } from '../errors.ts'
import { full } from '../tensor/create.ts'
import { broadcast, broadcastStrides, format, type Shape } from '../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, snapshotView, Tensor } from '../tensor/tensor.ts'
import { anything, boolean, number, numeric } from '../util/options.ts'
import { optionsTable, read } from '../util/positional.ts'
import { dropout } from './dropout.ts'
import { add, eq, mul, where } from './elementwise.ts'
import { max } from './extreme.ts'
import { matmul } from './matmul.ts'
import { expand, reshape, transpose, unsqueeze } from './shape.ts'
import { emptyTensor } from './shared.ts'
import { softmax } from './softmax.ts'

/** Options of attention. */
export interface AttentionOptions {
  /** Whether query i attends to keys 0 to i only. Default false. */
  isCausal?: boolean | undefined
  /**
   * (..., queries, keys), broadcast over batch and heads: added to the scores, or a bool tensor, true where attention
   * is allowed. `MultiheadAttention` takes inverted bool masks, as in PyTorch: true where attention is masked.
   */
  attnMask?: Tensor | null | undefined
  /** The probability that a weight is dropped, from 0 to 1. Default 0. */
  dropoutP?: number | undefined
  /** Default 1 / sqrt(depth). */
  scale?: number | undefined
  /** Whether groups of query heads share one head of keys and values. Default false. */
  enableGqa?: boolean | undefined
}

const OPTIONS = optionsTable<AttentionOptions>({
  isCausal: boolean,
  attnMask: anything,
  dropoutP: number({ min: 0, max: 1 }),
  scale: numeric,
  enableGqa: boolean
})

/**
 * softmax(q k^T scale + mask) v. A query that sees no key yields 0. The matrix of scores is in memory only with dropout, or
 * for a mask that requires a gradient.
 * @param q (..., queries, depth)
 * @param k (..., keys, depth); the leading sizes broadcast
 * @param v (..., keys, width)
 * @returns (..., queries, width)
 * @throws ShapeError
 * @example
 * const [q, k, v] = [randn([2, 4, 3, 8]), randn([2, 2, 5, 8]), randn([2, 2, 5, 8])]
 * scaledDotProductAttention(q, k, v, { enableGqa: true }).shape // [2, 4, 3, 8]
 */
export function scaledDotProductAttention(q: Tensor, k: Tensor, v: Tensor, options: AttentionOptions = {}): Tensor {
  read(NAME, OPTIONS, options)
  for (const [name, t] of Object.entries({ q, k, v })) checkFloat(NAME, name, t)
  const [query, key, value] = alike(q, k, v, options.enableGqa ?? false)
  const { isCausal = false, dropoutP = 0, scale = 1 / Math.sqrt(query.shape.at(-1)!) } = options
  const mask = addedMask(query, options.attnMask ?? null)
  if (dropoutP > 0 || mask?.requiresGrad) {
    return weighted(query, key, value, { mask, isCausal, scale, dropoutP })[0]
  }
  const lead = query.shape.slice(0, -2)
  if (lead.length <= 2) return inKernel(query, key, value, { mask, isCausal, scale })
  const flat = (t: Tensor): Tensor => reshape(t, [-1, ...t.shape.slice(-3)])
  const wide =
    mask === null || mask.ndim <= 3 ? mask : flat(expand(mask, [...lead.slice(0, -1), ...mask.shape.slice(-3)]))
  const y = inKernel(flat(query), flat(key), flat(value), { mask: wide, isCausal, scale })
  return reshape(y, [...lead, ...y.shape.slice(-2)])
}

const NAME = 'scaledDotProductAttention'

// The inputs with the same leading sizes.
function alike(q: Tensor, k: Tensor, v: Tensor, gqa: boolean): [Tensor, Tensor, Tensor] {
  const nd = q.ndim
  const lead = q.shape.slice(0, -2)
  const fits =
    nd >= 2 &&
    k.ndim === nd &&
    v.ndim === nd &&
    k.shape[nd - 1] === q.shape[nd - 1] &&
    k.shape[nd - 2] === v.shape[nd - 2]
  const same = fits && lead.every((n, d) => n === k.shape[d] && n === v.shape[d])
  if (same) return [q, k, v]
  if (fits && gqa && nd >= 3) {
    const heads = q.shape[nd - 3]!
    const [keyHeads, valueHeads] = [k.shape[nd - 3]!, v.shape[nd - 3]!]
    if (heads % keyHeads === 0 && heads % valueHeads === 0) {
      return alike(q, repeatHeads(k, heads / keyHeads), repeatHeads(v, heads / valueHeads), false)
    }
  }
  if (fits) {
    try {
      const all = broadcast(NAME, broadcast(NAME, lead, k.shape.slice(0, -2)), v.shape.slice(0, -2))
      return [q, k, v].map((t) => expand(t, [...all, ...t.shape.slice(-2)])) as [Tensor, Tensor, Tensor]
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error
    }
  }
  const heads = gqa ? ', with a number of heads of k and v that divides that of q' : ''
  throw new ShapeError(
    `${NAME}: expected q (..., queries, depth), k (..., keys, depth) and v (..., keys, width)${heads} but received ${format(q.shape)}, ${format(k.shape)} and ${format(v.shape)}`
  )
}

// Each head n times in a row.
function repeatHeads(x: Tensor, n: number): Tensor {
  if (n === 1) return x
  const nd = x.ndim
  const shape = [...x.shape.slice(0, nd - 2), n, ...x.shape.slice(nd - 2)]
  return reshape(expand(unsqueeze(x, nd - 2), shape), [...x.shape.slice(0, nd - 3), -1, ...x.shape.slice(nd - 2)])
}

/**
 * @internal Attention with its weights in memory: to return them, to drop some of them, and for a mask that is learned.
 * @returns the result, and the weights (..., queries, keys) after dropout
 */
export function weighted(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  { mask, isCausal, scale, dropoutP }: AttentionDetails & { dropoutP: number }
): [result: Tensor, weights: Tensor] {
  let scores = mul(matmul(q, transpose(k)), scale)
  if (mask !== null) scores = add(scores, mask)
  if (isCausal) scores = add(scores, causalMask(...(scores.shape.slice(-2) as [number, number]), scores.dtype))
  const weights = dropout(softmaxOrZero(scores), { p: dropoutP })
  return [matmul(weights, v), weights]
}

// The softmax of each row of scores, as the kernel takes it: 0 for a query that sees no key, where exp(-Infinity) would
// be divided by 0. Such a row has no gradient.
function softmaxOrZero(scores: Tensor): Tensor {
  const unseen = noGrad(() => eq(max(scores, { dim: -1, keepdim: true }).values, Number.NEGATIVE_INFINITY))
  if (scores.size === 0 || !unseen.data.includes(1)) return softmax(scores, { dim: -1 })
  return where(unseen, 0, softmax(where(unseen, 0, scores), { dim: -1 }))
}

/** @internal (queries, keys): 0, and minus infinity where the key comes after the query. */
export function causalMask(queries: number, keys: number, dtype: DType): Tensor {
  const mask = emptyTensor(dtype, [queries, keys])
  const { data } = mask
  data.fill(0)
  for (let i = 0; i < queries; i++) {
    data.fill(Number.NEGATIVE_INFINITY, i * keys + Math.min(keys, i + 1), (i + 1) * keys)
  }
  return mask
}

function inKernel(q: Tensor, k: Tensor, v: Tensor, { mask, isCausal, scale }: AttentionDetails): Tensor {
  const nd = q.ndim
  const lead = q.shape.slice(0, -2)
  const [queries, depth] = q.shape.slice(-2) as [number, number]
  const [keys, width] = v.shape.slice(-2) as [number, number]
  const inputs = [q, k, v].map(unitLast) as [Tensor, Tensor, Tensor]
  const plainMask = mask === null ? null : unitLast(mask)
  const y = laidAs(inputs[0], [...lead, queries, width])
  const lse = emptyTensor(q.dtype, [...lead, queries])
  const maskStrides =
    plainMask === null
      ? [0, 0, 0]
      : strides3(broadcastStrides(plainMask.shape, plainMask.strides, [...lead, queries, keys]))
  const strides = [...inputs.flatMap((t) => strides3(t.strides)), ...maskStrides, ...strides3(y.strides)]
  const [batch, heads] = nd === 4 ? lead : nd === 3 ? [lead[0]!, 1] : [1, 1]
  const sizes = { batch: batch!, heads: heads!, queries, keys, depth, width, causal: isCausal ? 1 : 0, scale }
  const call = { q: inputs[0], k: inputs[1], v: inputs[2], mask: plainMask, lse, ...sizes }
  const precision = precisionOf(q.dtype)
  kernels.attention({ y, strides, ...call }, precision)
  const output = snapshotView(y)
  return record(
    'scaledDotProductAttention',
    y,
    [q, k, v],
    [...inputs, output],
    (g) => {
      const up = unitLast(g)
      const d = inputs.map((t) => laidAs(t, t.shape)) as [Tensor, Tensor, Tensor]
      const [dq, dk, dv] = d
      const all = [...strides, ...[up, ...d].flatMap((t) => strides3(t.strides))]
      kernels.attentionBackward({ y: output, dy: up, dq, dk, dv, strides: all, ...call }, precision)
      return d
    },
    { mask, isCausal, scale } satisfies AttentionDetails
  )
}

/** @internal What attention leaves for its gradient; the mask is added. */
export interface AttentionDetails {
  mask: Tensor | null
  isCausal: boolean
  scale: number
}

// A bool mask as numbers to add: minus infinity where it is false.
function addedMask(q: Tensor, mask: Tensor | null): Tensor | null {
  if (mask === null) return null
  checkTensor(NAME, 'attnMask', mask, ['bool', q.dtype])
  if (mask.dtype !== 'bool') return mask
  return where(mask, 0, full([], Number.NEGATIVE_INFINITY, { dtype: q.dtype }))
}

// A new tensor whose memory has heads inside tokens where that of `like` has: the heads of one token lie side by side,
// so that going back to (batch, tokens, heads * depth) copies nothing.
function laidAs(like: Tensor, shape: Shape): Tensor {
  const inside = like.ndim === 4 && like.strides[1]! < like.strides[2]!
  if (!inside) return emptyTensor(like.dtype, shape)
  const [batch, heads, tokens, depth] = shape as [number, number, number, number]
  const memory = emptyTensor(like.dtype, [batch, tokens, heads, depth])
  return new Tensor(memory.storage, shape, [tokens * heads * depth, depth, heads * depth, 1], memory.offset)
}

// The kernel reads rows of contiguous elements.
function unitLast(t: Tensor): Tensor {
  return t.strides[t.ndim - 1] === 1 ? snapshotView(t) : contiguous(t)
}

// Strides of (batch, heads, rows).
function strides3(strides: Shape): number[] {
  const rows = strides.slice(0, -1)
  if (rows.length === 3) return [...rows]
  return rows.length === 2 ? [rows[0]!, 0, rows[1]!] : [0, 0, rows[0]!]
}
