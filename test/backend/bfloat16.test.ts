// bfloat16: against rounding said differently, every exceptional value, sizes beyond a piece, all levels and threads.
import { describe, expect, test } from 'vitest'
import { run, Storage } from '../../lib/backend/index.ts'
import { expectSameBits, floats, output } from './bits.ts'

const codesOf = (values: readonly number[]): number[] => {
  const y = Storage.allocate('bool', 2 * values.length)
  run('toBfloat16', [new Storage(Float32Array.from(values)), y], [values.length])
  return values.map((_, k) => y.array[2 * k]! + 256 * y.array[2 * k + 1]!)
}
const valuesOf = (codes: readonly number[]): number[] => {
  const y = Storage.allocate('float32', codes.length)
  run('fromBfloat16', [new Storage(Uint8Array.from(codes.flatMap((c) => [c & 255, c >> 8]))), y], [codes.length])
  return Array.from(y.array)
}
const float = (bits: number): number => new Float32Array(Uint32Array.of(bits).buffer)[0]!

describe('bfloat16', () => {
  test('every code widens to the float32 of its upper half, and goes back', () => {
    const codes = Array.from({ length: 65536 }, (_, k) => k)
    const values = valuesOf(codes)
    const back = codesOf(values)
    for (const code of codes) {
      expect(Object.is(values[code], float((code << 16) >>> 0)), String(code)).toBe(true)
      expect(back[code]).toBe(Number.isNaN(values[code]) ? 0x7fc0 : code)
    }
  })

  test('rounds to the nearest of the two neighbors, of equally near ones to the even', () => {
    // Exact in float64: the lower neighbor, the upper one, and which is nearer.
    const bits = [0, 1, 0x7fff, 0x8000, 0x8001, 0xffff].flatMap((low) =>
      [0, 1, 0x80, 0x3f80, 0x3f81, 0x4248, 0x7f7e].map((high) => high * 65536 + low)
    )
    for (const sign of [0, 0x8000])
      for (const each of bits) {
        const x = float(each)
        const [below, above] = [each >>> 16, (each >>> 16) + 1]
        const [down, up] = [x - float(below * 65536), float(above * 65536) - x]
        const want = down < up ? below : up < down ? above : below % 2 === 0 ? below : above
        expect(codesOf([sign === 0 ? x : -x])[0], each.toString(16)).toBe(want + sign)
      }
  })

  test('the largest numbers round to infinity; NaN, infinity and zeros stay', () => {
    expect(codesOf([3.4e38, -3.4e38, Infinity, -Infinity, Number.NaN, 0, -0])).toEqual([
      0x7f80, 0xff80, 0x7f80, 0xff80, 0x7fc0, 0, 0x8000
    ])
    expect(codesOf([3.38e38])).toEqual([0x7f7e])
  })

  test.each([0, 1, 7, 16, 17, 16384, 40001])('%i elements at every level and for any threads', (n) => {
    expectSameBits('toBfloat16', [floats('float32', n, { special: 5 }), output('bool', 2 * n)], [n])
    const codes = Uint8Array.from({ length: 2 * n }, (_, k) => (k * 167 + (k >> 3)) & 255)
    expectSameBits('fromBfloat16', [new Storage(codes.slice()), output('float32', n)], [n])
  })
})
