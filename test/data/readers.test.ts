// Readers of JSON lines, Parquet, SQLite and images, against files that the formats' own packages write.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import sharp from 'sharp'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { fitTable } from '../../lib/data/fit.ts'
import { readImage, readImageFolder } from '../../lib/data/imageFolder.ts'
import { readJsonLines } from '../../lib/data/jsonLines.ts'
import { DataLoader } from '../../lib/data/loader.ts'
import { readParquet } from '../../lib/data/parquet.ts'
import { randomSplit, stratifiedSplit } from '../../lib/data/splits.ts'
import { readSqlite } from '../../lib/data/sqlite.ts'
import { columnOf, type Table } from '../../lib/data/table.ts'
import { DataError, OptionError } from '../../lib/errors.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()

describe('readJsonLines', () => {
  const rows = Array.from({ length: 5000 }, (_, k) => ({ id: k, text: `é${'x'.repeat(k % 50)}` }))
  const text = rows.map((row) => JSON.stringify(row)).join('\n')

  test('every row, whatever the parts in which it is read; empty lines, CRLF and gzip', async () => {
    writeFileSync(file('a.jsonl'), text)
    expect(await readJsonLines(file('a.jsonl')).toArray()).toEqual(rows)
    writeFileSync(file('b.jsonl'), `${text.replaceAll('\n', '\r\n\r\n')}\r\n`)
    expect(await readJsonLines(file('b.jsonl')).toArray()).toEqual(rows)
    writeFileSync(file('c.jsonl.gz'), gzipSync(text))
    expect(await readJsonLines(file('c.jsonl.gz')).toArray()).toEqual(rows)
    writeFileSync(file('d.jsonl'), '')
    expect(await readJsonLines(file('d.jsonl')).toArray()).toEqual([])
  })

  test('in a DataLoader, resumed in the middle', async () => {
    writeFileSync(file('n.jsonl'), '1\n2\n3\n4\n5\n')
    const lines = readJsonLines<number>(file('n.jsonl'))
    const loader = new DataLoader(lines, { batchSize: 2 })
    let state = loader.state()
    for await (const x of loader) {
      expectTypeOf(x).toEqualTypeOf<Tensor>()
      state = loader.state()
      break
    }
    const later = new DataLoader(lines, { batchSize: 2 })
    later.setState(state)
    const rest: unknown[] = []
    for await (const x of later) rest.push(x.toArray())
    expect(rest).toEqual([[3, 4], [5]])
  })

  test('errors name the line', async () => {
    writeFileSync(file('bad.jsonl'), '{"a":1}\n\n{"a":\n')
    const lines = readJsonLines(file('bad.jsonl'))
    await expect(lines.toArray()).rejects.toThrow(
      `readJsonLines: ${file('bad.jsonl')}: line 3: expected JSON but found '{"a":'`
    )
    await expect(readJsonLines(file('none.jsonl')).toArray()).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(readJsonLines(file('none.jsonl')).toArray()).rejects.toThrow(DataError)
    writeFileSync(file('latin.jsonl'), Buffer.from('1\n"\xe9"\n', 'latin1'))
    await expect(readJsonLines(file('latin.jsonl')).toArray()).rejects.toThrow('expected UTF-8 but found other bytes')
    writeFileSync(file('cut.jsonl.gz'), gzipSync(text).subarray(0, 500))
    await expect(readJsonLines(file('cut.jsonl.gz')).toArray()).rejects.toThrow('expected a sound gzip file')
    expect(() => readJsonLines(5 as never)).toThrow(OptionError)
  })
})

describe('readParquet', () => {
  const columns = [
    { name: 'size', data: [1.5, 2.5, null, 4], type: 'DOUBLE' },
    { name: 'rooms', data: [1n, 2n, 3n, 2n ** 40n], type: 'INT64' },
    { name: 'city', data: ['Bern', 'Oslo', 'Zürich', null], type: 'STRING' },
    { name: 'new', data: [true, false, null, true], type: 'BOOLEAN' },
    {
      name: 'day',
      data: ['2026-11-29', '2024-02-29', '1999-12-31', '1970-01-01'].map((d) => new Date(d)),
      type: 'TIMESTAMP'
    }
  ]
  const write = (name: string, options: object = {}): string => {
    writeFileSync(file(name), new Uint8Array(parquetWriteBuffer({ columnData: columns as never, ...options })))
    return file(name)
  }

  test('a table of typed values', async () => {
    const table = await readParquet(write('a.parquet'))
    expect([table.names, table.length]).toEqual([['size', 'rooms', 'city', 'new', 'day'], 4])
    expect([table.get(0), table.get(3)]).toEqual([
      { size: 1.5, rooms: 1, city: 'Bern', new: true, day: '2026-11-29T00:00:00.000Z' },
      { size: 4, rooms: 2 ** 40, city: null, new: true, day: '1970-01-01T00:00:00.000Z' }
    ])
    expect(columnOf(table, 'city')).toEqual(['Bern', 'Oslo', 'Zürich', null])
    expect(() => columnOf(table, 'citi')).toThrow("columnOf: there is no column 'citi'; did you mean city?")
    const [some] = randomSplit(table, [3, 1])
    expect(some.length).toBe(3)
  })

  test('columns and rows', async () => {
    const table = await readParquet(write('a.parquet', { rowGroupSize: 2 }), {
      columns: ['rooms', 'size'],
      rowStart: 1,
      rowEnd: 3
    })
    expect([table.names, table.get(0), table.length]).toEqual([['rooms', 'size'], { rooms: 2, size: 2.5 }, 2])
    await expect(readParquet(file('a.parquet'), { columns: ['sise'] })).rejects.toThrow(
      "there is no column 'sise'; did you mean size?"
    )
    expect(() => fitTable(table)).toThrow(`fitTable: ${file('a.parquet')}: row 1, column 'size': the value is missing`)
  })

  test('gzip and Brotli', async () => {
    for (const [codec, compress] of [
      ['GZIP', gzipSync],
      ['BROTLI', brotliCompressSync]
    ] as const) {
      const path = write(`${codec}.parquet`, {
        codec,
        compressors: { [codec]: (bytes: Uint8Array) => compress(bytes) }
      })
      expect((await readParquet(path)).get(2)).toMatchObject({ city: 'Zürich', rooms: 3 })
    }
  })

  test('errors', async () => {
    await expect(readParquet(file('none.parquet'))).rejects.toMatchObject({ code: 'ENOENT' })
    writeFileSync(file('text.parquet'), 'size,price\n1,2\n')
    await expect(readParquet(file('text.parquet'))).rejects.toThrow(
      `readParquet: ${file('text.parquet')}: expected a sound Parquet file`
    )
    const wide = parquetWriteBuffer({ columnData: [{ name: 'id', data: [2n ** 60n], type: 'INT64' }] })
    writeFileSync(file('wide.parquet'), new Uint8Array(wide))
    await expect(readParquet(file('wide.parquet'))).rejects.toThrow(
      "row 0, column 'id': expected a whole number up to 2^53 but found 1152921504606846976"
    )
  })
})

interface Writable {
  exec(sql: string): void
  close(): void
}
type Open = new (path: string) => Writable

// What readSqlite reads with: Node's own SQLite, else better-sqlite3, which a machine without it would have to compile.
async function sqlite(): Promise<Open | undefined> {
  const own = process.getBuiltinModule?.('node:sqlite' as string) as { DatabaseSync: Open } | undefined
  if (own !== undefined) return own.DatabaseSync
  const { resolve } = createRequire(import.meta.url)
  try {
    const { version } = JSON.parse(readFileSync(resolve('better-sqlite3/package.json'), 'utf8')) as { version: string }
    // Version 13 would crash this Node.
    if (Number.parseInt(version, 10) > 12) throw new Error(version)
    return ((await import(/* @vite-ignore */ resolve('better-sqlite3'))) as { default: Open }).default
  } catch {
    console.log(
      `readSqlite: Node ${process.version} has no SQLite; its tests need Node 22.13 or newer, or npm install better-sqlite3@12 --no-save`
    )
    return undefined
  }
}

describe('readSqlite', async () => {
  const Database = await sqlite()

  test.runIf(Database)('a table of a query', async () => {
    const database = new Database!(file('a.db'))
    database.exec(
      "CREATE TABLE t (size REAL, rooms INTEGER, city TEXT, raw BLOB); INSERT INTO t VALUES (1.5, 2, 'Bern', NULL), (NULL, 3, 'Oslo', x'00')"
    )
    database.exec('CREATE TABLE big (id INTEGER); INSERT INTO big VALUES (9007199254740993)')
    database.close()
    const table: Table<string | number | boolean | null> = await readSqlite(
      file('a.db'),
      'SELECT size, rooms AS n, city FROM t WHERE rooms < ?',
      [9]
    )
    expect([table.names, table.get(0), table.get(1)]).toEqual([
      ['size', 'n', 'city'],
      { size: 1.5, n: 2, city: 'Bern' },
      { size: null, n: 3, city: 'Oslo' }
    ])
    expect((await readSqlite(file('a.db'), 'SELECT city FROM t WHERE rooms = :rooms', { rooms: 3 })).get(0)).toEqual({
      city: 'Oslo'
    })
    await expect(readSqlite(file('a.db'), 'SELECT id FROM big')).rejects.toThrow(
      "row 0, column 'id': expected a whole number up to 2^53"
    )
    await expect(readSqlite(file('a.db'), 'SELECT raw FROM t')).rejects.toThrow(
      "row 1, column 'raw': expected a text, a number"
    )
    await expect(readSqlite(file('a.db'), 'SELECT price FROM t')).rejects.toThrow(
      `readSqlite: ${file('a.db')}: no such column: price`
    )
    await expect(readSqlite(file('a.db'), 'DELETE FROM t')).rejects.toThrow(DataError)
  })

  test('a file that is not there is not made', async () => {
    await expect(readSqlite(file('none.db'), 'SELECT 1')).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(readSqlite(file('none.db'), 'SELECT 1')).rejects.toThrow(
      `readSqlite: ${file('none.db')}: cannot be read`
    )
  })

  test.runIf(Database === undefined)('without SQLite the error says what to do', async () => {
    appendFileSync(file('some.db'), '')
    await expect(readSqlite(file('some.db'), 'SELECT 1')).rejects.toThrow(
      /has no SQLite and the package better-sqlite3 is not there: npm install better-sqlite3@12, or use Node 22\.13|does not run on Node/
    )
  })
})

describe('images', () => {
  const picture = (pixels: number[], width: number, height: number) =>
    sharp(Buffer.from(pixels), { raw: { width, height, channels: 3 } })

  test('readImage: planes of the pixels', async () => {
    await picture([255, 0, 0, 0, 128, 255], 2, 1).png().toFile(file('two.png'))
    const x = await readImage(file('two.png'))
    expect([x.dtype, x.toArray()]).toEqual(['uint8', [[[255, 0]], [[0, 128]], [[0, 255]]]])
    await picture([10, 10, 10, 200, 200, 200], 2, 1).png().toFile(file('gray.png'))
    const gray = await readImage(file('gray.png'), { channels: 1 })
    expect([gray.dtype, gray.toArray()]).toEqual(['uint8', [[[10, 200]]]])
    const alpha = await readImage(file('two.png'), { channels: 4 })
    expect([alpha.shape, (alpha.toArray() as number[][][])[3]]).toEqual([[4, 1, 2], [[255, 255]]])
    const sized = await readImage(file('two.png'), { size: [4, 6], fit: 'fill' })
    expect(sized.shape).toEqual([3, 4, 6])
  })

  test('readImage: another shape is cut, stretched, or gets black borders', async () => {
    const row = [10, 50, 90, 130]
    await picture(
      [...row, ...row].flatMap((v) => [v, v, v]),
      4,
      2
    )
      .png()
      .toFile(file('wide.png'))
    const read = async (size: number, fit?: 'contain' | 'fill') => {
      const [plane] = (await readImage(file('wide.png'), { size, fit, channels: 1 })).toArray() as number[][][]
      return plane!
    }
    expect(await read(2)).toEqual([row.slice(1, 3), row.slice(1, 3)])
    expect(await read(4, 'contain')).toEqual([[0, 0, 0, 0], row, row, [0, 0, 0, 0]])
    const [[left, right]] = (await read(2, 'fill')) as [[number, number]]
    expect([left < 50, right > 90]).toEqual([true, true])
  })

  test('a folder for each class', async () => {
    for (const path of ['data/dog/b.png', 'data/dog/more/a.png', 'data/cat/x.PNG']) {
      mkdirSync(file(path.slice(0, path.lastIndexOf('/'))), { recursive: true })
      const value = path.includes('dog') ? 200 : 10
      await picture(Array(12).fill(value), 2, 2).png().toFile(file(path))
    }
    writeFileSync(file('data/dog/notes.txt'), 'none')
    const data = await readImageFolder(file('data'), { size: 2 })
    expect([data.classes, data.labels, data.length]).toEqual([['cat', 'dog'], [0, 1, 1], 3])
    expect(data.samples.map(({ path }) => path)).toEqual(
      ['data/cat/x.PNG', 'data/dog/b.png', 'data/dog/more/a.png'].map((p) => file(p))
    )
    const seen: unknown[] = []
    for await (const [x, y] of new DataLoader(data, { batchSize: 3, prefetch: 1 })) {
      seen.push(x.shape, x.dtype, y.dtype, y.toArray(), [x.data[0], x.data[12]])
    }
    expect(seen).toEqual([[3, 3, 2, 2], 'uint8', 'int32', [0, 1, 1], [10, 200]])
    expect(stratifiedSplit(data, data.labels, [0.5, 0.5]).map(({ length }) => length)).toEqual([2, 1])
  })

  test('errors', async () => {
    writeFileSync(file('broken.png'), 'no image')
    await expect(readImage(file('broken.png'))).rejects.toThrow(`readImage: ${file('broken.png')}: expected an image`)
    await expect(readImage(file('none.png'))).rejects.toThrow(DataError)
    await expect(readImageFolder(file('nowhere'))).rejects.toMatchObject({ code: 'ENOENT' })
    mkdirSync(file('empty/a'), { recursive: true })
    await expect(readImageFolder(file('empty'))).rejects.toThrow('expected images but there is none')
    await expect(readImageFolder(file('empty/a'))).rejects.toThrow('expected a folder for each class but there is none')
    await expect(readImage(file('two.png'), { size: 0 })).rejects.toThrow(OptionError)
  })
})
