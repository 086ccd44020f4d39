// Masks: Jaccard's index and Dice's coefficient of pixels, in every form that masks have.
import { describe, expect, expectTypeOf, test } from 'vitest'
import { OptionError } from '../../lib/errors.ts'
import { Accuracy, AUROC, DiceScore, F1, JaccardIndex, LogLoss, type Metric } from '../../lib/metrics/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { NestedArray, Tensor } from '../../lib/tensor/tensor.ts'

const int = (v: NestedArray): Tensor => tensor(v, { dtype: 'int32' })
const of = <R>(metric: Metric<R>, prediction: Tensor, target: Tensor): R => {
  metric.update(prediction, target)
  return metric.compute()
}

// One image of 2 x 3: three pixels are both, one only predicted, one only true.
const truth = int([
  [
    [1, 1, 0],
    [1, 1, 0]
  ]
])
const shades = tensor([
  [
    [0.9, 0.8, 0.7],
    [0.6, 0.2, 0.1]
  ]
])
const drawn = int([
  [
    [1, 1, 1],
    [1, 0, 0]
  ]
])

describe('one score a pixel', () => {
  const scores = shades.unsqueeze(1)

  test('targets with and without the dimension of classes', () => {
    for (const target of [truth, truth.unsqueeze(1), truth.unsqueeze(1).eq(1)]) {
      expect(of(new JaccardIndex(), scores, target)).toBe(3 / 5)
      expect(of(new DiceScore(), scores, target)).toBe(6 / 8)
      expect(of(new F1(), scores, target)).toBe(6 / 8)
      expect(of(new Accuracy(), scores, target)).toBe(4 / 6)
    }
    // As if the pixels were a list of samples.
    const list = [scores.reshape([-1]), truth.reshape([-1])] as const
    for (const make of [() => new AUROC(), () => new LogLoss()]) {
      expect(of<number>(make(), scores, truth)).toBe(of<number>(make(), ...list))
    }
  })

  test('logits need a threshold; padding is left out', () => {
    const logits = scores.sub(0.5).mul(4)
    expect(() => of(new JaccardIndex(), logits, truth)).toThrow(OptionError)
    expect(() => of(new DiceScore(), logits, truth)).toThrow('for logits pass threshold: 0')
    expect(of(new JaccardIndex({ threshold: 0 }), logits, truth)).toBe(3 / 5)
    const edges = truth.maskedFill(shades.lt(0.3), { value: 255 })
    expect(of(new JaccardIndex({ ignoreIndex: 255 }), scores, edges)).toBe(3 / 4)
  })

  test('a mask without the dimension says what to do', () => {
    expect(() => of(new JaccardIndex(), shades, truth)).toThrow(
      'to be one-hot or probabilities but row 0 sums to 2; give masks of one score an element as (N, 1, ...)'
    )
    expect(() =>
      of(
        new JaccardIndex(),
        scores,
        int([
          [
            [2, 0, 0],
            [0, 0, 0]
          ]
        ])
      )
    ).toThrow('expected targets 0 or 1')
  })
})

test('class numbers and scores of classes: every class counts', () => {
  const wanted = [1 / 3, 3 / 5]
  const two = tensor([drawn.eq(0).toArray<number[][][]>()[0]!, drawn.eq(1).toArray<number[][][]>()[0]!]).unsqueeze(0)
  for (const prediction of [drawn, two.to('float32')]) {
    expect(of(new JaccardIndex({ average: 'none' }), prediction, truth)).toEqual(wanted)
    expect(of(new JaccardIndex(), prediction, truth)).toBeCloseTo((1 / 3 + 3 / 5) / 2, 15)
    expect(of(new JaccardIndex({ average: 'binary' }), prediction, truth)).toBe(3 / 5)
    expect(of(new DiceScore({ average: 'none' }), prediction, truth)).toEqual([2 / 4, 6 / 8])
  }
})

test('empty masks', () => {
  const none = int([[[0, 0]]])
  const background = new JaccardIndex({ classes: 2, average: 'none' })
  expect(of(background, none, none)).toEqual([1, 0])
  expect(of(new JaccardIndex({ average: 'none', classes: 2, zeroDivision: 1 }), none, none)).toEqual([1, 1])
  expect(new JaccardIndex().compute()).toBeNaN()
  expect([new JaccardIndex().name, new DiceScore().name]).toEqual(['jaccardIndex', 'diceScore'])
  expectTypeOf(background.compute()).toEqualTypeOf<number[]>()
  expectTypeOf(new DiceScore().compute()).toEqualTypeOf<number>()
})
