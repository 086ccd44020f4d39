// A Transformer encoder with a causal mask and a padding mask learns the largest token so far.
// Run: npx tsx examples/ports/transformer.ts [--fast]
import { arange, crossEntropy, manualSeed, noGrad, randint, scope, type Tensor } from 'thalweg'
import { Accuracy } from 'thalweg/metrics'
import { Embedding, Linear, Module, TransformerEncoder, TransformerEncoderLayer } from 'thalweg/nn'
import { AdamW, WarmupCosineLR } from 'thalweg/optim'

const fast = process.argv.includes('--fast')
manualSeed(1)
const [TOKENS, LENGTH, WIDTH, IGNORED] = [16, 12, 32, -100]

class Model extends Module {
  readonly embedding = new Embedding(TOKENS, WIDTH)
  readonly encoder = new TransformerEncoder(
    new TransformerEncoderLayer(WIDTH, 4, { dimFeedforward: 64, dropout: 0, batchFirst: true }),
    2
  )
  readonly head = new Linear(WIDTH, TOKENS)

  override forward(x: Tensor, padding: Tensor): Tensor {
    const y = this.encoder.forward(this.embedding.forward(x), { srcKeyPaddingMask: padding, isCausal: true })
    return this.head.forward(y).transpose(1, 2) // (N, TOKENS, LENGTH): the classes come second
  }
}

// Sequences of 4 to 12 tokens, padded on the left with other tokens: only the mask says where a sequence begins.
function batch(count: number): [x: Tensor, padding: Tensor, y: Tensor] {
  const x = randint(0, TOKENS, [count, LENGTH])
  const padding = arange(LENGTH).lt(randint(0, LENGTH - 3, [count, 1]))
  const largest = x.maskedFill(padding, -1).cummax(1).values
  return [x, padding, largest.maskedFill(padding, IGNORED)]
}

const model = new Model()
const steps = fast ? 300 : 2000
const optimizer = new AdamW(model.parameters(), { lr: 3e-3 })
const scheduler = new WarmupCosineLR(optimizer, { warmupSteps: 20, totalSteps: steps })
for (let step = 0; step < steps; step++) {
  const loss = scope(() => {
    const [x, padding, y] = batch(64)
    const loss = crossEntropy(model.forward(x, padding), y, { ignoreIndex: IGNORED })
    optimizer.zeroGrad()
    loss.backward()
    optimizer.step()
    return loss.item()
  })
  scheduler.step()
  if (step % 100 === 99) console.log(`step ${step + 1}  loss ${loss.toFixed(4)}`)
}

const [x, padding, y] = batch(1000)
const logits = noGrad(() => model.eval().forward(x, padding))
const scores = new Accuracy({ ignoreIndex: IGNORED })
scores.update(logits, y)
const repeated = x.eq(y).sum().item() / padding.logicalNot().sum().item()
console.log(`accuracy ${scores.compute().toFixed(4)}, of the current token ${repeated.toFixed(4)}`)
