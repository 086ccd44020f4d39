// Learning for a while and putting everything back: weights, optimizer, averages, random numbers, gradients, the loader's
// place. Called by profile and findBatchSize.
import { DataError } from '../errors.ts'
import { defaultGenerator } from '../tensor/random.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { CallbackList } from './callbackList.ts'
import type { Learned, Learner } from './learner.ts'
import { stateOf } from './place.ts'
import { apply, copyTree, learnerState, type RunState } from './state.ts'
import type { Trainer } from './trainer.ts'
import type { Callback, Loader, StepEvent } from './types.ts'

/** A batch, and whether it is the last of an epoch. */
export interface Portion {
  readonly batch: unknown
  readonly last: boolean
}

/**
 * Runs `body` with a Trainer's Learner in training mode; then everything is as before, to the bit, whether or not body
 * throws. What callbacks and hooks do outside of the Trainer is theirs.
 */
export function rehearse<R>(
  call: string,
  trainer: Trainer,
  body: (learner: Learner, list: CallbackList) => Promise<R>,
  callbacks: readonly Callback[] = []
): Promise<R> {
  return trainer.lend(call, async (learner) => {
    const list = new CallbackList(callbacks)
    const restore = [remember(learner), rememberCallbacks(list), rememberGenerator()]
    try {
      learner.dropGradients()
      learner.reset()
      learner.onGradients = list.gradients(trainer)
      if (!learner.model.training) learner.model.train()
      return await body(learner, list)
    } finally {
      learner.onGradients = null
      for (const back of restore) back()
    }
  })
}

function remember(learner: Learner): () => void {
  const { model, scheduler } = learner
  const state = copyTree(learnerState(learner, scheduler)) as RunState
  const modes = model.modules().map((module) => [module, module.training] as const)
  const gradients = [...new Set([...model.parameters(), ...learner.parameters()])].map(gradientOf)
  return () => {
    apply(learner, scheduler, state)
    for (const back of gradients) back()
    for (const [module, training] of modes) module.training = training
  }
}

// The tensor that a user may hold, with the values that it had.
function gradientOf(p: Tensor): () => void {
  const { grad } = p
  const values = grad === null ? null : grad.data.slice()
  return () => {
    p.grad = grad
    if (grad === null) return
    grad.data.set(values!)
    grad.storage.version++
  }
}

function rememberCallbacks(list: CallbackList): () => void {
  const states = copyTree(list.states()) as ReturnType<CallbackList['states']>
  return () => list.setStates(states)
}

// Transforms of data may draw from it.
function rememberGenerator(): () => void {
  const state = defaultGenerator.state()
  return () => defaultGenerator.setState(state)
}

/** The batches of a loader, epoch after epoch without end; leaving the loop puts the loader back to its place. */
export async function* endlessly(call: string, loader: Loader): AsyncGenerator<Portion, never> {
  const back = markOf(loader)
  try {
    for (;;) {
      let count = 0
      for await (const batch of loader) yield { batch, last: ++count === loader.length }
      if (count === 0) throw new DataError(`${call}: expected at least one batch but the loader gave none`)
    }
  } finally {
    back()
  }
}

function markOf(loader: Loader): () => void {
  const { mark, setState } = loader as unknown as Partial<Record<'mark' | 'setState', (value?: unknown) => unknown>>
  if (typeof mark === 'function') return mark.call(loader) as () => void
  const state = stateOf(loader)
  return () => {
    if (state !== null) setState?.call(loader, state)
  }
}

/** What callbacks are told of a batch. */
export function stepEvent(learner: Learner, learned: Learned, step: number): StepEvent {
  return {
    type: 'step',
    epoch: 1,
    batch: step,
    step,
    learningRate: learner.optimizer.paramGroups[0]!.lr,
    ...learned
  }
}
