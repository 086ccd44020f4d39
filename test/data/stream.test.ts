// Datasets that are read from front to back, and padding.
import { describe, expect, expectTypeOf, test } from 'vitest'
import { collate, type PaddedBatch, padCollate } from '../../lib/data/collate.ts'
import { TensorDataset } from '../../lib/data/dataset.ts'
import { DataLoader } from '../../lib/data/loader.ts'
import type { StreamDataset } from '../../lib/data/stream.ts'
import { DataError, OptionError } from '../../lib/errors.ts'
import { arange, tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const counted = (n: number, more: object = {}) => {
  const log: string[] = []
  const stream: StreamDataset<number> = {
    async *[Symbol.asyncIterator]() {
      log.push('open')
      try {
        for (let k = 0; k < n; k++) yield k
      } finally {
        log.push('close')
      }
    },
    ...more
  }
  return { stream, log }
}
const ramp = (n: number, m: number) =>
  tensor(
    Float32Array.from({ length: n * m }).map((_, k) => k),
    { shape: [n, m] }
  )
const collect = async (loader: AsyncIterable<Tensor>) => {
  const out: number[][] = []
  for await (const batch of loader) out.push(batch.toArray() as number[])
  return out
}

describe('streams', () => {
  test('batches of an async iterable, epoch after epoch', async () => {
    const { stream, log } = counted(5)
    const loader = new DataLoader(stream, { batchSize: 2 })
    for await (const batch of loader) expectTypeOf(batch).toEqualTypeOf<Tensor>()
    expect(await collect(loader)).toEqual([[0, 1], [2, 3], [4]])
    expect([loader.length, loader.epoch, log]).toEqual([
      Number.POSITIVE_INFINITY,
      2,
      ['open', 'close', 'open', 'close']
    ])
    const whole = new DataLoader(counted(5, { length: 5 }).stream, { batchSize: 2, dropLast: true, prefetch: 3 })
    expect([whole.length, await collect(whole)]).toEqual([
      2,
      [
        [0, 1],
        [2, 3]
      ]
    ])
  })

  test('an iterable without promises works in a plain loop', () => {
    const stream: StreamDataset<number> = { [Symbol.iterator]: () => [1, 2, 3].values() }
    const loader = new DataLoader(stream, { batchSize: 2 })
    expect(Array.from(loader, (x) => x.toArray())).toEqual([[1, 2], [3]])
    expect(() => [...new DataLoader(counted(1).stream)]).toThrow(
      'DataLoader: the dataset is asynchronous: use for await'
    )
  })

  test('a resumed loader continues after the samples that were handed out', async () => {
    const epochs: number[] = []
    const make = () =>
      new DataLoader(counted(7, { setEpoch: (e: number) => epochs.push(e) }).stream, { batchSize: 2, prefetch: 4 })
    const loader = make()
    await collect(loader)
    let state = loader.state()
    for await (const _ of loader) {
      state = JSON.parse(JSON.stringify(loader.state()))
      break
    }
    expect(state).toMatchObject({ epoch: 1, batch: 1 })
    const later = make()
    later.setState(state)
    expect(await collect(later)).toEqual([[2, 3], [4, 5], [6]])
    expect(epochs).toEqual([0, 1, 1])
  })

  test('a loop that is left closes the stream', async () => {
    const { stream, log } = counted(100)
    for await (const _ of new DataLoader(stream, { prefetch: 3 })) break
    await new Promise((resolve) => setImmediate(resolve))
    expect(log).toEqual(['open', 'close'])
  })

  test('transforms know the numbers of the samples', async () => {
    const seen: number[][] = []
    const transform = (batch: Tensor, { indices }: { indices: Uint32Array }) => {
      seen.push([...indices])
      return batch
    }
    await collect(new DataLoader(counted(5).stream, { batchSize: 3, transform }))
    expect(seen).toEqual([
      [0, 1, 2],
      [3, 4]
    ])
  })

  test('an error of the stream reaches the loop', async () => {
    const broken: StreamDataset<number> = {
      async *[Symbol.asyncIterator]() {
        yield 1
        throw new Error('line 2 is broken')
      }
    }
    await expect(collect(new DataLoader(broken, { prefetch: 2 }))).rejects.toThrow('line 2 is broken')
  })

  test('refuses what needs numbers of samples, and what can be read once', () => {
    const { stream } = counted(3)
    expect(() => new DataLoader(stream, { shuffle: true })).toThrow(
      'DataLoader: expected no shuffle with a dataset that'
    )
    expect(() => new DataLoader(stream, { sampler: [0] })).toThrow(OptionError)
    expect(() => new DataLoader([1, 2].values())).toThrow('but received an iterator')
  })
})

describe('padCollate', () => {
  const samples = [
    { tokens: tensor([1, 2, 3], { dtype: 'int32' }), label: tensor(1, { dtype: 'int32' }), name: 'a' },
    { tokens: tensor([4], { dtype: 'int32' }), label: tensor(0, { dtype: 'int32' }), name: 'b' }
  ]

  test('pads to the longest of the batch', () => {
    const { tokens, label, name } = padCollate({ paddingValue: -1 })(samples)
    expect([tokens.toArray(), tokens.dtype, label.toArray(), name]).toEqual([
      [
        [1, 2, 3],
        [4, -1, -1]
      ],
      'int32',
      [1, 0],
      ['a', 'b']
    ])
    const wide = padCollate()([ramp(3, 2), ramp(1, 2)])
    expect(wide.shape).toEqual([2, 3, 2])
    expect((wide.toArray() as number[][][])[1]).toEqual([
      [0, 1],
      [0, 0],
      [0, 0]
    ])
  })

  test('lengths', () => {
    const made = padCollate({ lengths: true })(samples)
    expectTypeOf(made).toEqualTypeOf<PaddedBatch<{ tokens: Tensor; label: Tensor; name: string[] }>>()
    expect(made.lengths.map((x) => [x.dtype, x.toArray()])).toEqual([['int32', [3, 1]]])
    expect(
      padCollate({ lengths: true })([
        [arange(1), arange(2)],
        [arange(2), arange(1)]
      ]).lengths.map((x) => x.toArray())
    ).toEqual([
      [1, 2],
      [2, 1]
    ])
  })

  test('in a loader, and equal lengths as collate', () => {
    const data = { length: 2, get: (k: number) => samples[k]! }
    for (const { tokens } of new DataLoader(data, { batchSize: 2, collate: padCollate() }))
      expect(tokens.shape).toEqual([2, 3])
    const equal = new TensorDataset(ramp(2, 2))
    const list = [equal.get(0), equal.get(1)]
    expect(padCollate()(list)[0]!.toArray()).toEqual(collate(list)[0]!.toArray())
  })

  test('refuses', () => {
    expect(() => padCollate()([ramp(3, 2), ramp(1, 3)])).toThrow(DataError)
    expect(() => padCollate()([arange(2), tensor(1)])).toThrow(
      'padCollate: expected sample to differ in its first dimension alone'
    )
    expect(() => padCollate({ value: 1 } as never)).toThrow(OptionError)
  })
})
