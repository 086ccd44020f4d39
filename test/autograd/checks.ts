// Small random calls of every op, layer and loss, for gradcheck.test.ts and gradgradcheck.test.ts.
import { readFileSync } from 'node:fs'
import { OPS } from '../../lib/backend/gen/elementwise.ts'
import * as nn from '../../lib/nn/index.ts'
import * as generated from '../../lib/ops/gen/elementwise.ts'
import * as ops from '../../lib/ops/index.ts'
import type * as loss from '../../lib/ops/losses/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Generator, rand } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { linalgRows } from '../ops/linalgCases.ts'
import { familyLayers, familyRows } from './checkFamilies.ts'
import { imageLayers, images } from './checksOfImages.ts'
import { pointwiseRows, WITHOUT } from './checksPointwise.ts'
import { indexing, indexingWithout } from './indexing.ts'
import { type Check, dtype, free, generator, index, options, within } from './inputs.ts'

export { type Check, dtype, free, generator, options } from './inputs.ts'

// The generated ops, on inputs from the domains of their golden values.
const golden = JSON.parse(readFileSync(new URL('../golden/elementwise.json', import.meta.url), 'utf8')) as {
  cases: { op: string; params: number[]; domain: ([low: number, high: number] | null)[] }[]
}
const fromDomains = golden.cases.flatMap(({ op, params, domain }): [string, Check[]][] => {
  if (!Object.hasOwn(generated, op)) return []
  const call = generated[op as keyof typeof generated] as (...args: unknown[]) => Tensor
  const named = Object.fromEntries(OPS[op as keyof typeof generated].params.map((name, k) => [name, params[k]]))
  const inputs = domain.map((range) => {
    const [low, high] = range ?? [-1, 1]
    const t = rand(2, 3, { dtype, generator })
      .mul(high - low)
      .add(low)
      .clone()
    t.requiresGrad = true
    return t
  })
  return [[op, [[(...tensors) => call(...tensors, ...(params.length > 0 ? [named] : [])), inputs]]]]
})
const binary = ['add', 'sub', 'mul', 'div', 'maximum', 'minimum'] as const // with broadcasting, as all of their kind

/** By op, some calls of it. */
export const rows: Record<string, Check[]> = {
  ...familyRows,
  ...Object.fromEntries(fromDomains),
  ...pointwiseRows,
  ...linalgRows,
  ...indexing,
  ...Object.fromEntries(
    binary.map((name) => [
      name,
      [
        [(a, b) => ops[name](a!, b!), [free(2, 3), within(0.5, 3)]],
        [(a, b) => ops[name](a!, b!), [free(2, 1, 2), within(0.5, 3, 1)]],
        [(a) => [ops[name](a!, 2.5), ops[name](2.5, a!)], [within(0.5, 3)]]
      ] as Check[]
    ])
  ),
  pow: [
    [(a, b) => ops.pow(a!, b!), [within(0.5, 2, 2), free(2)]],
    [(a) => [ops.pow(a!, 3), ops.pow(a!, { exponent: -1.5 })], [within(0.5, 3)]]
  ],
  gelu: [[(x) => [ops.gelu(x!), ops.gelu(x!, { approximate: 'tanh' })], [free(5)]]],
  clamp: [
    [(x) => ops.clamp(x!, { min: -0.5, max: 0.7 }), [free(7)]],
    [(x, a, b) => ops.clamp(x!, { min: a!, max: b! }), [free(2, 3), within(-1, 3), within(0.1, 3)]]
  ],
  lerp: [
    [(a, b) => ops.lerp(a!, b!, { weight: 0.3 }), [free(2, 3), free(3)]],
    [(a, b, w) => ops.lerp(a!, b!, w!), [free(2, 3), free(3), within(-0.4, 3)]]
  ],
  where: [[(a, b) => ops.where(ops.gt(a!, b!), ops.mul(a!, 2), b!), [free(2, 3), free(3)]]],
  sum: [[(x) => [ops.sum(x!), ops.sum(x!, { dim: [0, 2] }), ops.sum(x!, { dim: 1, keepdim: true })], [free(2, 3, 2)]]],
  mean: [[(x) => [ops.mean(x!), ops.mean(x!, { dim: 0 })], [free(2, 3)]]],
  prod: [
    [(x) => [ops.prod(x!), ops.prod(x!, { dim: 1 })], [within(0.5, 2, 3)]],
    [
      (x) => ops.prod(x!, { dim: 0 }),
      [
        tensor(
          [
            [1.5, 0],
            [0, 2],
            [0, 3]
          ],
          { dtype, requiresGrad: true }
        )
      ]
    ]
  ],
  variance: [[(x) => [ops.variance(x!), ops.variance(x!, { dim: 1, correction: 0 })], [free(2, 3)]]],
  std: [[(x) => ops.std(x!, { dim: 0 }), [free(3, 2)]]],
  norm: [[(x) => [1, 2, Number.POSITIVE_INFINITY].map((p) => ops.norm(x!, { p, dim: 1 })), [free(2, 3)]]],
  max: [[(x) => [ops.max(x!), ops.max(x!, { dim: 1 }).values], [free(3, 4)]]],
  min: [[(x) => [ops.min(x!), ops.min(x!, { dim: 0, keepdim: true }).values], [free(3, 4)]]],
  logsumexp: [[(x) => [ops.logsumexp(x!, { dim: 1 }), ops.logsumexp(x!, {})], [free(2, 3)]]],
  softmax: [[(x) => [ops.softmax(x!, { dim: 1 }), ops.softmax(x!, { dim: 0 })], [free(2, 3)]]],
  logSoftmax: [[(x) => ops.logSoftmax(x!, { dim: 1 }), [free(2, 3, 2)]]],
  dropout: [[(x) => ops.dropout(x!, { p: 0.4, generator: new Generator(3) }), [free(9)]]],
  crossEntropy: [
    [(x) => ops.crossEntropy(x!, index([2, 0]), { labelSmoothing: 0.1 }), [free(2, 3)]],
    [(x) => ops.crossEntropy(x!, index([2, -100, 1, 0], [2, 2]), { reduction: 'none' }), [free(2, 3, 2)]],
    [
      (x) => ops.crossEntropy(x!, ops.softmax(tensor([[1, 2, 0]], { dtype }), { dim: 1 }), { reduction: 'sum' }),
      [free(1, 3)]
    ],
    ...(['mean', 'sum', 'none'] as const).map(
      (reduction): Check => [
        (x, t) => ops.crossEntropy(x!, t!, { reduction, labelSmoothing: 0.2, weight: tensor([1, 2, 3], { dtype }) }),
        [free(2, 3, 2), within(0, 2, 3, 2)]
      ]
    ),
    [(t) => ops.crossEntropy(tensor([[1, 0, 2]], { dtype }), t!), [within(0, 1, 3)]]
  ],
  nllLoss: [[(x) => ops.nllLoss(x!, index([2, 0]), { weight: tensor([1, 2, 3], { dtype }) }), [free(2, 3)]]],
  reshape: [[(x) => ops.reshape(x!, { shape: [3, -1] }), [free(2, 3)]]],
  flatten: [[(x) => ops.flatten(x!, { startDim: 1 }), [free(2, 1, 3)]]],
  squeeze: [[(x) => ops.squeeze(x!), [free(2, 1, 3)]]],
  unsqueeze: [[(x) => ops.unsqueeze(x!, { dim: 1 }), [free(2, 3)]]],
  permute: [[(x) => ops.permute(x!, { dims: [2, 0, 1] }), [free(2, 1, 3)]]],
  transpose: [[(x) => ops.square(ops.transpose(x!)), [free(2, 3)]]],
  expand: [[(x) => ops.expand(x!, { shape: [2, 3, 2] }), [free(3, 1)]]],
  slice: [[(x) => ops.slice(x!, { dim: 1, start: 1, step: 2 }), [free(2, 5)]]],
  select: [[(x) => ops.select(x!, { dim: 1, index: -1 }), [free(2, 3)]]],
  cat: [[(a, b) => ops.cat(a!, b!, a!, { dim: 1 }), [free(2, 1), free(2, 2)]]],
  stack: [[(a, b) => ops.stack(a!, b!, { dim: 1 }), [free(2), free(2)]]],
  split: [[(x) => ops.split(ops.square(x!), { size: 2, dim: 1 }), [free(2, 3)]]],
  chunk: [[(x) => ops.chunk(x!, { chunks: 2 }).map((t) => ops.square(t)), [free(3, 2)]]],
  unbind: [[(x) => ops.unbind(x!, { dim: 1 }).map((t, k) => ops.mul(t, k)), [free(2, 3)]]],
  contiguous: [[(x) => ops.contiguous(ops.transpose(x!)), [free(2, 3)]]],
  clone: [[(x) => ops.clone(x!), [free(2)]]],
  indexSelect: [[(x) => ops.indexSelect(x!, index([2, 0, 2]), { dim: 1 }), [free(2, 3)]]],
  gather: [
    [(x) => ops.gather(x!, index([2, 0, 1, 1], [2, 2]), { dim: 1 }), [free(2, 3)]],
    [(x) => ops.gather(x!, index([1, 0, 1], [3, 1]).expand([3, 2]), { dim: 0 }), [free(2, 2)]]
  ],
  scatterAdd: [
    [(x, s) => ops.scatterAdd(x!, index([2, 0, 2, 2], [2, 2]), s!, { dim: 1 }), [free(2, 3), free(2, 2)]],
    [(x, s) => ops.scatterAdd(x!, index([1, 0, 1], [1, 3]).expand([2, 3]), s!, { dim: 1 }), [free(2, 2), free(2, 3)]]
  ],
  embedding: [[(w) => ops.embedding(w!, index([0, 2, 2, 1], [2, 2])), [free(3, 2)]]],
  matmul: [
    [(a, b) => ops.matmul(a!, b!), [free(2, 3), free(3, 2)]],
    [(a, b) => ops.matmul(a!, b!), [free(2, 1, 2, 3), free(2, 3, 1)]],
    [(a, b) => [ops.matmul(a!, b!), ops.matmul(b!, b!)], [free(2, 3), free(3)]],
    [(a) => ops.matmul(a!, ops.transpose(a!)), [free(2, 3)]]
  ],
  pad: [
    [(x) => ops.pad(x!, { pad: [1, 2, 0, 1], value: 3 }), [free(2, 2, 3)]],
    ...(['reflect', 'replicate', 'circular'] as const).map(
      (mode): Check => [(x) => ops.pad(x!, { pad: [2, 1, 1, 1], mode }), [free(2, 3)]]
    )
  ],
  linear: [[(x, w, b) => ops.linear(x!, w!, b!), [free(2, 2, 3), free(2, 3), free(2)]]],
  conv1d: [[(x, w, b) => ops.conv1d(x!, w!, b!, { padding: 1, stride: 2 }), [free(2, 2, 5), free(2, 2, 3), free(2)]]],
  conv2d: [
    [(x, w, b) => ops.conv2d(x!, w!, b!, { padding: 1 }), [free(1, 2, 3, 3), free(2, 2, 3, 3), free(2)]],
    [
      (x, w) => ops.conv2d(x!, w!, null, { stride: [2, 1], dilation: [1, 2], groups: 2 }),
      [free(1, 2, 4, 4), free(2, 1, 2, 2)]
    ]
  ],
  maxPool2d: [
    [(x) => ops.maxPool2d(x!, { kernelSize: 2 }), [free(1, 2, 4, 5)]],
    [(x) => ops.maxPool2d(x!, { kernelSize: 3, stride: 2, padding: 1 }), [free(1, 1, 5, 4)]]
  ],
  avgPool2d: [
    [(x) => ops.avgPool2d(x!, { kernelSize: 3, stride: 2, padding: 1, countIncludePad: false }), [free(1, 1, 5, 4)]]
  ],
  adaptiveAvgPool2d: [[(x) => ops.adaptiveAvgPool2d(x!, { outputSize: [2, 3] }), [free(1, 2, 5, 4)]]],
  ...images,
  layerNorm: [[(x, w, b) => ops.layerNorm(x!, w!, b!), [free(2, 4), free(4), free(4)]]],
  rmsNorm: [[(x, w) => ops.rmsNorm(x!, w!), [free(2, 4), free(4)]]],
  groupNorm: [
    [(x, w, b) => ops.groupNorm(x!, w!, b!, { numGroups: 2 }), [free(2, 4, 2), free(4), free(4)]],
    [(x, w, b) => ops.groupNorm(x!, w!, b!, { numGroups: 2, activation: 'silu' }), [free(2, 4, 2), free(4), free(4)]]
  ],
  batchNorm: [
    [(x, w, b) => ops.batchNorm(x!, w!, b!), [free(3, 2, 2), free(2), free(2)]],
    [
      (x, w, b) =>
        ops.batchNorm(x!, w!, b!, {
          training: false,
          runningMean: tensor([0.1, 0.2], { dtype }),
          runningVar: tensor([1, 2], { dtype })
        }),
      [free(3, 2), free(2), free(2)]
    ]
  ],
  scaledDotProductAttention: [
    [
      (q, k, v) => ops.scaledDotProductAttention(q!, k!, v!, { isCausal: true }),
      [free(2, 3, 2), free(2, 3, 2), free(2, 3, 1)]
    ],
    [
      (q, k, v) => {
        const heads = [q!, k!, v!].map((t) => ops.permute(t, { dims: [0, 2, 1, 3] })) as [Tensor, Tensor, Tensor]
        return ops.scaledDotProductAttention(...heads, {
          attnMask: tensor(
            [
              [0, 1, -1],
              [2, 0, 0]
            ],
            { dtype }
          )
        })
      },
      [free(1, 2, 2, 2), free(1, 3, 2, 2), free(1, 3, 2, 2)]
    ]
  ]
}

// Helpers, and what has no gradient by its nature or only passes it on in another dtype.
export const without = new Set([
  ...indexingWithout,
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'logicalAnd',
  'logicalOr',
  'logicalXor',
  'logicalNot',
  'isnan',
  'isfinite',
  'any',
  'all',
  'oneHot',
  'argmax',
  'argmin',
  'detach',
  'to',
  ...WITHOUT
])

const recurrent = { ...options, numLayers: 2, bidirectional: true } as const
/** By layer, modules and their inputs. */
export const layers: Record<string, [nn.Module, Tensor[]][]> = {
  ...familyLayers,
  Linear: [[new nn.Linear(3, 2, options), [free(2, 3)]]],
  Conv1d: [[new nn.Conv1d(2, 2, 3, { ...options, padding: 'same' }), [free(1, 2, 4)]]],
  Conv2d: [[new nn.Conv2d(1, 2, 3, { ...options, stride: 2, padding: 1 }), [free(1, 1, 4, 4)]]],
  MaxPool2d: [[new nn.MaxPool2d(2), [free(2, 4, 4)]]],
  AvgPool2d: [[new nn.AvgPool2d(2), [free(1, 2, 4, 4)]]],
  AdaptiveAvgPool2d: [[new nn.AdaptiveAvgPool2d(1), [free(1, 2, 3, 3)]]],
  BatchNorm1d: [
    [new nn.BatchNorm1d(2, { dtype }), [free(4, 2)]],
    [new nn.BatchNorm1d(2, { dtype }).eval(), [free(2, 2, 2)]]
  ],
  BatchNorm2d: [[new nn.BatchNorm2d(2, { dtype }), [free(2, 2, 2, 2)]]],
  LayerNorm: [[new nn.LayerNorm([2, 2], { dtype }), [free(2, 2, 2)]]],
  RMSNorm: [[new nn.RMSNorm(3, { dtype }), [free(2, 3)]]],
  GroupNorm: [[new nn.GroupNorm(2, 4, { dtype }), [free(2, 4, 2)]]],
  Embedding: [[new nn.Embedding(4, 2, options), [index([1, 3, 1])]]],
  Dropout: [[new nn.Dropout({ p: 0.5 }).eval(), [free(4)]]],
  Flatten: [[new nn.Flatten(), [free(2, 2, 2)]]],
  Identity: [[new nn.Identity(), [free(2)]]],
  ReLU: [[new nn.ReLU(), [free(4)]]],
  LeakyReLU: [[new nn.LeakyReLU(), [free(4)]]],
  ELU: [[new nn.ELU(), [free(4)]]],
  GELU: [[new nn.GELU({ approximate: 'tanh' }), [free(4)]]],
  SiLU: [[new nn.SiLU(), [free(4)]]],
  Sigmoid: [[new nn.Sigmoid(), [free(4)]]],
  Tanh: [[new nn.Tanh(), [free(4)]]],
  Softmax: [[new nn.Softmax({ dim: -1 }), [free(2, 3)]]],
  LogSoftmax: [[new nn.LogSoftmax({ dim: 0 }), [free(2, 3)]]],
  Softplus: [[new nn.Softplus(), [free(4)]]],
  MultiheadAttention: [
    [new nn.MultiheadAttention(4, 2, options), [free(3, 1, 4)]],
    [
      new nn.MultiheadAttention(4, 2, { ...options, kdim: 2, vdim: 3, batchFirst: true }),
      [free(1, 2, 4), free(1, 3, 2), free(1, 3, 3)]
    ]
  ],
  RNN: [[new nn.RNN(2, 2, recurrent), [free(3, 2, 2), free(4, 2, 2)]]],
  GRU: [[new nn.GRU(2, 2, { ...recurrent, batchFirst: true }), [free(1, 3, 2)]]],
  LSTM: [
    [new nn.LSTM(2, 2, recurrent), [free(3, 1, 2)]],
    [new nn.LSTM(2, 3, { ...options, projSize: 2 }), [free(2, 1, 2)]]
  ],
  ...imageLayers,
  Sequential: [
    [new nn.Sequential(new nn.Linear(2, 3, options), new nn.Tanh(), new nn.Linear(3, 1, options)), [free(2, 2)]]
  ]
}

export const flat = (result: unknown): Tensor[] => (Array.isArray(result) ? result.flatMap(flat) : [result as Tensor])
export const isLayer = (value: unknown): boolean => typeof value === 'function' && value.prototype instanceof nn.Module

const signs = (): Tensor => tensor([1, -1, 1, -1], { dtype })

/** The losses that compare element by element, with options and inputs. */
export const losses = [
  ['mseLoss', {}, [free(4), free(4)]],
  ['l1Loss', { reduction: 'sum' }, [free(4), free(4)]],
  ['smoothL1Loss', { beta: 0.5, reduction: 'none' }, [free(6), free(6)]],
  ['smoothL1Loss', { beta: 0 }, [free(4), free(4)]],
  ['huberLoss', { delta: 0.6 }, [free(6), free(6)]],
  ['binaryCrossEntropy', { weight: tensor([1, 2, 3], { dtype }) }, [within(0, 2, 3), within(0, 2, 3)]],
  ['binaryCrossEntropyWithLogits', {}, [free(4), within(0, 4)]],
  ['binaryCrossEntropyWithLogits', { posWeight: tensor([2, 3], { dtype }) }, [free(2, 2), within(0, 2, 2)]],
  ['klDiv', { reduction: 'batchmean' }, [free(2, 3), within(0, 2, 3)]],
  ['klDiv', { logTarget: true }, [free(2, 3), free(2, 3)]],
  ['hingeEmbeddingLoss', { margin: 0.5 }, [free(4), signs()]],
  ['poissonNllLoss', {}, [free(4), within(1, 4)]],
  ['poissonNllLoss', { logInput: false, full: true, eps: 0.1 }, [within(0.5, 4), within(0.5, 4)]]
] as [keyof typeof loss.rules, object, [Tensor, Tensor]][]
