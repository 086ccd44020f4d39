// The bytes of a data file: unpacked if gzipped, and rejected by name if no reader supports its format.
// Called by the readers of CSV, IDX, NumPy and CIFAR files.
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { DataError } from '../errors.ts'
import { readWhole } from '../util/files.ts'

// Magic bytes, the format, and what to do; those that a text may begin with say more of the file.
type Kind = readonly [first: readonly number[], kind: string, advice: string, sure?: (bytes: Uint8Array) => boolean]
const asText = (bytes: Uint8Array): string => String.fromCharCode(...bytes)
const KINDS: readonly Kind[] = [
  [
    [0x50, 0x4b, 0x03, 0x04],
    'a zip archive, as spreadsheets (.xlsx, .ods) and .npz files are',
    'save it as CSV, or unpack it'
  ],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty zip archive', 'unpack it'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'a spreadsheet or document of the old Office formats (.xls)', 'save it as CSV'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file', 'read it with readParquet', (b) => asText(b.subarray(-4)) === 'PAR1'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file', 'convert it to CSV or .npy'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed with zstd', 'unpack it'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'compressed with xz', 'unpack it'],
  [[0x42, 0x5a, 0x68], 'compressed with bzip2', 'unpack it', (b) => asText(b.subarray(4, 10)) === '1AY&SY'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', 'save its table as CSV']
]

/**
 * The whole of a file, unpacked.
 *
 * @param fail makes the error, naming call and file
 * @throws DataError for a file that cannot be read, is damaged, or of another kind
 */
export async function readSource(
  call: string,
  path: string,
  fail: (message: string) => DataError
): Promise<Uint8Array> {
  const bytes = await readWhole(call, path)
  const found = KINDS.find((kind) => kind[0].every((byte, k) => bytes[k] === byte) && (kind[3]?.(bytes) ?? true))
  if (found !== undefined) throw fail(`the file is ${found[1]}; ${found[2]}`)
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return await promisify(gunzip)(bytes)
  } catch (error) {
    throw fail(`expected a sound gzip file: ${(error as Error).message}`)
  }
}
