import { expect, test } from 'vitest'
import { type Callback, Lambda } from '../../../lib/train/index.ts'
import { problem } from '../problem.ts'

test('calls what it is given, as a literal would', async () => {
  const run = async (make: (handlers: Callback) => Callback) => {
    const { trainer, loader, validation } = problem()
    const told: unknown[] = []
    const handlers: Callback = {
      onFitStart: (event) => void told.push(event.type),
      onStep: async (event) => void told.push([event.type, event.loss]),
      onEpoch: (event) => void told.push(event.metrics),
      onFitEnd: (event) => void told.push(event.reason),
      onLoss: (loss) => {
        told.push(loss)
        return undefined
      },
      onGradients: () => {
        told.push('gradients')
        return undefined
      },
      stateDict: () => ({ count: told.length })
    }
    await trainer.fit(loader, { epochs: 2, validation, callbacks: [make(handlers)] })
    return { told, states: trainer.stateDict().callbacks }
  }
  const literal = await run((handlers) => ({ ...handlers, name: 'Lambda' }))
  expect(await run((handlers) => new Lambda(handlers))).toEqual(literal)
  expect(literal.told.length).toBeGreaterThan(26 * 2)
  expect(literal.states).toEqual({ Lambda: { count: literal.told.length } })
})

test('a callback may bring a logger, and sees the phases of a step', async () => {
  const { trainer, loader } = problem({ accumulate: 1 })
  const kinds: string[] = []
  const phases: string[] = []
  const callback = new Lambda({
    logger: { log: ({ kind }) => void kinds.push(kind) },
    onGradients: () => undefined,
    onPhase: (phase) => void phases.push(phase)
  })
  const others: string[] = []
  const loggers = [{ log: ({ kind }: { kind: string }) => void others.push(kind) }]
  await trainer.fit(loader, { steps: 2, callbacks: [callback], loggers })
  expect(kinds).toEqual(['start', 'scalars', 'scalars', 'scalars', 'end'])
  expect(others).toEqual(kinds)
  const step = ['forward', 'backward', 'callbacks', 'clipping', 'optimizer', 'other']
  expect(phases).toEqual([...step, ...step])
  // Neither is called after the run.
  await trainer.fit(loader, { steps: 1 })
  expect([kinds.length, phases.length]).toEqual([5, 12])
  expect(() => new Lambda({ logger: {} } as never)).toThrow('Lambda: expected logger to be a logger with log(record)')
})

test('onLoss leaves a batch out, onError is notified, the name is that of its state', async () => {
  const { trainer, loader } = problem({ accumulate: 1 })
  let losses = 0
  const errors: unknown[] = []
  const callback = new Lambda({
    name: 'mine',
    onLoss: () => (++losses === 2 ? 'skip' : undefined),
    onStep: ({ batch, updated, skipped }) => {
      expect([updated, skipped]).toEqual([batch !== 2, batch === 2])
      if (batch === 4) throw new Error('enough')
    },
    onError: (error) => void errors.push(error),
    stateDict: () => ({ losses })
  })
  await expect(trainer.fit(loader, { epochs: 1, callbacks: [callback] })).rejects.toThrow('enough')
  expect(errors).toEqual([new Error('enough')])
  expect(trainer.step).toBe(3)
  expect(trainer.stateDict().callbacks).toEqual({ mine: { losses: 4 } })
})

test('messages', () => {
  expect(() => new Lambda({ onEpcoh: () => undefined } as never)).toThrow(
    'Lambda: unknown option onEpcoh; did you mean onEpoch?'
  )
  expect(() => new Lambda({ onStep: 1 } as never)).toThrow('Lambda: expected onStep to be a function but received 1')
})
