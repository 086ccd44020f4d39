// Orthogonal polynomials against PyTorch, Bessel's and Airy's functions against 40 digits (test/golden/special.py).
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hessian } from '../../lib/autograd/functional.ts'
import * as bessel from '../../lib/ops/bessel.ts'
import { legendrePolynomialP } from '../../lib/ops/polynomials.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { runCases } from './torchCases.ts'

runCases('special')

interface Case {
  op: string
  inputs: [{ data: (number | string)[] }]
  output: { data: number[] }
}
const { cases } = JSON.parse(readFileSync(new URL('../golden/special.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}
const functions = bessel as unknown as Record<string, typeof bessel.airyAi>
const precise = cases.filter(({ op, inputs: [x] }) => op in functions && x.data.every((v) => typeof v === 'number'))

test.each(precise.map((c): [string, Case] => [c.op, c]))('%s is right to a few ULP of its amplitude', (op, c) => {
  const x = c.inputs[0].data as number[]
  const y = functions[op]!(tensor(x, { dtype: 'float64' })).data
  for (const [k, right] of c.output.data.entries()) {
    // Where a function oscillates, an argument's rounding moves its zeros: relative to its amplitude.
    const decay = Math.max(1, Math.abs(x[k]!)) ** (op === 'airyAi' ? -0.25 : -0.5)
    const size = /^(modified|scaled)/.test(op) ? Math.abs(right) : Math.max(Math.abs(right), 0.5 * decay)
    expect(Math.abs(y[k]! - right), `${op}(${x[k]})`).toBeLessThan(3e-14 * size)
  }
})

test('at infinity what oscillates is 0', () => {
  const { besselJ0, besselJ1, airyAi, besselY0, besselY1 } = bessel
  const ends = tensor([Infinity, -Infinity])
  for (const f of [besselJ0, besselJ1, airyAi]) expect(f(ends).toArray()).toEqual([0, 0])
  for (const f of [besselY0, besselY1]) expect(f(ends).toArray()).toEqual([0, NaN])
})

test('second derivatives at 0, where the formulas divide by it', () => {
  const at = (f: typeof bessel.airyAi): number =>
    hessian((x) => f(x).sum(), tensor([0], { dtype: 'float64' })).data[0] as number
  expect(at(bessel.besselJ0)).toBeCloseTo(-1 / 2, 14)
  expect(at(bessel.besselJ1)).toBeCloseTo(0, 14)
  expect(at(bessel.sphericalBesselJ0)).toBeCloseTo(-1 / 3, 14)
})

test('a degree is needed', () => {
  const wrong = legendrePolynomialP as unknown as (x: unknown, n?: unknown) => unknown
  expect(() => wrong(tensor([1]))).toThrow('legendrePolynomialP: expected n, a whole number, but it is missing')
  expect(() => wrong(tensor([1]), 1.5)).toThrow(
    'legendrePolynomialP: expected n to be a whole number >= 0 but received 1.5'
  )
})
