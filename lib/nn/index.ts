// thalweg/nn: modules, layers, losses, and nn.init.
import '../ops/methods.ts'

export * from './activations.ts'
export * from './adaptiveSoftmax.ts'
export * from './attention.ts'
export * from './cells.ts'
export * from './containers.ts'
export {
  Conv1d,
  Conv2d,
  Conv3d,
  type ConvOptions,
  type PaddingMode
} from './conv.ts'
export * from './convTranspose.ts'
export * from './distances.ts'
export * from './dropout.ts'
export * from './embedding.ts'
export type { ForwardHook, ForwardPreHook, FullBackwardHook } from './hooks.ts'
export * as init from './init.ts'
export * from './instanceNorm.ts'
export * from './lazy.ts'
export { Linear, type LinearOptions } from './linear.ts'
export * from './linearCrossEntropy.ts'
export * from './lists.ts'
export * from './losses.ts'
export * from './marginLosses.ts'
export { type LoadReport, Module, type StateDict } from './module.ts'
export * from './norm.ts'
export {
  type Lengths,
  PackedSequence,
  type PackPaddedOptions,
  type PadPackedOptions,
  type PadSequenceOptions,
  packPaddedSequence,
  packSequence,
  padPackedSequence,
  padSequence,
  unpackSequence,
  unpadSequence
} from './packed.ts'
export * from './padding.ts'
export { buffer, type FloatType, parameter } from './parameter.ts'
export {
  isParametrized,
  type Parametrization,
  registerParametrization,
  removeParametrizations,
  type SpectralNormOptions,
  spectralNorm,
  type WeightNormOptions,
  weightNorm
} from './parametrize.ts'
export * from './pointwise.ts'
export * from './pool.ts'
export {
  GRU,
  LSTM,
  type LSTMOptions,
  type LSTMStates,
  type RecurrentOptions,
  type RecurrentWeights,
  RNN
} from './recurrent.ts'
export * from './resize.ts'
export type { LayerOptions } from './rules.ts'
export * from './shape.ts'
export * from './transformer.ts'
export {
  type DecoderMasks,
  type EncoderLayerMasks,
  type TransformerActivation,
  TransformerDecoderLayer,
  TransformerEncoderLayer,
  type TransformerLayerOptions
} from './transformerLayers.ts'
export * from './unpool.ts'
export { parametersToVector, vectorToParameters } from './vectors.ts'
