// Averages of a model's weights during training: AveragedModel, averaging functions, and batch norm statistics for it.
import { scope } from '../autograd/scope.ts'
import { noGrad } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OPS } from '../backend/gen/elementwise.ts'
import { Storage } from '../backend/index.ts'
import { CheckpointError, OptionError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { replaceStorage, Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, func, mismatch, number, show } from '../util/options.ts'
import { restoring } from '../util/restore.ts'
import { copyOf } from './state.ts'

/** The weight of the newest weights in the average, given how many were averaged before: 1 replaces it, 0 keeps it. */
export type Averaging = (numAveraged: number) => number

/**
 * Exponential moving average: decay * average + (1 - decay) * weights.
 *
 * @param decay 0 to 1. Default 0.999
 * @throws OptionError
 * @example
 * const averaged = new AveragedModel(model, { averaging: emaAvg(0.9999) })
 */
export function emaAvg(decay = 0.999): Averaging {
  checkValue('emaAvg', 'decay', decay, number({ min: 0, max: 1 }))
  return () => 1 - decay
}

/**
 * The equal mean of all averaged weights (Izmailov et al. 2018, https://arxiv.org/abs/1803.05407).
 *
 * @example
 * const averaged = new AveragedModel(model, { averaging: swaAvg() })
 */
export function swaAvg(): Averaging {
  return (numAveraged) => 1 / (numAveraged + 1)
}

/** The averaged model: a Module, or anything with named parameters and buffers. */
export interface Averageable {
  forward(...inputs: never[]): unknown
  namedParameters(): [string, Tensor][]
  namedBuffers(): [string, Tensor][]
  modules(): { training: boolean }[]
}

/** Options of AveragedModel. */
export interface AveragedModelOptions {
  /** The averaging function. Default swaAvg(). */
  averaging?: Averaging | undefined
  /** Whether to average buffers such as running means; otherwise they are those of the model. Default false. */
  useBuffers?: boolean | undefined
}

/**
 * Averages of a model's weights, kept in separate memory. To compute
 * with them, the model borrows them during a call. torch.optim.swa_utils.AveragedModel.
 *
 * @throws OptionError
 * @example
 * const averaged = new AveragedModel(model, { averaging: emaAvg(0.999) })
 * // after every optimizer step
 * averaged.updateParameters()
 * // for a prediction, or a whole evaluation
 * const y = averaged.forward(x)
 * await averaged.use(() => trainer.evaluate(loader))
 */
export class AveragedModel<M extends Averageable = Averageable> {
  /** The model whose weights are averaged. */
  readonly model: M
  /** The number of updateParameters calls. */
  numAveraged = 0
  /** Whether the model is in training mode while it uses the averages. Default false. */
  training = false
  readonly #averaging: Averaging
  readonly #useBuffers: boolean
  readonly #averages: Map<string, Tensor>
  #borrowed = false

  constructor(model: M, options: AveragedModelOptions = {}) {
    checkOptions('AveragedModel', options, { averaging: func, useBuffers: boolean })
    const { namedParameters, namedBuffers } = (model ?? {}) as Partial<Averageable>
    if (typeof namedParameters !== 'function' || typeof namedBuffers !== 'function') {
      throw mismatch('AveragedModel', 'model', 'a module', model)
    }
    this.model = model
    this.#averaging = options.averaging ?? swaAvg()
    this.#useBuffers = options.useBuffers ?? false
    this.#averages = new Map(this.#own().map(([name, t]) => [name, copyOf(t)]))
  }

  #own(): [string, Tensor][] {
    return [...this.model.namedParameters(), ...this.model.namedBuffers()]
  }

  /** Adds the model's weights to the average; the first weights become the average. */
  updateParameters(): void {
    if (this.#borrowed)
      throw new OptionError(
        'AveragedModel.updateParameters: cannot update inside use() because the model has the averages; call it outside'
      )
    const weight = this.numAveraged === 0 ? 1 : this.#averaging(this.numAveraged)
    const buffers = new Set(this.#useBuffers ? [] : this.model.namedBuffers().map(([name]) => name))
    for (const [name, current] of this.#own()) {
      const average = this.#average(name, current)
      current.ensureReadable('AveragedModel.updateParameters')
      if (weight === 1 || buffers.has(name) || !isFloat(current.dtype)) copyInto(current, average)
      else kernels.mapFlat(OPS.lerp.op, [average, current], average, current.size, weight)
      average.storage.touch()
    }
    this.numAveraged++
  }

  #average(name: string, current: Tensor): Tensor {
    const average = this.#averages.get(name)
    if (average !== undefined && average.dtype === current.dtype && current.isContiguous) return average
    throw new OptionError(
      `AveragedModel: expected ${name} to be as when the AveragedModel was made but ${
        average === undefined ? 'it is new' : `it is ${current.dtype} instead of ${average.dtype}, or a view`
      }`
    )
  }

  /** The output of the model with the averaged weights, without gradients. */
  forward(...inputs: Parameters<M['forward']>): ReturnType<M['forward']> {
    const forward = (): ReturnType<M['forward']> =>
      noGrad(() => this.model.forward(...inputs) as ReturnType<M['forward']>)
    return this.#borrowed ? forward() : this.use(forward)
  }

  /**
   * Runs `body` while the model has the averaged weights. It may be asynchronous; do not train the model meanwhile.
   * Graphs recorded before or inside detect that the weights changed.
   *
   * @returns what body returns
   * @throws OptionError when nested in another use
   */
  use<R>(body: () => R): R {
    if (this.#borrowed) throw new OptionError('AveragedModel.use: expected to be called outside of another use')
    const modes = this.model.modules().map((module) => [module, module.training] as const)
    const restore = (): void => {
      this.#borrowed = false
      this.#swap()
      for (const [module, training] of modes) module.training = training
    }
    this.#swap()
    this.#borrowed = true
    for (const [module] of modes) module.training = this.training
    return restoring(body, restore)
  }

  // Swaps the memory of the model's tensors with that of the averages.
  #swap(): void {
    const pairs = this.#own().map(([name, t]) => [t, this.#average(name, t)] as const)
    for (const [own, average] of pairs) {
      if (own.offset !== 0 || own.storage.length !== own.size) {
        throw new OptionError(
          'AveragedModel: expected parameters that own their memory but one is a view of another tensor'
        )
      }
      const { storage } = own
      replaceStorage(own, average.storage)
      replaceStorage(average, storage)
    }
  }

  train(mode = true): this {
    this.training = mode
    return this
  }

  /** Ends training mode: the same as `train(false)`. */
  eval(): this {
    return this.train(false)
  }

  /** The modules of the model. */
  modules(): ReturnType<M['modules']> {
    return this.model.modules() as ReturnType<M['modules']>
  }

  /** The averages by PyTorch's names (`module.` and the path), and `n_averaged`; memory is shared. */
  stateDict(): Record<string, Tensor> {
    const count = new Tensor(Storage.allocate('int32', 1), [])
    count.data[0] = this.numAveraged
    const state: Record<string, Tensor> = { n_averaged: count }
    for (const [name, t] of this.#borrowed ? this.#own() : this.#averages) state[`module.${name}`] = t
    return state
  }

  /**
   * Copies the averages of a state dict.
   * @throws CheckpointError that lists every name that is missing, unexpected or of another shape
   */
  loadStateDict(state: Record<string, Tensor>): void {
    const call = 'AveragedModel.loadStateDict'
    if (typeof state !== 'object' || state === null)
      throw mismatch(call, 'state', 'an object of tensors by name', state)
    const names = ['n_averaged', ...Array.from(this.#averages.keys(), (name) => `module.${name}`)]
    const problems: string[] = []
    const missing = names.filter((name) => !Object.hasOwn(state, name) || state[name] === undefined)
    const unexpected = Object.keys(state).filter((name) => !names.includes(name))
    if (missing.length > 0) problems.push(`missing: ${missing.join(', ')}`)
    if (unexpected.length > 0) problems.push(`unexpected: ${unexpected.join(', ')}`)
    for (const [name, own] of this.#averages) {
      const t = state[`module.${name}`]
      if (t === undefined) continue
      if (!(t instanceof Tensor)) problems.push(`module.${name}: expected a tensor but received ${show(t)}`)
      else if (!sameShape(t.shape, own.shape)) {
        problems.push(`module.${name}: expected shape ${format(own.shape)} but received ${format(t.shape)}`)
      }
    }
    const count = state.n_averaged
    if (count !== undefined && !(count instanceof Tensor && count.size === 1 && isCount(count.item()))) {
      problems.push(`n_averaged: expected a whole number >= 0 in a tensor but received ${show(count)}`)
    }
    if (problems.length > 0) throw new CheckpointError(`${call}: the state does not fit\n  ${problems.join('\n  ')}`)
    for (const [name, own] of this.#averages) copyInto(copyOf(state[`module.${name}`]!, own.dtype), own)
    this.numAveraged = state.n_averaged!.item()
  }
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0

function copyInto(from: Tensor, into: Tensor): void {
  from.ensureReadable('AveragedModel')
  into.data.set(from.data)
  into.storage.touch()
}

/** Batches: tensors, or arrays whose first element is one. */
export type Batches = Iterable<unknown> | AsyncIterable<unknown>

interface BatchNormLike {
  runningMean: Tensor | null
  runningVar: Tensor | null
  numBatchesTracked: Tensor | null
  momentum: number | null
}

/**
 * Recomputes the running statistics of all batch norm layers, as means over one pass through `loader`. For averaged
 * weights, which have seen no data. torch.optim.swa_utils.update_bn.
 *
 * @param loader batches: tensors, or arrays whose first element is the input
 * @param model a module or an AveragedModel
 * @throws OptionError
 * @example
 * await updateBn(trainLoader, averaged)
 */
export async function updateBn(
  loader: Batches,
  model: { modules(): { training: boolean }[]; forward(...inputs: never[]): unknown }
): Promise<void> {
  if (model instanceof AveragedModel) {
    await model.use(() => updateBn(loader, model.model as Averageable))
    return
  }
  const modules = model.modules()
  const norms = modules.filter(isBatchNorm)
  if (norms.length === 0) return
  const modes = modules.map((module) => module.training)
  const momenta = norms.map((norm) => norm.momentum)
  for (const norm of norms) {
    norm.runningMean!.data.fill(0)
    norm.runningVar!.data.fill(1)
    norm.numBatchesTracked!.data.fill(0)
    norm.momentum = null
  }
  for (const module of modules) module.training = true
  try {
    for await (const batch of loader) {
      const x: unknown = Array.isArray(batch) ? batch[0] : batch
      if (!(x instanceof Tensor))
        throw mismatch('updateBn', 'every batch', 'a tensor or an array that begins with one', batch)
      const forward = model.forward.bind(model) as (x: Tensor) => unknown
      scope(() => noGrad(() => void forward(x)))
    }
  } finally {
    for (const [k, norm] of norms.entries()) norm.momentum = momenta[k]!
    for (const [k, module] of modules.entries()) module.training = modes[k]!
  }
}

function isBatchNorm<T extends object>(module: T): module is T & BatchNormLike {
  return 'runningMean' in module && 'numBatchesTracked' in module && module.runningMean !== null
}
