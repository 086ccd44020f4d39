// The comparison of fuzz.test.ts can fail: kernels with one deliberate fault each are caught, the same kernels without
// it are not.
import { expect, test } from 'vitest'
import { NOTHING_TO_DO } from '../../lib/backend/check.ts'
import { type JsKernels, SPECS } from '../../lib/backend/gen/kernels.ts'
import type { Level } from '../../lib/backend/index.ts'
import { kernels } from '../../lib/backend/js/index.ts'
import type { AnyArray } from '../../lib/backend/storage.ts'
import { LEVELS } from './bits.ts'
import { at, type KernelName, mismatch, type Server } from './compare.ts'

const SEEDS = 200
const best: Level = LEVELS[0] ?? 'js'

// Serves a call with a table of JavaScript kernels, as lib/backend/index.ts does with the right one.
function servedBy(table: JsKernels): Server {
  return (kernel, { buffers, sizes, numbers = [] }) => {
    const spec = SPECS[kernel]
    const variant = spec.check(buffers, sizes, numbers)
    if (variant === NOTHING_TO_DO) return
    const rounded = spec.number === 'T' && variant === 0 ? numbers.map(Math.fround) : numbers
    const arrays = buffers.map((b) => b && (b.storage.array.subarray(b.offset) as AnyArray))
    spec.js(table, arrays, sizes, rounded)
  }
}

// The first seed on which the native kernels differ from a table, in words.
function caught(kernel: KernelName, table: JsKernels): string | undefined {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const found = mismatch(kernel, seed, { [best]: at(best, 1) }, servedBy(table))
    if (found !== undefined) return found
  }
  return undefined
}

// The right kernel, then one change to what it left in y.
function after<K extends 'copy' | 'map' | 'where'>(kernel: K, change: (y: AnyArray, count: number) => void): JsKernels {
  const wrong = (args: { readonly y: AnyArray; readonly shape: readonly number[] }): number => {
    const status = kernels[kernel](args as never)
    change(
      args.y,
      args.shape.reduce((n, size) => n * size, 1)
    )
    return status
  }
  return { ...kernels, [kernel]: wrong }
}

type Change = (y: AnyArray, count: number) => void
const replace = (where: (v: number) => boolean): Change => {
  return (y) => y.set(Float64Array.from(y as Float32Array, (v) => (where(v) ? 0 : v)))
}

const FAULTS: [string, 'copy' | 'map' | 'where', Change][] = [
  ['loses the sign of a zero', 'copy', replace((v) => v === 0)],
  ['flushes denormals', 'copy', replace((v) => v !== 0 && Math.abs(v) < 1e-38)],
  [
    'forgets the element behind a full vector',
    'copy',
    (y, count) => {
      if (count % 16 === 1) y[count - 1] = 77
    }
  ],
  [
    'writes one element too far',
    'where',
    (y, count) => {
      if (count > 0 && count < y.length) y[count] = 1
    }
  ],
  [
    'is wrong in the last bit of one element',
    'map',
    (y, count) => {
      if (count > 40 && y instanceof Float32Array) new Int32Array(y.buffer, y.byteOffset)[40]! ^= 1
    }
  ]
]

test.each(FAULTS)('a kernel that %s is caught (%s)', (_, kernel, change) => {
  expect(
    caught(
      kernel,
      after(kernel, () => {})
    )
  ).toBeUndefined()
  expect(caught(kernel, after(kernel, change))).toMatch(kernel)
})

test('a kernel whose result depends on the number of threads is caught', () => {
  const unsteady: Server = (kernel, call) => {
    at(best, 3)(kernel, call)
    const y = call.buffers.at(-1)!.storage.array
    if (y.length > 100) y[50] = y[50]! + 1
  }
  const servers = { 'one thread': at(best, 1), 'three threads': unsteady }
  const found = Array.from({ length: SEEDS }, (_, k) => mismatch('map', k + 1, servers)).find((text) => text)
  expect(found).toMatch(/three threads left .* instead of/)
})
