// Fashion-MNIST from its IDX files (Debian: apt install dataset-fashion-mnist). Run:
//   npx tsx examples/fashion.ts --data /usr/share/datasets/fashion-mnist [--epochs 10] [--limit 60000]
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { crossEntropy, manualSeed, noGrad, scope, type Tensor } from 'thalweg'
import { compose, DataLoader, randomCrop, randomHorizontalFlip, readIdx, TensorDataset } from 'thalweg/data'
import { Accuracy } from 'thalweg/metrics'
import * as nn from 'thalweg/nn'
import { AdamW } from 'thalweg/optim'
import { cosineAnnealingLR } from 'thalweg/schedules'

const string = { type: 'string' } as const
const options = { data: string, epochs: { ...string, default: '10' }, limit: { ...string, default: '60000' } }
const { data, epochs, limit } = parseArgs({ options }).values
if (data === undefined) throw new Error('fashion: expected --data <folder of the four IDX files>')
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

const [train, test] = [await read('train', Number(limit)), await read('t10k', Number(limit))]
const augment = compose(randomCrop({ size: 28, padding: 2 }), randomHorizontalFlip())
const transform = ([x, y]: Tensor[], context: object): Tensor[] => [augment(x!, context as never), y!]
const loader = new DataLoader(train, { batchSize: 128, shuffle: true, seed: 1, transform })
const factor = cosineAnnealingLR({ tMax: Number(epochs) * loader.length })
let step = 0
for (let epoch = 1; epoch <= Number(epochs); epoch++) {
  for (const [x, y] of loader) {
    optimizer.paramGroups[0]!.lr = 2e-3 * factor(step++)
    scope(() => {
      optimizer.zeroGrad()
      crossEntropy(model.forward(x!), y!).backward()
      optimizer.step()
    })
  }
  const accuracy = new Accuracy()
  model.eval()
  for (const [x, y] of new DataLoader(test, { batchSize: 500 }))
    accuracy.update(
      noGrad(() => model.forward(x)),
      y
    )
  model.train()
  console.log(`epoch ${epoch}  test accuracy ${(100 * accuracy.compute()).toFixed(2)} %`)
}
