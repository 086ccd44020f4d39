// Optimizers that users write, in a Trainer: a subclass, and a plain object that is resumed and scheduled.
import { describe, expect, test } from 'vitest'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { mseLoss, noGrad, tensor } from '../../lib/index.ts'
import { Linear } from '../../lib/nn/index.ts'
import { type PlainOptimizer, SGD, StepLR, testOptimizer } from '../../lib/optim/index.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { Trainer } from '../../lib/train/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()

/** SGD with momentum, without a base class. */
function momentum(params: readonly Tensor[]): PlainOptimizer {
  const group = { params, lr: 0.05 }
  let velocity: (Tensor | null)[] = params.map(() => null)
  return {
    paramGroups: [group],
    step: () =>
      noGrad(() => {
        for (const [k, p] of params.entries()) {
          if (p.grad === null) continue
          velocity[k] = velocity[k]?.mul(0.9).add(p.grad) ?? p.grad.clone()
          p.sub_(velocity[k]!.mul(group.lr))
        }
      }),
    zeroGrad: () => {
      for (const p of params) p.grad = null
    },
    stateDict: () => ({ lr: group.lr, velocity }),
    loadStateDict: (state: { lr: number; velocity: (Tensor | null)[] }) => {
      group.lr = state.lr
      velocity = state.velocity.map((v) => v?.clone() ?? null)
    }
  }
}

const loader = (): DataLoader<unknown> => {
  const x = tensor(
    Float32Array.from({ length: 32 }, (_, k) => Math.cos(k)),
    { shape: [16, 2] }
  )
  return new DataLoader(new TensorDataset(x, x.mul(2).sum({ dim: 1, keepdim: true })), { batchSize: 4 }) as never
}

const model = (): Linear => {
  const made = new Linear(2, 1)
  made.weight.data.set([0.3, -0.2])
  made.bias!.data.set([0.1])
  return made
}
const weights = (of: Linear): number[] => of.parameters().flatMap((p) => Array.from(p.data))

test('testOptimizer takes it', () => {
  expect(testOptimizer(momentum, { against: SGD, againstOptions: { lr: 0.05, momentum: 0.9 } })).toContain('against')
})

test('a plain object trains as the class does, with a scheduler and clipping', async () => {
  const run = async (make: (params: readonly Tensor[]) => PlainOptimizer): Promise<number[]> => {
    const net = model()
    const optimizer = make(net.parameters())
    const scheduler = new StepLR(optimizer as never, { stepSize: 1, gamma: 0.5 })
    const trainer = new Trainer({ model: net, optimizer, scheduler, clipGradNorm: 1, loss: mseLoss })
    await trainer.fit(loader(), { epochs: 3 })
    expect(optimizer.paramGroups[0]!.lr).toBe(0.05 / 8)
    expect(trainer.history.learningRate).toEqual([0.05, 0.025, 0.0125])
    return weights(net)
  }
  const [plain, wanted] = [await run(momentum), await run((p) => new SGD(p, { lr: 0.05, momentum: 0.9 }))]
  for (const [k, want] of wanted.entries()) expect(plain[k]).toBeCloseTo(want, 5)
})

test('resumed from a file it ends at the same bits', async () => {
  const make = (): Trainer => {
    const net = model()
    return new Trainer({ model: net, optimizer: momentum(net.parameters()), loss: mseLoss })
  }
  const whole = make()
  await whole.fit(loader(), { epochs: 4 })
  const first = make()
  await first.fit(loader(), { epochs: 2 })
  await first.save(file('run.safetensors'))
  const second = make()
  await second.fit(loader(), { epochs: 4, resume: file('run.safetensors') })
  expect(weights(second.model as Linear)).toEqual(weights(whole.model as Linear))
})

test('setOptimizer takes one; trainer.optimizer has its groups', async () => {
  const net = model()
  const trainer = new Trainer({ model: net, optimizer: new SGD(net.parameters(), { lr: 0.1 }), loss: mseLoss })
  const other = momentum(net.parameters())
  trainer.setOptimizer(other)
  expect(trainer.optimizer.paramGroups).toBe(other.paramGroups)
  expect(String(trainer)).toContain('optimizer')
  const before = weights(net)
  await trainer.fit(loader(), { steps: 1 })
  expect(weights(net)).not.toEqual(before)
})

describe('what is missing is named', () => {
  const net = model()
  const fit = momentum(net.parameters())
  const expected =
    '(an instance of Optimizer, or an object with step, zeroGrad, paramGroups, stateDict and loadStateDict)'
  test.each<[object | number, string]>([
    [{ ...fit, stateDict: undefined }, `${expected} but received an object without stateDict`],
    [{ step: fit.step }, `${expected} but received an object without zeroGrad, stateDict, loadStateDict, paramGroups`],
    [3, 'an optimizer but received 3'],
    [{ ...fit, paramGroups: [{ params: net.parameters() }] }, 'optimizer.paramGroups[0] to be { params, lr }'],
    [{ ...fit, paramGroups: [] }, 'at least one parameter'],
    [momentum(model().parameters()), "an optimizer of the model's parameters"]
  ])('%#', (optimizer, message) => {
    expect(() => new Trainer({ model: net, optimizer: optimizer as never, loss: mseLoss })).toThrow(message)
  })
})
