// What toEqual says of typed arrays with the tester of equality.ts.
import { expect, test } from 'vitest'

test('typed arrays are equal if their types, lengths and elements are', () => {
  expect(Float32Array.of(1, Number.NaN, -0)).toEqual(Float32Array.of(1, Number.NaN, -0))
  expect({ a: [Int32Array.of(1, 2)] }).toEqual({ a: [Int32Array.of(1, 2)] })
  expect(Float32Array.of(0)).not.toEqual(Float32Array.of(-0))
  expect(Float32Array.of(1, 2)).not.toEqual(Float32Array.of(1, 3))
  expect(Float32Array.of(1, 2)).not.toEqual(Float32Array.of(1))
  expect(Float32Array.of(1)).not.toEqual(Float64Array.of(1))
  expect(Buffer.from('a')).not.toEqual(Uint8Array.of(97))
  expect(new DataView(new ArrayBuffer(1))).toEqual(new DataView(new ArrayBuffer(1)))
  const large = new Float32Array(1e6)
  expect(large).toEqual(large.slice())
  expect(() => expect(Float32Array.of(1, 2)).toEqual(Float32Array.of(1, 3))).toThrow('to deeply equal')
})
