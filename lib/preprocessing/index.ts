// thalweg/preprocessing: what turns rows into features, with the names of scikit-learn.
import '../ops/methods.ts'

export type { CategoriesOptions } from './categories.ts'
export { type ColumnNames, ColumnTransformer, type ColumnTransformerOptions, type Part } from './columnTransformer.ts'
export type { Rows, Value } from './frame.ts'
export { SimpleImputer, type SimpleImputerOptions } from './imputer.ts'
export { OneHotEncoder, type OneHotEncoderOptions } from './oneHot.ts'
export { LabelEncoder, OrdinalEncoder, type OrdinalEncoderOptions } from './ordinal.ts'
export { DatetimeEncoder, type DatetimeEncoderOptions, ToFloat, type ToFloatOptions } from './parsing.ts'
export { Pipeline } from './pipeline.ts'
export {
  MinMaxScaler,
  type MinMaxScalerOptions,
  RobustScaler,
  type RobustScalerOptions,
  StandardScaler,
  type StandardScalerOptions
} from './scalers.ts'
export type { MissingOptions, Transformer, TransformerJson, TransformOptions } from './transformer.ts'
