// Runs the tests of meaning that stand next to the cases of their kernels, in cases/.
import { afterEach, describe, test } from 'vitest'
import { setAlwaysParallel } from '../../lib/backend/index.ts'
import { TESTS } from './cases/index.ts'

afterEach(() => setAlwaysParallel(false))

describe.each(Object.entries(TESTS))('%s', (_, tests) => {
  for (const [name, body] of Object.entries(tests)) test(name, body)
})
