// TPE finds better values than random search on known functions: on most of ten fixed seeds, and by a factor on average.
// One that ignores results, or takes bad ones for good, does not come near.
import { expect, test } from 'vitest'
import { search } from '../../lib/search/index.ts'
import { KNOWN, type Known } from './functions.ts'

const SEEDS = Array.from({ length: 10 }, (_, k) => k)

// The logarithm of the distance from the least value, for each seed.
async function distances({ space, f, least }: Known, method: 'tpe' | 'random'): Promise<number[]> {
  const values = SEEDS.map(async (seed) => {
    const { best } = await search(space, f, { method, trials: 80, seed, pruner: 'none' })
    return Math.log10(best!.value! - least)
  })
  return Promise.all(values)
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length

test.each(KNOWN)('$name', async (known) => {
  const [tpe, random] = [await distances(known, 'tpe'), await distances(known, 'random')]
  expect(tpe.filter((v, k) => v < random[k]!).length).toBeGreaterThanOrEqual(8)
  // Twice as near on the average.
  expect(mean(random) - mean(tpe)).toBeGreaterThan(Math.log10(2))
})

test('a maximum is a minimum of the other sign', async () => {
  const { space, f } = KNOWN[3]!
  const down = await search(space, f, { method: 'tpe', trials: 30, seed: 1 })
  const up = await search(space, (x) => -f(x), { method: 'tpe', trials: 30, seed: 1, direction: 'maximize' })
  expect(up.trials.map(({ params }) => params)).toEqual(down.trials.map(({ params }) => params))
  expect(up.best!.value).toBe(-down.best!.value!)
})
