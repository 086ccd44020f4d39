// Following a log that another program writes: halves of lines, cuts, new beginnings, renamed files.
import { appendFileSync, readFileSync, renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Tail } from '../../lib/watch/tail.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
let count = 0

function followed(): { path: string; tail: Tail; steps: () => Promise<number[]> } {
  const path = file(`log-${count++}.jsonl`)
  const steps: number[] = []
  const tail = new Tail(path, ({ step }) => steps.push(step))
  return {
    path,
    tail,
    steps: async () => {
      await tail.read()
      return steps.splice(0)
    }
  }
}

const lines = (from: number, to: number, more = ''): string =>
  Array.from({ length: to - from + 1 }, (_, k) => `{"step":${from + k},"wallTime":${Math.random()}${more}}\n`).join('')

test('a file that appears later, and grows', async () => {
  const { path, tail, steps } = followed()
  expect(await tail.read()).toBe(false)
  writeFileSync(path, lines(1, 3))
  expect(await steps()).toEqual([1, 2, 3])
  expect(await steps()).toEqual([])
  appendFileSync(path, lines(4, 5))
  expect(await steps()).toEqual([4, 5])
})

test('half a line waits for its other half', async () => {
  const { path, steps } = followed()
  const text = lines(1, 2)
  writeFileSync(path, text.slice(0, -5))
  expect(await steps()).toEqual([1])
  appendFileSync(path, text.slice(-5))
  expect(await steps()).toEqual([2])
})

test('a letter of several bytes that is cut in two', async () => {
  const { path, steps } = followed()
  const bytes = Buffer.from('{"step":1,"texts":{"a":"é"}}\n{"step":2}\n')
  const cut = bytes.indexOf('é') + 1
  writeFileSync(path, bytes.subarray(0, cut))
  expect(await steps()).toEqual([])
  appendFileSync(path, bytes.subarray(cut))
  expect(await steps()).toEqual([1, 2])
})

test('a log that a resume cuts back is read again when it is longer than before', async () => {
  const { path, steps } = followed()
  const kept = lines(1, 5)
  writeFileSync(path, kept + lines(6, 8))
  expect(await steps()).toHaveLength(8)
  truncateSync(path, Buffer.byteLength(kept))
  appendFileSync(path, lines(6, 20))
  expect((await steps()).slice(-15)).toEqual(Array.from({ length: 15 }, (_, k) => 6 + k))
})

test('a log that is cut back and not longer yet', async () => {
  const { path, steps } = followed()
  writeFileSync(path, lines(1, 8))
  await steps()
  truncateSync(path, Buffer.byteLength(readFileSync(path, 'utf8').split('\n').slice(0, 5).join('\n')) + 1)
  appendFileSync(path, lines(6, 6))
  expect((await steps()).at(-1)).toBe(6)
})

test('a log that is begun again', async () => {
  const { path, steps } = followed()
  writeFileSync(path, lines(1, 8))
  await steps()
  writeFileSync(path, lines(1, 2))
  expect(await steps()).toEqual([1, 2])
  writeFileSync(path, '')
  expect(await steps()).toEqual([])
  appendFileSync(path, lines(1, 9))
  expect(await steps()).toHaveLength(9)
})

test('a log that is renamed and replaced loses no line', async () => {
  const { path, steps } = followed()
  writeFileSync(path, lines(1, 4))
  await steps()
  appendFileSync(path, lines(5, 6))
  renameSync(path, `${path}.1`)
  writeFileSync(path, lines(7, 9))
  expect(await steps()).toEqual([5, 6, 7, 8, 9])
})

test('a log that is gone and comes again', async () => {
  const { path, tail, steps } = followed()
  writeFileSync(path, lines(1, 4))
  await steps()
  unlinkSync(path)
  expect(await tail.read()).toBe(false)
  writeFileSync(path, lines(5, 6))
  expect(await steps()).toEqual([5, 6])
})

test('lines that are not records are left out, and the rest is read', async () => {
  const { path, steps } = followed()
  writeFileSync(path, '{"step":1}\nnot JSON\n\n[1]\n{"step":"2"}\nnull\n{"step":3,"lo\n{"step":4}\r\n')
  expect(await steps()).toEqual([1, 4])
})

test('more than a chunk at once', async () => {
  const { path, steps } = followed()
  writeFileSync(path, lines(1, 20_000, `,"texts":{"note":"${'long '.repeat(30)}"}`))
  expect(await steps()).toEqual(Array.from({ length: 20_000 }, (_, k) => 1 + k))
})
