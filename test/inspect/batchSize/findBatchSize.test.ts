// findBatchSize: the search on made-up machines, and a real one that leaves everything as it was.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DataLoader, TensorDataset } from '../../../lib/data/index.ts'
import { DataError, OptionError } from '../../../lib/errors.ts'
import { crossEntropy, mseLoss, randn, zeros } from '../../../lib/index.ts'
import { predicted, searchBatchSize } from '../../../lib/inspect/batchSize/search.ts'
import * as nn from '../../../lib/nn/index.ts'
import { Adam, SGD } from '../../../lib/optim/index.ts'
import { type BatchSizeRow, findBatchSize, Trainer } from '../../../lib/train/index.ts'
import { bitsOf, points, problem } from '../../train/problem.ts'

// A machine on which a batch takes `call` seconds and `each` for every sample, `slow` times as much above a size.
const machine = (call: number, each: number, fixed: number, sample: number, slow = Infinity) => {
  const asked: number[] = []
  const measure = async (batchSize: number): Promise<BatchSizeRow> => {
    asked.push(batchSize)
    const seconds = (call + each * batchSize) * (batchSize > slow ? 40 : 1)
    return { batchSize, seconds, samplesPerSecond: batchSize / seconds, memory: fixed + sample * batchSize }
  }
  return { measure, asked }
}

describe('the search', () => {
  test('goes in powers of two, then between the best ones', async () => {
    const { measure, asked } = machine(1e-3, 1e-6, 1e6, 100)
    const found = await searchBatchSize({ min: 1, max: 100, memoryLimit: 1e9 }, [], measure)
    expect(asked).toEqual([1, 2, 4, 8, 16, 32, 64, 100, 82])
    expect(found.rows.map(({ batchSize }) => batchSize)).toEqual([1, 2, 4, 8, 16, 32, 64, 82, 100])
    expect([found.best!.batchSize, found.ended, found.refused]).toEqual([100, 'max', null])
  })

  test('takes the smallest batch that is about as fast', async () => {
    const { measure } = machine(1e-6, 1e-3, 0, 1)
    expect((await searchBatchSize({ min: 1, max: 64, memoryLimit: 1e9 }, [], measure)).best!.batchSize).toBe(1)
  })

  test('stops when larger batches are slower', async () => {
    const { measure, asked } = machine(1e-3, 1e-6, 0, 1, 32)
    const found = await searchBatchSize({ min: 1, max: 4096, memoryLimit: 1e9 }, [], measure)
    expect(asked).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 24, 48])
    expect([found.best!.batchSize, found.ended]).toEqual([32, 'throughput'])
  })

  test('never measures what would need more than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 1e4 }),
        fc.integer({ min: 1, max: 1e7 }),
        async (fixed, sample, memoryLimit) => {
          const { measure, asked } = machine(1e-3, 1e-7, fixed, sample)
          // What smaller batches told.
          const known = await Promise.all([2, 4].map(machine(1e-3, 1e-7, fixed, sample).measure))
          const found = await searchBatchSize({ min: 8, max: 1000, memoryLimit }, known, measure)
          expect(asked.every((size) => fixed + sample * size <= memoryLimit)).toBe(true)
          if (found.ended === 'memory') expect(found.refused!.memory).toBeGreaterThan(memoryLimit)
          if (fixed + 1.1 * sample * 8 <= memoryLimit) expect(found.best).not.toBeNull()
          else if (fixed + sample * 8 > memoryLimit) expect(found.best).toBeNull()
        }
      )
    )
  })

  test('after a refusal it still tries the middle', async () => {
    const { measure, asked } = machine(1e-3, 1e-7, 0, 100)
    const found = await searchBatchSize({ min: 1, max: 1000, memoryLimit: 100 * 100 }, [], measure)
    expect(asked).toEqual([1, 2, 4, 8, 16, 32, 64, 48, 96])
    expect(found.refused!.batchSize).toBe(128)
    expect(found.best!.batchSize).toBe(96)
  })

  test('predictions', () => {
    const row = (batchSize: number, memory: number): BatchSizeRow => ({
      batchSize,
      memory,
      seconds: 1,
      samplesPerSecond: 1
    })
    expect(predicted(4, [])).toBe(0)
    expect(predicted(4, [row(2, 100)])).toBe(100 + 1.1 * 50 * 2)
    expect(predicted(8, [row(2, 100), row(4, 140)])).toBe(140 + 1.1 * 20 * 4)
    expect(predicted(3, [row(2, 100), row(4, 140)])).toBe(100 + 1.1 * 50)
  })
})

describe('a real one', () => {
  test('measures memory that grows with the batch, and leaves everything as it was', async () => {
    const { trainer, loader } = problem()
    await trainer.fit(loader, { steps: 2 })
    const before = bitsOf(trainer)
    const place = loader.state()
    const search = await findBatchSize(trainer, loader as never, { min: 2, max: 32, steps: 1 })
    expect(bitsOf(trainer)).toBe(before)
    expect(loader.state()).toEqual(place)
    expect(search.rows.map(({ batchSize }) => batchSize)).toEqual(expect.arrayContaining([2, 4, 8, 16, 32]))
    expect(search.rows).toContain(search.best)
    expect(search.ended).toBe('max')
    const lines = String(search).split('\n')
    expect(lines[0]).toMatch(/^batch +ms +samples\/s +memory$/)
    expect(lines.filter((line) => /<- best( seen)?$/.test(line)).length).toBe(1)
    await trainer.fit(loader, { epochs: 2, resume: true })

    const other = problem()
    await other.trainer.fit(other.loader, { steps: 2 })
    await other.trainer.fit(other.loader, { epochs: 2, resume: true })
    expect(bitsOf(trainer)).toBe(bitsOf(other.trainer))
  })

  test('the memory is parameters, gradients, states, the batch and what a step holds', async () => {
    const model = nn.mlp([64, 512, 1])
    const trainer = new Trainer({ model, optimizer: new Adam(model.parameters()), loss: mseLoss })
    const data = new TensorDataset(randn([1024, 64]), zeros([1024, 1]))
    const { rows } = await findBatchSize(trainer, data as never, { min: 64, max: 256, steps: 1 })
    const parameters = 64 * 512 + 512 + 512 + 1
    for (const { batchSize, memory } of rows) {
      // The output of the hidden layer, the batch: 577 numbers a sample at least.
      expect(memory).toBeGreaterThan(16 * parameters + 4 * batchSize * (512 + 65))
      // And what backward makes of the hidden layer, twice.
      expect(memory).toBeLessThan(16 * parameters + 1.25 * 4 * batchSize * (3 * 512 + 100) + 4096)
    }
  })

  test('stops before the limit', async () => {
    const model = nn.mlp([16, 256, 256, 3])
    const trainer = new Trainer({ model, optimizer: new SGD(model.parameters(), { lr: 0.1 }), loss: crossEntropy })
    const dataset = new TensorDataset(randn([4096, 16]), zeros([4096], { dtype: 'int32' }))
    const memoryLimit = 2e6
    const search = await findBatchSize(trainer, dataset as never, { min: 64, memoryLimit, steps: 1 })
    expect(search.ended).toBe('memory')
    expect(search.rows.length).toBeGreaterThanOrEqual(2)
    expect(search.rows.every(({ memory }) => memory <= memoryLimit)).toBe(true)
    expect(search.refused!.batchSize).toBeLessThanOrEqual(4096)
    expect(String(search)).toMatch(/memory limit 1.9 MiB; a batch of \d+ would need \d/)
  })
})

test('errors', async () => {
  const { trainer } = problem()
  const dataset = points(10, 1) as never
  const rejects = async (run: Promise<unknown>, error: Error): Promise<void> => expect(run).rejects.toThrow(error)
  await rejects(
    findBatchSize(1 as never, dataset),
    new OptionError('findBatchSize: expected trainer to be a Trainer but received 1')
  )
  await rejects(
    findBatchSize(trainer, [] as never),
    new OptionError('findBatchSize: expected a dataset (length and get) but received []')
  )
  await rejects(
    findBatchSize(trainer, dataset, { minimum: 1 } as never),
    new OptionError('findBatchSize: unknown option minimum; the options are min, max, memoryLimit, steps')
  )
  await rejects(
    findBatchSize(trainer, dataset, { min: 11 }),
    new OptionError('findBatchSize: expected min to be at most the 10 samples there are but received 11')
  )
  await rejects(
    findBatchSize(trainer, dataset, { min: 4, max: 3 }),
    new OptionError('findBatchSize: expected min to be at most max 3 but received 4')
  )
  await rejects(
    findBatchSize(trainer, new DataLoader({ length: 0, get: () => 1 }) as never),
    new DataError('findBatchSize: expected at least one sample but the dataset is empty')
  )
  const before = bitsOf(trainer)
  await expect(findBatchSize(trainer, dataset, { min: 8, memoryLimit: 1000 })).rejects.toThrow(
    /^findBatchSize: expected a memoryLimit that a batch of 8 fits in but it needs about \d+ bytes and the limit is 1000$/
  )
  expect(bitsOf(trainer)).toBe(before)
})
