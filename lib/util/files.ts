// Whole files, safely: writing that a crash cannot leave half done, and reading of more than Node's 2 GiB at a time.
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { DataError } from '../errors.ts'

// Node reads and writes at most 2^31 - 1 bytes at a time.
const CHUNK = 2 ** 30

/** Bytes whose number is known before they are. */
export interface Later {
  readonly length: number
  readonly bytes: Promise<Uint8Array>
}

/** A reason to give up, as far as this file looks at it. */
export interface Signal {
  throwIfAborted(): void
}

/**
 * Writes `parts`, one after the other, as the file `path`: to a temporary name in the same folder, synced, renamed,
 * and the folder synced. Whoever reads `path`, even after a crash at any instant, finds the old file or the new one.
 * Parts that are known later are written last.
 * @throws the signal's reason when it is given up; the file that was there before is then untouched
 */
export async function writeAtomically(
  path: string,
  parts: readonly (Uint8Array | Later)[],
  signal?: Signal
): Promise<void> {
  const target = resolve(path)
  // Calls for one path take effect in their order.
  const writing = (waiting.get(target) ?? Promise.resolve()).then(() => write(target, parts, signal))
  const settled = writing.catch(() => undefined)
  waiting.set(target, settled)
  try {
    await writing
  } finally {
    if (waiting.get(target) === settled) waiting.delete(target)
  }
}

const waiting = new Map<string, Promise<void>>()
const swept = new Set<string>()

// Removes what writers of this path that were killed have left behind: once in a process, and nothing that is younger than
// a minute or whose process lives.
async function sweep(target: string): Promise<void> {
  if (swept.has(target)) return
  swept.add(target)
  const folder = dirname(target)
  const prefix = `.${basename(target)}.`
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(prefix) ? /^(\d+)\.[0-9a-f]{8}\.tmp$/.exec(name.slice(prefix.length))?.[1] : undefined
    if (pid === undefined || lives(Number(pid))) continue
    const path = join(folder, name)
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0
    )
    if (age > 60_000) await unlink(path).catch(() => undefined)
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

async function write(target: string, parts: readonly (Uint8Array | Later)[], signal?: Signal): Promise<void> {
  signal?.throwIfAborted()
  const folder = dirname(target)
  await sweep(target)
  const temporary = join(folder, `.${basename(target)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`)
  const file = await open(temporary, 'wx')
  try {
    try {
      await writeParts(file, parts)
      signal?.throwIfAborted()
      await file.sync()
    } finally {
      await file.close()
    }
    signal?.throwIfAborted()
    await rename(temporary, target)
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw error
  }
  await syncFolder(folder)
}

async function writeParts(file: FileHandle, parts: readonly (Uint8Array | Later)[]): Promise<void> {
  const later: [part: Later, position: number][] = []
  let position = 0
  for (const part of parts) {
    if (part instanceof Uint8Array) await writeAll(file, part, position)
    else later.push([part, position])
    position += part.length
  }
  for (const [part, position] of later) await writeAll(file, await part.bytes, position)
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, Math.min(CHUNK, bytes.length - done), position + done)
    done += bytesWritten
  }
}

// The rename itself is durable only when the folder is. Windows cannot open folders and needs no such step.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Fills `bytes` from place `position` of a file. Returns how many there were: fewer when the file ends before. */
export async function readFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  let done = 0
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, Math.min(CHUNK, bytes.length - done), position + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return done
}

/**
 * The bytes of a file of any size.
 * @throws DataError when it cannot be read, with the code of the system
 */
export async function readWhole(call: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const file = await open(path, 'r')
    try {
      const bytes = new Uint8Array((await file.stat()).size)
      return bytes.subarray(0, await readFully(file, bytes, 0))
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(call, path, error, DataError)
  }
}

/**
 * The error of a file that cannot be read, in the words of the call that wanted it: `readCsv: a.csv: cannot be read
 * (ENOENT: ...)`. Its code is the system's ('ENOENT'), and its cause the system's error. Other errors stay as they are.
 */
export function unreadable(
  call: string,
  path: string,
  error: unknown,
  Kind: new (message: string, options: ErrorOptions) => Error
): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException
  if (!(error instanceof Error) || typeof syscall !== 'string') return error
  return Object.assign(new Kind(`${call}: ${path}: cannot be read (${message})`, { cause: error }), { code })
}
