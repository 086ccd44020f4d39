import { describe, expect, expectTypeOf, test } from 'vitest'
import { DataLoader } from '../../lib/data/index.ts'
import { crossEntropy, manualSeed, noGrad, scope, setBackend, setNumThreads, type Tensor } from '../../lib/index.ts'
import { Accuracy } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import {
  AdamW,
  AveragedModel,
  clipGradNorm,
  emaAvg,
  ReduceLROnPlateau,
  ScheduleFreeAdamW,
  SGD,
  StepLR
} from '../../lib/optim/index.ts'
import {
  type FitOptions,
  type StepEvent,
  type TrainEvent,
  Trainer,
  type TrainerOptions
} from '../../lib/train/index.ts'
import { bitsOf, points, problem } from './problem.ts'

const steps = (events: readonly TrainEvent[]) => events.filter((e): e is StepEvent => e.type === 'step')

// What a Trainer without extras does, by hand.
function byHand(epochs: number, accumulate: number) {
  manualSeed(1)
  const model = nn.mlp([6, 8, 3])
  const optimizer = new AdamW(model.parameters(), { lr: 0.01 })
  const averaged = new AveragedModel(model, { averaging: emaAvg(0.9) })
  const loader = new DataLoader(points(50, 1), { batchSize: 8, shuffle: true, seed: 2 })
  const norms: number[] = []
  for (let epoch = 0; epoch < epochs; epoch++) {
    let k = 0
    for (const [x, y] of loader) {
      k++
      const count = k > 4 ? 3 : 4 // 7 batches: 4 and a rest of 3
      scope(() =>
        crossEntropy(model.forward(x), y)
          .div(accumulate === 1 ? 1 : count)
          .backward()
      )
      if (accumulate > 1 && k % 4 !== 0 && k !== 7) continue
      norms.push(clipGradNorm(model.parameters(), { maxNorm: 0.5 }))
      optimizer.step()
      optimizer.zeroGrad()
      averaged.updateParameters()
    }
  }
  return { model, averaged, norms }
}

function byTrainer(options: Partial<TrainerOptions> = {}) {
  manualSeed(1)
  const model = nn.mlp([6, 8, 3])
  const optimizer = new AdamW(model.parameters(), { lr: 0.01 })
  const trainer = new Trainer({ model, optimizer, loss: crossEntropy, clipGradNorm: 0.5, ema: 0.9, ...options })
  const loader = new DataLoader(points(50, 1), { batchSize: 8, shuffle: true, seed: 2 })
  return { trainer, model, loader }
}

async function collect(trainer: Trainer, loader: DataLoader<never, never> | unknown, options: FitOptions) {
  const events: TrainEvent[] = []
  for await (const event of trainer.stream(loader as never, options)) events.push(event)
  return events
}

const numbers = (model: nn.Module) => Object.values(model.stateDict()).flatMap((t: Tensor) => [...t.data])

describe('a run', () => {
  test('is the loop that one would write', async () => {
    const want = byHand(3, 1)
    const { trainer, model, loader } = byTrainer()
    const events = steps(await collect(trainer, loader, { epochs: 3 }))
    expect(numbers(model)).toEqual(numbers(want.model))
    expect(trainer.averaged!.stateDict()['module.0.weight']!.toArray()).toEqual(
      want.averaged.stateDict()['module.0.weight']!.toArray()
    )
    expect(events.map((e) => e.gradNorm)).toEqual(want.norms)
    expect([trainer.epoch, trainer.step]).toEqual([3, 21])
  })

  test('accumulates batches; a rest at the end of an epoch makes a step', async () => {
    const want = byHand(2, 4)
    const { trainer, model, loader } = byTrainer({ accumulate: 4 })
    const events = steps(await collect(trainer, loader, { epochs: 2 }))
    for (const [k, value] of numbers(model).entries()) expect(value).toBeCloseTo(numbers(want.model)[k]!, 6)
    expect(events.map((e) => e.updated)).toEqual(
      [...Array(2)].flatMap(() => [false, false, false, true, false, false, true])
    )
    expect(events.map((e) => e.step)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4])
    // A loader that does not say how long it is: the rest makes its step.
    const other = byTrainer({ accumulate: 4 })
    const unsaid = { [Symbol.asyncIterator]: () => other.loader[Symbol.asyncIterator]() }
    await other.trainer.fit(unsaid, { epochs: 2 })
    expect(numbers(other.model)).toEqual(numbers(model))
    expect(other.trainer.step).toBe(4)
  })

  test('tells every event, with its numbers', async () => {
    const { trainer, loader } = byTrainer({ metrics: [new Accuracy()] })
    const validation = new DataLoader(points(20, 9), { batchSize: 8 })
    const events = await collect(trainer, loader, { epochs: 1, validation })
    expect(events.map((e) => e.type)).toEqual(['fitStart', ...Array(7).fill('step'), 'epoch', 'fitEnd'])
    expect(events[0]).toEqual({
      type: 'fitStart',
      epoch: 0,
      step: 0,
      resumed: false,
      validates: true,
      epochs: 1,
      batches: 7
    })
    expect(events[1]).toMatchObject({
      epoch: 1,
      batch: 1,
      step: 1,
      samples: 8,
      updated: true,
      skipped: false,
      learningRate: 0.01
    })
    expect(events[7]).toMatchObject({ epoch: 1, batch: 7, step: 7, samples: 2 })
    expect(events.at(-1)).toEqual({ type: 'fitEnd', epoch: 1, step: 7, reason: 'epochs', history: trainer.history })
    const losses = steps(events).map((e) => e.loss * e.samples)
    const mean = losses.reduce((a, b) => a + b, 0) / 50
    expect(trainer.history.trainLoss).toEqual([mean])
    const { loss, accuracy } = await trainer.evaluate(validation)
    expect(trainer.history).toEqual({
      epoch: [1],
      step: [7],
      trainLoss: [mean],
      trainAccuracy: [expect.any(Number)],
      valLoss: [loss],
      valAccuracy: [accuracy],
      learningRate: [0.01]
    })
  })

  test('the columns of every run are there before its first row, and come in the order of the row', async () => {
    const { trainer, loader } = byTrainer()
    expect(trainer.history).toEqual({ epoch: [], step: [], trainLoss: [], learningRate: [] })
    expectTypeOf(trainer.history.trainLoss).toEqualTypeOf<number[]>()
    expectTypeOf(trainer.history.valAccuracy).toEqualTypeOf<number[] | undefined>()
    const validation = new DataLoader(points(20, 9), { batchSize: 8 })
    const history = await trainer.fit(loader, { epochs: 1, validation })
    expect(Object.keys(history)).toEqual(['epoch', 'step', 'trainLoss', 'valLoss', 'learningRate'])
    // A run that an earlier version saved before its first row.
    const saved = { ...(await trainer.snapshot()), history: {} as never }
    const other = byTrainer().trainer
    other.loadStateDict(saved)
    expect(other.history.epoch).toEqual([])
  })

  test('validates every so many epochs or steps', async () => {
    const validation = new DataLoader(points(20, 9), { batchSize: 8 })
    const a = byTrainer()
    await a.trainer.fit(a.loader, { epochs: 3, validation, validateEvery: 2 })
    expect(a.trainer.history.valLoss!.map(Number.isNaN)).toEqual([true, false, true])
    const b = byTrainer()
    const events = await collect(b.trainer, b.loader, { epochs: 2, validation, validateEvery: { steps: 5 } })
    expect(b.trainer.history.step).toEqual([5, 7, 10, 14])
    expect(b.trainer.history.epoch).toEqual([1, 1, 2, 2])
    expect(b.trainer.history.valLoss!.map(Number.isNaN)).toEqual([false, true, false, true])
    expect(
      steps(events)
        .filter((e) => e.metrics !== undefined)
        .map((e) => e.metrics!.step)
    ).toEqual([5, 10])
  })

  test('ends after steps, after a time, on request; a part of an epoch has a row', async () => {
    const a = byTrainer()
    await a.trainer.fit(a.loader, { steps: 9, epochs: 5 })
    expect([a.trainer.step, a.trainer.epoch]).toEqual([9, 1])
    expect(a.trainer.history.step).toEqual([7, 9])
    const b = byTrainer()
    const events = await collect(b.trainer, b.loader, { timeLimit: 0.05 })
    expect(events.at(-1)).toMatchObject({ type: 'fitEnd', reason: 'timeLimit' })
    expect(b.trainer.step).toBeGreaterThan(0)
    const c = byTrainer()
    const callbacks = [{ onStep: ({ step }: StepEvent, trainer: Trainer) => void (step === 3 && trainer.stop()) }]
    const end = (await collect(c.trainer, c.loader, { epochs: 5, callbacks })).at(-1)
    expect(end).toMatchObject({ type: 'fitEnd', reason: 'stopped', step: 3, epoch: 0 })
    const d = byTrainer()
    expect((await d.trainer.fit(d.loader, { epochs: 0 })).step).toEqual([])
    // At the end of an epoch a limit of steps ends the epoch.
    const e = byTrainer()
    await e.trainer.fit(e.loader, { steps: 7 })
    expect([e.trainer.epoch, e.trainer.history.step]).toEqual([1, [7]])
  })

  test('leaving the stream ends it after its step', async () => {
    const { trainer, loader } = byTrainer()
    for await (const event of trainer.stream(loader, { epochs: 9 }))
      if (event.type === 'step' && event.step === 4) break
    expect(trainer.step).toBe(4)
    await trainer.fit(loader, { epochs: 2, resume: true })
    const whole = byTrainer()
    await whole.trainer.fit(whole.loader, { epochs: 2 })
    expect(bitsOf(trainer)).toBe(bitsOf(whole.trainer))
  })

  test('batches and losses of any kind', async () => {
    manualSeed(1)
    const model = nn.mlp([6, 8, 3])
    const dataset = points(16, 1)
    const loader = new DataLoader(
      { length: 16, get: (i: number) => ({ x: dataset.get(i)[0], y: dataset.get(i)[1] }) },
      { batchSize: 4 }
    )
    const computeLoss = ({ x, y }: { x: Tensor; y: Tensor }) => crossEntropy(model.forward(x), y)
    const trainer = new Trainer({ model, optimizer: new SGD(model.parameters(), { lr: 0.1 }), computeLoss })
    const events = steps(await collect(trainer, loader, { epochs: 1 }))
    expect(events.map((e) => e.samples)).toEqual([4, 4, 4, 4])
    expect((trainer.predict(dataset.get(0)[0]) as Tensor).requiresGrad).toBe(false)
  })

  test('schedulers by epoch, by step, on a metric', async () => {
    const fit = async (make: (optimizer: SGD) => Partial<TrainerOptions>, options: Partial<FitOptions> = {}) => {
      manualSeed(1)
      const model = nn.mlp([6, 8, 3])
      const optimizer = new SGD(model.parameters(), { lr: 1 })
      const trainer = new Trainer({ model, optimizer, loss: crossEntropy, ...make(optimizer) })
      const loader = new DataLoader(points(16, 1), { batchSize: 8 })
      return trainer.fit(loader, { epochs: 4, ...options })
    }
    const halves = (optimizer: SGD) => new StepLR(optimizer, { stepSize: 2, gamma: 0.5 })
    expect((await fit((optimizer) => ({ scheduler: halves(optimizer) }))).learningRate).toEqual([1, 1, 0.5, 0.5])
    const byStep = await fit((optimizer) => ({ scheduler: halves(optimizer), scheduleEvery: 'step' }))
    expect(byStep.learningRate).toEqual([0.5, 0.25, 0.125, 0.0625])
    const plateau = (optimizer: SGD) => ({
      scheduler: new ReduceLROnPlateau(optimizer, { patience: 0, factor: 0.1, mode: 'max' })
    })
    expect((await fit(plateau)).learningRate!.at(-1)).toBeLessThan(1)
    const missing = fit((optimizer) => ({ ...plateau(optimizer), scheduleMetric: 'valAccuracy' }))
    await expect(missing).rejects.toThrow(
      "Trainer: expected scheduleMetric to be one of epoch, step, trainLoss, learningRate but received 'valAccuracy'"
    )
  })
})

describe('the same bits', () => {
  const full = async () => {
    const { trainer, loader, validation } = problem()
    await trainer.fit(loader, { epochs: 2, validation })
    return bitsOf(trainer)
  }

  test('with any threads and backend', async () => {
    const want = await full()
    setNumThreads(1)
    expect(await full()).toBe(want)
    setNumThreads(2)
    expect(await full()).toBe(want)
    setBackend('js')
    expect(await full()).toBe(want)
    setBackend('native')
    const { trainer, loader } = problem({ seed: 4 })
    await trainer.fit(loader, { epochs: 2 })
    expect(bitsOf(trainer)).not.toBe(want)
  })

  test('of several Trainers at once, whatever else draws random numbers', async () => {
    const want = await full()
    const draw = setInterval(() => manualSeed(99), 1)
    expect(await Promise.all([full(), full(), full()])).toEqual([want, want, want])
    clearInterval(draw)
  })

  test('a seed that is not given comes from manualSeed', async () => {
    const run = async (seed: number) => {
      const { trainer, loader } = problem({})
      manualSeed(seed)
      const own = new Trainer({ model: trainer.model, optimizer: trainer.optimizer, loss: new nn.CrossEntropyLoss() })
      await own.fit(loader, { epochs: 1 })
      return bitsOf(own)
    }
    expect(await run(1)).toBe(await run(1))
    expect(await run(1)).not.toBe(await run(2))
  })
})

describe('living with others', () => {
  test('the event loop turns', async () => {
    const { trainer, loader, validation } = problem({}, 256)
    let widest = Number.POSITIVE_INFINITY
    // On a busy machine others have the processor for longer than that: then the time that this process had it counts.
    const now = (): [wall: number, own: number] => {
      const { user, system } = process.cpuUsage()
      return [performance.now(), (user + system) / 1e3]
    }
    for (let run = 0; run < 5 && widest >= 50; run++) {
      let last = now()
      let gap = 0
      let ticks = 0
      const look = (): void => {
        const [wall, own] = now()
        gap = Math.max(gap, Math.min(wall - last[0], own - last[1]))
        last = [wall, own]
        ticks++
      }
      const timer = setInterval(look, 5)
      await trainer.fit(loader, { timeLimit: 0.5, validation })
      look()
      clearInterval(timer)
      expect(ticks).toBeGreaterThan(5)
      widest = Math.min(widest, gap)
    }
    expect(widest).toBeLessThan(50)
  })

  test('an evaluation from outside and the training wait for each other', async () => {
    const alone = problem()
    const other = new DataLoader(points(16, 3), { batchSize: 16 })
    await alone.trainer.fit(alone.loader, { epochs: 12, validation: other })
    const { trainer, loader, validation } = problem()
    let done = false
    const training = trainer.fit(loader, { epochs: 12, validation: other }).then(() => {
      done = true
    })
    let evaluations = 0
    for (; !done; evaluations++) {
      await trainer.evaluate(validation)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await training
    expect(bitsOf(trainer)).toBe(bitsOf(alone.trainer))
    expect(evaluations).toBeGreaterThan(0)
  })

  test('evaluate and predict leave no trace, and use the averages', async () => {
    const { trainer, loader, validation } = problem()
    await trainer.fit(loader, { epochs: 1 })
    const before = bitsOf(trainer)
    const first = await trainer.evaluate(validation)
    expect(await trainer.evaluate(validation)).toEqual(first)
    const [x] = [...new DataLoader(points(4, 8), { batchSize: 4 })][0]!
    const y = trainer.predict(x)
    expect(y.toArray()).toEqual((trainer.averaged!.forward(x as never) as Tensor).toArray())
    expect(y.toArray()).not.toEqual(noGrad(() => (trainer.model as nn.Sequential).eval().forward(x)).toArray())
    trainer.model.train()
    expect(trainer.model.training).toBe(true)
    expect(bitsOf(trainer)).toBe(before)
  })

  test('a schedule-free optimizer is evaluated with its averages, and trains on as if it had not been', async () => {
    const run = async (validation?: DataLoader<never>) => {
      manualSeed(1)
      const model = nn.mlp([6, 8, 3])
      const optimizer = new ScheduleFreeAdamW(model.parameters(), { lr: 0.01 })
      const trainer = new Trainer({ model, optimizer, loss: crossEntropy })
      const loader = new DataLoader(points(50, 1), { batchSize: 8, shuffle: true, seed: 2 })
      await trainer.fit(loader, { epochs: 3, ...(validation === undefined ? {} : { validation }) })
      return { trainer, model, optimizer }
    }
    const validation = new DataLoader(points(40, 2), { batchSize: 16 }) as never
    const { trainer, model, optimizer } = await run(validation)
    const weights = (m: nn.Module) => m.parameters().map((w) => w.toArray())
    expect(weights(model)).toEqual(weights((await run()).model))
    const measured = await trainer.evaluate(validation)
    expect(measured.loss).toBe(trainer.history.valLoss!.at(-1))
    optimizer.eval()
    model.eval()
    expect(await trainer.evaluate(validation)).toEqual(measured)
    expect(optimizer.mode).toBe('eval')
  })

  test('layers that are in evaluation mode stay there', async () => {
    const { trainer, loader, validation } = problem({ ema: undefined as never })
    const norm = trainer.model.children()[1]!
    norm.eval()
    await trainer.fit(loader, { epochs: 1, validation })
    expect([norm.training, trainer.model.training]).toEqual([false, true])
  })

  test('prints itself', () => {
    const { trainer } = problem()
    expect(String(trainer)).toContain('Linear(')
    expect(String(trainer)).toMatch(/AdamW: parameters \d+ B, gradients 0 B, .*; epoch 0, step 0$/)
  })
})
