// The options of a Trainer and of fit, the events of a run, and the callbacks that are notified of them.
import type { World } from '../distributed/world.ts'
import type { Metric } from '../metrics/index.ts'
import type { Module } from '../nn/index.ts'
import type { AveragedModel, LRScheduler, Optimizer, PlainOptimizer } from '../optim/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { History } from './history.ts'
import type { Logger } from './loggers/logger.ts'
import type { StepPhase } from './step.ts'
import type { Trainer } from './trainer.ts'

/** Batches, epoch after epoch: a DataLoader, or anything that can be iterated repeatedly. */
export type Loader = (Iterable<unknown> | AsyncIterable<unknown>) & {
  /** Batches per epoch, if known. */
  readonly length?: number | undefined
}

/** A loss: a function, or a module such as `new nn.CrossEntropyLoss()`. */
export type LossFunction =
  | ((prediction: Tensor, target: Tensor) => Tensor)
  | { forward(prediction: Tensor, target: Tensor): Tensor }

/** The loss of a batch. Metrics need prediction and target. */
export interface LossOutput {
  loss: Tensor
  prediction?: Tensor | undefined
  target?: Tensor | undefined
}

/** Options of a Trainer. */
export interface TrainerOptions {
  /** The model to train. */
  model: Module
  /** An optimizer of the model's parameters: one of thalweg/optim, a class of yours, or an object with its methods. */
  optimizer: Optimizer | PlainOptimizer
  /**
   * The loss of a batch `[...inputs, target]`: loss(model.forward(...inputs), target), a tensor of one element. Needed
   * unless computeLoss is given.
   */
  loss?: LossFunction | undefined
  /** The loss of any other kind of batch, alone or with what metrics need. */
  computeLoss?: ((batch: never) => Tensor | LossOutput) | undefined
  /** Measured over each epoch of training (while the weights change) and over each validation. Default none. */
  metrics?: readonly Metric[] | undefined
  /** Stepped according to scheduleEvery. */
  scheduler?: LRScheduler | undefined
  /** Whether the scheduler counts epochs or optimizer steps. Default 'epoch'. */
  scheduleEvery?: 'epoch' | 'step' | undefined
  /**
   * The column of the history that ReduceLROnPlateau looks at: after each epoch the latest value of that epoch, with
   * scheduleEvery 'step' every value. Default 'valLoss', without a validation 'trainLoss'; every 'step' the loss of the
   * batch.
   */
  scheduleMetric?: string | undefined
  /**
   * Seeds dropout and other random ops of the model, 0 to 2^53 - 1. Every Trainer has its own stream, so that several
   * Trainers do not affect each other. Default: drawn from the generator that `manualSeed` seeds.
   */
  seed?: number | undefined
  /** The largest norm of all gradients together; see clipGradNorm. Default: no clipping. */
  clipGradNorm?: number | undefined
  /** Batches per optimizer step, >= 1; a remainder at the end of an epoch makes a step. Default 1. */
  accumulate?: number | undefined
  /** Keep an average of the weights, which evaluate and predict then use: the decay of an EMA, or an AveragedModel. */
  ema?: number | AveragedModel | undefined
  /**
   * How activations are kept for the backward pass: 'bfloat16' takes two bytes for each number instead of four, rounded
   * to nearest, and frees what backward does not need. Forward, parameters and gradients stay float32. A tensor that a
   * module creates and does not return cannot be used after its forward, unless `keep` got it or a field holds it.
   * Default 'float32'.
   */
  activations?: 'float32' | 'bfloat16' | undefined
  /**
   * What matrix products compute with, in training, `evaluate` and `predict`: 'bfloat16' rounds their inputs, as
   * `autocast` does. Weights, gradients, states, norms and losses stay float32. Default 'float32'.
   */
  precision?: 'float32' | 'bfloat16' | undefined
  /**
   * What happens when a loss, or with clipGradNorm the norm of the gradients, is NaN or infinite: 'throw' ends the fit
   * with a NonFiniteError before the weights are touched; 'skip' leaves the batch (or the step) out. After a loss above
   * 1e6 the norm is checked even without clipGradNorm: it is Infinity when the squares of the gradients overflow.
   * Default 'throw'.
   */
  nonFinite?: 'throw' | 'skip' | undefined
  /**
   * Run the kernels of training and of `evaluate` on another thread, so that timers and sockets of this process get
   * their turn while a step computes: JavaScript only prepares each step. The same bits. Meanwhile a call that needs the
   * model's memory, such as `predict`, waits for what is under way and keeps the event loop waiting; put it into
   * `background` to wait without that. A small step takes some tenths of a millisecond longer. With the JavaScript
   * backend steps run as without it. Not with `distributed`. Default false.
   */
  background?: boolean | undefined
  /**
   * Train on all ranks of a job: the loader's batch is the batch of all ranks, cut into a fixed number of shards. The
   * same bits for any number of ranks, one included. Every rank runs the same program. Default: this process alone, with
   * the whole batch at once.
   */
  distributed?: DistributedOptions | undefined
}

/** How a Trainer works on several ranks. */
export interface DistributedOptions {
  /** The ranks, from `init` of thalweg/distributed. */
  world: World
  /**
   * Into how many parts each batch is cut, a whole number >= the number of ranks; best a multiple of every number of
   * ranks that the run may ever have, such as 8. Each part is computed alone and weighs by its samples; a batch norm
   * sees its part. A part of the run's identity: another number gives other bits.
   */
  shards: number
  /**
   * Divide the states of the optimizer over the ranks: each rank keeps those of some of the parameters, steps these, and
   * all get the weights (stage 1 of Rajbhandari et al., "ZeRO", 2020). The same bits, as many bytes sent, and about
   * states / ranks of memory. Not for optimizers that do not step each parameter by itself, such as Prodigy, schedule-free
   * ones and plain objects. Named after PyTorch's ZeroRedundancyOptimizer, because `shards` are parts of a batch here. Default
   * false.
   */
  zeroRedundancy?: boolean | undefined
  /**
   * How gradients are summed over shards and sent: 'bfloat16' takes two bytes for each number instead of four. The
   * gradients of each shard, and each sum of two parts, are added in float32 and rounded to nearest even, also where both
   * parts are on one rank: the same bits for any number of ranks. What PyTorch's bf16_compress_hook and the reduce_dtype
   * of its MixedPrecision do. float64 gradients stay as they are. Default 'float32'.
   */
  reduceDtype?: 'float32' | 'bfloat16' | undefined
}

/** The scheduling of an optimizer that a Trainer switches to. */
export interface SteeringOptions {
  /** A scheduler of that optimizer. Default: its rates stay as they are. */
  scheduler?: LRScheduler | undefined
  /** Whether the scheduler counts epochs or optimizer steps. Default 'epoch'. */
  scheduleEvery?: 'epoch' | 'step' | undefined
  /**
   * The column of the history that ReduceLROnPlateau looks at: after each epoch the latest value of that epoch, with
   * scheduleEvery 'step' every value. Default 'valLoss', without a validation 'trainLoss'; every 'step' the loss of the
   * batch.
   */
  scheduleMetric?: string | undefined
}

/** Options of fit and stream: at least one of epochs, steps and timeLimit; the first that is reached ends the fit. */
export interface FitOptions {
  /** Epochs of the whole run, including those before a resume, >= 0. */
  epochs?: number | undefined
  /** Optimizer steps of the whole run, including those before a resume, >= 0. */
  steps?: number | undefined
  /** Seconds of the whole run, including those before a resume, > 0. */
  timeLimit?: number | undefined
  /** Batches to validate on, at least one; something that can be iterated repeatedly. */
  validation?: Loader | undefined
  /** Epochs between validations, or { steps }: optimizer steps. Default 1. */
  validateEvery?: number | { epochs: number } | { steps: number } | undefined
  /** Notified of every event, in this order, those with `last` after the others. Default none. */
  callbacks?: readonly Callback[] | undefined
  /** Each receives the losses of steps, rows of the history, and what trainer.log is given. Default none. */
  loggers?: readonly Logger[] | undefined
  /** Optimizer steps between records of the loss, each the mean over them, a whole number >= 1. Default 1. */
  logEvery?: number | undefined
  /** If a logger fails: 'warn' continues with one warning, 'throw' ends the run with a LogError. Default 'warn'. */
  onLogFailure?: 'warn' | 'throw' | undefined
  /** An AbortSignal. Ends the fit after the step that is under way; fit rejects with its reason. (Spelled out, because
   * the name is known only where the types of Node or of the DOM are.) */
  signal?: { readonly aborted: boolean; throwIfAborted(): void } | undefined
  /**
   * Continue from a checkpoint (its path), or with true from the Trainer's current state. Between two epochs batch
   * size, dataset and metrics may differ from before, with a warning that names them. Default: begin a new run.
   */
  resume?: string | true | undefined
}

/** A row of the history: `epoch`, `step`, `trainLoss`, `valLoss`, `learningRate`, and train and val of every metric. */
export type Row = Readonly<Record<string, number>>

/** Why a fit ended. */
export type EndReason = 'epochs' | 'steps' | 'timeLimit' | 'stopped'

/** The fit begins. */
export interface FitStartEvent {
  readonly type: 'fitStart'
  /** Epochs and steps already done: 0 unless it resumes. */
  readonly epoch: number
  readonly step: number
  /** Whether an earlier run continues. */
  readonly resumed: boolean
  /** Whether there is a validation loader. */
  readonly validates: boolean
  /** The total of epochs and steps, if the options define it. */
  readonly epochs?: number
  readonly steps?: number
  /** Batches per epoch, if the loader reports it. */
  readonly batches?: number
}

/** A batch has been trained on. */
export interface StepEvent {
  readonly type: 'step'
  /** The current epoch, from 1. */
  readonly epoch: number
  /** The batch within the epoch, from 1. */
  readonly batch: number
  /** Optimizer steps so far. */
  readonly step: number
  /** Samples in this batch. */
  readonly samples: number
  readonly loss: number
  /** Whether the optimizer made a step; with accumulate, not every batch does. */
  readonly updated: boolean
  /** Whether the batch or the step was left out because a number was not finite, or because a callback returned 'skip'. */
  readonly skipped: boolean
  /** The learning rate of the first group in this step. */
  readonly learningRate: number
  /** The norm of all gradients before clipping, if the optimizer made a step and clipGradNorm is on. */
  readonly gradNorm?: number
  /** Seconds spent waiting for the batch. */
  readonly dataSeconds: number
  /** Seconds spent computing: forward, backward and the optimizer's step. */
  readonly stepSeconds: number
  /** The row of the history, if a validation followed the step. */
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

/** The fit has ended normally. */
export interface FitEndEvent {
  readonly type: 'fitEnd'
  readonly epoch: number
  readonly step: number
  readonly reason: EndReason
  readonly history: History
}

/** The run was rolled back to an earlier state because a callback asked for it. */
export interface RollBackEvent {
  readonly type: 'rollBack'
  /** The position now: epochs done, batches of the current epoch done, optimizer steps. */
  readonly epoch: number
  readonly batch: number
  readonly step: number
  /** The position before. */
  readonly from: { readonly epoch: number; readonly batch: number; readonly step: number }
}

export type TrainEvent = FitStartEvent | StepEvent | EpochEvent | RollBackEvent | FitEndEvent

// What a handler returns is awaited, and otherwise ignored.
type Handler<E> = (event: E, trainer: Trainer) => unknown

/**
 * Receives the events of a run. Handlers may be asynchronous: the Trainer waits for them. An error in one ends
 * the run.
 *
 * @example
 * await trainer.fit(loader, {
 *   epochs: 10,
 *   callbacks: [{ onEpoch: ({ epoch, metrics }) => console.log(epoch, metrics['trainLoss']) }]
 * })
 */
export interface Callback {
  /** The name of its saved state, with key and variant. Default: the name of its class. */
  readonly name?: string | undefined
  /** What it watches, such as 'valLoss min': it gets only the state of a callback with the same key. */
  readonly key?: string | undefined
  /**
   * Distinguishes it from others of the same name and key, such as by folder; if alone, it gets the state of any
   * variant.
   */
  readonly variant?: string | undefined
  /** Whether it runs after all others: for callbacks that save the run's state, which includes the others' states. */
  readonly last?: boolean | undefined
  /** A logger that comes with the callback: it receives what those of the option `loggers` of fit receive. */
  readonly logger?: Logger | undefined
  onFitStart?: Handler<FitStartEvent> | undefined
  onStep?: Handler<StepEvent> | undefined
  onEpoch?: Handler<EpochEvent> | undefined
  /** The run was rolled back to an earlier state, including the states of the callbacks. */
  onRollBack?: Handler<RollBackEvent> | undefined
  onFitEnd?: Handler<FitEndEvent> | undefined
  /** The fit ends with an error, or by its signal (the error is its reason). */
  onError?: Handler<unknown> | undefined
  /**
   * Called with the loss of a batch, finite or not, before backward. Returning 'skip' leaves the batch out; a
   * loss that is not finite is otherwise up to the Trainer's option nonFinite.
   */
  onLoss?(loss: number, trainer: Trainer): 'skip' | undefined
  /** Called with the mean gradients, before clipping and the optimizer step. Returning 'skip' leaves the step out. */
  onGradients?(trainer: Trainer): 'skip' | undefined
  /**
   * Called when a phase of a step begins, for measuring: 'forward', 'backward', 'callbacks', 'clipping', 'optimizer',
   * 'other'. It must not change anything.
   */
  onPhase?(phase: StepPhase, trainer: Trainer): void
  /** The state that a resumed run needs: plain objects of tensors and JSON. */
  stateDict?(): Record<string, unknown>
  /**
   * Loads a state, before model and optimizer load theirs: a callback that switches the optimizer does so again here.
   */
  loadStateDict?(state: never, trainer: Trainer): void
}
