// Regression metrics beyond R2 at their edges, and perplexity. Golden values are in golden.test.ts.
import { describe, expect, test } from 'vitest'
import {
  ExplainedVariance,
  MeanAbsolutePercentageError,
  MedianAbsoluteError,
  type Metric,
  Perplexity
} from '../../lib/metrics/index.ts'
import { tensor, zeros } from '../../lib/tensor/create.ts'
import type { NestedArray, Tensor } from '../../lib/tensor/tensor.ts'

const float = (v: NestedArray): Tensor => tensor(v, { dtype: 'float64' })
const int = (v: NestedArray): Tensor => tensor(v, { dtype: 'int32' })
const of = (metric: Metric, prediction: Tensor, target: Tensor): number => {
  metric.update(prediction, target)
  return metric.compute()
}

const KINDS: [string, () => Metric][] = [
  ['MeanAbsolutePercentageError', () => new MeanAbsolutePercentageError()],
  ['MedianAbsoluteError', () => new MedianAbsoluteError()],
  ['ExplainedVariance', () => new ExplainedVariance()]
]

test.each(KINDS)('%s of nothing, after reset, through JSON', (name, make) => {
  const metric = make()
  expect(metric.name).toBe(name[0]!.toLowerCase() + name.slice(1))
  expect(metric.compute()).toBeNaN()
  expect(of(metric, float([]), float([]))).toBeNaN()
  metric.reset()
  const value = of(metric, float([1, 4, 2]), float([1, 2, 4]))
  const copy = make()
  copy.setState(JSON.parse(JSON.stringify(metric.state())))
  expect(copy.compute()).toBe(value)
  metric.reset()
  expect(metric.compute()).toBeNaN()
  expect(() => metric.update(float([1, 2]), float([[1, 2]]))).toThrow(`${name}: expected prediction and target of one`)
})

describe('edges', () => {
  test('targets of 0 divide by 2^-52', () => {
    expect(of(new MeanAbsolutePercentageError(), float([1, 3]), float([0, 2]))).toBe((2 ** 52 + 0.5) / 2)
    expect(of(new MeanAbsolutePercentageError(), float([0]), float([0]))).toBe(0)
  })

  test('the median of an odd and an even number of errors, of outputs, and of NaN', () => {
    expect(of(new MedianAbsoluteError(), float([1, 2, 3]), float([2, 0, 100]))).toBe(2)
    expect(of(new MedianAbsoluteError(), float([0, 0, 0, 0]), float([1, 10, 4, 2]))).toBe(3)
    const metric = new MedianAbsoluteError()
    expect(of(metric, float([[0, 0]]), float([[1, 10]]))).toBe(5.5)
    expect(metric.perOutput()).toEqual([1, 10])
    expect(of(metric, float([[0, Number.NaN]]), float([[1, 10]]))).toBeNaN()
    expect(metric.perOutput()).toEqual([1, Number.NaN])
    expect(() => metric.update(float([1]), float([1]))).toThrow('MedianAbsoluteError: expected 2 outputs as in earlier')
    expect(() => metric.update(zeros([1, 1, 1]), zeros([1, 1, 1]))).toThrow('expected shapes (N) or (N, D)')
  })

  test('a constant offset is explained, and targets far from zero keep their digits', () => {
    const metric = new ExplainedVariance()
    expect(
      of(
        metric,
        float([
          [1e9 + 1, 7],
          [1e9 + 2, 8]
        ]),
        float([
          [1e9, 3],
          [1e9 + 1, 3]
        ])
      )
    ).toBe(0.5)
    expect(metric.perOutput()).toEqual([1, 0])
    // Half of the spread is left: 1 - 0.25.
    const left = of(new ExplainedVariance(), float([1e9 + 0.5, 1e9 + 1.5]), float([1e9, 1e9 + 2]))
    expect(left).toBe(0.75)
    expect(of(new ExplainedVariance(), float([1]), float([1]))).toBeNaN()
  })
})

describe('perplexity', () => {
  test('of equal chances, the number of tokens; of certainty, 1', () => {
    const metric = new Perplexity({ fromLogits: true, ignoreIndex: -100 })
    expect(metric.compute()).toBeNaN()
    expect(
      of(
        metric,
        zeros([2, 7, 3]),
        int([
          [0, 1, 2],
          [6, -100, -100]
        ])
      )
    ).toBeCloseTo(7, 12)
    expect(of(new Perplexity(), float([[0, 1]]), int([1]))).toBe(1)
  })

  test('nothing is clipped', () => {
    expect(of(new Perplexity(), float([[0, 1]]), int([0]))).toBe(Infinity)
    const far = tensor([[0, 40]])
    expect(of(new Perplexity({ fromLogits: true }), far, int([0])) / Math.exp(40)).toBeCloseTo(1, 10)
  })

  test('logits are refused as probabilities', () => {
    expect(() => of(new Perplexity(), float([[2, -1]]), int([0]))).toThrow('for logits pass fromLogits: true')
    expect(() => of(new Perplexity(), int([1]), int([0]))).toThrow('Perplexity: expected probabilities')
  })
})
