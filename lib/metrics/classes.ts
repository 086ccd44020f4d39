// Interprets a batch of predictions and targets of a classifier: scores of classes, class numbers, or one score for the
// positive class. Every classification metric reads its batches through here.
import type { AnyArray } from '../backend/index.ts'
import { IndexError, OptionError, ShapeError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { format, type Shape, sameShape } from '../tensor/shape.ts'
import { checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'

/**
 * An interpreted batch.
 * - 'scores': prediction (N, C, ...) of floats; targets (N, ...) class numbers, or (N, C, ...) one-hot or probabilities
 * - 'binary': prediction (N), (N, 1) or (N, 1, ...) of floats; targets 0 or 1, of that shape or without the 1
 * - 'indices': prediction and target of one shape, both class numbers
 */
export interface Batch {
  kind: 'scores' | 'binary' | 'indices'
  /** The predictions' values: row r's score of class c lies at `place(batch, r) + c * batch.inner`. */
  values: AnyArray
  /** The true class of each row; IGNORED where the target is the metric's ignoreIndex. */
  actual: Int32Array
  /** The number of classes, 0 if unknown from the shapes. */
  classes: number
  inner: number
}

export function place({ classes, inner }: Pick<Batch, 'classes' | 'inner'>, row: number): number {
  const outer = Math.floor(row / inner)
  return outer * classes * inner + (row - outer * inner)
}

/** The class of ignored rows. */
export const IGNORED = -1

/** Interprets a batch. Throws ShapeError, IndexError or OptionError, each naming `call`. */
export function readBatch(call: string, prediction: Tensor, target: Tensor, ignoreIndex?: number): Batch {
  checkTensor(call, 'prediction', prediction)
  checkTensor(call, 'target', target)
  const p = prediction.shape
  const t = target.shape
  const same = sameShape(p, t)
  if (!isFloat(prediction.dtype)) {
    if (!same) throw mismatch(call, p, t)
    const classes = prediction.dtype === 'bool' && target.dtype === 'bool' ? 2 : 0
    return {
      kind: 'indices',
      values: elementsOf(prediction),
      actual: classNumbers(call, target, classes, ignoreIndex),
      classes,
      inner: 1
    }
  }
  const withoutClasses = [...p.slice(0, 1), ...p.slice(2)]
  const list = isList(p) && isList(t) && prediction.size === target.size
  if (list || (p.length > 2 && p[1] === 1 && (same || sameShape(withoutClasses, t)))) {
    return {
      kind: 'binary',
      values: elementsOf(prediction),
      actual: binaryTargets(call, target, ignoreIndex),
      classes: 2,
      inner: 1
    }
  }
  const classes = p[1] ?? 0
  const inner = p.slice(2).reduce((n, k) => n * k, 1)
  const batch = { kind: 'scores' as const, values: elementsOf(prediction), classes, inner }
  if (classes === 0 && prediction.ndim >= 2) {
    throw new ShapeError(`${call}: expected scores of at least one class but received ${format(p)}`)
  }
  if (same) return { ...batch, actual: oneHotTargets(call, target, classes, inner) }
  if (p.length >= 2 && sameShape(withoutClasses, t)) {
    return { ...batch, actual: classNumbers(call, target, classes, ignoreIndex) }
  }
  throw mismatch(call, p, t)
}

// (N) or (N, 1): how models with one output and their targets come.
function isList(shape: Shape): boolean {
  return shape.length <= 1 || (shape.length === 2 && shape[1] === 1)
}

function mismatch(call: string, p: Shape, t: Shape): ShapeError {
  return new ShapeError(
    `${call}: expected prediction (N, C, ...) with target (N, ...), or both of one shape, but received ${format(p)} and ${format(t)}`
  )
}

/** The classes of targets, IGNORED where they are ignoreIndex; below `classes` unless that is 0. */
export function classNumbers(call: string, target: Tensor, classes: number, ignoreIndex?: number): Int32Array {
  const data = elementsOf(target)
  const out = new Int32Array(data.length)
  for (let k = 0; k < data.length; k++) {
    const c = data[k]!
    if (c === ignoreIndex) {
      out[k] = IGNORED
      continue
    }
    if (!Number.isInteger(c))
      throw new OptionError(`${call}: expected targets to be class numbers but received ${show(c)}`)
    if (c < 0 || (classes > 0 && c >= classes)) {
      const range = classes > 0 ? `from 0 to ${classes - 1}` : '>= 0'
      throw new IndexError(
        `${call}: expected class numbers ${range} but received ${c} at position ${k}${paddingHint(c, ignoreIndex)}`
      )
    }
    out[k] = c
  }
  return out
}

// Losses leave targets of -100 out by themselves; a metric does so only on request.
export function paddingHint(target: number, ignoreIndex: number | undefined): string {
  return target < 0 && ignoreIndex === undefined ? `; if such targets are padding, pass ignoreIndex: ${target}` : ''
}

function binaryTargets(call: string, target: Tensor, ignoreIndex?: number): Int32Array {
  const data = elementsOf(target)
  const out = new Int32Array(data.length)
  for (let k = 0; k < data.length; k++) {
    const c = data[k]!
    if (c !== 0 && c !== 1 && c !== ignoreIndex) {
      throw new OptionError(
        `${call}: expected targets 0 or 1 for predictions of one score each but received ${show(c)} at position ${k}${paddingHint(c, ignoreIndex)}`
      )
    }
    out[k] = c === ignoreIndex ? IGNORED : c
  }
  return out
}

// Labels that may hold together, as (N, C) of several ones, are another task: an error instead of a meaningless count.
function oneHotTargets(call: string, target: Tensor, classes: number, inner: number): Int32Array {
  const batch: Batch = { kind: 'scores', values: elementsOf(target), actual: EMPTY, classes, inner }
  const out = new Int32Array(classes === 0 ? 0 : target.size / classes)
  for (let row = 0; row < out.length; row++) {
    const start = place(batch, row)
    let sum = 0
    for (let c = 0; c < classes; c++) sum += batch.values[start + c * inner]!
    if (!(Math.abs(sum - 1) < 1e-3)) {
      const hint = target.ndim > 2 ? '; give masks of one score an element as (N, 1, ...)' : ''
      throw new OptionError(
        `${call}: expected targets of the prediction's shape to be one-hot or probabilities but row ${row} sums to ${sum}${hint}`
      )
    }
    out[row] = argmax(batch, row)
  }
  return out
}

const EMPTY = new Int32Array(0)

/** Whether score a beats score b; NaN beats every number, as in PyTorch's argmax. */
export function beats(a: number, b: number): boolean {
  return a > b || (Number.isNaN(a) && !Number.isNaN(b))
}

/** The class of the highest score of a row, the first one of several. */
export function argmax(batch: Batch, row: number): number {
  const { values, classes, inner } = batch
  const start = place(batch, row)
  let best = 0
  for (let c = 1; c < classes; c++) if (beats(values[start + c * inner]!, values[start + best * inner]!)) best = c
  return best
}

/**
 * The predicted class of each row that is not ignored. A binary score counts as class 1 above `threshold`, or above 0.5
 * when none was given: then scores must be probabilities, since logits would silently be judged wrongly.
 */
export function predictedClasses(call: string, batch: Batch, threshold: number | undefined): Int32Array {
  const { kind, values, actual } = batch
  const out = new Int32Array(actual.length)
  for (let row = 0; row < out.length; row++) {
    if (actual[row] === IGNORED) continue
    if (kind === 'scores') out[row] = argmax(batch, row)
    else if (kind === 'binary') {
      const score = values[row]!
      if (threshold === undefined && (score < 0 || score > 1)) {
        throw new OptionError(
          `${call}: expected probabilities from 0 to 1 but received ${score} at position ${row}; for logits pass threshold: 0, for other scores pass their threshold`
        )
      }
      out[row] = score > (threshold ?? 0.5) ? 1 : 0
    } else {
      out[row] = values[row]!
      if (out[row]! < 0)
        throw new IndexError(`${call}: expected class numbers >= 0 but received ${out[row]} at position ${row}`)
    }
  }
  return out
}
