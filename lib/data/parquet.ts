// Parquet files as tables, read with the optional package hyparquet. Called by users.
import { open } from 'node:fs/promises'
import * as zlib from 'node:zlib'
import { DataError, ThalwegError } from '../errors.ts'
import { readFully, unreadable } from '../util/files.ts'
import { arrayOf, checkOptions, checkValue, show, text, wholeNumber } from '../util/options.ts'
import { loadPackage } from '../util/packages.ts'
import { position, Table, type TableValue } from './table.ts'
import { scalarOf } from './values.ts'

export interface ParquetOptions {
  /** The columns to read. Default all. */
  columns?: readonly string[] | undefined
  /** The first row to read. Default 0. */
  rowStart?: number | undefined
  /** The row to end before. Default the last one's end. */
  rowEnd?: number | undefined
}

const CALL = 'readParquet'
const RULES = { columns: arrayOf(text), rowStart: wholeNumber({ min: 0 }), rowEnd: wholeNumber({ min: 0 }) }

/**
 * Reads a Parquet file as a table. Needs the package `hyparquet` (npm install hyparquet). Dates become ISO texts, whole numbers
 * of 64 bits numbers. Of the file only the asked columns and rows are read.
 *
 * @param path the file: not compressed, or by Snappy, gzip, Brotli, or, with Node 22.15 or newer, Zstandard
 * @param options columns, rowStart, rowEnd
 * @throws DataError for a file that cannot be read or is damaged, for columns of lists or bytes, and for numbers beyond 2^53;
 *   OptionError for a column that is not there
 * @example
 * const table = await readParquet('train.parquet', { columns: ['size', 'price'] })
 * const [train, test] = randomSplit(table, [0.5, 0.5], { seed: 1 })
 */
export async function readParquet(path: string, options: ParquetOptions = {}): Promise<Table<TableValue>> {
  checkValue(CALL, 'path', path, text)
  checkOptions(CALL, options, RULES)
  const fail = (message: string, cause?: unknown): DataError => new DataError(`${CALL}: ${path}: ${message}`, { cause })
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await loadPackage(
    'hyparquet',
    () => import(/* webpackIgnore: true */ 'hyparquet'),
    (cause) =>
      new DataError(`${CALL}: the package hyparquet is needed and is not there: npm install hyparquet`, { cause })
  )
  const handle = await open(path, 'r').catch((error) => {
    throw unreadable(CALL, path, error, DataError)
  })
  try {
    const slice = async (start: number, end?: number): Promise<ArrayBuffer> => {
      const bytes = new Uint8Array((end ?? file.byteLength) - start)
      await readFully(handle, bytes, start)
      return bytes.buffer
    }
    const file = { byteLength: (await handle.stat()).size, slice }
    const metadata = await parquetMetadataAsync(file)
    const names = parquetSchema(metadata).children.map(({ element }) => element.name)
    const { columns = names, rowStart, rowEnd } = options
    for (const name of columns) position(`${CALL}: ${path}`, names, name)
    const records = await parquetReadObjects({
      file,
      metadata,
      columns: [...columns],
      compressors: {
        GZIP: (bytes) => zlib.gunzipSync(bytes),
        BROTLI: (bytes) => zlib.brotliDecompressSync(bytes),
        ZSTD: zstd
      },
      ...(rowStart === undefined ? {} : { rowStart }),
      ...(rowEnd === undefined ? {} : { rowEnd })
    })
    const rows = records.map((record, row) =>
      columns.map((name) => scalarOf(record[name], (message) => fail(`row ${row}, column ${show(name)}: ${message}`)))
    )
    return new Table<TableValue>(path, columns, rows)
  } catch (error) {
    if (error instanceof ThalwegError) throw error
    throw fail(`expected a sound Parquet file: ${(error as Error).message}`, error)
  } finally {
    await handle.close()
  }
}

// Not in every version of Node.
function zstd(bytes: Uint8Array): Uint8Array {
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array }
  if (zstdDecompressSync !== undefined) return zstdDecompressSync(bytes)
  throw new DataError(
    `${CALL}: Zstandard needs Node 22.15 or newer; write the file with compression 'gzip' or 'snappy'`
  )
}
