// Balanced accuracy, Matthews correlation, log loss, Brier score, calibration error and average precision, and average:
// 'none': against naive functions that see all samples at once and follow scikit-learn's definitions, for any batches.
import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  AUROC,
  AveragePrecision,
  BalancedAccuracy,
  BrierScore,
  CalibrationError,
  type ClassMetricOptions,
  F1,
  LogLoss,
  MatthewsCorrelation,
  type Metric,
  Precision,
  Recall
} from '../../lib/metrics/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { NestedArray, Tensor } from '../../lib/tensor/tensor.ts'

const float = (v: NestedArray): Tensor => tensor(v, { dtype: 'float64' })
const int = (v: NestedArray): Tensor => tensor(v, { dtype: 'int32' })

/** Feeds batches that end at `cuts`, with the state through JSON in between. */
function feed<R>(make: () => Metric<R>, predictions: NestedArray[], targets: number[], cuts: number[], to = float): R {
  let metric = make()
  const ends = [...new Set(cuts.map((c) => c % (targets.length + 1))), targets.length].sort((a, b) => a - b)
  let start = 0
  for (const end of ends) {
    if (end === start) continue
    metric.update(to(predictions.slice(start, end)), int(targets.slice(start, end)))
    start = end
    const next = make()
    next.setState(JSON.parse(JSON.stringify(metric.state())))
    metric = next
  }
  return metric.compute()
}

const cuts = fc.array(fc.nat(), { maxLength: 6 })
const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length

/** Probabilities of 2 to 4 classes in few different values, with a class each. */
const samples = fc.integer({ min: 2, max: 4 }).chain((c) => {
  const row = fc.array(fc.constantFrom<number[]>(0, 0, 1, 2, 5), { minLength: c, maxLength: c }).map((weights) => {
    const sum = weights.reduce((a, b) => a + b, 0)
    return sum === 0 ? weights.map(() => 1 / c) : weights.map((w) => w / sum)
  })
  return fc.array(fc.tuple(row, fc.nat({ max: c - 1 })), { minLength: 1, maxLength: 30 })
})

function property(check: (rows: number[][], labels: number[], cut: number[]) => void): void {
  const each = fc.property(samples, cuts, (list, cut) =>
    check(
      list.map(([row]) => row),
      list.map(([, label]) => label),
      cut
    )
  )
  fc.assert(each, { numRuns: 150 })
}

/** Equal to rounding; NaN only for NaN. */
const near = (found: number, want: number): void =>
  Number.isNaN(want) ? expect(found).toBeNaN() : expect(found).toBeCloseTo(want, 12)

const highest = (row: number[]): number => row.indexOf(Math.max(...row))

describe('any batches', () => {
  test('BalancedAccuracy', () => {
    property((rows, labels, cut) => {
      const present = [...new Set(labels)]
      const recalls = present.map((c) =>
        mean(rows.flatMap((r, k) => (labels[k] === c ? [Number(highest(r) === c)] : [])))
      )
      expect(feed(() => new BalancedAccuracy(), rows, labels, cut)).toBeCloseTo(mean(recalls), 13)
      if (present.length === 1) return
      const chance = 1 / present.length
      const adjusted = (mean(recalls) - chance) / (1 - chance)
      expect(feed(() => new BalancedAccuracy({ adjusted: true }), rows, labels, cut)).toBeCloseTo(adjusted, 13)
    })
  })

  test('MatthewsCorrelation: the correlation of one-hot columns', () => {
    property((rows, labels, cut) => {
      const classes = rows[0]!.length
      const predicted = rows.map(highest)
      // Covariance of the indicators, summed over the classes.
      const covariance = (a: number[], b: number[]): number =>
        Array.from({ length: classes }, (_, c) => {
          const [x, y] = [a.map((v) => Number(v === c)), b.map((v) => Number(v === c))]
          return mean(x.map((v, k) => (v - mean(x)) * (y[k]! - mean(y))))
        }).reduce((s, v) => s + v, 0)
      const spread = Math.sqrt(covariance(predicted, predicted) * covariance(labels, labels))
      const wanted = spread < 1e-12 ? 0 : covariance(predicted, labels) / spread
      expect(feed(() => new MatthewsCorrelation(), rows, labels, cut)).toBeCloseTo(wanted, 11)
    })
  })

  test('LogLoss, and of logits', () => {
    property((rows, labels, cut) => {
      const eps = 2 ** -52
      const wanted = mean(rows.map((r, k) => -Math.log(Math.min(Math.max(r[labels[k]!]!, eps), 1 - eps))))
      const result = feed(() => new LogLoss(), rows, labels, cut)
      expect(result).toBeCloseTo(wanted, 12)
      expect(feed(() => new LogLoss(), rows, labels, [])).toBe(result)
      const logits = rows.map((r) => r.map((p) => 3 * p - 1))
      const entropies = logits.map((x, k) => Math.log(x.reduce((s, v) => s + Math.exp(v), 0)) - x[labels[k]!]!)
      expect(feed(() => new LogLoss({ fromLogits: true }), logits, labels, cut)).toBeCloseTo(mean(entropies), 12)
    })
  })

  test('BrierScore', () => {
    property((rows, labels, cut) => {
      const sums = rows.map((r, k) => r.reduce((s, p, c) => s + (p - Number(labels[k] === c)) ** 2, 0))
      const half = rows[0]!.length === 2 ? 2 : 1
      const result = feed(() => new BrierScore(), rows, labels, cut)
      expect(result).toBeCloseTo(mean(sums) / half, 13)
      expect(feed(() => new BrierScore(), rows, labels, [])).toBe(result)
      expect(feed(() => new BrierScore({ scaleByHalf: false }), rows, labels, cut)).toBeCloseTo(mean(sums), 13)
      expect(feed(() => new BrierScore({ scaleByHalf: true }), rows, labels, cut)).toBeCloseTo(mean(sums) / 2, 13)
    })
  })

  test('CalibrationError, in every norm', () => {
    property((rows, labels, cut) => {
      for (const bins of [1, 4, 15]) {
        const inBin = Array.from({ length: bins }, (_, m) =>
          rows.flatMap((r, k) => {
            const p = Math.max(...r)
            const inside = p * bins > m && p * bins <= m + 1
            return inside ? [{ p, right: Number(highest(r) === labels[k]) }] : []
          })
        ).filter((list) => list.length > 0)
        const gaps = inBin.map((list) => Math.abs(mean(list.map((x) => x.p)) - mean(list.map((x) => x.right))))
        const shares = inBin.map((list) => list.length / rows.length)
        const sum = (power: number): number => gaps.reduce((s, gap, k) => s + shares[k]! * gap ** power, 0)
        const of = (norm?: 'l2' | 'max'): number => feed(() => new CalibrationError({ bins, norm }), rows, labels, cut)
        expect(of()).toBeCloseTo(sum(1), 12)
        expect(of('l2')).toBeCloseTo(Math.sqrt(sum(2)), 7)
        expect(of('max')).toBeCloseTo(Math.max(...gaps), 12)
      }
    })
  })

  test('AveragePrecision, with ties', () => {
    property((rows, labels, cut) => {
      const each = rows[0]!.map((_, c) => {
        const positives = labels.filter((l) => l === c).length
        let [area, recall] = [0, 0]
        for (const threshold of [...new Set(rows.map((r) => r[c]!))].sort((a, b) => b - a)) {
          const chosen = labels.filter((_, k) => rows[k]![c]! >= threshold)
          const hits = chosen.filter((l) => l === c).length
          area += (hits / positives - recall) * (hits / chosen.length)
          recall = hits / positives
        }
        return positives === 0 ? Number.NaN : area
      })
      const found = feed(() => new AveragePrecision({ average: 'none' }), rows, labels, cut)
      expect(found).toHaveLength(each.length)
      for (const [c, want] of each.entries()) near(found[c]!, want)
      const there = each.filter((v) => !Number.isNaN(v))
      expect(feed(() => new AveragePrecision(), rows, labels, cut)).toBeCloseTo(mean(there), 12)
      const first = labels.map((l) => Number(l === 0))
      const scores = rows.map((r) => r[0]!)
      near(
        feed(() => new AveragePrecision(), scores, first, cut),
        each[0]!
      )
    })
  })

  test("average: 'none' is perClass()", () => {
    property((rows, labels, cut) => {
      for (const Kind of [Precision, Recall, F1]) {
        const found: number[] = feed(() => new Kind({ average: 'none' }), rows, labels, cut)
        const whole = new Kind()
        whole.update(float(rows), int(labels))
        expect(found).toEqual(whole.perClass())
        expect(found).toHaveLength(rows[0]!.length)
      }
    })
  })
})

// Worked by hand from the definitions.
describe('by hand', () => {
  const predicted = [0, 2, 1, 0, 0, 1]
  const actual = [0, 1, 2, 0, 1, 2]

  test('of class numbers', () => {
    const balanced = new BalancedAccuracy()
    balanced.update(int(predicted), int(actual))
    expect(balanced.compute()).toBeCloseTo(1 / 3, 15)
    // c s - sum p t = 2 * 6 - (3 * 2 + 2 * 2 + 1 * 2) = 0.
    const matthews = new MatthewsCorrelation()
    matthews.update(int(predicted), int(actual))
    expect(matthews.compute()).toBe(0)
    const recall = new Recall({ average: 'none' })
    recall.update(int(predicted), int(actual))
    expect(recall.compute()).toEqual([1, 0, 0])
  })

  test('of one probability a sample', () => {
    const [p, y] = [tensor([0.1, 0.9, 0.8, 0.35]), int([0, 1, 1, 0])]
    const cases: [Metric, number][] = [
      [new LogLoss(), -(Math.log(0.9) + Math.log(0.9) + Math.log(0.8) + Math.log(0.65)) / 4],
      [new BrierScore(), (0.01 + 0.01 + 0.04 + 0.1225) / 4],
      // Two bins: 0.1 and 0.35 with no 1 among them; 0.9 and 0.8 with two.
      [new CalibrationError({ bins: 2 }), 0.5 * 0.225 + 0.5 * 0.15],
      [new AveragePrecision(), 1]
    ]
    for (const [metric, want] of cases) {
      metric.update(p, y)
      expect(metric.compute(), metric.name).toBeCloseTo(want, 6)
      metric.reset()
      metric.update(p.reshape([4, 1]), y)
      expect(metric.compute(), metric.name).toBeCloseTo(want, 6)
    }
  })

  test('logits of one score a sample are those of a sigmoid', () => {
    const [logits, chances] = [new LogLoss({ fromLogits: true }), new LogLoss()]
    const x = [-2, 0.5, 3]
    logits.update(float(x), int([0, 1, 1]))
    chances.update(float(x.map((v) => 1 / (1 + Math.exp(-v)))), int([0, 1, 1]))
    expect(logits.compute()).toBeCloseTo(chances.compute(), 14)
    // exp would overflow.
    logits.reset()
    logits.update(float([[1000, 0]]), int([1]))
    expect(logits.compute()).toBeCloseTo(-Math.log(2 ** -52), 6)
  })

  test('the edges of bins', () => {
    // 0.5 is in the first of two bins, 0 as well, 1 in the last.
    const metric = new CalibrationError({ bins: 2, norm: 'max' })
    metric.update(float([0, 0.5, 1]), int([0, 1, 1]))
    expect(metric.compute()).toBe(0.25)
  })
})

describe('edges', () => {
  const kinds: [string, (options?: ClassMetricOptions) => Metric<number>][] = [
    ['BalancedAccuracy', (o) => new BalancedAccuracy(o)],
    ['MatthewsCorrelation', (o) => new MatthewsCorrelation(o)],
    ['LogLoss', (o) => new LogLoss(o)],
    ['BrierScore', (o) => new BrierScore(o)],
    ['CalibrationError', (o) => new CalibrationError(o)],
    ['AveragePrecision', (o) => new AveragePrecision(o)]
  ]

  test.each(kinds)('%s of nothing, of an empty batch, after reset', (name, make) => {
    const metric = make()
    expect(metric.name).toBe(name[0]!.toLowerCase() + name.slice(1))
    expect(metric.compute()).toBeNaN()
    metric.update(tensor([], { shape: [0, 3] }), int([]))
    expect(metric.compute()).toBeNaN()
    metric.reset()
    metric.update(tensor([[0.2, 0.8]]), int([1]))
    metric.reset()
    expect(metric.compute()).toBeNaN()
  })

  test.each(kinds)('%s leaves out padding', (_, make) => {
    const rows = [
      [0.2, 0.8],
      [0.6, 0.4],
      [0.3, 0.7]
    ]
    const padded = make({ ignoreIndex: -100 })
    padded.update(float(rows), int([1, -100, 0]))
    const alone = make()
    alone.update(float([rows[0]!, rows[2]!]), int([1, 0]))
    expect(padded.compute()).toBe(alone.compute())
  })

  test('one class', () => {
    const all = (metric: Metric): number => {
      metric.update(
        float([
          [0.9, 0.1],
          [0.4, 0.6]
        ]),
        int([0, 0])
      )
      return metric.compute()
    }
    expect(all(new BalancedAccuracy())).toBe(0.5)
    expect(all(new BalancedAccuracy({ adjusted: true }))).toBeNaN()
    expect(all(new MatthewsCorrelation())).toBe(0)
    expect(all(new AveragePrecision())).toBe(1)
    const none = new AveragePrecision()
    none.update(float([0.3, 0.4]), int([0, 0]))
    expect(none.compute()).toBeNaN()
    const each = new F1({ average: 'none', classes: 3 })
    expect(each.compute()).toEqual([Number.NaN, Number.NaN, Number.NaN])
    const auroc = new AUROC({ average: 'none' })
    auroc.update(float([[0.3, 0.7]]), int([1]))
    expect(auroc.compute()).toEqual([Number.NaN, Number.NaN])
  })

  test('equal scores', () => {
    const tied = new AveragePrecision()
    tied.update(float([0.5, 0.5, 0.5, 0.5]), int([1, 0, 0, 0]))
    expect(tied.compute()).toBe(0.25)
  })

  test('what is not a probability is refused, and the totals stay', () => {
    for (const make of [() => new LogLoss(), () => new BrierScore(), () => new CalibrationError()]) {
      const metric = make()
      metric.update(float([0.25]), int([1]))
      const before = metric.compute()
      expect(() => metric.update(float([0.5, 2.5]), int([1, 0]))).toThrow(
        /expected probabilities from 0 to 1 but received 2\.5 for sample 1; for logits pass fromLogits: true$/
      )
      expect(() => metric.update(float([[0.5, 0.4]]), int([1]))).toThrow(
        'that sum to 1 but those of sample 0 sum to 0.9'
      )
      expect(() => metric.update(int([1]), int([1]))).toThrow('expected probabilities (float32 or float64)')
      expect(() => metric.update(float([Number.NaN]), int([1]))).toThrow('received NaN')
      expect(() => metric.update(float([[0.5, 0.5]]), int([1]))).toThrow('as in earlier batches')
      expect(metric.compute()).toBe(before)
    }
    expect(() => new CalibrationError({ bins: 0 })).toThrow('expected bins to be a whole number >= 1')
    expect(() => new LogLoss({ fromLogit: true } as never)).toThrow('did you mean fromLogits?')
  })

  test('types: an array for none, else a number', () => {
    const [f1, auroc] = [new F1({ average: 'none' }), new AUROC({ average: 'none' })]
    expectTypeOf(f1.compute()).toEqualTypeOf<number[]>()
    expectTypeOf(auroc.compute()).toEqualTypeOf<number[]>()
    // A Metric, as a Trainer logs it, computes one number.
    expectTypeOf(f1).not.toExtend<Metric>()
    expectTypeOf(auroc).not.toExtend<Metric>()
    const numbers: Metric[] = [new Precision({ average: 'macro' }), new Recall(), new AUROC(), new AveragePrecision()]
    const all = [...numbers, f1, auroc]
    expect(all.map((metric) => typeof metric.compute())).toEqual([...Array(4).fill('number'), 'object', 'object'])
  })
})
