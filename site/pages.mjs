// The pages of the site: the README, every document that it leads to, an index of decisions, and the examples as code.
// Called by build.mjs. Documents keep their places, so their links hold as they stand.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const IMAGES = ['.svg', '.png', '.jpg']

/** The first heading of a page. */
const titleOf = (text) => /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? ''

const read = (path) => readFileSync(join(ROOT, path), 'utf8')
const markdownIn = (folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => posix.join(folder, path))

/** Writes the pages to a folder. */
export function writePages(folder) {
  const write = (path, content) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  write('docs/adr/index.md', decisions())
  for (const [path, text] of examples()) write(path, text)
  const done = new Set()
  const waiting = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownIn('docs')]
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    if (done.has(page)) continue
    done.add(page)
    const { text, pages, images } = rewritten(page, read(page))
    write(page === 'README.md' ? 'index.md' : page, text)
    waiting.push(...pages)
    for (const image of images) write(image, readFileSync(join(ROOT, image)))
  }
}

// The text with links that lead somewhere on the site: to pages and images; a link to any other file becomes its text.
function rewritten(page, text) {
  const pages = []
  const images = []
  const outside = (part) => part.replace(/!?\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, label, to) => link(whole, label, to))
  const link = (whole, label, to) => {
    const [path, anchor = ''] = to.split(/(?=#)/)
    if (/^[a-z]+:/.test(to) || path === '' || path.startsWith('#')) return whole
    const file = posix.normalize(posix.join(posix.dirname(page), path))
    if (!existsSync(join(ROOT, file))) throw new Error(`${page}: the link to ${to} leads nowhere`)
    if (IMAGES.some((end) => file.endsWith(end))) {
      images.push(file)
      return whole
    }
    // The indexes of the decisions and of the examples are made here.
    if (statSync(join(ROOT, file)).isDirectory()) return file === 'docs/adr' ? `[${label}](${path}/index.md)` : label
    if (!file.endsWith('.md')) return label
    if (file === 'examples/README.md')
      return `[${label}](${posix.join(posix.relative(posix.dirname(page), 'examples'), 'index.md')})`
    pages.push(file)
    const target = file === 'README.md' ? posix.join(posix.dirname(path), 'index.md') : path
    return `[${label}](${target}${anchor})`
  }
  // Fenced blocks and spans of code stay as they are.
  const parts = text.split(/(^```.*?^```$|`[^`\n]*`)/gms)
  // A label may hold a span of code, so links are searched for with the code taken out.
  const spans = []
  const plain = parts.map((part, k) => (k % 2 === 0 ? part : `\uE000${spans.push(part) - 1}\uE000`)).join('')
  const linked = outside(plain).replace(/\uE000(\d+)\uE000/g, (_, k) => spans[Number(k)])
  return { text: linked, pages, images }
}

function decisions() {
  const rows = markdownIn('docs/adr')
    .sort()
    .map((page) => `- [${titleOf(read(page))}](${basename(page)})`)
  return `# Decisions\n\nWhat was chosen, and why, one page each.\n\n${rows.join('\n')}\n`
}

// The table of examples/README.md and every program.
function* examples() {
  const programsIn = (folder) => readdirSync(join(ROOT, 'examples', folder)).filter((name) => name.endsWith('.ts'))
  const names = ['.', 'ports'].flatMap((folder) => programsIn(folder).map((name) => posix.join(folder, name)))
  const known = (name) => names.includes(name)
  const table = read('examples/README.md').replace(/`([\w./-]+)\.ts`/g, (whole, name) => {
    return known(`${name}.ts`) ? `[${whole}](${name}.md)` : whole
  })
  yield ['examples/index.md', table]
  for (const name of names) {
    const code = read(`examples/${name}`)
    yield [`examples/${name.replace(/\.ts$/, '.md')}`, `# ${basename(name)}\n\n\`\`\`ts\n${code}\`\`\`\n`]
  }
}

/** The pages of a folder with their titles: { text, link }. */
export function listOf(folder, root) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && basename(path) !== 'index.md')
    .map((path) => join(root, folder, path))
    .sort()
    .map((path) => ({
      text: titleOf(readFileSync(path, 'utf8')),
      link: `/${relative(root, path).replace(/\.md$/, '')}`
    }))
}
