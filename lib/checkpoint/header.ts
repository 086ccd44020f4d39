// The header of a safetensors file: its rules, checked strictly, and its text. safetensors.ts reads and writes files.
// Format: 8 bytes length N (little endian), N bytes JSON { name: { dtype, shape, data_offsets }, __metadata__? }, data.
import type { CheckpointError } from '../errors.ts'
import { ELEMENTS, type ElementType } from '../util/elements.ts'
import { show } from '../util/options.ts'

/** One tensor of a file: `start` and `end` count bytes from the end of the header. */
export interface Entry {
  name: string
  type: ElementType
  shape: number[]
  start: number
  end: number
}

export interface Header {
  /** In the order of their data. */
  entries: Entry[]
  /** The names in the order of the header. */
  names: string[]
  metadata: Record<string, string>
}

/** The longest header that is read or written: that of the reference implementation. */
export const MAX_HEADER = 100_000_000

const TYPES: Readonly<Record<string, ElementType>> = {
  F16: 'f16',
  BF16: 'bf16',
  F32: 'f32',
  F64: 'f64',
  I8: 'i8',
  I16: 'i16',
  I32: 'i32',
  I64: 'i64',
  U8: 'u8',
  U16: 'u16',
  U32: 'u32',
  U64: 'u64',
  BOOL: 'bool'
}

/**
 * Reads and checks a header.
 * @param text the header's bytes
 * @param dataBytes how many bytes follow it in the file
 * @param fail makes the error, naming call and file
 */
export function parseHeader(text: Uint8Array, dataBytes: number, fail: (message: string) => CheckpointError): Header {
  const json = parseJson(text, fail)
  const metadata = Object.hasOwn(json, '__metadata__') ? parseMetadata(json.__metadata__, fail) : {}
  const names = Object.keys(json).filter((name) => name !== '__metadata__')
  const entries = names.map((name) => parseEntry(name, json[name], fail))
  entries.sort((a, b) => a.start - b.start || a.end - b.end)
  let expected = 0
  for (const { name, start, end } of entries) {
    if (start !== expected) {
      const what = start > expected ? 'a hole' : 'an overlap'
      throw fail(`expected the data of ${show(name)} to begin at byte ${expected} but it begins at ${start}: ${what}`)
    }
    expected = end
  }
  if (expected !== dataBytes) {
    throw fail(`expected ${expected} bytes of data after the header but there are ${dataBytes}`)
  }
  return { entries, names, metadata }
}

function parseJson(bytes: Uint8Array, fail: (message: string) => CheckpointError): Record<string, unknown> {
  if (bytes[0] !== 0x7b) {
    throw fail(`expected the header to begin with { but its first byte is ${bytes[0] ?? 'missing'}`)
  }
  let text: string
  let json: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    json = JSON.parse(text)
  } catch (error) {
    throw fail(`expected the header to be JSON in UTF-8: ${(error as Error).message}`)
  }
  const twice = duplicateKey(text)
  if (twice !== null) throw fail(`expected each name once in the header but ${show(twice)} comes twice`)
  return json as Record<string, unknown>
}

// JSON.parse silently keeps the last of two equal names. The text is valid JSON here, so a string before a colon is
// a name of the innermost object. A loop, because a regular expression overflows its stack on strings of megabytes.
function duplicateKey(text: string): string | null {
  const stack: Set<string>[] = []
  for (let at = 0; at < text.length; at++) {
    const c = text[at]
    if (c === '{') stack.push(new Set())
    else if (c === '}') stack.pop()
    else if (c === '"') {
      const end = endOfString(text, at)
      if (followedByColon(text, end)) {
        const key = JSON.parse(text.slice(at, end)) as string
        const seen = stack[stack.length - 1]!
        if (seen.has(key)) return key
        seen.add(key)
      }
      at = end - 1
    }
  }
  return null
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function followedByColon(text: string, at: number): boolean {
  while (' \t\n\r'.includes(text[at] ?? 'x')) at++
  return text[at] === ':'
}

function parseMetadata(value: unknown, fail: (message: string) => CheckpointError): Record<string, string> {
  if (!isObject(value)) throw fail(`expected __metadata__ to be an object but it is ${show(value)}`)
  for (const key of Object.keys(value)) {
    if (typeof value[key] !== 'string') {
      throw fail(`expected __metadata__ to hold strings but ${show(key)} is ${show(value[key])}`)
    }
  }
  return value as Record<string, string>
}

function parseEntry(name: string, value: unknown, fail: (message: string) => CheckpointError): Entry {
  if (!isObject(value)) throw fail(`expected ${show(name)} to be an object but it is ${show(value)}`)
  const { dtype, shape, data_offsets: offsets } = value
  if (typeof dtype !== 'string' || !Object.hasOwn(TYPES, dtype)) {
    throw fail(
      `expected the dtype of ${show(name)} to be one of ${Object.keys(TYPES).join(', ')} but it is ${show(dtype)}`
    )
  }
  if (!isSizes(shape)) {
    throw fail(`expected the shape of ${show(name)} to be whole numbers >= 0 but it is ${show(shape)}`)
  }
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    throw fail(`expected the data_offsets of ${show(name)} to be [begin, end] but they are ${show(offsets)}`)
  }
  const type = TYPES[dtype]!
  const bytes = shape.reduce((n, k) => n * k, ELEMENTS[type].width)
  const [start, end] = offsets as [number, number]
  if (bytes !== end - start) {
    throw fail(
      `expected ${bytes} bytes for ${show(name)} (${dtype} [${shape.join(', ')}]) but its data_offsets span ${end - start}`
    )
  }
  return { name, type, shape, start, end }
}

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)
const isSizes = (v: unknown): v is number[] => Array.isArray(v) && v.every((n) => Number.isSafeInteger(n) && n >= 0)

/** The bytes of a header: the text, padded with spaces so that the data begins on a multiple of 64 in the file. */
export function encodeHeader(json: Record<string, unknown>): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json))
  const length = Math.ceil((8 + text.length) / 64) * 64 - 8
  const bytes = new Uint8Array(8 + length).fill(0x20)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true)
  bytes.set(text, 8)
  return bytes
}
