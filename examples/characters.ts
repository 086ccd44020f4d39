// A character model of this repository's documents: npx tsx examples/characters.ts [--fast] [--text <file>] [--steps 500]
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { crossEntropy, manualSeed, noGrad, scope, type Tensor, tensor } from 'thalweg'
import { Embedding, LayerNorm, Linear, Module, MultiheadAttention, mlp, Sequential } from 'thalweg/nn'
import { AdamW } from 'thalweg/optim'
import { ownDocuments, Text } from './support/text.ts'

const options = { fast: { type: 'boolean' }, text: { type: 'string' }, steps: { type: 'string' } } as const
const { fast, text: path, steps = fast ? 30 : 500 } = parseArgs({ options }).values
manualSeed(1)
const text = new Text(path ? readFileSync(path, 'utf8') : ownDocuments())
const [WIDTH, CONTEXT, BATCH] = fast ? [32, 32, 8] : [64, 64, 16]
class Block extends Module {
  readonly norm1 = new LayerNorm(WIDTH)
  readonly attention = new MultiheadAttention(WIDTH, 4, { batchFirst: true })
  readonly norm2 = new LayerNorm(WIDTH)
  readonly mlp = mlp([WIDTH, 4 * WIDTH, WIDTH], { activation: 'gelu' })
  override forward(x: Tensor): Tensor {
    const y = this.norm1.forward(x)
    x = x.add(this.attention.forward(y, y, y, { isCausal: true }))
    return x.add(this.mlp.forward(this.norm2.forward(x)))
  }
}
class Model extends Module {
  readonly letters = new Embedding(text.alphabet.length, WIDTH)
  readonly places = new Embedding(CONTEXT, WIDTH)
  readonly blocks = new Sequential(new Block(), new Block(), new LayerNorm(WIDTH))
  readonly head = new Linear(WIDTH, text.alphabet.length)
  override forward(x: Tensor): Tensor {
    const places = this.places.weight.slice({ end: x.shape[1]! })
    return this.head.forward(this.blocks.forward(this.letters.forward(x).add(places))) // (N, T, letters)
  }
}
const model = new Model()
const optimizer = new AdamW(model.parameters(), { lr: 2e-3 })
for (let step = 0; step <= Number(steps); step++) {
  const [x, y] = text.batch(BATCH, CONTEXT)
  const loss = scope(() => {
    const loss = crossEntropy(model.forward(x).transpose(1, 2), y)
    optimizer.zeroGrad()
    loss.backward()
    optimizer.step()
    return loss.item()
  })
  if (step % 10 === 0) console.log(`step ${step}  loss ${loss.toFixed(3)}`)
}
const written = [...text.codes.subarray(0, CONTEXT)]
for (let k = 0; k < (fast ? 40 : 300); k++) {
  const x = tensor(written.slice(-CONTEXT), { dtype: 'int32' }).unsqueeze(0)
  written.push(
    text.draw(
      noGrad(() => model.forward(x))
        .select({ dim: 1, index: -1 })
        .squeeze({ dim: 0 }),
      0.7
    )
  )
}
console.log(text.letters(written.slice(CONTEXT)))
