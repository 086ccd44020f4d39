// Ops that take a mask: fill, select and write where it holds, and where that is. Public, by index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import { broadcast } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { boolean, either, numeric, rule } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { where } from './elementwise.ts'
import { indexSelect } from './gather.ts'
import { stack } from './join.ts'
import { flatPlaces, placesOf } from './places.ts'
import { scatter } from './scatter.ts'
import { expand, reshape, slice, to } from './shape.ts'
import { emptyTensor } from './shared.ts'

const scalarTensor = rule('a tensor of no dimensions', (v) => v instanceof Tensor && v.ndim === 0)
const FILL = positional<{ value: number | Tensor }>({ value: either(numeric, scalarTensor) })
const TUPLE = optionsTable<{ asTuple?: boolean }>({ asTuple: boolean })
const NONE = optionsTable<object>({})

/**
 * x with `value` where the mask (bool, broadcasts to x) holds.
 * @param value a number, or a tensor without dimensions
 * @example
 * maskedFill(tensor([1, 2]), tensor([true, false]), -Infinity).toArray() // [-Infinity, 2]
 */
export function maskedFill(x: Tensor, mask: Tensor, value: number | Tensor | { value: number | Tensor }): Tensor {
  const options = read('maskedFill', FILL, value instanceof Tensor ? { value } : value)
  checkMasked('maskedFill', x, mask)
  if (options.value === undefined) throw new OptionError('maskedFill: expected value to be a number but it is missing')
  const shape = broadcast('maskedFill', x.shape, mask.shape)
  return to(where(mask, options.value, expand(x, shape)), x.dtype)
}

function checkMasked(op: string, x: Tensor, mask: Tensor): void {
  checkTensor(op, 'x', x)
  checkTensor(op, 'mask', mask, ['bool'])
}

/**
 * The elements where the mask (bool) holds, in one dimension; x and mask broadcast together.
 * @example
 * maskedSelect(tensor([[1, 2], [3, 4]]), tensor([true, false])).toArray() // [1, 3]
 */
export function maskedSelect(x: Tensor, mask: Tensor, ...extra: never[]): Tensor {
  read('maskedSelect', NONE, extra[0])
  checkMasked('maskedSelect', x, mask)
  const shape = broadcast('maskedSelect', x.shape, mask.shape)
  const places = fromArray(flatPlaces(expand(mask, shape)))
  return indexSelect(reshape(expand(x, shape), [-1]), places)
}

/**
 * x with elements of `source`, in their order, where the mask (bool, broadcasts to x) holds.
 * @example
 * maskedScatter(zeros([3]), tensor([true, false, true]), tensor([5, 6])).toArray() // [5, 0, 6]
 */
export function maskedScatter(x: Tensor, mask: Tensor, source: Tensor, ...extra: never[]): Tensor {
  read('maskedScatter', NONE, extra[0])
  checkMasked('maskedScatter', x, mask)
  checkTensor('maskedScatter', 'source', source, [x.dtype])
  const shape = broadcast('maskedScatter', x.shape, mask.shape)
  const places = flatPlaces(expand(mask, shape))
  if (places.length > source.size) {
    throw new ShapeError(
      `maskedScatter: expected a source of at least ${places.length} elements but received ${source.size}`
    )
  }
  const values = slice(reshape(source, [source.size]), { end: places.length })
  return reshape(scatter(reshape(expand(x, shape), [-1]), fromArray(places), values, 0), shape)
}

/**
 * Where x is not 0: positions as rows (n, dimensions), or with `asTuple` an array with a vector for each dimension. int32.
 * @example
 * nonzero(tensor([[0, 1], [2, 0]])).toArray() // [[0, 1], [1, 0]]
 */
export function nonzero(x: Tensor, options: { asTuple: true }): Tensor[]
export function nonzero(x: Tensor, options?: { asTuple?: false | undefined }): Tensor
export function nonzero(x: Tensor, options: { asTuple?: boolean | undefined } = {}): Tensor | Tensor[] {
  const { asTuple = false } = read('nonzero', TUPLE, options)
  checkTensor('nonzero', 'x', x)
  if (asTuple) return placesOf(x.ndim === 0 ? reshape(x, [1]) : x)
  const places = placesOf(x)
  return places.length === 0 ? emptyTensor('int32', [x.item() === 0 ? 0 : 1, 0]) : stack(...places, 1)
}

/** Where x is not 0: positions as rows (n, dimensions). int32. */
export function argwhere(x: Tensor, ...extra: never[]): Tensor {
  read('argwhere', NONE, extra[0])
  return nonzero(x)
}
