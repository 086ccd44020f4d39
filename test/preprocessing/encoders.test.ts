// Categories, labels and missing values where the golden data of scikit-learn does not reach.
import { describe, expect, test } from 'vitest'
import { DataError, OptionError } from '../../lib/errors.ts'
import {
  LabelEncoder,
  OneHotEncoder,
  type OneHotEncoderOptions,
  OrdinalEncoder,
  Pipeline,
  SimpleImputer,
  StandardScaler
} from '../../lib/preprocessing/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { warningsOf } from '../util/warnings.ts'

describe('OneHotEncoder', () => {
  test('warns above 100 categories, and not of 100', async () => {
    const rows = (n: number) => Array.from({ length: n }, (_, k) => [`id${k}`])
    const warnings = (n: number, options: OneHotEncoderOptions = {}) =>
      warningsOf('THALWEG_MANY_CATEGORIES', () => new OneHotEncoder(options).fit(rows(n)))
    expect(await warnings(100)).toEqual([])
    expect(await warnings(101)).toEqual([
      "OneHotEncoder.fit: column '0' has 101 categories, each of them a feature; maxCategories or minFrequency let rare ones share a feature, OrdinalEncoder gives codes for an Embedding"
    ])
    expect(await warnings(200, { maxCategories: 10 })).toEqual([])
  })

  test('a number of a request is the text of a file', () => {
    const encoder = new OneHotEncoder().fit([['1'], ['2'], ['10']])
    expect(encoder.categories).toEqual([['1', '10', '2']])
    expect(encoder.transform([[10]]).toArray()).toEqual([[0, 1, 0]])
    const numbers = new OneHotEncoder().fit(tensor([[10], [9]]))
    expect(numbers.categories).toEqual([[9, 10]])
    expect(numbers.transform([['9']]).toArray()).toEqual([[1, 0]])
  })

  test('missing values are a category, also by own words', () => {
    const encoder = new OneHotEncoder().fit([['a'], ['N/A'], [null]])
    expect([encoder.categories, encoder.getFeatureNamesOut()]).toEqual([[['a', null]], ['0_a', '0_missing']])
    expect(encoder.inverseTransform(encoder.transform([[''], ['a']]))).toEqual([[null], ['a']])
    const namibia = new OneHotEncoder({ missingValues: ['-'] }).fit([['NA'], ['-']])
    expect(namibia.categories).toEqual([['NA', null]])
    expect(
      OneHotEncoder.fromJSON(JSON.stringify(namibia))
        .transform([['NA']])
        .toArray()
    ).toEqual([[1, 0]])
    expect(() => new OneHotEncoder().fit([['a']]).transform([[null]])).toThrow(
      'expected one of a but the value is missing'
    )
  })
})

describe('OrdinalEncoder', () => {
  test('given categories are copied', () => {
    const given = ['b', 'a']
    const encoder = new OrdinalEncoder({ categories: [given] }).fit([['a']])
    given.reverse()
    expect(encoder.transform([['a'], ['b']]).toArray()).toEqual([[1], [0]])
    expect(encoder.categories).toEqual([['b', 'a']])
  })

  test('reserves 0 for what it does not know', () => {
    const encoder = new OrdinalEncoder({ handleUnknown: 'reserve' }).fit([
      ['b', 1],
      ['a', 2],
      [null, 2]
    ])
    expect(encoder.cardinalities).toEqual([3, 3])
    const codes = encoder.transform([
      ['a', 1],
      ['z', 9],
      [null, null]
    ])
    expect([codes.dtype, codes.toArray()]).toEqual([
      'int32',
      [
        [1, 1],
        [0, 0],
        [0, 0]
      ]
    ])
    expect(encoder.inverseTransform(codes)).toEqual([
      ['a', 1],
      [null, null],
      [null, null]
    ])
    expect(() => encoder.inverseTransform([[4, 0]])).toThrow(DataError)
  })

  test('cardinalities count the numbers of unknown and missing values', () => {
    const options = { handleUnknown: 'useEncodedValue', unknownValue: 2, encodedMissingValue: 3 } as const
    const encoder = new OrdinalEncoder(options).fit([['a'], ['b'], [null]])
    expect(encoder.transform([['a'], ['c'], [null]]).toArray()).toEqual([[0], [2], [3]])
    expect(encoder.cardinalities).toEqual([4])
    expect(new OrdinalEncoder().fit([['a'], ['b']]).cardinalities).toEqual([2])
    // Given categories keep their order, a missing value among them.
    const given = new OrdinalEncoder({ categories: [['a', null, 'b'], [null]], dtype: 'float32' })
    expect(given.fit([['b', null]]).cardinalities).toEqual([3, 0])
    expect(() => given.fit([['b']])).toThrow(
      'OrdinalEncoder.fit: expected categories for each of 1 columns but received 2 lists'
    )
  })

  test('numbers that are those of categories are refused', () => {
    const encoder = new OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: 1 })
    expect(() => encoder.fit([['a'], ['b']])).toThrow(
      "expected unknownValue to differ from the numbers of categories but 1 is that of 'b'"
    )
    expect(() => new OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: 0.5 })).toThrow(OptionError)
  })

  test('with a float dtype missing values are NaN', () => {
    const encoder = new OrdinalEncoder({ dtype: 'float32' }).fit([['a'], [null], ['b']])
    expect(encoder.transform([[null], ['b']]).toArray()).toEqual([[Number.NaN], [1]])
  })
})

test('LabelEncoder', () => {
  const encoder = new LabelEncoder().fit(['no', 'yes', 'no'])
  const y = encoder.transform(['yes', 'no'])
  expect([y.dtype, y.shape, y.toArray(), encoder.inverseTransform(y)]).toEqual(['int32', [2], [1, 0], ['yes', 'no']])
  expect(() => encoder.transform(['maybe'])).toThrow(
    "LabelEncoder.transform: label 0: expected one of no, yes but found 'maybe'"
  )
  expect(() => encoder.inverseTransform([2])).toThrow(DataError)
  expect(() => new LabelEncoder().fit([null])).toThrow(DataError)
  expect(() => new LabelEncoder().transform(['a'])).toThrow(OptionError)
  expect(() => LabelEncoder.fromJSON({ ...encoder.toJSON(), fitted: {} })).toThrow(OptionError)
  expect(new LabelEncoder().fit(tensor([3, 1], { dtype: 'int32' })).classes).toEqual([1, 3])
})

describe('SimpleImputer', () => {
  test('texts stay rows', () => {
    const imputer = new SimpleImputer<string[][]>({ strategy: 'mostFrequent' })
    const rows: string[][] = imputer.fitTransform([['b'], ['a'], ['b'], ['NA']])
    expect(rows).toEqual([['b'], ['a'], ['b'], ['b']])
    expect(new SimpleImputer({ strategy: 'constant' }).fitTransform([['a'], [null]])).toEqual([
      ['a'],
      ['missing_value']
    ])
  })

  test('own words and numbers are missing', () => {
    const imputer = new SimpleImputer({ missingValues: [-999, 'unknown'] })
    expect(imputer.fitTransform([[1], [-999], ['-999'], ['unknown'], [4]]).toArray()).toEqual([
      [1],
      [2.5],
      [2.5],
      [2.5],
      [4]
    ])
    expect(() => imputer.fit([['NA']])).toThrow("expected a number but found 'NA'")
  })

  test('a column without values', () => {
    expect(() => new SimpleImputer().fit([[null], [null]])).toThrow('every value is missing: there is nothing to learn')
    expect(new SimpleImputer({ strategy: 'constant' }).fitTransform([[null]]).toArray()).toEqual([[0]])
  })

  test('an indicator says what was filled in', () => {
    const imputer = new SimpleImputer({ addIndicator: true })
    const x = imputer.fitTransform([
      [1, 5],
      [null, 5],
      [3, 5]
    ])
    expect(x.toArray()).toEqual([
      [1, 5, 0],
      [2, 5, 1],
      [3, 5, 0]
    ])
    expect(imputer.getFeatureNamesOut()).toEqual(['0', '1', 'missingindicator_0'])
    const back = imputer.inverseTransform(x) as Tensor
    expect(back.toArray()).toEqual([
      [1, 5],
      [Number.NaN, 5],
      [3, 5]
    ])
  })
})

test('a constant column becomes 0, though its mean is rounded', () => {
  // The mean of three times 0.1 is not 0.1.
  expect(new StandardScaler().fitTransform([[0.1], [0.1], [0.1]]).toArray()).toEqual([
    [expect.closeTo(0, 10)],
    [expect.closeTo(0, 10)],
    [expect.closeTo(0, 10)]
  ])
})

test('a pipeline keeps float64 between its steps', () => {
  const seconds = [[1.7e9], [1.7e9 + 1], [1.7e9 + 2]]
  const plain = new Pipeline([
    ['fill', new SimpleImputer()],
    ['scale', new StandardScaler()]
  ])
  const z = plain.fitTransform(seconds).toArray() as number[][]
  expect(z.map(([v]) => Number(v!.toFixed(4)))).toEqual([-1.2247, 0, 1.2247])
  expect(Object.keys(plain.namedSteps)).toEqual(['fill', 'scale'])
  const back = plain.inverseTransform([[0]]) as Tensor
  // The mean, 1.7e9 + 1, in float32.
  expect([back.dtype, back.toArray()]).toEqual(['float32', [[1.7e9]]])
})
