// Which samples are in which batch of an epoch: in order, shuffled, or by a sampler. Called by the DataLoader.
import { OptionError } from '../errors.ts'
import { show } from '../util/options.ts'
import { Philox } from '../util/philox.ts'
import { checkCount, checkIndex, shuffled } from './dataset.ts'
import { type BatchSamplerLike, describe, type Sampler, SHUFFLE } from './samplers.ts'

/** What decides the order. */
export interface Ordering {
  readonly shuffle: boolean
  readonly sampler: Sampler | null
  readonly batchSampler: BatchSamplerLike | null
}

/** The order of an epoch: null for samples in their own, or the batches themselves. */
export type Order = Uint32Array | readonly Uint32Array[] | null

/** The order of epoch `epoch` of a dataset of `length` samples. */
export function orderOf(
  { shuffle, sampler, batchSampler }: Ordering,
  seed: bigint,
  epoch: number,
  length: number
): Order {
  checkCount('DataLoader', length)
  if (batchSampler !== null) {
    const batches = [...(batchSampler.batches?.(epoch, seed) ?? batchSampler)].map((batch) => numbers(batch, length))
    checkLength('batchSampler', 'batches', batchSampler.length, batches.length)
    return batches
  }
  if (sampler !== null) {
    const order = numbers(sampler.order?.(epoch, seed) ?? sampler, length)
    checkLength('sampler', 'numbers', sampler.length, order.length)
    return order
  }
  return shuffle ? shuffled('DataLoader', new Philox(seed, [0, epoch, SHUFFLE]), length) : null
}

// Checked before they become 32-bit numbers, where -1 would be another one.
function numbers(given: Iterable<number>, length: number): Uint32Array {
  const list = given instanceof Uint32Array ? given : [...given]
  for (const index of list) checkIndex('DataLoader: the sampler', index, length)
  return Uint32Array.from(list)
}

function checkLength(name: string, what: string, promised: number, given: number): void {
  if (promised === given) return
  throw new OptionError(
    `DataLoader: expected the ${name} to give ${promised} ${what}, its length, but it gave ${given}`
  )
}

/** The samples of batch `batch`: a copy, because a dataset or a transform may change it. */
export function indicesOf(order: Order, batch: number, size: number, length: number): Uint32Array {
  if (Array.isArray(order)) return (order as readonly Uint32Array[])[batch]!.slice()
  const [start, end] = [batch * size, Math.min((batch + 1) * size, length)]
  const whole = order as Uint32Array | null
  return whole?.slice(start, end) ?? new Uint32Array(end - start).map((_, k) => start + k)
}

/** The sampler as the state of a loader names it; undefined without one. */
export function namedOrder({ sampler, batchSampler }: Ordering): string | undefined {
  const given = batchSampler ?? sampler
  return given === null ? undefined : describe(given)
}

/** Throws for options that exclude each other. */
export function checkOrdering(options: Readonly<Record<string, unknown>>): void {
  const given = (names: readonly string[]): string[] => names.filter((name) => options[name] !== undefined)
  const excluded: readonly (readonly [string, readonly string[]])[] = [
    ['batchSampler', given(['batchSize', 'dropLast', 'sampler', 'shuffle'])],
    ['sampler', options.shuffle === true ? ['shuffle'] : []]
  ]
  for (const [name, others] of excluded) {
    if (options[name] !== undefined && others.length > 0) {
      throw new OptionError(
        `DataLoader: expected ${name} without ${others.join(', ')}, which it decides, but received ${show(options[name])} and ${others.join(', ')}`
      )
    }
  }
}
