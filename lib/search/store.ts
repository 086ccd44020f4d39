// The file of a search: JSON lines, a head and then one for each trial that has ended, each written whole and synced
// before the next trial begins. A process may be killed at any instant: at most the line that was being written is
// lost, and what is there of it is cut off by the next process. Called by search.ts.
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { DataError, OptionError } from '../errors.ts'
import { syncNow } from '../util/files.ts'
import { Lock } from '../util/lock.ts'
import { fits, type Space } from './space.ts'
import type { FinishedTrial } from './trial.ts'

const VERSION = 1

/** The properties that a file must share with a search to continue it. */
export type Head = Readonly<Record<'method' | 'direction' | 'seed' | 'space', unknown>>

export class Store {
  /** The trials that the file held when it was opened. */
  readonly trials: FinishedTrial[] = []
  readonly #path: string
  readonly #file: number
  readonly #space: Space
  readonly #lock: Lock

  /**
   * Opens a file, new or of the same search.
   *
   * @throws OptionError when it is of another search, or another search writes it now; DataError when it is damaged
   *   before its last line, or cannot be opened
   */
  constructor(path: string, head: Head, space: Space) {
    this.#path = path
    this.#space = space
    try {
      this.#file = openSync(path, 'a+')
      if (!fstatSync(this.#file).isFile()) throw new Error('it is not a regular file')
    } catch (error) {
      throw new DataError(`search: expected file to be one that can be written: ${(error as Error).message}`, {
        cause: error
      })
    }
    try {
      this.#lock = Lock.take('search', path)
    } catch (error) {
      closeSync(this.#file)
      throw error
    }
    try {
      const [first, ...rest] = this.#read()
      const own = { thalwegSearch: VERSION, ...head }
      if (first === undefined) this.#append(own)
      else this.#check(first, own)
      for (const [k, line] of rest.entries()) this.trials.push(this.#trial(line, k))
    } catch (error) {
      this.close()
      throw error
    }
  }

  // The lines, and the file cut off after the last whole one.
  #read(): unknown[] {
    const bytes = readFileSync(this.#path)
    const lines: unknown[] = []
    let begin = 0
    while (begin < bytes.length) {
      const end = bytes.indexOf(10, begin)
      const line = end < 0 ? undefined : parse(bytes.subarray(begin, end))
      if (line === undefined) {
        if (end >= 0 && end + 1 < bytes.length) {
          throw new DataError(`search: line ${lines.length + 1} of ${this.#path} is damaged`)
        }
        if (begin === 0 && !mayBegin(bytes)) throw this.#foreign()
        ftruncateSync(this.#file, begin)
        break
      }
      lines.push(line)
      begin = end + 1
    }
    return lines
  }

  #check(first: unknown, own: Readonly<Record<string, unknown>>): void {
    const saved = first as Record<string, unknown>
    if (saved.thalwegSearch !== VERSION) throw this.#foreign()
    for (const [name, value] of Object.entries(own)) {
      const [part, before, now] = difference(name, saved[name], value)
      const [was, is] = [JSON.stringify(before), JSON.stringify(now)]
      if (was !== is) {
        throw new OptionError(
          `search: expected the ${part} of ${this.#path}, ${short(was)}, but received ${short(is)}; give another file for another search`
        )
      }
    }
  }

  #foreign(): OptionError {
    return new OptionError(`search: expected file to be of a search, version ${VERSION}, but ${this.#path} is not`)
  }

  #trial(line: unknown, k: number): FinishedTrial {
    const trial = line as FinishedTrial
    const sound =
      Number.isSafeInteger(trial.number) &&
      ['complete', 'pruned', 'failed'].includes(trial.state) &&
      (trial.state === 'complete' ? Number.isFinite(trial.value) : ['number', 'object'].includes(typeof trial.value)) &&
      Array.isArray(trial.reports) &&
      fits(this.#space, trial.params)
    if (!sound) throw new DataError(`search: line ${k + 2} of ${this.#path} is not a trial`)
    if (this.trials.some(({ number }) => number === trial.number)) {
      throw new DataError(
        `search: trial ${trial.number} is in ${this.#path} twice; did two processes write it at the same time?`
      )
    }
    // JSON has no NaN.
    return { ...trial, reports: trial.reports.map(([step, value]) => [step, value ?? Number.NaN]) }
  }

  /** Adds a trial. */
  add(trial: FinishedTrial): void {
    this.#append(trial)
  }

  #append(line: unknown): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    const before = fstatSync(this.#file).size
    try {
      if (writeSync(this.#file, bytes) < bytes.length) throw new Error('it was written in part')
      syncNow(this.#file, this.#path)
    } catch (error) {
      // A partial line would corrupt the next one.
      try {
        ftruncateSync(this.#file, before)
      } catch {}
      throw new DataError(`search: cannot write ${this.#path}: ${(error as Error).message}`, { cause: error })
    }
  }

  close(): void {
    closeSync(this.#file)
    this.#lock.release()
  }
}

// Whether an incomplete first line is the beginning of a head, and not of some other file.
function mayBegin(bytes: Uint8Array): boolean {
  const start = '{"thalwegSearch":'
  return start.startsWith(Buffer.from(bytes.subarray(0, start.length)).toString('latin1'))
}

function parse(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

// The innermost part of two objects that differs, by its path: `space.lr.high`.
function difference(path: string, was: unknown, is: unknown): [string, unknown, unknown] {
  if (!isRecord(was) || !isRecord(is)) return [path, was, is]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  const name = names.find((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
  return name === undefined ? [path, was, is] : difference(`${path}.${name}`, was[name], is[name])
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const short = (json: string | undefined): string =>
  json === undefined ? 'nothing' : json.length > 80 ? `${json.slice(0, 77)}...` : json
