// Muon: iterations with products in bfloat16; its formula is in the golden data and the conformance suite.
import { afterEach, expect, test } from 'vitest'
import { setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { Muon, type MuonOptions } from '../../lib/optim/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { generator, LEVELS } from '../backend/bits.ts'

afterEach(() => {
  if (LEVELS.length > 0) setBackend('native')
})

// The second is symmetric by triangles.
const SHAPES = [
  [40, 70],
  [200, 200],
  [90, 30]
] as const

function stepped(options: MuonOptions, dtype: 'float32' | 'float64' = 'float32'): number[][] {
  const next = generator(3)
  const draw = (shape: readonly number[]) =>
    tensor(
      Array.from({ length: shape[0]! * shape[1]! }, () => 2 * next() - 1),
      { shape, dtype }
    )
  const params = SHAPES.map(draw)
  for (const p of params) p.grad = draw(p.shape)
  new Muon(params, { lr: 0.1, weightDecay: 0, ...options }).step()
  return params.map((p) => Array.from(p.data))
}

const distance = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((x, k) => x - b[k]!))

test('products in bfloat16 come near to those in float32', () => {
  const [start, exact, rounded] = [stepped({ lr: 0 }), stepped({}), stepped({ precision: 'bfloat16' })]
  for (const [k, x] of exact.entries()) {
    const error = distance(x, rounded[k]!) / distance(x, start[k]!)
    expect(error).toBeGreaterThan(1e-4)
    expect(error).toBeLessThan(0.03)
  }
})

test.skipIf(LEVELS.length === 0)('products in bfloat16 have the same bits everywhere', () => {
  setBackend('js')
  const js = stepped({ precision: 'bfloat16' })
  setBackend('native')
  for (const threads of [1, 2]) {
    setNumThreads(threads)
    expect(stepped({ precision: 'bfloat16' })).toEqual(js)
  }
})

test('float64 parameters are not rounded', () => {
  expect(stepped({ precision: 'bfloat16' }, 'float64')).toEqual(stepped({}, 'float64'))
})
