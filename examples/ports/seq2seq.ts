// Sequence to sequence with attention (Luong et al. 2015): reverses words. Run: npx tsx examples/ports/seq2seq.ts [--fast]
import { cat, crossEntropy, full, manualSeed, noGrad, randint, scope, type Tensor } from 'thalweg'
import { Embedding, GRU, Linear, Module } from 'thalweg/nn'
import { Adam } from 'thalweg/optim'

const fast = process.argv.includes('--fast')
manualSeed(1)
const [LETTERS, LENGTH, WIDTH] = [12, fast ? 6 : 12, 64]
const START = LETTERS // one more, before the first letter of an answer

class Seq2Seq extends Module {
  readonly embedding = new Embedding(LETTERS + 1, WIDTH)
  readonly encoder = new GRU(WIDTH, WIDTH, { batchFirst: true })
  readonly decoder = new GRU(WIDTH, WIDTH, { batchFirst: true })
  readonly join = new Linear(2 * WIDTH, WIDTH)
  readonly head = new Linear(WIDTH, LETTERS)

  /** Scores (N, T, LETTERS) of the letters that follow each of those of `before` (N, T). */
  override forward(word: Tensor, before: Tensor): Tensor {
    const [memory, last] = this.encoder.forward(this.embedding.forward(word))
    const [query] = this.decoder.forward(this.embedding.forward(before), last)
    const context = query.matmul(memory.mT).softmax(-1).matmul(memory) // (N, T, WIDTH)
    return this.head.forward(this.join.forward(cat(context, query, 2)).tanh())
  }

  /** The most likely letters, one after the other. */
  answer(word: Tensor): Tensor {
    let written = full([word.shape[0]!, 1], START, { dtype: 'int32' })
    for (let k = 0; k < LENGTH; k++) {
      const next = this.forward(word, written).at(':', -1).argmax(1, { keepdim: true })
      written = cat(written, next, 1)
    }
    return written.at(':', '1:')
  }
}

const words = (count: number): Tensor => randint(0, LETTERS, [count, LENGTH])
const model = new Seq2Seq()
const optimizer = new Adam(model.parameters(), { lr: 5e-3 })
for (let step = 1; step <= (fast ? 400 : 2000); step++) {
  const loss = scope(() => {
    const word = words(64)
    const target = word.flip(1)
    // Teacher forcing: the decoder reads the right letters, one place late.
    const before = cat(full([64, 1], START, { dtype: 'int32' }), target.at(':', ':-1'), 1)
    const loss = crossEntropy(model.forward(word, before).transpose(1, 2), target)
    optimizer.zeroGrad()
    loss.backward()
    optimizer.step()
    return loss.item()
  })
  if (step % 100 === 0) console.log(`step ${step}  loss ${loss.toFixed(4)}`)
}
const word = words(500)
const answers = noGrad(() => model.answer(word))
const right = answers.eq(word.flip(1)).to('float32')
console.log(`letters right ${right.mean().item().toFixed(4)}, words right ${right.amin(1).mean().item().toFixed(4)}`)
