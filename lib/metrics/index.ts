// thalweg/metrics: metrics for training and evaluation.
import '../ops/methods.ts'

export { Accuracy, type AccuracyOptions, TopKAccuracy, type TopKAccuracyOptions } from './accuracy.ts'
export { BalancedAccuracy, type BalancedAccuracyOptions, MatthewsCorrelation } from './agreement.ts'
export {
  type Averaged,
  type ClassScoreOptions,
  ConfusionMatrix,
  type ConfusionMatrixOptions,
  type ConfusionOptions,
  F1,
  Precision,
  Recall
} from './confusion.ts'
export type { ClassMetricOptions, Metric, MetricOptions, MetricState } from './metric.ts'
export {
  BrierScore,
  type BrierScoreOptions,
  CalibrationError,
  type CalibrationErrorOptions,
  LogLoss,
  type ProbabilityOptions
} from './probabilities.ts'
export { AUROC, AveragePrecision, type RankedOptions } from './ranked.ts'
export {
  MeanAbsoluteError,
  MeanSquaredError,
  type MeanSquaredErrorOptions,
  R2
} from './regression.ts'
