// Searches in worker threads: the same parameters, whatever the timing; a worker that fails is one failed trial.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { OptionError } from '../../lib/errors.ts'
import { choice, search, uniform } from '../../lib/search/index.ts'
import { cannotLoad } from '../../lib/search/workers.ts'
import { temporaryFolder } from '../util/folder.ts'

const inFolder = temporaryFolder()
const curve = new URL('objectives/curve.mjs', import.meta.url)
const timeless = (trials: readonly object[]): object[] => trials.map((trial) => ({ ...trial, seconds: 0 }))

test('random: the same trials in this thread and in three others', async () => {
  const space = { x: uniform(-2, 2) }
  const options = { method: 'random', trials: 12, seed: 3, pruner: 'none' } as const
  const [here, there] = [await search(space, curve, options), await search(space, curve, { ...options, parallel: 3 })]
  expect(timeless(there.trials)).toEqual(timeless(here.trials))
  expect(here.trials[0]!.reports.length).toBe(9)
})

test('tpe and halving prune in threads; a report waits for the answer', async () => {
  const space = { x: uniform(-2, 2) }
  const tpe = await search(space, curve, { method: 'tpe', trials: 24, seed: 3, parallel: 2 })
  expect(tpe.trials.length).toBe(24)
  expect(tpe.trials.filter(({ state }) => state === 'pruned').length).toBeGreaterThan(0)
  const halving = await search(space, curve, { method: 'halving', trials: 24, maxBudget: 9, parallel: 2 })
  const pruned = halving.trials.filter(({ state }) => state === 'pruned')
  expect(pruned.length).toBeGreaterThan(8)
  for (const { reports } of pruned) expect([1, 3]).toContain(reports.length)
})

test('errors, exits, errors that nobody catches and wrong results are failed trials; the others are not disturbed', async () => {
  const space = { how: choice(['', 'throw', 'exit', 'later', 'text', 'no']), x: choice([1, 2]) }
  const { trials } = await search(space, curve, { method: 'grid', parallel: 2 })
  const errors = Object.fromEntries(trials.map(({ params, error, value }) => [params.how + params.x, error ?? value]))
  expect(errors).toEqual({
    1: 0,
    2: 1,
    throw1: 'no such x',
    throw2: 'no such x',
    exit1: 'its worker thread ended with code 3',
    exit2: 'its worker thread ended with code 3',
    later1: 'nobody caught this',
    later2: 'nobody caught this',
    text1: 'expected the objective to return a finite number but it returned low',
    text2: 'expected the objective to return a finite number but it returned low',
    no1: 0,
    no2: 1
  })
})

test('when all trials fail in threads, a warning says so', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  try {
    const space = { how: choice(['throw']), x: choice([1, 2]) }
    expect((await search(space, curve, { method: 'grid', parallel: 2 })).best).toBe(null)
    expect(warn.mock.calls.filter(([text]) => String(text).startsWith('search'))).toEqual([
      [
        'search: all 2 trials failed, so there is no best one; the first error: no such x',
        { type: 'ThalwegWarning', code: 'THALWEG_SEARCH_FAILED' }
      ]
    ])
  } finally {
    warn.mockRestore()
  }
})

test('a module that cannot be loaded ends the search', async () => {
  const space = { x: uniform(-2, 2) }
  const file = inFolder('broken.mjs')
  writeFileSync(file, 'throw new Error("broken")\n')
  const options = { method: 'random', trials: 4, parallel: 2 } as const
  await expect(search(space, file, options)).rejects.toThrow(
    new OptionError(`search: cannot load the objective ${pathToFileURL(file).href}: broken`)
  )
  const unstripped = 'Unknown file extension ".ts" for /a.ts'
  expect(cannotLoad('file:///a.ts', unstripped).message).toBe(
    `search: cannot load the objective file:///a.ts: TypeScript needs Node 22.18 or newer; this is Node ${process.versions.node}, so compile it to JavaScript`
  )
  writeFileSync(inFolder('exits.mjs'), 'process.exit(5)\n')
  await expect(search(space, inFolder('exits.mjs'), options)).rejects.toThrow('its worker thread ended with code 5')
})

test('a signal ends the threads at once', async () => {
  const file = inFolder('forever.mjs')
  writeFileSync(file, 'export default () => { for (;;); }\n')
  const began = performance.now()
  const signal = AbortSignal.timeout(300)
  const running = search({ x: uniform(0, 1) }, file, { method: 'random', trials: 4, parallel: 2, signal })
  await expect(running).rejects.toThrow(/timeout/)
  expect(performance.now() - began).toBeLessThan(20_000)
})
