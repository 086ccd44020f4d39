// Schedules as pure functions: PyTorch's learning rates at every epoch, both ends, and the messages of bad options.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as schedules from '../../../lib/optim/schedules/index.ts'

const { sequential, chained, linearLR, cosineAnnealingLR, warmupCosine } = schedules

interface Case {
  scheduler: string
  options: Record<string, unknown>
  parts?: [string, Record<string, unknown>][]
  milestones: number[]
  lrs: number[][]
}

const path = new URL('../../golden/schedulers.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }

const camel = (name: string): string =>
  (name[0]!.toLowerCase() + name.slice(1)).replace(/_(\w)/g, (_, c: string) => c.toUpperCase())
const lower = (name: string): string => camel(name[0]! + name.slice(1))

type Make = (options: Record<string, unknown>) => schedules.Schedule

// The schedule of a case. Where PyTorch has a smallest rate, we have a smallest factor, of a base rate.
function make(name: string, options: Record<string, unknown>, base: number): schedules.Schedule {
  const { eta_min, ...rest } = options
  const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [lower(key), value]))
  if (eta_min !== undefined) own.minFactor = (eta_min as number) / base
  return (schedules as unknown as Record<string, Make>)[camel(name)]!(own)
}

function scheduleOf(c: Case, base: number): schedules.Schedule {
  if (c.parts === undefined) return make(c.scheduler, c.options, base)
  const parts = c.parts.map(([name, options]) => make(name, options, base))
  return c.scheduler === 'SequentialLR'
    ? sequential({ schedules: parts, milestones: c.milestones })
    : chained({ schedules: parts })
}

// Later cases are of what classes alone do: changes from outside, options by group (test/conformance).
const pure = cases.slice(0, 18).filter((c) => c.scheduler !== 'ReduceLROnPlateau')
const absolute = (c: Case): boolean => /Cyclic|OneCycle/.test(c.scheduler)

test('the file has cases of every pure schedule', () => {
  const named = new Set(pure.flatMap((c) => [c.scheduler, ...(c.parts ?? []).map(([name]) => name)]).map(camel))
  const own = Object.keys(schedules).filter((name) => !['sequential', 'chained', 'warmupCosine'].includes(name))
  expect(own.filter((name) => !named.has(name))).toEqual([])
  expect(pure.length).toBeGreaterThanOrEqual(15)
})

pure.forEach((c, number) => {
  test(`${number}: ${c.scheduler} ${JSON.stringify(c.options ?? c.parts)}`, () => {
    for (const [group, base] of [0.1, 0.04].entries()) {
      const schedule = scheduleOf(c, base)
      c.lrs.forEach((lrs, epoch) => {
        const lr = absolute(c) ? schedule(epoch) : base * schedule(epoch)
        const wanted = lrs[group]!
        // PyTorch reaches the zero of a cosine wave by steps, which leaves a rest.
        expect(Math.abs(lr - wanted), `epoch ${epoch}`).toBeLessThanOrEqual(1e-12 * wanted + 1e-17)
      })
    }
  })
})

test('a cosine wave is exact at its ends and its middle, and symmetric', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(1e7), (tMax, step) => {
      const factor = cosineAnnealingLR({ tMax })
      expect([factor(0), factor(tMax), factor(2 * tMax)]).toEqual([1, 0, 1])
      expect(factor(2 * tMax + step)).toBe(factor(step))
      expect(Math.abs(factor(step) - (1 + Math.cos((Math.PI * step) / tMax)) / 2)).toBeLessThan(
        1e-15 * (2 + step / tMax)
      )
    })
  )
  expect(cosineAnnealingLR({ tMax: 10 })(5)).toBeCloseTo(0.5, 15)
})

test('a warm-up and a cosine wave in one call are the two in sequence', () => {
  const one = warmupCosine({ warmupSteps: 5, totalSteps: 25, startFactor: 0.1, minFactor: 0.2 })
  const two = sequential({
    schedules: [linearLR({ startFactor: 0.1, totalIters: 5 }), cosineAnnealingLR({ tMax: 20, minFactor: 0.2 })],
    milestones: [5]
  })
  for (let step = 0; step <= 25; step++) expect(one(step)).toBeCloseTo(two(step), 14)
  expect([one(0), one(5), one(25), one(1000)]).toEqual([0.1, 1, 0.2, 0.2])
  expect(warmupCosine({ warmupSteps: 4, totalSteps: 8 })(0)).toBe(0)
  expect(warmupCosine({ warmupSteps: 0, totalSteps: 8 })(0)).toBe(1)
})

test('restarts come where the periods end', () => {
  const factor = schedules.cosineAnnealingWarmRestarts({ t0: 3, tMult: 2, minFactor: 0.5 })
  const ones = Array.from({ length: 46 }, (_, step) => step).filter((step) => factor(step) === 1)
  expect(ones).toEqual([0, 3, 9, 21, 45])
})

test('short phases of one cycle do not divide by zero', () => {
  const lr = schedules.oneCycleLR({ maxLr: 1, totalSteps: 10, pctStart: 0.1 })
  expect(lr(0)).toBe(1)
  expect(lr(9)).toBe(1 / 25 / 1e4)
  expect(lr(10)).toBe(lr(9))
  expect(schedules.oneCycleLR({ maxLr: 1, totalSteps: 1 })(0)).toBeGreaterThan(0)
})

test('steps of no length are at their end at once', () => {
  expect(linearLR({ startFactor: 0.5, totalIters: 0 })(0)).toBe(1)
  expect(schedules.constantLR({ factor: 0.5, totalIters: 0 })(0)).toBe(1)
})

const half = schedules.exponentialLR({ gamma: 0.5 })
const refused: [string, () => unknown, string][] = [
  [
    'stepLR',
    () => schedules.stepLR({ stepSize: 0 }),
    'stepLR: expected stepSize to be a whole number >= 1 but received 0'
  ],
  [
    'an unknown name',
    () => schedules.stepLR({ stepsize: 3 } as never),
    'stepLR: unknown option stepsize; did you mean stepSize?'
  ],
  [
    'a missing option',
    () => schedules.exponentialLR({} as never),
    'exponentialLR: expected gamma, a finite number >= 0, but it is missing'
  ],
  [
    'multiStepLR',
    () => schedules.multiStepLR({ milestones: [1, -2] }),
    'multiStepLR: expected milestones to be an array of a whole number >= 0 but received [1, -2]'
  ],
  [
    'constantLR',
    () => schedules.constantLR({ factor: 1.5 }),
    'constantLR: expected factor to be a finite number >= 0 and <= 1 but received 1.5'
  ],
  [
    'linearLR',
    () => linearLR({ startFactor: 0 }),
    'linearLR: expected startFactor to be a finite number > 0 and <= 1 but received 0'
  ],
  [
    'polynomialLR',
    () => schedules.polynomialLR({ totalIters: 2.5 }),
    'polynomialLR: expected totalIters to be a whole number >= 1 but received 2.5'
  ],
  [
    'cosineAnnealingLR',
    () => cosineAnnealingLR({ tMax: Number.NaN }),
    'cosineAnnealingLR: expected tMax to be a whole number >= 1 but received NaN'
  ],
  [
    'cosineAnnealingWarmRestarts',
    () => schedules.cosineAnnealingWarmRestarts({ t0: 3, tMult: 0 }),
    'cosineAnnealingWarmRestarts: expected tMult to be a whole number >= 1 but received 0'
  ],
  [
    'warmupCosine',
    () => warmupCosine({ warmupSteps: 10, totalSteps: 10 }),
    'warmupCosine: expected totalSteps to be larger than warmupSteps, which is 10, but received 10'
  ],
  [
    'cyclicLR',
    () => schedules.cyclicLR({ baseLr: 0.1, maxLr: 1, mode: 'triangle' as never }),
    "cyclicLR: expected mode to be one of 'triangular', 'triangular2', 'exp_range' but received 'triangle'"
  ],
  [
    'oneCycleLR without a length',
    () => schedules.oneCycleLR({ maxLr: 1, epochs: 3 }),
    'oneCycleLR: expected totalSteps, or both epochs and stepsPerEpoch'
  ],
  [
    'oneCycleLR beyond its end',
    () => schedules.oneCycleLR({ maxLr: 1, totalSteps: 4 })(5),
    'oneCycleLR: expected at most 4 steps but received step 5'
  ],
  [
    'sequential without schedules',
    () => sequential({ schedules: [], milestones: [] }),
    'sequential: expected at least one of schedules but received none'
  ],
  [
    'too few milestones',
    () => sequential({ schedules: [half, half], milestones: [] }),
    'sequential: expected one milestone less than schedules, 1, but received 0'
  ],
  [
    'milestones out of order',
    () => sequential({ schedules: [half, half, half], milestones: [5, 5] }),
    'sequential: expected milestones to ascend but received [5, 5]'
  ],
  [
    'chained without schedules',
    () => chained({ schedules: [] }),
    'chained: expected at least one of schedules but received none'
  ],
  [
    'what is not a function',
    () => chained({ schedules: [1 as never] }),
    'chained: expected schedules to be an array of a function of the step but received [1]'
  ]
]

test.each(refused)('the message of %s', (_, body, message) => {
  expect(body).toThrow(expect.objectContaining({ code: 'ERR_OPTION', message }))
})
