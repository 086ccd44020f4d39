// The pool of threads next to other programs, where a team must never lose much to one thread. The load is made by the
// test itself, so nothing else may run meanwhile (vitest.config.ts).
import { readFileSync } from 'node:fs'
import { availableParallelism, release } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { whileBusy } from '../analyze/busy.ts'
import { bundle, node } from './child.ts'

const linux = process.platform === 'linux'
let library = ''
beforeAll(async () => {
  library = JSON.stringify(pathToFileURL(join(await bundle('pool'), 'library.mjs')))
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

// Linux wakes a worker on the caller's processor when the other one is halted: it stays there for milliseconds.
test.runIf(linux && availableParallelism() > 1)('a worker that wakes up stays off the processor of its caller', () => {
  const ended = node(`const lib = await import(${library})
    const { readFileSync, readdirSync } = await import('node:fs')
    const x = lib.Storage.allocate('float32', 1_000_000)
    const allowed = (task) => /Cpus_allowed_list:\\s*(\\S+)/.exec(readFileSync('/proc/self/task/' + task + '/status', 'utf8'))[1]
    const count = (list) => list.split(',').map((part) => part.split('-').map(Number)).reduce((sum, [a, b = a]) => sum + b - a + 1, 0)
    lib.setNumThreads(2)
    lib.setAlwaysParallel(true)
    for (let k = 0; k < 3; k++) {
      lib.run('map', [x, x, x], [lib.OPS.mul.op, 2, 1, x.array.length, 1, 1, 1], [0, 0])
      await new Promise((done) => setTimeout(done, 20))
    }
    const named = () => readdirSync('/proc/self/task').filter((task) => readFileSync('/proc/self/task/' + task + '/comm', 'utf8').trim() === 'thalweg')
    // A busy machine may let it begin late; the next call then asks it again.
    while (named().length === 0) await new Promise((done) => setTimeout(done, 20))
    lib.run('map', [x, x, x], [lib.OPS.mul.op, 2, 1, x.array.length, 1, 1, 1], [0, 0])
    const workers = named()
    const own = count(allowed(process.pid))
    console.log(workers.length, workers.every((task) => count(allowed(task)) === own - 1), own > 1)`)
  expect(ended).toMatchObject({ status: 0, stderr: '', stdout: '1 true true\n' })
})

// Whether the kernel lets a thread choose its slice, and shows it.
function hasSlices(): boolean {
  const [major = 0, minor = 0] = release().split('.').map(Number)
  if (!linux || major * 1000 + minor < 6012) return false
  try {
    return readFileSync('/proc/self/sched', 'utf8').includes('se.slice')
  } catch {
    return false
  }
}

// Linux takes a processor at once only from a thread whose slice is longer than that of the one that wakes up.
test.runIf(hasSlices())(
  'threads of kernels have longer time slices than the event loop, which they must not delay (Linux from 6.12 on that shows slices in /proc/self/sched)',
  () => {
    const ended = node(`const lib = await import(${library})
    const { readFileSync, readdirSync } = await import('node:fs')
    lib.setNumThreads(2)
    const a = lib.randn([600, 600])
    await lib.background(() => a.matmul(a))
    const read = (task, file) => readFileSync('/proc/self/task/' + task + '/' + file, 'utf8')
    const slice = (task) => Number(/se\\.slice\\s*:\\s*(\\d+)/.exec(read(task, 'sched'))[1])
    const threads = readdirSync('/proc/self/task').filter((task) => read(task, 'comm').trim() === 'thalweg')
    console.log(threads.length, threads.every((task) => slice(task) > 4 * slice(process.pid)))`)
    expect(ended).toMatchObject({ status: 0, stderr: '', stdout: '2 true\n' })
  }
)
