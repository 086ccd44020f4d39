// analyze.memory: what a step takes with each optimizer, what fits under a limit and by which means, plan and measurement.
import { NonFiniteError } from '../errors.ts'
import { plannedNames, plannedStates, statesToCome } from '../inspect/memory/states.ts'
import { profile } from '../inspect/profile/profile.ts'
import type { Optimizer } from '../optim/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { Loader, Trainer } from '../train/index.ts'
import { numberFlag, textFlag } from '../util/flags.ts'
import { arrayOf, either, number, oneOf, rule, text, wholeNumber } from '../util/options.ts'
import type { Outcome } from './analysis.ts'
import { batchBytes, canResize, firstBatch, resized, samplesOf } from './batches.ts'
import { type OptimizerCandidate, racerOf } from './candidates.ts'
import { findingsOf, picturesOf } from './memory.findings.ts'
import { MODES, type ModeBytes, StepPlan } from './memory.plan.ts'
import type { Column, Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { bytesOf, bytesRule } from './units.ts'

/** Options of analyze.memory. */
export interface MemoryOptions extends AnalysisOptions {
  /** Bytes that a run may take, > 0. Default: four fifths of what the control group and the system have left. */
  limit?: number | undefined
  /** Samples of the batch, >= 1. Default: as the loader has it. */
  batchSize?: number | undefined
  /** What to plan next to the experiment's own optimizer: names, your own, or 'all'. Default sgd, sgd:0.9, adam, adam8bit, adafactor. */
  optimizers?: readonly OptimizerCandidate[] | 'all' | undefined
}

const CALL = 'analyze.memory'
const OPTIMIZERS = ['sgd', 'sgd:0.9', 'adam', 'adam8bit', 'adafactor'] as const
const CANDIDATE = either(
  text,
  rule('{ name, optimizer }', (v) => typeof v === 'object' && v !== null && 'optimizer' in v)
)

/**
 * Plans the bytes of a training step (parameters, gradients, states, activations, what backward makes, the batch) with
 * several optimizers, and the largest batch under a limit: as it is, with bfloat16 activations, with checkpoints; one
 * step of the experiment's own optimizer is measured. Sizes that do not fit are planned from runs of small batches.
 * Sizes come in classes, four an octave, as buffers do: of two neighbors the larger one does not fit.
 *
 * @param experiment see experimentOf; seeds do not matter
 * @param options limit, batchSize, optimizers; budget, threads, signal, progress
 * @returns a row for each optimizer, that of the experiment first
 * @throws OptionError; what the model and the data throw
 * @example
 * const result = await analyze.memory(experiment, { limit: 64e6, optimizers: ['sgd'] })
 * result.rows.length // 2
 */
export const memory = defineAnalysis<MemoryOptions>({
  name: 'memory',
  question: 'what does a step take, and what fits?',
  options: {
    limit: number({ above: 0 }),
    batchSize: wholeNumber({ min: 1 }),
    optimizers: either(oneOf('all'), arrayOf(CANDIDATE))
  },
  flags: {
    limit: { ...textFlag('8GB', 'memory that a run may take'), rule: bytesRule },
    batch: numberFlag('N', wholeNumber({ min: 1 }), 'samples of the batch'),
    optimizers: textFlag('A,B', 'what to plan, such as sgd,adam8bit, or all')
  },
  fromFlags: ({ limit, batch, optimizers }) => ({
    ...(limit === undefined ? {} : { limit: bytesOf(String(limit))! }),
    ...(batch === undefined ? {} : { batchSize: batch as number }),
    ...(optimizers === undefined ? {} : { optimizers: optimizers === 'all' ? 'all' : String(optimizers).split(',') })
  }),
  run
})

async function run(session: Session, options: MemoryOptions): Promise<Outcome> {
  const { optimizers = OPTIMIZERS } = options
  const names = optimizers === 'all' ? plannedNames() : optimizers
  const candidates = names.map((each) => racerOf(CALL, each))
  const { trainer, train } = await session.build({ seed: session.seeds[0]! })
  const batch = await firstBatch(train)
  const available = 0.8 * process.availableMemory()
  const limit = options.limit ?? available
  const own = statesOf(trainer.optimizer)
  const all = [{ name: nameOf(trainer.optimizer), states: sum(statesToCome(trainer.optimizer)) }]
  for (const { name, build } of candidates) {
    all.push({ name, states: statesFor(build.optimizer as never, trainer, own.shapes) })
  }
  const resizable = canResize(batch)
  const samples = (resizable ? options.batchSize : undefined) ?? samplesOf(batch)
  if (options.batchSize !== undefined && samples !== options.batchSize) {
    session.leave(`a batch of ${options.batchSize}: batches of the loader cannot be resized`)
  }
  const plans = await trainer.dryRun(CALL, train, async ({ step }) => {
    const plan = new StepPlan(step, batch, Math.min(limit, available))
    const at = plan.bytes(samples)
    const rows: Row[] = []
    for (const { name, states } of all) {
      if (session.stopped) session.leave(name)
      else rows.push(rowOf(name, { ...own, states }, at, plan, { limit, samples }))
    }
    return { rows, at }
  })
  const [first] = plans.rows
  const measured = await measure(session, trainer, resizable ? resized(batch, samples) : batch, {
    plan: (first?.plan as number | undefined) ?? Number.NaN,
    room: Math.min(limit, available)
  })
  const rows = plans.rows.map((row, k) => ({ ...row, measured: k === 0 ? measured.bytes : null }))
  return {
    columns: COLUMNS,
    rows,
    findings: findingsOf(rows, plans.at, { limit, samples, why: measured.why }),
    pictures: () => picturesOf(rows)
  }
}

interface Held {
  readonly parameters: number
  readonly gradients: number
  readonly states: number
}

function statesOf({ paramGroups }: Optimizer): Omit<Held, 'states'> & { shapes: (readonly number[])[] } {
  const parameters = paramGroups.flatMap(({ params }) => params as readonly Tensor[])
  const bytes = parameters.reduce((n, t) => n + t.size * t.storage.width, 0)
  return { parameters: bytes, gradients: bytes, shapes: parameters.map(({ shape }) => shape) }
}

function statesFor(optimizer: unknown, { model }: Trainer, shapes: readonly (readonly number[])[]): number {
  if (typeof optimizer === 'function') return sum(statesToCome(optimizer(model) as Optimizer))
  const { name, ...options } = optimizer as { name: string }
  return sum(plannedStates(CALL, name, shapes, options))
}

const sum = (states: Readonly<Record<string, number>>): number => Object.values(states).reduce((a, b) => a + b, 0)
const nameOf = (optimizer: Optimizer): string => `${optimizer.kind} (own)`

function rowOf(
  optimizer: string,
  { parameters, gradients, states }: Held,
  at: ModeBytes,
  plan: StepPlan,
  { limit, samples }: { readonly limit: number; readonly samples: number }
): Row {
  const fixed = parameters + gradients + states
  const [float32, bfloat16, checkpoint] = MODES.map((mode) => plan.largest(mode, limit - fixed))
  return {
    optimizer,
    parametersBytes: parameters,
    gradientsBytes: gradients,
    statesBytes: states,
    activationsBytes: at.float32,
    plan: fixed + at.float32,
    bfloat16Bytes: fixed + at.bfloat16,
    checkpointBytes: fixed + at.checkpoint,
    bytesPerSample: plan.resizable ? (plan.bytes(2 * samples).float32 - at.float32) / samples : Number.NaN,
    largestBatch: float32!,
    largestBfloat16: bfloat16!,
    largestCheckpoint: checkpoint!,
    // Batches that together have as many samples.
    accumulate: float32! > 0 ? Math.ceil(samples / float32!) : Number.NaN
  }
}

const COLUMNS: readonly Column[] = [
  { key: 'optimizer', as: 'text', note: "(own) is the config's" },
  { key: 'statesBytes', head: 'states', as: 'bytes', note: 'of the optimizer' },
  { key: 'plan', as: 'bytes', note: 'memory of a step, calculated' },
  { key: 'measured', as: 'bytes', note: 'the same, measured' },
  { key: 'largestBatch', head: 'largest', as: 'whole', note: 'largest batch under the limit' },
  { key: 'largestBfloat16', head: 'bfloat16', as: 'whole', note: "the same with activations: 'bfloat16'" },
  {
    key: 'largestCheckpoint',
    head: 'checkpoint',
    as: 'whole',
    note: 'the same with activations computed again in backward'
  },
  { key: 'accumulate', as: 'whole', note: "parts into which the config's batch must be split" },
  { key: 'parametersBytes', head: 'parameters', as: 'bytes' },
  { key: 'gradientsBytes', head: 'gradients', as: 'bytes' },
  { key: 'activationsBytes', head: 'activations', as: 'bytes' },
  { key: 'bfloat16Bytes', head: 'with bfloat16', as: 'bytes', note: 'plan with these activations' },
  { key: 'checkpointBytes', head: 'with checkpoint', as: 'bytes', note: 'plan with activations computed again' },
  { key: 'bytesPerSample', head: 'a sample', as: 'bytes', note: 'memory of one more sample' }
]

// What a step of the experiment's own optimizer takes; NaN with the reason when it was not run.
async function measure(
  session: Session,
  trainer: Trainer,
  batch: unknown,
  { plan, room }: { readonly plan: number; readonly room: number }
): Promise<{ bytes: number; why: string }> {
  if (session.stopped) return { bytes: Number.NaN, why: 'the budget is over' }
  if (!(plan <= room)) return { bytes: Number.NaN, why: 'a step does not fit' }
  try {
    const { memory: held } = await profile(trainer, [batch] as Loader, { steps: 1, warmup: 1 })
    return { bytes: held.parameters + held.gradients + held.states + held.scopes + batchBytes(batch), why: '' }
  } catch (error) {
    if (error instanceof NonFiniteError) return { bytes: Number.NaN, why: 'the loss is not finite' }
    throw error
  }
}
