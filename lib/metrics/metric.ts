// The interface and the base class of metrics: totals that grow batch by batch, can be saved, and do not depend on how
// the samples were cut into batches. Metrics read values on the CPU and leave no trace on the autograd tape.
import { OptionError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkOptions, type Rules, show, text, wholeNumber } from '../util/options.ts'

/** A number (or, for ConfusionMatrix, a tensor) over many batches. */
export interface Metric<R = number> {
  /** The name in histories and logs. */
  readonly name: string
  /** Resets the totals. */
  reset(): void
  /** Adds a batch. */
  update(prediction: Tensor, target: Tensor): void
  /** The result over all batches since the last reset; NaN before the first one. */
  compute(): R
  /** The totals so far, as plain JSON. */
  state(): MetricState
  /** Restores a saved state. */
  setState(state: MetricState): void
  /** Adds the totals of other batches, as `state()` of another metric of the same options gave them. */
  merge?(state: MetricState): void
}

/** The totals of a metric. Numbers that JSON lacks are strings ('NaN', 'Infinity'). */
export interface MetricState {
  layout: number
  totals: (number | string)[]
}

export interface MetricOptions {
  /** The name in histories and logs. Each metric has its own default. */
  name?: string | undefined
}

/** Options of the metrics of classifiers. */
export interface ClassMetricOptions extends MetricOptions {
  /** Samples whose target is this number are ignored, such as padding: -100 as in the losses. Default: none. */
  ignoreIndex?: number | undefined
}

/** The rules of ClassMetricOptions beyond the name. */
export const CLASS_RULES: Rules = { ignoreIndex: wholeNumber() }

/** Reads and checks the options of a metric. */
export function metricOptions<O extends MetricOptions>(call: string, options: O, rules: Rules = {}): O {
  checkOptions(call, options, { name: text, ...rules })
  return options
}

/** The common part: `totals` is a flat list of float64 numbers, `layout` defines their meaning (0: no batch yet). */
export abstract class Accumulated {
  readonly name: string
  protected layout = 0
  protected totals: number[] = []

  constructor(name: string) {
    this.name = name
  }

  reset(): void {
    this.layout = 0
    this.totals = []
  }

  state(): MetricState {
    return { layout: this.layout, totals: this.totals.map((x) => (Number.isFinite(x) ? x : String(x))) }
  }

  /** @throws OptionError unless `state` came from `state()` */
  setState(state: MetricState): void {
    const { layout, totals } = this.read('setState', state)
    this.layout = layout
    this.totals = totals
  }

  /**
   * Adds the totals of other batches: what `state()` of a metric of the same options gave.
   * @throws OptionError unless `state` came from `state()`
   */
  merge(state: MetricState): void {
    const { layout, totals } = this.read('merge', state)
    // Nothing was counted there.
    if (totals.length === 0) return
    if (layout !== 0) this.settle(layout, (n) => `batches of layout ${n}`)
    this.totals = this.totals.length === 0 ? totals : this.join(this.totals, totals)
  }

  /** The first total over the second: a sum over a count, NaN of nothing. */
  protected mean(): number {
    const [sum = 0, count = 0] = this.totals
    return sum / count
  }

  /** The totals of all batches of both; element by element a sum unless a metric says otherwise. */
  protected join(own: number[], other: number[]): number[] {
    return own.map((x, k) => x + (other[k] ?? 0))
  }

  private read(call: string, state: MetricState): { layout: number; totals: number[] } {
    const { layout, totals } = (state ?? {}) as Partial<MetricState>
    const numbers = Array.isArray(totals) ? totals.map((x) => (typeof x === 'string' ? parse(x) : x)) : undefined
    if (!Number.isInteger(layout) || numbers === undefined || !numbers.every((x) => typeof x === 'number')) {
      throw new OptionError(
        `${this.constructor.name}.${call}: expected the result of state() but received ${show(state)}`
      )
    }
    return { layout: layout!, totals: numbers as number[] }
  }

  /** Settles the layout with the first batch; later batches must have the same. */
  protected settle(layout: number, describe: (layout: number) => string): void {
    if (this.layout === 0) this.layout = layout
    else if (this.layout !== layout) {
      throw new OptionError(
        `${this.constructor.name}: expected ${describe(this.layout)} as in earlier batches but received ${describe(layout)}; call reset() in between`
      )
    }
  }
}

function parse(text: string): number | undefined {
  return { NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity }[text]
}
