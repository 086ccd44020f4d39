// Image transforms: normalize, crop, flip, on single images (C, H, W) and batches (N, C, H, W). The random ones draw
// for each image from (seed, epoch, number of the image), so that neither batch size nor threads change what an image
// gets.
import { OptionError, ShapeError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import { format } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import {
  arrayOf,
  checkOptions,
  checkValue,
  either,
  func,
  number,
  type Rule,
  randomSource,
  required,
  wholeNumber
} from '../util/options.ts'
import { Philox, type RandomSource, randomBelow, randomFloat } from '../util/philox.ts'
import { tagOf } from '../util/realm.ts'
import type { PlainTensor, TransformContext } from './workers.ts'

/** The input of transforms: a tensor, or a plain { dtype, shape, data } in a worker. The result is of the same kind. */
export type Image = Tensor | PlainTensor

/** A transform of images; `context` is what a DataLoader passes to its transform. */
export type ImageTransform = <X extends Image>(images: X, context?: TransformContext) => X

export interface TransformOptions {
  /** The random source without a context. Default: a Philox generator of seed 0 per transform. */
  random?: RandomSource | undefined
}

/**
 * Subtracts the mean of each channel and divides by its standard deviation. Integers, such as the bytes of
 * images, and bools become float32.
 *
 * @param mean a number, or one for each channel
 * @param std the same, > 0
 * @throws OptionError for a std that is not above 0, ShapeError for another number of channels
 * @example
 * normalize(0.1307, 0.3081)(images)
 */
export function normalize(mean: number | readonly number[], std: number | readonly number[]): ImageTransform {
  const numbers = (of: Rule): Rule => either(of, arrayOf(of))
  checkValue('normalize', 'mean', mean, numbers(number()))
  checkValue('normalize', 'std', std, numbers(number({ above: 0 })))
  return (images) => {
    const { channels, area, count } = dimensions('normalize', images)
    const means = perChannel('mean', mean, channels)
    const stds = perChannel('std', std, channels)
    const from = images.data
    const wide = tagOf(from) === 'Float64Array' && images.dtype !== 'int64'
    const to = wide ? new Float64Array(from.length) : new Float32Array(from.length)
    let k = 0
    for (let n = 0; n < count; n++) {
      for (let c = 0; c < channels; c++) {
        shift(from, to, k, k + area, means[c]!, stds[c]!)
        k += area
      }
    }
    return like(images, to, images.shape)
  }
}

function shift(from: Tensor['data'], to: Tensor['data'], start: number, end: number, mean: number, std: number): void {
  for (let k = start; k < end; k++) to[k] = (from[k]! - mean) / std
}

function perChannel(name: string, values: number | readonly number[], channels: number): readonly number[] {
  if (typeof values === 'number') return new Array<number>(channels).fill(values)
  if (values.length !== channels) {
    throw new ShapeError(
      `normalize: expected ${name} to have ${channels} numbers, one for each channel, but it has ${values.length}`
    )
  }
  return values
}

export interface RandomCropOptions extends TransformOptions {
  /** Height and width of the result, >= 1; one number for both. */
  size: number | readonly [number, number]
  /** Rows and columns to add on every side first, >= 0. Default 0. */
  padding?: number | undefined
  /** The value of the padding. Default 0. */
  fill?: number | undefined
}

/**
 * Crops a random window of `size` from each image, uniformly.
 *
 * @param options size, padding, fill, random
 * @throws OptionError; ShapeError when the padded image is smaller than the window
 * @example
 * randomCrop({ size: 32, padding: 4 })(images, context)
 */
export function randomCrop(options: RandomCropOptions): ImageTransform {
  const size = wholeNumber({ min: 1 })
  checkOptions('randomCrop', options, {
    size: required(either(size, arrayOf(size, 2))),
    padding: wholeNumber({ min: 0 }),
    fill: number(),
    random: randomSource
  })
  const { padding = 0, fill = 0 } = options
  const [h, w] = typeof options.size === 'number' ? [options.size, options.size] : options.size
  const source = sourceOf(options)
  return (images, context) => {
    const { count, channels, height, width } = dimensions('randomCrop', images)
    const rows = height + 2 * padding - h
    const columns = width + 2 * padding - w
    if (rows < 0 || columns < 0) {
      throw new ShapeError(
        `randomCrop: expected images of at least ${h} x ${w} with padding but they are ${height} x ${width} and padding is ${padding}`
      )
    }
    const from = images.data
    const to = emptyArray(from, count * channels * h * w)
    if (fill !== 0) to.fill(fill)
    const randomOf = source(context)
    for (let n = 0; n < count; n++) {
      const random = randomOf(n)
      const top = randomBelow(random, rows + 1) - padding
      const left = randomBelow(random, columns + 1) - padding
      // The part of the window that lies inside the image.
      const [y0, y1] = [Math.max(0, -top), Math.min(h, height - top)]
      const [x0, x1] = [Math.max(0, -left), Math.min(w, width - left)]
      if (x1 <= x0) continue
      for (let c = 0; c < channels; c++) {
        const plane = n * channels + c
        for (let y = y0; y < y1; y++) {
          const start = (plane * height + top + y) * width + left
          copyRow(from, start + x0, to, (plane * h + y) * w + x0, x1 - x0)
        }
      }
    }
    return like(images, to, [...images.shape.slice(0, -2), h, w])
  }
}

// A view costs more than a short row.
function copyRow(from: Tensor['data'], start: number, to: Tensor['data'], at: number, n: number): void {
  if (n > 64) to.set(from.subarray(start, start + n), at)
  else for (let k = 0; k < n; k++) to[at + k] = from[start + k]!
}

/**
 * Mirrors each image left to right with probability p.
 *
 * @param p from 0 to 1. Default 0.5
 * @param options random
 * @throws OptionError
 * @example
 * randomHorizontalFlip()(images, context)
 */
export function randomHorizontalFlip(p = 0.5, options: TransformOptions = {}): ImageTransform {
  checkValue('randomHorizontalFlip', 'p', p, number({ min: 0, max: 1 }))
  checkOptions('randomHorizontalFlip', options, { random: randomSource })
  const source = sourceOf(options)
  return (images, context) => {
    const { count, channels, height, width } = dimensions('randomHorizontalFlip', images)
    const to = copyOf(images.data)
    const randomOf = source(context)
    const size = channels * height * width
    for (let n = 0; n < count; n++) if (randomFloat(randomOf(n)) < p) mirror(to, n * size, (n + 1) * size, width)
    return like(images, to, images.shape)
  }
}

function mirror(x: Tensor['data'], start: number, end: number, width: number): void {
  for (let row = start; row < end; row += width) {
    for (let a = row, b = row + width - 1; a < b; a++, b--) {
      const swap = x[a]!
      x[a] = x[b]!
      x[b] = swap
    }
  }
}

/**
 * Composes transforms. Random ones draw from separate streams.
 * @example
 * const augment = compose(randomCrop({ size: 32, padding: 4 }), randomHorizontalFlip(), normalize(0.5, 0.25))
 * new DataLoader(data, { transform: ([x, y], context) => [augment(x, context), y] })
 */
export function compose(...transforms: readonly ImageTransform[]): ImageTransform {
  for (const [k, t] of transforms.entries()) checkValue('compose', `transform ${k}`, t, func)
  return (images, context) => {
    for (const [k, transform] of transforms.entries()) {
      const stream = (Math.imul(context?.stream ?? 0, 0x01000193) + k + 1) >>> 0
      images = transform(images, context && { ...context, stream })
    }
    return images
  }
}

/** With a context: a generator that stands at the beginning of image n's own stream. Without: the transform's own. */
export function sourceOf(
  options: TransformOptions
): (context: TransformContext | undefined) => (n: number) => RandomSource {
  const own = options.random ?? new Philox(0)
  return (context) => {
    if (context === undefined) return () => own
    const { seed, epoch, indices, stream = 0 } = context
    const random = new Philox(seed)
    return (n) => {
      if (n >= indices.length) {
        throw new OptionError(
          `transform: expected as many indices in the context as images but there are ${indices.length}`
        )
      }
      random.seek([indices[n]!, epoch, stream])
      return random
    }
  }
}

export interface Dimensions {
  count: number
  channels: number
  height: number
  width: number
  area: number
}

export function dimensions(call: string, images: Image): Dimensions {
  const plain = images as PlainTensor | null
  if (!(ArrayBuffer.isView(plain?.data) && Array.isArray(plain.shape))) checkTensor(call, 'images', images)
  const { shape } = images
  if (shape.length !== 3 && shape.length !== 4) {
    throw new ShapeError(`${call}: expected images of shape (C, H, W) or (N, C, H, W) but received ${format(shape)}`)
  }
  const [channels, height, width] = shape.slice(-3) as [number, number, number]
  return { count: shape.length === 4 ? shape[0]! : 1, channels, height, width, area: height * width }
}

/** The result of a transform, of the kind of its input. */
export function like<X extends Image>(images: X, data: Tensor['data'], shape: readonly number[]): X {
  // A Uint8Array may be of bools, a Float64Array of int64.
  const kept = tagOf(data) === tagOf(images.data)
  const dtype = (kept ? images.dtype : undefined) ?? fromArray(data, shape).dtype
  if (images instanceof Tensor) return fromArray(data, shape, { dtype }) as Image as X
  return { dtype, shape: [...shape], data } as Image as X
}

/** Of the same kind. (The class of a Buffer creates no new ones, and its slice is not a copy.) */
export function emptyArray(like: Tensor['data'], length: number): Tensor['data'] {
  return tagOf(like) === 'Uint8Array'
    ? new Uint8Array(length)
    : new (like.constructor as new (n: number) => Tensor['data'])(length)
}

/** The same values in an array of the same kind. */
export function copyOf(data: Tensor['data']): Tensor['data'] {
  const copy = emptyArray(data, data.length)
  copy.set(data)
  return copy
}

/** Whether an array holds floats. One of whole numbers cuts off what is put into it: round before. */
export const isFloats = (data: Tensor['data']): boolean => tagOf(data).startsWith('Float')
