// Metrics of rankings, of documents for queries or items for users: NDCG, recall and precision at k, mean reciprocal rank.
// Public, by index.ts.
import { log } from '../backend/math.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { oneOf, wholeNumber } from '../util/options.ts'
import { classNumbers, IGNORED, paddingHint, place } from './classes.ts'
import { Accumulated, CLASS_RULES, type ClassMetricOptions, type Metric, metricOptions } from './metric.ts'

export interface RetrievalOptions extends ClassMetricOptions {
  /** The number of documents at the top of each ranking to consider, >= 1. Each metric has its own default. */
  topK?: number | undefined
  /** What a query without relevant documents counts: 0 ('neg'), 1 ('pos') or nothing ('skip'). Default 'neg'. */
  emptyTargetAction?: 'neg' | 'pos' | 'skip' | undefined
}

/** The documents of a query: their scores, and how relevant they are. */
interface Query {
  readonly scores: number[]
  readonly relevance: number[]
}

/** The ranking of a query, by its relevant documents in descending order of their scores. */
interface Ranking {
  /** How relevant each is, > 0. */
  readonly relevance: readonly number[]
  /** The least rank of each, from 0: that of the first document of its score. */
  readonly first: readonly number[]
  /** The rank of the last document of its score. */
  readonly last: readonly number[]
  /** Its rank behind the documents of its score that are not relevant. */
  readonly rank: readonly number[]
}

// Totals: the sum of the queries' values, the number of queries.
abstract class Retrieval extends Accumulated {
  protected readonly topK: number
  private readonly call: string
  private readonly ignoreIndex: number | undefined
  private readonly empty: number | undefined

  constructor(call: string, name: string, options: RetrievalOptions, topK = Infinity) {
    const rules = { ...CLASS_RULES, topK: wholeNumber({ min: 1 }), emptyTargetAction: oneOf('neg', 'pos', 'skip') }
    const given = metricOptions(call, options, rules)
    const k = given.topK ?? topK
    super(given.name ?? (k === Infinity ? name : `${name}At${k}`))
    this.call = call
    this.topK = k
    this.ignoreIndex = options.ignoreIndex
    this.empty = { neg: 0, pos: 1, skip: undefined }[options.emptyTargetAction ?? 'neg']
  }

  update(prediction: Tensor, target: Tensor): void {
    let [sum = 0, count = 0] = this.totals
    for (const query of this.queries(prediction, target)) {
      const ranking = rankingOf(query)
      const value = ranking.relevance.length === 0 ? this.empty : this.value(ranking)
      if (value === undefined) continue
      sum += value
      count++
    }
    this.totals = [sum, count]
  }

  compute(): number {
    return this.mean()
  }

  /** The value of a query that has relevant documents. */
  protected abstract value(ranking: Ranking): number

  // The queries of a batch, without padding. Those of nothing but padding are left out.
  private queries(prediction: Tensor, target: Tensor): Iterable<Query> {
    checkTensor(this.call, 'prediction', prediction)
    checkTensor(this.call, 'target', target)
    const { shape } = prediction
    if (isFloat(prediction.dtype)) {
      if (shape.length === 2 && sameShape(shape, target.shape)) return this.judged(prediction, target)
      if (shape.length > 1 && sameShape([shape[0]!, ...shape.slice(2)], target.shape))
        return this.labeled(prediction, target)
    }
    throw new ShapeError(
      `${this.call}: expected float scores (Q, D) with relevance (Q, D), or (N, C, ...) with class numbers (N, ...), but received ${format(shape)} ${prediction.dtype} and ${format(target.shape)}`
    )
  }

  // Targets say how relevant each document is.
  private *judged(prediction: Tensor, target: Tensor): Iterable<Query> {
    const { call, ignoreIndex } = this
    const [p, t] = [elementsOf(prediction), elementsOf(target)]
    const [rows, documents] = prediction.shape as [number, number]
    for (let row = 0; row < rows; row++) {
      const query: Query = { scores: [], relevance: [] }
      for (let k = row * documents; k < (row + 1) * documents; k++) {
        if (t[k] === ignoreIndex) continue
        if (!(t[k]! >= 0 && t[k]! < Infinity)) {
          throw new OptionError(
            `${call}: expected relevance >= 0 but received ${t[k]} at position ${k}${paddingHint(t[k]!, ignoreIndex)}`
          )
        }
        query.scores.push(this.checked(p[k]!, k))
        query.relevance.push(t[k]!)
      }
      if (query.scores.length > 0) yield query
    }
  }

  // Targets are class numbers: one document is relevant.
  private *labeled(prediction: Tensor, target: Tensor): Iterable<Query> {
    const { call, ignoreIndex } = this
    const [, classes, ...rest] = prediction.shape as [number, number, ...number[]]
    const batch = { classes, inner: rest.reduce((n, k) => n * k, 1) }
    const values = elementsOf(prediction)
    for (const [row, own] of classNumbers(call, target, classes, ignoreIndex).entries()) {
      if (own === IGNORED) continue
      const query: Query = { scores: [], relevance: [] }
      for (let c = 0; c < classes; c++) {
        const at = place(batch, row) + c * batch.inner
        query.scores.push(this.checked(values[at]!, at))
        query.relevance.push(c === own ? 1 : 0)
      }
      yield query
    }
  }

  private checked(score: number, at: number): number {
    if (Number.isNaN(score))
      throw new OptionError(`${this.call}: expected scores that are numbers but received NaN at position ${at}`)
    return score
  }
}

// Finds the ranks of the relevant documents without sorting the others.
function rankingOf({ scores, relevance }: Query): Ranking {
  const relevant = Array.from(relevance.keys()).filter((k) => relevance[k]! > 0)
  relevant.sort((a, b) => scores[b]! - scores[a]! || a - b)
  const levels = relevant.map((k) => scores[k]!)
  // How many of the levels are > score, or >= score.
  const above = (score: number, orEqual: boolean): number => {
    let [low, high] = [0, levels.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (levels[middle]! > score || (orEqual && levels[middle] === score)) low = middle + 1
      else high = middle
    }
    return low
  }
  // Documents that are not relevant, by how many relevant ones are ahead of them: behind their equals, or before these.
  const [behind, before] = [new Array<number>(levels.length + 1).fill(0), new Array<number>(levels.length + 1).fill(0)]
  for (const [k, score] of scores.entries()) {
    if (relevance[k]! > 0) continue
    behind[above(score, true)]!++
    before[above(score, false)]!++
  }
  const [first, last, rank]: [number[], number[], number[]] = [[], [], []]
  let [ahead, upTo] = [0, 0]
  for (const [j, level] of levels.entries()) {
    ahead += behind[j]!
    upTo += before[j]!
    first.push(ahead + above(level, false))
    last.push(upTo + above(level, true) - 1)
    rank.push(upTo + j)
  }
  return { relevance: relevant.map((k) => relevance[k]!), first, last, rank }
}

// What rank r, from 0, is worth: 1 / log2(r + 2).
const discount = (r: number): number => Math.LN2 / log(r + 2)

/**
 * The discounted cumulative gain of each query's ranking, sum relevance / log2(rank + 1), over that of the best ranking:
 * NDCG (Järvelin and Kekäläinen 2002), the mean over the queries. Predictions are scores of documents (Q, D); targets say
 * how relevant each is, (Q, D) >= 0, `ignoreIndex` for padding. Or predictions are scores (N, C, ...) and targets the one
 * right class, (N, ...). Documents of equal scores share the mean discount of their ranks. scikit-learn's ndcg_score.
 *
 * @param options topK (all), emptyTargetAction, ignoreIndex, name ('ndcg', for topK 10 'ndcgAt10')
 * @throws ShapeError, IndexError, OptionError in update for other shapes, relevance below 0 or a score that is NaN
 * @example
 * const metric = new RetrievalNormalizedDCG()
 * metric.update(tensor([[0.1, 0.2, 0.3]]), tensor([[0, 1, 0]]))
 * metric.compute() // 0.63093, 1 / log2(3)
 */
export class RetrievalNormalizedDCG extends Retrieval implements Metric {
  constructor(options: RetrievalOptions = {}) {
    super('RetrievalNormalizedDCG', 'ndcg', options)
  }

  protected value({ relevance, first, last }: Ranking): number {
    const best = Float64Array.from(relevance).sort().reverse()
    let [gain, ideal, share] = [0, 0, 0]
    for (const [j, r] of relevance.entries()) {
      // Documents of one score follow each other and have one share.
      if (first[j] !== first[j - 1]) {
        share = 0
        for (let k = first[j]!; k <= last[j]! && k < this.topK; k++) share += discount(k)
        share /= last[j]! - first[j]! + 1
      }
      gain += r * share
      if (j < this.topK) ideal += best[j]! * discount(j)
    }
    return gain / ideal
  }
}

/**
 * The share of each query's relevant documents that are among the `topK` highest scores: recall at k, the mean over the
 * queries. Predictions and targets as for `RetrievalNormalizedDCG`; what is above 0 is relevant. Of equal scores those that
 * are not relevant come first, so that a model of constant scores earns nothing.
 *
 * @param options topK (10), emptyTargetAction, ignoreIndex, name ('recallAt10' for topK 10)
 * @throws ShapeError, IndexError, OptionError in update for other shapes, relevance below 0 or a score that is NaN
 * @example
 * const metric = new RetrievalRecall({ topK: 2 })
 * metric.update(tensor([[0.9, 0.8, 0.7, 0.1]]), tensor([[0, 1, 1, 0]]))
 * metric.compute() // 0.5
 */
export class RetrievalRecall extends Retrieval implements Metric {
  constructor(options: RetrievalOptions = {}) {
    super('RetrievalRecall', 'recall', options, 10)
  }

  protected value({ rank }: Ranking): number {
    return rank.filter((r) => r < this.topK).length / rank.length
  }
}

/**
 * The share of relevant documents among the `topK` highest scores of each query: precision at k, the mean over the
 * queries. The divisor is k, also of a query with fewer documents. Predictions, targets and equal scores as for
 * `RetrievalRecall`.
 *
 * @param options topK (10), emptyTargetAction, ignoreIndex, name ('precisionAt10' for topK 10)
 * @throws ShapeError, IndexError, OptionError in update for other shapes, relevance below 0 or a score that is NaN
 * @example
 * const metric = new RetrievalPrecision({ topK: 3 })
 * metric.update(tensor([[0.9, 0.8, 0.7, 0.1]]), tensor([[0, 1, 1, 0]]))
 * metric.compute() // 0.66667
 */
export class RetrievalPrecision extends Retrieval implements Metric {
  constructor(options: RetrievalOptions = {}) {
    super('RetrievalPrecision', 'precision', options, 10)
  }

  protected value({ rank }: Ranking): number {
    return rank.filter((r) => r < this.topK).length / this.topK
  }
}

/**
 * The mean over the queries of 1 / the rank of the first relevant document (mean reciprocal rank), 0 if it is not among the
 * `topK` highest scores. Predictions, targets and equal scores as for `RetrievalRecall`.
 *
 * @param options topK (all), emptyTargetAction, ignoreIndex, name ('mrr', for topK 10 'mrrAt10')
 * @throws ShapeError, IndexError, OptionError in update for other shapes, relevance below 0 or a score that is NaN
 * @example
 * const metric = new RetrievalMRR()
 * metric.update(tensor([[0.9, 0.8, 0.1], [0.2, 0.3, 0.5]]), tensor([1, 2], { dtype: 'int32' }))
 * metric.compute() // 0.75
 */
export class RetrievalMRR extends Retrieval implements Metric {
  constructor(options: RetrievalOptions = {}) {
    super('RetrievalMRR', 'mrr', options)
  }

  protected value({ rank }: Ranking): number {
    return rank[0]! < this.topK ? 1 / (rank[0]! + 1) : 0
  }
}
