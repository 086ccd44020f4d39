// A U-Net (Ronneberger et al. 2015) that finds the ink of digits under noise. Run: npx tsx examples/ports/unet.ts [--fast]
import { binaryCrossEntropyWithLogits, cat, manualSeed, noGrad, randnLike, scope, type Tensor } from 'thalweg'
import { DataLoader, subset } from 'thalweg/data'
import { BatchNorm2d, Conv2d, ConvTranspose2d, MaxPool2d, Module, ReLU, Sequential } from 'thalweg/nn'
import { AdamW } from 'thalweg/optim'
import { digits, together } from '../support/digits.ts'

const fast = process.argv.includes('--fast')
const seed = 1
manualSeed(seed)

const convolve = (from: number, to: number): Sequential =>
  new Sequential(new Conv2d(from, to, 3, { padding: 1, bias: false }), new BatchNorm2d(to), new ReLU())
const twice = (from: number, to: number): Sequential => new Sequential(convolve(from, to), convolve(to, to))

class UNet extends Module {
  readonly pool = new MaxPool2d(2)
  readonly down1 = twice(1, 8)
  readonly down2 = twice(8, 16)
  readonly bottom = twice(16, 32)
  readonly up2 = new ConvTranspose2d(32, 16, 2, { stride: 2 })
  readonly join2 = twice(32, 16)
  readonly up1 = new ConvTranspose2d(16, 8, 2, { stride: 2 })
  readonly join1 = twice(16, 8)
  readonly head = new Conv2d(8, 1, 1)

  override forward(x: Tensor): Tensor {
    const a = this.down1.forward(x) // (N, 8, 28, 28)
    const b = this.down2.forward(this.pool.forward(a)) // (N, 16, 14, 14)
    const c = this.bottom.forward(this.pool.forward(b)) // (N, 32, 7, 7)
    const d = this.join2.forward(cat(b, this.up2.forward(c), 1))
    return this.head.forward(this.join1.forward(cat(a, this.up1.forward(d), 1)))
  }
}

// Pixels have a standard deviation of 1, full ink is 3.2.
const noisy = (x: Tensor): Tensor => x.add(randnLike(x).mul(2))
const isInk = (x: Tensor): Tensor => x.gt(1.6)
const dice = (found: Tensor, ink: Tensor): number =>
  (2 * found.logicalAnd(ink).sum().item()) / (found.sum().item() + ink.sum().item())

const { train, test } = digits(seed)
const loader = new DataLoader(fast ? subset(train, Array(1600).keys()) : train, { batchSize: 32, shuffle: true, seed })
const model = new UNet()
const optimizer = new AdamW(model.parameters(), { lr: 5e-3 })
for (let epoch = 0; epoch < (fast ? 1 : 5); epoch++) {
  for (const [x] of loader) {
    scope(() => {
      optimizer.zeroGrad()
      binaryCrossEntropyWithLogits(model.forward(noisy(x)), isInk(x).to('float32')).backward()
      optimizer.step()
    })
  }
}
const [x] = together(test, 500)
const seen = noisy(x)
const found = noGrad(() => model.eval().forward(seen)).gt(0)
console.log(
  `dice of a threshold ${dice(isInk(seen), isInk(x)).toFixed(3)}, of the U-Net ${dice(found, isInk(x)).toFixed(3)}`
)
