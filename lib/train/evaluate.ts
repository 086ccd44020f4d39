// Loss and metrics over batches: of the current epoch, and of an evaluation. Called by loop.ts and trainer.ts.
import { scope } from '../autograd/scope.ts'
import { noGrad } from '../autograd/tape.ts'
import { DataError } from '../errors.ts'
import type { Metric, MetricState } from '../metrics/index.ts'
import { yieldToEventLoop } from '../util/eventLoop.ts'
import { restoring } from '../util/restore.ts'
import { evaluateInBackground } from './background.ts'
import type { Sharded, ShardFacts } from './distributed/sharded.ts'
import type { Loader } from './events.ts'
import { bookmark } from './state.ts'
import type { BatchOutput, TrainStep } from './step.ts'

/** Sums over samples so far. */
export interface Totals {
  loss: number
  samples: number
}

/** The mean loss and the metrics since the last reset. */
export class Meter {
  readonly metrics: readonly Metric[]
  totals: Totals = { loss: 0, samples: 0 }

  constructor(metrics: readonly Metric[]) {
    this.metrics = metrics
  }

  count(loss: number, { samples, prediction, target }: BatchOutput): void {
    this.totals.loss += loss * samples
    this.totals.samples += samples
    for (const metric of this.metrics) metric.update(prediction!, target!)
  }

  /** Counts the shards of a batch, in their order. */
  countShards(facts: readonly ShardFacts[]): void {
    for (const { loss, samples, metrics } of facts) {
      this.totals.loss += loss * samples
      this.totals.samples += samples
      for (const [k, metric] of this.metrics.entries()) metric.merge!(metrics[k]!)
    }
  }

  /** The states that the metrics have after this output alone. The totals so far are lost. */
  statesOf({ prediction, target }: BatchOutput): MetricState[] {
    return this.metrics.map((metric) => {
      metric.reset()
      metric.update(prediction!, target!)
      return metric.state()
    })
  }

  /** By name; empty if nothing was counted, because a mean over nothing is undefined. */
  results(): Record<string, number> {
    const { loss, samples } = this.totals
    if (samples === 0) return {}
    const metrics = this.metrics.map((metric) => [metric.name, metric.compute()])
    return { loss: loss / samples, ...Object.fromEntries(metrics) }
  }

  reset(): void {
    this.totals = { loss: 0, samples: 0 }
    for (const metric of this.metrics) metric.reset()
  }
}

/** Runs the model in evaluation mode. One evaluation at a time. */
export class Evaluator {
  readonly #step: TrainStep
  readonly #meter: Meter
  readonly #sharded: Sharded | null
  #inside = false

  constructor(step: TrainStep, meter: Meter, sharded: Sharded | null) {
    this.#step = step
    this.#meter = meter
    this.#sharded = sharded
  }

  /**
   * Runs `body` in evaluation mode, with the averaged weights (ema, or those of a schedule-free optimizer) if there are
   * any; restores weights and modes.
   */
  with<R>(body: () => R): R {
    const { averaged, model, optimizer } = this.#step
    if (this.#inside) return body()
    this.#inside = true
    const modes = model.modules().map((module) => [module, module.training] as const)
    const evaluated = (): R => {
      if (averaged === null) model.eval()
      return body()
    }
    const weighted = (): R => {
      if (averaged !== null) return averaged.use(evaluated)
      return optimizer.evalWeights === undefined ? evaluated() : optimizer.evalWeights(evaluated)
    }
    return restoring(weighted, () => {
      this.#inside = false
      for (const [module, training] of modes) module.training = training
    })
  }

  /** The same without gradients, for a synchronous body: to the graph of a step that is under way nothing has changed. */
  predict<R>(body: () => R): R {
    const { model } = this.#step
    const own = [...model.parameters(), ...model.buffers()]
    const versions = own.map(({ storage }) => [storage, storage.version] as const)
    const result = this.with(() => noGrad(() => this.#step.withProducts(body)))
    for (const [storage, version] of versions) storage.restoreVersion(version)
    return result
  }

  /**
   * Loss and metrics over all batches; the sums of the current epoch are untouched.
   *
   * @throws DataError when there was no sample to measure
   */
  async measure(call: string, loader: Loader): Promise<Record<string, number>> {
    const meter = this.#meter
    const saved = { totals: meter.totals, metrics: meter.metrics.map((metric) => metric.state()) }
    meter.reset()
    const rewind = fromFirstEpoch(loader)
    try {
      await this.with(() => this.#countAll(loader))
      if (meter.totals.samples === 0) {
        throw new DataError(
          `${call}: cannot evaluate because the loader gave no sample; look at its dataset and dropLast, and use a loader that can be looped over again`
        )
      }
      return meter.results()
    } finally {
      rewind()
      meter.totals = saved.totals
      for (const [k, metric] of meter.metrics.entries()) metric.setState(saved.metrics[k]!)
    }
  }

  async #countAll(loader: Loader): Promise<void> {
    if (this.#sharded !== null) return this.#countShards(loader, this.#sharded)
    const count = (batch: unknown) => (): void => {
      const output = this.#step.forward(batch)
      this.#meter.count(output.loss.item(), output)
    }
    for await (const batch of loader) {
      if (this.#step.inBackground) {
        await evaluateInBackground(this.#step, batch, (output) => this.#meter.count(output.loss.item(), output))
      } else scope(() => this.#step.random.within(() => noGrad(count(batch))))
      await yieldToEventLoop()
    }
  }

  async #countShards(loader: Loader, sharded: Sharded): Promise<void> {
    // The random numbers of training do not depend on evaluations.
    const numbers = this.#step.random.state()
    try {
      for await (const batch of loader) {
        this.#meter.countShards(await sharded.evaluate(this.#step, this.#meter, batch))
        // A world of one answers without a turn of the event loop.
        await yieldToEventLoop()
      }
    } finally {
      this.#step.random.setState(numbers)
    }
  }
}

// A loader with state is set to its first epoch, so that every evaluation sees the same batches, and restored after.
function fromFirstEpoch(loader: Loader): () => void {
  const back = bookmark(loader)
  const { setEpoch } = loader as { setEpoch?: (epoch: number) => void }
  if (back !== null && typeof setEpoch === 'function') setEpoch.call(loader, 0)
  return back ?? (() => undefined)
}
