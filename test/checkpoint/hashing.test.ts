// The thread that hashes: the right hashes, in any number of calls at once; and writes that are given up.
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { saveCheckpoint } from '../../lib/checkpoint/checkpoint.ts'
import { hashes } from '../../lib/checkpoint/hashing.ts'
import { loadCheckpoint } from '../../lib/checkpoint/index.ts'
import { randn, type Tensor } from '../../lib/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()

test('hashes of the pieces of a memory, small and large, several calls at once', async () => {
  const cases = [0, 1, 1000, 70_000, 1_000_000].map((size) => {
    const memory = new SharedArrayBuffer(size)
    new Uint8Array(memory).set(randomBytes(size))
    const ends = [Math.floor(size / 3), Math.floor(size / 3), size]
    const want = ends.map((end, k) => createHash('sha256').update(Buffer.from(memory).subarray(ends[k - 1] ?? 0, end)))
    return { memory, ends, want: want.map((hash) => hash.digest('hex')) }
  })
  const found = await Promise.all(cases.map(({ memory, ends }) => hashes(memory, ends)))
  expect(found).toEqual(cases.map(({ want }) => want))
})

test('a write that is given up leaves the file as it was and nothing next to it; the next one is whole', async () => {
  const [a, b, c] = [randn([300, 300]), randn([300, 300]), randn([300, 300])]
  await saveCheckpoint(file('run'), { a })
  const before = await readFile(file('run'))
  const giveUp = new AbortController()
  const given = saveCheckpoint(file('run'), { a: b }, { signal: giveUp.signal })
  const next = saveCheckpoint(file('other'), { a: c })
  giveUp.abort(new Error('enough'))
  await expect(given).rejects.toThrow('enough')
  expect(await readFile(file('run'))).toEqual(before)
  await next
  const { a: read } = (await loadCheckpoint(file('other'))) as { a: Tensor }
  expect(read.data).toEqual(c.data)
  expect(readdirSync(file('.')).sort()).toEqual(['other', 'run'])
})
