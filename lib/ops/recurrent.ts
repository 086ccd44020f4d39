// Recurrent layers: one direction of one layer over a whole sequence, as one op. Called by nn/recurrent.ts, which makes the
// inputs' part of the gates of all steps with one product. Not in index.ts.
import { writeGrad } from '../autograd/grads.ts'
import { precisionOf } from '../autograd/precision.ts'
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { holdGradient, releaseGradient } from '../tensor/lifetime.ts'
import { contiguous, Tensor } from '../tensor/tensor.ts'
import { contiguousOrNull, emptyTensor } from './shared.ts'

/** The kinds of cells, in the order of native/kernels.def, with their gates and what they keep for the backward pass. */
const KINDS = {
  tanh: { kind: 0, width: 1, kept: 0 },
  relu: { kind: 1, width: 1, kept: 0 },
  lstm: { kind: 2, width: 4, kept: 4 },
  gru: { kind: 3, width: 3, kept: 4 }
} as const

export type CellKind = keyof typeof KINDS

/** What a pass leaves for gradients of its gradient. */
export interface PassDetails {
  readonly row: 'recurrent'
  readonly cellKind: CellKind
  readonly reverse: boolean
  readonly bias: boolean
  readonly cell: boolean
  /** The gradient of the last cell, while it waits for the pass. */
  dcell: Tensor | null
}

export interface CellDetails {
  readonly row: 'recurrentCell'
  readonly pass: PassDetails
}

/** What a pass starts from. */
export interface PassInputs {
  /** (time, batch, gates * hidden): the inputs' part of the gates, with all biases but the GRU's recurrent one. */
  readonly gates: Tensor
  /** (gates * hidden, hidden) */
  readonly weight: Tensor
  /** (gates * hidden), of a GRU. */
  readonly bias: Tensor | null
  /** (batch, hidden) */
  readonly state: Tensor
  /** (batch, hidden), of an LSTM. */
  readonly cell: Tensor | null
}

/**
 * Runs one direction of one layer.
 * @param reverse from the last step to the first
 * @returns the states of all steps (time, batch, hidden), and of an LSTM the last cell (batch, hidden)
 */
export function recurrentPass(
  name: string,
  cellKind: CellKind,
  { gates, weight, bias, state, cell }: PassInputs,
  reverse: boolean
): { output: Tensor; cell: Tensor | null } {
  const [time, batch] = gates.shape as [number, number, number]
  const hidden = weight.shape[1]!
  const { kind, width, kept } = KINDS[cellKind]
  const sizes = { kind, width, kept, time, batch, hidden, reverse: reverse ? 1 : 0 }
  const slab = batch * hidden
  // One slab more than steps: the state before the first one.
  const withStart = (start: Tensor): Tensor => {
    const all = emptyTensor(gates.dtype, [time + 1, batch, hidden])
    kernels.copy(start, slabs(all, reverse ? time : 0, [batch, hidden]))
    return all
  }
  const slabs = (all: Tensor, first: number, shape: number[]): Tensor =>
    new Tensor(all.storage, shape, undefined, all.offset + first * slab)
  const [w, b] = [contiguous(weight), contiguousOrNull(bias)]
  const states = withStart(state)
  const cells = cell === null ? null : withStart(cell)
  const saved = kept === 0 ? null : emptyTensor(gates.dtype, [time, batch, kept * hidden])
  const forward = { gates: contiguous(gates), weight: w, bias: b, states, cells, saved, ...sizes }
  kernels.recurrent(forward, precisionOf(gates.dtype))
  const steps = [time, batch, hidden]
  const output = slabs(states, reverse ? 0 : 1, steps)
  const before = slabs(states, reverse ? 1 : 0, steps)
  let dcell: Tensor | null = null

  const backward = (g: Tensor): (Tensor | null)[] => {
    const like = (shape: readonly number[]): Tensor => emptyTensor(gates.dtype, shape)
    const dgates = like(gates.shape)
    const drecurrent = cellKind === 'gru' ? like(gates.shape) : null
    const [dstate, dcells] = [like([batch, hidden]), cells === null ? null : like([batch, hidden])]
    const results = { dgates, drecurrent, dstate, dcells }
    const call = { dy: contiguous(g), weight: w, states, cells, saved, dcell, ...sizes, ...results }
    kernels.recurrentBackward(call, precisionOf(gates.dtype))
    if (dcell !== null) releaseGradient(dcell.storage)
    dcell = null
    const down = drecurrent ?? dgates
    const [rows, wide] = [time * batch, width * hidden]
    const addWeight = (dw: Tensor, accumulate: number): void => {
      const steps = kernels.transpose(kernels.matrix(down, rows, wide))
      kernels.gemm(steps, kernels.matrix(before, rows, hidden), kernels.matrix(dw, wide, hidden), {
        accumulate,
        precision: precisionOf(gates.dtype)
      })
    }
    const addBias = (db: Tensor, accumulate: number): void =>
      kernels.reduce({ x: down, y: db, op: kernels.REDUCE.sum, outer: 1, n: rows, inner: wide, accumulate, divisor: 1 })
    return [
      dgates,
      dstate,
      weight.requiresGrad ? writeGrad(weight, addWeight) : null,
      ...(bias === null ? [] : [bias.requiresGrad ? writeGrad(bias, addBias) : null]),
      ...(cell === null ? [] : [dcells])
    ]
  }
  const inputs = [gates, state, weight, ...(bias === null ? [] : [bias]), ...(cell === null ? [] : [cell])]
  const kept_ = [w, output, ...(cells === null ? [] : [cells]), ...(saved === null ? [] : [saved])]
  const details: PassDetails = {
    row: 'recurrent',
    cellKind,
    reverse,
    bias: bias !== null,
    cell: cell !== null,
    dcell: null
  }
  record(name, output, inputs, kept_, backward, details)
  if (cells === null) return { output, cell: null }
  const last = slabs(cells, reverse ? 0 : time, [batch, hidden])
  // Its gradient waits for the op above, which runs after this one; the zeros see to it that it runs.
  record(
    name,
    last,
    [output],
    [],
    (g) => {
      dcell = contiguous(g)
      holdGradient(dcell.storage)
      const none = emptyTensor(gates.dtype, steps)
      kernels.fill(none, 0)
      return [none]
    },
    { row: 'recurrentCell', pass: details } satisfies CellDetails
  )
  return { output, cell: last }
}
