// How many bytes a step takes by batch size and mode, from runs of small batches. Called by memory.ts.
import { checkpoint } from '../autograd/checkpoint.ts'
import { ThalwegError } from '../errors.ts'
import { measure } from '../inspect/memory/measure.ts'
import { blocksOf } from '../inspect/memory/planMemory.ts'
import { type Module, Sequential } from '../nn/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { TrainStep } from '../train/step.ts'
import { batchBytes, canResize, resized, samplesOf } from './batches.ts'

/** How activations are kept. */
export const MODES = ['float32', 'bfloat16', 'checkpoint'] as const
export type Mode = (typeof MODES)[number]
/** Bytes by mode; NaN where a mode cannot be used. */
export type ModeBytes = Readonly<Record<Mode, number>>

// Buffers smaller than 1 KiB are freed later than others: batches from which to extrapolate have no such activations.
const LARGEST_TRY = 128

/**
 * The bytes of a batch, of activations and of what backward makes, for any size. Buffers come in four size classes an
 * octave, so a batch of 2^k times as many samples takes exactly 2^k times as much of everything that grows with it: a
 * size is planned from two runs with its own leading digits.
 */
export class StepPlan {
  readonly #step: TrainStep
  readonly #batch: unknown
  readonly #kept = new Map<number, readonly [less: ModeBytes, more: ModeBytes]>()
  readonly #measured = new Map<number, ModeBytes>()
  readonly #largestTry: number = 0
  /** Whether other sizes than that of the batch can be planned. */
  readonly resizable: boolean

  /** @param room bytes that the runs may take */
  constructor(step: TrainStep, batch: unknown, room: number) {
    this.#step = step
    this.#batch = batch
    this.resizable = canResize(batch)
    if (!this.resizable) return
    const few = this.#at(2).float32
    const each = Math.max(1, (this.#at(4).float32 - few) / 2)
    // The larger of two runs has twice as many samples, the mode with checkpoint recomputes, and buffers are rounded.
    this.#largestTry = Math.max(4, Math.min(LARGEST_TRY, Math.floor((room - few) / each / 4)))
  }

  /** Bytes of a batch of `samples`, without parameters, gradients and states; of the batch itself when not resizable. */
  bytes(samples: number): ModeBytes {
    if (!this.resizable) return this.#at(samplesOf(this.#batch))
    // One sample is too few for some layers, such as a batch norm.
    let few = Math.max(2, samples)
    while (few > this.#largestTry) few = Math.ceil(few / 2)
    const known = this.#kept.get(few) ?? ([this.#at(few), this.#at(2 * few)] as const)
    this.#kept.set(few, known)
    const [less, more] = known
    const way = (samples - few) / few
    return modes((mode) => less[mode] + way * (more[mode] - less[mode]))
  }

  /** The largest size, of four an octave, whose bytes are at most `limit`; 0 when not even one sample fits. */
  largest(mode: Mode, limit: number): number {
    if (!this.resizable) return Number.NaN
    let best = 0
    for (const size of sizes()) {
      const bytes = this.bytes(size)[mode]
      if (Number.isNaN(bytes)) return Number.NaN
      if (bytes > limit) break
      best = size
    }
    return best
  }

  #at(samples: number): ModeBytes {
    const known = this.#measured.get(samples)
    if (known !== undefined) return known
    const { model, random } = this.#step
    const batch = this.resizable ? resized(this.#batch, samples) : this.#batch
    const forward = (): Tensor => this.#step.forward(batch).loss
    const plain = random.within(() => measure(model, [], forward, true))
    const own = batchBytes(batch)
    const bytes = {
      float32: own + plain.activations.float32 + plain.backward.float32,
      bfloat16: own + plain.activations.bfloat16 + plain.backward.bfloat16,
      checkpoint: own + random.within(() => withCheckpoints(model, forward))
    }
    this.#measured.set(samples, bytes)
    return bytes
  }
}

const modes = (of: (mode: Mode) => number): ModeBytes =>
  Object.fromEntries(MODES.map((mode) => [mode, of(mode)])) as Record<Mode, number>

/** 1 2 3 4 5 6 7 8 10 12 14 16 20 ...: four sizes an octave. */
export function* sizes(): Generator<number> {
  yield* [1, 2, 3]
  for (let step = 1; step < 2 ** 28; step *= 2) for (const n of [4, 5, 6, 7]) yield n * step
}

/** The size after this one. */
export function nextSize(size: number): number {
  for (const each of sizes()) if (each > size) return each
  return size
}

// The peak of a step whose blocks keep only their inputs; NaN of a model whose blocks cannot be checkpointed.
function withCheckpoints(model: Module, forward: () => Tensor): number {
  const parts = model instanceof Sequential ? segmentsOf(model) : blocksOf(model)
  if (parts.length === 0) return Number.NaN
  const replaced: Module[] = []
  try {
    if (model instanceof Sequential) {
      replaced.push(model)
      model.forward = (x) => parts.reduce((input, part) => through(part, input), x)
    } else {
      for (const part of parts) {
        const own = (part as unknown as Block).forward.bind(part)
        replaced.push(part)
        ;(part as unknown as Block).forward = (...inputs) => checkpoint(own, ...inputs)
      }
    }
    const { activations, backward } = measure(model, [], forward, true)
    return activations.float32 + backward.float32
  } catch (error) {
    // Blocks with other inputs than tensors, or that use tensors of the graph around them.
    if (error instanceof ThalwegError) return Number.NaN
    throw error
  } finally {
    for (const module of replaced) delete (module as { forward?: unknown }).forward
  }
}

interface Block {
  forward(...inputs: Tensor[]): Tensor
}

const through = (part: Module, x: Tensor): Tensor => checkpoint((input) => (part as Sequential).forward(input), x)

// About the square root of their number: that is where what segments keep and what one of them makes are least.
function segmentsOf(model: Sequential): Sequential[] {
  const children = model.children()
  const length = Math.ceil(children.length / Math.ceil(Math.sqrt(children.length)))
  const starts = children.flatMap((_, k) => (k % length === 0 ? [k] : []))
  return starts.map((k) => new Sequential(...(children.slice(k, k + length) as never[])))
}
