// Text files as they are: encodings, packed files, files of other kinds, line ends. The numbers are those of public reports.
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { randomSplit, readCsv, readIdx, readNpy, readTable, subset, writeNpy } from '../../lib/data/index.ts'
import { DataError, OptionError } from '../../lib/errors.ts'
import { tensor } from '../../lib/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const write = (content: string | Uint8Array, name = 'x.csv'): string => {
  writeFileSync(file(name), content)
  return file(name)
}
const refused = async (
  work: Promise<unknown>,
  message: string | RegExp,
  Kind: typeof DataError | typeof OptionError = DataError
) => {
  const error = await work.then(
    () => null,
    (e: unknown) => e
  )
  expect(error).toBeInstanceOf(Kind)
  expect((error as Error).message).toMatch(message)
}

const PLACES = 'place,y\nÄ,1\nÖ,2\n'
const names = async (path: string, encoding?: string) =>
  (await readCsv(path, encoding === undefined ? {} : { encoding })).featureNames

describe('encodings', () => {
  test('natcap/invest#428: Latin-1 is refused with its line, and read when it is named', async () => {
    const path = write(Buffer.from(PLACES, 'latin1'))
    await refused(
      readCsv(path),
      `readCsv: ${path}: line 2: expected UTF-8 but found other bytes; give its encoding, such as encoding: 'latin1'`
    )
    expect(await names(path, 'latin1')).toEqual(['place=Ä', 'place=Ö', 'y'])
    await refused(
      readCsv(path, { encoding: 'klingon' }),
      "expected encoding to be an encoding that TextDecoder knows but received 'klingon'",
      OptionError
    )
  })

  test('UTF-16 with a byte order mark, of either order; without one it is named', async () => {
    const little = Buffer.from(`\ufeff${PLACES}`, 'utf16le')
    expect(await names(write(little))).toEqual(['place=Ä', 'place=Ö', 'y'])
    expect(await names(write(Buffer.from(little).swap16()))).toEqual(['place=Ä', 'place=Ö', 'y'])
    const bare = write(Buffer.from('a,b\n1,2\n', 'utf16le'))
    await refused(readCsv(bare), "line 1: expected text but found a zero byte; for UTF-16 give encoding: 'utf-16le'")
    expect(await names(bare, 'utf-16le')).toEqual(['a', 'b'])
    await refused(
      readCsv(write(Buffer.from([0xff, 0xfe, 0x00, 0xd8]))),
      'expected utf-16le but found bytes that are not'
    )
  })
})

describe('packed files and files of other kinds', () => {
  test('gzip is read: CSV, .npy', async () => {
    expect(await names(write(gzipSync(PLACES), 'x.csv.gz'))).toEqual(['place=Ä', 'place=Ö', 'y'])
    await refused(
      readCsv(write(gzipSync(PLACES).subarray(0, 20))),
      'expected a sound gzip file: unexpected end of file'
    )
    await writeNpy(file('x.npy'), tensor([true, false]))
    const { readFileSync } = await import('node:fs')
    write(gzipSync(readFileSync(file('x.npy'))), 'x.npy.gz')
    const mask = await readNpy(file('x.npy.gz'))
    expect([mask.dtype, mask.toArray()]).toEqual(['bool', [true, false]])
  })

  test.each([
    [
      'PK\x03\x04rest',
      'the file is a zip archive, as spreadsheets (.xlsx, .ods) and .npz files are; save it as CSV, or unpack it'
    ],
    ['\xd0\xcf\x11\xe0rest', 'the file is a spreadsheet or document of the old Office formats (.xls); save it as CSV'],
    ['PAR1rest PAR1', 'the file is a Parquet file'],
    ['\x28\xb5\x2f\xfdrest', 'compressed with zstd'],
    ['BZh91AY&SYrest', 'compressed with bzip2']
  ])('%j', async (bytes, message) => {
    const path = write(Buffer.from(bytes, 'latin1'))
    const escaped = message.replace(/[.()]/g, '\\$&')
    for (const read of [readCsv, readNpy, readIdx]) await refused(read(path), new RegExp(escaped))
  })
})

test.each(['PAR1,x\n1,2\n', 'BZhou,x\n1,2\n'])('%j is CSV although other files begin so', async (bytes) => {
  expect((await readCsv(write(bytes))).features.toArray()).toEqual([[1, 2]])
})

describe('lines', () => {
  test.each(['\n', '\r\n', '\r'])('line ends %j', async (end) => {
    const { features } = await readCsv(write(['a,b', '1,2', '3,4', ''].join(end)))
    expect(features.toArray()).toEqual([
      [1, 2],
      [3, 4]
    ])
  })

  test('papaparse#165 and others: line ends that change within the file', async () => {
    const { features } = await readCsv(write('a,b\r\n1,2\n3,4\r\n5,6\r7,8'))
    expect(features.toArray()).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8]
    ])
    await refused(readCsv(write('a\r\n1\n2\r\nx\r\n3\n'), { types: { a: 'number' } }), "line 4, column 'a'")
  })

  test('a delimiter that is not the comma is named, not taken for one column', async () => {
    await refused(
      readCsv(write('a;b\n1;2\n')),
      "expected values separated by , but line 1 is 'a;b'; give delimiter: ';'"
    )
    expect((await readCsv(write('a;b\n1;2\n'), { delimiter: ';' })).featureNames).toEqual(['a', 'b'])
  })
})

test('a Table is a dataset of rows that splits like any other', async () => {
  const table = await readTable(write('a,b\n 1 ,x\n2,y\n3,z\n'))
  expect([table.length, table.names, table.get(0)]).toEqual([3, ['a', 'b'], { a: '1', b: 'x' }])
  expect(subset(table, [2, 0]).get(0)).toEqual({ a: '3', b: 'z' })
  expect(randomSplit(table, [2, 1], { seed: 1 }).map(({ length }) => length)).toEqual([2, 1])
  await refused(readTable(file('nowhere.csv')), /^readTable: .*nowhere.csv: cannot be read/)
  await refused(readTable(write('a\n'), { target: 'a' } as never), 'readTable: unknown option target', OptionError)
  expect(() => table.get(3)).toThrow('Table.get: expected an index from 0 to 2 but received 3')
})
