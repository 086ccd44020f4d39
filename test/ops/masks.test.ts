// Logic on bool tensors and padding, against plain loops over nested arrays; what they refuse. (Gradients: gradcheck.)
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import * as ops from '../../lib/ops/index.ts'
import { tensor, zeros } from '../../lib/tensor/create.ts'

const bools = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 }))
  .chain(([n, m]) => fc.array(fc.array(fc.boolean(), { minLength: m, maxLength: m }), { minLength: n, maxLength: n }))
const mask = (values: boolean[][]): ReturnType<typeof tensor> =>
  tensor(Uint8Array.from(values.flat(), Number), { dtype: 'bool', shape: [values.length, values[0]!.length] })

test('logicalAnd, logicalOr, logicalXor, logicalNot', () => {
  fc.assert(
    fc.property(bools, (values) => {
      const x = mask(values)
      const row = x.select({ index: 0 })
      const each = (op: (a: boolean, b: boolean) => boolean): boolean[][] =>
        values.map((line) => line.map((a, k) => op(a, values[0]![k]!)))
      expect(ops.logicalAnd(x, row).toArray()).toEqual(each((a, b) => a && b))
      expect(ops.logicalOr(x, row).toArray()).toEqual(each((a, b) => a || b))
      expect(x.logicalXor(row).toArray()).toEqual(each((a, b) => a !== b))
      expect(x.logicalNot().toArray()).toEqual(each((a) => !a))
    })
  )
})

test('any and all', () => {
  fc.assert(
    fc.property(bools, (values) => {
      const x = mask(values)
      const columns = values[0]!.map((_, k) => values.map((line) => line[k]!))
      expect(x.any().toArray()).toBe(values.flat().some(Boolean))
      expect(x.all().toArray()).toBe(values.flat().every(Boolean))
      expect(x.any({ dim: 1 }).toArray()).toEqual(values.map((line) => line.some(Boolean)))
      expect(x.all({ dim: 0 }).toArray()).toEqual(columns.map((line) => line.every(Boolean)))
      expect(x.all({ dim: -1, keepdim: true }).shape).toEqual([values.length, 1])
      expect(x.any({ keepdim: true }).shape).toEqual([1, 1])
    })
  )
})

test('isnan and isfinite', () => {
  const x = tensor([1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0])
  expect(x.isnan().toArray()).toEqual([false, true, false, false, false])
  expect(x.isfinite().toArray()).toEqual([true, false, false, false, true])
  expect(ops.any(x).item()).toBe(1)
  expect(x.logicalNot().toArray()).toEqual([false, false, false, false, true])
})

test('padding: every mode is what its rule says', () => {
  const sides = fc.tuple(fc.nat(3), fc.nat(3))
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 6 }),
      fc.integer({ min: 4, max: 5 }),
      sides,
      sides,
      (n, m, [l, r], [t, b]) => {
        const x = ops.reshape(tensor(Array.from({ length: n * m }, (_, k) => k)), { shape: [n, m] })
        const rules = {
          constant: (): number => -1,
          reflect: (at: number, size: number) => (at < 0 ? -at : 2 * size - 2 - at),
          replicate: (at: number, size: number) => (at < 0 ? 0 : size - 1),
          circular: (at: number, size: number) => (at < 0 ? at + size : at - size)
        }
        for (const mode of ['constant', 'reflect', 'replicate', 'circular'] as const) {
          const source = (at: number, size: number): number => (at >= 0 && at < size ? at : rules[mode](at, size))
          const want = Array.from({ length: t + n + b }, (_, i) =>
            Array.from({ length: l + m + r }, (_, j) => {
              const [y, z] = [source(i - t, n), source(j - l, m)]
              return y < 0 || z < 0 ? 7 : y * m + z
            })
          )
          expect(ops.pad(x, { pad: [l, r, t, b], mode, value: 7 }).toArray(), mode).toEqual(want)
        }
      }
    )
  )
})

test('padding: what it refuses', () => {
  const x = zeros([2, 3])
  const pairs = 'pad: expected pad to be pairs of whole numbers for at most 2 dimensions but received '
  expect(() => ops.pad(x, { pad: [1] })).toThrow(`${pairs}[1]`)
  expect(() => ops.pad(x, { pad: [1, 0.5] })).toThrow(`${pairs}[1, 0.5]`)
  expect(() => ops.pad(x, { pad: [1, 1, 1, 1, 1, 1] })).toThrow(pairs)
  expect(() => ops.pad(x, { pad: [1, 1], mode: 'mirror' as never })).toThrow(
    "pad: expected mode to be 'constant', 'reflect', 'replicate' or 'circular' but received mirror"
  )
  expect(() => ops.pad(x, { pad: [3, 0], mode: 'reflect' })).toThrow(
    "pad: expected at most 2 elements of padding in mode 'reflect' at dimension 1 of [2, 3] but received 3"
  )
  expect(ops.pad(x, { pad: [3, 0], mode: 'circular' }).shape).toEqual([2, 6])
  expect(() => ops.pad(zeros([0]), { pad: [1, 0], mode: 'replicate' })).toThrow('pad: expected at most -1 elements')
})
