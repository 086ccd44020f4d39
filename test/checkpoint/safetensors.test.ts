import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scope } from '../../lib/autograd/scope.ts'
import { loadSafetensors, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { CheckpointError, OptionError } from '../../lib/errors.ts'
import { fromArray, tensor, zeros } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()

const bits = (t: Tensor): number[] => {
  const { data } = t
  return [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]
}

/** A file with the given header text and data, as another program might write it. */
function raw(name: string, header: string | object, data: ArrayLike<number> = []): string {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  writeFileSync(file(name), bytes)
  return file(name)
}

const entry = (dtype: string, shape: unknown, ...offsets: unknown[]) => ({ dtype, shape, data_offsets: offsets })

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
    expect(await read('U8', [255, 0])).toEqual(['int32', 255, 0])
    expect(await read('I16', [0, 128, 255, 127])).toEqual(['int32', -32768, 32767])
    expect(await read('U16', [255, 255])).toEqual(['int32', 65535])
    expect(await read('U32', [255, 255, 255, 127])).toEqual(['int32', 2147483647])
    expect(await read('I64', [0, 0, 0, 128, 255, 255, 255, 255, 255, 255, 255, 127, 0, 0, 0, 0])).toEqual([
      'int32',
      -2147483648,
      2147483647
    ])
    expect(await read('U64', [9, 0, 0, 0, 0, 0, 0, 0])).toEqual(['int32', 9])
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
    await expect(read('I64', [0, 0, 0, 128, 0, 0, 0, 0])).rejects.toThrow(
      `loadSafetensors: ${file('x')}: 'x': element 0 is 2147483648, which does not fit int32`
    )
    await expect(read('I64', [255, 255, 255, 127, 255, 255, 255, 255])).rejects.toThrow('element 0 is -2147483649')
    await expect(read('U64', new Array(8).fill(255))).rejects.toThrow('element 0 is 18446744073709551615')
    await expect(read('U32', [0, 0, 0, 128])).rejects.toThrow('element 0 is 2147483648')
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

describe('damaged files', () => {
  const refused = async (path: string, message: string) => {
    const error = await loadSafetensors(path).then(
      () => null,
      (e: unknown) => e
    )
    expect(error).toBeInstanceOf(CheckpointError)
    expect((error as Error).message).toContain(`loadSafetensors: ${path}: `)
    expect((error as Error).message).toContain(message)
  }

  test('each rule of the format', async () => {
    const f = (...offsets: unknown[]) => entry('F32', [1], ...offsets)
    const cases: [string | object, number, string][] = [
      ['', 0, 'expected the header to begin with { but its first byte is missing'],
      [' {}', 0, 'expected the header to begin with { but its first byte is 32'],
      ['[]', 0, 'expected the header to begin with { but its first byte is 91'],
      ['{"a":', 0, 'expected the header to be JSON in UTF-8'],
      ['{}x', 0, 'expected the header to be JSON in UTF-8'],
      ['{}', 4, 'expected 0 bytes of data after the header but there are 4'],
      [{ a: f(0, 4) }, 3, 'expected 4 bytes of data after the header but there are 3'],
      [{ a: f(0, 4) }, 5, 'expected 4 bytes of data after the header but there are 5'],
      [{ a: f(4, 8) }, 8, "expected the data of 'a' to begin at byte 0 but it begins at 4: a hole"],
      [{ a: f(0, 4), b: f(8, 12) }, 12, "expected the data of 'b' to begin at byte 4 but it begins at 8: a hole"],
      [{ a: f(0, 4), b: f(2, 6) }, 6, "expected the data of 'b' to begin at byte 4 but it begins at 2: an overlap"],
      [{ a: f(0, 4), b: f(0, 4) }, 4, 'an overlap'],
      [{ a: f(0, 4), b: entry('F32', [0], 2, 2) }, 4, 'an overlap'],
      [{ a: f(0, 8) }, 8, "expected 4 bytes for 'a' (F32 [1]) but its data_offsets span 8"],
      [{ a: entry('F32', [2 ** 52, 2 ** 52], 0, 4) }, 4, 'but its data_offsets span 4'],
      [{ a: f(4, 0) }, 4, "expected the data_offsets of 'a' to be [begin, end] but they are [4, 0]"],
      [{ a: f(0, 4, 4) }, 4, "expected the data_offsets of 'a'"],
      [{ a: f(-4, 0) }, 4, "expected the data_offsets of 'a'"],
      [{ a: f(0.5, 4.5) }, 4, "expected the data_offsets of 'a'"],
      [
        { a: { dtype: 'F32', shape: [1] } },
        4,
        "expected the data_offsets of 'a' to be [begin, end] but they are undefined"
      ],
      [{ a: entry('F32', [-1], 0, 4) }, 4, "expected the shape of 'a' to be whole numbers >= 0 but it is [-1]"],
      [{ a: entry('F32', 1, 0, 4) }, 4, "expected the shape of 'a' to be whole numbers >= 0 but it is 1"],
      [{ a: entry('F8_E4M3', [4], 0, 4) }, 4, "expected the dtype of 'a' to be one of F16, BF16, F32"],
      [{ a: entry('toString', [4], 0, 4) }, 4, "but it is 'toString'"],
      [{ a: 3 }, 0, "expected 'a' to be an object but it is 3"],
      [{ a: null }, 0, "expected 'a' to be an object but it is null"],
      [{ __metadata__: [] }, 0, 'expected __metadata__ to be an object but it is []'],
      [{ __metadata__: { a: 1 } }, 0, "expected __metadata__ to hold strings but 'a' is 1"],
      [
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0061" :{}}',
        4,
        "expected each name once in the header but 'a' comes twice"
      ],
      ['{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4, "but 'dtype' comes twice"],
      [`{"a":${'['.repeat(100_000)}`, 0, 'expected the header to be JSON in UTF-8']
    ]
    for (const [header, bytes, message] of cases) await refused(raw('bad', header, new Array(bytes).fill(0)), message)
  })

  test('equal strings that are no names of one object are no duplicates', async () => {
    const header = {
      __metadata__: { a: 'a', b: 'a":"a', dtype: '\\' },
      a: entry('BOOL', [0], 0, 0),
      b: entry('BOOL', [0], 0, 0)
    }
    expect((await loadSafetensors(raw('fine', header))).metadata.b).toBe('a":"a')
  })

  test('a metadata string of megabytes', async () => {
    const long = 'x"\\'.repeat(2_000_000)
    await saveSafetensors(file('long'), {}, { long })
    expect((await loadSafetensors(file('long'))).metadata.long).toBe(long)
  })

  test('bytes that are no UTF-8', async () => {
    const path = raw('utf8', '{"aa":{"dtype":"BOOL","shape":[0],"data_offsets":[0,0]}}')
    const bytes = readFileSync(path)
    bytes[10] = 0xff
    writeFileSync(path, bytes)
    await refused(path, 'expected the header to be JSON in UTF-8')
  })

  test('lengths beyond the limit or the file', async () => {
    const path = file('length')
    const length = (n: bigint, extra = 0) => {
      const bytes = Buffer.alloc(8 + extra)
      bytes.writeBigUInt64LE(n)
      writeFileSync(path, bytes)
    }
    length(100_000_001n)
    await refused(path, 'expected a header of at most 100000000 bytes but it claims 100000001')
    length(2n ** 64n - 1n)
    await refused(path, 'it claims 18446744073709551615')
    length(100_000_000n, 3)
    await refused(path, 'expected a header of 100000000 bytes but only 3 follow its length: the file is cut off')
    writeFileSync(path, new Uint8Array(7))
    await refused(path, 'expected at least 8 bytes but the file has 7')
  })

  test('a file that is not there gives the error of the system', async () => {
    await expect(loadSafetensors(file('nowhere'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('cut off anywhere: a CheckpointError', async () => {
    await saveSafetensors(file('whole'), { a: tensor([1, 2]), b: tensor([true, false, true]) }, { k: 'v' })
    const bytes = readFileSync(file('whole'))
    for (let n = 0; n < bytes.length; n++) {
      writeFileSync(file('cut'), bytes.subarray(0, n))
      await expect(loadSafetensors(file('cut')), `cut at ${n}`).rejects.toBeInstanceOf(CheckpointError)
    }
  })

  test('any flipped bit of the header: a CheckpointError, or a file that is sound in itself', async () => {
    await saveSafetensors(file('sound'), { a: tensor([1, 2]), b: tensor([true, false, true]) }, { k: 'v' })
    const bytes = readFileSync(file('sound'))
    const header = 8 + Number(bytes.readBigUInt64LE(0))
    let accepted = 0
    for (let at = 0; at < header; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const copy = Buffer.from(bytes)
        copy[at]! ^= 1 << bit
        writeFileSync(file('flipped'), copy)
        try {
          await loadSafetensors(file('flipped'))
          accepted++
        } catch (error) {
          expect(error).toBeInstanceOf(CheckpointError)
        }
      }
    }
    // Letters of names and metadata, dtypes of the same width, and padding turned into other blanks.
    expect(accepted).toBeGreaterThan(0)
    expect(accepted).toBeLessThan(header)
  })

  test('a checksum tells every flipped bit', async () => {
    await saveSafetensors(file('sealed'), { a: tensor([1, 2]), b: tensor([true]) }, { k: 'v' }, { checksum: true })
    expect((await loadSafetensors(file('sealed'))).metadata).toEqual({ k: 'v' })
    const bytes = readFileSync(file('sealed'))
    const key = bytes.indexOf('thalweg.sha256')
    const end = bytes.lastIndexOf('}') + 1
    for (let at = 8; at < bytes.length; at++) {
      // A seal whose name is misspelled is metadata like any other; blanks after the header say nothing.
      if ((at >= key && at < key + 14) || (at >= end && bytes[at] === 0x20)) continue
      const copy = Buffer.from(bytes)
      copy[at]! ^= 1
      writeFileSync(file('broken'), copy)
      await expect(loadSafetensors(file('broken')), `byte ${at}`).rejects.toBeInstanceOf(CheckpointError)
    }
    bytes[bytes.length - 1] = 3
    writeFileSync(file('broken'), bytes)
    await refused(file('broken'), 'expected the checksum')
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
      [
        saveSafetensors(file('n'), { a: [1] as never }),
        'saveSafetensors: expected a to be a tensor but received Array'
      ],
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
