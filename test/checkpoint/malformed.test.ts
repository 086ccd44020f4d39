// Headers that break the format in the ways that the safetensors project's own tests list (its Rust and Python tests, its
// folder of attacks, its issues), and in ways that JavaScript adds. As data: the header, the data, what the error says.
import { readdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCheckpoint, loadSafetensors, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { writeSafetensors } from '../../lib/checkpoint/safetensors.ts'
import { CheckpointError } from '../../lib/errors.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { temporaryFolder } from '../util/folder.ts'
import { writeRaw } from './raw.ts'

const file = temporaryFolder()

// A header of a length that the file claims, whatever follows.
function claimed(length: bigint, rest: Uint8Array): string {
  const bytes = Buffer.alloc(8 + rest.length)
  bytes.writeBigUInt64LE(length)
  bytes.set(rest, 8)
  writeFileSync(file('claimed'), bytes)
  return file('claimed')
}

const error = async (path: string): Promise<unknown> =>
  loadSafetensors(path).then(
    () => null,
    (thrown: unknown) => thrown
  )

async function refused(path: string, message: string): Promise<void> {
  const thrown = await error(path)
  expect(thrown, message).toBeInstanceOf(CheckpointError)
  expect((thrown as Error).message).toContain(`loadSafetensors: ${path}: `)
  expect((thrown as Error).message).toContain(message)
}

const SQUARE = '{"w":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}'
const whole = (fields: string): string => `{"w":{${fields}}}`
const deep = (n: number, open: string, close: string): string => open.repeat(n) + close.repeat(n)

const ROWS: [what: string, header: string, dataBytes: number, message: string][] = [
  // One buffer that many tensors share would let a small file ask for any amount of memory.
  [
    'ten tensors over the same bytes',
    `{${Array.from({ length: 10 }, (_, k) => `"w${k}":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}`).join()}}`,
    16,
    'an overlap'
  ],
  ['bytes after the data, as another format would have them', SQUARE, 16 + 31, 'but there are 47'],
  ['two bytes too few', SQUARE, 14, 'expected 16 bytes of data after the header but there are 14'],
  ['a lone brace', '{', 0, 'expected the header to be JSON in UTF-8'],
  ['nothing but blanks', '     ', 0, 'expected the header to begin with {'],
  ['blanks before', '\t\n{}', 0, 'expected the header to begin with { but its first byte is 9'],
  ['a byte order mark before', '\uFEFF{}', 0, 'expected the header to begin with { but its first byte is 239'],
  ['a null byte behind', '{}\0', 0, 'expected the header to be JSON'],
  ['two objects', '{}{}', 0, 'expected the header to be JSON'],
  ['a trailing comma', '{"w":1,}', 0, 'expected the header to be JSON'],
  ['a comment', '{/* */}', 0, 'expected the header to be JSON'],
  ['NaN', whole('"dtype":"F32","shape":[NaN],"data_offsets":[0,4]'), 4, 'expected the header to be JSON'],
  ['offsets that are too short for the shape', whole('"dtype":"I32","shape":[2,2],"data_offsets":[0,4]'), 4, 'span 4'],
  [
    'a shape beyond 64 bits',
    whole('"dtype":"I32","shape":[2,18446744073709551614],"data_offsets":[0,16]'),
    16,
    "expected the shape of 'w' to be whole numbers >= 0"
  ],
  [
    'a size beyond 64 bits',
    whole('"dtype":"I32","shape":[2,9223372036854775807],"data_offsets":[0,16]'),
    16,
    "expected the shape of 'w' to be whole numbers >= 0"
  ],
  [
    'a size that wraps to the right one',
    whole('"dtype":"U8","shape":[4294967296,4294967296,16],"data_offsets":[0,16]'),
    16,
    'but its data_offsets span 16'
  ],
  ['1e400', whole('"dtype":"U8","shape":[1e400],"data_offsets":[0,1e400]'), 4, "expected the shape of 'w'"],
  ['minus zero is zero', whole('"dtype":"U8","shape":[1],"data_offsets":[-0,1]'), 2, 'but there are 2'],
  ['offsets beyond the file', whole('"dtype":"U8","shape":[99],"data_offsets":[0,99]'), 4, 'but there are 4'],
  ['offsets far beyond', whole('"dtype":"U8","shape":[9e15],"data_offsets":[0,9e15]'), 4, 'but there are 4'],
  ['data that begins late', whole('"dtype":"U8","shape":[4],"data_offsets":[4,8]'), 8, 'a hole'],
  ['offsets in reverse', whole('"dtype":"U8","shape":[4],"data_offsets":[4,0]'), 4, "the data_offsets of 'w'"],
  ['offsets as text', whole('"dtype":"U8","shape":[4],"data_offsets":["0","4"]'), 4, "the data_offsets of 'w'"],
  ['one offset', whole('"dtype":"U8","shape":[4],"data_offsets":[4]'), 4, "the data_offsets of 'w'"],
  [
    'offsets as an object',
    whole('"dtype":"U8","shape":[4],"data_offsets":{"0":0,"1":4}'),
    4,
    "the data_offsets of 'w'"
  ],
  ['no offsets', whole('"dtype":"U8","shape":[4]'), 4, 'but they are undefined'],
  ['no shape', whole('"dtype":"U8","data_offsets":[0,4]'), 4, 'but it is undefined'],
  ['no dtype', whole('"shape":[4],"data_offsets":[0,4]'), 4, 'but it is undefined'],
  ['a dtype in Python', whole('"dtype":"float32","shape":[1],"data_offsets":[0,4]'), 4, "but it is 'float32'"],
  ['a dtype as a number', whole('"dtype":0,"shape":[1],"data_offsets":[0,4]'), 4, 'but it is 0'],
  ['a dtype of all objects', whole('"dtype":"constructor","shape":[1],"data_offsets":[0,4]'), 4, "'constructor'"],
  ['a shape of one number', whole('"dtype":"U8","shape":4,"data_offsets":[0,4]'), 4, 'but it is 4'],
  ['a shape of shapes', whole('"dtype":"U8","shape":[[4]],"data_offsets":[0,4]'), 4, "expected the shape of 'w'"],
  [
    'a dtype by prototype',
    '{"w":{"__proto__":{"dtype":"U8"},"shape":[4],"data_offsets":[0,4]}}',
    4,
    'but it is undefined'
  ],
  ['a list of entries', '{"w":[]}', 0, "expected 'w' to be an object"],
  ['__proto__ as a number', '{"__proto__":1}', 0, "expected '__proto__' to be an object but it is 1"],
  ['a name twice', `{"w":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"w":${SQUARE}}`, 0, "but 'w' comes twice"],
  ['__proto__ twice', '{"__proto__":{},"__proto__":{}}', 0, "but '__proto__' comes twice"],
  ['metadata twice', '{"__metadata__":{},"__metadata__":{}}', 0, 'comes twice'],
  ['metadata of numbers', '{"__metadata__":{"a":1}}', 0, "expected __metadata__ to hold strings but 'a' is 1"],
  ['metadata of objects', '{"__metadata__":{"a":{}}}', 0, "expected __metadata__ to hold strings but 'a' is"],
  ['metadata null', '{"__metadata__":null}', 0, 'expected __metadata__ to be an object but it is null'],
  ['deep arrays', `{"w":${deep(200_000, '[', ']')}}`, 0, ''],
  ['deep objects', `{"w":${`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`}}`, 0, ''],
  ['deep shapes', whole(`"dtype":"U8","shape":${deep(100_000, '[', ']')},"data_offsets":[0,0]`), 0, ''],
  ['deep metadata', `{"__metadata__":{"a":${deep(100_000, '[', ']')}}}`, 0, '']
]

test.each(ROWS)('%s', async (_, header, dataBytes, message) => {
  await refused(writeRaw(file('bad'), header, new Uint8Array(dataBytes)), message)
})

test('lengths that a header can never have', async () => {
  const header = new TextEncoder().encode(SQUARE)
  await refused(claimed(0xffffff000000003cn, header), 'expected a header of at most 100000000 bytes but it claims')
  await refused(claimed(60n, new Uint8Array()), 'expected a header of 60 bytes but only 0 follow its length')
  await refused(claimed(1n, Uint8Array.of(0xff)), 'expected the header to begin with {')
  await refused(claimed(2n, Uint8Array.of(0x7b, 0xff)), 'expected the header to be JSON in UTF-8')
  await refused(claimed(0n, new Uint8Array()), 'expected the header to begin with { but its first byte is missing')
  writeFileSync(file('empty'), '')
  await refused(file('empty'), 'expected at least 8 bytes but the file has 0')
  // Ninety megabytes of names: an error of the sum, in bounded time and memory.
  const many = Buffer.alloc(90_000_000, 0x20)
  many.write('{"a":1')
  many[many.length - 1] = 0x7d
  await refused(claimed(BigInt(many.length), many), "expected 'a' to be an object but it is 1")
})

describe('what is allowed', () => {
  const load = async (header: string, data: ArrayLike<number> = []) =>
    loadSafetensors(writeRaw(file('ok'), header, data))

  test('blanks behind, empty shapes, no elements', async () => {
    expect(await load('{}\r \t\n')).toEqual({ tensors: {}, metadata: {} })
    const { tensors } = await load('{"w":{"dtype":"I32","shape":[],"data_offsets":[0,4]}}', [1, 0, 0, 0])
    expect([tensors.w!.shape, tensors.w!.item()]).toEqual([[], 1])
    const none = await load('{"w":{"dtype":"I32","shape":[2,0],"data_offsets":[0, 0]}}')
    expect(none.tensors.w!.shape).toEqual([2, 0])
    expect((await load('{"__metadata__":{}}')).metadata).toEqual({})
  })

  test('names of paths and of what all objects have are names, and touch no file', async () => {
    const names = [
      '../../up',
      '/etc/passwd',
      'C:\\x',
      'a\0b',
      '.',
      '',
      '__proto__',
      'constructor',
      'toString',
      '$tensor'
    ]
    const before = readdirSync(dirname(file('x')))
    const tensors = Object.fromEntries(names.map((name, k) => [name, tensor([k])]))
    const metadata = Object.fromEntries(names.map((name) => [name, name]))
    await saveSafetensors(file('names'), tensors, metadata)
    const back = await loadSafetensors(file('names'))
    expect(Object.keys(back.tensors)).toEqual(names)
    expect(names.map((name) => Object.getOwnPropertyDescriptor(back.tensors, name)!.value.item())).toEqual(
      names.map((_, k) => k)
    )
    expect(Object.entries(back.metadata)).toEqual(names.map((name) => [name, name]))
    expect(Object.getPrototypeOf(back.tensors)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).polluted).toBe(undefined)
    expect(readdirSync(dirname(file('x'))).filter((name) => !before.includes(name))).toEqual(['names'])
  })
})

// Sealed as a checkpoint should be, but with a state that none has.
describe('a checkpoint with a sound seal', () => {
  async function sealed(state: string, tensors = {}): Promise<unknown> {
    const metadata = { 'thalweg.checkpoint': '1', 'thalweg.state': state }
    await writeSafetensors('test', file('sealed'), tensors, metadata, { checksum: true })
    return loadCheckpoint(file('sealed'))
  }

  test.each([
    ['{"$tensor":"../../x"}', {}, "expected a tensor '../../x' but there is none"],
    ['{"$tensor":"__proto__"}', {}, "expected a tensor '__proto__' but there is none"],
    ['{"$tensor":"toString"}', {}, "expected a tensor 'toString' but there is none"],
    ['{"a":1', {}, 'expected its state to be JSON'],
    ['', {}, 'expected its state to be JSON'],
    ['{}', { a: tensor([1]) }, "expected every tensor in its state but 'a' is not"],
    [deep(100_000, '[', ']'), {}, 'expected a state of at most 100 levels'],
    [`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, {}, 'expected a state of at most 100 levels'],
    ['{"$number":"12 apples"}', {}, "expected NaN, Infinity, -Infinity, -0 but it is '12 apples'"]
  ])('%.40s', async (state, tensors, message) => {
    const thrown = await sealed(state, tensors).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(CheckpointError)
    expect((thrown as Error).message).toContain(`loadCheckpoint: ${file('sealed')}: `)
    expect((thrown as Error).message).toContain(message)
  })

  test('prototype names are keys like any other', async () => {
    const state = (await sealed('{"__proto__":{"polluted":1},"a":{"$tensor":"__proto__"}}', {
      ['__proto__']: tensor([7])
    })) as Record<string, unknown>
    expect(Object.keys(state)).toEqual(['__proto__', 'a'])
    expect(state.polluted).toBe(undefined)
    expect(({} as Record<string, unknown>).polluted).toBe(undefined)
  })
})
