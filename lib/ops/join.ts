// Ops that put tensors together along a dimension. Public, by index.ts; stack is cat of unsqueezed tensors.
import { record } from '../autograd/tape.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { dimension, format, sameShape } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { dim as dimRule } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { copyInto, unsqueeze, view } from './shape.ts'
import { emptyTensor } from './shared.ts'

const DIM = positional<{ dim?: number }>({ dim: dimRule })

type Joined = [...tensors: Tensor[], options: number | { dim?: number | undefined }] | Tensor[]

function joined(op: string, args: Joined): { tensors: Tensor[]; dim: number } {
  if (Array.isArray(args[0])) {
    throw new OptionError(
      `${op}: expected tensors one by one but received an array; spread it: ${op}(...tensors, { dim })`
    )
  }
  const last = args.at(-1)
  const options = read(op, DIM, last instanceof Tensor ? undefined : last)
  const tensors = (last instanceof Tensor ? args : args.slice(0, -1)) as Tensor[]
  if (tensors.length === 0) throw new OptionError(`${op}: expected at least one tensor but received none`)
  for (let k = 0; k < tensors.length; k++)
    checkTensor(op, `tensor ${k}`, tensors[k], k > 0 ? [tensors[0]!.dtype] : undefined)
  return { tensors, dim: options.dim ?? 0 }
}

/**
 * Concatenates tensors along `dim` (default 0); the other sizes must be equal.
 * @example
 * cat(ones([2, 3]), zeros([1, 3])).shape // [3, 3]
 * cat(ones([2, 3]), ones([2, 1]), 1).shape // [2, 4]
 */
export function cat(...args: Joined): Tensor {
  const { tensors, dim: wanted } = joined('cat', args)
  const first = tensors[0]!
  const dim = dimension('cat', wanted, first.ndim)
  for (const t of tensors) {
    if (t.ndim !== first.ndim || t.shape.some((n, d) => d !== dim && n !== first.shape[d])) {
      throw new ShapeError(
        `cat: expected shapes that differ only at dimension ${dim} but received ${tensors.map((t) => format(t.shape)).join(' and ')}`
      )
    }
  }
  const shape = first.shape.map((n, d) => (d === dim ? tensors.reduce((sum, t) => sum + t.shape[d]!, 0) : n))
  const out = emptyTensor(first.dtype, shape)
  const starts: number[] = []
  let at = 0
  for (const t of tensors) {
    starts.push(at)
    copyInto(t, view(out, t.shape, out.strides, out.offset + at * out.strides[dim]!))
    at += t.shape[dim]!
  }
  return record(
    'cat',
    out,
    tensors,
    [],
    (g) => tensors.map((t, k) => view(g, t.shape, g.strides, g.offset + starts[k]! * g.strides[dim]!)),
    dim
  )
}

/** Stacks tensors of one shape along a new dimension `dim` (default 0). */
export function stack(...args: Joined): Tensor {
  const { tensors, dim } = joined('stack', args)
  for (const t of tensors) {
    if (!sameShape(t.shape, tensors[0]!.shape)) {
      throw new ShapeError(
        `stack: expected tensors of one shape but received ${tensors.map((t) => format(t.shape)).join(' and ')}`
      )
    }
  }
  const at = dimension('stack', dim, tensors[0]!.ndim + 1)
  return cat(...tensors.map((t) => unsqueeze(t, { dim: at })), { dim: at })
}
