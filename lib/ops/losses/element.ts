// Losses that compare element by element, as functions; lib/nn/losses.ts wraps them as modules. Input and target have
// one shape: broadcasting would hide a missing dimension, which is the most common bug of all.
// Not in index.ts, whose functions become methods of tensors; lib/index.ts exports them.
import { OptionError, ShapeError } from '../../errors.ts'
import { format, sameShape } from '../../tensor/shape.ts'
import { checkFloat, checkTensor, elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { boolean, number, oneOf, type Rules } from '../../util/options.ts'
import { clamp } from '../clamp.ts'
import { add, div, gt, log, mul, sub, where } from '../elementwise.ts'
import { sum } from '../reduce.ts'
import { elementwise, tensorOrNull } from '../shared.ts'
import type { Reduction } from './classes.ts'
import { checkOnce, NONE, reduced, reduction } from './shared.ts'

/** Options of every loss. */
export interface LossOptions {
  /** The mean of all elements, their sum, or the elements themselves. Default 'mean'. */
  reduction?: Reduction | undefined
}

/** The rules of each loss's options, for the functions here and for the classes. */
export const rules = {
  mseLoss: { reduction },
  l1Loss: { reduction },
  smoothL1Loss: { reduction, beta: number({ min: 0 }) },
  huberLoss: { reduction, delta: number({ above: 0 }) },
  binaryCrossEntropy: { reduction, weight: tensorOrNull },
  binaryCrossEntropyWithLogits: { reduction, weight: tensorOrNull, posWeight: tensorOrNull },
  klDiv: { reduction: oneOf('none', 'mean', 'sum', 'batchmean'), logTarget: boolean },
  hingeEmbeddingLoss: { reduction, margin: number() },
  poissonNllLoss: { reduction, logInput: boolean, full: boolean, eps: number({ min: 0 }) }
} as const satisfies Record<string, Rules>

function check(op: keyof typeof rules, x: Tensor, target: Tensor, options: object): void {
  checkFloat(op, 'input', x)
  checkTensor(op, 'target', target)
  if (!sameShape(x.shape, target.shape)) {
    throw new ShapeError(
      `${op}: expected target of the shape of input ${format(x.shape)} but received ${format(target.shape)}`
    )
  }
  checkOnce(op, options, rules[op])
}

/** (input - target)^2. */
export function mseLoss(input: Tensor, target: Tensor, options: LossOptions = NONE): Tensor {
  check('mseLoss', input, target, options)
  return reduced(elementwise('squaredError', [input, target]), options.reduction)
}

/** |input - target|. */
export function l1Loss(input: Tensor, target: Tensor, options: LossOptions = NONE): Tensor {
  check('l1Loss', input, target, options)
  return reduced(elementwise('absoluteError', [input, target]), options.reduction)
}

/** 0.5 e^2 / beta where e = |input - target| is below beta (default 1), else e - beta / 2. */
export function smoothL1Loss(
  input: Tensor,
  target: Tensor,
  options: LossOptions & { beta?: number | undefined } = NONE
): Tensor {
  check('smoothL1Loss', input, target, options)
  return reduced(elementwise('smoothL1', [input, target], options.beta ?? 1), options.reduction)
}

/** 0.5 e^2 where e = |input - target| is at most delta (default 1), else delta (e - delta / 2). */
export function huberLoss(
  input: Tensor,
  target: Tensor,
  options: LossOptions & { delta?: number | undefined } = NONE
): Tensor {
  check('huberLoss', input, target, options)
  return reduced(elementwise('huber', [input, target], options.delta ?? 1), options.reduction)
}

export interface BCEOptions extends LossOptions {
  /** A factor for each element, or of a shape that broadcasts to the input's. */
  weight?: Tensor | null | undefined
}

/**
 * -(t log p + (1 - t) log(1 - p)) of probabilities p; a logarithm counts as -100 at least.
 * @param input from 0 to 1; NaN gives NaN
 * @param target from 0 to 1
 * @throws OptionError for a value outside [0, 1]
 */
export function binaryCrossEntropy(input: Tensor, target: Tensor, options: BCEOptions = NONE): Tensor {
  check('binaryCrossEntropy', input, target, options)
  checkWeight('binaryCrossEntropy', 'weight', options.weight, input)
  checkProbabilities('target', target, '')
  const losses = reduced(weighted(elementwise('bce', [input, target]), options.weight), options.reduction)
  // Outside [0, 1] a logarithm is NaN, and so is the loss: only then a look at the input is worth its time.
  if (losses.data.some(Number.isNaN)) {
    checkProbabilities('input', input, '; apply sigmoid first, or use binaryCrossEntropyWithLogits')
  }
  return losses
}

function checkProbabilities(name: string, x: Tensor, remedy: string): void {
  const data = elementsOf(x)
  for (let k = 0; k < data.length; k++) {
    const value = data[k]!
    if (value < 0 || value > 1) {
      throw new OptionError(
        `binaryCrossEntropy: expected ${name} to be from 0 to 1 but received ${value} at position ${k}${remedy}`
      )
    }
  }
}

export interface BCEWithLogitsOptions extends BCEOptions {
  /** A factor for the positive part of each class: of a shape that broadcasts to the input's. */
  posWeight?: Tensor | null | undefined
}

/** The binary cross entropy of sigmoid(input), without overflow. */
export function binaryCrossEntropyWithLogits(
  input: Tensor,
  target: Tensor,
  options: BCEWithLogitsOptions = NONE
): Tensor {
  check('binaryCrossEntropyWithLogits', input, target, options)
  const { posWeight } = options
  checkWeight('binaryCrossEntropyWithLogits', 'weight', options.weight, input)
  checkWeight('binaryCrossEntropyWithLogits', 'posWeight', posWeight, input)
  const losses =
    posWeight == null
      ? elementwise('bceWithLogits', [input, target])
      : elementwise('bceWithLogitsWeighted', [input, target, posWeight])
  return reduced(weighted(losses, options.weight), options.reduction)
}

function weighted(losses: Tensor, weight: Tensor | null | undefined): Tensor {
  return weight == null ? losses : mul(losses, weight)
}

// Weights may be smaller than the input, not larger.
function checkWeight(op: string, name: string, weight: Tensor | null | undefined, input: Tensor): void {
  if (weight == null) return
  const fits =
    weight.ndim <= input.ndim &&
    weight.shape.every((n, d) => n === 1 || n === input.shape[input.ndim - weight.ndim + d])
  if (fits) return
  throw new ShapeError(
    `${op}: expected ${name} to broadcast to the shape of input ${format(input.shape)} but received ${format(weight.shape)}`
  )
}

export interface KLDivOptions {
  /** As in every loss, or 'batchmean': the sum divided by the first size. Default 'mean'. */
  reduction?: Reduction | 'batchmean' | undefined
  /** Whether target is also in log space. Default false. */
  logTarget?: boolean | undefined
}

/** t (log t - input) of log-probabilities `input` and probabilities t. */
export function klDiv(input: Tensor, target: Tensor, options: KLDivOptions = NONE): Tensor {
  check('klDiv', input, target, options)
  const losses = elementwise(options.logTarget ? 'klDivLogTarget' : 'klDiv', [input, target])
  if (options.reduction === 'batchmean') return div(sum(losses), input.shape[0] ?? 1)
  return reduced(losses, options.reduction)
}

/** x where the target is 1, max(0, margin - x) where it is -1. Default margin 1. */
export function hingeEmbeddingLoss(
  input: Tensor,
  target: Tensor,
  options: LossOptions & { margin?: number | undefined } = NONE
): Tensor {
  check('hingeEmbeddingLoss', input, target, options)
  return reduced(elementwise('hingeEmbedding', [input, target], options.margin ?? 1), options.reduction)
}

export interface PoissonNLLOptions extends LossOptions {
  /** Whether input is the logarithm of the rate. Default true. */
  logInput?: boolean | undefined
  /** Whether Stirling's approximation of log(target!) is added for targets above 1. Default false. */
  full?: boolean | undefined
  /** Added to the rate before its logarithm, where input is the rate itself. Default 1e-8. */
  eps?: number | undefined
}

/** rate - target log(rate), with rate = exp(input). */
export function poissonNllLoss(input: Tensor, target: Tensor, options: PoissonNLLOptions = NONE): Tensor {
  check('poissonNllLoss', input, target, options)
  let losses =
    (options.logInput ?? true)
      ? elementwise('poissonNll', [input, target])
      : elementwise('poissonNllRate', [input, target], options.eps ?? 1e-8)
  if (options.full) losses = add(losses, stirling(target))
  return reduced(losses, options.reduction)
}

// t log t - t + log(2 pi t) / 2 where t > 1, else 0.
function stirling(target: Tensor): Tensor {
  const t = clamp(target, { min: 1 })
  const half = mul(log(mul(t, 2 * Math.PI)), 0.5)
  return where(gt(target, 1), add(sub(mul(t, log(t)), t), half), 0)
}
