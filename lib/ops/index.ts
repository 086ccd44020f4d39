// Every op as a function: tensors first, then one options object.
export * from './attention.ts'
export {
  adaptiveAvgPool2d,
  avgPool2d,
  type Conv2dOptions,
  conv1d,
  conv2d,
  maxPool2d,
  type Pair,
  type Pool2dOptions
} from './conv.ts'
export { dropout } from './dropout.ts'
export * from './elementwise.ts'
export * from './gather.ts'
export * from './logic.ts'
export { type ClassLossOptions, crossEntropy, nllLoss, type Reduction } from './losses/classes.ts'
export { linear, matmul } from './matmul.ts'
export * from './norm.ts'
export * from './pad.ts'
export * from './reduce.ts'
export {
  cat,
  chunk,
  clone,
  contiguous,
  detach,
  expand,
  flatten,
  permute,
  reshape,
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
