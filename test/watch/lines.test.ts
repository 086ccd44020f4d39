// The scanner of log lines against JSON.parse.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../lib/watch/board.ts'
import { LineReader } from '../../lib/watch/lines.ts'

function readAll(...lines: string[]): Entry[] {
  const entries: Entry[] = []
  new LineReader((entry) => entries.push(entry)).read(Buffer.from(lines.join('\n')))
  return entries
}

test('numbers of every form, to 15 digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), (value, step) => {
      const line = { step, epoch: 1, wallTime: 1_767_225_600.25, loss: value, 'gradNorm/0.weight': -value }
      const [entry] = readAll(JSON.stringify(line))
      const { scalars, ...place } = entry!
      expect(place).toEqual({ step, epoch: 1, wallTime: 1_767_225_600.25 })
      expect(Object.keys(scalars!)).toEqual(Object.keys(line))
      // What follows the 15th digit is left out, and the quotient is rounded.
      for (const [tag, wanted] of [
        ['loss', value],
        ['gradNorm/0.weight', -value]
      ] as const) {
        expect(Math.abs(scalars![tag]! - wanted)).toBeLessThanOrEqual((1e-14 + 2 ** -53) * Math.abs(wanted))
      }
    }),
    { numRuns: 2000, examples: [[-9908.581073604451, 0]] }
  )
})

test.each([
  ['0.1', 0.1],
  ['-0', -0],
  ['123456789012345678', 123456789012345680],
  ['0.000000000000000000000001234', 1.234e-24],
  ['1e-7', 1e-7],
  ['-2.5E+3', -2500],
  ['0.30000000000000004', 0.3]
])('%s', (text, value) => {
  expect(readAll(`{"step":1,"a":${text}}`)[0]!.scalars!.a).toBe(value)
})

test('names that change from line to line, and stay', () => {
  const lines = [
    { step: 1, loss: 2 },
    { step: 1, valLoss: 3, trainLoss: 4 },
    { step: 2, loss: 5 },
    { loss: 6, step: 3 }
  ]
  const entries = readAll(...lines.map((line) => JSON.stringify(line)))
  expect(entries.map(({ scalars }) => scalars)).toEqual(lines)
})

test('texts, words for what is not finite, and names with escapes take the other way', () => {
  const [texts, words, escaped] = readAll(
    '{"step":1,"epoch":2,"wallTime":3,"texts":{"advisor/spike":"high","n":1}}',
    '{"step":2,"loss":"NaN","valLoss":"-Infinity","note":"word"}',
    '{"step":3,"a\\"b":1}'
  )
  expect(texts).toMatchObject({ step: 1, epoch: 2, wallTime: 3, texts: { 'advisor/spike': 'high' } })
  expect(words!.scalars).toEqual({ step: 2, loss: Number.NaN, valLoss: -Infinity })
  expect(escaped!.scalars).toEqual({ step: 3, 'a"b': 1 })
})

test.each([
  '{"loss":1}',
  '{"step":"1"}',
  '{"step":1,"loss":}',
  '{"step":1,"loss":1-2}',
  '{"step":1,"loss":1} x',
  '{"step":1,"loss":2',
  '{"step":1,,"loss":2}',
  '[1,2]',
  ''
])('%s is not a record', (line) => {
  expect(readAll(line)).toEqual([])
})

test('a name of the prototype is a name', () => {
  expect(Object.entries(readAll('{"step":1,"__proto__":2}')[0]!.scalars!)).toContainEqual(['__proto__', 2])
})
