// Searches in this thread: the same seed gives the same trials, pruning, failures, signals, and continuing from a file.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { DataError, OptionError } from '../../lib/errors.ts'
import { manualSeed, rand } from '../../lib/index.ts'
import { choice, int, type Objective, search, uniform } from '../../lib/search/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const inFolder = temporaryFolder()
const space = { x: uniform(-2, 2), k: int(1, 5) }
type S = typeof space
const curve: Objective<S> = ({ x, k }, trial) => {
  const value = (x - 1) ** 2 + k
  for (let step = 1; step <= Math.min(9, trial.budget); step++) trial.report(step, value + 3 / step)
  return value
}
const timeless = (trials: readonly object[]): object[] => trials.map((trial) => ({ ...trial, seconds: 0 }))

test.each(['random', 'tpe', 'halving'] as const)(
  '%s: the same seed, the same trials; another one, others',
  async (method) => {
    const options = { method, trials: 30, seed: 5, ...(method === 'halving' ? { maxBudget: 9 } : {}) }
    const [a, b, c] = [
      await search(space, curve, options),
      await search(space, curve, options),
      await search(space, curve, { ...options, seed: 6 })
    ]
    expect(timeless(b.trials)).toEqual(timeless(a.trials))
    expect(c.trials[0]!.params).not.toEqual(a.trials[0]!.params)
    expect(a.trials.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, k) => k))
    expect(a.trials.some(({ state }) => state === 'pruned')).toBe(true)
  }
)

test('a grid tries everything once, and at most so many', async () => {
  const grid = { a: choice(['x', 'y']), k: int(1, 3) }
  const all = await search(grid, ({ k }) => k, { method: 'grid' })
  expect(all.trials.map(({ params }) => `${params.a}${params.k}`)).toEqual(['x1', 'x2', 'x3', 'y1', 'y2', 'y3'])
  expect(all.best!.number).toBe(0)
  expect((await search(grid, ({ k }) => k, { method: 'grid', trials: 2 })).trials.length).toBe(2)
})

test('what a trial draws depends on its number alone, and the generator is where it was', async () => {
  manualSeed(9)
  const before = rand([1]).item()
  manualSeed(9)
  const draws: number[] = []
  const { trials } = await search(
    space,
    () => {
      const [first, second] = rand([2]).data
      draws.push(first!)
      return second!
    },
    { method: 'random', trials: 3, seed: 2 }
  )
  expect(new Set(draws).size).toBe(3)
  expect(rand([1]).item()).toBe(before)
  rand([100])
  const second = (): number => rand([2]).data[1]!
  const again = await search(space, second, { method: 'random', trials: 3, seed: 2 })
  expect(again.trials.map(({ value }) => value)).toEqual(trials.map(({ value }) => value))
})

describe('pruning', () => {
  const values = [5, 1, 3, 9, 2, 8]
  const run = (pruner: 'none' | { startupTrials: number; warmupSteps?: number }) =>
    search(
      { k: int(0, 5) },
      ({ k }, trial) => {
        for (const step of [1, 2]) trial.report(step, values[k]!)
        return values[k]!
      },
      { method: 'random', trials: 20, pruner }
    )

  test('the median of the complete trials at the step', async () => {
    const { trials } = await run({ startupTrials: 2 })
    const complete: number[] = []
    for (const { params, state, value, reports } of trials) {
      const own = values[params.k]!
      const sorted = [...complete].sort((a, b) => a - b)
      const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
      const prunes = complete.length >= 2 && own > median
      expect([state, value, reports.length]).toEqual(prunes ? ['pruned', own, 1] : ['complete', own, 2])
      if (!prunes) complete.push(own)
    }
    expect(complete.length).toBeLessThan(20)
  })

  test('not before its steps, and not at all with none', async () => {
    const { trials } = await run({ startupTrials: 2, warmupSteps: 1 })
    const pruned = trials.filter(({ state }) => state === 'pruned')
    expect(pruned.length).toBeGreaterThan(0)
    for (const { reports } of pruned) expect(reports.length).toBe(2)
    expect((await run('none')).trials.every(({ state }) => state === 'complete')).toBe(true)
  })

  test('NaN is worse than everything', async () => {
    const { trials } = await search(
      { k: int(0, 1) },
      ({ k }, trial) => {
        trial.report(1, k === 0 ? Number.NaN : 1)
        return k
      },
      { method: 'random', trials: 12, pruner: { startupTrials: 1 } }
    )
    const first = trials.findIndex(({ state }) => state === 'complete')
    for (const { params, state } of trials.slice(first + 1)) expect(state).toBe(params.k === 0 ? 'pruned' : 'complete')
  })

  test('halving: one in three continues to three times the steps, so that most steps go to good trials', async () => {
    const { trials, best } = await search(
      { x: uniform(0, 1) },
      ({ x }, trial) => {
        expect(trial.budget).toBe(27)
        for (let step = 1; step <= trial.budget; step++) trial.report(step, x)
        return x
      },
      { method: 'halving', trials: 200, maxBudget: 27, seed: 1 }
    )
    const reached = (step: number): number => trials.filter(({ reports }) => reports.length > step).length
    // About 1/3, 1/9 and 1/27, and a few more: those that came early had few to compare with.
    for (const [rung, share] of [
      [1, 1 / 3],
      [3, 1 / 9],
      [9, 1 / 27]
    ] as const) {
      expect(reached(rung)).toBeGreaterThanOrEqual(0.8 * 200 * share)
      expect(reached(rung)).toBeLessThan(1.6 * 200 * share + 6)
    }
    expect(trials.filter(({ state, reports }) => state === 'pruned' && ![1, 3, 9].includes(reports.length))).toEqual([])
    expect(best!.value).toBe(Math.min(...trials.map(({ params }) => params.x)))
    expect(trials.reduce((sum, { reports }) => sum + reports.length, 0)).toBeLessThan(0.17 * 200 * 27)
  })

  test.each<[unknown, unknown, string]>([
    [1.5, 0, 'trial.report: expected step to be a whole number > -1 but received 1.5'],
    [0, '1', "trial.report: expected value to be a number but received '1'"]
  ])('report(%o, %o) is refused', async (step, value, message) => {
    const { trials } = await search(
      space,
      (_, trial) => {
        trial.report(step as number, value as number)
        return 0
      },
      { method: 'random', trials: 1 }
    )
    expect(trials[0]).toMatchObject({ state: 'failed', error: message })
  })
})

describe('failures', () => {
  const fails: Objective<{ k: ReturnType<typeof int> }> = ({ k }) => {
    if (k === 1) throw new RangeError('no one')
    return k === 2 ? Number.NaN : k === 3 ? (undefined as never) : k
  }

  test('are recorded, and the search continues', async () => {
    const { trials, best } = await search({ k: int(0, 4) }, fails, { method: 'grid' })
    expect(trials.map(({ state, error }) => error ?? state)).toEqual([
      'complete',
      'no one',
      'expected the objective to return a finite number but it returned NaN',
      'expected the objective to return a finite number but it returned undefined',
      'complete'
    ])
    expect(best!.params.k).toBe(0)
  })

  test('of every trial are told in a warning', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const kind = { type: 'ThalwegWarning', code: 'THALWEG_SEARCH_FAILED' }
    try {
      await search({ k: int(0, 1) }, fails, { method: 'grid' })
      expect(warn).not.toHaveBeenCalled()
      const { best } = await search({ k: int(1, 3) }, fails, { method: 'grid' })
      expect(best).toBe(null)
      await search({ k: int(1, 2) }, fails, { method: 'grid', trials: 1 })
      const text = 'failed, so there is no best one; the first error: no one'
      expect(warn.mock.calls).toEqual([
        [`search: all 3 trials ${text}`, kind],
        [`search: the only trial ${text}`, kind]
      ])
    } finally {
      warn.mockRestore()
    }
  })

  test('or end it, recorded', async () => {
    const seen: string[] = []
    const running = search({ k: int(0, 4) }, fails, {
      method: 'grid',
      onFailure: 'stop',
      onTrial: ({ state }) => void seen.push(state)
    })
    await expect(running).rejects.toThrow(new DataError('search: trial 1 failed: no one'))
    expect(seen).toEqual(['complete', 'failed'])
  })

  test('an error of onTrial ends it', async () => {
    const running = search(space, curve, {
      method: 'random',
      trials: 3,
      onTrial: () => Promise.reject(new Error('full'))
    })
    await expect(running).rejects.toThrow('full')
  })
})

test('a signal: the trial under way is not recorded, and the next search repeats it', async () => {
  const file = inFolder('signal.jsonl')
  const controller = new AbortController()
  const options = { method: 'random', trials: 4, seed: 1, file } as const
  const numbers: number[] = []
  const running = search(
    space,
    async (_, trial) => {
      numbers.push(trial.number)
      if (trial.number === 2) controller.abort(new Error('enough'))
      trial.signal?.throwIfAborted()
      return trial.number
    },
    { ...options, signal: controller.signal }
  )
  await expect(running).rejects.toThrow('enough')
  const { trials } = await search(
    space,
    (_, trial) => {
      numbers.push(trial.number)
      return trial.number
    },
    options
  )
  expect(numbers).toEqual([0, 1, 2, 2, 3])
  expect(trials.map(({ value }) => value)).toEqual([0, 1, 2, 3])
})

describe('a file', () => {
  const options = { method: 'tpe', trials: 14, seed: 4, startupTrials: 4 } as const

  test('cut off anywhere: the search ends with the same trials', async () => {
    const whole = inFolder('whole.jsonl')
    const { trials } = await search(space, curve, { ...options, file: whole })
    const bytes = readFileSync(whole)
    const file = inFolder('cut.jsonl')
    const lines = bytes.toString().split('\n')
    const dense = lines.slice(0, 2).join('\n').length + 2
    for (let at = 0; at < bytes.length; at += at < dense ? 7 : 211) {
      writeFileSync(file, bytes.subarray(0, at))
      let count = 0
      const again = await search(
        space,
        (params, trial) => {
          count++
          return curve(params, trial)
        },
        { ...options, file }
      )
      expect(timeless(again.trials)).toEqual(timeless(trials))
      expect(count).toBe(14 - Math.max(0, bytes.subarray(0, at).toString().split('\n').length - 2))
      expect(readFileSync(file, 'utf8').split('\n').length).toBe(lines.length)
    }
  })

  test('more trials continue from it; NaN comes back', async () => {
    const file = inFolder('more.jsonl')
    const nan: Objective<S> = ({ x }, trial) => {
      trial.report(1, Number.NaN)
      return x
    }
    const rest = { method: 'random', seed: 4, pruner: 'none' } as const
    await search(space, nan, { ...rest, trials: 3, file })
    const more = await search(space, nan, { ...rest, trials: 5, file })
    expect(timeless(more.trials)).toEqual(timeless((await search(space, nan, { ...rest, trials: 5 })).trials))
    expect(more.trials[0]!.reports).toEqual([[1, Number.NaN]])
  })

  test('options that are undefined count as left out; an objective may throw nothing at all', async () => {
    const none = (): never => {
      throw undefined
    }
    const given = { trials: undefined, seed: undefined, startupTrials: undefined } as never
    const { trials } = await search({ k: int(1, 3) }, none, { ...(given as object), method: 'grid' })
    expect(trials.map(({ state, error }) => [state, error])).toEqual(new Array(3).fill(['failed', 'undefined']))
  })

  test('of another search, or damaged: refused, and left as it is', async () => {
    const file = inFolder('other.jsonl')
    await search(space, curve, { ...options, trials: 3, file })
    const text = readFileSync(file, 'utf8')
    const again = (change: object, s: object = space): Promise<unknown> =>
      search(s as S, curve, { ...options, file, ...change } as never)
    await expect(again({ seed: 5 })).rejects.toThrow(
      new OptionError(`search: expected the seed of ${file}, 4, but received 5; give another file for another search`)
    )
    await expect(again({}, { x: uniform(-2, 3), k: int(1, 5) })).rejects.toThrow(
      new OptionError(
        `search: expected the space.x.high of ${file}, 2, but received 3; give another file for another search`
      )
    )
    await expect(again({ direction: 'maximize' })).rejects.toThrow('"minimize", but received "maximize"')
    expect(readFileSync(file, 'utf8')).toBe(text)
    writeFileSync(file, text.replace('"params"', '"par'))
    await expect(again({})).rejects.toThrow(new DataError(`search: line 2 of ${file} is damaged`))
    writeFileSync(file, '{"a":1}\n')
    await expect(again({})).rejects.toThrow(`search: expected file to be of a search, version 1, but ${file} is not`)
    // Somebody else's file is none whose last line was cut off.
    for (const other of ['a note', 'a note\n', '{"thalweg']) {
      writeFileSync(file, other)
      const opened = again({})
      if (other.startsWith('{')) await opened
      else {
        await expect(opened).rejects.toThrow(`search: expected file to be of a search, version 1, but ${file} is not`)
        expect(readFileSync(file, 'utf8')).toBe(other)
      }
    }
    writeFileSync(file, text.replace(/"value":[^,}]+/, '"value":"x"'))
    await expect(again({})).rejects.toThrow(`search: line 2 of ${file} is not a trial`)
    writeFileSync(file, text)
    appendFileSync(file, `${text.split('\n')[1]}\n`)
    await expect(again({})).rejects.toThrow(
      `search: trial 0 is in ${file} twice; did two processes write it at the same time?`
    )
    writeFileSync(file, `${text.split('\n')[0]}\n{"number":"a"}\n{}\n`)
    await expect(again({})).rejects.toThrow(`search: line 2 of ${file} is not a trial`)
    await expect(again({ file: '/dev/null' })).rejects.toThrow(
      'search: expected file to be one that can be written: it is not a regular file'
    )
    await expect(again({ file: inFolder('no/such/file') })).rejects.toThrow(
      'search: expected file to be one that can be written: ENOENT'
    )
  })
})

test('a module in this thread', async () => {
  const path = new URL('objectives/draws.ts', import.meta.url)
  const { trials } = await search(space, path, { method: 'random', trials: 2 })
  expect(trials.map(({ state }) => state)).toEqual(['complete', 'complete'])
  const file = inFolder('nothing.mjs')
  writeFileSync(file, 'export const a = 1\n')
  await expect(search(space, file, { method: 'random', trials: 2 })).rejects.toThrow(
    `search: cannot load the objective ${pathToFileURL(file).href}: the module has no default export that is a function`
  )
})
