// Debian 11 and 12 with less than their slimmest images have, Node 20 to 26: the tarball installs offline without scripts
// and trains natively, by import and by require, with the bits of every other machine.
import { describe, expect, test } from 'vitest'
import { program, project, type Report, reference, report, sandbox, sandboxProject, well, write } from './machine.ts'
import { MAJORS, NODES, RELEASES, type Release } from './places.ts'

// Large enough that kernels split it.
const WORK = `
const { randn } = require('thalweg')
manualSeed(3)
const sum = randn([300, 300]).matmul(randn([300, 300])).exp().sum().item()
tell({ sum, ...train(), runtimes: process.report.getReport().sharedObjects.filter((path) => /gomp/.test(path)) })`

interface Threads extends Report {
  readonly sum: number
  readonly runtimes: readonly string[]
}

const hash = reference(project('slim-reference'))

describe.each(Object.keys(RELEASES) as Release[])('%s', (release) => {
  test.each(MAJORS)('Node %i trains XOR natively by import and by require', (major) => {
    const folder = sandboxProject(release, major)
    for (const file of ['xor.mjs', 'xor.cjs']) {
      const told = report(sandbox(release, major, folder, [file]))
      expect(told).toMatchObject({ node: `v${NODES[major]}`, name: 'native', predictions: [0, 1, 1, 0], hash })
    }
  })

  // The copy in the package is as new as the compiler that built it: it loads where glibc is 2.34 or newer.
  const shipped = release !== 'Debian 11'

  test("threads: by the system's libgomp, else by the copy in the package, else not, and the reason says so", () => {
    const folder = sandboxProject(release, 20)
    write(folder, { 'threads.cjs': "process.env.THALWEG_NUM_THREADS = '3'\nrequire('./work.cjs')" })
    write(folder, { 'work.cjs': program('require', WORK) })
    const run = (gomp: boolean) => report(sandbox(release, 20, folder, ['threads.cjs'], gomp)) as Threads
    const known = run(true)
    expect(known).toMatchObject({ name: 'native', threads: 3, runtimes: ['/gomp/libgomp.so.1'], hash })
    expect(known.reason).toBeUndefined()

    const without = run(false)
    expect(without).toMatchObject({ name: 'native', threads: shipped ? 3 : 1, sum: known.sum, hash })
    const beside = '/app/node_modules/thalweg/prebuilds/linux-x64/libgomp.so.1'
    expect(without.runtimes).toEqual(shipped ? [beside] : [])
    if (shipped) expect(without.reason).toBeUndefined()
    else expect(without.reason).toMatch(/^libgomp\.so\.1 was not found; one thread serves until it is installed/)
  })

  test('the sandbox has no compiler, no build tool, no Python, no shell, no libgomp and no network', () => {
    const folder = sandboxProject(release, 20)
    write(folder, {
      'look.cjs': `
        const { readdirSync, lstatSync, readFileSync } = require('node:fs'), { join } = require('node:path')
        const tools = /^(g?cc|[gc]\\+\\+|clang|make|gmake|cmake|ninja|ld|as|python[\\d.]*|sh|bash|dash|node-gyp|libgomp.*)(-\\d+)?$/
        const found = [], seen = []
        const walk = (folder) => {
          for (const name of readdirSync(folder)) {
            const path = join(folder, name)
            if (/^.(proc|dev|npm|app)$/.test(path)) continue // libgomp of the package lies in /app
            const stats = lstatSync(path)
            if (stats.isDirectory()) walk(path)
            else { seen.push(name); if (tools.test(name)) found.push(path) }
          }
        }
        walk('/')
        const libc = process.report.getReport().header.glibcVersionRuntime
        const interfaces = Object.keys(require('node:os').networkInterfaces()).filter((name) => name !== 'lo')
        console.log(JSON.stringify({ found, interfaces, libc, libcs: seen.includes('libc.so.6') }))`
    })
    const told = JSON.parse(well(sandbox(release, 20, folder, ['look.cjs']))) as object
    expect(told).toEqual({ found: [], interfaces: [], libc: release === 'Debian 11' ? '2.31' : '2.36', libcs: true })
  })
})
