// Parameter groups for an optimizer: no weight decay where it hurts, learning rates by layer.
import type { Tensor } from '../tensor/tensor.ts'
import { checkOptions, func, mismatch, number, required } from '../util/options.ts'

/** A model, or anything with named parameters. */
export interface NamedParameters {
  namedParameters(): [string, Tensor][]
}

/** A group with names, as an optimizer takes it. */
export interface DecayGroup {
  params: [string, Tensor][]
  weightDecay: number
}

/** Options of decayGroups. */
export interface DecayGroupsOptions {
  /** The weight decay of the first group, >= 0. */
  weightDecay: number
  /** Which parameters decay. Default: those of two dimensions and more, so neither biases nor norms. */
  decays?: ((name: string, parameter: Tensor) => boolean) | undefined
}

const matrices = (_name: string, p: Tensor): boolean => p.ndim >= 2

/**
 * Two groups of a model's parameters: matrices and kernels with weight decay, biases and norms without. Parameters that
 * require no gradient are left out, as is a group without parameters.
 *
 * @throws OptionError
 * @example
 * const optimizer = new AdamW(decayGroups(model, { weightDecay: 0.1 }), { lr: 3e-4 })
 */
export function decayGroups(model: NamedParameters, options: DecayGroupsOptions): DecayGroup[] {
  checkOptions('decayGroups', options, { weightDecay: required(number({ min: 0 })), decays: func })
  const { weightDecay, decays = matrices } = options
  return split(trainable('decayGroups', model), weightDecay, decays)
}

function split(named: [string, Tensor][], weightDecay: number, decays: typeof matrices): DecayGroup[] {
  const groups = [
    { params: named.filter(([name, p]) => decays(name, p)), weightDecay },
    { params: named.filter(([name, p]) => !decays(name, p)), weightDecay: 0 }
  ]
  return groups.filter(({ params }) => params.length > 0)
}

/** Options of layerGroups. */
export interface LayerGroupsOptions {
  /** The learning rate of the last layer, >= 0. */
  lr: number
  /** The factor from each layer to the one before it, above 0 and at most 1. */
  decay: number
  /** If given, every layer is split as by decayGroups. */
  weightDecay?: number | undefined
  /** Which parameters decay, as in decayGroups. */
  decays?: ((name: string, parameter: Tensor) => boolean) | undefined
  /**
   * The layer that a parameter belongs to. Default: its path up to the first number (`body.layers.3`), or its first
   * part.
   */
  layerOf?: ((name: string) => string) | undefined
}

/** A group of one layer. */
export interface LayerGroup {
  params: [string, Tensor][]
  lr: number
  weightDecay?: number
}

/**
 * Groups by layer, whose learning rates shrink from the last layer to the first: for fine-tuning.
 * Source: Howard and Ruder 2018, https://arxiv.org/abs/1801.06146 (discriminative fine-tuning)
 *
 * @throws OptionError
 * @example
 * const optimizer = new AdamW(layerGroups(model, { lr: 1e-4, decay: 0.8, weightDecay: 0.05 }))
 */
export function layerGroups(model: NamedParameters, options: LayerGroupsOptions): LayerGroup[] {
  checkOptions('layerGroups', options, {
    lr: required(number({ min: 0 })),
    decay: required(number({ above: 0, max: 1 })),
    weightDecay: number({ min: 0 }),
    decays: func,
    layerOf: func
  })
  const { lr, decay, weightDecay, decays = matrices, layerOf = layerPath } = options
  const layers = new Map<string, [string, Tensor][]>()
  for (const named of trainable('layerGroups', model)) {
    const layer = layerOf(named[0])
    const members = layers.get(layer)
    if (members === undefined) layers.set(layer, [named])
    else members.push(named)
  }
  let rate = lr
  return [...layers.values()]
    .reverse()
    .flatMap((params) => {
      const own = rate
      rate *= decay
      if (weightDecay === undefined) return [{ params, lr: own }]
      return split(params, weightDecay, decays).map((group) => ({ ...group, lr: own }))
    })
    .reverse()
}

function layerPath(name: string): string {
  const parts = name.split('.')
  const number = parts.findIndex((part) => /^\d+$/.test(part))
  return parts.slice(0, Math.max(number, 0) + 1).join('.')
}

function trainable(call: string, model: NamedParameters): [string, Tensor][] {
  if (typeof (model as Partial<NamedParameters> | null)?.namedParameters !== 'function') {
    throw mismatch(call, 'model', 'a module', model)
  }
  return model.namedParameters().filter(([, p]) => p.requiresGrad)
}
