// Ops of layers that are one kernel: normalizations, attention and recurrent passes are computed again from smaller ops,
// whose gradients have gradients. Not in index.ts.
import { gradientsOfComposite } from '../../autograd/composite.ts'
import type { Differentiable, Node } from '../../autograd/tape.ts'
import type { Shape } from '../../tensor/shape.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import type { AttentionDetails } from '../attention.ts'
import { type AddRowsDetails, addRows, products } from '../bags.ts'
import { type Dropped, drop } from '../dropout.ts'
import { add, gt, mul, sub, where } from '../elementwise.ts'
import { relu, rsqrt, sigmoid, silu, square, tanh } from '../gen/elementwise.ts'
import { stack } from '../join.ts'
import { logicalAnd } from '../logic.ts'
import { linear, matmul } from '../matmul.ts'
import type { NormDetails } from '../norm.ts'
import type { CellDetails, PassDetails } from '../recurrent.ts'
import { mean } from '../reduce.ts'
import { reshape, select, transpose } from '../shape.ts'
import { emptyTensor } from '../shared.ts'
import { softmax } from '../softmax.ts'
import { chunk } from '../split.ts'
import { constant } from './shared.ts'

// --- normalizations ---

// Over the dimensions `dim` of x: (x - mean) / sqrt(var + eps).
function normalized(x: Tensor, dim: number | readonly number[], eps: number): Tensor {
  const centered = sub(x, mean(x, { dim, keepdim: true }))
  return mul(centered, rsqrt(add(mean(square(centered), { dim, keepdim: true }), eps)))
}

// x * weight + bias, as far as there are any; `inputs` are the op's after x.
function affine(x: Tensor, { weight, bias }: NormDetails, inputs: readonly Tensor[], shape: Shape): Tensor {
  const w = weight === null ? null : inputs[0]!
  const b = bias === null ? null : inputs.at(-1)!
  const scaled = w === null ? x : mul(x, reshape(w, shape))
  return b === null ? scaled : add(scaled, reshape(b, shape))
}

const norm =
  (compose: (x: Tensor, rest: readonly Tensor[], details: NormDetails) => Tensor): Differentiable =>
  ({ inputs, details }, g) =>
    gradientsOfComposite(inputs, [g], (x, ...rest) => {
      const y = compose(x!, rest, details as NormDetails)
      const { activation } = details as NormDetails
      return [activation === 'relu' ? relu(y) : activation === 'silu' ? silu(y) : y]
    })

const layerNormRow = norm((x, rest, details) => {
  const rows = reshape(x, [-1, details.n])
  return reshape(affine(normalized(rows, 1, details.eps), details, rest, [details.n]), x.shape)
})

const rmsNormRow = norm((x, rest, details) => {
  const rows = reshape(x, [-1, details.n])
  const scale = rsqrt(add(mean(square(rows), { dim: 1, keepdim: true }), details.eps))
  return reshape(affine(mul(rows, scale), details, rest, [details.n]), x.shape)
})

const groupNormRow = norm((x, rest, details) => {
  const [batch, channels] = x.shape as [number, number]
  const planes = reshape(normalized(reshape(x, [batch * details.n, -1]), 1, details.eps), [batch, channels, -1])
  return reshape(affine(planes, details, rest, [channels, 1]), x.shape)
})

const batchNormRow = norm((x, rest, details) => {
  const [batch, channels] = x.shape as [number, number]
  const planes = reshape(x, [batch, channels, -1])
  const { fixed } = details
  const plain =
    fixed == null
      ? normalized(planes, [0, 2], details.eps)
      : mul(sub(planes, reshape(fixed.mean, [channels, 1])), reshape(fixed.rstd, [channels, 1]))
  return reshape(affine(plain, details, rest, [channels, 1]), x.shape)
})

// --- attention ---

// In place of minus infinity, whose differences are NaN.
const LOW = -1e30

function attentionRow({ inputs, details }: Node, g: Tensor): (Tensor | null)[] {
  const { mask, isCausal, scale } = details as AttentionDetails
  return gradientsOfComposite(inputs, [g], (q, k, v) => {
    let scores = mul(matmul(q!, transpose(k!)), scale)
    let seen = mask === null ? null : gt(mask, Number.NEGATIVE_INFINITY)
    if (mask !== null) scores = add(scores, where(seen!, mask, LOW))
    if (isCausal) {
      const before = triangle(q!.shape.at(-2)!, k!.shape.at(-2)!)
      scores = where(before, scores, LOW)
      seen = seen === null ? before : logicalAnd(seen, before)
    }
    const weights = softmax(scores, -1)
    // A query that sees no key yields 0.
    return [matmul(seen === null ? weights : where(seen, weights, 0), v!)]
  })
}

// True where query i may look at key j <= i.
function triangle(queries: number, keys: number): Tensor {
  const out = emptyTensor('bool', [queries, keys])
  for (let i = 0; i < queries; i++) for (let j = 0; j < keys; j++) out.data[i * keys + j] = j <= i ? 1 : 0
  return out
}

// --- recurrent passes ---

function recurrentRow({ inputs, details }: Node, g: Tensor): (Tensor | null)[] {
  const pass = details as PassDetails
  const { dcell } = pass
  pass.dcell = null
  return gradientsOfComposite(inputs, [g, dcell], (...all) => steps(all, pass))
}

// The gradient of the last cell waits for the pass, which zeros start.
function cellRow({ inputs: [output], details }: Node, g: Tensor): Tensor[] {
  ;(details as CellDetails).pass.dcell = g
  return [constant(0, g, output!.shape)]
}

// The states of all steps, and of an LSTM the last cell.
function steps(inputs: readonly Tensor[], { cellKind, reverse, bias, cell }: PassDetails): Tensor[] {
  const [gates, first, weight] = inputs as [Tensor, Tensor, Tensor]
  const own = bias ? inputs[3]! : null
  let state = first
  let c = cell ? inputs.at(-1)! : null
  const time = gates.shape[0]!
  const states: Tensor[] = []
  for (let t = 0; t < time; t++) {
    const at = reverse ? time - 1 - t : t
    const input = select(gates, 0, { index: at })
    const recurrent = linear(state, weight, own)
    if (cellKind === 'gru') state = gruStep(input, recurrent, state)
    else if (cellKind === 'lstm') [state, c] = lstmStep(add(input, recurrent), c!)
    else state = cellKind === 'relu' ? relu(add(input, recurrent)) : tanh(add(input, recurrent))
    states[at] = state
  }
  return c === null ? [stack(...states)] : [stack(...states), c]
}

function lstmStep(gates: Tensor, before: Tensor): [state: Tensor, cell: Tensor] {
  const [i, f, g, o] = chunk(gates, 4, { dim: 1 }) as [Tensor, Tensor, Tensor, Tensor]
  const cell = add(mul(sigmoid(f), before), mul(sigmoid(i), tanh(g)))
  return [mul(sigmoid(o), tanh(cell)), cell]
}

function gruStep(input: Tensor, recurrent: Tensor, before: Tensor): Tensor {
  const [a, b, c] = chunk(input, 3, { dim: 1 }) as [Tensor, Tensor, Tensor]
  const [p, q, m] = chunk(recurrent, 3, { dim: 1 }) as [Tensor, Tensor, Tensor]
  const z = sigmoid(add(b, q))
  const n = tanh(add(c, mul(sigmoid(add(a, p)), m)))
  return add(n, mul(z, sub(before, n)))
}

// The same sum the other way round, and products of rows for the factors.
function addRowsRow({ inputs: [x, scale], details }: Node, g: Tensor): Tensor[] {
  const { from, to } = details as AddRowsDetails
  const dx = addRows(g, to, from, scale ?? null, x!.shape[0]!)
  return scale === undefined ? [dx] : [dx, products(g, to, x!, from)]
}

export const layerRows: Readonly<Record<string, Differentiable>> = {
  addRows: addRowsRow,
  dropout: ({ details }, g) => [drop(g, details as Dropped)],
  layerNorm: layerNormRow,
  rmsNorm: rmsNormRow,
  groupNorm: groupNormRow,
  batchNorm: batchNormRow,
  scaledDotProductAttention: attentionRow,
  recurrent: recurrentRow,
  recurrentCell: cellRow
}
