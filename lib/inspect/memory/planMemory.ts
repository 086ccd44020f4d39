// planMemory: the bytes that a training needs, on one machine and on several. Called by users, before they train.
import { OptionError } from '../../errors.ts'
import { Module } from '../../nn/index.ts'
import { memoryPlan, Optimizer } from '../../optim/index.ts'
import { formatBytes, table } from '../../report/table.ts'
import { zeros } from '../../tensor/create.ts'
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

/** A batch that is not there: its inputs are zeros of this shape. */
export interface BatchShape {
  /** Of one sample, without the batch. */
  readonly inputShape: readonly number[]
  /** Samples, >= 1. */
  readonly batchSize: number
  /** 'int32' for indices, such as tokens. Default 'float32'. */
  readonly dtype?: 'float32' | 'int32'
}

/** Options of planMemory. */
export interface PlanMemoryOptions {
  /** The optimizer's class ('adam'), or an optimizer. Default 'adam'. */
  readonly optimizer?: string | Optimizer
  /** Counted as part of the forward pass: the last tensor of the batch is its target then. Default: not counted. */
  readonly loss?: LossFunction
  /**
   * The parts that can lie on machines of their own, in their order. Default: the largest group of neighbours of one class
   * that have parameters, such as the blocks of a transformer or the layers of an MLP.
   */
  readonly blocks?: readonly Module[]
}

/** The bytes of a training. Each figure is there as float32 and as bfloat16. */
export interface MemoryEstimate extends Holding {
  /** Samples of the batch. */
  readonly batchSize: number
  /**
   * The same over several machines.
   * @param machines a whole number >= 1
   * @param options.microbatches parts of the batch in a pipeline. Default: as many as machines
   */
  over(machines: number, options?: { microbatches?: number }): Splits
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
  blocks: arrayOf(rule('a module', (v) => v instanceof Module))
}

const SHAPE = {
  inputShape: required(arrayOf(wholeNumber({ min: 0 }))),
  batchSize: required(wholeNumber({ min: 1 })),
  dtype: oneOf('float32', 'int32')
}

/**
 * The bytes that a training step needs: parameters, gradients, optimizer states, and activations, which are counted by a
 * forward pass in training mode; the model is as before afterwards. Of a batch that is given by its shape two small ones
 * are passed, of 2 and 4 samples, and their difference tells the rest, so that a batch that does not fit can be planned.
 *
 * float32 is what a Trainer takes (buffers are rounded up by at most a quarter; backward needs some more for a while).
 * bfloat16 is two bytes for each number that is stored so; of activations only what backward reads.
 *
 * @param model its forward takes the batch
 * @param batch the inputs (with `loss`, the target last), or one input, or { inputShape, batchSize, dtype }
 * @param options optimizer (default 'adam'), loss, blocks
 * @throws OptionError; what the model throws
 * @example
 * const plan = planMemory(mlp([784, 256, 10]), { inputShape: [784], batchSize: 64 })
 * plan.parameters.float32 // 814120
 * plan.activations.float32 // 68096
 * plan.over(4).data.sent.float32 // 1221180
 */
export function planMemory(
  model: Module,
  batch: Tensor | readonly Tensor[] | BatchShape,
  options: PlanMemoryOptions = {}
): MemoryEstimate {
  if (!(model instanceof Module)) throw mismatch('planMemory', 'model', 'a module', model)
  checkOptions('planMemory', options, OPTIONS)
  const blocks = options.blocks ?? blocksOf(model)
  const [measured, batchSize] = measuredOf(model, blocks, batch, options.loss)
  const [parameters, trained] = countsOf(parametersOf(model))
  const holding = holdingOf({
    parameters: bytesOf(parameters),
    gradients: bytesOf(trained),
    optimizer: statesOf(options.optimizer ?? 'adam', parametersOf(model)),
    activations: measured.activations
  })
  const shapes = blocks.map(shapeOf)
  const whole: Whole = { holding, measured, blocks: shapes, parameters, trained, before: beforeBlocks(model, blocks) }
  const print = (): string => estimateTable(holding, batchSize)
  return Object.defineProperties(
    {
      ...holding,
      batchSize,
      over(machines: number, more: { microbatches?: number } = {}): Splits {
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

function measuredOf(
  model: Module,
  blocks: readonly Module[],
  batch: unknown,
  loss: LossFunction | undefined
): [Measurement, number] {
  const list = batch instanceof Tensor ? [batch] : batch
  const tensors = (value: unknown): value is Tensor[] =>
    Array.isArray(value) && value.length > (loss === undefined ? 0 : 1) && value.every((t) => t instanceof Tensor)
  if (tensors(list)) return [measure(model, blocks, () => passed(model, list, loss)), list[0]!.shape[0] ?? 1]
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
    // The data is no activation.
    const x = zeros([samples, ...inputShape], { dtype })
    return measure(model, blocks, () => model.forward(x as never))
  }
  return [extrapolated(small(2), small(4), batchSize), batchSize]
}

function passed(model: Module, batch: readonly Tensor[], loss: LossFunction | undefined): unknown {
  if (loss === undefined) return model.forward(...(batch as never[]))
  const prediction = model.forward(...(batch.slice(0, -1) as never[])) as Tensor
  const target = batch.at(-1)!
  return typeof loss === 'function' ? loss(prediction, target) : loss.forward(prediction, target)
}

// Each figure is a constant and a part for each sample.
function extrapolated(two: Measurement, four: Measurement, samples: number): Measurement {
  const at = (a: Bytes, b: Bytes): Bytes => combine([a, 1 - (samples - 2) / 2], [b, (samples - 2) / 2])
  return {
    activations: at(two.activations, four.activations),
    blocks: two.blocks.map((block, k) => ({
      activations: at(block.activations, four.blocks[k]!.activations),
      output: at(block.output, four.blocks[k]!.output)
    }))
  }
}

// --- parameters and states ---

// Unlike parameters(), this gives them no names.
const parametersOf = (module: Module): Tensor[] => module.namedParameters().map(([, t]) => t)

function countsOf(parameters: readonly Tensor[]): [all: number, trained: number] {
  const count = (list: readonly Tensor[]): number => list.reduce((n, { size }) => n + size, 0)
  return [count(parameters), count(parameters.filter(({ requiresGrad }) => requiresGrad))]
}

const bytesOf = (elements: number): Bytes => ({ float32: 4 * elements, bfloat16: 2 * elements })

// States that are packed already stay what they are.
const PACKED = ['adam8bit', 'adambfloat16']

function statesOf(optimizer: string | Optimizer, parameters: readonly Tensor[]): Bytes {
  const shapes = parameters.filter(({ requiresGrad }) => requiresGrad).map(({ shape }) => shape)
  const name = typeof optimizer === 'string' ? optimizer : optimizer.kind
  const given =
    typeof optimizer === 'string' ? {} : { options: optimizer.paramGroups[0]! as object as Record<string, unknown> }
  const { states } = memoryPlan({ shapes, optimizer: name, ...given })
  const bytes = Object.values(states).reduce((sum, each) => sum + each, 0)
  return { float32: bytes, bfloat16: PACKED.includes(name.toLowerCase()) ? bytes : bytes / 2 }
}

// --- blocks ---

function blocksOf(model: Module): Module[] {
  let best: Module[] = []
  for (const module of model.modules()) {
    const groups = new Map<unknown, Module[]>()
    for (const child of module.children()) {
      if (parametersOf(child).length === 0) continue
      const group = groups.get(child.constructor) ?? []
      groups.set(child.constructor, [...group, child])
    }
    for (const group of groups.values()) if (group.length > 1 && sizeOf(group) > sizeOf(best)) best = group
  }
  return best.length > 0 ? best : model.children().filter((child) => parametersOf(child).length > 0)
}

const sizeOf = (modules: readonly Module[]): number =>
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
  const rows = (['parameters', 'gradients', 'optimizer', 'activations', 'total'] as const).map((part) => [
    part,
    formatBytes(holding[part].float32),
    formatBytes(holding[part].bfloat16)
  ])
  return table([`batch of ${show(batchSize)}`, 'float32', 'bfloat16'], rows)
}
