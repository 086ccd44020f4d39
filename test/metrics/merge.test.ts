// The totals of shards together are those of all samples at once, however the samples were cut.
import { describe, expect, test } from 'vitest'
import { OptionError } from '../../lib/errors.ts'
import type { Metric } from '../../lib/metrics/index.ts'
import * as metrics from '../../lib/metrics/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Generator, rand, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const N = 30
const scores = rand([N, 3], { generator: new Generator(3) })
const classes = tensor(
  Array.from({ length: N }, (_, k) => (k * 7) % 3),
  { dtype: 'int32' }
)
const [predicted, actual] = [4, 5].map((seed) => randn([N, 2], { generator: new Generator(seed) })) as [Tensor, Tensor]

type Made = Metric<number | Tensor> & { merge(state: ReturnType<Metric['state']>): void }
const KINDS: [string, () => Made, Tensor, Tensor][] = [
  ['Accuracy', () => new metrics.Accuracy(), scores, classes],
  ['TopKAccuracy', () => new metrics.TopKAccuracy({ k: 2 }), scores, classes],
  ['Precision', () => new metrics.Precision(), scores, classes],
  ['Recall', () => new metrics.Recall(), scores, classes],
  ['F1', () => new metrics.F1(), scores, classes],
  ['ConfusionMatrix', () => new metrics.ConfusionMatrix(), scores, classes],
  ['AUROC', () => new metrics.AUROC(), scores, classes],
  ['AveragePrecision', () => new metrics.AveragePrecision(), scores, classes],
  ['BalancedAccuracy', () => new metrics.BalancedAccuracy(), scores, classes],
  ['MatthewsCorrelation', () => new metrics.MatthewsCorrelation(), scores, classes],
  ['CohenKappa', () => new metrics.CohenKappa({ weights: 'linear' }), scores, classes],
  ['JaccardIndex', () => new metrics.JaccardIndex(), scores, classes],
  ['DiceScore', () => new metrics.DiceScore({ average: 'micro' }), scores, classes],
  [
    'RetrievalNormalizedDCG',
    () => new metrics.RetrievalNormalizedDCG(),
    scores,
    rand([N, 3], { generator: new Generator(6) })
  ],
  ['RetrievalRecall', () => new metrics.RetrievalRecall({ topK: 2 }), scores, classes],
  ['RetrievalPrecision', () => new metrics.RetrievalPrecision({ topK: 2 }), scores, classes],
  ['RetrievalMRR', () => new metrics.RetrievalMRR(), scores, classes],
  ['Perplexity', () => new metrics.Perplexity({ fromLogits: true }), scores, classes],
  ['LogLoss', () => new metrics.LogLoss({ fromLogits: true }), scores, classes],
  ['BrierScore', () => new metrics.BrierScore({ fromLogits: true }), scores, classes],
  ['CalibrationError', () => new metrics.CalibrationError({ fromLogits: true }), scores, classes],
  ['MeanAbsoluteError', () => new metrics.MeanAbsoluteError(), predicted, actual],
  ['MeanSquaredError', () => new metrics.MeanSquaredError(), predicted, actual],
  ['R2', () => new metrics.R2(), predicted, actual],
  ['ExplainedVariance', () => new metrics.ExplainedVariance(), predicted, actual],
  ['MedianAbsoluteError', () => new metrics.MedianAbsoluteError(), predicted, actual],
  ['MeanAbsolutePercentageError', () => new metrics.MeanAbsolutePercentageError(), predicted, actual]
]

test('every metric is here', () => {
  const all = Object.entries(metrics).filter(([, value]) => typeof value === 'function')
  expect(KINDS.map(([name]) => name).sort()).toEqual(all.map(([name]) => name).sort())
})

describe.each(KINDS)('%s', (_, make, prediction, target) => {
  const part = (x: Tensor, start: number, end: number): Tensor => x.slice({ dim: 0, start, end })
  const value = (metric: Made): unknown => {
    const result = metric.compute()
    return typeof result === 'number' ? result : result.toArray()
  }

  test.each([[[0, 10, 30]], [[0, 1, 2, 15, 30]], [[0, 0, 30, 30]]])('cut at %j', (cuts) => {
    const whole = make()
    whole.update(prediction, target)
    const merged = make()
    for (let k = 0; k + 1 < cuts.length; k++) {
      const shard = make()
      if (cuts[k]! < cuts[k + 1]!) {
        shard.update(part(prediction, cuts[k]!, cuts[k + 1]!), part(target, cuts[k]!, cuts[k + 1]!))
      }
      merged.merge(JSON.parse(JSON.stringify(shard.state())))
    }
    const [own, expected] = [value(merged), value(whole)]
    if (typeof expected === 'number') expect(own).toBeCloseTo(expected, 12)
    else expect(own).toEqual(expected)
  })

  test('what is not a state is refused', () => {
    expect(() => make().merge({} as never)).toThrow(OptionError)
    expect(() => make().merge({} as never)).toThrow('.merge: expected the result of state() but received')
  })
})

test('class numbers that grow from shard to shard', () => {
  const int = (list: number[]): Tensor => tensor(list, { dtype: 'int32' })
  const [few, many] = [new metrics.ConfusionMatrix(), new metrics.ConfusionMatrix()]
  few.update(int([0, 1]), int([0, 0]))
  many.update(int([3]), int([2]))
  const whole = new metrics.ConfusionMatrix()
  whole.update(int([0, 1, 3]), int([0, 0, 2]))
  for (const [a, b] of [
    [few, many],
    [many, few]
  ]) {
    const merged = new metrics.ConfusionMatrix()
    merged.merge(a!.state())
    merged.merge(b!.state())
    expect(merged.compute().toArray()).toEqual(whole.compute().toArray())
  }
})

test('shards of another layout are refused', () => {
  const [one, three] = [new metrics.AUROC(), new metrics.AUROC()]
  one.update(tensor([0.1, 0.9]), tensor([0, 1], { dtype: 'int32' }))
  three.update(scores, classes)
  expect(() => one.merge(three.state())).toThrow('AUROC: expected batches of layout 1 as in earlier batches')
})
