// `thalweg serve-replica`: a process that answers requests with a config's model, until its input ends. Not listed in the
// help: lib/analyze/serving.replicas.ts starts it, to measure several of them.
import { replicaServer } from '../analyze/serving.model.ts'
import { OptionError } from '../errors.ts'
import { numberFlag, readFlags, textFlag } from '../util/flags.ts'
import { number, wholeNumber } from '../util/options.ts'
import { experimentFor } from './experiment.ts'
import type { Output } from './main.ts'

const NAME = 'thalweg serve-replica'

const FLAGS = {
  weights: textFlag('FILE', 'weights as safetensors'),
  seed: numberFlag('N', wholeNumber({ min: 0 }), 'of the model and the data'),
  batch: numberFlag('N', wholeNumber({ min: 1 }), 'requests of a forward pass at most'),
  window: numberFlag('X', number({ min: 0 }), 'seconds to wait for more of them')
}

/** Runs the command; returns the exit code. */
export async function serveReplica(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = readFlags(NAME, args, FLAGS)
  const { weights, seed = 0, batch = 1, window = 0 } = values
  const [path] = positionals
  if (path === undefined || weights === undefined)
    throw new OptionError(`${NAME}: expected a config file and --weights`)
  const server = await replicaServer(await experimentFor(path, NAME), { weights, seed, batch, window })
  output.out(`port ${await server.listen()}`)
  process.stdin.resume()
  await new Promise((resolve) => process.stdin.once('end', resolve))
  await server.close()
  return 0
}
