// The losses as modules: their options are checked once, their weights are buffers.
import * as loss from '../ops/losses/index.ts'
import { reduction } from '../ops/losses/shared.ts'
import { tensorOrNull } from '../ops/shared.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { number, type Rules, wholeNumber } from '../util/options.ts'
import { Loss } from './loss.ts'

/** (input - target)^2, its mean by default. */
export class MSELoss extends Loss<loss.LossOptions> {
  constructor(options: loss.LossOptions = {}) {
    super(options, loss.rules.mseLoss)
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.mseLoss(input, target, this.options)
  }
}

/** |input - target|, its mean by default. */
export class L1Loss extends Loss<loss.LossOptions> {
  constructor(options: loss.LossOptions = {}) {
    super(options, loss.rules.l1Loss)
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.l1Loss(input, target, this.options)
  }
}

/** Squared below `beta` (default 1), absolute above: see `smoothL1Loss`. */
export class SmoothL1Loss extends Loss<loss.LossOptions & { beta?: number | undefined }> {
  constructor(options: loss.LossOptions & { beta?: number | undefined } = {}) {
    super(options, loss.rules.smoothL1Loss)
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.smoothL1Loss(input, target, this.options)
  }
}

/** Squared up to `delta` (default 1), absolute above: see `huberLoss`. */
export class HuberLoss extends Loss<loss.LossOptions & { delta?: number | undefined }> {
  constructor(options: loss.LossOptions & { delta?: number | undefined } = {}) {
    super(options, loss.rules.huberLoss)
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.huberLoss(input, target, this.options)
  }
}

/** Binary cross entropy of probabilities: see `binaryCrossEntropy`. */
export class BCELoss extends Loss<loss.BCEOptions> {
  readonly weight: Tensor | null

  constructor(options: loss.BCEOptions = {}) {
    super(options, loss.rules.binaryCrossEntropy)
    this.weight = this.options.weight ?? null
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.binaryCrossEntropy(input, target, this.options)
  }
}

/** Binary cross entropy of sigmoid(input): see `binaryCrossEntropyWithLogits`. */
export class BCEWithLogitsLoss extends Loss<loss.BCEWithLogitsOptions> {
  protected static override readonly stateNames = { posWeight: 'pos_weight' }

  readonly weight: Tensor | null
  readonly posWeight: Tensor | null

  constructor(options: loss.BCEWithLogitsOptions = {}) {
    super(options, loss.rules.binaryCrossEntropyWithLogits)
    this.weight = this.options.weight ?? null
    this.posWeight = this.options.posWeight ?? null
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.binaryCrossEntropyWithLogits(input, target, this.options)
  }
}

/** Kullback-Leibler divergence between probabilities and log-probabilities: see `klDiv`. */
export class KLDivLoss extends Loss<loss.KLDivOptions> {
  constructor(options: loss.KLDivOptions = {}) {
    super(options, loss.rules.klDiv)
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.klDiv(input, target, this.options)
  }
}

/** A loss for targets 1 and -1: see `hingeEmbeddingLoss`. */
export class HingeEmbeddingLoss extends Loss<loss.LossOptions & { margin?: number | undefined }> {
  constructor(options: loss.LossOptions & { margin?: number | undefined } = {}) {
    super(options, loss.rules.hingeEmbeddingLoss)
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.hingeEmbeddingLoss(input, target, this.options)
  }
}

/** The loss of counts, from their rate or its logarithm: see `poissonNllLoss`. */
export class PoissonNLLLoss extends Loss<loss.PoissonNLLOptions> {
  constructor(options: loss.PoissonNLLOptions = {}) {
    super(options, loss.rules.poissonNllLoss)
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.poissonNllLoss(input, target, this.options)
  }
}

// --- over classes ---

const classRules: Rules = {
  weight: tensorOrNull,
  ignoreIndex: wholeNumber(),
  reduction
}

export interface CrossEntropyOptions extends loss.ClassLossOptions {
  /** The share of each target spread over all classes, 0 to 1. Default 0. */
  labelSmoothing?: number | undefined
}

/**
 * Cross entropy between scores (N, C, ...) and int32 classes (N, ...) or probabilities of the shape of the scores.
 *
 * @example
 * new CrossEntropyLoss({ labelSmoothing: 0.1 }).forward(tensor([[2, 0, 1]]), tensor([0], { dtype: 'int32' }))
 */
export class CrossEntropyLoss extends Loss<CrossEntropyOptions> {
  readonly weight: Tensor | null

  constructor(options: CrossEntropyOptions = {}) {
    super(options, { ...classRules, labelSmoothing: number({ min: 0, max: 1 }) })
    this.weight = this.options.weight ?? null
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.crossEntropy(input, target, this.options)
  }
}

/** The negative log-likelihood of log-probabilities (N, C, ...) and int32 classes (N, ...). */
export class NLLLoss extends Loss<loss.ClassLossOptions> {
  readonly weight: Tensor | null

  constructor(options: loss.ClassLossOptions = {}) {
    super(options, classRules)
    this.weight = this.options.weight ?? null
  }

  override forward(input: Tensor, target: Tensor): Tensor {
    return loss.nllLoss(input, target, this.options)
  }
}
