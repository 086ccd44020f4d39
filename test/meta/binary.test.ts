// What the built addon asks of a machine, and that no code of a level can leak out of it.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'

const ADDON = join(ROOT, 'build/Release/thalweg.node')
const linux = process.platform === 'linux'
const tool = (name: string, ...args: string[]) => execFileSync(name, args, { encoding: 'utf8', maxBuffer: 1e8 })

// The archives of the levels, wherever the build system that built them (cmake or node-gyp) puts them, and those of a cross build.
const archives = ['build', 'build-arm64']
  .map((folder) => join(ROOT, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  .filter((path) => /(avx2|avx512|neon)\.a$/.test(path))
  .map((path) => ({ path, level: /(avx2|avx512|neon)\.a$/.exec(path)![1]! }))

// Lines of nm: kind and demangled name.
function symbols(path: string, ...options: string[]): { kind: string; name: string }[] {
  return [...tool('nm', '-C', ...options, path).matchAll(/^[0-9a-f ]* ([A-Za-z]) (.+)$/gm)].map(([, kind, name]) => ({
    kind: kind!,
    name: name!
  }))
}

test.runIf(linux)('the addon and the levels are built', () => {
  expect(existsSync(ADDON), 'run npm run build:native').toBe(true)
  expect(archives.length).toBeGreaterThan(0)
})

test.runIf(linux)('the objects of a level define nothing weak and nothing outside the namespace of the level', () => {
  for (const { path, level } of archives) {
    const defined = symbols(path, '--defined-only', '--extern-only')
    expect(defined.length).toBeGreaterThan(5)
    expect(defined.filter(({ kind }) => /[WVuvw]/.test(kind))).toEqual([])
    expect(defined.filter(({ name }) => !name.startsWith(`thalweg::${level}::`))).toEqual([])
  }
})

test.runIf(linux)(
  'the objects of a level call the core and the plainest functions of C, and no mathematics of libm but fmod, which is exact',
  () => {
    const allowed =
      /^(thalweg::[a-z]\w*(::|\(|$)|mem(cpy|set|move|cmp)$|fmodf?$|sched_yield$|_GLOBAL_OFFSET_TABLE_$|__stack_chk_fail$|__(float|fix|u?div|u?mod)\w*ti\w*$)/
    for (const { path } of archives) {
      const used = symbols(path, '--undefined-only').map(({ name }) => name)
      expect([...new Set(used)].filter((name) => !allowed.test(name))).toEqual([])
    }
  }
)

const newer = (version: string, floor: string) => {
  const [a, b] = [version, floor].map((v) => v.split('.').map(Number))
  for (let k = 0; k < 3; k++) if ((a![k] ?? 0) !== (b![k] ?? 0)) return (a![k] ?? 0) > (b![k] ?? 0)
  return false
}

// The addon of this machine, and that of a cross build where there is one.
const addons = ['build', 'build-arm64'].map((folder) => join(ROOT, folder, 'Release/thalweg.node')).filter(existsSync)

test.runIf(linux)('the addon needs no newer glibc and libstdc++ than Node itself', () => {
  expect(addons).toContain(ADDON)
  for (const addon of addons) {
    const text = tool('readelf', '-VW', addon)
    const wanted = (name: string) => [...text.matchAll(new RegExp(`\\b${name}_([0-9.]+)`, 'g'))].map(([, v]) => v!)
    expect(wanted('GLIBC').length).toBeGreaterThan(0)
    expect(wanted('GLIBC').filter((version) => newer(version, '2.28'))).toEqual([])
    expect(wanted('GLIBCXX').filter((version) => newer(version, '3.4.25'))).toEqual([])
  }
})

test.runIf(linux)('the addon makes no external buffers, which Electron refuses, and registers no finalizers', () => {
  for (const addon of addons) {
    const used = [...tool('readelf', '-sW', addon).matchAll(/\b(napi_\w+)/g)].map(([, name]) => name!)
    expect(used).toContain('napi_create_function')
    expect(used.filter((name) => /external|wrap|finalizer|instance_data/.test(name))).toEqual([])
  }
})

test.runIf(linux)('the addon loads without libgomp and stays loaded', () => {
  for (const addon of addons) {
    const dynamic = tool('readelf', '-dW', addon)
    const needed = [...dynamic.matchAll(/NEEDED.*\[(\S+)\]/g)].map(([, name]) => name!)
    expect(needed).toContain('libc.so.6')
    expect(
      needed.filter((name) => !/^(libstdc\+\+|libm|libgcc_s|libc|libdl|libpthread|ld-linux.*)\.so\.\d+$/.test(name))
    ).toEqual([])
    // NODELETE: code of a pool of threads must not go away with the worker that loaded it.
    expect(dynamic).toMatch(/NODELETE/)
  }
})

test.runIf(linux)('the addon exports what Node looks for and nothing else', () => {
  const exported = symbols(ADDON, '-D', '--defined-only', '--extern-only').map(({ name }) => name)
  expect(
    exported.filter((name) => !/^(napi_register_module_v1|node_api_module_get_api_version_v1|_init|_fini)$/.test(name))
  ).toEqual([])
})
