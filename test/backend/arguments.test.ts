// Bad arguments of every kernel, natively and in JavaScript: always an error of this library, nothing written, never a
// crash. The calls come from cases/; each test spoils one thing of a sound one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lengths } from '../../lib/backend/check.ts'
import { SPECS } from '../../lib/backend/gen/kernels.ts'
import { type DType, type Level, type Operand, run, Storage } from '../../lib/backend/index.ts'
import type { AnyArray } from '../../lib/backend/storage.ts'
import { ThalwegError } from '../../lib/errors.ts'
import { type BufferDeclaration, DECLARATIONS } from '../declarations.ts'
import { firstDifference, LEVELS } from './bits.ts'
import { at, callOf, copyOf, difference, KERNELS, type KernelName, outcome, soup } from './compare.ts'
import type { Call } from './pick.ts'

const WAYS: Level[] = ['js', ...LEVELS.slice(0, 1)]
const BAD_SIZES = [-1, 0.5, Number.NaN, Infinity, -Infinity, 2 ** 53, '3', '', null, undefined, {}, [1], 2n, true]
const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
  uint8: Uint8Array,
  int64: Float64Array
}
const DTYPES = Object.keys(ARRAYS) as DType[]

// Tens of thousands of errors, of which nobody reads the stacks.
const { stackTraceLimit } = Error
beforeAll(() => {
  Error.stackTraceLimit = 0
})
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit
})

interface Sound {
  readonly call: Call
  /** The least length of each buffer. */
  readonly needs: readonly number[]
  readonly declared: readonly BufferDeclaration[]
}

// Two sound calls of a kernel, one a float type, whose buffers all have elements and all indices are right.
function soundCalls(kernel: KernelName): Sound[] {
  return [0, 1].map((parity) => {
    for (let seed = 100 + parity; seed < 2100; seed += 2) {
      const call = callOf(kernel, seed)
      SPECS[kernel].check(call.buffers, call.sizes, call.numbers ?? [])
      const needs = lengths.slice(0, call.buffers.length)
      const full = call.buffers.every((b, k) => b === null || needs[k]! > 0)
      if (full && outcome(at('js', 1), kernel, call).error === undefined) {
        return { call, needs, declared: declarationOf(kernel, call) }
      }
    }
    throw new Error(`no case of ${kernel} has elements in every buffer`)
  })
}

// The declaration of each buffer; a list stands once for all of its buffers.
function declarationOf(kernel: KernelName, call: Call): BufferDeclaration[] {
  const { buffers } = DECLARATIONS.find((d) => d.name === kernel)!
  const sizes = DECLARATIONS.find((d) => d.name === kernel)!.sizes
  const known = Object.fromEntries(
    sizes.slice(0, sizes.findIndex((s) => s.count) >>> 0).map((s, k) => [s.id, call.sizes[k]!])
  )
  return buffers.flatMap((b) => {
    if (b.count === undefined) return [b]
    const names = Object.keys(known)
    const count = new Function(...names, `return ${b.count}`)(...names.map((n) => known[n])) as number
    return Array.from({ length: count }, () => b)
  })
}

/** The call ends with an error of this library, whatever runs it, and leaves all memory as it was. */
function refused(kernel: KernelName, call: Call, what: string): void {
  for (const level of WAYS) {
    const arrays = memoryOf(call)
    const before = arrays.map((array) => (array?.length ? array.slice() : undefined))
    let thrown: unknown
    try {
      at(level, 2)(kernel, call)
    } catch (error) {
      thrown = error
    }
    if (!(thrown instanceof ThalwegError)) expect.fail(`${kernel} (${level}): ${what}: ended with ${thrown}`)
    before.forEach((array, k) => {
      if (array && firstDifference(arrays[k]!, array) >= 0)
        expect.fail(`${kernel} (${level}): ${what}: buffer ${k} written`)
    })
  }
}

// What the call could write to; its buffers may be anything.
function memoryOf(call: Call): (AnyArray | undefined)[] {
  return Array.isArray(call.buffers) ? call.buffers.map((b) => (b as Partial<Operand> | null)?.storage?.array) : []
}

const withBuffer = (call: Call, k: number, operand: unknown): Call => ({
  ...call,
  buffers: call.buffers.map((b, j) => (j === k ? (operand as Operand) : b))
})
const withSize = (call: Call, k: number, value: unknown): Call => ({
  ...call,
  sizes: call.sizes.map((s, j) => (j === k ? (value as number) : s))
})

// The elements that the kernel needs of buffer k, in its own memory.
function elements(sound: Sound, k: number): AnyArray {
  const { storage, offset } = sound.call.buffers[k]!
  return storage.array.slice(offset, offset + sound.needs[k]!)
}

// The same values over a given kind of memory.
function over(array: AnyArray, memory: ArrayBuffer): AnyArray {
  const copy = new (array.constructor as Float32ArrayConstructor)(memory, 0, array.length)
  copy.set(array as Float32Array)
  return copy
}

describe.each(KERNELS)('%s', (kernel) => {
  let sounds: Sound[] = []
  let present: { sound: Sound; k: number; operand: Operand; declared: BufferDeclaration }[] = []
  beforeAll(() => {
    sounds = soundCalls(kernel)
    present = sounds.flatMap((sound) =>
      sound.call.buffers.flatMap((b, k) => (b === null ? [] : [{ sound, k, operand: b, declared: sound.declared[k]! }]))
    )
  })

  test('is sound with exactly the memory it needs', () => {
    for (const sound of sounds) {
      const buffers = sound.call.buffers.map((b, k) => b && Storage.wrap(elements(sound, k), b.storage.dtype))
      for (const level of WAYS) at(level, 2)(kernel, { ...sound.call, buffers })
    }
  })

  test('refuses wrong counts', () => {
    for (const { call } of sounds) {
      refused(kernel, { ...call, buffers: call.buffers.slice(1) }, 'a buffer less')
      refused(kernel, { ...call, buffers: [...call.buffers, new Storage(new Float32Array(4))] }, 'a buffer more')
      refused(kernel, { ...call, buffers: [] }, 'no buffers')
      refused(kernel, { ...call, sizes: [...call.sizes, 1] }, 'a size more')
      if (call.sizes.length > 0) refused(kernel, { ...call, sizes: call.sizes.slice(0, -1) }, 'a size less')
      refused(kernel, { ...call, numbers: [...(call.numbers ?? []), 1] }, 'a number more')
      if (call.numbers?.length) refused(kernel, { ...call, numbers: call.numbers.slice(1) }, 'a number less')
      for (const bad of [null, undefined, 'abc', 3, {}]) {
        refused(kernel, spoiled(call, 'buffers', bad), `buffers ${bad}`)
        refused(kernel, spoiled(call, 'sizes', bad), `sizes ${bad}`)
      }
    }
  })

  test('refuses sizes that are none', () => {
    for (const { call } of sounds) {
      for (let k = 0; k < call.sizes.length; k++) {
        for (const bad of BAD_SIZES) refused(kernel, withSize(call, k, bad), `size ${k} = ${String(bad)}`)
      }
    }
  })

  test('refuses numbers that are none', () => {
    for (const { call } of sounds) {
      const numbers = call.numbers ?? []
      for (let k = 0; k < numbers.length; k++) {
        for (const bad of ['1', null, undefined, {}, 1n]) {
          const spoilt = numbers.map((n, j) => (j === k ? (bad as number) : n))
          refused(kernel, { ...call, numbers: spoilt }, `number ${k} = ${String(bad)}`)
        }
      }
    }
  })

  test('refuses what is not a buffer', () => {
    for (const { sound, k, operand, declared } of present) {
      const { storage } = operand
      const fake = {
        array: storage.array,
        dtype: storage.dtype,
        code: storage.code,
        memory: storage.memory,
        address: 8
      }
      const bad: unknown[] = [
        {},
        1,
        'buffer',
        storage.array,
        { storage: fake, offset: 0 },
        { storage: null, offset: 0 }
      ]
      if (!declared.optional) bad.push(null, undefined)
      for (const b of bad) refused(kernel, withBuffer(sound.call, k, b), `buffer ${k} = ${JSON.stringify(b)}`)
      for (const offset of [-1, 0.5, Number.NaN, Infinity, 2 ** 53, '0', undefined]) {
        refused(kernel, withBuffer(sound.call, k, { storage, offset }), `offset ${String(offset)} of buffer ${k}`)
      }
    }
  })

  test('refuses wrong element types', () => {
    for (const { sound, k, declared } of present) {
      const own = elements(sound, k)
      const ofT = sound.declared.filter((d, j) => d.type === 'T' && sound.call.buffers[j] !== null).length
      for (const dtype of DTYPES) {
        const other = Storage.wrap(new ARRAYS[dtype](own.length), dtype)
        if (other.dtype === sound.call.buffers[k]!.storage.dtype) continue
        const call = withBuffer(sound.call, k, other)
        // The only buffer of type T chooses T.
        if (declared.type === 'T' && ofT === 1 && accepts(kernel, call)) continue
        // What `any` takes is said by the kernel's own conditions.
        if (declared.type === 'any' && accepts(kernel, call)) continue
        refused(kernel, call, `buffer ${k} of ${dtype}`)
      }
    }
  })

  test('refuses buffers that are too short, detached, shrunk', () => {
    for (const { sound, k } of present) {
      const own = elements(sound, k)
      const { dtype } = sound.call.buffers[k]!.storage
      const short = Storage.wrap(own.slice(0, -1), dtype)
      refused(kernel, withBuffer(sound.call, k, short), `buffer ${k} too short`)
      refused(
        kernel,
        withBuffer(sound.call, k, { storage: Storage.wrap(own, dtype), offset: 1 }),
        `buffer ${k} from 1 on`
      )

      const detached = Storage.wrap(over(own, new ArrayBuffer(own.byteLength)), dtype)
      at(WAYS.at(-1)!, 1)(kernel, withBuffer(copyOf(sound.call), k, detached))
      structuredClone(detached.array.buffer, { transfer: [detached.array.buffer as ArrayBuffer] })
      refused(kernel, withBuffer(sound.call, k, detached), `buffer ${k} detached`)

      const Resizable = ArrayBuffer as unknown as new (
        n: number,
        o: { maxByteLength: number }
      ) => ArrayBuffer & { resize(n: number): void }
      const memory = new Resizable(own.byteLength, { maxByteLength: own.byteLength * 2 })
      const shrunk = Storage.wrap(over(own, memory), dtype)
      at(WAYS.at(-1)!, 1)(kernel, withBuffer(copyOf(sound.call), k, shrunk))
      memory.resize(own.byteLength - own.BYTES_PER_ELEMENT)
      refused(kernel, withBuffer(sound.call, k, shrunk), `buffer ${k} shrunk`)
    }
  })

  test('refuses outputs that overlap', () => {
    for (const { sound, k, declared } of present.filter((p) => p.declared.out)) {
      sound.call.buffers.forEach((other, j) => {
        if (other === null || j === k) return
        const [out, input] = [elements(sound, k), elements(sound, j)]
        // The output starts in the last bytes of the other buffer.
        const start = Math.floor((input.byteLength - 1) / out.BYTES_PER_ELEMENT) * out.BYTES_PER_ELEMENT
        const memory = new ArrayBuffer(start + out.byteLength + 8)
        const a = over(input, memory)
        const b = new (out.constructor as Float32ArrayConstructor)(memory, start, out.length)
        if (start === 0 && declared.same) return
        refused(
          kernel,
          withBuffer(withBuffer(sound.call, j, new Storage(a)), k, new Storage(b as AnyArray)),
          `buffer ${k} over ${j}`
        )
      })
    }
  })

  test('finds wrong indices before it writes', () => {
    for (const { sound, k } of present.filter((p) => p.declared.type === 'i32' && !p.declared.out)) {
      for (const wrong of [-1, 2 ** 31 - 1, -(2 ** 31), 1000]) {
        for (const position of [0, sound.needs[k]! >> 1, sound.needs[k]! - 1]) {
          const own = elements(sound, k)
          own[position] = wrong
          const call = withBuffer(sound.call, k, new Storage(own))
          const [want, got] = WAYS.map((level) => outcome(at(level, 2), kernel, call))
          if (got) expect(difference(got, want!), `${kernel}: index ${wrong} at ${position}`).toBeUndefined()
          if (want!.error === undefined) continue
          want!.arrays.forEach((array, n) => {
            expect(array, `${kernel}: written in spite of a wrong index`).toEqual(call.buffers[n]?.storage.array)
          })
        }
      }
    }
  })

  test('gives the same answer to any soup of sizes', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const call = soup(kernel, seed)
      const [want, got] = WAYS.map((level) => outcome(at(level, 2), kernel, call))
      if (got) expect(difference(got, want!), `${kernel}(${call.sizes.join(', ')})`).toBeUndefined()
    }
  })
})

const spoiled = (call: Call, part: 'buffers' | 'sizes', value: unknown): Call => ({ ...call, [part]: value })

function accepts(kernel: KernelName, call: Call): boolean {
  try {
    SPECS[kernel].check(call.buffers, call.sizes, call.numbers ?? [])
    return true
  } catch {
    return false
  }
}

test('refuses names that are not kernels', () => {
  const loose = run as (...args: unknown[]) => void
  for (const name of ['nothing', '', 'constructor', '__proto__', 'toString', undefined, null, 3]) {
    expect(() => loose(name, [], [], [])).toThrow(ThalwegError)
  }
})

test('a storage takes typed arrays over memory of the same thread only', () => {
  const bad = [
    new SharedArrayBuffer(16),
    new Float32Array(new SharedArrayBuffer(16)),
    new Float32Array(4).buffer,
    [1, 2]
  ]
  for (const value of [...bad, new Int16Array(4), new BigInt64Array(2), null, undefined, 'x', 3]) {
    expect(() => new Storage(value as never), String(value)).toThrow(ThalwegError)
  }
  for (const length of [-1, 0.5, Number.NaN, Infinity, 2 ** 53, '4', null]) {
    expect(() => Storage.allocate('float32', length as never), String(length)).toThrow(ThalwegError)
  }
  for (const dtype of ['float16', 'Float32', undefined, 'constructor']) {
    expect(() => Storage.allocate(dtype as never, 4), String(dtype)).toThrow(ThalwegError)
  }
})

// V8 of Node 20 and 22 forgets to look once it has optimized the length of arrays of which some lie over resizable buffers.
test('a detached array has no elements, however often lengths were asked for', () => {
  const resizable = new (ArrayBuffer as unknown as new (n: number, o: object) => ArrayBuffer)(40, { maxByteLength: 80 })
  const storages = [Float32Array.of(1), Float64Array.of(1), new Float32Array(resizable)].map((a) => new Storage(a))
  let all = 0
  for (let k = 0; k < 198_000; k++) all += storages[k % 3]!.length
  expect(all).toBe(66_000 * (1 + 1 + 10))
  for (let k = 0; k < 20; k++) {
    const storage = new Storage(new Float32Array(490))
    expect(storage.length).toBe(490)
    structuredClone(0, { transfer: [storage.array.buffer as ArrayBuffer] })
    expect(storage.length).toBe(0)
  }
})
