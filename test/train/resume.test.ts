// Whatever interrupts a run: its state afterwards is known, and continuing gives the bits of a run that was not
// interrupted.
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadCheckpoint, loadSafetensors, saveCheckpoint, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { DataLoader } from '../../lib/data/index.ts'
import { CheckpointError } from '../../lib/errors.ts'
import { crossEntropy, type Tensor, tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { type Callback, Trainer } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bitsOf, EPOCHS, points, problem, uninterrupted, validateEvery } from './problem.ts'

const file = temporaryFolder()
// Continues in objects that know nothing of the run, from a file or from a Trainer's own state.
async function resumed(path: string): Promise<string> {
  const { trainer, loader, validation } = problem({ seed: 12345 })
  await trainer.fit(loader, { epochs: EPOCHS, validation, validateEvery, resume: path })
  return bitsOf(trainer)
}

describe('a checkpoint', () => {
  test('after any batch and epoch leads to the same end', async () => {
    const want = await uninterrupted()
    const { trainer, loader, validation } = problem()
    const paths: string[] = []
    const save = async (at: string) => {
      paths.push(file(`${at}.safetensors`))
      await trainer.save(paths.at(-1)!)
    }
    const callbacks: Callback[] = [
      { onStep: ({ epoch, batch }) => save(`${epoch}-${batch}`), onEpoch: ({ epoch }) => save(`epoch-${epoch}`) }
    ]
    await trainer.fit(loader, { epochs: EPOCHS, validation, validateEvery, callbacks })
    expect(bitsOf(trainer)).toBe(want)
    expect(paths.length).toBe(2 * 13 + 2)
    for (const path of paths) expect(await resumed(path), path).toBe(want)
  })

  test('of a planned end within an epoch: a longer run continues without a trace', async () => {
    const want = await uninterrupted()
    const { trainer, loader, validation } = problem()
    await trainer.fit(loader, { steps: 2, validation, validateEvery })
    expect(trainer.history.step).toEqual([2])
    await trainer.save(file('part'))
    expect(await resumed(file('part'))).toBe(want)
  })

  test('taken while the run continues is that of a step, also during a validation', async () => {
    const want = await uninterrupted()
    const { trainer, loader, validation } = problem()
    let saves = 0
    let done = false
    const saving = (async () => {
      for (; !done; saves++) {
        await trainer.save(file(`at-${saves}`))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const slow = { [Symbol.asyncIterator]: () => slowly(validation) }
    await trainer.fit(loader, { epochs: EPOCHS, validation: slow, validateEvery })
    done = true
    await saving
    expect(bitsOf(trainer)).toBe(want)
    // How many there is time for depends on the machine; every one of them must do.
    expect(saves).toBeGreaterThan(0)
    for (let k = 0; k < saves; k++) expect(await resumed(file(`at-${k}`))).toBe(want)
  })

  test('holds what PyTorch reads: the weights under model.', async () => {
    const { trainer, loader } = problem()
    await trainer.fit(loader, { steps: 1 })
    await trainer.save(file('weights'))
    const { tensors } = await loadSafetensors(file('weights'))
    for (const [name, t] of Object.entries(trainer.model.stateDict())) {
      expect([...tensors[`model.${name}`]!.data]).toEqual([...t.data])
    }
    expect(Object.keys(tensors)).toContain('optimizer.state.0.weight.expAvgSq')
    expect(Object.keys(tensors)).toContain('ema.module.0.weight')
  })
})

async function* slowly(loader: DataLoader<[Tensor, Tensor]>) {
  for (const batch of loader) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    yield batch
  }
}

describe('a file that does not fit', () => {
  const trained = async () => {
    const { trainer, loader } = problem()
    await trainer.fit(loader, { steps: 2 })
    await trainer.save(file('sound'))
    return trainer
  }

  // The load fails and changes nothing.
  async function refused(trainer: Trainer, path: string, message: string | RegExp): Promise<void> {
    const before = bitsOf(trainer)
    const error: unknown = await trainer.load(path).then(
      () => null,
      (e: unknown) => e
    )
    expect(error).toBeInstanceOf(CheckpointError)
    expect((error as Error).message).toMatch(message)
    expect(bitsOf(trainer)).toBe(before)
  }

  test('truncated or altered', async () => {
    const trainer = await trained()
    const bytes = readFileSync(file('sound'))
    for (let n = 0; n < bytes.length; n += 97) {
      writeFileSync(file('cut'), bytes.subarray(0, n))
      await refused(trainer, file('cut'), /^loadCheckpoint: /)
    }
    for (let at = 5; at < bytes.length; at += 101) {
      const copy = Buffer.from(bytes)
      copy[at]! ^= 4
      writeFileSync(file('flipped'), copy)
      const state = await loadCheckpoint(file('flipped')).catch((error: unknown) => error)
      // Blanks after the header say nothing.
      if (!(state instanceof Error)) expect([0x20]).toContain(bytes[at])
      else expect(state).toBeInstanceOf(CheckpointError)
    }
  })

  test('of another model: names and shapes', async () => {
    const trainer = await trained()
    const wider = problem({}, 17)
    await wider.trainer.save(file('wider'))
    await refused(
      trainer,
      file('wider'),
      /Trainer.load: .*wider: .*\n {2}0.weight: expected shape \[16, 6\] but received \[17, 6\]/s
    )
    const model = new nn.Sequential(new nn.Linear(6, 3))
    const other = new Trainer({
      model,
      optimizer: new SGD(model.parameters(), { lr: 1 }),
      loss: crossEntropy,
      ema: 0.9
    })
    await other.save(file('other'))
    await refused(trainer, file('other'), /the saved state has none/)
    const plain = problem({ ema: undefined as never })
    await refused(plain.trainer, file('sound'), /the saved state has an ema but the Trainer has none/)
  })

  test('half of it fits: nothing is taken over', async () => {
    const trainer = await trained()
    const state = (await loadCheckpoint(file('sound'))) as Record<string, never>
    // The model's weights differ, which fit; the optimizer's state does not.
    const model = Object.fromEntries(Object.entries(state.model!).map(([name, t]) => [name, (t as Tensor).add(1)]))
    await saveCheckpoint(file('half'), {
      ...state,
      model,
      optimizer: { ...(state.optimizer as unknown as object), optimizer: 'SGD' }
    } as never)
    await refused(trainer, file('half'), /it is the state of SGD/)
    await saveCheckpoint(file('half'), { ...state, model, accumulation: { count: 9, gradients: {} } } as never)
    await refused(trainer, file('half'), /expected fewer than 3 accumulated batches/)
    await saveCheckpoint(file('half'), { ...state, model, metrics: {} } as never)
    await refused(trainer, file('half'), /expected the state of metric 'accuracy' but there is none/)
    await saveCheckpoint(file('half'), { model } as never)
    await refused(trainer, file('half'), /expected the state of a run but it has no optimizer, generators/)
  })

  test('weights alone, a newer version, no checksum, nothing', async () => {
    const trainer = await trained()
    await saveSafetensors(file('alone'), trainer.model.stateDict())
    await refused(
      trainer,
      file('alone'),
      'expected a checkpoint but it holds weights alone; load them with loadSafetensors'
    )
    const { tensors, metadata } = await loadSafetensors(file('sound'))
    await saveSafetensors(file('newer'), tensors, { ...metadata, 'thalweg.checkpoint': '2' }, { checksum: true })
    await refused(trainer, file('newer'), 'expected version 1 or older but it is 2: a newer thalweg wrote it')
    await saveSafetensors(file('bad'), tensors, { ...metadata, 'thalweg.checkpoint': 'x' }, { checksum: true })
    await refused(trainer, file('bad'), "expected a version number but it is 'x'")
    await saveSafetensors(file('open'), tensors, metadata)
    await refused(trainer, file('open'), 'expected a checksum but it has none')
    await saveSafetensors(file('more'), { ...tensors, extra: tensor([1]) }, metadata, { checksum: true })
    await refused(trainer, file('more'), "expected every tensor in its state but 'extra' is not")
    const { 'model.0.bias': _, ...fewer } = tensors
    await saveSafetensors(file('fewer'), fewer, metadata, { checksum: true })
    await refused(trainer, file('fewer'), "expected a tensor 'model.0.bias' but there is none")
    await saveSafetensors(file('text'), tensors, { ...metadata, 'thalweg.state': '{' }, { checksum: true })
    await refused(trainer, file('text'), 'expected its state to be JSON')
    await expect(trainer.load(file('nowhere'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('a loader that cannot go to a batch', async () => {
    const trainer = await trained()
    const batches = [...problem().loader]
    await expect(trainer.fit(batches, { epochs: 1, resume: true })).rejects.toThrow(
      'Trainer.fit: expected a loader with state() and setState(), such as a DataLoader, to resume within an epoch'
    )
    const other = new DataLoader(points(100, 1), { batchSize: 4, shuffle: true, seed: 5 })
    await expect(trainer.fit(other, { epochs: 1, resume: true })).rejects.toThrow(
      'DataLoader.setState: expected batchSize to be 4 but received 8'
    )
  })

  test('a file whose batches are of another size: nothing is taken over of it', async () => {
    const path = file('sizes')
    await (await trained()).save(path)
    const { trainer } = problem()
    const loader = new DataLoader(points(100, 1), { batchSize: 4, shuffle: true, seed: 5 })
    const [before, place] = [bitsOf(trainer), loader.state()]
    await expect(trainer.fit(loader, { epochs: 1, resume: path })).rejects.toMatchObject({
      code: 'ERR_CHECKPOINT',
      message: `Trainer.load: ${path}: DataLoader.setState: expected batchSize to be 4 but received 8`
    })
    expect(bitsOf(trainer)).toBe(before)
    expect(loader.state()).toEqual(place)
  })

  test('loading while a run is under way', async () => {
    const trainer = await trained()
    const callbacks = [{ onStep: () => trainer.load(file('sound')) }]
    await expect(trainer.fit(problem().loader, { epochs: 1, callbacks })).rejects.toThrow(
      'Trainer.load: expected no training to be under way; fit can resume from a state'
    )
  })
})
