// A run that is resumed with other settings than it had (transformers#21271, schnetpack#243), one that has nothing left to
// do, and a batch whose gradients' squares overflow.
import { describe, expect, test } from 'vitest'
import { DataLoader } from '../../lib/data/index.ts'
import { crossEntropy, type Tensor } from '../../lib/index.ts'
import { Accuracy, F1 } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { Adam } from '../../lib/optim/index.ts'
import { Trainer } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bitsOf, points, problem } from './problem.ts'
import { warningsOf } from './warnings.ts'

const file = temporaryFolder()

describe('resumed after a whole epoch', () => {
  const saved = async (limit: object) => {
    const { trainer, loader } = problem()
    await trainer.fit(loader, limit)
    await trainer.save(file('saved'))
    return file('saved')
  }

  test('with another batch size and more data: continues and says what changes', async () => {
    const resume = await saved({ epochs: 1 })
    const { trainer } = problem()
    const loader = new DataLoader(points(120, 1), { batchSize: 10, shuffle: true, seed: 99 })
    const warnings = await warningsOf(() => trainer.fit(loader, { epochs: 2, resume }))
    expect(warnings).toEqual([
      'Trainer.fit: the run continues with other settings than it had: length 100 -> 120, batchSize 8 -> 10'
    ])
    // 13 batches, then 12; three of them a step, and the rest.
    expect([trainer.epoch, trainer.history.step]).toEqual([2, [5, 9]])
    // The seed and the number of the epoch are the run's.
    expect(loader.state()).toMatchObject({ epoch: 2, batch: 0, seed: '5', batchSize: 10, length: 120 })
    const again = problem()
    await again.trainer.fit(again.loader, { epochs: 1 })
    const other = new DataLoader(points(120, 1), { batchSize: 10, shuffle: true, seed: 99 })
    expect((await warningsOf(() => again.trainer.fit(other, { epochs: 2, resume: true }))).length).toBe(1)
    expect(again.trainer.history).toEqual(trainer.history)
  })

  test('with one more metric, and with one less', async () => {
    const resume = await saved({ epochs: 1 })
    const more = problem({ metrics: [new Accuracy(), new F1({ average: 'macro' })] })
    const warnings = await warningsOf(() => more.trainer.fit(more.loader, { epochs: 2, resume }))
    expect(warnings).toEqual(['Trainer.fit: the run continues with other settings than it had: metric f1 is new'])
    expect(more.trainer.history.trainF1!.map(Number.isNaN)).toEqual([true, false])
    const none = problem({ metrics: [] })
    expect(await warningsOf(() => none.trainer.fit(none.loader, { epochs: 2, resume }))).toEqual([
      'Trainer.fit: the run continues with other settings than it had: metric accuracy is gone'
    ])
    // With what it had there is nothing to say.
    const same = problem()
    expect(await warningsOf(() => same.trainer.fit(same.loader, { epochs: 2, resume }))).toEqual([])
    expect(same.trainer.history.trainLoss!.length).toBe(2)
  })

  test('within an epoch all of that is refused, and nothing changed', async () => {
    const resume = await saved({ steps: 2 })
    const { trainer } = problem()
    const before = bitsOf(trainer)
    const loader = new DataLoader(points(120, 1), { batchSize: 8, shuffle: true, seed: 5 })
    await expect(trainer.fit(loader, { epochs: 2, resume })).rejects.toThrow(
      'expected length to be 120 but received 100'
    )
    const smaller = new DataLoader(points(100, 1), { batchSize: 10, shuffle: true, seed: 5 })
    await expect(trainer.fit(smaller, { epochs: 2, resume })).rejects.toThrow(/batchSize/)
    expect(bitsOf(trainer)).toBe(before)
    const more = problem({ metrics: [new Accuracy(), new Accuracy({ name: 'again' } as never)] })
    const untouched = bitsOf(more.trainer)
    await expect(more.trainer.fit(more.loader, { epochs: 2, resume })).rejects.toThrow('expected the state of metric')
    expect(bitsOf(more.trainer)).toBe(untouched)
  })
})

test('a resumed run that has reached its limits says that nothing is left to do', async () => {
  const { trainer, loader } = problem()
  await trainer.fit(loader, { epochs: 2 })
  const again = () => trainer.fit(loader, { epochs: 2, resume: true })
  expect(await warningsOf(again)).toEqual([
    'Trainer.fit: nothing is left to do because epochs counts the whole run, which has 2 of 2; give a larger epochs, or leave out resume to begin a new run'
  ])
  expect((await warningsOf(() => trainer.fit(loader, { steps: 4, resume: true })))[0]).toContain(
    'steps counts the whole'
  )
  expect(await warningsOf(() => trainer.fit(loader, { epochs: 3, resume: true }))).toEqual([])
  expect(await warningsOf(() => trainer.fit(loader, { epochs: 1 }))).toEqual([])
})

describe('a finite loss near 1e26, whose squared gradients overflow', () => {
  // Adam's second moment would be Infinity from then on, and the weights would never move again.
  const run = (options: object) => {
    const model = nn.mlp([6, 3])
    const optimizer = new Adam(model.parameters(), { lr: 0.01 })
    let count = 0
    const loss = (x: Tensor, y: Tensor) => crossEntropy(x, y).mul(++count === 3 ? 1e26 : 1)
    const trainer = new Trainer({ model, optimizer, loss, seed: 1, ...options })
    const finite = () =>
      model.parameters().every((p) => {
        const { expAvgSq } = optimizer.stateOf(p) as { expAvgSq: Tensor }
        return p.data.every(Number.isFinite) && expAvgSq.data.every(Number.isFinite)
      })
    return { trainer, finite, loader: new DataLoader(points(64, 1), { batchSize: 8 }) }
  }

  test("'throw' ends the fit before the step", async () => {
    const { trainer, finite, loader } = run({})
    await expect(trainer.fit(loader, { epochs: 1 })).rejects.toMatchObject({
      code: 'ERR_NON_FINITE',
      message: expect.stringContaining('it is Infinity (the sum of their squares overflows)')
    })
    expect([trainer.step, finite()]).toEqual([2, true])
  })

  test.each([1, 2])("'skip' leaves the step out, accumulating %i", async (accumulate) => {
    const { trainer, finite, loader } = run({ nonFinite: 'skip', accumulate })
    await trainer.fit(loader, { epochs: 1 })
    expect([trainer.step, finite()]).toEqual([8 / accumulate - 1, true])
  })
})
