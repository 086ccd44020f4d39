// HTML files in a real browser without a network: charts, tables, themes, the surface that turns, the steps that play.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { pageOf } from '../../lib/plot/index.ts'
import { temporaryFolder } from '../util/folder.ts'
import { expectAccessible } from '../watch/axe.ts'
import { CHROMIUM, visit } from '../watch/browser.ts'
import { pictures } from './pictures.ts'

const inFolder = temporaryFolder()
const all = pictures()

// Rosenbrock's function at y = 3, and x from -2 to 2.
const HIGHEST = '3 110 29.44 261.4 579.5 823.7 900.9 822.3 576.4 256.7 23.07 102'.split(' ')

test('a page of every picture: one library, less than 2 MB, no address that it could load', async () => {
  const html = await pageOf(
    'All & more',
    Object.entries(all).map(([title, picture]) => ({ title, text: 'a < b', table: 'x  y\n1  2', picture }))
  )
  expect(html.length).toBeLessThan(2e6)
  expect(html.match(/<script>/g)).toHaveLength(2)
  expect(html).toContain("default-src 'none'")
  expect(html).toContain('<title>All &amp; more</title>')
  expect(html).toContain('<p>a &lt; b</p>')
  const own = html.replace(/<script>[\s\S]*?<\/script>/g, '')
  expect(own).not.toMatch(/(?:src|href)=|https?:\/\/|@import|url\(/)
  expect(await pageOf('Words', [{ text: 'no picture' }])).not.toContain('<script')
})

describe.skipIf(CHROMIUM === null)('in Chromium', () => {
  /** Opens a file without a network; `problems` collects requests and errors. */
  async function open(
    html: string,
    colorScheme: 'light' | 'dark' = 'light'
  ): Promise<{ page: Page; problems(): string[] }> {
    writeFileSync(inFolder('page.html'), html)
    const address = pathToFileURL(inFolder('page.html')).href
    const options = { offline: true, colorScheme, viewport: { width: 1100, height: 900 } }
    const { page, requests, complaints } = await visit(address, options)
    return { page, problems: () => [...requests.filter((url) => url !== address), ...complaints] }
  }

  /** The colors that are in a canvas. */
  const colors = (page: Page, selector: string): Promise<number> =>
    page.evaluate((query) => {
      const canvas = (
        globalThis as never as { document: { querySelector(q: string): unknown } }
      ).document.querySelector(query) as {
        width: number
        height: number
        getContext(kind: '2d'): {
          getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray }
        }
      }
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
      const seen = new Set<number>()
      for (let k = 0; k < data.length; k += 4) seen.add((data[k]! << 16) | (data[k + 1]! << 8) | data[k + 2]!)
      return seen.size
    }, selector)

  /** The pixels of a panel, as text. */
  const pixels = (page: Page, selector: string): Promise<string> =>
    page
      .locator(`${selector} canvas`)
      .first()
      .evaluate((canvas) => (canvas as never as { toDataURL(): string }).toDataURL())

  test('every panel is drawn, nothing is requested, the data are tables', async () => {
    const { page, problems } = await open(
      await pageOf(
        'All',
        Object.values(all).map((picture) => ({ picture }))
      )
    )
    const panels = Object.values(all).flatMap(({ figure }) => figure.panels)
    expect(await page.locator('.panel').count()).toBe(panels.length)
    for (let k = 0; k < panels.length; k++) {
      const handle = page.locator('.panel').nth(k)
      expect(await handle.getAttribute('aria-label')).toContain(panels[k]!.title.replace(/^.*: /, ''))
      expect(await handle.locator('canvas').count(), `${k}`).toBeGreaterThan(0)
    }
    expect(await colors(page, '.panel[data-figure="0"][data-panel="1"] canvas')).toBeGreaterThan(20)
    await page.locator('summary').nth(3).click()
    const table = page.locator('details').nth(3).locator('table').first()
    expect(await table.locator('caption').textContent()).toContain('loss')
    expect(await table.locator('tr').count()).toBe(20)
    await page.locator('summary').first().click()
    const heights = page.locator('details').first().locator('table').first()
    expect(await heights.locator('tr').nth(1).locator('td').allTextContents()).toEqual(HIGHEST)
    expect(await page.title()).toBe('All')
    expect(problems()).toEqual([])
  }, 60_000)

  test('the surface turns with the mouse and with the arrow keys', async () => {
    const { page, problems } = await open(await all.landscape!.toHTML())
    const panel = '.panel[data-panel="0"]'
    expect(await colors(page, `${panel} canvas`)).toBeGreaterThan(50)
    const first = await pixels(page, panel)
    const box = (await page.locator(`${panel} canvas`).boundingBox())!
    await page.mouse.move(box.x + 200, box.y + 200)
    await page.mouse.down()
    await page.mouse.move(box.x + 290, box.y + 230, { steps: 3 })
    await page.mouse.up()
    expect(await page.locator(panel).getAttribute('data-view')).toBe('-0.30 0.75')
    const turned = await pixels(page, panel)
    expect(turned).not.toBe(first)
    await page.mouse.move(box.x + 20, box.y + 20)
    expect(await pixels(page, panel)).toBe(turned)
    await page.locator(panel).focus()
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key)
    expect(await page.locator(panel).getAttribute('data-view')).toBe('-0.50 0.85')
    for (let k = 0; k < 20; k++) await page.keyboard.press('ArrowDown')
    expect(await page.locator(panel).getAttribute('data-view')).toBe('-0.50 -0.20')
    expect(problems()).toEqual([])
  }, 60_000)

  test('the steps play, and stop where the bar is put', async () => {
    const { page, problems } = await open(await all.trajectories!.toHTML())
    const panel = '.panel[data-panel="1"]'
    const whole = await pixels(page, panel)
    const slider = page.locator('input[type=range]')
    const put = (value: string): Promise<void> =>
      slider.evaluate((element, v) => {
        const bar = element as never as { value: string; dispatchEvent(event: unknown): void }
        bar.value = v
        bar.dispatchEvent(new Event('input'))
      }, value)
    await put('200')
    expect(await pixels(page, panel)).not.toBe(whole)
    await put('980')
    await page.locator('button').click()
    await page.waitForFunction(() => {
      const { document } = globalThis as never as { document: { querySelector(q: string): { value: string } } }
      return document.querySelector('input').value === '1000'
    })
    expect(await pixels(page, panel)).toBe(whole)
    expect(problems()).toEqual([])
  }, 60_000)

  test('dark and light as the system has it, also when it changes', async () => {
    const { page, problems } = await open(await all.landscape!.toHTML(), 'dark')
    const panels = ['.panel[data-panel="0"]', '.panel[data-panel="1"]']
    const dark = await Promise.all(panels.map((panel) => pixels(page, panel)))
    await page.emulateMedia({ colorScheme: 'light' })
    await page.waitForTimeout(100)
    const light = await Promise.all(panels.map((panel) => pixels(page, panel)))
    for (const [k, image] of light.entries()) expect(image).not.toBe(dark[k])
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForTimeout(100)
    expect(await Promise.all(panels.map((panel) => pixels(page, panel)))).toEqual(dark)
    expect(problems()).toEqual([])
  }, 60_000)

  test('a chart tells its values, zooms by mouse and keys, and shows all again', async () => {
    const { page, problems } = await open(await all.history!.toHTML())
    const panel = '.panel[data-panel="2"]'
    const place = page.locator(panel)
    const whole = await pixels(page, panel)
    const { x, y } = (await place.boundingBox())!
    await page.mouse.move(x + 300, y + 200)
    const tip = place.locator('div', { hasText: /^epoch \d+/ })
    await tip.waitFor()
    expect(await tip.textContent()).toMatch(/^epoch \d+a \(mean of 3\): 0\.0\d+b/)
    await page.mouse.down()
    await page.mouse.move(x + 400, y + 203, { steps: 3 })
    expect(await place.locator('.drag').isVisible()).toBe(true)
    await page.mouse.up()
    expect(await place.locator('.drag').isVisible()).toBe(false)
    const [from, to, low, high] = await shown(page, panel)
    expect([from! > 5, to! < 20, to! - from! > 2]).toEqual([true, true, true])
    // A drag along one axis leaves the other.
    const { from: lowest, to: highest } = all.history!.figure.panels[2]!.y
    expect([low, high]).toEqual([lowest, highest].map((v) => Number(v.toPrecision(4))))
    expect(await pixels(page, panel)).not.toBe(whole)
    await page.mouse.dblclick(x + 300, y + 200)
    await page.mouse.move(x + 5, y + 5)
    await page.waitForFunction(
      ([selector, image]) => {
        const { document } = globalThis as never as {
          document: { querySelector(q: string): { toDataURL(): string } }
        }
        return document.querySelector(`${selector} canvas`).toDataURL() === image
      },
      [panel, whole]
    )
    await place.focus()
    for (const key of ['+', '+', 'ArrowRight']) await page.keyboard.press(key)
    const near = await shown(page, panel)
    expect(near[1]! - near[0]!).toBeCloseTo(19 / 4, 2)
    for (let k = 0; k < 100; k++) await page.keyboard.press('ArrowRight')
    expect((await shown(page, panel))[1]).toBe(20)
    for (let k = 0; k < 20; k++) await page.keyboard.press('+')
    const least = await shown(page, panel)
    expect(least[1]! - least[0]!).toBeCloseTo(0.19, 2)
    await page.keyboard.press('0')
    expect(await shown(page, panel)).toEqual([1, 20, low, high])
    expect(problems()).toEqual([])
  }, 60_000)

  /** The ends of both axes that a chart shows. */
  const shown = async (page: Page, panel: string): Promise<number[]> =>
    (await page.locator(panel).getAttribute('data-part'))!.split(' ').map(Number)

  test('axe-core finds nothing in charts, surfaces and tables, light and dark', async () => {
    const html = await pageOf('Both', [{ title: 'Landscape', picture: all.landscape! }, { picture: all.history! }])
    const { page } = await open(html)
    for (const summary of await page.locator('summary').all()) await summary.click()
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page)
  }, 60_000)
})
