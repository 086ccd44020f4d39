// findBatchSize: measures throughput and memory by batch size and restores the training state afterwards.

import { checkDataset, type Dataset } from '../../data/dataset.ts'
import { DataLoader } from '../../data/index.ts'
import { DataError, OptionError } from '../../errors.ts'
import { formatBytes, table } from '../../report/table.ts'
import { emptyCache } from '../../tensor/allocator.ts'
import { resetPeak, scopeMemory } from '../../tensor/lifetime.ts'
import { Tensor } from '../../tensor/tensor.ts'
import type { Loader } from '../../train/events.ts'
import type { Run } from '../../train/run.ts'
import type { TrainStep } from '../../train/step.ts'
import { Trainer } from '../../train/trainer.ts'
import { yieldToEventLoop } from '../../util/eventLoop.ts'
import { checkOptions, mismatch, number, wholeNumber } from '../../util/options.ts'
import { median } from '../profile/profile.ts'
import { type BatchSizeRow, type Found, type SearchEnd, searchBatchSize } from './search.ts'

/** Options of findBatchSize. */
export interface FindBatchSizeOptions {
  /** The smallest batch, >= 1. Default 1. */
  min?: number | undefined
  /** The largest batch. Default, and at most, the samples of the dataset. */
  max?: number | undefined
  /**
   * Bytes that parameters, gradients, states, the batch, activations and what backward makes may take together.
   * Default: four fifths of what the control group and the system have left, plus what parameters and states already
   * take.
   */
  memoryLimit?: number | undefined
  /** Optimizer steps that are timed for each size, >= 1. Default 3. */
  steps?: number | undefined
}

/** Throughput and memory by batch size; prints as a table. */
export class BatchSizeSearch {
  /** Every measured size, in ascending order. */
  readonly rows: readonly BatchSizeRow[]
  /** The smallest batch whose throughput is within 3 % of the best. */
  readonly best: BatchSizeRow
  readonly memoryLimit: number
  /** Why the search stopped: `max` was reached, memory would not suffice, or throughput fell. */
  readonly ended: SearchEnd
  /** The size that was skipped for lack of memory, and the bytes it would have needed. */
  readonly refused: Found['refused']

  /** @internal */
  constructor(found: Found & { best: BatchSizeRow }, memoryLimit: number) {
    this.rows = found.rows
    this.best = found.best
    this.ended = found.ended
    this.refused = found.refused
    this.memoryLimit = memoryLimit
  }

  toString(): string {
    const rows = this.rows.map((row) => [
      String(row.batchSize),
      (row.seconds * 1e3).toFixed(3),
      String(Math.round(row.samplesPerSecond)),
      formatBytes(row.memory),
      row === this.best ? '<- best' : ''
    ])
    const ends = {
      max: 'the largest size that was asked for was reached',
      memory: `a batch of ${this.refused?.batchSize} would need ${formatBytes(this.refused?.memory ?? 0)}`,
      throughput: 'larger batches are slower'
    }
    return `${table(['batch', 'ms', 'samples/s', 'memory', ''], rows, 0)}\nmemory limit ${formatBytes(this.memoryLimit)}; ${ends[this.ended]}`
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

const OPTIONS = {
  min: wholeNumber({ min: 1 }),
  max: wholeNumber({ min: 1 }),
  memoryLimit: number({ above: 0 }),
  steps: wholeNumber({ min: 1 })
}

/**
 * Measures batches of 1, 2, 4, 8 ... samples, then sizes between the best, and reports the fastest. Before each size
 * it predicts the memory needed, and stops below the limit. Weights, optimizer, random numbers, the loader's place and
 * batch size are restored afterwards, to the bit.
 *
 * @param trainer must not be inside an epoch
 * @param data a DataLoader, whose order, transform and workers are kept, or a dataset
 * @param options min, max, memoryLimit, steps
 * @throws OptionError, also when even the smallest batch needs more than memoryLimit; DataError for an empty dataset
 * @example
 * const search = await findBatchSize(trainer, data, { max: 4, steps: 1 })
 * loader.setBatchSize(search.best.batchSize)
 */
export async function findBatchSize<S, C, B>(
  trainer: Trainer,
  data: DataLoader<S, C, B> | Dataset<S>,
  options: FindBatchSizeOptions = {}
): Promise<BatchSizeSearch> {
  const call = 'findBatchSize'
  if (!(trainer instanceof Trainer)) throw mismatch(call, 'trainer', 'a Trainer', trainer)
  if (!(data instanceof DataLoader)) checkDataset(call, data)
  checkOptions(call, options, OPTIONS)
  const loader = (data instanceof DataLoader ? data : new DataLoader(data)) as unknown as DataLoader<unknown>
  const { length } = loader.dataset
  if (length === 0) throw new DataError(`${call}: expected at least one sample but the dataset is empty`)
  const max = Math.min(options.max ?? length, length)
  const { min = 1, steps = 3 } = options
  if (min > max) {
    const what = options.max === undefined || length < options.max ? `the ${length} samples there are` : `max ${max}`
    throw new OptionError(`${call}: expected min to be at most ${what} but received ${min}`)
  }
  const limits = { min, max, steps, memoryLimit: options.memoryLimit }
  try {
    return await trainer.dryRun(call, loader as Loader, (run) => searched(call, run, loader, limits))
  } finally {
    emptyCache()
  }
}

async function searched(
  call: string,
  run: Run,
  loader: DataLoader<unknown>,
  { min, max, steps, memoryLimit: limit }: { min: number; max: number; steps: number; memoryLimit: number | undefined }
): Promise<BatchSizeSearch> {
  const memoryLimit = limit ?? 0.8 * process.availableMemory() + heldBy(run.step)
  const measure = (batchSize: number, tries = steps): Promise<BatchSizeRow> => measured(run, loader, batchSize, tries)
  // Two small sizes predict what `min` will need, and warm up the JIT for all sizes.
  const known: BatchSizeRow[] = []
  for (const size of [2, 4]) if (size < min) known.push(await measure(size, 1))
  if (known.length === 0) await measure(min, 1)
  const found = await searchBatchSize({ min, max, memoryLimit }, known, measure)
  if (found.best === null) {
    const need = found.refused?.memory ?? found.rows[0]!.memory
    throw new OptionError(
      `${call}: expected a memoryLimit that a batch of ${min} fits in but it needs about ${Math.round(need)} bytes and the limit is ${Math.round(memoryLimit)}`
    )
  }
  return new BatchSizeSearch({ ...found, best: found.best }, memoryLimit)
}

// Runs steps with batches of this size, starting at the first epoch.
async function measured(
  run: Run,
  loader: DataLoader<unknown>,
  batchSize: number,
  steps: number
): Promise<BatchSizeRow> {
  // Buffers left by smaller batches are useless here but still count.
  emptyCache()
  loader.setEpoch(0)
  loader.setBatchSize(batchSize)
  run.step.dropGradients()
  run.meter.reset()
  const before = scopeMemory().held
  resetPeak()
  const times: number[] = []
  let samples = 0
  let bytes = 0
  const wanted = steps * run.step.accumulator.steps
  // The first step fills the free list.
  for (let k = -1; k < wanted; ) {
    for await (const batch of loader) {
      if (k === wanted) break
      const began = performance.now()
      const learned = run.tryBatch(batch, false)
      if (k >= 0) times.push((performance.now() - began) / 1e3)
      // The last batch of an epoch may be smaller.
      samples = Math.max(samples, learned.samples)
      bytes = Math.max(bytes, bytesIn(batch))
      k++
      await yieldToEventLoop()
    }
  }
  const seconds = median(times)
  const memory = heldBy(run.step) + scopeMemory().peak - before + bytes
  return { batchSize, samplesPerSecond: samples / seconds, seconds, memory }
}

// Parameters, their gradients (whose buffers stay), and states.
function heldBy({ optimizer }: TrainStep): number {
  const { parameters, states } = optimizer.memory()
  return Object.values(states).reduce((sum, bytes) => sum + bytes, 2 * parameters)
}

function bytesIn(batch: unknown, depth = 0): number {
  if (batch instanceof Tensor) return batch.size * batch.storage.array.BYTES_PER_ELEMENT
  if (typeof batch !== 'object' || batch === null || depth === 4) return 0
  return Object.values(batch).reduce((sum: number, each) => sum + bytesIn(each, depth + 1), 0)
}
