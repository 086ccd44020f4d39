// What the conformance suite wants to know of an optimizer: a file of test/golden/optimizers has a row for each of its
// classes. Those that are in PyTorch have their numbers in test/golden/optimizers.json; of the others the row holds the
// formula of the paper, written out in plain float64.
import type { Optimizer } from '../../lib/optim/index.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

/** Updates one tensor p in place from its gradient at step t, from 1 on. */
export type Formula = (p: number[], g: readonly number[], t: number, shape: readonly number[]) => void

export interface Row {
  /** Sets of options whose steps are compared with the formula. */
  readonly cases?: readonly Record<string, unknown>[]
  /** A formula with its own states for one tensor. */
  readonly formula?: (options: never) => Formula
  /**
   * Options with which it gets from (3, -2) to within 0.1 of the minimum of a parabola, and 200 steps on Rosenbrock
   * help.
   */
  readonly parabola: Record<string, unknown>
  /** Options that are out of range, and what the message says after the class's name. */
  readonly refused: readonly (readonly [options: Record<string, unknown>, message: string])[]
  /** How it is made where `new Class(params, options)` does not do. */
  readonly make?: (params: readonly Tensor[], options: Record<string, unknown>) => Optimizer
  /** Takes matrices only. */
  readonly matrices?: true
  /** An element's step depends on others: of its tensor, or of all. */
  readonly reach?: 'tensor' | 'all'
  /** Has one group only, or one number for all groups. */
  readonly whole?: true
  /** Takes sparse gradients only: test/optim/sparse.test.ts has its numbers. */
  readonly sparse?: true
  /** Takes float32 only. */
  readonly float32?: true
  /** Needs a closure. */
  readonly closure?: true
}

/** The message of a number that must be >= 0 and is -1. */
export const negative = (name: string): readonly [Record<string, unknown>, string] => [
  { [name]: -1 },
  `expected ${name} to be a finite number >= 0 but received -1`
]

/** The message of two betas, one of which is 1. */
export const BETAS = [
  { betas: [0.9, 1] },
  'expected betas to be an array of 2 elements, each a finite number >= 0 and < 1 but received [0.9, 1]'
] as const
