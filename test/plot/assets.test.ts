// The picture in the README is what the library draws now.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'

test('docs/assets/landscape.svg is fresh', async () => {
  const { landscapeSvg } = (await import(join(ROOT, 'scripts/landscapeSvg.mjs') as string)) as {
    landscapeSvg(): Promise<string>
  }
  const fresh = (await landscapeSvg()) === readFileSync(join(ROOT, 'docs/assets/landscape.svg'), 'utf8')
  expect(fresh, 'run npm run pictures').toBe(true)
})
