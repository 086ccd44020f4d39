import { readFileSync } from 'node:fs'
import { defineConfig, type Rolldown } from 'tsdown'

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

// What `import 'thalweg'` loads is two large chunks instead of a dozen small ones: a file costs a start 1 to 2 ms. The
// schedules load the first two groups alone. Declarations (.d.ts) are left where they are.
const group = (name: string, path: string, priority: number) => ({
  name,
  test: new RegExp(`/lib/${path}(?<!\\.d)\\.ts$`),
  priority
})
const groups = [
  group('options', '(errors|util/(options|restore))', 4),
  group('math', 'backend/(math|gen/math|js/primitives)', 3),
  group('tensor', '(backend|tensor|autograd|linalg)/.*', 2),
  group('ops', 'ops/.*', 1)
]

// Declarations are written once, as CommonJS: a declaration of an ES module may import one of CommonJS at every setting of
// TypeScript, but not the reverse.
const declarations: Rolldown.Plugin = {
  name: 'declarations',
  generateBundle() {
    for (const name of Object.keys(library)) {
      this.emitFile({ type: 'asset', fileName: `${name}.d.mts`, source: `export * from './${name}.cjs'\n` })
    }
  }
}

export default defineConfig({
  entry: { ...library, bench: 'lib/bench/index.ts', cli: 'lib/cli/index.ts' },
  // Nobody requires the programs.
  format: { esm: { dts: false, plugins: [declarations] }, cjs: { entry: library } },
  dts: true,
  target: 'node20',
  platform: 'node',
  sourcemap: false,
  // Docstrings are in the declarations.
  outputOptions: { comments: { jsdoc: false }, codeSplitting: { groups } }
})
