import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { run, Storage, setLevel } from '../../lib/backend/index.ts'
import { expectSameBits, FLOATS, floats, LEVELS, output } from './bits.ts'
import { goldenCases } from './golden.ts'

const EVERYWHERE = [...LEVELS, 'js' as const]

interface Case {
  batch: number
  heads: number
  queries: number
  keys: number
  depth: number
  width: number
  causal: 0 | 1
  /** Which dimensions of the mask are broadcast: none, batch, batch and heads; or no mask. */
  mask: 'full' | 'heads' | 'shared' | 'none'
  /** (batch, position, head, depth) instead of (batch, head, position, depth). */
  tokenMajor: boolean
}

const BASE: Case = {
  batch: 2,
  heads: 2,
  queries: 9,
  keys: 9,
  depth: 4,
  width: 4,
  causal: 0,
  mask: 'none',
  tokenMajor: false
}

const strides = (c: Case, positions: number, size: number): number[] =>
  c.tokenMajor
    ? [positions * c.heads * size, size, c.heads * size]
    : [c.heads * positions * size, positions * size, size]

function maskStrides(c: Case): number[] {
  const one = c.queries * c.keys
  if (c.mask === 'full') return [c.heads * one, one, c.keys]
  return c.mask === 'heads' ? [0, one, c.keys] : [0, 0, c.keys]
}

/** Sizes of the forward and of the backward call. */
function sizesOf(c: Case): { forward: number[]; backward: number[] } {
  const head = [c.batch, c.heads, c.queries, c.keys, c.depth, c.width, c.causal]
  const [q, k, v, y] = [
    strides(c, c.queries, c.depth),
    strides(c, c.keys, c.depth),
    strides(c, c.keys, c.width),
    strides(c, c.queries, c.width)
  ] as const
  const m = maskStrides(c)
  return {
    forward: [...head, ...q, ...k, ...v, ...m, ...y],
    backward: [...head, ...q, ...k, ...v, ...m, ...y, ...y, ...q, ...k, ...v]
  }
}

function operands(c: Case, dtype: 'float32' | 'float64', special = 0) {
  const many = c.batch * c.heads
  const make = (length: number, seed: number) => floats(dtype, length, { seed, special, shift: seed % 4 })
  const masks = { full: many, heads: c.heads, shared: 1, none: 0 }[c.mask]
  const mask = c.mask === 'none' ? null : make(masks * c.queries * c.keys, 9)
  if (mask) for (let k = 0; k < mask.array.length; k += 3) mask.array[k] = -Infinity
  return {
    q: make(many * c.queries * c.depth, 1),
    k: make(many * c.keys * c.depth, 2),
    v: make(many * c.keys * c.width, 3),
    mask,
    dy: make(many * c.queries * c.width, 4)
  }
}

function expectAttentionSame(c: Case, dtype: 'float32' | 'float64', threads: number[], special = 0): void {
  const { q, k, v, mask, dy } = operands(c, dtype, special)
  const { forward, backward } = sizesOf(c)
  const scale = 1 / Math.sqrt(Math.max(1, c.depth))
  const y = output(dtype, dy.array.length, 1)
  const lse = output(dtype, c.batch * c.heads * c.queries)
  expectSameBits('attention', [q, k, v, mask, y, lse], forward, [scale], threads)
  setLevel('js')
  run('attention', [q, k, v, mask, y, lse], forward as never, [scale])
  const like = (x: Storage): Storage => output(dtype, x.array.length, 2)
  expectSameBits(
    'attentionBackward',
    [q, k, v, mask, y, lse, dy, like(q), like(k), like(v)],
    backward,
    [scale],
    threads
  )
}

describe('the same bits everywhere', () => {
  const SIZES = [1, 3, 15, 16, 17, 31, 32, 33, 64, 65, 100]

  test('queries and keys around the block and the vector', () => {
    for (const dtype of FLOATS) {
      for (const causal of [0, 1] as const) {
        for (const n of SIZES) {
          const c: Case = { ...BASE, batch: 1, queries: n, keys: n, depth: 5, width: 5, causal }
          expectAttentionSame(c, dtype, [1, 3])
          expectAttentionSame({ ...c, keys: 40, tokenMajor: true, mask: 'shared' }, dtype, [2])
          expectAttentionSame({ ...c, queries: 35, mask: 'heads' }, dtype, [1])
        }
      }
    }
  })

  test('depths and widths', () => {
    for (const dtype of FLOATS) {
      for (const n of SIZES) {
        const c: Case = { ...BASE, batch: 1, queries: 37, keys: 35, depth: n, width: n, causal: 1 }
        expectAttentionSame(c, dtype, [1, 2])
        expectAttentionSame({ ...c, width: 9, heads: 1, tokenMajor: true }, dtype, [1])
        expectAttentionSame({ ...c, depth: 9, heads: 1, causal: 0 }, dtype, [1])
      }
    }
  })

  test('nothing: no batch, no queries, no keys, no depth, no width', () => {
    for (const dtype of FLOATS) {
      for (const gone of ['batch', 'heads', 'queries', 'keys', 'depth', 'width'] as const) {
        expectAttentionSame({ ...BASE, [gone]: 0 }, dtype, [1, 2])
        expectAttentionSame({ ...BASE, [gone]: 0, mask: 'full', causal: 1 }, dtype, [1, 2])
      }
    }
  })

  test('with special values, masks and threads', () => {
    for (const dtype of FLOATS) {
      for (const mask of ['none', 'full', 'heads', 'shared'] as const) {
        for (const special of [0, 40, 300]) {
          const c: Case = { ...BASE, batch: 3, queries: 70, keys: 67, depth: 8, width: 6, causal: 1, mask }
          expectAttentionSame(c, dtype, [1, 2, 3, 7], special)
        }
      }
    }
  })

  test('whatever the shape', () => {
    const size = fc.integer({ min: 1, max: 50 })
    const cases = fc.record<Case>({
      batch: fc.integer({ min: 1, max: 3 }),
      heads: fc.integer({ min: 1, max: 3 }),
      queries: size,
      keys: size,
      depth: fc.integer({ min: 1, max: 20 }),
      width: fc.integer({ min: 1, max: 20 }),
      causal: fc.constantFrom(0, 1),
      mask: fc.constantFrom('full', 'heads', 'shared', 'none'),
      tokenMajor: fc.boolean()
    })
    fc.assert(
      fc.property(cases, fc.constantFrom(...FLOATS), (c, dtype) => expectAttentionSame(c, dtype, [1, 3])),
      { numRuns: 40 }
    )
  })
})

/** Attention and its gradients by the definition, with all scores at once; of one head, in float64. */
function reference(q: number[][], k: number[][], v: number[][], dy: number[][], scale: number, bias: number[][]) {
  const times = (a: number[][], b: number[][]) =>
    a.map((row) => b[0]!.map((_, n) => row.reduce((sum, x, p) => sum + x * b[p]![n]!, 0)))
  const turned = (a: number[][]) => a[0]!.map((_, n) => a.map((row) => row[n]!))
  const p = times(q, turned(k)).map((row, i) => {
    const s = row.map((x, j) => x * scale + bias[i]![j]!)
    const top = Math.max(...s)
    const e = s.map((x) => Math.exp(x - top))
    const sum = e.reduce((a, b) => a + b, 0)
    return e.map((x) => x / sum)
  })
  const dp = times(dy, turned(v))
  const ds = p.map((row, i) => {
    const delta = row.reduce((sum, x, j) => sum + x * dp[i]![j]!, 0)
    return row.map((x, j) => x * (dp[i]![j]! - delta) * scale)
  })
  return { y: times(p, v), dq: times(ds, k), dk: times(turned(ds), q), dv: times(turned(p), dy) }
}

test('gives what the definition gives', () => {
  for (const dtype of FLOATS) {
    const tolerance = dtype === 'float32' ? 2e-6 : 1e-14
    for (const mask of ['none', 'full', 'shared'] as const) {
      for (const causal of [0, 1] as const) {
        const c: Case = { ...BASE, queries: 45, keys: 70, depth: 20, width: 12, causal, mask, tokenMajor: true }
        const { q, k, v, mask: m, dy } = operands(c, dtype)
        // No row without any key: the definition has no answer there.
        if (m) for (let n = 0; n < m.array.length; n += c.keys) m.array[n] = 0.5
        const { forward, backward } = sizesOf(c)
        const scale = 0.3
        for (const level of EVERYWHERE) {
          setLevel(level)
          const [y, lse] = [output(dtype, dy.array.length), output(dtype, c.batch * c.heads * c.queries)]
          const [dq, dk, dv] = [q, k, v].map((x) => output(dtype, x.array.length)) as [Storage, Storage, Storage]
          run('attention', [q, k, v, m, y, lse], forward as never, [scale])
          run('attentionBackward', [q, k, v, m, y, lse, dy, dq, dk, dv], backward as never, [scale])
          for (let head = 0; head < c.batch * c.heads; head++) {
            const matrix = (x: Storage, positions: number, size: number) => {
              const [sb, sh, st] = strides(c, positions, size) as [number, number, number]
              const from = Math.floor(head / c.heads) * sb + (head % c.heads) * sh
              return Array.from({ length: positions }, (_, t) =>
                Array.from(x.array.subarray(from + t * st, from + t * st + size))
              )
            }
            const bias = Array.from({ length: c.queries }, (_, i) =>
              Array.from({ length: c.keys }, (_, j) => {
                if (causal && j > i) return -Infinity
                if (m === null) return 0
                const [sb, sh, st] = maskStrides(c) as [number, number, number]
                return m.array[Math.floor(head / c.heads) * sb + (head % c.heads) * sh + i * st + j]!
              })
            )
            const of = (x: Storage) => matrix(x, c.queries, c.depth)
            const ofKeys = (x: Storage) => matrix(x, c.keys, c.depth)
            const want = reference(
              of(q),
              ofKeys(k),
              matrix(v, c.keys, c.width),
              matrix(dy, c.queries, c.width),
              scale,
              bias
            )
            const got = {
              y: matrix(y, c.queries, c.width),
              dq: of(dq),
              dk: ofKeys(dk),
              dv: matrix(dv, c.keys, c.width)
            }
            for (const name of ['y', 'dq', 'dk', 'dv'] as const) {
              const size = Math.max(1, ...want[name].flat().map(Math.abs))
              want[name].forEach((row, i) => {
                row.forEach((x, j) => {
                  const off = Math.abs(got[name][i]![j]! - x) / size
                  if (!(off <= tolerance))
                    expect.fail(`${dtype} ${level} ${name}[${i}][${j}]: ${got[name][i]![j]} for ${x}`)
                })
              })
            }
          }
        }
      }
    }
  }
})

test('PyTorch gives the same, forward and gradients', () => {
  for (const { attrs, inputs, output: expected, upstream, grads } of goldenCases(
    'attention',
    'scaledDotProductAttention'
  )) {
    const [batch, heads, queries, depth] = inputs[0]!.shape as [number, number, number, number]
    const causal = attrs.isCausal ? 1 : 0
    const c: Case = { ...BASE, batch, heads, queries, keys: inputs[1]!.shape[2]!, depth, width: depth, causal }
    const { forward, backward } = sizesOf(c)
    const [q, k, v, dy] = [...inputs, upstream].map((x) => new Storage(Float64Array.from(x.data))) as [
      Storage,
      Storage,
      Storage,
      Storage
    ]
    for (const level of EVERYWHERE) {
      setLevel(level)
      const y = output('float64', expected.data.length)
      const lse = output('float64', batch * heads * queries)
      const found = [q, k, v].map((x) => output('float64', x.array.length)) as [Storage, Storage, Storage]
      run('attention', [q, k, v, null, y, lse], forward as never, [1 / Math.sqrt(depth)])
      run('attentionBackward', [q, k, v, null, y, lse, dy, ...found], backward as never, [1 / Math.sqrt(depth)])
      expected.data.forEach((x, n) => {
        expect(y.array[n]).toBeCloseTo(x, 13)
      })
      found.forEach((g, n) => {
        grads[n]!.data.forEach((x, at) => {
          expect(g.array[at]).toBeCloseTo(x, 13)
        })
      })
    }
  }
})

test('a row that sees nothing is 0, and so is what it hands back', () => {
  for (const level of EVERYWHERE) {
    setLevel(level)
    const c: Case = { ...BASE, batch: 1, heads: 1, queries: 3, keys: 2, mask: 'full' }
    const { q, k, v, dy } = operands(c, 'float32')
    const mask = new Storage(Float32Array.of(0, 0, -Infinity, -Infinity, 0, -Infinity))
    const { forward, backward } = sizesOf(c)
    const [y, lse] = [output('float32', 12), output('float32', 3)]
    const [dq, dk, dv] = [output('float32', 12), output('float32', 8), output('float32', 8)]
    run('attention', [q, k, v, mask, y, lse], forward as never, [0.5])
    run('attentionBackward', [q, k, v, mask, y, lse, dy, dq, dk, dv], backward as never, [0.5])
    expect(Array.from(y.array.subarray(4, 8))).toEqual([0, 0, 0, 0])
    expect(lse.array[1]).toBe(-Infinity)
    expect(Array.from(dq.array.subarray(4, 8), Math.abs)).toEqual([0, 0, 0, 0])
    expect([...y.array, ...dq.array, ...dk.array, ...dv.array].every(Number.isFinite)).toBe(true)
  }
})

test('refuses operands that do not hold what the strides reach', () => {
  const c: Case = { ...BASE, queries: 4, keys: 4 }
  const { q, k, v } = operands(c, 'float32')
  const short = output('float32', q.array.length - 1)
  const lse = output('float32', 16)
  const sizes = sizesOf(c).forward as never
  expect(() => run('attention', [q, k, v, null, short, lse], sizes, [1])).toThrow(
    'attention: expected y to hold 64 elements'
  )
  expect(() => run('attention', [q, k, v, null, v, lse], sizes, [1])).toThrow('overlap no other')
  const wrong = sizesOf({ ...c, causal: 2 as never }).forward as never
  expect(() => run('attention', [q, k, v, null, output('float32', 64), lse], wrong, [1])).toThrow('causal <= 1')
})
