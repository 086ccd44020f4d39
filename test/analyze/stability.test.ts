// analyze.stability: what it must find in runs made to have it, what it says of healthy ones, every sentence.
import { describe, expect, test } from 'vitest'
import type { Analysis } from '../../lib/analyze/analysis.ts'
import { find } from '../../lib/analyze/findings.ts'
import { analyze, experimentOf } from '../../lib/analyze/index.ts'
import { spikesOf, swingsOf } from '../../lib/analyze/stability.findings.ts'
import { STABILITY_RULES as RULES } from '../../lib/analyze/stability.rules.ts'
import type { TrainConfig } from '../../lib/config/index.ts'
import { Linear, type Module, mlp } from '../../lib/nn/index.ts'
import { l1Loss } from '../../lib/ops/losses/index.ts'
import { full, zeros } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { Philox } from '../../lib/util/philox.ts'
import { ODD, problem } from './problems.ts'

const of = (result: Analysis, rule: string) => result.findings.find((each) => each.rule === rule)
const filled = (model: Module, weight: number, bias = 0): Module => {
  for (const [name, p] of model.namedParameters()) p.data.fill((name.endsWith('bias') ? bias : weight) as never)
  return model
}
// Batches that come in this order.
const batches = (list: [Tensor, Tensor][], given: Partial<TrainConfig>) =>
  experimentOf({
    model: () => mlp([4, 8, 2]),
    data: () => ({ train: list }),
    optimizer: { name: 'SGD', lr: 0.1 },
    loss: 'crossEntropy',
    steps: 20,
    ...given
  })
const generator = new Generator(3)
const some = (n: number): [Tensor, Tensor][] =>
  Array.from({ length: n }, () => [randn([8, 4], { generator }), zeros([8, 1])])

describe('finds', () => {
  const mean = (scale: number) => (prediction: Tensor) => prediction.mean().mul(scale) as Tensor
  // Every gradient is `scale`.
  const even = (scale: number, given: Partial<TrainConfig>) =>
    batches([[full([8, 4], 1), zeros([8, 1])]], { model: () => new Linear(4, 1), loss: mean(scale), ...given })

  test('1e-4 lost from 1e4', async () => {
    const given = { model: () => filled(new Linear(4, 1), 1e4, 1e4) }
    const sgd = (lr: number) => even(1, { ...given, optimizer: { name: 'SGD', lr } })
    const result = await analyze.stability(sgd(1e-4), { steps: 20, seeds: 1 })
    expect(of(result, 'lost updates')).toMatchObject({ level: 'warning', from: { layerShare: 1 } })
    const large = await analyze.stability(sgd(1e-2), { steps: 20, seeds: 1 })
    expect(of(large, 'lost updates')).toMatchObject({ level: 'note', text: 'no update is lost to rounding' })
  })

  test('a second moment that is infinite after a batch of 1e26', async () => {
    // The last feature is zero in all batches but one, where its weight still is.
    const list = some(9)
    for (const [k, [x]] of list.entries()) for (let row = 0; row < 8; row++) x.data[4 * row + 3] = k === 3 ? 1e26 : 0
    const adam = (data: [Tensor, Tensor][]) =>
      batches(data, {
        model: () => filled(new Linear(4, 1, { bias: false }), 0),
        optimizer: { name: 'Adam', lr: 1e-3 },
        loss: (x: Tensor, y: Tensor) => l1Loss(x, y.add(1) as Tensor)
      })
    const result = await analyze.stability(adam(list), { steps: 9, seeds: 1 })
    expect(of(result, 'states')).toMatchObject({
      level: 'warning',
      text: 'state expAvgSq of model is not finite: 1 element frozen since step 4'
    })
    expect(result.rows[0]!.statesNotFinite).toBe(1)
    const healthy = await analyze.stability(adam(some(9)), { steps: 9, seeds: 1 })
    expect(of(healthy, 'states')!.text).toBe('the states of the optimizer are finite')
  })

  test('a share of eps at gradients of 1e-8, and squares that are lost at 1e-25', async () => {
    const adam = (scale: number) =>
      analyze.stability(even(scale, { optimizer: { name: 'Adam', lr: 1e-3 } }), { steps: 12, seeds: 1 })
    const [small, tiny, usual] = [await adam(1e-8), await adam(1e-25), await adam(1)]
    expect(of(small, 'eps')).toMatchObject({ level: 'advice', from: { share: 1 } })
    expect(of(small, 'fp16 gradients')!.from.tiny).toBe(1)
    expect(of(tiny, 'squares')).toMatchObject({ level: 'warning', from: { share: 1 } })
    for (const rule of ['eps', 'squares', 'fp16 gradients']) expect(of(usual, rule)!.level).toBe('note')
    expect(of(usual, 'eps')!.from.share).toBe(0)
    expect(of(usual, 'fp16 gradients')!.text).toBe('fp16 would keep 100.0 % of the gradients, bf16 100.0 %')
  })

  test('gradients and activations beyond fp16', async () => {
    const result = await analyze.stability(even(1e5, { model: () => filled(new Linear(4, 1), 3e4) }), { steps: 4 })
    expect(of(result, 'fp16 gradients')!.from.huge).toBe(1)
    expect(of(result, 'fp16 activations')).toMatchObject({ level: 'advice', from: { huge: 16 } })
  })

  test('a dead layer', async () => {
    const model = (bias: number) => (): Module => {
      const made = mlp([4, 8, 2])
      made.namedParameters()[1]![1].data.fill(bias)
      return made
    }
    const result = await analyze.stability(problem({ model: model(-100) }), { steps: 12, seeds: 1 })
    expect(of(result, 'dead units')).toMatchObject({
      level: 'warning',
      text: 'layer 0 is dead: no gradient reaches any of its 8 units'
    })
    const living = await analyze.stability(problem({ model: model(1) }), { steps: 12, seeds: 1 })
    expect(of(living, 'dead units')!.text).toBe('a gradient reaches each of 10 units')
  })

  test('a spike, its tail of norms, and what clipping gains', async () => {
    const list = some(30)
    const spiked = list.map(([x, y], k): [Tensor, Tensor] => (k === 20 ? [x, full([8, 1], 300)] : [x, y]))
    const fit = (data: [Tensor, Tensor][]) =>
      batches(data, { model: () => new Linear(4, 1), loss: 'mseLoss', optimizer: { name: 'SGD', lr: 0.05 } })
    const result = await analyze.stability(fit(spiked), { steps: 30, seeds: 3 })
    expect(of(result, 'spikes')!.text).toMatch(/^1 spike of the loss, the first in step 21: /)
    expect(of(result, 'tail')).toMatchObject({ level: 'advice' })
    expect(of(result, 'clipping')).toMatchObject({ level: 'advice', certain: true, from: { plainDiverged: 0 } })
    expect(result.runs.length).toBe(6)
    const plain = await analyze.stability(fit(list), { steps: 30, seeds: 3 })
    expect(of(plain, 'spikes')!.text).toBe('no spike of the loss in 30 steps')
  })
})

test('rows, and nothing is left behind', async () => {
  const experiment = problem()
  const result = await analyze.stability(experiment, { steps: 24, seeds: 2 })
  expect(result.rows.map(({ layer }) => layer)).toEqual(['all', '0', '2'])
  for (const { normP50, normP90, normP99, normMax } of result.rows as Readonly<Record<string, number>>[]) {
    expect([normP50, normP90, normP99, normMax]).toEqual([normP50!, normP90!, normP99!, normMax!].sort((a, b) => a - b))
    expect(normP50).toBeGreaterThan(0)
  }
  expect(result.pictures()[0]!.toText({ columns: 60 })).toContain('Loss and norm of the gradients')
  const { touched } = of(result, 'tail')!.from
  expect(touched).toBe(1 / 24)
  const again = await analyze.stability(experiment, { steps: 24, seeds: 2 })
  expect(again.rows).toEqual(result.rows)
  expect(again.findings).toEqual(result.findings)
})

test.each(Object.keys(ODD))('%s', async (name) => {
  const result = await analyze.stability(ODD[name]!(), { steps: 12, seeds: 2 })
  expect(result.findings[0]!.level).toBe(name === 'NaN in the data' ? 'warning' : 'note')
  const level = name === 'a constant loss' ? 'warning' : 'note'
  expect(of(result, 'gradients')?.level).toBe(name === 'NaN in the data' ? undefined : level)
  expect(String(result)).not.toMatch(/NaN|undefined/)
  for (const { text } of result.findings) expect(text).not.toContain('?')
})

test('a budget that is over', async () => {
  const result = await analyze.stability(problem(), { budget: 1e-9 })
  expect(result.left).toEqual(['as it is, seed 0'])
  expect(result.findings).toMatchObject([{ rule: 'finite', certain: false, level: 'warning' }])
})

test('swings and spikes of a list', () => {
  const random = new Philox(5n)
  const noise = Array.from({ length: 400 }, () => random.nextUint32() / 2 ** 32)
  expect(swingsOf(noise).share).toBeCloseTo(0.5, 1)
  expect(swingsOf(noise.map((_, k) => k % 2))).toEqual({ share: 1, changes: 398 })
  expect(swingsOf(noise.map((_, k) => -k))).toEqual({ share: 0, changes: 398 })
  expect(spikesOf(noise).spikes).toBe(0)
  expect(spikesOf([...noise, 9, ...noise])).toMatchObject({ spikes: 1, first: 401, loss: 9 })
})

const labels = { layer: '2', state: 'expAvgSq of 2' }
const clip = { maxNorm: 3, seeds: 3, plainDiverged: 0, clippedDiverged: 0 }
test.each([
  ['finite', { steps: 9, diverged: 0 }, 'all 9 losses are finite'],
  [
    'finite',
    { steps: 9, diverged: 10 },
    'the loss or the norm of the gradients is not finite in step 10: the run ends there'
  ],
  ['reach', { median: 1, p90: 2, largest: 3 }, 'norms of gradients: median 1, 90 % below 2, largest 3'],
  ['reach', { median: 0, p90: 0, largest: 0 }, 'no gradient reaches the weights: the loss does not depend on them'],
  ['spikes', { spikes: 0, steps: 5 }, '5 steps are too few to tell a spike'],
  [
    'oscillation',
    { share: 0.9, low: 0.8, high: 0.95, changes: 50 },
    'the loss swings: it turns around after 90.0 % of the steps (80.0 % to 95.0 %), noise alone makes 50 %; lower the learning rate'
  ],
  [
    'oscillation',
    { share: 0.4, low: 0.3, high: 0.5, changes: 50 },
    'no swing of the loss that these steps can show: it turns around after 40.0 % of them; noise alone makes 50 %'
  ],
  ['oscillation', { share: 1, low: 0.5, high: 1, changes: 5 }, 'too few steps to tell whether the loss swings'],
  [
    'dead',
    { dead: 3, units: 20, layerDead: 2, layerUnits: 8 },
    '3 of 20 units are dead, most of them in layer 2 (2 of 8)'
  ],
  ['dead', { dead: 0, units: 0, layerDead: 0, layerUnits: 1 }, 'no linear or convolutional layer has units to look at'],
  ['lost', { share: 0.01, layerShare: 0.02 }, '1.0 % of the updates are lost to rounding'],
  ['squares', { share: 0 }, 'the squares of the gradients are within float32'],
  ['squares', { share: 0.005 }, '0.5 % of the second moments are zero or subnormal although a gradient is there'],
  ['activations', { largest: 3, huge: 0 }, 'the largest activation is 3: within the range of fp16'],
  [
    'tail',
    { median: 1, largest: 2, maxNorm: 1.9, touched: 0.02 },
    'the norms of gradients have no long tail: the largest is 2x the median; clipGradNorm: 1.9 would touch 2.0 % of the steps'
  ],
  [
    'gain',
    { ...clip, difference: 0.2, low: 0.1, high: 0.3 },
    'clipGradNorm: 3 lowers the loss at the end by 0.2 (0.1 to 0.3)'
  ],
  [
    'gain',
    { ...clip, difference: -0.2, low: -0.3, high: -0.1 },
    'clipGradNorm: 3 does not help: the loss at the end is higher by 0.2 (0.1 to 0.3)'
  ],
  [
    'gain',
    { ...clip, difference: 0, low: -0.1, high: 0.1 },
    'clipGradNorm: 3 makes no difference to the loss at the end that 3 seeds can show (-0.1 to 0.1)'
  ],
  [
    'gain',
    { ...clip, seeds: 1, difference: 0, low: -Infinity, high: Infinity },
    'clipGradNorm: 3 was tried in 1 run, which says nothing without more seeds'
  ],
  [
    'gain',
    { ...clip, plainDiverged: 2, difference: 0, low: 0, high: 0 },
    'clipGradNorm: 3 helps: 2 of 3 runs diverge without it, 0 with it'
  ],
  [
    'gain',
    { ...clip, clippedDiverged: 2, difference: 0, low: 0, high: 0 },
    'clipGradNorm: 3 does not help: 2 of 3 runs diverge with it, 0 without it'
  ],
  [
    'gain',
    { ...clip, plainDiverged: 3, clippedDiverged: 3, difference: 0, low: 0, high: 0 },
    'clipGradNorm: 3 does not help: every run diverges with and without it'
  ]
] as const)('%s %o', (name, numbers, text) => {
  expect(find(RULES[name], numbers, labels).text).toBe(text)
})
