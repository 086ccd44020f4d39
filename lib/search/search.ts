// Hyperparameter search: trials of an objective, sequential or in worker threads, with a sampler and a pruner, saved
// in a file. The public call is `search`.
import { backend } from '../backend/index.ts'
import type { World } from '../distributed/world.ts'
import { DataError, OptionError } from '../errors.ts'
import { defaultGenerator } from '../tensor/random.ts'
import { yieldToEventLoop } from '../util/eventLoop.ts'
import { show } from '../util/options.ts'
import { importModule } from '../util/packages.ts'
import { Philox } from '../util/philox.ts'
import { checkSearch, type SearchOptions, type Settings } from './options.ts'
import { HalvingPruner, MedianPruner, noPruner, type Pruner } from './pruners.ts'
import { searchInRounds } from './ranks.ts'
import { SearchResult } from './result.ts'
import { gridSampler, randomSampler, type Sampler, tpeSampler } from './samplers.ts'
import { checkSpace, checkWritable, gridOf, type Params, type Space } from './space.ts'
import { type Head, Store } from './store.ts'
import { type FinishedTrial, type ModuleAddress, type Objective, Reports, type Signal, type Trial } from './trial.ts'
import { copyOf } from './values.ts'
import { cannotLoad, Lane, moduleAddress, type Task } from './workers.ts'

/**
 * Searches for the parameters that minimize (or maximize) an objective. The same seed gives the same sequential
 * trials; with `parallel` the parameters tried by 'grid' and 'random' do not depend on timing.
 *
 * @param space the parameters: `{ lr: logUniform(1e-4, 1), units: int(8, 256, { log: true }), act: choice(['relu',
 *   'gelu']) }`
 * @param objective gets the parameters and the trial, returns a finite number. With `parallel` > 1 it is the path or
 *   URL of a module whose default export is the function, because functions cannot cross threads
 * @param options method, trials, seed, direction, parallel, file, signal, onTrial, onFailure, pruner, and those of a
 *   method
 * @returns the best trial, all trials, the importance of each parameter; as text a table, as JSON everything
 * @throws OptionError; DataError for a file that is damaged or cannot be written, and with onFailure 'stop' when a
 *   trial fails; the signal's reason
 * @example
 * const { best } = await search({ a: uniform(-2, 2) }, ({ a }) => (a - 1) ** 2, { method: 'tpe', trials: 40, seed: 1 })
 * Math.abs((best?.params.a ?? 0) - 1) < 0.1 // true
 */
export async function search<const S extends Space>(
  space: S,
  objective: Objective<S> | ModuleAddress,
  options: SearchOptions<S>
): Promise<SearchResult<S>> {
  checkSpace(space)
  const settings = checkSearch(objective, options as SearchOptions)
  return new Search(copyOf(space) as Space, objective as Objective | ModuleAddress, settings).run() as Promise<
    SearchResult<S>
  >
}

class Search {
  readonly #space: Space
  readonly #objective: Objective | ModuleAddress
  readonly #settings: Settings
  readonly #sampler: Sampler
  #pruner: Pruner
  readonly #trials: number
  readonly #store: Store | null
  readonly #head: Head
  readonly #finished = new Map<number, FinishedTrial>()
  readonly #running = new Map<number, Record<string, unknown>>()
  #failure: unknown = null

  constructor(space: Space, objective: Objective | ModuleAddress, settings: Settings) {
    this.#space = space
    this.#objective = objective
    this.#settings = settings
    const { method, seed, sign } = settings
    const grid = method === 'grid' ? gridOf(space) : []
    this.#trials = method === 'grid' ? Math.min(grid.length, settings.trials) : settings.trials
    this.#sampler =
      method === 'grid'
        ? gridSampler(grid)
        : method === 'tpe'
          ? tpeSampler(space, seed, sign, settings.startupTrials, settings.candidates)
          : randomSampler(space, seed)
    this.#pruner = prunerOf(settings)
    const { direction, file, world } = settings
    this.#head = { method, direction, seed, space: plain(space) }
    // Values cross between ranks as they are written in a file.
    if (file !== undefined) checkWritable(space, 'there is a file')
    else if (world !== undefined) checkWritable(space, 'ranks exchange them')
    this.#store = file === undefined || (world !== undefined && world.rank > 0) ? null : this.#open(file)
    for (const trial of this.#store?.trials ?? []) this.#remember(trial)
  }

  // Of several ranks, the others learn first that the file of one cannot be used.
  #open(file: string): Store | null {
    try {
      return new Store(file, this.#head, this.#space)
    } catch (error) {
      if (this.#settings.world === undefined) throw error
      this.#failure = error
      return null
    }
  }

  #remember(trial: FinishedTrial): void {
    this.#finished.set(trial.number, trial)
    this.#pruner.remember(trial)
  }

  async run(): Promise<SearchResult> {
    const { signal, world } = this.#settings
    const lanes = world === undefined ? await this.#lanes() : []
    const end = (): void => {
      for (const lane of lanes) void lane?.close()
    }
    signal?.addEventListener('abort', end)
    try {
      if (world === undefined) await Promise.all(lanes.map((lane) => this.#work(lane)))
      else await this.#rounds(world)
      signal?.throwIfAborted()
      if (this.#failure !== null) throw this.#failure
      const trials = copyOf(this.#inOrder())
      warnIfAllFailed(trials)
      return new SearchResult(this.#space, this.#settings, trials)
    } finally {
      signal?.removeEventListener('abort', end)
      await Promise.all(lanes.map((lane) => lane?.close()))
      this.#store?.close()
    }
  }

  // On the ranks of a job.
  async #rounds(world: World): Promise<void> {
    const { round, signal } = this.#settings
    const { pruner, onFailure, startupTrials, candidates, minBudget, budget, reduction } = this.#settings
    const same = { pruner, onFailure, startupTrials, candidates, minBudget, budget, reduction, round }
    const head = JSON.stringify([this.#head, this.#trials, same])
    let objective: Objective | null = null
    try {
      objective = await this.#load()
    } catch (error) {
      this.#failure ??= error
    }
    const failure = this.#failure
    this.#failure = null
    const work = {
      finished: this.#finished,
      sample: (number: number, known: readonly FinishedTrial[], running: readonly object[]) =>
        copyOf(this.#sampler(number, { finished: known, running: running as Record<string, unknown>[] })),
      attempt: (number: number, params: Record<string, unknown>, known: readonly FinishedTrial[]) => {
        this.#pruner = prunerOf(this.#settings)
        for (const trial of known) this.#pruner.remember(trial)
        return this.#attempt(number, params, (task, reports) => runHere(objective!, task, reports, signal))
      },
      record: (trial: FinishedTrial) => this.#record(trial),
      remember: (trial: FinishedTrial) => this.#remember(trial),
      check: () => signal?.throwIfAborted()
    }
    await searchInRounds({ world, trials: this.#trials, round, head }, work, failure)
  }

  // Threads, or null for this one.
  async #lanes(): Promise<(Lane | null)[]> {
    const { parallel } = this.#settings
    if (parallel === 1) return [null]
    const address = moduleAddress(this.#objective as string | URL)
    const threads = Math.max(1, Math.floor(backend.threads / parallel))
    return Array.from({ length: parallel }, () => new Lane(address, threads))
  }

  async #work(lane: Lane | null): Promise<void> {
    const { signal } = this.#settings
    const objective = lane === null ? await this.#load() : null
    for (let number = this.#next(); number !== null; number = this.#next()) {
      if (signal?.aborted || this.#failure !== null) return
      const params = copyOf(this.#sampler(number, { finished: this.#inOrder(), running: [...this.#running.values()] }))
      this.#running.set(number, params)
      try {
        const trial = await this.#attempt(number, params, (task, reports) =>
          lane === null ? runHere(objective!, task, reports, signal) : lane.run(task, reports)
        )
        if (trial !== null) await this.#record(trial)
      } catch (error) {
        this.#failure ??= error
      } finally {
        this.#running.delete(number)
      }
      await yieldToEventLoop()
    }
  }

  async #load(): Promise<Objective> {
    if (typeof this.#objective === 'function') return this.#objective
    const address = moduleAddress(this.#objective as string | URL)
    let objective: unknown
    try {
      objective = (await importModule(address)).default
    } catch (error) {
      throw cannotLoad(address, (error as Error).message)
    }
    if (typeof objective === 'function') return objective as Objective
    throw new OptionError(
      `search: cannot load the objective ${address}: the module has no default export that is a function`
    )
  }

  #next(): number | null {
    for (let number = 0; number < this.#trials; number++) {
      if (!this.#finished.has(number) && !this.#running.has(number)) return number
    }
    return null
  }

  #inOrder(): FinishedTrial[] {
    return [...this.#finished.values()].sort((a, b) => a.number - b.number)
  }

  // Runs a trial; null if it was aborted: it is not recorded, and the next process repeats it.
  async #attempt(
    number: number,
    params: Record<string, unknown>,
    run: (task: Task, reports: Reports) => Promise<unknown>
  ): Promise<FinishedTrial | null> {
    const { seed, budget, signal } = this.#settings
    const reports = new Reports(number, (list) => this.#pruner.prunes(list))
    const began = performance.now()
    let outcome: Pick<FinishedTrial, 'state' | 'value' | 'error'>
    try {
      const task = {
        number,
        seed: new Philox(seed, [number, 2 ** 32 - 1]).nextUint32(),
        budget,
        params: copyOf(params)
      }
      outcome = { state: 'complete', value: finite(await run(task, reports)) }
    } catch (error) {
      if (signal?.aborted) return null
      const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
      if (error instanceof OptionError && String(message).startsWith('search: cannot load')) throw error
      outcome =
        code === 'ERR_PRUNED'
          ? { state: 'pruned', value: reports.list.at(-1)?.[1] ?? null }
          : { state: 'failed', value: null, error: String(message ?? error) }
    }
    const seconds = Math.round(performance.now() - began) / 1000
    return { number, params, reports: copyOf(reports.list), seconds, ...outcome }
  }

  async #record(trial: FinishedTrial): Promise<void> {
    const { onTrial, onFailure } = this.#settings
    this.#store?.add(trial)
    this.#finished.set(trial.number, trial)
    this.#pruner.finish(trial)
    await onTrial?.(copyOf(trial))
    if (trial.state === 'failed' && onFailure === 'stop') {
      throw new DataError(`search: trial ${trial.number} failed: ${trial.error}`)
    }
  }
}

// A failed search would otherwise look like a successful one until somebody reads its best.
function warnIfAllFailed(trials: readonly FinishedTrial[]): void {
  if (trials.length === 0 || trials.some(({ state }) => state !== 'failed')) return
  const which = trials.length === 1 ? 'the only trial' : `all ${trials.length} trials`
  process.emitWarning(`search: ${which} failed, so there is no best one; the first error: ${trials[0]!.error}`, {
    type: 'ThalwegWarning',
    code: 'THALWEG_SEARCH_FAILED'
  })
}

async function runHere(
  objective: Objective,
  { params, ...task }: Task,
  reports: Reports,
  signal: Signal | undefined
): Promise<unknown> {
  const trial: Trial = {
    ...task,
    ...(signal === undefined ? {} : { signal }),
    report: (step, value) => reports.add(step, value)
  }
  // What a trial draws depends on its number, not on the trials before it.
  const before = defaultGenerator.state()
  defaultGenerator.manualSeed(task.seed)
  try {
    return await objective(params as Params, trial)
  } finally {
    defaultGenerator.setState(before)
  }
}

function finite(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  const what = typeof value === 'object' && value !== null && 'what' in value ? String(value.what) : show(value)
  throw new DataError(`expected the objective to return a finite number but it returned ${what}`)
}

function prunerOf({ method, sign, pruner, minBudget, budget, reduction }: Settings): Pruner {
  if (method === 'halving') return new HalvingPruner(sign, minBudget, budget, reduction)
  return pruner === null ? noPruner : new MedianPruner(sign, pruner.startupTrials, pruner.warmupSteps)
}

// The space after a round trip through JSON.
function plain(space: Space): unknown {
  return JSON.parse(JSON.stringify(space))
}
