// Scaled dot-product attention.
import { needsTape, record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { full } from '../tensor/create.ts'
import { broadcastStrides, format, type Shape } from '../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, snapshotView, Tensor } from '../tensor/tensor.ts'
import { anything, boolean, numeric } from '../util/options.ts'
import { optionsTable, read } from '../util/positional.ts'
import { where } from './elementwise.ts'
import { emptyTensor } from './shared.ts'

/** Options of attention. */
export interface AttentionOptions {
  /** Whether query i attends to keys 0 to i only. Default false. */
  isCausal?: boolean | undefined
  /**
   * (..., queries, keys), broadcast over batch and heads: added to the scores, or a bool tensor, true where attention
   * is allowed. `MultiheadAttention` takes inverted bool masks, as in PyTorch: true where attention is masked.
   */
  attnMask?: Tensor | null | undefined
  /** Default 1 / sqrt(depth). */
  scale?: number | undefined
}

const OPTIONS = optionsTable<AttentionOptions>({ isCausal: boolean, attnMask: anything, scale: numeric })

/**
 * softmax(q k^T scale + mask) v, without the matrix of scores in memory. A query that sees no key yields 0.
 * @param q (..., queries, depth), with one or two leading dimensions
 * @param k (..., keys, depth)
 * @param v (..., keys, width)
 * @returns (..., queries, width)
 */
export function scaledDotProductAttention(q: Tensor, k: Tensor, v: Tensor, options: AttentionOptions = {}): Tensor {
  read('scaledDotProductAttention', OPTIONS, options)
  for (const [name, t] of Object.entries({ q, k, v })) checkFloat('scaledDotProductAttention', name, t)
  const nd = q.ndim
  const lead = q.shape.slice(0, -2)
  const [queries, depth] = q.shape.slice(-2) as [number, number]
  const [keys, width] = v.shape.slice(-2) as [number, number]
  const fits =
    nd >= 2 &&
    nd <= 4 &&
    k.ndim === nd &&
    v.ndim === nd &&
    k.shape[nd - 1] === depth &&
    k.shape[nd - 2] === keys &&
    lead.every((n, d) => n === k.shape[d] && n === v.shape[d])
  if (!fits) {
    throw new ShapeError(
      `scaledDotProductAttention: expected q (..., queries, depth), k (..., keys, depth) and v (..., keys, width) but received ${format(q.shape)}, ${format(k.shape)} and ${format(v.shape)}`
    )
  }
  const mask = addedMask(q, options.attnMask ?? null)
  if (needsTape([mask])) {
    throw new OptionError(
      'scaledDotProductAttention: expected an attnMask that requires no gradient: the kernel has none for it; detach() it, or compose matmul and softmax'
    )
  }
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
  const scale = options.scale ?? 1 / Math.sqrt(depth)
  const sizes = { batch: batch!, heads: heads!, queries, keys, depth, width, causal: options.isCausal ? 1 : 0, scale }
  const call = { ...sizes, q: inputs[0], k: inputs[1], v: inputs[2], mask: plainMask, lse }
  kernels.attention({ ...call, y, strides })
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
      kernels.attentionBackward({ ...call, y: output, dy: up, dq, dk, dv, strides: all })
      return d
    },
    { mask, isCausal: options.isCausal ?? false, scale } satisfies AttentionDetails
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
  checkTensor('scaledDotProductAttention', 'attnMask', mask, ['bool', q.dtype])
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
