// Recurrent layers over a whole sequence, forward and backward, a hidden unit at a time. The chain of a gate is that of
// native/kernels/recurrent.cc: the inputs' part, then fused multiply-adds over the hidden units in order, or the pairs of
// products of bfloat16.
import type { RecurrentArgs, RecurrentBackwardArgs } from '../gen/kernels.ts'
import { sigmoid_f32, sigmoid_f64, tanh_f32, tanh_f64 } from '../gen/math.ts'
import type { FloatArray } from '../storage.ts'
import { chainOfPairs, roundBfloat16, rounded } from './pairs.ts'
import { fma_f32, fma_f64 } from './primitives.ts'

const RELU = 1
const LSTM = 2
const GRU = 3

interface Arithmetic {
  r(x: number): number
  fma(a: number, b: number, c: number): number
  sigmoid(x: number): number
  tanh(x: number): number
}
const SINGLE: Arithmetic = { r: Math.fround, fma: fma_f32, sigmoid: sigmoid_f32, tanh: tanh_f32 }
const DOUBLE: Arithmetic = { r: (x) => x, fma: fma_f64, sigmoid: sigmoid_f64, tanh: tanh_f64 }
const arithmeticOf = (x: FloatArray): Arithmetic => (x instanceof Float32Array ? SINGLE : DOUBLE)

// Products with a matrix of n terms a column, element (k, j) at weight[k * row + j * column]: of the n elements of x from
// `at` on with column j, on top of `start`.
type Products = (weight: FloatArray, n: number, row: number, column: number) => (x: FloatArray, at: number) => Chain
type Chain = (start: number, j: number) => number

const exact: Products = (weight, n, row, column) => {
  const { fma } = arithmeticOf(weight)
  return (x, at) => (start, j) => {
    let sum = start
    for (let k = 0; k < n; k++) sum = fma(x[at + k]!, weight[k * row + j * column]!, sum)
    return sum
  }
}

const ofBfloat16: Products = (weight, n, row, column) => {
  const columns = weight.length / n
  const factors = new Float32Array(weight.length)
  for (let j = 0; j < columns; j++)
    for (let k = 0; k < n; k++) factors[j * n + k] = roundBfloat16(weight[k * row + j * column]!)
  return (x, at) => {
    const line = rounded((x as Float32Array).subarray(at, at + n))
    return (start, j) => chainOfPairs(start, line, 0, factors, j * n, n)
  }
}

type Sizes = Pick<RecurrentArgs, 'time' | 'batch' | 'hidden' | 'reverse'>

// Where step t and the states before and after it lie, for a row of the batch.
function places({ time, batch, hidden, reverse }: Sizes, t: number, row: number) {
  const at = reverse ? time - 1 - t : t
  const slab = (k: number) => (k * batch + row) * hidden
  return { at: at * batch + row, before: slab(reverse ? at + 1 : at), after: slab(reverse ? at : at + 1) }
}

function forward(args: RecurrentArgs, products: Products): number {
  const { gates, weight, bias, states, cells, saved, kind, width, time, batch, hidden: h } = args
  const { r, sigmoid, tanh } = arithmeticOf(gates)
  const chainsOf = products(weight, h, 1, h)
  for (let t = 0; t < time; t++) {
    for (let row = 0; row < batch; row++) {
      const { at, before, after } = places(args, t, row)
      const chain = chainsOf(states, before)
      for (let j = 0; j < h; j++) {
        const input = (gate: number) => gates[(at * width + gate) * h + j]!
        const sum = (gate: number) => chain(input(gate), gate * h + j)
        const keep = (...values: number[]) => {
          for (const [k, value] of values.entries()) saved![(at * 4 + k) * h + j] = value
        }
        if (kind === LSTM) {
          const [i, f, g, o] = [sigmoid(sum(0)), sigmoid(sum(1)), tanh(sum(2)), sigmoid(sum(3))]
          const c = r(r(f * cells![before + j]!) + r(i * g))
          keep(i, f, g, o)
          cells![after + j] = c
          states[after + j] = o * tanh(c)
        } else if (kind === GRU) {
          const own = (gate: number) => chain(bias ? bias[gate * h + j]! : 0, gate * h + j)
          const [rest, z, m] = [sigmoid(r(input(0) + own(0))), sigmoid(r(input(1) + own(1))), own(2)]
          const n = tanh(r(input(2) + r(rest * m)))
          keep(rest, z, n, m)
          states[after + j] = n + r(z * r(states[before + j]! - n))
        } else {
          const x = sum(0)
          states[after + j] = kind === RELU ? (x <= 0 ? 0 : x) : tanh(x)
        }
      }
    }
  }
  return 0
}

function backward(args: RecurrentBackwardArgs, products: Products): number {
  const { dy, weight, states, cells, saved, dcell, dgates, drecurrent, dstate, dcells } = args
  const { kind, width, time, batch, hidden: h } = args
  const { r, tanh } = arithmeticOf(dy)
  const chainsOf = products(weight, width * h, h, 1)
  const throughSigmoid = (g: number, y: number) => r(g * r(r(1 - y) * y))
  const throughTanh = (g: number, y: number) => r(g * r(1 - r(y * y)))
  dstate.fill(0, 0, batch * h)
  if (kind === LSTM) for (let k = 0; k < batch * h; k++) dcells![k] = dcell ? dcell[k]! : 0
  const down = kind === GRU ? drecurrent! : dgates
  for (let t = time - 1; t >= 0; t--) {
    for (let row = 0; row < batch; row++) {
      const { at, before, after } = places(args, t, row)
      for (let j = 0; j < h; j++) {
        const d = r(dy[at * h + j]! + dstate[row * h + j]!)
        const kept = (gate: number) => saved![(at * 4 + gate) * h + j]!
        const put = (to: FloatArray, ...values: number[]) => {
          for (const [gate, value] of values.entries()) to[(at * width + gate) * h + j] = value
        }
        if (kind === LSTM) {
          const [i, f, g, o, c] = [kept(0), kept(1), kept(2), kept(3), tanh(cells![after + j]!)]
          const e = r(dcells![row * h + j]! + throughTanh(r(d * o), c))
          const df = throughSigmoid(r(e * cells![before + j]!), f)
          put(dgates, throughSigmoid(r(e * g), i), df, throughTanh(r(e * i), g), throughSigmoid(r(d * c), o))
          dcells![row * h + j] = e * f
        } else if (kind === GRU) {
          const [rest, z, n, m] = [kept(0), kept(1), kept(2), kept(3)]
          const direct = r(d * z)
          const dz = throughSigmoid(r(d * r(states[before + j]! - n)), z)
          const dn = throughTanh(r(d - direct), n)
          const dr = throughSigmoid(r(dn * m), rest)
          put(dgates, dr, dz, dn)
          put(drecurrent!, dr, dz, r(dn * rest))
          dstate[row * h + j] = direct
        } else {
          const y = states[after + j]!
          put(dgates, kind === RELU ? (y <= 0 ? 0 : d) : throughTanh(d, y))
        }
      }
      const chain = chainsOf(down, at * width * h)
      for (let j = 0; j < h; j++) dstate[row * h + j] = chain(kind === GRU ? dstate[row * h + j]! : 0, j)
    }
  }
  return 0
}

export const recurrence = {
  recurrent: (args: RecurrentArgs) => forward(args, exact),
  recurrentBackward: (args: RecurrentBackwardArgs) => backward(args, exact),
  recurrentBfloat16: (args: RecurrentArgs) => forward(args, ofBfloat16),
  recurrentBackwardBfloat16: (args: RecurrentBackwardArgs) => backward(args, ofBfloat16)
}
