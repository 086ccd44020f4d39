// Convolution layers. Each takes (N, C, ...) or one example without the N.
import { OptionError } from '../errors.ts'
import { paddingOf, padEnd } from '../ops/conv.ts'
import type { Pair, Sizes } from '../ops/index.ts'
import * as ops from '../ops/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, either, oneOf } from '../util/options.ts'
import { resetFanIn } from './linear.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { checkCounts, count, type LayerOptions, layerRules, listOf, nonNegative, sizesRule } from './rules.ts'

export interface ConvOptions<Size> extends LayerOptions {
  /** Default 1. */
  stride?: Size | undefined
  /** Zeros on each side; 'same' keeps the size of the input (stride 1), 'valid' is 0. Default 0. */
  padding?: Size | 'same' | 'valid' | undefined
  /** Distance of the kernel's taps. Default 1. */
  dilation?: Size | undefined
  /** Default 1. */
  groups?: number | undefined
  /** Default true. */
  bias?: boolean | undefined
  /** Padding values: zeros, the mirrored input, its edge, or its opposite side. Default 'zeros'. */
  paddingMode?: PaddingMode | undefined
}

export type PaddingMode = 'zeros' | 'reflect' | 'replicate' | 'circular'

const pads = oneOf('same', 'valid')

function convRules(nd: number) {
  return {
    stride: sizesRule(count, nd),
    padding: either(sizesRule(nonNegative, nd), pads),
    dilation: sizesRule(count, nd),
    groups: count,
    bias: boolean,
    paddingMode: oneOf('zeros', 'reflect', 'replicate', 'circular'),
    ...layerRules
  }
}

abstract class Convolution extends Module {
  readonly inChannels: number
  readonly outChannels: number
  readonly kernelSize: readonly number[]
  readonly stride: readonly number[]
  readonly padding: readonly number[]
  readonly dilation: readonly number[]
  readonly groups: number
  readonly paddingMode: PaddingMode
  readonly weight: Tensor
  readonly bias: Tensor | null

  // Zeros that 'same' adds to the end alone, under an even kernel.
  protected readonly paddingEnd: readonly number[]

  constructor(
    name: string,
    nd: number,
    inChannels: number,
    outChannels: number,
    kernelSize: Sizes,
    options: ConvOptions<Sizes>
  ) {
    super()
    checkCounts(name, { inChannels, outChannels })
    checkValue(name, 'kernelSize', kernelSize, sizesRule(count, nd))
    checkOptions(name, options, convRules(nd))
    const { groups = 1, dtype = 'float32' } = options
    checkGroups(name, inChannels, outChannels, groups)
    this.inChannels = inChannels
    this.outChannels = outChannels
    this.kernelSize = listOf(kernelSize, nd)
    this.stride = listOf(options.stride ?? 1, nd)
    this.dilation = listOf(options.dilation ?? 1, nd)
    const { both, end } = paddingOf(name, options.padding ?? 0, this.kernelSize, this.stride, this.dilation)
    this.padding = both
    this.paddingEnd = end
    this.groups = groups
    this.paddingMode = options.paddingMode ?? 'zeros'
    this.weight = newParameter([outChannels, inChannels / groups, ...this.kernelSize], dtype)
    this.bias = (options.bias ?? true) ? newParameter([outChannels], dtype) : null
    resetFanIn(this.weight, this.bias, options)
  }

  // The input, padded here unless with zeros on both sides, and the padding left to the kernel.
  protected padded(x: Tensor): { x: Tensor; padding: readonly number[] } {
    const { padding, paddingEnd: end, paddingMode } = this
    if (paddingMode === 'zeros') return { x: padEnd(x, end), padding }
    const pad = padding.flatMap((n, d) => [n + end[d]!, n]).reverse()
    return { x: ops.pad(x, { pad, mode: paddingMode }), padding: padding.map(() => 0) }
  }

  protected override extraRepr(): string {
    const list = (sizes: readonly number[]): string => (sizes.length === 1 ? `${sizes[0]}` : `[${sizes.join(', ')}]`)
    const parts = [
      `${this.inChannels}, ${this.outChannels}`,
      `kernelSize=${list(this.kernelSize)}`,
      `stride=${list(this.stride)}`
    ]
    if (this.padding.some((n) => n !== 0)) parts.push(`padding=${list(this.padding)}`)
    if (this.dilation.some((n) => n !== 1)) parts.push(`dilation=${list(this.dilation)}`)
    if (this.groups !== 1) parts.push(`groups=${this.groups}`)
    if (this.bias === null) parts.push('bias=false')
    if (this.paddingMode !== 'zeros') parts.push(`paddingMode='${this.paddingMode}'`)
    return parts.join(', ')
  }
}

/** @internal Throws unless groups divide the channels. */
export function checkGroups(name: string, inChannels: number, outChannels: number, groups: number): void {
  if (inChannels % groups === 0 && outChannels % groups === 0) return
  throw new OptionError(
    `${name}: expected groups to divide inChannels ${inChannels} and outChannels ${outChannels} but received ${groups}`
  )
}

/**
 * Two-dimensional convolution of (N, inChannels, H, W) to (N, outChannels, OH, OW); weight is (outChannels,
 * inChannels / groups, KH, KW).
 *
 * @example
 * new Conv2d(1, 8, 3, { padding: 1 }).forward(ones([2, 1, 28, 28])).shape // [2, 8, 28, 28]
 */
export class Conv2d extends Convolution {
  constructor(inChannels: number, outChannels: number, kernelSize: Pair, options: ConvOptions<Pair> = {}) {
    super('Conv2d', 2, inChannels, outChannels, kernelSize, options)
  }

  /** @param activation 'relu' is fused into the op, with the bits of a ReLU after this layer */
  override forward(x: Tensor, activation?: 'relu'): Tensor {
    const { x: padded, padding } = this.padded(x)
    return ops.conv2d(padded, this.weight, this.bias, {
      stride: this.stride as Two,
      padding: padding as Two,
      dilation: this.dilation as Two,
      groups: this.groups,
      ...(activation === undefined ? {} : { activation })
    })
  }
}

type Two = readonly [number, number]

/** One-dimensional convolution of (N, inChannels, L); weight is (outChannels, inChannels / groups, K). */
export class Conv1d extends Convolution {
  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ConvOptions<Sizes> = {}) {
    super('Conv1d', 1, inChannels, outChannels, kernelSize, options)
  }

  /** @param activation 'relu' is fused into the op, with the bits of a ReLU after this layer */
  override forward(x: Tensor, activation?: 'relu'): Tensor {
    const { stride, dilation, groups } = this
    const { x: padded, padding } = this.padded(x)
    return ops.conv1d(padded, this.weight, this.bias, { stride, padding, dilation, groups, activation })
  }
}

/**
 * Three-dimensional convolution of (N, inChannels, D, H, W) to (N, outChannels, OD, OH, OW); weight is (outChannels,
 * inChannels / groups, KD, KH, KW).
 *
 * @example
 * new Conv3d(1, 8, 3, { padding: 1 }).forward(ones([2, 1, 4, 8, 8])).shape // [2, 8, 4, 8, 8]
 */
export class Conv3d extends Convolution {
  constructor(inChannels: number, outChannels: number, kernelSize: Sizes, options: ConvOptions<Sizes> = {}) {
    super('Conv3d', 3, inChannels, outChannels, kernelSize, options)
  }

  override forward(x: Tensor): Tensor {
    const { stride, dilation, groups } = this
    const { x: padded, padding } = this.padded(x)
    return ops.conv3d(padded, this.weight, this.bias, { stride, padding, dilation, groups })
  }
}
