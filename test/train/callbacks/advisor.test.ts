// Each kind of finding twice: where the Advisor must speak, with the numbers of the run, and next to the threshold, where it
// must not. Most runs have losses by script: the sentences follow from losses alone.
import { describe, expect, test } from 'vitest'
import { manualSeed, mseLoss, randn, type Tensor, tensor, zeros } from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { Adam, SGD } from '../../../lib/optim/index.ts'
import { Advisor, type AdvisorOptions, Trainer } from '../../../lib/train/index.ts'

interface Scripted extends AdvisorOptions {
  lr?: number
  /** The loss of a validation after each epoch. */
  validation?: (epoch: number) => number
  batches?: number
}

// A run whose loss at step k (from 0) is `loss(k)`; the weight moves by lr in each step.
async function scripted(steps: number, loss: (k: number) => number, given: Scripted = {}) {
  const { lr = 1e-3, validation, batches = steps, ...options } = given
  const weight = nn.parameter(tensor([1]))
  class Model extends nn.Module {
    readonly weight = weight
    override forward(x: Tensor): Tensor {
      return x.mul(this.weight).sum()
    }
  }
  const model = new Model()
  let [k, epoch] = [0, 0]
  const computeLoss = ([x]: [Tensor]): Tensor => {
    if (!model.training) return tensor(validation!(++epoch))
    const y = model.forward(x)
    // Its gradient is 1 whatever its value.
    return y.add(loss(k++) - y.item())
  }
  const trainer = new Trainer({ model, optimizer: new SGD([weight], { lr }), computeLoss })
  const advisor = new Advisor({ every: 20, stream: null, ...options })
  const batch = [tensor([1])]
  const data = Array.from({ length: batches }, () => batch)
  await trainer.fit(data, { steps, callbacks: [advisor], ...(validation ? { validation: [batch] } : {}) })
  return advisor
}

const kindsOf = ({ findings }: Advisor): string[] =>
  findings.map(({ kind }) => kind).filter((kind) => kind !== 'dataStarved')
const textOf = ({ findings }: Advisor, kind: string): string =>
  findings.find((finding) => finding.kind === kind)?.text ?? ''

// 1 with a spread of 0.1, whose median distance from the median is 0.1.
const even = (k: number): number => 1 + [0.1, 0.1, 0, -0.1, -0.1, 0][k % 6]!

describe('spike', () => {
  test('a loss of more than 6 median deviations above the median', async () => {
    const advisor = await scripted(60, (k) => (k === 45 ? 1.62 : even(k)))
    expect(kindsOf(advisor)).toEqual(['spike'])
    expect(textOf(advisor, 'spike')).toMatch(
      /^the loss of 1\.62 at step 46 is 6\.2 median deviations \(0\.1\) above the median 1 of steps 21 to 40;/
    )
    expect(advisor.findings[0]).toMatchObject({ step: 46, epoch: 1 })
  })

  test('not one of less, nor one below, nor one of a constant loss', async () => {
    expect(kindsOf(await scripted(60, (k) => (k === 45 ? 1.58 : even(k))))).toEqual([])
    expect(kindsOf(await scripted(60, (k) => (k === 45 ? -9 : even(k))))).toEqual([])
    expect(kindsOf(await scripted(60, (k) => (k === 45 ? 1.05 : 1)))).toEqual([])
    expect(kindsOf(await scripted(60, (k) => (k === 45 ? 1.58 : even(k)), { spikeFactor: 5 }))).toEqual(['spike'])
  })
})

describe('divergence', () => {
  const falls = (to: number) => (k: number) => (k < 40 ? 2 - k / 40 : k < 80 ? 1 + ((to - 1) * (k - 40)) / 20 : to)

  test('a finite mean above three times the best', async () => {
    const advisor = await scripted(100, (k) => falls(4)(k), { spikeFactor: 1e9 })
    expect(kindsOf(advisor)).toEqual(['divergence'])
    expect(textOf(advisor, 'divergence')).toMatch(
      /^the mean loss rose from 1\.26 \(up to step 40\) to 5\.42 \(steps 61 to 80\), 4\.3 times the best; lower the learning rate of 0\.001/
    )
  })

  test('not below it, and not where little of a large gain is lost', async () => {
    // 2.99 times the best window, then 3.01 times.
    const jump = (factor: number) => (k: number) => (k < 20 ? 2 : k < 40 ? 1 : factor)
    expect(kindsOf(await scripted(60, jump(2.99), { spikeFactor: 1e9 }))).toEqual([])
    expect(kindsOf(await scripted(60, jump(3.01), { spikeFactor: 1e9 }))).toEqual(['divergence'])
    const tiny = (k: number): number => (k < 20 ? 2 : k < 40 ? 1e-6 : 1e-5)
    expect(kindsOf(await scripted(60, tiny, { spikeFactor: 1e9 }))).toEqual([])
  })

  test('of a loss below zero', async () => {
    const down = (to: number) => (k: number) => (k < 20 ? 0 : k < 40 ? -2 : to)
    expect(kindsOf(await scripted(60, down(1.9), { spikeFactor: 1e9 }))).toEqual([])
    expect(textOf(await scripted(60, down(2.1), { spikeFactor: 1e9 }), 'divergence')).toMatch(
      /from -2 .* to 2\.1 .*half/
    )
  })
})

describe('oscillation', () => {
  const swings =
    (size: number, fall = 0) =>
    (k: number) =>
      1 + (k % 2 === 0 ? size : -size) - fall * k

  test('a loss that turns with every step and does not fall', async () => {
    const advisor = await scripted(40, swings(0.3), { lr: 0.5 })
    expect(kindsOf(advisor)).toEqual(['oscillation'])
    expect(textOf(advisor, 'oscillation')).toMatch(
      /^the loss rises and falls by turns: 100 % of its changes over steps 21 to 40 turned, by 0\.6 on average, and the mean of 1 did not fall \(1 before\); lower the learning rate of 0\.5/
    )
  })

  test('not a small one, not one that falls, not noise', async () => {
    expect(kindsOf(await scripted(40, swings(0.024)))).toEqual([])
    expect(kindsOf(await scripted(40, swings(0.026)))).toEqual(['oscillation'])
    // 0.1 of the swing of 0.6 in 20 steps.
    expect(kindsOf(await scripted(40, swings(0.3, 0.0031)))).toEqual([])
    expect(kindsOf(await scripted(40, swings(0.3, 0.0029)))).toEqual(['oscillation'])
    manualSeed(4)
    const noise = randn([4000]).toArray() as number[]
    const long = await scripted(4000, (k) => 5 + noise[k]!, { every: 50 })
    expect(kindsOf(long)).not.toContain('oscillation')
  })

  test('two batches that differ are not one: their epochs are the losses', async () => {
    const advisor = await scripted(200, (k) => (k % 2 === 0 ? 1.3 : 0.7), { batches: 2 })
    expect(kindsOf(advisor)).not.toContain('oscillation')
  })

  test('of real gradient descent whose learning rate is too large', async () => {
    const run = async (lr: number): Promise<Advisor> => {
      manualSeed(1)
      const model = nn.mlp([4, 1])
      const x = randn([32, 4])
      const y = x.sum({ dim: 1, keepdim: true })
      const advisor = new Advisor({ every: 20, stream: null })
      // A second derivative of 1 of the loss |r| makes steps of one size that never end.
      const loss = (a: Tensor, b: Tensor): Tensor => a.sub(b).abs().mean()
      const trainer = new Trainer({ model, optimizer: new SGD(model.parameters(), { lr }), loss })
      await trainer.fit([[x, y]], { steps: 200, callbacks: [advisor] })
      return advisor
    }
    expect(kindsOf(await run(1))).toContain('oscillation')
    expect(kindsOf(await run(0.01))).not.toContain('oscillation')
  })
})

describe('plateau', () => {
  // 1 in the first window, then better by a share.
  const better = (share: number) => (k: number) => (k < 20 ? 1 : 1 - share)

  test('less than 1 % better over four windows', async () => {
    const advisor = await scripted(100, better(0.009))
    expect(kindsOf(advisor)).toEqual(['plateau'])
    expect(textOf(advisor, 'plateau')).toMatch(
      /^the mean loss was 1 over steps 1 to 20 and is 0\.991 at step 100, less than 1 % better, although a step changes the weights by 0\.00\d+ of their norm; it is at a floor/
    )
  })

  test('not at 1.1 %, and not before four windows', async () => {
    expect(kindsOf(await scripted(100, better(0.011)))).toEqual([])
    expect(kindsOf(await scripted(80, better(0.009)))).toEqual([])
  })

  test('a learning rate that is too small has another sentence', async () => {
    const small = await scripted(100, better(0), { lr: 9e-6 })
    expect(textOf(small, 'plateau')).toMatch(
      /a step changes the weights by [\d.e-]+ of their norm \(1e-3 is usual\): raise the learning rate of 0\.000009, or find out why the gradients are so small/
    )
    expect(textOf(await scripted(100, better(0), { lr: 1.1e-5 }), 'plateau')).toMatch(/at a floor/)
    expect(textOf(await scripted(100, better(0), { lr: 0 }), 'plateau')).toMatch(/raise the learning rate of 0,/)
  })
})

describe('overfitting', () => {
  const run = (losses: readonly number[], train: (k: number) => number = (k) => 2 - k / 100): Promise<Advisor> =>
    scripted(losses.length * 10, train, { batches: 10, validation: (epoch) => losses[epoch - 1]! })

  test('three validations worse than the best while trainLoss fell', async () => {
    const advisor = await run([2, 1, 1.02, 1.05, 1.1])
    expect(kindsOf(advisor)).toEqual(['overfitting'])
    expect(textOf(advisor, 'overfitting')).toMatch(
      /^overfitting since epoch 2: valLoss rose from 1 at step 20 to 1\.1 at step 50 while trainLoss fell from 1\.85 to 1\.55; keep the weights of epoch 2/
    )
  })

  test('not two of them, not within 1 %, not while trainLoss rises, not after an improvement', async () => {
    expect(kindsOf(await run([2, 1, 1.02, 1.05]))).toEqual([])
    expect(kindsOf(await run([2, 1, 1.009, 1.009, 1.009, 1.009]))).toEqual([])
    expect(kindsOf(await run([2, 1, 1.02, 1.05, 1.1], (k) => 1 + k / 100))).toEqual([])
    expect(kindsOf(await run([2, 1, 1.02, 1.05, 0.9, 1]))).toEqual([])
  })
})

// A perceptron of ten hidden units, of which some never fire.
async function withDead(dead: number): Promise<Advisor> {
  manualSeed(2)
  const model = new nn.Sequential(new nn.Linear(4, 10), new nn.ReLU(), new nn.Linear(10, 1))
  const bias = model.parameters()[1]!.data as Float32Array
  for (let k = 0; k < 10; k++) bias[k] = k < dead ? -100 : 100
  const x = randn([16, 4])
  const advisor = new Advisor({ every: 10, stream: null })
  const trainer = new Trainer({ model, optimizer: new SGD(model.parameters(), { lr: 1e-6 }), loss: mseLoss })
  await trainer.fit([[x, zeros([16, 1])]], { steps: 30, callbacks: [advisor] })
  return advisor
}

describe('dead layer', () => {
  test('90 % of its units at three looks', async () => {
    const advisor = await withDead(9)
    expect(textOf(advisor, 'deadLayer')).toMatch(
      /^no gradient reaches 9 of the 10 units of 0 at 3 looks in a row, the last at step 30;/
    )
  })

  test('not 80 %', async () => {
    expect(textOf(await withDead(8), 'deadLayer')).toBe('')
  })
})

// Ten steps of Adam on a head of zeros, whose first loss is 0; the first batch has features of this size.
async function withHuge(size: number): Promise<Advisor> {
  const model = new nn.Linear(4, 1)
  for (const p of model.parameters()) p.data.fill(0)
  const [huge, usual] = [size, 1].map((each) => tensor([[each, each, each, each]]))
  let count = 0
  const computeLoss = (): Tensor => model.forward(count++ === 0 ? huge! : usual!).mean()
  const trainer = new Trainer({ model, optimizer: new Adam(model.parameters(), { lr: 1e-6 }), computeLoss })
  const advisor = new Advisor({ every: 10, stream: null })
  await trainer.fit([[usual]], { steps: 10, callbacks: [advisor] })
  return advisor
}

describe('frozen state', () => {
  test('a second moment that is infinite after one batch of huge, finite features', async () => {
    const advisor = await withHuge(1e26)
    expect(textOf(advisor, 'frozenState')).toMatch(
      /^the optimizer's state is not finite after step 10: 4 of 4 numbers of \w+ of weight \(the largest loss .* at step \d+\); their weights do not move any more/
    )
  })

  test('not one that is large and finite', async () => {
    expect(textOf(await withHuge(1e20), 'frozenState')).toBe('')
  })
})

// Ten batches of 40 ms, of which the loader takes a share.
async function waiting(share: number): Promise<Advisor> {
  const model = nn.mlp([1, 1])
  const batch = [tensor([[1]]), tensor([[1]])]
  const spin = (ms: number): void => {
    for (const until = performance.now() + ms; performance.now() < until; );
  }
  const loader = {
    *[Symbol.iterator]() {
      for (let k = 0; k < 10; k++) {
        spin(40 * share)
        yield batch
      }
    }
  }
  const computeLoss = ([x, y]: [Tensor, Tensor]): Tensor => {
    spin(40 * (1 - share))
    return mseLoss(model.forward(x) as Tensor, y)
  }
  const optimizer = new SGD(model.parameters(), { lr: 0.01 })
  const advisor = new Advisor({ every: 10, stream: null })
  await new Trainer({ model, optimizer, computeLoss }).fit(loader, { steps: 10, callbacks: [advisor] })
  return advisor
}

describe('data starved', () => {
  test('more than half of the time is spent waiting', async () => {
    const text = textOf(await waiting(0.75), 'dataStarved')
    expect(text).toMatch(/^[\d.]+ % of the time of the last 10 batches up to step 10 was spent waiting for data/)
    expect(Number.parseFloat(text)).toBeGreaterThan(50)
  })

  test('less than half', async () => {
    expect(textOf(await waiting(0.25), 'dataStarved')).toBe('')
  })
})

test.each([
  [{ every: 5 }, 'Advisor: expected every to be a whole number >= 10 but received 5'],
  [
    { act: { divergence: 'stop' } },
    "Advisor: expected act.divergence to be one of 'lowerLr', 'rollBack', 'switchOptimizer'"
  ],
  [{ act: { dataStarved: 'lowerLr' } }, 'Advisor: expected act.dataStarved to be absent, because no action helps but'],
  [{ act: { diverges: 'rollBack' } }, 'Advisor: act: unknown option diverges; did you mean divergence?'],
  [
    { act: { plateau: 'switchOptimizer' } },
    "Advisor: expected optimizerSwitch to be an OptimizerSwitch, which 'switchOptimizer' needs,"
  ],
  [{ lrFactor: 1 }, 'Advisor: expected lrFactor to be a finite number > 0 and < 1 but received 1'],
  [{ divergenceFactor: 1 }, 'Advisor: expected divergenceFactor to be a finite number > 1 but received 1']
])('%o is refused', (options, message) => {
  expect(() => new Advisor(options as never)).toThrow(message)
})
