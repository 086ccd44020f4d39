// The chart library, an optional package: loaded for the first SVG, and read as text for HTML. Called by svg.ts and html.ts.
import { OptionError } from '../../errors.ts'
import { loadPackage, packageFile } from '../../util/packages.ts'
import type { Charts } from './svg.ts'

const absent =
  (call: string) =>
  (cause: unknown): OptionError => {
    const error = new OptionError(
      `${call}: cannot draw because the optional package echarts is not installed; run npm install echarts`
    )
    error.cause = cause
    return error
  }

/** The library. */
export async function loadCharts(call: string): Promise<Charts> {
  const { default: charts, ...names } = (await loadPackage(
    'echarts',
    () => import(/* webpackIgnore: true */ 'echarts'),
    absent(call)
  )) as {
    default?: object
  }
  return ('init' in names ? names : charts) as Charts
}

/** The text of the library, for a page. */
export const chartsText = (call: string): string => packageFile('echarts/dist/echarts.min.js', absent(call))
