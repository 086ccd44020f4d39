// The losses as functions.
export { type ClassLossOptions, crossEntropy, nllLoss, type Reduction } from '../ops/index.ts'
export * from './element.ts'
