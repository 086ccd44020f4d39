// The binary versions of CIFAR-10 and CIFAR-100: records of one or two labels and 3,072 bytes of an image, red, green and
// blue planes of 32 x 32 (www.cs.toronto.edu/~kriz/cifar.html).
import { DataError, OptionError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, boolean, checkOptions, checkValue, either, number, text } from '../util/options.ts'
import { readSource } from './source.ts'

export interface CifarOptions {
  /** Labels of the 20 superclasses of CIFAR-100 instead of its 100 classes. Default false. */
  coarse?: boolean | undefined
  /** The factor on every byte. Default 1 / 255, which gives numbers in [0, 1]. */
  scale?: number | undefined
}

/** Images with their labels, as `TensorDataset` takes them. */
export interface Cifar {
  /** (N, 3, 32, 32), float32. */
  readonly images: Tensor
  /** (N), int32: 0 to 9, 0 to 99, or with `coarse` 0 to 19. */
  readonly labels: Tensor
}

const PIXELS = 3 * 32 * 32
// Classes of each label of a record.
const CIFAR10 = [10]
const CIFAR100 = [20, 100]

/**
 * Reads files of the binary version of CIFAR-10 or CIFAR-100, which the size of a record tells apart. The data is not part
 * of this package: fetch and unpack it from https://www.cs.toronto.edu/~kriz/cifar.html.
 *
 * @param path the file, or several, such as the five `data_batch_1.bin` ...; gzipped or not
 * @param options coarse, scale
 * @returns images (N, 3, 32, 32) and labels (N); 12,288 bytes an image
 * @throws DataError when a file has other records, a label out of range, or cannot be read; OptionError
 * @example
 * const { images, labels } = await readCifar('cifar-100-binary/test.bin', { coarse: true })
 * const data = new TensorDataset(images, labels)
 */
export async function readCifar(path: string | readonly string[], options: CifarOptions = {}): Promise<Cifar> {
  checkValue('readCifar', 'path', path, either(text, arrayOf(text)))
  checkOptions('readCifar', options, { coarse: boolean, scale: number() })
  const paths = typeof path === 'string' ? [path] : path
  if (paths.length === 0) throw new OptionError('readCifar: expected at least one path but the array is empty')
  const files = await Promise.all(paths.map(readRecords))
  const [first] = files as [Records]
  const other = files.findIndex(({ classes }) => classes !== first.classes)
  if (other >= 0) {
    throw new DataError(
      `readCifar: ${paths[other]}: expected records of CIFAR-${first.classes.at(-1)} as in ${paths[0]} but they are of CIFAR-${files[other]!.classes.at(-1)}`
    )
  }
  const { coarse = false, scale = 1 / 255 } = options
  if (coarse && first.classes === CIFAR10) {
    throw new OptionError(`readCifar: expected coarse only with CIFAR-100 but ${paths[0]} is of CIFAR-10`)
  }
  const count = files.reduce((n, file) => n + file.count, 0)
  const images = empty([count, 3, 32, 32])
  const labels = empty([count], { dtype: 'int32' })
  const values = Float32Array.from({ length: 256 }, (_, byte) => byte * scale)
  let row = 0
  for (const [k, file] of files.entries()) {
    copyRecords(file, coarse ? 0 : first.classes.length - 1, row, values, images, labels, paths[k]!)
    row += file.count
  }
  return { images, labels }
}

interface Records {
  readonly bytes: Uint8Array
  readonly classes: readonly number[]
  readonly count: number
}

async function readRecords(path: string): Promise<Records> {
  const fail = (message: string): DataError => new DataError(`readCifar: ${path}: ${message}`)
  const bytes = await readSource('readCifar', path, fail)
  const start = String.fromCharCode(...bytes.subarray(257, 262))
  if (start === 'ustar') throw fail('the file is a tar archive; unpack it (tar -xzf) and give its .bin files')
  const fitting = [CIFAR10, CIFAR100].filter(({ length }) => bytes.length % (length + PIXELS) === 0)
  if (fitting.length !== 1 || bytes.length === 0) {
    const pickle = bytes[0] === 0x80 ? ', it looks like a pickle: take the binary version, not the one for Python,' : ''
    throw fail(
      `expected records of ${1 + PIXELS} bytes (CIFAR-10) or ${2 + PIXELS} (CIFAR-100) but${pickle} the file has ${bytes.length} bytes`
    )
  }
  const classes = fitting[0]!
  return { bytes, classes, count: bytes.length / (classes.length + PIXELS) }
}

function copyRecords(
  { bytes, classes, count }: Records,
  which: number,
  row: number,
  values: Float32Array,
  images: Tensor,
  labels: Tensor,
  path: string
): void {
  const [pixels, classOf] = [images.data, labels.data]
  const size = classes.length + PIXELS
  for (let k = 0; k < count; k++) {
    const start = k * size
    for (const [j, most] of classes.entries()) {
      if (bytes[start + j]! < most) continue
      throw new DataError(
        `readCifar: ${path}: expected labels from 0 to ${most - 1} but record ${k} has ${bytes[start + j]}`
      )
    }
    classOf[row + k] = bytes[start + which]!
    const from = start + classes.length
    const to = (row + k) * PIXELS
    for (let i = 0; i < PIXELS; i++) pixels[to + i] = values[bytes[from + i]!]!
  }
}
