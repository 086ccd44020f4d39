// Two ranks that differ, once in each way: what each rank is told, as a line of JSON. Run by mpi.test.ts.
import { existsSync, writeFileSync } from 'node:fs'
import { DataLoader, type Dataset, TensorDataset } from '../../lib/data/index.ts'
import { init } from '../../lib/distributed/index.ts'
import { Generator, manualSeed, randn, type Tensor } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { search, uniform } from '../../lib/search/index.ts'
import { type Callback, findBatchSize, profile, Trainer, type TrainerOptions } from '../../lib/train/index.ts'

const [folder = ''] = process.argv.slice(2)
const world = await init({ timeout: 20 })
const { rank } = world
const x = randn([24, 3], { generator: new Generator(1) })
const y = randn([24, 1], { generator: new Generator(2) })

function made(options: Partial<TrainerOptions> = {}, lr = 0.1): Trainer {
  manualSeed(5)
  const model = nn.mlp([3, 4, 1])
  const optimizer = new SGD(model.parameters(), { lr })
  return new Trainer({
    model,
    optimizer,
    loss: new nn.MSELoss(),
    seed: 1,
    distributed: { world, shards: 2 },
    ...options
  })
}

const loader = (seed = 0, dataset: Dataset<readonly Tensor[]> = new TensorDataset(x, y)) =>
  new DataLoader(dataset as TensorDataset<readonly [Tensor, Tensor]>, { batchSize: 8, shuffle: true, seed })

async function told(body: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await body()) ?? 'nothing'
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`
  }
}

const only = (who: number, callback: Callback): Callback[] => (rank === who ? [callback] : [])
const said: Record<string, string> = {}
// Refused on every rank, before any of them waits for another.
said.profile = await told(() => profile(made(), loader()))
said.findBatchSize = await told(() => findBatchSize(made(), loader()))
said.reduce = await told(() =>
  made({ distributed: { world, shards: 2, reduceDtype: rank === 0 ? 'float32' : 'bfloat16' } }).fit(loader(), {
    epochs: 1
  })
)
said.seed = await told(() => made().fit(loader(rank), { epochs: 1 }))
said.rate = await told(() => made({}, rank === 0 ? 0.1 : 0.2).fit(loader(), { epochs: 1 }))
said.options = await told(() => made(rank === 0 ? {} : { clipGradNorm: 1 }).fit(loader(), { epochs: 1 + rank }))
said.resume = await told(() => made().fit(loader(), { epochs: 1, ...(rank === 1 ? { resume: '/nowhere' } : {}) }))
said.callback = await told(() => {
  const callbacks = only(1, { onStep: (_, trainer) => trainer.scaleLearningRate(2) })
  return made().fit(loader(), { epochs: 1, callbacks })
})
said.data = await told(() => {
  const whole = new TensorDataset(x, y)
  const broken: Dataset<readonly Tensor[]> = {
    length: 24,
    get: (k) => {
      if (rank === 1 && k === 17) throw new Error('sample 17 is broken')
      return whole.get(k)
    }
  }
  return made().fit(loader(0, broken), { epochs: 1 })
})
said.model = await told(() => {
  let calls = 0
  const computeLoss = (batch: Tensor[]): Tensor => {
    if (rank === 1 && ++calls === 2) throw new Error('a bug')
    return batch[0]!.sum().mul(trainer.model.parameters()[0]!.sum())
  }
  const trainer = made({ loss: undefined as never, computeLoss })
  return trainer.fit(loader(), { epochs: 1 })
})
said.stop = await told(async () => {
  const trainer = made()
  await trainer.fit(loader(), {
    epochs: 5,
    callbacks: only(1, { onStep: (event) => (event.step === 4 ? trainer.stop() : undefined) })
  })
  return [trainer.step, trainer.epoch]
})
said.abort = await told(async () => {
  const controller = new AbortController()
  const callbacks = only(0, {
    onStep: (event) => (event.step === 2 ? controller.abort(new Error('enough')) : undefined)
  })
  await made().fit(loader(), { epochs: 5, callbacks, signal: controller.signal })
})
said.rollBack = await told(async () => {
  const trainer = made()
  const state = await trainer.snapshot()
  await trainer.fit(loader(), { epochs: 1, callbacks: only(1, { onStep: (_, t) => t.rollBack(state) }) })
})
said.save = await told(async () => {
  const trainer = made()
  await trainer.fit(loader(), { epochs: 1 })
  const path = `${folder}/saved.safetensors`
  await trainer.save(path)
  // Rank 0 has written it when the others continue.
  const there = existsSync(path)
  await trainer.load(path)
  return [there, await told(() => trainer.save('/nowhere/a.safetensors'))]
})
said.evaluate = await told(async () => {
  const trainer = made()
  await trainer.fit(loader(), { epochs: 1 })
  return trainer.evaluate(loader())
})
said.search = await told(async () => {
  const objective = async ({ lr }: { lr: number }): Promise<number> => {
    const history = await made({}, lr).fit(loader(), { epochs: 2 })
    return history.trainLoss!.at(-1)!
  }
  const result = await search({ lr: uniform(0.001, 0.2) }, objective, { method: 'tpe', trials: 5, seed: 1 })
  return result.best
})
// Into files: what two ranks print at once mixes if it is long.
writeFileSync(`${folder}/said.${rank}.json`, JSON.stringify(said))
await world.barrier()
