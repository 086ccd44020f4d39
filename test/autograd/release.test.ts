// A walk over the tape gives its temporaries back as it goes: the gradients stay what they are, and the memory is small.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OPS as ROWS } from '../../lib/backend/gen/elementwise.ts'
import { watchKernels } from '../../lib/backend/index.ts'
import { conv2d, customFunction, manualSeed, matmul, randn, scope, type Tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { resetPeak, scopeMemory } from '../../lib/tensor/lifetime.ts'
import { ROOT } from '../declarations.ts'
import { programs } from '../util/programs.ts'

// Above what is worth giving back.
const SHAPE = [24, 24]

type Op = (a: Tensor, b: Tensor) => Tensor
const OPS: readonly Op[] = [
  (a, b) => a.add(b),
  (a, b) => a.sub(b),
  (a, b) => a.mul(b),
  (a) => a.tanh(),
  (a, b) => matmul(a, b.transpose()).mul(0.1),
  (a) => a.relu(),
  (a, b) => a.sum({ dim: 0, keepdim: true }).add(b),
  (a) => a.reshape([12, 48]).reshape(SHAPE),
  (a) => {
    const [p, q] = a.chunk({ chunks: 2, dim: 1 }) as [Tensor, Tensor]
    return q.mul(p).expand([2, 24, 12]).permute(1, 0, 2).reshape(SHAPE)
  },
  (a, b) => a.unbind()[3]!.add(b),
  (a) => a.add(a),
  (a) => a.softmax({ dim: 1 })
]

// Images of three channels: a convolution may add its input gradient to one that waits.
const IMAGES = [2, 3, 6, 8]
const WEIGHT = randn([3, 3, 3, 3])
const IMAGE_OPS: readonly Op[] = [
  (a) => conv2d(a, WEIGHT, null, { padding: 1 }),
  (a) => conv2d(a, WEIGHT, null, { padding: 1 }).relu(),
  (a, b) =>
    conv2d(
      a,
      b.narrow({ dim: 2, start: 0, length: 3 }).narrow({ dim: 3, start: 0, length: 3 }).mean(0).expand([3, 3, 3, 3]),
      null,
      { padding: 1 }
    ),
  (a, b) => a.add(b),
  (a, b) => a.mul(b).tanh(),
  (a) => a.add(a)
]

type Steps = readonly (readonly [number, number, number])[]

// A graph: each step takes two earlier results and an op; all of them are summed.
function gradients(steps: Steps, twice: boolean, OPS: readonly Op[], shape: readonly number[]): number[][] {
  manualSeed(3)
  const leaves = [randn(shape), randn(shape)]
  for (const leaf of leaves) leaf.requiresGrad = true
  const values: Tensor[] = [...leaves]
  for (const [op, a, b] of steps)
    values.push(OPS[op % OPS.length]!(values[a % values.length]!, values[b % values.length]!))
  const kept = values.at(-1)!
  if (kept.node !== null) kept.retainGrad()
  const loss = values.reduce((sum, v) => sum.add(v.mean()), values[0]!.mean())
  if (twice) loss.backward(undefined as never, { retainGraph: true })
  loss.backward()
  // What a user may still hold is not touched.
  expect(values.every((v) => v.data.length > 0)).toBe(true)
  return [...leaves, kept].map((t) => Array.from(t.grad!.data))
}

test.each([
  ['matrices', OPS, SHAPE],
  ['images', IMAGE_OPS, IMAGES]
] as const)('gradients of any graph of %s have the same bits within a scope and without one', (_, ops, shape) => {
  const step = fc.tuple(fc.nat(ops.length - 1), fc.nat(20), fc.nat(20))
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.boolean(), (steps, twice) => {
      const inside = scope(() => {
        // What the free list holds must not look like zeros.
        scope(() => {
          for (let k = 0; k < 40; k++) randn(shape)
        })
        return gradients(steps, twice, ops, shape)
      })
      expect(inside).toEqual(gradients(steps, twice, ops, shape))
    }),
    { numRuns: 150 }
  )
})

test('backward needs the memory of a few layers, not of all', () => {
  const [batch, width, layers] = [64, 128, 16]
  const model = nn.mlp(new Array(layers + 1).fill(width), { activation: 'gelu' })
  const x = randn([batch, width])
  const [forward, backward] = scope(() => {
    const before = scopeMemory().held
    const loss = model.forward(x).square().mean()
    const held = scopeMemory().held - before
    resetPeak()
    loss.backward()
    return [held, scopeMemory().peak - before - held]
  })
  expect(forward).toBeGreaterThanOrEqual(2 * (layers - 1) * batch * width * 4)
  expect(backward).toBeLessThanOrEqual(6 * batch * width * 4)
  expect(model.parameters().every(({ grad }) => grad !== null)).toBe(true)
})

test('an error in the middle of a walk leaves nothing that is used twice', () => {
  const x = randn(SHAPE)
  x.requiresGrad = true
  const run = (): number[] =>
    scope(() => {
      x.grad = null
      const y = x.mul(2)
      const z = y.tanh()
      const loss = z.mul(y).sum()
      const changed = z.detach()
      changed.data[0] = 5
      changed.storage.touch()
      expect(() => loss.backward()).toThrow('changed in place')
      const w = x.mul(3).sum()
      w.backward()
      return Array.from(x.grad!.data)
    })
  const first = run()
  expect(first.every((v) => v === 3)).toBe(true)
  expect(run()).toEqual(first)
})

test('a convolution adds its input gradient to the one that waits, unless an op still reads that one', () => {
  // How often the backward pass adds two gradients, and the gradient of x.
  const run = (after: (y: Tensor) => Tensor, retainGraph: boolean): { sums: number; gradient: number[] } => {
    manualSeed(5)
    const x = randn(IMAGES, { requiresGrad: true })
    const h = x.tanh()
    const y = after(conv2d(h, WEIGHT, null, { padding: 1 }))
      .add(h)
      .square()
      .sum()
    let sums = 0
    watchKernels(
      (kernel, _, sizes) => {
        if (kernel === 'map' && sizes[0] === ROWS.add.op) sums++
        return () => {}
      },
      () => y.backward({ retainGraph })
    )
    return { sums, gradient: [...x.grad!.data] }
  }
  for (const [after, sums] of [
    [(y: Tensor) => y.tanh(), 0],
    [(y: Tensor) => y, 1]
  ] as const) {
    // A graph that stays has no memory to give back.
    const outside = run(after, true)
    expect(outside.sums).toBe(1)
    expect(scope(() => run(after, false))).toEqual({ sums, gradient: outside.gradient })
  }
})

// --- outside of scopes ---

function small(): { x: Tensor; loss: () => Tensor } {
  manualSeed(2)
  const x = randn(SHAPE)
  x.requiresGrad = true
  return { x, loss: () => matmul(x.tanh(), x).relu().mean() }
}

test('outside of scopes a walk recycles its small temporaries, and nothing else', async () => {
  const { recycling } = await programs('recycling', { recycling: join(ROOT, 'test/autograd/recycling.ts') })
  execFileSync(process.execPath, [recycling], { stdio: 'pipe' })
})

// Overwrites whatever lies on the free list.
function disturb(): void {
  scope(() => {
    for (let k = 0; k < 60; k++) randn(SHAPE)
  })
}

test.each(['a custom function', 'a hook of a result', 'a graph that stays'])(
  'outside of scopes the gradients that %s sees stay readable',
  (kind) => {
    const { x } = small()
    let seen: Tensor | null = null
    const see = (g: Tensor): void => {
      seen = g
    }
    const watched = customFunction({
      forward: (_, a: Tensor) => a.add(1),
      backward: (_, g) => {
        if (kind === 'a custom function') see(g)
        return g
      }
    })
    const y = watched(x.tanh())
    if (kind === 'a hook of a result') y.registerHook(see)
    const loss = matmul(y, y).mean()
    if (kind === 'a graph that stays') {
      loss.backward({ createGraph: true })
      see(x.grad!)
    } else loss.backward()
    const before = seen!.toArray()
    disturb()
    expect(seen!.toArray()).toEqual(before)
    expect(before).not.toEqual(x.toArray())
  }
)

test('a gradient that is a view is replaced by memory that outlives the walk, and a scope around it', () => {
  const { x, loss } = small()
  const backwards: ((run: () => unknown) => unknown)[] = [(run) => run(), (run) => scope(run)]
  for (const around of backwards) {
    x.grad = randn(SHAPE).transpose()
    const first = x.grad.toArray()
    around(() => {
      loss().backward()
    })
    const sum = x.grad.toArray()
    disturb()
    expect(x.grad.toArray()).toEqual(sum)
    expect(sum).not.toEqual(first)
  }
})
