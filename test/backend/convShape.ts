// Shapes of convolutions for the tests of their kernels.
import type { KernelCalls } from '../../lib/backend/index.ts'

/** The geometry of a call: the sizes of kernels.def without the last flag. */
export interface Shape {
  n: number
  ci: number
  h: number
  w: number
  co: number
  kh: number
  kw: number
  sh: number
  sw: number
  ph: number
  pw: number
  dh: number
  dw: number
  groups: number
}

const outputs = (size: number, kernel: number, stride: number, padding: number, dilation: number): number =>
  Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
export const oh = (s: Shape): number => outputs(s.h, s.kh, s.sh, s.ph, s.dh)
export const ow = (s: Shape): number => outputs(s.w, s.kw, s.sw, s.pw, s.dw)
export type Sizes = KernelCalls['conv2d'][1]
export const sizes = (s: Shape, flag: number): Sizes =>
  [s.n, s.ci, s.h, s.w, s.co, s.kh, s.kw, oh(s), ow(s), s.sh, s.sw, s.ph, s.pw, s.dh, s.dw, s.groups, flag] as const
export const inputs = (s: Shape): number => s.n * s.ci * s.h * s.w
export const weights = (s: Shape): number => s.co * (s.ci / s.groups) * s.kh * s.kw
export const results = (s: Shape): number => s.n * s.co * oh(s) * ow(s)

export const shapeOf = (part: Partial<Shape>): Shape => {
  const plain = { n: 1, ci: 1, h: 1, w: 1, co: 1, kh: 1, kw: 1, sh: 1, sw: 1, ph: 0, pw: 0, dh: 1, dw: 1, groups: 1 }
  return { ...plain, ...part }
}
