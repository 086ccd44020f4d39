import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCheckpoint } from '../../../lib/checkpoint/index.ts'
import {
  type Callback,
  ModelCheckpoint,
  type Position,
  type StepEvent,
  type Trainer
} from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { bitsOf, problem } from '../problem.ts'

const file = temporaryFolder()
const positionOf = async (path: string) => ((await loadCheckpoint(path)) as never as { position: Position }).position

test('the last state, after epochs, at the end, after an error; the run continues from it to the bit', async () => {
  const whole = problem()
  await whole.trainer.fit(whole.loader, { epochs: 3, validation: whole.validation })
  const { trainer, loader, validation } = problem()
  const checkpoint = new ModelCheckpoint({ folder: file('a/b') })
  const stop: Callback = {
    onStep: ({ epoch, batch }: StepEvent) => {
      if (epoch === 2 && batch === 4) throw new Error('stop')
    }
  }
  await expect(trainer.fit(loader, { epochs: 3, validation, callbacks: [stop, checkpoint] })).rejects.toThrow('stop')
  expect(checkpoint.lastPath).toBe(join(file('a/b'), 'last.safetensors'))
  expect(await positionOf(checkpoint.lastPath)).toMatchObject({ epoch: 1, batch: 4 })
  const next = problem()
  const again = new ModelCheckpoint({ folder: file('a/b') })
  await next.trainer.fit(next.loader, {
    epochs: 3,
    validation: next.validation,
    callbacks: [again],
    resume: checkpoint.lastPath
  })
  expect(await positionOf(again.lastPath)).toMatchObject({ epoch: 3, batch: 0 })
  await whole.trainer.load(again.lastPath)
  expect(whole.trainer.history).toEqual(next.trainer.history)
  expect(readdirSync(file('a/b'))).toEqual(['last.safetensors'])
})

interface Writes {
  /** Those that are done. */
  readonly done: [began: number, ended: number][]
  /** Milliseconds of the longest one, that under way among them. */
  longest(): number
}

// When each write of a run begins and ends.
function watch(trainer: Trainer): Writes {
  const done: [number, number][] = []
  let running: number | null = null
  const save = trainer.save.bind(trainer)
  trainer.save = async (...args) => {
    const began = performance.now()
    running = began
    await save(...args)
    running = null
    done.push([began, performance.now()])
  }
  const longest = (): number => {
    const underWay = running === null ? 0 : performance.now() - running
    return Math.max(underWay, ...done.map(([began, ended]) => ended - began))
  }
  return { done, longest }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('writing takes a tenth of the time at most, however often states are due', async () => {
  const { trainer, loader } = problem()
  const writes = watch(trainer)
  // A step takes as long as a write, however slow the disk is, and the run lasts until three are done.
  const wait = {
    onStep: async () => {
      await sleep(writes.longest())
      if (writes.done.length >= 3) trainer.stop()
    }
  }
  const checkpoint = new ModelCheckpoint({ folder: file('tenth'), every: { steps: 1 } })
  await trainer.fit(loader, { epochs: 1000, callbacks: [checkpoint, wait] })
  // The last one belongs to the end.
  const due = writes.done.slice(0, -1)
  expect(due.length).toBeGreaterThan(1)
  for (const [k, [began]] of due.slice(1).entries()) {
    const [before, ended] = due[k]!
    expect(began - ended).toBeGreaterThanOrEqual(9 * (ended - before))
  }
})

test('every so many steps while the run continues; every so many epochs', async () => {
  const { trainer, loader } = problem()
  const plain = problem()
  await plain.trainer.fit(plain.loader, { epochs: 2 })
  const seen = new Set<number>()
  const checkpoint = new ModelCheckpoint({ folder: file('steps'), every: { steps: 2 } })
  const writes = watch(trainer)
  const look: Callback = {
    onStep: async () => {
      // However slow the disk is, there is time for several.
      await sleep(5 + 2 * writes.longest())
      if (existsSync(checkpoint.lastPath)) seen.add((await positionOf(checkpoint.lastPath)).step)
    }
  }
  await trainer.fit(loader, { epochs: 2, callbacks: [checkpoint, look] })
  // The same weights as without any.
  expect(trainer.model.parameters().map((p) => [...p.data])).toEqual(
    plain.trainer.model.parameters().map((p) => [...p.data])
  )
  expect(seen.size).toBeGreaterThan(1)
  expect([...seen].every((step) => step % 2 === 0)).toBe(true)
  const other = problem()
  const epochs = new ModelCheckpoint({ folder: file('epochs'), every: 2 })
  const states: (number | null)[] = []
  const saves: Promise<void>[] = []
  const save = other.trainer.save.bind(other.trainer)
  other.trainer.save = (...args) => {
    saves.push(save(...args))
    return saves.at(-1)!
  }
  const count: Callback = {
    onStep: async ({ batch }) => {
      if (batch !== 13) return
      // However slow the disk is.
      await Promise.all(saves)
      states.push(existsSync(epochs.lastPath) ? (await positionOf(epochs.lastPath)).epoch : null)
    }
  }
  await other.trainer.fit(other.loader, { epochs: 4, callbacks: [epochs, count] })
  expect(states).toEqual([null, null, 2, 2])
})

test('the best k, also over a resume; the others go', async () => {
  const options = {
    folder: file('best'),
    monitor: 'valAccuracy',
    best: 2,
    fileName: 'at-{epoch}-{valAccuracy}'
  } as const
  const first = problem()
  await first.trainer.fit(first.loader, {
    epochs: 3,
    validation: first.validation,
    callbacks: [new ModelCheckpoint(options)]
  })
  const { trainer, loader, validation } = problem()
  const checkpoint = new ModelCheckpoint(options)
  const resume = join(options.folder, 'last.safetensors')
  const history = await trainer.fit(loader, { epochs: 6, validation, callbacks: [checkpoint], resume })
  const rows = history
    .valAccuracy!.map((value, k) => ({ value, epoch: k + 1 }))
    .sort((a, b) => b.value - a.value || a.epoch - b.epoch)
  const paths = rows
    .slice(0, 2)
    .map(({ value, epoch }) => `at-${epoch}-${Number.isInteger(value) ? value : value.toFixed(4)}.safetensors`)
  expect(checkpoint.kept.map(({ path }) => path)).toEqual(paths.map((name) => join(options.folder, name)))
  expect(readdirSync(options.folder).sort()).toEqual([...paths, 'last.safetensors'].sort())
  expect((await positionOf(checkpoint.kept[0]!.path)).epoch).toBe(rows[0]!.epoch)
})

test('when the folder is gone: ends, or continues and says so', async () => {
  const spoil = (folder: string): Callback => ({
    onEpoch: ({ epoch }) => {
      if (epoch !== 2) return
      rmSync(folder, { recursive: true })
      // A file in its place.
      writeFileSync(folder, '')
    }
  })
  const run = async (name: string, onFailure: 'throw' | 'warn') => {
    const { trainer, loader } = problem()
    await trainer.fit(loader, {
      epochs: 4,
      callbacks: [spoil(file(name)), new ModelCheckpoint({ folder: file(name), onFailure })]
    })
    return bitsOf(trainer)
  }
  const warnings: string[] = []
  const listen = (warning: Error) => void warnings.push(warning.message)
  process.on('warning', listen)
  await expect(run('gone', 'throw')).rejects.toThrow(/^saveCheckpoint: .*last.safetensors: could not be written \(E/)
  await run('gone2', 'warn')
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', listen)
  expect(warnings.length).toBeGreaterThan(0)
  expect(warnings[0]).toMatch(
    /^ModelCheckpoint: the run continues without a checkpoint: saveCheckpoint: .*could not be written/
  )
})

test('messages', async () => {
  mkdirSync(file('m'))
  const make = (options: object) => () => new ModelCheckpoint(options as never)
  expect(make({})).toThrow('ModelCheckpoint: expected folder, a string, but it is missing')
  expect(make({ folder: 'a', best: 2 })).toThrow(
    'ModelCheckpoint: expected monitor to be a column of the history, which mode, best and fileName need but received undefined'
  )
  expect(make({ folder: 'a', every: { epochs: 2 } })).toThrow(
    'ModelCheckpoint: expected every to be a whole number >= 1 or { steps }, a whole number >= 1 but received an object'
  )
  const { trainer, loader, validation } = problem()
  const callbacks = [new ModelCheckpoint({ folder: file('m'), monitor: 'valLoss', fileName: '{valLos}' })]
  await expect(trainer.fit(loader, { epochs: 1, validation, callbacks })).rejects.toThrow(
    "ModelCheckpoint: expected fileName to be a name with some of {epoch}, {step}, {trainLoss}, {trainAccuracy}, {valLoss}, {valAccuracy}, {learningRate} but received '{valLos}'"
  )
})
