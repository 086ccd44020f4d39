// Which backend is used: the addon, a forced level, the JavaScript backend, and what is said when something is missing.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { availableLevels, backend, setBackend, setLevel, setNumThreads } from '../../lib/backend/index.ts'
import { BackendError, OptionError } from '../../lib/errors.ts'
import { ROOT } from '../declarations.ts'
import { bundle, has, node } from './child.ts'

const ADDON = join(ROOT, 'build/Release/thalweg.node')
const BEST = availableLevels()[0]!
const report = (library: string) =>
  `const { backend } = await import(${JSON.stringify(library)})
  console.log(JSON.stringify({ name: backend.name, level: backend.level, threads: backend.threads, reason: backend.reason }))`

let library = ''
let away = ''

beforeAll(async () => {
  const folder = await bundle('backend')
  library = join(folder, 'library.mjs')
  // The same library where there is no addon.
  away = mkdtempSync(join(tmpdir(), 'thalweg-'))
  mkdirSync(join(away, 'dist'))
  mkdirSync(join(away, 'build/Release'), { recursive: true })
  writeFileSync(join(away, 'package.json'), '{ "name": "thalweg" }')
  copyFileSync(library, join(away, 'dist/library.mjs'))
})
afterAll(() => rmSync(away, { recursive: true }))
beforeEach(() => {
  rmSync(join(away, 'build/Release/thalweg.node'), { force: true })
  setLevel(BEST)
  setNumThreads(2)
})

const seen = (env: Record<string, string>, path = library) => {
  const ended = node(report(path), env)
  expect(ended.stderr).toBe('')
  expect(ended.status).toBe(0)
  return JSON.parse(ended.stdout) as Record<string, unknown>
}

test('the addon is used with its best level, silently', () => {
  expect(seen({})).toMatchObject({ name: 'native', level: BEST })
  expect(seen({}).reason).toBeUndefined()
})

test('the environment chooses backend, level and threads', () => {
  expect(seen({ THALWEG_BACKEND: 'js' })).toMatchObject({
    name: 'js',
    level: 'js',
    threads: 1,
    reason: 'it was chosen'
  })
  expect(seen({ THALWEG_BACKEND: 'native' })).toMatchObject({ name: 'native' })
  for (const level of availableLevels()) expect(seen({ THALWEG_LEVEL: level })).toMatchObject({ level })
  expect(seen({ THALWEG_NUM_THREADS: '3' })).toMatchObject({ threads: 3 })
  const empty = seen({ THALWEG_BACKEND: '', THALWEG_LEVEL: '', THALWEG_NUM_THREADS: '' })
  expect(empty).toEqual(seen({}))
})

test.each([
  [{ THALWEG_BACKEND: 'cuda' }, 'THALWEG_BACKEND: expected native or js but received cuda'],
  [{ THALWEG_LEVEL: 'sse' }, 'THALWEG_LEVEL: expected one of avx512, avx2, neon, js but received sse'],
  [{ THALWEG_THREADING_LAYER: 'tbb' }, 'THALWEG_THREADING_LAYER: expected pool or openmp but received tbb'],
  [{ THALWEG_BACKEND: 'js', THALWEG_LEVEL: 'avx2' }, 'THALWEG_BACKEND=js and THALWEG_LEVEL=avx2 contradict'],
  [{ THALWEG_BACKEND: 'native', THALWEG_LEVEL: 'js' }, 'THALWEG_BACKEND=native and THALWEG_LEVEL=js contradict'],
  ...['0', '-1', '1.5', 'two', '1e3', '1025', 'NaN', ' '].map((n) => [
    { THALWEG_NUM_THREADS: n },
    `THALWEG_NUM_THREADS: expected a whole number from 1 to 1024 but received ${n}`
  ])
] as [Record<string, string>, string][])('a bad environment is refused at load: %j', (env, message) => {
  const ended = node(report(library), env)
  expect(ended.status).toBe(1)
  expect(ended.stderr).toContain('ERR_OPTION')
  expect(ended.stderr).toContain(message)
})

test('a level that this machine lacks is refused', () => {
  const missing = ['avx512', 'avx2', 'neon'].find((level) => !(availableLevels() as string[]).includes(level))
  if (missing === undefined) return
  const ended = node(report(library), { THALWEG_LEVEL: missing })
  expect(ended.status).toBe(1)
  expect(ended.stderr).toContain(`this processor or this build has no ${missing}`)
  expect(() => setLevel(missing as never)).toThrow(BackendError)
})

test('a refused choice changes nothing', () => {
  for (const bad of ['', 'x', undefined, null, 3, 'constructor']) {
    expect(() => setBackend(bad as never)).toThrow(OptionError)
    expect(() => setLevel(bad as never)).toThrow(OptionError)
  }
  for (const bad of [0, -1, 1.5, Number.NaN, Infinity, '2', null, undefined, 1025, 2n]) {
    expect(() => setNumThreads(bad as never)).toThrow(OptionError)
  }
  setBackend('js')
  expect(() => setLevel('sse' as never)).toThrow(OptionError)
  expect(backend.name).toBe('js')
  setBackend('native')
  expect(backend).toMatchObject({ name: 'native', level: BEST, threads: 2, reason: undefined })
})

test('without an addon the JavaScript backend is used and says so once', () => {
  const path = join(away, 'dist/library.mjs')
  const twice = node(`${report(path)}\nawait import(${JSON.stringify(`${path}?again`)})`)
  expect(twice.status).toBe(0)
  expect(JSON.parse(twice.stdout)).toMatchObject({ name: 'js', level: 'js', threads: 1 })
  expect(twice.stderr.match(/\[THALWEG_NO_NATIVE\]/g)).toHaveLength(1)
  expect(twice.stderr).toMatch(
    /using the JavaScript backend \(same results, up to 250 times slower on a convolution\): no addon for \w+-\w+ \(.*\) was found in /
  )

  expect(seen({ THALWEG_BACKEND: 'js' }, path)).toMatchObject({ name: 'js' })
  const wanted = node(report(path), { THALWEG_BACKEND: 'native' })
  expect(wanted.status).toBe(1)
  expect(wanted.stderr).toContain('ERR_BACKEND')
})

test('an addon that cannot be loaded is not a crash', () => {
  writeFileSync(join(away, 'build/Release/thalweg.node'), 'not an addon')
  const broken = node(report(join(away, 'dist/library.mjs')))
  expect(broken.status).toBe(0)
  expect(broken.stderr).toMatch(/thalweg\.node could not be loaded on /)
  expect(JSON.parse(broken.stdout)).toMatchObject({ name: 'js' })
})

test('the addon is used where all symbols are bound at load', () => {
  expect(seen({ LD_BIND_NOW: '1', THALWEG_NUM_THREADS: '2' })).toMatchObject({ name: 'native', threads: 2 })
})

test.skipIf(process.arch !== 'x64' || !has('qemu-x86_64'))(
  'a processor without AVX2 gets the JavaScript backend',
  () => {
    const old = node(report(library), {}, ['qemu-x86_64', '-cpu', 'Nehalem'])
    expect(old.status).toBe(0)
    expect(JSON.parse(old.stdout)).toMatchObject({ name: 'js', level: 'js' })
    expect(old.stderr).toMatch(
      /native code needs AVX2 and FMA \(x86-64 since 2013\) or NEON, and linux-x64 \(.*\) has neither/
    )
  }
)

test('the addon itself refuses what its caller would never send', () => {
  const refusals = node(`
    import { createRequire } from 'node:module'
    const { open } = createRequire(import.meta.url)(${JSON.stringify(ADDON)})
    const said = []
    const attempt = (f) => { try { said.push(String(f())) } catch (error) { said.push(error.message) } }
    let addon = open()
    const { call, register, level, address } = addon
    addon = undefined
    for (const f of [() => call(), () => level('sse'), () => level('avx2-and-much-more-text'), () => call(),
      () => register(), () => register(null), () => register(new Float64Array(2)), () => register(new Float32Array(9)),
      () => address(), () => address({}), () => register(new Float64Array(8)), () => level(), () => level(3),
      () => register(new Float64Array(8).fill(NaN)) ?? call(), () => register(new Float64Array(8).fill(1e300)) ?? call(),
      () => register(new Float64Array(8).fill(-1)) ?? call()]) attempt(f)
    console.log(JSON.stringify(said))`)
  expect(refusals.stderr).toBe('')
  expect(refusals.status).toBe(0)
  expect(JSON.parse(refusals.stdout).at(-1)).toBe('thalweg: no such kernel')
})

test('it prints as values', () => {
  const { name, level, threads, reason } = backend
  expect(inspect(backend)).toBe(inspect({ name, level, threads, reason }))
})
