// The base of the losses as modules: options are checked once, weights are buffers. losses.ts and marginLosses.ts extend it.
import { markChecked } from '../ops/losses/index.ts'
import { Tensor } from '../tensor/tensor.ts'
import { checkOptions, defined, type Rules } from '../util/options.ts'
import { Module } from './module.ts'
import { buffer } from './parameter.ts'

const isShown = (value: unknown): boolean => value !== null && typeof value !== 'function' && !(value instanceof Tensor)

/** A loss of `thalweg` with its options. */
export abstract class Loss<Options extends object> extends Module {
  /** The given options: not enumerable, since their tensors are also fields. */
  declare protected readonly options: Options

  constructor(options: Options, rules: Rules) {
    super()
    checkOptions(new.target.name, options, rules)
    const given = Object.entries(defined(options))
    const own = given.map(([name, value]) => [name, value instanceof Tensor ? buffer(value) : value] as const)
    Object.defineProperty(this, 'options', { value: markChecked(Object.fromEntries(own) as Options) })
  }

  abstract override forward(...inputs: never[]): Tensor

  override clone(): this {
    const copy = super.clone()
    markChecked(copy.options)
    return copy
  }

  protected override extraRepr(): string {
    const shown = Object.entries(this.options).filter(([, value]) => isShown(value))
    return shown
      .map(([name, value]) => `${name}=${typeof value === 'string' ? `'${value}'` : String(value)}`)
      .join(', ')
  }
}
