// Where a kernel writes a gradient: straight into the buffer of a leaf, or into a new tensor. Used by ops whose backward
// kernels can add to what is there.
import { allocate } from '../tensor/memory.ts'
import { sizeOf } from '../tensor/shape.ts'
import { Tensor } from '../tensor/tensor.ts'
import { gradientTarget } from './tape.ts'

const unwritten = (like: Tensor): Tensor => new Tensor(allocate(like.dtype, sizeOf(like.shape)), like.shape)

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
 * The gradients of a weight and a bias that one kernel makes together, straight into the leaves' buffers when both are
 * at the same point (both fresh or both sums already).
 */
export function weightGradients(
  weight: Tensor,
  bias: Tensor | null,
  write: (dW: Tensor, dB: Tensor | null, accumulate: number) => void
): [Tensor | null, Tensor | null] {
  const wantsBias = bias?.requiresGrad ?? false
  if (!weight.requiresGrad && !wantsBias) return [null, null]
  const together =
    weight.requiresGrad &&
    weight.node === null &&
    (!wantsBias || (bias!.node === null && (weight.grad === null) === (bias!.grad === null)))
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
