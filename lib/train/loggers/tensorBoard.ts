// TensorBoardLogger: event files that TensorBoard shows (tensorboard --logdir FOLDER). The package @bufbuild/protobuf writes
// the messages, loaded with the first record.
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { OptionError } from '../../errors.ts'
import { checkValue, text } from '../../util/options.ts'
import { loadPackage } from '../../util/packages.ts'
import { AppendedFile } from './appendedFile.ts'
import { Batches } from './batches.ts'
import { EventEncoder, placesIn, type Said } from './events.ts'
import type { Logger, LogPlace, LogRecord, StartRecord } from './logger.ts'
import { isIn, ownPlace } from './ownPlace.ts'

const FILE = /^events\.out\.tfevents\.(\d{10})\./
let files = 0

/**
 * Writes event files for TensorBoard into a folder: scalars, texts and histograms by their tags. Needs the package
 * `@bufbuild/protobuf` (npm install @bufbuild/protobuf).
 *
 * Every run and every resume begins a new file. It says from which step on what earlier files of the
 * folder say is void; a new run voids them all. So runs that are to be compared belong in separate folders. A run that
 * resumes where another run has its log leaves that alone: it continues in 'FOLDER-2', with a warning.
 *
 * @param folder where the files go; it is made
 * @throws OptionError
 * @example
 * await trainer.fit(loader, { epochs: 2, loggers: [new TensorBoardLogger('runs/first')] })
 */
export class TensorBoardLogger implements Logger {
  readonly #given: string
  #folder: string
  // The run that this process wrote there.
  #run: string | undefined
  readonly #batches: Batches<LogRecord>
  #file: AppendedFile | null = null

  constructor(folder: string) {
    checkValue('TensorBoardLogger', 'folder', folder, text)
    this.#given = this.#folder = folder
    this.#batches = new Batches((records) => this.#write(records))
  }

  /** The path of the file that is written now, null before the first record. */
  get path(): string | null {
    return this.#file?.path ?? null
  }

  /** Resolves when the record is written. */
  log(record: LogRecord): Promise<void> {
    return this.#batches.add(record)
  }

  async #write(records: readonly LogRecord[]): Promise<void> {
    const encoder = new EventEncoder(await loadWire())
    let events: Uint8Array[] = []
    for (const record of records) {
      if (record.kind === 'start') {
        await this.#append(encoder, events)
        events = []
        await this.#find(record)
        await this.#begin(encoder, record.step)
      } else if (record.kind !== 'end') events.push(encoder.record(record.wallTime, record.step, contentOf(record)))
    }
    await this.#append(encoder, events)
  }

  async #append(encoder: EventEncoder, events: readonly Uint8Array[]): Promise<void> {
    if (events.length === 0) return
    if (this.#file === null) await this.#begin(encoder, null)
    await this.#file!.append(Buffer.concat(events))
  }

  // The folder of a run that is resumed: what it says of another run would be void.
  async #find({ run, earlier, resumed }: StartRecord): Promise<void> {
    const known = run !== undefined && run === this.#run
    this.#run = run
    if (!resumed) this.#folder = this.#given
    else if (!known && earlier !== undefined) {
      this.#folder = await ownPlace('TensorBoardLogger', this.#given, (folder) => hasRecord(folder, earlier))
    }
  }

  // A new file. Readers take the files of a folder in the order of their names, which begin with the second.
  async #begin(encoder: EventEncoder, voidFrom: number | null): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    const last = (await readdir(this.#folder)).map((name) => Number(FILE.exec(name)?.[1] ?? 0))
    const wallTime = Date.now() / 1000
    const second = last.reduce((latest, time) => Math.max(latest, time + 1), Math.floor(wallTime))
    const host = hostname().replace(/[^\w.-]/g, '_')
    const name = `events.out.tfevents.${String(second).padStart(10, '0')}.${host}.${process.pid}.${files++}`
    const file = new AppendedFile(join(this.#folder, name))
    const head = [encoder.record(wallTime, 0, { fileVersion: 'brain.Event:2' })]
    if (voidFrom !== null) head.push(encoder.record(wallTime, voidFrom, { start: true }))
    await file.append(Buffer.concat(head))
    this.#file = file
  }
}

// Whether event files of a folder have one of these records; null when they have none at all.
async function hasRecord(folder: string, earlier: readonly LogPlace[]): Promise<boolean | null> {
  const names = await readdir(folder).catch(() => [])
  let found: boolean | null = null
  for (const name of names.filter((each) => FILE.test(each))) {
    const places = placesIn(await readFile(join(folder, name)))
    if (places.some((place) => isIn(place, earlier))) return true
    if (places.length > 0) found = false
  }
  return found
}

function contentOf(record: Exclude<LogRecord, { kind: 'start' } | { kind: 'end' }>): Said {
  if (record.kind === 'scalars') return { scalars: record.scalars }
  return record.kind === 'text' ? { texts: record.texts } : { histograms: record.histograms }
}

function loadWire(): Promise<typeof import('@bufbuild/protobuf/wire')> {
  const missing = (): OptionError =>
    new OptionError(
      'TensorBoardLogger: the package @bufbuild/protobuf is needed and is not there: npm install @bufbuild/protobuf'
    )
  return loadPackage(
    '@bufbuild/protobuf/wire',
    () => import(/* webpackIgnore: true */ '@bufbuild/protobuf/wire'),
    missing
  )
}
