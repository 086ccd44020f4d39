// Timer: measures how long a run takes, waits and will take, and can end it at a time limit.
import { duration } from '../../report/progress.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { checkOptions, either, func, number, rule } from '../../util/options.ts'
import type { Callback, EpochEvent, FitStartEvent, RollBackEvent, StepEvent } from '../events.ts'
import { addRow, type Columns } from '../history.ts'
import type { Trainer } from '../trainer.ts'
import { columnsOf, columnsState } from './columns.ts'

/** Options of Timer. */
export interface TimerOptions {
  /**
   * The time limit of the whole run, including before a resume: seconds > 0, or 'hours:minutes:seconds', with
   * days before them if needed. The run ends after the step in which the time is up. Default: no limit.
   */
  limit?: number | string | undefined
  /** The clock, in milliseconds; for tests. Default performance.now. */
  now?: (() => number) | undefined
}

/** The measurements of a Timer. Times are in seconds; NaN if nothing was measured, Infinity if no end is known. */
export interface TimerSummary {
  /** Since the run began, in all its processes; includes validation, callbacks and everything else. */
  readonly elapsed: number
  /** Mean time of a batch: waiting for data and computing. */
  readonly dataSeconds: number
  readonly stepSeconds: number
  /** The share of that time spent waiting for data, 0 to 1. */
  readonly dataShare: number
  /** Samples over that time. */
  readonly samplesPerSecond: number
  /** Mean time of an epoch, including its validation. */
  readonly epochSeconds: number
  /** To the end of the run, at the pace so far. */
  readonly remaining: number
}

interface Sums {
  elapsed: number
  data: number
  step: number
  batches: number
  samples: number
  // When the current epoch began, and the sums at that time.
  epochBegan: number
  epochData: number
  epochSamples: number
}

const START: Readonly<Sums> = {
  elapsed: 0,
  data: 0,
  step: 0,
  batches: 0,
  samples: 0,
  epochBegan: 0,
  epochData: 0,
  epochSamples: 0
}

const CLOCK = /^(?:(\d+):)?(\d+):([0-5]?\d):([0-5]?\d)$/

/** '01:30:00' as 5400. */
function secondsOf(limit: number | string): number {
  if (typeof limit === 'number') return limit
  const [, days = '0', hours, minutes, seconds] = CLOCK.exec(limit)!
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
}

/**
 * Measures a run: `summary()` at any time, `columns` with a row for each epoch (`epoch`, `step`, `epochSeconds`,
 * `dataSeconds`, `samplesPerSecond`), which also go to the loggers. With `limit` it ends the run normally, for
 * the reason 'timeLimit'. A resumed run includes the time before.
 *
 * @param options limit, now
 * @throws OptionError
 * @example
 * const timer = new Timer({ limit: '00:10:00' })
 * await trainer.fit(loader, { epochs: 2, callbacks: [timer] })
 * console.log(String(timer), timer.summary().dataShare)
 */
export class Timer implements Callback {
  readonly name = 'Timer'
  /** A row for each epoch. */
  columns: Columns = {}
  readonly #limit: number
  readonly #now: () => number
  #sums: Sums = { ...START }
  // The clock when this process began or resumed the run, and the time elapsed until then.
  #began = 0
  #before = 0
  #plan: Pick<FitStartEvent, 'epochs' | 'steps'> = {}
  #place = { epoch: 0, batch: 0, step: 0 }
  #trainer: Trainer | null = null

  constructor(options: TimerOptions = {}) {
    checkOptions('Timer', options, {
      limit: either(
        number({ above: 0 }),
        rule("a duration such as '02:00:00'", (v) => typeof v === 'string' && CLOCK.test(v) && secondsOf(v) > 0)
      ),
      now: func
    })
    this.#limit = options.limit === undefined ? Infinity : secondsOf(options.limit)
    this.#now = options.now ?? (() => performance.now())
  }

  onFitStart({ resumed, epoch, step, epochs, steps }: FitStartEvent, trainer: Trainer): void {
    if (!resumed) {
      this.columns = {}
      this.#sums = { ...START }
    }
    this.#trainer = trainer
    this.#plan = { ...(epochs === undefined ? {} : { epochs }), ...(steps === undefined ? {} : { steps }) }
    this.#place = { epoch, batch: resumed ? this.#place.batch : 0, step }
    this.#began = this.#now()
    this.#before = this.#sums.elapsed
    this.#stopAtLimit(trainer)
  }

  onStep({ epoch, batch, step, samples, dataSeconds, stepSeconds }: StepEvent, trainer: Trainer): void {
    const sums = this.#sums
    this.#place = { epoch: epoch - 1, batch, step }
    sums.data += dataSeconds
    sums.step += stepSeconds
    sums.samples += samples
    sums.batches++
    this.#tick()
    this.#stopAtLimit(trainer)
  }

  onEpoch({ epoch, step }: EpochEvent, trainer: Trainer): void {
    const sums = this.#sums
    this.#place = { epoch, batch: 0, step }
    this.#tick()
    const epochSeconds = sums.elapsed - sums.epochBegan
    const measured = {
      epochSeconds,
      dataSeconds: sums.data - sums.epochData,
      samplesPerSecond: (sums.samples - sums.epochSamples) / epochSeconds
    }
    addRow(this.columns, { epoch, step, ...measured })
    trainer.log(measured)
    Object.assign(sums, { epochBegan: sums.elapsed, epochData: sums.data, epochSamples: sums.samples })
    this.#stopAtLimit(trainer)
  }

  // The counts are restored, but the time continues.
  onRollBack({ epoch, batch, step }: RollBackEvent): void {
    this.#place = { epoch, batch, step }
    this.#tick()
  }

  onFitEnd(): void {
    this.#tick()
  }

  onError(): void {
    this.#tick()
  }

  #tick(): void {
    this.#sums.elapsed = this.#before + (this.#now() - this.#began) / 1000
  }

  #stopAtLimit(trainer: Trainer): void {
    if (this.#sums.elapsed >= this.#limit) trainer.stop('timeLimit')
  }

  /** The current measurements. */
  summary(): TimerSummary {
    const { elapsed, data, step, batches, samples } = this.#sums
    const spent = data + step
    const times = this.columns.epochSeconds ?? []
    return {
      elapsed,
      dataSeconds: data / batches,
      stepSeconds: step / batches,
      dataShare: data / spent,
      samplesPerSecond: samples / spent,
      epochSeconds: times.reduce((sum, seconds) => sum + seconds, 0) / times.length,
      remaining: this.#remaining()
    }
  }

  // Whichever end comes first.
  #remaining(): number {
    const { elapsed } = this.#sums
    const { epoch, batch, step } = this.#place
    const { epochs = Infinity, steps = Infinity } = this.#plan
    const done = epoch + (batch === 0 ? 0 : batch / ((this.#trainer?.loader?.length ?? Infinity) || Infinity))
    const left = (all: number, now: number): number =>
      all <= now ? 0 : now > 0 ? ((all - now) * elapsed) / now : Infinity
    return Math.min(left(epochs, done), left(steps, step), Math.max(0, this.#limit - elapsed))
  }

  /** The summary in a line. */
  toString(): string {
    const { elapsed, epochSeconds, stepSeconds, dataShare, samplesPerSecond, remaining } = this.summary()
    const parts = [
      `${duration(elapsed)} elapsed, ${duration(remaining)} left`,
      `${duration(epochSeconds)} an epoch, ${(1000 * stepSeconds).toPrecision(3)} ms a batch`,
      `${samplesPerSecond.toPrecision(3)} samples/s, ${(100 * dataShare).toFixed(1)} % of the time waiting for data`
    ]
    return parts.join('; ')
  }

  stateDict(): Record<string, unknown> {
    return { ...this.#sums, batch: this.#place.batch, columns: columnsState(this.columns) }
  }

  loadStateDict({ columns, batch, ...sums }: Sums & { batch: number; columns: Record<string, Tensor> }): void {
    this.#sums = { ...sums }
    this.#place = { ...this.#place, batch }
    this.columns = columnsOf(columns)
  }
}
