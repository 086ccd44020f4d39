// What a Trainer does with one batch: the loss, its gradients, clipping, the optimizer's step. Called by loop.ts for
// training, by evaluate.ts for the loss alone, by run.ts and lib/inspect for steps that are undone.
import { setImmediate } from 'node:timers/promises'
import { withPrecision } from '../autograd/precision.ts'
import { NonFiniteError, OptionError } from '../errors.ts'
import { packingActivations } from '../nn/activationPacking.ts'
import type { Module } from '../nn/index.ts'
import { clipToNorm } from '../optim/clip.ts'
import {
  AveragedModel,
  clipGradNorm,
  emaAvg,
  GradientAccumulator,
  getTotalNorm,
  type LRScheduler,
  type Optimizer
} from '../optim/index.ts'
import { format } from '../tensor/shape.ts'
import { clearSparse, sparseGrad } from '../tensor/sparse.ts'
import { Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import type { LossOutput, TrainerOptions } from './events.ts'
import type { CheckedOptions } from './options.ts'
import { RandomStream } from './random.ts'

/** The result of a batch. */
export interface StepResult {
  loss: number
  samples: number
  updated: boolean
  skipped: boolean
  gradNorm?: number
}

/** The phases of a step; `onPhase` is called when each begins. The loss belongs to forward. */
export type StepPhase = 'forward' | 'backward' | 'callbacks' | 'clipping' | 'optimizer' | 'other'

/** The optimizer, and what sets its learning rates. */
export interface OptimizerSetup {
  readonly optimizer: Optimizer
  readonly scheduler: LRScheduler | undefined
  readonly scheduleEvery: 'epoch' | 'step'
  readonly scheduleMetric: string | undefined
}

/** The loss of a batch, its number of samples, and the inputs of metrics; its tensors live until the scope ends. */
export type BatchOutput = LossOutput & { samples: number }

/** How a step waits in its middle: for the other ranks where each steps some of the parameters, for queued calls. */
export interface Pauses {
  /** Runs a part of the step, with its scope and its random numbers. */
  part<R>(body: () => R): R | Promise<R>
  /** The norm of the gradients of all parameters. */
  norm(): Promise<number>
  /** The gradients of all parameters, to all. */
  gatherGradients(): Promise<void>
  keepOwnGradients(): void
  /** The weights that each rank has stepped, to all. */
  gatherWeights(): Promise<void>
}

// Above this loss the squares of gradients may overflow, which only their norm shows.
const LARGE_LOSS = 1e6

export class TrainStep {
  readonly model: Module
  readonly averaged: AveragedModel | null
  readonly random: RandomStream
  /** Sees the loss of a batch, finite or not; 'skip' leaves the batch out. */
  onLoss: ((loss: number) => 'skip' | undefined) | null = null
  /** Sees the mean gradients before they are clipped; 'skip' leaves the step out. */
  onGradients: (() => 'skip' | undefined) | null = null
  /** For measuring. */
  onPhase: ((phase: StepPhase) => void) | null = null
  readonly #options: CheckedOptions
  #setup: OptimizerSetup
  #accumulator: GradientAccumulator
  // Of the current step: the norm before clipping, whether the step is left out, whether a loss was large.
  #gradNorm: number | undefined
  // Of the last batch that was used: a flush gives it to a scheduler.
  #loss: number | undefined
  #dropped = false
  #large = false

  constructor(options: CheckedOptions) {
    const { model, ema, optimizer, scheduler, scheduleEvery = 'epoch', scheduleMetric } = options
    this.#options = options
    this.model = model
    this.averaged = typeof ema === 'number' ? new AveragedModel(model, { averaging: emaAvg(ema) }) : (ema ?? null)
    this.random = new RandomStream(model, options.seed)
    this.#setup = { optimizer, scheduler, scheduleEvery, scheduleMetric }
    this.#accumulator = this.#accumulate(optimizer)
  }

  get optimizer(): Optimizer {
    return this.#setup.optimizer
  }

  /** The options that decide what a step does, as JSON. */
  get settings(): Record<string, unknown> {
    const { clipGradNorm, accumulate, activations, precision, nonFinite, ema } = this.#options
    const { scheduleEvery, scheduleMetric } = this.#setup
    const average = typeof ema === 'object' ? 'own' : ema
    const shown = { clipGradNorm, accumulate, activations, precision, nonFinite, ema: average }
    return { ...shown, scheduleEvery, scheduleMetric }
  }

  get setup(): OptimizerSetup {
    return this.#setup
  }

  get accumulator(): GradientAccumulator {
    return this.#accumulator
  }

  /** Switches to this optimizer; the sums of an unfinished accumulation are its first gradients. */
  use(setup: OptimizerSetup): void {
    if (setup === this.#setup) return
    for (const p of this.parameters()) {
      if (setup.optimizer.names.has(p)) continue
      p.grad = null
      clearSparse(p)
    }
    const { count } = this.#accumulator
    this.#setup = setup
    this.#accumulator = this.#accumulate(setup.optimizer)
    this.#accumulator.count = count
  }

  #accumulate(optimizer: Optimizer): GradientAccumulator {
    return new GradientAccumulator(optimizer, {
      steps: this.#options.accumulate ?? 1,
      beforeStep: () => this.#beforeStep()
    })
  }

  /**
   * Trains on a batch, within a scope. An error in forward or loss leaves everything unchanged (except running
   * statistics of batch norm); after a later one the gradients of the current accumulation are lost.
   *
   * @param last whether it is the last batch of its epoch: then the accumulated gradients make a step
   * @returns the result, and the inputs of metrics: null for a batch that was left out
   */
  run(batch: unknown, last: boolean): { result: StepResult; output: BatchOutput | null } {
    return this.random.within(() => {
      this.onPhase?.('forward')
      const output = this.compute(batch)
      const loss = output.loss.item()
      const usable = this.isUsable(loss)
      const update = this.#update(usable ? () => this.#accumulator.backward(output.loss) : null, last)
      const { updated, gradNorm } = update
      const result: StepResult = { loss, samples: output.samples, updated, skipped: update.skipped || !usable }
      if (gradNorm !== undefined) result.gradNorm = gradNorm
      return { result, output: usable ? output : null }
    })
  }

  /**
   * Ends a batch whose gradients were computed elsewhere, within a scope.
   *
   * @param add adds the gradients, each divided by `accumulate`; null for a batch that is left out
   */
  conclude(last: boolean, add: (() => void) | null): Pick<StepResult, 'updated' | 'skipped' | 'gradNorm'> {
    const backward = (): boolean => {
      add!()
      return this.#accumulator.advance()
    }
    return this.random.within(() => this.#update(add === null ? null : backward, last))
  }

  /**
   * The same with pauses; `add` is called again, after a pause, while it returns true. Where each rank steps some of the
   * parameters, it has the gradients of those alone.
   */
  async concludeInParts(
    last: boolean,
    add: (() => boolean) | null,
    pauses: Pauses
  ): Promise<Pick<StepResult, 'updated' | 'skipped' | 'gradNorm'>> {
    this.#gradNorm = undefined
    this.#dropped = false
    this.onPhase?.('backward')
    try {
      let due = false
      for (let more = true; more; ) {
        due = await pauses.part(() => {
          more = add?.() ?? false
          return !more && this.#accumulator.due(add !== null, last)
        })
        // Kernels of small tensors have run by now, without a pause.
        if (more) await setImmediate()
      }
      if (!due) return await pauses.part(() => this.#after(false))
      if (this.onGradients !== null) {
        // Callbacks see all gradients.
        await pauses.gatherGradients()
        await pauses.part(() => this.#beforeStep())
        pauses.keepOwnGradients()
      } else {
        const norm = this.#needsNorm ? await pauses.norm() : undefined
        await pauses.part(() => this.#beforeStep(norm))
      }
      await pauses.part(() => this.optimizer.step())
      await pauses.gatherWeights()
      this.#accumulator.finish()
    } catch (error) {
      this.dropGradients()
      throw error
    }
    return pauses.part(() => this.#after(true))
  }

  /** The loss of a batch in training, with the inputs of metrics. */
  compute(batch: unknown): BatchOutput {
    const forward = (): BatchOutput => this.forward(batch)
    return this.#options.activations === 'bfloat16' ? packingActivations(forward) : forward()
  }

  /** Whether to train on a batch with this loss. @throws NonFiniteError */
  isUsable(loss: number): boolean {
    this.#large ||= Math.abs(loss) > LARGE_LOSS
    if (this.onLoss?.(loss) === 'skip') return false
    if (Number.isFinite(loss)) {
      this.#loss = loss
      return true
    }
    if (this.#options.nonFinite === 'skip') return false
    throw new NonFiniteError(
      `Trainer: expected a finite loss but it is ${loss}; lower the learning rate, clip the gradients, look for such numbers in the data, or leave such batches out with nonFinite: 'skip'`
    )
  }

  /** Whether the kernels of a step run in the background. */
  get inBackground(): boolean {
    return this.#options.background ?? false
  }

  /** Makes a step from the accumulated gradients, if there are any; within a scope. */
  flush(): boolean {
    return this.#update(null, true).updated
  }

  // Backward; when enough batches are summed, also #beforeStep and the optimizer's step, which the accumulator calls.
  #update(backward: (() => boolean) | null, last: boolean): Pick<StepResult, 'updated' | 'skipped' | 'gradNorm'> {
    this.#gradNorm = undefined
    this.#dropped = false
    this.onPhase?.('backward')
    let stepped: boolean
    try {
      stepped = backward?.() || (last && this.#accumulator.flush())
    } catch (error) {
      this.dropGradients()
      throw error
    }
    return this.#after(stepped)
  }

  // After the optimizer's step, or without one: averages, the schedule.
  #after(stepped: boolean): Pick<StepResult, 'updated' | 'skipped' | 'gradNorm'> {
    this.onPhase?.('other')
    if (stepped) this.#large = false
    const updated = stepped && !this.#dropped
    if (updated) {
      this.averaged?.updateParameters()
      const { scheduler, scheduleEvery, scheduleMetric } = this.#setup
      if (scheduleEvery === 'step' && scheduleMetric === undefined) scheduler?.step(this.#loss)
    }
    const skipped = stepped && this.#dropped
    return updated && this.#gradNorm !== undefined
      ? { updated, skipped, gradNorm: this.#gradNorm }
      : { updated, skipped }
  }

  // Between gradients and step. Without gradients the optimizer's step changes nothing. `norm` is that of the gradients
  // of all ranks, where it is needed.
  #beforeStep(norm?: number): void {
    if (this.onGradients !== null) this.onPhase?.('callbacks')
    if (this.onGradients?.() === 'skip') this.#drop()
    else this.#clip(norm)
    if (!this.#dropped) this.onPhase?.('optimizer')
  }

  get #needsNorm(): boolean {
    return this.#options.clipGradNorm !== undefined || this.#large
  }

  #clip(known?: number): void {
    const { clipGradNorm: maxNorm } = this.#options
    if (!this.#needsNorm) return
    this.onPhase?.('clipping')
    let norm: number
    if (known !== undefined) {
      norm = known
      if (maxNorm !== undefined) {
        this.#gradNorm = norm
        clipToNorm(this.parameters(), norm, maxNorm)
      }
    } else if (maxNorm === undefined) norm = getTotalNorm(this.parameters().map((p) => sparseGrad(p) ?? p.grad))
    else norm = this.#gradNorm = clipGradNorm(this.parameters(), { maxNorm, nonfinite: 'skip' })
    if (Number.isFinite(norm)) return
    if (this.#options.nonFinite === 'skip') {
      this.#drop()
      return
    }
    throw new NonFiniteError(
      `Trainer: expected a finite norm of all gradients but it is ${norm}${norm === Infinity ? ' (the sum of their squares overflows)' : ''}; leave such steps out with nonFinite: 'skip'`
    )
  }

  #drop(): void {
    this.#dropped = true
    this.optimizer.zeroGrad()
  }

  /** Drops the gradients of the current accumulation. */
  dropGradients(): void {
    this.optimizer.zeroGrad()
    this.#accumulator.loadStateDict({ count: 0 })
    this.#large = false
  }

  parameters(): Tensor[] {
    return this.optimizer.paramGroups.flatMap(({ params }) => [...params])
  }

  /** Runs ops of the model with the products of this run. */
  withProducts<R>(body: () => R): R {
    return withPrecision(this.#options.precision ?? 'float32', body)
  }

  /** The loss of a batch, with the inputs of metrics. */
  forward(batch: unknown): BatchOutput {
    return this.withProducts(() => this.#forward(batch))
  }

  #forward(batch: unknown): BatchOutput {
    const { computeLoss, loss, metrics = [] } = this.#options
    const samples = samplesOf(batch)
    let output: BatchOutput
    if (computeLoss === undefined) output = lossOf(this.model, loss!, batch, samples)
    else {
      const computed: Tensor | LossOutput = computeLoss(batch as never)
      output = computed instanceof Tensor ? { loss: computed, samples } : { ...computed, samples }
    }
    if (!(output?.loss instanceof Tensor) || output.loss.size !== 1) {
      const what =
        output?.loss instanceof Tensor ? `a tensor of shape ${format(output.loss.shape)}` : show(output?.loss)
      throw new OptionError(`Trainer: expected the loss to be a tensor of one element but received ${what}`)
    }
    if (metrics.length > 0 && (output.prediction === undefined || output.target === undefined)) {
      throw new OptionError(
        'Trainer: expected computeLoss to return { loss, prediction, target }, which the metrics need'
      )
    }
    return output
  }
}

function lossOf(
  model: Module,
  loss: NonNullable<TrainerOptions['loss']>,
  batch: unknown,
  samples: number
): BatchOutput {
  if (!Array.isArray(batch) || batch.length < 2) {
    throw new OptionError(
      `Trainer: expected every batch to be [...inputs, target] but received ${show(batch)}; give computeLoss for other kinds of batches`
    )
  }
  const target = batch[batch.length - 1] as Tensor
  const inputs = batch.length === 2 ? null : (batch.slice(0, -1) as never[])
  const prediction = (inputs === null ? model.forward(batch[0] as never) : model.forward(...inputs)) as Tensor
  return {
    loss: typeof loss === 'function' ? loss(prediction, target) : loss.forward(prediction, target),
    prediction,
    target,
    samples
  }
}

/** The first dimension of the first tensor. */
export function samplesOf(batch: unknown): number {
  if (batch instanceof Tensor) return batch.shape[0] ?? 1
  if (typeof batch !== 'object' || batch === null) return 1
  if (Array.isArray(batch) && batch[0] instanceof Tensor) return batch[0].shape[0] ?? 1
  const first = Object.values(batch).find((value) => value instanceof Tensor) as Tensor | undefined
  return first?.shape[0] ?? 1
}
