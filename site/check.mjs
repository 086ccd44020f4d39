// Checks the built site: every link within it leads to a page and a heading, and no page loads anything from elsewhere.
// Called by build.mjs and by its test.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'

const base = process.env.DOCS_BASE ?? '/'
const decode = (text) => decodeURIComponent(text.replaceAll('&amp;', '&'))

/**
 * Throws with a line for each dead link and each request to elsewhere.
 *
 * @param folder of the HTML
 * @returns how many pages and links there are
 */
export function check(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const pages = files.filter((path) => path.endsWith('.html'))
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]))
  const ids = new Map(
    Array.from(texts, ([page, text]) => [
      page,
      new Set(Array.from(text.matchAll(/ id="([^"]+)"/g), (m) => decode(m[1])))
    ])
  )
  const problems = []
  let links = 0
  for (const [page, text] of texts) {
    for (const [, to] of text.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      if (/^[a-z]+:|^\/\//.test(to)) continue
      links++
      const [path, anchor] = to.split('#')
      const own = path.startsWith('/') ? relative(base, path) : posix.join(dirname(page), path)
      const file = path === '' ? page : pageOf(folder, decode(own))
      if (file === null) problems.push(`${page}: ${to} leads nowhere`)
      else if (anchor && file.endsWith('.html') && !ids.get(file)?.has(decode(anchor))) {
        problems.push(`${page}: ${to}: the page has no such heading`)
      }
    }
    for (const [, to] of text.matchAll(/<(?:script|link|img|iframe|source)\b[^>]*? (?:src|href)="([^"]+)"/g)) {
      if (/^(https?:)?\/\//.test(to)) problems.push(`${page}: loads ${to}`)
    }
  }
  for (const style of files.filter((path) => path.endsWith('.css'))) {
    const text = readFileSync(join(folder, style), 'utf8')
    for (const [, to] of text.matchAll(/(?:url\(|@import )["']?((?:https?:)?\/\/[^"')]+)/g))
      problems.push(`${style}: loads ${to}`)
  }
  if (problems.length > 0) throw new Error(`the site has ${problems.length} problems\n  ${problems.join('\n  ')}`)
  return { pages: pages.length, links }
}

function pageOf(folder, path) {
  const tries = [path, `${path}.html`, posix.join(path, 'index.html')]
  return tries.find((each) => existsSync(join(folder, each)) && statSync(join(folder, each)).isFile()) ?? null
}
