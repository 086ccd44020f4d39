// GELU and its gradients against plain float64 formulas: the errors that docs/math.md states, and the far ends. (That
// native code has the same bits is shown by elementwise.test.ts; float64 against PyTorch by formulas.test.ts.)
import { expect, test } from 'vitest'
import { OPS } from '../../lib/backend/gen/elementwise.ts'
import { normalCdf_f64, normalPdf_f64 } from '../../lib/backend/gen/math.ts'
import { run, Storage, setBackend } from '../../lib/backend/index.ts'

setBackend('js')

const C = 2 * Math.sqrt(2 / Math.PI)
const power = (x: number): number => Math.exp(-C * (x + 0.044715 * x ** 3))
const EXACT = {
  gelu: [(x: number) => x * normalCdf_f64(x), (x: number) => normalCdf_f64(x) + x * normalPdf_f64(x)],
  geluTanh: [
    (x: number) => x / (1 + power(x)),
    (x: number) => (1 + (x * C * (1 + 0.134145 * x * x)) / (1 + 1 / power(x))) / (1 + power(x))
  ]
} as const

function both(name: keyof typeof EXACT, x: Float32Array): [value: Float32Array, slope: Float32Array] {
  const y = new Float32Array(x.length)
  const dx = new Float32Array(x.length)
  const g = new Float32Array(x.length).fill(1)
  run('map', [new Storage(x), new Storage(y)], [OPS[name].op, 1, 1, x.length, 1, 1], [0, 0])
  const { op } = OPS[name].gradients.x
  run('map', [new Storage(g), new Storage(x), new Storage(dx)], [op, 2, 1, x.length, 1, 1, 1], [0, 0])
  return [y, dx]
}

test.each(['gelu', 'geluTanh'] as const)('%s and its gradient in float32 are within two ULP of max(1, |x|)', (name) => {
  const x = Float32Array.from({ length: 40_001 }, (_, k) => (k - 20_000) / 2000)
  for (const [which, y] of both(name, x).entries()) {
    for (const [k, v] of x.entries()) {
      const error = Math.abs(y[k]! - EXACT[name][which]!(v)) / 2 ** -23 / Math.max(1, Math.abs(v))
      if (!(error <= 2)) expect.fail(`${name} (${which}) of ${v} is ${y[k]}: ${error} ULP`)
    }
  }
})

test.each(['gelu', 'geluTanh'] as const)('%s far out: x or next to nothing, never infinite', (name) => {
  const far = Float32Array.of(40, 3e38, Infinity, -40, -3e38, -Infinity, 0, -0, 1e-40, Number.NaN)
  const [y, dx] = both(name, far)
  expect([...y.subarray(0, 3)]).toEqual([...far.subarray(0, 3)])
  expect([...dx.subarray(0, 3)]).toEqual([1, 1, 1])
  for (let k = 3; k < 6; k++) {
    expect(Math.abs(y[k]!)).toBeLessThan(1e-34)
    expect(Math.abs(dx[k]!)).toBeLessThan(1e-34)
  }
  expect([y[6], y[7], y[9]]).toEqual([0, -0, Number.NaN])
  expect(y[8]! / far[8]!).toBeCloseTo(0.5, 3)
  expect(dx[9]).toBeNaN()
})
