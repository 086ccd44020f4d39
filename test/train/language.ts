// A language model as GPT-2 is, of any size: for measurements of training (test/distributed/bench.ts, backgroundDelay.ts).
import { arange, gelu, linear, scaledDotProductAttention, type Tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'

/** How large a model is. */
export interface Size {
  readonly vocabulary: number
  readonly width: number
  readonly heads: number
  readonly layers: number
}

class Block extends nn.Module {
  readonly norm1: nn.LayerNorm
  readonly norm2: nn.LayerNorm
  readonly qkv: nn.Linear
  readonly out: nn.Linear
  readonly up: nn.Linear
  readonly down: nn.Linear
  readonly #heads: number

  constructor({ width, heads }: Size) {
    super()
    this.#heads = heads
    this.norm1 = new nn.LayerNorm([width])
    this.norm2 = new nn.LayerNorm([width])
    this.qkv = new nn.Linear(width, 3 * width)
    this.out = new nn.Linear(width, width)
    this.up = new nn.Linear(width, 4 * width)
    this.down = new nn.Linear(4 * width, width)
  }

  forward(x: Tensor): Tensor {
    const [b, t, width] = x.shape as [number, number, number]
    const parts = this.qkv.forward(this.norm1.forward(x)).reshape([b, t, 3, this.#heads, width / this.#heads])
    const [q, k, v] = [0, 1, 2].map((index) => parts.select({ dim: 2, index }).transpose(1, 2)) as [
      Tensor,
      Tensor,
      Tensor
    ]
    const seen = scaledDotProductAttention(q, k, v, { isCausal: true }).transpose(1, 2).reshape([b, t, width])
    const y = x.add(this.out.forward(seen))
    return y.add(this.down.forward(gelu(this.up.forward(this.norm2.forward(y)), { approximate: 'tanh' })))
  }
}

// The embedding is the head, as in GPT-2.
export class Language extends nn.Module {
  readonly token: nn.Embedding
  readonly position: nn.Embedding
  readonly blocks: nn.Sequential
  readonly norm: nn.LayerNorm

  constructor(size: Size, positions: number) {
    super()
    this.token = new nn.Embedding(size.vocabulary, size.width)
    this.position = new nn.Embedding(positions, size.width)
    this.blocks = new nn.Sequential(...Array.from({ length: size.layers }, () => new Block(size)))
    this.norm = new nn.LayerNorm([size.width])
  }

  forward(x: Tensor): Tensor {
    const [b, t] = x.shape as [number, number]
    const places = this.position.forward(arange(t, { dtype: 'int32' }))
    const y = this.norm.forward(this.blocks.forward(this.token.forward(x).add(places)))
    return linear(y.reshape([b * t, y.shape[2]!]), this.token.weight)
  }
}

/** GPT-2 of 124 million parameters. */
export const GPT2: Size = { vocabulary: 50257, width: 768, heads: 12, layers: 12 }
