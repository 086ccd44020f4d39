import { test } from 'vitest'
import { expectSameBits, FLOATS, floats, output } from './bits.ts'

test('copy of a transposed matrix has the same bits everywhere', () => {
  for (const dtype of FLOATS) {
    expectSameBits('copy', [floats(dtype, 35, { special: 4 }), output(dtype, 35)], [2, 5, 7, 1, 5, 7, 1])
  }
})
