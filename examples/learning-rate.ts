// The learning rate finder: npx tsx examples/learning-rate.ts [--fast]
import { crossEntropy } from 'thalweg'
import { findLearningRate, Trainer } from 'thalweg/train'
import { fast, setup } from './support/setup.ts'

const { model, optimizer, loader, validation } = setup()
const trainer = new Trainer({ model, optimizer, loss: crossEntropy, seed: 1 })

// Model and optimizer are as before afterwards.
const curve = await findLearningRate(trainer, loader, { steps: fast ? 40 : 100 })
console.log(String(curve))
// Null where the loss never falls.
const lr = curve.suggestion() ?? 1e-3
console.log(`suggested rate ${lr.toPrecision(3)}`)

optimizer.paramGroups[0]!.lr = lr
await trainer.fit(loader, { epochs: 1 })
const { loss } = await trainer.evaluate(validation)
console.log(`loss ${loss!.toFixed(4)} after an epoch at this rate`)
