// L-BFGS.
import * as kernels from '../../backend/calls.ts'
import { RULES } from '../../backend/gen/optim.ts'
import { Storage } from '../../backend/index.ts'
import { OptionError } from '../../errors.ts'
import { sizeOf } from '../../tensor/shape.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { number, oneOf, rule, wholeNumber } from '../../util/options.ts'
import { combine, dot, reduceAll, step } from '../composed.ts'
import type { ParamGroup, Params } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import { type Loss, Optimizer, type ParamState, type Scalars } from '../optimizer.ts'
import { type GroupOf, nonNegative, type OptionsOf, option } from '../options.ts'
import { checkGradient } from '../ruleOptimizer.ts'
import { type Place, strongWolfe } from './wolfe.ts'

// One of the last iterations: the change of the gradient, the step, and 1 / their product.
interface Pair {
  y: Storage
  s: Storage
  ro: number
}

const OPTIONS = {
  /** Learning rate: the step length, or the first one that the line search tries, >= 0. Default 1. */
  lr: option(1, nonNegative),
  /** Iterations of one step. Default 20. */
  maxIter: option(20, wholeNumber({ min: 1 })),
  /** Evaluations of the closure in one step; null for maxIter * 5 / 4. Default null. */
  maxEval: option<number | null>(
    null,
    rule('a whole number >= 1 or null', (v) => v === null || wholeNumber({ min: 1 }).test(v))
  ),
  /** A step ends when no element of the gradient is larger. Default 1e-7. */
  toleranceGrad: option(1e-7, number()),
  /** A step ends when neither loss nor parameters change by more. Default 1e-9. */
  toleranceChange: option(1e-9, number()),
  /** How many past iterations are kept, >= 1. Default 100. */
  historySize: option(100, wholeNumber({ min: 1 })),
  /** 'strong_wolfe' searches each step's length; null takes lr. Default null. */
  lineSearchFn: option<'strong_wolfe' | null>(null, oneOf('strong_wolfe', null))
}

/** Options of LBFGS. */
export interface LBFGSOptions extends OptionsOf<typeof OPTIONS> {}
type Group = GroupOf<typeof OPTIONS>

/**
 * Limited-memory BFGS: Newton steps with an inverse Hessian estimated from the last iterations (Liu and
 * Nocedal, "On the limited memory BFGS method for large scale optimization", 1989). torch.optim.LBFGS. `step` needs a
 * closure, which it calls several times; one group of parameters of one type.
 *
 * Formula:
 * d = -H G                                        H from the last historySize pairs s = change of W, y = change of G
 * W = W + t d                                     t = lr, in the first step min(1, 1 / sum |G|) lr; or strong Wolfe
 *
 * Memory: `prevFlatGrad` and `d` of all elements together; for each remembered iteration, at most historySize,
 * `oldDirs` and `oldStps` of as many.
 *
 * When to use: smooth problems whose whole loss can be evaluated at once; few parameters, high precision.
 *
 * @throws OptionError for an option out of range, more than one group, a step without a closure
 * @example
 * const optimizer = new LBFGS([w], { lineSearchFn: 'strong_wolfe' })
 * optimizer.step(() => {
 *   optimizer.zeroGrad()
 *   const loss = w.sub(3).square().sum()
 *   loss.backward()
 *   return loss
 * })
 */
export class LBFGS extends Optimizer<Group> {
  static override readonly options = OPTIONS

  // The vectors span all parameters; in the end there are historySize pairs.
  static override stateShapes(shape: readonly number[], { historySize }: Group): StateShapes {
    const vector = { shape: [sizeOf(shape)] }
    const pairs = { shape: [historySize, sizeOf(shape)] }
    return { prevFlatGrad: vector, d: vector, oldDirs: pairs, oldStps: pairs }
  }

  override readonly needsClosure = true
  override readonly stateGroups = [
    ['d', 'prevFlatGrad', 't', 'hDiag'],
    ['oldDirs.#', 'oldStps.#', 'ro.#']
  ]
  constructor(params: Params<LBFGSOptions>, options: LBFGSOptions = {}) {
    super('LBFGS', params, options)
  }

  protected override checkGroup({ params }: ParamGroup<Group>): void {
    if (this.paramGroups.length > 0) throw new OptionError('LBFGS: expected one group of parameters but received more')
    const types = new Set(params.map((p) => p.dtype))
    if (types.size > 1) {
      throw new OptionError(`LBFGS: expected parameters of one type but received ${[...types].join(' and ')}`)
    }
  }

  override initialScalars(): Scalars {
    return { step: 0, funcEvals: 0, nIter: 0 }
  }

  override slotFits(_name: string, slot: Tensor, p: Tensor): boolean {
    return slot.ndim === 1 && slot.size === this.#total() && slot.dtype === p.dtype
  }

  protected update(): void {}

  protected override advance<L extends Loss>(closure?: () => L): L {
    if (closure === undefined) {
      throw new OptionError('LBFGS.step: expected a closure that computes the gradients and returns the loss')
    }
    const group = this.paramGroups[0]!
    const { maxIter, toleranceGrad, toleranceChange, lr, historySize } = group
    const maxEval = group.maxEval ?? Math.floor((maxIter * 5) / 4)
    const n = this.#total()
    const original = closure()
    const state = this.#state()
    const { scalars } = state
    scalars.step++
    scalars.funcEvals!++
    let evaluations = 1
    let loss = Number(original)
    let gradient = this.#flatGradient()
    if (!(reduceAll(gradient, n, 'largest') > toleranceGrad)) return original
    const pairs = readPairs(state)
    let d = state.slots.d?.storage ?? null
    const previous = state.slots.prevFlatGrad?.storage ?? this.#vector()
    for (let k = 1; k <= maxIter; k++) {
      scalars.nIter!++
      if (d === null) {
        d = this.#vector()
        scaleInto(d, gradient, -1, n)
        scalars.hDiag = 1
      } else {
        this.#remember(pairs, gradient, previous, d, scalars, historySize)
        d = this.#direction(pairs, gradient, scalars.hDiag!)
      }
      previous.set(gradient.array)
      const before = loss
      // The first step is short because the scale is still unknown.
      let t = scalars.nIter === 1 ? Math.min(1, 1 / reduceAll(gradient, n, 'abs')) * lr : lr
      scalars.t = t
      const slope = dot(gradient, d, n)
      if (slope > -toleranceChange) break
      let more = 0
      if (group.lineSearchFn === null) {
        this.#add(t, d)
        if (k !== maxIter) {
          loss = Number(closure())
          gradient = this.#flatGradient()
          more = 1
        }
      } else {
        const start = { t: 0, value: loss, slope, gradient }
        const found = strongWolfe(
          this.#evaluator(closure, d),
          start,
          t,
          reduceAll(d, n, 'largest'),
          toleranceChange,
          maxEval - evaluations
        )
        ;({ t, value: loss, gradient } = found.place)
        more = found.evaluations
        this.#add(t, d)
      }
      scalars.t = t
      evaluations += more
      scalars.funcEvals! += more
      if (evaluations >= maxEval || !(reduceAll(gradient, n, 'largest') > toleranceGrad)) break
      if (Math.abs(t) * reduceAll(d, n, 'largest') <= toleranceChange || Math.abs(loss - before) < toleranceChange)
        break
    }
    this.#write(state, pairs, d, previous)
    return original
  }

  // --- the state, which covers all parameters and is stored with the first ---

  #state(): ParamState {
    const [first] = this.paramGroups[0]!.params
    let state = this.states.get(first!)
    if (state === undefined) {
      state = { scalars: this.initialScalars(), slots: {} }
      this.states.set(first!, state)
    }
    return state
  }

  #write(state: ParamState, pairs: readonly Pair[], d: Storage | null, previous: Storage): void {
    const { step: count, funcEvals, nIter, t, hDiag } = state.scalars as Record<string, number>
    state.scalars = { step: count!, funcEvals: funcEvals!, nIter: nIter!, t: t!, hDiag: hDiag! }
    const flat = (storage: Storage): Tensor => new Tensor(storage, [storage.length])
    state.slots = { prevFlatGrad: flat(previous) }
    if (d !== null) state.slots.d = flat(d)
    for (const [k, pair] of pairs.entries()) {
      state.scalars[`ro.${k}`] = pair.ro
      state.slots[`oldDirs.${k}`] = flat(pair.y)
      state.slots[`oldStps.${k}`] = flat(pair.s)
    }
  }

  // Adds the curvature information of the last iteration.
  #remember(
    pairs: Pair[],
    gradient: Storage,
    previous: Storage,
    d: Storage,
    scalars: Record<string, number>,
    most: number
  ): void {
    const n = this.#total()
    const y = this.#vector()
    combine('sub', gradient, previous, y, n)
    const s = this.#vector()
    scaleInto(s, d, scalars.t!, n)
    const ys = dot(y, s, n)
    if (!(ys > 1e-10)) return
    if (pairs.length === most) pairs.shift()
    pairs.push({ y, s, ro: 1 / ys })
    scalars.hDiag = ys / dot(y, y, n)
  }

  // Minus the inverse Hessian times the gradient, by the two loops over the pairs.
  #direction(pairs: readonly Pair[], gradient: Storage, diagonal: number): Storage {
    const n = this.#total()
    const q = this.#vector()
    scaleInto(q, gradient, -1, n)
    const alphas = new Array<number>(pairs.length)
    for (let i = pairs.length - 1; i >= 0; i--) {
      const { y, s, ro } = pairs[i]!
      alphas[i] = dot(s, q, n) * ro
      addScaled(q, y, -alphas[i]!, n)
    }
    scaleInto(q, q, diagonal, n)
    for (const [i, { y, s, ro }] of pairs.entries()) addScaled(q, s, alphas[i]! - dot(y, q, n) * ro, n)
    return q
  }

  // --- parameters as one vector ---

  #total(): number {
    return this.paramGroups[0]!.params.reduce((n, p) => n + p.size, 0)
  }

  #vector(): Storage {
    return Storage.allocate(this.paramGroups[0]!.params[0]!.dtype, this.#total())
  }

  #flatGradient(): Storage {
    const flat = this.#vector()
    let at = 0
    for (const p of this.paramGroups[0]!.params) {
      if (p.grad !== null) flat.set(checkGradient(this.kind, this.names.get(p)!, p, p.grad).data, at)
      at += p.size
    }
    return flat
  }

  #add(t: number, d: Storage): void {
    let offset = 0
    for (const p of this.paramGroups[0]!.params) {
      if (p.size > 0) addScaled(p, { storage: d, offset }, t, p.size)
      p.storage.touch()
      offset += p.size
    }
  }

  // Evaluates at a step along d from the current parameters, and returns to them.
  #evaluator<L extends Loss>(closure: () => L, d: Storage): (t: number) => Place<Storage> {
    const { params } = this.paramGroups[0]!
    const start = params.map((p) => p.data.slice())
    return (t) => {
      this.#add(t, d)
      const value = Number(closure())
      const gradient = this.#flatGradient()
      for (const [k, p] of params.entries()) {
        p.data.set(start[k]!)
        p.storage.touch()
      }
      return { t, value, slope: dot(gradient, d, this.#total()), gradient }
    }
  }
}

function readPairs({ scalars, slots }: ParamState): Pair[] {
  const pairs: Pair[] = []
  for (let k = 0; slots[`oldDirs.${k}`] !== undefined; k++) {
    pairs.push({ y: slots[`oldDirs.${k}`]!.storage, s: slots[`oldStps.${k}`]!.storage, ro: scalars[`ro.${k}`]! })
  }
  return pairs
}

type Operand = Tensor | Storage | { storage: Storage; offset: number }

// x + a y in place.
function addScaled(x: Operand, y: Operand, a: number, n: number): void {
  step(RULES.applyUpdate, 0, n, [x, y], { decay: 1, stepSize: -a })
}

function scaleInto(out: Storage, x: Storage, factor: number, n: number): void {
  if (out !== x) out.set(x.array)
  kernels.foreachMul({ x: [out], lengths: [n], scale: factor })
}
