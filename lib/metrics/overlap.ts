// How much predicted and true masks overlap: Jaccard's index (IoU) and Dice's coefficient. Public, by index.ts.
import { type Averaged, ClassScore, type ClassScoreOptions, f1 } from './confusion.ts'
import type { Metric } from './metric.ts'

/**
 * The intersection of predicted and true elements of a class over their union (IoU): tp / (tp + fp + fn), over all
 * images. Predictions and targets as for `Accuracy`: scores of classes (N, C, H, W) or class numbers (N, H, W) with class
 * numbers (N, H, W), one score an element (N, 1, H, W) with 0 and 1. scikit-learn's jaccard_score.
 *
 * @param options average, zeroDivision, classes, threshold, ignoreIndex, name ('jaccardIndex')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * const iou = new JaccardIndex()
 * iou.update(tensor([[[0.9, 0.8, 0.1]]]), tensor([[[1, 0, 0]]], { dtype: 'int32' }))
 * iou.compute() // 0.5
 */
export class JaccardIndex<const O extends ClassScoreOptions = ClassScoreOptions>
  extends ClassScore<O>
  implements Metric<Averaged<O>>
{
  constructor(options: O = {} as O) {
    super('JaccardIndex', 'jaccardIndex', options, (tp, fp, fn) => [tp, tp + fp + fn])
  }
}

/**
 * Twice the intersection of predicted and true elements of a class over the sum of their numbers: 2 tp / (2 tp + fp +
 * fn), over all images. The same as `F1`, by the name it has for masks. Predictions and targets as for `JaccardIndex`.
 *
 * @param options average, zeroDivision, classes, threshold, ignoreIndex, name ('diceScore')
 * @throws ShapeError, IndexError, OptionError in update when shapes or classes do not fit
 * @example
 * const dice = new DiceScore({ average: 'none' })
 * dice.update(tensor([[0, 0, 1, 1]], { dtype: 'int32' }), tensor([[0, 1, 1, 1]], { dtype: 'int32' }))
 * dice.compute().map((x) => x.toFixed(2)) // ['0.67', '0.80']
 */
export class DiceScore<const O extends ClassScoreOptions = ClassScoreOptions>
  extends ClassScore<O>
  implements Metric<Averaged<O>>
{
  constructor(options: O = {} as O) {
    super('DiceScore', 'diceScore', options, f1)
  }
}
