// Rows of whole training steps: forward, loss, backward, optimizer, all in a scope, as a user writes them. The same
// model from the same values trains in PyTorch; the loss and all gradients of the first step are compared. A row is
// judged against the fastest of PyTorch's modes.
import { autocast } from '../../autograd/autocast.ts'
import { scope } from '../../autograd/scope.ts'
import { Storage } from '../../backend/index.ts'
import { rosenbrock } from '../../landscapes/index.ts'
import '../../ops/methods.ts'
import * as nn from '../../nn/index.ts'
import { Adam, AdamW, type Optimizer, SGD } from '../../optim/index.ts'
import { Tensor } from '../../tensor/tensor.ts'
import {
  count,
  type FloatType,
  type Input,
  index,
  type PeerCall,
  positive,
  type Row,
  type Table,
  uniform,
  type Work
} from '../row.ts'
import * as models from './models.ts'

interface Step {
  /** Of the model in torch_models.py. */
  readonly torch: string
  readonly name: string
  /** The inputs of the model: floats, or indices. */
  readonly x: Input
  readonly target: Input
  model(dtype: FloatType): models.Model
  optimizer(parameters: Tensor[]): Optimizer
  readonly loss?: () => nn.CrossEntropyLoss | nn.MSELoss | nn.BCEWithLogitsLoss
  /** Multiplications of the forward pass, of the first layer and of all others: the first one's input needs no gradient. */
  readonly products: readonly [first: number, others: number]
  /** PyTorch has a layout for images. */
  readonly images?: boolean
  readonly tfjs?: readonly PeerCall[]
  readonly tolerance?: number
  /** With bfloat16 products; else 20 times the other one. */
  readonly roundedTolerance?: number
  /** With bfloat16 products. */
  readonly rounded?: boolean
}

// V8 compiles what a step calls during its first fifty, on processors that the step's threads need.
const WARM = 3
/** Of PyTorch's fastest mode. */
const GOAL = 1.15

const adam = (parameters: Tensor[]) => new Adam(parameters)
const adamW = (parameters: Tensor[]) => new AdamW(parameters, { lr: 1e-3 })
const momentum = (parameters: Tensor[]) => new SGD(parameters, { lr: 0.01, momentum: 0.9 })

const perceptron = (batch: number): Step => ({
  torch: 'mlp',
  name: `mlp 784-256-128-10 batch ${batch}`,
  x: positive([batch, 784], 1),
  target: index([batch], 10, 2),
  model: (dtype) => nn.mlp([784, 256, 128, 10], { dtype }),
  optimizer: adam,
  products: [batch * 784 * 256, batch * (256 * 128 + 128 * 10)],
  ...(batch === 64 ? { tfjs: [{ op: 'step_mlp', goal: 30 }] } : {})
})

// 65 characters: minGPT's model.
const CHARACTERS: models.Decoder = { width: 128, heads: 4, context: 128, vocabulary: 65, layers: 4 }

function decoder(torch: string, size: models.Decoder, batch: number, tokens: number, name: string): Step {
  const { width, layers, vocabulary } = size
  return {
    torch,
    name: `${name} batch ${batch}`,
    x: index([batch, tokens], vocabulary, 1),
    target: index([batch * tokens], vocabulary, 2),
    model: (dtype) => new models.LanguageModel(size, dtype),
    optimizer: adamW,
    products: [0, batch * tokens * (layers * (12 * width * width + tokens * width) + width * vocabulary)]
  }
}

const recurrent = (torch: 'lstm' | 'gru', gates: number): Step => ({
  torch,
  name: `${torch} 2 layers width 128 steps 64 batch 32`,
  x: uniform([32, 64, 128], 1),
  target: index([32], 10, 2),
  model: (dtype) => new models.LastState(torch === 'lstm' ? nn.LSTM : nn.GRU, 128, dtype),
  optimizer: adam,
  products: [32 * 64 * gates * 128 * 128, 32 * (64 * 3 * gates * 128 * 128 + 128 * 10)]
})

// Gradients of a norm's bias are what is left of large sums: in float32 PyTorch's own two layouts differ by 1e-3.
const NORMED = { images: true, tolerance: 5e-3 } as const

const STEPS: readonly Step[] = [
  {
    torch: 'online',
    name: 'linear 10-1 batch 1',
    x: uniform([1, 10], 1),
    target: uniform([1, 1], 2),
    model: (dtype) => new nn.Sequential(new nn.Linear(10, 1, { dtype })),
    optimizer: (parameters) => new SGD(parameters, { lr: 0.01 }),
    loss: () => new nn.MSELoss(),
    products: [10, 0]
  },
  {
    torch: 'tabular',
    name: 'mlp 16-64-32-2 batch 32',
    x: uniform([32, 16], 1),
    target: index([32], 2, 2),
    model: (dtype) => nn.mlp([16, 64, 32, 2], { dtype }),
    optimizer: adam,
    // Gradients of its biases cancel: those of PyTorch's autocast are 3.3 % from its float32.
    roundedTolerance: 0.05,
    products: [32 * 16 * 64, 32 * (64 * 32 + 32 * 2)]
  },
  perceptron(64),
  perceptron(256),
  {
    torch: 'higgs',
    name: 'mlp 28-300x5-1 tanh batch 100',
    x: uniform([100, 28], 1),
    target: positive([100, 1], 2),
    model: (dtype) => nn.mlp([28, 300, 300, 300, 300, 300, 1], { activation: 'tanh', dtype }),
    optimizer: adam,
    loss: () => new nn.BCEWithLogitsLoss(),
    products: [100 * 28 * 300, 100 * (4 * 300 * 300 + 300)]
  },
  {
    torch: 'recommender',
    name: 'recommender 8 of 80000 batch 256',
    x: index([256, 8], 80_000, 1),
    target: index([256], 10, 2),
    model: models.recommender,
    optimizer: adam,
    products: [0, 256 * (128 * 64 + 64 * 10)]
  },
  {
    torch: 'cnn',
    name: 'cnn 1x28x28 c32-c64 batch 64',
    x: positive([64, 1, 28, 28], 1),
    target: index([64], 10, 2),
    model: models.cnn,
    optimizer: adam,
    products: [64 * 9 * 32 * 784, 64 * (9 * 32 * 64 * 196 + 3136 * 128 + 1280)],
    images: true
  },
  {
    torch: 'cnn_norm',
    name: 'cnn 3x32x32 batch norm batch 64',
    x: uniform([64, 3, 32, 32], 1),
    target: index([64], 10, 2),
    model: models.cnnWithNorm,
    optimizer: momentum,
    products: [64 * 27 * 32 * 1024, 64 * (288 * 32 * 1024 + 288 * 64 * 256 + 4096 * 10)],
    ...NORMED
  },
  {
    torch: 'resnet',
    name: 'resnet 14 layers width 32 batch 32',
    x: uniform([32, 3, 32, 32], 1),
    target: index([32], 10, 2),
    model: models.resnet,
    optimizer: momentum,
    // The layers that halve the pixels double the channels: 4.5 + 13.5 and a half of one pixel's each.
    products: [32 * 27 * 32 * 1024, 32 * (1024 * 32 * 32 * (4 * 9 + 2 * (4.5 + 0.5 + 3 * 9)) + 1280)],
    ...NORMED
  },
  {
    torch: 'depthwise',
    name: 'depthwise 3x32x32 batch 32',
    x: uniform([32, 3, 32, 32], 1),
    target: index([32], 10, 2),
    model: models.depthwise,
    optimizer: momentum,
    products: [
      32 * 27 * 32 * 1024,
      32 * (1024 * (9 * 32 + 32 * 64) + 256 * (9 * 64 + 64 * 128 + 9 * 128 + 128 * 128)) +
        32 * 64 * (9 * 128 + 128 * 256 + 9 * 256 + 256 * 256)
    ],
    ...NORMED
  },
  {
    torch: 'unet',
    name: 'unet 3x64x64 widths 16-32-64 batch 8',
    x: uniform([8, 3, 64, 64], 1),
    target: index([8, 64, 64], 2, 2),
    model: (dtype) => new models.UNet(dtype),
    optimizer: adam,
    products: [
      8 * 27 * 16 * 4096,
      8 * 4096 * (9 * (256 + 768) + 32) + 8 * 1024 * (9 * (512 + 1024 + 3072) + 2048) + 8 * 256 * (9 * 6144 + 8192)
    ],
    ...NORMED
  },
  {
    torch: 'diffusion',
    name: `diffusion 3x32x32 widths 32-64-128 batch ${models.DIFFUSION_BATCH}`,
    x: uniform([models.DIFFUSION_BATCH, 3, 32, 32], 1),
    target: uniform([models.DIFFUSION_BATCH, 3, 32, 32], 2),
    model: (dtype) => new models.Diffusion(dtype),
    optimizer: adam,
    loss: () => new nn.MSELoss(),
    products: [
      models.DIFFUSION_BATCH * 27 * 32 * 1024,
      models.DIFFUSION_BATCH *
        (1024 * (9 * (2 * 1024 + 4096 + 3072 + 1024 + 96) + 3072) +
          256 * (9 * (1024 + 2048 + 4096 + 16_384 + 12_288 + 4096) + 2048 + 12_288) +
          64 * (9 * (4096 + 8192 + 5 * 16_384 + 32_768 + 16_384) + 8192 + 32_768 + 65_536 + 16_384))
    ],
    ...NORMED
  },
  {
    torch: 'conv1d',
    name: 'conv1d 4 layers width 128 steps 128 batch 32',
    x: uniform([32, 64, 128], 1),
    target: index([32], 10, 2),
    model: models.conv1d,
    optimizer: adam,
    products: [32 * 128 * 3 * 64 * 128, 32 * (128 * 9 * 128 * 128 + 1280)]
  },
  recurrent('lstm', 4),
  recurrent('gru', 3),
  {
    torch: 'encoder',
    name: 'encoder 3 layers width 256 tokens 64 batch 16',
    x: uniform([16, 64, 256], 1),
    target: index([16], 10, 2),
    model: (dtype) => new models.Encoder(256, 4, 3, dtype),
    optimizer: adamW,
    products: [0, 16 * (64 * 3 * (12 * 256 * 256 + 2 * 64 * 256) + 2560)]
  },
  decoder('characters', CHARACTERS, 12, 128, 'characters 4 layers width 128 context 128'),
  decoder('gpt2', models.GPT2, 4, 64, 'gpt-2 124M tokens 64'),
  decoder('gpt2', models.GPT2, 4, 256, 'gpt-2 124M tokens 256')
]

// --- rows ---

// PyTorch's modes: an optimizer in one kernel, the layout of its convolutions, torch.compile (with --compile).
function modes({ torch, images, rounded }: Step): PeerCall[] {
  const call = (label: string, args: PeerCall['args']): PeerCall => ({
    op: 'step',
    args: { model: torch, ...args },
    label
  })
  const layouts = images ? [['channels_last, ', { channels_last: true }] as const] : []
  const fused = [['', {}] as const, ...layouts].flatMap(([layout, own]) => [
    call(`${layout}fused optimizer`, { ...own, fused: true }),
    call(`compile, ${layout}fused optimizer`, { ...own, fused: true, compile: true })
  ])
  const halves = fused.map(({ args, label }) => call(`autocast, ${label}`, { ...args, autocast: true }))
  // Two ways of rounding differ by more than ours does from float32: what cancels there is compared with float32 alone.
  return rounded
    ? [...halves.map((half) => ({ ...half, otherResults: true })), ...fused]
    : [call('default', { fused: false }), ...fused]
}

// Values of about the size that the layers would draw; both sides take them.
function parameterInput(shape: readonly number[], seed: number): Input {
  if (shape.length === 1) return positive(shape, seed, 0.1)
  return uniform(shape, seed, 1 / Math.sqrt(count(shape.slice(1))))
}

const shapes = new Map<string, (readonly number[])[]>()

// Of the parameters. A model is built once for all of its rows: GPT-2 takes seconds.
function shapesOf({ torch, model }: Step): (readonly number[])[] {
  const known =
    shapes.get(torch) ??
    model('float32')
      .parameters()
      .map(({ shape }) => shape)
  shapes.set(torch, known)
  return known
}

function stepRow(dtype: FloatType, step: Step): Row {
  const parameters = shapesOf(step)
  const inputs: Record<string, Input> = { x: step.x, target: step.target }
  for (const [k, shape] of parameters.entries()) inputs[`p${k}`] = parameterInput(shape, 10 + k)
  return {
    group: 'training step',
    name: step.name,
    inputs,
    bytes: 7 * 4 * parameters.reduce((sum, shape) => sum + count(shape), 0),
    flops: 4 * step.products[0] + 6 * step.products[1],
    traffic: 'update',
    inPlace: true,
    warmSeconds: WARM,
    torch: modes(step),
    ...(step.tfjs === undefined ? {} : { tfjs: step.tfjs }),
    goal: GOAL,
    goalOf: 'best',
    ...(step.tolerance === undefined ? {} : { tolerance: step.tolerance }),
    make(buffers) {
      const model = step.model(dtype)
      const own = model.parameters()
      for (const [k, p] of own.entries()) (p.data as Float32Array).set(buffers[`p${k}`]!.array)
      const optimizer = step.optimizer(own)
      const criterion = step.loss?.() ?? new nn.CrossEntropyLoss()
      const [x, target] = [new Tensor(buffers.x!, step.x.shape), new Tensor(buffers.target!, step.target.shape)]
      const lossOf = () => criterion.forward(model.forward(x), target)
      return training(dtype, own, optimizer, step.rounded ? () => autocast(lossOf) : lossOf)
    }
  }
}

// A step is the work; the loss and the gradients are its results.
function training(dtype: FloatType, parameters: readonly Tensor[], optimizer: Optimizer, forward: () => Tensor): Work {
  const loss = Storage.allocate(dtype, 1)
  return {
    run: () =>
      scope(() => {
        optimizer.zeroGrad()
        const value = forward()
        value.backward()
        optimizer.step()
        loss.put(0, value.item())
      }),
    get results() {
      return [loss, ...parameters.map((p) => p.grad!.storage)]
    }
  }
}

// A problem of two numbers costs what the calls around the numbers cost.
function rosenbrockRow(dtype: FloatType, width: number): Row {
  return {
    group: 'training step',
    name: 'rosenbrock with adam',
    inputs: { p0: uniform([], 1), p1: uniform([], 2) },
    bytes: 2 * 7 * width,
    flops: 100,
    inPlace: true,
    warmSeconds: WARM,
    torch: [{ op: 'step_rosenbrock' }],
    goal: 40,
    make(buffers) {
      const [x, y] = [new Tensor(buffers.p0!, []), new Tensor(buffers.p1!, [])]
      for (const p of [x, y]) p.requiresGrad = true
      return training(dtype, [x, y], new Adam([x, y], { lr: 0.01 }), () => rosenbrock(x, y))
    }
  }
}

// The same with bfloat16 products, against float32 as well.
function rounded(step: Step): Step {
  const { tfjs: _, ...rest } = step
  // Inputs have 8 bits: what cancels in float32 is further off here by as much.
  const tolerance = step.roundedTolerance ?? 20 * (step.tolerance ?? 1e-3)
  return { ...rest, name: `${step.name} bfloat16`, tolerance, rounded: true }
}

export const steps: Table = (dtype, width) => [
  ...STEPS.map((step) => stepRow(dtype, step)),
  ...(dtype === 'float32' ? STEPS.map((step) => stepRow(dtype, rounded(step))) : []),
  rosenbrockRow(dtype, width)
]
