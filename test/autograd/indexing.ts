// Calls of the ops that sort, scan, index and arrange, for checks.ts.

import { windows } from '../../lib/ops/arrange.ts'
import * as ops from '../../lib/ops/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { type Check, dtype, free, index, within } from './inputs.ts'

const mask = tensor([
  [true, false, true],
  [false, false, true]
])
const column = index([0, 2, 1, 2, 0, 0], [2, 3])
const one = (...checks: Check[]): Check[] => checks
const unary = (op: (x: Tensor) => Tensor | readonly Tensor[], ...shape: number[]): Check[] => [
  [(x) => op(x!), [free(...shape)]]
]
const squares = (parts: readonly Tensor[]): Tensor[] => parts.map((t) => ops.square(t))
const withZeros = (): Tensor => tensor([1.5, 0, -2, 0, 0.5], { dtype, requiresGrad: true })

/** By op. */
export const indexing: Record<string, Check[]> = {
  sort: unary((x) => ops.square(ops.sort(x, 0, { descending: true }).values), 3, 4),
  msort: unary((x) => ops.square(ops.msort(x)), 3, 2),
  topk: unary((x) => ops.square(ops.topk(x, 2).values), 3, 4),
  kthvalue: unary((x) => ops.square(ops.kthvalue(x, 2, { dim: 0 }).values), 3, 4),
  median: unary((x) => [ops.square(ops.median(x)), ops.square(ops.median(x, 1).values)], 3, 5),
  nanmedian: unary((x) => ops.square(ops.nanmedian(x, 1).values), 3, 4),
  mode: unary((x) => ops.square(ops.mode(x, 1).values), 3, 4),
  quantile: unary((x) => ops.square(ops.quantile(x, [0.2, 0.7], { dim: 1 })), 2, 5),
  nanquantile: unary((x) => ops.square(ops.nanquantile(x, 0.4)), 5),
  cumsum: unary((x) => ops.square(ops.cumsum(x, 1)), 2, 4),
  cumprod: one([(x) => ops.cumprod(x!, 1), [free(2, 4)]], [(x) => ops.cumprod(x!, 0), [withZeros()]]),
  cummax: unary((x) => ops.square(ops.cummax(x, 1).values), 2, 4),
  cummin: unary((x) => ops.square(ops.cummin(x, 0).values), 3, 2),
  logcumsumexp: unary((x) => ops.logcumsumexp(x, 1), 2, 4),
  diff: [[(x, p) => ops.square(ops.diff(x!, 2, { prepend: p! })), [free(2, 3), free(2, 1)]]],
  trapezoid: [[(y, x) => ops.trapezoid(y!, x!), [free(2, 4), free(4)]]],
  cumulativeTrapezoid: [[(y, x) => ops.cumulativeTrapezoid(y!, x!), [free(2, 4), free(4)]]],
  scatter: one(
    [(x, s) => ops.square(ops.scatter(x!, column, s!, 1)), [free(2, 4), free(2, 3)]],
    [(x, s) => ops.square(ops.scatter(x!, index([1, 0], [1, 2]), s!, 0)), [free(2, 3), free(2, 3)]],
    [(x) => ops.square(ops.scatter(x!, column, null, { dim: 1, value: 2 })), [free(2, 4)]]
  ),
  scatterReduce: (['sum', 'prod', 'mean', 'amax', 'amin'] as const).map(
    (reduce): Check => [
      (x, s) => ops.square(ops.scatterReduce(x!, column, s!, { dim: 1, reduce })),
      [within(0.5, 2, 4), within(0.5, 2, 3)]
    ]
  ),
  indexAdd: [
    [(x, s) => ops.square(ops.indexAdd(x!, index([2, 0, 2]), s!, { dim: 0, alpha: 3 })), [free(3, 2), free(3, 2)]]
  ],
  indexCopy: [[(x, s) => ops.square(ops.indexCopy(x!, index([2, 0]), s!, 0)), [free(3, 2), free(2, 2)]]],
  indexFill: unary((x) => ops.square(ops.indexFill(x, index([1]), { dim: 1, value: 2 })), 2, 3),
  indexReduce: [
    [(x, s) => ops.indexReduce(x!, index([0, 0]), s!, { dim: 0, reduce: 'prod' }), [within(1, 2, 2), within(1, 2, 2)]]
  ],
  take: unary((x) => ops.square(ops.take(x, index([0, -1, 0]))), 2, 3),
  takeAlongDim: unary((x) => ops.square(ops.takeAlongDim(x, index([1, 0], [1, 2]), 1)), 2, 3),
  maskedFill: unary((x) => ops.square(ops.maskedFill(x, mask, 3)), 2, 3),
  maskedSelect: unary((x) => ops.square(ops.maskedSelect(x, mask)), 2, 3),
  maskedScatter: [[(x, s) => ops.square(ops.maskedScatter(x!, mask, s!)), [free(2, 3), free(4)]]],
  at: one(
    [(x) => ops.square(ops.at(x!, ':', index([2, 0, 2]))), [free(2, 3)]],
    [(x) => squares([ops.at(x!, 0), ops.at(x!, [0, 1], null), ops.at(x!, [null, null, -1])]), [free(2, 3)]],
    [(x) => ops.square(ops.at(x!, mask)), [free(2, 3)]]
  ),
  indexPut: one(
    [(x, s) => ops.square(ops.indexPut(x!, [index([0, 1]), index([2, 0])], s!)), [free(2, 3), free(2)]],
    [(x, s) => ops.square(ops.indexPut(x!, [index([1, 1])], s!)), [free(2, 3), free(2, 3)]],
    [(x, s) => ops.square(ops.indexPut(x!, [index([1, 1])], s!, { accumulate: true })), [free(2, 3), free(3)]]
  ),
  selectScatter: [[(x, s) => ops.square(ops.selectScatter(x!, s!, 1, 0)), [free(2, 3), free(2)]]],
  sliceScatter: [[(x, s) => ops.square(ops.sliceScatter(x!, s!, 1, { start: 1 })), [free(2, 3), free(2, 2)]]],
  diagonalScatter: [[(x, s) => ops.square(ops.diagonalScatter(x!, s!)), [free(2, 3), free(2)]]],
  diag: one([(x) => ops.square(ops.diag(x!, 1)), [free(3)]], [(x) => ops.square(ops.diag(x!, -1)), [free(3, 3)]]),
  diagflat: unary((x) => ops.square(ops.diagflat(x)), 2, 2),
  diagonal: unary((x) => ops.square(ops.diagonal(x, 1)), 3, 3, 2),
  diagEmbed: unary((x) => ops.square(ops.diagEmbed(x, -1)), 2, 2),
  tril: unary((x) => ops.square(ops.tril(x)), 3, 3),
  triu: unary((x) => ops.square(ops.triu(x, 1)), 3, 3),
  flip: unary((x) => ops.square(ops.flip(x, [0, 1])), 2, 3),
  fliplr: unary((x) => ops.square(ops.fliplr(x)), 2, 3),
  flipud: unary((x) => ops.square(ops.flipud(x)), 2, 3),
  roll: unary((x) => ops.square(ops.roll(x, 1, { dims: 1 })), 2, 3),
  rot90: unary((x) => ops.square(ops.rot90(x)), 2, 3),
  tile: unary((x) => ops.square(ops.tile(x, [2, 2])), 3),
  repeat: unary((x) => ops.square(ops.repeat(x, 2, 2)), 3),
  repeatInterleave: unary((x) => ops.square(ops.repeatInterleave(x, index([2, 0, 1]), 1)), 2, 3),
  movedim: unary((x) => ops.square(ops.movedim(x, 0, 2)), 2, 3, 2),
  swapaxes: unary((x) => ops.square(ops.swapaxes(x, 0, 1)), 2, 3),
  unflatten: unary((x) => ops.square(ops.unflatten(x, 0, [2, 2])), 4, 2),
  ravel: unary((x) => ops.square(ops.ravel(x)), 2, 3),
  t: unary((x) => ops.square(ops.t(x)), 2, 3),
  broadcastTo: unary((x) => ops.square(ops.broadcastTo(x, [2, 3])), 3),
  expandAs: unary((x) => ops.square(ops.expandAs(x, mask)), 1, 3),
  reshapeAs: unary((x) => ops.square(ops.reshapeAs(x, mask)), 3, 2),
  viewAs: unary((x) => ops.square(ops.viewAs(x, mask)), 3, 2),
  broadcastTensors: [[(a, b) => squares(ops.broadcastTensors(a!, b!)), [free(2, 1), free(3)]]],
  atleast1d: unary((x) => ops.square(ops.atleast1d(x) as Tensor)),
  atleast2d: unary((x) => ops.square(ops.atleast2d(x) as Tensor), 2),
  atleast3d: unary((x) => ops.square(ops.atleast3d(x) as Tensor), 2),
  tensorSplit: one(
    [(x) => squares(ops.tensorSplit(x!, 2)), [free(3, 2)]],
    [(x) => squares(ops.tensorSplit(x!, [2, 1])), [free(3, 2)]]
  ),
  hsplit: unary((x) => squares(ops.hsplit(x, 2)), 2, 4),
  vsplit: unary((x) => squares(ops.vsplit(x, 2)), 2, 2),
  dsplit: unary((x) => squares(ops.dsplit(x, 2)), 1, 2, 2),
  hstack: [[(a, b) => ops.square(ops.hstack(a!, b!)), [free(2), free(3)]]],
  vstack: [[(a, b) => ops.square(ops.vstack(a!, b!)), [free(2), free(2)]]],
  dstack: [[(a, b) => ops.square(ops.dstack(a!, b!)), [free(2), free(2)]]],
  columnStack: [[(a, b) => ops.square(ops.columnStack(a!, b!)), [free(2), free(2, 2)]]],
  block: [[(a, b) => ops.square(ops.block([[a!], [b!]])), [free(1, 2), free(2, 2)]]],
  meshgrid: [[(a, b) => squares(ops.meshgrid(a!, b!, { indexing: 'xy' })), [free(2), free(3)]]],
  cartesianProd: [[(a, b) => ops.square(ops.cartesianProd(a!, b!)), [free(2), free(2)]]],
  combinations: unary((x) => ops.square(ops.combinations(x)), 3),
  vander: unary((x) => ops.vander(x, 4), 3),
  unfold: unary((x) => ops.square(windows(x, 1, 3, 2)), 2, 5)
}

/** Ops of this family that have no gradient. */
export const indexingWithout = [
  'argsort',
  'argwhere',
  'bincount',
  'bucketize',
  'histc',
  'isin',
  'nonzero',
  'put',
  'searchsorted',
  'trilIndices',
  'triuIndices',
  'unique',
  'uniqueConsecutive'
]
