// NumPy's .npy files (numpy.lib.format): a magic string, a version, a header that is a Python dictionary, the elements.
import { DataError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import { checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { decodeElements, ELEMENTS, type ElementType, LITTLE_ENDIAN, littleEndianBytes } from '../util/elements.ts'
import { writeAtomically } from '../util/files.ts'
import { checkValue, show, text } from '../util/options.ts'
import { readSource } from './source.ts'

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] // \x93NUMPY
const TYPES: Readonly<Record<string, ElementType>> = {
  f2: 'f16',
  f4: 'f32',
  f8: 'f64',
  i1: 'i8',
  i2: 'i16',
  i4: 'i32',
  i8: 'i64',
  u1: 'u8',
  u2: 'u16',
  u4: 'u32',
  u8: 'u64',
  b1: 'bool'
}
const DESCR = { float32: '<f4', float64: '<f8', int32: '<i4', bool: '|b1', uint8: '|u1', int64: '<i8' } as const

type Fail = (message: string) => DataError

/**
 * Reads a .npy file (versions 1 to 3, C or Fortran order, either byte order), gzipped or not. Halves become float32;
 * integers become int32 when every value fits.
 *
 * @param path the file
 * @returns a row-major tensor of the file's shape
 * @throws DataError for an unsupported dtype or value, and for malformed or truncated files
 * @example
 * const x = await readNpy('x.npy')
 */
export async function readNpy(path: string): Promise<Tensor> {
  checkValue('readNpy', 'path', path, text)
  const fail: Fail = (message) => new DataError(`readNpy: ${path}: ${message}`)
  const bytes = await readSource('readNpy', path, fail)
  const { header, start } = headerText(bytes, fail)
  const { type, littleEndian, fortran, shape } = parseHeader(header, fail)
  const expected = shape.reduce((n, k) => n * k, ELEMENTS[type].width)
  if (bytes.length - start !== expected) {
    throw fail(`expected ${expected} bytes for shape [${shape.join(', ')}] but there are ${bytes.length - start}`)
  }
  const out = empty(shape, { dtype: ELEMENTS[type].dtype })
  decodeElements(out.data, bytes.subarray(start), type, littleEndian, fail)
  return fortran && shape.length > 1 ? rowMajorCopy(out) : out
}

function headerText(bytes: Uint8Array, fail: Fail): { header: string; start: number } {
  if (bytes.length < 8 || MAGIC.some((b, k) => bytes[k] !== b)) {
    throw fail('expected the first bytes of a .npy file (93 4e 55 4d 50 59) but they differ')
  }
  const version = bytes[6]!
  if (version < 1 || version > 3) throw fail(`expected version 1, 2 or 3 but it is ${version}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const before = version === 1 ? 10 : 12
  const length = bytes.length < before ? 0 : version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (bytes.length < before + length) throw fail(`expected a header of ${length} bytes but the file is cut off`)
  const encoding = version === 3 ? 'utf8' : 'latin1'
  return {
    header: Buffer.from(bytes.buffer, bytes.byteOffset + before, length).toString(encoding),
    start: before + length
  }
}

interface Layout {
  type: ElementType
  littleEndian: boolean
  fortran: boolean
  shape: number[]
}

const ENTRY = /'(\w+)'\s*:\s*('[^']*'|True|False|\([^()]*\))/g

// {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), } with the keys in any order.
function parseHeader(header: string, fail: Fail): Layout {
  const values = new Map<string, string>()
  const rest = header.replace(ENTRY, (_, key: string, value: string) => {
    values.set(key, value)
    return ''
  })
  if (/'descr'\s*:\s*\[/.test(header)) throw fail('structured dtypes have no place in a tensor')
  if (!/^\s*\{[\s,]*\}\s*$/.test(rest)) throw fail(`expected a header dictionary but it is ${show(header.trim())}`)
  const [descr, order, sizes] = ['descr', 'fortran_order', 'shape'].map((key) => values.get(key))
  const descrParts = /^'([<>=|])([a-z]\d+)'$/.exec(descr ?? '')
  const type = descrParts ? TYPES[descrParts[2]!] : undefined
  if (descrParts === null || type === undefined) {
    throw fail(`expected a dtype of ${Object.keys(TYPES).join(', ')} but it is ${descr ?? 'missing'}`)
  }
  if (order !== 'True' && order !== 'False')
    throw fail(`expected fortran_order to be True or False but it is ${order ?? 'missing'}`)
  if (sizes === undefined || !/^\(\s*(\d+L?\s*(,\s*\d+L?\s*)*,?\s*)?\)$/.test(sizes)) {
    throw fail(`expected shape to be a tuple of whole numbers but it is ${sizes ?? 'missing'}`)
  }
  const shape = [...sizes.matchAll(/\d+/g)].map(Number)
  const byteOrder = descrParts[1]!
  return {
    type,
    littleEndian: byteOrder === '<' || (byteOrder !== '>' && LITTLE_ENDIAN),
    fortran: order === 'True',
    shape
  }
}

// Element (i0, i1, ...) of a Fortran-ordered array lies at i0 + n0 * (i1 + n1 * (i2 + ...)).
function rowMajorCopy(x: Tensor): Tensor {
  const { shape } = x
  const out = empty(shape, { dtype: x.dtype })
  const steps = shape.map((_, d) => shape.slice(0, d).reduce((n, k) => n * k, 1))
  const from = x.data
  const to = out.data
  const index = new Array<number>(shape.length).fill(0)
  let at = 0
  for (let k = 0; k < to.length; k++) {
    to[k] = from[at]!
    for (let d = shape.length - 1; d >= 0; d--) {
      at += steps[d]!
      if (++index[d]! < shape[d]!) break
      at -= steps[d]! * shape[d]!
      index[d] = 0
    }
  }
  return out
}

/**
 * Writes a tensor as a .npy file (version 1.0, row-major, little endian), atomically.
 *
 * @param path the file; its folder must exist
 * @throws OptionError when it is not a tensor
 * @example
 * await writeNpy('x.npy', x) // numpy.load('x.npy')
 */
export async function writeNpy(path: string, x: Tensor): Promise<void> {
  checkValue('writeNpy', 'path', path, text)
  checkTensor('writeNpy', 'x', x)
  const sizes = x.shape.length === 1 ? `${x.shape[0]},` : x.shape.join(', ')
  const dictionary = `{'descr': '${DESCR[x.dtype]}', 'fortran_order': False, 'shape': (${sizes}), }`
  // Padded with blanks so that the elements begin on a multiple of 64; the header ends with a line feed.
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 10
  const head = Buffer.alloc(10 + length, 0x20)
  head.set([...MAGIC, 1, 0])
  head.writeUInt16LE(length, 8)
  head.write(dictionary, 10, 'latin1')
  head[head.length - 1] = 0x0a
  await writeAtomically(path, [head, littleEndianBytes(elementsOf(x), x.dtype).slice()])
}
