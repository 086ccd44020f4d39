// Digits with a multilayer perceptron. Run: npx tsx examples/digits-mlp.ts [--fast]
import { crossEntropy, manualSeed, noGrad, scope } from 'thalweg'
import { DataLoader, subset } from 'thalweg/data'
import { Accuracy } from 'thalweg/metrics'
import { Flatten, mlp, Sequential } from 'thalweg/nn'
import { AdamW } from 'thalweg/optim'
import { digits } from './support/digits.ts'

const fast = process.argv.includes('--fast')
const seed = 1
manualSeed(seed)

const { train, test } = digits(seed)
const some = fast ? subset(train, Array(1000).keys()) : train
const loader = new DataLoader(some, { batchSize: 64, shuffle: true, seed })

const model = new Sequential(new Flatten(), mlp([784, 256, 128, 10], { dropout: 0.2 }))
const optimizer = new AdamW(model.parameters(), { lr: 1e-3, weightDecay: 0.01 })
console.log(String(model))

for (let epoch = 1; epoch <= (fast ? 2 : 10); epoch++) {
  let sum = 0
  for (const [x, y] of loader) {
    sum += scope(() => {
      const loss = crossEntropy(model.forward(x), y)
      optimizer.zeroGrad()
      loss.backward()
      optimizer.step()
      return loss.item()
    })
  }
  const accuracy = new Accuracy()
  model.eval()
  for (const [x, y] of new DataLoader(test, { batchSize: 500 })) {
    accuracy.update(
      noGrad(() => model.forward(x)),
      y
    )
  }
  model.train()
  console.log(`epoch ${epoch}  loss ${(sum / loader.length).toFixed(4)}  accuracy ${accuracy.compute().toFixed(4)}`)
}
