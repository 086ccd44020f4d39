// Every op as a method of Tensor: the function with the tensor as its first argument; gen/plainMethods.ts has the
// types. A few take friendlier arguments. Not in index.ts.
import { type HookHandle, registerHook, type TensorHook } from '../autograd/hooks.ts'
import { type BackwardOptions, backward, retainGrad } from '../autograd/tape.ts'
import { print } from '../tensor/print.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import './differentiable/table.ts'
import { windows } from './arrange.ts'
import { attachEntries } from './entries.ts'
import * as inPlaceAliases from './gen/inPlaceAliases.ts'
import * as inPlaceForms from './gen/inPlaceForms.ts'
import type { PlainMethods } from './gen/plainMethods.ts'
import * as ops from './index.ts'
import * as inPlace from './inplace.ts'
import type { Value } from './shared.ts'

// Ops that are functions alone: their first argument is not one tensor. `variance` is the method `var`;
// `unfold` of an image is a function, and windows along a dimension a method.
const FUNCTIONS: ReadonlySet<string> = new Set([
  'block',
  'blockDiag',
  'broadcastTensors',
  'cartesianProd',
  'cat',
  'chainMatmul',
  'columnStack',
  'concat',
  'concatenate',
  'dstack',
  'einsum',
  'hstack',
  'meshgrid',
  'rowStack',
  'stack',
  'trilIndices',
  'triuIndices',
  'unfold',
  'variance',
  'vstack'
])

/** The methods of a tensor. */
export interface TensorMethods extends PlainMethods {
  /** The largest element, or with `dim` the largest along it and where they are, or the larger of this and another. */
  max(other?: Tensor): Tensor
  max(dim: number | { dim: number; keepdim?: boolean | undefined }, options?: ops.KeepdimOption): ops.Extreme
  /** The smallest element, or with `dim` the smallest along it and where they are, or the smaller of this and another. */
  min(other?: Tensor): Tensor
  min(dim: number | { dim: number; keepdim?: boolean | undefined }, options?: ops.KeepdimOption): ops.Extreme
  /** The median: of all elements, or with `dim` along it and where it is; the lower of two in the middle. */
  median(): Tensor
  median(dim: number | (ops.MedianOptions & { dim: number }), options?: ops.KeepdimOption): ops.Extreme
  /** The median of the elements that are not NaN. */
  nanmedian(): Tensor
  nanmedian(dim: number | (ops.MedianOptions & { dim: number }), options?: ops.KeepdimOption): ops.Extreme
  /** Where this tensor is not 0: positions as rows, or with `asTuple` a vector for each dimension. int32. */
  nonzero(options?: { asTuple?: false | undefined }): Tensor
  nonzero(options: { asTuple: true }): Tensor[]
  /** The different elements (or slices along `dim`), sorted. */
  unique<const O extends ops.UniqueOptions = ops.UniqueOptions>(options?: O): ops.UniqueOf<O>
  /** The elements (or slices along `dim`) that differ from the one before. */
  uniqueConsecutive<const O extends ops.ConsecutiveOptions = ops.ConsecutiveOptions>(options?: O): ops.UniqueOf<O>
  /** The dimensions in another order. */
  permute(...dims: number[]): Tensor
  permute(dims: readonly number[] | { dims: readonly number[] }): Tensor
  /** This tensor's elements where the condition (bool) holds, else the other's. */
  where(condition: Tensor, other: Value): Tensor
  /** Where this tensor is not 0: a vector of positions for each dimension. */
  where(): Tensor[]
  /** Computes the gradients of the leaves; see `backward` of the guide. */
  backward(gradient?: Tensor | (BackwardOptions & { gradient?: Tensor | undefined }), options?: BackwardOptions): void
  /**
   * Calls `hook` in every backward pass with the gradient of this tensor; a tensor that it returns takes its place.
   * @returns a handle whose `remove()` ends it
   */
  registerHook(hook: TensorHook): HookHandle
  /** Makes `backward` keep this tensor's gradient although it is not a leaf. */
  retainGrad(): this
  /**
   * Windows of `size` elements along `dimension`, `step` apart, as a new last dimension.
   */
  unfold(dimension: number, size: number, step: number): Tensor
  unfold(options: { dimension: number; size: number; step: number }): Tensor
  /** The dimensions in reversed order: of a matrix its transpose. A view. */
  readonly T: Tensor
  /** A matrix transposed. A view. */
  readonly H: Tensor
  /** The last two dimensions swapped. A view. */
  readonly mT: Tensor
  /** The last two dimensions swapped. A view. */
  readonly mH: Tensor
  toString(): string
  /** The entries along the first dimension, as views: `for (const row of x)`. */
  [Symbol.iterator](): IterableIterator<Tensor>
}

const special: { [name: string]: (x: Tensor, ...rest: never[]) => unknown } = {
  permute: (x: Tensor, ...dims: [Parameters<typeof ops.permute>[1]] | number[]) =>
    ops.permute(x, typeof dims[0] === 'object' ? dims[0] : (dims as number[])),
  where: (x: Tensor, condition?: Tensor, other?: Value) =>
    condition === undefined ? ops.where(x) : ops.where(condition, x, other!),
  unfold: windows,
  backward,
  registerHook,
  retainGrad: (x: Tensor) => {
    retainGrad(x)
    return x
  },
  toString: (x: Tensor) =>
    print({
      data: elementsOf(x),
      shape: x.shape,
      dtype: x.dtype,
      requiresGrad: x.requiresGrad,
      grad: x.node?.name ?? null
    })
}

// V8 copies the list of a class's properties with each one that is added, unless some were deleted: then it is a hash
// table, and hundreds of methods take one millisecond instead of ten.
for (const name of ['one', 'other']) Object.defineProperty(Tensor.prototype, name, { configurable: true })
for (const name of ['one', 'other']) Reflect.deleteProperty(Tensor.prototype, name)

function attach(name: string, op: unknown): void {
  Object.defineProperty(Tensor.prototype, name, {
    value(this: Tensor, ...rest: never[]) {
      return (op as (x: Tensor, ...rest: never[]) => unknown)(this, ...rest)
    },
    writable: true,
    configurable: true
  })
}

const tables: readonly { readonly [name: string]: unknown }[] = [ops, inPlace, inPlaceForms, inPlaceAliases]
for (const table of tables) for (const name in table) if (!FUNCTIONS.has(name)) attach(name, table[name])
attach('var', ops.variance)
for (const name in special) attach(name, special[name])

const properties: { readonly [name: string]: (x: Tensor) => Tensor } = {
  T: (x) => ops.permute(x, [...x.shape.keys()].reverse()),
  H: ops.t,
  mT: (x) => ops.swapaxes(x, -2, -1),
  mH: (x) => ops.swapaxes(x, -2, -1)
}

for (const [name, of] of Object.entries(properties)) {
  Object.defineProperty(Tensor.prototype, name, {
    get(this: Tensor) {
      return of(this)
    },
    configurable: true
  })
}

attachEntries()

Object.defineProperty(Tensor.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: Tensor) {
    return this.toString()
  }
})
