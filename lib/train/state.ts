// The state of a run: to and from one plain object of tensors and JSON; and the position of a loader. Called by run.ts.
import { CheckpointError, DataError, ThalwegError } from '../errors.ts'
import type { MetricState } from '../metrics/index.ts'
import type { OptimizerState } from '../optim/index.ts'
import { copyOf } from '../optim/state.ts'
import { defaultGenerator, type GeneratorState } from '../tensor/random.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { hasSparse, type SparseGradient, setSparse, sparseGrad } from '../tensor/sparse.ts'
import { Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { isError } from '../util/realm.ts'
import type { Meter, Totals } from './evaluate.ts'
import type { Loader } from './events.ts'
import type { History } from './history.ts'
import type { TrainStep } from './step.ts'

/** The run's identity and position. */
export interface Position {
  /** Identifies the run; a resumed run keeps it. Not in files of earlier versions. */
  run?: string
  /** Epochs done. */
  epoch: number
  /** Batches of the current epoch done. */
  batch: number
  /** Optimizer steps. */
  step: number
  /** Seconds of training. */
  seconds: number
}

/** Weights of a model and its averages, and the optimizer's state, where they differ from those in use. */
export type Weights = Pick<RunState, 'model'> & Partial<Pick<RunState, 'ema' | 'optimizer'>>

/** Everything that a resume needs. */
export interface RunState {
  /** The training weights, or, with `trainingModel`, those that were evaluated. */
  model: Record<string, Tensor>
  /** The training weights, if `model` has others. */
  trainingModel?: Record<string, Tensor>
  /** The weights a resume continues with, if they were replaced at the end of the run (restoreBest). */
  continueWith?: Weights
  optimizer: OptimizerState
  scheduler: Record<string, unknown> | null
  ema: Record<string, Tensor> | null
  generators: Record<string, GeneratorState>
  /** The sums of the accumulation under way, by the optimizer's names; `sparse` for sparse gradients. */
  accumulation: { count: number; gradients: Record<string, Tensor>; sparse?: Record<string, SparseGradient> }
  position: Position
  totals: Totals
  metrics: Record<string, MetricState>
  history: History
  /** The loader's position; null if it has none. */
  data: unknown
  /** Into how many shards a distributed run cuts its batches. */
  shards?: number
  /** How it sums gradients over shards, if not in float32. */
  reduceDtype?: 'bfloat16'
  /** By name. */
  callbacks: Record<string, Record<string, unknown>>
}

// --- the trained state ---

/** The model and everything else that a step changes. */
export interface Learner {
  readonly step: TrainStep
  readonly meter: Meter
}

type Learned = Pick<
  RunState,
  'model' | 'optimizer' | 'scheduler' | 'ema' | 'generators' | 'accumulation' | 'totals' | 'metrics'
>

/** The trained part of the state; its tensors share memory with their owners. */
export function learnedState({ step, meter }: Learner): Learned {
  const { optimizer, accumulator, setup } = step
  const gradients: Record<string, Tensor> = {}
  const sparse: Record<string, SparseGradient> = {}
  for (const [p, name] of accumulator.count > 0 ? optimizer.names : []) {
    if (p.grad !== null) gradients[name] = p.grad
    if (hasSparse(p)) sparse[name] = sparseGrad(p)!
  }
  return {
    model: step.model.stateDict(),
    optimizer: optimizer.stateDict(),
    scheduler: setup.scheduler?.stateDict() ?? null,
    ema: step.averaged?.stateDict() ?? null,
    generators: step.random.state(),
    accumulation: { count: accumulator.count, gradients, ...(Object.keys(sparse).length > 0 ? { sparse } : {}) },
    totals: { ...meter.totals },
    metrics: Object.fromEntries(meter.metrics.map((metric) => [metric.name, metric.state()]))
  }
}

/**
 * Loads a state: all of it or, if it throws, nothing.
 *
 * @param atBoundary between two epochs: metrics are empty then, so they may differ from those of the state
 */
export function setLearned(learner: Learner, state: Learned, atBoundary = false): void {
  const before = copyTree(learnedState(learner)) as Learned
  try {
    apply(learner, state, atBoundary)
  } catch (error) {
    apply(learner, before)
    throw error
  }
}

function apply({ step, meter }: Learner, state: Learned, atBoundary = false): void {
  const { scheduler } = step.setup
  samePart('scheduler', state.scheduler, scheduler)
  samePart('ema', state.ema, step.averaged)
  step.model.loadStateDict(state.model)
  step.optimizer.loadStateDict(state.optimizer)
  scheduler?.loadStateDict(state.scheduler as never)
  step.averaged?.loadStateDict(state.ema!)
  step.random.setState(state.generators)
  setAccumulation(step, state.accumulation)
  meter.totals = { ...state.totals }
  for (const metric of meter.metrics) {
    const saved = state.metrics[metric.name]
    if (saved !== undefined) metric.setState(saved)
    else if (atBoundary) metric.reset()
    else throw new CheckpointError(`Trainer: expected the state of metric ${show(metric.name)} but there is none`)
  }
}

function samePart(name: string, saved: unknown, own: unknown): void {
  if ((saved === null) === (own === null || own === undefined)) return
  const [has, lacks] = saved === null ? ['the Trainer', 'the saved state'] : ['the saved state', 'the Trainer']
  throw new CheckpointError(`Trainer: ${has} has ${name === 'ema' ? 'an ema' : `a ${name}`} but ${lacks} has none`)
}

function setAccumulation({ optimizer, accumulator }: TrainStep, saved: RunState['accumulation']): void {
  const { count, gradients, sparse = {} } = saved
  if (count >= accumulator.steps) {
    throw new CheckpointError(
      `Trainer: expected fewer than ${accumulator.steps} accumulated batches (accumulate) but the saved state has ${count}`
    )
  }
  for (const [p, name] of optimizer.names) {
    const gradient = gradients[name]
    if (gradient !== undefined && !sameShape(gradient.shape, p.shape)) {
      throw new CheckpointError(
        `Trainer: expected the gradient of ${name} to be of shape ${format(p.shape)} but it is ${format(gradient.shape)}`
      )
    }
    const rows = sparse[name]
    if (rows !== undefined && !isOf(rows, p)) {
      throw new CheckpointError(
        `Trainer: expected the sparse gradient of ${name} to be of rows of ${format(p.shape)} but it has indices of shape ${format(rows.indices.shape)} and values of shape ${format(rows.values.shape)}`
      )
    }
    p.grad = gradient === undefined ? null : copyOf(gradient, p.dtype)
    setSparse(p, rows ?? null)
  }
  accumulator.loadStateDict({ count })
}

function isOf({ indices, values }: SparseGradient, { shape }: Tensor): boolean {
  const fits = shape.length === 2 && indices.dtype === 'int32' && sameShape(values.shape, [indices.size, shape[1]!])
  return fits && (indices.data as Int32Array).every((row) => row >= 0 && row < shape[0]!)
}

/** A deep copy. */
export function copyTree(value: unknown): unknown {
  if (value instanceof Tensor) return copyOf(value)
  if (Array.isArray(value)) return value.map(copyTree)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, copyTree(v)]))
}

/**
 * Saves what training changes: returns a function that restores it to the bit, including gradients that someone
 * holds and the generator that data may draw from.
 */
export function remember(learner: Learner): () => void {
  const { step } = learner
  const state = copyTree(learnedState(learner)) as Learned
  const modes = step.model.modules().map((module) => [module, module.training] as const)
  const parameters = new Set([...step.model.namedParameters().map(([, p]) => p), ...step.parameters()])
  const gradients = Array.from(parameters, gradientOf)
  const generator = defaultGenerator.state()
  return () => {
    apply(learner, state)
    for (const back of gradients) back()
    for (const [module, training] of modes) module.training = training
    defaultGenerator.setState(generator)
  }
}

function gradientOf(p: Tensor): () => void {
  const { grad } = p
  const values = grad === null ? null : grad.data.slice()
  const sparse = hasSparse(p) ? (copyTree(sparseGrad(p)) as SparseGradient) : null
  return () => {
    p.grad = grad
    setSparse(p, sparse)
    if (grad === null) return
    grad.data.set(values!)
    grad.storage.touch()
  }
}

// --- whether a value is a state ---

type Test = (value: unknown) => boolean

const isObject = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v) && !(v instanceof Tensor)
const isNumber: Test = (v) => typeof v === 'number'
const isCount: Test = (v) => Number.isSafeInteger(v) && (v as number) >= 0
const has = (v: unknown, test: Test, ...names: string[]): boolean =>
  isObject(v) && names.every((name) => Object.hasOwn(v, name) && test(v[name]))
const each = (v: unknown, test: Test): boolean => isObject(v) && Object.values(v).every(test)
const isTensor: Test = (v) => v instanceof Tensor
const isModel: Test = (v) => each(v, isTensor)

// The type of each part. Whether names and shapes fit is checked where the parts are loaded.
const PARTS: Partial<Record<keyof RunState, Test>> = {
  model: isModel,
  optimizer: isObject,
  generators: (v) => has(v, isObject, '') && each(v, (g) => has(g, isCount, 'seed', 'counter')),
  accumulation: (v) =>
    has(v, isCount, 'count') &&
    isModel((v as RunState['accumulation']).gradients) &&
    each((v as RunState['accumulation']).sparse ?? {}, (g) => has(g, isTensor, 'indices', 'values')),
  position: (v) =>
    has(v, isCount, 'epoch', 'batch', 'step') &&
    has(v, (n) => Number.isFinite(n), 'seconds') &&
    ['string', 'undefined'].includes(typeof (v as Position).run),
  totals: (v) => has(v, isNumber, 'loss') && has(v, isCount, 'samples'),
  metrics: isObject,
  history: (v) =>
    each(v, (column) => Array.isArray(column) && column.every(isNumber)) &&
    new Set(Object.values(v as History).map(({ length }) => length)).size <= 1,
  callbacks: (v) => each(v, isObject),
  trainingModel: (v) => v === undefined || isModel(v),
  continueWith: (v) => v === undefined || has(v, isModel, 'model'),
  shards: (v) => v === undefined || isCount(v),
  reduceDtype: (v) => v === undefined || v === 'bfloat16'
}

/** Throws unless a value is the state of a run, as far as can be checked without the Trainer. */
export function checkRunState(call: string, state: unknown): asserts state is RunState {
  const parts = isObject(state) ? state : {}
  const wrong = Object.entries(PARTS).flatMap(([part, test]) => (test(parts[part]) ? [] : [part]))
  if (wrong.length === 0) return
  const isThere = (part: string): boolean => typeof parts[part] === 'object' && parts[part] !== null
  const missing = wrong.filter((part) => !isThere(part))
  const broken = wrong.filter(isThere)
  const what = [
    ...(missing.length > 0 ? [`it has no ${missing.join(', ')}`] : []),
    ...(broken.length > 0 ? [`its ${broken.join(', ')} cannot be read`] : [])
  ]
  throw new CheckpointError(`${call}: expected the state of a run but ${what.join(' and ')}`)
}

/** Wraps an error caused by a state that does not fit. */
export function misfit(call: string, error: unknown): unknown {
  if (error instanceof ThalwegError || !isError(error)) return error
  return new CheckpointError(`${call}: the state cannot be taken over: ${error.message}`, { cause: error })
}

// --- loaders ---

interface Placed {
  state(): unknown
  setState(state: unknown): void
}

function isPlaced(loader: object): loader is Placed {
  const { state, setState } = loader as Partial<Placed>
  return typeof state === 'function' && typeof setState === 'function'
}

/** A loader's position; null if it has none. */
export function loaderState(loader: Loader): unknown {
  return isPlaced(loader) ? loader.state() : null
}

/**
 * Sets a loader to the run's position. Between two epochs its settings may differ from those of the state.
 *
 * @returns the settings that differ, as 'batchSize 8 -> 4'
 */
export function seek(call: string, loader: Loader, data: unknown, { batch }: Position): string[] {
  if (data !== null && isPlaced(loader)) {
    try {
      loader.setState(data)
      return []
    } catch (error) {
      const own = loader.state()
      const changed = batch === 0 && isObject(data) && isObject(own) ? differences(data, own) : []
      if (changed.length === 0) throw error
      // Epoch and seed come from the run; the contents of an epoch, from the loader.
      loader.setState({ ...(own as object), ...placeIn(data as Record<string, unknown>) })
      return changed
    }
  }
  if (batch === 0) return []
  throw new CheckpointError(
    `${call}: expected a loader with state() and setState(), such as a DataLoader, to resume within an epoch (after batch ${batch}) but received ${show(loader)}`
  )
}

const PLACE = ['epoch', 'batch', 'seed']

function placeIn(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(PLACE.flatMap((name) => (Object.hasOwn(data, name) ? [[name, data[name]]] : [])))
}

function differences(saved: Record<string, unknown>, own: Record<string, unknown>): string[] {
  return Object.keys(own).flatMap((name) =>
    PLACE.includes(name) || typeof own[name] === 'object' || saved[name] === own[name] || !Object.hasOwn(saved, name)
      ? []
      : [`${name} ${show(saved[name])} -> ${show(own[name])}`]
  )
}

/** A function that restores a loader's current position; null if it has none. */
export function bookmark(loader: Loader): (() => void) | null {
  const { mark } = loader as { mark?: () => () => void }
  if (typeof mark === 'function') return mark.call(loader)
  if (!isPlaced(loader)) return null
  const state = loader.state()
  return () => loader.setState(state)
}

/** A batch, and whether it is the last of its epoch. */
export interface EndlessBatch {
  readonly batch: unknown
  readonly last: boolean
}

/** The batches of a loader, epoch after epoch. */
export async function* endless(call: string, loader: Loader): AsyncGenerator<EndlessBatch, never> {
  for (;;) {
    let count = 0
    for await (const batch of loader) yield { batch, last: ++count === loader.length }
    if (count === 0) throw new DataError(`${call}: expected at least one batch in an epoch but the loader gave none`)
  }
}
