// Accumulates gradients of several small batches for one optimizer step.

import { backward, seedOf } from '../autograd/tape.ts'
import { walkInPieces } from '../autograd/walk.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError } from '../errors.ts'
import { allocate } from '../tensor/lifetime.ts'
import { hasSparse, sparseGrad } from '../tensor/sparse.ts'
import { checkFloat, Tensor } from '../tensor/tensor.ts'
import { checkOptions, checkValue, func, mismatch, required, wholeNumber } from '../util/options.ts'
import type { Optimizer } from './optimizer.ts'

/** Options of GradientAccumulator. */
export interface GradientAccumulatorOptions {
  /** Batches per optimizer step, a whole number >= 1. */
  steps: number
  /** Called before each optimizer step with the mean gradients, for example to clip them. */
  beforeStep?: (() => void) | undefined
}

/**
 * Sums the gradients of `steps` batches, each loss divided by `steps`, and makes one optimizer step for all of them:
 * the same as one batch that is `steps` times as large, when losses are means.
 *
 * @throws OptionError
 * @example
 * const accumulator = new GradientAccumulator(optimizer, { steps: 4 })
 * for (const [x, y] of loader) {
 *   if (accumulator.backward(criterion.forward(model.forward(x), y))) scheduler.step()
 * }
 * accumulator.flush() // steps with the rest if the number of batches is not a multiple of 4
 */
export class GradientAccumulator {
  readonly optimizer: Pick<Optimizer, 'step' | 'zeroGrad' | 'paramGroups'>
  readonly steps: number
  /** The number of batches summed since the last step. */
  count = 0
  readonly #beforeStep: (() => void) | undefined

  constructor(optimizer: Pick<Optimizer, 'step' | 'zeroGrad' | 'paramGroups'>, options: GradientAccumulatorOptions) {
    if (typeof (optimizer as Partial<Optimizer> | null)?.zeroGrad !== 'function') {
      throw mismatch('GradientAccumulator', 'optimizer', 'an optimizer', optimizer)
    }
    checkOptions('GradientAccumulator', options, { steps: required(wholeNumber({ min: 1 })), beforeStep: func })
    this.optimizer = optimizer
    this.steps = options.steps
    this.#beforeStep = options.beforeStep
  }

  /**
   * Adds the gradients of a loss; after the last of `steps`, steps the optimizer and clears the gradients.
   *
   * @returns whether the optimizer was stepped
   */
  backward(loss: Tensor): boolean {
    this.add(loss)
    return this.advance()
  }

  /** @internal Adds the gradients of a loss; `due` then counts them. */
  add(loss: Tensor): void {
    backward(loss, this.#share(loss))
  }

  /** @internal The same in pieces: each call continues for some milliseconds, then returns whether there is more. */
  addInPieces(loss: Tensor): (milliseconds: number) => boolean {
    return walkInPieces([loss], [seedOf('backward', loss, this.#share(loss))])
  }

  // The gradient that a loss begins with.
  #share(loss: Tensor): Tensor {
    checkFloat('GradientAccumulator.backward', 'loss', loss)
    if (loss.size !== 1) {
      throw new OptionError(`GradientAccumulator.backward: expected a loss of one element but received ${loss.size}`)
    }
    const part = allocate(loss.dtype, 1)
    part.fill(1 / this.steps)
    return new Tensor(part, loss.shape)
  }

  /** @internal Counts a batch whose gradients were added elsewhere, each divided by `steps`. */
  advance(): boolean {
    if (!this.due(true, false)) return false
    this.#step()
    return true
  }

  /**
   * @internal The same without the step, which the caller makes, and then `finish`.
   *
   * @param added whether a batch was added
   * @param last whether a step is due for fewer than `steps` batches
   */
  due(added: boolean, last: boolean): boolean {
    if (added) this.count++
    if (this.count === 0 || (this.count < this.steps && !last)) return false
    if (this.count < this.steps) this.#scaleUp()
    return true
  }

  /** @internal After a step: clears the gradients. */
  finish(): void {
    this.optimizer.zeroGrad()
    this.count = 0
  }

  /**
   * Steps the optimizer with the mean gradients of the remaining batches, if there are any.
   *
   * @returns whether the optimizer was stepped
   */
  flush(): boolean {
    if (!this.due(false, true)) return false
    this.#step()
    return true
  }

  // The mean of fewer batches than planned.
  #scaleUp(): void {
    for (const { params } of this.optimizer.paramGroups) {
      for (const p of params) {
        const grad = p.grad ?? (hasSparse(p) ? sparseGrad(p)!.values : null)
        if (grad === null) continue
        grad.ensureReadable('GradientAccumulator.flush')
        kernels.foreachMul({ x: [grad], lengths: [grad.size], scale: this.steps / this.count })
        grad.storage.touch()
      }
    }
  }

  #step(): void {
    this.#beforeStep?.()
    this.optimizer.step()
    this.finish()
  }

  /** The phase; the gradients summed so far are not part of it, so save after a step. */
  stateDict(): { count: number } {
    return { count: this.count }
  }

  /** Loads a phase. */
  loadStateDict(state: { count: number }): void {
    checkValue('GradientAccumulator.loadStateDict', 'count', state?.count, wholeNumber({ min: 0, below: this.steps }))
    this.count = state.count
  }
}
