// A file that grows by whole pieces, whatever happens: a write that fails half-way is taken back, and what a killed process
// left half-written is cut off. Called by the loggers that write files.
import { createReadStream } from 'node:fs'
import { mkdir, open, truncate, writeFile } from 'node:fs/promises'
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

  /**
   * Cuts off the first line that is not to be kept with all that follow, and a last line that does not end. A file that is
   * not there is one without lines.
   * @returns the first line, null when there is none
   */
  async cutLines(keep: (line: string, k: number) => boolean): Promise<string | null> {
    this.#end = null
    await mkdir(dirname(this.path), { recursive: true })
    let [first, count, kept] = [null as string | null, 0, 0]
    let held: Buffer = Buffer.alloc(0)
    for await (const chunk of read(this.path)) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      let at = 0
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, at)) {
        const line = bytes.toString('utf8', at, end)
        if (!keep(line, count)) {
          await truncate(this.path, kept)
          return first
        }
        first ??= line
        count++
        kept += end + 1 - at
        at = end + 1
      }
      held = bytes.subarray(at)
    }
    if (held.length > 0) await truncate(this.path, kept)
    return first
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
