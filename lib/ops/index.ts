// Every op as a function: tensors first, then one options object.
export * from './attention.ts'
export { type Conv1dOptions, type Conv2dOptions, conv1d, conv2d, type Pair } from './conv.ts'
export { type DropoutOptions, dropout } from './dropout.ts'
export * from './elementwise.ts'
export * from './extreme.ts'
export * from './gather.ts'
export * from './logic.ts'
export {
  type ClassLossOptions,
  type CrossEntropyOptions,
  crossEntropy,
  nllLoss,
  type Reduction
} from './losses/classes.ts'
export { linear, matmul } from './matmul.ts'
export * from './norm.ts'
export * from './pad.ts'
export * from './pool.ts'
export {
  type DimOptions,
  type Dims,
  type KeepdimOption,
  logsumexp,
  mean,
  type NormOptions,
  norm,
  prod,
  type ReduceOptions,
  std,
  sum,
  type VarianceMore,
  type VarianceOptions,
  variance
} from './reduce.ts'
export {
  cat,
  chunk,
  clone,
  contiguous,
  detach,
  type ExpandOptions,
  expand,
  flatten,
  permute,
  reshape,
  type SliceOptions,
  type SplitOptions,
  select,
  slice,
  split,
  squeeze,
  stack,
  to,
  transpose,
  unbind,
  unsqueeze
} from './shape.ts'
export type { ActivationOptions } from './shared.ts'
export { logSoftmax, softmax } from './softmax.ts'
