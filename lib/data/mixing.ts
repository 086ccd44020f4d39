// Parts of images taken away, and pairs of images mixed: random erasing, cutout, mixup. Called by users, next to
// transforms.ts.
import { exp, log } from '../backend/math.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { gamma, normal, uniforms } from '../tensor/draws.ts'
import { Tensor } from '../tensor/tensor.ts'
import {
  arrayOf,
  checkOptions,
  checkValue,
  either,
  interval,
  number,
  oneOf,
  randomSource,
  required,
  show,
  wholeNumber
} from '../util/options.ts'
import { Philox, type RandomSource, randomBelow, randomFloat } from '../util/philox.ts'
import {
  copyOf,
  dimensions,
  emptyArray,
  type Image,
  type ImageTransform,
  isFloats,
  like,
  sourceOf,
  type TransformOptions
} from './transforms.ts'
import type { PlainTensor, TransformContext } from './workers.ts'

export interface RandomErasingOptions extends TransformOptions {
  /** The probability that an image loses a part. Default 0.5. */
  p?: number | undefined
  /** The range of the part's share of the area. Default [0.02, 0.33]. */
  scale?: readonly [number, number] | undefined
  /** The range of height / width. Default [0.3, 3.3]. */
  ratio?: readonly [number, number] | undefined
  /** What takes its place: a number, one for each channel, or 'random' for normal noise. Default 0. */
  value?: number | readonly number[] | 'random' | undefined
}

const PROBABILITY = number({ min: 0, max: 1 })
// What takes the place of an erased part.
const VALUE = either(number(), arrayOf(number()), oneOf('random'))

/**
 * Replaces a random rectangle of each image with probability p, as torchvision's RandomErasing (Zhong and others 2017).
 *
 * @param options p, scale, ratio, value, random
 * @throws OptionError; ShapeError for a value of another number of channels
 * @example
 * randomErasing({ p: 0.25, value: 'random' })(images, context)
 */
export function randomErasing(options: RandomErasingOptions = {}): ImageTransform {
  const call = 'randomErasing'
  checkOptions(call, options, {
    p: PROBABILITY,
    scale: interval('two numbers from 0 to 1', PROBABILITY),
    ratio: interval('two numbers > 0', number({ above: 0 })),
    value: VALUE,
    random: randomSource
  })
  const { p = 0.5, scale = [0.02, 0.33], ratio = [0.3, 3.3], value = 0 } = options
  const logs = [log(ratio[0]), log(ratio[1])] as const
  return eraser(call, options, value, (random, height, width) => {
    if (randomFloat(random) >= p) return null
    for (let attempt = 0; attempt < 10; attempt++) {
      const area = height * width * (scale[0] + (scale[1] - scale[0]) * randomFloat(random))
      const aspect = exp(logs[0] + (logs[1] - logs[0]) * randomFloat(random))
      const [h, w] = [Math.round(Math.sqrt(area * aspect)), Math.round(Math.sqrt(area / aspect))]
      if (h >= height || w >= width) continue
      return { top: randomBelow(random, height - h + 1), left: randomBelow(random, width - w + 1), h, w }
    }
    return null
  })
}

export interface CutoutOptions extends TransformOptions {
  /** The probability that an image loses a square. Default 1. */
  p?: number | undefined
  /** What takes its place. Default 0. */
  value?: number | readonly number[] | 'random' | undefined
}

/**
 * Replaces a square around a random pixel of each image; the part beyond the border is not missed (DeVries and Taylor 2017).
 *
 * @param size the length of its sides, >= 1
 * @param options p, value, random
 * @throws OptionError
 * @example
 * cutout(8)(images, context)
 */
export function cutout(size: number, options: CutoutOptions = {}): ImageTransform {
  checkValue('cutout', 'size', size, wholeNumber({ min: 1 }))
  checkOptions('cutout', options, {
    p: PROBABILITY,
    value: VALUE,
    random: randomSource
  })
  const { p = 1, value = 0 } = options
  return eraser('cutout', options, value, (random, height, width) => {
    if (randomFloat(random) >= p) return null
    const [y, x] = [randomBelow(random, height), randomBelow(random, width)]
    const [top, left] = [y - Math.floor(size / 2), x - Math.floor(size / 2)]
    return { top, left, h: size, w: size }
  })
}

interface Box {
  top: number
  left: number
  h: number
  w: number
}

function eraser(
  call: string,
  options: TransformOptions,
  value: number | readonly number[] | 'random',
  draw: (random: RandomSource, height: number, width: number) => Box | null
): ImageTransform {
  const source = sourceOf(options)
  return (images, context) => {
    const { count, channels, height, width, area } = dimensions(call, images)
    if (Array.isArray(value) && value.length !== channels) {
      throw new ShapeError(
        `${call}: expected value to have ${channels} numbers, one for each channel, but it has ${value.length}`
      )
    }
    const data = copyOf(images.data)
    const randomOf = source(context)
    for (let n = 0; n < count; n++) {
      const random = randomOf(n)
      const box = draw(random, height, width)
      if (box === null) continue
      const noise = uniforms(random)
      const [y0, y1] = [Math.max(0, box.top), Math.min(height, box.top + box.h)]
      const [x0, x1] = [Math.max(0, box.left), Math.min(width, box.left + box.w)]
      for (let c = 0; c < channels; c++) {
        const fill = Array.isArray(value) ? value[c]! : value
        for (let y = y0; y < y1; y++) {
          const at = (n * channels + c) * area + y * width
          if (fill !== 'random') data.fill(fill as number, at + x0, at + x1)
          else for (let x = x0; x < x1; x++) data[at + x] = normal(noise)
        }
      }
    }
    return like(images, data, images.shape)
  }
}

export interface MixupOptions extends TransformOptions {
  /** The number of classes. */
  numClasses: number
  /** The mixing share has the distribution Beta(alpha, alpha). Above 0. Default 1: uniform. */
  alpha?: number | undefined
}

/** A transform of batches of images and their class numbers; the labels become probabilities (N, C). */
export type BatchTransform = <X extends Image, Y extends Image>(
  batch: readonly [images: X, labels: Y],
  context?: TransformContext
) => [images: X, labels: Y]

// A word of the stream that no image has.
const BATCHES = 0x6d697875

/**
 * Mixes each sample of a batch with the one before it: x = share x_i + (1 - share) x_(i-1), and the same for the labels,
 * which become probabilities, as crossEntropy takes them (Zhang and others 2017; torchvision's MixUp). The share of a batch
 * depends on the seed, the epoch and the number of the batch.
 *
 * @param options numClasses, alpha, random
 * @throws OptionError; ShapeError for labels of another number than there are images
 * @example
 * const mix = mixup({ numClasses: 10, alpha: 0.2 })
 * new DataLoader(data, { transform: ([x, y], context) => mix([x, y], context) })
 */
export function mixup(options: MixupOptions): BatchTransform {
  checkOptions('mixup', options, {
    numClasses: required(wholeNumber({ min: 1 })),
    alpha: number({ above: 0 }),
    random: randomSource
  })
  const { numClasses, alpha = 1 } = options
  const own = options.random ?? new Philox(0)
  return ([images, labels], context) => {
    const random = context === undefined ? own : new Philox(context.seed, [context.batch, context.epoch, BATCHES])
    const next = uniforms(random)
    const [a, b] = [gamma(next, alpha), gamma(next, alpha)]
    const share = a + b > 0 ? a / (a + b) : 0.5
    return [mixed(images, share), probabilities(labels, images.shape[0] ?? 0, numClasses, share)]
  }
}

function mixed<X extends Image>(images: X, share: number): X {
  const { data, shape } = images
  if (!isFloats(data)) {
    throw new OptionError(`mixup: expected images of floats but received ${show(data)}; put normalize before it`)
  }
  const count = shape[0] ?? 1
  const size = data.length / count
  const out = emptyArray(data, data.length)
  for (let n = 0; n < count; n++) {
    const [at, other] = [n * size, ((n + count - 1) % count) * size]
    for (let k = 0; k < size; k++) out[at + k] = share * data[at + k]! + (1 - share) * data[other + k]!
  }
  return like(images, out, shape)
}

function probabilities<Y extends Image>(labels: Y, count: number, classes: number, share: number): Y {
  const { data, shape } = labels
  if (shape.length !== 1 || shape[0] !== count) {
    throw new ShapeError(`mixup: expected class numbers of shape [${count}] but received [${shape.join(', ')}]`)
  }
  const out = new Float32Array(count * classes)
  for (let n = 0; n < count; n++) {
    for (const [of, weight] of [
      [n, share],
      [(n + count - 1) % count, 1 - share]
    ] as const) {
      const label = data[of]!
      if (!Number.isInteger(label) || label < 0 || label >= classes) {
        throw new OptionError(`mixup: expected class numbers from 0 to ${classes - 1} but received ${label}`)
      }
      out[n * classes + label]! += weight
    }
  }
  if (labels instanceof Tensor) return like(labels, out, [count, classes])
  return { dtype: 'float32', shape: [count, classes], data: out } satisfies PlainTensor as Image as Y
}
