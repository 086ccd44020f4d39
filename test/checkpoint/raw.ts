// safetensors files as another program might write them, sound or not.
import { writeFileSync } from 'node:fs'

/** Writes a file of the given header text and data; returns its path. */
export function writeRaw(path: string, header: string | object, data: ArrayLike<number> = []): string {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  writeFileSync(path, bytes)
  return path
}

/** What a header says of one tensor. */
export function entry(dtype: string, shape: unknown, ...offsets: unknown[]): object {
  return { dtype, shape, data_offsets: offsets }
}
