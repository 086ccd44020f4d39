import { describe, expect, test } from 'vitest'
import { SGD } from '../../../lib/optim/index.ts'
import { BatchSizeSchedule, type BatchSizeScheduleOptions, type Callback } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { bitsOf, problem } from '../problem.ts'

const file = temporaryFolder()

// The sizes of the first batches of the epochs, and the learning rates of the ends of the epochs.
async function sizes(options: BatchSizeScheduleOptions, epochs = 5) {
  const { trainer, loader } = problem({ accumulate: 1, scheduler: undefined as never })
  trainer.setOptimizer(new SGD(trainer.model.parameters(), { lr: 0.01 }))
  const callback = new BatchSizeSchedule(options)
  const seen: number[] = []
  for await (const event of trainer.stream(loader, { epochs, callbacks: [callback] }))
    if (event.type === 'step' && event.batch === 1) seen.push(event.samples)
  return { seen, rates: trainer.history.learningRate!, steps: trainer.history.step!, trainer, loader, callback }
}

describe('the batch size', () => {
  test('by epochs: milestones, before the first the own size', async () => {
    const { seen, rates, steps } = await sizes({
      schedule: [
        [1, 16],
        [3, 50]
      ]
    })
    expect(seen).toEqual([8, 16, 16, 50, 50])
    expect(steps).toEqual([13, 20, 27, 29, 31])
    expect(rates).toEqual(Array(5).fill(0.01))
  })

  test('by epochs: a function; from the first epoch on', async () => {
    expect((await sizes({ schedule: (epoch) => 4 * (epoch + 1) }, 3)).seen).toEqual([4, 8, 12])
    expect((await sizes({ schedule: [[0, 10]] }, 2)).seen).toEqual([10, 10])
  })

  test('by steps, at the next epoch', async () => {
    expect((await sizes({ schedule: [[14, 25]], by: 'step' }, 4)).seen).toEqual([8, 8, 25, 25])
  })

  test('with the learning rate', async () => {
    const { rates } = await sizes(
      {
        schedule: [
          [1, 16],
          [2, 32]
        ],
        scaleLr: 'linear'
      },
      3
    )
    expect(rates).toEqual([0.01, 0.02, 0.04])
    const root = await sizes({ schedule: [[1, 32]], scaleLr: 'sqrt' }, 2)
    expect(root.rates).toEqual([0.01, 0.02])
    // A new run begins with the own size and rate again.
    await root.trainer.fit(root.loader, { epochs: 2, callbacks: [root.callback] })
    expect(root.rates).toEqual([0.01, 0.02])
    expect(root.trainer.history.step).toEqual([13, 17])
  })
})

test('resumed from after any batch and epoch, also when it was saved before the change: the same bits', async () => {
  const options = {
    schedule: [
      [1, 16],
      [2, 25]
    ],
    scaleLr: 'linear'
  } as const
  const whole = problem()
  const paths: string[] = []
  const save: Callback = {
    onStep: ({ epoch, batch }) => (batch % 3 === 1 ? saveAt(`${epoch}-${batch}`) : undefined),
    onEpoch: ({ epoch }) => saveAt(`epoch-${epoch}`)
  }
  const after = {
    ...save,
    onStep: undefined as never,
    last: true,
    onEpoch: ({ epoch }: { epoch: number }) => saveAt(`after-${epoch}`)
  }
  const saveAt = (name: string) => {
    paths.push(file(name))
    return whole.trainer.save(paths.at(-1)!)
  }
  const callbacks = [save, new BatchSizeSchedule(options), after]
  await whole.trainer.fit(whole.loader, { epochs: 3, callbacks })
  const want = bitsOf(whole.trainer)
  expect(whole.trainer.history.step).toEqual([5, 8, 10])
  for (const path of paths) {
    const { trainer, loader } = problem({ seed: 99 })
    await trainer.fit(loader, { epochs: 3, callbacks: [new BatchSizeSchedule(options)], resume: path })
    expect(bitsOf(trainer), path).toBe(want)
  }
  expect(paths.length).toBeGreaterThan(10)
})

test('goes back with a run', async () => {
  const run = async (back: boolean) => {
    const { trainer, loader } = problem()
    let state: Awaited<ReturnType<typeof trainer.snapshot>> | null = null
    const control: Callback = {
      last: true,
      async onStep({ epoch, batch }) {
        if (epoch === 1 && batch === 5 && back) state = await trainer.snapshot()
        if (epoch === 2 && batch === 3 && state !== null) {
          trainer.rollBack(state)
          state = null
        }
      }
    }
    await trainer.fit(loader, { epochs: 2, callbacks: [new BatchSizeSchedule({ schedule: [[1, 16]] }), control] })
    return bitsOf(trainer)
  }
  expect(await run(true)).toBe(await run(false))
})

test('messages', async () => {
  const make = (options: object) => () => new BatchSizeSchedule(options as never)
  expect(make({})).toThrow('BatchSizeSchedule: expected schedule, a function or an array of a pair [from, batchSize]')
  expect(make({ schedule: [[2, 0]] })).toThrow('expected schedule to be a function or an array of a pair')
  expect(
    make({
      schedule: [
        [2, 8],
        [2, 16]
      ]
    })
  ).toThrow('BatchSizeSchedule: expected schedule to be milestones in ascending order but received [[...], [...]]')
  expect(make({ schedule: [], scaleLR: 'linear' })).toThrow(
    'BatchSizeSchedule: unknown option scaleLR; did you mean scaleLr?'
  )
  const { trainer, loader } = problem()
  const fit = (batches: never, options: BatchSizeScheduleOptions) =>
    trainer.fit(batches, { epochs: 2, callbacks: [new BatchSizeSchedule(options)] })
  await expect(fit([...loader] as never, { schedule: [[1, 2]] })).rejects.toThrow(
    'BatchSizeSchedule: expected the loader to be one with setBatchSize(), such as a DataLoader but received'
  )
  await expect(fit(loader as never, { schedule: () => 1.5 })).rejects.toThrow(
    'BatchSizeSchedule: expected schedule(0) to be a whole number >= 1 but received 1.5'
  )
})
