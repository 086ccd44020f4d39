// Rotations, colors, erasing and mixing of images: against values that can be computed by hand, and on the seeded streams.
import { describe, expect, test } from 'vitest'
import { colorJitter } from '../../lib/data/colors.ts'
import { TensorDataset } from '../../lib/data/dataset.ts'
import { DataLoader } from '../../lib/data/loader.ts'
import { cutout, mixup, randomErasing } from '../../lib/data/mixing.ts'
import { compose, type ImageTransform } from '../../lib/data/transforms.ts'
import { randomAffine, randomRotation } from '../../lib/data/warps.ts'
import type { TransformContext } from '../../lib/data/workers.ts'
import { OptionError, ShapeError } from '../../lib/errors.ts'
import { arange, full, tensor, zeros } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { Philox } from '../../lib/util/philox.ts'

const image = (rows: number[][]) => tensor([rows])
const rows = (x: Tensor) => (x.toArray() as number[][][])[0]
const ramp = (...shape: number[]) => {
  const size = shape.reduce((a, b) => a * b, 1)
  return tensor(
    Float32Array.from({ length: size }, (_, k) => (k % 97) / 97),
    { shape }
  )
}
const context = (count: number, more: Partial<TransformContext> = {}): TransformContext => ({
  seed: 1n,
  epoch: 0,
  batch: 0,
  indices: Uint32Array.from({ length: count }, (_, k) => k),
  ...more
})

describe('randomRotation', () => {
  const square = image([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9]
  ])

  test('quarter turns counterclockwise', () => {
    expect(rows(randomRotation([90, 90])(square))).toEqual([
      [3, 6, 9],
      [2, 5, 8],
      [1, 4, 7]
    ])
    expect(rows(randomRotation([180, 180])(square))).toEqual([
      [9, 8, 7],
      [6, 5, 4],
      [3, 2, 1]
    ])
    const wide = image([
      [1, 2, 3, 4],
      [5, 6, 7, 8]
    ])
    expect(rows(randomRotation([180, 180])(wide))).toEqual([
      [8, 7, 6, 5],
      [4, 3, 2, 1]
    ])
    expect(randomRotation(0)(square).toArray()).toEqual(square.toArray())
  })

  test('pixels from outside are filled', () => {
    const turned = rows(randomRotation([45, 45], { fill: -1 })(square))!
    // A corner is 1.41 from the center: its pixel is the one in the middle of the next side.
    expect([turned[0]![0], turned[0]![2], turned[2]![0], turned[1]![1]]).toEqual([2, 6, 4, 5])
    const big = randomRotation([45, 45], { fill: -1 })(ramp(1, 9, 9))
    expect([rows(big)![0]![0], rows(big)![8]![8]]).toEqual([-1, -1])
    expect(rows(big)![4]![4]).toBe(rows(ramp(1, 9, 9))![4]![4])
  })

  test('bilinear: a rotated plane is a plane', () => {
    const n = 21
    const plane = tensor([Array.from({ length: n }, (_, y) => Array.from({ length: n }, (_, x) => x + 2 * y))], {
      dtype: 'float64'
    })
    const out = rows(randomRotation([30, 30], { interpolation: 'bilinear' })(plane))!
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)]
    for (let y = 7; y < 14; y++) {
      for (let x = 7; x < 14; x++) {
        const [ox, oy] = [x - 10, y - 10]
        // Counterclockwise, with y down: the pixel comes from (cos x - sin y, sin x + cos y).
        expect(out[y]![x]).toBeCloseTo(cos * ox - sin * oy + 10 + 2 * (sin * ox + cos * oy + 10), 10)
      }
    }
  })

  test('uint8 stays and is rounded', () => {
    const bytes = tensor(Uint8Array.of(0, 255, 255, 255), { shape: [1, 2, 2] })
    const out = randomAffine([0, 0], { scale: [2, 2], interpolation: 'bilinear' })(bytes)
    // At scale 2 a pixel lies a quarter of the way from its own: the black one has the shares 0.75 * 0.75, 0.25 * 0.75, ...
    const black = [0.75 * 0.75, 0.25 * 0.75, 0.25 * 0.75, 0.25 * 0.25]
    expect([out.dtype, [...out.data]]).toEqual(['uint8', black.map((share) => Math.round(255 * (1 - share)))])
  })
})

describe('randomAffine', () => {
  const square = image([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9]
  ])

  test('turns clockwise, scales, shears', () => {
    expect(rows(randomAffine([90, 90])(square))).toEqual([
      [7, 4, 1],
      [8, 5, 2],
      [9, 6, 3]
    ])
    expect(rows(randomAffine(0, { scale: [3, 3] })(square))).toEqual([
      [5, 5, 5],
      [5, 5, 5],
      [5, 5, 5]
    ])
    // Sheared along x by 45 degrees: the upper row moves right by one, the lower left.
    expect(rows(randomAffine(0, { shear: [45, 45] })(square))).toEqual([
      [0, 1, 2],
      [4, 5, 6],
      [8, 9, 0]
    ])
  })

  test('shifts by whole pixels, at most as asked', () => {
    const one = zeros([200, 1, 9, 9])
    for (let n = 0; n < 200; n++) one.data[n * 81 + 40] = 1
    const out = randomAffine(0, { translate: [0.25, 0.1] })(one, context(200))
    const seen = new Set<string>()
    for (let n = 0; n < 200; n++) {
      const at = out.data.subarray(n * 81, (n + 1) * 81).indexOf(1)
      seen.add(`${(at % 9) - 4} ${Math.floor(at / 9) - 4}`)
    }
    const wanted = [-2, -1, 0, 1, 2].flatMap((x) => [-1, 0, 1].map((y) => `${x} ${y}`))
    expect([...seen].sort()).toEqual(wanted.sort())
  })

  test('refuses', () => {
    expect(() => randomAffine(-5)).toThrow('randomAffine: expected degrees to be a finite number >= 0 or two numbers')
    expect(() => randomAffine(5, { scale: [0, 1] })).toThrow(OptionError)
    expect(() => randomRotation([5, -5])).toThrow(OptionError)
    expect(() => randomRotation(5)(arange(4))).toThrow(ShapeError)
  })
})

describe('colorJitter', () => {
  const pixel = (r: number, g: number, b: number) => tensor([[[r]], [[g]], [[b]]], { dtype: 'float64' })
  const changed = (options: object, x: Tensor) => [...colorJitter(options)(x).data]
  const close = (got: number[], want: number[]) => want.forEach((v, k) => void expect(got[k]).toBeCloseTo(v, 12))

  test('each change by its formula', () => {
    close(changed({ brightness: [1.5, 1.5] }, pixel(0.2, 0.4, 0.8)), [0.3, 0.6, 1])
    const gray = 0.2989 * 0.2 + 0.587 * 0.4 + 0.114 * 0.8
    const mix = (f: number) => [0.2, 0.4, 0.8].map((v) => f * v + (1 - f) * gray)
    close(changed({ saturation: [0, 0] }, pixel(0.2, 0.4, 0.8)), mix(0))
    close(changed({ saturation: [0.5, 0.5] }, pixel(0.2, 0.4, 0.8)), mix(0.5))
    // Of one pixel the mean gray is its gray.
    close(changed({ contrast: [0.5, 0.5] }, pixel(0.2, 0.4, 0.8)), mix(0.5))
  })

  test('a third of a turn takes red to green, and a whole one back', () => {
    close(changed({ hue: [1 / 3, 1 / 3] }, pixel(1, 0, 0)), [0, 1, 0])
    close(changed({ hue: [-1 / 3, -1 / 3] }, pixel(1, 0, 0)), [0, 0, 1])
    close(changed({ hue: [0.5, 0.5] }, pixel(0.2, 0.4, 0.8)), [0.8, 0.6, 0.2])
    const twice = compose(colorJitter({ hue: [0.5, 0.5] }), colorJitter({ hue: [0.5, 0.5] }))
    close([...twice(pixel(0.1, 0.7, 0.3)).data], [0.1, 0.7, 0.3])
    close(changed({ hue: [0.3, 0.3] }, pixel(0.5, 0.5, 0.5)), [0.5, 0.5, 0.5])
  })

  test('uint8, one channel, and nothing to do', () => {
    const bytes = tensor(Uint8Array.of(100, 200, 40), { shape: [3, 1, 1] })
    expect([...colorJitter({ brightness: [1.5, 1.5] })(bytes).data]).toEqual([150, 255, 60])
    const gray = tensor([[[0.2, 0.6]]], { dtype: 'float64' })
    close([...colorJitter({ contrast: [2, 2], hue: 0.5, saturation: 1 })(gray).data], [0, 0.8])
    expect(colorJitter()(bytes).toArray()).toEqual(bytes.toArray())
    expect(() => colorJitter()(zeros([2, 1, 1]))).toThrow(
      'colorJitter: expected images of 1 or 3 channels but received 2'
    )
    expect(() => colorJitter({ hue: 0.6 })).toThrow(OptionError)
  })

  test('factors are uniform in their range', () => {
    const out = colorJitter({ brightness: 0.5 })(full([4000, 1, 1, 1], 0.5), context(4000)).data
    const values = Array.from(out, (v) => v * 2)
    expect([Math.min(...values) >= 0.5, Math.max(...values) <= 1.5]).toEqual([true, true])
    const mean = values.reduce((a, b) => a + b) / 4000
    // Four standard errors of a uniform number.
    expect(Math.abs(mean - 1)).toBeLessThan((4 * Math.sqrt(1 / 12)) / Math.sqrt(4000))
  })
})

describe('erasing', () => {
  test('a share of the images loses a rectangle of the asked size', () => {
    const x = full([500, 2, 20, 20], 1)
    const out = randomErasing({ p: 0.3, scale: [0.1, 0.2], ratio: [0.5, 2], value: [7, 8] })(x, context(500))
    let erased = 0
    for (let n = 0; n < 500; n++) {
      const plane = out.data.slice(n * 800, n * 800 + 400)
      const other = out.data.slice(n * 800 + 400, (n + 1) * 800)
      const places = [...plane.keys()].filter((k) => plane[k] === 7)
      expect([...other.keys()].filter((k) => other[k] === 8)).toEqual(places)
      if (places.length === 0) continue
      erased++
      const [ys, xs] = [places.map((k) => Math.floor(k / 20)), places.map((k) => k % 20)]
      const [h, w] = [Math.max(...ys) - Math.min(...ys) + 1, Math.max(...xs) - Math.min(...xs) + 1]
      expect(h * w).toBe(places.length)
      // Sides are rounded.
      expect(places.length).toBeGreaterThan(0.1 * 400 - 15)
      expect(places.length).toBeLessThan(0.2 * 400 + 15)
    }
    expect(Math.abs(erased - 150)).toBeLessThan(4 * Math.sqrt(500 * 0.3 * 0.7))
    expect(randomErasing({ p: 0 })(x).toArray()).toEqual(x.toArray())
  })

  test('noise', () => {
    const out = randomErasing({ p: 1, scale: [0.9, 0.9], ratio: [1, 1], value: 'random' })(
      zeros([1, 100, 100]),
      context(1)
    )
    const noise = Array.from(out.data).filter((v) => v !== 0)
    expect(noise.length).toBe(95 * 95)
    const mean = noise.reduce((a, b) => a + b) / noise.length
    const variance = noise.reduce((sum, v) => sum + v * v, 0) / noise.length
    expect([Math.abs(mean) < 4 / 95, Math.abs(variance - 1) < (4 * Math.SQRT2) / 95]).toEqual([true, true])
    expect(() => randomErasing({ value: [1, 2] })(zeros([3, 4, 4]))).toThrow(ShapeError)
  })

  test('cutout cuts squares that the border may cut', () => {
    const out = cutout(4)(full([300, 1, 8, 8], 1), context(300))
    const sizes = Array.from(
      { length: 300 },
      (_, n) => out.data.slice(n * 64, (n + 1) * 64).filter((v) => v === 0).length
    )
    expect(Math.max(...sizes)).toBe(16)
    expect(Math.min(...sizes)).toBe(4)
  })
})

describe('mixup', () => {
  const x = tensor([[[[0]]], [[[1]]], [[[3]]]])
  const y = tensor([2, 0, 1], { dtype: 'int32' })

  test('mixes each sample with the one before it, and labels in the same share', () => {
    const [images, labels] = mixup({ numClasses: 3 })([x, y], context(3))
    const p = labels.toArray() as number[][]
    const share = p[0]![2]!
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThan(1)
    const rest = expect.closeTo(1 - share, 6)
    const own = expect.closeTo(share, 6)
    expect(p).toEqual([
      [0, rest, own],
      [own, 0, rest],
      [rest, own, 0]
    ])
    const values = [3 * (1 - share), share, 3 * share + 1 - share]
    expect([...images.data]).toEqual(values.map((v) => expect.closeTo(v, 6)))
  })

  test('the share of a batch has the distribution Beta(alpha, alpha), by seed, epoch and batch', () => {
    const mix = mixup({ numClasses: 3, alpha: 0.4 })
    const share = (c: TransformContext) => (mix([x, y], c)[1].toArray() as number[][])[0]![2]!
    const shares = Array.from({ length: 3000 }, (_, batch) => share(context(3, { batch })))
    const mean = shares.reduce((a, b) => a + b) / 3000
    const variance = shares.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 3000
    // Of Beta(a, a): mean 1/2, variance 1 / (4 (2 a + 1)).
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / (4 * 1.8) / 3000))
    expect(variance).toBeCloseTo(1 / (4 * 1.8), 2)
    expect(share(context(3, { batch: 5 }))).toBe(shares[5])
    expect(share(context(3, { batch: 5, epoch: 1 }))).not.toBe(shares[5])
  })

  test('refuses', () => {
    expect(() => mixup({} as never)).toThrow('numClasses')
    expect(() => mixup({ numClasses: 2 })([x, y])).toThrow('mixup: expected class numbers from 0 to 1 but received 2')
    expect(() => mixup({ numClasses: 3 })([tensor(new Uint8Array(3), { shape: [3, 1, 1, 1] }), y])).toThrow(
      'put normalize before it'
    )
    expect(() => mixup({ numClasses: 3 })([x, tensor([1])])).toThrow(ShapeError)
  })
})

describe('on the seeded streams', () => {
  const transforms: [string, ImageTransform][] = [
    ['randomRotation', randomRotation(90, { interpolation: 'bilinear' })],
    ['randomAffine', randomAffine(20, { translate: [0.2, 0.2], scale: [0.8, 1.2], shear: 10 })],
    ['colorJitter', colorJitter({ brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.2 })],
    ['randomErasing', randomErasing({ value: 'random' })],
    ['cutout', cutout(3)]
  ]

  test.each(transforms)('%s: what an image gets depends on seed, epoch and its number alone', (_, augment) => {
    const images = ramp(12, 3, 6, 6)
    const epochOf = (batchSize: number, seed: number, epoch: number) => {
      const transform = ([x, y]: Tensor[], c: TransformContext) => [augment(x!, c), y!]
      const loader = new DataLoader(new TensorDataset(images, arange(12)), {
        batchSize,
        shuffle: true,
        seed,
        transform
      })
      loader.setEpoch(epoch)
      const found = new Map<number, string>()
      for (const [x, y] of loader)
        y!.data.forEach((n, k) => void found.set(n, String(x!.data.slice(k * 108, (k + 1) * 108))))
      return [...found].sort(([a], [b]) => a - b)
    }
    const wanted = epochOf(1, 5, 0)
    expect(epochOf(7, 5, 0)).toEqual(wanted)
    expect(epochOf(1, 6, 0)).not.toEqual(wanted)
    expect(epochOf(1, 5, 1)).not.toEqual(wanted)
    // Plain tensors of workers, and images of the other kinds.
    const plain = augment({ dtype: 'float32', shape: images.shape, data: images.data }, context(12))
    expect([...plain.data]).toEqual([...augment(images, context(12)).data])
    expect(images.toArray()).toEqual(ramp(12, 3, 6, 6).toArray())
  })

  test.each(transforms)('%s: without a context its own source, from the first', (_, augment) => {
    expect(augment(ramp(3, 6, 6)).shape).toEqual([3, 6, 6])
  })

  test('a source of your own', () => {
    const make = () => randomRotation(90, { random: new Philox(4) })(ramp(3, 6, 6)).toArray()
    expect(make()).toEqual(make())
  })
})
