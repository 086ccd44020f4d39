// thalweg/search: hyperparameter search.
export type { SearchOptions } from './options.ts'
export { SearchResult } from './result.ts'
export { search } from './search.ts'
export {
  type ChoiceDimension,
  choice,
  type Dimension,
  int,
  logUniform,
  type NumberDimension,
  type Params,
  type Space,
  uniform,
  type WhenDimension,
  when
} from './space.ts'
export { type FinishedTrial, type ModuleAddress, type Objective, type Trial, TrialPruned } from './trial.ts'
