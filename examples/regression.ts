// Regression from a CSV file: numbers, a category and missing values. Run: npx tsx examples/regression.ts [--fast]
import { fileURLToPath } from 'node:url'
import { manualSeed, mseLoss, noGrad, scope } from 'thalweg'
import { applyTable, DataLoader, fitTable, randomSplit, readTable } from 'thalweg/data'
import { MeanAbsoluteError, R2 } from 'thalweg/metrics'
import { mlp } from 'thalweg/nn'
import { AdamW } from 'thalweg/optim'

const fast = process.argv.includes('--fast')
manualSeed(1)

// Prices of flats in thousands: area in m2, rooms, year, distance to the center in km, district.
const path = fileURLToPath(new URL('data/flats.csv', import.meta.url))
const table = await readTable(path)
const [train, test] = randomSplit(table, [0.8, 0.2], { seed: 1 })
// Means, deviations and fills come from the training rows alone.
const fitted = fitTable(train, { target: 'price', missing: 'mean', standardize: true })
const { dataset, featureNames, target } = applyTable(fitted, train)
console.log(`${table.length} flats, features ${featureNames.join(', ')}`)

const model = mlp([featureNames.length, 32, 32, 1], { activation: 'silu' })
const optimizer = new AdamW(model.parameters(), { lr: 5e-3, weightDecay: 0.05 })
const loader = new DataLoader(dataset, { batchSize: 32, shuffle: true, seed: 1 })
// The network learns prices of mean 0 and spread 1.
const [mean, std] = [target!.mean().item(), target!.std().item()]

for (let epoch = 1; epoch <= (fast ? 20 : 100); epoch++) {
  for (const [x, y] of loader) {
    scope(() => {
      optimizer.zeroGrad()
      mseLoss(model.forward(x!), y!.sub(mean).div(std)).backward()
      optimizer.step()
    })
  }
}

const [error, r2] = [new MeanAbsoluteError(), new R2()]
for (const [x, y] of new DataLoader(applyTable(fitted, test).dataset, { batchSize: 100 })) {
  const predicted = noGrad(() => model.forward(x!).mul(std).add(mean))
  error.update(predicted, y!)
  r2.update(predicted, y!)
}
console.log(`off by ${error.compute().toFixed(1)} thousand on average, R2 ${r2.compute().toFixed(3)}`)
