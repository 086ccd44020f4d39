// `thalweg find-lr`, `thalweg profile`, `thalweg plan`: what thalweg/train measures, of a config. Called by main.ts.
import { writeFile } from 'node:fs/promises'
import type { Built } from '../analyze/experiment.ts'
import { setNumThreads } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { findLearningRate, planMemory, profile } from '../train/index.ts'
import {
  describeFlags,
  type Flags,
  type FlagValues,
  helpFlag,
  numberFlag,
  readFlags,
  textFlag,
  threadsFlag
} from '../util/flags.ts'
import { number, wholeNumber } from '../util/options.ts'
import { experimentFor } from './experiment.ts'
import type { Output } from './main.ts'

const positive = number({ above: 0 })
const count = wholeNumber({ min: 1 })
const COMMON = {
  batch: numberFlag('N', count, 'samples in a batch, instead of the config'),
  threads: threadsFlag,
  help: helpFlag
} satisfies Flags

// Reads flags, builds the run of the config, and hands both to `body`.
async function withRun<F extends Flags>(
  name: string,
  what: string,
  own: F,
  args: readonly string[],
  { out }: Output,
  body: (built: Built, values: FlagValues<F>) => Promise<string>
): Promise<number> {
  const flags = { ...own, ...COMMON }
  const { values: read, positionals } = readFlags(name, args, flags)
  const values = read as FlagValues<F> & FlagValues<typeof COMMON>
  if (values.help) {
    out(`Usage: ${name} [config] [flags]\n\n${what}\n\n${describeFlags(flags)}`)
    return 0
  }
  if (positionals.length > 1) {
    throw new OptionError(`${name}: expected one config file but received ${positionals.join(' ')}`)
  }
  if (values.threads !== undefined) setNumThreads(values.threads)
  const experiment = await experimentFor(positionals[0], name)
  const built = await experiment.build({ seed: experiment.seed ?? 0, batchSize: values.batch })
  out(await body(built, values))
  return 0
}

const FIND = {
  min: numberFlag('X', positive, 'the first learning rate, default 1e-7'),
  max: numberFlag('X', positive, 'the last one, default 1'),
  steps: numberFlag('N', wholeNumber({ min: 3 }), 'optimizer steps, default 100')
}

/** Runs `thalweg find-lr`; returns the exit code. */
export function findLr(args: readonly string[], output: Output): Promise<number> {
  const what = 'Trains while the learning rate grows, and suggests one (see findLearningRate).'
  return withRun('thalweg find-lr', what, FIND, args, output, async ({ trainer, train }, { min, max, steps }) =>
    String(await findLearningRate(trainer, train, { minLr: min, maxLr: max, steps }))
  )
}

const PROFILE = {
  steps: numberFlag('N', count, 'steps to measure, default 10'),
  trace: textFlag('FILE', 'writes a trace for Perfetto')
}

/** Runs `thalweg profile`; returns the exit code. */
export function profileCommand(args: readonly string[], output: Output): Promise<number> {
  const what = 'Where the time and memory of a training step go (see profile).'
  return withRun('thalweg profile', what, PROFILE, args, output, async ({ trainer, train }, { steps, trace }) => {
    const result = await profile(trainer, train, { steps })
    if (trace !== undefined) await result.saveTrace(trace)
    return String(result)
  })
}

const PLAN = {
  json: textFlag('FILE', 'writes the plan as JSON')
}

/** Runs `thalweg plan`; returns the exit code. */
export function plan(args: readonly string[], output: Output): Promise<number> {
  const what = 'The bytes that a training step needs, without training (see planMemory).'
  return withRun('thalweg plan', what, PLAN, args, output, async ({ trainer, train }, { json }) => {
    for await (const batch of train) {
      if (!Array.isArray(batch) || batch.length < 2) break
      const result = planMemory(trainer.model, batch.slice(0, -1) as Tensor[], { optimizer: trainer.optimizer })
      if (json !== undefined) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`)
      return String(result)
    }
    throw new OptionError('thalweg plan: expected batches [...inputs, target]; use planMemory for others')
  })
}
