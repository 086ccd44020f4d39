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

  test('threads: by the pool without any library, by OpenMP where it is asked for and found', () => {
    const folder = sandboxProject(release, 20)
    const layer = (name: string) => `process.env.THALWEG_NUM_THREADS = '3'\n${name}require('./work.cjs')`
    write(folder, { 'pool.cjs': layer('') })
    write(folder, { 'openmp.cjs': layer("process.env.THALWEG_THREADING_LAYER = 'openmp'\n") })
    write(folder, { 'work.cjs': program('require', WORK) })
    const run = (file: string, gomp: boolean) => report(sandbox(release, 20, folder, [file], gomp)) as Threads
    const pool = run('pool.cjs', false)
    expect(pool).toMatchObject({ name: 'native', threads: 3, runtimes: [], hash })
    expect(pool.reason).toBeUndefined()
    const { sum } = pool
    const openmp = run('openmp.cjs', true)
    expect(openmp).toMatchObject({ name: 'native', threads: 3, runtimes: ['/gomp/libgomp.so.1'], sum, hash })
    const without = run('openmp.cjs', false)
    expect(without).toMatchObject({ name: 'native', threads: 1, runtimes: [], sum, hash })
    expect(without.reason).toMatch(/^THALWEG_THREADING_LAYER=openmp: libgomp\.so\.1 was not found/)
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
            if (/^.(proc|dev|npm|app)$/.test(path)) continue
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
