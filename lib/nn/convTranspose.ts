// Transposed convolution layers. Each takes (N, C, ...) or one example without the N.
import { OptionError } from '../errors.ts'
import type { Sizes } from '../ops/index.ts'
import * as ops from '../ops/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, oneOf, show } from '../util/options.ts'
import { checkGroups } from './conv.ts'
import { resetFanIn } from './linear.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { checkCounts, count, type LayerOptions, layerRules, listOf, nonNegative, sizesRule } from './rules.ts'

/** Options of transposed convolutions. */
export interface ConvTransposeOptions extends LayerOptions {
  /** Default 1. */
  stride?: Sizes | undefined
  /** What is taken off each side of the result. Default 0. */
  padding?: Sizes | undefined
  /** Added to the size of the result at the end; less than stride or dilation. Default 0. */
  outputPadding?: Sizes | undefined
  /** Default 1. */
  groups?: number | undefined
  /** Default true. */
  bias?: boolean | undefined
  /** Distance of the kernel's taps. Default 1. */
  dilation?: Sizes | undefined
  /** Only 'zeros'. */
  paddingMode?: 'zeros' | undefined
}

abstract class ConvTranspose extends Module {
  readonly inChannels: number
  readonly outChannels: number
  readonly kernelSize: readonly number[]
  readonly stride: readonly number[]
  readonly padding: readonly number[]
  readonly outputPadding: readonly number[]
  readonly dilation: readonly number[]
  readonly groups: number
  readonly weight: Tensor
  readonly bias: Tensor | null

  constructor(
    name: string,
    nd: number,
    inChannels: number,
    outChannels: number,
    kernelSize: Sizes,
    options: ConvTransposeOptions
  ) {
    super()
    checkCounts(name, { inChannels, outChannels })
    checkValue(name, 'kernelSize', kernelSize, sizesRule(count, nd))
    checkOptions(name, options, {
      stride: sizesRule(count, nd),
      padding: sizesRule(nonNegative, nd),
      outputPadding: sizesRule(nonNegative, nd),
      groups: count,
      bias: boolean,
      dilation: sizesRule(count, nd),
      paddingMode: oneOf('zeros'),
      ...layerRules
    })
    const { groups = 1, dtype = 'float32' } = options
    checkGroups(name, inChannels, outChannels, groups)
    this.inChannels = inChannels
    this.outChannels = outChannels
    this.kernelSize = listOf(kernelSize, nd)
    this.stride = listOf(options.stride ?? 1, nd)
    this.padding = listOf(options.padding ?? 0, nd)
    this.outputPadding = listOf(options.outputPadding ?? 0, nd)
    this.dilation = listOf(options.dilation ?? 1, nd)
    this.groups = groups
    this.weight = newParameter([inChannels, outChannels / groups, ...this.kernelSize], dtype)
    this.bias = (options.bias ?? true) ? newParameter([outChannels], dtype) : null
    resetFanIn(this.weight, this.bias, options)
  }

  protected abstract readonly op: typeof ops.convTranspose2d

  /** @param outputSize the spatial sizes of the result, where stride leaves several: in place of outputPadding */
  override forward(x: Tensor, outputSize?: readonly number[] | null): Tensor {
    const { stride, padding, groups, dilation } = this
    const outputPadding = outputSize == null ? this.outputPadding : this.paddingFor(x, outputSize)
    return this.op(x, this.weight, this.bias, { stride, padding, outputPadding, groups, dilation })
  }

  protected paddingFor(x: Tensor, outputSize: readonly number[]): number[] {
    const nd = this.kernelSize.length
    const space = x.shape.slice(-nd)
    return outputSize.slice(-nd).map((size, d) => {
      const least =
        (space[d]! - 1) * this.stride[d]! - 2 * this.padding[d]! + this.dilation[d]! * (this.kernelSize[d]! - 1) + 1
      if (size >= least && size < least + this.stride[d]!) return size - least
      throw new OptionError(
        `${this.constructor.name}: expected outputSize of dimension ${d} to be from ${least} to ${least + this.stride[d]! - 1} but received ${show(size)}`
      )
    })
  }

  protected override extraRepr(): string {
    const { kernelSize, stride, padding, outputPadding, dilation, groups, bias } = this
    const parts = [`${this.inChannels}, ${this.outChannels}, kernelSize=${show(kernelSize)}, stride=${show(stride)}`]
    if (padding.some((n) => n !== 0)) parts.push(`padding=${show(padding)}`)
    if (outputPadding.some((n) => n !== 0)) parts.push(`outputPadding=${show(outputPadding)}`)
    if (dilation.some((n) => n !== 1)) parts.push(`dilation=${show(dilation)}`)
    if (groups !== 1) parts.push(`groups=${groups}`)
    if (bias === null) parts.push('bias=false')
    return parts.join(', ')
  }
}

/**
 * One-dimensional transposed convolution of (N, inChannels, L); weight is (inChannels, outChannels / groups, K).
 *
 * @example
 * new ConvTranspose1d(3, 2, 3, { stride: 2 }).forward(ones([1, 3, 4])).shape // [1, 2, 9]
 */
export class ConvTranspose1d extends ConvTranspose {
  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ConvTransposeOptions = {}) {
    super('ConvTranspose1d', 1, inChannels, outChannels, kernelSize, options)
  }

  protected get op(): typeof ops.convTranspose1d {
    return ops.convTranspose1d
  }
}

/**
 * Two-dimensional transposed convolution of (N, inChannels, H, W); weight is (inChannels, outChannels / groups, KH, KW).
 *
 * @example
 * new ConvTranspose2d(3, 2, 2, { stride: 2 }).forward(ones([1, 3, 4, 4])).shape // [1, 2, 8, 8]
 */
export class ConvTranspose2d extends ConvTranspose {
  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ConvTransposeOptions = {}) {
    super('ConvTranspose2d', 2, inChannels, outChannels, kernelSize, options)
  }

  protected get op(): typeof ops.convTranspose2d {
    return ops.convTranspose2d
  }
}

/**
 * Three-dimensional transposed convolution of (N, inChannels, D, H, W); weight is (inChannels, outChannels / groups, KD,
 * KH, KW).
 *
 * @example
 * new ConvTranspose3d(3, 2, 2, { stride: 2 }).forward(ones([1, 3, 2, 4, 4])).shape // [1, 2, 4, 8, 8]
 */
export class ConvTranspose3d extends ConvTranspose {
  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ConvTransposeOptions = {}) {
    super('ConvTranspose3d', 3, inChannels, outChannels, kernelSize, options)
  }

  protected get op(): typeof ops.convTranspose3d {
    return ops.convTranspose3d
  }
}
