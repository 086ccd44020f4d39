// The frame of every analysis: options, budget, seeds, progress, training runs and timed blocks, and that nothing is left
// behind. An analysis is a function of a Session; see docs/contributing/add-an-analysis.md. Called by each analysis.
import { availableParallelism } from 'node:os'
import { backend, setNumThreads } from '../backend/index.ts'
import { NonFiniteError } from '../errors.ts'
import { type Clocked, type ClockOptions, type Timed, timeInTurns } from '../inspect/clock/clock.ts'
import { Progress, type ProgressStream } from '../report/progress.ts'
import { defaultGenerator } from '../tensor/random.ts'
import type { FitOptions } from '../train/index.ts'
import type { Flags } from '../util/flags.ts'
import { boolean, checkOptions, defined, either, number, type Rules, rule, wholeNumber } from '../util/options.ts'
import { isAbortSignal } from '../util/realm.ts'
import { Analysis, type Outcome, type RunFacts } from './analysis.ts'
import { type BuildOptions, type Built, buildSeeded, checkExperiment, type Experiment } from './experiment.ts'
import { type Limits, Recorder, type RunRecord } from './record.ts'
import { Steps } from './steps.ts'

/** Options of every analysis. */
export interface AnalysisOptions {
  /** Runs of each candidate, each from other weights and in another order, >= 1. Default 3. */
  seeds?: number | undefined
  /** Seconds, > 0: when they are over, the analysis ends with what there is. Default 60. */
  budget?: number | undefined
  /** Compute threads. Default: as they are set. */
  threads?: number | undefined
  /** An AbortSignal: when it is aborted, the analysis ends with what there is, and does not reject. */
  signal?: NonNullable<FitOptions['signal']> | undefined
  /** Whether to show progress on process.stderr, or where. Default false. */
  progress?: boolean | ProgressStream | undefined
}

const COMMON: Rules = {
  seeds: wholeNumber({ min: 1, max: 1000 }),
  budget: number({ above: 0 }),
  threads: wholeNumber({ min: 1, max: 1024 }),
  signal: rule('an AbortSignal', isAbortSignal),
  progress: either(
    boolean,
    rule('something with write()', (v) => typeof (v as ProgressStream | null)?.write === 'function')
  )
}

/** An analysis: what it asks, the options it adds, and how it answers. */
export interface Definition<O extends AnalysisOptions> {
  /** In kebab case, as the command line has it. */
  readonly name: string
  readonly question: string
  /** Rules of the options it adds. */
  readonly options: Rules
  /** The flags it adds to the command line. */
  readonly flags: Flags
  /** Options from flags. */
  fromFlags(values: Readonly<Record<string, unknown>>): Omit<O, keyof AnalysisOptions>
  run(session: Session, options: O): Promise<Outcome>
}

/** An analysis that can be called; the command line reads its other fields. */
export type Analyze<O extends AnalysisOptions = AnalysisOptions> = ((
  experiment: Experiment,
  options?: O
) => Promise<Analysis>) & {
  readonly definition: Pick<Definition<AnalysisOptions>, 'name' | 'question' | 'flags' | 'fromFlags'>
}

/** Makes an analysis of its definition. */
export function defineAnalysis<O extends AnalysisOptions>(definition: Definition<O>): Analyze<O> {
  const call = `analyze.${definition.name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}`
  const analyze = async (experiment: Experiment, options: O = {} as O): Promise<Analysis> => {
    checkExperiment(call, experiment)
    checkOptions(call, options, { ...COMMON, ...definition.options })
    const { threads } = options
    const before = { generator: defaultGenerator.state(), threads: backend.threads }
    if (threads !== undefined) setNumThreads(threads)
    const session = new Session(experiment, options)
    try {
      const outcome = await definition.run(session, options)
      return new Analysis({ ...outcome, ...session.facts(), name: definition.name, question: definition.question })
    } finally {
      session.close()
      defaultGenerator.setState(before.generator)
      if (threads !== undefined) setNumThreads(before.threads)
    }
  }
  return Object.assign(analyze, { definition })
}

export class Session {
  readonly experiment: Experiment
  /** The seeds of the runs of each candidate. */
  readonly seeds: readonly number[]
  readonly #began = performance.now()
  readonly #budget: number
  readonly #signal: AnalysisOptions['signal']
  readonly #shown: AnalysisOptions['progress']
  readonly #runs: RunFacts[] = []
  readonly #left: string[] = []
  #clocked: Clocked | null = null
  #progress: Progress | null = null
  #expected = 0
  #last: Record<string, number> = {}

  constructor(experiment: Experiment, { seeds = 3, budget = 60, signal, progress }: AnalysisOptions) {
    this.experiment = experiment
    this.seeds = Array.from({ length: seeds }, (_, k) => (experiment.seed ?? 0) + k)
    this.#budget = budget
    this.#signal = signal
    this.#shown = progress
  }

  /** Seconds since the analysis began. */
  get seconds(): number {
    return (performance.now() - this.#began) / 1e3
  }

  /** Seconds that the analysis may take. */
  get budget(): number {
    return this.#budget
  }

  /** Whether budget or signal end the analysis now. */
  get stopped(): boolean {
    return this.seconds >= this.#budget || this.#signal?.aborted === true
  }

  /** Notes something that is not done. */
  leave(what: string): void {
    this.#left.push(what)
  }

  /** Builds a run; for one of the seeds, it is paired with every other one of that seed. */
  build(options: BuildOptions): Promise<Built> {
    return buildSeeded(this.experiment, options)
  }

  /** How many optimizer steps the analysis will take, for the progress. */
  async expect(steps: number): Promise<void> {
    this.#expected += steps
    if (this.#shown === undefined || this.#shown === false || this.#progress !== null) return
    const stream = this.#shown === true ? {} : { stream: this.#shown }
    this.#progress = await Progress.start({
      samples: Math.max(1, this.#expected),
      unit: 'steps',
      head: 'analyze',
      ...stream
    })
  }

  /**
   * Trains a run and records it. Null when budget or signal ended it before its limits: it is noted as left out. A loss
   * that is not finite ends the run as diverged.
   *
   * @param candidate its name in `runs` and `left`
   */
  async train(candidate: string, options: BuildOptions, limits: Limits): Promise<RunRecord | null> {
    const missing = `${candidate}, seed ${options.seed}`
    if (this.stopped) {
      this.leave(missing)
      return null
    }
    const { steps, epochs } = limits
    const built = await this.build({ ...defined({ steps, epochs }), ...options })
    const recorder = new Recorder(candidate, options.seed, built)
    try {
      for await (const event of built.trainer.stream(built.train, recorder.fitOptions(limits, this.#signal))) {
        if (event.type === 'step' && event.updated) this.#count(event.loss)
        recorder.see(event)
        if (recorder.diverged) break
        if (event.type !== 'fitEnd' && this.stopped) {
          this.leave(missing)
          return null
        }
      }
    } catch (error) {
      if (this.#signal?.aborted) {
        this.leave(missing)
        return null
      }
      if (!(error instanceof NonFiniteError)) throw error
      recorder.diverged = true
    }
    const record = await recorder.finish()
    const { seed, losses, seconds, diverged } = record
    this.#runs.push({ candidate, seed, steps: losses.length, seconds, diverged })
    return record
  }

  /** Records a run that was made without `train`. */
  ran(candidate: string, seed: number, run: { losses: readonly number[]; seconds: number; diverged: number }): void {
    const { losses, seconds, diverged } = run
    this.#runs.push({ candidate, seed, steps: losses.length, seconds, diverged: diverged > 0 })
  }

  /** Steps that were made without `train`, for the progress. */
  progress(steps: number): void {
    this.#progress?.update(steps, this.#last)
  }

  /** Times blocks in turns; the machine's noise goes into the report. */
  async time(blocks: readonly Timed[], options: ClockOptions = {}): Promise<Clocked> {
    const clocked = await timeInTurns(blocks, { stop: () => this.stopped, ...options })
    // Once busy, always busy: a later clock that is wider but quiet does not take that back.
    const seen = this.#clocked
    if (seen === null || (clocked.busy === seen.busy ? clocked.noise > seen.noise : clocked.busy)) {
      this.#clocked = clocked
    }
    return clocked
  }

  /**
   * Times training steps of some builds in turns, on the threads that are set and, as `oneThread(name)`, on one. Null
   * when a first step is not finite, and when budget or signal have ended the analysis.
   */
  async timeSteps(builds: readonly { readonly name: string; readonly build: BuildOptions }[]): Promise<Clocked | null> {
    if (this.stopped || builds.length === 0) return null
    const open: Steps[] = []
    try {
      for (const { build } of builds) open.push(new Steps(await this.build(build)))
      const { threads } = backend
      const blocks = builds.map(({ name }, k): Timed => ({ name, run: () => open[k]!.next() }))
      const alone = blocks.map(({ name, run }) => ({ name: oneThread(name), run: () => onThreads(1, threads, run) }))
      return await this.time(threads > 1 ? [...blocks, ...alone] : blocks, { rounds: 5, patience: 2 })
    } catch (error) {
      if (error instanceof NonFiniteError) return null
      throw error
    } finally {
      for (const steps of open) await steps.close()
    }
  }

  #count(loss: number): void {
    this.#last = { loss }
    this.#progress?.update(1, this.#last)
  }

  /** @internal */
  close(): void {
    this.#progress?.stop()
  }

  /** @internal */
  facts(): Pick<Analysis, 'machine' | 'runs' | 'left' | 'seconds'> {
    const { level, name, threads } = backend
    const clocked = this.#clocked
    return {
      machine: {
        backend: name,
        level,
        threads,
        processors: availableParallelism(),
        busy: clocked === null ? null : clocked.busy,
        noise: clocked === null ? null : clocked.noise
      },
      runs: this.#runs,
      left: this.#left,
      seconds: this.seconds
    }
  }
}

/** The name of a candidate's times on one thread. */
export const oneThread = (name: string): string => `${name}, 1 thread`

async function onThreads(threads: number, before: number, run: () => unknown): Promise<void> {
  setNumThreads(threads)
  try {
    await run()
  } finally {
    setNumThreads(before)
  }
}
