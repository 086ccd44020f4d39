// Rows, tables and findings of an evaluation, for classes and for values. Called by evaluate.ts.
import { plotCalibration, plotConfusion } from '../plot/index.ts'
import { pairedDifference, wilson } from '../util/statistics.ts'
import type { Picture, Table } from './analysis.ts'
import {
  type ClassFacts,
  calibrationOf,
  classFacts,
  classRows,
  confusionRows,
  mcnemar,
  mistakeRows
} from './evaluate.classes.ts'
import type { Answers, Index, Outputs, Values } from './evaluate.outputs.ts'
import { EVALUATE_RULES as RULES } from './evaluate.rules.ts'
import {
  CALIBRATION,
  CLASSES,
  CONFUSIONS,
  FURTHEST,
  MISTAKES,
  matrixTable,
  residualColumns
} from './evaluate.tables.ts'
import { furthestRows, residualRows, valueFacts } from './evaluate.values.ts'
import { type Finding, find } from './findings.ts'
import type { Row } from './rows.ts'

/** What answers of one kind add to an evaluation. */
export interface Part {
  readonly rows: readonly Row[]
  readonly findings: readonly Finding[]
  readonly tables: readonly Table[]
  readonly pictures?: () => readonly Picture[]
  /** The same metrics of the other weights. */
  readonly others?: Readonly<Record<string, number>>
}

/** What the user asked for. */
export interface Asked {
  readonly mistakes: number
  readonly label: string
  readonly index: Index
}

export function ofClasses(
  answers: Answers,
  other: Outputs['answers'] | undefined,
  asked: Asked & { bins: number }
): Part {
  const facts = classFacts(answers)
  const { n, hits, majority, balanced, logLoss } = facts
  const calibration = calibrationOf(answers, asked.bins)
  const rows: Row[] = [
    { metric: 'accuracy', value: hits / n, ...wilson(hits, n), baseline: majority.count / n },
    {
      metric: 'balancedAccuracy',
      value: balanced.value,
      low: balanced.low,
      high: balanced.high,
      baseline: 1 / classesIn(facts)
    },
    { metric: 'logLoss', value: logLoss.mean, low: logLoss.low, high: logLoss.high, baseline: facts.priorLoss },
    { metric: 'calibrationError', value: calibration.ece, baseline: calibration.chance }
  ]
  const tables: Table[] = [
    { title: 'classes, the weakest first', columns: CLASSES, rows: classRows(facts), shown: 12 },
    ...matrixTable(facts.matrix),
    { title: 'confusions, the most frequent first', columns: CONFUSIONS, rows: confusionRows(facts), shown: 8 },
    { title: 'calibration: accuracy by confidence', columns: CALIBRATION, rows: calibration.rows },
    {
      title: 'mistakes, the most confident first; position in the loader, index in the dataset',
      columns: MISTAKES,
      rows: mistakeRows(answers, asked.mistakes, asked.index)
    }
  ]
  const pictures = (): Picture[] => classPictures(answers, facts, asked.bins)
  const findings = [...classFindings(answers, facts), calibrationFinding(calibration)]
  if (other?.kind !== 'classes') return { rows, findings, tables, pictures }
  const right = ({ actual, predicted }: Answers): boolean[] => actual.map((label, k) => label === predicted[k])
  const { difference, low, high, p, first, second } = mcnemar(right(answers), right(other))
  findings.push(find(RULES.betterClasses, { difference, low, high, p, first, second }, { other: asked.label }))
  const theirs = classFacts(other)
  const others = {
    accuracy: theirs.hits / theirs.n,
    balancedAccuracy: theirs.balanced.value,
    logLoss: theirs.logLoss.mean,
    calibrationError: calibrationOf(other, asked.bins).ece
  }
  return { rows, findings, tables, pictures, others }
}

const classesIn = ({ counts }: ClassFacts): number => counts.filter((count) => count > 0).length

function classFindings(answers: Answers, facts: ClassFacts): Finding[] {
  const { n, hits, bad, majority, matrix, counts } = facts
  const { actual, predicted, classes } = answers
  const accuracy = hits / n
  const there = counts.flatMap((count, c) => (count > 0 ? [c] : []))
  const silent = there.filter((c) => matrix.every((row) => row[c] === 0))
  const [confused] = confusionRows(facts)
  const weakest = classRows(facts).find(({ samples }) => (samples as number) > 0)
  const { difference, low, high, p } = mcnemar(
    actual.map((label, k) => label === predicted[k]),
    actual.map((label) => label === majority.label)
  )
  const compared = { accuracy, majority: majority.count / n, difference, low, high, p }
  const weak = weakest === undefined ? 0 : (weakest.samples as number) * (weakest.recall as number)
  return [
    find(RULES.finite, { bad, rows: n }),
    find(RULES.severalClasses, { there: there.length, classes }),
    find(RULES.beatsMajority, compared, { label: String(majority.label) }),
    find(
      RULES.everyClass,
      { answered: there.length - silent.length, there: there.length },
      { labels: silent.slice(0, 8).join(', ') }
    ),
    find(
      RULES.weakest,
      {
        recall: (weakest?.recall as number) ?? Number.NaN,
        high: weakest === undefined ? Number.NaN : wilson(weak, weakest.samples as number, 3).high,
        accuracy,
        classes: there.length
      },
      { label: String(weakest?.class) }
    ),
    find(
      RULES.confusion,
      { count: (confused?.count as number) ?? 0, mistakes: n - hits - bad },
      { actual: String(confused?.actual), predicted: String(confused?.predicted) }
    )
  ]
}

function calibrationFinding({ gap, ece, chance }: ReturnType<typeof calibrationOf>): Finding {
  return find(RULES.sure, { gap: gap.mean, low: gap.low, high: gap.high, ece, chance })
}

// More classes would be specks.
const MOST_DRAWN = 40

function classPictures({ actual, predicted, confidence }: Answers, { matrix }: ClassFacts, bins: number): Picture[] {
  const sure = [...confidence.keys()].filter((k) => !Number.isNaN(confidence[k]))
  if (sure.length === 0) return []
  const curve = plotCalibration(
    sure.map((k) => [confidence[k]!, 0]),
    sure.map((k) => (predicted[k] === actual[k] ? 0 : 1)),
    { bins: Math.min(100, bins) }
  )
  return matrix.length > MOST_DRAWN ? [curve] : [plotConfusion(matrix), curve]
}

export function ofValues(answers: Values, other: Outputs['answers'] | undefined, asked: Asked): Part {
  const facts = valueFacts(answers)
  const { mse, mae, gain, bias, meanMse, meanMae, r2, bad, n } = facts
  const rows: Row[] = [
    { metric: 'meanSquaredError', value: mse.mean, low: mse.low, high: mse.high, baseline: meanMse },
    {
      metric: 'rootMeanSquaredError',
      value: Math.sqrt(mse.mean),
      low: Math.sqrt(Math.max(0, mse.low)),
      high: Math.sqrt(mse.high),
      baseline: Math.sqrt(meanMse)
    },
    { metric: 'meanAbsoluteError', value: mae.mean, low: mae.low, high: mae.high, baseline: meanMae },
    { metric: 'r2', value: r2, baseline: 0 },
    { metric: 'bias', value: bias.mean, low: bias.low, high: bias.high, baseline: 0 }
  ]
  const tables: Table[] = [
    {
      title: 'residuals (prediction - target) by quantile',
      columns: residualColumns(),
      rows: residualRows(answers),
      shown: 8
    },
    {
      title: 'samples furthest off; position in the loader, index in the dataset',
      columns: FURTHEST(answers.outputs > 1),
      rows: furthestRows(answers, asked.mistakes, asked.index)
    }
  ]
  const findings = [
    find(RULES.finite, { bad, rows: n }),
    find(RULES.beatsMean, {
      r2: meanMse > 0 ? r2 : Number.NaN,
      mse: mse.mean,
      meanMse,
      low: gain.low,
      high: gain.high
    }),
    find(RULES.bias, { bias: bias.mean, low: bias.low, high: bias.high }),
    find(RULES.fewMakeTheError, { share: facts.worstShare })
  ]
  if (other?.kind !== 'values') return { rows, findings, tables }
  const theirs = valueFacts(other)
  const { mean: difference, low, high } = pairedDifference(theirs.squares, facts.squares)
  findings.push(find(RULES.betterValues, { difference, low, high }, { other: asked.label }))
  const others = {
    meanSquaredError: theirs.mse.mean,
    rootMeanSquaredError: Math.sqrt(theirs.mse.mean),
    meanAbsoluteError: theirs.mae.mean,
    r2: theirs.r2,
    bias: theirs.bias.mean
  }
  return { rows, findings, tables, others }
}
