// autocast: which products are rounded, that their backward is too whenever it comes, and what stays float32.
import { afterEach, describe, expect, test } from 'vitest'
import { roundBfloat16 } from '../../lib/backend/js/pairs.ts'
import { OptionError } from '../../lib/errors.ts'
import {
  autocast,
  cdist,
  checkpoint,
  conv2d,
  grad,
  isAutocastEnabled,
  linalg,
  linear,
  manualSeed,
  matmul,
  randn,
  scaledDotProductAttention,
  setBackend,
  type Tensor,
  tensor
} from '../../lib/index.ts'

const bits = (...tensors: (Tensor | null)[]): number[] =>
  tensors.flatMap((t) => Array.from(new Uint32Array(Float32Array.from(t!.data).buffer)))
const rounded = (x: Tensor): Tensor => tensor(Float32Array.from(x.data, roundBfloat16), { shape: [...x.shape] })
const leaf = (...shape: number[]): Tensor => {
  const x = randn(shape)
  x.requiresGrad = true
  return x
}
const apart = (a: Tensor, b: Tensor): number => a.sub(b).detach().norm().item() / b.detach().norm().item()

afterEach(() => setBackend('native'))

describe('products', () => {
  test('have inputs rounded to bfloat16, and a float32 result', () => {
    manualSeed(1)
    const [x, w, b] = [leaf(5, 70), leaf(9, 70), leaf(9)]
    const y = autocast(() => linear(x, w, b))
    const exact = linear(rounded(x).to('float64'), rounded(w).to('float64'), b.detach().to('float64'))
    expect(y.dtype).toBe('float32')
    expect(apart(y.to('float64'), exact)).toBeLessThan(1e-6)
    // Two factors of 8 bits each are 2^-9 off at most.
    expect(apart(y, linear(x, w, b))).toBeGreaterThan(1e-4)
    expect(apart(y, linear(x, w, b))).toBeLessThan(2 ** -8)
  })

  const CASES: [string, () => Tensor[], (...inputs: Tensor[]) => Tensor][] = [
    ['linear', () => [leaf(6, 33), leaf(10, 33), leaf(10)], (x, w, b) => linear(x!, w!, b!, { activation: 'relu' })],
    ['matmul', () => [leaf(3, 5, 17), leaf(17, 8)], (a, b) => matmul(a!, b!)],
    ['a batch of products', () => [leaf(2, 1, 5, 17), leaf(3, 17, 8)], (a, b) => matmul(a!, b!)],
    ['conv2d', () => [leaf(2, 9, 7, 6), leaf(8, 9, 3, 3), leaf(8)], (x, w, b) => conv2d(x!, w!, b!, { padding: 1 })],
    [
      'attention',
      () => [leaf(2, 2, 37, 8), leaf(2, 2, 37, 8), leaf(2, 2, 37, 8)],
      (q, k, v) => scaledDotProductAttention(q!, k!, v!, { isCausal: true })
    ]
  ]

  describe.each(CASES)('%s', (_, make, op) => {
    const run = (rounds: boolean, during = false): Tensor[] => {
      manualSeed(2)
      const inputs = make()
      const y = autocast(() => op(...inputs), { enabled: rounds })
      const weight = randn([...y.shape])
      const backward = () => y.mul(weight).sum().backward()
      if (during) autocast(backward)
      else backward()
      return [y, ...inputs.map((x) => x.grad!)]
    }

    test('is near float32, forward and backward, and not the same', () => {
      const [low, full] = [run(true), run(false)]
      for (const [k, x] of low.entries()) {
        expect(apart(x, full[k]!), `result ${k}`).toBeLessThan(0.02)
        // The gradient of a bias is a sum, not a product.
        if (x.ndim > 1) expect(apart(x, full[k]!), `result ${k}`).toBeGreaterThan(1e-4)
      }
    })

    test('has its own precision in the backward pass, whatever is set around that', () => {
      expect(bits(...run(true, true))).toEqual(bits(...run(true)))
      expect(bits(...run(false, true))).toEqual(bits(...run(false)))
    })

    test('has the bits of JavaScript', () => {
      const native = bits(...run(true))
      setBackend('js')
      expect(bits(...run(true))).toEqual(native)
    })

    test('has gradients of its gradients', () => {
      const second = (rounds: boolean): Tensor => {
        manualSeed(3)
        const inputs = make()
        const y = autocast(() => op(...inputs), { enabled: rounds })
        const gradients = grad(y.square().sum(), inputs, { createGraph: true })
        const total = gradients.map((g) => g.square().sum()).reduce((a, b) => a.add(b))
        return grad(total, inputs[0]!)[0]!
      }
      expect(apart(second(true), second(false))).toBeLessThan(0.05)
      expect(apart(second(true), second(false))).toBeGreaterThan(1e-5)
    })
  })

  test('within a checkpoint have the same bits as without it', () => {
    const run = (again: boolean): number[] => {
      manualSeed(4)
      const [x, w] = [leaf(4, 20), leaf(20, 20)]
      const layer = (y: Tensor): Tensor => matmul(y, w).tanh()
      autocast(() => (again ? checkpoint(layer, x) : layer(x)))
        .sum()
        .backward()
      return bits(x.grad, w.grad)
    }
    expect(run(true)).toEqual(run(false))
  })

  test('of float64, distances and linear algebra are left alone', () => {
    manualSeed(5)
    const [a, b] = [randn([30, 30]), randn([30, 30])]
    const exact = () => [
      cdist(a, b),
      linalg.inv(a),
      linalg.matrixExp(a.mul(0.1)),
      matmul(a.to('float64'), b.to('float64'))
    ]
    const [inside, outside] = [autocast(exact), exact()]
    for (const [k, x] of inside.entries()) expect(Array.from(x.data)).toEqual(Array.from(outside[k]!.data))
  })
})

describe('autocast', () => {
  const x = randn([4, 4])

  test('ends with its function, also by an error', () => {
    expect(isAutocastEnabled()).toBe(false)
    expect(autocast(() => isAutocastEnabled())).toBe(true)
    expect(() =>
      autocast(() => {
        throw new Error('mine')
      })
    ).toThrow('mine')
    expect(isAutocastEnabled()).toBe(false)
  })

  test('is switched off within another one by float32 or enabled: false', () => {
    const plain = bits(matmul(x, x))
    expect(bits(autocast(() => autocast(() => matmul(x, x), { dtype: 'float32' })))).toEqual(plain)
    expect(bits(autocast(() => autocast(() => matmul(x, x), { enabled: false })))).toEqual(plain)
    expect(bits(autocast(() => matmul(x, x), { dtype: 'bfloat16' }))).not.toEqual(plain)
  })

  test('refuses what it cannot do', () => {
    expect(() => autocast(async () => 1)).toThrow(OptionError)
    expect(() => autocast(null as never)).toThrow('autocast: expected body to be a function but received null')
    expect(() => autocast(() => 1, { dtype: 'float16' as never })).toThrow(
      "autocast: expected dtype to be one of 'bfloat16', 'float32' but received 'float16'"
    )
    expect(() => autocast(() => 1, { enable: true } as never)).toThrow('did you mean enabled')
  })
})
