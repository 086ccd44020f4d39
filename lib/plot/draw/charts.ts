// The chart library, an optional package that is loaded when the first chart is drawn. Called by svg.ts and html.ts.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { OptionError } from '../../errors.ts'
import { loadPackage } from '../../util/packages.ts'
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
export async function chartsText(call: string): Promise<string> {
  await loadCharts(call)
  // Bundlers that make CommonJS of a module leave import.meta empty.
  const here = (import.meta.url as string | undefined) ?? join(process.cwd(), 'package.json')
  return readFile(createRequire(here).resolve('echarts/dist/echarts.min.js'), 'utf8')
}
