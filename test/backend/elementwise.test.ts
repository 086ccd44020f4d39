// The elementwise kernels: native code equals JavaScript to the bit for every op, length, alignment, shape, stride and
// thread count.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arityOf, MAP_NAMES, MASK_OPS, OPS } from '../../lib/backend/gen/elementwise.ts'
import { run, Storage, setLevel } from '../../lib/backend/index.ts'
import { expectSameBits, FLOATS, floats, generator, LEVELS, output } from './bits.ts'

// Below and above every vector length, a few vectors and a rest.
const LENGTHS = [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 67, 1000]
const NUMBERS = [0.7, 1.3]

/** Numbers of every magnitude: random bits. */
function anyBits(dtype: 'float32' | 'float64', length: number, seed: number): Storage {
  const words = new Uint32Array(dtype === 'float32' ? length : 2 * length)
  const next = generator(seed)
  for (let k = 0; k < words.length; k++) words[k] = next() * 2 ** 32
  return new Storage(dtype === 'float32' ? new Float32Array(words.buffer) : new Float64Array(words.buffer))
}

const flat = (op: number, length: number): number[] => {
  const inputs = arityOf(op)
  return [op, inputs, 1, length, ...new Array<number>(inputs + 1).fill(1)]
}
const inputsOf = (op: number, make: (k: number) => Storage): Storage[] =>
  Array.from({ length: arityOf(op) }, (_, k) => make(k))

test('there is a native level to compare with', () => {
  expect(LEVELS.length).toBeGreaterThan(0)
})

test.each(MAP_NAMES.map((name, op) => [name, op] as const))('%s has the same bits everywhere', (_, op) => {
  for (const dtype of FLOATS) {
    for (const length of LENGTHS) {
      for (const shift of [0, 1]) {
        const inputs = inputsOf(op, (k) => floats(dtype, length, { seed: length + k, special: 5, scale: 3, shift }))
        expectSameBits('map', [...inputs, output(dtype, length, shift)], flat(op, length), NUMBERS, [1])
      }
    }
    for (const scale of [1e-3, 1, 100, 1e6]) {
      const inputs = inputsOf(op, (k) => floats(dtype, 2000, { seed: 100 + k, scale, special: 50 }))
      expectSameBits('map', [...inputs, output(dtype, 2000)], flat(op, 2000), NUMBERS, [1])
    }
    const inputs = inputsOf(op, (k) => anyBits(dtype, 4000, op + 1000 * k))
    expectSameBits('map', [...inputs, output(dtype, 4000)], flat(op, 4000), NUMBERS, [1])
  }
})

test('any number of threads gives the same bits', () => {
  for (const name of ['add', 'gelu', 'sin'] as const) {
    const { op } = OPS[name]
    for (const dtype of FLOATS) {
      const inputs = inputsOf(op, (k) => floats(dtype, 50_003, { seed: k, special: 100, scale: 10 }))
      expectSameBits('map', [...inputs, output(dtype, 50_003)], flat(op, 50_003), [0, 0])
    }
  }
})

test('comparisons have the same bits everywhere', () => {
  for (const [k, { op }] of Object.values(MASK_OPS).entries()) {
    for (const dtype of FLOATS) {
      for (const length of [...LENGTHS, 30_001]) {
        const a = floats(dtype, length, { seed: length, special: 3 })
        const b = floats(dtype, length, { seed: length + (k % 2), special: 3, shift: 1 })
        expectSameBits('mapBool', [a, b, output('bool', length, 1)], [op, 1, length, 1, 1, 1])
      }
    }
  }
})

test('the table of comparisons is as long as kernels.def says', () => {
  expect(Object.keys(MASK_OPS)).toHaveLength(6)
  expect(() => run('mapBool', [floats('float32', 1), floats('float32', 1), output('bool', 1)], [6, 0])).toThrow(
    'op < 6'
  )
})

test('comparisons with NaN are false, but for ne', () => {
  const nan = new Storage(new Float32Array([Number.NaN, 1]))
  for (const [name, { op }] of Object.entries(MASK_OPS)) {
    const y = output('bool', 2)
    run('mapBool', [nan, nan, y], [op, 1, 2, 1, 1, 1])
    expect(Array.from(y.array)).toEqual([name === 'ne' ? 1 : 0, ['eq', 'le', 'ge'].includes(name) ? 1 : 0])
  }
})

const bools = (length: number, seed: number): Storage => {
  const next = generator(seed)
  return new Storage(Uint8Array.from({ length }, () => (next() < 0.5 ? 1 : 0)))
}

test('where has the same bits everywhere', () => {
  for (const length of [...LENGTHS, 30_001]) {
    const c = bools(length, length)
    for (const dtype of FLOATS) {
      const a = floats(dtype, length, { seed: 1, special: 3 })
      const b = floats(dtype, length, { seed: 2, special: 3 })
      expectSameBits('where', [c, a, b, output(dtype, length)], [1, length, 1, 1, 1, 1])
    }
    expectSameBits('where', [c, bools(length, 2), bools(length, 3), output('bool', length)], [1, length, 1, 1, 1, 1])
  }
})

test('logic on bools', () => {
  const a = new Storage(new Uint8Array([0, 0, 1, 1]))
  const b = new Storage(new Uint8Array([0, 1, 0, 1]))
  for (const [op, expected] of [
    [0, 0, 0, 1],
    [0, 1, 1, 1],
    [0, 1, 1, 0]
  ].entries()) {
    const y = output('bool', 4)
    run('logical', [a, b, y], [op, 1, 4, 1, 1, 1])
    expect(Array.from(y.array)).toEqual(expected)
    for (const length of LENGTHS) {
      expectSameBits('logical', [bools(length, 1), bools(length, 2), output('bool', length)], [op, 1, length, 1, 1, 1])
      expectSameBits('logical', [bools(length, 1), bools(length, 2), output('bool', length)], [op, 1, length, 1, 0, 1])
    }
  }
})

// --- shapes and strides ---

interface View {
  shape: number[]
  strides: number[][]
  spans: number[]
}

// Up to five dimensions of mostly small sizes; each operand is laid out in a random order of dimensions, with gaps, and
// broadcast along some of them.
const view = (operands: number): fc.Arbitrary<View> =>
  fc
    .record({
      shape: fc.array(fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 1, 17, 130, 600)), { maxLength: 5 }),
      seeds: fc.array(fc.integer({ min: 0, max: 2 ** 30 }), { minLength: operands, maxLength: operands })
    })
    .filter(({ shape }) => shape.reduce((n, size) => n * size, 1) <= 20_000)
    .map(({ shape, seeds }) => {
      const strides = seeds.map((seed, k) => {
        const next = generator(seed)
        const order = shape.map((_, d) => d)
        if (next() < 0.5) order.sort(() => next() - 0.5)
        const stride = new Array<number>(shape.length).fill(0)
        let step = next() < 0.8 ? 1 : 2
        for (const d of order.reverse()) {
          if (k < operands - 1 && next() < 0.3) continue
          stride[d] = step
          step *= Math.max(1, shape[d]!)
        }
        return stride
      })
      const spans = strides.map((stride) =>
        shape.includes(0) ? 0 : 1 + shape.reduce((sum, size, d) => sum + (size - 1) * stride[d]!, 0)
      )
      return { shape, strides, spans }
    })

test('map with any shape and strides', () => {
  for (const name of ['neg', 'add', 'bceWithLogitsWeighted'] as const) {
    const { op, inputs } = OPS[name]
    const n = inputs.length
    fc.assert(
      fc.property(view(n + 1), fc.constantFrom(...FLOATS), ({ shape, strides, spans }, dtype) => {
        const buffers = spans.map((span, k) =>
          k < n ? floats(dtype, span, { seed: k, special: 9 }) : output(dtype, span)
        )
        expectSameBits('map', buffers, [op, n, shape.length, ...shape, ...strides.flat()], [0, 0], [1, 3])
      }),
      { numRuns: 150 }
    )
  }
})

test('where and comparisons with any shape and strides', () => {
  fc.assert(
    fc.property(view(4), fc.constantFrom(...FLOATS), ({ shape, strides, spans }, dtype) => {
      const a = floats(dtype, spans[1]!, { seed: 1, special: 9 })
      const b = floats(dtype, spans[2]!, { seed: 2, special: 9 })
      const sizes = [shape.length, ...shape]
      expectSameBits(
        'where',
        [bools(spans[0]!, 3), a, b, output(dtype, spans[3]!)],
        [...sizes, ...strides.flat()],
        [],
        [1, 3]
      )
      const three = strides.slice(1).flat()
      expectSameBits('mapBool', [a, b, output('bool', spans[3]!)], [2, ...sizes, ...three], [], [1, 3])
    }),
    { numRuns: 150 }
  )
})

test('strided results are those of plain indexing', () => {
  // (2, 3) + a column broadcast along rows, written transposed
  const a = new Storage(new Float32Array([1, 2, 3, 4, 5, 6]))
  const b = new Storage(new Float32Array([10, 20]))
  for (const level of ['js', ...LEVELS] as const) {
    setLevel(level)
    const y = output('float32', 6)
    run('map', [a, b, y], [OPS.add.op, 2, 2, 2, 3, 3, 1, 1, 0, 1, 2], [0, 0])
    expect(Array.from(y.array)).toEqual([11, 24, 12, 25, 13, 26])
  }
})

test('the output may be an input', () => {
  for (const level of ['js', ...LEVELS] as const) {
    setLevel(level)
    for (const strides of [
      [3, 1],
      [1, 2]
    ]) {
      const x = new Storage(new Float64Array([1, 2, 3, 4, 5, 6]))
      run('map', [x, x, x], [OPS.mul.op, 2, 2, 2, 3, ...strides, ...strides, ...strides], [0, 0])
      expect(Array.from(x.array)).toEqual([1, 4, 9, 16, 25, 36])
    }
  }
})
