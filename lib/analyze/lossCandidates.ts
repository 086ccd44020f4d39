// Losses by name, and the baseline of each: what predicting without looking at the inputs would lose. Called by losses.ts.
import { log_f64 as log } from '../backend/gen/math.ts'
import { OptionError } from '../errors.ts'
import { oneHot, softmax } from '../ops/index.ts'
import { crossEntropy, huberLoss, l1Loss, mseLoss, smoothL1Loss } from '../ops/losses/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { nearest, show } from '../util/options.ts'
import { absoluteOf, brierOf, entropyOf, type LabelFacts, varianceOf } from './labels.ts'
import type { Candidate } from './race.ts'

/** The loss of a batch. */
export type LossOf = (prediction: Tensor, target: Tensor) => Tensor

/** A loss to compare: by name ('crossEntropy', 'mse', 'labelSmoothing:0.1', 'l1', 'huber', 'smoothL1'), or your own. */
export type LossCandidate =
  | string
  | {
      /** In the report. */
      name: string
      loss: LossOf
    }

export interface LossRacer extends Candidate {
  readonly loss: LossOf
  /** What predicting the shares of the classes (the mean, the median) loses; NaN where it is not known. */
  baseline(labels: LabelFacts, classes: number): number
  /** The loss of a prediction that says nothing: all classes alike; NaN where it is not known. */
  uniform(classes: number): number
}

interface Known {
  loss(parameter: number | undefined): LossOf
  baseline(labels: LabelFacts, classes: number, parameter: number | undefined): number
  uniform(classes: number): number
}

const unknown = (): number => Number.NaN

// The cross entropy with smoothed labels of predicting the smoothed shares.
function smoothedEntropy(labels: LabelFacts, classes: number, smoothing: number): number {
  const { counts, ...rest } = labels
  const all = counts.reduce((sum, count) => sum + count, 0)
  const smoothed = Array.from(
    { length: classes },
    (_, k) => (1 - smoothing) * (counts[k] ?? 0) + (smoothing * all) / classes
  )
  return entropyOf({ ...rest, counts: smoothed })
}

const LOSSES: Readonly<Record<string, Known>> = {
  crossEntropy: {
    loss: () => (p, t) => crossEntropy(p, t),
    baseline: entropyOf,
    uniform: (classes) => log(classes)
  },
  labelSmoothing: {
    loss:
      (labelSmoothing = 0.1) =>
      (p, t) =>
        crossEntropy(p, t, { labelSmoothing }),
    baseline: (labels, classes, smoothing = 0.1) => smoothedEntropy(labels, classes, smoothing),
    uniform: (classes) => log(classes)
  },
  // Of the probabilities, against 1 for the right class and 0 for the others.
  mse: {
    loss: () => (p, t) => mseLoss(softmax(p, { dim: -1 }), oneHot(t, p.shape.at(-1)!)),
    baseline: brierOf,
    uniform: (classes) => (classes - 1) / (classes * classes)
  },
  mseLoss: { loss: () => (p, t) => mseLoss(p, t), baseline: varianceOf, uniform: unknown },
  l1: { loss: () => (p, t) => l1Loss(p, t), baseline: absoluteOf, uniform: unknown },
  huber: {
    loss:
      (delta = 1) =>
      (p, t) =>
        huberLoss(p, t, { delta }),
    baseline: unknown,
    uniform: unknown
  },
  smoothL1: {
    loss:
      (beta = 1) =>
      (p, t) =>
        smoothL1Loss(p, t, { beta }),
    baseline: unknown,
    uniform: unknown
  }
}

/** The losses that fit labels of this kind. */
export const lossesFor = (kind: LabelFacts['kind']): string[] =>
  kind === 'numbers' ? ['mseLoss', 'l1', 'huber'] : ['crossEntropy', 'mse', 'labelSmoothing:0.1']

/** The candidate of a name, or of what the user gave. */
export function lossRacerOf(call: string, given: LossCandidate): LossRacer {
  if (typeof given !== 'string') {
    return { name: given.name, loss: given.loss, build: { loss: given.loss }, baseline: unknown, uniform: unknown }
  }
  const [word = '', parameter] = given.split(':')
  const known = Object.hasOwn(LOSSES, word) ? LOSSES[word] : undefined
  if (known === undefined) {
    const near = nearest(word, Object.keys(LOSSES))
    throw new OptionError(
      `${call}: unknown loss ${show(given)}; ${near === null ? `the names are ${Object.keys(LOSSES).join(', ')}` : `did you mean ${near}?`}`
    )
  }
  const value = parameter === undefined ? undefined : Number(parameter)
  if (Number.isNaN(value))
    throw new OptionError(`${call}: expected a number after the colon but received ${show(given)}`)
  const loss = known.loss(value)
  return {
    name: given,
    loss,
    build: { loss },
    baseline: (labels, classes) => known.baseline(labels, classes, value),
    uniform: known.uniform
  }
}
