// analyze.optimizers: the race, its sentences and their opposites, odd experiments, a budget that ends it.
import { expect, test } from 'vitest'
import { find } from '../../lib/analyze/findings.ts'
import { analyze } from '../../lib/analyze/index.ts'
import { OPTIMIZER_RULES as RULES } from '../../lib/analyze/optimizers.rules.ts'
import { ODD, problem } from './problems.ts'

test('momentum against plain SGD', async () => {
  const result = await analyze.optimizers(problem(), { candidates: ['sgd', 'sgd:0.9', 'adam'], steps: 24, seeds: 2 })
  expect(result.rows.map(({ optimizer, runs }) => [optimizer, runs])).toEqual([
    ['sgd', 2],
    ['sgd:0.9', 2],
    ['adam', 2]
  ])
  expect(result.left).toEqual([])
  expect(result.findings.map(({ rule }) => rule)).toEqual([
    'learn',
    'against',
    'against',
    'first by steps',
    'first by seconds',
    'best metric',
    'grid ends'
  ])
  for (const line of String(result).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  for (const row of result.rows) expect(row.steps as number).toBeLessThanOrEqual(24)
})

test.each(Object.keys(ODD))('%s', async (name) => {
  const result = await analyze.optimizers(ODD[name]!(), { candidates: ['sgd', 'adam'], steps: 6, seeds: 2 })
  const learns = !['a constant loss', 'NaN in the data'].includes(name)
  expect(result.findings[0]).toMatchObject({ rule: 'learn', level: learns ? 'note' : 'warning', certain: true })
  expect(String(result)).not.toMatch(/NaN|undefined/)
})

test('a budget that is over', async () => {
  const result = await analyze.optimizers(problem(), { candidates: ['sgd', 'adam'], steps: 6, budget: 1e-9 })
  expect(result.runs).toEqual([])
  expect(result.left.length).toBeGreaterThan(0)
  expect(result.findings[0]!.certain).toBe(false)
})

const labels = { name: 'b', base: 'a', first: 'a', second: 'b', metric: 'accuracy', names: 'a' }
test.each([
  ['against', { ratio: 1.8, low: 1.7, high: 1.9, seeds: 3 }, 'b needs 1.8x fewer steps than a (1.7 to 1.9)'],
  [
    'against',
    { ratio: 0.5, low: 0.4, high: 0.8, seeds: 3 },
    'b does not help here: it needs 2x as many steps as a (1.25 to 2.5)'
  ],
  [
    'against',
    { ratio: 1.1, low: 0.9, high: 1.3, seeds: 3 },
    'no difference between b and a that 3 seeds can show: 1.1x (0.9 to 1.3)'
  ],
  [
    'against',
    { ratio: 1.1, low: -Infinity, high: Infinity, seeds: 1 },
    'b against a: 1.1x in one run, which says nothing without more seeds'
  ],
  ['learn', { learning: 2, candidates: 2, steps: 6 }, 'the loss falls with all 2 candidates within 6 steps'],
  [
    'learn',
    { learning: 1, candidates: 2, steps: 6 },
    'the loss does not fall within 6 steps with a: the data, the loss or the rates are wrong'
  ],
  ['learn', { learning: 0, candidates: 0, steps: 6 }, 'no run was finished: give a larger budget or fewer steps'],
  [
    'gridEnds',
    { atEdge: 1, candidates: 2 },
    'the grid of rates ends at the best one of a: a rate beyond it may be better'
  ],
  ['gridEnds', { atEdge: 0, candidates: 2 }, 'the best rate of all 2 lies within the grid'],
  [
    'firstBySeconds',
    { seconds: 1, others: 2, low: 1.8, high: 2.2, busy: 0 },
    'first by seconds: a, 1 s against 2 s of b'
  ],
  [
    'firstBySeconds',
    { seconds: 1, others: 2, low: 1.8, high: 2.2, busy: 1 },
    'no first by seconds: the times of a busy machine do not decide it'
  ],
  [
    'firstBySeconds',
    { seconds: 1, others: 1.1, low: 0.8, high: 1.2, busy: 0 },
    'no first by seconds: a and b are too close (1 and 1.1 s)'
  ],
  [
    'bestMetric',
    { value: 0.9, difference: 0.1, low: 0.05, high: 0.15, seeds: 3 },
    'best validation accuracy: a with 0.9, better than b by 0.1 (0.05 to 0.15)'
  ],
  [
    'bestMetric',
    { value: 0.9, difference: 0.1, low: -0.05, high: 0.25, seeds: 3 },
    'validation accuracy: no difference between a and b that 3 seeds can show (-0.05 to 0.25)'
  ]
] as const)('%s %o', (name, numbers, text) => {
  expect(find(RULES[name], numbers, labels).text).toBe(text)
})
