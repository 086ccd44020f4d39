// What belongs to training with an optimizer: groups of parameters, accumulated gradients, memory, a plain step.
import { expect, test } from 'vitest'
import * as nn from '../../lib/nn/index.ts'
import {
  Adam,
  AdamW,
  clipGradNorm,
  decayGroups,
  GradientAccumulator,
  gradientDescentStep,
  layerGroups,
  type MemoryReport,
  type Optimizer,
  SGD
} from '../../lib/optim/index.ts'
import * as optimizers from '../../lib/optim/optimizers/index.ts'
import { WrapperOptimizer } from '../../lib/optim/wrapper.ts'
import { tensor, zeros } from '../../lib/tensor/create.ts'
import { randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { planMemory } from '../../lib/train/index.ts'

// --- a plain step ---

test('gradientDescentStep moves against the gradient, also under a view', () => {
  const w = tensor([1, 2], { requiresGrad: true })
  w.square().sum().backward()
  gradientDescentStep(w, { lr: 0.25 })
  expect(w.toArray()).toEqual([0.5, 1])
  clipGradNorm(w, { maxNorm: 0 })
  gradientDescentStep(w, { lr: 0.25 })
  expect(w.toArray()).toEqual([0.5, 1])
  const t = tensor([[1, 2]], { dtype: 'float64', requiresGrad: true })
  t.grad = tensor([[1], [3]], { dtype: 'float64' }).transpose()
  gradientDescentStep(t, { lr: 1 })
  expect(t.toArray()).toEqual([[0, -1]])
})

// --- groups ---

const model = () => new nn.Sequential(new nn.Linear(3, 4), new nn.LayerNorm(4), new nn.Linear(4, 2))
const names = (groups: readonly { params: [string, Tensor][] }[]): string[][] =>
  groups.map(({ params }) => params.map(([name]) => name))

test('decayGroups: matrices decay, biases and norms do not', () => {
  const net = model()
  const groups = decayGroups(net, { weightDecay: 0.1 })
  expect(names(groups)).toEqual([
    ['0.weight', '2.weight'],
    ['0.bias', '1.weight', '1.bias', '2.bias']
  ])
  const optimizer = new AdamW(groups, { lr: 1e-3 })
  expect(optimizer.paramGroups.map(({ weightDecay, lr }) => [weightDecay, lr])).toEqual([
    [0.1, 1e-3],
    [0, 1e-3]
  ])
  expect(Object.keys(optimizer.stateDict().paramGroups[0]!.params)).toHaveLength(2)
  net.freeze()
  expect(decayGroups(net, { weightDecay: 0.1 })).toEqual([])
  const all = decayGroups(model(), { weightDecay: 0.1, decays: () => true })
  expect(all).toHaveLength(1)
})

test('layerGroups: learning rates shrink towards the first layer', () => {
  const groups = layerGroups(model(), { lr: 1, decay: 0.5 })
  expect(names(groups)).toEqual([
    ['0.weight', '0.bias'],
    ['1.weight', '1.bias'],
    ['2.weight', '2.bias']
  ])
  expect(groups.map(({ lr }) => lr)).toEqual([0.25, 0.5, 1])
  const split = layerGroups(model(), { lr: 1, decay: 0.5, weightDecay: 0.1 })
  expect(split.map(({ lr, weightDecay, params }) => [lr, weightDecay, params.length])).toEqual([
    [0.25, 0, 1],
    [0.25, 0.1, 1],
    [0.5, 0, 2],
    [1, 0, 1],
    [1, 0.1, 1]
  ])
  new SGD(split, { momentum: 0.9 })
  const named = (...list: string[]) => ({
    namedParameters: () => list.map((name): [string, Tensor] => [name, zeros([1], { requiresGrad: true })])
  })
  const deep = named(
    'embed.weight',
    'body.layers.0.q.weight',
    'body.layers.0.k.weight',
    'body.layers.1.q.weight',
    'head.bias'
  )
  expect(names(layerGroups(deep, { lr: 1, decay: 0.9 })).map((list) => list.length)).toEqual([1, 2, 1, 1])
  expect(layerGroups(deep, { lr: 1, decay: 0.9, layerOf: () => 'one' })).toHaveLength(1)
})

// --- accumulated gradients ---

test.each([1, 2, 4])('%i batches for one step are one large batch', (steps) => {
  const x = randn([8, 3], { dtype: 'float64' })
  const y = randn([8, 1], { dtype: 'float64' })
  const start = randn([1, 3], { dtype: 'float64' })
  const make = () => {
    const layer = new nn.Linear(3, 1, { bias: false, dtype: 'float64' })
    layer.weight.data.set(start.data)
    return { layer, optimizer: new Adam(layer.parameters(), { lr: 0.1 }) }
  }
  const criterion = new nn.MSELoss()
  const whole = make()
  criterion.forward(whole.layer.forward(x), y).backward()
  whole.optimizer.step()
  const parts = make()
  const accumulator = new GradientAccumulator(parts.optimizer, { steps })
  const each = 8 / steps
  const stepped = Array.from({ length: steps }, (_, k) => {
    const range = { start: k * each, end: (k + 1) * each }
    return accumulator.backward(criterion.forward(parts.layer.forward(x.slice(range)), y.slice(range)))
  })
  expect(stepped).toEqual([...new Array(steps - 1).fill(false), true])
  expect(parts.layer.weight.grad).toBeNull()
  parts.layer.weight.data.forEach((w, k) => {
    expect(w).toBeCloseTo(whole.layer.weight.data[k]!, 12)
  })
})

test('flush steps with the mean of what is left; beforeStep sees mean gradients', () => {
  const w = tensor([0], { requiresGrad: true })
  const seen: number[] = []
  const optimizer = new SGD([w], { lr: 1 })
  const accumulator = new GradientAccumulator(optimizer, { steps: 4, beforeStep: () => seen.push(w.grad!.item()) })
  expect(accumulator.flush()).toBe(false)
  for (const slope of [1, 3]) accumulator.backward(w.mul(slope).sum())
  expect(accumulator.stateDict()).toEqual({ count: 2 })
  expect(accumulator.flush()).toBe(true)
  expect([w.item(), ...seen, accumulator.count]).toEqual([-2, 2, 0])
  accumulator.loadStateDict({ count: 3 })
  expect(accumulator.backward(w.mul(4).sum())).toBe(true)
})

// --- memory ---

test('memory counts parameters, gradients and states in bytes', () => {
  const layer = new nn.Linear(10, 10, { dtype: 'float64' })
  const optimizer = new Adam(layer.parameters())
  expect(optimizer.memory()).toEqual({ parameters: 880, gradients: 0, states: {}, total: 880 })
  layer
    .forward(randn([1, 10], { dtype: 'float64' }))
    .sum()
    .backward()
  optimizer.step()
  expect(optimizer.memory()).toEqual({
    parameters: 880,
    gradients: 880,
    states: { expAvg: 880, expAvgSq: 880 },
    total: 3520
  })
})

test('planMemory without a model is what an optimizer takes', () => {
  const layer = new nn.Linear(10, 10)
  const run = (optimizer: Adam | SGD) => {
    layer.zeroGrad()
    layer
      .forward(randn([1, 10]))
      .sum()
      .backward()
    optimizer.step()
    return optimizer.memory()
  }
  const parameters = 110
  const p = layer.parameters()
  expect(run(new Adam(p))).toEqual(planMemory({ parameters }))
  expect(run(new Adam(p, { amsgrad: true }))).toEqual(
    planMemory({ parameters }, { optimizer: 'adam', optimizerOptions: { amsgrad: true } })
  )
  expect(run(new AdamW(p))).toEqual(planMemory({ parameters }, { optimizer: 'AdamW' }))
  expect(run(new SGD(p))).toEqual(planMemory({ parameters }, { optimizer: 'SGD' }))
  expect(run(new SGD(p, { momentum: 0.9 }))).toEqual(
    planMemory({ parameters }, { optimizer: 'sgd', optimizerOptions: { momentum: 0.9 } })
  )
  expect(run(new SGD(p, { momentum: 0.9 }))).toEqual(
    planMemory({ parameters }, { optimizer: new SGD(p, { momentum: 0.9 }) })
  )
  expect(planMemory({ parameters: 110e6 }, { optimizer: 'adam' }).total).toBe(1.76e9)
  const lbfgs = { optimizer: 'lbfgs', dtype: 'float64', optimizerOptions: { historySize: 3 } } as const
  expect(planMemory({ parameters: 10 }, lbfgs).total).toBe(10 * 8 * (2 + 3 + 3 + 2))
})

test('planMemory knows the states of every optimizer', () => {
  const shapes = [[4, 3], [5], [2, 3, 4], [2, 3, 2, 3], []]
  const check = (name: string, make: (params: Tensor[]) => Optimizer, own: Record<string, unknown> = {}): void => {
    const params = shapes.map((shape) => randn(shape, { requiresGrad: true }))
    const optimizer = make(name === 'Muon' ? params.slice(0, 1) : params)
    for (const p of params) p.grad = randn(p.shape)
    optimizer.step()
    const { states, total } = optimizer.memory()
    const model = { shapes: optimizer.paramGroups[0]!.params.map((p) => p.shape) }
    const wrapper = optimizer instanceof WrapperOptimizer
    const plans = [
      planMemory(model, { optimizer }),
      ...(wrapper ? [] : [planMemory(model, { optimizer: name, optimizerOptions: own })])
    ]
    for (const plan of plans) expect({ name, own, states, total }).toEqual({ name, own, ...pick(plan) })
  }
  const byName = (name: string, own: Record<string, unknown> = {}): void => {
    const Class = (optimizers as unknown as Record<string, typeof Adam>)[name]!
    check(name, (params) => new Class(params, { lr: 0.1, ...own }) as never, own)
  }
  for (const [name, Class] of Object.entries(optimizers as unknown as Record<string, unknown>)) {
    if (typeof Class !== 'function' || !/^[A-Z]/.test(name)) continue
    // Rows and iterations come as they are needed; wrappers below.
    if (/^(LBFGS|SparseAdam|Lookahead|SAM)$/.test(name)) continue
    byName(name)
  }
  byName('SOAP', { precondition1d: true, maxPreconditionDim: 4 })
  byName('SOAP', { mergeDims: true, maxPreconditionDim: 6, dataFormat: 'channels_last' })
  byName('SOAP', { mergeDims: true, maxPreconditionDim: 12 })
  byName('Shampoo', { mergeDims: true, maxPreconditionDim: 6, graftType: 'adagrad' })
  byName('Shampoo', { maxPreconditionDim: 3, momentum: 0.9 })
  byName('RMSprop', { centered: true, momentum: 0.9 })
  check('Lookahead', (params) => new optimizers.Lookahead(new Adam(params)) as never)
  expect(planMemory({ shapes }).parameters).toBe(4 * (12 + 5 + 24 + 36 + 1))
})

const pick = ({ states, total }: MemoryReport) => ({ states, total })

const p = tensor([1], { requiresGrad: true })
const sgd = new SGD([p], { lr: 1 })
const refused: [string, () => unknown, string][] = [
  [
    'a tensor without a gradient',
    () => gradientDescentStep(tensor([1]), { lr: 1 }),
    'gradientDescentStep: expected param to have a gradient but it has none; call backward first'
  ],
  [
    'lr',
    () => gradientDescentStep(p, { lr: -1 }),
    'gradientDescentStep: expected lr to be a finite number >= 0 but received -1'
  ],
  [
    'decayGroups',
    () => decayGroups({} as never, { weightDecay: 1 }),
    'decayGroups: expected model to be a module but received an object'
  ],
  [
    'weightDecay',
    () => decayGroups(model(), {} as never),
    'decayGroups: expected weightDecay, a finite number >= 0, but it is missing'
  ],
  [
    'layerGroups',
    () => layerGroups(model(), { lr: 1, decay: 2 }),
    'layerGroups: expected decay to be a finite number > 0 and <= 1 but received 2'
  ],
  [
    'GradientAccumulator',
    () => new GradientAccumulator(sgd, { steps: 0 }),
    'GradientAccumulator: expected steps to be a whole number >= 1 but received 0'
  ],
  [
    'no optimizer',
    () => new GradientAccumulator({} as never, { steps: 2 }),
    'GradientAccumulator: expected optimizer to be an optimizer but received an object'
  ],
  [
    'a loss of many elements',
    () => new GradientAccumulator(sgd, { steps: 2 }).backward(tensor([1, 2], { requiresGrad: true })),
    'GradientAccumulator.backward: expected a loss of one element but received 2'
  ],
  [
    'a phase that does not fit',
    () => new GradientAccumulator(sgd, { steps: 2 }).loadStateDict({ count: 2 }),
    'GradientAccumulator.loadStateDict: expected count to be a whole number >= 0 and < 2 but received 2'
  ],
  [
    'an unknown optimizer',
    () => planMemory({ parameters: 1 }, { optimizer: 'adamm' }),
    "planMemory: unknown optimizer 'adamm'; did you mean Adam?"
  ],
  [
    'a wrapper',
    () => planMemory({ parameters: 1 }, { optimizer: 'Lookahead' }),
    'planMemory: cannot tell the states of Lookahead from its name because they are those of the optimizer inside; pass the optimizer itself'
  ],
  [
    'shapes',
    () => planMemory({ shapes: [[1.5]] }),
    'planMemory: expected shapes to be an array of shapes but received [[...]]'
  ],
  [
    'parameters',
    () => planMemory({ parameters: 0.5 }),
    'planMemory: expected parameters to be a whole number >= 0 but received 0.5'
  ]
]

test.each(refused)('the message of %s', (_, body, message) => {
  expect(body).toThrow(expect.objectContaining({ message }))
})

test('options are copied at the border: no two groups share an array, nor with what the user passed', () => {
  const betas: [number, number] = [0.9, 0.99]
  const [a, b] = [tensor([1], { requiresGrad: true }), tensor([2], { requiresGrad: true })]
  const optimizer = new Adam([{ params: [a] }, { params: [b], betas }], { betas })
  const [first, second] = optimizer.paramGroups
  ;(first!.betas as [number, number])[0] = 0.5
  betas[1] = 0
  expect(second!.betas).toEqual([0.9, 0.99])
  expect(optimizer.defaults.betas).toEqual([0.9, 0.99])
  expect(new Adam([a]).paramGroups[0]!.betas).toEqual([0.9, 0.999])
  expect(Object.isFrozen(optimizer.defaults) && Object.isFrozen(optimizer.defaults.betas)).toBe(true)
  ;(new Adam([a]).paramGroups[0]!.betas as [number, number])[0] = 0
  expect(new Adam([a]).defaults.betas).toEqual([0.9, 0.999])
  const { paramGroups } = optimizer.stateDict()
  ;(paramGroups[0]!.betas as number[])[0] = 0
  expect(first!.betas).toEqual([0.5, 0.99])
})
