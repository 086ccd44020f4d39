// Learning for a while and putting everything back: weights, optimizer, averages, random numbers, gradients, the loader's
// place. Called by profile and findBatchSize.
import { DataError } from '../errors.ts'
import { CallbackList } from './callbackList.ts'
import type { Learned, Learner } from './learner.ts'
import { copyTree } from './state.ts'
import type { Trainer } from './trainer.ts'
import type { Callback, Loader, StepEvent } from './types.ts'

/** A batch, and whether it is the last of an epoch. */
export interface Portion {
  readonly batch: unknown
  readonly last: boolean
}

/** The batches of a loader without end. */
export type Portions = AsyncGenerator<Portion, never>

/** What a rehearsal is made with. */
export interface Stage {
  readonly learner: Learner
  readonly portions: Portions
  /** Tells the callbacks of a batch. */
  readonly tell: (learned: Learned, dataSeconds: number, stepSeconds: number) => Promise<void>
}

/**
 * Runs `body` with what a Trainer learns with; then everything is as before, to the bit, whether or not body throws. What
 * callbacks and hooks do outside of the Trainer is theirs.
 */
export async function rehearse<R>(
  call: string,
  trainer: Trainer,
  loader: Loader,
  callbacks: readonly Callback[],
  body: (stage: Stage) => Promise<R>
): Promise<R> {
  const list = new CallbackList(callbacks)
  const states = copyTree(list.states()) as ReturnType<CallbackList['states']>
  const { learner, giveBack } = await trainer.lend(call, loader)
  const portions = endlessly(call, loader)
  let step = 0
  try {
    learner.reset()
    learner.onLoss = list.losses(trainer)
    learner.onGradients = list.gradients(trainer)
    const tell = (learned: Learned, dataSeconds: number, stepSeconds: number): Promise<void> =>
      list.tell({ ...stepEvent(learner, learned, ++step), dataSeconds, stepSeconds }, trainer)
    return await body({ learner, portions, tell })
  } finally {
    try {
      await portions.return(undefined as never)
      list.setStates(states, trainer)
    } finally {
      giveBack()
    }
  }
}

async function* endlessly(call: string, loader: Loader): Portions {
  for (;;) {
    let count = 0
    for await (const batch of loader) yield { batch, last: ++count === loader.length }
    if (count === 0) throw new DataError(`${call}: expected at least one batch but the loader gave none`)
  }
}

function stepEvent(learner: Learner, learned: Learned, step: number): Omit<StepEvent, 'dataSeconds' | 'stepSeconds'> {
  const learningRate = learner.optimizer.paramGroups[0]!.lr
  return { type: 'step', epoch: 1, batch: step, step, learningRate, ...learned }
}
