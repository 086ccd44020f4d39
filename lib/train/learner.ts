// What a Trainer does with one batch: the loss, its gradients, the optimizer's step; and evaluation. Called by trainer.ts.
import { scope } from '../autograd/scope.ts'
import { noGrad } from '../autograd/tape.ts'
import { NonFiniteError, OptionError } from '../errors.ts'
import type { Metric } from '../metrics/index.ts'
import { packingActivations } from '../nn/activationPacking.ts'
import type { Module } from '../nn/index.ts'
import {
  AveragedModel,
  clipGradNorm,
  emaAvg,
  GradientAccumulator,
  type LRScheduler,
  type Optimizer,
  ScheduleFreeAdamW,
  ScheduleFreeSGD
} from '../optim/index.ts'
import { format } from '../tensor/shape.ts'
import { clearSparse } from '../tensor/sparse.ts'
import { Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { restoring } from '../util/restore.ts'
import { columnName } from './history.ts'
import { markOf } from './place.ts'
import { RandomStream } from './random.ts'
import { turn } from './turn.ts'
import type { Computed, Loader, TrainerOptions } from './types.ts'

/** What became of a batch. */
export interface Learned {
  loss: number
  samples: number
  updated: boolean
  skipped: boolean
  gradNorm?: number
}

/** What a Learner is at: each is told when it begins. The loss goes with forward. */
export type LearnPhase = 'forward' | 'backward' | 'callbacks' | 'clipping' | 'optimizer' | 'other'

/** What moves the parameters, and what sets its learning rates. */
export interface Steering {
  readonly optimizer: Optimizer
  readonly scheduler: LRScheduler | undefined
  readonly scheduleEvery: 'epoch' | 'step'
  readonly scheduleMetric: string | undefined
}

/** Sums over the samples of an epoch so far. */
export interface Totals {
  loss: number
  samples: number
}

/** Whether the weights to evaluate with are made from the parameters and the state of the optimizer. */
export const isScheduleFree = (optimizer: Optimizer): optimizer is ScheduleFreeAdamW | ScheduleFreeSGD =>
  optimizer instanceof ScheduleFreeAdamW || optimizer instanceof ScheduleFreeSGD

export class Learner {
  readonly model: Module
  readonly metrics: readonly Metric[]
  readonly averaged: AveragedModel | null
  readonly random: RandomStream
  totals: Totals = { loss: 0, samples: 0 }
  /** Looks at the loss of a batch, finite or not; 'skip' leaves the batch out. */
  onLoss: ((loss: number) => 'skip' | undefined) | null = null
  /** Looks at the mean gradients before they are clipped; 'skip' leaves the step out. */
  onGradients: (() => 'skip' | undefined) | null = null
  /** Is told what the Learner is at; for profiling. */
  onPhase: ((phase: LearnPhase) => void) | null = null
  #steering!: Steering
  #accumulator!: GradientAccumulator
  readonly #options: TrainerOptions
  readonly #packing: boolean
  /** The evaluations under way; nobody may train or save meanwhile. */
  busy: Promise<void> | null = null
  #evaluating = false
  #gradNorm: number | undefined
  #dropped = false

  constructor(options: TrainerOptions) {
    this.#options = options
    this.#packing = options.activations === 'bfloat16'
    this.model = options.model
    this.metrics = options.metrics ?? []
    const { ema, optimizer, scheduler, scheduleEvery = 'epoch', scheduleMetric } = options
    this.averaged = typeof ema === 'number' ? new AveragedModel(this.model, { averaging: emaAvg(ema) }) : (ema ?? null)
    this.random = new RandomStream(this.model, options.seed)
    this.use({ optimizer, scheduler, scheduleEvery, scheduleMetric })
  }

  get optimizer(): Optimizer {
    return this.#steering.optimizer
  }

  get steering(): Steering {
    return this.#steering
  }

  get accumulator(): GradientAccumulator {
    return this.#accumulator
  }

  /** Goes on with this optimizer; the sums of an accumulation under way are its first gradients. */
  use(steering: Steering): void {
    if (steering === this.#steering) return
    const { optimizer } = steering
    const count = this.#steering === undefined ? 0 : this.#accumulator.count
    const dropped = this.#steering === undefined ? [] : this.parameters()
    for (const p of dropped) {
      if (optimizer.names.has(p)) continue
      p.grad = null
      clearSparse(p)
    }
    const beforeStep = (): void => this.#beforeStep()
    this.#accumulator = new GradientAccumulator(optimizer, { steps: this.#options.accumulate ?? 1, beforeStep })
    this.#accumulator.count = count
    this.#steering = steering
  }

  /**
   * Learns from a batch. An error in forward or loss leaves everything as it was (but for running statistics of batch
   * norm); one that comes later, the gradients of the accumulation under way are lost. One in a metric comes when all
   * is done.
   *
   * @param last of its epoch: what is accumulated makes a step
   * @param done is told when the batch is learned, and whether the optimizer made its step
   */
  learn(batch: unknown, last: boolean, done?: (updated: boolean) => void): Learned {
    return scope(() => {
      const [learned, count] = this.random.within((): [Learned, () => void] => {
        this.onPhase?.('forward')
        const { loss, prediction, target, samples } = this.#packing
          ? packingActivations(() => this.#compute(batch))
          : this.#compute(batch)
        const value = loss.item()
        const skip = this.onLoss?.(value) === 'skip'
        const finite = Number.isFinite(value) && !skip
        if (!finite && !skip && this.#options.nonFinite !== 'skip') {
          throw new NonFiniteError(
            `Trainer: expected a finite loss but it is ${value}; lower the learning rate, clip the gradients, look for such numbers in the data, or leave such batches out with nonFinite: 'skip'`
          )
        }
        const update = this.#update(finite ? loss : null, last)
        const learned = { loss: value, samples, ...update, skipped: update.skipped || !finite }
        return [learned, () => finite && this.#count(value, samples, prediction, target)]
      })
      done?.(learned.updated)
      count()
      return learned
    })
  }

  /** Makes a step of what is accumulated, if anything is. */
  flush(): boolean {
    return scope(() => this.#update(null, true)).updated
  }

  #update(loss: Tensor | null, last: boolean): Pick<Learned, 'updated' | 'skipped' | 'gradNorm'> {
    this.#gradNorm = undefined
    this.#dropped = false
    let stepped: boolean
    this.onPhase?.('backward')
    try {
      stepped = (loss !== null && this.accumulator.backward(loss)) || (last && this.accumulator.flush())
    } catch (error) {
      this.dropGradients()
      throw error
    }
    this.onPhase?.('other')
    const updated = stepped && !this.#dropped
    if (updated) {
      this.averaged?.updateParameters()
      if (this.#steering.scheduleEvery === 'step') this.#steering.scheduler?.step(loss?.item())
    }
    return {
      updated,
      skipped: stepped && this.#dropped,
      ...(updated && this.#gradNorm !== undefined ? { gradNorm: this.#gradNorm } : {})
    }
  }

  // Between gradients and step. Without gradients the optimizer's step changes nothing.
  #beforeStep(): void {
    if (this.onGradients !== null) this.onPhase?.('callbacks')
    if (this.onGradients?.() === 'skip') {
      this.#dropped = true
      this.optimizer.zeroGrad()
      return
    }
    const { clipGradNorm: maxNorm, nonFinite } = this.#options
    this.onPhase?.(maxNorm === undefined ? 'optimizer' : 'clipping')
    if (maxNorm === undefined) return
    const norm = clipGradNorm(this.parameters(), { maxNorm, nonfinite: 'skip' })
    this.#gradNorm = norm
    this.onPhase?.('optimizer')
    if (Number.isFinite(norm)) return
    if (nonFinite !== 'skip') {
      throw new NonFiniteError(
        `Trainer: expected a finite norm of all gradients but it is ${norm}; leave such steps out with nonFinite: 'skip'`
      )
    }
    this.#dropped = true
  }

  /** Forgets the gradients of the accumulation under way. */
  dropGradients(): void {
    this.optimizer.zeroGrad()
    this.accumulator.loadStateDict({ count: 0 })
  }

  parameters(): Tensor[] {
    return this.optimizer.paramGroups.flatMap(({ params }) => [...params])
  }

  #count(loss: number, samples: number, prediction: Tensor | undefined, target: Tensor | undefined): void {
    this.totals.loss += loss * samples
    this.totals.samples += samples
    for (const metric of this.metrics) metric.update(prediction!, target!)
  }

  #compute(batch: unknown): Computed & { samples: number } {
    const { computeLoss, loss } = this.#options
    const samples = samplesOf(batch)
    let computed: Computed
    if (computeLoss !== undefined) {
      const result: Tensor | Computed = computeLoss(batch as never)
      computed = result instanceof Tensor ? { loss: result } : result
    } else {
      if (!Array.isArray(batch) || batch.length < 2) {
        throw new OptionError(
          `Trainer: expected every batch to be [...inputs, target] but received ${show(batch)}; give computeLoss for batches of another kind`
        )
      }
      const target = batch[batch.length - 1] as Tensor
      const prediction = this.model.forward(...(batch.slice(0, -1) as never[])) as Tensor
      computed = {
        loss: typeof loss === 'function' ? loss(prediction, target) : loss!.forward(prediction, target),
        prediction,
        target
      }
    }
    if (!(computed?.loss instanceof Tensor) || computed.loss.size !== 1) {
      const what =
        computed?.loss instanceof Tensor ? `a tensor of shape ${format(computed.loss.shape)}` : show(computed?.loss)
      throw new OptionError(`Trainer: expected the loss to be a tensor of one element but received ${what}`)
    }
    if (this.metrics.length > 0 && (computed.prediction === undefined || computed.target === undefined)) {
      throw new OptionError(
        'Trainer: expected computeLoss to return { loss, prediction, target }, which the metrics need'
      )
    }
    return { ...computed, samples }
  }

  // --- evaluation ---

  /**
   * Runs `body` with the averaged weights (ema, or those of a schedule-free optimizer), if there are any, in evaluation
   * mode; puts back weights and modes.
   */
  evaluating<R>(body: () => R): R {
    if (this.#evaluating) return body()
    if (this.averaged !== null) return this.averaged.use(body)
    const modes = this.model.modules().map((module) => [module, module.training] as const)
    const { optimizer } = this.#steering
    const averages = isScheduleFree(optimizer) && optimizer.mode === 'train' ? optimizer : null
    const restore = (): void => {
      for (const [module, training] of modes) module.training = training
      averages?.train()
    }
    averages?.eval()
    this.model.eval()
    return restoring(body, restore)
  }

  /** Loss and metrics over all batches; those of the training under way are left alone. One evaluation at a time. */
  evaluate(loader: Loader): Promise<Record<string, number>> {
    const running = (this.busy ?? Promise.resolve()).then(() => this.#evaluate(loader))
    const settled = running.then(
      () => undefined,
      () => undefined
    )
    this.busy = settled
    return running.finally(() => {
      if (this.busy === settled) this.busy = null
    })
  }

  async #evaluate(loader: Loader): Promise<Record<string, number>> {
    const saved = { totals: this.totals, metrics: this.metrics.map((metric) => metric.state()) }
    this.reset()
    const rewind = beginAgain(loader)
    try {
      await this.evaluating(() => this.#measure(loader))
      return this.results()
    } finally {
      rewind()
      this.totals = saved.totals
      for (const [k, metric] of this.metrics.entries()) metric.setState(saved.metrics[k]!)
    }
  }

  async #measure(loader: Loader): Promise<void> {
    const look = (batch: unknown) => (): void => {
      const { loss, samples, prediction, target } = this.#compute(batch)
      this.#count(loss.item(), samples, prediction, target)
    }
    this.#evaluating = true
    try {
      for await (const batch of loader) {
        scope(() => this.random.within(() => noGrad(look(batch))))
        await turn()
      }
    } finally {
      this.#evaluating = false
    }
  }

  /** Loss and metrics since the last reset, by name. */
  results(): Record<string, number> {
    const { loss, samples } = this.totals
    return {
      loss: loss / samples,
      ...Object.fromEntries(this.metrics.map((metric) => [metric.name, metric.compute()]))
    }
  }

  reset(): void {
    this.totals = { loss: 0, samples: 0 }
    for (const metric of this.metrics) metric.reset()
  }
}

/** Results under the names of the history. */
export function columns(part: 'train' | 'val', results: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(results).map(([name, value]) => [columnName(part, name), value]))
}

// A loader that can is set to its first epoch, so that every evaluation sees the same batches, and put back afterwards.
function beginAgain(loader: Loader): () => void {
  const back = markOf(loader)
  const { setEpoch } = loader as { setEpoch?: (epoch: number) => void }
  if (back !== null && typeof setEpoch === 'function') setEpoch.call(loader, 0)
  return back ?? (() => undefined)
}

// The first dimension of the first tensor.
function samplesOf(batch: unknown): number {
  if (batch instanceof Tensor) return batch.shape[0] ?? 1
  if (typeof batch !== 'object' || batch === null) return 1
  const first = Object.values(batch).find((value) => value instanceof Tensor) as Tensor | undefined
  return first?.shape[0] ?? 1
}
