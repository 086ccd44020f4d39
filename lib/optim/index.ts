// The optimizers: thalweg/optim.

export * from './accumulation.ts'
export * from './averaging.ts'
export {
  type ClipGradNormOptions,
  type Clippable,
  clipGradNorm,
  clipGradValue,
  getTotalNorm,
  type TotalNormOptions
} from './clip.ts'
export { ComposedOptimizer } from './composed.ts'
export { gradientDescentStep } from './gradientDescent.ts'
export type { GroupInput, GroupOptions, Parameters, ParamGroup, Params } from './groups.ts'
export type { MemoryReport } from './memory.ts'
export { type Loss, Optimizer, type ParamState } from './optimizer.ts'
export * from './optimizers/index.ts'
export { type GroupOf, needed, type Option, type OptionsOf, type OptionTable, option } from './options.ts'
export * from './parameterGroups.ts'
export type { PlainGroup, PlainOptimizer } from './plain.ts'
export * from './schedulers/index.ts'
export type { OptimizerState } from './state.ts'
export { type OptimizerCheck, type OptimizerMaker, type TestOptimizerOptions, testOptimizer } from './testOptimizer.ts'
