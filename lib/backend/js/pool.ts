// Pooling over planes of h x w: maxima with the position of each, means of windows, means of bins. Gradients are sums in
// the order of the windows, row by row.
import type {
  AdaptiveAvgPool2dArgs,
  AdaptiveAvgPool2dBackwardArgs,
  AvgPool2dArgs,
  AvgPool2dBackwardArgs,
  MaxPool2dArgs,
  MaxPool2dBackwardArgs,
  MaxPool2x2Args,
  MaxPool2x2BackwardArgs
} from '../gen/kernels.ts'

export const pool = {
  /**
   * A window's first element that is greater than all before it; a NaN beats everything, the last one wins. Taps in the
   * padding do not count.
   */
  maxPool2d({ x, y, index, planes, h, w, oh, ow, kh, kw, sh, sw, ph, pw, dh, dw }: MaxPool2dArgs): number {
    let to = 0
    for (let plane = 0; plane < planes; plane++) {
      for (let p = 0; p < oh; p++) {
        for (let q = 0; q < ow; q++) {
          let most = -Infinity
          let at = -1
          for (let ky = 0; ky < kh; ky++) {
            const row = p * sh - ph + ky * dh
            if (row < 0 || row >= h) continue
            for (let kx = 0; kx < kw; kx++) {
              const column = q * sw - pw + kx * dw
              if (column < 0 || column >= w) continue
              const here = row * w + column
              const value = x[plane * h * w + here]!
              if (at < 0 || value > most || Number.isNaN(value)) {
                most = value
                at = here
              }
            }
          }
          y[to] = most
          index[to++] = at
        }
      }
    }
    return 0
  },

  maxPool2dBackward({ dy, index, dx, planes, h, w, oh, ow, accumulate }: MaxPool2dBackwardArgs): number {
    const size = oh * ow
    for (let k = 0; k < planes * size; k++) if (index[k]! < -1 || index[k]! >= h * w) return k + 1
    if (accumulate === 0) dx.fill(0, 0, planes * h * w)
    for (let k = 0; k < planes * size; k++) {
      if (index[k]! >= 0) dx[Math.floor(k / size) * h * w + index[k]!]! += dy[k]!
    }
    return 0
  },

  /** As maxPool2d for windows of 2 x 2; with relu a maximum that is neither positive nor NaN is +0 and has index 4. */
  maxPool2x2({ x, y, index, planes, h, w, relu }: MaxPool2x2Args): number {
    const oh = Math.floor(h / 2)
    const ow = Math.floor(w / 2)
    let to = 0
    for (let plane = 0; plane < planes; plane++) {
      for (let p = 0; p < oh; p++) {
        for (let q = 0; q < ow; q++) {
          const from = (plane * h + 2 * p) * w + 2 * q
          let most = x[from]!
          let at = 0
          for (let k = 1; k < 4; k++) {
            const value = x[from + (k >> 1) * w + (k & 1)]!
            if (value > most || Number.isNaN(value)) {
              most = value
              at = k
            }
          }
          if (relu === 1 && most <= 0) {
            most = 0
            at = 4
          }
          y[to] = most
          index[to++] = at
        }
      }
    }
    return 0
  },

  /** Elements that no window holds (the last row of an odd h) get 0; an index beyond 3 sends the gradient nowhere. */
  maxPool2x2Backward({ dy, index, dx, planes, h, w, accumulate }: MaxPool2x2BackwardArgs): number {
    const oh = Math.floor(h / 2)
    const ow = Math.floor(w / 2)
    let to = 0
    for (let plane = 0; plane < planes; plane++) {
      for (let r = 0; r < h; r++) {
        for (let s = 0; s < w; s++) {
          const from = (plane * oh + (r >> 1)) * ow + (s >> 1)
          const hit = r < 2 * oh && s < 2 * ow && index[from] === 2 * (r & 1) + (s & 1)
          const gradient = hit ? dy[from]! : 0
          dx[to] = accumulate === 1 ? dx[to]! + gradient : gradient
          to++
        }
      }
    }
    return 0
  },

  /** The sum of the window, row by row from +0, divided by the number of elements that count. */
  avgPool2d: (args: AvgPool2dArgs): number => meanOfBins(args, windows(args)),
  avgPool2dBackward: (args: AvgPool2dBackwardArgs): number => spreadOverBins(args, windows(args)),
  adaptiveAvgPool2d: (args: AdaptiveAvgPool2dArgs): number => meanOfBins(args, adaptiveBins(args)),
  adaptiveAvgPool2dBackward: (args: AdaptiveAvgPool2dBackwardArgs): number => spreadOverBins(args, adaptiveBins(args))
}

type Plane = Omit<AdaptiveAvgPool2dArgs, 'x' | 'y'>
type Grid = readonly [rows: Bins, columns: Bins]

function windows({ h, w, oh, ow, kh, kw, sh, sw, ph, pw, countPad }: Omit<AvgPool2dArgs, 'x' | 'y'>): Grid {
  return [axis(h, oh, kh, sh, ph, countPad), axis(w, ow, kw, sw, pw, countPad)]
}

// None where there is nothing to compute: along one axis there may be more of them than memory holds.
function adaptiveBins({ planes, h, w, oh, ow }: Plane): Grid {
  const some = planes * oh * ow > 0
  return [adaptiveAxis(h, some ? oh : 0), adaptiveAxis(w, some ? ow : 0)]
}

/** Along one axis: the elements from `begin` to `end` of each output, and how many its mean counts. */
interface Bins {
  begin: number[]
  end: number[]
  count: number[]
}

function axis(size: number, outputs: number, kernel: number, stride: number, padding: number, countPad: number): Bins {
  const bins: Bins = { begin: [], end: [], count: [] }
  for (let p = 0; p < outputs; p++) {
    const start = p * stride - padding
    const begin = Math.max(0, start)
    const end = Math.min(size, start + kernel)
    bins.begin.push(begin)
    bins.end.push(end)
    bins.count.push(countPad === 1 ? Math.min(start + kernel, size + padding) - start : end - begin)
  }
  return bins
}

function adaptiveAxis(size: number, outputs: number): Bins {
  const bins: Bins = { begin: [], end: [], count: [] }
  for (let p = 0; p < outputs; p++) {
    const begin = Math.floor((p * size) / outputs)
    const end = Math.ceil(((p + 1) * size) / outputs)
    bins.begin.push(begin)
    bins.end.push(end)
    bins.count.push(end - begin)
  }
  return bins
}

function meanOfBins({ x, y, planes, h, w }: AdaptiveAvgPool2dArgs, [rows, columns]: Grid): number {
  const round = x instanceof Float32Array ? Math.fround : (value: number): number => value
  let to = 0
  for (let plane = 0; plane < planes; plane++) {
    for (let p = 0; p < rows.begin.length; p++) {
      for (let q = 0; q < columns.begin.length; q++) {
        let sum = 0
        for (let r = rows.begin[p]!; r < rows.end[p]!; r++) {
          const from = (plane * h + r) * w
          for (let s = columns.begin[q]!; s < columns.end[q]!; s++) sum = round(sum + x[from + s]!)
        }
        y[to++] = sum / round(rows.count[p]! * columns.count[q]!)
      }
    }
  }
  return 0
}

function spreadOverBins(args: AdaptiveAvgPool2dBackwardArgs, [rows, columns]: Grid): number {
  const { dy, dx, planes, h, w, accumulate } = args
  const round = dy instanceof Float32Array ? Math.fround : (value: number): number => value
  const plane = dy instanceof Float32Array ? new Float32Array(h * w) : new Float64Array(h * w)
  let from = 0
  for (let at = 0; at < planes * h * w; at += h * w) {
    plane.fill(0)
    for (let p = 0; p < rows.begin.length; p++) {
      for (let q = 0; q < columns.begin.length; q++) {
        const part = round(dy[from++]! / round(rows.count[p]! * columns.count[q]!))
        for (let r = rows.begin[p]!; r < rows.end[p]!; r++) {
          for (let s = columns.begin[q]!; s < columns.end[q]!; s++) plane[r * w + s]! += part
        }
      }
    }
    for (let k = 0; k < h * w; k++) dx[at + k] = accumulate === 1 ? dx[at + k]! + plane[k]! : plane[k]!
  }
  return 0
}
