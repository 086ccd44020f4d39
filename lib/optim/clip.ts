// Clipping gradients by their total norm or by value. Clipping by the norm is deferred: see PendingScale in
// lib/tensor/lifetime.ts.
import * as kernels from '../backend/calls.ts'
import { OPS } from '../backend/gen/elementwise.ts'
import { Storage } from '../backend/index.ts'
import { normPower, normRoot, power } from '../backend/math.ts'
import { NonFiniteError, OptionError } from '../errors.ts'
import { PendingScale } from '../tensor/lifetime.ts'
import { clearSparse, hasSparse, type SparseGradient, sparseGrad } from '../tensor/sparse.ts'
import { contiguous, Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, either, mismatch, number, oneOf, type Rule, required, rule } from '../util/options.ts'

/** Parameters, one parameter, or [name, parameter] pairs. */
export type Clippable = Tensor | Iterable<Tensor> | Iterable<readonly [name: string, parameter: Tensor]>

/** Options of getTotalNorm. */
export interface TotalNormOptions {
  /** The order p of the norm, > 0; Infinity (or 'inf') for the largest absolute value. Default 2. */
  normType?: number | 'inf' | undefined
  /** Whether a NaN or infinite norm is an error. Default false. */
  errorIfNonfinite?: boolean | undefined
}

/** Options of clipGradNorm. */
export interface ClipGradNormOptions extends TotalNormOptions {
  /** The largest allowed norm, >= 0; Infinity only measures. */
  maxNorm: number
  /**
   * What to do if the norm is NaN or infinite: 'keep' scales anyway, as PyTorch does (so NaN spreads to every
   * gradient); 'skip' clears the gradients, so that the next step changes nothing; 'throw' throws. Default
   * 'keep'.
   */
  nonfinite?: 'keep' | 'skip' | 'throw' | undefined
}

const NORM: Rule = either(
  number({ above: 0 }),
  rule("Infinity or 'inf'", (v) => v === Infinity || v === 'inf')
)
const TOTAL_RULES = { normType: NORM, errorIfNonfinite: boolean }
const UNBOUNDED = rule('Infinity', (v) => v === Infinity)
const CLIP_RULES = {
  maxNorm: required(either(number({ min: 0 }), UNBOUNDED)),
  nonfinite: oneOf('keep', 'skip', 'throw'),
  ...TOTAL_RULES
}
const VALUE_RULES = { clipValue: required(number({ min: 0 })) }

/**
 * The norm of all gradients together, in float64. For float32 tensors it is Infinity when its p-th power exceeds what
 * float32 can hold, as in PyTorch. 0 for no tensors.
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.get_total_norm.html
 *
 * @param tensors float32 or float64, usually gradients, dense or sparse; null, the grad of a parameter without one, is
 * skipped
 * @throws OptionError, and NonFiniteError with errorIfNonfinite
 * @example
 * loss.backward()
 * getTotalNorm(model.parameters().map((p) => sparseGrad(p) ?? p.grad))
 */
export function getTotalNorm(
  tensors: Tensor | Iterable<Tensor | SparseGradient | null>,
  options: TotalNormOptions = {}
): number {
  checkOptions('getTotalNorm', options, TOTAL_RULES)
  const list = listOf('getTotalNorm', 'tensors', tensors, true)
  const norm = normOf('getTotalNorm', list, orderOf(options))()
  if (options.errorIfNonfinite && !Number.isFinite(norm)) throw nonFinite('getTotalNorm', norm)
  return norm
}

/**
 * Scales the gradients of all parameters so that their total norm is at most maxNorm: by maxNorm / (norm + 1e-6) where
 * that is below 1. The scaling is deferred to the optimizer step, which applies it without an extra pass; a
 * gradient that is read or used before is scaled at that time. Sparse gradients, which PyTorch rejects here,
 * count with their rows summed.
 * Source: Pascanu et al. 2013, https://arxiv.org/abs/1211.5063, and
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
 *
 * @param params parameters; those without a gradient are skipped
 * @returns the norm before clipping
 * @throws OptionError, and NonFiniteError with errorIfNonfinite or nonfinite: 'throw'
 * @example
 * loss.backward()
 * const norm = clipGradNorm(model.parameters(), { maxNorm: 1 })
 * optimizer.step()
 */
export function clipGradNorm(params: Clippable, options: ClipGradNormOptions): number {
  const call = 'clipGradNorm'
  checkOptions(call, options, CLIP_RULES)
  const { maxNorm, errorIfNonfinite } = options
  if (errorIfNonfinite && options.nonfinite !== undefined && options.nonfinite !== 'throw') {
    throw new OptionError(
      `${call}: expected nonfinite 'throw' with errorIfNonfinite but received '${options.nonfinite}'; give one of them`
    )
  }
  const nonfinite = options.nonfinite ?? (errorIfNonfinite ? 'throw' : 'keep')
  const parameters = listOf(call, 'params', params)
  const { dense, sparse } = gradientsOf(call, parameters)
  const norm = normOf(call, [...dense, ...sparse], orderOf(options))()
  if (!Number.isFinite(norm) && nonfinite !== 'keep') {
    if (nonfinite === 'throw') throw nonFinite(call, norm)
    clear(parameters)
    return norm
  }
  limit(dense, sparse, norm, maxNorm)
  return norm
}

function clear(parameters: readonly Tensor[]): void {
  for (const p of parameters) {
    p.grad = null
    clearSparse(p)
  }
}

function limit(dense: readonly Tensor[], sparse: readonly Tensor[], norm: number, maxNorm: number): void {
  const factor = maxNorm === Infinity ? 1 : maxNorm / (norm + 1e-6)
  if (factor >= 1) return
  scale(dense, factor)
  // Small gradients and shared memory are scaled at once.
  for (const values of sparse) inPlace(values, OPS.mulScalar.op, factor, 0)
}

/** @internal clipGradNorm with `nonfinite: 'skip'` for gradients whose norm, with those of other ranks, is known. */
export function clipToNorm(parameters: readonly Tensor[], norm: number, maxNorm: number): void {
  if (!Number.isFinite(norm)) {
    clear(parameters)
    return
  }
  const { dense, sparse } = gradientsOf('clipGradNorm', parameters)
  limit(dense, sparse, norm, maxNorm)
}

/** @internal The 2-norm that clipGradNorm finds, for queued calls: the result gives it once they have run. */
export function normLater(parameters: readonly Tensor[]): () => number {
  const { dense, sparse } = gradientsOf('clipGradNorm', parameters)
  const places = { float32: Storage.allocate('float64', 1), float64: Storage.allocate('float64', 1) }
  return normOf('clipGradNorm', [...dense, ...sparse], 2, places)
}

/** @internal What the norm of a gradient is made of: the sums of the squares of its chunks. */
export interface Squares {
  readonly dtype: 'float32' | 'float64'
  readonly sums: Float64Array
}

const CHUNK = 16384

/** @internal The squares of dense gradients, by which ranks that have some each find the norm of all. */
export function squaresOf(gradients: readonly Tensor[]): Squares[] {
  const found = new Map<Tensor, Squares>()
  for (const dtype of ['float32', 'float64'] as const) {
    const list = gradients.filter((g) => g.dtype === dtype)
    if (list.length === 0) continue
    for (const g of list) g.ensureReadable('clipGradNorm')
    const lengths = list.map((g) => g.size)
    const counts = lengths.map((n) => Math.ceil(n / CHUNK))
    const chunks = counts.reduce((sum, n) => sum + n, 0)
    const y = Storage.allocate('float64', chunks)
    kernels.foreachSquares({ x: list.map(contiguous), y, chunks, lengths })
    let at = 0
    for (const [k, g] of list.entries()) {
      at += counts[k]!
      found.set(g, { dtype, sums: y.current.slice(at - counts[k]!, at) as Float64Array })
    }
  }
  return gradients.map((g) => found.get(g)!)
}

/** @internal The 2-norm of all gradients, whose squares come in the order of the parameters: the bits of getTotalNorm. */
export function normOfSquares(all: readonly Squares[]): number {
  const norms = (['float32', 'float64'] as const).flatMap((dtype) => {
    const list = all.filter((each) => each.dtype === dtype)
    if (list.length === 0) return []
    let total = 0
    for (const { sums } of list) for (const sum of sums) total += sum
    return [checked(Math.sqrt(total), dtype, 2)]
  })
  return joined(norms, 2)
}

/**
 * Limits every element of every gradient to -clipValue ... clipValue, sparse gradients after their rows have been
 * summed. NaN stays.
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html
 *
 * @throws OptionError
 * @example
 * clipGradValue(model.parameters(), { clipValue: 0.5 })
 */
export function clipGradValue(params: Clippable, options: { clipValue: number }): void {
  checkOptions('clipGradValue', options, VALUE_RULES)
  const { clipValue } = options
  const { dense, sparse } = gradientsOf('clipGradValue', listOf('clipGradValue', 'params', params))
  for (const g of [...dense, ...sparse]) {
    g.ensureReadable('clipGradValue')
    inPlace(g, OPS.clamp.op, -clipValue, clipValue)
  }
}

function scale(gradients: readonly Tensor[], factor: number): void {
  const later = gradients.filter(PendingScale.fits)
  if (later.length > 0) PendingScale.attach(later, factor)
  if (later.length === gradients.length) return
  for (const g of gradients) if (!later.includes(g)) inPlace(g, OPS.mulScalar.op, factor, 0)
}

function inPlace(g: Tensor, op: number, p0: number, p1: number): void {
  kernels.map({ x: [g], y: g, op, shape: g.shape, strides: [...g.strides, ...g.strides], p0, p1 })
  g.storage.touch()
}

function listOf(call: string, name: string, given: unknown, skipNull = false): Tensor[] {
  if (given instanceof Tensor) return [given]
  if (typeof given !== 'object' || given === null || !(Symbol.iterator in given)) {
    throw mismatch(call, name, 'a tensor or an iterable of tensors or [name, tensor] pairs', given)
  }
  const list: Tensor[] = []
  let k = 0
  for (const item of given as Iterable<unknown>) {
    const given: unknown = Array.isArray(item) ? item[1] : item
    const t = skipNull && isSparse(given) ? given.values : given
    if (t instanceof Tensor) list.push(t)
    else if (t !== null || !skipNull) throw mismatch(call, `${name}[${k}]`, 'a tensor', t)
    k++
  }
  return list
}

function isSparse(value: unknown): value is SparseGradient {
  return typeof value === 'object' && value !== null && (value as SparseGradient).values instanceof Tensor
}

/** The dense gradients of parameters, and the values of the sparse ones, which are the memory that optimizers read. */
function gradientsOf(call: string, parameters: readonly Tensor[]): { dense: Tensor[]; sparse: Tensor[] } {
  const dense = parameters.flatMap((p) => (p.grad === null ? [] : [p.grad]))
  const tables = parameters.filter(hasSparse)
  for (const p of tables) {
    if (p.grad === null) continue
    throw new OptionError(
      `${call}: expected every gradient to be dense or sparse but parameter ${parameters.indexOf(p)} has one of each`
    )
  }
  return { dense, sparse: tables.map((p) => sparseGrad(p)!.values) }
}

function orderOf({ normType }: TotalNormOptions): number {
  return normType === 'inf' ? Infinity : (normType ?? 2)
}

type Places = Readonly<Record<'float32' | 'float64', Storage>>

const PLACES: Places = { float32: Storage.allocate('float64', 1), float64: Storage.allocate('float64', 1) }

// The norm over the norms of the tensors of each dtype, as a function that reads what kernels write to `places`.
function normOf(call: string, tensors: readonly Tensor[], p: number, places = PLACES): () => number {
  const norms = (['float32', 'float64'] as const).flatMap((dtype) => {
    const list = tensors.filter((t) => t.dtype === dtype)
    if (list.length === 0) return []
    for (const t of list) t.ensureReadable(call)
    const norm = normOfList(list, p, places[dtype])
    return [() => checked(norm(), dtype, p)]
  })
  const other = tensors.find((t) => t.dtype !== 'float32' && t.dtype !== 'float64')
  if (other !== undefined) throw mismatch(call, 'every gradient', 'float32 or float64', other.dtype)
  return () =>
    joined(
      norms.map((norm) => norm()),
      p
    )
}

// Infinity where float32 could not hold the power of the norm.
function checked(norm: number, dtype: 'float32' | 'float64', p: number): number {
  const overflows = dtype === 'float32' && Math.fround(p === Infinity ? norm : normPower(norm, p)) === Infinity
  return overflows ? Infinity : norm
}

// The norm of the norms of each dtype.
function joined(norms: readonly number[], p: number): number {
  if (norms.length < 2) return norms[0] ?? 0
  return p === Infinity ? Math.max(...norms) : normRoot(normPower(norms[0]!, p) + normPower(norms[1]!, p), p)
}

function normOfList(list: readonly Tensor[], p: number, place: Storage): () => number {
  if (p === 1 || p === 2 || p === Infinity) {
    const lengths = list.map((t) => t.size)
    kernels.foreachNorm({ x: list.map(contiguous), y: place, p: p === Infinity ? 0 : p, lengths })
    return () => place.current[0]!
  }
  // Rare: a plain loop suffices.
  let sum = 0
  for (const t of list) for (const x of t.data) sum += power(Math.abs(x), p)
  return () => normRoot(sum, p)
}

function nonFinite(call: string, norm: number): NonFiniteError {
  return new NonFiniteError(
    `${call}: expected a finite norm of all gradients but it is ${norm}; look for the loss that became infinite or NaN, or choose what to do with { nonfinite: 'skip' }`
  )
}
