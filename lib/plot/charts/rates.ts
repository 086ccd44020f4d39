// plotSchedules and plotRange: learning rates by step, and losses by learning rate. Called by users.
import { OptionError } from '../../errors.ts'
import type { LearningRateCurve } from '../../train/index.ts'
import { boolean, checkOptions, mismatch, number, required, text, wholeNumber } from '../../util/options.ts'
import { type Mark, numbers } from '../figure.ts'
import { Picture } from '../picture.ts'
import { digits } from '../scales.ts'
import { axisOf, line } from './shared.ts'

/** Options of plotSchedules. */
export interface PlotSchedulesOptions {
  /** The number of steps, >= 1. */
  steps: number
  /** What the factors are multiplied with, > 0. Default 1. */
  lr?: number | undefined
  /** Whether rates are on a logarithmic axis. Default false. */
  log?: boolean | undefined
  title?: string | undefined
}

/**
 * Learning rates by step.
 *
 * @param schedules functions of the step, such as those of thalweg/schedules, by name
 * @param options steps, lr, log, title
 * @throws OptionError
 * @example
 * const picture = plotSchedules(
 *   { step: stepLR({ stepSize: 30 }), cosine: cosineAnnealingLR({ tMax: 100 }) },
 *   { steps: 100, lr: 0.1 }
 * )
 */
export function plotSchedules(
  schedules: Readonly<Record<string, (step: number) => number>>,
  options: PlotSchedulesOptions
): Picture {
  const call = 'plotSchedules'
  checkOptions(call, options, {
    steps: required(wholeNumber({ min: 1, max: 1e7 })),
    lr: number({ above: 0 }),
    log: boolean,
    title: text
  })
  if (typeof schedules !== 'object' || schedules === null || Object.keys(schedules).length === 0) {
    throw mismatch(call, 'schedules', 'functions of the step by name', schedules)
  }
  const { steps, lr = 1, log = false, title = 'Learning rate schedules' } = options
  const x = Array.from({ length: steps }, (_, k) => k)
  const lines = Object.entries(schedules).map(([name, schedule], color) => {
    if (typeof schedule !== 'function') throw mismatch(call, name, 'a function of the step', schedule)
    return line(
      name,
      x,
      x.map((step) => lr * schedule(step)),
      color
    )
  })
  const y = axisOf(
    '',
    lines.map((l) => l.y),
    log
  )
  const panel = { title, x: { label: 'step', from: 0, to: Math.max(1, steps - 1), whole: true }, y, marks: lines }
  return new Picture({ title, columns: 1, panels: [panel] })
}

/**
 * The range test of learning rates: losses as measured and smoothed, and the suggestions.
 *
 * @param curve of `findLearningRate` or of a `LearningRateFinder`
 * @throws OptionError for a curve without steps
 * @example
 * const curve = await findLearningRate(trainer, loader, { steps: 20 })
 * await plotRange(curve).save('range.svg')
 */
export function plotRange(curve: LearningRateCurve): Picture {
  const { learningRates, losses, smoothed } = curve ?? {}
  if (!Array.isArray(learningRates) || !Array.isArray(losses) || !Array.isArray(smoothed)) {
    throw mismatch('plotRange', 'curve', 'a LearningRateCurve', curve)
  }
  if (losses.length === 0) throw new OptionError('plotRange: expected a curve with steps but it has none')
  const title = 'Learning rate range test'
  const methods = ['steep', 'valley', 'minimum'] as const
  const suggestions = methods.flatMap((method, k): Mark[] => {
    const rate = curve.suggestion(method)
    if (rate === null) return []
    // 'minimum' suggests a tenth of a rate of the curve, which may lie before it.
    const at = learningRates.findIndex((lr) => lr >= rate)
    const y = numbers([smoothed[Math.max(0, at)]!])
    return [{ kind: 'points', name: `${method} ${digits(rate)}`, x: [rate], y, color: k + 1, shape: 'dot' }]
  })
  const rates = suggestions.map((mark) => (mark.kind === 'points' ? mark.x : []))
  const panel = {
    title,
    x: axisOf('learning rate', [learningRates, ...rates], true, 0.02),
    y: axisOf('loss', [smoothed, losses.slice(0, Math.ceil(losses.length / 2))]),
    marks: [
      { ...line('as measured', learningRates, losses), faint: true },
      line('smoothed', learningRates, smoothed),
      ...suggestions
    ]
  }
  return new Picture({ title, columns: 1, panels: [panel] })
}
