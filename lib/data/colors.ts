// Random changes of brightness, contrast, saturation and hue, as torchvision's ColorJitter. Called by users, next to
// transforms.ts.
import { ShapeError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkOptions, either, interval, number, randomSource } from '../util/options.ts'
import { permutation, randomFloat } from '../util/philox.ts'
import {
  copyOf,
  dimensions,
  type ImageTransform,
  isFloats,
  like,
  sourceOf,
  type TransformOptions
} from './transforms.ts'

export interface ColorJitterOptions extends TransformOptions {
  /** The range of the factor: a number b for max(0, 1 - b) to 1 + b, or the range itself. Default 0: unchanged. */
  brightness?: number | readonly [number, number] | undefined
  /** The same for the distance to the mean gray of the image. */
  contrast?: number | readonly [number, number] | undefined
  /** The same for the distance to the gray of the pixel. */
  saturation?: number | readonly [number, number] | undefined
  /** The range of the shift of the hue in turns: a number h up to 0.5 for -h to h, or the range itself. Default 0. */
  hue?: number | readonly [number, number] | undefined
}

const factor = either(number({ min: 0 }), interval('two numbers >= 0', number({ min: 0 })))
const turn = either(
  number({ min: 0, max: 0.5 }),
  interval('two numbers from -0.5 to 0.5', number({ min: -0.5, max: 0.5 }))
)

/** An image's planes, and the greatest value of a pixel. */
interface Planes {
  readonly data: Tensor['data']
  readonly start: number
  readonly area: number
  readonly channels: number
  readonly most: number
  /** Keeps a value within the range, and whole where pixels are. */
  put(at: number, value: number): void
}

type Change = (image: Planes, amount: number) => void

/**
 * Changes brightness, contrast, saturation and hue of each image by random amounts in random order. Pixels are from 0 to 255
 * in uint8 and from 0 to 1 in floats, and stay within; put `normalize` after it. An image of one channel has neither
 * saturation nor hue.
 *
 * @param options brightness, contrast, saturation, hue, random
 * @throws OptionError; ShapeError for other than 1 or 3 channels
 * @example
 * colorJitter({ brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1 })(images, context)
 */
export function colorJitter(options: ColorJitterOptions = {}): ImageTransform {
  checkOptions('colorJitter', options, {
    brightness: factor,
    contrast: factor,
    saturation: factor,
    hue: turn,
    random: randomSource
  })
  const around = (v: number | readonly [number, number] | undefined): readonly [number, number] =>
    typeof v === 'object' ? v : [Math.max(0, 1 - (v ?? 0)), 1 + (v ?? 0)]
  const { hue = 0 } = options
  const steps: readonly (readonly [Change, readonly [number, number]])[] = [
    [brighten, around(options.brightness)],
    [contrast, around(options.contrast)],
    [saturate, around(options.saturation)],
    [turnHue, typeof hue === 'object' ? hue : [-hue, hue]]
  ]
  const source = sourceOf(options)
  return (images, context) => {
    const { count, channels, area } = dimensions('colorJitter', images)
    if (channels !== 1 && channels !== 3) {
      throw new ShapeError(`colorJitter: expected images of 1 or 3 channels but received ${channels}`)
    }
    const data = copyOf(images.data)
    const whole = !isFloats(data)
    const most = whole ? 255 : 1
    const put = (at: number, value: number): void => {
      const kept = Math.min(Math.max(value, 0), most)
      data[at] = whole ? Math.round(kept) : kept
    }
    const randomOf = source(context)
    for (let n = 0; n < count; n++) {
      const random = randomOf(n)
      const order = permutation(random, 4)
      const amounts = steps.map(([, [low, high]]) => low + (high - low) * randomFloat(random))
      const image = { data, start: n * channels * area, area, channels, most, put }
      for (const k of order) {
        const neutral = k === 3 ? 0 : 1
        if (amounts[k] !== neutral) steps[k]![0](image, amounts[k]!)
      }
    }
    return like(images, data, images.shape)
  }
}

function brighten({ start, area, channels, data, put }: Planes, amount: number): void {
  for (let at = start; at < start + channels * area; at++) put(at, data[at]! * amount)
}

// ITU-R BT.601, as torchvision has it.
function grayOf({ data, area, channels }: Planes, at: number): number {
  if (channels === 1) return data[at]!
  return 0.2989 * data[at]! + 0.587 * data[at + area]! + 0.114 * data[at + 2 * area]!
}

function contrast(image: Planes, amount: number): void {
  const { start, area, channels, data, put } = image
  let sum = 0
  for (let k = 0; k < area; k++) sum += grayOf(image, start + k)
  const gray = (1 - amount) * (sum / area)
  for (let at = start; at < start + channels * area; at++) put(at, amount * data[at]! + gray)
}

function saturate(image: Planes, amount: number): void {
  const { start, area, channels, data, put } = image
  if (channels === 1) return
  for (let k = start; k < start + area; k++) {
    const gray = (1 - amount) * grayOf(image, k)
    for (let c = 0; c < 3; c++) put(k + c * area, amount * data[k + c * area]! + gray)
  }
}

// To hue, saturation and value and back.
function turnHue({ start, area, channels, data, most, put }: Planes, amount: number): void {
  if (channels === 1) return
  for (let k = start; k < start + area; k++) {
    const [r, g, b] = [data[k]! / most, data[k + area]! / most, data[k + 2 * area]! / most]
    const value = Math.max(r, g, b)
    const spread = value - Math.min(r, g, b)
    if (spread === 0) continue
    const sixth = value === r ? (g - b) / spread : value === g ? 2 + (b - r) / spread : 4 + (r - g) / spread
    const turned = sixth + 6 * amount
    const hue = turned - 6 * Math.floor(turned / 6)
    for (const [c, shift] of [5, 3, 1].entries()) {
      const place = (shift + hue) % 6
      const share = Math.max(0, Math.min(place, 4 - place, 1))
      put(k + c * area, (value - spread * share) * most)
    }
  }
}
