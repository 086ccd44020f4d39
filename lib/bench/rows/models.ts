// The models of steps.ts, as torch_models.py has them too: parameters are registered in the same order on both sides.
import * as nn from '../../nn/index.ts'
import { cat, cos, gelu, interpolate, linear, scaledDotProductAttention, sin } from '../../ops/index.ts'
import '../../ops/methods.ts'
import { arange, tensor } from '../../tensor/create.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import type { FloatType } from '../row.ts'

export type Model = nn.Module & { forward(x: Tensor): Tensor }

const conv = (from: number, to: number, dtype: FloatType, bias = true) =>
  new nn.Conv2d(from, to, 3, { padding: 1, bias, dtype })

export function cnn(dtype: FloatType): Model {
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

// The norm takes a bias away again: its gradient would be rounding errors, which nobody can compare.
const normed = (from: number, to: number, dtype: FloatType): Model[] => [
  conv(from, to, dtype, false),
  new nn.BatchNorm2d(to, { dtype }),
  new nn.ReLU()
]

export function cnnWithNorm(dtype: FloatType): Model {
  return new nn.Sequential(
    ...normed(3, 32, dtype),
    ...normed(32, 32, dtype),
    new nn.MaxPool2d(2),
    ...normed(32, 64, dtype),
    new nn.MaxPool2d(2),
    new nn.Flatten(),
    new nn.Linear(64 * 8 * 8, 10, { dtype })
  )
}

class Residual extends nn.Module {
  readonly body: nn.Sequential
  readonly skip: nn.Sequential | null

  constructor(from: number, to: number, dtype: FloatType) {
    super()
    const stride = from === to ? 1 : 2
    this.body = new nn.Sequential(
      new nn.Conv2d(from, to, 3, { padding: 1, stride, bias: false, dtype }),
      new nn.BatchNorm2d(to, { dtype }),
      new nn.ReLU(),
      conv(to, to, dtype, false),
      new nn.BatchNorm2d(to, { dtype })
    )
    const narrower = () => new nn.Conv2d(from, to, 1, { stride, bias: false, dtype })
    this.skip = stride === 1 ? null : new nn.Sequential(narrower(), new nn.BatchNorm2d(to, { dtype }))
  }

  override forward(x: Tensor): Tensor {
    return this.body
      .forward(x)
      .add(this.skip === null ? x : this.skip.forward(x))
      .relu()
  }
}

const head = (width: number, dtype: FloatType): Model[] => [
  new nn.AdaptiveAvgPool2d(1),
  new nn.Flatten(),
  new nn.Linear(width, 10, { dtype })
]

/** 14 layers of 32, 64 and 128 channels for 32x32 pixels. */
export function resnet(dtype: FloatType): Model {
  const block = (from: number, to: number) => new Residual(from, to, dtype)
  return new nn.Sequential(
    ...normed(3, 32, dtype),
    ...[block(32, 32), block(32, 32), block(32, 64), block(64, 64), block(64, 128), block(128, 128)],
    ...head(128, dtype)
  )
}

/** The blocks of `depthwise`: channels in and out, stride. */
export const SEPARABLE = [
  [32, 64, 1],
  [64, 128, 2],
  [128, 128, 1],
  [128, 256, 2],
  [256, 256, 1]
] as const

/** Convolutions of one channel each, then of one pixel each, as in MobileNet. */
export function depthwise(dtype: FloatType): Model {
  const separable = SEPARABLE.flatMap(([from, to, stride]) => [
    new nn.Conv2d(from, from, 3, { padding: 1, stride, groups: from, bias: false, dtype }),
    new nn.BatchNorm2d(from, { dtype }),
    new nn.ReLU(),
    new nn.Conv2d(from, to, 1, { bias: false, dtype }),
    new nn.BatchNorm2d(to, { dtype }),
    new nn.ReLU()
  ])
  return new nn.Sequential(...normed(3, 32, dtype), ...separable, ...head(256, dtype))
}

/** Two classes for each pixel. */
export class UNet extends nn.Module {
  readonly down: nn.Sequential[]
  readonly up: nn.ConvTranspose2d[]
  readonly join: nn.Sequential[]
  readonly head: nn.Conv2d
  readonly pool = new nn.MaxPool2d(2)

  constructor(dtype: FloatType) {
    super()
    const twice = (from: number, to: number) => new nn.Sequential(...normed(from, to, dtype), ...normed(to, to, dtype))
    const wider = (from: number, to: number) => new nn.ConvTranspose2d(from, to, 2, { stride: 2, dtype })
    this.down = [twice(3, 16), twice(16, 32), twice(32, 64)]
    this.up = [wider(64, 32), wider(32, 16)]
    this.join = [twice(64, 32), twice(32, 16)]
    this.head = new nn.Conv2d(16, 2, 1, { dtype })
  }

  override forward(x: Tensor): Tensor {
    const [first, second, third] = this.down as [nn.Sequential, nn.Sequential, nn.Sequential]
    const a = first.forward(x)
    const b = second.forward(this.pool.forward(a))
    let y = third.forward(this.pool.forward(b))
    for (const [k, skipped] of [b, a].entries())
      y = this.join[k]!.forward(cat(this.up[k]!.forward(y), skipped, { dim: 1 })) as Tensor
    return this.head.forward(y)
  }
}

const grouped = (from: number, to: number, dtype: FloatType) =>
  new nn.Sequential(new nn.GroupNorm(8, from, { dtype }), new nn.SiLU(), conv(from, to, dtype))

/** A residual block that adds the embedding of a time to its channels. */
class TimedBlock extends nn.Module {
  readonly enter: nn.Sequential
  readonly time: nn.Linear
  readonly leave: nn.Sequential
  readonly skip: nn.Conv2d | null

  constructor(from: number, to: number, dtype: FloatType) {
    super()
    this.enter = grouped(from, to, dtype)
    this.time = new nn.Linear(TIME, to, { dtype })
    this.leave = grouped(to, to, dtype)
    this.skip = from === to ? null : new nn.Conv2d(from, to, 1, { dtype })
  }

  override forward(x: Tensor, time: Tensor): Tensor {
    const y = this.enter.forward(x).add(this.time.forward(time).unsqueeze(-1).unsqueeze(-1))
    return this.leave.forward(y).add(this.skip === null ? x : this.skip.forward(x))
  }
}

/** Attention between the pixels of an image. */
class PixelAttention extends nn.Module {
  readonly norm: nn.GroupNorm
  readonly qkv: nn.Conv2d
  readonly out: nn.Conv2d

  constructor(width: number, dtype: FloatType) {
    super()
    this.norm = new nn.GroupNorm(8, width, { dtype })
    this.qkv = new nn.Conv2d(width, 3 * width, 1, { dtype })
    this.out = new nn.Conv2d(width, width, 1, { dtype })
  }

  override forward(x: Tensor): Tensor {
    const [b, width, h, w] = x.shape as [number, number, number, number]
    const heads = this.qkv.forward(this.norm.forward(x)).reshape([b, 3, 4, width / 4, h * w])
    const [q, k, v] = heads.transpose(3, 4).unbind(1) as [Tensor, Tensor, Tensor]
    const seen = scaledDotProductAttention(q, k, v).transpose(2, 3).reshape([b, width, h, w])
    return x.add(this.out.forward(seen))
  }
}

const TIME = 128
/** Images of a batch of `Diffusion`, each at another time. */
export const DIFFUSION_BATCH = 16

/** Predicts the noise in images of 32x32 pixels, as denoising diffusion models do. */
export class Diffusion extends nn.Module {
  readonly time: nn.Sequential
  readonly first: nn.Conv2d
  readonly down: TimedBlock[]
  readonly narrower: nn.Conv2d[]
  readonly enter: TimedBlock
  readonly attention: PixelAttention
  readonly leave: TimedBlock
  readonly up: TimedBlock[]
  readonly wider: nn.Conv2d[]
  readonly last: nn.Sequential
  readonly #angles: Tensor

  constructor(dtype: FloatType) {
    super()
    const block = (from: number, to: number) => new TimedBlock(from, to, dtype)
    const narrower = (width: number) => new nn.Conv2d(width, width, 3, { stride: 2, padding: 1, dtype })
    const [enter, leave] = [new nn.Linear(32, TIME, { dtype }), new nn.Linear(TIME, TIME, { dtype })]
    this.time = new nn.Sequential(enter, new nn.SiLU(), leave, new nn.SiLU())
    this.first = conv(3, 32, dtype)
    this.down = [block(32, 32), block(32, 64), block(64, 128)]
    this.narrower = [narrower(32), narrower(64)]
    this.enter = block(128, 128)
    this.attention = new PixelAttention(128, dtype)
    this.leave = block(128, 128)
    this.up = [block(256, 128), block(192, 64), block(96, 32)]
    this.wider = [conv(128, 128, dtype), conv(64, 64, dtype)]
    this.last = grouped(32, 3, dtype)
    const times = Array.from({ length: DIFFUSION_BATCH }, (_, image) =>
      Array.from({ length: 16 }, (_, k) => (60 * image) / 10_000 ** (k / 16))
    )
    this.#angles = tensor(times, { dtype })
  }

  override forward(x: Tensor): Tensor {
    const time = this.time.forward(cat(sin(this.#angles), cos(this.#angles), { dim: 1 }))
    const skipped: Tensor[] = []
    let y = this.first.forward(x)
    for (const [k, block] of this.down.entries()) {
      y = block.forward(k === 0 ? y : this.narrower[k - 1]!.forward(y), time)
      skipped.push(y)
    }
    y = this.leave.forward(this.attention.forward(this.enter.forward(y, time)), time)
    for (const [k, block] of this.up.entries()) {
      if (k > 0) y = this.wider[k - 1]!.forward(interpolate(y, { scaleFactor: 2 }))
      y = block.forward(cat(y, skipped.pop()!, { dim: 1 }), time)
    }
    return this.last.forward(y)
  }
}

class Block extends nn.Module {
  readonly norm1: nn.LayerNorm
  readonly qkv: nn.Linear
  readonly out: nn.Linear
  readonly norm2: nn.LayerNorm
  readonly up: nn.Linear
  readonly down: nn.Linear
  readonly heads: number

  constructor(width: number, heads: number, dtype: FloatType) {
    super()
    this.heads = heads
    this.norm1 = new nn.LayerNorm(width, { dtype })
    this.qkv = new nn.Linear(width, 3 * width, { dtype })
    this.out = new nn.Linear(width, width, { dtype })
    this.norm2 = new nn.LayerNorm(width, { dtype })
    this.up = new nn.Linear(width, 4 * width, { dtype })
    this.down = new nn.Linear(4 * width, width, { dtype })
  }

  override forward(x: Tensor): Tensor {
    const [b, t, width] = x.shape as [number, number, number]
    const heads = this.qkv.forward(this.norm1.forward(x)).reshape([b, t, 3, this.heads, width / this.heads])
    const [q, k, v] = heads.permute(2, 0, 3, 1, 4).unbind() as [Tensor, Tensor, Tensor]
    const seen = scaledDotProductAttention(q, k, v, { isCausal: true }).transpose(1, 2).reshape([b, t, width])
    const y = x.add(this.out.forward(seen))
    const wide = gelu(this.up.forward(this.norm2.forward(y)), { approximate: 'tanh' })
    return y.add(this.down.forward(wide))
  }
}

export interface Decoder {
  readonly width: number
  readonly heads: number
  readonly context: number
  readonly vocabulary: number
  readonly layers: number
  /** Logits from the embedding's weight. */
  readonly tied?: boolean
}

/** GPT-2 of 124 million parameters. */
export const GPT2: Decoder = { width: 768, heads: 12, context: 1024, vocabulary: 50_257, layers: 12, tied: true }

/** A decoder of tokens as minGPT's and, tied, GPT-2's. */
export class LanguageModel extends nn.Module {
  readonly token: nn.Embedding
  readonly position: nn.Embedding
  readonly blocks: Block[]
  readonly norm: nn.LayerNorm
  readonly head: nn.Linear | null
  readonly #places: Tensor
  readonly #vocabulary: number

  constructor({ width, heads, context, vocabulary, layers, tied }: Decoder, dtype: FloatType) {
    super()
    this.token = new nn.Embedding(vocabulary, width, { dtype })
    this.position = new nn.Embedding(context, width, { dtype })
    this.blocks = Array.from({ length: layers }, () => new Block(width, heads, dtype))
    this.norm = new nn.LayerNorm(width, { dtype })
    this.head = tied ? null : new nn.Linear(width, vocabulary, { dtype })
    this.#places = arange(context)
    this.#vocabulary = vocabulary
  }

  override forward(tokens: Tensor): Tensor {
    const places = this.#places.narrow({ dim: 0, start: 0, length: tokens.shape[1]! })
    let x = this.token.forward(tokens).add(this.position.forward(places))
    for (const block of this.blocks) x = block.forward(x)
    x = this.norm.forward(x)
    const logits = this.head === null ? linear(x, this.token.weight) : this.head.forward(x)
    return logits.reshape([-1, this.#vocabulary])
  }
}

type Recurrent = nn.Module & { forward(x: Tensor): readonly [output: Tensor, states: unknown] }

/** The last state of two recurrent layers classifies. */
export class LastState extends nn.Module {
  readonly rnn: Recurrent
  readonly head: nn.Linear

  constructor(Layer: typeof nn.LSTM | typeof nn.GRU, units: number, dtype: FloatType) {
    super()
    this.rnn = new Layer(units, units, { numLayers: 2, batchFirst: true, dtype })
    this.head = new nn.Linear(units, 10, { dtype })
  }

  override forward(x: Tensor): Tensor {
    return this.head.forward(this.rnn.forward(x)[0].select({ dim: 1, index: -1 }))
  }
}

/** The mean over the tokens behind a Transformer encoder classifies. */
export class Encoder extends nn.Module {
  readonly encoder: nn.TransformerEncoder
  readonly head: nn.Linear

  constructor(width: number, heads: number, layers: number, dtype: FloatType) {
    super()
    const options = { dimFeedforward: 4 * width, dropout: 0, batchFirst: true, dtype }
    this.encoder = new nn.TransformerEncoder(new nn.TransformerEncoderLayer(width, heads, options), layers)
    this.head = new nn.Linear(width, 10, { dtype })
  }

  override forward(x: Tensor): Tensor {
    return this.head.forward(this.encoder.forward(x).mean(1))
  }
}

/** Eight columns of one table of categories, then a perceptron. */
export function recommender(dtype: FloatType): Model {
  return new nn.Sequential(new nn.Embedding(80_000, 16, { dtype }), new nn.Flatten(), nn.mlp([128, 64, 10], { dtype }))
}

/** Four convolutions over time, then the mean. */
export function conv1d(dtype: FloatType): Model {
  const layers = [64, 128, 128, 128].flatMap((from) => [
    new nn.Conv1d(from, 128, 3, { padding: 1, dtype }),
    new nn.ReLU()
  ])
  return new nn.Sequential(...layers, new nn.AdaptiveAvgPool1d(1), new nn.Flatten(), new nn.Linear(128, 10, { dtype }))
}
