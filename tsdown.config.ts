import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsdown'

// What package.json exports, the command line and the benchmark: '.' is lib/index.ts, './nn' is lib/nn/index.ts.
const { exports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { exports: object }
// Entries whose folder stands in another.
const INNER: Record<string, string> = { './schedules': '/optim/schedules' }
const entries = Object.keys(exports)
  .filter((path) => path !== './package.json')
  .map((path): [string, string] =>
    path === '.' ? ['index', 'lib/index.ts'] : [path.slice(2), `lib${INNER[path] ?? path.slice(1)}/index.ts`]
  )

const library = Object.fromEntries(entries)

export default defineConfig({
  entry: { ...library, bench: 'lib/bench/index.ts', cli: 'lib/cli/index.ts' },
  // Nobody requires the programs.
  format: { esm: {}, cjs: { entry: library } },
  dts: true,
  target: 'node20',
  platform: 'node',
  sourcemap: false,
  // Docstrings are in the declarations.
  outputOptions: { comments: { jsdoc: false } }
})
