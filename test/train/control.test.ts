// What a callback can ask the training under way for: to go back, to continue with other batches,
// to try something out. Another optimizer: steering.test.ts.
import { describe, expect, test } from 'vitest'
import { loadCheckpoint } from '../../lib/checkpoint/index.ts'
import { crossEntropy } from '../../lib/index.ts'
import type * as nn from '../../lib/nn/index.ts'
import * as optim from '../../lib/optim/index.ts'
import type { Callback, LogRecord, RunState, StepEvent, TrainEvent, Trainer } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bitsOf, problem } from './problem.ts'

const file = temporaryFolder()

async function uninterrupted(epochs = 2): Promise<string> {
  const { trainer, loader, validation } = problem()
  await trainer.fit(loader, { epochs, validation })
  return bitsOf(trainer)
}

// Counts batches; after batch `asked` the training goes back to its state after batch `kept`.
function backFrom(asked: number, kept: number) {
  let state: RunState | undefined
  return {
    batches: 0,
    async onStep(_: StepEvent, trainer: Trainer) {
      this.batches++
      if (this.batches === kept) state = await trainer.snapshot()
      if (this.batches === asked) trainer.rollBack(state!)
    }
  }
}

describe('rollBack', () => {
  test.each([
    [4, 9],
    [13, 14],
    [2, 13],
    [3, 26]
  ])('from batch %i to the state after batch %i, and to the same end', async (kept, asked) => {
    const { trainer, loader, validation } = problem()
    const callback = backFrom(asked, kept)
    const told: TrainEvent[] = []
    for await (const event of trainer.stream(loader, { epochs: 2, validation, callbacks: [callback] })) {
      if (event.type === 'rollBack') told.push(event)
    }
    expect(told).toEqual([
      {
        type: 'rollBack',
        ...placeOf(kept),
        from: placeOf(asked)
      }
    ])
    expect(callback.batches).toBe(26 + asked - kept)
    expect(bitsOf(trainer)).toBe(await uninterrupted())
  })

  // 13 batches an epoch, three of them a step, the rest of one another.
  function placeOf(batches: number) {
    const [epoch, batch] = batches === 26 ? [1, 13] : [Math.floor((batches - 1) / 13), ((batches - 1) % 13) + 1]
    return { epoch, batch, step: 5 * epoch + (batch === 13 ? 5 : Math.floor(batch / 3)) }
  }

  test('in onEpoch, and from a checkpoint; callbacks are told and get their states of then', async () => {
    const { trainer, loader, validation } = problem()
    let backs = 0
    const counting = {
      name: 'counting',
      steps: 0,
      onStep() {
        counting.steps++
      },
      stateDict: () => ({ steps: counting.steps }),
      loadStateDict(state: { steps: number }) {
        counting.steps = state.steps
      }
    }
    const callback: Callback = {
      async onEpoch({ epoch }) {
        if (epoch === 1 && backs === 0) await trainer.save(file('first'))
        if (epoch === 2 && backs === 0) trainer.rollBack((await loadCheckpoint(file('first'))) as never)
      },
      onRollBack: ({ epoch, step, from }) => {
        backs++
        expect([epoch, step, from]).toEqual([1, 5, { epoch: 2, batch: 0, step: 10 }])
        expect(counting.steps).toBe(13)
      }
    }
    await trainer.fit(loader, { epochs: 3, validation, callbacks: [counting, callback] })
    expect([backs, counting.steps]).toEqual([1, 39])
    const whole = problem()
    await whole.trainer.fit(whole.loader, { epochs: 3, validation: whole.validation })
    expect(trainer.history).toEqual(whole.trainer.history)
  })

  test('loggers drop what is void and get the rest again', async () => {
    const run = async (kept: number, asked: number) => {
      const { trainer, loader, validation } = problem()
      const callback = backFrom(asked, kept)
      let written: LogRecord[] = []
      const logger = {
        async log(record: LogRecord) {
          await new Promise((resolve) => setTimeout(resolve, 2))
          if (record.kind === 'start') written = written.filter(({ step }) => step < record.step)
          else written.push(record)
        }
      }
      await trainer.fit(loader, { epochs: 2, validation, callbacks: [callback], loggers: [logger] })
      return written.map(({ wallTime: _, ...record }) => record)
    }
    const want = await run(0, 0)
    expect(want.length).toBe(10 + 2 + 1)
    expect(await run(4, 9)).toEqual(want)
    expect(await run(12, 20)).toEqual(want)
  })

  test('of arrays of batches goes back between epochs alone; messages', async () => {
    const { trainer, loader } = problem()
    const batches = [...loader]
    const state = await trainer.snapshot()
    expect(() => trainer.rollBack(state)).toThrow(
      'Trainer.rollBack: expected a fit to be under way; use loadStateDict outside of one'
    )
    expect(() => trainer.rollBack({} as never)).toThrow('Trainer.rollBack: expected the state of a run but it has no')
    let asked = 0
    const callbacks = [{ onEpoch: () => (asked++ === 0 ? trainer.rollBack(state) : undefined) }]
    await trainer.fit(batches, { epochs: 2, callbacks })
    expect([asked, trainer.epoch]).toEqual([3, 2])
    let within: RunState | undefined
    const callback = {
      onStep: async ({ batch }: StepEvent) => {
        if (batch === 2) within = await trainer.snapshot()
        if (batch === 3) trainer.rollBack(within!)
      }
    }
    await expect(trainer.fit(batches, { epochs: 1, callbacks: [callback] })).rejects.toThrow(
      'Trainer.fit: expected a loader with state() and setState(), such as a DataLoader, to resume within an epoch'
    )
  })
})

describe('trial', () => {
  const makers: [string, (model: nn.Module) => optim.Optimizer][] = [
    ['AdamW', (m) => new optim.AdamW(m.parameters(), { lr: 0.1 })],
    ['SGD', (m) => new optim.SGD(m.parameters(), { lr: 0.1, momentum: 0.9 })],
    ['NAdam', (m) => new optim.NAdam(m.parameters(), { lr: 0.1 })],
    ['Prodigy', (m) => new optim.Prodigy(m.parameters())],
    ['Adafactor', (m) => new optim.Adafactor(m.parameters())],
    ['ASGD', (m) => new optim.ASGD(m.parameters())],
    ['Lookahead', (m) => new optim.Lookahead(new optim.Adam(m.parameters(), { lr: 0.1 }))],
    ['Adam8bit', (m) => new optim.Adam8bit(m.parameters(), { lr: 0.1 })]
  ]
  test.each(makers)('leaves no trace, before the first step and in the middle: %s', async (_, make) => {
    const given = () => {
      const { trainer, loader } = problem({ scheduler: undefined as never })
      trainer.setOptimizer(make(trainer.model))
      return { trainer, loader }
    }
    const plain = given()
    await plain.trainer.fit(plain.loader, { epochs: 2 })
    const { trainer, loader } = given()
    const tryOut = async () => {
      const before = bitsOf(trainer)
      const weight = [...trainer.model.parameters()[0]!.data]
      let batches = 0
      for await (const { loss } of trainer.trial(loader)) {
        expect(Number.isFinite(loss)).toBe(true)
        if (++batches === 20) break
      }
      expect([...trainer.model.parameters()[0]!.data]).toEqual(weight)
      expect(bitsOf(trainer)).toBe(before)
    }
    await tryOut()
    // Left within an epoch and an accumulation.
    for await (const event of trainer.stream(loader, { epochs: 2 }))
      if (event.type === 'step' && event.batch === 5) break
    await tryOut()
    await trainer.fit(loader, { epochs: 1, resume: true })
    await tryOut()
    const callbacks = [{ onFitStart: tryOut }]
    await trainer.fit(loader, { epochs: 2, resume: true, callbacks })
    expect(bitsOf(trainer)).toBe(bitsOf(plain.trainer))
  })

  test('a loader that was left gives up its epoch as before', async () => {
    const plain = problem()
    for (const _ of plain.loader) break
    await plain.trainer.fit(plain.loader, { epochs: 1 })
    const { trainer, loader } = problem()
    for (const _ of loader) break
    for await (const _ of trainer.trial(loader)) break
    await trainer.evaluate(loader)
    await trainer.fit(loader, { epochs: 1 })
    expect(bitsOf(trainer)).toBe(bitsOf(plain.trainer))
  })

  test.each(['state', 'setState'])('a loader whose %s throws leaves no trace, and the Trainer free', async (name) => {
    const { trainer, loader } = problem()
    await trainer.fit(loader, { steps: 3 })
    const before = bitsOf(trainer)
    const broken = {
      state: () => loader.state(),
      setState: (state: never) => loader.setState(state),
      [Symbol.iterator]: () => loader[Symbol.iterator](),
      [name]: () => {
        throw new Error('in the loader')
      }
    }
    const once = async () => {
      for await (const _ of trainer.trial(broken)) break
    }
    const place = loader.state()
    await expect(once()).rejects.toThrow('in the loader')
    loader.setState(place)
    expect(bitsOf(trainer)).toBe(before)
    await trainer.fit(loader, { steps: 5, resume: true })
    const plain = problem()
    await plain.trainer.fit(plain.loader, { steps: 3 })
    await plain.trainer.fit(plain.loader, { steps: 5, resume: true })
    expect(bitsOf(trainer)).toBe(bitsOf(plain.trainer))
  })

  test('an optimizer that is set in it goes with it; training and loading are refused meanwhile', async () => {
    const { trainer, loader } = problem()
    const { optimizer } = trainer
    const state = await trainer.snapshot()
    const refusal = 'expected no trial, profile or findBatchSize of this Trainer to be under way'
    for await (const _ of trainer.trial(loader)) {
      await expect(trainer.fit(loader, { epochs: 1 })).rejects.toThrow(`Trainer.fit: ${refusal}`)
      expect(() => trainer.loadStateDict(state)).toThrow(`Trainer.loadStateDict: ${refusal}`)
      trainer.setOptimizer(new optim.SGD(trainer.model.parameters(), { lr: 1 }))
      break
    }
    // What would wait for the end of the trial, which waits for the loop.
    const wait = 'Trainer: cannot evaluate or save while trial() or profile() is under way; do it afterwards'
    for await (const _ of trainer.trial(loader)) {
      await expect(trainer.evaluate(loader)).rejects.toThrow(wait)
      await expect(trainer.snapshot()).rejects.toThrow(wait)
      await expect(trainer.save('never')).rejects.toThrow(wait)
      await expect(trainer.trial(loader).next()).rejects.toThrow(wait)
      break
    }
    const evaluation = trainer.evaluate(loader)
    expect(() => trainer.loadStateDict(state)).toThrow('Trainer.loadStateDict: expected no evaluation to be under way')
    await evaluation
    await trainer.fit(loader, { epochs: 1 })
    expect(trainer.optimizer).toBe(optimizer)
    await expect(trainer.evaluate(5 as never)).rejects.toThrow(
      'Trainer.evaluate: expected loader to be something to loop over, such as a DataLoader but received 5'
    )
    await expect(trainer.trial({} as never).next()).rejects.toThrow(
      'Trainer.trial: expected loader to be something to loop over, such as a DataLoader but received an object'
    )
  })

  test('an error in it leaves no trace either; within an epoch it is refused', async () => {
    let count = 0
    const { trainer, loader } = problem({
      loss: (x, y) => {
        if (count++ === 3) throw new Error('in the loss')
        return crossEntropy(x, y)
      }
    })
    const before = bitsOf(trainer)
    const all = async () => {
      for await (const _ of trainer.trial(loader));
    }
    await expect(all()).rejects.toThrow('in the loss')
    expect(bitsOf(trainer)).toBe(before)
    await expect(trainer.fit(loader, { epochs: 1, callbacks: [{ onStep: all }] })).rejects.toThrow(
      'Trainer.trial: expected no epoch to be under way; a callback can call it in onFitStart and onEpoch'
    )
    const none = async () => {
      for await (const _ of trainer.trial([]));
    }
    await expect(none()).rejects.toThrow('expected at least one batch in an epoch but the loader gave none')
  })
})

test('setBatchSize: between epochs; a checkpoint of the epoch before knows it', async () => {
  const { trainer, loader } = problem({ accumulate: 1 })
  const callbacks: Callback[] = [
    { onEpoch: () => trainer.setBatchSize(16) },
    { onEpoch: ({ epoch }) => (epoch === 1 ? trainer.save(file('sizes')) : undefined) }
  ]
  const events: StepEvent[] = []
  for await (const event of trainer.stream(loader, { epochs: 2, callbacks }))
    if (event.type === 'step') events.push(event)
  expect(events.map((e) => e.samples)).toEqual([...Array(12).fill(8), 4, ...Array(6).fill(16), 4])
  const other = problem({ accumulate: 1 })
  other.loader.setBatchSize(16)
  await other.trainer.fit(other.loader, { epochs: 2, resume: file('sizes') })
  expect(other.trainer.history).toEqual(trainer.history)
  expect(() => problem().trainer.setBatchSize(2)).toThrow(
    'Trainer.setBatchSize: expected the loader to be one with setBatchSize(), such as a DataLoader but received null'
  )
  const within = [{ onStep: () => trainer.setBatchSize(2) }]
  await expect(trainer.fit(loader, { epochs: 1, callbacks: within })).rejects.toThrow(
    'DataLoader.setBatchSize: expected to be between two epochs but 1 batches of epoch 2 were handed out'
  )
})
