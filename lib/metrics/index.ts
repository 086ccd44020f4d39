// thalweg/metrics: metrics for training and evaluation.
import '../ops/methods.ts'

export { Accuracy, type AccuracyOptions, TopKAccuracy, type TopKAccuracyOptions } from './accuracy.ts'
export {
  BalancedAccuracy,
  type BalancedAccuracyOptions,
  CohenKappa,
  type CohenKappaOptions,
  MatthewsCorrelation
} from './agreement.ts'
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
export { ExplainedVariance, MedianAbsoluteError, R2 } from './outputs.ts'
export { DiceScore, JaccardIndex } from './overlap.ts'
export {
  BrierScore,
  type BrierScoreOptions,
  CalibrationError,
  type CalibrationErrorOptions,
  LogLoss,
  Perplexity,
  type ProbabilityOptions
} from './probabilities.ts'
export { AUROC, AveragePrecision, type RankedOptions } from './ranked.ts'
export {
  MeanAbsoluteError,
  MeanAbsolutePercentageError,
  MeanSquaredError,
  type MeanSquaredErrorOptions
} from './regression.ts'
export {
  RetrievalMRR,
  RetrievalNormalizedDCG,
  type RetrievalOptions,
  RetrievalPrecision,
  RetrievalRecall
} from './retrieval.ts'
