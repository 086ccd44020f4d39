// A rank of runs whose optimizer states are divided: every optimizer, and everything that meets gradients or states on
// its way. Prints hashes as a line of JSON. Arguments: 'whole' to leave the states whole, a folder. Run by zero.test.ts.
import { createHash } from 'node:crypto'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { init } from '../../lib/distributed/index.ts'
import { Generator, manualSeed, randn } from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import * as optim from '../../lib/optim/index.ts'
import {
  type Callback,
  type FitOptions,
  GradientMonitor,
  ModelCheckpoint,
  OptimizerSwitch,
  Trainer,
  type TrainerOptions
} from '../../lib/train/index.ts'

const [mode = 'zero', folder = ''] = process.argv.slice(2)
const world = await init({ timeout: 60 })
const divides = mode === 'zero'
const x = randn([40, 1, 6, 6], { generator: new Generator(1) })
const y = randn([40, 3], { generator: new Generator(2) })
const make = (width = 12): nn.Module =>
  new nn.Sequential(
    new nn.Conv2d(1, 3, 3),
    new nn.ReLU(),
    new nn.Flatten(1),
    new nn.Linear(48, width),
    new nn.Linear(width, 3)
  )
const matrices = (model: nn.Module) => model.parameters().filter(({ ndim }) => ndim === 2)

type Make = (model: nn.Module) => optim.Optimizer
const OPTIMIZERS: Record<string, Make> = {
  Muon: (model) => new optim.Muon(matrices(model), { lr: 0.01 }),
  Groups: (model) => {
    const [first, ...rest] = model.parameters()
    return new optim.AdamW(
      [
        { params: [first!], lr: 0.1 },
        { params: rest, weightDecay: 0.3 }
      ],
      { amsgrad: true }
    )
  },
  Momentum: (model) => new optim.SGD(model.parameters(), { lr: 0.01, momentum: 0.9, nesterov: true }),
  Lookahead: (model) => new optim.Lookahead(new optim.Adam(model.parameters(), { lr: 0.01 }), { k: 2 })
}
// Every class, but for those that are refused, or need sparse gradients, a closure, or an optimizer inside.
const OTHERS = /^(Muon|Prodigy|ScheduleFree.*|SparseAdam|LBFGS|SAM|Lookahead|ComposedOptimizer)$/
const NAMED = Object.entries(optim).flatMap(([name, of]) =>
  typeof of === 'function' && of.prototype instanceof optim.Optimizer && !OTHERS.test(name) ? [name] : []
)
type Known = Record<string, new (params: unknown, options: object) => optim.Optimizer>
for (const name of NAMED) {
  OPTIMIZERS[name] = (model) => new (optim as unknown as Known)[name]!(model.parameters(), { lr: 0.01 })
}

const hashOf = (model: nn.Module): string => {
  const hash = createHash('sha256')
  for (const [name, t] of Object.entries(model.stateDict())) hash.update(name).update(t.data as never)
  // Short, because launchers mix long lines of several ranks.
  return hash.digest('hex').slice(0, 12)
}

const loader = () => new DataLoader(new TensorDataset(x, y), { batchSize: 16, shuffle: true, seed: 3 })

function trainer(optimizer: Make, options: Partial<TrainerOptions> = {}, width?: number): Trainer {
  manualSeed(7)
  const model = make(width)
  return new Trainer({
    model,
    optimizer: optimizer(model),
    loss: new nn.MSELoss(),
    seed: 1,
    distributed: { world, shards: 4, zeroRedundancy: divides },
    ...options
  })
}

async function fit(optimizer: Make, options: Partial<TrainerOptions> = {}, more: Partial<FitOptions> = {}) {
  const one = trainer(optimizer, options)
  await one.fit(loader(), { epochs: 2, ...more })
  return one
}

const adam: Make = (model) => new optim.Adam(model.parameters(), { lr: 0.01 })
const hashes: Record<string, string> = {}
// How many parameters have a state here.
const counts: Record<string, number> = {}
for (const [name, optimizer] of Object.entries(OPTIMIZERS)) {
  const { model, optimizer: used } = await fit(optimizer, { clipGradNorm: 0.1 })
  hashes[name] = hashOf(model)
  counts[name] = model.parameters().filter((p) => used.stateOf(p) !== undefined).length
}

async function hash(name: string, run: () => Promise<Trainer>): Promise<Trainer> {
  const one = await run()
  hashes[name] = hashOf(one.model)
  return one
}

await hash('clipped', async () => {
  // More than one chunk of a norm.
  const one = trainer(adam, { clipGradNorm: 0.1 }, 400)
  await one.fit(loader(), { epochs: 1 })
  return one
})
await hash('accumulated', () => fit(adam, { accumulate: 2, ema: 0.9 }))
await hash('switched', () => {
  const to = ({ model }: Trainer) => new optim.SGD(matrices(model), { lr: 0.01, momentum: 0.9 })
  // Within an accumulation.
  return fit(adam, { accumulate: 2 }, { callbacks: [new OptimizerSwitch({ to, step: 1 })] })
})
await hash('watched', () => {
  const callbacks = [new GradientMonitor({ onNonFinite: 'rollBack' })]
  return fit(adam, { clipGradNorm: 0.1, accumulate: 2 }, { callbacks })
})
await hash('scheduled', async () => {
  const one = await fit(adam)
  const scheduler = new optim.CosineAnnealingLR(one.optimizer, { tMax: 4 })
  one.setOptimizer(one.optimizer, { scheduler })
  // Continues with the states of before.
  await one.fit(loader(), { epochs: 4, resume: true })
  return one
})
await hash('unfrozen', async () => {
  const half: Make = (model) => new optim.Adam(matrices(model), { lr: 0.01 })
  const unfreeze: Callback = {
    onEpoch: ({ epoch }, one) => {
      if (epoch !== 1) return
      one.optimizer.addParamGroup({ params: one.model.parameters().filter(({ ndim }) => ndim !== 2), lr: 0.1 })
    }
  }
  return fit(half, {}, { callbacks: [unfreeze] })
})
await hash('rolledBack', async () => {
  let kept: Awaited<ReturnType<Trainer['snapshot']>> | null = null
  const callback: Callback = {
    async onStep({ step }, one) {
      if (step === 2 && kept === null) {
        kept = await one.snapshot()
        return
      }
      if (step === 4 && kept !== null) {
        one.rollBack(kept)
        kept = null
      }
      // An evaluation of all ranks while rank 0 writes.
      if (step === 3) await one.evaluate(loader())
    }
  }
  const checkpoint = new ModelCheckpoint({ folder: `${folder}/rolled`, every: { steps: 1 } })
  const one = trainer(adam, { accumulate: 2 })
  await one.fit(loader(), { epochs: 3, callbacks: [checkpoint, callback] })
  return one
})
const saved = await hash('saved', async () => {
  const one = await fit(adam, {}, { epochs: 1 })
  await one.save(`${folder}/saved.safetensors`)
  const snapshot = await one.snapshot()
  hashes.states = createHash('sha256')
    .update(Object.keys(snapshot.optimizer.state).sort().join())
    .update(
      Object.values(snapshot.optimizer.state)
        .map(({ expAvg }) => (expAvg as { data: Float32Array }).data.join())
        .sort()
        .join()
    )
    .digest('hex')
  const next = trainer(adam)
  await next.fit(loader(), { epochs: 2, resume: `${folder}/saved.safetensors` })
  await one.fit(loader(), { epochs: 2, resume: true })
  hashes.continued = hashOf(next.model)
  return one
})

function refused(body: () => unknown): string {
  try {
    body()
    return 'nothing'
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`
  }
}

const asked = (optimizer: Make): Trainer =>
  trainer(optimizer, { distributed: { world, shards: 4, zeroRedundancy: true } })
const refusals = {
  prodigy: refused(() => asked((model) => new optim.Prodigy(model.parameters()))),
  scheduleFree: refused(() => asked((model) => new optim.ScheduleFreeAdamW(model.parameters()))),
  plain: refused(() =>
    asked((model) => {
      const none = (): void => undefined
      const plain = { paramGroups: [{ params: model.parameters(), lr: 1 }], step: none, zeroGrad: none }
      return { ...plain, stateDict: () => ({}), loadStateDict: none } as never
    })
  ),
  switched: refused(() => {
    const one = asked(adam)
    one.setOptimizer(new optim.Prodigy(one.model.parameters()))
  }),
  stateDict: refused(() => saved.stateDict())
}
const before = world.bytesSent
await fit(adam, {}, { epochs: 1 })
await world.barrier()
console.log(
  JSON.stringify({
    rank: world.rank,
    hashes,
    counts,
    ...(world.size === 1 ? { refusals } : {}),
    bytes: world.bytesSent - before
  })
)
