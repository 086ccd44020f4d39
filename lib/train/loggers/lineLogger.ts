// What loggers of text files have in common: a new run begins the file again; one that resumes cuts off what its own log holds
// after its checkpoint. Called by jsonLines.ts and csv.ts.
import { checkValue, text } from '../../util/options.ts'
import { AppendedFile } from './appendedFile.ts'
import { Batches } from './batches.ts'
import type { EndRecord, Logger, LogPlace, LogRecord, StartRecord } from './logger.ts'
import { isIn, ownPlace } from './ownPlace.ts'

/** A record that says something. */
export type Content = Exclude<LogRecord, StartRecord | EndRecord>

export abstract class LineLogger implements Logger {
  protected file: AppendedFile
  readonly #call: string
  readonly #path: string
  // The run that the file is of, as far as this process wrote it.
  #run: string | undefined
  readonly #batches: Batches<LogRecord>
  #open = false

  constructor(call: string, path: string) {
    checkValue(call, 'path', path, text)
    this.#call = call
    this.#path = path
    this.file = new AppendedFile(path)
    this.#batches = new Batches((records) => this.#write(records))
  }

  /** Called before the file is touched: throws when something is missing. */
  protected ready(): Promise<void> {
    return Promise.resolve()
  }

  /** The path of the file: another one than was given where that has the log of another run. */
  get path(): string {
    return this.file.path
  }

  /** The step of a line and when it was logged, NaN where it does not say so; `k` counts lines. */
  protected abstract placeOf(line: string, k: number): LogPlace

  /** The file has been opened; its first line, null when it is empty. */
  protected abstract opened(first: string | null): Promise<void>

  /** Adds records, at least one: all or, when it rejects, none. */
  protected abstract append(records: readonly Content[]): Promise<void>

  /** Resolves when the record is written. */
  log(record: LogRecord): Promise<void> {
    return this.#batches.add(record)
  }

  async #write(records: readonly LogRecord[]): Promise<void> {
    let content: Content[] = []
    for (const record of records) {
      if (record.kind === 'start') {
        await this.#append(content)
        content = []
        await this.#begin(record)
      } else if (record.kind !== 'end') content.push(record)
    }
    await this.#append(content)
  }

  async #append(records: readonly Content[]): Promise<void> {
    if (records.length === 0) return
    // Without a Trainer nobody says that a run begins: what is there stays.
    if (!this.#open) await this.#begin(null)
    await this.append(records)
  }

  async #begin(start: StartRecord | null): Promise<void> {
    let first: string | null = null
    await this.ready()
    if (start?.resumed === false) {
      this.file = new AppendedFile(this.#path)
      await this.file.clear()
    } else {
      if (start !== null) await this.#find(start)
      const step = start?.step ?? Infinity
      first = await this.file.cutLines((line, k) => !(this.placeOf(line, k).step >= step))
    }
    this.#run = start?.run
    await this.opened(first)
    this.#open = true
  }

  // The file of a run that is resumed: the log of another run is left as it is.
  async #find({ run, earlier }: StartRecord): Promise<void> {
    if (earlier === undefined || (run !== undefined && run === this.#run)) return
    const isOurs = (path: string): Promise<boolean | null> =>
      new AppendedFile(path).hasLine((line, k) => isIn(this.placeOf(line, k), earlier))
    this.file = new AppendedFile(await ownPlace(this.#call, this.#path, isOurs))
  }
}
