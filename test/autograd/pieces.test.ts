// Backward passes in pieces, as a Trainer in the background makes them.
import { expect, test } from 'vitest'
import { walkInPieces } from '../../lib/autograd/walk.ts'
import { AutogradError } from '../../lib/errors.ts'
import { gelu, grad, manualSeed, noGrad, randn, type Tensor, tensor } from '../../lib/index.ts'

const one = tensor(1)

function problem(): { loss: Tensor; leaves: Tensor[]; middle: Tensor } {
  manualSeed(3)
  const leaves = [[8, 16], [16, 16], [16]].map((shape) => randn(shape, { requiresGrad: true }))
  const [x, w, b] = leaves as [Tensor, Tensor, Tensor]
  const middle = gelu(x.matmul(w).add(b))
  middle.retainGrad()
  // Two forks, and a leaf that is used twice.
  return { loss: middle.matmul(w).add(middle).square().mean(), leaves, middle }
}

const gradientsOf = ({ leaves, middle }: { leaves: Tensor[]; middle: Tensor }): number[][] =>
  [...leaves, middle].map((x) => [...(x.grad!.data as Float32Array)])

test('node by node: the same bits, with another backward pass between any two', () => {
  const [whole, pieces] = [problem(), problem()]
  whole.loss.backward()
  const goOn = walkInPieces([pieces.loss], [one])
  let count = 1
  while (goOn(0)) {
    const other = problem()
    other.loss.backward()
    expect(gradientsOf(other)).toEqual(gradientsOf(whole))
    count++
  }
  expect(count).toBeGreaterThan(5)
  expect(gradientsOf(pieces)).toEqual(gradientsOf(whole))
  expect(() => pieces.loss.backward()).toThrow(AutogradError)
})

test('with time enough it is one piece', () => {
  const [whole, pieces] = [problem(), problem()]
  whole.loss.backward()
  expect(walkInPieces([pieces.loss], [one])(60_000)).toBe(false)
  expect(gradientsOf(pieces)).toEqual(gradientsOf(whole))
})

test('hooks of leaves see the sum, at the end', () => {
  const hooked = (): { calls: number[] } & ReturnType<typeof problem> => {
    const made = problem()
    const calls: number[] = []
    made.leaves[1]!.registerHook((g) => {
      calls.push(g.size)
      return g.mul(2)
    })
    return { ...made, calls }
  }
  const [whole, pieces] = [hooked(), hooked()]
  whole.loss.backward()
  const goOn = walkInPieces([pieces.loss], [one])
  while (goOn(0)) expect(pieces.calls).toEqual([])
  expect(pieces.calls).toEqual([256])
  expect(gradientsOf(pieces)).toEqual(gradientsOf(whole))
})

test('a hook of a leaf that is removed between two pieces', () => {
  const [whole, pieces] = [problem(), problem()]
  // A leaf with a hook gets the sum of its gradients at the end, in another order.
  whole.leaves[1]!.registerHook(() => undefined)
  whole.loss.backward()
  const hook = pieces.leaves[1]!.registerHook((g) => g.mul(2))
  const goOn = walkInPieces([pieces.loss], [one])
  let last = goOn(0)
  for (let k = 0; k < 4; k++) last &&= goOn(0)
  expect(last).toBe(true)
  hook.remove()
  while (goOn(0));
  expect(gradientsOf(pieces)).toEqual(gradientsOf(whole))
})

test('another walk through the same graph is refused between two pieces, and leaves it alone', () => {
  const [whole, pieces] = [problem(), problem()]
  whole.loss.backward()
  const goOn = walkInPieces([pieces.loss], [one])
  let refused = 0
  while (goOn(0)) {
    for (const root of [pieces.loss, pieces.middle.sum()]) {
      expect(() => grad(root, [pieces.leaves[0]!], { retainGraph: true })).toThrow('pauses in this one')
      refused++
    }
  }
  expect(refused).toBeGreaterThan(5)
  expect(gradientsOf(pieces)).toEqual(gradientsOf(whole))
})

test('a tensor that changes between two pieces is found', () => {
  const { loss, leaves } = problem()
  const goOn = walkInPieces([loss], [one])
  expect(goOn(0)).toBe(true)
  noGrad(() => leaves[0]!.fill_(1))
  expect(() => {
    while (goOn(0));
  }).toThrow('changed in place')
})
