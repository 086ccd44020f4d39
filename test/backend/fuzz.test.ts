// Every kernel, on the cases of many seeds: the same bits and the same errors at every level of this machine, with every
// thread count, as in JavaScript.
import { expect, test } from 'vitest'
import { LEVELS, THREADS } from './bits.ts'
import { everyWay, KERNELS, type KernelName, mismatch, type Server } from './compare.ts'

const SEEDS = 100

// Each seed meets every level, on one thread and on another number of them in turn.
function servers(kernel: KernelName, seed: number): Record<string, Server> {
  return everyWay(kernel, [1, THREADS[1 + (seed % (THREADS.length - 1))]!])
}

test('there is a native level to compare', () => {
  expect(LEVELS.length).toBeGreaterThan(0)
})

test.each(KERNELS)('%s has the same bits everywhere', (kernel) => {
  for (let seed = 1; seed <= SEEDS; seed++) expect(mismatch(kernel, seed, servers(kernel, seed))).toBeUndefined()
})
