import { expect, test } from 'vitest'
import { backend, run, Storage, setNumThreads } from '../../lib/backend/index.ts'
import { expectSameBits, FLOATS, floats, output } from './bits.ts'

test('probeFma: every chain ends with the same bits everywhere, and where the equation says', () => {
  for (const dtype of FLOATS) {
    for (const [units, rounds] of [
      [0, 3],
      [1, 0],
      [1, 1],
      [3, 40],
      [7, 2500]
    ] as const) {
      expectSameBits(
        'probeFma',
        [floats(dtype, units * 192, { special: 40, shift: 1 })],
        [units, rounds],
        [0.9371, 0.0713]
      )
    }
    const y = output(dtype, 192)
    run('probeFma', [y], [1, 400], [0.5, 1])
    expect(Array.from(y.array)).toEqual(new Array(192).fill(2))
  }
})

test('probeRead finds the largest of every lane', () => {
  for (const dtype of FLOATS) {
    for (const [units, length] of [
      [0, 64],
      [1, 64],
      [5, 192],
      [7, 8192]
    ] as const) {
      const x = floats(dtype, units * length, { special: 30, shift: 1 })
      expectSameBits('probeRead', [x, output(dtype, units * 64, 3)], [units, length])
    }
  }
  const x = new Storage(Float32Array.from({ length: 256 }, (_, i) => (i * 37) % 256))
  const y = output('float32', 128)
  run('probeRead', [x, y], [2, 128])
  const lanes = Array.from({ length: 128 }, (_, k) => Math.floor(k / 64) * 128 + (k % 64))
  expect(Array.from(y.array)).toEqual(lanes.map((i) => Math.max(x.array[i]!, x.array[i + 64]!)))
})

test('probeTriad and probeUpdate have the same bits everywhere', () => {
  for (const dtype of FLOATS) {
    for (const n of [0, 1, 15, 16, 17, 67, 1000, 40000]) {
      const make = (seed: number) => floats(dtype, n, { seed, special: 20, shift: seed % 3 })
      expectSameBits('probeTriad', [make(1), make(2), output(dtype, n, 1)], [n], [0.3])
      expectSameBits('probeUpdate', [make(1), make(2), make(3), make(4)], [n], [0.3])
    }
  }
})

test('probeHandOff ends after its hops with one thread and with two', () => {
  for (const hops of [0, 1, 2, 999]) expectSameBits('probeHandOff', [output('float64', 1)], [hops])
  setNumThreads(2)
  const y = output('float64', 1)
  run('probeHandOff', [y], [2000])
  expect(y.array[0]).toBe(2000)
  expect(backend.name).toBe('native')
})
