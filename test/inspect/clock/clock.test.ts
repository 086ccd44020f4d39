// The clock: which times are steady, which candidate wins, and that none does next to a load.
import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { matmul, rand, scope } from '../../../lib/index.ts'
import { busyText, fastestOf, setAttempts, timeInTurns } from '../../../lib/inspect/clock/clock.ts'
import type { Disturbance } from '../../../lib/inspect/clock/probe.ts'
import { bimodal, timingOf } from '../../../lib/inspect/clock/steady.ts'
import { whileBusy } from '../../analyze/busy.ts'

// As a user has it; setup.ts sets another number.
beforeAll(() => setAttempts())
afterAll(() => setAttempts(1))

const times = (name: string, ...samples: number[]) => timingOf(name, samples, 1, 1)

describe('steady', () => {
  test('a small spread', () => {
    expect(times('a', 1, 1.05, 1.1, 1.02, 1.2)).toMatchObject({
      seconds: 1.05,
      low: 1.02,
      high: 1.1,
      fastest: 1,
      steady: true
    })
  })

  test('a spread of more than 30 %', () => {
    expect(times('a', 1, 1.2, 1.5, 1.8, 2)).toMatchObject({ seconds: 1.5, steady: false })
  })

  test('one outlier is tolerated', () => {
    expect(times('a', 1, 1, 1.01, 1.02, 9).steady).toBe(true)
  })

  test('two groups are not', () => {
    expect(bimodal([1, 1.01, 1.02, 1.03, 1.5, 1.51])).toBe(true)
    expect(bimodal([1, 1.1, 1.2, 1.3, 1.4, 1.5])).toBe(false)
    expect(times('a', 1, 1.01, 1.02, 1.03, 1.04, 1.05, 1.4, 1.41).steady).toBe(false)
  })
})

describe('the winner', () => {
  const [a, b, c] = [
    times('a', 1, 1.1, 1.2, 1.1, 1),
    times('b', 1.5, 1.6, 1.7, 1.6, 1.5),
    times('c', 1.05, 1.15, 1.1, 1, 1.2)
  ]

  test('is faster than every other beyond the quartiles', () => {
    expect(fastestOf({ timings: [b!, a!], busy: false })?.name).toBe('a')
    expect(fastestOf({ timings: [a!, b!], busy: false })?.name).toBe('a')
  })

  test('no winner when times overlap or the machine is busy', () => {
    expect(fastestOf({ timings: [a!, b!, c!], busy: false })).toBeNull()
    expect(fastestOf({ timings: [a!, b!], busy: true })).toBeNull()
    expect(fastestOf({ timings: [], busy: false })).toBeNull()
  })

  test('the text of a busy machine', () => {
    expect(busyText({ busy: true, noise: 0.123 })).toBe('the machine is busy: ±13 %')
    expect(busyText({ busy: false, noise: 0.123 })).toBeNull()
  })
})

const work = (n: number) => () => {
  let sum = 0
  for (let k = 0; k < n; k++) sum += Math.sqrt(k)
  return sum
}

describe('a real one', () => {
  test('every candidate has its turns; ten times the work takes longer', async () => {
    const calls: string[] = []
    const named = (name: string, n: number) => ({
      name,
      run: () => {
        calls.push(name)
        work(n)()
      }
    })
    const { timings } = await timeInTurns([named('small', 2e4), named('large', 2e5)], { rounds: 5, turn: 1e-9 })
    expect(timings.map(({ name }) => name)).toEqual(['small', 'large'])
    expect(timings[0]!.fastest).toBeLessThan(timings[1]!.fastest)
    // Warm-up, then in turns: there and back.
    expect(calls.slice(4, 12).join(' ')).toBe('small large large small small large large small')
    for (const { rounds, calls: each } of timings) expect([rounds >= 5, each]).toEqual([true, 1])
  })

  test('next to a load: the machine is busy, and no winner is named', async () => {
    const clocked = await whileBusy(() =>
      timeInTurns(
        [
          { name: 'a', run: work(2e5) },
          { name: 'b', run: work(2.1e5) }
        ],
        { patience: 1 }
      )
    )
    expect(clocked.busy).toBe(true)
    expect(fastestOf(clocked)).toBeNull()
  })

  // The caller has a processor to itself; a thread of the pool shares one, which disturbs work that uses the team. The
  // system may move the program away for a while: two of three measurements have to notice it.
  test.skipIf(availableParallelism() < 2 || process.platform !== 'linux')(
    'next to one program less than there are processors: busy (Linux, at least two processors)',
    async () => {
      const x = rand([512, 512])
      const candidates = ['a', 'b'].map((name) => ({ name, run: () => scope(() => void matmul(x, x)) }))
      const seen: Disturbance[] = []
      const noticed = () => seen.filter(({ busy }) => busy).length
      while (seen.length < 3 && noticed() < 2) {
        const clocked = await whileBusy(() => timeInTurns(candidates, { patience: 1 }), availableParallelism() - 1)
        seen.push(clocked.disturbance)
      }
      expect(noticed(), JSON.stringify(seen)).toBe(2)
    }
  )

  test('times in two groups are measured again, and decide nothing', async () => {
    let calls = 0
    const wait = (ms: number): void => {
      const end = performance.now() + ms
      while (performance.now() < end);
    }
    // Every other turn takes ten times as long.
    const uneven = { name: 'uneven', run: () => wait(calls++ % 2 === 0 ? 2 : 20) }
    const clocked = await timeInTurns([uneven], { rounds: 8, turn: 1e-9 })
    expect(clocked.timings[0]).toMatchObject({ steady: false, attempts: 5 })
    expect([clocked.busy, fastestOf(clocked)]).toEqual([true, null])
    expect(calls).toBe(2 + 5 * 8)
  })

  test('stop ends the measurement', async () => {
    let runs = 0
    await timeInTurns([{ name: 'a', run: () => void runs++ }], { turn: 1e-9, stop: () => runs > 2 })
    expect(runs).toBeLessThan(8)
  })
})
