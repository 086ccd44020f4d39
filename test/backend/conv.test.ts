import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { run, Storage, setLevel } from '../../lib/backend/index.ts'
import type { FloatArray } from '../../lib/backend/storage.ts'
import { expectSameBits, FLOATS, floats, LEVELS, output } from './bits.ts'
import { inputs, oh, ow, results, type Shape, type Sizes, shapeOf, sizes, weights } from './convShape.ts'

/** All three kernels, with and without bias, relu and accumulation. */
function expectAllSame(
  s: Shape,
  dtype: 'float32' | 'float64',
  special: number,
  shift: number,
  threads?: number[]
): void {
  const x = floats(dtype, inputs(s), { special, shift, seed: 1 })
  const weight = floats(dtype, weights(s), { special: 2 * special, shift, seed: 2 })
  const bias = floats(dtype, s.co, { special, seed: 3 })
  const dy = floats(dtype, results(s), { special, shift, seed: 4 })
  const y = output(dtype, results(s), shift)
  const dx = output(dtype, inputs(s), shift)
  const dweight = output(dtype, weights(s), shift)
  const dbias = output(dtype, s.co)
  expectSameBits('conv2d', [x, weight, bias, y], sizes(s, 1), [], threads)
  expectSameBits('conv2d', [x, weight, null, y], sizes(s, 0), [], threads)
  expectSameBits('conv2dInput', [dy, weight, dx], sizes(s, 0), [], threads)
  expectSameBits('conv2dInput', [dy, weight, dx], sizes(s, 1), [], threads)
  expectSameBits('conv2dWeight', [x, dy, dweight, dbias], sizes(s, 0), [], threads)
  expectSameBits('conv2dWeight', [x, dy, dweight, null], sizes(s, 1), [], threads)
}

describe('the same bits at every level and for every thread count', () => {
  const cases: [string, Partial<Shape>][] = [
    ['3 x 3, padding 1', { n: 3, ci: 5, h: 9, w: 14, co: 33, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['1 x 1', { n: 2, ci: 19, h: 5, w: 7, co: 20 }],
    ['1 x 1, stride 2', { n: 2, ci: 6, h: 9, w: 9, co: 17, sh: 2, sw: 2 }],
    ['one channel in, wide rows', { n: 2, ci: 1, h: 6, w: 37, co: 32, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['few channels out', { n: 2, ci: 4, h: 8, w: 35, co: 3, kh: 5, kw: 5, ph: 2, pw: 2 }],
    ['7 x 7, stride 2', { n: 1, ci: 3, h: 19, w: 23, co: 18, kh: 7, kw: 7, sh: 2, sw: 2, ph: 3, pw: 3 }],
    ['dilation', { n: 1, ci: 3, h: 12, w: 13, co: 10, kh: 3, kw: 3, ph: 2, pw: 2, dh: 2, dw: 2 }],
    [
      'stride 3, dilation 2',
      { n: 1, ci: 2, h: 17, w: 16, co: 9, kh: 3, kw: 4, sh: 3, sw: 3, ph: 1, pw: 2, dh: 2, dw: 2 }
    ],
    ['stride greater than the kernel', { n: 1, ci: 2, h: 11, w: 9, co: 4, kh: 2, kw: 1, sh: 3, sw: 4 }],
    ['depthwise', { n: 2, ci: 19, h: 9, w: 18, co: 19, kh: 3, kw: 3, ph: 1, pw: 1, groups: 19 }],
    ['depthwise, stride 2', { n: 2, ci: 5, h: 9, w: 18, co: 5, kh: 3, kw: 3, sh: 2, sw: 2, ph: 1, pw: 1, groups: 5 }],
    ['depthwise, blocks of channels', { n: 9, ci: 33, h: 7, w: 7, co: 33, kh: 3, kw: 3, ph: 1, pw: 1, groups: 33 }],
    ['depthwise, strips', { n: 1, ci: 4, h: 71, w: 37, co: 4, kh: 3, kw: 3, ph: 1, pw: 1, groups: 4 }],
    [
      'depthwise, strips, stride 2',
      { ci: 4, h: 71, w: 67, co: 4, kh: 3, kw: 3, sh: 2, sw: 2, ph: 1, pw: 1, groups: 4 }
    ],
    ['depthwise, no padding', { n: 2, ci: 5, h: 8, w: 33, co: 5, kh: 3, kw: 3, groups: 5 }],
    ['depthwise, wide padding', { n: 2, ci: 4, h: 5, w: 3, co: 4, kh: 3, kw: 3, ph: 3, pw: 4, groups: 4 }],
    [
      'depthwise, wide padding, stride 2',
      { ci: 4, h: 9, w: 6, co: 4, kh: 3, kw: 3, sh: 2, sw: 2, ph: 2, pw: 3, groups: 4 }
    ],
    ['depthwise, few rows', { n: 2, ci: 4, h: 2, w: 5, co: 4, kh: 3, kw: 3, ph: 1, pw: 1, groups: 4 }],
    [
      'depthwise, even, stride 2',
      { n: 2, ci: 16, h: 8, w: 34, co: 16, kh: 3, kw: 3, sh: 2, sw: 2, ph: 1, pw: 1, groups: 16 }
    ],
    [
      'depthwise 5 x 5, dilation',
      { n: 2, ci: 4, h: 9, w: 11, co: 4, kh: 5, kw: 5, ph: 4, pw: 4, dh: 2, dw: 2, groups: 4 }
    ],
    [
      'depthwise, stride beyond the kernel',
      { n: 2, ci: 4, h: 17, w: 13, co: 4, kh: 2, kw: 3, sh: 4, sw: 5, groups: 4 }
    ],
    ['long rows, depthwise 3 x 3', { ci: 4, h: 4, w: 2101, co: 4, kh: 3, kw: 3, ph: 1, pw: 1, groups: 4 }],
    ['groups', { n: 2, ci: 6, h: 5, w: 6, co: 40, kh: 3, kw: 2, ph: 1, groups: 2 }],
    ['narrow rows', { n: 2, ci: 3, h: 11, w: 3, co: 16, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['many images', { n: 19, ci: 2, h: 4, w: 4, co: 16, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['padding beyond the kernel', { n: 1, ci: 2, h: 3, w: 2, co: 5, kh: 2, kw: 2, ph: 4, pw: 3 }],
    [
      'a border wider than a vector, stride 2',
      { n: 1, ci: 3, h: 9, w: 19, co: 5, kh: 3, kw: 3, sh: 2, sw: 2, ph: 5, pw: 21 }
    ],
    ['rows cut in pieces', { n: 2, ci: 2, h: 2, w: 2501, co: 5, kh: 2, kw: 3, sw: 2, ph: 1, pw: 1 }],
    ['long rows', { n: 2, ci: 2, w: 2501, co: 17, kw: 3, pw: 1 }],
    ['long rows, depthwise', { ci: 5, w: 2101, co: 5, kw: 3, dw: 2, groups: 5 }],
    ['tiles', { n: 3, ci: 16, h: 8, w: 8, co: 32, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['tiles, odd sizes', { n: 2, ci: 35, h: 9, w: 11, co: 18, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['tiles, groups', { n: 2, ci: 38, h: 9, w: 8, co: 66, kh: 3, kw: 3, pw: 2, groups: 2 }],
    ['tiles, wide rows', { ci: 17, h: 8, w: 61, co: 33, kh: 3, kw: 3, ph: 2 }],
    ['tiles, no images', { n: 0, ci: 16, h: 8, w: 8, co: 32, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['no images', { n: 0, ci: 3, h: 5, w: 5, co: 4, kh: 3, kw: 3 }],
    ['no input channels', { n: 2, ci: 0, h: 5, w: 5, co: 4, kh: 3, kw: 3 }],
    ['no output channels', { n: 2, ci: 3, h: 5, w: 5, co: 0, kh: 3, kw: 3 }],
    ['no pixels', { n: 2, ci: 3, h: 0, w: 5, co: 4, kh: 3, kw: 3, ph: 2 }],
    ['no output rows', { n: 2, ci: 3, h: 2, w: 5, co: 4, kh: 3, kw: 3 }]
  ]
  test.each(cases)('%s', (_, part) => {
    for (const dtype of FLOATS) {
      expectAllSame(shapeOf(part), dtype, 0, 0)
      expectAllSame(shapeOf(part), dtype, 40, 1, [1, 2])
    }
  })

  test('any shape', () => {
    const small = fc.integer({ min: 1, max: 3 })
    const shapes = fc.record({
      n: fc.integer({ min: 1, max: 3 }),
      cg: fc.integer({ min: 1, max: 5 }),
      og: fc.constantFrom(1, 2, 5, 8, 15, 16, 17, 35),
      groups: fc.constantFrom(1, 1, 1, 2, 3),
      h: fc.integer({ min: 1, max: 12 }),
      w: fc.integer({ min: 1, max: 36 }),
      kh: fc.integer({ min: 1, max: 4 }),
      kw: fc.integer({ min: 1, max: 4 }),
      sh: small,
      sw: small,
      ph: fc.integer({ min: 0, max: 3 }),
      pw: fc.integer({ min: 0, max: 3 }),
      dh: small,
      dw: small
    })
    fc.assert(
      fc.property(shapes, fc.constantFrom(...FLOATS), fc.constantFrom(0, 30), ({ cg, og, ...rest }, dtype, special) => {
        const s = { ...rest, ci: cg * rest.groups, co: og * rest.groups }
        fc.pre(oh(s) > 0 && ow(s) > 0)
        expectAllSame(s, dtype, special, special === 0 ? 0 : 1, [1, 3])
      }),
      { numRuns: 60 }
    )
  })

  test('strips of a tall image', () => {
    const s = shapeOf({ n: 1, ci: 2, h: 70, w: 15, co: 16, kh: 3, kw: 3, ph: 1, pw: 1 })
    expectAllSame(s, 'float32', 0, 0, [1, 2])
    expectAllSame({ ...s, sh: 2, sw: 2 }, 'float32', 0, 0, [1, 7])
  })

  // Few parts are copied by all threads, some strips or images at a time.
  test.each<[string, Partial<Shape>]>([
    ['strips of one image', { n: 1, ci: 95, h: 72, w: 40, co: 8, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['small images of seven parts', { n: 33, ci: 63, h: 4, w: 4, co: 65, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['images of one part', { n: 16, ci: 128, h: 12, w: 12, co: 128, kh: 3, kw: 3, sh: 3, sw: 3 }],
    ['tiles of seven parts', { n: 9, ci: 48, h: 8, w: 8, co: 80, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['tiles of one part', { n: 2, ci: 160, h: 8, w: 8, co: 170, kh: 3, kw: 3, ph: 1, pw: 1 }],
    ['images read in place', { n: 9, ci: 260, h: 3, w: 5, co: 520 }]
  ])('gradient of large weights: %s', (_, part) => {
    const s = shapeOf(part)
    const [x, dy] = [floats('float32', inputs(s), { seed: 1 }), floats('float32', results(s), { seed: 4 })]
    const dbias = output('float32', s.co)
    expectSameBits('conv2dWeight', [x, dy, output('float32', weights(s)), dbias], sizes(s, 0), [], [1, 2, 5])
  })

  test('conv1d is conv2d of height 1', () => {
    expectAllSame(shapeOf({ n: 3, ci: 4, w: 41, co: 18, kw: 5, pw: 2 }), 'float32', 50, 0)
    expectAllSame(shapeOf({ n: 3, ci: 4, w: 41, co: 18, kw: 3, sw: 2, pw: 1, dw: 2 }), 'float64', 50, 1)
  })
})

// --- meaning -----------------------------------------------------------------------------------------------------

interface Golden {
  op: string
  attrs: Record<string, number | [number, number]>
  inputs: { shape: number[]; data: number[] }[]
  output: { shape: number[]; data: number[] }
  upstream: { shape: number[]; data: number[] }
  grads: { data: number[] }[]
}

const golden = (
  JSON.parse(readFileSync(new URL('../golden/conv.json', import.meta.url), 'utf8')).cases as Golden[]
).filter((c) => c.op.startsWith('conv'))

function goldenShape(c: Golden): Shape {
  const pair = (name: string, value: number): [number, number] => {
    const given = c.attrs[name] ?? value
    return typeof given === 'number' ? [given, given] : given
  }
  // (N, C, L) is (N, C, 1, L): height 1 with stride 1 and no padding.
  const flat = c.op === 'conv1d'
  const [n, ci, h, w] = flat ? [...c.inputs[0]!.shape.slice(0, 2), 1, c.inputs[0]!.shape[2]!] : c.inputs[0]!.shape
  const [co, , kh, kw] = flat ? [...c.inputs[1]!.shape.slice(0, 2), 1, c.inputs[1]!.shape[2]!] : c.inputs[1]!.shape
  const [sh, sw] = pair('stride', 1)
  const [ph, pw] = pair('padding', 0)
  const [dh, dw] = pair('dilation', 1)
  const s = { n, ci, h, w, co, kh, kw, sh, sw, ph, pw, dh, dw, groups: pair('groups', 1)[0] } as Shape
  return flat ? { ...s, sh: 1, ph: 0, dh: 1 } : s
}

function expectClose(got: ArrayLike<number>, want: ArrayLike<number>, tolerance: number): void {
  expect(got.length).toBe(want.length)
  for (let k = 0; k < want.length; k++) {
    const error = Math.abs(got[k]! - want[k]!)
    if (!(error <= tolerance * Math.max(1, Math.abs(want[k]!)))) {
      expect.fail(`at ${k}: ${got[k]} instead of ${want[k]}`)
    }
  }
}

describe('values', () => {
  const best = LEVELS[0] ?? 'js'
  afterEach(() => setLevel(best))

  test.each(golden.map((c, k) => [`${k}: ${c.op} ${JSON.stringify(c.attrs)}`, c] as const))('PyTorch %s', (_, c) => {
    for (const level of ['js', ...LEVELS] as const) {
      setLevel(level)
      for (const [Type, tolerance] of [
        [Float64Array, 1e-12],
        [Float32Array, 2e-5]
      ] as const) {
        const s = goldenShape(c)
        const [x, weight, bias] = c.inputs.map((a) => new Storage(Type.from(a.data)))
        const dy = new Storage(Type.from(c.upstream.data))
        const make = (length: number): Storage => new Storage(new Type(length))
        const y = make(results(s))
        const dx = make(inputs(s))
        const dweight = make(weights(s))
        const dbias = make(s.co)
        run('conv2d', [x!, weight!, bias!, y], sizes(s, 0))
        run('conv2dInput', [dy, weight!, dx], sizes(s, 0))
        run('conv2dWeight', [x!, dy, dweight, dbias], sizes(s, 0))
        expectClose(y.array as FloatArray, c.output.data, tolerance)
        expectClose(dx.array as FloatArray, c.grads[0]!.data, tolerance)
        expectClose(dweight.array as FloatArray, c.grads[1]!.data, tolerance)
        expectClose(dbias.array as FloatArray, c.grads[2]!.data, tolerance)
      }
    }
  })

  // The definition turned around: every pair of pixels that meet sends its products to all four sides.
  test.each<[string, Partial<Shape>]>([
    ['taps', { n: 3, ci: 6, h: 13, w: 15, co: 34, kh: 3, kw: 3, sh: 2, sw: 1, ph: 1, pw: 2, dh: 1, dw: 2, groups: 2 }],
    ['tiles', { n: 3, ci: 36, h: 9, w: 11, co: 68, kh: 3, kw: 3, ph: 1, pw: 2, groups: 2 }]
  ])('a slow float64 sum over meeting pixels agrees: %s', (_, part) => {
    const s = shapeOf(part)
    const x = floats('float32', inputs(s), { seed: 1 })
    const weight = floats('float32', weights(s), { seed: 2 })
    const dy = floats('float32', results(s), { seed: 3 })
    const y = new Float64Array(results(s))
    const dx = new Float64Array(inputs(s))
    const dweight = new Float64Array(weights(s))
    const cg = s.ci / s.groups
    for (let image = 0; image < s.n; image++)
      for (let o = 0; o < s.co; o++)
        for (let c = 0; c < cg; c++)
          for (let r = 0; r < s.h; r++)
            for (let q = 0; q < s.w; q++)
              for (let ky = 0; ky < s.kh; ky++)
                for (let kx = 0; kx < s.kw; kx++) {
                  const p = (r + s.ph - ky * s.dh) / s.sh
                  const t = (q + s.pw - kx * s.dw) / s.sw
                  if (!Number.isInteger(p) || !Number.isInteger(t) || p < 0 || t < 0 || p >= oh(s) || t >= ow(s))
                    continue
                  const group = Math.floor(o / (s.co / s.groups))
                  const i = ((image * s.ci + group * cg + c) * s.h + r) * s.w + q
                  const k = ((o * cg + c) * s.kh + ky) * s.kw + kx
                  const j = ((image * s.co + o) * oh(s) + p) * ow(s) + t
                  y[j]! += x.array[i]! * weight.array[k]!
                  dx[i]! += dy.array[j]! * weight.array[k]!
                  dweight[k]! += dy.array[j]! * x.array[i]!
                }
    // Errors grow with the number of terms as a random walk does.
    const tolerance = (terms: number): number => 1e-6 * Math.sqrt(terms)
    for (const level of ['js', ...LEVELS] as const) {
      setLevel(level)
      const got = output('float32', y.length)
      run('conv2d', [x, weight, null, got], sizes(s, 0))
      expectClose(got.array as FloatArray, y, tolerance(cg * s.kh * s.kw))
      const gotInput = output('float32', dx.length)
      gotInput.array.fill(1)
      run('conv2dInput', [dy, weight, gotInput], sizes(s, 1))
      expectClose(
        gotInput.array as FloatArray,
        dx.map((v) => v + 1),
        tolerance((s.co / s.groups) * s.kh * s.kw)
      )
      const gotWeight = output('float32', dweight.length)
      run('conv2dWeight', [x, dy, gotWeight, null], sizes(s, 0))
      expectClose(gotWeight.array as FloatArray, dweight, tolerance(s.n * oh(s) * ow(s)))
    }
  })

  test('padding counts as zeros: 0 * Infinity is NaN there', () => {
    const s = shapeOf({ h: 3, w: 3, kh: 3, kw: 3, ph: 1, pw: 1 })
    const weight = new Storage(new Float32Array(9))
    weight.array[0] = Infinity
    for (const level of ['js', ...LEVELS] as const) {
      setLevel(level)
      const y = output('float32', 9)
      run('conv2d', [new Storage(new Float32Array(9).fill(1)), weight, null, y], sizes(s, 0))
      const [N, I] = [Number.NaN, Infinity]
      expect([...y.array]).toEqual([N, N, N, N, I, I, N, I, I])
    }
  })

  test('unsound calls throw and write nothing', () => {
    const s = shapeOf({ n: 1, ci: 4, h: 5, w: 5, co: 6, kh: 3, kw: 3, groups: 2 })
    const x = floats('float32', inputs(s))
    const weight = floats('float32', weights(s))
    const y = output('float32', results(s))
    const good = sizes(s, 0)
    const bad: [number, number, RegExp][] = [
      [15, 0, /groups > 0/],
      [15, 3, /ci % groups == 0/],
      [9, 0, /sh > 0/],
      [14, 0, /dw > 0/],
      [5, 0, /kh > 0/],
      [7, 4, /oh == /],
      [8, 2, /ow == /],
      [13, 3, /oh == /],
      [2, 1e15, /oh == /],
      [16, 2, /relu <= 1/],
      [9, -1, /sh/],
      [0, 2, /expected x to hold 200 elements/],
      [10, 0.5, /sw/]
    ]
    for (const [at, value, message] of bad) {
      expect(() =>
        run('conv2d', [x, weight, null, y], [...good.slice(0, at), value, ...good.slice(at + 1)] as unknown as Sizes)
      ).toThrow(message)
    }
    expect(() => run('conv2d', [x, weight, null, x], good)).toThrow(/overlap|share/)
    expect(y.array.every((v) => v === 77)).toBe(true)
    // A border so large that no copy of it fits in memory.
    const huge = shapeOf({ kh: 3, kw: 3, ph: 2 ** 40, pw: 2 ** 40, dh: 2 ** 40, dw: 2 ** 40 })
    const one = (): Storage => output('float32', 1)
    for (const level of LEVELS) {
      setLevel(level)
      const nine = floats('float32', 9)
      expect(() => run('conv2d', [one(), nine, null, one()], sizes(huge, 0))).toThrow(/memory/)
      expect(() => run('conv2dInput', [one(), nine, one()], sizes(huge, 0))).toThrow(/memory/)
      expect(() => run('conv2dWeight', [one(), one(), nine, null], sizes(huge, 0))).toThrow(/memory/)
    }
  })
})
