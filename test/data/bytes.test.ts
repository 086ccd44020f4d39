// Bytes are numbers, in tensors and from workers; loaders over more samples than memory. The numbers are those of public
// reports.
import { writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import {
  DataLoader,
  normalize,
  randomCrop,
  randomHorizontalFlip,
  randomSplit,
  subset,
  TensorDataset
} from '../../lib/data/index.ts'
import { OptionError } from '../../lib/errors.ts'
import { fromArray, type Tensor, tensor } from '../../lib/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const BYTES = [0, 51, 255]
const close = (x: Tensor) => (x.toArray() as number[]).map((v) => Math.round(v * 1e6) / 1e6)

describe('tfjs#5162, #5753: bytes are numbers', () => {
  test.each([
    ['Buffer', Buffer.from(BYTES)],
    ['Uint8Array', Uint8Array.from(BYTES)],
    ['Uint8ClampedArray', Uint8ClampedArray.from(BYTES)]
  ])('tensor(%s)', (_, bytes) => {
    const x = tensor(bytes)
    expect([x.dtype, x.toArray(), [...x.data]]).toEqual(['uint8', BYTES, BYTES])
    expect(close(x.div(255))).toEqual([0, 0.2, 1])
    expect(tensor(bytes, { dtype: 'bool' }).toArray()).toEqual([false, true, true])
  })

  test('fromArray shares bytes, as uint8 or bool', () => {
    const bytes = Buffer.from(BYTES)
    const pixels = fromArray(bytes)
    bytes[1] = 102
    expect([pixels.dtype, close(pixels.div(255))]).toEqual(['uint8', [0, 0.4, 1]])
    const mask = fromArray(Uint8Array.from([0, 1]), [2], { dtype: 'bool' })
    expect([mask.dtype, mask.toArray()]).toEqual(['bool', [false, true]])
    expect(fromArray(new Float32Array([1.5]), [1], { dtype: 'float64' }).dtype).toBe('float64')
  })

  test('a dtype is decided by all values', () => {
    expect([tensor([true, 0.5]).dtype, tensor([true, 0.5]).toArray()]).toEqual(['float32', [1, 0.5]])
    expect([tensor([true, false]).dtype, tensor([]).dtype]).toEqual(['bool', 'float32'])
  })

  const MODULE = `export default ([x, y]) => [
    { shape: [1, 3], data: new Uint8Array([0, 51, 255]) },
    { ...x, data: Buffer.from([0, 51, 255]), shape: [1, 3] },
    y, new Uint8Array([7]), new Map([[1, 2]])
  ]`
  const loaders: DataLoader<Tensor[]>[] = []
  afterAll(() => Promise.all(loaders.map((loader) => loader.close())))

  test.each([0, 1])('a transform in a module that returns bytes, %d workers', async (workers) => {
    writeFileSync(file('transform.mjs'), MODULE)
    const data = new TensorDataset(tensor([[1, 2, 3]]), tensor([true])) as never
    const loader = new DataLoader<Tensor[]>(data, { transform: file('transform.mjs'), workers })
    loaders.push(loader)
    for await (const batch of loader) {
      const [a, b, mask, raw, map] = batch as unknown as [Tensor, Tensor, Tensor, Uint8Array, Map<number, number>]
      for (const x of [a, b]) expect(close(x.div(255).reshape([3]))).toEqual([0, 0.2, 1])
      expect([mask.dtype, mask.toArray(), [...raw], map.get(1)]).toEqual(['bool', [true], [7], 2])
    }
  })

  test('image transforms take the bytes of a Buffer, and leave them as they were', () => {
    const image = { dtype: 'bool' as const, shape: [1, 1, 3], data: Buffer.from(BYTES) }
    const flipped = randomHorizontalFlip(1)(image)
    expect([[...image.data], [...flipped.data]]).toEqual([BYTES, [255, 51, 0]])
    expect([...randomCrop({ size: [1, 3] })(image).data]).toEqual(BYTES)
    expect([...normalize(0, 255)(image).data].map((v) => Math.round(v * 10) / 10)).toEqual([0, 0.2, 1])
    const mask = tensor([[[true, false]]])
    expect(randomHorizontalFlip(1)(mask).toArray()).toEqual([[[false, true]]])
  })
})

const samples = (length: number) => ({ length, get: (index: number) => index })

describe('pytorch#50201, #11691: very many samples', () => {
  test('in order: nothing is allocated for those that are not read', () => {
    const before = process.memoryUsage()
    const began = performance.now()
    const loader = new DataLoader(samples(5e7), { batchSize: 4 })
    const [first] = loader
    expect((first as Tensor).toArray()).toEqual([0, 1, 2, 3])
    const end = new DataLoader(samples(5e7), { batchSize: 4 })
    end.setState({ ...end.state(), batch: 12_499_999 })
    expect([...end].map((batch) => (batch as Tensor).toArray())).toEqual([
      [49999996, 49999997, 49999998, 49999999].map(Math.fround)
    ])
    const { arrayBuffers } = process.memoryUsage()
    expect(arrayBuffers - before.arrayBuffers).toBeLessThan(2e7)
    expect(performance.now() - began).toBeLessThan(1000)
  })

  test('2^33 samples: a typed error', () => {
    const many = samples(2 ** 33)
    expect(() => new DataLoader(many)).toThrow(OptionError)
    expect(() => new DataLoader(many)).toThrow(
      'DataLoader: expected a dataset of at most 2^32 samples but it has 8589934592'
    )
    expect(() => randomSplit(many, [0.5, 0.5])).toThrow('randomSplit: expected a dataset of at most 2^32 samples')
    expect(() => subset(many, [2 ** 32 + 1])).toThrow('subset: expected a dataset of at most 2^32 samples')
  })

  test('a dataset or a transform that changes its indices changes no other batch', () => {
    const seen: number[] = []
    const spoiled = (indices: Uint32Array): number => {
      seen.push(...indices)
      indices.fill(7)
      return 0
    }
    const datasets = { ...samples(6), getBatch: spoiled }
    const transform = (_: unknown, { indices }: { indices: Uint32Array }): never => spoiled(indices) as never
    for (const shuffle of [false, true]) {
      for (const [data, more] of [
        [datasets, {}],
        [samples(6), { transform }]
      ] as const) {
        const loader = new DataLoader(data as never, { batchSize: 2, shuffle, ...(more as object) })
        for (let epoch = 0; epoch < 2; epoch++) {
          seen.length = 0
          for (const _ of loader);
          expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5])
        }
      }
    }
    const given = Uint32Array.from([1, 2])
    const part = subset(samples(6), given)
    given.fill(5)
    expect(part.get(0)).toBe(1)
  })
})
