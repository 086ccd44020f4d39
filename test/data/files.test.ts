import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIdx, readNpy, writeNpy } from '../../lib/data/index.ts'
import { DataError, OptionError } from '../../lib/errors.ts'
import { tensor, zeros } from '../../lib/tensor/create.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()

function write(name: string, ...parts: (ArrayLike<number> | string)[]): string {
  writeFileSync(
    file(name),
    Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : Buffer.from(Array.from(p)))))
  )
  return file(name)
}

async function refused(reading: Promise<unknown>, message: string): Promise<void> {
  const error = await reading.then(
    () => null,
    (e: unknown) => e
  )
  expect(error).toBeInstanceOf(DataError)
  expect((error as Error).message).toContain(message)
}

describe('readIdx', () => {
  const sizes = (...n: number[]) => n.flatMap((k) => [k >>> 24, (k >>> 16) & 255, (k >>> 8) & 255, k & 255])

  test('bytes, gzipped or not, scaled or not', async () => {
    const head = [0, 0, 8, 3, ...sizes(2, 1, 2)]
    const plain = write('a.idx', head, [0, 51, 255, 102])
    const zipped = write('a.idx.gz', gzipSync(readFileSync(plain)))
    for (const path of [plain, zipped]) {
      const x = await readIdx(path)
      expect([x.dtype, x.shape, [...x.data]]).toEqual(['int32', [2, 1, 2], [0, 51, 255, 102]])
      const y = await readIdx(path, { scale: 1 / 255 })
      expect([y.dtype, [...y.data]]).toEqual(['float32', [0, 0.2, 1, 0.4].map(Math.fround)])
      const z = await readIdx(path, { dtype: 'float64', scale: 2 })
      expect([z.dtype, [...z.data]]).toEqual(['float64', [0, 102, 510, 204]])
      expect((await readIdx(path, { dtype: 'float32' })).dtype).toBe('float32')
    }
  })

  test('every element type, big endian', async () => {
    const read = async (code: number, bytes: number[], n: number, options = {}) => {
      const x = await readIdx(write('t.idx', [0, 0, code, 1, ...sizes(n)], bytes), options)
      return [x.dtype, ...x.data]
    }
    expect(await read(8, [255], 1)).toEqual(['int32', 255])
    expect(await read(9, [255, 127], 2)).toEqual(['int32', -1, 127])
    expect(await read(11, [255, 254, 1, 0], 2)).toEqual(['int32', -2, 256])
    expect(await read(12, [255, 255, 255, 253, 0, 1, 0, 0], 2)).toEqual(['int32', -3, 65536])
    expect(await read(13, [0x3f, 0xc0, 0, 0], 1)).toEqual(['float32', 1.5])
    expect(await read(14, [0xc0, 0x04, 0, 0, 0, 0, 0, 0], 1)).toEqual(['float64', -2.5])
    expect(await read(13, [0x3f, 0xc0, 0, 0], 1, { scale: 2 })).toEqual(['float32', 3])
    expect(await read(9, [255], 1, { dtype: 'float64' })).toEqual(['float64', -1])
    const scalar = await readIdx(write('s.idx', [0, 0, 8, 0, 7]))
    expect([scalar.shape, scalar.item()]).toEqual([[], 7])
  })

  test('refuses what is none', async () => {
    await refused(readIdx(write('x', [0, 0, 8])), 'expected at least 4 bytes but there are 3')
    await refused(
      readIdx(write('x', [0, 1, 8, 1])),
      'expected the first bytes of an IDX file (00 00 08 to 0e) but they are 00 01 08 01'
    )
    await refused(readIdx(write('x', [0, 0, 10, 1])), 'but they are 00 00 0a 01')
    await refused(
      readIdx(write('x', [0, 0, 8, 2, 0, 0, 0, 1])),
      'expected the sizes of 2 dimensions but the file ends after 8 bytes'
    )
    const head = [0, 0, 8, 1, ...sizes(3)]
    await refused(
      readIdx(write('x', head, [1, 2])),
      `readIdx: ${file('x')}: expected 3 bytes for shape [3] but there are 2`
    )
    await refused(readIdx(write('x', head, [1, 2, 3, 4])), 'but there are 4')
    await refused(readIdx(write('x', gzipSync(Buffer.from(head)).subarray(0, 15))), 'expected a sound gzip file')
    await expect(readIdx(file('x'), { scael: 2 } as never)).rejects.toThrow(
      'readIdx: unknown option scael; did you mean scale?'
    )
    await expect(readIdx(file('x'), { dtype: 'bool' } as never)).rejects.toThrow(OptionError)
    await expect(readIdx(file('nowhere'))).rejects.toMatchObject({ name: 'DataError', code: 'ENOENT' })
    await expect(readNpy(file('nowhere'))).rejects.toThrow(/^readNpy: .*nowhere: cannot be read \(ENOENT: /)
  })
})

describe('readNpy', () => {
  const npy = (header: string, data: ArrayLike<number>, version = 1, name = 'x.npy') => {
    const n = header.length
    const length = version === 1 ? [n & 255, n >> 8] : [n & 255, (n >> 8) & 255, n >> 16, 0]
    return write(name, [0x93], 'NUMPY', [version, 0, ...length], header, data)
  }
  const dictionary = (descr: string, shape: string, fortran = 'False') =>
    `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }   \n`
  const read = async (descr: string, data: number[], n: number) => {
    const x = await readNpy(npy(dictionary(descr, `(${n},)`), data))
    return [x.dtype, ...x.data]
  }

  test('every dtype and byte order', async () => {
    expect(await read('<f4', [0, 0, 0xc0, 0x3f], 1)).toEqual(['float32', 1.5])
    expect(await read('>f4', [0x3f, 0xc0, 0, 0], 1)).toEqual(['float32', 1.5])
    expect(await read('=f4', [0, 0, 0xc0, 0x3f], 1)).toEqual(['float32', 1.5])
    expect(await read('>f8', [0xc0, 4, 0, 0, 0, 0, 0, 0], 1)).toEqual(['float64', -2.5])
    expect(await read('<f8', [0, 0, 0, 0, 0, 0, 4, 0xc0], 1)).toEqual(['float64', -2.5])
    expect(await read('<f2', [0, 0x3e], 1)).toEqual(['float32', 1.5])
    expect(await read('>f2', [0x3e, 0], 1)).toEqual(['float32', 1.5])
    expect(await read('|i1', [255], 1)).toEqual(['int32', -1])
    expect(await read('|u1', [255], 1)).toEqual(['int32', 255])
    expect(await read('|b1', [1, 0], 2)).toEqual(['bool', 1, 0])
    expect(await read('<i2', [254, 255], 1)).toEqual(['int32', -2])
    expect(await read('>i2', [255, 254], 1)).toEqual(['int32', -2])
    expect(await read('>i4', [255, 255, 255, 254], 1)).toEqual(['int32', -2])
    expect(await read('<i4', [254, 255, 255, 255], 1)).toEqual(['int32', -2])
    expect(await read('<i8', [254, 255, 255, 255, 255, 255, 255, 255], 1)).toEqual(['int32', -2])
    expect(await read('>i8', [255, 255, 255, 255, 255, 255, 255, 254], 1)).toEqual(['int32', -2])
    expect(await read('>u2', [1, 0], 1)).toEqual(['int32', 256])
    expect(await read('>u4', [0, 0, 1, 0], 1)).toEqual(['int32', 256])
  })

  test('versions, shapes, Fortran order', async () => {
    for (const version of [1, 2, 3]) {
      const x = await readNpy(npy(dictionary('|u1', '(2, 3)'), [1, 2, 3, 4, 5, 6], version))
      expect(x.toArray()).toEqual([
        [1, 2, 3],
        [4, 5, 6]
      ])
      const y = await readNpy(npy(dictionary('|u1', '(2, 3)', 'True'), [1, 4, 2, 5, 3, 6], version))
      expect(y.toArray()).toEqual(x.toArray())
    }
    expect((await readNpy(npy(dictionary('|u1', '()'), [7]))).item()).toBe(7)
    expect((await readNpy(npy(dictionary('|u1', '(3L,)'), [7, 8, 9]))).toArray()).toEqual([7, 8, 9])
    expect((await readNpy(npy(dictionary('<f4', '(0, 5)', 'True'), []))).shape).toEqual([0, 5])
    const other = "{'shape': (1,), 'fortran_order': True, 'descr': '|i1'}"
    expect((await readNpy(npy(other, [3]))).toArray()).toEqual([3])
  })

  test('Fortran order of any shape', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }), async (shape) => {
        const size = shape.reduce((a, b) => a * b, 1)
        const sizes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
        const x = await readNpy(npy(dictionary('|u1', sizes, 'True'), [...Array(size).keys()]))
        // Element (i0, i1, ...) holds i0 + n0 (i1 + n1 (i2 + ...)).
        const expected: number[] = []
        for (let k = 0; k < size; k++) {
          let rest = k
          const index = [...shape].reverse().map((n) => {
            const i = rest % n
            rest = Math.floor(rest / n)
            return i
          })
          expected.push(index.reverse().reduceRight((at, i, d) => i + shape[d]! * at, 0))
        }
        expect([...x.data]).toEqual(expected)
      }),
      { numRuns: 50 }
    )
  })

  test('what is written is read, and begins on a multiple of 64', async () => {
    for (const x of [
      tensor([[1.5, Number.NaN, -0]]),
      tensor([Math.PI], { dtype: 'float64' }),
      tensor([-7, 8], { dtype: 'int32' }),
      tensor([true, false]),
      tensor(3),
      zeros([2, 0, 3])
    ]) {
      await writeNpy(file('w.npy'), x)
      const y = await readNpy(file('w.npy'))
      expect([y.dtype, y.shape, [...y.data]]).toEqual([x.dtype, x.shape, [...x.data]])
      const bytes = readFileSync(file('w.npy'))
      expect((10 + bytes.readUInt16LE(8)) % 64).toBe(0)
      expect(bytes[9 + bytes.readUInt16LE(8)]).toBe(0x0a)
    }
    await expect(writeNpy(file('w.npy'), [1] as never)).rejects.toThrow('writeNpy: expected x to be a tensor')
  })

  const numpy = spawnSync('python3', ['-c', 'import numpy']).status === 0
  if (!numpy) console.log('no python3 with numpy on the path: the exchange with NumPy is not tested')
  test.skipIf(!numpy)('NumPy reads it and writes it', async () => {
    await writeNpy(file('to.npy'), tensor([[1.5, -2, 3]], { dtype: 'float64' }))
    const program = `
import numpy, sys
x = numpy.load(sys.argv[1])
print(x.dtype, x.shape, x.tolist())
numpy.save(sys.argv[2], numpy.asfortranarray(x.reshape(3, 1).repeat(2, 1)).astype('>i8'))
`
    const { stdout, stderr } = spawnSync('python3', ['-c', program, file('to.npy'), file('from.npy')], {
      encoding: 'utf8'
    })
    expect([stderr, stdout]).toEqual(['', 'float64 (1, 3) [[1.5, -2.0, 3.0]]\n'])
    expect((await readNpy(file('from.npy'))).toArray()).toEqual([
      [1, 1],
      [-2, -2],
      [3, 3]
    ])
  })

  test('refuses what has no place here', async () => {
    const at = (header: string, data: number[] = [], version = 1) => readNpy(npy(header, data, version))
    await refused(readNpy(write('x.npy', 'NUMPY')), 'expected the first bytes of a .npy file')
    await refused(at(dictionary('<f4', '(1,)'), [0, 0, 0, 0], 4), 'expected version 1, 2 or 3 but it is 4')
    await refused(
      at(dictionary('<c8', '(1,)')),
      "expected a dtype of f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8, b1 but it is '<c8'"
    )
    await refused(at(dictionary('<U5', '(1,)')), "but it is '<U5'")
    await refused(at(dictionary('|O', '(1,)')), "but it is '|O'")
    await refused(
      at("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }"),
      'structured dtypes have no place in a tensor'
    )
    await refused(
      at("{'descr': '<f4', 'shape': (1,), }"),
      'expected fortran_order to be True or False but it is missing'
    )
    await refused(
      at("{'descr': '<f4', 'fortran_order': False}"),
      'expected shape to be a tuple of whole numbers but it is missing'
    )
    await refused(at(dictionary('<f4', '(-1,)')), 'expected shape to be a tuple of whole numbers but it is (-1,)')
    await refused(at('hello'), "expected a header dictionary but it is 'hello'")
    await refused(at(`{${' '.repeat(60_000)}x}`), 'expected a header dictionary')
    await refused(at(dictionary('<f4', '(2,)'), [1, 2, 3, 4]), 'expected 8 bytes for shape [2] but there are 4')
    await refused(
      at(dictionary('<i8', '(1,)'), [0, 0, 0, 128, 0, 0, 0, 0]),
      'element 0 is 2147483648, which does not fit int32'
    )
  })

  test('cut off anywhere: a DataError', async () => {
    await writeNpy(file('cut.npy'), tensor([1, 2, 3]))
    const bytes = readFileSync(file('cut.npy'))
    for (let n = 0; n < bytes.length; n++) {
      writeFileSync(file('cut.npy'), bytes.subarray(0, n))
      await expect(readNpy(file('cut.npy')), `cut at ${n}`).rejects.toBeInstanceOf(DataError)
    }
  })
})
