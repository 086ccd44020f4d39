// Logs as JSON lines, CSV and TensorBoard: npx tsx examples/logging.ts [--fast] [--folder runs/digits]
// TensorBoard needs the package @bufbuild/protobuf here, and: tensorboard --logdir runs
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { crossEntropy } from 'thalweg'
import { Accuracy } from 'thalweg/metrics'
import { CsvLogger, JsonLinesLogger, type Logger, TensorBoardLogger, Trainer } from 'thalweg/train'
import { fast, setup } from './support/setup.ts'

const options = { fast: { type: 'boolean' }, folder: { type: 'string', default: 'runs/digits' } } as const
const { folder } = parseArgs({ options }).values
const { model, optimizer, loader, validation } = setup()
const trainer = new Trainer({ model, optimizer, loss: crossEntropy, metrics: [new Accuracy()], seed: 1 })

const file = join(folder, 'log.jsonl')
// Your own logger has one method.
const own: Logger = {
  log: (record) => {
    if (record.kind === 'scalars' && 'valLoss' in record.scalars)
      console.log('epoch', record.epoch, record.scalars.valLoss)
  }
}
const loggers = [new JsonLinesLogger(file), new CsvLogger(join(folder, 'log.csv')), new TensorBoardLogger(folder), own]
await trainer.fit(loader, { epochs: fast ? 1 : 5, validation, loggers, logEvery: 10 })

const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
console.log(`${lines.length} lines in ${file}; the last one:\n${lines.at(-1)}`)
