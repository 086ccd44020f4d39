// Reading and writing safetensors files: the format in which weights travel between PyTorch and thalweg and in which
// the trainer keeps its checkpoints.
import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { CheckpointError, OptionError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import { checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { bytesOf, decodeElements, ELEMENTS, littleEndianBytes, sameLayout } from '../util/elements.ts'
import { readFully, writeAtomically } from '../util/files.ts'
import { boolean, checkOptions, checkValue, show, text } from '../util/options.ts'
import { type Entry, encodeHeader, MAX_HEADER, parseHeader } from './header.ts'

/** Tensors by name. */
export type NamedTensors = Record<string, Tensor>

export interface SaveOptions {
  /**
   * Whether to write a SHA-256 over names, shapes, values and metadata into the metadata (`thalweg.sha256`).
   * `loadSafetensors` verifies it where it is. Default false.
   */
  checksum?: boolean
}

const CHECKSUM = 'thalweg.sha256'
const CODES = { float32: 'F32', float64: 'F64', int32: 'I32', bool: 'BOOL' } as const
const WIDTHS = { float32: 4, float64: 8, int32: 4, bool: 1 } as const

/**
 * Writes tensors and metadata as a safetensors file, atomically: after a crash at any instant the path holds the old
 * file or the new one, whole. What is written are the values at the time of the call, whatever happens to the tensors
 * while it runs.
 *
 * @param path where to; the folder must exist
 * @param tensors by name, of any dtype and shape
 * @param metadata strings by name. Default none
 * @param options checksum
 * @throws OptionError for what is no tensor or no string; TensorReleasedError for a released tensor
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
  await writeAtomically(path, encode(tensors, metadata, options.checksum ?? false))
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

// Wide elements first, so that every tensor lies on a multiple of its width; the header keeps the caller's order.
function encode(tensors: NamedTensors, metadata: Record<string, string>, checksum: boolean): Uint8Array[] {
  // The entries of a Map are no properties: it would be written as a file without tensors.
  if (typeof tensors !== 'object' || tensors === null || Symbol.iterator in tensors) {
    throw new OptionError(`saveSafetensors: expected tensors by name but received ${show(tensors)}`)
  }
  const names = Object.keys(tensors)
  for (const name of names) {
    if (name === '__metadata__') throw new OptionError('saveSafetensors: a tensor cannot be named __metadata__')
    checkTensor('saveSafetensors', name, tensors[name])
  }
  const order = [...names].sort((a, b) => WIDTHS[tensors[b]!.dtype] - WIDTHS[tensors[a]!.dtype])
  const data = order.map((name) => littleEndianBytes(elementsOf(tensors[name]!)).slice())
  const begins = new Map<string, number>()
  let at = 0
  order.forEach((name, k) => {
    begins.set(name, at)
    at += data[k]!.length
  })
  const entries = names.map((name): [string, unknown] => {
    const { dtype, shape, size } = tensors[name]!
    const begin = begins.get(name)!
    return [name, { dtype: CODES[dtype], shape, data_offsets: [begin, begin + size * WIDTHS[dtype]] }]
  })
  if (checksum) {
    const seal = new Seal()
    order.forEach((name, k) => {
      seal.add(name, CODES[tensors[name]!.dtype], tensors[name]!.shape, data[k]!)
    })
    metadata = { [CHECKSUM]: seal.digest(metadata), ...metadata }
  }
  if (Object.keys(metadata).length > 0) entries.unshift(['__metadata__', metadata])
  const header = encodeHeader(Object.fromEntries(entries))
  if (header.length - 8 > MAX_HEADER) {
    throw new CheckpointError(
      `saveSafetensors: expected names and metadata of at most ${MAX_HEADER} bytes but they are ${header.length - 8}`
    )
  }
  return [header, ...data]
}

// The checksum: over what the file says, not over its bytes, so that a tool may copy it in another order. Each
// tensor's data is hashed alone; the digest is that of the sorted list of names, dtypes, shapes and hashes, and of the
// sorted metadata.
class Seal {
  private readonly tensors: [string, string, readonly number[], string][] = []

  add(name: string, dtype: string, shape: readonly number[], bytes: Uint8Array): void {
    this.tensors.push([name, dtype, shape, createHash('sha256').update(bytes).digest('hex')])
  }

  digest(metadata: Record<string, string>): string {
    const byName = (a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number =>
      a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0
    const content = [[...this.tensors].sort(byName), Object.entries(metadata).sort(byName)]
    return createHash('sha256').update(JSON.stringify(content)).digest('hex')
  }
}

/**
 * Reads a safetensors file, whoever wrote it. F16 and BF16 become float32; I8, U8, I16, U16, U32, I64 and U64 become
 * int32 when every value fits.
 *
 * @param path the file
 * @returns `tensors` by name and `metadata`, strings by name
 * @throws CheckpointError when the file breaks a rule of the format, is cut off, holds a dtype or value that has no
 *   place here, or does not match its checksum; the errors of node:fs when it cannot be read
 * @example
 * const { tensors } = await loadSafetensors('model.safetensors')
 * model.loadStateDict(tensors)
 */
export async function loadSafetensors(
  path: string
): Promise<{ tensors: NamedTensors; metadata: Record<string, string> }> {
  checkValue('loadSafetensors', 'path', path, text)
  const fail = (message: string): CheckpointError => new CheckpointError(`loadSafetensors: ${path}: ${message}`)
  const file = await open(path, 'r')
  try {
    const size = (await file.stat()).size
    const bytes = await readHeader(file, size, fail)
    const header = parseHeader(bytes, size - 8 - bytes.length, fail)
    const { [CHECKSUM]: expected, ...metadata } = header.metadata
    const seal = expected === undefined ? null : new Seal()
    const found = new Map<string, Tensor>()
    for (const entry of header.entries) {
      found.set(entry.name, await readTensor(file, entry, 8 + bytes.length, seal, fail))
    }
    const actual = seal?.digest(metadata)
    if (actual !== expected) throw fail(`expected the checksum ${expected} but the contents give ${actual}`)
    // Not by assignment: a tensor may be called __proto__.
    return { tensors: Object.fromEntries(header.names.map((n) => [n, found.get(n)!])), metadata }
  } finally {
    await file.close()
  }
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
  seal: Seal | null,
  fail: (message: string) => CheckpointError
): Promise<Tensor> {
  const out = empty(shape, { dtype: ELEMENTS[type].dtype })
  const inPlace = sameLayout(type, true)
  const bytes = inPlace ? bytesOf(out.data) : new Uint8Array(end - start)
  if ((await readFully(file, bytes, base + start)) < bytes.length) {
    throw fail(`the data of ${show(name)} ends early: the file became shorter while it was read`)
  }
  seal?.add(name, type.toUpperCase(), shape, bytes)
  if (!inPlace) decodeElements(out.data, bytes, type, true, (message) => fail(`${show(name)}: ${message}`))
  return out
}
