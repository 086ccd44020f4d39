// An experiment: how to build a run again and again, with one part changed. Every analysis takes one; experimentOf makes
// one of a config. Called by session.ts, users and the command line.
import { basename, resolve } from 'node:path'
import { build, type Place } from '../config/build.ts'
import { checkConfig } from '../config/check.ts'
import type { ConfigData, LossName, MetricName, OptimizerSpec, SchedulerSpec, TrainConfig } from '../config/types.ts'
import type { Module } from '../nn/index.ts'
import type { LRScheduler, Optimizer } from '../optim/index.ts'
import { defaultGenerator, manualSeed } from '../tensor/random.ts'
import type { Loader, Trainer, TrainerOptions } from '../train/index.ts'
import { checkOptions, defined, func, mismatch, required, text } from '../util/options.ts'

/** What makes a scheduler: of the optimizer and the length of the run. */
export type MakeScheduler = (
  optimizer: Optimizer,
  length: { readonly seed: number; readonly epochs?: number; readonly steps?: number; readonly batches?: number }
) => LRScheduler

/** What to build: the seed, and the parts that replace those of the experiment. */
export interface BuildOptions {
  /** Of the weights, the order of the samples and the random stream: equal seeds give runs that can be paired. */
  readonly seed: number
  readonly model?: ((context: { readonly seed: number }) => Module) | undefined
  readonly optimizer?: (OptimizerSpec | ((model: Module) => Optimizer)) | undefined
  /** Replaces the learning rate of every group. */
  readonly lr?: number | undefined
  /** Null: constant learning rates. */
  readonly scheduler?: SchedulerSpec | MakeScheduler | null | undefined
  readonly scheduleEvery?: 'epoch' | 'step' | undefined
  readonly loss?: LossName | NonNullable<TrainerOptions['loss']> | undefined
  readonly metrics?: readonly MetricName[] | undefined
  readonly batchSize?: number | undefined
  readonly activations?: 'float32' | 'bfloat16' | undefined
  /** What the config's functions get as `params`. */
  readonly params?: Readonly<Record<string, unknown>> | undefined
  /** The length of the run, for schedules. */
  readonly epochs?: number | undefined
  readonly steps?: number | undefined
}

/** A run, ready to start. */
export interface Built {
  readonly trainer: Trainer
  readonly train: Loader
  readonly validation?: Loader | undefined
}

/**
 * Builds runs. Two runs of one seed start from the same weights, see the same samples in the same order, and draw the
 * same random numbers: only the part that was changed differs.
 */
export interface Experiment {
  /** For reports. */
  readonly name?: string | undefined
  /** The file of its config: what other processes build it from. */
  readonly path?: string | undefined
  /** The first seed. Default 0. */
  readonly seed?: number | undefined
  /** The length of a run as the user has it: analyses that train for a while take no longer runs by default. */
  readonly epochs?: number | undefined
  readonly steps?: number | undefined
  build(options: BuildOptions): Built | Promise<Built>
}

/** Options of experimentOf. */
export interface ExperimentOptions {
  /** The config's file: modules that the config names are relative to it, and messages name it. */
  path?: string | undefined
}

// Loaders of so many settings are kept: datasets are large.
const KEPT = 3

/**
 * The experiment of a config, as `thalweg train` reads it. Checkpoints, callbacks, loggers and `timeLimit` are left
 * out; the data of a seed and batch size are read once.
 *
 * @param config as defineConfig returns it
 * @param options path
 * @throws OptionError that names the field, here or from build
 * @example
 * const experiment = experimentOf({
 *   model: () => mlp([4, 8, 2]),
 *   data: ({ seed }) => ({ train: new DataLoader(data, { batchSize: 4, shuffle: true, seed }) }),
 *   optimizer: { name: 'SGD', lr: 0.1 },
 *   loss: 'crossEntropy',
 *   epochs: 2
 * })
 * const built = await experiment.build({ seed: 1, optimizer: { name: 'AdamW', lr: 1e-3 } })
 * built.trainer.optimizer.constructor.name // 'AdamW'
 */
export function experimentOf(config: TrainConfig, options: ExperimentOptions = {}): Experiment {
  checkOptions('experimentOf', options, { path: text })
  const file = options.path === undefined ? 'config' : basename(options.path)
  checkConfig(file, config, true)
  const place: Place = { file, path: resolve(options.path ?? 'thalweg.config.ts') }
  const { epochs, steps, seed = 0 } = config
  const kept = new Map<string, ConfigData>()
  return {
    name: file,
    ...(options.path === undefined ? {} : { path: place.path }),
    seed,
    ...defined({ epochs, steps }),
    build: async (wanted) => {
      const key = `${wanted.seed} ${wanted.batchSize ?? ''} ${JSON.stringify(wanted.params ?? '')}`
      const changed = changedBy(config, wanted, kept.get(key))
      const { lr, batchSize, params } = wanted
      const context = { seed: wanted.seed, ...lengthOf(config, wanted), ...defined({ params }) }
      manualSeed(wanted.seed)
      const { trainer, data } = await build(place, changed, context, { checkpoints: false, lr, batchSize })
      keep(kept, key, data)
      return { trainer, ...data }
    }
  }
}

function lengthOf(config: TrainConfig, wanted: BuildOptions): { epochs?: number; steps?: number } {
  const { epochs, steps } = (wanted.epochs ?? wanted.steps) === undefined ? config : wanted
  return defined({ epochs, steps })
}

function changedBy(config: TrainConfig, wanted: BuildOptions, data: ConfigData | undefined): TrainConfig {
  const { model, optimizer, scheduler, scheduleEvery, loss, metrics, activations } = wanted
  const { scheduler: own, computeLoss, loss: ownLoss, ...rest } = config
  return {
    ...rest,
    ...defined(loss === undefined ? { computeLoss, loss: ownLoss } : { loss }),
    ...(scheduler === null ? {} : defined({ scheduler: (scheduler ?? own) as TrainConfig['scheduler'] })),
    ...defined({ model, optimizer, metrics, data: data && (() => data) }),
    trainer: { ...config.trainer, ...defined({ scheduleEvery, activations }) }
  }
}

// Loaders that can be set to their first epoch are used again: they give the same batches in every run of the seed.
function keep(kept: Map<string, ConfigData>, key: string, data: ConfigData): void {
  const first = data.train as { setEpoch?: (epoch: number) => void }
  if (typeof first.setEpoch !== 'function') return
  first.setEpoch(0)
  kept.delete(key)
  kept.set(key, data)
  const oldest = kept.keys().next().value
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
}

/** Throws unless it is an experiment. */
export function checkExperiment(call: string, experiment: unknown): asserts experiment is Experiment {
  if (typeof experiment !== 'object' || experiment === null) {
    throw mismatch(call, 'experiment', '{ build }; make one of a config with experimentOf', experiment)
  }
  const { build: make } = experiment as { build?: unknown }
  checkOptions(`${call}: experiment`, { build: make }, { build: required(func) })
}

/** Builds a run with the default generator seeded, so that whatever draws from it is paired. */
export async function buildSeeded(experiment: Experiment, options: BuildOptions): Promise<Built> {
  defaultGenerator.manualSeed(options.seed)
  return await experiment.build(options)
}
