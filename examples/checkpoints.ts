// Stop anywhere, resume there, end with the same bits: npx tsx examples/checkpoints.ts [--fast]
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crossEntropy } from 'thalweg'
import { ModelCheckpoint, Trainer } from 'thalweg/train'
import { fast, setup } from './support/setup.ts'

const folder = mkdtempSync(join(tmpdir(), 'digits-'))
const epochs = fast ? 2 : 5

function make() {
  const { model, optimizer, ...loaders } = setup()
  return { ...loaders, trainer: new Trainer({ model, optimizer, loss: crossEntropy, seed: 1 }) }
}

const whole = make()
await whole.trainer.fit(whole.loader, { epochs })

// Another run is stopped in the middle of an epoch, as Ctrl-C, an error or a power failure would stop it.
const stopped = make()
const checkpoint = new ModelCheckpoint({ folder, every: { steps: 10 } })
await stopped.trainer.fit(stopped.loader, { steps: 27, callbacks: [checkpoint] })

// A new process would do just this.
const resumed = make()
await resumed.trainer.fit(resumed.loader, { epochs, resume: checkpoint.lastPath })

const weights = ({ trainer }: typeof whole): string =>
  JSON.stringify(trainer.model.stateDict()['1.0.weight']!.toArray())
console.log(`stopped after step 27 of ${resumed.trainer.step}, resumed from ${checkpoint.lastPath}`)
console.log(`the same weights, to the bit: ${weights(resumed) === weights(whole)}`)
