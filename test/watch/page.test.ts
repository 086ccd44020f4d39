// The live page in a real Chromium, with real runs in their own processes.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { Board, Follower, PageServer } from '../../lib/watch/index.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { CHROMIUM, describedAs, numberIn, pixelsOf, visit } from './browser.ts'

const PROGRAM = join(ROOT, 'build-test/watch/training.mjs')
const inFolder = temporaryFolder()

beforeAll(async () => {
  const entryPoints = [join(ROOT, 'test/watch/training.ts')]
  const external = ['cli-progress', 'csv-*', '@bufbuild/*']
  await build({
    entryPoints,
    outfile: PROGRAM,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external,
    logLevel: 'error'
  })
})

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function watching(folder: string): Promise<PageServer> {
  const board = new Board()
  const server = await PageServer.start('test', board)
  const follower = new Follower(board, [folder])
  follower.start()
  open.push(
    () => server.close(),
    () => follower.close()
  )
  return server
}

function training(folder: string, seed = 3, pause = 5, steps = 100_000): ChildProcess {
  mkdirSync(folder, { recursive: true })
  const child = spawn(process.execPath, [PROGRAM, folder, ...[seed, pause, steps].map(String)], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, THALWEG_NUM_THREADS: '1' }
  })
  open.push(() => child.kill('SIGKILL'))
  return child
}

const WAIT = { timeout: 60_000, interval: 100 }

describe.skipIf(CHROMIUM === null)('in a browser', () => {
  test('curves appear while a run trains, and continue after kill -9 and a resume', async () => {
    const folder = inFolder('live')
    const { url } = await watching(folder)
    const { page, complaints, requests } = await visit(url)
    await vi.waitFor(async () => expect(await page.getByRole('status').textContent()).toBe('Live, no run yet'), WAIT)

    const child = training(join(folder, 'a'))
    await vi.waitFor(async () => expect(await numberIn(page, 'step')).toBeGreaterThan(30), WAIT)
    const loss = await numberIn(page, 'loss')
    expect(loss).toBeGreaterThan(0)
    expect(await describedAs(page, 'Loss')).toMatch(/^Loss by step\. .*loss: [\d.]+ at step \d+, between/)
    expect(await pixelsOf(page, 'Loss', '--curve-0')).toBeGreaterThan(50)
    const early = await numberIn(page, 'step')
    await vi.waitFor(async () => expect(await numberIn(page, 'step')).toBeGreaterThan(early), WAIT)

    child.kill('SIGKILL')
    await once(child, 'exit')
    const killed = await numberIn(page, 'step')
    training(join(folder, 'a'))
    await vi.waitFor(async () => expect(await numberIn(page, 'step')).toBeGreaterThan(killed + 30), WAIT)
    expect(complaints).toEqual([])
    expect(new Set(requests.map((request) => new URL(request).origin))).toEqual(new Set([new URL(url).origin]))
  })
})
