// plotConfusion and plotCalibration: what a classifier confuses, and whether its probabilities can be trusted. Called by users
// and by pages of analyses.
import { OptionError, ShapeError } from '../../errors.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { arrayOf, checkOptions, oneOf, text, wholeNumber } from '../../util/options.ts'
import type { Box, Mark, Panel } from '../figure.ts'
import { Picture } from '../picture.ts'
import { digits } from '../scales.ts'
import { line, listOf, matrixOf, namesAxis } from './shared.ts'

/** Options of plotConfusion. */
export interface PlotConfusionOptions {
  /** Of the classes. Default their numbers. */
  names?: readonly string[] | undefined
  /** The divisor of the counts: the sum of their row ('true'), column ('pred') or everything ('all'). Default none. */
  normalize?: 'true' | 'pred' | 'all' | undefined
  title?: string | undefined
}

/**
 * A confusion matrix as a heat map: rows are the true classes from top to bottom, columns the predicted ones.
 *
 * @param matrix (C, C), such as `new ConfusionMatrix().compute()`, or an array of rows
 * @param options names, normalize, title
 * @throws OptionError, ShapeError
 * @example
 * const picture = plotConfusion([[8, 2], [1, 9]], { names: ['cat', 'dog'], normalize: 'true' })
 */
export function plotConfusion(
  matrix: Tensor | readonly (readonly number[])[],
  options: PlotConfusionOptions = {}
): Picture {
  const call = 'plotConfusion'
  checkOptions(call, options, { names: arrayOf(text), normalize: oneOf('true', 'pred', 'all'), title: text })
  const rows = matrixOf(call, 'matrix', matrix)
  const classes = rows.length
  if (rows[0]!.length !== classes) {
    throw new ShapeError(`${call}: expected as many columns as rows but received [${classes}, ${rows[0]!.length}]`)
  }
  const names = options.names ?? rows.map((_, k) => String(k))
  if (names.length !== classes) {
    throw new OptionError(`${call}: expected ${classes} names but received ${names.length}`)
  }
  const values = normalized(rows, options.normalize)
  const largest = values.flat().reduce((a, b) => Math.max(a, b), 0)
  const boxes = values.flatMap((row, actual) =>
    row.map((value, predicted): Box => {
      const y = classes - 1 - actual
      const label = options.normalize === undefined ? digits(value) : value.toFixed(2)
      return {
        x: [predicted - 0.5, predicted + 0.5],
        y: [y - 0.5, y + 0.5],
        value,
        label,
        note: `${names[actual]} as ${names[predicted]}: ${label}`
      }
    })
  )
  const title = options.title ?? 'Confusion matrix'
  const panel: Panel = {
    title,
    x: namesAxis('predicted', names),
    y: namesAxis('true', [...names].reverse()),
    scale: { label: options.normalize === undefined ? 'count' : 'share', from: 0, to: largest > 0 ? largest : 1 },
    marks: [{ kind: 'boxes', name: 'classes', boxes }]
  }
  return new Picture({ title, columns: 1, panels: [panel] })
}

function normalized(rows: number[][], by: PlotConfusionOptions['normalize']): number[][] {
  if (by === undefined) return rows
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0)
  const all = sum(rows.flat())
  const columns = rows.map((_, k) => sum(rows.map((row) => row[k]!)))
  return rows.map((row) => {
    const own = sum(row)
    return row.map((value, k) => {
      const divisor = { true: own, pred: columns[k]!, all }[by]
      return divisor === 0 ? 0 : value / divisor
    })
  })
}

/** Options of plotCalibration. */
export interface PlotCalibrationOptions {
  /** Groups of confidences of equal width, 1 to 100. Default 10. */
  bins?: number | undefined
  title?: string | undefined
}

/**
 * How often predictions are right by how sure they are (a reliability diagram), and how many predictions have each
 * confidence. The title has the expected calibration error, the mean distance between the two (Guo et al. 2017).
 *
 * @param probabilities of each class for each sample (N, C), or of class 1 (N)
 * @param targets the true class of each sample (N)
 * @param options bins, title
 * @throws OptionError, ShapeError
 * @example
 * const picture = plotCalibration([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], [0, 1, 1])
 */
export function plotCalibration(
  probabilities: Tensor | ArrayLike<number> | readonly (readonly number[])[],
  targets: Tensor | ArrayLike<number>,
  options: PlotCalibrationOptions = {}
): Picture {
  const call = 'plotCalibration'
  checkOptions(call, options, { bins: wholeNumber({ min: 1, max: 100 }), title: text })
  const { bins = 10 } = options
  const samples = samplesOf(call, probabilities, listOf(call, 'targets', targets))
  const groups = Array.from({ length: bins }, () => ({ count: 0, right: 0, sure: 0 }))
  for (const { confidence, right } of samples) {
    const group = groups[Math.min(bins - 1, Math.floor(confidence * bins))]!
    group.count++
    group.right += right
    group.sure += confidence
  }
  const gap = groups.reduce((sum, { right, sure }) => sum + Math.abs(right - sure), 0) / samples.length
  const there = groups.flatMap((group, k) => (group.count > 0 ? [{ ...group, k }] : []))
  const measured = line(
    'predictions',
    there.map(({ sure, count }) => sure / count),
    there.map(({ right, count }) => right / count)
  )
  const boxes = groups.map(
    ({ count }, k): Box => ({
      x: [k / bins, (k + 1) / bins],
      y: [0, count],
      color: 0,
      note: `${digits(k / bins)} to ${digits((k + 1) / bins)}: ${count}`
    })
  )
  const title = options.title ?? `Calibration, expected error ${gap.toFixed(4)}`
  const x = { label: 'confidence', from: 0, to: 1 }
  const even: Mark = { ...line('as sure as right', [0, 1], [0, 1], 6), dash: true }
  const panels: Panel[] = [
    {
      title,
      x,
      y: { label: 'share that is right', from: 0, to: 1 },
      marks: [even, measured, { ...measured, kind: 'points', name: '', shape: 'dot' }]
    },
    {
      title: 'Samples',
      x,
      y: { label: '', from: 0, to: Math.max(...groups.map(({ count }) => count)) },
      marks: [{ kind: 'boxes', name: 'samples', boxes }]
    }
  ]
  return new Picture({ title, columns: 2, panels })
}

// How sure each prediction is, and whether it is right.
function samplesOf(
  call: string,
  probabilities: unknown,
  targets: readonly number[]
): { confidence: number; right: number }[] {
  const nested = isNested(probabilities)
  const rows = nested ? matrixOf(call, 'probabilities', probabilities) : listOf(call, 'probabilities', probabilities)
  if (rows.length === 0) throw new ShapeError(`${call}: expected at least one sample`)
  if (rows.length !== targets.length) {
    throw new ShapeError(`${call}: expected a target for each of ${rows.length} samples but received ${targets.length}`)
  }
  return rows.map((row: number | number[], k: number) => {
    const all = typeof row === 'number' ? [1 - row, row] : row
    if (!all.every((p) => p >= 0 && p <= 1)) {
      throw new OptionError(
        `${call}: expected probabilities from 0 to 1 but sample ${k} has ${all.join(', ')}; apply softmax or sigmoid to logits`
      )
    }
    const confidence = Math.max(...all)
    return { confidence, right: all.indexOf(confidence) === targets[k] ? 1 : 0 }
  })
}

function isNested(value: unknown): boolean {
  const { shape } = (value ?? {}) as { shape?: readonly number[] }
  return Array.isArray(shape) ? shape.length === 2 : Array.isArray(value) && Array.isArray(value[0])
}
