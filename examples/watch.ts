// A live page of two runs, one of them with a learning rate that is too large: npx tsx examples/watch.ts [--fast]
// Needs the package uplot. Ctrl-C ends it. The same from logs: npx thalweg watch runs/
import { setTimeout } from 'node:timers/promises'
import { crossEntropy } from 'thalweg'
import { Accuracy } from 'thalweg/metrics'
import { SGD } from 'thalweg/optim'
import { Advisor, GradientMonitor, LivePage, ResourceMonitor, Trainer } from 'thalweg/train'
import { fast, setup } from './support/setup.ts'

const page = new LivePage({ name: 'digits' })
for (const lr of [0.1, 12]) {
  const { model, loader, validation } = setup()
  const optimizer = new SGD(model.parameters(), { lr })
  const trainer = new Trainer({ model, optimizer, loss: crossEntropy, metrics: [new Accuracy()], seed: 1 })
  const advisor = new Advisor({ every: 20, stream: null })
  const callbacks = [page, new GradientMonitor({ every: 20 }), new ResourceMonitor({ every: 20 }), advisor]
  await trainer.fit(loader, { epochs: fast ? 3 : 10, validation, callbacks })
  console.log(`lr ${lr}: ${advisor.findings.length === 0 ? 'no findings' : ''}`)
  for (const { kind, step, text } of advisor.findings) console.log(`  ${kind} at step ${step}: ${text}`)
}

console.log(`${page.url} shows both runs`)
if (fast) await page.close()
// The page does not keep the process running.
else await setTimeout(2 ** 31 - 1)
