// x with another tensor in a part of it, where the part is a view: what selectScatter and its like share with the ops that
// write by index. Not in index.ts.
import { ShapeError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import { format, type Shape, sameShape } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { where } from './elementwise.ts'
import { recorded } from './recorded.ts'
import { clone, copyInto, detach, slice } from './shape.ts'
import { fill_ } from './writable.ts'

/** x with `source` in the part that `part` takes of a tensor; `part` is made of views that have gradients. */
export function withPart(op: string, x: Tensor, source: Tensor, part: (t: Tensor) => Tensor): Tensor {
  checkTensor(op, 'source', source, [x.dtype])
  const { shape } = part(new Tensor(x.storage, x.shape, x.strides, x.offset))
  if (!sameShape(source.shape, shape)) {
    throw new ShapeError(`${op}: expected source of shape ${format(shape)} but received ${format(source.shape)}`)
  }
  const out = clone(detach(x))
  copyInto(source, part(out))
  return recorded(op, out, [x, source], [], (g) => [
    x.requiresGrad ? where(outside(x, part), g, 0) : null,
    source.requiresGrad ? clone(part(g)) : null
  ])
}

// True but for the part.
function outside(x: Tensor, part: (t: Tensor) => Tensor): Tensor {
  const mask = fromArray(new Uint8Array(x.size).fill(1), x.shape, { dtype: 'bool' })
  fill_(part(mask), 0)
  return mask
}

/** The leading part of t of the sizes `shape`, but for dimension `keep`. A view. */
export function leading(t: Tensor, shape: Shape, keep = -1): Tensor {
  return shape.reduce((part, n, d) => (d === keep || part.shape[d] === n ? part : slice(part, { dim: d, end: n })), t)
}

/** f of the leading part of x of the sizes `shape`, but for dimension `dim`, in place of that part. */
export function onPart(x: Tensor, shape: Shape, dim: number, f: (part: Tensor) => Tensor): Tensor {
  const part = leading(x, shape, dim)
  return part === x ? f(x) : withPart('slice', x, f(part), (t) => leading(t, shape, dim))
}
