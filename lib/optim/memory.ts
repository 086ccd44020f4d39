// How much memory a training takes: of an optimizer that is there, and of a model that is not built.
import { RULES } from '../backend/gen/optim.ts'
import type { Rule } from '../backend/rules.ts'
import { OptionError } from '../errors.ts'
import { hasSparse, sparseGrad } from '../tensor/sparse.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkOptions, nearest, oneOf, required, rule, show, text, wholeNumber } from '../util/options.ts'

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
  /** The number of parameters, a whole number >= 0. */
  parameters: number
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
// rule's; Adafactor's depend on the shapes and are small.
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

/**
 * The bytes that parameters, gradients and optimizer states of a model take during training. Activations, which depend on
 * the model and the batch, are not in it.
 *
 * @throws OptionError
 * @example
 * memoryPlan({ parameters: 110e6, optimizer: 'adam' }).total // 1.76e9
 */
export function memoryPlan(options: MemoryPlanOptions): MemoryReport {
  checkOptions('memoryPlan', options, {
    parameters: required(wholeNumber({ min: 0 })),
    optimizer: required(text),
    options: rule('an object', (v) => typeof v === 'object' && v !== null),
    dtype: oneOf('float32', 'float64')
  })
  const bytes = options.parameters * (options.dtype === 'float64' ? 8 : 4)
  const slots = slotsFor(options.optimizer, options.options ?? {})
  return report(bytes, bytes, Object.fromEntries(Object.entries(slots).map(([name, each]) => [name, each * bytes])))
}

function slotsFor(optimizer: string, options: Options): Slots {
  const name = optimizer.toLowerCase()
  if (Object.hasOwn(STATES, name)) return STATES[name]!(options)
  const known = Object.keys(STATES).sort()
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
