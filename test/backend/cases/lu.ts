// Cases of kernels/lu.cc, and the test of their meaning: P A = L U.
import { deepEqual, ok } from 'node:assert/strict'
import { run, Storage } from '../../../lib/backend/index.ts'
import { generator } from '../bits.ts'
import type { Call, Pick } from '../pick.ts'

export const elimination = {
  lu(p: Pick): Call {
    const side = () => (p.chance(2) ? p.int(0, 12) : p.one([31, 32, 33, 64, 70, 130]))
    const [m, n] = [side(), side()]
    const few = p.chance(4)
    const a = few ? p.place('float64', m * n, () => p.int(-1, 1)) : p.floats(m * n, { dtype: 'float64' })
    return { buffers: [a, p.out(Math.min(m, n), 'int32')], sizes: [m, n] }
  }
}

export const tests = {
  'lu gives factors whose product is the matrix with its rows swapped, and none of L is larger than 1'() {
    for (const [m, n] of [
      [1, 1],
      [5, 3],
      [3, 5],
      [40, 40],
      [100, 70],
      [70, 200],
      [200, 200]
    ] as const) {
      const next = generator(m * 1000 + n)
      const want = Float64Array.from({ length: m * n }, () => 2 * next() - 1)
      const k = Math.min(m, n)
      const [a, places] = [Storage.wrap(want.slice(), 'float64'), Storage.allocate('int32', k)]
      run('lu', [a, places], [m, n])
      const x = a.array
      for (const [c, p] of (places.array as Int32Array).entries()) {
        const row = want.slice(c * n, (c + 1) * n)
        want.copyWithin(c * n, p * n, (p + 1) * n)
        want.set(row, p * n)
      }
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          if (j < Math.min(i, k)) ok(Math.abs(x[i * n + j]!) <= 1)
          let sum = i <= j ? x[i * n + j]! : 0
          for (let l = 0; l < Math.min(i, j + 1, k); l++) sum += x[i * n + l]! * x[l * n + j]!
          ok(Math.abs(sum - want[i * n + j]!) < 1e-12, `${m} x ${n}, row ${i}, column ${j}`)
        }
      }
    }
  },

  'lu takes NaN for the largest pivot, the first of equal ones, and leaves a column of zeros'() {
    const factor = (rows: number[][]) => {
      const [m, n] = [rows.length, rows[0]!.length]
      const a = Storage.wrap(Float64Array.from(rows.flat()), 'float64')
      const pivots = Storage.allocate('int32', Math.min(m, n))
      run('lu', [a, pivots], [m, n])
      return { x: [...a.array], pivots: [...pivots.array] }
    }
    deepEqual(
      factor([
        [1, 2],
        [Number.NaN, 3],
        [9, 9]
      ]).pivots[0],
      1
    )
    deepEqual(
      factor([
        [1, 0],
        [-2, 0],
        [2, 1]
      ]).pivots,
      [1, 2]
    )
    deepEqual(
      factor([
        [0, 1],
        [0, 2]
      ]),
      { x: [0, 1, 0, 2], pivots: [0, 1] }
    )
  }
}
