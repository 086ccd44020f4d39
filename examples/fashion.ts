// Fashion-MNIST from its IDX files (Debian: apt install dataset-fashion-mnist). Run:
//   npx tsx examples/fashion.ts --data /usr/share/datasets/fashion-mnist [--epochs 10] [--limit 60000]
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { crossEntropy, manualSeed, type Tensor } from 'thalweg'
import { compose, DataLoader, randomCrop, randomHorizontalFlip, readIdx, TensorDataset } from 'thalweg/data'
import { Accuracy } from 'thalweg/metrics'
import * as nn from 'thalweg/nn'
import { AdamW, CosineAnnealingLR } from 'thalweg/optim'
import { ProgressBar, Trainer } from 'thalweg/train'

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { data: text, epochs: text, limit: text } })
const { data } = values
const epochs = Number(values.epochs ?? 10)
const limit = Number(values.limit ?? 60000)
if (data === undefined) {
  console.error('fashion: expected --data <folder of the four IDX files>')
  process.exit(2)
}
manualSeed(1)

async function read(part: string, count: number): Promise<TensorDataset<readonly [Tensor, Tensor]>> {
  const images = await readIdx(join(data!, `${part}-images-idx3-ubyte.gz`), { scale: 1 / 255 })
  const labels = await readIdx(join(data!, `${part}-labels-idx1-ubyte.gz`))
  return new TensorDataset(images.unsqueeze(1).slice({ end: count }), labels.slice({ end: count }))
}

const block = (from: number, to: number): nn.Sequential =>
  new nn.Sequential(
    new nn.Conv2d(from, to, 3, { padding: 1, bias: false }),
    new nn.BatchNorm2d(to),
    new nn.ReLU(),
    new nn.MaxPool2d(2)
  )
const head = [new nn.Flatten(), new nn.Dropout({ p: 0.3 }), new nn.Linear(128 * 9, 10)]
const model = new nn.Sequential(block(1, 32), block(32, 64), block(64, 128), ...head)
const optimizer = new AdamW(model.parameters(), { lr: 2e-3, weightDecay: 0.02 })

const [train, test] = [await read('train', limit), await read('t10k', limit)]
const augment = compose(randomCrop({ size: 28, padding: 2 }), randomHorizontalFlip())
const transform = ([x, y]: Tensor[], context: object): Tensor[] => [augment(x!, context as never), y!]
const loader = new DataLoader(train, { batchSize: 128, shuffle: true, seed: 1, transform })
const validation = new DataLoader(test, { batchSize: 500 })
const scheduler = new CosineAnnealingLR(optimizer, { tMax: epochs * loader.length })
const options = { metrics: [new Accuracy()], scheduler, scheduleEvery: 'step', seed: 1 } as const
const trainer = new Trainer({ model, optimizer, loss: crossEntropy, ...options })
const history = await trainer.fit(loader, { epochs, validation, callbacks: [new ProgressBar()] })
for (const [k, accuracy] of history.valAccuracy!.entries()) {
  console.log(`epoch ${k + 1}  test accuracy ${(100 * accuracy).toFixed(2)} %`)
}
