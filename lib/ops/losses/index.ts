// The losses of an input and a target as functions: what a config may name. pairs.ts, gaussian.ts and linearCrossEntropy.ts
// take more tensors.
export { type ClassLossOptions, crossEntropy, nllLoss, type Reduction } from './classes.ts'
export * from './element.ts'
export * from './margins.ts'
export { markChecked } from './shared.ts'
