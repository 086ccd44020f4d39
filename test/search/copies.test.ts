// What a search hands out is the receiver's own. The numbers are those of public reports.
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { choice, int, search, uniform, when } from '../../lib/search/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()

describe('optuna#905, neuralforecast#844: an objective that changes its parameters', () => {
  test.each(['grid', 'random', 'tpe'] as const)('%s: each trial gets its own', async (method) => {
    const hidden = [[64, 32], [8]]
    const seen: string[] = []
    const space = { hidden: choice(hidden), opts: choice([{ act: { name: 'relu' } }]) }
    // Neither does the user's own array matter once the space is made.
    hidden[0]!.push(99)
    const { trials, best, importance } = await search(
      space,
      (params) => {
        seen.push(JSON.stringify(params))
        ;(params.hidden as unknown as number[]).push(10)
        ;(params.opts as { act: { name: string } }).act.name = 'changed'
        return (params.hidden as readonly number[]).length
      },
      { method, trials: 30, seed: 1, startupTrials: method === 'tpe' ? 5 : undefined } as never
    )
    expect(new Set(seen)).toEqual(
      new Set(['{"hidden":[64,32],"opts":{"act":{"name":"relu"}}}', '{"hidden":[8],"opts":{"act":{"name":"relu"}}}'])
    )
    expect(best!.params).toEqual({ hidden: [8], opts: { act: { name: 'relu' } } })
    expect(trials.every(({ params }) => [1, 2].includes(params.hidden.length))).toBe(true)
    expect(typeof importance).toBe('function')
  })

  test('tpe does not hang on a changed number, and onTrial changes nothing', async () => {
    const { trials } = await search(
      { x: uniform(0, 1), n: int(1, 4) },
      (params) => {
        Object.assign(params, { x: Number.NaN, n: 1e9 })
        return Math.random()
      },
      {
        method: 'tpe',
        trials: 25,
        startupTrials: 3,
        onTrial: (trial) => {
          Object.assign(trial.params, { x: 1e9 })
          Object.assign(trial, { value: Number.NaN, reports: [] })
        }
      }
    )
    for (const { params, value } of trials) {
      expect(params.x >= 0 && params.x <= 1 && params.n <= 4).toBe(true)
      expect(value).toBeLessThan(1)
    }
  })
})

test('a dimension that depends on a list is found by what the list is, also after a way through a file', async () => {
  const space = { layers: choice([[64, 32], [8]]), rate: when('layers', [[8]], uniform(0, 1, { points: 2 })) }
  const run = () => search(space, ({ rate }) => rate ?? 5, { method: 'grid', file: file('when.jsonl') })
  const { trials } = await run()
  expect(trials.map(({ params }) => params.rate)).toEqual([undefined, 0, 1])
  expect((await run()).trials.map(({ params }) => params.rate)).toEqual([undefined, 0, 1])
})

test('a file with parameters that the space does not have is refused, and values that JSON cannot hold', async () => {
  const run = () => search({ x: uniform(0, 1) }, ({ x }) => x, { method: 'tpe', trials: 4, file: file('bad.jsonl') })
  await run()
  const text = readFileSync(file('bad.jsonl'), 'utf8')
  for (const value of ['null', '7', '"a"']) {
    writeFileSync(file('bad.jsonl'), text.replace(/"params":\{"x":[\d.e-]+\}/, `"params":{"x":${value}}`))
    await expect(run()).rejects.toThrow(`search: line 2 of ${file('bad.jsonl')} is not a trial`)
  }
  const functions = { f: choice([Math.sin, Math.cos]) }
  await expect(search(functions, ({ f }) => f(1), { method: 'grid', file: file('f.jsonl') })).rejects.toThrow(
    'search: expected f to have values that JSON can hold, because there is a file, but received the function sin'
  )
  expect((await search(functions, ({ f }) => f(1), { method: 'grid' })).best!.params.f).toBe(Math.cos)
  for (const lost of [[new Date(0)], { rate: Number.NaN }, new Map([[1, 2]])]) {
    const objects = { f: choice([lost, [1]]) }
    await expect(search(objects, () => 1, { method: 'grid', file: file('lost.jsonl') })).rejects.toThrow(
      'that JSON can hold'
    )
  }
})

test('optuna#136, #2739: NaN, from reports and from objectives, and failures do not stop tpe', async () => {
  const { trials, best } = await search(
    { x: uniform(0, 1) },
    ({ x }, trial) => {
      trial.report(1, Number.NaN)
      if (trial.number % 2 === 1) throw new Error('x')
      return trial.number % 3 === 0 ? Number.NaN : x
    },
    { method: 'tpe', trials: 30, pruner: 'none' }
  )
  expect([trials.length, Number.isFinite(best!.value)]).toEqual([30, true])
})

test('optuna#4108: null among the values of a choice, through a file', async () => {
  const run = (trials: number) =>
    search({ c: choice([null, 1, 'a']) }, ({ c }) => (c === null ? 0 : 1), {
      method: 'tpe',
      trials,
      file: file('null.jsonl')
    })
  expect((await run(15)).best!.params.c).toBe(null)
  expect((await run(17)).trials.length).toBe(17)
})
