// Optimizers whose update of an element depends on its whole tensor: they update the parameters one by one and are
// composed of kernels. Their shared helpers.

import * as kernels from '../backend/calls.ts'
import { OPS } from '../backend/gen/elementwise.ts'
import type { RULES } from '../backend/gen/optim.ts'
import { type Operand, Storage } from '../backend/index.ts'
import { sizeOf } from '../tensor/shape.ts'
import { Tensor } from '../tensor/tensor.ts'
import type { GroupOptions, ParamGroup } from './groups.ts'
import { Optimizer, type ParamState } from './optimizer.ts'
import { checkGradient, checkSlots, fillNumbers, type Numbers } from './ruleOptimizer.ts'

/**
 * The base class of optimizers that update one parameter at a time, such as your own. A subclass declares its options in
 * `static options` and writes `stepParameter`; `static stateShapes` tells `planMemory` what it keeps. Check it with
 * `testOptimizer`.
 *
 * @example
 * type Options = { lr: number }
 * class Signs extends ComposedOptimizer<Options> {
 *   static override options = { lr: option(0.001) }
 *   constructor(params: Params<Options>, options?: Partial<Options>) { super('Signs', params, options) }
 *   stepParameter(p: Tensor, gradient: Tensor, state: ParamState, { lr }: Options, gradScale: number) {
 *     noGrad(() => p.sub_(gradient.mul(gradScale).sign().mul(lr)))
 *   }
 * }
 * new Signs(model.parameters()).step()
 */
export abstract class ComposedOptimizer<O extends GroupOptions> extends Optimizer<O> {
  override readonly separable: boolean = true
  readonly #scratch = new Map<string, Storage>()

  /**
   * Updates one parameter.
   *
   * @param g its gradient
   * @param state numbers and tensors that state dicts hold; `state.scalars.step` counts this step already
   * @param group the options
   * @param gradScale the factor on the gradient: clipping, and the sign of `maximize`
   */
  protected abstract stepParameter(
    p: Tensor,
    g: Tensor,
    state: ParamState,
    group: ParamGroup<O>,
    gradScale: number
  ): void

  protected override update(group: ParamGroup<O>, gradScale: number): void {
    // Negligible compared to the work of a step.
    this.recheck(group)
    for (const p of group.params) {
      if (p.grad === null) continue
      const name = this.names.get(p)!
      p.ensureReadable(`${this.kind}.step: ${name}`)
      const g = checkGradient(this.kind, name, p, p.grad)
      let state = this.states.get(p)
      if (state === undefined) {
        state = { scalars: { step: 0 }, slots: {} }
        this.states.set(p, state)
      } else checkSlots(this.kind, name, p, state.slots)
      state.scalars.step++
      this.stepParameter(p, g, state, group, gradScale)
      p.storage.touch()
    }
  }

  /** A tensor of the state of a parameter, of its shape unless given; zeros at first. */
  protected slot(state: ParamState, name: string, p: Tensor, shape = p.shape): Tensor {
    let slot = state.slots[name]
    if (slot === undefined) {
      slot = new Tensor(Storage.allocate(p.dtype, sizeOf(shape)), shape)
      state.slots[name] = slot
    }
    return slot
  }

  /** @internal Scratch memory for a result used only within the step. */
  protected scratch(name: string, p: Tensor, length = p.size): Storage {
    const key = `${name} ${p.dtype} ${length}`
    let storage = this.#scratch.get(key)
    if (storage === undefined) {
      storage = Storage.allocate(p.dtype, length)
      this.#scratch.set(key, storage)
    }
    return storage
  }
}

const numbersOfStep = new Array<number>(kernels.RULE_NUMBERS).fill(0)

/** One step of a rule on n elements: `tensors` are p, g and the states that the flags require. */
export function step<R extends (typeof RULES)[keyof typeof RULES]>(
  rule: R,
  flags: number,
  n: number,
  tensors: readonly Operand[],
  numbers: Numbers<R> & { readonly [name in Extract<R['numbers'][number], 'gradScale'>]: number }
): void {
  const c = numbersOfStep
  fillNumbers(c, rule, numbers, (numbers as { gradScale?: number }).gradScale)
  const [p, g, ...state] = tensors as [Operand, Operand, ...Operand[]]
  kernels.optim({ p: [p], g: [g], state, rule: rule.rule, flags, slots: state.length, n: [n], numbers: c })
}

const one = { float32: Storage.allocate('float32', 1), float64: Storage.allocate('float64', 1) }

/** What the kernel `reduce` does with all n elements: 'sum' 0, 'abs' 1, 'square' 2, 'norm' 3, 'largest' 4. */
export function reduceAll(x: Operand, n: number, kind: keyof typeof KINDS): number {
  const y = one[x.storage.dtype as 'float32' | 'float64']
  kernels.reduce({ x, y, op: KINDS[kind], outer: 1, n, inner: 1, accumulate: 0, divisor: 1 })
  return y.current[0]!
}
const { sum, sumAbs, sumSquares, norm, largestAbs } = kernels.REDUCE
const KINDS = { sum, abs: sumAbs, square: sumSquares, norm, largest: largestAbs }

/** The inner product of two vectors of n elements. */
export function dot(a: Operand, b: Operand, n: number): number {
  const y = one[a.storage.dtype as 'float32' | 'float64']
  kernels.gemm(kernels.matrix(a, 1, n), kernels.matrix(b, n, 1), kernels.matrix(y, 1, 1))
  return y.current[0]!
}

/** out = op(a, b), element by element. */
export function combine(op: 'add' | 'sub' | 'mul', a: Operand, b: Operand, out: Operand, n: number): void {
  kernels.mapFlat(OPS[op].op, [a, b], out, n)
}
