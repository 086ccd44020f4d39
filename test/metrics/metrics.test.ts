// Every metric against a slow reference that sees all samples at once, for any split into batches; the reference
// follows scikit-learn's definitions.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  Accuracy,
  AUROC,
  ConfusionMatrix,
  F1,
  MeanAbsoluteError,
  MeanSquaredError,
  type Metric,
  Precision,
  R2,
  Recall,
  TopKAccuracy
} from '../../lib/metrics/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { NestedArray, Tensor } from '../../lib/tensor/tensor.ts'

const float = (v: NestedArray) => tensor(v, { dtype: 'float64' })
const int = (v: NestedArray) => tensor(v, { dtype: 'int32' })

/** Feeds rows in batches that end at `cuts`, with a JSON round trip of the state in between, and computes. */
function feed<R>(
  make: () => Metric<R>,
  predictions: NestedArray[],
  targets: NestedArray[],
  cuts: number[],
  toTensor: (v: NestedArray) => Tensor = float,
  toTarget: (v: NestedArray) => Tensor = int
): Metric<R> {
  let metric = make()
  const ends = [...new Set(cuts.map((c) => c % (predictions.length + 1))), predictions.length].sort((a, b) => a - b)
  let start = 0
  for (const end of ends) {
    if (end === start) continue
    metric.update(toTensor(predictions.slice(start, end)), toTarget(targets.slice(start, end)))
    start = end
    const next = make()
    next.setState(JSON.parse(JSON.stringify(metric.state())))
    metric = next
  }
  return metric
}

const cuts = fc.array(fc.nat(), { maxLength: 6 })
const score = fc.constantFrom(-2, -0.5, 0, 0.25, 0.5, 1, 3)
/** Rows of C scores with a class number each. */
const scored = fc
  .integer({ min: 2, max: 5 })
  .chain((c) =>
    fc.array(fc.tuple(fc.array(score, { minLength: c, maxLength: c }), fc.nat({ max: c - 1 })), {
      minLength: 1,
      maxLength: 40
    })
  )
const highest = (row: number[]) => row.indexOf(Math.max(...row))

// --- references ---

function perClass(pairs: [number, number][], classes: number) {
  return Array.from({ length: classes }, (_, c) => ({
    tp: pairs.filter(([p, t]) => p === c && t === c).length,
    fp: pairs.filter(([p, t]) => p === c && t !== c).length,
    fn: pairs.filter(([p, t]) => p !== c && t === c).length
  }))
}

const ratio = (a: number, b: number) => (b === 0 ? 0 : a / b)
const FORMULAS = {
  precision: (c: { tp: number; fp: number; fn: number }) => ratio(c.tp, c.tp + c.fp),
  recall: (c: { tp: number; fp: number; fn: number }) => ratio(c.tp, c.tp + c.fn),
  f1: (c: { tp: number; fp: number; fn: number }) => ratio(2 * c.tp, 2 * c.tp + c.fp + c.fn)
}

function averaged(formula: keyof typeof FORMULAS, pairs: [number, number][], classes: number, average: string): number {
  const counts = perClass(pairs, classes)
  const f = FORMULAS[formula]
  if (average === 'micro') {
    const sum = (key: 'tp' | 'fp' | 'fn') => counts.reduce((s, c) => s + c[key], 0)
    return f({ tp: sum('tp'), fp: sum('fp'), fn: sum('fn') })
  }
  // scikit-learn averages over the labels that occur.
  const present = counts.filter((c) => c.tp + c.fp + c.fn > 0)
  if (average === 'macro') return present.reduce((s, c) => s + f(c), 0) / present.length
  return present.reduce((s, c) => s + (c.tp + c.fn) * f(c), 0) / pairs.length
}

function area(scores: number[], positive: boolean[]): number {
  let wins = 0
  let pairs = 0
  for (const [i, a] of scores.entries()) {
    for (const [j, b] of scores.entries()) {
      if (!positive[i] || positive[j]) continue
      pairs++
      wins += a > b ? 1 : a === b ? 0.5 : 0
    }
  }
  return wins / pairs
}

describe('classification, any batches', () => {
  const run = (check: (rows: number[][], labels: number[], classes: number, cut: number[]) => void) =>
    fc.assert(
      fc.property(scored, cuts, (samples, cut) =>
        check(
          samples.map((s) => s[0]),
          samples.map((s) => s[1]),
          samples[0]![0].length,
          cut
        )
      ),
      { numRuns: 150 }
    )

  test('Accuracy', () => {
    run((rows, labels, classes, cut) => {
      const expected = rows.filter((row, k) => highest(row) === labels[k]).length / rows.length
      expect(feed(() => new Accuracy(), rows, labels, cut).compute()).toBe(expected)
      const oneHot = labels.map((l) => Array.from({ length: classes }, (_, c) => (c === l ? 1 : 0)))
      expect(feed(() => new Accuracy(), rows, oneHot, cut).compute()).toBe(expected)
      expect(feed(() => new Accuracy(), rows, oneHot, cut, float, float).compute()).toBe(expected)
      expect(feed(() => new Accuracy(), rows.map(highest), labels, cut, int).compute()).toBe(expected)
    })
  })

  test('TopKAccuracy', () => {
    run((rows, labels, classes, cut) => {
      for (let k = 1; k <= classes; k++) {
        const hits = rows.filter((row, r) => {
          const order = row.map((_, c) => c).sort((a, b) => row[b]! - row[a]! || a - b)
          return order.slice(0, k).includes(labels[r]!)
        })
        expect(feed(() => new TopKAccuracy({ k }), rows, labels, cut).compute()).toBe(hits.length / rows.length)
      }
    })
  })

  test('ConfusionMatrix, Precision, Recall, F1', () => {
    run((rows, labels, classes, cut) => {
      const pairs = rows.map((row, k): [number, number] => [highest(row), labels[k]!])
      const matrix = Array.from({ length: classes }, (_, t) =>
        Array.from({ length: classes }, (_, p) => pairs.filter(([a, b]) => a === p && b === t).length)
      )
      expect(
        feed(() => new ConfusionMatrix(), rows, labels, cut)
          .compute()
          .toArray()
      ).toEqual(matrix)
      for (const [formula, Metric] of [
        ['precision', Precision],
        ['recall', Recall],
        ['f1', F1]
      ] as const) {
        for (const average of ['micro', 'macro', 'weighted'] as const) {
          const result = feed(() => new Metric({ average }), rows, labels, cut).compute()
          expect(result).toBeCloseTo(averaged(formula, pairs, classes, average), 14)
          // The same bits in one batch, and from class numbers whose count is not known.
          expect(feed(() => new Metric({ average }), rows, labels, []).compute()).toBe(result)
          expect(
            feed(
              () => new Metric({ average }),
              pairs.map((p) => p[0]),
              labels,
              cut,
              int
            ).compute()
          ).toBe(result)
        }
        const each = feed(() => new Metric(), rows, labels, cut) as F1
        expect(each.perClass()).toEqual(perClass(pairs, classes).map(FORMULAS[formula]))
        expect(each.compute()).toBeCloseTo(averaged(formula, pairs, classes, 'macro'), 14)
      }
    })
  })

  test('AUROC', () => {
    run((rows, labels, classes, cut) => {
      const areas = Array.from({ length: classes }, (_, c) =>
        area(
          rows.map((r) => r[c]!),
          labels.map((l) => l === c)
        )
      )
      const metric = feed(() => new AUROC(), rows, labels, cut) as AUROC
      expect(metric.perClass()).toEqual(areas)
      const some = areas.filter((a) => !Number.isNaN(a))
      expect(metric.compute()).toBe(some.reduce((a, b) => a + b, 0) / some.length)
      const first = feed(
        () => new AUROC(),
        rows.map((r) => r[0]!),
        labels.map((l) => Number(l === 0)),
        cut
      )
      expect(first.compute()).toBe(areas[0])
    })
  })

  test('one score a sample', () => {
    const samples = fc.array(fc.tuple(fc.constantFrom(0, 0.2, 0.5, 0.7, 1), fc.nat({ max: 1 })), {
      minLength: 1,
      maxLength: 30
    })
    fc.assert(
      fc.property(samples, cuts, fc.constantFrom(0.5, 0, 0.7), (list, cut, threshold) => {
        const pairs = list.map(([s, t]): [number, number] => [s > threshold ? 1 : 0, t])
        const scores = list.map((s) => s[0])
        const labels = list.map((s) => s[1])
        const correct = pairs.filter(([p, t]) => p === t).length / list.length
        expect(feed(() => new Accuracy({ threshold }), scores, labels, cut).compute()).toBe(correct)
        const columns = scores.map((s) => [s])
        expect(feed(() => new Accuracy({ threshold }), columns, labels, cut).compute()).toBe(correct)
        expect(
          feed(
            () => new Accuracy({ threshold }),
            columns,
            labels.map((l) => [l]),
            cut,
            float,
            float
          ).compute()
        ).toBe(correct)
        const positive = perClass(pairs, 2)[1]!
        expect(feed(() => new Precision({ threshold }), scores, labels, cut).compute()).toBe(
          FORMULAS.precision(positive)
        )
        expect(feed(() => new Recall({ threshold }), scores, labels, cut).compute()).toBe(FORMULAS.recall(positive))
        expect(feed(() => new F1({ threshold, average: 'macro' }), scores, labels, cut).compute()).toBeCloseTo(
          averaged('f1', pairs, 2, 'macro'),
          14
        )
        expect(
          feed(() => new ConfusionMatrix({ threshold }), scores, labels, cut)
            .compute()
            .toArray()
        ).toEqual([0, 1].map((t) => [0, 1].map((p) => pairs.filter((x) => x[0] === p && x[1] === t).length)))
      }),
      { numRuns: 100 }
    )
  })
})

describe('regression, any batches', () => {
  const value = fc.double({ min: -1e3, max: 1e3, noNaN: true })
  const rows = fc.integer({ min: 1, max: 3 }).chain((d) => {
    const row = fc.array(value, { minLength: d, maxLength: d })
    return fc.array(fc.tuple(row, row), { minLength: 2, maxLength: 30 })
  })

  test('MeanAbsoluteError, MeanSquaredError, R2: close to two passes, the same bits for any split', () => {
    fc.assert(
      fc.property(rows, cuts, (pairs, cut) => {
        const p = pairs.map((x) => x[0])
        const t = pairs.map((x) => x[1])
        const errors = p.flatMap((row, k) => row.map((v, d) => v - t[k]![d]!))
        const mean = (x: number[]) => x.reduce((a, b) => a + b, 0) / x.length
        const near = (a: number, b: number) =>
          expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(b)))
        const cases: [() => Metric, number][] = [
          [() => new MeanAbsoluteError(), mean(errors.map(Math.abs))],
          [() => new MeanSquaredError(), mean(errors.map((e) => e * e))],
          [() => new MeanSquaredError({ squared: false }), Math.sqrt(mean(errors.map((e) => e * e)))]
        ]
        for (const [make, expected] of cases) {
          const result = feed(make, p, t, cut, float, float).compute()
          near(result, expected)
          expect(feed(make, p, t, [], float, float).compute()).toBe(result)
        }
        expect(feed(() => new R2(), p, t, cut, float, float).compute()).toBe(
          feed(() => new R2(), p, t, [], float, float).compute()
        )
      }),
      { numRuns: 150 }
    )
  })

  test('R2 against its definition', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
          minLength: 2,
          maxLength: 40
        }),
        cuts,
        (pairs, cut) => {
          const t = pairs.map((x) => x[1])
          const mean = t.reduce((a, b) => a + b, 0) / t.length
          const around = t.reduce((s, y) => s + (y - mean) ** 2, 0)
          const residual = pairs.reduce((s, [p, y]) => s + (y - p) ** 2, 0)
          fc.pre(around > 0)
          const result = feed(
            () => new R2(),
            pairs.map((x) => x[0]),
            t,
            cut,
            float,
            float
          ).compute()
          const expected = 1 - residual / around
          expect(Math.abs(result - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)))
        }
      ),
      { numRuns: 100 }
    )
  })

  test('R2 does not lose its digits far from zero', () => {
    const r2 = new R2()
    r2.update(float([1e9 + 1, 1e9 + 2, 1e9 + 3]), float([1e9 + 1, 1e9 + 2, 1e9 + 4]))
    expect(r2.compute()).toBeCloseTo(1 - 1 / (14 / 3), 9)
  })
})
