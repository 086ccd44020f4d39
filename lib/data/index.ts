// thalweg/data: datasets, the loader, readers of files, image transforms.
import '../ops/methods.ts'

export { Philox, type PhiloxState, permutation, type RandomSource, randomBelow, randomFloat } from '../util/philox.ts'
export { type Cifar, type CifarOptions, readCifar } from './cifar.ts'
export { type Collated, collate, type PadCollateOptions, type PaddedBatch, padCollate } from './collate.ts'
export { type ColorJitterOptions, colorJitter } from './colors.ts'
export type { CategoryColumn, Column, ColumnType, Missing, NumberColumn } from './columns.ts'
export { type CsvOptions, readCsv } from './csv.ts'
export {
  ConcatDataset,
  type Dataset,
  Subset,
  subset,
  TensorDataset
} from './dataset.ts'
export { type ApplyOptions, applyTable, type CsvTable, type FitOptions, type FittedTable, fitTable } from './fit.ts'
export { type IdxOptions, readIdx } from './idx.ts'
export { ImageFolder, type ImageOptions, readImage, readImageFolder } from './imageFolder.ts'
export { JsonLines, readJsonLines } from './jsonLines.ts'
export { DataLoader, type LoaderState } from './loader.ts'
export type { DataLoaderOptions, ModuleUrl } from './loaderOptions.ts'
export {
  type BatchTransform,
  type CutoutOptions,
  cutout,
  type MixupOptions,
  mixup,
  type RandomErasingOptions,
  randomErasing
} from './mixing.ts'
export { readNpy, writeNpy } from './npy.ts'
export { type ParquetOptions, readParquet } from './parquet.ts'
export {
  BatchSampler,
  type BatchSamplerLike,
  type BatchSamplerOptions,
  RandomSampler,
  type RandomSamplerOptions,
  type Sampler,
  type SeedOption,
  SequentialSampler,
  SubsetRandomSampler,
  WeightedRandomSampler,
  type WeightedRandomSamplerOptions
} from './samplers.ts'
export { groupedSplit, type Parts, randomSplit, type SplitOptions, stratifiedSplit } from './splits.ts'
export { readSqlite, type SqlParameters } from './sqlite.ts'
export type { Samples, StreamDataset } from './stream.ts'
export { columnOf, readTable, Table, type TableOptions, type TableRow, type TableValue } from './table.ts'
export {
  compose,
  type Image,
  type ImageTransform,
  normalize,
  type RandomCropOptions,
  randomCrop,
  randomHorizontalFlip,
  type TransformOptions
} from './transforms.ts'
export { type Tokenize, Vocabulary, type VocabularyJson, type VocabularyOptions } from './vocabulary.ts'
export { type RandomAffineOptions, randomAffine, randomRotation, type Span, type WarpOptions } from './warps.ts'
export type { PlainTensor, TransformContext } from './workers.ts'
