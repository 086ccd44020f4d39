// The options of a Trainer and of fit, the events of a run, and the callbacks that are notified of them.
import type { Metric } from '../metrics/index.ts'
import type { Module } from '../nn/index.ts'
import type { AveragedModel, LRScheduler, Optimizer } from '../optim/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { History } from './history.ts'
import type { Logger } from './loggers/logger.ts'
import type { Trainer } from './trainer.ts'

/** Batches, epoch after epoch: a DataLoader, or anything that can be looped over again and again. */
export type Loader = (Iterable<unknown> | AsyncIterable<unknown>) & {
  /** Batches in an epoch, where that is known. */
  readonly length?: number
}

/** A loss: a function, or a module such as `new nn.CrossEntropyLoss()`. */
export type LossFunction =
  | ((prediction: Tensor, target: Tensor) => Tensor)
  | { forward(prediction: Tensor, target: Tensor): Tensor }

/** The loss of a batch. Metrics need prediction and target. */
export interface LossOutput {
  loss: Tensor
  prediction?: Tensor
  target?: Tensor
}

/** Options of a Trainer. */
export interface TrainerOptions {
  /** What is trained. */
  model: Module
  /** An optimizer of the model's parameters. */
  optimizer: Optimizer
  /**
   * The loss of a batch `[...inputs, target]`: loss(model.forward(...inputs), target), a tensor of one element. Needed
   * unless computeLoss is there.
   */
  loss?: LossFunction
  /** The loss of a batch of any other kind, alone or with what metrics need. */
  computeLoss?: (batch: never) => Tensor | LossOutput
  /** Measured over each epoch of training (while the weights change) and over each validation. Default none. */
  metrics?: readonly Metric[]
  /** Stepped as scheduleEvery says. */
  scheduler?: LRScheduler
  /** Whether the scheduler counts epochs or optimizer steps. Default 'epoch'. */
  scheduleEvery?: 'epoch' | 'step'
  /**
   * The column of the history that ReduceLROnPlateau looks at: after each epoch the latest value of that epoch, with
   * scheduleEvery 'step' every value. Default 'valLoss', without a validation 'trainLoss'; every 'step' the loss of the batch.
   */
  scheduleMetric?: string
  /**
   * Of dropout and whatever else draws in the model, 0 to 2^53 - 1. Every Trainer has a stream of its own, so that several
   * at once do not disturb each other. Default: drawn from the generator that `manualSeed` seeds.
   */
  seed?: number
  /** The largest norm of all gradients together; see clipGradNorm. Default: no clipping. */
  clipGradNorm?: number
  /** Batches whose gradients make one optimizer step, >= 1; a rest at the end of an epoch also makes one. Default 1. */
  accumulate?: number
  /** Keep an average of the weights, which evaluate and predict then use: the decay of an EMA, or an AveragedModel. */
  ema?: number | AveragedModel
  /**
   * How activations are kept for the backward pass: 'bfloat16' takes two bytes for each number instead of four, rounded to
   * the nearest, and gives back what backward does not need. Forward, parameters and gradients stay float32. What a module
   * makes and does not return can then not be used after its forward, unless `keep` got it or a field holds it. Default
   * 'float32'.
   */
  activations?: 'float32' | 'bfloat16'
  /**
   * What happens when a loss, or with clipGradNorm the norm of the gradients, is NaN or infinite: 'throw' ends the fit
   * with a NonFiniteError before the weights are touched; 'skip' leaves the batch (or the step) out. After a loss above 1e6
   * the norm is looked at without clipGradNorm: it is Infinity when the squares of the gradients overflow. Default 'throw'.
   */
  nonFinite?: 'throw' | 'skip'
}

/** What sets the learning rates of an optimizer that a Trainer continues with. */
export interface SteeringOptions {
  /** A scheduler of that optimizer. Default: its rates stay as they are. */
  scheduler?: LRScheduler
  /** Whether the scheduler counts epochs or optimizer steps. Default 'epoch'. */
  scheduleEvery?: 'epoch' | 'step'
  /**
   * The column of the history that ReduceLROnPlateau looks at: after each epoch the latest value of that epoch, with
   * scheduleEvery 'step' every value. Default 'valLoss', without a validation 'trainLoss'; every 'step' the loss of the batch.
   */
  scheduleMetric?: string
}

/** Options of fit and stream: at least one of epochs, steps and timeLimit; the first that is reached ends the fit. */
export interface FitOptions {
  /** Epochs of the whole run, those before a resume included, >= 0. */
  epochs?: number
  /** Optimizer steps of the whole run, those before a resume included, >= 0. */
  steps?: number
  /** Seconds of the whole run, those before a resume included, > 0. */
  timeLimit?: number
  /** Batches to validate on, at least one; something that can be looped over again and again. */
  validation?: Loader
  /** When to validate: every so many epochs, or { steps }: optimizer steps. Default 1. */
  validateEvery?: number | { epochs: number } | { steps: number }
  /** Notified of every event, in this order. Default none. */
  callbacks?: readonly Callback[]
  /** What is logged goes to each: losses of steps, rows of the history, and what trainer.log is given. Default none. */
  loggers?: readonly Logger[]
  /** Optimizer steps from one record of the loss to the next, which holds their mean, a whole number >= 1. Default 1. */
  logEvery?: number
  /** When a logger fails: 'warn' continues with one warning, 'throw' ends the run with a LogError. Default 'warn'. */
  onLogFailure?: 'warn' | 'throw'
  /** An AbortSignal. Ends the fit after the step that is under way; fit rejects with its reason. (Spelled out, because
   * the name is known only where the types of Node or of the DOM are.) */
  signal?: { readonly aborted: boolean; throwIfAborted(): void }
  /**
   * Continue from a checkpoint (its path), or with true from the state that the Trainer has. Between two epochs batch size,
   * dataset and metrics may be others than before, with a warning that names them. Default: begin a new run.
   */
  resume?: string | true
}

/** A row of the history: `epoch`, `step`, `trainLoss`, `valLoss`, `learningRate`, and train and val of every metric. */
export type Row = Readonly<Record<string, number>>

/** Why a fit ended. */
export type EndReason = 'epochs' | 'steps' | 'timeLimit' | 'stopped'

/** The fit begins. */
export interface FitStartEvent {
  readonly type: 'fitStart'
  /** Epochs and steps that were done before: 0 unless it resumes. */
  readonly epoch: number
  readonly step: number
  /** Whether an earlier run continues. */
  readonly resumed: boolean
  /** Whether there are batches to validate on. */
  readonly validates: boolean
  /** Epochs and steps that there will be, where the options say so. */
  readonly epochs?: number
  readonly steps?: number
  /** Batches in an epoch, where the loader says so. */
  readonly batches?: number
}

/** A batch has been learned from. */
export interface StepEvent {
  readonly type: 'step'
  /** The epoch under way; the first is 1. */
  readonly epoch: number
  /** The batch of the epoch; the first is 1. */
  readonly batch: number
  /** Optimizer steps so far. */
  readonly step: number
  /** Samples in this batch. */
  readonly samples: number
  readonly loss: number
  /** Whether the optimizer made its step: with accumulate it does not after every batch. */
  readonly updated: boolean
  /** Whether the batch or the step was left out because a number was not finite. */
  readonly skipped: boolean
  /** The learning rate of the first group, that of the step. */
  readonly learningRate: number
  /** The norm of all gradients before clipping, when the optimizer made its step and clipGradNorm is on. */
  readonly gradNorm?: number
  /** Seconds of waiting for the batch. */
  readonly dataSeconds: number
  /** Seconds of computing: forward, backward and the optimizer's step. */
  readonly stepSeconds: number
  /** The row of the history, when a validation followed the step. */
  readonly metrics?: Row
}

/** An epoch has ended, its validation included. */
export interface EpochEvent {
  readonly type: 'epoch'
  /** The number of epochs that are done. */
  readonly epoch: number
  readonly step: number
  /** The row of the history. */
  readonly metrics: Row
}

/** The fit has ended as planned. */
export interface FitEndEvent {
  readonly type: 'fitEnd'
  readonly epoch: number
  readonly step: number
  readonly reason: EndReason
  readonly history: History
}

/** The run went back to an earlier state because a callback asked for it. */
export interface RollBackEvent {
  readonly type: 'rollBack'
  /** Where it is now: epochs that are done, batches of the epoch under way that are done, optimizer steps. */
  readonly epoch: number
  readonly batch: number
  readonly step: number
  /** Where it was. */
  readonly from: { readonly epoch: number; readonly batch: number; readonly step: number }
}

export type TrainEvent = FitStartEvent | StepEvent | EpochEvent | RollBackEvent | FitEndEvent

type Handler<E> = (event: E, trainer: Trainer) => void | Promise<void>

/**
 * What is notified of the events of a run. Handlers may be asynchronous: the Trainer waits for them. An error in one ends
 * the run.
 *
 * @example
 * const callback = { onEpoch: ({ epoch, metrics }) => console.log(epoch, metrics.valLoss) }
 * await trainer.fit(loader, { epochs: 10, callbacks: [callback] })
 */
export interface Callback {
  /** Under which its state is saved, with key and variant. Default: the name of its class. */
  readonly name?: string
  /** What it watches, such as 'valLoss min': it gets only the state of a callback with the same key. */
  readonly key?: string
  /** Tells it from others of the same name and key, such as by a folder; one that is alone gets the state of any variant. */
  readonly variant?: string
  /** Whether it comes after all others: for those that save the state of a run, which holds the others' states. */
  readonly last?: boolean
  onFitStart?: Handler<FitStartEvent>
  onStep?: Handler<StepEvent>
  onEpoch?: Handler<EpochEvent>
  /** The run went back to an earlier state; the states of the callbacks are those of then. */
  onRollBack?: Handler<RollBackEvent>
  onFitEnd?: Handler<FitEndEvent>
  /** The fit ends by an error, or by its signal, whose reason this is. */
  onError?: Handler<unknown>
  /**
   * The loss of a batch is there, finite or not, and the gradients come next. Returning 'skip' leaves the batch out; a
   * loss that is not finite is otherwise up to the Trainer's option nonFinite.
   */
  onLoss?(loss: number, trainer: Trainer): 'skip' | undefined
  /** The mean gradients are there, not yet clipped, and the optimizer comes next. Returning 'skip' leaves its step out. */
  onGradients?(trainer: Trainer): 'skip' | undefined
  /** What a resumed run must know: plain objects of tensors and JSON. */
  stateDict?(): Record<string, unknown>
  /** Takes over a state, before model and optimizer get theirs: a callback that changes the optimizer does it here again. */
  loadStateDict?(state: never, trainer: Trainer): void
}
