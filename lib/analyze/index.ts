// thalweg/analyze: what a user wants to know about a training run, measured on the user's own model and data.
import '../ops/methods.ts'
import { evaluate } from './evaluate.ts'
import { ANALYSES } from './registry.ts'

export { Analysis, type MachineFacts, type Outcome, type Picture, type RunFacts, type Table } from './analysis.ts'
export type { BatchSizeOptions } from './batchSize.ts'
export type { OptimizerCandidate } from './candidates.ts'
export type { EvaluateOptions } from './evaluate.ts'
export type { Weights } from './evaluate.weights.ts'
export {
  type BuildOptions,
  type Built,
  type Experiment,
  type ExperimentOptions,
  experimentOf,
  type MakeScheduler
} from './experiment.ts'
export type { Finding, Level, Numbers } from './findings.ts'
export type { LearningRateOptions } from './learningRate.ts'
export type { LossCandidate, LossOf } from './lossCandidates.ts'
export type { LossesOptions } from './losses.ts'
export type { MemoryOptions } from './memory.ts'
export type { OptimizersOptions } from './optimizers.ts'
export type { ParallelOptions } from './parallel.ts'
export type { PrecisionOptions } from './precision.ts'
export type { Column, Row } from './rows.ts'
export type { ScheduleCandidate } from './scheduleCandidates.ts'
export type { SchedulesOptions } from './schedules.ts'
export type { ServingOptions } from './serving.ts'
export type { AnalysisOptions, Analyze, Definition } from './session.ts'
export type { StabilityOptions } from './stability.ts'
export type { StepOptions } from './step.ts'
export type { ThroughputOptions } from './throughput.ts'

/**
 * The analyses. Each takes an experiment and options, and returns an Analysis.
 *
 * @example
 * Object.keys(analyze).includes('optimizers') // true
 */
export const analyze = { ...ANALYSES, evaluate }
