// Every @example of lib runs. Public names, and those of the file itself, are there without an import; so are a few
// that examples speak of without making them (CONTEXT). `expression // value` must hold where the value is a literal.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { transformSync } from 'esbuild'
import { parquetWriteBuffer } from 'hyparquet-writer'
import sharp from 'sharp'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { saveSafetensors } from '../../lib/checkpoint/index.ts'
import { writeNpy } from '../../lib/data/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bodyOf, ENTRIES, runBody } from './run.ts'

interface Example {
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
  step: 'const step = () => undefined',
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
const examples = files.flatMap(examplesOf)
const LITERAL = /^(\[.*\]|-?\d[\d.e+-]*|'[^']*'|true|false|null)$/

// `expression // literal` as the claims of the guide.
function claims(code: string): string {
  return code.replace(
    /^(?!const |let |for |import |return |\s)(.+?) \/\/ (?!=> )(.+)$/gm,
    (line, left: string, right: string) => (LITERAL.test(right) ? `${left} // => ${right}` : line)
  )
}

const names = new Map<string, unknown>()
for (const load of Object.values(ENTRIES)) {
  for (const [name, value] of Object.entries(await load())) if (!names.has(name)) names.set(name, value)
}
names.set('nn', await ENTRIES['thalweg/nn']!())

const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'toArray' in value
    ? (value as { toArray(): unknown }).toArray()
    : value

function close(got: unknown, want: unknown): void {
  if (typeof want === 'number' && typeof got === 'number') expect(got).toBeCloseTo(want, 4)
  else if (Array.isArray(want) && Array.isArray(got)) {
    expect(got.length).toBe(want.length)
    for (const [k, value] of want.entries()) close(got[k], value)
  } else expect(got).toEqual(want)
}

// The files that examples read.
const inFolder = temporaryFolder()
beforeAll(async () => {
  for (const name of ['train.csv', 'test.csv']) writeFileSync(inFolder(name), 'size,price\n1,10\n2,25\n3,30\n')
  const idx = new Uint8Array(16 + 2 * 784)
  for (const [k, value] of [0x803, 2, 28, 28].entries()) new DataView(idx.buffer).setUint32(4 * k, value)
  writeFileSync(inFolder('train-images-idx3-ubyte.gz'), gzipSync(idx))
  writeFileSync(inFolder('train.jsonl'), '{"size":1,"label":0}\n{"size":2,"label":1}\n{"size":3,"label":0}\n')
  const column = (name: string) => ({ name, data: [1, 2, 3, 4] })
  const parquet = parquetWriteBuffer({ columnData: ['size', 'rooms', 'price'].map(column) })
  writeFileSync(inFolder('train.parquet'), new Uint8Array(parquet))
  for (const [name, background] of [
    ['one', 'red'],
    ['two', 'blue']
  ] as const) {
    mkdirSync(inFolder(`digits/${name}`), { recursive: true })
    await sharp({ create: { width: 40, height: 30, channels: 3, background } }).toFile(inFolder(`digits/${name}/a.png`))
  }
  mkdirSync(inFolder('cifar-100-binary'))
  writeFileSync(inFolder('cifar-100-binary/test.bin'), new Uint8Array(2 * 3074))
  await writeNpy(inFolder('x.npy'), tensor([1, 2]))
  await saveSafetensors(inFolder('model.safetensors'), { weight: tensor([1]) })
})
const home = process.cwd()
afterEach(() => process.chdir(home))

test.each(examples)('$file:$line', async ({ file, code }) => {
  const own = (await import(join(ROOT, 'lib', file))) as Record<string, unknown>
  const uses = (text: string, name: string): boolean => new RegExp(`(?<![.\\w'])${name}\\b(?!:)`).test(text)
  // From the last to the first: what is made of other names of the context needs those.
  const setup = Object.entries(CONTEXT).reduceRight(
    (text, [name, make]) => (uses(`${text}\n${code}`, name) ? `${make}\n${text}` : text),
    ''
  )
  // In its own block the example may make what the context would have made.
  const body = `${setup}\n{\n${bodyOf(claims(code))}\n}`
  const all = new Map([...names, ...Object.entries(own)])
  const given = Object.fromEntries([...all].filter(([name]) => uses(body, name) && name !== 'var'))
  const { code: script } = transformSync(`async function example() {\n${body}\n}`, { loader: 'ts' })
  process.chdir(inFolder('.'))
  await runBody(`${script}\nawait example()`, (got, want) => close(plain(got), want), given)
})

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(100)
})
