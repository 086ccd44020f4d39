// A file that grows by whole pieces, whatever happens: a write that fails half-way is taken back, and what a killed process
// left half-written is cut off. Called by the loggers that write files.
import { createReadStream } from 'node:fs'
import { mkdir, open, stat, truncate, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

const NEWLINE = 10

export class AppendedFile {
  readonly path: string
  // Where the file ends, when more than that may have been written.
  #end: number | null = null

  constructor(path: string) {
    this.path = path
  }

  /** Empties the file; makes it and its folder where they are not there. */
  async clear(): Promise<void> {
    this.#end = null
    await mkdir(dirname(this.path), { recursive: true })
    await writeFile(this.path, '')
  }

  /**
   * Adds a piece. The file is opened each time, so that one that is gone is noticed, and none is open for long.
   */
  async append(piece: Uint8Array | string): Promise<void> {
    const file = await open(this.path, 'a')
    try {
      if (this.#end !== null) await file.truncate(this.#end)
      this.#end = (await file.stat()).size
      try {
        await file.appendFile(piece)
      } catch (error) {
        // What was written of it goes: now, or else before the next.
        await file.truncate(this.#end).catch(() => undefined)
        throw error
      }
      this.#end = null
    } finally {
      await file.close()
    }
  }

  /** Whether a whole line passes the test; null when it says null of every line. */
  async hasLine(test: (line: string, k: number) => boolean | null): Promise<boolean | null> {
    let [count, found] = [0, null as boolean | null]
    for await (const { line } of lines(this.path)) {
      const passes = test(line, count++)
      if (passes) return true
      found ??= passes
    }
    return found
  }

  /**
   * Cuts off the first line that is not to be kept with all that follow, and a last line that does not end. A file that is
   * not there is one without lines.
   * @returns the first line, null when there is none
   */
  async cutLines(keep: (line: string, k: number) => boolean): Promise<string | null> {
    this.#end = null
    await mkdir(dirname(this.path), { recursive: true })
    let [first, count, kept] = [null as string | null, 0, 0]
    for await (const { line, end } of lines(this.path)) {
      if (!keep(line, count++)) break
      first ??= line
      kept = end
    }
    if (kept < (await sizeOf(this.path))) await truncate(this.path, kept)
    return first
  }
}

// The whole lines of a file, and where each ends.
async function* lines(path: string): AsyncGenerator<{ line: string; end: number }> {
  let held: Buffer = Buffer.alloc(0)
  let before = 0
  for await (const chunk of read(path)) {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    let at = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, at)) {
      const line = bytes.toString('utf8', at, end)
      at = end + 1
      yield { line, end: before + at }
    }
    before += at
    held = bytes.subarray(at)
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return 0
  }
}

// The chunks of a file; none of one that is not there.
async function* read(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Buffer
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
