// background: every op, layer and loss with queued calls has the bits that it has without; reads, writes, errors, turns.
import { afterEach, describe, expect, test } from 'vitest'
import { setBackend } from '../../lib/backend/index.ts'
import { pending } from '../../lib/backend/pending.ts'
import { BackendError, IndexError, OptionError } from '../../lib/errors.ts'
import {
  background,
  crossEntropy,
  embedding,
  gather,
  manualSeed,
  randn,
  scope,
  type Tensor,
  tensor
} from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import * as loss from '../../lib/ops/losses/index.ts'
import { clipGradNorm, SGD } from '../../lib/optim/index.ts'
import { scopeMemory } from '../../lib/tensor/lifetime.ts'
import { LEVELS } from '../backend/bits.ts'
import { flat, layers, losses, rows } from './checks.ts'

const native = LEVELS.length > 0
afterEach(() => {
  if (native) setBackend('native')
  expect([pending.busy, pending.recording]).toEqual([false, false])
})

type Fn = (...inputs: Tensor[]) => unknown

/** The values of a call and the gradients of its inputs, as plain numbers; each once more in recycled memory. */
async function bitsOf(fn: Fn, inputs: readonly Tensor[], queued: boolean): Promise<unknown> {
  const once = (): Tensor[] =>
    scope(() => {
      manualSeed(5)
      for (const x of inputs) x.grad = null
      const out = flat(fn(...inputs)).filter((y) => y?.storage !== undefined)
      const graded = out.filter((y) => y.requiresGrad)
      // Not the same weight for every element.
      for (const y of graded) y.backward(y.detach().mul(0.5).add(0.25), { retainGraph: true })
      return [...out.map((y) => y.detach().clone()), ...inputs.flatMap(({ grad }) => grad ?? [])]
    })
  const all: unknown[] = []
  for (let k = 0; k < 2; k++) {
    const found = queued ? await background(once) : once()
    all.push(found.map((t) => [t.shape, t.dtype, Array.from(t.data)]))
  }
  return all
}

async function same(fn: Fn, inputs: readonly Tensor[]): Promise<void> {
  const own = await bitsOf(fn, inputs, true)
  expect(own).toEqual(await bitsOf(fn, inputs, false))
}

describe('the bits of calls that are not queued', () => {
  for (const [name, checks] of Object.entries(rows)) {
    test(`op ${name}`, async () => {
      for (const [fn, inputs] of checks) await same(fn, inputs)
    })
  }
  for (const [name, checks] of Object.entries(layers)) {
    test(`layer ${name}`, async () => {
      for (const [module, inputs] of checks) {
        const forward: Fn = (...all) => module.forward(...(all.slice(0, inputs.length) as never[]))
        await same(forward, [...inputs, ...module.parameters()])
      }
    })
  }
  test.each(losses)('loss %s %o', async (name, options, inputs) => {
    await same((x, t) => loss[name](x!, t!, options), inputs)
  })
})

test.runIf(native)('calls are queued, and run in their order on another thread', async () => {
  const a = randn([1024, 1024])
  const far = randn([3])
  let turns = 0
  let open = true
  const count = (): void => {
    turns++
    if (open) setImmediate(count)
  }
  const ended = background(() => {
    const y = scope(() => {
      let product = a
      for (let k = 0; k < 6; k++) product = product.matmul(a).mul(0.01)
      return product
    })
    expect(pending.busy).toBe(true)
    return y
  })
  setImmediate(count)
  await new Promise(setImmediate)
  // Memory that has nothing to do with it can be read and used at once.
  expect(far.mul(2).data[0]).toBe(2 * far.data[0]!)
  expect(pending.busy).toBe(true)
  const y = await ended
  open = false
  expect(turns).toBeGreaterThan(5)
  let product = a
  for (let k = 0; k < 6; k++) product = product.matmul(a).mul(0.01)
  expect(y.data).toEqual(product.data)
})

describe('reads and writes within', () => {
  test('item, toArray and data have the values of the calls before', async () => {
    const seen = await background(() => {
      const x = tensor([1, 2, 3])
      const y = x.mul(2)
      const first = y.sum().item()
      const z = y.add(1)
      return [first, z.toArray(), Array.from(z.mul(y).data), String(z)]
    })
    expect(seen).toEqual([12, [3, 5, 7], [6, 20, 42], 'tensor([3., 5., 7.])'])
  })

  test('an array that is held across calls is what it is without a queue', async () => {
    const [y, z, held] = await background(() => {
      const x = tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      const { data } = x
      data[0] = 5
      const y = x.mul(2)
      data[0] = 7
      const z = x.mul(2)
      x.data[1] = 0
      const w = x.add(1)
      return [y, z, [w.data[0], data[1]]] as const
    })
    expect([y.data[0], z.data[0], held]).toEqual([10, 14, [8, 0]])
  })

  test('recycled memory: values are written after the calls that still need it', async () => {
    const run = (): number[] =>
      Array.from({ length: 30 }, (_, k) =>
        scope(() => {
          const x = tensor(Array.from({ length: 100 }, (_, i) => i + k))
          const y = x.mul(x).sum()
          const z = tensor([k, k + 1]).sum()
          return y.add(z)
        })
      ).map((t) => t.item())
    expect(await background(run)).toEqual(run())
  })

  test('indices are those of the call, whatever becomes of their array', async () => {
    const index = tensor([0, 2], { dtype: 'int32' })
    const held = index.data
    const y = await background(() => {
      const y = embedding(tensor([[1], [2], [3]]), index)
      held[1] = 99
      return y
    })
    expect(y.toArray()).toEqual([[1], [3]])
  })
})

describe('errors', () => {
  const logits = randn([2, 3])
  const wrong = tensor([0, 3], { dtype: 'int32' })
  const messageOf = (body: () => unknown): string => {
    try {
      body()
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }

  test('a bad index throws where the call is made, with the same message', async () => {
    let reached = false
    const message = messageOf(() => crossEntropy(logits, wrong))
    expect(message).not.toBe('')
    const ended = background(() => {
      crossEntropy(logits, wrong)
      reached = true
    })
    await expect(ended).rejects.toThrow(message)
    expect(reached).toBe(false)
  })

  test.runIf(native)('a bad index that a kernel computed: nothing after it runs', async () => {
    const x = tensor([[1, 2, 3]])
    const weights = tensor([1, 1, 1])
    const ended = background(() => {
      const index = tensor([[2.5]])
        .add(1)
        .to('int32')
      gather(x, index, 1)
      new SGD([Object.assign(weights, { grad: tensor([1, 1, 1]) })], { lr: 1 }).step()
    })
    await expect(ended).rejects.toThrow(IndexError)
    expect(weights.toArray()).toEqual([1, 1, 1])
  })

  test('of the body: what came before it has run, and the memory is given back', async () => {
    const w = tensor([1, 2, 3], { requiresGrad: true })
    const { held } = scopeMemory()
    const ended = background(() =>
      scope(() => {
        w.mul(3).sum().backward()
        throw new TypeError('mine')
      })
    )
    await expect(ended).rejects.toThrow(new TypeError('mine'))
    expect(w.grad!.toArray()).toEqual([3, 3, 3])
    expect(scopeMemory().held).toBe(held)
  })

  test.runIf(native)('memory that was transferred meanwhile', async () => {
    const x = randn([100])
    const ended = background(() => {
      const y = x.mul(2)
      const { buffer } = x.storage.unsettled
      structuredClone(buffer, { transfer: [buffer as ArrayBuffer] })
      return y
    })
    await expect(ended).rejects.toThrow(BackendError)
    await expect(ended).rejects.toThrow('an ArrayBuffer was transferred or resized')
    expect((await background(() => tensor([1]).add(1))).item()).toBe(2)
  })

  test('a function that is asynchronous, or none', async () => {
    await expect(background(async () => 1)).rejects.toThrow(
      'background: expected a synchronous function but received one that returns a promise'
    )
    await expect(background(3 as never)).rejects.toThrow(OptionError)
    await expect(background(3 as never)).rejects.toThrow('background: expected a function but received 3')
  })
})

test('calls take turns, in their order', async () => {
  const w = tensor([1])
  const order: number[] = []
  const step = (k: number): Promise<void> =>
    background(() => {
      order.push(k)
      w.data[0] = 2 * w.mul(1).item() + k
    })
  await Promise.all([step(1), step(2), step(3)])
  expect([order, w.item()]).toEqual([[1, 2, 3], 19])
})

test('with the JavaScript backend the function simply runs', async () => {
  setBackend('js')
  const value = await background(() => {
    const y = tensor([1, 2]).sum()
    expect(pending.recording).toBe(false)
    return y.item()
  })
  expect(value).toBe(3)
})

test('the steps of a loop, with clipping, as without a queue', async () => {
  const run = async (queued: boolean): Promise<unknown> => {
    manualSeed(1)
    const model = nn.mlp([10, 32, 3])
    const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 })
    const norms: number[] = []
    for (let k = 0; k < 40; k++) {
      const [x, y] = [
        randn([16, 10]),
        tensor(
          Array.from({ length: 16 }, (_, i) => (i * k) % 3),
          { dtype: 'int32' }
        )
      ]
      const step = (): Tensor =>
        scope(() => {
          const value = crossEntropy(model.forward(x), y)
          value.backward()
          norms.push(clipGradNorm(model.parameters(), { maxNorm: 0.3 }))
          optimizer.step()
          optimizer.zeroGrad()
          return value
        })
      norms.push((queued ? await background(step) : step()).item())
    }
    return [norms, model.parameters().map((p) => Array.from(p.data))]
  }
  expect(await run(true)).toEqual(await run(false))
})
