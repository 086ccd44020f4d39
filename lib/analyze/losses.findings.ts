// What the runs of analyze.losses imply. Called by losses.ts.
import { pairedDifference } from '../util/statistics.ts'
import { type Finding, find } from './findings.ts'
import { type LabelFacts, majorityOf } from './labels.ts'
import type { LossRacer } from './lossCandidates.ts'
import { LOSS_RULES as RULES } from './losses.rules.ts'
import { across, isShare, type Lane, paired } from './race.ts'

/** Of the untrained model. */
export interface Start {
  /** Of the first batch, before training. */
  readonly loss: number
  readonly gradNorm: number
  readonly classes: number
}

/** What the findings rest on besides the runs. */
export interface Facts {
  readonly labels: LabelFacts
  readonly metric: string
  readonly sign: number
  /** Whether the metric is one, and not the loss itself. */
  readonly comparable: boolean
  readonly starts: ReadonlyMap<string, Start>
  readonly steps: number
}

/** The runs of a loss. */
export type LossLane = Lane<LossRacer & { readonly lr: number }>

/** The findings of a race. */
export function findingsOf(lanes: readonly LossLane[], facts: Facts): Finding[] {
  const { labels, metric, sign, comparable, starts, steps } = facts
  const findings: Finding[] = []
  if (labels.kind === 'classes') {
    const present = labels.counts.filter((count) => count > 0).length
    findings.push(find(RULES.labels, { classes: present, majority: majorityOf(labels), samples: labels.samples }))
  }
  for (const lane of lanes) {
    const { name } = lane.candidate
    const start = starts.get(name)!
    const uniform = lane.candidate.uniform(start.classes)
    if (!Number.isNaN(uniform)) findings.push(find(RULES.start, { loss: start.loss, uniform }, { name }))
  }
  const done = lanes.filter(({ records }) => records.length > 0)
  const judged = done.filter(({ candidate }) => !Number.isNaN(baselineOf(candidate)))
  const above = judged.filter((lane) => !(across(lane, ({ loss }) => loss).mean < baselineOf(lane.candidate)))
  if (judged.length > 0) {
    const numbers = { below: judged.length - above.length, losses: judged.length, steps }
    findings.push(find(RULES.baseline, numbers, { names: above.map(({ candidate }) => candidate.name).join(', ') }))
  }
  const of = ({ validation }: Lane['records'][number]): number => sign * (validation[metric] ?? Number.NaN)
  const [base, ...others] = done
  for (const lane of others) {
    const { mean, low, high, n } = pairedDifference(...paired(lane, base!, of))
    const numbers = { difference: comparable ? mean : Number.NaN, low, high, seeds: n }
    const names = { name: lane.candidate.name, base: base!.candidate.name, metric }
    const words = { share: isShare(metric) ? 'yes' : '', comparable: comparable ? 'yes' : '' }
    findings.push(find(RULES.against, numbers, { ...names, ...words }))
  }
  return findings

  function baselineOf(racer: LossRacer): number {
    return racer.baseline(labels, starts.get(racer.name)!.classes)
  }
}
