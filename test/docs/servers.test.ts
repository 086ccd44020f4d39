// The program of docs/guide/servers.md: a real server, which trains in a real worker, hands the weights over, and aborts.
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../util/folder.ts'
import { bundle, listen, type Server, writeFiles } from './serverPage.ts'

const inFolder = temporaryFolder()
let server: Server

beforeAll(async () => {
  expect(writeFiles(inFolder('.'))).toEqual(['model.mjs', 'train.mjs', 'worker.mjs', 'server.mjs'])
  server = await listen(await bundle('servers', inFolder('.'), ['server.mjs', 'worker.mjs']), 'server.mjs')
}, 120_000)
afterAll(() => server?.child.kill('SIGKILL'))

interface Run {
  state: string
  epoch: number
  loss: number
}

async function call<R>(method: string, path: string, body?: object): Promise<{ status: number; body: R }> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  const response = await fetch(server.url + path, init)
  return { status: response.status, body: (await response.json()) as R }
}

// Asks until the run is in one of the states, or has done so many epochs.
async function until(done: (run: Run) => boolean): Promise<Run> {
  for (;;) {
    const { body } = await call<Run>('GET', '/train')
    if (done(body)) return body
    if (!['running', 'aborting'].includes(body.state)) throw new Error(`the run ended: ${JSON.stringify(body)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const points = [
  [0, 0],
  [0.9, 0.9],
  [-0.9, 0.9],
  [3, 0],
  [0, -3]
]
const predict = () => call<{ classes: number[]; epoch: number }>('POST', '/predict', { points })

test('trains while it answers, and predicts with the weights that the worker hands over', async () => {
  expect(await call('GET', '/train')).toEqual({ status: 200, body: { state: 'none' } })
  expect((await call('DELETE', '/train')).status).toBe(409)
  expect((await predict()).body.epoch).toBe(0)
  expect((await call<Run>('POST', '/train', { epochs: 12 })).status).toBe(202)
  expect((await call('POST', '/train', { epochs: 1 })).status).toBe(409)
  await until(({ epoch }) => epoch >= 1)
  const answered = await predict()
  expect(answered.status).toBe(200)
  expect(answered.body.epoch).toBeGreaterThanOrEqual(1)
  const last = await until(({ state }) => state !== 'running')
  expect([last.state, last.epoch]).toEqual(['done', 12])
  // 0.50 in the first epoch.
  expect(last.loss).toBeLessThan(0.25)
  expect((await predict()).body).toEqual({ classes: [0, 1, 1, 2, 2], epoch: 12 })
})

test('an abort ends the run between two steps, and the next one can begin', async () => {
  await call('POST', '/train', { epochs: 100_000 })
  await until(({ epoch }) => epoch >= 1)
  expect((await call<Run>('DELETE', '/train')).body.state).toBe('aborting')
  expect((await until(({ state }) => state !== 'aborting')).state).toBe('aborted')
  expect((await call('POST', '/train', { epochs: 1 })).status).toBe(202)
  expect((await until(({ state }) => state !== 'running')).state).toBe('done')
})

test('an error of the run arrives, and the server lives', async () => {
  await call('POST', '/train', { epochs: -1 })
  const run = (await until(({ state }) => state !== 'running')) as Run & { error: string }
  expect(run.state).toBe('failed')
  expect(run.error).toContain('epochs')
  expect((await call('POST', '/predict', { points: [[1]] })).status).toBe(400)
  expect((await predict()).status).toBe(200)
})

test('SIGTERM aborts the run and ends the process', async () => {
  expect((await call('POST', '/train', { epochs: 100_000 })).status).toBe(202)
  await until(({ epoch }) => epoch >= 1)
  const ended = once(server.child, 'exit')
  server.child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(server.errors()).toBe('')
})
