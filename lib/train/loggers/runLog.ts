// What a run gives its loggers, in the form of a callback that comes before all others. It keeps in the state of the run
// what a killed process may not have written: after a resume loggers drop what came later (the 'start' record says from
// which step on) and get the rest again, so that nothing is missing and nothing comes twice. Called by run.ts.
import { LogError, OptionError } from '../../errors.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { mismatch, show } from '../../util/options.ts'
import { isError, isPromise } from '../../util/realm.ts'
import type {
  Callback,
  EpochEvent,
  FitEndEvent,
  FitOptions,
  FitStartEvent,
  RollBackEvent,
  Row,
  StepEvent
} from '../events.ts'
import type { Trainer } from '../trainer.ts'
import { histogram } from './histogram.ts'
import type { Histogram, Logger, LogPlace, LogRecord } from './logger.ts'

type Content<R> = R extends LogRecord ? Omit<R, 'step' | 'epoch' | 'wallTime'> : never

interface Kept {
  readonly record: LogRecord
  written: boolean
}

interface State {
  kept: LogRecord[]
  /** Not in files of earlier versions. */
  before?: LogPlace[]
  loss: number
  samples: number
}

// Columns of the history that are not measurements, or that steps have already given.
const PLACES = new Set(['epoch', 'step', 'learningRate'])
// Tags that would be taken for the place of a record in a file with a line a record.
const RESERVED = new Set(['', 'epoch', 'step', 'wallTime', 'texts', 'histograms'])

export class RunLog implements Callback {
  readonly name = 'loggers'
  readonly #loggers: readonly Logger[]
  readonly #every: number
  readonly #throws: boolean
  // The records of the current step, and everything since the first that is not yet written.
  #kept: Kept[] = []
  // The last record before those, and the last one of scalars, which every logger writes: by these a log is known.
  #before: readonly LogPlace[] = []
  #loss = 0
  #samples = 0
  #epoch = 0
  #rowStep = -1
  readonly #writing = new Set<Promise<void>>()
  readonly #warned = new Set<Logger>()
  #failure: Error | null = null
  #starting = false

  constructor({ loggers = [], logEvery = 1, onLogFailure = 'warn' }: FitOptions) {
    this.#loggers = loggers
    this.#every = logEvery
    this.#throws = onLogFailure === 'throw'
  }

  async onFitStart({ epoch, step, resumed }: FitStartEvent, trainer: Trainer): Promise<void> {
    const again = this.#kept.map(({ record }) => record)
    this.#kept = []
    this.#epoch = epoch
    this.#rowStep = trainer.history.step.at(-1) ?? -1
    this.#starting = true
    const from = again[0]?.step ?? (resumed ? step + 1 : 0)
    const earlier = resumed ? [...this.#before, ...again].map(placeOf) : []
    if (!resumed) this.#before = []
    this.#tell({ kind: 'start', resumed, step: from, epoch, wallTime: now(), run: trainer.runId, earlier })
    for (const record of again) this.#keep(record)
    // A logger that can never write says so before hours have gone by.
    await this.#settled()
    this.#starting = false
    this.#report()
  }

  /** The records since then are void, as after a resume. */
  onRollBack({ epoch, step }: RollBackEvent, trainer: Trainer): Promise<void> {
    return this.onFitStart({ type: 'fitStart', epoch, step, resumed: true, validates: false }, trainer)
  }

  onStep({ epoch, step, loss, samples, updated, skipped, learningRate, gradNorm, metrics }: StepEvent): void {
    this.#report()
    this.#epoch = epoch
    if (!skipped) {
      this.#loss += loss * samples
      this.#samples += samples
    }
    if (updated && step % this.#every === 0 && this.#samples > 0) {
      const mean = this.#loss / this.#samples
      const norm = gradNorm === undefined ? {} : { gradNorm }
      this.#add(step, { kind: 'scalars', scalars: { loss: mean, learningRate, ...norm } })
      this.#loss = 0
      this.#samples = 0
    }
    if (metrics !== undefined) this.#row(step, metrics)
  }

  onEpoch({ epoch, step, metrics }: EpochEvent): void {
    this.#report()
    this.#epoch = epoch
    this.#row(step, metrics)
  }

  #row(step: number, row: Row): void {
    this.#rowStep = step
    this.#add(step, { kind: 'scalars', scalars: measured(row) })
  }

  async onFitEnd({ step, reason, history }: FitEndEvent): Promise<void> {
    // The row of a part of the epoch. It is not kept: a run that continues has the whole epoch's instead.
    if (history.step.at(-1) === step && this.#rowStep !== step) {
      const row = Object.fromEntries(
        Object.entries(history).flatMap(([name, column]) =>
          Number.isNaN(column.at(-1)) ? [] : [[name, column.at(-1)!]]
        )
      )
      const { epoch = this.#epoch, ...rest } = row
      this.#tell({ kind: 'scalars', scalars: measured(rest), step, epoch, wallTime: now() })
    }
    await this.#end(step, reason)
    this.#report()
  }

  async onError(_: unknown, trainer: Trainer): Promise<void> {
    await this.#end(trainer.step, 'error')
  }

  async #end(step: number, reason: FitEndEvent['reason'] | 'error'): Promise<void> {
    this.#tell({ kind: 'end', reason, step, epoch: this.#epoch, wallTime: now() })
    await this.#settled()
  }

  /** Logs values of anybody: numbers, texts, and tensors as histograms. */
  log(values: Readonly<Record<string, unknown>>, step: number): void {
    const scalars: [string, number][] = []
    const texts: [string, string][] = []
    const histograms: [string, Histogram][] = []
    for (const [tag, value] of Object.entries(values)) {
      if (RESERVED.has(tag)) throw mismatch('Trainer.log', 'a tag', 'a name that is not taken', tag)
      if (typeof value === 'number') scalars.push([tag, value])
      else if (typeof value === 'string') texts.push([tag, value])
      else if (value instanceof Tensor) histograms.push([tag, histogram(value)])
      else if (isHistogram(value)) histograms.push([tag, value])
      else throw mismatch('Trainer.log', tag, 'a number, a string, a tensor or a histogram', value)
    }
    // Not by assignment: a tag may be called __proto__.
    if (scalars.length > 0) this.#add(step, { kind: 'scalars', scalars: Object.fromEntries(scalars) })
    if (texts.length > 0) this.#add(step, { kind: 'text', texts: Object.fromEntries(texts) })
    if (histograms.length > 0) this.#add(step, { kind: 'histograms', histograms: Object.fromEntries(histograms) })
  }

  // --- records ---

  #add(step: number, content: Content<LogRecord>): void {
    this.#keep({ ...content, step, epoch: this.#epoch, wallTime: now() })
  }

  #keep(record: LogRecord): void {
    const kept = { record, written: false }
    this.#before = this.#beforeThose(record.step)
    this.#kept = [...this.#needed(record.step), kept]
    this.#tell(record, () => {
      kept.written = true
    })
  }

  // What a resume at `step` must log again: from the first step on of which something is not written.
  #needed(step: number): Kept[] {
    const first = this.#kept.find(({ written }) => !written)?.record.step ?? step
    return this.#kept.filter(({ record }) => record.step >= first)
  }

  #beforeThose(step: number): readonly LogPlace[] {
    const dropped = this.#kept.slice(0, this.#kept.length - this.#needed(step).length).map(({ record }) => record)
    const last = [dropped.at(-1), dropped.findLast(({ kind }) => kind === 'scalars')]
    return last.map((record, k) => record ?? this.#before[k]).flatMap((place) => (place ? [placeOf(place)] : []))
  }

  #tell(record: LogRecord, then?: () => void): void {
    const told = this.#loggers.flatMap((logger) => {
      try {
        const answer = logger.log(record)
        return isPromise(answer) ? [answer.catch((error: unknown) => this.#fail(logger, error))] : []
      } catch (error) {
        this.#fail(logger, error)
        return []
      }
    })
    if (told.length === 0) {
      then?.()
      return
    }
    const writing: Promise<void> = Promise.all(told).then(() => {
      then?.()
      this.#writing.delete(writing)
    })
    this.#writing.add(writing)
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#writing)
  }

  #fail(logger: Logger, error: unknown): void {
    const name = logger.constructor?.name ?? 'Object'
    const what = isError(error) ? error.message : show(error)
    // What is asked for and can never be, such as a package that is not there, is not a failure to bear with.
    if (this.#starting && error instanceof OptionError) {
      this.#failure ??= error
      this.#warned.add(logger)
    } else if (this.#throws) {
      this.#failure ??= new LogError(`Trainer: the logger ${name} failed: ${what}`, { cause: error })
    } else if (!this.#warned.has(logger)) {
      this.#warned.add(logger)
      process.emitWarning(`Trainer: the run continues although the logger ${name} failed: ${what}`, {
        code: 'THALWEG_LOG'
      })
    }
  }

  // Throws what went wrong since the last time.
  #report(): void {
    const failure = this.#failure
    this.#failure = null
    if (failure !== null) throw failure
  }

  // --- state ---

  stateDict(): Record<string, unknown> {
    const step = this.#kept.at(-1)?.record.step ?? 0
    const kept = this.#needed(step).map(({ record }) => record)
    return { kept, before: this.#beforeThose(step), loss: this.#loss, samples: this.#samples }
  }

  loadStateDict({ kept, before = [], loss, samples }: State): void {
    this.#before = before
    this.#kept = kept.map((record) => ({ record, written: true }))
    this.#loss = loss
    this.#samples = samples
  }
}

function isHistogram(value: unknown): value is Histogram {
  const { edges, counts } = (value ?? {}) as Partial<Histogram>
  return Array.isArray(edges) && Array.isArray(counts)
}

const placeOf = ({ step, wallTime }: LogPlace): LogPlace => ({ step, wallTime })

const now = (): number => Date.now() / 1000

function measured(row: Row): Record<string, number> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !PLACES.has(name)))
}
