// Spaces: what is drawn from them, grids, conditions, and what is refused.
import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { OptionError } from '../../lib/errors.ts'
import { choice, int, logUniform, type Params, search, uniform, when } from '../../lib/search/index.ts'
import { draw, gridOf } from '../../lib/search/space.ts'
import { Philox } from '../../lib/util/philox.ts'

const many = (d: Parameters<typeof draw>[0], count = 4000): unknown[] => {
  const random = new Philox(1)
  return Array.from({ length: count }, () => draw(d, random))
}

test('uniform: every part of the range is equally likely', () => {
  const values = many(uniform(-1, 3)) as number[]
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-1)
  expect(Math.max(...values)).toBeLessThanOrEqual(3)
  for (const from of [-1, 0, 1, 2]) {
    expect(Math.abs(values.filter((v) => v >= from && v < from + 1).length - 1000)).toBeLessThan(120)
  }
})

test('logUniform: every order of magnitude is equally likely', () => {
  const values = many(logUniform(1e-4, 1)) as number[]
  for (const from of [1e-4, 1e-3, 1e-2, 1e-1]) {
    expect(Math.abs(values.filter((v) => v >= from && v < 10 * from).length - 1000)).toBeLessThan(120)
  }
})

test('steps and whole numbers: every one equally likely, the ends too', () => {
  const count = (d: Parameters<typeof draw>[0]): Map<unknown, number> => {
    const counts = new Map<unknown, number>()
    for (const v of many(d)) counts.set(v, (counts.get(v) ?? 0) + 1)
    return new Map([...counts].sort((a, b) => Number(a[0]) - Number(b[0])))
  }
  for (const [d, values] of [
    [int(1, 4), [1, 2, 3, 4]],
    [int(0, 10, { step: 3 }), [0, 3, 6, 9]],
    [uniform(0, 1, { step: 0.25 }), [0, 0.25, 0.5, 0.75, 1]],
    [choice(['a', 'b']), ['a', 'b']]
  ] as const) {
    const counts = count(d)
    expect([...counts.keys()]).toEqual(values)
    for (const n of counts.values()) expect(Math.abs(n - 4000 / values.length)).toBeLessThan(150)
  }
  // 1 as often as 2 and 3 together, nearly: cells of the logarithm.
  const logs = count(int(1, 7, { log: true }))
  expect([...logs.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(logs.get(1)! / 4000).toBeCloseTo(Math.log(3) / Math.log(15), 1)
})

test('whatever is drawn lies within the bounds and on a step', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), fc.nat(), (low, more, seed) => {
      const random = new Philox(seed)
      for (const d of [int(low, low + more), int(low, low + more, { log: true }), logUniform(low, low + more)]) {
        const value = draw(d, random) as number
        expect(value).toBeGreaterThanOrEqual(low)
        expect(value).toBeLessThanOrEqual(low + more)
        if (d.step !== null) expect(Number.isInteger(value)).toBe(true)
      }
    }),
    { numRuns: 100 }
  )
})

test('a grid: all combinations, the last parameter fastest; conditions leave out what is not there', () => {
  expect(gridOf({ a: choice(['x', 'y']), b: int(1, 3) })).toEqual(
    ['x', 'y'].flatMap((a) => [1, 2, 3].map((b) => ({ a, b })))
  )
  expect(gridOf({ lr: logUniform(1e-3, 1e-1, { points: 3 }) }).map(({ lr }) => lr)).toEqual([
    1e-3,
    expect.closeTo(1e-2, 12),
    1e-1
  ])
  expect(gridOf({ p: uniform(0, 0.3, { step: 0.1 }) }).map(({ p }) => p)).toEqual([0, 0.1, 0.2, 0.30000000000000004])
  expect(gridOf({ kind: choice(['sgd', 'adam']), momentum: when('kind', ['sgd'], choice([0, 0.9])) })).toEqual([
    { kind: 'sgd', momentum: 0 },
    { kind: 'sgd', momentum: 0.9 },
    { kind: 'adam' }
  ])
})

test('types of parameters', () => {
  const space = {
    lr: logUniform(1e-4, 1),
    act: choice(['relu', 'gelu']),
    big: when('act', ['relu'], choice([true, false])),
    n: when('act', ['gelu'], int(1, 2))
  }
  expectTypeOf<Params<typeof space>>().toEqualTypeOf<{
    readonly lr: number
    readonly act: 'relu' | 'gelu'
    readonly big: boolean | undefined
    readonly n: number | undefined
  }>()
})

const one = { x: uniform(0, 1) }
const f = (): number => 0

describe('refused', () => {
  test.each<[() => unknown, string]>([
    [() => uniform(1, 1), 'uniform: expected numbers low < high but received 1 and 1'],
    [() => uniform(0, Number.NaN), 'uniform: expected numbers low < high but received 0 and NaN'],
    [() => int(0, 1.5), 'int: expected whole numbers low < high but received 0 and 1.5'],
    [() => logUniform(0, 1), 'logUniform: expected low to be > 0 but received 0'],
    [() => int(0, 4, { log: true }), 'int: expected low to be > 0 but received 0'],
    [() => int(1, 4, { log: true, step: 2 }), 'int: expected no step with log but received 2'],
    [() => uniform(0, 1, { steps: 1 } as never), 'uniform: unknown option steps; did you mean step?'],
    [() => choice([]), 'choice: expected an array of values but received []'],
    [() => when('a', 'sgd' as never, int(1, 2)), "when: expected an array of values but received 'sgd'"],
    [
      () => when('a', [1], when('b', [1], int(1, 2)) as never),
      'when: expected uniform, logUniform, int or choice but received an object'
    ]
  ])('%s', (make, message) => {
    expect(make).toThrow(new OptionError(message))
  })

  test.each<[unknown, unknown, object, string]>([
    [{}, f, { method: 'grid' }, 'search: expected a space such as { lr: logUniform(1e-4, 1) } but received an object'],
    [
      { x: 3 },
      f,
      { method: 'grid' },
      'search: expected x to be uniform, logUniform, int, choice or when but received 3'
    ],
    [
      { m: when('kind', ['sgd'], int(1, 2)), kind: choice(['sgd']) },
      f,
      { method: 'grid' },
      'search: expected m to depend on a parameter before it but it depends on kind'
    ],
    [one, f, { method: 'grid' }, 'search: expected x to have a step or { points } for a grid but it has neither'],
    [
      one,
      3,
      { method: 'grid' },
      'search: expected objective to be a function, or the path or URL of a module but received 3'
    ],
    [
      one,
      f,
      { method: 'random', trials: 2, parallel: 2 },
      'search: expected objective to be the path or URL of a module, because parallel is 2 and functions cannot cross threads, but received a function'
    ],
    [one, f, { method: 'tpe' }, 'search: expected trials, a whole number >= 1, but it is missing'],
    [one, f, { trials: 2 }, "search: expected method, one of 'grid', 'random', 'tpe', 'halving', but it is missing"],
    [one, f, { method: 'tpe', trial: 2 }, 'search: unknown option trial; did you mean trials?'],
    [
      one,
      f,
      { method: 'random', trials: 2, maxBudget: 9 },
      "search: expected maxBudget only with method 'halving' but the method is 'random'"
    ],
    [
      one,
      f,
      { method: 'halving', trials: 2 },
      'search: expected maxBudget to be a whole number > minBudget (1) but received undefined'
    ],
    [
      one,
      f,
      { method: 'halving', trials: 2, maxBudget: 9, pruner: 'median' },
      "search: expected no pruner with method 'halving', which prunes itself"
    ],
    [
      one,
      f,
      { method: 'tpe', trials: 2, pruner: { warmup: 1 } },
      'search: pruner: unknown option warmup; the options are startupTrials, warmupSteps'
    ]
  ])('%o %o %o', async (space, objective, options, message) => {
    await expect(search(space as never, objective as never, options as never)).rejects.toThrow(new OptionError(message))
  })
})
