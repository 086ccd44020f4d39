// Follows a JSON-lines file that other processes write: it may appear later, end in half a line, be cut back by a resume,
// be overwritten, or be renamed and replaced. Called by follow.ts.
import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Entry } from './board.ts'
import { LineReader } from './lines.ts'

const NEWLINE = 10
const CHUNK = 1 << 20
// A longer line belongs to another kind of file.
const LONGEST = 1 << 24
// Bytes before the end of what was read: if they differ, the file was written again. Each line holds its time, so two lines
// differ within them.
const MARK = 256

type Identity = { readonly ino: number; readonly size: number; readonly mtimeMs: number }

export class Tail {
  readonly path: string
  readonly #reader: LineReader
  #seen: Identity | null = null
  // The end of the last whole line that was read, and the bytes before it.
  #offset = 0
  #mark = Buffer.alloc(0)

  /** @param take gets the records of whole lines; other lines are left out */
  constructor(path: string, take: (entry: Entry) => void) {
    this.path = path
    this.#reader = new LineReader(take)
  }

  /** The file's number in its file system, null before it was read: a renamed file keeps it. */
  get ino(): number | null {
    return this.#seen?.ino ?? null
  }

  /** Reads what is new. Returns whether the file exists. */
  async read(): Promise<boolean> {
    const now = await identity(this.path)
    if (now === null) return false
    const seen = this.#seen
    if (seen !== null && now.ino === seen.ino && now.size === seen.size && now.mtimeMs === seen.mtimeMs) return true
    if (seen !== null && now.ino !== seen.ino) {
      await this.#finishRenamed(seen.ino)
      this.#begin()
    }
    this.#seen = now
    await this.#readFrom(this.path)
    return true
  }

  #begin(): void {
    this.#offset = 0
    this.#mark = Buffer.alloc(0)
  }

  // What was added to the old file between the last look and its renaming.
  async #finishRenamed(ino: number): Promise<void> {
    const folder = dirname(this.path)
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name)
      if ((await identity(path))?.ino === ino) await this.#readFrom(path)
    }
  }

  async #readFrom(path: string): Promise<void> {
    let file: FileHandle
    try {
      file = await open(path, 'r')
    } catch {
      // Gone or unreadable: the next look tries again.
      this.#seen = null
      return
    }
    try {
      if (!(await this.#continues(file))) this.#begin()
      // The page answers while a long log is read.
      while (await this.#chunk(file)) await setImmediate()
    } finally {
      await file.close()
    }
  }

  async #continues(file: FileHandle): Promise<boolean> {
    const { length } = this.#mark
    if (length === 0) return true
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, this.#offset - length)
    return bytesRead === length && buffer.equals(this.#mark)
  }

  // Reads whole lines of a chunk; returns whether there were any.
  async #chunk(file: FileHandle): Promise<boolean> {
    for (let size = CHUNK; size <= LONGEST; size *= 4) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(size), 0, size, this.#offset)
      const bytes = buffer.subarray(0, bytesRead)
      const end = bytes.lastIndexOf(NEWLINE)
      if (end < 0) {
        if (bytesRead < size) return false
        continue
      }
      this.#offset += end + 1
      this.#mark = Buffer.concat([this.#mark, bytes.subarray(Math.max(0, end + 1 - MARK), end + 1)]).subarray(-MARK)
      this.#reader.read(bytes.subarray(0, end))
      return true
    }
    return false
  }
}

async function identity(path: string): Promise<Identity | null> {
  try {
    const { ino, size, mtimeMs } = await stat(path)
    return { ino, size, mtimeMs }
  } catch {
    return null
  }
}
