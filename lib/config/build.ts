// Makes the Trainer and the loaders of a config. Called by the command line.

import { dirname, join, resolve } from 'node:path'
import type { World } from '../distributed/world.ts'
import { OptionError, ThalwegError } from '../errors.ts'
import type { Metric } from '../metrics/index.ts'
import * as metrics from '../metrics/index.ts'
import { Module } from '../nn/index.ts'
import * as losses from '../ops/losses/index.ts'
import * as optim from '../optim/index.ts'
import { LRScheduler, Optimizer } from '../optim/index.ts'
import { ModelCheckpoint, Trainer, type TrainerOptions } from '../train/index.ts'
import { checkLoader } from '../train/options.ts'
import { mismatch, nearest, show } from '../util/options.ts'
import { isError } from '../util/realm.ts'
import { importFile } from './load.ts'
import type { ConfigContext, ConfigData, TrainConfig } from './types.ts'

/** Where a config is: for messages, and to resolve modules relative to it. */
export interface Place {
  readonly path: string
  readonly file: string
}

/** The Trainer and its loaders. */
export interface Built {
  readonly trainer: Trainer
  readonly data: ConfigData
  readonly checkpoint: ModelCheckpoint | null
}

/**
 * Builds everything that a config describes, in this order: model, data, optimizer, scheduler, Trainer.
 *
 * @param lr replaces the learning rate of every group
 * @param world the ranks, for a config with distributed
 * @param batchSize replaces that of the training loader, which then needs setBatchSize()
 * @throws OptionError that names the file and the field
 */
export async function build(
  place: Place,
  config: TrainConfig,
  context: ConfigContext,
  {
    lr,
    batchSize,
    world,
    checkpoints = config.checkpoints
  }: {
    lr?: number | undefined
    world?: World | undefined
    batchSize?: number | undefined
    checkpoints?: TrainConfig['checkpoints'] | undefined
  } = {}
): Promise<Built> {
  const field = <T>(name: string, body: () => T | Promise<T>): Promise<T> => named(`${place.file}: ${name}`, body)
  const model = await field('model', async () => (await partOf(place, 'model', config.model))(context))
  expectIs(place, 'model', 'a Module', model, Module)
  const made = await field('data', async () => (await partOf(place, 'data', config.data))(context))
  const data = made as ConfigData | null | undefined
  if (typeof data !== 'object' || data === null || !('train' in data)) {
    throw mismatch(place.file, 'data', 'a function that returns { train, validation }', data)
  }
  for (const name of ['train', 'validation'] as const) {
    if (data[name] !== undefined || name === 'train') checkLoader(`${place.file}: data.${name}`, data[name])
  }
  if (batchSize !== undefined) setBatchSize(place, data.train, batchSize)
  const optimizer = await field('optimizer', () => optimizerOf(place, config, model, context))
  expectIs(place, 'optimizer', 'an Optimizer', optimizer, Optimizer)
  if (lr !== undefined) setRate(place, optimizer, lr)
  const { length: batches } = data.train
  const scheduler = await field('scheduler', () =>
    schedulerOf(place, config, optimizer, { ...context, ...(batches === undefined ? {} : { batches }) })
  )
  if (scheduler !== undefined) expectIs(place, 'scheduler', 'an LRScheduler', scheduler, LRScheduler)
  const { computeLoss } = config
  const { shards = 1, zeroRedundancy, reduceDtype } = config.distributed ?? {}
  const options: TrainerOptions = {
    ...config.trainer,
    model,
    optimizer,
    metrics: (config.metrics ?? []).map((metric, k) => metricOf(place, metric, k)),
    seed: context.seed,
    ...(scheduler === undefined ? {} : { scheduler }),
    ...(world === undefined ? {} : { distributed: { world, shards, zeroRedundancy, reduceDtype } }),
    ...(computeLoss === undefined
      ? { loss: lossOf(place, config.loss!) }
      : { computeLoss: (batch: never) => computeLoss(batch, model) })
  }
  const trainer = await field('trainer', () => new Trainer(options))
  const checkpoint = await field('checkpoints', () => checkpointOf(checkpoints))
  return { trainer, data, checkpoint }
}

// The library's own errors get the name of the field; others come from user code and keep their stack.
async function named<T>(call: string, body: () => T | Promise<T>): Promise<T> {
  try {
    return await body()
  } catch (error) {
    // A thrown value that is not an Error has no stack to keep.
    if (!isError(error)) throw new OptionError(`${call}: expected an Error to be thrown but it was ${show(error)}`)
    if (!(error instanceof ThalwegError) || error.message.startsWith(call.split(':')[0]!)) throw error
    throw new OptionError(`${call}: ${error.message}`)
  }
}

// A user's function of any type; its result is checked.
type Anything = (...args: unknown[]) => unknown

async function partOf(place: Place, name: string, value: unknown): Promise<Anything> {
  if (typeof value !== 'string') return value as Anything
  if (Object.hasOwn(optim, value)) throw mismatch(place.file, name, `{ name: '${value}', ... }`, value)
  const [path, exported = 'default'] = value.split('#') as [string, string?]
  const module = await importFile(`${place.file}: ${name}`, join(dirname(place.path), path))
  if (typeof module[exported] === 'function') return module[exported] as Anything
  throw mismatch(place.file, name, `a function, export ${exported} of ${path},`, module[exported])
}

type Class = { readonly prototype: unknown; readonly name: string }

function expectIs<T>(
  place: Place,
  name: string,
  what: string,
  value: unknown,
  of: { readonly prototype: T; readonly name: string }
): asserts value is T {
  if (of.prototype !== undefined && Object.prototype.isPrototypeOf.call(of.prototype as object, value as object)) return
  const copy =
    typeof value === 'object' && value !== null && has(value, of.name)
      ? ' of another copy of thalweg; is it installed twice?'
      : ''
  throw new OptionError(`${place.file}: expected ${name} to give ${what} but received ${show(value)}${copy}`)
}

function has(value: object, name: string): boolean {
  for (let p = Object.getPrototypeOf(value); p !== null; p = Object.getPrototypeOf(p)) {
    if ((p as { constructor?: { name?: string } }).constructor?.name === name) return true
  }
  return false
}

// The export of a module by name, if it is of the expected kind.
function pick<T>(place: Place, field: string, name: unknown, module: object, fits: (value: unknown) => boolean): T {
  const known = Object.entries(module).filter(([, value]) => fits(value))
  const found = known.find(([key]) => key === name)
  if (found !== undefined) return found[1] as T
  const names = known.map(([key]) => key)
  const near = typeof name === 'string' ? nearest(name, names) : null
  const hint = near === null ? `the names are ${names.join(', ')}` : `did you mean ${near}?`
  throw new OptionError(`${place.file}: unknown ${field} ${typeof name === 'string' ? name : show(name)}; ${hint}`)
}

const extendsClass =
  (base: Class) =>
  (value: unknown): boolean =>
    typeof value === 'function' && (value as Class).prototype instanceof (base as never)

async function optimizerOf(
  place: Place,
  config: TrainConfig,
  model: Module,
  context: ConfigContext
): Promise<Optimizer> {
  const spec = config.optimizer
  if (typeof spec !== 'object') return (await partOf(place, 'optimizer', spec))(model, context) as Optimizer
  const { name, ...options } = spec
  const Named = pick<new (params: unknown, options: object) => Optimizer>(
    place,
    'optimizer',
    name,
    optim,
    extendsClass(Optimizer)
  )
  return new Named(model.namedParameters(), options)
}

async function schedulerOf(
  place: Place,
  config: TrainConfig,
  optimizer: Optimizer,
  context: ConfigContext
): Promise<LRScheduler | undefined> {
  const spec = config.scheduler
  if (spec === undefined) return undefined
  if (typeof spec !== 'object') return (await partOf(place, 'scheduler', spec))(optimizer, context) as LRScheduler
  const { name, ...options } = spec
  const Named = pick<new (optimizer: Optimizer, options: object) => LRScheduler>(
    place,
    'scheduler',
    name,
    optim,
    extendsClass(LRScheduler)
  )
  return new Named(optimizer, options)
}

function lossOf(place: Place, loss: NonNullable<TrainConfig['loss']>): NonNullable<TrainerOptions['loss']> {
  return typeof loss === 'string'
    ? pick(place, 'loss', loss, losses, (v) => typeof v === 'function' && v !== losses.markChecked)
    : loss
}

function metricOf(place: Place, metric: unknown, k: number): Metric {
  if (typeof metric !== 'string') return metric as Metric
  const isMetric = (v: unknown): boolean => typeof v === 'function' && 'compute' in ((v as Class).prototype as object)
  return new (pick<new () => Metric>(place, `metrics[${k}]`, metric, metrics, isMetric))()
}

function setRate(place: Place, optimizer: Optimizer, lr: number): void {
  const rates = [...new Set(optimizer.paramGroups.map((group) => group.lr))]
  if (rates.length > 1) {
    throw new OptionError(
      `${place.file}: expected an optimizer with one learning rate for --lr but its groups have ${rates.join(', ')}`
    )
  }
  for (const group of optimizer.paramGroups) group.lr = lr
}

function setBatchSize(place: Place, loader: ConfigData['train'], batchSize: number): void {
  const sized = loader as { setBatchSize?: (batchSize: number) => void }
  if (typeof sized.setBatchSize !== 'function') {
    throw mismatch(place.file, 'data.train', 'a loader with setBatchSize(), such as a DataLoader,', loader)
  }
  sized.setBatchSize(batchSize)
}

function checkpointOf(checkpoints: TrainConfig['checkpoints']): ModelCheckpoint | null {
  if (checkpoints === false) return null
  const options = typeof checkpoints === 'object' ? checkpoints : { folder: checkpoints ?? 'checkpoints' }
  return new ModelCheckpoint({ ...options, folder: resolve(options.folder) })
}
