// Which file the addon is loaded from, and what is said where none can be: a prebuilt binary that fits, else a local
// build, else words that name the machine and the way to native code. The library runs as bundled text in folders made
// here.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { SIGNATURE } from '../../lib/backend/gen/signature.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bundle, type Ended, node } from './child.ts'

const ADDON = join(ROOT, 'build/Release/thalweg.node')
const musl = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }
const LIBC = musl.header.glibcVersionRuntime === undefined ? 'musl' : 'glibc'
const TAG = process.platform === 'linux' ? `.${LIBC}` : ''
const PREBUILD = `prebuilds/${process.platform}-${process.arch}/thalweg${TAG}.node`
const LOCAL = 'build/Release/thalweg.node'

const folder = temporaryFolder()
const home = folder('package')
let made = ''

beforeAll(async () => {
  made = await bundle('addon')
})
beforeEach(() => {
  rmSync(home, { recursive: true, force: true })
  put(home, 'package.json', '{ "name": "thalweg", "exports": { "./package.json": "./package.json" } }')
  put(home, 'dist/library.mjs')
  put(home, 'dist/library.cjs')
})

// Writes a file of a text, or of the addon or the library by its name.
function put(root: string, path: string, text?: string): string {
  const target = join(root, path)
  mkdirSync(dirname(target), { recursive: true })
  if (text !== undefined) writeFileSync(target, text)
  else copyFileSync(path.endsWith('.node') ? ADDON : join(made, path.replace(/^.*\//, '')), target)
  return target
}

// What is loaded when the library at `path` is imported.
function load(path: string, options: readonly string[] = [], env: Record<string, string> = {}) {
  const program = `
    const { backend } = await import(${JSON.stringify(path)})
    const { sharedObjects } = process.report.getReport()
    console.log(JSON.stringify({ name: backend.name, reason: backend.reason, from: sharedObjects.filter((p) => p.endsWith('thalweg${TAG}.node') || p.endsWith('thalweg.node')) }))`
  const ended = node(program, env, [], options)
  if (ended.status !== 0) return { ...ended, name: undefined, reason: '', from: [] }
  return { ...ended, ...(JSON.parse(ended.stdout) as { name: string; reason?: string; from: string[] }) }
}

test('a prebuilt binary that fits goes before a local build', () => {
  put(home, LOCAL)
  expect(load(join(home, 'dist/library.mjs'))).toMatchObject({ name: 'native', from: [join(home, LOCAL)], stderr: '' })
  put(home, PREBUILD)
  for (const kind of ['mjs', 'cjs']) {
    const loaded = load(join(home, `dist/library.${kind}`))
    expect(loaded).toMatchObject({ name: 'native', from: [join(home, PREBUILD)], stderr: '' })
  }
})

test('a prebuilt binary that cannot be loaded is not a reason not to take a local build', () => {
  put(home, PREBUILD, 'rubbish')
  put(home, LOCAL)
  expect(load(join(home, 'dist/library.mjs'))).toMatchObject({ name: 'native', from: [join(home, LOCAL)], stderr: '' })
})

test.runIf(process.platform === 'linux')('a binary for another libc or architecture is never loaded', () => {
  put(home, PREBUILD.replace(LIBC, LIBC === 'glibc' ? 'musl' : 'glibc'))
  put(home, PREBUILD.replace(process.arch, 'ia32'))
  put(home, `prebuilds/${process.platform}-${process.arch}/thalweg.node`)
  expect(load(join(home, 'dist/library.mjs'))).toMatchObject({ name: 'js', from: [] })
})

// The notice of a run that ended well with the JavaScript backend; the same words are in backend.reason.
function notice(ended: Ended & { name: string | undefined; reason?: string }): string {
  expect(ended.status).toBe(0)
  expect(ended.name).toBe('js')
  const said = /\[THALWEG_NO_NATIVE\] ThalwegWarning: (.+)/.exec(ended.stderr)?.[1]
  expect(said).toBe(
    `using the JavaScript backend (same results, up to 250 times slower on a convolution): ${ended.reason}`
  )
  return said!
}

test('the notice names platform, libc, processor and the way to a native backend', () => {
  const said = notice(load(join(home, 'dist/library.mjs')))
  expect(said).toContain(`no addon for ${process.platform}-${process.arch} (`)
  if (process.platform === 'linux') expect(said).toMatch(/\((glibc \d+\.\d+|musl), /)
  expect(said).toContain(cpus()[0]!.model.trim())
  expect(said).toContain('npm explore thalweg -- npx --yes node-gyp rebuild')
  expect(said).toContain('C++20 compiler')
})

test('a damaged binary is named with what the loader says', () => {
  const path = put(home, PREBUILD, 'rubbish')
  const said = notice(load(join(home, 'dist/library.mjs')))
  expect(said).toContain(`${path} could not be loaded on ${process.platform}-${process.arch} (`)
  expect(said).toMatch(/: .*(too short|invalid|not a|header).*; to build one: /)
})

test('an addon that was built from other kernels is refused: its table is another one', () => {
  const path = put(home, LOCAL)
  const bytes = readFileSync(path)
  const at = bytes.indexOf(SIGNATURE)
  expect(at).toBeGreaterThan(0)
  bytes.write('0123456789abcdef', at)
  writeFileSync(path, bytes)
  const said = notice(load(join(home, 'dist/library.mjs')))
  expect(said).toContain(
    `${path} was built from other kernels (0123456789abcdef, expected ${SIGNATURE}); to build one: `
  )
})

test('THALWEG_BACKEND=native makes a missing binary an error that says the same', () => {
  const ended = load(join(home, 'dist/library.mjs'), [], { THALWEG_BACKEND: 'native' })
  expect(ended.status).toBe(1)
  expect(ended.stderr).toContain('ERR_BACKEND')
  expect(ended.stderr).toContain(`setBackend: no native backend: no addon for ${process.platform}-${process.arch} (`)
  expect(ended.stderr).toContain('npx --yes node-gyp rebuild')
})

test('where addons are refused the JavaScript backend is used and says how to allow them', () => {
  put(home, PREBUILD)
  const said = notice(load(join(home, 'dist/library.mjs'), ['--no-addons']))
  expect(said).toContain('start Node with --allow-addons (permission model) and without --no-addons')
})

test('a bundle finds binaries next to it, then those of the installed package, and says so when there are none', () => {
  const bundled = folder('bundle')
  const path = put(bundled, 'out/library.mjs')
  const said = notice(load(path))
  expect(said).toContain(
    `was found next to ${join(bundled, 'out')}; keep thalweg out of the bundle (external), or copy`
  )

  put(bundled, 'node_modules/thalweg/package.json', '{ "name": "thalweg" }')
  const installed = put(bundled, `node_modules/thalweg/${PREBUILD}`)
  expect(load(path)).toMatchObject({ name: 'native', from: [installed] })

  rmSync(join(bundled, 'node_modules'), { recursive: true })
  const beside = put(bundled, `out/${PREBUILD}`)
  expect(load(path)).toMatchObject({ name: 'native', from: [beside] })
})

test('a broken or foreign package.json on the way up is passed over', () => {
  put(home, 'dist/package.json', '{ broken')
  put(home, 'dist/deep/package.json', '{ "name": "other" }')
  put(home, 'dist/deep/null/package.json', 'null')
  put(home, LOCAL)
  expect(load(put(home, 'dist/deep/null/library.mjs'))).toMatchObject({ name: 'native' })
})
