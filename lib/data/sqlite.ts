// The result of an SQL query as a table: with Node's own SQLite where there is one, else with the optional package
// better-sqlite3. Called by users.
import { access, constants } from 'node:fs/promises'
import { DataError } from '../errors.ts'
import { unreadable } from '../util/files.ts'
import { checkValue, rule, show, text } from '../util/options.ts'
import { loadPackage, packageFile } from '../util/packages.ts'
import { Table, type TableValue } from './table.ts'
import { scalarOf } from './values.ts'

/** What stands for ? or for :name in a query. */
export type SqlParameters =
  | readonly (string | number | bigint | null)[]
  | Readonly<Record<string, string | number | bigint | null>>

// What both packages have.
interface Statement {
  all(...parameters: unknown[]): Record<string, unknown>[]
  columns?(): { name: string }[]
  setReadBigInts?(on: boolean): void
  safeIntegers?(on: boolean): void
}
interface Database {
  prepare(query: string): Statement
  close(): void
}

const CALL = 'readSqlite'
const PARAMETERS = rule('an array or an object of values', (v) => typeof v === 'object' && v !== null)

/**
 * Reads the result of a query from a SQLite file as a table; the file is opened for reading alone. Node 22.13 and newer have
 * SQLite; Node 20 needs the package `better-sqlite3` in version 12 (npm install better-sqlite3@12).
 *
 * @param path the file
 * @param query one SELECT
 * @param parameters the values of `?`, or by name those of `:name`. Default none
 * @throws DataError for a file or a query that SQLite refuses, for columns of bytes, and for whole numbers beyond 2^53
 * @example
 * const small = async () => readSqlite('flats.db', 'SELECT size, price FROM flats WHERE size < ?', [100])
 */
export async function readSqlite(
  path: string,
  query: string,
  parameters: SqlParameters = []
): Promise<Table<TableValue>> {
  checkValue(CALL, 'path', path, text)
  checkValue(CALL, 'query', query, text)
  checkValue(CALL, 'parameters', parameters, PARAMETERS)
  const fail = (message: string, cause?: unknown): DataError => new DataError(`${CALL}: ${path}: ${message}`, { cause })
  // SQLite would make a file that is not there.
  await access(path, constants.R_OK).catch((error) => {
    throw unreadable(CALL, path, error, DataError)
  })
  const open = await opener()
  let names: string[] | undefined
  let records: Record<string, unknown>[]
  try {
    const database = open(path)
    try {
      const statement = database.prepare(query)
      // As numbers they would lose digits without a word.
      statement.setReadBigInts?.(true)
      statement.safeIntegers?.(true)
      names = statement.columns?.().map(({ name }) => name)
      records = Array.isArray(parameters) ? statement.all(...parameters) : statement.all(parameters)
    } finally {
      database.close()
    }
  } catch (error) {
    throw fail((error as Error).message, error)
  }
  const known = names ?? Object.keys(records[0] ?? {})
  const twice = known.find((name, k) => known.indexOf(name) !== k)
  if (twice !== undefined) throw fail(`expected each column name once but ${show(twice)} comes twice; name it with AS`)
  const rows = records.map((record, row) =>
    known.map((name) => scalarOf(record[name], (message) => fail(`row ${row}, column ${show(name)}: ${message}`)))
  )
  return new Table<TableValue>(path, known, rows)
}

async function opener(): Promise<(path: string) => Database> {
  const own = process.getBuiltinModule?.('node:sqlite' as string) as
    | { DatabaseSync: new (path: string, options: object) => Database }
    | undefined
  if (own !== undefined) return (path) => new own.DatabaseSync(path, { readOnly: true })
  const absent = (cause: unknown): DataError =>
    new DataError(
      `${CALL}: Node ${process.version} has no SQLite and the package better-sqlite3 is not there: npm install better-sqlite3@12, or use Node 22.13 or newer`,
      { cause }
    )
  // Version 13 crashes this Node when it is loaded.
  const { version } = JSON.parse(packageFile('better-sqlite3/package.json', absent)) as { version: string }
  if (Number.parseInt(version, 10) > 12) {
    throw new DataError(
      `${CALL}: better-sqlite3 ${version} does not run on Node ${process.version}; npm install better-sqlite3@12, or use Node 22.13 or newer`
    )
  }
  const { default: Open } = (await loadPackage(
    'better-sqlite3',
    () => import(/* webpackIgnore: true */ 'better-sqlite3' as string),
    absent
  )) as { default: new (path: string, options: object) => Database }
  return (path) => new Open(path, { readonly: true, fileMustExist: true })
}
