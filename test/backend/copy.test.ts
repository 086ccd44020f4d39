import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { run, Storage, setLevel } from '../../lib/backend/index.ts'
import type { DType } from '../../lib/backend/storage.ts'
import { expectSameBits, FLOATS, floats, indices, LEVELS, output } from './bits.ts'
import { contiguous, type GoldenArray, goldenCases } from './golden.ts'

const EVERYWHERE = [...LEVELS, 'js' as const]
const DTYPES: readonly DType[] = ['float32', 'float64', 'int32', 'bool', 'uint8', 'int64']

function filled(dtype: DType, length: number, shift = 0): Storage {
  if (dtype === 'float32' || dtype === 'float64') return floats(dtype, length, { special: 6, shift })
  const values = indices(length + shift, dtype === 'bool' ? 2 : 1e9).array
  // An int64 with more bits than an int32.
  if (dtype === 'int64') return Storage.wrap(Float64Array.from(values, (v) => (v - 5e8) * 1e6).subarray(shift), dtype)
  const bytes = dtype === 'bool' || dtype === 'uint8'
  const array = bytes ? Uint8Array.from(values) : Int32Array.from(values, (v) => v - 5e8)
  return Storage.wrap(array.subarray(shift), dtype)
}

/** What copy must do, said differently: one position after the other, by division. */
function expectCopied(
  x: Storage,
  y: Storage,
  shape: readonly number[],
  from: readonly number[],
  to: readonly number[]
) {
  const count = shape.reduce((n, size) => n * size, 1)
  for (let k = 0; k < count; k++) {
    let rest = k
    let a = 0
    let b = 0
    for (let d = shape.length - 1; d >= 0; d--) {
      a += (rest % shape[d]!) * from[d]!
      b += (rest % shape[d]!) * to[d]!
      rest = Math.floor(rest / shape[d]!)
    }
    if (!Object.is(x.array[a], y.array[b])) {
      expect.fail(`position ${k} of [${shape}], strides [${from}] to [${to}]: ${y.array[b]} instead of ${x.array[a]}`)
    }
  }
}

describe('copy', () => {
  // A permutation of the dimensions of x, some of them expanded, written into a y with gaps or not.
  const layouts = fc
    .record({
      shape: fc.array(fc.integer({ min: 1, max: 23 }), { maxLength: 4 }),
      order: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
      expanded: fc.integer({ min: -3, max: 3 }),
      gap: fc.integer({ min: 1, max: 2 }),
      dtype: fc.constantFrom(...DTYPES),
      shift: fc.integer({ min: 0, max: 3 })
    })
    .map(({ shape, order, expanded, gap, dtype, shift }) => {
      const dims = shape.map((_, d) => d).sort((a, b) => order[a]! - order[b]!)
      const source = dims.map((d) => shape[d]!)
      const inside = contiguous(source)
      const from = shape.map((_, d) => (d === expanded ? 0 : inside[dims.indexOf(d)]!))
      const to = contiguous(shape).map((stride) => stride * gap)
      return { shape, from, to, dtype, shift, length: shape.reduce((n, s) => n * s, 1), gap }
    })

  test('has the same bits everywhere, whatever the strides', () => {
    fc.assert(
      fc.property(layouts, ({ shape, from, to, dtype, shift, length, gap }) => {
        const x = filled(dtype, length, shift)
        const sizes = [shape.length, ...shape, ...from, ...to]
        expectSameBits('copy', [x, output(dtype, length * gap, shift)], sizes, [], [1, 3])
        const y = output(dtype, length * gap)
        setLevel('js')
        run('copy', [x, y], sizes)
        expectCopied(x, y, shape, from, to)
      }),
      { numRuns: 150 }
    )
  })

  test('of lengths around the vector and the piece', () => {
    for (const dtype of DTYPES) {
      for (const n of [0, 1, 3, 15, 16, 17, 67, 1000, 16383, 16385, 50000]) {
        expectSameBits('copy', [filled(dtype, n, 1), output(dtype, n, 2)], [1, n, 1, 1])
      }
    }
  })

  test('of transposed matrices around the tile and the block', () => {
    for (const dtype of DTYPES) {
      for (const [m, n] of [
        [4, 4],
        [15, 17],
        [16, 16],
        [33, 64],
        [64, 65],
        [200, 129],
        [5, 1100],
        [1100, 5]
      ] as const) {
        expectSameBits('copy', [filled(dtype, m * n), output(dtype, m * n)], [2, n, m, 1, n, m, 1])
        const padded = [filled(dtype, m * (n + 3), 1), output(dtype, n * (m + 1), 3)]
        expectSameBits('copy', padded, [2, n, m, 1, n + 3, m + 1, 1])
      }
    }
  })

  test('of batches of transposed matrices and of the head permutation', () => {
    for (const dtype of DTYPES) {
      expectSameBits(
        'copy',
        [filled(dtype, 3 * 40 * 50), output(dtype, 3 * 40 * 50)],
        [3, 3, 50, 40, 2000, 1, 50, 2000, 40, 1]
      )
      // (B, T, H, d) read as (B, H, T, d).
      const [B, T, H, d] = [3, 17, 4, 32]
      const x = filled(dtype, B * T * H * d)
      const strides = [T * H * d, d, H * d, 1]
      expectSameBits('copy', [x, output(dtype, x.array.length)], [4, B, H, T, d, ...strides, H * T * d, T * d, d, 1])
    }
  })

  test('of nothing writes nothing', () => {
    expectSameBits('copy', [floats('float32', 0), output('float32', 0)], [2, 0, 3, 3, 1, 3, 1])
    expectSameBits('copy', [floats('float32', 4), output('float32', 4)], [2, 3, 0, 1, 1, 1, 1])
  })

  test('gives the golden transpose, permute, slice, cat, stack and their gradients', () => {
    const copied = (source: GoldenArray, offset: number, shape: number[], strides: number[], to?: number[]) => {
      const x = new Storage(Float64Array.from(source.data))
      const y = new Storage(new Float64Array(shape.reduce((n, s) => n * s, 1)))
      run('copy', [{ storage: x, offset }, y], [shape.length, ...shape, ...strides, ...(to ?? contiguous(shape))])
      return Array.from(y.array)
    }
    for (const level of EVERYWHERE) {
      setLevel(level)
      for (const { attrs, inputs, output } of goldenCases('move', 'permute')) {
        const strides = contiguous(inputs[0]!.shape)
        const dims = attrs.dims as number[]
        const moved = dims.map((d) => strides[d]!)
        expect(copied(inputs[0]!, 0, output.shape, moved)).toEqual(output.data)
      }
      for (const { attrs, inputs, output, upstream, grads } of goldenCases('move', 'transpose')) {
        const swap = (of: number[]) => {
          const [a, b] = [attrs.dim0 as number, attrs.dim1 as number]
          return of.map((v, d) => (d === a ? of[b]! : d === b ? of[a]! : v))
        }
        expect(copied(inputs[0]!, 0, output.shape, swap(contiguous(inputs[0]!.shape)))).toEqual(output.data)
        expect(copied(upstream, 0, inputs[0]!.shape, swap(contiguous(output.shape)))).toEqual(grads[0]!.data)
      }
      for (const { attrs, inputs, output } of goldenCases('move', 'slice')) {
        const strides = contiguous(inputs[0]!.shape)
        const offset = (attrs.start as number) * strides[attrs.dim as number]!
        expect(copied(inputs[0]!, offset, output.shape, strides)).toEqual(output.data)
      }
      for (const op of ['cat', 'stack']) {
        for (const { attrs, inputs, output, upstream, grads } of goldenCases('move', op)) {
          const dim = attrs.dim as number
          const strides = contiguous(output.shape)
          const y = new Storage(new Float64Array(output.data.length))
          let offset = 0
          inputs.forEach((input, k) => {
            const shape = op === 'cat' ? input.shape : [...input.shape.slice(0, dim), 1, ...input.shape.slice(dim)]
            const x = new Storage(Float64Array.from(input.data))
            const sizes = [shape.length, ...shape, ...contiguous(shape), ...strides]
            run('copy', [x, { storage: y, offset }], sizes)
            expect(copied(upstream, offset, shape, strides)).toEqual(grads[k]!.data)
            offset += shape[dim]! * strides[dim]!
          })
          expect(Array.from(y.array)).toEqual(output.data)
        }
      }
    }
  })
})

describe('cast', () => {
  const LIMITS = [2147483647, 2147483648, -2147483648, -2147483649, 2147483520, 2147483646.9, 0.9, -0.9, 1e30, -1e30]

  test('has the same bits everywhere between all types', () => {
    DTYPES.forEach((from, a) => {
      DTYPES.forEach((to, b) => {
        for (const n of [0, 1, 15, 16, 17, 67, 1000, 20000]) {
          const x = filled(from, n + 20, 1)
          LIMITS.forEach((v, k) => {
            x.array[k] = from === 'int64' ? Math.trunc(Math.max(-(2 ** 52), Math.min(2 ** 52, v))) + 0 : v
          })
          expectSameBits('cast', [x, output(to, n, 3)], [a, b, 1, n, 1, 1], [], [1, 2, 3])
        }
        expectSameBits('cast', [filled(from, 60), output(to, 60)], [a, b, 2, 6, 5, 1, 12, 10, 2], [], [1, 2])
      })
    })
  })

  test('means what PyTorch means and is defined beyond', () => {
    const cases: [DType, number, DType, number][] = [
      ['float32', 1.9, 'int32', 1],
      ['float32', -1.9, 'int32', -1],
      ['float64', Number.NaN, 'int32', 0],
      ['float32', Number.NaN, 'int32', 0],
      ['float32', Infinity, 'int32', 2147483647],
      ['float64', -Infinity, 'int32', -2147483648],
      ['float64', 2147483647.5, 'int32', 2147483647],
      ['float64', -2147483648.5, 'int32', -2147483648],
      ['float64', 0.1, 'float32', Math.fround(0.1)],
      ['float64', 1e300, 'float32', Infinity],
      ['int32', 16777217, 'float32', 16777216],
      ['int32', -7, 'float64', -7],
      ['float32', Number.NaN, 'bool', 1],
      ['float32', -0, 'bool', 0],
      ['float64', 5e-324, 'bool', 1],
      ['int32', 256, 'bool', 1],
      ['bool', 1, 'float32', 1],
      ['bool', 200, 'int32', 1],
      ['uint8', 200, 'float32', 200],
      ['uint8', 200, 'int32', 200],
      ['uint8', 200, 'bool', 1],
      ['float32', 255.9, 'uint8', 255],
      ['float32', 300, 'uint8', 44],
      ['float64', -1, 'uint8', 255],
      ['float64', Number.NaN, 'uint8', 0],
      ['float32', -Infinity, 'uint8', 0],
      ['int32', -3, 'uint8', 253],
      ['int32', -7, 'int64', -7],
      ['float64', -1.9, 'int64', -1],
      ['float64', -0.9, 'int64', 0],
      ['float64', Number.NaN, 'int64', 0],
      ['float32', Infinity, 'int64', 2 ** 53 - 1],
      ['int64', 3e9, 'int32', 3e9 - 2 ** 32],
      ['int64', 2 ** 40 + 5, 'uint8', 5],
      ['int64', 2 ** 53 - 1, 'float32', 2 ** 53],
      ['int64', 2 ** 40, 'bool', 1]
    ]
    for (const level of EVERYWHERE) {
      setLevel(level)
      for (const [from, value, to, expected] of cases) {
        const x = Storage.allocate(from, 1)
        x.array[0] = value
        const y = Storage.allocate(to, 1)
        run('cast', [x, y], [x.code, y.code, 0])
        expect([from, value, to, y.array[0]]).toEqual([from, value, to, expected])
      }
    }
  })

  test('refuses codes that are not those of the buffers', () => {
    const x = Storage.allocate('float32', 4)
    const y = Storage.allocate('int32', 4)
    expect(() => run('cast', [x, y], [0, 1, 1, 4, 1, 1])).toThrow('cast: expected to == dtype(y)')
    expect(() => run('cast', [x, y], [0, 2, 1, 5, 1, 1])).toThrow('cast: expected x to hold 5 elements')
  })
})

describe('fill', () => {
  test('has the same bits everywhere', () => {
    for (const [code, dtype] of DTYPES.entries()) {
      for (const value of [0, -0, 1, 0.1, -3.7, Number.NaN, Infinity, 1e300, 4e9]) {
        expectSameBits('fill', [output(dtype, 1000, 1)], [code, 1, 1000, 1], [value], [1, 2])
      }
      expectSameBits('fill', [output(dtype, 70000)], [code, 2, 100, 300, 700, 2], [2.5])
      expectSameBits('fill', [output(dtype, 0)], [code, 1, 0, 1], [2.5])
    }
  })

  test('leaves what lies between', () => {
    for (const dtype of FLOATS) {
      const y = output(dtype, 6)
      run('fill', [y], [y.code, 1, 3, 2], [0.1])
      const v = dtype === 'float32' ? Math.fround(0.1) : 0.1
      expect(Array.from(y.array)).toEqual([v, 77, v, 77, v, 77])
    }
  })
})
