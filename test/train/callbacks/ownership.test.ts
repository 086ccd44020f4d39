// Files of ModelCheckpoint belong to the run that wrote them, wherever they are; and what is in the best ones.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCheckpoint, saveCheckpoint } from '../../../lib/checkpoint/index.ts'
import { crossEntropy } from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { AdamW, type Optimizer, ScheduleFreeAdamW, ScheduleFreeSGD } from '../../../lib/optim/index.ts'
import {
  EarlyStopping,
  ModelCheckpoint,
  type RunState,
  Trainer,
  type TrainerOptions
} from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { bitsOf, problem } from '../problem.ts'
import { warningsOf } from '../warnings.ts'

const file = temporaryFolder()
const monitored = (name: string, more: object = {}) =>
  new ModelCheckpoint({ folder: file(name), monitor: 'valLoss', ...more })

// Trains until there are so many epochs, from a file if one is named; the loss falls all the time.
async function train(checkpoint: ModelCheckpoint, epochs: number, resume?: string, seed = 3): Promise<Trainer> {
  const { trainer, loader, validation } = problem({ seed })
  await trainer.fit(loader, {
    epochs,
    validation,
    callbacks: [checkpoint],
    ...(resume === undefined ? {} : { resume })
  })
  return trainer
}

const filesOf = (name: string): Record<string, string> =>
  Object.fromEntries(readdirSync(file(name)).map((each) => [each, readFileSync(file(`${name}/${each}`), 'hex')]))

describe('another folder', () => {
  // Lightning#11379, Lightning#17189: the best file of the first run is deleted.
  test('nothing of the first one is touched', async () => {
    await train(monitored('a'), 2)
    const before = filesOf('a')
    expect(Object.keys(before).length).toBe(2)
    const checkpoint = monitored('b')
    await train(checkpoint, 5, file('a/last.safetensors'))
    expect(filesOf('a')).toEqual(before)
    expect(checkpoint.kept.map(({ path }) => path)).toEqual([file(`b/${basename(checkpoint.kept[0]!.path)}`)])
    expect(Object.keys(filesOf('b')).length).toBe(2)
  })

  test.each(['moved', 'copied'])(
    'that is the first one, %s: its best file is known, and goes when it is worse',
    async (how) => {
      await train(monitored(`${how}-from`), 2)
      const before = filesOf(`${how}-from`)
      if (how === 'moved') renameSync(file('moved-from'), file('moved-to'))
      else cpSync(file('copied-from'), file('copied-to'), { recursive: true })
      const checkpoint = monitored(`${how}-to`)
      const { history } = await train(checkpoint, 5, file(`${how}-to/last.safetensors`))
      expect(checkpoint.kept.length).toBe(1)
      expect(checkpoint.kept[0]!.value).toBe(Math.min(...history.valLoss!))
      expect(Object.keys(filesOf(`${how}-to`)).sort()).toEqual([basename(checkpoint.kept[0]!.path), 'last.safetensors'])
      if (how === 'copied') expect(filesOf('copied-from')).toEqual(before)
    }
  )

  test('that holds another run with a file of the same name: it is not deleted', async () => {
    // Both runs have written best-10 after two epochs.
    await train(monitored('one', { best: 2 }), 2)
    await train(monitored('two', { best: 2 }), 2, undefined, 8)
    const { 'last.safetensors': last, ...best } = filesOf('two')
    expect(Object.keys(best)).toEqual(Object.keys(filesOf('one')).filter((name) => name in best))
    const checkpoint = monitored('two', { best: 2 })
    const warnings = await warningsOf(() => train(checkpoint, 5, file('one/last.safetensors')))
    expect(warnings).toEqual([
      `ModelCheckpoint: ${file('two/last.safetensors')} belongs to another run and will be overwritten; give every run its own folder`
    ])
    expect(filesOf('two')).toMatchObject(best)
    expect(filesOf('two')['last.safetensors']).not.toBe(last)
    expect(checkpoint.kept.length).toBe(2)
  })
})

test('a best file of another run is not written over by a resumed run', async () => {
  await train(monitored('from', { fileName: 'best' }), 2)
  await train(monitored('into', { fileName: 'best' }), 2, undefined, 8)
  const { 'best.safetensors': best } = filesOf('into')
  const checkpoint = monitored('into', { fileName: 'best' })
  await warningsOf(() => train(checkpoint, 4, file('from/last.safetensors')))
  expect(filesOf('into')['best.safetensors']).toBe(best)
  expect(checkpoint.kept.map(({ path }) => path)).toEqual([file('into/best-2.safetensors')])
  // Nor is a file that is not a checkpoint at all.
  writeFileSync(file('into/best-2.safetensors'), 'notes of somebody')
  await warningsOf(() => train(monitored('into', { fileName: 'best' }), 4, file('from/last.safetensors')))
  expect(readFileSync(file('into/best-2.safetensors'), 'utf8')).toBe('notes of somebody')
  // A new run takes the folder over.
  await train(monitored('into', { fileName: 'best' }), 1)
  expect(filesOf('into')['best.safetensors']).not.toBe(best)
})

test('a run has an id, which a resume keeps and a new run does not', async () => {
  const first = await train(monitored('id'), 1)
  const second = await train(monitored('id'), 2, file('id/last.safetensors'))
  expect(second.runId).toBe(first.runId)
  expect((await train(monitored('id'), 1)).runId).not.toBe(first.runId)
  expect(await warningsOf(() => train(monitored('id'), 1))).toEqual([])
})

test('a state of an earlier version, with paths and without an id', async () => {
  const write = async (name: string, folder: string) => {
    const { trainer, loader, validation } = problem()
    await trainer.fit(loader, { epochs: 2, validation })
    const { run: _, ...position } = trainer.stateDict().position
    const kept = [{ path: file(`${folder}/old.safetensors`), value: 9 }]
    const state = { ...trainer.stateDict(), position, callbacks: { ModelCheckpoint: { kept } } }
    for (const path of [file(`${name}/last.safetensors`), kept[0]!.path]) await saveCheckpoint(path, state as never)
  }
  for (const name of ['early', 'elsewhere']) mkdirSync(file(name))
  await write('early', 'early')
  const checkpoint = monitored('early')
  await train(checkpoint, 3, file('early/last.safetensors'))
  expect([existsSync(file('early/old.safetensors')), checkpoint.kept.length]).toEqual([false, 1])
  // Its best file is in another folder: it stays.
  await write('early', 'elsewhere')
  await train(monitored('early'), 3, file('early/last.safetensors'))
  expect(existsSync(file('elsewhere/old.safetensors'))).toBe(true)
})

describe('the best file holds the weights that were measured', () => {
  const makers: [string, () => ReturnType<typeof problem>][] = [
    ['an ema', () => problem({ ema: 0.9 })],
    ...([ScheduleFreeAdamW, ScheduleFreeSGD] as const).map((Kind): [string, () => ReturnType<typeof problem>] => [
      Kind.name,
      () => {
        const given = problem({ ema: undefined as never, scheduler: undefined as never })
        given.trainer.setOptimizer(new Kind(given.trainer.model.parameters(), { lr: 0.05 }))
        return given
      }
    ]),
    ['neither', () => problem({ ema: undefined as never })]
  ]

  // sparseml#1493, schedule_free#48: 0.9901 against 0.6464.
  test.each(makers)('%s: a plain load gives what was measured, a resume the bits of the run', async (_, make) => {
    const whole = make()
    const fit = { validation: whole.validation, epochs: 4 }
    await whole.trainer.fit(whole.loader, fit)
    const folder = file(`best-${_}`)
    const checkpoint = new ModelCheckpoint({ folder, monitor: 'valLoss', best: 9 })
    const first = make()
    await first.trainer.fit(first.loader, { ...fit, callbacks: [checkpoint] })
    for (const { path, value } of checkpoint.kept) {
      const state = (await loadCheckpoint(path)) as never as RunState
      const plain = problem({ ema: undefined as never })
      ;(plain.trainer.model as nn.Module).loadStateDict(state.model)
      expect((await plain.trainer.evaluate(plain.validation)).loss).toBe(value)
      // Loaded by a Trainer of the same kind it measures the same.
      const loaded = make()
      await loaded.trainer.load(path)
      expect((await loaded.trainer.evaluate(loaded.validation)).loss).toBe(value)
      const { trainer, loader, validation } = make()
      await trainer.fit(loader, { ...fit, validation, resume: path })
      expect(bitsOf(trainer)).toBe(bitsOf(whole.trainer))
    }
    expect(checkpoint.kept.length).toBe(4)
  })

  test('Trainer.save with weights', async () => {
    const { trainer, loader, validation } = problem()
    await trainer.fit(loader, { epochs: 2 })
    await trainer.save(file('plain'))
    await trainer.save(file('evaluated'), { weights: 'evaluation' })
    const [plain, evaluated] = await Promise.all(['plain', 'evaluated'].map((name) => loadCheckpoint(file(name))))
    const values = (state: unknown) => (state as RunState).model['0.weight']!.toArray()
    expect(values(plain)).toEqual(trainer.model.stateDict()['0.weight']!.toArray())
    expect(values(evaluated)).not.toEqual(values(plain))
    expect((evaluated as never as RunState).trainingModel!['0.weight']!.toArray()).toEqual(values(plain))
    await expect(trainer.save(file('x'), { weights: 'best' as never })).rejects.toThrow(
      "Trainer.save: expected weights to be one of 'training', 'evaluation' but received 'best'"
    )
    expect((await trainer.evaluate(validation)).loss).toBeGreaterThan(0)
  })
})

describe('restoreBest and a longer run', () => {
  // pytorch#35047: best weights with the last optimizer state, 0.8792 instead of 0.2223.
  const makers: [string, Partial<TrainerOptions>, (model: nn.Module) => Optimizer][] = [
    ['plain', {}, (model) => new AdamW(model.parameters(), { lr: 0.2 })],
    ['ema', { ema: 0.5 }, (model) => new AdamW(model.parameters(), { lr: 0.2 })],
    ['schedule-free', {}, (model) => new ScheduleFreeSGD(model.parameters(), { lr: 20 })]
  ]
  test.each(makers)(
    '%s: from last.safetensors, and with resume true, as without the interruption',
    async (name, more, to) => {
      const make = (folder: string) => {
        const given = problem({ ema: undefined as never, scheduler: undefined as never, ...more })
        const { trainer } = given
        trainer.setOptimizer(to(trainer.model))
        const stopping = new EarlyStopping({ patience: 99, restoreBest: true })
        const checkpoint = new ModelCheckpoint({ folder: file(`${name}-${folder}`) })
        const callbacks = [stopping, checkpoint]
        const fit = (options: object) =>
          trainer.fit(given.loader, { validation: given.validation, callbacks, ...options })
        return { ...given, fit, stopping, last: checkpoint.lastPath }
      }
      // All of the run but the names of folders.
      const bits = (trainer: Trainer) => {
        const { callbacks, ...state } = trainer.stateDict()
        const [stopping] = Object.keys(callbacks).filter((each) => each.startsWith('EarlyStopping'))
        return bitsOf({ stateDict: () => ({ ...state, callbacks: { stopping: callbacks[stopping!] } }) } as never)
      }
      const whole = make('whole')
      const { valLoss } = await whole.fit({ epochs: 12 })
      // The first run ends when its last weights are not its best ones.
      const epochs = valLoss!.findIndex((value, k) => k > 1 && value > Math.min(...valLoss!.slice(0, k))) + 1
      expect(epochs).toBeGreaterThan(0)
      const first = make('first')
      await first.fit({ epochs })
      // The model is the best one, now and when the file is loaded.
      expect((await first.trainer.evaluate(first.validation)).loss).toBe(first.stopping.best)
      const loaded = make('loaded')
      await loaded.trainer.load(first.last)
      expect((await loaded.trainer.evaluate(loaded.validation)).loss).toBe(first.stopping.best)
      await loaded.fit({ epochs: 12, resume: true })
      const second = make('second')
      await second.fit({ epochs: 12, resume: first.last })
      await first.fit({ epochs: 12, resume: true })
      for (const { trainer, stopping, validation } of [loaded, second, first]) {
        expect(trainer.history.valLoss).toEqual(valLoss)
        expect(bits(trainer)).toBe(bits(whole.trainer))
        expect((await trainer.evaluate(validation)).loss).toBe(stopping.best)
      }
    }
  )

  test('a new run begins with the weights that the model has', async () => {
    const model = nn.mlp([6, 3])
    const trainer = new Trainer({
      model,
      optimizer: new ScheduleFreeSGD(model.parameters(), { lr: 1 }),
      loss: crossEntropy
    })
    const { loader, validation } = problem()
    await trainer.fit(loader, { epochs: 3, validation, callbacks: [new EarlyStopping({ restoreBest: true })] })
    const weights = (): unknown[] => model.parameters().map((p) => p.toArray())
    const before = weights()
    await trainer.fit(loader, { epochs: 0 })
    expect('continueWith' in trainer.stateDict()).toBe(false)
    expect(weights()).toEqual(before)
  })
})
