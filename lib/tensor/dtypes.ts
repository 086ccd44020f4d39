// What holds of each dtype: its range, and which dtype two of them give together. Called by creation and by ops.
import { DTYPES, type DType } from '../backend/storage.ts'
import { OptionError } from '../errors.ts'

type FloatDType = 'float32' | 'float64'

export function isFloat(dtype: DType): dtype is FloatDType {
  return dtype === 'float32' || dtype === 'float64'
}

const RANGES: Readonly<Record<'int32' | 'uint8' | 'int64', readonly [low: number, high: number, words: string]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1, '-2^31 to 2^31 - 1'],
  uint8: [0, 255, '0 to 255'],
  // Up to here doubles hold every whole number.
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, '-(2^53 - 1) to 2^53 - 1']
}

/** Throws unless `value`, its fraction dropped, lies in the range of an integer dtype: it would wrap around silently. */
export function checkFits(op: string, dtype: DType, value: number | bigint): void {
  if (dtype !== 'int32' && dtype !== 'uint8' && dtype !== 'int64') return
  const [low, high, words] = RANGES[dtype]
  if (value > low - 1 && value < high + 1) return
  throw new OptionError(`${op}: expected numbers that fit ${dtype}, from ${words}, but received ${String(value)}`)
}

/** A dtype that was passed as an option. */
export function checkDtype(op: string, dtype: unknown): asserts dtype is DType {
  if (!DTYPES.includes(dtype as DType)) {
    throw new OptionError(`${op}: expected dtype to be one of ${DTYPES.join(', ')} but received ${String(dtype)}`)
  }
}

const RANK: Record<DType, number> = { bool: 0, uint8: 1, int32: 2, int64: 3, float32: 4, float64: 5 }

/** The promoted dtype of two, as in PyTorch: the wider one; a float wins over integers and bool. */
export function promote(a: DType, b: DType): DType {
  return RANK[a] >= RANK[b] ? a : b
}
