// A temporal convolutional network (Bai et al. 2018) adds two marked numbers. Run: npx tsx examples/ports/tcn.ts [--fast]
import { cat, manualSeed, mseLoss, noGrad, onesLike, rand, randint, scope, stack, type Tensor, zeros } from 'thalweg'
import { Conv1d, Linear, Module, ReLU, Sequential, weightNorm, ZeroPad1d } from 'thalweg/nn'
import { Adam, clipGradNorm } from 'thalweg/optim'

const fast = process.argv.includes('--fast')
manualSeed(1)
const [LENGTH, CHANNELS, KERNEL] = [fast ? 50 : 200, 16, 4]
const DILATIONS = fast ? [1, 2, 4, 8] : [1, 2, 4, 8, 16, 32] // the last position sees all others

// A convolution that sees the past alone: all padding is on the left.
function causal(from: number, dilation: number): Sequential {
  const conv = weightNorm(new Conv1d(from, CHANNELS, KERNEL, { dilation }))
  return new Sequential(new ZeroPad1d([(KERNEL - 1) * dilation, 0]), conv, new ReLU())
}

class Block extends Module {
  readonly body: Sequential
  readonly shortcut: Conv1d
  constructor(from: number, dilation: number) {
    super()
    this.body = new Sequential(causal(from, dilation), causal(CHANNELS, dilation))
    this.shortcut = new Conv1d(from, CHANNELS, 1)
  }
  override forward(x: Tensor): Tensor {
    return this.body.forward(x).add(this.shortcut.forward(x)).relu()
  }
}

class TCN extends Module {
  readonly blocks = new Sequential(...DILATIONS.map((d) => new Block(d === 1 ? 2 : CHANNELS, d)))
  readonly head = new Linear(CHANNELS, 1)
  override forward(x: Tensor): Tensor {
    return this.head.forward(this.blocks.forward(x).at(':', ':', -1))
  }
}

// Numbers and marks (N, 2, LENGTH), with one mark in each half, and the sums (N, 1).
function batch(count: number): [x: Tensor, y: Tensor] {
  const numbers = rand(count, LENGTH)
  const places = cat(randint(0, LENGTH / 2, [count, 1]), randint(LENGTH / 2, LENGTH, [count, 1]), 1)
  const marks = zeros(count, LENGTH).scatter(places, null, { dim: 1, value: 1 })
  return [stack(numbers, marks, 1), numbers.gather(places, 1).sum(1, { keepdim: true })]
}

const model = new TCN()
const optimizer = new Adam(model.parameters(), { lr: 4e-3 })
for (let step = 0; step < (fast ? 400 : 2000); step++) {
  scope(() => {
    const [x, y] = batch(32)
    optimizer.zeroGrad()
    mseLoss(model.forward(x), y).backward()
    clipGradNorm(model.parameters(), { maxNorm: 0.5 })
    optimizer.step()
  })
}
const [x, y] = batch(1000)
const sums = noGrad(() => model.forward(x))
const [error, trivial] = [mseLoss(sums, y).item(), mseLoss(onesLike(y), y).item()]
console.log(`mean squared error ${error.toFixed(4)}, of always 1 ${trivial.toFixed(4)}`)
