// gather, scatterAdd and indexAdd with an index of one dimension that was expanded: read once a slice, with the bits of an
// index of every element.
import { expect, test } from 'vitest'
import { backend as currentBackend, setBackend, watchKernels } from '../../lib/backend/index.ts'
import { gather, grad, indexAdd, mul, scatterAdd, type Tensor, tensor } from '../../lib/index.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'

const generator = new Generator(7)
const bits = (...tensors: (Tensor | null)[]): unknown[] => tensors.map((t) => [t?.shape, [...t!.data]])

// The kernels that a body runs.
function kernelsOf(body: () => void): string[] {
  const seen = new Set<string>()
  watchKernels((kernel) => {
    seen.add(kernel)
    return () => undefined
  }, body)
  return [...seen]
}

test.each([
  ['native', 'int32'],
  ['native', 'int64'],
  ['js', 'int32']
] as const)('%s, %s', (backend, dtype) => {
  const before = currentBackend.name
  setBackend(backend)
  try {
    for (const dim of [0, 1, 2, -1]) {
      const line = tensor([2, 0, 2, 1, 2], { dtype })
      const sizes = [3, 3, 3]
      sizes.splice(dim, 1, 5)
      const ones = [1, 1, 1]
      ones.splice(dim, 1, 5)
      const slices = line.reshape(ones).expand(sizes)
      const every = slices.clone()
      const x = randn([3, 3, 3], { generator, requiresGrad: true })
      const source = randn(sizes, { generator, requiresGrad: true })
      const weight = randn(sizes, { generator })
      const of = (index: Tensor): unknown[] => {
        const taken = gather(x, index, dim)
        const added = scatterAdd(x, index, source, dim)
        const [dx] = grad(mul(taken, weight).sum(), [x])
        const [da, ds] = grad(added.square().sum(), [x, source])
        return bits(taken, added, dx!, da!, ds!)
      }
      let got: unknown[] = []
      const used = kernelsOf(() => {
        got = of(slices)
      })
      expect(got).toEqual(of(every))
      expect(used).toEqual(expect.arrayContaining(['indexSelect', 'indexAdd']))
      expect(used).not.toContain('gather')
      expect(used).not.toContain('scatterAdd')
      expect(kernelsOf(() => of(every))).toEqual(expect.arrayContaining(['gather', 'scatterAdd']))
      expect(bits(indexAdd(x, line, source, dim))).toEqual(bits(scatterAdd(x, every, source, dim)))
      expect(kernelsOf(() => indexAdd(x, line, source, dim))).not.toContain('scatterAdd')
    }
  } finally {
    setBackend(before)
  }
})

test('a part of x, and positions out of range', () => {
  const x = randn([4, 3], { generator })
  const slices = tensor([3, 1], { dtype: 'int32' }).reshape([2, 1]).expand([2, 2])
  expect(bits(gather(x, slices, 0))).toEqual(bits(gather(x, slices.clone(), 0)))
  const source = randn([5, 2], { generator })
  expect(bits(scatterAdd(x, slices, source, 0))).toEqual(bits(scatterAdd(x, slices.clone(), source, 0)))
  const bad = tensor([1, 4], { dtype: 'int32' }).reshape([2, 1]).expand([2, 3])
  expect(() => gather(x, bad, 0)).toThrow('gather: expected index from 0 to 3 but received 4 at position 3')
  expect(() => scatterAdd(x, bad, randn([2, 3]), 0)).toThrow(
    'scatterAdd: expected index from 0 to 3 but received 4 at position 3'
  )
})
