// Connectionist temporal classification. Not in index.ts, whose functions become methods of tensors; lib/index.ts exports it.
import { record } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { OptionError, ShapeError } from '../../errors.ts'
import { format } from '../../tensor/shape.ts'
import { checkFloat, contiguous, elementsOf, Tensor } from '../../tensor/tensor.ts'
import { boolean, type Rules, show, wholeNumber } from '../../util/options.ts'
import { div, eq, where } from '../elementwise.ts'
import { inRange } from '../indices.ts'
import { CLASS_DTYPES, indexOf } from '../integers.ts'
import { reshape } from '../shape.ts'
import { emptyTensor, int32 } from '../shared.ts'
import type { LossOptions } from './element.ts'
import { checkOnce, NONE, reduced, reduction } from './shared.ts'

export interface CTCLossOptions extends LossOptions {
  /** The class of no label. Default 0. */
  blank?: number | undefined
  /** Whether infinite losses, of targets that are too long, count as 0 and have no gradient. Default false. */
  zeroInfinity?: boolean | undefined
}

/** @internal The rules of its options, for the function and the class. */
export const ctcRules = {
  reduction,
  blank: wholeNumber({ min: 0 }),
  zeroInfinity: boolean
} as const satisfies Rules

/** Lengths: numbers, or an int32 or int64 tensor. */
export type SequenceLengths = readonly number[] | number | Tensor

const OP = 'ctcLoss'

/**
 * The negative log-likelihood of targets over all their alignments (Graves et al. 2006). The mean divides each loss by the length
 * of its target first. Its gradient is that of PyTorch: right for the scores behind a log-softmax. It has no gradient itself.
 * @param logProbs (time, batch, classes) or (time, classes): log-probabilities, as from logSoftmax
 * @param targets int32 or int64 classes: (batch, longest), or all targets in a row, or (length) for one sequence
 * @param inputLengths of each sequence, up to time
 * @param targetLengths of each target
 * @throws IndexError for a target that is not a class
 * @example
 * const logProbs = zeros([3, 1, 2]).logSoftmax(2)
 * const target = tensor([[1]], { dtype: 'int32' })
 * ctcLoss(logProbs, target, [3], [1]).item().toFixed(4) // '0.2877'
 */
export function ctcLoss(
  logProbs: Tensor,
  targets: Tensor,
  inputLengths: SequenceLengths,
  targetLengths: SequenceLengths,
  options: CTCLossOptions = NONE
): Tensor {
  checkOnce(OP, options, ctcRules)
  checkFloat(OP, 'logProbs', logProbs)
  if (logProbs.ndim !== 2 && logProbs.ndim !== 3) {
    throw new ShapeError(
      `${OP}: expected logProbs of shape (time, batch, classes) or (time, classes) but received ${format(logProbs.shape)}`
    )
  }
  const alone = logProbs.ndim === 2
  const x = alone ? reshape(logProbs, [logProbs.shape[0]!, 1, logProbs.shape[1]!]) : logProbs
  const [time, batch, classes] = x.shape as [number, number, number]
  const { blank = 0, zeroInfinity = false, reduction = 'mean' } = options
  if (blank >= classes)
    throw new OptionError(`${OP}: expected blank to be from 0 to ${classes - 1} but received ${blank}`)
  const steps = lengthsOf('inputLengths', inputLengths, batch, time)
  const lengths = lengthsOf('targetLengths', targetLengths, batch, Number.POSITIVE_INFINITY)
  const { target, width } = paddedTargets(targets, lengths)
  const sizes = { time, batch, classes, width, blank }
  const sequences = { target, steps: int32(steps), lengths: int32(lengths) }
  const raw = losses(x, sequences, sizes, zeroInfinity)
  const finite = zeroInfinity ? where(eq(raw, Number.POSITIVE_INFINITY), 0, raw) : raw
  if (reduction === 'none') return alone ? reshape(finite, []) : finite
  if (reduction === 'sum') return reduced(finite, 'sum')
  const divisors = emptyTensor(x.dtype, [batch])
  for (const [n, length] of lengths.entries()) divisors.data[n] = Math.max(1, length)
  return reduced(div(finite, divisors), 'mean')
}

function losses(
  x: Tensor,
  sequences: { target: Tensor; steps: Tensor; lengths: Tensor },
  sizes: { time: number; batch: number; classes: number; width: number; blank: number },
  zeroInfinity: boolean
): Tensor {
  const { time, batch, classes, width } = sizes
  const logp = contiguous(x)
  const alpha = emptyTensor(x.dtype, [batch, time, 2 * width + 1])
  const loss = emptyTensor(x.dtype, [batch])
  inRange(OP, 'targets', sequences.target, classes, () => kernels.ctc({ logp, alpha, loss, ...sizes, ...sequences }))
  // Without a row in the table of differentiable backwards: a graph of its gradients is refused by this name.
  const name: string = OP
  return record(name, loss, [x], [logp, alpha], (g) => {
    const dlogp = emptyTensor(x.dtype, x.shape)
    const up = { dloss: contiguous(g), zeroInfinity: zeroInfinity ? 1 : 0 }
    kernels.ctcBackward({ logp, alpha, loss, dlogp, ...sizes, ...sequences, ...up })
    return [dlogp]
  })
}

function lengthsOf(name: string, given: SequenceLengths, batch: number, most: number): number[] {
  const values: unknown =
    typeof given === 'number' ? [given] : given instanceof Tensor ? elementsOf(indexOf(OP, name, given)) : given
  if (typeof values !== 'object' || values === null || !(Symbol.iterator in values)) {
    throw new OptionError(`${OP}: expected ${name} to be an array or an int tensor but received ${show(given)}`)
  }
  const list = Array.from(values as Iterable<unknown>, Number)
  if (list.length !== batch) throw new OptionError(`${OP}: expected ${batch} ${name} but received ${list.length}`)
  const wrong = list.find((n) => !(Number.isInteger(n) && n >= 0 && n <= most))
  if (wrong === undefined) return list
  const limit = most === Number.POSITIVE_INFINITY ? '' : ` and <= ${most}`
  throw new OptionError(`${OP}: expected ${name} to be whole numbers >= 0${limit} but received ${wrong}`)
}

// (batch, longest), with 0 behind each target.
function paddedTargets(targets: Tensor, lengths: readonly number[]): { target: Tensor; width: number } {
  const data = elementsOf(indexOf(OP, 'targets', targets, CLASS_DTYPES))
  const batch = lengths.length
  const width = Math.max(0, ...lengths)
  const inRow = targets.ndim === 1
  const total = lengths.reduce((a, b) => a + b, 0)
  const fits = inRow
    ? total <= targets.size
    : targets.ndim === 2 && targets.shape[0] === batch && width <= targets.shape[1]!
  if (!fits) {
    throw new ShapeError(
      `${OP}: expected targets (${batch}, ${width}) or (${total}) for these targetLengths but received ${format(targets.shape)}`
    )
  }
  const target = emptyTensor('int32', [batch, width])
  target.data.fill(0)
  let start = 0
  for (const [n, length] of lengths.entries()) {
    const from = inRow ? start : n * targets.shape[1]!
    for (let k = 0; k < length; k++) target.data[n * width + k] = Number(data[from + k])
    start += length
  }
  return { target, width }
}
