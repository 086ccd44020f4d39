// The state of a run: one plain object of tensors and JSON, by name, and back. Called by run.ts.
import { CheckpointError, ThalwegError } from '../errors.ts'
import type { MetricState } from '../metrics/index.ts'
import type { OptimizerState } from '../optim/index.ts'
import { copyOf } from '../optim/state.ts'
import { defaultGenerator, type GeneratorState } from '../tensor/random.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { hasSparse, type SparseGradient, setSparse, sparseGrad } from '../tensor/sparse.ts'
import { Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import type { History } from './history.ts'
import type { Learner, Totals } from './learner.ts'

/** How far a run is. */
export interface Position {
  /** Epochs that are done. */
  epoch: number
  /** Batches of the epoch under way that are done. */
  batch: number
  /** Optimizer steps. */
  step: number
  /** Of training. */
  seconds: number
}

/** Everything that a resume needs. */
export interface RunState {
  model: Record<string, Tensor>
  optimizer: OptimizerState
  scheduler: Record<string, unknown> | null
  ema: Record<string, Tensor> | null
  generators: Record<string, GeneratorState>
  /** The sums of the accumulation under way, by the optimizer's names; `sparse` where tables have such gradients. */
  accumulation: { count: number; gradients: Record<string, Tensor>; sparse?: Record<string, SparseGradient> }
  position: Position
  totals: Totals
  metrics: Record<string, MetricState>
  history: History
  /** Where the loader stands; null for one that cannot say. */
  data: unknown
  /** By name. */
  callbacks: Record<string, Record<string, unknown>>
}

/** The part of the state that is learned; its tensors share memory with what they are of. */
export function learnerState(
  learner: Learner
): Pick<RunState, 'model' | 'optimizer' | 'scheduler' | 'ema' | 'generators' | 'accumulation' | 'totals' | 'metrics'> {
  const { optimizer, accumulator } = learner
  const { scheduler } = learner.steering
  const gradients: Record<string, Tensor> = {}
  const sparse: Record<string, SparseGradient> = {}
  for (const [p, name] of accumulator.count > 0 ? optimizer.names : []) {
    if (p.grad !== null) gradients[name] = p.grad
    if (hasSparse(p)) sparse[name] = sparseGrad(p)!
  }
  return {
    model: learner.model.stateDict(),
    optimizer: optimizer.stateDict(),
    scheduler: scheduler?.stateDict() ?? null,
    ema: learner.averaged?.stateDict() ?? null,
    generators: learner.random.state(),
    accumulation: { count: accumulator.count, gradients, ...(Object.keys(sparse).length > 0 ? { sparse } : {}) },
    totals: { ...learner.totals },
    metrics: Object.fromEntries(learner.metrics.map((metric) => [metric.name, metric.state()]))
  }
}

/** Takes over a state: all of it, or, when it throws, nothing. */
export function setLearnerState(learner: Learner, state: RunState): void {
  const before = copyTree(learnerState(learner)) as RunState
  try {
    apply(learner, state)
  } catch (error) {
    apply(learner, before)
    throw error
  }
}

function apply(learner: Learner, state: RunState): void {
  const { scheduler } = learner.steering
  samePart('scheduler', state.scheduler, scheduler)
  samePart('ema', state.ema, learner.averaged)
  learner.model.loadStateDict(state.model)
  learner.optimizer.loadStateDict(state.optimizer)
  scheduler?.loadStateDict(state.scheduler as never)
  learner.averaged?.loadStateDict(state.ema!)
  learner.random.setState(state.generators)
  setAccumulation(learner, state.accumulation)
  learner.totals = { ...state.totals }
  for (const metric of learner.metrics) {
    const saved = state.metrics[metric.name]
    if (saved === undefined)
      throw new CheckpointError(`Trainer: expected the state of metric ${show(metric.name)} but there is none`)
    metric.setState(saved)
  }
}

function samePart(name: string, saved: unknown, own: unknown): void {
  if ((saved === null) === (own === null || own === undefined)) return
  const [has, lacks] = saved === null ? ['the Trainer', 'the saved state'] : ['the saved state', 'the Trainer']
  throw new CheckpointError(`Trainer: ${has} has ${name === 'ema' ? 'an ema' : `a ${name}`} but ${lacks} has none`)
}

function setAccumulation({ optimizer, accumulator }: Learner, saved: RunState['accumulation']): void {
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

/** A copy whose tensors have memory of their own. */
export function copyTree(value: unknown): unknown {
  if (value instanceof Tensor) return copyOf(value)
  if (Array.isArray(value)) return value.map(copyTree)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, copyTree(v)]))
}

type Test = (value: unknown) => boolean

const isObject = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v) && !(v instanceof Tensor)
const isNumber: Test = (v) => typeof v === 'number'
const isCount: Test = (v) => Number.isSafeInteger(v) && (v as number) >= 0
const has = (v: unknown, test: Test, ...names: string[]): boolean =>
  isObject(v) && names.every((name) => Object.hasOwn(v, name) && test(v[name]))
const each = (v: unknown, test: Test): boolean => isObject(v) && Object.values(v).every(test)

// What each part must be so that a run can go on from it. Whether names and shapes fit is for those who take the parts over.
const PARTS: Partial<Record<keyof RunState, Test>> = {
  model: (v) => each(v, (t) => t instanceof Tensor),
  optimizer: isObject,
  generators: (v) => has(v, isObject, '') && each(v, (g) => has(g, isCount, 'seed', 'counter')),
  accumulation: (v) =>
    has(v, isCount, 'count') &&
    each((v as RunState['accumulation']).gradients, (t) => t instanceof Tensor) &&
    each((v as RunState['accumulation']).sparse ?? {}, (g) => has(g, (t) => t instanceof Tensor, 'indices', 'values')),
  position: (v) => has(v, isCount, 'epoch', 'batch', 'step') && has(v, (n) => Number.isFinite(n), 'seconds'),
  totals: (v) => has(v, isNumber, 'loss') && has(v, isCount, 'samples'),
  metrics: isObject,
  history: (v) =>
    each(v, (column) => Array.isArray(column) && column.every(isNumber)) &&
    new Set(Object.values(v as History).map(({ length }) => length)).size <= 1,
  callbacks: (v) => each(v, isObject)
}

/** Throws unless a value is what a run can go on from, as far as that can be told without the Trainer. */
export function checkRunState(call: string, state: unknown): asserts state is RunState {
  const wrong = Object.entries(PARTS).filter(([part, test]) => {
    const own = isObject(state) && Object.hasOwn(state, part)
    return !own || !test(state[part])
  })
  if (wrong.length === 0) return
  const [missing, broken] = [[] as string[], [] as string[]]
  for (const [part] of wrong) {
    const value = isObject(state) ? state[part] : undefined
    if (typeof value === 'object' && value !== null) broken.push(part)
    else missing.push(part)
  }
  const what = [
    ...(missing.length > 0 ? [`it has no ${missing.join(', ')}`] : []),
    ...(broken.length > 0 ? [`its ${broken.join(', ')} cannot be read`] : [])
  ]
  throw new CheckpointError(`${call}: expected the state of a run but ${what.join(' and ')}`)
}

/** What a state that does not fit led to, as an error of this library. */
export function misfit(call: string, error: unknown): unknown {
  if (error instanceof ThalwegError || !(error instanceof Error)) return error
  return new CheckpointError(`${call}: the state cannot be taken over: ${error.message}`, { cause: error })
}

/**
 * Keeps what learning changes: a function that makes it as it is now, to the bit, gradients that somebody holds and the
 * generator that data may draw from among it.
 */
export function remember(learner: Learner): () => void {
  const { model } = learner
  const state = copyTree(learnerState(learner)) as RunState
  const modes = model.modules().map((module) => [module, module.training] as const)
  const gradients = [...new Set([...model.namedParameters().map(([, p]) => p), ...learner.parameters()])].map(
    gradientOf
  )
  const generator = defaultGenerator.state()
  return () => {
    setLearnerState(learner, state)
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
