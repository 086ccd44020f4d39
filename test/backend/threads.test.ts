// How many threads: affinity, control groups; and that threads, workers and several copies of the library get along.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultThreads, quota } from '../../lib/util/threads.ts'
import { ROOT } from '../declarations.ts'
import { bundle, has, node } from './child.ts'

let folder = ''
let library = ''
const roots: string[] = []

beforeAll(async () => {
  folder = await bundle('threads')
  library = JSON.stringify(pathToFileURL(join(folder, 'library.mjs')))
})
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true })
})

// A root folder with the given files.
function root(files: Record<string, string>): string {
  const made = mkdtempSync(join(tmpdir(), 'thalweg-'))
  roots.push(made)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, path)), { recursive: true })
    writeFileSync(join(made, path), text)
  }
  return made
}

test.each([
  ['no control groups', {}, Infinity],
  ['an unlimited group', { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': 'max 100000\n' }, Infinity],
  ['a container', { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '150000 100000\n' }, 1.5],
  [
    'the tightest of a group and its parents',
    {
      'proc/self/cgroup': '0::/a/b\n',
      'sys/fs/cgroup/a/b/cpu.max': '400000 100000\n',
      'sys/fs/cgroup/a/cpu.max': '300000 100000\n',
      'sys/fs/cgroup/cpu.max': 'max 100000\n'
    },
    3
  ],
  [
    'a group whose path lies outside of the container',
    { 'proc/self/cgroup': '0::/../x\n', 'sys/fs/cgroup/cpu.max': '50000 100000' },
    0.5
  ],
  [
    'version 1',
    {
      'proc/self/cgroup': '12:memory:/docker/x\n4:cpu,cpuacct:/docker/x\n0::/docker/x\n',
      'sys/fs/cgroup/cpu/docker/x/cpu.cfs_quota_us': '200000\n',
      'sys/fs/cgroup/cpu/docker/x/cpu.cfs_period_us': '100000\n',
      'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n'
    },
    2
  ],
  ['texts that are not limits', { 'proc/self/cgroup': 'rubbish\n0::\n', 'sys/fs/cgroup/cpu.max': '0 0\nx' }, Infinity]
] as [string, Record<string, string>, number][])('the quota of %s', (_, files, processors) => {
  expect(quota(root(files))).toBe(processors)
})

test('the default is at least one thread', () => {
  expect(defaultThreads()).toBeGreaterThanOrEqual(1)
})

test.skipIf(!has('taskset'))('the default follows the affinity mask', () => {
  const ended = node(`import { backend } from ${library}; console.log(backend.threads)`, {}, ['taskset', '-c', '0'])
  expect(ended).toMatchObject({ status: 0, stdout: '1\n', stderr: '' })
})

// Adds numbers on 1 to 5 threads and tells whether all came out right.
const WORK = `
  const [x, y] = [1, 2].map(() => lib.Storage.allocate('float32', 40000))
  x.array.forEach((_, k) => { x.array[k] = k })
  lib.setAlwaysParallel(true)
  let right = true
  for (let round = 0; round < 20; round++) {
    lib.setNumThreads(1 + round % 5)
    lib.run('map', [x, x, y], [lib.OPS.add.op, 2, 1, 40000, 1, 1, 1], [0, 0])
    right = right && y.array.every((value, k) => value === 2 * k)
    y.array.fill(0)
  }`

test.each([
  ['and the main thread', `const lib = await import(LIBRARY); ${WORK} if (!right) throw new Error('wrong')`],
  ['alone', '']
])('twenty workers run kernels and end, %s', (_, main) => {
  const program = `const lib = await import(${library}); ${WORK} process.exitCode = right && lib.backend.name === 'native' ? 7 : 8`
  const ended = node(`
    import { Worker } from 'node:worker_threads'
    ${main.replace('LIBRARY', library)}
    const program = new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(program)}))
    const codes = []
    for (let batch = 0; batch < 4; batch++) {
      await Promise.all(Array.from({ length: 5 }, () => new Promise((done, failed) => {
        new Worker(program).on('error', failed).on('exit', (code) => { codes.push(code); done() })
      })))
    }
    console.log(codes.join(' '))`)
  expect(ended.stderr).toBe('')
  expect(ended).toMatchObject({ status: 0, signal: null })
  expect(ended.stdout.trim()).toBe(Array(20).fill(7).join(' '))
})

test('a worker that is ended in the middle of its work takes nobody along', () => {
  const program = `const lib = await import(${library}); for (;;) { ${WORK} }`
  const ended = node(`
    import { Worker } from 'node:worker_threads'
    const lib = await import(${library})
    const program = new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(program)}))
    for (let k = 0; k < 5; k++) {
      const worker = new Worker(program)
      await new Promise((done) => setTimeout(done, 150))
      await worker.terminate()
    }
    ${WORK}
    console.log(right)`)
  expect(ended).toMatchObject({ status: 0, signal: null, stdout: 'true\n', stderr: '' })
})

test('two copies of the library work side by side and keep their buffers apart', () => {
  const ended = node(`
    import { createRequire } from 'node:module'
    const first = await import(${library})
    const second = createRequire(import.meta.url)(${JSON.stringify(join(folder, 'library.cjs'))})
    const said = []
    for (const lib of [first, second]) { ${WORK} said.push(right, lib.backend.name) }
    const x = new first.Storage(new Float32Array(4)), y = new second.Storage(new Float32Array(4))
    try { first.run('copy', [x, y], [1, 4, 1, 1]) } catch (error) { said.push(error.code) }
    console.log(said.join(' '))`)
  expect(ended).toMatchObject({ status: 0, stdout: 'true native true native ERR_BUFFER\n', stderr: '' })
})

test.skipIf(process.platform !== 'linux')(
  'with OpenMP asked for and no libgomp there is one thread, and a reason',
  () => {
    // The loader ends its search at a file of that name that is not a library.
    const hidden = root({ 'libgomp.so.1': '' })
    const alone = root({
      'package.json': '{ "name": "thalweg" }',
      'dist/library.mjs': readFileSync(join(folder, 'library.mjs'), 'utf8'),
      'build/Release/here': ''
    })
    copyFileSync(join(ROOT, 'build/Release/thalweg.node'), join(alone, 'build/Release/thalweg.node'))
    const ended = node(
      `const lib = await import(${JSON.stringify(pathToFileURL(join(alone, 'dist/library.mjs')))}); ${WORK} console.log(right, lib.backend.name, lib.backend.threads, lib.backend.reason)`,
      { LD_LIBRARY_PATH: hidden, THALWEG_THREADING_LAYER: 'openmp' }
    )
    expect(ended).toMatchObject({
      status: 0,
      stdout:
        'true native 1 THALWEG_THREADING_LAYER=openmp: libgomp.so.1 was not found; install it (Debian: apt-get install libgomp1) or unset the variable\n',
      stderr: ''
    })
  }
)

test.runIf(process.platform === 'linux')('OpenMP can be chosen, with the same results', () => {
  const text = `const lib = await import(${library}); ${WORK} console.log(right, lib.backend.name, lib.backend.reason)`
  const pool = node(text)
  const openmp = node(text, { THALWEG_THREADING_LAYER: 'openmp' })
  expect(pool).toMatchObject({ status: 0, stdout: 'true native undefined\n', stderr: '' })
  if (openmp.stdout.includes('libgomp.so.1 was not found')) console.log('skipped: libgomp.so.1 is not installed')
  else expect(openmp).toEqual(pool)
})
