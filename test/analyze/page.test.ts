// The report of `thalweg analyze --html`: one file without a network, with charts that can be read and zoomed, or without them
// where the chart library is not installed.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { Analysis, analyze } from '../../lib/analyze/index.ts'
import { pageOf } from '../../lib/analyze/page.ts'
import { plotSchedules } from '../../lib/plot/index.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { programs } from '../util/programs.ts'
import { expectAccessible } from '../watch/axe.ts'
import { CHROMIUM, visit } from '../watch/browser.ts'
import { problem } from './problems.ts'

const inFolder = temporaryFolder()
let analyses: Analysis[] = []
let html = ''

// One with every part that a section can have, next to real ones.
const whole = new Analysis({
  name: 'whole',
  question: 'is 1 < 2 & "3"?',
  columns: [{ key: 'name', as: 'text' }, ...Array.from({ length: 30 }, (_, k) => ({ key: `a long number ${k}` }))],
  rows: [{ name: '<b>', 'a long number 0': 0.25 }],
  tables: [
    { title: 'more <i>', columns: [{ key: 'x', head: 'head' }], rows: [{ x: 7 }], shown: 0 },
    { title: 'empty', columns: [{ key: 'x' }], rows: [] }
  ],
  findings: [
    { rule: 'a', text: 'a note', level: 'note', certain: true, from: { x: 1 } },
    { rule: 'b', text: 'do <this>', level: 'advice', certain: true, from: { x: 1 } },
    { rule: 'c', text: 'beware', level: 'warning', certain: true, from: { x: 1 } },
    { rule: 'd', text: 'who knows', level: 'note', certain: false, from: { x: 1 } }
  ],
  machine: { backend: 'native', level: 'avx2', threads: 2, processors: 4, busy: true, noise: 0.5 },
  runs: [],
  left: ['seed <2>', 'seed 3'],
  seconds: 1.5,
  pictures: () => [plotSchedules({ flat: () => 1 }, { steps: 10 })]
})

beforeAll(async () => {
  analyses = [
    await analyze.schedules(problem(), { candidates: ['constant', 'cosine'], tune: false, seeds: 2 }),
    await analyze.parallel(problem(), { machines: [1, 2] }),
    whole
  ]
  html = await pageOf(analyses, 'A <report>')
  writeFileSync(inFolder('report.html'), html)
})

test('one file below 2 MB with the library once, and no address', () => {
  expect(html.length).toBeLessThan(2e6)
  expect(html.match(/<script>/g)).toHaveLength(2)
  expect(html).toContain("default-src 'none'")
  expect(html.replace(/<script>[\s\S]*?<\/script>/g, '')).not.toMatch(/src=|https?:|<link|@import|url\(/)
})

test('sections in order: tables, findings, charts, what is left out, the machine', () => {
  const [, section] = /<section id="whole">([\s\S]*?)<\/section>/.exec(html)!
  const parts = [
    '<h2>whole: is 1 &lt; 2 &amp; &quot;3&quot;?</h2>',
    '<th scope="row" class="text">&lt;b&gt;</th><td>0.25</td><td>-</td>',
    '<h3>more &lt;i&gt;</h3>',
    '<th scope="row">7</th>',
    '<li class="note">a note</li><li class="advice">do &lt;this&gt;</li><li class="warning">beware</li><li class="note unclear">who',
    'class="panel chart"',
    '<summary>Data of Learning rate schedules</summary>',
    '<p>Left out: seed &lt;2&gt;; seed 3</p>',
    '0 runs in 1.5 s; native avx2, threads 2 of 4; the machine is busy: ±50 %'
  ]
  const places = parts.map((part) => section!.indexOf(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(section).not.toContain('empty')
})

describe.skipIf(CHROMIUM === null)('in Chromium', () => {
  const open = (options: object = {}) =>
    visit(pathToFileURL(inFolder('report.html')).href, {
      offline: true,
      viewport: { width: 1280, height: 900 },
      ...options
    })

  test('links lead to the sections, charts are drawn and show their values', async () => {
    const { page, complaints } = await open()
    const names = analyses.map(({ name }) => name)
    expect(await page.locator('nav a').allTextContents()).toEqual(names)
    expect(await page.locator('h2').allTextContents()).toEqual(analyses.map((a) => `${a.name}: ${a.question}`))
    const panels = analyses.flatMap((each) => each.pictures().flatMap(({ figure }) => figure.panels))
    expect(panels.length).toBe(3)
    expect(await page.locator('.panel canvas').count()).toBe(panels.length)
    await page.locator('nav a').nth(1).click()
    expect(page.url()).toMatch(/#parallel$/)
    const chart = page.locator('#schedules .panel').first()
    await chart.scrollIntoViewIfNeeded()
    const { x, y, width } = (await chart.boundingBox())!
    await page.mouse.move(x + width / 2, y + 250)
    const tip = chart.locator('div', { hasText: /^step \d/ })
    await tip.waitFor()
    expect(await tip.textContent()).toMatch(/^step \d+constant \(mean of 2\): 0\.\d+cosine \(mean of 2\): 0\.\d+$/)
    expect(complaints).toEqual([])
  }, 60_000)

  test('light and wide, dark and narrow: axe-core finds nothing, nothing sticks out', async () => {
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 400]
    ] as const) {
      const { page } = await open({ colorScheme, viewport: { width, height: 900 } })
      await page.locator('summary').first().click()
      await expectAccessible(page)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
  }, 60_000)
})

// In a process that can neither import nor resolve it.
test('without echarts: the same page without charts, and the command that installs it', async () => {
  const hook = `
    import Module from 'node:module'
    const resolve = Module._resolveFilename
    Module._resolveFilename = (name, ...more) => {
      if (/^echarts/.test(name)) throw Object.assign(new Error('none'), { code: 'MODULE_NOT_FOUND' })
      return resolve(name, ...more)
    }
    const { main } = await import('${join(ROOT, 'lib/cli/main.ts')}')
    const args = 'analyze learning-rate --points 2 --steps 3 --seeds 1 --quiet --html'.split(' ')
    process.exitCode = await main([...args, '${inFolder('absent.html')}'], { out() {}, error: console.error })`
  writeFileSync(inFolder('absent.mjs'), hook)
  const { absent } = await programs('analyze-page', { absent: inFolder('absent.mjs') })
  await promisify(execFile)(process.execPath, [absent], { cwd: ROOT })
  const page = readFileSync(inFolder('absent.html'), 'utf8')
  expect(page).toContain(
    'thalweg analyze: cannot draw because the optional package echarts is not installed; run npm install echarts'
  )
  expect(page).toContain('<h2>learning-rate: ')
  expect(page).toContain('<table>')
  expect(page).toContain('<li class=')
  expect(page).not.toMatch(/<script|class="panel/)
}, 60_000)
