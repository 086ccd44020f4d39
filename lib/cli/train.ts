// `thalweg train`: trains from a config file; Ctrl-C saves, --resume continues. Called by main.ts.
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { backend, setNumThreads } from '../backend/index.ts'
import { loadCheckpoint } from '../checkpoint/index.ts'
import { type Built, build } from '../config/build.ts'
import { checkConfig } from '../config/check.ts'
import { loadConfig } from '../config/load.ts'
import type { TrainConfig } from '../config/types.ts'
import { init } from '../distributed/init.ts'
import { launcherOf } from '../distributed/library.ts'
import type { World } from '../distributed/world.ts'
import { OptionError } from '../errors.ts'
import { duration } from '../report/progress.ts'
import { manualSeed } from '../tensor/random.ts'
import { type Callback, ProgressBar } from '../train/index.ts'
import {
  describeFlags,
  type FlagValues,
  helpFlag,
  numberFlag,
  readFlags,
  textFlag,
  threadsFlag
} from '../util/flags.ts'
import { Lock } from '../util/lock.ts'
import { defined, number, wholeNumber } from '../util/options.ts'
import { EXIT_CODES, Interrupts } from './interrupts.ts'
import type { Output } from './main.ts'

const count = wholeNumber({ min: 0 })

const FLAGS = {
  epochs: numberFlag('N', count, 'epochs of the whole run'),
  steps: numberFlag('N', count, 'optimizer steps of the whole run'),
  lr: numberFlag('X', number(), 'the learning rate of every group'),
  seed: numberFlag('N', count, 'of weights, data and dropout'),
  threads: threadsFlag,
  checkpoints: textFlag('FOLDER', 'where last.safetensors goes'),
  resume: { help: 'continue from last.safetensors, if it is there' },
  overwrite: { help: 'start over even if last.safetensors exists' },
  quiet: { help: 'no progress' },
  help: helpFlag
}
type Values = FlagValues<typeof FLAGS>

const HELP = `Usage: thalweg train [config] [flags]

Runs the training of a config file, by default thalweg.config.ts (or .mts, .mjs, .js, .json). Flags take
precedence over the file. Ctrl-C saves a checkpoint and leaves; a second one leaves at once.

${describeFlags(FLAGS)}`

/** The key in a checkpoint under which this command keeps what it needs to resume. */
const NAME = 'thalweg train'

/** Runs the command; returns the exit code. */
export async function train(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = readFlags(NAME, args, FLAGS)
  if (values.help) {
    output.out(HELP)
    return 0
  }
  if (positionals.length > 1)
    throw new OptionError(`${NAME}: expected one config file but received ${positionals.join(' ')}`)
  const interrupts = new Interrupts(output, 'saves and leaves after this step')
  try {
    return await run(positionals[0], values, interrupts, output)
  } finally {
    interrupts.close()
  }
}

async function run(path: string | undefined, values: Values, interrupts: Interrupts, output: Output): Promise<number> {
  const { out: say } = output
  const { config, ...place } = await loadConfig(path)
  checkConfig(place.file, config, (values.epochs ?? values.steps) !== undefined)
  const threads = values.threads ?? config.threads
  if (threads !== undefined) setNumThreads(threads)
  const checkpoints = checkpointsOf(config, values)
  const from = resumeFrom(checkpoints, values)
  const seed = await seedOf(config, values, from)
  manualSeed(seed)
  const limits = limitsOf(config, values)
  const world = await worldOf(place.file, config)
  const built = await build(
    place,
    config,
    { seed, ...limits },
    {
      checkpoints,
      ...(world === null ? {} : { world }),
      ...(values.lr === undefined ? {} : { lr: values.lr })
    }
  )
  const { trainer, data } = built
  // Of several ranks, one speaks.
  const out = trainer.writes ? say : (): void => undefined
  if (world !== null)
    out(`ranks ${world.size}${world.engine === null ? '' : ` (${world.engine})`}, shards ${config.distributed!.shards}`)
  out(`${place.file}: ${backend.name} ${backend.level}, threads ${backend.threads}, seed ${seed}`)
  if (values.resume) out(from === null ? 'no checkpoint yet: a new run' : `continues from ${relative('', from)}`)
  const began = performance.now()
  const lock = built.checkpoint === null || !trainer.writes ? null : lockOf(built.checkpoint.lastPath)
  try {
    // Building may have taken minutes, in which another run may have come and gone.
    if (resumeFrom(checkpoints, values) !== from) {
      throw new OptionError(`${NAME}: another run wrote ${built.checkpoint!.lastPath} meanwhile; start again`)
    }
    const { timeLimit, validateEvery, logEvery, loggers } = config
    await trainer.fit(data.train, {
      ...limits,
      ...defined({ timeLimit, validateEvery, logEvery, loggers, validation: data.validation }),
      callbacks: callbacksOf(config, values, built, seed),
      signal: interrupts.signal,
      ...(from === null ? {} : { resume: from })
    })
  } catch (error) {
    if (!interrupts.signal.aborted) throw error
    return await stopped(built, interrupts, out, world !== null)
  } finally {
    lock?.release()
  }
  await world?.finalize()
  const seconds = (performance.now() - began) / 1000
  out(`${summary(built)} in ${duration(seconds)}`)
  return 0
}

// The ranks of this run; null for this process alone.
async function worldOf(file: string, { distributed }: TrainConfig): Promise<World | null> {
  const launcher = launcherOf(process.env)
  if (distributed === undefined) {
    if (launcher === null || launcher.size === 1) return null
    throw new OptionError(
      `${file}: expected distributed: { shards: 8 } because mpirun started ${launcher.size ?? 'this process'}; without it every process would train alone`
    )
  }
  const { timeout } = distributed
  return init(defined({ timeout }))
}

// Two runs that write to one folder would overwrite each other's checkpoints.
function lockOf(last: string): Lock {
  mkdirSync(dirname(last), { recursive: true })
  return Lock.take(NAME, last)
}

function limitsOf(config: TrainConfig, { epochs = config.epochs, steps = config.steps }: Values) {
  return defined({ epochs, steps })
}

function checkpointsOf(config: TrainConfig, { checkpoints: folder }: Values): string | false | { folder: string } {
  const own = config.checkpoints ?? 'checkpoints'
  if (folder === undefined) return own
  return typeof own === 'object' ? { ...own, folder } : folder
}

// The checkpoint to continue from, null for a new run. An existing run is never overwritten without --overwrite.
function resumeFrom(
  checkpoints: string | false | { folder: string },
  { resume, overwrite, lr }: Values
): string | null {
  if (resume && overwrite) throw new OptionError(`${NAME}: expected --resume or --overwrite but received both`)
  if (checkpoints === false) {
    if (resume)
      throw new OptionError(`${NAME}: expected checkpoints for --resume but the config has checkpoints: false`)
    return null
  }
  const folder = typeof checkpoints === 'object' ? checkpoints.folder : checkpoints
  const last = `${folder}/last.safetensors`
  if (!existsSync(last)) return null
  if (resume) {
    if (lr !== undefined)
      throw new OptionError(`${NAME}: expected no --lr with --resume: the run has its learning rate`)
    return last
  }
  if (overwrite) return null
  throw new OptionError(`${NAME}: ${last} exists; --resume continues from it, --overwrite starts over`)
}

// A resumed run keeps its seed, which determines how its data are split and shuffled.
async function seedOf(config: TrainConfig, { seed }: Values, from: string | null): Promise<number> {
  if (from === null) return seed ?? config.seed ?? 0
  const { callbacks } = (await loadCheckpoint(from)) as { callbacks?: Record<string, { seed?: number }> }
  const saved = callbacks?.[NAME]?.seed
  if (seed !== undefined && saved !== undefined && seed !== saved) {
    throw new OptionError(`${NAME}: expected --seed to be ${saved}, that of the run in ${from}, but received ${seed}`)
  }
  return saved ?? seed ?? config.seed ?? 0
}

function callbacksOf(config: TrainConfig, { quiet }: Values, { checkpoint }: Built, seed: number): Callback[] {
  return [
    ...(config.callbacks ?? []),
    ...(quiet ? [] : [new ProgressBar()]),
    { name: NAME, stateDict: () => ({ seed }) },
    ...(checkpoint === null ? [] : [checkpoint])
  ]
}

function summary({ trainer, checkpoint }: Built): string {
  const shown = Object.entries(trainer.history)
    .filter(([name]) => /^(train|val)[A-Z]/.test(name))
    .map(([name, column]) => [name, column.findLast((v) => !Number.isNaN(v))] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value!.toPrecision(4)}`)
  const saved = checkpoint === null ? [] : [`saved to ${relative('', checkpoint.lastPath)}`]
  return [`epochs ${trainer.epoch}, steps ${trainer.step}`, ...shown, ...saved].join('; ')
}

// The callback has written the checkpoint; if that failed, this attempt reports why.
async function stopped(
  { trainer, checkpoint }: Built,
  interrupts: Interrupts,
  out: Output['out'],
  distributed: boolean
): Promise<number> {
  const { name, time } = interrupts.first!
  const where = `stopped by ${name} after step ${trainer.step}`
  if (checkpoint === null || trainer.step === 0) out(`${where}; nothing is saved`)
  else {
    const path = checkpoint.lastPath
    // Ranks save together or not at all, and not all of them may have got the signal.
    const late = !existsSync(path) || statSync(path).mtimeMs < time - 2000
    if (late && !distributed) await trainer.save(path)
    out(`${where}; saved to ${relative('', path)}, --resume continues from there`)
  }
  return EXIT_CODES[name]
}
