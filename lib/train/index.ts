// thalweg/train: the Trainer, its callbacks and loggers.

export {
  BatchSizeSearch,
  type FindBatchSizeOptions,
  findBatchSize
} from '../inspect/batchSize/findBatchSize.ts'
export type { BatchSizeRow, SearchEnd } from '../inspect/batchSize/search.ts'
export type { Bytes } from '../inspect/memory/measure.ts'
export {
  type BatchShape,
  type MemoryEstimate,
  type ParameterPlanOptions,
  type ParameterShapes,
  type PlanMemoryOptions,
  planMemory
} from '../inspect/memory/planMemory.ts'
export type { Holding, SplitPlan, Splits } from '../inspect/memory/split.ts'
export type { Bottleneck } from '../inspect/profile/advice.ts'
export type { MachineLimits } from '../inspect/profile/machine.ts'
export { type ChromeTrace, Profile, type ProfileOptions, profile } from '../inspect/profile/profile.ts'
export type { Phase, TraceEvent } from '../inspect/profile/recorder.ts'
export type { KernelProfile, LayerProfile, MemoryProfile, PhaseProfile } from '../inspect/profile/types.ts'
export { type FitSummary, Summary, type SummaryOptions } from '../inspect/summary/callback.ts'
export { type ExampleBatch, type LayerSummary, type ModelSummary, summary } from '../inspect/summary/summary.ts'
export type { FindingKind } from './callbacks/advice/text.ts'
export { Advisor, type AdvisorAction, type AdvisorOptions, type Finding } from './callbacks/advisor.ts'
export { BatchSizeSchedule, type BatchSizeScheduleOptions } from './callbacks/batchSizeSchedule.ts'
export { EarlyStopping, type EarlyStoppingOptions } from './callbacks/earlyStopping.ts'
export { GradientMonitor, type GradientMonitorOptions } from './callbacks/gradientMonitor.ts'
export { HistogramMonitor, type HistogramMonitorOptions } from './callbacks/histogramMonitor.ts'
export { Lambda } from './callbacks/lambda.ts'
export { LearningRateCurve, type SuggestionMethod } from './callbacks/learningRateCurve.ts'
export {
  type FindLearningRateOptions,
  findLearningRate,
  LearningRateFinder,
  type LearningRateFinderOptions
} from './callbacks/learningRateFinder.ts'
export { LearningRateMonitor, type LearningRateMonitorOptions } from './callbacks/learningRateMonitor.ts'
export { LivePage, type LivePageOptions } from './callbacks/livePage.ts'
export { ModelCheckpoint, type ModelCheckpointOptions } from './callbacks/modelCheckpoint.ts'
export type { MonitorOptions } from './callbacks/monitor.ts'
export { OptimizerSwitch, type OptimizerSwitchOptions } from './callbacks/optimizerSwitch.ts'
export { ProgressBar } from './callbacks/progressBar.ts'
export { ResourceMonitor, type ResourceMonitorOptions } from './callbacks/resourceMonitor.ts'
export { Timer, type TimerOptions, type TimerSummary } from './callbacks/timer.ts'
export type {
  Callback,
  EndReason,
  EpochEvent,
  FitEndEvent,
  FitOptions,
  FitStartEvent,
  Loader,
  LossFunction,
  LossOutput,
  RollBackEvent,
  Row,
  SteeringOptions,
  StepEvent,
  TrainEvent,
  TrainerOptions
} from './events.ts'
export type { Columns, History } from './history.ts'
export { CsvLogger } from './loggers/csv.ts'
export { histogram } from './loggers/histogram.ts'
export { JsonLinesLogger } from './loggers/jsonLines.ts'
export type {
  EndRecord,
  Histogram,
  HistogramsRecord,
  Logger,
  LogRecord,
  ScalarsRecord,
  StartRecord,
  TextRecord
} from './loggers/logger.ts'
export { TensorBoardLogger } from './loggers/tensorBoard.ts'
export * from './minimize.ts'
export type { Position, RunState } from './state.ts'
export type { StepPhase, StepResult } from './step.ts'
export { type SaveOptions, Trainer } from './trainer.ts'
