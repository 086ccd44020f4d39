// thalweg/plot: pictures of runs, landscapes, profiles and results, as SVG, HTML and text.
import '../ops/methods.ts'

export {
  type PlotCalibrationOptions,
  type PlotConfusionOptions,
  plotCalibration,
  plotConfusion
} from './charts/classes.ts'
export { type PlotHistoryOptions, plotHistory, type RunSource } from './charts/history.ts'
export { type Path, type PlotLandscapeOptions, plotLandscape } from './charts/landscape.ts'
export { plotBatchSizes, plotMemory, plotProfile } from './charts/measures.ts'
export { type PlotSchedulesOptions, plotRange, plotSchedules } from './charts/rates.ts'
export { plotSearch } from './charts/search.ts'
export { type PlotTrajectoriesOptions, plotTrajectories } from './charts/trajectories.ts'
export type { Figure, Mark, Panel } from './figure.ts'
export { KeepWeights, type KeepWeightsOptions } from './model/keepWeights.ts'
export {
  type LandscapeExperiment,
  type ModelLandscape,
  type ModelLandscapeOptions,
  modelLandscape
} from './model/modelLandscape.ts'
export type { NamedWeights } from './model/weights.ts'
export { type PageSection, pageOf } from './page.ts'
export { Picture, type SvgOptions, type TextOptions } from './picture.ts'
