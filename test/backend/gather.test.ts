import { describe, expect, test } from 'vitest'
import { run, Storage, setLevel, setNumThreads } from '../../lib/backend/index.ts'
import type { DType } from '../../lib/backend/storage.ts'
import { IndexError } from '../../lib/errors.ts'
import { expectSameBits, FLOATS, floats, indices, LEVELS, output } from './bits.ts'
import { goldenCases } from './golden.ts'

const EVERYWHERE = [...LEVELS, 'js' as const]
// (outer, n, count, inner)
const SHAPES = [
  [1, 5, 0, 3],
  [0, 5, 4, 3],
  [2, 5, 4, 0],
  [0, 0, 0, 0],
  [1, 7, 9, 1],
  [3, 4, 6, 15],
  [2, 3, 5, 16],
  [1, 9, 11, 17],
  [1, 13, 500, 67],
  [5, 6, 7, 4],
  [300, 20, 30, 1],
  [1, 65, 1536, 128],
  [1, 40, 700, 24],
  [3, 7, 100, 150]
] as const

function inputs(dtype: DType, length: number, shift = 0): Storage {
  if (dtype === 'float32' || dtype === 'float64') return floats(dtype, length, { special: 20, shift })
  const Type = dtype === 'bool' ? Uint8Array : Int32Array
  return new Storage(Type.from(indices(length + shift, 200).array).subarray(shift))
}

describe('the same bits everywhere', () => {
  for (const shape of SHAPES) {
    const [outer, n, count, inner] = shape
    test(`(outer, n, count, inner) = (${shape})`, () => {
      const one = indices(count, Math.max(1, n))
      const all = indices(outer * count * inner, Math.max(1, n), 3)
      for (const dtype of [...FLOATS, 'int32', 'bool'] as const) {
        const x = inputs(dtype, outer * n * inner, 1)
        const y = output(dtype, outer * count * inner, 3)
        expectSameBits('indexSelect', [x, one, y], shape)
        expectSameBits('gather', [x, all, y], shape)
      }
      for (const dtype of FLOATS) {
        const x = inputs(dtype, outer * count * inner, 1)
        const y = inputs(dtype, outer * n * inner, 2)
        expectSameBits('indexAdd', [x, one, y], [...shape, n])
        expectSameBits('indexAdd', [x, one, y], [...shape, Math.min(n, 2)])
        expectSameBits('scatterAdd', [x, all, y], shape)
        const [from, scale] = [indices(count, Math.max(1, n), 5), inputs(dtype, count, 3)]
        for (const factor of outer === 1 ? [null, scale] : []) {
          expectSameBits('addRows', [inputs(dtype, n * inner), from, one, factor, y], [n, n, count, inner])
        }
        expectSameBits('oneHot', [one, output(dtype, count * n, 1)], [count, n])
      }
    })
  }
})

describe('an index out of range', () => {
  test('is reported by its first position, and nothing is written', () => {
    for (const level of EVERYWHERE) {
      setLevel(level)
      setNumThreads(2)
      for (const bad of [-1, 4, 2147483647, -2147483648]) {
        const index = new Storage(new Int32Array(3000))
        index.array[2500] = bad
        index.array[2700] = -5
        const x = floats('float32', 4 * 3000)
        const y = floats('float32', 4 * 3000, { seed: 2 })
        const before = y.array.slice()
        const message = `the index ${bad} at position 2500 is out of range`
        expect(() => run('indexSelect', [x, index, y], [1, 4, 3000, 4])).toThrow(message)
        expect(() => run('indexAdd', [x, index, y], [1, 4, 3000, 4, 4])).toThrow(message)
        expect(() => run('gather', [x, index, y], [1, 4, 1000, 3])).toThrow(message)
        expect(() => run('scatterAdd', [x, index, y], [1, 4, 1000, 3])).toThrow(message)
        expect(() => run('oneHot', [index, y], [3000, 4])).toThrow(IndexError)
        expect(y.array).toEqual(before)
      }
    }
  })

  test('in a table without rows', () => {
    for (const level of EVERYWHERE) {
      setLevel(level)
      const index = new Storage(new Int32Array(1))
      const sizes = [1, 0, 1, 2] as const
      expect(() => run('indexSelect', [floats('float32', 0), index, floats('float32', 2)], sizes)).toThrow(IndexError)
    }
  })
})

describe('what they mean', () => {
  test('PyTorch gives the same for indexSelect and embedding, forward and gradient', () => {
    for (const op of ['indexSelect', 'embedding']) {
      for (const { inputs, output, upstream, grads } of goldenCases('gather', op)) {
        const [table, index] = inputs as [(typeof inputs)[0], (typeof inputs)[0]]
        const [n, inner] = table.shape as [number, number]
        const count = index.data.length
        for (const level of EVERYWHERE) {
          setLevel(level)
          const at = new Storage(Int32Array.from(index.data))
          const y = new Storage(new Float64Array(count * inner))
          run('indexSelect', [new Storage(Float64Array.from(table.data)), at, y], [1, n, count, inner])
          expect(Array.from(y.array)).toEqual(output.data)
          const grad = new Storage(new Float64Array(n * inner))
          run('indexAdd', [new Storage(Float64Array.from(upstream.data)), at, grad], [1, n, count, inner, n])
          grads[0]!.data.forEach((g, k) => {
            expect(grad.array[k]).toBeCloseTo(g, 13)
          })
        }
      }
    }
  })

  test('PyTorch gives the same for gather, forward and gradient', () => {
    for (const { inputs, output, upstream, grads } of goldenCases('gather', 'gather')) {
      const [outer, n] = inputs[0]!.shape as [number, number]
      const count = inputs[1]!.shape[1]!
      for (const level of EVERYWHERE) {
        setLevel(level)
        const at = new Storage(Int32Array.from(inputs[1]!.data))
        const y = new Storage(new Float64Array(outer * count))
        run('gather', [new Storage(Float64Array.from(inputs[0]!.data)), at, y], [outer, n, count, 1])
        expect(Array.from(y.array)).toEqual(output.data)
        const grad = new Storage(new Float64Array(outer * n))
        run('scatterAdd', [new Storage(Float64Array.from(upstream.data)), at, grad], [outer, n, count, 1])
        grads[0]!.data.forEach((g, k) => {
          expect(grad.array[k]).toBeCloseTo(g, 13)
        })
      }
    }
  })

  test('indexAdd leaves out the rows of the padding index and adds in order', () => {
    for (const level of EVERYWHERE) {
      setLevel(level)
      const x = new Storage(Float32Array.of(1e8, 1, 5, 6, -1e8, 2))
      const y = new Storage(new Float32Array(4))
      run('indexAdd', [x, new Storage(Int32Array.of(0, 1, 0)), y], [1, 2, 3, 2, 1])
      expect(Array.from(y.array)).toEqual([0, 3, 0, 0])
    }
  })

  test('oneHot', () => {
    const y = output('float32', 6)
    run('oneHot', [new Storage(Int32Array.of(2, 0)), y], [2, 3])
    expect(Array.from(y.array)).toEqual([0, 0, 1, 1, 0, 0])
  })
})
