import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  ConcatDataset,
  collate,
  type Dataset,
  Philox,
  randomSplit,
  type Subset,
  subset,
  TensorDataset
} from '../../lib/data/index.ts'
import { DataError, IndexError, OptionError, ShapeError } from '../../lib/errors.ts'
import { arange, fromArray, tensor, zeros } from '../../lib/tensor/create.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'

const numbers = (n: number): Dataset<number> => ({ length: n, get: (i) => i })

describe('TensorDataset', () => {
  const x = tensor([
    [1, 2],
    [3, 4],
    [5, 6]
  ])
  const y = tensor([7, 8, 9], { dtype: 'int32' })

  test('samples are rows that share memory', () => {
    const data = new TensorDataset(x, y)
    expect(data.length).toBe(3)
    const [a, b] = data.get(1)
    expect([a.toArray(), b.toArray(), a.shape, b.shape, b.dtype]).toEqual([[3, 4], 8, [2], [], 'int32'])
    a.data[0] = 30
    expect(x.toArray()).toEqual([
      [1, 2],
      [30, 4],
      [5, 6]
    ])
    a.data[0] = 3
  })

  test('batches equal stacked samples', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
        fc.constantFrom('float32', 'float64', 'int32', 'bool' as const),
        fc.array(fc.nat(), { maxLength: 30 }),
        (n, rest, dtype, picks) => {
          const shape = [n, ...rest]
          const size = shape.reduce((a, b) => a * b, 1)
          const data = new TensorDataset(
            tensor(
              Float64Array.from({ length: size }, (_, k) => k),
              { shape, dtype }
            )
          )
          const indices = Uint32Array.from(picks, (p) => p % n)
          const [batch] = data.getBatch(indices) as [Tensor]
          expect([batch.dtype, batch.shape]).toEqual([dtype, [indices.length, ...rest]])
          expect(batch.toArray()).toEqual([...indices].map((i) => data.get(i)[0]!.toArray()))
        }
      ),
      { numRuns: 100 }
    )
  })

  test('a batch is a copy', () => {
    const [a] = new TensorDataset(x).getBatch(Uint32Array.of(0, 1, 2)) as [Tensor]
    a.data[0] = 100
    expect(x.data[0]).toBe(1)
  })

  test('takes transposed tensors', () => {
    const t = new Tensor(x.storage, [2, 3], [1, 2])
    const data = new TensorDataset(t)
    expect(data.get(1)[0].toArray()).toEqual([2, 4, 6])
  })

  test('refuses', () => {
    expect(() => new TensorDataset()).toThrow('TensorDataset: expected one or more tensors but received none')
    expect(() => new TensorDataset(x, zeros([2]))).toThrow(ShapeError)
    expect(() => new TensorDataset(x, zeros([2]))).toThrow(
      'TensorDataset: expected tensors of equal first dimension but received [3, 2], [2]'
    )
    expect(() => new TensorDataset(tensor(1))).toThrow('equal first dimension but received []')
    expect(() => new TensorDataset([1] as unknown as Tensor)).toThrow('TensorDataset: expected tensor 0 to be a tensor')
    for (const index of [-1, 3, 0.5]) {
      expect(() => new TensorDataset(x).get(index)).toThrow(IndexError)
      expect(() => new TensorDataset(x).get(index)).toThrow(`expected an index from 0 to 2 but received ${index}`)
    }
    expect(() => new TensorDataset(x).getBatch(Uint32Array.of(3))).toThrow(IndexError)
  })
})

describe('subset, ConcatDataset', () => {
  test('a subset has its samples in order, batches too', () => {
    const part = subset(numbers(10), [9, 0, 9])
    expect([part.length, part.get(0), part.get(1), part.get(2)]).toEqual([3, 9, 0, 9])
    expect(part.getBatch).toBe(undefined)
    const rows = subset(new TensorDataset(arange(10)), new Set([4, 2]))
    expect((rows.getBatch!(Uint32Array.of(1, 0, 1)) as Tensor[])[0]!.toArray()).toEqual([2, 4, 2])
    expect(() => rows.getBatch!(Uint32Array.of(2))).toThrow(IndexError)
    expect(() => part.get(3)).toThrow('Subset.get: expected an index from 0 to 2 but received 3')
    expect(() => subset(numbers(3), [3])).toThrow('subset: expected an index from 0 to 2 but received 3')
    expect(() => subset([1, 2] as never, [0])).toThrow(
      'subset: expected a dataset (length and get) but received [1, 2]'
    )
  })

  test('datasets one after the other, empty ones too', () => {
    const all = new ConcatDataset(numbers(2), numbers(0), subset(numbers(9), [8, 7]))
    expect([all.length, ...[0, 1, 2, 3].map((i) => all.get(i))]).toEqual([4, 0, 1, 8, 7])
    expect(() => all.get(4)).toThrow(IndexError)
    expect(() => new ConcatDataset()).toThrow(OptionError)
  })
})

describe('randomSplit', () => {
  const indices = (parts: { indices: Uint32Array }[]) => parts.map((p) => [...p.indices])

  test('parts share nothing and hold all', () => {
    const parts = randomSplit(numbers(100), [70, 20, 10], { seed: 3 })
    expectTypeOf(parts).toEqualTypeOf<[Subset<number>, Subset<number>, Subset<number>]>()
    expect(parts.map((p) => p.length)).toEqual([70, 20, 10])
    expect(
      indices(parts)
        .flat()
        .sort((a, b) => a - b)
    ).toEqual([...Array(100).keys()])
    expect(indices(randomSplit(numbers(100), [70, 20, 10], { seed: 3 }))).toEqual(indices(parts))
    expect(indices(randomSplit(numbers(100), [70, 20, 10], { seed: 4 }))).not.toEqual(indices(parts))
    expect(indices(randomSplit(numbers(100), [70, 20, 10], { generator: new Philox(3) }))).toEqual(indices(parts))
  })

  test('fractions as in PyTorch: rounded down, the rest in turn', () => {
    const sizes = (n: number, ...f: number[]) => randomSplit(numbers(n), f).map((p) => p.length)
    expect(sizes(10, 0.8, 0.2)).toEqual([8, 2])
    expect(sizes(11, 0.5, 0.25, 0.25)).toEqual([6, 3, 2])
    expect(sizes(10, 1 / 3, 1 / 3, 1 / 3)).toEqual([4, 3, 3])
    expect(sizes(0, 1)).toEqual([0])
    expect(sizes(1, 1)).toEqual([1])
  })

  test('refuses', () => {
    expect(() => randomSplit(numbers(10), [5, 4])).toThrow(
      'randomSplit: expected lengths that sum to 10 or fractions that sum to 1 but received [5, 4] (sum 9)'
    )
    expect(() => randomSplit(numbers(10), [])).toThrow(OptionError)
    expect(() => randomSplit(numbers(10), [11, -1])).toThrow('expected lengths to be numbers >= 0')
    expect(() => randomSplit(numbers(10), [10], { sede: 1 } as never)).toThrow(
      'unknown option sede; did you mean seed?'
    )
    expect(() => randomSplit(numbers(10), [10], { seed: -1 })).toThrow(
      'randomSplit: expected seed to be a whole number'
    )
  })
})

describe('collate', () => {
  test('stacks nests of everything', () => {
    const sample = (k: number) => ({
      x: tensor([k, k + 1]),
      pair: [k, k > 0] as [number, boolean],
      name: `n${k}`,
      label: tensor(k, { dtype: 'int32' })
    })
    const batch = collate([sample(0), sample(1), sample(2)])
    expect(batch.x.toArray()).toEqual([
      [0, 1],
      [1, 2],
      [2, 3]
    ])
    expect([batch.pair[0].dtype, batch.pair[0].toArray()]).toEqual(['float32', [0, 1, 2]])
    expect([batch.pair[1].dtype, batch.pair[1].toArray()]).toEqual(['bool', [false, true, true]])
    expect(batch.name).toEqual(['n0', 'n1', 'n2'])
    expect([batch.label.dtype, batch.label.toArray()]).toEqual(['int32', [0, 1, 2]])
  })

  test('names the place of what does not go together', () => {
    const cases: [unknown[], string][] = [
      [
        [[zeros([2])], [zeros([3])]],
        'collate: expected sample[0] to have one shape and dtype to be stacked but sample 0 has [2] float32 and sample 1 [3] float32; pass a collate function'
      ],
      [[{ a: zeros([1]) }, { a: zeros([1], { dtype: 'int32' }) }], 'expected sample.a to have one shape and dtype'],
      [[zeros([1]), 2], 'collate: expected sample to be a tensor in every sample but sample 1 has 2'],
      [[[1], [1, 2]], 'expected sample to be an array of equal length in every sample but sample 1 has [1, 2]'],
      [[{ a: 1 }, { b: 1 }], 'expected sample to be an object with a in every sample but sample 1 has an object'],
      [[1, 'a'], "expected sample to be a number in every sample but sample 1 has 'a'"],
      [['a', 1], 'expected sample to be a string'],
      [
        [new Map()],
        'collate: expected sample to be a tensor, number, string or nest of them but received a Map; pass a collate function'
      ],
      [[], 'received undefined']
    ]
    for (const [samples, message] of cases) {
      expect(() => collate(samples)).toThrow(DataError)
      expect(() => collate(samples)).toThrow(message)
    }
  })

  test('stacks views', () => {
    const x = fromArray(new Float32Array([1, 2, 3, 4]), [2, 2])
    const column = (k: number) => new Tensor(x.storage, [2], [2], k)
    expect(collate([column(0), column(1)]).toArray()).toEqual([
      [1, 3],
      [2, 4]
    ])
  })
})
