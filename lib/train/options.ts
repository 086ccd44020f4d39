// The options of a Trainer and of a fit, checked. Called by trainer.ts and loop.ts.
import { World } from '../distributed/world.ts'
import { OptionError } from '../errors.ts'
import { Module } from '../nn/index.ts'
import { AveragedModel, LRScheduler, type Optimizer } from '../optim/index.ts'
import { adopt, type PlainOptimizer } from '../optim/plain.ts'
import { Tensor } from '../tensor/tensor.ts'
import {
  arrayOf,
  boolean,
  checkOptions,
  either,
  func,
  mismatch,
  nearest,
  number,
  oneOf,
  required,
  rule,
  show,
  text,
  wholeNumber
} from '../util/options.ts'
import { isAbortSignal, isPlainObject } from '../util/realm.ts'
import { checkSeparable } from './distributed/division.ts'
import type { FitOptions, Loader, SteeringOptions, TrainerOptions } from './events.ts'

const has = (value: unknown, ...methods: string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  methods.every((m) => typeof (value as Record<string, unknown>)[m] === 'function')

/** The members of a callback. */
export const CALLBACK_RULES = {
  name: text,
  key: text,
  variant: text,
  last: boolean,
  logger: rule('a logger with log(record)', (v) => has(v, 'log')),
  onFitStart: func,
  onStep: func,
  onEpoch: func,
  onRollBack: func,
  onFitEnd: func,
  onError: func,
  onLoss: func,
  onGradients: func,
  onPhase: func,
  stateDict: func,
  loadStateDict: func
}

const RULES = {
  model: required(rule('a module', (v) => v instanceof Module)),
  optimizer: required(rule('an optimizer', (v) => typeof v === 'object' && v !== null)),
  loss: either(
    func,
    rule('a loss with forward(prediction, target)', (v) => has(v, 'forward'))
  ),
  computeLoss: func,
  metrics: arrayOf(rule('a metric', (v) => has(v, 'update', 'compute', 'reset', 'state', 'setState'))),
  scheduler: rule('a learning rate scheduler', (v) => v instanceof LRScheduler),
  scheduleEvery: oneOf('epoch', 'step'),
  scheduleMetric: text,
  seed: wholeNumber({ min: 0 }),
  clipGradNorm: number({ above: 0 }),
  accumulate: wholeNumber({ min: 1 }),
  ema: either(
    number({ min: 0, max: 1 }),
    rule('an AveragedModel', (v) => v instanceof AveragedModel)
  ),
  activations: oneOf('float32', 'bfloat16'),
  precision: oneOf('float32', 'bfloat16'),
  nonFinite: oneOf('throw', 'skip'),
  background: boolean,
  distributed: rule('{ world, shards }', (v) => typeof v === 'object' && v !== null)
}

const DISTRIBUTED = {
  world: required(rule('the world that init() gives', (v) => v instanceof World)),
  shards: required(wholeNumber({ min: 1, max: 65536 })),
  zeroRedundancy: boolean,
  reduceDtype: oneOf('float32', 'bfloat16')
}

/** The options with an optimizer of the base class. */
export type CheckedOptions = TrainerOptions & { readonly optimizer: Optimizer }

/** The options of a Trainer; throws unless they fit together. */
export function checkTrainer(options: TrainerOptions): CheckedOptions {
  checkOptions('Trainer', options, RULES)
  const { model, loss, computeLoss, scheduler, metrics = [], ema } = options
  if ((loss === undefined) === (computeLoss === undefined)) {
    throw new OptionError(
      `Trainer: expected loss or computeLoss but received ${loss === undefined ? 'neither' : 'both'}`
    )
  }
  const optimizer = checkSetup('Trainer', model, options.optimizer, scheduler)
  if (ema instanceof AveragedModel && (ema.model as unknown) !== model) {
    throw new OptionError('Trainer: expected ema to average this model but received one of another model')
  }
  checkDistributed(options, optimizer)
  const twice = metrics.map(({ name }) => name).find((name, k, names) => name === 'loss' || names.indexOf(name) !== k)
  if (twice !== undefined) {
    throw new OptionError(
      `Trainer: expected metrics with different names but received ${show(twice)} twice; give { name }`
    )
  }
  return { ...options, optimizer }
}

function checkDistributed({ background, distributed, metrics = [] }: TrainerOptions, optimizer: Optimizer): void {
  if (distributed === undefined) return
  if (background) {
    throw new OptionError(
      'Trainer: expected background or distributed but received both; each rank of a job is a process, where nothing else needs the event loop'
    )
  }
  checkOptions('Trainer: distributed', distributed, DISTRIBUTED)
  const { world, shards, zeroRedundancy } = distributed
  if (zeroRedundancy) checkSeparable('Trainer', optimizer)
  if (world.size > shards) {
    throw new OptionError(
      `Trainer: expected at most ${shards} ranks, one for each shard, but there are ${world.size}; start fewer, or a new run with more shards`
    )
  }
  const lacking = metrics.find((metric) => typeof metric.merge !== 'function')
  if (lacking !== undefined) {
    throw new OptionError(
      `Trainer: expected the metrics of a distributed run to have merge(state), which adds the totals of other shards, but ${show(lacking.name)} has none`
    )
  }
}

/** The optimizer of this model; throws unless it and the scheduler fit. */
export function checkSetup(
  call: string,
  model: Module,
  given: Optimizer | PlainOptimizer,
  scheduler: LRScheduler | undefined
): Optimizer {
  const optimizer = adopt(call, given)
  if (optimizer.needsClosure) {
    throw new OptionError(
      `${call}: expected an optimizer that steps without a closure but received ${optimizer.kind}; write the loop yourself`
    )
  }
  const own = new Set(model.parameters())
  const foreign = Array.from(optimizer.names).find(([p]) => !own.has(p))
  if (foreign !== undefined) {
    throw new OptionError(`${call}: expected an optimizer of the model's parameters but ${show(foreign[1])} is not one`)
  }
  if (scheduler !== undefined && ![given, optimizer].includes(scheduler.optimizer as Optimizer)) {
    throw new OptionError(`${call}: expected a scheduler of this optimizer but received one of another optimizer`)
  }
  return optimizer
}

/** Throws unless the options of setOptimizer fit. */
export function checkSchedule(call: string, options: SteeringOptions): void {
  const { scheduler, scheduleEvery, scheduleMetric } = RULES
  checkOptions(call, options, { scheduler, scheduleEvery, scheduleMetric })
}

const every = wholeNumber({ min: 1 })

const FIT = {
  epochs: wholeNumber({ min: 0 }),
  steps: wholeNumber({ min: 0 }),
  timeLimit: number({ above: 0 }),
  validation: rule('something to loop over', isLoader),
  validateEvery: either(
    every,
    rule('{ epochs } or { steps }, a whole number >= 1', (v) => {
      const entries = typeof v === 'object' && v !== null ? Object.entries(v) : []
      return entries.length === 1 && ['epochs', 'steps'].includes(entries[0]![0]) && every.test(entries[0]![1])
    })
  ),
  callbacks: arrayOf(rule('a callback', (v) => typeof v === 'object' && v !== null)),
  loggers: arrayOf(rule('a logger, an object with the method log', (v) => has(v, 'log'))),
  logEvery: every,
  onLogFailure: oneOf('warn', 'throw'),
  signal: rule('an AbortSignal', isAbortSignal),
  resume: either(
    text,
    rule('true', (v) => v === true)
  )
}

function isLoader(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Tensor) return false
  return Symbol.iterator in value || Symbol.asyncIterator in value
}

/** The limits of a fit, Infinity for none, and when it validates. */
export interface FitPlan {
  readonly epochs: number
  readonly steps: number
  readonly timeLimit: number
  readonly validation: Loader | undefined
  /** The totals reported by the first event. */
  readonly shown: { validates: boolean; epochs?: number; steps?: number; batches?: number }
  /** Whether a validation follows this epoch or step. */
  validates(unit: 'epochs' | 'steps', count: number): boolean
}

/** Throws unless it is a loader. */
export function checkLoader(call: string, loader: unknown): asserts loader is Loader {
  if (!isLoader(loader)) throw mismatch(call, 'loader', 'something to loop over, such as a DataLoader', loader)
  refuseIterator(call, 'a loader', loader)
}

function refuseIterator(call: string, what: string, loader: unknown): void {
  if (!has(loader, 'next')) return
  throw new OptionError(`${call}: expected ${what} that can be iterated repeatedly but received an iterator`)
}

// A misspelled handler of a literal, such as onEpochEnd, would never be called.
function checkHandlers(call: string, callback: object): void {
  if (!isPlainObject(callback)) return
  const names = Object.keys(CALLBACK_RULES).filter((name) => name.startsWith('on'))
  const unknown = Object.keys(callback).find((name) => /^on[A-Z]/.test(name) && !names.includes(name))
  if (unknown === undefined) return
  const near = nearest(unknown, names)
  throw new OptionError(
    `${call}: unknown handler ${unknown}; ${near === null ? `the handlers are ${names.join(', ')}` : `did you mean ${near}?`}`
  )
}

/** Throws unless the arguments of fit or stream fit. */
export function checkFit(call: string, loader: Loader, options: FitOptions = {}): FitPlan {
  checkLoader(call, loader)
  checkOptions(call, options, FIT)
  const { epochs, steps, timeLimit, validation } = options
  options.callbacks?.forEach((callback, k) => {
    checkHandlers(`${call}: callbacks[${k}]`, callback)
  })
  if (epochs === undefined && steps === undefined && timeLimit === undefined) {
    throw new OptionError(`${call}: expected epochs, steps or timeLimit but received none of them`)
  }
  if (validation === loader) {
    throw new OptionError(`${call}: expected validation to be another loader but received the training loader`)
  }
  refuseIterator(call, 'validation to be a loader', validation)
  const { validateEvery = 1 } = options
  const [[unit, count]] = Object.entries(
    typeof validateEvery === 'number' ? { epochs: validateEvery } : validateEvery
  ) as [[string, number]]
  return {
    epochs: epochs ?? Infinity,
    steps: steps ?? Infinity,
    timeLimit: timeLimit ?? Infinity,
    validation,
    shown: {
      validates: validation !== undefined,
      ...(epochs === undefined ? {} : { epochs }),
      ...(steps === undefined ? {} : { steps }),
      // Infinity: a stream of unknown length.
      ...(loader.length === undefined || loader.length === Infinity ? {} : { batches: loader.length })
    },
    validates: (asked, at) => validation !== undefined && asked === unit && at % count === 0
  }
}

/** Warns if a resumed run has already reached its limits. */
export function nothingToDo(
  call: string,
  plan: FitPlan,
  done: Readonly<{ epoch: number; step: number; seconds: number }>
): void {
  const reached = (
    [
      ['epochs', done.epoch],
      ['steps', done.step],
      ['timeLimit', done.seconds]
    ] as const
  ).find(([name, count]) => count >= plan[name])
  if (reached === undefined) return
  const [name, count] = reached
  process.emitWarning(
    `${call}: nothing is left to do because ${name} counts the whole run, which has ${count} of ${plan[name]}; give a larger ${name}, or leave out resume to begin a new run`,
    { code: 'THALWEG_NOTHING_TO_DO' }
  )
}
