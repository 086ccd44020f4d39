// analyze.evaluate: numbers against counts by hand, weights from files of every kind, sentences and their opposites, odd
// experiments; and the command.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mcnemar } from '../../lib/analyze/evaluate.classes.ts'
import { EVALUATE_RULES as RULES } from '../../lib/analyze/evaluate.rules.ts'
import { find } from '../../lib/analyze/findings.ts'
import { analyze } from '../../lib/analyze/index.ts'
import { saveCheckpoint, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { main } from '../../lib/cli/main.ts'
import { DataLoader, randomSplit, TensorDataset } from '../../lib/data/index.ts'
import { Linear, mlp } from '../../lib/nn/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { temporaryFolder } from '../util/folder.ts'
import { ODD, points, problem } from './problems.ts'

const file = temporaryFolder()

// Classes 0 and 1 by the first column of x, given as logits by an identity.
function fixed(logits: readonly (readonly [number, number])[], labels: readonly number[]) {
  const data = new TensorDataset(
    tensor(logits.flat(), { shape: [logits.length, 2] }),
    tensor([...labels], { dtype: 'int32' })
  )
  const model = new Linear(2, 2, { bias: false })
  model.loadStateDict({
    weight: tensor([
      [1, 0],
      [0, 1]
    ])
  })
  const experiment = problem({
    model: () => new Linear(2, 2, { bias: false }),
    data: () => ({ train: new DataLoader(data, { batchSize: 2 }), validation: new DataLoader(data, { batchSize: 2 }) })
  })
  return { experiment, model }
}

test('counts by hand', async () => {
  const { experiment, model } = fixed(
    [
      [3, 0],
      [0, 3],
      [2, 0],
      [0, 1],
      [0, 4]
    ],
    [0, 1, 1, 1, 0]
  )
  const result = await analyze.evaluate(experiment, { weights: model, bins: 2 })
  const value = (metric: string) => result.rows.find((row) => row.metric === metric)
  expect(value('accuracy')).toMatchObject({ value: 0.6, baseline: 0.6 })
  expect(value('accuracy')!.low).toBeCloseTo(0.2307, 4)
  expect(value('balancedAccuracy')!.value).toBeCloseTo((1 / 2 + 2 / 3) / 2, 12)
  const p = (x: number) => 1 / (1 + Math.exp(-x))
  const logs = [p(3), p(3), 1 - p(2), p(1), 1 - p(4)].map((each) => -Math.log(each))
  expect(value('logLoss')!.value).toBeCloseTo(logs.reduce((a, b) => a + b) / 5, 6)
  const confidence = (p(3) + p(3) + p(2) + p(1) + p(4)) / 5
  expect(value('calibrationError')!.value).toBeCloseTo(Math.abs(confidence - 0.6), 6)
  const table = (title: string) => result.tables.find((each) => each.title.startsWith(title))!.rows
  expect(table('confusion matrix')).toEqual([
    { actual: '0', as0: 1, as1: 1 },
    { actual: '1', as0: 1, as1: 2 }
  ])
  expect(table('mistakes').map(({ position, actual, predicted }) => [position, actual, predicted])).toEqual([
    [4, 0, 1],
    [2, 1, 0]
  ])
  for (const line of String(result).split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('the index of a sample is that of the dataset before the split', async () => {
  const [x, y] = points(40)
  const [train, test] = randomSplit(new TensorDataset(x, y), [20, 20], { seed: 3 })
  const experiment = problem({
    data: () => ({ train: new DataLoader(train!), validation: new DataLoader(test!, { batchSize: 7 }) })
  })
  const { tables } = await analyze.evaluate(experiment, { mistakes: 50 })
  const rows = tables.find(({ title }) => title.startsWith('mistakes'))!.rows
  expect(rows.length).toBeGreaterThan(0)
  for (const { index, actual } of rows) expect(y.data[index as number]).toBe(actual)
})

test('weights of every kind give the same numbers, averages included', async () => {
  const experiment = problem({ trainer: { ema: 0.5 } })
  const { trainer, train, validation } = await experiment.build({ seed: 0 })
  await trainer.fit(train, { epochs: 3 })
  const { accuracy, loss } = await trainer.evaluate(validation!)
  await trainer.save(file('run.safetensors'))
  const run = await analyze.evaluate(experiment, { weights: file('run.safetensors') })
  expect(run.rows[0]).toMatchObject({ metric: 'loss', value: loss })
  expect(run.rows[1]).toMatchObject({ metric: 'accuracy', value: accuracy })
  // Without averages: the weights in the file are those to measure.
  await saveSafetensors(file('plain.safetensors'), trainer.model.stateDict() as Record<string, Tensor>)
  await saveCheckpoint(file('own.safetensors'), { model: trainer.model.stateDict(), note: 'mine' })
  const of = async (weights: string | typeof trainer.model) =>
    (await analyze.evaluate(experiment, { weights })).rows[0]!.value
  const plain = await of(file('plain.safetensors'))
  expect(plain).not.toBe(loss)
  expect(await of(file('own.safetensors'))).toBe(plain)
  expect(await of(trainer.model)).toBe(plain)
  await expect(of(file('none.safetensors'))).rejects.toMatchObject({ code: expect.stringMatching(/ENOENT|CHECKPOINT/) })
  await expect(analyze.evaluate(experiment, { weights: mlp([4, 3, 2]) })).rejects.toThrow(/does not fit/)
})

test('compare: trained against untrained, and against itself', async () => {
  const experiment = problem()
  const { trainer, train } = await experiment.build({ seed: 0 })
  await trainer.fit(train, { epochs: 30 })
  const better = await analyze.evaluate(experiment, { weights: trainer.model, compare: mlp([4, 8, 2]) })
  const same = await analyze.evaluate(experiment, { weights: trainer.model, compare: trainer.model })
  const sentence = ({ findings }: typeof same) => findings.find(({ rule }) => rule === 'compare')!
  expect(sentence(better)).toMatchObject({ certain: true, level: 'note' })
  expect(sentence(same)).toMatchObject({ certain: false, from: { p: 1, difference: 0 } })
  expect(same.rows.every(({ value, other }) => value === other)).toBe(true)
})

test('one score a sample: logits and probabilities', async () => {
  const x = tensor([[0.2], [0.4], [0.6], [0.9]])
  const y = tensor([[0], [0], [1], [1]])
  const data = new TensorDataset(x, y)
  const model = new Linear(1, 1, { bias: false })
  model.loadStateDict({ weight: tensor([[1]]) })
  const of = async (loss: 'binaryCrossEntropy' | 'binaryCrossEntropyWithLogits') => {
    const experiment = problem({
      model: () => new Linear(1, 1, { bias: false }),
      data: () => ({ train: new DataLoader(data), validation: new DataLoader(data, { batchSize: 3 }) }),
      loss,
      metrics: []
    })
    return (await analyze.evaluate(experiment, { weights: model })).rows
  }
  // As probabilities above and below 1/2; as logits all above 0.
  expect((await of('binaryCrossEntropy'))[1]).toMatchObject({ metric: 'accuracy', value: 1 })
  expect((await of('binaryCrossEntropyWithLogits'))[1]).toMatchObject({ metric: 'accuracy', value: 0.5 })
})

const regression = (y: readonly number[]) => {
  const data = new TensorDataset(tensor(y.map((_, k) => [k])), tensor(y.map((v) => [v])))
  return problem({
    model: () => new Linear(1, 1),
    data: () => ({ train: new DataLoader(data), validation: new DataLoader(data, { batchSize: 4 }) }),
    loss: 'mseLoss',
    metrics: ['R2']
  })
}
const line = (weight: number, bias: number) => {
  const model = new Linear(1, 1)
  model.loadStateDict({ weight: tensor([[weight]]), bias: tensor([bias]) })
  return model
}

test('regression: against the mean, bias, residuals', async () => {
  const experiment = regression(Array.from({ length: 20 }, (_, k) => 2 * k + (k % 2)))
  const good = await analyze.evaluate(experiment, { weights: line(2, 0.5), compare: line(2, 3) })
  expect(good.rows.map(({ metric }) => metric)).toEqual([
    'loss',
    'meanSquaredError',
    'rootMeanSquaredError',
    'meanAbsoluteError',
    'r2',
    'bias'
  ])
  expect(good.rows[1]!.value).toBeCloseTo(0.25, 6)
  expect(good.rows[5]!.value).toBeCloseTo(0, 6)
  const level = (result: typeof good, rule: string) => result.findings.find((each) => each.rule === rule)!.text
  expect(level(good, 'beats mean')).toMatch(/^squared error 0.25 against 134 of/)
  expect(level(good, 'bias')).toMatch(/^predictions are neither/)
  expect(level(good, 'compare')).toMatch(/^better than the other weights/)
  expect(good.tables[0]!.rows[0]).toMatchObject({ p1: -0.5, p99: 0.5 })
  const bad = await analyze.evaluate(experiment, { weights: line(-2, 0) })
  expect(level(bad, 'beats mean')).toMatch(/^worse than answering the mean/)
  expect(level(await analyze.evaluate(experiment, { weights: line(2, 3) }), 'bias')).toMatch(/too high by 2.5/)
  const constant = await analyze.evaluate(regression([5, 5, 5, 5]), { weights: line(0, 5) })
  expect(level(constant, 'beats mean')).toBe('the targets are constant: there is nothing to predict')
})

test.each(Object.keys(ODD))('%s', async (name) => {
  const result = await analyze.evaluate(ODD[name]!())
  expect(String(result)).not.toMatch(/NaN|undefined/)
  const rules = Object.fromEntries(result.findings.map(({ rule, level }) => [rule, level]))
  expect(rules['unseen data']).toBe('note')
  expect(rules['finite predictions']).toBe(name === 'NaN in the data' ? 'warning' : 'note')
  expect(rules['several classes']).toBe(name === 'one class' ? 'warning' : 'note')
})

test('training data alone, and a model that gives one answer', async () => {
  const [x, y] = points(32)
  const experiment = problem({ data: () => ({ train: new DataLoader(new TensorDataset(x, y), { batchSize: 8 }) }) })
  expect((await analyze.evaluate(experiment)).findings[0]).toMatchObject({ level: 'warning' })
  const { experiment: two, model } = fixed(
    [
      [9, 0],
      [8, 0],
      [7, 0]
    ],
    [0, 1, 1]
  )
  const { findings } = await analyze.evaluate(two, { weights: model })
  expect(findings.map(({ text }) => text)).toContain('the model gives one answer for every sample; never 1')
})

test('McNemar: exact values', () => {
  const split = (first: number, second: number, both = 5) =>
    mcnemar(
      [...Array(first).fill(true), ...Array(second).fill(false), ...Array(both).fill(true)],
      [...Array(first).fill(false), ...Array(second).fill(true), ...Array(both).fill(true)]
    )
  // 2 (1 + 12 + 66) / 2^12
  expect(split(10, 2)).toMatchObject({ p: 158 / 4096, first: 10, second: 2, difference: 8 / 17 })
  expect(split(4, 4).p).toBe(1)
  expect(split(0, 0).p).toBe(1)
  // scipy.stats.binomtest(1400, 3000).pvalue
  expect(split(1600, 1400).p).toBeCloseTo(2.788e-4, 6)
  expect(split(3000, 100).p).toBe(0)
})

const labels = { label: '3', labels: '3, 7', actual: '4', predicted: '9', other: 'b' }
test.each([
  [
    'beatsMajority',
    { accuracy: 0.9, majority: 0.5, difference: 0.4, low: 0.3, high: 0.5, p: 0.001 },
    'accuracy 90.0 %; always answering 3 gives 50.0 %, lower by 40.0 points (30.0 to 50.0)'
  ],
  [
    'beatsMajority',
    { accuracy: 0.3, majority: 0.5, difference: -0.2, low: -0.3, high: -0.1, p: 0.001 },
    'accuracy 30.0 %, worse than always answering 3 by 20.0 points (10.0 to 30.0)'
  ],
  [
    'beatsMajority',
    { accuracy: 0.52, majority: 0.5, difference: 0.02, low: -0.1, high: 0.2, p: 0.4 },
    'accuracy 52.0 %: no better than always answering 3, as far as these samples show (50.0 %, p 0.4)'
  ],
  [
    'weakest',
    { recall: 0.5, high: 0.7, accuracy: 0.9, classes: 3 },
    'class 3 is the weakest: recall 50.0 %, below the accuracy of 90.0 %; add samples of it, or weight it in the loss'
  ],
  [
    'weakest',
    { recall: 0.9, high: 0.97, accuracy: 0.9, classes: 3 },
    'no class has a recall below the accuracy of 90.0 %'
  ],
  [
    'weakest',
    { recall: 0.8, high: 0.97, accuracy: 0.9, classes: 3 },
    'no class is weak for certain: with so few samples the lowest recall, 80.0 % of class 3, may be chance'
  ],
  ['confusion', { count: 8, mistakes: 20 }, 'most frequent confusion: 4 taken for 9, 8 of 20 mistakes'],
  [
    'confusion',
    { count: 2, mistakes: 50 },
    'mistakes are spread: no confusion makes up a tenth of 50 mistakes and occurs three times'
  ],
  ['confusion', { count: 0, mistakes: 0 }, 'no class is taken for another one'],
  [
    'sure',
    { gap: 0.1, low: 0.05, high: 0.15, ece: 0.1, chance: 0.02 },
    'too sure: confidence is 10.0 points above accuracy (ECE 10.0 %, 2.0 % by chance): divide logits by a temperature, or use label smoothing'
  ],
  [
    'sure',
    { gap: -0.1, low: -0.15, high: -0.05, ece: 0.1, chance: 0.02 },
    'not sure enough: confidence is 10.0 points below accuracy (ECE 10.0 %, 2.0 % by chance): train longer, or multiply the logits by a factor'
  ],
  [
    'sure',
    { gap: 0.01, low: -0.05, high: 0.07, ece: 0.03, chance: 0.02 },
    'confidence and accuracy agree on average, as far as these samples show (ECE 3.0 %, 2.0 % by chance)'
  ],
  ['everyClass', { answered: 3, there: 5 }, 'never answered: 3, 7'],
  ['everyClass', { answered: 5, there: 5 }, 'every class of the data is answered at least once'],
  [
    'fewMakeTheError',
    { share: 0.4 },
    'the worst 1 % of the samples make up 40.0 % of the squared error: look at them, or use huberLoss'
  ],
  ['fewMakeTheError', { share: 0.1 }, 'the worst 1 % of the samples make up 10.0 % of the squared error'],
  [
    'betterClasses',
    { difference: -0.1, low: -0.15, high: -0.05, p: 0.001, first: 1, second: 11 },
    'worse than b by 10.0 points (5.0 to 15.0): right on 1 sample that it gets wrong, wrong on 11 that it gets right (McNemar p 0.001)'
  ],
  [
    'betterValues',
    { difference: -1, low: -2, high: -0.5 },
    'worse than b: the squared error is larger by 1 (0.5 to 2)'
  ],
  [
    'betterValues',
    { difference: -1, low: -2, high: 0.5 },
    'no difference from b that these samples can show (-2 to 0.5)'
  ],
  ['bias', { bias: -1, low: -2, high: -0.5 }, 'predictions are too low by 1 on average (0.5 to 2)'],
  ['unseen', { samples: 0, validation: 1 }, 'no sample was measured: give a larger budget']
] as const)('%s %o', (name, numbers, text) => {
  expect(find(RULES[name], numbers, labels).text).toBe(text)
})

test('the command: text, JSON and page; the split of the run that wrote the weights', async () => {
  const lines: string[] = []
  const output = { out: (text: string) => lines.push(text), error: (text: string) => lines.push(text) }
  expect(await main(['evaluate'], output)).toBe(2)
  expect(lines.pop()).toContain('expected --weights FILE')
  const config = new URL('evaluate.config.mjs', import.meta.url).pathname
  const flags = ['--seed', '5', '--epochs', '2', '--quiet', '--checkpoints', file('checkpoints')]
  expect(await main(['train', config, ...flags], output)).toBe(0)
  const weights = file('checkpoints/last.safetensors')
  const code = await main(
    ['evaluate', config, '--weights', weights, '--json', file('e.json'), '--html', file('e.html'), '--check'],
    output
  )
  const { analyses } = JSON.parse(readFileSync(file('e.json'), 'utf8')) as {
    analyses: { tables: { rows: unknown[] }[]; findings: { level: string }[] }[]
  }
  expect(code).toBe(analyses[0]!.findings.some(({ level }) => level === 'warning') ? 1 : 0)
  expect(analyses[0]!.tables.length).toBe(5)
  expect(readFileSync(file('e.html'), 'utf8')).toContain('confusion matrix')
  // The config makes its targets of the seed: only seed 5 gives the loss of the run's own validation.
  const own = lines.find((line) => line.includes('valLoss'))!.match(/valLoss (\S+);/)![1]
  const rows = (analyses[0] as unknown as { rows: { value: number }[] }).rows
  expect(rows[0]!.value.toPrecision(4)).toBe(own)
})
