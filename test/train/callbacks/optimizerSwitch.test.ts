import { describe, expect, test } from 'vitest'
import { ExponentialLR, SGD } from '../../../lib/optim/index.ts'
import {
  type Callback,
  EarlyStopping,
  ModelCheckpoint,
  OptimizerSwitch,
  type OptimizerSwitchOptions,
  type Trainer
} from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { bitsOf, problem } from '../problem.ts'

const file = temporaryFolder()
const to = ({ model }: Trainer) => new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 })
const scheduler: NonNullable<OptimizerSwitchOptions['scheduler']> = (optimizer) =>
  new ExponentialLR(optimizer, { gamma: 0.9 })

describe('switches', () => {
  test.each([
    ['epoch', { epoch: 1 }, 5, 5],
    ['step', { step: 7 }, 7, 6],
    ['at once', { step: 0 }, 0, 0]
  ])('by %s: as by hand', async (_, when, at, before) => {
    const want = problem()
    const byHand: Callback = {
      onFitStart: () => (at === 0 ? change() : undefined),
      onStep: ({ step, updated }) => (updated && step === at && at !== 5 ? change() : undefined),
      onEpoch: ({ step }) => (step === at ? change() : undefined)
    }
    const change = () => {
      const optimizer = to(want.trainer)
      want.trainer.setOptimizer(optimizer, { scheduler: scheduler(optimizer), scheduleEvery: 'step' })
    }
    await want.trainer.fit(want.loader, { epochs: 3, callbacks: [byHand] })
    const { trainer, loader } = problem()
    const callback = new OptimizerSwitch({ to, scheduler, scheduleEvery: 'step', ...when })
    const kinds: string[] = []
    for await (const event of trainer.stream(loader, { epochs: 3, callbacks: [callback] }))
      if (event.type === 'step' && event.updated) kinds.push(trainer.optimizer.kind)
    // What is at work after the step has been told.
    expect(kinds).toEqual([...Array(before).fill('AdamW'), ...Array(15 - before).fill('SGD')])
    expect(trainer.stateDict().optimizer.paramGroups[0]!.lr).toBe(want.trainer.optimizer.paramGroups[0]!.lr)
    const { callbacks: mine, ...state } = trainer.stateDict()
    const { callbacks: theirs, ...other } = want.trainer.stateDict()
    expect([Object.values(mine)[0]!.switched, theirs]).toEqual([true, {}])
    expect([state.history, state.scheduler]).toEqual([other.history, other.scheduler])
    expect(trainer.model.parameters().map((p) => [...p.data])).toEqual(
      want.trainer.model.parameters().map((p) => [...p.data])
    )
  })

  test('on a plateau, after patience', async () => {
    const { trainer, loader, validation } = problem()
    // Nothing is better by so much.
    const callback = new OptimizerSwitch({ to, monitor: 'valLoss', patience: 1, minDelta: 10 })
    const kinds: string[] = []
    const look: Callback = { last: true, onEpoch: () => void kinds.push(trainer.optimizer.kind) }
    await trainer.fit(loader, { epochs: 5, validation, callbacks: [callback, look] })
    expect(kinds).toEqual(['AdamW', 'AdamW', 'SGD', 'SGD', 'SGD'])
    // A new run begins with the first one, and waits again.
    await trainer.fit(loader, { epochs: 2, validation, callbacks: [callback] })
    expect([trainer.optimizer.kind, callback.switched]).toEqual(['AdamW', false])
  })

  test('when asked, and a resumed run still has it', async () => {
    const asking = (callback: OptimizerSwitch): Callback => ({
      onStep: ({ step }, trainer) => (step === 3 ? callback.switchNow(trainer) : undefined)
    })
    const run = async (steps: number, resume?: string) => {
      const { trainer, loader } = problem({ accumulate: 1 })
      const callback = new OptimizerSwitch({ to, when: 'asked' })
      const callbacks = [callback, asking(callback)]
      await trainer.fit(loader, { steps, callbacks, ...(resume ? { resume } : {}) })
      return trainer
    }
    const whole = await run(9)
    await (await run(5)).save(file('asked'))
    const resumed = await run(9, file('asked'))
    expect([whole.optimizer.kind, resumed.optimizer.kind]).toEqual(['SGD', 'SGD'])
    expect(bitsOf(resumed)).toBe(bitsOf(whole))
    expect((await run(2)).optimizer.kind).toBe('AdamW')
  })

  test('one after the other', async () => {
    const { trainer, loader } = problem()
    const second = ({ model }: Trainer) => new SGD(model.parameters(), { lr: 1e-3 })
    const callbacks = () => [
      new OptimizerSwitch({ to, step: 3 }),
      new OptimizerSwitch({ to: second, epoch: 2, name: 'second' })
    ]
    await trainer.fit(loader, { epochs: 3, callbacks: callbacks() })
    const want = bitsOf(trainer)
    for (const steps of [2, 4, 9, 10, 12]) {
      const first = problem()
      await first.trainer.fit(first.loader, { steps, callbacks: callbacks() })
      await first.trainer.save(file(`chain-${steps}`))
      const next = problem()
      await next.trainer.fit(next.loader, { epochs: 3, callbacks: callbacks(), resume: file(`chain-${steps}`) })
      expect(bitsOf(next.trainer)).toBe(want)
      expect(next.trainer.optimizer.paramGroups[0]!.lr).toBe(1e-3)
    }
  })
})

describe('resumed', () => {
  const options = { to, scheduler, scheduleEvery: 'step', step: 7 } as const
  const whole = async () => {
    const { trainer, loader } = problem()
    await trainer.fit(loader, { epochs: 3, callbacks: [new OptimizerSwitch(options)] })
    return bitsOf(trainer)
  }

  test('in other objects, from after any batch and epoch: the same bits', async () => {
    const want = await whole()
    const { trainer, loader } = problem()
    const paths: string[] = []
    // Told before the switch, and after it.
    const save = (when: string, last: boolean): Callback => ({
      last,
      name: when,
      onStep: async ({ epoch, batch, step }) => {
        if (step !== 7 && batch % 5 !== 1) return
        paths.push(file(`${when}-${epoch}-${batch}`))
        await trainer.save(paths.at(-1)!)
      }
    })
    await trainer.fit(loader, {
      epochs: 3,
      callbacks: [save('before', false), new OptimizerSwitch(options), save('after', true)]
    })
    for (const path of paths) {
      const next = problem({ seed: 77 })
      await next.trainer.fit(next.loader, { epochs: 3, callbacks: [new OptimizerSwitch(options)], resume: path })
      expect(bitsOf(next.trainer), path).toBe(want)
    }
    expect(paths.length).toBeGreaterThan(20)
  })

  test('in the same Trainer, with the same or another callback', async () => {
    const want = await whole()
    for (const again of [true, false]) {
      const { trainer, loader } = problem()
      const callback = new OptimizerSwitch(options)
      await trainer.fit(loader, { steps: 9, callbacks: [callback] })
      expect(trainer.optimizer.kind).toBe('SGD')
      const callbacks = [again ? callback : new OptimizerSwitch(options)]
      await trainer.fit(loader, { epochs: 3, callbacks, resume: true })
      expect(bitsOf(trainer)).toBe(want)
    }
  })

  test('without the callback the state does not fit, and nothing is changed; by hand it does', async () => {
    const { trainer, loader } = problem()
    await trainer.fit(loader, { steps: 9, callbacks: [new OptimizerSwitch(options)] })
    await trainer.save(file('past'))
    const next = problem()
    const before = bitsOf(next.trainer)
    await expect(next.trainer.fit(next.loader, { epochs: 3, resume: file('past') })).rejects.toThrow(
      'it is the state of SGD'
    )
    await expect(next.trainer.load(file('past'))).rejects.toThrow('it is the state of SGD')
    expect(bitsOf(next.trainer)).toBe(before)
    // A callback whose optimizer is another kind: the first optimizer is at work afterwards.
    const wrong = new OptimizerSwitch({ to, step: 7 })
    await expect(
      next.trainer.fit(next.loader, { epochs: 3, resume: file('past'), callbacks: [wrong] })
    ).rejects.toThrow('the saved state has a scheduler but the Trainer has none')
    expect([next.trainer.optimizer.kind, wrong.switched]).toEqual(['AdamW', false])
    const optimizer = to(next.trainer)
    next.trainer.setOptimizer(optimizer, { scheduler: scheduler(optimizer), scheduleEvery: 'step' })
    await next.trainer.load(file('past'))
    await next.trainer.fit(next.loader, { epochs: 3, resume: true, callbacks: [new OptimizerSwitch(options)] })
    expect(bitsOf(next.trainer)).toBe(await whole())
  })

  test('goes back to before the switch with a run; with other callbacks', async () => {
    const run = async (back: boolean) => {
      const { trainer, loader, validation } = problem()
      let state: Awaited<ReturnType<typeof trainer.snapshot>> | null = null
      const control: Callback = {
        last: true,
        async onStep({ epoch, batch }) {
          if (epoch === 2 && batch === 3 && back) state = await trainer.snapshot()
          if (epoch === 3 && batch === 3 && state !== null) {
            expect(trainer.optimizer.kind).toBe('SGD')
            trainer.rollBack(state)
            state = null
          }
        },
        onRollBack: () => expect(trainer.optimizer.kind).toBe('AdamW')
      }
      const others = [new EarlyStopping({ patience: 9, restoreBest: true }), new ModelCheckpoint({ folder: file('b') })]
      const callbacks = [new OptimizerSwitch(options), control, ...others]
      await trainer.fit(loader, { epochs: 3, validation, callbacks })
      return bitsOf(trainer)
    }
    expect(await run(true)).toBe(await run(false))
  })
})

test('messages', async () => {
  const make = (more: object) => () => new OptimizerSwitch(more as never)
  expect(make({ epoch: 1 })).toThrow('OptimizerSwitch: expected to, a function, but it is missing')
  expect(make({ to })).toThrow(
    'OptimizerSwitch: expected one of epoch, step, monitor and when but received none of them'
  )
  expect(make({ to, epoch: 1, step: 1 })).toThrow('but received several of them')
  expect(make({ to, epoch: 1, patience: 1 })).toThrow(
    'OptimizerSwitch: expected monitor to be a column of the history, which mode, patience and minDelta need but received undefined'
  )
  expect(make({ to, monitor: 'valThing' })).toThrow("expected mode to be 'min' or 'max'")
  expect(make({ to, epoch: 1, schedular: scheduler })).toThrow(
    'OptimizerSwitch: unknown option schedular; did you mean scheduler?'
  )
  const { trainer, loader } = problem()
  const fit = (more: object) =>
    trainer.fit(loader, { epochs: 1, callbacks: [new OptimizerSwitch({ to, ...more } as never)] })
  await expect(fit({ to: () => 1, epoch: 0 })).rejects.toThrow(
    'OptimizerSwitch: expected to() to be an optimizer but received 1'
  )
  await expect(fit({ scheduler: () => 1, epoch: 0 })).rejects.toThrow(
    'OptimizerSwitch: expected scheduler() to be a learning rate scheduler but received 1'
  )
  await expect(fit({ monitor: 'valLoss' })).rejects.toThrow('(fit has no validation)')
})
