// What a search has found, as text and as JSON.
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { choice, int, search, uniform, when } from '../../lib/search/index.ts'

const space = {
  x: uniform(-2, 2),
  idle: uniform(0, 1),
  act: choice(['relu', 'gelu']),
  slope: when('act', ['relu'], uniform(0, 1)),
  aParameterWithALongNameThatTakesPlace: int(1, 1000),
  another: int(1, 3)
}
const result = await search(space, ({ x, act }) => x ** 2 + (act === 'relu' ? 1 : 0), {
  method: 'random',
  trials: 60,
  seed: 1
})

test('the best trial', () => {
  const least = Math.min(...result.trials.map(({ value }) => value!))
  expect(result.best!.value).toBe(least)
  expect(result.best!.params.x ** 2 + (result.best!.params.act === 'relu' ? 1 : 0)).toBe(least)
})

test('importance: what matters, and not what does not', () => {
  const { x, idle, act, another } = result.importance()
  expect(x).toBeGreaterThan(0.3)
  expect(act).toBeGreaterThan(0.1)
  expect(idle).toBeLessThan(0.1)
  expect(another).toBeLessThan(0.1)
})

test('the table: at most 80 columns, the best first', () => {
  const lines = String(result).split('\n')
  expect(inspect(result)).toBe(String(result))
  expect(lines[0]).toBe('60 trials by random: 60 complete')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(lines[2]).toMatch(/^trial +value +seconds +x +idle +act +slope +\+2 more$/)
  expect(lines.length).toBeGreaterThanOrEqual(15)
  const values = lines.slice(3, 13).map((line) => Number(line.trim().split(/ +/)[1]))
  expect(values).toEqual([...values].sort((a, b) => a - b))
  expect(lines.at(-1)).toMatch(/^( {12}|explained by)/)
  expect(lines.find((line) => line.startsWith('explained by'))).toMatch(/^explained by x \d+ %, act \d+ %/)
})

test('JSON', () => {
  const json = JSON.parse(JSON.stringify(result)) as Record<string, unknown>
  expect(Object.keys(json)).toEqual(['method', 'direction', 'seed', 'best', 'importance', 'trials'])
  expect(json.best).toEqual(JSON.parse(JSON.stringify(result.best)))
  expect((json.trials as unknown[]).length).toBe(60)
})

test('without a complete trial', async () => {
  const none = await search({ x: uniform(0, 1) }, () => Number.NaN, { method: 'random', trials: 2 })
  expect(none.best).toBe(null)
  expect(String(none)).toBe('2 trials by random: 2 failed; none is complete')
  expect(none.importance()).toEqual({ x: 0 })
})
