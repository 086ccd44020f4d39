// Random rotations and affine maps of images, as torchvision's RandomRotation and RandomAffine. Called by users, next to
// transforms.ts.
import { cos_f64, sin_f64, tan_f64 } from '../backend/gen/math.ts'
import type { Tensor } from '../tensor/tensor.ts'
import {
  arrayOf,
  checkOptions,
  checkValue,
  either,
  interval,
  number,
  oneOf,
  randomSource,
  rule
} from '../util/options.ts'
import { type RandomSource, randomFloat } from '../util/philox.ts'
import {
  dimensions,
  emptyArray,
  type ImageTransform,
  isFloats,
  like,
  sourceOf,
  type TransformOptions
} from './transforms.ts'

export interface WarpOptions extends TransformOptions {
  /** 'nearest' (default) pixel, or 'bilinear' between four. */
  interpolation?: 'nearest' | 'bilinear' | undefined
  /** The value of pixels from outside of the image. Default 0. */
  fill?: number | undefined
}

/** A number d for the range from -d to d, or the range itself. */
export type Span = number | readonly [number, number]

export interface RandomAffineOptions extends WarpOptions {
  /** The most to shift, as shares of width and height, from 0 to 1. Default none. */
  translate?: readonly [number, number] | undefined
  /** The range of the factor of size, above 0. Default 1. */
  scale?: readonly [number, number] | undefined
  /** Degrees of shear: along x for a number or a pair, along x and y for two pairs in one array. Default 0. */
  shear?: Span | readonly [number, number, number, number] | undefined
}

const spanRule = either(number({ min: 0 }), interval('two numbers', number()))
const WARP = { interpolation: oneOf('nearest', 'bilinear'), fill: number(), random: randomSource }

// The ends of a range.
const ends = (span: Span): readonly [number, number] => (typeof span === 'number' ? [-span, span] : span)

const within = (random: RandomSource, [low, high]: readonly [number, number]): number =>
  low + (high - low) * randomFloat(random)

/**
 * Rotates each image about its center by a random angle, as torchvision's RandomRotation; the size stays.
 *
 * @param degrees the range, counterclockwise: a number d for -d to d, or two
 * @param options interpolation, fill, random
 * @throws OptionError
 * @example
 * randomRotation(15, { interpolation: 'bilinear' })(images, context)
 */
export function randomRotation(degrees: Span, options: WarpOptions = {}): ImageTransform {
  checkValue('randomRotation', 'degrees', degrees, spanRule)
  checkOptions('randomRotation', options, WARP)
  const range = ends(degrees)
  return warp('randomRotation', options, (random) => inverse(-within(random, range), [0, 0], 1, [0, 0]))
}

/**
 * Rotates, shifts, scales and shears each image about its center by random amounts, as torchvision's RandomAffine; the size
 * stays.
 *
 * @param degrees the range of angles, clockwise: a number d for -d to d, or two
 * @param options translate, scale, shear, interpolation, fill, random
 * @throws OptionError
 * @example
 * randomAffine(10, { translate: [0.1, 0.1], scale: [0.9, 1.1], shear: 5 })(images, context)
 */
export function randomAffine(degrees: Span, options: RandomAffineOptions = {}): ImageTransform {
  checkValue('randomAffine', 'degrees', degrees, spanRule)
  const four = rule('four numbers: two ranges', (v) => arrayOf(number(), 4).test(v))
  checkOptions('randomAffine', options, {
    translate: arrayOf(number({ min: 0, max: 1 }), 2),
    scale: interval('two numbers > 0', number({ above: 0 })),
    shear: either(spanRule, four),
    ...WARP
  })
  const { translate = [0, 0], scale = [1, 1], shear = 0 } = options
  const shears = (Array.isArray(shear) && shear.length === 4 ? shear : [...ends(shear as Span), 0, 0]) as number[]
  const angles = ends(degrees)
  return warp('randomAffine', options, (random, width, height) => {
    const angle = within(random, angles)
    const shift = [translate[0] * width, translate[1] * height].map((most) => Math.round(within(random, [-most, most])))
    const factor = within(random, scale)
    const sheared = [within(random, [shears[0]!, shears[1]!]), within(random, [shears[2]!, shears[3]!])]
    return inverse(angle, shift as [number, number], factor, sheared as [number, number])
  })
}

/** Where a pixel of the result comes from, about the center: x' = a x + b y + c, y' = d x + e y + f. */
type Map = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

const radians = (degrees: number): number => (degrees * Math.PI) / 180

// The inverse of: shear, scale, rotate clockwise (y points down), shift. That of torchvision, with its order of the shears.
function inverse(
  angle: number,
  [right, down]: readonly [number, number],
  scale: number,
  [shearX, shearY]: readonly [number, number]
): Map {
  const [rot, sx, sy] = [radians(angle), radians(shearX), radians(shearY)]
  const tanX = tan_f64(sx)
  const cosY = cos_f64(sy)
  const [p, q] = [cos_f64(rot - sy) / cosY, sin_f64(rot - sy) / cosY]
  const [b, d] = [-p * tanX - sin_f64(rot), -q * tanX + cos_f64(rot)]
  const rows = [d / scale, -b / scale, -q / scale, p / scale] as const
  const back = (x: number, y: number): number => -(x * right + y * down)
  return [rows[0], rows[1], back(rows[0], rows[1]), rows[2], rows[3], back(rows[2], rows[3])]
}

function warp(
  call: string,
  options: WarpOptions,
  draw: (random: RandomSource, width: number, height: number) => Map
): ImageTransform {
  const source = sourceOf(options)
  const { interpolation = 'nearest', fill = 0 } = options
  const sample = interpolation === 'nearest' ? nearestPixel : between
  return (images, context) => {
    const { count, channels, height, width, area } = dimensions(call, images)
    const from = images.data
    const to = emptyArray(from, from.length)
    const whole = !isFloats(to)
    const randomOf = source(context)
    const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2]
    for (let n = 0; n < count; n++) {
      const [a, b, c, d, e, f] = draw(randomOf(n), width, height)
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [ox, oy] = [x - middleX, y - middleY]
          const px = a * ox + b * oy + c + middleX
          const py = d * ox + e * oy + f + middleY
          for (let k = 0; k < channels; k++) {
            const plane = (n * channels + k) * area
            const value = sample(from, plane, width, height, px, py, fill)
            // Float32 arrays round by themselves; whole numbers would be cut off.
            to[plane + y * width + x] = whole ? Math.round(value) : value
          }
        }
      }
    }
    return like(images, to, images.shape)
  }
}

type Sample = (
  from: Tensor['data'],
  plane: number,
  width: number,
  height: number,
  x: number,
  y: number,
  fill: number
) => number

const nearestPixel: Sample = (from, plane, width, height, x, y, fill) => {
  const [column, row] = [Math.round(x), Math.round(y)]
  const inside = column >= 0 && column < width && row >= 0 && row < height
  return inside ? from[plane + row * width + column]! : fill
}

const between: Sample = (from, plane, width, height, x, y, fill) => {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [u, v] = [x - left, y - top]
  const at = (column: number, row: number): number =>
    column >= 0 && column < width && row >= 0 && row < height ? from[plane + row * width + column]! : fill
  const above = at(left, top) * (1 - u) + at(left + 1, top) * u
  const below = at(left, top + 1) * (1 - u) + at(left + 1, top + 1) * u
  return above * (1 - v) + below * v
}
