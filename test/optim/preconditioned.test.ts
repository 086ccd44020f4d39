// SOAP and Shampoo: what the golden data and the conformance suite cannot say of them.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, test } from 'vitest'
import { setAlwaysParallel, setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { CheckpointError } from '../../lib/errors.ts'
import { type Optimizer, Shampoo, SOAP } from '../../lib/optim/index.ts'
import { tensor, zeros } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { generator, LEVELS } from '../backend/bits.ts'

afterEach(() => {
  setAlwaysParallel(false)
  if (LEVELS.length > 0) setBackend('native')
})

function filled(shape: readonly number[], seed: number, dtype: 'float32' | 'float64' = 'float32'): Tensor {
  const next = generator(seed)
  const size = shape.reduce((n, d) => n * d, 1)
  return tensor(
    Array.from({ length: size }, () => 2 * next() - 1),
    { shape, dtype }
  )
}

type Make = (params: Iterable<readonly [string, Tensor]>) => Optimizer
const MAKE: [string, Make][] = [
  ['SOAP', (params) => new SOAP(params, { lr: 0.1, preconditionFrequency: 2, precondition1d: true })],
  ['Shampoo', (params) => new Shampoo(params, { lr: 0.1, updateFreq: 2, graftType: 'adagrad', momentum: 0.9 })]
]

function takeSteps(optimizer: Optimizer, params: readonly Tensor[], from: number, to: number): void {
  for (let step = from; step <= to; step++) {
    for (const [k, p] of params.entries()) p.grad = filled(p.shape, 10 * step + k, p.dtype as 'float32')
    optimizer.step()
  }
}

describe.each(MAKE)('%s', (name, make) => {
  const SHAPES = [[40, 70], [6, 5, 3, 3], [33], [2, 3, 4], [1, 7], []]
  const build = (dtype: 'float32' | 'float64' = 'float32'): [Tensor[], Optimizer] => {
    const params = SHAPES.map((shape, k) => filled(shape, k + 1, dtype))
    return [params, make(params.map((p, k) => [`p${k}`, p] as const))]
  }

  test.skipIf(LEVELS.length === 0)('tensors of every number of axes have the same bits everywhere', () => {
    const follow = (backend: 'js' | 'native', threads: number): unknown => {
      setBackend(backend)
      setNumThreads(threads)
      setAlwaysParallel(threads > 1)
      const [params, optimizer] = build()
      takeSteps(optimizer, params, 1, 5)
      return params.map((p) => Array.from(p.data))
    }
    const js = follow('js', 1)
    expect((js as number[][]).flat().every(Number.isFinite)).toBe(true)
    expect(follow('native', 1)).toEqual(js)
    expect(follow('native', 2)).toEqual(js)
  })

  // Between two changes of the bases or roots, and just before one.
  test.each([2, 3, 4])('continues after step %i as if nothing had happened', (at) => {
    const [params, optimizer] = build()
    takeSteps(optimizer, params, 1, at)
    const [copies, fresh] = build()
    for (const [k, p] of copies.entries()) p.data.set(params[k]!.data as never)
    fresh.loadStateDict(optimizer.stateDict())
    takeSteps(optimizer, params, at + 1, at + 4)
    takeSteps(fresh, copies, at + 1, at + 4)
    expect(copies.map((p) => p.toArray())).toEqual(params.map((p) => p.toArray()))
  })

  test('the state of float32 parameters also loads into float64 ones', () => {
    const [params, optimizer] = build()
    takeSteps(optimizer, params, 1, 3)
    const [wide, fresh] = build('float64')
    fresh.loadStateDict(optimizer.stateDict())
    takeSteps(fresh, wide, 4, 6)
    for (const slot of Object.values(fresh.stateOf(wide[0]!)!)) {
      if (typeof slot !== 'number') expect(slot.dtype).toBe('float64')
    }
  })

  test('memory lists the matrices of each axis', () => {
    const p = filled([4, 6], 1)
    const optimizer = make([['p', p]])
    takeSteps(optimizer, [p], 1, 1)
    const { states } = optimizer.memory()
    const [square4, square6, whole] = [4 * 4 * 4, 4 * 6 * 6, 4 * 24]
    expect(states).toEqual(
      name === 'SOAP'
        ? { gg0: square4, gg1: square6, q0: square4, q1: square6, expAvg: whole, expAvgSq: whole }
        : {
            precond0: square4,
            invPrecond0: square4,
            precond1: square6,
            invPrecond1: square6,
            graftSum: whole,
            momentumBuffer: whole
          }
    )
  })

  test('a matrix that is not of the parameter is refused by name', () => {
    const [params, optimizer] = build()
    takeSteps(optimizer, params, 1, 1)
    const slot = name === 'SOAP' ? 'q1' : 'invPrecond1'
    for (const shape of [
      [7, 7],
      [4, 5],
      [2, 2, 2]
    ]) {
      const state = optimizer.stateDict()
      state.state.p0![slot] = zeros(shape)
      const load = (): void => optimizer.loadStateDict(state)
      expect(load).toThrow(CheckpointError)
      expect(load).toThrow(`p0.${slot}: shape [${shape.join(', ')}] does not fit the parameter's shape [40, 70]`)
    }
  })
})

test('SOAP: a first gradient that is not finite is passed over; a later one shows, and does not throw', () => {
  const [p, q] = [filled([3, 4], 1), filled([3, 4], 1)]
  const make = (t: Tensor): SOAP => new SOAP([t], { lr: 0.1, preconditionFrequency: 1 })
  const [hurt, whole] = [make(p), make(q)]
  p.grad = tensor(new Float32Array(12).fill(Number.NaN), { shape: [3, 4] })
  hurt.step()
  expect(hurt.stateOf(p)).toEqual({ step: 0 })
  takeSteps(hurt, [p], 1, 3)
  takeSteps(whole, [q], 1, 3)
  expect(p.toArray()).toEqual(q.toArray())
  p.grad = tensor(new Float32Array(12).fill(Infinity), { shape: [3, 4] })
  hurt.step()
  expect(Array.from(p.data).every(Number.isNaN)).toBe(true)
  takeSteps(hurt, [p], 4, 5)
})

test('SOAP: the first step makes the eigenvectors and moves nothing', () => {
  const p = filled([3, 4], 1)
  const before = p.toArray()
  const optimizer = new SOAP([p])
  takeSteps(optimizer, [p], 1, 1)
  expect(p.toArray()).toEqual(before)
  takeSteps(optimizer, [p], 2, 2)
  expect(p.toArray()).not.toEqual(before)
  expect(optimizer.stateOf(p)!.step).toBe(1)
})

test('Shampoo: gradients and epsilon of 0 leave the parameters where they are', () => {
  const p = filled([3, 4], 1, 'float64')
  const before = p.toArray()
  const optimizer = new Shampoo([p], { epsilon: 0, graftType: 'adagrad' })
  p.grad = zeros([3, 4], { dtype: 'float64' })
  // Adagrad's 0 / (0 + 1e-10).
  optimizer.step()
  expect(p.toArray()).toEqual(before)
})

test('Shampoo of a vector is full-matrix Adagrad, and Adagrad where its diagonal is taken', () => {
  const shape = [3]
  const [p, q] = [filled(shape, 1, 'float64'), filled(shape, 1, 'float64')]
  const diagonal = new Shampoo([p], { lr: 0.1, maxPreconditionDim: 1, epsilon: 0 })
  const sums = [0, 0, 0]
  for (let step = 1; step <= 3; step++) {
    p.grad = filled(shape, step, 'float64')
    for (const [i, g] of p.grad.data.entries()) {
      sums[i]! += g * g
      q.data[i]! -= (0.1 * g) / Math.sqrt(sums[i]!)
    }
    diagonal.step()
    for (const [i, x] of p.data.entries()) expect(x).toBeCloseTo(q.data[i]!, 13)
  }
})

test.each(MAKE)('%s: hundreds of steps of matrices take no memory', (_, make) => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const p = filled([24, 40], 1)
  const optimizer = make([['p', p]])
  const after = (from: number, to: number): number => {
    takeSteps(optimizer, [p], from, to)
    p.grad = null
    collect()
    collect()
    return process.memoryUsage().arrayBuffers
  }
  const before = after(1, 30)
  // A matrix of doubles of the longer axis that leaks every other step would be 1.9 MB.
  expect(after(31, 330) - before).toBeLessThan(1_000_000)
})
