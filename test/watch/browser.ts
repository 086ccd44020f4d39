// A real Chromium for the tests of the live page, of thalweg/plot and of the site. Without one they are skipped with a message.
import { execFileSync } from 'node:child_process'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll } from 'vitest'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function find(): string | null {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  for (const name of NAMES) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    } catch {}
  }
  console.warn(
    `skipped: the tests of pages need one of ${NAMES.join(', ')} (apt-get install chromium), or CHROMIUM=path`
  )
  return null
}

/** The program, null if none is installed. */
export const CHROMIUM = find()

let browser: Promise<Browser> | null = null
afterAll(async () => {
  await (await browser)?.close()
  browser = null
})

/** What a page asked for and complained about. */
export interface Visit {
  readonly page: Page
  readonly requests: string[]
  readonly complaints: string[]
}

/** Opens the address in a new context. */
export async function visit(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  browser ??= chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox', '--disable-gpu'] })
  const context = await (await browser).newContext(options)
  const page = await context.newPage()
  const seen: Visit = { page, requests: [], complaints: [] }
  page.on('request', (request) => seen.requests.push(request.url()))
  page.on('pageerror', (error) => seen.complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') seen.complaints.push(message.text())
  })
  await page.goto(url)
  return seen
}

/** The number in a row of the table of current values, NaN while there is no such row. */
export async function numberIn(page: Page, row: string, column = 0): Promise<number> {
  const cells = page.locator('tbody tr').filter({ has: page.getByRole('rowheader', { name: row, exact: true }) })
  if ((await cells.count()) === 0) return Number.NaN
  return Number(await cells.locator('td').nth(column).textContent())
}

/** What a screen reader says of a chart. */
export async function describedAs(page: Page, title: string): Promise<string> {
  return (await page.getByLabel(new RegExp(`^${title} by step`)).getAttribute('aria-label')) ?? ''
}

/** How many pixels of a chart have about the color that the page gives this name. */
export function pixelsOf(page: Page, title: string, name: string): Promise<number> {
  return page.evaluate(`(${COUNT})(document.querySelector('[aria-label^="${title} by step"]'), '${name}')`)
}

// In the browser; a text, because its names are not those of Node.js.
const COUNT = `(place, name) => {
  const canvas = place.querySelector('canvas')
  const wanted = getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  const parts = [1, 3, 5].map((k) => Number.parseInt(wanted.slice(k, k + 2), 16))
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  let count = 0
  for (let k = 0; k < data.length; k += 4) {
    if (data[k + 3] > 200 && parts.every((part, c) => Math.abs(data[k + c] - part) < 24)) count++
  }
  return count
}`
