// Reading and writing safetensors files: the format in which weights travel between PyTorch and thalweg and in which
// the trainer keeps its checkpoints.
import { createHash, webcrypto } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { WIDTHS } from '../backend/storage.ts'
import { CheckpointError, OptionError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import { checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { bytesOf, decodeElements, EXACT, littleEndianBytes, sameLayout } from '../util/elements.ts'
import { readFully, type Signal, unreadable, writeAtomically } from '../util/files.ts'
import { boolean, checkOptions, checkValue, show, text } from '../util/options.ts'
import { hashes } from './hashing.ts'
import { type Entry, encodeHeader, MAX_HEADER, parseHeader } from './header.ts'

/** Tensors by name. */
export type NamedTensors = Record<string, Tensor>

export interface SaveOptions {
  /**
   * Whether to write a SHA-256 over names, shapes, values and metadata into the metadata (`thalweg.sha256`).
   * `loadSafetensors` verifies it where it is. Default false.
   */
  checksum?: boolean | undefined
}

const CHECKSUM = 'thalweg.sha256'
const CODES = { float32: 'F32', float64: 'F64', int32: 'I32', bool: 'BOOL', uint8: 'U8', int64: 'I64' } as const

/**
 * Writes tensors and metadata as a safetensors file, atomically: after a crash at any instant the path holds the old
 * file or the new one, whole. Writes the values at the time of the call, whatever happens to the tensors
 * while it runs.
 *
 * @param path the file; its folder must exist
 * @param tensors by name, of any dtype and shape
 * @param metadata strings by name. Default none
 * @param options checksum
 * @throws OptionError for a value that is not a tensor or a string; TensorReleasedError for a released tensor
 * @example
 * await saveSafetensors('model.safetensors', model.stateDict(), { epoch: '3' })
 */
export async function saveSafetensors(
  path: string,
  tensors: NamedTensors,
  metadata: Record<string, string> = {},
  options: SaveOptions = {}
): Promise<void> {
  checkValue('saveSafetensors', 'path', path, text)
  checkOptions('saveSafetensors', options, { checksum: boolean })
  checkMetadata(metadata)
  await writeSafetensors('saveSafetensors', path, tensors, metadata, options)
}

function checkMetadata(metadata: unknown): void {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    throw new OptionError(
      `saveSafetensors: expected metadata to be an object of strings but received ${show(metadata)}`
    )
  }
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value !== 'string') {
      throw new OptionError(`saveSafetensors: expected metadata.${key} to be a string but received ${show(value)}`)
    }
    if (key === CHECKSUM)
      throw new OptionError(`saveSafetensors: the metadata name ${CHECKSUM} is taken; use { checksum: true }`)
  }
}

/** @internal The same, for other calls that write such files. Everything is copied before the call returns. */
export async function writeSafetensors(
  call: string,
  path: string,
  tensors: NamedTensors,
  metadata: Record<string, string>,
  options: SaveOptions,
  signal?: Signal
): Promise<void> {
  const { entries, pieces, data } = copyOut(call, tensors)
  const headerWith = (checksum: string): Uint8Array => {
    const all = options.checksum ? { [CHECKSUM]: checksum, ...metadata } : metadata
    return encodeHeader(Object.fromEntries(Object.keys(all).length > 0 ? [['__metadata__', all], ...entries] : entries))
  }
  // As long as the one to come.
  const header = headerWith('0'.repeat(64))
  if (header.length - 8 > MAX_HEADER) {
    throw new CheckpointError(
      `${call}: expected names and metadata of at most ${MAX_HEADER} bytes but they are ${header.length - 8}`
    )
  }
  // The data is written while its hash is computed.
  const ends = pieces.map(({ bytes }) => bytes.byteOffset + bytes.length)
  const sealed = options.checksum
    ? hashes(data.buffer, ends).then((found) => headerWith(digest(pieces, found, metadata)))
    : Promise.resolve(header)
  try {
    await writeAtomically(path, [{ length: header.length, bytes: sealed }, data], signal)
  } finally {
    // The hashing thread still reads it.
    const over = (): void => recycle(data.buffer)
    sealed.then(over, over)
  }
}

// Memory of the last file, for the next one of the same size: new memory costs more time than the copying.
let spare: SharedArrayBuffer | null = null
const LARGEST_SPARE = 2 ** 26

function take(size: number): SharedArrayBuffer {
  const memory = spare?.byteLength === size ? spare : new SharedArrayBuffer(size)
  spare = null
  return memory
}

function recycle(memory: SharedArrayBuffer): void {
  if (memory.byteLength <= LARGEST_SPARE) spare = memory
}

/** A tensor as the file has it. */
interface Piece {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly number[]
  readonly bytes: Uint8Array
}

// Copies all tensors into one buffer: wide elements first, so that every tensor lies on a multiple of its width. The
// header's entries keep the caller's order.
function copyOut(
  call: string,
  tensors: NamedTensors
): { entries: [string, unknown][]; pieces: Piece[]; data: Uint8Array<SharedArrayBuffer> } {
  // The entries of a Map are not properties: it would be written as a file without tensors.
  if (typeof tensors !== 'object' || tensors === null || Symbol.iterator in tensors) {
    throw new OptionError(`${call}: expected tensors by name but received ${show(tensors)}`)
  }
  const names = Object.keys(tensors)
  let size = 0
  for (const name of names) {
    if (name === '__metadata__') throw new OptionError(`${call}: a tensor cannot be named __metadata__`)
    const t = tensors[name]
    checkTensor(call, name, t)
    size += t.size * WIDTHS[t.dtype]
  }
  // Shared with the thread that hashes it.
  const data = new Uint8Array(take(size))
  const order = [...names].sort((a, b) => WIDTHS[tensors[b]!.dtype] - WIDTHS[tensors[a]!.dtype])
  const begins = new Map<string, number>()
  let at = 0
  const pieces = order.map((name): Piece => {
    const { dtype, shape } = tensors[name]!
    const source = littleEndianBytes(elementsOf(tensors[name]!), dtype)
    const bytes = data.subarray(at, at + source.length)
    bytes.set(source)
    begins.set(name, at)
    at += source.length
    return { name, dtype: CODES[dtype], shape: [...shape], bytes }
  })
  const entries = names.map((name): [string, unknown] => {
    const { dtype, shape, size } = tensors[name]!
    const begin = begins.get(name)!
    return [name, { dtype: CODES[dtype], shape: [...shape], data_offsets: [begin, begin + size * WIDTHS[dtype]] }]
  })
  return { entries, pieces, data }
}

// The checksum: over what the file says, not over its bytes, so that a tool may copy it in another order. Each
// tensor's data is hashed alone; the digest is that of the sorted list of names, dtypes, shapes and hashes, and of the
// sorted metadata.
function digest(pieces: readonly Piece[], hashes: readonly string[], metadata: Record<string, string>): string {
  const hashed = pieces.map(({ name, dtype, shape }, k) => [name, dtype, shape, hashes[k]!] as const)
  const byName = (a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number =>
    a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0
  const content = [[...hashed].sort(byName), Object.entries(metadata).sort(byName)]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

// Of what was read, by threads of Node's own where that pays, and where one call can take so much.
async function sha256(bytes: Uint8Array): Promise<string> {
  if (bytes.length < 2 ** 16 || bytes.length > 2 ** 30) return createHash('sha256').update(bytes).digest('hex')
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex')
}

/**
 * Reads a safetensors file of any origin. F16 and BF16 become float32; I8, I16 and U16 int32; U32 and U64 int64, which
 * is exact from -(2^53 - 1) to 2^53 - 1.
 *
 * @param path the file
 * @returns `tensors` by name and `metadata`, strings by name
 * @throws CheckpointError when the file breaks a rule of the format, is cut off, holds a dtype or value that has no
 *   place here, or does not match its checksum, or when it cannot be read (its code is then the system's, such as
 *   'ENOENT')
 * @example
 * const { tensors } = await loadSafetensors('model.safetensors')
 * model.loadStateDict(tensors)
 */
export async function loadSafetensors(
  path: string
): Promise<{ tensors: NamedTensors; metadata: Record<string, string> }> {
  const { tensors, metadata } = await readSafetensors('loadSafetensors', path)
  return { tensors, metadata }
}

/** @internal The same, for other calls that read such files; `sealed` says whether there was a checksum, which held. */
export async function readSafetensors(
  call: string,
  path: string
): Promise<{ tensors: NamedTensors; metadata: Record<string, string>; sealed: boolean }> {
  checkValue(call, 'path', path, text)
  try {
    return await readOpened(call, path, await open(path, 'r'))
  } catch (error) {
    throw unreadable(call, path, error, CheckpointError)
  }
}

/** @internal The metadata alone, of a header that is read in full: a few milliseconds also for a file of gigabytes. */
export async function readMetadata(path: string): Promise<Record<string, string>> {
  const file = await open(path, 'r')
  try {
    const fail = (message: string): CheckpointError => new CheckpointError(`${path}: ${message}`)
    const size = (await file.stat()).size
    const bytes = await readHeader(file, size, fail)
    return parseHeader(bytes, size - 8 - bytes.length, fail).metadata
  } finally {
    await file.close()
  }
}

async function readOpened(
  call: string,
  path: string,
  file: FileHandle
): Promise<{ tensors: NamedTensors; metadata: Record<string, string>; sealed: boolean }> {
  const fail = (message: string): CheckpointError => new CheckpointError(`${call}: ${path}: ${message}`)
  try {
    const size = (await file.stat()).size
    const bytes = await readHeader(file, size, fail)
    const header = parseHeader(bytes, size - 8 - bytes.length, fail)
    const { [CHECKSUM]: expected, ...metadata } = header.metadata
    const sealed = expected !== undefined
    const found = new Map<string, Tensor>()
    const pieces: Piece[] = []
    for (const entry of header.entries) {
      const { tensor, bytes: raw } = await readTensor(file, entry, 8 + bytes.length, fail)
      found.set(entry.name, tensor)
      if (sealed) pieces.push({ name: entry.name, dtype: entry.type.toUpperCase(), shape: entry.shape, bytes: raw })
    }
    const actual = sealed
      ? digest(pieces, await Promise.all(pieces.map(({ bytes }) => sha256(bytes))), metadata)
      : undefined
    if (actual !== expected) throw fail(`expected the checksum ${expected} but the contents give ${actual}`)
    // Not by assignment: a tensor may be called __proto__.
    return { tensors: Object.fromEntries(header.names.map((n) => [n, found.get(n)!])), metadata, sealed }
  } finally {
    await file.close()
  }
}

// Files of other tools, by their first bytes.
function kindOf(prefix: Uint8Array): string | null {
  const text = Buffer.from(prefix).toString('latin1')
  // A zip archive, or, before PyTorch 1.6, a pickle.
  if (text.startsWith('PK\x03\x04') || text.startsWith('\x80\x02\x8a\x0a')) {
    return 'the file was made by torch.save; convert it in Python: safetensors.torch.save_file(model.state_dict(), path)'
  }
  if (text.startsWith('\x89HDF')) return 'the file is HDF5, as Keras writes it; convert it to safetensors in Python'
  if (text.startsWith('\x80')) return 'the file is a Python pickle; convert it to safetensors in Python'
  if (text.startsWith('GGUF')) return 'the file is GGUF; load the safetensors file it was made of'
  if (text.startsWith('version ')) return 'the file is a pointer of Git LFS; fetch the file itself: git lfs pull'
  if (/^\s*<(!doc|html)/i.test(text)) return 'the file is a web page, as a failed download leaves it'
  return text.startsWith('\x1f\x8b') ? 'the file is gzipped; unpack it' : null
}

async function readHeader(
  file: FileHandle,
  size: number,
  fail: (message: string) => CheckpointError
): Promise<Uint8Array> {
  if (size < 8) throw fail(`expected at least 8 bytes but the file has ${size}`)
  const prefix = new Uint8Array(8)
  if ((await readFully(file, prefix, 0)) < 8) throw fail('the file became shorter while it was read')
  const length = new DataView(prefix.buffer).getBigUint64(0, true)
  // Only then: the length of a header may begin with the bytes of another kind of file.
  const other = length > BigInt(MAX_HEADER) || 8n + length > BigInt(size) ? kindOf(prefix) : null
  if (other !== null) throw fail(other)
  if (length > BigInt(MAX_HEADER))
    throw fail(`expected a header of at most ${MAX_HEADER} bytes but it claims ${length}`)
  if (8n + length > BigInt(size)) {
    throw fail(`expected a header of ${length} bytes but only ${size - 8} follow its length: the file is cut off`)
  }
  const bytes = new Uint8Array(Number(length))
  if ((await readFully(file, bytes, 8)) < bytes.length) throw fail('the file became shorter while it was read')
  return bytes
}

async function readTensor(
  file: FileHandle,
  { name, type, shape, start, end }: Entry,
  base: number,
  fail: (message: string) => CheckpointError
): Promise<{ tensor: Tensor; bytes: Uint8Array<ArrayBuffer> }> {
  const out = empty(shape, { dtype: EXACT[type] })
  const inPlace = sameLayout(type, true) || type === 'u8'
  const bytes = inPlace ? bytesOf(out.data) : new Uint8Array(end - start)
  if ((await readFully(file, bytes, base + start)) < bytes.length) {
    throw fail(`the data of ${show(name)} ends early: the file became shorter while it was read`)
  }
  if (!inPlace) decodeElements(out.data, bytes, type, true, (message) => fail(`${show(name)}: ${message}`))
  return { tensor: out, bytes }
}
