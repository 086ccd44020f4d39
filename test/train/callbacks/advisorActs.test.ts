// How an Advisor says what it finds, acts on it, and continues in a resumed run.
import { expect, test } from 'vitest'
import { DataLoader, TensorDataset } from '../../../lib/data/index.ts'
import { manualSeed, mseLoss, randn, type Tensor } from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { Adam, SGD } from '../../../lib/optim/index.ts'
import {
  Advisor,
  type AdvisorOptions,
  type Finding,
  type LogRecord,
  OptimizerSwitch,
  Trainer
} from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { learned, problem } from '../problem.ts'

const file = temporaryFolder()

test('it says each kind once, to a stream and to the loggers', async () => {
  const said: string[] = []
  const records: LogRecord[] = []
  const { trainer, loader } = problem({ accumulate: 1 })
  const advisor = new Advisor({ every: 10, spikeFactor: 1e-9, stream: { write: (text) => said.push(text) } })
  await trainer.fit(loader, {
    steps: 40,
    callbacks: [advisor],
    loggers: [{ log: (record) => void records.push(record) }]
  })
  const spikes = said.filter((text) => text.includes(', spike: '))
  expect(spikes).toHaveLength(1)
  expect(spikes[0]).toMatch(/^Advisor: step \d+, spike: the loss of .*\n$/)
  const texts = records.flatMap((record) => (record.kind === 'text' ? [record] : []))
  const logged = texts.find(({ texts: all }) => 'advisor/spike' in all)!
  expect(spikes[0]).toBe(`Advisor: step ${logged.step}, spike: ${logged.texts['advisor/spike']}\n`)
})

test('without act it changes nothing', async () => {
  const plain = problem({ accumulate: 1 })
  await plain.trainer.fit(plain.loader, { steps: 40 })
  const watched = problem({ accumulate: 1 })
  await watched.trainer.fit(watched.loader, { steps: 40, callbacks: [new Advisor({ every: 10, stream: null })] })
  expect(learned(watched.trainer)).toBe(learned(plain.trainer))
})

// Real runs that oscillate: |w x - y| with a rate of 1.
function swinging(options: AdvisorOptions) {
  manualSeed(1)
  const model = nn.mlp([4, 1])
  const x = randn([32, 4])
  const y = x.sum({ dim: 1, keepdim: true })
  const loss = (a: Tensor, b: Tensor): Tensor => a.sub(b).abs().mean()
  const optimizer = new SGD(model.parameters(), { lr: 1 })
  const trainer = new Trainer({ model, optimizer, loss, seed: 1 })
  return { trainer, model, data: [[x, y]], advisor: new Advisor({ every: 20, stream: null, ...options }) }
}

test('act lowers the learning rate, at most maxActions times, and the loss falls', async () => {
  const free = swinging({})
  await free.trainer.fit(free.data, { steps: 300, callbacks: [free.advisor] })
  const { trainer, data, advisor } = swinging({ act: { oscillation: 'lowerLr' }, lrFactor: 0.25, maxActions: 2 })
  await trainer.fit(data, { steps: 300, callbacks: [advisor] })
  expect(advisor.actions).toBe(2)
  expect(trainer.optimizer.paramGroups[0]!.lr).toBe(1 / 16)
  expect(advisor.findings.find(({ action }) => action === 'lowerLr')!.text).toMatch(
    /lower the learning rate of 1\. Done: the learning rate is now 0\.25\.$/
  )
  const last = (history: Trainer['history']): number => history.trainLoss!.at(-1)!
  expect(last(trainer.history)).toBeLessThan(last(free.trainer.history) / 4)
})

test('act hands over to an OptimizerSwitch', async () => {
  const optimizerSwitch = new OptimizerSwitch({
    when: 'asked',
    to: ({ model }) => new Adam(model.parameters(), { lr: 0.01 })
  })
  const { trainer, data, advisor } = swinging({ act: { oscillation: 'switchOptimizer' }, optimizerSwitch })
  await trainer.fit(data, { steps: 100, callbacks: [optimizerSwitch, advisor] })
  expect(trainer.optimizer.kind).toBe('Adam')
  expect(advisor.actions).toBe(1)
})

// A run that learns, then diverges because something raises its rate.
function diverging(options: AdvisorOptions = {}, slow = false) {
  const { model, data } = swinging({})
  const [x, y] = data[0]!
  const samples = new TensorDataset(x!, y!)
  // Before the step that is the best.
  const late = {
    length: samples.length,
    get: (k: number) => samples.get(k),
    getBatch: (indices: Uint32Array) => {
      for (
        const end = performance.now() + (trainer.step > 50 && trainer.step < 60 ? 20 : 0);
        performance.now() < end;
      );
      return samples.getBatch(indices)
    }
  }
  const loader = new DataLoader(slow ? late : samples, { batchSize: 32 })
  const optimizer = new SGD(model.parameters(), { lr: 0.02 })
  const trainer = new Trainer({ model, optimizer, loss: mseLoss, seed: 1 })
  const raise = {
    onStep: ({ step }: { step: number }) => {
      if (step === 61 && optimizer.paramGroups[0]!.lr === 0.02) optimizer.paramGroups[0]!.lr = 1.05
    }
  }
  return { trainer, loader, raise, advisor: new Advisor({ every: 10, stream: null, ...options }) }
}

test.each([
  ['', false],
  [', also when its data came late', true]
])('act rolls back to the best window%s, with a lower rate, and says so', async (_, slow) => {
  const { trainer, loader, advisor, raise } = diverging({ act: true, lrFactor: 0.1 }, slow)
  const losses: number[] = []
  const look = { onStep: ({ loss }: { loss: number }) => void losses.push(loss) }
  await trainer.fit(loader, { steps: 120, callbacks: [raise, look, advisor] })
  if (slow) expect(advisor.findings).toContainEqual(expect.objectContaining({ kind: 'dataStarved' }))
  const found = advisor.findings.find(({ kind }) => kind === 'divergence') as Finding
  expect(found.action).toBe('rollBack')
  expect(found.text).toMatch(/Done: back to step 60, with a lower learning rate\.$/)
  expect(trainer.step).toBe(120)
  expect(losses.length).toBeGreaterThan(120)
  expect(trainer.optimizer.paramGroups[0]!.lr).toBeCloseTo(0.002, 12)
  expect(trainer.history.trainLoss!.at(-1)!).toBeLessThan(trainer.history.trainLoss![0]!)
  expect(advisor.actions).toBe(1)
})

test('a run that is interrupted and resumed says and does the same', async () => {
  const options = { act: { oscillation: 'lowerLr' } as const, lrFactor: 0.25, maxActions: 2 }
  const whole = swinging(options)
  await whole.trainer.fit(whole.data, { steps: 150, callbacks: [whole.advisor] })
  const first = swinging(options)
  await first.trainer.fit(first.data, { steps: 57, callbacks: [first.advisor] })
  await first.trainer.save(file('half'))
  const second = swinging(options)
  await second.trainer.fit(second.data, { steps: 150, resume: file('half'), callbacks: [second.advisor] })
  const judged = ({ findings }: Advisor): Finding[] => findings.filter(({ kind }) => kind !== 'dataStarved')
  expect(judged(second.advisor)).toEqual(judged(whole.advisor))
  expect(judged(whole.advisor).length).toBeGreaterThan(1)
  expect(learned(second.trainer)).toBe(learned(whole.trainer))
})
