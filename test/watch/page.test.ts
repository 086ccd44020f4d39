// The live page in a real Chromium, with real runs in their own processes.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { Board, Follower, PageServer } from '../../lib/watch/index.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { expectAccessible } from './axe.ts'
import { CHROMIUM, describedAs, numberIn, pixelsOf, visit } from './browser.ts'

const PROGRAM = join(ROOT, 'build-test/watch/training.mjs')
const inFolder = temporaryFolder()

beforeAll(async () => {
  const entryPoints = [join(ROOT, 'test/watch/training.ts')]
  await build({
    entryPoints,
    outfile: PROGRAM,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
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
    await vi.waitFor(async () => expect(await page.locator('#status').textContent()).toBe('Live, no run yet'), WAIT)

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

  test('two runs are drawn over each other, named, and can be hidden by the keyboard alone', async () => {
    const { url, board } = await serving()
    for (const [name, factor] of [
      ['a', 1],
      ['b', 3]
    ] as const) {
      const run = board.add(name)
      for (let step = 1; step <= 200; step++) {
        run.add({ step, epoch: 1, wallTime: 1e9, scalars: { loss: factor / step, learningRate: 0.1 } })
      }
    }
    const { page, complaints } = await visit(url)
    await vi.waitFor(async () => expect(await numberIn(page, 'loss', 1)).toBe(0.015), WAIT)
    expect(await numberIn(page, 'loss', 0)).toBe(0.005)
    expect(await describedAs(page, 'Loss')).toMatch(/a: loss: 0\.005 at step 200.*b: loss: 0\.015 at step 200/)
    const colors = async () => [await pixelsOf(page, 'Loss', '--curve-0'), await pixelsOf(page, 'Loss', '--curve-1')]
    expect(Math.min(...(await colors()))).toBeGreaterThan(50)

    // The switches come after the link that skips them.
    const press = (key: string): Promise<void> => page.keyboard.press(key)
    await press('Tab')
    expect(await focused(page)).toBe('Skip to the current values')
    await press('Tab')
    expect(await focused(page)).toBe('a')
    await press('Space')
    await vi.waitFor(async () => expect((await colors())[0]).toBe(0), WAIT)
    expect(await page.locator('thead').textContent()).toBe('numberb')
    await press('Space')
    await vi.waitFor(async () => expect((await colors())[0]).toBeGreaterThan(50), WAIT)

    // The chart: arrows read values, plus and minus zoom.
    for (let k = 0; k < 30 && !(await focused(page)).startsWith('Loss by step'); k++) await press('Tab')
    await press('End')
    await press('Shift+ArrowLeft')
    const read = page.locator('output').first()
    await vi.waitFor(
      async () => expect(await read.textContent()).toBe('step 190: a: loss 0.005263, b: loss 0.01579'),
      WAIT
    )
    const before = (await colors())[0]!
    await press('+')
    await vi.waitFor(async () => expect((await colors())[0]).not.toBe(before), WAIT)
    await press('0')
    await vi.waitFor(async () => expect((await colors())[0]).toBe(before), WAIT)

    // The legend: one button for each curve.
    await press('Tab')
    expect(await focused(page)).toBe('a: loss')
    await press('Enter')
    await vi.waitFor(async () => expect((await colors())[0]).toBe(0), WAIT)
    expect(await page.getByRole('button', { name: 'a: loss' }).getAttribute('aria-pressed')).toBe('false')
    expect(complaints).toEqual([])
  })

  test('dragging zooms every chart; new points do not move them; a double click shows all for good', async () => {
    const { url, board } = await serving()
    const run = board.add('a')
    const add = (step: number): void =>
      run.add({ step, scalars: { loss: 1 + Math.sin(step), learningRate: step % 20 < 10 ? 0.1 : 0.2 } })
    for (let step = 1; step <= 300; step++) add(step)
    const { page } = await visit(url)
    await vi.waitFor(async () => expect(await numberIn(page, 'step')).toBe(300), WAIT)
    const drawn = () => Promise.all(['Loss', 'Learning rate'].map((title) => pixelsOf(page, title, '--curve-0')))
    const settled = async (until: (now: number[]) => void): Promise<number[]> => {
      await vi.waitFor(async () => until(await drawn()), WAIT)
      return await drawn()
    }
    const whole = await drawn()
    const over = page.locator('.u-over').first()
    const { x, y, width } = (await over.boundingBox())!
    await page.mouse.move(x + 0.2 * width, y + 50)
    await page.mouse.down()
    await page.mouse.move(x + 0.3 * width, y + 60, { steps: 4 })
    await page.mouse.up()
    await page.mouse.move(x + 5, y + 300)
    const near = await settled((now) => {
      for (const [k, count] of now.entries()) expect(count).toBeLessThan(0.7 * whole[k]!)
    })
    const next = async (step: number): Promise<void> => {
      add(step)
      await vi.waitFor(async () => expect(await numberIn(page, 'step')).toBe(step), WAIT)
    }
    await next(301)
    expect(await drawn()).toEqual(near)
    await page.mouse.dblclick(x + 0.5 * width, y + 50)
    await page.mouse.move(x + 5, y + 300)
    await next(302)
    await next(303)
    await settled((now) => {
      for (const [k, count] of now.entries()) expect(count).toBeGreaterThan(0.9 * whole[k]!)
    })
  })

  test('alarms come into a live region, once', async () => {
    const { url, board } = await serving()
    const run = board.add('a')
    run.add({ step: 1, scalars: { loss: 1 } })
    const { page } = await visit(url)
    const log = page.getByRole('log', { name: 'Alarms and messages' })
    await vi.waitFor(async () => expect(await numberIn(page, 'loss')).toBe(1), WAIT)
    expect(await log.isVisible()).toBe(false)
    run.add({ step: 2, scalars: { loss: Number.NaN } })
    run.add({ step: 3, scalars: { loss: Number.NaN }, texts: { 'advisor/spike': 'high', note: '<b>bold</b>' } })
    const texts = ['Alarm, step 2, nonFinite: loss is NaN', 'Alarm, step 3, spike: high', 'step 3, note: <b>bold</b>']
    await vi.waitFor(async () => expect(await log.locator('li').allTextContents()).toEqual(texts), WAIT)
    expect(await log.getAttribute('aria-live')).toBe('polite')
    // The latest is in view, also when the first ones come together.
    for (let step = 4; step < 40; step++) run.add({ step, scalars: { loss: 1 }, texts: { note: 'again' } })
    const { page: second } = await visit(url)
    for (const each of [page, second]) {
      await vi.waitFor(async () => expect(await each.locator('#alarms li').count()).toBe(39), WAIT)
      expect(await each.evaluate(BELOW)).toBeLessThan(4)
    }
    expect(await log.locator('b').count()).toBe(0)
  })

  test.each(['light', 'dark'] as const)('%s: text and curves stand out from the background', async (colorScheme) => {
    const { url, board } = await serving()
    const run = board.add('a')
    for (let step = 1; step <= 100; step++) {
      run.add({ step, scalars: Object.fromEntries(Array.from({ length: 8 }, (_, k) => [`x${k}Loss`, k + 1 / step])) })
    }
    const { page } = await visit(url, { colorScheme })
    await vi.waitFor(async () => expect(await numberIn(page, 'x7Loss')).toBe(7.01), WAIT)
    expect(await pixelsOf(page, 'Loss', '--curve-7')).toBeGreaterThan(50)
    const color = async (name: string): Promise<number> => luminance(await colorOf(page, name))
    const panel = await color('--panel')
    expect(panel > 0.5).toBe(colorScheme === 'light')
    // WCAG: 4.5 for text, 3 for graphics.
    for (const name of ['--text', '--faint', '--alarm']) expect(contrast(await color(name), panel)).toBeGreaterThan(4.5)
    for (let k = 0; k < 8; k++) expect(contrast(await color(`--curve-${k}`), panel)).toBeGreaterThan(3)
  })

  test('axe-core finds nothing: one run, two runs, dark, with a hidden curve', async () => {
    const { url, board } = await serving()
    const { page } = await visit(url)
    for (const [column, name] of ['a', 'b'].entries()) {
      const run = board.add(name)
      for (let step = 1; step <= 40; step++) {
        const texts: Record<string, string> = step === 30 ? { 'advisor/spike': 'high', note: 'lower' } : {}
        run.add({ step, epoch: 1, wallTime: 1e9, scalars: { loss: 1 / step, learningRate: 0.1 }, texts })
      }
      await vi.waitFor(async () => expect(await numberIn(page, 'loss', column)).toBe(1 / 40), WAIT)
      await expectAccessible(page)
    }
    expect(await page.locator('#alarms li').count()).toBe(4)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByRole('button', { name: 'a: loss' }).click()
    await page.getByLabel(/^Loss by step/).focus()
    await page.keyboard.press('Home')
    await expectAccessible(page)
  })

  test('the browser lets no request out', async () => {
    const { url, board } = await serving()
    board.add('a').add({ step: 1, scalars: { loss: 1 } })
    const { page, complaints, requests } = await visit(url)
    await vi.waitFor(async () => expect(await numberIn(page, 'loss')).toBe(1), WAIT)
    expect(requests).toEqual([url, `${url}events`])
    expect(complaints).toEqual([])
    expect(await page.evaluate(`fetch('http://127.0.0.1:9/').then(() => 'out', () => 'refused')`)).toBe('refused')
    await vi.waitFor(
      () => expect(complaints.join()).toMatch(/Content Security Policy directive: "connect-src 'self'"/),
      WAIT
    )
  })

  test('a page that loses its server says so, and continues with the next one', async () => {
    const first = await serving()
    first.board.add('a').add({ step: 1, scalars: { loss: 1 } })
    const { page } = await visit(first.url)
    await vi.waitFor(async () => expect(await numberIn(page, 'loss')).toBe(1), WAIT)
    await first.server.close()
    const status = page.locator('#status')
    await vi.waitFor(async () => expect(await status.textContent()).toBe('Connection lost, trying again'), WAIT)
    const second = await serving(Number(new URL(first.url).port))
    second.board.add('b').add({ step: 5, scalars: { loss: 2 } })
    await vi.waitFor(async () => expect(await numberIn(page, 'loss')).toBe(2), WAIT)
    expect(await status.textContent()).toBe('Live, 1 run')
    expect(await page.locator('thead').textContent()).toBe('numberb')
  })
})

// How far the list of alarms is from its end.
const BELOW = `(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(
  document.querySelector('#alarms'))`

async function serving(port = 0): Promise<{ url: string; board: Board; server: PageServer }> {
  const board = new Board()
  const server = await PageServer.start('test', board, { port })
  open.push(() => server.close())
  return { url: server.url, board, server }
}

// The name of what has the focus.
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    `(({ activeElement: e }) => e.getAttribute('aria-label') ?? (e.closest('label') ?? e).textContent)(document)`
  )

const colorOf = (page: Page, name: string): Promise<string> =>
  page.evaluate(`getComputedStyle(document.documentElement).getPropertyValue('${name}').trim()`)

function luminance(color: string): number {
  const digits = color.length === 4 ? color.replace(/[^#]/g, '$&$&') : color
  const [r, g, b] = [1, 3, 5].map((k) => {
    const part = Number.parseInt(digits.slice(k, k + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
