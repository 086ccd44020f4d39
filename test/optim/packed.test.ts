// Adam with packed states: bits of the formats, nearness to Adam, memory, natively as in JavaScript.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { run, Storage, setAlwaysParallel, setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { Adam, Adam8bit, AdamBfloat16 } from '../../lib/optim/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { generator, LEVELS } from '../backend/bits.ts'

const numbers = (n: number, seed: number): Float32Array => {
  const next = generator(seed)
  return Float32Array.from({ length: n }, () => 2 * next() - 1)
}

const CLASSES = [Adam8bit, AdamBfloat16] as const

test.each(CLASSES.map((c) => [c.name, c] as const))('%s stays near Adam', (_, Class) => {
  const [p, q] = [tensor(numbers(1000, 1)), tensor(numbers(1000, 1))]
  const [packed, plain] = [new Class([p], { lr: 0.01 }), new Adam([q], { lr: 0.01 })]
  const moved = Array.from(p.data)
  for (let step = 1; step <= 50; step++) {
    // A gradient with a trend and noise.
    const noise = numbers(1000, step)
    const g = numbers(1000, 99).map((x, i) => x + 0.3 * noise[i]!)
    p.grad = tensor(g)
    q.grad = tensor(g)
    packed.step()
    plain.step()
  }
  const error = Math.hypot(...p.data.map((x, i) => x - q.data[i]!))
  const way = Math.hypot(...q.data.map((x, i) => x - moved[i]!))
  expect(error / way).toBeLessThan(Class === Adam8bit ? 0.05 : 0.02)
  expect(error).toBeGreaterThan(0)
})

// --- to the bit ---

interface Bits {
  bits: 8 | 16
  decoupled: boolean
  steps: number
  first: Record<'p' | 'm' | 'v', string>
  last: Record<'p' | 'm' | 'v', string>
}
const path = new URL('../golden/packed.json', import.meta.url)
const golden = (JSON.parse(readFileSync(path, 'utf8')) as { cases: Bits[] }).cases

// As `numbers` of packed.py.
function spread(seed: number): Float32Array {
  const { fround } = Math
  return Float32Array.from({ length: 600 }, (_, i) => {
    const x = fround(fround(((i * 7919 + seed * 104729) % 1009) / 1009) - 0.5)
    return i % 7 === 0 ? 0 : fround(x * fround(SCALES[i % 6]!))
  })
}

const SCALES = [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5]
const hex = (t: Tensor): string => Buffer.from(t.data.buffer, t.data.byteOffset, t.data.byteLength).toString('hex')

test.each(golden.map((c) => [`${c.bits} bits, decoupled: ${c.decoupled}`, c] as const))(
  'the bits of parameters and states are those of another implementation: %s',
  (_, { bits, decoupled, steps, first, last }) => {
    const p = tensor(spread(0))
    const options = { lr: 0.01, betas: [0.9, 0.99], weightDecay: 0.1, decoupledWeightDecay: decoupled } as const
    const optimizer = bits === 8 ? new Adam8bit([p], options) : new AdamBfloat16([p], options)
    for (let step = 1; step <= steps; step++) {
      p.grad = tensor(spread(step))
      optimizer.step()
      const want = step === 1 ? first : step === steps ? last : null
      if (want === null) continue
      const { expAvg, expAvgSq } = optimizer.stateOf(p)! as Record<string, Tensor>
      expect({ p: hex(p), m: hex(expAvg!), v: hex(expAvgSq!) }).toEqual(want)
    }
  }
)

test('a slow average in bfloat16 keeps moving: it is right in the mean', () => {
  const p = tensor(new Float32Array(4096))
  const optimizer = new AdamBfloat16([p], { lr: 0, betas: [0.9, 0.999] })
  for (let step = 1; step <= 400; step++) {
    p.grad = tensor(new Float32Array(4096).fill(step <= 200 ? 1 : 0))
    optimizer.step()
  }
  const bytes = (optimizer.stateOf(p)!.expAvgSq as Tensor).data
  const half = new Uint16Array(bytes.buffer, bytes.byteOffset, 4096)
  const values = Float32Array.from(half, (code) => new Float32Array(new Uint32Array([code << 16]).buffer)[0]!)
  const mean = values.reduce((sum, x) => sum + x, 0) / 4096
  const want = (1 - 0.999 ** 200) * 0.999 ** 200
  expect(Math.abs(mean / want - 1)).toBeLessThan(0.005)
})

test('two bytes of state and a scale for 256 elements; four bytes', () => {
  const p = tensor(numbers(10_000, 1))
  p.grad = tensor(numbers(10_000, 2))
  const state = (Class: (typeof CLASSES)[number]): number => {
    const optimizer = new Class([p])
    optimizer.step()
    const { step: _, ...slots } = optimizer.stateOf(p)! as Record<string, Tensor>
    return Object.values(slots).reduce((sum, t) => sum + t.data.byteLength, 0) / 10_000
  }
  expect(state(Adam8bit)).toBeLessThan(2.1)
  expect(state(AdamBfloat16)).toBe(4)
})

test.skipIf(LEVELS.length === 0).each(CLASSES.map((c) => [c.name, c] as const))(
  '%s has the same bits everywhere',
  (_, Class) => {
    const follow = (backend: 'js' | 'native', threads: number): unknown => {
      setBackend(backend)
      setNumThreads(threads)
      setAlwaysParallel(threads > 1)
      const lengths = [0, 1, 255, 256, 257, 3000]
      const params = lengths.map((n, k) => tensor(numbers(n, k + 1)))
      const optimizer = new Class(params, { lr: 0.1, weightDecay: 0.1 })
      for (let step = 1; step <= 3; step++) {
        for (const [k, p] of params.entries()) {
          const g = numbers(p.size, 10 * step + k)
          // Of six orders of magnitude, zeros, and in the end what is not a number.
          for (let i = 0; i < g.length; i++) g[i]! *= i % 7 === 0 ? 0 : 10 ** -(i % 6)
          if (step === 3) g.set([Number.NaN, Infinity].slice(0, g.length))
          p.grad = tensor(g)
        }
        optimizer.step()
      }
      setAlwaysParallel(false)
      setBackend('native')
      const { state } = optimizer.stateDict()
      const slots = Object.values(state).flatMap((s) =>
        Object.values(s).map((t) => (typeof t === 'number' ? t : t.toArray()))
      )
      return [params.map((p) => p.toArray()), slots]
    }
    const js = follow('js', 1)
    expect(follow('native', 1)).toEqual(js)
    expect(follow('native', 2)).toEqual(js)
  }
)

test('only float32 parameters are taken', () => {
  const p = tensor([1], { dtype: 'float64' })
  expect(() => new Adam8bit([['w', p]])).toThrow('Adam8bit: expected w to be float32 but it is float64')
})

test('the kernel wants states of the length that the format asks for', () => {
  const [p, g] = [new Storage(numbers(300, 1)), new Storage(numbers(300, 2))]
  const bytes = (n: number): Storage => new Storage(new Uint8Array(n))
  const numbersOf = [1, 1, 0, 0.1, 0.99, 0.01, 0.1, 1, 0, 1e-8] as const
  const call = (format: number, width: number, scales: number) => () =>
    run(
      'adamPacked',
      [p, g, bytes(width), bytes(width), new Storage(new Float32Array(scales))],
      [format, 0, 1, 1, 300],
      numbersOf
    )
  expect(call(1, 300, 4)).not.toThrow()
  expect(call(0, 600, 0)).not.toThrow()
  expect(call(1, 300, 3)).toThrow('adamPacked: expected scales[0] to hold 4 elements')
  expect(call(0, 599, 0)).toThrow('adamPacked: expected m[0] to hold 600 elements')
  expect(call(2, 300, 4)).toThrow('format <= 1')
})
