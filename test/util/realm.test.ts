// Values of another realm, as jest's and vitest's contexts get them from fs, structuredClone and worker threads. The
// numbers are those of public reports. test/install/runners.test.ts has the runners themselves.
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { loadCheckpoint, saveCheckpoint } from '../../lib/checkpoint/index.ts'
import { collate, DataLoader } from '../../lib/data/index.ts'
import { fromArray, noGrad, type Tensor, tensor } from '../../lib/index.ts'
import { unreadable } from '../../lib/util/files.ts'
import { BRAND, COPY, isAbortSignal, isError, isPlainObject, isPromise, isUrl, tagOf } from '../../lib/util/realm.ts'
import { temporaryFolder } from './folder.ts'

const file = temporaryFolder()
const foreign = (source: string): unknown => runInNewContext(`(${source})`)

describe('is#183, jest#11864', () => {
  test('kinds of values, of this realm and of another', () => {
    for (const value of [{}, Object.create(null), foreign('{ a: 1 }'), structuredClone({})])
      expect(isPlainObject(value)).toBe(true)
    for (const value of [
      null,
      1,
      [],
      new Map(),
      new Date(),
      tensor([1]),
      foreign('[]'),
      foreign('new Map()'),
      foreign('new (class A {})()'),
      Object.create({ a: 1 })
    ])
      expect(isPlainObject(value)).toBe(false)
    expect([isError(foreign('new TypeError("x")')), isError(new DOMException('x')), isError({ message: 'x' })]).toEqual(
      [true, true, false]
    )
    expect([isPromise(foreign('Promise.resolve(1)')), isPromise({}), isPromise(null)]).toEqual([true, false, false])
    expect([
      isUrl(new URL('file:///a')),
      isUrl('file:///a'),
      isAbortSignal(new AbortController().signal),
      isAbortSignal({})
    ]).toEqual([true, false, true, false])
    expect(tagOf(Buffer.alloc(1))).toBe('Uint8Array')
  })

  test('checkpoints and batches', async () => {
    const state = foreign('{ epoch: 3, nested: { list: [1, { a: null }] } }') as object
    await saveCheckpoint(file('a'), state)
    expect(await loadCheckpoint(file('a'))).toEqual({ epoch: 3, nested: { list: [1, { a: null }] } })
    const batch = collate(foreign('[{ a: 1, b: [true] }, { a: 2, b: [false] }]') as { a: number; b: boolean[] }[])
    expect([batch.a.toArray(), (batch.b as Tensor[])[0]!.toArray()]).toEqual([
      [1, 2],
      [true, false]
    ])
  })

  test.each([
    ['Float32Array', 'float32'],
    ['Float64Array', 'float64'],
    ['Int32Array', 'int32']
  ])('%s', (kind, dtype) => {
    const array = foreign(`new ${kind}([1, 2])`) as Float32Array
    const shared = fromArray(array)
    expect([tensor(array).dtype, shared.dtype, shared.add(1).toArray()]).toEqual([dtype, dtype, [2, 3]])
    // It still lies over the memory of the array given.
    array[0] = 7
    expect(shared.toArray()).toEqual([7, 2])
    expect(
      tensor(foreign('new Uint8Array([0, 255])') as Uint8Array)
        .div(255)
        .toArray()
    ).toEqual([0, 1])
  })

  test('promises and errors', async () => {
    const loader = new DataLoader({ length: 1, get: () => foreign('Promise.resolve(1)') })
    expect(() => [...loader]).toThrow('use for await')
    expect(() => noGrad(() => foreign('Promise.resolve(1)'))).toThrow('noGrad')
    const system = foreign('Object.assign(new Error("gone"), { code: "ENOENT", syscall: "open" })')
    expect((unreadable('call', 'a', system, Error) as Error).message).toBe('call: a: cannot be read (gone)')
  })
})

test('a tensor of another copy of the library is distinguished', () => {
  // As a second copy makes them.
  class Copied {
    get [Symbol.for('thalweg.Tensor')]() {
      return {}
    }
  }
  Object.defineProperty(Copied, 'name', { value: 'Tensor' })
  const other = new Copied() as never
  expect(tensor([1])[BRAND]).toBe(COPY)
  const words = 'a Tensor of another copy of thalweg: it is installed twice, or loaded by import and by require'
  expect(() => tensor([1]).add(other)).toThrow(words)
  expect(() => collate([other])).toThrow(words)
})
