// A damaged checkpoint is refused with a typed error, and nothing of it is taken over: the Trainer's state is the same
// to the bit before and after.
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { CheckpointError, ThalwegError } from '../../lib/errors.ts'
import { mseLoss, tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'
import { Trainer } from '../../lib/train/index.ts'
import { show } from '../../lib/util/options.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bitsOf, problem } from './problem.ts'

const file = temporaryFolder()
const batches = [[tensor([[1]]), tensor([[2]])]]

function small(): Trainer {
  const model = new nn.Linear(1, 1)
  const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.5 })
  return new Trainer({ model, optimizer, loss: mseLoss, seed: 1 })
}

// A checkpoint, and another Trainer of the same kind in another state.
async function saved(): Promise<{ trainer: Trainer; bytes: Buffer }> {
  const first = small()
  await first.fit(batches, { steps: 2 })
  await first.save(file('whole'))
  const trainer = small()
  await trainer.fit(batches, { steps: 1 })
  return { trainer, bytes: readFileSync(file('whole')) }
}

test('cut off anywhere', async () => {
  const { trainer, bytes } = await saved()
  const before = bitsOf(trainer)
  for (let length = 0; length < bytes.length; length++) {
    writeFileSync(file('cut'), bytes.subarray(0, length))
    const error: unknown = await trainer.load(file('cut')).catch((error: unknown) => error)
    if (!(error instanceof CheckpointError)) expect.fail(`cut at ${length}: ${error}`)
  }
  expect(bitsOf(trainer)).toBe(before)
  await trainer.load(file('whole'))
  expect(bitsOf(trainer)).not.toBe(before)
})

test('a flipped bit of any byte', async () => {
  const { trainer, bytes } = await saved()
  const before = bitsOf(trainer)
  for (let at = 0; at < bytes.length; at++) {
    const copy = Buffer.from(bytes)
    copy[at]! ^= 1 << (at % 8)
    writeFileSync(file('flipped'), copy)
    const error: unknown = await trainer.load(file('flipped')).catch((error: unknown) => error)
    if (!(error instanceof CheckpointError)) expect.fail(`byte ${at}: ${error}`)
  }
  expect(bitsOf(trainer)).toBe(before)
})

// --- sealed, but not what a Trainer saves ---

type Path = readonly string[]

// All places of a state: objects, arrays, tensors and leaves.
function placesOf(value: unknown, path: Path = []): Path[] {
  if (value instanceof Tensor || typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))]
}

function changed(value: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) return value.map((inner, k) => (String(k) === key ? changed(inner, rest, change) : inner))
  const object = value as Record<string, unknown>
  const inner = changed(object[key], rest, change)
  if (inner !== GONE) return { ...object, [key]: inner }
  const { [key]: _, ...others } = object
  return others
}

// Stands for no entry at all.
const GONE = Symbol('gone')

const wrong: unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e300,
  Number.NaN,
  'text',
  [],
  [1, 'a'],
  {},
  { '': 1 },
  { length: 3 },
  undefined,
  tensor([1, 2, 3]),
  tensor(1, { dtype: 'int32' }),
  { toString: 1, constructor: null },
  GONE
]

test('a state with anything wrong in any place: refused whole, or taken whole', async () => {
  const first = problem()
  await first.trainer.fit(first.loader, { steps: 3, validation: first.validation })
  const state = first.trainer.stateDict()
  const places = placesOf(state)
  expect(places.length).toBeGreaterThan(100)
  const { trainer, loader } = problem()
  await trainer.fit(loader, { steps: 1 })
  const good = await trainer.snapshot()
  const before = bitsOf(trainer)
  let refused = 0
  const fails: string[] = []
  for (const [k, place] of places.entries()) {
    for (const [j, value] of wrong.entries()) {
      // A third of all, another one for each place.
      if ((k + j) % 3 !== 0) continue
      let error: unknown = null
      try {
        trainer.loadStateDict(changed(state, place, () => value) as never)
      } catch (thrown) {
        error = thrown
      }
      const what = `${place.join('.')} = ${show(value)}: ${error}`
      if (error !== null) {
        refused++
        if (!(error instanceof ThalwegError)) fails.push(what)
        if (bitsOf(trainer) !== before) fails.push(`changed: ${what}`)
      } else {
        // Taken: then the run continues, or says why not.
        const steps = Math.min(trainer.step + 1, 1e6)
        await trainer.fit(loader, { steps, resume: true }).catch((thrown: unknown) => {
          if (!(thrown instanceof ThalwegError)) fails.push(`fit: ${place.join('.')} = ${show(value)}: ${thrown}`)
        })
      }
      trainer.loadStateDict(good)
    }
  }
  expect(fails).toEqual([])
  expect(refused).toBeGreaterThan(places.length)
})
