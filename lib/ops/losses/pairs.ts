// Losses of two or three tensors of one kind: rankings, embeddings, triplets.
// Not in index.ts, whose functions become methods of tensors; lib/index.ts exports them.
import { OptionError, ShapeError } from '../../errors.ts'
import { format, sameShape } from '../../tensor/shape.ts'
import { checkTensor, type Tensor } from '../../tensor/tensor.ts'
import { boolean, func, number, type Rules } from '../../util/options.ts'
import { clamp } from '../clamp.ts'
import { pairwiseDistance } from '../distances.ts'
import { add, div, eq, minimum, mul, sub, where } from '../elementwise.ts'
import { neg, sqrt } from '../gen/elementwise.ts'
import { sum } from '../reduce.ts'
import type { LossOptions } from './element.ts'
import { checkOnce, checkSame, NONE, reduced, reduction } from './shared.ts'

const margin = number()
const positive = number({ above: 0 })

/** @internal The rules of each loss's options, for the functions here and for the classes. */
export const pairRules = {
  marginRankingLoss: { reduction, margin },
  cosineEmbeddingLoss: { reduction, margin },
  tripletMarginLoss: { reduction, margin: positive, p: number(), eps: number(), swap: boolean },
  tripletMarginWithDistanceLoss: { reduction, margin: positive, distanceFunction: func, swap: boolean }
} as const satisfies Record<string, Rules>

export interface MarginOptions extends LossOptions {
  /** Default 0. */
  margin?: number | undefined
}

/**
 * max(0, -target (input1 - input2) + margin): target 1 wants input1 to be larger, -1 input2.
 * @example
 * marginRankingLoss(tensor([1, 2]), tensor([2, 1]), tensor([1, 1])).item() // 0.5
 */
export function marginRankingLoss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  options: MarginOptions = NONE
): Tensor {
  checkOnce('marginRankingLoss', options, pairRules.marginRankingLoss)
  checkSame('marginRankingLoss', { input1, input2, target })
  const gap = add(mul(neg(target), sub(input1, input2)), options.margin ?? 0)
  return reduced(clamp(gap, { min: 0 }), options.reduction)
}

// A guard against rows of zeros.
const TINY = 1e-12

/**
 * 1 - cos(input1, input2) where the target is 1, max(0, cos - margin) where it is -1.
 * @param input1 (N, D), or (D) with a target ()
 * @param target (N), of 1 and -1, float or int32
 * @example
 * cosineEmbeddingLoss(tensor([[1, 0]]), tensor([[0, 1]]), tensor([1])).item() // 1
 */
export function cosineEmbeddingLoss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  options: MarginOptions = NONE
): Tensor {
  checkOnce('cosineEmbeddingLoss', options, pairRules.cosineEmbeddingLoss)
  checkSame('cosineEmbeddingLoss', { input1, input2 })
  checkTensor('cosineEmbeddingLoss', 'target', target)
  if (input1.ndim < 1 || input1.ndim > 2 || !sameShape(target.shape, input1.shape.slice(0, -1))) {
    throw new ShapeError(
      `cosineEmbeddingLoss: expected inputs (N, D) and target (N), or (D) and (), but received ${format(input1.shape)} and ${format(target.shape)}`
    )
  }
  const dot = (a: Tensor, b: Tensor): Tensor => sum(mul(a, b), -1)
  const lengths = mul(add(dot(input1, input1), TINY), add(dot(input2, input2), TINY))
  const cosine = div(dot(input1, input2), sqrt(lengths))
  const apart = where(eq(target, -1), clamp(sub(cosine, options.margin ?? 0), { min: 0 }), 0)
  return reduced(add(where(eq(target, 1), sub(1, cosine), 0), apart), options.reduction)
}

export interface TripletOptions extends LossOptions {
  /** Above 0. Default 1. */
  margin?: number | undefined
  /** Whether the distance of positive and negative counts where it is smaller (Balntas et al. 2016). Default false. */
  swap?: boolean | undefined
}

export interface TripletMarginOptions extends TripletOptions {
  /** The norm of the distance. Default 2. */
  p?: number | undefined
  /** Added to each difference. Default 1e-6. */
  eps?: number | undefined
}

/**
 * max(0, d(anchor, positive) - d(anchor, negative) + margin), with the p-norm of differences along the last dimension.
 * @param anchor (N, D) or (D); positive and negative of the same shape
 * @example
 * tripletMarginLoss(tensor([[0, 0]]), tensor([[0, 1]]), tensor([[0, 1.5]]), { eps: 0 }).item() // 0.5
 */
export function tripletMarginLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: TripletMarginOptions = NONE
): Tensor {
  checkOnce('tripletMarginLoss', options, pairRules.tripletMarginLoss)
  const { p = 2, eps = 1e-6, ...rest } = options
  return triplet('tripletMarginLoss', anchor, positive, negative, rest, (a, b) => pairwiseDistance(a, b, { p, eps }))
}

export interface TripletDistanceOptions extends TripletOptions {
  /** From two tensors (N, ...) to distances (N). Default the Euclidean distance. */
  distanceFunction?: ((a: Tensor, b: Tensor) => Tensor) | undefined
}

/**
 * The triplet loss with a distance of your own.
 * @example
 * const [anchor, near, far] = [tensor([[0, 0]]), tensor([[1, 0]]), tensor([[1, 1]])]
 * const distanceFunction = (a: Tensor, b: Tensor) => a.sub(b).abs().sum(1)
 * tripletMarginWithDistanceLoss(anchor, near, far, { distanceFunction, margin: 2 }).item() // 1
 */
export function tripletMarginWithDistanceLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: TripletDistanceOptions = NONE
): Tensor {
  const op = 'tripletMarginWithDistanceLoss'
  checkOnce(op, options, pairRules.tripletMarginWithDistanceLoss)
  const { distanceFunction = pairwiseDistance, ...rest } = options
  return triplet(op, anchor, positive, negative, rest, (a, b) => distanceFunction(a, b))
}

function triplet(
  op: string,
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: TripletOptions,
  distance: (a: Tensor, b: Tensor) => Tensor
): Tensor {
  checkSame(op, { anchor, positive, negative })
  if (anchor.ndim === 0) throw new ShapeError(`${op}: expected at least one dimension but received scalars`)
  const near = distance(anchor, positive)
  let far = distance(anchor, negative)
  if (options.swap) far = minimum(far, distance(positive, negative))
  if (!sameShape(near.shape, far.shape)) {
    throw new OptionError(
      `${op}: expected distances of one shape but received ${format(near.shape)} and ${format(far.shape)}`
    )
  }
  return reduced(clamp(add(sub(near, far), options.margin ?? 1), { min: 0 }), options.reduction)
}
