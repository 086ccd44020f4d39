// thalweg/metrics: metrics for training and evaluation.
import '../ops/methods.ts'

export { Accuracy, type AccuracyOptions, TopKAccuracy, type TopKAccuracyOptions } from './accuracy.ts'
export { AUROC } from './auroc.ts'
export {
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
  MeanAbsoluteError,
  MeanSquaredError,
  type MeanSquaredErrorOptions,
  R2
} from './regression.ts'
