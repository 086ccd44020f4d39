// Ops that rearrange, choose, index or pad: most are each other's gradients. Not in index.ts.
import type { Differentiable, Node } from '../../autograd/tape.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { ne, where } from '../elementwise.ts'
import { gather, scatterAdd } from '../gather.ts'
import { expand, inverse, permute, reshape, type SliceDetails, to, view } from '../shape.ts'
import { constant, embed, type Place, take, unbroadcast } from './shared.ts'

const same: Differentiable = (_, g) => [g]
const reshaped: Differentiable = ({ inputs: [x] }, g) => [reshape(g, x!.shape)]

function whereRow({ inputs: [a, b], saved: [condition] }: Node, g: Tensor): (Tensor | null)[] {
  const part = (x: Tensor, chosen: Tensor): Tensor => to(unbroadcast(chosen, x.shape), x.dtype)
  return [
    a!.requiresGrad ? part(a!, where(condition!, g, 0)) : null,
    b!.requiresGrad ? part(b!, where(condition!, 0, g)) : null
  ]
}

function permuteRow({ details }: Node, g: Tensor): Tensor[] {
  return [permute(g, inverse(details as readonly number[]))]
}

function sliceRow({ inputs: [x], details }: Node, g: Tensor): Tensor[] {
  const { dim, start, step, shape } = details as SliceDetails
  const place: Place = (t) =>
    view(
      t,
      shape,
      t.strides.map((s, d) => (d === dim ? s * step : s)),
      t.offset + start * t.strides[dim]!
    )
  return [embed(g, x!.shape, place)]
}

// Split, chunk and unbind: each part hangs on a node of the whole, which has no place.
function partRow({ inputs: [x], details }: Node, g: Tensor): Tensor[] {
  return details === null ? [g] : [embed(g, x!.shape, details as Place)]
}

function catRow({ inputs, details }: Node, g: Tensor): Tensor[] {
  const dim = details as number
  let at = 0
  return inputs.map((x) => {
    const start = at
    at += x.shape[dim]!
    return take(g, (t) => view(t, x.shape, t.strides, t.offset + start * t.strides[dim]!))
  })
}

function padRow({ inputs: [x], details }: Node, g: Tensor): Tensor[] {
  const sides = details as readonly (readonly [number, number])[]
  const place: Place = (t) => {
    const at = t.strides.reduce((sum, stride, d) => sum + stride * sides[d]![0], t.offset)
    return new Tensor(t.storage, x!.shape, t.strides, at)
  }
  return [take(g, place)]
}

/** Zeros of `shape` to which the slices of x along `dim` are added at the positions of `index`. */
function indexAdd(x: Tensor, index: Tensor, shape: readonly number[], dim: number): Tensor {
  const whole = reshape(
    index,
    x.shape.map((n, d) => (d === dim ? n : 1))
  )
  return scatterAdd(constant(0, x, shape), expand(whole, x.shape), x, dim)
}

function embeddingRow({ inputs: [weight], saved: [index], details }: Node, g: Tensor): Tensor[] {
  const rows = index!.size
  const flat = reshape(index!, [rows])
  const up = reshape(g, [rows, weight!.shape[1]!])
  const kept = where(ne(reshape(flat, [rows, 1]), details as number), up, 0)
  return [indexAdd(kept, flat, weight!.shape, 0)]
}

export const shapeRows: Readonly<Record<string, Differentiable>> = {
  where: whereRow,
  to: ({ inputs: [x] }, g) => [to(g, x!.dtype)],
  reshape: reshaped,
  squeeze: reshaped,
  unsqueeze: reshaped,
  permute: permuteRow,
  expand: ({ inputs: [x] }, g) => [unbroadcast(g, x!.shape)],
  slice: sliceRow,
  split: partRow,
  chunk: partRow,
  unbind: partRow,
  tensorSplit: partRow,
  hsplit: partRow,
  vsplit: partRow,
  dsplit: partRow,
  contiguous: same,
  clone: same,
  cat: catRow,
  pad: padRow,
  embedding: embeddingRow,
  indexSelect: ({ inputs: [x], saved: [index], details }, g) => [indexAdd(g, index!, x!.shape, details as number)],
  gather: ({ inputs: [x], saved: [index], details }, g) => [
    scatterAdd(constant(0, g, x!.shape), index!, g, details as number)
  ],
  scatterAdd: ({ inputs: [, source], saved: [index], details }, g) => [
    g,
    source!.requiresGrad ? gather(g, index!, details as number) : null
  ]
}
