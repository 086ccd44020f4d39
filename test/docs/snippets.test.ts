// The blocks of the guide that are marked `js` run as they stand; `expression // => value` must hold.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'

const ENTRIES: Record<string, () => Promise<unknown>> = {
  thalweg: () => import('../../lib/index.ts'),
  'thalweg/checkpoint': () => import('../../lib/checkpoint/index.ts'),
  'thalweg/data': () => import('../../lib/data/index.ts'),
  'thalweg/landscapes': () => import('../../lib/landscapes/index.ts'),
  'thalweg/metrics': () => import('../../lib/metrics/index.ts'),
  'thalweg/nn': () => import('../../lib/nn/index.ts'),
  'thalweg/optim': () => import('../../lib/optim/index.ts'),
  'thalweg/schedules': () => import('../../lib/schedules/index.ts'),
  'thalweg/train': () => import('../../lib/train/index.ts')
}

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
const blocks = pages.flatMap((page) => blocksOf(page, readFileSync(join(folder, page), 'utf8')))

// Imports become calls, claims become checks.
function bodyOf(code: string): string {
  return code
    .replace(/^import \* as (\w+) from '([^']+)'$/gm, "const $1 = await load('$2')")
    .replace(/^import \{([^}]+)\} from '([^']+)'$/gm, (_, names: string, entry: string) => {
      return `const {${names.replaceAll(' as ', ': ')}} = await load('${entry}')`
    })
    .replace(/^(.+?) \/\/ => (.+)$/gm, 'check($1, $2)')
}

type Body = (load: (entry: string) => unknown, check: (got: unknown, want: unknown) => void) => Promise<void>
const AsyncFunction = (async () => undefined).constructor as new (...args: string[]) => Body

test.each(blocks)('$name', async ({ code }) => {
  const run = new AsyncFunction('load', 'check', bodyOf(code))
  let checks = 0
  await run(
    (entry) => ENTRIES[entry]?.() ?? import(entry),
    (got, want) => {
      checks++
      expect(got).toEqual(want)
    }
  )
  expect(checks).toBe(code.match(/\/\/ =>/g)?.length ?? 0)
})

test('the guide has blocks that run, with claims', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(9)
  expect(blocks.filter(({ code }) => code.includes('// =>')).length).toBeGreaterThanOrEqual(9)
})
