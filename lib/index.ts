// The root of the public API: tensors, ops, autograd, random numbers, the backend and the errors. Layers, data, metrics and
// what trains have their own entries (see `exports` in package.json).
import './ops/methods.ts'

export { detectAnomaly } from './autograd/anomaly.ts'
export { type AutocastOptions, autocast, isAutocastEnabled } from './autograd/autocast.ts'
export { background } from './autograd/background.ts'
export { checkpoint } from './autograd/checkpoint.ts'
export {
  type CustomFunctionOptions,
  type CustomGradients,
  customFunction,
  type FunctionContext
} from './autograd/customFunction.ts'
export {
  type FunctionalOptions,
  hessian,
  hvp,
  jacobian,
  jvp,
  type Like,
  type Nested,
  type OneOrMany,
  type TensorFunction,
  vjp
} from './autograd/functional.ts'
export { type Gradients, type GradOptions, grad } from './autograd/grad.ts'
export { type GradcheckOptions, gradcheck } from './autograd/gradcheck.ts'
export { gradgradcheck } from './autograd/gradgradcheck.ts'
export type { HookHandle, TensorHook } from './autograd/hooks.ts'
export { keep, scope } from './autograd/scope.ts'
export { type BackwardOptions, enableGrad, isGradEnabled, noGrad } from './autograd/tape.ts'
export {
  type BackendName,
  backend,
  type DType,
  type Level,
  setBackend,
  setNumThreads
} from './backend/index.ts'
export * from './errors.ts'
export * from './ops/index.ts'
export { variance as var } from './ops/index.ts'
export { linalg } from './ops/linalg/index.ts'
export { type CTCLossOptions, ctcLoss, type SequenceLengths } from './ops/losses/ctc.ts'
export { type GaussianNLLOptions, gaussianNllLoss } from './ops/losses/gaussian.ts'
export {
  type BCEOptions,
  type BCEWithLogitsOptions,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  hingeEmbeddingLoss,
  huberLoss,
  type KLDivOptions,
  klDiv,
  type LossOptions,
  l1Loss,
  type MultiMarginOptions,
  mseLoss,
  multilabelMarginLoss,
  multilabelSoftMarginLoss,
  multiMarginLoss,
  type PoissonNLLOptions,
  poissonNllLoss,
  smoothL1Loss,
  softMarginLoss,
  type WeightedOptions
} from './ops/losses/index.ts'
export {
  type LinearCrossEntropyChunks,
  type LinearCrossEntropyOptions,
  linearCrossEntropy
} from './ops/losses/linearCrossEntropy.ts'
export {
  cosineEmbeddingLoss,
  type MarginOptions,
  marginRankingLoss,
  type TripletDistanceOptions,
  type TripletMarginOptions,
  type TripletOptions,
  tripletMarginLoss,
  tripletMarginWithDistanceLoss
} from './ops/losses/pairs.ts'
export {
  arange,
  empty,
  emptyLike,
  eye,
  fromArray,
  full,
  fullLike,
  type LogspaceOptions,
  linspace,
  logspace,
  ones,
  onesLike,
  type ShapedOptions,
  type TensorOptions,
  tensor,
  zeros,
  zerosLike
} from './tensor/create.ts'
export {
  Generator,
  type GeneratorState,
  manualSeed,
  type RandomOptions,
  rand,
  randint,
  randLike,
  randn,
  randnLike,
  randperm
} from './tensor/random.ts'
export type { Shape } from './tensor/shape.ts'
export { type SparseGradient, sparseGrad } from './tensor/sparse.ts'
export { hasDtype, type NestedArray, Tensor, type TensorOf, type TypedArrayOf } from './tensor/tensor.ts'
