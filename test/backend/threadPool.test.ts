// The pool of threads: alone under the thread sanitizer, and next to other programs, where a team must never lose much
// to one thread. The load is made by the test itself.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { whileBusy } from '../analyze/busy.ts'
import { ROOT } from '../declarations.ts'
import { bundle, has, node } from './child.ts'

const linux = process.platform === 'linux'
const folder = mkdtempSync(join(tmpdir(), 'thalweg-pool-'))
let library = ''
beforeAll(async () => {
  library = JSON.stringify(pathToFileURL(join(await bundle('pool'), 'library.mjs')))
})
afterAll(() => rmSync(folder, { recursive: true }))

const compiles = linux && has('g++')
const program = join(folder, 'pool')
beforeAll(() => {
  const sources = ['native/core/pool.cc', 'test/native/pool.cc'].map((path) => join(ROOT, path))
  const flags = ['-std=c++20', '-O1', '-g', '-fsanitize=thread', `-I${join(ROOT, 'native')}`]
  if (compiles) execFileSync('g++', [...flags, ...sources, '-o', program])
})

test.runIf(compiles).each([
  ['one caller', ['1', '3000', '2']],
  ['more threads than processors', ['1', '2000', '9']],
  ['four callers at once', ['4', '800', '4']]
])('every unit is done once, without a race: %s', (_, args) => {
  expect(execFileSync(program, args, { encoding: 'utf8' })).toBe('0 wrong\n')
})

// Rounds of a step like that of a perceptron, a dozen regions of 20 to 200 us, in turn on one thread and on two.
const STEPS = `
  const buffers = [50_000, 200_000].map((n) => [1, 2].map(() => lib.Storage.allocate('float32', n)))
  const step = () => {
    for (let k = 0; k < 12; k++) {
      const [x, y] = buffers[k & 1]
      lib.run('map', [x, x, y], [lib.OPS.mul.op, 2, 1, x.array.length, 1, 1, 1], [0, 0])
    }
  }
  const took = { 1: 0, 2: 0 }
  for (let round = 0; round < 40; round++) {
    for (const threads of [1, 2]) {
      lib.setNumThreads(threads)
      const began = performance.now()
      for (let k = 0; k < 100; k++) step()
      took[threads] += performance.now() - began
    }
  }
  console.log(took[2] / took[1])`

// OpenMP's teams, which wait for every thread, take 3 to 40 times as long on two threads here.
test.runIf(linux && availableParallelism() > 1).each([1, 2])(
  'two threads do not lose to one next to %i busy processes',
  (count) =>
    whileBusy(async () => {
      // One of three will do: other programs come and go.
      const ratios: number[] = []
      while (ratios.length < 3 && !ratios.some((ratio) => ratio < 1.3)) {
        const ended = node(`const lib = await import(${library})\n${STEPS}`)
        expect(ended).toMatchObject({ status: 0, stderr: '' })
        ratios.push(Number(ended.stdout))
      }
      expect(Math.min(...ratios)).toBeLessThan(1.3)
    }, count)
)
