// thalweg/landscapes: test functions of two numbers, for trying optimizers and plotting their paths. Each takes two
// scalar tensors (or tensors of one shape, elementwise, as a plot needs), can be differentiated, and has its `domain`, `start`,
// `minima` and `log`.
import '../ops/methods.ts'
import { OptionError } from '../errors.ts'
import * as ops from '../ops/index.ts'
import { checkTensor, type Tensor } from '../tensor/tensor.ts'
import { arrayOf, checkOptions, either, mismatch, number } from '../util/options.ts'

/** What a plot or a race needs to know about a landscape. */
export interface LandscapeFacts {
  /** The part that is worth seeing. */
  readonly domain: { readonly x: readonly [number, number]; readonly y: readonly [number, number] }
  /** Where runs usually begin. */
  readonly start: readonly [number, number]
  /** The lowest places; empty where there is none. */
  readonly minima: readonly (readonly [number, number])[]
  /** Whether its values, all positive, are best seen by their logarithm. */
  readonly log: boolean
}

/** A function of two tensors of one shape. */
export interface Landscape extends LandscapeFacts {
  (x: Tensor, y: Tensor): Tensor
}

type Body = (x: Tensor, y: Tensor) => Tensor

// A constant passed as a third argument would be silently ignored.
function landscape(name: string, facts: LandscapeFacts, body: Body, remedy = ''): Landscape {
  const checked = (...args: Tensor[]): Tensor => {
    if (args.length > 2) {
      throw new OptionError(`${name}: expected two tensors but received ${args.length} arguments${remedy}`)
    }
    checkTensor(name, 'x', args[0])
    checkTensor(name, 'y', args[1])
    return body(args[0], args[1])
  }
  Object.defineProperty(checked, 'name', { value: name })
  return Object.assign(checked, facts)
}

const square = (half: number): LandscapeFacts['domain'] => ({ x: [-half, half], y: [-half, half] })

const distance = (x: Tensor, y: Tensor, a: number, b: number): Tensor => x.sub(a).square().add(y.sub(b).square())

/**
 * A bent, narrow valley: (1 - x)^2 + 100 (y - x^2)^2 + 1. Minimum 1 at (1, 1); try it from (-1, 2).
 * Source: Rosenbrock 1960, lifted by 1
 *
 * @example
 * rosenbrock(tensor(1), tensor(1)).item() // 1
 */
export const rosenbrock: Landscape = valley('rosenbrock', 1, 100, '; for other constants use makeRosenbrock({ a, b })')

/**
 * The valley with other constants: (a - x)^2 + b (y - x^2)^2 + 1. Minimum 1 at (a, a^2).
 *
 * @param options.a default 1
 * @param options.b how steep the walls are, > 0. Default 100
 * @example
 * makeRosenbrock({ a: 2, b: 50 })(tensor(2), tensor(4)).item() // 1
 */
export function makeRosenbrock(options: { a?: number | undefined; b?: number | undefined } = {}): Landscape {
  checkOptions('makeRosenbrock', options, { a: number(), b: number({ above: 0 }) })
  return valley('makeRosenbrock', options.a ?? 1, options.b ?? 100)
}

function valley(name: string, a: number, b: number, remedy = ''): Landscape {
  const room = Math.max(1, Math.abs(a))
  const facts: LandscapeFacts = {
    domain: { x: [-2 * room, 2 * room], y: [-room * room, 3 * room * room] },
    start: [-room, 2 * room * room],
    minima: [[a, a * a]],
    log: true
  }
  return landscape(name, facts, (x, y) => ops.sub(a, x).square().add(y.sub(x.square()).square().mul(b)).add(1), remedy)
}

/**
 * A steep channel along x = 0 whose floor falls ever more gently towards negative y: tanh(x)^2 + 0.01 |x| + sigmoid(y).
 * No minimum; the infimum is 0. Try it from (2.5, 2.5).
 *
 * @example
 * pathological(tensor(0), tensor(0)).item() // 0.5
 */
export const pathological: Landscape = landscape(
  'pathological',
  { domain: square(3), start: [2.5, 2.5], minima: [], log: false },
  (x, y) => x.tanh().square().add(x.abs().mul(0.01)).add(y.sigmoid())
)

const SIGMA = 0.2
const WIDTH = -1 / (2 * SIGMA * SIGMA)
const PEAK = 1 / (2 * Math.PI * SIGMA * SIGMA)
const HOLES = [
  [1, -0.5],
  [-1, 0.5],
  [-0.5, -0.8]
] as const

/**
 * Three round holes in a plane: minus the densities of three normal distributions of standard deviation 0.2 around
 * (1, -0.5), (-1, 0.5) and (-0.5, -0.8). The holes are about 3.98 deep.
 *
 * @example
 * trimodal(tensor(1), tensor(-0.5)).item() // -3.97887
 */
export const trimodal: Landscape = landscape(
  'trimodal',
  { domain: square(1.5), start: [0.5, 0], minima: HOLES, log: false },
  (x, y) => {
    const [first, second, third] = HOLES.map(([a, b]) => distance(x, y, a, b).mul(WIDTH).exp())
    return first!.add(second!).add(third!).mul(-PEAK)
  }
)

/**
 * Sharp ridges in the corners of a plateau: (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2.
 * Minimum 0 at (3, 0.5); try it from (1, 1).
 *
 * @example
 * beale(tensor(3), tensor(0.5)).item() // 0
 */
export const beale: Landscape = landscape(
  'beale',
  { domain: square(4.5), start: [1, 1], minima: [[3, 0.5]], log: false },
  (x, y) => {
    const term = (value: number, power: Tensor): Tensor => x.mul(power).sub(x).add(value).square()
    const y2 = y.square()
    return term(1.5, y)
      .add(term(2.25, y2))
      .add(term(2.625, y2.mul(y)))
  }
)

const FOUR = [
  [3, 2],
  [-2.805118086952745, 3.131312518250573],
  [-3.779310253377747, -3.283185991286169],
  [3.584428340330492, -1.848126526964404]
] as const

/**
 * Four equal minima: (x^2 + y - 11)^2 + (x + y^2 - 7)^2. Minimum 0 at (3, 2) and three more; try it from (0, 0).
 *
 * @example
 * himmelblau(tensor(3), tensor(2)).item() // 0
 */
export const himmelblau: Landscape = landscape(
  'himmelblau',
  { domain: square(5), start: [0, 0], minima: FOUR, log: false },
  (x, y) => x.square().add(y).sub(11).square().add(x.add(y.square()).sub(7).square())
)

const TURN = 2 * Math.PI

/**
 * A bowl full of holes: 20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y). Minimum 0 at (0, 0), others near all whole
 * numbers.
 *
 * @example
 * rastrigin(tensor(0), tensor(0)).item() // 0
 */
export const rastrigin: Landscape = landscape(
  'rastrigin',
  { domain: square(5.12), start: [3.4, -2.3], minima: [[0, 0]], log: false },
  (x, y) => {
    const along = (t: Tensor): Tensor => t.square().sub(t.mul(TURN).cos().mul(10)).add(10)
    return along(x).add(along(y))
  }
)

/**
 * A nearly flat plain with holes around a deep funnel:
 * 20 + e - 20 exp(-0.2 sqrt((x^2 + y^2) / 2)) - exp((cos(2 pi x) + cos(2 pi y)) / 2). Minimum 0 at (0, 0), where it has
 * no gradient (NaN).
 *
 * @example
 * const zero = tensor(0, { dtype: 'float64' })
 * Math.abs(ackley(zero, zero).item()) < 1e-15 // true
 */
export const ackley: Landscape = landscape(
  'ackley',
  { domain: square(5), start: [3.4, -2.3], minima: [[0, 0]], log: false },
  (x, y) => {
    const funnel = x.square().add(y.square()).mul(0.5).sqrt().mul(-0.2).exp().mul(-20)
    const holes = x.mul(TURN).cos().add(y.mul(TURN).cos()).mul(0.5).exp()
    return funnel.sub(holes).add(20 + Math.E)
  }
)

/**
 * A round or oval hole: minus the density of a normal distribution with independent x and y. Its minimum is at the mean.
 *
 * @param options.mean default [0, 0]
 * @param options.sigma the standard deviation, or those of x and y, > 0. Default 1
 * @throws OptionError
 * @example
 * gaussian({ mean: [1, 2], sigma: 0.5 })(tensor(1), tensor(2)).item() // -0.63662
 */
export function gaussian(
  options: { mean?: readonly [number, number] | undefined; sigma?: number | readonly [number, number] | undefined } = {}
): Landscape {
  const width = number({ above: 0 })
  checkOptions('gaussian', options, { mean: arrayOf(number(), 2), sigma: either(width, arrayOf(width, 2)) })
  const { mean: [a, b] = [0, 0], sigma = 1 } = options
  const [s, t] = typeof sigma === 'number' ? [sigma, sigma] : sigma
  const [right, up] = [3 * s, 3 * t]
  const facts: LandscapeFacts = {
    domain: { x: [a - right, a + right], y: [b - up, b + up] },
    start: [a + s, b + t],
    minima: [[a, b]],
    log: false
  }
  const peak = 1 / (2 * Math.PI * s * t)
  return landscape('gaussian', facts, (x, y) =>
    x.sub(a).div(s).square().add(y.sub(b).div(t).square()).mul(-0.5).exp().mul(-peak)
  )
}

/**
 * The sum of landscapes. Its domain covers theirs, its start is that of the first, and it names no minima, because those of
 * a sum are elsewhere.
 *
 * @param terms two or more
 * @throws OptionError
 * @example
 * const holes = sumOf(gaussian({ mean: [1, 0], sigma: 0.2 }), gaussian({ mean: [-1, 0], sigma: 0.3 }))
 * holes(tensor(1), tensor(0)).item() // -3.97887
 */
export function sumOf(...terms: readonly Landscape[]): Landscape {
  if (terms.length < 2) throw new OptionError(`sumOf: expected two or more landscapes but received ${terms.length}`)
  for (const [k, term] of terms.entries()) {
    if (typeof term !== 'function' || term.domain === undefined)
      throw mismatch('sumOf', `terms[${k}]`, 'a landscape', term)
  }
  const over = (axis: 'x' | 'y'): [number, number] => [
    Math.min(...terms.map(({ domain }) => domain[axis][0])),
    Math.max(...terms.map(({ domain }) => domain[axis][1]))
  ]
  const facts: LandscapeFacts = {
    domain: { x: over('x'), y: over('y') },
    start: terms[0]!.start,
    minima: [],
    log: terms.every(({ log }) => log)
  }
  return landscape('sumOf', facts, (x, y) => terms.map((term) => term(x, y)).reduce((a, b) => a.add(b)))
}
