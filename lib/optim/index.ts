// The optimizers: thalweg/optim.
export * from './adam.ts'
export type { GroupInput, GroupOptions, Parameters, ParamGroup, Params } from './groups.ts'
export { type Loss, Optimizer } from './optimizer.ts'
export * from './schedulers/index.ts'
export * from './sgd.ts'
export type { OptimizerState } from './state.ts'
