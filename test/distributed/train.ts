// A rank of a training run with everything that could differ between ranks: dropout, batch norm, AdamW, clipping, an
// average, accumulation, a last batch that is smaller, metrics, checkpoints. Prints hashes as a line of JSON. Arguments:
// folder of the checkpoints, harm ('none', 'kill', 'stop', 'throw'; 'cut' and 'any': somebody else does it), its rank, its
// step, 'zero' to divide the states of the optimizer and 'bfloat16' to multiply and sum in that; after 'then', the same for a second run.
// Run by the tests of this folder.
import { createHash } from 'node:crypto'
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { setLevel } from '../../lib/backend/index.ts'
import { DataLoader, TensorDataset } from '../../lib/data/index.ts'
import { init } from '../../lib/distributed/index.ts'
import { fromArray, Generator, manualSeed, randn, setBackend } from '../../lib/index.ts'
import { Accuracy, AUROC, F1 } from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { AdamW, CosineAnnealingLR } from '../../lib/optim/index.ts'
import { type Callback, EarlyStopping, ModelCheckpoint, Trainer } from '../../lib/train/index.ts'

const [folder = '', harm = 'none', harmed = '0', at = '9', ...modes] = process.argv.slice(2)
const split = modes.includes('then') ? modes.indexOf('then') : modes.length
const world = await init({ timeout: harm === 'none' ? 60 : 5 })

// Ranks of different processors.
if (process.env.THALWEG_TEST_MIX !== undefined) {
  if (world.rank % 3 === 1) setLevel('avx2')
  if (world.rank % 3 === 2) setBackend('js')
}
const SAMPLES = 212
const x = randn([SAMPLES, 1, 6, 6], { generator: new Generator(5) })
const y = fromArray(
  Int32Array.from({ length: SAMPLES }, (_, k) => k % 3),
  [SAMPLES]
)

function made(modes: readonly string[]) {
  // What no rank may depend on: the state of its default generator, and its initial weights.
  manualSeed(100 + world.rank)
  const loader = new DataLoader(new TensorDataset(x, y), { batchSize: 32, shuffle: true, seed: 1 })
  const validation = new DataLoader(new TensorDataset(x, y), { batchSize: 50 })
  if (world.rank === 0) manualSeed(3)
  const model = new nn.Sequential(
    new nn.Conv2d(1, 4, 3),
    new nn.BatchNorm2d(4),
    new nn.ReLU(),
    new nn.Dropout(0.3),
    new nn.Flatten(1),
    new nn.Linear(64, 3)
  )
  const optimizer = new AdamW(model.parameters(), { lr: 0.01 })
  const trainer = new Trainer({
    model,
    optimizer,
    loss: new nn.CrossEntropyLoss(),
    metrics: [new Accuracy(), new F1(), new AUROC()],
    scheduler: new CosineAnnealingLR(optimizer, { tMax: 5 }),
    clipGradNorm: 0.5,
    accumulate: 2,
    ema: 0.9,
    precision: modes.includes('bfloat16') ? 'bfloat16' : 'float32',
    distributed: {
      world,
      shards: 8,
      zeroRedundancy: modes.includes('zero'),
      reduceDtype: modes.includes('bfloat16') ? 'bfloat16' : 'float32'
    }
  })
  return { model, trainer, loader, validation }
}

async function waitFor(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 10))
}

const marker = `${folder}/harmed`
// Of the event loop since the last step.
let turns = 0
if (harm === 'stop') setInterval(() => turns++, 10).unref()
const trouble: Callback = {
  onStep({ step, updated }): void | Promise<void> {
    turns = 0
    if (step !== Number(at) || !updated || world.rank !== Number(harmed) || harm === 'none') return
    if (existsSync(marker)) return
    writeFileSync(marker, '')
    if (harm === 'kill') process.kill(process.pid, 'SIGKILL')
    if (harm === 'stop') process.kill(process.pid, 'SIGSTOP')
    if (harm === 'throw') throw new Error('on purpose')
    if (harm === 'cut') return waitFor(`${folder}/done`)
  }
}
const checkpoint = folder === '' ? null : new ModelCheckpoint({ folder, every: { steps: 1 }, monitor: 'valLoss' })
const resume = checkpoint !== null && existsSync(checkpoint.lastPath) ? { resume: checkpoint.lastPath } : {}
// For somebody who ends this rank at any moment.
if (harm === 'any') {
  writeFileSync(`${folder}/pid-${world.rank}.new`, String(process.pid))
  renameSync(`${folder}/pid-${world.rank}.new`, `${folder}/pid-${world.rank}`)
}
async function train(modes: readonly string[], more: Callback[]): Promise<Record<string, unknown>> {
  const { model, trainer, loader, validation } = made(modes)
  const history = await trainer.fit(loader, {
    epochs: 3,
    validation,
    callbacks: [trouble, new EarlyStopping({ monitor: 'valLoss', patience: 9 }), ...more],
    ...resume
  })
  const hash = createHash('sha256')
  for (const [name, t] of Object.entries({ ...model.stateDict(), ...trainer.averaged!.stateDict() })) {
    hash.update(name).update(t.data)
  }
  const weights = hash.digest('hex')
  const rows = createHash('sha256').update(JSON.stringify(history)).digest('hex')
  const { valLoss, valAuroc } = history
  return { weights, rows, run: trainer.runId, valLoss, valAuroc, sent: world.bytesSent, resumed: 'resume' in resume }
}

try {
  const first = await train(modes.slice(0, split), checkpoint ? [checkpoint] : [])
  const more = split < modes.length ? { second: await train(modes.slice(split + 1), []) } : {}
  console.log(JSON.stringify({ rank: world.rank, ...first, ...more }))
} catch (error) {
  const { code, message } = error as { code?: string; message: string }
  console.log(JSON.stringify({ rank: world.rank, code, message, turns }))
  // mpirun ends the others when the first one leaves.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  process.exitCode = 1
}
