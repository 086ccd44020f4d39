// Resizing images: each direction on its own, as a sparse product of its lines (see combine.ts).
import { OptionError, ShapeError } from '../../errors.ts'
import { format } from '../../tensor/shape.ts'
import { checkFloat, type Tensor } from '../../tensor/tensor.ts'
import { anything, boolean, oneOf, orNull, show } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { binMeans } from './adaptivePool.ts'
import { combine, SparseRows, type Term } from './combine.ts'
import { type Sizes, sizesOf } from './spatial.ts'

export type InterpolationMode = 'nearest' | 'nearest-exact' | 'linear' | 'bilinear' | 'bicubic' | 'trilinear' | 'area'

/** Options of interpolate: size or scaleFactor. */
export interface InterpolateOptions {
  /** The spatial sizes of the result. */
  size?: Sizes | null | undefined
  /** The sizes of the result as multiples of the input's, rounded down. */
  scaleFactor?: number | readonly number[] | null | undefined
  /** 'linear' is for (N, C, L), 'bilinear' and 'bicubic' for (N, C, H, W), 'trilinear' for volumes. Default 'nearest'. */
  mode?: InterpolationMode | undefined
  /** Whether the corners' centers are aligned instead of the corners' outer edges (of linear and cubic modes). Default false. */
  alignCorners?: boolean | null | undefined
  /** Whether positions are computed from the sizes even if scaleFactor is given. Default false. */
  recomputeScaleFactor?: boolean | null | undefined
  /** Whether a smaller result is smoothed (bilinear and bicubic). Default false. */
  antialias?: boolean | undefined
}

const OPTIONS = positional<InterpolateOptions>({
  size: anything,
  scaleFactor: anything,
  mode: oneOf('nearest', 'nearest-exact', 'linear', 'bilinear', 'bicubic', 'trilinear', 'area'),
  alignCorners: orNull(boolean),
  recomputeScaleFactor: orNull(boolean),
  antialias: boolean
})

const SMOOTH: Readonly<Record<string, number>> = { linear: 1, bilinear: 2, bicubic: 2, trilinear: 3 }

/** @internal One direction: from n elements to count, `step` elements of the input apart. */
export interface Line {
  readonly n: number
  readonly count: number
  readonly align: boolean
  readonly step: number
  readonly dtype: string
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const within = (at: number, n: number): number => Math.min(n - 1, Math.max(0, at))

// --- the rows of each mode ---

// Positions as PyTorch rounds them, in float32: a half may fall to either side.
function nearest({ n, count, step, dtype }: Line, exact: boolean): SparseRows {
  const round = dtype === 'float32' ? Math.fround : (x: number): number => x
  const scale = round(step)
  const position = (i: number): number =>
    exact ? Math.fround(round(round(scale * (i + 0.5)) - 0.5) + 0.5) : Math.fround(round(scale * i))
  return SparseRows.of(
    n,
    range(count).map((i) => [[within(Math.floor(position(i)), n)]])
  )
}

// The position in the input that element i of the result is taken from.
const source = ({ align, step }: Line, i: number): number => (align ? step * i : step * (i + 0.5) - 0.5)

function linear(line: Line): SparseRows {
  const { n, count } = line
  const row = (i: number): Term[] => {
    if (count === n) return [[i]]
    const at = Math.max(0, source(line, i))
    const low = Math.min(Math.floor(at), n - 1)
    const share = Math.min(1, Math.max(0, at - low))
    return [
      [low, 1 - share],
      [Math.min(low + 1, n - 1), share]
    ]
  }
  return SparseRows.of(n, range(count).map(row))
}

// The weights of the four elements around a position that lies t behind the second.
function cubicWeights(t: number, a: number): number[] {
  const near = (x: number): number => ((a + 2) * x - (a + 3)) * x * x + 1
  const far = (x: number): number => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
  return [far(t + 1), near(t), near(1 - t), far(2 - t)]
}

function cubic(line: Line): SparseRows {
  const { n, count } = line
  const row = (i: number): Term[] => {
    if (count === n) return [[i]]
    const at = source(line, i)
    const low = Math.floor(at)
    return cubicWeights(at - low, -0.75).map((weight, k): Term => [within(low - 1 + k, n), weight])
  }
  return SparseRows.of(n, range(count).map(row))
}

const triangle = (x: number): number => Math.max(0, 1 - Math.abs(x))

function keys(x: number): number {
  const [at, a] = [Math.abs(x), -0.5]
  if (at < 1) return ((a + 2) * at - (a + 3)) * at * at + 1
  return at < 2 ? ((a * at - 5 * a) * at + 8 * a) * at - 4 * a : 0
}

// A filter as wide as the step, so that every element of the input counts.
function smoothed({ n, count, step }: Line, filter: (x: number) => number, width: number): SparseRows {
  const wide = Math.max(1, step)
  const support = (width / 2) * wide
  const row = (i: number): Term[] => {
    const center = step * (i + 0.5)
    const from = Math.max(0, Math.trunc(center - support + 0.5))
    const weights = range(Math.min(n, Math.trunc(center + support + 0.5)) - from).map((j) =>
      filter((j + from - center + 0.5) / wide)
    )
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return weights.map((weight, j): Term => [from + j, weight / total])
  }
  return SparseRows.of(n, range(count).map(row))
}

/** @internal The matrix of one direction. */
export function rowsOf(mode: InterpolationMode, line: Line, antialias: boolean): SparseRows {
  if (mode === 'area') return binMeans(line.n, line.count)
  if (mode === 'nearest' || mode === 'nearest-exact') return nearest(line, mode === 'nearest-exact')
  if (antialias) return mode === 'bicubic' ? smoothed(line, keys, 4) : smoothed(line, triangle, 2)
  return mode === 'bicubic' ? cubic(line) : linear(line)
}

// --- the op ---

interface Resized {
  readonly sizes: number[]
  readonly factors: readonly (number | null)[]
}

function resized(op: string, space: readonly number[], options: InterpolateOptions): Resized {
  const { size = null, scaleFactor = null } = options
  if ((size === null) === (scaleFactor === null)) {
    throw new OptionError(
      `${op}: expected either size or scaleFactor but received ${size === null ? 'neither' : 'both'}`
    )
  }
  if (size !== null) return { sizes: sizesOf(op, 'size', size, space.length, 1), factors: space.map(() => null) }
  const factors = typeof scaleFactor === 'number' ? space.map(() => scaleFactor) : [...scaleFactor!]
  if (factors.length !== space.length || !factors.every((f) => typeof f === 'number' && f > 0)) {
    throw new OptionError(
      `${op}: expected scaleFactor to be a number > 0 or one for each of ${space.length} dimensions but received ${show(scaleFactor)}`
    )
  }
  const sizes = space.map((n, d) => Math.floor(n * factors[d]!))
  if (sizes.some((n) => n < 1)) throw new ShapeError(`${op}: the result would have the sizes ${format(sizes)}`)
  return { sizes, factors: options.recomputeScaleFactor || options.mode === 'area' ? space.map(() => null) : factors }
}

/**
 * Resizes x, like torch.nn.functional.interpolate.
 * @param x (N, C, L), (N, C, H, W) or (N, C, D, H, W)
 * @param size the spatial sizes of the result, or the options
 * @throws OptionError for a mode that does not fit the dimensions, ShapeError for an empty result
 * @example
 * interpolate(ones([1, 3, 4, 4]), { scaleFactor: 2, mode: 'bilinear' }).shape // [1, 3, 8, 8]
 * interpolate(tensor([[[1, 2]]]), 4).toArray() // [[[1, 1, 2, 2]]]
 */
export function interpolate(
  x: Tensor,
  size?: Sizes | InterpolateOptions,
  more?: Omit<InterpolateOptions, 'size'>
): Tensor {
  const options = read('interpolate', OPTIONS, size, more)
  checkFloat('interpolate', 'x', x)
  const mode = options.mode ?? 'nearest'
  const nd = x.ndim - 2
  if (nd < 1 || nd > 3 || x.shape.includes(0)) {
    throw new ShapeError(
      `interpolate: expected x (N, C, ...) of one to three spatial dimensions, none empty, but received ${format(x.shape)}`
    )
  }
  if (mode in SMOOTH && SMOOTH[mode] !== nd) {
    throw new OptionError(
      `interpolate: expected x of ${SMOOTH[mode]! + 2} dimensions with mode '${mode}' but received ${format(x.shape)}`
    )
  }
  if (!(mode in SMOOTH) && options.alignCorners != null) {
    throw new OptionError(
      `interpolate: alignCorners is for linear, bilinear, bicubic and trilinear but mode is '${mode}'`
    )
  }
  if (options.antialias && mode !== 'bilinear' && mode !== 'bicubic') {
    throw new OptionError(`interpolate: antialias is for bilinear and bicubic but mode is '${mode}'`)
  }
  const space = x.shape.slice(2)
  const { sizes, factors } = resized('interpolate', space, options)
  const align = options.alignCorners ?? false
  return space.reduceRight((t, n, d) => {
    const count = sizes[d]!
    const factor = factors[d]!
    const step = align ? (count > 1 ? (n - 1) / (count - 1) : 0) : factor === null ? n / count : 1 / factor
    return combine(
      'interpolate',
      t,
      d + 2,
      rowsOf(mode, { n, count, align, step, dtype: x.dtype }, options.antialias ?? false)
    )
  }, x)
}
