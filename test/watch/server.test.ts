// The server of the live page, over real sockets: who may read it, what it sends, and what a browser that does not read costs.
import { request } from 'node:http'
import { connect, Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { Board, PageServer, type WatchedRun } from '../../lib/watch/index.ts'
import { isOurs } from '../../lib/watch/server.ts'
import { collect } from './events.ts'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function serving(host?: string): Promise<{ url: string; port: number; board: Board; run: WatchedRun }> {
  const board = new Board()
  const server = await PageServer.start('test', board, { host })
  open.push(() => server.close())
  const run = board.add('a')
  run.add({ step: 1, epoch: 1, scalars: { loss: 0.5 } })
  return { url: server.url, port: Number(new URL(server.url).port), board, run }
}

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

// fetch sets the Host header itself.
function ask(port: number, path: string, options: { method?: string; host?: string } = {}): Promise<Answer> {
  const { method = 'GET', host = `127.0.0.1:${port}` } = options
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, method, headers: { host } }, (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('the page is one file whose policy allows no other', async () => {
  const { port } = await serving()
  const { status, headers, text } = await ask(port, '/')
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  const policy = headers['content-security-policy'] as string
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self';/
  )
  expect(text).toMatch(/^<!doctype html>/)
  expect(text).toContain('uPlot')
  expect(text).not.toContain('/* script */')
  // The one address is the namespace of uPlot's comment, if any; nothing is loaded from one.
  expect(text.match(/(?:src|href)\s*=\s*"(?!#|data:)[^"]*"/g)).toBe(null)
  expect(text.match(/<\/script/g)).toHaveLength(1)
})

test.each([
  ['/', {}, 200],
  ['/?x', {}, 200],
  ['/', { method: 'HEAD' }, 200],
  ['/', { method: 'POST' }, 405],
  ['/events', { method: 'HEAD' }, 200],
  ['/../package.json', {}, 404],
  ['/', { host: 'localhost' }, 200],
  ['/', { host: '[::1]:99' }, 200],
  ['/', { host: 'evil.example' }, 403],
  ['/events', { host: 'evil.example:80' }, 403],
  ['/', { host: 'localhost.evil.example' }, 403],
  ['/', { host: '10.0.0.1' }, 403],
  ['/', { host: 'a:b:c' }, 403]
] as const)('%s %o: %i', async (path, options, status) => {
  const { port } = await serving()
  expect((await ask(port, path, options)).status).toBe(status)
})

test('a page for other machines answers to addresses, not to names that point at it', () => {
  expect(isOurs('192.168.0.7:80', '0.0.0.0')).toBe(true)
  expect(isOurs('[fe80::1]:80', '::')).toBe(true)
  expect(isOurs('evil.example', '0.0.0.0')).toBe(false)
  expect(isOurs('box.example', 'box.example')).toBe(true)
  expect(isOurs('192.168.0.7', '127.0.0.1')).toBe(false)
  expect(isOurs(undefined, '0.0.0.0')).toBe(false)
})

test('it listens on this machine alone', async () => {
  const { port, url } = await serving()
  expect(url).toBe(`http://127.0.0.1:${port}/`)
  const refused = await new Promise((resolve) => {
    const socket = connect(port, '::1')
    socket.on('connect', () => resolve(false)).on('error', () => resolve(true))
    open.push(() => socket.destroy())
  })
  expect(refused).toBe(true)
})

test('a browser gets what is there, then what is new', async () => {
  const { url, run, board } = await serving()
  const later = collect(url, (seen) => seen.get('a')?.step === 3 && seen.has('b'))
  await setTimeout(150)
  run.add({ step: 2, scalars: { loss: Number.NaN } })
  run.add({ step: 3, scalars: { loss: 0.25, valLoss: 1 / 3 }, texts: { 'advisor/spike': 'high', note: 'low' } })
  board.add('b').add({ step: 1, scalars: { loss: 1 } })
  const seen = await later
  const { curves, messages, current } = seen.get('a')!
  expect(curves.get('loss')).toEqual([
    [1, 0.5],
    [2, null],
    [3, 0.25]
  ])
  expect(current).toEqual({ loss: 0.25, valLoss: 0.333333 })
  expect(messages.map(({ step, tag, alarm }) => [step, tag, alarm])).toEqual([
    [2, 'nonFinite', true],
    [3, 'advisor/spike', true],
    [3, 'note', false]
  ])
  expect(seen.get('b')!.curves.get('loss')).toEqual([[1, 1]])
})

test('what a resume makes void disappears', async () => {
  const { url, run } = await serving()
  for (let step = 2; step <= 10; step++) run.add({ step, scalars: { loss: step }, texts: { note: `at ${step}` } })
  const later = collect(url, (seen) => seen.get('a')?.step === 6)
  await setTimeout(400)
  run.add({ step: 5, scalars: { loss: -5 } })
  run.add({ step: 6, scalars: { loss: -6 } })
  const { curves, messages } = (await later).get('a')!
  expect(curves.get('loss')).toEqual([
    [1, 0.5],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, -5],
    [6, -6]
  ])
  expect(messages.map(({ step }) => step)).toEqual([2, 3, 4])
})

test('a million points arrive as a few thousand, with the spike', async () => {
  const { url, run } = await serving()
  for (let step = 2; step <= 1_000_000; step++) run.add({ step, scalars: { loss: step === 654_321 ? 99 : 1 / step } })
  const points = (await collect(url)).get('a')!.curves.get('loss')!
  expect(points.length).toBeLessThanOrEqual(2000)
  expect(points.length).toBeGreaterThan(900)
  expect(points).toContainEqual([654_321, 99])
})

// Opens the stream and reads nothing.
async function sluggish(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' })
  open.push(() => socket.destroy())
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.pause()
  socket.write(`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  return socket
}

// Bytes that the server holds for those who do not read.
function queued(port: number): number {
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles()
  const ours = handles.filter((each): each is Socket => each instanceof Socket && each.localPort === port)
  expect(ours).toHaveLength(1)
  return ours.reduce((sum, { writableLength }) => sum + writableLength, 0)
}

test('a browser that does not read holds no memory, and has everything when it reads again', async () => {
  const { port, run } = await serving()
  const slow = await sluggish(port)
  let step = 1
  // 900 curves: 20 MB an update, of which the system's sockets hold about 6.
  const fill = async (count: number): Promise<void> => {
    for (const end = step + count; step < end; ) {
      step++
      run.add({
        step,
        scalars: Object.fromEntries(Array.from({ length: 900 }, (_, k) => [`n ${k}`, step * k + 1 / step]))
      })
      if (step % 100 === 0) await setTimeout(1)
    }
    await setTimeout(600)
  }
  await fill(1000)
  expect(queued(port)).toBeGreaterThan(0)
  await fill(1000)
  // One curve of at most 2,000 points, of the 900 that wait.
  expect(queued(port)).toBeLessThan(60_000)
  let text = ''
  slow.on('data', (part) => {
    text = (text + part).slice(-60_000)
  })
  slow.resume()
  await vi.waitFor(() => expect(text).toContain(`"step":${step},"epoch"`), { timeout: 20_000 })
})
