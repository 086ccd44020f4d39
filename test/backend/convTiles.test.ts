import { expect, test } from 'vitest'
import { run, Storage, setLevel } from '../../lib/backend/index.ts'
import type { FloatArray } from '../../lib/backend/storage.ts'
import { expectSameBits, floats, LEVELS, output } from './bits.ts'
import { inputs, results, shapeOf, sizes, weights } from './convShape.ts'

test('sums that become zeros of either sign', () => {
  const s = shapeOf({ ci: 32, h: 8, w: 8, co: 32, kh: 3, kw: 3, ph: 1, pw: 1 })
  const of = (length: number, value: number): Storage => new Storage(new Float32Array(length).fill(value))
  for (const [value, weight] of [
    [1e-30, -1e-30],
    [-1e-24, 1e-21],
    [1e-44, 0.5]
  ] as const) {
    const [x, w, dy] = [of(inputs(s), value), of(weights(s), weight), of(results(s), value)]
    for (const flag of [0, 1]) {
      expectSameBits('conv2d', [x, w, null, of(results(s), 0)], sizes(s, flag), [])
      expectSameBits('conv2dInput', [dy, w, of(inputs(s), -0)], sizes(s, flag), [])
      expectSameBits('conv2dWeight', [x, dy, of(weights(s), -0), of(32, 0)], sizes(s, flag), [])
    }
  }
})

test('sizes that no image bounds take no tiles', () => {
  const s = shapeOf({ n: 0, ci: 4096, h: 16, w: 2 ** 51 + 2, co: 16, kh: 3, kw: 3, ph: 1 })
  const dweight = new Storage(new Float32Array(weights(s)).fill(1))
  const none = new Storage(new Float32Array(0))
  for (const level of ['js', ...LEVELS] as const) {
    setLevel(level)
    run('conv2dWeight', [none, none, dweight, null], sizes(s, 0))
    expect(dweight.array.every((v) => v === 0)).toBe(true)
    dweight.array.fill(1)
  }
  setLevel(LEVELS[0] ?? 'js')
})

test('tiles are more exact than chains over all taps', () => {
  const s = shapeOf({ n: 2, ci: 64, h: 16, w: 16, co: 32, kh: 3, kw: 3, ph: 1, pw: 1 })
  const [x, weight] = [floats('float32', inputs(s), { seed: 1 }), floats('float32', weights(s), { seed: 2 })]
  // A fourth column of zeros, which makes them chains, takes away the last column of outputs.
  const wide = { ...s, kw: 4 }
  const padded = new Float32Array(weights(wide))
  for (let k = 0; k < weight.array.length; k++) padded[Math.floor(k / 3) * 4 + (k % 3)] = Number(weight.array[k])
  const double = (from: ArrayLike<number | bigint>): Storage => new Storage(Float64Array.from(from as FloatArray))
  const [tiles, chains, exact] = [
    output('float32', results(s)),
    output('float32', results(wide)),
    output('float64', results(s))
  ]
  run('conv2d', [x, weight, null, tiles], sizes(s, 0))
  run('conv2d', [x, new Storage(padded), null, chains], sizes(wide, 0))
  run('conv2d', [double(x.array), double(weight.array), null, exact], sizes(s, 0))
  const error = (y: Storage, width: number): number => {
    let sum = 0
    for (let k = 0; k < exact.array.length; k++) {
      const [row, column] = [Math.floor(k / 16), k % 16]
      if (column < 15) sum += (Number(y.array[row * width + column]) - Number(exact.array[k])) ** 2
    }
    return Math.sqrt(sum)
  }
  expect(error(tiles, 16)).toBeGreaterThan(0)
  expect(error(tiles, 16)).toBeLessThan(error(chains, 15))
})

test('NaN reaches the same outputs through tiles as through chains', () => {
  const s = shapeOf({ ci: 16, h: 9, w: 9, co: 32, kh: 3, kw: 3, ph: 1, pw: 1 })
  const weight = floats('float32', weights(s), { seed: 2 })
  const y = output('float32', results(s))
  for (let pixel = 0; pixel < 81; pixel++) {
    const x = floats('float32', inputs(s), { seed: 1 })
    x.array[pixel] = Number.NaN
    run('conv2d', [x, weight, null, y], sizes(s, 0))
    for (let k = 0; k < 81; k++) {
      const [rows, columns] = [Math.floor(k / 9) - Math.floor(pixel / 9), (k % 9) - (pixel % 9)]
      expect(Number.isNaN(y.array[k])).toBe(Math.abs(rows) <= 1 && Math.abs(columns) <= 1)
    }
  }
})
