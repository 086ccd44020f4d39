// Files of JSON values, one a line: a dataset that is read from front to back, whatever its size. Called by users.
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DataError } from '../errors.ts'
import { unreadable } from '../util/files.ts'
import { checkValue, show, text } from '../util/options.ts'

const CALL = 'readJsonLines'

/** The values of a file of JSON lines; each loop reads the file from its beginning. */
export class JsonLines<T = Record<string, unknown>> implements AsyncIterable<T> {
  readonly path: string

  /** @internal See readJsonLines. */
  constructor(path: string) {
    this.path = path
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    let line = 0
    for await (const text of linesOf(this.path)) {
      line++
      if (text.trim() === '') continue
      let value: T
      try {
        value = JSON.parse(text) as T
      } catch (error) {
        const found = `expected JSON but found ${show(text.trim())} (${(error as Error).message})`
        throw new DataError(`${CALL}: ${this.path}: line ${line}: ${found}`, { cause: error })
      }
      yield value
    }
  }

  /** All values, for a `fit` of thalweg/preprocessing or a dataset in memory. */
  async toArray(): Promise<T[]> {
    const out: T[] = []
    for await (const value of this) out.push(value)
    return out
  }
}

/**
 * A file of JSON values, one a line, gzipped or not, as a dataset for a DataLoader. Nothing is read before a loop asks for it,
 * and never more than a part; empty lines are skipped.
 *
 * @param path the file, UTF-8
 * @throws OptionError; the loop throws DataError for a file that cannot be read or a line that is not JSON, with its number
 * @example
 * const lines = readJsonLines<{ size: number; label: number }>('train.jsonl')
 * for await (const { size, label } of new DataLoader(lines, { batchSize: 2 })) step(size, label)
 * const all = await lines.toArray()
 * all.length // 3
 */
export function readJsonLines<T = Record<string, unknown>>(path: string): JsonLines<T> {
  checkValue(CALL, 'path', path, text)
  return new JsonLines<T>(path)
}

async function* linesOf(path: string): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let line = 1
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch (error) {
      throw new DataError(`${CALL}: ${path}: after line ${line - 1}: expected UTF-8 but found other bytes`, {
        cause: error
      })
    }
  }
  for await (const bytes of bytesOf(path)) {
    const lines = (rest + decode(bytes)).split('\n')
    rest = lines.pop()!
    for (const each of lines) {
      line++
      yield each
    }
  }
  yield rest + decode()
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array, void> {
  try {
    const file = await open(path, 'r')
    const first = Buffer.alloc(2)
    try {
      await file.read(first, 0, 2, 0)
    } catch (error) {
      await file.close()
      throw error
    }
    const stream = file.createReadStream({ start: 0 })
    // An error of the file ends the unpacking.
    const zipped = first[0] === 0x1f && first[1] === 0x8b
    const source = zipped ? pipeline(stream, createGunzip(), () => undefined) : stream
    for await (const bytes of source) yield bytes as Uint8Array
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException | null)?.code)
    if (code.startsWith('Z_')) {
      throw new DataError(`${CALL}: ${path}: expected a sound gzip file: ${(error as Error).message}`, { cause: error })
    }
    throw unreadable(CALL, path, error, DataError)
  }
}
