// CSV files as datasets in one call. table.ts reads, fit.ts learns and applies, columns.ts has the arithmetic of a
// column.
import { OptionError } from '../errors.ts'
import { checkOptions, checkValue, rule, text } from '../util/options.ts'
import { applySheet, type CsvTable, FIT_OPTIONS, type FitOptions, type FittedTable, fitSheet, isFitted } from './fit.ts'
import { parseTable, TABLE_OPTIONS, type TableOptions } from './table.ts'

export interface CsvOptions extends TableOptions, FitOptions {
  /** The result of another `readCsv` or `fitTable`, whose columns, categories, fills, means and deviations apply. */
  fitted?: FittedTable | undefined
  /** The dtype of features and number targets: 'float32' (default) or 'float64'. */
  dtype?: 'float32' | 'float64' | undefined
}

const OPTIONS = {
  ...TABLE_OPTIONS,
  ...FIT_OPTIONS,
  fitted: rule('what readCsv returned as fitted', isFitted)
}

/**
 * Reads a CSV file as a dataset of features and target. Needs the package `csv-parse` (npm install csv-parse). Means,
 * deviations and categories come from all rows: to hold rows back for a test, split with `readTable` and `fitTable`
 * first.
 *
 * @param path the file, gzipped or not, UTF-8 unless `encoding` or a byte order mark says otherwise
 * @param options see CsvOptions
 * @throws DataError for a file that cannot be read, malformed rows, missing values, invalid values, and columns whose
 *   type is unclear, with line and column; OptionError
 * @example
 * const train = await readCsv('train.csv', { target: 'price', standardize: true })
 * const test = await readCsv('test.csv', { fitted: train.fitted })
 * new DataLoader(train.dataset, { batchSize: 32, shuffle: true })
 */
export async function readCsv(path: string, options: CsvOptions = {}): Promise<CsvTable> {
  checkValue('readCsv', 'path', path, text)
  checkOptions('readCsv', options, OPTIONS)
  if (options.fitted) {
    for (const name of ['types', 'target', 'standardize', 'missing'] as const) {
      if (options[name] !== undefined) throw new OptionError(`readCsv: ${name} comes from fitted; leave it out`)
    }
  }
  const sheet = (await parseTable('readCsv', path, options)).sheet('readCsv')
  const fitted = options.fitted ?? fitSheet('readCsv', sheet, options)
  return applySheet('readCsv', sheet, fitted, options)
}
