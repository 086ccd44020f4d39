// Links between the pages of the API. TypeDoc numbers some headings that VitePress does not, and puts HTML anchors into tables,
// where the site allows no HTML. Called by build.mjs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Rewrites links to the heading as it is, or to its page where there is none. */
export function repairAnchors(folder) {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))
  const known = new Map(pages.map((page) => [join(folder, page), slugsOf(readFileSync(join(folder, page), 'utf8'))]))
  for (const page of known.keys()) {
    const text = readFileSync(page, 'utf8').replace(/<a id="[^"]*"><\/a> ?/g, '')
    const repaired = text.replace(/\]\(([^)#\s]*)#([^)\s]+)\)/g, (whole, path, anchor) => {
      const slugs = known.get(path === '' ? page : join(dirname(page), path))
      if (slugs === undefined || slugs.has(anchor)) return whole
      const plain = anchor.replace(/-\d+$/, '')
      return slugs.has(plain) ? `](${path}#${plain})` : `](${path || '#'})`
    })
    writeFileSync(page, repaired)
  }
}

// The ids of a page's headings, as VitePress gives them.
function slugsOf(text) {
  const slugs = new Set()
  for (const [, title] of text.replace(/^```.*?^```$/gms, '').matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = title
      .replace(/\\(.)/g, '$1')
      .replace(/[^\p{L}\p{N}_]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .toLowerCase()
    let unique = slug
    for (let k = 1; slugs.has(unique); k++) unique = `${slug}-${k}`
    slugs.add(unique)
  }
  return slugs
}
