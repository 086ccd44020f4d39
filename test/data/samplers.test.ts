// Samplers alone and in a DataLoader: what they draw, and that a resumed loader continues with the same order.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TensorDataset } from '../../lib/data/dataset.ts'
import { DataLoader } from '../../lib/data/loader.ts'
import {
  BatchSampler,
  RandomSampler,
  type Sampler,
  SequentialSampler,
  SubsetRandomSampler,
  WeightedRandomSampler
} from '../../lib/data/samplers.ts'
import { IndexError, OptionError } from '../../lib/errors.ts'
import { arange, tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const data = (n: number) => new TensorDataset(arange(n))
const read = (loader: Iterable<Tensor[]>) => Array.from(loader, ([x]) => x!.toArray() as number[])

describe('order', () => {
  test('RandomSampler has the order of shuffle', () => {
    const shuffled = new DataLoader(data(10), { batchSize: 4, shuffle: true, seed: 7 })
    const own = new DataLoader(data(10), { batchSize: 4, sampler: new RandomSampler(data(10), { seed: 7 }) })
    const loaders = new DataLoader(data(10), { batchSize: 4, sampler: new RandomSampler(data(10)), seed: 7 })
    for (let epoch = 0; epoch < 3; epoch++) {
      const wanted = read(shuffled)
      expect(read(own)).toEqual(wanted)
      expect(read(loaders)).toEqual(wanted)
    }
  })

  test('epochs differ, runs do not', () => {
    const samplers = (): Sampler[] => [
      new RandomSampler({ length: 20 }, { seed: 3 }),
      new RandomSampler({ length: 20 }, { seed: 3, replacement: true, numSamples: 30 }),
      new SubsetRandomSampler([...Array(20).keys()], { seed: 3 }),
      new WeightedRandomSampler(Array(20).fill(1), 20, { seed: 3 }),
      new WeightedRandomSampler(Array(20).fill(1), 20, { seed: 3, replacement: false })
    ]
    const again = samplers()
    for (const [k, sampler] of samplers().entries()) {
      const [first, second] = [[...sampler], [...sampler]]
      expect(first).not.toEqual(second)
      expect([...again[k]!.order!(1, 0n)]).toEqual(second)
      expect([...again[k]!]).toEqual(first)
    }
  })

  test('more numbers than samples are whole orders', () => {
    const order = [...new RandomSampler({ length: 4 }, { numSamples: 10 })]
    expect(order).toHaveLength(10)
    const sorted = (list: number[]) => [...list].sort()
    expect([sorted(order.slice(0, 4)), sorted(order.slice(4, 8))]).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3]
    ])
    expect(new Set(order.slice(8)).size).toBe(2)
  })

  test('with replacement each sample is as likely as another', () => {
    const order = [...new RandomSampler({ length: 5 }, { replacement: true, numSamples: 50_000, seed: 1 })]
    const counts = [0, 1, 2, 3, 4].map((k) => order.filter((v) => v === k).length)
    // Chi squared of 4 degrees of freedom: 23.5 at 1e-4.
    expect(counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(23.5)
  })
})

describe('WeightedRandomSampler', () => {
  test('draws in proportion', () => {
    const weights = [0, 1, 2, 0, 7]
    const order = [...new WeightedRandomSampler(weights, 50_000, { seed: 1 })]
    const counts = weights.map((_, k) => order.filter((v) => v === k).length)
    expect([counts[0], counts[3]]).toEqual([0, 0])
    const chi = [1, 2, 4].reduce((sum, k) => sum + (counts[k]! - weights[k]! * 5000) ** 2 / (weights[k]! * 5000), 0)
    expect(chi).toBeLessThan(18.4)
  })

  test('without replacement: each once, the first in proportion', () => {
    const weights = [1, 3, 0, 4]
    const firsts = [0, 0, 0, 0]
    const seconds = [0, 0, 0, 0]
    const sampler = new WeightedRandomSampler(weights, 3, { replacement: false, seed: 5 })
    for (let epoch = 0; epoch < 8000; epoch++) {
      const [a, b, c] = sampler.order(epoch)
      expect([a, b, c].sort()).toEqual([0, 1, 3])
      firsts[a!]!++
      seconds[b!]!++
    }
    const chi = (counts: number[], shares: number[]) =>
      counts.reduce(
        (sum, n, k) => (shares[k] === 0 ? sum + n : sum + (n - 8000 * shares[k]!) ** 2 / (8000 * shares[k]!)),
        0
      )
    expect(chi(firsts, [1 / 8, 3 / 8, 0, 4 / 8])).toBeLessThan(18.4)
    // The second after the first: sums over the first of w_i w_j / (8 (8 - w_i)).
    const second = (j: number) =>
      [0, 1, 3]
        .filter((i) => i !== j)
        .reduce((sum, i) => sum + (weights[i]! * weights[j]!) / (8 * (8 - weights[i]!)), 0)
    expect(chi(seconds, [second(0), second(1), 0, second(3)])).toBeLessThan(18.4)
  })

  test('a tensor of weights; weights that cannot be', () => {
    expect([...new WeightedRandomSampler(tensor([0, 5, 0]), 3)]).toEqual([1, 1, 1])
    expect(() => new WeightedRandomSampler([1, -1], 2)).toThrow('expected weight 1 to be a finite number >= 0')
    expect(() => new WeightedRandomSampler([0, 0], 2)).toThrow('expected a weight above 0 but there is none')
    expect(() => new WeightedRandomSampler([1, 0, 1], 3, { replacement: false })).toThrow(
      'expected numSamples to be at most 2, as many as there are weights above 0, but received 3'
    )
  })
})

describe('DataLoader', () => {
  test('sampler and batchSampler', () => {
    const loader = new DataLoader(data(10), { batchSize: 2, sampler: new SubsetRandomSampler([1, 3, 5], { seed: 1 }) })
    expect([loader.length, read(loader).flat().sort()]).toEqual([2, [1, 3, 5]])
    const batches = new DataLoader(data(10), { batchSampler: new BatchSampler(new SequentialSampler(data(10)), 4) })
    expect([batches.length, read(batches)]).toEqual([
      3,
      [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
        [8, 9]
      ]
    ])
    // Plain arrays are samplers: one order for all epochs.
    const plain = new DataLoader(data(10), { batchSize: 2, sampler: [9, 0, 9] })
    expect([read(plain), read(plain)]).toEqual([
      [[9, 0], [9]],
      [[9, 0], [9]]
    ])
    expect(read(new DataLoader(data(10), { batchSampler: [[1], [2, 3]] }))).toEqual([[1], [2, 3]])
    expect(read(new DataLoader(data(5), { batchSize: 2, sampler: [1, 2, 3], dropLast: true }))).toEqual([[1, 2]])
  })

  test('a resumed run continues with the same order', () => {
    const kinds: (() => object)[] = [
      () => ({ sampler: new RandomSampler({ length: 12 }, { replacement: true, seed: 2 }), batchSize: 5 }),
      () => ({ sampler: new WeightedRandomSampler(Array(12).keys(), 20), batchSize: 3, seed: 9 }),
      () => ({ batchSampler: new BatchSampler(new SubsetRandomSampler([1, 2, 3, 5, 8]), 2) })
    ]
    const property = fc.property(fc.nat({ max: 2 }), fc.nat({ max: 14 }), (kind, stop) => {
      const whole = new DataLoader(data(12), kinds[kind]!())
      const all: number[][] = []
      let state: unknown = whole.state()
      for (let epoch = 0; epoch < 3; epoch++) {
        for (const [x] of whole) {
          all.push(x!.toArray() as number[])
          if (all.length === stop) state = JSON.parse(JSON.stringify(whole.state()))
        }
      }
      const resumed = new DataLoader(data(12), kinds[kind]!())
      resumed.setState(state as never)
      const rest: number[][] = []
      while (rest.length < all.length - stop) rest.push(...read(resumed))
      expect(rest).toEqual(all.slice(Math.min(stop, all.length)))
    })
    fc.assert(property, { numRuns: 40 })
  })

  test('another sampler is refused', () => {
    const make = (weights: number[]) =>
      new DataLoader(data(3), { sampler: new WeightedRandomSampler(weights, 3, { seed: 1 }) })
    const state = make([1, 2, 3]).state()
    expect(state.sampler).toMatch(/^WeightedRandomSampler\(3 of weights [0-9a-f]{16}, replacement, seed 1\)$/)
    make([1, 2, 3]).setState(state)
    expect(() => make([1, 2, 4]).setState(state)).toThrow('DataLoader.setState: expected sampler to be')
    expect(() => new DataLoader(data(3)).setState(state)).toThrow(OptionError)
    // States of loaders without a sampler have no such field.
    expect(Object.keys(new DataLoader(data(3)).state())).not.toContain('sampler')
  })

  test('what samplers may not give', () => {
    expect(() => read(new DataLoader(data(3), { sampler: [3] }))).toThrow(IndexError)
    expect(() => read(new DataLoader(data(3), { sampler: [-1] }))).toThrow(
      'DataLoader: the sampler: expected an index from 0 to 2 but received -1'
    )
    const short: Sampler = { length: 3, [Symbol.iterator]: () => [0, 1].values() }
    expect(() => read(new DataLoader(data(3), { sampler: short }))).toThrow(
      'DataLoader: expected the sampler to give 3 numbers, its length, but it gave 2'
    )
    expect(() => new DataLoader(data(3), { sampler: [0], shuffle: true })).toThrow(
      'DataLoader: expected sampler without shuffle, which it decides'
    )
    expect(() => new DataLoader(data(3), { batchSampler: [[0]], batchSize: 2, dropLast: true })).toThrow(
      'DataLoader: expected batchSampler without batchSize, dropLast, which it decides'
    )
    expect(() => new DataLoader(data(3), { sampler: 5 as never })).toThrow('expected sampler to be a sampler')
    expect(() => new DataLoader(data(3), { batchSampler: [[0]] }).setBatchSize(2)).toThrow(OptionError)
  })
})
