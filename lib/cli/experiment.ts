// The experiment that a command measures: that of a config file, or of the digits. Called by analyze.ts, evaluate.ts,
// inspect.ts and replica.ts.
import { digitsConfig } from '../analyze/digits.ts'
import { type Experiment, experimentOf } from '../analyze/experiment.ts'
import { hasConfig, loadConfig } from '../config/load.ts'

/** The experiment of a config file; of the digits when none is named and the folder has none. */
export async function experimentFor(path: string | undefined, call: string): Promise<Experiment> {
  if (path === undefined && !hasConfig()) return { ...experimentOf(digitsConfig(call)), name: 'digits' }
  const { config, path: found } = await loadConfig(path, process.cwd(), call)
  return experimentOf(config as never, { path: found })
}
