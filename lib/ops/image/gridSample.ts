// Images read at positions that a tensor names: affineGrid makes such positions, gridSample reads there.
import { noGrad } from '../../autograd/tape.ts'
import { OptionError, ShapeError } from '../../errors.ts'
import { format, sizeOf } from '../../tensor/shape.ts'
import { checkFloat, checkTensor, elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { boolean, oneOf, show, wholeNumbers } from '../../util/options.ts'
import { optionsTable, positional, read } from '../../util/positional.ts'
import { clamp } from '../clamp.ts'
import { add, mul, sub, where } from '../elementwise.ts'
import { gather } from '../gather.ts'
import { abs } from '../gen/elementwise.ts'
import { exactMatmul } from '../matmul.ts'
import { expand, reshape, select, transpose } from '../shape.ts'
import { emptyTensor } from '../shared.ts'

// --- affineGrid ---

const AFFINE = positional<{ size: readonly number[]; alignCorners?: boolean }>({
  size: wholeNumbers,
  alignCorners: boolean
})

// The centers of n pixels in [-1, 1]; with `align` the outer centers are -1 and 1.
function centers(n: number, align: boolean): number[] {
  return Array.from({ length: n }, (_, i) => (n === 1 ? 0 : ((2 * i) / (n - 1) - 1) * (align ? 1 : (n - 1) / n)))
}

/**
 * The positions at which gridSample reads an image that an affine map moves.
 * @param theta (N, 2, 3) for images, (N, 3, 4) for volumes
 * @param size the shape of the result of gridSample, (N, C, H, W) or (N, C, D, H, W)
 * @param options.alignCorners as gridSample's. Default false
 * @returns (N, H, W, 2) or (N, D, H, W, 3), the last dimension as (x, y) or (x, y, z)
 * @example
 * affineGrid(tensor([[[1, 0, 0], [0, 1, 0]]]), [1, 1, 1, 2]).toArray() // [[[[-0.5, 0], [0.5, 0]]]]
 */
export function affineGrid(
  theta: Tensor,
  size: readonly number[] | { size: readonly number[]; alignCorners?: boolean | undefined },
  more?: { alignCorners?: boolean | undefined }
): Tensor {
  const options = read('affineGrid', AFFINE, size, more)
  checkFloat('affineGrid', 'theta', theta)
  const [n, , ...space] = options.size as [number, number, ...number[]]
  const nd = space.length
  if (nd < 2 || nd > 3 || !options.size.every((s) => Number.isInteger(s) && s >= 1)) {
    throw new OptionError(
      `affineGrid: expected size (N, C, H, W) or (N, C, D, H, W) but received ${show(options.size)}`
    )
  }
  if (theta.ndim !== 3 || theta.shape[0] !== n || theta.shape[1] !== nd || theta.shape[2] !== nd + 1) {
    throw new ShapeError(
      `affineGrid: expected theta of shape ${format([n, nd, nd + 1])} but received ${format(theta.shape)}`
    )
  }
  const points = sizeOf(space)
  const base = emptyTensor(theta.dtype, [points, nd + 1])
  const lines = space.map((s) => centers(s, options.alignCorners ?? false))
  const { array } = base.storage
  for (let k = 0; k < points; k++) {
    let rest = k
    for (let d = nd - 1; d >= 0; d--) {
      array[base.offset + k * (nd + 1) + nd - 1 - d] = lines[d]![rest % space[d]!]!
      rest = Math.floor(rest / space[d]!)
    }
    array[base.offset + k * (nd + 1) + nd] = 1
  }
  return reshape(exactMatmul(base, transpose(theta)), [n, ...space, nd])
}

// --- gridSample ---

/** Options of gridSample. */
export interface GridSampleOptions {
  /** Default 'bilinear'; of volumes, which have no bicubic, it is trilinear. */
  mode?: 'bilinear' | 'nearest' | 'bicubic' | undefined
  /** What lies outside: zeros, the edge, or the mirrored image. Default 'zeros'. */
  paddingMode?: 'zeros' | 'border' | 'reflection' | undefined
  /** Whether -1 and 1 are the centers of the outer pixels instead of their outer edges. Default false. */
  alignCorners?: boolean | null | undefined
}

const SAMPLE = optionsTable<GridSampleOptions>({
  mode: oneOf('bilinear', 'nearest', 'bicubic'),
  paddingMode: oneOf('zeros', 'border', 'reflection'),
  alignCorners: oneOf(true, false, null)
})

type Padding = NonNullable<GridSampleOptions['paddingMode']>

/** Elements that are read along one dimension for each point: where, whether inside, and with which weight (null for 1). */
interface Tap {
  readonly at: Float64Array
  readonly inside: Uint8Array | null
  readonly weight: Tensor | null
}

interface Direction {
  readonly size: number
  readonly padding: Padding
  readonly align: boolean
}

// The low and the high end between which positions are mirrored.
const ends = ({ size, align }: Direction): [number, number] => (align ? [0, size - 1] : [-0.5, size - 0.5])

function mirrored(at: number, low: number, high: number): number {
  const span = high - low
  if (span === 0) return 0
  const away = Math.abs(at - low)
  const flips = Math.floor(away / span)
  const extra = away - flips * span
  return flips % 2 === 0 ? low + extra : high - extra
}

// Positions moved into the image, with gradients.
function padded(x: Tensor, direction: Direction): Tensor {
  const { size, padding } = direction
  if (padding === 'zeros') return x
  let inner = x
  if (padding === 'reflection') {
    const [low, high] = ends(direction)
    const span = high - low
    if (span === 0) return mul(x, 0)
    const away = abs(sub(x, low))
    const [whole, even] = noGrad(() => {
      const [turns, bit] = [emptyTensor(x.dtype, x.shape), emptyTensor('bool', x.shape)]
      for (const [k, value] of elementsOf(away).entries()) {
        const flips = Math.floor(value / span)
        turns.storage.put(turns.offset + k, flips * span)
        bit.storage.put(bit.offset + k, flips % 2 === 0 ? 1 : 0)
      }
      return [turns, bit]
    })
    const extra = sub(away, whole)
    inner = where(even, add(extra, low), sub(high, extra))
  }
  return clamp(inner, { min: 0, max: size - 1 })
}

// The integer positions `shift` behind `low`, moved into the image.
function tapAt(low: Float64Array, shift: number, direction: Direction, weight: Tensor | null): Tap {
  const { size, padding } = direction
  const [from, to] = ends(direction)
  const at = new Float64Array(low.length)
  const inside = padding === 'zeros' ? new Uint8Array(low.length) : null
  for (let k = 0; k < low.length; k++) {
    let place = low[k]! + shift
    if (inside !== null) inside[k] = place >= 0 && place < size ? 1 : 0
    if (padding === 'reflection') place = mirrored(place, from, to)
    // NaN becomes 0.
    at[k] = Math.min(size - 1, Math.max(0, place)) || 0
  }
  return { at, inside, weight }
}

// Half to even, as in PyTorch.
function roundEven(x: number): number {
  const low = Math.floor(x)
  const rest = x - low
  return rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low
}

function tapsOf(x: Tensor, mode: string, direction: Direction): Tap[] {
  const at = mode === 'bicubic' ? x : padded(x, direction)
  const low = Float64Array.from(elementsOf(at), mode === 'nearest' ? roundEven : Math.floor)
  if (mode === 'nearest') return [tapAt(low, 0, direction, null)]
  const floor = emptyTensor(x.dtype, x.shape)
  floor.storage.set(low, floor.offset)
  const t = sub(at, floor)
  if (mode === 'bilinear') return [tapAt(low, 0, direction, sub(1, t)), tapAt(low, 1, direction, t)]
  return cubicWeights(t).map((weight, k) => tapAt(low, k - 1, direction, weight))
}

// The weights of the four pixels around a position that lies t behind the second.
function cubicWeights(t: Tensor): Tensor[] {
  const a = -0.75
  const near = (x: Tensor): Tensor => add(mul(mul(sub(mul(x, a + 2), a + 3), x), x), 1)
  const far = (x: Tensor): Tensor => sub(mul(add(mul(sub(mul(x, a), 5 * a), x), 8 * a), x), 4 * a)
  return [far(add(t, 1)), near(t), near(sub(1, t)), far(sub(2, t))]
}

function checkGrid(x: Tensor, grid: Tensor, mode: string): void {
  const nd = x.ndim - 2
  const fits = (nd === 2 || nd === 3) && grid.ndim === x.ndim && grid.shape.at(-1) === nd
  if (!fits || grid.shape[0] !== x.shape[0] || x.shape.slice(2).includes(0)) {
    throw new ShapeError(
      `gridSample: expected x (N, C, H, W) and grid (N, OH, OW, 2), or x (N, C, D, H, W) and grid (N, OD, OH, OW, 3), but received ${format(x.shape)} and ${format(grid.shape)}`
    )
  }
  if (mode === 'bicubic' && nd === 3) {
    throw new OptionError(`gridSample: expected x (N, C, H, W) with mode 'bicubic' but received ${format(x.shape)}`)
  }
}

/**
 * The elements of x at the positions of `grid`, in [-1, 1] from one edge to the other.
 * @param x (N, C, H, W) or (N, C, D, H, W)
 * @param grid (N, OH, OW, 2) as (x, y), or (N, OD, OH, OW, 3) as (x, y, z)
 * @returns (N, C, OH, OW) or (N, C, OD, OH, OW)
 * @example
 * const grid = affineGrid(tensor([[[-1, 0, 0], [0, 1, 0]]]), [1, 1, 1, 2])
 * gridSample(tensor([[[[3, 7]]]]), grid).toArray() // [[[[7, 3]]]]
 */
export function gridSample(x: Tensor, grid: Tensor, options: GridSampleOptions = {}): Tensor {
  read('gridSample', SAMPLE, options)
  checkFloat('gridSample', 'x', x)
  checkTensor('gridSample', 'grid', grid, [x.dtype])
  const { mode = 'bilinear', paddingMode = 'zeros' } = options
  checkGrid(x, grid, mode)
  const align = options.alignCorners ?? false
  const [n, c, ...space] = x.shape as [number, number, ...number[]]
  const points = sizeOf(grid.shape.slice(1, -1))
  const flat = reshape(x, [n, c, sizeOf(space)])
  const taps = space.map((size, d) => {
    const part = reshape(select(grid, { dim: -1, index: space.length - 1 - d }), [n, points])
    const at = align ? mul(add(part, 1), (size - 1) / 2) : sub(mul(add(part, 1), size / 2), 0.5)
    return tapsOf(at, mode, { size, padding: paddingMode, align })
  })
  const terms = combinations(taps).map((choice) => termOf(flat, choice, space, points))
  return reshape(
    terms.reduce((sum, term) => add(sum, term)),
    [n, c, ...grid.shape.slice(1, -1)]
  )
}

const combinations = (lists: readonly Tap[][]): Tap[][] =>
  lists.reduce<Tap[][]>((all, list) => all.flatMap((before) => list.map((tap) => [...before, tap])), [[]])

// What one pixel around each point adds: (N, C, points).
function termOf(flat: Tensor, choice: readonly Tap[], space: readonly number[], points: number): Tensor {
  const [n, c] = flat.shape as [number, number]
  const index = emptyTensor('int32', [n, 1, points])
  const inside = choice.some((tap) => tap.inside !== null) ? emptyTensor('bool', [n, 1, points]) : null
  for (let k = 0; k < n * points; k++) {
    let at = 0
    let all = 1
    for (const [d, tap] of choice.entries()) {
      at = at * space[d]! + tap.at[k]!
      if (tap.inside !== null) all &= tap.inside[k]!
    }
    index.storage.put(index.offset + k, at)
    if (inside !== null) inside.storage.put(inside.offset + k, all)
  }
  const values = gather(flat, expand(index, [n, c, points]), 2)
  const weights = choice.flatMap(({ weight }) => (weight === null ? [] : [weight]))
  const weight = weights.length === 0 ? null : weights.reduce((product, w) => mul(product, w))
  const weighted = weight === null ? values : mul(values, reshape(weight, [n, 1, points]))
  return inside === null ? weighted : where(inside, weighted, 0)
}
