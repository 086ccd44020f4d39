// Images of files as tensors, and a folder of images in a folder for each class as a dataset, read with the optional package
// sharp. Called by users.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from '../errors.ts'
import { fromArray, tensor } from '../tensor/create.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { unreadable } from '../util/files.ts'
import { arrayOf, checkOptions, checkValue, either, oneOf, text, wholeNumber } from '../util/options.ts'
import { loadPackage } from '../util/packages.ts'
import { checkIndex, type Dataset } from './dataset.ts'

export interface ImageOptions {
  /** Height and width of the result, >= 1; one number for both. Default those of the file. */
  size?: number | readonly [number, number] | undefined
  /** How another shape is treated: 'cover' (default) cuts, 'contain' adds black, 'fill' stretches. */
  fit?: 'cover' | 'contain' | 'fill' | undefined
  /** 3 (default) for colors, 1 for gray, 4 with transparency. */
  channels?: 1 | 3 | 4 | undefined
}

const side = wholeNumber({ min: 1 })
const RULES = {
  size: either(side, arrayOf(side, 2)),
  fit: oneOf('cover', 'contain', 'fill'),
  channels: oneOf(1, 3, 4)
}
const KINDS = /\.(jpe?g|png|webp|gif|avif|tiff?)$/i

/**
 * Reads an image as uint8 (C, H, W). Needs the package `sharp` (npm install sharp). A photograph is rotated as its EXIF data
 * says; of an animation the first picture is read.
 *
 * @param path a file of JPEG, PNG, WebP, GIF, AVIF or TIFF
 * @param options size, fit, channels
 * @throws DataError for a file that cannot be read or is not an image; OptionError
 * @example
 * const pixels = await readImage('digits/one/a.png', { size: 28, channels: 1 })
 * pixels.shape // [1, 28, 28]
 */
export async function readImage(path: string, options: ImageOptions = {}): Promise<Tensor> {
  checkValue('readImage', 'path', path, text)
  checkOptions('readImage', options, RULES)
  return decode('readImage', path, options)
}

async function decode(
  call: string,
  path: string,
  { size, fit = 'cover', channels = 3 }: ImageOptions
): Promise<Tensor> {
  const { default: sharp } = await loadPackage(
    'sharp',
    () => import(/* webpackIgnore: true */ 'sharp'),
    (cause) => new DataError(`${call}: the package sharp is needed and is not there: npm install sharp`, { cause })
  )
  try {
    let image = sharp(path).rotate()
    if (size !== undefined) {
      const [height, width] = typeof size === 'number' ? [size, size] : size
      image = image.resize(width, height, { fit })
    }
    image = image.toColourspace(channels === 1 ? 'b-w' : 'srgb')
    image = channels === 4 ? image.ensureAlpha() : image.removeAlpha()
    const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
    return planes(data, info.channels, info.height, info.width)
  } catch (error) {
    throw new DataError(`${call}: ${path}: expected an image: ${(error as Error).message}`, { cause: error })
  }
}

// Pixels one after the other as planes.
function planes(pixels: Uint8Array, channels: number, height: number, width: number): Tensor {
  const area = height * width
  const out = new Uint8Array(channels * area)
  for (let c = 0; c < channels; c++) {
    for (let k = 0; k < area; k++) out[c * area + k] = pixels[k * channels + c]!
  }
  return fromArray(out, [channels, height, width])
}

/** A dataset of [image, label]: uint8 (C, H, W) and int32 (). Its `get` returns promises: loop with `for await`. */
export class ImageFolder implements Dataset<[image: Tensor, label: Tensor]> {
  /** The names of the classes, sorted. */
  readonly classes: readonly string[]
  /** File and class of each sample, in order of class and name. */
  readonly samples: readonly { readonly path: string; readonly label: number }[]
  readonly length: number
  readonly #options: ImageOptions

  /** @internal See readImageFolder. */
  constructor(classes: readonly string[], samples: readonly { path: string; label: number }[], options: ImageOptions) {
    this.classes = classes
    this.samples = samples
    this.length = samples.length
    this.#options = options
  }

  /** The label of each sample, for `stratifiedSplit` or weights. */
  get labels(): number[] {
    return this.samples.map(({ label }) => label)
  }

  async get(index: number): Promise<[image: Tensor, label: Tensor]> {
    checkIndex('ImageFolder.get', index, this.length)
    const { path, label } = this.samples[index]!
    return [await decode('ImageFolder.get', path, this.#options), tensor(label, { dtype: 'int32' })]
  }
}

/**
 * Images in a folder for each class, as torchvision's ImageFolder: `root/cat/a.jpg`, `root/dog/nested/b.png`. They are read
 * when they are asked for. Needs the package `sharp` (npm install sharp).
 *
 * @param root the folder of the classes' folders
 * @param options size, fit, channels
 * @throws DataError for a folder that cannot be read, or without classes, and for a class without images; OptionError
 * @example
 * const data = await readImageFolder('digits', { size: 28, channels: 1 })
 * data.classes // ['one', 'two']
 * for await (const [x, y] of new DataLoader(data, { batchSize: 2, prefetch: 2 })) step(x, y)
 */
export async function readImageFolder(root: string, options: ImageOptions = {}): Promise<ImageFolder> {
  const call = 'readImageFolder'
  checkValue(call, 'root', root, text)
  checkOptions(call, options, RULES)
  try {
    const entries = await readdir(root, { withFileTypes: true })
    const classes = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    classes.sort()
    if (classes.length === 0)
      throw new DataError(`${call}: ${root}: expected a folder for each class but there is none`)
    const samples: { path: string; label: number }[] = []
    for (const [label, name] of classes.entries()) {
      const files = await readdir(join(root, name), { recursive: true, encoding: 'utf8' })
      const images = files.filter((file) => KINDS.test(file)).sort()
      if (images.length === 0) throw new DataError(`${call}: ${join(root, name)}: expected images but there is none`)
      for (const file of images) samples.push({ path: join(root, name, file), label })
    }
    return new ImageFolder(classes, samples, options)
  } catch (error) {
    throw unreadable(call, root, error, DataError)
  }
}
