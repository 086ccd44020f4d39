// Whatever goes wrong in a run: its state afterwards is the one that is stated, and continuing gives the bits of a run in
// which nothing went wrong.
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DataLoader, type Dataset } from '../../lib/data/index.ts'
import { crossEntropy, manualSeed, Tensor } from '../../lib/index.ts'
import { Accuracy } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { AdamW } from '../../lib/optim/index.ts'
import { type Callback, type StepEvent, Trainer, type TrainerOptions } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bitsOf, EPOCHS, points, problem, uninterrupted, validateEvery } from './problem.ts'

const file = temporaryFolder()
describe('an interruption', () => {
  // The run with something going wrong in it, then to its end with `resume: true`.
  async function interrupted(message: string | RegExp, ...args: Parameters<typeof disturb>): Promise<Trainer> {
    const { trainer, loader, validation, options } = disturb(...args)
    await expect(trainer.fit(loader, { epochs: EPOCHS, validation, validateEvery, ...options })).rejects.toThrow(
      message
    )
    return trainer
  }

  interface Disturbance {
    callback?: Callback
    signal?: AbortSignal
    /** Called with the number of the batch that is loaded. */
    load?: (count: number) => void
    loss?: (count: number, loss: Tensor) => Tensor
  }

  function disturb({ callback, signal, load, loss }: Disturbance) {
    let losses = 0
    const given = problem(loss && { loss: (x, y) => loss(losses++, crossEntropy(x, y)) })
    let loads = 0
    if (load !== undefined) {
      const { loader } = given
      const next = loader[Symbol.asyncIterator].bind(loader)
      loader[Symbol.asyncIterator] = async function* () {
        for await (const batch of { [Symbol.asyncIterator]: next }) {
          load(loads++)
          yield batch
        }
      }
    }
    const options = { ...(callback && { callbacks: [callback] }), ...(signal && { signal }) }
    return { ...given, options }
  }

  const goOn = async (trainer: Trainer) => {
    const { loader, validation } = problem()
    await trainer.fit(loader, { epochs: EPOCHS, validation, validateEvery, resume: true })
    return bitsOf(trainer)
  }

  test('by a signal in the middle of an epoch: the state is that after the step', async () => {
    const want = await uninterrupted()
    const controller = new AbortController()
    const told: unknown[] = []
    const callback: Callback = {
      onStep: ({ batch }) => void (batch === 5 && controller.abort()),
      onError: (error) => void told.push(error)
    }
    const trainer = await interrupted(/aborted/, { callback, signal: controller.signal })
    expect(told).toEqual([controller.signal.reason])
    expect([trainer.epoch, trainer.step, trainer.stateDict().position.batch]).toEqual([0, 1, 5])
    expect(trainer.stateDict().accumulation.count).toBe(2)
    expect(await goOn(trainer)).toBe(want)
    // One that is aborted before it begins does nothing.
    const early = problem()
    const before = bitsOf(early.trainer)
    await expect(early.trainer.fit(early.loader, { epochs: 1, signal: AbortSignal.abort() })).rejects.toThrow(/aborted/)
    expect(bitsOf(early.trainer)).toBe(before)
  })

  test('by an error in a callback: the state is that after the step', async () => {
    const want = await uninterrupted()
    for (const handler of ['onStep', 'onEpoch'] as const) {
      let thrown = 0
      const callback: Callback = {
        [handler]: ({ epoch, batch }: StepEvent) => {
          if ((batch === 4 || handler === 'onEpoch') && epoch === 1 && thrown++ === 0) throw new Error('in a callback')
        }
      }
      const trainer = await interrupted('in a callback', { callback })
      expect(await goOn(trainer)).toBe(want)
    }
  })

  test('by an error in the data: the state is that after the last step', async () => {
    const want = await uninterrupted()
    const load = (count: number) => {
      if (count === 7) throw new Error('in the data')
    }
    const trainer = await interrupted('in the data', { load })
    expect(trainer.stateDict().position.batch).toBe(7)
    expect(await goOn(trainer)).toBe(want)
  })

  test('by an error in a worker', async () => {
    writeFileSync(
      file('transform.mjs'),
      `export default (batch, { epoch, batch: k }) => { if (epoch === 0 && k === 3) throw new Error('in a worker'); return batch }`
    )
    const { trainer } = problem()
    const loader = new DataLoader(points(100, 1), {
      batchSize: 8,
      shuffle: true,
      seed: 5,
      transform: file('transform.mjs'),
      workers: 1
    })
    await expect(trainer.fit(loader, { epochs: 1 })).rejects.toThrow('in a worker')
    await loader.close()
    expect(trainer.stateDict().position.batch).toBe(3)
    const { validation } = problem()
    const { loader: sound } = problem()
    await trainer.fit(sound, { epochs: EPOCHS, validation, validateEvery, resume: true })
    expect(bitsOf(trainer)).toBe(await uninterrupted())
  })

  test('by a loss that is NaN: nothing was learned from that batch', async () => {
    let before: unknown
    const loss = (count: number, value: Tensor) => (count === 4 ? value.mul(Number.NaN) : value)
    const callback: Callback = {
      onStep: ({ batch }, trainer) => {
        if (batch === 4) before = trainer.model.namedParameters().map(([, p]) => [...p.data])
      }
    }
    const trainer = await interrupted('Trainer: expected a finite loss but it is NaN', { loss, callback })
    expect(trainer.stateDict().position.batch).toBe(4)
    expect(trainer.model.namedParameters().map(([, p]) => [...p.data])).toEqual(before)
  })

  test('nonFinite skip leaves such batches out, and such steps', async () => {
    const run = async (spoil: (count: number, loss: Tensor) => Tensor) => {
      let count = 0
      const { trainer, loader } = problem({
        nonFinite: 'skip',
        loss: (x, y) => spoil(count++, crossEntropy(x, y))
      })
      const events: StepEvent[] = []
      for await (const event of trainer.stream(loader, { epochs: 1 })) if (event.type === 'step') events.push(event)
      expect(trainer.model.parameters().every((p) => p.data.every(Number.isFinite))).toBe(true)
      expect(Number.isFinite(trainer.history.trainLoss![0])).toBe(true)
      return events
    }
    const byLoss = await run((k, loss) => (k === 1 ? loss.mul(Number.NaN) : loss))
    expect(byLoss.map((e) => e.skipped).indexOf(true)).toBe(1)
    // The skipped batch is not part of the three.
    expect(byLoss.slice(0, 5).map((e) => e.updated)).toEqual([false, false, false, true, false])
    // The loss is finite, its gradient is not.
    const byNorm = await run((k, loss) => (k === 1 ? loss.add(loss.sub(loss.detach()).sqrt()) : loss))
    expect(byNorm.slice(0, 3).map((e) => [e.updated, e.skipped])).toEqual([
      [false, false],
      [false, false],
      [false, true]
    ])
    const thrown = problem({ loss: (x, y) => crossEntropy(x, y).add(x.sub(x.detach()).sum().sqrt()) })
    await expect(thrown.trainer.fit(thrown.loader, { epochs: 1 })).rejects.toThrow(
      'Trainer: expected a finite norm of all gradients but it is NaN'
    )
    expect(thrown.trainer.stateDict().accumulation.count).toBe(0)
  })
})

// Without batch norm, whose statistics may have seen the batch, and without accumulation, whose gradients are lost.
function plain(options: Partial<TrainerOptions> = {}, dataset: Dataset<readonly [Tensor, Tensor]> = points(100, 1)) {
  manualSeed(7)
  const model = new nn.Sequential(
    new nn.Linear(6, 16),
    new nn.ReLU(),
    new nn.Dropout({ p: 0.25 }),
    new nn.Linear(16, 3)
  )
  const optimizer = new AdamW(model.parameters(), { lr: 0.01 })
  const trainer = new Trainer({ model, optimizer, loss: crossEntropy, seed: 3, ema: 0.9, ...options })
  const loader = new DataLoader(dataset, { batchSize: 8, shuffle: true, seed: 5 })
  return { trainer, loader }
}

describe('a failed batch is as if it had not been begun', () => {
  const whole = async (options: Partial<TrainerOptions> = {}) => {
    const { trainer, loader } = plain(options)
    await trainer.fit(loader, { epochs: EPOCHS })
    return bitsOf(trainer)
  }

  // Fails once, at the seventeenth batch: the state is that after the sixteenth. Continues, and in another Trainer from a
  // file.
  async function fails(
    message: string | RegExp,
    given: ReturnType<typeof plain>,
    callbacks: readonly Callback[],
    options: Partial<TrainerOptions> = {}
  ) {
    const { trainer, loader } = given
    let after = ''
    const look: Callback = {
      last: true,
      onStep: ({ epoch, batch }) => {
        if (epoch === 2 && batch === 3) after = bitsOf(trainer)
      }
    }
    await expect(trainer.fit(loader, { epochs: EPOCHS, callbacks: [...callbacks, look] })).rejects.toThrow(message)
    expect(bitsOf(trainer)).toBe(after)
    expect(trainer.stateDict().position).toMatchObject({ epoch: 1, batch: 3, step: 16 })
    await trainer.save(file('failed'))
    await trainer.fit(loader, { epochs: EPOCHS, resume: true })
    expect(bitsOf(trainer)).toBe(await whole(options))
    const other = plain(options)
    await other.trainer.fit(other.loader, { epochs: EPOCHS, resume: file('failed') })
    expect(bitsOf(other.trainer)).toBe(await whole(options))
  }

  // Calls `at` the seventeenth time.
  const once = <R>(at: () => R, else_: () => R): (() => R) => {
    let count = 0
    return () => (++count === 17 ? at() : else_())
  }
  const fail = (): never => {
    throw new Error('on purpose')
  }

  test('by a loss that is NaN', async () => {
    const factor = once(
      () => Number.NaN,
      () => 1
    )
    const loss = (x: Tensor, y: Tensor) => crossEntropy(x, y).mul(factor())
    const ones = { loss: (x: Tensor, y: Tensor) => crossEntropy(x, y).mul(1) }
    await fails('Trainer: expected a finite loss but it is NaN', plain({ loss }), [], ones)
  })

  test('by gradients that are NaN, with clipping', async () => {
    const spoil = once(
      () => true,
      () => false
    )
    const loss = (x: Tensor, y: Tensor) => {
      const value = crossEntropy(x, y)
      return spoil() ? value.add(value.sub(value.detach()).sqrt()) : value
    }
    const clipping = { clipGradNorm: 1 }
    await fails('Trainer: expected a finite norm of all gradients', plain({ ...clipping, loss }), [], clipping)
  })

  test('by an error in the loss, in onLoss, in onGradients', async () => {
    const inLoss = once(fail, () => undefined)
    await fails(
      'on purpose',
      plain({
        loss: (x, y) => {
          inLoss()
          return crossEntropy(x, y)
        }
      }),
      []
    )
    await fails('on purpose', plain(), [{ onLoss: once<undefined>(fail, () => undefined) }])
    await fails('on purpose', plain(), [{ onGradients: once<undefined>(fail, () => undefined) }])
  })

  test('by a sample that cannot be read: thrown, or a promise that rejects', async () => {
    const data = points(100, 1)
    for (const later of [false, true]) {
      // The samples of sixteen batches have been read: 100 of the first epoch, three times 8 of the second.
      let reads = 0
      const dataset = {
        length: 100,
        get: (index: number) => {
          if (++reads === 100 + 24 + 3) {
            if (!later) throw new Error('no such sample')
            return Promise.reject(new Error('no such sample'))
          }
          return later ? Promise.resolve(data.get(index)) : data.get(index)
        }
      }
      await fails('no such sample', plain({}, dataset as never), [])
    }
  })
})

test('errors in the other handlers: before the first step, at the end, on the way back', async () => {
  const want = plain()
  await want.trainer.fit(want.loader, { epochs: EPOCHS })
  const bits = bitsOf(want.trainer)
  const fail = (): never => {
    throw new Error('on purpose')
  }
  const start = plain()
  await expect(start.trainer.fit(start.loader, { epochs: EPOCHS, callbacks: [{ onFitStart: fail }] })).rejects.toThrow()
  expect(start.trainer.stateDict().position).toMatchObject({ epoch: 0, batch: 0, step: 0 })
  await start.trainer.fit(start.loader, { epochs: EPOCHS, resume: true })
  expect(bitsOf(start.trainer)).toBe(bits)
  // All was done when the end could not be told.
  const end = plain()
  await expect(end.trainer.fit(end.loader, { epochs: EPOCHS, callbacks: [{ onFitEnd: fail }] })).rejects.toThrow()
  expect(bitsOf(end.trainer)).toBe(bits)
  // The training is where it went back to.
  const back = plain()
  const callback: Callback = {
    async onStep({ step }) {
      if (step === 4) back.trainer.rollBack(await back.trainer.snapshot())
    },
    onRollBack: fail
  }
  await expect(back.trainer.fit(back.loader, { epochs: EPOCHS, callbacks: [callback] })).rejects.toThrow()
  expect(back.trainer.step).toBe(4)
  await back.trainer.fit(back.loader, { epochs: EPOCHS, resume: true })
  expect(bitsOf(back.trainer)).toBe(bits)
})

test('a signal while it validates, and between two epochs', async () => {
  const want = plain()
  const validation = new DataLoader(points(40, 2), { batchSize: 16 })
  await want.trainer.fit(want.loader, { epochs: EPOCHS, validation })
  const { trainer, loader } = plain()
  const controller = new AbortController()
  const aborting = {
    async *[Symbol.asyncIterator]() {
      for (const batch of validation) {
        controller.abort()
        yield batch
      }
    }
  }
  await expect(
    trainer.fit(loader, { epochs: EPOCHS, validation: aborting, signal: controller.signal })
  ).rejects.toThrow(/aborted/)
  // The epoch and its validation are whole; the first batch of the next one was not learned from.
  expect(trainer.stateDict().position).toMatchObject({ epoch: 1, batch: 0, step: 13 })
  await trainer.fit(loader, { epochs: EPOCHS, validation, resume: true })
  expect(bitsOf(trainer)).toBe(bitsOf(want.trainer))
})

test('a worker that ends: the state is that after the last batch, other workers continue', async () => {
  writeFileSync(
    file('ends.mjs'),
    `export default (batch, { epoch, batch: k }) => { if (epoch === 1 && k === 3) process.exit(7); return batch }`
  )
  writeFileSync(file('sound.mjs'), 'export default (batch) => batch')
  const make = (transform: string) =>
    new DataLoader(points(100, 1), { batchSize: 8, shuffle: true, seed: 5, transform: file(transform), workers: 2 })
  const want = plain()
  await want.trainer.fit(want.loader, { epochs: EPOCHS })
  const { trainer } = plain()
  const ends = make('ends.mjs')
  await expect(trainer.fit(ends, { epochs: EPOCHS })).rejects.toThrow('the worker ended with code 7')
  await ends.close()
  const { position } = trainer.stateDict()
  // Batches that other workers had under way are lost with it, and read again.
  expect(position).toMatchObject({ epoch: 1 })
  expect(position.batch).toBeLessThanOrEqual(3)
  const sound = make('sound.mjs')
  await trainer.fit(sound, { epochs: EPOCHS, resume: true })
  await sound.close()
  expect(bitsOf(trainer)).toBe(bitsOf(want.trainer))
})

test('an error in a metric comes after the step: the batch is not learned twice', async () => {
  let failing = 9
  class Failing extends Accuracy {
    override update(prediction: Tensor, target: Tensor): void {
      if (--failing === 0) throw new Error('in the metric')
      super.update(prediction, target)
    }
  }
  const { trainer, loader } = problem({ metrics: [new Failing()] })
  await expect(trainer.fit(loader, { epochs: EPOCHS })).rejects.toThrow('in the metric')
  expect(trainer.stateDict().position).toMatchObject({ batch: 9, step: 3 })
  await trainer.fit(loader, { epochs: EPOCHS, resume: true })
  const plain = problem()
  await plain.trainer.fit(plain.loader, { epochs: EPOCHS })
  // The metric alone has not seen the batch.
  const weights = (of: Trainer) => {
    const { model, optimizer, ema, generators } = of.stateDict()
    return JSON.stringify([model, optimizer, ema, generators], (_, value) =>
      value instanceof Tensor ? value.toArray() : value
    )
  }
  expect(weights(trainer)).toBe(weights(plain.trainer))
})
