// The names of every op's options, and the check that each op makes first. Values are checked by the ops themselves.
import { namesOnly } from '../util/options.ts'

const REDUCE = ['dim', 'keepdim']
const CONV = ['stride', 'padding', 'dilation', 'groups']

/** By op. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  adaptiveAvgPool2d: ['outputSize'],
  all: REDUCE,
  any: REDUCE,
  argmax: REDUCE,
  argmin: REDUCE,
  avgPool2d: ['kernelSize', 'stride', 'padding', 'countIncludePad'],
  batchNorm: ['eps', 'training', 'momentum', 'runningMean', 'runningVar', 'activation'],
  cat: ['dim'],
  chunk: ['chunks', 'dim'],
  clamp: ['min', 'max'],
  clamp_: ['min', 'max'],
  conv1d: CONV,
  conv2d: [...CONV, 'activation'],
  crossEntropy: ['weight', 'ignoreIndex', 'reduction', 'labelSmoothing'],
  dropout: ['p', 'training', 'generator'],
  elu: ['alpha'],
  embedding: ['paddingIdx', 'sparse'],
  expand: ['shape'],
  flatten: ['startDim', 'endDim'],
  gather: ['dim'],
  gelu: ['approximate'],
  groupNorm: ['numGroups', 'eps'],
  indexSelect: ['dim'],
  layerNorm: ['eps', 'normalizedShape'],
  leakyRelu: ['negativeSlope'],
  lerp: ['weight'],
  lerp_: ['weight'],
  linear: ['activation'],
  logSoftmax: ['dim'],
  logsumexp: REDUCE,
  max: REDUCE,
  maxPool2d: ['kernelSize', 'stride', 'padding', 'dilation', 'activation'],
  mean: REDUCE,
  min: REDUCE,
  nllLoss: ['weight', 'ignoreIndex', 'reduction'],
  norm: [...REDUCE, 'p'],
  normal_: ['mean', 'std', 'generator'],
  oneHot: ['classes', 'dtype'],
  pad: ['pad', 'mode', 'value'],
  permute: ['dims'],
  prod: REDUCE,
  reshape: ['shape'],
  rmsNorm: ['eps', 'normalizedShape'],
  scaledDotProductAttention: ['isCausal', 'attnMask', 'scale'],
  scatterAdd: ['dim'],
  select: ['dim', 'index'],
  slice: ['dim', 'start', 'end', 'step'],
  softmax: ['dim'],
  softplus: ['beta', 'threshold'],
  split: ['size', 'dim'],
  squeeze: ['dim'],
  stack: ['dim'],
  std: [...REDUCE, 'correction'],
  sum: REDUCE,
  to: ['dtype'],
  transpose: ['dim0', 'dim1'],
  unbind: ['dim'],
  uniform_: ['from', 'to', 'generator'],
  unsqueeze: ['dim'],
  var: [...REDUCE, 'correction']
}

/**
 * Throws unless `options` is an object with names of the op only: `x.sum(0)` and `x.sum({ axis: 0 })` would otherwise sum
 * over everything in silence.
 */
export function checkNames(op: string, options: unknown): void {
  namesOnly(op, options, NAMES[op]!)
}
