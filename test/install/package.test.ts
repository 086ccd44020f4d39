// The tarball as a publisher and a type checker see it: its size and files, publint, are-the-types-wrong, and types
// that compile alone; and the README's quick start, which must work as it is written.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { execute, project, well, write } from './machine.ts'
import { TARBALL } from './places.ts'

const require = createRequire(import.meta.url)
const folder = project('package')
const home = join(folder, 'node_modules/thalweg')

interface Manifest {
  readonly exports: Record<string, string | Record<'import' | 'require', Record<'types' | 'default', string>>>
  readonly bin?: Record<string, string>
  readonly scripts: Record<string, string>
  readonly dependencies?: Record<string, string>
}
const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest
const entries = Object.entries(manifest.exports).filter(([path]) => path !== './package.json')
const names = entries.map(([path]) => path.replace('.', 'thalweg'))

const files = execute('tar', ['tzf', TARBALL], folder)
  .stdout.trim()
  .split('\n')
  .map((path) => path.replace('package/', ''))

test('is smaller than 6 MB', () => {
  expect(statSync(TARBALL).size).toBeLessThan(6e6)
})

test('holds binaries, library, types, documents, and what builds the addon; no tests and no tools of ours', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      ...['package.json', 'README.md', 'LICENSE', 'binding.gyp', 'CMakeLists.txt', 'native/sources.json'],
      ...['examples/xor.ts', 'examples/support/digits.ts', 'node_modules/node-addon-api/napi.h'],
      ...['prebuilds/linux-x64/thalweg.glibc.node', 'prebuilds/linux-arm64/thalweg.glibc.node']
    ])
  )
  const sources = readdirSync(join(ROOT, 'native'), { recursive: true, encoding: 'utf8' })
    .map((path) => `native/${path}`)
    .filter((path) => /\.(cc|h|json)$/.test(path))
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.filter((path) => !files.includes(path))).toEqual([])
  const folders = /^(dist|docs|examples|native|prebuilds|node_modules\/node-addon-api)\//
  const root = files.filter((path) => !folders.test(path)).sort()
  expect(root).toEqual([
    ...['CHANGELOG.md', 'CMakeLists.txt', 'CONTRIBUTING.md', 'LICENSE', 'NOTICE', 'README.md'],
    ...['binding.gyp', 'package.json']
  ])
  expect(files.filter((path) => /(^|\/)(test|bench|golden|\.cache)\b/.test(path))).toEqual([])
})

test('runs no script on installation', () => {
  expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([])
  expect(manifest).toMatchObject({ gypfile: false })
  // The one dependency: headers, inside of the tarball, so that it installs offline.
  expect(Object.keys(manifest.dependencies ?? {})).toEqual(['node-addon-api'])
  const headers = JSON.parse(readFileSync(join(home, 'node_modules/node-addon-api/package.json'), 'utf8')) as Manifest
  expect(Object.keys(headers.scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([])
  expect(Object.keys(headers.dependencies ?? {})).toEqual([])
})

test('the binaries are stripped', () => {
  for (const path of files.filter((name) => /\.(node|so\.1)$/.test(name))) {
    const sections = execute('readelf', ['-SW', path], home).stdout
    expect(sections).toContain('.dynsym')
    expect(sections).not.toMatch(/\.symtab|\.debug/)
  }
})

test('every export names files that are there, and every library file belongs to an export', () => {
  const targets = entries.flatMap(([, to]) =>
    typeof to === 'string' ? [to] : [to.import, to.require].flatMap((one) => [one.types, one.default])
  )
  expect(targets).toHaveLength(4 * entries.length)
  expect(targets.filter((path) => !existsSync(join(home, path)))).toEqual([])
  const reached = new Set([...targets, ...Object.values(manifest.bin ?? {})].map((path) => path.replace('./', '')))
  for (const path of reached) {
    for (const [, part] of readFileSync(join(home, path), 'utf8').matchAll(/['"](\.\.?\/[\w./-]+)['"]/g)) {
      const next = join(dirname(path), part!)
      // Declarations name the JavaScript that stands next to them.
      const declared = /\.d\.[mc]ts$/.test(path) ? next.replace(/\.([mc])js$/, '.d.$1ts') : next
      if (files.includes(declared)) reached.add(declared)
    }
  }
  expect(files.filter((path) => path.startsWith('dist/') && !reached.has(path))).toEqual([])
})

test('publint has nothing to say', async () => {
  const { messages } = await publint({ pkgDir: home, pack: false, strict: true })
  const pkg = manifest as unknown as Parameters<typeof formatMessage>[1]
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
})

test('are-the-types-wrong finds nothing wrong under node16 and bundler, ESM and CommonJS', () => {
  const attw = join(dirname(require.resolve('@arethetypeswrong/cli/package.json')), 'dist/index.js')
  const ended = execute(
    process.execPath,
    [attw, TARBALL, '--profile', 'node16', '--no-definitely-typed', '--format', 'json'],
    folder
  )
  const { analysis } = JSON.parse(ended.stdout) as {
    analysis: { entrypoints: object; problems: readonly { resolutionKind?: string }[] }
  }
  expect(Object.keys(analysis.entrypoints).sort()).toEqual(Object.keys(manifest.exports).sort())
  // The resolution of Node 10 knows no `exports`, so no entry but the root.
  expect(analysis.problems.filter(({ resolutionKind }) => resolutionKind !== 'node10')).toEqual([])
  expect(ended.status).toBe(0)
})

// Types of the package and of nothing else: not even Node's.
const PROGRAM = `${names.map((name, k) => `import * as m${k} from '${name}'`).join('\n')}
import { backend, tensor, type Tensor } from 'thalweg'
import { mlp } from 'thalweg/nn'
import { AdamW } from 'thalweg/optim'
export const all = [${names.map((_, k) => `m${k}`).join(', ')}]
const model = mlp([2, 8, 1], { dropout: 0.1 })
const optimizer = new AdamW(model.parameters(), { lr: 1e-3 })
const loss: Tensor = model.forward(tensor([[1, 2]])).sum()
loss.backward()
optimizer.step()
export const name: 'native' | 'js' = backend.name
// @ts-expect-error an option that is not there
new AdamW(model.parameters(), { learningRate: 1e-3 })
// @ts-expect-error a tensor is not a number
export const wrong: number = loss
`

describe('the types compile alone', () => {
  const tsc = require.resolve('typescript/bin/tsc')
  write(folder, { 'types.mts': PROGRAM, 'types.cts': PROGRAM, 'types.ts': PROGRAM })

  test.each([
    ['node16', 'node16', ['types.mts', 'types.cts']],
    ['nodenext', 'nodenext', ['types.mts', 'types.cts']],
    ['bundler', 'esnext', ['types.ts']],
    ['bundler', 'preserve', ['types.ts']]
  ])('moduleResolution %s, module %s', (moduleResolution, module, programs) => {
    const strict = { noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: 'es2022', lib: ['es2023'] }
    const compilerOptions = { ...strict, types: [], module, moduleResolution }
    const config = `tsconfig.${module}.json`
    write(folder, { [config]: JSON.stringify({ compilerOptions, files: programs }) })
    const { status, stdout } = execute(process.execPath, [tsc, '--project', config], folder)
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  })
})

test('the command is installed and tells which backend is used', () => {
  const { stdout, status } = execute(join(folder, 'node_modules/.bin/thalweg'), ['info'], folder)
  expect(status).toBe(0)
  expect(stdout).toMatch(/native/)
})

test("the README's quick start works as written in an empty project", () => {
  const readme = readFileSync(join(home, 'README.md'), 'utf8')
  const section = /^## Quick start\n([\s\S]*?)^## /m.exec(readme)?.[1]
  expect(section, 'README.md has no section "## Quick start"').toBeDefined()
  const code = /^```(?:js|mjs|javascript)\n([\s\S]*?)^```/m.exec(section!)?.[1]
  expect(code, 'the section "## Quick start" has no block of JavaScript').toBeDefined()
  // As written; and once more with the expressions whose value a comment tells printed.
  const told = /^(\S.*) \/\/ => (.+)$/gm
  const printing = code!.replace(told, 'console.log(JSON.stringify($1))')
  const fresh = project('quick-start', { 'quick-start.mjs': code!, 'printing.mjs': printing })
  well(execute(process.execPath, ['quick-start.mjs'], fresh))
  const ended = execute(process.execPath, ['printing.mjs'], fresh)
  well(ended)
  const values = [...code!.matchAll(told)].map(([, , value]) => value!)
  expect(values.length).toBeGreaterThan(0)
  expect(ended.stdout.trim().split('\n')).toEqual(values)
})
