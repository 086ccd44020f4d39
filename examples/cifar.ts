// CIFAR-10 or CIFAR-100 with a small residual network. The data is not in the package: fetch the binary version from
// https://www.cs.toronto.edu/~kriz/cifar.html and unpack it. Without it the example generates images. Run:
//   npx tsx examples/cifar.ts [--data cifar-10-batches-bin] [--epochs 10]
import { parseArgs } from 'node:util'
import { crossEntropy, manualSeed, type Tensor } from 'thalweg'
import { compose, DataLoader, randomCrop, randomHorizontalFlip, TensorDataset } from 'thalweg/data'
import { Accuracy } from 'thalweg/metrics'
import * as nn from 'thalweg/nn'
import { OneCycleLR, SGD } from 'thalweg/optim'
import { ProgressBar, Trainer } from 'thalweg/train'
import { cifar } from './support/cifar.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { data: text, epochs: text } })
const epochs = Number(values.epochs ?? 10)
manualSeed(1)
const { train, test, classes } = await cifar(values.data)

const convolve = (from: number, to: number): nn.Sequential =>
  new nn.Sequential(new nn.Conv2d(from, to, 3, { padding: 1, bias: false }), new nn.BatchNorm2d(to))

class Block extends nn.Module {
  readonly grow: nn.Sequential
  readonly residual: nn.Sequential
  readonly pool = new nn.MaxPool2d(2)
  constructor(from: number, to: number) {
    super()
    this.grow = convolve(from, to)
    this.residual = new nn.Sequential(convolve(to, to), new nn.ReLU(), convolve(to, to))
  }
  override forward(x: Tensor): Tensor {
    const y = this.pool.forward(this.grow.forward(x).relu())
    return this.residual.forward(y).add(y).relu()
  }
}
const blocks = [new Block(3, 16), new Block(16, 32), new Block(32, 64), new nn.MaxPool2d(4)]
const model = new nn.Sequential(...blocks, new nn.Flatten(), new nn.Linear(64, classes))

const augment = compose(randomCrop({ size: 32, padding: 4 }), randomHorizontalFlip())
const transform = ([x, y]: Tensor[], context: object): Tensor[] => [augment(x!, context as never), y!]
const samples = new TensorDataset(train.images, train.labels)
const loader = new DataLoader(samples, { batchSize: 64, shuffle: true, seed: 1, transform })
const validation = new DataLoader(new TensorDataset(test.images, test.labels), { batchSize: 128 })
const optimizer = new SGD(model.parameters(), { lr: 0.05, momentum: 0.9, weightDecay: 5e-4, nesterov: true })
const scheduler = new OneCycleLR(optimizer, { maxLr: 0.1, totalSteps: epochs * loader.length })
const options = { metrics: [new Accuracy()], scheduler, scheduleEvery: 'step', seed: 1 } as const
const trainer = new Trainer({ model, optimizer, loss: crossEntropy, ...options })
const history = await trainer.fit(loader, { epochs, validation, callbacks: [new ProgressBar()] })
console.log(`test accuracy ${(100 * history.valAccuracy!.at(-1)!).toFixed(2)} %`)
