// From the bytes of other people's files (safetensors, .npy, IDX) to the dtypes of this library, and back. Narrow floats
// widen exactly; integers become int32 if they fit, in safetensors uint8 and int64; otherwise it is an error.

export type ElementType =
  | 'f16'
  | 'bf16'
  | 'f32'
  | 'f64'
  | 'i8'
  | 'i16'
  | 'i32'
  | 'i64'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'bool'

type Target = Float32Array | Float64Array | Int32Array | Uint8Array

/** What each type becomes, and its width in bytes. */
export const ELEMENTS: Readonly<
  Record<ElementType, { readonly dtype: 'float32' | 'float64' | 'int32' | 'bool'; readonly width: number }>
> = {
  f16: { dtype: 'float32', width: 2 },
  bf16: { dtype: 'float32', width: 2 },
  f32: { dtype: 'float32', width: 4 },
  f64: { dtype: 'float64', width: 8 },
  i8: { dtype: 'int32', width: 1 },
  i16: { dtype: 'int32', width: 2 },
  i32: { dtype: 'int32', width: 4 },
  i64: { dtype: 'int32', width: 8 },
  u8: { dtype: 'int32', width: 1 },
  u16: { dtype: 'int32', width: 2 },
  u32: { dtype: 'int32', width: 4 },
  u64: { dtype: 'int32', width: 8 },
  bool: { dtype: 'bool', width: 1 }
}

/** What each type becomes where uint8 and int64 keep their types, and unsigned ones of 32 and 64 bits are int64. */
export const EXACT: Readonly<Record<ElementType, 'float32' | 'float64' | 'int32' | 'bool' | 'uint8' | 'int64'>> = {
  f16: 'float32',
  bf16: 'float32',
  f32: 'float32',
  f64: 'float64',
  i8: 'int32',
  i16: 'int32',
  i32: 'int32',
  i64: 'int64',
  u8: 'uint8',
  u16: 'int32',
  u32: 'int64',
  u64: 'int64',
  bool: 'bool'
}

/** Whether this processor stores the lowest byte first. */
export const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** The bytes of a typed array, without a copy. */
export function bytesOf(array: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength)
}

/** Whether elements of `type` in a file are the bytes of `target` as they are, so that they can be read in place. */
export function sameLayout(type: ElementType, littleEndian: boolean): boolean {
  return littleEndian === LITTLE_ENDIAN && (type === 'f32' || type === 'f64' || type === 'i32')
}

/**
 * Writes the elements of `bytes` into `target`, an array of the type's dtype, in ELEMENTS or EXACT, and of as many
 * elements.
 * @param fail makes the error of an integer that does not fit int32 or int64
 */
export function decodeElements(
  target: Target,
  bytes: Uint8Array,
  type: ElementType,
  littleEndian: boolean,
  fail: (message: string) => Error
): void {
  if (sameLayout(type, littleEndian)) {
    bytesOf(target).set(bytes)
    return
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (type === 'f16' || type === 'bf16') {
    const bits = new Uint32Array(target.buffer, target.byteOffset, target.length)
    const widen = type === 'f16' ? bitsOfHalf : (h: number) => h << 16
    for (let k = 0; k < bits.length; k++) bits[k] = widen(view.getUint16(2 * k, littleEndian))
    return
  }
  if (type === 'i64' || type === 'u64') {
    decodeWide(target, view, type, littleEndian, fail)
    return
  }
  const { width } = ELEMENTS[type]
  const read = reader(view, type, littleEndian)
  for (let k = 0; k < target.length; k++) {
    const value = read(k * width)
    if (type === 'u32' && value > 0x7fffffff && target instanceof Int32Array) throw fail(misfit(k, value))
    target[k] = value
  }
}

function reader(view: DataView, type: ElementType, little: boolean): (at: number) => number {
  switch (type) {
    case 'f32':
      return (at) => view.getFloat32(at, little)
    case 'f64':
      return (at) => view.getFloat64(at, little)
    case 'i8':
      return (at) => view.getInt8(at)
    case 'i16':
      return (at) => view.getInt16(at, little)
    case 'i32':
      return (at) => view.getInt32(at, little)
    case 'u16':
      return (at) => view.getUint16(at, little)
    case 'u32':
      return (at) => view.getUint32(at, little)
    case 'bool':
      return (at) => (view.getUint8(at) === 0 ? 0 : 1)
    default:
      return (at) => view.getUint8(at)
  }
}

function decodeWide(
  target: Target,
  view: DataView,
  type: ElementType,
  little: boolean,
  fail: (message: string) => Error
): void {
  const exact = target instanceof Float64Array
  for (let k = 0; k < target.length; k++) {
    if (exact) {
      const value = type === 'u64' ? view.getBigUint64(8 * k, little) : view.getBigInt64(8 * k, little)
      if (!Number.isSafeInteger(Number(value))) throw fail(misfit(k, value, INT64))
      target[k] = Number(value)
      continue
    }
    const low = view.getInt32(8 * k + (little ? 0 : 4), little)
    const top = view.getInt32(8 * k + (little ? 4 : 0), little)
    // It fits when the upper word holds nothing but copies of the sign.
    if (top !== (low < 0 ? -1 : 0) || (type === 'u64' && low < 0)) {
      throw fail(misfit(k, type === 'u64' ? view.getBigUint64(8 * k, little) : view.getBigInt64(8 * k, little)))
    }
    target[k] = low
  }
}

const INT64 = 'int64, which is exact from -(2^53 - 1) to 2^53 - 1'

function misfit(index: number, value: number | bigint, dtype = 'int32'): string {
  return `element ${index} is ${value}, which does not fit ${dtype}`
}

// The float32 bits of a half: exponents shift from bias 15 to 127; subnormal halves become normal floats.
function bitsOfHalf(half: number): number {
  const sign = (half & 0x8000) << 16
  const exponent = (half >>> 10) & 31
  const fraction = half & 0x3ff
  if (exponent === 31) return sign | 0x7f800000 | (fraction << 13)
  if (exponent !== 0) return sign | ((exponent + 112) << 23) | (fraction << 13)
  if (fraction === 0) return sign
  const shift = Math.clz32(fraction) - 21
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13)
}

/**
 * The bytes of `array` in little-endian order: its own memory on most machines, a copy on the others, and for an int64,
 * which lies in a Float64Array.
 */
export function littleEndianBytes(array: Target, dtype?: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(dtype === 'int64' ? BigInt64Array.from(array as Float64Array, BigInt) : array)
  if (LITTLE_ENDIAN || array.BYTES_PER_ELEMENT === 1) return bytes
  const copy = Buffer.from(bytes)
  const swapped = array.BYTES_PER_ELEMENT === 4 ? copy.swap32() : copy.swap64()
  return new Uint8Array(swapped)
}
