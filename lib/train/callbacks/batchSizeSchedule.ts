// BatchSizeSchedule: the batch size by epoch or step.
import {
  arrayOf,
  checkOptions,
  either,
  func,
  mismatch,
  oneOf,
  required,
  rule,
  wholeNumber
} from '../../util/options.ts'
import type { Callback, EpochEvent, FitStartEvent } from '../events.ts'
import type { Trainer } from '../trainer.ts'

/** Options of BatchSizeSchedule. */
export interface BatchSizeScheduleOptions {
  /**
   * Batch sizes: milestones `[from, batchSize]`, ascending, before the first of which the loader's own size holds; or a
   * function of the number of epochs (or steps) that are done.
   */
  schedule: readonly (readonly [from: number, batchSize: number])[] | ((done: number) => number)
  /**
   * Whether the schedule counts epochs or optimizer steps; the size changes at the beginning of an epoch only. Default
   * 'epoch'.
   */
  by?: 'epoch' | 'step' | undefined
  /** Multiplies the learning rates by the factor of each change, or its square root. Default: they stay. */
  scaleLr?: 'linear' | 'sqrt' | undefined
}

interface State {
  own: number | null
  batchSize: number
}

interface Resizable {
  readonly batchSize: number
  readonly epoch: number
  setBatchSize(batchSize: number): void
  setEpoch(epoch: number): void
  state(): { batch: number }
}

const count = wholeNumber({ min: 0 })
const size = wholeNumber({ min: 1 })
const milestone = rule(
  'a pair [from, batchSize] of whole numbers >= 0 and >= 1',
  (v) => Array.isArray(v) && v.length === 2 && count.test(v[0]) && size.test(v[1])
)

/**
 * Changes the batch size of the DataLoader that is trained on, at the beginning of epochs. Larger batches towards the
 * end do what smaller learning rates do (Smith et al. 2018, https://arxiv.org/abs/1711.00489). The order of the samples
 * stays that of the loader's seed.
 *
 * @param options schedule, by, scaleLr
 * @throws OptionError, also from fit for a loader without setBatchSize
 * @example
 * const schedule = new BatchSizeSchedule({ schedule: [[2, 8], [4, 16]], scaleLr: 'sqrt' })
 * await trainer.fit(new DataLoader(data, { batchSize: 4 }), { epochs: 6, callbacks: [schedule] })
 */
export class BatchSizeSchedule implements Callback {
  readonly name = 'BatchSizeSchedule'
  readonly #options: BatchSizeScheduleOptions
  // The loader's batch size before the first change, and now.
  #own: number | null = null
  #size = 0

  constructor(options: BatchSizeScheduleOptions) {
    checkOptions('BatchSizeSchedule', options, {
      schedule: required(either(func, arrayOf(milestone))),
      by: oneOf('epoch', 'step'),
      scaleLr: oneOf('linear', 'sqrt')
    })
    const { schedule } = options
    if (typeof schedule !== 'function' && schedule.some(([from], k) => k > 0 && from <= schedule[k - 1]![0])) {
      throw mismatch('BatchSizeSchedule', 'schedule', 'milestones in ascending order', schedule)
    }
    this.#options = options
  }

  onFitStart({ epoch, step, resumed }: FitStartEvent, trainer: Trainer): void {
    const loader = loaderOf(trainer)
    this.#own ??= loader.batchSize
    this.#size = loader.batchSize
    const { batch } = loader.state()
    if (batch > 0) {
      // Nothing changes within an epoch; a new run drops the rest of one.
      if (resumed) return
      loader.setEpoch(loader.epoch + 1)
    }
    this.#apply(epoch, step, trainer)
  }

  onEpoch({ epoch, step }: EpochEvent, trainer: Trainer): void {
    this.#apply(epoch, step, trainer)
  }

  #apply(epoch: number, step: number, trainer: Trainer): void {
    const { by, schedule, scaleLr } = this.#options
    const done = by === 'step' ? step : epoch
    const next =
      typeof schedule === 'function' ? schedule(done) : (schedule.findLast(([from]) => from <= done)?.[1] ?? this.#own!)
    if (!size.test(next)) throw mismatch('BatchSizeSchedule', `schedule(${done})`, size.expected, next)
    const { batchSize } = loaderOf(trainer)
    if (next === batchSize) return
    trainer.setBatchSize(next)
    this.#size = next
    const factor = next / batchSize
    if (scaleLr !== undefined) trainer.scaleLearningRate(scaleLr === 'sqrt' ? Math.sqrt(factor) : factor)
    trainer.log({ batchSize: next })
  }

  stateDict(): Record<string, unknown> {
    return { own: this.#own, batchSize: this.#size }
  }

  loadStateDict({ own, batchSize }: State, trainer: Trainer): void {
    if (own === null) return
    this.#own = own
    this.#size = batchSize
    const loader = loaderOf(trainer)
    // The place within the epoch comes next.
    loader.setEpoch(loader.epoch)
    loader.setBatchSize(batchSize)
  }
}

function loaderOf({ loader }: Trainer): Resizable {
  if (typeof (loader as Partial<Resizable> | null)?.setBatchSize === 'function') return loader as unknown as Resizable
  throw mismatch('BatchSizeSchedule', 'the loader', 'one with setBatchSize(), such as a DataLoader', loader)
}
