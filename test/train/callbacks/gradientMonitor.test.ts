// What a GradientMonitor measures. What it does about numbers that are not finite: nonFinite.test.ts.
import { expect, test } from 'vitest'
import { crossEntropy, manualSeed, noGrad, type Tensor } from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { getTotalNorm, SGD } from '../../../lib/optim/index.ts'
import { GradientMonitor, type LogRecord, type StepEvent, Trainer } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { bitsOf, problem } from '../problem.ts'

const file = temporaryFolder()
const norm = (values: Iterable<number>) => Math.sqrt([...values].reduce((sum, x) => sum + x * x, 0))

// Norms computed by hand next to those of the monitor.
function byHand(trainer: Trainer) {
  const gradients: Record<string, number>[] = []
  const ratios: Record<string, number>[] = []
  let before: [string, Tensor, number[]][] = []
  return {
    gradients,
    ratios,
    onGradients: () => {
      before = trainer.model.namedParameters().map(([name, p]) => [name, p, [...p.data]])
      gradients.push(Object.fromEntries(before.map(([name, p]) => [name, norm(p.grad!.data)])))
      return undefined
    },
    onStep: ({ updated }: StepEvent) => {
      if (!updated) return
      const ratio = ([name, p, old]: [string, Tensor, number[]]) =>
        [name, norm([...p.data].map((x, k) => x - old[k]!)) / norm(old)] as const
      ratios.push(Object.fromEntries(before.map(ratio)))
    }
  }
}

test('norms and update ratios of every parameter, every so many steps, before clipping', async () => {
  const { trainer, loader } = problem()
  const monitor = new GradientMonitor({ every: 2, detail: 'parameter' })
  const hand = byHand(trainer)
  const norms: number[] = []
  const told = { onStep: (event: StepEvent) => void (event.updated && norms.push(event.gradNorm!)) }
  await trainer.fit(loader, { epochs: 2, callbacks: [hand, told, monitor] })
  const { columns } = monitor
  expect(columns.step).toEqual([2, 4, 6, 8, 10])
  expect(columns.epoch).toEqual([1, 1, 2, 2, 2])
  // The very number that clipping saw.
  expect(columns.gradNorm).toEqual(norms.filter((_, k) => k % 2 === 1))
  for (const [name] of trainer.model.namedParameters()) {
    for (const [row, step] of columns.step!.entries()) {
      expect(columns[`gradNorm/${name}`]![row]! / hand.gradients[step - 1]![name]!).toBeCloseTo(1, 5)
      const want = hand.ratios[step - 1]![name]!
      // A bias that begins as zeros has no ratio before its first step.
      if (Number.isFinite(want)) expect(columns[`updateRatio/${name}`]![row]! / want).toBeCloseTo(1, 4)
      else expect([name, step, columns[`updateRatio/${name}`]![row]]).toEqual(['1.bias', 2, Number.NaN])
    }
  }
  expect(Object.keys(columns).length).toBe(4 + 2 * trainer.model.parameters().length)
})

test('by layer, of all together; loggers get the rows, the norm once', async () => {
  const run = async (detail: 'layer' | 'global', clipGradNorm?: number) => {
    const { trainer, loader } = problem({ clipGradNorm: clipGradNorm as never })
    const monitor = new GradientMonitor({ every: 5, detail })
    const records: LogRecord[] = []
    const loggers = [{ log: (record: LogRecord) => void records.push(record) }]
    for await (const _ of trainer.stream(loader, { epochs: 1, callbacks: [monitor], loggers }));
    const tags = records.flatMap((r) => (r.kind === 'scalars' && r.step === 5 ? Object.keys(r.scalars) : []))
    return { columns: monitor.columns, tags }
  }
  const layers = await run('layer')
  expect(Object.keys(layers.columns)).toEqual([
    'epoch',
    'step',
    'gradNorm',
    'gradNorm/0',
    'gradNorm/1',
    'gradNorm/4',
    'updateRatio',
    'updateRatio/0',
    'updateRatio/1',
    'updateRatio/4'
  ])
  const { gradNorm, ...parts } = layers.columns
  const together = norm([parts['gradNorm/0']![0]!, parts['gradNorm/1']![0]!, parts['gradNorm/4']![0]!])
  expect(gradNorm![0]! / together).toBeCloseTo(1, 6)
  expect(layers.tags.filter((tag) => tag === 'gradNorm').length).toBe(1)
  const all = await run('global', 1)
  expect(Object.keys(all.columns)).toEqual(['epoch', 'step', 'gradNorm', 'updateRatio'])
  expect(all.tags.filter((tag) => tag === 'gradNorm').length).toBe(1)
})

test('dead units: those whose ReLU is shut for all samples of the step; after so many rows', async () => {
  const run = async (deadUnits: boolean | number) => {
    manualSeed(3)
    const model = new nn.Sequential(new nn.Linear(6, 8), new nn.ReLU(), new nn.Linear(8, 3))
    const first = model.children()[0] as nn.Linear
    for (const unit of [1, 4]) first.bias!.data[unit] = -1000
    // What the layer says, by hand.
    const shut: number[][] = []
    const computeLoss = ([x, y]: [Tensor, Tensor]) => {
      const all = noGrad(() => first.forward(x)).toArray() as number[][]
      shut.push(all[0]!.flatMap((_, unit) => (all.every((row) => row[unit]! <= 0) ? [unit] : [])))
      return crossEntropy(model.forward(x), y)
    }
    const trainer = new Trainer({ model, optimizer: new SGD(model.parameters(), { lr: 0.01 }), computeLoss })
    const monitor = new GradientMonitor({ every: 2, deadUnits, updateRatio: false })
    const revive = {
      onStep: ({ step }: StepEvent) => {
        if (step === 9) first.bias!.data[4] = 1000
      }
    }
    await trainer.fit(problem().loader, { steps: 12, callbacks: [monitor, revive] })
    return { columns: monitor.columns, rows: shut.filter((_, k) => k % 2 === 1) }
  }
  const { columns, rows } = await run(true)
  expect(rows.map((units) => units.includes(1))).toEqual(Array(6).fill(true))
  expect(rows.map((units) => units.includes(4))).toEqual([true, true, true, true, false, false])
  expect(columns['deadUnits/0']).toEqual(rows.map((units) => units.length))
  expect(columns['deadUnits/2']).toEqual(Array(6).fill(0))
  expect(columns.deadUnits).toEqual(columns['deadUnits/0'])
  const patient = await run(3)
  const long = (units: number[], k: number) =>
    units.filter((unit) => k >= 2 && rows[k - 1]!.includes(unit) && rows[k - 2]!.includes(unit)).length
  expect(patient.columns.deadUnits).toEqual(rows.map(long))
  expect(patient.columns.deadUnits!.slice(0, 3)).toEqual([0, 0, expect.any(Number)])
})

test('leaves the training as it is; a resumed run has the same columns', async () => {
  const plain = problem()
  await plain.trainer.fit(plain.loader, { epochs: 2 })
  const options = { every: 3, deadUnits: 2, detail: 'parameter', onNonFinite: 'rollBack', keepEvery: 4 } as const
  const whole = problem()
  const monitor = new GradientMonitor(options)
  await whole.trainer.fit(whole.loader, { epochs: 2, callbacks: [monitor] })
  expect(whole.trainer.model.parameters().map((p) => [...p.data])).toEqual(
    plain.trainer.model.parameters().map((p) => [...p.data])
  )
  expect(whole.trainer.history).toEqual(plain.trainer.history)
  for (const steps of [2, 3, 7]) {
    const first = problem()
    await first.trainer.fit(first.loader, { steps, callbacks: [new GradientMonitor(options)] })
    await first.trainer.save(file(`at-${steps}`))
    const { trainer, loader } = problem({ seed: 5 })
    const resumed = new GradientMonitor(options)
    await trainer.fit(loader, { epochs: 2, callbacks: [resumed], resume: file(`at-${steps}`) })
    expect(resumed.columns).toEqual(monitor.columns)
    expect(bitsOf(trainer)).toBe(bitsOf(whole.trainer))
  }
  // A new run starts over.
  await whole.trainer.fit(whole.loader, { steps: 3, callbacks: [monitor] })
  expect(monitor.columns.step).toEqual([3])
})

test('a rest of batches of a loader that does not say how long it is has its row', async () => {
  const { trainer, loader } = problem()
  const unsaid = { [Symbol.asyncIterator]: () => loader[Symbol.asyncIterator]() }
  const monitor = new GradientMonitor({ every: 5 })
  await trainer.fit(unsaid, { epochs: 1, callbacks: [monitor] })
  expect(monitor.columns.step).toEqual([5])
  expect(getTotalNorm(trainer.model.parameters())).toBeGreaterThan(0)
})

test('messages', () => {
  const make = (options: object) => () => new GradientMonitor(options as never)
  expect(make({ every: 0 })).toThrow('GradientMonitor: expected every to be a whole number >= 1 but received 0')
  expect(make({ onNonFinite: 'rollback' })).toThrow(
    "GradientMonitor: expected onNonFinite to be one of 'warn', 'skip', 'rollBack', 'stop' but received 'rollback'"
  )
  expect(make({ onNonFinite: 'skip', lrFactor: 0.5 })).toThrow(
    "GradientMonitor: expected onNonFinite to be 'rollBack', which checkpoint, keepEvery, lrFactor and maxRollBacks are for, but received 'skip'"
  )
  expect(make({ onNonFinite: 'rollBack', lrFactor: 2 })).toThrow(
    'GradientMonitor: expected lrFactor to be a finite number > 0 and <= 1 but received 2'
  )
  expect(make({ checkpoint: {}, onNonFinite: 'rollBack' })).toThrow(
    'GradientMonitor: expected checkpoint to be a ModelCheckpoint but received an object'
  )
  expect(make({ dead: true })).toThrow('GradientMonitor: unknown option dead; the options are every, detail')
})
