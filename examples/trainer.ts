// Digits with the Trainer: npx tsx examples/trainer.ts [--fast]
import { crossEntropy } from 'thalweg'
import { Accuracy } from 'thalweg/metrics'
import { CosineAnnealingLR } from 'thalweg/optim'
import { ProgressBar, Trainer } from 'thalweg/train'
import { fast, setup } from './support/setup.ts'

const { model, optimizer, loader, validation } = setup()
const epochs = fast ? 2 : 10
const scheduler = new CosineAnnealingLR(optimizer, { tMax: epochs })
const metrics = [new Accuracy()]
const trainer = new Trainer({ model, optimizer, loss: crossEntropy, metrics, scheduler, ema: 0.98, seed: 1 })

const history = await trainer.fit(loader, { epochs, validation, callbacks: [new ProgressBar()] })
console.log(`accuracy ${history.valAccuracy!.at(-1)!.toFixed(4)}`)
