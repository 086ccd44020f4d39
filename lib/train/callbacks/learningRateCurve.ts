// The result of a learning rate range test: losses by rate, and the suggested rate. Made by learningRateFinder.ts.
import { power } from '../../backend/math.ts'
import { checkValue, oneOf } from '../../util/options.ts'

/** How to choose a rate from a curve. */
export type SuggestionMethod = 'steep' | 'valley' | 'minimum'

export const METHODS: readonly SuggestionMethod[] = ['steep', 'valley', 'minimum']

const BARS = '▁▂▃▄▅▆▇█'
const ROWS = 10

/**
 * Losses by learning rate. `suggestion` chooses one:
 * 'steep', where the smoothed loss falls most from step to step (the first tenth of the curve is ignored);
 * 'valley', the middle of the longest descent; 'minimum', a tenth of the rate with the lowest smoothed loss.
 */
export class LearningRateCurve {
  readonly learningRates: readonly number[] = []
  readonly losses: readonly number[] = []
  /** The bias-corrected moving average of the losses. */
  readonly smoothed: readonly number[] = []
  /** Whether the test ended because the loss diverged or was not finite. */
  diverged = false
  readonly #smoothing: number
  #average = 0

  /** @param smoothing the decay of the moving average */
  constructor(smoothing: number) {
    this.#smoothing = smoothing
  }

  /** The number of steps. */
  get length(): number {
    return this.losses.length
  }

  /** Adds a step. */
  add(learningRate: number, loss: number): void {
    this.#average = this.#smoothing * this.#average + (1 - this.#smoothing) * loss
    const list = (of: readonly number[]): number[] => of as number[]
    list(this.learningRates).push(learningRate)
    list(this.losses).push(loss)
    list(this.smoothed).push(this.#average / (1 - power(this.#smoothing, this.length)))
  }

  /**
   * A learning rate to train with, null if the loss never fell.
   *
   * @param method 'steep', 'valley' or 'minimum'. Default 'steep'
   * @throws OptionError
   */
  suggestion(method: SuggestionMethod = 'steep'): number | null {
    checkValue('LearningRateCurve.suggestion', 'method', method, oneOf(...METHODS))
    // The losses have float32 precision; averages of equal losses may differ beyond it.
    const at = { steep, valley, minimum }[method](this.smoothed.map(Math.fround))
    if (at === null) return null
    return method === 'minimum' ? this.learningRates[at]! / 10 : this.learningRates[at]!
  }

  /** A line of bars, some rows of the curve, and what it suggests. */
  toString(): string {
    const { length, learningRates, smoothed } = this
    if (length === 0) return 'LearningRateCurve: no step'
    const shown = Array.from({ length: Math.min(ROWS, length) }, (_, k, n = Math.min(ROWS, length)) =>
      n === 1 ? 0 : Math.round((k * (length - 1)) / (n - 1))
    )
    const rows = shown.map((k) => `${digits(learningRates[k]!).padEnd(10)}${digits(smoothed[k]!)}`)
    const suggested = METHODS.flatMap((method) => {
      const rate = this.suggestion(method)
      return rate === null ? [] : [`${digits(rate)} (${method})`]
    })
    const end = this.diverged ? ', where the loss diverged' : ''
    return [
      `LearningRateCurve: ${length} steps from ${digits(learningRates[0]!)} to ${digits(learningRates.at(-1)!)}${end}`,
      bars(smoothed),
      'lr        smoothed loss',
      ...rows,
      `suggestion: ${suggested.join(', ') || 'none, the loss never fell'}`
    ].join('\n')
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

const digits = (x: number): string => String(Number(x.toPrecision(3)))

// The losses as bars, cut off above the first loss plus the fall.
function bars(values: readonly number[]): string {
  const low = Math.min(...values)
  const high = Math.min(Math.max(...values), 2 * values[0]! - low)
  const scale = high > low ? (BARS.length - 1) / (high - low) : 0
  return values.map((value) => BARS[Math.round((Math.min(value, high) - low) * scale)]).join('')
}

// By central differences.
function steep(values: readonly number[]): number | null {
  let best: number | null = null
  let least = 0
  for (let k = Math.max(1, Math.floor(values.length / 10)); k < values.length - 1; k++) {
    const slope = (values[k + 1]! - values[k - 1]!) / 2
    if (slope >= least) continue
    least = slope
    best = k
  }
  return best
}

// The longest subsequence in which every value is below the one before.
function valley(values: readonly number[]): number | null {
  const lengths: number[] = []
  const starts: number[] = []
  let end = 0
  for (const [k, value] of values.entries()) {
    lengths[k] = 1
    starts[k] = k
    for (let j = 0; j < k; j++) {
      if (value >= values[j]! || lengths[j]! < lengths[k]!) continue
      lengths[k] = lengths[j]! + 1
      starts[k] = starts[j]!
    }
    if (lengths[k]! > (lengths[end] ?? 0)) end = k
  }
  return (lengths[end] ?? 0) < 2 ? null : Math.floor((starts[end]! + end) / 2)
}

function minimum(values: readonly number[]): number | null {
  const at = values.indexOf(Math.min(...values))
  return at <= 0 ? null : at
}
