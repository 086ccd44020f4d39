// The examples of the docstrings of lib, and what they speak of without making it. Called by the tests that run them and
// check their types.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../declarations.ts'

/** The code of an @example, and where it stands: a file of lib and a line. */
export interface Example {
  readonly file: string
  readonly line: number
  readonly code: string
}

// Makes what examples speak of: a name, and the code that it stands for.
const CONTEXT: Record<string, string> = {
  x: 'const x = rand([8, 4])',
  y: 'const y = tensor([0, 1, 1, 0, 1, 0, 0, 1], { dtype: "int32" })',
  images: 'const images = rand([8, 3, 32, 32])',
  context: 'const context = { seed: 1n, epoch: 0, batch: 0, indices: Uint32Array.from({ length: 8 }, (_, k) => k) }',
  data: 'const data = new TensorDataset(x, y)',
  model: 'const model = Object.assign(mlp([4, 8, 2]), { body: mlp([4, 8]), head: mlp([8, 2]) })',
  criterion: 'const criterion = new nn.CrossEntropyLoss()',
  optimizer: 'const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 })',
  scheduler: 'const scheduler = new StepLR(optimizer, { stepSize: 30 })',
  averaged: 'const averaged = new AveragedModel(model)',
  loader: 'const loader = new DataLoader(data, { batchSize: 4, shuffle: true })',
  trainLoader: 'const trainLoader = new DataLoader(data, { batchSize: 4 })',
  logits: 'const logits = rand([8, 10])',
  labels: 'const labels = randint(0, 10, [8])',
  tokens: 'const tokens = randint(0, 100, [8])',
  loss: 'const loss = criterion.forward(model.forward(x), y)',
  validationLoss: 'const validationLoss = 0.5',
  w: 'const w = tensor([1, 2], { requiresGrad: true })',
  a: 'const a = data',
  b: 'const b = data',
  step: 'const step = (...values: unknown[]) => values.length',
  train: 'const train = () => undefined',
  valLoader: 'const valLoader = new DataLoader(data, { batchSize: 4 })',
  validation: 'const validation = new DataLoader(data, { batchSize: 4 })',
  testLoader: 'const testLoader = new DataLoader(data, { batchSize: 4 })',
  experiment: `const experiment = experimentOf({
    model: () => mlp([4, 8, 2]),
    data: ({ seed }) => ({ train: new DataLoader(data, { batchSize: 4, shuffle: true, seed }), validation }),
    optimizer: { name: 'SGD', lr: 0.1 }, loss: 'crossEntropy', metrics: ['Accuracy'], epochs: 2
  })`,
  trainer: 'const trainer = new Trainer({ model, optimizer, loss: criterion, metrics: [new Accuracy()] })'
}

function examplesOf(file: string): Example[] {
  const text = readFileSync(join(ROOT, 'lib', file), 'utf8')
  return Array.from(text.matchAll(/^( *)\* @example\n((?: *\*(?! @|\/).*\n)+)/gm), ({ 2: code, index }) => ({
    file,
    line: text.slice(0, index).split('\n').length,
    code: code!.replace(/^ *\* ?/gm, '')
  }))
}

// The docstrings of plainMethods.ts are copies.
const files = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && path !== 'ops/gen/plainMethods.ts'
)
export const examples = files.flatMap(examplesOf)
/** Whether code mentions a name as a variable. */
export const uses = (text: string, name: string): boolean => new RegExp(`(?<![.\\w'])${name}\\b(?!:)`).test(text)

/** The code that makes what an example speaks of. */
export function setupOf(code: string): string {
  // From the last to the first: what is made of other names of the context needs those.
  return Object.entries(CONTEXT).reduceRight(
    (text, [name, make]) => (uses(`${text}\n${code}`, name) ? `${make}\n${text}` : text),
    ''
  )
}
