// The rows of ResourceMonitor, against what the handlers of a run are known to take.
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { ResourceMonitor } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { problem } from '../problem.ts'

const file = temporaryFolder()

test('a row says what the steps took', async () => {
  const { trainer, loader, validation } = problem({ accumulate: 1 })
  const monitor = new ResourceMonitor({ every: 4 })
  // Each step blocks the event loop for 40 ms, and lets it run once afterwards.
  const spin = { onStep: () => void waitFor(37), onGradients: () => void waitFor(3) as undefined }
  await trainer.fit(loader, { steps: 8, validation, callbacks: [spin, monitor] })
  const { columns } = monitor
  expect(columns.step).toEqual([4, 8])
  const last = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[1]!]))
  expect(last.rssBytes).toBeGreaterThan(last.heapBytes!)
  expect(last.heapBytes).toBeGreaterThan(1e6)
  const phase = (name: string): number => last[`phaseSeconds/${name}`]!
  const names = ['data', 'forward', 'backward', 'clipping', 'optimizer', 'callbacks', 'other']
  const seconds = 4 * names.reduce((sum, name) => sum + phase(name), 0)
  expect(seconds).toBeGreaterThan(4 * 0.04)
  expect(last.cpuShare).toBeGreaterThan(0.01)
  expect(last.cpuShare).toBeLessThan(availableParallelism() + 1)
  // The timer fires every 10 ms.
  expect(last.eventLoopDelayP50).toBeGreaterThan(0.025)
  expect(last.eventLoopDelayP99).toBeGreaterThanOrEqual(last.eventLoopDelayP50!)
  expect(last.eventLoopDelayP99).toBeLessThan(seconds)
  for (const name of ['data', 'forward', 'backward', 'optimizer', 'clipping']) expect(phase(name)).toBeGreaterThan(0)
  expect(phase('callbacks')).toBeGreaterThan(0.0029)
  expect(phase('other')).toBeGreaterThan(0.0369)
  // The handler is gone with the run.
  await trainer.fit(loader, { steps: 2 })
  expect(columns.step).toEqual([4, 8])
})

test('its rows are part of a checkpoint', async () => {
  const { trainer, loader } = problem({ accumulate: 1 })
  const monitor = new ResourceMonitor({ every: 2 })
  await trainer.fit(loader, { steps: 4, callbacks: [monitor] })
  await trainer.save(file('rows'))
  const again = problem({ accumulate: 1 })
  const second = new ResourceMonitor({ every: 2 })
  await again.trainer.fit(again.loader, { steps: 6, resume: file('rows'), callbacks: [second] })
  expect(second.columns.step).toEqual([2, 4, 6])
  expect(second.columns.rssBytes!.slice(0, 2)).toEqual(monitor.columns.rssBytes)
})

function waitFor(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

test('options are checked', () => {
  expect(() => new ResourceMonitor({ every: 0 })).toThrow('ResourceMonitor: expected every to be a whole number >= 1')
})
