// Cases of kernels/recurrent.cc, and the tests of their meaning: against the equations of the cells in plain float64, with
// finite differences of them for the gradients.
import { deepEqual, fail, ok } from 'node:assert/strict'
import { type Level, run, Storage, setAlwaysParallel, setLevel, setNumThreads } from '../../../lib/backend/index.ts'
import { expectSameBits, FLOATS, floats, generator, LEVELS, output } from '../bits.ts'
import type { Call, Pick } from '../pick.ts'

type Float = (typeof FLOATS)[number]

const WIDTH = [1, 1, 4, 3]

function setting(p: Pick, dtype: Float) {
  const kind = p.turn([0, 1, 2, 3])
  const [time, batch, hidden] = [
    p.int(p.chance(8) ? 0 : 1, 4),
    p.int(p.chance(8) ? 0 : 1, 9),
    p.one([1, 3, 8, 16, 21, 35])
  ]
  const [width, kept] = [WIDTH[kind]!, kind < 2 ? 0 : 4]
  const floats = (n: number) => p.floats(n, { scale: 2, dtype })
  const out = (n: number) => p.out(n, dtype)
  const states = () => floats((time + 1) * batch * hidden)
  const sizes = [kind, width, kept, time, batch, hidden, p.int(0, 1)]
  return { kind, step: time * batch * hidden, row: batch * hidden, width, kept, hidden, sizes, floats, out, states }
}

function forwardCall(p: Pick, dtype: Float = p.dtype): Call {
  const s = setting(p, dtype)
  const buffers = [
    s.floats(s.step * s.width),
    s.floats(s.width * s.hidden * s.hidden),
    p.chance(2) ? null : s.floats(s.width * s.hidden),
    s.states(),
    s.kind === 2 ? s.states() : null,
    s.kind < 2 ? null : s.out(s.step * s.kept)
  ]
  return { buffers, sizes: s.sizes }
}

function backwardCall(p: Pick, dtype: Float = p.dtype): Call {
  const s = setting(p, dtype)
  const lstm = s.kind === 2
  const buffers = [
    s.floats(s.step),
    s.floats(s.width * s.hidden * s.hidden),
    s.states(),
    lstm ? s.states() : null,
    s.kind < 2 ? null : s.floats(s.step * s.kept),
    lstm && p.chance(2) ? s.floats(s.row) : null,
    s.out(s.step * s.width),
    s.kind === 3 ? s.out(s.step * s.width) : null,
    s.out(s.row),
    lstm ? s.out(s.row) : null
  ]
  return { buffers, sizes: s.sizes }
}

export const recurrence = {
  recurrent: (p: Pick) => forwardCall(p),
  recurrentBackward: (p: Pick) => backwardCall(p),
  recurrentBfloat16: (p: Pick) => forwardCall(p, 'float32'),
  recurrentBackwardBfloat16: (p: Pick) => backwardCall(p, 'float32')
}

// --- the tests of meaning ---

const [RELU, LSTM, GRU] = [1, 2, 3]
const KINDS = [0, RELU, LSTM, GRU]
const KEPT = [0, 0, 4, 4]

interface Setting {
  readonly kind: number
  readonly time: number
  readonly batch: number
  readonly hidden: number
  readonly reverse: number
}

/** Float64Arrays of float32 values, so that both dtypes hold them exactly. */
interface Inputs {
  readonly gates: Float64Array
  readonly weight: Float64Array
  readonly bias: Float64Array
  readonly state: Float64Array
  readonly cell: Float64Array
}

function inputsOf({ kind, time, batch, hidden }: Setting): Inputs {
  const values = (n: number, seed: number, scale: number) =>
    Float64Array.from(floats('float32', n, { seed, scale }).array as Float32Array)
  const rows = WIDTH[kind]! * hidden
  return {
    gates: values(time * batch * rows, 1, 2),
    weight: values(rows * hidden, 2, 1.5 / Math.sqrt(hidden)),
    bias: values(rows, 3, 1),
    state: values(batch * hidden, 4, 1),
    cell: values(batch * hidden, 5, 1)
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** The states of all steps (time, batch, hidden) and the last cells, by the definition. */
function reference(s: Setting, x: Inputs): { states: Float64Array; cell: Float64Array } {
  const { kind, time, batch, hidden: h } = s
  const { gates, weight, bias } = x
  const width = WIDTH[kind]!
  const states = new Float64Array(time * batch * h)
  const last = Float64Array.from(x.cell)
  const product = new Float64Array(width * h)
  for (let row = 0; row < batch; row++) {
    let state = x.state.subarray(row * h, (row + 1) * h)
    const cell = last.subarray(row * h, (row + 1) * h)
    for (let step = 0; step < time; step++) {
      const at = (s.reverse ? time - 1 - step : step) * batch + row
      const next = states.subarray(at * h, (at + 1) * h)
      for (let unit = 0; unit < width * h; unit++) {
        let sum = 0
        for (let k = 0; k < h; k++) sum += weight[unit * h + k]! * state[k]!
        product[unit] = sum
      }
      for (let j = 0; j < h; j++) {
        const input = (gate: number) => gates[(at * width + gate) * h + j]!
        const own = (gate: number) => product[gate * h + j]! + bias[gate * h + j]!
        const sum = (gate: number) => input(gate) + product[gate * h + j]!
        if (kind === LSTM) {
          cell[j] = sigmoid(sum(1)) * cell[j]! + sigmoid(sum(0)) * Math.tanh(sum(2))
          next[j] = sigmoid(sum(3)) * Math.tanh(cell[j]!)
        } else if (kind === GRU) {
          const z = sigmoid(input(1) + own(1))
          const n = Math.tanh(input(2) + sigmoid(input(0) + own(0)) * own(2))
          next[j] = (1 - z) * n + z * state[j]!
        } else next[j] = kind === RELU ? Math.max(sum(0), 0) : Math.tanh(sum(0))
      }
      state = next
    }
  }
  return { states, cell: last }
}

const storageOf = (dtype: Float, x: Float64Array): Storage =>
  new Storage(dtype === 'float32' ? Float32Array.from(x) : x.slice())

const sizesOf = (s: Setting): number[] => {
  return [s.kind, WIDTH[s.kind]!, KEPT[s.kind]!, s.time, s.batch, s.hidden, s.reverse]
}

/** The operands of the forward kernel, the states before the first step in their slab. */
function forwardBuffers(dtype: Float, s: Setting, x: Inputs): (Storage | null)[] {
  const slab = s.batch * s.hidden
  const withStart = (start: Float64Array) => {
    const all = output(dtype, (s.time + 1) * slab)
    for (let k = 0; k < slab; k++) all.array[(s.reverse ? s.time * slab : 0) + k] = start[k]!
    return all
  }
  return [
    storageOf(dtype, x.gates),
    storageOf(dtype, x.weight),
    s.kind === GRU ? storageOf(dtype, x.bias) : null,
    withStart(x.state),
    s.kind === LSTM ? withStart(x.cell) : null,
    KEPT[s.kind] === 0 ? null : output(dtype, s.time * slab * KEPT[s.kind]!)
  ]
}

/** Runs the forward kernel: its operands, the states of all steps and the last cells. */
function forward(dtype: Float, s: Setting, x: Inputs) {
  const buffers = forwardBuffers(dtype, s, x)
  run('recurrent', buffers as never, sizesOf(s) as never)
  const slab = s.batch * s.hidden
  const part = (all: Storage | null | undefined, from: number, slabs: number) =>
    Float64Array.from(all?.array.slice(from * slab, (from + slabs) * slab) ?? [])
  const states = part(buffers[3], s.reverse ? 0 : 1, s.time)
  return { buffers, states, cell: part(buffers[4], s.reverse ? 0 : s.time, 1) }
}

/** Operands of the backward kernel after a forward pass; its results are the last four. */
function backwardBuffers(
  dtype: Float,
  s: Setting,
  of: readonly (Storage | null)[],
  dy: Float64Array,
  dcell: Float64Array
) {
  const [slab, lstm] = [s.batch * s.hidden, s.kind === LSTM]
  const all = () => output(dtype, s.time * slab * WIDTH[s.kind]!)
  const [, weight, , states, cells, saved] = of
  const inputs = [storageOf(dtype, dy), weight!, states!, cells!, saved!, lstm ? storageOf(dtype, dcell) : null]
  return [...inputs, all(), s.kind === GRU ? all() : null, output(dtype, slab), lstm ? output(dtype, slab) : null]
}

function backward(dtype: Float, s: Setting, x: Inputs, dy: Float64Array, dcell: Float64Array): Float64Array[] {
  const buffers = backwardBuffers(dtype, s, forward(dtype, s, x).buffers, dy, dcell)
  run('recurrentBackward', buffers as never, sizesOf(s) as never)
  return buffers.slice(6).map((b) => Float64Array.from(b?.array ?? []))
}

/** Fails unless every value is within `bound` of max(1, |expected|), or the same NaN or infinity. */
function expectClose(got: Float64Array, want: Float64Array, bound: number, what: string): void {
  ok(got.length === want.length, `${what}: ${got.length} values instead of ${want.length}`)
  for (let k = 0; k < want.length; k++) {
    const [a, b] = [got[k]!, want[k]!]
    if (Math.abs(a - b) <= bound * Math.max(1, Math.abs(b)) || Object.is(a, b)) continue
    fail(`${what}: ${a} instead of ${b} at ${k}`)
  }
}

const textOf = (s: Setting) => `kind ${s.kind}, (${s.time}, ${s.batch}, ${s.hidden}), reverse ${s.reverse}`

function* settings(times: number[], batches: number[], widths: number[]): Generator<Setting> {
  for (const kind of KINDS)
    for (const reverse of [0, 1])
      for (const time of times)
        for (const batch of batches) for (const hidden of widths) yield { kind, reverse, time, batch, hidden }
}

// Every native level here, and JavaScript where it does not take long.
function onLevels(s: Setting, f: (level: Level, dtype: Float) => void): void {
  const quick = s.time * s.batch * s.hidden * s.hidden < 20_000
  for (const level of [...LEVELS, ...(quick || LEVELS.length === 0 ? (['js'] as const) : [])]) {
    setLevel(level as never)
    for (const dtype of FLOATS) f(level, dtype)
  }
}

const BOUND = { float32: 4e-6, float64: 1e-14 }
const sum = (a: Float64Array, b: Float64Array): number => a.reduce((total, x, k) => total + x * b[k]!, 0)
const directionOf = (n: number, seed: number): Float64Array => {
  const next = generator(seed)
  return Float64Array.from({ length: n }, () => next() * 2 - 1)
}

// The gradients of the loss sum(dy states) + sum(dcell cell), along one direction of each input.
function expectDerivative(s: Setting, x: Inputs, dy: Float64Array, dcell: Float64Array, grads: Float64Array[]): void {
  const loss = (at: Inputs) => {
    const { states, cell } = reference(s, at)
    return sum(dy, states) + (s.kind === LSTM ? sum(dcell, cell) : 0)
  }
  const [dgates, drecurrent, dstate, dcells] = grads as [Float64Array, Float64Array, Float64Array, Float64Array]
  const rows = WIDTH[s.kind]! * s.hidden
  const dbias = new Float64Array(rows)
  for (const [k, g] of drecurrent.entries()) dbias[k % rows]! += g
  const pairs: [keyof Inputs, Float64Array][] = [
    ['gates', dgates],
    ['state', dstate],
    ...(s.kind === GRU ? ([['bias', dbias]] as [keyof Inputs, Float64Array][]) : []),
    ...(s.kind === LSTM ? ([['cell', dcells]] as [keyof Inputs, Float64Array][]) : [])
  ]
  const step = 1e-5
  for (const [name, grad] of pairs) {
    const direction = directionOf(grad.length, 8)
    const moved = (by: number) => ({ ...x, [name]: x[name].map((value, k) => value + by * direction[k]!) })
    const slope = (loss(moved(step)) - loss(moved(-step))) / (2 * step)
    const error = Math.abs(sum(grad, direction) - slope)
    ok(error <= 1e-6 * Math.max(1, Math.hypot(...grad)), `${textOf(s)}: the gradient of ${name} is ${error} off`)
  }
}

export const tests = {
  'recurrent gives what the equations of the cells give'() {
    for (const s of settings([1, 7], [1, 5, 33], [1, 8, 21, 130])) {
      const x = inputsOf(s)
      const want = reference(s, x)
      onLevels(s, (level, dtype) => {
        const got = forward(dtype, s, x)
        expectClose(got.states, want.states, BOUND[dtype], `${textOf(s)}, ${level}, states`)
        if (s.kind === LSTM) expectClose(got.cell, want.cell, BOUND[dtype], `${textOf(s)}, ${level}, cell`)
      })
    }
  },

  'recurrentBackward gives the derivative of the equations'() {
    for (const s of settings([1, 7], [1, 5, 33], [1, 8, 21, 130])) {
      const [x, slab] = [inputsOf(s), s.batch * s.hidden]
      const [dy, dcell] = [directionOf(s.time * slab, 6).map(Math.fround), directionOf(slab, 7).map(Math.fround)]
      setLevel((LEVELS[0] ?? 'js') as never)
      const exact = backward('float64', s, x, dy, dcell)
      expectDerivative(s, x, dy, dcell, exact)
      onLevels(s, (level, dtype) => {
        for (const [k, got] of backward(dtype, s, x, dy, dcell).entries())
          expectClose(got, exact[k]!, dtype === 'float32' ? 2e-5 : 0, `${textOf(s)}, ${level}, result ${k}`)
      })
    }
  },

  'a NaN or an infinity reaches what depends on it, and no other row'() {
    for (const s of settings([4], [5], [9])) {
      for (const value of [Number.NaN, Infinity, -Infinity]) {
        for (let gate = 0; gate < WIDTH[s.kind]!; gate++) {
          const x = inputsOf(s)
          const clean = reference(s, x)
          // Unit 4 of row 2 at step 1 or, in reverse, step 2: two steps follow.
          x.gates[(((s.reverse ? 2 : 1) * s.batch + 2) * WIDTH[s.kind]! + gate) * s.hidden + 4] = value
          const want = reference(s, x)
          const other = want.states.filter((_, k) => Math.floor(k / s.hidden) % s.batch !== 2)
          deepEqual(
            other,
            clean.states.filter((_, k) => Math.floor(k / s.hidden) % s.batch !== 2)
          )
          if (Number.isNaN(value)) ok(want.states.some(Number.isNaN), `${textOf(s)}: no NaN in the reference`)
          onLevels(s, (level, dtype) => {
            const got = forward(dtype, s, x)
            expectClose(got.states, want.states, BOUND[dtype], `${textOf(s)}, ${level}, ${value} in gate ${gate}`)
          })
        }
      }
    }
  },

  'recurrent and recurrentBackward take no steps, no rows and no units'() {
    for (const [time, batch, hidden] of [
      [0, 3, 5],
      [2, 0, 5],
      [2, 3, 0],
      [0, 0, 0]
    ] as const) {
      for (const s of settings([time], [batch], [hidden])) {
        const x = inputsOf({ ...s, hidden: Math.max(1, hidden), batch: Math.max(1, batch) })
        const fit = { ...x, weight: x.weight.slice(0, WIDTH[s.kind]! * hidden * hidden) }
        const slab = batch * hidden
        const [start, dcell] = [{ ...fit, ...inputsOf(s), weight: fit.weight }, directionOf(slab, 7).map(Math.fround)]
        onLevels(s, (level, dtype) => {
          const got = forward(dtype, s, start)
          const [, , dstate, dcells] = backward(dtype, s, start, new Float64Array(time * slab), dcell)
          deepEqual(got.states.length, time * slab)
          if (time > 0) return
          // Without a step the states before the first one are the last ones, and so are their gradients.
          deepEqual(Float64Array.from(got.buffers[3]!.array), start.state, `${textOf(s)}, ${level}`)
          deepEqual(dstate, new Float64Array(slab), `${textOf(s)}, ${level}`)
          if (s.kind === LSTM) deepEqual([got.cell, dcells], [start.cell, dcell], `${textOf(s)}, ${level}`)
        })
      }
    }
  },

  'recurrent and recurrentBackward of more units than a block of k have the same bits everywhere'() {
    setAlwaysParallel(true)
    for (const [dtype, time, batch, hidden] of [
      ['float32', 2, 3, 401],
      ['float32', 1, 2, 700],
      ['float64', 1, 1, 401]
    ] as const) {
      const single = dtype === 'float32'
      for (const s of settings([time], [batch], [hidden])) {
        const [x, slab] = [inputsOf(s), batch * hidden]
        const made = forwardBuffers(dtype, s, x)
        expectSameBits('recurrent', made, sizesOf(s), [], [1, 3])
        if (single) expectSameBits('recurrentBfloat16', made, sizesOf(s), [], [1, 3])
        setLevel((LEVELS[0] ?? 'js') as never)
        const got = forward(dtype, s, x)
        expectClose(got.states, reference(s, x).states, BOUND[dtype], textOf(s))
        const grads = [directionOf(time * slab, 6), directionOf(slab, 7)] as const
        const buffers = backwardBuffers(dtype, s, got.buffers, ...grads)
        expectSameBits('recurrentBackward', buffers, sizesOf(s), [], [1, 3])
        if (single) expectSameBits('recurrentBackwardBfloat16', buffers, sizesOf(s), [], [1, 3])
      }
    }
    setNumThreads(1)
  }
}
