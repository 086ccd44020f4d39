// The blocks of the README and the guide that are marked `js` run as they stand; `expression // => value` must hold.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { bodyOf, runBody } from './run.ts'

interface Block {
  readonly name: string
  readonly code: string
}

// The blocks of a page, each under the name of its heading.
function blocksOf(page: string, text: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  for (const [, title, code] of text.matchAll(/^## ([^\n]*)$|^```js\n(.*?)^```$/gms)) {
    if (code === undefined) heading = title!
    else blocks.push({ name: `${page}: ${heading}`, code })
  }
  return blocks
}

const folder = join(ROOT, 'docs/guide')
const pages = readdirSync(folder).filter((file) => file.endsWith('.md'))
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const blocks = [
  ...blocksOf('README.md', read('README.md')),
  ...pages.flatMap((page) => blocksOf(page, read(join('docs/guide', page))))
]

// Blocks read and write files where they run.
const inFolder = temporaryFolder()
const home = process.cwd()
beforeEach(() => {
  writeFileSync(inFolder('train.csv'), 'size,color,price\n1,red,10\n2,blue,20\n,red,25\n4,blue,40\n')
  writeFileSync(inFolder('test.csv'), 'size,color,price\n3,red,30\n')
  process.chdir(inFolder('.'))
})
afterEach(() => process.chdir(home))

test.each(blocks)('$name', async ({ code }) => {
  let checks = 0
  await runBody(bodyOf(code), (got, want) => {
    checks++
    expect(got).toEqual(want)
  })
  expect(checks).toBe(code.match(/\/\/ =>/g)?.length ?? 0)
})

test('the guide has blocks that run, with claims', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(9)
  expect(blocks.filter(({ code }) => code.includes('// =>')).length).toBeGreaterThanOrEqual(9)
})
