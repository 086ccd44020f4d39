// Describes a model: its tree with output shapes, parameters and memory. Called by the callback Summary and by users.
import { scope } from '../../autograd/scope.ts'
import { noGrad } from '../../autograd/tape.ts'
import { Module, ReLU, Sequential } from '../../nn/index.ts'
import { watchForward } from '../../nn/path.ts'
import { Optimizer } from '../../optim/index.ts'
import { formatBytes, table } from '../../report/table.ts'
import { zeros } from '../../tensor/create.ts'
import { format } from '../../tensor/shape.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { checkOptions, mismatch, rule } from '../../util/options.ts'
import { restoring } from '../../util/restore.ts'
import { activationsOf, type BatchShape } from '../memory/planMemory.ts'
import { statesToCome } from '../memory/states.ts'

/** The example for a summary: one input, several, or the shape of one sample. */
export type ExampleBatch =
  | Tensor
  | readonly Tensor[]
  | (Omit<BatchShape, 'batchSize'> & { readonly batchSize?: number | undefined })

/** A module of the tree. */
export interface LayerSummary {
  /** Its path in the model; '' for the model itself. */
  readonly path: string
  /** The name of its class. */
  readonly kind: string
  /** Shape of its first output; null if it is not a tensor, or without an example. */
  readonly outputShape: readonly number[] | null
  /** Elements of the parameters in its own fields. */
  readonly parameters: number
}

/** A model as data; toString gives text of at most 80 columns. */
export interface ModelSummary {
  /** Parents first. */
  readonly layers: readonly LayerSummary[]
  /** Elements; one that several modules share counts once. */
  readonly parameters: number
  /** Those that require a gradient. */
  readonly trainable: number
  /** Elements of buffers. */
  readonly buffers: number
  /** Bytes that training takes; null if unknown. */
  readonly memory: {
    readonly parameters: number
    readonly gradients: number
    readonly optimizer: number | null
    readonly activations: number | null
    /** Of those that are known. */
    readonly total: number
  }
  toString(): string
}

/**
 * Describes a model before it is trained. With an example its forward runs once or a few times; the model is
 * left unchanged.
 *
 * @param model a module
 * @param batch an example: the inputs without a target, or { inputShape, batchSize, dtype } (batchSize: default 1).
 *   Default none: then there are no output shapes and no activations
 * @param options.optimizer counted in the memory. Default none
 * @throws OptionError; what the model throws
 * @example
 * const description = summary(mlp([784, 256, 10]), { inputShape: [784], batchSize: 64 })
 * console.log(String(description))
 * description.parameters // 203530
 * description.layers[1]?.outputShape // [64, 256]
 */
export function summary(
  model: Module,
  batch: ExampleBatch | null = null,
  options: { optimizer?: Optimizer | undefined } = {}
): ModelSummary {
  if (!(model instanceof Module)) throw mismatch('summary', 'model', 'a module', model)
  checkOptions('summary', options, { optimizer: rule('an optimizer', (v) => v instanceof Optimizer) })
  const parameters = model.namedParameters().map(([, t]) => t)
  const trained = parameters.filter(({ requiresGrad }) => requiresGrad)
  const example = sized(batch)
  const activations = example === null ? null : activationsOf(model, example).float32
  const shapes = example === null ? new Map<Module, readonly number[]>() : shapesOf(model, example)
  const bytes = { parameters: bytesOf(parameters), gradients: bytesOf(trained), activations }
  const optimizer = options.optimizer === undefined ? null : statesOf(options.optimizer)
  const total = bytes.parameters + bytes.gradients + (optimizer ?? 0) + (activations ?? 0)
  const whole = {
    layers: Array.from(model.namedModules(), ([path, module]) => ({
      path,
      kind: module.constructor.name,
      outputShape: shapes.get(module) ?? null,
      parameters: count(ownParameters(module))
    })),
    parameters: count(parameters),
    trainable: count(trained),
    buffers: count(model.buffers()),
    memory: { ...bytes, optimizer, total }
  }
  const print = (): string => printed(whole)
  return Object.defineProperties(
    whole,
    Object.fromEntries(['toString', Symbol.for('nodejs.util.inspect.custom')].map((key) => [key, { value: print }]))
  )
}

const count = (tensors: readonly Tensor[]): number => tensors.reduce((n, { size }) => n + size, 0)
const bytesOf = (tensors: readonly Tensor[]): number => tensors.reduce((n, t) => n + t.size * t.storage.width, 0)

// Those in the module's fields, without those of its children.
function ownParameters(module: Module): Tensor[] {
  const below = new Set(module.children().flatMap((child) => child.namedParameters().map(([, t]) => t)))
  return module.namedParameters().flatMap(([, t]) => (below.has(t) ? [] : [t]))
}

function sized(batch: ExampleBatch | null): Tensor | readonly Tensor[] | BatchShape | null {
  if (batch === null || batch instanceof Tensor || typeof batch !== 'object' || !('inputShape' in batch)) {
    return batch as Tensor | readonly Tensor[] | null
  }
  return { ...batch, batchSize: batch.batchSize ?? 1 }
}

// The bytes of the optimizer's states: those it has, or will have.
function statesOf(optimizer: Optimizer): number {
  const sum = (states: Readonly<Record<string, number>>): number => Object.values(states).reduce((a, b) => a + b, 0)
  const now = sum(optimizer.memory().states)
  if (now > 0) return now
  return sum(statesToCome(optimizer))
}

// --- output shapes ---

type Shapes = Map<Module, readonly number[]>

// A batch given by its shape is run with 2 and with 4 samples; any size follows from the difference.
function shapesOf(model: Module, batch: Tensor | readonly Tensor[] | BatchShape): Shapes {
  if (batch instanceof Tensor) return shapesAt(model, [batch])
  if (!('inputShape' in batch)) return shapesAt(model, batch)
  const { inputShape, batchSize, dtype = 'float32' } = batch
  const [two, four] = [2, 4].map((samples) => shapesAt(model, [zeros([samples, ...inputShape], { dtype })]))
  const at = (module: Module, shape: readonly number[]): readonly number[] =>
    shape.map((n, k) => n + (((four!.get(module)?.[k] ?? n) - n) * (batchSize - 2)) / 2)
  return new Map(Array.from(two!, ([module, shape]) => [module, at(module, shape)]))
}

// The shapes of the first outputs, in evaluation mode and without gradients.
function shapesAt(model: Module, inputs: readonly Tensor[]): Shapes {
  const shapes: Shapes = new Map()
  const modes = model.modules().map((module) => [module, module.training] as const)
  const modesBack = (): void => {
    for (const [module, training] of modes) module.training = training
  }
  for (const [module] of modes) module.training = false
  const watch = (module: object, compute: () => unknown): unknown => {
    const output = compute()
    const first = Array.isArray(output) ? output[0] : output
    if (first instanceof Tensor && !shapes.has(module as Module)) shapes.set(module as Module, [...first.shape])
    return output
  }
  const forward = (): void => void watchForward(watch, () => model.forward(...(inputs as never[])))
  restoring(() => scope(() => noGrad(forward)), modesBack)
  // A Sequential fuses a ReLU with an adjacent layer: its output has the shape of the layer before it.
  for (const module of model.modules()) {
    if (!(module instanceof Sequential)) continue
    let before: readonly number[] | undefined
    for (const child of module.children()) {
      if (child instanceof ReLU && before !== undefined && !shapes.has(child)) shapes.set(child, before)
      before = shapes.get(child)
    }
  }
  return shapes
}

// --- text ---

const grouped = (n: number): string => n.toLocaleString('en-US')
const WIDTH = 80

function printed({ layers, parameters, trainable, buffers, memory }: Omit<ModelSummary, 'toString'>): string {
  const rows = layers.map(({ path, kind, outputShape, parameters }) => {
    const depth = path === '' ? 0 : path.split('.').length
    const name = path === '' ? kind : `${'  '.repeat(depth)}${path.slice(path.lastIndexOf('.') + 1)} ${kind}`
    return [name, outputShape === null ? '' : format(outputShape), parameters === 0 ? '' : grouped(parameters)]
  })
  const head = ['layer', layers.some(({ outputShape }) => outputShape !== null) ? 'output shape' : '', 'parameters']
  const taken = [1, 2].map((k) => Math.max(...[head, ...rows].map((row) => row[k]!.length)))
  const left = Math.max(12, WIDTH - taken[0]! - taken[1]! - 4)
  const short = rows.map(([name, ...rest]) => [shortened(name!, left), ...rest])
  const bytes: [string, number | null][] = [
    [
      `parameters, ${grouped(parameters)}${parameters === trainable ? '' : `, ${grouped(trainable)} trained`}`,
      memory.parameters
    ],
    ['gradients', memory.gradients],
    ['optimizer', memory.optimizer],
    ['activations', memory.activations],
    ['together', memory.total]
  ]
  const known = bytes.flatMap(([name, n]) => (n === null ? [] : [[name, formatBytes(n)]]))
  const more = buffers === 0 ? [] : [`and ${grouped(buffers)} elements of buffers`]
  return [table(head, short, 2), '', table(['memory', ''], known), ...more].join('\n')
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 3)}...`
}
