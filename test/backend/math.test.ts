// The mathematical functions: error bounds as docs/math.md states them, special values, and the fused multiply-add of
// JavaScript against exact integers. (That native code has the same bits is shown by elementwise.test.ts.)
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as math from '../../lib/backend/gen/math.ts'
import { fma_f32, scale_f32, scale_f64, turnQuadrant_f64, turnRest_f64 } from '../../lib/backend/js/primitives.ts'
import { generator } from './bits.ts'

const golden = JSON.parse(readFileSync(new URL('../golden/math.json', import.meta.url), 'utf8')) as Record<
  string,
  number[][]
>
const docs = readFileSync(new URL('../../docs/math.md', import.meta.url), 'utf8')
const BOUNDS = [...docs.matchAll(/^\| (\w+) +\| ([\d.]+) +\| ([\d.]+) +\|$/gm)].map(
  ([, name, f32, f64]) => [name as keyof typeof FLOAT64, Number(f32), Number(f64)] as const
)

// float64 references for the float32 functions, and arguments that matter beyond random bits
const FLOAT64 = {
  exp: [Math.exp, [-104, 89]],
  exp2: [(x: number) => 2 ** x, [-150, 128]],
  expm1: [Math.expm1, [-20, 89]],
  log: [Math.log, [0.5, 2]],
  log2: [Math.log2, [0.5, 2]],
  log1p: [Math.log1p, [-1, 1]],
  sin: [Math.sin, [-100, 100]],
  cos: [Math.cos, [-100, 100]],
  tanh: [Math.tanh, [-10, 10]],
  sigmoid: [math.sigmoid_f64, [-104, 20]],
  erf: [math.erf_f64, [-5, 5]],
  erfc: [math.erfc_f64, [-5, 10]],
  pow: [math.pow_f64, [0.5, 2]],
  tan: [math.tan_f64, [-100, 100]],
  log10: [math.log10_f64, [0.5, 2]],
  sinh: [math.sinh_f64, [-90, 90]],
  cosh: [math.cosh_f64, [-90, 90]],
  asinh: [math.asinh_f64, [-5, 5]],
  acosh: [math.acosh_f64, [1, 5]],
  atanh: [math.atanh_f64, [-1, 1]],
  atan: [math.atan_f64, [-5, 5]],
  asin: [math.asin_f64, [-1, 1]],
  acos: [math.acos_f64, [-1, 1]],
  erfcx: [math.erfcx_f64, [-5, 20]],
  erfinv: [math.erfinv_f64, [-1, 1]],
  lgamma: [math.lgamma_f64, [0, 20]],
  trigamma: [math.trigamma_f64, [0, 20]],
  i0: [math.i0_f64, [-20, 20]],
  i0e: [math.i0e_f64, [-20, 20]],
  i1: [math.i1_f64, [-20, 20]],
  i1e: [math.i1e_f64, [-20, 20]]
} as const

type Call = (...x: number[]) => number
const call = (name: string, type: 'f32' | 'f64'): Call => (math as unknown as Record<string, Call>)[`${name}_${type}`]!

/** One unit in the last place of a result near `value`. */
function ulp(value: number, bits: number, smallest: number): number {
  const power = Math.floor(Math.log2(Math.abs(value)))
  return 2 ** Math.max((2 ** power > Math.abs(value) ? power - 1 : power) - bits, smallest)
}

const bitsOf = new Uint32Array(1)
const floatOf = new Float32Array(bitsOf.buffer)

test('the table of bounds names every function', () => {
  expect(BOUNDS.map(([name]) => name).sort()).toEqual(Object.keys(FLOAT64).sort())
  expect(Object.keys(golden).sort()).toEqual(Object.keys(FLOAT64).sort())
})

test.each(BOUNDS)('%s in float32 is within %d ULP', (name, bound) => {
  const [reference, [low, high]] = FLOAT64[name]
  const f = call(name, 'f32')
  const next = generator(11)
  const any = (): number => {
    bitsOf[0] = next() * 2 ** 32
    return floatOf[0]!
  }
  for (let k = 0; k < 60_000; k++) {
    const drawn = k % 3 === 0 ? any() : Math.fround(low + (high - low) * next())
    // Next to a zero between its poles below 0 the logarithm of the gamma function is a difference of large numbers.
    const x = name === 'lgamma' || name === 'trigamma' ? Math.abs(drawn) : drawn
    const args = name === 'pow' ? [x, k % 2 === 0 ? any() : Math.fround(200 * next() - 100)] : [x]
    const exact = (reference as Call)(...args)
    const y = f(...args)
    const rounded = Math.fround(exact)
    if (Object.is(y, rounded)) continue
    // Near the largest number one ULP is infinity.
    const error = Math.abs(Math.min(Math.abs(y), 2 ** 128) - Math.min(Math.abs(exact), 2 ** 128)) / ulp(exact, 23, -149)
    if (!(error <= bound && Math.sign(y) * Math.sign(exact) >= 0)) {
      expect.fail(`${name}(${args.join(', ')}) is ${y} instead of ${exact}: ${error} ULP`)
    }
  }
})

test.each(BOUNDS)('%s in float64 is within its bound', (name, _, bound) => {
  const f = call(name, 'f64')
  for (const row of golden[name]!) {
    const [high, low] = row.slice(-2) as [number, number]
    const args = row.slice(0, -2)
    const y = f(...args)
    const error = Math.abs(y - high - low) / ulp(high, 52, -1074)
    if (!(error <= bound)) expect.fail(`${name}(${args.join(', ')}) is ${y} instead of ${high}: ${error} ULP`)
  }
})

test.each(['f32', 'f64'] as const)('special values in %s', (type) => {
  const tiny = type === 'f32' ? 2 ** -149 : 5e-324
  const table: Record<string, [x: number, y: number][]> = {
    exp: [
      [0, 1],
      [-0, 1],
      [Infinity, Infinity],
      [-Infinity, 0],
      [1e5, Infinity],
      [-1e5, 0],
      [tiny, 1]
    ],
    expm1: [
      [0, 0],
      [-0, -0],
      [Infinity, Infinity],
      [-Infinity, -1],
      [tiny, tiny],
      [-tiny, -tiny]
    ],
    log: [
      [1, 0],
      [0, -Infinity],
      [-0, -Infinity],
      [Infinity, Infinity],
      [-1, Number.NaN],
      [-Infinity, Number.NaN]
    ],
    log2: [
      [1, 0],
      [8, 3],
      [0.25, -2],
      [tiny, type === 'f32' ? -149 : -1074],
      [0, -Infinity],
      [Infinity, Infinity],
      [-1, Number.NaN]
    ],
    log1p: [
      [0, 0],
      [-0, -0],
      [tiny, tiny],
      [-1, -Infinity],
      [-2, Number.NaN],
      [Infinity, Infinity]
    ],
    exp2: [
      [3, 8],
      [-149, type === 'f32' ? tiny : 2 ** -149],
      [Infinity, Infinity],
      [-Infinity, 0]
    ],
    sin: [
      [0, 0],
      [-0, -0],
      [tiny, tiny],
      [Infinity, Number.NaN],
      [-Infinity, Number.NaN]
    ],
    cos: [
      [0, 1],
      [-0, 1],
      [Infinity, Number.NaN]
    ],
    tanh: [
      [0, 0],
      [-0, -0],
      [tiny, tiny],
      [Infinity, 1],
      [-Infinity, -1]
    ],
    sigmoid: [
      [0, 0.5],
      [Infinity, 1],
      [-Infinity, 0]
    ],
    erf: [
      [0, 0],
      [-0, -0],
      [Infinity, 1],
      [-Infinity, -1]
    ],
    erfc: [
      [0, 1],
      [tiny, 1],
      [Infinity, 0],
      [-Infinity, 2]
    ]
  }
  for (const [name, rows] of Object.entries(table)) {
    const f = call(name, type)
    expect(f(Number.NaN), name).toBeNaN()
    for (const [x, y] of rows) expect(f(x), `${name}(${x})`).toBe(y)
  }
})

test.each(['f32', 'f64'] as const)('pow in %s follows IEEE 754', (type) => {
  const f = call('pow', type)
  const values = [Number.NaN, Infinity, 0, 1, 2, 0.5, 3, 1.5, 2 ** 60, 1e-30, 2 ** 24 - 1].flatMap((x) => [x, -x])
  for (const x of values) {
    for (const y of values) {
      const one = x === 1 || y === 0 || (x === -1 && Math.abs(y) === Infinity)
      const expected = one ? 1 : x ** y
      const rounded = type === 'f32' ? Math.fround(expected) : expected
      const actual = f(type === 'f32' ? Math.fround(x) : x, y)
      const close = Math.abs(actual - rounded) <= (type === 'f32' ? 2e-7 : 1e-15) * Math.abs(rounded)
      expect(Object.is(actual, rounded) || close, `pow(${x}, ${y}) is ${actual} instead of ${rounded}`).toBe(true)
    }
  }
})

test('a power of two is applied with one rounding', () => {
  for (let n = -200; n <= 129; n++) {
    for (const p of [1, 1.5, 0.7071068286895752, 1.9999998807907104]) {
      expect(scale_f32(p, n)).toBe(Math.fround(p * 2 ** n))
    }
  }
  expect(scale_f64(1.5, 1023)).toBe(1.5 * 2 ** 1023)
  expect(scale_f64(1.9, 1025)).toBe(Infinity)
  expect(scale_f64(1.5, -1074)).toBe(1e-323) // halfway between 1 and 2 units: to even
})

test('large arguments are reduced exactly', () => {
  // 6381956970095103 * 2^797 is the double nearest to a multiple of pi/2.
  const x = 6381956970095103 * 2 ** 797
  expect(turnRest_f64(x)).toBeCloseTo(4.687165924254624e-19, 33)
  expect(turnRest_f64(-x)).toBe(-turnRest_f64(x))
  expect((turnQuadrant_f64(x) + turnQuadrant_f64(-x)) % 4).toBe(0)
  expect(turnRest_f64(Number.NaN)).toBeNaN()
  expect(turnRest_f64(Infinity)).toBeNaN()
})

// --- fma ---

/** A float32 in units of 2^-149. */
const exactly = (x: number): bigint => BigInt(x * 2 ** 149)

/** n 2^-298, n not 0, rounded to the nearest float32, ties to even. */
function rounded(n: bigint): number {
  const size = n < 0n ? -n : n
  const bits = size.toString(2).length
  const drop = BigInt(Math.max(bits - 24, 149))
  let kept = size >> drop
  const rest = size - (kept << drop)
  const half = 1n << (drop - 1n)
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n
  const value = Number(kept) * 2 ** (Number(drop) - 298)
  return Math.fround(n < 0n ? -value : value)
}

test('fma_f32 rounds once', () => {
  const next = generator(5)
  const any = (): number => {
    do bitsOf[0] = next() * 2 ** 32
    while (!Number.isFinite(floatOf[0]!))
    return floatOf[0]!
  }
  const near = (x: number): number => Math.fround(x * (1 + (next() - 0.5) * 2 ** -20))
  for (let k = 0; k < 60_000; k++) {
    let a = any()
    let b = any()
    let c = any()
    if (k % 4 === 1) {
      // Half a unit of c and a little more or less, which a double does not hold: twice rounded it would be a tie.
      const power = k % 8 === 1 ? 127 : Math.round(next() * 100 - 50)
      const little = 2 ** -(14 + Math.floor(next() * 8))
      const digits = k % 8 === 1 ? 2 ** 24 - 1 : 2 ** 23 + Math.floor(next() * 2 ** 23)
      c = (next() < 0.5 ? -1 : 1) * digits * 2 ** (power - 23)
      a = (next() < 0.5 ? -1 : 1) * (1 + little)
      b = (next() < 0.5 ? 1 - little : 1 + little) * 2 ** (power - 24)
    }
    if (k % 4 === 2) {
      a = Math.fround(next() * 2 ** -70)
      b = Math.fround(next() * 2 ** -75)
      c = Math.fround((next() - 0.5) * 2 ** -140)
    }
    if (k % 4 === 3) {
      ;[a, b] = [near(2), near(0.75)]
      c = -near(1.5)
    }
    const exact = exactly(a) * exactly(b) + (exactly(c) << 149n)
    const actual = fma_f32(a, b, c)
    if (exact === 0n) expect(Math.abs(actual)).toBe(0)
    else if (!Object.is(actual, rounded(exact))) {
      expect.fail(`fma(${a}, ${b}, ${c}) is ${actual} instead of ${rounded(exact)}`)
    }
  }
})
