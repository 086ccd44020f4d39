// uint8 and int64: made, read, printed, copied, batched, saved and sent; entries of a tensor in JavaScript's own syntax.
import { expect, test } from 'vitest'
import { loadCheckpoint, loadSafetensors, saveCheckpoint, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { collate, DataLoader, normalize, randomCrop, readNpy, TensorDataset, writeNpy } from '../../lib/data/index.ts'
import { OptionError } from '../../lib/errors.ts'
import {
  arange,
  cat,
  emptyLike,
  fromArray,
  full,
  linspace,
  ones,
  onesLike,
  stack,
  Tensor,
  tensor,
  zeros
} from '../../lib/index.ts'
import { Accuracy } from '../../lib/metrics/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const BYTES = [0, 128, 255]
const LABELS = [1, -7, 2 ** 53 - 1]
const bytes = () => tensor(new Uint8Array(BYTES))
const labels = () => tensor(BigInt64Array.from(LABELS, BigInt))
const dtypes = ['uint8', 'int64'] as const

test('made from every kind of array', () => {
  for (const values of [Uint8Array.from(BYTES), Uint8ClampedArray.from(BYTES), Buffer.from(BYTES)]) {
    const x = tensor(values)
    expect([x.dtype, x.toArray(), x.data]).toEqual(['uint8', BYTES, Uint8Array.from(BYTES)])
  }
  expect([labels().dtype, labels().toArray(), labels().data]).toEqual(['int64', LABELS, Float64Array.from(LABELS)])
  expect(tensor(BigUint64Array.of(5n)).dtype).toBe('int64')
  expect(tensor([[1.9, -1.9]], { dtype: 'int64' }).toArray()).toEqual([[1, -1]])
  expect(tensor([1.9, 255.5], { dtype: 'uint8' }).toArray()).toEqual([1, 255])
  expect(tensor([true, false], { dtype: 'uint8' }).toArray()).toEqual([1, 0])
  expect(tensor(new Int8Array([-1])).dtype).toBe('float32')
  for (const dtype of dtypes) {
    const made = [
      zeros([2], { dtype }),
      ones([2], { dtype }),
      full([2], 7, { dtype }),
      arange(2, { dtype }),
      linspace(0, 3, 2, { dtype })
    ]
    expect(made.map((x) => [x.dtype, x.toArray()])).toEqual(
      [
        [0, 0],
        [1, 1],
        [7, 7],
        [0, 1],
        [0, 3]
      ].map((v) => [dtype, v])
    )
    expect([onesLike(made[0]!).dtype, emptyLike(made[0]!).dtype]).toEqual([dtype, dtype])
  }
  expect(() => ones([1], { dtype: 'int64', requiresGrad: true })).toThrow(
    'ones: expected a float dtype for requiresGrad'
  )
})

test('arrays are shared where they can be', () => {
  const array = Float64Array.of(1, 2)
  const x = fromArray(array, [2], { dtype: 'int64' })
  array[0] = 9
  expect([x.dtype, x.toArray()]).toEqual(['int64', [9, 2]])
  expect(fromArray(Float64Array.of(1.5), [1], { dtype: 'int64' }).toArray()).toEqual([1])
  expect(fromArray(BigInt64Array.of(3n)).toArray()).toEqual([3])
})

test('printed as PyTorch prints them', () => {
  expect(String(bytes())).toBe('tensor([  0, 128, 255], dtype=uint8)')
  expect(String(tensor([1, -70, 300], { dtype: 'int64' }))).toBe('tensor([  1, -70, 300], dtype=int64)')
  expect(String(zeros([0], { dtype: 'uint8' }))).toBe('tensor([], dtype=uint8)')
  expect(JSON.stringify({ x: bytes() })).toBe('{"x":[0,128,255]}')
})

test('views, copies and joins keep the dtype', () => {
  for (const x of [bytes(), labels()]) {
    const values = x.toArray() as number[]
    expect([x.clone().dtype, x.clone().toArray()]).toEqual([x.dtype, values])
    const square = cat(x, x, x).reshape([3, 3])
    expect([square.transpose().dtype, square.transpose().contiguous().toArray()]).toEqual([
      x.dtype,
      values.map((v) => [v, v, v])
    ])
    expect(stack(x, x).shape).toEqual([2, 3])
    expect(x.slice(0, { start: 1 }).toArray()).toEqual(values.slice(1))
    expect(x.pad([1, 0]).toArray()).toEqual([0, ...values])
    expect(x.to(x.dtype)).toBe(x)
  }
})

test('batches of a loader, collate, image transforms', () => {
  const images = tensor(
    new Uint8Array(4 * 12).map((_, k) => k * 5),
    { shape: [4, 3, 2, 2] }
  )
  const data = new TensorDataset(images, tensor(BigInt64Array.of(0n, 1n, 2n, 3n)))
  const [[x, y]] = [...new DataLoader(data, { batchSize: 3 })] as [[Tensor, Tensor]]
  expect([x.dtype, x.shape, y.dtype, y.toArray()]).toEqual(['uint8', [3, 3, 2, 2], 'int64', [0, 1, 2]])
  const [a, b] = collate([data.get(1), data.get(3)])
  expect([a!.dtype, b!.dtype, b!.toArray()]).toEqual(['uint8', 'int64', [1, 3]])
  const crop = randomCrop({ size: 1 })(images)
  expect([crop.dtype, crop.shape]).toEqual(['uint8', [4, 3, 1, 1]])
  const normal = normalize(0, 255)(images)
  expect([normal.dtype, normal.data[5]]).toEqual(['float32', Math.fround(25 / 255)])
  expect(normalize(0, 255)(labels().reshape([3, 1, 1])).dtype).toBe('float32')
  expect(randomCrop({ size: 1 })(labels().reshape([3, 1, 1])).dtype).toBe('int64')
  const accuracy = new Accuracy()
  accuracy.update(
    tensor([
      [0.1, 0.9],
      [0.8, 0.2]
    ]),
    tensor(BigInt64Array.of(1n, 1n))
  )
  accuracy.update(tensor([[0.1, 0.9]]), tensor(new Uint8Array([1])))
  expect(accuracy.compute()).toBeCloseTo(2 / 3)
})

test('files keep the dtype: safetensors and checkpoints; .npy files are written with it', async () => {
  const tensors = { bytes: bytes(), labels: labels(), one: tensor(3, { dtype: 'int64' }), mask: tensor([true]) }
  await saveSafetensors(file('a.safetensors'), tensors, {}, { checksum: true })
  const read = (await loadSafetensors(file('a.safetensors'))).tensors
  expect(Object.entries(read).map(([name, t]) => [name, t.dtype, t.toArray()])).toEqual(
    Object.entries(tensors).map(([name, t]) => [name, t.dtype, t.toArray()])
  )
  await saveCheckpoint(file('b.safetensors'), { state: [bytes(), { deep: labels() }] })
  const { state } = await loadCheckpoint<{ state: [Tensor, { deep: Tensor }] }>(file('b.safetensors'))
  expect([state[0].dtype, state[1].deep.dtype, state[1].deep.toArray()]).toEqual(['uint8', 'int64', LABELS])
  await writeNpy(file('c.npy'), bytes())
  await writeNpy(file('d.npy'), tensor([5, -6], { dtype: 'int64' }))
  expect((await readNpy(file('c.npy'))).toArray()).toEqual(BYTES)
  expect((await readNpy(file('d.npy'))).toArray()).toEqual([5, -6])
})

test('sent to another thread by shape and data, with the dtype where the array does not show it', () => {
  for (const x of [bytes(), labels(), tensor([true, false]), ones([2])]) {
    const { shape, data, dtype } = structuredClone({ shape: x.shape, data: x.data, dtype: x.dtype })
    const y = fromArray(data, shape, { dtype })
    expect([y.dtype, y.toArray()]).toEqual([x.dtype, x.toArray()])
    const sent = structuredClone(x) as Tensor
    const needed = x.dtype === 'int64' || x.dtype === 'bool'
    const recipe = needed
      ? 'send { shape: x.shape, data: x.data, dtype: x.dtype } and make a tensor of it with fromArray(data, shape, { dtype })'
      : 'send { shape: x.shape, data: x.data } and make a tensor of it with fromArray(data, shape)'
    expect(() => ones([2]).add(sent)).toThrow(recipe)
  }
})

test('a tensor iterates over its first dimension, and x[0] says what to write instead', () => {
  const x = tensor(
    [
      [1, 2],
      [3, 4]
    ],
    { requiresGrad: true }
  )
  expect([...x].map((row) => row.toArray())).toEqual([
    [1, 2],
    [3, 4]
  ])
  const [first] = x
  first!.sum().backward()
  expect(x.grad!.toArray()).toEqual([
    [1, 1],
    [0, 0]
  ])
  expect(() => [...tensor(1)]).toThrow(TypeError)
  // As test frameworks compare, which iterate: equal to itself, and not to others.
  expect([x, tensor(1), x.mul(2)]).toEqual([x, tensor(1), expect.anything()])
  expect(x).not.toEqual(
    tensor(
      [
        [1, 2],
        [3, 5]
      ],
      { requiresGrad: true }
    )
  )
  const indexed = x as unknown as Record<number, unknown>
  for (const k of [0, 5, 63, -1]) {
    const message = `x[${k}]: cannot index a tensor with [] in JavaScript; use x.select(0, { index: ${k} }) for one entry, x.slice for several, x.unbind() or a for...of loop for all`
    expect(() => indexed[k]).toThrow(new OptionError(message))
    expect(() => {
      indexed[k] = 1
    }).toThrow(OptionError)
  }
  expect(x instanceof Tensor && Object.keys(x).includes('0')).toBe(false)
})
