// Digits with a convolutional network in its own class. Run: npx tsx examples/digits-cnn.ts [--fast]
import { crossEntropy, manualSeed, noGrad, scope, type Tensor } from 'thalweg'
import { DataLoader, subset } from 'thalweg/data'
import { Accuracy } from 'thalweg/metrics'
import { BatchNorm2d, Conv2d, Linear, Module } from 'thalweg/nn'
import { AdamW } from 'thalweg/optim'
import { digits } from './support/digits.ts'

const fast = process.argv.includes('--fast')
const seed = 1
manualSeed(seed)

class Net extends Module {
  readonly conv1 = new Conv2d(1, 16, 3, { padding: 1, bias: false })
  readonly norm1 = new BatchNorm2d(16)
  readonly conv2 = new Conv2d(16, 32, 3, { padding: 1, bias: false })
  readonly norm2 = new BatchNorm2d(32)
  readonly head = new Linear(32 * 7 * 7, 10)

  override forward(x: Tensor): Tensor {
    x = this.norm1.forward(this.conv1.forward(x)).relu().maxPool2d({ kernelSize: 2 }) // (N, 16, 14, 14)
    x = this.norm2.forward(this.conv2.forward(x)).relu().maxPool2d({ kernelSize: 2 }) // (N, 32, 7, 7)
    return this.head.forward(x.flatten({ startDim: 1 }))
  }
}

const { train, test } = digits(seed)
const part = (data: typeof train, count: number): typeof train => (fast ? subset(data, Array(count).keys()) : data)
const loader = new DataLoader(part(train, 800), { batchSize: 64, shuffle: true, seed })
const model = new Net()
const optimizer = new AdamW(model.parameters(), { lr: 2e-3 })

for (let epoch = 1; epoch <= (fast ? 1 : 5); epoch++) {
  for (const [x, y] of loader) {
    scope(() => {
      optimizer.zeroGrad()
      crossEntropy(model.forward(x), y).backward()
      optimizer.step()
    })
  }
  const accuracy = new Accuracy()
  model.eval()
  for (const [x, y] of new DataLoader(part(test, 400), { batchSize: 400 })) {
    accuracy.update(
      noGrad(() => model.forward(x)),
      y
    )
  }
  model.train()
  console.log(`epoch ${epoch}  accuracy ${accuracy.compute().toFixed(4)}`)
}
