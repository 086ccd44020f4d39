// Runs around each file of tests (vitest.config.ts). Files share a worker and its modules, so what a file changes of the
// backend is put back before the next one.
import { afterAll, expect } from 'vitest'
import {
  backend,
  bfloat16Instruction,
  setAlwaysParallel,
  setBfloat16Instruction,
  setLevel,
  setNumThreads
} from '../lib/backend/index.ts'
import { setAttempts } from '../lib/inspect/clock/clock.ts'
import { sameElements } from './util/equality.ts'

const { level, threads } = backend
const instruction = bfloat16Instruction()
// Next to the other worker the machine is busy, and to measure a block five times changes nothing. clock.test.ts does.
setAttempts(1)

// Once a worker: vitest keeps its list of testers for all files.
const shared = globalThis as { comparesArrays?: true }
if (!shared.comparesArrays) {
  shared.comparesArrays = true
  expect.addEqualityTesters([sameElements])
}

afterAll(() => {
  setLevel(level)
  setNumThreads(threads)
  // Left on, every small call of the files after it would wake the pool.
  setAlwaysParallel(false)
  setBfloat16Instruction(instruction)
})
