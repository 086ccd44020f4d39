// Batches of any size, made of the samples of one: for plans of sizes that a loader does not have. Called by memory.ts,
// batchSize.ts and step.ts.
import { noGrad } from '../autograd/tape.ts'
import { tensorsIn } from '../inspect/memory/measure.ts'
import { indexSelect } from '../ops/index.ts'
import { tensor } from '../tensor/create.ts'
import { Tensor } from '../tensor/tensor.ts'
import type { Loader } from '../train/index.ts'

/** The first batch of a loader, or null of one without batches; the loader's next pass begins at its first epoch. */
export async function firstBatch(loader: Loader): Promise<unknown> {
  const first = loader as { setEpoch?: (epoch: number) => void }
  first.setEpoch?.(0)
  for await (const batch of loader) {
    first.setEpoch?.(0)
    return batch
  }
  return null
}

/** Samples of a batch: the first dimension of its first tensor. */
export const samplesOf = (batch: unknown): number => tensorsIn(batch)[0]?.shape[0] ?? 1

/** Bytes of the tensors of a batch. */
export function batchBytes(batch: unknown): number {
  return tensorsIn(batch).reduce((sum, t) => sum + t.size * t.storage.width, 0)
}

/** Whether a batch of another size can be made of it: every tensor has a row for each sample. */
export function canResize(batch: unknown): boolean {
  const tensors = tensorsIn(batch)
  const samples = samplesOf(batch)
  return samples > 0 && tensors.length > 0 && tensors.every(({ shape }) => shape[0] === samples)
}

/** A batch of `samples` rows of this one, in order and again from the first. */
export const resized = (batch: unknown, samples: number): unknown => rowsOf(batch, 0, samples)

/** `samples` rows of a batch from one on, and again from the first. */
export function rowsOf(batch: unknown, from: number, samples: number): unknown {
  const own = samplesOf(batch)
  const rows = tensor(Int32Array.from({ length: samples }, (_, k) => (from + k) % own))
  const each = (value: unknown, depth: number): unknown => {
    if (value instanceof Tensor) return noGrad(() => indexSelect(value, rows, { dim: 0 }))
    if (typeof value !== 'object' || value === null || depth === 4 || ArrayBuffer.isView(value)) return value
    if (Array.isArray(value)) return value.map((v) => each(v, depth + 1))
    return Object.fromEntries(Object.entries(value).map(([name, v]) => [name, each(v, depth + 1)]))
  }
  return each(batch, 0)
}
