import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadCheckpoint, loadSafetensors, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { CheckpointError } from '../../lib/errors.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { temporaryFolder } from '../util/folder.ts'
import { entry, writeRaw } from './raw.ts'

const file = temporaryFolder()
const raw = (name: string, header: string | object, data?: ArrayLike<number>) => writeRaw(file(name), header, data)

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

  test('equal strings that are not names of one object are not duplicates', async () => {
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

  test('bytes that are not UTF-8', async () => {
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

  test('a file that cannot be read: the call, the path, and what the system says', async () => {
    for (const [call, load] of [
      ['loadSafetensors', loadSafetensors],
      ['loadCheckpoint', loadCheckpoint]
    ] as const) {
      const error = await load(file('nowhere')).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(CheckpointError)
      expect(error).toMatchObject({ code: 'ENOENT', cause: { code: 'ENOENT', syscall: 'open' } })
      expect((error as Error).message).toMatch(`${call}: ${file('nowhere')}: cannot be read (ENOENT: no such file`)
      await expect(load(file('.'))).rejects.toMatchObject({ code: 'EISDIR', name: 'CheckpointError' })
    }
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
