import { expect, test } from 'vitest'
import { type FitOptions, type LogRecord, Timer } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { problem } from '../problem.ts'

const file = temporaryFolder()

// A run whose clock goes by 100 ms with every batch, and by 1 s with every epoch.
async function clocked(options: Partial<FitOptions> & { limit?: number | string }) {
  const given = problem()
  const { limit, callbacks = [], ...rest } = options
  let time = 5000
  const timer = new Timer({ now: () => time, ...(limit === undefined ? {} : { limit }) })
  const clock = {
    onStep: () => {
      time += 100
    },
    onEpoch: () => {
      time += 1000
    }
  }
  const events = []
  for await (const event of given.trainer.stream(given.loader, { ...rest, callbacks: [clock, ...callbacks, timer] }))
    events.push(event)
  return { ...given, timer, end: events.at(-1)! }
}

test('tells elapsed and remaining time; a row for each epoch, also for the loggers', async () => {
  const records: LogRecord[] = []
  const { timer } = await clocked({
    epochs: 2,
    loggers: [{ log: (record: LogRecord) => void records.push(record) }]
  })
  expect(timer.columns).toMatchObject({ epoch: [1, 2], step: [5, 10] })
  for (const seconds of timer.columns.epochSeconds!) expect(seconds).toBeCloseTo(2.3, 9)
  expect(timer.columns.samplesPerSecond![0]).toBeCloseTo(100 / 2.3, 6)
  const summary = timer.summary()
  expect(summary.elapsed).toBeCloseTo(4.6, 9)
  expect(summary.epochSeconds).toBeCloseTo(2.3, 9)
  expect(summary.remaining).toBe(0)
  expect(summary.dataShare).toBeGreaterThan(0)
  expect(summary.dataShare).toBeLessThan(1)
  expect(summary.samplesPerSecond).toBeCloseTo(8 / 1.04 / (summary.dataSeconds + summary.stepSeconds), 3)
  expect(String(timer)).toMatch(
    /^4\.6 s elapsed, 0\.0 s left; 2\.3 s an epoch, .* ms a batch; .* samples\/s, .* % of the/
  )
  const logged = records.flatMap((r) => (r.kind === 'scalars' && 'epochSeconds' in r.scalars ? [r.step] : []))
  expect(logged).toEqual([5, 10])
})

test('the end that comes first', async () => {
  const part = await clocked({ epochs: 4, steps: 5 })
  // All of one epoch: 2.3 s, and no step is left.
  expect(part.timer.summary().remaining).toBe(0)
  const remaining: number[] = []
  const { trainer, loader } = problem()
  let time = 0
  const timer = new Timer({ now: () => time, limit: 7 })
  const look = {
    last: true,
    onStep: () => {
      remaining.push(timer.summary().remaining)
    }
  }
  const clock = {
    onStep: () => {
      time += 100
    }
  }
  await trainer.fit(loader, { epochs: 5, callbacks: [clock, timer, look] })
  // 65 batches at 0.1 s.
  for (const [k, seconds] of remaining.entries()) expect(seconds).toBeCloseTo(0.1 * (64 - k), 9)
})

test('the limit ends the training in good order, in seconds or as a duration', async () => {
  for (const limit of [3, '0:00:03', '0:0:00:03']) {
    const { end, trainer, timer } = await clocked({ epochs: 9, limit })
    expect(end).toMatchObject({ type: 'fitEnd', reason: 'timeLimit', epoch: 1 })
    // An epoch of 2.3 s and 7 batches.
    expect(trainer.stateDict().position.batch).toBe(7)
    expect(timer.summary().elapsed).toBeCloseTo(3, 9)
  }
})

test('a resumed run keeps the time, and the limit is that of the whole run', async () => {
  const first = await clocked({ steps: 3 })
  await first.trainer.save(file('time'))
  expect(first.timer.summary().elapsed).toBeCloseTo(0.9, 9)
  const second = await clocked({ epochs: 2, resume: file('time') })
  expect(second.timer.summary().elapsed).toBeCloseTo(4.6, 9)
  expect(second.timer.columns.epochSeconds!.map((s) => s.toFixed(6))).toEqual(['2.300000', '2.300000'])
  const limited = await clocked({ epochs: 2, resume: file('time'), limit: 1.05 })
  expect(limited.trainer.stateDict().position.batch).toBe(11)
  const over = await clocked({ epochs: 2, resume: file('time'), limit: 0.5 })
  expect(over.end).toMatchObject({ reason: 'timeLimit' })
  expect(over.trainer.stateDict().position.batch).toBe(9)
})

test('going back does not give back the time', async () => {
  const { trainer, loader } = problem()
  let back = 0
  const callback = {
    onStep: async ({ batch }: { batch: number }) => {
      if (batch === 4 && back++ === 0) trainer.rollBack(await trainer.snapshot())
    }
  }
  let time = 0
  const timer = new Timer({ now: () => time })
  const clock = {
    onStep: () => {
      time += 100
    }
  }
  await trainer.fit(loader, { steps: 2, callbacks: [clock, callback, timer] })
  expect(timer.summary().elapsed).toBeCloseTo(0.6, 9)
})

test('messages', () => {
  for (const limit of ['2 h', '1:70:00', '00:00:00', 0, -1]) {
    expect(() => new Timer({ limit })).toThrow(
      `Timer: expected limit to be a finite number > 0 or a duration such as '02:00:00' but received ${typeof limit === 'string' ? `'${limit}'` : limit}`
    )
  }
  expect(() => new Timer({ limits: 1 } as never)).toThrow('Timer: unknown option limits; did you mean limit?')
})
