// A rank that trains a model with Adam and prints by how much its memory has grown since the model was made, in bytes, as a
// line of JSON: resident memory, and what the optimizer and the plan say of its states. Arguments: the width of the model's
// layers, 'zero' to divide the states. Run by zero.test.ts.
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { init } from '../../lib/distributed/index.ts'
import { manualSeed, randn } from '../../lib/index.ts'
import { planMemory } from '../../lib/inspect/memory/planMemory.ts'
import * as nn from '../../lib/nn/index.ts'
import { Adam } from '../../lib/optim/index.ts'
import { Trainer } from '../../lib/train/index.ts'

const [width = '700', mode = 'zero'] = process.argv.slice(2)
const n = Number(width)
const world = await init({ timeout: 300 })
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined)

async function resident(): Promise<number> {
  for (let k = 0; k < 3; k++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return process.memoryUsage().rss
}

manualSeed(0)
const model = nn.mlp([n, n, n, n, n, n, n, n, n])
const loader = new DataLoader(new TensorDataset(randn([16, n]), randn([16, n])), { batchSize: 8 })
const optimizer = new Adam(model.parameters())
const distributed = { world, shards: 4, zeroRedundancy: mode === 'zero' }
const trainer = new Trainer({ model, optimizer, loss: new nn.MSELoss(), seed: 0, distributed })
await world.barrier()
const before = await resident()
await trainer.fit(loader, { steps: 4 })
const growth = (await resident()) - before
const { states } = optimizer.memory()
const [held, parameters] = [Object.values(states).reduce((sum, bytes) => sum + bytes, 0), optimizer.memory().parameters]
const plan = planMemory(
  { shapes: model.parameters().map(({ shape }) => shape) },
  { optimizer, ranks: mode === 'zero' ? world.size : 1 }
)
const planned = Object.values(plan.states).reduce((sum, bytes) => sum + bytes, 0)
console.log(JSON.stringify({ rank: world.rank, growth, held, planned, parameters }))
