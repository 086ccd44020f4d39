// The space of a search: the range of each parameter, as plain data; drawing from it, and its grid. Called by search.ts
// and by the samplers.
import { exp_f64 as exp, log_f64 as log } from '../backend/gen/math.ts'
import { OptionError } from '../errors.ts'
import { boolean, checkOptions, number, show, wholeNumber } from '../util/options.ts'
import { type Philox, randomBelow, randomFloat } from '../util/philox.ts'
import { isPlainObject } from '../util/realm.ts'
import { copyOf, placeOf } from './values.ts'

/** A number between two bounds. */
export interface NumberDimension {
  readonly kind: 'number'
  readonly low: number
  readonly high: number
  readonly log: boolean
  /** Its values are low, low + step, ...; null: every number. */
  readonly step: number | null
  /** The number of grid values without a step. */
  readonly points: number | null
}

/** One of a few values. */
export interface ChoiceDimension<T = unknown> {
  readonly kind: 'choice'
  readonly values: readonly T[]
}

/** A dimension that exists only if another parameter has one of the given values. */
export interface WhenDimension<D extends Dimension = NumberDimension | ChoiceDimension> {
  readonly kind: 'when'
  readonly name: string
  readonly values: readonly unknown[]
  readonly of: D
}

export type Dimension = NumberDimension | ChoiceDimension | WhenDimension
export type Space = Readonly<Record<string, Dimension>>

type ValueOf<D> =
  D extends WhenDimension<infer E> ? ValueOf<E> | undefined : D extends ChoiceDimension<infer T> ? T : number

/** The parameters of a trial: a value for each dimension of the space. */
export type Params<S extends Space = Space> = { readonly [K in keyof S]: ValueOf<S[K]> }

type Plain = Record<string, unknown>

function dimension(call: string, low: number, high: number, rest: Omit<NumberDimension, 'kind' | 'low' | 'high'>) {
  const whole = rest.step !== null && call === 'int'
  const kind = whole ? 'whole numbers' : 'numbers'
  const fits = (v: unknown): boolean => (whole ? Number.isSafeInteger(v) : Number.isFinite(v))
  if (!fits(low) || !fits(high) || low >= high) {
    throw new OptionError(`${call}: expected ${kind} low < high but received ${show(low)} and ${show(high)}`)
  }
  if (rest.log && low <= 0) throw new OptionError(`${call}: expected low to be > 0 but received ${show(low)}`)
  // The last step that is within the bounds; the slack is for steps such as 0.1.
  const last = rest.step === null ? high : low + Math.floor((high - low) / rest.step + 1e-9) * rest.step
  return { kind: 'number' as const, low, high: last, ...rest }
}

/**
 * A number from low to high, each equally likely.
 *
 * @param options.step its values are low, low + step, ... up to high. Default: every number
 * @param options.points the number of evenly spaced values of a grid search, both ends included, >= 2
 * @throws OptionError
 * @example
 * uniform(0, 0.5, { step: 0.1 })
 */
export function uniform(
  low: number,
  high: number,
  options: { step?: number | undefined; points?: number | undefined } = {}
): NumberDimension {
  checkOptions('uniform', options, { step: number({ above: 0 }), points: wholeNumber({ min: 2 }) })
  return dimension('uniform', low, high, { log: false, step: options.step ?? null, points: options.points ?? null })
}

/**
 * A number from low to high, uniform in its logarithm: for learning rates and other quantities that vary by
 * orders of magnitude.
 *
 * @param low > 0
 * @param options.points the number of geometrically spaced values of a grid search, >= 2
 * @throws OptionError
 * @example
 * logUniform(1e-5, 1e-1)
 */
export function logUniform(low: number, high: number, options: { points?: number | undefined } = {}): NumberDimension {
  checkOptions('logUniform', options, { points: wholeNumber({ min: 2 }) })
  return dimension('logUniform', low, high, { log: true, step: null, points: options.points ?? null })
}

/**
 * A whole number from low to high, both included.
 *
 * @param options.step its values are low, low + step, ... Default 1
 * @param options.log whether it is uniform in its logarithm (not with a step). Default false
 * @throws OptionError
 * @example
 * int(1, 4)
 */
export function int(
  low: number,
  high: number,
  options: { step?: number | undefined; log?: boolean | undefined } = {}
): NumberDimension {
  checkOptions('int', options, { step: wholeNumber({ min: 1 }), log: boolean })
  const { step = 1, log = false } = options
  if (log && step !== 1) throw new OptionError(`int: expected no step with log but received ${show(step)}`)
  return dimension('int', low, high, { log, step, points: null })
}

/**
 * One of a few values, each equally likely; they have no order. A search with a file needs values that JSON can hold.
 *
 * @throws OptionError
 * @example
 * choice(['relu', 'gelu', 'silu'])
 */
export function choice<const T>(values: readonly T[]): ChoiceDimension<T> {
  if (!Array.isArray(values) || values.length === 0) {
    throw new OptionError(`choice: expected an array of values but received ${show(values)}`)
  }
  return { kind: 'choice', values: copyOf(values) }
}

/**
 * A dimension that exists only if an earlier parameter has one of the given values; otherwise the parameter is
 * undefined.
 *
 * @param name of the deciding parameter, which comes before this one in the space
 * @throws OptionError
 * @example
 * const space = { optimizer: choice(['sgd', 'adam']), momentum: when('optimizer', ['sgd'], uniform(0, 0.99)) }
 */
export function when<D extends NumberDimension | ChoiceDimension>(
  name: string,
  values: readonly unknown[],
  of: D
): WhenDimension<D> {
  if (!Array.isArray(values) || values.length === 0) {
    throw new OptionError(`when: expected an array of values but received ${show(values)}`)
  }
  if (!isDimension(of) || (of as Dimension).kind === 'when') {
    throw new OptionError(`when: expected uniform, logUniform, int or choice but received ${show(of)}`)
  }
  return { kind: 'when', name, values: copyOf(values), of }
}

function isDimension(value: unknown): value is Dimension {
  return ['number', 'choice', 'when'].includes((value as Dimension | null)?.kind as string)
}

/** Throws unless a space is valid. */
export function checkSpace(space: unknown): asserts space is Space {
  const names = typeof space === 'object' && space !== null ? Object.keys(space) : []
  if (names.length === 0) {
    throw new OptionError(`search: expected a space such as { lr: logUniform(1e-4, 1) } but received ${show(space)}`)
  }
  for (const [k, name] of names.entries()) {
    const d = (space as Space)[name]
    if (!isDimension(d)) {
      throw new OptionError(
        `search: expected ${name} to be uniform, logUniform, int, choice or when but received ${show(d)}`
      )
    }
    if (d.kind === 'when' && !names.slice(0, k).includes(d.name)) {
      throw new OptionError(`search: expected ${name} to depend on a parameter before it but it depends on ${d.name}`)
    }
  }
}

/** The dimension that a parameter adds, null if it is inactive. */
export function active(d: Dimension, params: Plain): NumberDimension | ChoiceDimension | null {
  if (d.kind !== 'when') return d
  return placeOf(d.values, params[d.name]) >= 0 ? d.of : null
}

// Whether a value comes back from JSON as it was; objects may be of another realm.
function survives(value: unknown): boolean {
  if (Array.isArray(value)) return Array.from(value).every(survives)
  if (isPlainObject(value)) return Object.values(value).every(survives)
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)
}

/** Throws unless the parameters of a trial survive a round trip through JSON; `because` says why they must. */
export function checkWritable(space: Space, because: string): void {
  for (const [name, d] of Object.entries(space)) {
    const own = d.kind === 'when' ? d.of : d
    if (own.kind !== 'choice') continue
    const lost = own.values.find((v) => v !== undefined && !survives(v))
    if (lost === undefined) continue
    throw new OptionError(
      `search: expected ${name} to have values that JSON can hold, because ${because}, but received ${show(lost)}`
    )
  }
}

/** Whether these can be the parameters of a trial: each within its dimension, and no others. */
export function fits(space: Space, params: unknown): boolean {
  if (typeof params !== 'object' || params === null) return false
  const plain = params as Plain
  return (
    Object.keys(plain).every((name) => Object.hasOwn(space, name)) &&
    Object.entries(space).every(([name, d]) => {
      const own = active(d, plain)
      if (own === null) return plain[name] === undefined
      if (own.kind === 'choice') return placeOf(own.values, plain[name]) >= 0
      const value = plain[name]
      return typeof value === 'number' && value >= own.low && value <= own.high
    })
  )
}

// --- numbers as coordinates ---

/**
 * The bounds of the coordinate that is drawn from: logarithms where the dimension is logarithmic, whole cells around
 * steps.
 */
export function bounds({ low, high, log: isLog, step }: NumberDimension): [number, number] {
  const half = step === null ? 0 : step / 2
  return isLog ? [log(low - half), log(high + half)] : [low - half, high + half]
}

/** The coordinate of a value. */
export function toCoordinate(d: NumberDimension, value: number): number {
  return d.log ? log(value) : value
}

/** The value at a coordinate: a step, within the bounds. */
export function fromCoordinate(d: NumberDimension, coordinate: number): number {
  const at = d.log ? exp(coordinate) : coordinate
  const value = d.step === null ? at : d.low + Math.round((at - d.low) / d.step) * d.step
  return Math.min(d.high, Math.max(d.low, value))
}

/** A value drawn at random. */
export function draw(d: NumberDimension | ChoiceDimension, random: Philox): unknown {
  if (d.kind === 'choice') return d.values[randomBelow(random, d.values.length)]
  const [low, high] = bounds(d)
  return fromCoordinate(d, low + (high - low) * randomFloat(random))
}

// --- grids ---

const LARGEST_GRID = 1e6

/** All combinations, the last parameter varying fastest. */
export function gridOf(space: Space): Plain[] {
  let grid: Plain[] = [{}]
  for (const [name, d] of Object.entries(space)) {
    grid = grid.flatMap((params) => {
      const own = active(d, params)
      return own === null ? [params] : valuesOf(name, own).map((value) => ({ ...params, [name]: value }))
    })
    if (grid.length > LARGEST_GRID) {
      throw new OptionError(`search: expected a grid of at most ${LARGEST_GRID} trials but it has more at ${name}`)
    }
  }
  return grid
}

function valuesOf(name: string, d: NumberDimension | ChoiceDimension): readonly unknown[] {
  if (d.kind === 'choice') return d.values
  const { low, high, step, points } = d
  if (points !== null) {
    const [a, b] = [toCoordinate(d, low), toCoordinate(d, high)]
    const at = (k: number): number => (k === 0 ? low : k === points - 1 ? high : a + ((b - a) * k) / (points - 1))
    const inner = (k: number): boolean => k > 0 && k < points - 1
    return Array.from({ length: points }, (_, k) => (inner(k) ? fromCoordinate(d, at(k)) : at(k)))
  }
  if (step === null) {
    throw new OptionError(`search: expected ${name} to have a step or { points } for a grid but it has neither`)
  }
  const count = Math.round((high - low) / step) + 1
  if (count > LARGEST_GRID)
    throw new OptionError(`search: expected a grid of at most ${LARGEST_GRID} trials but ${name} has ${count}`)
  return Array.from({ length: count }, (_, k) => fromCoordinate(d, toCoordinate(d, low + k * step)))
}
