// Ops that read by position: take of the flattened tensor, takeAlongDim. Public, by index.ts.
import { IndexError, ShapeError } from '../errors.ts'
import { broadcast, dimension, format, type Shape } from '../tensor/shape.ts'
import { checkTensor, elementsOf, type Tensor } from '../tensor/tensor.ts'
import { dim as dimRule, show } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { gather, indexSelect } from './gather.ts'
import { expand, reshape } from './shape.ts'
import { emptyTensor } from './shared.ts'

const OPTIONAL_DIM = positional<{ dim?: number }>({ dim: dimRule })
const NONE = optionsTable<object>({})

/**
 * The elements of the flattened tensor at positions `index`, in its shape; negative ones count from the end.
 * @example
 * take(tensor([[1, 2], [3, 4]]), tensor([0, -1], { dtype: 'int32' })).toArray() // [1, 4]
 */
export function take(x: Tensor, index: Tensor, ...extra: never[]): Tensor {
  read('take', NONE, extra[0])
  checkTensor('take', 'x', x)
  const flat = reshape(x, [x.size])
  const at = wrapped('take', index, x.size)
  return reshape(indexSelect(flat, reshape(at, [index.size])), index.shape)
}

/** @internal An int index as int32 from 0 on: negative positions count from the end of n. */
export function wrapped(op: string, index: Tensor, n: number): Tensor {
  checkTensor(op, 'index', index, ['int32', 'int64'])
  const values = elementsOf(index)
  const out = emptyTensor('int32', index.shape)
  for (let k = 0; k < values.length; k++) {
    const at = values[k]!
    if (at < -n || at >= n) {
      throw new IndexError(`${op}: expected index from ${-n} to ${n - 1} but received ${show(at)} at position ${k}`)
    }
    out.storage.put(k, at < 0 ? at + n : at)
  }
  return out
}

/**
 * `gather` whose index broadcasts to x but for `dim`; without `dim` of the flattened tensor.
 * @example
 * const x = tensor([[1, 3], [4, 2]])
 * takeAlongDim(x, x.argmax(1, { keepdim: true }), 1).toArray() // [[3], [4]]
 */
export function takeAlongDim(x: Tensor, index: Tensor, along?: number | { dim?: number | undefined }): Tensor {
  const options = read('takeAlongDim', OPTIONAL_DIM, along)
  checkTensor('takeAlongDim', 'x', x)
  checkTensor('takeAlongDim', 'index', index, ['int32', 'int64'])
  if (options.dim === undefined) return gather(reshape(x, [x.size]), reshape(index, [index.size]), 0)
  const dim = dimension('takeAlongDim', options.dim, x.ndim)
  if (index.ndim !== x.ndim) {
    throw new ShapeError(
      `takeAlongDim: expected index of as many dimensions as x but received ${format(index.shape)} for ${format(x.shape)}`
    )
  }
  const other = (shape: Shape): number[] => shape.map((n, d) => (d === dim ? 1 : n))
  const shared = broadcast('takeAlongDim', other(x.shape), other(index.shape))
  const sized = (shape: Shape): number[] => shared.map((n, d) => (d === dim ? shape[d]! : n))
  return gather(expand(x, sized(x.shape)), expand(index, sized(index.shape)), dim)
}
