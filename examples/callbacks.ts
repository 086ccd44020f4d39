// Early stopping, the best weights, and your own callback: npx tsx examples/callbacks.ts [--fast]
import { crossEntropy } from 'thalweg'
import { Accuracy } from 'thalweg/metrics'
import { type Callback, EarlyStopping, GradientMonitor, Timer, Trainer } from 'thalweg/train'
import { fast, setup } from './support/setup.ts'

const { model, optimizer, loader, validation, test } = setup()
const trainer = new Trainer({ model, optimizer, loss: crossEntropy, metrics: [new Accuracy()], seed: 1 })

const stopping = new EarlyStopping({ monitor: 'valLoss', patience: fast ? 0 : 2, minDelta: 1e-3, restoreBest: true })
const gradients = new GradientMonitor({ every: 20 })
const timer = new Timer()
const lines: Callback = {
  onEpoch({ epoch, metrics: { valLoss, valAccuracy } }) {
    console.log(`epoch ${epoch}  loss ${valLoss!.toFixed(4)}  accuracy ${valAccuracy!.toFixed(4)}`)
  },
  onFitEnd({ reason, epoch }) {
    console.log(`ended after epoch ${epoch} (${reason}), best loss ${stopping.best!.toFixed(4)}`)
  }
}

await trainer.fit(loader, { epochs: fast ? 8 : 50, validation, callbacks: [stopping, gradients, timer, lines] })
const { loss } = await trainer.evaluate(validation)
console.log(`the best weights are back: loss ${loss!.toFixed(4)}`)
// The validation digits chose these weights: others test them.
const { accuracy } = await trainer.evaluate(test)
console.log(`test accuracy ${accuracy!.toFixed(4)}`)
console.log(`norms of gradients measured: ${gradients.columns.gradNorm!.length}`)
console.log(String(timer))
