// analyze.optimizers: the race, its sentences and their opposites, odd experiments, a budget that ends it.
import { expect, test } from 'vitest'
import { analyze } from '../../lib/analyze/index.ts'
import { findingsOf } from '../../lib/analyze/optimizers.findings.ts'
import { signOf } from '../../lib/analyze/race.ts'
import { modeOf } from '../../lib/train/callbacks/monitor.ts'
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

test('at one small rate, momentum reaches the loss first', async () => {
  const options = { candidates: ['sgd', 'sgd:0.9'], lr: 0.05, steps: 40, seeds: 3 }
  const { findings, rows } = await analyze.optimizers(ODD['a linear model']!(), options)
  const against = findings.find(({ rule }) => rule === 'against')!
  expect(against.text).toMatch(/^sgd:0.9 needs .*x fewer steps than sgd /)
  expect(against.from.ratio).toBeGreaterThan(2)
  expect(rows.map(({ lr }) => lr)).toEqual([0.05, 0.05])
})

test('which metrics are better when lower', () => {
  const lower = ['loss', 'meanSquaredError', 'logLoss', 'brierScore', 'calibrationError', 'perplexity', 'mae']
  const higher = ['accuracy', 'averagePrecision', 'f1', 'auroc', 'r2', 'matthewsCorrelation', 'balancedAccuracy']
  expect(lower.map(signOf)).toEqual(lower.map(() => -1))
  expect(higher.map(signOf)).toEqual(higher.map(() => 1))
  // The history names columns after the data.
  expect(['valBrierScore', 'valLogLoss'].map(modeOf)).toEqual(['min', 'min'])
  expect(['valMatthewsCorrelation', 'valAuroc'].map(modeOf)).toEqual(['max', 'max'])
})

test('first by seconds: the interval of the clock counts as that of the seeds does', () => {
  const lane = (name: string, falls: number) => ({
    candidate: { name, atEdge: false, build: {} },
    records: [0, 1, 2].map((seed) => ({
      seed,
      smoothed: [2, ...Array(falls).fill(1.5), 1],
      diverged: false,
      validation: {}
    }))
  })
  const lanes = [lane('a', 10), lane('b', 10)] as never[]
  const verdict = (spread: number): string => {
    const timing = (name: string) => {
      const seconds = name === 'a' ? 1 : 1.1
      return { seconds, low: seconds - spread, high: seconds + spread }
    }
    const found = findingsOf(lanes, { target: 1.2, steps: 12, tuning: false, busy: false, timing })
    return found.find(({ rule }) => rule === 'first by seconds')!.text
  }
  expect(verdict(0.04)).toMatch(/^first by seconds: a, 12 s against 13.2 s of b/)
  expect(verdict(0.06)).toMatch(/^no first by seconds: a and b are too close/)
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
