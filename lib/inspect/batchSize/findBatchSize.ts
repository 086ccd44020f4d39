// findBatchSize: measures throughput and memory by batch size and restores the training state afterwards.

import { checkDataset, type Dataset } from '../../data/dataset.ts'
import { DataLoader } from '../../data/index.ts'
import { DataError, NonFiniteError, OptionError } from '../../errors.ts'
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
import { busyText, type Clocked, type Timed, timeInTurns } from '../clock/clock.ts'
import { type BatchSizeRow, bestOf, type Found, type SearchEnd, searchBatchSize } from './search.ts'

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
  /** Optimizer steps that are timed for each size, at least, >= 1. Default 3. */
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
  /** Whether other programs disturbed the times: then `best` is the fastest size that was seen, and may not be the best. */
  readonly busy: boolean
  /** The ± of the times of the fastest sizes, as a share. */
  readonly noise: number

  /** @internal */
  constructor(
    found: Found & { best: BatchSizeRow },
    memoryLimit: number,
    { busy, noise }: Pick<Clocked, 'busy' | 'noise'>
  ) {
    this.busy = busy
    this.noise = noise
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
      row === this.best ? `<- best${this.busy ? ' seen' : ''}` : ''
    ])
    const ends = {
      max: 'the largest size that was asked for was reached',
      memory: `a batch of ${this.refused?.batchSize} would need ${formatBytes(this.refused?.memory ?? 0)}`,
      throughput: 'larger batches are slower'
    }
    const busy = busyText(this)
    const warning = busy === null ? '' : `\n${busy}; measure again when nothing else runs`
    return `${table(['batch', 'ms', 'samples/s', 'memory', ''], rows, 0)}\nmemory limit ${formatBytes(this.memoryLimit)}; ${ends[this.ended]}${warning}`
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

// Sizes whose first measurement is at least so good are timed in turns.
const CLOSE = 0.75
const TURNS = { rounds: 5, turn: 0.01, patience: 3 }
// How often a size that seems slower than smaller ones is measured again.
const AGAIN = 3
// Seconds that the steps of a size should take together.
const LEAST = 0.01

const OPTIONS = {
  min: wholeNumber({ min: 1 }),
  max: wholeNumber({ min: 1 }),
  memoryLimit: number({ above: 0 }),
  steps: wholeNumber({ min: 1 })
}

/**
 * Measures batches of 1, 2, 4, 8 ... samples, then sizes between the best, and reports the fastest. Before each size
 * it predicts the memory needed, and stops below the limit. The fastest sizes are then timed in turns: where other programs
 * disturb that, the result says so. Weights, optimizer, random numbers, the loader's place and
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
  const dataset: unknown = data instanceof DataLoader ? data.dataset : data
  checkDataset(call, dataset)
  checkOptions(call, options, OPTIONS)
  const loader = (data instanceof DataLoader ? data : new DataLoader(data)) as unknown as DataLoader<unknown>
  const { length } = dataset
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
  let most = 0
  const measure = async (batchSize: number, tries = steps): Promise<BatchSizeRow> => {
    let row = await measured(run, loader, batchSize, tries)
    // Slower than a smaller size, or only disturbed?
    for (let again = 0; again < AGAIN && row.samplesPerSecond < 0.95 * most; again++) {
      row = faster(row, await measured(run, loader, batchSize, tries))
    }
    most = Math.max(most, row.samplesPerSecond)
    return row
  }
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
  const { rows, ...clocked } = await refined(run, loader, found)
  return new BatchSizeSearch({ ...found, rows, best: bestOf(rows, memoryLimit) ?? found.best }, memoryLimit, clocked)
}

const faster = (a: BatchSizeRow, b: BatchSizeRow): BatchSizeRow =>
  a.samplesPerSecond < b.samplesPerSecond ? { ...b, memory: Math.max(a.memory, b.memory) } : a

// The sizes that may be the best are timed in turns, each with one batch.
async function refined(
  run: Run,
  loader: DataLoader<unknown>,
  { rows, best }: Found
): Promise<{ rows: BatchSizeRow[] } & Pick<Clocked, 'busy' | 'noise'>> {
  const close = rows.filter((row) => row.samplesPerSecond > CLOSE * best!.samplesPerSecond)
  const per = run.step.accumulator.steps
  const blocks: (Timed & { readonly row: BatchSizeRow })[] = []
  for (const row of close) {
    const batch = await firstBatch(loader, row.batchSize)
    const work = (): void => {
      for (let k = 0; k < per; k++) run.tryBatch(batch, false)
    }
    blocks.push({ name: String(row.batchSize), row, run: work })
  }
  run.step.dropGradients()
  let clocked: Clocked
  try {
    clocked = await timeInTurns(blocks, TURNS)
  } catch (error) {
    // Many steps on one batch may diverge.
    if (!(error instanceof NonFiniteError)) throw error
    return { rows: [...rows], busy: true, noise: 0 }
  }
  const better = rows.map((row) => {
    const at = blocks.findIndex((block) => block.row === row)
    if (at === -1) return row
    const { seconds, fastest } = clocked.timings[at]!
    // On a busy machine the least disturbed round says most.
    const each = (clocked.busy ? fastest : seconds) / per
    return { ...row, seconds: each, samplesPerSecond: row.batchSize / each }
  })
  return { rows: better, busy: clocked.busy, noise: clocked.noise }
}

async function firstBatch(loader: DataLoader<unknown>, batchSize: number): Promise<unknown> {
  loader.setEpoch(0)
  loader.setBatchSize(batchSize)
  for await (const batch of loader) {
    loader.setEpoch(0)
    return batch
  }
  throw new DataError('findBatchSize: expected at least one batch but the loader gave none')
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
  // Short steps are repeated: the fastest of several is the least disturbed.
  let spent = 0
  const enough = (k: number): boolean => k >= wanted && (spent >= LEAST || k >= 10 * wanted)
  for (let k = -1; !enough(k); ) {
    for await (const batch of loader) {
      if (enough(k)) break
      const began = performance.now()
      const learned = run.tryBatch(batch, false)
      if (k >= 0) times.push((performance.now() - began) / 1e3)
      spent += (performance.now() - began) / 1e3
      // The last batch of an epoch may be smaller.
      samples = Math.max(samples, learned.samples)
      bytes = Math.max(bytes, bytesIn(batch))
      k++
      await yieldToEventLoop()
    }
  }
  const seconds = Math.min(...times)
  const memory = heldBy(run.step) + scopeMemory().peak - before + bytes
  return { batchSize, samplesPerSecond: samples / seconds, seconds, memory }
}

// Parameters, their gradients (whose buffers stay), and states.
function heldBy({ optimizer }: TrainStep): number {
  const { parameters, states } = optimizer.memory()
  return Object.values(states).reduce((sum, bytes) => sum + bytes, 2 * parameters)
}

function bytesIn(batch: unknown, depth = 0): number {
  if (batch instanceof Tensor) return batch.size * batch.storage.width
  if (typeof batch !== 'object' || batch === null || depth === 4) return 0
  return Object.values(batch).reduce((sum: number, each) => sum + bytesIn(each, depth + 1), 0)
}
