// testOptimizer: the checks that the optimizers here pass, for one that a user wrote. Public; called by users' tests.
import { ThalwegError } from '../errors.ts'
import { tensor, zeros } from '../tensor/create.ts'
import { fillUniform, Generator } from '../tensor/random.ts'
import { Tensor } from '../tensor/tensor.ts'
import { anything, arrayOf, checkOptions, func, mismatch, number, oneOf, wholeNumber } from '../util/options.ts'
import { isPlainObject } from '../util/realm.ts'
import { clipGradNorm } from './clip.ts'
import { Optimizer } from './optimizer.ts'
import { adopt, type PlainOptimizer } from './plain.ts'
import { StepLR } from './schedulers/index.ts'
import { copyOf } from './state.ts'

/** A class of optimizers, or a function that makes one of an array of parameters, as a plain object or an instance. */
export type OptimizerMaker =
  | (new (
      params: never,
      options: never
    ) => Optimizer)
  | ((params: readonly Tensor[], options: never) => Optimizer | PlainOptimizer)

const CHECKS = [
  'converges',
  'zero gradients',
  'no gradient',
  'zeroGrad',
  'groups',
  'scheduler',
  'clipping',
  'maximize',
  'state dict',
  'resume',
  'against'
] as const

/** What testOptimizer looks at. */
export type OptimizerCheck = (typeof CHECKS)[number]

export interface TestOptimizerOptions {
  /** The options of every optimizer that is made. Default none. */
  options?: object | undefined
  /** An optimizer whose trajectory must be the same. Default none. */
  against?: OptimizerMaker | undefined
  /** The options of that one. Default `options`. */
  againstOptions?: object | undefined
  /** The largest relative difference from `against`, of float32 numbers, >= 0. Default 1e-5. */
  tolerance?: number | undefined
  /** Steps on the quadratic, >= 1; slow rates need more. Default 1000. */
  steps?: number | undefined
  /** Checks to leave out, such as 'groups' for an optimizer that looks at all parameters at once. Default none. */
  skip?: readonly OptimizerCheck[] | undefined
}

interface Subject {
  make(params: readonly Tensor[] | readonly object[], options?: object): Optimizer
  readonly isClass: boolean
  readonly steps: number
}

/**
 * Runs the checks that the optimizers of this library pass, but for those that break one by design. 'converges': the loss of a quadratic falls below a
 * quarter. 'zero gradients' leave finite numbers, parameters with 'no gradient' stay to the bit, 'zeroGrad' clears.
 * 'groups' with their own options move as separate optimizers, a 'scheduler' sets the rate of each step, 'clipping'
 * and 'maximize' count. A 'state dict' restores state and options, a run that was saved in the middle with its scheduler
 * ('resume') ends at the same bits. 'against' compares the trajectory with that of another optimizer.
 *
 * @param Mine a class with the arguments (params, options), or a function that makes an optimizer or a plain object of
 *   an array of parameters; then 'groups' and 'maximize' are left out
 * @param options options, against, againstOptions, tolerance, steps, skip
 * @returns the checks that were made
 * @throws ThalwegError (`ERR_OPTIMIZER`) that lists every check that failed; OptionError
 * @example
 * testOptimizer(AdamW, { options: { lr: 0.01, weightDecay: 0 }, against: Adam, againstOptions: { lr: 0.01 } })
 */
export function testOptimizer(Mine: OptimizerMaker, options: TestOptimizerOptions = {}): OptimizerCheck[] {
  if (typeof Mine !== 'function') throw mismatch('testOptimizer', 'Mine', 'a class or a function', Mine)
  checkOptions('testOptimizer', options, {
    options: anything,
    against: func,
    againstOptions: anything,
    tolerance: number({ min: 0 }),
    steps: wholeNumber({ min: 1 }),
    skip: arrayOf(oneOf(...CHECKS))
  })
  const { against, againstOptions, tolerance = 1e-5, steps = 1000, skip = [] } = options
  const mine = subject(Mine, options.options, steps)
  const checks: Record<OptimizerCheck, (() => void) | null> = {
    converges: () => converges(mine),
    'zero gradients': () => zeroGradients(mine),
    'no gradient': () => noGradient(mine),
    zeroGrad: () => clears(mine),
    groups: mine.isClass ? () => groups(mine) : null,
    scheduler: () => scheduler(mine),
    clipping: () => clipping(mine),
    maximize: maximizes(mine) ? () => maximize(mine) : null,
    'state dict': () => stateDict(mine),
    resume: () => resume(mine),
    against: against ? () => compare(mine, subject(against, againstOptions ?? options.options, steps), tolerance) : null
  }
  const made: OptimizerCheck[] = []
  const failed: string[] = []
  for (const name of CHECKS) {
    const check = checks[name]
    if (check === null || skip.includes(name)) continue
    made.push(name)
    try {
      check()
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (failed.length > 0) {
    const title = `testOptimizer: ${Mine.name || 'the optimizer'} fails ${failed.length} of ${made.length} checks`
    throw new ThalwegError('ERR_OPTIMIZER', `${title}\n  ${failed.join('\n  ')}`)
  }
  return made
}

function subject(Mine: OptimizerMaker, options: object | undefined, steps: number): Subject {
  const isClass = Mine.prototype instanceof Optimizer
  const make = (params: unknown, more: object = {}): Optimizer => {
    const all = { ...options, ...more }
    if (isClass) return new (Mine as new (params: unknown, options: object) => Optimizer)(params, all)
    return adopt('testOptimizer', (Mine as (params: unknown, options: object) => unknown)(params, all))
  }
  return { make, isClass, steps }
}

// --- parameters and gradients ---

const SHAPES = [[3, 4], [5], [1]]

const uniform = (shape: readonly number[], seed: number): Tensor =>
  fillUniform(zeros(shape), -1, 1, new Generator(seed))

const parameters = (): Tensor[] =>
  SHAPES.map((shape, k) => {
    const p = uniform(shape, k + 1)
    p.requiresGrad = true
    return p
  })

const values = (params: readonly Tensor[]): number[] => params.flatMap((p) => Array.from(p.data))

/** Steps with the gradients that `set` sets; an optimizer that needs a closure gets it. */
function step(optimizer: Optimizer, set: () => void): void {
  set()
  if (!optimizer.needsClosure) return void optimizer.step()
  optimizer.step(() => {
    set()
    return 1
  })
}

/** Gives the parameters gradients that depend on the step. */
function give(params: readonly Tensor[], at: number, factor = 1): void {
  for (const [k, p] of params.entries()) {
    const g = uniform(p.shape, 100 * at + k + 11)
    for (let i = 0; i < g.size; i++) g.data[i]! *= factor
    p.grad = g
  }
}

function walk(optimizer: Optimizer, params: readonly Tensor[], from: number, to: number): void {
  for (let at = from; at < to; at++) step(optimizer, () => give(params, at))
}

// --- checks ---

function same(what: string, found: readonly number[], wanted: readonly number[], tolerance = 0): void {
  for (const [k, want] of wanted.entries()) {
    const difference = Math.abs(found[k]! - want) / Math.max(Math.abs(want), 0.1)
    if (difference <= tolerance) continue
    throw new Error(`expected ${what} but element ${k} is ${found[k]}, not ${want}`)
  }
}

const differs = (a: readonly number[], b: readonly number[]): boolean => a.some((x, k) => x !== b[k])

function converges({ make, steps }: Subject): void {
  const params = parameters()
  const targets = params.map((p, k) => uniform(p.shape, k + 50))
  const curvature = (k: number): number => 1 + (k % 4)
  // Sets the gradients of the quadratic and returns its value.
  const evaluate = (): number => {
    let loss = 0
    for (const [n, p] of params.entries()) {
      const g = new Float32Array(p.size)
      for (let k = 0; k < g.length; k++) {
        const error = p.data[k]! - targets[n]!.data[k]!
        g[k] = curvature(k) * error
        loss += 0.5 * curvature(k) * error * error
      }
      p.grad = tensor(g, { shape: p.shape })
    }
    return loss
  }
  const first = evaluate()
  const optimizer = make(params)
  for (let k = 0; k < steps; k++) step(optimizer, evaluate)
  const last = evaluate()
  if (last < first / 4) return
  throw new Error(
    `expected the loss of a quadratic, ${first.toPrecision(3)}, to fall below a quarter in ${steps} steps but it is ${last.toPrecision(3)}; is the sign right, and lr large enough?`
  )
}

function zeroGradients({ make }: Subject): void {
  const params = parameters()
  const optimizer = make(params)
  for (let at = 0; at < 3; at++) step(optimizer, () => give(params, at, 0))
  const wrong = values(params).find((x) => !Number.isFinite(x))
  if (wrong !== undefined) throw new Error(`expected finite parameters after gradients of 0 but one is ${wrong}`)
}

function noGradient({ make }: Subject): void {
  const params = parameters()
  const optimizer = make(params)
  const still = params[1]!
  const before = Array.from(still.data)
  for (let at = 0; at < 3; at++) {
    step(optimizer, () => {
      give(params, at)
      still.grad = null
    })
  }
  same('a parameter without a gradient to stay', Array.from(still.data), before)
  walk(optimizer, params, 3, 5)
  if (!differs(Array.from(still.data), before)) {
    throw new Error('expected a parameter to move once it has a gradient, after steps without one, but it stays')
  }
}

function clears({ make }: Subject): void {
  const params = parameters()
  const optimizer = make(params)
  give(params, 1)
  optimizer.zeroGrad()
  const left = params.findIndex((p) => p.grad?.data.some((x) => x !== 0))
  if (left >= 0) throw new Error(`expected gradients that are null or 0 but parameter ${left} has one`)
}

function groups({ make }: Subject): void {
  const [params, alone] = [parameters(), parameters()]
  const lr = 2 * rate(make(parameters()))
  const grouped = make([{ params: params.slice(0, 1), lr }, { params: params.slice(1) }])
  const single = [make(alone.slice(0, 1), { lr }), make(alone.slice(1))]
  for (let at = 0; at < 4; at++) {
    step(grouped, () => give(params, at))
    for (const optimizer of single) step(optimizer, () => give(alone, at))
  }
  same('groups to move as separate optimizers with their options', values(params), values(alone))
}

const rate = (optimizer: Optimizer): number => optimizer.paramGroups[0]!.lr

function scheduler({ make }: Subject): void {
  const [scheduled, byHand, constant] = [parameters(), parameters(), parameters()]
  const optimizers = [scheduled, byHand, constant].map((params) => make(params))
  const stepLR = new StepLR(optimizers[0]!, { stepSize: 2, gamma: 0.25 })
  const lr = rate(optimizers[1]!)
  for (let at = 0; at < 5; at++) {
    for (const group of optimizers[1]!.paramGroups) group.lr = lr * [1, 1, 0.25, 0.25, 0.0625][at]!
    for (const [k, params] of [scheduled, byHand, constant].entries()) step(optimizers[k]!, () => give(params, at))
    stepLR.step()
  }
  if (!differs(values(scheduled), values(constant))) {
    throw new Error('expected steps with the lr of paramGroups, which schedulers set, but they stay as they were')
  }
  same('a scheduler to act as setting lr of the groups', values(scheduled), values(byHand), 1e-6)
}

function clipping({ make }: Subject): void {
  const [clipped, byHand] = [parameters(), parameters()]
  const optimizers = [make(clipped), make(byHand)]
  for (let at = 0; at < 4; at++) {
    step(optimizers[0]!, () => {
      give(clipped, at)
      clipGradNorm(clipped, { maxNorm: 0.5 })
    })
    give(byHand, at)
    const squares = byHand.flatMap(({ grad }) => Array.from(grad!.data, (x) => x * x))
    const norm = Math.sqrt(squares.reduce((sum, x) => sum + x, 0))
    step(optimizers[1]!, () => give(byHand, at, Math.min(1, 0.5 / (norm + 1e-6))))
  }
  const what = 'clipGradNorm to scale the gradients (multiply them by gradScale, or set absorbsGradScale = false)'
  same(what, values(clipped), values(byHand), 1e-4)
}

const maximizes = ({ isClass, make }: Subject): boolean => isClass && 'maximize' in make(parameters()).defaults

function maximize({ make }: Subject): void {
  const [up, down] = [parameters(), parameters()]
  const optimizers = [make(up, { maximize: true }), make(down)]
  for (let at = 0; at < 4; at++) {
    step(optimizers[0]!, () => give(up, at))
    step(optimizers[1]!, () => give(down, at, -1))
  }
  same('maximize to act as gradients of the other sign', values(up), values(down))
}

/** A copy in other memory, as a checkpoint gives it back. */
function copyTree(value: unknown): unknown {
  if (value instanceof Tensor) return copyOf(value)
  if (Array.isArray(value)) return value.map(copyTree)
  if (!isPlainObject(value)) return structuredClone(value)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copyTree(each)]))
}

/** Every tensor and number below a value, by path. */
function flat(value: unknown, path = ''): Map<string, string> {
  if (value instanceof Tensor) return new Map([[path, `[${value.shape}] ${Array.from(value.data)}`]])
  if (typeof value !== 'object' || value === null) return new Map([[path, String(value)]])
  return new Map(Object.entries(value).flatMap(([name, each]) => [...flat(each, path ? `${path}.${name}` : name)]))
}

const copies = (params: readonly Tensor[]): Tensor[] =>
  params.map((p) => tensor(Float32Array.from(p.data), { shape: p.shape, requiresGrad: true }))

function stateDict({ make }: Subject): void {
  const params = parameters()
  const optimizer = make(params)
  walk(optimizer, params, 0, 3)
  for (const group of optimizer.paramGroups) group.lr *= 0.5
  const saved = copyTree(optimizer.stateDict()) as never
  const fresh = make(copies(params))
  fresh.loadStateDict(copyTree(saved) as never)
  if (rate(fresh) !== rate(optimizer)) {
    throw new Error(`expected loadStateDict to restore lr ${rate(optimizer)} of the groups but it is ${rate(fresh)}`)
  }
  const [before, after] = [flat(saved), flat(fresh.stateDict())]
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(name) === after.get(name)) continue
    throw new Error(`expected the state that was loaded but ${name} is ${after.get(name)}, not ${before.get(name)}`)
  }
}

function resume({ make }: Subject): void {
  const whole = parameters()
  const optimizer = make(whole)
  const stepLR = new StepLR(optimizer, { stepSize: 2, gamma: 0.5 })
  const run = (of: Optimizer, rates: StepLR, params: readonly Tensor[], from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      step(of, () => give(params, at))
      rates.step()
    }
  }
  run(optimizer, stepLR, whole, 0, 3)
  const [saved, position] = [copyTree(optimizer.stateDict()), structuredClone(stepLR.stateDict())]
  const resumed = copies(whole)
  const second = make(resumed)
  const secondLR = new StepLR(second, { stepSize: 2, gamma: 0.5 })
  second.loadStateDict(saved as never)
  secondLR.loadStateDict(position)
  run(optimizer, stepLR, whole, 3, 6)
  run(second, secondLR, resumed, 3, 6)
  same('a resumed run to end where the whole one does (is all state in stateDict?)', values(resumed), values(whole))
}

function compare({ make }: Subject, other: Subject, tolerance: number): void {
  const [mine, theirs] = [parameters(), parameters()]
  const optimizers = [make(mine), other.make(theirs)]
  for (let at = 0; at < 20; at++) {
    for (const [k, params] of [mine, theirs].entries()) step(optimizers[k]!, () => give(params, at))
    same(`the trajectory of against, at step ${at + 1},`, values(mine), values(theirs), tolerance)
  }
}
