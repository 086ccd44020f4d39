// The tree that sums are made in: the same for any split into ranges.
import { expect, test } from 'vitest'
import { nodesOf, partOf, sumTree, TreeSum } from '../../lib/distributed/tree.ts'

const join = (a: string, b: string): string => `(${a} ${b})`

test('the tree is balanced, with the largest power of two on the left', () => {
  const whole = (n: number): string => sumTree(n, ({ start, size }) => (size === 1 ? String(start) : undefined), join)
  expect(whole(1)).toBe('0')
  expect(whole(3)).toBe('((0 1) 2)')
  expect(whole(8)).toBe('(((0 1) (2 3)) ((4 5) (6 7)))')
  expect(whole(6)).toBe('(((0 1) (2 3)) (4 5))')
})

test('parts cover everything in order, and differ by at most one', () => {
  for (const n of [0, 1, 5, 8, 23]) {
    for (const parts of [1, 2, 3, 8]) {
      const list = Array.from({ length: parts }, (_, k) => partOf(n, parts, k))
      let at = 0
      for (const { start, size } of list) {
        expect(start).toBe(at)
        at += size
      }
      expect(at).toBe(n)
      const sizes = list.map(({ size }) => size)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }
  }
})

test('ranks that hold ranges sum to the tree of all, whatever the ranges', () => {
  for (const leaves of [1, 2, 3, 5, 8, 12, 16]) {
    const expected = sumTree(leaves, ({ start, size }) => (size === 1 ? String(start) : undefined), join)
    for (let ranks = 1; ranks <= leaves; ranks++) {
      const held = new Map<string, string>()
      for (let rank = 0; rank < ranks; rank++) {
        const range = partOf(leaves, ranks, rank)
        const sum = new TreeSum<string>(leaves, join)
        for (let k = range.start; k < range.start + range.size; k++) sum.push(k, String(k))
        // As few partial sums as the tree allows.
        expect(sum.sums.map(({ node }) => node)).toEqual(nodesOf(leaves, range))
        for (const { node, sum: value } of sum.sums) held.set(`${node.start} ${node.size}`, value)
      }
      expect(sumTree(leaves, ({ start, size }) => held.get(`${start} ${size}`), join)).toBe(expected)
    }
  }
})

test('a leaf that nobody has is an error', () => {
  expect(() => sumTree<string>(2, ({ start }) => (start === 1 ? 'a' : undefined), join)).toThrow(
    'sumTree: nothing is known of shard 0'
  )
})
