// Targets that count for nothing (ignoreIndex), and scores that are not probabilities. Public reports: torchmetrics#61
// (labels of -100 are padding), torchmetrics#304 (ignore_index left out of some metrics), and logits above 1 at threshold 0.5.
import { describe, expect, test } from 'vitest'
import { IndexError, OptionError } from '../../lib/errors.ts'
import {
  Accuracy,
  AUROC,
  type ClassMetricOptions,
  CohenKappa,
  ConfusionMatrix,
  DiceScore,
  F1,
  JaccardIndex,
  type Metric,
  Precision,
  Recall,
  TopKAccuracy
} from '../../lib/metrics/index.ts'
import { tensor, zeros } from '../../lib/tensor/create.ts'
import { Generator, rand } from '../../lib/tensor/random.ts'
import type { NestedArray, Tensor } from '../../lib/tensor/tensor.ts'

const int = (v: NestedArray): Tensor => tensor(v, { dtype: 'int32' })
const kinds: [string, (options: ClassMetricOptions) => Metric<number | Tensor>][] = [
  ['Accuracy', (o) => new Accuracy(o)],
  ['TopKAccuracy', (o) => new TopKAccuracy({ k: 2, ...o })],
  ['Precision', (o) => new Precision(o)],
  ['Recall', (o) => new Recall(o)],
  ['F1', (o) => new F1(o)],
  ['JaccardIndex', (o) => new JaccardIndex(o)],
  ['DiceScore', (o) => new DiceScore(o)],
  ['CohenKappa', (o) => new CohenKappa(o)],
  ['ConfusionMatrix', (o) => new ConfusionMatrix(o)],
  ['AUROC', (o) => new AUROC(o)]
]
const value = (metric: Metric<number | Tensor>): unknown => {
  const result = metric.compute()
  return typeof result === 'number' ? result : result.toArray()
}

describe.each(kinds)('%s', (name, make) => {
  const scores = rand([40, 3], { generator: new Generator(3) })
  const classes = Array.from({ length: 40 }, (_, k) => k % 3)

  test.each([-100, 255, 1])('ignoreIndex %i gives what the batch without those samples gives', (ignoreIndex) => {
    const targets = classes.map((c, k) => (k % 4 === 0 ? ignoreIndex : c))
    const kept = targets.flatMap((c, k) => (c === ignoreIndex ? [] : [k]))
    const metric = make({ ignoreIndex })
    metric.update(scores, int(targets))
    const alone = make({})
    alone.update(scores.indexSelect(int(kept)), int(kept.map((k) => targets[k]!)))
    expect(value(metric)).toEqual(value(alone))
    // Also when scores lie (N, C, L), as of tokens.
    const tokens = make({ ignoreIndex })
    tokens.update(scores.reshape([8, 5, 3]).transpose(1, 2), int(targets).reshape([8, 5]))
    expect(value(tokens)).toEqual(value(metric))
  })

  test('one score a sample', () => {
    if (name === 'TopKAccuracy') {
      expect(() => make({}).update(tensor([0.9]), int([1]))).toThrow('expected scores (N, C, ...)')
      return
    }
    const metric = make({ ignoreIndex: -1 })
    metric.update(tensor([0.9, 0.8, 0.3, 0.6]), int([1, -1, 0, 0]))
    const alone = make({})
    alone.update(tensor([0.9, 0.3, 0.6]), int([1, 0, 0]))
    expect(value(metric)).toEqual(value(alone))
  })

  test('a batch of nothing but padding changes nothing', () => {
    const metric = make({ ignoreIndex: -100 })
    metric.update(scores, int(new Array(40).fill(-100)))
    const before = value(metric)
    if (typeof before === 'number') expect(before).toBe(Number.NaN)
    metric.update(scores, int(classes))
    const alone = make({})
    alone.update(scores, int(classes))
    expect(value(metric)).toEqual(value(alone))
  })

  test('without it the error names it', () => {
    const message = `${name}: expected class numbers from 0 to 2 but received -100 at position 1; if such targets are padding, pass ignoreIndex: -100`
    expect(() => make({}).update(zeros([2, 3]), int([0, -100]))).toThrow(new IndexError(message))
    // Another ignoreIndex: no advice that was followed already.
    expect(() => make({ ignoreIndex: -1 }).update(zeros([2, 3]), int([0, -100]))).toThrow(
      /received -100 at position 1$/
    )
    expect(() => make({ ignoreIndex: 0.5 })).toThrow(`${name}: expected ignoreIndex to be a whole number`)
  })
})

test('class numbers as predictions: those of ignored samples may be anything', () => {
  const f1 = new F1({ ignoreIndex: -100 })
  f1.update(int([0, -100, 1]), int([0, -100, 1]))
  expect([f1.compute(), f1.perClass()]).toEqual([1, [1, 1]])
})

describe('logits judged as probabilities', () => {
  const judged: [string, (o: object) => Metric<number | Tensor>, unknown][] = [
    ['Accuracy', (o) => new Accuracy(o), 1],
    ['Precision', (o) => new Precision(o), 1],
    ['Recall', (o) => new Recall(o), 1],
    ['F1', (o) => new F1(o), 1],
    ['JaccardIndex', (o) => new JaccardIndex(o), 1],
    ['DiceScore', (o) => new DiceScore(o), 1],
    ['CohenKappa', (o) => new CohenKappa(o), 1],
    [
      'ConfusionMatrix',
      (o) => new ConfusionMatrix(o),
      [
        [1, 0],
        [0, 2]
      ]
    ]
  ]
  test.each(judged)('%s: an error, unless a threshold is given', (_, make, wanted) => {
    const [logits, target] = [tensor([0.4, -2, 3]), int([1, 0, 1])]
    expect(() => make({}).update(logits, target)).toThrow(OptionError)
    expect(() => make({}).update(logits, target)).toThrow(
      'expected probabilities from 0 to 1 but received -2 at position 1; for logits pass threshold: 0'
    )
    expect(() => make({ threshold: 0.5 }).update(logits, target)).not.toThrow()
    const right = make({ threshold: 0 })
    right.update(logits, target)
    expect(value(right)).toEqual(wanted)
  })

  test('ignored samples and NaN are not judged', () => {
    const accuracy = new Accuracy({ ignoreIndex: -1 })
    accuracy.update(tensor([7, 0.9, Number.NaN]), int([-1, 1, 0]))
    expect(accuracy.compute()).toBe(1)
  })
})
