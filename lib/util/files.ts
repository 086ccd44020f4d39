// Whole files, safely: the one place that writes them. Writing that a crash cannot leave half done, and reading of more
// than Node's 2 GiB at a time. Called by everything that saves or reads a file.
import { createHash, randomBytes } from 'node:crypto'
import { fdatasyncSync, type Stats } from 'node:fs'
import { chmod, chown, type FileHandle, open, readdir, readlink, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { DataError } from '../errors.ts'

// Node reads and writes at most 2^31 - 1 bytes at a time.
const CHUNK = 2 ** 30
// Most systems take 255 bytes; the temporary suffix has 30.
const LONGEST_NAME = 128
const MOST_LINKS = 40

/** Bytes whose number is known before they are. */
export interface Later {
  readonly length: number
  readonly bytes: Promise<Uint8Array>
}

type Parts = readonly (Uint8Array | Later)[]

/** The part of an AbortSignal that this file uses. */
export interface Signal {
  throwIfAborted(): void
}

/**
 * Writes `parts`, one after the other, as the file `path`: to a temporary name in the same folder, synced, renamed, and
 * the folder synced. A reader of `path`, even after a crash at any instant, finds the old file or the new one. A
 * symbolic link stays one and its target is written; mode and owner stay. Where syncing or renaming is refused (Node's
 * permission model, some synced folders) the file is written all the same and a process warning, THALWEG_NOT_SYNCED,
 * says once what is missing. Parts that are known later are written last.
 * @throws the signal's reason when it is given up; the file that was there before is then untouched
 */
export async function writeAtomically(path: string, parts: Parts, signal?: Signal): Promise<void> {
  const from = resolve(path)
  // Calls for one path take effect in their order: each follows its links after the one before has a place in the queue.
  found = found.then(() => followLinks(from))
  const target = await found
  const writing = (waiting.get(target) ?? Promise.resolve()).then(() => write(target, parts, signal))
  const settled = writing.catch(() => undefined)
  waiting.set(target, settled)
  try {
    await writing
  } finally {
    if (waiting.get(target) === settled) waiting.delete(target)
  }
}

let found = Promise.resolve('')
const waiting = new Map<string, Promise<void>>()
const swept = new Set<string>()

// Where a symbolic link leads, also when nothing is there yet.
async function followLinks(path: string): Promise<string> {
  let at = path
  for (let k = 0; k < MOST_LINKS; k++) {
    const to = await readlink(at).catch(() => null)
    if (to === null) return at
    at = resolve(dirname(at), to)
  }
  return path
}

/** What the names of temporary files and locks next to a file begin with. */
export function prefixOf(target: string): string {
  const name = basename(target)
  const short = Buffer.byteLength(name) <= LONGEST_NAME
  return `.${short ? name : createHash('sha256').update(name).digest('hex').slice(0, 32)}.`
}

// Removes what writers of this path that were killed have left behind: once in a process, and nothing that is younger
// than a minute or whose process lives.
async function sweep(target: string): Promise<void> {
  if (swept.has(target)) return
  swept.add(target)
  const folder = dirname(target)
  const prefix = prefixOf(target)
  // A folder that may be written is not always one that may be read.
  for (const name of await readdir(folder).catch(() => [])) {
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

/** Whether a process of this machine runs. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

async function write(target: string, parts: Parts, signal?: Signal): Promise<void> {
  signal?.throwIfAborted()
  const before = await stat(target).catch(() => null)
  // Renaming over a device or a pipe would replace it.
  if (before !== null && !before.isFile() && !before.isDirectory()) return overwrite(target, parts)
  await sweep(target)
  const temporary = join(dirname(target), `${prefixOf(target)}${process.pid}.${randomBytes(4).toString('hex')}.tmp`)
  try {
    await writeTemporary(temporary, target, parts, before, signal)
    signal?.throwIfAborted()
    await rename(temporary, target)
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    // Node's permission model refuses a rename without the right to read; a file that is mounted cannot be replaced.
    if (!['ERR_ACCESS_DENIED', 'EBUSY'].includes(codeOf(error))) throw error
    signal?.throwIfAborted()
    warnOnce(target, error, 'cannot be replaced in one step: a crash while it is written destroys it')
    return overwrite(target, parts)
  }
  await syncFolder(target)
}

async function writeTemporary(
  temporary: string,
  target: string,
  parts: Parts,
  before: Stats | null,
  signal?: Signal
): Promise<void> {
  const file = await open(temporary, 'wx', before === null ? 0o666 : before.mode & 0o777)
  try {
    await writeParts(file, parts)
    signal?.throwIfAborted()
    await sync(file, target)
  } finally {
    await file.close()
  }
  if (before === null || process.platform === 'win32') return
  const made = await stat(temporary).catch(() => null)
  if (made === null) return
  // Not every user may give files away: who may not owns the new one.
  if (made.uid !== before.uid || made.gid !== before.gid) {
    await chown(temporary, before.uid, before.gid).catch(() => undefined)
  }
  const mode = before.mode & 0o7777
  if ((made.mode & 0o7777) !== mode) await chmod(temporary, mode).catch(() => undefined)
}

async function overwrite(target: string, parts: Parts): Promise<void> {
  const file = await open(target, 'w')
  try {
    // Pipes know no positions.
    for (const part of parts) await writeAll(file, 'bytes' in part ? await part.bytes : part, null)
    if ((await file.stat()).isFile()) await sync(file, target)
  } finally {
    await file.close()
  }
}

// --- syncing, where it can be had ---

// A disk that fails is an error; whatever else goes wrong with a sync is a system that has none to give.
const FAILURES = ['EIO', 'ENOSPC', 'EDQUOT', 'ESTALE']
const warned = new Set<string>()

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | null)?.code)

function warnOnce(path: string, error: unknown, what: string): void {
  if (warned.has(what)) return
  warned.add(what)
  const reason = (error as Error | null)?.message ?? String(error)
  process.emitWarning(`${path} is written but ${what} (${reason})`, {
    type: 'ThalwegWarning',
    code: 'THALWEG_NOT_SYNCED'
  })
}

function unsynced(path: string, error: unknown): void {
  if (FAILURES.includes(codeOf(error))) throw error
  warnOnce(path, error, 'cannot be synced to the disk: it may be lost when the power fails')
}

async function sync(file: FileHandle, path: string): Promise<void> {
  await file.sync().catch((error) => unsynced(path, error))
}

/** Syncs the data of an open file, for a caller that cannot wait. `path` is for the warning. */
export function syncNow(file: number, path: string): void {
  try {
    fdatasyncSync(file)
  } catch (error) {
    unsynced(path, error)
  }
}

// The rename itself is durable only when the folder is. Windows cannot open folders and needs no such step.
async function syncFolder(target: string): Promise<void> {
  if (process.platform === 'win32') return
  let folder: FileHandle
  try {
    folder = await open(dirname(target), 'r')
  } catch (error) {
    unsynced(target, error)
    return
  }
  try {
    await sync(folder, target)
  } finally {
    await folder.close()
  }
}

async function writeParts(file: FileHandle, parts: Parts): Promise<void> {
  const later: [part: Later, position: number][] = []
  let position = 0
  for (const part of parts) {
    if ('bytes' in part) later.push([part, position])
    else await writeAll(file, part, position)
    position += part.length
  }
  for (const [part, position] of later) await writeAll(file, await part.bytes, position)
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number | null): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(
      bytes,
      done,
      Math.min(CHUNK, bytes.length - done),
      position === null ? null : position + done
    )
    done += bytesWritten
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
      const stats = await file.stat()
      // A pipe does not know how much will come.
      if (!stats.isFile()) return new Uint8Array(await file.readFile())
      const bytes = new Uint8Array(stats.size)
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
  if (!isSystemError(error)) return error
  const { code, message } = error
  return Object.assign(new Kind(`${call}: ${path}: cannot be read (${message})`, { cause: error }), { code })
}

/**
 * Whether an error is the system's, or of Node's permission model in its place. (Without `instanceof`: see realm.ts.)
 */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException
  return typeof syscall === 'string' || code === 'ERR_ACCESS_DENIED'
}
