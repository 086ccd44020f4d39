// The part of optionCases.ts that is of tables: transformers with their options.
import * as data from '../../lib/data/index.ts'
import { arange } from '../../lib/index.ts'
import * as preprocessing from '../../lib/preprocessing/index.ts'

type Use = (options: object) => unknown

const numbers = [[1], [2], [4], [8]]
const colors = [['red'], ['blue'], ['red'], ['red']]
const made = (transformer: { fitTransform(rows: never): unknown; toJSON(): object }, rows: unknown): unknown => [
  transformer.fitTransform(rows as never),
  transformer.toJSON()
]

const orders = (sampler: Iterable<unknown>): unknown => [[...sampler], [...sampler]]
const image = arange(3 * 36)
  .reshape([3, 6, 6])
  .div(108)
const context = { seed: 1n, epoch: 0, batch: 0, indices: Uint32Array.of(5) }

export const augmentCases: Record<string, Use> = {
  randomRotation: (o) => data.randomRotation(30, o)(image, context),
  randomAffine: (o) => data.randomAffine(30, o)(image, context),
  colorJitter: (o) => data.colorJitter(o)(image, context),
  randomErasing: (o) => data.randomErasing(o)(image, context),
  cutout: (o) => data.cutout(2, o)(image, context),
  mixup: (o) => data.mixup({ ...o, numClasses: 3 })([image.reshape([3, 36]), arange(3)], context),
  stratifiedSplit: (o) => data.stratifiedSplit({ length: 4, get: (k) => k }, [0, 0, 1, 1], [0.5, 0.5], o),
  groupedSplit: (o) => data.groupedSplit({ length: 4, get: (k) => k }, [0, 0, 1, 1], [0.5, 0.5], o),
  padCollate: (o) => data.padCollate(o)([arange(2), arange(3)])
}

export const tableCases: Record<string, Use> = {
  RandomSampler: (o) => orders(new data.RandomSampler({ length: 5 }, o)),
  SubsetRandomSampler: (o) => orders(new data.SubsetRandomSampler([1, 2, 3], o)),
  WeightedRandomSampler: (o) => orders(new data.WeightedRandomSampler([1, 2, 3], 4, o)),
  BatchSampler: (o) => orders(new data.BatchSampler([1, 2, 3], 2, o)),
  Vocabulary: (o) => new data.Vocabulary(['a', 'b'], o).toJSON(),
  StandardScaler: (o) => made(new preprocessing.StandardScaler(o), numbers),
  MinMaxScaler: (o) => made(new preprocessing.MinMaxScaler(o), numbers),
  RobustScaler: (o) => made(new preprocessing.RobustScaler(o), numbers),
  OneHotEncoder: (o) => made(new preprocessing.OneHotEncoder(o), colors),
  OrdinalEncoder: (o) => made(new preprocessing.OrdinalEncoder(o), colors),
  SimpleImputer: (o) => made(new preprocessing.SimpleImputer(o), [[1], [null], [3]]),
  ToFloat: (o) => made(new preprocessing.ToFloat(o), [['$1,234.50']]),
  DatetimeEncoder: (o) => made(new preprocessing.DatetimeEncoder(o), [['2026-11-29']]),
  ColumnTransformer: (o) =>
    made(new preprocessing.ColumnTransformer([['all', new preprocessing.StandardScaler(), 0]], o), numbers)
}
