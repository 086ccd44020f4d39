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

/** out = B' d B of 4 x 4 inputs d. */
function transformInput(d: Float32Array, out: Float32Array): void {
  const t = new Float32Array(PLACES)
  const each = (from: Float32Array, at: number, step: number, to: Float32Array): void => {
    const [d0, d1, d2, d3] = [from[at]!, from[at + step]!, from[at + 2 * step]!, from[at + 3 * step]!]
    to[at] = d0 - d2
    to[at + step] = d1 + d2
    to[at + 2 * step] = d2 - d1
    to[at + 3 * step] = d1 - d3
  }
  for (let k = 0; k < 4; k++) each(d, k, 4, t)
  for (let k = 0; k < 4; k++) each(t, 4 * k, 1, out)
}

/** out = G g G' of the 3 x 3 kernel g. */
function transformKernel(g: Float32Array, out: Float32Array): void {
  const t = new Float32Array(12)
  const each = (from: Float32Array, at: number, step: number, to: Float32Array, first: number, apart: number): void => {
    const [g0, g1, g2] = [from[at]!, from[at + step]!, from[at + 2 * step]!]
    const ends = fround(g0 + g2)
    to[first] = g0
    to[first + apart] = fround(ends + g1) * 0.5
    to[first + 2 * apart] = fround(ends - g1) * 0.5
    to[first + 3 * apart] = g2
  }
  for (let k = 0; k < 3; k++) each(g, k, 3, t, k, 3)
  for (let k = 0; k < 4; k++) each(t, 3 * k, 1, out, 4 * k, 1)
}

/** out = A' m A of the sums of 16 places: 2 x 2 outputs. */
function transformSums(m: Float32Array, out: Float32Array): void {
  const t = new Float32Array(8)
  const each = (from: Float32Array, at: number, step: number, to: Float32Array, first: number, apart: number): void => {
    const [m0, m1, m2, m3] = [from[at]!, from[at + step]!, from[at + 2 * step]!, from[at + 3 * step]!]
    to[first] = fround(m0 + m1) + m2
    to[first + apart] = fround(m1 - m2) - m3
  }
  for (let k = 0; k < 4; k++) each(m, k, 4, t, k, 4)
  for (let k = 0; k < 2; k++) each(t, 4 * k, 1, out, 2 * k, 1)
}

/** out = A e A' of the gradients e of 2 x 2 outputs. */
function transformGradient(e: Float32Array, out: Float32Array): void {
  const t = new Float32Array(8)
  const each = (e0: number, e1: number, to: Float32Array, at: number, step: number): void => {
    to[at] = e0
    to[at + step] = e0 + e1
    to[at + 2 * step] = e0 - e1
    to[at + 3 * step] = -e1
  }
  for (let k = 0; k < 2; k++) each(e[k]!, e[2 + k]!, t, k, 2)
  for (let k = 0; k < 4; k++) each(t[2 * k]!, t[2 * k + 1]!, out, 4 * k, 1)
}

/** out = G' s G of the sums s of 16 places: the gradient of a 3 x 3 kernel. */
function transformWeight(s: Float32Array, out: Float32Array): void {
  const t = new Float32Array(12)
  const each = (from: Float32Array, at: number, step: number, to: Float32Array, first: number, apart: number): void => {
    const [s0, s1, s2, s3] = [from[at]!, from[at + step]!, from[at + 2 * step]!, from[at + 3 * step]!]
    const more = fround(fround(s1 + s2) * 0.5)
    to[first] = s0 + more
    to[first + apart] = fround(s1 - s2) * 0.5
    to[first + 2 * apart] = more + s3
  }
  for (let k = 0; k < 4; k++) each(s, k, 4, t, k, 4)
  for (let k = 0; k < 3; k++) each(t, 4 * k, 1, out, 3 * k, 1)
}

/** A convolution of `from` channels, of which each output is a sum, to `to` channels. */
interface Sizes {
  from: number
  to: number
  h: number
  w: number
  oh: number
  ow: number
  ph: number
  pw: number
}

/** Tiles of `from` planes of one image, transformed: [plane][tile][place]. */
function inputTiles(planes: Float32Array, { from, h, w, oh, ow, ph, pw }: Sizes): Float32Array {
  const wide = Math.ceil(ow / 2)
  const tiles = Math.ceil(oh / 2) * wide
  const all = new Float32Array(from * tiles * PLACES)
  const d = new Float32Array(PLACES)
  for (let c = 0; c < from; c++) {
    for (let tile = 0; tile < tiles; tile++) {
      const top = 2 * Math.floor(tile / wide) - ph
      const left = 2 * (tile % wide) - pw
      for (let k = 0; k < PLACES; k++) {
        const row = top + (k >> 2)
        const column = left + (k & 3)
        const inside = row >= 0 && row < h && column >= 0 && column < w
        d[k] = inside ? planes[(c * h + row) * w + column]! : 0
      }
      transformInput(d, all.subarray((c * tiles + tile) * PLACES, (c * tiles + tile + 1) * PLACES))
    }
  }
  return all
}

/**
 * Outputs of one image and group: put(channel, row, column, sum), each by the sums over the channels of `planes` in
 * order. kernel(o, c, k): weight k of 9.
 */
export function winograd(
  planes: Float32Array,
  sizes: Sizes,
  kernel: (o: number, c: number, k: number) => number,
  put: (o: number, row: number, column: number, sum: number) => void
): void {
  const { from, to, oh, ow } = sizes
  const wide = Math.ceil(ow / 2)
  const tiles = Math.ceil(oh / 2) * wide
  const inputs = inputTiles(planes, sizes)
  const kernels = new Float32Array(from * PLACES)
  const [g, sums, out] = [new Float32Array(9), new Float32Array(PLACES), new Float32Array(4)]
  for (let o = 0; o < to; o++) {
    for (let c = 0; c < from; c++) {
      for (let k = 0; k < 9; k++) g[k] = kernel(o, c, k)
      transformKernel(g, kernels.subarray(c * PLACES, (c + 1) * PLACES))
    }
    for (let tile = 0; tile < tiles; tile++) {
      for (let place = 0; place < PLACES; place++) {
        let sum = 0
        for (let c = 0; c < from; c++) {
          sum = fma_f32(inputs[(c * tiles + tile) * PLACES + place]!, kernels[c * PLACES + place]!, sum)
        }
        sums[place] = sum
      }
      transformSums(sums, out)
      for (let k = 0; k < 4; k++) {
        const row = 2 * Math.floor(tile / wide) + (k >> 1)
        const column = 2 * (tile % wide) + (k & 1)
        if (row < oh && column < ow) put(o, row, column, out[k]!)
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
  const wide = Math.ceil(ow / 2)
  const tiles = Math.ceil(oh / 2) * wide
  const [e, z, weight] = [new Float32Array(4), new Float32Array(PLACES), new Float32Array(9)]
  for (let group = 0; group < groups; group++) {
    const sums = new Float32Array(parts * og * cg * PLACES)
    for (let part = 0; part < parts; part++) {
      const end = Math.floor(((part + 1) * n) / parts)
      for (let image = Math.floor((part * n) / parts); image < end; image++) {
        const planes = (x as Float32Array).subarray(
          (image * ci + group * cg) * h * w,
          (image * ci + (group + 1) * cg) * h * w
        )
        const inputs = inputTiles(planes, { from: cg, to: og, h, w, oh, ow, ph, pw })
        for (let o = 0; o < og; o++) {
          const plane = (image * co + group * og + o) * oh * ow
          for (let tile = 0; tile < tiles; tile++) {
            for (let k = 0; k < 4; k++) {
              const row = 2 * Math.floor(tile / wide) + (k >> 1)
              const column = 2 * (tile % wide) + (k & 1)
              e[k] = row < oh && column < ow ? dy[plane + row * ow + column]! : 0
            }
            transformGradient(e, z)
            for (let c = 0; c < cg; c++) {
              const at = ((part * og + o) * cg + c) * PLACES
              const from = (c * tiles + tile) * PLACES
              for (let k = 0; k < PLACES; k++) sums[at + k] = fma_f32(inputs[from + k]!, z[k]!, sums[at + k]!)
            }
          }
        }
      }
    }
    for (let o = 0; o < og; o++) {
      for (let c = 0; c < cg; c++) {
        const all = sums.subarray((o * cg + c) * PLACES, (o * cg + c + 1) * PLACES)
        for (let part = 1; part < parts; part++) {
          for (let k = 0; k < PLACES; k++) all[k] = all[k]! + sums[((part * og + o) * cg + c) * PLACES + k]!
        }
        transformWeight(all, weight)
        const at = ((group * og + o) * cg + c) * 9
        for (let k = 0; k < 9; k++) dweight[at + k] = accumulate === 1 ? dweight[at + k]! + weight[k]! : weight[k]!
      }
    }
  }
}
