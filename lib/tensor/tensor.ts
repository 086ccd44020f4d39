// The Tensor: a view of a storage with a shape, strides and a place in the autograd graph. Creation is in create.ts,
// printing in print.ts; ops attach themselves as methods in lib/ops.
import * as kernels from '../backend/calls.ts'
import type { AnyArray, DType, Storage } from '../backend/index.ts'
import { LIVE, PACKED } from '../backend/storage.ts'
import { BufferError, OptionError, ShapeError, TensorReleasedError } from '../errors.ts'
import type { TensorMethods } from '../ops/methods.ts'
import { show } from '../util/options.ts'
import { BRAND, COPY } from '../util/realm.ts'
import { allocate, makeReadable } from './lifetime.ts'
import { format, isRowMajor, rowMajor, type Shape, sizeOf } from './shape.ts'

/** What autograd hangs on a tensor; lib/autograd defines the one class that implements it. */
export interface GraphNode {
  readonly name: string
}

/** The typed array of a dtype. */
export type TypedArrayOf<D extends DType> = D extends 'float32'
  ? Float32Array
  : D extends 'float64' | 'int64'
    ? Float64Array
    : D extends 'int32'
      ? Int32Array
      : Uint8Array

export type NestedArray = number | boolean | NestedArray[]

/**
 * An n-dimensional array of one dtype. Values are read and computed with ops; every op is also a method
 * (`x.sum({ dim: 1 })`). Tensors are made by `tensor`, `zeros`, `randn` and their like.
 *
 * @example
 * const x = tensor([[1, 2], [3, 4]])
 * x.shape // [2, 2]
 * x.add(1).toArray() // [[2, 3], [4, 5]]
 */
export class Tensor {
  /** Sizes of the dimensions; `[]` for a scalar. */
  readonly shape: Shape
  /** Distance in the storage, in elements, between neighbors along each dimension. */
  readonly strides: Shape
  readonly dtype: DType
  /** The number of elements. */
  readonly size: number
  /** @internal */
  storage: Storage
  /** @internal */
  offset: number
  /** Whether `backward` computes a gradient for this tensor. True for results of tensors that require one. */
  requiresGrad = false
  /** The gradient that `backward` summed up, for a leaf that requires one; null before. */
  grad: Tensor | null = null
  /** @internal The op that made this tensor, null for a leaf. */
  node: GraphNode | null = null

  /** @internal Ops and creation functions make tensors; see `tensor`. */
  constructor(storage: Storage, shape: Shape, strides: Shape = rowMajor(shape), offset = 0) {
    this.storage = storage
    this.dtype = storage.dtype
    this.shape = shape
    this.strides = strides
    this.offset = offset
    this.size = sizeOf(shape)
  }

  /** @internal See lib/util/realm.ts. */
  get [BRAND](): object {
    return COPY
  }

  /** The number of dimensions. */
  get ndim(): number {
    return this.shape.length
  }

  /** Whether the elements lie in row-major order without gaps. */
  get isContiguous(): boolean {
    return isRowMajor(this.shape, this.strides)
  }

  /**
   * The elements in row-major order: not a copy for a contiguous tensor: the array and the tensor share memory. A
   * transposed or broadcast view is first copied to new memory.
   * @throws TensorReleasedError when the scope that made the tensor has ended
   */
  get data(): AnyArray {
    this.ensureReadable('data')
    if (!this.isContiguous) {
      const own = contiguousCopy(this)
      // To a graph that saved this tensor nothing has changed.
      own.copyVersion(this.storage)
      this.storage = own
      this.offset = 0
      ;(this as { strides: Shape }).strides = rowMajor(this.shape)
    }
    const { array } = this.storage
    return this.offset === 0 && array.length === this.size
      ? array
      : array.subarray(this.offset, this.offset + this.size)
  }

  /**
   * @internal Throws if the elements were released. A pending scale is applied, so that gradients are read as clipped.
   */
  ensureReadable(op: string): void {
    if (this.size === 0) return
    const { storage } = this
    if (storage.state === LIVE ? storage.length > 0 : makeReadable(storage)) return
    if (storage.state === LIVE) {
      throw new BufferError(
        `${op}: the memory of this tensor of shape ${format(this.shape)} is gone: its ArrayBuffer was transferred to another thread or detached`
      )
    }
    const [when, where] =
      storage.state === PACKED
        ? ["when the module that made it returned (activations: 'bfloat16')", 'forward']
        : ['at the end of the scope that made it', 'the scope']
    throw new TensorReleasedError(
      `${op}: this tensor of shape ${format(this.shape)} was released ${when}; ` +
        `return it from ${where} or pass it to keep() to use it afterwards`
    )
  }

  /**
   * The value of a tensor of one element.
   * @throws ShapeError when there are more or none
   */
  item(): number {
    if (this.size !== 1) {
      throw new ShapeError(`item: expected a tensor of one element but its shape is ${format(this.shape)}`)
    }
    this.ensureReadable('item')
    return this.storage.current[this.offset]!
  }

  /** What JSON.stringify writes: toArray. JSON has no NaN and no infinities, it writes null for them. */
  toJSON(): NestedArray {
    return this.toArray()
  }

  /**
   * The elements as nested arrays of the tensor's shape; a number for a scalar. Booleans are true and false. The type of the
   * result may be named: nothing checks it.
   * @example
   * const rows = tensor([[1, 2]]).toArray<number[][]>()
   * rows[0]?.[1] // 2
   */
  toArray<T extends NestedArray = NestedArray>(): T {
    const { shape } = this
    const data = elementsOf(this)
    const bool = this.dtype === 'bool'
    let at = 0
    const build = (d: number): NestedArray => {
      if (d === shape.length) {
        const value = data[at++]!
        return bool ? value !== 0 : value
      }
      return Array.from({ length: shape[d]! }, () => build(d + 1))
    }
    return build(0) as T
  }

  [Symbol.toPrimitive](hint: string): number | string {
    if (hint === 'string' || this.size !== 1) return this.toString()
    return this.item()
  }
}

// The ops, which lib/ops/methods.ts attaches.
export interface Tensor extends TensorMethods {}

/** A tensor whose dtype the types know, and with it the typed array of its elements. */
export type TensorOf<D extends DType> = Tensor & { readonly dtype: D; readonly data: TypedArrayOf<D> }

/**
 * Whether a tensor has a dtype, for TypeScript: in the branch where it does, `data` is the typed array of that dtype.
 * @example
 * const x = tensor([1, 2])
 * const total = hasDtype(x, 'float32') ? x.data.subarray(0, 1) : new Float32Array(1)
 * total.length // 1
 */
export function hasDtype<D extends DType>(x: Tensor, dtype: D): x is TensorOf<D> {
  return x.dtype === dtype
}

/**
 * @internal Puts other contiguous memory under a tensor, which stays the same object: how a module
 * changes the dtype of its parameters. Graphs that saved the tensor notice by its version.
 */
export function replaceStorage(x: Tensor, storage: Storage): void {
  storage.touchAsSuccessorOf(x.storage)
  x.storage = storage
  x.offset = 0
  Object.assign(x as { strides: Shape; dtype: DType }, { strides: rowMajor(x.shape), dtype: storage.dtype })
}

/** A row-major copy of a tensor's elements. */
export function contiguousCopy(x: Tensor): Storage {
  x.ensureReadable('contiguous')
  const storage = allocate(x.dtype, x.size)
  const nd = x.shape.length
  if (nd > 8) throw new ShapeError(`contiguous: expected at most 8 dimensions but received ${nd}`)
  kernels.copy(x, kernels.view(storage, x.shape, rowMajor(x.shape)))
  return storage
}

/** The tensor itself when its elements lie in row-major order, else a copy that does. No gradient. */
export function contiguous(x: Tensor): Tensor {
  return x.isContiguous ? x : new Tensor(contiguousCopy(x), x.shape)
}

/**
 * @internal The elements in row-major order, for reading them at once, before the next kernel call: unlike `data`, which moves a transposed view to new
 * memory, this leaves a view as it is.
 */
export function elementsOf(x: Tensor): AnyArray {
  const own = contiguous(x)
  own.ensureReadable('data')
  const { offset, size, storage } = own
  const { current } = storage
  return offset === 0 && current.length === size ? current : current.subarray(offset, offset + size)
}

/**
 * @internal A view whose storage and strides stay as they are now, for an op that needs the strides again in its
 *   backward:
 * `data` moves a transposed tensor into new memory.
 */
export function snapshotView(x: Tensor): Tensor {
  return x.isContiguous ? x : new Tensor(x.storage, x.shape, x.strides, x.offset)
}

/** Whether `x` is a tensor of this copy of the library; `show` names those of others. */
export function isTensor(x: unknown): x is Tensor {
  return x instanceof Tensor
}

/** Throws unless `x` is a tensor (of one of `dtypes`). */
export function checkTensor(op: string, name: string, x: unknown, dtypes?: readonly DType[]): asserts x is Tensor {
  if (!(x instanceof Tensor)) {
    throw new OptionError(
      `${op}: expected ${name} to be a tensor but received ${wasTensor(x) ? sent(x.dtype) : show(x)}`
    )
  }
  x.ensureReadable(op)
  if (dtypes && !dtypes.includes(x.dtype)) {
    throw new ShapeError(`${op}: expected ${name} to be ${dtypes.join(' or ')} but received ${x.dtype}`)
  }
}

const FLOATS = ['float32', 'float64'] as const

/** Throws unless `x` is a tensor of float32 or float64. */
export function checkFloat(op: string, name: string, x: unknown): asserts x is Tensor {
  checkTensor(op, name, x, FLOATS)
}

// Only of bools and int64 the array does not show the dtype.
function sent(dtype: DType): string {
  const [field, option] = dtype === 'bool' || dtype === 'int64' ? [', dtype: x.dtype', ', { dtype }'] : ['', '']
  return `what structuredClone or postMessage makes of a Tensor; send { shape: x.shape, data: x.data${field} } and make a tensor of it with fromArray(data, shape${option})`
}

// Another thread gets the fields of a Tensor without its class.
function wasTensor(x: unknown): x is { dtype: DType } {
  const own = (name: string): boolean => Object.hasOwn(x as object, name)
  return typeof x === 'object' && x !== null && ['storage', 'strides', 'requiresGrad'].every(own)
}
