// Splits that keep the shares of labels, or groups together.
import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Dataset, Subset } from '../../lib/data/dataset.ts'
import { groupedSplit, randomSplit, stratifiedSplit } from '../../lib/data/splits.ts'
import { OptionError } from '../../lib/errors.ts'
import { tensor } from '../../lib/tensor/create.ts'

const numbers = (n: number): Dataset<number> => ({ length: n, get: (k) => k })
const indices = (parts: readonly Subset<number>[]) => parts.map((part) => [...part.indices])
const fractions = fc.constantFrom([0.8, 0.2], [0.6, 0.2, 0.2], [0.5, 0.5], [1], [0.9, 0, 0.1])

test('the parts are a tuple', () => {
  const [train, test] = randomSplit(numbers(10), [0.8, 0.2])
  expectTypeOf(train).toEqualTypeOf<Subset<number>>()
  expectTypeOf(test).toEqualTypeOf<Subset<number>>()
  expectTypeOf(stratifiedSplit(numbers(2), [0, 1], [0.5, 0.5])).toEqualTypeOf<[Subset<number>, Subset<number>]>()
  const lengths: number[] = [5, 5]
  expectTypeOf(randomSplit(numbers(10), lengths)).toEqualTypeOf<Subset<number>[]>()
  expect([train.length, test.length]).toEqual([8, 2])
})

describe('stratifiedSplit', () => {
  test('every label has its share in every part, and every sample is in one', () => {
    const property = fc.property(
      fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 60 }),
      fractions,
      (labels, parts) => {
        const split = indices(stratifiedSplit(numbers(labels.length), labels, parts, { seed: 2 }))
        expect(split.flat().sort((a, b) => a - b)).toEqual([...labels.keys()])
        for (const label of new Set(labels)) {
          const count = labels.filter((l) => l === label).length
          for (const [k, part] of split.entries()) {
            const share = part.filter((i) => labels[i] === label).length
            // At most one sample for each other label that was owed one, and itself.
            expect(Math.abs(share - count * parts[k]!)).toBeLessThan(parts.length)
          }
        }
        for (const [k, part] of split.entries())
          expect(Math.abs(part.length - labels.length * parts[k]!)).toBeLessThan(2)
      }
    )
    fc.assert(property, { numRuns: 200 })
  })

  test('90 to 10 stays 90 to 10', () => {
    const labels = Array.from({ length: 1000 }, (_, k) => (k % 10 === 0 ? 'yes' : 'no'))
    const [train, test] = stratifiedSplit(numbers(1000), labels, [0.8, 0.2], { seed: 1 })
    const yes = (part: Subset<number>) => [...part.indices].filter((k) => labels[k] === 'yes').length
    expect([train.length, yes(train), test.length, yes(test)]).toEqual([800, 80, 200, 20])
    // In random order, and another one with another seed.
    expect(new Set([...train.indices].slice(0, 50).map((k) => labels[k])).size).toBe(2)
    const other = stratifiedSplit(numbers(1000), labels, [0.8, 0.2], { seed: 2 })
    expect([...other[0].indices].sort()).not.toEqual([...train.indices].sort())
  })

  test('refuses', () => {
    expect(() => stratifiedSplit(numbers(3), [0, 1], [0.5, 0.5])).toThrow(
      'stratifiedSplit: expected a label for each of 3 samples but received 2'
    )
    expect(() => stratifiedSplit(numbers(2), tensor([0, 1]), [0.5, 0.6])).toThrow(OptionError)
    expect(() => stratifiedSplit(numbers(2), [0, 1], [0.5, 0.5], { sead: 1 } as never)).toThrow('did you mean seed?')
  })
})

describe('groupedSplit', () => {
  test('no group is in two parts', () => {
    const property = fc.property(
      fc.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 60 }),
      fractions,
      (groups, parts) => {
        const split = indices(groupedSplit(numbers(groups.length), groups, parts, { seed: 2 }))
        expect(split.flat().sort((a, b) => a - b)).toEqual([...groups.keys()])
        const largest = Math.max(...[...new Set(groups)].map((g) => groups.filter((other) => other === g).length))
        for (const group of new Set(groups)) {
          expect(split.filter((part) => part.some((k) => groups[k] === group))).toHaveLength(1)
        }
        for (const [k, part] of split.entries()) {
          expect(part.length).toBeLessThanOrEqual(parts[k]! * groups.length + largest)
          if (parts[k] === 0) expect(part).toEqual([])
        }
      }
    )
    fc.assert(property, { numRuns: 200 })
  })

  test('near the shares, by seed', () => {
    const groups = Array.from({ length: 300 }, (_, k) => `patient ${k % 50}`)
    const [train, test] = groupedSplit(numbers(300), groups, [0.8, 0.2], { seed: 1 })
    expect([train.length, test.length]).toEqual([240, 60])
    expect([...groupedSplit(numbers(300), groups, [0.8, 0.2], { seed: 1 })[1].indices]).toEqual([...test.indices])
    expect([...groupedSplit(numbers(300), groups, [0.8, 0.2], { seed: 2 })[1].indices]).not.toEqual([...test.indices])
  })
})
