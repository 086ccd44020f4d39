// A race: candidates trained on the same seeds, one seed after the other, so that runs can be paired; when a loss is
// reached and where it stays. Called by optimizers.ts, schedules.ts, losses.ts.
import { modeOf } from '../train/callbacks/monitor.ts'
import { type Estimate, estimate } from '../util/statistics.ts'
import type { BuildOptions } from './experiment.ts'
import type { Limits, RunRecord } from './record.ts'
import type { Session } from './session.ts'

/** One of the things that are compared. */
export interface Candidate {
  readonly name: string
  /** The parts that make it, without the seed. */
  readonly build: Omit<BuildOptions, 'seed'>
}

/** The runs of a candidate, one a seed. */
export interface Lane<C extends Candidate = Candidate> {
  readonly candidate: C
  readonly records: readonly RunRecord[]
}

/** Trains every candidate on every seed of the session; what budget or signal left out is not among the records. */
export async function race<C extends Candidate>(
  session: Session,
  candidates: readonly C[],
  limits: Limits
): Promise<Lane<C>[]> {
  const lanes = candidates.map((candidate) => ({ candidate, records: [] as RunRecord[] }))
  for (const seed of session.seeds) {
    for (const { candidate, records } of lanes) {
      const record = await session.train(candidate.name, { seed, ...candidate.build }, limits)
      if (record !== null) records.push(record)
    }
  }
  return lanes
}

/** A number of each run of two lanes with the same seeds: [of a, of b]. */
export function paired(a: Lane, b: Lane, of: (record: RunRecord) => number): [number[], number[]] {
  const both = a.records.flatMap((record) => {
    const other = b.records.find(({ seed }) => seed === record.seed)
    return other === undefined ? [] : [[of(record), of(other)] as const]
  })
  return [both.map(([x]) => x), both.map(([, y]) => y)]
}

/** A number of each run of a lane, with its spread over seeds. */
export const across = ({ records }: Lane, of: (record: RunRecord) => number): Estimate => estimate(records.map(of))

/** The first step, from 1, whose smoothed loss is at most `target`; NaN if none is. */
export function crossing({ smoothed }: RunRecord, target: number): number {
  const at = smoothed.findIndex((loss) => loss <= target)
  return at === -1 ? Number.NaN : at + 1
}

/** The first step, from 1, after which the smoothed loss stays at most `target`; NaN if it ends above. */
export function settling({ smoothed }: RunRecord, target: number): number {
  const above = smoothed.findLastIndex((loss) => !(loss <= target))
  return smoothed.length === 0 || above === smoothed.length - 1 ? Number.NaN : above + 2
}

/** Whether training lowered the loss in every run of the lane. */
export function learns({ records }: Lane): boolean {
  return records.length > 0 && records.every(({ diverged, smoothed }) => !diverged && fell(smoothed))
}

// By more than a thousandth of its size: what rounding and noise make of a constant loss is less.
const fell = (smoothed: readonly number[]): boolean =>
  smoothed.length > 1 && smoothed[0]! - smoothed.at(-1)! > 1e-3 * Math.abs(smoothed[0]!)

/** The loss that every lane which learns reaches in every run: that of the slowest. NaN if none learns. */
export function commonTarget(lanes: readonly Lane[]): number {
  const reached = lanes.filter(learns).flatMap(({ records }) => records.map(({ smoothed }) => Math.min(...smoothed)))
  return reached.length === 0 ? Number.NaN : Math.max(...reached)
}

/** The metric to judge by: the first of the run's own, else the validation loss; null without a validation. */
export function judgedBy(lanes: readonly Lane[]): { readonly name: string; readonly sign: 1 | -1 } | null {
  const names = Object.keys(lanes.flatMap(({ records }) => records)[0]?.validation ?? {})
  const name = names.find((each) => each !== 'loss') ?? names[0]
  return name === undefined ? null : { name, sign: signOf(name) }
}

/** -1 for metrics that are better when lower, such as losses and errors, else 1. */
export const signOf = (metric: string): 1 | -1 => (modeOf(metric) === 'min' ? -1 : 1)

/** Whether a metric is a share between 0 and 1, shown in percent. */
export const isShare = (name: string): boolean => /accuracy|precision|recall|^f1/i.test(name)
