// Tensors from numbers: from nested arrays, constants, ranges.
import { type AnyArray, type DType, Storage } from '../backend/index.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { checkValue, mismatch, namesOnly, number, show } from '../util/options.ts'
import { tagOf } from '../util/realm.ts'
import { allocate } from './lifetime.ts'
import {
  checkShape,
  format,
  MOST_DIMENSIONS,
  type Shape,
  type ShapeArguments,
  shapeArguments,
  sizeOf
} from './shape.ts'
import { checkTensor, type NestedArray, Tensor } from './tensor.ts'

/** Options of the creation functions. */
export interface TensorOptions {
  /** 'float32' (default), 'float64', 'int32' or 'bool'. */
  dtype?: DType | undefined
  /** Whether `backward` computes a gradient for the tensor. Default false; float dtypes only. */
  requiresGrad?: boolean | undefined
}

export interface ShapedOptions extends TensorOptions {
  /** Needed for a flat typed array that is to have more than one dimension. */
  shape?: Shape | undefined
}

const DTYPES: readonly DType[] = ['float32', 'float64', 'int32', 'bool']

const NAMES = ['dtype', 'requiresGrad']

// Values that do not fit would silently wrap around, and NaN become 0.
function checkInt32(op: string, value: number): void {
  if (value > -(2 ** 31) - 1 && value < 2 ** 31) return
  throw new OptionError(`${op}: expected numbers that fit int32, from -2^31 to 2^31 - 1, but received ${value}`)
}

export function isFloat(dtype: DType): boolean {
  return dtype === 'float32' || dtype === 'float64'
}

function finish(op: string, t: Tensor, options: TensorOptions): Tensor {
  if (options.requiresGrad) {
    if (!isFloat(t.dtype)) {
      throw new OptionError(`${op}: expected a float dtype for requiresGrad but received ${t.dtype}`)
    }
    t.requiresGrad = true
  }
  return t
}

function dtypeOf(op: string, options: TensorOptions, fallback: DType): DType {
  const dtype = options.dtype ?? fallback
  if (!DTYPES.includes(dtype)) {
    throw new OptionError(`${op}: expected dtype to be one of ${DTYPES.join(', ')} but received ${String(dtype)}`)
  }
  return dtype
}

/**
 * A tensor of the given values, which are copied. A typed array keeps its dtype (Float32Array, Float64Array,
 * Int32Array; others, such as the bytes of a Buffer, become float32); numbers become float32, booleans alone bool,
 * unless `dtype` says otherwise.
 *
 * @param values a number, a boolean, nested arrays of them, or a typed array
 * @param options shape (for flat values), dtype, requiresGrad
 * @throws ShapeError for ragged arrays or a shape of another size
 * @example
 * tensor([[1, 2, 3], [4, 5, 6]]).shape // [2, 3]
 * tensor(new Float32Array(6), { shape: [2, 3] })
 */
export function tensor(values: NestedArray | AnyArray, options: ShapedOptions = {}): Tensor {
  namesOnly('tensor', options, ['shape', ...NAMES])
  if (ArrayBuffer.isView(values)) return fromTyped(values as AnyArray, options)
  const shape: number[] = []
  for (let v: unknown = values; Array.isArray(v); v = v[0]) {
    shape.push(v.length)
    if (shape.length > MOST_DIMENSIONS)
      throw new ShapeError(`tensor: expected arrays nested at most ${MOST_DIMENSIONS} deep but found more`)
  }
  const flat: (number | boolean)[] = []
  flatten(values, 0, shape, flat)
  const dtype = dtypeOf(
    'tensor',
    options,
    flat.length > 0 && flat.every((v) => typeof v === 'boolean') ? 'bool' : 'float32'
  )
  return build(flat as ArrayLike<number>, options.shape ?? shape, dtype, options)
}

function fromTyped(values: AnyArray, options: ShapedOptions): Tensor {
  if (tagOf(values) === 'DataView' || typeof values[0] === 'bigint') {
    throw new OptionError(`tensor: expected a typed array of numbers but received ${show(values)}`)
  }
  return build(values, options.shape ?? [values.length], dtypeOf('tensor', options, ownDtype(values)), options)
}

// By its tag, because arrays of another realm are instances of other classes. Bytes are numbers: pixels, most often.
function ownDtype(values: ArrayBufferView): DType {
  const kind = tagOf(values)
  return kind === 'Float64Array' ? 'float64' : kind === 'Int32Array' ? 'int32' : 'float32'
}

function build(values: ArrayLike<number>, shape: Shape, dtype: DType, options: TensorOptions): Tensor {
  checkShape('tensor', shape)
  if (sizeOf(shape) !== values.length) {
    throw new ShapeError(
      `tensor: expected ${sizeOf(shape)} values for shape ${format(shape)} but received ${values.length}`
    )
  }
  const storage = allocate(dtype, values.length)
  if (dtype === 'bool') for (let k = 0; k < values.length; k++) storage.array[k] = values[k] ? 1 : 0
  else {
    if (dtype === 'int32') for (let k = 0; k < values.length; k++) checkInt32('tensor', values[k]!)
    storage.array.set(values)
  }
  return finish('tensor', new Tensor(storage, [...shape]), options)
}

function flatten(values: NestedArray, depth: number, shape: Shape, out: (number | boolean)[]): void {
  if (Array.isArray(values)) {
    if (values.length !== shape[depth]) {
      throw new ShapeError(
        `tensor: expected arrays of equal length but dimension ${depth} has ${shape[depth] ?? 'numbers'} and ${values.length}`
      )
    }
    for (const value of values) flatten(value, depth + 1, shape, out)
    return
  }
  if (depth !== shape.length) {
    throw new ShapeError(`tensor: expected arrays of equal depth but found ${String(values)} at depth ${depth}`)
  }
  if (typeof values !== 'number' && typeof values !== 'boolean') {
    throw new OptionError(`tensor: expected numbers or booleans but received ${String(values)}`)
  }
  out.push(values)
}

/** A tensor of `shape` whose every element is `value`. Default dtype float32. */
export function full(shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  return filled('full', shape, value, options)
}

function filled(op: string, shape: Shape, value: number, options: TensorOptions): Tensor {
  checkShape(op, shape)
  namesOnly(op, options, NAMES)
  if (typeof value !== 'number' && typeof value !== 'boolean') throw mismatch(op, 'value', 'a number', value)
  const dtype = dtypeOf(op, options, 'float32')
  if (dtype === 'int32') checkInt32(op, value)
  const storage = allocate(dtype, sizeOf(shape))
  storage.array.fill(dtype === 'bool' ? Number(Number(value) !== 0) : value)
  return finish(op, new Tensor(storage, [...shape]), options)
}

/**
 * A tensor of zeros. Default dtype float32.
 * @param shapeAndOptions the sizes, or an array of them, and options
 * @example
 * zeros(2, 3).shape // [2, 3]
 * zeros([2, 3], { dtype: 'int32' }).dtype // 'int32'
 */
export function zeros(...shapeAndOptions: ShapeArguments<TensorOptions>): Tensor {
  const [shape, options] = shapeArguments('zeros', shapeAndOptions)
  return filled('zeros', shape, 0, options)
}

/** A tensor of ones. Default dtype float32. Takes the sizes, or an array of them, and options. */
export function ones(...shapeAndOptions: ShapeArguments<TensorOptions>): Tensor {
  const [shape, options] = shapeArguments('ones', shapeAndOptions)
  return filled('ones', shape, 1, options)
}

/** A tensor with uninitialized elements; write it before reading it. */
export function empty(...shapeAndOptions: ShapeArguments<TensorOptions>): Tensor {
  const [shape, options] = shapeArguments('empty', shapeAndOptions)
  namesOnly('empty', options, NAMES)
  return finish('empty', new Tensor(allocate(dtypeOf('empty', options, 'float32'), sizeOf(shape)), [...shape]), options)
}

/** @internal The options of a tensor like `x`: its dtype unless they name one. */
export function like<O extends TensorOptions>(x: Tensor, options: O | undefined): O {
  return { ...options, dtype: options?.dtype ?? x.dtype } as O
}

/** An uninitialized tensor of the shape and dtype of `x`; write it before reading it. */
export function emptyLike(x: Tensor, options: TensorOptions = {}): Tensor {
  checkTensor('emptyLike', 'x', x)
  return empty(x.shape, like(x, options))
}

/** Zeros of the shape and dtype of `x`. */
export function zerosLike(x: Tensor, options: TensorOptions = {}): Tensor {
  checkTensor('zerosLike', 'x', x)
  return filled('zerosLike', x.shape, 0, like(x, options))
}

/** Ones of the shape and dtype of `x`. */
export function onesLike(x: Tensor, options: TensorOptions = {}): Tensor {
  checkTensor('onesLike', 'x', x)
  return filled('onesLike', x.shape, 1, like(x, options))
}

/** `value` in the shape and dtype of `x`. */
export function fullLike(x: Tensor, value: number, options: TensorOptions = {}): Tensor {
  checkTensor('fullLike', 'x', x)
  return filled('fullLike', x.shape, value, like(x, options))
}

/**
 * start, start + step, ... below end. `arange(n)` counts from 0. int32 for whole numbers unless dtype is given. The
 * options may follow any of the numbers.
 * @param step default 1
 * @example
 * arange(2, 5).toArray() // [2, 3, 4]
 * arange(2, { dtype: 'float32' }).toArray() // [0, 1]
 */
export function arange(
  start: number,
  end?: number | TensorOptions,
  step?: number | TensorOptions,
  options?: TensorOptions
): Tensor {
  const args = leading('arange', [start, end, step, options])
  return range(args.options, ...(args.numbers as [number, number?, number?]))
}

function range(options: TensorOptions, start: number, end?: number, step = 1): Tensor {
  namesOnly('arange', options, NAMES)
  const [from, to] = end === undefined ? [0, start] : [start, end]
  if (![from, to, step].every(Number.isFinite) || step === 0) {
    throw new OptionError(
      `arange: expected finite numbers and a step that is not 0 but received ${show(from)}, ${show(to)}, ${show(step)}`
    )
  }
  const n = Math.max(0, Math.ceil((to - from) / step))
  const whole = [from, to, step].every(Number.isInteger)
  const dtype = dtypeOf('arange', options, whole ? 'int32' : 'float32')
  if (dtype === 'int32' && n > 0) for (const value of [from, from + (n - 1) * step]) checkInt32('arange', value)
  const storage = allocate(dtype, n)
  for (let k = 0; k < n; k++) storage.array[k] = from + k * step
  return finish('arange', new Tensor(storage, [n]), options)
}

// Numbers and, behind any of them, the options.
function leading(op: string, args: readonly unknown[]): { numbers: unknown[]; options: TensorOptions } {
  const at = args.findIndex((arg) => typeof arg === 'object' && arg !== null)
  const options = at < 0 ? {} : (args[at] as TensorOptions)
  const behind = at < 0 ? undefined : args.slice(at + 1).find((arg) => arg !== undefined)
  if (behind !== undefined)
    throw new OptionError(`${op}: expected nothing after the options but received ${show(behind)}`)
  return { numbers: at < 0 ? args.slice() : args.slice(0, at), options }
}

/** `steps` numbers from start to end, both included. */
export function linspace(start: number, end: number, steps: number, options: TensorOptions = {}): Tensor {
  checkShape('linspace', [steps])
  checkValue('linspace', 'start', start, number())
  checkValue('linspace', 'end', end, number())
  const storage = allocate(dtypeOf('linspace', options, 'float32'), steps)
  // From both ends, as PyTorch does, so that the last number is `end` itself.
  const step = steps > 1 ? (end - start) / (steps - 1) : 0
  for (let k = 0; k < steps; k++) storage.array[k] = 2 * k < steps ? start + k * step : end - (steps - 1 - k) * step
  return finish('linspace', new Tensor(storage, [steps]), options)
}

/** The identity matrix of n rows (and m columns). */
export function eye(n: number, m?: number | TensorOptions, options?: TensorOptions): Tensor {
  const args = leading('eye', [n, m, options])
  const [rows, columns = rows] = args.numbers as [number, number?]
  const t = filled('eye', [rows, columns], 0, args.options)
  for (let k = 0; k < Math.min(rows, columns); k++) t.storage.array[t.offset + k * columns + k] = 1
  return t
}

/**
 * A tensor over a typed array itself, without a copy: changes of one are seen in the other. Bytes (Uint8Array, Buffer)
 * are copied as float32 unless dtype is 'bool'.
 */
export function fromArray(values: AnyArray, shape: Shape = [values?.length ?? 0], options: TensorOptions = {}): Tensor {
  if (!ArrayBuffer.isView(values)) throw mismatch('fromArray', 'values', 'a typed array', values)
  checkShape('fromArray', shape)
  if (sizeOf(shape) !== values.length) {
    throw new ShapeError(
      `fromArray: expected ${sizeOf(shape)} values for shape ${format(shape)} but received ${values.length}`
    )
  }
  const bytes = tagOf(values) === 'Uint8Array'
  const dtype = dtypeOf('fromArray', options, ownDtype(values))
  if (bytes ? dtype !== 'bool' : options.dtype !== undefined && dtype !== ownDtype(values)) {
    return build(values, shape, dtype, options)
  }
  return finish('fromArray', new Tensor(new Storage(values), [...shape]), options)
}
