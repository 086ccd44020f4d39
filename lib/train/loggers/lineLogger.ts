// What loggers of text files have in common: a new run begins the file again; one that resumes cuts off what lies after its
// checkpoint. Called by jsonLines.ts and csv.ts.
import { checkValue, text } from '../../util/options.ts'
import { AppendedFile } from './appendedFile.ts'
import { Batches } from './batches.ts'
import type { EndRecord, Logger, LogRecord, StartRecord } from './logger.ts'

/** A record that says something. */
export type Content = Exclude<LogRecord, StartRecord | EndRecord>

export abstract class LineLogger implements Logger {
  protected readonly file: AppendedFile
  readonly #batches: Batches<LogRecord>
  #open = false

  constructor(call: string, path: string) {
    checkValue(call, 'path', path, text)
    this.file = new AppendedFile(path)
    this.#batches = new Batches((records) => this.#write(records))
  }

  /** Called before the file is touched: throws when something is missing. */
  protected ready(): Promise<void> {
    return Promise.resolve()
  }

  /** The step of a line, NaN for one that has none; `k` counts lines. */
  protected abstract stepOf(line: string, k: number): number

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
        await this.#begin(record.resumed ? record.step : null)
      } else if (record.kind !== 'end') content.push(record)
    }
    await this.#append(content)
  }

  async #append(records: readonly Content[]): Promise<void> {
    if (records.length === 0) return
    // Without a Trainer nobody says that a run begins: what is there stays.
    if (!this.#open) await this.#begin(Infinity)
    await this.append(records)
  }

  async #begin(step: number | null): Promise<void> {
    let first: string | null = null
    await this.ready()
    if (step === null) await this.file.clear()
    else first = await this.file.cutLines((line, k) => !(this.stepOf(line, k) >= step))
    await this.opened(first)
    this.#open = true
  }
}
