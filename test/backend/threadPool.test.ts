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

test.runIf(linux && has('g++')).each([
  ['one caller', ['1', '3000', '2']],
  ['more threads than processors', ['1', '2000', '9']],
  ['four callers at once', ['4', '800', '4']]
])('every unit is done once, without a race: %s', (_, args) => {
  const program = join(folder, 'pool')
  const sources = ['native/core/pool.cc', 'test/native/pool.cc'].map((path) => join(ROOT, path))
  const flags = ['-std=c++20', '-O1', '-g', '-fsanitize=thread', `-I${join(ROOT, 'native')}`]
  execFileSync('g++', [...flags, ...sources, '-o', program])
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
      // The best of three: other programs come and go.
      const ratios = [1, 2, 3].map(() => {
        const ended = node(`const lib = await import(${library})\n${STEPS}`)
        expect(ended).toMatchObject({ status: 0, stderr: '' })
        return Number(ended.stdout)
      })
      expect(Math.min(...ratios)).toBeLessThan(1.3)
    }, count)
)

// Linux wakes a worker on the caller's processor when the other one is halted: it stays there for milliseconds.
test.runIf(linux && availableParallelism() > 1)('a worker that wakes up stays off the processor of its caller', () => {
  const ended = node(`const lib = await import(${library})
    const { readFileSync, readdirSync } = await import('node:fs')
    const x = lib.Storage.allocate('float32', 1_000_000)
    const allowed = (task) => /Cpus_allowed_list:\\s*(\\S+)/.exec(readFileSync('/proc/self/task/' + task + '/status', 'utf8'))[1]
    const count = (list) => list.split(',').map((part) => part.split('-').map(Number)).reduce((sum, [a, b = a]) => sum + b - a + 1, 0)
    lib.setNumThreads(2)
    for (let k = 0; k < 3; k++) {
      lib.run('map', [x, x, x], [lib.OPS.mul.op, 2, 1, x.array.length, 1, 1, 1], [0, 0])
      await new Promise((done) => setTimeout(done, 20))
    }
    const workers = readdirSync('/proc/self/task').filter((task) => readFileSync('/proc/self/task/' + task + '/comm', 'utf8').trim() === 'thalweg')
    const own = count(allowed(process.pid))
    console.log(workers.length, workers.every((task) => count(allowed(task)) === own - 1), own > 1)`)
  expect(ended).toMatchObject({ status: 0, stderr: '', stdout: '1 true true\n' })
})
