// Tensors from numbers: from nested arrays, constants, ranges.

import { type AnyArray, type DType, Storage } from '../backend/index.ts'
import { power } from '../backend/math.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { checkValue, mismatch, namesOnly, number, show } from '../util/options.ts'
import { tagOf } from '../util/realm.ts'
import { checkDtype, checkFits, isFloat } from './dtypes.ts'
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
import { checkTensor, Tensor } from './tensor.ts'

/** Options of the creation functions. */
export interface TensorOptions {
  /** 'float32' (default), 'float64', 'int32', 'int64', 'uint8' or 'bool'. */
  dtype?: DType | undefined
  /** Whether `backward` computes a gradient for the tensor. Default false; float dtypes only. */
  requiresGrad?: boolean | undefined
}

/** What `tensor` takes: like NestedArray, but the arrays may be readonly. */
type NestedValues = number | boolean | readonly NestedValues[]

/** Typed arrays whose elements become those of another type. */
export type OtherArray =
  | Uint8ClampedArray
  | Int8Array
  | Int16Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array

export interface ShapedOptions extends TensorOptions {
  /** Needed for a flat typed array that is to have more than one dimension. */
  shape?: Shape | undefined
}

const NAMES = ['dtype', 'requiresGrad']

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
  checkDtype(op, dtype)
  return dtype
}

/**
 * A tensor of the given values, which are copied. A typed array keeps its dtype: Float32Array, Float64Array,
 * Int32Array; Uint8Array, Buffer and Uint8ClampedArray are uint8; BigInt64Array and BigUint64Array are int64; others
 * become float32. Numbers become float32, booleans alone bool, unless `dtype` says otherwise.
 *
 * @param values a number, a boolean, nested arrays of them, or a typed array
 * @param options shape (for flat values), dtype, requiresGrad
 * @throws ShapeError for ragged arrays or a shape of another size; OptionError for numbers out of the range of the dtype
 * @example
 * tensor([[1, 2, 3], [4, 5, 6]]).shape // [2, 3]
 * tensor(new Uint8Array([0, 128, 255])).dtype // 'uint8'
 * tensor(new Float32Array(6), { shape: [2, 3] })
 */
export function tensor(values: NestedValues | AnyArray | OtherArray, options: ShapedOptions = {}): Tensor {
  namesOnly('tensor', options, ['shape', ...NAMES])
  if (ArrayBuffer.isView(values)) return fromTyped(values as AnyArray | OtherArray, options)
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
  return build('tensor', flat as ArrayLike<number>, options.shape ?? shape, dtype, options)
}

function fromTyped(values: AnyArray | OtherArray, options: ShapedOptions): Tensor {
  const kind = tagOf(values)
  if (kind === 'DataView') {
    throw new OptionError(`tensor: expected a typed array of numbers but received ${show(values)}`)
  }
  const dtype = dtypeOf('tensor', options, ownDtype(values))
  return build('tensor', numbersOf('tensor', kind, values), options.shape ?? [values.length], dtype, options)
}

// The elements of a BigInt64Array as numbers, which are exact within the range of int64 here.
function numbersOf(op: string, kind: string, values: AnyArray | OtherArray): ArrayLike<number> {
  if (!kind.startsWith('Big')) return values as AnyArray
  const wide = values as BigInt64Array
  const out = new Float64Array(wide.length)
  for (let k = 0; k < out.length; k++) {
    checkFits(op, 'int64', wide[k]!)
    out[k] = Number(wide[k])
  }
  return out
}

// By its tag, because arrays of another realm are instances of other classes.
const OWN_DTYPES: Readonly<Record<string, DType>> = {
  Float64Array: 'float64',
  Int32Array: 'int32',
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8',
  BigInt64Array: 'int64',
  BigUint64Array: 'int64'
}

function ownDtype(values: ArrayBufferView): DType {
  return OWN_DTYPES[tagOf(values)] ?? 'float32'
}

function build(op: string, values: ArrayLike<number>, shape: Shape, dtype: DType, options: TensorOptions): Tensor {
  checkShape(op, shape)
  if (sizeOf(shape) !== values.length) {
    throw new ShapeError(
      `${op}: expected ${sizeOf(shape)} values for shape ${format(shape)} but received ${values.length}`
    )
  }
  const storage = allocate(dtype, values.length)
  if (isFloat(dtype) || (dtype === 'uint8' && tagOf(values).startsWith('Uint8'))) storage.set(values)
  else storage.write((array) => setIntegers(op, dtype, array, values))
  return finish(op, new Tensor(storage, [...shape]), options)
}

function setIntegers(op: string, dtype: DType, array: AnyArray, values: ArrayLike<number>): void {
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!
    if (dtype === 'bool') array[k] = value ? 1 : 0
    else {
      checkFits(op, dtype, value)
      // An int64 lies in a double, which would keep the fraction; `+ 0` makes -0 a 0.
      array[k] = Math.trunc(value) + 0
    }
  }
}

function flatten(values: NestedValues, depth: number, shape: Shape, out: (number | boolean)[]): void {
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
  checkFits(op, dtype, Number(value))
  const storage = allocate(dtype, sizeOf(shape))
  storage.fill(isFloat(dtype) ? value : dtype === 'bool' ? Number(Number(value) !== 0) : Math.trunc(value) + 0)
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
  if (n > 0) for (const value of [from, from + (n - 1) * step]) checkFits('arange', dtype, value)
  const storage = allocate(dtype, n)
  const whole64 = dtype === 'int64'
  storage.write((array) => {
    for (let k = 0; k < n; k++) array[k] = whole64 ? Math.trunc(from + k * step) + 0 : from + k * step
  })
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
  const whole64 = storage.dtype === 'int64'
  if (steps > 0) for (const value of [start, end]) checkFits('linspace', storage.dtype, value)
  storage.write((array) => {
    for (let k = 0; k < steps; k++) {
      const value = 2 * k < steps ? start + k * step : end - (steps - 1 - k) * step
      array[k] = whole64 ? Math.trunc(value) + 0 : value
    }
  })
  return finish('linspace', new Tensor(storage, [steps]), options)
}

/** Options of logspace. */
export interface LogspaceOptions extends TensorOptions {
  /** Default 10. */
  base?: number | undefined
}

/**
 * `steps` numbers from base^start to base^end (base 10 by default), both included, in equal ratios.
 * @example
 * logspace(0, 2, 3).toArray() // [1, 10, 100]
 */
export function logspace(start: number, end: number, steps: number, options: LogspaceOptions = {}): Tensor {
  namesOnly('logspace', options, ['base', ...NAMES])
  const { base = 10, ...rest } = options
  checkValue('logspace', 'base', base, number())
  const out = linspace(start, end, steps, { dtype: 'float64' })
  const { array } = out.storage
  for (let k = 0; k < steps; k++) array[out.offset + k] = power(base, array[out.offset + k]!)
  return build(
    'logspace',
    array.subarray(out.offset, out.offset + steps),
    [steps],
    dtypeOf('logspace', rest, 'float32'),
    rest
  )
}

/** The identity matrix of n rows (and m columns). */
export function eye(n: number, m?: number | TensorOptions, options?: TensorOptions): Tensor {
  const args = leading('eye', [n, m, options])
  const [rows, columns = rows] = args.numbers as [number, number?]
  const shape = [rows, columns]
  checkShape('eye', shape)
  namesOnly('eye', args.options, NAMES)
  const storage = allocate(dtypeOf('eye', args.options, 'float32'), rows * columns)
  storage.write((array) => {
    array.fill(0)
    for (let k = 0; k < Math.min(rows, columns); k++) array[k * columns + k] = 1
  })
  return finish('eye', new Tensor(storage, shape), args.options)
}

/**
 * A tensor over a typed array itself, without a copy: changes of one are seen in the other. Bytes (Uint8Array, Buffer)
 * are uint8, or bool with `dtype: 'bool'`. An array of another type than `dtype` is copied.
 */
export function fromArray(
  values: AnyArray | OtherArray,
  shape: Shape = [values?.length ?? 0],
  options: TensorOptions = {}
): Tensor {
  if (!ArrayBuffer.isView(values)) throw mismatch('fromArray', 'values', 'a typed array', values)
  checkShape('fromArray', shape)
  const kind = tagOf(values)
  const own = ownDtype(values)
  const dtype = dtypeOf('fromArray', options, own)
  if (sizeOf(shape) !== values.length) {
    throw new ShapeError(
      `fromArray: expected ${sizeOf(shape)} values for shape ${format(shape)} but received ${values.length}`
    )
  }
  if (!liesIn(kind, values as AnyArray, dtype)) {
    return build('fromArray', numbersOf('fromArray', kind, values), shape, dtype, options)
  }
  return finish('fromArray', new Tensor(Storage.wrap(values as AnyArray, dtype), [...shape]), options)
}

// Whether an array can be the memory of a tensor of `dtype` as it is.
function liesIn(kind: string, values: AnyArray, dtype: DType): boolean {
  if (kind === 'Uint8Array') return dtype === 'uint8' || dtype === 'bool'
  if (kind === 'Float64Array') return dtype === 'float64' || (dtype === 'int64' && values.every(Number.isSafeInteger))
  return kind === 'Float32Array' ? dtype === 'float32' : kind === 'Int32Array' && dtype === 'int32'
}
