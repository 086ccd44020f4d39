// The options of a search, checked and filled in. Called by search.ts.
import { World } from '../distributed/world.ts'
import { OptionError } from '../errors.ts'
import {
  checkOptions,
  defined,
  either,
  func,
  mismatch,
  oneOf,
  required,
  rule,
  text,
  wholeNumber
} from '../util/options.ts'
import { isAbortSignal, isUrl } from '../util/realm.ts'
import type { Space } from './space.ts'
import type { FinishedTrial, Signal } from './trial.ts'

/** Options of `search`. */
export interface SearchOptions<S extends Space = Space> {
  /**
   * 'grid': every combination. 'random': at random. 'tpe': by the tree-structured Parzen estimator, which learns from
   * the trials so far. 'halving': at random, and trials that are not among the best are stopped (asynchronous
   * successive halving).
   */
  method: 'grid' | 'random' | 'tpe' | 'halving'
  /** The number of trials, including those of earlier processes, >= 1. With 'grid' an upper limit, default all. */
  trials?: number | undefined
  /** A whole number >= 0. Default 0. */
  seed?: number | undefined
  /** Default 'minimize'. */
  direction?: 'minimize' | 'maximize' | undefined
  /** Trials at the same time, each in a worker thread; 1 runs them in this thread. Default 1. */
  parallel?: number | undefined
  /**
   * The ranks of a job, from `init` of thalweg/distributed: trials are shared out over them. Every rank makes the same
   * call and gets the same result; rank 0 alone writes `file`. Waiting for the slowest trial of a round counts for the
   * `timeout` of init. Default: this process alone.
   */
  world?: World | undefined
  /**
   * With `world`: the trials that come together and do not know of each other, >= the number of ranks, best a multiple of
   * it. The same result for any number of ranks; another number is another search, except for 'grid' and 'random' without
   * a pruner. Default 8.
   */
  round?: number | undefined
  /** The file that keeps every trial as a line of JSON. If it exists, the search continues where it stopped. */
  file?: string | undefined
  /**
   * Ends the search: worker threads at once, an objective in this thread after it returns. `search` rejects with its
   * reason.
   */
  signal?: Signal | undefined
  /** Called with every trial that ends. */
  onTrial?: ((trial: FinishedTrial<S>) => void | Promise<void>) | undefined
  /**
   * Whether a failed trial ends the search. It is recorded in any case. Default 'continue'; if all have failed, a
   * process warning with the code THALWEG_SEARCH_FAILED reports it.
   */
  onFailure?: 'continue' | 'stop' | undefined
  /**
   * For 'random' and 'tpe': 'median' ends trials whose reports are worse than the median of the complete ones, once
   * startupTrials (5) are complete and after warmupSteps (0). Default 'median'; 'none' for 'grid'.
   */
  pruner?: 'median' | 'none' | { startupTrials?: number | undefined; warmupSteps?: number | undefined } | undefined
  /** For 'tpe': the number of random trials before it begins, >= 1. Default 10. */
  startupTrials?: number | undefined
  /** For 'tpe': candidates drawn for each parameter, the most promising of which is used, >= 1. Default 24. */
  candidates?: number | undefined
  /** For 'halving': the first step at which trials are compared, >= 1. Default 1. */
  minBudget?: number | undefined
  /** For 'halving', required: the largest step of a trial (`trial.budget`), > minBudget. */
  maxBudget?: number | undefined
  /** For 'halving': one in `reduction` trials continues, to `reduction` times the steps, >= 2. Default 3. */
  reduction?: number | undefined
}

/** Options, filled in. */
export interface Settings {
  readonly method: SearchOptions['method']
  readonly trials: number
  readonly seed: number
  readonly direction: 'minimize' | 'maximize'
  /** 1 to minimize, -1 to maximize. */
  readonly sign: number
  readonly parallel: number
  readonly world?: World
  readonly round: number
  readonly file?: string
  readonly signal?: Signal
  readonly onTrial?: (trial: FinishedTrial) => void | Promise<void>
  readonly onFailure: 'continue' | 'stop'
  readonly pruner: { startupTrials: number; warmupSteps: number } | null
  readonly startupTrials: number
  readonly candidates: number
  readonly minBudget: number
  readonly budget: number
  readonly reduction: number
}

const count = wholeNumber({ min: 1 })
const ROUND = 8

const OWN: Readonly<Record<string, SearchOptions['method']>> = {
  startupTrials: 'tpe',
  candidates: 'tpe',
  minBudget: 'halving',
  maxBudget: 'halving',
  reduction: 'halving'
}

const RULES = {
  method: required(oneOf('grid', 'random', 'tpe', 'halving')),
  trials: count,
  seed: wholeNumber({ min: 0 }),
  direction: oneOf('minimize', 'maximize'),
  parallel: wholeNumber({ min: 1, max: 1024 }),
  world: rule('the world that init() gives', (v) => v instanceof World),
  round: count,
  file: text,
  signal: rule('an AbortSignal', isAbortSignal),
  onTrial: func,
  onFailure: oneOf('continue', 'stop'),
  pruner: either(
    oneOf('median', 'none'),
    rule('{ startupTrials, warmupSteps }', (v) => typeof v === 'object' && v !== null)
  ),
  startupTrials: count,
  candidates: count,
  minBudget: count,
  maxBudget: count,
  reduction: wholeNumber({ min: 2 })
}

/** Throws unless objective and options are compatible. */
export function checkSearch(objective: unknown, options: SearchOptions): Settings {
  checkOptions('search', options, RULES)
  const { method, trials, parallel = 1, pruner, minBudget = 1, maxBudget } = options
  const isModule = typeof objective === 'string' || isUrl(objective)
  if (!isModule && typeof objective !== 'function') {
    throw mismatch('search', 'objective', 'a function, or the path or URL of a module', objective)
  }
  if (!isModule && parallel > 1) {
    throw new OptionError(
      `search: expected objective to be the path or URL of a module, because parallel is ${parallel} and functions cannot cross threads, but received a function`
    )
  }
  for (const [name, of] of Object.entries(OWN)) {
    if (options[name as keyof SearchOptions] !== undefined && method !== of) {
      throw new OptionError(`search: expected ${name} only with method '${of}' but the method is '${method}'`)
    }
  }
  checkWorld(options)
  if (pruner !== undefined && method === 'halving') {
    throw new OptionError("search: expected no pruner with method 'halving', which prunes itself")
  }
  if (trials === undefined && method !== 'grid') {
    throw new OptionError(`search: expected trials, a whole number >= 1, but it is missing`)
  }
  if (method === 'halving' && !(maxBudget !== undefined && maxBudget > minBudget)) {
    throw mismatch('search', 'maxBudget', `a whole number > minBudget (${minBudget})`, maxBudget)
  }
  return {
    trials: Number.POSITIVE_INFINITY,
    seed: 0,
    direction: 'minimize',
    onFailure: 'continue',
    startupTrials: 10,
    candidates: 24,
    round: ROUND,
    reduction: 3,
    ...defined(options),
    method,
    sign: options.direction === 'maximize' ? -1 : 1,
    parallel,
    minBudget,
    budget: maxBudget ?? Number.POSITIVE_INFINITY,
    pruner: prunerOptions(method, pruner)
  }
}

function checkWorld({ world, round, parallel = 1 }: SearchOptions): void {
  if (world === undefined) {
    if (round === undefined) return
    throw new OptionError('search: expected round only with world but there is none')
  }
  if (parallel > 1) {
    throw new OptionError(`search: expected world or parallel but received both`)
  }
  if (world.size > (round ?? ROUND)) {
    throw new OptionError(
      `search: expected at most ${round ?? ROUND} ranks, one for each trial of a round, but there are ${world.size}; give a larger round, or start fewer`
    )
  }
}

function prunerOptions(method: SearchOptions['method'], pruner: SearchOptions['pruner']): Settings['pruner'] {
  const chosen = pruner ?? (method === 'grid' ? 'none' : 'median')
  if (chosen === 'none') return null
  const own = chosen === 'median' ? {} : chosen
  checkOptions('search: pruner', own, {
    startupTrials: wholeNumber({ min: 0 }),
    warmupSteps: wholeNumber({ min: 0 })
  })
  return { startupTrials: 5, warmupSteps: 0, ...defined(own) }
}
