// Hyperparameter search with pruning: npx tsx examples/search.ts [--fast] [--file search.jsonl]
// The file keeps the trials: kill the program, start it again, and it continues.
import { crossEntropy } from 'thalweg'
import { DataLoader, subset } from 'thalweg/data'
import { Accuracy } from 'thalweg/metrics'
import { Flatten, mlp, Sequential } from 'thalweg/nn'
import { AdamW, SGD } from 'thalweg/optim'
import { choice, int, logUniform, type Objective, search, uniform, when } from 'thalweg/search'
import { Trainer } from 'thalweg/train'
import { digits } from './support/digits.ts'

const fast = process.argv.includes('--fast')
const at = process.argv.indexOf('--file')
// The test digits stay out of the search, which chooses by what it validates with.
const { train } = digits(1)
const some = subset(train, Array(fast ? 1000 : 2000).keys())
const held = Array.from({ length: 500 }, (_, k) => 7500 + k)
const validation = new DataLoader(subset(train, held), { batchSize: 500 })

const space = {
  lr: logUniform(1e-3, 1e-1),
  units: int(8, fast ? 32 : 128, { log: true }),
  dropout: uniform(0, 0.5),
  optimizer: choice(['adamw', 'sgd']),
  momentum: when('optimizer', ['sgd'], uniform(0, 0.99))
}

const objective: Objective<typeof space> = async ({ lr, units, dropout, optimizer: kind, momentum }, trial) => {
  const model = new Sequential(new Flatten(), mlp([784, units, 10], { dropout }))
  const parameters = model.parameters()
  const optimizer = kind === 'sgd' ? new SGD(parameters, { lr, momentum: momentum! }) : new AdamW(parameters, { lr })
  const loader = new DataLoader(some, { batchSize: 50, shuffle: true, seed: trial.seed })
  const trainer = new Trainer({ model, optimizer, loss: crossEntropy, metrics: [new Accuracy()], seed: trial.seed })
  const { valAccuracy } = await trainer.fit(loader, {
    epochs: fast ? 2 : 6,
    validation,
    callbacks: [{ onEpoch: ({ epoch, metrics }) => trial.report(epoch, metrics.valAccuracy!) }]
  })
  return Math.max(...valAccuracy!)
}

const result = await search(space, objective, {
  method: 'tpe',
  trials: fast ? 8 : 40,
  startupTrials: fast ? 4 : 10,
  direction: 'maximize',
  seed: 1,
  ...(at < 0 ? {} : { file: process.argv[at + 1]! }),
  onTrial: ({ number, state, value }) => console.log(`trial ${number}  ${state}  ${value?.toFixed(4)}`)
})
console.log(`\n${result}`)
