// Bundlers, as docs/guide/install.md describes them: the package kept out of the bundle, bundled with the binaries next
// to it, and bundled alone. esbuild in every way; webpack, rolldown (rollup's plugins and options) and vite in those
// that differ.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { rolldown } from 'rolldown'
import { build as viteBuild } from 'vite'
import { describe, expect, test } from 'vitest'
import webpack from 'webpack'
import { temporaryFolder } from '../util/folder.ts'
import { execute, program, project, reference, report, write, XOR } from './machine.ts'

const folder = project('bundle', { 'xor.mjs': program('import', XOR) })
const outside = temporaryFolder()
const trained = { predictions: [0, 1, 1, 0], hash: reference(folder) }

async function bundle(out: string, options: BuildOptions): Promise<string[]> {
  const made = await build({
    absWorkingDir: folder,
    entryPoints: ['xor.mjs'],
    bundle: true,
    platform: 'node',
    outfile: out,
    logLevel: 'silent',
    ...options
  })
  return made.warnings.map(({ text }) => text)
}

describe.each(['esm', 'cjs'] as const)('as %s', (format) => {
  const file = format === 'esm' ? 'out.mjs' : 'out.cjs'
  // Somewhere the package is not installed.
  const away = outside(format)

  test('external: the installed package is used', async () => {
    expect(await bundle(`dist/${file}`, { format, packages: 'external' })).toEqual([])
    expect(report(execute(process.execPath, [`dist/${file}`], folder))).toMatchObject({ name: 'native', ...trained })
  })

  test('bundled and minified, where the package is installed: its binary is found', async () => {
    await bundle(`dist/whole-${file}`, { format, minify: true })
    expect(report(execute(process.execPath, [`dist/whole-${file}`], folder))).toMatchObject({
      name: 'native',
      ...trained
    })
  })

  test('bundled alone: the JavaScript backend is used and says what to do; with prebuilds next to it native code', async () => {
    const warnings = await bundle(join(away, file), { format })
    // What esbuild says of import.meta in CommonJS; the library knows __dirname then.
    expect(warnings.filter((text) => !text.includes('import.meta'))).toEqual([])
    const alone = execute(process.execPath, [file], away)
    expect(report(alone, true)).toMatchObject({ name: 'js', ...trained })
    expect(alone.stderr).toMatch(
      /was found next to .*; keep thalweg out of the bundle \(external\), or copy its folder prebuilds/
    )

    cpSync(join(folder, 'node_modules/thalweg/prebuilds'), join(away, 'prebuilds'), { recursive: true })
    expect(report(execute(process.execPath, [file], away))).toMatchObject({ name: 'native', ...trained })
  })
})

test('a bundle says nothing of a package that is not there', async () => {
  write(folder, { 'none.mjs': "import { backend } from 'thalweg'\nprocess.stdout.write(JSON.stringify(backend.name))" })
  await bundle('dist/none.mjs', { format: 'esm', entryPoints: ['none.mjs'] })
  expect(execute(process.execPath, ['dist/none.mjs'], folder)).toMatchObject({
    status: 0,
    stdout: '"native"',
    stderr: ''
  })
})

type Format = 'esm' | 'cjs'

// Each bundles `entry` of the project with the package in it into folder/out.mjs or out.cjs.
const OTHERS: Record<string, (entry: string, out: string, format: Format) => Promise<unknown>> = {
  webpack: (entry, out, format) =>
    new Promise<void>((done, fail) => {
      const esm = format === 'esm'
      webpack(
        {
          mode: 'production',
          target: 'node',
          context: folder,
          entry: `./${entry}`,
          experiments: { outputModule: esm },
          output: { path: out, filename: name(format), ...(esm ? { module: true, library: { type: 'module' } } : {}) }
        },
        (error, stats) => {
          if (error) fail(error)
          else if (stats!.hasErrors()) fail(new Error(stats!.toString('errors-only')))
          else done()
        }
      )
    }),
  rolldown: async (entry, out, format) => {
    const bundled = await rolldown({ cwd: folder, input: entry, platform: 'node', logLevel: 'silent' })
    await bundled.write({ file: join(out, name(format)), format, codeSplitting: false })
  },
  vite: (entry, out, format) =>
    viteBuild({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: entry,
        outDir: out,
        emptyOutDir: false,
        rollupOptions: { output: { format: format === 'esm' ? 'es' : 'cjs', entryFileNames: name(format) } }
      }
    })
}
const name = (format: Format) => (format === 'esm' ? 'out.mjs' : 'out.cjs')

// A transform and an objective are modules that the bundle does not hold: it must find them when it runs.
write(folder, {
  'modules.mjs': program(
    'import',
    `import { pathToFileURL } from 'node:url'
import { DataLoader, TensorDataset } from 'thalweg/data'
import { search, uniform } from 'thalweg/search'
async function main() {
  const module = (name) => pathToFileURL(name).href
  const data = new TensorDataset(tensor([[1], [2]]), tensor([[0], [1]]))
  const rows = []
  for await (const [x] of new DataLoader(data, { batchSize: 2, transform: module('transform.mjs') })) rows.push(...x.data)
  const { best } = await search({ x: uniform(0, 1) }, module('objective.mjs'), { method: 'random', trials: 2, seed: 1 })
  tell({ ...train(), rows, best: best.value < 1 })
}
main()`
  ),
  'transform.mjs': 'export default ([x, y]) => [{ ...x, data: x.data.map((v) => 10 * v) }, y]',
  'objective.mjs': 'export default ({ x }) => x * x'
})

describe.each(Object.keys(OTHERS))('%s', (bundler) => {
  test.each(['esm', 'cjs'] as const)(
    'as %s: bundled, it finds its binary, transforms and objectives',
    async (format) => {
      const out = join(folder, `dist-${bundler}`)
      await OTHERS[bundler]!('modules.mjs', out, format)
      const told = report(execute(process.execPath, [join(out, name(format))], folder))
      expect(told).toMatchObject({ name: 'native', ...trained, rows: [10, 20], best: true })
    }
  )

  test.each(['esm', 'cjs'] as const)('as %s: with prebuilds next to it, where the package is not', async (format) => {
    const away = outside(`${bundler}-${format}`)
    await OTHERS[bundler]!('xor.mjs', away, format)
    cpSync(join(folder, 'node_modules/thalweg/prebuilds'), join(away, 'prebuilds'), { recursive: true })
    expect(report(execute(process.execPath, [name(format)], away))).toMatchObject({ name: 'native', ...trained })
  })
})
