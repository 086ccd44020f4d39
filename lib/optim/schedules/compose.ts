// Schedules of schedules: in sequence, and their product.
import { OptionError } from '../../errors.ts'
import { arrayOf, checkOptions, required } from '../../util/options.ts'
import { count, type Schedule, schedule } from './anneal.ts'

/** Options of `sequential`. */
export interface SequentialOptions {
  /** At least one schedule. */
  schedules: readonly Schedule[]
  /** The steps at which the next schedule takes over, ascending; one less than schedules. */
  milestones: readonly number[]
}

/** Throws unless there is one more part than milestones, and these ascend. */
export function checkMilestones(call: string, parts: string, length: number, milestones: readonly number[]): void {
  if (length === 0) throw new OptionError(`${call}: expected at least one of ${parts} but received none`)
  if (milestones.length !== length - 1) {
    throw new OptionError(
      `${call}: expected one milestone less than ${parts}, ${length - 1}, but received ${milestones.length}`
    )
  }
  for (let k = 1; k < milestones.length; k++) {
    if (milestones[k]! <= milestones[k - 1]!) {
      throw new OptionError(`${call}: expected milestones to ascend but received [${milestones.join(', ')}]`)
    }
  }
}

/** Which part a step belongs to: how many milestones were reached. */
export function partAt(milestones: readonly number[], step: number): number {
  let part = 0
  while (part < milestones.length && step >= milestones[part]!) part++
  return part
}

/**
 * Schedules in sequence; each counts its own steps from 0.
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html
 *
 * @throws OptionError
 * @example
 * const factor = sequential({
 *   schedules: [linearLR({ startFactor: 0.1, totalIters: 4 }), cosineAnnealingLR({ tMax: 12 })],
 *   milestones: [4]
 * })
 * factor(0) // 0.1
 * factor(4) // 1
 */
export function sequential(options: SequentialOptions): Schedule {
  checkOptions('sequential', options, {
    schedules: required(arrayOf(schedule)),
    milestones: required(arrayOf(count))
  })
  const { schedules, milestones } = options
  checkMilestones('sequential', 'schedules', schedules.length, milestones)
  return (step) => {
    const part = partAt(milestones, step)
    return schedules[part]!(part === 0 ? step : step - milestones[part - 1]!)
  }
}

/** Options of `chained`. */
export interface ChainedOptions {
  /** At least one schedule. */
  schedules: readonly Schedule[]
}

/**
 * The product of the factors of all schedules.
 *
 * @throws OptionError
 * @example
 * const factor = chained({ schedules: [exponentialLR({ gamma: 0.5 }), constantLR({ factor: 0.1, totalIters: 2 })] })
 * factor(1) // 0.05
 * factor(2) // 0.25
 */
export function chained(options: ChainedOptions): Schedule {
  checkOptions('chained', options, { schedules: required(arrayOf(schedule)) })
  const { schedules } = options
  if (schedules.length === 0) throw new OptionError('chained: expected at least one of schedules but received none')
  return (step) => schedules.reduce((product, each) => product * each(step), 1)
}
