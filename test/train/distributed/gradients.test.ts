// How a Trainer with shards keeps and sums gradients: in bfloat16 with the bits of a sum by hand, and where nobody else
// can harm them.
import { expect, test, vi } from 'vitest'
import { World } from '../../../lib/distributed/world.ts'
import {
  backend,
  fromArray,
  Generator,
  onesLike,
  randn,
  setBackend,
  setNumThreads,
  type Tensor
} from '../../../lib/index.ts'
import * as nn from '../../../lib/nn/index.ts'
import { clipGradNorm, SGD } from '../../../lib/optim/index.ts'
import { type Callback, Trainer, type TrainerOptions } from '../../../lib/train/index.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { bitsOf, EPOCHS, problem, validateEvery } from '../problem.ts'

type Distributed = NonNullable<TrainerOptions['distributed']>

const file = temporaryFolder()
const world = new World(null, 0, 1, 10)

// To nearest, ties to even, of the upper half of a float32.
function rounded(x: number): number {
  const bits = new Uint32Array(new Float32Array([x]).buffer)
  const low = bits[0]! & 0xffff
  const odd = (bits[0]! >>> 16) & 1
  const up = low > 0x8000 || (low === 0x8000 && odd === 1)
  bits[0] = (((bits[0]! >>> 16) + (up ? 1 : 0)) << 16) >>> 0
  return new Float32Array(bits.buffer)[0]!
}

// The weight after a step with rate 1 from 0, where the gradient of each shard is one of the numbers.
async function weightAfter(numbers: readonly number[], distributed: Partial<Distributed>): Promise<number> {
  const model = new nn.Linear(1, 1, { bias: false })
  model.weight.data[0] = 0
  const scaled = fromArray(
    Float32Array.from(numbers, (x) => x * numbers.length),
    [numbers.length, 1]
  )
  const trainer = new Trainer({
    model,
    optimizer: new SGD(model.parameters(), { lr: 1 }),
    computeLoss: (x: Tensor) => model.forward(x).sum(),
    distributed: { world, shards: numbers.length, ...distributed }
  })
  await trainer.fit([scaled], { steps: 1 })
  return model.weight.item()
}

test('bfloat16: each gradient and each sum of two parts is rounded, along the tree', async () => {
  const [a, b, c, d] = [1 / 3, 1.00390625, -0.7, 1e-4]
  const f = Math.fround
  const sum = (x: number, y: number): number => rounded(f(x + y))
  const [ra, rb, rc, rd] = [a, b, c, d].map((x) => rounded(f(x)))
  const reduceDtype = 'bfloat16'
  expect(await weightAfter([a, b, c, d], { reduceDtype })).toBe(-sum(sum(ra!, rb!), sum(rc!, rd!)))
  expect(await weightAfter([a, b, c], { reduceDtype })).toBe(-sum(sum(ra!, rb!), rc!))
  expect(await weightAfter([b], { reduceDtype })).toBe(-1)
  expect(await weightAfter([3.4e38], { reduceDtype, shards: 1 })).toBe(-rounded(f(3.4e38)))
  expect(await weightAfter([a, b, c, d], {})).toBe(f(-(f(f(a) + f(b)) + f(f(c) + f(d)))))
})

class Scale extends nn.Module {
  readonly scale: Tensor
  constructor(initial: Tensor) {
    super()
    this.scale = nn.parameter(initial)
  }
  override forward(x: Tensor): Tensor {
    return x.mul(this.scale)
  }
}

// One step of 70,000 weights, more than are summed at once, with 3 shards.
async function wide(reduceDtype: 'float32' | 'bfloat16', dtype: 'float32' | 'float64'): Promise<number[]> {
  const x = randn([7, 70_000], { generator: new Generator(1) }).to(dtype)
  const model = new Scale(x.select({ dim: 0, index: 0 }).clone())
  const trainer = new Trainer({
    model,
    optimizer: new SGD(model.parameters(), { lr: 0.1 }),
    computeLoss: (batch: Tensor) => model.forward(batch).square().mean(),
    distributed: { world, shards: 3, reduceDtype }
  })
  await trainer.fit([x], { epochs: 1 })
  return Array.from(model.scale.data)
}

test('bfloat16: the same bits with one thread and two, and in JavaScript; float64 gradients are not rounded', async () => {
  const { name, threads } = backend
  try {
    setNumThreads(1)
    const one = await wide('bfloat16', 'float32')
    setNumThreads(2)
    expect(await wide('bfloat16', 'float32')).toEqual(one)
    setBackend('js')
    expect(await wide('bfloat16', 'float32')).toEqual(one)
  } finally {
    setBackend(name)
    setNumThreads(threads)
  }
  expect(await wide('bfloat16', 'float32')).not.toEqual(await wide('float32', 'float32'))
  expect(await wide('bfloat16', 'float64')).toEqual(await wide('float32', 'float64'))
})

const fit = async (
  distributed: Distributed,
  callbacks: readonly Callback[] = [],
  resume?: string
): Promise<Trainer> => {
  const { trainer, loader, validation } = problem({ distributed })
  await trainer.fit(loader, {
    epochs: EPOCHS,
    validation,
    validateEvery,
    callbacks,
    ...(resume === undefined ? {} : { resume })
  })
  return trainer
}
const plain = { world, shards: 2 }
const packed = { ...plain, reduceDtype: 'bfloat16' } as const

test('bfloat16: resumed within an accumulation, and the warning of a run that was summed otherwise', async () => {
  const expected = bitsOf(await fit(packed))
  expect(bitsOf(await fit(packed))).toBe(expected)
  const path = file('packed')
  let batches = 0
  const stop: Callback = {
    async onStep(_, trainer) {
      if (++batches !== 5) return
      await trainer.save(path)
      trainer.stop()
    }
  }
  await fit(packed, [stop])
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  try {
    expect(bitsOf(await fit(packed, [], path))).toBe(expected)
    expect(warn).not.toHaveBeenCalled()
    expect(bitsOf(await fit(plain, [], path))).not.toBe(expected)
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      "Trainer.fit: the run continues with other settings than it had: reduceDtype is 'float32' and was 'bfloat16'"
    ])
  } finally {
    warn.mockRestore()
  }
})

test("a callback's own backward pass leaves the sums of an accumulation as they are", async () => {
  const expected = bitsOf(await fit(plain))
  const x = randn([5, 6], { generator: new Generator(3) })
  let passes = 0
  const own: Callback = {
    onStep(_, { model }) {
      const held = model.parameters().map((p) => p.grad)
      for (const p of model.parameters()) p.grad = null
      // Eval: its running statistics stay.
      model.eval()
      ;(model as nn.Sequential).forward(x).square().sum().backward()
      model.train()
      for (const [k, p] of model.parameters().entries()) {
        expect(p.grad).not.toBe(null)
        p.grad = held[k]!
      }
      passes++
    }
  }
  expect(bitsOf(await fit(plain, [own]))).toBe(expected)
  expect(passes).toBeGreaterThan(20)
})

test('gradients that a callback clips or replaces within an accumulation count as they are then', async () => {
  const within = (change: (parameters: readonly Tensor[]) => void): Callback => ({
    onStep({ updated }, { model }) {
      if (!updated) change(model.parameters())
    }
  })
  const clipped = await fit(plain, [within((parameters) => void clipGradNorm(parameters, { maxNorm: 0.01 }))])
  const replaced = await fit(plain, [
    within((parameters) => {
      clipGradNorm(parameters, { maxNorm: 0.01 })
      for (const p of parameters) if (p.grad !== null) p.grad = fromArray(p.grad.data.slice(), [...p.shape])
    })
  ])
  expect(bitsOf(clipped)).toBe(bitsOf(replaced))
  expect(bitsOf(clipped)).not.toBe(bitsOf(await fit(plain)))
  // A factor that is pending is not for what takes a gradient's place.
  const withOnes = (read: boolean): Callback =>
    within((parameters) => {
      clipGradNorm(parameters, { maxNorm: 0.01 })
      if (read) for (const p of parameters) void p.grad!.data
      parameters[0]!.grad = onesLike(parameters[0]!)
    })
  expect(bitsOf(await fit(plain, [withOnes(false)]))).toBe(bitsOf(await fit(plain, [withOnes(true)])))
})
