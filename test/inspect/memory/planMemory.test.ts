// planMemory against arithmetic on paper, and against the memory that scopes really hold.
import { describe, expect, test } from 'vitest'
import { OptionError } from '../../../lib/errors.ts'
import { crossEntropy, randint, randn, scope } from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { Adam, SGD } from '../../../lib/optim/index.ts'
import { resetPeak, scopeMemory } from '../../../lib/tensor/lifetime.ts'
import type { Tensor } from '../../../lib/tensor/tensor.ts'
import { type PlanMemoryOptions, planMemory } from '../../../lib/train/index.ts'
import { HEADS, LAYERS, Transformer, VOCABULARY } from '../../train/transformer.ts'

const WIDTH = 32

// Two norms, four matrices with their biases.
const BLOCK = 4 * WIDTH + (12 * WIDTH * WIDTH + 9 * WIDTH)
const EMBEDDING = VOCABULARY * WIDTH
const REST = EMBEDDING + 2 * WIDTH + VOCABULARY * (WIDTH + 1)
const [B, T] = [3, 10]

describe('an MLP', () => {
  // ReLU is fused: each hidden layer leaves its output; so does the last one; cross entropy its gradient.
  const elements = (batch: number): number => batch * (64 + 32 + 10)
  const parameters = 784 * 64 + 64 + 64 * 32 + 32 + 32 * 10 + 10
  const model = nn.mlp([784, 64, 32, 10])

  test('parameters, gradients, states and activations', () => {
    const plan = planMemory(model, randn([16, 784]))
    expect(plan.batchSize).toBe(16)
    expect(plan.parameters).toEqual({ float32: 4 * parameters, bfloat16: 4 * parameters })
    expect(plan.gradients).toEqual(plan.parameters)
    expect(plan.optimizer).toEqual({ float32: 8 * parameters, bfloat16: 8 * parameters })
    expect(plan.activations.float32).toBe(4 * elements(16))
    // The last output is saved by nobody without a loss.
    expect(plan.activations.bfloat16).toBe(2 * 16 * (64 + 32))
    expect(plan.total.float32).toBe(16 * parameters + 4 * elements(16) + plan.backward.float32)
  })

  test('with the loss', () => {
    const batch = [randn([16, 784]), randint(0, 10, [16])]
    for (const loss of [crossEntropy, new nn.CrossEntropyLoss()]) {
      const { activations } = planMemory(model, batch, { loss })
      expect(activations.float32).toBe(4 * (elements(16) + 16 * 10 + 1))
    }
  })

  test('of a batch that is not there, however large', () => {
    for (const batchSize of [1, 2, 3, 64, 1e6])
      expect(planMemory(model, { inputShape: [784], batchSize }).activations.float32).toBe(4 * elements(batchSize))
  })

  test('optimizers, frozen parameters', () => {
    const of = (optimizer: PlanMemoryOptions) => planMemory(model, randn([2, 784]), optimizer).optimizer
    expect(of({ optimizer: 'sgd' }).float32).toBe(0)
    // Two scales for each block of 256 elements of a tensor, the last of which may be shorter.
    const blocks = [784 * 64, 64, 64 * 32, 32, 32 * 10, 10].reduce((n, size) => n + Math.ceil(size / 256), 0)
    expect(of({ optimizer: 'Adam8bit' }).float32).toBe(2 * parameters + 8 * blocks)
    expect(of({ optimizer: 'sgd', optimizerOptions: { momentum: 0.9 } }).float32).toBe(4 * parameters)
    expect(of({ optimizer: new SGD(model.parameters(), { lr: 1, momentum: 0.9 }) }).float32).toBe(4 * parameters)
    expect(of({ optimizer: new Adam(model.parameters(), { amsgrad: true }) }).float32).toBe(12 * parameters)
    const partly = nn.mlp([10, 20, 5])
    ;(partly.at(0) as nn.Linear).freeze()
    const plan = planMemory(partly, randn([4, 10]))
    expect([plan.parameters.float32, plan.gradients.float32]).toEqual([4 * 325, 4 * 105])
  })
})

describe('a transformer', () => {
  const model = new Transformer(WIDTH)
  const tokens = randint(0, VOCABULARY, [B, T])
  // norm 1, qkv 3, attention 1, out 1, sum 1, norm 1, up 4, gelu 4, down 1, sum 1; mean and rstd of two norms; one sum of
  // exponentials a head.
  const perBlock = 18 * B * T * WIDTH + 4 * B * T + B * HEADS * T
  const outside = 2 * B * T * WIDTH + 2 * B * T + B * T * VOCABULARY

  test('activations', () => {
    const plan = planMemory(model, tokens)
    expect(plan.activations.float32).toBe(4 * (LAYERS * perBlock + outside))
    // Not kept: what out and down put into sums, and the last output.
    const saved = LAYERS * 16 * B * T * WIDTH + 2 * B * T * WIDTH
    const statistics = LAYERS * (4 * B * T + B * HEADS * T) + 2 * B * T
    expect(plan.activations.bfloat16).toBe(2 * saved + 4 * statistics)
    expect(planMemory(model, { inputShape: [T], batchSize: B, dtype: 'int32' }).activations).toEqual(plan.activations)
  })

  test('is what scopes hold, up to the rounding of buffers', () => {
    const [held, plan] = [
      scope(() => {
        const before = scopeMemory().held
        model.forward(tokens)
        return scopeMemory().held - before
      }),
      planMemory(model, tokens).activations.float32
    ]
    expect(held).toBeGreaterThanOrEqual(plan)
    expect(held).toBeLessThan(1.25 * plan)
  })

  test('over n machines by data: a ring all-reduce of the gradients', () => {
    const plan = planMemory(model, tokens)
    const { data } = plan.over(4)
    const all = LAYERS * BLOCK + REST
    expect(plan.parameters.float32).toBe(4 * all)
    expect(data.perMachine.parameters.float32).toBe(4 * all)
    expect(data.perMachine.activations.float32).toBe(plan.activations.float32 / 4)
    expect(data.sent).toEqual({ float32: 2 * 0.75 * 4 * all, bfloat16: 2 * 0.75 * 4 * all })
    expect(plan.over(1).data.sent.float32).toBe(0)
  })

  test('by tensors: four all-reduces of activations a block', () => {
    const n = 4
    const { tensor } = planMemory(model, tokens).over(n)
    expect(tensor.perMachine.parameters.float32).toBeCloseTo(4 * ((LAYERS * BLOCK) / n + REST), 3)
    expect(tensor.perMachine.optimizer.float32).toBeCloseTo(8 * ((LAYERS * BLOCK) / n + REST), 3)
    const output = B * T * WIDTH
    expect(tensor.sent.float32).toBeCloseTo(LAYERS * 4 * 2 * ((n - 1) / n) * 4 * output, 3)
    expect(tensor.perMachine.activations.float32).toBeCloseTo(
      4 * (LAYERS * (output + (perBlock - output) / n) + outside),
      3
    )
    expect(planMemory(model, tokens).over(1).tensor.sent.float32).toBe(0)
  })

  test('as a pipeline: boundaries of microbatches', () => {
    const output = B * T * WIDTH
    const { pipeline } = planMemory(model, tokens).over(2, { microbatches: 8 })
    // One boundary: the activations one way, their gradients the other.
    expect(pipeline!.sent.float32).toBe(4 * output)
    // The first stage: two blocks and the embedding; two of eight microbatches are open.
    const early = (2 / 8) * 2 * perBlock
    const late = (1 / 8) * (2 * perBlock + outside)
    const backward = planMemory(model, tokens).backward.float32 / 8
    const first = 16 * (2 * BLOCK + EMBEDDING) + 4 * early + backward
    const last = 16 * (2 * BLOCK + REST - EMBEDDING) + 4 * late + backward
    expect(pipeline!.perMachine.total.float32).toBeCloseTo(Math.max(first, last), 3)
    // In the middle both ways.
    expect(planMemory(model, tokens).over(4).pipeline!.sent.float32).toBe(2 * 4 * output)
    expect(planMemory(model, tokens).over(5).pipeline).toBeNull()
    expect(planMemory(model, tokens, { blocks: [model] }).over(1).pipeline!.perMachine.total.float32).toBeCloseTo(
      planMemory(model, tokens).total.float32,
      3
    )
  })

  test('tables', () => {
    const plan = planMemory(model, tokens)
    expect(String(plan)).toMatch(/^batch of 3 +float32 +bfloat16\nparameters +2\d\d\.?\d? KiB/)
    expect(String(plan.over(4))).toMatch(
      /^over 4 machines \(4 microbatches in a pipeline\)\nsplit(.|\n)*data(.|\n)*tensor(.|\n)*pipeline/
    )
    expect(String(plan.over(5))).toMatch(/pipeline +-/)
  })
})

describe('a step takes what was planned, to within 5 %', () => {
  const cnn = () =>
    new nn.Sequential(
      new nn.Conv2d(3, 32, 3, { padding: 1 }),
      new nn.BatchNorm2d(32),
      new nn.ReLU(),
      new nn.Conv2d(32, 32, 3, { padding: 1 }),
      new nn.ReLU(),
      new nn.MaxPool2d(2),
      new nn.Flatten(),
      new nn.Linear(32 * 64, 10)
    )
  const models: [string, () => nn.Module, number[]][] = [
    ['an MLP', () => nn.mlp([784, 256, 128, 10]), [784]],
    ['a CNN', cnn, [3, 16, 16]]
  ]
  test.each(models)('%s', (_, make, shape) => {
    const model = make()
    const optimizer = new Adam(model.parameters())
    for (const batchSize of [32, 100]) {
      const [x, y] = [randn([batchSize, ...shape]), randint(0, 10, [batchSize])]
      const planned = planMemory(model, [x, y], { loss: crossEntropy, optimizer })
      const byShape = planMemory(model, { inputShape: shape, batchSize }, { optimizer })
      let taken = 0
      for (let k = 0; k < 2; k++) {
        const before = scopeMemory().held
        resetPeak()
        scope(() => {
          optimizer.zeroGrad()
          crossEntropy(model.forward(x as never) as Tensor, y).backward()
          optimizer.step()
        })
        taken = optimizer.memory().total + scopeMemory().peak - before
      }
      for (const plan of [planned, byShape]) {
        expect(plan.total.float32 / taken).toBeGreaterThan(0.95)
        expect(plan.total.float32 / taken).toBeLessThan(1.05)
      }
    }
  })
})

test('the model is as before: statistics, modes, random numbers, names, gradients', () => {
  const model = new nn.Sequential(new nn.Linear(4, 8), new nn.BatchNorm1d(8), new nn.Dropout(), new nn.Linear(8, 2))
  const optimizer = new Adam(model.parameters())
  const before = Object.entries(model.stateDict()).map(([name, t]) => [name, Array.from(t.data)])
  const names = [...optimizer.names.values()]
  model.eval()
  planMemory(model, randn([6, 4]))
  expect(Object.entries(model.stateDict()).map(([name, t]) => [name, Array.from(t.data)])).toEqual(before)
  expect([...new Adam(model.parameters()).names.values()]).toEqual(names)
  expect(model.training).toBe(false)
  expect(model.parameters().every(({ grad }) => grad === null)).toBe(true)
})

test('errors', () => {
  const model = nn.mlp([4, 2])
  const message = (run: () => unknown): string => {
    try {
      run()
    } catch (error) {
      expect(error).toBeInstanceOf(OptionError)
      return (error as Error).message
    }
    return ''
  }
  expect(message(() => planMemory(1 as never, randn([1, 4])))).toBe(
    'planMemory: expected model to be a module, { parameters } or { shapes } but received 1'
  )
  expect(message(() => planMemory(model, 3 as never))).toBe(
    'planMemory: expected batch to be tensors, or { inputShape, batchSize } but received 3'
  )
  expect(message(() => planMemory(model, [randn([1, 4])], { loss: crossEntropy }))).toBe(
    'planMemory: expected batch to be tensors, the target last, or { inputShape, batchSize } but received [a Tensor]'
  )
  expect(message(() => planMemory(model, { inputShape: [4], batchSize: 0 }))).toBe(
    'planMemory: expected batchSize to be a whole number >= 1 but received 0'
  )
  expect(message(() => planMemory(model, { inputShape: [4], batchSize: 2 }, { loss: crossEntropy }))).toBe(
    'planMemory: expected a batch of tensors, the target last, for a loss but received { inputShape, batchSize }'
  )
  expect(message(() => planMemory(model, randn([1, 4]), { optimzer: 'sgd' } as never))).toBe(
    'planMemory: unknown option optimzer; did you mean optimizer?'
  )
  expect(message(() => planMemory(model, randn([1, 4]), { optimizer: 'adamm' }))).toContain('did you mean Adam')
  expect(message(() => planMemory(model, randn([1, 4])).over(0))).toBe(
    'MemoryEstimate.over: expected machines to be a whole number >= 1 but received 0'
  )
})
