// The preprocessing of a whole table: fitted to a part of it, kept with the model, applied to the rows of a request.
import { writeFileSync } from 'node:fs'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { loadCheckpoint, loadSafetensors, saveCheckpoint, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { randomSplit, readTable, subset } from '../../lib/data/index.ts'
import { DataError, OptionError, ShapeError } from '../../lib/errors.ts'
import { Embedding, mlp } from '../../lib/nn/index.ts'
import {
  ColumnTransformer,
  DatetimeEncoder,
  MinMaxScaler,
  OneHotEncoder,
  OrdinalEncoder,
  Pipeline,
  SimpleImputer,
  StandardScaler,
  ToFloat,
  type Transformer
} from '../../lib/preprocessing/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const TEXT = [
  'since,income,plan,region,churn',
  '2024-01-15,"$1,200.00",basic,north,no',
  '2024-03-01,"$2,400.00",pro,south,yes',
  '2025-06-30,N/A,basic,south,no',
  '2025-12-24,"$3,600.00",team,NA,yes'
].join('\n')

async function table() {
  writeFileSync(file('customers.csv'), TEXT)
  return readTable(file('customers.csv'))
}

const make = () =>
  new ColumnTransformer([
    [
      'dates',
      new Pipeline([
        ['parts', new DatetimeEncoder({ resolution: null })],
        ['scale', new StandardScaler()]
      ]),
      'since'
    ],
    [
      'money',
      new Pipeline([
        ['read', new ToFloat()],
        ['fill', new SimpleImputer({ strategy: 'median', addIndicator: true })]
      ]),
      ['income']
    ],
    ['plan', new OneHotEncoder({ handleUnknown: 'ignore' }), ['plan']],
    ['region', new OrdinalEncoder({ handleUnknown: 'reserve' }), ['region']]
  ])

describe('a table of dates, money, categories and missing values', () => {
  test('is fitted to the training rows alone', async () => {
    const all = await table()
    const train = subset(all, [0, 1, 2])
    const preprocess = make().fit(train)
    expect(preprocess.getFeatureNamesOut()).toEqual([
      'dates__since_total_seconds',
      'money__income',
      'money__missingindicator_income',
      'plan__plan_basic',
      'plan__plan_pro',
      'region__region'
    ])
    const x = preprocess.transform(train, { dtype: 'float64' }).toArray() as number[][]
    const days = ['2024-01-15', '2024-03-01', '2025-06-30'].map((day) => Date.parse(day) / 1000)
    const mean = days.reduce((a, b) => a + b) / 3
    const std = Math.sqrt(days.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 3)
    for (const [k, row] of x.entries()) expect(row[0]).toBeCloseTo((days[k]! - mean) / std, 12)
    expect(x.map((row) => row.slice(1))).toEqual([
      [1200, 0, 1, 0, 1],
      [2400, 0, 0, 1, 2],
      [1800, 1, 1, 0, 2]
    ])
    // The team plan and the missing region were not in the training rows.
    const [held] = preprocess.transform(subset(all, [3])).toArray() as number[][]
    expect(held!.slice(1)).toEqual([3600, 0, 0, 0, 0])
  })

  test('gives the rows of a request the features of the file, from the same JSON', async () => {
    const all = await table()
    const preprocess = make().fit(all)
    const serving = ColumnTransformer.fromJSON(JSON.stringify(preprocess))
    const rows = [
      { since: '2024-01-15', income: 1200, plan: 'basic', region: 'north' },
      { since: new Date('2024-03-01') as never, income: '2400', plan: ' pro', region: 'south' },
      { region: null, plan: 'team', since: '2025-12-24T00:00:00Z', income: '3600.0 USD', more: 1 }
    ]
    expect(serving.transform(rows).toArray()).toEqual(preprocess.transform(subset(all, [0, 1, 3])).toArray())
    expect(JSON.stringify(serving)).toBe(JSON.stringify(preprocess))
    const back = serving.inverseTransform(serving.transform(rows, { dtype: 'float64' }))
    expect(back[2]).toEqual({ since: '2025-12-24T00:00:00.000Z', income: 3600, plan: 'team', region: null })
  })

  test('is kept in the file of the model', async () => {
    const all = await table()
    const preprocess = make().fit(all)
    const model = mlp([preprocess.getFeatureNamesOut().length, 3, 1])
    const wanted = model.forward(preprocess.transform(all)).toArray()

    await saveSafetensors(file('a.safetensors'), model.stateDict(), { preprocessing: JSON.stringify(preprocess) })
    const { tensors, metadata } = await loadSafetensors(file('a.safetensors'))
    await saveCheckpoint(file('b.safetensors'), { model: model.stateDict(), preprocessing: preprocess.toJSON() })
    const state = await loadCheckpoint(file('b.safetensors'))
    for (const [weights, json] of [
      [tensors, metadata.preprocessing!],
      [state.model, state.preprocessing]
    ]) {
      const loaded = mlp([preprocess.getFeatureNamesOut().length, 3, 1])
      loaded.loadStateDict(weights)
      expect(loaded.forward(ColumnTransformer.fromJSON(json).transform(all)).toArray()).toEqual(wanted)
    }
  })

  test('parts in their own dtypes, codes for an Embedding', async () => {
    const all = await table()
    const preprocess = make().fit(subset(all, [0, 1]))
    const { money, region } = preprocess.transformEach(all)
    expect([money!.dtype, money!.shape, region!.dtype, region!.toArray()]).toEqual([
      'float32',
      [4, 1],
      'int32',
      [[1], [2], [2], [0]]
    ])
    const { cardinalities } = preprocess.namedTransformers.region as OrdinalEncoder
    expect(cardinalities).toEqual([3])
    expect(new Embedding(cardinalities[0]!, 2).forward(region!).shape).toEqual([4, 1, 2])
  })
})

describe('errors name the line and the column', () => {
  const rows = [
    { size: 1, color: 'red' },
    { size: 2, color: 'blue' }
  ]

  test('of values', async () => {
    const all = await table()
    const path = file('customers.csv')
    expect(() => new StandardScaler().fit(all)).toThrow(
      `StandardScaler.fit: ${path}: line 2, column 'since': expected a number but found '2024-01-15'`
    )
    const plan = new ColumnTransformer([['plan', new OneHotEncoder(), 'plan']]).fit(subset(all, [0, 1]))
    expect(() => plan.transform(all)).toThrow(
      `ColumnTransformer.transform: ${path}: line 5, column 'plan': expected one of basic, pro but found 'team'; handleUnknown: 'ignore' gives zeros`
    )
    const income = new ColumnTransformer([['income', new ToFloat(), 'income']])
    expect(() => income.fitTransform(all)).toThrow(
      `${path}: line 4, column 'income': the value is missing; put a SimpleImputer before, in a Pipeline`
    )
    expect(() => new DatetimeEncoder().fit([['2026-02-30']])).toThrow(
      "DatetimeEncoder.fit: row 0, column 0: expected a date such as '2026-11-29'; give another format but found '2026-02-30'"
    )
    expect(() => new ToFloat().fit([['1.234,5']])).toThrow(
      "ToFloat.fit: row 0, column 0: expected a number with decimal '.' and thousands ',' but found '1.234,5'"
    )
    expect(() => new StandardScaler().fit([[1], [Number.POSITIVE_INFINITY]])).toThrow(DataError)
    expect(() => new OrdinalEncoder().fit([['a'], ['NA']])).toThrow(
      "row 1, column 0: the value is missing; give encodedMissingValue, or handleUnknown: 'reserve'"
    )
  })

  test('of columns and shapes', () => {
    const made = new ColumnTransformer([['a', new StandardScaler(), ['sise']]])
    expect(() => made.fit(rows)).toThrow("ColumnTransformer.fit: a: there is no column 'sise'; did you mean size?")
    const third = new ColumnTransformer([['a', new StandardScaler(), 2]])
    expect(() => third.fit(rows)).toThrow('ColumnTransformer.fit: a: there is no column 2; the columns are size, color')
    const scaler = new StandardScaler().fit([[1, 2]])
    expect(() => scaler.transform([[1]])).toThrow(ShapeError)
    expect(() => scaler.transform([[1]])).toThrow(
      'StandardScaler.transform: expected rows of 2 values, as those of fit, but they have 1'
    )
    expect(() => scaler.fit([[1, 2], [3]])).toThrow('expected rows of 2 values, as row 0 is, but row 1 is [3]')
    expect(() => scaler.fit([1, 2] as never)).toThrow('for one column give rows of one value')
    expect(() => new StandardScaler().fit([])).toThrow('StandardScaler.fit: expected at least one row')
    const size = new ColumnTransformer([['a', new StandardScaler(), ['size']]]).fit(rows)
    expect(() => size.transform([{ color: 'red' }])).toThrow("row 0: there is no column 'size'")
    // A column that is not used may be missing.
    expect(size.transform([{ size: 1 }]).toArray()).toEqual([[-1]])
  })

  test('of calls', () => {
    expect(() => new StandardScaler().transform([[1]])).toThrow(
      'StandardScaler.transform: expected a fitted StandardScaler; call fit with the training rows first'
    )
    expect(() => new StandardScaler({ withmean: false } as never)).toThrow('did you mean withMean?')
    for (const featureRange of [
      [1, 1],
      [2, 1],
      [0, 1, 2]
    ])
      expect(() => new MinMaxScaler({ featureRange } as never)).toThrow(
        'MinMaxScaler: expected featureRange to be two numbers, the smaller first'
      )
    expect(() => new OrdinalEncoder({ handleUnknown: 'useEncodedValue' })).toThrow(
      'expected unknownValue together with'
    )
    expect(() => new ColumnTransformer([['a', 'pass' as never, 'x']])).toThrow(OptionError)
    expect(() => new Pipeline([])).toThrow('Pipeline: expected one or more steps')
  })

  test('a fit that fails leaves what was learned before', () => {
    const made = new ColumnTransformer([
      ['a', new StandardScaler(), ['size']],
      ['b', new OneHotEncoder(), ['color']]
    ]).fit(rows)
    const before = JSON.stringify(made)
    expect(() =>
      made.fit([
        { size: 5, color: 'x' },
        { size: 'many', color: 'y' }
      ])
    ).toThrow("found 'many'")
    expect(JSON.stringify(made)).toBe(before)
  })

  test('of JSON', () => {
    const json = new StandardScaler().fit([[1], [2]]).toJSON()
    expect(() => OneHotEncoder.fromJSON(json)).toThrow('expected the JSON of a OneHotEncoder but it is of')
    expect(() => ColumnTransformer.fromJSON(json)).toThrow('expected the JSON of a ColumnTransformer but it is of')
    expect(() => Pipeline.fromJSON(json)).toThrow("expected the JSON of a Pipeline but it is of 'StandardScaler'")
    expectTypeOf(StandardScaler.fromJSON(json)).toEqualTypeOf<StandardScaler>()
    expectTypeOf(ColumnTransformer.fromJSON).returns.toExtend<Transformer<unknown>>()
    expect(() => StandardScaler.fromJSON('{')).toThrow('StandardScaler.fromJSON: expected the JSON of a transformer')
    expect(() => StandardScaler.fromJSON('{')).toThrow('it is not JSON')
    expect(() => StandardScaler.fromJSON({})).toThrow(OptionError)
    for (const fitted of [{}, { mean: [1], variance: [1], scale: [0] }, { mean: [1, 2], variance: [1], scale: [1] }]) {
      expect(() => StandardScaler.fromJSON({ ...json, fitted })).toThrow('its field fitted has another form')
    }
    const part = JSON.parse(JSON.stringify(new ColumnTransformer([['a', new StandardScaler(), 0]])))
    part.options.transformers[0][1].type = 'StandardScalar'
    expect(() => ColumnTransformer.fromJSON(part)).toThrow(
      "there is no transformer 'StandardScalar'; did you mean StandardScaler?"
    )
  })
})

test('statistics of a part differ from those of the whole: nothing leaks', async () => {
  const path = file('t.csv')
  writeFileSync(path, `a\n${Array.from({ length: 100 }, (_, k) => `${k}\n`).join('')}`)
  const [train, test] = randomSplit(await readTable(path), [0.8, 0.2], { seed: 3 })
  const scaler = new StandardScaler().fit(train)
  const mean = [...train.indices].reduce((a, b) => a + b) / 80
  expect(scaler.mean).toEqual([mean])
  expect(mean).not.toBe(49.5)
  const z = scaler.transform(test, { dtype: 'float64' }).toArray() as number[][]
  expect(z.map(([v]) => v)).toEqual(Array.from(test.indices, (k) => (k - mean) / scaler.scale[0]!))
})
