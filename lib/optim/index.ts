// The optimizers: thalweg/optim.

export * from './accumulation.ts'
export * from './averaging.ts'
export * from './clip.ts'
export { gradientDescentStep } from './gradientDescent.ts'
export type { GroupInput, GroupOptions, Parameters, ParamGroup, Params } from './groups.ts'
export type { MemoryReport } from './memory.ts'
export { type Loss, Optimizer } from './optimizer.ts'
export * from './optimizers/index.ts'
export * from './parameterGroups.ts'
export * from './schedulers/index.ts'
export type { OptimizerState } from './state.ts'
