// Metrics of rankings against naive ones that sort, and their edges.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IndexError, OptionError, ShapeError } from '../../lib/errors.ts'
import {
  type Metric,
  RetrievalMRR,
  RetrievalNormalizedDCG,
  type RetrievalOptions,
  RetrievalPrecision,
  RetrievalRecall
} from '../../lib/metrics/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { NestedArray, Tensor } from '../../lib/tensor/tensor.ts'

const float = (v: NestedArray): Tensor => tensor(v, { dtype: 'float64' })
const int = (v: NestedArray): Tensor => tensor(v, { dtype: 'int32' })
const of = (metric: Metric, prediction: Tensor, target: Tensor): number => {
  metric.update(prediction, target)
  return metric.compute()
}
const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length

interface Document {
  readonly score: number
  readonly relevance: number
}

/** The relevance of each document in the order of the scores; of equal ones the least relevant first. */
const sorted = (query: Document[]): number[] =>
  [...query].sort((a, b) => b.score - a.score || a.relevance - b.relevance).map((d) => d.relevance)

// Every order of equal scores is as likely: the mean gain of a group at each of its ranks.
function naiveNdcg(query: Document[], k: number): number {
  const dcg = (gains: number[]): number => gains.slice(0, k).reduce((s, g, r) => s + g / Math.log2(r + 2), 0)
  const order = [...query].sort((a, b) => b.score - a.score)
  const shared = order.map((d) => mean(order.filter((o) => o.score === d.score).map((o) => o.relevance)))
  return dcg(shared) / dcg(query.map((d) => d.relevance).sort((a, b) => b - a))
}

const KINDS: [string, (o?: RetrievalOptions) => Metric, (query: Document[], k: number) => number][] = [
  ['ndcg', (o) => new RetrievalNormalizedDCG(o), naiveNdcg],
  [
    'recall',
    (o) => new RetrievalRecall(o),
    (q, k) => sorted(q).slice(0, k).filter(Boolean).length / q.filter((d) => d.relevance > 0).length
  ],
  ['precision', (o) => new RetrievalPrecision(o), (q, k) => sorted(q).slice(0, k).filter(Boolean).length / k],
  [
    'mrr',
    (o) => new RetrievalMRR(o),
    (q, k) => {
      const rank = sorted(q).findIndex((r) => r > 0)
      return rank < k ? 1 / (rank + 1) : 0
    }
  ]
]

const document = fc.record({
  score: fc.constantFrom(-Infinity, -1, 0, 0.5, 0.7, 2),
  relevance: fc.constantFrom(0, 0, 0, 1, 2, 0.5)
})
const queries = fc
  .integer({ min: 1, max: 9 })
  .chain((n) => fc.array(fc.array(document, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 6 }))

describe.each(KINDS)('%s', (name, make, naive) => {
  const asTensors = (list: Document[][]): [Tensor, Tensor] => [
    float(list.map((q) => q.map((d) => d.score))),
    float(list.map((q) => q.map((d) => d.relevance)))
  ]

  test('any queries, equal scores among them', () => {
    fc.assert(
      fc.property(queries, fc.integer({ min: 1, max: 10 }), (list, topK) => {
        const values = list.map((q) => (q.some((d) => d.relevance > 0) ? naive(q, topK) : undefined))
        const there = values.filter((v) => v !== undefined)
        expect(of(make({ topK }), ...asTensors(list))).toBeCloseTo(mean(values.map((v) => v ?? 0)), 12)
        expect(of(make({ topK, emptyTargetAction: 'pos' }), ...asTensors(list))).toBeCloseTo(
          mean(values.map((v) => v ?? 1)),
          12
        )
        const skipped = of(make({ topK, emptyTargetAction: 'skip' }), ...asTensors(list))
        if (there.length === 0) expect(skipped).toBeNaN()
        else expect(skipped).toBeCloseTo(mean(there), 12)
      }),
      { numRuns: 150 }
    )
  })

  test('padding', () => {
    const padded = make({ ignoreIndex: -100, topK: 2 })
    const rows = float([
      [0.9, 0.8, 0.1],
      [0.3, 0.9, 0.5],
      [1, 2, 3]
    ])
    padded.update(
      rows,
      int([
        [-100, 0, 1],
        [1, -100, 0],
        [-100, -100, -100]
      ])
    )
    const [a, b] = [float([[0.8, 0.1]]), float([[0.3, 0.5]])]
    const alone = make({ topK: 2 })
    alone.update(a, int([[0, 1]]))
    alone.update(b, int([[1, 0]]))
    expect(padded.compute()).toBe(alone.compute())
    expect(() => make().update(a, int([[0, -100]]))).toThrow('if such targets are padding, pass ignoreIndex: -100')
  })

  test('class numbers, also of tokens', () => {
    const scores = [
      [0.1, 0.7, 0.2],
      [0.5, 0.2, 0.3]
    ]
    const [right, oneHot] = [
      [2, 0],
      [
        [0, 0, 1],
        [1, 0, 0]
      ]
    ]
    const wanted = of(make({ topK: 2 }), float(scores), int(oneHot))
    expect(of(make({ topK: 2 }), float(scores), int(right))).toBe(wanted)
    const tokens = float([scores]).transpose(1, 2)
    expect(of(make({ topK: 2 }), tokens, int([right]))).toBe(wanted)
    expect(of(make({ topK: 2, ignoreIndex: -1 }), float([...scores, [1, 0, 0]]), int([...right, -1]))).toBe(wanted)
    expect(() => make().update(float(scores), int([0, 3]))).toThrow(IndexError)
  })

  test('names, nothing, what is refused', () => {
    expect(make({ topK: 7 }).name).toBe(`${name}At7`)
    expect(make().name).toBe(name === 'ndcg' || name === 'mrr' ? name : `${name}At10`)
    const metric = make()
    expect(metric.compute()).toBeNaN()
    expect(of(metric, tensor([], { shape: [0, 3] }), int([]))).toBeNaN()
    metric.update(float([[0.2, 0.1]]), int([[1, 0]]))
    const before = metric.compute()
    const refused: [Tensor, Tensor, new (m: string) => Error, string][] = [
      [float([[0.2, Number.NaN]]), int([[1, 0]]), OptionError, 'expected scores that are numbers but received NaN at'],
      [float([[0.2, 0.3]]), float([[1, Number.NaN]]), OptionError, 'expected relevance >= 0 but received NaN'],
      [float([0.2, 0.3]), int([1, 0]), ShapeError, 'expected float scores (Q, D) with relevance (Q, D)'],
      [int([[1, 0]]), int([[1, 0]]), ShapeError, 'but received [1, 2] int32 and [1, 2]']
    ]
    for (const [prediction, target, kind, message] of refused) {
      expect(() => metric.update(prediction, target)).toThrow(kind)
      expect(() => metric.update(prediction, target)).toThrow(message)
    }
    expect(metric.compute()).toBe(before)
    expect(() => make({ topK: 0 })).toThrow('expected topK to be a whole number >= 1')
    expect(() => make({ k: 3 } as never)).toThrow('unknown option k')
  })
})

test('a model of constant scores earns nothing, wherever the relevant documents stand', () => {
  const scores = float([[0.5, 0.5, 0.5, 0.5]])
  for (const target of [int([0]), int([3])]) {
    expect(of(new RetrievalRecall({ topK: 1 }), scores, target)).toBe(0)
    expect(of(new RetrievalMRR(), scores, target)).toBe(0.25)
  }
})
