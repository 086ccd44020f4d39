// Short runs of several batch sizes that see equally many samples, or last equally long; the learning rate follows the
// size in proportion or by its square root. Called by batchSize.ts.
import type { RunRecord } from './record.ts'
import type { Session } from './session.ts'

/** How the learning rate follows the batch size. */
export const RULES_OF_RATE = ['own', 'sqrt', 'linear'] as const
export type RateRule = (typeof RULES_OF_RATE)[number]

/** A run of one seed. */
export interface SizeRun {
  readonly size: number
  readonly rule: RateRule
  readonly lr: number
  readonly seed: number
  /** On the validation data, without any the smoothed training loss; Infinity of a run that diverged. */
  readonly atEqualSamples: number
  readonly atEqualSeconds: number
}

/** What all sizes are measured by: the experiment's own size. */
export interface Base {
  readonly size: number
  readonly lr: number
  readonly steps: number
  /** Seconds of a step, by size. */
  seconds(size: number): number
}

// No run sees more than so many times the samples of the base.
const MOST = 4

/** The sizes to train with: a quarter, four and sixteen times the own one, and the fast one. */
export function sizesToTrain(own: number, fast: number, sizes: readonly number[]): number[] {
  const wanted = [own / 4, own * 4, own * 16, fast]
  const near = wanted.flatMap((size) => sizes.filter((each) => each >= size / 1.5 && each <= size * 1.5).slice(0, 1))
  return [...new Set(near)].filter((size) => size !== own).sort((a, b) => a - b)
}

/** Trains every size with both rules on all seeds; without what budget or signal left out. */
export async function trainSizes(session: Session, base: Base, sizes: readonly number[]): Promise<SizeRun[]> {
  const plans = [
    { size: base.size, rule: 'own' as const, lr: base.lr },
    ...sizes.flatMap((size) => [
      { size, rule: 'sqrt' as const, lr: base.lr * Math.sqrt(size / base.size) },
      { size, rule: 'linear' as const, lr: (base.lr * size) / base.size }
    ])
  ]
  const runs: SizeRun[] = []
  for (const seed of session.seeds) {
    for (const { size, rule, lr } of plans) {
      const bySamples = Math.max(1, Math.round((base.steps * base.size) / size))
      const bySeconds = Math.round((base.steps * base.seconds(base.size)) / base.seconds(size)) || bySamples
      const most = Math.max(1, Math.round((MOST * base.steps * base.size) / size))
      const [samples, seconds] = [bySamples, Math.max(1, Math.min(most, bySeconds))]
      const build = { seed, batchSize: size, lr, scheduler: null }
      const limits = { steps: Math.max(samples, seconds), validate: Math.min(samples, seconds) }
      const name = rule === 'own' ? `batch of ${size}` : `batch of ${size}, lr ${rule}`
      const record = await session.train(name, build, limits)
      if (record === null) continue
      const at = (step: number): number => lossAt(record, step)
      runs.push({ size, rule, lr, seed, atEqualSamples: at(samples), atEqualSeconds: at(seconds) })
    }
  }
  return runs
}

function lossAt(record: RunRecord, step: number): number {
  if (record.diverged) return Number.POSITIVE_INFINITY
  const { step: steps = [], valLoss = [] } = record.history
  const row = steps.lastIndexOf(step)
  if (row >= 0 && Number.isFinite(valLoss[row])) return valLoss[row]!
  if (step === record.losses.length && record.validation.loss !== undefined) return record.validation.loss
  return record.smoothed[step - 1] ?? Number.NaN
}
