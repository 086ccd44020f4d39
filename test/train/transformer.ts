// A small transformer over tokens, as users write them: blocks in a loop. For tests of memory.
import { gelu, scaledDotProductAttention, type Tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'

export const HEADS = 4
export const VOCABULARY = 17
export const LAYERS = 4

export class Block extends nn.Module {
  readonly norm1: nn.LayerNorm
  readonly qkv: nn.Linear
  readonly out: nn.Linear
  readonly norm2: nn.LayerNorm
  readonly up: nn.Linear
  readonly down: nn.Linear

  constructor(width: number) {
    super()
    this.norm1 = new nn.LayerNorm(width)
    this.qkv = new nn.Linear(width, 3 * width)
    this.out = new nn.Linear(width, width)
    this.norm2 = new nn.LayerNorm(width)
    this.up = new nn.Linear(width, 4 * width)
    this.down = new nn.Linear(4 * width, width)
  }

  override forward(x: Tensor): Tensor {
    const [b, t, width] = x.shape as [number, number, number]
    const heads = this.qkv.forward(this.norm1.forward(x)).reshape([b, t, 3, HEADS, width / HEADS])
    const [q, k, v] = heads.permute(2, 0, 3, 1, 4).unbind() as [Tensor, Tensor, Tensor]
    const seen = scaledDotProductAttention(q, k, v, { isCausal: true }).transpose(1, 2).reshape([b, t, width])
    const y = x.add(this.out.forward(seen))
    return y.add(this.down.forward(gelu(this.up.forward(this.norm2.forward(y)))))
  }
}

export class Transformer extends nn.Module {
  readonly token: nn.Embedding
  readonly blocks: Block[]
  readonly norm: nn.LayerNorm
  readonly head: nn.Linear

  constructor(width: number) {
    super()
    this.token = new nn.Embedding(VOCABULARY, width)
    this.blocks = Array.from({ length: LAYERS }, () => new Block(width))
    this.norm = new nn.LayerNorm(width)
    this.head = new nn.Linear(width, VOCABULARY)
  }

  override forward(tokens: Tensor): Tensor {
    let x = this.token.forward(tokens)
    for (const block of this.blocks) x = block.forward(x)
    return this.head.forward(this.norm.forward(x)).reshape([-1, VOCABULARY])
  }
}
