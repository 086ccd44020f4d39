// thalweg/schedules: learning rate schedules as pure functions of the step.
export type { AnnealStrategy, Schedule } from './anneal.ts'
export { type ChainedOptions, chained, type SequentialOptions, sequential } from './compose.ts'
export {
  type CosineAnnealingOptions,
  cosineAnnealingLR,
  cosineAnnealingWarmRestarts,
  type WarmRestartsOptions,
  type WarmupCosineOptions,
  warmupCosine
} from './cosine.ts'
export {
  type CyclicLROptions,
  type CyclicShape,
  cyclicLR,
  type OneCycleLROptions,
  type OneCycleShape,
  oneCycleLR
} from './cycle.ts'
export * from './decay.ts'
