import { expect, test } from 'vitest'
import { run, Storage } from '../../lib/backend/index.ts'
import type { FloatArray } from '../../lib/backend/storage.ts'
import { floats, output } from './bits.ts'
import { inputs, results, shapeOf, sizes, weights } from './convShape.ts'

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
