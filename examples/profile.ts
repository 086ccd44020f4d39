// Where time and memory go, and the best batch size: npx tsx examples/profile.ts [--fast] [--trace trace.json]
import { crossEntropy } from 'thalweg'
import { findBatchSize, profile, Trainer } from 'thalweg/train'
import { fast, setup } from './support/setup.ts'

const { model, optimizer, loader } = setup()
const trainer = new Trainer({ model, optimizer, loss: crossEntropy, seed: 1 })

const result = await profile(trainer, loader, { steps: fast ? 5 : 50 })
console.log(String(result))
const at = process.argv.indexOf('--trace')
// For chrome://tracing or ui.perfetto.dev.
if (at > 0) await result.saveTrace(process.argv[at + 1]!)

const sizes = await findBatchSize(trainer, loader, { min: 16, max: fast ? 64 : 1024, steps: fast ? 2 : 10 })
console.log(String(sizes))
console.log(`best batch size ${sizes.best.batchSize}`)
