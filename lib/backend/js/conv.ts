// Convolutions: forward, gradient of the input, gradient of weight and bias. Each output is one chain of fused
// multiply-adds; padding counts as elements that are +0 (so 0 * Infinity shows as NaN where a window leaves the image).
import type { Conv2dArgs, Conv2dInputArgs, Conv2dWeightArgs } from '../gen/kernels.ts'
import { fma_f32, fma_f64 } from './primitives.ts'
import { byWinograd, winograd, winogradWeight } from './winograd.ts'

export const conv = {
  /**
   * y[n, o, p, q] = bias[o], then + x * weight over (input channel, ky, kx) in order; or the sum of winograd.ts + bias[o].
   * relu as in rules: +0 unless sum > 0 or NaN.
   */
  conv2d(args: Conv2dArgs): number {
    const { x, weight, bias, y, n, ci, h, w, co, kh, kw, oh, ow, sh, sw, ph, pw, dh, dw, groups, relu } = args
    const fma = x instanceof Float32Array ? fma_f32 : fma_f64
    const cg = ci / groups
    const og = co / groups
    const end = (sum: number): number => (relu === 1 && sum <= 0 ? 0 : sum)
    if (x instanceof Float32Array && byWinograd(args, oh, ow)) {
      const weightOf = (o: number, c: number, k: number): number => weight[(o * cg + c) * 9 + k]!
      winograd(x, { n, groups, from: cg, to: og, h, w, oh, ow, ph, pw }, weightOf, bias, (at, sum) => {
        y[at] = end(sum)
      })
      return 0
    }
    let at = 0
    for (let image = 0; image < n; image++) {
      for (let o = 0; o < co; o++) {
        const planes = (image * ci + Math.floor(o / og) * cg) * h * w
        for (let p = 0; p < oh; p++) {
          for (let q = 0; q < ow; q++) {
            let sum = bias === null ? 0 : bias[o]!
            let tap = o * cg * kh * kw
            for (let c = 0; c < cg; c++) {
              for (let ky = 0; ky < kh; ky++) {
                const row = p * sh - ph + ky * dh
                const start = planes + (c * h + row) * w
                for (let kx = 0; kx < kw; kx++) {
                  const column = q * sw - pw + kx * dw
                  const inside = row >= 0 && row < h && column >= 0 && column < w
                  sum = fma(inside ? x[start + column]! : 0, weight[tap++]!, sum)
                }
              }
            }
            y[at++] = end(sum)
          }
        }
      }
    }
    return 0
  },

  /**
   * dx[n, i, r, s]: dy * weight over (output channel, ky, kx) in order, of those taps whose stride meets the pixel;
   * where such a tap leaves dy it counts as +0. Or the sum of winograd.ts, with the kernel turned around.
   */
  conv2dInput(args: Conv2dInputArgs): number {
    const { dy, weight, dx, n, ci, h, w, co, kh, kw, oh, ow, sh, sw, ph, pw, dh, dw, groups, accumulate } = args
    const fma = dy instanceof Float32Array ? fma_f32 : fma_f64
    const cg = ci / groups
    const og = co / groups
    if (dy instanceof Float32Array && byWinograd(args, h, w)) {
      const turned = { n, groups, from: og, to: cg, h: oh, w: ow, oh: h, ow: w, ph: 2 - ph, pw: 2 - pw }
      const weightOf = (i: number, o: number, k: number): number =>
        weight[((Math.floor(i / cg) * og + o) * cg + (i % cg)) * 9 + 8 - k]!
      winograd(dy, turned, weightOf, null, (at, sum) => {
        dx[at] = accumulate === 1 ? dx[at]! + sum : sum
      })
      return 0
    }
    let at = 0
    for (let image = 0; image < n; image++) {
      for (let i = 0; i < ci; i++) {
        const first = Math.floor(i / cg) * og
        for (let r = 0; r < h; r++) {
          for (let s = 0; s < w; s++) {
            let sum = 0
            for (let o = first; o < first + og; o++) {
              const taps = (o * cg + (i % cg)) * kh * kw
              for (let ky = 0; ky < kh; ky++) {
                const p = (r + ph - ky * dh) / sh
                if (!Number.isInteger(p)) continue
                const start = ((image * co + o) * oh + p) * ow
                for (let kx = 0; kx < kw; kx++) {
                  const q = (s + pw - kx * dw) / sw
                  if (!Number.isInteger(q)) continue
                  const inside = p >= 0 && p < oh && q >= 0 && q < ow
                  sum = fma(inside ? dy[start + q]! : 0, weight[taps + ky * kw + kx]!, sum)
                }
              }
            }
            dx[at] = accumulate === 1 ? dx[at]! + sum : sum
            at++
          }
        }
      }
    }
    return 0
  },

  /**
   * dweight[o, c, ky, kx]: the batch falls into `weightParts` parts; in each one chain over (image, p, q) in order, the
   * parts added in order. Where a weight has few taps (`weightLanes`), a part is sixteen chains, column q in chain
   * q mod 16, added as in lanes.ts. Or by winograd.ts. dbias: in either case chains with sums of dy.
   */
  conv2dWeight(args: Conv2dWeightArgs): number {
    const { x, dy, dweight, dbias, n, ci, h, w, co, kh, kw, oh, ow, sh, sw, ph, pw, dh, dw, groups, accumulate } = args
    const fma = x instanceof Float32Array ? fma_f32 : fma_f64
    const round = x instanceof Float32Array ? Math.fround : (value: number): number => value
    const cg = ci / groups
    const og = co / groups
    const parts = weightParts(n, co * cg * kh * kw)
    const lanes = weightLanes(cg, og, groups, kh * kw, ow)
    const sums = new Float64Array(lanes)
    // The sum over the batch of what `add(image, p, sums)` adds for one row.
    const total = (add: (image: number, p: number) => void): number => {
      let all = 0
      for (let part = 0; part < parts; part++) {
        sums.fill(0)
        const end = Math.floor(((part + 1) * n) / parts)
        for (let image = Math.floor((part * n) / parts); image < end; image++) {
          for (let p = 0; p < oh; p++) add(image, p)
        }
        for (let half = lanes >> 1; half > 0; half >>= 1) {
          for (let l = 0; l < half; l++) sums[l] = round(sums[l]! + sums[l + half]!)
        }
        all = part === 0 ? sums[0]! : round(all + sums[0]!)
      }
      return all
    }
    const tiled = x instanceof Float32Array && byWinograd(args, oh, ow)
    if (tiled) winogradWeight(args, parts)
    let at = 0
    for (let o = 0; o < (tiled ? 0 : co); o++) {
      for (let c = 0; c < cg; c++) {
        for (let ky = 0; ky < kh; ky++) {
          for (let kx = 0; kx < kw; kx++) {
            const sum = total((image, p) => {
              const row = p * sh - ph + ky * dh
              const plane = (image * ci + Math.floor(o / og) * cg + c) * h * w
              const from = ((image * co + o) * oh + p) * ow
              for (let q = 0; q < ow; q++) {
                const column = q * sw - pw + kx * dw
                const inside = row >= 0 && row < h && column >= 0 && column < w
                const lane = q % lanes
                sums[lane] = fma(inside ? x[plane + row * w + column]! : 0, dy[from + q]!, sums[lane]!)
              }
            })
            dweight[at] = accumulate === 1 ? dweight[at]! + sum : sum
            at++
          }
        }
      }
    }
    if (dbias === null) return 0
    for (let o = 0; o < co; o++) {
      const sum = total((image, p) => {
        const from = ((image * co + o) * oh + p) * ow
        for (let q = 0; q < ow; q++) sums[q % lanes] = round(sums[q % lanes]! + dy[from + q]!)
      })
      dbias[o] = accumulate === 1 ? dbias[o]! + sum : sum
    }
    return 0
  }
}

/** Sixteen chains for up to 32 taps that are not depthwise, where at most a fifth of the lanes idles; else one. */
function weightLanes(cg: number, og: number, groups: number, kernel: number, ow: number): number {
  const depthwise = cg === 1 && og === 1 && groups >= 4
  return !depthwise && cg * kernel <= 32 && Math.ceil(ow / 16) * 64 <= ow * 5 ? 16 : 1
}

/** How many parts a batch of `n` images falls into for `weights` weights: up to 8, fewer when the weights are many. */
export function weightParts(n: number, weights: number): number {
  const room = Math.floor(262144 / Math.max(1, weights))
  return Math.max(1, Math.min(n, room, 8))
}
