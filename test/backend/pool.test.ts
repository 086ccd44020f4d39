import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { type KernelCalls, run, Storage, setLevel } from '../../lib/backend/index.ts'
import type { FloatArray } from '../../lib/backend/storage.ts'
import { expectSameBits, FLOATS, floats, generator, LEVELS, output } from './bits.ts'

type Float = (typeof FLOATS)[number]

/** A window along both axes and what it covers. */
interface Shape {
  planes: number
  h: number
  w: number
  kh: number
  kw: number
  sh: number
  sw: number
  ph: number
  pw: number
  dh: number
  dw: number
  ceil: boolean
}

function outputs(
  size: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  ceil: boolean
): number {
  const room = size + 2 * padding - dilation * (kernel - 1) - 1
  const n = (ceil ? Math.ceil(room / stride) : Math.floor(room / stride)) + 1
  return ceil && (n - 1) * stride >= size + padding ? n - 1 : n
}
const oh = (s: Shape): number => outputs(s.h, s.kh, s.sh, s.ph, s.dh, s.ceil)
const ow = (s: Shape): number => outputs(s.w, s.kw, s.sw, s.pw, s.dw, s.ceil)
type MaxSizes = KernelCalls['maxPool2d'][1]
const maxSizes = (s: Shape): MaxSizes =>
  [s.planes, s.h, s.w, oh(s), ow(s), s.kh, s.kw, s.sh, s.sw, s.ph, s.pw, s.dh, s.dw] as const
const avgSizes = (s: Shape, countPad: number): KernelCalls['avgPool2d'][1] =>
  [s.planes, s.h, s.w, oh(s), ow(s), s.kh, s.kw, s.sh, s.sw, s.ph, s.pw, countPad] as const
const avgBackSizes = (s: Shape, countPad: number, add: number): KernelCalls['avgPool2dBackward'][1] =>
  [...avgSizes(s, countPad), add] as const

function indices(s: Shape, seed: number): Storage {
  const next = generator(seed)
  return new Storage(
    Int32Array.from({ length: s.planes * oh(s) * ow(s) }, () => Math.floor(next() * (s.h * s.w + 1)) - 1)
  )
}

function expectMaxSame(s: Shape, dtype: Float, special: number, shift: number, threads?: number[]): void {
  const inputs = s.planes * s.h * s.w
  const results = s.planes * oh(s) * ow(s)
  const x = floats(dtype, inputs, { special, shift })
  // Many ties.
  for (let k = 0; k < inputs; k += 3) x.array[k] = Math.round(x.array[k]!)
  expectSameBits('maxPool2d', [x, output(dtype, results, shift), output('int32', results)], maxSizes(s), [], threads)
  const dy = floats(dtype, results, { special, shift, seed: 2 })
  for (const accumulate of [0, 1]) {
    const sizes = [s.planes, s.h, s.w, oh(s), ow(s), accumulate]
    expectSameBits('maxPool2dBackward', [dy, indices(s, 3), output(dtype, inputs, shift)], sizes, [], threads)
  }
}

function expectAvgSame(s: Shape, dtype: Float, special: number, shift: number, threads?: number[]): void {
  const inputs = s.planes * s.h * s.w
  const results = s.planes * oh(s) * ow(s)
  for (const countPad of [0, 1]) {
    const x = floats(dtype, inputs, { special, shift })
    expectSameBits('avgPool2d', [x, output(dtype, results, shift)], avgSizes(s, countPad), [], threads)
    const dy = floats(dtype, results, { special, shift, seed: 2 })
    const dx = output(dtype, inputs, shift)
    expectSameBits('avgPool2dBackward', [dy, dx], avgBackSizes(s, countPad, 1 - countPad), [], threads)
  }
}

function expectPairsSame(planes: number, h: number, w: number, dtype: Float, special: number, shift: number): void {
  const half = planes * Math.floor(h / 2) * Math.floor(w / 2)
  const x = floats(dtype, planes * h * w, { special, shift })
  for (let k = 0; k < planes * h * w; k += 3) x.array[k] = Math.round(x.array[k]!)
  const next = generator(9)
  const index = new Storage(Uint8Array.from({ length: half }, () => Math.floor(next() * 6)))
  const dy = floats(dtype, half, { special, shift, seed: 2 })
  for (const flag of [0, 1]) {
    expectSameBits('maxPool2x2', [x, output(dtype, half, shift), output('bool', half)], [planes, h, w, flag])
    expectSameBits('maxPool2x2Backward', [dy, index, output(dtype, planes * h * w, shift)], [planes, h, w, flag])
  }
}

const plain = { planes: 1, kh: 2, kw: 2, sh: 2, sw: 2, ph: 0, pw: 0, dh: 1, dw: 1, ceil: false }

describe('the same bits at every level and for every thread count', () => {
  const LENGTHS = [0, 1, 15, 16, 17, 67]

  test('2 x 2 windows over rows of every length', () => {
    for (const dtype of FLOATS) {
      for (const length of LENGTHS) {
        expectPairsSame(3, 5, 2 * length, dtype, 0, 0)
        expectPairsSame(2, 4, 2 * length + 1, dtype, 10, 1)
      }
      expectPairsSame(1, 2, 1000, dtype, 10, 3)
      expectPairsSame(70, 1, 3, dtype, 10, 0)
      expectPairsSame(0, 4, 4, dtype, 0, 0)
    }
  })

  test('windows over rows of every length', () => {
    for (const dtype of FLOATS) {
      for (const length of LENGTHS) {
        const s = { ...plain, planes: 3, h: 6, w: length + 2, kh: 3, kw: 3, sh: 1, sw: 1 }
        expectMaxSame(s, dtype, 10, 1)
        expectAvgSame(s, dtype, 30, 1)
      }
      expectMaxSame({ ...plain, h: 3, w: 1000, kh: 3, kw: 3, ph: 1, pw: 1 }, dtype, 10, 0)
      expectAvgSame({ ...plain, h: 3, w: 1000, kh: 3, kw: 3, ph: 1, pw: 1 }, dtype, 10, 0)
      expectMaxSame({ ...plain, planes: 2, h: 300, w: 90, kh: 3, kw: 3, ph: 1, pw: 1 }, dtype, 0, 0, [2])
      expectMaxSame({ ...plain, planes: 0, h: 4, w: 4 }, dtype, 0, 0)
      // Taps 3 apart around a plane of 2: the window holds nothing.
      expectMaxSame({ ...plain, h: 2, w: 2, sh: 1, sw: 1, ph: 1, pw: 1, dh: 3, dw: 3 }, dtype, 0, 0)
    }
  })

  test('any window', () => {
    const axis = { min: 1, max: 4 }
    const shapes = fc.record({
      planes: fc.integer({ min: 1, max: 4 }),
      h: fc.integer({ min: 1, max: 12 }),
      w: fc.integer({ min: 1, max: 40 }),
      kh: fc.integer(axis),
      kw: fc.integer(axis),
      sh: fc.integer(axis),
      sw: fc.integer(axis),
      ph: fc.integer({ min: 0, max: 2 }),
      pw: fc.integer({ min: 0, max: 2 }),
      dh: fc.integer({ min: 1, max: 2 }),
      dw: fc.integer({ min: 1, max: 3 }),
      ceil: fc.boolean()
    })
    fc.assert(
      fc.property(shapes, fc.constantFrom(...FLOATS), fc.constantFrom(0, 12), (s, dtype, special) => {
        fc.pre(2 * s.ph <= s.kh && 2 * s.pw <= s.kw && oh(s) > 0 && ow(s) > 0)
        expectMaxSame(s, dtype, special, special === 0 ? 0 : 1, [1, 3])
        const dense = { ...s, dh: 1, dw: 1 }
        fc.pre(oh(dense) > 0 && ow(dense) > 0)
        expectAvgSame(dense, dtype, special, special === 0 ? 0 : 1, [1, 3])
      }),
      { numRuns: 60 }
    )
  })

  test('any bins', () => {
    const side = fc.integer({ min: 1, max: 11 })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 37 }),
        ...([side, side, side, side] as const),
        fc.constantFrom(...FLOATS),
        fc.constantFrom(0, 20),
        (planes, h, w, p, q, dtype, special) => {
          const x = floats(dtype, planes * h * w, { special, shift: 1 })
          const dy = floats(dtype, planes * p * q, { special, seed: 2 })
          const dx = output(dtype, planes * h * w, 1)
          expectSameBits('adaptiveAvgPool2d', [x, output(dtype, planes * p * q)], [planes, h, w, p, q], [], [1, 3])
          for (const flag of [0, 1]) {
            expectSameBits('adaptiveAvgPool2dBackward', [dy, dx], [planes, h, w, p, q, flag], [], [1, 3])
          }
        }
      ),
      { numRuns: 60 }
    )
    expectSameBits('adaptiveAvgPool2d', [floats('float32', 12), output('float32', 0)], [1, 3, 4, 0, 2])
    expectSameBits('adaptiveAvgPool2dBackward', [floats('float32', 0), output('float32', 12)], [1, 3, 4, 0, 2, 0])
  })
})

// --- meaning -----------------------------------------------------------------------------------------------------

interface Golden {
  op: string
  attrs: Record<string, number | boolean | [number, number]>
  inputs: { shape: number[]; data: number[] }[]
  output: { shape: number[]; data: number[] }
  upstream: { data: number[] }
  grads: { data: number[] }[]
}

const golden = (
  JSON.parse(readFileSync(new URL('../golden/conv.json', import.meta.url), 'utf8')).cases as Golden[]
).filter((c) => c.op.includes('ool'))

function goldenShape(c: Golden): Shape {
  const pair = (name: string, value: number | [number, number]): [number, number] => {
    const given = (c.attrs[name] as number | [number, number] | undefined) ?? value
    return typeof given === 'number' ? [given, given] : given
  }
  const [n, channels, h, w] = c.inputs[0]!.shape as [number, number, number, number]
  const [kh, kw] = pair('kernelSize', 1)
  const [sh, sw] = pair('stride', [kh, kw])
  const [ph, pw] = pair('padding', 0)
  const [dh, dw] = pair('dilation', 1)
  return { planes: n * channels, h, w, kh, kw, sh, sw, ph, pw, dh, dw, ceil: c.attrs.ceilMode === true }
}

function expectClose(got: ArrayLike<number>, want: ArrayLike<number>, tolerance: number): void {
  expect(got.length).toBe(want.length)
  for (let k = 0; k < want.length; k++) {
    if (!(Math.abs(got[k]! - want[k]!) <= tolerance * Math.max(1, Math.abs(want[k]!)))) {
      expect.fail(`at ${k}: ${got[k]} instead of ${want[k]}`)
    }
  }
}

const { NaN: nan, POSITIVE_INFINITY: inf } = Number

describe('values', () => {
  const best = LEVELS[0] ?? 'js'
  const everywhere = ['js', ...LEVELS] as const
  afterEach(() => setLevel(best))

  test.each(golden.map((c, k) => [`${k}: ${c.op} ${JSON.stringify(c.attrs)}`, c] as const))('PyTorch %s', (_, c) => {
    for (const level of everywhere) {
      setLevel(level)
      for (const [Type, tolerance] of [
        [Float64Array, 1e-14],
        [Float32Array, 1e-6]
      ] as const) {
        const x = new Storage(Type.from(c.inputs[0]!.data))
        const dy = new Storage(Type.from(c.upstream.data))
        const y = new Storage(new Type(c.output.data.length))
        const dx = new Storage(new Type(x.array.length))
        const s = goldenShape(c)
        if (c.op === 'maxPool2d') {
          const index = output('int32', y.array.length)
          run('maxPool2d', [x, y, index], maxSizes(s))
          run('maxPool2dBackward', [dy, index, dx], [s.planes, s.h, s.w, oh(s), ow(s), 0])
        } else if (c.op === 'avgPool2d') {
          const countPad = c.attrs.countIncludePad === false ? 0 : 1
          run('avgPool2d', [x, y], avgSizes(s, countPad))
          run('avgPool2dBackward', [dy, dx], avgBackSizes(s, countPad, 0))
        } else {
          const [p, q] = c.attrs.outputSize as [number, number]
          run('adaptiveAvgPool2d', [x, y], [s.planes, s.h, s.w, p, q])
          run('adaptiveAvgPool2dBackward', [dy, dx], [s.planes, s.h, s.w, p, q, 0])
        }
        expectClose(y.array as FloatArray, c.output.data, tolerance)
        expectClose(dx.array as FloatArray, c.grads[0]!.data, tolerance)
      }
    }
  })

  // What PyTorch 2.13 returns with return_indices=True: the first of equals, the last NaN.
  test('ties, NaN and infinities', () => {
    const x = new Storage(
      Float32Array.of(...[nan, 1, nan, 2], ...[3, nan, 1, 1], ...[-inf, -inf, 0, -0], ...[-inf, -inf, -0, 0])
    )
    for (const level of everywhere) {
      setLevel(level)
      const y = output('float32', 25)
      const index = output('int32', 25)
      run('maxPool2d', [x, y, index], [1, 4, 4, 2, 2, 2, 2, 2, 2, 0, 0, 1, 1])
      expect([...y.array.slice(0, 4)]).toEqual([nan, nan, -inf, 0])
      expect([...index.array.slice(0, 4)]).toEqual([5, 2, 8, 10])
      run('maxPool2d', [x, y, index], [1, 4, 4, 5, 5, 2, 2, 1, 1, 1, 1, 1, 1])
      expect([...index.array]).toEqual([
        0, 0, 2, 2, 3, 0, 5, 5, 2, 3, 4, 5, 5, 6, 7, 8, 8, 10, 10, 11, 12, 12, 14, 14, 15
      ])
      const byte = output('bool', 4)
      run('maxPool2x2', [x, y, byte], [1, 4, 4, 0])
      expect([...byte.array]).toEqual([3, 0, 0, 0])
      run('maxPool2x2', [x, y, byte], [1, 4, 4, 1])
      expect([...byte.array]).toEqual([3, 0, 4, 4])
      expect([...y.array.slice(0, 4)]).toEqual([nan, nan, 0, 0])
    }
  })

  test('relu with 2 x 2 pooling is relu, then pooling; its gradient goes to positive maxima alone', () => {
    const [planes, h, w] = [3, 7, 37]
    const x = floats('float32', planes * h * w)
    const positive = new Storage(x.array.map((v) => Math.max(v, 0)) as Float32Array)
    const half = planes * 3 * 18
    const dy = floats('float32', half, { seed: 2 })
    for (const level of everywhere) {
      setLevel(level)
      const [y, composed] = [output('float32', half), output('float32', half)]
      const byte = output('bool', half)
      const index = output('int32', half)
      const [dx, want] = [output('float32', x.array.length), output('float32', x.array.length)]
      run('maxPool2x2', [x, y, byte], [planes, h, w, 1])
      run('maxPool2d', [positive, composed, index], [planes, h, w, 3, 18, 2, 2, 2, 2, 0, 0, 1, 1])
      expect(y.array).toEqual(composed.array)
      run('maxPool2x2Backward', [dy, byte, dx], [planes, h, w, 0])
      run('maxPool2dBackward', [dy, index, want], [planes, h, w, 3, 18, 0])
      for (let k = 0; k < want.array.length; k++) if (x.array[k]! <= 0) want.array[k] = 0
      expect(dx.array).toEqual(want.array)
    }
  })

  test('unsound calls throw and write nothing', () => {
    const x = floats('float32', 32)
    const y = output('float32', 8)
    const index = output('int32', 8)
    const good = [2, 4, 4, 2, 2, 2, 2, 2, 2, 0, 0, 1, 1]
    const bad: [number, number, RegExp][] = [
      [7, 0, /sh > 0/],
      [5, 0, /kh > 0/],
      [11, 0, /dh > 0/],
      [9, 2, /2\*ph <= kh/],
      [3, 3, /oh/],
      [4, 1, /ow/],
      [0, 3, /expected x to hold 48/],
      [5, 2 ** 40, /kh\*kw/],
      [1, -4, /h/]
    ]
    for (const [at, value, message] of bad) {
      expect(() =>
        run('maxPool2d', [x, y, index], [...good.slice(0, at), value, ...good.slice(at + 1)] as unknown as MaxSizes)
      ).toThrow(message)
    }
    expect(() => run('avgPool2d', [x, y], [2, 4, 4, 2, 2, 2, 2, 2, 0, 0, 0, 1])).toThrow(/sw > 0/)
    expect(() => run('adaptiveAvgPool2d', [x, y], [2, 0, 4, 2, 2])).toThrow(/h > 0/)
    expect(y.array.every((v) => v === 77)).toBe(true)
    const dx = output('float32', 32)
    index.array.fill(15)
    for (const level of everywhere) {
      setLevel(level)
      for (const wrong of [16, -2]) {
        index.array[5] = wrong
        expect(() => run('maxPool2dBackward', [y, index, dx], [2, 4, 4, 2, 2, 0])).toThrow(/position 5/)
        expect(dx.array.every((v) => v === 77)).toBe(true)
      }
    }
  })
})
