import { test } from 'vitest'
import { expectSameBits, FLOATS, floats, output } from './bits.ts'

test('small', () => {
  for (const dtype of FLOATS) {
    for (const m of [1,2,5,6,7,13,33]) for (const n of [1,3,16,17,33,64,65,80,130]) for (const k of [0,1,5,33]) {
    expectSameBits('gemm', [floats(dtype, m*k), floats(dtype, k*n), null, output(dtype, m*n)], [m,n,k,k,1,n,1,0,0,n,0,1,0])
    expectSameBits('gemm', [floats(dtype, m*k), floats(dtype, k*n), floats(dtype, n), output(dtype, m*n)], [m,n,k,1,m,n,1,0,1,n,0,1,0])
    }
  }
})
