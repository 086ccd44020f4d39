// minimize: runs an optimizer on a function of a few numbers and records its path. Called by users, demos and tests.
import '../ops/methods.ts'
import { scope } from '../autograd/scope.ts'
import { OptionError } from '../errors.ts'
import type { Optimizer } from '../optim/index.ts'
import type { LRScheduler } from '../optim/schedulers/index.ts'
import { Tensor } from '../tensor/tensor.ts'
import { checkOptions, func, mismatch, number, required, rule, show, wholeNumber } from '../util/options.ts'
import { isAbortSignal } from '../util/realm.ts'

/** Options of minimize. */
export interface MinimizeOptions<O extends Pick<Optimizer, 'step' | 'paramGroups'>> {
  /** Float tensors that require gradients: the arguments of the function, changed in place. */
  params: readonly Tensor[]
  /** An optimizer of these parameters, or a function that creates one. */
  optimizer: O | ((params: readonly Tensor[]) => O)
  /** A scheduler of that optimizer, or a function that creates one; stepped after every step. */
  scheduler?: LRScheduler | ((optimizer: O) => LRScheduler) | undefined
  /** The number of steps, a whole number >= 0; with tolerance or until, at most this many. */
  steps: number
  /** Ends after the first step whose gradient had no element larger than this in absolute value, >= 0. Default: none. */
  tolerance?: number | undefined
  /** Called after each step; true ends the run. */
  until?: ((step: MinimizeStep) => boolean) | undefined
  /** Called after each step. */
  onStep?: ((step: MinimizeStep) => void) | undefined
  /** An AbortSignal: minimize throws its reason before the next step; the parameters stay as the last step left them. */
  signal?: { throwIfAborted(): void } | undefined
}

/** A finished step of minimize. */
export interface MinimizeStep {
  /** From 1. */
  readonly step: number
  /** The function's value before the step. */
  readonly loss: number
  readonly learningRate: number
  /** All elements of the parameters in order, after the step. */
  readonly point: readonly number[]
}

/** The path that `minimize` took. */
export interface Minimized {
  /** The function's value at points[i] for each step i that was taken. */
  losses: number[]
  /** The learning rate of the first group in step i. */
  learningRates: number[]
  /** All elements of the parameters in order before step i, and one more point after the last step. */
  points: number[][]
}

const RULES = {
  params: required(rule('an array of tensors', (v) => Array.isArray(v) && v.every((t) => t instanceof Tensor))),
  optimizer: required(rule('an optimizer or a function that makes one', isOptimizer)),
  scheduler: rule('a scheduler or a function that makes one', (v) => func.test(v) || hasStep(v)),
  steps: required(wholeNumber({ min: 0 })),
  tolerance: number({ min: 0 }),
  until: func,
  onStep: func,
  signal: rule('an AbortSignal', isAbortSignal)
}

/**
 * Takes `steps` steps of an optimizer on fn(...params), or fewer with `tolerance` or `until`.
 *
 * @param fn from the parameters to a tensor of one element
 * @param options params, optimizer, scheduler, steps, tolerance, until, onStep, signal
 * @returns losses, learning rates and points; the parameters are at the last point
 * @throws OptionError for options that do not fit, and when fn does not return a tensor; the signal's reason
 * @example
 * const { losses, points } = minimize(rosenbrock, {
 *   params: [tensor(-1, { requiresGrad: true }), tensor(2, { requiresGrad: true })],
 *   optimizer: (params) => new Adam(params, { lr: 0.01 }),
 *   steps: 1000
 * })
 */
export function minimize<O extends Pick<Optimizer, 'step' | 'paramGroups'>>(
  fn: (...params: Tensor[]) => Tensor,
  options: MinimizeOptions<O>
): Minimized {
  if (typeof fn !== 'function') throw mismatch('minimize', 'fn', 'a function', fn)
  checkOptions('minimize', options, RULES)
  const { params, steps } = options
  params.forEach((p, k) => {
    if (!p.requiresGrad) {
      throw new OptionError(
        `minimize: expected params[${k}] to require a gradient; make it with { requiresGrad: true }`
      )
    }
  })
  const optimizer = typeof options.optimizer === 'function' ? options.optimizer(params) : options.optimizer
  const { scheduler: made } = options
  const scheduler = typeof made === 'function' ? made(optimizer) : made
  const groups = optimizer.paramGroups
  const closure = (): Tensor => {
    for (const group of groups) for (const p of group.params) p.grad = null
    const loss = fn(...params)
    if (!(loss instanceof Tensor))
      throw new OptionError(`minimize: expected fn to return a tensor but it returned ${show(loss)}`)
    loss.backward()
    return loss
  }
  const { tolerance = Number.NEGATIVE_INFINITY, until, onStep, signal } = options
  let steepest = Number.POSITIVE_INFINITY
  const step = (): number => {
    const loss = optimizer.step(closure).item()
    if (tolerance >= 0) steepest = steepestOf(params)
    return loss
  }
  const result: Minimized = { losses: [], learningRates: [], points: [pointOf(params)] }
  for (let k = 0; k < steps; k++) {
    signal?.throwIfAborted()
    const learningRate = groups[0]!.lr
    const loss = scope(step)
    const point = pointOf(params)
    result.learningRates.push(learningRate)
    result.losses.push(loss)
    result.points.push(point)
    scheduler?.step(loss)
    const done = { step: k + 1, loss, learningRate, point }
    onStep?.(done)
    if (steepest <= tolerance || until?.(done) === true) break
  }
  return result
}

// The largest element of the gradients in absolute value; NaN when one is NaN.
function steepestOf(params: readonly Tensor[]): number {
  let largest = 0
  for (const { grad } of params) for (const g of grad?.data ?? []) largest = Math.max(largest, Math.abs(g))
  return largest
}

function pointOf(params: readonly Tensor[]): number[] {
  const point: number[] = []
  for (const p of params) {
    if (p.size === 1) point.push(p.item())
    else point.push(...p.data)
  }
  return point
}

function hasStep(value: unknown): boolean {
  return typeof (value as { step?: unknown } | null)?.step === 'function'
}

function isOptimizer(value: unknown): boolean {
  return typeof value === 'function' || (hasStep(value) && Array.isArray((value as Optimizer).paramGroups))
}
