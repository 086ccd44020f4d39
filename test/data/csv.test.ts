import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type CsvOptions, readCsv } from '../../lib/data/index.ts'
import { DataError, OptionError } from '../../lib/errors.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const read = (text: string, options?: CsvOptions) => {
  writeFileSync(file('x.csv'), text)
  return readCsv(file('x.csv'), options)
}
const refused = async (
  text: string,
  options: CsvOptions,
  message: string,
  type: new (m: string) => Error = DataError
) => {
  const error = await read(text, options).then(
    () => null,
    (e: unknown) => e
  )
  expect(error).toBeInstanceOf(type)
  expect((error as Error).message).toContain(message)
}

const HOUSES = `size,color,rooms,price
10,red,2,100.5
20,blue,3,200
30,red,4,150
40,green,5,1e2
`

describe('readCsv', () => {
  test('numbers, categories, target', async () => {
    const t = await read(HOUSES, { target: 'price' })
    expect(t.featureNames).toEqual(['size', 'color=blue', 'color=green', 'color=red', 'rooms'])
    expect(t.features.toArray()).toEqual([
      [10, 0, 0, 1, 2],
      [20, 1, 0, 0, 3],
      [30, 0, 0, 1, 4],
      [40, 0, 1, 0, 5]
    ])
    expect([t.features.dtype, t.target!.shape, t.target!.toArray(), t.classes]).toEqual([
      'float32',
      [4, 1],
      [[100.5], [200], [150], [100]],
      null
    ])
    expect(t.dataset.length).toBe(4)
    expect(t.dataset.get(1).map((x) => x.toArray())).toEqual([[20, 1, 0, 0, 3], [200]])
  })

  test('a category as target gives class numbers', async () => {
    const t = await read(HOUSES, { target: 'color', types: { rooms: 'ignore' }, dtype: 'float64' })
    expect([t.features.dtype, t.featureNames, t.classes]).toEqual([
      'float64',
      ['size', 'price'],
      ['blue', 'green', 'red']
    ])
    expect([t.target!.dtype, t.target!.toArray()]).toEqual(['int32', [2, 0, 2, 1]])
    const numbers = await read(HOUSES, { target: 'rooms', types: { rooms: 'category' } })
    expect([numbers.classes, numbers.target!.toArray()]).toEqual([
      ['2', '3', '4', '5'],
      [0, 1, 2, 3]
    ])
  })

  test('several targets, none, no header, other delimiters, quotes, blanks, a byte order mark', async () => {
    expect((await read(HOUSES, { target: ['price', 'rooms'] })).target!.toArray()).toEqual([
      [100.5, 2],
      [200, 3],
      [150, 4],
      [100, 5]
    ])
    const t = await read('\ufeff1; "a;\n""b"""\n\n2;c\n', { delimiter: ';', header: false, target: '0' })
    expect([t.classes, t.target!.toArray(), t.featureNames]).toEqual([null, [[1], [2]], ['1=a;\n"b"', '1=c']])
    const none = await read('a,b\n1,2\n')
    expect([none.target, none.dataset.tensors.length, none.features.toArray()]).toEqual([null, 1, [[1, 2]]])
    expect((await read('a,b\n')).features.shape).toEqual([0, 2])
  })

  test('standardize: mean 0 and deviation 1 of all values; a constant column becomes 0', async () => {
    const t = await read('a,b,c\n1,7,x\n2,7,y\n6,7,x\n', { standardize: true, dtype: 'float64' })
    const std = Math.sqrt((4 + 1 + 9) / 3)
    expect(t.features.toArray()).toEqual([
      [-2 / std, 0, 1, 0],
      [-1 / std, 0, 0, 1],
      [3 / std, 0, 1, 0]
    ])
    expect(t.fitted.features[0]).toEqual({ name: 'a', type: 'number', missing: 'error', fill: null, mean: 3, std })
  })

  test('what was fitted applies to another table, through JSON', async () => {
    const train = await read(HOUSES, { target: 'color', standardize: true, missing: 'mean', dtype: 'float64' })
    const fitted = JSON.parse(JSON.stringify(train.fitted))
    const test = await read('color,price,extra,rooms,size\nred,,1,3.5,25\nblue,137.625,2,,35\n', {
      fitted,
      dtype: 'float64'
    })
    expect(test.featureNames).toEqual(train.featureNames)
    const std = Math.sqrt(125)
    expect(test.features.toArray()).toEqual([
      [0, 0, 0],
      [10 / std, 0, 0]
    ])
    expect([test.target!.toArray(), test.classes]).toEqual([
      [2, 0],
      ['blue', 'green', 'red']
    ])
    // To predict for: no target.
    expect((await read('size,rooms,price\n25,3.5,137.625\n', { fitted })).target).toBe(null)
    await refused(
      'size,rooms,price,color\n1,2,3,pink\n',
      { fitted },
      "line 2, column 'color': expected one of blue, green, red but found 'pink'"
    )
    await refused('size,rooms\n1,2\n', { fitted }, "readCsv: there is no column 'price'", OptionError)
    await refused(
      HOUSES,
      { fitted, standardize: true },
      'readCsv: standardize comes from fitted; leave it out',
      OptionError
    )
  })

  test('unknown categories: an error, or zeros', async () => {
    const { fitted } = await read('c\nx\ny\n')
    await refused(
      'c\nx\nz\n',
      { fitted },
      "line 3, column 'c': expected one of x, y but found 'z'; unknown: 'ignore' gives zeros"
    )
    expect((await read('c\nx\nz\n', { fitted, unknown: 'ignore' })).features.toArray()).toEqual([
      [1, 0],
      [0, 0]
    ])
  })

  test('missing values', async () => {
    const text = 'a,b,t\n1,x,1\nNA,y,2\n3,,3\n5,y,?\n'
    await refused(
      text,
      {},
      `readCsv: ${file('x.csv')}: line 3, column 'a': the value is missing; choose missing: 'drop', 'mean' or a number to fill in`
    )
    expect((await read(text, { missing: 'drop', target: 't' })).features.toArray()).toEqual([[1, 1]])
    const full = 'a,b,t\n1,x,1\nNA,y,2\n3,,3\n5,y,4\n'
    expect((await read(full, { missing: 'mean', target: 't' })).features.toArray()).toEqual([
      [1, 1, 0],
      [3, 0, 1],
      [3, 0, 1],
      [5, 0, 1]
    ])
    const filled = await read(full, { missing: -1, target: 't' })
    expect(filled.featureNames).toEqual(['a', 'b=missing', 'b=x', 'b=y'])
    expect(filled.features.toArray()).toEqual([
      [1, 0, 1, 0],
      [-1, 0, 0, 1],
      [3, 1, 0, 0],
      [5, 0, 0, 1]
    ])
    await refused(text, { missing: 'mean', target: 't' }, "line 5, column 't': the value is missing")
    await refused('a\nNA\nNA\n', { missing: 'mean' }, 'every value is missing')
    expect((await read('a,b\n1,-\n2,5\n', { missing: 0, missingValues: ['-'] })).features.toArray()).toEqual([
      [1, 0],
      [2, 5]
    ])
    // Columns that are not used do not drop rows.
    expect((await read('a,b\n1,\n2,\n', { missing: 'drop', types: { b: 'ignore' } })).features.toArray()).toEqual([
      [1],
      [2]
    ])
  })

  test('only decimal numbers are numbers', async () => {
    const t = await read('a,b,c,d\n1,0x10,Infinity,+.5e-1\n-2.,1,2,3\n')
    expect(t.featureNames).toEqual(['a', 'b=0x10', 'b=1', 'c=2', 'c=Infinity', 'd'])
    await refused('a\n1\ntwo\n', { types: { a: 'number' } }, "line 3, column 'a': expected a number but found 'two'")
  })

  test('refuses', async () => {
    await refused('', {}, 'expected rows but the file is empty')
    await refused('a,b\n1\n', {}, 'Invalid Record Length')
    await refused('a\n"x\n', {}, 'Quote Not Closed')
    await refused('a,b,a\n1,2,3\n', {}, "expected each column name once but 'a' comes twice")
    await refused(HOUSES, { target: 'prize' }, "readCsv: there is no column 'prize'; did you mean price?", OptionError)
    await refused(
      HOUSES,
      { types: { weight: 'number' } },
      "there is no column 'weight'; the columns are size, color, rooms, price",
      OptionError
    )
    await refused(HOUSES, { target: ['price', 'color'] }, 'expected one target or several of numbers', OptionError)
    await refused(
      HOUSES,
      { target: 'price', types: { price: 'ignore' } },
      "the target 'price' is ignored by types",
      OptionError
    )
    await refused(
      HOUSES,
      { traget: 'price' } as never,
      'readCsv: unknown option traget; did you mean target?',
      OptionError
    )
    await refused(
      HOUSES,
      { missing: 'median' } as never,
      "expected missing to be one of 'error', 'drop', 'mean' or a finite number or an object of these by column but received 'median'",
      OptionError
    )
    await refused(HOUSES, { fitted: {} } as never, 'expected fitted to be what readCsv returned as fitted', OptionError)
    await expect(readCsv(file('nowhere'))).rejects.toMatchObject({ name: 'DataError', code: 'ENOENT' })
    await expect(readCsv(file('nowhere'))).rejects.toThrow(/^readCsv: .*nowhere: cannot be read \(ENOENT: /)
  })
})
