// ResourceMonitor: what a run takes of the machine, and where the time of its steps goes.
import { loadavg } from 'node:os'
import { type IntervalHistogram, monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { Tensor } from '../../tensor/tensor.ts'
import { checkOptions, wholeNumber } from '../../util/options.ts'
import type { Callback, FitStartEvent, StepEvent } from '../events.ts'
import { addRow, type Columns } from '../history.ts'
import type { StepPhase } from '../step.ts'
import type { Trainer } from '../trainer.ts'
import { columnsOf, columnsState } from './columns.ts'

/** Options of ResourceMonitor. */
export interface ResourceMonitorOptions {
  /** Optimizer steps from one row to the next, a whole number >= 1. Default 50. */
  every?: number | undefined
}

// The interval of the timer that measures the delay, in milliseconds; Node.js counts it as part of the delay.
const RESOLUTION = 10

/**
 * Measures what the run takes. Adds a row every `every` steps, over the time since the row before: `epoch`, `step`,
 *
 * - `rssBytes`, `heapBytes`: memory of the process, and of JavaScript's objects in it;
 * - `cpuShare`: processor time of all its threads over the time that passed; 1 is one processor in full;
 * - `eventLoopDelayP50`, `eventLoopDelayP99`: by how many seconds a timer fires late, median and 99th percentile;
 * - `loadAverage`: the machine's, over a minute (0 on Windows);
 * - `phaseSeconds/data`, `/forward`, `/backward`, `/clipping`, `/optimizer`, `/callbacks` and `/other` of a batch, on
 *   average: 'callbacks' are those that look at gradients; 'other' is the rest, such as validation, saving and logging.
 *
 * The rows go to the loggers and to a LivePage, and are part of checkpoints.
 *
 * @param options every
 * @throws OptionError
 * @example
 * const monitor = new ResourceMonitor({ every: 2 })
 * await trainer.fit(loader, { steps: 4, callbacks: [monitor] })
 * monitor.columns['step'] // [2, 4]
 */
export class ResourceMonitor implements Callback {
  readonly name = 'ResourceMonitor'
  readonly variant: string
  /** A row every `every` steps. */
  columns: Columns = {}
  readonly #every: number
  #delay: IntervalHistogram | null = null
  #phases = new Phases()
  // When the row under way began: the clock in milliseconds, and the processor time in microseconds.
  #began = 0
  #cpu = process.cpuUsage()

  constructor(options: ResourceMonitorOptions = {}) {
    checkOptions('ResourceMonitor', options, { every: wholeNumber({ min: 1 }) })
    this.#every = options.every ?? 50
    this.variant = `every ${this.#every}`
  }

  onFitStart({ resumed }: FitStartEvent): void {
    if (!resumed) this.columns = {}
    this.#delay ??= monitorEventLoopDelay({ resolution: RESOLUTION })
    this.#delay.enable()
    this.#begin()
  }

  #begin(): void {
    this.#delay?.reset()
    this.#phases = new Phases()
    this.#began = performance.now()
    this.#cpu = process.cpuUsage()
  }

  onPhase(phase: StepPhase): void {
    this.#phases.enter(phase)
  }

  onStep({ epoch, step, updated, dataSeconds }: StepEvent, trainer: Trainer): void {
    this.#phases.endBatch(dataSeconds)
    if (!updated || step % this.#every !== 0) return
    const row = this.#measure()
    addRow(this.columns, { epoch, step, ...row })
    trainer.log(row)
    this.#begin()
  }

  #measure(): Record<string, number> {
    const seconds = (performance.now() - this.#began) / 1000
    const { user, system } = process.cpuUsage(this.#cpu)
    const { rss, heapUsed } = process.memoryUsage()
    return {
      rssBytes: rss,
      heapBytes: heapUsed,
      cpuShare: (user + system) / 1e6 / seconds,
      eventLoopDelayP50: this.#late(50),
      eventLoopDelayP99: this.#late(99),
      loadAverage: loadavg()[0]!,
      ...this.#phases.mean(seconds)
    }
  }

  // 0 while the timer has not fired: an interval of a few short steps.
  #late(percentile: number): number {
    const delay = this.#delay!
    return delay.count === 0 ? 0 : Math.max(0, delay.percentile(percentile) / 1e9 - RESOLUTION / 1000)
  }

  onRollBack(): void {
    this.#begin()
  }

  onFitEnd(): void {
    this.#delay?.disable()
  }

  onError(): void {
    this.#delay?.disable()
  }

  stateDict(): Record<string, unknown> {
    return { columns: columnsState(this.columns) }
  }

  loadStateDict({ columns }: { columns: Record<string, Tensor> }): void {
    this.columns = columnsOf(columns)
  }
}

// Sums the time of each phase over batches.
class Phases {
  readonly #sums = new Map<string, number>()
  #current: StepPhase | null = null
  #since = 0
  #batches = 0

  enter(phase: StepPhase): void {
    const now = performance.now()
    this.#leave(now)
    // The time after the step is what the other phases leave of the whole.
    this.#current = phase === 'other' ? null : phase
    this.#since = now
  }

  #leave(now: number): void {
    if (this.#current !== null) this.#add(this.#current, (now - this.#since) / 1000)
    this.#current = null
  }

  #add(name: string, seconds: number): void {
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + seconds)
  }

  endBatch(dataSeconds: number): void {
    this.#leave(performance.now())
    this.#add('data', dataSeconds)
    this.#batches++
  }

  /** Seconds of a batch by phase, and what is left of the whole time. */
  mean(seconds: number): Record<string, number> {
    const known = [...this.#sums.values()].reduce((sum, part) => sum + part, 0)
    const all = [...this.#sums, ['other', Math.max(0, seconds - known)] as const]
    return Object.fromEntries(all.map(([name, sum]) => [`phaseSeconds/${name}`, sum / this.#batches]))
  }
}
