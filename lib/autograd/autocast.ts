// autocast: matrix products of bfloat16 in a part of a program, like torch.autocast.
import { boolean, checkOptions, checkValue, func, oneOf } from '../util/options.ts'
import { currentPrecision, withPrecision } from './precision.ts'
import { synchronous } from './tape.ts'

export interface AutocastOptions {
  /** What the inputs of products are rounded to. 'float32' switches an autocast around this one off. Default 'bfloat16'. */
  dtype?: 'bfloat16' | 'float32' | undefined
  /** False leaves everything as it is without autocast. Default true. */
  enabled?: boolean | undefined
}

const RULES = { dtype: oneOf('bfloat16', 'float32'), enabled: boolean }

/**
 * Runs `body` with the inputs of matrix products rounded to bfloat16: those of float32 tensors in linear, matmul and what
 * is made of them, also in their backward passes, which may come later. Their sums and results stay float32, and so does
 * everything else: weights, gradients, norms, softmax, losses, optimizers. The bits are the same on every processor, with
 * or without an instruction for bfloat16. Like `torch.autocast`, whose products also return bfloat16.
 *
 * @param body a synchronous function, such as a forward pass with its loss
 * @param options.dtype 'bfloat16' (default), or 'float32' to switch an autocast around this one off
 * @param options.enabled false: as if there were no autocast. Default true
 * @returns what body returns
 * @throws OptionError
 * @example
 * const loss = autocast(() => criterion.forward(model.forward(x), y), { dtype: 'bfloat16' })
 * loss.backward()
 */
export function autocast<R>(body: () => R, options: AutocastOptions = {}): R {
  checkValue('autocast', 'body', body, func)
  checkOptions('autocast', options, RULES)
  const { dtype = 'bfloat16', enabled = true } = options
  return withPrecision(enabled ? dtype : 'float32', () => synchronous('autocast', body()))
}

/**
 * Whether products are rounded now: within autocast, and not switched off.
 * @example
 * autocast(() => isAutocastEnabled()) // true
 */
export function isAutocastEnabled(): boolean {
  return currentPrecision() !== 'float32'
}
