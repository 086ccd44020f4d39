// The buffers of a row, filled with values that torch_peer.py makes too, and short summaries of results: a digest to
// compare with PyTorch within rounding, and a hash to compare backends to the bit.
import { type DType, Storage } from '../backend/index.ts'
import { count, type FloatType, type Input } from './row.ts'

/** Makes the buffers that `inputs` describe. */
export function makeBuffers(inputs: Readonly<Record<string, Input>>, dtype: FloatType): Record<string, Storage> {
  const made: Record<string, Storage> = {}
  for (const [name, input] of Object.entries(inputs)) {
    made[name] = Storage.allocate(input.fill === 'index' ? 'int32' : (dtype as DType), count(input.shape))
    fill(made[name], input)
  }
  return made
}

// The i-th word of a stream is a hash of i and the seed: any language with 64-bit integers can make it.
function fill(storage: Storage, input: Input): void {
  const { array } = storage
  if (input.fill === 'zeros') return
  const start = Math.imul(input.seed, 0x9e3779b1)
  for (let i = 0; i < array.length; i++) {
    let h = (Math.imul(i, 0x2c1b3c6d) + start) | 0
    h = Math.imul(h ^ (h >>> 16), 0x045d9f3b)
    h = Math.imul(h ^ (h >>> 16), 0x045d9f3b)
    const u = ((h ^ (h >>> 16)) >>> 0) / 4294967296
    if (input.fill === 'index') array[i] = Math.floor(u * input.below)
    else array[i] = (input.fill === 'positive' ? u : 2 * u - 1) * input.scale
  }
}

/** For each result the sum of |x[i]| * (1 + i mod 7). */
export function digest(results: readonly Storage[]): number[] {
  return results.map(({ array }) => {
    let sum = 0
    for (let i = 0; i < array.length; i++) sum += Math.abs(array[i]!) * (1 + (i % 7))
    return sum
  })
}

/** Whether two digests are equal within what another order of rounding can make of them. */
export function sameDigest(a: readonly number[], b: readonly (number | null)[], tolerance = 1e-3): boolean {
  return (
    a.length === b.length &&
    a.every((x, k) => {
      const y = b[k] ?? Number.NaN
      return Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y)) + 1e-9
    })
  )
}

/** A hash of all bits of all results (FNV-1a over bytes). */
export function bitHash(results: readonly Storage[]): number {
  let hash = 0x811c9dc5
  for (const { array } of results) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
  }
  return hash >>> 0
}
