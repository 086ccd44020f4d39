// Columns of tables as people have them, fitting on a part of the rows, and serving. The numbers are those of public reports.
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { applyTable, fitTable, randomSplit, readCsv, readTable, type TableRow } from '../../lib/data/index.ts'
import { DataError, OptionError } from '../../lib/errors.ts'
import { temporaryFolder } from '../util/folder.ts'
import { warningsOf } from '../util/warnings.ts'

const file = temporaryFolder()
const column = (...values: readonly unknown[]): string => {
  writeFileSync(file('x.csv'), `x,y\n${values.map((v) => `${v},0\n`).join('')}`)
  return file('x.csv')
}
const numbers = Array.from({ length: 200 }, (_, k) => k / 4)

describe('PapaParse#1067, pandas#2570: 200 numbers and one other value', () => {
  test.each(['None', 'NULL', '#N/A', 'n/a', 'NA', 'NaN', '-nan', '<NA>', '', '#NA', 'N/A', 'null'])(
    '%j is missing, as for pandas',
    async (word) => {
      const path = column(...numbers, word)
      await expect(readCsv(path)).rejects.toThrow(`${path}: line 202, column 'x': the value is missing; choose missing`)
      const { features, featureNames } = await readCsv(path, { missing: -1 })
      expect([featureNames, features.shape, (features.toArray() as number[][]).at(-1)]).toEqual([
        ['x', 'y'],
        [201, 2],
        [-1, 0]
      ])
    }
  )

  test.each(['inf', '-Infinity', '12%', '"1,234.5"', '$3', '0x10', 'two', '1.2.3', '1_000', 'TRUE'])(
    '%s is an error that names line and column',
    async (word) => {
      for (const [values, at] of [
        [[...numbers, word], 202],
        [[word, ...numbers], 2]
      ] as const) {
        const path = column(...values)
        const line = new RegExp(`line ${at}, column 'x': expected a decimal number`)
        await expect(readCsv(path)).rejects.toThrow(DataError)
        await expect(readCsv(path)).rejects.toThrow(line)
        await expect(readCsv(path, { target: 'x' })).rejects.toThrow(line)
      }
      const { featureNames } = await readCsv(column(...numbers, word), { types: { x: 'category' } })
      expect(featureNames.length).toBe(202)
    }
  )

  test('numbers that float64 or float32 do not hold', async () => {
    await expect(readCsv(column(...numbers, '1e400'))).rejects.toThrow(
      "line 202, column 'x': expected a number that float64 holds but found '1e400'"
    )
    await expect(readCsv(column(...numbers, '1e39'))).rejects.toThrow(
      "line 202, column 'x': expected a number that float32 holds but found '1e39'"
    )
    expect((await readCsv(column('1e39'), { dtype: 'float64' })).features.toArray()).toEqual([[1e39, 0]])
  })

  test('columns of percentages, decimal commas and grouped thousands are not categories', async () => {
    for (const values of [
      ['12%', '7%'],
      ['"1,5"', '"2,25"'],
      ['"1,234.5"', '"999,999"'],
      ['$3', '$4']
    ])
      await expect(readCsv(column(...values))).rejects.toThrow("line 2, column 'x': expected a decimal number")
  })
})

test('identifiers and dates do not become thousands of features', async () => {
  const ids = Array.from({ length: 150 }, (_, k) => `user${k}`)
  await expect(readCsv(column(...ids))).rejects.toThrow(
    "line 102, column 'x': expected at most 100 categories but there are more, texts such as 'user100'; say types: { 'x': 'ignore' }, or 'category' for a feature of each"
  )
  const dates = Array.from({ length: 150 }, (_, k) => new Date(k * 864e5).toISOString().slice(0, 10))
  await expect(readCsv(column(...dates))).rejects.toThrow(
    "column 'x': expected at most 100 categories but there are more, dates such as '1970-04-11'"
  )
  expect((await readCsv(column(...ids), { types: { x: 'ignore' } })).featureNames).toEqual(['y'])
  // A hundred are none too many, and a target may have as many classes as it has.
  expect((await readCsv(column(...ids.slice(0, 100)))).featureNames.length).toBe(101)
  expect((await readCsv(column(...ids), { target: 'x' })).classes!.length).toBe(150)
})

test('a wrong type is named with its column', async () => {
  await expect(readCsv(column(1), { types: { x: 'date' } as never })).rejects.toThrow(
    "readCsv: expected types.x to be one of 'number', 'category', 'ignore' but received 'date'"
  )
})

describe('fitTable and applyTable', () => {
  const rows = [
    { size: 10, color: 'red', price: 1 },
    { size: 30, color: 'blue', price: 2 },
    { size: null, color: 'red', price: 3 }
  ]

  test('statistics come from the rows that are fitted alone', async () => {
    writeFileSync(file('t.csv'), `a,t\n${Array.from({ length: 100 }, (_, k) => `${k},${k}\n`).join('')}`)
    const table = await readTable(file('t.csv'))
    const [train, test] = randomSplit(table, [0.8, 0.2], { seed: 3 })
    const fitted = fitTable(train!, { target: 't', standardize: true })
    const [x] = applyTable(fitted, train!, { dtype: 'float64' }).dataset.tensors
    expect(x!.mean().item()).toBeCloseTo(0, 12)
    const held = applyTable(fitted, test!, { dtype: 'float64' })
    expect(held.target!.toArray()).toEqual(Array.from(test!.indices, (k) => [k]))
    const { mean, std } = fitted.features[0] as { mean: number; std: number }
    expect(held.features.toArray()).toEqual(Array.from(test!.indices, (k) => [(k - mean) / std]))
    // With all rows they would be others.
    expect(mean).not.toBe(49.5)
  })

  test('an error names the line of the file, also in a part', async () => {
    writeFileSync(file('t.csv'), 'a\n1\n2\nNA\n4\n')
    const [first, second] = randomSplit(await readTable(file('t.csv')), [2, 2], { seed: 0 })
    const part = [...first!.indices].includes(2) ? first! : second!
    expect(() => fitTable(part)).toThrow(`fitTable: ${file('t.csv')}: line 4, column 'a': the value is missing`)
    expect(fitTable(part, { missing: 'drop' }).features.length).toBe(1)
  })

  test('rows of a request: missingValues and unknown are part of what was fitted, through JSON', () => {
    const learned = fitTable(rows, {
      target: 'price',
      missing: 'mean',
      missingValues: ['', 'n.a.'],
      unknown: 'ignore',
      standardize: true
    })
    const fitted = JSON.parse(JSON.stringify(learned))
    const apply = (row: TableRow) => applyTable(fitted, [row]).features.toArray()
    expect(apply({ size: 'n.a.', color: 'red' })).toEqual(apply({ size: 20, color: 'red' }))
    expect(apply({ size: null, color: ' red ' })).toEqual([[0, 0, 1]])
    expect(apply({ size: '20', color: 'green', extra: true })).toEqual([[0, 0, 0]])
    expect(applyTable(fitted, [{ size: 20, color: 'red' }]).target).toBe(null)
    expect(applyTable(fitted, rows).target!.toArray()).toEqual([[1], [2], [3]])
    expect(applyTable(fitted, []).features.shape).toEqual([0, 3])
    expect(() => apply({ Size: 20, color: 'red' })).toThrow(
      "applyTable: row 0: there is no column 'size'; give null for a value that is missing"
    )
    expect(() => apply({ size: 'big', color: 'red' })).toThrow(
      "row 0, column 'size': expected a number but found 'big'"
    )
    expect(() => apply({ size: [] as never, color: 'red' })).toThrow(
      "row 0, column 'size': expected a text, a number, true, false or null but received []"
    )
    expect(() => applyTable(fitted, [{ size: 1, color: 'x' }], { unknown: 'error' })).toThrow(
      "expected one of blue, red but found 'x'"
    )
  })

  test('missing and standardize by column', () => {
    const gaps = [
      { a: 1, b: 10, c: 'x', y: 0 },
      { a: null, b: 20, c: null, y: 1 },
      { a: 3, b: 30, c: 'x', y: 0 },
      { a: 5, b: null, c: 'z', y: 1 }
    ]
    const fitted = fitTable(gaps, { target: 'y', missing: { a: 'mean', b: 'drop', c: -1 }, standardize: ['b'] })
    const { features, featureNames, target } = applyTable(fitted, gaps, { dtype: 'float64' })
    const z = Math.sqrt(1.5)
    expect(featureNames).toEqual(['a', 'b', 'c=missing', 'c=x'])
    expect(features.toArray()).toEqual([
      [1, expect.closeTo(-z, 12), 0, 1],
      [2, 0, 1, 0],
      [3, expect.closeTo(z, 12), 0, 1]
    ])
    expect(target!.toArray()).toEqual([[0], [1], [0]])
    expect(() => fitTable(gaps, { missing: { a: 'mean', b: 'mean' } })).toThrow(
      "row 1, column 'c': the value is missing"
    )
    expect(() => fitTable(gaps, { missing: { A: 'mean' } })).toThrow("there is no column 'A'; did you mean a?")
    expect(() => fitTable(gaps, { standardize: ['bb'] })).toThrow("there is no column 'bb'; did you mean b?")
    expect(() => fitTable(gaps, { missing: { a: 'median' as never } })).toThrow('expected missing to be one of')
  })

  test('a category of more than 100 values is a warning', async () => {
    const ids = (n: number) => Array.from({ length: n }, (_, k) => ({ id: `user${k}`, y: k }))
    const warnings = (n: number, target?: string) =>
      warningsOf('THALWEG_MANY_CATEGORIES', () => fitTable(ids(n), { types: { id: 'category' }, target }))
    expect(await warnings(100)).toEqual([])
    expect(await warnings(101, 'id')).toEqual([])
    expect(await warnings(101, 'y')).toEqual([
      "fitTable: column 'id' has 101 categories, each of them a feature; OrdinalEncoder gives codes for an Embedding"
    ])
  })

  test('a column that is constant but for rounding stays near 0', () => {
    const constant = [{ x: 0.1 }, { x: 0.1 }, { x: 0.1 }]
    const { features } = applyTable(fitTable(constant, { standardize: true }), constant)
    for (const v of features.data) expect(Math.abs(v)).toBeLessThan(1e-10)
  })

  test('what it refuses', () => {
    expect(() => fitTable(5 as never)).toThrow(OptionError)
    expect(() => fitTable([5] as never)).toThrow(
      'fitTable: expected row 0 to be an object of values by column but received 5'
    )
    expect(() => fitTable(rows, { target: 'prize' })).toThrow(
      "fitTable: there is no column 'prize'; did you mean price?"
    )
    expect(() => applyTable({} as never, rows)).toThrow(
      'applyTable: expected fitted to be what fitTable or readCsv learned'
    )
    expect(() => applyTable({ features: [], target: [], unknown: 'zeros' } as never, rows)).toThrow(
      'expected fitted to be'
    )
  })
})
