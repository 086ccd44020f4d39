// CIFAR-10 or CIFAR-100 from a folder of their binary files, or images of the same shape made here: the class is the color
// of a square on noise. Called by examples/cifar.ts.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { tensor } from 'thalweg'
import { type Cifar, Philox, randomBelow, randomFloat, readCifar } from 'thalweg/data'

interface Parts {
  train: Cifar
  test: Cifar
  classes: number
}

/** The parts in `folder`; without one, generated images. */
export async function cifar(folder: string | undefined): Promise<Parts> {
  if (folder === undefined) {
    console.log('no --data: generated images; CIFAR is at https://www.cs.toronto.edu/~kriz/cifar.html')
    return { train: patches(512, 1), test: patches(128, 2), classes: COLORS.length }
  }
  const ten = existsSync(join(folder, 'test_batch.bin'))
  const batches = [1, 2, 3, 4, 5].map((k) => `data_batch_${k}.bin`)
  const read = (names: string[]): Promise<Cifar> => readCifar(names.map((name) => join(folder, name)))
  const train = await read(ten ? batches : ['train.bin'])
  return { train, test: await read([ten ? 'test_batch.bin' : 'test.bin']), classes: ten ? 10 : 100 }
}

const COLORS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 0]
] as const

function patches(count: number, seed: number): Cifar {
  const random = new Philox(seed)
  const pixels = Float32Array.from({ length: count * 3072 }, () => 0.6 * randomFloat(random))
  const labels = Int32Array.from({ length: count }, (_, k) => k % COLORS.length)
  for (const [k, label] of labels.entries()) {
    const [top, left] = [randomBelow(random, 20), randomBelow(random, 20)]
    for (let i = 0; i < 12 * 12; i++) {
      const at = k * 3072 + (top + Math.floor(i / 12)) * 32 + left + (i % 12)
      for (const [c, value] of COLORS[label]!.entries()) pixels[at + c * 1024] = value
    }
  }
  return { images: tensor(pixels, { shape: [count, 3, 32, 32] }), labels: tensor(labels) }
}
