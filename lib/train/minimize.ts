// minimize: runs an optimizer on a function of a few numbers and records its path. Called by users, demos and tests.
import '../ops/methods.ts'
import { scope } from '../autograd/scope.ts'
import { OptionError } from '../errors.ts'
import type { Optimizer } from '../optim/index.ts'
import type { LRScheduler } from '../optim/schedulers/index.ts'
import { Tensor } from '../tensor/tensor.ts'
import { checkOptions, func, mismatch, required, rule, show, wholeNumber } from '../util/options.ts'

/** Options of minimize. */
export interface MinimizeOptions<O extends Pick<Optimizer, 'step' | 'paramGroups'>> {
  /** Float tensors that require gradients: the arguments of the function, changed in place. */
  params: readonly Tensor[]
  /** An optimizer of these parameters, or a function that creates one. */
  optimizer: O | ((params: readonly Tensor[]) => O)
  /** A scheduler of that optimizer, or a function that creates one; stepped after every step. */
  scheduler?: LRScheduler | ((optimizer: O) => LRScheduler) | undefined
  /** The number of steps, a whole number >= 0. */
  steps: number
}

/** The path that `minimize` took. */
export interface Minimized {
  /** The function's value at points[i] for each step i. */
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
  steps: required(wholeNumber({ min: 0 }))
}

/**
 * Takes `steps` steps of an optimizer on fn(...params).
 *
 * @param fn from the parameters to a tensor of one element
 * @returns losses, learning rates and points; the parameters are at the last point
 * @throws OptionError for options that do not fit, and when fn does not return a tensor
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
  const step = (): number => optimizer.step(closure).item()
  const result: Minimized = { losses: [], learningRates: [], points: [pointOf(params)] }
  for (let k = 0; k < steps; k++) {
    result.learningRates.push(groups[0]!.lr)
    const loss = scope(step)
    result.losses.push(loss)
    result.points.push(pointOf(params))
    scheduler?.step(loss)
  }
  return result
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
