// Candidates by name: 'sgd', 'sgd:0.9' (its momentum), 'adamw' ... Called by optimizers.ts and the analyses that take
// optimizers.
import type { OptimizerSpec } from '../config/types.ts'
import { OptionError } from '../errors.ts'
import type { Module } from '../nn/index.ts'
import * as optim from '../optim/index.ts'
import { Optimizer } from '../optim/index.ts'
import { WrapperOptimizer } from '../optim/wrapper.ts'
import { nearest, show } from '../util/options.ts'
import type { Candidate } from './race.ts'

/** An optimizer to compare: by name, or with your own options. */
export type OptimizerCandidate =
  | string
  | {
      /** In the report. */
      name: string
      /** Its learning rate is set by the analysis. */
      optimizer: OptimizerSpec | ((model: Module) => Optimizer)
      /** The rates to try. Default: from its own default rate on, in decades, then between them. */
      rates?: readonly number[] | undefined
    }

/** An optimizer to race; null: its rates are searched. */
export interface Racer extends Candidate {
  readonly rates: readonly number[] | null
  /** Whether to try rates beyond the given ones when the best is at an end. Default false. */
  readonly extend?: boolean | undefined
}

interface OptimizerClass {
  readonly prototype: unknown
  readonly options: Readonly<Record<string, unknown>>
}

/** The optimizer and rates that a candidate stands for. */
export function racerOf(call: string, given: OptimizerCandidate): Racer {
  if (typeof given !== 'string') {
    const { name, optimizer, rates = null } = given
    return { name, build: { optimizer, scheduler: null }, rates: rates && [...rates].sort((a, b) => a - b) }
  }
  const [word = '', momentum] = given.toLowerCase().split(':')
  const classes = Object.entries(optim).filter(([, value]) => isNamed(value))
  const found = classes.find(([name]) => name.toLowerCase() === word)
  if (found === undefined) {
    const names = classes.map(([name]) => name.toLowerCase())
    const near = nearest(word, names)
    throw new OptionError(
      `${call}: unknown optimizer ${show(given)}; ${near === null ? `the names are ${names.join(', ')}` : `did you mean ${near}?`}`
    )
  }
  const extra = momentum === undefined ? {} : momentumOf(call, given, Number(momentum), found[1] as never)
  return {
    name: given,
    build: { optimizer: { name: found[0], ...extra } as unknown as OptimizerSpec, scheduler: null },
    rates: null
  }
}

// 'adam:0.95' is the first of its betas.
function momentumOf(call: string, given: string, share: number, { options }: OptimizerClass): object {
  if (!(share >= 0 && share < 1)) {
    throw new OptionError(`${call}: expected a momentum from 0 to below 1, as in sgd:0.9, but received ${show(given)}`)
  }
  if ('momentum' in options) return { momentum: share }
  if ('betas' in options) return { betas: [share, 0.999] }
  throw new OptionError(`${call}: expected an optimizer with momentum or betas but received ${show(given)}`)
}

// Those that wrap another one cannot be named; the Trainer refuses those that need a closure.
function isNamed(value: unknown): boolean {
  if (typeof value !== 'function') return false
  const { prototype } = value as unknown as OptimizerClass
  return prototype instanceof Optimizer && !(prototype instanceof WrapperOptimizer)
}
