// A step and an evaluation whose batch is cut into shards: each shard alone, summed in a tree over the shard's number, on
// one rank or many with the same bits. Called by loop.ts, run.ts and evaluate.ts when the Trainer is distributed.
import { scope } from '../../autograd/scope.ts'
import { backward, noGrad } from '../../autograd/tape.ts'
import { Storage } from '../../backend/index.ts'
import type { Call } from '../../distributed/meeting.ts'
import { TreeSum } from '../../distributed/tree.ts'
import type { World } from '../../distributed/world.ts'
import { DistributedError } from '../../errors.ts'
import type { MetricState } from '../../metrics/index.ts'
import { clearGrad } from '../../tensor/sparse.ts'
import { Tensor } from '../../tensor/tensor.ts'
import type { Meter } from '../evaluate.ts'
import type { DistributedOptions } from '../events.ts'
import { type StepResult, samplesOf, type TrainStep } from '../step.ts'
import { type Cut, cut, partOfBatch } from './batch.ts'
import { Buffers } from './buffers.ts'
import { Division } from './division.ts'
import { Gradients } from './gradients.ts'
import { messageOf, say } from './say.ts'

/** What a rank found out about one of its shards. */
export interface ShardFacts {
  readonly loss: number
  readonly samples: number
  readonly metrics: readonly MetricState[]
}

// What a rank says after its shards: JSON, in which losses are texts, because they may be NaN.
interface Said {
  readonly shards: readonly { loss: string; samples: number; metrics: readonly MetricState[] }[]
  readonly absent: readonly number[]
  readonly changed: boolean
  readonly error?: string
}

// What a rank computed: sums over its shards, or the error that ended it.
interface Computed {
  readonly facts: ShardFacts[]
  readonly gradients: TreeSum<Storage[]> | null
  readonly buffers: TreeSum<Storage[]> | null
  absent: number[]
  error: unknown
}

export class Sharded {
  readonly world: World
  readonly shards: number
  /** How the states of the optimizer are divided; null if every rank has all. */
  readonly division: Division | null
  /** Whether they are, or would be with more ranks. */
  readonly divides: boolean
  readonly reduceDtype: 'float32' | 'bfloat16'
  #gradients: Gradients | null = null
  #buffers: Buffers | null = null
  // Errors that the other ranks know.
  readonly #told = new Set<unknown>()

  constructor({ world, shards, zeroRedundancy = false, reduceDtype = 'float32' }: DistributedOptions, step: TrainStep) {
    this.world = world
    this.shards = shards
    this.divides = zeroRedundancy
    this.reduceDtype = reduceDtype
    this.division = zeroRedundancy && world.size > 1 ? new Division(world, () => step) : null
  }

  // --- a batch ---

  /**
   * Trains on a batch. If it throws, weights and running statistics are as before.
   *
   * @returns the result, and the loss and metrics of each shard: none for a batch that was left out
   */
  async learn(
    step: TrainStep,
    meter: Meter,
    batch: unknown,
    last: boolean
  ): Promise<{ result: StepResult; facts: readonly ShardFacts[] }> {
    const samples = samplesOf(batch)
    const parts = cut(samples, this.shards, this.world.size)
    const gradients = this.#gradientsOf(step)
    const buffers = this.#buffersOf(step)
    gradients.hold()
    buffers?.begin()
    try {
      const computed = this.#train(step, meter, batch, samples, parts)
      const { facts, absent, changed } = await this.#share('a training step', computed, buffers?.changed ?? false)
      const loss = meanLoss(facts)
      const usable = step.isUsable(loss)
      const sum = usable ? await gradients.layout.reduce(this.world, parts, computed.gradients!) : null
      if (sum === null) gradients.drop(computed.gradients!)
      const changes = usable && changed ? await buffers!.layout.reduce(this.world, parts, computed.buffers!) : null
      if (changes !== null) await buffers!.finish(this.world, changes)
      else buffers?.layout.drop(computed.buffers!)
      const update = await this.#conclude(step, last, sum === null ? null : () => gradients.finish(sum, absent))
      step.random.advance()
      const result = { loss, samples, ...update, skipped: update.skipped || !usable }
      return { result, facts: usable ? facts : [] }
    } catch (error) {
      gradients.restore()
      buffers?.restore()
      throw error
    }
  }

  async #conclude(
    step: TrainStep,
    last: boolean,
    add: (() => void) | null
  ): Promise<Pick<StepResult, 'updated' | 'skipped' | 'gradNorm'>> {
    if (this.division === null) return scope(() => step.conclude(last, add))
    const once = (): boolean => {
      add!()
      return false
    }
    return step.concludeInParts(last, add === null ? null : once, this.division.of(step, this.#gradientsOf(step)))
  }

  /** Makes a step from the accumulated gradients, if there are any. */
  async flush(step: TrainStep): Promise<boolean> {
    return (await this.#conclude(step, true, null)).updated
  }

  #train(step: TrainStep, meter: Meter, batch: unknown, samples: number, parts: Cut): Computed {
    const { accumulator } = step
    const gradients = this.#gradientsOf(step)
    const buffers = this.#buffersOf(step)
    const computed: Computed = {
      facts: [],
      gradients: new TreeSum(parts.shards, (a, b) => gradients.layout.add(a, b)),
      buffers: buffers === null ? null : new TreeSum(parts.shards, (a, b) => buffers.layout.add(a, b)),
      absent: [],
      error: null
    }
    const absent: (readonly number[])[] = []
    // Those of parameters that the optimizer has not would depend on the shards of this rank.
    const others = step.model.parameters().filter((p) => !step.optimizer.names.has(p))
    this.#each(step, meter, batch, samples, parts, computed, (shard, loss, weight) => {
      const seed = Storage.allocate(loss.dtype, 1)
      seed.put(0, weight / accumulator.steps)
      const own = gradients.ofShard(() => backward(loss, new Tensor(seed, loss.shape)))
      for (const p of others) clearGrad(p, true)
      absent.push(own.absent)
      computed.gradients!.push(shard, own.sums)
      if (buffers !== null) computed.buffers!.push(shard, buffers.collect(weight))
    })
    computed.absent = absent.length === 0 ? all(gradients.layout.places.length) : common(absent)
    return computed
  }

  // Each shard of this rank: forward, metrics, and what else is to be done with its loss.
  #each(
    step: TrainStep,
    meter: Meter,
    batch: unknown,
    samples: number,
    parts: Cut,
    computed: Computed,
    use: (shard: number, loss: Tensor, weight: number) => void
  ): void {
    const { start, size } = parts.shardsOf(this.world.rank)
    const saved = meter.metrics.map((metric) => metric.state())
    try {
      for (let shard = start; shard < start + size; shard++) {
        const own = parts.samplesOf(shard)
        const once = (): void => {
          const output = step.compute(partOfBatch(batch, samples, own))
          const metrics = meter.statesOf(output)
          computed.facts.push({ loss: output.loss.item(), samples: own.size, metrics })
          use(shard, output.loss, own.size / samples)
        }
        scope(() => step.random.withinShard(shard, once))
      }
    } catch (error) {
      computed.error = error
    } finally {
      for (const [k, metric] of meter.metrics.entries()) metric.setState(saved[k]!)
    }
  }

  /** Loss and metrics of the shards of a batch, of all ranks. */
  async evaluate(step: TrainStep, meter: Meter, batch: unknown): Promise<readonly ShardFacts[]> {
    const samples = samplesOf(batch)
    const parts = cut(samples, this.shards, this.world.size)
    const computed: Computed = { facts: [], gradients: null, buffers: null, absent: [], error: null }
    noGrad(() => this.#each(step, meter, batch, samples, parts, computed, () => undefined))
    step.random.advance()
    const { facts } = await this.#share('Trainer.evaluate', computed, false)
    return facts
  }

  // What all ranks computed, in the order of the shards. An error of one is an error of all.
  async #share(
    call: Call,
    { facts, absent, error }: Computed,
    changed: boolean
  ): Promise<{ facts: ShardFacts[]; absent: number[]; changed: boolean }> {
    const said: Said = {
      shards: facts.map(({ loss, ...rest }) => ({ loss: String(loss), ...rest })),
      absent,
      changed,
      ...(error === null ? {} : { error: messageOf(error) })
    }
    const all = await this.say(call, said)
    this.refuse(call, all, error)
    return {
      facts: all.flatMap(({ shards }) => shards.map(({ loss, ...rest }) => ({ loss: Number(loss), ...rest }))),
      absent: common(all.map((each) => each.absent)),
      changed: all.some((each) => each.changed)
    }
  }

  /** Throws this rank's error, or one that says which rank failed. */
  refuse(call: string, all: readonly { readonly error?: string }[], own: unknown): void {
    if (own !== null) {
      this.#told.add(own)
      throw own
    }
    const failed = all.findIndex(({ error }) => error !== undefined)
    if (failed < 0) return
    throw new DistributedError(`${call}: cannot continue because rank ${failed} failed: ${all[failed]!.error}`)
  }

  /** Tells the others of an error that ended the fit here, unless they know: they need not wait for the deadline. */
  async tell(error: unknown): Promise<void> {
    if (this.#told.has(error) || error instanceof DistributedError || this.world.ended) return
    await this.say('a training step', { error: messageOf(error) }).catch(() => undefined)
  }

  /** What every rank says, in order: JSON. */
  async say<T>(call: Call, value: T): Promise<T[]> {
    return say(this.world, call, value)
  }

  #gradientsOf(step: TrainStep): Gradients {
    const parameters = step.parameters()
    if (!this.#gradients?.fits(parameters)) {
      const owners = this.division?.owners ?? null
      owners?.assign(parameters)
      const { reduceDtype } = this
      this.#gradients = new Gradients(parameters, { owners, reduceDtype }, this.world.rank)
    }
    return this.#gradients!
  }

  #buffersOf({ model }: TrainStep): Buffers | null {
    this.#buffers ??= new Buffers(model.buffers())
    return this.#buffers.any ? this.#buffers : null
  }
}

const all = (n: number): number[] => Array.from({ length: n }, (_, k) => k)

function common(lists: readonly (readonly number[])[]): number[] {
  const [first = [], ...rest] = lists
  return rest.reduce<number[]>((some, list) => some.filter((k) => list.includes(k)), [...first])
}

// In the order of the shards, in float64.
function meanLoss(facts: readonly ShardFacts[]): number {
  let [sum, samples] = [0, 0]
  for (const fact of facts) {
    sum += fact.loss * fact.samples
    samples += fact.samples
  }
  return sum / samples
}
