// The parts of an epoch as a run has it: data, steps, validation, checkpoints, loggers. Called by step.ts.
import { join } from 'node:path'
import { NonFiniteError } from '../errors.ts'
import { JsonLinesLogger, type Loader, ModelCheckpoint } from '../train/index.ts'
import type { Built } from './experiment.ts'
import type { Session } from './session.ts'
import { inTemporaryFolder } from './temporary.ts'

/** Seconds of an epoch. */
export interface EpochParts {
  readonly data: number
  readonly steps: number
  readonly validation: number
  readonly checkpoint: number
  readonly logger: number
  /** Steps that were made; `data`, `steps` and `logger` are extrapolated when the epoch has more. */
  readonly made: number
  readonly batches: number
}

/**
 * Trains an epoch, or its first `most` batches, with a validation, a checkpoint and a log at its end. Null when the loss
 * was not finite or the analysis was ended.
 */
export async function epochParts(session: Session, built: Built, most: number): Promise<EpochParts | null> {
  return await inTemporaryFolder((folder) => epochIn(folder, session, built, most))
}

async function epochIn(
  folder: string,
  session: Session,
  { trainer, train, validation }: Built,
  most: number
): Promise<EpochParts | null> {
  const sums = { data: 0, steps: 0, validation: 0, checkpoint: 0, logger: 0 }
  const add = (name: keyof typeof sums, began: number): void => {
    sums[name] += (performance.now() - began) / 1e3
  }
  const checkpoint = timedCalls(new ModelCheckpoint({ folder }), (began) => add('checkpoint', began), true)
  const logger = timedCalls(new JsonLinesLogger(join(folder, 'log.jsonl')), (began) => add('logger', began), false)
  let made = 0
  try {
    const options = {
      ...(most < (train.length ?? Number.POSITIVE_INFINITY) ? { steps: most } : { epochs: 1 }),
      ...(validation === undefined ? {} : { validation: timedPasses(validation, (began) => add('validation', began)) }),
      callbacks: [checkpoint],
      loggers: [logger]
    }
    for await (const event of trainer.stream(train, options)) {
      if (event.type === 'step') {
        made++
        sums.data += event.dataSeconds
        sums.steps += event.stepSeconds
        session.progress(1)
      }
      if (event.type !== 'fitEnd' && session.stopped) return null
    }
  } catch (error) {
    if (error instanceof NonFiniteError) return null
    throw error
  }
  const batches = Math.max(made, train.length ?? made)
  const whole = (seconds: number): number => (seconds * batches) / made
  return { ...sums, data: whole(sums.data), steps: whole(sums.steps), logger: whole(sums.logger), made, batches }
}

type Add = (began: number) => void

// The same object with timed methods; with `wait` until their promises settle.
function timedCalls<T extends object>(target: T, add: Add, wait: boolean): T {
  return new Proxy(target, {
    get(_, name) {
      const value = Reflect.get(target, name, target) as unknown
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        const began = performance.now()
        const result = value.apply(target, args) as unknown
        if (!(wait && result instanceof Promise)) {
          add(began)
          return result
        }
        return result.finally(() => add(began))
      }
    }
  })
}

// The same loader; a pass counts from the request for its first batch to its end, with what is computed between batches.
function timedPasses(loader: Loader, add: Add): Loader {
  return new Proxy(loader, {
    get(_, name) {
      const value = Reflect.get(loader, name, loader) as unknown
      if (name !== Symbol.asyncIterator && name !== Symbol.iterator) {
        return typeof value === 'function' ? value.bind(loader) : value
      }
      if (value === undefined && name === Symbol.iterator) return undefined
      return async function* pass() {
        const began = performance.now()
        try {
          for await (const batch of loader) yield batch
        } finally {
          add(began)
        }
      }
    }
  })
}
