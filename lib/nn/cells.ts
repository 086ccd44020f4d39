// One step of a recurrent layer: RNNCell, LSTMCell and GRUCell, with the formulas and the kernels of recurrent.ts.
import { ShapeError } from '../errors.ts'
import * as ops from '../ops/index.ts'
import type { CellKind } from '../ops/recurrent.ts'
import { zeros } from '../tensor/create.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkFloat, checkTensor, type Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, oneOf } from '../util/options.ts'
import * as init from './init.ts'
import { Module } from './module.ts'
import { newParameter } from './parameter.ts'
import { passOf } from './recurrent.ts'
import { checkCounts, drawn, type LayerOptions, layerRules } from './rules.ts'

export interface CellOptions extends LayerOptions {
  /** Default true. */
  bias?: boolean | undefined
}

const cellRules = { bias: boolean, ...layerRules }

abstract class Cell extends Module {
  protected static override readonly stateNames = {
    weightIh: 'weight_ih',
    weightHh: 'weight_hh',
    biasIh: 'bias_ih',
    biasHh: 'bias_hh'
  }

  readonly inputSize: number
  readonly hiddenSize: number
  readonly weightIh: Tensor
  readonly weightHh: Tensor
  readonly biasIh: Tensor | null
  readonly biasHh: Tensor | null

  constructor(name: string, gates: number, inputSize: number, hiddenSize: number, options: CellOptions) {
    super()
    checkCounts(name, { inputSize, hiddenSize })
    const { dtype = 'float32', bias = true } = options
    const bound = 1 / Math.sqrt(hiddenSize)
    const make = (...shape: number[]): Tensor =>
      init.uniform(newParameter(shape, dtype), { a: -bound, b: bound, ...drawn(options) })
    this.inputSize = inputSize
    this.hiddenSize = hiddenSize
    this.weightIh = make(gates * hiddenSize, inputSize)
    this.weightHh = make(gates * hiddenSize, hiddenSize)
    this.biasIh = bias ? make(gates * hiddenSize) : null
    this.biasHh = bias ? make(gates * hiddenSize) : null
  }

  /** The next states, from x (batch, inputSize) or (inputSize) and states, null for zeros. */
  protected step(cellKind: CellKind, x: Tensor, states: Readonly<Record<string, Tensor | null>>): Tensor[] {
    const name = this.constructor.name
    checkFloat(name, 'x', x)
    if ((x.ndim !== 1 && x.ndim !== 2) || x.shape.at(-1) !== this.inputSize) {
      throw new ShapeError(
        `${name}: expected x of shape (batch, ${this.inputSize}) or (${this.inputSize}) but received ${format(x.shape)}`
      )
    }
    const alone = x.ndim === 1
    const shape = [...x.shape.slice(0, -1), this.hiddenSize]
    const [h, c] = Object.entries(states).map(([state, t]) => {
      if (t === null) return zeros(alone ? [1, ...shape] : shape, { dtype: x.dtype })
      checkTensor(name, state, t, [x.dtype])
      if (!sameShape(t.shape, shape)) {
        throw new ShapeError(`${name}: expected ${state} of shape ${format(shape)} but received ${format(t.shape)}`)
      }
      return alone ? ops.unsqueeze(t, { dim: 0 }) : t
    })
    const sequence = ops.reshape(x, { shape: [1, -1, this.inputSize] })
    const { last } = passOf(name, cellKind, sequence, [h!, c ?? null], this, false)
    return alone ? last.map((t) => ops.squeeze(t, { dim: 0 })) : last
  }

  protected override extraRepr(): string {
    return `${this.inputSize}, ${this.hiddenSize}${this.biasIh === null ? ', bias=false' : ''}`
  }
}

/**
 * h' = tanh(W_ih x + b_ih + W_hh h + b_hh), or relu of it: one step of an RNN.
 *
 * @example
 * new RNNCell(3, 4).forward(randn([2, 3])).shape // [2, 4]
 */
export class RNNCell extends Cell {
  readonly nonlinearity: 'tanh' | 'relu'

  constructor(
    inputSize: number,
    hiddenSize: number,
    options: CellOptions & { nonlinearity?: 'tanh' | 'relu' | undefined } = {}
  ) {
    checkOptions('RNNCell', options, { nonlinearity: oneOf('tanh', 'relu'), ...cellRules })
    super('RNNCell', 1, inputSize, hiddenSize, options)
    this.nonlinearity = options.nonlinearity ?? 'tanh'
  }

  /**
   * @param x (batch, inputSize) or (inputSize)
   * @param h (batch, hiddenSize) or (hiddenSize). Default zeros
   * @returns the next h
   */
  override forward(x: Tensor, h: Tensor | null = null): Tensor {
    return this.step(this.nonlinearity, x, { h })[0]!
  }
}

/**
 * One step of an LSTM.
 *
 * @example
 * const cell = new LSTMCell(3, 4)
 * let states = cell.forward(randn([2, 3]))
 * for (let t = 1; t < 5; t++) states = cell.forward(randn([2, 3]), states)
 * states.map((state) => state.shape) // [[2, 4], [2, 4]]
 */
export class LSTMCell extends Cell {
  constructor(inputSize: number, hiddenSize: number, options: CellOptions = {}) {
    checkOptions('LSTMCell', options, cellRules)
    super('LSTMCell', 4, inputSize, hiddenSize, options)
  }

  /**
   * @param x (batch, inputSize) or (inputSize)
   * @param states hidden state and cell, each (batch, hiddenSize) or (hiddenSize). Default zeros
   * @returns the next states
   */
  override forward(x: Tensor, states: readonly [h: Tensor, c: Tensor] | null = null): [h: Tensor, c: Tensor] {
    const [h = null, c = null] = states ?? []
    return this.step('lstm', x, { h, c }) as [Tensor, Tensor]
  }
}

/** One step of a GRU: like RNNCell. */
export class GRUCell extends Cell {
  constructor(inputSize: number, hiddenSize: number, options: CellOptions = {}) {
    checkOptions('GRUCell', options, cellRules)
    super('GRUCell', 3, inputSize, hiddenSize, options)
  }

  override forward(x: Tensor, h: Tensor | null = null): Tensor {
    return this.step('gru', x, { h })[0]!
  }
}
