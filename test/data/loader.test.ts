import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { DataLoader, type Dataset, type LoaderState, Philox, subset, TensorDataset } from '../../lib/data/index.ts'
import { DataError, OptionError } from '../../lib/errors.ts'
import { arange, tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const data = (n: number) => new TensorDataset(arange(n))
const values = (batch: Tensor[]) => batch[0]!.toArray() as number[]
const sync = (loader: Iterable<Tensor[]>) => [...loader].map(values)
const collect = async <B>(loader: AsyncIterable<B>) => {
  const out: B[] = []
  for await (const batch of loader) out.push(batch)
  return out
}

describe('DataLoader', () => {
  test('batches in order; the last may be short or dropped', () => {
    const loader = new DataLoader(data(7), { batchSize: 3 })
    expect([loader.length, sync(loader)]).toEqual([3, [[0, 1, 2], [3, 4, 5], [6]]])
    const whole = new DataLoader(data(7), { batchSize: 3, dropLast: true })
    expect([whole.length, sync(whole)]).toEqual([
      2,
      [
        [0, 1, 2],
        [3, 4, 5]
      ]
    ])
    expect(sync(new DataLoader(data(2)))).toEqual([[0], [1]])
    expect(sync(new DataLoader(data(0), { batchSize: 2 }))).toEqual([])
    expect(sync(new DataLoader(data(1), { batchSize: 2, dropLast: true }))).toEqual([])
  })

  test('types of batches', () => {
    const pair = new DataLoader(new TensorDataset(tensor([1]), tensor([2])))
    for (const [x, y] of pair) {
      expectTypeOf(x).toEqualTypeOf<Tensor>()
      expect([x.toArray(), y.toArray()]).toEqual([[1], [2]])
    }
    const named: Dataset<{ text: string; size: number }> = { length: 1, get: () => ({ text: 'a', size: 1 }) }
    for (const batch of new DataLoader(named)) {
      expectTypeOf(batch).toEqualTypeOf<{ text: string[]; size: Tensor }>()
    }
  })

  test('an order depends on seed and epoch alone', () => {
    const epochs = (seed: number) => {
      const loader = new DataLoader(data(20), { batchSize: 6, shuffle: true, seed })
      return [sync(loader), sync(loader), sync(loader)]
    }
    const [a, b, c] = epochs(1)
    expect(epochs(1)).toEqual([a, b, c])
    expect(epochs(2)[0]).not.toEqual(a)
    for (const epoch of [a!, b!, c!]) expect(epoch.flat().sort((x, y) => x - y)).toEqual([...Array(20).keys()])
    expect(new Set([a, b, c].map((e) => String(e))).size).toBe(3)
    // In other batches the same order.
    expect(sync(new DataLoader(data(20), { batchSize: 7, shuffle: true, seed: 1 })).flat()).toEqual(a!.flat())
    const third = new DataLoader(data(20), { batchSize: 6, shuffle: true, seed: 1 })
    third.setEpoch(2)
    expect(sync(third)).toEqual(c)
    expect(third.epoch).toBe(3)
  })

  test('a generator gives the seed, once', () => {
    const make = (generator: Philox) => sync(new DataLoader(data(20), { batchSize: 20, shuffle: true, generator }))
    const generator = new Philox(9)
    expect(make(generator)).toEqual(make(new Philox(9)))
    expect(make(generator)).not.toEqual(make(new Philox(9)))
    // Two words for each of the two loaders.
    const fresh = new Philox(9)
    for (let k = 0; k < 4; k++) fresh.nextUint32()
    expect(generator.state()).toEqual(fresh.state())
  })

  test('a loop that is left gives up its epoch, the next one begins the next', () => {
    const loader = new DataLoader(data(6), { batchSize: 2, shuffle: true, seed: 5 })
    const other = new DataLoader(data(6), { batchSize: 2, shuffle: true, seed: 5 })
    const epochs = [sync(other), sync(other)]
    for (const batch of loader) {
      expect(values(batch)).toEqual(epochs[0]![0])
      break
    }
    expect(loader.state()).toMatchObject({ epoch: 0, batch: 1 })
    expect(sync(loader)).toEqual(epochs[1])
    expect(loader.state()).toMatchObject({ epoch: 2, batch: 0 })
  })

  test('two loops at once each see a whole epoch', () => {
    const loader = new DataLoader(data(3))
    const a = loader[Symbol.iterator]()
    const b = loader[Symbol.iterator]()
    const seen = [a, b, a, b, a, b].map((it) => values(it.next().value!)[0])
    expect(seen).toEqual([0, 0, 1, 1, 2, 2])
    expect([a.next().done, b.next().done]).toEqual([true, true])
  })
})

describe('state', () => {
  test('taken after any batch, it gives exactly the rest: synchronous, asynchronous, with prefetch', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        fc.boolean(),
        fc.nat({ max: 25 }),
        fc.nat({ max: 3 }),
        async (n, batchSize, shuffle, dropLast, stop, prefetch) => {
          const make = (seed: number) => new DataLoader(data(n), { batchSize, shuffle, dropLast, seed, prefetch })
          const reference = make(3)
          const all = [0, 1, 2].flatMap(() => sync(reference))
          const first = make(3)
          let seen = 0
          let state: LoaderState = first.state()
          for (let epoch = 0; epoch < 3 && seen < stop; epoch++) {
            for await (const batch of first) {
              expect(values(batch)).toEqual(all[seen])
              seen++
              state = JSON.parse(JSON.stringify(first.state()))
              if (seen === stop) break
            }
          }
          // Another seed: the state brings its own.
          const second = make(8)
          second.setState(state)
          const rest: number[][] = []
          while (second.epoch < 3) rest.push(...(prefetch % 2 ? (await collect(second)).map(values) : sync(second)))
          expect(rest).toEqual(all.slice(seen))
        }
      ),
      { numRuns: 60 }
    )
  })

  test('counts what was handed out, not what is under way', async () => {
    const loader = new DataLoader(data(10), { prefetch: 5 })
    for await (const batch of loader) {
      expect(values(batch)).toEqual([0])
      break
    }
    expect(loader.state()).toEqual({
      epoch: 0,
      batch: 1,
      seed: '0',
      length: 10,
      batchSize: 1,
      shuffle: false,
      dropLast: false
    })
  })

  test('setState during a loop is not undone by it', () => {
    const loader = new DataLoader(data(4))
    const state = loader.state()
    const it = loader[Symbol.iterator]()
    it.next()
    loader.setState({ ...state, batch: 2 })
    it.next()
    expect(loader.state().batch).toBe(2)
    expect(sync(loader)).toEqual([[2], [3]])
  })

  test('refuses states that do not fit', () => {
    const loader = new DataLoader(data(10), { batchSize: 5 })
    const state = loader.state()
    const cases: [object, string][] = [
      [{ ...state, length: 9 }, 'DataLoader.setState: expected length to be 10 but received 9'],
      [{ ...state, batchSize: 2 }, 'expected batchSize to be 5 but received 2'],
      [{ ...state, shuffle: true }, 'expected shuffle to be false but received true'],
      [{ ...state, batch: 3 }, 'expected batch to be at most 2 but received 3'],
      [{ ...state, seed: 'x' }, "expected seed to be the digits of a seed but received 'x'"],
      [{ epoch: 1 }, 'DataLoader.setState: expected batch, a whole number >= 0, but it is missing']
    ]
    for (const [bad, message] of cases) expect(() => loader.setState(bad as LoaderState)).toThrow(message)
    expect(loader.state()).toEqual(state)
    expect(() => loader.setEpoch(-1)).toThrow('DataLoader.setEpoch: expected epoch to be a whole number >= 0')
  })
})

describe('collate, transform, promises', () => {
  test('own collate and transform', () => {
    const loader = new DataLoader(
      { length: 5, get: (i: number) => i },
      {
        batchSize: 2,
        collate: (samples) => samples.join('-'),
        transform: (text, { epoch, batch }) => `${text} ${epoch}.${batch}`
      }
    )
    for (const batch of loader) expectTypeOf(batch).toExtend<string>()
    loader.setEpoch(0)
    expect([...loader, ...loader]).toEqual(['0-1 0.0', '2-3 0.1', '4 0.2', '0-1 1.0', '2-3 1.1', '4 1.2'])
  })

  test('the context names seed and samples', () => {
    const loader = new DataLoader(subset(data(9), [8, 7, 6]), {
      batchSize: 2,
      seed: 77,
      transform: (_, { seed, indices }) => [seed, ...indices]
    })
    expect([...loader]).toEqual([
      [77n, 0, 1],
      [77n, 2]
    ])
  })

  test('samples that are promises, loaded ahead', async () => {
    let under = 0
    let most = 0
    const slow: Dataset<number> = {
      length: 12,
      async get(i) {
        most = Math.max(most, ++under)
        await new Promise((resolve) => setTimeout(resolve, (12 - i) % 5))
        under--
        return i
      }
    }
    const loader = new DataLoader(slow, { batchSize: 2, prefetch: 2 })
    expect((await collect(loader)).flatMap((b) => b.toArray())).toEqual([...Array(12).keys()])
    expect(most).toBe(6)
    expect(() => [...loader]).toThrow('DataLoader: the dataset returns promises: use for await')
  })

  test('an error in a sample comes at its batch', async () => {
    const broken: Dataset<number> = {
      length: 6,
      get: (i) => {
        if (i === 4) throw new Error('no sample 4')
        return i
      }
    }
    const loader = new DataLoader(broken, { batchSize: 2, prefetch: 4 })
    let seen = 0
    await expect(
      (async () => {
        for await (const _ of loader) seen++
      })()
    ).rejects.toThrow('no sample 4')
    expect([seen, loader.state().batch]).toEqual([2, 2])
  })

  test('refuses options that do not fit', () => {
    const cases: [object, string][] = [
      [{ batch_size: 3 }, 'DataLoader: unknown option batch_size; did you mean batchSize?'],
      [{ batchSize: 0 }, 'DataLoader: expected batchSize to be a whole number >= 1 but received 0'],
      [{ shuffle: 1 }, 'expected shuffle to be true or false but received 1'],
      [
        { workers: 2 },
        'DataLoader: expected transform to be the path or URL of a module for workers to load but received undefined'
      ],
      [{ workers: 2, transform: () => 1 }, 'for workers to load but received the function transform'],
      [{ seed: 1.5 }, 'expected seed to be a whole number from 0 to 2^53 - 1 or a bigint below 2^64 but received 1.5'],
      [{ seed: 1, generator: new Philox() }, 'DataLoader: expected seed or generator but received both'],
      [{ generator: {} }, 'expected generator to be a random source']
    ]
    for (const [options, message] of cases) {
      expect(() => new DataLoader(data(3), options)).toThrow(OptionError)
      expect(() => new DataLoader(data(3), options)).toThrow(message)
    }
    expect(() => new DataLoader([1] as never)).toThrow(
      'DataLoader: expected a dataset (length and get) but received [1]'
    )
  })
})

describe('workers', () => {
  const module = (name: string, text: string) => {
    writeFileSync(file(name), text)
    return file(name)
  }
  const spread = `
export default async ([x, name], { seed, epoch, batch, indices }) => {
  await new Promise((resolve) => setTimeout(resolve, (batch * 7) % 5))
  const data = x.data.map((v, k) => v * 2 + indices[k] + epoch * 1000 + Number(seed))
  return { y: { dtype: x.dtype, shape: x.shape, data }, name, batch, kind: x.dtype }
}`
  const source: Dataset<[Tensor, string]> = { length: 23, get: (i) => [tensor(i), `s${i}`] }

  test('any number of them, and none, give the same batches in order', async () => {
    const path = module('spread.mjs', spread)
    const runs: unknown[] = []
    for (const [workers, transform] of [
      [0, path],
      [1, path],
      [3, pathToFileURL(path)]
    ] as const) {
      type Out = { y: Tensor; name: string[]; batch: number; kind: string }
      const loader = new DataLoader<[Tensor, string], [Tensor, string[]], Out>(source, {
        batchSize: 4,
        shuffle: true,
        seed: 6,
        workers,
        transform
      })
      const epochs = [await collect(loader), await collect(loader)]
      await loader.close()
      runs.push(epochs.flat().map(({ y, ...rest }) => ({ ...rest, y: y.toArray(), dtype: y.dtype })))
    }
    expect(runs[1]).toEqual(runs[0])
    expect(runs[2]).toEqual(runs[0])
    const first = (runs[0] as { y: number[]; name: string[]; batch: number; kind: string; dtype: string }[])[0]!
    expect(first.y).toEqual(first.name.map((s) => 3 * Number(s.slice(1)) + 6))
    expect([first.kind, first.dtype, first.batch]).toEqual(['float32', 'float32', 0])
  })

  test('a state in the middle continues, whatever was under way', async () => {
    const transform = module('spread2.mjs', spread)
    const options = { batchSize: 4, shuffle: true, seed: 6, transform, workers: 2, prefetch: 3 }
    const make = () => new DataLoader<[Tensor, string], unknown, { name: string[] }>(source, options)
    const whole = make()
    const all = (await collect(whole)).map((b) => b.name)
    const first = make()
    let seen = 0
    for await (const _ of first) if (++seen === 2) break
    const second = make()
    second.setState(first.state())
    expect((await collect(second)).map((b) => b.name)).toEqual(all.slice(2))
    await Promise.all([whole, first, second].map((l) => l.close()))
  })

  test('the dataset keeps its memory', async () => {
    const x = arange(6, undefined, 1, { dtype: 'float32' })
    const transform = module('same.mjs', 'export default (batch) => batch')
    const loader = new DataLoader(new TensorDataset(x), { batchSize: 6, transform, workers: 1, collate: () => x })
    const [batch] = await collect(loader)
    expect([batch!.toArray(), x.toArray()]).toEqual([
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2, 3, 4, 5]
    ])
    expect(batch!.data.buffer).not.toBe(x.data.buffer)
    await loader.close()
  })

  test('what fails in a worker fails at its batch, and says where', async () => {
    const fails = async (text: string, message: string) => {
      const loader = new DataLoader(data(8), { transform: module('fails.mjs', text), workers: 2 })
      let seen = 0
      const error = await (async () => {
        for await (const _ of loader) seen++
      })().catch((e: unknown) => e)
      expect(error).toBeInstanceOf(DataError)
      expect((error as Error).message).toContain(message)
      await loader.close()
      return seen
    }
    const third = 'export default (b, { batch }) => { if (batch === 3) throw new RangeError("third"); return b }'
    expect(await fails(third, 'fails.mjs failed: third')).toBe(3)
    // Modules are cached by address in each worker, and workers are new for each loader.
    await fails(
      'export default (b, { batch }) => { if (batch === 2) process.exit(7); return b }',
      'the worker ended with code 7'
    )
    await fails('export const x = 1', 'the module has no default export that is a function')
    await fails('syntax error', 'failed: ')
    await fails('export default () => ({ data: new Uint16Array(1), shape: [1] })', 'but received a Uint16Array')
  })

  test('a module without workers: imported here; the plain loop refuses it', async () => {
    const path = module('here.mjs', 'export default ([x]) => [{ ...x, data: x.data.map((v) => v + 1) }]')
    const loader = new DataLoader<[Tensor], [Tensor], [Tensor]>(data(3) as Dataset<[Tensor]>, {
      batchSize: 3,
      transform: path
    })
    expect((await collect(loader)).map(values)).toEqual([[1, 2, 3]])
    expect(() => [...loader]).toThrow('DataLoader: a transform in a module is asynchronous: use for await')
    const none = new DataLoader(data(3), { transform: module('none.mjs', 'export default 3') })
    await expect(collect(none)).rejects.toThrow('to be a function but it is 3')
  })
})
