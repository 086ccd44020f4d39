// What a kernel call does: floating-point operations and bytes, from its sizes and buffers. Called by recorder.ts.
import type { KernelCalls, Operand } from '../../backend/index.ts'

type Kernel = keyof KernelCalls
type Buffers = readonly (Operand | null)[]
type Sizes = readonly number[]

const product = (list: readonly number[]): number => list.reduce((n, k) => n * k, 1)

// Sizes of conv2d and its gradients: n, ci, h, w, co, kh, kw, oh, ow, ..., groups at 15.
const conv = (s: Sizes): number => (2 * s[0]! * s[4]! * s[7]! * s[8]! * s[1]! * s[5]! * s[6]!) / s[15]!

// Two products of queries x keys, half of them when each query sees the keys before it only.
const attention = ([batch, heads, queries, keys, depth, width, causal]: Sizes): number =>
  (2 * batch! * heads! * queries! * keys! * (depth! + width!)) / (causal ? 2 : 1)

// Multiplications and additions of the kernels in which arithmetic counts; others are bound by memory.
const FLOPS: Partial<Record<Kernel, (sizes: Sizes) => number>> = {
  gemm: (s) => 2 * s[0]! * s[1]! * s[2]! * product(s.slice(13, 13 + s[12]!)),
  conv2d: conv,
  conv2dInput: conv,
  conv2dWeight: conv,
  attention,
  // The scores again, and four products.
  attentionBackward: (s) => 2.5 * attention(s)
}

/** Operations of a call, each multiplication and each addition one; 0 where they do not count. */
export function flopsOf(kernel: Kernel, sizes: Sizes): number {
  return FLOPS[kernel.replace(/Bfloat16$/, '') as Kernel]?.(sizes) ?? 0
}

function bytesOf(operand: Operand | null): number {
  if (operand === null) return 0
  const { array } = operand.storage
  const { size = Infinity } = operand as Operand & { readonly size?: number }
  // An expanded tensor has more elements than memory.
  return Math.min(size, array.length - operand.offset) * array.BYTES_PER_ELEMENT
}

const sum = (list: Buffers): number => list.reduce((bytes, operand) => bytes + bytesOf(operand), 0)

// Parameters, gradients and states are read; all but the gradients are written back.
const step = (buffers: Buffers, count: number): number => 2 * sum(buffers) - sum(buffers.slice(count, 2 * count))

const BYTES: Partial<Record<Kernel, (buffers: Buffers, sizes: Sizes) => number>> = {
  optim: (buffers, sizes) => step(buffers, sizes[2]!),
  adamPacked: (buffers, sizes) => step(buffers, sizes[3]!),
  foreachMul: (buffers) => 2 * sum(buffers)
}

/** Bytes of the buffers of a call, each once, those that are read and written back twice. */
export function trafficOf(kernel: Kernel, buffers: Buffers, sizes: Sizes): number {
  return BYTES[kernel]?.(buffers, sizes) ?? sum(buffers)
}
