// Links between documents lead somewhere: in the repository, and, but for a few of contributors, in the installed package.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path))
]
// Without code, whose brackets are not links.
const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8').replace(/^```.*?^```$|`[^`\n]*`/gms, '')
// Paths from the root that a page links to.
const linksOf = (page: string): string[] =>
  Array.from(textOf(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g), ([, to]) => to!)
    .filter((to) => !/^[a-z]+:/.test(to))
    .map((to) => relative(ROOT, join(ROOT, dirname(page), to)))

test('links of documents lead to files', () => {
  const dead = pages.flatMap((page) =>
    linksOf(page)
      .filter((to) => !existsSync(join(ROOT, to)))
      .map((to) => `${page}: ${to}`)
  )
  expect(dead).toEqual([])
  expect(linksOf('README.md').length).toBeGreaterThan(10)
})

test('links of the README and the guide lead to files of the package', () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] }
  const shipped = (to: string): boolean => files.some((path) => to === path || to.startsWith(`${path}/`))
  const read = pages.filter((page) => page === 'README.md' || page.startsWith('docs/guide'))
  expect(read.filter((page) => page !== 'README.md' && !shipped(page))).toEqual([])
  const dead = read.flatMap((page) => linksOf(page).filter((to) => !shipped(to)))
  // The workflow of a clone.
  expect(dead).toEqual(['.github/workflows/prebuild.yml'])
})
