// RNN, LSTM and GRU: PyTorch's formulas, names and layouts. A direction of a layer is one op over the whole sequence;
// an LSTM with a projection takes a few ops a step.
import { ShapeError } from '../errors.ts'
import * as ops from '../ops/index.ts'
import { type CellKind, recurrentPass } from '../ops/recurrent.ts'
import { zeros } from '../tensor/create.ts'
import { format } from '../tensor/shape.ts'
import { checkFloat, checkTensor, type Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, number, oneOf, wholeNumber } from '../util/options.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import { type PackedRun, PackedSequence, runsOf } from './packed.ts'
import { newParameter } from './parameter.ts'
import { checkCounts, count, drawn, type LayerOptions, layerRules } from './rules.ts'

export interface RecurrentOptions extends LayerOptions {
  /** Default 1. */
  numLayers?: number | undefined
  /** Default true. */
  bias?: boolean | undefined
  /** Whether input and output are (batch, time, features) instead of (time, batch, features). Default false. */
  batchFirst?: boolean | undefined
  /** Dropout probability after each layer but the last, in training. Default 0. */
  dropout?: number | undefined
  /** Whether a second pass reads backwards; its features are appended to those of the first. Default false. */
  bidirectional?: boolean | undefined
}

const recurrentRules = {
  numLayers: count,
  bias: boolean,
  batchFirst: boolean,
  dropout: number({ min: 0, max: 1 }),
  bidirectional: boolean,
  ...layerRules
}

/** The weights of one direction of one layer: `gates` blocks of hiddenSize rows each. */
export interface RecurrentWeights {
  readonly weightIh: Tensor
  readonly weightHh: Tensor
  readonly biasIh: Tensor | null
  readonly biasHh: Tensor | null
  /** (projSize, hiddenSize), of an LSTM with a projection. */
  readonly weightHr: Tensor | null
}

/** The states of all steps, and the last ones. */
interface PassResult {
  readonly output: Tensor
  readonly last: Tensor[]
}

/** @internal One direction of one layer over the sequence (time, batch, features): its states, and the last ones. */
export function passOf(
  name: string,
  cellKind: CellKind,
  sequence: Tensor,
  [state, cell]: readonly [Tensor, Tensor | null],
  w: Omit<RecurrentWeights, 'weightHr'>,
  reverse: boolean
): PassResult {
  // The GRU's reset gate scales the recurrent part with its bias; elsewhere the two biases are added.
  const apart = cellKind === 'gru'
  const bias = apart || w.biasIh === null || w.biasHh === null ? w.biasIh : ops.add(w.biasIh, w.biasHh)
  const gates = ops.linear(sequence, w.weightIh, bias)
  const inputs = { gates, weight: w.weightHh, bias: apart ? w.biasHh : null, state, cell }
  const result = recurrentPass(name, cellKind, inputs, reverse)
  const last = ops.select(result.output, { dim: 0, index: reverse ? 0 : -1 })
  return { output: result.output, last: result.cell === null ? [last] : [last, result.cell] }
}

type Sequence = Tensor | PackedSequence

/** The first states of an LSTM. */
export type LSTMStates = readonly [h0: Tensor, c0: Tensor]

abstract class Recurrent extends Module {
  readonly inputSize: number
  readonly hiddenSize: number
  readonly numLayers: number
  readonly batchFirst: boolean
  readonly dropout: number
  readonly bidirectional: boolean
  /** The size that the hidden state is projected to (LSTM); 0 for no projection. */
  readonly projSize: number
  /** Layer by layer; within a layer the forward direction first. */
  readonly weights: readonly RecurrentWeights[]

  constructor(
    name: string,
    gates: number,
    inputSize: number,
    hiddenSize: number,
    options: RecurrentOptions & { projSize?: number | undefined }
  ) {
    super()
    checkCounts(name, { inputSize, hiddenSize })
    const { dtype = 'float32', bias = true } = options
    this.inputSize = inputSize
    this.hiddenSize = hiddenSize
    this.numLayers = options.numLayers ?? 1
    this.batchFirst = options.batchFirst ?? false
    this.dropout = options.dropout ?? 0
    this.bidirectional = options.bidirectional ?? false
    this.projSize = options.projSize ?? 0
    const directions = this.bidirectional ? 2 : 1
    const stateSize = this.projSize || hiddenSize
    const bound = 1 / Math.sqrt(hiddenSize)
    const make = (...shape: number[]): Tensor =>
      init.uniform(newParameter(shape, dtype), { a: -bound, b: bound, ...drawn(options) })
    this.weights = Array.from({ length: this.numLayers * directions }, (_, k) => ({
      weightIh: make(gates * hiddenSize, k < directions ? inputSize : directions * stateSize),
      weightHh: make(gates * hiddenSize, stateSize),
      biasIh: bias ? make(gates * hiddenSize) : null,
      biasHh: bias ? make(gates * hiddenSize) : null,
      weightHr: this.projSize > 0 ? make(this.projSize, hiddenSize) : null
    }))
  }

  protected override *entries(): Generator<readonly [string, Tensor]> {
    for (const [k, w] of this.weights.entries()) {
      const reverse = this.bidirectional && k % 2 === 1
      const end = `_l${this.bidirectional ? k >> 1 : k}${reverse ? '_reverse' : ''}`
      yield [`weight_ih${end}`, w.weightIh]
      yield [`weight_hh${end}`, w.weightHh]
      if (w.biasIh !== null) yield [`bias_ih${end}`, w.biasIh]
      if (w.biasHh !== null) yield [`bias_hh${end}`, w.biasHh]
      if (w.weightHr !== null) yield [`weight_hr${end}`, w.weightHr]
    }
  }

  /** The cell function. */
  protected abstract readonly cellKind: CellKind

  protected runAny(x: Sequence, initial: readonly (Tensor | null)[]): { output: Sequence; final: Tensor[] } {
    return x instanceof PackedSequence ? this.runPacked(x, initial) : this.run(x, initial)
  }

  /** Runs all layers. `initial` are the states (layers * directions, batch, size), each null for zeros. */
  protected run(x: Tensor, initial: readonly (Tensor | null)[]): { output: Tensor; final: Tensor[] } {
    const name = this.constructor.name
    checkFloat(name, 'x', x)
    if ((x.ndim !== 2 && x.ndim !== 3) || x.shape.at(-1) !== this.inputSize) {
      const form = this.batchFirst ? '(batch, time, ' : '(time, batch, '
      throw new ShapeError(
        `${name}: expected x of shape ${form}${this.inputSize}) or (time, ${this.inputSize}) but received ${format(x.shape)}`
      )
    }
    const alone = x.ndim === 2
    const sequence = alone ? ops.unsqueeze(x, { dim: 1 }) : this.batchFirst ? ops.transpose(x, { dim0: 0, dim1: 1 }) : x
    const [time, batch] = sequence.shape as [number, number, number]
    if (time === 0) throw new ShapeError(`${name}: expected at least one time step but received ${format(x.shape)}`)
    const starts = initial.map((t, k) => this.startState(k === 0 ? 'h0' : 'c0', t, x, batch, alone))
    const { output: y, final } = this.runLayers(sequence, starts, (...args) => this.pass(...args))
    if (alone) return { output: ops.squeeze(y, { dim: 1 }), final: final.map((t) => ops.squeeze(t, { dim: 1 })) }
    return { output: this.batchFirst ? ops.transpose(y, { dim0: 0, dim1: 1 }) : y, final }
  }

  // All layers, each direction by `pass`; features are the last dimension.
  private runLayers(
    x: Tensor,
    starts: readonly (readonly Tensor[])[],
    pass: (x: Tensor, states: readonly Tensor[], w: RecurrentWeights, reverse: boolean) => PassResult
  ): { output: Tensor; final: Tensor[] } {
    const directions = this.bidirectional ? 2 : 1
    const final: Tensor[][] = starts.map(() => [])
    let output = x
    for (let layer = 0; layer < this.numLayers; layer++) {
      const passes: Tensor[] = []
      for (let direction = 0; direction < directions; direction++) {
        const k = layer * directions + direction
        const states = starts.map((list) => list[k]!)
        const result = pass(output, states, this.weights[k]!, direction === 1)
        passes.push(result.output)
        for (const [j, state] of result.last.entries()) final[j]!.push(state)
      }
      output = passes.length === 1 ? passes[0]! : ops.cat(...passes, { dim: x.ndim - 1 })
      if (layer + 1 < this.numLayers) output = ops.dropout(output, { p: this.dropout, training: this.training })
    }
    return { output, final: final.map((list) => ops.stack(...list, { dim: 0 })) }
  }

  /** The same over sequences of different lengths: steps with the same number of sequences run together. */
  protected runPacked(
    packed: PackedSequence,
    initial: readonly (Tensor | null)[]
  ): { output: PackedSequence; final: Tensor[] } {
    const name = this.constructor.name
    const { sortedIndices: order, unsortedIndices: places } = packed
    checkFloat(name, 'x', packed.data)
    if (packed.data.ndim !== 2 || packed.data.shape[1] !== this.inputSize) {
      throw new ShapeError(
        `${name}: expected packed data of shape (steps, ${this.inputSize}) but received ${format(packed.data.shape)}`
      )
    }
    const runs = runsOf(packed)
    const starts = initial.map((t, k) =>
      this.startState(k === 0 ? 'h0' : 'c0', t, packed.data, runs[0]!.batch, false).map((state) =>
        t === null || order === null ? state : ops.indexSelect(state, order, 0)
      )
    )
    const { output, final } = this.runLayers(packed.data, starts, (data, ...args) =>
      this.passOfRuns(runs, data, ...args)
    )
    return {
      output: packed.with(output),
      final: places === null ? final : final.map((t) => ops.indexSelect(t, places, 1))
    }
  }

  // One direction of one layer. Forward the sequences end one after the other, the shortest first; backward they begin so.
  private passOfRuns(
    runs: readonly PackedRun[],
    data: Tensor,
    starts: readonly Tensor[],
    w: RecurrentWeights,
    reverse: boolean
  ): PassResult {
    const outputs = new Array<Tensor>(runs.length)
    const ended: Tensor[][] = starts.map(() => [])
    let states: readonly Tensor[] | null = null
    for (let at = 0; at < runs.length; at++) {
      const k = reverse ? runs.length - 1 - at : at
      const { start, steps, batch } = runs[k]!
      const before: number = states === null ? 0 : states[0]!.shape[0]!
      const rows = (t: Tensor, from: number, to: number): Tensor => ops.slice(t, { start: from, end: to })
      if (states === null) states = starts.map((t) => rows(t, 0, batch))
      else if (reverse) states = states.map((t, j) => ops.cat(t, rows(starts[j]!, before, batch), { dim: 0 }))
      else {
        for (const [j, t] of states.entries()) ended[j]!.unshift(rows(t, batch, before))
        states = states.map((t) => rows(t, 0, batch))
      }
      const sequence = ops.reshape(rows(data, start, start + steps * batch), { shape: [steps, batch, data.shape[1]!] })
      const { output, last } = this.pass(sequence, states, w, reverse)
      outputs[k] = ops.reshape(output, { shape: [steps * batch, output.shape[2]!] })
      states = last
    }
    const last = states!.map((t, j) => (ended[j]!.length === 0 ? t : ops.cat(t, ...ended[j]!, { dim: 0 })))
    return { output: outputs.length === 1 ? outputs[0]! : ops.cat(...outputs, { dim: 0 }), last }
  }

  // The initial states of every layer and direction.
  private startState(name: string, t: Tensor | null, x: Tensor, batch: number, alone: boolean): Tensor[] {
    const cells = this.weights.length
    const size = (name === 'h0' && this.projSize) || this.hiddenSize
    if (t === null) {
      const zero = zeros([batch, size], { dtype: x.dtype })
      return Array.from({ length: cells }, () => zero)
    }
    const shape = alone ? [cells, size] : [cells, batch, size]
    checkTensor(this.constructor.name, name, t, [x.dtype])
    if (format(t.shape) !== format(shape)) {
      throw new ShapeError(
        `${this.constructor.name}: expected ${name} of shape ${format(shape)} but received ${format(t.shape)}`
      )
    }
    return ops.unbind(alone ? ops.unsqueeze(t, { dim: 1 }) : t)
  }

  /** One direction of one layer over the sequence (time, batch, features): its states, and the last ones. */
  protected pass(
    sequence: Tensor,
    [state, cell = null]: readonly (Tensor | null)[],
    w: RecurrentWeights,
    reverse: boolean
  ): PassResult {
    const [h, c] = [state!, cell]
    return passOf(this.constructor.name, this.cellKind, sequence, [h, c], w, reverse)
  }

  protected override extraRepr(): string {
    const parts = [`${this.inputSize}, ${this.hiddenSize}`]
    if (this.numLayers !== 1) parts.push(`numLayers=${this.numLayers}`)
    if (this.batchFirst) parts.push('batchFirst=true')
    if (this.dropout > 0) parts.push(`dropout=${this.dropout}`)
    if (this.bidirectional) parts.push('bidirectional=true')
    if (this.projSize > 0) parts.push(`projSize=${this.projSize}`)
    return parts.join(', ')
  }
}

/** h' = tanh(W_ih x + b_ih + W_hh h + b_hh), or relu of it. */
export class RNN extends Recurrent {
  readonly nonlinearity: 'tanh' | 'relu'
  protected readonly cellKind: CellKind

  constructor(
    inputSize: number,
    hiddenSize: number,
    options: RecurrentOptions & { nonlinearity?: 'tanh' | 'relu' | undefined } = {}
  ) {
    checkOptions('RNN', options, { nonlinearity: oneOf('tanh', 'relu'), ...recurrentRules })
    super('RNN', 1, inputSize, hiddenSize, options)
    this.nonlinearity = options.nonlinearity ?? 'tanh'
    this.cellKind = this.nonlinearity
  }

  /**
   * @param x (time, batch, inputSize), (batch, time, inputSize) with batchFirst, (time, inputSize), or packed sequences
   * @param h0 (numLayers * directions, batch, hiddenSize). Default zeros
   * @returns the last layer's output at every step, packed for packed x, and the final state of every layer and direction
   */
  override forward(x: Tensor, h0?: Tensor | null): [output: Tensor, hn: Tensor]
  override forward(x: PackedSequence, h0?: Tensor | null): [output: PackedSequence, hn: Tensor]
  override forward(x: Sequence, h0: Tensor | null = null): [Sequence, Tensor] {
    const { output, final } = this.runAny(x, [h0])
    return [output, final[0]!]
  }
}

export interface LSTMOptions extends RecurrentOptions {
  /** The number of features to project the hidden state to, less than hiddenSize. Default 0: no projection. */
  projSize?: number | undefined
}

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997); gates in the order input, forget, cell, output.
 *
 * @example
 * const [output, [, cn]] = new LSTM(3, 8, { batchFirst: true }).forward(randn([2, 5, 3]))
 * output.shape // [2, 5, 8]
 * cn.shape // [1, 2, 8]
 */
export class LSTM extends Recurrent {
  protected readonly cellKind = 'lstm'

  constructor(inputSize: number, hiddenSize: number, options: LSTMOptions = {}) {
    checkOptions('LSTM', options, { projSize: wholeNumber({ min: 0, below: hiddenSize }), ...recurrentRules })
    super('LSTM', 4, inputSize, hiddenSize, options)
  }

  /** Like RNN.forward, with a pair of states: hidden and cell. */
  override forward(x: Tensor, states?: LSTMStates | null): [output: Tensor, states: [hn: Tensor, cn: Tensor]]
  override forward(
    x: PackedSequence,
    states?: LSTMStates | null
  ): [output: PackedSequence, states: [hn: Tensor, cn: Tensor]]
  override forward(x: Sequence, states: LSTMStates | null = null): [Sequence, [Tensor, Tensor]] {
    const { output, final } = this.runAny(x, states ?? [null, null])
    return [output, [final[0]!, final[1]!]]
  }

  protected override pass(
    sequence: Tensor,
    states: readonly Tensor[],
    w: RecurrentWeights,
    reverse: boolean
  ): PassResult {
    if (w.weightHr === null) return super.pass(sequence, states, w, reverse)
    const inputs = ops.unbind(ops.linear(sequence, w.weightIh, w.biasIh))
    const outputs = new Array<Tensor>(inputs.length)
    let [h, c] = states as [Tensor, Tensor]
    for (let k = 0; k < inputs.length; k++) {
      const at = reverse ? inputs.length - 1 - k : k
      const sum = ops.add(inputs[at]!, ops.linear(h, w.weightHh, w.biasHh))
      const [i, f, g, o] = ops.chunk(sum, { chunks: 4, dim: 1 }) as [Tensor, Tensor, Tensor, Tensor]
      c = ops.add(ops.mul(ops.sigmoid(f), c), ops.mul(ops.sigmoid(i), ops.tanh(g)))
      h = ops.linear(ops.mul(ops.sigmoid(o), ops.tanh(c)), w.weightHr)
      outputs[at] = h
    }
    return { output: ops.stack(...outputs, { dim: 0 }), last: [h, c] }
  }
}

/**
 * Gated recurrent unit (Cho et al. 2014); gates in the order reset, update, new.
 *
 * @example
 * const [output, hn] = new GRU(3, 8, { batchFirst: true }).forward(randn([2, 5, 3]))
 * output.shape // [2, 5, 8]
 * hn.shape // [1, 2, 8]
 */
export class GRU extends Recurrent {
  protected readonly cellKind = 'gru'

  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions = {}) {
    checkOptions('GRU', options, recurrentRules)
    super('GRU', 3, inputSize, hiddenSize, options)
  }

  /** Like RNN.forward. */
  override forward(x: Tensor, h0?: Tensor | null): [output: Tensor, hn: Tensor]
  override forward(x: PackedSequence, h0?: Tensor | null): [output: PackedSequence, hn: Tensor]
  override forward(x: Sequence, h0: Tensor | null = null): [Sequence, Tensor] {
    const { output, final } = this.runAny(x, [h0])
    return [output, final[0]!]
  }
}
