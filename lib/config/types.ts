// The fields of a config file. Called by defineConfig, by check.ts and build.ts.
import type { Metric } from '../metrics/index.ts'
import type { Module } from '../nn/index.ts'
import type {
  ConstantLR,
  CosineAnnealingLR,
  CosineAnnealingWarmRestarts,
  CyclicLR,
  ExponentialLR,
  LambdaLR,
  LinearLR,
  LRScheduler,
  MultiplicativeLR,
  MultiStepLR,
  OneCycleLR,
  Optimizer,
  PolynomialLR,
  ReduceLROnPlateau,
  StepLR,
  SWALR,
  WarmupCosineLR
} from '../optim/index.ts'
import type { OptimizersByName } from '../optim/optimizers/byName.ts'
import type { Space } from '../search/index.ts'
import type { Callback, FitOptions, Loader, Logger, ModelCheckpointOptions, TrainerOptions } from '../train/index.ts'

/** The argument of a config's functions: the run as given by config and flags. */
export interface ConfigContext {
  /** Seed for datasets, splits and loaders; the default generator is already seeded with it. */
  readonly seed: number
  readonly epochs?: number | undefined
  readonly steps?: number | undefined
  /** With `thalweg search`, the parameters of the trial. */
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

/** What `thalweg search` looks for. */
export interface ConfigSearch {
  /** The range of each parameter; see thalweg/search. `lr` and `batchSize` are set as named. */
  space: Space
  /** Default 'tpe'. */
  method?: 'grid' | 'random' | 'tpe' | 'halving' | undefined
  /** Default 20; with 'grid' all combinations. */
  trials?: number | undefined
  /** The column of the history to improve. Default 'valLoss'. */
  metric?: string | undefined
  /** Default 'maximize' for accuracies, correlations and the like, else 'minimize'. */
  direction?: 'minimize' | 'maximize' | undefined
}

/** The batches to train on and to validate on. */
export interface ConfigData {
  train: Loader
  validation?: Loader | undefined
}

type Made<T> = T | Promise<T>

/** A function, or its module relative to the config file: `'parts.mjs'` (default export) or `'parts.mjs#model'`. */
export type Part<F> = F | string

// Spelled out because bundling drops a namespace in a declaration. A test keeps these lists complete.
interface Schedulers {
  ConstantLR: typeof ConstantLR
  CosineAnnealingLR: typeof CosineAnnealingLR
  CosineAnnealingWarmRestarts: typeof CosineAnnealingWarmRestarts
  CyclicLR: typeof CyclicLR
  ExponentialLR: typeof ExponentialLR
  LambdaLR: typeof LambdaLR
  LinearLR: typeof LinearLR
  MultiStepLR: typeof MultiStepLR
  MultiplicativeLR: typeof MultiplicativeLR
  OneCycleLR: typeof OneCycleLR
  PolynomialLR: typeof PolynomialLR
  ReduceLROnPlateau: typeof ReduceLROnPlateau
  SWALR: typeof SWALR
  StepLR: typeof StepLR
  WarmupCosineLR: typeof WarmupCosineLR
}
type Named<M> = {
  [K in keyof M]: M[K] extends new (
    first: never,
    options: infer O
  ) => unknown
    ? { name: K } & Omit<NonNullable<O>, 'name'>
    : never
}[keyof M]

/** An optimizer by its name and options: `{ name: 'AdamW', lr: 1e-3 }`. */
export type OptimizerSpec = Named<OptimizersByName>
/** A scheduler by its name and options: `{ name: 'CosineAnnealingLR', tMax: 10 }`. */
export type SchedulerSpec = Named<Schedulers>
/** A loss by its name: `'crossEntropy'`. */
export type LossName =
  | 'binaryCrossEntropy'
  | 'binaryCrossEntropyWithLogits'
  | 'crossEntropy'
  | 'hingeEmbeddingLoss'
  | 'huberLoss'
  | 'klDiv'
  | 'l1Loss'
  | 'mseLoss'
  | 'multiMarginLoss'
  | 'multilabelMarginLoss'
  | 'multilabelSoftMarginLoss'
  | 'nllLoss'
  | 'poissonNllLoss'
  | 'smoothL1Loss'
  | 'softMarginLoss'
/** A metric by its name, with the defaults: `'Accuracy'`. */
export type MetricName =
  | 'AUROC'
  | 'Accuracy'
  | 'AveragePrecision'
  | 'BalancedAccuracy'
  | 'BrierScore'
  | 'CalibrationError'
  | 'CohenKappa'
  | 'DiceScore'
  | 'ExplainedVariance'
  | 'F1'
  | 'JaccardIndex'
  | 'LogLoss'
  | 'MatthewsCorrelation'
  | 'MeanAbsoluteError'
  | 'MeanAbsolutePercentageError'
  | 'MeanSquaredError'
  | 'MedianAbsoluteError'
  | 'Perplexity'
  | 'Precision'
  | 'R2'
  | 'Recall'
  | 'RetrievalMRR'
  | 'RetrievalNormalizedDCG'
  | 'RetrievalPrecision'
  | 'RetrievalRecall'
  | 'TopKAccuracy'

/** A training run, as `thalweg train` reads it. */
export interface TrainConfig<M extends Module = Module> {
  /** Creates the model; the default generator is seeded first. */
  model: Part<(context: ConfigContext) => Made<M>>
  /** Creates the loaders. */
  data: Part<(context: ConfigContext) => Made<ConfigData>>
  /** Creates the optimizer, or names it: `{ name: 'AdamW', lr: 1e-3 }`. */
  optimizer: Part<(model: M, context: ConfigContext) => Optimizer> | OptimizerSpec
  /** A loss function, a module, or a name such as 'crossEntropy'. Required unless computeLoss is given. */
  loss?: TrainerOptions['loss'] | LossName | undefined
  /** The loss of batches of any kind; see the Trainer. */
  computeLoss?: ((batch: never, model: M) => ReturnType<NonNullable<TrainerOptions['computeLoss']>>) | undefined
  /** Metrics, or names such as 'Accuracy'. Default none. */
  metrics?: readonly (Metric | MetricName)[] | undefined
  /** Creates the scheduler, or names it: `{ name: 'CosineAnnealingLR', tMax: 10 }`. `batches`: per epoch, if known. */
  scheduler?:
    | Part<(optimizer: Optimizer, context: ConfigContext & { readonly batches?: number | undefined }) => LRScheduler>
    | SchedulerSpec
    | undefined
  /** Other Trainer options: scheduleEvery, scheduleMetric, clipGradNorm, accumulate, ema, nonFinite, background. */
  trainer?:
    | Omit<TrainerOptions, 'model' | 'optimizer' | 'loss' | 'computeLoss' | 'metrics' | 'scheduler' | 'seed'>
    | undefined
  /**
   * Train on the ranks that `thalweg launch` (or mpirun) starts: the number of shards that each batch is cut into, at
   * least the number of ranks, whether the states of the optimizer are divided over the ranks (zeroRedundancy), whether
   * gradients are summed and sent as bfloat16 (reduceDtype), and the seconds that a rank waits for the others (default
   * 300). Default: one process.
   */
  distributed?:
    | {
        shards: number
        zeroRedundancy?: boolean | undefined
        reduceDtype?: 'float32' | 'bfloat16' | undefined
        timeout?: number | undefined
      }
    | undefined
  /** At least one of epochs, steps and timeLimit (seconds); the first one reached ends the run. */
  epochs?: number | undefined
  steps?: number | undefined
  timeLimit?: number | undefined
  /** As fit takes it. Default 1: after every epoch. */
  validateEvery?: NonNullable<FitOptions['validateEvery']> | undefined
  /** A whole number >= 0. Default 0. */
  seed?: number | undefined
  /** Compute threads. Default: the CPUs available to this process. */
  threads?: number | undefined
  /**
   * Where `last.safetensors` goes, after every epoch, at the end, after an error and after Ctrl-C: a folder, the
   * options of ModelCheckpoint, or false. Default 'checkpoints' in the current folder.
   */
  checkpoints?: string | false | ModelCheckpointOptions | undefined
  callbacks?: readonly Callback[] | undefined
  loggers?: readonly Logger[] | undefined
  /** See fit. */
  logEvery?: number | undefined
  /** The space of `thalweg search`. */
  search?: ConfigSearch | undefined
}

/**
 * Gives a config its types; returns it as it is.
 *
 * @example
 * defineConfig({
 *   model: () => mlp([4, 8, 2]),
 *   data: ({ seed }) => ({ train: new DataLoader(data, { batchSize: 4, shuffle: true, seed }) }),
 *   optimizer: { name: 'AdamW', lr: 1e-3 },
 *   loss: 'crossEntropy',
 *   metrics: ['Accuracy'],
 *   epochs: 3
 * })
 */
export function defineConfig<M extends Module>(config: TrainConfig<M>): TrainConfig<M> {
  return config
}
