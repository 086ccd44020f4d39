// The package among processes: one that exits in the middle of a step, cluster and child processes, two copies in one
// process, and Node's permission model, which refuses addons.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { execute, program, project, reference, report, well, write } from './machine.ts'
import { MAJORS, nodeOf } from './places.ts'

const folder = project('processes')
const hash = reference(folder)
const trained = { name: 'native', predictions: [0, 1, 1, 0], hash }

function run(name: string, text: string, ...args: string[]) {
  write(folder, { [name]: text })
  return execute(process.execPath, [name, ...args], folder)
}

// Work that is in many threads nearly all of the time.
const BUSY = `
const { randn } = require('thalweg')
setNumThreads(4)
const a = randn([300, 300]), b = randn([300, 300])
const busy = () => a.matmul(b).exp().sum().item()
`

describe('process.exit', () => {
  test('in the middle of a step on the main thread', () => {
    const text = program('require', `${BUSY}\nbusy()\ntrain(100, (step) => { if (step === 50) process.exit(7) })`)
    expect(run('exit.cjs', text)).toEqual({ status: 7, signal: null, stdout: '', stderr: '' })
  })

  test('while workers are in the middle of theirs', () => {
    write(folder, { 'busy.cjs': program('require', `${BUSY}\nfor (;;) { train(3); busy() }`) })
    const text = `
      const { Worker } = require('node:worker_threads')
      require('thalweg')
      for (let k = 0; k < 3; k++) new Worker('./busy.cjs')
      setTimeout(() => process.exit(7), Number(process.argv[2]))`
    for (let k = 0; k < 10; k++) {
      const ended = run('exit-main.cjs', text, String(100 + 37 * k))
      expect(ended).toEqual({ status: 7, signal: null, stdout: '', stderr: '' })
    }
  })

  test('in a worker, in the middle of its step', () => {
    write(folder, { 'exit-worker.cjs': program('require', `${BUSY}\nbusy()\ntrain(100, () => process.exit(5))`) })
    const text = program(
      'require',
      `const { Worker } = require('node:worker_threads')
      new Worker('./exit-worker.cjs').on('exit', (code) => tell({ code, ...train() }))`
    )
    expect(report(run('exit-in-worker.cjs', text))).toMatchObject({ code: 5, ...trained })
  })
})

test('cluster: workers train and exit, one is killed', () => {
  const text = program(
    'require',
    `const cluster = require('node:cluster')
    if (cluster.isPrimary) {
      const told = [], codes = []
      const before = train().hash
      cluster.on('message', (worker, message) => told.push(message))
      cluster.on('exit', (worker, code, signal) => {
        codes.push(signal ?? code)
        if (codes.length === 4) tell({ told, codes: codes.sort(), before, ...train() })
      })
      for (let k = 0; k < 3; k++) cluster.fork()
      const victim = cluster.fork({ ENDLESS: '1' })
      victim.on('online', () => setTimeout(() => victim.process.kill('SIGKILL'), 300))
    } else if (process.env.ENDLESS) for (;;) train(10)
    else process.send(train().hash, () => process.exit(0))`
  )
  const told = report(run('cluster.cjs', text))
  expect(told).toMatchObject({ told: [hash, hash, hash], codes: [0, 0, 0, 'SIGKILL'], before: hash, ...trained })
})

test('child_process: forked, spawned and waited for between steps of the parent', () => {
  write(folder, { 'child.mjs': program('import', 'process.send?.(train().hash)\ntell(train())') })
  const text = program(
    'require',
    `${BUSY}
    const { execFileSync, fork } = require('node:child_process')
    busy()
    const child = fork('./child.mjs', { stdio: 'ignore' })
    let waited
    const own = train(200, (step) => {
      if (step === 100) waited = JSON.parse(execFileSync(process.execPath, ['./child.mjs'], { encoding: 'utf8' })).hash
    })
    busy()
    child.on('message', (forked) => child.on('exit', (code) => tell({ forked, waited, code, ...own })))`
  )
  expect(report(run('parent.cjs', text))).toMatchObject({ forked: hash, waited: hash, code: 0, ...trained })
})

test('two copies of the package, and each as ESM and CommonJS, train in one process', () => {
  // A dependency that brings its own copy.
  cpSync(join(folder, 'node_modules/thalweg'), join(folder, 'other/node_modules/thalweg'), { recursive: true })
  write(folder, {
    'other/index.mjs': `${program('import', '')}\nexport { backend, train }`,
    'other/index.cjs': `${program('require', '')}\nmodule.exports = { backend, train }`,
    'own.cjs': `${program('require', '')}\nmodule.exports = { backend, train }`
  })
  const text = program(
    'import',
    `import * as a from './other/index.mjs'
    import b from './other/index.cjs'
    import c from './own.cjs'
    const hashes = [], inner = []
    // The others' steps lie between the steps of one: they share no state.
    const outer = train(200, (step) => { if (step === 100) for (const one of [a, b, c]) inner.push(one.train().hash) })
    const addons = process.report.getReport().sharedObjects.filter((path) => path.endsWith('.node')).length
    tell({ names: [a, b, c].map((one) => one.backend.name), inner, addons, ...outer })`
  )
  expect(report(run('copies.mjs', text))).toMatchObject({
    names: ['native', 'native', 'native'],
    inner: [hash, hash, hash],
    addons: 2,
    ...trained
  })
})

describe('the permission model', () => {
  write(folder, { 'xor.mjs': program('import', 'tell(train())'), 'xor.cjs': program('require', 'tell(train())') })
  // Node 20 calls it an experiment.
  const permission = (major: (typeof MAJORS)[number]) => (major === 20 ? '--experimental-permission' : '--permission')
  const node = (major: (typeof MAJORS)[number], ...args: string[]) =>
    execute(nodeOf(major), [permission(major), ...args], folder)

  test.each(MAJORS)('Node %i: without leave to load addons the JavaScript backend is used', (major) => {
    for (const [file, leave] of [
      ['xor.mjs', '*'],
      ['xor.cjs', `${folder}/*`]
    ] as const) {
      const ended = node(major, `--allow-fs-read=${leave}`, file)
      expect(report(ended, true)).toMatchObject({ ...trained, name: 'js' })
      expect(ended.stderr).toMatch(/THALWEG_NO_NATIVE.*start Node with --allow-addons/)
    }
  })

  test.each(MAJORS)('Node %i: with leave native code is used', (major) => {
    const told = report(node(major, '--allow-addons', '--allow-fs-read=*', 'xor.mjs'), true)
    expect(told).toMatchObject(trained)
  })

  test('nothing that is refused is more than a notice', () => {
    // Only the library itself may be read: not the root of the project, not /proc, not Node's own file.
    const leave = ['xor.cjs', 'node_modules/thalweg/dist/*', 'node_modules/thalweg/package.json', 'package.json']
    const ended = node(26, ...leave.map((path) => `--allow-fs-read=${join(folder, path)}`), 'xor.cjs')
    expect(report(ended, true)).toMatchObject({ ...trained, name: 'js' })
  })
})

test('THALWEG_BACKEND=native with the binary taken away is an error that says what to do', () => {
  const bare = project('bare')
  write(bare, { 'xor.mjs': program('import', 'tell(train())') })
  const moved = `import { rmSync } from 'node:fs'\nrmSync('node_modules/thalweg/prebuilds', { recursive: true })`
  write(bare, { 'remove.mjs': moved })
  well(execute(process.execPath, ['remove.mjs'], bare))
  const ended = execute(process.execPath, ['xor.mjs'], bare, { THALWEG_BACKEND: 'native' })
  expect(ended.status).toBe(1)
  expect(ended.stderr).toContain('ERR_BACKEND')
  expect(ended.stderr).toMatch(
    /no addon for linux-x64 \(glibc [\d.]+, .+\) was found in .*; to build one: npm explore thalweg -- npx --yes node-gyp rebuild/
  )
  const served = execute(process.execPath, ['xor.mjs'], bare)
  expect(report(served, true)).toMatchObject({ ...trained, name: 'js' })
  expect(served.stderr.match(/THALWEG_NO_NATIVE/g)).toHaveLength(1)
})
