// Sequential and mlp.
import { OptionError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, either, func, number, oneOf, show } from '../util/options.ts'
import { isPlainObject } from '../util/realm.ts'
import * as activations from './activations.ts'
import { isModule } from './brand.ts'
import { Conv1d, Conv2d } from './conv.ts'
import { Dropout } from './dropout.ts'
import type { Entry } from './fields.ts'
import { Linear } from './linear.ts'
import { Module } from './module.ts'
import { BatchNorm1d, BatchNorm2d, GroupNorm } from './norm.ts'
import { MaxPool2d } from './pool.ts'
import { drawn, type LayerOptions, layerRules } from './rules.ts'
import { Identity } from './shape.ts'

/** A module from one tensor to one tensor. */
export interface Layer extends Module {
  forward(x: Tensor): Tensor
}

/**
 * Layers in sequence, or an object of layers, whose keys are their names.
 *
 * @example
 * const model = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 2))
 * Object.keys(model.stateDict()) // ['0.weight', '0.bias', '2.weight', '2.bias']
 * const named = new Sequential({ body: new Linear(4, 8), act: new ReLU() })
 * Object.keys(named.stateDict()) // ['body.weight', 'body.bias']
 */
export class Sequential extends Module {
  protected static override readonly stateNames = { layers: '' }

  readonly layers: readonly Layer[]
  private readonly names: readonly string[] | null

  constructor(...layers: readonly Layer[] | readonly [Readonly<Record<string, Layer>>]) {
    super()
    const [first] = layers
    const byName = layers.length === 1 && isPlainObject(first as object) && !isModule(first)
    const entries = byName ? Object.entries(first as Readonly<Record<string, Layer>>) : [...layers.entries()]
    for (const [name, layer] of entries) {
      if (!isModule(layer)) {
        throw new OptionError(`Sequential: expected layer ${name} to be a Module but received ${show(layer)}`)
      }
    }
    this.names = byName ? Object.keys(first as object) : null
    this.layers = entries.map(([, layer]) => layer as Layer)
  }

  protected override *entries(): Generator<Entry> {
    if (this.names === null) yield* super.entries()
    else for (const [k, name] of this.names.entries()) yield [name, this.layers[k]!]
  }

  get length(): number {
    return this.layers.length
  }

  [Symbol.iterator](): IterableIterator<Layer> {
    return this.layers[Symbol.iterator]()
  }

  /** The layer at a position; negative counts from the end. */
  at(index: number): Layer | undefined {
    return this.layers.at(index)
  }

  /** Applies the layers in order. Fuses a ReLU or SiLU with an adjacent layer if the bits stay the same. */
  override forward(x: Tensor): Tensor {
    const { layers } = this
    for (let k = 0; k < layers.length; k++) {
      const [layer, next, third] = [layers[k]!, layers[k + 1], layers[k + 2]]
      if (isRelu(layer) && isA(next, MaxPool2d)) {
        x = next.forward(x, 'relu')
        k++
      } else if (isRelu(next) && !isA(third, MaxPool2d) && takesRelu(layer)) {
        x = layer.forward(x, 'relu')
        k++
      } else if (isA(next, activations.SiLU) && isA(layer, GroupNorm)) {
        x = layer.forward(x, 'silu')
        k++
      } else x = layer.forward(x)
    }
    return x
  }
}

// Only the library's own layers: a subclass or a replaced forward may compute something else.
function isA<M extends Module>(layer: Layer | undefined, kind: { readonly prototype: M }): layer is M & Layer {
  return layer !== undefined && Object.getPrototypeOf(layer) === kind.prototype && !Object.hasOwn(layer, 'forward')
}

const isRelu = (layer: Layer | undefined): boolean => isA(layer, activations.ReLU)

const TAKE_RELU = [Linear, Conv1d, Conv2d, BatchNorm1d, BatchNorm2d, GroupNorm] as const

function takesRelu(layer: Layer): layer is InstanceType<(typeof TAKE_RELU)[number]> {
  return TAKE_RELU.some((kind) => isA<Module>(layer, kind))
}

const NAMED = {
  relu: activations.ReLU,
  leakyRelu: activations.LeakyReLU,
  elu: activations.ELU,
  gelu: activations.GELU,
  silu: activations.SiLU,
  sigmoid: activations.Sigmoid,
  tanh: activations.Tanh,
  softplus: activations.Softplus,
  identity: Identity
} as const

/** The name of an activation, or a function that creates one. */
export type Activation = keyof typeof NAMED | (() => Layer)

export interface MlpOptions extends LayerOptions {
  /** Activation between two linear layers. Default 'relu'. */
  activation?: Activation | undefined
  /** Dropout probability after each activation. Default 0, none. */
  dropout?: number | undefined
  /** Default true. */
  bias?: boolean | undefined
}

/**
 * Linear layers of the given sizes with an activation (and dropout) between them, none after the last.
 *
 * @example
 * mlp([784, 256, 10], { activation: 'gelu', dropout: 0.1 })
 */
export function mlp(sizes: readonly number[], options: MlpOptions = {}): Sequential {
  if (!Array.isArray(sizes) || sizes.length < 2) {
    throw new OptionError(`mlp: expected at least two sizes but received ${show(sizes)}`)
  }
  const names = Object.keys(NAMED)
  checkOptions('mlp', options, {
    activation: either(oneOf(...names), func),
    dropout: number({ min: 0, max: 1 }),
    bias: boolean,
    ...layerRules
  })
  const { activation = 'relu', dropout = 0, bias = true, dtype = 'float32' } = options
  const layers: Layer[] = []
  for (let k = 1; k < sizes.length; k++) {
    if (k > 1) {
      layers.push(typeof activation === 'function' ? activation() : new NAMED[activation]())
      if (dropout > 0) layers.push(new Dropout({ p: dropout, ...drawn(options) }))
    }
    layers.push(new Linear(sizes[k - 1]!, sizes[k]!, { bias, dtype, ...drawn(options) }))
  }
  return new Sequential(...layers)
}
