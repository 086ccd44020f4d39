// Dropout. Nothing is stored for backward: the same random numbers are drawn again.
import { record } from '../autograd/tape.ts'
import { OptionError } from '../errors.ts'
import { defaultGenerator, dropInto, type Generator } from '../tensor/random.ts'
import { checkTensor, contiguous, type Tensor } from '../tensor/tensor.ts'
import { checkNames } from './options.ts'
import { emptyTensor } from './shared.ts'

/**
 * Elements are dropped with probability p and the others scaled by 1 / (1 - p), in training; else x itself. Nothing is
 * stored for backward: the same random numbers are drawn again.
 * @param options.p from 0 to 1. Default 0.5
 */
export function dropout(x: Tensor, options: { p?: number; training?: boolean; generator?: Generator } = {}): Tensor {
  checkNames('dropout', options)
  checkTensor('dropout', 'x', x, ['float32', 'float64'])
  const p = options.p ?? 0.5
  if (!(p >= 0 && p <= 1)) throw new OptionError(`dropout: expected p to be a number from 0 to 1 but received ${p}`)
  if (options.training === false || p === 0) return x
  const stream = (options.generator ?? defaultGenerator).take('dropout', x.size, x.dtype)
  const y = emptyTensor(x.dtype, x.shape)
  dropInto(contiguous(x), y, p, stream)
  return record('dropout', y, [x], [], (g) => {
    const dx = emptyTensor(x.dtype, x.shape)
    dropInto(contiguous(g), dx, p, stream)
    return [dx]
  })
}
