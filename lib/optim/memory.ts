// How much memory a training takes: of an optimizer that is there, and of a model that is not built.
import { RULES } from '../backend/gen/optim.ts'
import type { Rule } from '../backend/rules.ts'
import { OptionError } from '../errors.ts'
import { hasSparse, sparseGrad } from '../tensor/sparse.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, checkOptions, nearest, oneOf, required, rule, show, text, wholeNumber } from '../util/options.ts'
import { mergedShape } from './optimizers/axes.ts'

/** Bytes, of everything that an optimizer holds. */
export interface MemoryReport {
  parameters: number
  gradients: number
  /** By name of the state: `expAvg`, `momentumBuffer` ... */
  states: Record<string, number>
  total: number
}

/** What memoryOf needs of an optimizer. */
interface Holder {
  readonly paramGroups: readonly { readonly params: readonly Tensor[] }[]
  readonly states: ReadonlyMap<Tensor, { readonly slots: Readonly<Record<string, Tensor>> }>
}

/** The bytes that an optimizer's parameters, gradients and states take now. */
export function memoryOf({ paramGroups, states }: Holder): MemoryReport {
  const parameters = paramGroups.flatMap(({ params }) => params)
  const slots: Record<string, number> = {}
  for (const [, state] of states) {
    for (const [name, t] of Object.entries(state.slots)) slots[name] = (slots[name] ?? 0) + bytesOf(t)
  }
  const sum = (list: readonly (Tensor | null)[]): number =>
    list.reduce((bytes, t) => bytes + (t === null ? 0 : bytesOf(t)), 0)
  const sparse = parameters.filter(hasSparse).flatMap((p) => Object.values(sparseGrad(p)!) as Tensor[])
  return report(sum(parameters), sum([...parameters.map(({ grad }) => grad), ...sparse]), slots)
}

function bytesOf(t: Tensor): number {
  return t.size * t.storage.array.BYTES_PER_ELEMENT
}

function report(parameters: number, gradients: number, states: Record<string, number>): MemoryReport {
  const total = Object.values(states).reduce((sum, bytes) => sum + bytes, parameters + gradients)
  return { parameters, gradients, states, total }
}

/** Options of memoryPlan. */
export interface MemoryPlanOptions {
  /** The number of parameters, a whole number >= 0; may be left out beside shapes. */
  parameters?: number
  /** The shapes of the parameters, which the states of Adafactor, Shampoo and SOAP depend on. */
  shapes?: readonly (readonly number[])[]
  /** The optimizer's class, in capitals or not: 'adam', 'SGD'. */
  optimizer: string
  /** Options of the optimizer that add states: momentum, amsgrad, centered, historySize. Default: those of the class. */
  options?: Readonly<Record<string, unknown>>
  /** Of parameters, gradients and states. Default 'float32'. */
  dtype?: 'float32' | 'float64'
}

type Options = Readonly<Record<string, unknown>>
type Slots = Readonly<Record<string, number>>

const ofRule =
  (rule: Rule) =>
  (options: Options): Slots =>
    slotsOf(rule, options)

// By class: the states in elements a parameter, given the optimizer's options. Those of a rule of the same name are the
// rule's.
const STATES: Readonly<Record<string, (options: Options) => Slots>> = {
  ...Object.fromEntries(
    (
      [
        'adabelief',
        'adadelta',
        'adagrad',
        'adam',
        'adamax',
        'adan',
        'asgd',
        'nadam',
        'radam',
        'rmsprop',
        'rprop',
        'sgd'
      ] as const
    ).map((name) => [name, ofRule(RULES[name])])
  ),
  adamw: ofRule(RULES.adam),
  lamb: () => ({ expAvg: 1, expAvgSq: 1 }),
  lars: () => ({ momentumBuffer: 1 }),
  lion: () => ({ expAvg: 1 }),
  muon: () => ({ momentumBuffer: 1 }),
  prodigy: () => ({ p0: 1, s: 1, expAvg: 1, expAvgSq: 1 }),
  // In elements of float32: a byte is a quarter; two scales for 256 elements.
  adam8bit: () => ({ expAvg: 0.25, expAvgSq: 0.25, scales: 2 / 256 }),
  adambfloat16: () => ({ expAvg: 0.5, expAvgSq: 0.5, scales: 0 }),
  sparseadam: () => ({ expAvg: 1, expAvgSq: 1 }),
  schedulefreesgd: () => ({ z: 1 }),
  schedulefreeadamw: () => ({ z: 1, expAvgSq: 1 }),
  lbfgs: ({ historySize = 100 }) => ({
    prevFlatGrad: 1,
    d: 1,
    oldDirs: Number(historySize),
    oldStps: Number(historySize)
  })
}

const size = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1)

// By class: the states of one parameter in elements, where they depend on its shape.
const SHAPED: Readonly<Record<string, (shape: readonly number[], options: Options) => Slots>> = {
  adafactor: (shape) =>
    shape.length < 2
      ? { variance: size(shape) }
      : { rowVar: size(shape.slice(0, -1)), colVar: size(shape) / shape.at(-2)! },
  soap: (shape, { mergeDims, dataFormat, maxPreconditionDim = 10_000, precondition1d }) => {
    const [n = 1, h = 1, w = 1, c = 1] = shape
    const order = dataFormat === 'channels_last' && shape.length === 4 ? [n, c, h, w] : shape
    const axes = mergeDims && shape.length > 1 ? mergedShape(order, Number(maxPreconditionDim)) : shape
    const square = (d: number): number => (d > Number(maxPreconditionDim) ? 0 : d * d)
    const own = shape.length === 1 && !precondition1d ? [] : matrices(axes, ['gg', 'q'], square)
    return { ...Object.fromEntries(own), expAvg: size(shape), expAvgSq: size(shape) }
  },
  shampoo: (shape, { mergeDims, maxPreconditionDim = 1200, momentum, graftType }) => {
    const own = shape.length === 0 ? [1] : shape
    const axes = mergeDims ? mergedShape(own, Number(maxPreconditionDim)) : own
    const each = (d: number): number => (d > Number(maxPreconditionDim) ? d : d * d)
    return {
      ...Object.fromEntries(matrices(axes, ['precond', 'invPrecond'], each)),
      ...(momentum ? { momentumBuffer: size(shape) } : {}),
      ...(graftType === 'adagrad' ? { graftSum: size(shape) } : {})
    }
  }
}

// The matrices of each axis by name, but for those that are not there.
function matrices(
  axes: readonly number[],
  names: readonly string[],
  elements: (d: number) => number
): [string, number][] {
  return axes.flatMap((d, k) =>
    elements(d) === 0 ? [] : names.map((n): [string, number] => [`${n}${k}`, elements(d)])
  )
}

/**
 * The bytes that parameters, gradients and optimizer states of a model take during training. Activations, which depend on
 * the model and the batch, are not in it.
 *
 * @throws OptionError
 * @example
 * memoryPlan({ parameters: 110e6, optimizer: 'adam' }).total // 1.76e9
 * memoryPlan({ shapes: [[512, 512], [512]], optimizer: 'adafactor' }).states // { rowVar: 2048, colVar: 2048, variance: 2048 }
 */
export function memoryPlan(options: MemoryPlanOptions): MemoryReport {
  checkOptions('memoryPlan', options, {
    parameters: options?.shapes === undefined ? required(wholeNumber({ min: 0 })) : wholeNumber({ min: 0 }),
    shapes: { ...arrayOf(arrayOf(wholeNumber({ min: 0 }))), expected: 'an array of shapes' },
    optimizer: required(text),
    options: rule('an object', (v) => typeof v === 'object' && v !== null),
    dtype: oneOf('float32', 'float64')
  })
  const { shapes } = options
  const parameters = options.parameters ?? shapes!.reduce((sum, shape) => sum + size(shape), 0)
  const width = options.dtype === 'float64' ? 8 : 4
  const slots = slotsFor(options.optimizer, options.options ?? {}, parameters, shapes)
  const states = Object.fromEntries(Object.entries(slots).map(([name, elements]) => [name, elements * width]))
  return report(parameters * width, parameters * width, states)
}

// The elements of every state of all parameters together.
function slotsFor(
  optimizer: string,
  options: Options,
  parameters: number,
  shapes: MemoryPlanOptions['shapes']
): Record<string, number> {
  const name = optimizer.toLowerCase()
  if (Object.hasOwn(STATES, name)) {
    return Object.fromEntries(Object.entries(STATES[name]!(options)).map(([slot, each]) => [slot, each * parameters]))
  }
  if (Object.hasOwn(SHAPED, name)) {
    if (shapes === undefined) {
      throw new OptionError(
        `memoryPlan: expected shapes, which the states of ${optimizer} depend on, but it is missing`
      )
    }
    const sums: Record<string, number> = {}
    for (const slots of shapes.map((shape) => SHAPED[name]!(shape, options))) {
      for (const [slot, elements] of Object.entries(slots)) sums[slot] = (sums[slot] ?? 0) + elements
    }
    return sums
  }
  if (name === 'lookahead' || name === 'sam') {
    throw new OptionError(
      `memoryPlan: expected the optimizer inside ${optimizer}; ${name === 'sam' ? 'SAM keeps nothing' : 'Lookahead keeps one more copy of the parameters'} beside it`
    )
  }
  const known = [...Object.keys(STATES), ...Object.keys(SHAPED)].sort()
  const near = nearest(optimizer, known)
  throw new OptionError(
    `memoryPlan: unknown optimizer ${show(optimizer)}; ${near === null ? `it knows ${known.join(', ')}` : `did you mean ${near}?`}`
  )
}

// The states of a rule under the flags that the options set.
function slotsOf({ flags, states, present }: Rule, options: Options): Slots {
  const bits = flags.reduce((sum, flag, k) => (options[flag] ? sum | (1 << k) : sum), 0)
  const kept = states.filter((_, k) => (present[bits]! >> (k + 2)) & 1)
  return Object.fromEntries(kept.map(({ name }) => [name, 1]))
}
