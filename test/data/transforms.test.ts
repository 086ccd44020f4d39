import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compose,
  DataLoader,
  normalize,
  Philox,
  randomCrop,
  randomHorizontalFlip,
  TensorDataset,
  type TransformContext
} from '../../lib/data/index.ts'
import { OptionError, ShapeError } from '../../lib/errors.ts'
import { arange, tensor, zeros } from '../../lib/tensor/create.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'

const ramp = (...shape: number[]) =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => k + 1),
    { shape }
  )
const context = (indices: number[], more: Partial<TransformContext> = {}): TransformContext => ({
  seed: 1n,
  epoch: 0,
  batch: 0,
  indices: Uint32Array.from(indices),
  ...more
})

describe('normalize', () => {
  test('each channel with its own numbers, batches and single images', () => {
    const x = ramp(2, 2, 1, 2)
    const f = normalize([1, 2], [2, 4])
    expect(f(x).toArray()).toEqual([
      [[[0, 0.5]], [[0.25, 0.5]]],
      [[[2, 2.5]], [[1.25, 1.5]]]
    ])
    expect(f(ramp(2, 1, 2)).toArray()).toEqual([[[0, 0.5]], [[0.25, 0.5]]])
    expect(normalize(1, 2)(ramp(1, 1, 1, 3)).toArray()).toEqual([[[[0, 0.5, 1]]]])
    expect(x.data[0]).toBe(1)
  })

  test('dtypes', () => {
    expect(normalize(0, 2)(zeros([1, 1, 1], { dtype: 'int32' })).dtype).toBe('float32')
    expect(normalize(0, 3)(tensor([[[1]]], { dtype: 'float64' })).toArray()).toEqual([[[1 / 3]]])
  })

  test('refuses', () => {
    expect(() => normalize(0, 0)).toThrow('normalize: expected std to be a finite number > 0')
    expect(() => normalize([0, 0], 1)(ramp(3, 2, 2))).toThrow(
      'normalize: expected mean to have 3 numbers, one for each channel, but it has 2'
    )
    expect(() => normalize(0, 1)(ramp(2, 2))).toThrow(ShapeError)
    expect(() => normalize(0, 1)(ramp(2, 2))).toThrow(
      'normalize: expected images of shape (C, H, W) or (N, C, H, W) but received [2, 2]'
    )
    expect(() => normalize(0, 1)([1] as never)).toThrow('normalize: expected images to be a tensor')
  })
})

describe('randomCrop', () => {
  test('is a window of the padded image', () => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.integer({ min: 1, max: 3 }),
          fc.integer({ min: 1, max: 2 }),
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 1, max: 5 })
        ),
        fc.nat({ max: 6 }),
        fc.nat({ max: 8 }),
        fc.nat({ max: 8 }),
        fc.nat(),
        ([n, c, height, width], padding, dh, dw, epoch) => {
          const h = Math.max(1, height + 2 * padding - dh)
          const w = Math.max(1, width + 2 * padding - dw)
          const x = ramp(n, c, height, width)
          const f = randomCrop({ size: [h, w], padding, fill: -1 })
          const indices = [...Array(n).keys()]
          const out = f(x, context(indices, { epoch }))
          expect(out.shape).toEqual([n, c, h, w])
          const at = (image: number, channel: number, y: number, col: number) =>
            y < 0 || y >= height || col < 0 || col >= width
              ? -1
              : x.data[((image * c + channel) * height + y) * width + col]
          for (const image of indices) {
            const windows: boolean[] = []
            for (let top = -padding; top <= height + padding - h; top++) {
              for (let left = -padding; left <= width + padding - w; left++) {
                let equal = true
                for (let k = 0; k < c * h * w && equal; k++) {
                  const [channel, y, col] = [Math.floor(k / (h * w)), Math.floor(k / w) % h, k % w]
                  equal = out.data[image * c * h * w + k] === at(image, channel, top + y, left + col)
                }
                windows.push(equal)
              }
            }
            expect(windows).toContain(true)
          }
        }
      ),
      { numRuns: 100 }
    )
  })

  test('every place comes equally often', () => {
    const f = randomCrop({ size: 1, random: new Philox(4) })
    const counts = new Array<number>(9).fill(0)
    const x = ramp(100, 1, 3, 3)
    for (let k = 0; k < 90; k++) for (const v of f(x).data) counts[(v - 1) % 9]!++
    // 8 degrees of freedom: 26.1 is passed once in a thousand seeds.
    expect(counts.reduce((s, c) => s + (c - 1000) ** 2 / 1000, 0)).toBeLessThan(26.1)
  })

  test('refuses', () => {
    expect(() => randomCrop({} as never)).toThrow(
      'randomCrop: expected size, a whole number >= 1 or an array of 2 elements'
    )
    expect(() => randomCrop({ size: 0 })).toThrow(OptionError)
    expect(() => randomCrop({ size: 5, padding: 1 })(ramp(1, 2, 9))).toThrow(
      'randomCrop: expected images of at least 5 x 5 with padding but they are 2 x 9 and padding is 1'
    )
    expect(() => randomCrop({ size: 1 })(ramp(2, 1, 1, 1), context([0]))).toThrow(
      'expected as many indices in the context as images'
    )
  })
})

describe('randomHorizontalFlip', () => {
  test('mirrors rows, always or never or sometimes', () => {
    const x = ramp(1, 2, 2, 3)
    const mirrored = [
      [
        [
          [3, 2, 1],
          [6, 5, 4]
        ],
        [
          [9, 8, 7],
          [12, 11, 10]
        ]
      ]
    ]
    expect(randomHorizontalFlip(1)(x).toArray()).toEqual(mirrored)
    expect(randomHorizontalFlip(0)(x).toArray()).toEqual(x.toArray())
    const f = randomHorizontalFlip(0.25, { random: new Philox(2) })
    const many = f(
      tensor(
        Float32Array.from({ length: 8000 }, (_, k) => k % 2),
        { shape: [4000, 1, 1, 2] }
      )
    )
    const flipped = many.data.filter((v, k) => k % 2 === 0 && v === 1).length
    // Four standard deviations of 4000 draws.
    expect(Math.abs(flipped - 1000)).toBeLessThan(4 * Math.sqrt(4000 * 0.25 * 0.75))
    expect(() => randomHorizontalFlip(1.5)).toThrow(
      'randomHorizontalFlip: expected p to be a finite number >= 0 and <= 1 but received 1.5'
    )
  })
})

describe('in a pipeline', () => {
  const augment = compose(
    randomCrop({ size: 4, padding: 2 }),
    randomHorizontalFlip(),
    randomHorizontalFlip(),
    normalize(1, 2)
  )
  const images = ramp(20, 1, 4, 4)

  test('what an image gets depends on seed, epoch and its number alone', () => {
    const epochOf = (batchSize: number, seed: number, epoch = 0) => {
      const loader = new DataLoader(new TensorDataset(images, arange(20)), {
        batchSize,
        shuffle: true,
        seed,
        transform: ([x, y], c) => [augment(x, c), y]
      })
      loader.setEpoch(epoch)
      const rows = new Map<number, string>()
      for (const [x, y] of loader) {
        y.data.forEach((n, k) => {
          rows.set(n, String(x.data.slice(k * 16, (k + 1) * 16)))
        })
      }
      return [...rows].sort((a, b) => a[0] - b[0])
    }
    expect(epochOf(1, 5)).toEqual(epochOf(7, 5))
    expect(epochOf(1, 5)).not.toEqual(epochOf(1, 6))
    expect(epochOf(1, 5)).not.toEqual(epochOf(1, 5, 1))
  })

  test('transforms of one pipeline draw from their own streams', () => {
    const flip = randomHorizontalFlip()
    const x = ramp(64, 1, 1, 2)
    const c = context([...Array(64).keys()])
    // Twice the same draw would undo itself.
    expect(compose(flip, flip)(x, c).toArray()).not.toEqual(x.toArray())
    expect(compose(flip)(x, c).toArray()).not.toEqual(compose(compose(flip))(x, c).toArray())
  })

  test('plain tensors, as workers have them, give the same numbers', () => {
    const c = context([...Array(20).keys()])
    const plain = augment({ dtype: images.dtype, shape: images.shape, data: images.data }, c)
    expect(plain).not.toBeInstanceOf(Tensor)
    expect([plain.dtype, plain.shape, [...plain.data]]).toEqual([
      'float32',
      [20, 1, 4, 4],
      [...augment(images, c).data]
    ])
  })

  test('compose takes functions', () => {
    expect(() => compose(3 as never)).toThrow('compose: expected transform 0 to be a function but received 3')
    expect(compose()(images)).toBe(images)
  })
})
