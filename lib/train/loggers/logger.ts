// What a run logs, and the interface of whatever writes it down. Called by runLog.ts; implemented by the loggers of
// this folder and by anybody else.
import type { EndReason } from '../events.ts'

interface Place {
  /** Optimizer steps so far. Records come with steps that never fall, but for a 'start'. */
  readonly step: number
  /** The epoch under way, or the one that has just ended; the first is 1. */
  readonly epoch: number
  /** When it was logged, in seconds since 1970. */
  readonly wallTime: number
}

/** How often values lie where: bucket k, from `edges[k]` to `edges[k + 1]`, holds `counts[k]` of them. */
export interface Histogram {
  /** One more than counts, none below the one before. */
  readonly edges: readonly number[]
  readonly counts: readonly number[]
  /** Values that are NaN or infinite; they are in no bucket. */
  readonly nonFinite: number
}

/** When a record was logged. */
export type LogPlace = Pick<Place, 'step' | 'wallTime'>

/** A run begins or continues. What was logged for `step` and later steps by an earlier process is void: it comes again. */
export interface StartRecord extends Place {
  readonly kind: 'start'
  /** Whether an earlier run continues. When not, step is 0: everything that was there is void. */
  readonly resumed: boolean
  /** Identifies the run; a resumed run keeps it. */
  readonly run?: string
  /** Records that the run logged before it was resumed: a log that has none of them is another run's. */
  readonly earlier?: readonly LogPlace[]
}

/** Numbers by tag: `loss`, `learningRate` and `gradNorm` of steps, `trainLoss`, `valLoss`, ... of epochs; NaN is possible. */
export interface ScalarsRecord extends Place {
  readonly kind: 'scalars'
  readonly scalars: Readonly<Record<string, number>>
}

/** Texts by tag. */
export interface TextRecord extends Place {
  readonly kind: 'text'
  readonly texts: Readonly<Record<string, string>>
}

/** Histograms by tag. */
export interface HistogramsRecord extends Place {
  readonly kind: 'histograms'
  readonly histograms: Readonly<Record<string, Histogram>>
}

/** The training has ended; `fit` waits until what is logged is written. */
export interface EndRecord extends Place {
  readonly kind: 'end'
  readonly reason: EndReason | 'error'
}

/** What is logged: plain data that nobody changes afterwards. Other kinds may come in later versions. */
export type LogRecord = StartRecord | ScalarsRecord | TextRecord | HistogramsRecord | EndRecord

/**
 * Something that writes down what a run logs. One method is all: an object literal can be a logger.
 *
 * @example
 * const losses: unknown[] = []
 * const logger: Logger = {
 *   log: (record) => { if (record.kind === 'scalars') losses.push(record.scalars['loss']) }
 * }
 * await trainer.fit(loader, { steps: 2, loggers: [logger] })
 */
export interface Logger {
  /**
   * Takes a record. The training does not wait for a promise, and may log more before it has resolved; only its end waits
   * for all of them. An error thrown, or a promise that rejects, is a warning or the end of the training, as fit's option
   * onLogFailure says.
   */
  log(record: LogRecord): void | Promise<void>
}
