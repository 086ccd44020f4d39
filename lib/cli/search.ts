// `thalweg search`: looks for the best parameters in the space of a config. Called by main.ts.
import { writeFile } from 'node:fs/promises'
import { type Experiment, experimentOf } from '../analyze/experiment.ts'
import { setNumThreads } from '../backend/index.ts'
import { checkConfig } from '../config/check.ts'
import { loadConfig } from '../config/load.ts'
import type { ConfigSearch, TrainConfig } from '../config/types.ts'
import { init } from '../distributed/init.ts'
import { launcherOf } from '../distributed/library.ts'
import type { World } from '../distributed/world.ts'
import { OptionError } from '../errors.ts'
import { search, type Trial } from '../search/index.ts'
import { modeOf } from '../train/callbacks/monitor.ts'
import { columnName } from '../train/history.ts'
import { describeFlags, helpFlag, numberFlag, readFlags, textFlag, threadsFlag } from '../util/flags.ts'
import { defined, oneOf, wholeNumber } from '../util/options.ts'
import { EXIT_CODES, Interrupts } from './interrupts.ts'
import type { Output } from './main.ts'

const NAME = 'thalweg search'

const FLAGS = {
  trials: numberFlag('N', wholeNumber({ min: 1 }), 'trials, including those in --file'),
  method: textFlag('NAME', 'grid, random, tpe or halving'),
  file: textFlag('FILE', 'keeps every trial; an existing file is continued'),
  json: textFlag('FILE', 'writes the result as JSON'),
  engine: { ...textFlag('NAME', 'mpi: share the trials out over the ranks of this job'), rule: oneOf('mpi') },
  round: numberFlag('N', wholeNumber({ min: 1 }), 'with ranks: trials that come together (default 8)'),
  threads: threadsFlag,
  quiet: { help: 'no line for each trial' },
  help: helpFlag
}

const HELP = `Usage: ${NAME} [config] [flags]

Trains with parameters from the space in the field \`search\` of a config file, and reports the best. \`lr\` and
\`batchSize\` are set as named; the functions of the config read the others from \`params\`. Ctrl-C ends it; with --file
the same command continues.

Started by \`thalweg launch -n 4 search\` or mpirun, each rank takes some of the trials (--engine mpi, the default
there); the result is the same for any number of ranks.

${describeFlags(FLAGS)}`

/** Runs the command; returns the exit code. */
export async function searchCommand(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = readFlags(NAME, args, FLAGS)
  if (values.help) {
    output.out(HELP)
    return 0
  }
  if (positionals.length > 1) {
    throw new OptionError(`${NAME}: expected one config file but received ${positionals.join(' ')}`)
  }
  const { config: read, path, file } = await loadConfig(positionals[0], process.cwd(), NAME)
  checkConfig(file, read, false)
  const config = read as TrainConfig
  if (config.search === undefined) {
    throw new OptionError(
      `${file}: expected search, such as { space: { lr: logUniform(1e-4, 1) }, trials: 20 }, but it is missing`
    )
  }
  if (values.threads !== undefined) setNumThreads(values.threads)
  const world = await worldOf(config, values)
  const first = world === undefined || world.rank === 0
  const { space, metric = 'valLoss', trials, method, direction } = config.search
  const interrupts = new Interrupts(output, 'ends this trial and the search')
  try {
    const by = (values.method ?? method ?? 'tpe') as 'tpe'
    const result = await search(space, objectiveOf(experimentOf(config, { path }), config, metric), {
      method: by,
      seed: config.seed ?? 0,
      signal: interrupts.signal,
      direction: direction ?? (modeOf(metric) === 'max' ? 'maximize' : 'minimize'),
      onTrial: ({ number, state, value, params }) => {
        if (!values.quiet && first) output.error(`trial ${number} ${state} ${value ?? ''} ${JSON.stringify(params)}`)
      },
      ...defined({
        trials: values.trials ?? trials ?? ((by as string) === 'grid' ? undefined : 20),
        file: values.file,
        world,
        round: values.round,
        maxBudget: (by as string) === 'halving' ? config.epochs : undefined
      })
    })
    await world?.finalize()
    if (first) output.out(String(result))
    if (first && values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`)
    return result.best === null ? 1 : 0
  } catch (error) {
    if (interrupts.first === null) throw error
    output.error(`${NAME}: ended${values.file === undefined ? '' : `; the same command continues from ${values.file}`}`)
    return EXIT_CODES[interrupts.first.name]
  } finally {
    interrupts.close()
  }
}

// Seconds that ranks wait for the slowest trial of a round, unless the config says otherwise: a day.
const PATIENCE = 86_400

// The ranks of this job; undefined for this process alone.
async function worldOf(
  { distributed }: TrainConfig,
  { engine, round }: { readonly engine?: string; readonly round?: number }
): Promise<World | undefined> {
  const launcher = launcherOf(process.env)
  if (engine !== undefined && launcher === null) {
    throw new OptionError(
      `${NAME}: expected a job of several ranks with --engine mpi but no launcher of MPI started this process; run thalweg launch -n 4 search`
    )
  }
  if (launcher === null || (launcher.size === 1 && engine === undefined && round === undefined)) return undefined
  return init({ timeout: distributed?.timeout ?? PATIENCE })
}

// A trial is a run of the config; the metric of each epoch is reported, so that bad trials end early.
function objectiveOf(experiment: Experiment, config: TrainConfig, metric: NonNullable<ConfigSearch['metric']>) {
  return async (params: Readonly<Record<string, unknown>>, trial: Trial): Promise<number> => {
    const { lr, batchSize } = params as { lr?: number; batchSize?: number }
    const seed = experiment.seed ?? 0
    const { trainer, train, validation } = await experiment.build({ seed, params, ...defined({ lr, batchSize }) })
    const { epochs, steps, timeLimit } = config
    const report = {
      name: NAME,
      onEpoch: ({ epoch, metrics }: { epoch: number; metrics: Readonly<Record<string, number>> }) => {
        if (metrics[metric] !== undefined) trial.report(epoch, metrics[metric])
      }
    }
    const history = await trainer.fit(train, {
      ...defined({ epochs, steps, timeLimit, validation }),
      callbacks: [report],
      signal: trial.signal
    })
    const value = history[metric]?.findLast((v) => !Number.isNaN(v))
    if (value !== undefined) return value
    const known = ['loss', ...trainer.metrics.map(({ name }) => name)].map((name) => columnName('val', name))
    throw new OptionError(`${NAME}: expected search.metric to be one of ${known.join(', ')} but received '${metric}'`)
  }
}
