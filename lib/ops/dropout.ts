// Dropout. Nothing is stored for backward: the same random numbers are drawn again.
import { record } from '../autograd/tape.ts'
import { OptionError } from '../errors.ts'
import { defaultGenerator, dropInto, type Generator } from '../tensor/random.ts'
import { checkFloat, contiguous, type Tensor } from '../tensor/tensor.ts'
import { anything, boolean } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { emptyTensor } from './shared.ts'

/** Options of dropout. */
export interface DropoutOptions {
  /** From 0 to 1. Default 0.5. */
  p?: number | undefined
  /** Whether to drop elements. Default true. */
  training?: boolean | undefined
  /** Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

const OPTIONS = positional<DropoutOptions>({ p: anything, training: boolean, generator: anything })

/**
 * Elements are dropped with probability p and the others scaled by 1 / (1 - p), in training; else x itself. Nothing is
 * stored for backward: the same random numbers are drawn again.
 * @param p from 0 to 1 (default 0.5), or the options
 */
export function dropout(x: Tensor, p?: number | DropoutOptions, more?: Omit<DropoutOptions, 'p'>): Tensor {
  const options = read('dropout', OPTIONS, p, more)
  checkFloat('dropout', 'x', x)
  const rate = options.p ?? 0.5
  if (!(rate >= 0 && rate <= 1)) {
    throw new OptionError(`dropout: expected p to be a number from 0 to 1 but received ${rate}`)
  }
  if (options.training === false || rate === 0) return x
  const stream = (options.generator ?? defaultGenerator).take('dropout', x.size, x.dtype)
  return drop(x, { rate, stream })
}

/** @internal The elements that a dropout drops, and their number. */
export interface Dropped {
  rate: number
  stream: Parameters<typeof dropInto>[3]
}

/** @internal Drops the elements of x that `dropped` names and scales the others. */
export function drop(x: Tensor, dropped: Dropped): Tensor {
  const y = emptyTensor(x.dtype, x.shape)
  dropInto(contiguous(x), y, dropped.rate, dropped.stream)
  return record(
    'dropout',
    y,
    [x],
    [],
    (g) => {
      const dx = emptyTensor(x.dtype, x.shape)
      dropInto(contiguous(g), dx, dropped.rate, dropped.stream)
      return [dx]
    },
    dropped
  )
}
