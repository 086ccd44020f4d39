// What a trained model answers for each sample of a loader: classes with their probabilities, or values. Called by
// evaluate.ts.
import { scope } from '../autograd/scope.ts'
import { noGrad } from '../autograd/tape.ts'
import { exp_f64, log_f64 } from '../backend/gen/math.ts'
import type { AnyArray } from '../backend/index.ts'
import { Subset } from '../data/dataset.ts'
import { DataLoader } from '../data/index.ts'
import { DataError, ThalwegError } from '../errors.ts'
import { place, readBatch } from '../metrics/classes.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { sameShape } from '../tensor/shape.ts'
import { elementsOf, type Tensor } from '../tensor/tensor.ts'
import type { Loader, Trainer } from '../train/index.ts'
import { yieldToEventLoop } from '../util/eventLoop.ts'

/** Answers of a classifier, one a row: a sample, or a position within one. Rows that the loss ignores are left out. */
export interface Answers {
  readonly kind: 'classes'
  readonly classes: number
  /** Position of the row's sample in the order of the loader. */
  readonly sample: readonly number[]
  readonly actual: readonly number[]
  /** The class of the highest score; -1 where scores are not finite. */
  readonly predicted: readonly number[]
  /** Probability of the predicted class; NaN where scores are not finite. */
  readonly confidence: readonly number[]
  /** Probability of the true class. */
  readonly ofActual: readonly number[]
}

/** Answers of a regression model, by sample and output. */
export interface Values {
  readonly kind: 'values'
  readonly outputs: number
  readonly predicted: readonly number[]
  readonly actual: readonly number[]
}

/** What an evaluation measured. */
export interface Outputs {
  readonly samples: number
  /** Mean over samples. */
  readonly loss: number
  /** The Trainer's own metrics; those that refuse the data are in `refused`. */
  readonly metrics: Readonly<Record<string, number>>
  readonly refused: readonly string[]
  /** Null when computeLoss returns no prediction. */
  readonly answers: Answers | Values | null
}

/** The index in a dataset of the sample at a position of a loader; null where their orders differ. */
export type Index = ((position: number) => number) | null

/** The index in the whole dataset, of which that of the loader may be a part (randomSplit, subset). */
export function indexIn(loader: Loader): Index {
  if (!(loader instanceof DataLoader) || !loader.inOrder) return null
  return (position) => {
    let [index, dataset] = [position, loader.dataset as unknown]
    while (dataset instanceof Subset) [index, dataset] = [dataset.indices[index]!, dataset.dataset]
    return index
  }
}

export type Task = 'classification' | 'regression'

// What losses leave out by default.
const IGNORE_INDEX = -100

/**
 * Runs the model over all batches in evaluation mode, without gradients; the Trainer stays as it was.
 *
 * @param plain with the model's own weights, even when the Trainer keeps averages
 * @param stopped asked before each batch
 * @throws DataError when the loader has no samples; what the model throws
 */
export async function outputsOf(
  trainer: Trainer,
  loader: Loader,
  { plain, task, stopped }: { plain: boolean; task: Task | undefined; stopped(): boolean }
): Promise<Outputs> {
  const call = 'analyze.evaluate'
  return await trainer.dryRun(call, loader, async ({ step, meter, evaluator }) => {
    const reader = new Reader(task)
    const refused = new Map<string, string>()
    let [sum, samples] = [0, 0]
    for (const metric of meter.metrics) metric.reset()
    const countAll = async (): Promise<void> => {
      for await (const batch of loader) {
        if (stopped()) return
        const count = (): void => {
          const output = step.forward(batch)
          sum += output.loss.item() * output.samples
          for (const metric of meter.metrics) {
            if (!refused.has(metric.name))
              attempt(metric.name, refused, () => metric.update(output.prediction!, output.target!))
          }
          if (output.prediction !== undefined && output.target !== undefined) {
            reader.add(output.prediction, output.target, samples)
          }
          samples += output.samples
        }
        scope(() => step.random.within(() => noGrad(count)))
        await yieldToEventLoop()
      }
    }
    ;(loader as { setEpoch?: (epoch: number) => void }).setEpoch?.(0)
    if (plain) {
      step.model.eval()
      await countAll()
    } else await evaluator.with(countAll)
    if (samples === 0 && !stopped())
      throw new DataError(`${call}: cannot evaluate because the loader gave no sample; look at its dataset`)
    const metrics: Record<string, number> = {}
    for (const metric of meter.metrics) {
      if (!refused.has(metric.name))
        attempt(metric.name, refused, () => (metrics[metric.name] = metric.compute() as number))
    }
    const loss = sum / samples
    const plainNumbers = Object.entries(metrics).filter(([, value]) => typeof value === 'number')
    return {
      samples,
      loss,
      metrics: Object.fromEntries(plainNumbers),
      refused: Array.from(refused, ([name, why]) => `${name}: ${why}`),
      answers: reader.answers(loss)
    }
  })
}

// A metric may refuse the data, such as scores that are NaN: the others still count.
function attempt(name: string, refused: Map<string, string>, body: () => unknown): void {
  try {
    body()
  } catch (error) {
    if (!(error instanceof ThalwegError)) throw error
    refused.set(name, error.message)
  }
}

class Reader {
  readonly #task: Task | undefined
  readonly #rows = {
    sample: [] as number[],
    actual: [] as number[],
    predicted: [] as number[],
    // Of the predicted and of the true class.
    scores: [] as [number, number][],
    softmax: [] as [number, number][]
  }
  // Whether the scores of every row sum to 1.
  #probabilities = true
  #classes = 0
  // Predictions and targets of one shape: which task they are is known when all of them are there.
  readonly #predictions: number[] = []
  readonly #targets: number[] = []
  #outputs = 0

  constructor(task: Task | undefined) {
    this.#task = task
  }

  add(prediction: Tensor, target: Tensor, first: number): void {
    const [p, t] = [prediction.shape, target.shape]
    const list = prediction.size === target.size && (p.length <= 1 || (p.length === 2 && p[1] === 1))
    if (isFloat(prediction.dtype) && (list || sameShape(p, t))) {
      this.#outputs = prediction.size / Math.max(1, p[0] ?? 1)
      push(this.#predictions, elementsOf(prediction))
      push(this.#targets, elementsOf(target))
      return
    }
    const batch = readBatch('analyze.evaluate', prediction, target, IGNORE_INDEX)
    this.#classes = Math.max(this.#classes, batch.classes)
    const scores = new Array<number>(batch.classes)
    for (let row = 0; row < batch.actual.length; row++) {
      if (batch.actual[row]! < 0) continue
      const start = place(batch, row)
      for (let c = 0; c < batch.classes; c++) scores[c] = batch.values[start + c * batch.inner]!
      this.#addRow(first + Math.floor(row / batch.inner), scores, batch.actual[row]!)
    }
  }

  #addRow(sample: number, scores: readonly number[], actual: number): void {
    const rows = this.#rows
    let [best, sum, within] = [0, 0, true]
    for (const [c, score] of scores.entries()) {
      if (score > scores[best]!) best = c
      sum += score
      within &&= score >= 0 && score <= 1
    }
    const finite = Number.isFinite(sum)
    this.#probabilities &&= !finite || (within && Math.abs(sum - 1) < 1e-3)
    const soft = softmax(scores, best)
    rows.sample.push(sample)
    rows.actual.push(actual)
    rows.predicted.push(finite ? best : -1)
    rows.scores.push(finite ? [scores[best]!, scores[actual]!] : [Number.NaN, Number.NaN])
    rows.softmax.push(finite ? [soft(best), soft(actual)] : [Number.NaN, Number.NaN])
  }

  answers(loss: number): Answers | Values | null {
    if (this.#targets.length > 0) {
      const classes = this.#task === 'regression' ? 0 : this.#classesOfTargets()
      if (classes === 0) {
        return { kind: 'values', outputs: this.#outputs, predicted: this.#predictions, actual: this.#targets }
      }
      this.#classes = classes
      if (this.#outputs === 1) this.#addScores(loss)
      else this.#addOneHot()
    }
    const { sample, actual, predicted, scores, softmax: soft } = this.#rows
    if (actual.length === 0) return null
    const shares = this.#probabilities ? scores : soft
    return {
      kind: 'classes',
      classes: this.#classes,
      sample,
      actual,
      predicted,
      confidence: shares.map(([best]) => best),
      ofActual: shares.map(([, own]) => own)
    }
  }

  // 2 for targets 0 and 1, the width for one-hot rows, 0 for values.
  #classesOfTargets(): number {
    const [targets, width] = [this.#targets, this.#outputs]
    if (width === 1) return targets.every((t) => t === 0 || t === 1 || t === IGNORE_INDEX) ? 2 : 0
    for (let at = 0; at < targets.length; at += width) {
      const row = targets.slice(at, at + width)
      if (row.some((t) => t < 0) || Math.abs(row.reduce((a, b) => a + b, 0) - 1) > 1e-3) return 0
    }
    return width
  }

  #addScores(loss: number): void {
    const scores = this.#predictions
    const logits = areLogits(scores, this.#targets, loss)
    for (const [k, target] of this.#targets.entries()) {
      if (target === IGNORE_INDEX) continue
      const p = logits ? 1 / (1 + exp_f64(-scores[k]!)) : scores[k]!
      this.#addRow(k, [1 - p, p], target)
    }
  }

  #addOneHot(): void {
    const width = this.#outputs
    for (let at = 0; at < this.#targets.length; at += width) {
      const target = this.#targets.slice(at, at + width)
      this.#addRow(at / width, this.#predictions.slice(at, at + width), target.indexOf(Math.max(...target)))
    }
  }
}

function push(to: number[], values: AnyArray): void {
  for (let k = 0; k < values.length; k++) to.push(values[k]!)
}

// What logits, and logarithms of probabilities, stand for.
function softmax(scores: readonly number[], best: number): (c: number) => number {
  const total = scores.reduce((sum, score) => sum + exp_f64(score - scores[best]!), 0)
  return (c) => exp_f64(scores[c]! - scores[best]!) / total
}

// One score a sample is a logit or a probability: the loss says which; if it is another loss, the range does.
function areLogits(scores: readonly number[], targets: readonly number[], loss: number): boolean {
  if (scores.some((s) => s < 0 || s > 1)) return true
  const cross = (p: number, t: number): number => -log_f64(Math.max(1e-45, t === 1 ? p : 1 - p))
  const mean = (of: (s: number) => number): number =>
    scores.reduce((sum, s, k) => sum + cross(of(s), targets[k]!), 0) / scores.length
  const [asLogits, asGiven] = [mean((s) => 1 / (1 + exp_f64(-s))), mean((s) => s)]
  return Math.abs(asLogits - loss) < Math.abs(asGiven - loss) && Math.abs(asLogits - loss) < 0.01 * loss
}
