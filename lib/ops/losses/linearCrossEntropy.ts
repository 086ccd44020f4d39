// A linear layer and cross entropy in one call.
// Not in index.ts, whose functions become methods of tensors; lib/index.ts exports it.
import type { Tensor } from '../../tensor/tensor.ts'
import { linear } from '../matmul.ts'
import { type CrossEntropyOptions, crossEntropy } from './classes.ts'

export interface LinearCrossEntropyOptions extends CrossEntropyOptions {
  /** (C), added to the scores. Default none. */
  linearBias?: Tensor | null | undefined
}

/**
 * crossEntropy(linear(input, linearWeight, linearBias), target).
 * @param input (N, features) or (features)
 * @param linearWeight (C, features)
 * @example
 * linearCrossEntropy(ones([1, 2]), zeros([4, 2]), tensor([0], { dtype: 'int32' })).item().toFixed(4) // '1.3863'
 */
export function linearCrossEntropy(
  input: Tensor,
  linearWeight: Tensor,
  target: Tensor,
  options: LinearCrossEntropyOptions = {}
): Tensor {
  const { linearBias = null, ...rest } = options
  return crossEntropy(linear(input, linearWeight, linearBias), target, rest)
}
