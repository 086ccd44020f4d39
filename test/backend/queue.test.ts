// The end of a process or of a worker while a queue of calls runs in the background: nothing crashes, nothing hangs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { LEVELS } from './bits.ts'
import { bundle, node } from './child.ts'

let library = ''
beforeAll(async () => {
  library = JSON.stringify(pathToFileURL(join(await bundle('queue'), 'library.mjs')))
})

// A queue that takes a good while: `work(n)` is a promise.
const WORK = (path: string): string => `
  const { background, pending, randn, scope } = await import(${path})
  const a = randn([600, 600])
  const work = (n) => background(() => scope(() => {
    let y = a
    for (let k = 0; k < n; k++) y = y.matmul(a).mul(0.05)
    return y
  }))
  const turn = () => new Promise(setImmediate)
`

describe.runIf(LEVELS.length > 0)('while a queue runs', () => {
  const ENDS: Record<string, [string, number, string]> = {
    'the process waits for it when nothing else is left to do': [
      'work(20).then((y) => console.log(y.shape.join(), pending.busy))',
      0,
      '600,600 false\n'
    ],
    'process.exit ends the process': [
      "work(300); await turn(); process.on('exit', () => console.log(pending.busy)); process.exit(3)",
      3,
      'true\n'
    ],
    'an error that nobody catches ends the process': [
      "work(300); await turn(); setImmediate(() => { console.log(pending.busy); throw new Error('mine') }); await turn()",
      1,
      'true\n'
    ]
  }
  for (const [name, [program, status, stdout]] of Object.entries(ENDS)) {
    test(name, () => {
      const ended = node(WORK(library) + program, {})
      expect([ended.signal, ended.status, ended.stdout]).toEqual([null, status, stdout])
    })
  }

  test('a worker is terminated again and again: the process continues to compute', () => {
    const worker = `${WORK(library)}
      import('node:worker_threads').then(async ({ parentPort }) => {
        work(300)
        await turn()
        parentPort.postMessage(pending.busy)
      })`
    const program = `${WORK(library)}
      const { Worker } = await import('node:worker_threads')
      const code = ${JSON.stringify(`(async () => {${worker}})()`)}
      for (let k = 0; k < 6; k++) {
        const worker = new Worker(code, { eval: true })
        const busy = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject))
        const own = work(3)
        await worker.terminate()
        console.log(busy, (await own).shape.join())
      }`
    const ended = node(program, {})
    expect([ended.stderr, ended.signal, ended.status]).toEqual(['', null, 0])
    expect(ended.stdout).toBe('true 600,600\n'.repeat(6))
  })

  test('two workers and the main thread have a queue each', () => {
    const worker = `${WORK(library)}
      import('node:worker_threads').then(async ({ parentPort }) => {
        const sums = []
        for (let k = 0; k < 5; k++) sums.push((await work(4)).shape.join())
        parentPort.postMessage(sums.length)
      })`
    const program = `${WORK(library)}
      const { Worker } = await import('node:worker_threads')
      const code = ${JSON.stringify(`(async () => {${worker}})()`)}
      const others = [0, 1].map(() => new Promise((resolve) => new Worker(code, { eval: true }).on('message', resolve)))
      for (let k = 0; k < 5; k++) await work(4)
      console.log(await Promise.all(others))`
    const ended = node(program, {})
    expect([ended.stderr, ended.status, ended.stdout]).toEqual(['', 0, '[ 5, 5 ]\n'])
  })
})

// A typed array that is taken in another way could be read before a queued call has written it.
test('only these files see the memory of a storage without waiting', () => {
  const all = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts')
  )
  const found = all.filter((path) => /\bunsettled\b/.test(readFileSync(join(ROOT, 'lib', path), 'utf8')))
  expect(found.sort()).toEqual(
    [
      // Addresses, lengths, overlaps.
      'backend/check.ts',
      'backend/indices.ts',
      'backend/native.ts',
      'backend/queue.ts',
      'backend/storage.ts',
      // A new block, which no call has used.
      'tensor/allocator.ts',
      // Small steps without a queue.
      'optim/ruleOptimizer.ts'
    ].sort()
  )
})
