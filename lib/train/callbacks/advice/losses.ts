// What an Advisor keeps of the losses, windows with their statistics, and what it concludes from them: spike, divergence,
// oscillation, plateau. Called by advisor.ts.
import { mean, medianOf } from '../../../util/statistics.ts'
import { type Advice, percent, show } from './text.ts'

/** Losses of consecutive batches (or epochs, where they are short), and their statistics. */
export interface Window {
  /** Steps of the first and the last loss. */
  readonly from: number
  readonly to: number
  readonly count: number
  readonly mean: number
  readonly median: number
  /** The median distance from the median. */
  readonly mad: number
  /** The share of changes of the smoothed loss whose sign is opposite to that of the change before. */
  readonly turns: number
  /** The mean size of a change from one loss to the next. */
  readonly swing: number
}

/** JSON only. */
export interface LossState {
  values: number[]
  from: number
  windows: Window[]
  first: Window | null
  best: Window | null
  epochSum: number
  epochCount: number
}

// An epoch of at most so many batches counts as one loss: batches that differ would look like an oscillation.
const SHORT_EPOCH = 8
// Losses that a window needs, and those that an oscillation needs.
const LEAST = 10
const LEAST_TURNING = 20
// Windows without improvement that are a plateau, and the improvement that is one.
const FLAT_WINDOWS = 4
const FLAT = 0.01
// An oscillation: chance alone makes 58 % of the changes turn, one of 50 losses 85 % once in 10,000 windows.
const TURNS = 0.85
const SWING = 0.05
// The smallest distance of a spike's measure, as a share of the median: losses that hardly differ have no spread.
const LEAST_SPREAD = 0.01
// A step that changes the weights by less, relative to their norm, is too small: by its rate or by its gradients.
const SMALL_RATIO = 1e-5

export const newLossState = (): LossState => ({
  values: [],
  from: 0,
  windows: [],
  first: null,
  best: null,
  epochSum: 0,
  epochCount: 0
})

export class Losses {
  state: LossState = newLossState()
  /** Batches of an epoch, if they are known. */
  batches: number | undefined

  /** The loss of a batch. */
  add(step: number, batch: number, loss: number): void {
    const { state, batches = Infinity } = this
    if (batches > SHORT_EPOCH) {
      this.#push(step, loss)
      return
    }
    state.epochSum += loss
    state.epochCount++
    if (batch < batches) return
    this.#push(step, state.epochSum / state.epochCount)
    state.epochSum = 0
    state.epochCount = 0
  }

  #push(step: number, loss: number): void {
    const { state } = this
    if (state.values.length === 0) state.from = step
    state.values.push(loss)
  }

  /** Ends the window at this step if it has enough losses; returns it. */
  close(step: number): Window | null {
    const { state } = this
    if (state.values.length < LEAST) return null
    const window = windowOf(state.values, state.from, step)
    state.values = []
    state.windows = [...state.windows, window].slice(-FLAT_WINDOWS - 1)
    state.first ??= window
    if (state.best === null || window.mean < state.best.mean) state.best = window
    return window
  }

  /** Starts with new windows after an action; the first and the best remain those of the run. */
  restart(): void {
    this.state.values = []
    this.state.windows = []
  }

  // --- conclusions ---

  /** A loss far above those of the last window. */
  spike(step: number, loss: number, factor: number): Advice | null {
    const before = this.state.windows.at(-1)
    if (before === undefined) return null
    const spread = Math.max(before.mad, LEAST_SPREAD * Math.abs(before.median))
    const size = (loss - before.median) / spread
    if (!(size > factor)) return null
    return {
      kind: 'spike',
      text: `the loss of ${show(loss)} at step ${step} is ${show(size)} median deviations (${show(spread)}) above the median ${show(before.median)} of steps ${before.from} to ${before.to}; look at the data of that batch, or clip the gradients (clipGradNorm)`
    }
  }

  /** A mean loss far above the best, and above half of what the run had gained. */
  divergence(factor: number, learningRate: number): Advice | null {
    const { windows, first, best } = this.state
    const last = windows.at(-1)
    if (last === undefined || first === null || best === null) return null
    const bound = best.mean + Math.max((factor - 1) * Math.abs(best.mean), 0.5 * (first.mean - best.mean))
    if (!(last.mean > bound)) return null
    return {
      kind: 'divergence',
      text: `the mean loss rose from ${show(best.mean)} (up to step ${best.to}) to ${show(last.mean)} (steps ${last.from} to ${last.to}), ${best.mean > 0 ? `${show(last.mean / best.mean)} times the best` : 'and lost more than half of what was gained'}; lower the learning rate of ${show(learningRate)}, or go back to a checkpoint of step ${best.to}`
    }
  }

  /** A loss that rises and falls by turns without falling overall. */
  oscillation(learningRate: number): Advice | null {
    const [before, last] = this.state.windows.slice(-2)
    if (before === undefined || last === undefined || last.count < LEAST_TURNING) return null
    const falls = before.mean - last.mean
    if (last.turns < TURNS || last.swing < SWING * Math.abs(last.mean) || falls > 0.1 * last.swing) return null
    return {
      kind: 'oscillation',
      text: `the loss rises and falls by turns: ${percent(last.turns)} of its changes over steps ${last.from} to ${last.to} turned, by ${show(last.swing)} on average, and the mean of ${show(last.mean)} did not fall (${show(before.mean)} before); lower the learning rate of ${show(learningRate)}`
    }
  }

  /** A loss that has not fallen for some windows: the steps are too small, or this is a floor. */
  plateau(learningRate: number, ratio: number | null): Advice | null {
    const { windows } = this.state
    if (windows.length <= FLAT_WINDOWS) return null
    const [reference, ...later] = windows as [Window, ...Window[]]
    const lowest = Math.min(...later.map(({ mean }) => mean))
    const last = later.at(-1)!
    const size = Math.abs(reference.mean)
    if (reference.mean - lowest >= FLAT * size || last.mean - reference.mean > 10 * FLAT * size) return null
    const where = `the mean loss was ${show(reference.mean)} over steps ${reference.from} to ${reference.to} and is ${show(last.mean)} at step ${last.to}, less than ${percent(FLAT)} better`
    const text =
      learningRate === 0 || (ratio !== null && ratio < SMALL_RATIO)
        ? `${where}, and a step changes the weights by ${show(ratio ?? 0)} of their norm (1e-3 is usual): raise the learning rate of ${show(learningRate)}, or find out why the gradients are so small`
        : `${where}${ratio === null ? '' : `, although a step changes the weights by ${show(ratio)} of their norm`}; it is at a floor: lower the learning rate of ${show(learningRate)}, change the model, or stop`
    return { kind: 'plateau', text }
  }
}

function windowOf(values: readonly number[], from: number, to: number): Window {
  const count = values.length
  const median = medianOf(values)
  let [smooth, turned, swing] = [values[0]!, 0, 0]
  let change = 0
  for (let k = 1; k < count; k++) {
    swing += Math.abs(values[k]! - values[k - 1]!)
    const next = 0.5 * (values[k]! - smooth)
    smooth += next
    if (next * change < 0) turned++
    change = next
  }
  return {
    from,
    to,
    count,
    mean: mean(values),
    median,
    mad: medianOf(values.map((value) => Math.abs(value - median))),
    // The first change has none before it.
    turns: turned / (count - 2),
    swing: swing / (count - 1)
  }
}
