// Every @example of lib runs. Public names, and those of the file itself, are there without an import; so are a few
// that examples speak of without making them (examples.ts). `expression // value` must hold where the value is a literal.
import { mkdirSync, writeFileSync } from 'node:fs'
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
import { examples, setupOf, uses } from './examples.ts'
import { bodyOf, ENTRIES, runBody } from './run.ts'

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
  // In its own block the example may make what the context would have made.
  const body = `${setupOf(code)}\n{\n${bodyOf(claims(code))}\n}`
  const all = new Map([...names, ...Object.entries(own)])
  const given = Object.fromEntries([...all].filter(([name]) => uses(body, name) && name !== 'var'))
  const { code: script } = transformSync(`async function example() {\n${body}\n}`, { loader: 'ts' })
  process.chdir(inFolder('.'))
  await runBody(`${script}\nawait example()`, (got, want) => close(plain(got), want), given)
})

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(100)
})
