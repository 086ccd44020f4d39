// planMemory: the bytes that a training run needs, on one machine or several. Called by users before training.
import { OptionError } from '../../errors.ts'
import { Module } from '../../nn/index.ts'
import { type MemoryReport, Optimizer } from '../../optim/index.ts'
import { formatBytes, table } from '../../report/table.ts'
import { zeros } from '../../tensor/create.ts'
import { sizeOf } from '../../tensor/shape.ts'
import { Tensor } from '../../tensor/tensor.ts'
import type { LossFunction } from '../../train/events.ts'
import {
  arrayOf,
  checkOptions,
  either,
  func,
  mismatch,
  oneOf,
  required,
  rule,
  show,
  text,
  wholeNumber
} from '../../util/options.ts'
import { type Bytes, combine, type Measurement, measure } from './measure.ts'
import { type BlockShape, type Holding, holdingOf, type Splits, splitsOf, type Whole } from './split.ts'
import { plannedShare } from './states.ts'

/** A batch given by its shape: its inputs are zeros. */
export interface BatchShape {
  /** Of one sample, without the batch. */
  readonly inputShape: readonly number[]
  /** Samples, >= 1. */
  readonly batchSize: number
  /** 'int32' for indices, such as tokens. Default 'float32'. */
  readonly dtype?: 'float32' | 'int32' | undefined
}

/** Options of planMemory. */
export interface PlanMemoryOptions {
  /** The optimizer's class by its name ('adam'), or an optimizer. Default 'adam'. */
  readonly optimizer?: string | Optimizer | undefined
  /** Options of an optimizer that is given by name, such as momentum or amsgrad. Default: those of the class. */
  readonly optimizerOptions?: Readonly<Record<string, unknown>> | undefined
  /** Counted as part of the forward pass: the last tensor of the batch is its target then. Default: not counted. */
  readonly loss?: LossFunction | undefined
  /**
   * The parts that can be placed on separate machines, in order. Default: the largest group of neighbors of one class
   * that have parameters, such as the blocks of a transformer or the layers of an MLP.
   */
  readonly blocks?: readonly Module[] | undefined
  /**
   * The ranks of a distributed run with zeroRedundancy, a whole number >= 1: `optimizer` then counts the states of the
   * rank that has the most. Default 1.
   */
  readonly ranks?: number | undefined
}

/** A model that does not exist yet: the number of its parameters, or their shapes. */
export interface ParameterShapes {
  /** A whole number >= 0; planned as one vector. */
  readonly parameters?: number | undefined
  /** The shape of each parameter, for optimizers whose states depend on it: Adafactor, Shampoo, SOAP. */
  readonly shapes?: readonly (readonly number[])[] | undefined
}

/** Options of planMemory without a model. */
export interface ParameterPlanOptions {
  /** The optimizer's class by its name ('adam'), or an optimizer. Default 'adam'. */
  readonly optimizer?: string | Optimizer | undefined
  /** Options of an optimizer that is given by name, such as momentum or amsgrad. Default: those of the class. */
  readonly optimizerOptions?: Readonly<Record<string, unknown>> | undefined
  /** Of parameters, gradients and states. Default 'float32'. */
  readonly dtype?: 'float32' | 'float64' | undefined
  /** As with a model. `parameters` that are only counted are divided evenly. Default 1. */
  readonly ranks?: number | undefined
}

/** The bytes of a training run. `float32` and `bfloat16` are the values of a Trainer's `activations` option. */
export interface MemoryEstimate extends Holding {
  /** Samples of the batch. */
  readonly batchSize: number
  /**
   * The same over several machines.
   * @param machines a whole number >= 1
   * @param options.microbatches parts of the batch in a pipeline. Default: as many as machines
   */
  over(machines: number, options?: { microbatches?: number | undefined }): Splits
  /** A table. */
  toString(): string
}

const OPTIONS = {
  optimizer: either(
    text,
    rule('an optimizer', (v) => v instanceof Optimizer)
  ),
  loss: either(
    func,
    rule(
      'a loss with forward(prediction, target)',
      (v) => typeof (v as { forward?: unknown } | null)?.forward === 'function'
    )
  ),
  optimizerOptions: rule('an object of options', (v) => typeof v === 'object' && v !== null),
  blocks: arrayOf(rule('a module', (v) => v instanceof Module)),
  ranks: wholeNumber({ min: 1 })
}

const SHAPE = {
  inputShape: required(arrayOf(wholeNumber({ min: 0 }))),
  batchSize: required(wholeNumber({ min: 1 })),
  dtype: oneOf('float32', 'int32')
}

/**
 * The bytes that a training step needs: parameters, gradients, optimizer states, activations, and temporaries of
 * backward, counted by a forward and a backward pass in training mode; the model is left unchanged. For a batch
 * given by its shape, two small batches are run and the rest is extrapolated, so that a batch that does not fit can be
 * planned.
 *
 * `float32` is what a Trainer takes by default, `bfloat16` what it takes with `activations: 'bfloat16'`: of activations
 * only what backward reads, two bytes a number.
 *
 * Without a model, `planMemory({ parameters })` or `planMemory({ shapes })` gives parameters, gradients and each state
 * of an optimizer by name, for `options.dtype`.
 *
 * @param model its forward takes the batch
 * @param batch the inputs (with `loss`, the target last), or one input, or { inputShape, batchSize, dtype }
 * @param options optimizer (default 'adam'), loss, blocks, ranks
 * @throws OptionError; what the model throws
 * @example
 * const plan = planMemory(mlp([784, 256, 10]), { inputShape: [784], batchSize: 64 })
 * plan.parameters.float32 // 814120
 * plan.activations.float32 // 68096
 * plan.over(4).data.sent.float32 // 1221180
 * planMemory({ parameters: 110e6 }, { optimizer: 'adam' }).total // 1.76e9
 */
export function planMemory(
  model: Module,
  batch: Tensor | readonly Tensor[] | BatchShape,
  options?: PlanMemoryOptions
): MemoryEstimate
export function planMemory(model: ParameterShapes, options?: ParameterPlanOptions): MemoryReport
export function planMemory(
  model: Module | ParameterShapes,
  batch: Tensor | readonly Tensor[] | BatchShape | ParameterPlanOptions = {},
  options: PlanMemoryOptions = {}
): MemoryEstimate | MemoryReport {
  if (!(model instanceof Module)) {
    if (typeof model === 'object' && model !== null && ('parameters' in model || 'shapes' in model)) {
      return planParameters(model, batch as ParameterPlanOptions)
    }
    throw mismatch('planMemory', 'model', 'a module, { parameters } or { shapes }', model)
  }
  checkOptions('planMemory', options, OPTIONS)
  const blocks = options.blocks ?? blocksOf(model)
  const [measured, batchSize] = measuredOf(model, blocks, batch, options.loss)
  const [parameters, trained] = countsOf(parametersOf(model))
  const holding = holdingOf({
    parameters: same(4 * parameters),
    gradients: same(4 * trained),
    optimizer: statesOf(options, parametersOf(model)),
    activations: measured.activations,
    backward: measured.backward
  })
  const shapes = blocks.map(shapeOf)
  const whole: Whole = { holding, measured, blocks: shapes, parameters, trained, before: beforeBlocks(model, blocks) }
  const print = (): string => estimateTable(holding, batchSize)
  return Object.defineProperties(
    {
      ...holding,
      batchSize,
      over(machines: number, more: { microbatches?: number | undefined } = {}): Splits {
        checkOptions(
          'MemoryEstimate.over',
          { ...more, machines },
          { machines: wholeNumber({ min: 1 }), microbatches: wholeNumber({ min: 1 }) }
        )
        return splitsOf(whole, machines, more.microbatches ?? machines)
      }
    },
    Object.fromEntries(['toString', Symbol.for('nodejs.util.inspect.custom')].map((key) => [key, { value: print }]))
  )
}

// --- activations ---

/** @internal The bytes that a forward pass keeps for backward, without running backward. */
export function activationsOf(model: Module, batch: unknown): Bytes {
  return measuredOf(model, [], batch, undefined, false)[0].activations
}

function measuredOf(
  model: Module,
  blocks: readonly Module[],
  batch: unknown,
  loss: LossFunction | undefined,
  peak = true
): [Measurement, number] {
  const list = batch instanceof Tensor ? [batch] : batch
  const tensors = (value: unknown): value is Tensor[] =>
    Array.isArray(value) && value.length > (loss === undefined ? 0 : 1) && value.every((t) => t instanceof Tensor)
  if (tensors(list)) return [measure(model, blocks, () => passed(model, list, loss), peak), list[0]!.shape[0] ?? 1]
  if (Array.isArray(list) || typeof list !== 'object' || list === null) {
    const expected = `tensors${loss === undefined ? '' : ', the target last'}, or { inputShape, batchSize }`
    throw mismatch('planMemory', 'batch', expected, list)
  }
  checkOptions('planMemory', list, SHAPE)
  if (loss !== undefined) {
    throw new OptionError(
      'planMemory: expected a batch of tensors, the target last, for a loss but received { inputShape, batchSize }'
    )
  }
  const { inputShape, batchSize, dtype = 'float32' } = list as BatchShape
  const small = (samples: number): Measurement => {
    // The input data is not an activation.
    const x = zeros([samples, ...inputShape], { dtype })
    return measure(model, blocks, () => model.forward(x as never), peak)
  }
  // Prefer the batch size divided by a power of two: buffers are then rounded up by the same proportion.
  let few = batchSize
  while (few > 32 || (few > 3 && few % 2 === 0)) few = Math.ceil(few / 2)
  few = Math.max(2, few)
  return [extrapolated([few, small(few)], [2 * few, small(2 * few)], batchSize), batchSize]
}

function passed(model: Module, batch: readonly Tensor[], loss: LossFunction | undefined): unknown {
  if (loss === undefined) return model.forward(...(batch as never[]))
  const prediction = model.forward(...(batch.slice(0, -1) as never[])) as Tensor
  const target = batch.at(-1)!
  return typeof loss === 'function' ? loss(prediction, target) : loss.forward(prediction, target)
}

// Each figure is a constant and a part for each sample.
function extrapolated(
  [few, less]: readonly [number, Measurement],
  [, more]: readonly [number, Measurement],
  samples: number
): Measurement {
  const way = (samples - few) / few
  const at = (a: Bytes, b: Bytes): Bytes => combine([a, 1 - way], [b, way])
  return {
    activations: at(less.activations, more.activations),
    backward: at(less.backward, more.backward),
    blocks: less.blocks.map((block, k) => ({
      activations: at(block.activations, more.blocks[k]!.activations),
      output: at(block.output, more.blocks[k]!.output)
    }))
  }
}

// --- parameters and states ---

// Unlike parameters(), this assigns no names.
const parametersOf = (module: Module): Tensor[] => module.namedParameters().map(([, t]) => t)

function countsOf(parameters: readonly Tensor[]): [all: number, trained: number] {
  const count = (list: readonly Tensor[]): number => list.reduce((n, { size }) => n + size, 0)
  return [count(parameters), count(parameters.filter(({ requiresGrad }) => requiresGrad))]
}

// Only activations can be kept as bfloat16.
const same = (bytes: number): Bytes => ({ float32: bytes, bfloat16: bytes })

function statesOf(
  { optimizer = 'adam', optimizerOptions, ranks = 1 }: PlanMemoryOptions,
  parameters: readonly Tensor[]
): Bytes {
  const shapes = parameters.filter(({ requiresGrad }) => requiresGrad).map(({ shape }) => shape)
  const states = plannedShare(ranks, 'planMemory', optimizer, shapes, optimizerOptions)
  return same(Object.values(states).reduce((sum, bytes) => sum + bytes, 0))
}

// Without a model: the same of parameters that are only counted or described.
function planParameters(model: ParameterShapes, options: ParameterPlanOptions): MemoryReport {
  checkOptions('planMemory', model, {
    parameters: model.shapes === undefined ? required(wholeNumber({ min: 0 })) : wholeNumber({ min: 0 }),
    shapes: { ...arrayOf(arrayOf(wholeNumber({ min: 0 }))), expected: 'an array of shapes' }
  })
  const { optimizer: either, optimizerOptions, ranks: whole } = OPTIONS
  const dtypes = oneOf('float32', 'float64')
  checkOptions('planMemory', options, { optimizer: either, optimizerOptions, dtype: dtypes, ranks: whole })
  const { optimizer = 'adam', dtype = 'float32', ranks = 1 } = options
  const shapes = model.shapes ?? [[model.parameters!]]
  const divided = model.shapes ?? Array.from({ length: ranks }, () => [Math.ceil(model.parameters! / ranks)])
  const states = plannedShare(ranks, 'planMemory', optimizer, divided, options.optimizerOptions, dtype)
  const bytes = (dtype === 'float64' ? 8 : 4) * shapes.reduce((n, shape) => n + sizeOf(shape), 0)
  const total = Object.values(states).reduce((sum, each) => sum + each, 2 * bytes)
  return { parameters: bytes, gradients: bytes, states, total }
}

// --- blocks ---

/** @internal The largest group of neighbors of one class that have parameters. */
export function blocksOf(model: Module): Module[] {
  let best: Module[] = []
  for (const module of model.modules()) {
    const groups = new Map<unknown, Module[]>()
    for (const child of module.children()) {
      if (parametersOf(child).length === 0) continue
      const group = groups.get(child.constructor) ?? []
      groups.set(child.constructor, [...group, child])
    }
    for (const group of groups.values()) if (group.length > 1 && weightOf(group) > weightOf(best)) best = group
  }
  return best.length > 0 ? best : model.children().filter((child) => parametersOf(child).length > 0)
}

const weightOf = (modules: readonly Module[]): number =>
  modules.reduce((n, module) => n + countsOf(parametersOf(module))[0], 0)

function shapeOf(block: Module): BlockShape {
  const own = parametersOf(block)
  const [parameters, trained] = countsOf(own)
  return { parameters, trained, matrices: own.filter(({ ndim }) => ndim >= 2).length }
}

function beforeBlocks(model: Module, blocks: readonly Module[]): Whole['before'] {
  const first = new Set(blocks[0] === undefined ? [] : parametersOf(blocks[0]))
  const all = parametersOf(model)
  const at = all.findIndex((p) => first.has(p))
  const [parameters, trained] = countsOf(all.slice(0, Math.max(0, at)))
  return { parameters, trained }
}

function estimateTable(holding: Holding, batchSize: number): string {
  const rows = (['parameters', 'gradients', 'optimizer', 'activations', 'backward', 'total'] as const).map((part) => [
    part,
    formatBytes(holding[part].float32),
    formatBytes(holding[part].bfloat16)
  ])
  return table([`batch of ${show(batchSize)}`, 'float32', 'bfloat16'], rows)
}
