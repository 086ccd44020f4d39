// Padding layers: the op pad with a mode, for one to three spatial dimensions. A number pads every side; a list is
// [left, right, top, bottom, front, back], as far as there are dimensions. Negative amounts cut off.
import { pad } from '../ops/index.ts'
import type { PadMode } from '../ops/pad.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { checkValue, number, rule, show } from '../util/options.ts'
import { Module } from './module.ts'

/** A number for every side, or one for each. */
export type PaddingSizes = number | readonly number[]

const sides = (nd: number) =>
  rule(
    `a whole number or an array of ${2 * nd}`,
    (v) => Number.isInteger(v) || (Array.isArray(v) && v.length === 2 * nd && v.every(Number.isInteger))
  )

abstract class Padding extends Module {
  readonly padding: readonly number[]
  protected readonly mode: PadMode = 'constant'

  constructor(name: string, nd: number, padding: PaddingSizes) {
    super()
    checkValue(name, 'padding', padding, sides(nd))
    this.padding = typeof padding === 'number' ? new Array<number>(2 * nd).fill(padding) : [...padding]
  }

  override forward(x: Tensor): Tensor {
    return pad(x, { pad: this.padding, mode: this.mode })
  }

  protected override extraRepr(): string {
    return show(this.padding)
  }
}

abstract class ConstantPad extends Padding {
  readonly value: number

  constructor(name: string, nd: number, padding: PaddingSizes, value: number) {
    super(name, nd, padding)
    checkValue(name, 'value', value, number())
    this.value = value
  }

  override forward(x: Tensor): Tensor {
    return pad(x, { pad: this.padding, value: this.value })
  }

  protected override extraRepr(): string {
    return `padding=${show(this.padding)}, value=${this.value}`
  }
}

/**
 * Pads (N, C, L) with a value.
 * @example
 * new ConstantPad1d(1, 0.5).forward(ones([1, 2, 4])).shape // [1, 2, 6]
 */
export class ConstantPad1d extends ConstantPad {
  constructor(padding: PaddingSizes, value: number) {
    super('ConstantPad1d', 1, padding, value)
  }
}

/**
 * Pads (N, C, H, W) with a value.
 * @example
 * new ConstantPad2d(1, 0.5).forward(ones([1, 2, 4, 4])).shape // [1, 2, 6, 6]
 */
export class ConstantPad2d extends ConstantPad {
  constructor(padding: PaddingSizes, value: number) {
    super('ConstantPad2d', 2, padding, value)
  }
}

/**
 * Pads (N, C, D, H, W) with a value.
 * @example
 * new ConstantPad3d(1, 0.5).forward(ones([1, 2, 4, 4, 4])).shape // [1, 2, 6, 6, 6]
 */
export class ConstantPad3d extends ConstantPad {
  constructor(padding: PaddingSizes, value: number) {
    super('ConstantPad3d', 3, padding, value)
  }
}

/**
 * Pads (N, C, L) with zeros.
 * @example
 * new ZeroPad1d(1).forward(ones([1, 2, 4])).shape // [1, 2, 6]
 */
export class ZeroPad1d extends Padding {
  constructor(padding: PaddingSizes) {
    super('ZeroPad1d', 1, padding)
  }
}

/**
 * Pads (N, C, H, W) with zeros.
 * @example
 * new ZeroPad2d(1).forward(ones([1, 2, 4, 4])).shape // [1, 2, 6, 6]
 */
export class ZeroPad2d extends Padding {
  constructor(padding: PaddingSizes) {
    super('ZeroPad2d', 2, padding)
  }
}

/**
 * Pads (N, C, D, H, W) with zeros.
 * @example
 * new ZeroPad3d(1).forward(ones([1, 2, 4, 4, 4])).shape // [1, 2, 6, 6, 6]
 */
export class ZeroPad3d extends Padding {
  constructor(padding: PaddingSizes) {
    super('ZeroPad3d', 3, padding)
  }
}

/**
 * Pads (N, C, L) with the elements mirrored at the edge.
 * @example
 * new ReflectionPad1d(1).forward(ones([1, 2, 4])).shape // [1, 2, 6]
 */
export class ReflectionPad1d extends Padding {
  protected override readonly mode = 'reflect'

  constructor(padding: PaddingSizes) {
    super('ReflectionPad1d', 1, padding)
  }
}

/**
 * Pads (N, C, H, W) with the elements mirrored at the edge.
 * @example
 * new ReflectionPad2d(1).forward(ones([1, 2, 4, 4])).shape // [1, 2, 6, 6]
 */
export class ReflectionPad2d extends Padding {
  protected override readonly mode = 'reflect'

  constructor(padding: PaddingSizes) {
    super('ReflectionPad2d', 2, padding)
  }
}

/**
 * Pads (N, C, D, H, W) with the elements mirrored at the edge.
 * @example
 * new ReflectionPad3d(1).forward(ones([1, 2, 4, 4, 4])).shape // [1, 2, 6, 6, 6]
 */
export class ReflectionPad3d extends Padding {
  protected override readonly mode = 'reflect'

  constructor(padding: PaddingSizes) {
    super('ReflectionPad3d', 3, padding)
  }
}

/**
 * Pads (N, C, L) with the elements at the edge.
 * @example
 * new ReplicationPad1d(1).forward(ones([1, 2, 4])).shape // [1, 2, 6]
 */
export class ReplicationPad1d extends Padding {
  protected override readonly mode = 'replicate'

  constructor(padding: PaddingSizes) {
    super('ReplicationPad1d', 1, padding)
  }
}

/**
 * Pads (N, C, H, W) with the elements at the edge.
 * @example
 * new ReplicationPad2d(1).forward(ones([1, 2, 4, 4])).shape // [1, 2, 6, 6]
 */
export class ReplicationPad2d extends Padding {
  protected override readonly mode = 'replicate'

  constructor(padding: PaddingSizes) {
    super('ReplicationPad2d', 2, padding)
  }
}

/**
 * Pads (N, C, D, H, W) with the elements at the edge.
 * @example
 * new ReplicationPad3d(1).forward(ones([1, 2, 4, 4, 4])).shape // [1, 2, 6, 6, 6]
 */
export class ReplicationPad3d extends Padding {
  protected override readonly mode = 'replicate'

  constructor(padding: PaddingSizes) {
    super('ReplicationPad3d', 3, padding)
  }
}

/**
 * Pads (N, C, L) with the elements of the other side.
 * @example
 * new CircularPad1d(1).forward(ones([1, 2, 4])).shape // [1, 2, 6]
 */
export class CircularPad1d extends Padding {
  protected override readonly mode = 'circular'

  constructor(padding: PaddingSizes) {
    super('CircularPad1d', 1, padding)
  }
}

/**
 * Pads (N, C, H, W) with the elements of the other side.
 * @example
 * new CircularPad2d(1).forward(ones([1, 2, 4, 4])).shape // [1, 2, 6, 6]
 */
export class CircularPad2d extends Padding {
  protected override readonly mode = 'circular'

  constructor(padding: PaddingSizes) {
    super('CircularPad2d', 2, padding)
  }
}

/**
 * Pads (N, C, D, H, W) with the elements of the other side.
 * @example
 * new CircularPad3d(1).forward(ones([1, 2, 4, 4, 4])).shape // [1, 2, 6, 6, 6]
 */
export class CircularPad3d extends Padding {
  protected override readonly mode = 'circular'

  constructor(padding: PaddingSizes) {
    super('CircularPad3d', 3, padding)
  }
}
