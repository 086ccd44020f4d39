// The learning rate schedulers of thalweg/optim.
export { LRScheduler, type Metric, type Scheduled, type SchedulerState } from './base.ts'
export * from './compose.ts'
export * from './cosine.ts'
export * from './cycle.ts'
export * from './decay.ts'
export * from './plateau.ts'
export * from './swa.ts'
export * from './weightDecay.ts'
