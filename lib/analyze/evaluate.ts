// analyze.evaluate: what a trained model is worth on data that it has not seen, with intervals and baselines. Called by
// users and `thalweg evaluate`.
import { numberFlag, textFlag } from '../util/flags.ts'
import { oneOf, wholeNumber } from '../util/options.ts'
import type { Outcome } from './analysis.ts'
import { type Index, indexIn, type Outputs, outputsOf, type Task } from './evaluate.outputs.ts'
import { ofClasses, ofValues, type Part } from './evaluate.parts.ts'
import { EVALUATE_RULES as RULES } from './evaluate.rules.ts'
import { METRICS } from './evaluate.tables.ts'
import { loadedWith, WEIGHTS, type Weights } from './evaluate.weights.ts'
import { find } from './findings.ts'
import type { Row } from './rows.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'

/** Options of analyze.evaluate. */
export interface EvaluateOptions extends AnalysisOptions {
  /** The trained weights: a checkpoint, a file of weights, or a module. Default: as the experiment builds them. */
  weights?: Weights | undefined
  /** Other weights, to compare on the same samples. */
  compare?: Weights | undefined
  /** How many mistakes to list, >= 0. Default 20. */
  mistakes?: number | undefined
  /** Bins of the calibration, of equal width, >= 1. Default 15. */
  bins?: number | undefined
  /** Default: 'classification' for class numbers, one-hot rows, and targets that are all 0 and 1. */
  task?: Task | undefined
}

/**
 * Measures trained weights on the experiment's validation data. A classifier: loss and metrics with 95 % intervals, the
 * majority baseline, balanced accuracy, classes, confusions, calibration, the most confident mistakes. A regression
 * model: errors against the mean predictor, R2, quantiles of residuals, the samples furthest off. With `compare`, both
 * weights on the same samples: McNemar's test, or the paired difference of squared errors.
 *
 * @param experiment see experimentOf; its validation loader is read from its first epoch
 * @param options weights, compare, mistakes, bins, task; budget, threads, signal
 * @returns a row for each metric; further `tables`
 * @throws OptionError; CheckpointError when the weights do not fit; DataError without samples
 * @example
 * const result = await analyze.evaluate(experiment, { weights: mlp([4, 8, 2]) })
 * result.rows.map(({ metric }) => metric).includes('balancedAccuracy') // true
 */
export const evaluate = defineAnalysis<EvaluateOptions>({
  name: 'evaluate',
  question: 'what are these weights worth on data that they have not seen?',
  options: {
    weights: WEIGHTS,
    compare: WEIGHTS,
    mistakes: wholeNumber({ min: 0 }),
    bins: wholeNumber({ min: 1, max: 1000 }),
    task: oneOf('classification', 'regression')
  },
  flags: {
    weights: textFlag('FILE', 'a checkpoint, or weights as safetensors'),
    compare: textFlag('FILE', 'other weights, on the same samples'),
    mistakes: numberFlag('N', wholeNumber({ min: 0 }), 'how many mistakes to list, default 20'),
    bins: numberFlag('N', wholeNumber({ min: 1, max: 1000 }), 'bins of the calibration, default 15'),
    task: textFlag('KIND', 'classification or regression, if the targets do not say')
  },
  fromFlags: (values) => values as Omit<EvaluateOptions, keyof AnalysisOptions>,
  run
})

async function run(session: Session, options: EvaluateOptions): Promise<Outcome> {
  const { weights, compare, task, mistakes = 20, bins = 15 } = options
  let index: Index = null
  const measure = async (given: Weights | undefined): Promise<[Outputs, boolean]> => {
    const { trainer, train, validation, plain } = await loadedWith(session, given)
    index = indexIn(validation ?? train)
    const stopped = (): boolean => session.stopped
    return [await outputsOf(trainer, validation ?? train, { plain, task, stopped }), validation !== undefined]
  }
  const [outputs, unseen] = await measure(weights)
  const other = compare === undefined || session.stopped ? null : (await measure(compare))[0]
  if (session.stopped) session.leave('samples that were not read when time was over')
  for (const each of outputs.refused) session.leave(each)
  const { answers, samples } = outputs
  const findings = [find(RULES.unseen, { samples, validation: unseen ? 1 : 0 })]
  const rows: Row[] = [{ metric: 'loss', value: outputs.loss }]
  const label = typeof compare === 'string' ? compare : 'the other weights'
  const part: Part =
    answers === null
      ? { rows: [], findings: [find(RULES.finite, { bad: Number.NaN, rows: 0 })], tables: [] }
      : answers.kind === 'classes'
        ? ofClasses(answers, other?.answers, { mistakes, bins, label, index })
        : ofValues(answers, other?.answers, { mistakes, label, index })
  const known = new Set(part.rows.map(({ metric }) => metric))
  const own = Object.entries(outputs.metrics).filter(([metric]) => !known.has(metric))
  rows.push(...part.rows, ...own.map(([metric, value]) => ({ metric, value })))
  const withOther = other === null ? rows : rows.map((row) => ({ ...row, other: otherValue(row, other, part.others) }))
  return {
    columns: METRICS(other !== null),
    rows: withOther,
    findings: [...findings, ...part.findings],
    tables: part.tables,
    ...(part.pictures === undefined ? {} : { pictures: part.pictures })
  }
}

const otherValue = ({ metric }: Row, other: Outputs, others: Part['others'] = {}): number =>
  metric === 'loss' ? other.loss : (others[metric as string] ?? other.metrics[metric as string] ?? Number.NaN)
