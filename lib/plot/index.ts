// thalweg/plot: pictures of runs, landscapes, profiles and results, as SVG, HTML and text.
export { type PlotHistoryOptions, plotHistory, type RunSource } from './charts/history.ts'
export { type Path, type PlotLandscapeOptions, plotLandscape } from './charts/landscape.ts'
export type { Figure, Mark, Panel } from './figure.ts'
export { type PageSection, pageOf } from './page.ts'
export { Picture, type SvgOptions, type TextOptions } from './picture.ts'
