// Convolutions whose products are those of bfloat16 (pairs.ts): the terms of conv.ts, two at a time. Padding counts as +0.
// A pair is two neighboring channels of a group at one tap; the last channel of an odd number has zeros as a partner, and
// a chain goes over the pairs in the order (channels, ky, kx). In the gradient of the weight a chain goes over the outputs
// of an image, each image beginning with a new pair; that of the bias rounds nothing and adds sixteen lanes.
import type { Conv2dBfloat16Args, Conv2dInputBfloat16Args, Conv2dWeightBfloat16Args } from '../gen/kernels.ts'
import { weightParts } from './conv.ts'
import { chainOfPairs, rounded } from './pairs.ts'

// Of term k of a chain over pairs of channels, each with `area` taps.
const channelAndTap = (k: number, area: number): readonly [channel: number, tap: number] => [
  2 * Math.floor(k / 2 / area) + (k % 2),
  Math.floor(k / 2) % area
]

export const convBfloat16 = {
  conv2dBfloat16(args: Conv2dBfloat16Args): number {
    const { bias, y, n, ci, h, w, co, kh, kw, oh, ow, sh, sw, ph, pw, dh, dw, groups, relu } = args
    const [x, weight] = [rounded(args.x), rounded(args.weight)]
    const cg = ci / groups
    const og = co / groups
    const taps = 2 * Math.ceil(cg / 2) * kh * kw
    const [seen, factors] = [new Float32Array(taps), new Float32Array(co * taps)]
    for (let k = 0; k < taps; k++) {
      const [c, tap] = channelAndTap(k, kh * kw)
      if (c < cg) for (let o = 0; o < co; o++) factors[o * taps + k] = weight[(o * cg + c) * kh * kw + tap]!
    }
    for (let image = 0; image < n; image++) {
      for (let g = 0; g < groups; g++) {
        for (let p = 0; p < oh; p++) {
          for (let q = 0; q < ow; q++) {
            for (let k = 0; k < taps; k++) {
              const [c, tap] = channelAndTap(k, kh * kw)
              const row = p * sh - ph + Math.floor(tap / kw) * dh
              const column = q * sw - pw + (tap % kw) * dw
              const inside = c < cg && row >= 0 && row < h && column >= 0 && column < w
              seen[k] = inside ? x[((image * ci + g * cg + c) * h + row) * w + column]! : 0
            }
            for (let o = g * og; o < (g + 1) * og; o++) {
              const sum = chainOfPairs(bias === null ? 0 : bias[o]!, seen, 0, factors, o * taps, taps)
              y[((image * co + o) * oh + p) * ow + q] = relu === 1 && sum <= 0 ? 0 : sum
            }
          }
        }
      }
    }
    return 0
  },

  conv2dInputBfloat16(args: Conv2dInputBfloat16Args): number {
    const { dx, n, ci, h, w, co, kh, kw, oh, ow, sh, sw, ph, pw, dh, dw, groups, accumulate } = args
    const [dy, weight] = [rounded(args.dy), rounded(args.weight)]
    const cg = ci / groups
    const og = co / groups
    const [left, right] = [new Float32Array((og + 1) * kh * kw), new Float32Array((og + 1) * kh * kw)]
    let at = 0
    for (let image = 0; image < n; image++) {
      for (let i = 0; i < ci; i++) {
        const first = Math.floor(i / cg) * og
        for (let r = 0; r < h; r++) {
          for (let s = 0; s < w; s++) {
            let taps = 0
            for (let even = first; even < first + og; even += 2) {
              for (let ky = 0; ky < kh; ky++) {
                const p = (r + ph - ky * dh) / sh
                if (!Number.isInteger(p)) continue
                for (let kx = 0; kx < kw; kx++) {
                  const q = (s + pw - kx * dw) / sw
                  if (!Number.isInteger(q)) continue
                  const inside = p >= 0 && p < oh && q >= 0 && q < ow
                  for (const o of [even, even + 1]) {
                    const there = o < first + og
                    left[taps] = there && inside ? dy[((image * co + o) * oh + p) * ow + q]! : 0
                    right[taps++] = there ? weight[((o * cg + (i % cg)) * kh + ky) * kw + kx]! : 0
                  }
                }
              }
            }
            const sum = chainOfPairs(0, left, 0, right, 0, taps)
            dx[at] = accumulate === 1 ? dx[at]! + sum : sum
            at++
          }
        }
      }
    }
    return 0
  },

  conv2dWeightBfloat16(args: Conv2dWeightBfloat16Args): number {
    const { dweight, dbias, n, ci, h, w, co, kh, kw, oh, ow, sh, sw, ph, pw, dh, dw, groups, accumulate } = args
    const [x, dy] = [rounded(args.x), rounded(args.dy)]
    const cg = ci / groups
    const og = co / groups
    const pixels = oh * ow
    const parts = weightParts(n, co * cg * kh * kw)
    const seen = new Float32Array(pixels)
    // The parts of the batch in order, each what `add` makes of its images one after the other.
    const total = (add: (sum: number, from: number, end: number) => number): number => {
      let all = 0
      for (let part = 0; part < parts; part++) {
        const sum = add(0, Math.floor((part * n) / parts), Math.floor(((part + 1) * n) / parts))
        all = part === 0 ? sum : Math.fround(all + sum)
      }
      return all
    }
    for (let o = 0; o < co; o++) {
      for (let k = 0; k < cg * kh * kw; k++) {
        const sum = total((start, from, end) => {
          let chain = start
          for (let image = from; image < end; image++) {
            const plane = image * ci + Math.floor(o / og) * cg + Math.floor(k / (kh * kw))
            for (let p = 0; p < pixels; p++) {
              const row = Math.floor(p / ow) * sh - ph + (Math.floor(k / kw) % kh) * dh
              const column = (p % ow) * sw - pw + (k % kw) * dw
              const inside = row >= 0 && row < h && column >= 0 && column < w
              seen[p] = inside ? x[(plane * h + row) * w + column]! : 0
            }
            chain = chainOfPairs(chain, seen, 0, dy, (image * co + o) * pixels, pixels)
          }
          return chain
        })
        const at = o * cg * kh * kw + k
        dweight[at] = accumulate === 1 ? dweight[at]! + sum : sum
      }
    }
    if (dbias === null) return 0
    const lanes = new Float32Array(16)
    for (let o = 0; o < co; o++) {
      const sum = total((_, from, end) => {
        lanes.fill(0)
        for (let image = from; image < end; image++) {
          for (let p = 0; p < pixels; p++) lanes[(p % ow) % 16]! += args.dy[(image * co + o) * pixels + p]!
        }
        for (let half = 8; half > 0; half >>= 1) for (let l = 0; l < half; l++) lanes[l]! += lanes[l + half]!
        return lanes[0]!
      })
      dbias[o] = accumulate === 1 ? dbias[o]! + sum : sum
    }
    return 0
  }
}
