// esbuild, as docs/guide/install.md describes it: the package kept out of the bundle, bundled with the binaries beside it,
// and bundled alone.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { describe, expect, test } from 'vitest'
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

  test('external: the installed package serves', async () => {
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

  test('bundled alone: the JavaScript backend serves and says what to do; with prebuilds beside it native code', async () => {
    const warnings = await bundle(join(away, file), { format })
    // What esbuild says of import.meta in CommonJS; the library knows __dirname then.
    expect(warnings.filter((text) => !text.includes('import.meta'))).toEqual([])
    const alone = execute(process.execPath, [file], away)
    expect(report(alone, true)).toMatchObject({ name: 'js', ...trained })
    expect(alone.stderr).toMatch(
      /was found beside .*; keep thalweg out of the bundle \(external\), or copy its folder prebuilds/
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
