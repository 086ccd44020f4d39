// 3 x 3 convolutions of stride 1 in float32 by Winograd's algorithm F(2 x 2, 3 x 3) (Lavin and Gray 2015,
// https://arxiv.org/abs/1509.09308), which the convolutions of conv.ts use where `byWinograd` says so. A tile of 2 x 2
// outputs has 16 places, each the sum over channels of one product. Every operation is rounded to float32.
import type { Conv2dArgs, Conv2dWeightArgs } from '../gen/kernels.ts'
import { fma_f32 } from './primitives.ts'

const { fround } = Math
const PLACES = 16

/**
 * Whether a convolution to `rows` x `cols` outputs (or pixels of dx) goes by tiles. By sizes of an image alone, as in
 * native/kernels/conv/winograd.h, which says why.
 */
export function byWinograd(
  s: Omit<Conv2dArgs, 'x' | 'weight' | 'bias' | 'y' | 'relu'>,
  rows: number,
  cols: number
): boolean {
  const cg = s.ci / s.groups
  const og = s.co / s.groups
  const tiles = Math.ceil(rows / 2) * Math.ceil(cols / 2)
  const kernel = s.kh === 3 && s.kw === 3 && s.sh === 1 && s.sw === 1 && s.dh === 1 && s.dw === 1
  const image = s.ph <= 2 && s.pw <= 2 && tiles >= 16 && 8 * tiles <= 3 * rows * cols
  const channels = Math.min(cg, og) >= 16 && cg + og >= 48 && cg * og <= 8192 * tiles
  return kernel && image && channels && cols * Math.max(cg, og) <= 32768
}

/** What a transformation does to a line; missing numbers are not used. */
type Line = (a: number, b: number, c: number, d: number) => number[]
const ofInputs: Line = (a, b, c, d) => [a - c, b + c, c - b, b - d]
const ofSums: Line = (a, b, c, d) => [fround(a + b) + c, fround(b - c) - d]
const ofGradients: Line = (a, b) => [a, a + b, a - b, -b]
const ofKernels: Line = (a, b, c) => {
  const ends = fround(a + c)
  return [a, fround(ends + b) * 0.5, fround(ends - b) * 0.5, c]
}
const ofWeights: Line = (a, b, c, d) => {
  const more = fround(fround(b + c) * 0.5)
  return [a + more, fround(b - c) * 0.5, more + d]
}

const between = new Float32Array(PLACES)

/** The columns of a square of n x n numbers, then the rows: to[at + ...] of m x m. */
function transform(line: Line, n: number, from: Float32Array, m: number, to: Float32Array, at = 0): void {
  for (let x = 0; x < n; x++) {
    const column = line(from[x]!, from[n + x]!, from[2 * n + x]!, from[3 * n + x]!)
    for (let y = 0; y < m; y++) between[y * n + x] = column[y]!
  }
  for (let y = 0; y < m; y++) {
    const k = y * n
    const row = line(between[k]!, between[k + 1]!, between[k + 2]!, between[k + 3]!)
    for (let x = 0; x < m; x++) to[at + y * m + x] = row[x]!
  }
}

/** A convolution of `from` to `to` channels of each group. */
interface Sizes {
  n: number
  groups: number
  from: number
  to: number
  h: number
  w: number
  oh: number
  ow: number
  ph: number
  pw: number
}

// Where output k of a tile lies in a plane, -1 outside of it.
function outputAt(tile: number, k: number, oh: number, ow: number): number {
  const wide = Math.ceil(ow / 2)
  const row = 2 * Math.floor(tile / wide) + (k >> 1)
  const column = 2 * (tile % wide) + (k & 1)
  return row < oh && column < ow ? row * ow + column : -1
}

/** Tiles of `from` planes of one image, transformed: [plane][tile][place]. */
function inputTiles(planes: Float32Array, s: Omit<Sizes, 'n' | 'groups' | 'to'>): Float32Array {
  const { from, h, w, oh, ow, ph, pw } = s
  const wide = Math.ceil(ow / 2)
  const tiles = Math.ceil(oh / 2) * wide
  const all = new Float32Array(from * tiles * PLACES)
  const d = new Float32Array(PLACES)
  for (let at = 0; at < from * tiles; at++) {
    const [c, tile] = [Math.floor(at / tiles), at % tiles]
    for (let k = 0; k < PLACES; k++) {
      const row = 2 * Math.floor(tile / wide) - ph + (k >> 2)
      const column = 2 * (tile % wide) - pw + (k & 3)
      const inside = row >= 0 && row < h && column >= 0 && column < w
      d[k] = inside ? planes[(c * h + row) * w + column]! : 0
    }
    transform(ofInputs, 4, d, 4, all, at * PLACES)
  }
  return all
}

/**
 * put(index of the output, sum): each a sum over the channels of a group of x in order, and the bias of its channel, or 0.
 * kernel(channel of the output, c, k): weight k of 9 of the group's channel c.
 */
export function winograd(
  x: Float32Array,
  sizes: Sizes,
  kernel: (o: number, c: number, k: number) => number,
  bias: Conv2dArgs['bias'],
  put: (at: number, sum: number) => void
): void {
  const { n, groups, from, to, h, w, oh, ow } = sizes
  const tiles = Math.ceil(oh / 2) * Math.ceil(ow / 2)
  const kernels = new Float32Array(to * from * PLACES)
  const [g, sums, out] = [new Float32Array(9), new Float32Array(PLACES), new Float32Array(4)]
  for (let group = 0; group < groups; group++) {
    for (let k = 0; k < to * from; k++) {
      for (let tap = 0; tap < 9; tap++) g[tap] = kernel(group * to + Math.floor(k / from), k % from, tap)
      transform(ofKernels, 3, g, 4, kernels, k * PLACES)
    }
    for (let image = 0; image < n; image++) {
      const plane = image * groups + group
      const inputs = inputTiles(x.subarray(plane * from * h * w, (plane + 1) * from * h * w), sizes)
      for (let k = 0; k < to * tiles; k++) {
        const [o, tile] = [Math.floor(k / tiles), k % tiles]
        for (let place = 0; place < PLACES; place++) {
          let sum = 0
          for (let c = 0; c < from; c++) {
            sum = fma_f32(inputs[(c * tiles + tile) * PLACES + place]!, kernels[(o * from + c) * PLACES + place]!, sum)
          }
          sums[place] = sum
        }
        transform(ofSums, 4, sums, 2, out)
        for (let pixel = 0; pixel < 4; pixel++) {
          const at = outputAt(tile, pixel, oh, ow)
          if (at >= 0) put((plane * to + o) * oh * ow + at, fround(out[pixel]! + (bias?.[group * to + o] ?? 0)))
        }
      }
    }
  }
}

/**
 * dweight: the batch falls into `parts`; in each, a place has one chain over (image, tile) in order, the parts are added
 * in order.
 */
export function winogradWeight(
  { x, dy, dweight, n, ci, h, w, co, oh, ow, ph, pw, groups, accumulate }: Conv2dWeightArgs,
  parts: number
): void {
  const cg = ci / groups
  const og = co / groups
  const tiles = Math.ceil(oh / 2) * Math.ceil(ow / 2)
  const [e, z, weight] = [new Float32Array(4), new Float32Array(PLACES), new Float32Array(9)]
  for (let group = 0; group < groups; group++) {
    const sums = new Float32Array(parts * og * cg * PLACES)
    for (let part = 0; part < parts; part++) {
      const end = Math.floor(((part + 1) * n) / parts)
      for (let image = Math.floor((part * n) / parts); image < end; image++) {
        const first = (image * ci + group * cg) * h * w
        const planes = (x as Float32Array).subarray(first, first + cg * h * w)
        const inputs = inputTiles(planes, { from: cg, h, w, oh, ow, ph, pw })
        for (let o = 0; o < og; o++) {
          const plane = (image * co + group * og + o) * oh * ow
          for (let tile = 0; tile < tiles; tile++) {
            for (let k = 0; k < 4; k++) {
              const at = outputAt(tile, k, oh, ow)
              e[k] = at >= 0 ? dy[plane + at]! : 0
            }
            transform(ofGradients, 2, e, 4, z)
            for (let c = 0; c < cg; c++) {
              const at = ((part * og + o) * cg + c) * PLACES
              const from = (c * tiles + tile) * PLACES
              for (let k = 0; k < PLACES; k++) sums[at + k] = fma_f32(inputs[from + k]!, z[k]!, sums[at + k]!)
            }
          }
        }
      }
    }
    for (let k = 0; k < og * cg; k++) {
      const all = sums.subarray(k * PLACES, (k + 1) * PLACES)
      for (let part = 1; part < parts; part++) {
        const from = (part * og * cg + k) * PLACES
        for (let place = 0; place < PLACES; place++) all[place] = all[place]! + sums[from + place]!
      }
      transform(ofWeights, 4, all, 3, weight)
      const at = (group * og * cg + k) * 9
      for (let tap = 0; tap < 9; tap++) {
        dweight[at + tap] = accumulate === 1 ? dweight[at + tap]! + weight[tap]! : weight[tap]!
      }
    }
  }
}
