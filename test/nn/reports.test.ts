// Public reports about layers, losses and metrics of other libraries, rebuilt: docs/tried-reports.md has the table.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { AUROC, F1 } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import * as loss from '../../lib/ops/losses/index.ts'
import { ones, tensor, zeros } from '../../lib/tensor/create.ts'
import type { NestedArray, Tensor } from '../../lib/tensor/tensor.ts'

const int = (v: NestedArray): Tensor => tensor(v, { dtype: 'int32' })

test('pytorch#70348, #116349: all targets ignored give NaN for the mean, 0 for the sum, and no gradient that is NaN', () => {
  const x = zeros([2, 3], { requiresGrad: true })
  const target = int([-100, -100])
  expect(loss.crossEntropy(x, target).item()).toBe(Number.NaN)
  expect(loss.crossEntropy(x, target, { reduction: 'none' }).toArray()).toEqual([0, 0])
  loss.crossEntropy(x, target, { reduction: 'sum' }).backward()
  expect(x.grad!.toArray()).toEqual(zeros([2, 3]).toArray())
})

test('pytorch#12670: with ignoreIndex -1 a target of -4 is an error', () => {
  expect(() => loss.crossEntropy(zeros([3, 5]), int([0, 1, -4]), { ignoreIndex: -1, reduction: 'none' })).toThrow(
    'crossEntropy: expected classes from 0 to 4 or -1 (ignoreIndex) but received -4 at position 2'
  )
})

test('pytorch#15508: ignoreIndex 255 with and without a reduction', () => {
  const target = int([0, 1, 255, 0, 1, 2])
  const none = loss.crossEntropy(zeros([6, 3]), target, { ignoreIndex: 255, reduction: 'none' })
  expect(none.data[2]).toBe(0)
  expect(loss.crossEntropy(zeros([6, 3]), target, { ignoreIndex: 255 }).item()).toBeCloseTo(Math.log(3), 6)
})

test('Flux#1992, pytorch#4534: batch norm of one value a channel is an error in training and changes no statistics', () => {
  const norm = new nn.BatchNorm1d(1)
  expect(() => norm.forward(zeros([1, 1]))).toThrow('expected more than one value per channel in training')
  expect([norm.runningMean!.item(), norm.runningVar!.item()]).toEqual([0, 1])
  expect(
    norm
      .eval()
      .forward(zeros([1, 1]))
      .item()
  ).toBe(0)
})

test('Lightning#2210, tensorflow#41081: a batch of one class is not an error, an AUROC without the other class is NaN', () => {
  const auroc = new AUROC()
  auroc.update(tensor([1, 0.5, 0.3]), int([1, 1, 1]))
  expect(auroc.compute()).toBe(Number.NaN)
  auroc.update(tensor([0.2, 0.4]), int([0, 0]))
  expect(auroc.compute()).toBe(5 / 6)
})

test('anomalib#2003: AUROC of batches of one sample', () => {
  const auroc = new AUROC()
  for (let k = 0; k < 20; k++) auroc.update(tensor([-2 + 0.2 * k]), int([-2 + 0.2 * k > 0 ? 1 : 0]))
  expect(auroc.compute()).toBe(1)
})

test('torchmetrics#300, #1664: classes that never come do not lower a macro F1', () => {
  const f1 = (options: object, p: number[], t: number[]) => {
    const metric = new F1({ average: 'macro', ...options })
    metric.update(int(p), int(t))
    return metric.compute()
  }
  expect(f1({ classes: 2 }, [0, 0], [0, 0])).toBe(1)
  for (const classes of [3, 4, 8]) expect(f1({ classes }, [2, 1, 0, 1], [2, 1, 0, 0])).toBeCloseTo(0.7777778, 6)
  // torcheval#176: scikit-learn's value where a class of the targets was never predicted.
  expect(f1({ classes: 5 }, [2, 1, 0, 1], [2, 1, 0, 4])).toBeCloseTo(0.666667, 6)
  // torchmetrics#486: an ignoreIndex that is a class which never comes.
  expect(f1({ classes: 3, ignoreIndex: 2 }, [0, 0, 0, 0], [0, 0, 0, 0])).toBe(1)
})

test('pytorch#54580: a model that keeps its last result can be copied', () => {
  class Keeps extends nn.Module {
    readonly body = new nn.Linear(2, 2)
    last: Tensor | null = null
    override forward(x: Tensor): Tensor {
      this.last = this.body.forward(x)
      return this.last
    }
  }
  const model = new Keeps()
  const y = model.forward(ones([1, 2]))
  const copy = model.clone()
  expect(copy.last!.toArray()).toEqual(y.toArray())
  y.sum().backward()
  expect(copy.body.weight.grad).toBeNull()
})
