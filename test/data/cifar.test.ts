// readCifar: records made here, in the layout of the binary versions.
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readCifar, TensorDataset } from '../../lib/data/index.ts'
import { DataError, OptionError } from '../../lib/errors.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()

/** Byte i of image k is k + 7 i. */
const pixel = (k: number, i: number): number => (k + 7 * i) % 256

function records(name: string, labels: readonly (readonly number[])[], first = 0, pack = (b: Uint8Array) => b): string {
  const bytes = labels.flatMap((label, k) => [...label, ...Array.from({ length: 3072 }, (_, i) => pixel(first + k, i))])
  writeFileSync(file(name), pack(Uint8Array.from(bytes)))
  return file(name)
}

async function refused(reading: Promise<unknown>, kind: new (m: string) => Error, message: string): Promise<void> {
  const error = await reading.catch((e: unknown) => e)
  expect(error).toBeInstanceOf(kind)
  expect((error as Error).message).toContain(message)
}

test('CIFAR-10: channels, rows and columns in their places', async () => {
  const path = records('10.bin', [[3], [9], [0]])
  const { images, labels } = await readCifar(path)
  expect([images.shape, images.dtype, labels.dtype]).toEqual([[3, 3, 32, 32], 'float32', 'int32'])
  expect(labels.toArray()).toEqual([3, 9, 0])
  for (const [k, c, y, x] of [
    [0, 0, 0, 0],
    [2, 0, 0, 1],
    [1, 1, 0, 0],
    [1, 2, 31, 31],
    [2, 1, 5, 30]
  ] as const) {
    const at = [k, c, y, x].reduce((t, index) => t.select(0, { index }), images)
    expect(at.item()).toBe(Math.fround(pixel(k, c * 1024 + y * 32 + x) / 255))
  }
  expect(new TensorDataset(images, labels).get(1)[1].item()).toBe(9)
})

test('CIFAR-100: fine and coarse labels', async () => {
  const path = records('100.bin', [
    [4, 72],
    [19, 0]
  ])
  expect((await readCifar(path)).labels.toArray()).toEqual([72, 0])
  const { images, labels } = await readCifar(path, { coarse: true, scale: 1 })
  expect(labels.toArray()).toEqual([4, 19])
  expect(Array.from(images.data.subarray(3072, 3076))).toEqual([1, 8, 15, 22])
})

test('several files, gzipped or not, in their order', async () => {
  const paths = [records('a.bin', [[1], [2]]), records('b.bin.gz', [[5]], 2, gzipSync)]
  const { images, labels } = await readCifar(paths)
  expect(labels.toArray()).toEqual([1, 2, 5])
  const whole = await readCifar(records('c.bin', [[1], [2], [5]]))
  expect(images.data).toEqual(whole.images.data)
})

test('what is not such a file', async () => {
  const [ten, hundred] = [records('x.bin', [[1]]), records('y.bin', [[1, 2]])]
  await refused(readCifar([ten, hundred]), DataError, 'expected records of CIFAR-10 as in')
  await refused(readCifar(ten, { coarse: true }), OptionError, 'expected coarse only with CIFAR-100')
  await refused(readCifar(records('l.bin', [[1], [10]])), DataError, 'labels from 0 to 9 but record 1 has 10')
  await refused(readCifar(records('m.bin', [[20, 1]])), DataError, 'labels from 0 to 19 but record 0 has 20')
  await refused(readCifar(records('n.bin', [[1, 100]])), DataError, 'labels from 0 to 99 but record 0 has 100')
  writeFileSync(file('short.bin'), new Uint8Array(3000))
  await refused(
    readCifar(file('short.bin')),
    DataError,
    'records of 3073 bytes (CIFAR-10) or 3074 (CIFAR-100) but the file has 3000'
  )
  writeFileSync(file('empty.bin'), '')
  await refused(readCifar(file('empty.bin')), DataError, 'the file has 0 bytes')
  writeFileSync(file('pickle'), Uint8Array.of(0x80, 2, 0x7d))
  await refused(readCifar(file('pickle')), DataError, 'take the binary version')
  const tar = new Uint8Array(1024)
  tar.set(Buffer.from('ustar'), 257)
  writeFileSync(file('cifar.tar.gz'), gzipSync(tar))
  await refused(readCifar(file('cifar.tar.gz')), DataError, 'a tar archive; unpack it')
  await refused(readCifar(file('none.bin')), DataError, 'none.bin')
  await refused(readCifar([]), OptionError, 'at least one path')
  await refused(readCifar(3 as never), OptionError, 'expected path to be a string')
  await refused(readCifar(ten, { course: true } as never), OptionError, 'did you mean coarse?')
})
