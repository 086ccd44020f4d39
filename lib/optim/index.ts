// The optimizers: thalweg/optim.
export * from './clip.ts'
export type { GroupInput, GroupOptions, Parameters, ParamGroup, Params } from './groups.ts'
export { type Loss, Optimizer } from './optimizer.ts'
export * from './optimizers.ts'
export * from './schedulers/index.ts'
export type { OptimizerState } from './state.ts'
