// Convolution and pooling layers. Each takes (N, C, ...) or one example without the N.
import { OptionError } from '../errors.ts'
import type { Pair } from '../ops/index.ts'
import * as ops from '../ops/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, either, oneOf, show, wholeNumber } from '../util/options.ts'
import { resetFanIn } from './linear.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { checkCounts, count, type LayerOptions, layerRules, pairOf } from './rules.ts'

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

const nonNegative = wholeNumber({ min: 0 })
const pads = oneOf('same', 'valid')

type Two = readonly [number, number]

const two = (size: Pair): Two => (typeof size === 'number' ? [size, size] : size)

function convRules(size: typeof pairOf) {
  return {
    stride: size(count),
    padding: either(size(nonNegative), pads),
    dilation: size(count),
    groups: count,
    bias: boolean,
    paddingMode: oneOf('zeros', 'reflect', 'replicate', 'circular'),
    ...layerRules
  }
}

// (C, ...) as a batch of one. `nd` counts the dimensions including the batch.
function batched(x: Tensor, nd: number, forward: (x: Tensor) => Tensor): Tensor {
  if (x.ndim !== nd - 1) return forward(x)
  return ops.squeeze(forward(ops.unsqueeze(x, { dim: 0 })), { dim: 0 })
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

  constructor(
    name: string,
    inChannels: number,
    outChannels: number,
    kernel: readonly number[],
    options: ConvOptions<readonly number[]>
  ) {
    super()
    const { groups = 1, dtype = 'float32' } = options
    if (inChannels % groups !== 0 || outChannels % groups !== 0) {
      throw new OptionError(
        `${name}: expected groups to divide inChannels ${inChannels} and outChannels ${outChannels} but received ${groups}`
      )
    }
    this.inChannels = inChannels
    this.outChannels = outChannels
    this.kernelSize = kernel
    this.stride = options.stride ?? kernel.map(() => 1)
    this.dilation = options.dilation ?? kernel.map(() => 1)
    this.padding = padsOf(name, kernel, this.stride, this.dilation, options.padding ?? 'valid')
    this.groups = groups
    this.paddingMode = options.paddingMode ?? 'zeros'
    this.weight = newParameter([outChannels, inChannels / groups, ...kernel], dtype)
    this.bias = (options.bias ?? true) ? newParameter([outChannels], dtype) : null
    resetFanIn(this.weight, this.bias, options)
  }

  // The input, padded here unless with zeros, and the padding left to the kernel.
  protected padded(x: Tensor): { x: Tensor; padding: readonly number[] } {
    if (this.paddingMode === 'zeros') return { x, padding: this.padding }
    const pad = this.padding.toReversed().flatMap((n) => [n, n])
    return { x: ops.pad(x, { pad, mode: this.paddingMode }), padding: this.padding.map(() => 0) }
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

function padsOf(
  name: string,
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[],
  padding: readonly number[] | 'same' | 'valid'
): readonly number[] {
  if (padding === 'valid') return kernel.map(() => 0)
  if (padding !== 'same') return padding
  if (stride.some((n) => n !== 1))
    throw new OptionError(`${name}: expected stride 1 with padding 'same' but received ${show(stride)}`)
  return kernel.map((k, d) => {
    const total = dilation[d]! * (k - 1)
    if (total % 2 !== 0) {
      throw new OptionError(`${name}: expected an odd kernelSize with padding 'same' but received ${show(kernel)}`)
    }
    return total / 2
  })
}

// The options with every size as a list.
function asLists<Size extends number | readonly number[]>(
  options: ConvOptions<Size>,
  list: (size: Size) => readonly number[]
): ConvOptions<readonly number[]> {
  const { stride, padding, dilation, ...rest } = options
  return {
    ...rest,
    ...(stride === undefined ? {} : { stride: list(stride) }),
    ...(dilation === undefined ? {} : { dilation: list(dilation) }),
    ...(padding === undefined ? {} : { padding: typeof padding === 'string' ? padding : list(padding) })
  }
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
    checkCounts('Conv2d', { inChannels, outChannels })
    checkValue('Conv2d', 'kernelSize', kernelSize, pairOf(count))
    checkOptions('Conv2d', options, convRules(pairOf))
    super('Conv2d', inChannels, outChannels, two(kernelSize), asLists(options, two))
  }

  /** @param activation 'relu' is fused into the op, with the bits of a ReLU after this layer */
  override forward(x: Tensor, activation?: 'relu'): Tensor {
    return batched(x, 4, (images) => {
      const { x: padded, padding } = this.padded(images)
      return ops.conv2d(padded, this.weight, this.bias, {
        stride: this.stride as Two,
        padding: padding as Two,
        dilation: this.dilation as Two,
        groups: this.groups,
        ...(activation === undefined ? {} : { activation })
      })
    })
  }
}

/** One-dimensional convolution of (N, inChannels, L); weight is (outChannels, inChannels / groups, K). */
export class Conv1d extends Convolution {
  constructor(inChannels: number, outChannels: number, kernelSize: number, options: ConvOptions<number> = {}) {
    checkCounts('Conv1d', { inChannels, outChannels, kernelSize })
    checkOptions(
      'Conv1d',
      options,
      convRules((of) => of)
    )
    super(
      'Conv1d',
      inChannels,
      outChannels,
      [kernelSize],
      asLists(options, (n) => [n])
    )
  }

  override forward(x: Tensor): Tensor {
    return batched(x, 3, (signals) => {
      const { x: padded, padding } = this.padded(signals)
      return ops.conv1d(padded, this.weight, this.bias, {
        stride: this.stride[0]!,
        padding: padding[0]!,
        dilation: this.dilation[0]!,
        groups: this.groups
      })
    })
  }
}

export interface PoolOptions {
  /** Default kernelSize. */
  stride?: Pair | undefined
  /** At most half the kernel. Default 0. */
  padding?: Pair | undefined
}

abstract class Pooling extends Module {
  readonly kernelSize: Pair
  readonly stride: Pair
  readonly padding: Pair

  constructor(name: string, kernelSize: Pair, options: PoolOptions, more: Parameters<typeof checkOptions>[2]) {
    super()
    checkValue(name, 'kernelSize', kernelSize, pairOf(count))
    checkOptions(name, options, { stride: pairOf(count), padding: pairOf(nonNegative), ...more })
    this.kernelSize = kernelSize
    this.stride = options.stride ?? kernelSize
    this.padding = options.padding ?? 0
  }

  protected override extraRepr(): string {
    const { kernelSize, stride, padding } = this
    return `kernelSize=${show(kernelSize)}, stride=${show(stride)}, padding=${show(padding)}`
  }
}

/** The largest element of each window of (N, C, H, W). */
export class MaxPool2d extends Pooling {
  readonly dilation: Pair

  constructor(kernelSize: Pair, options: PoolOptions & { dilation?: Pair | undefined } = {}) {
    super('MaxPool2d', kernelSize, options, { dilation: pairOf(count) })
    this.dilation = options.dilation ?? 1
  }

  /** @param activation 'relu' is fused into the op, with the bits of a ReLU before or after this layer */
  override forward(x: Tensor, activation?: 'relu'): Tensor {
    const { kernelSize, stride, padding, dilation } = this
    const options = { kernelSize, stride, padding, dilation, ...(activation === undefined ? {} : { activation }) }
    return batched(x, 4, (images) => ops.maxPool2d(images, options))
  }
}

/** The mean of each window of (N, C, H, W). */
export class AvgPool2d extends Pooling {
  readonly countIncludePad: boolean

  constructor(kernelSize: Pair, options: PoolOptions & { countIncludePad?: boolean | undefined } = {}) {
    super('AvgPool2d', kernelSize, options, { countIncludePad: boolean })
    this.countIncludePad = options.countIncludePad ?? true
  }

  override forward(x: Tensor): Tensor {
    const { kernelSize, stride, padding, countIncludePad } = this
    return batched(x, 4, (images) => ops.avgPool2d(images, { kernelSize, stride, padding, countIncludePad }))
  }
}

/** The mean over windows that divide the plane into an output of the given size. */
export class AdaptiveAvgPool2d extends Module {
  readonly outputSize: Pair

  constructor(outputSize: Pair) {
    super()
    checkValue('AdaptiveAvgPool2d', 'outputSize', outputSize, pairOf(count))
    this.outputSize = outputSize
  }

  override forward(x: Tensor): Tensor {
    return batched(x, 4, (images) => ops.adaptiveAvgPool2d(images, { outputSize: this.outputSize }))
  }

  protected override extraRepr(): string {
    return `outputSize=${show(this.outputSize)}`
  }
}
