import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { OPS } from '../../lib/backend/gen/elementwise.ts'
import { availableLevels, run, Storage, setLevel, setNumThreads } from '../../lib/backend/index.ts'
import { ACTIVATIONS } from '../../lib/backend/js/activation.ts'
import { expectSameBits, type FillOptions, FLOATS, firstDifference, floats, generator, output } from './bits.ts'

type Float = (typeof FLOATS)[number]

/** A call of the kernel in the terms of a matrix product; strides follow from the layout and the padding. */
interface Case {
  dtype: Float
  m: number
  n: number
  k: number
  /** Which operands are stored transposed. */
  layout?: 'nn' | 'nt' | 'tn' | 'tt'
  /** Unused elements at the end of each row of A, B and C. */
  pad?: number
  start?: 'zero' | 'c' | 'cols' | 'rows' | 'matrix'
  activation?: number
  /** Sizes of the batch and whether A, B, the bias vary along each of its dimensions. */
  batch?: { size: number; a: boolean; b: boolean; bias: boolean }[]
  fill?: FillOptions
}

interface Call {
  buffers: [Storage, Storage, Storage | null, Storage]
  sizes: number[]
}

const LAYOUTS = ['nn', 'nt', 'tn', 'tt'] as const
const STARTS = ['zero', 'c', 'cols', 'rows', 'matrix'] as const
const NONE: NonNullable<Case['batch']> = []

function callOf(x: Case): Call {
  const { dtype, m, n, k, layout = 'nn', pad = 0, start = 'zero', activation = 0, batch = NONE, fill = {} } = x
  const [ars, acs] = layout[0] === 'n' ? [k + pad, 1] : [1, m + pad]
  const [brs, bcs] = layout[1] === 'n' ? [n + pad, 1] : [1, k + pad]
  const ldc = n + pad
  const [srs, scs] = { zero: [0, 0], c: [0, 0], cols: [0, 1], rows: [1, 0], matrix: [2 * n, 2] }[start] as [
    number,
    number
  ]
  const matrices = [(m + pad) * (k + pad), (k + pad) * (n + pad), 2 * (m + 1) * (n + 1), (m + pad) * (n + pad)]
  // Batch strides from the last dimension outwards; an operand that does not vary has stride 0.
  const steps = matrices.slice()
  const strides: number[][] = [[], [], [], []]
  for (const { size, ...varies } of batch.slice().reverse()) {
    const vary = [varies.a, varies.b, varies.bias, true]
    vary.forEach((yes, operand) => {
      strides[operand]!.unshift(yes ? steps[operand]! : 0)
      if (yes) steps[operand]! *= size
    })
  }
  const seed = fill.seed ?? 1
  const make = (operand: number, more: FillOptions = {}) =>
    floats(dtype, steps[operand]!, { ...fill, seed: seed + operand, ...more })
  const biased = start !== 'zero' && start !== 'c'
  return {
    buffers: [make(0), make(1), biased ? make(2) : null, make(3)],
    sizes: [
      ...[m, n, k, ars, acs, brs, bcs, srs, scs, ldc, start === 'c' ? 1 : 0, activation, batch.length],
      ...batch.map((d) => d.size),
      ...strides.flat()
    ] as number[]
  }
}

const sameBits = (x: Case, threads?: number[]) => {
  const { buffers, sizes } = callOf(x)
  expectSameBits('gemm', buffers, sizes, [], threads)
}

/** The product as mathematics has it, in float64: for every element its value and the sum of the absolute terms. */
function reference({ buffers: [a, b, bias, c], sizes }: Call): { at: number; value: number; absolute: number }[] {
  const [m, n, k, ars, acs, brs, bcs, srs, scs, ldc, accumulate, , nd] = sizes as [
    ...[number, number, number, number, number, number, number, number, number, number, number, number, number]
  ]
  const shape = sizes.slice(13, 13 + nd)
  const strides = sizes.slice(13 + nd)
  const found = []
  const count = shape.reduce((x, y) => x * y, 1)
  for (let e = 0; e < count; e++) {
    const at = [0, 0, 0, 0]
    for (let d = nd - 1, rest = e; d >= 0; rest = Math.floor(rest / shape[d]!), d--) {
      for (let o = 0; o < 4; o++) at[o]! += (rest % shape[d]!) * strides[o * nd + d]!
    }
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        const to = at[3]! + i * ldc + j
        let value = accumulate ? c.array[to]! : bias ? bias.array[at[2]! + i * srs + j * scs]! : 0
        let absolute = Math.abs(value)
        for (let p = 0; p < k; p++) {
          const term = a.array[at[0]! + i * ars + p * acs]! * b.array[at[1]! + p * brs + j * bcs]!
          value += term
          absolute += Math.abs(term)
        }
        found.push({ at: to, value, absolute })
      }
    }
  }
  return found
}

function whole(storage: Storage | null, seed: number): void {
  if (storage === null) return
  const next = generator(seed)
  for (let k = 0; k < storage.array.length; k++) storage.array[k] = Math.floor(next() * 9) - 4
}

afterEach(() => {
  setLevel(availableLevels()[0]!)
  setNumThreads(1)
})

const anyCase: fc.Arbitrary<Case> = fc.record({
  dtype: fc.constantFrom(...FLOATS),
  m: fc.integer({ min: 0, max: 70 }),
  n: fc.integer({ min: 0, max: 70 }),
  k: fc.integer({ min: 0, max: 70 }),
  layout: fc.constantFrom(...LAYOUTS),
  pad: fc.constantFrom(0, 0, 1, 5),
  start: fc.constantFrom(...STARTS),
  activation: fc.constantFrom(0, 0, 1, 2, 3, 4, 5, 6),
  fill: fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    special: fc.constantFrom(0, 30),
    shift: fc.constantFrom(0, 1, 3)
  })
})
const anyBatch = fc.array(
  fc.record({ size: fc.integer({ min: 0, max: 4 }), a: fc.boolean(), b: fc.boolean(), bias: fc.boolean() }),
  { maxLength: 3 }
)

describe('gemm has the same bits everywhere', () => {
  test('for any sizes, layouts, starts and activations', () => {
    fc.assert(
      fc.property(anyCase, (x) => sameBits(x, [1, 3])),
      { numRuns: 300 }
    )
  })

  test('over any batch', () => {
    const small = fc.tuple(anyCase, anyBatch, fc.integer({ min: 1, max: 20 }))
    fc.assert(
      fc.property(small, ([x, batch, most]) => {
        sameBits({ ...x, m: x.m % most, n: x.n % (2 * most), k: x.k % most, batch })
      }),
      { numRuns: 200 }
    )
  })

  test('for one row or one column', () => {
    for (const dtype of FLOATS) {
      for (const layout of LAYOUTS) {
        for (const k of [0, 1, 15, 16, 17, 31, 32, 33, 67, 1000]) {
          for (const length of [1, 2, 7, 8, 9, 16, 17, 67]) {
            const fill = { special: k % 2 ? 40 : 0, shift: k % 3 }
            const start = STARTS[(k + length) % STARTS.length]!
            sameBits({ dtype, m: 1, n: length, k, layout, start, fill, activation: k % 2 }, [1, 2])
            sameBits({ dtype, m: length, n: 1, k, layout, start, fill, pad: k % 2, activation: k % 2 }, [1, 2])
          }
        }
      }
    }
  })

  test('where underflow leaves negative zeros in the lanes of a dot product', () => {
    const tiny = new Storage(new Float32Array(37).fill(-1e-30))
    const small = new Storage(new Float32Array(37).fill(1e-30))
    expectSameBits('gemm', [tiny, small, null, output('float32', 1)], [1, 1, 37, 37, 1, 1, 37, 0, 0, 1, 0, 0, 0])
    expectSameBits('gemm', [tiny, small, null, output('float32', 1)], [1, 1, 32, 37, 1, 1, 37, 0, 0, 1, 0, 0, 0])
  })

  test('with nothing to sum', () => {
    for (const layout of LAYOUTS) {
      for (const start of STARTS) {
        for (const [m, n] of [
          [1, 2],
          [2, 1],
          [1, 200],
          [3, 40],
          [40, 3]
        ] as const) {
          sameBits({ dtype: 'float32', m, n, k: 0, layout, start }, [1])
        }
      }
    }
  })

  test('with operands that are contiguous in no direction', () => {
    for (const dtype of FLOATS) {
      const [m, n, k] = [9, 21, 19]
      const sizes = [m, n, k, 3 * k, 3, 2 * n + 1, 2, 0, 0, n, 0, 0, 0]
      expectSameBits(
        'gemm',
        [floats(dtype, 3 * m * k), floats(dtype, k * (2 * n + 1)), null, output(dtype, m * n)],
        sizes
      )
    }
  })

  // Each dimension on both sides of what it is cut by (tiles, panels, blocks of k, pieces), the others small. The last
  // ones are large enough that packing, transposed computation and more threads come in.
  const sizes: [number, number, number][] = [
    ...[11, 12, 13, 24, 25].map((m): [number, number, number] => [m, 16, 9]),
    ...[15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 127, 129].map((n): [number, number, number] => [7, n, 9]),
    ...[199, 200, 201, 399, 400, 401, 402, 800, 801, 1203].map((k): [number, number, number] => [7, 18, k]),
    [100, 130, 120],
    [1, 1500, 300],
    [1500, 1, 300],
    [3, 1500, 300],
    [1500, 3, 300],
    [2, 2, 100000],
    [3, 520, 640],
    [17, 520, 640],
    [33, 520, 640],
    [40, 330, 801]
  ]
  test.each(LAYOUTS)('across the limits of blocks, %s', (layout) => {
    for (const dtype of FLOATS) {
      for (const [m, n, k] of sizes) {
        const start = STARTS[(m + n + k) % STARTS.length]!
        sameBits(
          { dtype, m, n, k, layout, start, activation: (m + n) % 2, fill: { special: 1000 } },
          m * n * k > 1e5 ? undefined : [1]
        )
      }
    }
  })

  test('where rows of A lie a page apart', () => {
    for (const dtype of FLOATS) {
      const [m, n, k, lda] = [61, 261, 205, 1024]
      const sizes = [m, n, k, 1, lda, n, 1, 0, 0, n, 0, 0, 0]
      const c = output(dtype, m * n)
      expectSameBits('gemm', [floats(dtype, (k - 1) * lda + m), floats(dtype, k * n, { seed: 2 }), null, c], sizes)
    }
  })

  test('where a large B is packed for many rows', () => {
    sameBits({ dtype: 'float32', m: 513, n: 520, k: 601, start: 'cols', activation: 1 }, [1])
    sameBits({ dtype: 'float64', m: 515, n: 261, k: 601, start: 'c', layout: 'tn' }, [1, 7])
  })

  test('for a batch large enough for several threads', () => {
    for (const dtype of FLOATS) {
      sameBits({ dtype, m: 30, n: 33, k: 20, batch: [{ size: 41, a: true, b: true, bias: true }], start: 'c' })
      sameBits({ dtype, m: 30, n: 33, k: 20, batch: [{ size: 41, a: true, b: false, bias: false }], start: 'cols' })
      sameBits({ dtype, m: 200, n: 33, k: 40, batch: [{ size: 3, a: false, b: true, bias: true }], layout: 'nt' })
    }
  })
})

describe('gemm computes the product', () => {
  test('exactly where every number is a small whole one', () => {
    fc.assert(
      fc.property(anyCase, anyBatch, (x, batch) => {
        const call = callOf({ ...x, m: x.m % 20, activation: 0, batch: batch.slice(0, 2), fill: {} })
        for (const [k, storage] of call.buffers.entries()) whole(storage, k + x.m)
        const expected = reference(call)
        const wanted = call.buffers[3].array.slice()
        run('gemm', call.buffers, call.sizes)
        for (const { at, value } of expected) wanted[at] = value
        // Nothing next to the elements of C is written.
        expect(firstDifference(call.buffers[3].array, wanted)).toBe(-1)
      }),
      { numRuns: 200 }
    )
  })

  test('within the bound of one rounding a term', () => {
    for (const dtype of FLOATS) {
      for (const layout of LAYOUTS) {
        for (const [m, n, k] of [
          [5, 7, 1000],
          [33, 65, 70],
          [1, 9, 3000],
          [9, 1, 3000]
        ] as const) {
          const call = callOf({ dtype, m, n, k, layout, start: 'cols' })
          const expected = reference(call)
          run('gemm', call.buffers, call.sizes)
          const unit = dtype === 'float32' ? 2 ** -24 : 2 ** -52
          for (const { at, value, absolute } of expected) {
            expect(Math.abs(call.buffers[3].array[at]! - value)).toBeLessThanOrEqual((k + 2) * unit * absolute)
          }
        }
      }
    }
  })

  test('in float32 as a chain of fused operations over k, from the start', () => {
    // (1 + 2^-23) (1 - 2^-23) = 1 - 2^-46 would round to 1 on its own; fused with the -1 before it, it leaves -2^-46.
    const a = new Storage(new Float32Array([1, 1 + 2 ** -23, 2 ** -24]))
    const b = new Storage(new Float32Array([-1, 0, 1 - 2 ** -23, 0, 1, 0]))
    const c = output('float32', 2)
    run('gemm', [a, b, null, c], [1, 2, 3, 3, 1, 2, 1, 0, 0, 2, 0, 0, 0])
    expect(c.array[0]).toBe(Math.fround(2 ** -24 - 2 ** -46))
  })

  test('followed by the activation, which is the elementwise op', () => {
    for (const dtype of FLOATS) {
      for (let activation = 1; activation < ACTIVATIONS.length; activation++) {
        const plain = callOf({ dtype, m: 13, n: 37, k: 11, start: 'cols' })
        const fused = callOf({ dtype, m: 13, n: 37, k: 11, start: 'cols', activation })
        run('gemm', plain.buffers, plain.sizes)
        run('gemm', fused.buffers, fused.sizes)
        const y = plain.buffers[3]
        run('map', [y, y], [OPS[ACTIVATIONS[activation]!].op, 1, 1, 13 * 37, 1, 1], [0, 0])
        expect(firstDifference(fused.buffers[3].array, y.array)).toBe(-1)
      }
    }
  })

  test('with k = 0 as its start', () => {
    const c = output('float32', 6)
    const bias = floats('float32', 3)
    run('gemm', [floats('float32', 0), floats('float32', 0), bias, c], [2, 3, 0, 0, 1, 3, 1, 0, 1, 3, 0, 0, 0])
    expect([...c.array]).toEqual([...bias.array, ...bias.array])
  })
})

describe('gemm refuses', () => {
  const x = floats('float32', 100)
  const call = (change: (sizes: number[]) => void, bias: Storage | null = null) => {
    const sizes = [4, 5, 6, 6, 1, 5, 1, 0, 0, 5, 0, 0, 0]
    change(sizes)
    return () => run('gemm', [x, floats('float32', 40), bias, output('float32', 20)], sizes)
  }
  test('lengths that the strides leave', () => {
    expect(call(() => {})).not.toThrow()
    expect(call((s) => (s[3] = 32))).toThrow('gemm: expected a to hold 102 elements')
    expect(call((s) => (s[6] = 4))).toThrow('gemm: expected b to hold 42 elements')
    expect(call((s) => (s[9] = 6))).toThrow('gemm: expected c to hold 23 elements')
    expect(call((s) => (s[8] = 30), x)).toThrow('gemm: expected bias to hold 121 elements')
  })
  test('rows of C that overlap, a start from both C and bias, an unknown activation', () => {
    expect(call((s) => (s[9] = 4))).toThrow('gemm: expected ldc >= cols | rows <= 1')
    expect(call((s) => (s[10] = 1), x)).toThrow('gemm: expected accumulate == 0')
    expect(call((s) => (s[11] = 7))).toThrow('gemm: expected activation <= 6')
  })
  test('a C that shares memory with an operand', () => {
    expect(() => run('gemm', [x, floats('float32', 40), null, x], [4, 5, 6, 6, 1, 5, 1, 0, 0, 5, 0, 0, 0])).toThrow(
      'overlap'
    )
  })
})
