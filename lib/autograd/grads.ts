// The gradients of leaves: the buffers they lie in and how gradients add up there. Called by the tape, and by ops whose
// kernels write a leaf's gradient themselves.
import * as kernels from '../backend/calls.ts'
import { OPS } from '../backend/gen/elementwise.ts'
import { Storage } from '../backend/index.ts'
import { pending } from '../backend/pending.ts'
import { SCALE_PENDING } from '../backend/storage.ts'
import { ShapeError } from '../errors.ts'
import { allocate, outsideScopes, PendingScale, waitsAlone } from '../tensor/lifetime.ts'
import { format, isRowMajor, sameShape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, contiguous, contiguousCopy, Tensor } from '../tensor/tensor.ts'
import type { GradientHooks, Node } from './node.ts'

/** Where a kernel may write a leaf's gradient itself. */
export interface GradientTarget {
  readonly gradient: Tensor
  /** Whether the gradient holds a sum already, so that the kernel must add to it. */
  readonly accumulate: boolean
}

// Whether kernels may write the gradients of leaves now: not in a walk that collects gradients elsewhere.
let direct = true

/** Allows or forbids kernels to write the gradients of leaves themselves; returns what it was. */
export function writeLeaves(allowed: boolean): boolean {
  const before = direct
  direct = allowed
  return before
}

// The leaves with hooks; null until the first one.
let leafHooks: WeakMap<Tensor, GradientHooks> | null = null

/** The hooks of a leaf, null if it has none. */
export function hookedLeaf(x: Tensor): GradientHooks | null {
  const hooks = leafHooks === null ? undefined : leafHooks.get(x)
  return hooks === undefined || hooks.size === 0 ? null : hooks
}

/** Whether any leaf has ever had a hook. */
export function leavesHooked(): boolean {
  return leafHooks !== null
}

/** The hooks of a leaf, to add one. */
export function hooksOfLeaf(x: Tensor): GradientHooks {
  leafHooks ??= new WeakMap()
  let hooks = leafHooks.get(x)
  if (hooks === undefined) {
    hooks = new Set()
    leafHooks.set(x, hooks)
  }
  return hooks
}

/** Whether an op may write the gradient of `x` itself: a leaf in a plain `backward`. */
export function writesItself(x: Tensor): boolean {
  return direct && x.requiresGrad && x.node === null && hookedLeaf(x) === null
}

// A leaf's gradient buffer outlives `zeroGrad({ setToNone: true })`, so that every step writes the same memory.
const buffers = new WeakMap<Tensor, Tensor>()

/**
 * The buffer of a leaf's gradient, for a kernel that can write or add to it directly; null unless `input` is a leaf
 * that requires a gradient. After this call the gradient is considered computed.
 */
export function gradientTarget(input: Tensor): GradientTarget | null {
  if (!writesItself(input)) return null
  const before = input.grad == null ? null : present(input)
  if (before !== null) {
    before.storage.touch()
    return { gradient: before, accumulate: true }
  }
  const gradient = gradientBuffer(input)
  input.grad = gradient
  return { gradient, accumulate: false }
}

/** Adds `g` to the gradient of a leaf. */
export function accumulate(leaf: Tensor, g: Tensor): void {
  const before = leaf.grad == null ? null : present(leaf)
  if (before !== null) {
    addInPlace(before, g)
    before.storage.touch()
    return
  }
  const buffer = gradientBuffer(leaf)
  if (g.size === 1 && !pending.busy) buffer.storage.put(0, g.storage.current[g.offset]!)
  else kernels.copy(g, buffer)
  leaf.grad = buffer
}

// The gradient that a leaf already has, which may be the user's own: every kernel adds to it as row-major memory.
function present(leaf: Tensor): Tensor {
  const grad = leaf.grad!
  checkTensor('backward', 'the grad of a leaf', grad, [leaf.dtype])
  if (!sameShape(grad.shape, leaf.shape)) {
    throw new ShapeError(
      `backward: expected the grad of a leaf to have its shape ${format(leaf.shape)} but it has ${format(grad.shape)}`
    )
  }
  // A gradient on the tape stays as it is: what was computed from it would change.
  if (grad.node !== null || !grad.isContiguous) {
    leaf.grad = new Tensor(
      outsideScopes(() => contiguousCopy(grad)),
      grad.shape
    )
  }
  return leaf.grad!
}

function gradientBuffer(leaf: Tensor): Tensor {
  let buffer = buffers.get(leaf)
  if (buffer === undefined || buffer.dtype !== leaf.dtype || buffer.storage.length !== leaf.size) {
    buffer = new Tensor(Storage.allocate(leaf.dtype, leaf.size), leaf.shape)
    buffers.set(leaf, buffer)
  } else if (buffer.storage.state === SCALE_PENDING) PendingScale.clear(buffer.storage)
  return buffer
}

/** Makes another tensor, of the leaf's size and dtype, the buffer of its gradient; returns the one that it had. */
export function exchangeBuffer(leaf: Tensor, buffer: Tensor | undefined): Tensor | undefined {
  const before = buffers.get(leaf)
  if (buffer === undefined) buffers.delete(leaf)
  else buffers.set(leaf, buffer)
  return before
}

/** The sum of two gradients, in new memory. */
export function sumOf(a: Tensor, b: Tensor): Tensor {
  const out = new Tensor(allocate(a.dtype, a.size), a.shape)
  addInto(out, a, b)
  return out
}

/** Adds `b` to `a`, which is contiguous. */
export function addInPlace(a: Tensor, b: Tensor): void {
  addInto(a, a, b)
}

function addInto(out: Tensor, a: Tensor, b: Tensor): void {
  const [x, y] = [inRuns(a), inRuns(b)]
  if (x.isContiguous && y.isContiguous) kernels.mapFlat(OPS.add.op, [x, y], out, out.size)
  else {
    const strides = [...x.strides, ...y.strides, ...out.strides]
    kernels.map({ x: [x, y], y: out, op: OPS.add.op, shape: out.shape, strides, p0: 0, p1: 0 })
  }
}

// A gradient as it lies where that is in long runs, as of a tensor that was joined with others along the second dimension.
// Else a copy: transposing and adding at once is slower.
function inRuns(g: Tensor): Tensor {
  if (g.isContiguous) return g
  const [, ...inner] = g.shape
  return sizeOf(inner) >= LONG && isRowMajor(inner, g.strides.slice(1)) ? g : contiguous(g)
}

const LONG = 128

// --- kernels that write gradients ---

const unwritten = (like: Tensor): Tensor => new Tensor(allocate(like.dtype, like.size), like.shape)

/** Lets a kernel write (or add to) the gradient of `x`: into its own buffer for a leaf, else into a new tensor. */
export function writeGrad(x: Tensor, write: (dx: Tensor, accumulate: number) => void): Tensor | null {
  const target = gradientTarget(x)
  if (target !== null) {
    write(target.gradient, target.accumulate ? 1 : 0)
    return null
  }
  const dx = unwritten(x)
  write(dx, 0)
  return dx
}

/**
 * The same for a kernel that adds each element's finished sum: where a gradient of `x` from another op waits that nobody
 * else will read, the kernel adds to that one, and no pass over memory is needed to add the two.
 */
export function addGrad(x: Tensor, write: (dx: Tensor, accumulate: number) => void): Tensor | null {
  const node = x.node as Node | null
  const waiting = direct && node !== null ? node.gradient : null
  if (waiting === null || !mayAddTo(node!, waiting)) return writeGrad(x, write)
  write(waiting, 1)
  return null
}

/** Whether the gradient that waits at `node` may be added to in place. */
export function mayAddTo(node: Node, waiting: Tensor): boolean {
  return node.owned || (waiting.isContiguous && waitsAlone(waiting.storage))
}

/**
 * The gradients of a weight and a bias that one kernel computes together, directly into the leaves' buffers when both
 * are at the same point (both fresh or both sums already).
 */
export function weightGradients(
  weight: Tensor,
  bias: Tensor | null,
  write: (dW: Tensor, dB: Tensor | null, accumulate: number) => void
): [Tensor | null, Tensor | null] {
  const wantsBias = bias?.requiresGrad ?? false
  if (!weight.requiresGrad && !wantsBias) return [null, null]
  const together =
    writesItself(weight) && (!wantsBias || (writesItself(bias!) && (weight.grad === null) === (bias!.grad === null)))
  if (together) {
    const w = gradientTarget(weight)!
    const b = wantsBias ? gradientTarget(bias!) : null
    write(w.gradient, b === null ? null : b.gradient, w.accumulate ? 1 : 0)
    return [null, null]
  }
  const dW = unwritten(weight)
  const dB = wantsBias ? unwritten(bias!) : null
  write(dW, dB, 0)
  return [dW, dB]
}
