// The state of a run: one plain object of tensors and JSON, by name, and back. Called by run.ts.
import { CheckpointError } from '../errors.ts'
import type { MetricState } from '../metrics/index.ts'
import type { OptimizerState } from '../optim/index.ts'
import { copyOf } from '../optim/state.ts'
import { defaultGenerator, type GeneratorState } from '../tensor/random.ts'
import { format, sameShape } from '../tensor/shape.ts'
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
  /** The sums of the accumulation under way, by the optimizer's names. */
  accumulation: { count: number; gradients: Record<string, Tensor> }
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
  if (accumulator.count > 0) for (const [p, name] of optimizer.names) if (p.grad !== null) gradients[name] = p.grad
  return {
    model: learner.model.stateDict(),
    optimizer: optimizer.stateDict(),
    scheduler: scheduler?.stateDict() ?? null,
    ema: learner.averaged?.stateDict() ?? null,
    generators: learner.random.state(),
    accumulation: { count: accumulator.count, gradients },
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
  const { count, gradients } = saved
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
    p.grad = gradient === undefined ? null : copyOf(gradient, p.dtype)
  }
  accumulator.loadStateDict({ count })
}

/** A copy whose tensors have memory of their own. */
export function copyTree(value: unknown): unknown {
  if (value instanceof Tensor) return copyOf(value)
  if (Array.isArray(value)) return value.map(copyTree)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, copyTree(v)]))
}

const PARTS: readonly (keyof RunState)[] = [
  'model',
  'optimizer',
  'generators',
  'accumulation',
  'position',
  'totals',
  'metrics',
  'history',
  'callbacks'
]

/** Throws unless a value looks like the state of a run. */
export function checkRunState(call: string, state: unknown): asserts state is RunState {
  const missing = PARTS.filter((part) => {
    const value = (state as Record<string, unknown> | null)?.[part]
    return typeof value !== 'object' || value === null
  })
  if (missing.length > 0) {
    throw new CheckpointError(`${call}: expected the state of a run but it has no ${missing.join(', ')}`)
  }
}

/**
 * Keeps what learning changes: a function that makes it as it is now, to the bit, gradients that somebody holds and the
 * generator that data may draw from among it.
 */
export function remember(learner: Learner): () => void {
  const { model } = learner
  const state = copyTree(learnerState(learner)) as RunState
  const modes = model.modules().map((module) => [module, module.training] as const)
  const gradients = [...new Set([...model.parameters(), ...learner.parameters()])].map(gradientOf)
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
  return () => {
    p.grad = grad
    if (grad === null) return
    grad.data.set(values!)
    grad.storage.version++
  }
}
