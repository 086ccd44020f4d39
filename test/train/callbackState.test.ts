// A resumed callback gets the state of what it watches, whatever the order and number of the callbacks (Lightning#7187,
// Lightning#16848: states matched by class or position).
import { mkdirSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadCheckpoint, saveCheckpoint } from '../../lib/checkpoint/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import {
  type Callback,
  EarlyStopping,
  LearningRateMonitor,
  ModelCheckpoint,
  OptimizerSwitch
} from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { problem } from './problem.ts'
import { warningsOf } from './warnings.ts'

const file = temporaryFolder()
const loss = () => new EarlyStopping({ monitor: 'valLoss', patience: 9 })
const accuracy = () => new EarlyStopping({ monitor: 'valAccuracy', patience: 9 })

// Two epochs with these callbacks, as a file.
async function saved(name: string, callbacks: readonly Callback[]): Promise<string> {
  const { trainer, loader, validation } = problem()
  await trainer.fit(loader, { epochs: 2, validation, callbacks })
  await trainer.save(file(name))
  return file(name)
}

// Resumes without another epoch: the callbacks are as they were loaded.
async function resumed(resume: string, callbacks: readonly Callback[]): Promise<string[]> {
  const { trainer, loader, validation } = problem()
  const warnings = await warningsOf(() => trainer.fit(loader, { epochs: 2, validation, callbacks, resume }))
  return warnings.filter((text) => !text.includes('nothing is left to do'))
}

describe('EarlyStopping of the loss and of the accuracy', () => {
  test('in the other order, and with one left out', async () => {
    const [byLoss, byAccuracy] = [loss(), accuracy()]
    const path = await saved('order', [byLoss, byAccuracy])
    expect(byLoss.best).not.toBe(byAccuracy.best)
    const [a, b] = [accuracy(), loss()]
    expect(await resumed(path, [a, b])).toEqual([])
    expect([a.best, b.best]).toEqual([byAccuracy.best, byLoss.best])
    const alone = accuracy()
    expect(await resumed(path, [alone])).toEqual([])
    expect(alone.best).toBe(byAccuracy.best)
  })

  test('with another monitor or mode: starts without a state, and says so', async () => {
    const path = await saved('changed', [loss()])
    const other = accuracy()
    expect(await resumed(path, [other])).toEqual([
      "Trainer.fit: the callback 'EarlyStopping valAccuracy max' starts without a state because that of 'EarlyStopping valLoss min' is of another one"
    ])
    expect(other.best).toBe(null)
    const turned = new EarlyStopping({ monitor: 'valLoss', mode: 'max' })
    expect((await resumed(path, [turned])).length).toBe(1)
    expect(turned.best).toBe(null)
    // One that is new next to others is new, without a word.
    expect(await resumed(path, [loss(), new LearningRateMonitor()])).toEqual([])
  })

  test('states of earlier versions, by name alone, are taken where there is one of each', async () => {
    const path = await saved('new', [loss()])
    const state = (await loadCheckpoint(path)) as Record<string, never>
    const own = Object.values(state.callbacks!)[0] as unknown as EarlyStopping
    const early = async (callbacks: object) => {
      await saveCheckpoint(file('early'), { ...state, callbacks } as never)
      return file('early')
    }
    const one = loss()
    expect(await resumed(await early({ EarlyStopping: own }), [one])).toEqual([])
    expect(one.best).toBe(own.best)
    for (const [states, callbacks] of [
      [{ EarlyStopping: own, 'EarlyStopping#2': own }, [loss()]],
      [{ EarlyStopping: own, 'EarlyStopping#2': own }, [loss(), accuracy()]],
      [{ EarlyStopping: own }, [loss(), accuracy()]]
    ] as const) {
      expect((await resumed(await early(states), callbacks)).length).toBe(callbacks.length)
      for (const callback of callbacks) expect(callback.best).toBe(null)
    }
  })
})

test('ModelCheckpoint: each keeps its own files, in the other order', async () => {
  const make = (name: string, monitor: string) => new ModelCheckpoint({ folder: file(name), monitor, fileName: name })
  const first = [make('a', 'valLoss'), make('b', 'valLoss'), make('c', 'valAccuracy')]
  const path = await saved('checkpoints', first)
  const again = [make('c', 'valAccuracy'), make('b', 'valLoss'), make('a', 'valLoss')]
  expect(await resumed(path, again)).toEqual([])
  // The last of the same monitor in another folder has not moved: there are two that it could be.
  expect(again.map(({ kept }) => kept)).toEqual([...first].reverse().map(({ kept }) => kept))
  for (const name of ['a', 'b', 'c'])
    expect(readdirSync(file(name)).sort()).toEqual([`${name}.safetensors`, 'last.safetensors'])
  mkdirSync(file('d'))
  const [moved] = [make('d', 'valLoss')]
  expect((await resumed(path, [moved!])).length).toBe(1)
  expect(moved!.kept).toEqual([])
})

test('siblings: LearningRateMonitor by every, OptimizerSwitch by when', async () => {
  const rates = () => [new LearningRateMonitor(), new LearningRateMonitor({ every: { steps: 2 } })]
  const to = ({ model }: { model: { parameters(): never[] } }) => new SGD(model.parameters(), { lr: 0.1 })
  const switches = () => [new OptimizerSwitch({ to, step: 3 } as never), new OptimizerSwitch({ to, epoch: 7 } as never)]
  const [epochs, steps] = rates()
  const path = await saved('siblings', [epochs!, steps!, ...switches()])
  const [e, s] = rates()
  const [early, late] = switches()
  expect(await resumed(path, [late!, s!, e!, early!])).toEqual([])
  expect([e!.columns, s!.columns]).toEqual([epochs!.columns, steps!.columns])
  expect([early!.switched, late!.switched]).toEqual([true, false])
})

test('two that cannot be told apart are refused when the fit begins', async () => {
  const { trainer, loader } = problem()
  const counting = () => ({ count: 0, stateDict: () => ({ count: 1 }), loadStateDict: () => undefined })
  await expect(trainer.fit(loader, { epochs: 1, callbacks: [counting(), counting()] })).rejects.toThrow(
    "Trainer.fit: cannot tell the states of two callbacks 'Object' apart; give them different names (the property name)"
  )
  // Without a state there is nothing to tell apart; with names there is.
  const callbacks = [
    { ...counting(), name: 'a' },
    { ...counting(), name: 'b' },
    { onStep: () => undefined },
    { onStep: () => undefined }
  ]
  await trainer.fit(loader, { steps: 1, callbacks })
})
