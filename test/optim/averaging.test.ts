// AveragedModel and updateBn against PyTorch (test/golden/averaging.json, made by averaging.py next to it), and
// lending.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as nn from '../../lib/nn/index.ts'
import { AveragedModel, emaAvg, SGD, swaAvg, updateBn } from '../../lib/optim/index.ts'
import { ones, tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

interface Numbers {
  shape: number[]
  data: number[]
}
type State = Record<string, Numbers>
interface Case {
  kind: 'ema' | 'swa'
  useBuffers: boolean
  steps: { weights: State; averages: State }[]
  batches: Numbers[]
  after: State
  x: Numbers
  y: Numbers
}

const path = new URL('../golden/averaging.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }
const read = (n: Numbers): Tensor => tensor(n.data, { shape: n.shape, dtype: 'float64' })
const net = () =>
  new nn.Sequential(
    new nn.Linear(3, 4, { dtype: 'float64' }),
    new nn.BatchNorm1d(4, { dtype: 'float64' }),
    new nn.Linear(4, 2, { dtype: 'float64' })
  )

function close(state: Record<string, Tensor>, wanted: State): void {
  expect(Object.keys(state).sort()).toEqual(Object.keys(wanted).sort())
  for (const [name, n] of Object.entries(wanted)) {
    expect(state[name]!.shape, name).toEqual(n.shape)
    n.data.forEach((want, k) => {
      expect(Math.abs(state[name]!.data[k]! - want), `${name}: ${k}`).toBeLessThanOrEqual(
        1e-12 * Math.max(1, Math.abs(want))
      )
    })
  }
}

const load = (model: nn.Module, state: State): void => {
  model.loadStateDict(Object.fromEntries(Object.entries(state).map(([name, n]) => [name, read(n)])))
}

describe.each(cases)('$kind, useBuffers $useBuffers', (c) => {
  test('averages, batch norm statistics and outputs', async () => {
    const model = net()
    const averaging = c.kind === 'ema' ? { averaging: emaAvg(0.9) } : {}
    const averaged = new AveragedModel(model, { ...averaging, useBuffers: c.useBuffers })
    for (const step of c.steps) {
      load(model, step.weights)
      averaged.updateParameters()
      const floats = { ...step.averages }
      // PyTorch averages the count of batches; here it is the model's.
      const got = averaged.stateDict()
      if (c.useBuffers) {
        delete got['module.1.num_batches_tracked']
        delete floats['module.1.num_batches_tracked']
      }
      close(got, floats)
    }
    if (!c.useBuffers)
      await updateBn(
        c.batches.map((b) => [read(b), 'label']),
        averaged
      )
    const after = averaged.stateDict()
    if (!c.useBuffers) close(after, c.after)
    close({ y: averaged.forward(read(c.x)) }, { y: c.y })
    // The model has its own weights again.
    const last = c.steps.at(-1)!.weights
    close(model.stateDict(), last)
    expect(model.training).toBe(true)
  })
})

function pair() {
  const model = new nn.Linear(1, 1, { bias: false })
  model.weight.data[0] = 1
  const averaged = new AveragedModel(model, { averaging: swaAvg() })
  averaged.updateParameters()
  model.weight.data[0] = 3
  averaged.updateParameters()
  return { model, averaged }
}

test('use swaps the averages into the model, also to an asynchronous function and when it throws', async () => {
  const { model, averaged } = pair()
  const value = (): number => model.weight.item()
  expect(averaged.use(value)).toBe(2)
  expect(value()).toBe(3)
  const later = averaged.use(async () => {
    await Promise.resolve()
    expect(model.training).toBe(false)
    return [value(), averaged.forward(ones([1, 1])).item()]
  })
  expect(value()).toBe(2)
  expect(await later).toEqual([2, 2])
  expect(value()).toBe(3)
  expect(() =>
    averaged.use(() => {
      throw new Error('no')
    })
  ).toThrow('no')
  expect([value(), model.training]).toEqual([3, true])
})

test('training continues between uses as if there had been none', () => {
  const run = (use: boolean): number[] => {
    const model = new nn.Linear(2, 1)
    model.weight.data.set([1, 2])
    model.bias!.data[0] = 0
    const averaged = new AveragedModel(model, { averaging: emaAvg(0.5) })
    const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 })
    for (let k = 0; k < 5; k++) {
      optimizer.zeroGrad()
      model
        .forward(ones([1, 2]))
        .square()
        .sum()
        .backward()
      optimizer.step()
      averaged.updateParameters()
      if (use) averaged.forward(ones([1, 2]))
    }
    return [...model.weight.data, ...averaged.stateDict()['module.weight']!.data]
  }
  expect(run(true)).toEqual(run(false))
})

test('a graph from inside a use is of no use outside', () => {
  const { model, averaged } = pair()
  const x = ones([1, 1], { requiresGrad: true })
  const y = averaged.use(() => model.forward(x).sum())
  expect(() => y.backward()).toThrow('changed in place')
})

test('a state dict goes to a fresh one', () => {
  const { averaged } = pair()
  const other = pair().averaged
  other.updateParameters()
  other.loadStateDict(averaged.stateDict())
  expect(other.numAveraged).toBe(2)
  expect(other.stateDict()['module.weight']!.item()).toBe(2)
  const refused = { 'module.weigth': ones([1, 1]), n_averaged: ones([]) }
  expect(() => other.loadStateDict(refused)).toThrow(
    expect.objectContaining({
      code: 'ERR_CHECKPOINT',
      message:
        'AveragedModel.loadStateDict: the state does not fit\n  missing: module.weight\n  unexpected: module.weigth'
    })
  )
  expect(() => other.loadStateDict({ 'module.weight': ones([2, 1]), n_averaged: ones([]) })).toThrow(
    'module.weight: expected shape [1, 1] but received [2, 1]'
  )
})

test('updateBn leaves a model without batch norm alone, and refuses what is not a batch', async () => {
  const never = {
    [Symbol.iterator]: () => {
      throw new Error('read')
    }
  }
  await updateBn(never, new nn.Linear(1, 1))
  const model = net()
  model.eval()
  await expect(updateBn([3], model)).rejects.toThrow(
    'updateBn: expected every batch to be a tensor or an array that begins with one but received 3'
  )
  expect([model.training, (model as unknown as { layers: nn.BatchNorm1d[] }).layers[1]!.momentum]).toEqual([false, 0.1])
})

const { model, averaged } = pair()
const refused: [string, () => unknown, string][] = [
  ['decay', () => emaAvg(1.5), 'emaAvg: expected decay to be a finite number >= 0 and <= 1 but received 1.5'],
  ['no module', () => new AveragedModel(3 as never), 'AveragedModel: expected model to be a module but received 3'],
  [
    'options',
    () => new AveragedModel(model, { average: 1 } as never),
    'AveragedModel: unknown option average; did you mean averaging?'
  ],
  [
    'a use in a use',
    () => averaged.use(() => averaged.use(() => 1)),
    'AveragedModel.use: expected to be called outside of another use'
  ],
  [
    'an update in a use',
    () => averaged.use(() => averaged.updateParameters()),
    'AveragedModel.updateParameters: cannot update inside use() because the model has the averages; call it outside'
  ],
  [
    'another dtype',
    () => {
      const { model, averaged } = pair()
      model.to('float64')
      averaged.updateParameters()
    },
    'AveragedModel: expected weight to be as when the AveragedModel was made but it is float64 instead of float32, or a view'
  ]
]

test.each(refused)('the message of %s', (_, body, message) => {
  expect(body).toThrow(expect.objectContaining({ code: 'ERR_OPTION', message }))
})
