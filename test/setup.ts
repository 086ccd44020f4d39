// Runs around each file of tests (vitest.config.ts). Files share a worker and its modules, so what a file changes of the
// backend is put back before the next one.
import { afterAll } from 'vitest'
import { backend, bfloat16Instruction, setBfloat16Instruction, setLevel, setNumThreads } from '../lib/backend/index.ts'

const { level, threads } = backend
const instruction = bfloat16Instruction()

afterAll(() => {
  setLevel(level)
  setNumThreads(threads)
  setBfloat16Instruction(instruction)
})
