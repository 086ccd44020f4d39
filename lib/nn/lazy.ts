// Lazy layers: they learn their number of inputs from the first forward. Until then their parameters have no shape, and
// optimizers refuse them; afterwards they are the ordinary layers.
import { ShapeError } from '../errors.ts'
import type { Pair, Sizes } from '../ops/index.ts'
import { Generator } from '../tensor/random.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { isUninitialized, materialize, uninitialize } from '../tensor/uninitialized.ts'
import type { ChannelNorm } from './channelNorm.ts'
import { Conv1d, Conv2d, Conv3d, type ConvOptions } from './conv.ts'
import { ConvTranspose1d, ConvTranspose2d, ConvTranspose3d, type ConvTransposeOptions } from './convTranspose.ts'
import * as init from './init.ts'
import { InstanceNorm1d, InstanceNorm2d, InstanceNorm3d, type InstanceNormOptions } from './instanceNorm.ts'
import { Linear, type LinearOptions, resetFanIn } from './linear.ts'
import type { Module } from './module.ts'
import { BatchNorm1d, BatchNorm2d, BatchNorm3d, type BatchNormOptions } from './norm.ts'
import type { LayerOptions } from './rules.ts'

/** What a layer that waits for its inputs keeps: how its parameters will be drawn. */
interface Pending {
  readonly pending: LayerOptions
}

// The ordinary layer is made for inputs that do not matter, without taking numbers of the generator that counts.
const dummy = <O extends object>(options: O): O => ({ ...options, generator: new Generator(0) })

// Takes the shapes from what depends on the inputs, and notes how to draw it.
function wait(layer: Module, options: LayerOptions, count: string, tensors: readonly (Tensor | null)[]): void {
  for (const t of tensors) if (t !== null) uninitialize(t)
  const pending = options.generator === undefined ? {} : { generator: options.generator }
  Object.assign(layer, { [count]: 0, pending })
}

// Becomes the ordinary layer with `inputs` inputs. Shapes that a state dict brought stay.
function settle(
  layer: Module,
  ordinary: { prototype: object },
  count: string,
  inputs: number,
  shapes: readonly (readonly [Tensor | null, readonly number[]])[],
  fill: (options: LayerOptions) => void
): void {
  const open = shapes.filter(([t]) => t !== null && isUninitialized(t))
  for (const [t, shape] of open) materialize(t!, shape)
  const { pending } = layer as unknown as Pending
  if (open.length > 0) fill(pending)
  Object.assign(layer, { [count]: inputs })
  delete (layer as unknown as { pending?: LayerOptions }).pending
  Object.setPrototypeOf(layer, ordinary.prototype)
}

/**
 * Linear whose inFeatures is the last size of the first input.
 * @example
 * const layer = new LazyLinear(2)
 * layer.forward(ones([5, 3])).shape // [5, 2]
 * layer.weight.shape // [2, 3]
 */
export class LazyLinear extends Linear {
  constructor(outFeatures: number, options: LinearOptions = {}) {
    super(1, outFeatures, dummy(options))
    wait(this, options, 'inFeatures', [this.weight, this.bias])
  }

  override forward(x: Tensor, activation?: 'relu'): Tensor {
    const { weight, bias, outFeatures } = this
    const inFeatures = x.shape.at(-1)
    if (inFeatures === undefined) throw new ShapeError('LazyLinear: expected x (..., inFeatures) but received a scalar')
    const shapes = [
      [weight, [outFeatures, inFeatures]],
      [bias, [outFeatures]]
    ] as const
    settle(this, Linear, 'inFeatures', inFeatures, shapes, (options) => resetFanIn(weight, bias, options))
    return this.forward(x, activation)
  }
}

interface Convolving extends Module {
  readonly kernelSize: readonly number[]
  readonly outChannels: number
  readonly groups: number
  readonly weight: Tensor
  readonly bias: Tensor | null
}

function settleConv(layer: Convolving, ordinary: { prototype: object }, x: Tensor, transposed: boolean): void {
  const { kernelSize, outChannels, groups, weight, bias } = layer
  const nd = kernelSize.length
  const channels = x.ndim === nd + 1 || x.ndim === nd + 2 ? x.shape[x.ndim - nd - 1]! : 0
  if (channels === 0 || channels % groups !== 0) {
    throw new ShapeError(
      `${layer.constructor.name}: expected x of ${nd + 2} dimensions with a number of channels that ${groups} divides but received ${format(x.shape)}`
    )
  }
  const shape = transposed
    ? [channels, outChannels / groups, ...kernelSize]
    : [outChannels, channels / groups, ...kernelSize]
  const shapes = [
    [weight, shape],
    [bias, [outChannels]]
  ] as const
  settle(layer, ordinary, 'inChannels', channels, shapes, (options) => resetFanIn(weight, bias, options))
}

/**
 * Conv1d whose inChannels is the number of channels of the first input.
 * @example
 * new LazyConv1d(4, 2).forward(ones([1, 3, 5])).shape // [1, 4, 4]
 */
export class LazyConv1d extends Conv1d {
  constructor(outChannels: number, kernelSize: Sizes, options: ConvOptions<Sizes> = {}) {
    super(options.groups ?? 1, outChannels, kernelSize, dummy(options))
    wait(this, options, 'inChannels', [this.weight, this.bias])
  }

  override forward(x: Tensor): Tensor {
    settleConv(this, Conv1d, x, false)
    return this.forward(x)
  }
}

/**
 * Conv2d whose inChannels is the number of channels of the first input.
 * @example
 * new LazyConv2d(4, 2).forward(ones([1, 3, 5, 5])).shape // [1, 4, 4, 4]
 */
export class LazyConv2d extends Conv2d {
  constructor(outChannels: number, kernelSize: Pair, options: ConvOptions<Pair> = {}) {
    super(options.groups ?? 1, outChannels, kernelSize, dummy(options))
    wait(this, options, 'inChannels', [this.weight, this.bias])
  }

  override forward(x: Tensor, activation?: 'relu'): Tensor {
    settleConv(this, Conv2d, x, false)
    return this.forward(x, activation)
  }
}

/**
 * Conv3d whose inChannels is the number of channels of the first input.
 * @example
 * new LazyConv3d(4, 2).forward(ones([1, 3, 5, 5, 5])).shape // [1, 4, 4, 4, 4]
 */
export class LazyConv3d extends Conv3d {
  constructor(outChannels: number, kernelSize: Sizes, options: ConvOptions<Sizes> = {}) {
    super(options.groups ?? 1, outChannels, kernelSize, dummy(options))
    wait(this, options, 'inChannels', [this.weight, this.bias])
  }

  override forward(x: Tensor): Tensor {
    settleConv(this, Conv3d, x, false)
    return this.forward(x)
  }
}

/**
 * ConvTranspose1d whose inChannels is the number of channels of the first input.
 * @example
 * new LazyConvTranspose1d(4, 2).forward(ones([1, 3, 5])).shape // [1, 4, 6]
 */
export class LazyConvTranspose1d extends ConvTranspose1d {
  constructor(outChannels: number, kernelSize: Sizes, options: ConvTransposeOptions = {}) {
    super(options.groups ?? 1, outChannels, kernelSize, dummy(options))
    wait(this, options, 'inChannels', [this.weight, this.bias])
  }

  override forward(x: Tensor, outputSize?: readonly number[] | null): Tensor {
    settleConv(this, ConvTranspose1d, x, true)
    return this.forward(x, outputSize)
  }
}

/**
 * ConvTranspose2d whose inChannels is the number of channels of the first input.
 * @example
 * new LazyConvTranspose2d(4, 2).forward(ones([1, 3, 5, 5])).shape // [1, 4, 6, 6]
 */
export class LazyConvTranspose2d extends ConvTranspose2d {
  constructor(outChannels: number, kernelSize: Sizes, options: ConvTransposeOptions = {}) {
    super(options.groups ?? 1, outChannels, kernelSize, dummy(options))
    wait(this, options, 'inChannels', [this.weight, this.bias])
  }

  override forward(x: Tensor, outputSize?: readonly number[] | null): Tensor {
    settleConv(this, ConvTranspose2d, x, true)
    return this.forward(x, outputSize)
  }
}

/**
 * ConvTranspose3d whose inChannels is the number of channels of the first input.
 * @example
 * new LazyConvTranspose3d(4, 2).forward(ones([1, 3, 5, 5, 5])).shape // [1, 4, 6, 6, 6]
 */
export class LazyConvTranspose3d extends ConvTranspose3d {
  constructor(outChannels: number, kernelSize: Sizes, options: ConvTransposeOptions = {}) {
    super(options.groups ?? 1, outChannels, kernelSize, dummy(options))
    wait(this, options, 'inChannels', [this.weight, this.bias])
  }

  override forward(x: Tensor, outputSize?: readonly number[] | null): Tensor {
    settleConv(this, ConvTranspose3d, x, true)
    return this.forward(x, outputSize)
  }
}

function waitNorm(layer: ChannelNorm): void {
  wait(layer, {}, 'numFeatures', [layer.weight, layer.bias, layer.runningMean, layer.runningVar])
}

function settleNorm(layer: ChannelNorm, ordinary: { prototype: object }, x: Tensor, dims: readonly number[]): void {
  if (!dims.includes(x.ndim)) {
    throw new ShapeError(
      `${layer.constructor.name}: expected x of ${dims.join(' or ')} dimensions but received ${format(x.shape)}`
    )
  }
  const { weight, bias, runningMean, runningVar } = layer
  const channels = x.shape[layer.channelDim(x)]!
  const open = [weight, runningVar].filter((t) => t !== null && isUninitialized(t))
  const shapes = [weight, bias, runningMean, runningVar].map((t) => [t, [channels]] as const)
  settle(layer, ordinary, 'numFeatures', channels, shapes, () => {
    for (const t of open) init.ones(t!)
  })
}

/**
 * BatchNorm1d whose numFeatures is the number of channels of the first input.
 * @example
 * new LazyBatchNorm1d().forward(randn([2, 3, 4])).shape // [2, 3, 4]
 */
export class LazyBatchNorm1d extends BatchNorm1d {
  constructor(options: BatchNormOptions = {}) {
    super(1, options)
    waitNorm(this)
  }

  override forward(x: Tensor, activation?: 'relu'): Tensor {
    settleNorm(this, BatchNorm1d, x, [2, 3])
    return this.forward(x, activation)
  }
}

/**
 * BatchNorm2d whose numFeatures is the number of channels of the first input.
 * @example
 * new LazyBatchNorm2d().forward(randn([2, 3, 4, 4])).shape // [2, 3, 4, 4]
 */
export class LazyBatchNorm2d extends BatchNorm2d {
  constructor(options: BatchNormOptions = {}) {
    super(1, options)
    waitNorm(this)
  }

  override forward(x: Tensor, activation?: 'relu'): Tensor {
    settleNorm(this, BatchNorm2d, x, [4])
    return this.forward(x, activation)
  }
}

/**
 * BatchNorm3d whose numFeatures is the number of channels of the first input.
 * @example
 * new LazyBatchNorm3d().forward(randn([2, 3, 4, 4, 4])).shape // [2, 3, 4, 4, 4]
 */
export class LazyBatchNorm3d extends BatchNorm3d {
  constructor(options: BatchNormOptions = {}) {
    super(1, options)
    waitNorm(this)
  }

  override forward(x: Tensor, activation?: 'relu'): Tensor {
    settleNorm(this, BatchNorm3d, x, [5])
    return this.forward(x, activation)
  }
}

/**
 * InstanceNorm1d whose numFeatures is the number of channels of the first input.
 * @example
 * new LazyInstanceNorm1d().forward(randn([2, 3, 4])).shape // [2, 3, 4]
 */
export class LazyInstanceNorm1d extends InstanceNorm1d {
  constructor(options: InstanceNormOptions = {}) {
    super(1, options)
    waitNorm(this)
  }

  override forward(x: Tensor): Tensor {
    settleNorm(this, InstanceNorm1d, x, [2, 3])
    return this.forward(x)
  }
}

/**
 * InstanceNorm2d whose numFeatures is the number of channels of the first input.
 * @example
 * new LazyInstanceNorm2d().forward(randn([2, 3, 4, 4])).shape // [2, 3, 4, 4]
 */
export class LazyInstanceNorm2d extends InstanceNorm2d {
  constructor(options: InstanceNormOptions = {}) {
    super(1, options)
    waitNorm(this)
  }

  override forward(x: Tensor): Tensor {
    settleNorm(this, InstanceNorm2d, x, [3, 4])
    return this.forward(x)
  }
}

/**
 * InstanceNorm3d whose numFeatures is the number of channels of the first input.
 * @example
 * new LazyInstanceNorm3d().forward(randn([2, 3, 4, 4, 4])).shape // [2, 3, 4, 4, 4]
 */
export class LazyInstanceNorm3d extends InstanceNorm3d {
  constructor(options: InstanceNormOptions = {}) {
    super(1, options)
    waitNorm(this)
  }

  override forward(x: Tensor): Tensor {
    settleNorm(this, InstanceNorm3d, x, [4, 5])
    return this.forward(x)
  }
}
