// The losses as functions.
export { type ClassLossOptions, crossEntropy, nllLoss, type Reduction } from './classes.ts'
export * from './element.ts'
