// The losses with a margin, of pairs and triplets, of predicted variances and of alignments, as modules.
import { type CTCLossOptions, ctcLoss, ctcRules, type SequenceLengths } from '../ops/losses/ctc.ts'
import { type GaussianNLLOptions, gaussianNllLoss, gaussianRules } from '../ops/losses/gaussian.ts'
import * as loss from '../ops/losses/index.ts'
import * as pairs from '../ops/losses/pairs.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { Loss } from './loss.ts'

/** log(1 + exp(-target input)) for targets 1 and -1: see `softMarginLoss`. */
export class SoftMarginLoss extends Loss<loss.LossOptions> {
  constructor(options: loss.LossOptions = {}) {
    super(options, loss.marginRules.softMarginLoss)
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.softMarginLoss(input, target, this.options)
  }
}

/** Binary cross entropy of several labels: see `multilabelSoftMarginLoss`. */
export class MultiLabelSoftMarginLoss extends Loss<loss.WeightedOptions> {
  readonly weight: Tensor | null

  constructor(options: loss.WeightedOptions = {}) {
    super(options, loss.marginRules.multilabelSoftMarginLoss)
    this.weight = this.options.weight ?? null
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.multilabelSoftMarginLoss(input, target, this.options)
  }
}

/** A margin between each right class and each wrong one: see `multilabelMarginLoss`. */
export class MultiLabelMarginLoss extends Loss<loss.LossOptions> {
  constructor(options: loss.LossOptions = {}) {
    super(options, loss.marginRules.multilabelMarginLoss)
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.multilabelMarginLoss(input, target, this.options)
  }
}

/** A margin between the right class and the others: see `multiMarginLoss`. */
export class MultiMarginLoss extends Loss<loss.MultiMarginOptions> {
  readonly weight: Tensor | null

  constructor(options: loss.MultiMarginOptions = {}) {
    super(options, loss.marginRules.multiMarginLoss)
    this.weight = this.options.weight ?? null
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.multiMarginLoss(input, target, this.options)
  }
}

/** Which of two inputs is larger: see `marginRankingLoss`. */
export class MarginRankingLoss extends Loss<pairs.MarginOptions> {
  constructor(options: pairs.MarginOptions = {}) {
    super(options, pairs.pairRules.marginRankingLoss)
  }

  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return pairs.marginRankingLoss(input1, input2, target, this.options)
  }
}

/** Whether two vectors point the same way: see `cosineEmbeddingLoss`. */
export class CosineEmbeddingLoss extends Loss<pairs.MarginOptions> {
  constructor(options: pairs.MarginOptions = {}) {
    super(options, pairs.pairRules.cosineEmbeddingLoss)
  }

  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return pairs.cosineEmbeddingLoss(input1, input2, target, this.options)
  }
}

/** The anchor is nearer to the positive than to the negative: see `tripletMarginLoss`. */
export class TripletMarginLoss extends Loss<pairs.TripletMarginOptions> {
  constructor(options: pairs.TripletMarginOptions = {}) {
    super(options, pairs.pairRules.tripletMarginLoss)
  }

  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    return pairs.tripletMarginLoss(anchor, positive, negative, this.options)
  }
}

/** The same with a distance of your own: see `tripletMarginWithDistanceLoss`. */
export class TripletMarginWithDistanceLoss extends Loss<pairs.TripletDistanceOptions> {
  constructor(options: pairs.TripletDistanceOptions = {}) {
    super(options, pairs.pairRules.tripletMarginWithDistanceLoss)
  }

  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    return pairs.tripletMarginWithDistanceLoss(anchor, positive, negative, this.options)
  }
}

/** The likelihood of a predicted mean and variance: see `gaussianNllLoss`. */
export class GaussianNLLLoss extends Loss<GaussianNLLOptions> {
  constructor(options: GaussianNLLOptions = {}) {
    super(options, gaussianRules)
  }

  override forward(input: Tensor, target: Tensor, variance: Tensor | number): Tensor {
    return gaussianNllLoss(input, target, variance, this.options)
  }
}

/**
 * Connectionist temporal classification: see `ctcLoss`.
 *
 * @example
 * const logProbs = randn([5, 2, 4]).logSoftmax(2)
 * const targets = tensor([[1, 2], [3, 0]], { dtype: 'int32' })
 * new CTCLoss().forward(logProbs, targets, [5, 4], [2, 1]).shape // []
 */
export class CTCLoss extends Loss<CTCLossOptions> {
  constructor(options: CTCLossOptions = {}) {
    super(options, ctcRules)
  }

  override forward(
    logProbs: Tensor,
    targets: Tensor,
    inputLengths: SequenceLengths,
    targetLengths: SequenceLengths
  ): Tensor {
    return ctcLoss(logProbs, targets, inputLengths, targetLengths, this.options)
  }
}
