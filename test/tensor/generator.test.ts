// The Generator: one seed and position for tensors, loaders and splits; and tensors like others.
import { expect, test } from 'vitest'
import { DataLoader, randomSplit, TensorDataset } from '../../lib/data/index.ts'
import { emptyLike, ones } from '../../lib/tensor/create.ts'
import { Generator, rand, randint, randLike, randn, randnLike } from '../../lib/tensor/random.ts'

test('nextUint32 gives the words that randint is made of', () => {
  const [a, b] = [new Generator(7), new Generator(7)]
  for (let k = 0; k < 5; k++) {
    const word = a.nextUint32()
    expect(randint(-(2 ** 31), 2 ** 31, [1], { generator: b }).item()).toBe(word - 2 ** 31)
    expect(a.state()).toEqual(b.state())
  }
})

test('a position is kept in a state', () => {
  const generator = new Generator(3)
  generator.nextUint32()
  const state = JSON.parse(JSON.stringify(generator.state()))
  const first = [generator.nextUint32(), generator.nextUint32()]
  expect(first[0]).not.toBe(first[1])
  generator.setState(state)
  expect([generator.nextUint32(), generator.nextUint32()]).toEqual(first)
})

test('a loader and a split draw from it', () => {
  const data = new TensorDataset(
    ones([20])
      .mul(0)
      .add(randn([20]))
  )
  const order = (generator: Generator): unknown[] =>
    Array.from(new DataLoader(data, { batchSize: 20, shuffle: true, generator }), ([x]) => x!.toArray())
  expect(order(new Generator(1))).toEqual(order(new Generator(1)))
  expect(order(new Generator(1))).not.toEqual(order(new Generator(2)))
  const generator = new Generator(1)
  const [first, second] = [order(generator), order(generator)]
  expect(first).not.toEqual(second)
  const [part] = randomSplit(data, [0.5, 0.5], { generator: new Generator(9) })
  expect(part!.length).toBe(10)
})

test('tensors of the shape and dtype of another', () => {
  const x = ones([2, 3], { dtype: 'float64' })
  expect(emptyLike(x).shape).toEqual([2, 3])
  expect(emptyLike(x, { dtype: 'int32' }).dtype).toBe('int32')
  const options = { generator: new Generator(4) }
  expect(randLike(x, options).toArray()).toEqual(
    rand([2, 3], { dtype: 'float64', generator: new Generator(4) }).toArray()
  )
  options.generator.manualSeed(4)
  expect(randnLike(x, options).toArray()).toEqual(
    randn([2, 3], { dtype: 'float64', generator: new Generator(4) }).toArray()
  )
  expect(() => randLike(3 as never)).toThrow('randLike: expected x to be a tensor but received 3')
})
