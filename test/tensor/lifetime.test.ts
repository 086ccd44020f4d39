// The states of a storage and the only files that change them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scope } from '../../lib/autograd/scope.ts'
import { FREE, LIVE, PACKED, SCALE_PENDING } from '../../lib/backend/storage.ts'
import { TensorReleasedError } from '../../lib/errors.ts'
import {
  allocate,
  bringBack,
  hide,
  holdGradient,
  PendingScale,
  packAway,
  passOnGradient,
  releaseGradient,
  releaseSince,
  reveal,
  scopeMemory
} from '../../lib/tensor/lifetime.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'
import '../../lib/ops/methods.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { ROOT } from '../declarations.ts'

// Longer than what a backward pass leaves alone.
const LENGTH = 1024
const made = (): Tensor => new Tensor(allocate('float32', LENGTH), [LENGTH])

test('a scope frees what it made and the next one gets the same memory', () => {
  const [t, address] = scope(() => {
    const inner = made()
    expect(inner.storage.state).toBe(LIVE)
    return [{ hidden: () => inner }, inner.data.byteOffset] as const
  })
  const freed = t.hidden()
  expect(freed.storage.state).toBe(FREE)
  expect(() => freed.data).toThrow(TensorReleasedError)
  expect(() => freed.data).toThrow('at the end of the scope that made it')
  expect(scope(() => made().data.byteOffset)).toBe(address)
})

test('a packed storage is read only between bringBack and hide', () => {
  scope(() => {
    const t = made()
    const { held } = scopeMemory()
    packAway(t.storage)
    expect(t.storage.state).toBe(PACKED)
    expect(held - scopeMemory().held).toBe(4 * LENGTH)
    expect(() => t.data).toThrow('when the module that made it returned')
    reveal(t.storage)
    expect(t.storage.state).toBe(PACKED)
    bringBack(t.storage, LENGTH)
    expect([t.storage.state, t.data.length, scopeMemory().held]).toEqual([LIVE, LENGTH, held])
    hide(t.storage)
    expect(() => t.data).toThrow(TensorReleasedError)
    reveal(t.storage)
    expect(t.data.length).toBe(LENGTH)
  })
})

test('memory of a backward pass is freed with the last gradient that waits in it', () => {
  scope(() => {
    const { storage } = made()
    const unused = made()
    holdGradient(storage)
    holdGradient(storage)
    releaseSince(0)
    expect([storage.state, unused.storage.state]).toEqual([LIVE, FREE])
    releaseGradient(storage)
    passOnGradient(storage)
    expect(storage.state).toBe(LIVE)
    holdGradient(storage)
    releaseGradient(storage)
    expect(storage.state).toBe(FREE)
  })
})

test('a pending scale is applied once, together with those attached with it, before anybody reads', () => {
  const [a, b, c] = [tensor([1, 2]), tensor([3]), tensor([5])]
  PendingScale.attach([a, b, c], 0.5)
  expect(a.storage.state).toBe(SCALE_PENDING)
  expect([a.storage.version, a.storage.array[0]]).toEqual([1, 1])
  PendingScale.clear(c.storage)
  expect(a.toArray()).toEqual([0.5, 1])
  expect([b.storage.state, b.storage.array[0], c.storage.array[0]]).toEqual([LIVE, 1.5, 5])
  expect(a.toArray()).toEqual([0.5, 1])
})

test('take hands out a common factor until restore, and applies different ones', () => {
  const withGradient = (value: number, factor: number): Tensor => {
    const p = tensor([0])
    p.grad = tensor([value])
    PendingScale.attach([p.grad], factor)
    return p
  }
  const same = [withGradient(1, 0.5), withGradient(2, 0.5)]
  expect(PendingScale.take(same)).toBe(0.5)
  expect(same[1]!.grad!.toArray()).toEqual([2])
  PendingScale.restore(same)
  expect(same[1]!.grad!.toArray()).toEqual([1])
  const different = [withGradient(1, 0.5), withGradient(2, 0.25)]
  expect(PendingScale.take(different)).toBe(1)
  expect(different.map((p) => p.grad!.storage.array[0])).toEqual([0.5, 0.5])
})

test('versions are counted in storage.ts alone, states are changed in lifetime.ts alone', () => {
  const files = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))
  const writers = (pattern: RegExp): string[] =>
    files
      .filter((file) => pattern.test(readFileSync(join(ROOT, 'lib', file), 'utf8')))
      .map((f) => f.replace(/\\/g, '/'))
  expect(writers(/\.version(\+\+|--| [-+]?= )|as Counted\b/)).toEqual(['backend/storage.ts'])
  expect(
    writers(
      /\.(scopeExit|gradientsWaiting|mayFreeEarly)(\+\+|--| [-+]?= )|\bstorage( as \w+)?\)?\.state = |as Writable\b/
    )
  ).toEqual(['tensor/lifetime.ts'])
})
