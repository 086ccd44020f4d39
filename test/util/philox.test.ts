import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Philox, permutation, philox, randomBelow, randomFloat } from '../../lib/util/philox.ts'

const words = (counter: number[], key: [number, number]): string[] => {
  const block = new Uint32Array(4)
  const [a, b, c, d] = counter as [number, number, number, number]
  philox(a, b, c, d, key[0], key[1], block, 0, 1)
  return [...block].map((w) => w.toString(16).padStart(8, '0'))
}

describe('philox', () => {
  // The vectors of Random123's kat_vectors.
  test('known answers', () => {
    expect(words([0, 0, 0, 0], [0, 0])).toEqual(['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8'])
    const f = 0xffffffff
    expect(words([f, f, f, f], [f, f])).toEqual(['408f276d', '41c83b0e', 'a20bc7c6', '6d5451fd'])
    expect(words([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      'd16cfe09',
      '94fdcceb',
      '5001e420',
      '24126ea1'
    ])
  })

  test('agrees with big integers', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff })
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        let [a, b, c, d] = counter.map(BigInt) as [bigint, bigint, bigint, bigint]
        let [k0, k1] = key.map(BigInt) as [bigint, bigint]
        const mask = 0xffffffffn
        for (let round = 0; round < 10; round++) {
          const p = a * 0xd2511f53n
          const q = c * 0xcd9e8d57n
          ;[a, b, c, d] = [(q >> 32n) ^ b ^ k0, q & mask, (p >> 32n) ^ d ^ k1, p & mask]
          k0 = (k0 + 0x9e3779b9n) & mask
          k1 = (k1 + 0xbb67ae85n) & mask
        }
        expect(words(counter, key)).toEqual([a, b, c, d].map((w) => w.toString(16).padStart(8, '0')))
      }),
      { numRuns: 200 }
    )
  })
})

describe('Philox', () => {
  test('seed 0 begins with the known answer', () => {
    const random = new Philox()
    expect([0, 1, 2, 3].map(() => random.nextUint32())).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8])
  })

  test('a state taken anywhere continues the same numbers, also through JSON', () => {
    for (let skip = 0; skip < 10; skip++) {
      const a = new Philox(12345n << 30n, [1, 2, 3])
      for (let k = 0; k < skip; k++) a.nextUint32()
      const b = new Philox(1)
      b.setState(JSON.parse(JSON.stringify(a.state())))
      expect(Array.from({ length: 9 }, () => b.nextUint32())).toEqual(Array.from({ length: 9 }, () => a.nextUint32()))
    }
  })

  test('carries from word to word, there and back', () => {
    const a = new Philox(0)
    a.setState({ key: [0, 0], counter: [0xffffffff, 0xffffffff, 4, 0], used: 4 })
    a.nextUint32()
    expect(a.state()).toEqual({ key: [0, 0], counter: [0, 0, 5, 0], used: 1 })
    const b = new Philox(0)
    b.setState(a.state())
    expect(b.state()).toEqual(a.state())
    expect(b.nextUint32()).toBe(a.nextUint32())
  })

  test('streams and seeds differ', () => {
    const first = [new Philox(0), new Philox(1), new Philox(1n << 32n), new Philox(0, [1]), new Philox(0, [0, 1])]
    expect(new Set(first.map((g) => g.nextUint32())).size).toBe(first.length)
  })

  test('refuses unsound seeds, streams and states', () => {
    expect(() => new Philox(-1)).toThrow(
      'Philox: expected seed to be a whole number from 0 to 2^53 - 1 or a bigint below 2^64 but received -1'
    )
    expect(() => new Philox(0.5)).toThrow('received 0.5')
    expect(() => new Philox(1n << 64n)).toThrow('received 18446744073709551616n')
    expect(() => new Philox(0, [1, 2, 3, 4])).toThrow('expected stream to be up to three words')
    for (const state of [null, {}, 3, { key: [0, 0], counter: [0, 0, 0, 0], used: 5 }]) {
      expect(() => new Philox().setState(state)).toThrow('Philox.setState: expected the result of state()')
    }
  })
})

describe('bounded numbers', () => {
  test('draw again beyond the last multiple', () => {
    const given = [0xffffffff, 0xfffffffe, 7]
    const source = { nextUint32: () => given.shift()!, state: () => null, setState: () => undefined }
    // 2^32 mod 3 is 1, so that 0xffffffff alone is refused.
    expect(randomBelow(source, 3)).toBe(0xfffffffe % 3)
    expect(given).toEqual([7])
  })

  test('are uniform', () => {
    const random = new Philox(5)
    const counts = new Array<number>(6).fill(0)
    for (let k = 0; k < 60_000; k++) counts[randomBelow(random, 6)]!++
    // Chi squared with 5 degrees of freedom: 20.5 is passed once in a thousand seeds.
    expect(counts.reduce((s, c) => s + (c - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5)
  })

  test('refuse bounds they cannot serve', () => {
    expect(() => randomBelow(new Philox(), 0)).toThrow('randomBelow: expected n to be a whole number from 1 to 2^32')
    expect(() => randomBelow(new Philox(), 2 ** 33)).toThrow('received 8589934592')
    expect(randomBelow(new Philox(), 2 ** 32)).toBe(0x6627e8d5)
  })

  test('floats lie in [0, 1)', () => {
    const random = new Philox(3)
    for (let k = 0; k < 1000; k++) {
      const x = randomFloat(random)
      expect(x >= 0 && x < 1).toBe(true)
    }
  })
})

describe('permutation', () => {
  test('holds every number once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.nat(), (n, seed) => {
        expect([...permutation(new Philox(seed), n)].sort((a, b) => a - b)).toEqual(
          Array.from({ length: n }, (_, k) => k)
        )
      }),
      { numRuns: 50 }
    )
  })

  test('makes every order of four equally often', () => {
    const counts = new Map<string, number>()
    const random = new Philox(11)
    for (let k = 0; k < 24_000; k++) {
      const key = permutation(random, 4).join('')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    // 23 degrees of freedom: 49.7 is passed once in a thousand seeds.
    expect([...counts.values()].reduce((s, c) => s + (c - 1000) ** 2 / 1000, 0)).toBeLessThan(49.7)
  })
})
