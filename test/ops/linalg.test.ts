// Products and linear algebra against PyTorch in float64: values, gradients and gradients of gradients, on both backends.
import { afterEach, describe, expect, test } from 'vitest'
import { type BackendName, setBackend } from '../../lib/backend/index.ts'
import { cases, check } from './linalgCases.ts'

afterEach(() => setBackend('native'))

describe.each<BackendName>(['native', 'js'])('%s', (backend) => {
  test.each(cases.map((c, k) => [k, c.op, JSON.stringify(c.attrs), c] as const))('%i: %s %s', (_k, _op, _attrs, c) => {
    setBackend(backend)
    check(c)
  })
})

test('there are cases', () => {
  expect(cases.length).toBeGreaterThan(60)
})
