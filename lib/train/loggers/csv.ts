// CsvLogger: the scalars of a run as a table. The package csv-stringify writes it, csv-parse reads the columns of a
// file that is gone on with; both are loaded with the first record, so that a resumed run misses none.
import { readFile } from 'node:fs/promises'
import { OptionError } from '../../errors.ts'
import { writeAtomically } from '../../util/files.ts'
import { loadPackage } from '../../util/packages.ts'
import { type Content, LineLogger } from './lineLogger.ts'
import type { LogPlace, ScalarsRecord } from './logger.ts'

/**
 * Writes scalars as rows of a CSV file: step, epoch, wallTime and a column for every tag; what a row does not have is
 * empty. A tag that comes up later adds a column. Texts and histograms have no place in it. Needs the packages
 * `csv-stringify` and `csv-parse` (npm install csv-stringify csv-parse).
 *
 * A new run begins the file again. One that resumes cuts off what lies after its checkpoint and continues; where the file has
 * the log of another run, that stays and the run continues in 'log-2.csv' with a warning. Without a Trainer records
 * are added to what is there.
 *
 * @param path the file; its folder is made
 * @throws OptionError
 * @example
 * await trainer.fit(loader, { epochs: 2, loggers: [new CsvLogger('run/log.csv')] })
 */
export class CsvLogger extends LineLogger {
  #columns: readonly string[] = []

  constructor(path: string) {
    super('CsvLogger', path)
  }

  // Step, epoch and wallTime are the first columns.
  protected override placeOf(line: string, k: number): LogPlace {
    const [step = '', , wallTime = ''] = k === 0 ? [] : line.split(',', 3)
    return { step: Number.parseFloat(step), wallTime: Number.parseFloat(wallTime) }
  }

  protected override async ready(): Promise<void> {
    await Promise.all([loadStringify(), loadParse()])
  }

  protected override async opened(first: string | null): Promise<void> {
    this.#columns = []
    if (first === null) return
    const { parse } = await loadParse()
    this.#columns = (parse(first) as string[][])[0]!
  }

  protected override async append(records: readonly Content[]): Promise<void> {
    const { stringify } = await loadStringify()
    const rows = records.filter((record) => record.kind === 'scalars').map(rowOf)
    if (rows.length === 0) return
    const columns = [...new Set([...this.#columns, ...rows.flatMap((row) => Object.keys(row))])]
    const more = columns.length - this.#columns.length
    if (more > 0) {
      await this.#widen(stringify([columns]), more)
      this.#columns = columns
    }
    await this.file.append(stringify(rows.map((row) => columns.map((name) => cell(row, name)))))
  }

  // Gives the file another header, and every row as many empty cells as there are new columns.
  async #widen(header: string, more: number): Promise<void> {
    const rows = this.#columns!.length === 0 ? [] : (await readFile(this.file.path, 'utf8')).split('\n').slice(1, -1)
    const wider = rows.map((row) => `${row}${','.repeat(more)}\n`).join('')
    await writeAtomically(this.file.path, [Buffer.from(header + wider)])
  }
}

function rowOf({ step, epoch, wallTime, scalars }: ScalarsRecord): Record<string, number> {
  // So that a line is a row.
  const named = Object.entries(scalars).map(([tag, value]) => [tag.replace(/[\r\n]+/g, ' '), value] as const)
  return { step, epoch, wallTime, ...Object.fromEntries(named) }
}

const cell = (row: Readonly<Record<string, number>>, column: string): string =>
  Object.hasOwn(row, column) ? String(row[column]) : ''

const missing = (name: string) => (): OptionError =>
  new OptionError(`CsvLogger: the package ${name} is needed and is not there: npm install csv-stringify csv-parse`)

const loadParse = (): Promise<typeof import('csv-parse/sync')> =>
  loadPackage('csv-parse/sync', () => import(/* webpackIgnore: true */ 'csv-parse/sync'), missing('csv-parse'))
const loadStringify = (): Promise<typeof import('csv-stringify/sync')> =>
  loadPackage(
    'csv-stringify/sync',
    () => import(/* webpackIgnore: true */ 'csv-stringify/sync'),
    missing('csv-stringify')
  )
