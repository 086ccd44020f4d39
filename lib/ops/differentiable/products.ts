// Matrix products, convolutions and pooling: a product is linear in each factor, so that the three products of a family
// (the result and the gradients of its two factors) are each other's gradients. Not in index.ts.
import { type Differentiable, type Node, record } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { contiguous, elementsOf, type Tensor } from '../../tensor/tensor.ts'
import type { ConvDetails, Geometry } from '../conv.ts'
import { gt, lt, where } from '../elementwise.ts'
import { scatterAdd } from '../gather.ts'
import { type CombineDetails, combine } from '../image/combine.ts'
import { conv, convInput, convWeight } from '../image/products.ts'
import { matmul } from '../matmul.ts'
import type { PoolDetails } from '../pool.ts'
import { sum } from '../reduce.ts'
import { reshape, to, transpose } from '../shape.ts'
import { emptyTensor } from '../shared.ts'
import { constant, unbroadcast } from './shared.ts'

// --- matrix products ---

function matmulRow({ inputs: [a, b] }: Node, g: Tensor): (Tensor | null)[] {
  const left = a!.ndim === 1 ? reshape(a!, [1, a!.size]) : a!
  const right = b!.ndim === 1 ? reshape(b!, [b!.size, 1]) : b!
  const lead = g.shape.slice(0, g.ndim - (a!.ndim === 1 ? 0 : 1) - (b!.ndim === 1 ? 0 : 1))
  const up = reshape(g, [...lead, left.shape.at(-2)!, right.shape.at(-1)!])
  const back = (product: Tensor, x: Tensor, like: Tensor): Tensor =>
    to(reshape(unbroadcast(product, like.shape), x.shape), x.dtype)
  return [
    a!.requiresGrad ? back(matmul(up, transpose(right)), a!, left) : null,
    b!.requiresGrad ? back(matmul(transpose(left), up), b!, right) : null
  ]
}

// With a fused relu the details are the result.
function linearRow({ inputs: [x, weight, bias], details }: Node, g: Tensor): (Tensor | null)[] {
  const [outputs, inputs] = weight!.shape as [number, number]
  const up = throughRelu(details as Tensor | null, g)
  const rows = reshape(up, [g.size / Math.max(1, outputs), outputs])
  const source = (): Tensor => reshape(x!, [rows.shape[0]!, inputs])
  return [
    x!.requiresGrad ? reshape(matmul(rows, weight!), x!.shape) : null,
    weight!.requiresGrad ? matmul(transpose(rows), source()) : null,
    bias?.requiresGrad ? sum(rows, 0) : null
  ]
}

function throughRelu(y: Tensor | null, g: Tensor): Tensor {
  return y === null ? g : where(gt(y, 0), g, 0)
}

// --- convolutions ---

// The op that users call: inputs of conv1d are views as (N, C, 1, L) already.
function convRow({ inputs: [x, weight, bias], details }: Node, g: Tensor): (Tensor | null)[] {
  const { geometry, relu } = details as ConvDetails
  const up = throughRelu(relu, g)
  return [
    x!.requiresGrad ? convInput(geometry, up, weight!) : null,
    weight!.requiresGrad ? convWeight(geometry, x!, up) : null,
    bias?.requiresGrad ? sum(up, [0, 2, 3]) : null
  ]
}

// In the words of the convolution whose gradient it is: the upstream gradient is its image.
function convTransposeRow({ inputs: [x, weight, bias], details }: Node, g: Tensor): (Tensor | null)[] {
  const geometry = details as Geometry
  return [
    x!.requiresGrad ? conv(geometry, g, weight!) : null,
    weight!.requiresGrad ? convWeight(geometry, g, x!) : null,
    bias?.requiresGrad ? sum(g, [0, 2, 3]) : null
  ]
}

// --- pooling ---

// Where each gradient goes, as positions in the plane; -1 for nowhere.
function positions({ index, w, halves }: PoolDetails): Tensor {
  if (!halves) return index
  const [, , , ow] = index.shape as [number, number, number, number]
  const out = emptyTensor('int32', index.shape)
  const bytes = elementsOf(index)
  for (let k = 0; k < bytes.length; k++) {
    const column = k % ow
    const row = Math.floor(k / ow) % index.shape[2]!
    const code = bytes[k]!
    out.data[k] = code > 3 ? -1 : (2 * row + (code >> 1)) * w + 2 * column + (code & 1)
  }
  return out
}

function maxPoolRow({ inputs: [x], details }: Node, g: Tensor): Tensor[] {
  const pool = details as PoolDetails
  const [n, c] = x!.shape as [number, number]
  const flat = [n * c, g.size / Math.max(1, n * c)]
  const at = reshape(positions(pool), flat)
  const nowhere = lt(at, 0)
  const up = where(nowhere, 0, reshape(g, flat))
  const place = where(nowhere, 0, at)
  return [reshape(scatterAdd(constant(0, g, [n * c, pool.h * pool.w]), place, up, 1), x!.shape)]
}

type AvgSizes = Omit<Parameters<typeof kernels.avgPool2d>[0], 'x' | 'y'>
type AdaptiveSizes = Omit<Parameters<typeof kernels.adaptiveAvgPool2d>[0], 'x' | 'y'>

// A mean over windows and its transposed are linear: each is the other's gradient.
function windows<S>(
  name: string,
  spread: (sizes: S, dy: Tensor, dx: Tensor) => void,
  average: (sizes: S, x: Tensor, y: Tensor) => void
): Record<string, Differentiable> {
  const into = (run: typeof spread, sizes: S, from: Tensor, shape: readonly number[]): Tensor => {
    const out = emptyTensor(from.dtype, shape)
    run(sizes, contiguous(from), out)
    return out
  }
  const op =
    (kind: string, run: typeof spread, back: typeof spread) =>
    (sizes: S, x: Tensor, shape: readonly number[]): Tensor =>
      record(kind, into(run, sizes, x, shape), [x], [], (g) => [into(back, sizes, g, x.shape)], sizes)
  const averaging = op(`${name}Windows`, average, spread)
  const spreading = op(`${name}Spread`, spread, average)
  const row: Differentiable = ({ inputs: [x], details }, g) => [spreading(details as S, g, x!.shape)]
  return {
    [name]: row,
    [`${name}Windows`]: row,
    [`${name}Spread`]: ({ inputs: [x], details }, g) => [averaging(details as S, g, x!.shape)]
  }
}

function combineRow({ details }: Node, g: Tensor): Tensor[] {
  const { rows, dim } = details as CombineDetails
  return [combine('combine', g, dim, rows.transposed)]
}

export const productRows: Readonly<Record<string, Differentiable>> = {
  combine: combineRow,
  matmul: matmulRow,
  linear: linearRow,
  conv1d: convRow,
  conv2d: convRow,
  convTranspose2d: convTransposeRow,
  maxPool2d: maxPoolRow,
  ...windows<AvgSizes>(
    'avgPool2d',
    (sizes, dy, dx) => kernels.avgPool2dBackward({ dy, dx, accumulate: 0, ...sizes }),
    (sizes, x, y) => kernels.avgPool2d({ x, y, ...sizes })
  ),
  ...windows<AdaptiveSizes>(
    'adaptiveAvgPool2d',
    (sizes, dy, dx) => kernels.adaptiveAvgPool2dBackward({ dy, dx, accumulate: 0, ...sizes }),
    (sizes, x, y) => kernels.adaptiveAvgPool2d({ x, y, ...sizes })
  )
}
