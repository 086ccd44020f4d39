// The JSON of `thalweg analyze --json`; its schema is docs/schema/analysis.json. Called by the command line.
import type { Analysis } from './analysis.ts'
import type { Experiment } from './experiment.ts'

// Grows when a reader of the earlier version would fail.
const VERSION = 1

/** Analyses of one experiment as plain data. */
export function documentOf(analyses: readonly Analysis[], experiment: Experiment): object {
  const { name = '', seed = 0 } = experiment
  return { version: VERSION, experiment: { name, seed }, analyses: analyses.map((each) => each.toJSON()) }
}
