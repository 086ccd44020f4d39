// profile: that it leaves everything as it was, that its numbers are those of the work, that it finds the bottleneck.
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { watchKernels } from '../../../lib/backend/index.ts'
import { DataLoader, TensorDataset } from '../../../lib/data/index.ts'
import { DataError, OptionError } from '../../../lib/errors.ts'
import { crossEntropy, manualSeed, rand, randint, randn, scope, type Tensor } from '../../../lib/index.ts'
import { flopsOf } from '../../../lib/inspect/profile/kernels.ts'
import * as nn from '../../../lib/nn/index.ts'
import { Adam, SGD } from '../../../lib/optim/index.ts'
import { ProgressBar, profile, Trainer } from '../../../lib/train/index.ts'
import { bitsOf, problem } from '../../train/problem.ts'
import { temporaryFolder } from '../../util/folder.ts'

const file = temporaryFolder()

function digits(batchSize = 32): { trainer: Trainer; loader: DataLoader<[Tensor, Tensor]> } {
  manualSeed(1)
  const data = new TensorDataset(randn([256, 40]), randint(0, 10, [256]))
  const model = nn.mlp([40, 64, 10])
  const trainer = new Trainer({ model, optimizer: new Adam(model.parameters()), loss: crossEntropy, clipGradNorm: 1 })
  return { trainer, loader: new DataLoader(data, { batchSize, shuffle: true, seed: 2 }) }
}

describe('the state afterwards', () => {
  test('is that before, to the bit, and the training ends with the same bits', async () => {
    const { trainer, loader, validation } = problem()
    await trainer.fit(loader, { steps: 3, validation })
    const before = bitsOf(trainer)
    const place = loader.state()
    await profile(trainer, loader, { steps: 7, warmup: 2 })
    expect(bitsOf(trainer)).toBe(before)
    expect(loader.state()).toEqual(place)
    await trainer.fit(loader, { epochs: 2, validation, resume: true })

    const other = problem()
    await other.trainer.fit(other.loader, { steps: 3, validation: other.validation })
    await other.trainer.fit(other.loader, { epochs: 2, validation: other.validation, resume: true })
    expect(bitsOf(trainer)).toBe(bitsOf(other.trainer))
  })

  test('keeps gradients, modes, the generator, the place of a loop that was left, and lazy states unmade', async () => {
    const { trainer, loader } = digits()
    const { model, optimizer } = trainer
    scope(() => crossEntropy(model.forward(randn([4, 40]) as never) as Tensor, randint(0, 10, [4])).backward())
    const [p] = model.parameters() as [Tensor]
    const grad = p.grad!
    const values = Array.from(grad.data)
    model.eval()
    for (const _ of loader) break
    manualSeed(9)
    const drawn = rand([1]).item()
    manualSeed(9)
    await profile(trainer, loader, { steps: 2, warmup: 0 })
    expect(p.grad).toBe(grad)
    expect(Array.from(grad.data)).toEqual(values)
    expect(model.training).toBe(false)
    expect(rand([1]).item()).toBe(drawn)
    expect(optimizer.states.size).toBe(0)
    // A loop that was left begins the next epoch.
    for (const _ of loader) break
    expect(loader.state().epoch).toBe(1)
  })

  test('is restored when a callback would wait for the end of the measurement', async () => {
    const { trainer, loader } = problem()
    const callback = { onStep: (_: unknown, t: Trainer) => t.snapshot().then(() => undefined) }
    await expect(profile(trainer, loader, { steps: 2, callbacks: [callback] })).rejects.toThrow(
      'Trainer: cannot evaluate or save while trial() or profile() is under way; do it afterwards'
    )
    expect((await trainer.snapshot()).position.step).toBe(0)
  })

  test('is that before when the model throws, and the state of callbacks, too', async () => {
    const { trainer, loader } = digits()
    const before = bitsOf(trainer)
    let calls = 0
    const callback = {
      count: 5,
      onStep(): void {
        this.count++
        if (++calls === 3) throw new Error('enough')
      },
      stateDict: () => ({ count: callback.count }),
      loadStateDict: ({ count }: { count: number }) => {
        callback.count = count
      }
    }
    await expect(profile(trainer, loader, { steps: 4, warmup: 0, callbacks: [callback] })).rejects.toThrow('enough')
    expect(callback.count).toBe(5)
    expect(bitsOf(trainer)).toBe(before)
    await trainer.fit(loader, { steps: 1 })
  })
})

describe('the numbers', () => {
  test('phases add up, layers have the operations of their shapes, memory is that of the outputs', async () => {
    const { trainer, loader } = digits()
    const result = await profile(trainer, loader, { steps: 8, callbacks: [{ onStep: () => undefined }] })
    const names = ['data', 'forward', 'loss', 'backward', 'clipping', 'optimizer', 'callbacks', 'other']
    expect(result.phases.map(({ name }) => name)).toEqual(names)
    const sum = (list: readonly { share: number }[]): number => list.reduce((n, { share }) => n + share, 0)
    expect(sum(result.phases)).toBeCloseTo(1, 9)
    expect(sum(result.layers)).toBeLessThan(1)
    expect(result.samples).toBe(32)
    const phase = (name: string) => result.phases.find((p) => p.name === name)!
    // Two products; a norm; one call for all parameters.
    expect([phase('forward').calls, phase('loss').calls, phase('clipping').calls, phase('optimizer').calls]).toEqual([
      2, 1, 1, 1
    ])
    expect(phase('backward').calls).toBeGreaterThanOrEqual(6)
    const operations = (of: { flopsPerSecond: number; name: string }): number => {
      const { seconds } = result.kernels.find(({ name }) => name === of.name)!
      return of.flopsPerSecond * seconds
    }
    const gemm = result.kernels.find(({ name }) => name === 'gemm')!
    // Forward and weight gradient of both layers, input gradient of the second.
    expect(operations(gemm)).toBeCloseTo(2 * 32 * (2 * 40 * 64 + 3 * 64 * 10), 0)
    const layer = (path: string) => result.layers.find((l) => l.path === path)!
    // Rounded up to whole chunks.
    expect(layer('0').memory).toBe(32 * 64 * 4)
    expect(layer('0').kind).toBe('Linear')
    expect(result.layers.map(({ path }) => path).sort()).toEqual(['', '(outside the model)', '0', '2'])
    expect(result.memory.parameters).toBe(4 * (40 * 64 + 64 + 640 + 10))
    expect(result.memory.states).toBe(2 * result.memory.parameters)
    expect(result.memory.scopes).toBeGreaterThan(32 * 74 * 4)
    for (const { forward, backward } of [layer('0'), layer('2')]) {
      expect(forward).toBeGreaterThan(0)
      expect(backward).toBeGreaterThan(0)
    }
  })

  test('of operations, from the sizes of kernels', () => {
    // 3 x 4 by 4 x 5, two of them.
    expect(flopsOf('gemm', [3, 5, 4, 4, 1, 5, 1, 0, 0, 5, 0, 0, 1, 2, 12, 20, 0, 15])).toBe(2 * 2 * 3 * 4 * 5)
    // 2 images of 6 channels, 8 filters of 3 x 3 in 2 groups, 10 x 10 outputs.
    const conv = [2, 6, 12, 12, 8, 3, 3, 10, 10, 1, 1, 0, 0, 1, 1, 2, 0]
    for (const kernel of ['conv2d', 'conv2dInput', 'conv2dWeight'] as const)
      expect(flopsOf(kernel, conv)).toBe(2 * 2 * 8 * 100 * 3 * 9)
    expect(flopsOf('attention', [2, 3, 16, 16, 8, 8, 0])).toBe(2 * 2 * 3 * 16 * 16 * 16)
    expect(flopsOf('attention', [2, 3, 16, 16, 8, 8, 1])).toBe(2 * 3 * 16 * 16 * 16)
    expect(flopsOf('copy', [1, 9, 1, 1])).toBe(0)
  })

  test('of modules within modules are their own, and modules that are recorded do their backward', async () => {
    class Net extends nn.Module {
      readonly body = nn.mlp([40, 64, 64], { activation: 'gelu' })
      readonly head = new nn.Linear(64, 10)
      override forward(x: Tensor): Tensor {
        return this.head.forward(this.body.forward(x).mul(2))
      }
    }
    const { loader } = digits()
    const model = new Net()
    const loss = new nn.CrossEntropyLoss()
    const computeLoss = ([x, y]: [Tensor, Tensor]) => ({ loss: loss.forward(model.forward(x), y) })
    const trainer = new Trainer({
      model,
      optimizer: new SGD(model.parameters(), { lr: 0.1 }),
      computeLoss: computeLoss as never
    })
    const { layers, phases } = await profile(trainer, loader, { steps: 3, warmup: 0 })
    const at = (path: string) => layers.find((l) => l.path === path)!
    expect(layers.map(({ path }) => path).sort()).toEqual(
      ['', '(outside the model)', 'body', 'body.0', 'body.1', 'body.2', 'head'].sort()
    )
    // The multiplication is the model's own; its result of 32 x 64.
    expect(at('').memory).toBe(32 * 64 * 4)
    expect(at('').backward).toBeGreaterThan(0)
    expect(at('body').memory).toBe(0)
    expect(at('body.1').memory).toBe(32 * 64 * 4)
    expect(phases.find(({ name }) => name === 'loss')!.calls).toBe(1)
  })
})

describe('the trace', () => {
  test('has complete events that lie one within the other, and is valid JSON', async () => {
    const { trainer, loader } = digits()
    const result = await profile(trainer, loader, { steps: 2 })
    const path = file('trace.json')
    await result.saveTrace(path)
    const read = JSON.parse(readFileSync(path, 'utf8'))
    expect(read).toEqual(JSON.parse(JSON.stringify(result.trace())))
    const events = read.traceEvents.filter(({ ph }: { ph: string }) => ph === 'X')
    expect(events.every((e: Record<string, unknown>) => e.pid === 1 && e.tid === 1 && Number(e.dur) >= 0)).toBe(true)
    const cats = new Set(events.map(({ cat }: { cat: string }) => cat))
    expect(cats).toEqual(new Set(['phase', 'forward', 'backward', 'kernel']))
    // Sorted as the viewers do: no event may begin within another one and end after it.
    const sorted = [...events].sort((a, b) => a.ts - b.ts || b.dur - a.dur)
    const open: { ts: number; dur: number; name: string }[] = []
    for (const event of sorted) {
      while (open.length > 0 && open.at(-1)!.ts + open.at(-1)!.dur <= event.ts) open.pop()
      const outer = open.at(-1)
      if (outer !== undefined)
        expect(event.ts + event.dur, `${event.name} in ${outer.name}`).toBeLessThanOrEqual(outer.ts + outer.dur + 0.002)
      open.push(event)
    }
    await expect(result.saveTrace(1 as never)).rejects.toThrow(
      'Profile.saveTrace: expected path to be a string but received 1'
    )
  })
})

// Long next to a step, also where others have the processor for a while.
const SLOW = 120

describe('the bottleneck', () => {
  test('is the data when batches are slow', async () => {
    const { trainer, loader } = digits()
    const slow = {
      async *[Symbol.asyncIterator]() {
        for await (const batch of loader) {
          await setTimeout(SLOW)
          yield batch
        }
      }
    }
    const { bottleneck, advice } = await profile(trainer, slow, { steps: 2, warmup: 1 })
    expect(bottleneck.kind).toBe('data')
    expect(advice[0]).toMatch(/^\d+ % of a step waits for the next batch: .*workers/)
  })

  test('is the callbacks when they are slow', async () => {
    const { trainer, loader } = digits()
    const callbacks = [{ onStep: () => setTimeout(SLOW) }]
    const { bottleneck } = await profile(trainer, loader, { steps: 2, warmup: 1, callbacks })
    expect(bottleneck.kind).toBe('callbacks')
  })
})

test('the report names everything', async () => {
  const { trainer, loader } = digits()
  const text = String(await profile(trainer, loader, { steps: 2 }))
  for (const word of [
    'samples/s',
    'phase',
    'optimizer',
    'layer',
    'Linear',
    'kernel',
    'gemm',
    'memory:',
    'machine:',
    'bottleneck:'
  ])
    expect(text).toContain(word)
  for (const line of text.split('\n')) expect(line).toBe(line.trimEnd())
})

test('watchers are gone afterwards, also after an error', () => {
  const seen: string[] = []
  const x = randn([20])
  expect(() =>
    watchKernels(
      (kernel) => {
        seen.push(kernel)
        return () => {}
      },
      () => {
        x.add(1)
        throw new Error('stop')
      }
    )
  ).toThrow('stop')
  x.add(1)
  expect(seen).toEqual(['map'])
})

test.each([
  ['a loader that throws at its end', true, {}],
  ['a callback whose state cannot be had', false, { stateDict: fails }],
  ['a callback that does not take its state back', false, { stateDict: () => ({}), loadStateDict: fails }]
])('%s leaves no trace, and the Trainer free', async (_, ends, callback) => {
  const { trainer, loader } = problem()
  const before = bitsOf(trainer)
  const place = loader.state()
  const batches = {
    *[Symbol.iterator]() {
      try {
        yield* loader
      } finally {
        if (ends) fails()
      }
    }
  }
  await expect(profile(trainer, batches, { steps: 2, callbacks: [callback] })).rejects.toThrow('in the test')
  loader.setState(place)
  expect(bitsOf(trainer)).toBe(before)
  const plain = problem()
  await trainer.fit(loader, { epochs: 1 })
  await plain.trainer.fit(plain.loader, { epochs: 1 })
  expect(bitsOf(trainer)).toBe(bitsOf(plain.trainer))
})

function fails(): never {
  throw new Error('in the test')
}

test('a progress bar may be among the callbacks', async () => {
  const { trainer, loader } = problem()
  const { phases } = await profile(trainer, loader, { steps: 2, callbacks: [new ProgressBar()] })
  expect(phases.length).toBeGreaterThan(0)
})

test('errors', async () => {
  const { trainer, loader } = digits()
  await expect(profile(1 as never, loader)).rejects.toThrow(
    new OptionError('profile: expected trainer to be a Trainer but received 1')
  )
  await expect(profile(trainer, 1 as never)).rejects.toThrow(
    'profile: expected loader to be something to loop over, such as a DataLoader but received 1'
  )
  await expect(profile(trainer, loader, { step: 1 } as never)).rejects.toThrow(
    'profile: unknown option step; did you mean steps?'
  )
  await expect(profile(trainer, [])).rejects.toThrow(
    new DataError('profile: expected at least one batch in an epoch but the loader gave none')
  )
  for await (const event of trainer.stream(loader, { epochs: 1 })) {
    if (event.type !== 'step') continue
    await expect(profile(trainer, loader)).rejects.toThrow(
      'profile: expected no epoch to be under way; a callback can call it in onFitStart and onEpoch'
    )
    break
  }
})
