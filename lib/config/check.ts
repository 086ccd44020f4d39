// The fields of a config, checked: an error names the file and the field. Called by build.ts.
import { OptionError } from '../errors.ts'
import {
  anything,
  arrayOf,
  boolean,
  checkOptions,
  either,
  func,
  mismatch,
  number,
  oneOf,
  type Rule,
  required,
  rule,
  text,
  wholeNumber
} from '../util/options.ts'
import type { TrainConfig } from './types.ts'

const count = wholeNumber({ min: 0 })
const object = (expected: string): Rule =>
  rule(expected, (v) => typeof v === 'object' && v !== null && !Array.isArray(v))
const part = (also?: Rule): Rule => {
  const itself = either({ ...func }, rule("a module's path ('parts.mjs#name')", text.test))
  return also === undefined ? itself : either(itself, also)
}

const RULES = {
  model: required(part()),
  data: required(part()),
  optimizer: required(part(object("{ name: 'AdamW', lr: 1e-3 }"))),
  loss: either(func, text, object('a loss with forward(prediction, target)')),
  computeLoss: func,
  metrics: arrayOf(either(text, object('a metric'))),
  scheduler: part(object("{ name: 'CosineAnnealingLR', tMax: 10 }")),
  trainer: object('an object of options'),
  epochs: count,
  steps: count,
  timeLimit: number({ above: 0 }),
  validateEvery: anything,
  seed: count,
  threads: wholeNumber({ min: 1, max: 1024 }),
  distributed: object('{ shards: 8 }'),
  checkpoints: either(text, oneOf(false), object('the options of ModelCheckpoint')),
  callbacks: arrayOf(object('a callback')),
  loggers: arrayOf(object('a logger')),
  logEvery: wholeNumber({ min: 1 }),
  search: object('{ space, method, trials, metric }')
} satisfies Record<keyof TrainConfig, Rule>

const SEARCH = {
  space: required(object('an object of dimensions')),
  method: text,
  trials: wholeNumber({ min: 1 }),
  metric: text,
  direction: oneOf('minimize', 'maximize')
}
const DISTRIBUTED = {
  shards: required(wholeNumber({ min: 1, max: 65536 })),
  zeroRedundancy: boolean,
  reduceDtype: oneOf('float32', 'bfloat16'),
  timeout: number({ above: 0 })
}

// Trainer options that are fields of the config itself.
const BESIDE = ['model', 'optimizer', 'loss', 'computeLoss', 'metrics', 'scheduler', 'seed', 'distributed']

/** Throws unless the fields of a config are valid. `limited`: the command line sets a limit; the config need not. */
export function checkConfig(file: string, config: unknown, limited: boolean): asserts config is TrainConfig {
  checkOptions(file, config, RULES)
  const { epochs, steps, timeLimit, loss, computeLoss, trainer = {}, distributed, search } = config as TrainConfig
  if (distributed !== undefined) checkOptions(`${file}: distributed`, distributed, DISTRIBUTED)
  const sibling = BESIDE.find((name) => name in trainer)
  if (sibling !== undefined) throw new OptionError(`${file}: expected ${sibling} outside trainer but it is inside`)
  if (!limited && (epochs ?? steps ?? timeLimit) === undefined) {
    throw mismatch(file, 'epochs', 'a whole number >= 0 (or give steps or timeLimit)', undefined)
  }
  if (search !== undefined) checkOptions(`${file}: search`, search, SEARCH)
  if ((loss === undefined) === (computeLoss === undefined)) {
    throw mismatch(file, 'loss', 'there unless computeLoss is', loss)
  }
}
