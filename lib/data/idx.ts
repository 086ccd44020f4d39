// The IDX format of the MNIST family: two zero bytes, a type, the number of dimensions, their sizes, then the elements,
// all big endian (yann.lecun.com/exdb/mnist).
import { DataError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { decodeElements, ELEMENTS, type ElementType } from '../util/elements.ts'
import { checkOptions, checkValue, number, oneOf, text } from '../util/options.ts'
import { readSource } from './source.ts'

export interface IdxOptions {
  /** 'float32', 'float64' or 'int32'. Default int32 for whole numbers, else the file's own; with scale float32. */
  dtype?: 'float32' | 'float64' | 'int32' | undefined
  /** The factor on every element. Default 1. */
  scale?: number | undefined
}

const TYPES: Readonly<Record<number, ElementType>> = { 8: 'u8', 9: 'i8', 11: 'i16', 12: 'i32', 13: 'f32', 14: 'f64' }

/**
 * Reads an IDX file, gzipped or not, of any element type.
 *
 * @param path the file
 * @param options dtype, scale
 * @returns a tensor of the file's shape
 * @throws DataError when it is not an IDX file, is truncated or cannot be read; OptionError
 * @example
 * const images = await readIdx('train-images-idx3-ubyte.gz', { scale: 1 / 255 }) // (60000, 28, 28), float32
 */
export async function readIdx(path: string, options: IdxOptions = {}): Promise<Tensor> {
  checkValue('readIdx', 'path', path, text)
  checkOptions('readIdx', options, { dtype: oneOf('float32', 'float64', 'int32'), scale: number() })
  const fail = (message: string): DataError => new DataError(`readIdx: ${path}: ${message}`)
  const bytes = await readSource('readIdx', path, fail)
  const { type, shape, start } = parseHead(bytes, fail)
  const { scale = 1, dtype = scale === 1 ? ELEMENTS[type].dtype : 'float32' } = options
  const out = empty(shape, { dtype })
  const elements = bytes.subarray(start)
  if (dtype === ELEMENTS[type].dtype && scale === 1) {
    decodeElements(out.data, elements, type, false, fail)
    return out
  }
  // Images are bytes: they need no copy on the way.
  const from = type === 'u8' ? elements : empty(shape, { dtype: ELEMENTS[type].dtype }).data
  if (type !== 'u8') decodeElements(from, elements, type, false, fail)
  const to = out.data
  for (let k = 0; k < to.length; k++) to[k] = from[k]! * scale
  return out
}

interface Head {
  type: ElementType
  shape: number[]
  start: number
}

function parseHead(bytes: Uint8Array, fail: (message: string) => DataError): Head {
  if (bytes.length < 4) throw fail(`expected at least 4 bytes but there are ${bytes.length}`)
  const [zero, none, code, nd] = bytes as unknown as [number, number, number, number]
  const type = TYPES[code]
  if (zero !== 0 || none !== 0 || type === undefined) {
    const head = [...bytes.subarray(0, 4)].map((b) => b.toString(16).padStart(2, '0')).join(' ')
    throw fail(`expected the first bytes of an IDX file (00 00 08 to 0e) but they are ${head}`)
  }
  const start = 4 + 4 * nd
  if (bytes.length < start)
    throw fail(`expected the sizes of ${nd} dimensions but the file ends after ${bytes.length} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shape = Array.from({ length: nd }, (_, d) => view.getUint32(4 + 4 * d))
  const expected = shape.reduce((n, k) => n * k, ELEMENTS[type].width)
  if (bytes.length - start !== expected) {
    throw fail(`expected ${expected} bytes for shape [${shape.join(', ')}] but there are ${bytes.length - start}`)
  }
  return { type, shape, start }
}
