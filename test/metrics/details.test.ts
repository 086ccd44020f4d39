import { describe, expect, test } from 'vitest'
import { IndexError, OptionError, ShapeError } from '../../lib/errors.ts'
import {
  Accuracy,
  AUROC,
  ConfusionMatrix,
  F1,
  MeanAbsoluteError,
  MeanSquaredError,
  Precision,
  R2,
  Recall,
  TopKAccuracy
} from '../../lib/metrics/index.ts'
import { tensor, zeros } from '../../lib/tensor/create.ts'
import type { NestedArray } from '../../lib/tensor/tensor.ts'

const int = (v: NestedArray) => tensor(v, { dtype: 'int32' })

describe('names, reset, nothing yet', () => {
  test('default and own names', () => {
    const names = [
      new Accuracy(),
      new TopKAccuracy(),
      new TopKAccuracy({ k: 3 }),
      new Precision(),
      new Recall(),
      new F1()
    ]
    expect(names.map((m) => m.name)).toEqual(['accuracy', 'top5Accuracy', 'top3Accuracy', 'precision', 'recall', 'f1'])
    expect(new ConfusionMatrix().name).toBe('confusionMatrix')
    expect(new MeanAbsoluteError().name).toBe('meanAbsoluteError')
    expect([new MeanSquaredError().name, new MeanSquaredError({ squared: false }).name]).toEqual([
      'meanSquaredError',
      'rootMeanSquaredError'
    ])
    expect([new R2().name, new AUROC().name, new F1({ name: 'mine' }).name]).toEqual(['r2', 'auroc', 'mine'])
  })

  test('NaN before the first batch and after reset', () => {
    for (const metric of [
      new Accuracy(),
      new TopKAccuracy({ k: 1 }),
      new Precision(),
      new Recall(),
      new F1(),
      new AUROC()
    ]) {
      expect(metric.compute()).toBe(Number.NaN)
      metric.update(
        tensor([
          [0.1, 0.9],
          [0.9, 0.1]
        ]),
        int([1, 0])
      )
      expect(metric.compute()).toBe(1)
      metric.reset()
      expect(metric.compute()).toBe(Number.NaN)
    }
    for (const metric of [new MeanAbsoluteError(), new MeanSquaredError(), new R2()]) {
      expect(metric.compute()).toBe(Number.NaN)
      metric.update(tensor([1, 2]), tensor([1, 2]))
      expect(Number.isNaN(metric.compute())).toBe(false)
      metric.reset()
      expect(metric.compute()).toBe(Number.NaN)
    }
    expect(new ConfusionMatrix().compute().shape).toEqual([0, 0])
    expect(new ConfusionMatrix({ classes: 2 }).compute().toArray()).toEqual([
      [0, 0],
      [0, 0]
    ])
  })

  test('states that are none', () => {
    for (const state of [null, {}, { layout: 0 }, { layout: 0, totals: ['x'] }, { layout: 0.5, totals: [] }]) {
      expect(() => new Accuracy().setState(state as never)).toThrow('Accuracy.setState: expected the result of state()')
    }
    const error = new MeanSquaredError()
    error.update(tensor([Infinity]), tensor([0]))
    const other = new MeanSquaredError()
    other.setState(JSON.parse(JSON.stringify(error.state())))
    expect(other.compute()).toBe(Infinity)
  })
})

describe('by hand', () => {
  // The example of scikit-learn's user guide: y_true 0 1 2 0 1 2, y_pred 0 2 1 0 0 1.
  const actual = int([0, 1, 2, 0, 1, 2])
  const predicted = int([0, 2, 1, 0, 0, 1])
  const value = (metric: Precision | Recall | F1) => {
    metric.update(predicted, actual)
    return metric.compute()
  }

  test('precision, recall and F1 of three classes', () => {
    expect(value(new Precision({ average: 'macro' }))).toBeCloseTo(2 / 9, 15)
    expect(value(new Precision({ average: 'micro' }))).toBeCloseTo(1 / 3, 15)
    expect(value(new Precision({ average: 'weighted' }))).toBeCloseTo(2 / 9, 15)
    expect(value(new Recall({ average: 'macro' }))).toBeCloseTo(1 / 3, 15)
    expect(value(new F1({ average: 'macro' }))).toBeCloseTo(0.8 / 3, 15)
    const f1 = new F1()
    f1.update(predicted, actual)
    expect(f1.perClass()).toEqual([0.8, 0, 0])
  })

  test('0 / 0 counts as told', () => {
    const precision = (zeroDivision?: number) => {
      const metric = new Precision(zeroDivision === undefined ? {} : { zeroDivision })
      metric.update(tensor([0.1, 0.2]), int([1, 1]))
      return metric.compute()
    }
    expect([precision(), precision(1)]).toEqual([0, 1])
  })

  test('a class that never comes does not count in the mean', () => {
    const f1 = new F1({ classes: 5 })
    f1.update(int([0, 1]), int([0, 1]))
    expect([f1.compute(), f1.perClass()]).toEqual([1, [1, 1, 0, 0, 0]])
  })

  test('normalized confusion matrices', () => {
    const matrix = (normalize: 'true' | 'pred' | 'all') => {
      const metric = new ConfusionMatrix({ normalize, classes: 3 })
      metric.update(int([0, 0, 1, 1]), int([0, 0, 0, 1]))
      return metric.compute().toArray()
    }
    expect(matrix('true')).toEqual([
      [2 / 3, 1 / 3, 0],
      [0, 1, 0],
      [0, 0, 0]
    ])
    expect(matrix('pred')).toEqual([
      [1, 0.5, 0],
      [0, 0.5, 0],
      [0, 0, 0]
    ])
    expect(matrix('all')).toEqual([
      [0.5, 0.25, 0],
      [0, 0.25, 0],
      [0, 0, 0]
    ])
  })

  test('AUROC of the example of scikit-learn', () => {
    const auroc = new AUROC()
    auroc.update(tensor([0.1, 0.4, 0.35, 0.8]), int([0, 0, 1, 1]))
    expect(auroc.compute()).toBe(0.75)
    const one = new AUROC()
    one.update(tensor([0.1, 0.4]), int([1, 1]))
    expect(one.compute()).toBe(Number.NaN)
  })

  test('R2 of outputs, exact constants', () => {
    const r2 = new R2()
    r2.update(
      tensor([
        [0, 2],
        [-1, 2],
        [8, -5]
      ]),
      tensor([
        [0.5, 1],
        [-1, 1],
        [7, -6]
      ])
    )
    // r2_score of scikit-learn's page.
    expect(r2.perOutput()[0]).toBeCloseTo(0.965438, 6)
    expect(r2.compute()).toBeCloseTo(0.9368, 4)
    const constant = (p: number[]) => {
      const metric = new R2()
      metric.update(tensor(p), tensor([2, 2]))
      return metric.compute()
    }
    expect([constant([2, 2]), constant([2, 3])]).toEqual([1, 0])
  })

  test('scores with inner dimensions: (N, C, L) with (N, L)', () => {
    const scores = tensor([
      [
        [0.9, 0.2],
        [0.1, 0.8]
      ]
    ])
    for (const [target, expected] of [
      [[[0, 1]], 1],
      [[[0, 0]], 0.5]
    ] as const) {
      const accuracy = new Accuracy()
      accuracy.update(scores, int(target as unknown as NestedArray))
      expect(accuracy.compute()).toBe(expected)
      const top = new TopKAccuracy({ k: 2 })
      top.update(scores, int(target as unknown as NestedArray))
      expect(top.compute()).toBe(1)
    }
  })

  test('NaN wins, as in argmax; booleans are two classes; logits have threshold 0', () => {
    const accuracy = new Accuracy()
    accuracy.update(tensor([[0.5, Number.NaN, 1]]), int([1]))
    accuracy.update(tensor([true, false]), tensor([true, true]))
    expect(accuracy.compute()).toBe(2 / 3)
    const logits = new Accuracy({ threshold: 0 })
    logits.update(tensor([0.1, -0.1]), int([1, 0]))
    expect(logits.compute()).toBe(1)
  })
})

describe('errors', () => {
  const scores = zeros([2, 3])
  const check = (body: () => void, type: new (m: string) => Error, message: string) => {
    expect(body).toThrow(type)
    expect(body).toThrow(message)
  }

  test('shapes', () => {
    const shape =
      'Accuracy: expected prediction (N, C, ...) with target (N, ...), or both of one shape, but received [2, 3] and [3]'
    check(() => new Accuracy().update(scores, int([0, 1, 2])), ShapeError, shape)
    check(() => new F1().update(int([1]), int([1, 0])), ShapeError, 'F1: expected prediction (N, C, ...)')
    check(() => new Accuracy().update(tensor([1, 2]), int([1])), ShapeError, 'but received [2] and [1]')
    check(
      () => new Accuracy().update([1] as never, int([1])),
      OptionError,
      'Accuracy: expected prediction to be a tensor'
    )
    check(
      () => new TopKAccuracy().update(scores, int([0, 1])),
      ShapeError,
      'TopKAccuracy: expected scores (N, C, ...) of at least 5 classes but received [2, 3] float32'
    )
    check(() => new TopKAccuracy({ k: 1 }).update(int([0]), int([0])), ShapeError, 'but received [1] int32')
    check(
      () => new AUROC().update(int([1, 0]), int([1, 0])),
      ShapeError,
      'AUROC: expected scores (float32 or float64) but received class numbers'
    )
    const message =
      'MeanSquaredError: expected prediction and target of one shape but received [2, 1] and [2]; reshape one of them'
    check(() => new MeanSquaredError().update(zeros([2, 1]), zeros([2])), ShapeError, message)
    check(() => new MeanAbsoluteError().update(zeros([3]), zeros([2])), ShapeError, 'but received [3] and [2]')
    check(
      () => new R2().update(zeros([1, 1, 1]), zeros([1, 1, 1])),
      ShapeError,
      'R2: expected shapes (N) or (N, D) but received [1, 1, 1]'
    )
  })

  test('values', () => {
    check(
      () => new Accuracy().update(scores, int([0, 3])),
      IndexError,
      'Accuracy: expected class numbers from 0 to 2 but received 3 at position 1'
    )
    check(() => new Accuracy().update(scores, int([0, -1])), IndexError, 'received -1 at position 1')
    check(
      () => new Accuracy().update(scores, tensor([0.5, 1])),
      OptionError,
      'Accuracy: expected targets to be class numbers but received 0.5'
    )
    check(
      () => new Accuracy().update(tensor([0.5]), int([2])),
      OptionError,
      'Accuracy: expected targets 0 or 1 for predictions of one score each but received 2 at position 0'
    )
    check(
      () =>
        new Accuracy().update(
          scores,
          tensor([
            [0, 1, 0],
            [1, 1, 0]
          ])
        ),
      OptionError,
      "expected targets of the prediction's shape to be one-hot or probabilities but row 1 sums to 2"
    )
    check(
      () => new F1().update(int([-1]), int([0])),
      IndexError,
      'F1: expected class numbers >= 0 but received -1 at position 0'
    )
    check(
      () => new F1({ classes: 2 }).update(int([2]), int([0])),
      IndexError,
      'F1: expected 2 classes but received class number 2'
    )
    check(
      () => new AUROC().update(tensor([Number.NaN]), int([0])),
      OptionError,
      'AUROC: expected scores that are numbers but received NaN at position 0'
    )
  })

  test('batches of another kind', () => {
    const f1 = new F1()
    f1.update(tensor([0.5]), int([1]))
    check(
      () => f1.update(scores, int([0, 1])),
      OptionError,
      'F1: expected one score for each sample as in earlier batches but received scores of classes or class numbers; call reset() in between'
    )
    const r2 = new R2()
    r2.update(tensor([1]), tensor([1]))
    check(
      () => r2.update(scores, scores),
      OptionError,
      'R2: expected 1 outputs as in earlier batches but received 3 outputs'
    )
    const auroc = new AUROC()
    auroc.update(scores, int([0, 1]))
    check(
      () => auroc.update(tensor([1]), int([1])),
      OptionError,
      'AUROC: expected scores of 3 classes as in earlier batches but received one score a sample'
    )
    const binary = new Precision({ average: 'binary' })
    binary.update(scores, int([0, 1]))
    check(() => binary.compute(), OptionError, "Precision: expected two classes for average 'binary' but there are 3")
  })

  test('options', () => {
    check(
      () => new Accuracy({ treshold: 1 } as never),
      OptionError,
      'Accuracy: unknown option treshold; did you mean threshold?'
    )
    check(
      () => new F1({ average: 'mean' } as never),
      OptionError,
      "F1: expected average to be one of 'binary', 'micro', 'macro', 'weighted', 'none' but received 'mean'"
    )
    check(
      () => new TopKAccuracy({ k: 0 }),
      OptionError,
      'TopKAccuracy: expected k to be a whole number >= 1 but received 0'
    )
    check(
      () => new ConfusionMatrix({ classes: 1 }),
      OptionError,
      'ConfusionMatrix: expected classes to be a whole number >= 2 but received 1'
    )
    check(
      () => new ConfusionMatrix({ normalize: 'row' } as never),
      OptionError,
      "expected normalize to be one of 'true', 'pred', 'all'"
    )
    check(
      () => new MeanSquaredError({ squared: 1 } as never),
      OptionError,
      'expected squared to be true or false but received 1'
    )
    check(() => new R2({ nmae: 'x' } as never), OptionError, 'R2: unknown option nmae; did you mean name?')
  })
})
