import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scope } from '../../lib/autograd/scope.ts'
import { loadSafetensors, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { OptionError } from '../../lib/errors.ts'
import { fromArray, tensor, zeros } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { temporaryFolder } from '../util/folder.ts'
import { entry, writeRaw } from './raw.ts'

const file = temporaryFolder()

const bits = (t: Tensor): number[] => {
  const { data } = t
  return [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]
}

const raw = (name: string, header: string | object, data?: ArrayLike<number>) => writeRaw(file(name), header, data)

describe('round trip', () => {
  test('every dtype, scalar, empty and special values, metadata, order of names', async () => {
    const tensors = {
      flag: tensor([true, false, true]),
      weight: tensor([
        [1.5, -0, Number.NaN],
        [Infinity, 1e-45, -3.4e38]
      ]),
      double: tensor([Math.PI, 5e-324], { dtype: 'float64' }),
      steps: tensor(7, { dtype: 'int32' }),
      none: zeros([0, 3]),
      'ünïcode "name"\n': tensor([-2147483648, 2147483647], { dtype: 'int32' })
    }
    await saveSafetensors(file('all'), tensors, { epoch: '3', ключ: '"quoted"\\' })
    const back = await loadSafetensors(file('all'))
    expect(back.metadata).toEqual({ epoch: '3', ключ: '"quoted"\\' })
    expect(Object.keys(back.tensors)).toEqual(Object.keys(tensors))
    for (const [name, t] of Object.entries(tensors)) {
      const other = back.tensors[name]!
      expect([other.dtype, other.shape]).toEqual([t.dtype, t.shape])
      expect(bits(other)).toEqual(bits(t))
    }
  })

  test('any tensors', async () => {
    const anyTensor = fc
      .tuple(
        fc.constantFrom('float32', 'float64', 'int32', 'bool' as const),
        fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
        fc.infiniteStream(fc.integer())
      )
      .map(([dtype, shape, values]) => {
        const n = shape.reduce((a, b) => a * b, 1)
        return tensor(
          Float64Array.from({ length: n }, () => values.next().value),
          { dtype, shape }
        )
      })
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: 'grapheme' }), anyTensor, { noNullPrototype: true }),
        fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
        fc.boolean(),
        async (tensors, metadata, checksum) => {
          delete tensors.__metadata__
          await saveSafetensors(file('any'), tensors, metadata, { checksum })
          const back = await loadSafetensors(file('any'))
          expect(Object.entries(back.metadata).sort()).toEqual(Object.entries(metadata).sort())
          expect(Object.keys(back.tensors)).toEqual(Object.keys(tensors))
          for (const name of Object.keys(tensors)) expect(bits(back.tensors[name]!)).toEqual(bits(tensors[name]!))
        }
      ),
      { numRuns: 60 }
    )
  })

  test('a tensor named __proto__ is a tensor like any other', async () => {
    await saveSafetensors(
      file('proto'),
      JSON.parse('{"a":1}', (k, v) => (k === 'a' ? zeros([1]) : v))
    )
    const path = raw('proto2', '{"__proto__":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}', [1])
    const { tensors } = await loadSafetensors(path)
    expect(Object.keys(tensors)).toEqual(['__proto__'])
    await saveSafetensors(file('proto3'), tensors)
    expect(Object.keys((await loadSafetensors(file('proto3'))).tensors)).toEqual(['__proto__'])
  })

  test('writes aligned data behind a header padded with spaces', async () => {
    await saveSafetensors(file('aligned'), {
      b: tensor([true]),
      a: tensor([1, 2], { dtype: 'float64' }),
      c: zeros([3])
    })
    const bytes = readFileSync(file('aligned'))
    const length = Number(bytes.readBigUInt64LE(0))
    const text = bytes.toString('utf8', 8, 8 + length)
    expect((8 + length) % 64).toBe(0)
    expect(text).toMatch(/^\{.*\} *$/)
    expect(JSON.parse(text)).toEqual({
      b: entry('BOOL', [1], 28, 29),
      a: entry('F64', [2], 0, 16),
      c: entry('F32', [3], 16, 28)
    })
    expect(bytes.length).toBe(8 + length + 29)
  })

  test('holds the values of the moment of the call', async () => {
    const x = fromArray(new Float32Array(1000).fill(1))
    const saving = saveSafetensors(file('moment'), { x })
    x.data.fill(2)
    await saving
    expect((await loadSafetensors(file('moment'))).tensors.x!.data.every((v) => v === 1)).toBe(true)
  })
})

describe('what others write', () => {
  const read = async (dtype: string, data: number[]) => {
    const width = /\d+$/.exec(dtype) ? Number(/\d+$/.exec(dtype)![0]) / 8 : 1
    const { x } = (await loadSafetensors(raw('x', { x: entry(dtype, [data.length / width], 0, data.length) }, data)))
      .tensors
    return [x!.dtype, ...x!.data]
  }

  test('narrow and wide dtypes', async () => {
    expect(await read('F16', [0, 0x3c, 0, 0xc0, 1, 0, 0xff, 3, 0, 4, 0xff, 0x7b, 0, 0xfc, 0, 0x80])).toEqual([
      'float32',
      1,
      -2,
      2 ** -24,
      1023 * 2 ** -24,
      2 ** -14,
      65504,
      -Infinity,
      -0
    ])
    expect(await read('F16', [1, 0x7e])).toEqual(['float32', Number.NaN])
    expect(await read('BF16', [0x80, 0x3f, 0x49, 0x40, 1, 0x80])).toEqual([
      'float32',
      1,
      3.140625,
      -Math.fround(2 ** -133)
    ])
    expect(await read('I8', [255, 127, 128])).toEqual(['int32', -1, 127, -128])
    expect(await read('U8', [255, 0])).toEqual(['uint8', 255, 0])
    expect(await read('I16', [0, 128, 255, 127])).toEqual(['int32', -32768, 32767])
    expect(await read('U16', [255, 255])).toEqual(['int32', 65535])
    expect(await read('U32', [255, 255, 255, 255])).toEqual(['int64', 4294967295])
    expect(await read('I64', [0, 0, 0, 128, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 31, 0])).toEqual([
      'int64',
      -2147483648,
      2 ** 53 - 1
    ])
    expect(await read('U64', [9, 0, 0, 0, 0, 0, 0, 0])).toEqual(['int64', 9])
    expect(await read('BOOL', [0, 1, 2])).toEqual(['bool', 0, 1, 1])
  })

  test('every half agrees with its formula', async () => {
    const data = new Uint8Array(new Uint16Array(65536).map((_, k) => k).buffer)
    const { x } = (await loadSafetensors(raw('halves', { x: entry('F16', [65536], 0, data.length) }, data))).tensors
    x!.data.forEach((value, h) => {
      const [e, f] = [(h >> 10) & 31, h & 1023]
      const size = e === 31 ? (f ? Number.NaN : Infinity) : e === 0 ? f * 2 ** -24 : (1 + f / 1024) * 2 ** (e - 15)
      if (!Object.is(value, h & 0x8000 ? -size : size)) throw new Error(`half ${h}: ${value}`)
    })
  })

  test('values that do not fit', async () => {
    await expect(read('I64', [0, 0, 0, 0, 0, 0, 32, 0])).rejects.toThrow(
      `loadSafetensors: ${file('x')}: 'x': element 0 is 9007199254740992, which does not fit int64, which is exact from -(2^53 - 1) to 2^53 - 1`
    )
    await expect(read('I64', [0, 0, 0, 0, 0, 0, 224, 255])).rejects.toThrow('element 0 is -9007199254740992')
    await expect(read('U64', new Array(8).fill(255))).rejects.toThrow('element 0 is 18446744073709551615')
  })

  const python = spawnSync('python3', ['-c', 'import json, struct'])
  const havePython = python.status === 0
  if (!havePython) console.log('no python3 on the path: the exchange with Python is not tested')
  test.skipIf(!havePython)('a reader and writer in Python agree', async () => {
    const program = `
import json, struct, sys
raw = open(sys.argv[1], 'rb').read()
n = struct.unpack('<Q', raw[:8])[0]
header = json.loads(raw[8:8 + n])
data = raw[8 + n:]
codes = {'F32': 'f', 'F64': 'd', 'I32': 'i', 'BOOL': '?'}
out = {'metadata': header.pop('__metadata__')}
for name, e in header.items():
    a, b = e['data_offsets']
    out[name] = [e['dtype'], e['shape']] + list(struct.unpack('<%d%s' % (eval('*'.join(map(str, e['shape'])) or '1'), codes[e['dtype']]), data[a:b]))
print(json.dumps(out))
body = struct.pack('<3e', 0.5, -1.25, 65504) + struct.pack('<2q', -5, 12) + struct.pack('<2f', 0.1, 1e-40)
text = json.dumps({'h': {'dtype': 'F16', 'shape': [3], 'data_offsets': [0, 6]}, 'n': {'dtype': 'I64', 'shape': [1, 2], 'data_offsets': [6, 22]}, 'f': {'dtype': 'F32', 'shape': [2], 'data_offsets': [22, 30]}, '__metadata__': {'format': 'pt'}}).encode()
open(sys.argv[2], 'wb').write(struct.pack('<Q', len(text)) + text + body)
`
    await saveSafetensors(
      file('to-python'),
      {
        f: tensor([[0.1], [-2.5]]),
        d: tensor([0.1], { dtype: 'float64' }),
        i: tensor([-7, 8], { dtype: 'int32' }),
        b: tensor([true, false]),
        s: tensor(3)
      },
      { made: 'here' }
    )
    const run = spawnSync('python3', ['-c', program, file('to-python'), file('from-python')], { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    expect(JSON.parse(run.stdout)).toEqual({
      metadata: { made: 'here' },
      f: ['F32', [2, 1], Math.fround(0.1), -2.5],
      d: ['F64', [1], 0.1],
      i: ['I32', [2], -7, 8],
      b: ['BOOL', [2], true, false],
      s: ['F32', [], 3]
    })
    const { tensors, metadata } = await loadSafetensors(file('from-python'))
    expect(metadata).toEqual({ format: 'pt' })
    expect(tensors.h!.toArray()).toEqual([0.5, -1.25, 65504])
    expect(tensors.n!.toArray()).toEqual([[-5, 12]])
    expect(tensors.f!.toArray()).toEqual([0.1, 1e-40].map(Math.fround))
  })
})

describe('saving', () => {
  test('leaves no temporary file and keeps the old file when it fails', async () => {
    await saveSafetensors(file('kept'), { a: tensor([1]) })
    const before = statSync(file('kept')).mtimeMs
    await expect(saveSafetensors(file('kept'), { a: 3 as unknown as Tensor })).rejects.toThrow(OptionError)
    await expect(saveSafetensors(`${file('no')}/such/folder/x`, {})).rejects.toMatchObject({ code: 'ENOENT' })
    expect(statSync(file('kept')).mtimeMs).toBe(before)
    expect(readdirSync(dirname(file('kept'))).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('a folder in its place: the temporary file goes', async () => {
    await expect(saveSafetensors(dirname(file('x')), {})).rejects.toThrow()
    const parent = dirname(dirname(file('x')))
    const own = dirname(file('x')).split('/').pop()!
    expect(readdirSync(parent).filter((name) => name.startsWith(`.${own}.`))).toEqual([])
  })

  test('refuses what it cannot write', async () => {
    const cases: [Promise<void>, string][] = [
      [saveSafetensors(3 as unknown as string, {}), 'saveSafetensors: expected path to be a string but received 3'],
      [saveSafetensors(file('n'), null as never), 'saveSafetensors: expected tensors by name but received null'],
      [saveSafetensors(file('n'), { a: [1] as never }), 'saveSafetensors: expected a to be a tensor but received [1]'],
      [
        saveSafetensors(file('n'), { __metadata__: zeros([1]) }),
        'saveSafetensors: a tensor cannot be named __metadata__'
      ],
      [
        saveSafetensors(file('n'), {}, { a: 1 as never }),
        'saveSafetensors: expected metadata.a to be a string but received 1'
      ],
      [saveSafetensors(file('n'), {}, [] as never), 'saveSafetensors: expected metadata to be an object of strings'],
      [saveSafetensors(file('n'), {}, { 'thalweg.sha256': '' }), 'the metadata name thalweg.sha256 is taken'],
      [
        saveSafetensors(file('n'), {}, {}, { checkSum: true } as never),
        'unknown option checkSum; did you mean checksum?'
      ]
    ]
    for (const [saving, message] of cases) {
      await expect(saving).rejects.toThrow(OptionError)
      await expect(saving).rejects.toThrow(message)
    }
    await expect(loadSafetensors(undefined as never)).rejects.toThrow('loadSafetensors: expected path to be a string')
  })

  test('a released tensor is refused', async () => {
    let lost: Tensor | undefined
    scope(() => {
      lost = zeros([100])
    })
    await expect(saveSafetensors(file('n'), { lost: lost! })).rejects.toThrow(
      'saveSafetensors: this tensor of shape [100] was released'
    )
  })
})

test('a header whose length begins with the bytes of another kind of file loads: 0x80 is a Python pickle', async () => {
  for (const length of [0x80, 0x280, 0x1f8b - (0x1f8b % 8)]) {
    const header = JSON.stringify({ weight: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }).padEnd(length)
    const path = raw(`padded ${length}`, header, [0, 0, 128, 63])
    expect((await loadSafetensors(path)).tensors.weight!.toArray()).toEqual([1])
  }
})
