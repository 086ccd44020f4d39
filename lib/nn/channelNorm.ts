// The base of batch norms and instance norms: a weight and a bias for each channel, and running statistics of it.
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, number, orNull } from '../util/options.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import type { BatchNormOptions } from './norm.ts'
import { buffer, lastingZeros, newParameter } from './parameter.ts'
import { checkCounts, layerRules } from './rules.ts'

const rules = {
  eps: number({ min: 0 }),
  momentum: orNull(number({ min: 0, max: 1 })),
  affine: boolean,
  trackRunningStats: boolean,
  dtype: layerRules.dtype
}

/** What batch norms and instance norms share. */
export abstract class ChannelNorm extends Module {
  protected static override readonly stateNames = {
    runningMean: 'running_mean',
    runningVar: 'running_var',
    numBatchesTracked: 'num_batches_tracked'
  }

  readonly numFeatures: number
  readonly eps: number
  readonly momentum: number | null
  readonly weight: Tensor | null
  readonly bias: Tensor | null
  readonly runningMean: Tensor | null
  readonly runningVar: Tensor | null
  readonly numBatchesTracked: Tensor | null

  /** @param given whether the layer is affine and keeps statistics by default */
  constructor(name: string, numFeatures: number, options: BatchNormOptions, given: boolean) {
    super()
    checkCounts(name, { numFeatures })
    checkOptions(name, options, rules)
    const type = options.dtype ?? 'float32'
    const affine = options.affine ?? given
    const track = options.trackRunningStats ?? given
    this.numFeatures = numFeatures
    this.eps = options.eps ?? 1e-5
    this.momentum = options.momentum === undefined ? 0.1 : options.momentum
    this.weight = affine ? init.ones(newParameter([numFeatures], type)) : null
    this.bias = affine ? newParameter([numFeatures], type) : null
    this.runningMean = track ? buffer(lastingZeros([numFeatures], type)) : null
    this.runningVar = track ? buffer(init.ones(lastingZeros([numFeatures], type))) : null
    this.numBatchesTracked = track ? buffer(lastingZeros([], 'int32')) : null
  }

  /** @internal The dimension of x that holds the channels. */
  channelDim(_x: Tensor): number {
    return 1
  }

  protected override extraRepr(): string {
    const { numFeatures, momentum, weight, runningMean } = this
    const affine = `affine=${weight !== null}, trackRunningStats=${runningMean !== null}`
    return `${numFeatures}, eps=${this.eps}, momentum=${momentum}, ${affine}`
  }
}
