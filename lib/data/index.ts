// thalweg/data: datasets, the loader, readers of files, image transforms.
import '../ops/methods.ts'

export { Philox, type PhiloxState, permutation, type RandomSource, randomBelow, randomFloat } from '../util/philox.ts'
export { type Cifar, type CifarOptions, readCifar } from './cifar.ts'
export { type Collated, collate } from './collate.ts'
export type { CategoryColumn, Column, ColumnType, Missing, NumberColumn } from './columns.ts'
export { type CsvOptions, readCsv } from './csv.ts'
export {
  ConcatDataset,
  type Dataset,
  randomSplit,
  type SplitOptions,
  Subset,
  subset,
  TensorDataset
} from './dataset.ts'
export { type ApplyOptions, applyTable, type CsvTable, type FitOptions, type FittedTable, fitTable } from './fit.ts'
export { type IdxOptions, readIdx } from './idx.ts'
export { DataLoader, type DataLoaderOptions, type LoaderState, type ModuleUrl } from './loader.ts'
export { readNpy, writeNpy } from './npy.ts'
export { readTable, Table, type TableOptions, type TableRow } from './table.ts'
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
export type { PlainTensor, TransformContext } from './workers.ts'
