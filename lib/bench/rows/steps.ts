// Rows of whole training steps: forward, loss, backward, optimizer, all in a scope, as a user writes them. The same
// model from the same values trains in PyTorch; the loss and all gradients of the first step are compared.
import { autocast } from '../../autograd/autocast.ts'
import { scope } from '../../autograd/scope.ts'
import { Storage } from '../../backend/index.ts'
import { rosenbrock } from '../../landscapes/index.ts'
import '../../ops/methods.ts'
import * as nn from '../../nn/index.ts'
import { gelu, scaledDotProductAttention } from '../../ops/index.ts'
import { Adam, AdamW, type Optimizer, SGD } from '../../optim/index.ts'
import { arange } from '../../tensor/create.ts'
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

interface Step {
  readonly name: string
  /** The shapes of the inputs of the model: floats, or indices below `classes`. */
  readonly x: Input
  readonly target: Input
  model(dtype: FloatType): nn.Module & { forward(x: Tensor): Tensor }
  optimizer(parameters: Tensor[]): Optimizer
  /** Of the forward pass, of the first layer's and of all others'; the first layer's input needs no gradient. */
  readonly flops: readonly [first: number, others: number]
  readonly torch: readonly PeerCall[]
  readonly tfjs?: readonly PeerCall[]
  readonly goal: number
  readonly tolerance?: number
  /** With bfloat16 products. */
  readonly rounded?: boolean
}

// --- models ---

const conv = (from: number, to: number, dtype: FloatType, bias = true) =>
  new nn.Conv2d(from, to, 3, { padding: 1, bias, dtype })

function cnn(dtype: FloatType): nn.Sequential {
  return new nn.Sequential(
    conv(1, 32, dtype),
    new nn.ReLU(),
    new nn.MaxPool2d(2),
    conv(32, 64, dtype),
    new nn.ReLU(),
    new nn.MaxPool2d(2),
    new nn.Flatten(),
    new nn.Linear(64 * 7 * 7, 128, { dtype }),
    new nn.ReLU(),
    new nn.Linear(128, 10, { dtype })
  )
}

function cnnWithNorm(dtype: FloatType): nn.Sequential {
  // The norm takes a bias away again: its gradient would be rounding errors, which nobody can compare.
  const block = (from: number, to: number) => [
    conv(from, to, dtype, false),
    new nn.BatchNorm2d(to, { dtype }),
    new nn.ReLU()
  ]
  return new nn.Sequential(
    ...block(3, 32),
    ...block(32, 32),
    new nn.MaxPool2d(2),
    ...block(32, 64),
    new nn.MaxPool2d(2),
    new nn.Flatten(),
    new nn.Linear(64 * 8 * 8, 10, { dtype })
  )
}

// A character model as minGPT's: 4 layers, width 128, 4 heads, context 128, 65 characters.
const [WIDTH, HEADS, CONTEXT, VOCABULARY, LAYERS, SEQUENCES] = [128, 4, 128, 65, 4, 12]

class Block extends nn.Module {
  readonly norm1: nn.LayerNorm
  readonly qkv: nn.Linear
  readonly out: nn.Linear
  readonly norm2: nn.LayerNorm
  readonly up: nn.Linear
  readonly down: nn.Linear

  constructor(dtype: FloatType) {
    super()
    this.norm1 = new nn.LayerNorm(WIDTH, { dtype })
    this.qkv = new nn.Linear(WIDTH, 3 * WIDTH, { dtype })
    this.out = new nn.Linear(WIDTH, WIDTH, { dtype })
    this.norm2 = new nn.LayerNorm(WIDTH, { dtype })
    this.up = new nn.Linear(WIDTH, 4 * WIDTH, { dtype })
    this.down = new nn.Linear(4 * WIDTH, WIDTH, { dtype })
  }

  override forward(x: Tensor): Tensor {
    const [b, t] = x.shape as [number, number]
    const heads = this.qkv.forward(this.norm1.forward(x)).reshape([b, t, 3, HEADS, WIDTH / HEADS])
    const [q, k, v] = heads.permute(2, 0, 3, 1, 4).unbind() as [Tensor, Tensor, Tensor]
    const seen = scaledDotProductAttention(q, k, v, { isCausal: true }).transpose(1, 2).reshape([b, t, WIDTH])
    const y = x.add(this.out.forward(seen))
    const wide = gelu(this.up.forward(this.norm2.forward(y)), { approximate: 'tanh' })
    return y.add(this.down.forward(wide))
  }
}

class CharacterModel extends nn.Module {
  readonly token: nn.Embedding
  readonly position: nn.Embedding
  readonly blocks: Block[]
  readonly norm: nn.LayerNorm
  readonly head: nn.Linear
  readonly #places: Tensor

  constructor(dtype: FloatType) {
    super()
    this.token = new nn.Embedding(VOCABULARY, WIDTH, { dtype })
    this.position = new nn.Embedding(CONTEXT, WIDTH, { dtype })
    this.blocks = Array.from({ length: LAYERS }, () => new Block(dtype))
    this.norm = new nn.LayerNorm(WIDTH, { dtype })
    this.head = new nn.Linear(WIDTH, VOCABULARY, { dtype })
    this.#places = arange(CONTEXT)
  }

  override forward(tokens: Tensor): Tensor {
    let x = this.token.forward(tokens).add(this.position.forward(this.#places))
    for (const block of this.blocks) x = block.forward(x)
    return this.head.forward(this.norm.forward(x)).reshape([-1, VOCABULARY])
  }
}

// The last state of two layers of 128 over 64 steps classifies.
const [TIME, READERS, UNITS] = [64, 32, 128]

class LastState extends nn.Module {
  readonly lstm: nn.LSTM
  readonly head: nn.Linear

  constructor(dtype: FloatType) {
    super()
    this.lstm = new nn.LSTM(UNITS, UNITS, { numLayers: 2, batchFirst: true, dtype })
    this.head = new nn.Linear(UNITS, 10, { dtype })
  }

  override forward(x: Tensor): Tensor {
    return this.head.forward(this.lstm.forward(x)[0].select({ dim: 1, index: -1 }))
  }
}

// --- rows ---

const WARM = 0.5

const MLP = [784, 256, 128, 10]
const mlpFlops = (batch: number) => [2 * batch * 784 * 256, 2 * batch * (256 * 128 + 128 * 10)] as const
const adam = (parameters: Tensor[]) => new Adam(parameters)
// The goal is on the optimizer that torch.optim gives; its fused form is shown next to it.
const calls = (op: string, more: readonly PeerCall[] = []): PeerCall[] => [
  { op, args: { fused: false } },
  { op, args: { fused: true }, label: 'fused optimizer' },
  ...more
]
const channelsLast = (op: string, goal?: number): PeerCall => ({
  op,
  args: { fused: true, channels_last: true },
  label: 'channels_last, fused optimizer',
  ...(goal === undefined ? {} : { goal })
})

const STEPS: readonly Step[] = [
  ...[64, 256].map((batch) => ({
    name: `mlp 784-256-128-10 batch ${batch}`,
    x: positive([batch, 784], 1),
    target: index([batch], 10, 2),
    model: (dtype: FloatType) => nn.mlp(MLP, { dtype }),
    optimizer: adam,
    flops: mlpFlops(batch),
    torch: calls('step_mlp'),
    ...(batch === 64 ? { tfjs: [{ op: 'step_mlp', goal: 30 }], goal: 1.6 } : { goal: 1.3 })
  })),
  {
    name: 'cnn 1x28x28 c32-c64 batch 64',
    x: positive([64, 1, 28, 28], 1),
    target: index([64], 10, 2),
    model: cnn,
    optimizer: adam,
    flops: [2 * 64 * 9 * 32 * 784, 2 * 64 * (9 * 32 * 64 * 196 + 3136 * 128 + 1280)],
    torch: calls('step_cnn', [channelsLast('step_cnn', 1.2)]),
    goal: 1.7
  },
  {
    name: 'cnn 3x32x32 batch norm batch 64',
    x: uniform([64, 3, 32, 32], 1),
    target: index([64], 10, 2),
    model: cnnWithNorm,
    optimizer: (parameters) => new SGD(parameters, { lr: 0.01, momentum: 0.9 }),
    flops: [2 * 64 * 27 * 32 * 1024, 2 * 64 * (288 * 32 * 1024 + 288 * 64 * 256 + 4096 * 10)],
    // Gradients of a norm's bias are what is left of large sums: in float32 PyTorch's own two layouts differ by 1e-3.
    tolerance: 5e-3,
    torch: calls('step_cnn_norm', [channelsLast('step_cnn_norm')]),
    goal: 1.4
  },
  {
    name: 'characters 4 layers width 128 context 128 batch 12',
    x: index([SEQUENCES, CONTEXT], VOCABULARY, 1),
    target: index([SEQUENCES * CONTEXT], VOCABULARY, 2),
    model: (dtype) => new CharacterModel(dtype),
    optimizer: (parameters) => new AdamW(parameters, { lr: 1e-3 }),
    flops: [0, 2 * SEQUENCES * CONTEXT * (LAYERS * (12 * WIDTH * WIDTH + CONTEXT * WIDTH) + WIDTH * VOCABULARY)],
    torch: calls('step_characters'),
    goal: 1.25
  },
  {
    name: 'lstm 2 layers width 128 steps 64 batch 32',
    x: uniform([READERS, TIME, UNITS], 1),
    target: index([READERS], 10, 2),
    model: (dtype) => new LastState(dtype),
    optimizer: adam,
    flops: [2 * READERS * TIME * 4 * UNITS * UNITS, 2 * READERS * (TIME * 3 * 4 * UNITS * UNITS + UNITS * 10)],
    torch: calls('step_lstm'),
    goal: 1.15
  }
]

// Values of about the size that the layers would draw; both sides take them.
function parameterInput(shape: readonly number[], seed: number): Input {
  if (shape.length === 1) return positive(shape, seed, 0.1)
  return uniform(shape, seed, 1 / Math.sqrt(count(shape.slice(1))))
}

function stepRow(dtype: FloatType, step: Step): Row {
  const parameters = step.model(dtype).parameters()
  const inputs: Record<string, Input> = { x: step.x, target: step.target }
  for (const [k, p] of parameters.entries()) inputs[`p${k}`] = parameterInput(p.shape, 10 + k)
  return {
    group: 'training step',
    name: step.name,
    inputs,
    bytes: 7 * 4 * parameters.reduce((sum, p) => sum + p.size, 0),
    flops: 2 * step.flops[0] + 3 * step.flops[1],
    traffic: 'update',
    inPlace: true,
    warmSeconds: WARM,
    torch: step.torch,
    ...(step.tfjs === undefined ? {} : { tfjs: step.tfjs }),
    goal: step.goal,
    ...(step.tolerance === undefined ? {} : { tolerance: step.tolerance }),
    make(buffers) {
      const model = step.model(dtype)
      const own = model.parameters()
      for (const [k, p] of own.entries()) (p.data as Float32Array).set(buffers[`p${k}`]!.array)
      const optimizer = step.optimizer(own)
      const criterion = new nn.CrossEntropyLoss()
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

// The same with bfloat16 products against PyTorch's autocast.
function rounded(step: Step): Step {
  const torch = step.torch
    .filter(({ args }) => args?.fused)
    .map(({ op, args, label = '' }) => ({ op, args: { ...args, autocast: true }, label: `autocast, ${label}` }))
  const { tfjs: _, ...rest } = step
  // Inputs have 8 bits, and PyTorch rounds results, too: what cancels in float32 is further off here by as much.
  const tolerance = 20 * (step.tolerance ?? 1e-3)
  return { ...rest, name: `${step.name} bfloat16`, torch, goal: 1.15, tolerance, rounded: true }
}

export const steps: Table = (dtype, width) => [
  ...STEPS.map((step) => stepRow(dtype, step)),
  ...(dtype === 'float32' ? STEPS.map((step) => stepRow(dtype, rounded(step))) : []),
  rosenbrockRow(dtype, width)
]
