// Schedules by name, each over the whole length of a run. Called by schedules.ts.
import { power } from '../backend/math.ts'
import type { SchedulerSpec } from '../config/types.ts'
import { OptionError } from '../errors.ts'
import type { Optimizer } from '../optim/index.ts'
import { CosineAnnealingLR, ExponentialLR, LambdaLR, OneCycleLR, ReduceLROnPlateau, StepLR } from '../optim/index.ts'
import { nearest, show } from '../util/options.ts'
import type { MakeScheduler } from './experiment.ts'
import type { Candidate } from './race.ts'

/** A schedule to compare: by name, or with your own options. */
export type ScheduleCandidate =
  | string
  | {
      /** In the report. */
      name: string
      scheduler: SchedulerSpec | MakeScheduler | null
      /** Default 'step'. */
      scheduleEvery?: 'epoch' | 'step' | undefined
    }

/** A candidate of analyze.schedules. */
export type Course = Candidate

type Length = Parameters<MakeScheduler>[1]

function stepsOf({ steps, epochs, batches }: Length): number {
  const all = steps ?? (epochs === undefined || batches === undefined ? undefined : epochs * batches)
  if (all !== undefined) return Math.max(1, all)
  throw new OptionError('analyze.schedules: expected train to be a loader with a length, which schedules need')
}

const third = (length: Length): number => Math.max(1, Math.ceil(stepsOf(length) / 3))
// One cycle also moves the momentum, if the optimizer has one.
const cycles = ({ paramGroups: [group] }: Optimizer): boolean =>
  group !== undefined && ('betas' in group || (group as { momentum?: number }).momentum! > 0)

// The last fifth of the run falls to nothing.
const stableThenDown = (all: number) => (step: number) => Math.min(1, Math.max(0, (5 * (all - step)) / all))

const COURSES: Readonly<Record<string, MakeScheduler | null>> = {
  constant: null,
  step: (optimizer, length) => new StepLR(optimizer, { stepSize: third(length), gamma: 0.1 }),
  exponential: (optimizer, length) => new ExponentialLR(optimizer, { gamma: power(0.01, 1 / stepsOf(length)) }),
  cosine: (optimizer, length) => new CosineAnnealingLR(optimizer, { tMax: stepsOf(length) }),
  onecycle: (optimizer, length) =>
    new OneCycleLR(optimizer, {
      maxLr: optimizer.paramGroups.map(({ lr }) => lr),
      totalSteps: stepsOf(length),
      cycleMomentum: cycles(optimizer)
    }),
  plateau: (optimizer) => new ReduceLROnPlateau(optimizer, { factor: 0.3, patience: 0 }),
  wsd: (optimizer, length) => new LambdaLR(optimizer, { lrLambda: stableThenDown(stepsOf(length)) })
}

/** The candidate of a name, or of what the user gave. */
export function courseOf(call: string, given: ScheduleCandidate): Course {
  if (typeof given !== 'string') {
    const { name, scheduler, scheduleEvery = 'step' } = given
    return { name, build: { scheduler, scheduleEvery } }
  }
  if (Object.hasOwn(COURSES, given)) {
    return { name: given, build: { scheduler: COURSES[given]!, scheduleEvery: given === 'plateau' ? 'epoch' : 'step' } }
  }
  const near = nearest(given, Object.keys(COURSES))
  throw new OptionError(
    `${call}: unknown schedule ${show(given)}; ${near === null ? `the names are ${Object.keys(COURSES).join(', ')}` : `did you mean ${near}?`}`
  )
}
