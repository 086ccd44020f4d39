// The documentation site in a real browser, with the network cut off: `npm run docs` must have built it. Skipped with a
// message where it has not, or where there is no Chromium.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { expectAccessible } from '../watch/axe.ts'
import { CHROMIUM, visit } from '../watch/browser.ts'

const folder = join(ROOT, 'site/build/html')
const built = existsSync(join(folder, 'index.html'))
if (!built) console.warn('skipped: the tests of the documentation site need npm run docs')

type Module<T> = (path: string) => Promise<T>
const load = ((path: string) => import(path)) as Module<unknown>
const { serve } = (await load(join(ROOT, 'site/serve.mjs'))) as { serve(folder: string): Promise<Server> }
const { check } = (await load(join(ROOT, 'site/check.mjs'))) as {
  check(folder: string): { pages: number; links: number }
}

describe.skipIf(!built || CHROMIUM === null)('without a network', () => {
  let server: Server
  let address = ''

  beforeAll(async () => {
    server = await serve(folder)
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  /** Opens a page; every request that is not to the site is refused. */
  async function open(path: string) {
    const seen = await visit('about:blank')
    const refused: string[] = []
    await seen.page.route('**/*', async (route) => {
      if (route.request().url().startsWith(address)) return await route.continue()
      refused.push(route.request().url())
      await route.abort()
    })
    await seen.page.goto(`${address}${path}`)
    return { ...seen, refused }
  }

  test('search finds guides and the API, and leads to them', async () => {
    const { page, complaints, refused } = await open('/')
    await page.waitForFunction('document.querySelector("#app")?.__vue_app__ !== undefined')
    for (const [words, wanted] of [
      ['testOptimizer', /api\/optim/],
      ['gradient clipping', /docs\/(guide|reference)|api\//]
    ] as const) {
      await page.keyboard.press('Control+k')
      await page.locator('#localsearch-input').fill(words)
      const links = page.locator('.VPLocalSearchBox a.result')
      await links.first().waitFor()
      const addresses = await links.evaluateAll((all) => all.map((each) => (each as unknown as { href: string }).href))
      expect(
        addresses.some((to) => wanted.test(to)),
        `${words}: ${addresses.join(' ')}`
      ).toBe(true)
      await links.first().click()
      // The address changes before the page does.
      const word = new RegExp(words.split(' ')[0]!, 'i')
      await page.locator('main').filter({ hasText: word }).waitFor()
    }
    expect(refused).toEqual([])
    expect(complaints).toEqual([])
  })

  test('pages of every kind show without a complaint', async () => {
    const { page, complaints, refused } = await open('/docs/guide/lessons')
    for (const path of ['/docs/guide/lessons', '/api/optim/classes/Adam', '/examples/xor']) {
      await page.goto(`${address}${path}`)
      await page.waitForFunction('document.querySelector("#app")?.__vue_app__ !== undefined')
      expect(await page.locator('main h1').count(), path).toBe(1)
      expect(await page.locator('.VPSidebar a').count(), path).toBeGreaterThan(5)
    }
    expect([refused, complaints]).toEqual([[], []])
  })

  test.each(['/docs/guide/analyze', '/api/optim/classes/Adam', '/docs/reference/optim/Adam'])(
    'axe-core finds nothing in %s',
    async (path) => {
      const { page } = await open(path)
      await page.waitForFunction('document.querySelector("#app")?.__vue_app__ !== undefined')
      await expectAccessible(page)
    }
  )

  test('an entry of the package has a page with its functions and classes', () => {
    const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: object }
    const names = Object.entries(exports).filter(([, to]) => typeof to === 'object')
    const pages = names.map(([name]) => join(folder, 'api', name === '.' ? 'thalweg' : name, 'index.html'))
    expect(pages.filter((page) => !existsSync(page))).toEqual([])
    expect(pages.length).toBeGreaterThan(10)
  })
})

describe('the check of the build', () => {
  const inFolder = temporaryFolder()
  const write = (path: string, text: string): void => {
    mkdirSync(join(inFolder('.'), path, '..'), { recursive: true })
    writeFileSync(inFolder(path), text)
  }

  test('counts links that lead somewhere', () => {
    write(
      'index.html',
      '<h2 id="here">x</h2><a class="a" href="#here">1</a><a href="/sub/page.html#b">2</a><a href="sub/page">3</a>'
    )
    write('sub/page.html', '<p id="b"></p><a href="../index.html">4</a><a href="https://example.org/x">5</a>')
    expect(check(inFolder('.'))).toEqual({ pages: 2, links: 4 })
  })

  test.each([
    ['<a href="gone.html">1</a>', 'bad.html: gone.html leads nowhere'],
    ['<a href="/sub/page.html#c">1</a>', 'the page has no such heading'],
    ['<a href="#nothing">1</a>', 'the page has no such heading'],
    [
      '<script type="module" src="https://cdn.example.org/x.js"></script>',
      'bad.html: loads https://cdn.example.org/x.js'
    ],
    ['<link rel="stylesheet" href="//fonts.example.org/x.css">', 'bad.html: loads //fonts.example.org/x.css'],
    ['<img alt="" src="http://example.org/x.png">', 'bad.html: loads http://example.org/x.png']
  ])('%s', (text, message) => {
    write('bad.html', text)
    expect(() => check(inFolder('.'))).toThrow(message)
    write('bad.html', '')
  })

  test('a style that loads a font from elsewhere', () => {
    write('style.css', '@font-face { src: url(https://fonts.example.org/x.woff2) }')
    expect(() => check(inFolder('.'))).toThrow('style.css: loads https://fonts.example.org/x.woff2')
  })
})
